/* SPDX-License-Identifier: MIT */
/* dialplan estimate: how many calls an hour, and when will everybody have been called once? */
#include <string.h>

#include "health.h"

static const char *const estimate_fields[] = {"calls_per_hour", "limit",  "contacts", "called",
                                              "finish",         "open_s", "days"};
enum { ESTIMATE_FIELDS = 7, CYCLE_S = 180 };

static int read_cycle(app *a, uint32_t *cycle_s) {
  const char *const text = a->options.cycle;
  dialplan_duration d;
  dialplan_error err;
  *cycle_s = CYCLE_S;
  if (!text) return 0;
  if (dialplan_duration_parse(text, strlen(text), &d, &err))
    return diag_fail(&a->diag, EXIT_USAGE, err.code, "--cycle: %s", err.message);
  if (d.days || d.seconds < 1)
    return diag_fail(&a->diag, EXIT_USAGE, "flag-value", "--cycle is 1s to 24h, not \"%s\"", text);
  *cycle_s = (uint32_t)d.seconds;
  return 0;
}

/* Thousandths as a decimal, without zeros at its end. */
static void put_thousandths(writer *out, int64_t value) {
  buffer b = {0};
  buffer_format(&b, "%lld.%03lld", (long long)(value / 1000), (long long)(value % 1000));
  while (b.data[b.len - 1] == '0') b.len--;
  if (b.data[b.len - 1] == '.') b.len--;
  writer_json(out, (slice){b.data, b.len});
  buffer_free(&b);
}

static int answer(asking *q, const dialplan_load *load, uint64_t eligible, uint32_t cycle_s) {
  app *const a = q->a;
  const world *const w = &q->w;
  dialplan_estimated e;
  dialplan_error err;
  if (dialplan_estimate(w->campaign, load, eligible, cycle_s, w->now, &w->options, &e, &err)) {
    diag_record(&a->diag, NULL, &err);
    return EXIT_USAGE;
  }
  if (!e.limit)
    return diag_fail(&a->diag, EXIT_INPUT, "no-pacing", "%s has no key \"pacing\", which an estimate needs",
                     w->file.path);
  writer out;
  writer_open(&out, a, OUTPUT_TABLE, estimate_fields, ESTIMATE_FIELDS);
  put_thousandths(&out, e.per_hour_milli);
  writer_name(&out, dialplan_pacing_name(e.limit));
  writer_int(&out, (int64_t)eligible);
  writer_int(&out, (int64_t)e.called);
  writer_instant(&out, w->zones, w->zone, e.finish_at);
  writer_int(&out, e.open_s);
  writer_int(&out, e.days);
  writer_end(&out);
  const int closed = writer_close(&out);
  return closed ? closed : !e.finish_at && a->options.exit_status ? EXIT_NO : 0;
}

/* For a number of contacts that is given: neither the list nor the log is read. */
static int estimate_number(asking *q, uint32_t cycle_s) {
  const char *name = NULL;
  int status = one_campaign(q->a, &name);
  if (status) return status;
  status = world_open(&q->w, q->a, name);
  q->opened = 1;
  if (!status) status = world_compile(&q->w);
  return status ? status : answer(q, NULL, (uint64_t)q->a->options.limit, cycle_s);
}

static int estimate_list(asking *q, uint32_t cycle_s) {
  dialplan_facts facts = {0};
  dialplan_load load;
  int status = asking_open_one(q, q->a);
  if (!status) status = health_read(q, &load, NULL);
  if (!status) status = health_contacts(q, &facts);
  return status ? status : answer(q, &load, facts.callable, cycle_s);
}

int cmd_estimate(app *a) {
  asking q = {.a = a};
  uint32_t cycle_s;
  int status = read_cycle(a, &cycle_s);
  if (status) return status;
  status = a->options.limit >= 0 ? estimate_number(&q, cycle_s) : estimate_list(&q, cycle_s);
  return asking_close(&q, status);
}
