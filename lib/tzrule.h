/* SPDX-License-Identifier: MIT */
/* The rule that continues a zone behind its last change: a POSIX TZ string with the extensions of RFC 9636.
 */
#ifndef DP_TZRULE_H
#define DP_TZRULE_H

#include <stddef.h>
#include <stdint.h>

enum { DP_TZRULE_JULIAN = 1, DP_TZRULE_DAY, DP_TZRULE_MONTH }; /* Jn, n, Mm.w.d */

typedef struct dp_tzrule_date {
  int32_t kind;             /* DP_TZRULE_* */
  int32_t month, week, day; /* month and week with _MONTH only */
  int32_t second;           /* of the date, on the wall before the change; -604799 … 604799 */
} dp_tzrule_date;

typedef struct dp_tzrule {
  int32_t standard, daylight;  /* seconds east of UTC */
  int32_t changes;             /* 0: standard holds always */
  dp_tzrule_date start, until; /* of daylight time */
} dp_tzrule;

/* NULL, or a sentence that says what is wrong with the text. */
const char *dp_tzrule_read(const char *text, size_t len, dp_tzrule *rule);

/* The instants of a year, 1 to 9999, at which daylight time starts and ends. */
int64_t dp_tzrule_start(const dp_tzrule *rule, int32_t year);
int64_t dp_tzrule_until(const dp_tzrule *rule, int32_t year);

#endif
