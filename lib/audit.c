/* SPDX-License-Identifier: MIT */
/* Which attempts of a log broke a rule, which one, and by how much?
 * Uses apply for what happened and the walk's rules for what was permitted. Invariant: no rule is written
 * here, each is asked where the decision asks it; an attempt is judged by the state before it, and what only
 * the clock decides (a late wish) is decided in its favour, so that calls made as decisions said are never
 * listed. */
#include <dialplan/audit.h>

#include "attempt.h"
#include "base.h"
#include "bounds.h"
#include "frequency.h"
#include "run.h"
#include "walk.h"

typedef struct audit {
  dp_view view; /* without a contact */
  dp_walk walk; /* of the attempt that is judged */
  const dialplan_contact *contact;
  dialplan_contact known; /* the contact as it was known then */
  dialplan_violation row; /* what all rows of the attempt share */
  dialplan_violation *out;
  uint64_t cap, count;
  int64_t call_at; /* start of another call under way; 0: none */
} audit;

static void add(audit *a, dialplan_violation row) {
  row.at = a->row.at;
  row.event = a->row.event;
  row.outcome = a->row.outcome;
  row.flags = a->row.flags;
  if (row.allowed_at >= DP_INSTANT_END) row.allowed_at = 0;
  if (a->count < a->cap) a->out[a->count] = row;
  a->count++;
}

static uint16_t home(const audit *a) { return a->walk.view.zone[0]; }

/* ---- another call ---- */

static void add_other_call(audit *a, int64_t until_at) {
  add(a, (dialplan_violation){.reason = DIALPLAN_REASON_IN_CALL,
                              .allowed_at = until_at,
                              .edge_at = until_at,
                              .by = until_at - a->row.at,
                              .zone = home(a)});
}

/* A call that has started and not ended: its end is known, or it counts until it is stale. */
static void judge_other_call(audit *a) {
  const dialplan_state *state = a->walk.state;
  if (a->call_at)
    add_other_call(a, a->call_at + a->walk.settings->stale_call_s);
  else if (state->last_end_at > a->row.at)
    add_other_call(a, state->last_end_at);
}

/* ---- ends and stop rules ---- */

static void forget_end(dialplan_state *state, dialplan_contact *contact, uint16_t reason) {
  switch (reason) {
  case DIALPLAN_REASON_DNC:
    state->flags &= ~(uint32_t)DIALPLAN_STATE_DNC;
    contact->flags &= ~(uint32_t)DIALPLAN_CONTACT_DNC_LISTED;
    break;
  case DIALPLAN_REASON_FAILED: state->flags &= ~(uint32_t)DIALPLAN_STATE_FAILED; break;
  case DIALPLAN_REASON_REACHED: state->flags &= ~(uint32_t)DIALPLAN_STATE_REACHED; break;
  case DIALPLAN_REASON_CLOSED: state->flags &= ~(uint32_t)DIALPLAN_STATE_CLOSED; break;
  case DIALPLAN_REASON_CANCELLED: state->flags &= ~(uint32_t)DIALPLAN_STATE_CANCELLED; break;
  default: contact->flags &= ~(uint32_t)DIALPLAN_CONTACT_INBOUND_FIRST; break;
  }
}

static void judge_ends(audit *a) {
  dp_walk *w = &a->walk;
  const dialplan_state *state = w->state;
  uint16_t reason = dp_walk_ended(w);
  if (!reason) return; /* nearly all */
  dialplan_state left = *state;
  for (w->state = &left; reason; reason = dp_walk_ended(w)) {
    const uint32_t flags = left.flags;
    forget_end(&left, &a->known, reason);
    const int64_t ended_at = left.flags != flags ? state->ended_at : 0; /* a list bears no dates */
    add(a, (dialplan_violation){.reason = reason,
                                .edge_at = ended_at,
                                .by = ended_at ? a->row.at - ended_at : 0,
                                .zone = home(a)});
  }
  w->state = state;
}

static void add_counted(audit *a, uint16_t reason, int64_t value, int64_t limit) {
  add(a, (dialplan_violation){.reason = reason,
                              .by = value - limit,
                              .value = (int32_t)value,
                              .limit = (int32_t)limit,
                              .zone = home(a)});
}

