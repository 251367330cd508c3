/* SPDX-License-Identifier: MIT */
/* Statistics as a page: numbers, funnel, outcomes, days, hours. */
#ifndef STATS_PAGE_H
#define STATS_PAGE_H

#include "chart.h"
#include "stats_view.h"

/* Calls by civil date, from `first` on. */
typedef struct stats_days {
  const dialplan_tally *tallies;
  int32_t first, count;
} stats_days;

/* finish_at: when the campaign will have ended; 0: not to be told. */
void stats_page_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at,
                    const stats_days *days);

#endif
