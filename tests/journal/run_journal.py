#!/usr/bin/env python3
"""Gives the journals of many books to hledger and ledger and compares what they say with the reports:

    CARNET=build/carnet run_journal.py        SLOW=1 for 1,000 random books instead of 12, BOOKS=5-7 for those seeds

Books: the demo, every example of docs/rules.md, some made for this (both tax points, mixed rates, odd words), and random ones
(tests/model), of which two in three carry tax. Both programs must accept each journal with their strict checks and come to
zero. hledger's balances must be the figures of the reports, by day or by month, and those of the rules where the model has
replayed the book: income net of tax, liabilities:tax, assets:tax-paid-ahead, breakage. Faults planted in a journal must be seen.
"""
import calendar
import csv
import datetime
import io
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import groupby

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
for room in ("docs", "model"):
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), room))
import run_rules  # noqa: E402
from compare import same_answer  # noqa: E402
from contract import State  # noqa: E402
from generate import Generator  # noqa: E402
from model import Book as Model  # noqa: E402

EVER = ("--from", "1900-01-01", "--to", "2199-12-31")
BASES = ("cash_delivered", "delivered", "cash")
WHOLE = 10000
LAST = datetime.date(2199, 12, 31)


class Complaint(Exception):
    pass


def call(*arguments, text=None, good=(0,)):
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    done = subprocess.run(arguments, input=text, capture_output=True, text=True, timeout=300, check=False, env=environment)
    if done.returncode not in good:
        raise Complaint(f"{' '.join(arguments)}: {done.returncode}: {(done.stderr or done.stdout).strip()[:400]}")
    return done.stdout


# --- books ---

class Kept:
    """a book to look at; `model` is the rules' own replay of it, where there is one and it answers the same"""

    def __init__(self, name, file, decimals, model=None):
        self.name, self.file, self.decimals, self.model = name, file, decimals, model

    def report(self, name, *arguments):
        return json.loads(call(CARNET, "report", self.file, name, *arguments, "--format", "json"))["rows"]

    def journal(self, *arguments):
        return call(CARNET, "journal", self.file, *arguments)


class Recorded(run_rules.Book):
    """an example's book, without its expectations; remembers its operations"""

    def __init__(self, folder, options, like=None):
        self.operations = []
        super().__init__(folder, options, like)
        if like:
            self.operations = self.operations or list(like.operations)

    def apply(self, operation):
        super().apply(operation)
        operation = dict(operation)
        if operation.get("entry") == "last":
            operation["entry"] = self.resolved
        if self.day and "date" not in operation:
            operation["date"] = self.day
        self.operations.append(operation)
        made = self.answer.get("entries") or [self.answer]
        self.resolved = made[-1].get("entry")

    def run(self, statements):
        for statement in statements:
            if statement.startswith("on "):
                self.day = statement[3:].strip()
            elif statement.startswith("{"):
                self.apply(json.loads(statement))


def replayed(operations, decimals):
    model = Model("TWD", decimals, "UTC", free_clock=True)
    for operation in operations:
        model.apply(operation)
    return model


def applied(folder, name, operations, decimals, model=None, good=(0, 1)):
    file = os.path.join(folder, "book")
    call(CARNET, "init", file, "--currency", "TWD", "--decimals", str(decimals), "--timezone", "UTC", "--clock", "free")
    out = call(CARNET, "apply", file, "-", "--keep-going", text="".join(json.dumps(op) + "\n" for op in operations), good=good)
    book = Kept(name, file, decimals, model or replayed(operations, decimals))
    book.decimals = book.model.settings["decimals"]             # a book without contracts may change them
    book.answers = [json.loads(line) for line in out.splitlines()]
    return book


def demo_book(folder, days):
    file = os.path.join(folder, "book")
    call(CARNET, "demo", "--days", str(days), "--keep", file)
    return Kept("the demo", file, 0)


def example_book(folder, number):
    blocks = [(line, mark, run_rules.statements_of(lines)) for line, mark, lines in run_rules.blocks_of(RULES)]
    line, options, statements = blocks[number]
    with tempfile.TemporaryDirectory() as first:
        setup = Recorded(first, [])
        setup.setup = next(lines for _, mark, lines in blocks if mark == ["setup"])
        setup.run(setup.setup)
        book = Recorded(folder, options, setup)
        book.run(statements)
    return Kept(f"rules.md:{line}", book.file, book.decimals, replayed(book.operations, book.decimals))