static void judge_counts(audit *a) {
  const dp_walk *w = &a->walk;
  const dp_retry *retry = &w->settings->retry;
  const dialplan_state *state = w->state;
  if (dp_walk_attempts_used(w))
    add_counted(a, DIALPLAN_REASON_MAX_ATTEMPTS, (int64_t)state->attempts + 1, dp_walk_allowed(w));
  if (dp_walk_errors_used(w))
    add_counted(a, DIALPLAN_REASON_CONSECUTIVE_ERRORS, (int64_t)state->consecutive_errors + 1,
                retry->max_consecutive_errors);
  const uint16_t reason = dp_walk_retries_used(w);
  if (reason == DIALPLAN_REASON_OUTCOME_RETRIES)
    add_counted(a, reason, w->wait.retry, w->wait.retries);
  else if (reason == DIALPLAN_REASON_INTERVALS_USED_UP)
    add_counted(a, reason, state->attempts, retry->interval_count);
  else if (reason)
    add(a,
        (dialplan_violation){
            .reason = reason, .edge_at = state->last_at, .by = a->row.at - state->last_at, .zone = home(a)});
}

/* ---- lower bounds ---- */

/* Attempts that count against a cap: those from which on its time has not passed. */
static int32_t counted(const audit *a, const dp_cap *cap) {
  const dialplan_state *state = a->walk.state;
  int32_t made = 0;
  while (made < (int32_t)(sizeof state->attempt_at / sizeof *state->attempt_at) && state->attempt_at[made] &&
         dp_view_add(&a->walk.view, state->attempt_at[made], cap->per) > a->row.at)
    made++;
  return made;
}

static void add_cap(audit *a, const dialplan_step *step) {
  const int32_t value = counted(a, &a->walk.settings->retry.caps[step->rule - 1]) + 1;
  add(a, (dialplan_violation){.reason = DIALPLAN_REASON_CAP,
                              .rule = step->rule,
                              .allowed_at = step->after,
                              .by = value - step->limit,
                              .value = value,
                              .limit = (int32_t)step->limit,
                              .zone = home(a)});
}

static void judge_bounds(audit *a) {
  const dp_walk *w = &a->walk;
  const uint32_t count = dp_bounds_count(w->settings);
  for (uint32_t i = dp_walk_waits(w) ? 0 : DP_BOUNDS_WAITS; i < count; i++) {
    dialplan_step step;
    if (!dp_bounds_one(&w->view, w->contact, w->state, i, &step) || step.after <= a->row.at) continue;
    if (step.reason == DIALPLAN_REASON_CAP)
      add_cap(a, &step);
    else
      add(a, (dialplan_violation){.reason = step.reason,
                                  .allowed_at = step.after,
                                  .edge_at = step.after,
                                  .by = step.after - a->row.at,
                                  .zone = home(a)});
  }
}

static void judge_frequency(audit *a) {
  const dp_walk *w = &a->walk;
  const int64_t at = a->row.at;
  for (uint32_t i = 0; i < w->settings->guard.count; i++) {
    const dp_guard_rule *rule = &w->settings->guard.rules[i];
    const dp_hold hold = dp_frequency_hold_by(&w->view, w->contact, w->state, i, at);
    if (!hold.until_at) continue;
    dialplan_violation row = {
        .reason = DIALPLAN_REASON_GUARD, .rule = hold.rule, .allowed_at = hold.until_at, .zone = hold.zone};
    if (rule->kind == DP_GUARD_LIMIT) {
      const int32_t made = dp_frequency_made(&w->view, w->contact, w->state, i, at);
      row.value = rule->count == DP_GUARD_ATTEMPTS ? made + 1 : made;
      row.limit = rule->max;
      row.by = made + 1 - rule->max;
    } else {
      row.edge_at = hold.until_at;
      row.by = hold.until_at - at;
    }
    add(a, row);
  }
}

/* ---- open time ---- */

/* The nearer of the opening after a closed instant and the close before it. */
static dialplan_violation closed(const audit *a) {
  const dp_view *view = &a->walk.view;
  const int64_t at = a->row.at;
  dialplan_violation row = {.allowed_at = dp_view_clip(view, at), .zone = home(a)};
  const int64_t last_at = dp_view_prev(view, at);
  row.edge_at = row.allowed_at;
  if (last_at && (!row.allowed_at || at - last_at <= row.allowed_at - at)) row.edge_at = last_at + 1;
  if (row.edge_at) row.by = row.edge_at < at ? at - row.edge_at : row.edge_at - at;
  return row;
}

