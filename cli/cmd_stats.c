/* SPDX-License-Identifier: MIT */
/* dialplan stats: what a campaign did, in numbers: for people a picture, for programs rows, by day, hour,
 * variant, outcome; and the hours at which people answer. */
#include <stdlib.h>

#include "asking.h"
#include "numbers.h"
#include "stats_page.h"

enum { DATES = 84100, DATE_FIRST = -2 }; /* every civil date that an instant can have */

enum { BY_NOTHING, BY_DAY, BY_WEEKDAY, BY_HOUR, BY_WEEK, BY_VARIANT, BY_OUTCOME, BY_STATUS, BY_BEST_HOURS };

typedef struct counting {
  asking q;
  dialplan_stats stats;
  dialplan_tally *days; /* BY_DAY, or for a page */
  int by;
  writer out;
} counting;

/* --- counting ---------------------------------------------------------------------------------- */

static int refuse(counting *c, const dialplan_error *err) {
  fault_take(&c->q.cs.fault, ROW_FIELD_NONE, err);
  return contacts_reject(&c->q.cs);
}

static void take_day(counting *c, const dialplan_event *event) {
  int32_t date;
  if (!c->days || event->kind != DIALPLAN_EVENT_ATTEMPT ||
      dialplan_stats_hour(c->q.w.campaign, &c->q.contact, event->at, &date, NULL, NULL))
    return;
  dialplan_tally *const day = &c->days[date - DATE_FIRST];
  day->calls++;
  day->connected += (uint64_t)dialplan_outcome_connected(event->outcome);
  day->completed += event->outcome == DIALPLAN_OUTCOME_COMPLETED;
}

static int take_contact(counting *c) {
  asking *const q = &c->q;
  dialplan_event event;
  dialplan_decision decision;
  dialplan_error err;
  if (dialplan_next(q->w.campaign, &q->contact, &q->state, q->w.now, &q->w.options, &decision, &err) ||
      dialplan_stats_add_contact(&q->state, &decision, &c->stats, &err))
    return refuse(c, &err);
  const uint64_t count = q->cs.events == INTERN_NONE ? 0 : events_of(&q->log, q->cs.events);
  for (uint64_t i = 0; i < count; i++) {
    if (!events_fresh(&q->log, q->cs.events, i, &event)) continue;
    if (dialplan_stats_add(q->w.campaign, &q->contact, &event, &c->stats, &err)) return refuse(c, &err);
    take_day(c, &event);
  }
  return 0;
}

/* --- rows -------------------------------------------------------------------------------------- */

static void put_rate(counting *c, uint64_t part, uint64_t all) {
  if (!all)
    writer_null(&c->out);
  else if (c->out.format == OUTPUT_TABLE) {
    buffer text = {0};
    put_percent(&text, part, all);
    writer_text(&c->out, (slice){text.data, text.len});
    buffer_free(&text);
  } else
    writer_int(&c->out, share_ppm(part, all));
}

static void put_count(counting *c, uint64_t count) {
  writer_int(&c->out, count > INT64_MAX ? INT64_MAX : (int64_t)count);
}

static void put_tally(counting *c, const dialplan_tally *tally) {
  put_count(c, tally->calls);
  put_count(c, tally->connected);
  put_count(c, tally->completed);
  put_rate(c, tally->connected, tally->calls);
  writer_end(&c->out);
}

static void put_weekday(counting *c, int32_t weekday) {
  static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  writer_name(&c->out, names[weekday]);
}

static void put_days(counting *c) {
  buffer b = {0};
  for (int32_t i = 0; i < DATES; i++) {
    if (!c->days[i].calls) continue;
    b.len = 0;
    put_iso_date(&b, i + DATE_FIRST);
    writer_text(&c->out, (slice){b.data, b.len});
    put_tally(c, &c->days[i]);
  }
  buffer_free(&b);
}

static void add_tally(dialplan_tally *sum, const dialplan_tally *more) {
  sum->calls += more->calls;
  sum->connected += more->connected;
  sum->completed += more->completed;
}

static void put_weekdays(counting *c) {
  for (int32_t day = 0; day < 7; day++) {
    dialplan_tally sum = {0, 0, 0};
    for (int32_t hour = 0; hour < 24; hour++) add_tally(&sum, &c->stats.hours[day * 24 + hour]);
    put_weekday(c, day);
    put_tally(c, &sum);
  }
}

static void put_hours(counting *c) {
  for (int32_t hour = 0; hour < 24; hour++) {
    dialplan_tally sum = {0, 0, 0};
    for (int32_t day = 0; day < 7; day++) add_tally(&sum, &c->stats.hours[day * 24 + hour]);
    writer_int(&c->out, hour);
    put_tally(c, &sum);
  }
}

static void put_week(counting *c) {
  for (int32_t i = 0; i < 7 * 24; i++) {
    put_weekday(c, i / 24);
    writer_int(&c->out, i % 24);
    put_tally(c, &c->stats.hours[i]);
  }
}

