/* SPDX-License-Identifier: MIT */
/* What does an event change in the state of a contact?
 * Uses settings, the home zone, attempts and the wish. Invariant: events may come in any order; what can be
 * merged is merged, so that the state is the one that the order of their instants gives, and what cannot is
 * said in a remark. */
#include <dialplan/state.h>

#include <string.h>

#include "apply.h"
#include "attempt.h"
#include "base.h"
#include "draw.h"
#include "event.h"
#include "facts.h"
#include "open.h"
#include "retry.h"
#include "run.h"
#include "wish.h"

/* One event on its way into the state. */
typedef struct change {
  const dp_settings *settings;
  const dp_zone *home;
  const dialplan_event *event;
  dialplan_state *state;
  dialplan_error *err;
} change;

static const uint32_t ended_for_good =
    DIALPLAN_STATE_DNC | DIALPLAN_STATE_FAILED | DIALPLAN_STATE_CANCELLED | DIALPLAN_STATE_CLOSED;

/* The event's instant moved by a duration, kept inside the valid range. */
static int64_t after_event(const change *c, dialplan_duration duration) {
  const int64_t at = dp_zone_add(c->home, c->event->at, duration);
  return at < DP_INSTANT_END ? at : DP_INSTANT_END - 1;
}

static dialplan_status of_earlier_run(const change *c) {
  return dp_fail(c->err, DIALPLAN_W_STALE, "stale", "the event is older than the run that the contact is in");
}

/* ---- runs ---- */

static dialplan_status enqueue(const change *c) {
  dialplan_state *state = c->state;
  if (c->event->run < state->run) return of_earlier_run(c);
  if (c->event->run == state->run) return DIALPLAN_OK;
  state->run = c->event->run;
  if (c->event->at >= state->run_at)
    dp_run_begin(c->home, state, c->event->at, DIALPLAN_STATE_DNC | DIALPLAN_STATE_FAILED);
  return DIALPLAN_OK;
}

static dialplan_status restart(const change *c) {
  if (c->event->at < c->state->run_at) return of_earlier_run(c);
  dp_run_begin(c->home, c->state, c->event->at, DIALPLAN_STATE_DNC);
  return DIALPLAN_OK;
}

/* ---- calls ---- */

static dialplan_status attempt(const change *c) {
  const dp_attempt attempt = {
      .at = c->event->at, .ended_at = c->event->ended_at, .outcome = c->event->outcome};
  dp_attempt_add(c->settings, c->home, c->state, &attempt);
  return DIALPLAN_OK;
}

/* A call that nobody reported, and that another call followed, was an attempt: it must not be lost to the
 * counts. */
static void give_up(const change *c, int64_t at) {
  const dp_attempt attempt = {.at = at, .outcome = DIALPLAN_OUTCOME_ERROR};
  dp_attempt_add(c->settings, c->home, c->state, &attempt);
}

static dialplan_status start(const change *c) {
  dialplan_state *state = c->state;
  const int64_t at = c->event->at;
  if (state->attempt_at[0] >= at) return DIALPLAN_OK; /* answered already */
  const int64_t under_way_at = state->call_at;
  if (under_way_at > at) {
    if (under_way_at - at >= c->settings->stale_call_s) give_up(c, at);
    return DIALPLAN_OK;
  }
  if (under_way_at && at - under_way_at >= c->settings->stale_call_s) give_up(c, under_way_at);
  state->call_at = at;
  state->flags &= ~(uint32_t)DIALPLAN_STATE_CALL_MANUAL;
  if (c->event->flags & DIALPLAN_EVENT_MANUAL) state->flags |= DIALPLAN_STATE_CALL_MANUAL;
  return DIALPLAN_OK;
}

static dialplan_status inbound(const change *c) {
  dialplan_state *state = c->state;
  const int64_t at = c->event->at;
  const int conversation = c->event->flags & DIALPLAN_EVENT_CONVERSATION;
  if (conversation) dp_facts_insert(state->conversation_at, DP_FACTS_CONVERSATIONS, at);
  if (at < state->run_at) return DIALPLAN_OK;
  state->flags |= DIALPLAN_STATE_INBOUND;
  if (conversation && c->settings->on_inbound == DP_INBOUND_CLOSE)
    dp_wish_end_contact(c->settings, state, DIALPLAN_STATE_CLOSED, at);
  return DIALPLAN_OK;
}

