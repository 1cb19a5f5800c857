"""Reports, folded from the histories of all contracts (§12, §13, §14.15 to §14.18)."""
import datetime
from collections import defaultdict

from arithmetic import ONE_DAY, add_months, to_date

FIRST, LAST = datetime.date.min, datetime.date.max
MONEY = ("paid_in", "delivered", "refunded", "breakage", "fees", "moved")
SESSIONS = ("sold", "used", "expired", "returned", "transferred")
SIGN = {"paid_in": 1, "delivered": -1, "refunded": -1, "breakage": -1, "fees": -1, "moved": 1}
SESSION_SIGN = {"sold": 1, "used": -1, "expired": -1, "returned": -1, "transferred": 1}


def flows_of(contract, change):
    """what one change adds to the columns of the reports: (column, amount)"""
    data, kind = change.data, change.kind

    def sessions(slots):
        return sum(1 for g, _ in slots if contract.grants[g].counted)

    if kind == "begin":
        how, lines = data["how"], data["values"]
        n = sum(len(line) for grant, line in zip(contract.grants, lines) if grant.counted)
        if how == "sale":
            return [("price_sold", contract.price if contract.sold else 0), ("sold", n)]
        used = data.get("used", ())
        before = sum(lines[g][i] for g, i, _ in used)
        taken = sum(1 for g, _, _ in used if contract.grants[g].counted)
        cash = data.get("paid", 0) - data.get("moved", 0)
        return [("moved", cash - before), ("delivered_before", before), ("transferred", n - taken)]
    if kind == "pay":
        return [("paid_in", data["amount"]), ("cash:" + data["method"], data["amount"])]
    if kind == "settle":
        return [("moved", data["amount"])]
    if kind == "redeem":
        return [("used", 1)]
    if kind == "return":
        return [("used", -sessions(data["slots"]))]
    if kind == "cancel":
        column, sign = {"expiry": ("expired", 1), "cap": ("expired", 1), "transfer": ("transferred", -1)}.get(data["cause"], ("returned", 1))
        rows = [("refunded", data["refund"]), ("fees", data["fees"]), ("breakage", data["breakage"]),
                ("moved", -data["moved"] - data["recovered"]), (column, sign * sessions(data["slots"]))]
        return rows + ([("cash:" + data["method"], -data["refund"])] if data["refund"] else [])
    if kind == "revive":
        return [("breakage", -data["surplus"]), ("moved", data["recovered"]), ("expired", -sessions(data["slots"]))]
    if kind == "credit":
        return [("moved", data["cash"])]
    if kind == "spend":
        return [("moved", -data["cash"])]
    if kind == "write_off":
        return [("moved", data["amount"])]
    return []


def flows(contract):
    """(day, column, amount) of everything dated; a void dated later takes it back on its day"""
    for change in contract.ordered():
        for column, amount in flows_of(contract, change):
            yield change.entry.date, column, amount
            if column == "delivered_before":
                yield change.entry.date, "delivered", -amount
            if change.entry.ended is not None:
                yield change.entry.ended, column, -amount
                if column == "delivered_before":
                    yield change.entry.ended, "delivered", amount
    before = 0
    for figures in contract.history():
        if figures.delivered != before:
            yield figures.date, "delivered", figures.delivered - before
        before = figures.delivered


