/* SPDX-License-Identifier: MIT */
/* What is the answer for one contact, and for many?
 * Uses the walk. Invariant: next, next_batch and explain make the same walk, so that they agree in every
 * byte; a call under way changes the verdict to hold and nothing that lies behind it. */
#include "decision.h"

#include "attempt.h"
#include "base.h"
#include "bounds.h"
#include "draw.h"
#include "frequency.h"
#include "run.h"
#include "walk.h"

#include <string.h>

#define RANK_NONE INT64_MAX /* no value of lease_then: row order */

static const dialplan_state never_called = {0};

/* Instants are 0 or valid; negative ones are huge here. */
static int wrong(int64_t at) { return (uint64_t)at >= DP_INSTANT_END; }

static int any_wrong(const dialplan_contact *contact, const dialplan_state *state) {
  return wrong(contact->enqueued_at) | wrong(contact->other_last_attempt_at) |
         wrong(contact->other_last_conversation_at) | wrong(state->run_at) | wrong(state->first_at) |
         wrong(state->last_at) | wrong(state->last_end_at) | wrong(state->call_at) |
         wrong(state->reschedule_due_at);
}

/* No instant is above the bits of all: where these are good, and instants of this century's are, each is. */
static int instants_valid(const dialplan_contact *contact, const dialplan_state *state) {
  const int64_t bits = contact->enqueued_at | contact->other_last_attempt_at |
                       contact->other_last_conversation_at | state->run_at | state->first_at |
                       state->last_at | state->last_end_at | state->call_at | state->reschedule_due_at;
  if (wrong(bits) && any_wrong(contact, state)) return 0;
  if (state->attempts && (!state->first_at || !state->last_at)) return 0;
  return state->wish_status == DIALPLAN_WISH_NONE ||
         !(wrong(state->wish_at) | wrong(state->wish_asked_at) | wrong(state->wish_due_at) |
           wrong(state->wish_tried_at));
}

static int history_valid(const dialplan_state *state) {
  int bad = wrong(state->conversation_at[0]);
  for (int i = 0; i < 16; i++) bad |= wrong(state->attempt_at[i]);
  return !bad;
}

static dialplan_status check(const dp_question *question, const dialplan_contact *contact,
                             const dialplan_state *state, dialplan_error *err) {
  if (!dp_size_fits(state, state->size, sizeof *state)) return dp_size_unknown(err, "the state");
  if (!instants_valid(contact, state) || (question->looks_back && !history_valid(state)) ||
      (question->guarded && !dp_frequency_valid(state)))
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "an instant of a contact or a state is out of range");
  return DIALPLAN_OK;
}

static uint16_t campaign_stop(const dp_settings *settings) {
  if (settings->status == DP_STATUS_COMPLETED) return DIALPLAN_REASON_CAMPAIGN_COMPLETED;
  return settings->status == DP_STATUS_CANCELLED ? DIALPLAN_REASON_CAMPAIGN_CANCELLED : 0;
}

static uint16_t campaign_hold(const dp_settings *settings) {
  if (settings->status == DP_STATUS_DRAFT) return DIALPLAN_REASON_CAMPAIGN_DRAFT;
  if (settings->status == DP_STATUS_PAUSED) return DIALPLAN_REASON_CAMPAIGN_PAUSED;
  const int silent = settings->pacing.channels_written && settings->pacing.channels == 0;
  return silent ? DIALPLAN_REASON_NO_CHANNELS : 0;
}

static void see_run(dp_view *view, const dialplan_run *run) {
  view->start_at = run->from_at;
  view->end_at = run->until_at;
}

void dp_question_at(dp_question *question, int64_t now) {
  const dialplan_campaign *campaign = question->view.campaign;
  question->now = now;
  if (!campaign->settings.runs.count) return; /* one run, whenever */
  question->run = dp_run_at(campaign, now);
  see_run(&question->view, &question->run);
}