/* ---- ends ---- */

static dialplan_status end_contact(const change *c, uint32_t flag) {
  if (c->event->at < c->state->run_at) return of_earlier_run(c);
  dp_wish_end_contact(c->settings, c->state, flag, c->event->at);
  return DIALPLAN_OK;
}

/* A cancel that comes before its wish is kept in the wish's place, so that it holds whatever their order. */
static dialplan_status cancel_wish(const change *c) {
  dialplan_state *state = c->state;
  if (c->event->at < state->wish_at)
    return dp_fail(c->err, DIALPLAN_W_STALE, "stale",
                   "a newer wish stands: the older cancel does not concern it");
  if (state->wish_status == DIALPLAN_WISH_SCHEDULED) {
    dp_wish_end(c->settings, state, DIALPLAN_WISH_CANCELLED);
    state->wish_status =
        DIALPLAN_WISH_CANCELLED; /* one that is exhausted, too: no later setting revives it */
    return DIALPLAN_OK;
  }
  if (state->wish_status == DIALPLAN_WISH_NONE) {
    state->wish_at = c->event->at;
    state->wish_status = DIALPLAN_WISH_CANCELLED;
  }
  return dp_fail(c->err, DIALPLAN_W_NO_EFFECT, "no-effect", "no callback stands that could be cancelled");
}

static dialplan_status cancel(const change *c) {
  if (c->event->flags & DIALPLAN_EVENT_SCOPE_CALLBACK)
    return c->event->at < c->state->run_at ? of_earlier_run(c) : cancel_wish(c);
  return end_contact(c, DIALPLAN_STATE_CANCELLED);
}

static dialplan_status dnc(const change *c) {
  dp_wish_end_contact(c->settings, c->state, DIALPLAN_STATE_DNC, c->event->at);
  return DIALPLAN_OK;
}

/* ---- wishes ---- */

static dialplan_status no_effect(const change *c) {
  return dp_fail(c->err, DIALPLAN_W_NO_EFFECT, "no-effect",
                 "the contact has ended in a way that this event cannot change");
}

static dialplan_status not_counted(const change *c) {
  if (c->event->flags & DIALPLAN_EVENT_NOT_REQUESTED)
    return dp_fail(c->err, DIALPLAN_W_NOT_COUNTED, "not-requested", "no callback was requested");
  const char *why = dp_wish_past_gates(c->settings, c->event)
                        ? "the wish is recorded, but less certain than callbacks.min_confidence"
                        : "the wish is recorded, but callbacks.detection and callbacks.bot are not both on";
  c->state->wish_flags |= DIALPLAN_WISH_RECORDED;
  return dp_fail(c->err, DIALPLAN_W_NOT_COUNTED, "not-counted", why);
}

static int too_far(const change *c, int64_t asked_at) {
  const dialplan_duration ahead = c->settings->callbacks.max_ahead;
  return ahead.days != DP_OFF && asked_at > after_event(c, ahead);
}

/* Puts the wish into the state. What was asked for is kept, even where it is too far ahead to be promised. */
static void put_wish(const change *c, int64_t asked_at, int clear) {
  const dialplan_event *event = c->event;
  dialplan_state *state = c->state;
  const int64_t soonest = after_event(c, c->settings->callbacks.least_delay);
  const int64_t fitted = event->fitted_at ? event->fitted_at : asked_at;
  const int64_t due = clear ? fitted : after_event(c, dp_retry_normal_delay(c->settings, state));
  state->wish_at = event->at;
  state->wish_asked_at = asked_at;
  state->wish_due_at = due > soonest ? due : soonest;
  state->wish_earliest_at = event->earliest_at;
  state->wish_latest_at = event->latest_at;
  state->wish_tried_at = 0;
  state->wish_ref = event->ref;
  state->wish_confidence = dp_wish_confidence(event);
  state->wish_by = event->by;
  state->wish_status = DIALPLAN_WISH_SCHEDULED;
  state->wish_reschedules = 0;
  state->wish_flags = clear ? 0 : DIALPLAN_WISH_NO_CLEAR_TIME;
}

