/* SPDX-License-Identifier: MIT */
/* Recurrence rules (RFC 5545, 3.3.10) of all-day events, read far enough to know what they cost and whether they ever
 * happen, before libical is asked when. */
#ifndef DP_ICAL_RULE_H
#define DP_ICAL_RULE_H

#include "text.h"

enum { DP_ICAL_DAILY = 1, DP_ICAL_WEEKLY, DP_ICAL_MONTHLY, DP_ICAL_YEARLY };
enum { DP_ICAL_LIST_MAX = 64 };

/* n-th (from the end: negative; every: 0) weekday of a month or year. */
typedef struct dp_ical_weekday {
  int8_t n, weekday; /* Monday 1 */
} dp_ical_weekday;

/* A list of numbers: days of months and years, weeks, months, places in a period. */
typedef struct dp_ical_list {
  int16_t at[DP_ICAL_LIST_MAX];
  uint32_t count;
} dp_ical_list;

typedef struct dp_ical_rule {
  int32_t freq, interval;
  int32_t until;      /* date, inclusive; INT32_MAX: none */
  int32_t count;      /* 0: none */
  int32_t week_start; /* Monday 1 */
  uint32_t weekday_count;
  dp_ical_weekday weekdays[DP_ICAL_LIST_MAX];
  dp_ical_list months, month_days, year_days, weeks, places;
} dp_ical_rule;

/* Reads a rule; what it says of hours has no meaning for whole days. NULL: it is fine; else what is wrong, as the end
 * of a sentence. */
const char *dp_ical_rule_parse(const char *text, size_t len, dp_ical_rule *rule);

/* Writes a rule that was read, as libical shall see it: without its end, which is the caller's to watch, and without
 * the time of day. */
void dp_ical_rule_write(dp_text *out, const char *text, size_t len);

/* What a search for the dates of a rule comes to. */
typedef struct dp_ical_survey {
  int64_t periods; /* days, weeks, months or years that are looked at */
  int32_t first;   /* a date of the first period in which it happens, without BYSETPOS the first date of all */
  int32_t happens; /* 1: there is one */
} dp_ical_survey;

/* Looks at a rule from a start to the last date. Linear in the days up to the first date, or to the last one of COUNT. */
dp_ical_survey dp_ical_rule_survey(const dp_ical_rule *rule, int32_t start, int32_t last);

/* "20260302": the date; 0 at the return: no such date. */
int dp_ical_date(const char *text, size_t len, int32_t *date);

#endif
