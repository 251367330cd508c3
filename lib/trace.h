/* SPDX-License-Identifier: MIT */
/* The steps of a walk, written down while it goes. A walk without a trace (NULL) writes nothing; what it
 * decides is the same either way, because a trace is only ever written to.
 *
 * What the fields of a step hold beside `before` and `after`, by reason:
 * - last_attempt: after: its start; outcome; value: its end, 0: not known
 * - first_attempt: value: DP_FIRST_*
 * - outcome_row: outcome; extra: retry, retries
 * - intervals: value, limit: number of the wait, how many there are; extra: its days, seconds
 * - fixed: extra: days, seconds
 * - smart: value: day number; limit: calls of its phase; extra: number of the call that day, days per call
 * - callback: before: the instant asked for; value: DP_STEP_WISH_*; extra[0]: DIALPLAN_BY_*
 * - callback_no_clear_time: before: when it was asked for; extra[0]: DIALPLAN_BY_*
 * - callback_retry: value, limit: failed attempts at the wish, how many may be; extra: days, seconds of the
 * wait
 * - wait, cooldowns, recently_completed: extra: days, seconds
 * - cap: value: attempts that count (up to max); limit: max; rule: 1 + index of the cap
 * - guard: rule: 1 + index of the rule; of a limit, gap or quiet period, value: attempts or conversations
 * that count (up to max); else as the next ones
 * - no_window, no_call_day, special_day, close_margin: value, limit: the dates (home zone) from which and to
 * which the step moved
 * - other_zone: zone: the one that bound; extra[0]: why it is closed
 * - clock_change: value: the change's instant; extra: offsets before and after it
 * - buffer: value: seconds; limit: the most there could be
 * - in_call: after: its start; value: when it is judged stale
 * - max_attempts, consecutive_errors, outcome_retries, intervals_used_up: limit; value: attempts or errors so
 * far
 * - max_retry_days: limit; value: day number of `before`
 * - never_open: value: days of the horizon */
#ifndef DP_TRACE_H
#define DP_TRACE_H

#include <dialplan/decision.h>

#include "open.h"

enum { DP_TRACE_MAX = 64 };
enum { DP_FIRST_NOW, DP_FIRST_ENQUEUED, DP_FIRST_START };
enum { DP_STEP_WISH_ASKED, DP_STEP_WISH_NEXT_DAY, DP_STEP_WISH_MISSED, DP_STEP_WISH_CANCELLED };

typedef struct dp_trace {
  dialplan_step *steps;
  uint64_t cap, count;         /* count goes on past cap, up to DP_TRACE_MAX */
  uint64_t held_count;         /* guard rules that moved the present proposal: */
  uint16_t held[DP_TRACE_MAX]; /* 1 + index of each */
} dp_trace;

/* trace may be NULL. */
void dp_trace_add(dp_trace *trace, const dialplan_step *step);

/* The steps from an instant that is not open to the opening after it: why it was closed, each reason once in
 * a row. */
void dp_trace_closed(dp_trace *trace, const dp_view *view, int64_t at, int64_t opening);
/* The clock changes of the home zone in (from, until]. */
void dp_trace_changes(dp_trace *trace, const dp_view *view, int64_t from, int64_t until);

#endif
