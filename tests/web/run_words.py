#!/usr/bin/env python3
"""Every way to be refused has a sentence in each of the three languages, with the figure its reason is told with and no other."""

import copy
import json
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "server"))
from serving import Tally  # noqa: E402

SCRIPT = {"en": r"[A-Za-z]", "zh-TW": r"[\u4e00-\u9fff]", "th": r"[\u0e00-\u0e7f]"}
OWN = {"unreachable", "broken", "outcomeUnknown", "tryAgain", "asking", "askingHelp", "about", "field"}
FRAMES = {"about"}  # they put words together and have none of their own

tally = Tally()
check = tally.check


def text(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def rows(source, macro):
    """The rows of a list of C: MACRO(A, B, "c") as lists of their words."""
    found = re.findall(r"^\s" + macro + r"\(([^()]*)\)", source, re.M)
    return [[word.strip().strip('"') for word in re.findall(r'"[^"]*"|[^,]+', row)] for row in found]


def codes():
    statuses = {row[1] for row in rows(text("include", "carnet_status.h"), "STATUS")} - {"ok"}
    return statuses, statuses | {row[1] for row in rows(text("src", "server", "problem.h"), "PROBLEM")}


def reasons():
    """The figure of each reason, "" where it has none."""
    return {row[1]: row[3] if len(row) > 3 else "" for row in rows(text("src", "base", "reason.h"), "REFUSED") if row[1]}


def faults_of(words, language):
    """What is wrong with the words of one language."""
    faults = []

    def look(name, sentence, figures):
        if not sentence or not (re.search(SCRIPT[language], sentence) or name in FRAMES):
            faults.append(f"{name} has no sentence: {sentence!r}")
        elif set(re.findall(r"{{(\w+)}}", sentence)) != figures:
            faults.append(f"{name} is not told with {figures or 'nothing'}: {sentence!r}")

    for code in codes()[1]:
        look(code, words.get(code), set())
    for name, figure in reasons().items():
        look(name, words["reasons"].get(name), {figure} - {""})
    look("about", words.get("about"), {"about", "sentence"})
    look("field", words.get("field"), {"field"})
    for name, sentence in words["fields"].items():
        look(name, sentence, set())
    for name in set(words) - codes()[1] - OWN - {"fields", "reasons"}:
        faults.append(f"{name} is no code")
    for name in set(words["reasons"]) - set(reasons()):
        faults.append(f"{name} is no reason")
    return faults


def planted(words):
    """Copies of the words with a fault each."""
    for name, change in (
        ("a code without words", lambda copied: copied.pop("frozen")),
        ("a code with an empty sentence", lambda copied: copied.update(frozen="")),
        ("a sentence that was not translated", lambda copied: copied.update(frozen="It is frozen.")),
        ("a reason without words", lambda copied: copied["reasons"].pop("above_due")),
        ("a reason without its figure", lambda copied: copied["reasons"].update(above_due="超過應付金額。")),
        ("a reason with another's figure", lambda copied: copied["reasons"].update(above_due="超過 {{paid}}。")),
        ("a frame that forgets the sentence", lambda copied: copied.update(about="{{about}}：")),
        ("words for no code", lambda copied: copied.update(thawed="已解凍。")),
        ("words for no reason", lambda copied: copied["reasons"].update(thawed="已解凍。")),
    ):
        copied = copy.deepcopy(words)
        change(copied)
        yield name, copied


def main():
    check(len(codes()[0]) == 20 and len(codes()[1]) == 26, "the lists are read", codes())
    check(len(reasons()) > 40 and reasons()["above_due"] == "due", "and the reasons", reasons())
    words = {language: json.loads(text("web", "src", "i18n", language, "problems.json")) for language in SCRIPT}
    for language, said in words.items():
        check(faults_of(said, language) == [], f"{language}: every refusal has its sentence", faults_of(said, language))
        check(list(said["fields"]) == list(words["en"]["fields"]), f"{language}: the same members have names", said["fields"])
    for name, said in planted(words["zh-TW"]):
        check(len(faults_of(said, "zh-TW")) == 1, f"found: {name}", faults_of(said, "zh-TW"))
    schemas = json.loads(text("src", "server", "openapi.json"))["components"]["schemas"]
    check(set(schemas["Problem"]["properties"]["code"]["enum"]) == codes()[1], "the interface's contract has the codes")
    check(set(schemas["RefusalCode"]["enum"]) == codes()[0], "and those of the books", schemas["RefusalCode"]["enum"])
    check(set(schemas["Reason"]["enum"]) == set(reasons()), "the reasons", schemas["Reason"]["enum"])
    check(set(schemas["ReasonFigures"]["properties"]) == set(reasons().values()) - {""}, "and their figures")
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
