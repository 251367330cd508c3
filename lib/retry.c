/* SPDX-License-Identifier: MIT */
/* How long is the wait after an attempt that did not reach, by outcome rows, intervals and fixed?
 * Uses settings and state alone: a wait is a value, and where it ends is for those who know zones.
 * Invariant: a written row overrides the strategy; what a row hands back, and what has no row, the strategy
 * answers. */
#include "retry.h"

#include <dialplan/decision.h>

static dp_wait lasting(uint16_t reason, dialplan_duration duration) {
  return (dp_wait){.kind = DP_WAIT_DURATION, .reason = reason, .duration = duration};
}

static dp_wait ended(uint16_t reason) { return (dp_wait){.kind = DP_WAIT_END, .reason = reason}; }

static dp_wait by_row(const dp_row *row, int32_t attempts) {
  const int limited = row->retries != DP_OFF;
  dp_wait wait = limited && attempts > row->retries ? ended(DIALPLAN_REASON_OUTCOME_RETRIES)
                                                    : lasting(DIALPLAN_REASON_OUTCOME_ROW, row->after);
  wait.retry = (uint16_t)attempts;
  wait.retries = limited ? (uint16_t)row->retries : 0;
  return wait;
}

static dp_wait by_intervals(const dp_retry *retry, uint32_t attempts) {
  if (attempts > retry->interval_count && retry->after_last == DP_AFTER_LAST_STOP)
    return ended(DIALPLAN_REASON_INTERVALS_USED_UP);
  const uint32_t n = attempts < retry->interval_count ? attempts : retry->interval_count;
  return lasting(DIALPLAN_REASON_INTERVALS, retry->intervals[n - 1]);
}

dp_wait dp_retry_wait(const dp_settings *settings, const dialplan_state *state) {
  const dp_retry *retry = &settings->retry;
  const dp_row *row = &retry->rows[state->last_outcome];
  if (row->kind == DP_ROW_STOP) return ended(DIALPLAN_REASON_OUTCOME_STOP);
  if (row->kind == DP_ROW_AFTER) return by_row(row, state->outcome_counts[state->last_outcome]);
  switch (retry->strategy) {
  case DP_STRATEGY_INTERVALS: return by_intervals(retry, state->attempts);
  case DP_STRATEGY_FIXED: return lasting(DIALPLAN_REASON_FIXED, retry->every);
  default: return (dp_wait){.kind = DP_WAIT_SMART, .reason = DIALPLAN_REASON_SMART};
  }
}

dialplan_duration dp_retry_normal_delay(const dp_settings *settings, const dialplan_state *state) {
  const dialplan_duration day = {.days = 0, .seconds = 24 * 3600};
  if (state->attempts == 0) return day;
  const dp_row *row = &settings->retry.rows[state->last_outcome];
  if (row->kind == DP_ROW_AFTER) return row->after; /* be its retries used up or not */
  const dp_wait wait = dp_retry_wait(settings, state);
  return wait.kind == DP_WAIT_DURATION ? wait.duration : day;
}
