/* SPDX-License-Identifier: MIT */
/* On which weeks of the civil time line do the dates of a set fall?
 * Uses dates alone. Invariant: a mark is set for each date of the set that lies on the line, and for no
 * other; whoever asks for one needs no search. */
#include "daymarks.h"

#include "date.h"

void dp_daymarks_week(uint8_t *mark, uint32_t weeks, int32_t date, uint8_t bits) {
  const int32_t day = date - DP_DAYTABLE_FIRST;
  if (day >= 0 && day < (int32_t)weeks * 7) mark[day / 7] = (uint8_t)(mark[day / 7] | bits);
}

static void mark_range(uint8_t *mark, uint32_t weeks, int32_t from_date, int32_t until_date) {
  const int32_t end = DP_DAYTABLE_FIRST + (int32_t)weeks * 7;
  if (from_date < DP_DAYTABLE_FIRST) from_date = DP_DAYTABLE_FIRST;
  if (until_date >= end) until_date = end - 1;
  for (int32_t date = from_date; date <= until_date; date++)
    dp_daymarks_week(mark, weeks, date, (uint8_t)(1u << (uint32_t)(date - DP_DAYTABLE_FIRST) % 7));
}

static void mark_yearly(uint8_t *mark, uint32_t weeks, int32_t month, int32_t day) {
  dialplan_civil end;
  dp_date_split(DP_DAYTABLE_FIRST + (int32_t)weeks * 7, &end);
  for (int32_t year = 1969; year <= end.year; year++)
    if (day <= dp_month_days(year, month)) {
      const int32_t date = dp_date_make(year, month, day);
      mark_range(mark, weeks, date, date);
    }
}

void dp_daymarks_set(uint8_t *mark, uint32_t weeks, const dp_dayset *set) {
  for (uint32_t i = 0; i < set->count; i++) {
    const dp_day_entry *entry = &set->entries[i];
    if (entry->month)
      mark_yearly(mark, weeks, entry->month, entry->day);
    else
      mark_range(mark, weeks, entry->from_date, entry->until_date);
  }
}
