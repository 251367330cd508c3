/* SPDX-License-Identifier: MIT */
/* Pictures of a campaign for a page, each in a section of its own with a table that says the same: a week of
 * open time, hours of the week, bars (a funnel, shares), columns by day, curves. */
#ifndef CHART_H
#define CHART_H

#include "page.h"

typedef struct chart {
  const char *id;    /* unique in the page: letters and hyphens */
  const char *title; /* heading of its section */
  const char *desc;  /* read out in place of the picture: what it shows */
} chart;

/* Open time on a day of the week, in seconds of its civil day: [from_s, until_s). */
typedef struct chart_span {
  int32_t day, from_s, until_s; /* day: 0 to 6, Monday first */
} chart_span;

/* days: seven labels; spans by day. */
void chart_week(buffer *b, const chart *c, const char *const *days, const chart_span *spans, size_t count);

enum { CHART_HOURS = 7 * 24, CHART_BLANK = -1, CHART_FULL = 1000000 };

/* What is to be said of the i-th thing. */
typedef void chart_words(buffer *b, const void *context, size_t i);

/* shade: by hour of the week, Monday 00:00 first, 0 to CHART_FULL, or CHART_BLANK. words: of an hour that is
 * not blank. blank, full: what no shade and the darkest one mean. */
void chart_hours(buffer *b, const chart *c, const int32_t *shade, chart_words *words, const void *context,
                 const char *blank, const char *full);

typedef struct chart_bar {
  const char *name;
  uint64_t part, all; /* a bar is as long as its share */
} chart_bar;

void chart_bars(buffer *b, const chart *c, const char *what, const chart_bar *bars, size_t count);

/* A place that is pointed at, by a line of its own. */
typedef struct chart_mark {
  size_t place;
  const char *name;
} chart_mark;

/* What stands along the bottom: `count` places, each with its words; marks by place, at most CHART_MARKS. */
typedef struct chart_axis {
  const char *name;
  size_t count;
  chart_words *words;
  const void *context;
  const chart_mark *marks;
  size_t mark_count;
} chart_axis;

typedef struct chart_series {
  const char *name;
  const uint64_t *values; /* one for each place */
} chart_series;

enum { CHART_SERIES = 3, CHART_MARKS = 3 };

/* Columns from 0; the later series stand in front of the first and are parts of it. */
void chart_columns(buffer *b, const chart *c, const chart_axis *axis, const chart_series *series,
                   size_t count);
/* A line for each series. */
void chart_curve(buffer *b, const chart *c, const chart_axis *axis, const chart_series *series, size_t count);

#endif
