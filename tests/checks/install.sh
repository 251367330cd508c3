#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does what `make install` lays down serve somebody who has nothing else? The examples are built against an install
# below DESTDIR through pkg-config, static and shared, and say what they shall; the program finds its data; uninstall
# leaves nothing of its own behind.
source tests/checks/counting

root=$scratch/root
make=${MAKE:-make}
unset MAKEFLAGS MFLAGS MAKEOVERRIDES
build() { "$make" -s BUILD="${OUT%/*}" DESTDIR="$root" prefix=/opt/dialplan libdir=/opt/dialplan/lib/any "$@" >"$scratch/said" 2>&1; }
if ! build install; then
  cat "$scratch/said"
  fail "make install"
  finish
fi

version=$("$PYTHON" -c 'import re,sys; print(".".join(re.findall(r"VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", sys.stdin.read())))' \
  <include/dialplan/base.h)
export PKG_CONFIG_PATH=$root/opt/dialplan/lib/any/pkgconfig
ask() { "${PKG_CONFIG:-pkg-config}" "$@" dialplan; }
"${PKG_CONFIG:-pkg-config}" --validate "$PKG_CONFIG_PATH/dialplan.pc" && pass || fail "pkg-config --validate"
[ "$(ask --modversion)" = "$version" ] && pass || fail "the version of dialplan.pc is $(ask --modversion)"
case $(ask --libs) in *ical* | *icu* | *yaml*) fail "Libs names what only a static link needs: $(ask --libs)" ;; *) pass ;; esac

source tests/support/examples
export LD_LIBRARY_PATH=$root/opt/dialplan/lib/any
try() { # $1: what; $2...: flags behind the source
  local what=$1 name
  shift
  for name in "${examples[@]}"; do
    # shellcheck disable=SC2046
    if "$CC" -std=c11 -Wall -Wextra -Wpedantic -Werror -o "$scratch/$name" $(ask --cflags) "examples/c/$name.c" "$@" 2>"$scratch/said"; then
      example_answers "$scratch/$name" "$name" "examples/c/$name.c $what"
    else
      cat "$scratch/said"
      fail "examples/c/$name.c does not build $what"
    fi
  done
}
awk 'FNR == 80 { print FILENAME }' examples/c/*.c examples/cpp/*.cpp examples/python/plan.py examples/go/plan/*.go |
  faults "an example is longer than 79 lines"
# shellcheck disable=SC2046
try "against the shared library" $(ask --libs)
# shellcheck disable=SC2046
try "against the static library" "$root/opt/dialplan/lib/any/libdialplan.a" \
  $("${PKG_CONFIG:-pkg-config}" --libs $(ask --print-requires-private))

[ "$("$root/opt/dialplan/bin/dialplan" version | head -1)" = "dialplan $version" ] && pass ||
  fail "the installed program says: $("$root/opt/dialplan/bin/dialplan" version 2>&1 | head -1)"

share=$root/opt/dialplan/share
zones=$(XDG_DATA_DIRS=$share XDG_DATA_HOME=$scratch "$root/opt/dialplan/bin/dialplan" zones +493012345678 2>&1) || true
case $zones in *Europe/Berlin*) pass ;; *) fail "the installed program does not find the table of numbers: $zones" ;; esac
{
  for page in man/*.[1-8]; do echo "share/man/man${page##*.}/${page##*/}"; done
  printf '%s\n' include/dialplan.h include/dialplan/*.h
  printf 'share/%s\n' dialplan/phones.txt dialplan/LICENSE.phones dialplan/campaign.schema.json \
    dialplan/account.schema.json dialplan/dialplan_ffi.h bash-completion/completions/dialplan \
    zsh/site-functions/_dialplan fish/vendor_completions.d/dialplan.fish
} | while read -r file; do
  [ -s "$root/opt/dialplan/$file" ] || echo "$file"
done | faults "not installed" || true

build uninstall || fail "make uninstall: $(cat "$scratch/said")"
find "$root" ! -type d -o -path '*/include/dialplan' -o -path '*/share/dialplan' | faults "left behind by uninstall"
finish
