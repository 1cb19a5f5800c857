#!/usr/bin/env python3
"""Runs the worked example of README.md:  CARNET=build/carnet run_readme.py [FILE.md]

A fenced block ```jsonl NAME is written to a file of that name. In a block ```console each line after `$ ` is run by the shell, in
the same empty folder, with carnet on the path; it must print exactly the lines that follow. A command that ends in `&` goes on
running, and is waited for until it has printed them; port 8080 stands for one that is free. The table of commands must have those that `carnet help` lists.
"""
import os
import re
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CARNET = os.path.abspath(os.environ.get("CARNET", os.path.join(ROOT, "build", "carnet")))


def blocks_of(text):
    """(words behind the fence, text) of every fenced block"""
    for match in re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield match.group(1).split(), match.group(2)


def commands_of(block):
    """(command, what it prints)"""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command, folder, path):
    done = subprocess.run(command, shell=True, cwd=folder, env=dict(os.environ, PATH=path), text=True, timeout=60, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Background:
    """what goes on running while the rest of the example is done"""

    def __init__(self):
        self.running = []

    def start(self, command, folder, path, lines):
        process = subprocess.Popen(["sh", "-c", "exec " + command], cwd=folder, env=dict(os.environ, PATH=path), text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.running.append(process)
        return "".join(process.stdout.readline() for _ in range(lines))

    def end(self):
        for process in self.running:
            process.terminate()
            process.communicate(timeout=60)


def run_all(text, folder, path):
    """what did not print what it should: (command, expected, got)"""
    background = Background()
    port = f":{free_port()}"
    try:
        count, wrong = run_blocks(text.replace(":8080", port).replace("carnet serve studio.carnet",
                                                                      f"carnet serve studio.carnet --listen 127.0.0.1{port}"),
                                  folder, path, background)
    finally:
        background.end()
    return count, wrong


def run_blocks(text, folder, path, background):
    count, wrong = 0, []
    for words, block in blocks_of(text):
        if words[:1] == ["jsonl"] and len(words) == 2:
            with open(os.path.join(folder, words[1]), "w", encoding="utf-8") as file:
                file.write(block)
        for command, expected in commands_of(block) if words == ["console"] else ():
            if command.endswith(" &"):
                got = background.start(command[:-2], folder, path, expected.count("\n"))
            else:
                got = run(command, folder, path)
            count += 1
            if got.rstrip("\n") != expected.rstrip("\n"):
                wrong.append((command, expected, got))
    return count, wrong


def commands_missing(text, folder, path):
    """commands that only the program or only README's table knows"""
    known = set(re.findall(r"^  (\w+)  +\S", run("carnet help", folder, path), re.MULTILINE))
    told = set(re.findall(r"^\| `carnet (\w+)", text, re.MULTILINE))
    return sorted(known ^ told)


def main(arguments):
    with open(arguments[0] if arguments else os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as tools, tempfile.TemporaryDirectory() as folder:
        os.symlink(CARNET, os.path.join(tools, "carnet"))
        path = tools + os.pathsep + os.environ["PATH"]
        count, wrong = run_all(text, folder, path)
        wrong += [(f"carnet {name}", "in `carnet help` and in the table of commands\n", "only in one of them")
                  for name in commands_missing(text, folder, path)]
    for command, expected, got in wrong:
        print(f"FAILED $ {command}\n--- expected\n{expected}--- got\n{got}")
    print(f"{max(0, count - len(wrong))} passed, {len(wrong)} failed")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
