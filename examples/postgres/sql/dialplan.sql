-- SPDX-License-Identifier: MIT
CREATE EXTENSION dialplan;
SET timezone = 'UTC';
\set c '{name: x, timezone: Europe/Berlin, windows: {mon-fri: 09:00-18:00}, jitter: 0s}'
-- Tuesday, 3 March 2026, 06:00 in Berlin: at nine.
SELECT dialplan_next_at(:'c', '2026-03-03 05:00+00', 'a');
-- In New York nine is 14:00 in UTC.
SELECT verdict, at, due, class, attempt, reason, zone
  FROM dialplan_next(:'c', '2026-03-03 05:00+00', 'a', 'America/New_York');
-- Half a second before six in the evening counts as six, which is closed; half a second before nine is nine.
SELECT dialplan_clip_at(:'c', '2026-03-03 16:59:59.5+00'), dialplan_clip_at(:'c', '2026-03-03 07:59:59.5+00');
SELECT dialplan_clip(:'c', '2026-03-07 11:00+00') ->> 'reason' AS saturday;
SELECT dialplan_when_at(:'c', 'tomorrow at 5 pm', '2026-03-03 05:00+00');
-- Bad data are values.
SELECT verdict, reason FROM dialplan_next(:'c', '2026-03-03 05:00+00', 'a', state => '!');
SELECT verdict, reason FROM dialplan_next(:'c', '2026-03-03 05:00+00', 'a', 'Europe/Atlantis');
SELECT dialplan_next_at(:'c', 'infinity', 'a') IS NULL AS never, dialplan_next_at(:'c', NULL, 'a') IS NULL AS strict;
SELECT verdict, reason FROM dialplan_next(:'c', '2026-03-03 05:00+00', 'a', dnc => true);
-- A bad campaign is an error, with its place, again and again.
SELECT dialplan_next_at(E'name: x\ntimezone: UTC\nwindos: 1\nwindows: {daily: 09:00-21:00}', now(), 'a');
SELECT dialplan_next_at(E'name: x\ntimezone: UTC\nwindos: 1\nwindows: {daily: 09:00-21:00}', now(), 'a');
SELECT dialplan_next_at(:'c', '2026-03-03 05:00+00', 'a');
-- Events become a state, whatever the order of the rows.
CREATE TABLE events (contact text, at timestamptz, event text, outcome text, due timestamptz, by text);
INSERT INTO events VALUES
  ('a', '2026-03-03 10:05+00', 'callback', NULL, '2026-03-04 10:00+00', 'customer'),
  ('a', '2026-03-03 10:00+00', 'attempt', 'call_later', NULL, NULL),
  ('b', '2026-03-03 10:00+00', 'attempt', 'completed', NULL, NULL),
  ('c', '2026-03-03 10:00+00', 'attempt', 'no such outcome', NULL, NULL);
CREATE VIEW states AS
  SELECT contact, dialplan_fold(:'c', '', at, event, outcome, NULL, due, by, NULL ORDER BY at) AS state
  FROM events GROUP BY contact;
SELECT contact, verdict, at, class, attempt, reason
  FROM states CROSS JOIN LATERAL dialplan_next(:'c', '2026-03-03 11:00+00', contact, '', state) ORDER BY contact;
SELECT left(state, 6) AS state FROM states WHERE contact = 'c';
SELECT dialplan_fold(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS NULL AS of_nothing FROM events WHERE false;
-- What planners need to know.
SELECT proname, provolatile, proisstrict, proparallel FROM pg_proc
  WHERE proname ~ '^dialplan_(next|clip|when)' ORDER BY proname COLLATE "C";
CREATE INDEX ON events (dialplan_next_at('{name: x, timezone: UTC, windows: {daily: 09:00-21:00}}', at, contact));
