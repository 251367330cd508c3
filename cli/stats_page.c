/* SPDX-License-Identifier: MIT */
/* How do the numbers of a campaign look in a browser?
 * Uses the statistics and the pictures. Invariant: it shows what the terminal shows, and days in steps that
 * keep the columns apart however long the log is. */
#include "stats_page.h"

#include <stdlib.h>

#include "numbers.h"
#include "writer.h"

enum { COLUMNS_MAX = 92, OUTCOMES = 16, VARIANTS = 17, WEEK = 7 };

typedef struct paper {
  buffer *b;
  const world *w;
  const dialplan_stats *stats;
} paper;

static slice text_of(const buffer *b) { return (slice){b->data, b->len}; }

/* --- facts ------------------------------------------------------------------------------------- */

static void put_rest(const paper *p) {
  const dialplan_stats *const s = p->stats;
  buffer text = {0};
  if (s->cost_millionths) page_fact_amount(p->b, "cost", (uint64_t)s->cost_millionths);
  if (s->rated) {
    buffer_format(&text, "%lld of 1000", (long long)mean_sentiment(s));
    page_fact(p->b, slice_of("mean sentiment"), text_of(&text));
  }
  buffer_free(&text);
}

static void put_calls(const paper *p) {
  const dialplan_stats *const s = p->stats;
  page_section_open(p->b, slice_of("Calls"));
  page_facts_open(p->b);
  page_fact_count(p->b, "all", s->all.calls);
  if (s->all.calls) {
    page_fact_share(p->b, "connected", s->all.connected, s->all.calls);
    page_fact_share(p->b, "completed", s->all.completed, s->all.calls);
  }
  if (s->manual) page_fact_share(p->b, "manual", s->manual, s->all.calls);
  page_fact_seconds(p->b, "mean, connected", s->talk_s, s->talks);
  page_fact_seconds(p->b, "mean, all", s->timed_s, s->timed);
  put_rest(p);
  page_facts_close(p->b);
  page_section_close(p->b);
}

static void put_progress(const paper *p, int64_t finish_at) {
  const dialplan_stats *const s = p->stats;
  page_section_open(p->b, slice_of("Progress"));
  page_facts_open(p->b);
  page_fact_share(p->b, "called", s->funnel.dialled, s->funnel.contacts);
  page_fact_share(p->b, "remaining", s->remaining, s->funnel.contacts);
  if (finish_at && s->remaining) {
    buffer text = {0};
    put_human(&text, p->w->zones, p->w->zone, finish_at, p->w->a->options.utc);
    page_fact(p->b, slice_of("done about"), text_of(&text));
    buffer_free(&text);
  }
  page_facts_close(p->b);
  page_section_close(p->b);
}

static void put_callbacks(const paper *p) {
  const dialplan_stats *const s = p->stats;
  if (!stats_has_callbacks(s)) return;
  page_section_open(p->b, slice_of("Callbacks"));
  page_facts_open(p->b);
  page_fact_count(p->b, "requested", s->requested);
  page_fact_count(p->b, "pending", s->wishes[DIALPLAN_WISH_SCHEDULED]);
  page_fact_count(p->b, "completed", stats_callbacks_done(s));
  page_fact_count(p->b, "cancelled", s->wishes[DIALPLAN_WISH_CANCELLED]);
  page_fact_count(p->b, "missed", s->wishes[DIALPLAN_WISH_MISSED]);
  page_fact_seconds(p->b, "mean delay", s->delay_s, s->delays);
  page_facts_close(p->b);
  page_section_close(p->b);
}

/* --- bars -------------------------------------------------------------------------------------- */

static void draw_funnel(const paper *p) {
  const dialplan_funnel *const f = &p->stats->funnel;
  const chart_bar bars[] = {{"all", f->contacts, f->contacts},
                            {"scheduled", f->scheduled, f->contacts},
                            {"dialled", f->dialled, f->contacts},
                            {"connected", f->connected, f->contacts}};
  const chart c = {"funnel", "Contacts",
                   "A funnel: how many contacts were scheduled, dialled and connected, of all."};
  chart_bars(p->b, &c, "contacts", bars, sizeof bars / sizeof *bars);
}

static void draw_outcomes(const paper *p) {
  chart_bar bars[OUTCOMES];
  size_t count = 0;
  for (int32_t outcome = 1; outcome < OUTCOMES; outcome++)
    if (p->stats->outcomes[outcome])
      bars[count++] =
          (chart_bar){dialplan_outcome_name(outcome), p->stats->outcomes[outcome], p->stats->all.calls};
  const chart c = {"outcomes", "Outcomes",
                   "How calls ended: a bar for each outcome, as its share of all calls."};
  if (count) chart_bars(p->b, &c, "calls", bars, count);
}

