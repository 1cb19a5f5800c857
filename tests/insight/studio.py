"""Made-up studios whose truth is known: clients drawn from stated distributions, with a seed, as operations for `carnet apply`
and as the figures that must come of them. A studio can be lived on from any day with other luck.

    single    one visit; with likelihood `again` another after 100 to 300 days, and so on
    package   ten sessions, paid at once; the next session after the client's rhythm, with noise; with likelihood `drop` never; at the
              end with likelihood `renew` another ten
    plan      two sessions a month, paid on the cycle's day; uses each with likelihood 0.8; with likelihood `churn` cancels in a cycle
    habit     single visits at a rhythm, with likelihood `drop` never again
"""

import copy
import datetime
import heapq
import json
import os
import random
import shutil
import subprocess
import tempfile

CARNET = os.environ.get("CARNET", "build/carnet")
START = datetime.date(2022, 1, 3).toordinal()
LISTS = [
    {"op": "service", "code": "facial", "price": 1500, "cost": 400},
    {"op": "offer", "code": "ten", "kind": "package", "price": 10000, "valid": {"months": 12}, "alert_at": 2,
     "grants": [{"service": "facial", "sessions": 10}]},
    {"op": "offer", "code": "club", "kind": "plan", "price": 1500, "cycle": {"months": 1}, "grants": [{"service": "facial", "sessions": 2}]},
]


def text(day):
    return datetime.date.fromordinal(day).isoformat()


def month_of(day):
    date = datetime.date.fromordinal(day)
    return date.year * 12 + date.month - 1


