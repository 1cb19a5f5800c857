#!/usr/bin/env python3
"""Counsel over HTTP: a visit asked again gets the alerts and renewals of the first time, whatever was done meanwhile; the lists and an
offer's design are to the figure what the command line and the rulebook's example say."""

import json
import sqlite3
import subprocess
import sys

from serving import CARNET, LISTS, Server, Tally

tally = Tally()
check = tally.check
DAY = "2026-05-02"
FIVE = {"op": "offer", "code": "five", "kind": "package", "price": 6500, "grants": [{"service": "facial", "sessions": 5}]}


def visit(key, *items, **more):
    return {"op": "visit", "key": key, "client": "lin", "date": DAY, "items": list(items), **more}


def is_replay(again, told):
    return again.status == 200 and again.json == {**told.json, "replayed": True}


def test_replay(server, owner):
    first = visit("low", {"sell": "five", "ref": "k1"}, {"redeem": "facial", "contract": "k1"})
    told = owner.operate(first)
    check(told.status == 200 and [one["alert"] for one in told.json["alerts"]] == ["low"], "a visit says that it runs low", told)
    check(told.json["renewals"], "and what to offer", told)
    owner.operate({"op": "service", "code": "facial", "name": "Renamed", "price": 2000})
    owner.operate(visit("more", {"redeem": "facial", "contract": "k1", "sessions": 3}))
    again = owner.operate(first)
    check(is_replay(again, told), "asked again it gets the same again, whatever was done since", told, again)
    now = owner.operate(visit("now", {"redeem": "facial", "contract": "k1"}))
    check(now.json["alerts"] != told.json["alerts"], "while another visit is told how it stands now", now)
    test_planted(server, owner, first, told)


def behind_its_back(server, text, *values):
    """how many rows it changed, and those it found"""
    book = sqlite3.connect(server.path, timeout=30)
    done = book.execute(text, values)
    rows = done.fetchall()
    book.commit()
    book.close()
    return done.rowcount, rows


# Counsel given anew, as it stands now; with another figure; of another visit; forgotten.
FAULTS = {
    "reckoned anew": "UPDATE counsel SET body = (SELECT body FROM counsel ORDER BY entry DESC LIMIT 1) WHERE entry = ?",
    "with another price": "UPDATE counsel SET body = replace(body, '6500', '6501') WHERE entry = ?",
    "without what to offer": "UPDATE counsel SET body = replace(body, '\"renewals\":[{', '\"renewed\":[{') WHERE entry = ?",
    "forgotten": "DELETE FROM counsel WHERE entry = ?",
}


def test_planted(server, owner, first, told):
    """Whatever of it came out otherwise would be seen."""
    entry = told.json["entry"]
    _, [kept] = behind_its_back(server, "SELECT entry, body FROM counsel WHERE entry = ?", entry)
    for name, fault in FAULTS.items():
        changed, _ = behind_its_back(server, fault, entry)
        again = owner.operate(first)
        check(changed == 1 and again.status == 200 and not is_replay(again, told), f"planted: counsel {name} is seen", again)
        behind_its_back(server, "INSERT OR REPLACE INTO counsel VALUES (?, ?)", *kept)
    check(is_replay(owner.operate(first), told), "and with it back nothing is")


def command(server, *words):
    done = subprocess.run([CARNET, *words[:1], server.path, *words[1:], "--format", "json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_lists(server, owner):
    for name in ("alerts", "renewals"):
        for query, words in (("", ()), ("&client=lin", ("--client", "lin"))):
            over_http = owner.get(f"/{name}?as_of={DAY}{query}").json
            check(over_http == command(server, name, "--as-of", DAY, *words) and over_http["rows"],
                  f"{name}{query} are those of the command line", over_http)


def figures(told, *names):
    asked = next(row for row in told["rows"] if row["design"] == "asked")
    return [asked[name] for name in names]


def test_price(server, owner):
    cases = [
        ("offer=facial10", ("facial10",), {"price": 10000, "break_even": 7, "band": "above", "below_floor": False}),
        ("services=facial=10&discount=12.5", ("--services", "facial=10", "--discount", "12.5"),
         {"price": 13125, "per_session": 1313, "band": "within", "break_even": 9}),
        ("offer=facial10&sessions=12", ("facial10", "--sessions", "12"), {"price": 12000, "per_session": 1000}),
    ]
    for query, words, rulebook in cases:
        over_http = owner.get(f"/price?{query}&as_of={DAY}").json
        by_hand = command(server, "price", *words, "--as-of", DAY)
        check(over_http == by_hand, f"price {query}: the command line says the same", over_http, by_hand)
        check(figures(over_http, *rulebook) == list(rulebook.values()), f"price {query}: so says the rulebook", over_http)


def main():
    server = Server(init=("--clock", "free")).start()
    try:
        owner = server.owner()
        owner.operate([{**one, "date": "2026-05-01"} if "date" not in one else one for one in [*LISTS, FIVE]])
        test_price(server, owner)
        test_replay(server, owner)
        test_lists(server, owner)
        server.stop()
    finally:
        server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