static void put_variants(counting *c) {
  const dialplan_campaign *const campaign = c->q.w.campaign;
  for (uint16_t i = 0; i <= dialplan_variant_count(campaign); i++) {
    const dialplan_funnel *const funnel = &c->stats.variant_funnels[i];
    if (!i && !funnel->contacts && !c->stats.variants[0].calls) continue;
    if (i)
      writer_text(&c->out, slice_of(dialplan_variant_name(campaign, i)));
    else
      writer_null(&c->out);
    put_count(c, funnel->contacts);
    put_count(c, funnel->scheduled);
    put_count(c, funnel->dialled);
    put_count(c, funnel->connected);
    put_tally(c, &c->stats.variants[i]);
  }
}

static void put_outcomes(counting *c) {
  for (int32_t i = 1; i < 16; i++) {
    if (!c->stats.outcomes[i]) continue;
    writer_name(&c->out, dialplan_outcome_name(i));
    put_count(c, c->stats.outcomes[i]);
    put_rate(c, c->stats.outcomes[i], c->stats.all.calls);
    writer_end(&c->out);
  }
}

static void put_statuses(counting *c) {
  for (int32_t i = 1; i <= DIALPLAN_STATUS_CLOSED; i++) {
    if (!c->stats.statuses[i]) continue;
    writer_name(&c->out, dialplan_standing_name(i));
    put_count(c, c->stats.statuses[i]);
    put_rate(c, c->stats.statuses[i], c->stats.funnel.contacts);
    writer_end(&c->out);
  }
}

static void put_best_hours(counting *c) {
  dialplan_hour hours[7 * 24];
  uint64_t count = 0;
  dialplan_best_hours(&c->stats, 0, hours, 7 * 24, &count, NULL);
  for (uint64_t i = 0; i < count; i++) {
    const dialplan_hour *const hour = &hours[i];
    put_weekday(c, hour->weekday - 1);
    writer_int(&c->out, hour->hour);
    writer_int(&c->out, hour->weight);
    put_count(c, hour->calls);
    put_count(c, hour->connected);
    put_rate(c, (uint64_t)hour->rate_ppm, 1000000);
    put_rate(c, (uint64_t)hour->lower_ppm, 1000000);
    writer_end(&c->out);
  }
}

typedef struct grouping {
  void (*put)(counting *c);
  const char *names[12]; /* the last ones are shares: "rate" in a table, "rate_ppm" elsewhere */
  size_t count, shares;
} grouping;

static const grouping groupings[] = {
    [BY_DAY] = {put_days, {"day", "calls", "connected", "completed", "rate"}, 5, 1},
    [BY_WEEKDAY] = {put_weekdays, {"weekday", "calls", "connected", "completed", "rate"}, 5, 1},
    [BY_HOUR] = {put_hours, {"hour", "calls", "connected", "completed", "rate"}, 5, 1},
    [BY_WEEK] = {put_week, {"weekday", "hour", "calls", "connected", "completed", "rate"}, 6, 1},
    [BY_VARIANT] = {put_variants,
                    {"variant", "contacts", "contacts_scheduled", "contacts_dialled", "contacts_connected",
                     "calls", "connected", "completed", "rate"},
                    9,
                    1},
    [BY_OUTCOME] = {put_outcomes, {"outcome", "calls", "share"}, 3, 1},
    [BY_STATUS] = {put_statuses, {"status", "contacts", "share"}, 3, 1},
    [BY_BEST_HOURS] = {put_best_hours,
                       {"weekday", "hour", "weight", "calls", "connected", "rate", "lower"},
                       7,
                       2},
};

static int put_grouped(counting *c) {
  app *const a = c->q.a;
  const grouping *const g = &groupings[c->by];
  const char *names[12];
  const int table = !a->options.output || a->options.output == OUTPUT_TABLE;
  for (size_t i = 0; i < g->count; i++) {
    names[i] = g->names[i];
    if (table || i + g->shares < g->count) continue;
    names[i] = names[i][0] == 'r' ? "rate_ppm" : names[i][0] == 's' ? "share_ppm" : "lower_ppm";
  }
  writer_open(&c->out, a, OUTPUT_TABLE, names, g->count);
  g->put(c);
  return writer_close(&c->out);
}

/* --- all in one -------------------------------------------------------------------------------- */

static const char *const total_names[] = {
    "campaign",
    "now",
    "contacts",
    "contacts_scheduled",
    "contacts_dialled",
    "contacts_connected",
    "remaining",
    "finish",
    "calls",
    "connected",
    "completed",
    "manual",
    "rate_ppm",
    "mean_connected_s",
    "mean_all_s",
    "cost",
    "mean_sentiment",
    "callbacks_requested",
    "callbacks_pending",
    "callbacks_completed",
    "callbacks_cancelled",
    "callbacks_missed",
    "mean_delay_s",
    "first_call",
    "last_call",
};

static void put_mean(counting *c, uint64_t sum, uint64_t count) {
  if (count)
    writer_int(&c->out, mean_of(sum, count));
  else
    writer_null(&c->out);
}

