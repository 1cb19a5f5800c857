#!/usr/bin/env python3
"""Every answer is what openapi.json says: each route asked with all that goes well and much that does not, each operation of the
vocabulary posted, requests and answers validated. The document itself is looked over."""

import json
import subprocess
import sys

import jsonschema

from contract import Contract, check_document
from serving import CARNET, LISTS, PASSWORD, Server, Tally, postgres

GOOD = [
    {"op": "settings", "name": "Test", "low_sessions": 3, "discount_band": [10, 15], "tax_point": "delivery", "basis": "cash_delivered"},
    *LISTS,
    {"op": "service", "code": "laser", "price": 3000, "tax": 5, "interval_days": 28},
    {"op": "offer", "code": "glow", "kind": "combo", "price": 19999, "grants": [
        {"service": "facial", "sessions": 10}, {"any_of": ["laser", "facial"], "sessions": 3}],
     "valid": {"months": 12, "from": "sale"}, "refund": {"method": "list_price", "fee_percent": 10, "fee_cap": 5000, "cooling_off": 7}},
    {"op": "offer", "code": "gym", "kind": "plan", "price": 900, "cycle": {"days": 30}, "rollover": {"cycles": 1}},
    {"op": "visit", "key": "v1", "client": "lin", "items": [
        {"sell": "facial10", "ref": "k1", "price": 10000, "seller": "amy"},
        {"redeem": "facial", "contract": "k1", "staff": [{"staff": "amy", "share": 65}, {"staff": "bo", "share": 35}]},
        {"service": "laser", "price": 2000, "staff": [{"staff": "amy", "share": 100}]}, {"product": "serum", "quantity": 1}],
     "payments": [{"method": "cash", "amount": 5000, "contract": "k1"}]},
    {"op": "visit", "key": "v1", "client": "lin", "items": [
        {"sell": "facial10", "ref": "k1", "price": 10000, "seller": "amy"},
        {"redeem": "facial", "contract": "k1", "staff": [{"staff": "amy", "share": 65}, {"staff": "bo", "share": 35}]},
        {"service": "laser", "price": 2000, "staff": [{"staff": "amy", "share": 100}]}, {"product": "serum", "quantity": 1}],
     "payments": [{"method": "cash", "amount": 5000, "contract": "k1"}]},
    {"op": "pay", "key": "v2", "client": "lin", "payments": [{"method": "card", "amount": 4000, "contract": "k1"}]},
    {"op": "visit", "key": "v3", "client": "mei", "items": [{"sell": "glow", "ref": "g1"}, {"sell": "top10", "ref": "t1"}],
     "payments": [{"method": "cash", "amount": 29999}]},
    {"op": "visit", "key": "v4", "client": "mei", "items": [{"service": "facial", "staff": [{"staff": "bo", "share": 50}]}],
     "payments": [{"method": "credit", "amount": 1500}]},
    {"op": "share", "key": "v5", "contract": "g1", "with": "lin"},
    {"op": "unshare", "key": "v6", "contract": "g1", "with": "lin"},
    {"op": "freeze", "key": "v7", "contract": "g1"},
    {"op": "unfreeze", "key": "v8", "contract": "g1"},
    {"op": "extend", "key": "v9", "contract": "g1", "expires_on": "2099-12-31"},
    {"op": "return", "key": "v10", "contract": "k1", "service": "facial"},
    {"op": "refund", "contract": "k1", "sessions": 2, "service": "facial", "quote": True},
    {"op": "refund", "key": "v11", "contract": "k1", "sessions": 2, "service": "facial"},
    {"op": "transfer", "key": "v12", "contract": "k1", "to": "mei", "service": "facial", "sessions": 3, "ref": "k2"},
    {"op": "exchange", "key": "v13", "contract": "k2", "sell": "glow", "ref": "g2", "rest": "credit"},
    {"op": "reprice", "key": "v14", "contract": "g2", "price": 15000},
    {"op": "open", "key": "v17", "client": "lin", "offer": "facial10", "ref": "k0", "price": 10000, "paid": 8000, "used": {"facial": 4}},
    {"op": "open", "key": "v18", "client": "lin", "ref": "d0", "debt": 5000},
    {"op": "write_off", "key": "v15", "contract": "d0", "amount": 100, "note": "kind"},
    {"op": "void", "key": "v16", "of": "v15"},
    {"op": "membership", "key": "v19", "client": "lin", "plan": "club", "ref": "m1"},
    {"op": "change", "key": "v20", "membership": "m1", "plan": "gym"},
    {"op": "cancel", "membership": "m1", "when": "now", "override": True, "quote": True},
    {"op": "cancel", "key": "v21", "membership": "m1"},
    {"op": "tick"},
    {"op": "close", "date": "2020-12-31"},
    {"op": "reopen"},
]

