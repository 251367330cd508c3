/* SPDX-License-Identifier: MIT */
/* Statistics for people: funnel, calls, outcomes, variants, callbacks, heatmaps. */
#ifndef STATS_VIEW_H
#define STATS_VIEW_H

#include "world.h"

/* finish_at: when the campaign will have ended; 0: not to be told. */
void stats_view_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at, int ascii,
                    int color);

/* "20.7 %" of a whole; "-" of nothing. */
void put_percent(buffer *b, uint64_t part, uint64_t all);
/* part / all in millionths, rounded down; all is not 0. */
int64_t share_ppm(uint64_t part, uint64_t all);
/* An amount of millionths: "12.34". */
void put_amount(buffer *b, uint64_t millionths);
/* sum / count to the nearest whole number, halves up; count is not 0. */
int64_t mean_of(uint64_t sum, uint64_t count);
/* The mean sentiment, -1000 to 1000; rated is not 0. */
int64_t mean_sentiment(const dialplan_stats *stats);

#endif
