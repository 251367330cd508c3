#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Can the other checks fail? Each fault below is planted in a scratch copy of the tree, and the check that guards
# against it must say so: fail, and name the fault. Before that, each check must pass on the untouched copy, so that
# it does not fail for another reason.
source tests/checks/counting

tree=$scratch/tree
mkdir -p "$tree"
cp -R cli examples include lib man tests CHANGELOG.md README.md "$tree/"
mkdir -p "$tree/out"
(cd "$OUT" && find lib -name '*.o' | tar -cf - -T - libdialplan.a libdialplan.so libdialplan.so.0 libdialplan.so.*.*.* dialplan.map dialplan_ffi.h) |
  tar -xf - -C "$tree/out"

run_check() { (cd "$tree" && OUT=out bash "tests/checks/$1.sh" >"$scratch/said" 2>&1); }

for check in purity layers exports headers docs ffi_header abi; do
  if run_check "$check"; then
    pass
  else
    fail "$check does not pass on an untouched copy"
  fi
done

compile() { (cd "$tree" && "$CC" -std=c11 -O1 -fPIC -fvisibility=hidden -Iinclude -Ilib -c -o "out/${1%.c}.o" "$1"); }

# The fault is planted by the commands of $3 in the copy; $4 undoes it. $5 is what the check has to say.
must_fail() { # $1: check, $2: what is planted, $3: how, $4: undo, $5: expression for the message
  (cd "$tree" && eval "$3")
  if run_check "$1"; then
    fail "$1 does not see $2"
  elif grep -qE "$5" "$scratch/said"; then
    pass
  else
    fail "$1 fails at $2, but does not say so: $(head -3 "$scratch/said")"
  fi
  (cd "$tree" && eval "$4")
}

planted() { # $1: C source of lib/planted.c, with a layer of its own so that only the fault is found
  printf '%s\n' "$1" >"$tree/lib/planted.c"
  echo 'L5 planted' >>"$tree/tests/checks/layers.allow"
  compile lib/planted.c
}
cp tests/checks/layers.allow "$scratch/layers.allow"
cp tests/checks/symbols.allow "$scratch/symbols.allow"
clear_planted='rm -f lib/planted.* out/lib/planted.o; cp "$scratch/layers.allow" "$scratch/symbols.allow" tests/checks/'

plant() { must_fail "$1" "$2" "planted '$3'" "$clear_planted" "$4"; }