dialplan_status dp_question_init(dp_question *question, const dialplan_campaign *campaign, int64_t now,
                                 const dialplan_options *options, dialplan_error *err) {
  const dp_settings *settings = &campaign->settings;
  question->stop = campaign_stop(settings);
  question->hold = campaign_hold(settings);
  for (uint8_t i = 0; i < 3; i++) question->class_rank[settings->lease_order[i] & 3] = i;
  question->bounded = dp_bounds_any(settings) != 0;
  question->guarded = dp_frequency_any(settings) != 0;
  question->looks_back = question->bounded || settings->retry.strategy == DP_STRATEGY_SMART;
  question->run = dp_run_of(campaign, 1);
  const dialplan_status status = dp_view_campaign(&question->view, campaign, options, err);
  if (!status) dp_question_at(question, now);
  return status;
}

static uint8_t class_of(const dp_walk *w) {
  if (w->wish.stands) return DIALPLAN_CLASS_CALLBACK;
  return w->state->attempts ? DIALPLAN_CLASS_RETRY : DIALPLAN_CLASS_PENDING;
}

static uint8_t status_of(const dp_walk *w, uint8_t call_class) {
  switch (w->stop) {
  case DIALPLAN_REASON_DNC: return DIALPLAN_STATUS_DNC;
  case DIALPLAN_REASON_FAILED: return DIALPLAN_STATUS_FAILED;
  case DIALPLAN_REASON_REACHED: return DIALPLAN_STATUS_REACHED;
  case DIALPLAN_REASON_CLOSED: return DIALPLAN_STATUS_CLOSED;
  case DIALPLAN_REASON_CANCELLED: return DIALPLAN_STATUS_CANCELLED;
  case DIALPLAN_REASON_MAX_ATTEMPTS:
  case DIALPLAN_REASON_CONSECUTIVE_ERRORS:
  case DIALPLAN_REASON_OUTCOME_STOP:
  case DIALPLAN_REASON_OUTCOME_RETRIES:
  case DIALPLAN_REASON_INTERVALS_USED_UP:
  case DIALPLAN_REASON_MAX_RETRY_DAYS: return DIALPLAN_STATUS_EXHAUSTED;
  case DIALPLAN_REASON_CAMPAIGN_OVER:
  case DIALPLAN_REASON_WINDOW_CLOSED: return DIALPLAN_STATUS_WINDOW_CLOSED;
  default: break; /* what may still be called, and what only settings keep from it */
  }
  return call_class == DIALPLAN_CLASS_CALLBACK ? DIALPLAN_STATUS_CALLBACK
         : call_class == DIALPLAN_CLASS_RETRY  ? DIALPLAN_STATUS_RETRY
                                               : DIALPLAN_STATUS_PENDING;
}

static int64_t closing(const dp_view *view, int64_t at) {
  const int64_t until = at + view->horizon_s;
  const int64_t close = dp_view_close(view, at, until);
  return close < until ? close : RANK_NONE;
}

static int64_t rank_of(const dp_walk *w, const dialplan_decision *d) {
  switch (w->settings->lease_then) {
  case DP_LEASE_FEWEST_ATTEMPTS: return w->state->attempts;
  case DP_LEASE_NEWEST: return w->contact->enqueued_at ? -w->contact->enqueued_at : RANK_NONE;
  case DP_LEASE_CLOSING_FIRST: return closing(&w->view, d->at);
  case DP_LEASE_RANDOM:
    return (int64_t)(dp_draw(w->view.campaign->seed, d->key, d->attempt, DP_DRAW_LEASE,
                             dp_view_date(&w->view, d->at, NULL)) >>
                     2);
  default: return d->due_at ? d->due_at : RANK_NONE;
  }
}

