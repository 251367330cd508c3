#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does a program that was linked with the library as it was written down last still run with this one? abidiff
# compares the description of the shared library with tests/abi/libdialplan.abi, and the Debian package's list of
# symbols must name what is exported. Any difference is a failure, an added function too, until `make abi-update` has
# written it down in the same change: then it is seen in review.
source tests/checks/counting

baseline=tests/abi/libdialplan.abi
if ! command -v abidiff >/dev/null; then
  skip "there is no abidiff here (abigail-tools)"
elif [ "$(uname -m)" != x86_64 ]; then
  skip "the interface is written down for x86_64, and this is $(uname -m)"
elif { tests/abi/describe "$OUT/libdialplan.so" >"$scratch/abi" && abidiff "$baseline" "$scratch/abi"; } \
  >"$scratch/said" 2>&1; then
  pass
else
  cat "$scratch/said"
  fail "the binary interface is not that of $baseline: if that is meant, run make abi-update"
fi

symbols=examples/packaging/debian/libdialplan0.symbols
{ echo DIALPLAN_0 && awk -f lib/exports.awk include/dialplan/*.h; } | sort >"$scratch/exported"
sed -n 's/^ \(.*\)@DIALPLAN_0 .*/\1/p' "$symbols" | sort >"$scratch/listed"
comm -3 "$scratch/exported" "$scratch/listed" | tr -d '\t' |
  faults "exported or in $symbols, but not both: run make abi-update"
finish
