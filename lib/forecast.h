/* SPDX-License-Identifier: MIT */
/* A forecast from inside: the model's draws, and a run of it. */
#ifndef DP_FORECAST_H
#define DP_FORECAST_H

#include <dialplan/forecast.h>

#include "load.h"
#include "open.h"

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

/* ---- a run ---- */

typedef struct dp_forecast_days {
  dialplan_forecast_day *items;
  uint64_t count;
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

/* One in which calls wait for one another, as pacing says. */
dialplan_status dp_forecast_paced(const dp_run_question *question, dp_run_answer *answer);
/* One in which they never do, as dp_pacing_unlimited() says. No calls are kept. */
dialplan_status dp_forecast_unlimited(const dp_run_question *question, dp_run_answer *answer);

#endif
