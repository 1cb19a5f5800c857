#!/usr/bin/env python3
"""The server over real sockets: every problem by its code, keys and replays, signing in and out, cross-site requests, limits,
slow and broken clients, pipelining, events, many books, stopping and starting again."""

import hashlib
import hmac
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta

from serving import CARNET, LISTS, PASSWORD, Server, Tally, postgres, raw_request, read_answer

tally = Tally()
check = tally.check


def sale(ref, key, client="lin"):
    return {"op": "visit", "key": key, "client": client, "items": [{"sell": "facial10", "ref": ref}],
            "payments": [{"method": "cash", "amount": 10000}]}


def redeem(ref, key, client="lin", **more):
    return {"op": "visit", "key": key, "client": client,
            "items": [{"redeem": "facial", "contract": ref, "staff": [{"staff": "amy", "share": 100}], **more}]}


def is_problem(answer, status, code, definite=True):
    return (answer.status == status and answer.headers["content-type"] == "application/problem+json" and
            answer.json["code"] == code and answer.json["status"] == status and answer.json["definite"] is definite and
            answer.json["type"] == "urn:carnet:problem:" + code)


def test_problems(server, owner):
    """Every code that one request can bring about."""
    owner.operate([sale("p1", "p1"), sale("p2", "p2", "mei"), {"op": "branch", "code": "khh"},
                   {"op": "offer", "code": "here", "kind": "package", "price": 100, "branches": ["tpe"],
                    "grants": [{"service": "facial", "sessions": 1}], "valid": {"days": 1}}])
    owner.operate({**sale("ex", "ex"), "date": "2026-01-01", "items": [{"sell": "here", "ref": "ex"}], "payments": []})
    owner.operate({**sale("wb", "wb"), "items": [{"sell": "here", "ref": "wb"}], "payments": []})
    owner.operate([{"op": "visit", "key": "fz", "client": "lin", "items": [{"sell": "facial10", "ref": "fz"}]},
                   {"op": "freeze", "key": "fz2", "contract": "fz"}])
    owner.operate({"op": "visit", "key": "tu", "client": "lin", "items": [{"sell": "top10", "ref": "tu"}],
                   "payments": [{"method": "cash", "amount": 10000}]})
    owner.operate([{"op": "membership", "key": "mm", "client": "lin", "plan": "club", "ref": "mm"}])
    cases = [
        (422, "invalid", {"op": "visit", "key": "x", "client": "lin", "items": [{"sell": "facial10", "price": -1}]}),
        (404, "not_found", redeem("none", "x")),
        (409, "exists", sale("p1", "x")),
        (409, "key_conflict", redeem("p1", "p1")),
        (409, "no_sessions", redeem("p1", "x", sessions=11)),
        (409, "expired", redeem("ex", "x")),
        (409, "frozen", redeem("fz", "x")),
        (409, "not_holder", redeem("p1", "x", "mei")),
        (409, "wrong_branch", {**redeem("wb", "x"), "branch": "khh"}),
        (409, "overpaid", {"op": "pay", "key": "x", "client": "lin", "payments": [{"method": "cash", "amount": 10**9}]}),
        (409, "no_credit", {"op": "visit", "key": "x", "client": "lin", "items": [{"service": "facial", "price": 20000}],
                            "payments": [{"method": "credit", "amount": 20000}]}),
        (413, "too_large", redeem("p1", "x", sessions=10001)),
    ]
    for status, code, operation in cases:
        check(is_problem(owner.operate(operation), status, code), code, owner.operate(operation))
    owner.operate({"op": "refund", "key": "rf", "contract": "p2"})
    check(is_problem(owner.operate(redeem("p2", "x", "mei")), 409, "closed"), "closed")
    owner.operate([redeem("p1", "bu1"), {"op": "reprice", "key": "bu2", "contract": "p1", "price": 9000}])
    owner.operate([{"op": "settings", "redeem_unpaid": False}])
    check(is_problem(owner.operate(redeem("wb", "x")), 409, "unpaid"), "unpaid", owner.operate(redeem("wb", "x")))
    owner.operate([{"op": "settings", "redeem_unpaid": True}, {"op": "close", "date": "2026-01-31"}])
    check(is_problem(owner.operate({**redeem("p1", "x"), "date": "2026-01-15"}), 409, "closed_period"), "closed_period")
    check(is_problem(owner.operate({"op": "void", "key": "x", "of": "p1"}), 409, "built_upon"), "built_upon",
          owner.operate({"op": "void", "key": "x", "of": "p1"}))
    built = owner.operate({"op": "void", "key": "x", "of": "p1"})
    check(built.json.get("entries"), "built_upon says upon which", built)
    field = owner.operate(cases[0][2])
    check(field.json["errors"][0]["pointer"] == "/items/0/price", "errors point at the member", field)


