#!/usr/bin/env python3
"""Four servers on one book in PostgreSQL. What one writes the others know; and of what can be had once, asked for by connections to
all of them at once, exactly one gets it: the last session, stored credit, a key, a cycle, a void. A program that reads without the
lock must be caught at that. RACES (60) rounds; SLOW=1: 20,000."""

import os
import socket
import sys
import time

from fleet import Fleet, Ring, without_lock
from serving import LISTS, Tally, postgres, raw_request

SERVERS, EACH = 4, 8
CONNECTIONS = SERVERS * EACH
ROUNDS = int(os.environ.get("RACES") or (20000 if os.environ.get("SLOW") else 60))
PLANTED_ROUNDS = 40
OF_A_CLIENT = 50  # rounds: a visit looks at all that its client has
MORE = [{"op": "offer", "code": "one", "kind": "package", "price": 1000, "grants": [{"service": "facial", "sessions": 1}]},
        {"op": "offer", "code": "small", "kind": "topup", "price": 500, "credit": 500},
        {"op": "offer", "code": "weekly", "kind": "plan", "price": 100, "cycle": {"days": 7},
         "grants": [{"service": "facial", "sessions": 1}]}]
FIRST_DAY = 40000  # days since 1970, yet to come: each cycle ends seven days after the one before
tally = Tally()
check = tally.check


# --- what one does the others know

def until(holds, seconds=10):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def listen(server, token):
    stream = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    stream.sendall(raw_request("GET", "/api/v1/events", headers=["Authorization: Bearer " + token]))
    return stream.makefile("rb")


def hears(stream, text):
    for line in stream:
        if line.startswith(b"data:"):
            return text in line
    return False


def test_knowing(fleet):
    first, second = fleet.owner, fleet.servers[1].caller(fleet.owner.token)
    third = fleet.servers[2].caller(fleet.owner.token)
    first.operate(LISTS + MORE)
    check(second.operate({"op": "visit", "key": "k1", "client": "lin", "items": [{"sell": "facial10", "ref": "k1"}]}).status == 200,
          "what the first put on the lists the second sells")
    check(first.get("/contracts/k1").json["contract"]["offer"] == "facial10", "the first shows what the second sold")
    check(third.operate({"op": "visit", "key": "k1", "client": "lin", "items": [{"sell": "facial10", "ref": "k1"}]}).json.get("replayed"),
          "the third knows the key")
    check(second.operate({"op": "service", "code": "facial", "price": 1600}).status == 200, "a price changes at the second")
    sold = first.operate({"op": "visit", "key": "v1", "client": "lin", "items": [{"service": "facial"}]}).json
    check(sold["due"] == 1440, "and is charged by the first", sold)
    check([row["ref"] for row in second.get("/clients?q=lin").json["clients"]] == ["lin"], "the second finds a client")
    first.operate({"op": "client", "ref": "zoe", "name": "Zoe"})
    check([row["ref"] for row in second.get("/clients?q=zoe").json["clients"]] == ["zoe"], "also one the first has just noted")
    stream = listen(fleet.servers[2], first.token)
    first.operate({"op": "client", "ref": "eve", "name": "Eve"})
    check(hears(stream, b'"clients":['), "who listens to the third hears of it")
    stream.close()
    person = fleet.servers[3].caller()
    check(person.sign_in("own").status == 200, "who was added at the first signs in at the fourth")
    elsewhere = fleet.servers[0].caller()
    elsewhere.cookie = person.cookie
    check(elsewhere.get("/session").status == 200, "and is signed in at the first too")
    person.call("DELETE", "/session", headers={"Sec-Fetch-Site": "same-origin"})
    check(until(lambda: elsewhere.get("/session").status == 401), "signed out at one, soon signed out at all")
    entries = fleet.owner.get("/health").json["last_entry"]
    check(until(lambda: fleet.servers[3].caller().get("/health").json["last_entry"] == entries), "all tell the same last entry")
    for caller in (second, third, person, elsewhere):
        caller.close()


# --- races

def buyer(number):
    return f"c{number // OF_A_CLIENT}"


def sale(number, what, paid):
    return {"op": "visit", "key": f"sell{number}", "client": buyer(number), "items": [{"sell": what, "ref": f"r{number}"}],
            "payments": [{"method": "cash", "amount": paid}]}


def session(number, one):
    return {"op": "visit", "key": f"k{number}-{one}", "client": buyer(number),
            "items": [{"redeem": "facial", "contract": f"r{number}", "staff": [{"staff": "amy", "share": 100}]}]}


def credit(number, one):
    return {"op": "visit", "key": f"k{number}-{one}", "client": buyer(number), "items": [{"service": "facial", "price": 500}],
            "payments": [{"method": "credit", "amount": 500, "from": f"r{number}"}]}


def key(number, _):
    return {**session(number, 0), "key": f"k{number}"}


def void(number, one):
    return {"op": "void", "key": f"k{number}-{one}", "of": f"sell{number}"}


