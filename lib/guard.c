/* SPDX-License-Identifier: MIT */
/* Whom does a guard rule bind, when, and what does a rule on hours or days permit?
 * Uses windows as values. Invariant: a doubt about a contact's region binds: the guard errs on the strict
 * side. */
#include "guard.h"

#include "date.h"

#include <string.h>

#define HOURS(from, until)                                                                                   \
  {                                                                                                          \
    .count = 1, .span = { {(from)*60, (until)*60} }                                                          \
  }

static const dp_guard_rule business_hours[] = {{
    .id = "business-hours",
    .jurisdiction = "",
    .purpose = "any",
    .source = "policy of this library, not a law",
    .effective_until = DP_DATE_END,
    .kind = DP_GUARD_HOURS,
    .week = {HOURS(8, 21), HOURS(8, 21), HOURS(8, 21), HOURS(8, 21), HOURS(8, 21), HOURS(8, 21),
             HOURS(10, 20)},
    .pack = "business-hours",
}};

const dp_guard_rule *dp_guard_business_hours(uint32_t *count) {
  *count = sizeof business_hours / sizeof *business_hours;
  return business_hours;
}

/* Whether one of two regions is the other or holds it: "US" and "US-FL". A contact of whom only the country
 * is known may be in any of its subdivisions. */
static int same_region(const char *a, const char *b) {
  while (*a && *a == *b) {
    a++;
    b++;
  }
  return *a == *b || (*a == 0 && *b == '-') || (*b == 0 && *a == '-');
}

int dp_guard_binds(const dp_guard_rule *rule, const char *region) {
  if (!rule->regions || !region || !*region) return 1;
  for (uint32_t i = 0; i < rule->region_count; i++)
    if (same_region(rule->regions[i], region)) return 1;
  return 0;
}

int dp_guard_effective(const dp_guard_rule *rule, int32_t date) {
  return (rule->effective_from == 0 || rule->effective_from <= date) &&
         (rule->effective_until == DP_DATE_END || date < rule->effective_until);
}

const dp_spans *dp_guard_left(const dp_guard_rule *rule, int32_t date, uint32_t which) {
  static const dp_spans whole = {.count = 1, .span = {{0, 1440}}}, none = {.count = 0};
  if (which & DP_GUARD_DAY || rule->weekdays >> (dp_date_weekday(date) - 1) & 1) return &none;
  return which & DP_GUARD_EVE && rule->eve.count ? &rule->eve : &whole;
}

int dp_guard_permits(const dp_guard_rule *rule, int32_t date, uint32_t which, int32_t second) {
  if (!dp_guard_on_time(rule) || !dp_guard_effective(rule, date)) return 1;
  if (rule->kind == DP_GUARD_DAYS) return dp_spans_hold(dp_guard_left(rule, date, which), second);
  const int32_t day = dp_date_weekday(date) - 1;
  return dp_spans_hold(&rule->week[day], second) ||
         dp_spans_hold(&rule->week[(day + 6) % 7], second + DP_DAY_S);
}
