/* SPDX-License-Identifier: MIT */
/* Which state do the counts of a list tell of that somebody else has kept?
 * Uses attempts, and what a wish changes. Invariant: no fact is made up but two, which the header names:
 * attempts between the first and the last have no outcome, and without a first one the last is the first. */
#include <dialplan/state.h>

#include <string.h>

#include "apply.h"
#include "attempt.h"
#include "base.h"
#include "date.h"
#include "open.h"

static dialplan_status refuse(dialplan_error *err, dialplan_status status, const char *path,
                              const char *message) {
  dp_fail(err, status, "snapshot", message);
  if (err) {
    dp_text text = {err->path, sizeof err->path, 0};
    dp_text_str(&text, path);
    dp_text_end(&text);
  }
  return status;
}

static int wholly_zero(const uint8_t reserved[6]) {
  uint64_t bytes = 0;
  memcpy(&bytes, reserved, 6);
  return bytes == 0;
}

static dialplan_status check_ranges(const dialplan_snapshot *s, dialplan_error *err) {
  if (!dp_instant_or_none(s->first_attempt_at))
    return refuse(err, DIALPLAN_E_RANGE, "first_attempt_at", "the first attempt is out of range");
  if (!dp_instant_or_none(s->last_attempt_at))
    return refuse(err, DIALPLAN_E_RANGE, "last_attempt_at", "the last attempt is out of range");
  if (!dp_instant_or_none(s->callback_due_at))
    return refuse(err, DIALPLAN_E_RANGE, "callback_due", "the callback is out of range");
  if (s->last_outcome > DIALPLAN_OUTCOME_DNC_REQUEST || !wholly_zero(s->reserved))
    return refuse(err, DIALPLAN_E_ARGUMENT, "last_outcome",
                  "the last outcome is none that is known, or reserved bytes are not 0");
  return DIALPLAN_OK;
}

static dialplan_status check(const dialplan_snapshot *s, dialplan_error *err) {
  const dialplan_status status = check_ranges(s, err);
  if (status) return status;
  if (!s->attempts && !s->last_attempt_at) {
    if (s->last_outcome)
      return refuse(err, DIALPLAN_E_VALUE, "last_outcome", "there is an outcome without attempts");
    if (s->first_attempt_at)
      return refuse(err, DIALPLAN_E_VALUE, "first_attempt_at", "there is a first attempt without attempts");
    if (s->consecutive_errors)
      return refuse(err, DIALPLAN_E_VALUE, "consecutive_errors", "there are errors without attempts");
    return DIALPLAN_OK;
  }
  if (!s->last_attempt_at) return refuse(err, DIALPLAN_E_VALUE, "attempts", "attempts need last_attempt_at");
  if (!s->last_outcome)
    return refuse(err, DIALPLAN_E_VALUE, "last_attempt_at", "an attempt needs last_outcome");
  if (s->first_attempt_at > s->last_attempt_at)
    return refuse(err, DIALPLAN_E_VALUE, "first_attempt_at", "the first attempt is later than the last");
  return DIALPLAN_OK;
}

/* The attempts before the last: their number, the first one's start. If the last one falls on the same civil
 * date, all of them were on it. */
static void put_earlier(const dp_zone *home, const dialplan_snapshot *s, uint32_t earlier,
                        dialplan_state *state) {
  const int64_t first = s->first_attempt_at ? s->first_attempt_at : s->last_attempt_at;
  state->attempts = earlier;
  state->first_at = state->last_at = first;
  if (first == s->last_attempt_at) return;
  state->last_date = dp_zone_date(home, first, NULL);
  state->last_date_attempts = (uint8_t)(earlier < 255 ? earlier : 255);
}

static void put_attempts(const dp_settings *settings, const dp_zone *home, const dialplan_snapshot *s,
                         dialplan_state *state) {
  const dp_attempt last = {.at = s->last_attempt_at, .outcome = s->last_outcome};
  if (s->attempts > 1) put_earlier(home, s, s->attempts - 1, state);
  dp_attempt_add(settings, home, state, &last);
  if (s->consecutive_errors) state->consecutive_errors = s->consecutive_errors;
}

/* When the wish was spoken: in the last attempt; before any, when the contact entered, or a day ahead of its
 * due. */
static int64_t asked_at(const dialplan_contact *contact, const dialplan_snapshot *s) {
  if (s->last_attempt_at) return s->last_attempt_at;
  const int64_t entered_at = contact->enqueued_at, due_at = s->callback_due_at;
  if (entered_at > 0 && entered_at <= due_at) return entered_at;
  return due_at > DP_DAY_S ? due_at - DP_DAY_S : 1;
}

static dialplan_status put_wish(const dp_settings *settings, const dp_zone *home,
                                const dialplan_contact *contact, const dialplan_snapshot *s,
                                dialplan_state *state, dialplan_error *err) {
  const dialplan_event wish = {.kind = DIALPLAN_EVENT_CALLBACK,
                               .by = DIALPLAN_BY_CUSTOMER,
                               .at = asked_at(contact, s),
                               .due_at = s->callback_due_at};
  return dp_apply_event(settings, home, &wish, state, err);
}

/* Piece by piece: all of it at once a compiler leaves to an instruction that takes as long to begin as the
 * rest of a snapshot takes to be read. */
static void clear(dialplan_state *state) {
  enum { PIECES = 11, PIECE = sizeof *state / PIECES };
  _Static_assert(PIECE * PIECES == sizeof *state, "the pieces make up a state");
  for (int i = 0; i < PIECES; i++) memset((char *)state + i * PIECE, 0, PIECE);
}

dialplan_status dialplan_state_of_snapshot(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                           const dialplan_snapshot *snapshot, dialplan_state *out,
                                           dialplan_error *err) {
  if (!campaign || !contact || !snapshot || !out)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contact, snapshot or out is missing");
  if (!dp_size_fits(snapshot, snapshot->size, sizeof *snapshot)) return dp_size_unknown(err, "the snapshot");
  dialplan_status status = check(snapshot, err);
  if (status) return status;
  const dp_zone *home;
  status = dp_view_home(campaign, contact, &home, err);
  if (status) return status;

  clear(out);
  out->size = sizeof *out;
  const dp_settings *settings = &campaign->settings;
  if (snapshot->last_attempt_at) put_attempts(settings, home, snapshot, out);
  return snapshot->callback_due_at ? put_wish(settings, home, contact, snapshot, out, err) : DIALPLAN_OK;
}
