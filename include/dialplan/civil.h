/* SPDX-License-Identifier: MIT */
/** @file civil.h
 *  Civil dates and times (proleptic Gregorian, no zone), and durations.
 */
#ifndef DIALPLAN_CIVIL_H
#define DIALPLAN_CIVIL_H

#include <dialplan/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A civil date and time. Frozen. */
typedef struct dialplan_civil {
  int32_t year;   /**< 1969 to 2200 in answers; any in arithmetic */
  int32_t month;  /**< 1 to 12 */
  int32_t day;    /**< 1 to 31 */
  int32_t hour;   /**< 0 to 23 */
  int32_t minute; /**< 0 to 59 */
  int32_t second; /**< 0 to 59 */
} dialplan_civil;

/** A duration: a civil part and an elapsed part. The civil part is applied first. Frozen. */
typedef struct dialplan_duration {
  int32_t days;    /**< civil days (weeks count 7): the same wall time so many dates later */
  int32_t seconds; /**< elapsed seconds */
} dialplan_duration;

/** The date of a year, month and day.
 *  @param year   1 to 9999
 *  @param month  1 to 12
 *  @param day    1 to the month's last
 *  @param date   out: days since 1970-01-01
 *  @return DIALPLAN_OK; E_RANGE: there is no such date. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_date_make(int32_t year, int32_t month, int32_t day, int32_t *date);

/** Year, month and day of a date; hour, minute and second are set to 0.
 *  @param date   days since 1970-01-01, of the years 1 to 9999
 *  @param civil  out
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_date_split(int32_t date, dialplan_civil *civil);

/** The weekday of a date, ISO 8601: Monday 1 to Sunday 7. Total. Constant time; any thread.
 *  @param date  days since 1970-01-01
 *  @since 0.1 */
DIALPLAN_API int32_t dialplan_date_weekday(int32_t date);

/** Reads a date, "2026-03-02".
 *  @param text  UTF-8, @p len bytes
 *  @param len   length in bytes
 *  @param date  out: days since 1970-01-01; within 1970-01-01 to 2199-12-31
 *  @param err   what was wrong; may be NULL
 *  @return DIALPLAN_OK; E_SYNTAX: not of this form; E_RANGE: no such date, or out of the valid years.
 *  Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_date_parse(const char *text, uint64_t len, int32_t *date,
                                                 dialplan_error *err);

/** Reads a duration: whole numbers with units in the order w d h m s, each at most once ("1d12h", "90s").
 *  A bare number is refused; "0s" is a duration.
 *  @param text      UTF-8, @p len bytes
 *  @param len       length in bytes
 *  @param duration  out; at most 3,660 days in all
 *  @param err       what was wrong, with the column; may be NULL
 *  @return DIALPLAN_OK; E_SYNTAX; E_RANGE: longer than 3,660 days. Linear in @p len; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_duration_parse(const char *text, uint64_t len, dialplan_duration *duration,
                                                     dialplan_error *err);

/** Writes a duration in its shortest canonical form: days as "1d" (weeks only when the days are a multiple of 7
 *  and nothing else stands beside: "2w"), then h, m, s, zero parts left out; "0s" for nothing.
 *  @param duration  not negative
 *  @param out       room for @p cap bytes; no NUL is written
 *  @param cap       bytes in @p out; 0 measures
 *  @param len       out: the whole length (at most 32)
 *  @return DIALPLAN_OK; E_RANGE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_duration_format(dialplan_duration duration, char *out, uint64_t cap,
                                                      uint64_t *len);

#ifdef __cplusplus
}
#endif
#endif
