#!/usr/bin/env python3
"""carnet copy: file to file, to PostgreSQL and back; killed at any moment and gone on with; every table and column is copied; what
differs is said. CARNET names the binary, CARNET_TEST_DATABASE the database."""

import glob
import itertools
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import postgres  # noqa: E402

ROOT = os.path.join(HERE, "..", "..")
CARNET = os.environ.get("CARNET") or os.path.join(ROOT, "build", "carnet")
results = []
box = tempfile.mkdtemp(prefix="carnet-copy-")


def verdict(good, what, *said):
    results.append(bool(good))
    print("ok" if good else "not ok", what, *(() if good else said))


def run(*words, text=None):
    return subprocess.run([CARNET, *words], input=text, capture_output=True, text=True, timeout=300, check=False)


def path(name):
    return os.path.join(box, name)


def apply(book, *operations):
    done = run("apply", book, "-", "--keep-going", text="".join(json.dumps(op) + "\n" for op in operations))
    return [json.loads(line) for line in done.stdout.splitlines()]


KEYED = {"op": "client", "ref": "zoe", "name": "Zoë 林", "phone": "0912", "key": "once", "note": "came by bus"}


def source():
    """A book with something in every table."""
    book = path("from.book")
    run("demo", "--days", "30", "--keep", book)
    made = apply(book, KEYED, {"op": "tag", "code": "vip", "discount": 10}, {"op": "client", "ref": "zoe", "tags": ["vip"]},
                 {"op": "branch", "code": "annex"}, {"op": "service", "code": "copying", "price": 10},
                 {"op": "offer", "code": "there", "kind": "package", "price": 10, "branches": ["annex"],
                  "grants": [{"service": "copying", "sessions": 1}]},
                 {"op": "visit", "client": "zoe", "key": "v", "items": [{"sell": "there", "ref": "zz"}]},
                 {"op": "client", "ref": "abe"}, {"op": "share", "contract": "zz", "with": "abe"},
                 {"op": "visit", "client": "zoe", "key": "w", "items": [{"service": "copying"}]}, {"op": "void", "of": "w"},
                 {"op": "membership", "client": "abe", "plan": "copyclub", "ref": "mm"}, {"op": "close", "date": "2020-01-01"})
    assert sum(row["ok"] for row in made) >= len(made) - 1, made
    subprocess.run([CARNET, "user", "add", book, "own", "--role", "owner"], input="correct horse\n", text=True, check=True,
                   stdout=subprocess.DEVNULL)
    db = sqlite3.connect(book)
    db.execute("INSERT INTO login_session SELECT zeroblob(32), id, 1, 2, 3 FROM login")
    db.execute("INSERT INTO counsel VALUES (1, '\"alerts\":[],\"renewals\":[]')")
    db.execute("INSERT INTO access_token VALUES (1, 'till', zeroblob(32), 0, 0, 0, 'own', 1, 0)")
    db.commit()
    db.close()
    return book


