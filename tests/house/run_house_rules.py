#!/usr/bin/env python3
"""Every house rule catches the fault it is there for: each case plants one in a tree of its own and sees it red."""

import importlib.machinery
import importlib.util
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tools/house_rules")
LOADER = importlib.machinery.SourceFileLoader("house_rules", TOOL)
house = importlib.util.module_from_spec(importlib.util.spec_from_loader("house_rules", LOADER))
LOADER.exec_module(house)

LEFT_FOR_LATER = ["TO" + "DO", "FIX" + "ME"]
results = []


def verdict(good, what):
    results.append(good)
    print(("ok" if good else "not ok"), what)


def breaches_of(path, text):
    """What is said of a tree with one sound header and this file."""
    with tempfile.TemporaryDirectory() as tree:
        for name, content in (("src/base/sound.h", "int base_sound(void);\n"), (path, text)):
            os.makedirs(os.path.dirname(os.path.join(tree, name)), exist_ok=True)
            with open(os.path.join(tree, name), "w", encoding="utf-8") as file:
                file.write(content)
        return house.inspect(tree)[1]


def red(path, text, complaint):
    """A file with this text is refused in these words, and nothing else is."""
    found = breaches_of(path, text)
    good = len(found) == 1 and found[0].startswith(path + ":") and complaint in found[0]
    verdict(good, f"{path} is refused: {complaint}" + ("" if good else f" (said: {found})"))


def green(path, text):
    found = breaches_of(path, text)
    verdict(not found, f"{path} is accepted: {text.splitlines()[0]}" + (f" (said: {found})" if found else ""))


def body(lines, head="int f(void) {"):
    """A function whose braces are so many lines apart, both counted."""
    return head + "\n" + "\tg();\n" * (lines - 2) + "}\n"


def includes():
    red("src/base/a.c", '#include "rules/contract.h"\n', "base may not look at rules")
    red("src/rules/a.c", '#include "store/store.h"\n', "rules may not look at store")
    red("src/rules/a.c", '#include "statements.h"\n', "rules may not look at store")
    red("src/rules/a.c", '#include "book/book.h"\n', "rules may not look at book")
    red("src/rules/a.h", '#include "wire/wire.h"\n', "rules may not look at wire")
    red("src/store/a.c", '#include "rules/contract.h"\n', "store may not look at rules")
    red("src/book/a.c", '#include "wire/wire.h"\n', "book may not look at wire")
    red("src/book/a.c", '#include "insight/report.h"\n', "book may not look at insight")
    red("src/insight/a.c", '#include "wire/wire.h"\n', "insight may not look at wire")
    red("src/wire/a.c", '#include "server/server.h"\n', "wire may not look at server")
    red("src/server/a.c", '#include "cli/cli.h"\n', "server may not look at cli")
    red("include/carnet.h", '#include "rules/contract.h"\n', "include/ lies below all rooms")
    red("src/base/a.c", '#include "../base/money.h"\n', "name the room")
    red("src/base/a.c", '#include "sound.h"\n', "name the room")
    red("src/attic/a.c", "int f(void);\n", "not in a known room")
    red("src/book/a.c", "#include <sqlite3.h>\n", "only src/store may include sqlite3.h")
    red("src/server/a.c", "#include <libpq-fe.h>\n", "only src/store may include libpq-fe.h")
    red("tests/book/a.c", "#include <sqlite3.h>\n", "only src/store may include sqlite3.h")
    red("src/book/a.c", "#include <microhttpd.h>\n", "only src/server may include microhttpd.h")
    green("src/store/a.c", '#include <sqlite3.h>\n#include "base/money.h"\n#include "statements.h"\n')
    green("tests/store/a.c", "#include <sqlite3.h>\n")
    green("src/rules/a.c", '#include "base/money.h"\n#include "rules/contract.h"\n#include "carnet_status.h"\n')
    green("src/cli/a.c", '#include "server/server.h"\n#include "wire/wire.h"\n#include "book/book.h"\n')


