#!/usr/bin/env python3
"""The whole matrix, cell by cell over HTTP: every role on every route, on what is their own, somebody else's, and not there;
every role on every operation. matrix.py is its second copy; a route of the server without a line in it fails."""

import json
import sys

import matrix
from serving import LISTS, Server, Tally

OBJECTS = {
    "client": ["lin", "mei", "nothere"],
    "contract": ["k1", "k2", "nothere"],
    "staff": ["amy", "bo", "nothere"],
}


class Desk:
    """A served book with a caller for every role, and fresh objects to take away."""

    def __init__(self, tally):
        self.tally = tally
        self.server = Server().start()
        self.owner = self.server.owner()
        self.number = 0
        self.owner.operate(LISTS)
        for client, ref in (("lin", "k1"), ("mei", "k2")):
            self.owner.operate({"op": "visit", "key": "sale-" + ref, "client": client, "items": [{"sell": "facial10", "ref": ref}],
                                "payments": [{"method": "cash", "amount": 10000}]})
        self.callers = {"owner": self.owner, "nobody": self.server.caller()}
        for role, staff in (("manager", None), ("desk", None), ("practitioner", "amy"), ("accountant", None)):
            body = {"name": role, "role": role, **({"staff": staff} if staff else {})}
            self.callers[role] = self.server.caller(self.owner.post("/tokens", body).json["token"])
        self.callers["client"] = self.server.caller(self.owner.post("/links", {"client": "lin"}).json["token"])

    def fresh(self):
        self.number += 1
        return self.number

    def make(self, kind, column):
        """A person, token or link to be changed: of a low role (own), of an owner's (other), or none."""
        number = self.fresh()
        if column == 2:
            return "99999" if kind != "person" else "nobody" + str(number)
        role = "desk" if column == 0 else "owner"
        if kind == "person":
            name = f"person{number}"
            self.owner.post("/people", {"name": name, "password": "long enough", "role": role})
            return name
        if kind == "token":
            return str(self.owner.post("/tokens", {"name": "x", "role": role}).json["number"])
        return str(self.owner.post("/links", {"client": "lin" if column == 0 else "mei"}).json["number"])

    def fill(self, text, column):
        for name, objects in OBJECTS.items():
            text = text.replace("{" + name + "}", objects[column])
        for kind in ("person", "token", "link"):
            if "{" + kind + "}" in text:
                text = text.replace("{" + kind + "}", self.make(kind, column))
        return text.replace("{n}", str(self.fresh()))

    def ask(self, role, method, path, body, column):
        path = self.fill(path, column)
        body = None if body is None else json.loads(self.fill(json.dumps(body), column))
        return self.callers[role].call(method, path, body=body)


def check_routes(desk):
    for method, path, body, *cells in matrix.MATRIX:
        for role, cell in zip(matrix.WHO, cells):
            for column, wanted in enumerate(cell.split("/")):
                answer = desk.ask(role, method, path, body, column)
                desk.tally.check(answer.status == int(wanted), f"{role} {method} {path} [{column}]: {wanted}", answer)
                if answer.status in (401, 403, 404):
                    desk.tally.check("Lin" not in answer.body.decode(), f"{role} {method} {path}: no name in a refusal", answer)


def check_operations(desk):
    for operation, may in matrix.OPERATIONS:
        for role in matrix.WHO:
            number = desk.fresh()
            sent = json.loads(json.dumps(operation).replace("{n}", str(number)))
            answer = desk.callers[role].operate({**sent, "key": f"m{number}"})
            allowed = role in may.split()
            if role == "nobody":
                right = answer.status == 401
            elif allowed:
                right = answer.status not in (401, 403)
            else:
                right = answer.status == 403 and answer.code == "forbidden"
            desk.tally.check(right and answer.status != 500, f"{role} {operation}: {'may' if allowed else 'may not'}", answer)


def check_names(desk):
    """How a figure came about is told with the client's name to whoever meets clients, not to the accountant."""
    today = max(row["date"] for row in desk.owner.get("/entries?limit=1000").json["entries"])
    explain = f"/explain?date={today}&staff=amy"
    names = {role: {row["name"] for row in desk.callers[role].get(explain).json["rows"]} for role in ("manager", "practitioner", "accountant")}
    desk.tally.check(names["accountant"] == {None}, "explain tells the accountant no name", names)
    desk.tally.check(names["manager"] == names["practitioner"] and None not in names["manager"], "and others do", names)


def check_complete(desk):
    """Every path of the interface's contract has its line."""
    paths = desk.owner.get("/openapi.json").json["paths"]
    lined = {(method, path.split("?")[0]) for method, path, *_ in matrix.MATRIX}
    lined = {(method, "/".join("{}" if part.startswith("{") else part for part in path.split("/"))) for method, path in lined}
    reports = {p for p in lined if p[1].startswith("/reports/")}
    known = lined - reports | {("GET", "/reports/{}")} | {("POST", "/operations"), ("POST", "/session"), ("POST", "/setup"), ("GET", "/events")}
    known -= {("GET", "/nothere")}
    there = {(method.upper(), "/".join("{}" if part.startswith("{") else part for part in path.split("/")))
             for path, methods in paths.items() for method in methods if method in ("get", "post", "patch", "delete", "put")}
    desk.tally.check(known == there, "the matrix has every route", sorted(known ^ there))


def check_actor(desk):
    """Nobody but an owner acts as somebody else; who acts stands in the entry."""
    token = desk.owner.post("/tokens", {"name": "till", "role": "desk", "staff": "cy"}).json["token"]
    till = desk.server.caller(token)
    visit = {"op": "visit", "client": "lin", "items": [{"redeem": "facial", "contract": "k2", "staff": [{"staff": "amy", "share": 100}]}]}
    visit["client"] = "mei"
    answer = till.operate({**visit, "key": "actor1"})
    desk.tally.check(answer.status == 200, "the till redeems", answer)
    last = desk.owner.get("/entries?after=%d" % (answer.json["entry"] - 1)).json["entries"][0]
    desk.tally.check(last["actor"] == "cy", "the entry says who", last)
    desk.tally.check(till.operate({**visit, "key": "actor2", "actor": "amy"}).code == "forbidden", "nobody acts as another")
    desk.tally.check(till.operate({**visit, "key": "actor3", "actor": "cy"}).status == 200, "oneself may be named")
    owner_as = desk.owner.operate({**visit, "key": "actor4", "actor": "cy"})
    desk.tally.check(owner_as.status == 200, "an owner may", owner_as)
    events = [row["event"] for row in desk.owner.get("/audit?limit=1000").json["audit"]]
    desk.tally.check("right_refused" in events and "token_added" in events and "person_added" in events, "the audit log tells")


def main():
    tally = Tally()
    desk = Desk(tally)
    try:
        check_operations(desk)
        check_actor(desk)
        check_names(desk)
        check_routes(desk)
        check_complete(desk)
        desk.server.stop()
        tally.check(desk.server.verify().returncode == 0, "the book verifies", desk.server.verify().stdout)
    finally:
        desk.server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
