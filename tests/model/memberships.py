"""Memberships and the day's end (§7, §14.9, §14.10, §14.29 to §14.32, §14.46 to §14.48)."""
from arithmetic import ONE_DAY, Refused, add_days, add_span, over_slots, to_date
from contract import Grant
from membership import Freeze, Membership


class Memberships:
    # --- beginning ---

    def terms(self, plan, price):
        """what a membership keeps for all its cycles: (plan, price, grants, values) (§7.1)"""
        grants, values = self.split(plan, price) if plan.get("grants") else ([], [])
        return plan, price, grants, values

    def set_terms(self, m, terms):
        for name, value in zip(("plan", "price", "grants", "values"), terms):
            self.set(m, name, value)

    def new_membership(self, plan, client, date, price, ref, seller):
        m = Membership(ref, client["code"], date, seller)
        m.plan, m.price, m.grants, m.values = self.terms(plan, price)
        self.append(self.memberships, m)
        if ref is not None:
            self.put(self.references, ref, m)
        return self.bill(m, date, "sale")

    def do_membership(self, op, date):
        client, plan = self.find("client", op["client"]), self.find("offer", op["plan"])
        seller = self.find("staff", op["seller"])["code"] if "seller" in op else None
        self.fresh(op.get("ref"))
        if plan["kind"] != "plan":
            raise Refused("invalid", "not a plan")
        entry = self.begin("membership", date)
        price = self.sale_price(plan, client, date, op.get("price"))
        cycle = self.new_membership(plan, client, date, price, op.get("ref"), seller)
        return {"ok": True, "entry": entry.number, "contracts": [self.contract_row(cycle)], "due": cycle.now().due}

    def open_membership(self, op, plan, client, price, paid, used, date):
        """the running cycle of a membership sold before the book began (§14.29, §14.47)"""
        if "next_cycle" not in op:
            raise Refused("invalid", "the next cycle's day is missing")
        m = Membership(op.get("ref"), client, date, None)
        m.plan, m.price, m.grants, m.values = self.terms(plan, price)
        m.anchor, m.billed_before = to_date(op["next_cycle"]), op.get("billed", 0)
        taken = self.used_before(m.grants, used)
        entry = self.begin("open", date)
        self.append(self.memberships, m)
        if m.ref is not None:
            self.put(self.references, m.ref, m)
        contract = self.bill(m, date, "open", paid, taken)
        if paid > price:
            raise Refused("overpaid", f"{paid} of {price}")
        return {"ok": True, "entry": entry.number, "contract": contract.number}

    def bill(self, m, date, how="sale", paid=0, used=()):
        """the next cycle as a contract of its own, in the open entry"""
        opening = how == "open"
        day = add_span(m.anchor, m.plan["cycle"], -1) if opening else m.next_day
        following = 0 if opening else m.next_index + 1
        if m.is_access:
            days = (m.day(following) - day).days
            grants, values, expiry = [Grant("days", None, days)], [over_slots(m.price, days)], None
            if opening:
                used = [(0, i, None) for i in range(min(days, max(0, (date - day).days)))]
        else:
            grants, values, expiry = m.grants, m.values, m.good_until(following)
        terms = {"day": day, "due_from": date if opening else day,
                 "grace_days": m.plan.get("grace_days", 7), "suspend_days": m.plan.get("suspend_days", 14)}
        ref = None if m.ref is None else f"{m.ref}.{len(m.cycles) + 1}"
        contract = self.new_contract(
            ref, date, "membership", m.price, grants, {"how": how, "owner": m.client, "values": values, "paid": paid, "used": used},
            offer=m.plan["code"], refund_terms=m.plan.get("refund"), branches=m.plan.get("branches"), fixed_expiry=expiry,
            seller=m.seller, membership=m, cycle=terms, sold=not opening, cooling_off=not opening)
        self.append(m.cycles, contract)
        if m.is_access and day <= date:
            first = (date - day).days if opening else 0
            if first < len(values[0]):
                self.record(contract, "earn", index=first)      # the day itself included (§7.3)
        self.record_on(m)
        self.set(m, "next_index", following)
        if not m.is_access:
            for f in m.freezes:                     # one recorded already for days to come, or of days missed
                if f.entry.ended is None and f.end != f.start and f.start > day and (expiry is None or f.start <= expiry):
                    self.record(contract, "freeze", start=f.start, end=f.end)
        return contract

    # --- freezing (§7.5, §14.42) ---

    def must_run(self, m):
        if m.ended is not None:
            raise Refused("closed", f"ended on {m.ended}")

    def freeze_membership(self, m, start, end, date):
        self.not_built_upon(m, date)
        self.must_run(m)
        if any(f.overlaps(start, end) for f in m.freezes):
            raise Refused("frozen")
        entry = self.begin("freeze", date)
        self.append(m.freezes, Freeze(entry, start, end))
        self.record_on(m)
        for contract in m.cycles:
            now = contract.now()
            expiry = now.expires_on()
            if not contract.is_access and now.has_free and (expiry is None or start <= expiry):
                self.record(contract, "freeze", start=start, end=end)
        return {"ok": True, "entry": entry.number}

    def unfreeze_membership(self, m, date):
        ahead = [f for f in m.freezes if f.entry.ended is None and f.end != f.start and (f.end is None or date < f.end)]
        if not ahead:
            raise Refused("invalid", "not frozen")
        self.not_built_upon(m, date)
        self.must_run(m)
        freeze = min(ahead, key=lambda f: f.start)
        entry = self.begin("unfreeze", date)
        self.set(freeze, "end", max(freeze.start, date))
        self.set(freeze, "thawed_by", entry)
        self.record_on(m)
        for contract in m.cycles:
            for key, (start, end) in contract.now().freezes.items():
                if start == freeze.start and (end is None or date < end) and contract.now().has_free:
                    self.record(contract, "unfreeze", freeze=key, on=date)
        return {"ok": True, "entry": entry.number}

    # --- ending and changing (§7.5, §14.10, §14.32) ---

    def do_cancel(self, op, date):
        m = self.find_membership(op["membership"])
        at_end = op.get("when", "cycle_end") == "cycle_end"
        if at_end and m.ends_at_cycle and m.ended is None:
            raise Refused("invalid", "it ends with this cycle already")
        self.not_built_upon(m, date)
        self.must_run(m)
        if m.billed < m.plan.get("minimum_cycles", 0) and not op.get("override"):
            raise Refused("minimum_term", f"{m.billed} of {m.plan['minimum_cycles']} cycles")
        entry = self.begin("cancel", date)
        self.record_on(m)
        self.set(m, "next_terms", None)
        if at_end:
            self.set(m, "ends_at_cycle", True)
            return {"ok": True, "entry": entry.number}
        total = {}
        for contract in m.cycles:
            if contract.now().has_free:
                figures = self.give_back(contract, contract.now().free_slots(), "cancel", date, True, op.get("method", "cash"))
                total = {k: total.get(k, 0) + v for k, v in figures.items()}
        self.set(m, "ended", date)
        total = total or dict.fromkeys(("sessions", "cancelled_value", "surplus", "uplift", "fee", "refund"), 0)
        return {"ok": True, "entry": entry.number, **total, "due": sum(c.now().due for c in m.cycles)}

    def do_change(self, op, date):
        m, plan = self.find_membership(op["membership"]), self.find("offer", op["plan"])
        self.fresh(op.get("rest_ref"), (f"{m.ref}.{len(m.cycles) + 1}",) if op.get("when") == "now" else ())
        if plan["kind"] != "plan":
            raise Refused("invalid", "not a plan")
        self.not_built_upon(m, date)
        self.must_run(m)
        terms = self.terms(plan, plan["price"])
        if op.get("when", "cycle_end") == "cycle_end":
            entry = self.begin("change", date)
            self.record_on(m)
            self.set(m, "next_terms", terms)
            self.set(m, "ends_at_cycle", False)
            return {"ok": True, "entry": entry.number}
        if m.frozen_on(date):
            raise Refused("frozen")
        if m.ticked and m.suspended_on(date):
            raise Refused("suspended")
        entry = self.begin("change", date)
        surplus = rest = 0
        old = m.cycles[-1]
        if old.now().has_free:
            surplus, rest = self.end_for(old, "change", terms[1], op)
        self.set(m, "next_terms", None)
        self.set(m, "ends_at_cycle", False)
        self.set_terms(m, terms)
        self.set(m, "anchor", date)
        self.set(m, "next_index", 0)
        new = self.bill(m, date)
        if surplus - rest:
            self.record(new, "settle", amount=surplus - rest)
        self.keep_rest(rest, op, m.client, date)
        return {"ok": True, "entry": entry.number, "contract": new.number, "surplus": surplus, "rest": rest, "due": new.now().due}

    # --- the day's end (§7.6) ---

    def tick_to(self, date):
        """the entries made; before the first tick nothing can be due"""
        made = len(self.entries)
        if self.last_tick is None or date > self.last_tick:
            day = self.last_tick
            self.set(self, "last_tick", date)
            while day is not None and day < date:
                day += ONE_DAY
                self.end_day(day)
        return self.entries[made:]

    def end_day(self, day):
        if not self.contracts:
            return
        running = [m for m in self.memberships if m.ended is None and m.stands]
        suspended = [m for m in running if m.ticked and m.suspended_on(day - ONE_DAY)]
        for contract in self.contracts:
            self.expire_if_due(contract, day)
        for m in suspended:
            if not m.owes:                              # its cycles lapsed unpaid
                self.set(m, "ended", day)
        for m in running:
            self.cycles_of(m, day, m in suspended)
        for contract in self.contracts:
            if contract.is_access:
                self.earn(contract, day)
        for m in running:
            if not m.ticked:
                self.set(m, "ticked", True)

    def expire_if_due(self, contract, day):
        now = contract.now()
        if not now.exists or contract.is_access or not now.has_free:
            return
        expiry = now.expires_on()
        if expiry is not None and expiry < day and not now.frozen_on(day):
            self.expire(contract, now.free_slots(), self.open_day(max(expiry, contract.latest())))

    def cap(self, m):
        """what is banked above `max` expires when a cycle starts, oldest first (§7.2)"""
        most = (m.plan.get("rollover") or {}).get("max")
        if most is None:
            return
        kinds = []
        for grant in m.grants:
            if grant.key not in kinds:
                kinds.append(grant.key)
        excess = {}                                             # contract -> slots
        for key in kinds:
            banked = []                                         # a list of slots per cycle, oldest first
            for contract in m.cycles:
                slots = [s for g, grant in enumerate(contract.grants) if grant.key == key for s in self.highest_free(contract, g)]
                banked.append((contract, slots))
            above = sum(len(slots) for _, slots in banked) - most
            for contract, slots in banked:
                if above > 0 and slots:
                    excess.setdefault(contract, []).extend(slots[:above])
                    above -= len(slots[:above])
        for contract in m.cycles:
            if contract in excess:
                self.expire(contract, excess[contract], self.open_day(max(m.next_day, contract.latest())), "cap")

    def cycles_of(self, m, day, suspended):
        while m.ended is None and m.next_day <= day:
            due = m.next_day
            if m.ends_at_cycle:
                self.set(m, "ended", due)
            elif suspended or m.frozen_on(due):
                self.set(m, "next_index", m.next_index + 1)     # missed, and not billed afterwards
            else:
                self.cap(m)
                self.begin("cycle", self.open_day(due))
                if m.next_terms:
                    same = m.plan["cycle"] == m.next_terms[0]["cycle"]
                    self.set_terms(m, m.next_terms)
                    self.set(m, "next_terms", None)
                    if not same:
                        self.set(m, "anchor", due)
                        self.set(m, "next_index", 0)
                self.bill(m, self.open_day(due))

    def earn(self, contract, day):
        """the days of an access plan, one entry each (§7.3)"""
        start = contract.cycle["day"]
        for _, i in contract.now().free_slots():
            if add_days(start, i) <= day:
                self.begin("earn", self.open_day(max(add_days(start, i), contract.date)))
                self.record(contract, "earn", index=i)
