"""One membership: its plan, its calendar of cycles, its freezes (§7)."""
from arithmetic import add_days, add_span


class Membership:
    def __init__(self, ref, client, start, seller):
        self.ref, self.client, self.start, self.seller = ref, client, start, seller
        self.plan = self.price = self.grants = self.values = None     # the terms it keeps (§7.1)
        self.anchor, self.next_index = start, 0                       # the next cycle falls on day(next_index)
        self.cycles = []                                              # contracts
        self.billed_before = 0                                        # cycles before an opening (§14.29)
        self.ended = None                                             # the first day it does not run
        self.ends_at_cycle = False
        self.next_terms = None                                        # of a change at the cycle's end
        self.ticked = False             # a day's end has seen it: one sold late is billed all it missed (§14.48)
        self.entries = []
        self.freezes = []                                             # Freeze

    # --- the calendar ---

    def day(self, index):
        return add_span(self.anchor, self.plan["cycle"], index)

    @property
    def next_day(self):
        return self.day(self.next_index)

    def good_until(self, next_index):
        """expiry of the cycle before day(next_index): rollover counted in; None with `max` alone (§7.2)"""
        rollover = self.plan.get("rollover") or {}
        if "max" in rollover and "cycles" not in rollover:
            return None
        return add_days(self.day(next_index + rollover.get("cycles", 0)), -1)

    @property
    def billed(self):
        return self.billed_before + len(self.cycles)

    @property
    def is_access(self):
        return not self.plan.get("grants")

    # --- its state on a day ---

    @property
    def stands(self):
        """its sale was not voided"""
        return bool(self.cycles) and self.cycles[0].now().exists

    def runs_on(self, day):
        return self.stands and self.start <= day and (self.ended is None or day < self.ended)

    def frozen_on(self, day):
        return any(f.covers(day) for f in self.freezes)

    def overdue(self, day):
        """the cycles unpaid `suspend_days` after their day (§7.4, §14.9)"""
        return [c for c in self.cycles if c.date <= day and day >= add_days(c.cycle["due_from"], c.cycle["suspend_days"])
                and c.on(day).due > 0]

    def suspended_on(self, day):
        return bool(self.overdue(day))

    @property
    def owes(self):
        return any(c.now().due > 0 for c in self.cycles)

    def latest(self):
        """business date of the latest entry on it or on one of its cycles"""
        days = [e.counts_until for e in self.entries if e.counts_until]
        return max(days + [c.latest() for c in self.cycles if c.now().exists], default=self.start)


class Freeze:
    """days without billing; `entry` is the one that made it"""

    def __init__(self, entry, start, end):
        self.entry, self.start, self.end = entry, start, end
        self.thawed_by = None

    def covers(self, day):
        voided = self.entry.ended
        if voided is not None and day >= voided:
            return False
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, start, end):
        if self.entry.ended is not None or self.end == self.start:
            return False
        return (end is None or self.start < end) and (self.end is None or start < self.end)
