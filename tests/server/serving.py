"""Starts carnet serve on a book of its own and talks to it, for the tests of the server. Standard library only."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import postgres  # noqa: E402

CARNET = os.environ.get("CARNET") or os.path.join(os.path.dirname(__file__), "..", "..", "build", "carnet")
ROLES = ["owner", "manager", "desk", "practitioner", "accountant"]
PASSWORD = "correct horse"

LISTS = [
    {"op": "branch", "code": "tpe", "name": "Taipei"},
    {"op": "staff", "code": "amy", "name": "Amy"},
    {"op": "staff", "code": "bo", "name": "Bo"},
    {"op": "staff", "code": "cy", "name": "Cy"},
    {"op": "service", "code": "facial", "name": "Facial", "price": 1500, "cost": 400},
    {"op": "product", "code": "serum", "name": "Serum", "price": 1200, "cost": 500},
    {"op": "tag", "code": "vip", "discount": 10},
    {"op": "offer", "code": "facial10", "kind": "package", "price": 10000, "grants": [{"service": "facial", "sessions": 10}]},
    {"op": "offer", "code": "top10", "kind": "topup", "price": 10000, "credit": 11000},
    {"op": "offer", "code": "club", "kind": "plan", "price": 1499, "cycle": {"months": 1},
     "grants": [{"service": "facial", "sessions": 2}]},
    {"op": "client", "ref": "lin", "name": "Lin", "phone": "0912345678", "tags": ["vip"]},
    {"op": "client", "ref": "mei", "name": "Mei", "phone": "0987654321"},
]


def variant(name):
    """The server with something changed: see tests/server/variants and tools/variant."""
    return os.path.join(os.path.dirname(CARNET), "variants", name, "carnet")


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json.get("code")

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


class Caller:
    """Somebody with a token or a cookie, on a connection of their own. `seen` is told every exchange."""

    def __init__(self, server, token=None, prefix="/api/v1", timeout=30):
        self.server = server
        self.token = token
        self.cookie = None
        self.prefix = prefix
        self.timeout = timeout
        self.connection = None

    def call(self, method, path, body=None, headers=None, raw=False):
        sent = dict(headers or {})
        if self.token:
            sent.setdefault("Authorization", "Bearer " + self.token)
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            sent.setdefault("Content-Type", "application/json")
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=self.timeout)
            try:
                self.connection.request(method, path if raw else self.prefix + path, body=body, headers=sent)
                reply = self.connection.getresponse()
                answer = Answer(reply.status, dict((k.lower(), v) for k, v in reply.getheaders()), reply.read())
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.close()
                if attempt == 2:
                    raise
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        for seen in self.server.watchers:
            seen(method, path if raw else self.prefix + path, answer)
        return answer

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body=body, **more)

    def operate(self, operation, **more):
        return self.post("/operations", operation, **more)

    def sign_in(self, name, password=PASSWORD, code=None):
        answer = self.post("/session", {"name": name, "password": password, **({"code": code} if code else {})})
        if answer.status == 200:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Server:
    def __init__(self, folder=None, book="book.carnet", init=(), serve=(), fresh=True, wrap=(), address=None, carnet=CARNET):
        self.folder = folder or tempfile.mkdtemp(prefix="carnet-http-")
        self.path = address or self.address_of(book)
        self.carnet = carnet
        self.serve = list(serve)
        self.wrap = list(wrap)
        self.watchers = []
        self.process = None
        self.port = 0
        self.setup = None
        if fresh:
            subprocess.run([CARNET, "init", self.path, *init], check=True, stdout=subprocess.DEVNULL)

    def address_of(self, book):
        if book and postgres.chosen():
            return postgres.new_address()
        return os.path.join(self.folder, book) if book else self.folder

    def start(self, port=0):
        self.process = subprocess.Popen(
            [*self.wrap, self.carnet, "serve", self.path, "--listen", f"127.0.0.1:{port}", *self.serve],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", line).group(1))
        return self

    def read_setup(self):
        """The set-up secret, which stands in the lines after the first."""
        while True:
            found = re.search(r"set-up secret: (\S+)", self.process.stdout.readline())
            if found:
                return found.group(1)

    def add_user(self, name, role, staff=None, password=PASSWORD):
        words = [CARNET, "user", "add", self.path, name, "--role", role, *(["--staff", staff] if staff else [])]
        return subprocess.run(words, input=password + "\n", text=True, capture_output=True)

    def pid(self):
        """Of the server itself, also when a program wraps it."""
        if not self.wrap:
            return self.process.pid
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as children:
            return int(children.read().split()[0])

    def stop(self, how=signal.SIGTERM, timeout=30):
        if self.process and self.process.poll() is None:
            os.kill(self.pid(), how)
        status = self.process.wait(timeout=timeout)
        self.process.stdout.close()
        return status

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def verify(self):
        return subprocess.run([CARNET, "verify", self.path], capture_output=True, text=True)

    def caller(self, token=None, **more):
        return Caller(self, token, **more)

    def owner(self):
        """An owner's token, made by one who signs in."""
        self.add_user("own", "owner")
        person = self.caller()
        assert person.sign_in("own").status == 200
        token = person.post("/tokens", {"name": "test", "role": "owner"}).json["token"]
        person.close()
        return self.caller(token)

    def socket(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)


def raw_request(method, path, body=b"", headers=()):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *headers]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def read_answer(stream):
    """One answer from a socket's file: status, headers, body. None: the connection ended."""
    line = stream.readline()
    if not line:
        return None
    status = int(line.split()[1])
    headers = {}
    while True:
        line = stream.readline().strip()
        if not line:
            break
        name, value = line.decode().split(":", 1)
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Answer(status, headers, body)


class Tally:
    """Counts what holds; the last line is for the runner."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, what, *seen):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED:", what, *seen, flush=True)
        return holds

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0
