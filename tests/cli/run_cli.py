#!/usr/bin/env python3
"""The command line, driven as people and scripts drive it: every command, wrong uses, exit statuses, damaged input and disks.
CARNET names the binary."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

CARNET = os.environ.get("CARNET") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../build/carnet")
NOBODY = 65534
MEMORY_MOST_KB = 150 * 1024
results = []
box = tempfile.mkdtemp(prefix="carnet-cli-")


def verdict(good, what, said=""):
    results.append(bool(good))
    print("ok" if good else "not ok", what, "" if good else f"(said: {said})")


class Ended:
    """How a run ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}, out {self.out[-600:]!r}, err {self.err[-600:]!r}"


def run(*words, text="", **more):
    data = text if isinstance(text, bytes) else text.encode()
    done = subprocess.run([CARNET, *words], input=data, capture_output=True, timeout=120, check=False, **more)
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def op(name, /, **members):
    return json.dumps({"op": name, **members}, ensure_ascii=False) + "\n"


def path(name):
    return os.path.join(box, name)


LISTS = (
    op("staff", code="amy", name="Amy")
    + op("staff", code="bo", name="Bo")
    + op("branch", code="tpe", name="Taipei")
    + op("service", code="facial", name="Facial", price=1500, cost=400)
    + op("service", code="perm", name="Perm", price=2000)
    + op("product", code="serum", name="Serum", price=1200)
    + op("tag", code="vip", discount=10)
    + op("offer", code="facial10", kind="package", name="Ten facials", price=10000, grants=[{"service": "facial", "sessions": 10}])
    + op("offer", code="duo", kind="combo", price=9000, grants=[{"any_of": ["facial", "perm"], "sessions": 4}, {"service": "perm", "sessions": 2}])
    + op("offer", code="top10", kind="topup", price=10000, credit=11000)
    + op("offer", code="lounge", kind="plan", price=600, cycle={"months": 1}, grants=[])
    + op("client", ref="lin", name="林小姐", phone="0912", tags=["vip"])
    + op("client", ref="may", name="May")
)
HANDS = [{"staff": "amy", "share": 65}, {"staff": "bo", "share": 35}]
STORY = (
    op("visit", client="lin", date="2026-05-02", note="first time",
       items=[{"sell": "facial10", "ref": "k1", "price": 10000, "seller": "amy"},
              {"redeem": "facial", "contract": "k1", "staff": HANDS}],
       payments=[{"method": "cash", "amount": 5000, "contract": "k1"}])
    + op("pay", client="lin", date="2026-05-03", payments=[{"method": "card", "amount": 5000, "contract": "k1"}])
    + op("share", contract="k1", date="2026-05-04", **{"with": "may"})
    + op("visit", client="may", date="2026-05-05", items=[{"redeem": "facial", "contract": "k1", "staff": [{"staff": "bo", "share": 100}]}])
    + op("visit", client="may", date="2026-05-05", items=[{"sell": "lounge", "ref": "a1"}, {"sell": "top10", "ref": "t1"},
                                                            {"sell": "duo", "ref": "d1"}])
    + op("refund", contract="k1", sessions=3, date="2026-05-06")
    + op("transfer", contract="k1", to="may", sessions=2, ref="k2", date="2026-05-07")
)


def fresh(name, *options, text=""):
    """A new book with a free clock and these operations in it."""
    book = path(name)
    made = run("init", book, "--clock", "free", *options)
    assert made.code == 0, made
    if text:
        done = run("apply", book, text=text)
        assert done.code == 0, done
    return book


def story():
    book = path("story.book")
    if not os.path.exists(book):
        fresh("story.book", text=LISTS + STORY)
    return book


def error_of(line):
    return line["error"]["code"] if not line["ok"] else None


# ---- help and wrong use

COMMANDS = ("init", "apply", "report", "show", "journal", "explain", "verify", "demo", "help")


def help_and_version():
    for words in ((), ("help",), ("--help",), ("-h",)):
        said = run(*words)
        verdict(said.code == 0 and all(f"  {name}" in said.out for name in COMMANDS), f"carnet {' '.join(words)} lists the commands", said)
    for words in (("--version",), ("-V",)):
        said = run(*words)
        verdict(said.code == 0 and said.out.startswith("carnet ") and said.out.count("\n") == 1, f"{words[0]} says the version", said)
    for name in COMMANDS:
        long, other = run(name, "--help"), run("help", name)
        good = long.code == 0 and long.out == other.out and "Example:" in long.out and "Usage: carnet " + name in long.out
        verdict(good, f"help of {name} has its usage and an example", long)
    verdict("rollforward" in run("help", "report").out, "help of report lists the reports")


def wrong(words, complaint, text=""):
    said = run(*words, text=text)
    good = said.code == 2 and complaint in said.err and said.out == "" and said.err.count("\n") == 2 and "carnet help" in said.err
    verdict(good, f"carnet {' '.join(words)}: {complaint}, and a hint", said)


