/* SPDX-License-Identifier: MIT */
/* libdialplan as functions of PostgreSQL: CREATE EXTENSION dialplan, then ask as README.md tells.
 * Uses libdialplan through examples/sql. Zones and campaigns are kept with the backend, in malloc's memory
 * and in bounds. Invariant: no object is held while an error may be raised that the engine does not own; bad
 * data are a value, a bad campaign an error of the query. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "../sql/question.h"

PG_MODULE_MAGIC;

enum { EPOCH_DAYS = POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE };

/* The one thing that is kept: of this backend, which is one thread. */
static sql_engine *engine;

/* ---- arguments and results ---- */

static sql_bytes bytes_of(const text *t) { return (sql_bytes){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)}; }

#define BYTES_ARG(i) bytes_of(PG_GETARG_TEXT_PP(i))

/* Whole seconds since 1970, up: nothing is answered for an instant before the one that was asked. 0:
 * infinite. */
static int64_t asked_at(TimestampTz t) {
  if (TIMESTAMP_NOT_FINITE(t)) return 0;
  const int64_t whole = t / USECS_PER_SEC;
  return whole + (t > whole * USECS_PER_SEC) + EPOCH_DAYS * (int64_t)SECS_PER_DAY;
}

/* Down: when something happened. */
static int64_t happened_at(TimestampTz t) {
  if (TIMESTAMP_NOT_FINITE(t)) return 0;
  const int64_t whole = t / USECS_PER_SEC;
  return whole - (t < whole * USECS_PER_SEC) + EPOCH_DAYS * (int64_t)SECS_PER_DAY;
}

static Datum instant_datum(int64_t at) {
  return TimestampTzGetDatum((at - EPOCH_DAYS * (int64_t)SECS_PER_DAY) * USECS_PER_SEC);
}

static Datum text_datum(const sql_text *t) {
  if (t->broken) ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
  return PointerGetDatum(cstring_to_text_with_len(t->data ? t->data : "", (int)t->len));
}

/* The words are copied into the query's memory before the error leaves. */
static void refuse_campaign(const dialplan_error *err) {
  sql_text *const t = sql_engine_text(engine);
  sql_put_refusal(t, err);
  char *const said = t->broken ? pstrdup("out of memory") : pnstrdup(t->data, t->len);
  const int code = err->status == DIALPLAN_E_MEMORY ? ERRCODE_OUT_OF_MEMORY : ERRCODE_INVALID_PARAMETER_VALUE;
  ereport(ERROR, (errcode(code), errmsg("%s", said)));
}

static void start_engine(void) {
  if (!engine) engine = sql_engine_new();
  if (!engine) ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
}

/* What a place of a query that calls a function keeps while the query runs. */
typedef struct call_site {
  const dialplan_campaign *campaign; /* of the last row; NULL: none yet */
  uint64_t forgotten; /* as the engine said when it was asked: it lives as long as that holds */
  bool literal;       /* the argument is the same in all rows */
  void *stored;       /* else the last row's, as it was stored */
  Size size, room;    /* its bytes, and those that there are */
  TupleDesc row;      /* of a function that answers with a row */
} call_site;

static call_site *site_of(FunctionCallInfo fcinfo) {
  FmgrInfo *const function = fcinfo->flinfo;
  if (!function->fn_extra) function->fn_extra = MemoryContextAllocZero(function->fn_mcxt, sizeof(call_site));
  return function->fn_extra;
}

/* A literal is the same in all rows. A parameter need not be: PL/pgSQL keeps an expression over values of its
 * own. */
static bool is_literal(const FmgrInfo *function, int i) {
  const Node *const call = function->fn_expr;
  return call && IsA(call, FuncExpr) && IsA(list_nth(((const FuncExpr *)call)->args, i), Const);
}

/* Whether a value's bytes are all of it, or name for good where the rest lies. */
static bool is_told_by_bytes(const struct varlena *value) {
  return !VARATT_IS_EXTERNAL(value) || VARATT_IS_EXTERNAL_ONDISK(value);
}

