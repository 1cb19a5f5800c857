#!/usr/bin/env python3
"""A history of mixed operations by 8 clients on 4 servers of one book in PostgreSQL, while servers and the database are killed and
paused. Afterwards the record of it is held against the book: what was acknowledged is there once, with its entry; what was refused is
not there; what is not known is there once at most; who began after another had ended has the later entry; the sessions used are those
of the entries; the book verifies.

ROUNDS (12; SLOW=1: 150) things are done to servers and database. NEMESIS=database: only kill -9 of the database. SEED=n."""

import json
import os
import random
import signal
import socket
import sys
import threading
import time

from fleet import Fleet
from serving import LISTS, Tally, postgres, raw_request, read_answer

SERVERS, CLIENTS, CONTRACTS, SESSIONS = 4, 8, 12, 10000
ROUNDS = int(os.environ.get("ROUNDS") or (150 if os.environ.get("SLOW") else 12))
SEED = int(os.environ.get("SEED") or 1)
OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"


class Client(threading.Thread):
    """Sends one operation after the other to whichever server, and records what it was told."""

    def __init__(self, number, fleet, stop):
        super().__init__()
        self.number, self.fleet, self.stop = number, fleet, stop
        self.chance = random.Random(SEED * 100 + number)
        self.sent = []  # (key, operation kind, contract, began, ended, outcome, entry, replayed)
        self.open = []  # operations whose outcome is not known yet
        self.streams = {}

    def stream_to(self, server):
        if server not in self.streams:
            connection = socket.create_connection(("127.0.0.1", self.fleet.servers[server].port), timeout=15)
            self.streams[server] = (connection, connection.makefile("rb"))
        return self.streams[server]

    def leave(self, server):
        if server in self.streams:
            self.streams.pop(server)[0].close()

    def send(self, operation):
        """The outcome, the entry, whether it was a replay."""
        server = self.chance.randrange(SERVERS)
        sent = False
        try:
            connection, stream = self.stream_to(server)
            request = raw_request("POST", "/api/v1/operations", json.dumps(operation).encode(),
                                  ["Authorization: Bearer " + self.fleet.owner.token])
            sent = True
            connection.sendall(request)
            answer = read_answer(stream)
        except (OSError, ValueError, IndexError):
            answer = None
        if answer is None:
            self.leave(server)
            return (UNKNOWN if sent else REFUSED), None, False
        told = answer.json
        if answer.status == 200:
            return OK, told["entry"], bool(told.get("replayed"))
        return (REFUSED if told["definite"] else UNKNOWN), None, False

    def operation(self, key):
        contract = self.chance.randrange(CONTRACTS)
        kind = self.chance.choice(["redeem"] * 5 + ["sell", "pay", "client", "void"])
        if kind == "redeem":
            return kind, contract, {"op": "visit", "key": key, "client": f"c{contract}", "items": [
                {"redeem": "facial", "contract": f"k{contract}", "staff": [{"staff": "amy", "share": 100}]}]}
        if kind == "sell":
            return kind, contract, {"op": "visit", "key": key, "client": f"c{contract}", "items": [{"sell": "facial10", "ref": "s" + key}]}
        if kind == "pay":
            return kind, contract, {"op": "pay", "key": key, "client": f"c{contract}", "payments": [{"method": "cash", "amount": 7}]}
        if kind == "void" and self.sent:
            return kind, contract, {"op": "void", "key": key, "of": self.chance.choice(self.sent)[0]}
        return "client", contract, {"op": "client", "key": key, "ref": f"c{contract}", "name": key}

    def again(self):
        """Finds out by the key; what stays open stays unknown."""
        key, kind, contract, began, operation = self.open.pop(self.chance.randrange(len(self.open)))
        outcome, entry, replayed = self.send(operation)
        if outcome == OK:
            self.sent.append((key, kind, contract, began, time.monotonic(), OK, entry, replayed))
        elif self.chance.random() < 0.2:  # it may have been refused now because it had been done, or undone
            self.sent.append((key, kind, contract, began, None, UNKNOWN, None, False))
        else:
            self.open.append((key, kind, contract, began, operation))

    def run(self):
        count = 0
        while not self.stop.is_set():
            if self.open and self.chance.random() < 0.5:
                self.again()
                continue
            count += 1
            key = f"h{self.number}x{count}"
            kind, contract, operation = self.operation(key)
            began = time.monotonic()
            outcome, entry, replayed = self.send(operation)
            if outcome == UNKNOWN:
                self.open.append((key, kind, contract, began, operation))
                time.sleep(0.01)
            else:
                self.sent.append((key, kind, contract, began, time.monotonic(), outcome, entry, replayed))
                if outcome == REFUSED:
                    time.sleep(0.02)
        self.sent += [(key, kind, contract, began, None, UNKNOWN, None, False) for key, kind, contract, began, _ in self.open]
        for server in list(self.streams):
            self.leave(server)


