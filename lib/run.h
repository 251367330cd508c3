/* SPDX-License-Identifier: MIT */
/* The runs of a repeated campaign, from inside. */
#ifndef DP_RUN_H
#define DP_RUN_H

#include <dialplan/state.h>

#include "campaign.h"

/* The run with a number, from 1: past the last one, the last. */
dialplan_run dp_run_of(const dialplan_campaign *campaign, uint32_t number);
/* The run that an instant belongs to; before the first one, the first. */
dialplan_run dp_run_at(const dialplan_campaign *campaign, int64_t at);

/* Begins a run in a state at an instant: clears what is not younger, but for the ends to keep
 * (DIALPLAN_STATE_*) and what limits and quiet periods need. */
void dp_run_begin(const dp_zone *home, dialplan_state *state, int64_t at, uint32_t kept_ends);
/* The same where a state is of an earlier run than the one given: 1; else 0, and the state is as before. */
int dp_run_enter(const dp_zone *home, dialplan_state *state, const dialplan_run *run);

#endif
