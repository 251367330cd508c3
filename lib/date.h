/* SPDX-License-Identifier: MIT */
/* Civil dates as numbers: the arithmetic that everything else counts with. Total and branch-poor; header
 * only. */
#ifndef DP_DATE_H
#define DP_DATE_H

#include <dialplan/civil.h>

#define DP_DAY_S 86400
#define DP_INSTANT_END INT64_C(7258118400) /* 2200-01-01T00:00:00Z */
#define DP_DATE_END 84006                  /* 2200-01-01 as days since 1970-01-01 */

static inline int dp_instant_valid(int64_t at) { return at >= 1 && at < DP_INSTANT_END; }

static inline int dp_instant_or_none(int64_t at) { return at == 0 || dp_instant_valid(at); }

/* The nearest valid instant, or the end of them all. */
static inline int64_t dp_instant_clamp(int64_t at) {
  return at < 1 ? 1 : at < DP_INSTANT_END ? at : DP_INSTANT_END;
}

/* Floor division of seconds by days: the date and, through *second, the second of the day. */
static inline int32_t dp_date_of(int64_t local, int32_t *second) {
  int64_t day = local / DP_DAY_S;
  int32_t rest = (int32_t)(local - day * DP_DAY_S);
  if (rest < 0) {
    rest += DP_DAY_S;
    day--;
  }
  if (second) *second = rest;
  return (int32_t)day;
}

/* Monday 1 … Sunday 7. */
static inline int32_t dp_date_weekday(int32_t date) {
  const int32_t w = (int32_t)(((int64_t)date + 3) % 7);
  return (w < 0 ? w + 7 : w) + 1;
}

static inline int dp_year_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static inline int32_t dp_month_days(int32_t year, int32_t month) {
  static const int8_t days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month] + (month == 2 && dp_year_leap(year));
}

/* Any month 1-12 and day 1-31 of a year from 1 to 9999; years begin in March here, so that leap days come
 * last, and 979 / 32 days are a month, near enough. */
static inline int32_t dp_date_make(int32_t year, int32_t month, int32_t day) {
  const uint32_t early = month <= 2, y = (uint32_t)year - early, m = (uint32_t)month + 12 * early;
  const uint32_t days = 365 * y + y / 4 - y / 100 + y / 400 + (979 * m - 2919) / 32;
  return (int32_t)days + day - 719469;
}

/* Any date from the year 1 to 9999. Quotients are taken by multiplication: 4n + 3 counts quarters of days, so
 * that a century has 146,097 and a year 1,461 of them, and 2,141 / 2^16 of a month is a day (Neri and
 * Schneider, "Euclidean affine functions and their application to calendar algorithms", 2022). */
static inline void dp_date_split(int32_t date, dialplan_civil *civil) {
  const uint32_t quarters = 4 * (uint32_t)(date + 719468) + 3;
  const uint32_t century = quarters / 146097, day_of_century = quarters % 146097 / 4;
  const uint64_t years = UINT64_C(2939745) * (4 * day_of_century + 3); /* 2^32 / 1461, rounded up */
  const uint32_t day_of_year = (uint32_t)years / 2939745 / 4;
  const uint32_t months = 2141 * day_of_year + 197913; /* from March on */
  const int32_t next_year = day_of_year >= 306;
  civil->day = (int32_t)((months & 0xFFFF) / 2141) + 1;
  civil->month = (int32_t)(months >> 16) - 12 * next_year;
  civil->year = (int32_t)(100 * century + (uint32_t)(years >> 32)) + next_year;
  civil->hour = civil->minute = civil->second = 0;
}

#endif
