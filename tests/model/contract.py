"""A contract is the list of its dated changes; every figure is folded from it.

A change stands on a day when it is dated on or before that day and its entry has not been voided by then: a
void dated like its entry makes the changes never stand, one dated later makes them end on that day (§6.7).
"""
from collections import namedtuple

from arithmetic import add_days, add_span, entitlements

Figures = namedtuple("Figures", "date live delivered paid written_off credits entitled")

TAKEN = {"refund": "terminated", "exchange": "terminated", "cancel": "terminated", "change": "terminated",
         "transfer": "transferred", "expiry": "expired", "cap": "expired", "redeem": "used_up", "spend": "used_up"}


class Broken(Exception):
    """the history of a contract does not hold"""


class Entry:
    """one immutable record of one operation; `ended` is the day of its void, if any"""

    def __init__(self, number, date, kind):
        self.number, self.date, self.kind = number, date, kind
        self.contracts, self.memberships = [], []
        self.ended = None
        self.undoes = None

    @property
    def counts_until(self):
        """the day it counts for as `latest entry` of its contracts, or None (§6.7)"""
        if self.ended is None:
            return self.date
        return self.ended if self.ended != self.date else None


class Change:
    __slots__ = ("entry", "kind", "data")

    def __init__(self, entry, kind, data):
        self.entry, self.kind, self.data = entry, kind, data

    def stands(self, day):
        """day None: as the book stands now, whatever the dates"""
        ended = self.entry.ended
        if day is None:
            return ended is None
        return self.entry.date <= day and (ended is None or day < ended)


class Grant:
    """one line of a contract; what: "service", "any_of", "product", "days" (of an access plan) or "debt" """

    def __init__(self, what, key, sessions, list_price=0, free=0, tax=0):
        self.what, self.key, self.sessions, self.list_price, self.free = what, key, sessions, list_price, free
        self.tax = tax                  # basis points, inclusive

    def covers(self, service):
        return service == self.key if self.what == "service" else self.what == "any_of" and service in self.key

    @property
    def counted(self):
        """its slots are sessions in the reports"""
        return self.what in ("service", "any_of", "product")

    def is_free_bonus(self, index):
        return index >= self.sessions - self.free


class Slot:
    __slots__ = ("value", "status", "date", "order", "by", "service", "shares")

    def __init__(self, value):
        self.value, self.status = value, "free"
        self.date = self.order = self.by = self.service = self.shares = None


