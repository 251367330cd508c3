/* SPDX-License-Identifier: MIT */
/* What will a campaign do to one contact if every call ends alike, and where does a contact stand?
 * Uses the walk and apply. Invariant: a ladder is nothing but asking, applying and asking again; it ends with
 * the first answer that is no call, or at its limit. */
#include "base.h"
#include "decision.h"

enum { LADDER_MAX = 1000 };

static dialplan_status check(int present, int64_t now, int32_t outcome, dialplan_error *err) {
  if (!present)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contact or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  if (outcome < 0 || outcome > DIALPLAN_OUTCOME_DNC_REQUEST)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "outcome", "there is no such outcome");
  return DIALPLAN_OK;
}

/* The attempt that a decision leads to. */
static dialplan_status attempted(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                 int64_t at, int32_t outcome, dialplan_state *state, dialplan_error *err) {
  const dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = (uint8_t)outcome, .at = at, .ended_at = at};
  const dialplan_status status = dialplan_apply(campaign, contact, state, &event, state, err);
  return status >= DIALPLAN_W_STALE && status <= DIALPLAN_W_TOO_FAR ? DIALPLAN_OK : status;
}

dialplan_status dialplan_ladder(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                const dialplan_state *state, int64_t now, int32_t outcome,
                                const dialplan_options *options, dialplan_decision *out, uint64_t cap,
                                uint64_t *count, dialplan_error *err) {
  dialplan_status status = check(campaign && contact && count && (out || !cap), now, outcome, err);
  if (status) return status;
  if (outcome == DIALPLAN_OUTCOME_NONE) outcome = DIALPLAN_OUTCOME_NO_ANSWER;
  if (state && !dp_size_fits(state, state->size, sizeof *state)) return dp_size_unknown(err, "the state");
  dialplan_state present = {0};
  if (state) present = *state;
  present.size = sizeof present; /* a later and longer one has been cut */
  dp_question question;
  status = dp_question_init(&question, campaign, now, options, err);
  if (status) return status;
  uint64_t n = 0;
  while (n < LADDER_MAX) {
    dialplan_decision decision;
    status = dp_decision_make(&question, contact, &present, &decision, NULL, err);
    if (status) return status;
    if (n < cap) out[n] = decision;
    n++;
    if (decision.verdict != DIALPLAN_VERDICT_CALL) break;
    question.now = decision.at;
    status = attempted(campaign, contact, decision.at, outcome, &present, err);
    if (status) return status;
  }
  *count = n;
  return DIALPLAN_OK;
}

dialplan_status dialplan_standing(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                  const dialplan_state *state, int64_t now, int32_t *status,
                                  int32_t *wish_status, dialplan_error *err) {
  dialplan_decision decision;
  const dialplan_status answered = dialplan_next(campaign, contact, state, now, NULL, &decision, err);
  if (answered) return answered;
  if (status) *status = decision.status;
  if (wish_status) *wish_status = decision.wish_status;
  return DIALPLAN_OK;
}