def test_reasons(server, owner):
    """What a refusal was and about what, with the figure a person is told."""
    today = owner.get("/settings").json["today"]
    owner.operate([{"op": "client", "ref": "why"}, {"op": "client", "ref": "who"},
                   {"op": "visit", "key": "w1", "client": "why", "items": [{"sell": "facial10", "ref": "w1"}, {"redeem": "facial", "contract": "w1", "sessions": 3}],
                    "payments": [{"method": "cash", "amount": 2000, "contract": "w1"}]},
                   {"op": "visit", "key": "w2", "client": "why", "items": [{"sell": "top10", "ref": "w2"}], "payments": [{"method": "cash", "amount": 10000}]}])
    cases = [
        ("above_due", "w1", {"due": 8000}, {"op": "pay", "client": "why", "payments": [{"method": "cash", "amount": 8001, "contract": "w1"}]}),
        ("below_paid", "w1", {"paid": 2000}, {"op": "reprice", "contract": "w1", "price": 1999}),
        ("above_owed", "w1", {"owed": 1000}, {"op": "write_off", "contract": "w1", "amount": 1001}),
        ("few_credit", None, {"credit": 11000}, {"op": "visit", "client": "why", "items": [{"service": "facial", "price": 12000}],
                                           "payments": [{"method": "credit", "amount": 11001}]}),
        ("few_sessions", "w1", {"left": 7}, {"op": "visit", "client": "why", "items": [{"redeem": "facial", "contract": "w1", "sessions": 8}]}),
        ("few_sessions", "w1", {"left": 7}, {"op": "visit", "client": "why", "items": [{"redeem": "facial", "contract": "w1", "sessions": n} for n in (4, 5)]}),
        ("few_sessions", "facial", {"left": 7}, {"op": "visit", "client": "why", "items": [{"redeem": "facial", "sessions": n} for n in (4, 5)]}),
        ("few_sessions", "w1", {"left": 7}, {"op": "refund", "contract": "w1", "sessions": 8}),
        ("few_delivered", "w1", {"delivered": 3}, {"op": "return", "contract": "w1", "service": "facial", "sessions": 4}),
        ("latest_entry", "w1", {"latest_on": today}, {"op": "refund", "contract": "w1", "date": "2026-02-01"}),
        ("began_later", "w1", {"sold_on": today}, {"op": "pay", "client": "why", "date": "2026-02-01", "payments": [{"method": "cash", "amount": 1, "contract": "w1"}]}),
        ("later_than_today", None, {"today": today}, {"op": "pay", "client": "why", "date": "2999-01-01", "payments": [{"method": "cash", "amount": 1, "contract": "w1"}]}),
        ("not_repriceable", "w2", {}, {"op": "reprice", "contract": "w2", "price": 20000}),
        ("credit_cannot_pay", "w2", {}, {"op": "pay", "client": "why", "payments": [{"method": "credit", "amount": 1, "contract": "w2"}]}),
        ("not_frozen", "w1", {}, {"op": "unfreeze", "contract": "w1"}),
        ("ref_in_use", "w1", {}, {"op": "visit", "client": "who", "items": [{"sell": "facial10", "ref": "w1"}]}),
    ]
    for reason, about, figures, operation in cases:
        said = owner.operate({**operation, "key": "w0"}).json
        check((said.get("reason"), said.get("about"), said.get("figures")) == (reason, about, figures), f"{reason} of {about} {figures}", said)
    several = owner.operate([{**cases[0][3], "key": "w0"}, {"op": "pay", "key": "w0", "client": "nobody", "payments": [{"method": "cash", "amount": 1}]}]).json
    check(several[0]["error"]["reason"] == "above_due" and several[0]["error"]["about"] == "w1" and several[0]["error"]["figures"] == {"due": 8000}, "the same in a list", several)
    check("reason" not in several[1]["error"] and "figures" not in several[1]["error"], "where the code says it all there is none", several)


