#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do two builds of the same source give the same bytes? They are made in two directories whose paths differ in length,
# one with its objects in the tree and one with them elsewhere, and so are two source archives.
source tests/checks/counting

make=${MAKE:-make}
unset MAKEFLAGS MFLAGS MAKEOVERRIDES BUILD # that of the make that runs this
"$make" -s BUILD="$scratch" dist >"$scratch/said"
archive=$(tail -n 1 "$scratch/said")
for place in one another-and-longer-one; do
  mkdir "$scratch/$place"
  tar -C "$scratch/$place" --strip-components 1 -xzf "$archive"
done
"$make" -s -C "$scratch/one" dist >/dev/null
cmp "$archive" "$scratch/one/build/${archive##*/}" 2>&1 | faults "the archive of an unpacked archive" || true

build() { # $1: tree, $2: where the objects go
  "$make" -s -j"${JOBS:-2}" -C "$1" BUILD="$2" CFLAGS='-O1 -g' all >"$scratch/said" 2>&1 || {
    cat "$scratch/said"
    fail "it does not build in $1"
  }
}
build "$scratch/one" build
build "$scratch/another-and-longer-one" "$scratch/elsewhere"
for file in libdialplan.a libdialplan.so dialplan; do
  cmp "$scratch/one/build/latest/$file" "$scratch/elsewhere/latest/$file" 2>&1 | faults "$file" || true
done
finish
