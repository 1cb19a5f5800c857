#!/usr/bin/env python3
"""Runs the examples of docs/insight.md as run_rules.py runs those of the rulebook, with these lines besides:

    each 1-14: {"op": …, "ref": "h#"}                        for each number, which stands for #
    each 1-14 on 2024-01-02 every 28 days 14 times: {…}       and on each of so many days; @ is the number of the day; or months
    report fit facial: verdict plan basis.code enough         the row of a report whose first member is this
    report whatif slow with fewer 50 slow 2: cash.likely 1    asked with options
    report memberships totals by month: churn 9.09            its totals; `notes` are the members beside rows and totals
"""
import datetime
import json
import os
import re
import sys

import run_rules

EACH = re.compile(r"each (\d+)-(\d+)(?: on (\S+) every (\d+) (days|months) (\d+) times)?: (.*)")


def later(day, step, unit, times):
    if unit == "days":
        return day + datetime.timedelta(step * times)
    month = day.month - 1 + step * times
    return day.replace(year=day.year + month // 12, month=month % 12 + 1)


def operations_of(statement, today):
    first, last, start, step, unit, times, operation = EACH.fullmatch(statement).groups()
    for turn in range(int(times or 1)):
        day = later(datetime.date.fromisoformat(start), int(step), unit, turn).isoformat() if start else today
        for number in range(int(first), int(last) + 1):
            made = json.loads(operation.replace("#", str(number)).replace("@", str(turn + 1)))
            yield {"date": day, **made} if day else made


class Book(run_rules.Book):
    def run(self, statements):
        count = 0
        for statement in statements:
            if statement.startswith("each "):
                self.apply_all(list(operations_of(statement, self.day)))
            else:
                count += super().run([statement])
        return count

    def apply_all(self, operations):
        lines = "".join(json.dumps(operation) + "\n" for operation in operations)
        refused = [line for line in self.call("apply", self.file, "-", "--keep-going", text=lines).splitlines() if '"ok":true' not in line]
        if refused:
            raise run_rules.Complaint(f"refused: {refused[0]}")
        self.answer = None


def options_of(words):
    options = []
    if words[:2] == ["by", "month"]:
        options, words = ["--by", "month"], words[2:]
    if words[:1] == ["with"]:
        options += [f"--{word}" if place % 2 == 0 else word for place, word in enumerate(words[1:])]
    return options


def figure(word):
    return float(word) if re.fullmatch(r"-?\d+\.\d+", word) else run_rules.value(word)


def expect_report(book, words, text):
    name, row, *more = words
    told = json.loads(book.call("report", book.file, name, *options_of(more), "--format", "json"))
    if row in ("totals", "notes"):
        found = told["totals"] if row == "totals" else told
    else:
        rows = [one for one in told["rows"] if next(iter(one.values())) == row]
        if len(rows) != 1:
            raise run_rules.Complaint(f"{name} has {len(rows)} rows {row}")
        found = rows[0]
    for member, wanted in run_rules.pairs(text):
        run_rules.same(f"{name} {row} {member}", figure(wanted), run_rules.member(found, member))


if __name__ == "__main__":
    run_rules.EXPECTATIONS["report"] = expect_report
    run_rules.Book = Book
    sys.exit(run_rules.main(sys.argv[1:] or [os.path.join(run_rules.ROOT, "docs", "insight.md")]))
