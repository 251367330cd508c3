/* SPDX-License-Identifier: MIT */
/* A forecast from inside: the model's draws, the two queues, one run, and what it counts. */
#ifndef DP_FORECAST_H
#define DP_FORECAST_H

#include <dialplan/forecast.h>

#include "load.h"
#include "open.h"

#define DP_NOBODY UINT32_MAX

/* ---- the model ---- */

/* Whose call is drawn: the same for the same seed, contact, call and run. */
typedef struct dp_toss {
  uint64_t seed, key;
  uint32_t call; /* of the contact in this run, from 1 */
  int32_t run;   /* from 0 */
} dp_toss;

typedef struct dp_odds {
  const dialplan_model *model;
  uint64_t answered, unanswered; /* sums of the weights */
} dp_odds;

/* What became of a call. */
typedef struct dp_drawn {
  uint8_t outcome, connected; /* connected: a conversation, which takes a seat */
  uint32_t ring_s, length_s,
      kept_s; /* up to the answer; to the end, ringing included; to the end of wrap time */
} dp_drawn;

dialplan_status dp_model_check(const dialplan_model *model, dialplan_error *err);
dp_odds dp_model_odds(const dialplan_model *model);
/* hour: of the week in the contact's home zone. */
dp_drawn dp_model_draw(const dp_odds *odds, const dp_settings *settings, const dp_toss *toss, int32_t hour);
/* When the callback is due that a call_later asks for; 0: no clear time. */
int64_t dp_model_callback(const dialplan_model *model, const dp_toss *toss, int64_t ended_at);

/* ---- one contact on its way ---- */

typedef struct dp_line {
  int64_t at;       /* when it is planned; 0: not waiting */
  int64_t asked_at; /* of a callback's first call: the instant asked for; else 0 */
  uint32_t calls;   /* in this run */
  uint16_t reason;
  uint16_t home; /* zone, by its index */
  uint8_t call_class, verdict;
  uint8_t stale; /* 1: planned by what held before a call was settled, so it is asked again */
} dp_line;

/* What stands in the calendar and in the heap: all that lease order asks of a contact. */
typedef struct dp_due {
  int64_t rank; /* of the decision */
  uint64_t key;
  uint32_t row;
  uint16_t class_rank, second; /* second: of the minute that it is planned for */
} dp_due;

/* What stands in the wheel: a call that rings, or ends. */
typedef struct dp_ending {
  uint32_t left_s; /* a call that rings: from its answer to the end of wrap time; else 0 */
  uint32_t length_s, wrap_s;
  uint8_t outcome, connected;
} dp_ending;

/* ---- many lists of items of one size, in blocks: a walk along one does not leap from item to item ---- */

typedef struct dp_lists {
  char *blocks;
  uint32_t used, room, free; /* blocks; free: the first that was given back, DP_NOBODY: none */
  uint32_t no_memory;        /* 1: an item was lost */
} dp_lists;

/* ---- contacts by the minute that they are planned for ---- */

typedef struct dp_forecast_calendar {
  dp_lists lists;
  uint32_t *minutes;    /* the list of each minute from the first one on; DP_NOBODY: it is empty */
  uint32_t seconds[60]; /* of the minute that is open */
  int64_t first, count; /* minutes since 1970 */
  int64_t open, seek;   /* the minute that is open; all behind it and before this one are empty */
  /* Told a little ahead of who is going to be taken. */
  void (*meet)(const void *context, uint32_t row);
  const void *context;
  uint32_t met, ahead; /* the seconds before this one are told; so many of them are not taken yet */
} dp_forecast_calendar;

dialplan_status dp_calendar_make(dp_forecast_calendar *calendar, int64_t from_at, int64_t until_at);
void dp_calendar_free(dp_forecast_calendar *calendar);
/* at: not before the last dp_calendar_next(), and before the end. */
void dp_calendar_put(dp_forecast_calendar *calendar, int64_t at, dp_due due);
/* The next second from at on for which somebody is planned, or the start of the later minute that it lies in;
 * INT64_MAX: nobody is. Time goes on to it, or less far, before this is asked again. */
int64_t dp_calendar_next(dp_forecast_calendar *calendar, int64_t at);
/* Takes out one of those of a second; 0: there are no more. */
int dp_calendar_take(dp_forecast_calendar *calendar, int64_t at, dp_due *due);

/* ---- contacts that are due, in lease order ---- */

typedef struct dp_due_heap {
  dp_due *items; /* the first one on top */
  uint64_t count, room;
} dp_due_heap;

/* 0: no memory. */
int dp_due_push(dp_due_heap *heap, dp_due item);
dp_due dp_due_pop(dp_due_heap *heap);

/* ---- calls that are under way, by the second at which something becomes of them ---- */

enum { DP_WHEEL_S = 131072 };

typedef struct dp_wheel {
  dp_lists lists;
  uint32_t *seconds; /* DP_WHEEL_S of them */
  int64_t at;        /* all before it are empty */
  uint64_t count;
} dp_wheel;

dialplan_status dp_wheel_make(dp_wheel *wheel, int64_t at);
void dp_wheel_free(dp_wheel *wheel);
void dp_wheel_put(dp_wheel *wheel, int64_t at, dp_ending ending);
/* The next second in the wheel; INT64_MAX: it is empty. */
int64_t dp_wheel_next(dp_wheel *wheel);
/* Takes out the last that was put of a second; 0: there are no more. */
int dp_wheel_take(dp_wheel *wheel, int64_t at, dp_ending *ending);

/* ---- a run ---- */

typedef struct dp_forecast_days {
  dialplan_forecast_day *items;
  uint64_t count, room;
  int64_t until_at; /* of the last one */
} dp_forecast_days;

typedef struct dp_calls {
  dialplan_forecast_call *items;
  uint64_t count, room;
} dp_calls;

typedef struct dp_run_question {
  const dialplan_campaign *campaign;
  const char *contacts, *states; /* rows so many bytes apart; no states: NULL */
  uint64_t contact_stride, state_stride;
  uint32_t count;
  uint32_t keep_calls;
  const dialplan_load *load; /* checked, or NULL */
  int64_t now, until_at;
  dp_odds odds;
  uint64_t seed;
  int32_t run, runs;
  dialplan_progress *progress;
} dp_run_question;

typedef struct dp_run_answer {
  dialplan_forecast_summary sum;
  dp_forecast_days days;
  dp_calls calls;
  dialplan_forecast_end *ends; /* room for all, or NULL */
} dp_run_answer;

/* The day of an instant, which is not before that of the last one; NULL: no memory. */
dialplan_forecast_day *dp_days_at(dp_forecast_days *days, const dialplan_campaign *campaign, int64_t at);
/* 0: no memory. */
int dp_calls_add(dp_calls *calls, const dialplan_forecast_call *call);

dialplan_status dp_forecast_run(const dp_run_question *question, dp_run_answer *answer);

#endif
