#!/usr/bin/env python3
"""Random operations that know the trade:  generate.py --seed N --count M  > operations.jsonl

A model of the book is kept alongside, so that references, dates and amounts are plausible and near the edges: exactly
what is due and one more, the last good day and the day after, the days of cycles and of suspension. About three in ten
operations are refused. The same seed and count give the same operations.
"""
import argparse
import json
import random

from arithmetic import ONE_DAY, add_days, to_date
from forms import NEVER_QUOTED
from model import Book
from stock import Stock

WEIGHTS = {
    "visit": 400, "pay": 110, "refund": 45, "freeze": 25, "unfreeze": 18, "extend": 28, "share": 18, "unshare": 7, "return": 30,
    "transfer": 28, "exchange": 25, "reprice": 28, "write_off": 20, "void": 75, "open": 28, "membership": 16, "cancel": 15,
    "change": 18, "tick": 25, "close": 8, "reopen": 4, "lists": 20, "broken": 14, "again": 16}


class Generator(Stock):
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.book = Book("TWD", 0, "UTC", free_clock=True)
        self.day = add_days(to_date("2026-01-01"), self.rng.randrange(60))
        self.counter = 0
        self.keyed = []

    # --- chance ---

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def pick(self, things, default=None):
        things = list(things)
        return self.rng.choice(things) if things else default

    def fresh_ref(self, letter="k"):
        if self.chance(2) and self.book.references:
            return self.pick(self.book.references)
        self.counter += 1
        return f"{letter}{self.counter}"

    def near(self, amount):
        """an amount at, beside or below a boundary; never below 1"""
        return max(1, self.rng.choice([amount, amount, amount, amount + 1 if self.chance(60) else 2, amount - 1, amount // 2, amount // 3, 1,
                                       self.rng.randint(1, max(1, amount)), self.rng.randint(1, max(1, amount))]))

    # --- days ---

    def interesting_days(self):
        days = set()
        for c in self.book.contracts:
            now = c.now()
            if now.exists:
                expiry = now.expires_on()
                if expiry and now.has_free:
                    days |= {expiry, add_days(expiry, 1), add_days(expiry, 30)}
                days |= {over for _, over in now.freezes.values() if over}
                if c.cycle and now.due > 0:
                    days |= {add_days(c.cycle["due_from"], c.cycle[k]) for k in ("grace_days", "suspend_days")}
        for m in self.book.memberships:
            if m.stands and m.ended is None:
                days |= {m.next_day, add_days(m.next_day, -1)}
        return sorted(d for d in days if self.day < d < add_days(self.day, 120))

    def advance(self):
        roll = self.rng.random()
        if roll < 0.62:
            return
        if roll < 0.78:
            self.day += ONE_DAY
        elif roll < 0.88:
            self.day = self.pick(self.interesting_days()[:4], self.day)
        elif roll < 0.985:
            self.day = add_days(self.day, self.rng.randint(2, 12))
        else:
            self.day = add_days(self.day, self.rng.randint(20, 90))

    def some_day(self, percent_late, contracts=()):
        """mostly today; sometimes an earlier day near something that happened"""
        if not self.chance(percent_late):
            return self.day
        days = [c.entry.date for contract in contracts for c in contract.changes] or [self.day]
        day = add_days(self.pick(days), self.rng.choice([0, 0, 1, -1, 2, 5]))
        day = min(day, self.day)
        if self.book.is_closed(day) and self.chance(70):
            return self.day
        return day

    # --- things in the book ---

    def ref(self, contract):
        if contract.ref is None or self.chance(8):
            return contract.number
        return contract.ref

    def alive(self, test=lambda c: True):
        return [c for c in self.book.contracts if c.now().exists and test(c)]

    def contract(self, test=lambda c: True, percent_any=12):
        """a contract that passes the test, now and then any other"""
        fitting = self.alive(test)
        if not fitting or self.chance(percent_any):
            fitting = self.alive()
        if len(fitting) > 6 and self.chance(60):
            fitting = fitting[-6:]
        return self.pick(fitting)

    def membership(self):
        running = [m for m in self.book.memberships if m.stands and m.ended is None]
        return self.pick(running if running and self.chance(85) else self.book.memberships)

    def shares(self):
        staff = list(self.book.lists["staff"])
        roll = self.rng.random()
        if roll < 0.12:
            return None
        if roll < 0.6:
            return [{"staff": self.pick(staff), "share": 100}]
        if roll < 0.66:
            return [{"staff": self.pick(staff), "share": self.rng.choice([0, 50, 33.33, 99.99, 101])}]
        chosen = self.rng.sample(staff, min(len(staff), self.rng.choice([2, 2, 3])))
        parts = self.rng.choice([[65, 35, 0], [33.33, 33.33, 33.34], [50, 30, 20], [0, 100, 0], [12.5, 37.5, 10], [60, 30, 10]])
        return [{"staff": s, "share": p} for s, p in zip(chosen, parts)]

    def with_staff(self, item):
        shares = self.shares()
        return item if shares is None else dict(item, staff=shares)

    # --- payments ---

    def payments(self, contracts, total, client, part_of_total=False):
        """some payments: of what a visit owes (total), of what `contracts` owe, with money or stored credit"""
        found, dues = [], {c: c.now().due for c in contracts}
        stores = self.alive(lambda c: c.topup and not self.book.refusal(c, client, None, self.day) and self.book.credit_available(c) > 0)
        for _ in range(self.rng.choice([0, 1, 1, 1, 1, 2, 2, 3])):
            p = {"method": self.rng.choice(["cash", "cash", "card", "transfer", "credit", "credit"])}
            if p["method"] == "credit" and not stores and self.chance(96):
                p["method"] = "cash"
            target = self.pick([c for c in contracts if dues[c] > 0]) if self.chance(55) else None
            if target is not None:
                p["contract"] = self.ref(target)
                if target.membership and target.membership.ref and self.chance(60):
                    p["contract"] = target.membership.ref
            amount = total if target is None else dues[target]
            if p["method"] == "credit":
                source = self.pick(stores) if self.chance(55) else None
                if source:
                    p["from"] = self.ref(source)
                amount = min(amount, sum(self.book.credit_available(s) for s in ([source] if source else stores)))
            if amount <= 0 and self.chance(94):
                continue
            p["amount"] = self.near(max(1, amount)) if self.chance(40) else max(1, amount)
            if target is None:
                total -= p["amount"]
            else:
                dues[target] -= p["amount"]
                total -= p["amount"] if part_of_total else 0
            found.append(p)
        return found

    def owing(self, client=None, test=lambda c: True):
        return self.alive(lambda c: c.now().due > 0 and (client is None or c.now().owner == client) and test(c))

    # --- the operations ---

    def op_visit(self):
        client = self.pick(self.book.lists["client"])
        mine = self.alive(lambda c: c.now().owner == client or client in c.now().holders)
        date = self.some_day(20, mine[-5:])
        items, total, named = [], 0, []
        for _ in range(self.rng.choice([1, 1, 1, 2, 2, 3])):
            roll = self.rng.random()
            if roll < 0.28:
                offer = self.pick(self.book.lists["offer"].values())
                item = {"sell": offer["code"]}
                if self.chance(88) or offer["kind"] == "plan":
                    item["ref"] = self.fresh_ref("m" if offer["kind"] == "plan" else "k")
                if self.chance(20):
                    item["price"] = self.near(offer["price"] + 1)
                if self.chance(40):
                    item["seller"] = self.pick(self.book.lists["staff"])
                total += item.get("price", offer["price"])
                if "ref" in item and offer.get("grants"):
                    named.append((item["ref"], offer))
            elif roll < 0.72:
                item = self.redemption(client, mine, named)
            else:
                kind = self.rng.choice(["service", "service", "product"])
                thing = self.pick(self.book.lists[kind].values())
                item = self.with_staff({kind: thing["code"]})
                if kind == "product" and self.chance(50):
                    item["quantity"] = self.rng.randint(1, 5)
                if self.chance(25):
                    item["price"] = self.rng.choice([0, 1, thing["price"], thing["price"] - 1, self.rng.randint(1, 3000)])
                if self.chance(35):
                    item["ref"] = self.fresh_ref("s")
                total += item.get("price", thing["price"]) * item.get("quantity", 1)
            items.append(item)
        op = {"op": "visit", "client": client, "items": items, "date": str(date)}
        if self.chance(85):
            rates = [self.book.discount(self.book.lists["client"][client], date)]
            charged = sum(i.get("price", self.price_of(i)) * i.get("quantity", 1) for i in items if "redeem" not in i)
            op["payments"] = self.payments([c for c in mine if c.now().due > 0], charged if rates == [0] else charged * 4 // 5, client)
        if self.chance(25):
            op["branch"] = self.pick(self.book.lists["branch"])
        return op

    def price_of(self, item):
        for kind in ("service", "product"):
            if kind in item:
                return self.book.lists[kind][item[kind]]["price"]
        return self.book.lists["offer"][item["sell"]]["price"]

    def redemption(self, client, mine, named):
        if named and self.chance(45):
            ref, offer = self.pick(named)
            grant = self.pick(offer["grants"])
            return self.with_staff({"redeem": self.service_of(grant), "contract": ref, "sessions": self.rng.randint(1, grant["sessions"])})
        usable = [c for c in mine if any(c.grants[g].what in ("service", "any_of") for g, _ in c.now().free_slots())]
        if self.chance(88):
            usable = [c for c in usable if not self.book.refusal(c, client, None, self.day)]
        if not usable and self.chance(3):
            usable = self.alive(lambda c: any(g.what in ("service", "any_of") for g in c.grants))
        contract = self.pick(usable)
        if contract is None:
            return self.with_staff({"service": self.pick(self.book.lists["service"])})
        free = [contract.grants[g] for g, _ in contract.now().free_slots()]
        grant = self.pick([g for g in (contract.grants if self.chance(4) or not free else free) if g.what in ("service", "any_of")])
        if not grant or self.chance(3):
            return self.with_staff({"redeem": self.pick(self.book.lists["service"])})
        item = {"redeem": grant.key if grant.what == "service" else self.pick(grant.key)}
        roll, left = self.rng.random(), free.count(grant)
        if roll < 0.25:
            item["sessions"] = self.rng.randint(1, max(1, min(3, left)))
        elif roll < 0.33:
            item["sessions"] = max(1, left + self.rng.choice([0, 0, 1]))
        if self.chance(65):
            item["contract"] = self.ref(contract)
            if contract.membership and contract.membership.ref and self.chance(40):
                item["contract"] = contract.membership.ref
        return self.with_staff(item)

    @staticmethod
    def service_of(grant):
        return grant["service"] if "service" in grant else grant["any_of"][0]

    def op_pay(self):
        owing = (self.owing(test=lambda c: c.membership) if self.chance(50) else []) or self.owing()
        client = self.pick(owing).now().owner if owing and self.chance(92) else self.pick(self.book.lists["client"])
        mine = self.owing(client)
        payments = self.payments(mine, sum(c.now().due for c in mine), client, part_of_total=True)
        return {"op": "pay", "client": client, "payments": payments or [{"method": "cash", "amount": 1}],
                "date": str(self.some_day(18, mine))}

    def ending(self, op, contract, percent_late=5):
        return dict(op, contract=self.ref(contract), date=str(self.some_day(percent_late, [contract])))

    def sessions_of(self, contract, op, percent_all):
        """some sessions of one of its lines"""
        lines = [g for g in contract.grants if g.counted and g.what != "product"]
        if not lines or self.chance(percent_all):
            return op
        g = self.pick(lines)
        left = sum(1 for s in contract.now().lines[contract.grants.index(g)] if s.status == "free")
        op["sessions"] = max(1, self.rng.choice([1, 2, left, left, left + 1, self.rng.randint(1, left + 1)]))
        if self.chance(85):
            op["service"] = g.key if g.what == "service" else self.pick(g.key)
        return op

    def op_refund(self):
        contract = self.contract(lambda c: c.now().has_free and c.now().paid > 0)
        if contract is None:
            return None
        op = self.sessions_of(contract, self.ending({"op": "refund"}, contract), 50)
        if self.chance(30):
            op["method"] = "card"
        if self.chance(30):
            op["quote"] = True
        return op

    def op_freeze(self):
        op = {"op": "freeze", "date": str(self.day)}
        if self.chance(35) and self.book.memberships:
            op["membership"] = self.membership().ref
        else:
            contract = self.contract(lambda c: c.now().has_free and not c.membership and not c.now().frozen_on(self.day), 6)
            if contract is None:
                return None
            op["contract"] = self.ref(contract)
        start = self.day
        if self.chance(50):
            start = add_days(start, self.rng.choice([0, 1, 3, 10, -1]))
            op["from"] = str(start)
        if self.chance(65):
            op["to"] = str(add_days(start, self.rng.choice([1, 2, 7, 14, 30, 45, 0])))
        return op

    def op_unfreeze(self):
        frozen = [m for m in self.book.memberships if m.ended is None and any(f.end is None or f.end > self.day for f in m.freezes)]
        if frozen and self.chance(50):
            return {"op": "unfreeze", "membership": self.pick(frozen).ref, "date": str(self.day)}
        contract = self.pick(self.alive(lambda c: not c.membership and self.book.open_freeze(c, self.day))) or (self.contract() if self.chance(15) else None)
        return contract and self.ending({"op": "unfreeze"}, contract)

    def op_extend(self):
        contract = self.contract(lambda c: self.extendable(c), 6)
        if contract is None:
            return None
        base = max(contract.now().expires_on() or self.day, self.day) if self.chance(85) else self.day
        return self.ending({"op": "extend", "expires_on": str(add_days(base, self.rng.choice([0, 1, 1, 10, 30, 60, 90, -1])))}, contract)

    def extendable(self, c):
        now = c.now()
        expiry = now.expires_on()
        if expiry is None or now.has_free:
            return expiry is not None
        return now.last_taken() == "expired" and (self.day - expiry).days <= 33

    def op_share(self):
        contract = self.contract(lambda c: c.now().has_free)
        if contract is None:
            return None
        others = [c for c in self.book.lists["client"] if c != contract.now().owner or self.chance(8)]
        return self.ending({"op": "share", "with": self.pick(others)}, contract)

    def op_unshare(self):
        contract = self.contract(lambda c: c.now().holders, 4)
        if contract is None or not (contract.now().holders or self.chance(15)):
            return None
        return self.ending({"op": "unshare", "with": self.pick(contract.now().holders) or self.pick(self.book.lists["client"])}, contract)

    def op_return(self):
        contract = self.contract(lambda c: any(s.status == "used" and s.service for s in c.now().slots), 5)
        if contract is None:
            return None
        used = [(g, s) for g, line in zip(contract.grants, contract.now().lines) for s in line if s.status == "used" and s.service]
        grant, slot = self.pick(used, (None, None))
        what = "product" if grant and grant.what == "product" else "service"
        op = {"op": "return", what: slot.service if slot else self.pick(self.book.lists["service"])}
        if self.chance(30):
            op["sessions"] = self.rng.randint(1, len(used) + 1)
        return self.ending(op, contract)

    def op_transfer(self):
        contract = self.contract(lambda c: c.now().has_free and not c.membership, 8)
        if contract is None:
            return None
        others = [c for c in self.book.lists["client"] if c != contract.now().owner or self.chance(8)]
        op = self.sessions_of(contract, self.ending({"op": "transfer", "to": self.pick(others)}, contract), 25)
        if "sessions" in op and self.chance(85):
            op["ref"] = self.fresh_ref()
        return op

    def op_exchange(self):
        contract = self.contract(lambda c: c.now().has_free and not c.membership and not c.topup, 8)
        if contract is None:
            return None
        offer = self.pick([o for o in self.book.lists["offer"].values() if o["kind"] != "plan" or self.chance(10)])
        op = self.ending({"op": "exchange", "sell": offer["code"], "ref": self.fresh_ref()}, contract)
        if self.chance(40):
            op["price"] = self.near(max(1, contract.now().paid))
        if self.chance(75):
            op["rest"] = self.rng.choice(["refund", "credit"])
            if op["rest"] == "credit" and self.chance(70):
                op["rest_ref"] = self.fresh_ref("t")
        if self.chance(25):
            op["payments"] = [{"method": "cash", "amount": self.near(max(1, op.get("price", offer["price"]) // 2))}]
        return op

    def op_reprice(self):
        contract = self.contract(lambda c: not c.topup and (c.now().has_free or c.now().due > 0))
        if contract is None:
            return None
        now = contract.now()
        floor = now.paid + now.written_off
        price = self.rng.choice([floor, floor - 1, floor + 1, now.live, now.live * 9 // 10, now.live * 5 // 4, self.rng.randint(floor, now.live + 500)])
        return self.ending({"op": "reprice", "price": max(0, price)}, contract)

    def op_write_off(self):
        contract = self.contract(lambda c: c.now().receivable > 0)
        return contract and self.ending({"op": "write_off", "amount": self.near(contract.now().receivable)}, contract)

    def op_void(self):
        standing = [e for e in self.book.entries if e.contracts and e.ended is None]
        if not standing or self.chance(4):
            return {"op": "void", "entry": self.rng.randint(1, len(self.book.entries) + 2), "date": str(self.day)}
        recent = standing[-8:] if self.chance(70) else standing
        if self.chance(60):
            recent = [e for e in recent if e.kind not in ("cycle", "earn", "membership", "unfreeze")] or recent
        entry = self.pick(recent)
        op = {"op": "void", "date": str(self.day if self.chance(90) else add_days(self.day, -self.rng.randint(1, 20)))}
        key = next((k for k, (_, result) in self.book.keys.items() if result["entry"] == entry.number), None)
        if key and self.chance(70):
            return dict(op, of=key)
        return dict(op, entry=entry.number)

    def op_open(self):
        client, ref = self.pick(self.book.lists["client"]), self.fresh_ref("o")
        op = {"op": "open", "client": client, "ref": ref, "date": str(self.some_day(10, self.book.contracts[-5:]))}
        if self.chance(20):
            return dict(op, debt=self.near(5000))
        return self.opening(op, to_date(op["date"]))

    def op_membership(self):
        plans = [o["code"] for o in self.book.lists["offer"].values() if o["kind"] == "plan" or self.chance(3)]
        return {"op": "membership", "client": self.pick(self.book.lists["client"]), "plan": self.pick(plans),
                "ref": self.fresh_ref("m"), "date": str(self.day if self.chance(70) else add_days(self.day, -self.rng.choice([1, 7, 40, 100])))}

    def op_cancel(self):
        m = self.membership()
        if m is None:
            return None
        op = {"op": "cancel", "membership": m.ref, "when": self.rng.choice(["cycle_end", "now"]), "date": str(self.some_day(4, m.cycles))}
        if self.chance(30):
            op["override"] = True
        return op

    def op_change(self):
        m = self.membership()
        if m is None:
            return None
        plan = self.pick([o["code"] for o in self.book.lists["offer"].values() if o["kind"] == "plan"])
        op = {"op": "change", "membership": m.ref, "plan": plan, "when": self.rng.choice(["cycle_end", "now"]),
              "date": str(self.some_day(4, m.cycles))}
        if op["when"] == "now" and self.chance(75):
            op["rest"] = self.rng.choice(["refund", "credit"])
        return op

    def op_tick(self):
        return {"op": "tick", "date": str(add_days(self.day, self.rng.choice([0, 0, 1, -3])))}

    def op_close(self):
        return {"op": "close", "date": str(add_days(self.day, -self.rng.choice([0, 1, 10, 30])))}

    def op_reopen(self):
        return {"op": "reopen", "date": str(self.day)}

    def op_again(self):
        """a key seen before, with the same content or another"""
        if not self.keyed:
            return None
        op = dict(self.pick(self.keyed))
        if self.chance(40):
            op["note"] = "not the same"
        return op

    # --- the stream ---

    def emit(self, op):
        result = self.book.apply(op)
        if "key" in op:
            self.keyed.append(op)
        return op, result

    def operations(self, count):
        """(operation, the model's answer)"""
        for op in self.setting_up():
            yield self.emit(dict(op, date=str(self.day)))
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        made = 0
        while made < count:
            kind = self.rng.choices(kinds, weights)[0]
            op = getattr(self, "op_" + kind)()
            if op is None:
                continue
            if kind not in ("again", "tick", "broken") and not op.get("quote") and self.chance(15):
                self.counter += 1
                op["key"] = f"key{self.counter}"
            if op["op"] not in NEVER_QUOTED and kind not in ("again", "broken") and "key" not in op and self.chance(10):
                op["quote"] = True
            made += 1
            yield self.emit(op)
            self.advance()


def generate(seed, count):
    return [op for op, _ in Generator(seed).operations(count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    for op in generate(args.seed, args.count):
        print(json.dumps(op))


if __name__ == "__main__":
    main()
