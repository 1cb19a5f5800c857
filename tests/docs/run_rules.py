#!/usr/bin/env python3
"""Runs the examples of docs/rules.md, and of interplay.md here:  CARNET=build/carnet run_rules.py [FILE.md ...]

An example is a fenced block marked `carnet`; one marked `carnet setup` comes first in every other. A file without one has that
of docs/rules.md. Its lines are

    # what is shown                            a comment; the first names the example
    on 2026-05-02                              the day of the operations that follow
    {"op": ...}                                an operation; indented lines go on with it. "entry":"last": the one made before
    error: overpaid                            the operation above must be refused so; else all must be accepted
    result: refund 9000 fee 0                  members of the answer above
    redeemed: 1428 1429                        the values of the sessions it redeemed
    entries: 2                                 how many entries the tick above made
    contract k1: paid 5000 left 9|3            members of the row of report `contracts`; those of lines by `|`
    contract k1 as of 2026-05-02: due 0
    contract k1: not listed
    performance: 2026-05-02 amy 500, ...       all of it; `none`; another basis: `performance (delivered):`
    takings: 2026-05-02 cash 5000, ...         all of it
    pending: facial 9 9000, ...                all of it: sessions and value
    rollforward 2026-05 package: closing 9000 sessions.used 1
    structure 2026-05 package: sold 10000
    alerts: low k1 4, overdue k1 2, ...      all of it: alert, contract and sessions left; the most urgent first
    alerts as of 2026-05-02: none            the same on another day
    alert low k1: rhythm 28 since 2026-05-02   members of one of them
    renewals: facial10 1, facial5 2, ...     all of it: the offers and their ranks
    renewal facial10: per_session 1000       members of one of them
    price facial10 --discount 12.5: margin 4000 break_even 9   members of what `carnet price` says to what was asked
    accounts: 2026-05-02 income:package -1000, ...   what was posted to these accounts on these days, debit positive

The block's mark may say more: `carnet decimals=2`. After an expectation was met it is asked again with a wrong figure, which
must fail: an expectation that cannot fail shows nothing.
"""
import datetime
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import postgres  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(HERE))
RULES = os.path.join(ROOT, "docs", "rules.md")
EVER = ("--from", "2000-01-01", "--to", "2099-12-31")
EPOCH = datetime.date(1970, 1, 1)
NOTHING = {"": None, "none": None, "true": True, "false": False}


class Complaint(Exception):
    pass


# --- reading ---

def blocks_of(path):
    """(line number, options, lines) of every block marked carnet"""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    number = 0
    while number < len(lines):
        if not re.match(r"```carnet\b", lines[number]):
            number += 1
            continue
        first, mark = number + 1, lines[number].split()[1:]
        number = first
        while lines[number] != "```":
            number += 1
        yield first, mark, lines[first:number]


def statements_of(lines):
    """lines put together: an indented line goes on with the one before it"""
    whole = []
    for line in lines:
        if line.startswith((" ", "\t")):
            whole[-1] += " " + line.strip()
        elif line.strip():
            whole.append(line)
    return whole


def value(word):
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    return NOTHING.get(word, word)


def pairs(text):
    words = shlex.split(text)
    if not words or len(words) % 2:
        raise Complaint(f"names and values expected: {text}")
    return list(zip(words[::2], words[1::2]))


def cells(text, width):
    """"2026-05-02 amy 500, …" as {"2026-05-02 amy": 500}; `width` figures at the end of each"""
    found = {}
    for part in ([] if text.strip() == "none" else text.split(",")):
        words = part.split()
        figures = [int(word) for word in words[-width:]]
        found[" ".join(words[:-width])] = figures if width > 1 else figures[0]
    return found


# --- a book ---