class Taxed(Generator):
    """the generator's studio, with tax on what it sells in two books of three"""
    rates = {"facial": 7, "perm": 5, "cut": 10, "laser": 7.5, "ipl": 20, "serum": 5}

    def __init__(self, seed):
        super().__init__(seed)
        self.tax_point = (None, "payment", "delivery")[seed % 3]
        self.net = seed % 5 == 0

    def setting_up(self):
        for op in super().setting_up():
            if self.tax_point and op["op"] == "settings":
                op = dict(op, tax_point=self.tax_point, performance_net_of_tax=self.net)
            if self.tax_point and op["op"] in ("service", "product") and op["code"] in self.rates:
                op = dict(op, tax=self.rates[op["code"]])
            yield op


def random_books(folder, seed, count):
    """the book; where the model answers an operation otherwise (which tests/model/compare.py is there to find), the book without
    the model and as far as they agree with it"""
    generator = Taxed(seed)
    operations, answers = zip(*((op, json.loads(json.dumps(answer))) for op, answer in generator.operations(count)))
    for answer in answers if generator.net else ():
        answer.pop("performance", None)                         # the model's is always gross
    book = applied(folder, f"seed {seed} of {count}", operations, 0, generator.book)
    agreed = next((n for n, (op, ours, theirs) in enumerate(zip(operations, answers, book.answers))
                   if not same_answer(op, ours, theirs, Counter())), None)
    if agreed is None:
        return [book]
    print(f"note: seed {seed}: the model answers operation {agreed} otherwise: {json.dumps(operations[agreed])[:300]}", flush=True)
    book.model = None
    os.mkdir(os.path.join(folder, "agreed"))
    return [book, applied(os.path.join(folder, "agreed"), f"{book.name}, {agreed} operations", operations[:agreed], book.decimals)]


# Mixed rates in a combo and in a choice, part payments, parts used, credit, an expiry, refunds with a fee and without, goods.
STUDIO = [json.loads(line) for line in """
{"op":"staff","code":"amy"}
{"op":"staff","code":"zoe q:1"}
{"op":"service","code":"facial","price":150000,"tax":7}
{"op":"service","code":"laser","price":400000,"tax":5}
{"op":"service","code":"talk","price":50000}
{"op":"product","code":"serum","price":119900,"tax":7}
{"op":"client","ref":"lin","name":"Lin"}
{"op":"client","ref":"may","name":"May"}
{"op":"offer","code":"glow","kind":"combo","price":1999999,"valid":{"days":60,"from":"sale"},"refund":{"fee_percent":10},"grants":[{"service":"facial","sessions":7},{"any_of":["laser","talk"],"sessions":3},{"service":"talk","sessions":1}]}
{"op":"offer","code":"facial7","kind":"package","price":999999,"refund":{"fee_percent":10},"grants":[{"service":"facial","sessions":7}]}
{"op":"offer","code":"deposit","kind":"topup","price":1000000,"credit":1100000}
""".strip().splitlines()]
LIFE = [json.loads(line) for line in """
{"op":"visit","date":"2026-01-30","client":"lin","items":[{"sell":"glow","ref":"g 1;x"},{"redeem":"facial","contract":"g 1;x","sessions":2,"staff":[{"staff":"zoe q:1","share":50},{"staff":"amy","share":50}]}],"payments":[{"method":"line pay  2","amount":500001}]}
{"op":"visit","date":"2026-01-31","client":"may","items":[{"sell":"facial7","ref":"k1"},{"sell":"deposit","ref":"t1"}],"payments":[{"method":"a:b;c","amount":1999999}]}
{"op":"visit","date":"2026-02-03","client":"may","items":[{"redeem":"facial","contract":"k1","sessions":3,"staff":[{"staff":"amy","share":100}]},{"product":"serum","quantity":3,"ref":"p1"},{"service":"laser","ref":"s1"}],"payments":[{"method":"credit","amount":700000}]}
{"op":"pay","date":"2026-02-11","client":"lin","payments":[{"method":"(現\u3000金) $5 \\"x\\" %41","amount":333333,"contract":"g 1;x"}]}
{"op":"visit","date":"2026-02-05","client":"lin","items":[{"redeem":"laser","contract":"g 1;x","staff":[{"staff":"zoe q:1","share":100}]}]}
{"op":"refund","date":"2026-03-02","contract":"k1","service":"facial","sessions":1,"method":"cash"}
{"op":"reprice","date":"2026-03-03","contract":"g 1;x","price":1800001}
{"op":"visit","date":"2026-03-04","client":"lin","items":[{"redeem":"talk","contract":"g 1;x"}]}
{"op":"tick","date":"2026-04-15"}
{"op":"extend","date":"2026-04-16","contract":"g 1;x","expires_on":"2026-06-30"}
{"op":"pay","date":"2026-04-20","client":"lin","payments":[{"method":"[x] = 1","amount":100000,"contract":"g 1;x"}]}
{"op":"tick","date":"2026-07-15"}
{"op":"refund","date":"2026-07-16","contract":"k1","method":"=cash"}
""".strip().splitlines()]


