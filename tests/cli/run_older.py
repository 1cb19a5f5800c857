#!/usr/bin/env python3
"""A book made by an older carnet, in a file and in PostgreSQL: opened for writing it is upgraded, and as right as one made today.
CARNET names the binary, CARNET_TEST_DATABASE the database."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import postgres  # noqa: E402

CARNET = os.environ.get("CARNET") or os.path.join(HERE, "..", "..", "build", "carnet")
results = []
box = tempfile.mkdtemp(prefix="carnet-older-")

# What came after schema 7, after schema 6, and after schema 4, undone.
UNDO_EIGHTH = [
    "CREATE TABLE performance_staff_day (date BIGINT NOT NULL, basis BIGINT NOT NULL, staff BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (basis, date, staff))",
    "INSERT INTO performance_staff_day (date, basis, staff, amount) SELECT date, basis, staff, CAST(SUM(amount) AS BIGINT) FROM performance_day GROUP BY 1, 2, 3",
    "DROP TABLE performance_sum_day"]
UNDO_SEVENTH = ["DROP TABLE performance_sum_day", "ALTER TABLE membership DROP COLUMN cycles", "DROP INDEX contract_cycle_open"]
UNDO = [*UNDO_SEVENTH, "DROP TABLE movement_month", "DROP TABLE performance_month", "DROP INDEX contract_closed", "ALTER TABLE contract DROP COLUMN closed_on"]
KEPT = "SELECT id, used_up_on, closed_on FROM contract ORDER BY id"
NOTE = "SELECT value FROM meta WHERE name = 'mended_to'"


def verdict(good, what, *said):
    results.append(bool(good))
    print("ok" if good else "not ok", what, *(() if good else said))


def run(*words, text=None):
    return subprocess.run([CARNET, *words], input=text, capture_output=True, text=True, timeout=300, check=False)


class File:
    name = "a file"
    cycles = "SELECT id, lower(hex(cycles)) FROM membership ORDER BY id"

    def __init__(self, place):
        self.address = place

    def ask(self, *texts):
        db = sqlite3.connect(self.address)
        rows = [[str(value) for value in row] for text in texts for row in db.execute(text)]
        db.commit()
        db.close()
        return rows

    def set_schema(self, number):
        self.ask(f"PRAGMA user_version = {number}")


class Postgres:
    name = "PostgreSQL"
    cycles = "SELECT id, encode(cycles, 'hex') FROM membership ORDER BY id"

    def __init__(self, address):
        self.address = address

    def ask(self, *texts):
        return [row for text in texts for row in postgres.select(self.address, text)]

    def set_schema(self, number):
        self.ask(f"UPDATE meta SET value = '{number}' WHERE name = 'schema_version'")


def differences(book):
    done = run("verify", book.address)
    return [done.returncode, done.stdout, done.stderr]


def refused_to_readers(book, what):
    done = run("report", book.address, "takings")
    verdict(done.returncode == 2 and "made by an older carnet" in done.stderr, f"{what}: not opened for reading", done)


def upgraded(book, kept, cycles, schema, *undo):
    book.ask(*undo)
    book.set_schema(schema)
    refused_to_readers(book, f"{book.name}, schema {schema}")
    done = run("apply", book.address, "-", text="")
    verdict(done.returncode == 0, f"{book.name}, schema {schema}: opened for writing", done)
    verdict(book.ask(KEPT) == kept and not book.ask(NOTE), f"{book.name}, schema {schema}: every contract's days are as they were")
    verdict(book.ask(book.cycles) == cycles, f"{book.name}, schema {schema}: every membership has its cycles")
    verdict(differences(book)[0] == 0, f"{book.name}, schema {schema}: verified", differences(book))


def broken_off(book, kept, cycles):
    """Ended in the middle of it: the note says how far it came."""
    middle = kept[len(kept) // 2][0]
    book.ask(f"UPDATE contract SET closed_on = 2147483647, used_up_on = 2147483647 WHERE id > {middle}",
             f"UPDATE membership SET cycles = '' WHERE id NOT IN (SELECT membership FROM contract WHERE id <= {middle})",
             f"INSERT INTO meta (name, value) VALUES ('mended_to', '{middle}')")
    verdict(book.ask(KEPT) != kept and book.ask(book.cycles) != cycles, f"{book.name}: there is something to mend")
    refused_to_readers(book, f"{book.name}, half done")
    run("apply", book.address, "-", text="")
    verdict(book.ask(KEPT) == kept and book.ask(book.cycles) == cycles and not book.ask(NOTE), f"{book.name}: gone on with")


def left_alone(made):
    """Only what lacks something is worked through: a day that is there stays what it is, right or not."""
    book = File(shutil.copy(made, os.path.join(box, "alone.book")))
    one = book.ask("SELECT id FROM contract WHERE membership = 0 AND closed_on < 2147483647 ORDER BY id LIMIT 1")[0][0]
    book.ask(*UNDO_SEVENTH, f"UPDATE contract SET closed_on = closed_on + 1 WHERE id = {one}")
    book.set_schema(6)
    days = book.ask(KEPT)
    run("apply", book.address, "-", text="")
    verdict(book.ask(KEPT) == days and not book.ask(NOTE), "a book of schema 6: the days that are kept are left alone")
    verdict(f"contract {one}: closed_on" in differences(book)[1], "and verify tells the one that is wrong", differences(book))


def damaged(made):
    """A cycle of no membership keeps the book from being verified, not from being opened."""
    book = File(shutil.copy(made, os.path.join(box, "damaged.book")))
    lost = book.ask("SELECT id FROM contract WHERE membership > 0 AND open = 0 ORDER BY id LIMIT 1")[0][0]
    book.ask(*UNDO_SEVENTH, f"UPDATE contract SET membership = 9999 WHERE id = {lost}")
    book.set_schema(6)
    done = run("apply", book.address, "-", text="")
    verdict(done.returncode == 0, "a damaged book of schema 6: opened for writing", done)
    verified = differences(book)
    verdict(verified[0] == 1 and f"contract {lost}" in verified[1], "a damaged book of schema 6: verify names the cycle", verified)


def main():
    try:
        made = os.path.join(box, "made.book")
        run("demo", "--days", "45", "--keep", made)
        files = File(shutil.copy(made, os.path.join(box, "file.book")))
        there = Postgres(postgres.new_address("older"))
        verdict(run("copy", made, there.address).returncode == 0, "the same book in PostgreSQL")
        kept, cycles = files.ask(KEPT), files.ask(files.cycles)
        # more than one transaction's worth
        closed = sum(row[2] != "2147483647" for row in kept)
        verdict(closed > 256 and sum(row[1] != "2147483647" for row in kept) > 3, "a book with enough in it", closed)
        verdict(sum(row[1] != "" for row in cycles) > 1, "and memberships with cycles that are closed", cycles)
        for book in (files, there):
            # At schema 3 the days on which packages were used up were not known either.
            upgraded(book, kept, cycles, 4, *UNDO, "UPDATE contract SET used_up_on = 2147483647")
            upgraded(book, kept, cycles, 6, *UNDO_SEVENTH)
            upgraded(book, kept, cycles, 7, *UNDO_EIGHTH)
            broken_off(book, kept, cycles)
            book.ask("UPDATE membership SET cycles = ''")
            verdict(differences(book)[0] == 1, f"{book.name}: cycles that are forgotten are seen", differences(book))
        left_alone(made)
        damaged(made)
    finally:
        shutil.rmtree(box, ignore_errors=True)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if results and all(results) else 1


sys.exit(main())
