/* SPDX-License-Identifier: MIT */
/* Windows as values: spans of civil time on weekdays and on special days. */
#ifndef DP_WINDOW_H
#define DP_WINDOW_H

#include <stdint.h>

enum { DP_SPANS_MAX = 16 };

/* Minutes of the civil day on which the span starts; until_min > 1440 crosses midnight; until_min > from_min always
 * (equal ends in the text are from + 1440). */
typedef struct dp_span {
  uint16_t from_min, until_min;
} dp_span;

typedef struct dp_spans {
  uint32_t count; /* 0: off */
  dp_span span[DP_SPANS_MAX];
} dp_spans;

typedef struct dp_special_day {
  int32_t date;
  dp_spans spans;
} dp_special_day;

typedef struct dp_windows {
  dp_spans week[7]; /* Monday first */
  const dp_special_day *specials; /* sorted by date, no date twice */
  uint32_t special_count;
} dp_windows;

/* The spans that start on a civil date: the special day's, else the weekday's. */
const dp_spans *dp_window_spans(const dp_windows *windows, int32_t date);
/* Whether a span holds a second, counted from the midnight on which they start: 86400 and more for their tails. */
int dp_spans_hold(const dp_spans *spans, int32_t second);

#endif
