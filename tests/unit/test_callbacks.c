/* SPDX-License-Identifier: MIT */
/* Callbacks in the life of a contact, as decisions see them. */
#include "support/decide.h"

#define NO_ANSWER DIALPLAN_OUTCOME_NO_ANSWER

static void a_wish_is_called_at_its_time(void **state) {
  desk d = desk_open("1111111");
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 10, 0), day_at(1, 15, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(1, 15, 0));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_CALLBACK);
  assert_int_equal(now.class_rank, 0);
  assert_int_equal(now.status, DIALPLAN_STATUS_CALLBACK);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(now.asked_at, day_at(1, 15, 0));
  assert_int_equal(now.callback_ref, 77);
  desk_close(&d);
}

static void a_wish_outside_open_time_is_placed_and_remembered(void **state) {
  desk d = desk_open("1111100");
  desk_wish(&d, day_at(1, 10, 0), day_at(6, 15, 0)); /* Saturday */
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(8, 9, 0));
  assert_int_equal(now.asked_at, day_at(6, 15, 0));
  desk_close(&d);
}

static void a_wish_without_a_clear_time_takes_the_normal_delay(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.every.seconds = 3 * HOUR;
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 10, 1), 0);
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  calls(now, DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME, day_at(1, 13, 1));
  assert_int_equal(now.asked_at, 0);
  desk_close(&d);
}

static void failed_attempts_follow_the_callbacks_retry(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.max_reschedules = 2;
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  dialplan_decision now = desk_ask(&d, day_at(1, 10, 1));
  calls(now, DIALPLAN_REASON_CALLBACK_RETRY, day_at(1, 10, 15));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_CALLBACK);
  assert_int_equal(now.asked_at, day_at(1, 10, 0));
  desk_call(&d, day_at(1, 10, 15), DIALPLAN_OUTCOME_BUSY);
  calls(desk_ask(&d, day_at(1, 10, 16)), DIALPLAN_REASON_CALLBACK_RETRY, day_at(1, 11, 15));
  desk_call(&d, day_at(1, 11, 15), NO_ANSWER); /* the third failure closes it */
  now = desk_ask(&d, day_at(1, 11, 16));
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 11, 15));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_RETRY);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_EXHAUSTED);
  assert_int_equal(now.asked_at, 0);
  desk_close(&d);
}

static void voicemail_closes_a_wish(void **state) {
  desk d = desk_open("1111111");
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_VOICEMAIL);
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 1));
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 10, 0));
  assert_int_equal(now.wish_status, DIALPLAN_WISH_CLOSED);
  assert_int_equal(now.status, DIALPLAN_STATUS_RETRY);
  desk_close(&d);
}

static void a_wish_skips_waits_but_not_caps(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.wait.seconds = d.settings.retry.cooldown.seconds = 6 * HOUR;
  d.settings.retry.not_picked_cooldown.seconds = 6 * HOUR;
  d.settings.skip_recently_completed = (dialplan_duration){.days = 30};
  desk_call(&d, day_at(1, 9, 0), NO_ANSWER);
  d.state.conversation_at[0] = day_at(1, 9, 0);
  desk_wish(&d, day_at(1, 9, 30), day_at(1, 10, 0));
  calls(desk_ask(&d, day_at(1, 9, 31)), DIALPLAN_REASON_CALLBACK, day_at(1, 10, 0));
  d.settings.callbacks.ignore_cooldown = 0;
  d.settings.skip_recently_completed.days = DP_OFF;
  calls(desk_ask(&d, day_at(1, 9, 31)), DIALPLAN_REASON_CALLBACK, day_at(1, 15, 0));
  desk_reschedule(&d, day_at(1, 9, 31), day_at(1, 11, 0)); /* with both, as the reschedule */
  calls(desk_ask(&d, day_at(1, 9, 31)), DIALPLAN_REASON_RESCHEDULED, day_at(1, 11, 0));
  d.settings.retry.cap_count = 1;
  d.settings.retry.caps[0] = (dp_cap){.max = 1, .per = {.seconds = 4 * HOUR}};
  calls(desk_ask(&d, day_at(1, 9, 31)), DIALPLAN_REASON_RESCHEDULED, day_at(1, 13, 0));
  desk_close(&d);
}

static void a_moved_wish_keeps_its_class(void **state) {
  desk d = desk_open("1111111");
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  desk_reschedule(&d, day_at(1, 9, 30), day_at(2, 12, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 9, 40));
  calls(now, DIALPLAN_REASON_RESCHEDULED, day_at(2, 12, 0));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_CALLBACK);
  assert_int_equal(now.asked_at, day_at(2, 12, 0));
  desk_close(&d);
}