class Reports:
    def report(self, name, args=None):
        args = dict(args or {})
        begin = to_date(args["from"]) if "from" in args else FIRST
        end = to_date(args["to"]) if "to" in args else LAST
        as_of = to_date(args["as_of"]) if "as_of" in args else None
        rows = getattr(self, "report_" + name)(begin, end, as_of, args)
        return {"report": name, **{k: args[k] for k in ("from", "to", "as_of") if k in args}, "rows": rows}

    def state_on(self, contract, day):
        return contract.now() if day is None else contract.on(day)

    def status_day(self, as_of):
        if as_of is not None:
            return as_of
        return (self.last_tick or FIRST) if self.free_clock else self.today()

    # --- contracts and pending ---

    def report_contracts(self, begin, end, as_of, args):
        rows = []
        for c in self.contracts:
            state = self.state_on(c, as_of)
            if not state.exists:
                continue
            live, delivered, paid, off = state.live, state.delivered, state.paid, state.written_off
            rows.append({
                "contract": c.number, "ref": c.ref, "client": c.now().owner or state.owner, "offer": c.offer, "stream": c.stream,
                "status": self.status(state, self.status_day(as_of)), "sold_on": c.date.isoformat(), "price": c.price,
                "live_value": live, "delivered": delivered, "paid": paid, "written_off": off, "due": live - paid - off,
                "liability": max(0, paid + off - delivered), "receivable": max(0, delivered - paid - off),
                "grants": self.grant_rows(c, state)})
        return rows

    @staticmethod
    def status(state, day):
        """§4.6"""
        if state.has_free:
            return "frozen" if state.frozen_on(day) else "active"
        return "owing" if state.due > 0 else state.last_taken()

    @staticmethod
    def grant_rows(contract, state):
        expiry = state.expires_on()
        expiry = expiry and expiry.isoformat()
        if state.is_topup:
            return [{"credit": state.face, "spent": state.spent, "left": state.credit_left,
                     "value_left": state.credit_value, "expires_on": expiry}]
        rows = []
        for grant, line in zip(contract.grants, state.lines):
            if grant.counted:
                n = {status: sum(1 for s in line if s.status == status) for status in ("used", "free", "expired", "returned", "transferred")}
                rows.append({grant.what: grant.key, "sessions": len(line), "used": n["used"], "left": n["free"],
                             "expired": n["expired"], "returned": n["returned"], "transferred": n["transferred"],
                             "value_left": sum(s.value for s in line if s.status == "free"), "expires_on": expiry})
        return rows

    def report_pending(self, begin, end, as_of, args):
        owed = defaultdict(lambda: [0, 0])
        for c in self.contracts:
            for grant, line in zip(c.grants, self.state_on(c, as_of).lines):
                if grant.what in ("service", "any_of"):
                    key = grant.key if grant.what == "service" else tuple(sorted(grant.key))
                    free = [s.value for s in line if s.status == "free"]
                    owed[key][0] += len(free)
                    owed[key][1] += sum(free)
        return [{**({"service": key} if isinstance(key, str) else {"any_of": list(key)}), "sessions": n, "value": value}
                for key, (n, value) in sorted(owed.items(), key=str) if n]

    # --- performance and takings ---

    def report_performance(self, begin, end, as_of, args):
        basis = args.get("basis", "cash_delivered")
        rows = defaultdict(int)
        for c in self.contracts:
            if basis == "cash":
                daily = self.cash_daily(c)
            else:
                daily = c.daily("credits" if basis == "cash_delivered" else "entitled")
            for (day, staff), amount in daily.items():
                if begin <= day <= end:
                    rows[day, staff] += amount
        return [{"date": day.isoformat(), "staff": staff, "amount": rows[day, staff]} for day, staff in sorted(rows) if rows[day, staff]]

    @staticmethod
    def cash_daily(contract):
        """each payment of money, in full, on its day, to the seller (§5.5, §14.18, §14.33)"""
        rows = defaultdict(int)
        if not contract.is_legacy:
            for day, column, amount in flows(contract):
                if column == "paid_in":
                    rows[day, contract.seller or "house"] += amount
        return rows

    def report_takings(self, begin, end, as_of, args):
        rows = defaultdict(int)
        for c in self.contracts:
            for day, column, amount in flows(c):
                if column.startswith("cash:") and begin <= day <= end:
                    rows[day, column[5:]] += amount
        return [{"date": day.isoformat(), "method": method, "amount": rows[day, method]} for day, method in sorted(rows) if rows[day, method]]

    # --- roll-forward and structure ---

    def periods(self, begin, end, by):
        """(name, first day, last day) of the months or fiscal years that hold something"""
        days = [day for c in self.contracts for day, _, _ in flows(c)]
        if not days:
            return []
        first, last = max(begin, min(days)), min(end, max(days))
        start = first.replace(day=1)
        if by != "month":
            while start.month != self.settings["fiscal_start_month"]:
                start = add_months(start, -1)
        found, length = [], 1 if by == "month" else 12
        while start <= last:
            following = add_months(start, length)
            name = start.isoformat()[:7] if by == "month" else str(start.year)
            found.append((name, max(start, begin), min(following - ONE_DAY, end)))
            start = following
        return found

    def report_rollforward(self, begin, end, as_of, args):
        rows, everything = [], defaultdict(list)
        for c in self.contracts:
            everything[c.stream] += list(flows(c))
        for name, first, last in self.periods(begin, end, args.get("by", "month")):
            for stream in sorted(everything):
                rows.append({"period": name, "stream": stream, **self.rolled(stream, everything[stream], first, last)})
        return rows

    def rolled(self, stream, all_flows, first, last):
        inside, before = defaultdict(int), defaultdict(int)
        for day, column, amount in all_flows:
            if day < first:
                before[column] += amount
            elif day <= last:
                inside[column] += amount
        opening = sum(SIGN[k] * before[k] for k in MONEY)
        sessions_open = sum(SESSION_SIGN[k] * before[k] for k in SESSIONS)
        liability = receivable = 0
        for c in self.contracts:
            if c.stream == stream:
                state = c.on(last)
                account = state.paid + state.written_off - state.delivered
                liability += max(0, account)
                receivable += max(0, -account)
        return {
            "opening": opening, **{k: inside[k] for k in MONEY},
            "closing": opening + sum(SIGN[k] * inside[k] for k in MONEY), "liability": liability, "receivable": receivable,
            "sessions": {"opening": sessions_open, **{k: inside[k] for k in SESSIONS},
                         "closing": sessions_open + sum(SESSION_SIGN[k] * inside[k] for k in SESSIONS)}}

    def report_structure(self, begin, end, as_of, args):
        rows = defaultdict(lambda: defaultdict(int))
        for c in self.contracts:
            for day, column, amount in flows(c):
                if begin <= day <= end:
                    row = rows[day.isoformat()[:7], c.stream]
                    if column == "price_sold":
                        row["sold"] += amount
                    elif column.startswith("cash:"):
                        row["cash"] += amount
                    elif column in ("delivered", "breakage", "fees"):
                        row["revenue"] += amount
        return [{"month": month, "stream": stream, "sold": row["sold"], "cash": row["cash"], "revenue": row["revenue"]}
                for (month, stream), row in sorted(rows.items())]

    def report_day(self, begin, end, as_of, args):
        day = as_of or (begin if begin != FIRST else self.status_day(None))
        one = {"from": day.isoformat(), "to": day.isoformat()}
        totals = defaultdict(int)
        for c in self.contracts:
            for when, column, amount in flows(c):
                if when == day:
                    totals[column] += amount
        return [{"date": day.isoformat(), "takings": self.report("takings", one)["rows"],
                 "performance": self.report("performance", one)["rows"],
                 "visits": sum(1 for e in self.entries if e.kind == "visit" and e.date == day and e.ended != day),
                 "sold": totals["price_sold"], "redeemed": totals["used"]}]