static void judge_start(audit *a) {
  const dp_view *view = &a->walk.view;
  if (a->row.at >= view->start_at) return;
  add(a, (dialplan_violation){.reason = DIALPLAN_REASON_BEFORE_START,
                              .allowed_at = view->start_at,
                              .edge_at = view->start_at,
                              .by = view->start_at - a->row.at,
                              .zone = home(a)});
}

static int is_open(const dp_view *view, int64_t at) {
  for (uint32_t k = 0; k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, at)) return 0;
  return 1;
}

static void judge_open(audit *a) {
  dp_walk *w = &a->walk;
  judge_start(a);
  if (is_open(&w->view, a->row.at)) return;
  dialplan_violation row = closed(a);
  for (uint32_t i = 0; i < dp_view_closers(&w->view); i++) {
    row.rule = 0;
    row.reason = dp_view_closed_by(&w->view, i, a->row.at, &row.rule, &row.zone);
    if (row.reason) add(a, row);
  }
}

/* ---- late gates ---- */

static void add_end(audit *a, uint16_t reason, int64_t end_at) {
  add(a,
      (dialplan_violation){.reason = reason, .edge_at = end_at, .by = a->row.at - end_at, .zone = home(a)});
}

static void judge_gates(audit *a) {
  const dp_walk *w = &a->walk;
  if (dp_walk_past_retry_days(w))
    add_counted(a, DIALPLAN_REASON_MAX_RETRY_DAYS,
                (int64_t)dp_view_date(&w->view, w->at, NULL) -
                    dp_view_date(&w->view, w->state->first_at, NULL) + 1,
                w->settings->retry.max_retry_days);
  if (a->row.at >= w->view.end_at) add_end(a, DIALPLAN_REASON_CAMPAIGN_OVER, w->view.end_at);
  const int64_t over_at = dp_walk_day_over(w);
  if (a->row.at >= over_at) add_end(a, DIALPLAN_REASON_WINDOW_CLOSED, over_at);
}

/* ---- one attempt ---- */

/* What happened elsewhere after the attempt was not known then. */
static void know(audit *a) {
  const int64_t at = a->row.at;
  a->known.other_last_attempt_at = a->contact->other_last_attempt_at;
  a->known.other_last_conversation_at = a->contact->other_last_conversation_at;
  if (a->known.other_last_attempt_at > at) a->known.other_last_attempt_at = 0;
  if (a->known.other_last_conversation_at > at) a->known.other_last_conversation_at = 0;
}

/* Several zones count all, unless the campaign would have fallen back to its own. */
static void choose_zone(audit *a) {
  dp_walk *w = &a->walk;
  if (w->view.zone_count > 1 && w->settings->ambiguous_zone != DP_ZONE_HOLD &&
      !is_open(&w->view, a->row.at) && dp_view_ambiguous(&w->view, a->row.at))
    dp_view_campaign_zone(&w->view);
}

static void enter_run(audit *a, dialplan_state *state) {
  const dialplan_run run = dp_run_at(a->view.campaign, a->row.at);
  a->walk.view.start_at = run.from_at;
  a->walk.view.end_at = run.until_at;
  dp_run_enter(a->walk.view.home, state, &run);
}

/* A call under way is the attempt itself; or it counts as one, and is told where it is not stale. */
static void settle(audit *a, int is_start, dialplan_state *state) {
  const dp_settings *settings = a->walk.settings;
  const int stale = a->row.at - state->call_at >= settings->stale_call_s;
  a->call_at = 0;
  if (!state->call_at) return;
  if (is_start && !stale) a->call_at = state->call_at;
  if (is_start || stale) {
    dialplan_state room;
    *state = *dp_attempt_settled(settings, a->walk.view.home, state, INT64_MAX, &room);
  } else
    state->call_at = 0;
}

/* The state before the attempt is taken over. */
static void judge(audit *a, const dialplan_event *event, uint64_t index, dialplan_state *state) {
  dp_walk *w = &a->walk;
  a->row =
      (dialplan_violation){.at = event->at,
                           .event = index,
                           .flags = event->flags & DIALPLAN_EVENT_MANUAL ? DIALPLAN_VIOLATION_MANUAL : 0};
  know(a);
  w->view = a->view;
  dp_view_contact(&w->view, &a->known, NULL); /* checked with the first event */
  if (w->settings->runs.count) enter_run(a, state);
  settle(a, event->kind == DIALPLAN_EVENT_START, state);
  a->row.outcome = state->last_outcome;
  w->state = state;
  w->now = event->at;
  choose_zone(a);
  dp_walk_begin(w);
  w->at = event->at;
  const uint32_t flags = a->known.flags;
  judge_other_call(a);
  judge_ends(a);
  a->known.flags = flags;
  judge_counts(a);
  if (w->view.hold) {
    add(a, (dialplan_violation){.reason = DIALPLAN_REASON_ZONE_UNKNOWN, .zone = home(a)});
    return;
  }
  judge_bounds(a);
  judge_frequency(a);
  judge_open(a);
  judge_gates(a);
}

