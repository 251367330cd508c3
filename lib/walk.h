/* SPDX-License-Identifier: MIT */
/* The walk from what has happened to when the next call may start: ends, stop rules, anchor, lower bounds,
 * place, late gates. One contact, one instant of asking. */
#ifndef DP_WALK_H
#define DP_WALK_H

#include "open.h"
#include "retry.h"
#include "trace.h"
#include "wish.h"

typedef struct dp_walk {
  /* in */
  dp_view view;
  const dp_settings *settings;
  const dialplan_contact *contact;
  const dialplan_state *state; /* a call under way is settled already */
  dp_trace *trace;             /* NULL: no steps */
  int64_t now;
  uint32_t bounded; /* dp_bounds_any() of the settings */
  uint32_t guarded; /* dp_frequency_any() of the settings */
  /* out */
  int64_t due;           /* where bound is placed; 0: nowhere, or the contact has no instant to count from */
  int64_t bound;         /* the latest of anchor and lower bounds; 0: not asked, or none */
  int64_t at;            /* the same from now on; 0: nowhere */
  int64_t until;         /* asked at an instant before this one, later than `at`, that is where it would be placed */
  int64_t reschedule_at; /* the due of a standing reschedule; 0: none */
  int64_t next_day_at;   /* where a late wish was moved to; 0: not */
  dp_wish wish;          /* status and stands as they are in the end, late and closed ones included */
  dp_wait wait;          /* after the last attempt; all zero: never called */
  uint16_t reason;       /* why the call would be made: DIALPLAN_REASON_*; 0: not asked */
  uint16_t stop;         /* why there is none; 0: there is one */
  uint16_t hold;         /* zone_unknown, zone_ambiguous; 0: neither */
  uint16_t rule;         /* 1 + index of the limit, gap or quiet period that bound last; 0: none */
} dp_walk;

/* Fills in the second half from the first, which is all that is set. */
void dp_walk_go(dp_walk *walk);

/* The rules on the way, each on its own, for those who judge what was done. The first half is set, and: */
void dp_walk_begin(dp_walk *walk); /* what no rule has touched yet: the wish, the wait, the rest all zero */
/* The first of dnc, failed, reached, closed, cancelled, inbound_first; 0: none. */
uint16_t dp_walk_ended(const dp_walk *walk);
int dp_walk_attempts_used(const dp_walk *walk);
int dp_walk_errors_used(const dp_walk *walk);
/* outcome_stop, outcome_retries, intervals_used_up, where neither wish nor reschedule stands; 0: none. */
uint16_t dp_walk_retries_used(const dp_walk *walk);
/* Whether waits and cooldowns bind: a wish and a reschedule may skip them. */
int dp_walk_waits(const dp_walk *walk);
int dp_walk_past_retry_days(const dp_walk *walk); /* of walk->at */
/* Before which instant it holds of none, since civil dates differ by at most two more than elapsed days do; INT64_MAX:
 * it never does. */
static inline int64_t dp_walk_safe_until(const dp_walk *walk) {
  const int32_t days = walk->settings->retry.max_retry_days;
  if (days == DP_OFF || walk->state->attempts == 0 || (walk->wish.stands && !walk->wish.tried)) return INT64_MAX;
  return walk->state->first_at + (int64_t)(days - 3) * DP_DAY_S;
}
/* Where the campaign's day in single-day mode is over; INT64_MAX: it is not, or need not be. */
int64_t dp_walk_day_over(const dp_walk *walk);
/* Attempts allowed, those that a standing wish adds included; 0: unlimited. */
static inline uint32_t dp_walk_allowed(const dp_walk *walk) {
  const int32_t most = walk->settings->retry.max_attempts;
  if (most == DP_OFF) return 0;
  return (uint32_t)(walk->wish.stands ? most + walk->settings->callbacks.extra_attempts : most);
}

#endif
