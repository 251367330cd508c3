/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

#include "oracle/chance.h"

enum { T = 1772445600 }; /* Monday, 2026-03-02T10:00:00Z */

/* 50 % of the last 4, for a minute. */
static desk guarded(int32_t of_last, int32_t pause_s) {
  desk d = desk_open("1111111");
  d.settings.status = DP_STATUS_ACTIVE;
  d.settings.breaker_ppm = 500000;
  d.settings.breaker_of_last = of_last;
  d.settings.breaker_pause_s = pause_s;
  desk_campaign(&d);
  return d;
}

static dialplan_circuit judged(const desk *d, const dialplan_event *events, uint64_t count, int64_t now) {
  dialplan_circuit out;
  dialplan_error err = {0};
  if (dialplan_breaker(d->campaign, events, sizeof *events, count, now, &out, &err))
    fail_msg("%s", err.message);
  return out;
}

/* One event a second, from T on: f fails, s does not, r resets, x is of another kind. */
static uint64_t written(const char *text, dialplan_event *out) {
  static const uint8_t failures[] = {DIALPLAN_OUTCOME_ERROR, DIALPLAN_OUTCOME_NETWORK_ERROR,
                                     DIALPLAN_OUTCOME_INVALID_NUMBER};
  uint64_t count = 0;
  for (; text[count]; count++) {
    out[count] = (dialplan_event){
        .kind = DIALPLAN_EVENT_ATTEMPT, .at = T + (int64_t)count, .outcome = DIALPLAN_OUTCOME_NO_ANSWER};
    if (text[count] == 'f') out[count].outcome = failures[count % 3];
    if (text[count] == 'r') out[count].kind = DIALPLAN_EVENT_BREAKER_RESET;
    if (text[count] == 'x') out[count].kind = DIALPLAN_EVENT_START;
  }
  return count;
}

static void expect(const char *text, int32_t of_last, int32_t pause_s, int64_t now, int64_t until) {
  dialplan_event events[64];
  desk d = guarded(of_last, pause_s);
  const dialplan_circuit c = judged(&d, events, written(text, events), now);
  if (c.until_at != until) fail_msg("%s: %lld, not %lld", text, (long long)c.until_at, (long long)until);
  assert_int_equal(c.open, until != 0);
  desk_close(&d);
}

static void enough_failures_open_it(void **state) {
  expect("fssf", 4, 60, T + 3, T + 63);
  expect("fssf", 4, 60, T + 62, T + 63);
  expect("fssf", 4, 60, T + 63, 0);
  expect("fsssf", 4, 60, T + 4, 0);   /* the first one is the fifth from the end */
  expect("ff", 4, 60, T + 1, T + 61); /* two are two of the last four, be there no more */
  expect("fxxxxxf", 4, 60, T + 6, T + 66);
  expect("ff", 5, 60, T + 1, 0); /* half of five are three */
  expect("fff", 5, 60, T + 2, T + 62);
}

static void what_has_not_happened_does_not_count(void **state) {
  expect("ff", 4, 60, T, 0);
  expect("ffr", 4, 60, T + 1, T + 61);
  expect("ffr", 4, 60, T + 2, 0);
}

static void calls_under_way_prolong_the_pause_and_never_shorten_it(void **state) {
  expect("ffsss", 4, 60, T + 4, T + 61);
  expect("fffff", 4, 60, T + 4, T + 64);
}

static void after_the_pause_one_more_failure_opens_it_again(void **state) {
  expect("ffss", 4, 2, T + 3, 0);
  expect("ffsf", 4, 2, T + 3, T + 5);
  expect("ffsssf", 4, 2, T + 5, 0);
}

static void without_a_pause_only_a_reset_closes_it(void **state) {
  expect("ffssssssss", 4, DP_OFF, T + 1000000, INT64_MAX);
  expect("ffsssrssss", 4, DP_OFF, T + 1000000, 0);
  expect("ffrf", 4, DP_OFF, T + 1000000, 0);
  expect("ffrff", 4, DP_OFF, T + 1000000, INT64_MAX);
}

static void it_tells_what_it_counted(void **state) {
  dialplan_event events[64];
  desk d = guarded(4, 60);
  const dialplan_circuit c = judged(&d, events, written("sffxsf", events), T + 9);
  assert_int_equal(c.tripped_at, T + 5);
  assert_int_equal(c.failures, 3);
  assert_int_equal(c.outcomes, 4);
  assert_int_equal(c.least, 2);
  desk_close(&d);
}

static void without_a_breaker_nothing_opens(void **state) {
  dialplan_event events[64];
  desk d = guarded(4, 60);
  d.settings.breaker_ppm = DP_OFF;
  desk_campaign(&d);
  const uint64_t count = written("ffffffff", events);
  const dialplan_circuit c = judged(&d, events, count, T + 9);
  assert_int_equal(c.open, 0);
  assert_int_equal(c.least, 0);
  dialplan_load load = {0};
  for (uint64_t i = 0; i < count; i++)
    assert_int_equal(dialplan_load_ended(d.campaign, &load, &events[i], 0, NULL), 0);
  assert_int_equal(load.breaker_until_at, 0);
  desk_close(&d);
}

