/* SPDX-License-Identifier: MIT */
/* What does one attempt change in the facts of a contact, in whatever order attempts are told?
 * Uses settings, one zone and the wish. Invariant: an attempt that is older than the last one adds to counts
 * and limits and leaves the last outcome as it is; one that is older than the run adds to the limits alone;
 * what ends for good holds. */
#include "attempt.h"

#include <string.h>

#include "facts.h"
#include "wish.h"

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

static uint8_t one_more(uint8_t count) { return count < 255 ? (uint8_t)(count + 1) : count; }

/* What all runs remember: starts for limits, conversations and ends for quiet periods. */
static void remember(dialplan_state *state, const dp_attempt *attempt) {
  const int i = dp_facts_insert(state->attempt_at, DP_FACTS_ATTEMPTS, attempt->at);
  if (i < DP_FACTS_ATTEMPTS) {
    uint8_t *place = &state->attempt_outcome[i];
    if (*place) memmove(place + 1, place, (size_t)(DP_FACTS_ATTEMPTS - 1 - i));
    *place = attempt->outcome;
  }
  const int64_t end = dp_attempt_end(attempt);
  switch (attempt->outcome) {
  case DIALPLAN_OUTCOME_COMPLETED:
    dp_facts_insert(state->conversation_at, DP_FACTS_CONVERSATIONS, attempt->at);
    break;
  case DIALPLAN_OUTCOME_REFUSED: state->refused_at = later(state->refused_at, end); break;
  case DIALPLAN_OUTCOME_ABANDONED: state->abandoned_at = later(state->abandoned_at, end); break;
  case DIALPLAN_OUTCOME_SILENT: state->silent_at = later(state->silent_at, end); break;
  default: break;
  }
  if (attempt->at >= state->call_at) {
    state->call_at = 0;
    state->flags &= ~(uint32_t)DIALPLAN_STATE_CALL_MANUAL;
  }
}

/* The end that an outcome is; 0: none. A row may hand `refused` back to the loop. */
static uint32_t end_of(const dp_settings *settings, const dialplan_state *state, const dp_attempt *attempt) {
  const int of_this_run = attempt->at >= state->run_at;
  switch (attempt->outcome) {
  case DIALPLAN_OUTCOME_DNC_REQUEST: return DIALPLAN_STATE_DNC;
  case DIALPLAN_OUTCOME_INVALID_NUMBER:
  case DIALPLAN_OUTCOME_WRONG_PERSON: return DIALPLAN_STATE_FAILED;
  case DIALPLAN_OUTCOME_REFUSED: {
    const int32_t row = settings->retry.rows[DIALPLAN_OUTCOME_REFUSED].kind;
    return of_this_run && (row == DP_ROW_NONE || row == DP_ROW_STOP) ? DIALPLAN_STATE_CLOSED : 0;
  }
  case DIALPLAN_OUTCOME_COMPLETED: {
    const int reopened = state->wish_due_at && state->wish_at >= attempt->at;
    return of_this_run && !reopened ? DIALPLAN_STATE_REACHED : 0;
  }
  default: return 0;
  }
}

/* An unsuccessful attempt at the wish: the next one follows callbacks.retry. */
static void try_again(dialplan_state *state, const dp_attempt *attempt) {
  state->wish_reschedules = one_more(state->wish_reschedules);
  state->wish_tried_at = later(state->wish_tried_at, dp_attempt_end(attempt));
}

static int64_t reschedule_from(const dialplan_state *state) {
  return later(state->reschedule_due_at, state->reschedule_at);
}

static void spend_reschedule(dialplan_state *state, int64_t at) {
  if (at >= reschedule_from(state)) state->reschedule_due_at = 0;
}

static int closes_wish(const dp_settings *settings, uint8_t outcome) {
  return outcome == DIALPLAN_OUTCOME_ABANDONED || outcome == DIALPLAN_OUTCOME_REFUSED ||
         (outcome == DIALPLAN_OUTCOME_VOICEMAIL && settings->callbacks.on_voicemail == DP_VOICEMAIL_CLOSE);
}

/* An attempt that ended neither contact nor wish. One that started before the wish was asked for, or in which
 * it was spoken, cannot answer it; nor can one before its due. */
static void answer(const dp_settings *settings, const dp_zone *home, dialplan_state *state,
                   const dp_attempt *attempt) {
  if (state->wish_status != DIALPLAN_WISH_SCHEDULED) return; /* most have none: not worth the question */
  const dp_wish wish = dp_wish_of(settings, home, state);
  if (!wish.stands || attempt->at <= state->wish_at) return;
  if (attempt->at < (wish.moved ? reschedule_from(state) : wish.due_at)) return;
  if (closes_wish(settings, attempt->outcome))
    dp_wish_end(settings, state, DIALPLAN_WISH_CLOSED);
  else
    try_again(state, attempt);
}

