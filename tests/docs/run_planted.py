#!/usr/bin/env python3
"""Plants faults in examples of docs/rules.md; each must make run_rules.py fail:  CARNET=build/carnet run_planted.py

For every kind of expectation a wrong figure, and examples that are wrong in themselves.
"""
import contextlib
import io
import os
import re
import sys
import tempfile

sys.dont_write_bytecode = True
import run_rules  # noqa: E402

RULES = os.path.join(run_rules.ROOT, "docs", "rules.md")
WRONG = {
    "an operation that is refused": '{"op":"visit","client":"nobody","items":[{"service":"cut"}]}\npending: none',
    "a refusal at the end": 'pending: none\n{"op":"tick","colour":"red"}',
    "a refusal expected that does not come": '{"op":"tick","date":"2026-05-02"}\nerror: invalid',
    "nothing expected": '{"op":"tick","date":"2026-05-02"}',
    "an expectation nobody knows": "weather: fine",
    "a contract that is not there": "contract k1: due 0",
    "no JSON": '{"op":\npending: none',
}


def block(mark, lines):
    return "\n".join([f"```carnet{mark}", *lines, "```", ""])


def examples():
    """(mark, lines) of every example, and that of the setup"""
    found = [("".join(" " + word for word in mark), lines) for _, mark, lines in run_rules.blocks_of(RULES)]
    setup = next(one for one in found if one[0] == " setup")
    return setup, [one for one in found if one is not setup]


def first_with(kind, found):
    """the first example with an expectation of that kind, and where in it"""
    for mark, lines in found:
        for place, line in enumerate(lines):
            if re.match(kind + r"\b.*:( |$)", line):
                return mark, lines, place
    raise SystemExit(f"no example expects {kind}")


def fails(setup, mark, lines):
    """whether the example by itself fails; what it says is not shown"""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        path = os.path.join(folder, "rules.md")
        with open(path, "w", encoding="utf-8") as file:
            file.write(block(*setup) + block(mark, lines))
        return run_rules.run_file(path, folder) == (0, 1)


def main():
    setup, found = examples()
    results = {}
    for kind in run_rules.EXPECTATIONS:
        mark, lines, place = first_with(kind, found)
        planted = lines[:place] + [run_rules.planted(lines[place])] + lines[place + 1:]
        results[f"{kind}: {planted[place]}"] = not fails(setup, mark, lines) and fails(setup, mark, planted)
    for name, text in WRONG.items():
        results[name] = fails(setup, "", text.splitlines())
    for name, caught in results.items():
        if not caught:
            print(f"FAILED {name}: not caught")
    print(f"{list(results.values()).count(True)} passed, {list(results.values()).count(False)} failed")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