static void extra_attempts_are_for_a_wish(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_attempts = 1;
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  dialplan_decision now = desk_ask(&d, day_at(1, 9, 10));
  stops(now, DIALPLAN_REASON_MAX_ATTEMPTS);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_EXHAUSTED);
  assert_int_equal(now.status, DIALPLAN_STATUS_EXHAUSTED);
  d.settings.callbacks.extra_attempts = 1;
  now = desk_ask(&d, day_at(1, 9, 10));
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(1, 10, 0));
  assert_int_equal(now.attempt, 2);
  assert_int_equal(now.of, 2);
  desk_close(&d);
}

static void rows_do_not_end_a_wish_but_errors_do(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.rows[DIALPLAN_OUTCOME_ERROR] = (dp_row){.kind = DP_ROW_STOP, .retries = DP_OFF};
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_ERROR);
  desk_wish(&d, day_at(1, 9, 10), day_at(1, 10, 0));
  calls(desk_ask(&d, day_at(1, 9, 10)), DIALPLAN_REASON_CALLBACK, day_at(1, 10, 0));
  d.settings.retry.max_consecutive_errors = 1;
  const dialplan_decision now = desk_ask(&d, day_at(1, 9, 10));
  stops(now, DIALPLAN_REASON_CONSECUTIVE_ERRORS);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_EXHAUSTED);
  desk_close(&d);
}

static void retry_days_bind_a_wish_once_it_was_tried(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_retry_days = 1;
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 9, 0), day_at(3, 17, 50));
  calls(desk_ask(&d, day_at(1, 9, 10)), DIALPLAN_REASON_CALLBACK, day_at(3, 17, 50));
  desk_reschedule(&d, day_at(1, 9, 10), day_at(3, 17, 40)); /* moves such a wish */
  calls(desk_ask(&d, day_at(1, 9, 10)), DIALPLAN_REASON_RESCHEDULED, day_at(3, 17, 40));
  desk_call(&d, day_at(3, 17, 40), NO_ANSWER);
  stops(desk_ask(&d, day_at(3, 17, 41)), DIALPLAN_REASON_MAX_RETRY_DAYS);
  desk_close(&d);
}

static void a_reschedule_alone_is_bound_by_retry_days(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_retry_days = 1;
  desk_call(&d, day_at(1, 9, 0), NO_ANSWER);
  desk_reschedule(&d, day_at(1, 9, 10), day_at(2, 9, 10));
  stops(desk_ask(&d, day_at(1, 9, 10)), DIALPLAN_REASON_MAX_RETRY_DAYS);
  desk_close(&d);
}

/* ---- late ---- */

static void a_late_wish_stays_first_in_line(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = 2 * HOUR};
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 15, 0));
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(1, 15, 0));
  assert_int_equal(now.due_at, day_at(1, 10, 0));
  desk_close(&d);
}

static void a_late_wish_is_closed(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.late = DP_LATE_CLOSE;
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  calls(desk_ask(&d, day_at(1, 15, 0)), DIALPLAN_REASON_CALLBACK, day_at(1, 15, 0)); /* late_after is off */
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = 2 * HOUR};
  calls(desk_ask(&d, day_at(1, 11, 59)), DIALPLAN_REASON_CALLBACK, day_at(1, 11, 59));
  const dialplan_decision now = desk_ask(&d, day_at(1, 12, 0));
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 9, 0));
  assert_int_equal(now.wish_status, DIALPLAN_WISH_MISSED);
  assert_int_equal(now.call_class, DIALPLAN_CLASS_RETRY);
  assert_int_equal(now.asked_at, 0);
  desk_close(&d);
}

static void lateness_counts_from_the_placed_due(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = 2 * HOUR};
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 20, 0));
  calls(desk_ask(&d, day_at(2, 10, 59)), DIALPLAN_REASON_CALLBACK, day_at(2, 10, 59)); /* due at nine */
  assert_int_equal(desk_ask(&d, day_at(2, 11, 0)).wish_status, DIALPLAN_WISH_MISSED);
  desk_close(&d);
}

static void a_late_wish_moves_to_the_next_day_once(void **state) {
  desk d = desk_open("1111100");
  d.settings.callbacks.late = DP_LATE_NEXT_DAY;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = 2 * HOUR};
  desk_wish(&d, day_at(5, 9, 0), day_at(5, 14, 30)); /* Friday */
  dialplan_decision now = desk_ask(&d, day_at(5, 16, 30));
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(8, 14, 30)); /* Monday */
  assert_int_equal(now.due_at, day_at(8, 14, 30));
  assert_int_equal(now.asked_at, day_at(5, 14, 30));
  now = desk_ask(&d, day_at(9, 10, 0)); /* not late again */
  calls(now, DIALPLAN_REASON_CALLBACK, day_at(9, 10, 0));
  assert_int_equal(now.due_at, day_at(8, 14, 30));
  desk_close(&d);
}

static void a_tried_wish_is_never_late(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 17, 0)), DIALPLAN_REASON_CALLBACK_RETRY, day_at(1, 17, 0));
  desk_close(&d);
}