class Book:
    def __init__(self, folder, options, like=None):
        self.file = postgres.new_address() if postgres.chosen() else os.path.join(folder, "book")
        self.decimals = int(dict(word.split("=") for word in options).get("decimals", 0))
        self.day = self.answer = None
        self.reports = {}
        if like and like.decimals == self.decimals and not postgres.chosen():
            shutil.copy(like.file, self.file)
        else:
            self.call("init", self.file, "--currency", "TWD", "--decimals", str(self.decimals),
                      "--timezone", "Asia/Taipei", "--clock", "free")
            if like:
                self.run(like.setup)

    def call(self, *arguments, text=None):
        done = subprocess.run([CARNET, *arguments], input=text, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode == 2 or (arguments[0] != "init" and not done.stdout):
            raise Complaint(f"carnet {' '.join(arguments)}: {done.stderr.strip() or done.returncode}")
        return done.stdout

    def apply(self, operation):
        operation = dict(operation)
        if operation.get("entry") == "last":
            made = self.answer.get("entries") or [self.answer]
            operation["entry"] = made[-1]["entry"]
        if self.day and "date" not in operation:
            operation["date"] = self.day
        self.reports = {}
        self.answer = json.loads(self.call("apply", self.file, "-", text=json.dumps(operation) + "\n"))

    def report(self, name, *arguments):
        asked = (name, *arguments)
        if asked not in self.reports:
            self.reports[asked] = json.loads(self.call("report", self.file, *asked, "--format", "json"))["rows"]
        return self.reports[asked]

    def counsel(self, *asked):
        if asked not in self.reports:
            self.reports[asked] = json.loads(self.call(asked[0], self.file, *asked[1:], "--format", "json"))["rows"]
        return self.reports[asked]

    def must_have_accepted(self):
        if self.answer and not self.answer["ok"]:
            raise Complaint(f"refused: {self.answer['error']}")

    def run(self, statements):
        """what is wrong with the statements, and how many expectations there were"""
        refused_so = False
        count = 0
        for statement in statements:
            if statement.startswith("#"):
                continue
            if not statement.startswith("error:") and not refused_so:
                self.must_have_accepted()
            if statement.startswith("on "):
                self.day = statement[3:].strip()
            elif statement.startswith("{"):
                self.apply(json.loads(statement))
                refused_so = False
            else:
                expect(self, statement)
                must_fail(self, planted(statement))
                refused_so = refused_so or statement.startswith("error:")
                count += 1
        if not refused_so:
            self.must_have_accepted()
        return count


# --- expectations ---

def same(what, wanted, got):
    if wanted != got:
        raise Complaint(f"{what}: expected {wanted}, got {got}")


def member(row, name):
    """`a.b` of a row; else of its lines, joined by |"""
    found = row
    for part in [name] if name in row else name.split("."):
        if not isinstance(found, dict) or part not in found:
            break
        found = found[part]
    else:
        return found
    lines = row.get("grants") or []
    if not lines or any(name not in line for line in lines):
        raise Complaint(f"there is no {name}")
    found = [line[name] for line in lines]
    return found[0] if len(found) == 1 else "|".join(map(str, found))


def look_at_members(what, row, text):
    for name, wanted in pairs(text):
        same(f"{what} {name}", value(wanted), member(row, name))


def expect_error(book, words, text):
    code = "accepted" if book.answer["ok"] else book.answer["error"]["code"]
    same("error", text.strip(), code)


def expect_result(book, words, text):
    look_at_members("result", book.answer, text)


def expect_redeemed(book, words, text):
    same("redeemed", [int(word) for word in text.split()], [row["value"] for row in book.answer["redeemed"]])


def expect_entries(book, words, text):
    same("entries", int(text), len(book.answer["entries"]))


def expect_contract(book, words, text):
    day = ("--as-of", words[3]) if words[1:3] == ["as", "of"] else ()
    rows = [row for row in book.report("contracts", *day) if row["ref"] == words[0]]
    if text.strip() == "not listed":
        same(words[0], [], rows)
    elif not rows:
        raise Complaint(f"{words[0]} is not listed")
    else:
        look_at_members(words[0], rows[0], text)


def sums(rows, names, figure):
    found = {}
    for row in rows:
        key = " ".join(str(row[name]) for name in names)
        found[key] = found.get(key, 0) + row[figure]
    return {key: amount for key, amount in found.items() if amount}


def expect_performance(book, words, text):
    basis = words[0].strip("()") if words else "cash_delivered"
    rows = book.report("performance", *EVER, "--basis", basis)
    same("performance", cells(text, 1), sums(rows, ("date", "staff"), "amount"))


def expect_takings(book, words, text):
    same("takings", cells(text, 1), sums(book.report("takings", *EVER), ("date", "method"), "amount"))


def expect_pending(book, words, text):
    got = {}
    for row in book.report("pending"):
        name = row.get("service") or "|".join(sorted(row["any_of"]))
        if row["sessions"]:
            sessions, worth = got.get(name, (0, 0))
            got[name] = [sessions + row["sessions"], worth + row["value"]]
    same("pending", cells(text, 2), got)


def look_at_row(book, report, words, text):
    period, stream = words[:2]
    key = "period" if report == "rollforward" else "month"
    by = ("--by", "year") if len(period) == 4 else ()
    rows = [row for row in book.report(report, *EVER, *by) if row[key] == period and row["stream"] == stream]
    row = rows[0] if rows else {name: 0 for name, _ in pairs(text)}     # a row of nothing may be left out
    look_at_members(f"{report} {period} {stream}", row, text)


def expect_rollforward(book, words, text):
    look_at_row(book, "rollforward", words, text)


def expect_structure(book, words, text):
    look_at_row(book, "structure", words, text)


def days_of(words):
    return ("--as-of", words[2]) if words[:2] == ["as", "of"] else ()


def expect_alerts(book, words, text):
    rows = book.counsel("alerts", *days_of(words))
    same("alerts", list(cells(text, 1).items()), [(f"{row['alert']} {row['ref']}", row["left"]) for row in rows])


def look_at_one(what, rows, text):
    if not rows:
        raise Complaint(f"there is no {what}")
    look_at_members(what, rows[0], text)


def expect_alert(book, words, text):
    rows = book.counsel("alerts", *days_of(words[2:]))
    look_at_one(" ".join(words), [row for row in rows if [row["alert"], row["ref"]] == words[:2]], text)


def expect_renewals(book, words, text):
    rows = [row for row in book.counsel("renewals", *days_of(words)) if row["offer"]]
    same("renewals", list(cells(text, 1).items()), [(row["offer"], row["rank"]) for row in rows])


def expect_renewal(book, words, text):
    rows = book.counsel("renewals", *days_of(words[1:]))
    look_at_one(" ".join(words), [row for row in rows if row["offer"] == words[0]], text)


def expect_price(book, words, text):
    look_at_one("price", book.counsel("price", *words), text)


def expect_accounts(book, words, text):
    """read from the book itself, where the postings of each day are summed"""
    query = "SELECT date, account, amount FROM account_day"
    if postgres.chosen():
        rows = postgres.select(book.file, query)
    else:
        db = sqlite3.connect(f"file:{book.file}?mode=ro", uri=True)
        rows = db.execute(query).fetchall()
        db.close()
    got = {f"{EPOCH + datetime.timedelta(int(days))} {account}": int(amount) for days, account, amount in rows}
    for key, wanted in cells(text, 1).items():
        same(f"account {key}", wanted, got.get(key, 0))


EXPECTATIONS = {name[7:]: function for name, function in list(globals().items()) if name.startswith("expect_")}


def expect(book, statement):
    head, colon, text = re.match(r"((?:[^:]|:(?! ))*)(:?) ?(.*)", statement).groups()
    words = head.split()
    if not colon or not words or words[0] not in EXPECTATIONS:
        raise Complaint(f"what is this? {statement}")
    EXPECTATIONS[words[0]](book, words[1:], text)


# --- planted faults ---

def planted(statement):
    """the expectation with its last figure (or word) wrong"""
    head, _, text = statement.rpartition(": ")
    if text.strip() == "none":
        return f"{head}: 2026-01-01 nobody 1 1"
    if text.strip() == "not listed":
        return f"{head}: price 1"
    figures = list(re.finditer(r"(?<![\w.-])-?\d+(?![\w-])", text))
    last = figures[-1] if figures else re.search(r"\S+(?=\s*$)", text)
    wrong = str(int(last.group()) + 1) if figures else "wrong"
    return f"{head}: {text[:last.start()]}{wrong}{text[last.end():]}"


def must_fail(book, statement):
    try:
        expect(book, statement)
    except Complaint:
        return
    raise Complaint(f"a wrong figure passes: {statement}")


# --- running ---

def title_of(statements):
    return next((line[1:].strip() for line in statements if line.startswith("#")), "an example")


def run_block(where, options, statements, setup):
    with tempfile.TemporaryDirectory() as folder:
        try:
            if Book(folder, options, setup).run(statements):
                return True
            raise Complaint("nothing is expected")
        except Exception as fault:  # whatever it is, the other examples run
            print(f"FAILED {where}: {title_of(statements)}\n    {type(fault).__name__}: {fault}")
    return False


def begin(folder, statements):
    """the book that every example begins with"""
    book = Book(folder, [])
    book.setup = statements
    try:
        book.run(statements)
    except Complaint as fault:
        sys.exit(f"FAILED the setup: {fault}\n0 passed, 1 failed")
    return book


def setup_of(path):
    return next((statements_of(lines) for _, options, lines in blocks_of(path) if options == ["setup"]), None)


def run_file(path, folder):
    """how many examples passed and failed"""
    setup, results = begin(folder, setup_of(path) or setup_of(RULES)), []
    for line, options, lines in blocks_of(path):
        if options != ["setup"]:
            results.append(run_block(f"{os.path.basename(path)}:{line}", options, statements_of(lines), setup))
    return results.count(True), results.count(False)


def main(paths):
    passed = failed = 0
    for path in paths or [RULES, os.path.join(HERE, "interplay.md")]:
        with tempfile.TemporaryDirectory() as folder:
            good, bad = run_file(path, folder)
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


CARNET = os.environ.get("CARNET", os.path.join(ROOT, "build", "carnet"))

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
