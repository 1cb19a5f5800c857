#!/usr/bin/env python3
"""Races over real sockets: 64 connections send one request each, all but its last byte; then the last bytes go out at once. Of what
can be had once exactly one gets it: the last session, under one key or many; a refund, stored credit, a debt, the key itself.
RACES (300, on PostgreSQL 60) rounds; SLOW=1: 1,000."""

import json
import os
import sys

from serving import LISTS, Server, Tally, postgres, raw_request, read_answer

CONNECTIONS = 64
ROUNDS = int(os.environ.get("RACES") or (1000 if os.environ.get("SLOW") else 60 if postgres.chosen() else 300))


class Arena:
    def __init__(self):
        self.server = Server().start()
        self.owner = self.server.owner()
        self.owner.operate(LISTS + [{"op": "offer", "code": "one", "kind": "package", "price": 1000,
                                     "grants": [{"service": "facial", "sessions": 1}]},
                                    {"op": "offer", "code": "small", "kind": "topup", "price": 500, "credit": 500}])
        self.sockets = [self.server.socket() for _ in range(CONNECTIONS)]
        self.files = [one.makefile("rb") for one in self.sockets]
        self.headers = ["Authorization: Bearer " + self.owner.token]

    def race(self, operations):
        requests = [raw_request("POST", "/api/v1/operations", json.dumps(o).encode(), self.headers) for o in operations]
        for one, request in zip(self.sockets, requests):
            one.sendall(request[:-1])
        for one, request in zip(self.sockets, requests):
            one.sendall(request[-1:])
        return [read_answer(file) for file in self.files]


def sell(round_number, what, price):
    return {"op": "visit", "key": f"sell{round_number}", "client": "lin", "items": [{"sell": what, "ref": f"r{round_number}"}],
            "payments": [{"method": "cash", "amount": price}]}


def redeem(number):
    return {"op": "visit", "client": "lin",
            "items": [{"redeem": "facial", "contract": f"r{number}", "staff": [{"staff": "amy", "share": 100}]}]}


def last_session(number, many):
    return [{**redeem(number), "key": f"k{number}-{i if many else 0}"} for i in range(CONNECTIONS)]


def refund(number):
    return [{"op": "refund", "contract": f"r{number}", "sessions": 1, "key": f"k{number}-{i}"} for i in range(CONNECTIONS)]


def credit(number):
    return [{"op": "visit", "client": "lin", "key": f"k{number}-{i}", "items": [{"service": "facial", "price": 500}],
             "payments": [{"method": "credit", "amount": 500, "from": f"r{number}"}]} for i in range(CONNECTIONS)]


def debt(number):
    return [{"op": "pay", "client": "lin", "key": f"k{number}-{i}", "payments": [{"method": "cash", "amount": 1000, "contract": f"r{number}"}]}
            for i in range(CONNECTIONS)]


def one_key(number):
    """The same key for different things: the first is done, the others are told."""
    return [{**redeem(number), "key": f"k{number}", "note": str(i)} for i in range(CONNECTIONS)]


def check(tally, name, answers, loser):
    first = [a for a in answers if a.status == 200 and not a.json.get("replayed")]
    again = [a for a in answers if a.status == 200 and a.json.get("replayed")]
    lost = [a for a in answers if a.status != 200]
    right = len(first) == 1
    if loser is None:
        right = right and len(again) == CONNECTIONS - 1 and all(a.json["entry"] == first[0].json["entry"] for a in again)
    else:
        right = right and not again and all(a.code == loser for a in lost)
    tally.check(right, f"{name}: exactly one", len(first), len(again), lost[:1])


KINDS = [
    ("one", 1000, lambda n: last_session(n, True), "no_sessions", "last session, many keys"),
    ("one", 1000, lambda n: last_session(n, False), None, "last session, one key"),
    ("one", 1000, refund, "closed", "refund"),
    ("small", 500, credit, "no_credit", "stored credit"),
    ("one", 0, debt, "overpaid", "the rest of a debt"),
    ("one", 1000, one_key, "key_conflict", "one key, other contents"),
]


def prepare(arena):
    """What the rounds race for, sold beforehand."""
    sales = []
    for number in range(ROUNDS):
        what, paid = KINDS[number % len(KINDS)][:2]
        sale = sell(number, what, paid)
        if not paid:
            sale["payments"] = []
        sales.append(sale)
    for at in range(0, ROUNDS, 500):
        answer = arena.owner.operate(sales[at:at + 500])
        assert all(row["ok"] for row in answer.json), answer


def main():
    tally = Tally()
    arena = Arena()
    try:
        prepare(arena)
        for number in range(ROUNDS):
            _, _, make, loser, name = KINDS[number % len(KINDS)]
            check(tally, f"round {number}, {name}", arena.race(make(number)), loser)
        for one in arena.sockets:
            one.close()
        arena.server.stop()
        verified = arena.server.verify()
        tally.check(verified.returncode == 0, "the book verifies", verified.stdout[-300:])
    finally:
        arena.server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