def studio_book(folder, point, decimals):
    settings = {"op": "settings", "tax_point": point}
    operations = [dict(op, date="2026-01-30") for op in [settings, *STUDIO]] + LIFE
    return applied(folder, f"a studio with tax at {point}", operations, decimals, good=(0,))


# --- tax by the rules (§10.2, §14.36, §15.52) ---

def half_down(n, d):
    return (2 * n + d - 1) // (2 * d)


def worth(contract, state):
    """(X, V, delivered) of each line"""
    for grant, line in zip(contract.grants, state.lines):
        live = sum(s.value for s in line if s.status in ("free", "used"))
        within = (2 * live * grant.tax + WHOLE + grant.tax) // (2 * (WHOLE + grant.tax))
        yield within, live, sum(s.value for s in line if s.status == "used")


def untaxed(contract, state):
    return not state.exists or state.is_topup or contract.is_access or contract.is_legacy


def tax_paid(contract, state):
    if untaxed(contract, state) or not state.live:
        return 0
    return half_down(state.paid * sum(x for x, _, _ in worth(contract, state)), state.live)


def tax_delivered(contract, state):
    if untaxed(contract, state):
        return 0
    return sum(half_down(x * used, live) for x, live, used in worth(contract, state) if live)


def lapse_of(change):
    """what expired by one entry goes together, line by line as it may be recorded"""
    lapses = change.kind == "revive" or change.kind == "cancel" and change.data["cause"] in ("expiry", "cap")
    return (change.kind, change.entry.number) if lapses else None


def kept_of(contract, expired, fall):
    """the expired money keeps the tax it had, at mixed rates no more than the highest rate makes of it"""
    rates = {grant.tax for grant in contract.grants}
    most = expired if len(rates) < 2 else expired - expired * WHOLE // (WHOLE + max(rates))
    return min(max(fall, 0), most)


def taxes(contract, day):
    """on a day: tax on payments, tax on deliveries, tax that money kept by the house keeps; since the contract is in this book"""
    state = State(contract)
    kept = opened_paid = opened_delivered = 0
    for lapse, changes in groupby((c for c in contract.ordered() if c.stands(day)), lapse_of):
        before, expired = tax_paid(contract, state), 0
        for change in changes:
            state.apply(change)
            expired += change.data["breakage"] if change.kind == "cancel" else change.data["surplus"] if change.kind == "revive" else 0
            if change.kind == "begin" and change.data["how"] == "open":
                opened_paid, opened_delivered = tax_paid(contract, state), tax_delivered(contract, state)
        if lapse:
            fall = before - tax_paid(contract, state)
            if lapse[0] == "revive":
                kept -= kept_of(contract, expired, -fall)
            else:
                kept += kept_of(contract, expired, fall)
    return (tax_paid(contract, state) + kept - opened_paid, tax_delivered(contract, state) - opened_delivered, kept,
            opened_paid - opened_delivered)


# --- what hledger and ledger say ---

def units(text, decimals):
    """"12.30 TWD" in the smallest unit"""
    amount = Decimal(text.split()[0]).scaleb(decimals) if text.split() else Decimal(0)
    if amount != amount.to_integral_value():
        raise Complaint(f"a part of a unit: {text}")
    return int(amount)


def hledger(file, *arguments):
    return list(csv.reader(io.StringIO(call("hledger", "-f", file, *arguments, "-O", "csv"))))


