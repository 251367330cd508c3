/* SPDX-License-Identifier: MIT */
/* How does a call end, and how long does it take?
 * Uses the model and draws. Invariant: each number has a purpose of its own in the draws and depends on
 * nothing but seed, contact, call and run, so that a change of one setting leaves the others' chance alone.
 */
#include "base.h"
#include "draw.h"
#include "forecast.h"

enum { OUTCOMES = 16, HOURS = 168, WHOLE = 1000000, LONGEST_S = 43200, CALLS_OF_AN_HOUR = 20 };

/* Purposes from 16 on, in this order. */
enum { DRAW_OUTCOME = DP_DRAW_FORECAST, DRAW_ANSWER, DRAW_RING, DRAW_TALK, DRAW_WRAP, DRAW_CALLBACK };

dialplan_status dialplan_model_init(dialplan_model *model) {
  if (!model) return DIALPLAN_E_ARGUMENT;
  *model = (dialplan_model){
      .size = sizeof *model,
      .outcomes = {[DIALPLAN_OUTCOME_COMPLETED] = 25,
                   [DIALPLAN_OUTCOME_NO_ANSWER] = 45,
                   [DIALPLAN_OUTCOME_VOICEMAIL] = 15,
                   [DIALPLAN_OUTCOME_BUSY] = 8,
                   [DIALPLAN_OUTCOME_CALL_LATER] = 3,
                   [DIALPLAN_OUTCOME_REJECTED] = 2,
                   [DIALPLAN_OUTCOME_ERROR] = 1,
                   [DIALPLAN_OUTCOME_INVALID_NUMBER] = 1},
      .ring_s = {5, 25},
      .talk_s = {30, 240},
      .voicemail_s = {20, 40},
      .wrap_s = {10, 30},
      .callback_s = {3600, 43200},
  };
  return DIALPLAN_OK;
}

dialplan_status dialplan_model_learn(const dialplan_stats *stats, dialplan_model *model,
                                     dialplan_error *err) {
  if (!stats || !model)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "statistics or model is missing");
  if (!dp_size_fits(stats, stats->size, sizeof *stats) || !dp_size_fits(model, model->size, sizeof *model))
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "a size is not one that this library knows");
  if (stats->all.calls == 0) return DIALPLAN_OK;
  for (int i = 1; i < OUTCOMES; i++)
    model->outcomes[i] = stats->outcomes[i] < UINT32_MAX ? (uint32_t)stats->outcomes[i] : UINT32_MAX;
  for (int i = 0; i < HOURS; i++) {
    const dialplan_tally *hour = &stats->hours[i];
    model->hours[i] = 0;
    if (hour->calls < CALLS_OF_AN_HOUR || hour->calls > UINT32_MAX || hour->connected > hour->calls) continue;
    const uint64_t share = hour->connected * WHOLE / hour->calls;
    model->hours[i] = share ? (uint32_t)share : 1;
  }
  return DIALPLAN_OK;
}

static int span_valid(const uint32_t span[2]) { return span[0] <= span[1] && span[1] <= LONGEST_S; }

dialplan_status dp_model_check(const dialplan_model *model, dialplan_error *err) {
  if (!dp_size_fits(model, model->size, sizeof *model))
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "the size of the model is not one that this library knows");
  const dp_odds odds = dp_model_odds(model);
  if (model->outcomes[0] || odds.answered + odds.unanswered == 0)
    return dp_fail(err, DIALPLAN_E_RANGE, "range",
                   "the model has no outcome with a weight, or none by that number");
  for (int i = 0; i < HOURS; i++)
    if (model->hours[i] > WHOLE)
      return dp_fail(err, DIALPLAN_E_RANGE, "range",
                     "a share of answered calls is above 1,000,000 millionths");
  if (!span_valid(model->ring_s) || !span_valid(model->talk_s) || !span_valid(model->voicemail_s) ||
      !span_valid(model->wrap_s) || !span_valid(model->callback_s))
    return dp_fail(err, DIALPLAN_E_RANGE, "range",
                   "a time of the model is not from [0] to [1], 0 to 43,200 s");
  return DIALPLAN_OK;
}

