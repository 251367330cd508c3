/* SPDX-License-Identifier: MIT */
/* libdialplan as functions of MariaDB and MySQL: README.md tells how to create them.
 * Uses libdialplan through examples/sql. A statement has an engine of its own in initid->ptr, so that any
 * number of threads may ask at once. Invariant: bad data are a value (NULL, or a JSON error); a bad campaign
 * that is a constant is an error of the statement, before its first row. */
#include <mysql.h>

#include <stdlib.h>
#include <string.h>

#include "../sql/question.h"

#ifdef MARIADB_BASE_VERSION
typedef my_bool udf_bool;
#else
#include <stdbool.h>
typedef bool udf_bool; /* MySQL 8 */
#endif

#define FUNCTION __attribute__((visibility("default")))

enum { ARGUMENTS = 9, ANSWER_MAX = 65535 };

/* How an argument is handed in: text, or a whole number. */
enum { TEXT, NUMBER };

static int set_up(UDF_INIT *init, UDF_ARGS *args, char *said, const char *form, unsigned least,
                  const unsigned char *kinds, unsigned most) {
  if (args->arg_count < least || args->arg_count > most) {
    strncpy(said, form, MYSQL_ERRMSG_SIZE - 1);
    return 1;
  }
  for (unsigned i = 0; i < args->arg_count; i++)
    args->arg_type[i] = kinds[i] == TEXT ? STRING_RESULT : INT_RESULT;
  init->maybe_null = 1;
  init->max_length = ANSWER_MAX;
  init->ptr = (char *)sql_engine_new();
  if (init->ptr) return 0;
  strncpy(said, "there is no memory", MYSQL_ERRMSG_SIZE - 1);
  return 1;
}

static sql_engine *engine_of(const UDF_INIT *init) { return (sql_engine *)init->ptr; }

static void tear_down(UDF_INIT *init) {
  sql_engine_free(engine_of(init));
  init->ptr = NULL;
}

static sql_bytes text_of(const UDF_ARGS *args, unsigned i) {
  if (i >= args->arg_count || !args->args[i]) return (sql_bytes){NULL, 0};
  return (sql_bytes){args->args[i], args->lengths[i]};
}

static int64_t number_of(const UDF_ARGS *args, unsigned i) {
  long long number = 0;
  if (i < args->arg_count && args->args[i]) memcpy(&number, args->args[i], sizeof number);
  return number;
}

/* A constant campaign is looked at before the first row: what is wrong with it is the statement's error. */
static int check_campaign(UDF_INIT *init, UDF_ARGS *args, char *said) {
  dialplan_error err;
  if (!args->args[0] || sql_engine_campaign(engine_of(init), text_of(args, 0), &err)) return 0;
  sql_text *const t = sql_engine_text(engine_of(init));
  sql_put_refusal(t, &err);
  const size_t len = t->len < MYSQL_ERRMSG_SIZE ? t->len : MYSQL_ERRMSG_SIZE - 1;
  if (len) memcpy(said, t->data, len);
  said[len] = 0;
  tear_down(init);
  return 1;
}

/* The campaign of a row. NULL: an argument that must be there is not, or (err is filled in) it cannot be
 * compiled. */
static const dialplan_campaign *campaign_of(const UDF_INIT *init, const UDF_ARGS *args, unsigned least,
                                            dialplan_error *err) {
  err->status = 0;
  for (unsigned i = 0; i < least; i++)
    if (!args->args[i]) return NULL;
  return sql_engine_campaign(engine_of(init), text_of(args, 0), err);
}

static char *give(sql_text *t, unsigned long *length, char *is_null, char *error) {
  *is_null = 0;
  *error = (char)t->broken;
  *length = (unsigned long)t->len;
  return t->broken ? NULL : t->data;
}

static char *give_error(const UDF_INIT *init, const dialplan_error *err, unsigned long *length, char *is_null,
                        char *error) {
  *is_null = !err->status;
  if (!err->status) return NULL;
  sql_text *const t = sql_engine_text(engine_of(init));
  sql_put_error(t, err);
  return give(t, length, is_null, error);
}

static long long give_instant(int64_t at, char *is_null) {
  *is_null = !at;
  return at;
}

/* ---- next: campaign, now, id, timezone, state, enqueued_at, run, region, flags ---- */

static const unsigned char next_kinds[ARGUMENTS] = {TEXT,   NUMBER, TEXT, TEXT,  TEXT,
                                                    NUMBER, NUMBER, TEXT, NUMBER};

static int next_set_up(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return set_up(init, args, said,
                "dialplan_next(campaign, now, id [, timezone, state, enqueued_at, run, region, flags])", 3,
                next_kinds, ARGUMENTS) ||
         check_campaign(init, args, said);
}

static const dialplan_campaign *decide(const UDF_INIT *init, const UDF_ARGS *args, dialplan_decision *d,
                                       dialplan_error *err) {
  const dialplan_campaign *const c = campaign_of(init, args, 3, err);
  const sql_contact who = {.id = text_of(args, 2),
                           .zones = text_of(args, 3),
                           .state = text_of(args, 4),
                           .enqueued_at = number_of(args, 5),
                           .run = number_of(args, 6),
                           .region = text_of(args, 7),
                           .flags = number_of(args, 8)};
  return c && !sql_next(engine_of(init), c, &who, number_of(args, 1), d, err) ? c : NULL;
}