class State:
    """what the standing changes, applied in order, make of a contract"""

    def __init__(self, contract):
        self.contract = contract
        self.exists = False
        self.lines = []                     # a list of slots per grant
        self.paid = self.written_off = 0
        self.is_topup = False
        self.credit_value = self.face = self.spent = self.lost = self.moved = self.received = 0
        self.last_credit = None             # what took the credit last
        self.freezes = {}                   # (entry number, from) -> [from, to or None]
        self.moves = []                     # ("set", day) and ("move", days, from) of the expiry, in order
        self.owner, self.holders = None, []

    # --- figures (§4) ---

    @property
    def slots(self):
        return [s for line in self.lines for s in line]

    @property
    def live(self):
        return sum(s.value for s in self.slots if s.status in ("free", "used")) + self.credit_value

    @property
    def delivered(self):
        return sum(s.value for s in self.slots if s.status == "used")

    @property
    def due(self):
        return self.live - self.paid - self.written_off

    @property
    def receivable(self):
        return max(0, self.delivered - self.paid - self.written_off)

    @property
    def credit_left(self):
        return self.face - self.spent - self.lost

    def free_slots(self):
        """(grant, index) of every free slot, in order"""
        return [(g, i) for g, line in enumerate(self.lines) for i, s in enumerate(line) if s.status == "free"]

    @property
    def has_free(self):
        if self.is_topup:
            return self.credit_left > 0
        return any(s.status == "free" for line in self.lines for s in line)

    def last_taken(self):
        """what took the last slots, by business date, then entry (§4.6, §14.38)"""
        if self.is_topup:
            return TAKEN[self.last_credit] if self.last_credit else "used_up"
        taken = [(s.date, s.order, s.by) for s in self.slots if s.by]
        return TAKEN[max(taken)[2]] if taken else "used_up"

    def frozen_on(self, day):
        return any(start <= day and (end is None or day < end) for start, end in self.freezes.values())

    def expires_on(self):
        """the day the contract is good until, or None (§3.4, §6.2, §6.3)"""
        contract, moves, start = self.contract, self.moves, None
        sets = [n for n, m in enumerate(moves) if m[0] == "set"]
        if sets:
            expiry, moves = moves[sets[-1]][1], moves[sets[-1] + 1:]
        elif contract.fixed_expiry is not None:
            expiry = contract.fixed_expiry
        elif not contract.valid:
            return None
        elif contract.valid["from"] == "first_use":
            used = [s.date for s in self.slots if s.status == "used" and s.shares is not None]
            if not used:
                return None
            start = min(used)
            expiry = add_span(start, contract.valid)
        else:
            expiry = add_span(contract.valid_start, contract.valid)
        days = sum(m[1] for m in moves if start is None or m[2] >= start)
        return add_days(expiry, days)

    # --- the changes ---

    def apply(self, change):
        if change.kind != "begin" and not self.exists:
            raise Broken("before the contract's date")
        getattr(self, "on_" + change.kind)(change, **change.data)

    def take(self, slot, status, change, by):
        if slot.status != "free":
            raise Broken("the slot is not free")
        slot.status, slot.by = status, by
        slot.date, slot.order = change.entry.date, change.entry.number

    def release(self, slot, status):
        if slot.status != status:
            raise Broken("the slot is not " + status)
        slot.status = "free"
        slot.date = slot.order = slot.by = slot.service = slot.shares = None

    def on_begin(self, change, how, owner, values, topup=None, paid=0, used=(), spent=0, moved=0):
        """the sale, the opening, or the receiving end of a transfer or of a rest"""
        self.exists, self.owner = True, owner
        self.lines = [[Slot(v) for v in line] for line in values]
        if topup:
            self.is_topup = True
            self.credit_value, self.face = topup["price"] - moved, topup["credit"]
            self.spent, self.moved, self.received = spent, moved, paid
            if spent:
                self.last_credit = "spend"
        self.paid = paid - moved
        for g, i, service in used:
            slot = self.lines[g][i]
            self.take(slot, "used", change, "redeem")
            slot.service = service

    def on_pay(self, change, amount, method):
        self.paid += amount
        self.received += amount

    def on_settle(self, change, amount):
        """the surplus of an exchanged contract arrives"""
        self.paid += amount
        self.received += amount

    def on_redeem(self, change, grant, index, service, shares):
        slot = self.lines[grant][index]
        self.take(slot, "used", change, "redeem")
        slot.service, slot.shares = service, shares

    def on_earn(self, change, index):
        self.take(self.lines[0][index], "used", change, "redeem")

    def on_return(self, change, slots):
        for g, i in slots:
            self.release(self.lines[g][i], "used")

    def on_cancel(self, change, cause, slots, lost, value, surplus, recovered, **parts):
        status = {"transfer": "transferred", "expiry": "expired", "cap": "expired"}.get(cause, "returned")
        for g, i in slots:
            self.take(self.lines[g][i], status, change, cause)
        if self.is_topup:
            self.credit_value -= value
            self.lost += lost
            self.last_credit = cause
        self.paid -= surplus
        self.written_off -= recovered

    def on_revive(self, change, expires_on, slots, lost, value, surplus, recovered):
        self.moves.append(("set", expires_on))
        for g, i in slots:
            self.release(self.lines[g][i], "expired")
        if self.is_topup:
            self.credit_value += value
            self.lost -= lost
        self.paid += surplus
        self.written_off += recovered

    def on_reprice(self, change, values):
        for (g, i), value in values.items():
            self.lines[g][i].value = value

    def on_credit(self, change, values, face, cash, source):
        """paid with stored credit: repriced down by what was a gift (§8.2)"""
        self.on_reprice(change, values)
        self.paid += cash

    def on_spend(self, change, face, cash):
        self.spent += face
        self.moved += cash
        self.credit_value -= cash
        self.paid -= cash
        self.last_credit = "spend"

    def on_write_off(self, change, amount):
        self.written_off += amount

    def on_freeze(self, change, start, end):
        self.freezes[change.entry.number, start] = [start, end]
        if end is not None:
            self.moves.append(("move", (end - start).days, start))

    def on_unfreeze(self, change, freeze, on):
        start, end = self.freezes[freeze]
        stop = max(start, on)
        before = (end - start).days if end is not None else 0
        self.freezes[freeze] = [start, stop]
        self.moves.append(("move", (stop - start).days - before, start))

    def on_extend(self, change, expires_on):
        self.moves.append(("set", expires_on))

    def on_transfer(self, change, to):
        self.owner = to
        self.holders = [h for h in self.holders if h != to]

    def on_share(self, change, client):
        self.holders = self.holders + [client]

    def on_unshare(self, change, client):
        self.holders = [h for h in self.holders if h != client]