def wrong_uses():
    book = story()
    wrong(("sell",), 'there is no command "sell"')
    wrong(("help", "sell"), 'there is no command "sell"')
    for name in ("init", "apply", "report", "show", "journal", "explain", "verify"):
        wrong((name,), f"it goes: carnet {name} BOOK")
    wrong(("init", path("x"), "more"), '"more" is one word too many')
    wrong(("init", path("x"), "--colour", "red"), "there is no option --colour")
    wrong(("init", path("x"), "-x"), "there is no option -x")
    wrong(("init", path("x"), "--decimals"), "--decimals wants a value")
    wrong(("init", path("x"), "--decimals", "two"), "--decimals is a whole number from 0 to 6")
    wrong(("init", path("x"), "--decimals=7"), "--decimals is a whole number from 0 to 6")
    wrong(("init", path("x"), "--decimals", " 2"), "--decimals is a whole number")
    wrong(("init", path("x"), "--decimals", "99999999999999999999"), "--decimals is a whole number")
    wrong(("init", path("x"), "--name", ""), "--name is empty")
    wrong(("init", path("x"), "--clock", "atomic"), "--clock is one of real, free")
    wrong(("init", path("x"), "--name", "a", "--name=b"), "--name is given twice")
    wrong(("apply", book, "--keep-going=yes"), "--keep-going takes no value")
    wrong(("apply", book, "--batch", "0"), "--batch is a whole number from 1 to 1000")
    wrong(("apply", book, path("nowhere.jsonl")), "No such file")
    wrong(("report", book, "weather"), 'there is no report "weather", but: day')
    wrong(("report", book, "takings", "--from", "2026-02-30"), "--from is a date like")
    wrong(("report", book, "takings", "--basis", "luck"), "--basis is one of cash_delivered")
    wrong(("report", book, "takings", "--format", "xml"), "--format is one of table, csv, json")
    wrong(("show", book, "offer", "facial10"), 'not a "offer"')
    wrong(("show", book, "client"), "it goes: carnet show BOOK")
    wrong(("explain", book, "--staff", "amy"), "It wants --staff and --date")
    wrong(("journal", book, "--basis", "cash"), "--basis goes with --performance")
    wrong(("demo", "--days", "0"), "--days is a whole number from 1")
    verdict(not os.path.exists(path("x")), "and none of it made a book")


# ---- init

def making_books():
    said = run("init", path("new.book"), "--currency", "THB", "--decimals", "2", "--timezone", "Asia/Bangkok", "--name", "Baan Suay")
    verdict(said.code == 0 and "THB" in said.out and os.path.exists(path("new.book")), "init makes a book", said)
    said = run("init", path("new.book"))
    verdict(said.code == 1 and "exists" in said.err and said.out == "", "a second init is refused: exists", said)
    for option, value in (("--currency", "bat"), ("--timezone", "Mars/Olympus")):
        said = run("init", path("never.book"), option, value)
        verdict(said.code == 2 and "invalid" in said.err, f"init {option} {value} is invalid", said)
    said = run("init", path("no/such/folder.book"))
    verdict(said.code == 2 and "unavailable" in said.err, "a book in no folder is unavailable", said)
    verdict(not os.path.exists(path("never.book")), "a refused init leaves nothing behind")
    said = run("init", "--", path("--dashed.book"))
    verdict(said.code == 0, "-- ends the options", said)
    said = run("apply", path("new.book"), text=op("client", ref="a", date="2099-01-01"))
    verdict(error_of(said.lines()[0]) == "invalid", "the clock of a book is real unless it was made free", said)


def missing_books():
    missing = path("missing.book")
    for words in (("apply", missing), ("report", missing, "takings"), ("show", missing, "client", "lin"), ("journal", missing),
                  ("explain", missing, "--staff", "amy", "--date", "2026-05-02"), ("verify", missing)):
        said = run(*words)
        good = said.code == 2 and "not_found" in said.err and f"carnet init {missing}" in said.err and said.out == ""
        verdict(good and not os.path.exists(missing), f"{words[0]} of a missing book: not_found, and how to make one", said)


def wrong_addresses():
    book = fresh("address.book")
    for where in ("127.0.0.1", "127.0.0.1:99999", "127.0.0.1:65536", "127.0.0.1:+80", "127.0.0.1:eighty", "nowhere:8080"):
        said = run("serve", book, "--listen", where)
        verdict(said.code == 2 and "invalid" in said.err and where in said.err and said.out == "", f"serve --listen {where}: refused", said)


# ---- apply

def results_of_operations():
    book = fresh("apply.book")
    said = run("apply", book, text=LISTS)
    lines = said.lines()
    verdict(said.code == 0 and len(lines) == 13 and all(line["ok"] for line in lines), "one result a line", said)
    verdict([line["entry"] for line in lines] == list(range(1, 14)), "entries are numbered in order", said)
    said = run("apply", book, "-", text=STORY)
    visit = said.lines()[0]
    verdict(visit["contracts"] == [{"contract": 1, "ref": "k1", "offer": "facial10", "paid": 5000, "due": 5000}], "a visit says its contracts", visit)
    verdict(visit["redeemed"][0]["left"] == 9 and visit["redeemed"][0]["value"] == 1000, "and what was redeemed", visit)
    verdict({p["staff"]: p["amount"] for p in visit["performance"]} == {"amy": 325, "bo": 175}, "and performance", visit)
    verdict(said.lines()[5]["refund"] == 3000, "a refund says what comes back", said)
    with open(path("ops.jsonl"), "w", encoding="utf-8") as file:
        file.write(op("client", ref="file"))
    said = run("apply", book, path("ops.jsonl"))
    verdict(said.code == 0 and said.lines()[0]["ok"], "operations come from a file too", said)
    said = run("apply", book, text=op("refund", contract="k1", quote=True, date="2026-05-08"))
    verdict(said.code == 0 and said.lines()[0]["entry"] is None, "a quote makes no entry", said)


