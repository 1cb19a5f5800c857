#!/usr/bin/env python3
"""A PostgreSQL of one's own for tests: in a temporary folder, on a socket there and no port, run by an unprivileged user, gone
afterwards. `tests/support/postgres.py COMMAND…` runs a command with one and says where in CARNET_TEST_DATABASE; each book is then
a schema of its own there (new_address)."""

import glob
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

USER = "postgres"  # made by Debian's package; anybody but root runs it as themselves
SETTINGS = {"listen_addresses": "", "max_connections": "300", "shared_buffers": "128MB", "max_wal_size": "4GB",
            "log_min_messages": "fatal", "port": "5432"}
numbers = itertools.count(1)


def program(name):
    found = shutil.which(name) or max(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), default=None)
    if not found:
        raise SystemExit(f"PostgreSQL's {name} is missing: run script/setup test")
    return found


def demoted():
    """What a child must do before it may run PostgreSQL, which refuses to be root."""
    if os.getuid() != 0:
        return {}
    found = pwd.getpwnam(USER)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


class Postgres:
    def __init__(self, **settings):
        self.folder = tempfile.mkdtemp(prefix="carnet-pg-")
        self.data = os.path.join(self.folder, "data")
        self.settings = {**SETTINGS, "unix_socket_directories": self.folder, **settings}
        self.where = ["-h", self.folder, "-p", self.settings["port"]]
        self.process = None
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)
        self.run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.start()
        self.run("createuser", *self.where, "-U", USER, "carnet")
        self.run("createdb", *self.where, "-U", USER, "-O", "carnet", "carnet")

    def run(self, name, *words):
        done = subprocess.run([program(name), *words], capture_output=True, text=True, cwd="/", **demoted())
        if done.returncode != 0:
            raise SystemExit(f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        words = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen([program("postgres"), "-D", self.data, *words], cwd="/", start_new_session=True,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, **demoted())
        self.wait()
        return self

    def wait(self, seconds=60):
        end = time.monotonic() + seconds
        while subprocess.run([program("pg_isready"), "-q", *self.where, "-U", USER]).returncode != 0:
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit("PostgreSQL does not start")
            time.sleep(0.02)

    def processes(self):
        """The postmaster and its children, each of which is a group of its own."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as children:
            return [self.process.pid, *(int(child) for child in children.read().split())]

    def signal(self, number):
        for process in self.processes():
            try:
                os.kill(process, number)
            except ProcessLookupError:
                pass

    def kill(self):
        """At once, with all that belongs to it: what a power cut leaves, but for what the system still holds in memory."""
        processes = self.processes()
        self.signal(signal.SIGKILL)
        self.process.wait()
        while any(os.path.exists(f"/proc/{process}") for process in processes):
            time.sleep(0.001)
        try:
            os.remove(os.path.join(self.data, "postmaster.pid"))
        except FileNotFoundError:
            pass

    def stop(self):
        """At its leisure; killed when it does not come to an end, as when a backend hangs in its exit."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self):
        return f"postgresql://carnet@/carnet?host={self.folder}&port={self.settings['port']}"

    def psql(self, text, user="carnet"):
        return self.run("psql", *self.where, "-U", user, "-d", "carnet", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1",
                        "-c", text)


def chosen():
    """Whether the tests of books are to be made on PostgreSQL: CARNET_TEST_ENGINE=postgres."""
    return os.environ.get("CARNET_TEST_ENGINE") == "postgres"


def new_address(name="book"):
    """The address of a book to be made: a schema nobody else uses."""
    return f"{os.environ['CARNET_TEST_DATABASE']}&schema={name}_{os.getpid()}_{next(numbers)}"


def select(address, text):
    """What psql makes of a statement on a book: a list of texts for each row."""
    uri, _, schema = address.partition("&schema=")
    done = subprocess.run([program("psql"), uri, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c",
                           f"SET search_path TO {schema}", "-c", text], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [line.split("|") for line in done.stdout.splitlines()]


def main():
    postgres = Postgres()
    try:
        return subprocess.call(sys.argv[1:], env={**os.environ, "CARNET_TEST_DATABASE": postgres.address})
    finally:
        postgres.remove()


if __name__ == "__main__":
    sys.exit(main())