class Contract:
    def __init__(self, number, ref, date, stream, price, grants, **rest):
        self.number, self.ref, self.date, self.stream, self.price, self.grants = number, ref, date, stream, price, grants
        self.offer = rest.get("offer")              # its code
        self.refund_terms = rest.get("refund_terms") or {}
        self.branches = rest.get("branches")
        self.valid = rest.get("valid")
        self.valid_start = rest.get("valid_start", date)
        self.fixed_expiry = rest.get("fixed_expiry")
        self.seller = rest.get("seller")
        self.topup = rest.get("topup")              # {"price", "credit"}
        self.membership = rest.get("membership")
        self.cycle = rest.get("cycle")              # of a membership: {"day", "due_from", "grace_days", "suspend_days"}
        self.cooling_off = rest.get("cooling_off", True)    # not after a transfer or an opening (§14.25)
        self.sold = rest.get("sold", False)         # counts as sold in `structure`
        self.changes, self.entries, self.voids = [], [], []
        self.forget()

    @property
    def is_access(self):
        return bool(self.grants) and self.grants[0].what == "days"

    @property
    def is_legacy(self):
        return self.stream == "legacy"

    def forget(self):
        """something changed: drop what was derived"""
        self._now = self._history = self._performance = None

    def ordered(self):
        return sorted((c for c in self.changes if c.entry.ended != c.entry.date),
                      key=lambda c: (c.entry.date, c.entry.number))

    def ordered_as_recorded(self, number, undone):
        """what stood of it once entry `number` had been recorded; `undone`: the entries voided by then"""
        return sorted((c for c in self.changes if c.entry.number <= number and c.entry not in undone),
                      key=lambda c: (c.entry.date, c.entry.number))

    def fold(self, day=None):
        state = State(self)
        for change in self.ordered():
            if change.stands(day):
                state.apply(change)
        return state

    def now(self):
        """the state with everything the book says today"""
        if self._now is None:
            self._now = self.fold()
        return self._now

    def on(self, day):
        """the state at the end of a day"""
        last = max((max(c.entry.date, c.entry.ended or c.entry.date) for c in self.changes), default=day)
        return self.now() if day >= last else self.fold(day)

    def latest(self):
        """business date of its latest entry (§5.3)"""
        return max((e.counts_until for e in self.entries if e.counts_until), default=self.date)

    def history(self):
        """the figures at the end of every day something changed; Broken if it does not hold (§6.7)"""
        if self._history is None:
            self._history = list(self._figures())
        return self._history

    def _figures(self):
        changes = self.ordered()
        days = sorted({c.entry.date for c in changes} | {c.entry.ended for c in changes if c.entry.ended})
        simple = all(c.entry.ended is None for c in changes)
        state, done = State(self), 0
        for day in days:
            if simple:
                while done < len(changes) and changes[done].entry.date <= day:
                    state.apply(changes[done])
                    done += 1
            else:
                state = self.fold(day)
            yield self._figure(day, state)

    def _figure(self, day, state):
        live, delivered, paid, written_off = state.live, state.delivered, state.paid, state.written_off
        if not (0 <= delivered <= live and 0 <= paid and 0 <= written_off and paid + written_off <= live):
            raise Broken(f"#{self.number} on {day}: S {live} D {delivered} C {paid} W {written_off}")
        credits, entitled = {}, {}
        for slot in state.slots:
            if slot.status == "used" and slot.shares is not None and not self.is_legacy:
                for staff, e in entitlements(slot.value, slot.shares):
                    entitled[staff] = entitled.get(staff, 0) + e
                    if live:
                        credits[staff] = credits.get(staff, 0) + e * paid // live
        return Figures(day, live, delivered, paid, written_off, credits, entitled)

    def is_broken(self):
        """does its history fail on some day? (it held before the change now tried)"""
        self.forget()
        try:
            self.history()
        except Broken:
            return True
        return self.used_after_end()

    def used_after_end(self):
        """a late first use moves the end forward (§14.3): does a use that stands then lie behind it?"""
        if not self.valid or self.valid["from"] != "first_use":
            return False
        state = self.now()
        end = state.expires_on()
        return end is not None and any(s.status == "used" and s.shares is not None and s.date > end for s in state.slots)

    def least_due(self, day):
        """the least that is due on any day from `day` on"""
        return min([self.on(day).due] + [f.live - f.paid - f.written_off for f in self.history() if f.date > day])

    def daily(self, basis):
        """performance by (date, staff); basis: credits (cash_delivered) or entitled (delivered) (§5.2, §5.5)"""
        if self._performance is None:
            self._performance = {}
        if basis not in self._performance:
            rows, before = {}, {}
            for figures in self.history():
                after = getattr(figures, basis)
                for staff in set(before) | set(after):
                    difference = after.get(staff, 0) - before.get(staff, 0)
                    if difference:
                        rows[figures.date, staff] = difference
                before = after
            self._performance[basis] = rows
        return self._performance[basis]
