/* SPDX-License-Identifier: MIT */
/* A forecast for people: when it will be done, how it comes there, on a terminal and as a page. */
#ifndef FORECAST_VIEW_H
#define FORECAST_VIEW_H

#include "playing.h"

void forecast_view_put(buffer *b, const playing *p);
void forecast_page_put(buffer *b, const playing *p);

/* The lines that say what was played; both pictures begin with them. */
void forecast_about(const playing *p, const dialplan_forecast_summary *sum, buffer *b);
/* Of DIALPLAN_REASON_*, stopped and held, or the unfinished where i is FORECAST_UNFINISHED; NULL: nobody. */
enum { FORECAST_UNFINISHED = 64 };
const char *forecast_end_name(const dialplan_forecast_summary *sum, int32_t i, uint64_t *those);

#endif
