"""An independent model of a carnet book, built from the rulebook alone: slow, plain, the oracle of the tests.

    book = Book("TWD", 0, "Asia/Taipei", free_clock=True)
    book.apply({"op": "staff", "code": "amy"})       ->  {"ok": True, "entry": 1}
    book.report("contracts", {"as_of": "2026-05-02"})

Each contract keeps the full dated history of its changes (contract.py); whatever is asked is folded from it.
"""
import datetime
import json
from zoneinfo import ZoneInfo

import forms
from arithmetic import ONE_DAY, Refused, to_date
from catalogue import Catalogue
from contract import Change, Contract, Entry
from desk import Desk
from endings import Endings
from memberships import Memberships
from moves import Moves
from reports import Reports
from voids import Voids

LISTS = ("settings", "branch", "staff", "service", "product", "offer", "tag", "client")
BOOKKEEPING = LISTS + ("tick", "close", "reopen")       # everything else changes contracts or money


class Book(Catalogue, Desk, Endings, Moves, Memberships, Voids, Reports):
    def __init__(self, currency="TWD", decimals=0, timezone="UTC", free_clock=False):
        self.settings = {"currency": currency, "decimals": decimals, "timezone": timezone, "fiscal_start_month": 1,
                         "redeem_unpaid": True, "reinstate_days": 30, "low_sessions": 5}
        self.free_clock = free_clock
        self.lists = {kind: {} for kind in Catalogue.LISTS}
        self.contracts, self.memberships, self.entries = [], [], []
        self.references = {}            # ref -> contract or membership; that of a voided sale is free again
        self.keys = {}                  # key -> (the operation as JSON, its result)
        self.last_tick = None
        self.closes = []                # dates, growing
        self.entry = None               # the one being written
        self.undo = []
        self.before = {}                # performance of the contracts of a visit before it

    # --- every change goes through these, so that a refusal leaves no trace ---

    def put(self, table, key, value):
        had, old = key in table, table.get(key)
        self.undo.append(lambda: table.__setitem__(key, old) if had else table.pop(key))
        table[key] = value

    def set(self, thing, name, value):
        old = getattr(thing, name)
        self.undo.append(lambda: setattr(thing, name, old))
        setattr(thing, name, value)

    def append(self, items, value):
        self.undo.append(items.pop)
        items.append(value)

    def rollback(self, mark=0):
        while len(self.undo) > mark:
            self.undo.pop()()

    def begin(self, kind, date):
        """opens the entry of an operation"""
        entry = Entry(len(self.entries) + 1, date, kind)
        self.append(self.entries, entry)
        self.set(self, "entry", entry)
        return entry

    def write(self, kind, date):
        return {"ok": True, "entry": self.begin(kind, date).number}

    def touch(self, contract):
        """what was derived of a contract is no longer true, nor will it be after a rollback"""
        self.undo.append(contract.forget)
        contract.forget()

    def record(self, contract, kind, **data):
        """one change of a contract, in the open entry"""
        if self.entry.kind == "visit" and contract not in self.entry.contracts:
            self.before[contract.number] = contract.daily("credits") if contract.changes else {}
        self.touch(contract)
        self.append(contract.changes, Change(self.entry, kind, data))
        if self.entry not in contract.entries:
            self.append(contract.entries, self.entry)
            self.append(self.entry.contracts, contract)
        contract.forget()

    def record_on(self, membership):
        if self.entry not in membership.entries:
            self.append(membership.entries, self.entry)
            self.append(self.entry.memberships, membership)

    def new_contract(self, ref, date, stream, price, grants, begin, **rest):
        contract = Contract(len(self.contracts) + 1, ref, date, stream, price, grants, **rest)
        self.append(self.contracts, contract)
        if ref is not None:
            self.put(self.references, ref, contract)
        self.record(contract, "begin", **begin)
        return contract

    # --- references ---

    def find_contract(self, reference):
        """a contract whose sale stands; a membership's own ref names none (§7.1)"""
        if isinstance(reference, int):
            found = self.contracts[reference - 1] if 1 <= reference <= len(self.contracts) else None
        else:
            found = self.references.get(reference)
        if not isinstance(found, Contract) or not found.now().exists:
            raise Refused("not_found", f"contract {reference}")
        return found

    def find_membership(self, reference):
        found = self.references.get(reference) if isinstance(reference, str) else None
        if found not in self.memberships or not found.stands:
            raise Refused("not_found", f"membership {reference}")
        return found

    def find_account(self, reference):
        """a contract, or a membership standing for its cycles"""
        found = self.references.get(reference) if isinstance(reference, str) else None
        if found is not None and found in self.memberships:
            return self.find_membership(reference)
        return self.find_contract(reference)

    def fresh(self, reference, taken=()):
        """a ref for something new"""
        found = self.references.get(reference)
        in_use = found is not None and (found.stands if found in self.memberships else found.now().exists)
        if reference is not None and (in_use or reference in taken):
            raise Refused("exists", reference)

    # --- the way of an operation (§14.30) ---

    @property
    def closed_to(self):
        return self.closes[-1] if self.closes else None

    def is_closed(self, day):
        return bool(self.closes) and day <= self.closes[-1]

    def open_day(self, day):
        """that day, or the first open one (§14.31)"""
        return self.closes[-1] + ONE_DAY if self.is_closed(day) else day

    def today(self):
        return datetime.datetime.now(ZoneInfo(self.settings["timezone"])).date()

    def apply(self, op):
        self.undo = []
        try:
            result, keep = self.run(op)
            if not keep:
                self.rollback()
        except Refused as refusal:
            self.rollback()
            result = {"ok": False, "error": {"code": refusal.code, "message": refusal.message}}
        self.undo = []
        return result

    def run(self, op):
        """(result, whether the book keeps what was done)"""
        forms.check(op)
        kind, key = op["op"], op.get("key")
        date = to_date(op["date"]) if "date" in op else self.today()
        forms.check_days(op, date)
        if not self.free_clock and date > self.today():
            raise Refused("invalid", "a day to come")
        canonical = json.dumps(op, sort_keys=True)
        if key in self.keys:
            before, result = self.keys[key]
            if before != canonical:
                raise Refused("key_conflict", key)
            return dict(result, replayed=True), False
        if kind not in BOOKKEEPING:
            if self.is_closed(date):
                raise Refused("closed_period", str(date))
            self.tick_to(date)
        if "branch" in op:
            self.find("branch", op["branch"])
        result = getattr(self, "do_" + kind)(op, date)
        if op.get("quote"):
            result.pop("entry", None)
            return result, False
        if key is not None and "entry" in result:
            self.put(self.keys, key, (canonical, result))
        return result, True

    # --- closing (§10.3, §14.14, §14.31) ---

    def do_close(self, op, date):
        if self.is_closed(date):
            raise Refused("invalid", "closed already")
        self.tick_to(date)
        self.append(self.closes, date)
        return self.write("close", date)

    def do_reopen(self, op, date):
        if not self.closes:
            raise Refused("invalid", "nothing is closed")
        old = self.closes.pop()
        self.undo.append(lambda: self.closes.append(old))
        return self.write("reopen", date)

    def do_tick(self, op, date):
        return {"ok": True, "entries": [{"entry": e.number, "contract": e.contracts[0].number} for e in self.tick_to(date)]}
