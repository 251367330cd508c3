/* SPDX-License-Identifier: MIT */
/* libdialplan as functions of SQLite: .load ./dialplan, then ask as README.md tells.
 * Uses libdialplan through examples/sql. Every function is deterministic for given zone data, and innocuous.
 * What is compiled belongs to the connection. Invariant: bad data are a value (NULL, or a JSON error), a bad
 * campaign is an error of the query. */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "../sql/question.h"

#include <stdlib.h>

/* Of one connection, shared by its functions; SQLite gives back one of them after the other. */
typedef struct connection {
  sql_engine *engine;
  int functions;
} connection;

static void release(void *data) {
  connection *const c = data;
  if (--c->functions) return;
  sql_engine_free(c->engine);
  free(c);
}

/* ---- arguments ---- */

typedef struct call {
  sqlite3_context *context;
  sql_engine *engine;
  const dialplan_campaign *campaign;
  int count;
  sqlite3_value **values;
  dialplan_error err; /* what is wrong with the row */
} call;

/* What a constant campaign was compiled to, while it lives. */
typedef struct kept {
  const dialplan_campaign *campaign;
  uint64_t forgotten;
} kept;

static sql_bytes text_of(const call *c, int i) {
  if (i >= c->count || sqlite3_value_type(c->values[i]) == SQLITE_NULL) return (sql_bytes){NULL, 0};
  const char *const at = (const char *)sqlite3_value_text(c->values[i]);
  return (sql_bytes){at, at ? (size_t)sqlite3_value_bytes(c->values[i]) : 0};
}

static int64_t integer_of(const call *c, int i) {
  return i < c->count ? sqlite3_value_int64(c->values[i]) : 0;
}

/* Seconds since 1970, or a text as files have it. */
static int instant_of(call *c, int i, int64_t *at) {
  *at = 0;
  if (i >= c->count || sqlite3_value_type(c->values[i]) == SQLITE_NULL) return 0;
  if (sqlite3_value_type(c->values[i]) == SQLITE_TEXT)
    return sql_instant(c->campaign, text_of(c, i), at, &c->err);
  *at = sqlite3_value_int64(c->values[i]);
  return 0;
}

static void refuse(const call *c) {
  sql_text *const said = sql_engine_text(c->engine);
  sql_put_refusal(said, &c->err);
  if (said->broken)
    sqlite3_result_error_nomem(c->context);
  else
    sqlite3_result_error(c->context, said->data, (int)said->len);
}

/* The campaign of the first argument. A constant one is looked up once for a statement. */
static int find_campaign(call *c) {
  kept *known = sqlite3_get_auxdata(c->context, 0);
  const uint64_t forgotten = sql_engine_forgotten(c->engine);
  if (known && known->forgotten == forgotten) {
    c->campaign = known->campaign;
    return 0;
  }
  c->campaign = sql_engine_campaign(c->engine, text_of(c, 0), &c->err);
  if (!c->campaign) {
    refuse(c);
    return -1;
  }
  known = sqlite3_malloc(sizeof *known);
  if (!known) return 0;
  *known = (kept){c->campaign, sql_engine_forgotten(c->engine)};
  sqlite3_set_auxdata(c->context, 0, known, sqlite3_free);
  return 0;
}

/* Sets up a call whose first `least` arguments must be there; 0: there is nothing to ask, the result stands.
 */
static int open_call(call *c, sqlite3_context *context, int count, sqlite3_value **values, int least,
                     int most) {
  const connection *const owner = sqlite3_user_data(context);
  *c = (call){.context = context, .engine = owner->engine, .count = count, .values = values};
  if (count < least || count > most) {
    sqlite3_result_error(context, "dialplan: wrong number of arguments", -1);
    return 0;
  }
  for (int i = 0; i < least; i++)
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return 0;
  return !find_campaign(c);
}

/* ---- answers ---- */

