/* SPDX-License-Identifier: MIT */
/* Which state do the columns of a hand-made snapshot tell of?
 * Uses dialplan_state_of_snapshot(), and dialplan_callback_of_snapshot() for a callback in words. Invariant:
 * a fault points to the column that is wrong; an attempt that is later than now is one. */
#include <string.h>

#include "contacts.h"
#include "values.h"

static int look_up_outcome(contacts *cs, slice t, uint8_t *outcome) {
  dialplan_error err;
  const dialplan_status status = dialplan_campaign_outcome(cs->w->campaign, t.at, t.len, outcome, &err);
  if (!status || status == DIALPLAN_W_NOT_COUNTED) return 0;
  fault_take(&cs->fault, cs->c.field[CONTACT_LAST_OUTCOME], &err);
  return -1;
}

/* A list repeats a few outcomes: each is looked up once. */
static int read_outcome(contacts *cs, uint8_t *outcome) {
  slice t = {NULL, 0};
  const int got = value_text(&cs->c, &cs->r, CONTACT_LAST_OUTCOME, &t, &cs->fault);
  if (got <= 0) return got;
  outcome_entry seen = {.outcome = DIALPLAN_OUTCOME_NONE};
  if (t.len > sizeof seen.text) return look_up_outcome(cs, t, outcome);
  memcpy(seen.text, t.at, t.len);
  outcome_entry *const e = &cs->outcomes[slice_hash(t) % OUTCOME_ENTRIES];
  if (e->outcome && !memcmp(e->text, seen.text, sizeof seen.text)) {
    *outcome = e->outcome;
    return 0;
  }
  if (look_up_outcome(cs, t, &seen.outcome)) return -1;
  *outcome = seen.outcome;
  *e = seen;
  return 0;
}

/* Few lists have all the columns: of those that are missing nothing is asked, row by row. */
static int has(const contacts *cs, size_t column) { return cs->c.field[column] >= 0; }

static int read_instant(contacts *cs, size_t column, int64_t *at) {
  return has(cs, column) && value_instant(cs->w, &cs->c, &cs->r, column, at, &cs->fault) < 0 ? -1 : 0;
}

static int read_integer(contacts *cs, size_t column, int64_t most, int64_t *number) {
  return has(cs, column) && value_integer(&cs->c, &cs->r, column, 0, most, number, &cs->fault) < 0 ? -1 : 0;
}

static int read_columns(contacts *cs, dialplan_snapshot *s) {
  int64_t attempts = 0, errors = 0;
  if (read_integer(cs, CONTACT_ATTEMPTS, 1000000, &attempts) ||
      read_instant(cs, CONTACT_FIRST_ATTEMPT_AT, &s->first_attempt_at) ||
      read_instant(cs, CONTACT_LAST_ATTEMPT_AT, &s->last_attempt_at) ||
      read_integer(cs, CONTACT_CONSECUTIVE_ERRORS, 255, &errors) ||
      read_instant(cs, CONTACT_CALLBACK_DUE, &s->callback_due_at))
    return -1;
  s->attempts = (uint32_t)attempts;
  s->consecutive_errors = (uint8_t)errors;
  return read_outcome(cs, &s->last_outcome);
}

/* The column that the library names. */
static size_t column_of(const char *path) {
  size_t column = CONTACT_ATTEMPTS;
  while (column < CONTACT_CALLBACK_DUE && strcmp(contact_columns[column], path)) column++;
  return column;
}

static int is_error(dialplan_status status) {
  return status && (status < DIALPLAN_W_STALE || status > DIALPLAN_W_TOO_FAR);
}

static int take_words(contacts *cs, const dialplan_contact *contact, const dialplan_snapshot *s,
                      dialplan_state *state) {
  slice words = {NULL, 0};
  dialplan_error err;
  if (!has(cs, CONTACT_CALLBACK_TEXT)) return 0;
  if (value_text(&cs->c, &cs->r, CONTACT_CALLBACK_TEXT, &words, &cs->fault) < 0) return -1;
  if (!words.len) return 0;
  const dialplan_status status =
      dialplan_callback_of_snapshot(cs->w->campaign, contact, s, words.at, words.len, state, &err);
  if (!is_error(status)) return 0;
  fault_take(&cs->fault, cs->c.field[CONTACT_CALLBACK_TEXT], &err);
  return -1;
}

int snapshot_read(contacts *cs, const dialplan_contact *contact, dialplan_state *state) {
  dialplan_snapshot s = {0};
  dialplan_error err;
  if (read_columns(cs, &s)) return -1;
  if (s.last_attempt_at > cs->w->now) {
    fault_set(&cs->fault, cs->c.field[CONTACT_LAST_ATTEMPT_AT], "snapshot",
              "the last attempt is later than now");
    return -1;
  }
  const dialplan_status status = dialplan_state_of_snapshot(cs->w->campaign, contact, &s, state, &err);
  if (is_error(status)) {
    fault_take(&cs->fault, cs->c.field[column_of(err.path)], &err);
    return -1;
  }
  if (take_words(cs, contact, &s, state)) return -1;
  if (s.attempts > 1 && !s.first_attempt_at) cs->guessed_first++;
  return s.last_attempt_at || s.callback_due_at;
}