/* A campaign that is stored as that of the row before is the same, whatever it would take to unpack it. */
static bool is_known(const call_site *site, const struct varlena *stored) {
  if (!site->campaign || site->forgotten != sql_engine_forgotten(engine)) return false;
  if (site->literal) return true;
  const Size size = VARSIZE_ANY(stored);
  return site->size == size && is_told_by_bytes(stored) && !memcmp(site->stored, stored, size);
}

static void keep(call_site *site, const FmgrInfo *function, int i, const struct varlena *stored) {
  const Size size = VARSIZE_ANY(stored);
  site->literal = is_literal(function, i);
  if (site->literal) return;
  if (site->room < size) {
    site->stored = site->stored ? repalloc(site->stored, size) : MemoryContextAlloc(function->fn_mcxt, size);
    site->room = size;
  }
  memcpy(site->stored, stored, size);
  site->size = size;
}

/* The campaign of the i-th argument. Other arguments are read before: to read one may raise an error, and to
 * find a campaign may give up another one. */
static const dialplan_campaign *campaign_of(FunctionCallInfo fcinfo, int i) {
  call_site *const site = site_of(fcinfo);
  const struct varlena *const stored = (struct varlena *)PG_GETARG_POINTER(i);
  dialplan_error err;
  start_engine();
  if (is_known(site, stored)) return site->campaign;
  site->campaign = NULL;
  const sql_bytes document = BYTES_ARG(i);
  keep(site, fcinfo->flinfo, i, stored);
  site->campaign = sql_engine_campaign(engine, document, &err);
  if (!site->campaign) refuse_campaign(&err);
  site->forgotten = sql_engine_forgotten(engine);
  return site->campaign;
}

static Datum error_datum(const dialplan_error *err) {
  sql_text *const t = sql_engine_text(engine);
  sql_put_error(t, err);
  return text_datum(t);
}

/* ---- next ---- */

typedef struct asked {
  const dialplan_campaign *campaign;
  sql_contact who;
  dialplan_decision decision;
  dialplan_error err;
} asked;

/* (campaign, now, id, timezone, state, enqueued_at, run, region, dnc, inbound_first) */
static int decide(FunctionCallInfo fcinfo, asked *a) {
  a->who = (sql_contact){.id = BYTES_ARG(2),
                         .zones = BYTES_ARG(3),
                         .state = BYTES_ARG(4),
                         .enqueued_at = happened_at(PG_GETARG_TIMESTAMPTZ(5)),
                         .run = PG_GETARG_INT32(6),
                         .region = BYTES_ARG(7),
                         .flags = (PG_GETARG_BOOL(8) ? DIALPLAN_CONTACT_DNC_LISTED : 0) |
                                  (PG_GETARG_BOOL(9) ? DIALPLAN_CONTACT_INBOUND_FIRST : 0)};
  a->campaign = campaign_of(fcinfo, 0);
  return sql_next(engine, a->campaign, &a->who, asked_at(PG_GETARG_TIMESTAMPTZ(1)), &a->decision, &a->err);
}

PG_FUNCTION_INFO_V1(dialplan_pg_next_at);
Datum dialplan_pg_next_at(PG_FUNCTION_ARGS) {
  asked a;
  if (decide(fcinfo, &a) || !a.decision.at) PG_RETURN_NULL();
  return instant_datum(a.decision.at);
}

PG_FUNCTION_INFO_V1(dialplan_pg_next_json);
Datum dialplan_pg_next_json(PG_FUNCTION_ARGS) {
  asked a;
  if (decide(fcinfo, &a)) return error_datum(&a.err);
  sql_text *const t = sql_engine_text(engine);
  sql_put_next(t, a.campaign, a.who.id, &a.decision);
  return text_datum(t);
}

enum { VERDICT, AT, DUE, ASKED, CLASS, ATTEMPT, OF, REASON, ZONE, VARIANT, FIELDS };

