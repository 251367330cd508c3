/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

#define NO_ANSWER DIALPLAN_OUTCOME_NO_ANSWER

static uint64_t climb(desk *d, int64_t now, int32_t outcome, dialplan_decision *out, uint64_t cap) {
  uint64_t count = 0;
  dialplan_error err = {0};
  if (dialplan_ladder(desk_campaign(d), &d->contact, &d->state, now, outcome, NULL, out, cap, &count, &err))
    fail_msg("%s", err.message);
  return count;
}

static void a_ladder_ends_with_its_stop(void **state) {
  desk d = desk_open("1111100");
  d.settings.retry.max_attempts = 3;
  dialplan_decision out[8];
  assert_int_equal(climb(&d, day_at(4, 10, 0), 0, out, 8), 4);
  calls(out[0], DIALPLAN_REASON_FIRST_ATTEMPT, day_at(4, 10, 0));
  calls(out[1], DIALPLAN_REASON_FIXED, day_at(5, 10, 0));
  calls(out[2], DIALPLAN_REASON_FIXED, day_at(8, 9, 0));
  stops(out[3], DIALPLAN_REASON_MAX_ATTEMPTS);
  for (uint32_t i = 0; i < 4; i++) assert_int_equal(out[i].attempt, i + 1);
  desk_close(&d);
}

static void the_outcome_decides_the_way(void **state) {
  desk d = desk_open("1111111");
  dp_settings_standard(&d.settings.retry);
  dialplan_decision out[8];
  assert_int_equal(climb(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_BUSY, out, 8),
                   7); /* 5 retries: the 6th busy ends it */
  calls(out[1], DIALPLAN_REASON_OUTCOME_ROW, day_at(1, 10, 0));
  stops(out[6], DIALPLAN_REASON_OUTCOME_RETRIES);
  assert_int_equal(climb(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_COMPLETED, out, 8), 2);
  stops(out[1], DIALPLAN_REASON_REACHED);
  desk_close(&d);
}

static void a_ladder_goes_on_from_a_history_that_it_leaves_alone(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_attempts = 3;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  const dialplan_state before = d.state;
  dialplan_decision out[4];
  assert_int_equal(climb(&d, day_at(1, 11, 0), 0, out, 4), 3);
  assert_int_equal(out[0].attempt, 2);
  calls(out[1], DIALPLAN_REASON_FIXED, day_at(3, 10, 0));
  assert_memory_equal(&before, &d.state, sizeof before);
  desk_close(&d);
}

static void a_hold_is_the_last_rung(void **state) {
  desk d = desk_open("1111111");
  d.settings.status = DP_STATUS_PAUSED;
  dialplan_decision out[2];
  assert_int_equal(climb(&d, day_at(1, 11, 0), 0, out, 2), 1);
  holds(out[0], DIALPLAN_REASON_CAMPAIGN_PAUSED, day_at(1, 11, 0));
  desk_close(&d);
}

static void a_ladder_has_a_thousand_rungs_at_most(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_attempts = DP_OFF;
  d.settings.retry.every.seconds = MINUTE;
  static dialplan_decision out[2];
  assert_int_equal(climb(&d, day_at(1, 9, 0), 0, out, 2), 1000);
  calls(out[1], DIALPLAN_REASON_FIXED, day_at(1, 9, 1)); /* the first ones are written all the same */
  assert_int_equal(climb(&d, day_at(1, 9, 0), 0, NULL, 0), 1000);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_LADDER), 1000);
  desk_close(&d);
}

static void bad_arguments_are_told(void **state) {
  desk d = desk_open("1111111");
  const dialplan_campaign *campaign = desk_campaign(&d);
  uint64_t count = 5;
  dialplan_decision out;
  assert_int_equal(dialplan_ladder(NULL, &d.contact, NULL, 1, 0, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_ladder(campaign, NULL, NULL, 1, 0, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_ladder(campaign, &d.contact, NULL, 1, 0, NULL, NULL, 1, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_ladder(campaign, &d.contact, NULL, 1, 16, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_ladder(campaign, &d.contact, NULL, 0, 0, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_RANGE);
  d.state.size = 9;
  assert_int_equal(dialplan_ladder(campaign, &d.contact, &d.state, 1, 0, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_SIZE);
  d.contact.enqueued_at = -5;
  assert_int_equal(dialplan_ladder(campaign, &d.contact, NULL, 1, 0, NULL, &out, 1, &count, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(count, 5);
  desk_close(&d);
}

/* ---- standing ---- */

static void where_a_contact_stands(void **state) {
  desk d = desk_open("1111111");
  const dialplan_campaign *campaign = desk_campaign(&d);
  int32_t status = 0, wish = -1;
  assert_int_equal(dialplan_standing(campaign, &d.contact, NULL, day_at(1, 9, 0), &status, &wish, NULL), 0);
  assert_int_equal(status, DIALPLAN_STATUS_PENDING);
  assert_int_equal(wish, DIALPLAN_WISH_NONE);
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 12, 0));
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  campaign = desk_campaign(&d);
  assert_int_equal(dialplan_standing(campaign, &d.contact, &d.state, day_at(1, 9, 0), &status, &wish, NULL),
                   0);
  assert_int_equal(status, DIALPLAN_STATUS_CALLBACK);
  assert_int_equal(wish, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(dialplan_standing(campaign, &d.contact, &d.state, day_at(1, 13, 0), &status, NULL, NULL),
                   0);
  assert_int_equal(dialplan_standing(campaign, &d.contact, &d.state, day_at(1, 13, 0), NULL, &wish, NULL), 0);
  assert_int_equal(status, DIALPLAN_STATUS_RETRY);
  assert_int_equal(wish, DIALPLAN_WISH_MISSED);
  assert_int_equal(dialplan_standing(campaign, &d.contact, &d.state, 0, &status, &wish, NULL),
                   DIALPLAN_E_RANGE);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ladder_ends_with_its_stop),
      cmocka_unit_test(the_outcome_decides_the_way),
      cmocka_unit_test(a_ladder_goes_on_from_a_history_that_it_leaves_alone),
      cmocka_unit_test(a_hold_is_the_last_rung),
      cmocka_unit_test(a_ladder_has_a_thousand_rungs_at_most),
      cmocka_unit_test(bad_arguments_are_told),
      cmocka_unit_test(where_a_contact_stands),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
