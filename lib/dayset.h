/* SPDX-License-Identifier: MIT */
/* Sets of civil dates: no-call days, as dates, ranges and yearly dates. */
#ifndef DP_DAYSET_H
#define DP_DAYSET_H

#include <stdint.h>

/* One entry of a list, as written. Either a range of dates (from <= until, both inside), or a yearly date. */
typedef struct dp_day_entry {
  int32_t from_date, until_date; /* inclusive */
  uint8_t month, day;            /* yearly when month > 0 */
  uint8_t account;               /* 1: from the account file */
  uint8_t calendar;              /* 1: an iCalendar file names it, and no list */
  const char *label;             /* NULL: none */
} dp_day_entry;

typedef struct dp_dayset {
  const dp_day_entry *entries; /* in the order of the files, account first; behind them what calendars name */
  uint32_t count;
} dp_dayset;

/* The first entry that names the date; NULL: none. Linear: for answers in words, not for hot paths. */
const dp_day_entry *dp_dayset_find(const dp_dayset *set, int32_t date);

#endif
