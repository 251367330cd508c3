/* SPDX-License-Identifier: MIT */
/* When can the customer be called, given the time that was asked for?
 * Uses the view. Invariant: the answer is open and not before the time asked for; a held contact has none. */
#include "resolve.h"

/* The same clock time, daypart or day on a date that has open time, before it is clipped. */
static int64_t same_on(const dp_asked *asked, const dp_found *found, int32_t date, int32_t second) {
  int fitted;
  switch (found->move) {
  case DP_MOVE_PART: return dp_daypart_on(asked, found->part, date, &fitted);
  case DP_MOVE_DAY: return dp_day_time(asked, date, second);
  default: return dp_view_clock(asked->view, date, second);
  }
}

int64_t dp_fit(const dp_asked *asked, const dp_found *found, uint64_t *reasons) {
  const dp_view *view = asked->view;
  int64_t at = found->at;
  int32_t second;
  if (view->hold) return 0;
  if (dp_view_open(view, at)) return at;
  const int64_t next = dp_view_clip(view, at);
  if (!next) return 0;
  const int32_t date = dp_view_date(view, at, &second);
  if (found->move != DP_MOVE_NOT && !dp_room_of_date(view, date).from_at) {
    at = same_on(asked, found, dp_view_date(view, next, NULL), second);
    *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_MOVED_OPEN_DAY);
    if (dp_view_open(view, at)) return at;
  }
  *reasons |= dp_reason_bit(DIALPLAN_CALLBACK_CLIPPED);
  return dp_view_clip(view, at);
}
