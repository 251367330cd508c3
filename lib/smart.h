/* SPDX-License-Identifier: MIT */
/* The smart strategy: phases of days, a quota for each date, dayparts, draws. */
#ifndef DP_SMART_H
#define DP_SMART_H

#include <dialplan/state.h>

#include "open.h"

/* How a proposal came about, for the trace. */
typedef struct dp_smart_step {
  int32_t day;   /* day number of the date that was taken, from 1 */
  int32_t call;  /* number of the call on that date, from 1 */
  int32_t calls; /* calls of the phase */
  int32_t per_days;
} dp_smart_step;

/* The instant that smart proposes for the attempt after the last one, not before bound: open already. state
 * has attempts > 0. 0: nothing within the horizon from the bound. step may be NULL. */
int64_t dp_smart_next(const dp_view *view, const dialplan_state *state, int64_t bound, dp_smart_step *step);

#endif
