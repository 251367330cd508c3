/* SPDX-License-Identifier: MIT */
/* dialplan forecast: when will the campaign be done, and how does it come there?
 * Plays the list and the log that there are, from now on: for people a picture, for programs a row, or rows
 * by day. Invariant: what is printed is what the library says. */
#include <stdlib.h>
#include <string.h>

#include "forecast_view.h"
#include "health.h"
#include "interrupt.h"
#include "page.h"

static const char *const sum_fields[] = {"contacts",  "finish",     "p10",       "p50",     "p90",
                                         "runs",      "calls",      "connected", "reached", "stopped",
                                         "held",      "unfinished", "callbacks", "late_s",  "channels",
                                         "channel_s", "limit",      "cost",      "model"};
static const char *const day_fields[] = {"date",      "calls",    "connected", "completed", "ended",
                                         "callbacks", "channels", "channel_s", "limit",     "cost"};
enum { SUM_FIELDS = 19, DAY_FIELDS = 10, LIMITS = 16, RUNS = 20, RUNS_MAX = 1000 };

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

static int put_sum(const playing *p, const dialplan_forecast_summary *s) {
  static const char *const models[] = {[MODEL_USUAL] = "usual", [MODEL_LOG] = "log", [MODEL_FILE] = "file"};
  const world *const w = &p->q->w;
  const int64_t instants[] = {s->finish_at, s->p10_at, s->p50_at, s->p90_at};
  const uint64_t counts[] = {s->runs,    s->all.calls, s->all.connected, s->reached,
                             s->stopped, s->held,      s->unfinished,    s->callbacks};
  writer out;
  writer_open(&out, p->q->a, OUTPUT_TABLE, sum_fields, SUM_FIELDS);
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
  writer_name(&out, models[p->source]);
  writer_end(&out);
  return writer_close(&out);
}

static void put_day(writer *out, const dialplan_forecast_day *day) {
  const uint64_t counts[] = {day->calls.calls, day->calls.connected, day->calls.completed, day->ended,
                             day->callbacks,   day->channels,        day->channel_s};
  buffer b = {0};
  put_iso_date(&b, day->date);
  writer_text(out, (slice){b.data, b.len});
  buffer_free(&b);
  put_counts(out, counts, sizeof counts / sizeof *counts);
  writer_name(out, longest(day->limit_s));
  put_cost(out, day->cost_millionths);
  writer_end(out);
}

static int put_days(const playing *p) {
  const dialplan_forecast_result *const result = p->result;
  uint64_t count = 0;
  (void)dialplan_forecast_days(result, NULL, 0, &count, NULL);
  dialplan_forecast_day *const days = memory_new((size_t)count + 1, sizeof *days);
  (void)dialplan_forecast_days(result, days, count, &count, NULL);
  writer out;
  writer_open(&out, p->q->a, OUTPUT_TABLE, day_fields, DAY_FIELDS);
  for (uint64_t i = 0; i < count; i++) put_day(&out, &days[i]);
  free(days);
  return writer_close(&out);
}

static int draw(const playing *p) {
  app *const a = p->q->a;
  buffer b = {0};
  int status;
  if (a->options.html) {
    forecast_page_put(&b, p);
    status = page_write(&a->diag, a->options.html, &b);
  } else {
    forecast_view_put(&b, p);
    status = write_out(&a->diag, b.data, b.len);
  }
  buffer_free(&b);
  return status;
}

static int put(const playing *p) {
  const options *const o = &p->q->a->options;
  dialplan_forecast_summary sum;
  (void)dialplan_forecast_sum(p->result, &sum, NULL);
  if (sum.interrupted)
    diag_say(&p->q->a->diag, DIALPLAN_SEVERITY_WARNING, (place){0}, "interrupted",
             "interrupted after %u of its runs; this is what has been played", sum.runs);
  const int rows = o->output && o->output != OUTPUT_TABLE;
  const int closed = o->by ? put_days(p) : rows ? put_sum(p, &sum) : draw(p);
  return closed ? closed : sum.unfinished && o->exit_status ? EXIT_NO : 0;
}

static int read_options(app *a, dialplan_forecast_options *how) {
  static const char *const by[] = {"day"};
  int64_t runs = RUNS, seed = 0;
  int chosen = 0;
  if (a->options.html && (a->options.by || a->options.output || a->options.ascii))
    return diag_fail(&a->diag, EXIT_USAGE, "usage",
                     "--html writes a page: it goes with neither --by, -o nor --ascii");
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

int cmd_forecast(app *a) {
  asking q = {.a = a};
  playing p = {0};
  dialplan_forecast_options how;
  dialplan_load load;
  int status = read_options(a, &how);
  if (status) return status;
  status = asking_open_one(&q, a);
  if (!status) status = health_read(&q, &load, NULL);
  if (!status) status = playing_open(&p, &q);
  if (!status && !interrupted()) status = playing_run(&p, &load, &how);
  if (!status && p.result) status = put(&p);
  playing_close(&p);
  return asking_close(&q, status);
}
