"""The form of operations: members, types and bounds (§13, §14.20, §14.23). What fails is `invalid` or `too_large`."""
from arithmetic import LARGEST, Refused, to_date

MOST_SESSIONS = 10_000


def fail(message):
    raise Refused("invalid", message)


def money(x):
    if not isinstance(x, int) or isinstance(x, bool) or x < 0:
        fail(f"not an amount: {x!r}")
    if x > LARGEST:
        raise Refused("too_large", str(x))


def positive(x):
    money(x)
    if x == 0:
        fail("must be more than 0")


def count(x):
    if not isinstance(x, int) or isinstance(x, bool) or x < 1:
        fail(f"not a number of sessions: {x!r}")
    if x > MOST_SESSIONS:
        raise Refused("too_large", str(x))


def natural(x):
    if not isinstance(x, int) or isinstance(x, bool) or x < 0:
        fail(f"not a number: {x!r}")
    if x > MOST_SESSIONS:
        raise Refused("too_large", str(x))


def basis_points(x):
    """a percentage with at most two decimals (§2.2)"""
    if isinstance(x, bool) or not isinstance(x, (int, float)):
        fail(f"not a percentage: {x!r}")
    bp = round(x * 100)
    if abs(x * 100 - bp) > 1e-6 or not 0 <= bp <= 10000:
        fail(f"not a percentage: {x!r}")
    return bp


def text(x):
    if not isinstance(x, str):
        fail(f"not a text: {x!r}")


def name(x):
    text(x)
    if not x:
        fail("empty")


def reference(x):
    if isinstance(x, bool) or not isinstance(x, (str, int)):
        fail(f"not a reference: {x!r}")


def flag(x):
    if not isinstance(x, bool):
        fail(f"not true or false: {x!r}")


def any_value(x):
    pass


def one_of(*values):
    def check(x):
        if x not in values:
            fail(f"{x!r} is none of {values}")
    return check


def list_of(check, least=0):
    def check_list(x):
        if not isinstance(x, list) or len(x) < least:
            fail(f"not a list: {x!r}")
        for item in x:
            check(item)
    return check_list


def members(required, optional):
    def check(x):
        if not isinstance(x, dict):
            fail(f"not an object: {x!r}")
        for key in required:
            if key not in x:
                fail(f"`{key}` is missing")
        for key, value in x.items():
            checker = required.get(key) or optional.get(key)
            if not checker:
                fail(f"unknown member `{key}`")
            checker(value)
    return check


def span(extra):
    """{"months": n} or {"days": n}"""
    shape = members({}, dict({"months": count, "days": count}, **extra))

    def check(x):
        shape(x)
        if ("months" in x) == ("days" in x):
            fail("either months or days")
    return check


staff_share = members({"staff": reference}, {"share": basis_points})


def shares(x):
    list_of(staff_share)(x)
    if sum(basis_points(s.get("share", 100)) for s in x) > 10000:
        fail("more than 100 % in all")


def payment_method(x):
    name(x)


payment = members({"method": payment_method, "amount": positive}, {"contract": reference, "from": reference})


def payments(x):
    list_of(payment)(x)
    for p in x:
        if "from" in p and p["method"] != "credit":
            fail("`from` goes with credit")


ITEMS = {
    "sell": members({"sell": reference}, {"ref": name, "price": money, "seller": reference, "due": to_date,
                                          "schedule": list_of(members({"due": to_date, "amount": positive}, {}))}),
    "redeem": members({"redeem": reference}, {"contract": reference, "sessions": count, "staff": shares}),
    "service": members({"service": reference}, {"price": money, "staff": shares, "ref": name}),
    "product": members({"product": reference}, {"price": money, "quantity": count, "staff": shares, "ref": name}),
}


def item(x):
    if not isinstance(x, dict):
        fail("not an item")
    kinds = [k for k in ITEMS if k in x]
    if len(kinds) != 1:
        fail("an item sells, redeems, or charges a service or a product")
    ITEMS[kinds[0]](x)


def grant(x):
    members({"sessions": count}, {"service": reference, "any_of": list_of(reference, 1), "bonus": flag, "value": money})(x)
    if ("service" in x) == ("any_of" in x):
        fail("either `service` or `any_of`")


def used(x):
    if not isinstance(x, dict):
        fail("not an object")
    for n in x.values():
        natural(n)


refund_terms = members({}, {"method": one_of("per_session", "list_price", "none"), "fee_percent": basis_points,
                            "fee": money, "fee_cap": money, "cooling_off": natural})
when = one_of("cycle_end", "now")
rest = one_of("refund", "credit")


def cash_method(x):
    name(x)
    if x == "credit":
        fail("money does not go back as credit: exchange")


