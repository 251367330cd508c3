/* SPDX-License-Identifier: MIT */
/* What happens on each date of a forecast?
 * Uses the library's days, which leave out dates on which nothing happens. Invariant: each place stands for
 * as many days as any other; with more than one these are whole weeks from Monday on. */
#include "series.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7 };

static int32_t date_of(const world *w, int64_t at) {
  int32_t date = 0;
  (void)dialplan_stats_hour(w->campaign, NULL, at, &date, NULL, NULL);
  return date;
}

static void fill(series *s, const dialplan_forecast_day *days, uint64_t count) {
  for (uint64_t k = 0; k < count; k++) {
    const size_t i = (size_t)((days[k].date - s->first) / s->step);
    s->calls[i] += days[k].calls.calls;
    s->connected[i] += days[k].calls.connected;
    s->ended[i] += days[k].ended;
  }
  for (size_t i = 1; i < s->count; i++) s->ended[i] += s->ended[i - 1];
}

void series_open(series *s, const playing *p, const dialplan_forecast_summary *sum, size_t most) {
  const world *const w = &p->q->w;
  uint64_t count = 0;
  (void)dialplan_forecast_days(p->result, NULL, 0, &count, NULL);
  dialplan_forecast_day *const days = memory_new((size_t)count + 1, sizeof *days);
  (void)dialplan_forecast_days(p->result, days, count, &count, NULL);
  int32_t first = count ? days[0].date : date_of(w, w->now), last = count ? days[count - 1].date : first;
  if (sum->p90_at && date_of(w, sum->p90_at) > last) last = date_of(w, sum->p90_at);
  *s = (series){.first = first, .step = 1};
  if (last - first >= (int32_t)most) {
    s->first = first -= dialplan_date_weekday(first) - 1;
    s->step = ((last - first) / ((int32_t)most * WEEK) + 1) * WEEK;
  }
  s->count = (size_t)((last - first) / s->step + 1);
  s->calls = memory_new(3 * s->count, sizeof *s->calls);
  s->connected = s->calls + s->count;
  s->ended = s->connected + s->count;
  fill(s, days, count);
  free(days);
}

void series_close(series *s) { free(s->calls); }

size_t series_place(const series *s, const world *w, int64_t at) {
  const int32_t i = (date_of(w, at) - s->first) / s->step;
  return i < 0 ? 0 : (size_t)i < s->count ? (size_t)i : s->count - 1;
}

int32_t series_date(const series *s, size_t i) { return s->first + (int32_t)i * s->step; }

void series_step_words(const series *s, buffer *b) {
  if (s->step > 1) buffer_format(b, ", %d days together", s->step);
}

size_t series_marks(const series *s, const world *w, const dialplan_forecast_summary *sum,
                    series_mark out[SERIES_MARKS]) {
  static const char *const names[SERIES_MARKS] = {"p10", "p50", "p90"};
  const int64_t at[SERIES_MARKS] = {sum->p10_at, sum->p50_at, sum->p90_at};
  size_t count = 0;
  for (size_t i = 0; i < SERIES_MARKS; i++) {
    if (!at[i]) continue;
    const size_t where = series_place(s, w, at[i]);
    if (!count || out[count - 1].place != where) {
      out[count++] = (series_mark){.place = where, .date = date_of(w, at[i])};
    } else
      strcat(out[count - 1].name, ", ");
    strcat(out[count - 1].name, names[i]);
  }
  return count;
}
