/* SPDX-License-Identifier: MIT */
/* What does a log tell a load?
 * Uses the load's own functions. Invariant: each call of the log starts once and ends at most once, and one
 * that has ended has started. */
#include <dialplan/pacing.h>

#include "base.h"
#include "campaign.h"

/* The events of one contact, as far as they have been told. */
typedef struct dp_telling {
  int64_t now, stale_s;
  int64_t last_at; /* the event before */
  int64_t call_at; /* the start of the call under way; 0: none */
  dialplan_load_step *out;
  uint64_t cap, count;
} dp_telling;

static void put(dp_telling *t, dialplan_load_step step) {
  if (step.at > t->now) return;
  if (t->count < t->cap) t->out[t->count] = step;
  t->count++;
}

static void put_call(dp_telling *t, int64_t at, dialplan_load_step end) {
  put(t, (dialplan_load_step){.at = at, .kind = DIALPLAN_LOAD_STEP_START});
  put(t, end);
}

/* Ends the call under way as one that nobody reported; its start stands in any case. */
static void give_up(dp_telling *t) {
  put_call(t, t->call_at,
           (dialplan_load_step){.at = t->call_at + t->stale_s,
                                .began_at = t->call_at,
                                .kind = DIALPLAN_LOAD_STEP_END,
                                .outcome = DIALPLAN_OUTCOME_ERROR});
  t->call_at = 0;
}

static void tell_start(dp_telling *t, const dialplan_event *event) {
  if (t->call_at && event->at - t->call_at >= t->stale_s) give_up(t);
  t->call_at = event->at;
}

static void tell_attempt(dp_telling *t, const dialplan_event *event) {
  const int64_t at = t->call_at ? t->call_at : event->at;
  t->call_at = 0;
  put_call(t, at,
           (dialplan_load_step){.at = event->ended_at ? event->ended_at : event->at,
                                .began_at = event->at,
                                .cost_millionths = event->cost_millionths,
                                .kind = DIALPLAN_LOAD_STEP_END,
                                .outcome = event->outcome});
}

static dialplan_status tell(dp_telling *t, const dialplan_event *event, dialplan_error *err) {
  if (!dp_size_fits(event, event->size, sizeof *event)) return dp_size_unknown(err, "the event");
  if (!dp_instant_valid(event->at) || !dp_instant_or_none(event->ended_at) ||
      (event->ended_at && event->ended_at < event->at) || event->cost_millionths < 0)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "an instant or the cost of the event is out of its range");
  if (event->at < t->last_at)
    return dp_fail(err, DIALPLAN_E_RANGE, "order", "the events are not in the order of their instants");
  t->last_at = event->at;
  switch (event->kind) {
  case DIALPLAN_EVENT_START: tell_start(t, event); break;
  case DIALPLAN_EVENT_ATTEMPT: tell_attempt(t, event); break;
  case DIALPLAN_EVENT_BREAKER_RESET:
    put(t, (dialplan_load_step){.at = event->at, .kind = DIALPLAN_LOAD_STEP_RESET});
    break;
  default: break;
  }
  return DIALPLAN_OK;
}

dialplan_status dialplan_load_steps(const dialplan_campaign *campaign, const dialplan_event *events,
                                    uint64_t stride, uint64_t count, int64_t now, dialplan_load_step *out,
                                    uint64_t cap, uint64_t *steps, dialplan_error *err) {
  if (!campaign || (count && !events) || (cap && !out) || !steps)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, events or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  dp_telling t = {.now = now, .stale_s = campaign->settings.stale_call_s, .out = out, .cap = cap};
  for (uint64_t i = 0; i < count; i++) {
    const dialplan_status status = tell(&t, (const void *)((const char *)events + i * stride), err);
    if (status) return status;
  }
  if (t.call_at) give_up(&t);
  *steps = t.count;
  return DIALPLAN_OK;
}

static int32_t compare(int64_t a, int64_t b) { return a < b ? -1 : a > b; }

int32_t dialplan_load_step_compare(const dialplan_load_step *a, const dialplan_load_step *b) {
  if (a->at != b->at) return compare(a->at, b->at);
  if (a->kind != b->kind) return compare(a->kind, b->kind);
  if (a->began_at != b->began_at) return compare(a->began_at, b->began_at);
  if (a->outcome != b->outcome) return compare(a->outcome, b->outcome);
  return compare(a->cost_millionths, b->cost_millionths);
}

dialplan_status dialplan_load_apply(const dialplan_campaign *campaign, dialplan_load *load,
                                    const dialplan_load_step *step, dialplan_error *err) {
  if (!step) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the step is missing");
  const dialplan_event attempt = {.kind = DIALPLAN_EVENT_ATTEMPT,
                                  .outcome = step->outcome,
                                  .at = step->began_at,
                                  .ended_at = step->at,
                                  .cost_millionths = step->cost_millionths};
  switch (step->kind) {
  case DIALPLAN_LOAD_STEP_START: return dialplan_load_started(campaign, load, step->at, 0, 1, err);
  case DIALPLAN_LOAD_STEP_END: return dialplan_load_ended(campaign, load, &attempt, 0, err);
  case DIALPLAN_LOAD_STEP_RESET: return dialplan_load_reset(load, err);
  default: return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "there is no such step");
  }
}