/* What holds of every verdict. Every member is set, one by one: clearing them all first takes 4 ns more. */
static void fill(const dp_walk *w, dialplan_decision *d) {
  d->at = d->due_at = d->asked_at = d->rank = 0;
  d->key = w->contact->key;
  d->attempt = w->state->attempts + 1;
  d->of = dp_walk_allowed(w);
  d->zone = w->view.zone[0];
  d->variant = w->contact->variant;
  if (!d->variant && w->settings->variant_count) d->variant = dialplan_variant(w->view.campaign, d->key);
  d->priority = (int16_t)w->settings->priority;
  d->call_class = class_of(w);
  d->wish_status = (uint8_t)w->wish.status;
  d->callback_ref = w->wish.status == DIALPLAN_WISH_NONE ? 0 : w->state->wish_ref;
  d->rule = d->retry = d->retries = 0;
  d->status = status_of(w, d->call_class);
  d->last_outcome = w->state->last_outcome;
  memset(d->reserved, 0, sizeof d->reserved);
}

static void fill_times(const dp_walk *w, dialplan_decision *d) {
  d->at = w->at;
  d->due_at = w->due;
  d->rule = w->rule;
  d->asked_at = w->reschedule_at ? w->reschedule_at : w->wish.stands ? w->wish.asked_at : 0;
  if (w->reason == DIALPLAN_REASON_OUTCOME_ROW) {
    d->retry = w->wait.retry;
    d->retries = w->wait.retries;
  }
  if (!d->at) return;
  if (w->view.zone_count > 1)
    d->zone = dp_view_binding(&w->view, w->bound > w->now ? w->bound : w->now, d->at);
  d->rank = rank_of(w, d);
}

/* What a used-up wish was allowed, too: it no longer stands. */
static int64_t allowed_then(const dp_walk *w) {
  const int64_t allowed = dp_walk_allowed(w), more = allowed + w->settings->callbacks.extra_attempts;
  return w->wish.status == DIALPLAN_WISH_EXHAUSTED && w->state->attempts >= more ? more : allowed;
}

/* The step of a stop or a hold. */
static void trace_end(const dp_walk *w, uint16_t reason) {
  if (!w->trace) return;
  const dp_retry *retry = &w->settings->retry;
  const dialplan_state *state = w->state;
  dialplan_step step = {.reason = reason, .zone = w->view.zone[0], .outcome = state->last_outcome};
  switch (reason) {
  case DIALPLAN_REASON_MAX_ATTEMPTS:
    step.value = state->attempts;
    step.limit = allowed_then(w);
    break;
  case DIALPLAN_REASON_CONSECUTIVE_ERRORS:
    step.value = state->consecutive_errors;
    step.limit = retry->max_consecutive_errors;
    break;
  case DIALPLAN_REASON_OUTCOME_RETRIES: step.limit = retry->rows[state->last_outcome].retries; break;
  case DIALPLAN_REASON_INTERVALS_USED_UP: step.limit = retry->interval_count; break;
  case DIALPLAN_REASON_MAX_RETRY_DAYS:
    step.before = w->at;
    step.limit = retry->max_retry_days;
    if (w->at)
      step.value = dp_view_date(&w->view, w->at, NULL) - dp_view_date(&w->view, state->first_at, NULL) + 1;
    break;
  case DIALPLAN_REASON_WINDOW_CLOSED: step.before = w->at; break;
  case DIALPLAN_REASON_NEVER_OPEN: step.value = w->view.horizon_s / DP_DAY_S; break;
  default: break;
  }
  dp_trace_add(w->trace, &step);
}

static void answer(const dp_question *question, const dp_walk *w, dialplan_decision *d) {
  fill(w, d);
  d->class_rank = question->class_rank[d->call_class];
  const uint16_t stop = question->stop ? question->stop : w->stop,
                 hold = question->hold ? question->hold : w->hold;
  d->verdict = stop ? DIALPLAN_VERDICT_STOP : hold ? DIALPLAN_VERDICT_HOLD : DIALPLAN_VERDICT_CALL;
  d->reason = stop ? stop : hold ? hold : w->reason;
  if (!stop) fill_times(w, d);
  if (d->verdict != DIALPLAN_VERDICT_CALL) trace_end(w, d->reason);
}

static void trace_call(dp_trace *trace, const dp_view *view, int64_t call_at, int64_t stale_at) {
  const dialplan_step step = {
      .reason = DIALPLAN_REASON_IN_CALL, .after = call_at, .value = stale_at, .zone = view->zone[0]};
  dp_trace_add(trace, &step);
}

