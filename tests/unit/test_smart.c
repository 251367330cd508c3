/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

#include "draw.h"
#include "smart.h"

#define NO_ANSWER DIALPLAN_OUTCOME_NO_ANSWER

/* A desk whose only phase is the one given. */
static desk smart_desk(const char *days, const char *windows, dp_phase phase) {
  desk d = desk_open(days);
  memset(d.settings.windows.week, 0, sizeof d.settings.windows.week);
  atlas_week(d.settings.windows.week, days, windows);
  d.settings.retry.strategy = DP_STRATEGY_SMART;
  d.settings.retry.phase_count = 1;
  d.settings.retry.phases[0] = phase;
  d.settings.retry.phases[0].from_day = 1;
  return d;
}

static int64_t next(desk *d, int64_t bound) {
  dp_view view;
  assert_int_equal(dp_view_init(&view, desk_campaign(d), &d->contact, NULL, NULL), 0);
  return dp_smart_next(&view, &d->state, bound, NULL);
}

/* below(n) of the manual for the coming attempt, planned on a date. */
static int64_t below(const desk *d, int64_t n, int purpose, int64_t date_at) {
  const uint64_t seed = dp_draw_hash(d->settings.name, strlen(d->settings.name));
  const uint64_t draw =
      dp_draw(seed, d->contact.key, d->state.attempts + 1, (uint64_t)purpose, (int32_t)(date_at / DAY));
  return (int64_t)dp_draw_below(draw, (uint64_t)n);
}

static const dp_phase one_a_day = {.calls = 1, .per_days = 1};
static const dp_phase two_spread = {.calls = 2, .per_days = 1, .dayparts = DP_DAYPARTS_SPREAD};
static const dp_phase three_spread = {.calls = 3, .per_days = 1, .dayparts = DP_DAYPARTS_SPREAD};
static const dp_phase three_gap = {.calls = 3, .per_days = 1, .gap = {0, HOUR}, .has_gap = 1};

/* ---- one a day ---- */

