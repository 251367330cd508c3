/* SPDX-License-Identifier: MIT */
/* Can events have put these values there, and what do they say?
 * Uses dates and outcomes. Invariant: whoever indexes or sorts by fields of a state has asked here first, so that a
 * state which a caller has filled in by hand, or a damaged one, is an error and never a crash. */
#include "facts.h"

#include <dialplan/event.h>

#include "date.h"

#include <stddef.h>
#include <string.h>

/* Nearly all states that are asked about are good: what looks at many fields looks at all of them and
 * branches once, which takes half of the time of a branch for each. */

/* 0, or a valid instant; what is negative is large as well. */
static int none_or_valid(int64_t at) { return (uint64_t)at < (uint64_t)DP_INSTANT_END; }

/* The instants and outcomes in front of the lists. */
static int counted(const dialplan_state *state) {
  return none_or_valid(state->run_at) & none_or_valid(state->first_at) & none_or_valid(state->first_end_at) &
         none_or_valid(state->last_at) & none_or_valid(state->last_end_at) &
         (state->first_outcome <= DIALPLAN_OUTCOME_DNC_REQUEST) &
         (state->last_outcome <= DIALPLAN_OUTCOME_DNC_REQUEST) &
         (state->outcome_counts[DIALPLAN_OUTCOME_NONE] == 0);
}

static int later_instants(const dialplan_state *state) {
  return none_or_valid(state->refused_at) & none_or_valid(state->abandoned_at) &
         none_or_valid(state->silent_at) & none_or_valid(state->call_at) & none_or_valid(state->ended_at) &
         none_or_valid(state->reschedule_at) & none_or_valid(state->reschedule_due_at) &
         none_or_valid(state->wish_at) & none_or_valid(state->wish_asked_at) &
         none_or_valid(state->wish_due_at) & none_or_valid(state->wish_earliest_at) &
         none_or_valid(state->wish_latest_at) & none_or_valid(state->wish_tried_at);
}

/* Newest first, zeros only behind the last. */
static int newest_first(const int64_t *at, int count) {
  int good = none_or_valid(at[0]) & none_or_valid(at[count - 1]); /* and so what lies between them */
  for (int i = 1; i < count; i++) good &= at[i] <= at[i - 1];
  return good;
}

static int outcomes(const dialplan_state *state) {
  int good = 1;
  for (int i = 0; i < DP_FACTS_ATTEMPTS; i++) {
    const uint8_t outcome = state->attempt_outcome[i];
    good &= (outcome <= DIALPLAN_OUTCOME_DNC_REQUEST) & ((outcome != 0) == (state->attempt_at[i] != 0));
  }
  return good;
}

static int wish(const dialplan_state *state) {
  return state->wish_confidence <= 1000 && state->wish_by <= DIALPLAN_BY_AGENT &&
         state->wish_status <= DIALPLAN_WISH_CLOSED &&
         !(state->wish_flags & ~(DIALPLAN_WISH_NO_CLEAR_TIME | DIALPLAN_WISH_RECORDED));
}

static int digests(const dialplan_state *state) {
  int good = state->recent[0] >> DP_FACTS_DIGEST_BITS == 0;
  for (int i = 1; i < DP_FACTS_RECENT; i++)
    good &= (state->recent[i] >> DP_FACTS_DIGEST_BITS == 0) &
            ((state->recent[i] == 0) | (state->recent[i - 1] != 0));
  return good;
}

/* What stands behind the counts: the lists, what ended and what was wished. Of a contact that no event has
 * told of there is nothing in it, and nothing can be wrong with it: seen in a third of the time. */
static int untold(const dialplan_state *state) {
  static const dialplan_state nothing;
  const size_t from = offsetof(dialplan_state, attempt_at);
  return !memcmp((const char *)state + from, (const char *)&nothing + from, sizeof *state - from);
}

static int told(const dialplan_state *state) {
  return state->reserved == 0 && later_instants(state) &&
         newest_first(state->attempt_at, DP_FACTS_ATTEMPTS) &&
         newest_first(state->conversation_at, DP_FACTS_CONVERSATIONS) && outcomes(state) && wish(state) &&
         digests(state);
}

int dp_facts_valid(const dialplan_state *state) {
  const uint32_t flags = DP_FACTS_ENDS | DIALPLAN_STATE_CALL_MANUAL | DIALPLAN_STATE_INBOUND;
  return !(state->flags & ~flags) && state->last_date >= DP_FACTS_DATE_FIRST &&
         state->last_date <= DP_DATE_END + 1 && counted(state) && (untold(state) || told(state));
}

int dp_facts_connected(const dialplan_state *state) {
  for (int32_t outcome = 1; outcome < DP_FACTS_OUTCOMES; outcome++)
    if (state->outcome_counts[outcome] && dialplan_outcome_connected(outcome)) return 1;
  return 0;
}

int dp_facts_insert(int64_t *list, int count, int64_t at) {
  int i = 0;
  while (i < count && list[i] > at) i++;
  if (i == count) return count;
  if (list[i]) memmove(&list[i + 1], &list[i], sizeof *list * (size_t)(count - 1 - i));
  list[i] = at;
  return i;
}