static void a_moved_wish_that_is_missed_takes_its_reschedule_along(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  d.contact.enqueued_at = day_at(1, 8, 0);
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  desk_reschedule(&d, day_at(1, 9, 0), day_at(1, 12, 0));
  calls(desk_ask(&d, day_at(1, 11, 30)), DIALPLAN_REASON_RESCHEDULED, day_at(1, 12, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 13, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 13, 0));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_PENDING);
  assert_int_equal(now.asked_at, 0);
  desk_close(&d);
}

/* ---- the close of windows ---- */

static void over_several_days_a_wish_is_carried_or_cancelled(void **state) {
  desk d = desk_open("1111111");
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 15, 0));
  calls(desk_ask(&d, day_at(1, 18, 0)), DIALPLAN_REASON_CALLBACK, day_at(2, 9, 0)); /* auto: carried */
  d.settings.callbacks.on_window_close = DP_WINDOW_CLOSE_CANCEL;
  calls(desk_ask(&d, day_at(1, 17, 59)), DIALPLAN_REASON_CALLBACK, day_at(1, 17, 59));
  const dialplan_decision now = desk_ask(&d, day_at(1, 18, 0));
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 9, 0));
  assert_int_equal(now.wish_status, DIALPLAN_WISH_CANCELLED);
  assert_int_equal(now.call_class, DIALPLAN_CLASS_RETRY);
  desk_close(&d);
}

static void what_comes_first_decides_late_or_closed(void **state) {
  desk d = desk_open("1111111");
  d.settings.callbacks.on_window_close = DP_WINDOW_CLOSE_CANCEL;
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 15, 0));
  assert_int_equal(desk_ask(&d, day_at(3, 10, 0)).wish_status, DIALPLAN_WISH_MISSED);
  d.settings.callbacks.late_after.seconds = 4 * HOUR;
  assert_int_equal(desk_ask(&d, day_at(3, 10, 0)).wish_status, DIALPLAN_WISH_CANCELLED);
  desk_close(&d);
}

static void on_a_single_day_a_wish_ends_with_it_unless_carried(void **state) {
  desk d = desk_open("1111111");
  d.settings.mode = DP_MODE_SINGLE_DAY;
  d.contact.enqueued_at = day_at(1, 8, 0);
  desk_wish(&d, day_at(1, 9, 0), day_at(2, 15, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  stops(now, DIALPLAN_REASON_WINDOW_CLOSED);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_CANCELLED);
  d.settings.callbacks.on_window_close = DP_WINDOW_CLOSE_CARRY;
  calls(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_CALLBACK, day_at(2, 15, 0));
  desk_close(&d);
}

static void a_dropped_wish_leaves_the_stop_rules_of_rows(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = DP_ROW_STOP;
  d.settings.callbacks.late = DP_LATE_CLOSE;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  desk_call(&d, day_at(1, 9, 0), DIALPLAN_OUTCOME_REJECTED);
  desk_wish(&d, day_at(1, 9, 10), day_at(1, 10, 0));
  calls(desk_ask(&d, day_at(1, 9, 10)), DIALPLAN_REASON_CALLBACK, day_at(1, 10, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  stops(now, DIALPLAN_REASON_OUTCOME_STOP);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_MISSED);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wish_is_called_at_its_time),
      cmocka_unit_test(a_wish_outside_open_time_is_placed_and_remembered),
      cmocka_unit_test(a_wish_without_a_clear_time_takes_the_normal_delay),
      cmocka_unit_test(failed_attempts_follow_the_callbacks_retry),
      cmocka_unit_test(voicemail_closes_a_wish),
      cmocka_unit_test(a_wish_skips_waits_but_not_caps),
      cmocka_unit_test(a_moved_wish_keeps_its_class),
      cmocka_unit_test(extra_attempts_are_for_a_wish),
      cmocka_unit_test(rows_do_not_end_a_wish_but_errors_do),
      cmocka_unit_test(retry_days_bind_a_wish_once_it_was_tried),
      cmocka_unit_test(a_reschedule_alone_is_bound_by_retry_days),
      cmocka_unit_test(a_late_wish_stays_first_in_line),
      cmocka_unit_test(a_late_wish_is_closed),
      cmocka_unit_test(lateness_counts_from_the_placed_due),
      cmocka_unit_test(a_late_wish_moves_to_the_next_day_once),
      cmocka_unit_test(a_tried_wish_is_never_late),
      cmocka_unit_test(a_moved_wish_that_is_missed_takes_its_reschedule_along),
      cmocka_unit_test(over_several_days_a_wish_is_carried_or_cancelled),
      cmocka_unit_test(what_comes_first_decides_late_or_closed),
      cmocka_unit_test(on_a_single_day_a_wish_ends_with_it_unless_carried),
      cmocka_unit_test(a_dropped_wish_leaves_the_stop_rules_of_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
