#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the arrows of the layers point down only? The real edges are derived from what each object takes from the others
# and from what each file includes. A node of the graph is a noun: a header, its source, and the further rooms that
# layers.allow lists for it. layers.allow gives each noun its layer and names what it may use. Foreign headers are
# included by their doors alone, and the program and the examples include nothing of the library but <dialplan.h>.
source tests/checks/counting

# Edges by symbols: who takes a name, who defines it.
objects >"$scratch/objects"
nm_all() { xargs "$NM" -A "$@" <"$scratch/objects" | sed -E 's|^[^:]*/([a-z_0-9]*)\.o:| \1 |'; } # lines "stem address type name"
nm_all -g --defined-only | awk 'NF == 4 { print $4, $1 }' | sort >"$scratch/defined"
nm_all -u | awk 'NF == 3 { print $3, $1 }' | sort >"$scratch/wanted"
join -o 1.2,2.2 "$scratch/wanted" "$scratch/defined" >"$scratch/edges.all"

# Edges by includes of private headers. Public headers are plain layouts, which any file may know; among themselves
# they have an order of their own.
includes() { # $1: expression for what stands behind #include; $2...: files. Prints "stem stem".
  local what=$1
  shift
  grep -HoE "^ *# *include +$what" "$@" 2>/dev/null |
    sed -E 's/^([^:]*\/)?([a-z_0-9]+)\.[a-z]+:.*["<]([^">]*\/)?([a-z_0-9]+)\.[a-z]+[">]/\2 \4/' | awk '$1 != $2' || true
}
includes '"[^"]+\.(h|inc)"' lib/*.[ch] lib/*/*.[ch] >>"$scratch/edges.all"
includes '<dialplan/[^>]+>' include/dialplan/*.h | sort -u >"$scratch/layouts"

allow=tests/checks/layers.allow
awk '/^L[0-9]/ { for (i = 2; i <= NF; i++) print $i, $2 }' "$allow" >"$scratch/rooms"
awk '/^L[0-9]/ { print $2, substr($1, 2) }' "$allow" >"$scratch/layers"
awk '!/^#/ && /:/ { from = $1; sub(":", "", from); for (i = 2; i <= NF; i++) print from, $i }' "$allow" | sort >"$scratch/allowed"
awk 'NR == FNR { noun[$1] = $2; next }
  { from = $1 in noun ? noun[$1] : $1; to = $2 in noun ? noun[$2] : $2; if (from != to) print from, to }
' "$scratch/rooms" "$scratch/edges.all" | sort -u >"$scratch/edges"
[ -s "$scratch/edges" ] && pass || fail "no edge was found at all"

awk '{ print $1 }' "$scratch/rooms" | sort | uniq -d | faults "in two places of layers.allow"
find lib -name '*.[ch]' -o -name '*.inc' | sed -E 's|.*/||; s|\.[a-z]+$||' | sort -u >"$scratch/stems"
awk 'NR == FNR { known[$1] = 1; next } !($1 in known) { print $1 }' "$scratch/rooms" "$scratch/stems" |
  faults "a stem without a layer in layers.allow"
awk 'NR == FNR { there[$1] = 1; next } !($1 in there) { print $1 }' "$scratch/stems" "$scratch/rooms" |
  faults "in layers.allow, but no such file"
comm -23 "$scratch/edges" <(sort -u "$scratch/allowed") | sed 's/ / uses /' | faults "an edge that is not in layers.allow"
comm -13 "$scratch/edges" <(sort -u "$scratch/allowed") | sed 's/ / no longer uses /' | faults "layers.allow is behind"
awk 'NR == FNR { layer[$1] = $2; next } layer[$1] + 0 < layer[$2] + 0 { print $1 " (L" layer[$1] ") uses " $2 " (L" layer[$2] ")" }' \
  "$scratch/layers" "$scratch/edges" | faults "an arrow that points up"
# Takes away what uses nothing that is left: what stays is on a cycle, or above one.
cycles() {
  awk '{ uses[$1] = uses[$1] " " $2; all[$1]; all[$2] }
    END {
      do {
        gone = 0
        for (s in all) {
          n = split(uses[s], u, " "); free = 1
          for (i = 1; i <= n; i++) if (u[i] in all) free = 0
          if (free) { delete all[s]; gone = 1; break }
        }
      } while (gone)
      for (s in all) print s
    }' "$1" | sort
}
cycles "$scratch/edges" | faults "on a cycle, or above one"
cycles "$scratch/layouts" | faults "public headers on a cycle, or above one"

# Doors.
sources() { find lib include -name '*.[ch]' | sort | xargs grep -HnE "$1" || true; } # lines "file:line:text"
door() { # $1: the headers, an expression; $2: who may include them
  sources "^ *# *include +[<\"]($1)[>\"]" | awk -F: -v door="$2" '$1 != door' |
    faults "a foreign header outside its door, $2"
}
door 'yaml\.h' lib/door_yaml.c
door 'unicode/.*' lib/door_icu.c
door 'libical/.*|ical\.h' lib/door_ical.c
door '(stdio|fcntl|dirent|unistd|errno|sys/.*)\.h' lib/door_files.c
sources '^ *# *include +<(time|locale|ctype|wchar|wctype|signal|setjmp|threads|pthread|float|math|tgmath|fenv|assert)\.h>' |
  faults "a header that no file of the library has a use for"
sources '(^|[^a-z_])(malloc|calloc|realloc|free)\(' | awk -F: '$1 != "lib/mem.c"' | faults "memory from elsewhere than mem.c"

# The wall: the program and the examples see the library from outside.
find cli examples -name '*.[ch]' | sort | xargs grep -HnE '^ *# *include +[<"]' |
  awk -F'[<">]' '
  { path = $0; sub(/:.*/, "", path); dir = path; sub(/[^\/]*$/, "", dir); name = $2 }
  name ~ /^dialplan\// || name ~ /(^|\/)(include|lib|tests)\// { print; next }
  # A header of the library by its bare name; those of others (a database) lie in neither place.
  /include +"/ && (getline line < (dir name)) < 0 { if ((getline line < ("lib/" name)) >= 0) print; close("lib/" name) }
  { close(dir name) }
' | faults "the program or an example looks behind <dialplan.h>"
finish
