/* SPDX-License-Identifier: MIT */
/* States of hand-made snapshots: what is filled in, what is refused and where. That they equal what events
 * would have made is prop_snapshot's. */
#include "support/apply_world.h"

#define T world_at

static dialplan_status of(world *w, dialplan_snapshot s) {
  return dialplan_state_of_snapshot(w->campaign, &w->contact, &s, &w->state, &w->error);
}

static void refused(dialplan_snapshot s, dialplan_status status, const char *path) {
  world w;
  world_open(&w);
  memset(&w.state, 0x5A, sizeof w.state);
  const dialplan_state before = w.state;
  assert_int_equal(of(&w, s), status);
  assert_int_equal(w.error.status, status);
  assert_string_equal(w.error.code, "snapshot");
  assert_string_equal(w.error.path, path);
  assert_memory_equal(&w.state, &before, sizeof before);
  assert_int_equal(dialplan_state_of_snapshot(w.campaign, &w.contact, &s, &w.state, NULL), status);
  world_close(&w);
}

static void nothing_is_never_called(void **unused) {
  world w;
  world_open(&w);
  memset(&w.state, 0x5A, sizeof w.state);
  assert_int_equal(of(&w, (dialplan_snapshot){0}), DIALPLAN_OK);
  const dialplan_state fresh = {.size = sizeof fresh};
  assert_memory_equal(&w.state, &fresh, sizeof fresh);
  world_close(&w);
}

static void one_attempt_is_first_and_last(void **unused) {
  world w;
  world_open(&w);
  for (uint32_t attempts = 0; attempts < 2; attempts++) {
    const dialplan_snapshot s = {
        .attempts = attempts, .last_attempt_at = T(1, 10, 0), .last_outcome = DIALPLAN_OUTCOME_ERROR};
    assert_int_equal(of(&w, s), DIALPLAN_OK);
    assert_int_equal(w.state.attempts, 1);
    assert_true(w.state.first_at == T(1, 10, 0) && w.state.last_at == T(1, 10, 0));
    assert_int_equal(w.state.first_outcome, DIALPLAN_OUTCOME_ERROR);
    assert_int_equal(w.state.last_outcome, DIALPLAN_OUTCOME_ERROR);
    assert_int_equal(w.state.outcome_counts[DIALPLAN_OUTCOME_ERROR], 1);
    assert_int_equal(w.state.consecutive_errors, 1);
    assert_int_equal(w.state.last_date_attempts, 1);
    assert_true(w.state.attempt_at[0] == T(1, 10, 0) && w.state.attempt_at[1] == 0);
    assert_true(w.state.recent[0] == 0);
  }
  world_close(&w);
}