/* The ends of calls count, in whatever order they started. */
static void the_end_of_a_call_is_when_it_fails(void **state) {
  const dialplan_event events[] = {
      {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_ERROR, .at = T, .ended_at = T + 40},
      {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_ERROR, .at = T - 9, .ended_at = T + 41}};
  desk d = guarded(4, 60);
  assert_int_equal(judged(&d, events, 2, T + 40).open, 0);
  assert_int_equal(judged(&d, events, 2, T + 41).until_at, T + 101);
  desk_close(&d);
}

/* A load that is told everything stands where the log says, also when its ring of bits comes round. */
static void a_load_keeps_the_same_rule(void **state) {
  enum { EVENTS = 23000 };
  chance c = chance_of(5);
  dialplan_event *events = calloc(EVENTS, sizeof *events);
  desk d = guarded(3000, 500);
  d.settings.breaker_ppm = 490000;
  desk_campaign(&d);
  dialplan_load load = {0};
  int64_t opened = 0;
  for (uint64_t i = 0; i < EVENTS; i++) {
    events[i] =
        (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                         .at = T + (int64_t)i,
                         .outcome = chance_percent(&c, 49) ? DIALPLAN_OUTCOME_ERROR : DIALPLAN_OUTCOME_BUSY};
    if (i == 1500) events[i].kind = DIALPLAN_EVENT_BREAKER_RESET;
    if (i == 1500)
      assert_int_equal(dialplan_load_reset(&load, NULL), 0);
    else
      assert_int_equal(dialplan_load_ended(d.campaign, &load, &events[i], 0, NULL), 0);
    if (i % 500 != 3) continue;
    const dialplan_circuit at = judged(&d, events, i + 1, events[i].at);
    assert_int_equal(at.open, load.breaker_until_at > events[i].at);
    if (at.open) assert_int_equal(at.until_at, load.breaker_until_at);
    opened += at.open;
  }
  assert_in_range(opened, 5, 40); /* now open, now closed */
  free(events);
  desk_close(&d);
}

static void pacing_waits_for_it(void **state) {
  desk d = guarded(4, 60);
  dialplan_admission a;
  dialplan_load load = {.breaker_until_at = T + 60};
  assert_int_equal(dialplan_pacing_admit(d.campaign, &load, T, 0, &a, NULL), 0);
  assert_int_equal(a.limit, DIALPLAN_PACING_BREAKER);
  assert_int_equal(a.starts, 0);
  assert_int_equal(a.next_at, T + 60);
  dialplan_pacing_admit(d.campaign, &load, T + 60, 0, &a, NULL);
  assert_int_equal(a.limit, DIALPLAN_PACING_NONE);
  load.breaker_until_at = INT64_MAX;
  dialplan_pacing_admit(d.campaign, &load, T, 0, &a, NULL);
  assert_int_equal(a.limit, DIALPLAN_PACING_BREAKER);
  assert_int_equal(a.next_at, 0);
  desk_close(&d);
}

static void arguments_are_checked(void **state) {
  desk d = guarded(4, 60);
  dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_ERROR, .at = T};
  dialplan_circuit out = {.least = 77};
  dialplan_error err;
  const uint64_t stride = sizeof event;
  assert_int_equal(dialplan_breaker(NULL, &event, stride, 1, T, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_breaker(d.campaign, NULL, stride, 1, T, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_breaker(d.campaign, &event, stride, 1, T, NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_breaker(d.campaign, &event, stride - 1, 1, T, &out, &err), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_breaker(d.campaign, &event, stride, 1, 0, &out, &err), DIALPLAN_E_RANGE);
  event.size = 8;
  assert_int_equal(dialplan_breaker(d.campaign, &event, stride, 1, T, &out, &err), DIALPLAN_E_SIZE);
  event.size = 0;
  event.at = 0;
  assert_int_equal(dialplan_breaker(d.campaign, &event, stride, 1, T, &out, &err), DIALPLAN_E_RANGE);
  assert_int_equal(out.least, 77);
  assert_int_equal(dialplan_breaker(d.campaign, NULL, 0, 0, T, &out, NULL), DIALPLAN_OK);
  assert_int_equal(out.least, 2);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(enough_failures_open_it),
      cmocka_unit_test(what_has_not_happened_does_not_count),
      cmocka_unit_test(calls_under_way_prolong_the_pause_and_never_shorten_it),
      cmocka_unit_test(after_the_pause_one_more_failure_opens_it_again),
      cmocka_unit_test(without_a_pause_only_a_reset_closes_it),
      cmocka_unit_test(it_tells_what_it_counted),
      cmocka_unit_test(without_a_breaker_nothing_opens),
      cmocka_unit_test(the_end_of_a_call_is_when_it_fails),
      cmocka_unit_test(a_load_keeps_the_same_rule),
      cmocka_unit_test(pacing_waits_for_it),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
