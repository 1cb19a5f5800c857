#!/usr/bin/env python3
"""The disk fails under the server: a sync that fails, a full disk, a write that fails, by strace. What is not known to be done is
answered 503 with "definite": false; the book is opened again by itself; the same key then finds out; nothing acknowledged is lost
and nothing is there twice."""

import shutil
import subprocess
import sys
import time

from serving import LISTS, Server, Tally

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


def strace_works():
    return shutil.which("strace") and subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


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


def main():
    tally = Tally()
    if not strace_works():
        print("strace is not there, or may not trace: nothing could be made to fail")
        tally.check(True, "skipped")
        return tally.finish()
    for name, call, error in FAULTS:
        run_fault(tally, name, call, error)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
