# SPDX-License-Identifier: MIT
# libdialplan. `make help` lists the targets; the README's two commands are `make deps demo` and `make deps check`.
#
# Objects live in $(BUILD)/<hash of the flags>/, so that builds with different flags never mix; $(BUILD)/latest
# points to the last one. CC, CFLAGS, CPPFLAGS, LDFLAGS, LDLIBS are the user's: what the build needs itself is kept
# in variables of its own and the user's come last.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL = /bin/sh

# --- the user's switches -----------------------------------------------------------------------------------------

ifeq ($(origin CC),default)
CC = cc
endif
CXX ?= c++
CC_FOR_BUILD ?= $(CC)
AR ?= ar
NM ?= nm
LD ?= ld
OBJCOPY ?= objcopy
PKG_CONFIG ?= pkg-config
PYTHON ?= python3
CFLAGS ?= -O2 -g
BUILD ?= build
SANITIZE ?=
COVERAGE ?=
WERROR ?= 1
V ?= 0
JOBS ?= 2

prefix ?= $(or $(PREFIX),/usr/local)
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libdir ?= $(exec_prefix)/lib
includedir ?= $(prefix)/include
datarootdir ?= $(prefix)/share
pkgdatadir ?= $(datarootdir)/dialplan
mandir ?= $(datarootdir)/man
pkgconfigdir ?= $(libdir)/pkgconfig
bashcompletiondir ?= $(datarootdir)/bash-completion/completions
zshcompletiondir ?= $(datarootdir)/zsh/site-functions
fishcompletiondir ?= $(datarootdir)/fish/vendor_completions.d
INSTALL ?= install
INSTALL_PROGRAM ?= $(INSTALL)
INSTALL_DATA ?= $(INSTALL) -m 644

# --- what follows from the tree ----------------------------------------------------------------------------------

VERSION := $(shell awk '/define DIALPLAN_VERSION_(MAJOR|MINOR|PATCH)/ { v = v s $$3; s = "." } END { print v }' \
                       include/dialplan/base.h)
