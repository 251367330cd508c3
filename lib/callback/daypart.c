/* SPDX-License-Identifier: MIT */
/* Which instant does a part of the day mean?
 * Uses the view and the campaign's preferred times. Invariant: a daypart is an interval first; where it meets
 * open time, the answer is open, lies in it, and is not on a later day. */
#include "resolve.h"

/* From, until and preferred time in minutes of the day. The first four are the campaign's: see preferred().
 */
typedef struct daypart {
  int16_t from_min, until_min, preferred_min;
} daypart;

#define H(hour) ((hour)*60)

static const daypart parts[] = {
    [DP_PART_EARLY_MORNING] = {H(5), H(10), H(8)},
    [DP_PART_MORNING] = {H(6), H(12), H(10)},
    [DP_PART_LATE_MORNING] = {H(10), H(12), H(11)},
    [DP_PART_AFTERNOON] = {H(12), H(17), H(14)},
    [DP_PART_DOPAHAR] = {H(12), H(16), H(14)},
    [DP_PART_LUNCH] = {H(12), H(14), H(13)},
    [DP_PART_AFTER_LUNCH] = {H(13), H(17), H(14)},
    [DP_PART_BEFORE_LUNCH] = {0, H(13), H(11) + 30}, /* from the opening on */
    [DP_PART_EVENING] = {H(16), H(21), H(18)},
    [DP_PART_AFTER_WORK] = {H(17), H(21), H(18)},
    [DP_PART_NIGHT] = {H(20), H(24), H(20)},
    [DP_PART_LATE_NIGHT] = {H(21), H(24), H(21)},
    [DP_PART_END_OF_DAY] = {0, H(24), H(17)}, /* closing less an hour, at most 17:00 */
    [DP_PART_OPENING] = {0, H(24), H(9)},     /* the opening */
    [DP_PART_AFTER_BREAKFAST] = {H(9), H(12), H(10)},
    [DP_PART_DAYTIME] = {H(10), H(17), H(11)},
};

#undef H

static int is_edge(uint8_t which) { return which == DP_PART_END_OF_DAY || which == DP_PART_OPENING; }

/* Said after 17:00 of this day, it is after dinner. */
uint8_t dp_daypart_meant(const dp_asked *asked, const dp_when *when) {
  if (when->part != DP_PART_MEAL) return when->part;
  const int other_day = dp_day_said(when) && !dp_day_today(when);
  return asked->second >= 17 * 3600 && !other_day ? DP_PART_NIGHT : DP_PART_AFTER_LUNCH;
}

static int64_t on(const dp_asked *asked, int32_t date, int32_t minute) {
  return dp_view_clock(asked->view, date, minute * 60);
}

static int64_t preferred(const dp_asked *asked, uint8_t which, int32_t date) {
  const int32_t *const own = asked->settings->callbacks.daypart_min;
  switch (which) {
  case DP_PART_MORNING: return on(asked, date, own[0]);
  case DP_PART_AFTERNOON:
  case DP_PART_DOPAHAR: return on(asked, date, own[1]);
  case DP_PART_EVENING: return on(asked, date, own[2]);
  case DP_PART_NIGHT: return on(asked, date, own[3]);
  default: return on(asked, date, parts[which].preferred_min);
  }
}

static dp_room whole(const dp_asked *asked, uint8_t which, int32_t date) {
  return (dp_room){on(asked, date, parts[which].from_min), on(asked, date, parts[which].until_min)};
}

/* What of a daypart is open on a date, from an instant on. */
static dp_room open_part(const dp_asked *asked, uint8_t which, int32_t date, int64_t from_at) {
  const dp_room part = whole(asked, which, date);
  return dp_room_of(asked->view, part.from_at > from_at ? part.from_at : from_at, part.until_at);
}

dp_room dp_daypart_interval(const dp_asked *asked, uint8_t which, int32_t date) {
  dp_room interval = whole(asked, which, date);
  if (parts[which].from_min != 0) return interval;
  const dp_room open = open_part(asked, which, date, 0);
  if (open.from_at) interval = open;
  if (!open.from_at) interval.from_at = on(asked, date, 9 * 60);
  if (which == DP_PART_OPENING) interval.until_at = 0;
  if (which == DP_PART_END_OF_DAY) interval.from_at = 0;
  return interval;
}

/* The opening, or the end of the day, in a day that is open. */
static int64_t edge_in(const dp_asked *asked, uint8_t which, int32_t date, dp_room day) {
  if (which == DP_PART_OPENING) return day.from_at;
  int64_t at = preferred(asked, which, date);
  if (at > day.until_at - 3600) at = day.until_at - 3600;
  return dp_room_into(asked->view, day, at);
}