class Nemesis:
    def __init__(self, fleet, database):
        self.fleet, self.database = fleet, database
        self.chance = random.Random(SEED)
        self.done = {}

    def kill_server(self):
        server = self.chance.choice(self.fleet.servers)
        port = server.port
        server.stop(signal.SIGKILL)
        time.sleep(self.chance.uniform(0, 0.3))
        start_again(server, port)

    def pause_server(self):
        server = self.chance.choice(self.fleet.servers)
        os.kill(server.pid(), signal.SIGSTOP)
        time.sleep(self.chance.choice([0.2, 1.0, 12.0 if os.environ.get("SLOW") else 1.5]))
        os.kill(server.pid(), signal.SIGCONT)

    def kill_database(self):
        self.database.kill()
        time.sleep(self.chance.uniform(0, 0.3))
        self.database.start()

    def pause_database(self):
        self.database.signal(signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.1, 1.0))
        self.database.signal(signal.SIGCONT)

    def act(self):
        only = os.environ.get("NEMESIS")
        ways = [f"kill_{only}"] if only else ["kill_server", "pause_server", "kill_database", "pause_database"]
        name = ways[sum(self.done.values()) % len(ways)]
        self.done[name] = self.done.get(name, 0) + 1
        getattr(self, name)()


def start_again(server, port):
    """While the database is away a server does not start."""
    for _ in range(200):
        try:
            server.start(port)
            return
        except AttributeError:
            server.process.wait()
            server.process.stdout.close()
            time.sleep(0.1)
    raise SystemExit("a server does not start again")


# --- the checker

def check_keys(tally, sent, entries):
    """Every operation against the entries."""
    for key, kind, _, _, _, outcome, entry, _ in sent:
        kept = entries.get(key, [])
        if outcome == OK:
            tally.check(kept == [entry], f"{key} ({kind}) was acknowledged with entry {entry}", kept)
        elif outcome == REFUSED:
            tally.check(kept == [], f"{key} ({kind}) was refused", kept)
        else:
            tally.check(len(kept) <= 1, f"{key} ({kind}) is not known", kept)


def check_order(tally, sent):
    """Who began after another had ended has the later entry."""
    known = sorted((s for s in sent if s[5] == OK and not s[7]), key=lambda s: s[3])
    ended = sorted(known, key=lambda s: s[4])
    at, latest, wrong = 0, 0, []
    for one in known:
        while at < len(ended) and ended[at][4] < one[3]:
            latest = max(latest, ended[at][6])
            at += 1
        if one[6] <= latest:
            wrong.append((one[0], one[6], latest))
    tally.check(not wrong, "entries are in the order of time", wrong[:3])


def check_sessions(tally, fleet, sent, entries, undone):
    for contract in range(CONTRACTS):
        used = fleet.owner.get(f"/contracts/k{contract}").json["contract"]["grants"][0]["used"]
        keys = {s[0] for s in sent if s[1] == "redeem" and s[2] == contract}
        stands = sum(1 for key in keys if key in entries and entries[key][0] not in undone)
        tally.check(used == stands, f"contract {contract}: {stands} sessions stand in the entries", used)


