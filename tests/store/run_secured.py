#!/usr/bin/env python3
"""A database that is reached over TLS, and one that knows people by their account on the machine: who is let in works as anybody, and
who is not is told why, with nothing written. CARNET names the binary."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import postgres  # noqa: E402

CARNET = os.environ.get("CARNET") or os.path.join(HERE, "..", "..", "build", "carnet")
SALE = ('{"op":"client","ref":"lin"}\n{"op":"service","code":"facial","price":1500}\n'
        '{"op":"visit","client":"lin","items":[{"service":"facial"}],"payments":[{"method":"cash","amount":1500}]}\n')
results = []


def verdict(good, what, *said):
    results.append(bool(good))
    print("ok" if good else "not ok", what, *(() if good else said))


def run(*words, text=None):
    return subprocess.run([CARNET, *words], input=text, capture_output=True, text=True, timeout=60, check=False)


def works(address, what):
    made, applied = run("init", address), run("apply", address, "-", text=SALE)
    shown, verified = run("report", address, "takings", "--format", "csv"), run("verify", address)
    verdict(made.returncode == 0 and applied.returncode == 0 and "1500" in shown.stdout and verified.returncode == 0, what, made, applied, shown)


def refused(database, address, schema, words, what):
    """`words`: one of these must be in what is said."""
    done = run("init", address)
    there = database.psql(f"SELECT count(*) FROM information_schema.schemata WHERE schema_name = '{schema}'").strip()
    said = done.stderr.lower()
    verdict(done.returncode in (1, 2) and any(word in said for word in words) and there == "0", what, done, there)
    verdict("hunter2" not in done.stderr, f"{what}: the password is not said", done.stderr)


def certify(folder, name):
    """A certificate for 127.0.0.1 that vouches for itself."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.crt"],
                   check=True, capture_output=True)
    os.chmod(f"{folder}/{name}.crt", 0o644)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def admit(database, rules, people=""):
    """Who is let in: PostgreSQL's pg_hba.conf and pg_ident.conf. The folder's socket stays open for the tests themselves."""
    for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", people)):
        with open(os.path.join(database.data, name), "w", encoding="ascii") as file:
            file.write(text)
    database.psql("SELECT pg_reload_conf()", user=postgres.USER)


def secured(folder):
    """A database of its own with TLS, and with a password for who comes over the network."""
    certify(folder, "server")
    certify(folder, "stranger")
    key = os.path.join(folder, "server.key")
    if os.getuid() == 0:
        shutil.chown(key, postgres.USER)
    os.chmod(key, 0o600)
    port = free_port()
    database = postgres.Postgres(ssl="on", ssl_cert_file=f"{folder}/server.crt", ssl_key_file=key, listen_addresses="127.0.0.1", port=str(port))
    database.psql("ALTER ROLE carnet PASSWORD 'hunter2'", user=postgres.USER)
    admit(database, "local all all trust\nhostssl all carnet 127.0.0.1/32 scram-sha-256\n")
    return database, f"postgresql://carnet:hunter2@127.0.0.1:{port}/carnet"


def test_tls(folder):
    database, there = secured(folder)
    try:
        works(f"{there}?sslmode=verify-full&sslrootcert={folder}/server.crt&schema=full", "over TLS, the server's certificate looked at; a schema named as a word of SQL")
        works(f"{there}?sslmode=require&schema=required", "over TLS, whoever the server is")
        refused(database, f"{there}?sslmode=verify-full&sslrootcert={folder}/stranger.crt&schema=strange", "strange", ["certificate"],
                "a server that another vouches for")
        refused(database, f"{there}?sslmode=disable&schema=plain", "plain", ["no encryption", "pg_hba"], "without TLS where it is asked for")
        refused(database, f"{there.replace('hunter2', 'hunter3')}?sslmode=require&schema=wrong", "wrong", ["password"], "a wrong password")
        shown = database.psql("SELECT count(*) FROM pg_settings WHERE name = 'ssl' AND setting = 'on'", user=postgres.USER).strip()
        verdict(shown == "1", "TLS is on there")
    finally:
        database.remove()


def test_peer():
    database = postgres.Postgres()
    try:
        me = getpass.getuser()
        owner = f"local all {postgres.USER} trust\nlocal all carnet peer map=desk\n"
        admit(database, owner, f"desk {me} carnet\ndesk {postgres.USER} carnet\n")
        works(database.address + "&schema=peer", "by the account on the machine")
        admit(database, owner, f"desk {postgres.USER if me != postgres.USER else 'nobody'} carnet\n")
        done = run("report", database.address + "&schema=peer", "takings")
        verdict(done.returncode != 0 and "peer" in done.stderr.lower(), "by an account nobody let in", done)
    finally:
        database.remove()


def main():
    folder = tempfile.mkdtemp(prefix="carnet-tls-")
    os.chmod(folder, 0o755)
    try:
        test_tls(folder)
        test_peer()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
