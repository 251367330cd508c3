/* SPDX-License-Identifier: MIT */
/* Which entry of a list of days names a date?
 * Uses date arithmetic alone. Invariant: the first entry in the order of the files answers. */
#include "dayset.h"

#include "date.h"

#include <stddef.h>

const dp_day_entry *dp_dayset_find(const dp_dayset *set, int32_t date) {
  dialplan_civil civil;
  dp_date_split(date, &civil);
  for (uint32_t i = 0; i < set->count; i++) {
    const dp_day_entry *entry = &set->entries[i];
    if (entry->month ? entry->month == civil.month && entry->day == civil.day
                     : entry->from_date <= date && date <= entry->until_date)
      return entry;
  }
  return NULL;
}
