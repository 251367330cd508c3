/* SPDX-License-Identifier: MIT */
#include "support/apply_world.h"

#include "retry.h"

/* A state after n attempts that all ended so. */
static dialplan_state after(uint32_t n, uint8_t outcome) {
  dialplan_state state = {.attempts = n, .last_outcome = outcome};
  state.outcome_counts[outcome] = (uint8_t)n;
  return state;
}

static dp_settings settings_of(int32_t strategy) {
  dp_settings settings;
  dp_settings_init(&settings);
  settings.retry.strategy = strategy;
  settings.retry.every = (dialplan_duration){.days = 1, .seconds = 0};
  settings.retry.interval_count = 3;
  settings.retry.intervals[0].seconds = 20 * 60;
  settings.retry.intervals[1].seconds = 3600;
  settings.retry.intervals[2].days = 1;
  return settings;
}

static void lasts(dp_wait wait, int32_t reason, int32_t days, int32_t seconds) {
  assert_int_equal(wait.kind, DP_WAIT_DURATION);
  assert_int_equal(wait.reason, reason);
  assert_int_equal(wait.duration.days, days);
  assert_int_equal(wait.duration.seconds, seconds);
}

static void ends(dp_wait wait, int32_t reason) {
  assert_int_equal(wait.kind, DP_WAIT_END);
  assert_int_equal(wait.reason, reason);
}

static void smart_waits_for_its_own_walk(void **state) {
  const dp_settings settings = settings_of(DP_STRATEGY_SMART);
  const dialplan_state one = after(1, DIALPLAN_OUTCOME_NO_ANSWER);
  const dp_wait wait = dp_retry_wait(&settings, &one);
  assert_int_equal(wait.kind, DP_WAIT_SMART);
  assert_int_equal(wait.reason, DIALPLAN_REASON_SMART);
  assert_int_equal(wait.retry, 0);
}

static void fixed_waits_the_same_each_time(void **state) {
  const dp_settings settings = settings_of(DP_STRATEGY_FIXED);
  const dialplan_state one = after(1, DIALPLAN_OUTCOME_BUSY), many = after(70, DIALPLAN_OUTCOME_BUSY);
  lasts(dp_retry_wait(&settings, &one), DIALPLAN_REASON_FIXED, 1, 0);
  lasts(dp_retry_wait(&settings, &many), DIALPLAN_REASON_FIXED, 1, 0);
}

static void the_nth_interval_follows_the_nth_attempt(void **state) {
  const dp_settings settings = settings_of(DP_STRATEGY_INTERVALS);
  const dialplan_state one = after(1, DIALPLAN_OUTCOME_BUSY), two = after(2, DIALPLAN_OUTCOME_BUSY),
                       three = after(3, DIALPLAN_OUTCOME_BUSY);
  lasts(dp_retry_wait(&settings, &one), DIALPLAN_REASON_INTERVALS, 0, 1200);
  lasts(dp_retry_wait(&settings, &two), DIALPLAN_REASON_INTERVALS, 0, 3600);
  lasts(dp_retry_wait(&settings, &three), DIALPLAN_REASON_INTERVALS, 1, 0);
}

static void after_the_last_interval_it_repeats_or_ends(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_INTERVALS);
  const dialplan_state three = after(3, DIALPLAN_OUTCOME_BUSY), four = after(4, DIALPLAN_OUTCOME_BUSY),
                       many = after(1000, DIALPLAN_OUTCOME_BUSY);
  lasts(dp_retry_wait(&settings, &four), DIALPLAN_REASON_INTERVALS, 1, 0);
  lasts(dp_retry_wait(&settings, &many), DIALPLAN_REASON_INTERVALS, 1, 0);
  settings.retry.after_last = DP_AFTER_LAST_STOP;
  lasts(dp_retry_wait(&settings, &three), DIALPLAN_REASON_INTERVALS, 1, 0);
  ends(dp_retry_wait(&settings, &four), DIALPLAN_REASON_INTERVALS_USED_UP);
}

static void with_five_retries_the_sixth_busy_ends(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_SMART);
  settings.retry.rows[DIALPLAN_OUTCOME_BUSY] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {.days = 0, .seconds = 3600}, .retries = 5};
  for (uint32_t n = 1; n <= 5; n++) {
    const dialplan_state busy = after(n, DIALPLAN_OUTCOME_BUSY);
    const dp_wait wait = dp_retry_wait(&settings, &busy);
    lasts(wait, DIALPLAN_REASON_OUTCOME_ROW, 0, 3600);
    assert_int_equal(wait.retry, n);
    assert_int_equal(wait.retries, 5);
  }
  const dialplan_state sixth = after(6, DIALPLAN_OUTCOME_BUSY);
  ends(dp_retry_wait(&settings, &sixth), DIALPLAN_REASON_OUTCOME_RETRIES);
}

static void retries_count_over_the_whole_run_not_in_a_row(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_FIXED);
  settings.retry.rows[DIALPLAN_OUTCOME_BUSY] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {.days = 0, .seconds = 60}, .retries = 1};
  dialplan_state mixed = {.attempts = 5, .last_outcome = DIALPLAN_OUTCOME_BUSY};
  mixed.outcome_counts[DIALPLAN_OUTCOME_BUSY] = 2;
  mixed.outcome_counts[DIALPLAN_OUTCOME_NO_ANSWER] = 3;
  ends(dp_retry_wait(&settings, &mixed), DIALPLAN_REASON_OUTCOME_RETRIES);
  mixed.last_outcome = DIALPLAN_OUTCOME_NO_ANSWER; /* which has no row */
  lasts(dp_retry_wait(&settings, &mixed), DIALPLAN_REASON_FIXED, 1, 0);
}

