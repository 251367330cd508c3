/* SPDX-License-Identifier: MIT */
/* The door to libical: an event's text into plain fields, its recurrence into dates. */
#ifndef DP_DOOR_ICAL_H
#define DP_DOOR_ICAL_H

#include "ical_event.h"
#include "text.h"

/* What all events of a file may cost together. */
typedef struct dp_ical_budget {
  int64_t periods; /* that rules are looked for in */
  int64_t days;    /* that occurrences come to */
} dp_ical_budget;

enum { DP_ICAL_PERIODS_MAX = 200000, DP_ICAL_DAYS_MAX = 20000 };

/* Fills the draft's event, but for `timed` and `line`, from its text. Texts and dates go to the arena. libical has
 * process state: one thread at a time. Returns OK, E_LIMIT with a message, or E_MEMORY. */
dialplan_status dp_ical_event_read(dp_arena *arena, dp_ical_draft *draft, dp_ical_budget *budget,
                                   dialplan_error *err);

/* Writes libical's version, "3.0.16". */
void dp_ical_version(dp_text *text);

#endif