static void draw_variants(const paper *p) {
  const uint16_t variants = dialplan_variant_count(p->w->campaign);
  chart_bar bars[VARIANTS];
  size_t count = 0;
  for (uint16_t i = 0; i <= variants && variants; i++) {
    const dialplan_funnel *const f = &p->stats->variant_funnels[i];
    if (i || f->contacts)
      bars[count++] =
          (chart_bar){i ? dialplan_variant_name(p->w->campaign, i) : "none", f->connected, f->dialled};
  }
  const chart c = {"variants", "Variants: contacts connected, of those dialled",
                   "A bar for each variant: the share of its dialled contacts that were connected."};
  if (count) chart_bars(p->b, &c, "connected", bars, count);
}

/* --- days -------------------------------------------------------------------------------------- */

static void say_date(buffer *b, const void *context, size_t i) {
  const stats_days *const d = context; /* count: days in a step */
  put_iso_date(b, d->first + (int32_t)i * d->count);
}

static void draw_steps(const paper *p, const chart_axis *axis, uint64_t *values, int32_t step) {
  uint64_t *const calls = values, *const connected = values + axis->count;
  const chart_series series[] = {{"calls", calls}, {"connected", connected}};
  buffer title = {0};
  buffer_str(&title, "Calls by day");
  if (step > 1) buffer_format(&title, ", %d days together", step);
  buffer_char(&title, 0);
  const chart by_day = {"days", title.data,
                        "Columns over time: calls, and in front of them those connected."};
  chart_columns(p->b, &by_day, axis, series, 2);
  buffer_free(&title);
  for (size_t i = 1; i < axis->count; i++) {
    calls[i] += calls[i - 1];
    connected[i] += connected[i - 1];
  }
  const chart so_far = {"progress", "Calls so far",
                        "Two rising lines over time: all calls, and those connected."};
  chart_curve(p->b, &so_far, axis, series, 2);
}

static void draw_days(const paper *p, const stats_days *days) {
  int32_t from = 0, until = days->count;
  while (from < until && !days->tallies[from].calls) from++;
  while (until > from && !days->tallies[until - 1].calls) until--;
  if (from == until) return;
  int32_t step = 1;
  if (until - from > COLUMNS_MAX) {
    step = ((until - from - 1) / (COLUMNS_MAX * WEEK) + 1) * WEEK;
    const int32_t weekday = dialplan_date_weekday(days->first + from); /* weeks begin on Monday */
    from -= weekday - 1 < from ? weekday - 1 : from;
  }
  const size_t count = (size_t)((until - from - 1) / step + 1);
  uint64_t *const values = memory_new(2 * count, sizeof *values);
  for (int32_t i = from; i < until; i++) {
    values[(size_t)((i - from) / step)] += days->tallies[i].calls;
    values[count + (size_t)((i - from) / step)] += days->tallies[i].connected;
  }
  const stats_days steps = {NULL, days->first + from, step};
  const chart_axis axis = {.name = "from", .count = count, .words = say_date, .context = &steps};
  draw_steps(p, &axis, values, step);
  free(values);
}

/* --- hours ------------------------------------------------------------------------------------- */

static void say_calls(buffer *b, const void *context, size_t i) {
  const dialplan_stats *const s = context;
  buffer_format(b, "%llu", (unsigned long long)s->hours[i].calls);
}

static void say_share(buffer *b, const void *context, size_t i) {
  const dialplan_stats *const s = context;
  put_percent(b, s->hours[i].connected, s->hours[i].calls);
}

static void draw_hours(const paper *p) {
  int32_t shade[CHART_HOURS];
  char text[32], blank[32];
  buffer full = {text, 0, sizeof text}, none = {blank, 0, sizeof blank};
  const uint64_t most = stats_busy_hours(p->stats->hours, shade);
  buffer_format(&full, "%llu call%s", (unsigned long long)most, most == 1 ? "" : "s");
  const chart busy = {"busy-hours", "Calls by hour of the contact's week",
                      "A row for each weekday and a cell for each hour: the darker, the more calls."};
  chart_hours(p->b, &busy, shade, say_calls, p->stats, "no call", text);
  const int64_t best = stats_good_hours(p->stats, shade);
  if (!best) return;
  full.len = 0;
  put_percent(&full, (uint64_t)best, 1000000);
  buffer_char(&full, 0);
  buffer_format(&none, "fewer than %d calls", STATS_RATE_LEAST);
  const chart good = {
      "good-hours", "Share of calls that a person answered",
      "A row for each weekday and a cell for each hour: the darker, the more calls were answered."};
  chart_hours(p->b, &good, shade, say_share, p->stats, blank, text);
}

void stats_page_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at,
                    const stats_days *days) {
  const paper p = {b, w, stats};
  buffer about = {0};
  buffer_str(&about, "What the campaign did, as of ");
  put_human(&about, w->zones, w->zone, w->now, w->a->options.utc);
  if (!w->a->options.utc) buffer_format(&about, " (%s)", dialplan_zones_name(w->zones, w->zone));
  page_open(b, slice_of(w->name ? w->name : w->file.path), text_of(&about));
  buffer_free(&about);
  draw_funnel(&p);
  put_progress(&p, finish_at);
  put_calls(&p);
  put_callbacks(&p);
  draw_outcomes(&p);
  draw_variants(&p);
  draw_days(&p, days);
  if (stats->all.calls) draw_hours(&p);
  page_close(b);
}