static void set_text(Datum *values, bool *nulls, int field, const char *text) {
  nulls[field] = !text;
  if (text) values[field] = CStringGetTextDatum(text);
}

static void set_instant(Datum *values, bool *nulls, int field, int64_t at) {
  nulls[field] = !at;
  if (at) values[field] = instant_datum(at);
}

static void set_decision(const asked *a, Datum *values, bool *nulls) {
  const dialplan_decision *const d = &a->decision;
  set_text(values, nulls, VERDICT, dialplan_verdict_name(d->verdict));
  set_instant(values, nulls, AT, d->at);
  set_instant(values, nulls, DUE, d->due_at);
  set_instant(values, nulls, ASKED, d->asked_at);
  set_text(values, nulls, CLASS, dialplan_class_name(d->call_class));
  values[ATTEMPT] = Int32GetDatum((int32)d->attempt);
  values[OF] = Int32GetDatum((int32)d->of);
  nulls[ATTEMPT] = false;
  nulls[OF] = !d->of;
  sql_text *const reason = sql_engine_text(engine);
  sql_put_reason(reason, a->campaign, d->reason, d->rule);
  values[REASON] = text_datum(reason);
  nulls[REASON] = false;
  set_text(values, nulls, ZONE, dialplan_zones_name(dialplan_campaign_zones(a->campaign), d->zone));
  set_text(values, nulls, VARIANT, dialplan_variant_name(a->campaign, d->variant));
}

/* The row type of the answer. */
static TupleDesc row_type(FunctionCallInfo fcinfo) {
  call_site *const site = site_of(fcinfo);
  TupleDesc type = site->row;
  if (type) return type;
  if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE || type->natts != FIELDS)
    ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                    errmsg("dialplan_next: the type dialplan_decision is of another version")));
  MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
  type = BlessTupleDesc(CreateTupleDescCopy(type));
  MemoryContextSwitchTo(before);
  site->row = type;
  return type;
}

PG_FUNCTION_INFO_V1(dialplan_pg_next);
Datum dialplan_pg_next(PG_FUNCTION_ARGS) {
  asked a;
  Datum values[FIELDS] = {0};
  bool nulls[FIELDS];
  TupleDesc type = row_type(fcinfo);
  memset(nulls, true, sizeof nulls);
  if (decide(fcinfo, &a)) {
    set_text(values, nulls, VERDICT, "error");
    set_text(values, nulls, REASON, a.err.code);
  } else
    set_decision(&a, values, nulls);
  PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(type, values, nulls)));
}

/* ---- clip (campaign, at, timezone), when (campaign, words, now, timezone) ---- */

PG_FUNCTION_INFO_V1(dialplan_pg_clip_at);
Datum dialplan_pg_clip_at(PG_FUNCTION_ARGS) {
  int64_t at;
  const sql_bytes zones = BYTES_ARG(2);
  const dialplan_campaign *const c = campaign_of(fcinfo, 0);
  if (sql_clip_at(engine, c, asked_at(PG_GETARG_TIMESTAMPTZ(1)), zones, &at) || !at) PG_RETURN_NULL();
  return instant_datum(at);
}

PG_FUNCTION_INFO_V1(dialplan_pg_clip);
Datum dialplan_pg_clip(PG_FUNCTION_ARGS) {
  dialplan_clipped clipped;
  dialplan_error err;
  const sql_bytes zones = BYTES_ARG(2);
  const int64_t at = asked_at(PG_GETARG_TIMESTAMPTZ(1));
  const dialplan_campaign *const c = campaign_of(fcinfo, 0);
  if (sql_clip(engine, c, at, zones, &clipped, &err)) return error_datum(&err);
  sql_text *const t = sql_engine_text(engine);
  sql_put_clip(t, c, at, &clipped);
  return text_datum(t);
}

