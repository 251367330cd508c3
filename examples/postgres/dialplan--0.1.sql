-- SPDX-License-Identifier: MIT
-- libdialplan in PostgreSQL. COST is in units of a cheap operator, as measured: README.md, "Figures".
\echo Use "CREATE EXTENSION dialplan" to load this file. \quit

CREATE TYPE dialplan_decision AS (
  verdict text,        -- call, hold, stop; error: the row cannot be asked, reason says why
  at timestamptz,      -- when the call may start
  due timestamptz,     -- the instant planned without regard to now
  asked timestamptz,   -- what a person asked for
  class text,          -- pending, retry, callback
  attempt integer,     -- number of the coming attempt
  of integer,          -- attempts allowed; NULL: unlimited
  reason text,
  zone text,           -- the zone that binds
  variant text
);

CREATE FUNCTION dialplan_next_at(
  campaign text, now timestamptz, id text, timezone text DEFAULT '', state text DEFAULT '',
  enqueued_at timestamptz DEFAULT '-infinity', run integer DEFAULT 0, region text DEFAULT '',
  dnc boolean DEFAULT false, inbound_first boolean DEFAULT false
) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'dialplan_pg_next_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150;
COMMENT ON FUNCTION dialplan_next_at IS 'when this contact may be called next; NULL: not, or the row cannot be asked';

CREATE FUNCTION dialplan_next(
  campaign text, now timestamptz, id text, timezone text DEFAULT '', state text DEFAULT '',
  enqueued_at timestamptz DEFAULT '-infinity', run integer DEFAULT 0, region text DEFAULT '',
  dnc boolean DEFAULT false, inbound_first boolean DEFAULT false
) RETURNS dialplan_decision
AS 'MODULE_PATHNAME', 'dialplan_pg_next' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION dialplan_next IS 'when this contact may be called next, and why then';

CREATE FUNCTION dialplan_next_json(
  campaign text, now timestamptz, id text, timezone text DEFAULT '', state text DEFAULT '',
  enqueued_at timestamptz DEFAULT '-infinity', run integer DEFAULT 0, region text DEFAULT '',
  dnc boolean DEFAULT false, inbound_first boolean DEFAULT false
) RETURNS json
AS 'MODULE_PATHNAME', 'dialplan_pg_next_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 250;
COMMENT ON FUNCTION dialplan_next_json IS 'the line of dialplan plan -o ndjson';

CREATE FUNCTION dialplan_clip_at(
  campaign text, at timestamptz, timezone text DEFAULT ''
) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'dialplan_pg_clip_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION dialplan_clip_at IS 'the first permitted instant at or after this one; NULL: never';

CREATE FUNCTION dialplan_clip(
  campaign text, at timestamptz, timezone text DEFAULT ''
) RETURNS json
AS 'MODULE_PATHNAME', 'dialplan_pg_clip' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION dialplan_clip IS 'the line of dialplan clip -o ndjson';

CREATE FUNCTION dialplan_when_at(
  campaign text, words text, now timestamptz, timezone text DEFAULT ''
) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'dialplan_pg_when_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION dialplan_when_at IS 'when these words ask to be called, in open time; NULL: no clear time';

CREATE FUNCTION dialplan_when(
  campaign text, words text, now timestamptz, timezone text DEFAULT ''
) RETURNS json
AS 'MODULE_PATHNAME', 'dialplan_pg_when' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION dialplan_when IS 'the line of dialplan when -o ndjson';

CREATE FUNCTION dialplan_fold_event(
  internal, campaign text, timezone text, at timestamptz, event text, outcome text, ended_at timestamptz,
  due timestamptz, by text, words text
) RETURNS internal
AS 'MODULE_PATHNAME', 'dialplan_pg_fold_event' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150;

CREATE FUNCTION dialplan_fold_end(internal) RETURNS text
AS 'MODULE_PATHNAME', 'dialplan_pg_fold_end' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;

CREATE AGGREGATE dialplan_fold(
  campaign text, timezone text, at timestamptz, event text, outcome text, ended_at timestamptz, due timestamptz,
  by text, words text
) (SFUNC = dialplan_fold_event, STYPE = internal, SSPACE = 1024, FINALFUNC = dialplan_fold_end, PARALLEL = SAFE);
COMMENT ON AGGREGATE dialplan_fold(text, text, timestamptz, text, text, timestamptz, timestamptz, text, text) IS
  'the events of a contact, ORDER BY at, as a state for dialplan_next';
