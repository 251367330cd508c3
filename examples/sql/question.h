/* SPDX-License-Identifier: MIT */
/* The questions that every database asks, and their answers as the program writes them (-o ndjson). Bad data
 * are an answer, {"status":"error",...}, so that one row does not end a query. */
#ifndef DIALPLAN_EXAMPLES_SQL_QUESTION_H
#define DIALPLAN_EXAMPLES_SQL_QUESTION_H

#include "engine.h"

/* A contact as columns tell of it. All zero but the id: never called, of no zone of its own. */
typedef struct sql_contact {
  sql_bytes id, zones, region;
  sql_bytes state;     /* as `dialplan fold` writes it: base64url; empty: never called */
  int64_t enqueued_at; /* seconds; 0: not known */
  int64_t run;         /* 0: the first */
  int64_t flags;       /* DIALPLAN_CONTACT_DNC_LISTED, _INBOUND_FIRST */
} sql_contact;

/* What a row came to, by a campaign that the engine has given out; each returns 0, or a status with err
 * filled in. */
int sql_next(sql_engine *e, const dialplan_campaign *c, const sql_contact *who, int64_t now,
             dialplan_decision *out, dialplan_error *err);
/* An instant as files have it, RFC 3339, or without an offset in the campaign's zone; 0 for an empty text. */
int sql_instant(const dialplan_campaign *c, sql_bytes text, int64_t *at, dialplan_error *err);
/* Zones may be empty: the campaign's own. */
int sql_clip(sql_engine *e, const dialplan_campaign *c, int64_t at, sql_bytes zones, dialplan_clipped *out,
             dialplan_error *err);
/* The instant alone, which is found sooner; 0: never. Returns 0, or a status. */
int sql_clip_at(sql_engine *e, const dialplan_campaign *c, int64_t at, sql_bytes zones, int64_t *out);
int sql_when(sql_engine *e, const dialplan_campaign *c, sql_bytes words, int64_t now, sql_bytes zones,
             dialplan_resolution *out, dialplan_error *err);

/* Instants in the zone that binds; no line end. */
void sql_put_next(sql_text *t, const dialplan_campaign *c, sql_bytes id, const dialplan_decision *d);
void sql_put_clip(sql_text *t, const dialplan_campaign *c, int64_t at, const dialplan_clipped *clipped);
void sql_put_when(sql_text *t, const dialplan_campaign *c, sql_bytes words, const dialplan_resolution *r);
void sql_put_error(sql_text *t, const dialplan_error *err);
/* "guard:<rule>" for a guard's, else the reason's name. */
void sql_put_reason(sql_text *t, const dialplan_campaign *c, uint16_t reason, uint16_t rule);
/* A campaign's error in one line, with its place. */
void sql_put_refusal(sql_text *t, const dialplan_error *err);

/* A stored state, both ways. Returns 0, or a status with err filled in. */
int sql_state_read(sql_bytes text, dialplan_state *out, dialplan_error *err);
int sql_state_write(const dialplan_state *state, sql_text *out, dialplan_error *err);

/* One thing that happened, as columns tell of it; empty and 0: not said. */
typedef struct sql_event {
  sql_bytes event, outcome, by, words;
  int64_t at, ended_at, due_at;
} sql_event;

/* Applies it. Returns 0 (remarks count as such), or a status with err filled in. */
int sql_apply(sql_engine *e, const dialplan_campaign *c, sql_bytes zones, const sql_event *event,
              dialplan_state *state, dialplan_error *err);

#endif
