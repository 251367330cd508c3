/* SPDX-License-Identifier: MIT */
/* The days of a forecast as numbers over time, for pictures: every civil date from the first to the last one,
 * several of them together where there are more than places. */
#ifndef SERIES_H
#define SERIES_H

#include "playing.h"
#include "slice.h"

typedef struct series {
  int32_t first, step;                 /* date of the first place; days in each */
  size_t count;                        /* places; at least 1 */
  uint64_t *calls, *connected, *ended; /* ended: contacts, so far */
} series;

/* Has room for p90 too, which may lie behind the first run. */
void series_open(series *s, const playing *p, const dialplan_forecast_summary *sum, size_t most);
/* The place of an instant. */
size_t series_place(const series *s, const world *w, int64_t at);
int32_t series_date(const series *s, size_t i);
/* ", 7 days together" */
void series_step_words(const series *s, buffer *b);
void series_close(series *s);

enum { SERIES_MARKS = 3 };

/* The finishes that are known: p10, p50, p90; those in one place together. */
typedef struct series_mark {
  size_t place;
  int32_t date; /* of the first of them */
  char name[16];
} series_mark;

size_t series_marks(const series *s, const world *w, const dialplan_forecast_summary *sum,
                    series_mark out[SERIES_MARKS]);

#endif
