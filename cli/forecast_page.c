/* SPDX-License-Identifier: MIT */
/* How does a forecast look in a browser?
 * Uses the forecast's numbers and the pictures of pages. Invariant: it shows what the terminal shows. */
#include "chart.h"
#include "forecast_view.h"
#include "numbers.h"
#include "series.h"
#include "stats_view.h"
#include "writer.h"

enum { PLACES_MAX = 92, OUTCOMES = 16, LIMITS = 16 };

typedef struct paper {
  buffer *b;
  const world *w;
  const dialplan_forecast_summary *sum;
} paper;

static slice text_of(const buffer *b) { return (slice){b->data, b->len}; }

/* --- facts ------------------------------------------------------------------------------------- */

static void put_when(const paper *p, const char *name, int64_t at) {
  buffer text = {0};
  if (at)
    put_human(&text, p->w->zones, p->w->zone, at, p->w->a->options.utc);
  else
    buffer_str(&text, "not within the horizon");
  page_fact(p->b, slice_of(name), text_of(&text));
  buffer_free(&text);
}

static void put_finish(const paper *p) {
  page_section_open(p->b, slice_of("Finish"));
  page_facts_open(p->b);
  put_when(p, "p10, 1 in 10 by", p->sum->p10_at);
  put_when(p, "p50, half by", p->sum->p50_at);
  put_when(p, "p90, 9 in 10 by", p->sum->p90_at);
  page_fact_count(p->b, "runs", p->sum->runs);
  page_facts_close(p->b);
  page_section_close(p->b);
}

static void put_calls(const paper *p) {
  const dialplan_forecast_summary *const s = p->sum;
  page_section_open(p->b, slice_of("Calls"));
  page_facts_open(p->b);
  page_fact_count(p->b, "all", s->all.calls);
  if (s->all.calls) {
    page_fact_share(p->b, "connected", s->all.connected, s->all.calls);
    page_fact_share(p->b, "completed", s->all.completed, s->all.calls);
    page_fact_count(p->b, "most at once", s->channels);
    page_fact_seconds(p->b, "mean, on channel", s->channel_s, s->all.calls);
  }
  if (s->cost_millionths) page_fact_amount(p->b, "cost", (uint64_t)s->cost_millionths);
  page_facts_close(p->b);
  page_section_close(p->b);
}

static void put_callbacks(const paper *p) {
  if (!p->sum->callbacks) return;
  page_section_open(p->b, slice_of("Callbacks"));
  page_facts_open(p->b);
  page_fact_count(p->b, "called", p->sum->callbacks);
  page_fact_seconds(p->b, "mean, late", p->sum->callback_late_s, p->sum->callbacks);
  page_fact_seconds(p->b, "latest", p->sum->callback_latest_s, 1);
  page_facts_close(p->b);
  page_section_close(p->b);
}

static void put_limits(const paper *p) {
  int any = 0;
  for (int32_t i = 1; i < LIMITS; i++) {
    if (!p->sum->limit_s[i]) continue;
    if (!any++) {
      page_section_open(p->b, slice_of("Contacts were due and waited for"));
      page_facts_open(p->b);
    }
    page_fact_seconds(p->b, dialplan_pacing_name(i), p->sum->limit_s[i], 1);
  }
  if (!any) return;
  page_facts_close(p->b);
  page_section_close(p->b);
}

/* --- bars -------------------------------------------------------------------------------------- */

static void draw_funnel(const paper *p) {
  const dialplan_forecast_summary *const s = p->sum;
  const chart_bar bars[] = {{"all", s->contacts, s->contacts},
                            {"dialled", s->funnel.dialled, s->contacts},
                            {"connected", s->funnel.connected, s->contacts},
                            {"reached", s->reached, s->contacts}};
  const chart c = {"funnel", "Contacts",
                   "A funnel: how many contacts will have been dialled, connected and reached, of all."};
  chart_bars(p->b, &c, "contacts", bars, sizeof bars / sizeof *bars);
}

static void draw_ends(const paper *p) {
  chart_bar bars[FORECAST_UNFINISHED + 1];
  size_t count = 0;
  for (int32_t i = 1; i <= FORECAST_UNFINISHED; i++) {
    uint64_t those;
    const char *const name = forecast_end_name(p->sum, i, &those);
    if (name) bars[count++] = (chart_bar){name, those, p->sum->contacts};
  }
  const chart c = {"ends", "How contacts end",
                   "A bar for each reason for which contacts end, as its share of all contacts."};
  if (count) chart_bars(p->b, &c, "contacts", bars, count);
}