class Told:
    """what both programs make of a journal"""

    def __init__(self, text, file, decimals):
        with open(file, "w", encoding="utf-8") as out:
            out.write(text)
        call("hledger", "check", "-s", "ordereddates", "-f", file)
        self.days = defaultdict(lambda: defaultdict(int))           # {account: {day: change}}
        rows = hledger(file, "register")
        for row in rows[1:]:
            line = dict(zip(rows[0], row))
            self.days[line["account"]][datetime.date.fromisoformat(line["date"])] += units(line["amount"], decimals)
        self.last = max((day for days in self.days.values() for day in days), default=None)
        self.first = min((day for days in self.days.values() for day in days), default=None)
        self.read_months(file, decimals)
        self.read_ledger(file, decimals)

    def read_months(self, file, decimals):
        """hledger's own balances at the ends of months; nothing at its end"""
        self.months = []
        if not self.last:
            return
        rows = hledger(file, "balance", "--flat", "-M", "-H", "-E")
        self.months = rows[0][1:]
        for row in rows[1:]:
            for month, text in zip(self.months, row[1:]):
                wanted = self.total(month_end(month)) if row[0] == "total" else self.at(row[0], month_end(month))
                same(f"hledger's {row[0]} at the end of {month}", wanted, units(text, decimals))
        same("hledger's total", 0, units(rows[-1][-1], decimals))

    def read_ledger(self, file, decimals):
        text = call("ledger", "--args-only", "-f", file, "--pedantic", "balance", "--flat", "--no-total", "--empty",
                    "--format", "%(account)\t%(quantity(scrub(total)))\n")
        got = {account: units(amount, decimals) for account, _, amount in (line.partition("\t") for line in text.splitlines())}
        same("ledger's balances", compact({a: self.at(a, LAST) for a in self.days}), compact(got))
        same("ledger's total", 0, sum(got.values()))

    def at(self, account, day):
        return sum(amount for when, amount in self.days.get(account, {}).items() if when <= day)

    def total(self, day):
        return sum(self.at(account, day) for account in self.days)

    def under(self, prefix, day):
        return {account[len(prefix):]: self.at(account, day) for account in self.days if account.startswith(prefix)}

    def changes(self, prefix, key):
        found = defaultdict(int)
        for account, days in self.days.items():
            if account.startswith(prefix):
                for day, amount in days.items():
                    found[key(day), account[len(prefix):]] += amount
        return compact(found)


def month_end(month):
    year, number = int(month[:4]), int(month[5:7])
    return datetime.date(year, number, calendar.monthrange(year, number)[1])


def compact(table):
    return {key: amount for key, amount in table.items() if amount}


def same(what, wanted, got):
    if wanted != got:
        if isinstance(wanted, dict):
            keys = [key for key in sorted(set(wanted) | set(got), key=str) if wanted.get(key) != got.get(key)]
            wanted, got = ({key: table.get(key) for key in keys[:6]} for table in (wanted, got))
        raise Complaint(f"{what}: expected {wanted}, got {got}")


def written(name):
    """a name as the journal writes it (src/insight/journal.h)"""
    blanks = "\u0085\u00a0\u1680\u205f\u3000" + "".join(map(chr, [*range(0x2000, 0x2010), *range(0x2028, 0x2030)]))
    def one(c):
        plain = re.fullmatch(r"[0-9A-Za-z._-]", c) or (ord(c) >= 0x80 and c not in blanks)
        return c if plain else "".join(f"%{byte:02X}" for byte in c.encode())
    return "".join(map(one, name))


# --- comparing ---

def days_to_look_at(told, rng):
    """the ends of the months and some days between"""
    if not told.last:
        return [datetime.date(2026, 1, 1)]
    span = (told.last - told.first).days
    return [month_end(month) for month in told.months[-14:]] + [told.first + datetime.timedelta(rng.randint(0, span)) for _ in range(3)]


def look_at_contracts(book, told, day):
    wanted = defaultdict(int)
    for row in book.report("contracts", "--as-of", str(day)):
        wanted[row["stream"]] -= row["liability"] - row["receivable"]
    same(f"liabilities:contract on {day}", compact(wanted), compact(told.under("liabilities:contract:", day)))


