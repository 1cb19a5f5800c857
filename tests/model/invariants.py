"""What must hold in every book, checked on the model: §4, §5.4, §10.1, §12 roll-forward, §7.6."""
import json

from arithmetic import ONE_DAY, to_date
from contract import Broken
from model import BOOKKEEPING, Book


def check_now(book):
    """after an operation: the contracts it touched"""
    entry = book.entries[-1] if book.entries else None
    for contract in (entry.contracts if entry else ()):
        complaint = check_contract(contract)
        if complaint:
            return complaint
    return None


def check_contract(contract):
    try:
        history = contract.history()                # 0 ≤ D ≤ S, 0 ≤ C, C + W ≤ S, and every slot's history
    except Broken as broken:
        return str(broken)
    for f in history:
        credited = sum(f.credits.values())
        if credited > min(f.paid, f.delivered):
            return f"#{contract.number} on {f.date}: {credited} credited, C {f.paid}, D {f.delivered}"
        if f.paid == f.live and f.credits != {k: v for k, v in f.entitled.items() if f.live}:
            return f"#{contract.number} on {f.date}: fully paid, credits are not the entitlements"
    state = contract.now()
    for grant, line in zip(contract.grants, state.lines):
        if len(line) != grant.sessions:
            return f"#{contract.number}: {len(line)} of {grant.sessions} slots"
    if state.is_topup and not 0 <= state.credit_left <= state.face:
        return f"#{contract.number}: credit left {state.credit_left}"
    return None


def check_book(book):
    """the reports agree with each other"""
    for row in book.report("rollforward")["rows"]:
        if row["closing"] != row["liability"] - row["receivable"]:
            return f"roll-forward does not close: {row}"
    left, rows = {}, book.report("contracts")["rows"]
    for row in rows:
        n = sum(g["left"] for g in row["grants"] if "sessions" in g)
        left[row["stream"]] = left.get(row["stream"], 0) + n
        for g in row["grants"]:
            if "sessions" in g and g["sessions"] != sum(g[k] for k in ("used", "left", "expired", "returned", "transferred")):
                return f"sessions are lost: {row}"
    closing = {row["stream"]: row["sessions"]["closing"] for row in book.report("rollforward")["rows"]}
    for stream, n in left.items():
        if closing.get(stream, 0) != n:
            return f"{stream}: {n} sessions left, {closing.get(stream)} in the roll-forward"
    taken = sum(row["amount"] for row in book.report("takings")["rows"])
    cash = sum(row["paid_in"] - row["refunded"] for row in book.report("rollforward")["rows"])
    if taken != cash:
        return f"takings {taken}, roll-forward {cash}"
    return None


def check_ticks(book, operations, answers):
    """a book ticked explicitly, day by day, is the same (§7.6)"""
    other = Book("TWD", 0, "UTC", free_clock=True)
    for n, (op, answer) in enumerate(zip(operations, answers)):
        ticks = answer["ok"] and "entry" in answer and not answer.get("replayed") and (op["op"] not in BOOKKEEPING or op["op"] == "close")
        if ticks and other.last_tick is not None:
            day = to_date(op["date"])
            while other.last_tick < day:
                other.apply({"op": "tick", "date": str(other.last_tick + ONE_DAY)})
        again = json.loads(json.dumps(other.apply(op)))
        if again != answer:
            return f"ticked day by day, operation {n}: {json.dumps(op)}\n  {again}\n  instead of {answer}"
    if other.report("contracts") != book.report("contracts"):
        return "ticked day by day, the contracts differ"
    return None
