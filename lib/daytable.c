/* SPDX-License-Identifier: MIT */
/* Which seconds of the civil time line are open, from a compiled table?
 * Uses nothing but the table. Invariant: answers are exact to the second; loops go from week to week, never
 * through seconds, and end at the table's edges. */
#include "daytable.h"

#include "date.h"

#include <string.h>

static int64_t week_start(uint32_t week) {
  return (int64_t)DP_DAYTABLE_FIRST * DP_DAY_S + (int64_t)week * DP_WEEK_S;
}

int64_t dp_daytable_beyond(const dp_daytable *table, uint32_t week) {
  for (week += 2; week < DP_DAYTABLE_WEEKS; week++) {
    const dp_week *row = &table->rows[table->week[week]];
    if (row->count) return week_start(week) + table->runs[row->first].from_s;
  }
  return DP_LOCAL_NEVER;
}

int64_t dp_daytable_end(const dp_daytable *table, int64_t local, int64_t limit) {
  while (local < limit) {
    const dp_spot spot = dp_daytable_spot(table, local);
    if (spot.run->from_s > spot.second) return local;
    local += spot.run->until_s - spot.second;
    if (spot.run->until_s < DP_WEEK_S) break;
  }
  return local < limit ? local : limit;
}

int64_t dp_daytable_prev(const dp_daytable *table, int64_t local) {
  const dp_spot spot = dp_daytable_spot(table, local);
  if (spot.run->from_s <= spot.second) return local;
  const dp_run *runs = table->runs + spot.row->first;
  if (spot.run > runs) return week_start(spot.week) + spot.run[-1].until_s - 1;
  for (uint32_t week = spot.week; week-- > 0;) {
    const dp_week *row = &table->rows[table->week[week]];
    if (row->count) return week_start(week) + table->runs[row->first + row->count - 1].until_s - 1;
  }
  return -DP_LOCAL_NEVER;
}

int64_t dp_daytable_begin(const dp_daytable *table, int64_t local, int64_t limit) {
  while (local > limit) {
    const dp_spot spot = dp_daytable_spot(table, local);
    if (spot.run->from_s > spot.second) return local + 1;
    local -= spot.second - spot.run->from_s;
    if (spot.run->from_s > 0 || spot.week == 0) break;
    local--; /* the last second of the week before: open too? */
  }
  return local > limit ? local : limit;
}

/* What lies of a run in [local, limit), for runs of the week that begins at week_local. */
static int64_t overlap(const dp_run *run, int64_t week_local, int64_t local, int64_t limit, int64_t *from) {
  const int64_t run_from = week_local + run->from_s, run_until = week_local + run->until_s;
  *from = run_from > local ? run_from : local;
  return (run_until < limit ? run_until : limit) - *from;
}

int64_t dp_daytable_nth(const dp_daytable *table, int64_t local, int64_t limit, int64_t *n) {
  while (local < limit) {
    const dp_spot spot = dp_daytable_spot(table, local);
    const dp_run *behind = table->runs + spot.row->first + spot.row->count;
    const int64_t week_local = local - spot.second, week_end = week_local + DP_WEEK_S;
    for (const dp_run *run = spot.run; run < behind && week_local + run->from_s < limit; run++) {
      int64_t from;
      const int64_t seconds = overlap(run, week_local, local, limit, &from);
      if (*n < seconds) return from + *n;
      *n -= seconds;
    }
    local = week_end;
  }
  return limit;
}

int dp_daytables_no_call(const dp_daytables *tables, int32_t date) {
  const uint32_t day = (uint32_t)(date - DP_DAYTABLE_FIRST);
  return tables->no_call[day / 7] >> day % 7 & 1;
}

static uint32_t find_region(const dp_daytables *tables, const char *region, size_t len, const char *tail) {
  for (uint32_t i = 1; i < tables->count; i++)
    if (strncmp(tables->region[i], region, len) == 0 && strcmp(tables->region[i] + len, tail) == 0) return i;
  return 0;
}

uint32_t dp_daytables_region(const dp_daytables *tables, const char *region) {
  if (!region || !*region) return 0;
  uint32_t found = find_region(tables, region, strlen(region), "");
  if (!found) found = find_region(tables, region, strcspn(region, "-"), "-?");
  return found ? found : 1;
}
