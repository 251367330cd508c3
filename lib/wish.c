/* SPDX-License-Identifier: MIT */
/* Does the wish of a contact stand, and when is it due?
 * Uses settings, one zone and the facts. Invariant: a function of these alone, so that apply, which asks
 * which attempt answers a wish, and the decision, which asks when to place it, always agree. */
#include "wish.h"

static int64_t next_try(const dp_callbacks *callbacks, const dp_zone *home, const dialplan_state *state) {
  const uint32_t n =
      state->wish_reschedules < callbacks->retry_count ? state->wish_reschedules : callbacks->retry_count;
  const int64_t at = dp_zone_add(home, state->wish_tried_at, callbacks->retry[n - 1]);
  return at < DP_INSTANT_END ? at : DP_INSTANT_END;
}

static int exhausted(const dp_settings *settings, const dialplan_state *state) {
  return state->wish_reschedules > settings->callbacks.max_reschedules;
}

dp_wish dp_wish_of(const dp_settings *settings, const dp_zone *home, const dialplan_state *state) {
  dp_wish wish = {.status = state->wish_status, .asked_at = state->wish_asked_at};
  if (state->wish_status != DIALPLAN_WISH_SCHEDULED) return wish;
  if (exhausted(settings, state)) {
    wish.status = DIALPLAN_WISH_EXHAUSTED;
    return wish;
  }
  wish.stands = 1;
  wish.tried = state->wish_reschedules > 0;
  wish.due_at = wish.tried ? next_try(&settings->callbacks, home, state) : state->wish_due_at;
  wish.moved = state->reschedule_due_at != 0;
  return wish;
}

uint16_t dp_wish_confidence(const dialplan_event *event) {
  return event->flags & DIALPLAN_EVENT_HAS_CONFIDENCE ? event->confidence : 1000;
}

int dp_wish_past_gates(const dp_settings *settings, const dialplan_event *event) {
  return event->by != DIALPLAN_BY_BOT || (settings->callbacks.detection && settings->callbacks.bot);
}

int dp_wish_counts(const dp_settings *settings, const dialplan_event *event) {
  return !(event->flags & DIALPLAN_EVENT_NOT_REQUESTED) && dp_wish_past_gates(settings, event) &&
         dp_wish_confidence(event) >= settings->callbacks.min_confidence;
}

void dp_wish_end(const dp_settings *settings, dialplan_state *state, uint8_t status) {
  if (state->wish_status != DIALPLAN_WISH_SCHEDULED || exhausted(settings, state)) return;
  state->wish_status = status;
  state->reschedule_due_at = 0;
}

void dp_wish_end_contact(const dp_settings *settings, dialplan_state *state, uint32_t flag, int64_t at) {
  state->flags |= flag;
  if (at > state->ended_at) state->ended_at = at;
  dp_wish_end(settings, state,
              flag == DIALPLAN_STATE_REACHED  ? DIALPLAN_WISH_COMPLETED
              : flag == DIALPLAN_STATE_CLOSED ? DIALPLAN_WISH_CLOSED
                                              : DIALPLAN_WISH_CANCELLED);
}