def sizes():
    red("src/rules/a.h", "int f(void);\n" * 501, "501 lines")
    green("src/rules/a.h", "int f(void);\n" * 500)
    red("src/rules/a.c", body(61), "a function of 61 lines")
    red("src/rules/a.c", body(61, "int f(int a,\n      int b)\n{"), "a function of 61 lines")
    red("src/rules/a.c", "#define A {\n" + body(61), "a function of 61 lines")
    red("tests/rules/a.c", body(61), "a function of 61 lines")
    green("src/rules/a.c", body(60))
    green("src/rules/a.c", "static const char *const names[] = {\n" + '\t"{",\n' * 70 + "};\n")


def money():
    inside = "what is inside money"
    red("src/rules/a.c", "int f(struct money a) { return a.units > 0; }\n", inside)
    red("src/book/a.c", "int f(struct money *a) { return a -> units > 0; }\n", inside)
    red("src/book/a.c", "static const struct money m = {.units = 5};\n", inside)
    green("src/base/money.c", "int f(struct money a) { return a.units > 0; }\n")
    green("src/rules/a.c", '/* a.units is hidden */\nconst char *t = "a.units";\n')


def functions():
    for name in house.FORBIDDEN:
        red("src/server/a.c", f"void f(void) {{ {name}(x); }}\n", f"{name}: ")
    for name in house.ENDS_PROCESS:
        red("src/cli/serve.c", f"void f(void) {{ {name} (1); }}\n", f"{name}: only src/cli/main.c")
        red("src/book/a.c", f"void f(void) {{ {name}(1); }}\n", f"{name}: only src/cli/main.c")
    for room in sorted(house.LIBRARY):
        for name in ("printf", "fprintf", "puts", "fputs", "perror"):
            red(f"src/{room}/a.c", f'void f(void) {{ {name}("x"); }}\n', f"{name}: the library does not print")
    red("src/book/a.c", "void f(void) { log_to(stderr); }\n", "stderr: the library does not print")
    for name in house.CLOCKS:
        red("src/rules/a.c", f"void f(void) {{ {name}(x); }}\n", f"{name}: the day is passed in")
    green("src/cli/main.c", "int main(void) { exit(1); }\n")
    green("src/cli/a.c", 'void f(void) { printf("x"); fprintf(stderr, "x"); }\n')
    green("src/base/a.h", "void f(const char *format, ...) __attribute__((format(printf, 1, 2)));\n")
    green("src/base/a.c", "void f(void) { snprintf(t, 5, x); my_strtok(x); x->exit(1); localtime_r(a, b); }\n")
    green("src/server/a.c", "void f(void) { now = time(NULL); }\n")


def words():
    red("src/rules/a.c", "int f(double x);\n", "double: no floating point")
    red("src/book/a.h", "float x;\n", "float: no floating point")
    red("src/insight/forecast.c", "void f(double x);\n", "double: no floating point")
    green("src/wire/percent.c", "double f(double x);\n")
    red("src/book/a.c", "static int count;\n", "no globals that change")
    red("src/rules/a.c", "static struct arena *arena = NULL;\n", "no globals that change")
    green("src/rules/a.c", 'static const int n = 5;\nstatic int f(void);\nstatic const char *const t[] = {"a"};\n')
    red("src/book/a.c", 'const char *t = "SELECT id FROM client";\n', "SQL lives in src/sql")
    green("src/store/a.c", 'const char *t = "SELECT id FROM client";\n')
    for word in LEFT_FOR_LATER:
        red("src/book/a.c", f"/* {word} later */\n", f"{word}: do it")
        red("src/book/a.h", f"int f(void); // {word}\n", f"{word}: do it")


def the_tool_itself():
    def ended(tree):
        return subprocess.run([TOOL, tree], stdout=subprocess.DEVNULL, check=False).returncode

    with tempfile.TemporaryDirectory() as tree:
        verdict(ended(tree) == 1, "a tree without a source is no success")
        os.makedirs(os.path.join(tree, "src/base"))
        path = os.path.join(tree, "src/base/a.c")
        for text, wanted in (("int f(void);\n", 0), ("double f(void);\n", 1)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            verdict(ended(tree) == wanted, f"the tool ends with {wanted} on: {text.strip()}")


for check in (includes, sizes, money, functions, words, the_tool_itself):
    check()
print(f"{results.count(True)} passed, {results.count(False)} failed")
sys.exit(0 if all(results) else 1)