static void give_text(const call *c, const sql_text *t) {
  if (t->broken)
    sqlite3_result_error_nomem(c->context);
  else
    sqlite3_result_text64(c->context, t->data, t->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void give_error(const call *c) {
  sql_text *const t = sql_engine_text(c->engine);
  sql_put_error(t, &c->err);
  give_text(c, t);
}

static void give_instant(const call *c, int64_t at) {
  if (at) sqlite3_result_int64(c->context, at);
}

/* (campaign, now, id [, timezone [, state [, enqueued_at [, run [, region [, flags]]]]]]) */
static int decide(call *c, sql_bytes *id, dialplan_decision *d) {
  int64_t now;
  sql_contact who = {.id = text_of(c, 2),
                     .zones = text_of(c, 3),
                     .state = text_of(c, 4),
                     .run = integer_of(c, 6),
                     .region = text_of(c, 7),
                     .flags = integer_of(c, 8)};
  *id = who.id;
  if (instant_of(c, 1, &now) || instant_of(c, 5, &who.enqueued_at)) return -1;
  return sql_next(c->engine, c->campaign, &who, now, d, &c->err);
}

static void next_at(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  sql_bytes id;
  dialplan_decision d;
  if (open_call(&c, context, count, values, 3, 9) && !decide(&c, &id, &d)) give_instant(&c, d.at);
}

static void next(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  sql_bytes id;
  dialplan_decision d;
  if (!open_call(&c, context, count, values, 3, 9)) return;
  if (decide(&c, &id, &d)) {
    give_error(&c);
    return;
  }
  sql_text *const t = sql_engine_text(c.engine);
  sql_put_next(t, c.campaign, id, &d);
  give_text(&c, t);
}

/* (campaign, at [, timezone]) */
static int clip_call(call *c, int64_t *at, dialplan_clipped *clipped) {
  return instant_of(c, 1, at) || sql_clip(c->engine, c->campaign, *at, text_of(c, 2), clipped, &c->err);
}

static void clip_at(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  int64_t at, clipped;
  if (open_call(&c, context, count, values, 2, 3) && !instant_of(&c, 1, &at) &&
      !sql_clip_at(c.engine, c.campaign, at, text_of(&c, 2), &clipped))
    give_instant(&c, clipped);
}

static void clip(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  int64_t at;
  dialplan_clipped clipped;
  if (!open_call(&c, context, count, values, 2, 3)) return;
  if (clip_call(&c, &at, &clipped)) {
    give_error(&c);
    return;
  }
  sql_text *const t = sql_engine_text(c.engine);
  sql_put_clip(t, c.campaign, at, &clipped);
  give_text(&c, t);
}

/* (campaign, words, now [, timezone]) */
static int when_call(call *c, dialplan_resolution *r) {
  int64_t now;
  return instant_of(c, 2, &now) ||
         sql_when(c->engine, c->campaign, text_of(c, 1), now, text_of(c, 3), r, &c->err);
}

static void when_at(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  dialplan_resolution r;
  if (open_call(&c, context, count, values, 3, 4) && !when_call(&c, &r)) give_instant(&c, r.fitted_at);
}

static void when(sqlite3_context *context, int count, sqlite3_value **values) {
  call c;
  dialplan_resolution r;
  if (!open_call(&c, context, count, values, 3, 4)) return;
  if (when_call(&c, &r)) {
    give_error(&c);
    return;
  }
  sql_text *const t = sql_engine_text(c.engine);
  sql_put_when(t, c.campaign, text_of(&c, 1), &r);
  give_text(&c, t);
}

typedef void function(sqlite3_context *, int, sqlite3_value **);

/* A failed registration gives its reference back by itself. */
static int offer(sqlite3 *db, connection *c, const char *name, function *f) {
  c->functions++;
  return sqlite3_create_function_v2(db, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, c, f,
                                    NULL, NULL, release);
}

__attribute__((visibility("default"))) int sqlite3_dialplan_init(sqlite3 *db, char **said,
                                                                 const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api);
  (void)said;
  static const struct {
    const char *name;
    function *f;
  } functions[] = {
      {"dialplan_next_at", next_at}, {"dialplan_next", next},       {"dialplan_clip_at", clip_at},
      {"dialplan_clip", clip},       {"dialplan_when_at", when_at}, {"dialplan_when", when},
  };
  connection *const c = malloc(sizeof *c);
  if (!c) return SQLITE_NOMEM;
  *c = (connection){.engine = sql_engine_new(), .functions = 1}; /* held by this function, too */
  int status = c->engine ? SQLITE_OK : SQLITE_NOMEM;
  for (size_t i = 0; i < sizeof functions / sizeof *functions && !status; i++)
    status = offer(db, c, functions[i].name, functions[i].f);
  release(c);
  return status;
}
