/* SPDX-License-Identifier: MIT */
/* Lower bounds of an attempt: wait, cooldowns, skip_recently_completed, rolling caps. */
#ifndef DP_BOUNDS_H
#define DP_BOUNDS_H

#include "open.h"
#include "trace.h"

/* The latest of bound and of every lower bound that is set, one step each. waits 0: a wish or a manual
 * reschedule skips all but the caps. */
int64_t dp_bounds_latest(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                         int waits, int64_t bound, dp_trace *trace);

/* Whether a campaign sets any of them. */
int dp_bounds_any(const dp_settings *settings);

#endif