def add_months(day, count):
    date = datetime.date.fromordinal(day)
    number = date.year * 12 + date.month - 1 + count
    for last in (date.day, 30, 29, 28):
        try:
            return datetime.date(number // 12, number % 12 + 1, min(date.day, last)).toordinal()
        except ValueError:
            pass
    raise ValueError(day)


def month_end(day, months=0):
    date = datetime.date.fromordinal(day)
    return add_months(datetime.date(date.year, date.month, 1).toordinal(), months + 1) - 1


class Client:
    """Somebody with a next day; what they do on it is `act`."""

    def __init__(self, studio, ref, day):
        self.studio, self.ref, self.begun = studio, ref, day
        self.rhythm = max(2.0, studio.luck.gauss(studio.rhythm, studio.rhythm * studio.spread))

    def gap(self):
        luck = self.studio.luck
        return max(1, round(luck.gauss(self.rhythm, self.rhythm * self.studio.noise)))

    def visit(self, day, items, paid=0):
        operation = {"op": "visit", "client": self.ref, "date": text(day), "items": items}
        if paid:
            operation["payments"] = [{"method": "cash", "amount": paid}]
            self.studio.cash.append((day, paid))
        self.studio.say(day, operation)


class Single(Client):
    def act(self, day):
        studio = self.studio
        self.visit(day, [{"service": "facial"}], 1500)
        studio.used.append((day, day, 1500, None, False))
        if studio.luck.random() < studio.again:
            return day + studio.luck.randint(100, 300)
        return None


class Habit(Client):
    def act(self, day):
        self.visit(day, [{"service": "facial"}], 1500)
        self.studio.used.append((day, day, 1500, None, False))
        return None if self.studio.luck.random() < self.studio.drop else day + self.gap()


class Package(Client):
    left, sold, number = 0, None, 0

    def act(self, day):
        studio = self.studio
        if self.left and day > add_months(self.sold, 12):
            self.left = 0
        if self.left == 0:
            if self.number and studio.luck.random() >= studio.renew:
                return None
            self.number += 1
            self.left, self.sold = studio.sessions, day
            ref = f"{self.ref}.{self.number}"
            self.visit(day, [{"sell": "ten", "ref": ref}, {"redeem": "facial", "contract": ref}], 10000)
            studio.packages.append([day, add_months(day, 12), studio.sessions])
        else:
            self.visit(day, [{"redeem": "facial", "contract": f"{self.ref}.{self.number}"}])
        self.left -= 1
        studio.packages[-1 if self.left == studio.sessions - 1 else self.place()][2] -= 1
        studio.used.append((day, self.sold, 10000 // studio.sessions, None, True))
        if studio.luck.random() < studio.drop:
            return None
        return day + self.gap()

    def place(self):
        for i in range(len(self.studio.packages) - 1, -1, -1):
            if self.studio.packages[i][0] == self.sold and self.studio.packages[i][2] == self.left + 1:
                return i
        raise LookupError(self.ref)


class Course(Package):
    """A package and no more, whatever the studio's `renew` says."""

    def act(self, day):
        if self.number and self.left == 0:
            return None
        return super().act(day)


class Plan(Client):
    cycles, leaving, next_cycle = 0, False, 0

    def act(self, day):
        studio = self.studio
        if self.leaving:
            return None
        ref = "m" + self.ref
        if self.cycles == 0:
            self.anchor = day
            studio.say(day, {"op": "membership", "client": self.ref, "plan": "club", "ref": ref, "date": text(day)})
        self.cycles += 1
        self.next_cycle = add_months(self.anchor, self.cycles)
        studio.say(day, {"op": "pay", "client": self.ref, "date": text(day),
                         "payments": [{"method": "card", "amount": 1500, "contract": f"{ref}.{self.cycles}"}]})
        studio.cash.append((day, 1500))
        studio.fees.append((day, 1500, self.anchor, self.ref))
        used = 0
        for when in sorted(studio.luck.sample(range(day, self.next_cycle), 2)):
            if studio.luck.random() < 0.8:
                used += 1
                studio.later(when, {"op": "visit", "client": self.ref, "date": text(when), "items": [{"redeem": "facial"}]},
                             (when, day, 750, (self.anchor, self.ref), True))
        if used < 2:
            studio.expired.append((self.next_cycle - 1, day, (2 - used) * 750))
        if studio.luck.random() < studio.churn:
            self.leaving = True
            when = studio.luck.randrange(day, self.next_cycle)
            studio.later(when, {"op": "cancel", "membership": ref, "when": "cycle_end", "date": text(when)}, None)
        return self.next_cycle


KINDS = {"single": Single, "package": Package, "course": Course, "plan": Plan, "habit": Habit}


class Studio:
    """mix: likelihoods of the kinds; arrivals: new clients a month; the rest as above."""

    def __init__(self, seed, mix, arrivals=8, months=30, rhythm=14, spread=0.1, noise=0.2, drop=0.03, renew=0.5, churn=0.05,
                 again=0.35, sessions=10):
        self.seed, self.mix, self.arrivals = seed, mix, arrivals
        self.rhythm, self.spread, self.noise, self.drop = rhythm, spread, noise, drop
        self.renew, self.churn, self.again, self.sessions = renew, churn, again, sessions
        self.luck = random.Random(seed)
        self.operations, self.cash, self.used, self.fees, self.expired, self.packages = [], [], [], [], [], []
        self.queue, self.order, self.clients, self.arrived = [], 0, 0, []
        self.day = START
        self.end = month_end(START, months - 1)

    # --- living ---

    def say(self, day, operation):
        self.operations.append((day, len(self.operations), operation))

    def push(self, day, what):
        self.order += 1
        heapq.heappush(self.queue, (day, self.order, what))

    def later(self, day, operation, used):
        self.push(day, ("say", operation, used))

    def arrive(self, day, kind=None):
        self.clients += 1
        ref = f"c{self.clients}"
        kind = kind or self.luck.choices(list(self.mix), list(self.mix.values()))[0]
        self.say(day, {"op": "client", "ref": ref, "name": ref.upper(), "date": text(day)})
        self.arrived.append((day, kind))
        self.push(day, ("act", KINDS[kind](self, ref, day)))

    def live(self, end, rate=1.0, slow_to=0):
        """Lives up to a day; up to slow_to with so many of the arrivals only."""
        while self.day <= end:
            share = rate if self.day <= slow_to else 1.0
            if self.luck.random() < self.arrivals * share * 12 / 365.25:
                self.arrive(self.day)
            while self.queue and self.queue[0][0] <= self.day:
                day, _, what = heapq.heappop(self.queue)
                if what[0] == "say":
                    self.say(day, what[1])
                    if what[2]:
                        self.used.append(what[2])
                    continue
                following = what[1].act(day)
                if following is not None:
                    self.push(following, what)
            self.day += 1
        return self

    def other_future(self, seed):
        """The same studio up to now, with other luck from here on; what waits to be done stays."""
        kept = {name: getattr(self, name) for name in ("operations", "cash", "used", "fees", "expired", "arrived")}
        for name in kept:
            setattr(self, name, [])
        other = copy.deepcopy(self)
        for name, known in kept.items():
            setattr(self, name, known)
        other.luck.seed(seed)
        return other

    # --- truths, by month after a day ---

    def truth(self, origin, months):
        first = month_of(origin + 1)
        sums = {name: [0] * months for name in ("sessions", "revenue", "breakage", "fees", "hoped")}

        def add(name, day, amount):
            month = month_of(day) - first
            if day > origin and 0 <= month < months:
                sums[name][month] += amount

        members = {ref for day, _, _, ref in self.fees if day <= origin < add_months(day, 1)}
        for day, sold, value, membership, ahead in self.used:
            if sold <= origin and ahead:
                add("sessions", day, 1)
                add("revenue", day, value)
            elif sold > origin and not (membership and membership[1] in members):
                add("hoped", day, value)
        for day, sold, amount in self.expired:
            if sold <= origin:
                add("breakage", day, amount)
        for sold, expires, left in self.packages:
            if sold <= origin and left:
                add("breakage", expires, left * 10000 // self.sessions)
        for day, amount, _, ref in self.fees:
            if ref in members:
                add("fees", day, amount)
        return sums

    def cash_by_month(self, origin, months):
        first = month_of(origin + 1)
        sums = [0] * months
        for day, amount in self.cash:
            if day > origin and month_of(day) - first < months:
                sums[month_of(day) - first] += amount
        return sums


class Book:
    """A studio's operations up to a day as a book; asks it for reports."""

    def __init__(self, studio, to):
        self.folder = tempfile.mkdtemp(prefix="carnet-truth.")
        self.path = os.path.join(self.folder, "studio.carnet")
        self.run("init", self.path, "--currency", "TWD", "--decimals", "0", "--timezone", "Asia/Taipei", "--clock", "free")
        lists = [dict(operation, date=text(START)) for operation in LISTS]
        if studio.sessions != 10:
            lists[1]["grants"] = [{"service": "facial", "sessions": studio.sessions}]
        lines = lists + [operation for day, _, operation in sorted(studio.operations, key=lambda o: o[:2]) if day <= to]
        lines.append({"op": "tick", "date": text(to + 1)})
        self.run("apply", self.path, "-", given="\n".join(map(json.dumps, lines)))

    def run(self, *words, given=None):
        done = subprocess.run([CARNET, *words], input=given, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stdout[-500:]} {done.stderr[-500:]}")
        return done.stdout

    def report(self, name, *words):
        return json.loads(self.run("report", self.path, name, *words, "--format", "json"))

    def counsel(self, name, *words):
        """alerts, renewals, price"""
        return json.loads(self.run(name, self.path, *words, "--format", "json"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)