/* A wish re-opens a contact that was reached, unless a conversation came after it. */
static int settled_since(const dialplan_state *state, int64_t at) {
  return (state->flags & DIALPLAN_STATE_REACHED) && at < state->conversation_at[0];
}

static dialplan_status callback(const change *c) {
  dialplan_state *state = c->state;
  const dialplan_event *event = c->event;
  if (event->at < state->run_at) return of_earlier_run(c);
  if (!dp_wish_counts(c->settings, event)) return not_counted(c);
  if ((state->flags & ended_for_good) || settled_since(state, event->at)) return no_effect(c);
  if (event->at < state->wish_at)
    return dp_fail(c->err, DIALPLAN_W_STALE, "stale", "the wish is older than the present one");
  const int64_t asked_at = event->due_at ? event->due_at : event->earliest_at;
  const int far = asked_at && too_far(c, asked_at);
  put_wish(c, asked_at, asked_at && !far);
  state->flags &= ~(uint32_t)DIALPLAN_STATE_REACHED;
  if (!(state->flags & DP_FACTS_ENDS)) state->ended_at = 0;
  if (state->reschedule_at <= event->at) state->reschedule_at = state->reschedule_due_at = 0;
  dp_attempt_answer(c->settings, c->home, state);
  return far ? dp_fail(c->err, DIALPLAN_W_TOO_FAR, "too-far",
                       "the wish is further ahead than callbacks.max_ahead: taken as without a clear time")
             : DIALPLAN_OK;
}

static dialplan_status reschedule(const change *c) {
  dialplan_state *state = c->state;
  const int64_t at = c->event->at, due = c->event->due_at;
  if (at < state->run_at) return of_earlier_run(c);
  if (state->flags & DP_FACTS_ENDS) return no_effect(c);
  const int older_than_wish = state->wish_due_at && at < state->wish_at; /* which dropped it */
  if (at < state->reschedule_at || older_than_wish)
    return dp_fail(c->err, DIALPLAN_W_STALE, "stale",
                   "the reschedule is older than the present one or the wish");
  const int spent = state->attempt_at[0] > at && state->attempt_at[0] >= due;
  state->reschedule_at = at;
  state->reschedule_due_at = spent ? 0 : due;
  return DIALPLAN_OK;
}

/* ---- one event ---- */

static inline uint64_t mixed(uint64_t digest, uint64_t field) {
  return dp_draw_mix(digest + UINT64_C(0x9E3779B97F4A7C15) + field);
}

/* Straight on, without a list of the fields: each mix waits for the one before, and a processor goes on with
 * what follows only as far as there is no loop to get out of. */
static uint64_t digest_of(const dialplan_event *event) {
  uint64_t digest = mixed(0, event->kind);
  digest = mixed(digest, event->outcome);
  digest = mixed(digest, event->by);
  digest = mixed(digest, event->flags);
  digest = mixed(digest, (uint64_t)event->at);
  digest = mixed(digest, (uint64_t)event->ended_at);
  digest = mixed(digest, (uint64_t)event->due_at);
  digest = mixed(digest, (uint64_t)event->earliest_at);
  digest = mixed(digest, (uint64_t)event->latest_at);
  digest = mixed(digest, (uint64_t)event->fitted_at);
  digest = mixed(digest, event->ref);
  digest = mixed(digest, (uint64_t)event->cost_millionths);
  digest = mixed(digest, event->run);
  digest = mixed(digest, event->confidence);
  digest = mixed(digest, event->variant);
  digest = mixed(digest, (uint64_t)event->sentiment);
  digest >>= 64 - DP_FACTS_DIGEST_BITS;
  return digest ? digest : 1;
}

static int repeated(const dialplan_state *state, uint64_t digest) {
  for (int i = 0; i < DP_FACTS_RECENT; i++)
    if (state->recent[i] == digest) return 1;
  return 0;
}

static void push_recent(dialplan_state *state, uint64_t digest) {
  memmove(&state->recent[1], &state->recent[0], sizeof state->recent - sizeof state->recent[0]);
  state->recent[0] = digest;
}

