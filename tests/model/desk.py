"""Visits and payments: what happens at the desk (§3, §4.1, §4.2, §8.2, §9)."""
import datetime

from arithmetic import LARGEST, Refused, discounted, div_round, over_lines
from contract import Contract, Grant
from forms import basis_points

FORM, BUILT_UPON, STATE, OVERPAID, NO_CREDIT = range(5)     # the order of refusals (§14.30)
FAR = datetime.date.max


class Verdict:
    """gathers the refusals of one operation and raises the first in the order of §14.30"""

    def __init__(self):
        self.found = []

    def add(self, rank, code, message=""):
        self.found.append((rank, len(self.found), code, message))

    def settle(self):
        if self.found:
            _, _, code, message = min(self.found)
            raise Refused(code, message)


class Desk:
    # --- selling ---

    def sale_price(self, offer, client, date, price=None, new_memberships=()):
        if price is not None:
            return price
        if offer.get("discountable"):
            return discounted(offer["price"], 1, self.discount(client, date, new_memberships))
        return offer["price"]

    def sell(self, offer, client, date, price, ref, seller=None):
        """a newly sold offer; of a plan its first cycle"""
        if offer["kind"] == "plan":
            return self.new_membership(offer, client, date, price, ref, seller)
        rest = {"offer": offer["code"], "refund_terms": offer.get("refund"), "branches": offer.get("branches"),
                "valid": offer.get("valid") and dict({"from": "sale"}, **offer["valid"]), "seller": seller, "sold": True}
        begin = {"how": "sale", "owner": client["code"]}
        if offer["kind"] == "topup":
            if offer["credit"] < price:
                raise Refused("invalid", "less credit than price")
            topup = {"price": price, "credit": offer["credit"]}
            return self.new_contract(ref, date, "credit", price, [], dict(begin, values=[], topup=topup), topup=topup, **rest)
        grants, values = self.split(offer, price)
        return self.new_contract(ref, date, offer["kind"], price, grants, dict(begin, values=values), **rest)

    def charge(self, item, client, date, new_memberships):
        """a service used on the spot, or goods handed over: a contract of one slot (§1)"""
        kind = "service" if "service" in item else "product"
        thing, quantity = self.find(kind, item[kind]), item.get("quantity", 1)
        if "price" in item:
            price = item["price"] * quantity
        else:
            price = discounted(thing["price"], quantity, self.discount(client, date, new_memberships))
        if price > LARGEST:
            raise Refused("too_large", str(price))
        grant = Grant(kind, thing["code"], 1, thing["price"] * quantity, tax=basis_points(thing.get("tax", 0)))
        contract = self.new_contract(item.get("ref"), date, "visit" if kind == "service" else "goods", price, [grant],
                                     {"how": "sale", "owner": client["code"], "values": [[price]]}, sold=True)
        self.record(contract, "redeem", grant=0, index=0, service=thing["code"], shares=self.shares(item))
        return contract

    def shares(self, item):
        return tuple((self.find("staff", s["staff"])["code"], basis_points(s.get("share", 100))) for s in item.get("staff", ()))

    # --- a visit (§9) ---

    def do_visit(self, op, date):
        client = self.find("client", op["client"])
        branch = self.find("branch", op["branch"])["code"] if "branch" in op else None
        items, payments = op.get("items", []), op.get("payments", [])
        self.check_references(items, payments)
        entry, verdict = self.begin("visit", date), Verdict()
        self.before = {}
        charged, sold, new_memberships = [], [], []
        listed = []
        for item in items:
            if "sell" in item:
                offer = self.find("offer", item["sell"])
                seller = self.find("staff", item["seller"])["code"] if "seller" in item else None
                price = self.sale_price(offer, client, date, item.get("price"), new_memberships)
                contract = self.sell(offer, client, date, price, item.get("ref"), seller)
                sold.append(contract)
                if contract.membership:
                    new_memberships.append(contract.membership)
                listed.append(contract)
            elif "redeem" not in item:
                charged.append(self.charge(item, client, date, new_memberships))
                listed.append(charged[-1])
        redeemed = []
        redemptions = [i for i in items if "redeem" in i]
        for item in redemptions:
            if "contract" in item:
                self.redeem(item, client["code"], branch, date, redeemed, verdict)
        self.take_payments(payments, client["code"], branch, date, charged + sold, verdict)
        for item in redemptions:
            if "contract" not in item:
                self.redeem(item, client["code"], branch, date, redeemed, verdict)
        if not self.settings["redeem_unpaid"] and not verdict.found:
            for contract in charged + [r[0] for r in redeemed]:
                if self.is_unpaid(contract, date):
                    verdict.add(STATE, "unpaid", f"#{contract.number}")
        verdict.settle()
        return {
            "ok": True, "entry": entry.number,
            "contracts": [self.contract_row(c) for c in listed],
            "redeemed": [{"contract": c.number, "ref": c.ref, "service": service, "slot": i + 1,
                          "value": c.now().lines[g][i].value, "left": left} for c, g, i, service, left in redeemed],
            "due": sum(c.now().due for c in listed),
            "performance": self.performance_caused(entry),
        }

    @staticmethod
    def contract_row(c):
        return {"contract": c.number, "ref": c.ref, "offer": c.offer, "paid": c.now().paid, "due": c.now().due}

    def performance_caused(self, entry):
        """every change by day and staff, the house left out (§14.34)"""
        rows = {}
        for contract in entry.contracts:
            before, after = self.before.get(contract.number, {}), contract.daily("credits")
            for key in set(before) | set(after):
                rows[key] = rows.get(key, 0) + after.get(key, 0) - before.get(key, 0)
        return [{"date": day.isoformat(), "staff": staff, "amount": rows[day, staff]}
                for day, staff in sorted(rows) if rows[day, staff] and staff != "house"]

    def check_references(self, items, payments):
        """what does not exist, then what exists already"""
        new = []
        for item in items:
            if "redeem" not in item and "ref" in item:
                new.append(item["ref"])
        offers = [self.find("offer", item["sell"]) if "sell" in item else None for item in items]
        sold_here = set(new) | {item["ref"] + ".1" for item, offer in zip(items, offers)
                                if offer and offer["kind"] == "plan" and "ref" in item}
        for item in items:
            if "seller" in item:
                self.find("staff", item["seller"])
            if "redeem" in item:
                self.find("service", item["redeem"])
                if "contract" in item and item["contract"] not in sold_here:
                    self.find_account(item["contract"])
            for kind in ("service", "product"):
                if kind in item:
                    self.find(kind, item[kind])
            self.shares(item)
        for p in payments:
            for name, find in (("contract", self.find_account), ("from", self.find_contract)):
                if name in p and p[name] not in sold_here:
                    find(p[name])
        cycles = sold_here - set(new)
        for n, ref in enumerate(new):
            self.fresh(ref, set(new[:n]) | cycles)

    # --- redeeming (§4.2, §9.2) ---

    def refusal(self, contract, client, branch, date, service=None, sessions=1):
        """the first of §4.2 that applies before `unpaid`, or None; service None: spending of credit"""
        now = contract.now()
        if client != now.owner and client not in now.holders:
            return "not_holder"
        if branch is not None and contract.branches and branch not in contract.branches:
            return "wrong_branch"
        state = self.ended_by(contract, date)
        if state in ("closed", "expired"):
            return state
        if contract.on(date).frozen_on(date):
            return "frozen"
        if contract.membership and contract.membership.suspended_on(date):
            return "suspended"
        if service is not None and self.count_free(contract, service) < sessions:
            return "no_sessions"
        return "invalid" if date < contract.date else None

    @staticmethod
    def ended_by(contract, date):
        """`closed`, `expired` or `no_sessions` by what took the last slots; None while it can be used"""
        now = contract.now()
        if not now.has_free:
            return {"terminated": "closed", "transferred": "closed", "expired": "expired"}.get(now.last_taken(), "no_sessions")
        expiry = now.expires_on()
        lapsed = expiry is not None and expiry < date and not contract.on(date).frozen_on(date)    # frozen, nothing expires (§6.3)
        return "expired" if lapsed else None

    @staticmethod
    def free_slot(contract, service):
        """the lowest free slot of the first line that covers the service: (grant, index)"""
        for g, line in enumerate(contract.now().lines):
            if contract.grants[g].covers(service):
                for i, slot in enumerate(line):
                    if slot.status == "free":
                        return g, i
        return None

    @staticmethod
    def count_free(contract, service):
        return sum(1 for g, _ in contract.now().free_slots() if contract.grants[g].covers(service))

    def redeem(self, item, client, branch, date, redeemed, verdict):
        service, shares = self.find("service", item["redeem"])["code"], self.shares(item)
        wanted = item.get("sessions", 1)
        for n in range(wanted):
            if "contract" in item:
                account = self.find_account(item["contract"])
                if isinstance(account, Contract):
                    contract, code = account, self.refusal(account, client, branch, date, service, wanted - n)
                else:
                    contract, code = self.choose(account.cycles, service, client, branch, date, counting_unpaid=False)
            else:
                mine = [c for c in self.contracts if client == c.now().owner or client in c.now().holders]
                contract, code = self.choose(mine, service, client, branch, date, counting_unpaid=not verdict.found)
            slot = contract and self.free_slot(contract, service)
            if slot and date >= contract.date:
                mark = len(self.undo)
                self.record(contract, "redeem", grant=slot[0], index=slot[1], service=service, shares=shares)
                if contract.is_broken():
                    self.rollback(mark)
                    verdict.add(BUILT_UPON, "built_upon", f"#{contract.number}")
                    return
                if code:
                    self.rollback(mark)
            if code:
                verdict.add(STATE, code, f"{service} of #{contract.number}" if contract else service)
                return
            left = sum(1 for s in contract.now().lines[slot[0]] if s.status == "free")
            redeemed.append((contract, slot[0], slot[1], service, left))

    def choose(self, contracts, service, client, branch, date, counting_unpaid):
        """§9.2, §14.13: (contract, None), or (the one that would be taken, why not)"""
        def order(c):
            now = c.now()
            return (now.owner != client, now.expires_on() or FAR, c.date, c.number)

        first = None
        for contract in sorted((c for c in contracts if self.free_slot(c, service)), key=order):
            code = self.refusal(contract, client, branch, date, service)
            if code is None and counting_unpaid and not self.settings["redeem_unpaid"]:
                mark = len(self.undo)
                grant, index = self.free_slot(contract, service)
                self.record(contract, "redeem", grant=grant, index=index, service=service, shares=())
                if not contract.is_broken() and self.is_unpaid(contract, date):
                    code = "unpaid"
                self.rollback(mark)
            if code is None:
                return contract, None
            first = first or (contract, code)
        return first or (None, "no_sessions")

    @staticmethod
    def is_unpaid(contract, date):
        """on that day or a later one D exceeds C"""
        state = contract.on(date)
        return state.delivered > state.paid or any(f.delivered > f.paid for f in contract.history() if f.date > date)

    # --- payments (§4.1, §9.1, §14.12) ---

    def do_pay(self, op, date):
        client = self.find("client", op["client"])["code"]
        branch = self.find("branch", op["branch"])["code"] if "branch" in op else None
        self.check_references([], op["payments"])
        if not op["payments"]:
            raise Refused("invalid", "no payments")
        entry, verdict = self.begin("pay", date), Verdict()
        mine = [c for c in self.contracts if c.now().owner == client and c.date <= date]
        mine.sort(key=lambda c: (c.date, c.number))
        self.take_payments(op["payments"], client, branch, date, mine, verdict)
        verdict.settle()
        return {"ok": True, "entry": entry.number, "contracts": [self.contract_row(c) for c in entry.contracts]}

    def take_payments(self, payments, client, branch, date, unnamed, verdict):
        for p in payments:
            account = self.find_account(p["contract"]) if "contract" in p else None
            if p["method"] == "credit":
                self.pay_with_credit(p, account, client, branch, date, unnamed, verdict)
            elif isinstance(account, Contract):
                self.pay_money(p, account, date, verdict)
            else:
                left = p["amount"]
                for contract in unnamed if account is None else account.cycles:
                    part = min(left, contract.least_due(date)) if contract.date <= date else 0
                    if part > 0:
                        self.record(contract, "pay", amount=part, method=p["method"])
                        left -= part
                if left:
                    verdict.add(OVERPAID, "overpaid", f"{left} too much")

    def pay_money(self, p, contract, date, verdict):
        amount = p["amount"]
        if date < contract.date:
            verdict.add(FORM, "invalid", "before the contract's date")
        elif amount > contract.on(date).due:
            verdict.add(OVERPAID, "overpaid", f"#{contract.number}: due {contract.on(date).due}")
        elif amount > contract.least_due(date):
            verdict.add(BUILT_UPON, "built_upon", f"#{contract.number}")
        else:
            self.record(contract, "pay", amount=amount, method=p["method"])

    # --- stored credit (§8.2, §14.11) ---

    def pay_with_credit(self, p, account, client, branch, date, unnamed, verdict):
        if isinstance(account, Contract):
            if account.topup or account.is_legacy:
                return verdict.add(FORM, "invalid", "credit pays neither a top-up nor a legacy debt")
            if date < account.date:
                return verdict.add(FORM, "invalid", "before the contract's date")
            targets = [account]
        else:
            targets = [c for c in (account.cycles if account else unnamed) if not c.topup and not c.is_legacy and c.date <= date]
        if "from" in p:
            source = self.find_contract(p["from"])
            if not source.topup:
                return verdict.add(FORM, "invalid", "not stored credit")
            code = self.refusal(source, client, branch, date)
            if code:
                return verdict.add(STATE, code, f"#{source.number}")
            sources = [source]
        else:
            sources = [c for c in self.contracts if c.topup and c.now().exists and not self.refusal(c, client, branch, date)
                       and self.credit_available(c) > 0]
            sources.sort(key=lambda c: (c.now().owner != client, c.now().expires_on() or FAR, c.date, c.number))
        left = p["amount"]
        for target in targets:
            for source in sources:
                part = min(left, target.least_due(date), self.credit_available(source))
                if part > 0:
                    if not self.spend(source, target, part, date):
                        return verdict.add(BUILT_UPON, "built_upon", f"#{target.number}, #{source.number}")
                    left -= part
        if left:
            owed = sum(max(0, t.least_due(date)) for t in targets)
            if left > owed:
                verdict.add(OVERPAID, "overpaid", f"{left} too much")
            else:
                verdict.add(NO_CREDIT, "no_credit", f"{left} too much")

    @staticmethod
    def credit_available(source):
        """face credit that may be spent now; while part paid, in proportion to all that was received"""
        now, price, credit = source.now(), source.topup["price"], source.topup["credit"]
        if now.credit_left <= 0:
            return 0
        if price == 0 or now.due <= 0:
            return now.credit_left
        return max(0, min(now.credit_left, credit * now.received // price - now.spent))

    def spend(self, source, target, face, date):
        """False when something stands on it"""
        now, price, credit = source.now(), source.topup["price"], source.topup["credit"]
        cash = max(0, min(now.paid, face, div_round(price * (now.spent + face), credit) - now.moved))
        gift = face - cash
        if gift and date < max(source.latest(), target.latest()):
            return False
        values = self.values_after(target, target.now().live - gift) if gift else {}
        self.record(target, "credit", values=values, face=face, cash=cash, source=source.number)
        self.record(source, "spend", face=face, cash=cash)
        return not source.is_broken() and not target.is_broken()

    @staticmethod
    def values_after(contract, live):
        """the live slots split anew with their old values as weights (§4.5)"""
        slots = [(g, i, s.value) for g, line in enumerate(contract.now().lines) for i, s in enumerate(line)
                 if s.status in ("free", "used")]
        weights = [w for _, _, w in slots]
        return {(g, i): v for (g, i, _), v in zip(slots, over_lines(live, weights))} if any(weights) else {}
