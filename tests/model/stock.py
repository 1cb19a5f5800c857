"""What the generator's studio has: staff, services, offers of every kind, clients; openings; and operations that are broken."""
from arithmetic import add_days


class Stock:
    def setting_up(self):
        rng = self.rng
        yield {"op": "settings", "name": "Studio", "fiscal_start_month": rng.choice([1, 1, 4, 10]), "redeem_unpaid": self.chance(75),
               "reinstate_days": rng.choice([30, 30, 10])}
        for code in ("tpe", "khh"):
            yield {"op": "branch", "code": code, "name": code}
        for code in ("amy", "bo", "cy"):
            yield {"op": "staff", "code": code, "name": code.title()}
        for code, price in (("facial", 1500), ("perm", 2000), ("cut", 1000), ("laser", 4000), ("ipl", 2999), ("talk", 0)):
            yield {"op": "service", "code": code, "name": code, "price": price, "cost": price // 3}
        for code, price in (("serum", 1200), ("soap", 333)):
            yield {"op": "product", "code": code, "name": code, "price": price, "cost": price // 2}
        for code, discount in (("vip", 10), ("family", 15), ("odd", 7.77)):
            yield {"op": "tag", "code": code, "discount": discount}
        for ref, tags in (("lin", []), ("may", []), ("vic", ["vip"]), ("eve", ["vip", "family", "odd"])):
            yield {"op": "client", "ref": ref, "name": ref.title(), "tags": tags}
        for offer in self.offers():
            yield dict({"op": "offer", "name": offer["code"]}, **offer)

    # --- offers ---

    def refund_rule(self):
        rng = self.rng
        rule = {"method": rng.choice(["per_session", "per_session", "list_price", "list_price", "none"])}
        if self.chance(50):
            rule["fee_percent"] = rng.choice([10, 12.5, 3.33])
        if self.chance(30):
            rule["fee"] = rng.choice([33, 500])
        if self.chance(30):
            rule["fee_cap"] = rng.choice([100, 700])
        if self.chance(30):
            rule["cooling_off"] = rng.choice([0, 3, 7])
        return rule

    def validity(self):
        return dict(self.rng.choice([{"months": 1}, {"months": 3}, {"days": 30}, {"days": 7}]), **{"from": self.rng.choice(["sale", "sale", "first_use"])})

    def common(self, offer):
        if self.chance(65):
            offer["refund"] = self.refund_rule()
        if self.chance(55):
            offer["valid"] = self.validity()
        if self.chance(20):
            offer["discountable"] = True
        if self.chance(15):
            offer["branches"] = self.rng.choice([["tpe"], ["khh"], ["tpe", "khh"]])
        return offer

    def offers(self):
        rng = self.rng
        yield {"code": "plain", "kind": "package", "price": 10000, "grants": [{"service": "facial", "sessions": 10}]}
        yield self.common({"code": "odd7", "kind": "package", "price": 9999, "grants": [{"service": "facial", "sessions": 7}]})
        yield self.common({"code": "gift12", "kind": "package", "price": rng.choice([10000, 7001]), "bonus_value": "free",
                           "grants": [{"service": "cut", "sessions": rng.randint(2, 6)}, {"service": "cut", "sessions": 2, "bonus": True}]})
        yield self.common({"code": "more6", "kind": "package", "price": 9999, "bonus_value": "shared",
                           "grants": [{"service": "perm", "sessions": 5}, {"service": "perm", "sessions": 1, "bonus": True}]})
        yield self.common({"code": "glow", "kind": "combo", "price": 19999, "grants": [
            {"service": "facial", "sessions": 3}, {"any_of": ["laser", "ipl"], "sessions": rng.randint(1, 3)}, {"service": "talk", "sessions": 1}]})
        yield self.common({"code": "fixed", "kind": "combo", "price": 9000, "grants": [
            {"service": "facial", "sessions": 2, "value": 3001}, {"any_of": ["cut", "perm"], "sessions": 3, "value": 5999}]})
        yield self.common({"code": "mix", "kind": "combo", "price": rng.choice([8000, 1, 0]), "bonus_value": rng.choice(["free", "shared"]), "grants": [
            {"service": "facial", "sessions": 2}, {"any_of": ["facial", "cut"], "sessions": 2}, {"service": "facial", "sessions": 1, "bonus": True}]})
        yield {"code": "club", "kind": "plan", "price": 1499, "cycle": {"months": 1}, "grants": [{"service": "facial", "sessions": 2}],
               "rollover": {"cycles": 1}, "member_discount": 10}
        plan = {"code": "club2", "kind": "plan", "price": rng.choice([2500, 3001]), "cycle": rng.choice([{"months": 1}, {"days": 14}, {"days": 10}]),
                "grants": [{"service": "facial", "sessions": 2}, {"service": "cut", "sessions": 1}],
                "rollover": rng.choice([{"max": 2}, {"max": 1, "cycles": 2}, {"max": 0}]), "refund": self.refund_rule()}
        if self.chance(50):
            plan["minimum_cycles"] = rng.choice([2, 3])
        if self.chance(50):
            plan.update(grace_days=3, suspend_days=rng.choice([5, 10, 14]))
        yield plan
        yield {"code": "solo", "kind": "plan", "price": 1000, "cycle": {"days": rng.choice([7, 30])},
               "grants": [{"any_of": ["cut", "perm"], "sessions": 3}], "member_discount": 20, "refund": self.refund_rule()}
        yield {"code": "access", "kind": "plan", "price": rng.choice([3100, 1000]), "cycle": rng.choice([{"months": 1}, {"days": 10}]),
               "grants": [], "member_discount": 12.5, "refund": {"fee_percent": 10}}
        yield {"code": "top", "kind": "topup", "price": 10000, "credit": 11000, "refund": self.refund_rule()}
        yield self.common({"code": "top15", "kind": "topup", "price": 1000, "credit": 1501})
        yield {"code": "gift", "kind": "topup", "price": 0, "credit": 500}
        yield {"code": "gift60", "kind": "topup", "price": 0, "credit": 2000, "valid": {"days": rng.choice([10, 60]), "from": "sale"}}

    def opening(self, op, date):
        """an opening balance of some offer"""
        rng = self.rng
        offer = self.pick(self.book.lists["offer"].values())
        price = offer["price"] if self.chance(60) else self.near(max(1, offer["price"]))
        op.update(offer=offer["code"], price=price, paid=rng.choice([0, price, price, price // 2, rng.randint(0, price), price + 1 if self.chance(20) else price]))
        if offer["kind"] == "topup":
            if self.chance(60):
                op["spent"] = rng.choice([1, 100, offer["credit"], offer["credit"] // 2, offer["credit"] + 1])
            return op
        if offer["grants"] and self.chance(70):
            g = self.pick(offer["grants"])
            op["used"] = {self.service_of(g): rng.randint(1, g["sessions"] + (1 if self.chance(15) else 0))}
        if offer["kind"] == "plan":
            op["next_cycle"] = str(add_days(date, rng.choice([1, 5, 14, 30, 0 if self.chance(20) else 3])))
            if self.chance(40):
                op["billed"] = rng.randint(0, 4)
            return op
        if self.chance(50):
            op["sold_on"] = str(add_days(date, -rng.choice([0, 1, 10, 29, 30, 31, 60, -1 if self.chance(20) else 5])))
        if self.chance(30):
            op["expires_on"] = str(add_days(date, rng.choice([0, 1, 30, 200, -1 if self.chance(30) else 10])))
        return op

    # --- lists and nonsense ---

    def op_lists(self):
        rng = self.rng
        return dict(rng.choice([
            {"op": "service", "code": rng.choice(["facial", "cut", "ipl"]), "price": rng.choice([900, 1500, 1501, 3500])},
            {"op": "client", "ref": self.pick(self.book.lists["client"]), "tags": rng.choice([[], ["vip"], ["odd"], ["vip", "family"]])},
            {"op": "tag", "code": "vip", "discount": rng.choice([10, 5, 33.33])},
            {"op": "settings", "redeem_unpaid": self.chance(60)},
            {"op": "offer", "code": "plain", "price": rng.choice([10000, 9000, 12345])},
            {"op": "product", "code": "facial", "price": 1},
            {"op": "service", "code": "serum", "price": 1},
            {"op": "offer", "code": "fixed", "price": 9001},
            {"op": "client", "ref": "lin", "tags": ["nosuch"]},
            {"op": "settings", "decimals": 3},
        ]), date=str(self.day))

    def op_broken(self):
        """what its form already refuses, or what names nothing"""
        contract, client, date = self.contract(), self.pick(self.book.lists["client"]), str(self.day)
        ref = self.ref(contract) if contract else "k0"
        return dict(self.rng.choice([
            {"op": "dance"},
            {"op": "visit", "client": client, "items": [{"service": "cut", "colour": "red"}]},
            {"op": "visit", "client": client, "items": [{"service": "cut", "price": 10 ** 15 + 1}]},
            {"op": "visit", "client": client, "items": [{"product": "soap", "quantity": 10001}]},
            {"op": "visit", "client": client, "items": [{"product": "soap", "quantity": 10000, "price": 10 ** 12}]},
            {"op": "visit", "client": client, "items": [{"service": "cut"}], "branch": "nosuch"},
            {"op": "visit", "client": "nobody", "items": [{"service": "cut"}]},
            {"op": "visit", "client": client, "items": [{"service": "cut", "staff": [{"staff": "zoe", "share": 1}]}]},
            {"op": "visit", "client": client, "items": [{"service": "cut", "staff": [{"staff": "amy", "share": 33.333}]}]},
            {"op": "visit", "client": client, "items": [{"redeem": "serum"}]},
            {"op": "pay", "client": client, "payments": [{"method": "cash", "amount": 0}]},
            {"op": "pay", "client": client, "payments": [{"method": "cash", "amount": 1.5}]},
            {"op": "pay", "client": client, "payments": [{"method": "cash", "amount": 1, "contract": "nosuch"}]},
            {"op": "refund", "contract": ref, "method": "credit"},
            {"op": "refund", "contract": ref, "sessions": 0, "service": "facial"},
            {"op": "refund", "contract": ref, "sessions": 10001, "service": "facial"},
            {"op": "return", "contract": ref},
            {"op": "return", "contract": ref, "service": "facial", "product": "serum"},
            {"op": "write_off", "contract": ref, "amount": 0},
            {"op": "extend", "contract": ref, "expires_on": "2026-02-30"},
            {"op": "freeze", "contract": ref, "from": "2026-13-01"},
            {"op": "void", "of": "nosuch"},
            {"op": "cancel", "membership": "nosuch", "when": "now"},
            {"op": "share", "contract": ref, "with": "nobody"},
        ]), date=date)
