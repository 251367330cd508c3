/* SPDX-License-Identifier: MIT */
/* Events of an iCalendar file: what is known of one, what is wrong with it, and what of it libical gets to
 * see. */
#ifndef DP_ICAL_EVENT_H
#define DP_ICAL_EVENT_H

#include "ical_lines.h"
#include "ical_rule.h"
#include "mem.h"

enum { DP_ICAL_RULES_MAX = 8, DP_ICAL_FAULTS_MAX = 100, DP_ICAL_PUT_MAX = 20000 };

/* An event. Dates are days since 1970-01-01. */
typedef struct dp_ical_event {
  struct dp_ical_event *next; /* of the file */
  const char *uid, *summary;  /* "" where there is none */
  const char *const *categories;
  const int32_t *starts; /* of its occurrences in the valid years, sorted, each once, EXDATE taken out */
  uint32_t category_count, start_count;
  uint32_t line;      /* of its BEGIN */
  int32_t days;       /* of each occurrence; 1 or more */
  int32_t instead_of; /* RECURRENCE-ID */
  uint8_t instead;    /* 1: it stands for that one occurrence of the event with the same UID */
  uint8_t timed;      /* 1: it begins at a time of day */
  uint8_t cancelled;
  uint8_t reserved;
} dp_ical_event;

/* What is wrong with a line or an event. */
typedef struct dp_ical_fault {
  const dp_ical_event *event; /* NULL: none */
  const char *message;
  uint32_t line;
  uint32_t harmless; /* 1: worth a word, but no day is lost */
} dp_ical_fault;

typedef struct dp_ical_faults {
  dp_arena *arena;
  uint32_t count, grave; /* all, and those that are not harmless, kept or not */
  uint32_t no_memory;
  dp_ical_fault at[DP_ICAL_FAULTS_MAX];
} dp_ical_faults;

/* An event while its lines come in. */
typedef struct dp_ical_draft {
  dp_ical_event *event;
  dp_ical_faults *faults;
  dp_text text;      /* for libical: properties that make days, their times of day cut off */
  uint32_t put;      /* lines of the text, each date and each category being one */
  uint32_t too_long; /* 1: there would have been more than DP_ICAL_PUT_MAX */
  uint32_t rule_count;
  uint32_t started;                    /* 1: there is a DTSTART, good or not */
  uint32_t count_before, grave_before; /* of the faults, when it began */
  uint32_t rule_line[DP_ICAL_RULES_MAX];
  dp_ical_rule rules[DP_ICAL_RULES_MAX]; /* with their ends, which the text leaves out */
} dp_ical_draft;

/* Notes a fault; what was found is quoted behind the message, unless it is NULL. */
void dp_ical_fault_add(dp_ical_faults *faults, uint32_t line, const dp_ical_event *event, const char *message,
                       const char *found, size_t len);
void dp_ical_fault_harmless(dp_ical_faults *faults, uint32_t line, const dp_ical_event *event,
                            const char *message);

/* Begins an event, takes its lines, and ends it. The room of the text is kept from event to event, and is the
 * caller's to free. 0: no memory, or the event is too long. */
int dp_ical_draft_begin(dp_ical_draft *draft, dp_ical_event *event);
int dp_ical_draft_line(dp_ical_draft *draft, const dp_ical_line *line);
int dp_ical_draft_end(dp_ical_draft *draft);

#endif