/* A call is under way. Once it is stale it counts as an attempt that ended in error; until then the answer is
 * the one that will hold when it is, and the contact is held: 1. */
static int settle(dp_walk *w, dialplan_state *room) {
  int64_t stale_at = w->state->call_at + w->settings->stale_call_s;
  if (stale_at >= DP_INSTANT_END) stale_at = DP_INSTANT_END - 1;
  const int under_way = w->now < stale_at;
  if (under_way) {
    w->now = stale_at;
    trace_call(w->trace, &w->view, w->state->call_at, stale_at);
  }
  w->state = dp_attempt_settled(w->settings, w->view.home, w->state, INT64_MAX, room);
  return under_way;
}

static void hold_in_call(const dialplan_state *state, dialplan_decision *d) {
  d->verdict = DIALPLAN_VERDICT_HOLD;
  d->reason = DIALPLAN_REASON_IN_CALL;
  d->status = DIALPLAN_STATUS_IN_CALL;
  d->last_outcome = state->last_outcome;
}

/* A repeated campaign is judged by the run of now, or a later one that the contact is in: between its start
 * and its end, and without what the state holds of earlier runs. */
static void enter_run(dp_walk *w, const dp_question *question, dialplan_state *room) {
  dialplan_run run = question->run;
  if (w->contact->run > run.number) {
    run = dp_run_of(w->view.campaign, w->contact->run);
    w->view.outlook = NULL; /* it was seen in another run */
  }
  see_run(&w->view, &run);
  *room = *w->state;
  if (dp_run_enter(w->view.home, room, &run)) w->state = room;
}

/* Whether nothing but open time looks at the instant of asking, apart from max_retry_days. */
static int waits_for_open_time(const dp_walk *w) {
  if (w->guarded || w->wish.stands || w->reschedule_at || w->view.zone_count > 1) return 0;
  return !w->settings->runs.count && w->settings->mode == DP_MODE_MULTI_DAY;
}

static dp_patience patience_of(const dp_walk *w, const dialplan_state *state, const dialplan_decision *d) {
  if (d->verdict != DIALPLAN_VERDICT_CALL || state->call_at || !waits_for_open_time(w))
    return (dp_patience){0, 0};
  const int64_t safe_until = dp_walk_safe_until(w);
  return (dp_patience){w->until < safe_until ? w->until : safe_until, safe_until};
}

/* seen: the contact's view, made of the question's; NULL: it is made here, and all is checked. */
static dialplan_status decide(const dp_question *question, const dp_view *seen,
                              const dialplan_contact *contact, const dialplan_state *state,
                              dialplan_decision *out, dp_trace *trace, dp_patience *patience,
                              dialplan_error *err) {
  dp_walk walk; /* not cleared: view and walk fill in all of it */
  walk.view = seen ? *seen : question->view;
  if (!seen) {
    dialplan_status status = dp_view_contact(&walk.view, contact, err);
    if (!status) status = check(question, contact, state, err);
    if (status) return status;
  }
  walk.settings = &question->view.campaign->settings;
  walk.contact = contact;
  walk.state = state;
  walk.trace = trace;
  walk.now = question->now;
  walk.bounded = question->bounded;
  walk.guarded = question->guarded;
  dialplan_state entered, settled;
  if (walk.settings->runs.count) enter_run(&walk, question, &entered);
  const int under_way = walk.state->call_at && settle(&walk, &settled);
  dp_walk_go(&walk);
  answer(question, &walk, out);
  if (under_way) hold_in_call(state, out);
  if (patience) *patience = patience_of(&walk, state, out);
  return DIALPLAN_OK;
}

dialplan_status dp_decision_make(const dp_question *question, const dialplan_contact *contact,
                                 const dialplan_state *state, dialplan_decision *out, dp_trace *trace,
                                 dialplan_error *err) {
  return decide(question, NULL, contact, state ? state : &never_called, out, trace, NULL, err);
}

