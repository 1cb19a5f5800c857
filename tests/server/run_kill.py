#!/usr/bin/env python3
"""Killed at any moment: under load the server gets SIGKILL, is started again on the same book, and everything it acknowledged
is there exactly once; what was under way is found out with the same key. KILLS (30) rounds; every tenth and the last time the
whole book is verified."""

import json
import os
import random
import signal
import sys
import threading
import time

from serving import LISTS, Server, Tally, raw_request, read_answer

OF_A_BOOK = 50  # a contract used ten thousand times says nothing more, slowly
KILLS = int(os.environ.get("KILLS") or (1000 if os.environ.get("SLOW") else 30))
DESKS = 16
SESSIONS = 10000


class Desk(threading.Thread):
    """Redeems one session after the other, until the connection breaks; remembers what it was told."""

    def __init__(self, server, token, number, round_number):
        super().__init__()
        self.server, self.token, self.number, self.round_number = server, token, number, round_number
        self.acknowledged = {}
        self.open_key = None

    def operation(self, key):
        return {"op": "visit", "key": key, "client": f"c{self.number}",
                "items": [{"redeem": "facial", "contract": f"k{self.number}", "staff": [{"staff": "amy", "share": 100}]}]}

    def run(self):
        try:
            connection = self.server.socket(timeout=10)
            stream = connection.makefile("rb")
            for count in range(SESSIONS):
                self.open_key = f"{self.round_number}-{self.number}-{count}"
                body = json.dumps(self.operation(self.open_key)).encode()
                connection.sendall(raw_request("POST", "/api/v1/operations", body, ["Authorization: Bearer " + self.token]))
                answer = read_answer(stream)
                if answer is None or answer.status != 200:
                    return
                self.acknowledged[self.open_key] = answer.json["entry"]
                self.open_key = None
        except (OSError, ValueError, IndexError):
            return


class Campaign:
    def __init__(self, tally):
        self.tally = tally
        self.server = Server().start()
        self.owner = self.server.owner()
        self.owner.operate(LISTS + [{"op": "offer", "code": "endless", "kind": "package", "price": 0,
                                     "grants": [{"service": "facial", "sessions": SESSIONS}]}])
        self.used = [0] * DESKS
        for desk in range(DESKS):
            self.owner.operate([{"op": "client", "ref": f"c{desk}"}])
            self.sell(desk, 0)
        self.chance = random.Random(7)

    def sell(self, desk, number):
        self.owner.operate({"op": "visit", "key": f"sale{desk}-{number}", "client": f"c{desk}",
                            "items": [{"sell": "endless", "ref": f"k{desk}", "price": 0}]})

    def round(self, number):
        desks = [Desk(self.server, self.owner.token, desk, number) for desk in range(DESKS)]
        for desk in desks:
            desk.start()
        time.sleep(self.chance.uniform(0.005, 0.25))
        self.server.stop(signal.SIGKILL)
        for desk in desks:
            desk.join()
        self.owner.close()
        self.server.start()
        self.owner = self.server.caller(self.owner.token)
        for desk in desks:
            self.look_after(number, desk)
        return sum(len(desk.acknowledged) for desk in desks)

    def look_after(self, number, desk):
        """All that was acknowledged comes again as a replay with its entry; what was open is done once, now or then."""
        for key, entry in list(desk.acknowledged.items())[-20:]:
            answer = self.owner.operate(desk.operation(key))
            self.tally.check(answer.status == 200 and answer.json.get("replayed") and answer.json["entry"] == entry,
                             f"round {number}: {key} is there", entry, answer)
        done = len(desk.acknowledged)
        if desk.open_key:
            answer = self.owner.operate(desk.operation(desk.open_key))
            self.tally.check(answer.status == 200, f"round {number}: {desk.open_key} finds out", answer)
            done += 1
        self.used[desk.number] += done
        contract = self.owner.get(f"/contracts/k{desk.number}").json["contract"]
        used = contract["grants"][0]["used"]
        self.tally.check(used == self.used[desk.number], f"round {number}: desk {desk.number} used {self.used[desk.number]}", used)

    def verify(self, number):
        self.server.stop()
        verified = self.server.verify()
        self.tally.check(verified.returncode == 0, f"round {number}: the book verifies", verified.stdout[-300:])
        self.server.start()
        self.owner = self.server.caller(self.owner.token)


def kill(tally, kills):
    """On a book of its own. How many operations were acknowledged."""
    campaign = Campaign(tally)
    acknowledged = 0
    try:
        for number in range(1, kills + 1):
            acknowledged += campaign.round(number)
            if number % 10 == 0 or number == kills:
                campaign.verify(number)
    finally:
        campaign.server.remove()
    return acknowledged


def main():
    tally = Tally()
    for begun in range(0, KILLS, OF_A_BOOK):
        kills = min(OF_A_BOOK, KILLS - begun)
        acknowledged = kill(tally, kills)
        tally.check(acknowledged > kills, "there was a load", acknowledged)
        print(f"killed {begun + kills} times, {acknowledged} operations acknowledged by the last book", flush=True)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
