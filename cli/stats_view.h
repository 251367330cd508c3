/* SPDX-License-Identifier: MIT */
/* Statistics for people: funnel, calls, outcomes, variants, callbacks, heatmaps. */
#ifndef STATS_VIEW_H
#define STATS_VIEW_H

#include "world.h"

/* finish_at: when the campaign will have ended; 0: not to be told. */
void stats_view_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at);

/* Hours with fewer calls would set the scale of shares by luck. */
enum { STATS_RATE_LEAST = 5 };

/* Shades of a heatmap by hour of the week: calls; gives the most in an hour, at least 1. */
uint64_t stats_busy_hours(const dialplan_tally *hours, int32_t *shade);
/* The same of the share of calls that a person answered; gives the best one in millionths, 0: there is none.
 */
int64_t stats_good_hours(const dialplan_stats *stats, int32_t *shade);
/* Callbacks that are over: completed, exhausted, closed. */
uint64_t stats_callbacks_done(const dialplan_stats *stats);
int stats_has_callbacks(const dialplan_stats *stats);
/* The mean sentiment, -1000 to 1000; rated is not 0. */
int64_t mean_sentiment(const dialplan_stats *stats);

#endif