OPERATIONS = {
    "settings": members({}, {
        "name": text, "currency": name, "decimals": natural, "timezone": name, "fiscal_start_month": natural,
        "low_sessions": natural, "redeem_unpaid": flag, "reinstate_days": natural, "expiring_days": natural,
        "dormant_days": natural, "discount_band": any_value, "margin_floor": any_value,
        "tax_point": one_of("payment", "delivery"), "performance_net_of_tax": flag,
        "performance_basis": one_of("cash_delivered", "delivered", "cash")}),
    "branch": members({"code": name}, {"name": text}),
    "staff": members({"code": name}, {"name": text, "role": name}),
    "service": members({"code": name}, {"name": text, "price": money, "cost": money, "interval_days": natural, "tax": basis_points}),
    "product": members({"code": name}, {"name": text, "price": money, "cost": money, "tax": basis_points}),
    "offer": members({"code": name}, {
        "kind": one_of("package", "combo", "plan", "topup"), "name": text, "price": money, "grants": list_of(grant),
        "bonus_value": one_of("shared", "free"), "valid": span({"from": one_of("sale", "first_use")}), "alert_at": natural,
        "refund": refund_terms, "discountable": flag, "branches": list_of(reference), "cycle": span({}),
        "rollover": members({}, {"cycles": natural, "max": natural}), "grace_days": natural, "suspend_days": natural,
        "member_discount": basis_points, "minimum_cycles": natural, "credit": money, "tax": basis_points, "interval_days": natural}),
    "tag": members({"code": name}, {"name": text, "discount": basis_points}),
    "client": members({"ref": name}, {"name": text, "phone": text, "email": text, "tags": list_of(reference)}),
    "visit": members({"client": reference}, {"items": list_of(item), "payments": payments}),
    "pay": members({"client": reference, "payments": payments}, {}),
    "refund": members({"contract": reference}, {"sessions": count, "service": reference, "method": cash_method}),
    "freeze": members({}, {"contract": reference, "membership": reference, "from": to_date, "to": to_date}),
    "unfreeze": members({}, {"contract": reference, "membership": reference}),
    "extend": members({"contract": reference, "expires_on": to_date}, {}),
    "share": members({"contract": reference, "with": reference}, {}),
    "unshare": members({"contract": reference, "with": reference}, {}),
    "return": members({"contract": reference}, {"service": reference, "product": reference, "sessions": count}),
    "transfer": members({"contract": reference, "to": reference}, {"service": reference, "sessions": count, "ref": name}),
    "exchange": members({"contract": reference, "sell": reference}, {
        "ref": name, "price": money, "payments": payments, "rest": rest, "rest_ref": name, "method": cash_method, "seller": reference}),
    "reprice": members({"contract": reference, "price": money}, {}),
    "write_off": members({"contract": reference, "amount": positive}, {}),
    "void": members({}, {"entry": natural, "of": name}),
    "open": members({"client": reference}, {
        "offer": reference, "ref": name, "price": money, "paid": money, "used": used, "sold_on": to_date, "expires_on": to_date,
        "spent": money, "next_cycle": to_date, "billed": natural, "debt": positive}),
    "membership": members({"client": reference, "plan": reference}, {"ref": name, "price": money, "seller": reference}),
    "cancel": members({"membership": reference}, {"when": when, "override": flag, "method": cash_method}),
    "change": members({"membership": reference, "plan": reference}, {
        "when": when, "rest": rest, "rest_ref": name, "method": cash_method}),
    "tick": members({}, {}),
    "close": members({"date": to_date}, {}),
    "reopen": members({}, {}),
}
COMMON = {"op": any_value, "key": name, "date": to_date, "branch": reference, "actor": reference, "note": text}
NEVER_QUOTED = ("settings", "branch", "staff", "service", "product", "offer", "tag", "client", "tick", "close", "reopen")


def exactly_one(op, *keys):
    if sum(k in op for k in keys) != 1:
        fail("exactly one of " + ", ".join(keys))


def check(op):
    """the form of a whole operation"""
    if not isinstance(op, dict) or not isinstance(op.get("op"), str) or op["op"] not in OPERATIONS:
        fail("not an operation")
    kind = op["op"]
    for key, checker in COMMON.items():
        if key in op:
            checker(op[key])
    common = COMMON if kind in NEVER_QUOTED else {**COMMON, "quote": flag}
    if "quote" in common and "quote" in op:
        flag(op["quote"])
    OPERATIONS[kind]({k: v for k, v in op.items() if k not in common or (k == "date" and kind == "close")})
    if kind in ("freeze", "unfreeze"):
        exactly_one(op, "contract", "membership")
    elif kind == "void":
        exactly_one(op, "entry", "of")
    elif kind == "return":
        exactly_one(op, "service", "product")
    elif kind == "open":
        exactly_one(op, "offer", "debt")
        if "debt" in op and set(op) & {"price", "paid", "used", "spent", "sold_on", "expires_on", "next_cycle", "billed"}:
            fail("a debt has no terms")
    elif kind == "refund" and "service" in op and "sessions" not in op:
        fail("how many sessions?")
    elif kind == "transfer" and "sessions" not in op and ("service" in op or "ref" in op):
        fail("how many sessions?")
    elif kind == "visit" and not op.get("items") and not op.get("payments"):
        fail("nothing happens")


def check_days(op, date):
    """what the days of an operation must keep among themselves (§14.27, §14.47)"""
    day = {k: to_date(op[k]) for k in ("from", "to", "expires_on", "sold_on", "next_cycle") if k in op and op["op"] != "transfer"}
    if op["op"] == "freeze":
        start = day.get("from", date)
        if start < date or ("to" in day and day["to"] <= start):
            fail("a freeze goes forward")
    elif op["op"] == "extend" and day["expires_on"] < date:
        fail("a day gone by")
    elif op["op"] == "open" and (day.get("sold_on", date) > date or day.get("next_cycle", date.max) <= date):
        fail("sold before, next cycle after the opening")
