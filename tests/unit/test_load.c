/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

enum { T = 1772445600 }; /* Monday, 2026-03-02T10:00:00Z */

static desk any(void) {
  desk d = desk_open("1111111");
  d.settings.pacing.managed = 1;
  desk_campaign(&d);
  return d;
}

static void calls_come_and_go(void **state) {
  desk d = any();
  dialplan_load load = {0};
  dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_COMPLETED, .at = T, .ended_at = T + 9};
  assert_int_equal(dialplan_load_started(d.campaign, &load, T, 250, 3, NULL), 0);
  assert_int_equal(load.in_flight, 3);
  assert_int_equal(load.started_today, 3);
  assert_int_equal(load.last_at, T);
  assert_int_equal(load.last_ms, 250);
  assert_int_equal(dialplan_load_connected(&load, NULL), 0);
  assert_int_equal(load.connected, 1);
  assert_int_equal(dialplan_load_ended(d.campaign, &load, &event, 1, NULL), 0);
  assert_int_equal(load.connected, 0);
  assert_int_equal(load.in_flight, 2);
  assert_int_equal(load.completed, 1);
  event.outcome = DIALPLAN_OUTCOME_BUSY;
  event.ended_at = 0;
  assert_int_equal(dialplan_load_ended(d.campaign, &load, &event, 0, NULL), 0);
  assert_int_equal(load.in_flight, 1);
  assert_int_equal(load.completed, 1);
  for (int i = 0; i < 3; i++) assert_int_equal(dialplan_load_ended(d.campaign, &load, &event, 1, NULL), 0);
  assert_int_equal(load.in_flight, 0); /* a call that was never told to start takes no other's place */
  desk_close(&d);
}

static void no_calls_change_nothing(void **state) {
  desk d = any();
  dialplan_load load = {0};
  assert_int_equal(dialplan_load_started(d.campaign, &load, T, 0, 0, NULL), 0);
  assert_int_equal(load.last_at, 0);
  desk_close(&d);
}

static void counts_stop_where_they_cannot_grow(void **state) {
  desk d = any();
  d.settings.pacing.rate_per_second = 1;
  d.settings.pacing.rate_burst = 1;
  d.settings.pacing.predictive = 1;
  d.settings.pacing.handle_time_s = 86400;
  d.settings.pacing.answer_rate_ppm = 1000000;
  d.settings.pacing.channels = 1;
  desk_campaign(&d);
  dialplan_load load = {0};
  for (int i = 0; i < 3; i++)
    assert_int_equal(dialplan_load_started(d.campaign, &load, T, 0, UINT32_MAX - 5, NULL), 0);
  assert_int_equal(load.in_flight, UINT32_MAX);
  assert_int_equal(load.started_today, UINT32_MAX);
  assert_int_equal(load.bucket_debt, UINT32_MAX);
  assert_true(load.target_debt_us == INT64_C(1) << 60);
  load = (dialplan_load){0};
  const dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_ABANDONED, .at = T};
  load.at = T;
  load.answered_in[T % 300] = load.abandoned_in[T % 300] = UINT16_MAX;
  assert_int_equal(dialplan_load_ended(d.campaign, &load, &event, 0, NULL), 0);
  assert_int_equal(load.answered_in[T % 300], UINT16_MAX);
  assert_int_equal(load.abandoned_in[T % 300], UINT16_MAX);
  desk_close(&d);
}

static void refused(const desk *d, dialplan_load load, int32_t status) {
  dialplan_admission out;
  dialplan_error err;
  const dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_BUSY, .at = T};
  const dialplan_load before = load;
  assert_int_equal(dialplan_pacing_admit(d->campaign, &load, T, 0, &out, &err), status);
  assert_int_equal(err.status, status);
  assert_int_equal(dialplan_load_started(d->campaign, &load, T, 0, 1, &err), status);
  assert_int_equal(dialplan_load_connected(&load, &err), status);
  assert_int_equal(dialplan_load_ended(d->campaign, &load, &event, 0, &err), status);
  assert_int_equal(dialplan_load_reset(&load, &err), status);
  assert_memory_equal(&load, &before, sizeof load);
}

static void a_load_that_cannot_be_is_refused(void **state) {
  desk d = any();
  refused(&d, (dialplan_load){.size = 16}, DIALPLAN_E_SIZE);
  refused(&d, (dialplan_load){.at = -1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.last_at = INT64_C(7258118400)}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.at_ms = 1000}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.last_ms = 1000}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.breaker_until_at = -1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.in_flight = 1, .connected = 2}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.spent_millionths = -1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.target_debt_us = -1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.target_debt_us = INT64_MAX}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.outcomes = 20000}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_load){.starts_ms[60] = 1000}, DIALPLAN_E_RANGE);
  desk_close(&d);
}

static void events_that_cannot_be_are_refused(void **state) {
  desk d = any();
  dialplan_load load = {0};
  const dialplan_event good = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_BUSY, .at = T};
  dialplan_event bad[8];
  static const int32_t statuses[8] = {DIALPLAN_E_SIZE,     DIALPLAN_E_ARGUMENT, DIALPLAN_E_ARGUMENT,
                                      DIALPLAN_E_ARGUMENT, DIALPLAN_E_RANGE,    DIALPLAN_E_RANGE,
                                      DIALPLAN_E_RANGE,    DIALPLAN_E_RANGE};
  for (int i = 0; i < 8; i++) bad[i] = good;
  bad[0].size = 4;
  bad[1].kind = DIALPLAN_EVENT_START;
  bad[2].outcome = DIALPLAN_OUTCOME_NONE;
  bad[3].outcome = DIALPLAN_OUTCOME_DNC_REQUEST + 1;
  bad[4].at = 0;
  bad[5].ended_at = -1;
  bad[6].ended_at = T - 1;
  bad[7].cost_millionths = -1;
  for (int i = 0; i < 8; i++)
    assert_int_equal(dialplan_load_ended(d.campaign, &load, &bad[i], 0, NULL), statuses[i]);
  assert_int_equal(load.at, 0);
  desk_close(&d);
}

static void arguments_are_checked(void **state) {
  desk d = any();
  dialplan_load load = {0};
  const dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_BUSY, .at = T};
  assert_int_equal(dialplan_load_started(NULL, &load, T, 0, 1, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_started(d.campaign, NULL, T, 0, 1, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_started(d.campaign, &load, T, 1000, 1, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_load_connected(NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_connected(&load, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_load_reset(NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_ended(NULL, &load, &event, 0, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_ended(d.campaign, NULL, &event, 0, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_ended(d.campaign, &load, NULL, 0, NULL), DIALPLAN_E_ARGUMENT);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(calls_come_and_go),
      cmocka_unit_test(no_calls_change_nothing),
      cmocka_unit_test(counts_stop_where_they_cannot_grow),
      cmocka_unit_test(a_load_that_cannot_be_is_refused),
      cmocka_unit_test(events_that_cannot_be_are_refused),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
