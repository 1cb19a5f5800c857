"""Undoing an entry recorded by mistake (§6.7, §14.46)."""
from arithmetic import Refused

VOIDABLE = {"visit", "pay", "refund", "return", "transfer", "exchange", "reprice", "write_off", "open", "share", "freeze",
            "extend", "expiry", "cap"}
HARMLESS = {"redeem", "pay", "earn"}                                # may have been recorded after what is voided
BASIC = {"begin", "redeem", "pay", "credit", "spend"}               # sale, redemption, payment


class Voids:
    def do_void(self, op, date):
        if "of" in op:
            if op["of"] not in self.keys:
                raise Refused("not_found", op["of"])
            number = self.keys[op["of"]][1]["entry"]
        else:
            number = op["entry"]
        if not 1 <= number <= len(self.entries):
            raise Refused("not_found", f"entry {number}")
        entry = self.entries[number - 1]
        if entry.kind not in VOIDABLE or entry.ended is not None or not self.may_be_voided(entry):
            raise Refused("invalid", f"a {entry.kind} is not voided")
        above = self.stands_on(entry)
        if above:
            raise Refused("built_upon", ", ".join(map(str, sorted(above))))
        day = date if self.is_closed(entry.date) else entry.date
        void = self.begin("void", day)
        self.set(entry, "ended", day)
        self.set(void, "undoes", entry)
        for contract in entry.contracts:
            self.touch(contract)
            self.append(contract.voids, void)
        for contract in entry.contracts:
            if contract.is_broken():
                raise Refused("built_upon", f"#{contract.number}")
        return {"ok": True, "entry": void.number}

    def may_be_voided(self, entry):
        changes = [c for contract in entry.contracts for c in contract.changes if c.entry is entry]
        if any(c.kind == "revive" for c in changes):
            return False
        if entry.kind == "freeze":
            thawed = any(f.entry is entry and f.thawed_by for m in entry.memberships for f in m.freezes)
            keys = {(entry.number, c.data["start"]) for c in changes}
            return not thawed and not any(c.kind == "unfreeze" and c.data["freeze"] in keys
                                          for contract in entry.contracts for c in contract.changes)
        return True

    @staticmethod
    def stands_on(entry):
        """numbers of later standing entries in the way"""
        above = set()
        for contract in entry.contracts:
            own = {c.kind for c in contract.changes if c.entry is entry}
            for change in contract.changes:
                later = change.entry
                if later.number > entry.number and later.ended is None:
                    if change.kind not in HARMLESS or not own <= BASIC:
                        above.add(later.number)
        for m in entry.memberships:
            above |= {e.number for e in m.entries if e.number > entry.number and e.ended is None}
        return above