def test_frozen(server, owner):
    """A contract says since when it is frozen and when it runs again, to whoever sees it."""
    today = date.fromisoformat(owner.get("/settings").json["today"])
    day = lambda n: (today + timedelta(n)).isoformat()
    owner.operate([{"op": "client", "ref": "ice"}, {**sale("ice1", "ice1", "ice"), "date": day(-9)}, {**sale("ice2", "ice2", "ice"), "date": day(-9)}])
    shown = lambda ref: owner.get("/contracts/" + ref).json["contract"]
    tell = lambda ref: (shown(ref)["status"], shown(ref)["frozen"])
    check(tell("ice1") == ("active", None), "it is not frozen", tell("ice1"))
    owner.operate([{"op": "freeze", "key": "ice3", "contract": "ice1", "date": day(-5), "from": day(-5), "to": day(8)},
                   {"op": "freeze", "key": "ice4", "contract": "ice2", "from": day(3)}])
    check(tell("ice1") == ("frozen", {"from": day(-5), "to": day(8)}), "until a day", tell("ice1"))
    check(tell("ice2") == ("active", None), "it is not frozen yet", tell("ice2"))
    owner.operate([{"op": "unfreeze", "key": "ice5", "contract": "ice2"}, {"op": "freeze", "key": "ice6", "contract": "ice2"}])
    check(tell("ice2") == ("frozen", {"from": day(0), "to": None}), "until it is unfrozen", tell("ice2"))
    wanted = [{"from": day(-5), "to": day(8)}, {"from": day(0), "to": None}]
    check([one["frozen"] for one in owner.get("/clients/ice").json["contracts"]] == wanted, "with the client")
    link = server.caller(owner.post("/links", {"client": "ice"}).json["token"])
    check([one["frozen"] for one in link.get("/me").json["contracts"]] == wanted, "and on the card")
    owner.operate({"op": "unfreeze", "key": "ice7", "contract": "ice1"})
    check(tell("ice1") == ("active", None), "unfrozen", tell("ice1"))


def test_malformed(server, owner):
    for body in (b"", b"{", b"nonsense", b'{"op":"tick"', b'{"op":"tick"}}', b"[1,", b'[{"op":"tick"}', b'[{"op":"tick"}] x',
                 b'[{"op":"tick"},]', b'{"op":"\xff"}', b'{"op":"ti\x00ck"}', b"[" * 100):
        check(is_problem(owner.post("/operations", body), 400, "invalid"), "malformed", body, owner.post("/operations", body))
    for body in (b"{}", b"7", b'"x"', b"null", b'{"op":7}', b'{"op":"none"}', b'{"op":"tick","op":"tick"}', b'{"op":"tick","more":1}', b'{"op":"pay","key":"a","client":"lin",'
                 b'"payments":[{"method":"cash","amount":1.5}]}', b'{"op":"tick","date":"2026-02-30"}'):
        check(owner.post("/operations", body).status == 422, "invalid", body, owner.post("/operations", body))
    check(owner.post("/operations", b"[]").json == [], "an empty list is done")
    check(owner.post("/operations", [{"op": "tick"}] * 1001).status == 413, "at most 1,000")
    mixed = owner.post("/operations", b'[{"op":"client","ref":"a,b]}"}, {"op":"none"}, 7, {"op":"client","ref":"lin"} ]').json
    check([row["ok"] for row in mixed] == [True, False, False, True], "each on its own", mixed)
    check(mixed[1]["error"]["code"] == "invalid", "and why")


