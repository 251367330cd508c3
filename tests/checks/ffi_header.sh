#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does the header for foreign tools say what the public headers say? It has no preprocessor and no comment; every
# function, structure, member and constant is there, with the same type, place and number.
source tests/checks/counting

ffi=$OUT/dialplan_ffi.h
sed 1,2d "$ffi" >"$scratch/body"
grep -nE '#|/\*|//|__|extern|DIALPLAN_API' "$scratch/body" | faults "left in the header" || true

# The functions: each declared again behind the real header, which a compiler refuses where the types differ.
awk '/^[a-z].*\(/ || inside { inside = !/;/; print }' "$scratch/body" | grep -v '^enum' >"$scratch/functions"
tr '\n' ' ' <"$scratch/functions" | tr ';' '\n' | sed -nE 's/.*[ *](dialplan_[a-z0-9_]+)\(.*/\1/p' | sort >"$scratch/declared"
awk -f lib/exports.awk include/dialplan/*.h | sort | diff - "$scratch/declared" | grep '^[<>]' | faults "not both in the headers and declared" || true
[ "$(wc -l <"$scratch/declared")" -gt 50 ] && pass || fail "functions: $(wc -l <"$scratch/declared")"
{ echo '#include <dialplan.h>' && cat "$scratch/functions"; } >"$scratch/again.c"
"$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only "$scratch/again.c" 2>"$scratch/said" && pass ||
  fail "a function is declared otherwise: $(head -3 "$scratch/said")"

# Structures and constants: one program prints their layout and numbers, built with either header.
awk '/^typedef struct .*\{/ { s = $3; next } /^}/ { s = "" }
  s { sub(/;.*/, ""); sub(/\[.*/, ""); print s, $NF }' "$scratch/body" >"$scratch/members"
tr '{},' '\n\n\n' <"$scratch/body" | sed -nE 's/^ *(DIALPLAN_[A-Z0-9_]+) = .*/\1/p' >"$scratch/constants"
grep -hoE '\bDIALPLAN_[A-Z0-9_]+ = ' include/dialplan/*.h | sed 's/ = //' | cat - <(echo DIALPLAN_ZONE_NONE
  echo DIALPLAN_VERSION_MAJOR; echo DIALPLAN_VERSION_MINOR; echo DIALPLAN_VERSION_PATCH) | sort >"$scratch/numbers"
sort "$scratch/constants" | diff "$scratch/numbers" - | grep '^[<>]' | faults "not both in the headers and a constant" || true
awk '{ print $1 }' "$scratch/members" | sort -u | diff <(awk '{ print $1 }' tests/checks/sizes.golden | sort) - |
  grep '^[<>]' | faults "not both in sizes.golden and a structure" || true
{
  echo '#include <stddef.h>'
  echo 'int main(void) {'
  awk '{ printf "printf(\"%s.%s %%zu %%zu %%zu\\n\", offsetof(%s, %s), sizeof(((%s *)0)->%s), sizeof(%s));\n",
         $1, $2, $1, $2, $1, $2, $1 }' "$scratch/members"
  awk '{ printf "printf(\"%s %%lld\\n\", (long long)%s);\n", $1, $1 }' "$scratch/constants"
  echo 'return 0; }'
} >"$scratch/layout.inc"
printf '#include <stdio.h>\n#include <dialplan.h>\n#include "layout.inc"\n' >"$scratch/real.c"
printf '#include <stdio.h>\n#include <stdint.h>\n#include "dialplan_ffi.h"\n#include "layout.inc"\n' >"$scratch/foreign.c"
for which in real foreign; do
  "$CC" -std=c11 -Iinclude -I"$OUT" -I"$scratch" -o "$scratch/$which" "$scratch/$which.c" 2>"$scratch/said" && "$scratch/$which" >"$scratch/$which.txt" ||
    fail "the layout by the $which header: $(head -3 "$scratch/said")"
done
[ "$(wc -l <"$scratch/real.txt")" -gt 400 ] && pass || fail "members and constants: $(wc -l <"$scratch/real.txt")"
diff "$scratch/real.txt" "$scratch/foreign.txt" | grep '^[<>]' | faults "laid out otherwise" || true
finish
