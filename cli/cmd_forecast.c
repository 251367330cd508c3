/* SPDX-License-Identifier: MIT */
/* dialplan forecast: when will the campaign be done, and how does it come there?
 * Plays the list and the log that there are, from now on. Invariant: what is printed is what the library
 * says. */
#include <stdlib.h>
#include <string.h>

#include "health.h"

static const char *const sum_fields[] = {"contacts",  "finish",     "p10",       "p50",     "p90",
                                         "runs",      "calls",      "connected", "reached", "stopped",
                                         "held",      "unfinished", "callbacks", "late_s",  "channels",
                                         "channel_s", "limit",      "cost"};
static const char *const day_fields[] = {"date",      "calls",    "connected", "completed", "ended",
                                         "callbacks", "channels", "channel_s", "limit",     "cost"};
enum { SUM_FIELDS = 18, DAY_FIELDS = 10, LIMITS = 16, RUNS = 20, RUNS_MAX = 1000 };

typedef struct people {
  dialplan_contact *contacts;
  dialplan_state *states;
  size_t count, cap;
} people;

static int gather(asking *q, people *p) {
  int status = 0;
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  while (asking_good(q, &status)) {
    if (p->count == p->cap) {
      p->cap = p->cap ? p->cap * 2 : 256;
      p->contacts = memory_resize(p->contacts, p->cap, sizeof *p->contacts);
      p->states = memory_resize(p->states, p->cap, sizeof *p->states);
    }
    p->contacts[p->count] = q->contact;
    p->states[p->count++] = q->state;
  }
  return status;
}

/* The limit that kept those who were due waiting the longest. */
static const char *longest(const uint64_t limit_s[LIMITS]) {
  int most = 0;
  for (int i = 1; i < LIMITS; i++)
    if (limit_s[i] > (most ? limit_s[most] : 0)) most = i;
  return most ? dialplan_pacing_name(most) : NULL;
}

static void put_cost(writer *out, int64_t millionths) {
  buffer b = {0};
  buffer_format(&b, "%lld.%02lld", (long long)(millionths / 1000000),
                (long long)(millionths % 1000000 / 10000));
  writer_json(out, (slice){b.data, b.len});
  buffer_free(&b);
}

static void put_counts(writer *out, const uint64_t *counts, size_t count) {
  for (size_t i = 0; i < count; i++) writer_int(out, (int64_t)counts[i]);
}

static int put_sum(const asking *q, const dialplan_forecast_summary *s) {
  const world *const w = &q->w;
  const int64_t instants[] = {s->finish_at, s->p10_at, s->p50_at, s->p90_at};
  const uint64_t counts[] = {s->runs,    s->all.calls, s->all.connected, s->reached,
                             s->stopped, s->held,      s->unfinished,    s->callbacks};
  writer out;
  writer_open(&out, q->a, OUTPUT_TABLE, sum_fields, SUM_FIELDS);
  writer_int(&out, (int64_t)s->contacts);
  for (size_t i = 0; i < 4; i++) writer_instant(&out, w->zones, w->zone, instants[i]);
  put_counts(&out, counts, sizeof counts / sizeof *counts);
  if (s->callbacks)
    writer_int(&out, (int64_t)(s->callback_late_s / s->callbacks));
  else
    writer_null(&out);
  writer_int(&out, s->channels);
  writer_int(&out, (int64_t)s->channel_s);
  writer_name(&out, longest(s->limit_s));
  put_cost(&out, s->cost_millionths);
  writer_end(&out);
  return writer_close(&out);
}

static void put_day(writer *out, const dialplan_forecast_day *day) {
  const uint64_t counts[] = {day->calls.calls, day->calls.connected, day->calls.completed, day->ended,
                             day->callbacks,   day->channels,        day->channel_s};
  buffer b = {0};
  dialplan_civil civil;
  dialplan_date_split(day->date, &civil);
  buffer_format(&b, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  writer_text(out, (slice){b.data, b.len});
  buffer_free(&b);
  put_counts(out, counts, sizeof counts / sizeof *counts);
  writer_name(out, longest(day->limit_s));
  put_cost(out, day->cost_millionths);
  writer_end(out);
}

static int put_days(const asking *q, const dialplan_forecast_result *result) {
  uint64_t count = 0;
  (void)dialplan_forecast_days(result, NULL, 0, &count, NULL);
  dialplan_forecast_day *const days = memory_new((size_t)count + 1, sizeof *days);
  (void)dialplan_forecast_days(result, days, count, &count, NULL);
  writer out;
  writer_open(&out, q->a, OUTPUT_TABLE, day_fields, DAY_FIELDS);
  for (uint64_t i = 0; i < count; i++) put_day(&out, &days[i]);
  free(days);
  return writer_close(&out);
}

static int put(const asking *q, const dialplan_forecast_result *result) {
  dialplan_forecast_summary sum;
  (void)dialplan_forecast_sum(result, &sum, NULL);
  const int closed = q->a->options.by ? put_days(q, result) : put_sum(q, &sum);
  return closed ? closed : sum.unfinished && q->a->options.exit_status ? EXIT_NO : 0;
}

static int read_options(app *a, dialplan_forecast_options *how) {
  static const char *const by[] = {"day"};
  int64_t runs = RUNS, seed = 0;
  int chosen = 0;
  if (a->options.by) {
    const int status = options_choose("by", a->options.by, by, 1, &chosen, &a->diag);
    if (status) return status;
  }
  if (a->options.runs && !slice_integer(slice_of(a->options.runs), 1, RUNS_MAX, &runs))
    return diag_fail(&a->diag, EXIT_USAGE, "flag-value", "--runs is 1 to %d, not \"%s\"", RUNS_MAX,
                     a->options.runs);
  if (a->options.seed && !slice_integer(slice_of(a->options.seed), 1, INT64_MAX, &seed))
    return diag_fail(&a->diag, EXIT_USAGE, "flag-value", "--seed is a whole number from 1 on, not \"%s\"",
                     a->options.seed);
  *how = (dialplan_forecast_options){.runs = a->options.by ? 1 : (uint32_t)runs,
                                         .seed = (uint64_t)seed,
                                         .horizon_days = a->options.horizon_days};
  return 0;
}

static int play(asking *q, const people *p, const dialplan_load *load,
                const dialplan_forecast_options *how) {
  dialplan_forecast_result *result = NULL;
  dialplan_error err;
  if (dialplan_forecast(q->w.campaign, p->contacts, sizeof *p->contacts, p->states, sizeof *p->states,
                        p->count, load, q->w.now, NULL, how, NULL, &result, &err)) {
    diag_record(&q->a->diag, NULL, &err);
    return EXIT_IO;
  }
  const int status = put(q, result);
  dialplan_forecast_free(result);
  return status;
}

int cmd_forecast(app *a) {
  asking q = {.a = a};
  people p = {0};
  dialplan_forecast_options how;
  dialplan_load load;
  int status = read_options(a, &how);
  if (status) return status;
  status = asking_open_one(&q, a);
  if (!status) status = health_read(&q, &load, NULL);
  if (!status) status = gather(&q, &p);
  if (!status) status = play(&q, &p, &load, &how);
  free(p.contacts);
  free(p.states);
  return asking_close(&q, status);
}
