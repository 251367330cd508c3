/* SPDX-License-Identifier: MIT */
/* Before which instant may the next attempt not start, whatever the strategy says?
 * Uses open time for civil durations. Invariant: the answer is never before the bound that came in; each
 * bound that is set writes one step, binding or not. */
#include "bounds.h"

static int is_set(dialplan_duration duration) { return duration.days > 0 || duration.seconds > 0; }

static int64_t since(const dp_view *view, int64_t at, dialplan_duration duration) {
  return at ? dp_view_add(view, at, duration) : 0;
}

/* An attempt elsewhere that a restart of this contact came after binds no longer, like those here. */
static int64_t elsewhere(const dialplan_contact *contact, const dialplan_state *state) {
  return contact->other_last_attempt_at >= state->run_at ? contact->other_last_attempt_at : 0;
}

static int64_t last_end(const dialplan_state *state) {
  return state->last_end_at ? state->last_end_at : state->last_at;
}

static int64_t last_anywhere(const dialplan_contact *contact, const dialplan_state *state) {
  const int64_t here = last_end(state), there = elsewhere(contact, state);
  return there > here ? there : here;
}

static int64_t last_unanswered(const dialplan_state *state) {
  const int rang =
      state->last_outcome == DIALPLAN_OUTCOME_NO_ANSWER || state->last_outcome == DIALPLAN_OUTCOME_RINGING;
  return rang ? last_end(state) : 0;
}

static int64_t last_conversation(const dialplan_contact *contact, const dialplan_state *state) {
  const int64_t here = state->conversation_at[0], there = contact->other_last_conversation_at;
  return here > there ? here : there;
}

/* So long after an instant; 0: it is not set, or there is nothing to count from. */
static int wait_for(const dp_view *view, int64_t from, dialplan_duration duration, uint16_t reason,
                    dialplan_step *step) {
  if (!is_set(duration) || !from) return 0;
  *step = (dialplan_step){
      .reason = reason, .after = since(view, from, duration), .extra = {duration.days, duration.seconds}};
  return 1;
}

/* Fewer than max attempts in the time before the next one: the max-th last must be that long ago. */
static void cap_of(const dp_view *view, const dialplan_state *state, uint32_t i, dialplan_step *step) {
  const dp_cap *cap = &view->campaign->settings.retry.caps[i];
  int32_t made = 0;
  while (made < cap->max && state->attempt_at[made]) made++;
  const int64_t oldest = made == cap->max ? state->attempt_at[made - 1] : 0;
  *step = (dialplan_step){.reason = DIALPLAN_REASON_CAP,
                          .rule = (uint16_t)(i + 1),
                          .after = since(view, oldest, cap->per),
                          .value = made,
                          .limit = cap->max,
                          .extra = {cap->per.days, cap->per.seconds}};
}

int dp_bounds_one(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                  uint32_t number, dialplan_step *step) {
  const dp_settings *settings = &view->campaign->settings;
  const dp_retry *retry = &settings->retry;
  switch (number) {
  case 0: return wait_for(view, last_end(state), retry->wait, DIALPLAN_REASON_WAIT, step);
  case 1:
    return wait_for(view, last_anywhere(contact, state), retry->cooldown, DIALPLAN_REASON_COOLDOWN, step);
  case 2:
    return wait_for(view, last_unanswered(state), retry->not_picked_cooldown,
                    DIALPLAN_REASON_NOT_PICKED_COOLDOWN, step);
  case 3:
    return wait_for(view, last_conversation(contact, state), settings->skip_recently_completed,
                    DIALPLAN_REASON_RECENTLY_COMPLETED, step);
  default: cap_of(view, state, number - DP_BOUNDS_WAITS, step); return 1;
  }
}

int dp_bounds_any(const dp_settings *settings) {
  const dp_retry *retry = &settings->retry;
  return is_set(retry->wait) || is_set(retry->cooldown) || is_set(retry->not_picked_cooldown) ||
         is_set(settings->skip_recently_completed) || retry->cap_count;
}

uint32_t dp_bounds_count(const dp_settings *settings) { return DP_BOUNDS_WAITS + settings->retry.cap_count; }

int64_t dp_bounds_latest(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                         int waits, int64_t bound, dp_trace *trace) {
  const uint32_t count = dp_bounds_count(&view->campaign->settings);
  for (uint32_t i = waits ? 0 : DP_BOUNDS_WAITS; i < count; i++) {
    dialplan_step step;
    if (!dp_bounds_one(view, contact, state, i, &step)) continue;
    step.before = bound;
    if (step.after > bound) bound = step.after;
    step.after = bound;
    step.zone = view->zone[0];
    dp_trace_add(trace, &step);
  }
  return bound;
}
