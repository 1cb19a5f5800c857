#!/usr/bin/env python3
"""The disk fails under the server: a sync that fails, a full disk, a write that fails, by strace. What is not known to be done is
answered 503 with "definite": false; the book is opened again by itself and inspected, and only then served; the same key then finds
out; nothing acknowledged is lost and nothing is there twice. A book damaged meanwhile is not served any more, nor is one that a newer carnet has brought up."""

import contextlib
import sqlite3
import sys
import time

from serving import LISTS, Server, Tally, variant
from tracing import broken_disk, strace_works

FAULTS = [
    ("a sync fails", "fdatasync", "EIO"),
    ("the disk is full", "pwrite64", "ENOSPC"),
    ("a write fails", "pwrite64", "EIO"),
]


def redeem(number):
    return {"op": "visit", "key": f"f{number}", "client": "lin",
            "items": [{"redeem": "facial", "contract": "k", "staff": [{"staff": "amy", "share": 100}]}]}


def begin():
    server = Server()
    server.start()
    owner = server.owner()
    owner.operate(LISTS + [{"op": "offer", "code": "many", "kind": "package", "price": 0, "grants": [{"service": "facial", "sessions": 1000}]}])
    owner.operate({"op": "visit", "key": "sale", "client": "lin", "items": [{"sell": "many", "ref": "k"}]})
    server.stop()
    owner.close()
    return server, owner.token


def settle(owner, number, tally, name):
    """Sends the same key until it is definite."""
    for _ in range(200):
        answer = owner.operate(redeem(number))
        if answer.status == 200:
            return answer
        tally.check(answer.status == 503 and answer.json["retryable"], f"{name}: it may be tried again", answer)
        time.sleep(0.02)
    return answer


def run_fault(tally, name, call, error):
    server, token = begin()
    server.wrap = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when=20..23"]
    try:
        server.start()
        owner = server.caller(token)
        unknown, entries = [], {}
        for number in range(60):
            answer = owner.operate(redeem(number))
            if answer.status == 200:
                entries[number] = answer.json["entry"]
            else:
                unknown.append(number)
                tally.check(answer.status == 503 and answer.json["code"] in ("unavailable", "busy"), f"{name}: 503", answer)
                if answer.json["code"] == "unavailable":
                    tally.check(answer.json["definite"] is False, f"{name}: it is not known", answer)
                entries[number] = settle(owner, number, tally, name).json.get("entry")
        tally.check(unknown, f"{name}: the fault was met")
        for number, entry in entries.items():
            again = owner.operate(redeem(number))
            tally.check(again.json.get("replayed") and again.json["entry"] == entry, f"{name}: {number} is there once", entry, again)
        used = owner.get("/contracts/k").json["contract"]["grants"][0]["used"]
        tally.check(used == 60, f"{name}: 60 were used", used)
        owner.close()
        tally.check(owner.get("/health").json["status"] == "ok", f"{name}: it is well again")
        owner.close()
        server.stop()
        verified = server.verify()
        tally.check(verified.returncode == 0, f"{name}: the book verifies", verified.stdout[-300:])
    finally:
        server.remove()


def tamper(*statements):
    def change(path):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute("DROP TRIGGER entry_is_never_changed")
            for statement in statements:
                book.execute(statement)
    return change


def older(path):
    """The book as it was before the last operations."""
    with contextlib.closing(sqlite3.connect(path + ".before")) as before, contextlib.closing(sqlite3.connect(path)) as book:
        before.backup(book)


def keep(path):
    with contextlib.closing(sqlite3.connect(path)) as book, contextlib.closing(sqlite3.connect(path + ".before")) as before:
        book.backup(before)


# What happens to the book while the disk is broken, and what the inspection must find; None: nothing.
DAMAGES = [
    ("a disk that comes back", lambda path: None, None),
    ("a changed amount", tamper("UPDATE contract SET delivered = delivered + 1, live_value = live_value + 1"),
     "is not what its history adds up to"),
    ("a changed entry", tamper("UPDATE entry SET operation = replace(operation, 'amy', 'bo') WHERE key = 'f3'"), "is not what its hash says"),
    ("writes that were lost", older, "was acknowledged and is not there"),
]