static void attempts_of_one_date_are_counted(void **unused) {
  world w;
  world_open(&w);
  static const struct {
    int day;
    uint32_t attempts;
    int on_date;
  } cases[] = {{2, 3, 3}, {1, 3, 1}, {2, 300, 255}, {2, 2, 2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const dialplan_snapshot s = {.attempts = cases[i].attempts,
                                 .first_attempt_at = T(cases[i].day, 9, 0),
                                 .last_attempt_at = T(2, 10, 0),
                                 .last_outcome = DIALPLAN_OUTCOME_BUSY};
    assert_int_equal(of(&w, s), DIALPLAN_OK);
    assert_int_equal(w.state.attempts, cases[i].attempts);
    assert_int_equal(w.state.last_date_attempts, cases[i].on_date);
    assert_true(w.state.first_at == T(cases[i].day, 9, 0));
    assert_int_equal(w.state.first_outcome, DIALPLAN_OUTCOME_NONE); /* not known */
  }
  world_close(&w);
}

static void an_unknown_first_attempt_is_the_last(void **unused) {
  world w;
  world_open(&w);
  const dialplan_snapshot s = {
      .attempts = 5, .last_attempt_at = T(2, 10, 0), .last_outcome = DIALPLAN_OUTCOME_BUSY};
  assert_int_equal(of(&w, s), DIALPLAN_OK);
  assert_true(w.state.first_at == T(2, 10, 0));
  assert_int_equal(w.state.attempts, 5);
  assert_int_equal(w.state.last_date_attempts, 1);
  world_close(&w);
}

static void errors_in_a_row_are_taken_over(void **unused) {
  world w;
  world_open(&w);
  const dialplan_snapshot s = {.attempts = 9,
                               .last_attempt_at = T(2, 10, 0),
                               .last_outcome = DIALPLAN_OUTCOME_ERROR,
                               .consecutive_errors = 7};
  assert_int_equal(of(&w, s), DIALPLAN_OK);
  assert_int_equal(w.state.consecutive_errors, 7);
  world_close(&w);
}

static void the_wish_was_spoken_in_the_last_attempt(void **unused) {
  world w;
  world_open(&w);
  dialplan_snapshot s = {.attempts = 1,
                         .last_attempt_at = T(2, 10, 0),
                         .last_outcome = DIALPLAN_OUTCOME_COMPLETED,
                         .callback_due_at = T(2, 16, 0)};
  assert_int_equal(of(&w, s), DIALPLAN_OK);
  assert_int_equal(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  assert_true(w.state.wish_at == T(2, 10, 0) && w.state.wish_due_at == T(2, 16, 0));
  assert_int_equal(w.state.wish_by, DIALPLAN_BY_CUSTOMER);
  assert_false(w.state.flags & DIALPLAN_STATE_REACHED); /* it is called back */
  s.last_outcome = DIALPLAN_OUTCOME_DNC_REQUEST;
  assert_int_equal(of(&w, s), DIALPLAN_W_NO_EFFECT);
  assert_int_equal(w.state.flags, DIALPLAN_STATE_DNC);
  assert_int_equal(w.state.wish_status, DIALPLAN_WISH_NONE);
  world_close(&w);
}

static void before_any_attempt_the_wish_is_as_old_as_the_contact(void **unused) {
  world w;
  world_open(&w);
  const dialplan_snapshot s = {.callback_due_at = T(3, 16, 0)};
  const struct {
    int64_t enqueued_at, wish_at;
  } cases[] = {{T(1, 8, 0), T(1, 8, 0)}, {0, T(2, 16, 0)}, {T(4, 8, 0), T(2, 16, 0)}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    w.contact.enqueued_at = cases[i].enqueued_at;
    assert_int_equal(of(&w, s), DIALPLAN_OK);
    assert_true(w.state.wish_at == cases[i].wish_at && w.state.wish_due_at == T(3, 16, 0));
    assert_int_equal(w.state.attempts, 0);
  }
  assert_int_equal(of(&w, (dialplan_snapshot){.callback_due_at = 5}), DIALPLAN_OK);
  assert_true(w.state.wish_at == 1);
  world_close(&w);
}

static void contradictions_are_refused(void **unused) {
  const int64_t at = T(1, 10, 0);
  const uint8_t busy = DIALPLAN_OUTCOME_BUSY;
  refused((dialplan_snapshot){.last_outcome = busy}, DIALPLAN_E_VALUE, "last_outcome");
  refused((dialplan_snapshot){.first_attempt_at = at}, DIALPLAN_E_VALUE, "first_attempt_at");
  refused((dialplan_snapshot){.consecutive_errors = 1}, DIALPLAN_E_VALUE, "consecutive_errors");
  refused((dialplan_snapshot){.attempts = 1, .last_outcome = busy}, DIALPLAN_E_VALUE, "attempts");
  refused((dialplan_snapshot){.attempts = 1, .last_attempt_at = at}, DIALPLAN_E_VALUE, "last_attempt_at");
  refused(
      (dialplan_snapshot){
          .attempts = 2, .first_attempt_at = at + 1, .last_attempt_at = at, .last_outcome = busy},
      DIALPLAN_E_VALUE, "first_attempt_at");
}

static void ranges_are_held(void **unused) {
  const int64_t at = T(1, 10, 0), end = dialplan_limit(DIALPLAN_LIMIT_INSTANT);
  refused((dialplan_snapshot){.first_attempt_at = -1}, DIALPLAN_E_RANGE, "first_attempt_at");
  refused((dialplan_snapshot){.last_attempt_at = end}, DIALPLAN_E_RANGE, "last_attempt_at");
  refused((dialplan_snapshot){.callback_due_at = end}, DIALPLAN_E_RANGE, "callback_due");
  refused((dialplan_snapshot){.last_attempt_at = at, .last_outcome = 16}, DIALPLAN_E_ARGUMENT,
          "last_outcome");
  refused((dialplan_snapshot){.reserved = {0, 0, 0, 0, 0, 1}}, DIALPLAN_E_ARGUMENT, "last_outcome");
}

static void arguments_are_checked(void **unused) {
  world w;
  world_open(&w);
  dialplan_snapshot s = {.size = sizeof s - 1};
  assert_int_equal(of(&w, s), DIALPLAN_E_SIZE);
  s.size = sizeof s;
  assert_int_equal(of(&w, s), DIALPLAN_OK);
  w.contact.zone_count = 65;
  assert_int_equal(of(&w, s), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_state_of_snapshot(NULL, &w.contact, &s, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_of_snapshot(w.campaign, NULL, &s, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_of_snapshot(w.campaign, &w.contact, NULL, &w.state, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_of_snapshot(w.campaign, &w.contact, &s, NULL, NULL), DIALPLAN_E_ARGUMENT);
  world_close(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_never_called),
      cmocka_unit_test(one_attempt_is_first_and_last),
      cmocka_unit_test(attempts_of_one_date_are_counted),
      cmocka_unit_test(an_unknown_first_attempt_is_the_last),
      cmocka_unit_test(errors_in_a_row_are_taken_over),
      cmocka_unit_test(the_wish_was_spoken_in_the_last_attempt),
      cmocka_unit_test(before_any_attempt_the_wish_is_as_old_as_the_contact),
      cmocka_unit_test(contradictions_are_refused),
      cmocka_unit_test(ranges_are_held),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
