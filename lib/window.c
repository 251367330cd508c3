/* SPDX-License-Identifier: MIT */
/* Which windows start on a civil date, and do they hold a second of it?
 * Uses date arithmetic alone. Invariant: a special day takes the place of the spans that start on its date,
 * and of nothing else: the tail of the evening before stays. */
#include "window.h"

#include "date.h"

const dp_spans *dp_window_spans(const dp_windows *windows, int32_t date) {
  uint32_t from = 0, until = windows->special_count;
  while (from < until) {
    const uint32_t middle = from + (until - from) / 2;
    if (windows->specials[middle].date < date)
      from = middle + 1;
    else
      until = middle;
  }
  if (from < windows->special_count && windows->specials[from].date == date)
    return &windows->specials[from].spans;
  return &windows->week[dp_date_weekday(date) - 1];
}

int dp_spans_hold(const dp_spans *spans, int32_t second) {
  for (uint32_t i = 0; i < spans->count; i++)
    if (spans->span[i].from_min * 60 <= second && second < spans->span[i].until_min * 60) return 1;
  return 0;
}