/* Errors in a row at the newest end of the run: network errors are looked through. An attempt that was told
 * late can part a row or join it, so the row is counted anew as far as starts are remembered. */
static uint8_t errors_in_a_row(const dialplan_state *state) {
  uint8_t errors = 0;
  for (int i = 0; i < DP_FACTS_ATTEMPTS && state->attempt_at[i] && state->attempt_at[i] >= state->run_at;
       i++) {
    if (state->attempt_outcome[i] == DIALPLAN_OUTCOME_ERROR)
      errors++;
    else if (state->attempt_outcome[i] != DIALPLAN_OUTCOME_NETWORK_ERROR)
      return errors;
  }
  return errors > state->consecutive_errors ? errors : state->consecutive_errors;
}

static void count_last(const dp_zone *home, dialplan_state *state, const dp_attempt *attempt) {
  const int32_t date = dp_zone_date(home, attempt->at, NULL);
  const int same_date = state->last_at && date == state->last_date;
  state->last_date_attempts = same_date ? one_more(state->last_date_attempts) : 1;
  state->last_date = date;
  state->last_at = attempt->at;
  state->last_end_at = attempt->ended_at;
  state->last_outcome = attempt->outcome;
  if (attempt->outcome == DIALPLAN_OUTCOME_ERROR)
    state->consecutive_errors = one_more(state->consecutive_errors);
  else if (attempt->outcome != DIALPLAN_OUTCOME_NETWORK_ERROR)
    state->consecutive_errors = 0;
}

static void count_earlier(const dp_zone *home, dialplan_state *state, const dp_attempt *attempt) {
  if (dp_zone_date(home, attempt->at, NULL) == state->last_date)
    state->last_date_attempts = one_more(state->last_date_attempts);
  state->consecutive_errors = errors_in_a_row(state);
}

/* What the run counts. The attempt is remembered already. */
static void count(const dp_zone *home, dialplan_state *state, const dp_attempt *attempt) {
  if (state->attempts < UINT32_MAX) state->attempts++;
  uint8_t *same = &state->outcome_counts[attempt->outcome];
  *same = one_more(*same);
  if (!state->first_at || attempt->at < state->first_at) {
    state->first_at = attempt->at;
    state->first_end_at = attempt->ended_at;
    state->first_outcome = attempt->outcome;
  }
  if (attempt->at >= state->last_at)
    count_last(home, state, attempt);
  else
    count_earlier(home, state, attempt);
}

void dp_attempt_add(const dp_settings *settings, const dp_zone *home, dialplan_state *state,
                    const dp_attempt *attempt) {
  const uint32_t end = end_of(settings, state, attempt);
  remember(state, attempt);
  if (end) dp_wish_end_contact(settings, state, end, attempt->at);
  answer(settings, home, state, attempt);
  spend_reschedule(state, attempt->at);
  if (attempt->at >= state->run_at) count(home, state, attempt);
}

/* The remembered attempt i; its end is known of the run's first and last alone. */
static dp_attempt remembered(const dialplan_state *state, int i) {
  dp_attempt attempt = {.at = state->attempt_at[i], .outcome = state->attempt_outcome[i]};
  if (attempt.at == state->last_at)
    attempt.ended_at = state->last_end_at;
  else if (attempt.at == state->first_at)
    attempt.ended_at = state->first_end_at;
  return attempt;
}

void dp_attempt_recount(const dp_zone *home, dialplan_state *state) {
  const dialplan_state before = *state;
  state->attempts = 0;
  state->first_at = state->first_end_at = state->last_at = state->last_end_at = 0;
  state->last_date = 0;
  state->last_date_attempts = state->consecutive_errors = state->first_outcome = state->last_outcome = 0;
  memset(state->outcome_counts, 0, sizeof state->outcome_counts);
  for (int i = DP_FACTS_ATTEMPTS; i-- > 0;)
    if (before.attempt_at[i] > state->run_at) {
      const dp_attempt attempt = remembered(&before, i);
      count(home, state, &attempt);
    }
}

void dp_attempt_answer(const dp_settings *settings, const dp_zone *home, dialplan_state *state) {
  for (int i = DP_FACTS_ATTEMPTS; i-- > 0;) {
    const dp_attempt attempt = remembered(state, i);
    answer(settings, home, state, &attempt);
  }
}

const dialplan_state *dp_attempt_settled(const dp_settings *settings, const dp_zone *home,
                                         const dialplan_state *state, int64_t now, dialplan_state *room) {
  if (!state->call_at || now - state->call_at < settings->stale_call_s) return state;
  const dp_attempt attempt = {.at = state->call_at, .outcome = DIALPLAN_OUTCOME_ERROR};
  *room = *state;
  dp_attempt_add(settings, home, room, &attempt);
  return room;
}
