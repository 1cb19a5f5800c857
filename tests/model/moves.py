"""Contracts that change hands or come from elsewhere: transfer, exchange, share, opening (§6.4, §6.5, §6.8)."""
from arithmetic import Refused, div_round, to_date
from contract import Grant
from desk import Verdict


class Moves:
    # --- transfer (§6.4, §14.25) ---

    def do_transfer(self, op, date):
        contract = self.find_contract(op["contract"])
        receiver = self.find("client", op["to"])["code"]
        service = self.find("service", op["service"])["code"] if "service" in op else None
        self.fresh(op.get("ref"))
        if contract.membership or receiver == contract.now().owner:
            raise Refused("invalid", "a cycle stays, and nobody gives to themselves")
        self.one_line_or_service(contract, op)
        self.not_built_upon(contract, date)
        self.must_be_usable(contract, date)
        if "sessions" not in op:
            entry = self.begin("transfer", date)
            self.record(contract, "transfer", to=receiver)
            return {"ok": True, "entry": entry.number, "contract": contract.number}
        slots = self.some_slots(contract, service, op["sessions"])
        entry = self.begin("transfer", date)
        part = self.give_part(contract, slots, receiver, op.get("ref"), date)
        return {"ok": True, "entry": entry.number, "contract": part.number}

    def must_be_usable(self, contract, date):
        """no transfer or exchange of what is closed, expired, frozen or used up (§4.2, §6.3)"""
        ended = self.ended_by(contract, date)
        if ended in ("closed", "expired"):
            raise Refused(ended)
        if contract.on(date).frozen_on(date):
            raise Refused("frozen")
        if ended:
            raise Refused(ended)

    def give_part(self, old, slots, receiver, ref, date):
        """the slots become a contract of the receiver, with their part of the cash"""
        now = old.now()
        value, expiry = sum(now.lines[g][i].value for g, i in slots), now.expires_on()
        cash = max(now.paid * value // now.live if now.live else 0, now.paid + now.written_off - (now.live - value))
        grants, values = [], []
        for g, grant in enumerate(old.grants):
            mine = sorted(i for line, i in slots if line == g)
            if mine:
                free = sum(1 for i in mine if grant.is_free_bonus(i))
                grants.append(Grant(grant.what, grant.key, len(mine), grant.list_price, free, grant.tax))
                values.append([now.lines[g][i].value for i in mine])
        self.record(old, "cancel", cause="transfer", slots=slots, lost=0, value=value, surplus=cash, recovered=0,
                    refund=0, fees=0, breakage=0, moved=cash, method=None)
        return self.new_contract(
            ref, date, old.stream, value, grants, {"how": "transfer", "owner": receiver, "values": values, "paid": cash},
            offer=old.offer, refund_terms=old.refund_terms, branches=old.branches, valid=None if expiry else old.valid,
            fixed_expiry=expiry, seller=old.seller, cooling_off=False)

    # --- exchange (§6.5) ---

    def do_exchange(self, op, date):
        old, offer = self.find_contract(op["contract"]), self.find("offer", op["sell"])
        seller = self.find("staff", op["seller"])["code"] if "seller" in op else None
        new_ref, rest_ref = op.get("ref"), op.get("rest_ref")
        payments = op.get("payments", [])
        self.check_references([dict(op, ref=new_ref)] if new_ref else [], payments)
        self.fresh(rest_ref, (new_ref, f"{new_ref}.1" if offer["kind"] == "plan" else None))
        if old.membership or old.topup:
            raise Refused("invalid", "cycles and stored credit are not exchanged")
        self.not_built_upon(old, date)
        self.must_be_usable(old, date)
        entry, verdict = self.begin("exchange", date), Verdict()
        client = self.find("client", old.now().owner)
        price = self.sale_price(offer, client, date, op.get("price"))
        surplus, rest = self.end_for(old, "exchange", price, op)
        new = self.sell(offer, client, date, price, new_ref, seller)
        if surplus - rest:
            self.record(new, "settle", amount=surplus - rest)
        self.keep_rest(rest, op, client["code"], date)
        self.take_payments(payments, client["code"], None, date, [new], verdict)
        verdict.settle()
        return {"ok": True, "entry": entry.number, "contract": new.number, "surplus": surplus, "rest": rest, "due": new.now().due}

    def end_for(self, old, kind, price, op):
        """terminates without fee or uplift; (surplus, what is left of it above the new price)"""
        cancelled = self.cancellation(old, old.now().free_slots())
        surplus = cancelled["surplus"]
        rest = max(0, surplus - price)
        if rest and "rest" not in op:
            raise Refused("invalid", f"what happens to the rest of {rest}?")
        refund = rest if op.get("rest") == "refund" else 0
        self.record(old, "cancel", cause=kind, refund=refund, fees=0, breakage=0, moved=surplus - refund,
                    method=op.get("method", "cash"), **cancelled)
        return surplus, rest

    def keep_rest(self, rest, op, client, date):
        """`credit`: a paid top-up of that amount, not sold (§14.28)"""
        if rest and op["rest"] == "credit":
            topup = {"price": rest, "credit": rest}
            self.new_contract(op.get("rest_ref"), date, "credit", rest, [],
                              {"how": "rest", "owner": client, "values": [], "topup": topup, "paid": rest}, topup=topup)

    # --- sharing (§14.43) ---

    def do_share(self, op, date):
        contract, friend = self.find_contract(op["contract"]), self.find("client", op["with"])["code"]
        if friend == contract.now().owner or friend in contract.now().holders:
            raise Refused("exists", friend)
        self.not_built_upon(contract, date)
        self.must_have_free(contract)
        entry = self.begin("share", date)
        self.record(contract, "share", client=friend)
        return {"ok": True, "entry": entry.number}

    def do_unshare(self, op, date):
        contract, friend = self.find_contract(op["contract"]), self.find("client", op["with"])["code"]
        self.not_built_upon(contract, date)
        if friend not in contract.now().holders:
            raise Refused("not_holder", friend)
        self.must_have_free(contract)
        entry = self.begin("unshare", date)
        self.record(contract, "unshare", client=friend)
        return {"ok": True, "entry": entry.number}

    # --- opening balances (§6.8, §14.8, §14.29) ---

    def do_open(self, op, date):
        client = self.find("client", op["client"])["code"]
        if "debt" in op:
            self.fresh(op.get("ref"))
            entry = self.begin("open", date)
            begin = {"how": "open", "owner": client, "values": [[op["debt"]]], "used": [(0, 0, None)]}
            contract = self.new_contract(op.get("ref"), date, "legacy", op["debt"], [Grant("debt", None, 1)], begin, cooling_off=False)
            return {"ok": True, "entry": entry.number, "contract": contract.number}
        offer = self.find("offer", op["offer"])
        used = {self.find("service", s)["code"]: n for s, n in op.get("used", {}).items()}
        self.fresh(op.get("ref"))
        kind = offer["kind"]
        allowed = {"topup": {"spent", "sold_on", "expires_on"}, "plan": {"used", "next_cycle", "billed"}}
        extra = set(op) & {"spent", "sold_on", "expires_on", "used", "next_cycle", "billed"}
        if extra - allowed.get(kind, {"used", "sold_on", "expires_on"}):
            raise Refused("invalid", f"{sorted(extra)} of a {kind}")
        price, paid = op.get("price", offer["price"]), op.get("paid", 0)
        if kind == "plan":
            return self.open_membership(op, offer, client, price, paid, used, date)
        begin = {"how": "open", "owner": client, "paid": paid}
        rest = {"offer": offer["code"], "refund_terms": offer.get("refund"), "branches": offer.get("branches"),
                "valid": offer.get("valid") and dict({"from": "sale"}, **offer["valid"]), "cooling_off": False,
                "valid_start": to_date(op["sold_on"]) if "sold_on" in op else date,
                "fixed_expiry": to_date(op["expires_on"]) if "expires_on" in op else None}
        if kind == "topup":
            spent, credit = op.get("spent", 0), offer["credit"]
            topup = {"price": price, "credit": credit}
            moved = min(paid, div_round(price * spent, credit))
            begin.update(values=[], topup=topup, spent=spent, moved=moved)
            grants, rest["topup"] = [], topup
            above = spent > (credit * min(paid, price) // price if price else credit)
        else:
            grants, values = self.split(offer, price)
            begin.update(values=values, used=self.used_before(grants, used))
            above = False
        entry = self.begin("open", date)
        stream = "credit" if kind == "topup" else kind
        contract = self.new_contract(op.get("ref"), date, stream, price, grants, begin, **rest)
        now = contract.now()
        expiry = now.expires_on()
        if now.has_free and expiry is not None and expiry < date:
            raise Refused("invalid", f"expired on {expiry}")
        if paid > price:
            raise Refused("overpaid", f"{paid} of {price}")
        if above:
            raise Refused("no_credit", "spent more than is paid for")
        return {"ok": True, "entry": entry.number, "contract": contract.number}

    @staticmethod
    def used_before(grants, used):
        """(grant, index, service) of the slots used before an opening: the lowest, lines as listed"""
        taken, next_free = [], [0] * len(grants)
        for service, n in used.items():
            for g, grant in enumerate(grants):
                while n and grant.covers(service) and next_free[g] < grant.sessions:
                    taken.append((g, next_free[g], service))
                    next_free[g] += 1
                    n -= 1
            if n:
                raise Refused("no_sessions", f"{n} more {service} than were sold")
        return taken