def test_keys(server, owner):
    owner.operate(sale("q1", "q1"))
    first = owner.operate(redeem("q1", "q2"))
    again = owner.operate(redeem("q1", "q2"))
    check(again.json == {**first.json, "replayed": True}, "the first result again", first, again)
    operation = redeem("q1", "")
    del operation["key"]
    check(owner.operate(operation).json["errors"][0]["pointer"] == "/key", "a key is needed")
    headed = owner.operate(operation, headers={"Idempotency-Key": "q3"})
    check(headed.status == 200 and headed.json["redeemed"][0]["left"] == 8, "the header's key will do", headed)
    check(owner.operate({**operation, "key": "q3"}).json.get("replayed"), "and is the same as the member's")
    check(owner.operate({**operation, "key": "q4"}, headers={"Idempotency-Key": "q5"}).status == 422, "not two keys")
    check(owner.post("/operations", [operation], headers={"Idempotency-Key": "q6"}).status == 422, "no header for a list")
    check(owner.operate(operation, headers={"Idempotency-Key": "x" * 101}).status == 422, "a key has at most 100 bytes")
    for bad in ("a\xff", "\xe9", "a\tb", ""):
        check(owner.operate(operation, headers={"Idempotency-Key": bad}).status in (400, 422), "a key is text", bad)
    check(owner.get("/entries?limit=1000").json["entries"], "all keys may be told")
    check(owner.operate({"op": "refund", "contract": "q1", "quote": True}).status == 200, "a quote needs none")
    before = owner.get("/health").json["last_entry"]
    refused = owner.operate(redeem("q1", "q7", sessions=50))
    check(refused.code == "no_sessions" and owner.operate(redeem("q1", "q7")).status == 200, "a refused key is free")
    check(owner.get("/health").json["last_entry"] == before + 1, "a refusal writes nothing")


def totp(secret, at):
    key = __import__("base64").b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1000000)


def test_people(server, owner):
    check(owner.post("/people", {"name": "ann", "password": PASSWORD, "role": "manager", "staff": "amy"}).status == 201, "ann")
    ann, other = server.caller(), server.caller()
    answer = ann.sign_in("ann")
    cookie = answer.headers.get("set-cookie", "")
    check(answer.json == {"name": "ann", "role": "manager", "staff": "amy", "by": "session"}, "ann signs in", answer)
    check(re.fullmatch(r"carnet=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\d+", cookie), "the cookie", cookie)
    check(other.sign_in("ann").status == 200, "on two machines")
    check(is_problem(server.caller().sign_in("ann", "wrong password"), 401, "unauthenticated"), "a wrong password")
    check(is_problem(server.caller().sign_in("nobody"), 401, "unauthenticated"), "an unknown name")
    check(is_problem(server.caller(token="x" * 43).get("/catalog"), 401, "unauthenticated"), "a made-up token")
    stolen = server.caller(token=ann.cookie.split("=")[1])
    check(stolen.get("/catalog").status == 401, "a session is no token")
    check(ann.operate({"op": "settings", "name": "x"}).code == "forbidden", "a manager is no owner")
    check(ann.operate({"op": "service", "code": "brow", "price": 1}).status == 200, "a manager manages", ann.operate({"op": "tick"}))
    check(owner.get("/entries?limit=1000").json["entries"][-1]["actor"] == "amy", "as the staff member they are")
    everything = owner.get("/entries?limit=1000").json["entries"]
    day = everything[-1]["date"]
    of_the_day = [entry for entry in everything if entry["date"] == day]
    check(owner.get(f"/entries?limit=1000&date={day}").json["entries"] == of_the_day, "the entries of a day", day)
    check(owner.get(f"/entries?date={day}&after={of_the_day[0]['entry']}&limit=1").json["entries"] == of_the_day[1:2], "after the first")
    check(owner.get("/entries?date=2026-13-01").status in (400, 422), "a day that is none")
    changed = ann.post("/session/password", {"password": PASSWORD, "new_password": "quite another"})
    check(changed.status == 200 and other.get("/session").status == 401 and ann.get("/session").status == 200, "another password")
    check(server.caller().sign_in("ann").status == 401 and server.caller().sign_in("ann", "quite another").status == 200, "it counts")
    secret = ann.post("/session/second-factor", {"password": "quite another"}).json["secret"]
    check(server.caller().sign_in("ann", "quite another").status == 200, "a new secret is not asked for yet")
    now = time.time()
    check(ann.post("/session/second-factor", {"code": totp(secret, now)}).json == {"on": True}, "until a code was shown")
    check(server.caller().sign_in("ann", "quite another").status == 401, "then it is")
    check(server.caller().sign_in("ann", "quite another", totp(secret, now)).status == 401, "no code counts twice")
    check(server.caller().sign_in("ann", "quite another", totp(secret, now + 30)).status == 200, "the next one does")
    check(owner.call("PATCH", "/people/ann", body={"active": False}).status == 200 and ann.get("/session").status == 401, "sent away")
    check(owner.call("PATCH", "/people/own", body={"role": "desk"}).status == 403, "the last owner stays one")
    check(ann.call("DELETE", "/session").status == 401, "signed out already")
    log = [(row["event"], row["name"]) for row in owner.get("/audit?limit=1000").json["audit"]]
    for event in ("sign_in", "sign_in_refused", "person_added", "person_changed", "password_changed", "second_factor_on", "right_refused"):
        check(event in [e for e, _ in log], f"the audit log has {event}")
    check("quite another" not in str(log) and secret not in str(log), "and no secret")


