#!/usr/bin/env python3
"""Finding clients as people type: names in any order and any case, phone numbers with any signs, with and without their country."""

import sys
import time
from urllib.parse import quote

from serving import Server, Tally

tally = Tally()
check = tally.check

CLIENTS = [
    ("home", "Mei Wang", "0912-345-678"),
    ("abroad", "Wang Mei Ling", "+886 987 654 321"),
    ("bangkok", "สมชาย ใจดี", "+66 (0)81 234 5678"),
    ("hongkong", "陳 美玲", "6623 1199"),
    ("plain", "Émile Dubois", "886911222333"),
    ("desk", "Amy O'Neill", "02 2345 6789 ext. 12"),
    ("2024-15", "No Phone", None),
    ("1-2", "Anna Zoe", ""),
    ("mother", "Lee, Ann-Marie", "0933 000 111 (her mother Grace)"),
    ("pair", "Li 10-20", None),
    ("born", "Eve 1990-05-12", "0966-777-888"),
    ("2023-77", "Uma", "0944-555-666"),
    ("narrow", "志明 林", None),
    ("wide", "林　志明", None),
    ("straight", "Chu Fang", None),
    ("comma", "Fang,  Chu", None),
]

# What is typed, and who is found, the best first.
CASES = [
    ("0912345678", ["home"]), ("0912 345", ["home"]), ("0912-345", ["home"]), ("(0912) 345.678", ["home"]), ("912-345", ["home"]),
    ("+886 912 345 678", ["home"]), ("+886-912-3", ["home"]), ("+886 (0)912", ["home"]), ("00886912345", ["home"]), ("886912345678", ["home"]),
    ("０９１２－３４５", ["home"]), ("＋８８６ ９１２ ３", ["home"]),
    ("0987654321", ["abroad"]), ("0987 654", ["abroad"]), ("+886987654", ["abroad"]), ("886 987", ["abroad"]), ("987-654", ["abroad"]),
    ("0812345678", ["bangkok"]), ("+66812345", ["bangkok"]), ("+66 081 234", ["bangkok"]), ("๐๘๑๒๓๔", ["bangkok"]),
    ("+852 6623 11", ["hongkong"]), ("66231199", ["hongkong"]), ("0911222333", ["plain"]), ("+886 911 222", ["plain"]),
    ("+886 2 2345 6789", ["desk"]), ("ext", ["desk"]), ("grace 0933-000", ["mother"]), ("0912 999", []), ("+886 345 678", []),
    ("mei wang", ["home", "abroad"]), ("wang mei", ["abroad", "home"]), ("WANG, MEI", ["abroad", "home"]), ("ling mei", ["abroad"]),
    ("w me", ["home", "abroad"]), ("wang  mei ", ["abroad", "home"]), ("ang ei", ["home", "abroad"]), ("ใจดี สมชาย", ["bangkok"]), ("美玲 陳", ["hongkong"]),
    ("美玲　陳", ["hongkong"]), ("dubois émile", ["plain"]), ("marie lee", ["mother"]), ("mei 0912", ["home"]), ("mei 0912-345", ["home"]),
    ("0987 wang", ["abroad"]), ("mei dubois", []), ("wang nobody", []), ("2024-15", ["2024-15"]),
    ("li 10-20", ["pair"]), ("10-20", ["pair"]), ("10-20 li", ["pair"]), ("Eve 1990-05-12", ["born"]), ("eve 0966-777", ["born"]),
    ("uma 2023-77", ["2023-77"]), ("2023-77 uma", ["2023-77"]), ("uma 0944-555", ["2023-77"]), ("uma 2023-77 0944-555", ["2023-77"]),
    ("(2023-77) uma", []), ("2023-77 0944-55", ["2023-77"]), ("li 10-21", []), ("uma ２０２３-77", []), ("uma ０９４４-555", ["2023-77"]), ("３４５ ０９１２", ["home"]),
    ("fang chu", ["comma", "straight"]), ("Fang, Chu", ["comma", "straight"]), ("chu, fang", ["straight", "comma"]), ("林 志明", ["wide", "narrow"]),
    ("wang mei mei w ang", ["home", "abroad"]), ("mei " * 20 + "nobody", []), (" ", []), (",", []),
]


def found(caller, words, limit=20):
    return [row["ref"] for row in caller.get(f"/clients?q={quote(words)}&limit={limit}").json["clients"]]