def cycle(number, _):
    return {"op": "tick", "date": time.strftime("%Y-%m-%d", time.gmtime((FIRST_DAY + 7 * (number // len(KINDS))) * 86400))}


def is_ok(answer):
    return answer.status == 200 and not answer.json.get("replayed")


def made_entry(answer):
    return answer.status == 200 and bool(answer.json.get("entries"))


def refused(*codes):
    return lambda answer: answer.status != 200 and answer.code in codes


# name, what is sold for it and paid, what is sent, who won, how all others end
KINDS = [
    ("last session", ("one", 1000), session, is_ok, refused("no_sessions")),
    ("stored credit", ("small", 500), credit, is_ok, refused("no_credit")),
    ("one key", ("one", 1000), key, is_ok, lambda a: a.status == 200 and a.json.get("replayed")),
    ("void", ("one", 1000), void, is_ok, refused("invalid", "not_found")),
    ("cycle", None, cycle, made_entry, lambda a: a.status == 200 and not a.json.get("entries")),
]


def prepare(fleet, first, rounds):
    wanted = [{"op": "client", "ref": ref} for ref in sorted({buyer(n) for n in range(first, first + rounds)})]
    wanted += [sale(n, *KINDS[n % len(KINDS)][1]) for n in range(first, first + rounds) if KINDS[n % len(KINDS)][1]]
    for at in range(0, len(wanted), 500):
        answer = fleet.owner.operate(wanted[at:at + 500])
        assert all(row["ok"] for row in answer.json), answer


def run_round(ring, number):
    """What went wrong; None: exactly one won."""
    name, _, make, won, lost = KINDS[number % len(KINDS)]
    answers = ring.race([make(number, one) for one in range(CONNECTIONS)])
    winners = [a for a in answers if won(a)]
    others = [a for a in answers if not won(a) and not lost(a)]
    return None if len(winners) == 1 and not others else f"{name}: {len(winners)} won, {len(others)} ended otherwise {others[:1]}"


def day_of(number):
    return cycle(number, 0)["date"]


def begin_cycles(fleet, number):
    """Another member from this round on, since a bill looks at all cycles of its membership; the one before is not paid any more."""
    made = fleet.owner.operate([{"op": "tick", "date": day_of(number)}, {"op": "client", "ref": f"m{number}"},
                                {"op": "membership", "key": f"m{number}", "client": f"m{number}", "plan": "weekly", "ref": f"m{number}",
                                 "date": day_of(number)}])
    assert all(row["ok"] for row in made.json), made


def pay_cycle(fleet, member, number):
    """What is due is paid before each further cycle, so that the membership is not suspended."""
    paid = fleet.owner.operate({"op": "pay", "key": f"paid{number}", "client": f"m{member}", "date": day_of(number),
                                "payments": [{"method": "cash", "amount": 100}]})
    assert paid.status == 200, paid


def race_for_cycles(fleet, ring, numbers):
    """The first round of each member makes it; each further one is a cycle."""
    for at, number in enumerate(numbers):
        if at % OF_A_CLIENT == 0:
            member = number
            begin_cycles(fleet, number)
            continue
        pay_cycle(fleet, member, number - len(KINDS))
        wrong = run_round(ring, number)
        check(wrong is None, f"round {number}", wrong)


def test_races(fleet):
    """The cycles' rounds come last, since their ticks take the book's day along."""
    prepare(fleet, 0, ROUNDS)
    ring = Ring(fleet, EACH)
    cycles = [n for n in range(ROUNDS) if KINDS[n % len(KINDS)][0] == "cycle"]
    others = sorted(set(range(ROUNDS)) - set(cycles))
    for number in others:
        wrong = run_round(ring, number)
        check(wrong is None, f"round {number}", wrong)
        if number % 1000 == 0:
            print(f"{time.strftime('%H:%M:%S')} up to round {number}: {tally.failed} failed", flush=True)
    race_for_cycles(fleet, ring, cycles)
    ring.close()


def test_planted():
    """Without the lock, and without the key of entries that would stop it too, more than one wins."""
    program = without_lock()
    fleet = Fleet(SERVERS, init=["--clock", "free"], carnet=program)
    try:
        fleet.owner.operate(LISTS + MORE)
        prepare(fleet, 0, PLANTED_ROUNDS)
        schema = fleet.address.rpartition("schema=")[2]
        postgres.select(fleet.address, f"ALTER TABLE {schema}.entry DROP CONSTRAINT entry_pkey CASCADE")
        ring = Ring(fleet, EACH)
        wrong = [run_round(ring, number) for number in range(0, PLANTED_ROUNDS, len(KINDS))]
        check(any(wrong), "the planted fault is caught")
        check(any(text and int(text.split()[2]) > 1 for text in wrong), "sessions were used twice", wrong)
        ring.close()
    finally:
        fleet.remove()
        os.remove(program)


def main():
    fleet = Fleet(SERVERS, init=["--clock", "free"])
    try:
        test_knowing(fleet)
        test_races(fleet)
        fleet.stop()
        verified = fleet.servers[0].verify()
        check(verified.returncode == 0, "the book verifies", verified.stdout[-500:], verified.stderr)
    finally:
        fleet.remove()
    test_planted()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