def wait_for(owner, statuses, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        health = owner.get("/health")
        if health.json["status"] in statuses:
            return health
        time.sleep(0.05)
    return health


def check_away(tally, owner, name, status):
    """While the book is not known to be sound nothing is read and nothing is written, and health says so."""
    health = owner.get("/health")
    tally.check(health.status == 503 and health.json["status"] == status and health.json["open"] is False, f"{name}: health", health)
    for answer in (owner.get("/clients/lin"), owner.operate(redeem(90)), owner.get("/reports/contracts")):
        tally.check(answer.status == 503 and answer.json["definite"] and int(answer.headers["retry-after"]) > 0, f"{name}: not served", answer)


def run_mended(tally):
    """Somebody puts the book as it was into the place of a damaged one: it is found, and served again."""
    server, token = begin()
    server.carnet = variant("brief")
    try:
        server.start()
        owner = server.caller(token)
        keep(server.path)
        with broken_disk(server):
            owner.operate(redeem(0))
            tamper("UPDATE contract SET delivered = delivered + 1, live_value = live_value + 1")(server.path)
        tally.check(wait_for(owner, ("ok", "damaged")).json["status"] == "damaged", "mended: it was damaged")
        older(server.path)
        tally.check(wait_for(owner, ("ok",)).json["status"] == "ok", "mended: it is served again")
        tally.check(owner.operate(redeem(0)).status == 200, "mended: it is written again")
        owner.close()
        server.stop()
        tally.check(server.verify().returncode == 0, "mended: the book verifies")
    finally:
        server.remove()


def set_schema(path, version):
    with contextlib.closing(sqlite3.connect(path)) as book:
        book.execute(f"PRAGMA user_version = {version}")


def run_newer(tally):
    """A newer carnet brings the book up under a server of before: that one writes nothing any more, and says why."""
    server, token = begin()
    server.carnet = variant("brief")
    try:
        server.start()
        owner = server.caller(token)
        with contextlib.closing(sqlite3.connect(server.path)) as book:
            known = book.execute("PRAGMA user_version").fetchone()[0]
        for number in range(10):  # whoever was let in lately is believed, so that the writer is reached without a reader
            owner.operate(redeem(number))
            set_schema(server.path, known + 1)
            answer = owner.operate(redeem(90 + number))
            if wait_for(owner, ("damaged",), 1).json["status"] == "damaged":
                break
            set_schema(server.path, known)
        tally.check(answer.status == 503 and "newer carnet" in answer.json["detail"] and server.path not in str(answer), "newer: nothing is written", answer)
        health = wait_for(owner, ("ok", "damaged"))
        tally.check(health.json["status"] == "damaged" and "newer carnet" in health.json["damage"], "newer: health says why", health)
        set_schema(server.path, known)
        tally.check(wait_for(owner, ("ok",)).json["status"] == "ok", "newer: it would be served again")
        answer = owner.operate(redeem(90 + number))
        tally.check(answer.status == 200 and not answer.json.get("replayed"), "newer: nothing had been written", answer)
        owner.close()
        server.stop()
    finally:
        server.remove()


def run_damage(tally, name, damage, found):
    """The disk breaks under an operation, the book is damaged meanwhile or not, the disk is well again."""
    server, token = begin()
    try:
        server.start()
        owner = server.caller(token)
        keep(server.path)
        entries = {number: owner.operate(redeem(number)).json["entry"] for number in range(5)}
        with broken_disk(server):
            answer = owner.operate(redeem(5))
            tally.check(answer.status == 503 and answer.json["definite"] is False, f"{name}: it is not known", answer)
            check_away(tally, owner, name, "recovering")
            damage(server.path)
        health = wait_for(owner, ("ok", "damaged"))
        if found:
            tally.check(found in str(health.json.get("damage")), f"{name}: is found", health)
            check_away(tally, owner, name, "damaged")
        else:
            tally.check(health.status == 200 and health.json["damage"] is None, f"{name}: it goes on", health)
            tally.check(owner.operate(redeem(5)).status == 200, f"{name}: the same key finds out")
            for number, entry in entries.items():
                tally.check(owner.operate(redeem(number)).json["entry"] == entry, f"{name}: {number} is there")
            tally.check("carnet_recoveries_total 1\n" in owner.get("/metrics").body.decode(), f"{name}: it is counted")
        owner.close()
        began = time.monotonic()
        tally.check(server.stop() == 0 and time.monotonic() - began < 10, f"{name}: it stops")
        tally.check((server.verify().returncode == 0) == (found is None or damage is older), f"{name}: verify says so too")
    finally:
        server.remove()


def main():
    tally = Tally()
    if not strace_works():
        print("strace is not there, or may not trace: nothing could be made to fail")
        return 1
    for name, call, error in FAULTS:
        run_fault(tally, name, call, error)
    for name, damage, found in DAMAGES:
        run_damage(tally, name, damage, found)
    run_mended(tally)
    run_newer(tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