def refusals():
    book = fresh("refusals.book", text=LISTS)
    bad = op("pay", client="lin", payments=[{"method": "cash", "amount": 1}])
    text = op("client", ref="a") + "\n" + bad + op("client", ref="b")
    said = run("apply", book, text=text)
    lines = said.lines()
    verdict(said.code == 1 and len(lines) == 2 and lines[0]["ok"] and not lines[1]["ok"], "apply stops at the first refusal", said)
    verdict(lines[1]["error"]["line"] == 3 and lines[1]["error"]["code"] == "overpaid" and lines[1]["error"]["message"],
            "a refusal has code, message and the line's number", said)
    verdict(said.err == "", "nothing is said to a script on stderr", said)
    verdict(run("show", book, "client", "a").code == 0 and run("show", book, "client", "b").code == 1, "what came before stays, the rest is not done")
    said = run("apply", book, "--keep-going", text=text.replace('"a"', '"c"'))
    verdict(said.code == 1 and [line["ok"] for line in said.lines()] == [True, False, True], "--keep-going goes on", said)
    verdict(run("apply", book, text=op("void", entry=1)).lines()[0]["error"]["code"] == "invalid", "what cannot be voided is invalid")
    unknown = run("apply", book, "--keep-going", text=op("client", ref="d", tags=["gold"]) + op("client", ref="d", tags=[77])).lines()
    verdict([line["error"]["message"] for line in unknown] == ["There is no tag gold.", "There is no tag 77."], "a tag that is not there is named", unknown)
    built = run("apply", book, "--keep-going", text=STORY + op("void", entry=17))
    last = built.lines()[-1]
    verdict(last["error"]["code"] == "built_upon" and last["error"]["entries"], "built_upon names the entries", last)
    verdict(run("verify", book).code == 0, "the book verifies after all that")


def malformed():
    book = fresh("malformed.book", text=LISTS)
    good = op("client", ref="g").encode()
    cases = {
        "no JSON": b"hello\n", "half a line": b'{"op":"client"\n', "a list": b"[]\n", "a number": b"7\n", "no op": b"{}\n",
        "two values": b'{"op":"tick"}{"op":"tick"}\n', "bad UTF-8": b'{"op":"client","ref":"\xff"}\n',
        "a NUL byte": b'{"op":"client","ref":"a\x00b"}\n', "only a NUL byte": b"\x00\n", "unknown member": b'{"op":"client","ref":"x","x":1}\n',
        "twice the same member": b'{"op":"client","ref":"x","ref":"y"}\n', "a float": b'{"op":"tag","code":"t","discount":"x"}\n',
        "unknown op": b'{"op":"steal"}\n', "deep nesting": b"[" * 5000 + b"\n", "the date of no day": b'{"op":"tick","date":"2026-02-30"}\n',
    }
    for name, line in cases.items():
        said = run("apply", book, "--keep-going", text=line + good)
        lines = said.lines()
        verdict(said.code == 1 and error_of(lines[0]) == "invalid" and lines[0]["error"]["line"] == 1 and lines[1]["ok"], f"{name}: invalid, and the next line is done", said)
    said = run("apply", book, text=b"\xef\xbb\xbf" + good)
    verdict("byte-order mark" in said.lines()[0]["error"]["message"], "a mark that no eye sees is named", said)
    said = run("apply", book, text=good.rstrip(b"\n"))
    verdict(said.code == 0 and said.lines()[0]["ok"], "the last line needs no end", said)
    said = run("apply", book, text=good + b'{"op":"client","ref":"cut')
    verdict(said.code == 1 and [line["ok"] for line in said.lines()] == [True, False], "a line cut short is invalid", said)
    said = run("apply", book, text=b"\r\n \t \n\n" + good.replace(b"\n", b"\r\n") + b"\n")
    verdict(said.code == 0 and len(said.lines()) == 1, "empty lines and carriage returns do no harm", said)
    said = run("apply", book, text="")
    verdict(said.code == 0 and said.out == "", "no operations, no results", said)
    said = run("apply", book, text=op("pay", client="lin", payments=[{"method": "cash", "amount": 10**15 + 1}]))
    verdict(error_of(said.lines()[0]) == "too_large", "an amount above 10^15 is too_large", said)


def large_lines():
    book = fresh("large.book", text=LISTS)
    good = op("client", ref="g").encode()
    edge = op("client", ref="edge", note="").encode()
    limit = 1 << 20
    fits = b" " * (limit - len(edge) + 1) + edge
    said = run("apply", book, "--keep-going", text=fits + b" " + fits + good)
    verdict([error_of(line) for line in said.lines()] == [None, "too_large", None], "a line may have 1 MiB and not a byte more", said)
    for size in (10_000_000, 2_000_000):
        line = b'{"op":"client","ref":"' + b"x" * size + b'"}'
        said = run("apply", book, "--keep-going", text=good + line + b"\n" + good)
        codes = [error_of(one) for one in said.lines()]
        verdict(said.code == 1 and codes == [None, "too_large", None], f"a line of {size} bytes is too_large, its neighbours are done", said)
        said = run("apply", book, text=line)
        verdict(said.code == 1 and error_of(said.lines()[0]) == "too_large", "also as a last line without an end", said)
    said, memory = fed_endlessly(book)
    verdict(said.code == 1 and error_of(said.lines()[0]) == "too_large" and said.lines()[1]["ok"], "300 MB without a line's end are passed over", said)
    verdict(memory < MEMORY_MOST_KB, f"in bounded memory ({memory} KB)")


