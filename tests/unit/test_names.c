/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void verdicts_have_names(void **state) {
  (void)state;
  assert_string_equal(dialplan_verdict_name(DIALPLAN_VERDICT_CALL), "call");
  assert_string_equal(dialplan_verdict_name(DIALPLAN_VERDICT_HOLD), "hold");
  assert_string_equal(dialplan_verdict_name(DIALPLAN_VERDICT_STOP), "stop");
}

static void classes_have_names(void **state) {
  (void)state;
  assert_string_equal(dialplan_class_name(DIALPLAN_CLASS_PENDING), "pending");
  assert_string_equal(dialplan_class_name(DIALPLAN_CLASS_RETRY), "retry");
  assert_string_equal(dialplan_class_name(DIALPLAN_CLASS_CALLBACK), "callback");
}

/* The manual's list, in its order; numbers are pinned. */
static void reasons_have_the_names_of_the_list(void **state) {
  (void)state;
  static const struct {
    int32_t first;
    const char *names[20];
  } runs[] = {
      {1,
       {"first_attempt", "smart", "intervals", "fixed", "outcome_row", "callback", "callback_no_clear_time",
        "callback_retry", "rescheduled"}},
      {20, {"in_call", "campaign_draft", "campaign_paused", "no_channels", "zone_unknown", "zone_ambiguous"}},
      {40,
       {"campaign_completed", "campaign_cancelled", "dnc", "failed", "reached", "closed", "cancelled",
        "inbound_first", "max_attempts", "consecutive_errors", "outcome_stop", "outcome_retries",
        "intervals_used_up", "max_retry_days", "campaign_over", "window_closed", "never_open"}},
      {70,
       {"last_attempt", "wait", "cooldown", "not_picked_cooldown", "cap", "recently_completed", "guard",
        "before_start", "no_window", "no_call_day", "special_day", "close_margin", "other_zone", "buffer",
        "clock_change"}},
      {90, {"open", "after_end"}},
  };
  int32_t next = 0;
  for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
    for (; next < runs[i].first; next++) assert_null(dialplan_reason_name(next));
    for (int k = 0; k < 20 && runs[i].names[k]; k++)
      assert_string_equal(dialplan_reason_name(next++), runs[i].names[k]);
  }
  assert_null(dialplan_reason_name(next));
}

static void standings_have_names(void **state) {
  (void)state;
  static const char *const names[] = {"pending",   "in_call",       "retry",  "callback",
                                      "reached",   "exhausted",     "failed", "dnc",
                                      "cancelled", "window_closed", "closed"};
  for (int i = 0; i < 11; i++) assert_string_equal(dialplan_standing_name(i + 1), names[i]);
}

static void wishes_have_names(void **state) {
  (void)state;
  static const char *const names[] = {"none",   "scheduled", "completed", "cancelled",
                                      "closed", "exhausted", "missed"};
  for (int i = 0; i < 7; i++) assert_string_equal(dialplan_wish_name(i), names[i]);
}

static void other_numbers_have_none(void **state) {
  (void)state;
  static const int32_t none[] = {-1, 12, 100, INT32_MIN, INT32_MAX};
  for (int i = 0; i < 5; i++) {
    assert_null(dialplan_verdict_name(none[i]));
    assert_null(dialplan_class_name(none[i]));
    assert_null(dialplan_reason_name(none[i]));
    assert_null(dialplan_standing_name(none[i]));
    assert_null(dialplan_wish_name(none[i]));
  }
  assert_null(dialplan_verdict_name(0));
  assert_null(dialplan_standing_name(0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(verdicts_have_names),  cmocka_unit_test(classes_have_names),
      cmocka_unit_test(standings_have_names), cmocka_unit_test(reasons_have_the_names_of_the_list),
      cmocka_unit_test(wishes_have_names),    cmocka_unit_test(other_numbers_have_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