def test_cases(owner):
    for words, wanted in CASES:
        check(found(owner, words) == wanted, f"{words!r} finds {wanted}", found(owner, words))
    check(found(owner, "1-2", 1) == ["1-2"], "few digits with a sign are rather a ref", found(owner, "1-2"))
    check(found(owner, "") == [ref for ref, _, _ in CLIENTS], "all of them in order where nothing is typed", found(owner, ""))
    check(found(owner, "wang mei", 1) == ["abroad"], "the best first, where one is asked for", found(owner, "wang mei", 1))


def test_changes(owner):
    owner.operate({"op": "client", "ref": "home", "phone": "+886 955 111 222"})
    check(found(owner, "0912345678") == [], "a number that was changed is found no more")
    check(found(owner, "0955-111") == ["home"], "the new one is")
    owner.operate({"op": "client", "ref": "home", "name": "Mei Chen"})
    check(found(owner, "wang mei") == ["abroad"], "nor is the name it had", found(owner, "wang mei"))


def test_refs(owner):
    """Those of these refs, one a line, and nobody whose ref only begins so."""
    def named(*refs):
        return owner.get("/clients?refs=" + quote("\n".join(refs)))

    strange = "a,b;c d&é"
    owner.operate({"op": "client", "ref": strange, "name": "Strange"})
    check([(row["ref"], row["name"]) for row in named("hongkong", strange, "nobody", "hom", "home").json["clients"]] ==
          [("hongkong", "陳 美玲"), (strange, "Strange"), ("home", "Mei Chen")], "these and nobody else, as asked", named("hongkong", strange, "home"))
    check(named("").json["clients"] == [], "nobody where nobody is asked for", named(""))
    check(len(named(*["home"] * 100).json["clients"]) == 100, "a hundred at once")
    many = named(*["home"] * 101)
    check(many.status == 422 and "/refs" in str(many.json), "no more", many)


def test_many(owner):
    """Who fits best comes first, however many others fit before."""
    for first in range(0, 7000, 1000):
        owner.operate([{"op": "client", "ref": f"k{n}", "name": f"Kim Lee {n}"} for n in range(first, first + 1000)])
    owner.operate({"op": "client", "ref": "right", "name": "Lee, Kim"})
    check(found(owner, "lee kim", 8)[0] == "right", "as typed, after 7,000 in the other order", found(owner, "lee kim", 8))
    check(found(owner, "lee kim 6999", 8) == ["k6999"], "the last of many that have the other words", found(owner, "lee kim 6999", 8))
    check(len(found(owner, "kim lee", 8)) == 8, "as many as were asked for")


def test_hostile(owner):
    """However much is typed, others need not wait: each of 1,900 words once took a look through each of these names."""
    owner.operate([{"op": "client", "ref": f"long{n}", "name": "qwerty " + "a" * 1900 + "b"} for n in range(500)])
    begun = time.monotonic()
    check(found(owner, "qwerty" + " ab" * 1900 + " zz") == [], "a word said 1,900 times, and another that nobody has")
    check(time.monotonic() - begun < 2, "is looked for once", f"{time.monotonic() - begun:.1f} s")
    owner.operate([{"op": "client", "ref": f"longer{n}", "name": "qwerty " + "a" * 1900 + "b"} for n in range(500)])
    count = len(found(owner, "qwerty ab", 1000))
    check(500 < count < 1000, "a search that takes too long ends with what it has", count)
    owner.operate({"op": "client", "ref": "eight", "name": "b1 c2 d3 e4 f5 g6 h7 i8"})
    check(found(owner, "b1 c2 d3 e4 f5 g6 h7 i8 j9") == ["eight"], "of many words eight are looked for")
    check(found(owner, "b1 c2 d3 e4 f5 g6 h7 j9 i8") == [], "which are the first")
    check(found(owner, "b1 b c2 2 c b1 d3 e4 f5 g6 h7 j9") == [], "those within others not counted")


def main():
    server = Server().start()
    try:
        owner = server.owner()
        owner.operate([{"op": "client", "ref": ref, "name": name, **({} if phone is None else {"phone": phone})}
                       for ref, name, phone in CLIENTS])
        for test in (test_cases, test_changes, test_refs, test_many, test_hostile):
            test(owner)
    finally:
        server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