def look_at_takings(book, told):
    wanted = defaultdict(int)
    for row in book.report("takings", *EVER):
        wanted[datetime.date.fromisoformat(row["date"]), written(row["method"])] += row["amount"]
    same("takings by day", compact(wanted), told.changes("assets:cash:", lambda day: day))
    by_month = defaultdict(int)
    for row in book.report("takings", *EVER, "--by", "month,method"):
        by_month[row["month"], written(row["method"])] += row["amount"]
    same("takings by month", compact(by_month), told.changes("assets:cash:", lambda day: str(day)[:7]))


def look_at_rollforward(book, told):
    """closings by stream and month; and the columns, in all streams, by month. Returns the columns added up to each month's end"""
    rows = book.report("rollforward", *EVER)
    columns = defaultdict(lambda: defaultdict(int))
    closings = {}
    for row in rows:
        same(f"rollforward {row['period']} {row['stream']} closing", row["closing"], row["liability"] - row["receivable"])
        closings[row["period"], row["stream"]] = row["closing"]
        for name in ("paid_in", "refunded", "breakage", "fees", "moved"):
            columns[row["period"]][name] += row[name]
        columns[row["period"]]["delivered:" + row["stream"]] += row["delivered"]
    running, totals = {}, defaultdict(int)
    for month in sorted(set(told.months) | set(columns)):
        running.update({stream: closing for (period, stream), closing in closings.items() if period == month})
        for name, amount in columns[month].items():
            totals[name] += amount
        end = month_end(month)
        same(f"closing of {month}", compact({s: -c for s, c in running.items()}), compact(told.under("liabilities:contract:", end)))
        same(f"paid in less refunded, {month}", totals["paid_in"] - totals["refunded"], sum(told.under("assets:cash:", end).values()))
        same(f"fees, {month}", -totals["fees"], told.at("income:fees", end) + told.at("income:uplift", end))
        look_at_income(book, told, month, totals)


def look_at_income(book, told, month, totals):
    end = month_end(month)
    delivered = {name[10:]: amount for name, amount in totals.items() if name.startswith("delivered:")}
    got = {stream: -amount for stream, amount in told.under("income:", end).items() if stream not in ("fees", "uplift", "breakage")}
    moved = told.at("expenses:write-offs", end) + told.at("equity:opening", end)
    if not book.model:
        tax = told.at("liabilities:tax", end) + told.at("assets:tax-paid-ahead", end)
        rest = sum(delivered.values()) + totals["breakage"] - totals["moved"]
        same(f"income, breakage and moved by {month}, with tax", rest, sum(got.values()) - told.at("income:breakage", end) - moved - tax)
        return
    at_payment = book.model.settings.get("tax_point", "payment") == "payment"
    paid = income = kept = opened = 0
    for contract in book.model.contracts:
        in_payment, in_delivery, in_breakage, ahead = taxes(contract, end)
        delivered[contract.stream] = delivered.get(contract.stream, 0) - in_delivery
        paid, income, kept, opened = paid + in_payment, income + in_delivery, kept + in_breakage, opened + ahead
    if not at_payment:
        paid, kept, opened = income, 0, 0
    same(f"income net of tax by {month}", compact(delivered), compact(got))
    same(f"breakage by {month}", kept - totals["breakage"], told.at("income:breakage", end))
    same(f"write-offs and openings by {month}", totals["moved"] - opened, moved)
    same(f"liabilities:tax at the end of {month}", -paid, told.at("liabilities:tax", end))
    same(f"assets:tax-paid-ahead at the end of {month}", paid - income - kept + opened, told.at("assets:tax-paid-ahead", end))


def look_at_performance(book, folder, basis):
    told = Told(book.journal("--performance", "--basis", basis), os.path.join(folder, "performance.journal"), book.decimals)
    for by, key, column in ((("--by", "month,staff"), lambda day: str(day)[:7], "month"), ((), str, "date")):
        wanted, sums = defaultdict(int), defaultdict(int)
        for row in book.report("performance", *EVER, *by, "--basis", basis):
            wanted[row[column], written(row["staff"])] += row["amount"]
            sums[row[column], "offset"] -= row["amount"]
        same(f"performance, {basis}, by {column}", compact({**wanted, **sums}), told.changes("performance:", key))