def tables_of(file):
    db = sqlite3.connect(file)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
    found = {name: ([row[1] for row in db.execute(f"PRAGMA table_info({name})")],
                    db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}
    db.close()
    return found


def every_column(book):
    with open(os.path.join(ROOT, "src", "sql", "copy.sql"), encoding="utf-8") as file:
        text = file.read()
    for table, (columns, rows) in tables_of(book).items():
        read = re.search(rf"SELECT ([^;]*?)\s+FROM\s+{table}\b", text)
        added = re.search(rf"INSERT INTO {table} \(([^)]*)\)", text)
        named = [[name.strip() for name in match.group(1).split(",")] if match else [] for match in (read, added)]
        verdict(named == [columns, columns], f"all columns of {table} are copied", named, columns)
        verdict(rows > 0 or table == "meta", f"there is something in {table} to copy")


def same_books(one, other, what):
    for words in (("journal",), *(("report", name, "--format", "json") for name in ("contracts", "performance", "takings", "rollforward",
                                                                                   "structure", "pending", "memberships"))):
        first, second = run(words[0], one, *words[1:]), run(words[0], other, *words[1:])
        verdict(first.returncode == 0 and first.stdout == second.stdout, f"{what}: the same {' '.join(words)}", second)
    shown = [run("show", book, "client", "zoe").stdout for book in (one, other)]
    verdict("Zoë 林" in shown[0] and shown[0] == shown[1], f"{what}: the same person", shown)
    again = apply(other, KEYED, {**KEYED, "name": "Eve"})
    verdict(again[0].get("replayed") and again[1]["error"]["code"] == "key_conflict", f"{what}: keys hold", again)


def copied(one, other, what):
    done = run("copy", one, other)
    verdict(done.returncode == 0 and " 0 differences" in done.stdout, f"{what}: copied", done)
    same_books(one, other, what)


def refusals(book):
    done = run("copy", book, path("there.book"))
    again = run("copy", book, path("there.book"))
    verdict(done.returncode == 0 and again.returncode == 1 and "exists" in again.stderr, "a place that is taken", again)
    verdict(run("copy", book, book).returncode == 1, "onto itself")
    verdict(run("copy", path("none.book"), path("x.book")).returncode == 1 and not os.path.exists(path("x.book")), "a book that is not there")
    run("init", path("other.book"))
    verdict(run("copy", book, path("other.book")).returncode == 1, "onto another book")


def broken_off(book, address, patience):
    """Copies until a copy ends by itself, killing each that takes longer than its patience, which grows. How often it was killed, how
    often what it left was no book, and the last copy with what it said."""
    chance = random.Random(5)
    kills, broken = 0, 0
    while True:
        copying = subprocess.Popen([CARNET, "copy", book, address], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            out, err = copying.communicate(timeout=chance.uniform(0.1, 1) * patience * (1 + kills / 3))
        except subprocess.TimeoutExpired:
            copying.send_signal(signal.SIGKILL)
            copying.communicate()
            kills += 1
            broken += run("report", address, "takings").returncode != 0
            continue
        if "not a carnet book" in err:  # killed between making the file and filling it, which is told
            for file in glob.glob(address + "*"):
                os.remove(file)
            continue
        return kills, broken, copying.returncode, out, err


def killed(book, new_address, what):
    """Killed again and again; in between it is no book, and in the end it is whole. A machine may copy the book before it was killed
    often enough: then a new place is taken, with half the patience."""
    for halved in range(5):
        address = new_address()
        kills, broken, status, out, err = broken_off(book, address, 0.05 / 2 ** halved)
        if kills > 3 and broken > 2:
            break
    whole = status == 0 and " 0 differences" in out
    verdict(whole or "exists" in err and run("verify", address).returncode == 0, f"{what}: whole after {kills} kills", out, err)
    verdict(kills > 3 and broken > 2, f"{what}: it was broken off, and then no book", kills, broken)
    same_books(book, address, what)


def planted(book):
    """A row changed while it is copied, as a faulty disk would: here in what was copied before the copy was broken off."""
    place = path("planted.book")
    copying = subprocess.Popen([CARNET, "copy", book, place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while time.monotonic() < end and copying.poll() is None:
        if os.path.exists(place) and entries_in(place) > 0:
            copying.send_signal(signal.SIGKILL)
            break
    copying.wait()
    if run("report", place, "takings").returncode == 0:
        return False
    db = sqlite3.connect(place)
    db.execute("DROP TRIGGER entry_is_never_changed")
    db.execute("UPDATE entry SET postings = zeroblob(9) WHERE id = 7")
    db.commit()
    db.close()
    done = run("copy", book, place)
    verdict(done.returncode == 1 and "entry\n" in done.stdout, "a row that differs is said", done)
    verdict(run("report", place, "takings").returncode != 0, "and the copy is no book")
    return True


def entries_in(file):
    try:
        db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        count = db.execute("SELECT count(*) FROM entry").fetchone()[0]
        db.close()
        return count
    except sqlite3.Error:
        return 0


def main():
    try:
        book = source()
        every_column(book)
        copied(book, path("file.book"), "file to file")
        there = postgres.new_address("copy")
        copied(book, there, "file to PostgreSQL")
        copied(there, path("back.book"), "PostgreSQL to file")
        copied(there, postgres.new_address("copy"), "PostgreSQL to PostgreSQL")
        refusals(book)
        killed(book, lambda: postgres.new_address("copy"), "killed on the way to PostgreSQL")
        files = itertools.count()
        killed(there, lambda: path(f"killed-{next(files)}.book"), "killed on the way to a file")
        verdict(any(planted(book) or [os.remove(f) for f in glob.glob(path("planted.book*"))] is None for _ in range(20)), "it was planted")
    finally:
        shutil.rmtree(box, ignore_errors=True)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
