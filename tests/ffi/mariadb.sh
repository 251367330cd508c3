#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Do the MariaDB functions answer what the program answers, byte for byte? A server of its own, on a socket.
source tests/ffi/databases
MARIADB_CONFIG=${MARIADB_CONFIG:-mariadb_config}
need "the MariaDB functions" "command -v mariadbd && command -v mariadb-install-db && command -v $MARIADB_CONFIG"
need "the MariaDB server's user" "[ \$(id -u) != 0 ] || id mysql"
install_library
make_golden
plugins=$scratch/plugins data=$scratch/data
mkdir -m 755 "$plugins" "$data"
env -u MAKEFLAGS "${MAKE:-make}" -s -C examples/mariadb OUT="$plugins" CC="$CC" MARIADB_CONFIG="$MARIADB_CONFIG" \
  CFLAGS="-O2 -Werror" 2>&1 | faults "building the functions says"
names=$("$NM" -D --defined-only "$plugins/dialplan.so" | awk '{ print $3 }' |
  grep -vE '^dialplan_(next|clip|when)_(at|json)(_init|_deinit)?$' || true)
[ -z "$names" ] && pass || fail "names that are seen from outside: $names"

user=()
if [ "$(id -u)" = 0 ]; then
  chown mysql "$data"
  user=(--user=mysql)
fi
chmod -R a+rX "$scratch"
mariadb-install-db --no-defaults "${user[@]}" --datadir="$data/db" --auth-root-authentication-method=normal \
  --skip-test-db >"$scratch/said" 2>&1 || { cat "$scratch/said"; fail "mariadb-install-db"; finish; exit 1; }
mariadbd --no-defaults "${user[@]}" --datadir="$data/db" --socket="$data/s" --skip-networking --plugin-dir="$plugins" \
  --pid-file="$data/pid" >"$scratch/said" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$scratch"' EXIT
tries=0
until mariadb-admin --no-defaults -u root --socket="$data/s" ping >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null || { cat "$scratch/said"; fail "the server does not start"; finish; exit 1; }
  sleep 0.1
done
ask() { mariadb --no-defaults -u root --socket="$data/s" --default-character-set=utf8mb4 --local-infile -N -B -r "$@" 2>&1; }

ask <examples/mariadb/create.sql && pass || fail "create.sql"
ask <<SQL && pass || fail "the tables are not made"
CREATE DATABASE d CHARACTER SET utf8mb4;
USE d;
CREATE TABLE campaign (text TEXT);
CREATE TABLE people (n INT, id TEXT, timezone TEXT, state TEXT, enqueued_at TEXT, run INT, region TEXT, flags INT);
CREATE TABLE times (n INT, at BIGINT, timezone TEXT);
CREATE TABLE phrases (n INT, words TEXT, timezone TEXT);
LOAD DATA LOCAL INFILE '$golden/campaign.yaml' INTO TABLE campaign CHARACTER SET utf8mb4
  FIELDS TERMINATED BY '\\Z' ESCAPED BY '' LINES TERMINATED BY '\\0';
LOAD DATA LOCAL INFILE '$golden/rows.csv' INTO TABLE people CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' IGNORE 1 LINES
  (n, id, timezone, state, enqueued_at, @run, region, flags) SET run = NULLIF(@run, '');
LOAD DATA LOCAL INFILE '$golden/times.csv' INTO TABLE times CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' IGNORE 1 LINES;
LOAD DATA LOCAL INFILE '$golden/phrases.csv' INTO TABLE phrases CHARACTER SET utf8mb4
  FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' IGNORE 1 LINES;
SQL
# The files have offsets; the campaign's zone knows no summer time.
enqueued="TIMESTAMPDIFF(SECOND, '1970-01-01 05:30:00', REPLACE(LEFT(enqueued_at, 19), 'T', ' '))"
row="id, timezone, state, $enqueued, run, region, flags"
ask d -e "SELECT dialplan_next_json(text, $now, $row) FROM people, campaign ORDER BY n" >"$scratch/next"
same dialplan_next_json "$golden/plan.ndjson" "$scratch/next"
ask d -e "SELECT dialplan_clip_json(text, at, timezone) FROM times, campaign ORDER BY n" >"$scratch/clip"
same dialplan_clip_json "$golden/clip.ndjson" "$scratch/clip"
ask d -e "SELECT dialplan_when_json(text, words, $now, timezone) FROM phrases, campaign ORDER BY n" >"$scratch/when"
same dialplan_when_json "$golden/when.ndjson" "$scratch/when"

equal() { # $1: what; $2: expected; $3: the question
  local said
  said=$(ask d -e "$3") || true
  [ "$said" = "$2" ] && pass || fail "$1: $said"
}
at() { echo "TIMESTAMPDIFF(SECOND, '1970-01-01', CONVERT_TZ(REPLACE(LEFT($1, 19), 'T', ' '), RIGHT($1, 6), '+00:00'))"; }
equal "the instants alone are those of the answers" 0 "SELECT count(*) FROM (
  SELECT dialplan_next_at(text, $now, $row) AS instant, JSON_VALUE(dialplan_next_json(text, $now, $row), '\$.at') AS words
  FROM people, campaign) a WHERE NOT instant <=> $(at words)"
equal "the same for clip" 0 "SELECT count(*) FROM (SELECT dialplan_clip_at(text, at, timezone) AS instant,
  JSON_VALUE(dialplan_clip_json(text, at, timezone), '\$.clipped') AS words FROM times, campaign) a
  WHERE NOT instant <=> $(at words)"
equal "the same for when" 0 "SELECT count(*) FROM (SELECT dialplan_when_at(text, words, $now, timezone) AS instant,
  JSON_VALUE(dialplan_when_json(text, words, $now, timezone), '\$.fitted') AS answer FROM phrases, campaign) a
  WHERE NOT instant <=> $(at answer)"
c="'{name: x, timezone: UTC, windows: {daily: 09:00-20:00}}'"
equal "NULL asks nothing" NULL "SELECT dialplan_next_at($c, NULL, 'a')"
equal "a number as text" 1773219600 "SELECT dialplan_clip_at($c, '1773187200')"
said=$(ask d -e "SELECT dialplan_next_at('name: x\ntimezone: UTC\nwindos: 1\nwindows: {daily: 09:00-21:00}', $now, 'a')") || true
case $said in *'campaign:3:1: unknown key "windos", did you mean "windows"? [unknown-key]'*) pass ;;
*) fail "a campaign with a mistake: $said" ;; esac
said=$(ask d -e "SELECT dialplan_clip_at($c)") || true
case $said in *'dialplan_clip(campaign, at [, timezone])'*) pass ;; *) fail "too few arguments: $said" ;; esac

# Four connections at once: each statement has its own engine.
sum="SELECT sum(crc32(dialplan_next_json(text, $now, $row))) FROM people, campaign"
alone=$(ask d -e "$sum")
beside=()
for i in 1 2 3 4; do
  ask d -e "$sum" >"$scratch/sum.$i" &
  beside+=($!)
done
wait "${beside[@]}"
for i in 1 2 3 4; do [ "$(cat "$scratch/sum.$i")" = "$alone" ] && pass || fail "connection $i answers otherwise"; done
finish