BAD = [
    {"op": "visit", "key": "b1", "client": "nobody", "items": []},
    {"op": "visit", "key": "v1", "client": "lin", "items": []},
    {"op": "visit", "client": "lin", "items": []},
    {"op": "visit", "key": "b2", "client": "lin", "items": [{"sell": "facial10", "price": -1}]},
    {"op": "visit", "key": "b3", "client": "lin", "items": [{"redeem": "facial", "contract": "k1", "sessions": 9999}]},
    {"op": "pay", "key": "b4", "client": "lin", "payments": [{"method": "cash", "amount": 10**9}]},
    {"op": "void", "key": "b5", "of": "v1"},
    {"op": "nothing"}, {}, 7, "x", None, [],
]

REPORTS = ["day", "takings", "performance", "contracts", "pending", "rollforward", "structure", "memberships", "branches", "carryover",
           "fit", "forecast", "whatif", "retention", "renewed"]


class Client:
    def __init__(self, tally):
        self.tally = tally
        self.server = Server().start()
        self.owner = self.server.owner()
        self.contract = Contract(self.owner.get("/openapi.json").json)
        self.server.watchers.append(self.watch)
        schema = {"oneOf": [{"$ref": "#/components/schemas/Operation"}]}
        self.operations = self.contract.validator("operation", schema)

    def watch(self, method, target, answer):
        wrong = self.contract.problem_with(method, target, answer)
        self.tally.check(wrong is None, "the contract", method, target, wrong)

    def post_all(self):
        for operation in GOOD:
            errors = list(self.operations.iter_errors(operation))
            self.tally.check(not errors, "a good operation is one for the contract", operation,
                             errors and jsonschema.exceptions.best_match(errors).message)
            answer = self.owner.operate(operation)
            self.tally.check(answer.status == 200, "a good operation is accepted", operation, answer)
        for operation in BAD:
            self.tally.check(self.owner.operate(operation).status in (200, 400, 404, 409, 422), "a bad one is refused", operation)
        self.owner.operate([o for o in BAD if isinstance(o, dict)])
        self.owner.post("/operations", b"{nonsense")

    def ask_all(self):
        for path in ["/clients?q=li", "/clients?refs=lin%0Anone", "/clients?limit=1", "/clients?limit=x", "/clients/lin", "/clients/1", "/clients/mei", "/clients/none",
                     "/contracts/k1", "/contracts/g1", "/contracts/t1", "/contracts/d0", "/contracts/m1.1", "/contracts/none", "/catalog",
                     "/settings", "/alerts", "/alerts?client=lin", "/alerts?alert=low&limit=1", "/alerts?alert=none", "/alerts?limit=0",
                     "/alerts?as_of=2026-13-01", "/alerts?client=none", "/renewals", "/renewals?client=lin", "/renewals?branch=none", "/price", "/price?offer=facial10", "/price?offer=facial10&sessions=12&discount=12.5",
                     "/price?services=facial=10&price=9000", "/price?services=facial=10,laser=3", "/price?services=facial%7Claser=3", "/price?services=facial%7C=3", "/price?services=none=1", "/price?services=facial=x",
                     "/price?offer=facial10&discount=101", "/price?offer=facial10&price=x", "/price?offer=facial10&price=1&discount=1", "/entries", "/entries?after=3&limit=2", "/session", "/people", "/tokens", "/links?client=lin", "/links",
                     "/audit", "/health", "/metrics", "/openapi.json", "/me", "/nothing", "/clients/%zz"]:
            self.owner.get(path)
        for name in REPORTS:
            for how in ("", "?format=csv", "?from=2020-01-01&to=2099-01-01", "?as_of=2026-01-01", "?by=nonsense", "?from=x", "?basis=x"):
                self.owner.get(f"/reports/{name}{how}")
        self.owner.get("/reports/statement?client=lin")
        self.owner.get("/explain?staff=amy&date=2026-05-02")
        self.owner.get("/explain?staff=amy")
        self.owner.get("/explain?date=2026-05-02")
        self.owner.get("/reports/statement")
        self.owner.get("/reports/nothing")
        self.owner.call("PUT", "/clients")

    def people(self):
        self.owner.post("/people", {"name": "dee", "password": PASSWORD, "role": "manager"})
        self.owner.post("/people", {"name": "dee", "password": PASSWORD, "role": "desk"})
        self.owner.post("/people", {"name": "eve", "password": "short", "role": "desk"})
        self.owner.call("PATCH", "/people/dee", body={"role": "desk", "staff": "bo"})
        self.owner.call("PATCH", "/people/none", body={})
        number = self.owner.post("/links", {"client": "lin"}).json
        link = self.server.caller(number["token"])
        link.get("/me")
        link.get("/session")
        self.owner.get("/links?client=lin")
        self.owner.call("DELETE", f"/links/{number['number']}")
        number = self.owner.post("/tokens", {"name": "x", "role": "accountant"}).json
        books = self.server.caller(number["token"])
        books.get("/clients/lin")
        books.get("/contracts/k1")
        self.owner.call("DELETE", f"/tokens/{number['number']}")
        dee = self.server.caller()
        dee.sign_in("dee", "wrong password")
        dee.sign_in("dee")
        dee.get("/session")
        dee.post("/session/second-factor", {"password": PASSWORD})
        dee.post("/session/second-factor", {"code": "000000"})
        dee.post("/session/second-factor", {"password": PASSWORD, "off": True})
        dee.post("/session/password", {"password": PASSWORD, "new_password": "another password"})
        dee.call("DELETE", "/session")
        dee.get("/session")
        self.owner.post("/setup", {"secret": "x", "name": "x", "password": "long enough"})


