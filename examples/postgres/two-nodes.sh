#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Planning on several nodes: data stay where they are, each node computes, and a coordinator reads. Two servers are
# started on sockets in a directory of their own, with half of the people each; the coordinator reads views of both.
#
# usage: PGBIN=/usr/lib/postgresql/15/bin two-nodes.sh [ROWS]
# As root the servers run as the user postgres. The extension has to be installed where PGBIN's server finds it.
set -euo pipefail
rows=${1:-20000}
work=$(mktemp -d)
chmod 755 "$work"
nodes=()
as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
trap 'for node in "${nodes[@]}"; do as_server "$PGBIN/pg_ctl" -D "$work/$node" -m immediate stop >/dev/null || :; done
      rm -rf "$work"' EXIT
[ "$(id -u)" != 0 ] || chown postgres "$work"
ask() { "$PGBIN/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$work" -p "$1" -U postgres -d postgres "${@:2}"; }

for port in 5001 5002; do
  as_server "$PGBIN/initdb" -D "$work/$port" -A trust -U postgres --no-sync -E UTF8 --locale=C >/dev/null
  as_server "$PGBIN/pg_ctl" -D "$work/$port" -l "$work/$port.log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$work' -c port=$port -c fsync=off" start >/dev/null
  nodes+=("$port")
  # Odd people live on one node, even ones on the other. The view asks: the node that has the rows computes.
  ask "$port" <<SQL
CREATE EXTENSION dialplan;
CREATE TABLE campaign (text text NOT NULL);
INSERT INTO campaign VALUES ('{name: x, seed: s, timezone: UTC, windows: {mon-fri: 09:00-18:00}}');
CREATE TABLE people (id text PRIMARY KEY, timezone text NOT NULL DEFAULT '', state text NOT NULL DEFAULT '');
INSERT INTO people SELECT n, (ARRAY['Asia/Kolkata', 'America/New_York', 'Europe/Berlin'])[1 + n % 3]
  FROM generate_series(1, $rows) n WHERE n % 2 = $port % 2;
ANALYZE people;
CREATE VIEW planned AS SELECT id, p.* FROM campaign,
  people CROSS JOIN LATERAL dialplan_next(text, '2026-03-02 12:00+00', id, timezone, state) AS p;
SQL
done

ask 5001 <<SQL
CREATE EXTENSION postgres_fdw;
CREATE SERVER node1 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$work', port '5001', dbname 'postgres',
  async_capable 'true', fetch_size '10000');
CREATE SERVER node2 FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$work', port '5002', dbname 'postgres',
  async_capable 'true', fetch_size '10000');
CREATE USER MAPPING FOR postgres SERVER node1 OPTIONS (user 'postgres');
CREATE USER MAPPING FOR postgres SERVER node2 OPTIONS (user 'postgres');
CREATE SCHEMA node1;
CREATE SCHEMA node2;
IMPORT FOREIGN SCHEMA public LIMIT TO (planned) FROM SERVER node1 INTO node1;
IMPORT FOREIGN SCHEMA public LIMIT TO (planned) FROM SERVER node2 INTO node2;
CREATE VIEW planned_everywhere AS TABLE node1.planned UNION ALL TABLE node2.planned;
SQL

echo "-- who computes"
ask 5001 -c "EXPLAIN (VERBOSE, COSTS OFF) SELECT id, at, reason FROM planned_everywhere WHERE verdict = 'call'"
echo "-- what comes of it"
ask 5001 -c "SELECT verdict, reason, zone, count(*), min(at AT TIME ZONE 'UTC') FROM planned_everywhere
  GROUP BY 1, 2, 3 ORDER BY 3"
echo "-- the same on one node"
ask 5001 <<SQL
CREATE TABLE everybody AS SELECT n::text AS id, (ARRAY['Asia/Kolkata', 'America/New_York', 'Europe/Berlin'])[1 + n % 3]
  AS timezone FROM generate_series(1, $rows) n;
SELECT count(*) AS differ FROM (
  (SELECT id, p.at, p.reason FROM campaign, everybody
     CROSS JOIN LATERAL dialplan_next(text, '2026-03-02 12:00+00', id, timezone) AS p
   EXCEPT SELECT id, at, reason FROM planned_everywhere)
  UNION ALL
  (SELECT id, at, reason FROM planned_everywhere
   EXCEPT SELECT id, p.at, p.reason FROM campaign, everybody
     CROSS JOIN LATERAL dialplan_next(text, '2026-03-02 12:00+00', id, timezone) AS p)) d;
SQL
