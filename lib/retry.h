/* SPDX-License-Identifier: MIT */
/* What comes after an attempt that did not reach, by outcome rows, intervals and fixed: values, no zones. */
#ifndef DP_RETRY_H
#define DP_RETRY_H

#include <dialplan/state.h>

#include "settings.h"

/* The wait after the last attempt: 16 bytes, which are returned in registers. */
typedef struct dp_wait {
  int16_t kind;            /* DP_WAIT_* */
  uint16_t reason;         /* DIALPLAN_REASON_OUTCOME_ROW, _INTERVALS, _FIXED; for an end, its stop reason */
  uint16_t retry, retries; /* "retry 2 of 3" of an outcome row; retries 0: unlimited; retry 0: no row */
  dialplan_duration duration; /* DP_WAIT_DURATION: from the last attempt's end, if known, else its start */
} dp_wait;

enum { DP_WAIT_DURATION = 1, DP_WAIT_SMART, DP_WAIT_END };

/* State with attempts > 0. DP_WAIT_END: outcome_stop, outcome_retries, intervals_used_up. */
dp_wait dp_retry_wait(const dp_settings *settings, const dialplan_state *state);
/* The normal delay, after which a wish without a clear time is due: row's after, else the wait of intervals
 * or fixed, else 24 h. */
dialplan_duration dp_retry_normal_delay(const dp_settings *settings, const dialplan_state *state);

#endif