def ask_of_demo(tally):
    """The reports of a lively studio, where every row and member there is comes up."""
    server = Server(book="demo.carnet", fresh=False)
    try:
        subprocess.run([CARNET, "demo", "--days", "120", "--keep", server.path], check=True, stdout=subprocess.DEVNULL)
        owner = server.start().owner()
        contract = Contract(owner.get("/openapi.json").json)
        ways = [f"{name}{how}" for name in REPORTS for how in ("", "?by=month", "?by=day", "?by=service", "?by=expiry,branch", "?by=month,stream")]
        for way in ways + ["statement?client=" + row["ref"] for row in owner.get("/clients?limit=100").json["clients"]]:
            answer = owner.get("/reports/" + way)
            wrong = contract.problem_with("GET", "/api/v1/reports/" + way, answer)
            tally.check(wrong is None, "the contract, of the demo", way, wrong)
    finally:
        server.remove()


def main():
    tally = Tally()
    client = Client(tally)
    try:
        check_document(client.contract.document, tally.check)
        client.post_all()
        client.ask_all()
        client.people()
        for path, methods in client.contract.document["paths"].items():
            for method in methods:
                good = {kind for m, p, kind in client.contract.covered if (m, p) == (method.upper(), path)} - {"problem"}
                if path not in ("/events", "/setup"):
                    tally.check(good, f"{method} {path} was seen to go well")
    finally:
        client.server.remove()
    if not postgres.chosen():
        ask_of_demo(tally)
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
