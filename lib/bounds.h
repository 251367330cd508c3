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

/* The bounds by their numbers: wait, cooldown, not_picked_cooldown, skip_recently_completed, then the caps.
 */
enum { DP_BOUNDS_WAITS = 4 };
uint32_t dp_bounds_count(const dp_settings *settings);
/* One of them as a step: `after` is the instant before which it lets no attempt start, 0: none. 0: it is not
 * set, or has nothing to count from, and step is as before. */
int dp_bounds_one(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                  uint32_t number, dialplan_step *step);

/* Whether a campaign sets any of them. */
int dp_bounds_any(const dp_settings *settings);

#endif
