"""Several servers on one book in PostgreSQL, for the tests of that."""

import json
import os
import tempfile
import time

from serving import CARNET, Server, postgres, raw_request, read_answer

LOCK = b"SELECT pg_advisory_xact_lock(1129466452, hashtext(current_schema()))"
NO_LOCK = b"SELECT hashtext(current_schema())"


def without_lock():
    """The program with a planted fault: it reads what it decides on without the book's lock."""
    with open(CARNET, "rb") as file:
        program = file.read()
    assert program.count(LOCK) == 1
    handle, path = tempfile.mkstemp(prefix="carnet-planted-")
    with os.fdopen(handle, "wb") as file:
        file.write(program.replace(LOCK, NO_LOCK.ljust(len(LOCK))))
    os.chmod(path, 0o755)
    return path


class Fleet:
    """Servers on one book. Its database is that of the tests, or one of its own."""

    def __init__(self, count, init=(), address=None, carnet=CARNET):
        first = Server(init=init, address=address or postgres.new_address())
        others = [Server(fresh=False, address=first.path) for _ in range(count - 1)]
        self.address = first.path
        self.servers = [first, *others]
        for server in self.servers:
            server.carnet = carnet
            server.start()
        self.owner = first.owner()

    def sockets(self, each):
        return [server.socket() for _ in range(each) for server in self.servers]

    def wait(self, seconds=60):
        """Until all of them have the book open; what each says of its health."""
        end = time.monotonic() + seconds
        while True:
            said = [self.health(server) for server in self.servers]
            if all(one.get("open") for one in said) or time.monotonic() > end:
                return said
            time.sleep(0.1)

    def health(self, server):
        caller = server.caller(self.owner.token)
        try:
            return caller.get("/health").json
        except OSError as why:
            return {"open": False, "why": str(why)}
        finally:
            caller.close()

    def stop(self):
        for server in self.servers:
            server.stop()

    def remove(self):
        for server in self.servers:
            server.remove()


class Ring:
    """Connections to all servers in turn, which send their last bytes at once."""

    def __init__(self, fleet, each):
        self.sockets = fleet.sockets(each)
        self.files = [one.makefile("rb") for one in self.sockets]
        self.headers = ["Authorization: Bearer " + fleet.owner.token]

    def race(self, operations):
        requests = [raw_request("POST", "/api/v1/operations", json.dumps(o).encode(), self.headers) for o in operations]
        for one, request in zip(self.sockets, requests):
            one.sendall(request[:-1])
        for one, request in zip(self.sockets, requests):
            one.sendall(request[-1:])
        return [read_answer(file) for file in self.files[:len(operations)]]

    def close(self):
        for one in self.sockets:
            one.close()