static void draw_outcomes(const paper *p) {
  chart_bar bars[OUTCOMES];
  size_t count = 0;
  for (int32_t i = 1; i < OUTCOMES; i++)
    if (p->sum->outcomes[i])
      bars[count++] = (chart_bar){dialplan_outcome_name(i), p->sum->outcomes[i], p->sum->all.calls};
  const chart c = {"outcomes", "Outcomes",
                   "How calls end: a bar for each outcome, as its share of all calls."};
  if (count) chart_bars(p->b, &c, "calls", bars, count);
}

/* --- over time --------------------------------------------------------------------------------- */

static void say_date(buffer *b, const void *context, size_t i) { put_iso_date(b, series_date(context, i)); }

static void titled(buffer *title, const series *s, const char *words) {
  buffer_str(title, words);
  series_step_words(s, title);
  buffer_char(title, 0);
}

static void draw_curve(const paper *p, const series *s, chart_axis axis) {
  series_mark found[SERIES_MARKS];
  chart_mark marks[SERIES_MARKS];
  axis.mark_count = series_marks(s, p->w, p->sum, found);
  axis.marks = marks;
  for (size_t i = 0; i < axis.mark_count; i++) marks[i] = (chart_mark){found[i].place, found[i].name};
  const chart_series ended = {"ended", s->ended};
  buffer title = {0};
  titled(&title, s, "Contacts that have ended, by day");
  const chart curve = {
      "finish", title.data,
      "A rising line over time: the contacts that have ended; marks where a tenth, a half and nine "
      "tenths of the runs have finished."};
  chart_curve(p->b, &curve, &axis, &ended, 1);
  buffer_free(&title);
}

static void draw_calls(const paper *p, const series *s, const chart_axis *axis) {
  const chart_series calls[] = {{"calls", s->calls}, {"connected", s->connected}};
  buffer title = {0};
  titled(&title, s, "Calls by day");
  const chart by_day = {"days", title.data,
                        "Columns over time: calls, and in front of them those connected."};
  chart_columns(p->b, &by_day, axis, calls, 2);
  buffer_free(&title);
}

static void draw_days(const paper *p, const playing *played) {
  series s;
  series_open(&s, played, p->sum, PLACES_MAX);
  const chart_axis axis = {.name = "from", .count = s.count, .words = say_date, .context = &s};
  draw_curve(p, &s, axis);
  draw_calls(p, &s, &axis);
  series_close(&s);
}

static void say_calls(buffer *b, const void *context, size_t i) {
  const dialplan_forecast_summary *const s = context;
  buffer_format(b, "%llu", (unsigned long long)s->hours[i].calls);
}

static void draw_hours(const paper *p) {
  int32_t shade[CHART_HOURS];
  char text[32];
  buffer full = {text, 0, sizeof text};
  const uint64_t most = stats_busy_hours(p->sum->hours, shade);
  buffer_format(&full, "%llu call%s", (unsigned long long)most, most == 1 ? "" : "s");
  const chart busy = {"busy-hours", "Calls by hour of the contact's week",
                      "A row for each weekday and a cell for each hour: the darker, the more calls."};
  chart_hours(p->b, &busy, shade, say_calls, p->sum, "no call", text);
}

static void open_page(const paper *p, const playing *played) {
  const world *const w = p->w;
  buffer about = {0};
  buffer_str(&about, "What the campaign will do from ");
  put_human(&about, w->zones, w->zone, w->now, w->a->options.utc);
  if (!w->a->options.utc) buffer_format(&about, " (%s)", dialplan_zones_name(w->zones, w->zone));
  buffer_str(&about, " on. ");
  forecast_about(played, p->sum, &about);
  page_open(p->b, slice_of(w->name ? w->name : w->file.path), text_of(&about));
  buffer_free(&about);
}

void forecast_page_put(buffer *b, const playing *played) {
  dialplan_forecast_summary sum;
  (void)dialplan_forecast_sum(played->result, &sum, NULL);
  const paper p = {b, &played->q->w, &sum};
  const int calls = sum.contacts && sum.all.calls;
  open_page(&p, played);
  put_finish(&p);
  draw_funnel(&p);
  if (calls) draw_days(&p, played);
  put_calls(&p);
  draw_ends(&p);
  draw_outcomes(&p);
  if (calls) draw_hours(&p);
  put_callbacks(&p);
  put_limits(&p);
  page_close(b);
}
