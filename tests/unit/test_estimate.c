/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

static const int64_t NINE = INT64_C(1772442000); /* Monday, 2026-03-02T09:00:00Z */

static dialplan_estimated estimate(desk *d, const dialplan_load *load, uint64_t eligible, uint32_t cycle_s,
                                   int64_t now) {
  dialplan_estimated out;
  dialplan_error err = {0};
  if (dialplan_estimate(desk_campaign(d), load, eligible, cycle_s, now, NULL, &out, &err))
    fail_msg("%s", err.message);
  return out;
}

/* "With 4 channels and a cycle of 180 to 216 s: 80 to 66.7 an hour, 400 calls in 5 to 6 hours." */
static void the_worked_example_of_the_preset_balanced(void **state) {
  desk d = desk_paced("1111111", 4);
  d.settings.pacing.spacing_ms = 5000;
  d.settings.pacing.calls_per_minute = 12;
  d.settings.pacing.daily_limit = 400;
  const dialplan_estimated quick = estimate(&d, NULL, 400, 180, NINE),
                           slow = estimate(&d, NULL, 400, 216, NINE);
  assert_int_equal(quick.per_hour_milli, 80000);
  assert_int_equal(quick.finish_at, NINE + 5 * HOUR);
  assert_int_equal(quick.open_s, 5 * HOUR);
  assert_int_equal(quick.limit, DIALPLAN_PACING_CHANNELS);
  assert_int_equal(slow.per_hour_milli, 66666);
  assert_int_equal(slow.finish_at, NINE + 6 * HOUR);
  assert_int_equal(slow.called, 400);
  assert_int_equal(slow.days, 1);
  desk_close(&d);
}

static void the_least_of_the_limits_is_the_rate(void **state) {
  static const struct {
    dp_pacing limits;
    int64_t per_hour_milli;
    int32_t limit;
  } all[] = {
      {{.spacing_ms = 5000}, 720000, DIALPLAN_PACING_SPACING},
      {{.spacing_ms = 7000}, 514285, DIALPLAN_PACING_SPACING},
      {{.calls_per_minute = 12}, 720000, DIALPLAN_PACING_CALLS_PER_MINUTE},
      {{.rate_per_second = 2}, 7200000, DIALPLAN_PACING_CALLS_PER_SECOND},
      {{.channel_cap = 2}, 40000, DIALPLAN_PACING_CHANNEL_CAP},
      {{.seats = 3}, 60000, DIALPLAN_PACING_SEATS},
      {{.seats = 10, .predictive = 1, .handle_time_s = 120, .answer_rate_ppm = 300000},
       1000000,
       DIALPLAN_PACING_TARGET}, /* 10 / (120 * 0.3) a second */
      {{.spacing_ms = 0}, 20000000, DIALPLAN_PACING_CHANNELS},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    desk d = desk_paced("1111111", 1000);
    dp_pacing *p = &d.settings.pacing;
    const dp_pacing *own = &all[i].limits;
    p->spacing_ms = own->spacing_ms;
    if (own->calls_per_minute) p->calls_per_minute = own->calls_per_minute;
    if (own->rate_per_second) p->rate_per_second = own->rate_per_second;
    if (own->channel_cap) p->channel_cap = own->channel_cap;
    if (own->seats) p->seats = own->seats;
    p->predictive = own->predictive;
    p->handle_time_s = own->handle_time_s;
    p->answer_rate_ppm = own->answer_rate_ppm;
    const dialplan_estimated e = estimate(&d, NULL, 1, 180, NINE);
    assert_int_equal(e.per_hour_milli, all[i].per_hour_milli);
    assert_string_equal(dialplan_pacing_name(e.limit), dialplan_pacing_name(all[i].limit));
    desk_close(&d);
  }
}

static void evenings_and_weekends_do_not_count(void **state) {
  desk d = desk_paced("1111100", 4); /* 80 an hour, 720 a day of nine hours */
  assert_int_equal(estimate(&d, NULL, 720, 180, NINE).finish_at, NINE + 9 * HOUR);
  dialplan_estimated e = estimate(&d, NULL, 721, 180, NINE);
  assert_int_equal(e.finish_at, NINE + DAY + 45);
  assert_int_equal(e.days, 2);
  e = estimate(&d, NULL, 5 * 720 + 80, 180, NINE);
  assert_int_equal(e.finish_at, NINE + 7 * DAY + HOUR);
  assert_int_equal(e.days, 6);
  assert_int_equal(estimate(&d, NULL, 80, 180, NINE + 8 * HOUR + HOUR / 2).finish_at, NINE + DAY + HOUR / 2);
  desk_close(&d);
}