static void put_cost(counting *c) {
  buffer text = {0};
  put_amount(&text, c->stats.cost_millionths);
  writer_json(&c->out, (slice){text.data, text.len});
  buffer_free(&text);
}

static void put_funnel(counting *c) {
  put_count(c, c->stats.funnel.contacts);
  put_count(c, c->stats.funnel.scheduled);
  put_count(c, c->stats.funnel.dialled);
  put_count(c, c->stats.funnel.connected);
  put_count(c, c->stats.remaining);
}

static void put_calls(counting *c) {
  const dialplan_stats *const s = &c->stats;
  put_count(c, s->all.calls);
  put_count(c, s->all.connected);
  put_count(c, s->all.completed);
  put_count(c, s->manual);
  put_rate(c, s->all.connected, s->all.calls);
  put_mean(c, s->talk_s, s->talks);
  put_mean(c, s->timed_s, s->timed);
  put_cost(c);
  if (s->rated)
    writer_int(&c->out, mean_sentiment(s));
  else
    writer_null(&c->out);
}

static void put_callbacks(counting *c) {
  const uint64_t *const wishes = c->stats.wishes;
  put_count(c, c->stats.requested);
  put_count(c, wishes[DIALPLAN_WISH_SCHEDULED]);
  put_count(c, stats_callbacks_done(&c->stats));
  put_count(c, wishes[DIALPLAN_WISH_CANCELLED]);
  put_count(c, wishes[DIALPLAN_WISH_MISSED]);
  put_mean(c, c->stats.delay_s, c->stats.delays);
}

static int put_totals(counting *c, int64_t finish_at) {
  const world *const w = &c->q.w;
  writer_open(&c->out, c->q.a, OUTPUT_JSON, total_names, sizeof total_names / sizeof *total_names);
  writer_text(&c->out, slice_of(w->name));
  writer_instant(&c->out, w->zones, w->zone, w->now);
  put_funnel(c);
  writer_instant(&c->out, w->zones, w->zone, finish_at);
  put_calls(c);
  put_callbacks(c);
  writer_instant(&c->out, w->zones, w->zone, c->stats.first_at);
  writer_instant(&c->out, w->zones, w->zone, c->stats.last_at);
  writer_end(&c->out);
  return writer_close(&c->out);
}

static int draw(counting *c, int64_t finish_at) {
  buffer b = {0};
  stats_view_put(&b, &c->q.w, &c->stats, finish_at);
  const int status = write_out(&c->q.a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

static int draw_page(counting *c, int64_t finish_at) {
  const stats_days days = {c->days, DATE_FIRST, DATES};
  buffer b = {0};
  stats_page_put(&b, &c->q.w, &c->stats, finish_at, &days);
  const int status = page_write(&c->q.a->diag, c->q.a->options.html, &b);
  buffer_free(&b);
  return status;
}

static int put_all(counting *c) {
  int64_t finish_at = 0;
  dialplan_error err;
  if (dialplan_stats_finish(c->q.w.campaign, &c->stats, c->q.w.now, &finish_at, &err)) {
    diag_record(&c->q.a->diag, NULL, &err);
    return EXIT_INPUT;
  }
  const int output = c->q.a->options.output;
  if (c->q.a->options.html) return draw_page(c, finish_at);
  return output && output != OUTPUT_TABLE ? put_totals(c, finish_at) : draw(c, finish_at);
}

/* --- the command ------------------------------------------------------------------------------- */

static int read_flags(counting *c, app *a) {
  static const char *const words[] = {"day", "weekday", "hour", "week", "variant", "outcome", "status"};
  if (a->options.by && a->options.best_hours)
    return diag_fail(&a->diag, EXIT_USAGE, "usage", "--by and --best-hours are two different questions");
  if (a->options.html && (a->options.by || a->options.best_hours || a->options.output || a->options.ascii))
    return diag_fail(&a->diag, EXIT_USAGE, "usage",
                     "--html writes a page: it goes with neither --by, --best-hours, -o nor --ascii");
  if (a->options.best_hours) c->by = BY_BEST_HOURS;
  if (!a->options.by) return 0;
  const int status =
      options_choose("by", a->options.by, words, sizeof words / sizeof *words, &c->by, &a->diag);
  c->by += BY_DAY;
  return status;
}

int cmd_stats(app *a) {
  counting *const c = memory_new(1, sizeof *c);
  int status = read_flags(c, a);
  if (!status) {
    status = asking_open_one(&c->q, a);
    if (c->by == BY_DAY || a->options.html) c->days = memory_new(DATES, sizeof *c->days);
    c->q.cs.look_for_duplicates = !a->options.keep_duplicates;
    while (asking_good(&c->q, &status)) status = take_contact(c);
    if (!status) status = c->by ? put_grouped(c) : put_all(c);
    status = asking_close(&c->q, status);
  }
  free(c->days);
  free(c);
  return status;
}
