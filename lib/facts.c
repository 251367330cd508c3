/* SPDX-License-Identifier: MIT */
/* Can events have put these values there?
 * Uses dates alone. Invariant: whoever indexes or sorts by fields of a state has asked here first, so that a
 * state which a caller has filled in by hand, or a damaged one, is an error and never a crash. */
#include "facts.h"

#include "date.h"

#include <string.h>

static int none_or_valid(int64_t at) { return at == 0 || dp_instant_valid(at); }

static int instants(const dialplan_state *state) {
  const int64_t single[] = {
      state->run_at,         state->first_at,      state->first_end_at,  state->last_at,
      state->last_end_at,    state->refused_at,    state->abandoned_at,  state->silent_at,
      state->call_at,        state->ended_at,      state->reschedule_at, state->reschedule_due_at,
      state->wish_at,        state->wish_asked_at, state->wish_due_at,   state->wish_earliest_at,
      state->wish_latest_at, state->wish_tried_at,
  };
  for (size_t i = 0; i < sizeof single / sizeof *single; i++)
    if (!none_or_valid(single[i])) return 0;
  return 1;
}

/* Newest first, zeros only behind the last. */
static int newest_first(const int64_t *at, int count) {
  for (int i = 0; i < count; i++) {
    if (!none_or_valid(at[i])) return 0;
    if (i > 0 && at[i] > at[i - 1]) return 0;
  }
  return 1;
}

static int outcomes(const dialplan_state *state) {
  if (state->first_outcome > DIALPLAN_OUTCOME_DNC_REQUEST ||
      state->last_outcome > DIALPLAN_OUTCOME_DNC_REQUEST || state->outcome_counts[DIALPLAN_OUTCOME_NONE] != 0)
    return 0;
  for (int i = 0; i < DP_FACTS_ATTEMPTS; i++) {
    const uint8_t outcome = state->attempt_outcome[i];
    if (outcome > DIALPLAN_OUTCOME_DNC_REQUEST || (outcome != 0) != (state->attempt_at[i] != 0)) return 0;
  }
  return 1;
}

static int wish(const dialplan_state *state) {
  return state->wish_confidence <= 1000 && state->wish_by <= DIALPLAN_BY_AGENT &&
         state->wish_status <= DIALPLAN_WISH_CLOSED &&
         !(state->wish_flags & ~(DIALPLAN_WISH_NO_CLEAR_TIME | DIALPLAN_WISH_RECORDED));
}

static int digests(const dialplan_state *state) {
  for (int i = 0; i < DP_FACTS_RECENT; i++) {
    if (state->recent[i] >> DP_FACTS_DIGEST_BITS) return 0;
    if (i > 0 && state->recent[i] && !state->recent[i - 1]) return 0;
  }
  return 1;
}

int dp_facts_valid(const dialplan_state *state) {
  const uint32_t flags = DP_FACTS_ENDS | DIALPLAN_STATE_CALL_MANUAL | DIALPLAN_STATE_INBOUND;
  return !(state->flags & ~flags) && state->reserved == 0 && state->last_date >= DP_FACTS_DATE_FIRST &&
         state->last_date <= DP_DATE_END + 1 && instants(state) &&
         newest_first(state->attempt_at, DP_FACTS_ATTEMPTS) &&
         newest_first(state->conversation_at, DP_FACTS_CONVERSATIONS) && outcomes(state) && wish(state) &&
         digests(state);
}

int dp_facts_insert(int64_t *list, int count, int64_t at) {
  int i = 0;
  while (i < count && list[i] > at) i++;
  if (i == count) return count;
  memmove(&list[i + 1], &list[i], sizeof *list * (size_t)(count - 1 - i));
  list[i] = at;
  return i;
}
