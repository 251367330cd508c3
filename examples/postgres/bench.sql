-- SPDX-License-Identifier: MIT
-- What a row costs: psql -f bench.sql, on a server with the extension and nothing else to do. The campaign is the
-- plain one that SQL can express: the same hours every weekday, in each person's zone.
\set ON_ERROR_STOP 1
\set c '{name: x, seed: s, timezone: UTC, jitter: 0s, windows: {mon-fri: 09:00-18:00}}'
\timing off
CREATE TEMP TABLE people AS
  SELECT n::text AS id, (ARRAY['Asia/Kolkata', 'America/New_York', 'Europe/Berlin'])[1 + n % 3] AS timezone,
         timestamptz '2026-03-02 00:00+00' + n % 600000 * interval '1 second' AS at
  FROM generate_series(1, 1000000) n;
CREATE TEMP TABLE open_hours AS SELECT dow, time '09:00' AS opens, time '18:00' AS closes FROM generate_series(1, 5) dow;
ANALYZE people;
ANALYZE open_hours;
SET max_parallel_workers_per_gather = 0;
SELECT count(*) FROM people; -- to memory
\timing on
\echo reading the columns
SELECT count(id) + count(timezone) + count(at) FROM people;
\echo dialplan_clip_at
SELECT count(dialplan_clip_at(:'c', at, timezone)) FROM people;
\echo dialplan_next_at
SELECT count(dialplan_next_at(:'c', at, id, timezone)) FROM people;
\echo dialplan_next
SELECT count(p.at) FROM people CROSS JOIN LATERAL dialplan_next(:'c', at, id, timezone) AS p;
\echo dialplan_next_json
SELECT count(dialplan_next_json(:'c', at, id, timezone)) FROM people;
\echo the SQL join over windows, as people write it
SELECT count(next_at) FROM people CROSS JOIN LATERAL (
  SELECT min(greatest(people.at, (day + opens) AT TIME ZONE timezone)) AS next_at
  FROM generate_series(date_trunc('day', people.at AT TIME ZONE timezone),
                       date_trunc('day', people.at AT TIME ZONE timezone) + interval '7 days', interval '1 day') AS day
  JOIN open_hours ON dow = extract(isodow FROM day)
  WHERE (day + closes) AT TIME ZONE timezone > people.at) AS w;
\timing off
\echo where the two differ
SELECT count(*) FROM (SELECT * FROM people WHERE id::int % 50 = 0) AS people CROSS JOIN LATERAL (
  SELECT min(greatest(people.at, (day + opens) AT TIME ZONE timezone)) AS next_at
  FROM generate_series(date_trunc('day', people.at AT TIME ZONE timezone),
                       date_trunc('day', people.at AT TIME ZONE timezone) + interval '7 days', interval '1 day') AS day
  JOIN open_hours ON dow = extract(isodow FROM day)
  WHERE (day + closes) AT TIME ZONE timezone > people.at) AS w
WHERE next_at IS DISTINCT FROM dialplan_clip_at(:'c', people.at, timezone);