def book_bytes(server):
    """All that stands on the disk of a book that is a file."""
    names = [name for name in os.listdir(server.folder) if name.startswith("book.carnet")]
    return b"".join(open(os.path.join(server.folder, name), "rb").read() for name in names)


def wait_for_audit(owner, wanted, seconds=10):
    """Refusals are written down by and by, after their answer."""
    until = time.monotonic() + seconds
    while True:
        rows = {(row["event"], row["name"], row["detail"]) for row in owner.get("/audit?limit=1000").json["audit"]}
        if wanted <= rows or time.monotonic() > until:
            return rows


def test_secrets(server, owner):
    """Passwords and tokens stand nowhere: not in the book, the audit log, the figures, an answer; and no URL takes one."""
    password = "averysecrethorse"
    owner.post("/people", {"name": "sec", "password": password, "role": "desk", "staff": "bo"})
    person = server.caller()
    signed = person.sign_in("sec", password)
    session = person.cookie.split("=")[1]
    made = owner.post("/tokens", {"name": "till", "role": "desk"}).json
    link = owner.post("/links", {"client": "lin"}).json
    refused = server.caller().sign_in("sec", password + "?")
    owner.call("PATCH", "/people/sec", body={"role": "practitioner"})
    owner.post("/operations", {"op": "client", "ref": "sec", "key": "k"}, headers={"Authorization": "Bearer x" + made["token"]})
    secrets = [password, session, made["token"], link["token"], owner.token]
    seen = [owner.get(path).body for path in ("/audit?limit=1000", "/metrics", "/tokens", "/links?client=lin", "/people", "/entries?limit=1000")]
    kept = b"".join(seen + [signed.body, refused.body, b"" if postgres.chosen() else book_bytes(server)])
    for secret in secrets:
        check(secret.encode() not in kept, "no secret is kept or told", secret)
        check(server.caller().get(f"/catalog?token={secret}&access_token={secret}").status == 401, "no URL takes one")
    check(made["token"].encode()[:20] not in kept, "nor a part of it")
    rows = [(row["event"], row["name"], row["detail"]) for row in owner.get("/audit?limit=1000").json["audit"]]
    check(any(e == "person_changed" and d == "sec as practitioner" for e, _, d in rows), "a change of role is told", rows[-5:])
    check(any(e == "sign_in_refused" and n == "sec" for e, n, _ in rows), "and a refused sign-in")
    person.cookie = None
    desk = server.caller(made["token"])
    desk.get("/audit")
    desk.operate({"op": "settings", "name": "x"})
    wanted = {("right_refused", "till", "GET /audit"), ("right_refused", "till", "settings")}
    check(wanted <= wait_for_audit(owner, wanted), "refusals of right are told")
    paths = owner.get("/openapi.json").json["paths"]
    named = [p["name"] for methods in paths.values() for o in methods.values() for p in o.get("parameters", []) if p["in"] in ("query", "path")]
    check(not {"token", "password", "secret", "code", "session"} & set(named), "no route has a secret in its URL", named)


