#!/usr/bin/env python3
"""A command line like carnet's over the model, so that the same scenarios run against it.

    command.py init BOOK [--currency TWD --decimals 0 --timezone … --name … --clock free]
    command.py apply BOOK [FILE.jsonl | -] [--keep-going]
    command.py report BOOK NAME [--from --to --as-of --by --basis] [--format json]

BOOK is a file of JSON lines: the settings, then every accepted operation; it is replayed each time.
"""
import argparse
import json
import sys

from model import Book


def no_duplicates(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate members")
    return members


def parse(line):
    """one operation; what is no JSON, or names a member twice, becomes something `apply` refuses"""
    try:
        return json.loads(line, object_pairs_hook=no_duplicates)
    except ValueError:
        return None


def load(path):
    with open(path, encoding="utf-8") as lines:
        settings = json.loads(next(lines))
        book = Book(settings["currency"], settings["decimals"], settings["timezone"], settings["free_clock"])
        for line in lines:
            book.apply(json.loads(line))
    return book


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=("init", "apply", "report"))
    parser.add_argument("book")
    parser.add_argument("rest", nargs="?")
    parser.add_argument("--keep-going", action="store_true")
    for name in ("currency", "decimals", "timezone", "name", "clock", "from", "to", "as-of", "by", "basis", "format"):
        parser.add_argument("--" + name)
    args = vars(parser.parse_args(argv))
    if args["command"] == "init":
        settings = {"currency": args["currency"] or "TWD", "decimals": int(args["decimals"] or 0),
                    "timezone": args["timezone"] or "UTC", "free_clock": args["clock"] == "free"}
        with open(args["book"], "x", encoding="utf-8") as out:
            out.write(json.dumps(settings) + "\n")
        return 0
    book = load(args["book"])
    if args["command"] == "report":
        given = {k: args[k] for k in ("from", "to", "as_of", "by", "basis") if args[k] is not None}
        print(json.dumps(book.report(args["rest"], given)))
        return 0
    refused = 0
    lines = sys.stdin if args["rest"] in (None, "-") else open(args["rest"], encoding="utf-8")
    with open(args["book"], "a", encoding="utf-8") as out:
        for line in filter(str.strip, lines):
            op = parse(line)
            result = book.apply(op)
            print(json.dumps(result))
            if result["ok"]:
                out.write(line.rstrip("\n") + "\n")
            else:
                refused = 1
                if not args["keep_going"]:
                    break
    return refused


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