dp_odds dp_model_odds(const dialplan_model *model) {
  dp_odds odds = {.model = model};
  for (int i = 1; i < OUTCOMES; i++)
    *(dialplan_outcome_connected(i) ? &odds.answered : &odds.unanswered) += model->outcomes[i];
  return odds;
}

static uint64_t toss(const dp_toss *t, uint64_t purpose, uint64_t n) {
  return dp_draw_below(dp_draw(t->seed, t->key, t->call, purpose, t->run), n);
}

static uint32_t span(const dp_toss *t, uint64_t purpose, const uint32_t s[2]) {
  return s[0] + (uint32_t)toss(t, purpose, (uint64_t)s[1] - s[0] + 1);
}

/* The weight at which a draw stops, among all outcomes or one kind of them: -1 both, 0 unanswered, 1
 * answered. */
static uint8_t pick(const dialplan_model *model, int32_t kind, uint64_t drawn) {
  int i = 1;
  for (; i < OUTCOMES - 1; i++) {
    if (kind >= 0 && dialplan_outcome_connected(i) != kind) continue;
    if (drawn < model->outcomes[i]) break;
    drawn -= model->outcomes[i];
  }
  return (uint8_t)i;
}

static uint8_t outcome_of(const dp_odds *odds, const dp_toss *t, int32_t hour) {
  const uint32_t share = odds->model->hours[hour];
  if (!share || !odds->answered || !odds->unanswered)
    return pick(odds->model, -1, toss(t, DRAW_OUTCOME, odds->answered + odds->unanswered));
  const int32_t kind = toss(t, DRAW_ANSWER, WHOLE) < share;
  return pick(odds->model, kind, toss(t, DRAW_OUTCOME, kind ? odds->answered : odds->unanswered));
}

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

dp_drawn dp_model_draw(const dp_odds *odds, const dp_settings *settings, const dp_toss *t, int32_t hour) {
  const dialplan_model *model = odds->model;
  const uint32_t longest = (uint32_t)settings->max_duration_s;
  dp_drawn d = {.outcome = outcome_of(odds, t, hour)};
  uint32_t talk_s = 0, wrap_s = 0;
  switch (d.outcome) {
  case DIALPLAN_OUTCOME_NO_ANSWER:
  case DIALPLAN_OUTCOME_RINGING: d.ring_s = least((uint32_t)settings->ring_timeout_s, LONGEST_S); break;
  case DIALPLAN_OUTCOME_VOICEMAIL: talk_s = least(span(t, DRAW_TALK, model->voicemail_s), longest); break;
  case DIALPLAN_OUTCOME_COMPLETED:
  case DIALPLAN_OUTCOME_CALL_LATER:
  case DIALPLAN_OUTCOME_REFUSED:
  case DIALPLAN_OUTCOME_WRONG_PERSON:
  case DIALPLAN_OUTCOME_DNC_REQUEST:
    d.connected = 1;
    talk_s = least(span(t, DRAW_TALK, model->talk_s), longest);
    wrap_s = span(t, DRAW_WRAP, model->wrap_s);
    break;
  default: break; /* abandoned, silent, busy and failures end as they stop ringing */
  }
  if (!d.ring_s) d.ring_s = span(t, DRAW_RING, model->ring_s);
  d.length_s = d.ring_s + talk_s > 0 ? d.ring_s + talk_s : 1;
  d.kept_s = d.length_s + wrap_s;
  return d;
}

int64_t dp_model_callback(const dialplan_model *model, const dp_toss *t, int64_t ended_at) {
  if (model->callback_s[1] == 0) return 0;
  const int64_t due_at = ended_at + span(t, DRAW_CALLBACK, model->callback_s);
  return due_at < DP_INSTANT_END ? due_at : 0;
}