def test_throttle(server, owner):
    owner.post("/people", {"name": "bob", "password": PASSWORD, "role": "desk"})
    caller = server.caller()
    seen = [caller.sign_in("bob", "wrong %d" % i).status for i in range(6)]
    check(seen == [401] * 5 + [429], "five may fail", seen)
    waits = caller.sign_in("bob")
    check(waits.code == "too_many" and int(waits.headers["retry-after"]) > 5, "then even the right one waits", waits)
    answers = []
    threads = [threading.Thread(target=lambda i=i: answers.append(server.caller().sign_in("u%d" % i))) for i in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = {a.status for a in answers}
    check(statuses == {401, 429}, "a bounded number of passwords is looked at", statuses)


def test_cross_site(server, owner):
    owner.post("/people", {"name": "cat", "password": PASSWORD, "role": "desk"})
    cat = server.caller()
    cat.sign_in("cat")
    host = f"127.0.0.1:{server.port}"
    operation = {"op": "client", "ref": "cross"}
    for headers, good in (({"Origin": "https://evil.example"}, False), ({"Sec-Fetch-Site": "cross-site"}, False),
                          ({"Sec-Fetch-Site": "same-site"}, False), ({"Origin": "null"}, False),
                          ({"Origin": f"http://{host}.evil.example"}, False), ({"Origin": f"http://{host}"}, True),
                          ({"Sec-Fetch-Site": "same-origin", "Origin": f"http://{host}"}, True), ({"Sec-Fetch-Site": "none"}, True), ({}, True)):
        answer = cat.operate(operation, headers=headers)
        check(answer.status == 200 if good else is_problem(answer, 403, "cross_site"), "cross-site", headers, answer)
        signing = server.caller().post("/session", {"name": "cat", "password": PASSWORD}, headers=headers)
        check((signing.status == 200) == good, "signing in too", headers, signing)
        check(cat.get("/catalog", headers=headers).status == 200, "reading is not refused", headers)
    for path in ("/", "/api/v1/health", "/nothing.js"):
        headers = owner.get(path, raw=True).headers
        policy = headers["content-security-policy"]
        check("default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, "CSP", policy)
        check(headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer", "headers", headers)
        check("access-control-allow-origin" not in headers, "no other site is let in")


def test_limits(server, owner):
    head = ["Authorization: Bearer " + owner.token]
    cases = [
        ("too large a body", raw_request("POST", "/api/v1/operations", b"", head)[:-2].replace(b"Content-Length: 0", b"Content-Length: 99999999")
         + b"\r\n", {413}),
        ("a body where none is", raw_request("GET", "/api/v1/health", b"x" * 10), {413}),
        ("too long a header", raw_request("GET", "/api/v1/health", b"", ["X: " + "x" * 40000]), {431, 413, None}),
        ("too long a path", raw_request("GET", "/api/v1/" + "x" * 40000), {414, None}),
        ("no HTTP at all", b"hello there\r\n\r\n", {400, None}),
        ("no such version", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", {400, 505, None}),
        ("no host", b"GET /api/v1/health HTTP/1.1\r\n\r\n", {400}),
        ("a length that is none", b"POST /api/v1/operations HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", {400, 413, None}),
        ("a negative length", b"POST /api/v1/operations HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", {400, 413, None}),
        ("many arguments", raw_request("GET", "/api/v1/clients?" + "&".join(f"a{i}=1" for i in range(100)), b"", head), {200, 400}),
        ("an argument twice", raw_request("GET", "/api/v1/clients?q=1&q=2", b"", head), {400}),
        ("a path that is no text", raw_request("GET", "/api/v1/clients/%00", b"", head), {404}),
        ("a path cut off", raw_request("GET", "/api/v1/clients/%2", b"", head), {404}),
        ("a path upwards", raw_request("GET", "/../../etc/passwd", b"", head), {404, 200, 400}),
    ]
    for name, sent, wanted in cases:
        connection = server.socket(timeout=5)
        connection.sendall(sent)
        answer = read_answer(connection.makefile("rb"))
        status = answer.status if answer else None
        check(status in wanted, name, status, answer)
        check(not answer or b"root:" not in answer.body, "no file of the machine")
        connection.close()
    big = {"op": "client", "ref": "big", "note": "x" * 3000}
    check(owner.operate(big).status in (413, 422), "a text has an end", owner.operate(big))
    check(owner.operate({"op": "client", "ref": "big", "name": "x" * 1200000}).status == 413, "so has an operation")


def test_broken_clients(server, owner):
    """They come, say half of something, and go or stay; others are not harmed."""
    half = raw_request("POST", "/api/v1/operations", json.dumps(sale("br", "br")).encode(), ["Authorization: Bearer " + owner.token])
    kept = []
    for length in (1, 10, 60, len(half) // 2, len(half) - 1):
        for _ in range(20):
            connection = server.socket()
            connection.sendall(half[:length])
            kept.append(connection)
    began = time.monotonic()
    check(owner.get("/health").status == 200 and time.monotonic() - began < 5, "others are served")
    for connection in kept[::2]:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    gone = server.socket()
    gone.sendall(half)
    gone.close()
    check(owner.operate(sale("br", "br")).status == 200, "who left before the answer finds out", owner.operate(sale("br", "br")))
    for connection in kept[1::2]:
        connection.close()
    deaf = server.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.sendall(raw_request("GET", "/api/v1/openapi.json") * 50)
    check(owner.get("/health").status == 200, "one that does not listen harms nobody")
    deaf.close()


def test_pipelining(server, owner):
    head = ["Authorization: Bearer " + owner.token]
    owner.operate(sale("pi", "pi"))
    connection = server.socket()
    stream = connection.makefile("rb")
    connection.sendall(b"".join(raw_request("POST", "/api/v1/operations", json.dumps(redeem("pi", f"pi{i}")).encode(), head) for i in range(10)))
    left = [read_answer(stream).json["redeemed"][0]["left"] for _ in range(10)]
    check(left == list(range(9, -1, -1)), "pipelined requests are answered in order", left)
    mixed = raw_request("GET", "/api/v1/health") + raw_request("GET", "/api/v1/none") + raw_request("GET", "/api/v1/catalog", b"", head)
    connection.sendall(mixed)
    check([read_answer(stream).status for _ in range(3)] == [200, 404, 200], "all kinds")
    for byte in raw_request("GET", "/api/v1/health"):
        connection.sendall(bytes([byte]))
    check(read_answer(stream).status == 200, "byte by byte")
    chunked = b"POST /api/v1/operations HTTP/1.1\r\nHost: x\r\n" + head[0].encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = json.dumps({"op": "client", "ref": "chunk"}).encode()
    connection.sendall(chunked + b"".join(b"1\r\n%c\r\n" % c for c in body) + b"0\r\n\r\n")
    check(read_answer(stream).status == 200, "in chunks")
    connection.close()


def read_events(stream, wanted, seconds=10):
    """Data of events until as many came as wanted."""
    found, until = [], time.monotonic() + seconds
    while len(found) < wanted and time.monotonic() < until:
        line = stream.readline()
        if line.startswith(b"data: "):
            found.append(json.loads(line[6:]))
    return found


def test_events(server, owner):
    connection = server.socket(timeout=10)
    connection.sendall(raw_request("GET", "/api/v1/events", b"", ["Authorization: Bearer " + owner.token]))
    stream = connection.makefile("rb")
    check(b"200" in stream.readline(), "somebody listens")
    while not stream.readline().startswith(b": alive"):
        pass
    result = owner.operate(sale("ev", "ev")).json
    events = read_events(stream, 1)
    check(events and events[0]["last_entry"] == result["entry"] and events[0]["clients"] == [1] and
          events[0]["contracts"] == [result["contracts"][0]["contract"]] and events[0]["house"] is False, "and is told", events, result)
    owner.operate(redeem("none", "ev2"))
    owner.operate([{"op": "client", "ref": "mei"}, redeem("ev", "ev3")])
    events = read_events(stream, 1)
    check(events and sorted(events[0]["clients"]) == [1, 2], "of what was committed only", events)
    owner.operate([{"op": "tag", "code": "regular"}, {"op": "client", "ref": "mei"}])
    events = read_events(stream, 1)
    check(events and events[0]["clients"] == [2] and events[0]["house"] is True, "of lists and clients at once, both are told", events)
    for _ in range(100):
        owner.operate({"op": "client", "ref": "lin"})
    events = read_events(stream, 1)
    check(events, "whoever is slow is told in the end")
    connection.close()
    owner.operate({"op": "client", "ref": "lin"})
    check(owner.get("/health").status == 200, "who left is forgotten")


def test_setup():
    server = Server().start()
    secret = server.read_setup()
    try:
        caller = server.caller()
        body = {"secret": secret, "name": "first", "password": PASSWORD}
        check(caller.post("/setup", {**body, "secret": "x" * 43}).status == 403, "only with the secret")
        check(caller.post("/setup", {**body, "password": "short"}).status == 422, "a password has a length")
        check(caller.post("/setup", body).status == 201, "the first owner", caller.post("/setup", body))
        check(caller.post("/setup", {**body, "name": "second"}).status == 403, "the first only")
        check(caller.sign_in("first").json["role"] == "owner", "signs in")
        server.stop()
        check(server.add_user("first", "desk").returncode == 1, "a name is one person's")
        check(server.add_user("x", "desk", password="short").returncode == 2, "short passwords nowhere")
        check(server.add_user("x", "desk", staff="nobody").returncode == 1, "staff must be there")
    finally:
        server.remove()


def test_folder():
    """Two books in a folder: each with its own people and writer."""
    folder = tempfile.mkdtemp(prefix="carnet-folder-")
    for name in ("one", "two"):
        subprocess.run([CARNET, "init", os.path.join(folder, name + ".carnet")], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([CARNET, "user", "add", os.path.join(folder, name + ".carnet"), "own", "--role", "owner"], check=True,
                       input=PASSWORD + "\n", text=True, stdout=subprocess.DEVNULL)
    server = Server(folder=folder, book=None, fresh=False).start()
    try:
        one, two = (server.caller(prefix=f"/b/{name}/api/v1") for name in ("one", "two"))
        check(one.sign_in("own").status == 200 and two.sign_in("own").status == 200, "people of each")
        check(one.cookie.startswith("carnet-one=") and two.cookie.startswith("carnet-two="), "a cookie each", one.cookie)
        one.operate(LISTS)
        check(len(one.get("/clients").json["clients"]) == 2 and two.get("/clients").json["clients"] == [], "books of their own")
        two.cookie = two.cookie.replace(two.cookie.split("=")[1], one.cookie.split("=")[1])
        check(two.get("/catalog").status == 401, "a session is good for its book")
        check(server.caller(prefix="/b/three/api/v1").get("/health").status == 404, "no third")
        check(server.caller().get("/health").status == 404, "and none outside")
        check(one.get("/health").json["open"], "health of each")
    finally:
        server.stop()
        server.remove()


def test_tls():
    server = Server(serve=["--behind-tls"])
    server.add_user("own", "owner")
    server.start()
    try:
        answer = server.caller().sign_in("own")
        cookie = answer.headers["set-cookie"]
        check(cookie.startswith("__Host-carnet=") and cookie.endswith("; Secure"), "behind TLS the cookie is Secure", cookie)
    finally:
        server.remove()


def test_restart(server, owner):
    """Stops under load: what was answered is there, what was not gets no false answer; starts again at once."""
    owner.operate(sale("rs", "rs"))
    results, answers = [], []

    def desk(number):
        caller = server.caller(owner.token, timeout=20)
        try:
            for i in range(2000):
                answer = caller.operate({"op": "client", "ref": f"rs{number}-{i}"})
                answers.append(answer.status)
                if answer.status != 200:
                    return
                results.append(answer.json["client"])
        except OSError:
            return

    threads = [threading.Thread(target=desk, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    while len(results) < 200:
        time.sleep(0.01)
    began = time.monotonic()
    check(server.stop() == 0 and time.monotonic() - began < 12, "it stops", time.monotonic() - began)
    for thread in threads:
        thread.join()
    check(set(answers) <= {200, 503}, "who comes too late is told", set(answers))
    check(len(results) == len(set(results)), "nothing twice")
    check(server.verify().returncode == 0, "the book verifies", server.verify().stdout[-300:])
    began = time.monotonic()
    server.start()
    owner.close()
    check(owner.get(f"/clients/{results[-1]}").status == 200, "what was answered is there")
    check(time.monotonic() - began < 5, "it is there at once", time.monotonic() - began)


def main():
    server = Server().start()
    try:
        owner = server.owner()
        owner.operate(LISTS)
        for test in (test_reasons, test_problems, test_frozen, test_malformed, test_keys, test_people, test_secrets, test_throttle, test_cross_site, test_limits,
                     test_broken_clients, test_pipelining, test_events, test_restart):
            test(server, owner)
        server.stop()
        for test in (test_setup, test_folder, test_tls):
            test()
    finally:
        server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
