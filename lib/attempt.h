/* SPDX-License-Identifier: MIT */
/* Attempts as facts of a state: what one dialled call changes. */
#ifndef DP_ATTEMPT_H
#define DP_ATTEMPT_H

#include <dialplan/state.h>

#include "settings.h"
#include "zones.h"

typedef struct dp_attempt {
  int64_t at;       /* its start */
  int64_t ended_at; /* 0: not known */
  uint8_t outcome;
} dp_attempt;

/* What waits and quiet periods count from: the end, if known, else the start. */
static inline int64_t dp_attempt_end(const dp_attempt *attempt) {
  return attempt->ended_at ? attempt->ended_at : attempt->at;
}

/* Merges one attempt into the facts, be it newer or older than those there. */
void dp_attempt_add(const dp_settings *settings, const dp_zone *home, dialplan_state *state,
                    const dp_attempt *attempt);
/* Counts the run's attempts anew from the remembered starts later than run_at. */
void dp_attempt_recount(const dp_zone *home, dialplan_state *state);
/* Lets the remembered attempts answer the wish, in their order. */
void dp_attempt_answer(const dp_settings *settings, const dp_zone *home, dialplan_state *state);

/* The state as it is judged at now: a call under way for stale_call or longer counts as an attempt with
 * outcome error. Returns state itself where there is none, else room, which holds the judged state. */
const dialplan_state *dp_attempt_settled(const dp_settings *settings, const dp_zone *home,
                                         const dialplan_state *state, int64_t now, dialplan_state *room);

#endif
