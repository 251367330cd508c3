/* SPDX-License-Identifier: MIT */
/* Contacts by the second that they are planned for, those that are due in lease order, and calls by the
 * second at which something becomes of them. */
#ifndef DP_FORECAST_QUEUE_H
#define DP_FORECAST_QUEUE_H

#include <dialplan/decision.h>

#include <stdint.h>

#define DP_NOBODY UINT32_MAX

/* What stands in the calendar and in the backlog: all that lease order asks of a contact, as numbers that are
 * compared one after the other. */
typedef struct dp_due {
  uint64_t order; /* class and rank */
  uint64_t key;   /* 0 where there is no rank */
  uint32_t row;
  uint32_t second; /* of the minute that it is planned for */
} dp_due;

/* As a decision that is a call says. */
dp_due dp_due_of(const dialplan_decision *decision, uint32_t row);

/* What stands in the wheel: a call that rings, or ends. */
typedef struct dp_ending {
  uint32_t left_s; /* a call that rings: from its answer to the end of wrap time; else 0 */
  uint32_t length_s, wrap_s;
  uint8_t outcome, connected;
} dp_ending;

/* ---- many lists of items of one size, in blocks: a walk along one does not leap from item to item ---- */

typedef struct dp_list {
  uint32_t block; /* with the newest items */
  uint32_t count; /* of items in it; 0: the list is empty. Other blocks are full */
} dp_list;

typedef struct dp_lists {
  char *blocks;
  uint32_t *freed;           /* those that were given back, as a pile: blocks are not looked at to find one */
  uint32_t used, room, free; /* blocks; how many are free of those that were used */
  uint32_t no_memory;        /* 1: an item was lost */
} dp_lists;

/* Told a little ahead of who is going to be taken. */
typedef void (*dp_meet)(const void *context, uint32_t row);

/* ---- contacts by the minute that they are planned for ---- */

typedef struct dp_forecast_calendar {
  dp_lists lists;
  dp_list *minutes;    /* from the first one on */
  dp_due *items;       /* of the minute that is open: of one second after the other, */
  uint32_t from[61];   /* from here on */
  uint32_t told;       /* so many of them */
  uint32_t scout;      /* the block of the next minute's list that is sent for; DP_NOBODY: none */
  uint64_t planned;    /* the seconds whose items are not taken yet, as bits */
  uint64_t late;       /* those for which others have been put since it was opened: */
  dp_list seconds[60]; /* their lists */
  dp_due *late_items;  /* of one second, taken out of its list */
  uint64_t room, late_room;
  int64_t first, count; /* minutes since 1970 */
  int64_t open, seek;   /* the minute that is open; all behind it and before this one are empty */
  dp_meet meet;
  const void *context;
} dp_forecast_calendar;

dialplan_status dp_calendar_make(dp_forecast_calendar *calendar, int64_t from_at, int64_t until_at,
                                 dp_meet meet, const void *context);
void dp_calendar_free(dp_forecast_calendar *calendar);
/* at: not before the last dp_calendar_next(), and before the end. */
void dp_calendar_put(dp_forecast_calendar *calendar, int64_t at, dp_due due);
/* The next second from at on for which somebody is planned, or the start of the later minute that it lies in;
 * INT64_MAX: nobody is. Time goes on to it, or less far, before this is asked again. */
int64_t dp_calendar_next(dp_forecast_calendar *calendar, int64_t at);
/* Takes out some of those of a second, to be written to until the next time; 0: there are no more. */
uint64_t dp_calendar_take(dp_forecast_calendar *calendar, int64_t at, dp_due **items);

/* ---- contacts that are due, in lease order ---- */

enum { DP_BACKLOG_AHEAD = 16 };

/* Those that became due at one moment, in order: the first of them, and the list of the others, the next one
 * newest. */
typedef struct dp_backlog_run {
  dp_due first;
  dp_list rest;
} dp_backlog_run;

typedef struct dp_backlog {
  dp_lists lists;
  dp_backlog_run *runs; /* a heap: the run whose first one comes first is on top */
  uint64_t run_count, run_room;
  dp_due *spare; /* room to sort them */
  uint64_t spare_room;
  dp_due ahead[DP_BACKLOG_AHEAD]; /* a ring: the next ones of all, in order, who have been told */
  uint32_t ahead_next, ahead_count;
  uint64_t count; /* in the ring and in runs */
  dp_meet meet;
  const void *context;
} dp_backlog;

void dp_backlog_make(dp_backlog *backlog, dp_meet meet, const void *context);
void dp_backlog_free(dp_backlog *backlog);
/* Those who become due at one moment, one or more; they are put in order. 0: no memory. */
int dp_backlog_add(dp_backlog *backlog, dp_due *items, uint64_t count);
/* Takes out the first of count. */
dp_due dp_backlog_take(dp_backlog *backlog);

/* ---- calls that are under way, by the second at which something becomes of them ---- */

enum { DP_WHEEL_S = 131072 };

typedef struct dp_wheel {
  dp_lists lists;
  dp_list *seconds; /* DP_WHEEL_S of them */
  int64_t at;       /* all before it are empty */
  uint64_t count;
} dp_wheel;

dialplan_status dp_wheel_make(dp_wheel *wheel, int64_t at);
void dp_wheel_free(dp_wheel *wheel);
void dp_wheel_put(dp_wheel *wheel, int64_t at, dp_ending ending);
/* The next second in the wheel; INT64_MAX: it is empty. */
int64_t dp_wheel_next(dp_wheel *wheel);
/* Takes out the last that was put of a second; 0: there are no more. */
int dp_wheel_take(dp_wheel *wheel, int64_t at, dp_ending *ending);

#endif
