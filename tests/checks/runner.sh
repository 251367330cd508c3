#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does tests/run count what its programs say? Small programs end in each way that a test can end in; what is counted of
# each, and the exit status of the whole, are written beside it.
source tests/checks/counting
unset REQUIRE_ALL

program() { # $1: name; $2: what it prints; $3: how it ends
  printf '#!/bin/sh\ncat <<"TEXT"\n%s\nTEXT\n%s\n' "$2" "$3" >"$scratch/$1"
  chmod +x "$scratch/$1"
}
counts() { # $1: passed, failed, skipped; $2: what is tried; $3...: for tests/run
  local expected=$1 what=$2 status=0 said
  shift 2
  said=$(tests/run "$@" 2>/dev/null | tail -1) || status=$?
  case $expected in *', 0 failed, '*) [ "$status" = 0 ] ;; *) [ "$status" = 1 ] ;; esac || fail "$what: exit status $status"
  [ "$said" = "$expected skipped" ] && pass || fail "$what: $said, not $expected skipped"
}

program cmocka '[  PASSED  ] 7 test(s).' 'exit 0'
program cmocka_fails $'[  PASSED  ] 5 test(s).\n[  FAILED  ] 2 test(s), listed below:\n[  FAILED  ] one\n[  FAILED  ] two\n\n 2 FAILED TEST(S)' 'exit 2'
program cmocka_leaks '[  PASSED  ] 7 test(s).' 'exit 1'
program cmocka_skips $'[  PASSED  ] 6 test(s).\n[  SKIPPED ] 1 test(s), listed below:\n[  SKIPPED ] one' 'exit 0'
program plain $'some words\n3 passed, 0 failed' 'exit 0'
program plain_fails '3 passed, 1 failed, 2 skipped' 'exit 1'
program silent '' 'exit 0'
program silent_fails '' 'exit 3'
program skips 'skipped: no tool' 'exit 77'
program crashes '[  PASSED  ] 1 test(s).' 'kill -SEGV $$'
program empty '0 passed, 0 failed' 'exit 0'
program hangs '' 'exec sleep 60'

counts '7 passed, 0 failed, 0' 'cmocka' "$scratch/cmocka"
counts '5 passed, 2 failed, 0' 'cmocka with failures' "$scratch/cmocka_fails"
counts '7 passed, 1 failed, 0' 'good cases and a bad end' "$scratch/cmocka_leaks"
counts '6 passed, 0 failed, 1' 'cmocka with a skipped case' "$scratch/cmocka_skips"
counts '3 passed, 0 failed, 0' 'a plain line' "$scratch/plain"
counts '3 passed, 1 failed, 2' 'a plain line with failures' "$scratch/plain_fails"
counts '1 passed, 0 failed, 0' 'the exit status alone' "$scratch/silent"
counts '0 passed, 1 failed, 0' 'a bad exit status alone' "$scratch/silent_fails"
counts '0 passed, 0 failed, 1' 'a missing tool' "$scratch/skips"
counts '1 passed, 1 failed, 0' 'a crash behind good cases' "$scratch/crashes"
counts '0 passed, 1 failed, 0' 'a program without any case' "$scratch/empty"
counts '0 passed, 1 failed, 0' 'a program that is not there' "$scratch/nowhere"
TEST_TIMEOUT=1 counts '0 passed, 1 failed, 0' 'a program that hangs' "$scratch/hangs"
REQUIRE_ALL=1 counts '6 passed, 1 failed, 0' 'a skipped case where all are required' "$scratch/cmocka_skips"
counts '21 passed, 2 failed, 2' 'several, and two at a time' "$scratch/cmocka_fails" "$scratch/plain" "$scratch/cmocka" "$scratch/cmocka_skips" "$scratch/skips"
finish