SOVERSION := 0
HEADERS := $(wildcard include/dialplan/*.h)
LIB_SRC := $(sort $(wildcard lib/*.c lib/*/*.c))
CLI_SRC := $(sort $(wildcard cli/*.c))
INCS := $(wildcard lib/*.inc lib/*/*.inc)
MAN := $(wildcard man/*.[1-8])
KINDS := unit property oracle golden fault thread bench
# A file with a main of its own is a program; the others of tests/ are shared by all of them.
mains = $(sort $(shell grep -lw '^int main' /dev/null $(wildcard $(1))))
TEST_MAINS := $(call mains,$(KINDS:%=tests/%/*.c))
TEST_SHARED := $(filter-out $(TEST_MAINS),$(sort $(wildcard $(KINDS:%=tests/%/*.c) tests/support/*.c)))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
EXAMPLES := $(call mains,examples/demo/*.c)

# --- flags -------------------------------------------------------------------------------------------------------

quote = '$(subst ','\'',$(1))'
HASH := $(shell printf '%s\n' $(call quote,$(CC)|$(CFLAGS)|$(CPPFLAGS)|$(LDFLAGS)|$(SANITIZE)|$(COVERAGE)|$(WERROR)) \
                | cksum | cut -d' ' -f1)
OUT := $(BUILD)/$(HASH)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wvla $(if $(filter-out 0,$(WERROR)),-Werror)
SAN := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
COV := $(if $(filter-out 0,$(COVERAGE)),--coverage -O0)

# Asked once, and only by a recipe: `make deps all` must not ask before deps has run.
LIB_PKGS := yaml-0.1 libical icu-i18n icu-uc
pkg_asked = $(if $(filter !,$(1)),$(error $(PKG_CONFIG) does not find $(2): run `make deps`),$(1))
pkg = $(call pkg_asked,$(shell $(PKG_CONFIG) $(1) $(2) || echo !),$(2))
pkg_once = $(eval $(1) := $(if $(strip $(3)),$(call pkg,$(2),$(3))))$($(1))
LIB_CFLAGS = $(call pkg_once,LIB_CFLAGS,--cflags,$(LIB_PKGS))
LIB_LIBS = $(call pkg_once,LIB_LIBS,--libs,$(LIB_PKGS))
TEST_CFLAGS = $(call pkg_once,TEST_CFLAGS,--cflags,cmocka)
TEST_LIBS = $(call pkg_once,TEST_LIBS,--libs,cmocka)

BASE_FLAGS = -std=c11 $(WARN) -fPIC -fvisibility=hidden -ffile-prefix-map=$(CURDIR)=. -ffile-prefix-map=$(OUT)=build -MMD -MP
$(OUT)/lib/%.o: FLAGS = -Iinclude -Ilib $(LIB_CFLAGS)
$(OUT)/cli/%.o: FLAGS = -Iinclude -Icli -D_POSIX_C_SOURCE=200809L
$(OUT)/examples/%.o: FLAGS = -Iinclude
$(OUT)/tests/%.o: FLAGS = -Iinclude -Ilib -Icli -Itests -D_POSIX_C_SOURCE=200809L -Wno-conversion -Wno-pedantic \
                          -Wno-unused-parameter $(LIB_CFLAGS) $(TEST_CFLAGS)
COMPILE = $(CC) $(BASE_FLAGS) $(FLAGS) $(SAN) $(CPPFLAGS) $(CFLAGS) $(COV)
LINK = $(CC) $(SAN) $(COV) $(CFLAGS) $(LDFLAGS)

Q := $(if $(filter-out 0,$(V)),,@)
say = $(if $(filter-out 0,$(V)),,@printf '  %-7s %s\n' $(1) $(2))

# --- the library and the program ---------------------------------------------------------------------------------

LIB_OBJ := $(LIB_SRC:%.c=$(OUT)/%.o) $(OUT)/lib/callback/vocabulary.o
CLI_OBJ := $(CLI_SRC:%.c=$(OUT)/%.o)
STATIC := $(OUT)/libdialplan.a
SHARED := $(OUT)/libdialplan.so.$(VERSION)
MAP := $(OUT)/dialplan.map
FFI_HEADER := $(OUT)/dialplan_ffi.h
PROGRAM := $(if $(wildcard cli/main.c),$(OUT)/dialplan)
# With deps among the goals, nothing is compiled before it is done, in parallel runs too.
FIRST := $(filter deps deps-ffi,$(MAKECMDGOALS))

.PHONY: all
all: $(STATIC) $(SHARED) $(PROGRAM) $(FFI_HEADER) ## the library, static and shared, and the program
	$(Q)ln -sfn $(HASH) $(BUILD)/latest

$(OUT)/%.o: %.c Makefile | $(FIRST)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

# The texts of the guard packs, sorted by name.
PACKS := $(sort $(wildcard lib/rules/*.yaml))
PACKS_INC := $(OUT)/lib/rules/packs.inc
$(PACKS_INC): lib/rules/embed.sh $(PACKS)
	$(Q)mkdir -p $(@D)
	$(Q)sh lib/rules/embed.sh $(PACKS) >$@
$(OUT)/lib/packs.o: FLAGS += -I$(OUT)/lib
$(OUT)/lib/packs.o: $(PACKS_INC)

# The words that the callback reader knows, from the books of words: made by the library's own folding.
MAKE_WORDS := $(OUT)/lib/callback/make_words
MAKE_WORDS_SRC := tools/make_words.c lib/callback/fold.c lib/callback/normalise.c
$(MAKE_WORDS): $(MAKE_WORDS_SRC) $(INCS) $(wildcard lib/callback/*.h) Makefile | $(FIRST)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC_FOR_BUILD) -std=c11 -O1 -Iinclude -Ilib -o $@ $(MAKE_WORDS_SRC)

$(OUT)/lib/callback/vocabulary.c: $(MAKE_WORDS)
	$(call say,GEN,$@)
	$(Q)$(MAKE_WORDS) >$@

$(OUT)/lib/callback/vocabulary.o: $(OUT)/lib/callback/vocabulary.c
	$(call say,CC,$@)
	$(Q)$(COMPILE) -Wno-overlength-strings -c -o $@ $<

# One relocatable object whose hidden symbols are made local: nothing but the public functions can clash.
$(STATIC): $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)$(LD) -r -o $(OUT)/dialplan.o $(LIB_OBJ)
	$(Q)$(OBJCOPY) --localize-hidden $(OUT)/dialplan.o
	$(Q)rm -f $@
	$(Q)$(AR) rcD $@ $(OUT)/dialplan.o

$(MAP): lib/exports.awk $(HEADERS)
	$(Q)mkdir -p $(@D)
	$(Q){ echo 'DIALPLAN_$(SOVERSION) {'; echo '  global:'; awk -f lib/exports.awk $(HEADERS) | LC_ALL=C sort | \
	  sed 's/.*/    &;/'; echo '  local: *;'; echo '};'; } >$@

$(SHARED): $(LIB_OBJ) $(MAP)
	$(call say,LD,$@)
	$(Q)$(LINK) -shared -Wl,-soname,libdialplan.so.$(SOVERSION) -Wl,--version-script=$(MAP) \
	  $(if $(SANITIZE),,-Wl,-z$(comma)defs) -o $@ $(LIB_OBJ) $(LIB_LIBS) $(LDLIBS)
	$(Q)ln -sfn $(@F) $(OUT)/libdialplan.so.$(SOVERSION)
	$(Q)ln -sfn libdialplan.so.$(SOVERSION) $(OUT)/libdialplan.so

# In the order of the umbrella header, where each stands behind what it uses.
$(FFI_HEADER): tools/ffi_header.awk include/dialplan.h $(HEADERS)
	$(Q)mkdir -p $(@D)
	$(Q)awk -v version=$(VERSION) -f tools/ffi_header.awk \
	  $$(sed -n 's|^#include <\(dialplan/.*\)>|include/\1|p' include/dialplan.h) >$@

.PHONY: ffi-header
ffi-header: $(FFI_HEADER) ## one header without preprocessor, for cffi, LuaJIT, koffi
	@echo $<

$(OUT)/dialplan: $(CLI_OBJ) $(STATIC)
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $(CLI_OBJ) $(STATIC) $(LIB_LIBS) -lpthread $(LDLIBS)

comma := ,
empty :=
space := $(empty) $(empty)

# --- tests -------------------------------------------------------------------------------------------------------
#
# Tests are linked with the library's objects, whose internal names they see; those that include a header of cli/
# with the program's too, but for main. A Python oracle is a program if it has a __main__.
# A test that needs flags at the link has a comment "Link: -Wl,--wrap=malloc" in its source.

INTERNAL := $(OUT)/libinternal.a
INTERNAL_CLI := $(OUT)/libinternal-cli.a
SUPPORT := $(OUT)/libsupport.a
TESTS := $(TEST_MAINS:%.c=$(OUT)/%)
FUZZERS := $(FUZZ_SRC:%.c=$(OUT)/%)
of_kind = $(filter $(OUT)/tests/$(1)/%,$(TESTS))

$(INTERNAL): $(LIB_OBJ)
$(INTERNAL_CLI): $(filter-out $(OUT)/cli/main.o,$(CLI_OBJ))
$(SUPPORT): $(TEST_SHARED:%.c=$(OUT)/%.o)
$(INTERNAL) $(INTERNAL_CLI) $(SUPPORT):
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcD $@ $^

CLI_HEADERS := $(subst $(space),|,$(notdir $(wildcard cli/*.h)))
CLI_TESTS := $(if $(CLI_HEADERS),$(shell grep -lE '^#include "(cli/)?($(CLI_HEADERS))"' /dev/null $(TEST_MAINS) $(FUZZ_SRC)))
$(CLI_TESTS:%.c=$(OUT)/%): $(INTERNAL_CLI)

$(TESTS): $(OUT)/%: $(OUT)/%.o $(SUPPORT) $(INTERNAL)
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $< $(SUPPORT) $(filter $(INTERNAL_CLI),$^) $(INTERNAL) $(TEST_LIBS) $(LIB_LIBS) -lpthread -lm \
	  $(shell sed -n 's/^.*Link: *\(-[^*]*\).*/\1/p' $*.c) $(LDLIBS)

# A fuzzer is replayed over its corpus in `check`; `make fuzz` links it with the real engine instead.
FUZZ_ENGINE := $(if $(findstring fuzzer,$(SANITIZE)),-fsanitize=fuzzer,$(OUT)/tests/fuzz/replay.o)
$(FUZZERS): $(OUT)/%: $(OUT)/%.o $(filter %.o,$(FUZZ_ENGINE)) $(SUPPORT) $(INTERNAL)
	$(call say,LD,$@)
	$(Q)$(LINK) $(filter -f%,$(FUZZ_ENGINE)) -o $@ $(filter %.o,$^) $(SUPPORT) $(filter $(INTERNAL_CLI),$^) $(INTERNAL) $(LIB_LIBS) \
	  $(LDLIBS)

# The checks of objects and exports hold for what is shipped: an instrumented build has other symbols.
PLAIN := $(if $(SANITIZE)$(filter-out 0,$(COVERAGE)),,1)
PYTHON_TESTS := $(sort $(shell grep -l '__main__' /dev/null $(wildcard tests/oracle/*.py tests/property/*.py tests/fault/*.py tests/program/*.py)))
SCRIPTS := $(sort $(wildcard tests/golden/*.sh tests/oracle/*.sh tests/fault/*.sh tests/hermetic/*.sh)) \
           $(PYTHON_TESTS) $(if $(PLAIN),$(sort $(wildcard tests/checks/*.sh)))
CHECKED := $(foreach kind,unit golden property oracle fault thread,$(call of_kind,$(kind))) $(FUZZERS) $(SCRIPTS)
TEST_ENV = OUT='$(OUT)' DIALPLAN='$(abspath $(OUT)/dialplan)' CC='$(CC)' CXX='$(CXX)' NM='$(NM)' MAKE='$(MAKE)' \
           PYTHON='$(PYTHON)' PKG_CONFIG='$(PKG_CONFIG)' SANITIZE='$(SANITIZE)' JOBS='$(JOBS)' \
           GOLDEN='$(abspath $(OUT)/tests/golden)'

.PHONY: tests check test oracle golden-update memcheck
tests: $(TESTS) $(FUZZERS) ## build every test program

check: all tests $(EXAMPLES:%.c=$(OUT)/%) ## everything deterministic; closes with "N passed, N failed, N skipped"
	$(Q)$(TEST_ENV) tests/run $(CHECKED)

test: $(if $(T),$(filter %/$(T),$(TESTS) $(FUZZERS))) ## one test: make test T=test_date, or a script: T=tests/checks/docs.sh
	$(Q)$(if $(T),,echo 'usage: make test T=test_date' >&2; exit 2;) \
	  $(TEST_ENV) tests/run -v $(or $(filter %/$(T),$(TESTS) $(FUZZERS)),$(wildcard $(T)),$(T))

oracle: all $(call of_kind,oracle) ## the independent oracles, over 1,000,000 random cases each
	$(Q)CASES=$(or $(CASES),1000000) TEST_TIMEOUT=86400 $(TEST_ENV) tests/run $(call of_kind,oracle) \
	  $(filter tests/oracle/%,$(SCRIPTS))

golden-update: all tests ## rewrite the golden files from what the code answers; review the difference
	$(Q)GOLDEN_UPDATE=1 $(TEST_ENV) tests/run $(call of_kind,golden) $(filter tests/golden/%,$(SCRIPTS))

memcheck: all tests ## the unit and fault tests under valgrind
	$(Q)$(TEST_ENV) tests/run -w 'valgrind -q --error-exitcode=9 --leak-check=full' \
	  $(call of_kind,unit) $(call of_kind,fault)

.PHONY: check-ffi
check-ffi: all ## bindings, databases, pipes of examples/ (make deps-ffi); a missing tool is a skip
	$(Q)$(TEST_ENV) tests/run $(sort $(wildcard tests/ffi/*.sh tests/ffi/*.py))

.PHONY: check-package abi-check abi-update
check-package: ## build the Debian packages, and twice in two directories (debhelper, lintian)
	$(Q)$(TEST_ENV) TEST_TIMEOUT=3600 tests/run $(sort $(wildcard tests/packaging/*.sh))

abi-check: all ## compare the binary interface with the one that is written down (abigail-tools)
	$(Q)$(TEST_ENV) tests/run -v tests/checks/abi.sh

abi-update: all ## write the binary interface down as it is now; review the difference
	$(Q)$(TEST_ENV) tests/abi/renew $(VERSION)

.PHONY: bench fuzz coverage
bench: all $(call of_kind,bench) ## measure; B=<name> for one of tests/bench
	$(Q)for b in $(if $(B),$(filter %/$(B),$(call of_kind,bench)),$(call of_kind,bench)); do \
	  DIALPLAN='$(abspath $(OUT)/dialplan)' $$b || exit 1; done

fuzz: ## fuzz F=<name> for T=60 seconds (clang)
	$(Q)test -f 'tests/fuzz/fuzz_$(F).c' || { echo 'usage: make fuzz F=<name> [T=60]; names:' \
	  $(FUZZ_SRC:tests/fuzz/fuzz_%.c=%) >&2; exit 2; }
	$(Q)$(MAKE) CC=clang SANITIZE=fuzzer-no-link,address,undefined fuzz-run F='$(F)' T='$(or $(T),60)'

.PHONY: fuzz-run
fuzz-run: $(OUT)/tests/fuzz/fuzz_$(F)
	$(Q)mkdir -p $(BUILD)/fuzz/$(F)
	$(Q)$< -max_total_time=$(T) -artifact_prefix=$(BUILD)/fuzz/ $(BUILD)/fuzz/$(F) $(wildcard tests/fuzz/corpus/$(F))

coverage: ## lines and branches of lib/ that `check` runs through
	$(Q)find $(BUILD) -name '*.gcda' -delete 2>/dev/null || true
	$(Q)$(MAKE) COVERAGE=1 check
	$(Q)$(MAKE) COVERAGE=1 coverage-report

.PHONY: coverage-report
coverage-report:
	$(Q)tests/coverage $(OUT) $(LIB_SRC)

# --- demo --------------------------------------------------------------------------------------------------------

EXAMPLE_PROGRAMS := $(EXAMPLES:%.c=$(OUT)/%)
$(EXAMPLE_PROGRAMS): $(OUT)/%: $(OUT)/%.o
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $< $(LDLIBS)

.PHONY: demo
demo: all $(EXAMPLE_PROGRAMS) ## plan an example campaign of a few thousand contacts and look into it
	$(Q)DIALPLAN='$(abspath $(OUT)/dialplan)' examples/demo/demo.sh '$(OUT)/examples/demo/generate' '$(BUILD)/demo'

# --- install -----------------------------------------------------------------------------------------------------

up = $(if $(filter $(prefix)/%,$(1)),$${pcfiledir}/$(shell echo '$(patsubst $(prefix)/%,%,$(1))' | sed 's|[^/][^/]*|..|g'),$(prefix))
below = $(if $(filter $(prefix)/%,$(1)),$${prefix}/$(patsubst $(prefix)/%,%,$(1)),$(1))
COMPLETIONS := $(wildcard cli/completions/*)
DATA := data/phones.txt data/LICENSE.phones data/campaign.schema.json data/account.schema.json
man_section = $(subst .,,$(suffix $(1)))

.PHONY: install uninstall
install: all ## install below DESTDIR and PREFIX (/usr/local)
	$(INSTALL) -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(libdir)' '$(DESTDIR)$(includedir)/dialplan' '$(DESTDIR)$(pkgconfigdir)'
	$(INSTALL_DATA) include/dialplan.h '$(DESTDIR)$(includedir)/'
	$(INSTALL_DATA) $(HEADERS) '$(DESTDIR)$(includedir)/dialplan/'
	$(INSTALL_DATA) $(STATIC) '$(DESTDIR)$(libdir)/'
	$(INSTALL) -m 755 $(SHARED) '$(DESTDIR)$(libdir)/'
	ln -sf libdialplan.so.$(VERSION) '$(DESTDIR)$(libdir)/libdialplan.so.$(SOVERSION)'
	ln -sf libdialplan.so.$(SOVERSION) '$(DESTDIR)$(libdir)/libdialplan.so'
	sed -e 's|@prefix@|$(call up,$(pkgconfigdir))|' -e 's|@libdir@|$(call below,$(libdir))|' \
	  -e 's|@includedir@|$(call below,$(includedir))|' -e 's|@pkgdatadir@|$(call below,$(pkgdatadir))|' -e 's|@version@|$(VERSION)|' -e 's|@requires@|$(LIB_PKGS)|' \
	  pkgconfig/dialplan.pc.in >'$(DESTDIR)$(pkgconfigdir)/dialplan.pc'
	chmod 644 '$(DESTDIR)$(pkgconfigdir)/dialplan.pc'
	$(if $(PROGRAM),$(INSTALL_PROGRAM) $(PROGRAM) '$(DESTDIR)$(bindir)/')
	for page in $(MAN); do \
	  $(INSTALL) -d "$(DESTDIR)$(mandir)/man$${page##*.}" && \
	  $(INSTALL_DATA) $$page "$(DESTDIR)$(mandir)/man$${page##*.}/" || exit 1; done
	$(INSTALL) -d '$(DESTDIR)$(pkgdatadir)'
	$(INSTALL_DATA) $(DATA) $(FFI_HEADER) '$(DESTDIR)$(pkgdatadir)/'
	$(if $(COMPLETIONS),$(INSTALL) -d '$(DESTDIR)$(bashcompletiondir)' '$(DESTDIR)$(zshcompletiondir)' '$(DESTDIR)$(fishcompletiondir)')
	$(if $(COMPLETIONS),$(INSTALL_DATA) cli/completions/dialplan.bash '$(DESTDIR)$(bashcompletiondir)/dialplan')
	$(if $(COMPLETIONS),$(INSTALL_DATA) cli/completions/dialplan.zsh '$(DESTDIR)$(zshcompletiondir)/_dialplan')
	$(if $(COMPLETIONS),$(INSTALL_DATA) cli/completions/dialplan.fish '$(DESTDIR)$(fishcompletiondir)/dialplan.fish')

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(bindir)/dialplan' '$(DESTDIR)$(includedir)/dialplan.h' '$(DESTDIR)$(pkgconfigdir)/dialplan.pc' \
	  $(patsubst include/%,'$(DESTDIR)$(includedir)/%',$(HEADERS)) \
	  '$(DESTDIR)$(libdir)/libdialplan.a' '$(DESTDIR)$(libdir)/libdialplan.so' \
	  '$(DESTDIR)$(libdir)/libdialplan.so.$(SOVERSION)' '$(DESTDIR)$(libdir)/libdialplan.so.$(VERSION)' \
	  $(foreach page,$(MAN),'$(DESTDIR)$(mandir)/man$(call man_section,$(page))/$(notdir $(page))') \
	  '$(DESTDIR)$(bashcompletiondir)/dialplan' '$(DESTDIR)$(zshcompletiondir)/_dialplan' \
	  '$(DESTDIR)$(fishcompletiondir)/dialplan.fish' \
	  $(DATA:data/%='$(DESTDIR)$(pkgdatadir)/%') '$(DESTDIR)$(pkgdatadir)/dialplan_ffi.h'
	-rmdir '$(DESTDIR)$(includedir)/dialplan' '$(DESTDIR)$(pkgdatadir)' 2>/dev/null

# --- the rest ----------------------------------------------------------------------------------------------------

.PHONY: deps deps-ffi man dist distcheck clean help
deps: ## install what is missing, with the system's package manager
	$(Q).ci/deps

deps-ffi: ## install what check-ffi and check-package need beside
	$(Q).ci/deps ffi

man: ## write the man pages of section 3 again from the headers
	$(Q)$(PYTHON) man/generate.py include man

DIST := libdialplan-$(VERSION)
# Its files are of the day of the release, or of SOURCE_DATE_EPOCH.
RELEASED := $(shell sed -n 's/^\#\# $(VERSION) - //p' CHANGELOG.md)
dist: ## a source archive, the same bytes for the same tree
	$(Q)mkdir -p $(BUILD)
	$(Q)tar --sort=name --mtime='$(if $(SOURCE_DATE_EPOCH),@$(SOURCE_DATE_EPOCH),$(RELEASED) 00:00Z)' --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w \
	  --transform 's|^|$(DIST)/|' -cf - .ci .clang-format .gitignore CHANGELOG.md LICENSE Makefile README.md cli \
	  data examples include lib man pkgconfig tests tools | gzip -9n >$(BUILD)/$(DIST).tar.gz
	@echo $(BUILD)/$(DIST).tar.gz

distcheck: dist ## build and check the unpacked source archive
	$(Q)rm -rf $(BUILD)/distcheck && mkdir -p $(BUILD)/distcheck
	$(Q)tar -C $(BUILD)/distcheck -xzf $(BUILD)/$(DIST).tar.gz
	$(Q)env -u MAKEFLAGS -u MAKEOVERRIDES $(MAKE) -C $(BUILD)/distcheck/$(DIST) BUILD=build check

clean: ## remove $(BUILD)
	rm -rf $(BUILD)

help: ## this list
	@echo 'libdialplan $(VERSION). Targets:'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | sed 's/\$$(BUILD)/build\//' | sort | \
	  while IFS='|' read -r target what; do printf '  %-14s %s\n' "$$target" "$$what"; done
	@echo 'Switches: V=1  WERROR=0  SANITIZE=address,undefined|thread  COVERAGE=1  BUILD=dir  JOBS=n  REQUIRE_ALL=1'
	@echo '          CC CFLAGS CPPFLAGS LDFLAGS LDLIBS  PREFIX DESTDIR and the GNU directory variables'

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