/* ---- the log ---- */

typedef struct events {
  const void *first;
  uint64_t stride, count;
} events;

static const dialplan_event *event_at(const events *log, uint64_t i) {
  return (const void *)((const char *)log->first + i * log->stride);
}

/* Whether the next call of the log is the outcome of a start: the attempt is judged, then. */
static int answered(const audit *a, const events *log, uint64_t i) {
  const int64_t at = event_at(log, i)->at;
  for (i++; i < log->count; i++) {
    const dialplan_event *event = event_at(log, i);
    if (event->kind == DIALPLAN_EVENT_ATTEMPT) return event->at - at < a->walk.settings->stale_call_s;
    if (event->kind == DIALPLAN_EVENT_START && event->at > at) return 0;
  }
  return 0;
}

static int is_call(const audit *a, const events *log, uint64_t i, const dialplan_state *before) {
  const dialplan_event *event = event_at(log, i);
  if (event->kind == DIALPLAN_EVENT_ATTEMPT) return 1;
  return event->kind == DIALPLAN_EVENT_START && before->attempt_at[0] < event->at && !answered(a, log, i);
}

/* Whether the log tells when the person asked never to be called: the list may say so for that very reason.
 */
static int tells_dnc(const events *log) {
  for (uint64_t i = 0; i < log->count; i++) {
    const dialplan_event *event = event_at(log, i);
    if (event->kind == DIALPLAN_EVENT_DNC ||
        (event->kind == DIALPLAN_EVENT_ATTEMPT && event->outcome == DIALPLAN_OUTCOME_DNC_REQUEST))
      return 1;
  }
  return 0;
}

static int in_order(const events *log) {
  for (uint64_t i = 1; i < log->count; i++)
    if (event_at(log, i)->at < event_at(log, i - 1)->at) return 0;
  return 1;
}

static dialplan_status replay(audit *a, const events *log, const dialplan_state *state, dialplan_error *err) {
  dialplan_state now = *state;
  for (uint64_t i = 0; i < log->count; i++) {
    const dialplan_event *event = event_at(log, i);
    dialplan_state before = now;
    const dialplan_status status = dialplan_apply(a->view.campaign, &a->known, &now, event, &now, err);
    if (status && (status < DIALPLAN_W_STALE || status > DIALPLAN_W_TOO_FAR)) return status;
    if (status != DIALPLAN_W_REPEATED && is_call(a, log, i, &before)) judge(a, event, i, &before);
  }
  return DIALPLAN_OK;
}

static int wrong(int64_t at) { return (uint64_t)at >= DP_INSTANT_END; }

dialplan_status dialplan_audit(const dialplan_campaign *campaign, const dialplan_contact *contact,
                               const dialplan_state *state, const dialplan_event *events_in, uint64_t stride,
                               uint64_t event_count, const dialplan_options *options, dialplan_violation *out,
                               uint64_t cap, uint64_t *count, dialplan_error *err) {
  static const dialplan_state never_called = {0};
  if (!campaign || !contact || (event_count && !events_in) || !count || (cap && !out))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument",
                   "campaign, contact, events, out or count is missing");
  audit a = {.contact = contact, .out = out, .cap = cap};
  dialplan_status status = dp_view_campaign(&a.view, campaign, options, err);
  if (!status) status = dp_view_contact(&a.view, contact, err);
  if (status) return status;
  if (wrong(contact->enqueued_at) | wrong(contact->other_last_attempt_at) |
      wrong(contact->other_last_conversation_at))
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "an instant of the contact is out of range");
  const events log = {events_in, stride, event_count};
  if (!in_order(&log))
    return dp_fail(err, DIALPLAN_E_RANGE, "order", "the events are not in the order of their instants");
  a.known = *contact;
  if (tells_dnc(&log)) a.known.flags &= ~(uint32_t)DIALPLAN_CONTACT_DNC_LISTED;
  a.walk.settings = &campaign->settings;
  a.walk.contact = &a.known;
  status = replay(&a, &log, state ? state : &never_called, err);
  if (!status) *count = a.count;
  return status;
}