/* The preferred time moved into what is open of the part, which is something. */
static int64_t into(const dp_asked *asked, uint8_t which, int32_t date, dp_room open) {
  if (is_edge(which)) return edge_in(asked, which, date, open);
  return dp_room_into(asked->view, open, preferred(asked, which, date));
}

/* "First thing" of a closed day is the next opening. */
static int64_t first_opening(const dp_asked *asked, int64_t from_at, int64_t otherwise) {
  const int64_t at = dp_view_clip(asked->view, from_at);
  return at ? at : otherwise;
}

int64_t dp_daypart_on(const dp_asked *asked, uint8_t which, int32_t date, int *fitted) {
  const dp_room open = open_part(asked, which, date, 0);
  const int64_t wanted = preferred(asked, which, date);
  int64_t at = open.from_at ? into(asked, which, date, open) : wanted;
  if (!open.from_at && which == DP_PART_OPENING)
    at = first_opening(asked, dp_view_midnight(asked->view, date), at);
  *fitted = at != wanted && !is_edge(which);
  return at;
}

/* On the date of asking. 0: nothing is left of it. */
static int64_t rest_today(const dp_asked *asked, uint8_t which, dp_day_choice days, dp_found *found,
                          int *fitted) {
  const dp_view *view = asked->view;
  const dp_room open = open_part(asked, which, asked->date, 0);
  const int64_t wanted = preferred(asked, which, asked->date);
  *fitted = 0;
  if (!open.from_at && days.open_only) return 0;
  if (!open.from_at && which == DP_PART_OPENING) return first_opening(asked, asked->at, 0);
  if (!open.from_at) { /* closed all along: fitting will move it */
    const int64_t least = dp_room_of_date(view, asked->date).from_at ? 1 : DP_HALF_HOUR_S;
    return wanted >= asked->at + least ? wanted : 0;
  }
  const int64_t edge = is_edge(which) ? edge_in(asked, which, asked->date, open) : 0;
  if (edge > asked->at) return edge;
  const dp_room rest = open_part(asked, which, asked->date, asked->at + DP_HALF_HOUR_S);
  if (!edge && rest.from_at) {
    const int64_t at = dp_room_into(view, rest, wanted);
    *fitted = at != wanted;
    return at;
  }
  const int today = !days.instead || which == DP_PART_END_OF_DAY;
  if (!today || asked->at < open.from_at || asked->at >= open.until_at || !dp_view_open(view, asked->at))
    return 0;
  found->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
  return dp_view_add(view, asked->at, asked->settings->callbacks.least_delay);
}

static void settle(const dp_asked *asked, uint8_t which, dp_day_choice days, dp_found *found) {
  int fitted = 0;
  int32_t date = days.date;
  found->at = date == asked->date ? rest_today(asked, which, days, found, &fitted)
                                  : dp_daypart_on(asked, which, date, &fitted);
  if (!found->at) {
    found->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST_TODAY);
    date = days.instead ? days.instead : asked->date + 1;
    found->at = dp_daypart_on(asked, which, date, &fitted);
  }
  if (fitted) found->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_DAYPART_FITTED);
  const dp_room interval = dp_daypart_interval(asked, which, date);
  found->earliest_at = interval.from_at;
  found->latest_at = interval.until_at;
}

/* A clock time in place of the daypart: its end, or its start. */
static dp_found edge_found(const dp_asked *asked, const dp_when *when, uint8_t which, dp_day_choice days) {
  dp_when edge = *when;
  edge.half = DP_HALF_EXACT;
  edge.has_clock = 1;
  edge.minute = when->bound == DP_BOUND_AFTER ? parts[which].until_min : parts[which].from_min;
  return dp_moment_found(asked, &edge, days);
}

dp_found dp_daypart_found(const dp_asked *asked, const dp_when *when, dp_day_choice days) {
  dp_found found = {.move = DP_MOVE_PART};
  const uint8_t which = dp_daypart_meant(asked, when);
  const int outside = when->bound == DP_BOUND_AFTER || when->bound == DP_BOUND_BEFORE;
  if (outside && parts[which].from_min != 0)
    found = edge_found(asked, when, which, days);
  else
    settle(asked, which, days, &found);
  found.part = which;
  found.kind = dp_day_said(when) ? DIALPLAN_KIND_COMBINATION : DIALPLAN_KIND_DAYPART;
  found.grain = DIALPLAN_GRAIN_DAYPART;
  if (when->bound == DP_BOUND_FROM) found.latest_at = 0;
  if (when->bound == DP_BOUND_BY) {
    found.earliest_at = 0;
    found.deadline = 1;
  }
  return found;
}
