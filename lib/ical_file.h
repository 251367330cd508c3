/* SPDX-License-Identifier: MIT */
/* iCalendar files as sets of dates with labels. */
#ifndef DP_ICAL_FILE_H
#define DP_ICAL_FILE_H

#include "ical_event.h"

enum { DP_ICAL_EVENTS_MAX = 10000 };

/* Days that one occurrence of an event covers. */
typedef struct dp_ical_days {
  int32_t from_date, until_date; /* inclusive, in the valid years */
  const char *label;             /* the event's summary; NULL: none */
} dp_ical_days;

/* Which events are taken: those of which the summary or a category matches one of `only` (all of them, if there is
 * none) and none of `except`. */
typedef struct dp_ical_choice {
  const char *const *only;
  const char *const *except;
  uint32_t only_count, except_count;
} dp_ical_choice;

typedef struct dp_ical_found {
  const dp_ical_days *days; /* in the order of dates, then of labels; none twice */
  const char *const *idle;  /* patterns that no event matches */
  const dp_ical_faults *faults;
  uint32_t day_count, idle_count;
  uint32_t whole_days, timed; /* events without and with a time of day */
} dp_ical_found;

/* Reads the bytes of a file into the arena. Events with faults are taken as far as they can be read: whether that is
 * good enough is the caller's to say. Returns OK; E_REFERENCE: no calendar, or a part of one; E_LIMIT; E_MEMORY. */
dialplan_status dp_ical_read(dp_arena *arena, const char *text, size_t len, const dp_ical_choice *choice,
                             dp_ical_found *out, dialplan_error *err);

/* Whether a text matches a pattern. A pattern with * (any characters) or ? (one) matches the whole text, another one
 * any part of it; A to Z match a to z. */
int dp_ical_matches(const char *pattern, const char *text);

#endif
