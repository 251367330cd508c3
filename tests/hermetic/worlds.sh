#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do answers depend on anything but the files and --now? The program is asked the same questions in several worlds,
# that is with other time zones, languages, locales and clocks, and has to answer with the same bytes every time.
source tests/checks/counting
: "${DIALPLAN:?is the program}"

demo=$scratch/demo
mkdir "$demo"
"$OUT/examples/demo/generate" "$demo"
now=2026-03-11T16:30:00+05:30

# One question a line: what is asked of the program, in the folder of the example campaign.
cat >"$scratch/questions" <<END
check campaign.yaml --now $now
show --campaign campaign.yaml --now $now
show --campaign campaign.yaml --yaml --now $now
next --campaign campaign.yaml -n 200 --now $now
next --campaign campaign.yaml -n 50 -o json --now $now
plan --campaign campaign.yaml -o csv --now $now
plan --campaign campaign.yaml -o ndjson --utc --now $now
explain --campaign campaign.yaml R-1001 --now $now
explain --campaign campaign.yaml R-1002 --now $now
explain --campaign campaign.yaml R-1003 -o json --now $now
ladder --campaign campaign.yaml R-1002 --now $now
queue --campaign campaign.yaml -o csv --now $now
fold --campaign campaign.yaml --now $now
dnc --campaign campaign.yaml --now $now
clip --campaign campaign.yaml --zone America/New_York 2026-03-08T02:30 --now $now
clip --campaign campaign.yaml 2026-03-04 -o json --now $now
zones Europe/Berlin --now $now
next --campaign ./nowhere.yaml --now $now
END

answer() { # into $1, the answers in the world that the other words make for env
  local into=$1
  shift
  (
    cd "$demo"
    while read -r -a question; do
      echo "== ${question[*]}"
      status=0
      env "$@" "$DIALPLAN" "${question[@]}" </dev/null 2>&1 || status=$?
      echo "== exit status $status"
    done <"$scratch/questions"
  ) >"$into"
}

world() { # $1: its name; $2...: words for env
  local name=$1
  shift
  answer "$scratch/world" "$@"
  if cmp -s "$scratch/home" "$scratch/world"; then
    pass
  else
    diff "$scratch/home" "$scratch/world" | head -20 || true
    fail "other answers $name"
  fi
}

answer "$scratch/home"
# The home world answers at all: every question but the last is no usage error and no failure to read.
awk '/^== exit status [24]/ { n++ } END { exit n > 1 }' "$scratch/home" && pass || {
  grep -B3 '^== exit status [24]' "$scratch/home"
  fail "a question was not understood"
}
[ "$(wc -c <"$scratch/home")" -gt 300000 ] && pass || fail "the answers are too short to compare: $(wc -c <"$scratch/home") bytes"

for zone in UTC Asia/Kolkata :America/Los_Angeles Pacific/Apia Nowhere/AtAll XYZ-9:30ABC; do
  world "with TZ=$zone" TZ="$zone"
done

# Locales that write numbers, dates and letters in other ways; made here where the machine can.
mkdir "$scratch/locales"
for locale in de_DE tr_TR hi_IN ar_EG; do
  if localedef -i "$locale" -f UTF-8 "$scratch/locales/$locale.UTF-8" >/dev/null 2>&1; then
    world "with LC_ALL=$locale.UTF-8" LOCPATH="$scratch/locales" LC_ALL="$locale.UTF-8" LANGUAGE="${locale%_*}"
  else
    skip "LC_ALL=$locale.UTF-8: it can't be made here"
  fi
done
for locale in C.UTF-8 POSIX xx_YY.nonsense; do
  world "with LC_ALL=$locale" LC_ALL="$locale" LANG="$locale"
done

# A poor environment, and one with everything set that some program somewhere looks at.
world "in an empty environment" -i PATH="$PATH"
world "in a strange environment" COLUMNS=30 LINES=5 TERM=xterm-256color NO_COLOR=1 TZDIR=/nonexistent ICU_DATA=/nonexistent \
  POSIXLY_CORRECT=1 HOME=/nonexistent LC_NUMERIC=de_DE.UTF-8

# The golden cases say what is right; they hold elsewhere too.
golden() { # $1: name of the world; $2...: words for env
  local name=$1
  shift
  if env "$@" bash tests/golden/program.sh >"$scratch/said" 2>&1; then
    pass
  else
    tail -n 20 "$scratch/said"
    fail "the golden cases do not hold $name"
  fi
}
golden "in Samoa" TZ=Pacific/Apia LOCPATH="$scratch/locales" LC_ALL=tr_TR.UTF-8

if [ -n "${SANITIZE:-}" ]; then
  echo "the clocks are left to the plain build: a sanitizer wants to be loaded first"
elif "$CC" -shared -fPIC -o "$scratch/clock.so" tests/hermetic/clock.c; then
  # The worlds differ indeed: another program's clock is moved by the same means.
  [ "$(CLOCK_AT=3786912000 LD_PRELOAD=$scratch/clock.so date -u +%Y)" = 2090 ] && pass || fail "the clock could not be moved"
  for at in 1 1772000000 3786912000 7258118399; do
    world "with the clock at $at" LD_PRELOAD="$scratch/clock.so" CLOCK_AT="$at"
  done
  golden "in 2090" LD_PRELOAD="$scratch/clock.so" CLOCK_AT=3786912000 TZ=America/Los_Angeles
else
  fail "the clock does not compile"
fi
finish
