/* SPDX-License-Identifier: MIT */
/* Open time on the civil time line: the seconds of each civil date in which calls may start, by windows,
 * special days, no-call days, close margin and the guard's hours. Membership is decided by the wall's reading
 * alone, so one table serves every zone. Start and end of the campaign, which are instants, are not in it.
 *
 * "Local" seconds are those on the wall since 1970-01-01, as if the wall knew no clock changes. The line is
 * cut into weeks; weeks of equal hours share one row, so that a table is small and a question is a handful of
 * loads. */
#ifndef DP_DAYTABLE_H
#define DP_DAYTABLE_H

#include "mem.h"
#include "settings.h"

enum {
  DP_DAYTABLE_FIRST = -3,    /* 1969-12-29, the Monday before all readings of valid instants */
  DP_DAYTABLE_WEEKS = 12002, /* up to 2200-01-05 */
  DP_WEEK_S = 604800,
  DP_WEEK_SHIFT = 12, /* slots of 4,096 s: seldom more than one run ends in one */
  DP_WEEK_SLOTS = 148
};

#define DP_LOCAL_NEVER (INT64_MAX / 2)

/* Seconds of a week, [from, until). */
typedef struct dp_run {
  int32_t from_s, until_s;
} dp_run;

/* The open runs of a week: sorted, not touching, inside [0, DP_WEEK_S). One more stands behind them: the
 * first run of the week that follows, or INT32_MAX twice where that week has none. */
typedef struct dp_week {
  uint32_t first, count;        /* in dp_daytable.runs, the one behind not counted */
  uint16_t slot[DP_WEEK_SLOTS]; /* the first run that ends after the slot's first second, from `first` on */
} dp_week;

typedef struct dp_daytable {
  const uint16_t *week; /* DP_DAYTABLE_WEEKS entries: the row of each week */
  const dp_week *rows;
  const dp_run *runs;
} dp_daytable;

/* One table for each set of rules that contacts of some region are bound by. */
typedef struct dp_daytables {
  const dp_daytable *table; /* [0]: contacts without a region, whom every rule binds */
  const dp_daytable *plain; /* the same by windows and guard alone: no special days, no no-call days */
  const char *const
      *region; /* [0] "": without region; [1] "": of none of the regions that rules name; then those */
  const uint8_t *no_call; /* DP_DAYTABLE_WEEKS entries: bits 0 (Monday) to 6 are set on no-call days */
  const uint8_t *const
      *rule_day;  /* by guard rule: its dates, like no_call; NULL: has none; NULL: no rule has */
  uint32_t count; /* of table, plain and region */
  uint32_t reserved;
} dp_daytables;

dialplan_status dp_daytables_build(dp_arena *arena, const dp_settings *settings, dp_daytables *out,
                                   dialplan_error *err);

/* Whether contacts of different regions are bound by different rules. */
static inline int dp_daytables_regional(const dp_daytables *tables) { return tables->count > 2; }

/* Index of the table for a region ("" or NULL: none). */
uint32_t dp_daytables_region(const dp_daytables *tables, const char *region);

/* Whether a civil date is a no-call day; dates of the table. */
int dp_daytables_no_call(const dp_daytables *tables, int32_t date);

/* A place on the line: the week, its row, the second of the week. */
typedef struct dp_spot {
  const dp_run *run; /* the first run that ends after the second: it holds it, or is the next one */
  const dp_week *row;
  uint32_t week;
  int32_t second;
} dp_spot;

static inline dp_spot dp_daytable_spot(const dp_daytable *table, int64_t local) {
  const uint64_t line = (uint64_t)(local - (int64_t)DP_DAYTABLE_FIRST * 86400);
  dp_spot spot;
  spot.week = (uint32_t)(line / DP_WEEK_S);
  spot.second = (int32_t)(line - (uint64_t)spot.week * DP_WEEK_S);
  spot.row = &table->rows[table->week[spot.week]];
  spot.run = table->runs + spot.row->first + spot.row->slot[spot.second >> DP_WEEK_SHIFT];
  while (spot.run->until_s <= spot.second) spot.run++;
  return spot;
}

/* Whether a local second is open. */
static inline int dp_daytable_open(const dp_daytable *table, int64_t local) {
  const dp_spot spot = dp_daytable_spot(table, local);
  return spot.run->from_s <= spot.second;
}

/* The first local second behind a week and the empty one after it that is open; DP_LOCAL_NEVER: none. */
int64_t dp_daytable_beyond(const dp_daytable *table, uint32_t week);

/* The smallest open local second >= local; DP_LOCAL_NEVER: none. */
static inline int64_t dp_daytable_next(const dp_daytable *table, int64_t local) {
  const dp_spot spot = dp_daytable_spot(table, local);
  if (spot.run->from_s == INT32_MAX) return dp_daytable_beyond(table, spot.week);
  const int32_t wait = spot.run->from_s - spot.second;
  return local + (wait > 0 ? wait : 0);
}

/* The smallest local second in [local, limit) that is not open; limit: none. */
int64_t dp_daytable_end(const dp_daytable *table, int64_t local, int64_t limit);
/* The largest open local second <= local; -DP_LOCAL_NEVER: none. */
int64_t dp_daytable_prev(const dp_daytable *table, int64_t local);
/* The first second from which on all up to local are open: local + 1 where that is closed itself; limit: an
 * earlier one. */
int64_t dp_daytable_begin(const dp_daytable *table, int64_t local, int64_t limit);
/* The open local second in [local, limit) before which there are *n; limit: there are no more than *n, and *n
 * is reduced by them. */
int64_t dp_daytable_nth(const dp_daytable *table, int64_t local, int64_t limit, int64_t *n);

#endif
