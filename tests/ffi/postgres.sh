#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Does the PostgreSQL extension answer what the program answers, byte for byte? It is installed into a copy of the
# server below the scratch directory, which finds its files beside itself: nothing outside is written.
source tests/ffi/databases
PG_CONFIG=${PG_CONFIG:-pg_config}
need "the PostgreSQL extension" "[ -x \"\$($PG_CONFIG --bindir)/initdb\" ] && [ -e \"\$($PG_CONFIG --pgxs)\" ]"
need "the PostgreSQL server's user" "[ \$(id -u) != 0 ] || { id postgres && command -v runuser; }"
install_library
make_golden

private=$scratch/pg
for directory in "$("$PG_CONFIG" --bindir)" "$("$PG_CONFIG" --pkglibdir)" "$("$PG_CONFIG" --sharedir)"; do
  mkdir -p "$private$directory"
  cp -r "$directory/." "$private$directory/"
done
bin=$private$("$PG_CONFIG" --bindir)
cp -r examples/sql examples/postgres "$scratch/"
build() { env -u MAKEFLAGS "${MAKE:-make}" -s -C "$scratch/postgres" PG_CONFIG="$PG_CONFIG" DESTDIR="$private" "$@"; }
build COPT=-Werror 2>&1 | faults "building the extension says"
build install >"$scratch/said" 2>&1 && pass || fail "make install: $(cat "$scratch/said")"

chmod -R a+rX "$scratch"
as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
data=$scratch/data
mkdir -m 755 "$data"
[ "$(id -u)" != 0 ] || chown postgres "$data"
as_server "$bin/initdb" -D "$data/db" -A trust -U postgres --no-sync -E UTF8 --locale=C >"$scratch/said" 2>&1 &&
  as_server "$bin/pg_ctl" -D "$data/db" -l "$data/log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$data' -c port=5000 -c fsync=off -c timezone=UTC" start >>"$scratch/said" 2>&1 || {
  cat "$scratch/said" "$data/log"
  fail "the server does not start"
  finish
  exit 1
}
trap 'as_server "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null; rm -rf "$scratch"' EXIT
export PGHOST=$data PGPORT=5000 PGUSER=postgres PGDATABASE=postgres
psql() { "$bin/psql" -X -q -At -v ON_ERROR_STOP=1 "$@" 2>&1; }

if build installcheck bindir="$bin" >"$scratch/said" 2>&1; then
  pass
else
  fail "pg_regress"
  cat "$scratch/said" "$scratch/postgres/regression.diffs"
fi

