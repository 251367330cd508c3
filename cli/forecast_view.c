/* SPDX-License-Identifier: MIT */
/* How does a forecast look on a terminal?
 * Uses the forecast's numbers. Invariant: counts are of the first run, finishes of all runs, and what is not
 * known is said to be so. */
#include "forecast_view.h"

#include "heatmap.h"
#include "numbers.h"
#include "picture.h"
#include "series.h"
#include "stats_view.h"
#include "writer.h"

static slice text_of(const buffer *b) { return (slice){b->data, b->len}; }

void forecast_about(const playing *p, const dialplan_forecast_summary *sum, buffer *b) {
  if (sum->interrupted)
    buffer_format(b, "Interrupted after %u of its runs", sum->runs);
  else
    buffer_format(b, "Played %u time%s", sum->runs, sum->runs == 1 ? "" : "s");
  buffer_str(b, " with ");
  playing_model_words(p, b);
  buffer_str(b, sum->runs > 1 ? "; counts are of the first run." : ".");
}

const char *forecast_end_name(const dialplan_forecast_summary *sum, int32_t i, uint64_t *those) {
  *those = i == FORECAST_UNFINISHED ? sum->unfinished : sum->reasons[i];
  if (!*those) return NULL;
  return i == FORECAST_UNFINISHED ? "(still to call)" : dialplan_reason_name(i);
}

/* --- sections ---------------------------------------------------------------------------------- */

static void put_finish(const picture *p, const dialplan_forecast_summary *sum) {
  static const char *const labels[] = {"p10, 1 in 10 by", "p50, half by", "p90, 9 in 10 by"};
  const int64_t at[] = {sum->p10_at, sum->p50_at, sum->p90_at};
  picture_title(p, "Finish");
  for (int i = 0; i < 3; i++) {
    if (at[i]) {
      picture_instant(p, labels[i], at[i]);
      continue;
    }
    picture_label(p, labels[i]);
    buffer_str(p->b, "not within the horizon\n");
  }
}

static void put_contacts(const picture *p, const dialplan_forecast_summary *sum) {
  picture_title(p, "Contacts");
  picture_share(p, "all", sum->contacts, sum->contacts);
  picture_share(p, "dialled", sum->funnel.dialled, sum->contacts);
  picture_share(p, "connected", sum->funnel.connected, sum->contacts);
  picture_share(p, "reached", sum->reached, sum->contacts);
}

static void put_ends(const picture *p, const dialplan_forecast_summary *sum) {
  uint64_t those;
  picture_title(p, "How contacts end");
  for (int32_t i = 1; i <= FORECAST_UNFINISHED; i++) {
    const char *const name = forecast_end_name(sum, i, &those);
    if (name) picture_share(p, name, those, sum->contacts);
  }
}

static void put_calls(const picture *p, const dialplan_forecast_summary *sum) {
  picture_title(p, "Calls");
  picture_count(p, "all", sum->all.calls);
  if (!sum->all.calls) return;
  picture_share(p, "connected", sum->all.connected, sum->all.calls);
  picture_share(p, "completed", sum->all.completed, sum->all.calls);
  picture_count(p, "most at once", sum->channels);
  picture_seconds(p, "mean, on channel", sum->channel_s, sum->all.calls);
  if (sum->cost_millionths) picture_amount(p, "cost", (uint64_t)sum->cost_millionths);
}

static void put_callbacks(const picture *p, const dialplan_forecast_summary *sum) {
  if (!sum->callbacks) return;
  picture_title(p, "Callbacks");
  picture_count(p, "called", sum->callbacks);
  picture_seconds(p, "mean, late", sum->callback_late_s, sum->callbacks);
  picture_seconds(p, "latest", sum->callback_latest_s, 1);
}

static void put_limits(const picture *p, const dialplan_forecast_summary *sum) {
  int any = 0;
  for (int32_t i = 1; i < 16; i++) {
    if (!sum->limit_s[i]) continue;
    if (!any++) picture_title(p, "Contacts were due and waited for");
    picture_seconds(p, dialplan_pacing_name(i), sum->limit_s[i], 1);
  }
}

/* --- over time --------------------------------------------------------------------------------- */

static void put_columns(const picture *p, const series *s, picture_columns *c) {
  buffer first = {0}, last = {0};
  put_date(&first, series_date(s, 0));
  put_date(&last, series_date(s, s->count - 1));
  c->count = s->count;
  c->first = text_of(&first);
  c->last = text_of(&last);
  picture_put_columns(p, c);
  buffer_free(&first);
  buffer_free(&last);
}

static void put_step_title(const picture *p, const series *s, const char *title) {
  buffer text = {0};
  buffer_str(&text, title);
  series_step_words(s, &text);
  buffer_char(&text, 0);
  picture_title(p, text.data);
  buffer_free(&text);
}

static void put_curve(const picture *p, const series *s, const dialplan_forecast_summary *sum) {
  series_mark found[SERIES_MARKS];
  picture_mark marks[SERIES_MARKS];
  buffer words[SERIES_MARKS] = {{0}};
  const size_t count = series_marks(s, p->w, sum, found);
  for (size_t i = 0; i < count; i++) {
    buffer_format(&words[i], "%s ", found[i].name);
    put_date(&words[i], found[i].date);
    marks[i] = (picture_mark){found[i].place, text_of(&words[i])};
  }
  picture_columns c = {.values = s->ended,
                       .top = sum->contacts,
                       .scale = slice_of("100 %"),
                       .marks = marks,
                       .mark_count = count};
  put_step_title(p, s, "Contacts that have ended, by day");
  put_columns(p, s, &c);
  for (size_t i = 0; i < count; i++) buffer_free(&words[i]);
}

static void put_days(const picture *p, const series *s) {
  picture_columns c = {.values = s->calls, .top = 1};
  buffer scale = {0};
  for (size_t i = 0; i < s->count; i++)
    if (s->calls[i] > c.top) c.top = s->calls[i];
  buffer_format(&scale, "%llu", (unsigned long long)c.top);
  c.scale = text_of(&scale);
  put_step_title(p, s, "Calls by day");
  put_columns(p, s, &c);
  buffer_free(&scale);
}

static void put_hours(const picture *p, const dialplan_forecast_summary *sum) {
  int32_t shade[HEATMAP_CELLS];
  const uint64_t most = stats_busy_hours(sum->hours, shade);
  picture_calls(p, "Calls by hour of the contact's week", shade, most);
}

void forecast_view_put(buffer *b, const playing *played) {
  const picture p = picture_of(b, &played->q->w);
  dialplan_forecast_summary sum;
  series s;
  (void)dialplan_forecast_sum(played->result, &sum, NULL);
  picture_head(&p);
  forecast_about(played, &sum, b);
  buffer_char(b, '\n');
  put_finish(&p, &sum);
  put_contacts(&p, &sum);
  put_ends(&p, &sum);
  put_calls(&p, &sum);
  put_callbacks(&p, &sum);
  put_limits(&p, &sum);
  if (!sum.contacts || !sum.all.calls) return;
  series_open(&s, played, &sum, PICTURE_PLACES);
  put_curve(&p, &s, &sum);
  put_days(&p, &s);
  series_close(&s);
  put_hours(&p, &sum);
}
