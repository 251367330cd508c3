/* SPDX-License-Identifier: MIT */
/* Which interval do two expressions mean: "between 2 and 4", "from Monday to Wednesday"?
 * Uses the single expressions, which share what only one of them says already (when.c). Invariant: an
 * interval that holds the asking is under way, and never moved to another day. */
#include "resolve.h"

/* The instants at which an expression with a time may begin, or end, on a date. */
static uint32_t edges(const dp_asked *asked, const dp_when *when, int32_t date, int end, int64_t out[2]) {
  if (when->has_clock) return dp_moment_choices(asked, when, date, out);
  const dp_room interval = dp_daypart_interval(asked, dp_daypart_meant(asked, when), date);
  out[0] = end ? interval.until_at : interval.from_at;
  return 1;
}

/* The first of B's instants behind A: on this date, or on the next. */
static int64_t behind(const dp_asked *asked, const dp_when *other, int32_t date, int64_t from_at) {
  int64_t at[2];
  for (int32_t day = 0; day < 2; day++) {
    const uint32_t count = edges(asked, other, date + day, 1, at);
    for (uint32_t i = 0; i < count; i++)
      if (at[i] > from_at) return at[i];
  }
  return 0;
}

/* An interval of this date that is under way: from when to when; 0: none is. */
static int under_way(const dp_asked *asked, const dp_reading *reading, int32_t date, dp_found *found) {
  int64_t at[2];
  const uint32_t count = edges(asked, &reading->when, date, 0, at);
  for (uint32_t i = 0; i < count; i++) {
    const int64_t until_at = behind(asked, &reading->other, date, at[i]);
    const int counts =
        count == 1 || i == dp_moment_customary(&reading->when) || dp_view_open(asked->view, at[i]);
    if (at[i] && at[i] <= asked->at && asked->at < until_at && counts) {
      found->earliest_at = at[i];
      found->latest_at = until_at;
      return 1;
    }
  }
  return 0;
}

/* From one day to another: the first, until the second is over. */
static void until_day(const dp_asked *asked, const dp_when *other, dp_found *found) {
  dp_day_choice days;
  uint64_t ignored = 0;
  if (!dp_day_of(asked, other, &days, &ignored)) return;
  const int64_t end = dp_view_midnight(asked->view, (days.instead ? days.instead : days.date) + 1);
  if (end > found->at) found->latest_at = end;
}

dp_found dp_pair_until(const dp_asked *asked, const dp_reading *reading) {
  dp_when when = reading->when;
  when.bound = DP_BOUND_NONE;
  dp_found found = dp_resolve_when(asked, &when);
  const int times = (when.has_clock || when.part) && (reading->other.has_clock || reading->other.part);
  dp_day_choice days;
  uint64_t ignored = 0;
  found.deadline = 1;
  if (!found.at) return found;
  if (!times) {
    found.latest_at = 0;
    if (reading->other.has_span)
      found.latest_at = dp_resolve_when(asked, &reading->other).at;
    else
      until_day(asked, &reading->other, &found);
    return found;
  }
  (void)dp_day_of(asked, &when, &days, &ignored); /* found: there are such days */
  if (days.date == asked->date && under_way(asked, reading, days.date, &found)) {
    found.at = asked->at + DP_SOON_S;
    found.reasons &=
        ~(dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY) | dp_reason_bit(DIALPLAN_CALLBACK_DAYPART_FITTED));
    found.move = DP_MOVE_CLOCK;
    return found;
  }
  if (when.has_clock && !days.instead && found.reasons & dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY))
    return found;
  const int32_t date = dp_view_date(asked->view, found.at, NULL);
  if (when.has_clock) found.earliest_at = found.at;
  found.latest_at = behind(asked, &reading->other, date, found.earliest_at);
  return found;
}
