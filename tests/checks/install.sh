#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does what `make install` lays down serve somebody who has nothing else? The example is built against an install
# below DESTDIR through pkg-config, static and shared, and plans; uninstall leaves no file behind.
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

expected=$(cat examples/c/next.expected)
try() { # $1: what; $2...: flags behind the source
  local what=$1 answer
  shift
  # shellcheck disable=SC2046
  if ! "$CC" -std=c11 -Wall -Wextra -Werror -o "$scratch/next" $(ask --cflags) examples/c/next.c "$@" 2>"$scratch/said"; then
    cat "$scratch/said"
    fail "examples/c/next.c does not build $what"
    return
  fi
  answer=$(LD_LIBRARY_PATH=$root/opt/dialplan/lib/any "$scratch/next" <examples/c/campaign.yaml 2>&1) || true
  if [ "$answer" = "$expected" ]; then
    pass
  else
    fail "examples/c/next.c $what says: $answer"
  fi
}
# shellcheck disable=SC2046
try "against the shared library" $(ask --libs)
# shellcheck disable=SC2046
try "against the static library" "$root/opt/dialplan/lib/any/libdialplan.a" \
  $("${PKG_CONFIG:-pkg-config}" --libs $(ask --print-requires-private))

[ "$("$root/opt/dialplan/bin/dialplan" version | head -1)" = "dialplan $version" ] && pass ||
  fail "the installed program says: $("$root/opt/dialplan/bin/dialplan" version 2>&1 | head -1)"

build uninstall || fail "make uninstall: $(cat "$scratch/said")"
find "$root" ! -type d | faults "left behind by uninstall"
finish
