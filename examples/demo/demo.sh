#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the example campaign and looks into it, as of a fixed instant: `make demo`.
#
# usage: DIALPLAN=program demo.sh GENERATOR DIRECTORY
set -eu
generate=$1 directory=$2
dialplan=${DIALPLAN:-dialplan}
now=2026-03-11T16:30:00+05:30

mkdir -p "$directory"
"$generate" "$directory"
cd "$directory"

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); else bold='' plain=''; fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
ask() {
  printf '\n$ dialplan %s\n' "$*"
  "$dialplan" "$@" --now "$now"
}

say "The campaign \"March renewals\" in $directory: $(($(wc -l <contacts.csv) - 1)) contacts, $(wc -l <events.ndjson | tr -d ' ') events so far."
echo "It is Wednesday, 11 March 2026, 16:30 in Mumbai, 12:00 in Berlin, 07:00 in New York."

say "Are the files in order?"
ask check campaign.yaml
say "When does it call?"
ask show --campaign campaign.yaml
say "Who is called now?"
ask next --campaign campaign.yaml -n 12
say "Why then? This contact in New York was tried before and after the clocks were changed there."
ask explain --campaign campaign.yaml R-1002
say "This one asked for Thursday at ten."
ask explain --campaign campaign.yaml R-1001
say "What if she never answers?"
ask ladder --campaign campaign.yaml R-1002
say "All 3,000 at once, counted by what is decided and why:"
printf '\n$ dialplan plan --campaign campaign.yaml -o csv --columns verdict,reason | sort | uniq -c | sort -rn\n'
"$dialplan" plan --campaign campaign.yaml -o csv --columns verdict,reason --now "$now" | sed 1d | sort | uniq -c | sort -rn
say "The files are in $directory: change campaign.yaml and ask again."