static void the_next_call_is_in_another_daypart(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", one_a_day); /* the evening's hour is joined: 9-12, 12-18 */
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 12, 0) + below(&d, 6 * HOUR, 4, day_at(2, 0, 0)));
  d.state = (dialplan_state){0};
  desk_call(&d, day_at(1, 17, 30), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0) + below(&d, 3 * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void seconds_left_choose_among_several_dayparts(void **state) {
  desk d = smart_desk("1111111", "09:00-20:00", one_a_day); /* 9-12, 12-17, 17-20 */
  desk_call(&d, day_at(1, 13, 0), NO_ANSWER);
  const int64_t named = below(&d, 6 * HOUR, 5, day_at(2, 0, 0)), from = named < 3 * HOUR ? 9 : 17;
  assert_int_equal(next(&d, 0), day_at(2, (int)from, 0) + below(&d, 3 * HOUR, 4, day_at(2, 0, 0)));
  /* From a bound on, what has passed is not drawn. */
  const int64_t bound = day_at(2, 11, 0), late = below(&d, 4 * HOUR, 5, day_at(2, 0, 0));
  const int64_t first = late < HOUR ? bound : day_at(2, 17, 0), n = late < HOUR ? HOUR : 3 * HOUR;
  assert_int_equal(next(&d, bound), first + below(&d, n, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void the_only_daypart_serves_again(void **state) {
  desk d = smart_desk("1111111", "09:00-11:00", one_a_day);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0) + below(&d, 2 * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void a_date_without_open_time_is_passed_over(void **state) {
  desk d = smart_desk("1111100", "09:00-18:00", one_a_day);
  desk_call(&d, day_at(5, 10, 0), NO_ANSWER); /* Friday */
  assert_int_equal(next(&d, 0), day_at(8, 12, 0) + below(&d, 6 * HOUR, 4, day_at(8, 0, 0)));
  desk_close(&d);
}

static void a_date_with_its_calls_made_is_passed_over(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", one_a_day);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  const int64_t at = next(&d, day_at(1, 10, 0));
  assert_true(at >= day_at(2, 9, 0) && at < day_at(2, 18, 0));
  desk_close(&d);
}

/* ---- per ---- */

static void per_counts_days_from_the_last_call(void **state) {
  const dp_phase weekly = {.calls = 1, .per_days = 7};
  desk d = smart_desk("1111110", "09:00-18:00", weekly);
  desk_call(&d, day_at(7, 20, 0), NO_ANSWER); /* by hand, on a Sunday; the next Sunday is closed */
  assert_int_equal(next(&d, 0), day_at(15, 9, 0) + below(&d, 3 * HOUR, 4, day_at(15, 0, 0)));
  desk_close(&d);
}

/* ---- spread ---- */

static void the_first_call_takes_the_pairs_first_daypart(void **state) {
  desk d = smart_desk("1111111", "09:00-20:00", two_spread); /* three dayparts: two pairs */
  static const int from[2] = {9, 12}, hours[2] = {3, 5};
  desk_call(&d, day_at(1, 18, 0), NO_ANSWER);
  const int64_t pair = below(&d, 2, 3, day_at(2, 0, 0));
  assert_int_equal(next(&d, day_at(2, 0, 0)),
                   day_at(2, from[pair], 0) + below(&d, hours[pair] * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void a_passed_daypart_gives_way_to_the_next(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", two_spread); /* two dayparts: one pair */
  desk_call(&d, day_at(1, 18, 0), NO_ANSWER);
  assert_int_equal(next(&d, day_at(2, 13, 0)), day_at(2, 13, 0) + below(&d, 5 * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void the_second_call_is_two_hours_later_in_a_later_daypart(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", two_spread);
  desk_call(&d, day_at(1, 11, 30), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(1, 13, 30) + below(&d, 4 * HOUR + HOUR / 2, 4, day_at(1, 0, 0)));
  desk_close(&d);
}

static void an_hour_is_tried_where_two_leave_nothing(void **state) {
  desk d = smart_desk("1111111", "09:00-13:40", two_spread); /* 9-12, 12-13:40 */
  desk_call(&d, day_at(1, 11, 50), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(1, 12, 50) + below(&d, 50 * MINUTE, 4, day_at(1, 0, 0)));
  desk_close(&d);
}

static void without_a_later_daypart_the_next_date_is_taken(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", two_spread);
  desk_call(&d, day_at(1, 12, 30), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0) + below(&d, 3 * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void a_single_daypart_is_cut_in_halves_for_two(void **state) {
  desk d = smart_desk("1111111", "09:00-11:30", two_spread);
  desk_call(&d, day_at(1, 20, 0), NO_ANSWER);
  desk_call(&d, day_at(1, 20, 1), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0) + below(&d, 75 * MINUTE, 4, day_at(2, 0, 0)));
  d.state = (dialplan_state){0};
  desk_call(&d, day_at(1, 10, 0),
            NO_ANSWER); /* first half; two hours later it is over, one leaves half an hour */
  assert_int_equal(next(&d, 0), day_at(1, 11, 0) + below(&d, 30 * MINUTE, 4, day_at(1, 0, 0)));
  d.state = (dialplan_state){0};
  desk_call(&d, day_at(1, 10, 15), NO_ANSWER); /* the second half begins then */
  assert_true(next(&d, 0) >= day_at(2, 9, 0));
  desk_close(&d);
}

static void of_three_calls_the_first_takes_the_first_daypart(void **state) {
  desk d = smart_desk("1111111", "09:00-20:00", three_spread);
  desk_call(&d, day_at(1, 21, 0), NO_ANSWER);
  assert_int_equal(next(&d, day_at(2, 0, 0)), day_at(2, 9, 0) + below(&d, 3 * HOUR, 4, day_at(2, 0, 0)));
  desk_close(&d);
}

static void calls_by_hand_count(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", two_spread);
  desk_call(&d, day_at(1, 6, 0), NO_ANSWER);
  desk_call(&d, day_at(1, 7, 0), NO_ANSWER);
  assert_true(next(&d, 0) >= day_at(2, 9, 0));
  desk_close(&d);
}

static void more_calls_than_the_list_remembers_count(void **state) {
  const dp_phase many = {.calls = 17, .per_days = 1};
  desk d = smart_desk("1111111", "09:00-18:00", many);
  for (int i = 0; i < 16; i++) desk_call(&d, day_at(1, 9, i), NO_ANSWER);
  assert_true(next(&d, 0) < day_at(1, 18, 0));
  desk_call(&d, day_at(1, 9, 16), NO_ANSWER);
  assert_true(next(&d, 0) >= day_at(2, 9, 0));
  desk_close(&d);
}

/* ---- gaps ---- */

static void the_gap_is_spread_by_a_tenth(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", three_gap);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  const int64_t at = day_at(1, 10, 0) + HOUR - 360 + below(&d, 721, 2, day_at(1, 0, 0));
  assert_int_equal(next(&d, 0), at);
  assert_int_equal(next(&d, day_at(1, 12, 0)), day_at(1, 12, 0)); /* no earlier than the bound */
  desk_close(&d);
}

static void a_gap_that_ends_closed_waits_for_the_next_opening_of_the_date(void **state) {
  desk d = smart_desk("1111111", "09:00-11:00 14:00-18:00", three_gap);
  d.settings.jitter_s = 600;
  desk_call(&d, day_at(1, 10, 50), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(1, 14, 0) + below(&d, 601, 1, day_at(1, 0, 0)));
  desk_close(&d);
}

static void after_the_last_close_the_next_date_begins_at_its_opening(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", three_gap);
  d.settings.jitter_s = 600;
  desk_call(&d, day_at(1, 17, 50), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0) + below(&d, 601, 1, day_at(2, 0, 0)));
  desk_close(&d);
}

static void windows_over_midnight_belong_to_two_dates(void **state) {
  desk d = smart_desk("1111111", "22:00-02:00", three_gap);
  desk_call(&d, day_at(1, 23, 30), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 0, 0)); /* past midnight: the next date, which is open at once */
  desk_close(&d);
}

static void a_fourth_call_waits_for_the_next_date(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", three_gap);
  for (int i = 0; i < 3; i++) desk_call(&d, day_at(1, 10 + i, 0), NO_ANSWER);
  assert_int_equal(next(&d, 0), day_at(2, 9, 0));
  desk_close(&d);
}

/* ---- phases, horizon, zones ---- */

static void the_phase_is_that_of_the_date(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", three_gap);
  dp_settings_phases(&d.settings.retry, DP_INTENSITY_CONSERVATIVE); /* day 1: 2, days 2-4: 1, then weekly */
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  assert_in_range(next(&d, 0), day_at(1, 13, 36), day_at(1, 14, 24));
  desk_call(&d, day_at(1, 14, 0), NO_ANSWER);
  assert_in_range(next(&d, 0), day_at(2, 9, 0), day_at(2, 12, 0));
  desk_call(&d, day_at(4, 10, 0), NO_ANSWER);
  assert_in_range(next(&d, 0), day_at(11, 12, 0), day_at(11, 18, 0)); /* day 5 on: 7 days after day 4 */
  desk_close(&d);
}

static void the_horizon_ends_the_walk(void **state) {
  desk d = smart_desk("0000000", "09:00-18:00", one_a_day);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  assert_int_equal(next(&d, 0), 0);
  atlas_week(d.settings.windows.week, "1111111", "09:00-18:00");
  d.settings.horizon_s = 10 * HOUR; /* less than to the next date's opening */
  assert_int_equal(next(&d, 0), 0);
  d.settings.horizon_s = 40 * HOUR;
  assert_true(next(&d, 0) > 0);
  desk_close(&d);
}

/* The civil day of what is proposed after a call at an instant, from a bound on. */
static int32_t day_after(desk *d, int64_t call_at, int64_t bound) {
  d->state = (dialplan_state){0};
  desk_call(d, call_at, NO_ANSWER);
  const int64_t at = next(d, bound);
  assert_true(at > call_at && at >= bound);
  dialplan_civil civil;
  assert_int_equal(dialplan_zone_civil(d->zones, d->settings.zone, at, &civil, NULL), 0);
  return civil.day;
}

static void a_date_that_begins_twice_is_one_date(void **state) {
  desk d = smart_desk("1111111", "00:00-24:00", one_a_day);
  d.settings.zone = ATLAS_ST_JOHNS; /* 2010-11-07 00:01 is 2010-11-06 23:01 once more */
  const int64_t change = INT64_C(1289097060);
  assert_int_equal(day_after(&d, change - 90, 0), 7);           /* on the 6th at 23:59:30 */
  assert_int_equal(day_after(&d, change - 30, 0), 8);           /* on the 7th at 00:00:30, the first time */
  assert_int_equal(day_after(&d, change - 30, change + 60), 8); /* although it is the 6th again */
  assert_int_equal(day_after(&d, change + 60, 0), 7);           /* on the 6th, the second time */
  desk_close(&d);
}

static void a_repeated_hour_counts_twice(void **state) {
  desk d = smart_desk("1111111", "00:00-12:00", one_a_day);
  d.settings.zone = ATLAS_LONDON; /* 2026-10-25: 01:00 to 02:00 comes twice */
  const int64_t midnight = atlas_at(d.zones, ATLAS_UTC, "2026-10-24T23:00:00Z"), date = midnight + HOUR;
  desk_call(&d, midnight - 13 * HOUR, NO_ANSWER);
  for (uint64_t key = 0; key < 40; key++) {
    d.contact.key = key;
    assert_int_equal(next(&d, 0), midnight + below(&d, 13 * HOUR, 4, date));
    assert_int_equal(next(&d, midnight + HOUR), midnight + HOUR + below(&d, 12 * HOUR, 4, date));
  }
  desk_close(&d);
}

static void the_step_tells_day_and_call(void **state) {
  desk d = smart_desk("1111111", "09:00-18:00", three_gap);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  dp_view view;
  dp_smart_step step;
  assert_int_equal(dp_view_init(&view, desk_campaign(&d), &d.contact, NULL, NULL), 0);
  assert_true(dp_smart_next(&view, &d.state, 0, &step) > 0);
  assert_int_equal(step.day, 1);
  assert_int_equal(step.call, 2);
  assert_int_equal(step.calls, 3);
  assert_int_equal(step.per_days, 1);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_next_call_is_in_another_daypart),
      cmocka_unit_test(seconds_left_choose_among_several_dayparts),
      cmocka_unit_test(the_only_daypart_serves_again),
      cmocka_unit_test(a_date_without_open_time_is_passed_over),
      cmocka_unit_test(a_date_with_its_calls_made_is_passed_over),
      cmocka_unit_test(per_counts_days_from_the_last_call),
      cmocka_unit_test(the_first_call_takes_the_pairs_first_daypart),
      cmocka_unit_test(a_passed_daypart_gives_way_to_the_next),
      cmocka_unit_test(the_second_call_is_two_hours_later_in_a_later_daypart),
      cmocka_unit_test(an_hour_is_tried_where_two_leave_nothing),
      cmocka_unit_test(without_a_later_daypart_the_next_date_is_taken),
      cmocka_unit_test(a_single_daypart_is_cut_in_halves_for_two),
      cmocka_unit_test(of_three_calls_the_first_takes_the_first_daypart),
      cmocka_unit_test(calls_by_hand_count),
      cmocka_unit_test(more_calls_than_the_list_remembers_count),
      cmocka_unit_test(the_gap_is_spread_by_a_tenth),
      cmocka_unit_test(a_gap_that_ends_closed_waits_for_the_next_opening_of_the_date),
      cmocka_unit_test(after_the_last_close_the_next_date_begins_at_its_opening),
      cmocka_unit_test(windows_over_midnight_belong_to_two_dates),
      cmocka_unit_test(a_fourth_call_waits_for_the_next_date),
      cmocka_unit_test(the_phase_is_that_of_the_date),
      cmocka_unit_test(the_horizon_ends_the_walk),
      cmocka_unit_test(a_date_that_begins_twice_is_one_date),
      cmocka_unit_test(a_repeated_hour_counts_twice),
      cmocka_unit_test(the_step_tells_day_and_call),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