/* An event of the campaign's own log concerns no contact. */
static int of_campaign(const dialplan_event *event) {
  return event->kind == DIALPLAN_EVENT_CAMPAIGN_STATUS || event->kind == DIALPLAN_EVENT_BREAKER_RESET;
}

static dialplan_status take(const change *c) {
  switch (c->event->kind) {
  case DIALPLAN_EVENT_ENQUEUE: return enqueue(c);
  case DIALPLAN_EVENT_ATTEMPT: return attempt(c);
  case DIALPLAN_EVENT_START: return start(c);
  case DIALPLAN_EVENT_CALLBACK: return callback(c);
  case DIALPLAN_EVENT_RESCHEDULE: return reschedule(c);
  case DIALPLAN_EVENT_CANCEL: return cancel(c);
  case DIALPLAN_EVENT_DONE: return end_contact(c, DIALPLAN_STATE_CLOSED);
  case DIALPLAN_EVENT_INBOUND: return inbound(c);
  case DIALPLAN_EVENT_DNC: return dnc(c);
  default: return restart(c);
  }
}

dialplan_status dp_apply_event(const dp_settings *settings, const dp_zone *home, const dialplan_event *event,
                               dialplan_state *state, dialplan_error *err) {
  const change c = {settings, home, event, state, err};
  return take(&c);
}

/* One event into one state, once the campaign is seen and nothing is missing. */
static dialplan_status apply(dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                             const dialplan_event *event, dialplan_state *out, dialplan_error *err) {
  if (!dp_size_fits(state, state->size, sizeof *state)) return dp_size_unknown(err, "the state");
  if (!dp_facts_valid(state))
    return dp_fail(err, DIALPLAN_E_RANGE, "state", "the state holds what no event puts there");
  dialplan_status status = dp_event_check(event, err);
  if (!status) status = dp_view_contact(view, contact, err);
  if (status) return status;

  /* From here on there are remarks alone: the state is moved where it shall lie. */
  if (out != state) *out = *state;
  out->size = sizeof *out;
  if (of_campaign(event)) return DIALPLAN_OK;
  const uint64_t digest = digest_of(event);
  if (repeated(out, digest))
    return dp_fail(err, DIALPLAN_W_REPEATED, "repeated", "the same event again: nothing changed");
  const dp_settings *settings = &view->campaign->settings;
  if (settings->runs.count) {
    const dialplan_run run = dp_run_at(view->campaign, event->at);
    dp_run_enter(view->home, out, &run);
  }
  status = dp_apply_event(settings, view->home, event, out, err);
  push_recent(out, digest);
  return status;
}

dialplan_status dialplan_apply(const dialplan_campaign *campaign, const dialplan_contact *contact,
                               const dialplan_state *state, const dialplan_event *event, dialplan_state *out,
                               dialplan_error *err) {
  if (!campaign || !contact || !state || !event || !out)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contact, state, event or out is missing");
  dp_view view;
  (void)dp_view_campaign(&view, campaign, NULL, NULL); /* only options can be wrong */
  return apply(&view, contact, state, event, out, err);
}

dialplan_status dialplan_apply_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                     uint64_t contact_stride, const dialplan_event *events,
                                     uint64_t event_stride, const uint64_t *rows, uint64_t event_count,
                                     dialplan_state *states, uint64_t state_stride, uint64_t count,
                                     int32_t *statuses, dialplan_error *err) {
  if (!campaign || (event_count && (!contacts || !events || !states)))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contacts, events or states are missing");
  if (event_count && ((contact_stride && contact_stride < sizeof *contacts) ||
                      event_stride < sizeof *events || state_stride < sizeof *states))
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "a stride is shorter than what it leads over");
  dp_view view;
  (void)dp_view_campaign(&view, campaign, NULL, NULL);
  for (uint64_t i = 0; i < event_count; i++) {
    const uint64_t row = rows ? rows[i] : i;
    dialplan_status said = DIALPLAN_E_RANGE;
    if (row < count) {
      const void *contact = (const char *)contacts + row * contact_stride;
      const void *event = (const char *)events + i * event_stride;
      void *state = (char *)states + row * state_stride;
      said = apply(&view, contact, state, event, state, NULL);
    }
    if (statuses) statuses[i] = said;
  }
  return DIALPLAN_OK;
}
