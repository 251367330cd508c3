/* SPDX-License-Identifier: MIT */
/* Which instant does a clock time mean: today or later, in the morning or in the afternoon?
 * Uses the view. Invariant: the instant lies ahead of asking, or was said to be today's and has passed, which
 * gives as soon as may be. */
#include "resolve.h"

enum { HALF_DAY_MIN = 720, NIGHT_END_S = 5 * 3600 };

static int64_t on(const dp_asked *asked, int32_t date, int32_t minute) {
  return dp_view_clock(asked->view, date, minute * 60);
}

/* "2 at night" belongs to the night that begins on the date; asked in the small hours, to the one that ends
 * on it. */
static int64_t at_night(const dp_asked *asked, int32_t date, int32_t minute) {
  const int64_t at = on(asked, date, minute);
  const int now = date == asked->date && asked->second < NIGHT_END_S && at > asked->at;
  return now ? at : on(asked, date + 1, minute);
}

uint32_t dp_moment_choices(const dp_asked *asked, const dp_when *when, int32_t date, int64_t out[2]) {
  const int32_t minute = when->minute;
  if (when->half == DP_HALF_NIGHT) {
    out[0] = at_night(asked, date, minute);
    return 1;
  }
  if (when->half != DP_HALF_OPEN) {
    out[0] = on(asked, date, minute);
    return 1;
  }
  out[0] = on(asked, date, minute % HALF_DAY_MIN);
  out[1] = on(asked, date, minute % HALF_DAY_MIN + HALF_DAY_MIN);
  return 2;
}

uint32_t dp_moment_customary(const dp_when *when) { return when->minute % HALF_DAY_MIN < 7 * 60; }

static int64_t soonest(const dp_asked *asked, uint64_t *reasons) {
  *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
  return dp_view_add(asked->view, asked->at, asked->settings->callbacks.least_delay);
}

/* On the first of the days, else on the other; 0: it has passed, and there is no other. */
static int64_t ahead(const dp_asked *asked, const dp_when *when, dp_day_choice days, uint32_t choice,
                     uint64_t *reasons) {
  int64_t at[2];
  (void)dp_moment_choices(asked, when, days.date, at);
  const int counts = !days.open_only || dp_view_open(asked->view, at[choice]);
  if (at[choice] > asked->at && counts) return at[choice];
  if (!days.instead) return 0;
  *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
  (void)dp_moment_choices(asked, when, days.instead, at);
  return at[choice];
}

/* A bare hour: the first choice ahead that is open; 0: none is. */
static int64_t first_open(const dp_asked *asked, const dp_when *when, dp_day_choice days, uint64_t *reasons) {
  int64_t at[2];
  for (int32_t date = days.date; date; date = date == days.date ? days.instead : 0) {
    (void)dp_moment_choices(asked, when, date, at);
    for (int i = 0; i < 2; i++) {
      if (at[i] <= asked->at || !dp_view_open(asked->view, at[i])) continue;
      *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_MERIDIEM_FROM_WINDOW);
      if (date != days.date) *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
      return at[i];
    }
  }
  return 0;
}

/* The instant of a clock time, on one of these days; reasons are added. */
static int64_t settle(const dp_asked *asked, const dp_when *when, dp_day_choice days, uint64_t *reasons) {
  int64_t at = 0;
  if (when->half != DP_HALF_OPEN) {
    at = ahead(asked, when, days, 0, reasons);
    return at ? at : soonest(asked, reasons);
  }
  at = first_open(asked, when, days, reasons);
  if (at) return at;
  at = ahead(asked, when, days, dp_moment_customary(when), reasons);
  if (!at && !dp_moment_customary(when)) {
    at = ahead(asked, when, days, 1, reasons); /* the other half of today */
    *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
  }
  if (!at) return soonest(asked, reasons);
  *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_MERIDIEM_ASSUMED);
  return at;
}

int64_t dp_moment_before(const dp_asked *asked, int64_t at) {
  const int64_t soon = asked->at + DP_SOON_S;
  return at - DP_HALF_HOUR_S > soon ? at - DP_HALF_HOUR_S : soon;
}

dp_found dp_moment_found(const dp_asked *asked, const dp_when *when, dp_day_choice days) {
  dp_found found = {.kind = dp_day_said(when) ? DIALPLAN_KIND_COMBINATION : DIALPLAN_KIND_CLOCK,
                    .grain = when->flags & DP_WHEN_HOURS ? DIALPLAN_GRAIN_HOUR : DIALPLAN_GRAIN_MINUTE,
                    .move = DP_MOVE_CLOCK};
  const int64_t at = settle(asked, when, days, &found.reasons);
  found.at = at;
  if (when->bound == DP_BOUND_AFTER || when->bound == DP_BOUND_FROM) found.earliest_at = at;
  if (when->bound == DP_BOUND_BY || when->bound == DP_BOUND_BEFORE) {
    found.at = dp_moment_before(asked, at);
    found.latest_at = at;
    found.deadline = 1;
  }
  return found;
}