dialplan_status dp_decision_keep(const dp_question *question, const dp_view *seen,
                                 const dialplan_contact *contact, const dialplan_state *state,
                                 dialplan_decision *out, dp_patience *patience) {
  return decide(question, seen, contact, state, out, NULL, patience, NULL);
}

static dialplan_status check_question(int present, int64_t now, dialplan_error *err) {
  if (!present)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contact or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  return DIALPLAN_OK;
}

dialplan_status dialplan_next(const dialplan_campaign *campaign, const dialplan_contact *contact,
                              const dialplan_state *state, int64_t now, const dialplan_options *options,
                              dialplan_decision *out, dialplan_error *err) {
  dp_question question;
  dialplan_status status = check_question(campaign && contact && out, now, err);
  if (!status) status = dp_question_init(&question, campaign, now, options, err);
  return status ? status : dp_decision_make(&question, contact, state, out, NULL, err);
}

dialplan_status dialplan_explain(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                 const dialplan_state *state, int64_t now, const dialplan_options *options,
                                 dialplan_decision *out, dialplan_step *steps, uint64_t cap, uint64_t *count,
                                 dialplan_error *err) {
  dp_question question;
  dialplan_status status = check_question(campaign && contact && out && count && (steps || !cap), now, err);
  if (!status) status = dp_question_init(&question, campaign, now, options, err);
  if (status) return status;
  dp_trace trace = {.steps = steps, .cap = cap};
  status = dp_decision_make(&question, contact, state, out, &trace, err);
  if (!status) *count = trace.count;
  return status;
}

typedef struct batch {
  const void *contacts, *states; /* rows so many bytes apart; no states: NULL */
  uint64_t contact_stride, state_stride, count;
  dialplan_decision *out;
} batch;

static const dialplan_contact *contact_at(const batch *b, uint64_t i) {
  return (const void *)((const char *)b->contacts + i * b->contact_stride);
}

static const dialplan_state *state_at(const batch *b, uint64_t i) {
  return b->states ? (const void *)((const char *)b->states + i * b->state_stride) : NULL;
}

/* Large arrays are in no cache, so the lines that a decision reads and writes are fetched some rows ahead. */
enum { AHEAD = 6 };

static dialplan_status decide_row(const dp_question *question, const batch *b, uint64_t i) {
  if (i + AHEAD < b->count) {
    const dialplan_contact *contact = contact_at(b, i + AHEAD);
    const dialplan_state *state = state_at(b, i + AHEAD);
    const dialplan_decision *out = &b->out[i + AHEAD];
    __builtin_prefetch(contact);
    __builtin_prefetch(contact->zones);
    __builtin_prefetch(out, 1);
    __builtin_prefetch(out->reserved, 1);
    if (state) {
      __builtin_prefetch(state);
      __builtin_prefetch(&state->last_date);
      __builtin_prefetch(state->attempt_at);
      __builtin_prefetch(&state->call_at);
      __builtin_prefetch(&state->wish_due_at);
      __builtin_prefetch(&state->wish_status);
    }
  }
  return dp_decision_make(question, contact_at(b, i), state_at(b, i), &b->out[i], NULL, NULL);
}

dialplan_status dialplan_next_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                    uint64_t contact_stride, const dialplan_state *states,
                                    uint64_t state_stride, uint64_t count, int64_t now,
                                    const dialplan_options *options, dialplan_decision *out,
                                    int32_t *statuses, dialplan_error *err) {
  dp_question question;
  dialplan_status status = check_question(campaign && (!count || (contacts && out)), now, err);
  if (!status) status = dp_question_init(&question, campaign, now, options, err);
  if (status) return status;
  dp_outlook outlook[DP_OUTLOOKS] = {{0}};
  question.view.outlook = outlook;
  const batch rows = {contacts, states, contact_stride, state_stride, count, out};
  for (uint64_t i = 0; i < count; i++) {
    const dialplan_status row = decide_row(&question, &rows, i);
    if (row) memset(&out[i], 0, sizeof out[i]);
    if (statuses) statuses[i] = row;
  }
  return DIALPLAN_OK;
}
