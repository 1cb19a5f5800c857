#!/usr/bin/env python3
"""Limits that take long to reach, on a server built with small ones (variants/brief) and otherwise the same: who sends or takes
too slowly is cut off, queues, streams and connections have an end, reports and requests a bound in memory; and the tick that comes
by itself when the day changes."""

import datetime
import socket
import subprocess
import sys
import threading
import time

from serving import LISTS, Server, Tally, postgres, raw_request, read_answer, variant
from tracing import strace_works, traced

BRIEF = variant("brief")
WAITING = 8    # LIMIT_WRITES_WAITING, LIMIT_READS_WAITING
LISTENERS = 4
CONNECTIONS = 32
tally = Tally()
check = tally.check


def is_busy(answer):
    return answer.status == 503 and answer.code == "busy" and answer.json["definite"] and int(answer.headers["retry-after"]) > 0


def seconds_until_closed(connection, feed, most=15):
    """How long the server keeps a connection to which a byte goes now and then."""
    began = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() - began < most:
        try:
            if feed:
                connection.sendall(b"x")
            if connection.recv(1) == b"":
                return time.monotonic() - began
        except TimeoutError:
            continue
        except OSError:
            return time.monotonic() - began
    return None


def test_slow_senders(server, owner):
    """A request has to be whole in time, even if something of it comes all the while."""
    head = b"POST /api/v1/operations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + owner.token.encode()
    starts = {"a header that goes on": head + b"\r\nX-Slow: ", "a body that goes on": head + b"\r\nContent-Length: 10000\r\n\r\n",
              "nothing at all": b""}
    for name, start in starts.items():
        connection = server.socket()
        connection.sendall(start)
        took = seconds_until_closed(connection, feed=bool(start))
        check(took and 1.5 < took < 10, f"{name}: is cut off", took)
        check(owner.get("/health").status == 200, f"{name}: others are served")
        connection.close()


def test_slow_takers(server, owner):
    """Who does not take the answers is cut off: not all of them are there to be read later."""
    count = 100
    size = len(owner.get("/openapi.json").body)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", server.port))
    deaf.sendall(raw_request("GET", "/api/v1/openapi.json") * count)
    until = time.monotonic() + 8
    while time.monotonic() < until:
        check(owner.get("/health").status == 200, "others are served")
        time.sleep(0.5)
    deaf.settimeout(10)
    taken = 0
    try:
        while True:
            part = deaf.recv(1 << 20)
            if not part:
                break
            taken += len(part)
    except ConnectionResetError:
        pass
    check(0 < taken < count * size, "who does not take answers is cut off", taken, count * size)
    deaf.close()


def listen(server, owner):
    connection = server.socket()
    connection.sendall(raw_request("GET", "/api/v1/events", b"", ["Authorization: Bearer " + owner.token]))
    stream = connection.makefile("rb")
    line = stream.readline()
    return connection, stream, int(line.split()[1])


def test_listeners(server, owner):
    streams = [listen(server, owner) for _ in range(LISTENERS)]
    check([status for _, _, status in streams] == [200] * LISTENERS, "so many may listen")
    check(is_busy(owner.get("/events")), "and no more", owner.get("/events"))
    owner.operate({"op": "client", "ref": "heard"})
    for connection, stream, _ in streams:
        while not stream.readline().startswith(b"event: entries"):
            pass
    for connection, stream, _ in streams[1:]:
        stream.close()
        connection.close()
    until = time.monotonic() + 10
    status = 503
    while status != 200 and time.monotonic() < until:
        connection, stream, status = listen(server, owner)
        stream.close()
        connection.close()
    check(status == 200, "who left makes room")
    streams[0][1].close()
    streams[0][0].close()


