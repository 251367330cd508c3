/* SPDX-License-Identifier: MIT */
/* Sets of civil dates as marks on the weeks of the civil time line: a byte a week, bit 0 its Monday. */
#ifndef DP_DAYMARKS_H
#define DP_DAYMARKS_H

#include "daytable.h"
#include "guard.h"

/* Marks the dates of a set; those outside of the weeks have no say. */
void dp_daymarks_set(uint8_t *mark, uint32_t weeks, const dp_dayset *set);
/* Marks the week of a date with bits of the caller's. */
void dp_daymarks_week(uint8_t *mark, uint32_t weeks, int32_t date, uint8_t bits);

/* Whether a date is marked; marks may be NULL. Dates of the table, and the one before and behind. */
static inline uint32_t dp_daymarks_has(const uint8_t *mark, int32_t date) {
  const uint32_t day = (uint32_t)(date - DP_DAYTABLE_FIRST);
  return mark ? mark[day / 7] >> day % 7 & 1u : 0;
}

/* Whether a date is one of a rule's days, and whether the one after it is: DP_GUARD_DAY, DP_GUARD_EVE. */
static inline uint32_t dp_daymarks_which(const uint8_t *mark, int32_t date) {
  return dp_daymarks_has(mark, date) * DP_GUARD_DAY | dp_daymarks_has(mark, date + 1) * DP_GUARD_EVE;
}

#endif