/* A call each 20 h: what an evening leaves over counts on the next day. */
static void no_part_of_a_call_is_lost_over_night(void **state) {
  desk d = desk_paced("1111111", 1);
  const dialplan_estimated e = estimate(&d, NULL, 2, 20 * HOUR, NINE);
  assert_int_equal(e.open_s, 40 * HOUR);
  assert_int_equal(e.finish_at, NINE + 4 * DAY + 4 * HOUR);
  desk_close(&d);
}

static void a_date_has_its_limit(void **state) {
  desk d = desk_paced("1111111", 4);
  d.settings.pacing.daily_limit = 100; /* 75 minutes */
  dialplan_estimated e = estimate(&d, NULL, 250, 180, NINE);
  assert_int_equal(e.finish_at, NINE + 2 * DAY + 2250);
  assert_int_equal(e.days, 3);
  dialplan_load load = {.started_today = 80};
  assert_int_equal(estimate(&d, &load, 20, 180, NINE).finish_at, NINE + 900);
  assert_int_equal(estimate(&d, &load, 21, 180, NINE).finish_at, NINE + DAY + 45);
  load.started_today = 200;
  assert_int_equal(estimate(&d, &load, 1, 180, NINE).finish_at, NINE + DAY + 45);
  load.at = NINE - DAY; /* counted yesterday */
  assert_int_equal(estimate(&d, &load, 1, 180, NINE).finish_at, NINE + 45);
  desk_close(&d);
}

static void what_does_not_fit_is_counted(void **state) {
  desk d = desk_paced("1111111", 4);
  d.settings.end_at = NINE + HOUR;
  dialplan_estimated e = estimate(&d, NULL, 81, 180, NINE);
  assert_int_equal(e.finish_at, 0);
  assert_int_equal(e.called, 80);
  assert_int_equal(e.open_s, HOUR);
  d.settings.end_at = 0;
  d.settings.horizon_s = 2 * DAY;
  e = estimate(&d, NULL, 10000, 180, NINE);
  assert_int_equal(e.finish_at, 0);
  assert_int_equal(e.called, 1440);
  const dialplan_options options = {.horizon_days = 1};
  assert_int_equal(dialplan_estimate(d.campaign, NULL, 10000, 180, NINE, &options, &e, NULL), 0);
  assert_int_equal(e.called, 720);
  desk_close(&d);
}

static void nothing_to_do_is_done_at_once(void **state) {
  desk d = desk_paced("1111111", 4);
  assert_int_equal(estimate(&d, NULL, 0, 180, NINE).finish_at, NINE);
  desk_close(&d);
}

static void no_channels_never_finish(void **state) {
  desk d = desk_paced("1111111", 0);
  dialplan_estimated e = estimate(&d, NULL, 9, 180, NINE);
  assert_int_equal(e.per_hour_milli, 0);
  assert_int_equal(e.finish_at, 0);
  assert_int_equal(e.limit, DIALPLAN_PACING_CHANNELS);
  desk_close(&d);
  d = desk_paced("1111111", 4);
  d.settings.pacing.seats = 0;
  d.settings.pacing.predictive = 1;
  assert_int_equal(estimate(&d, NULL, 9, 180, NINE).limit, DIALPLAN_PACING_SEATS);
  d.settings.pacing.managed = 0;
  e = estimate(&d, NULL, 9, 180, NINE);
  assert_int_equal(e.limit, DIALPLAN_PACING_NONE);
  assert_int_equal(e.per_hour_milli, 0);
  desk_close(&d);
}

static void arguments_are_checked(void **state) {
  desk d = desk_paced("1111111", 4);
  const dialplan_campaign *c = desk_campaign(&d);
  dialplan_estimated out = {.called = 77};
  const dialplan_load bad = {.size = 4};
  const dialplan_options options = {.horizon_days = 99999};
  assert_int_equal(dialplan_estimate(NULL, NULL, 1, 180, NINE, NULL, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_estimate(c, NULL, 1, 180, NINE, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_estimate(c, NULL, 1, 180, 0, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_estimate(c, NULL, 1, 0, NINE, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_estimate(c, NULL, 1, 86401, NINE, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_estimate(c, NULL, 1000000001, 180, NINE, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_estimate(c, &bad, 1, 180, NINE, NULL, &out, NULL), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_estimate(c, NULL, 1, 180, NINE, &options, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(out.called, 77);
  assert_int_equal(dialplan_estimate(c, NULL, 1000000000, 86400, NINE, NULL, &out, NULL), DIALPLAN_OK);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_worked_example_of_the_preset_balanced),
      cmocka_unit_test(the_least_of_the_limits_is_the_rate),
      cmocka_unit_test(evenings_and_weekends_do_not_count),
      cmocka_unit_test(no_part_of_a_call_is_lost_over_night),
      cmocka_unit_test(a_date_has_its_limit),
      cmocka_unit_test(what_does_not_fit_is_counted),
      cmocka_unit_test(nothing_to_do_is_done_at_once),
      cmocka_unit_test(no_channels_never_finish),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
