#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Is one call for a million contacts as fast from Python and from Go as it is from C, within one and a half times? See
# tests/ffi/batch/README.md. The fastest run of each counts; the machine may be busy, so there are up to four rounds.
source tests/ffi/installed
source tests/ffi/golang
if [ -n "${SANITIZE:-}" ]; then
  echo "an instrumented build is not measured"
  finish
  exit
fi

cat >"$scratch/campaign.yaml" <<'END'
name: Next
seed: bench
timezone: Europe/Berlin
windows: {mon-fri: 09:00-18:00}
no_call_days: [every 01-01, every 01-26, every 05-01, every 10-03, every 12-25, every 12-26]
retry: {strategy: intervals, intervals: [1h, 4h, 1d, 2d], max_attempts: 6}
END
cat >"$scratch/zones" <<'END'
Asia/Kolkata
America/New_York
Europe/London
America/Chicago
Europe/Berlin
Australia/Sydney
America/Los_Angeles
Asia/Dubai
END
ask=("$scratch/campaign.yaml" "$scratch/zones")
pkg=${PKG_CONFIG:-pkg-config}
declare -A best said command
# shellcheck disable=SC2046
if "$CC" -std=c11 -O2 -Wall -Wextra -Wpedantic -Werror -o "$scratch/batch" tests/ffi/batch/batch.c \
  $("$pkg" --cflags --libs dialplan) 2>"$scratch/said"; then
  command[C]=$scratch/batch
else
  cat "$scratch/said"
  fail "tests/ffi/batch/batch.c does not build"
  finish
  exit 1
fi
if "$PYTHON" -c 'import cffi' 2>/dev/null; then
  command[Python]="$PYTHON -B tests/ffi/batch/batch.py"
else
  skip "there is no cffi here: run make deps-ffi"
fi
if go version >/dev/null 2>&1; then
  mkdir "$scratch/go"
  cp tests/ffi/batch/batch.go "$scratch/go/"
  printf 'module batch\n\ngo 1.19\n\nrequire libdialplan.example/dialplan v0.0.0\n\nreplace libdialplan.example/dialplan => %s\n' \
    "$PWD/examples/go" >"$scratch/go/go.mod"
  if (cd "$scratch/go" && go build -o ../batch-go .) >"$scratch/said" 2>&1; then
    command[Go]=$scratch/batch-go
  else
    cat "$scratch/said"
    fail "tests/ffi/batch/batch.go does not build"
  fi
else
  skip "there is no Go here: run make deps-ffi"
fi
export PYTHONPATH=$PWD/examples/python

run() { # $1: a language; keeps its fastest run
  local ns answer
  # shellcheck disable=SC2086
  if ! read -r ns answer < <(${command[$1]} "${ask[@]}"); then
    fail "$1 says nothing"
    return 1
  fi
  said[$1]=$answer
  best[$1]=$(awk -v a="$ns" -v b="${best[$1]:-$ns}" 'BEGIN { print a < b ? a : b }')
}
ratio() { awk -v a="${best[$1]}" -v b="${best[C]}" 'BEGIN { printf "%.2f\n", a / b }'; }
slow() {
  local language
  for language in "${!command[@]}"; do
    awk -v r="$(ratio "$language")" 'BEGIN { exit !(r > 1.5) }' && return
  done
  return 1
}
for _ in 1 2 3 4; do
  for language in "${!command[@]}"; do run "$language" || { finish; exit 1; }; done
  slow || break
done
printf 'C: %s ns a contact\n' "${best[C]}"
for language in "${!command[@]}"; do
  [ "$language" != C ] || continue
  printf '%s: %s ns a contact, %s times C\n' "$language" "${best[$language]}" "$(ratio "$language")"
  [ "${said[$language]}" = "${said[C]}" ] && pass || fail "$language answers ${said[$language]}, C ${said[C]}"
  awk -v r="$(ratio "$language")" 'BEGIN { exit r > 1.5 }' && pass || fail "$language is slower than 1.5 times C"
done
finish