def ask_at_once(server, owner, requests):
    """One connection each; the answers in order."""
    answers = [None] * len(requests)

    def ask(place, request):
        caller = server.caller(owner.token)
        answers[place] = caller.call(*request[:2], body=request[2])
        caller.close()

    threads = [threading.Thread(target=ask, args=(i, request)) for i, request in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_full_queues(server, owner):
    """While a commit takes long, only so many wait; the others are told at once and nothing of theirs is done."""
    before = owner.get("/health").json["last_entry"]
    with traced(server, "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=1500000:when=1"):
        answers = ask_at_once(server, owner, [("POST", "/operations", {"op": "client", "ref": f"q{i}"}) for i in range(3 * WAITING)])
    done = [a for a in answers if a.status == 200]
    busy = [a for a in answers if a.status != 200]
    check(busy and all(is_busy(a) for a in busy), "the writer's queue has an end", busy[:1], len(busy))
    check(len(done) >= WAITING, "who waited is served", len(done))
    check(owner.get("/health").json["last_entry"] == before + len(done), "who was turned away has written nothing", before, len(done))
    with traced(server, "-o", "/dev/null", "-e", "trace=pread64", "-e", "inject=pread64:delay_enter=200000"):
        owner.operate({"op": "client", "ref": "fresh"})
        answers = ask_at_once(server, owner, [("GET", "/reports/contracts?client=lin", None)] * (3 * WAITING))
    busy = [a for a in answers if a.status != 200]
    check(busy and all(is_busy(a) for a in busy), "the readers' queue has an end", busy[:1], len(busy))
    check(len(busy) < len(answers), "who waited is served")


def test_connections(server, owner):
    """More connections than there may be wait outside, until the slow ones are cut off."""
    owner.close()
    slow = [server.socket() for _ in range(CONNECTIONS)]
    for connection in slow:
        connection.sendall(b"GET /api/v1/health HTTP/1.1\r\n")
    late = server.socket(timeout=20)
    late.sendall(raw_request("GET", "/api/v1/health"))
    answer = read_answer(late.makefile("rb"))
    check(answer is None or answer.status == 200, "one too many is turned away or waits", answer)
    for connection in slow + [late]:
        connection.close()
    again = server.socket(timeout=20)
    again.sendall(raw_request("GET", "/api/v1/health"))
    answer = read_answer(again.makefile("rb"))
    check(answer and answer.status == 200, "then there is room again", answer)
    again.close()


def peak_kib(server):
    with open(f"/proc/{server.pid()}/status", encoding="ascii") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1])


def test_memory(server, owner):
    """A request's memory has a bound, whatever it asks for."""
    uses = 4000
    owner.operate({"op": "offer", "code": "long", "kind": "package", "price": 0, "grants": [{"service": "facial", "sessions": uses + 1000}]})
    owner.operate({"op": "visit", "key": "long", "client": "lin", "items": [{"sell": "long", "ref": "long"}]})
    for at in range(0, uses, 1000):
        owner.operate({"op": "visit", "key": f"use{at}", "client": "lin", "items": [{"redeem": "facial", "contract": "long", "sessions": 1000}]})
    before = peak_kib(server)
    answer = owner.operate([{"op": "visit", "key": f"more{i}", "client": "lin", "items": [{"redeem": "facial", "contract": "long"}]}
                            for i in range(1000)])
    check(all(row["ok"] for row in answer.json), "a thousand on a long history", answer)
    check(peak_kib(server) - before < 64 * 1024, "what one operation loads is not kept for the next", before, peak_kib(server))
    before = peak_kib(server)
    wide = b'{"op":"visit","key":"w","client":"lin","items":[' + b",".join([b'{"redeem":"facial"}'] * 50000) + b"]}"
    deep = b'{"op":"visit","key":"d","items":' + b"[" * 500000 + b"]" * 500000 + b"}"
    names = b'{"op":"tick",' + b",".join(b'"m%d":1' % i for i in range(80000)) + b"}"
    for body in (wide, deep, names):
        check(owner.post("/operations", body).status in (400, 413, 422), "too much in one operation", owner.post("/operations", body))
    check(peak_kib(server) - before < 64 * 1024, "a large body takes no more than a few times its size", before, peak_kib(server))


def test_large_report(server, owner):
    sales = [{"op": "visit", "key": f"r{i}", "client": "mei", "items": [{"sell": "facial10"}]} for i in range(1000)]
    owner.operate(sales)
    answer = owner.get("/reports/contracts")
    check(answer.status == 413 and answer.code == "too_large", "a report has a size", answer)
    check(owner.get("/reports/contracts?client=lin").status == 200, "a part of it may be had")
    check(owner.get("/reports/day").status == 200, "others are as they were")


