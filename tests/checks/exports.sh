#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the static archive and the shared library export exactly the functions that the headers declare?
source tests/checks/counting

awk -f lib/exports.awk include/dialplan/*.h | sort >"$scratch/declared"
uniq -d "$scratch/declared" | faults "declared twice"
grep -nE '^[a-z].*dialplan_[a-z0-9_]+\(' include/dialplan/*.h include/dialplan.h | faults "declared without DIALPLAN_API" || true
grep -vE '^dialplan_[a-z]+(_[a-z0-9]+)*$' "$scratch/declared" | faults "not named dialplan_<noun>_<verb>" || true

compare() { # $1: what, $2: the file of its exported names
  comm -13 "$scratch/declared" "$2" | faults "$1 exports what no header declares"
  comm -23 "$scratch/declared" "$2" | faults "$1 lacks what a header declares"
}

"$NM" -g --defined-only "$OUT/libdialplan.a" | awk 'NF == 3 { print $3 }' | sort >"$scratch/static"
compare libdialplan.a "$scratch/static"
"$NM" -D --defined-only "$OUT/libdialplan.so" | awk '$2 != "A" { print $3 }' >"$scratch/dynamic"
sed 's/@.*//' "$scratch/dynamic" | sort >"$scratch/shared"
compare libdialplan.so "$scratch/shared"
grep -v '@@DIALPLAN_0$' "$scratch/dynamic" | faults "without the version DIALPLAN_0" || true
objdump -p "$OUT/libdialplan.so" | awk '$1 == "SONAME" { s = $2 } END { if (s != "libdialplan.so.0") print "it is " s }' |
  faults "the soname is libdialplan.so.0"
"$NM" -u "$OUT/libdialplan.a" | awk '$2 ~ /^(dp_|dialplan_)/ { print $2 }' | faults "declared or used, defined nowhere"
finish
