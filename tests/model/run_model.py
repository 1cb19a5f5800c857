#!/usr/bin/env python3
"""The program against the independent model, on random books: run_model.py (SLOW=1: many more). Ends with `N passed, N failed`."""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def run(first, last, count):
    command = [sys.executable, os.path.join(HERE, "compare.py"), os.environ["CARNET"], "--any-code", "--keep-going",
               "--seeds", f"{first}-{last}", "--count", str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def main():
    books = 400 if os.environ.get("SLOW") else 8 if os.environ.get("CARNET_TEST_ENGINE") == "postgres" else 24
    halves = [run(1, books // 2, 120), run(books // 2 + 1, books, 120)]
    passed = failed = 0
    for half in halves:
        out = half.communicate()[0].splitlines()
        good, bad = (int(word.split()[0]) for word in out[-1].split(", "))
        passed, failed = passed + good, failed + bad
        if bad:
            print("\n".join(out[:-1]))
    print(f"seeds 1 to {books}, 120 operations each, reports at three days and three bases")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
