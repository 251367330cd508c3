/* SPDX-License-Identifier: MIT */
/* Filling the holes of a reading from the instant of asking, the home zone and the campaign's open time. */
#ifndef DP_CALLBACK_RESOLVE_H
#define DP_CALLBACK_RESOLVE_H

#include "../open.h"
#include "reading.h"

enum { DP_HALF_HOUR_S = 1800, DP_SOON_S = 300 };

/* Who asks, and when. */
typedef struct dp_asked {
  const dp_view *view;
  const dp_settings *settings;
  int64_t at;     /* the words were spoken */
  int32_t date;   /* on the wall of the home zone */
  int32_t second; /* of that date */
} dp_asked;

/* The days that an expression may mean. */
typedef struct dp_day_choice {
  int32_t date; /* the first choice */
  int32_t
      instead; /* where a clock time or daypart of `date` has passed; 0: `date` was said, no other is meant */
  int32_t open_only; /* 1: `date` counts only where the time on it is open */
  uint64_t reasons;
} dp_day_choice;

/* How an instant is fitted on a day without open time: what is tried on the next open day. */
enum { DP_MOVE_NOT, DP_MOVE_CLOCK, DP_MOVE_PART, DP_MOVE_DAY };

/* What an expression came to. at 0: there is no such instant. */
typedef struct dp_found {
  int64_t at, earliest_at, latest_at; /* bounds 0: none */
  uint64_t reasons;
  uint8_t kind, grain; /* DIALPLAN_KIND_*, DIALPLAN_GRAIN_* */
  uint8_t move;        /* DP_MOVE_* */
  uint8_t part;        /* with DP_MOVE_PART */
  uint8_t deadline;    /* 1: latest_at was asked for, not just the end of a daypart */
} dp_found;

/* From the first open instant of a stretch of time to the end of the last: what lies between may be closed.
 */
typedef struct dp_room {
  int64_t from_at, until_at; /* from_at 0: nothing is open */
} dp_room;

/* --- room.c: open time of a part of a day --- */

dp_room dp_room_of(const dp_view *view, int64_t from_at, int64_t until_at);
dp_room dp_room_of_date(const dp_view *view, int32_t date);
/* at moved into a room that is not empty: no later than 30 min before its end, no earlier than its start, in
 * a gap forward. */
int64_t dp_room_into(const dp_view *view, dp_room room, int64_t at);

/* --- ahead.c: which day --- */

/* Whether the words name a day: today too. */
int dp_day_said(const dp_when *when);
/* Whether today itself is said. */
int dp_day_today(const dp_when *when);
/* 1 and the days; 0: there is no such day ahead, and *reasons may say why. Without a day: today, or tomorrow.
 */
int dp_day_of(const dp_asked *asked, const dp_when *when, dp_day_choice *days, uint64_t *reasons);
/* Months on, the day clamped to the month's last. */
int32_t dp_day_add_months(int32_t date, int32_t months);
/* A day without a clock time or daypart, with its bound. */
dp_found dp_day_alone(const dp_asked *asked, const dp_when *when);
/* "today", "later today". */
dp_found dp_day_later_today(const dp_asked *asked);
/* The time of a day without one, on a date other than that of asking; unmoved where nothing is open. */
int64_t dp_day_time(const dp_asked *asked, int32_t date, int32_t second);

/* --- moment.c: which clock time --- */

/* The instants that a clock time may mean on a date, in order; how many: 1 or 2. */
uint32_t dp_moment_choices(const dp_asked *asked, const dp_when *when, int32_t date, int64_t out[2]);
/* Which of two choices custom takes: 7 to 11 in the morning, 12 noon, 1 to 6 in the afternoon. */
uint32_t dp_moment_customary(const dp_when *when);
/* The clock time with its bound. */
dp_found dp_moment_found(const dp_asked *asked, const dp_when *when, dp_day_choice days);
/* X minus 30 min, but at least so much after asking. */
int64_t dp_moment_before(const dp_asked *asked, int64_t at);

/* --- daypart.c: which part of the day --- */

/* The interval of a daypart on a date; until_at 0: it has no end of its own. */
dp_room dp_daypart_interval(const dp_asked *asked, uint8_t part, int32_t date);
/* The preferred time of a daypart on a date, moved into what is open of it; fitted: whether it was moved. */
int64_t dp_daypart_on(const dp_asked *asked, uint8_t part, int32_t date, int *fitted);
/* The daypart, with its bound. */
dp_found dp_daypart_found(const dp_asked *asked, const dp_when *when, dp_day_choice days);
/* Which daypart: "khana ke baad" by when it is said. */
uint8_t dp_daypart_meant(const dp_asked *asked, const dp_when *when);

/* --- pair.c: two expressions --- */

dp_found dp_pair_until(const dp_asked *asked, const dp_reading *reading);

/* --- fit.c --- */

/* The instant moved into open time; 0: never open. Reasons are added. */
int64_t dp_fit(const dp_asked *asked, const dp_found *found, uint64_t *reasons);

/* --- resolve.c --- */

dp_found dp_resolve_when(const dp_asked *asked, const dp_when *when);
/* Everything but the size. */
void dp_resolve(const dp_view *view, const dp_reading *reading, int64_t asked_at, int64_t now,
                dialplan_resolution *out);

#endif
