# carnet. `make` builds build/carnet and build/libcarnet.a; `make test`, `make check`, `make coverage`, `make install`.
# SAN=1 builds with the address and undefined-behaviour sanitizers into build/san, COV=1 with gcov into build/cov.
# V=1 shows the commands.
# ROOMS="base rules" leaves the other rooms out, while somebody is rebuilding one.

# ---- what there is -------------------------------------------------------------------------------------------------

in_room = $(sort $(wildcard src/$(1)/*.c))

MIGRATIONS := $(sort $(wildcard src/sql/sqlite/*.sql src/sql/postgres/*.sql))
STATEMENTS := $(sort $(wildcard src/sql/*.sql))

PACKAGES := sqlite3 libpq jansson libsodium glib-2.0 libmicrohttpd

# ---- how it is built -----------------------------------------------------------------------------------------------

PREFIX  ?= /usr/local
VARIANT := $(if $(SAN),san,$(if $(COV),cov,release))
OUT     := $(if $(filter release,$(VARIANT)),build,build/$(VARIANT))
OBJ     := build/obj/$(VARIANT)
GEN     := build/generated

ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla \
	-Werror
OPTIMISE_release := -O2 -g
OPTIMISE_san     := -O1 -g -fsanitize=address,undefined,bounds-strict -fno-sanitize-recover=all -fno-omit-frame-pointer
OPTIMISE_cov     := -O0 -g --coverage

ifeq ($(filter clean format,$(MAKECMDGOALS)),)
ifneq ($(shell pkg-config --exists $(PACKAGES) && echo found),found)
$(error Missing packages: run script/setup first)
endif
endif
PACKAGE_FLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
PACKAGE_LIBS  := $(shell pkg-config --libs $(PACKAGES))
CPPFLAGS += -D_GNU_SOURCE -Iinclude -Isrc -I$(GEN) $(PACKAGE_FLAGS)
CFLAGS   += -std=c17 $(WARNINGS) -pthread $(OPTIMISE_$(VARIANT))
LDLIBS   += $(PACKAGE_LIBS) -lm
LDFLAGS  += -pthread $(filter -fsanitize% --coverage,$(OPTIMISE_$(VARIANT)))

ROOMS ?= base rules store book insight wire server cli
library    = $(filter-out server cli,$(ROOMS))
LIBRARY   := $(foreach room,$(library),$(call in_room,$(room)))
EDGE      := $(foreach room,$(filter server cli,$(ROOMS)),$(call in_room,$(room)))
SERVED    := $(filter server,$(ROOMS))
MAIN      := $(filter src/cli/main.c,$(EDGE))
GENERATED := $(if $(and $(wildcard tools/embed_sql.awk),$(STATEMENTS)),$(GEN)/statements.h $(GEN)/statements.c)
objects    = $(patsubst %.c,$(OBJ)/%.o,$(1))
WEB       := build/web
WEB_FROM  := $(if $(SERVED),$(sort $(shell find web -type f -not -path 'web/node_modules/*' -not -name schema.d.ts)) src/server/openapi.json)
SCREENS   := $(if $(SERVED),$(OBJ)/screens.o)
say        = $(if $(V),,@echo "  $(1)  $@"; )

TESTS    := $(foreach room,$(ROOMS),$(sort $(wildcard tests/$(room)/test_*.c)))
SUPPORT  := $(sort $(wildcard tests/support/*.c) $(filter-out tests/rules/test_%,$(wildcard tests/rules/*.c)))
VARIANTS := $(if $(SERVED),$(patsubst tests/server/variants/%,$(OUT)/variants/%/carnet,$(wildcard tests/server/variants/*)))
PROGRAMS := $(patsubst %.c,$(OUT)/%,$(TESTS))
EXAMPLES := $(patsubst docs/examples/%.c,$(OUT)/examples/%,$(wildcard docs/examples/*.c))
BENCHES  := $(patsubst bench/%.c,$(OUT)/bench/%,$(wildcard bench/*.c))
SCRIPTS  := $(foreach room,$(if $(filter file,$(origin ROOMS)),*,$(ROOMS)),$(sort $(wildcard tests/$(room)/run_*.sh tests/$(room)/run_*.py)))

# What is run a second time with its books on PostgreSQL.
TWICE := $(filter $(patsubst %,$(OUT)/tests/%,store/test_store book/test_property insight/%),$(PROGRAMS)) \
	$(filter $(patsubst %,tests/%,docs/run_rules.py model/run_model.py library/run_example.sh $(patsubst %,server/run_%.py,http matrix search \
	openapi races)),$(SCRIPTS))

.PHONY: all tests bench test campaign-kill campaign-races campaign-fuzz campaign-truth check format formatted tidy cppcheck house coverage mutate install clean FORCE campaign-servers campaign-history
.DELETE_ON_ERROR:
.SECONDARY:

all: $(OUT)/libcarnet.a $(if $(MAIN),$(OUT)/carnet)

$(OUT)/libcarnet.a: $(call objects,$(LIBRARY)) $(if $(GENERATED),$(OBJ)/statements.o)
$(OBJ)/edge.a: $(call objects,$(filter-out $(MAIN),$(EDGE))) $(SCREENS)
$(OBJ)/support.a: $(call objects,$(SUPPORT))

%.a: $(OBJ)/members
	@mkdir -p $(@D) && rm -f $@
	$(call say,ar)$(AR) rcs $@ $(filter %.o,$^)

# What the archives are made of: a source that went away leaves none of its object behind.
$(OBJ)/members: FORCE
	@mkdir -p $(@D)
	@echo $(LIBRARY) $(EDGE) $(SUPPORT) $(GENERATED) | cmp -s - $@ || echo $(LIBRARY) $(EDGE) $(SUPPORT) $(GENERATED) >$@

$(OUT)/carnet: $(call objects,$(MAIN)) $(OBJ)/edge.a $(OUT)/libcarnet.a
	$(call say,ld)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/tests/%: $(OBJ)/tests/%.o $(OBJ)/support.a $(OBJ)/edge.a $(OUT)/libcarnet.a
	@mkdir -p $(@D)
	$(call say,ld)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(OUT)/examples/%: $(OBJ)/docs/examples/%.o $(OUT)/libcarnet.a
	@mkdir -p $(@D)
	$(call say,ld)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/bench/%: $(OBJ)/bench/%.o $(OUT)/libcarnet.a
	@mkdir -p $(@D)
	$(call say,ld)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The server with limits a test can reach, or with a fault that a test must catch: tools/variant.
$(OUT)/variants/%/carnet: tests/server/variants/% tools/variant $(OUT)/carnet
	$(call vary,-O0)

$(OUT)/bench/%/carnet: bench/variants/% tools/variant $(OUT)/carnet
	$(call vary,)

define vary
	$(call say,variant)COMPILE="$(CC) $(filter-out -Isrc,$(CPPFLAGS)) $(CFLAGS) $(1)" tools/variant $< $(@D)
	@$(CC) $(LDFLAGS) -o $@ $(call objects,$(MAIN)) $(@D)/*.o $(OBJ)/edge.a $(OUT)/libcarnet.a $(LDLIBS)
endef

$(OBJ)/%.o: %.c Makefile | $(GENERATED)
	@mkdir -p $(@D)
	$(call say,cc)$(CC) $(CPPFLAGS) $(if $(filter tests/%,$<),-Itests) $(CFLAGS) -MMD -MP -c -o $@ $<

$(OBJ)/statements.o: $(GEN)/statements.c Makefile
	@mkdir -p $(@D)
	$(call say,cc)$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

# The named statements and the migrations of src/sql as C: enum statement, and their texts.
embed = awk -f tools/embed_sql.awk -v mode=$(1) $(STATEMENTS) $(MIGRATIONS)

$(GEN)/statements.h: tools/embed_sql.awk $(STATEMENTS) $(MIGRATIONS)
	@mkdir -p $(@D)
	$(call say,sql)$(call embed,header) >$@

$(GEN)/statements.c: tools/embed_sql.awk $(STATEMENTS) $(MIGRATIONS)
	@mkdir -p $(@D)
	$(call say,sql)$(call embed,source) >$@

# The screens: their packages as the lock file says, then web/build.mjs, then as C (src/server/static.h), FOLDER=/FILE each.
build/packages: web/package.json web/package-lock.json
	@mkdir -p $(@D)
	$(call say,npm)cd web && npm ci --fetch-retries=5 --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(WEB)/index.html: build/packages $(WEB_FROM)
	$(call say,web)cd web && node build.mjs ../$(WEB)

$(GEN)/screens.c: tools/embed_files.awk $(WEB)/index.html src/server/openapi.json
	@mkdir -p $(@D)
	$(call say,embed)awk -f tools/embed_files.awk $$(cd $(WEB) && find . -type f | sort | sed 's|^\.|$(WEB)=|') src/server=/openapi.json >$@

$(OBJ)/screens.o: $(GEN)/screens.c Makefile
	@mkdir -p $(@D)
	$(call say,cc)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# ---- how it is tested ----------------------------------------------------------------------------------------------

tests: all $(PROGRAMS) $(EXAMPLES) $(VARIANTS)

bench: all $(BENCHES) $(OUT)/bench/single/carnet

test: tests
	@CARNET=$(abspath $(OUT)/carnet) tests/support/postgres.py script/run-tests $(PROGRAMS) $(SCRIPTS) --on-postgres $(TWICE)

# Long ones, by hand.
campaign-kill: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/server/run_kill.py

campaign-races: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/server/run_races.py

campaign-fuzz: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/server/run_fuzz.py

campaign-truth: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/insight/run_truth.py

campaign-servers: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/support/postgres.py tests/server/run_servers.py

campaign-history: all
	@CARNET=$(abspath $(OUT)/carnet) SLOW=1 tests/server/run_history.py

check: formatted tidy cppcheck house

CHECKED := $(sort $(LIBRARY) $(EDGE) $(TESTS) $(SUPPORT))
HEADERS := $(wildcard include/*.h src/*/*.h tests/*/*.h)

formatted:
	@clang-format --dry-run -Werror $(CHECKED) $(HEADERS)

# Brings every source into form; FILES="…" only those.
format:
	clang-format -i $(or $(FILES),$(CHECKED) $(HEADERS))

# A file is looked at again when its object was: that knows the headers.
tidy: $(patsubst %.c,build/check/%.tidy,$(CHECKED))

build/check/%.tidy: $(OBJ)/%.o .clang-tidy
	@mkdir -p $(@D)
	$(call say,tidy)clang-tidy --quiet $*.c -- -std=c17 $(CPPFLAGS) -Itests 2>$@.errors || { cat $@.errors; exit 1; }
	@touch $@

cppcheck: $(GENERATED)
	@mkdir -p build/check/cppcheck
	@cppcheck -j$(shell nproc) --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--library=tools/cppcheck.cfg --suppressions-list=tools/cppcheck.suppress --error-exitcode=1 \
		--cppcheck-build-dir=build/check/cppcheck -D_GNU_SOURCE -Iinclude -Isrc -I$(GEN) $(LIBRARY) $(EDGE)

house:
	@tools/house_rules .

coverage:
	@find build/obj/cov -name '*.gcda' -delete 2>/dev/null || true
	$(MAKE) COV=1 test
	tools/coverage build/obj/cov

# Breaks the rules in some thousand ways; their tests must see every one.
mutate:
	@tools/mutate

# ---- how it is installed -------------------------------------------------------------------------------------------

install: all
	install -D -m 755 $(OUT)/carnet $(DESTDIR)$(PREFIX)/bin/carnet
	install -D -m 644 $(OUT)/libcarnet.a $(DESTDIR)$(PREFIX)/lib/libcarnet.a
	install -d $(DESTDIR)$(PREFIX)/include
	install -m 644 include/*.h $(DESTDIR)$(PREFIX)/include

clean:
	rm -rf build

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
