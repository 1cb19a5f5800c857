#!/usr/bin/env python3
"""No answer leaves before its commit is on disk: with every sync held up a little, the server's system calls are looked at in their
order. Two servers with a planted fault, one that answers before it commits and one that does not sync its commits, must be
caught."""

import re
import sys
import tempfile

from serving import CARNET, LISTS, Server, Tally, variant
from tracing import strace_works, traced

OPERATIONS = 8
HELD_UP_US = 100000
RECEIVED = re.compile(r'\b(?:recvfrom|recvmsg|recv|read)\(.*\\"ref\\": \\"c')
SYNC_BEGINS = re.compile(r"fdatasync\(\d+<[^>]*-wal>")
SYNC_ENDS_WELL = re.compile(r"fdatasync(\(\d+<[^>]*-wal>| resumed>)[^=]*\) += 0\b")
ANSWERED = re.compile(r'\b(?:sendto|sendmsg|send|writev|write)\(.*\\"entry\\":(\d+)')


def answers_before_syncs(lines, wanted):
    """Entries whose answer left without a sync that began after the request came and ended well before it; None: not all answers
    were seen."""
    early, seen, begun, synced = [], set(), False, False
    for line in lines:
        if RECEIVED.search(line):
            begun = synced = False
        begun = begun or bool(SYNC_BEGINS.search(line))
        synced = synced or (begun and bool(SYNC_ENDS_WELL.search(line)))
        found = ANSWERED.search(line)
        if found and int(found.group(1)) in wanted:
            seen.add(int(found.group(1)))
            if not synced:
                early.append(int(found.group(1)))
    return early if seen == wanted else None


def operate(owner, number):
    """Returns when the operation is committed, which with a planted fault may be after its answer."""
    entry = owner.operate({"op": "client", "ref": f"c{number}"}).json["entry"]
    while owner.get("/health").json["last_entry"] < entry:
        pass
    return entry


def watch(program):
    """Posts operations one after the other and returns what of them was answered early."""
    server = Server().start()
    try:
        owner = server.owner()
        owner.operate(LISTS)
        owner.close()
        server.stop()
        server.carnet = program
        server.start()
        with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as log:
            with traced(server, "-y", "-s", "1000", "-o", log.name, "-e", "trace=fdatasync,recvfrom,recvmsg,read,sendto,sendmsg,write,writev",
                          "-e", f"inject=fdatasync:delay_exit={HELD_UP_US}"):
                wanted = {operate(owner, number) for number in range(OPERATIONS)}
            return answers_before_syncs(log.read().splitlines(), wanted)
    finally:
        server.remove()


def main():
    tally = Tally()
    if not strace_works():
        print("strace is not there, or may not trace: nothing could be looked at")
        return 1
    early = watch(CARNET)
    tally.check(early == [], "every answer comes after its sync", early)
    for name in ("answers_early", "syncs_late"):
        early = watch(variant(name))
        tally.check(early and len(early) > OPERATIONS // 2, f"the planted fault {name} is caught", early)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