def fed_endlessly(book):
    child = subprocess.Popen([CARNET, "apply", book, "--keep-going"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for _ in range(300):
        child.stdin.write(b"x" * 1_000_000)
    child.stdin.write(b"\n" + op("client", ref="after").encode())
    child.stdin.close()
    out = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Ended(child.returncode, out, ""), usage.ru_maxrss


def many_lines():
    book = fresh("many.book", text=LISTS)
    for batch, count in (("1000", 2500), ("7", 1000), ("1", 100)):
        said = run("apply", book, "--batch", batch, text="".join(op("client", ref=f"n{i}") for i in range(count)))
        lines = said.lines()
        good = said.code == 0 and len(lines) == count and all(line["client"] == i + 3 for i, line in enumerate(lines))
        verdict(good, f"{count} lines in batches of {batch} are answered in order", said)


def reads_line(child, seconds=20):
    """The next line of a child's answer, None when it does not come."""
    import select

    ready, _, _ = select.select([child.stdout], [], [], seconds)
    return child.stdout.readline() if ready else None


def conversations():
    book = fresh("talk.book", text=LISTS)
    child = subprocess.Popen([CARNET, "apply", book, "--keep-going"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    for name in ("one", "two", "three"):
        child.stdin.write(op("client", ref=name).encode())
        line = reads_line(child)
        verdict(line and json.loads(line)["ok"], f"a line is answered while the pipe is open ({name})", line)
        verdict(run("show", book, "client", name).code == 0, "and it is in the book by then")
    child.stdin.write(op("client", ref="four").encode()[:-5])
    other = run("apply", book, text=op("client", ref="other"))
    verdict(other.code == 0, "waiting for a line, it does not keep others from writing", other)
    child.stdin.close()
    line = reads_line(child)
    verdict(line and error_of(json.loads(line)) == "invalid" and child.wait(20) == 1, "the half line at the end is invalid", line)


def keys():
    book = fresh("keys.book", text=LISTS)
    pay = op("open", client="lin", ref="d", debt=500, date="2026-05-01") + op("pay", key="p1", client="lin", date="2026-05-02", payments=[{"method": "cash", "amount": 200}])
    first = run("apply", book, text=pay).lines()[1]
    again = run("apply", book, text=pay.splitlines()[1])
    line = again.lines()[0]
    verdict(again.code == 0 and line["replayed"] and line["entry"] == first["entry"], "a key in another run replays the first result", again)
    both = run("apply", book, text=pay.splitlines()[1] + "\n" + pay.splitlines()[1])
    verdict([one.get("replayed") for one in both.lines()] == [True, True], "as often as it comes", both)
    said = run("apply", book, text=pay.splitlines()[1].replace("200", "100"))
    verdict(said.code == 1 and error_of(said.lines()[0]) == "key_conflict", "another operation under the key is a key_conflict", said)
    rows = run("report", book, "takings", "--format", "json").json()["rows"]
    verdict([row["amount"] for row in rows] == [200], "and it was taken once", rows)
    twice = op("client", ref="z", key="same") * 2
    verdict([one.get("replayed") for one in run("apply", book, text=twice).lines()] == [None, True], "a key replays within a batch too")


def killed():
    book = fresh("killed.book", text=LISTS)
    child = subprocess.Popen([CARNET, "apply", book, "--batch", "50"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    pid = os.fork()
    if pid == 0:
        try:
            for i in range(200000):
                child.stdin.write(op("client", ref=f"q{i}").encode())
        except BrokenPipeError:
            pass
        os._exit(0)
    child.stdin.close()
    heard = [child.stdout.readline() for _ in range(120)]
    child.send_signal(signal.SIGKILL)
    heard += child.stdout.read().splitlines(keepends=True)
    child.wait()
    os.waitpid(pid, 0)
    heard = [json.loads(line) for line in heard if line.endswith(b"\n")]
    last = heard[-1]["client"] - 3
    verdict(run("show", book, "client", f"q{last}").code == 0, f"killed, the book has all {len(heard)} it has answered")
    said = run("verify", book)
    verdict(said.code == 0, "and verifies", said)


# ---- disks and damage

def cannot_write():
    book = fresh("full.book", text=LISTS)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([CARNET, "apply", book], input=op("client", ref="f").encode(), stdout=full, stderr=subprocess.PIPE, check=False)
        verdict(done.returncode == 2 and b"cannot write" in done.stderr, "results that cannot be written are a fault", done)
        for words in (("report", book, "takings"), ("show", book, "client", "lin"), ("journal", book), ("help",), ("verify", book)):
            done = subprocess.run([CARNET, *words], stdout=full, stderr=subprocess.PIPE, check=False)
            verdict(done.returncode == 2, f"{words[0]} that cannot be written is a fault", done)


def unprivileged():
    """Makes the child somebody who owns nothing."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def read_only():
    folder = path("locked")
    os.mkdir(folder)
    book = fresh("locked/a.book", text=LISTS)
    binary = path("carnet")
    shutil.copy(CARNET, binary)
    for name, mode in ((box, 0o755), (binary, 0o755), (book, 0o444), (folder, 0o555)):
        os.chmod(name, mode)
    done = subprocess.run([binary, "apply", book], input=op("client", ref="f").encode(), capture_output=True, preexec_fn=unprivileged, check=False)
    verdict(done.returncode == 2 and b"unavailable" in done.stderr and not done.stdout, "a book that may only be read is unavailable to write", done)
    done = subprocess.run([binary, "report", book, "contracts"], capture_output=True, preexec_fn=unprivileged, check=False)
    verdict(done.returncode in (0, 2) and (done.returncode == 0 or b"unavailable" in done.stderr), "and read, or said to be unreadable", done)
    os.chmod(book, 0o000)
    done = subprocess.run([binary, "report", book, "contracts"], capture_output=True, preexec_fn=unprivileged, check=False)
    verdict(done.returncode == 2 and b"unavailable" in done.stderr, "a book that may not be read is unavailable", done)
    os.chmod(folder, 0o755)


def not_books():
    with open(path("garbage.book"), "wb") as file:
        file.write(os.urandom(100_000))
    with open(path("empty.book"), "wb"):
        pass
    with open(path("text.book"), "w", encoding="utf-8") as file:
        file.write("dear diary\n" * 1000)
    os.mkdir(path("folder.book"))
    for name in ("garbage", "empty", "text", "folder"):
        book = path(name + ".book")
        for words in (("apply", book), ("report", book, "takings"), ("verify", book), ("show", book, "client", "lin")):
            said = run(*words, text=op("tick"))
            verdict(said.code == 2 and "invalid" in said.err and said.out == "", f"{words[0]} of {name}: not a carnet book", said)


def damaged():
    """A book with a piece overwritten or cut off is told wrong or unreadable; at worst an assertion stops the program."""
    whole = fresh("whole.book", text=LISTS + STORY)
    with open(whole, "rb") as file:
        content = file.read()
    broken = path("broken.book")
    page, ended = 4096, {}
    overwritten = [content[:end - 300] + b"\xa5" * 300 + content[end:] for end in range(page, len(content) + 1, page)]
    cut = [content[:len(content) * part // 9 + 100] for part in range(9)]
    for place, bad in enumerate(overwritten + cut):
        for words in (("verify", broken), ("report", broken, "contracts"), ("show", broken, "client", "lin"), ("apply", broken)):
            with open(broken, "wb") as file:
                file.write(bad)
            said = run(*words, text=op("client", ref="new"))
            stopped = said.code == -signal.SIGABRT and "Assertion" in said.err
            ended.setdefault((words[0], "assertion" if stopped else said.code), f"damage {place}")
            for left in ("-wal", "-shm"):
                if os.path.exists(broken + left):
                    os.unlink(broken + left)
    verdict({code for _, code in ended} <= {0, 1, 2, "assertion"}, "no damage makes the program run wild", ended)
    verdict(("verify", 2) in ended or ("verify", 1) in ended, "and verify has its say", ended)


def tampered():
    import sqlite3

    book = fresh("tampered.book", text=LISTS + STORY)
    said = run("verify", book)
    verdict(said.code == 0 and "0 differences" in said.out, "a sound book verifies", said)
    base = sqlite3.connect(book)
    base.execute("UPDATE contract SET delivered = delivered - 1 WHERE ref = 'k1'")
    base.commit()
    base.close()
    said = run("verify", book)
    verdict(said.code == 1 and "0 differences" not in said.out and said.out.count("\n") >= 2, "a changed figure is found: exit 1", said)


def days_of_reports():
    """What a report does not understand of days it says, rather than telling of other days."""
    book = fresh("days.book", text=LISTS + STORY)
    for name in ("day", "contracts", "pending", "carryover", "fit", "retention", "forecast", "whatif"):
        said = run("report", book, name, "--from", "2026-01-04")
        verdict(said.code == 2 and f"{name} takes no from" in said.err, f"{name} takes no from", said)
    said = run("report", book, "statement", "--client", "lin", "--from", "2026-01-04")
    verdict(said.code == 0, "a statement has a beginning", said)
    said = run("report", book, "takings", "--to", "2026-01-04", "--as-of", "2026-01-31")
    verdict(said.code == 2 and "different days" in said.err, "two ends are refused", said)


def lost_lists():
    """A thing of the lists deleted behind the book's back: who reads the book goes on, and verify says it."""
    import sqlite3

    for table in ("item", "staff", "branch", "offer"):
        book = fresh(f"lost-{table}.book", text=LISTS + STORY)
        base = sqlite3.connect(book)
        base.executescript(f"PRAGMA foreign_keys = OFF; DELETE FROM {table};")
        base.close()
        for words in (("show", book, "client", "lin"), ("alerts", book), ("renewals", book), ("journal", book), ("report", book, "performance"),
                      ("report", book, "contracts"), ("report", book, "structure"), ("report", book, "fit"), ("report", book, "memberships")):
            said = run(*words)
            verdict(said.code in (0, 1, 2), f"without {table}: {words[0]} {words[2] if words[0] == 'report' else ''} does not end wildly", said)
        verdict(run("verify", book).code != 0, f"without {table}: verify says so")


def day_beyond_all():
    """Contracts by the day since which they are closed, a batch of them at a time, when that is no day: reading them ends."""
    import sqlite3

    sold = "".join(op("visit", client="lin", date="2026-05-02", items=[{"sell": "facial10"}]) for _ in range(256))
    book = fresh("beyond.book", text=LISTS + sold)
    told = run("report", book, "carryover", "--as-of", "2026-05-02", "--format", "csv")
    base = sqlite3.connect(book)
    base.execute("UPDATE contract SET closed_on = 3000000000")
    base.commit()
    base.close()
    try:
        said = run("report", book, "carryover", "--as-of", "2026-05-02", "--format", "csv")
    except subprocess.TimeoutExpired as late:
        said = late
    verdict(told.code == 0 and told.out.count("\n") > 256 and getattr(said, "out", "") == told.out, "a day beyond all days: what is open is told once", said)


def full_disk():
    """A book on a disk that runs full: what was answered is there, the rest is said to be uncertain."""
    place = path("small")
    os.mkdir(place)
    if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", place], capture_output=True, check=False).returncode:
        print("# no small disk here: skipped")
        return
    try:
        on_full_disk(os.path.join(place, "a.book"))
        made = run("init", os.path.join(place, "b.book"))
        verdict(made.code == 2 and not os.path.exists(os.path.join(place, "b.book")), "no book is made on a full disk, nor half of one", made)
    finally:
        subprocess.run(["umount", place], check=False)


def on_full_disk(book):
    run("init", book, "--clock", "free")
    text = "".join(op("client", ref=f"s{i}", name="x" * 1500) for i in range(6000))
    said = run("apply", book, "--batch", "100", "--keep-going", text=text)
    lines = said.lines()
    sure = [line for line in lines if line["ok"]]
    lost = [line for line in lines if not line["ok"]]
    good = said.code == 2 and sure and lost and len(lost) <= 100 and all(error_of(line) == "unavailable" for line in lost)
    verdict(good, "a full disk is a fault, told to every operation of the batch", said)
    verdict(lost and all(line["error"]["definite"] is False and line["error"]["line"] for line in lost), "as uncertain, by line", lost[:1])
    verdict("unavailable" in said.err, "and on stderr", said)
    verdict(lines == sure + lost, "nothing is answered after it")
    shown = run("show", book, "client", f"s{len(sure) - 1}", "--format", "json")
    verdict(shown.code == 0, "what was answered is there", shown)


# ---- looking

def reports():
    book = story()
    said = run("report", book, "takings", "--format", "json").json()
    verdict(said["report"] == "takings" and said["totals"] and {row["amount"] for row in said["rows"]} == {5000, -3000}, "a report as JSON", said)
    said = run("report", book, "performance", "--from", "2026-05-02", "--to", "2026-05-02", "--format", "csv")
    rows = list(csv.reader(io.StringIO(said.out)))
    verdict(rows[0] == ["date", "staff", "amount"] and ["2026-05-02", "amy", "325"] in rows, "as CSV", said)
    said = run("report", book, "performance", "--by", "month,staff", "--basis", "delivered")
    verdict(said.code == 0 and "2026-05" in said.out and "amy" in said.out, "as a table, by other columns, on another basis", said)
    said = run("report", book, "contracts", "--client", "may", "--stream", "package", "--format", "json").json()
    verdict([row["ref"] for row in said["rows"]] == ["k2"], "with filters", said)
    for name in ("day", "takings", "performance", "contracts", "pending", "rollforward", "structure", "memberships", "branches", "carryover"):
        said = run("report", book, name, "--format", "json")
        verdict(said.code == 0 and said.json()["report"] == name, f"report {name}", said)
    said = run("report", book, "contracts", "--client", "nobody")
    verdict(said.code == 1 and "not_found" in said.err and said.out == "", "of a client who is not there: not_found", said)
    said = run("report", book, "takings", "--from", "2026-06-01", "--to", "2026-05-01")
    verdict(said.code == 2 and "invalid" in said.err, "from after to is invalid", said)
    said = run("report", book, "takings", "--by", "weather")
    verdict(said.code == 2 and "invalid" in said.err, "by a word the report does not know is invalid", said)


def showing_clients():
    book = story()
    said = run("show", book, "client", "lin")
    for piece in ("林小姐 (lin)", "vip", "●●○○○×××××  3 left, worth 3,000", "shared with may", "first time", "used facial 1 by amy 65 %, bo 35 %",
                  "paid 5,000 (card)", "3,000 refunded", "2 given away"):
        verdict(piece in said.out, f"show client tells: {piece}", said)
    order = [line.split()[1] for line in said.out.splitlines() if line.startswith("  2026-")]
    verdict(order == sorted(order, key=int, reverse=True) and len(order) >= 6, "latest first", order)
    seen = run("show", book, "client", "lin", "--format", "json").json()
    contract = seen["contracts"][0]
    grant = contract["grants"][0]
    verdict(seen["show"] == "client" and seen["client"]["tags"] == ["vip"] and seen["due"] == 0, "the client as JSON", seen)
    verdict((grant["sessions"], grant["used"], grant["left"], grant["returned"], grant["transferred"]) == (10, 2, 3, 3, 2), "a grant as JSON", grant)
    stands = [slot["stands"] for slot in grant["slots"]]
    verdict(stands == ["used"] * 2 + ["free"] * 3 + ["transferred"] * 2 + ["returned"] * 3, "slot by slot", stands)
    verdict(grant["slots"][0]["date"] == "2026-05-02" and grant["slots"][0]["staff"] == HANDS, "stamped with date and hands", grant["slots"][0])
    verdict(len(seen["history"]) >= 6 and seen["history"][0]["entry"] > seen["history"][1]["entry"], "history as JSON", seen["history"])
    row = run("report", book, "contracts", "--client", "lin", "--format", "json").json()["rows"][0]
    same = all(contract[name] == row[name] for name in ("contract", "ref", "client", "offer", "stream", "status", "sold_on", "price", "live_value",
                                                       "delivered", "paid", "written_off", "due", "liability", "receivable"))
    verdict(same and all(grant[name] == row["grants"][0][name] for name in row["grants"][0]), "the same figures as report contracts", (contract, row))
    short = run("show", book, "client", "lin", "--last", "1")
    verdict(short.out.count("\n  2026-") == 1, "--last says how many entries", short)
    by_number = run("show", book, "client", "1", "--format", "json").json()
    verdict(by_number["client"]["ref"] == "lin", "a client by number", by_number)
    said = run("show", book, "client", "nobody")
    verdict(said.code == 1 and "not_found" in said.err, "a client who is not there", said)


def showing_contracts():
    book = story()
    may = run("show", book, "client", "may")
    for piece in ("Owes ", "k1: Ten facials", "credit  11,000 left of 11,000", "facial|perm  ○○○○  4 left", "days  "):
        verdict(piece in may.out, f"show client tells: {piece.strip()}", may)
    said = run("show", book, "contract", "k1")
    verdict(said.code == 0 and "Client: lin" in said.out and "●●○○○" in said.out, "show contract", said)
    seen = run("show", book, "contract", "k1", "--format", "json").json()
    verdict(seen["contract"]["holders"] == ["may"] and seen["contract"]["live_value"] == 5000, "a contract as JSON", seen)
    verdict([entry["operation"] for entry in seen["history"]] == ["transfer", "refund", "visit", "share", "pay", "visit"], "with its history", seen)
    verdict(run("show", book, "contract", "k2", "--format", "json").json()["contract"]["sold_on"] == "2026-05-07", "a part given away is a contract too")
    days = run("show", book, "contract", "a1.1", "--format", "json").json()["contract"]
    verdict(days["grants"] == [] and days["days"]["gone"] + days["days"]["left"] == 31, "an access cycle has days", days)
    said = run("show", book, "contract", "k9")
    verdict(said.code == 1 and "not_found" in said.err, "a contract that is not there", said)
    run("apply", book, text=op("open", client="may", ref="d0", debt=900, date="2026-05-08") + op("void", entry=19, date="2026-05-08"))
    verdict("an old debt" in run("show", book, "client", "may").out, "an old debt")


def undone():
    book = fresh("undone.book", text=LISTS + STORY.splitlines(keepends=True)[0])
    done = run("apply", book, text=op("pay", client="lin", date="2026-05-03", payments=[{"method": "card", "amount": 100}]) + op("void", entry=15, date="2026-05-03", note="twice"))
    said = run("show", book, "client", "lin")
    verdict(done.code == 0 and "paid 100 (card) (undone by entry 16)" in said.out and "16 void of entry 15, pay of 2026-05-03 — twice" in said.out, "what was undone is told so, and by what", said)
    book = fresh("undone.visit.book", text=LISTS + op("visit", client="lin", date="2026-05-02", items=[{"sell": "facial10", "ref": "v1"}, {"redeem": "facial", "contract": "v1"}],
                                                    payments=[{"method": "cash", "amount": 5000}])
                 + op("pay", client="lin", date="2026-05-03", payments=[{"method": "card", "amount": 100}]))
    done = run("apply", book, text=op("void", entry=15, date="2026-05-03") + op("void", entry=14, date="2026-05-03", actor="bo", note="sold to the wrong one"))
    said = run("show", book, "client", "lin")
    verdict(done.code == 0 and "14 visit (undone by entry 17 on " in said.out and " by bo)" in said.out, "a visit that was undone is told, with who did that and when", said)
    for piece in ("v1: sold facial10 for 10,000", "v1: used facial 1", "v1: paid 5,000 (cash)", "15 pay (undone by entry 16", "17 void of entry 14, visit of 2026-05-02 — sold to the wrong one"):
        verdict(piece in said.out, f"what was undone is told: {piece}", said)
    history = {entry["entry"]: entry for entry in run("show", book, "client", "lin", "--format", "json").json()["history"]}
    visit, void = history[14], history[17]
    verdict(visit["undone_by"] == 17 and [did["deed"] for did in visit["did"]] == ["sold", "used", "paid"] and not any(did["stands"] for did in visit["did"]), "as JSON too", visit)
    verdict((void["undid"], void["undid_operation"], void["undid_date"], void["actor"]) == (14, "visit", "2026-05-02", "bo"), "the void says what it took back, and who did it", void)
    verdict(abs(void["recorded_at_ms"] / 1000 - time.time()) < 3600 and visit["actor"] is None, "and when", (void, visit))
    last = run("show", book, "client", "lin", "--last", "1")
    verdict("17 void of entry 14, visit of 2026-05-02" in last.out and "14 visit" not in last.out, "also where the visit itself is not told any more", last)
    many = fresh("many.sessions.book", text=op("service", code="s", price=1) + op("offer", code="big", kind="package", price=500, grants=[{"service": "s", "sessions": 500}])
                 + op("client", ref="c") + op("visit", client="c", items=[{"sell": "big", "ref": "b"}, {"redeem": "s", "sessions": 7}]))
    said = run("show", many, "contract", "b")
    verdict("● 7  ○ 493  × 0" in said.out, "a very long card is a count", said)
    said = run("apply", many, text=op("refund", contract="b"))
    verdict("1 more with nothing left" not in run("show", many, "client", "c").out and "b: big" in run("show", many, "client", "c", "--all").out, "--all shows those with nothing left", said)


def journals():
    book = story()
    said = run("journal", book)
    verdict(said.code == 0 and "assets:cash:card" in said.out and "liabilities:contract:package" in said.out, "the journal", said)
    some = run("journal", book, "--from", "2026-05-03", "--to", "2026-05-03")
    verdict("2026-05-03" in some.out and "2026-05-02" not in some.out, "of some days", some)
    said = run("journal", book, "--performance", "--basis", "delivered")
    verdict(said.code == 0 and "performance:amy" in said.out, "performance as a journal", said)
    for tool in (["hledger", "-f", "-", "check"], ["ledger", "-f", "-", "balance"]):
        if shutil.which(tool[0]):
            done = subprocess.run(tool, input=run("journal", book).out.encode(), capture_output=True, check=False)
            verdict(done.returncode == 0, f"{tool[0]} accepts it", done)
    said = run("journal", book, "--from", "2026-06-01", "--to", "2026-05-01")
    verdict(said.code == 2 and "invalid" in said.err, "from after to is invalid", said)


def explanations():
    book = story()
    said = run("explain", book, "--staff", "amy", "--date", "2026-05-02", "--format", "json").json()
    verdict([row["amount"] for row in said["rows"]] == [325] and said["rows"][0]["share"], "explain adds up to the figure", said)
    said = run("explain", book, "--staff", "amy", "--date", "2026-05-02")
    verdict(said.code == 0 and "floor(" in said.out, "and tells the formula", said)
    said = run("explain", book, "--staff", "zoe", "--date", "2026-05-02")
    verdict(said.code == 1 and "not_found" in said.err, "of nobody: not_found", said)


# ---- demo

def demo_served():
    served = subprocess.Popen([CARNET, "demo", "--days", "5", "--serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": box})
    said = []
    while not said or "Ctrl-C" not in said[-1]:
        said.append(served.stdout.readline())
        if not said[-1]:
            break
    said = "".join(said)
    found = re.search(r"serving (\S+) at (http://\S+)", said)
    verdict(found is not None, "a served demo says where", said)
    people = re.findall(r"^  (\w+) +(owner|manager|desk|practitioner|accountant) ", said, re.MULTILINE)
    verdict([role for _, role in people] == ["owner", "desk", "practitioner", "accountant"], "and who may sign in", said)
    word = re.search(r"the password is (\S+)", said).group(1)
    for name, role in people:
        request = urllib.request.Request(found.group(2) + "/api/v1/session", json.dumps({"name": name, "password": word}).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            verdict(json.load(answer)["role"] == role, f"{name} signs in as {role}")
    served.send_signal(signal.SIGTERM)
    _, err = served.communicate(timeout=60)
    left = [name for name in os.listdir(box) if name.startswith("carnet-demo")]
    verdict(served.returncode == 0 and not left, "stopped, its book is gone", (err, left))


def demos():
    kept = path("demo.book")
    said = run("demo", "--days", "60", "--keep", kept)
    verdict(said.code == 0 and kept in said.out, "demo keeps its book", said)
    for piece in ("Today: takings", "performance", "Who runs low", "●", "Services owed", "carnet verify"):
        verdict(piece in said.out, f"demo shows: {piece}", said)
    verdict(run("verify", kept).code == 0, "its book verifies")
    verdict(run("demo", "--days", "60", "--keep", kept).code == 1, "it does not write over a book")
    again = run("demo", "--days", "60", "--keep", path("again.book"))
    verdict(again.out.replace("again.book", "demo.book") == said.out, "the same days give the same studio")
    before = set(os.listdir(tempfile.gettempdir()))
    start = time.monotonic()
    said = run("demo")
    took = time.monotonic() - start
    left = [name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith("carnet-demo")]
    verdict(said.code == 0 and not left, "demo leaves nothing behind", (said, left))
    verdict(took < 60, f"two years take {took:.1f} s")
    demo_served()
    said = run("demo", "--keep", path("no/folder.book"))
    verdict(said.code == 2 and "unavailable" in said.err, "a demo that cannot be kept is unavailable", said)
    said = run("demo", env={**os.environ, "TMPDIR": path("nowhere")})
    verdict(said.code == 2 and "temporary folder" in said.err, "nor one without a place", said)
    child = subprocess.Popen([CARNET, "demo", "--days", "3660"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": box})
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    left = [name for name in os.listdir(box) if name.startswith("carnet-demo")]
    verdict(child.returncode == 2 and b"interrupted" in err and not left, "interrupted, it tidies up", (child.returncode, err, left))


CHECKS = (help_and_version, wrong_uses, making_books, missing_books, wrong_addresses, results_of_operations, refusals, malformed, large_lines, many_lines, conversations,
          keys, killed, cannot_write, read_only, not_books, damaged, tampered, days_of_reports, lost_lists, day_beyond_all, full_disk, reports, showing_clients, showing_contracts, undone, journals,
          explanations, demos)

try:
    for check in CHECKS:
        check()
finally:
    shutil.rmtree(box, ignore_errors=True)
print(f"{results.count(True)} passed, {results.count(False)} failed")
sys.exit(0 if results and all(results) else 1)