static void a_row_without_retries_never_ends(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_FIXED);
  settings.retry.rows[DIALPLAN_OUTCOME_BUSY] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {.days = 2, .seconds = 0}, .retries = DP_OFF};
  const dialplan_state many = after(255, DIALPLAN_OUTCOME_BUSY);
  const dp_wait wait = dp_retry_wait(&settings, &many);
  lasts(wait, DIALPLAN_REASON_OUTCOME_ROW, 2, 0);
  assert_int_equal(wait.retries, 0);
}

static void zero_retries_end_at_the_first(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_FIXED);
  settings.retry.rows[DIALPLAN_OUTCOME_BUSY] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {.days = 2, .seconds = 0}, .retries = 0};
  const dialplan_state one = after(1, DIALPLAN_OUTCOME_BUSY);
  ends(dp_retry_wait(&settings, &one), DIALPLAN_REASON_OUTCOME_RETRIES);
}

static void a_stop_row_ends_and_a_retry_row_hands_back(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_FIXED);
  settings.retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = DP_ROW_STOP;
  settings.retry.rows[DIALPLAN_OUTCOME_NETWORK_ERROR].kind = DP_ROW_RETRY;
  const dialplan_state rejected = after(1, DIALPLAN_OUTCOME_REJECTED),
                       network = after(1, DIALPLAN_OUTCOME_NETWORK_ERROR);
  ends(dp_retry_wait(&settings, &rejected), DIALPLAN_REASON_OUTCOME_STOP);
  lasts(dp_retry_wait(&settings, &network), DIALPLAN_REASON_FIXED, 1, 0);
}

static void a_network_error_is_tried_again_after_half_an_hour(void **state) {
  const dp_settings settings = settings_of(DP_STRATEGY_SMART);
  const dialplan_state network = after(40, DIALPLAN_OUTCOME_NETWORK_ERROR);
  lasts(dp_retry_wait(&settings, &network), DIALPLAN_REASON_OUTCOME_ROW, 0, 1800);
}

static void the_standard_rows(void **state) {
  dp_settings settings = settings_of(DP_STRATEGY_SMART);
  dp_settings_standard(&settings.retry);
  static const struct {
    uint8_t outcome;
    uint32_t retries;
    int32_t hours2;
  } rows[] = {{DIALPLAN_OUTCOME_VOICEMAIL, 3, 48},
              {DIALPLAN_OUTCOME_NO_ANSWER, 3, 48},
              {DIALPLAN_OUTCOME_BUSY, 5, 2},
              {DIALPLAN_OUTCOME_ERROR, 3, 1},
              {DIALPLAN_OUTCOME_NETWORK_ERROR, 3, 1}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const dialplan_state last = after(rows[i].retries, rows[i].outcome),
                         past = after(rows[i].retries + 1, rows[i].outcome);
    lasts(dp_retry_wait(&settings, &last), DIALPLAN_REASON_OUTCOME_ROW, 0, rows[i].hours2 * 1800);
    ends(dp_retry_wait(&settings, &past), DIALPLAN_REASON_OUTCOME_RETRIES);
  }
}

static void delay_is(const dp_settings *settings, dialplan_state state, int32_t days, int32_t seconds) {
  const dialplan_duration delay = dp_retry_normal_delay(settings, &state);
  assert_int_equal(delay.days, days);
  assert_int_equal(delay.seconds, seconds);
}

static void the_normal_delay_is_the_wait_where_there_is_one_else_24_h(void **state) {
  dp_settings fixed = settings_of(DP_STRATEGY_FIXED);
  delay_is(&fixed, (dialplan_state){0}, 0, 86400);
  delay_is(&fixed, after(1, DIALPLAN_OUTCOME_NO_ANSWER), 1, 0);
  fixed.retry.rows[DIALPLAN_OUTCOME_BUSY] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {.days = 0, .seconds = 600}, .retries = 1};
  fixed.retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = DP_ROW_STOP;
  delay_is(&fixed, after(1, DIALPLAN_OUTCOME_BUSY), 0, 600);
  delay_is(&fixed, after(2, DIALPLAN_OUTCOME_BUSY), 0,
           600); /* its retries are used up; the delay is still its */
  delay_is(&fixed, after(1, DIALPLAN_OUTCOME_REJECTED), 0, 86400);
  dp_settings intervals = settings_of(DP_STRATEGY_INTERVALS);
  intervals.retry.after_last = DP_AFTER_LAST_STOP;
  delay_is(&intervals, after(2, DIALPLAN_OUTCOME_NO_ANSWER), 0, 3600);
  delay_is(&intervals, after(4, DIALPLAN_OUTCOME_NO_ANSWER), 0, 86400);
  const dp_settings smart = settings_of(DP_STRATEGY_SMART);
  delay_is(&smart, after(1, DIALPLAN_OUTCOME_NO_ANSWER), 0, 86400);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(smart_waits_for_its_own_walk),
      cmocka_unit_test(fixed_waits_the_same_each_time),
      cmocka_unit_test(the_nth_interval_follows_the_nth_attempt),
      cmocka_unit_test(after_the_last_interval_it_repeats_or_ends),
      cmocka_unit_test(with_five_retries_the_sixth_busy_ends),
      cmocka_unit_test(retries_count_over_the_whole_run_not_in_a_row),
      cmocka_unit_test(a_row_without_retries_never_ends),
      cmocka_unit_test(zero_retries_end_at_the_first),
      cmocka_unit_test(a_stop_row_ends_and_a_retry_row_hands_back),
      cmocka_unit_test(a_network_error_is_tried_again_after_half_an_hour),
      cmocka_unit_test(the_standard_rows),
      cmocka_unit_test(the_normal_delay_is_the_wait_where_there_is_one_else_24_h),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