FUNCTION udf_bool dialplan_next_at_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)next_set_up(init, args, said);
}

FUNCTION void dialplan_next_at_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION long long dialplan_next_at(UDF_INIT *init, UDF_ARGS *args, char *is_null, char *error) {
  dialplan_decision d = {.at = 0};
  dialplan_error err;
  (void)error;
  return give_instant(decide(init, args, &d, &err) ? d.at : 0, is_null);
}

FUNCTION udf_bool dialplan_next_json_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)next_set_up(init, args, said);
}

FUNCTION void dialplan_next_json_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION char *dialplan_next_json(UDF_INIT *init, UDF_ARGS *args, char *result, unsigned long *length,
                                  char *is_null, char *error) {
  dialplan_decision d;
  dialplan_error err;
  (void)result;
  const dialplan_campaign *const c = decide(init, args, &d, &err);
  if (!c) return give_error(init, &err, length, is_null, error);
  sql_text *const t = sql_engine_text(engine_of(init));
  sql_put_next(t, c, text_of(args, 2), &d);
  return give(t, length, is_null, error);
}

/* ---- clip: campaign, at, timezone ---- */

static int clip_set_up(UDF_INIT *init, UDF_ARGS *args, char *said) {
  static const unsigned char kinds[] = {TEXT, NUMBER, TEXT};
  return set_up(init, args, said, "dialplan_clip(campaign, at [, timezone])", 2, kinds, 3) ||
         check_campaign(init, args, said);
}

static const dialplan_campaign *clip(const UDF_INIT *init, const UDF_ARGS *args, dialplan_clipped *clipped,
                                     dialplan_error *err) {
  const dialplan_campaign *const c = campaign_of(init, args, 2, err);
  return c && !sql_clip(engine_of(init), c, number_of(args, 1), text_of(args, 2), clipped, err) ? c : NULL;
}

FUNCTION udf_bool dialplan_clip_at_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)clip_set_up(init, args, said);
}

FUNCTION void dialplan_clip_at_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION long long dialplan_clip_at(UDF_INIT *init, UDF_ARGS *args, char *is_null, char *error) {
  dialplan_error err;
  int64_t at = 0;
  (void)error;
  const dialplan_campaign *const c = campaign_of(init, args, 2, &err);
  if (c && sql_clip_at(engine_of(init), c, number_of(args, 1), text_of(args, 2), &at)) at = 0;
  return give_instant(at, is_null);
}

FUNCTION udf_bool dialplan_clip_json_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)clip_set_up(init, args, said);
}

FUNCTION void dialplan_clip_json_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION char *dialplan_clip_json(UDF_INIT *init, UDF_ARGS *args, char *result, unsigned long *length,
                                  char *is_null, char *error) {
  dialplan_clipped clipped;
  dialplan_error err;
  (void)result;
  const dialplan_campaign *const c = clip(init, args, &clipped, &err);
  if (!c) return give_error(init, &err, length, is_null, error);
  sql_text *const t = sql_engine_text(engine_of(init));
  sql_put_clip(t, c, number_of(args, 1), &clipped);
  return give(t, length, is_null, error);
}

/* ---- when: campaign, words, now, timezone ---- */

static int when_set_up(UDF_INIT *init, UDF_ARGS *args, char *said) {
  static const unsigned char kinds[] = {TEXT, TEXT, NUMBER, TEXT};
  return set_up(init, args, said, "dialplan_when(campaign, words, now [, timezone])", 3, kinds, 4) ||
         check_campaign(init, args, said);
}

static const dialplan_campaign *when(const UDF_INIT *init, const UDF_ARGS *args, dialplan_resolution *r,
                                     dialplan_error *err) {
  const dialplan_campaign *const c = campaign_of(init, args, 3, err);
  return c && !sql_when(engine_of(init), c, text_of(args, 1), number_of(args, 2), text_of(args, 3), r, err)
             ? c
             : NULL;
}

FUNCTION udf_bool dialplan_when_at_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)when_set_up(init, args, said);
}

FUNCTION void dialplan_when_at_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION long long dialplan_when_at(UDF_INIT *init, UDF_ARGS *args, char *is_null, char *error) {
  dialplan_resolution r = {.fitted_at = 0};
  dialplan_error err;
  (void)error;
  return give_instant(when(init, args, &r, &err) ? r.fitted_at : 0, is_null);
}

FUNCTION udf_bool dialplan_when_json_init(UDF_INIT *init, UDF_ARGS *args, char *said) {
  return (udf_bool)when_set_up(init, args, said);
}

FUNCTION void dialplan_when_json_deinit(UDF_INIT *init) { tear_down(init); }

FUNCTION char *dialplan_when_json(UDF_INIT *init, UDF_ARGS *args, char *result, unsigned long *length,
                                  char *is_null, char *error) {
  dialplan_resolution r;
  dialplan_error err;
  (void)result;
  const dialplan_campaign *const c = when(init, args, &r, &err);
  if (!c) return give_error(init, &err, length, is_null, error);
  sql_text *const t = sql_engine_text(engine_of(init));
  sql_put_when(t, c, text_of(args, 1), &r);
  return give(t, length, is_null, error);
}
