#!/usr/bin/env python3
"""Nonsense over real sockets: mutated requests (lines, headers, paths, JSON) must never bring a 500 or a crash, and every refusal is a
problem or HTTP's own. FUZZ (3,000) requests; SLOW=1: 100,000. The seed is printed; SEED repeats a run."""

import json
import os
import random
import sys

from serving import LISTS, Server, Tally, raw_request, read_answer

COUNT = int(os.environ.get("FUZZ") or (100000 if os.environ.get("SLOW") else 3000))
SEED = int(os.environ.get("SEED") or random.randrange(10**9))

PATHS = ["/operations", "/clients?q=lin&limit=3", "/clients/lin", "/contracts/k1", "/catalog", "/settings", "/reports/performance?from=2026-01-01",
         "/reports/contracts?client=lin&format=csv", "/entries?after=1", "/session", "/people", "/people/own", "/tokens/99", "/links?client=lin",
         "/audit", "/health", "/metrics", "/openapi.json", "/me", "/setup"]
BODIES = LISTS + [
    {"op": "visit", "key": "f", "client": "lin", "items": [{"sell": "facial10", "ref": "k1"}, {"redeem": "facial", "contract": "k1"}],
     "payments": [{"method": "cash", "amount": 10}]},
    {"op": "refund", "key": "g", "contract": "k1", "sessions": 1}, {"op": "void", "key": "h", "entry": 3},
    {"name": "own", "password": "x"}, {"client": "lin"}, {"name": "t", "role": "desk"}, [{"op": "tick"}, {"op": "tick"}]]
VALUES = [None, True, -1, 0, 1, 2**31, 2**63, -2**63, 1e308, 0.5, "", "lin", "\u0000", "\ud83d\ude00", "x" * 5000, [], {}, [[]], "2026-02-30", "../..", "%00"]


class Fuzzer:
    def __init__(self, chance):
        self.chance = chance

    def value(self, json_value):
        """One place in it is another."""
        roll = self.chance.random()
        if isinstance(json_value, dict) and json_value and roll < 0.8:
            name = self.chance.choice(list(json_value))
            changed = dict(json_value)
            if roll < 0.1:
                del changed[name]
            elif roll < 0.2:
                changed[self.chance.choice(["op", "key", "date", "actor", "branch", "x" * 300, "\u202e"])] = self.chance.choice(VALUES)
            else:
                changed[name] = self.value(changed[name])
            return changed
        if isinstance(json_value, list) and json_value and roll < 0.8:
            changed = list(json_value)
            at = self.chance.randrange(len(changed))
            changed[at] = self.value(changed[at])
            return changed * (self.chance.choice([1, 1, 1, 3]))
        return self.chance.choice(VALUES)

    def bytes(self, text):
        """A few bytes are others, more, or fewer."""
        data = bytearray(text)
        for _ in range(self.chance.choice([0, 0, 1, 1, 2, 8])):
            at = self.chance.randrange(len(data) + 1)
            roll = self.chance.random()
            if roll < 0.4 and at < len(data):
                data[at] = self.chance.randrange(256)
            elif roll < 0.7:
                data[at:at] = self.chance.choice([b"\x00", b"\r\n", b"%", b"{", b"[", b'"', b"\xff\xfe", b" ", b"9" * 30, b"A" * 2000])
            else:
                del data[at:at + self.chance.randrange(1, 9)]
        return bytes(data)

    def request(self, token):
        method = self.chance.choice(["POST"] * 6 + ["GET"] * 4 + ["PATCH", "DELETE", "HEAD", "PUT", "OPTIONS", "BREW"])
        path = "/api/v1" + self.chance.choice(PATHS if method != "POST" else ["/operations"] * 60 + PATHS)
        body = b""
        if method in ("POST", "PATCH", "PUT"):
            body = json.dumps(self.value(self.chance.choice(BODIES))).encode()
            if self.chance.random() < 0.3:
                body = self.bytes(body)
        headers = ["Authorization: Bearer " + token]
        if self.chance.random() < 0.2:
            headers.append(self.chance.choice(["Idempotency-Key: " + "k" * 200, "Cookie: carnet=" + "a" * 43, "Origin: x", "Expect: 100-continue",
                                               "Transfer-Encoding: chunked", "Content-Length: 5", "Cookie: ;;=;carnet=;", "Connection: close"]))
        if self.chance.random() < 0.2:
            path = self.bytes(path.encode()).decode("latin-1")
        request = raw_request(method, path.encode("latin-1", "replace").decode("latin-1"), body, headers)
        return self.bytes(request) if self.chance.random() < 0.15 else request


class Line:
    """A connection, opened again whenever the server or we broke it."""

    def __init__(self, server):
        self.server, self.socket, self.stream = server, None, None

    def ask(self, request):
        """The answer; None: it got none, because it was no whole request or the server hung up."""
        if self.socket is None:
            self.socket = self.server.socket(timeout=0.5)
            self.stream = self.socket.makefile("rb")
        try:
            self.socket.sendall(request)
            if request.startswith(b"HEAD"):
                raise OSError
            answer = read_answer(self.stream)
            while answer and answer.status == 100:
                answer = read_answer(self.stream)
            if answer is None or answer.headers.get("connection", "").lower() == "close":
                self.close()
            return answer
        except (OSError, ValueError, IndexError):
            self.close()
            return None

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None


def main():
    tally = Tally()
    print("seed", SEED)
    fuzzer = Fuzzer(random.Random(SEED))
    server = Server().start()
    try:
        owner = server.owner()
        owner.operate(LISTS)
        line = Line(server)
        statuses = {}
        for number in range(COUNT):
            request = fuzzer.request(owner.token)
            answer = line.ask(request)
            status = answer.status if answer else None
            statuses[status] = statuses.get(status, 0) + 1
            if answer and (status == 500 or (status >= 400 and answer.headers.get("content-type") == "application/problem+json"
                                             and not answer.json.get("code"))):
                tally.check(False, f"request {number}", request[:2000], answer)
            if server.process.poll() is not None:
                tally.check(False, f"request {number} ended the server", request[:2000])
                break
        line.close()
        owner.close()
        print("answers by status:", dict(sorted(statuses.items(), key=str)))
        tally.check(len([s for s in statuses if s]) > 5 and statuses.get(200, 0) > COUNT // 50, "all kinds of answers came")
        tally.check(owner.get("/health").status == 200, "the server lives")
        tally.check(server.stop() == 0, "and ends well")
        verified = server.verify()
        tally.check(verified.returncode == 0, "the book verifies", verified.stdout[-300:])
    finally:
        server.remove()
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
