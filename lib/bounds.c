/* SPDX-License-Identifier: MIT */
/* Before which instant may the next attempt not start, whatever the strategy says?
 * Uses open time for civil durations. Invariant: the answer is never before the bound that came in; each
 * bound that is set writes one step, binding or not. */
#include "bounds.h"

static int is_set(dialplan_duration duration) { return duration.days > 0 || duration.seconds > 0; }

static int64_t since(const dp_view *view, int64_t at, dialplan_duration duration) {
  return at ? dp_view_add(view, at, duration) : 0;
}

/* Moves the bound to `candidate`, if that is later, and writes the step. */
static int64_t raise(const dp_view *view, int64_t bound, int64_t candidate, dp_trace *trace,
                     dialplan_step step) {
  const int64_t after = candidate > bound ? candidate : bound;
  if (!trace) return after;
  step.before = bound;
  step.after = after;
  step.zone = view->zone[0];
  dp_trace_add(trace, &step);
  return after;
}

static int64_t raise_by(const dp_view *view, int64_t bound, int64_t candidate, dp_trace *trace,
                        uint16_t reason, dialplan_duration duration) {
  const dialplan_step step = {.reason = reason, .extra = {duration.days, duration.seconds}};
  return raise(view, bound, candidate, trace, step);
}

/* An attempt elsewhere that a restart of this contact came after binds no longer, like those here. */
static int64_t elsewhere(const dialplan_contact *contact, const dialplan_state *state) {
  return contact->other_last_attempt_at >= state->run_at ? contact->other_last_attempt_at : 0;
}

static int64_t raise_by_waits(const dp_view *view, const dialplan_contact *contact,
                              const dialplan_state *state, int64_t bound, dp_trace *trace) {
  const dp_retry *retry = &view->campaign->settings.retry;
  const int64_t last = state->last_end_at ? state->last_end_at : state->last_at;
  if (is_set(retry->wait) && last)
    bound = raise_by(view, bound, since(view, last, retry->wait), trace, DIALPLAN_REASON_WAIT, retry->wait);
  const int64_t other = elsewhere(contact, state), any = other > last ? other : last;
  if (is_set(retry->cooldown) && any)
    bound = raise_by(view, bound, since(view, any, retry->cooldown), trace, DIALPLAN_REASON_COOLDOWN,
                     retry->cooldown);
  const int rang =
      state->last_outcome == DIALPLAN_OUTCOME_NO_ANSWER || state->last_outcome == DIALPLAN_OUTCOME_RINGING;
  if (is_set(retry->not_picked_cooldown) && rang && last)
    bound = raise_by(view, bound, since(view, last, retry->not_picked_cooldown), trace,
                     DIALPLAN_REASON_NOT_PICKED_COOLDOWN, retry->not_picked_cooldown);
  const dialplan_duration skip = view->campaign->settings.skip_recently_completed;
  const int64_t here = state->conversation_at[0], there = contact->other_last_conversation_at;
  const int64_t talk = here > there ? here : there;
  if (is_set(skip) && talk)
    bound = raise_by(view, bound, since(view, talk, skip), trace, DIALPLAN_REASON_RECENTLY_COMPLETED, skip);
  return bound;
}

/* Fewer than max attempts in the time before the next one: the max-th last must be that long ago. */
static int64_t raise_by_caps(const dp_view *view, const dialplan_state *state, int64_t bound,
                             dp_trace *trace) {
  const dp_retry *retry = &view->campaign->settings.retry;
  for (uint32_t i = 0; i < retry->cap_count; i++) {
    const dp_cap *cap = &retry->caps[i];
    int32_t made = 0;
    while (made < cap->max && state->attempt_at[made]) made++;
    const int64_t oldest = made == cap->max ? state->attempt_at[made - 1] : 0;
    const dialplan_step step = {.reason = DIALPLAN_REASON_CAP,
                                .rule = (uint16_t)(i + 1),
                                .value = made,
                                .limit = cap->max,
                                .extra = {cap->per.days, cap->per.seconds}};
    bound = raise(view, bound, since(view, oldest, cap->per), trace, step);
  }
  return bound;
}

int dp_bounds_any(const dp_settings *settings) {
  const dp_retry *retry = &settings->retry;
  return is_set(retry->wait) || is_set(retry->cooldown) || is_set(retry->not_picked_cooldown) ||
         is_set(settings->skip_recently_completed) || retry->cap_count;
}

int64_t dp_bounds_latest(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                         int waits, int64_t bound, dp_trace *trace) {
  if (waits) bound = raise_by_waits(view, contact, state, bound, trace);
  return raise_by_caps(view, state, bound, trace);
}