psql <<SQL || fail "the tables are not made"
CREATE EXTENSION dialplan;
CREATE TABLE campaign (text text NOT NULL);
\set text \`cat $golden/campaign.yaml; echo\`
INSERT INTO campaign VALUES (:'text');
CREATE TABLE people (n int, id text, timezone text, state text, enqueued_at timestamptz, run int, region text, flags int);
CREATE TABLE times (n int, at bigint, timezone text);
CREATE TABLE phrases (n int, words text, timezone text);
\copy people FROM '$golden/rows.csv' CSV HEADER FORCE NOT NULL timezone, state, region
\copy times FROM '$golden/times.csv' CSV HEADER FORCE NOT NULL timezone
\copy phrases FROM '$golden/phrases.csv' CSV HEADER FORCE NOT NULL words, timezone
UPDATE people SET enqueued_at = '-infinity' WHERE enqueued_at IS NULL;
UPDATE people SET run = 0 WHERE run IS NULL;
SQL
row="text, to_timestamp($now), id, timezone, state, enqueued_at, run, region, flags & 1 > 0, flags & 2 > 0"
psql -c "SELECT dialplan_next_json($row) FROM people, campaign ORDER BY n" >"$scratch/next"
same dialplan_next_json "$golden/plan.ndjson" "$scratch/next"
psql -c "SELECT dialplan_clip(text, to_timestamp(at), timezone) FROM times, campaign ORDER BY n" >"$scratch/clip"
same dialplan_clip "$golden/clip.ndjson" "$scratch/clip"
psql -c "SELECT dialplan_when(text, words, to_timestamp($now), timezone) FROM phrases, campaign ORDER BY n" >"$scratch/when"
same dialplan_when "$golden/when.ndjson" "$scratch/when"

equal() { # $1: what; $2: expected; $3: the question
  local said
  said=$(psql -c "$3") || true
  [ "$said" = "$2" ] && pass || fail "$1: $said"
}
equal "the row is the same answer" 0 "
  SELECT count(*) FROM campaign, people, LATERAL (SELECT dialplan_next_json($row) AS j) j,
    LATERAL dialplan_next($row) AS p, LATERAL (SELECT dialplan_next_at($row) AS next_at) n
  WHERE (j->>'at')::timestamptz IS DISTINCT FROM p.at OR p.at IS DISTINCT FROM next_at
     OR (j->>'due')::timestamptz IS DISTINCT FROM p.due OR (j->>'asked')::timestamptz IS DISTINCT FROM p.asked
     OR j->>'class' IS DISTINCT FROM p.class OR (j->>'attempt')::int IS DISTINCT FROM p.attempt
     OR (j->>'of')::int IS DISTINCT FROM p.of OR j->>'reason' IS DISTINCT FROM p.reason
     OR j->>'zone' IS DISTINCT FROM p.zone OR coalesce(j->>'verdict', j->>'status') IS DISTINCT FROM p.verdict"
equal "the instants of clip and when are those of the answers" "0|0" "
  SELECT (SELECT count(*) FROM times, campaign WHERE dialplan_clip_at(text, to_timestamp(at), timezone)
    IS DISTINCT FROM (dialplan_clip(text, to_timestamp(at), timezone)->>'clipped')::timestamptz),
    (SELECT count(*) FROM phrases, campaign WHERE dialplan_when_at(text, words, to_timestamp($now), timezone)
    IS DISTINCT FROM (dialplan_when(text, words, to_timestamp($now), timezone)->>'fitted')::timestamptz)"

# The log of the demo, as rows: the states are those of `dialplan fold`.
psql <<SQL || fail "the events are not read"
CREATE TABLE log (n serial, j jsonb);
\copy log (j) FROM '$golden/events.ndjson' CSV QUOTE e'\x01' DELIMITER e'\x02'
SQL
equal "the states of dialplan_fold" 0 "
  WITH folded AS (
    SELECT j->>'contact' AS id, dialplan_fold(text, timezone, (j->>'at')::timestamptz, j->>'event', j->>'outcome',
      coalesce((j->>'ended_at')::timestamptz, (j->>'at')::timestamptz + ((j->>'duration') || 's')::interval),
      (j->>'due')::timestamptz, j->>'by', j->>'text' ORDER BY (j->>'at')::timestamptz, log.n) AS state
    FROM campaign, log JOIN people ON id = j->>'contact'
    WHERE (j->>'at')::timestamptz <= to_timestamp($now) AND NOT j ?| '{manual,confidence,requested,scope,earliest,latest,conversation,run}'
      AND id NOT IN (SELECT j->>'contact' FROM log WHERE j ?| '{manual,confidence,requested,scope,earliest,latest,conversation,run,text}')
    GROUP BY 1)
  SELECT count(*) FILTER (WHERE folded.state <> people.state) + (count(*) < 1000)::int FROM folded JOIN people USING (id)"

psql -c "CREATE TABLE many AS SELECT n::text AS id, (ARRAY['Asia/Kolkata', 'America/New_York'])[1 + n % 2] AS timezone
  FROM generate_series(1, 200000) n" -c "ANALYZE many"
simple="'{name: x, timezone: UTC, windows: {daily: 09:00-21:00}}', to_timestamp($now), id, timezone"
psql -c "EXPLAIN (COSTS OFF) SELECT count(dialplan_next_at($simple)) FROM many" >"$scratch/plan"
grep -q 'Parallel Seq Scan' "$scratch/plan" && pass || fail "no parallel plan: $(cat "$scratch/plan")"
psql -c "EXPLAIN (COSTS OFF) CREATE TABLE planned AS SELECT id, dialplan_next_at($simple) FROM many" >"$scratch/plan"
grep -q 'Parallel Seq Scan' "$scratch/plan" && pass || fail "CREATE TABLE AS is not parallel: $(cat "$scratch/plan")"
sum="SELECT sum(extract(epoch FROM dialplan_next_at($simple))) FROM many"
[ "$(psql -c "$sum")" = "$(psql -c 'SET max_parallel_workers_per_gather = 0' -c "$sum")" ] && pass ||
  fail "workers answer otherwise than one process"
# A thousand campaigns: what is kept stays bounded, and every row has the answer of its own.
equal "a thousand campaigns" 2000 "SELECT count(*) FROM generate_series(0, 1999) n WHERE
  dialplan_clip_at(format('{name: x%s, timezone: UTC, windows: {daily: \"%s:00-20:00\"}}', n % 1000,
    lpad((8 + n % 10)::text, 2, '0')), '2026-03-11 00:00+00') = '2026-03-11 00:00+00'::timestamptz + (8 + n % 10) * interval '1 hour'"

# A place of a query knows the campaign of the row before by how it is stored: packed, apart from its row, or in a
# variable whose value changes.
psql <<SQL || fail "the campaigns are not kept"
CREATE TABLE kept (opens int, packed text, apart text);
ALTER TABLE kept ALTER apart SET STORAGE EXTERNAL;
INSERT INTO kept SELECT opens, document, document FROM generate_series(8, 11) opens, LATERAL (SELECT
  format('{name: x, timezone: UTC, windows: {daily: "%s:00-20:00"}}', lpad(opens::text, 2, '0')) ||
  repeat(E'\n# calls are made by day', 500) AS document) d;
CREATE FUNCTION openings() RETURNS text LANGUAGE plpgsql AS \$\$
DECLARE document text; said text := '';
BEGIN
  FOR opens IN 8..11 LOOP
    document := format('{name: x, timezone: UTC, windows: {daily: "%s:00-20:00"}}', lpad(opens::text, 2, '0'));
    FOR again IN 1..2 LOOP
      said := said || ' ' || extract(hour FROM dialplan_clip_at(document, '2026-03-11 00:00+00'));
    END LOOP;
  END LOOP;
  RETURN said;
END \$\$;
SQL
for order in "opens, n" "n, opens"; do
  equal "campaigns that are stored packed and apart, by $order" "24|24" "SELECT count(*) FILTER (WHERE a = opens), count(*)
    FILTER (WHERE p = opens) FROM (SELECT opens, extract(hour FROM dialplan_clip_at(apart, '2026-03-11 00:00+00')) AS a,
      extract(hour FROM dialplan_clip_at(packed, '2026-03-11 00:00+00')) AS p
    FROM (SELECT opens, packed, apart FROM kept, generate_series(1, 6) n ORDER BY $order OFFSET 0) k) answers"
done
equal "a campaign in a variable" " 8 8 9 9 10 10 11 11" "SELECT openings()"

# Neither campaigns nor their errors stay with the backend: once warm, thousands more take no memory.
if [ -r /proc/self/status ]; then
  ask_many() { # $1: from, $2: to
    echo "DO \$\$ BEGIN FOR i IN $1..$2 LOOP
      BEGIN PERFORM dialplan_next_at('{name: x, windos: ' || i || '}', now(), 'a'); EXCEPTION WHEN OTHERS THEN NULL; END;
      PERFORM dialplan_next_at('{name: x' || i || ', timezone: UTC, windows: {daily: 09:00-21:00}}', now(), 'a');
      END LOOP; END \$\$"
  }
  resident="SELECT (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), 'VmRSS:\s+(\d+)'))[1]"
  psql -c "$(ask_many 1 1000)" -c "$resident" -c "$(ask_many 1001 6000)" -c "$resident" >"$scratch/memory"
  { read -r before && read -r after; } <"$scratch/memory" || true
  [ "${after:-999999}" -lt $((${before:-0} + 2048)) ] && pass || fail "memory grows: $(cat "$scratch/memory")"
fi

if "$PG_CONFIG" --sharedir | sed 's|$|/extension/postgres_fdw.control|' | xargs test -e; then
  PGBIN=$bin bash examples/postgres/two-nodes.sh 3000 >"$scratch/nodes" 2>&1 || true
  [ "$(grep -c 'Async Foreign Scan' "$scratch/nodes")" = 2 ] && [ "$(tail -1 "$scratch/nodes")" = 0 ] && pass || {
    fail "two nodes"
    cat "$scratch/nodes"
  }
else
  skip "two nodes: there is no postgres_fdw"
fi
finish