# shellcheck disable=SC2016
{
  plant purity 'a clock' 'long time(long *); long dp_planted(void); long dp_planted(void) { return time(0); }' 'planted\.c wants time'
  plant purity 'the environment' 'char *getenv(const char *); char *dp_planted(void) { return getenv("TZ"); }' 'planted\.c wants getenv'
  plant purity 'the locale' 'int isalpha(int); int dp_planted(int c) { return isalpha(c); }' 'planted\.c wants (isalpha|__ctype)'
  plant purity 'memory from elsewhere' 'void *malloc(unsigned long); void *dp_planted(void) { return malloc(8); }' 'planted\.c wants malloc'
  plant purity 'writable data' 'int dp_planted = 3;' 'planted\.c has \.data'
  plant purity 'a static counter' 'int dp_planted(void); int dp_planted(void) { static int n; return ++n; }' 'planted\.c has \.bss'
  plant purity 'a thread-local' 'int dp_planted(void); int dp_planted(void) { static _Thread_local int n; return ++n; }' 'planted\.c (has \.tbss|wants __tls)'
  must_fail purity 'a clock that was allowed' 'echo "time * because" >>tests/checks/symbols.allow' "$clear_planted" 'may never be used: time'

  plant layers 'an edge that nobody allowed' 'const char *dialplan_version(void); const char *dp_planted(void) { return dialplan_version(); }' 'planted uses base'
  must_fail layers 'an arrow that points up' \
    'printf "#include \"campaign.h\"\n" >lib/planted.c; compile lib/planted.c; echo "L0 planted" >>tests/checks/layers.allow; echo "planted: campaign" >>tests/checks/layers.allow' \
    "$clear_planted" 'planted \(L0\) uses campaign'
  must_fail layers 'a cycle' \
    'echo "#include \"planted.h\"" >lib/planted_too.h; : >lib/planted.h; planted "#include \"planted_too.h\""; echo "L5 planted_too" >>tests/checks/layers.allow; printf "planted: planted_too\nplanted_too: planted\n" >>tests/checks/layers.allow' \
    "$clear_planted; rm -f lib/planted_too.h" 'on a cycle, or above one: planted'
  must_fail layers 'a stem without a layer' ': >lib/planted.c; compile lib/planted.c' "$clear_planted" 'without a layer.*: planted'
  must_fail layers 'a foreign header' 'planted "#include <yaml.h>"' "$clear_planted" 'outside its door.*planted\.c'
  must_fail layers 'a look behind the wall' 'echo "#include <dialplan/zones.h>" >cli/planted.c' 'rm cli/planted.c' 'behind <dialplan\.h>.*planted'
  must_fail layers 'an inner header in the program' 'echo "#include \"mem.h\"" >cli/planted.c' 'rm cli/planted.c' 'behind <dialplan\.h>.*planted'

  must_fail exports 'a function too many' \
    'cp -R out kept; echo "__attribute__((visibility(\"default\"))) int dialplan_planted(void) { return 1; }" >p.c; "$CC" -c -fPIC -o p.o p.c; ar r out/libdialplan.a p.o 2>/dev/null' \
    'rm -rf out p.c p.o; mv kept out' 'libdialplan\.a exports what no header declares: dialplan_planted'
  must_fail exports 'an inner name in the shared library' \
    'cp -R out kept; rm out/libdialplan.so; "$CC" -shared -Wl,-soname,libdialplan.so.0 -Wl,--unresolved-symbols=ignore-all -fPIC -o out/libdialplan.so -Wl,--whole-archive out/libdialplan.a -Wl,--no-whole-archive' \
    'rm -rf out; mv kept out' 'without the version'
  must_fail exports 'a declaration that nobody defines' \
    'cp include/dialplan/base.h base.kept; echo "DIALPLAN_API int dialplan_planted(void);" >>include/dialplan/base.h' \
    'mv base.kept include/dialplan/base.h' 'lacks what a header declares: dialplan_planted'
  must_fail exports 'a declaration without DIALPLAN_API' \
    'cp include/dialplan/base.h base.kept; echo "int dialplan_planted(void);" >>include/dialplan/base.h' \
    'mv base.kept include/dialplan/base.h' 'without DIALPLAN_API.*dialplan_planted'

  must_fail abi 'a function that nobody wrote down' \
    'cp include/dialplan/base.h base.kept; echo "DIALPLAN_API int32_t dialplan_planted(void);" >>include/dialplan/base.h' \
    'mv base.kept include/dialplan/base.h' 'but not both.*dialplan_planted'
  if command -v abidiff >/dev/null; then
    must_fail abi 'a structure that was another one' \
      "cp tests/abi/libdialplan.abi abi.kept; sed -i '/name=.dialplan_civil./s/size-in-bits=.[0-9]*./size-in-bits=\"8\"/' tests/abi/libdialplan.abi" \
      'mv abi.kept tests/abi/libdialplan.abi' 'binary interface is not that of'
    must_fail abi 'a function that is gone' \
      "cp tests/abi/libdialplan.abi abi.kept; sed -i 's/dialplan_version/dialplan_planted/' tests/abi/libdialplan.abi" \
      'mv abi.kept tests/abi/libdialplan.abi' 'binary interface is not that of'
  else
    skip "there is no abidiff here (abigail-tools)"
  fi

  header='cp include/dialplan/civil.h civil.kept'
  back='mv civil.kept include/dialplan/civil.h'
  member() { echo "$header; sed -i 's|^} dialplan_civil;|  $1\n} dialplan_civil;|' include/dialplan/civil.h"; }
  must_fail headers 'padding' "$(member 'uint64_t planted;  int32_t more;')" "$back" 'does not compile alone'
  must_fail headers 'a pointer' "$(member 'const char *planted;')" "$back" 'no place in a public structure.*planted'
  must_fail headers 'size_t' "$(member 'size_t planted;')" "$back" 'no place in a public structure.*planted'
  must_fail headers 'a structure that grew' "$(member 'int32_t planted;')" "$back" 'the size of dialplan_civil is not'
  must_fail headers 'a structure that nobody pinned' \
    "$header; echo 'typedef struct dialplan_planted { int32_t x; } dialplan_planted;' >>include/dialplan/civil.h" "$back" \
    'sizes\.golden.*dialplan_planted'
  must_fail headers 'a header that leans on another' \
    "$header; sed -i 's|#include <dialplan/base.h>||' include/dialplan/civil.h" "$back" 'civil\.h does not compile alone'
  must_fail headers 'what only C understands' \
    "$header; echo 'static inline int dialplan_planted(int class) { return class; }' >>include/dialplan/civil.h" "$back" \
    'does not compile alone by [a-z+]*\+\+'

  must_fail ffi_header 'a member that the foreign header lacks' "$(member 'int32_t planted;')" "$back" 'laid out otherwise: < dialplan_civil'
  must_fail ffi_header 'a constant of another number' \
    'cp out/dialplan_ffi.h ffi.kept; sed -i "s/E_RANGE = 2,/E_RANGE = 3,/" out/dialplan_ffi.h' 'mv ffi.kept out/dialplan_ffi.h' \
    'laid out otherwise: . DIALPLAN_E_RANGE'
  must_fail ffi_header 'a function of another type' \
    'cp out/dialplan_ffi.h ffi.kept; sed -i "s/^int64_t dialplan_limit/int32_t dialplan_limit/" out/dialplan_ffi.h' \
    'mv ffi.kept out/dialplan_ffi.h' 'declared otherwise'

  must_fail docs 'a parameter without a word' "$header; sed -i '0,/@param month/s/ \*  @param month.*//' include/dialplan/civil.h" "$back" 'civil\.h: dialplan_date_make\(\): @param'
  must_fail docs 'a function without @since' "$header; sed -i '0,/@since/s/@since 0.1//' include/dialplan/civil.h" "$back" 'has no @since'
  must_fail docs 'a function without its cost' "$header; sed -i '0,/Constant time; any thread/s/Constant time; any thread/any thread/' include/dialplan/civil.h" "$back" 'what it costs'
  must_fail docs 'a function without a word on threads' "$header; sed -i '0,/; any thread/s/; any thread//' include/dialplan/civil.h" "$back" 'threads'
  must_fail docs 'a status that is none' "$header; sed -i '0,/E_RANGE/s/E_RANGE/E_RANGES/' include/dialplan/civil.h" "$back" 'E_RANGES, which is no status'
  must_fail docs 'a page that is behind its header' "$header; sed -i 's/Reads a date/Reads any date/' include/dialplan/civil.h" "$back" 'dialplan_civil\.3 is not what'
  must_fail docs 'a function in no page' \
    'cp include/dialplan/base.h base.kept; echo "DIALPLAN_API int32_t dialplan_planted(void);" >>include/dialplan/base.h' \
    'mv base.kept include/dialplan/base.h' 'dialplan_planted\(\) is in no man page'
  must_fail docs 'a subcommand without a page' ': >cli/cmd_planted.c' 'rm cli/cmd_planted.c' 'subcommand planted has no'
  must_fail docs 'a fault in a page' 'cp man/libdialplan.3 page.kept; echo ".Bogus" >>man/libdialplan.3' 'mv page.kept man/libdialplan.3' 'mandoc'
  must_fail docs 'a reference to nowhere' 'cp man/libdialplan.3 page.kept; sed -i "s/^\.Xr dialplan_base 3/.Xr dialplan_planted 3/" man/libdialplan.3' 'mv page.kept man/libdialplan.3' 'refers to dialplan_planted\.3'
}
finish
