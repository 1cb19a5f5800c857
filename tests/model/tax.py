"""Inclusive tax, cumulative per contract, as each entry posts it (§10.2, §14.36).

X is taken exactly, not rounded: only so do the rulebook's 5,000 + 5,000 at 7 % come to 327.10 + 327.11.
"""
from fractions import Fraction

from arithmetic import WHOLE, div_round
from contract import State


def share(grant):
    """the part of an inclusive amount that is tax"""
    return Fraction(grant.tax, WHOLE + grant.tax)


def rounded(fraction):
    return div_round(fraction.numerator, fraction.denominator)


def cumulative(contract, state, point):
    """the tax due by now, by what is paid or by what is delivered"""
    if state.is_topup or not state.exists or contract.is_access or contract.is_legacy:
        return 0
    lines = [(share(grant), sum(s.value for s in line if s.status in ("free", "used")), sum(s.value for s in line if s.status == "used"))
             for grant, line in zip(contract.grants, state.lines)]
    if point == "delivery":
        return sum(rounded(rate * delivered) for rate, _, delivered in lines)
    return rounded(state.paid * sum(rate * live for rate, live, _ in lines) / state.live) if state.live else 0


def postings(contract, entries, point):
    """(entry number, what it adds to `liabilities:tax`), in the order of recording"""
    posted = kept = 0
    for entry in entries:
        undone = entry.undoes
        if entry in contract.entries or (undone is not None and undone in contract.entries):
            state = recorded(contract, entry.number)
            due = cumulative(contract, state, point) + kept
            if entry.kind in ("expiry", "cap") and point == "payment" and due < posted:
                kept += posted - due                    # expired money keeps its tax
                due = posted
            if due != posted:
                yield entry.number, due - posted
            posted = due


def recorded(contract, number):
    """the contract as it stood when entry `number` had been recorded"""
    state = State(contract)
    undone = {e.undoes for e in contract.voids if e.number <= number}
    for change in contract.ordered_as_recorded(number, undone):
        state.apply(change)
    return state