PG_FUNCTION_INFO_V1(dialplan_pg_when_at);
Datum dialplan_pg_when_at(PG_FUNCTION_ARGS) {
  dialplan_resolution r;
  dialplan_error err;
  const sql_bytes words = BYTES_ARG(1), zones = BYTES_ARG(3);
  const dialplan_campaign *const c = campaign_of(fcinfo, 0);
  if (sql_when(engine, c, words, asked_at(PG_GETARG_TIMESTAMPTZ(2)), zones, &r, &err) || !r.fitted_at)
    PG_RETURN_NULL();
  return instant_datum(r.fitted_at);
}

PG_FUNCTION_INFO_V1(dialplan_pg_when);
Datum dialplan_pg_when(PG_FUNCTION_ARGS) {
  dialplan_resolution r;
  dialplan_error err;
  const sql_bytes words = BYTES_ARG(1), zones = BYTES_ARG(3);
  const dialplan_campaign *const c = campaign_of(fcinfo, 0);
  if (sql_when(engine, c, words, asked_at(PG_GETARG_TIMESTAMPTZ(2)), zones, &r, &err))
    return error_datum(&err);
  sql_text *const t = sql_engine_text(engine);
  sql_put_when(t, c, words, &r);
  return text_datum(t);
}

/* ---- dialplan_fold: events become a state ---- */

typedef struct folding {
  dialplan_state state;
  dialplan_error err; /* of the first event that could not be read; status 0: none */
} folding;

static sql_bytes optional_bytes(FunctionCallInfo fcinfo, int i) {
  return PG_ARGISNULL(i) ? (sql_bytes){NULL, 0} : BYTES_ARG(i);
}

static int64_t optional_instant(FunctionCallInfo fcinfo, int i) {
  return PG_ARGISNULL(i) ? 0 : happened_at(PG_GETARG_TIMESTAMPTZ(i));
}

/* (so far, campaign, timezone, at, event, outcome, ended_at, due, by, words) */
PG_FUNCTION_INFO_V1(dialplan_pg_fold_event);
Datum dialplan_pg_fold_event(PG_FUNCTION_ARGS) {
  MemoryContext aggregate;
  if (!AggCheckCallContext(fcinfo, &aggregate))
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("dialplan_fold_event: called outside an aggregate")));
  folding *f =
      PG_ARGISNULL(0) ? MemoryContextAllocZero(aggregate, sizeof *f) : (folding *)PG_GETARG_POINTER(0);
  if (PG_ARGISNULL(1) || PG_ARGISNULL(4) || f->err.status) PG_RETURN_POINTER(f);
  const sql_bytes zones = optional_bytes(fcinfo, 2);
  const sql_event event = {.at = optional_instant(fcinfo, 3),
                           .event = BYTES_ARG(4),
                           .outcome = optional_bytes(fcinfo, 5),
                           .ended_at = optional_instant(fcinfo, 6),
                           .due_at = optional_instant(fcinfo, 7),
                           .by = optional_bytes(fcinfo, 8),
                           .words = optional_bytes(fcinfo, 9)};
  dialplan_error err;
  const dialplan_campaign *const c = campaign_of(fcinfo, 1);
  if (sql_apply(engine, c, zones, &event, &f->state, &err)) f->err = err;
  PG_RETURN_POINTER(f);
}

PG_FUNCTION_INFO_V1(dialplan_pg_fold_end);
Datum dialplan_pg_fold_end(PG_FUNCTION_ARGS) {
  const folding *const f = PG_ARGISNULL(0) ? NULL : (const folding *)PG_GETARG_POINTER(0);
  dialplan_error err = f ? f->err : (dialplan_error){.status = 0};
  if (!f) PG_RETURN_NULL();
  start_engine();
  sql_text *const t = sql_engine_text(engine);
  if (!err.status && !sql_state_write(&f->state, t, &err)) return text_datum(t);
  sql_put_str(t, "error: ");
  sql_put_str(t, err.message);
  return text_datum(t);
}