def planted(sent, entries):
    """Records with a fault in each: the checker must see every one."""
    tally, quiet = Tally(), open(os.devnull, "w", encoding="ascii")
    said, sys.stdout = sys.stdout, quiet
    done = next(s for s in sent if s[5] == OK and not s[7])
    try:
        check_keys(tally, [done], {**entries, done[0]: []})
        check_keys(tally, [done], {**entries, done[0]: [done[6], done[6] + 1]})
        check_keys(tally, [(*done[:5], REFUSED, None, False)], entries)
        check_keys(tally, [(*done[:5], UNKNOWN, None, False)], {**entries, done[0]: [1, 2]})
        check_order(tally, [done, (*done[:3], done[4] + 1, done[4] + 2, OK, done[6] - 1, False)])
    finally:
        sys.stdout = said
        quiet.close()
    return tally.failed == 5


# --- all of it

def prepare(fleet):
    answer = fleet.owner.operate(LISTS + [
        {"op": "offer", "code": "endless", "kind": "package", "price": 0, "grants": [{"service": "facial", "sessions": SESSIONS}]},
        *({"op": "client", "ref": f"c{n}"} for n in range(CONTRACTS)),
        *({"op": "visit", "key": f"s{n}", "client": f"c{n}", "items": [{"sell": "endless", "ref": f"k{n}", "price": 0}]}
          for n in range(CONTRACTS))])
    assert all(row["ok"] for row in answer.json), answer


def acknowledged(clients):
    return sum(1 for client in clients for one in list(client.sent) if one[5] == OK)


def wait_for_load(clients, operations=30, seconds=20):
    """Until they have done something since the last blow."""
    least, end = acknowledged(clients) + operations, time.monotonic() + seconds
    while acknowledged(clients) < least and time.monotonic() < end:
        time.sleep(0.05)


def play(fleet, database):
    stop = threading.Event()
    clients = [Client(number, fleet, stop) for number in range(CLIENTS)]
    nemesis = Nemesis(fleet, database)
    for client in clients:
        client.start()
    for _ in range(ROUNDS):
        wait_for_load(clients)
        time.sleep(nemesis.chance.uniform(0, 0.5))
        nemesis.act()
    time.sleep(1)
    stop.set()
    for client in clients:
        client.join()
    print("done to them:", ", ".join(f"{name} {count}" for name, count in sorted(nemesis.done.items())))
    return [one for client in clients for one in client.sent]


def read_entries(address):
    entries, undone = {}, {int(row[0]) for row in postgres.select(address, "SELECT entry FROM voided")}
    for number, key in postgres.select(address, "SELECT id, key FROM entry WHERE key IS NOT NULL"):
        entries.setdefault(key, []).append(int(number))
    return entries, undone


def main():
    tally = Tally()
    database = postgres.Postgres()
    fleet = Fleet(SERVERS, address=database.address)
    try:
        prepare(fleet)
        sent = play(fleet, database)
        health = fleet.wait()
        tally.check(all(one.get("open") for one in health), "all servers are well again", health)
        entries, undone = read_entries(fleet.address + "&schema=carnet")
        check_keys(tally, sent, entries)
        check_order(tally, sent)
        check_sessions(tally, fleet, sent, entries, undone)
        counts = {outcome: sum(1 for s in sent if s[5] == outcome) for outcome in (OK, REFUSED, UNKNOWN)}
        tally.check(counts[OK] > 20 * ROUNDS, "there was a load", counts)
        tally.check(planted(sent, entries), "the checker sees what is planted")
        fleet.owner.close()
        fleet.stop()
        verified = fleet.servers[0].verify()
        tally.check(verified.returncode == 0, "the book verifies", verified.stdout[-500:], verified.stderr)
        print("seed", SEED, counts)
    finally:
        fleet.remove()
        database.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
