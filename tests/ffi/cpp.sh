#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the examples in C++ build against an installed library, by a compiler through pkg-config (shared and static) and
# by CMake through an imported target, as C++11 without a warning? And do they say what those in C say?
source tests/ffi/installed
source tests/support/examples
need "C++ compiler" "$CXX" --version

pkg=${PKG_CONFIG:-pkg-config}
try() { # $1: what; $2...: flags behind the source
  local what=$1 name
  shift
  for name in "${examples[@]}"; do
    # shellcheck disable=SC2046
    if "$CXX" -std=c++11 -Wall -Wextra -Wpedantic -Werror -o "$scratch/$name" $("$pkg" --cflags dialplan) "examples/cpp/$name.cpp" "$@" 2>"$scratch/said"; then
      example_answers "$scratch/$name" "$name" "examples/cpp/$name.cpp $what"
    else
      cat "$scratch/said"
      fail "examples/cpp/$name.cpp does not build $what"
    fi
  done
}
# shellcheck disable=SC2046
try "against the shared library" $("$pkg" --libs dialplan)
# shellcheck disable=SC2046
try "against the static library" "$prefix/lib/libdialplan.a" $("$pkg" --libs $("$pkg" --print-requires-private dialplan))

need CMake cmake --version
if cmake -S examples/cpp -B "$scratch/cmake" -DCMAKE_CXX_COMPILER="$CXX" >"$scratch/said" 2>&1 && cmake --build "$scratch/cmake" >>"$scratch/said" 2>&1; then
  for name in "${examples[@]}"; do example_answers "$scratch/cmake/$name" "$name" "examples/cpp/$name.cpp by CMake"; done
else
  cat "$scratch/said"
  fail "examples/cpp by CMake"
fi
finish
