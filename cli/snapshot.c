/* SPDX-License-Identifier: MIT */
/* Which state do the columns of a hand-made snapshot tell of?
 * Uses dialplan_apply(): the last attempt and the callback are events, so that outcomes mean what they mean
 * in a log. Invariant: no fact is made up but two, which are told: attempts between the first and the last
 * have no outcome, and without first_attempt_at the first is taken to be the last. */
#include <string.h>

#include "contacts.h"
#include "values.h"

typedef struct snapshot {
  int64_t attempts, first_at, last_at, errors, callback_due;
  uint8_t outcome;
} snapshot;

static int bad(contacts *cs, size_t column, const char *message) {
  fault_set(&cs->fault, cs->c.field[column], "snapshot", "%s", message);
  return -1;
}

static int read_outcome(contacts *cs, snapshot *s) {
  slice t = {NULL, 0};
  dialplan_error err;
  const int got = value_text(&cs->c, &cs->r, CONTACT_LAST_OUTCOME, &t, &cs->fault);
  if (got <= 0) return got;
  const dialplan_status status = dialplan_campaign_outcome(cs->w->campaign, t.at, t.len, &s->outcome, &err);
  if (!status || status == DIALPLAN_W_NOT_COUNTED) return 0;
  fault_take(&cs->fault, cs->c.field[CONTACT_LAST_OUTCOME], &err);
  return -1;
}

static int read_columns(contacts *cs, snapshot *s) {
  fault *const f = &cs->fault;
  if (value_integer(&cs->c, &cs->r, CONTACT_ATTEMPTS, 0, 1000000, &s->attempts, f) < 0) return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_FIRST_ATTEMPT_AT, &s->first_at, f) < 0) return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_LAST_ATTEMPT_AT, &s->last_at, f) < 0) return -1;
  if (value_integer(&cs->c, &cs->r, CONTACT_CONSECUTIVE_ERRORS, 0, 255, &s->errors, f) < 0) return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_CALLBACK_DUE, &s->callback_due, f) < 0) return -1;
  return read_outcome(cs, s);
}

static int check(contacts *cs, snapshot *s) {
  if (!s->attempts && s->last_at) s->attempts = 1;
  if (!s->attempts)
    return s->outcome || s->first_at
               ? bad(cs, CONTACT_LAST_OUTCOME, "an outcome or a first attempt without attempts")
               : 0;
  if (!s->last_at) return bad(cs, CONTACT_ATTEMPTS, "attempts need last_attempt_at");
  if (!s->outcome) return bad(cs, CONTACT_LAST_ATTEMPT_AT, "an attempt needs last_outcome");
  if (s->last_at > cs->w->now) return bad(cs, CONTACT_LAST_ATTEMPT_AT, "the last attempt is later than now");
  if (s->first_at > s->last_at)
    return bad(cs, CONTACT_FIRST_ATTEMPT_AT, "the first attempt is later than the last");
  if (!s->first_at) {
    s->first_at = s->last_at;
    if (s->attempts > 1) cs->guessed_first++;
  }
  return 0;
}

static int apply(contacts *cs, const dialplan_contact *contact, dialplan_state *state,
                 const dialplan_event *event) {
  dialplan_error err;
  const dialplan_status status = dialplan_apply(cs->w->campaign, contact, state, event, state, &err);
  if (status == DIALPLAN_OK || (status >= DIALPLAN_W_STALE && status <= DIALPLAN_W_TOO_FAR)) return 0;
  fault_take(&cs->fault, cs->c.field[CONTACT_LAST_ATTEMPT_AT], &err);
  return -1;
}

/* The attempts before the last: their number, the first one's start. If the last one falls on the same civil
 * date, all of them were on it; the date is the library's to tell, by an attempt on a state that is thrown
 * away. */
static int put_earlier(contacts *cs, const snapshot *s, const dialplan_contact *contact,
                       dialplan_state *state) {
  if (s->attempts < 2) return 0;
  state->attempts = (uint32_t)s->attempts - 1;
  state->first_at = state->last_at = s->first_at;
  if (s->first_at == s->last_at) return 0;
  /* Offsets stay below a day on both sides of UTC: three days apart are two dates in every zone. Spares most
   * rows with several attempts the event below, a twelfth of the time of a plan. */
  if (s->last_at - s->first_at >= 3 * 86400) return 0;
  dialplan_state spare = {0};
  const dialplan_event first = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_NO_ANSWER, .at = s->first_at};
  if (apply(cs, contact, &spare, &first)) return -1;
  state->last_date = spare.last_date;
  state->last_date_attempts = (uint8_t)(s->attempts < 256 ? s->attempts - 1 : 255);
  return 0;
}

static int put_callback(contacts *cs, const snapshot *s, const dialplan_contact *contact,
                        dialplan_state *state) {
  /* The wish was spoken in the last attempt; before any, when the contact entered, or a day ahead of its due.
   */
  int64_t at = s->last_at ? s->last_at : contact->enqueued_at;
  if (!at || at > s->callback_due) at = s->callback_due > 86400 ? s->callback_due - 86400 : 1;
  if (s->last_at && at < s->last_at) at = s->last_at;
  const dialplan_event wish = {
      .kind = DIALPLAN_EVENT_CALLBACK, .by = DIALPLAN_BY_CUSTOMER, .at = at, .due_at = s->callback_due};
  return apply(cs, contact, state, &wish);
}

int snapshot_read(contacts *cs, const dialplan_contact *contact, dialplan_state *state) {
  snapshot s = {0};
  if (read_columns(cs, &s) || check(cs, &s)) return -1;
  if (s.attempts) {
    const dialplan_event last = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = s.outcome, .at = s.last_at};
    if (put_earlier(cs, &s, contact, state) || apply(cs, contact, state, &last)) return -1;
    if (s.errors) state->consecutive_errors = (uint8_t)s.errors;
  }
  if (s.callback_due && put_callback(cs, &s, contact, state)) return -1;
  return s.attempts || s.callback_due;
}
