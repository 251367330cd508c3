/* SPDX-License-Identifier: MIT */
/* Guard rules as values. */
#ifndef DP_GUARD_H
#define DP_GUARD_H

#include <dialplan/civil.h>

#include "dayset.h"
#include "window.h"

enum { DP_GUARD_HOURS = 1, DP_GUARD_DAYS, DP_GUARD_LIMIT, DP_GUARD_GAP, DP_GUARD_QUIET };
enum { DP_GUARD_ATTEMPTS = 1, DP_GUARD_CONVERSATIONS };
enum {
  DP_GUARD_PER_DURATION = 1,
  DP_GUARD_PER_DAYS,
  DP_GUARD_PER_DAY,
  DP_GUARD_PER_WEEK,
  DP_GUARD_PER_MONTH
};
enum {
  DP_GUARD_AFTER_CONVERSATION = 1,
  DP_GUARD_AFTER_REFUSAL,
  DP_GUARD_AFTER_ABANDONED,
  DP_GUARD_AFTER_SILENT
};

typedef struct dp_guard_rule {
  const char *id, *jurisdiction, *purpose, *source; /* never NULL; "" where unset; purpose "any" by default */
  int32_t checked;                                  /* date on which the citation was checked; 0: not said */
  int32_t effective_from, effective_until;          /* dates [from, until); 0 and DP_DATE_END: open */
  const char *const *regions;                       /* ISO 3166-2; NULL: everywhere */
  uint32_t region_count;
  uint8_t kind;
  uint8_t count;              /* limit */
  uint8_t per;                /* limit */
  uint8_t after;              /* quiet */
  uint32_t weekdays;          /* days: bit 0 = Monday */
  int32_t max;                /* limit */
  int32_t per_days;           /* limit: consecutive civil days; quiet: civil days, 0: elapsed */
  dialplan_duration duration; /* limit per rolling time; gap: least; quiet: for */
  uint32_t holiday_count;     /* days: */
  const char *const *holidays; /* countries whose public holidays are days of the rule, too */
  dp_spans week[7];           /* hours */
  dp_dayset days;             /* days */
  dp_spans eve;               /* days: hours of the day before one of `days` */
  const char *pack;           /* the pack that it came from; NULL: a rule of the file's own */
  const char *checked_text;   /* `checked` as text; NULL: not said */
} dp_guard_rule;

typedef struct dp_guard {
  const dp_guard_rule *rules; /* those whose purpose binds, the built-in business-hours rules among them */
  uint32_t count;
} dp_guard;

/* The rules of the built-in pack `business-hours`. */
const dp_guard_rule *dp_guard_business_hours(uint32_t *count);
/* Whether a rule binds a contact of this region ("" or NULL: a contact without region, whom every rule
 * binds). A rule for a country ("US") binds all its subdivisions ("US-FL"); one for a subdivision binds
 * contacts of whom only the country is known. */
int dp_guard_binds(const dp_guard_rule *rule, const char *region);
/* Whether a rule is in force on a civil date. */
int dp_guard_effective(const dp_guard_rule *rule, int32_t date);
/* Whether a rule has a say about open time: kinds hours and days. Those of the other kinds bound attempts. */
static inline int dp_guard_on_time(const dp_guard_rule *rule) { return rule->kind <= DP_GUARD_DAYS; }
/* Of a rule on days: what it leaves of a civil date on which it is in force, the whole of it, the hours of an
 * eve, or nothing. which: DP_GUARD_DAY where the date is one of the rule's days, DP_GUARD_EVE where the one
 * after it is. */
enum { DP_GUARD_DAY = 1, DP_GUARD_EVE = 2 };
const dp_spans *dp_guard_left(const dp_guard_rule *rule, int32_t date, uint32_t which);
/* Whether a rule permits a second of a civil date, where it is in force: one on hours by its windows that
 * start on the date and the tails of those of the weekday before, one on days by what it leaves of the date.
 * Rules of other kinds have no say here. */
int dp_guard_permits(const dp_guard_rule *rule, int32_t date, uint32_t which, int32_t second);

#endif
