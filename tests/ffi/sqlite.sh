#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does the SQLite extension answer what the program answers, byte for byte? And hold what examples/sqlite promises?
source tests/ffi/databases
need "the SQLite extension" "command -v sqlite3 && $PKG_CONFIG --exists sqlite3"
install_library
make_golden
env -u MAKEFLAGS "${MAKE:-make}" -s -C examples/sqlite OUT="$scratch" CC="$CC" CFLAGS="-O2 -Werror" 2>&1 |
  faults "building the extension says"
ask() { sqlite3 -batch -cmd ".load $scratch/dialplan" "$@" 2>&1; }

names=$("$NM" -D --defined-only "$scratch/dialplan.so" | awk '{ print $3 }')
[ "$names" = sqlite3_dialplan_init ] && pass || fail "names that are seen from outside: $names"

db=$scratch/people.db
sqlite3 -batch "$db" <<SQL
CREATE TABLE campaign (text TEXT);
INSERT INTO campaign VALUES (CAST(readfile('$golden/campaign.yaml') AS TEXT));
CREATE TABLE people (n INTEGER, id TEXT, timezone TEXT, state TEXT, enqueued_at TEXT, run INTEGER, region TEXT, flags INTEGER);
CREATE TABLE times (n INTEGER, at INTEGER, timezone TEXT);
CREATE TABLE phrases (n INTEGER, words TEXT, timezone TEXT);
.import --csv --skip 1 $golden/rows.csv people
.import --csv --skip 1 $golden/times.csv times
.import --csv --skip 1 $golden/phrases.csv phrases
SQL
row="id, timezone, state, enqueued_at, run, region, flags"
ask "$db" "SELECT dialplan_next(text, $now, $row) FROM people, campaign ORDER BY n" >"$scratch/next"
same dialplan_next "$golden/plan.ndjson" "$scratch/next"
ask "$db" "SELECT dialplan_clip(text, at, timezone) FROM times, campaign ORDER BY n" >"$scratch/clip"
same dialplan_clip "$golden/clip.ndjson" "$scratch/clip"
ask "$db" "SELECT dialplan_when(text, words, $now, timezone) FROM phrases, campaign ORDER BY n" >"$scratch/when"
same dialplan_when "$golden/when.ndjson" "$scratch/when"

equal() { # $1: what; $2: expected; $3...: the question
  local what=$1 expected=$2 said
  shift 2
  said=$(ask "$@") || true
  [ "$said" = "$expected" ] && pass || fail "$what: $said"
}
equal "the instants alone are those of the answers" 0 "$db" \
  "SELECT count(*) FROM people, campaign WHERE dialplan_next_at(text, $now, $row) IS NOT
   unixepoch(dialplan_next(text, $now, $row) ->> 'at')"
equal "the same for clip" 0 "$db" "SELECT count(*) FROM times, campaign
  WHERE dialplan_clip_at(text, at, timezone) IS NOT unixepoch(dialplan_clip(text, at, timezone) ->> 'clipped')"
equal "the same for when" 0 "$db" "SELECT count(*) FROM phrases, campaign
  WHERE dialplan_when_at(text, words, $now, timezone) IS NOT
  unixepoch(dialplan_when(text, words, $now, timezone) ->> 'fitted')"
equal "instants as text" 1773226800 :memory: \
  "SELECT dialplan_clip_at('{name: x, timezone: Asia/Kolkata, windows: {daily: 09:00-21:00}}', '2026-03-11T16:30')"
equal "NULL asks nothing" "" :memory: "SELECT dialplan_next_at('{name: x, windows: {daily: 09:00-21:00}}', NULL, 'a', 'UTC')"
plan=$(printf "QUERY PLAN\n\x60--SEARCH t USING INDEX i (<expr><?)")
equal "an index on the function is used" "$plan" :memory: "
  CREATE TABLE t (id TEXT, zone TEXT);
  CREATE INDEX i ON t (dialplan_next_at('{name: x, timezone: UTC, windows: {daily: 09:00-21:00}}', $now, id, zone));
  EXPLAIN QUERY PLAN SELECT * FROM t
  WHERE dialplan_next_at('{name: x, timezone: UTC, windows: {daily: 09:00-21:00}}', $now, id, zone) < 5"
said=$(ask :memory: "SELECT dialplan_next_at('name: x' || char(10) || 'timezone: UTC' || char(10) || 'windos: 1' || char(10) || 'windows: {daily: 09:00-21:00}', $now, 'a')") || true
case $said in *'campaign:3:1: unknown key "windos", did you mean "windows"? [unknown-key]'*) pass ;;
*) fail "a campaign with a mistake: $said" ;; esac
# More campaigns than are kept, one after the other and again: each row has the answer of its own.
equal "forty campaigns at once" 80 :memory: "
  WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < 79)
  SELECT sum(dialplan_clip_at('{name: x, timezone: UTC, windows: {daily: \"' || printf('%02d:%02d', 8 + n % 40 / 30, n % 40 % 30) ||
  '-20:00\"}}', 1773187200) = 1773187200 + 3600 * (8 + n % 40 / 30) + 60 * (n % 40 % 30)) FROM i"
finish