def look_at_entries(text, book):
    """sorted by date, then entry; two halves are the whole"""
    found = re.findall(r"^(\d{4}-\d\d-\d\d) \((\d+)\)", text, re.M)
    order = [(date, int(entry)) for date, entry in found]
    same("order of the entries", sorted(set(order)), order)
    if order:
        middle = datetime.date.fromisoformat(order[len(order) // 2][0])
        halves = book.journal("--to", str(middle)) + book.journal("--from", str(middle + datetime.timedelta(1)))
        same("two halves", found, re.findall(r"^(\d{4}-\d\d-\d\d) \((\d+)\)", halves, re.M))


def look_at(book, folder, text=None):
    rng = random.Random(book.name)
    text = text or book.journal()
    told = Told(text, os.path.join(folder, "general.journal"), book.decimals)
    look_at_takings(book, told)
    look_at_rollforward(book, told)
    for day in days_to_look_at(told, rng):
        look_at_contracts(book, told, day)
    look_at_entries(text, book)
    for basis in BASES if SLOW or not book.name.startswith("rules") else BASES[:1]:
        look_at_performance(book, folder, basis)


# --- planted faults ---

POSTING = re.compile(r"^(    \S+ +)(-?[\d.]+)( TWD)", re.M)


def moved_posting(text, account, other):
    """one unit of the last posting of `account` stands on `other`"""
    lines = text.splitlines()
    at = max(n for n, line in enumerate(lines) if line.startswith(f"    {account} "))
    lines.insert(at + 1, f"    {account}    0.01 TWD\n    {other}    -0.01 TWD")
    return "\n".join(lines) + "\n"


PLANTED = {
    "unbalanced": lambda text: POSTING.sub(lambda m: f"{m[1]}{Decimal(m[2]) + 1}{m[3]}", text, count=1),
    "not declared": lambda text: text.replace("account income:package\n", "", 1),
    "another method": lambda text: moved_posting(text, "assets:cash:cash", "assets:cash:a%3Ab%3Bc"),
    "another stream": lambda text: moved_posting(text, "liabilities:contract:package", "liabilities:contract:combo"),
    "income of another stream": lambda text: moved_posting(text, "income:package", "income:combo"),
    "tax": lambda text: moved_posting(text, "liabilities:tax", "income:combo"),
    "tax paid ahead": lambda text: moved_posting(text, "liabilities:tax", "assets:tax-paid-ahead"),
    "fees": lambda text: moved_posting(text, "income:fees", "income:breakage"),
    "out of order": lambda text: text.replace("2026-01-31 (", "2026-02-20 (", 1),
    "another month": lambda text: text.replace("2026-03-02 (", "2026-04-02 (", 1),
}


def look_at_planted(folder, name):
    book = studio_book(folder, "payment", 2)
    text = book.journal()
    wrong = PLANTED[name](text)
    if wrong == text:
        raise Complaint("nothing was planted")
    try:
        look_at(book, folder, wrong)
    except Complaint:
        return
    raise Complaint("not seen")


# --- running ---

def jobs():
    yield "demo", 90
    for point in ("payment", "delivery"):
        for decimals in (2, 0):
            yield "studio", (point, decimals)
    for name in PLANTED:
        yield "planted", name
    for number, (_, mark, _) in enumerate(run_rules.blocks_of(RULES)):
        if mark != ["setup"]:
            yield "example", number
    first, _, last = os.environ.get("BOOKS", "1-1000" if SLOW else "1-12").partition("-")
    for seed in range(int(first), int(last or first) + 1):
        yield "random", seed


def run(job):
    """the complaint, if any"""
    kind, what = job
    with tempfile.TemporaryDirectory() as folder:
        name = f"{kind} {what}"
        try:
            if kind == "planted":
                look_at_planted(folder, what)
                return None
            books = (random_books(folder, what, 80) if kind == "random" else [demo_book(folder, what)] if kind == "demo" else
                     [studio_book(folder, *what)] if kind == "studio" else [example_book(folder, what)])
            for book in books:
                name = book.name
                look_at(book, folder)
        except Exception as fault:  # whatever it is, the other books are looked at
            return f"FAILED {name}: {type(fault).__name__}: {fault}"
    return None


def main():
    passed = failed = 0
    with multiprocessing.Pool(2) as pool:
        for complaint in pool.imap_unordered(run, list(jobs()), chunksize=1):
            passed, failed = passed + (complaint is None), failed + (complaint is not None)
            if complaint:
                print(complaint, flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


SLOW = bool(os.environ.get("SLOW"))
RULES = os.path.join(run_rules.ROOT, "docs", "rules.md")
CARNET = run_rules.CARNET

if __name__ == "__main__":
    sys.exit(main())
