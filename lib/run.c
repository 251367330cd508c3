/* SPDX-License-Identifier: MIT */
/* Which run of a campaign is it, and what does a new one leave of a contact's facts?
 * Uses the campaign's occurrences and its zone. Invariant: runs follow one another without a hole, so that
 * every instant belongs to one; what the person asked for (dnc), what is true of the number (failed) and what
 * laws count (attempt starts, conversations) outlives them all. */
#include "run.h"

#include "attempt.h"
#include "base.h"
#include "facts.h"

static int64_t opening(const dialplan_campaign *campaign, uint32_t index) {
  const dp_runs *runs = &campaign->settings.runs;
  const dp_zone *zone = dp_zones_at(campaign->zones, campaign->settings.zone);
  return dp_zone_instant(zone, (int64_t)runs->dates[index] * DP_DAY_S + runs->second, NULL, NULL);
}

dialplan_run dp_run_of(const dialplan_campaign *campaign, uint32_t number) {
  const dp_settings *settings = &campaign->settings;
  const uint32_t count = settings->runs.count;
  dialplan_run run = {.from_at = settings->start_at ? settings->start_at : 1,
                      .until_at = settings->end_at ? settings->end_at : DP_INSTANT_END,
                      .number = number < 1 ? 1 : number};
  if (count == 0) {
    run.number = 1;
    return run;
  }
  if (run.number > count) run.number = count;
  run.from_at = opening(campaign, run.number - 1);
  if (run.number < count) run.until_at = opening(campaign, run.number);
  return run;
}

dialplan_run dp_run_at(const dialplan_campaign *campaign, int64_t at) {
  uint32_t low = 0, high = campaign->settings.runs.count; /* the run lies in (low, high], counted from 1 */
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (opening(campaign, middle) <= at)
      low = middle;
    else
      high = middle;
  }
  return dp_run_of(campaign, low + 1);
}

/* ---- a contact's facts ---- */

static void forget_wish(dialplan_state *state) {
  state->wish_at = state->wish_asked_at = state->wish_due_at = 0;
  state->wish_earliest_at = state->wish_latest_at = state->wish_tried_at = 0;
  state->wish_ref = 0;
  state->wish_confidence = 0;
  state->wish_by = state->wish_status = state->wish_reschedules = state->wish_flags = 0;
}

void dp_run_begin(const dp_zone *home, dialplan_state *state, int64_t at, uint32_t kept_ends) {
  state->run_at = at;
  if (state->ended_at <= at) {
    state->flags &= ~(DP_FACTS_ENDS & ~kept_ends);
    if (!(state->flags & DP_FACTS_ENDS)) state->ended_at = 0;
  }
  state->flags &= ~(uint32_t)DIALPLAN_STATE_INBOUND;
  if (state->wish_at <= at) forget_wish(state);
  if (state->reschedule_at <= at) state->reschedule_at = state->reschedule_due_at = 0;
  dp_attempt_recount(home, state);
}

int dp_run_enter(const dp_zone *home, dialplan_state *state, const dialplan_run *run) {
  const uint32_t present = state->run ? state->run : 1;
  if (present >= run->number) return 0;
  state->run = run->number;
  /* What happens at the run's first instant is of the run. */
  if (state->run_at < run->from_at - 1)
    dp_run_begin(home, state, run->from_at - 1, DIALPLAN_STATE_DNC | DIALPLAN_STATE_FAILED);
  return 1;
}

/* ---- questions ---- */

dialplan_status dialplan_runs(const dialplan_campaign *campaign, int64_t from_at, int64_t until_at,
                              dialplan_run *out, uint64_t cap, uint64_t *count, dialplan_error *err) {
  if (!campaign || !count || (!out && cap))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, out or count is missing");
  if (!dp_instant_valid(from_at) || until_at < from_at || until_at > DP_INSTANT_END)
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "from_at and until_at are not valid instants in order");
  uint64_t found = 0;
  const uint32_t last = campaign->settings.runs.count > 1 ? campaign->settings.runs.count : 1;
  for (uint32_t number = dp_run_at(campaign, from_at).number; number <= last; number++) {
    const dialplan_run run = dp_run_of(campaign, number);
    if (run.from_at >= until_at) break;
    if (run.until_at <= from_at) continue;
    if (found < cap) out[found] = run;
    found++;
  }
  *count = found;
  return DIALPLAN_OK;
}

dialplan_status dialplan_run_at(const dialplan_campaign *campaign, int64_t at, dialplan_run *out,
                                dialplan_error *err) {
  if (!campaign || !out) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign or out is missing");
  if (!dp_instant_valid(at)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "at is not a valid instant");
  *out = dp_run_at(campaign, at);
  return DIALPLAN_OK;
}
