#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Can other languages and compilers live with the public headers? Each compiles alone as C11 and as C++11 without
# padding, by gcc and clang; structures hold fixed-width integers and arrays of them only; their sizes are pinned in
# sizes.golden (a line "name size" each): growing one is a decision, not an accident.
source tests/checks/counting

warnings='-Wall -Wextra -Wpedantic -Wpadded -Wshadow -Wconversion -Werror'
for header in include/dialplan.h include/dialplan/*.h; do
  name=${header#include/}
  printf '#include <%s>\n#include <%s>\n' "$name" "$name" >"$scratch/alone.c"
  cp "$scratch/alone.c" "$scratch/alone.cc"
  for compiler in gcc clang g++ clang++; do
    case $compiler in
    *++) source=$scratch/alone.cc standard=c++11 ;;
    *) source=$scratch/alone.c standard=c11 ;;
    esac
    if ! command -v "$compiler" >/dev/null; then
      skip "$name by $compiler: there is no $compiler here"
    # shellcheck disable=SC2086
    elif ! "$compiler" -std="$standard" $warnings -Iinclude -fsyntax-only "$source" 2>"$scratch/said"; then
      cat "$scratch/said"
      fail "$name does not compile alone by $compiler -std=$standard"
    else
      pass
    fi
  done
done

# Structures, members and what is wrong with them, from the headers without comments.
for header in include/dialplan/*.h; do
  awk -v header="$header" '
    { text = text $0 "\n" }
    END {
      while ((from = index(text, "/*"))) {
        rest = substr(text, from + 2)
        text = substr(text, 1, from - 1) substr(rest, index(rest, "*/") + 2)
      }
      while (match(text, /(struct|union)[ \n]+[a-z_]*[ \n]*\{[^}]*\}[^;]*;/)) {
        body = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        name = body
        sub(/.*\}[ \n]*/, "", name)
        sub(/;.*/, "", name)
        if (body ~ /^union/) print "BAD " header ": a union"
        sub(/^[^{]*\{/, "", body)
        sub(/\}.*/, "", body)
        print "STRUCT " name
        n = split(body, members, ";")
        for (i = 1; i <= n; i++) {
          gsub(/[ \n]+/, " ", members[i])
          sub(/^ /, "", members[i])
          if (members[i] == "") continue
          if (members[i] !~ /^(u?int(8|16|32|64)_t [a-z0-9_, \[\]]+|char [a-z0-9_]+\[[0-9]+\]|dialplan_[a-z_]+ [a-z0-9_\[\]]+) *$/)
            print "BAD " header ": " name " has \"" members[i] "\""
        }
      }
    }' "$header"
done >"$scratch/structures"
sed -n 's/^BAD //p' "$scratch/structures" | faults "no place in a public structure"

sed -n 's/^STRUCT //p' "$scratch/structures" | sort >"$scratch/names"
[ -s "$scratch/names" ] && pass || fail "no structure was found in the headers"
awk '{ print $1 }' tests/checks/sizes.golden | sort | comm -3 "$scratch/names" - | faults "not both in the headers and in sizes.golden"
while read -r name size; do
  printf '#include <dialplan.h>\n_Static_assert(sizeof(%s) == %s, "");\n' "$name" "$size" >"$scratch/size.c"
  if "$CC" -std=c11 -Iinclude -fsyntax-only "$scratch/size.c" 2>/dev/null; then
    pass
  else
    fail "the size of $name is not the pinned one, $size"
  fi
done <tests/checks/sizes.golden
finish
