"""Giving back, ending, freezing, repricing of one contract (§4.3, §4.5, §6.1 to §6.3, §6.6, §6.7 return)."""
from arithmetic import WHOLE, Refused, add_days, div_round, to_date
from forms import basis_points


class Endings:
    # --- what is common ---

    def not_built_upon(self, thing, date):
        """everything but visits and payments is not dated before the latest entry (§5.3)"""
        if date < thing.latest():
            raise Refused("built_upon", f"something is dated {thing.latest()}")

    @staticmethod
    def must_have_free(contract):
        """once no slot is free, by what took the last (§4.6)"""
        now = contract.now()
        if not now.has_free:
            taken = now.last_taken()
            raise Refused({"terminated": "closed", "transferred": "closed", "expired": "expired"}.get(taken, "no_sessions"), taken)

    @staticmethod
    def cancellation(contract, slots):
        """what cancelling these slots does to S, C and W (§4.3); of a top-up all that is left"""
        now = contract.now()
        value, lost = sum(now.lines[g][i].value for g, i in slots), 0
        if now.is_topup:
            value, lost = now.credit_value, now.credit_left
        live = now.live - value
        surplus = max(0, now.paid - live)
        recovered = max(0, now.paid - surplus + now.written_off - live)
        return {"slots": slots, "lost": lost, "value": value, "surplus": surplus, "recovered": recovered}

    @staticmethod
    def count_sessions(contract, slots):
        return sum(1 for g, _ in slots if contract.grants[g].counted)

    @staticmethod
    def highest_free(contract, g):
        """free slots of a line from the highest down, free bonus last (§4.3, §14.25)"""
        grant = contract.grants[g]
        free = [i for i, s in enumerate(contract.now().lines[g]) if s.status == "free"]
        return [(g, i) for i in sorted(free, key=lambda i: (grant.is_free_bonus(i), -i))]

    def some_slots(self, contract, service, n):
        """n free sessions of a service: lines as listed, each emptied first (§14.6, §14.40)"""
        lines = [g for g, grant in enumerate(contract.grants) if grant.counted and (service is None or grant.covers(service))]
        slots = [slot for g in lines for slot in self.highest_free(contract, g)]
        if n > len(slots):
            raise Refused("no_sessions", f"{len(slots)} left")
        return slots[:n]

    @staticmethod
    def one_line_or_service(contract, op):
        if "sessions" in op and "service" not in op and len(contract.grants) > 1:
            raise Refused("invalid", "sessions of which service?")

    # --- refund (§6.1) ---

    def do_refund(self, op, date):
        contract = self.find_contract(op["contract"])
        service = self.find("service", op["service"])["code"] if "service" in op else None
        self.one_line_or_service(contract, op)
        self.not_built_upon(contract, date)
        self.must_have_free(contract)
        termination = "sessions" not in op
        slots = contract.now().free_slots() if termination else self.some_slots(contract, service, op["sessions"])
        entry = self.begin("refund", date)
        figures = self.give_back(contract, slots, "refund", date, termination, op.get("method", "cash"))
        result = {"ok": True, "contract": contract.number, **figures, "due": contract.now().due}
        return dict(result, entry=entry.number)

    def give_back(self, contract, slots, kind, date, termination, method):
        """cancels and gives back by the contract's refund terms"""
        terms, cancelled = contract.refund_terms, self.cancellation(contract, slots)
        surplus, rule = cancelled["surplus"], terms.get("method", "per_session")
        uplift = fee = breakage = 0
        if not (termination and self.cooling_off(contract, date)):
            if rule == "none":
                breakage = surplus
            else:
                if rule == "list_price" and termination:
                    uplift = min(surplus, self.uplift(contract))
                base = surplus - uplift
                fee = div_round(base * basis_points(terms.get("fee_percent", 0)), WHOLE) + terms.get("fee", 0)
                fee = min(fee, terms.get("fee_cap", fee), base)
        refund = surplus - uplift - fee - breakage
        self.record(contract, "cancel", cause=kind, refund=refund, fees=fee + uplift, breakage=breakage, moved=0,
                    method=method, **cancelled)
        return {"sessions": self.count_sessions(contract, slots), "cancelled_value": cancelled["value"], "surplus": surplus,
                "uplift": uplift, "fee": fee, "refund": refund}

    @staticmethod
    def cooling_off(contract, date):
        """nothing used and inside the days (§6.1, §14.4)"""
        days, now = contract.refund_terms.get("cooling_off"), contract.now()
        if days is None or not contract.cooling_off or date > add_days(contract.date, days):
            return False
        return not now.spent and all(s.status != "used" for s in now.slots)

    @staticmethod
    def uplift(contract):
        """what the used sessions cost more at the list price of the sale day (§14.5)"""
        more = 0
        for grant, line in zip(contract.grants, contract.now().lines):
            for i, slot in enumerate(line):
                if slot.status == "used" and grant.counted and not grant.is_free_bonus(i):
                    more += grant.list_price - slot.value
        return max(0, more)

    # --- expiry (§6.2) ---

    def expire(self, contract, slots, date, kind="expiry"):
        entry = self.begin(kind, date)
        cancelled = self.cancellation(contract, slots)
        self.record(contract, "cancel", cause=kind, refund=0, fees=0, breakage=cancelled["surplus"], moved=0, method=None, **cancelled)
        return entry

    def do_extend(self, op, date):
        contract, day = self.find_contract(op["contract"]), to_date(op["expires_on"])
        now = contract.now()
        expiry = now.expires_on()
        if expiry is None or day <= expiry:
            raise Refused("invalid", f"good until {expiry}")
        self.not_built_upon(contract, date)
        revived = self.lapsed(contract)
        if not now.has_free:
            if not revived or now.last_taken() in ("terminated", "transferred"):
                raise Refused("closed", "nothing to revive")
            if (date - expiry).days > self.settings["reinstate_days"]:
                raise Refused("expired", f"on {expiry}")
        elif revived and (date - expiry).days > self.settings["reinstate_days"]:
            revived = None
        entry = self.begin("extend", date)
        if revived:
            self.record(contract, "revive", expires_on=day, **revived)
        else:
            self.record(contract, "extend", expires_on=day)
        return {"ok": True, "entry": entry.number}

    @staticmethod
    def lapsed(contract):
        """what expiry took and nothing has revived since, or None"""
        now = contract.now()
        slots = [(g, i) for g, line in enumerate(now.lines) for i, s in enumerate(line)
                 if s.status == "expired" and s.by == "expiry"]
        took = {"lost": 0, "value": 0, "surplus": 0, "recovered": 0}
        for change in contract.ordered():
            if change.stands(None):
                if change.kind == "revive":
                    took = dict.fromkeys(took, 0)
                elif change.kind == "cancel" and change.data["cause"] == "expiry":
                    took = {k: took[k] + change.data[k] for k in took}
        if not slots and not took["lost"]:
            return None
        return dict(took, slots=slots)

    # --- freezing (§6.3, §14.27, §14.42) ---

    def do_freeze(self, op, date):
        start = to_date(op["from"]) if "from" in op else date
        end = to_date(op["to"]) if "to" in op else None
        if "membership" in op:
            return self.freeze_membership(self.find_membership(op["membership"]), start, end, date)
        contract = self.find_contract(op["contract"])
        if contract.membership:
            raise Refused("invalid", "a single cycle is not frozen")
        self.not_built_upon(contract, date)
        self.must_have_free(contract)
        expiry = contract.now().expires_on()
        if expiry is not None and start > expiry:
            raise Refused("expired", f"on {expiry}")
        for begun, over in contract.now().freezes.values():
            if begun != over and (end is None or begun < end) and (over is None or start < over):
                raise Refused("frozen", f"{begun} to {over}")
        entry = self.begin("freeze", date)
        self.record(contract, "freeze", start=start, end=end)
        return {"ok": True, "entry": entry.number}

    @staticmethod
    def open_freeze(contract, date):
        """the freeze an unfreeze ends: the one that is on, or the next"""
        ahead = [(begun, key) for key, (begun, over) in contract.now().freezes.items()
                 if begun != over and (over is None or date < over)]
        return min(ahead)[1] if ahead else None

    def do_unfreeze(self, op, date):
        if "membership" in op:
            return self.unfreeze_membership(self.find_membership(op["membership"]), date)
        contract = self.find_contract(op["contract"])
        freeze = self.open_freeze(contract, date)
        if contract.membership or freeze is None:
            raise Refused("invalid", "not frozen")
        self.not_built_upon(contract, date)
        self.must_have_free(contract)
        entry = self.begin("unfreeze", date)
        self.record(contract, "unfreeze", freeze=freeze, on=date)
        return {"ok": True, "entry": entry.number}

    # --- reprice, write-off, return ---

    def do_reprice(self, op, date):
        contract, price = self.find_contract(op["contract"]), op["price"]
        now = contract.now()
        if contract.topup or contract.is_access or (now.live == 0 and price > 0):
            raise Refused("invalid", "cannot be repriced")
        self.not_built_upon(contract, date)
        if now.due <= 0:
            self.must_have_free(contract)
        if price < now.paid + now.written_off:
            raise Refused("overpaid", f"{now.paid + now.written_off} is settled")
        entry = self.begin("reprice", date)
        self.record(contract, "reprice", values=self.values_after(contract, price))
        return {"ok": True, "entry": entry.number, "contract": contract.number, "due": contract.now().due}

    def do_write_off(self, op, date):
        contract = self.find_contract(op["contract"])
        self.not_built_upon(contract, date)
        if op["amount"] > contract.now().receivable:
            raise Refused("overpaid", f"receivable {contract.now().receivable}")
        entry = self.begin("write_off", date)
        self.record(contract, "write_off", amount=op["amount"])
        return {"ok": True, "entry": entry.number, "contract": contract.number, "due": contract.now().due}

    def do_return(self, op, date):
        contract = self.find_contract(op["contract"])
        kind = "service" if "service" in op else "product"
        code, n = self.find(kind, op[kind])["code"], op.get("sessions", 1)
        self.not_built_upon(contract, date)
        now = contract.now()
        if self.status(now, date) in ("terminated", "transferred"):
            raise Refused("closed", now.last_taken())
        slots = [(g, i) for g, line in enumerate(now.lines) for i in reversed(range(len(line)))
                 if line[i].status == "used" and line[i].service == code
                 and (contract.grants[g].what == "product") == (kind == "product") and contract.grants[g].counted]
        if n > len(slots):
            raise Refused("no_sessions", f"{len(slots)} delivered")
        entry = self.begin("return", date)
        self.record(contract, "return", slots=slots[:n])
        return {"ok": True, "entry": entry.number, "contract": contract.number}
