/* SPDX-License-Identifier: MIT */
/* Which part of a day is open, and where in it does a preferred time go?
 * Uses the view. Invariant: what is moved into a room is open, and lies in it. */
#include "resolve.h"

dp_room dp_room_of(const dp_view *view, int64_t from_at, int64_t until_at) {
  dp_room room = {0, 0};
  if (from_at < until_at) room.from_at = dp_view_clip_until(view, from_at, until_at);
  if (room.from_at) room.until_at = dp_view_prev(view, until_at - 1) + 1;
  return room;
}

dp_room dp_room_of_date(const dp_view *view, int32_t date) {
  return dp_room_of(view, dp_view_midnight(view, date), dp_view_midnight(view, date + 1));
}

int64_t dp_room_into(const dp_view *view, dp_room room, int64_t at) {
  if (at > room.until_at - DP_HALF_HOUR_S) at = room.until_at - DP_HALF_HOUR_S;
  if (at < room.from_at) at = room.from_at;
  return dp_view_clip_until(view, at, room.until_at);
}