def takes_too_long(answer):
    return answer.status == 413 and answer.code == "too_large" and answer.json["definite"] and "2 seconds" in answer.json["detail"]


def test_long_reading(server, owner):
    """A disk that takes most of a second for each page: the report is broken off, and the next one is as ever."""
    with traced(server, "-o", "/dev/null", "-e", "trace=pread64", "-e", "inject=pread64:delay_enter=700000"):
        owner.operate({"op": "client", "ref": "fresher"})
        answer = owner.get("/reports/contracts?client=mei")
    check(takes_too_long(answer), "a reading has a time", answer)
    check(owner.get("/reports/day").status == 200, "others are as they were")


def test_long_statement():
    """A database in which somebody holds what is to be read: it does not come to a row, and is broken off all the same."""
    database = postgres.Postgres()
    server = Server(address=database.address + "&schema=held", carnet=BRIEF).start()
    held = "SELECT count(*) FROM pg_locks WHERE relation = 'held.contract'::regclass AND granted AND mode = 'AccessExclusiveLock'"
    try:
        owner = server.owner()
        owner.operate(LISTS)
        with subprocess.Popen([postgres.program("psql"), database.address, "-X", "-q", "-c",
                               "BEGIN; LOCK TABLE held.contract IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as holder:
            while database.psql(held).strip() != "1":
                time.sleep(0.05)
            answer = owner.get("/reports/contracts")
            check(takes_too_long(answer), "a statement that does not come back is broken off", answer)
            database.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")
            holder.wait()
        answer = owner.get("/reports/contracts")
        check(answer.status == 200, "and the next one is served", answer)
        owner.close()
        check(server.stop() == 0, "it ends well")
    finally:
        server.remove()
        database.remove()


def test_new_day():
    """Midnight comes a few seconds after the start: the tick comes by itself, once, and expires what was good until today."""
    now = datetime.datetime.now(datetime.timezone.utc)
    offset = 24 * 3600 - 6 - (now.hour * 3600 + now.minute * 60 + now.second)
    sign, offset = ("+", offset) if offset < 12 * 3600 else ("-", 24 * 3600 - offset)
    zone = f"{sign}{offset // 3600:02}:{offset // 60 % 60:02}:{offset % 60:02}"
    server = Server(init=["--timezone", zone], carnet=BRIEF).start()
    try:
        owner = server.owner()
        owner.operate(LISTS + [{"op": "offer", "code": "today", "kind": "package", "price": 1000, "valid": {"days": 1},
                                "grants": [{"service": "facial", "sessions": 3}]}])
        yesterday = (now + datetime.timedelta(seconds=offset if sign == "+" else -offset)).date() - datetime.timedelta(days=1)
        sold = owner.operate({"op": "visit", "key": "sale", "client": "lin", "date": yesterday.isoformat(), "items": [{"sell": "today", "ref": "k"}],
                              "payments": [{"method": "cash", "amount": 1000}]})
        if not check(sold.status == 200, "sold", sold):
            return
        status = owner.get("/contracts/k").json["contract"]["status"]
        check(status == "active", "it is good today", status)
        until = time.monotonic() + 20
        while status != "expired" and time.monotonic() < until:
            status = owner.get("/contracts/k").json["contract"]["status"]
            time.sleep(0.1)
        check(status == "expired", "at midnight it expires by itself", status)
        entries = [row["name"] for row in owner.get("/entries?limit=1000").json["entries"]]
        check(entries.count("tick") == 1, "by one entry", entries)
        owner.close()
        server.stop()
        check(server.verify().returncode == 0, "the book verifies", server.verify().stdout[-300:])
    finally:
        server.remove()


def main():
    server = Server(carnet=BRIEF).start()
    try:
        owner = server.owner()
        owner.operate(LISTS)
        for test in (test_slow_senders, test_slow_takers, test_listeners, test_connections, test_memory, test_large_report):
            test(server, owner)
        if check(strace_works(), "strace is there, and may trace"):
            test_full_queues(server, owner)
            test_long_reading(server, owner)
        owner.close()
        check(server.stop() == 0, "it ends well")
        check(server.verify().returncode == 0, "the book verifies", server.verify().stdout[-300:])
        test_long_statement()
        test_new_day()
    finally:
        server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
