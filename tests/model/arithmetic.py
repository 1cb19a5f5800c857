"""Numbers and days: the rulebook §2. Plain integers and datetime.date; no floating point near money."""
import datetime
import re
from functools import lru_cache

LARGEST = 10 ** 15          # largest accepted amount (§2.1)
WHOLE = 10000               # 100 % in basis points (§2.2)
ONE_DAY = datetime.timedelta(days=1)


class Refused(Exception):
    """An operation that the rules refuse; `code` is one of the codes of §13."""

    def __init__(self, code, message=""):
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


def div_round(a, b):
    """round(a/b): half up, mirrored below zero (§2.3)"""
    if a < 0:
        return -div_round(-a, b)
    return (2 * a + b) // (2 * b)


def over_lines(amount, weights):
    """largest remainder, ties to the earlier line (§2.4)"""
    total = sum(weights)
    parts = [amount * w // total for w in weights]
    missing = amount - sum(parts)
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in order[:missing]:
        parts[i] += 1
    return parts


@lru_cache(maxsize=4096)
def _over_slots(amount, n):
    cum = [div_round(amount * k, n) for k in range(n + 1)]
    return tuple(cum[k + 1] - cum[k] for k in range(n))


def over_slots(amount, n):
    """cum(k) = round(V k / n); slot k is worth cum(k) - cum(k-1) (§2.5)"""
    return list(_over_slots(amount, n))


@lru_cache(maxsize=65536)
def entitlements(value, shares):
    """a slot's value over its staff, the house last (§5.1); shares: tuple of (staff, basis points)"""
    house = WHOLE - sum(bp for _, bp in shares)
    parts = over_lines(value, [bp for _, bp in shares] + [house])
    names = [staff for staff, _ in shares] + ["house"]
    return tuple((name, part) for name, part in zip(names, parts) if part)


def to_date(text):
    """a date of the form YYYY-MM-DD, else `invalid` (§2.6)"""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused("invalid", f"not a date: {text!r}")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Refused("invalid", f"no such day: {text}")


def month_length(year, month):
    first = datetime.date(year, month, 1)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - first).days


def add_months(day, n):
    """keeps the day of the month and clips to the month's end (§2.6)"""
    months = day.year * 12 + day.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(day.day, month_length(year, month)))


def add_days(day, n):
    return day + datetime.timedelta(days=n)


def add_span(day, span, times=1):
    """span is {"months": n} or {"days": n}"""
    if "months" in span:
        return add_months(day, span["months"] * times)
    return add_days(day, span["days"] * times)


def discounted(unit_price, quantity, basis_points):
    """§14.2: once per line"""
    return div_round(unit_price * quantity * (WHOLE - basis_points), WHOLE)
