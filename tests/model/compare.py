#!/usr/bin/env python3
"""Compares a carnet binary with the model, operation by operation:  compare.py [CARNET] [--seeds A-B] [--count M] [--shrink]

For every seed a random book is made (generate.py), given to the model and to CARNET, and every answer and every report must
be the same; what must always hold is checked on the model as well (invariants.py). Without CARNET only that is done.
A file of operations (--file) takes the place of the generator. Ends with "N passed, N failed".
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import postgres  # noqa: E402
from generate import generate  # noqa: E402
from invariants import check_book, check_now, check_ticks  # noqa: E402
from model import Book  # noqa: E402

FIGURES = ("contract", "sessions", "cancelled_value", "surplus", "uplift", "fee", "refund", "due")
COMPARED = {                                    # members of an accepted operation's answer, besides `entry` and `replayed`
    "visit": ("contracts", "redeemed", "due", "performance"), "refund": FIGURES, "reprice": ("due",), "write_off": ("due",),
    "exchange": ("surplus",), "tick": ("entries",)}
SPAN = {"from": "2020-01-01", "to": "2035-12-31"}


class Difference(Exception):
    """`kind` says where, so that shrinking stays with the same one"""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Carnet:
    """one book of the binary in a temporary folder, or in the tests' PostgreSQL"""

    def __init__(self, binary):
        self.binary = binary
        self.folder = tempfile.TemporaryDirectory()
        self.book = postgres.new_address() if postgres.chosen() else os.path.join(self.folder.name, "book")
        self.call("init", self.book, "--currency", "TWD", "--decimals", "0", "--timezone", "UTC", "--clock", "free")

    def call(self, *args, text=None):
        done = subprocess.run([self.binary, *args], input=text, capture_output=True, text=True, timeout=300)
        if done.returncode not in (0, 1):
            raise Difference("fault", f"{' '.join(args)} ended with {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def apply(self, operations):
        out = self.call("apply", self.book, "-", "--keep-going", text="".join(json.dumps(op) + "\n" for op in operations))
        return [json.loads(line) for line in out.splitlines()]

    def report(self, name, args):
        flags = [x for k, v in args.items() for x in ("--" + k.replace("_", "-"), str(v))]
        out = self.call("report", self.book, name, *flags, "--format", "json")
        try:
            return json.loads(out)
        except ValueError:
            raise Difference("fault", f"report {name} {args}: not JSON: {out[:200]!r}")


# --- answers ---

def plain(value):
    """JSON without what has no order of its own"""
    if isinstance(value, dict):
        return {k: sorted(v) if k == "any_of" else plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def part(want, got):
    """everything in `want` is in `got`; null is as good as absent"""
    if isinstance(want, dict):
        return isinstance(got, dict) and all(part(v, got.get(k)) for k, v in want.items())
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and all(part(a, b) for a, b in zip(want, got))
    return type(want) is type(got) and want == got


def same_answer(op, model, carnet, codes=None):
    """codes: a Counter that takes note of other refusals than the model's instead of failing on them"""
    if model.get("ok") != carnet.get("ok"):
        return False
    if not model["ok"]:
        told = model["error"]["code"], carnet.get("error", {}).get("code")
        if told[0] != told[1] and codes is not None:
            codes[(op.get("op") if isinstance(op, dict) else None,) + told] += 1
        return told[0] == told[1] or codes is not None
    kind = op["op"] if isinstance(op, dict) else None
    want = {k: model[k] for k in ("entry", "replayed") + COMPARED.get(kind, ()) if k in model}
    got = dict(carnet)
    if "performance" in want and isinstance(got.get("performance"), list):
        got["performance"] = sorted(got["performance"], key=lambda r: (r.get("date", ""), r.get("staff", "")))
    return part(plain(want), plain(got))


# --- reports ---

def keyed(name, rows):
    """rows as {key: figures}, without those that say nothing"""
    if name == "contracts":
        return {row["contract"]: row for row in rows}
    if name in ("performance", "takings"):
        who = "staff" if name == "performance" else "method"
        return {(row["date"], row[who]): row["amount"] for row in rows if row["amount"]}
    if name == "pending":
        table = {}
        for row in rows:
            key = row.get("service") or "|".join(sorted(row["any_of"]))
            n, value = table.get(key, (0, 0))
            table[key] = (n + row["sessions"], value + row["value"])
        return {k: v for k, v in table.items() if v[0]}
    when = "period" if name == "rollforward" else "month"

    def figures(row):
        return {k: v for k, v in row.items() if k not in (when, "stream", "sessions")}
    table = {(row[when], row["stream"]): (figures(row), row.get("sessions", {})) for row in rows}
    standing = ("opening", "closing", "liability", "receivable")        # a month in which nothing moved may be left out
    return {k: v for k, v in table.items() if any(n for one in v for name, n in one.items() if name not in standing)}


def compare_report(name, args, model, carnet):
    want, got = keyed(name, plain(model.report(name, args)["rows"])), keyed(name, plain(carnet.report(name, args)["rows"]))
    for key in sorted(set(want) | set(got), key=str):
        a, b = want.get(key), got.get(key)
        if a is None or b is None or not part(json.loads(json.dumps(a)), json.loads(json.dumps(b))):
            raise Difference(f"report {name}", f"report {name} {args}, {key}:\n  model:  {json.dumps(a)}\n  carnet: {json.dumps(b)}")


def reports(operations):
    """the reports to compare: now, and on three days of the book's life"""
    days = sorted({op["date"] for op in operations if isinstance(op, dict) and isinstance(op.get("date"), str)})
    rng = random.Random(len(operations))
    yield "contracts", {}
    for day in rng.sample(days, min(3, len(days))):
        yield "contracts", {"as_of": day}
        yield "pending", {"as_of": day}
    for basis in ("cash_delivered", "delivered", "cash"):
        yield "performance", dict(SPAN, basis=basis)
    yield "takings", SPAN
    yield "pending", {}
    yield "rollforward", dict(SPAN, by="month")
    yield "structure", SPAN


# --- books ---

def run_model(operations, invariants):
    book, answers = Book("TWD", 0, "UTC", free_clock=True), []
    for n, op in enumerate(operations):
        answers.append(json.loads(json.dumps(book.apply(op))))
        if invariants:
            complaint = check_now(book)
            if complaint:
                raise Difference("model", f"operation {n}: {json.dumps(op)}\n  the model itself: {complaint}")
    return book, answers


def compare(operations, binary, invariants=True, codes=None):
    """raises Difference at the first one"""
    book, answers = run_model(operations, invariants)
    if invariants:
        complaint = check_book(book) or check_ticks(book, operations, answers)
        if complaint:
            raise Difference("model", f"the model itself: {complaint}")
    if binary is None:
        return
    carnet = Carnet(binary)
    theirs = carnet.apply(operations)
    for n, (op, model) in enumerate(zip(operations, answers)):
        if n >= len(theirs):
            raise Difference("fault", f"operation {n}: {json.dumps(op)}\n  carnet gave no answer")
        if not same_answer(op, model, theirs[n], codes):
            kind = f"{op.get('op') if isinstance(op, dict) else None} {model['ok']} {theirs[n].get('ok')}"
            raise Difference(kind, f"operation {n}: {json.dumps(op)}\n  model:  {json.dumps(model)}\n  carnet: {json.dumps(theirs[n])}")
    for name, args in reports(operations):
        compare_report(name, args, book, carnet)


def differs(operations, binary, codes=None):
    try:
        compare(operations, binary, invariants=binary is None, codes=codes)
    except Difference as difference:
        return difference
    return None


def shrink(operations, binary, codes=None):
    """drops operations while a difference remains (delta debugging)"""
    size, kind = max(1, len(operations) // 2), differs(operations, binary, codes).kind
    while True:
        start, dropped = 0, False
        while start < len(operations):
            fewer = operations[:start] + operations[start + size:]
            found = differs(fewer, binary, codes)
            if found and found.kind == kind:
                operations, dropped = fewer, True
            else:
                start += size
        if size == 1 and not dropped:
            return operations
        size = max(1, size // 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("carnet", nargs="?")
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--file")
    parser.add_argument("--shrink", action="store_true")
    parser.add_argument("--keep-going", action="store_true", help="go on after the first book that differs")
    parser.add_argument("--any-code", action="store_true", help="another refusal than the model's is only counted")
    args = parser.parse_args()
    codes = Counter() if args.any_code else None
    first, _, last = args.seeds.partition("-")
    if args.file:
        with open(args.file, encoding="utf-8") as lines:
            books = [(args.file, [json.loads(line) for line in lines if line.strip()])]
    else:
        books = ((f"seed {seed}", generate(seed, args.count)) for seed in range(int(first), int(last or first) + 1))
    passed = failed = 0
    for name, operations in books:
        try:
            compare(operations, args.carnet, codes=codes)
            passed += 1
        except Difference as difference:
            failed += 1
            print(f"{name}: {difference}", flush=True)
            if args.shrink:
                small = shrink(operations, args.carnet, codes)
                print("smallest:")
                for op in small:
                    print(json.dumps(op))
                print(differs(small, args.carnet, codes))
            if not args.keep_going:
                break
    for (op, ours, theirs), n in (codes or Counter()).most_common():
        print(f"{n} times {op}: the model tells {ours}, carnet {theirs}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
