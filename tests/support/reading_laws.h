/* SPDX-License-Identifier: MIT */
/* What holds of every reading, whatever the text was. */
#ifndef SUPPORT_READING_LAWS_H
#define SUPPORT_READING_LAWS_H

#include "callback/reading.h"

static inline int lawful_clock(const dp_when *when) {
  switch (when->half) {
  case DP_HALF_OPEN:
  case DP_HALF_AM: return when->minute >= 0 && when->minute < 780;
  case DP_HALF_PM: return when->minute >= 720 && when->minute < 1440;
  case DP_HALF_NIGHT: return when->minute >= 0 && when->minute < 300;
  default: return when->half == DP_HALF_EXACT && when->minute >= 0 && when->minute <= 1440;
  }
}

static inline int lawful_when(const dp_when *when) {
  return when->day <= DP_DAY_EVERY && when->which <= DP_WHICH_WEEK && when->part <= DP_PART_MEAL &&
         when->bound <= DP_BOUND_AROUND && when->month <= 31 && when->has_clock <= 1 && when->has_span <= 1 &&
         !(when->has_clock && when->part) && (!when->has_clock || lawful_clock(when));
}

static inline int says_something(const dp_when *when) {
  return when->day || when->part || when->has_clock || when->has_span;
}

/* Of a text of so many bytes. NULL: all laws hold. */
static inline const char *broken_law(const dp_reading *reading, uint64_t size) {
  if (reading->found > DIALPLAN_CALLBACK_RESOLVED || reading->then > DP_THEN_OR) return "codes";
  if (reading->certainty > 1000 || reading->reasons >> 22) return "certainty and reasons";
  if ((reading->found == DIALPLAN_CALLBACK_RESOLVED) != says_something(&reading->when)) return "resolved";
  if (reading->then && !(says_something(&reading->when) && says_something(&reading->other))) return "two";
  if (!lawful_when(&reading->when) || !lawful_when(&reading->other)) return "fields";
  uint64_t last = 0;
  if (reading->span_count > sizeof reading->spans / sizeof *reading->spans) return "spans";
  for (uint32_t i = 0; i < reading->span_count; i++) {
    if (reading->spans[i].from < last || reading->spans[i].from >= reading->spans[i].until) return "spans";
    last = reading->spans[i].until;
  }
  return last <= size ? 0 : "spans";
}

#endif
