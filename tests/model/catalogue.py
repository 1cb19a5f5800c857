"""Settings and lists: branches, staff, services, products, offers, tags, clients (§3, §14.19)."""
from arithmetic import Refused, over_lines, over_slots
from contract import Grant
from forms import basis_points, fail


class Catalogue:
    LISTS = ("branch", "staff", "service", "product", "offer", "tag", "client")

    def find(self, kind, reference):
        """a record of a list by its code, or by its number"""
        records = self.lists[kind]
        if isinstance(reference, int):
            for record in records.values():
                if record["number"] == reference:
                    return record
        elif reference in records:
            return records[reference]
        raise Refused("not_found", f"{kind} {reference}")

    # --- the operations ---

    def do_settings(self, op, date):
        booked = any(e.contracts for e in self.entries)
        for key, value in self.given(op).items():
            if key in ("currency", "decimals") and booked and value != self.settings.get(key):
                raise Refused("invalid", f"{key} cannot change once money was booked")
            if key == "fiscal_start_month" and not 1 <= value <= 12:
                fail("not a month")
            self.put(self.settings, key, value)
        return self.write("settings", date)

    @staticmethod
    def given(op):
        return {k: v for k, v in op.items() if k not in ("op", "key", "date", "branch", "actor", "note")}

    def update(self, kind, code, fields, date):
        """the same code again updates the fields given"""
        records = self.lists[kind]
        old = records.get(code)
        record = dict(old or {"number": len(records) + 1, "code": code})
        record.update(fields)
        self.put(records, code, record)
        return self.write(kind, date)

    def do_branch(self, op, date):
        return self.update("branch", op["code"], self.given(op), date)

    def do_staff(self, op, date):
        return self.update("staff", op["code"], self.given(op), date)

    def do_tag(self, op, date):
        if "discount" not in op and op["code"] not in self.lists["tag"]:
            fail("a tag has a discount")
        return self.update("tag", op["code"], self.given(op), date)

    def do_service(self, op, date, kind="service", other="product"):
        if "price" not in op and op["code"] not in self.lists[kind]:
            fail("a price is missing")
        if op["code"] in self.lists[other]:
            raise Refused("exists", f"{op['code']} is a {other}")
        return self.update(kind, op["code"], self.given(op), date)

    def do_product(self, op, date):
        return self.do_service(op, date, "product", "service")

    def do_client(self, op, date):
        fields = self.given(op)
        if "tags" in fields:
            fields["tags"] = [self.find("tag", t)["code"] for t in fields["tags"]]
        return self.update("client", fields.pop("ref"), fields, date)

    def do_offer(self, op, date):
        fields = self.given(op)
        for g in fields.get("grants", ()):
            for service in [g["service"]] if "service" in g else g["any_of"]:
                self.find("service", service)
        if "branches" in fields:
            fields["branches"] = [self.find("branch", b)["code"] for b in fields["branches"]]
        self.check_offer(dict(self.lists["offer"].get(op["code"], {}), **fields))
        return self.update("offer", op["code"], fields, date)

    @staticmethod
    def check_offer(offer):
        kind, grants = offer.get("kind"), offer.get("grants", [])
        if kind is None or "price" not in offer:
            fail("an offer has a kind and a price")
        if kind == "topup":
            if offer.get("credit", 0) < max(1, offer["price"]) or grants:
                fail("a top-up gives credit, not less than its price")
            return
        if kind == "plan":
            if "cycle" not in offer:
                fail("a plan has a cycle")
        elif not grants:
            fail("nothing is granted")
        if grants and all(g.get("bonus") for g in grants):
            fail("nothing but bonus")
        valued = [g for g in grants if "value" in g]
        if valued:
            if any(("value" in g) == bool(g.get("bonus")) for g in grants):
                fail("either every line has a value or none; bonus has none")
            if sum(g["value"] for g in valued) != offer["price"]:
                fail("the values do not add up to the price")

    # --- what a sale takes from them ---

    def list_price(self, grant):
        """of one line of an offer; any_of: the highest of the set (§3.1)"""
        codes = [grant["service"]] if "service" in grant else grant["any_of"]
        return max(self.find("service", code)["price"] for code in codes)

    def tax_rate(self, grant):
        """in basis points; any_of: the highest of the set (§14.36)"""
        codes = [grant["service"]] if "service" in grant else grant["any_of"]
        return max(basis_points(self.find("service", code).get("tax", 0)) for code in codes)

    def split(self, offer, price):
        """the lines of a sale and the values of their slots: (grants, values) (§3.1, §3.2, §14.1)"""
        free = offer.get("bonus_value", "shared") == "free"
        lines = []                                  # [the offer's line, sessions with value, free sessions]
        for g in offer["grants"]:
            if not g.get("bonus"):
                lines.append([g, g["sessions"], 0])
        for g in offer["grants"]:
            if g.get("bonus"):
                line = next((one for one in lines if self.same_set(one[0], g)), None)
                if line is None:
                    line = [dict(g, value=0), 0, 0]
                    lines.append(line)
                line[2 if free else 1] += g["sessions"]
        if any("value" in g for g in offer["grants"]):
            weights = [g["value"] for g, _, _ in lines]
        else:
            weights = [n * self.list_price(g) for g, n, _ in lines]
        if not any(weights):
            weights = [n for _, n, _ in lines]
        grants, values = [], []
        for (g, n, bonus), worth in zip(lines, over_lines(price, weights)):
            what = "service" if "service" in g else "any_of"
            key = g["service"] if what == "service" else list(g["any_of"])
            grants.append(Grant(what, key, n + bonus, self.list_price(g), bonus, self.tax_rate(g)))
            values.append((over_slots(worth, n) if n else []) + [0] * bonus)
        return grants, values

    @staticmethod
    def same_set(a, b):
        if "service" in a or "service" in b:
            return a.get("service") == b.get("service")
        return set(a["any_of"]) == set(b["any_of"])

    def discount(self, client, date, without=()):
        """the best single discount of a client on a day, in basis points (§3.5, §14.2)"""
        rates = [basis_points(self.lists["tag"][t]["discount"]) for t in client.get("tags", ())]
        for m in self.memberships:
            if m.client == client["code"] and m not in without and m.runs_on(date) and not m.frozen_on(date) and not m.suspended_on(date):
                rates.append(basis_points(m.plan.get("member_discount", 0)))
        return max(rates, default=0)
