#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The Go package of examples/go against an installed library: is it formatted and vetted, do its tests pass with every
# pointer looked at that crosses to C, the golden questions of the library among them, and under the race detector? And
# does its program write what `dialplan plan` writes?
source tests/ffi/installed
source tests/ffi/golang
: "${DIALPLAN:?is the program}"
need Go go version
if [ -n "${SANITIZE:-}" ]; then # Go's linker knows nothing of what an instrumented library wants
  echo "the library of an instrumented build is not tried from Go"
  finish
  exit
fi

cd examples/go
gofmt -l . ../../tests/ffi/batch | faults "not formatted"
go vet ./... 2>&1 | faults "go vet"

tested() { # $1: what; $2...: a command that runs tests verbosely. Each test is a case, the subtests are, too.
  local what=$1
  shift
  "$@" >"$scratch/tested" 2>&1 || {
    grep -vE '^ *(=== |--- PASS)' "$scratch/tested" | head -50
    fail "$what: $(grep -c -- '--- FAIL' "$scratch/tested" || true) tests"
  }
  passed=$((passed + $(grep -c -- '--- PASS' "$scratch/tested" || true)))
}
case $(go env GOVERSION) in
go1.19* | go1.20*) pointers=(env GODEBUG=cgocheck=2) ;;
*) pointers=(env GOEXPERIMENT=cgocheck2) ;;
esac
tested "go test" "${pointers[@]}" go test -v -count=1 ./...
[ "$(grep -c -- '--- PASS: TestGolden/' "$scratch/tested")" -gt 3000 ] && pass || fail "hardly any golden answers"
if go test -race -run 'TestWords' . >"$scratch/said" 2>&1; then
  tested "go test -race" go test -race -v -count=1 -run 'Goroutines|Batch|Log|Instants' .
else
  skip "the race detector: $(tail -1 "$scratch/said")"
fi

cat >"$scratch/c.yaml" <<'END'
{name: Tests, seed: tests, timezone: Europe/London, windows: {mon-fri: 09:00-18:00}}
END
zones=(Europe/London Asia/Kolkata 'America/New_York|America/Chicago' '')
{
  echo id,phone,timezone
  for i in {1..500}; do echo "p$i,+447700900$((100 + i)),${zones[i % 4]}"; done
} >"$scratch/people.csv"
now=2026-03-02T10:00:00+00:00
"$DIALPLAN" plan --campaign "$scratch/c.yaml" --contacts "$scratch/people.csv" --now "$now" -o csv \
  --columns contact,verdict,at,class,attempt,reason >"$scratch/expected"
go run ./plan "$scratch/c.yaml" "$scratch/people.csv" "$now" >"$scratch/planned" 2>&1 || true
if cmp -s "$scratch/expected" "$scratch/planned" && [ "$(wc -l <"$scratch/planned")" = 501 ]; then
  pass
else
  fail "go run ./plan is not what the program writes: $(diff "$scratch/expected" "$scratch/planned" | head -4)"
fi
finish
