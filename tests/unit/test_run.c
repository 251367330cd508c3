/* SPDX-License-Identifier: MIT */
/* lib/run.c and lib/campaign_runs.c: the dates of repeated campaigns, and what a new run leaves of a
 * contact's facts. Dates by hand, with a calendar. */
#include "unit/fixture.h"

#include "run.h"
#include "support/atlas_group.h"

static dialplan_campaign *campaign_of(const char *schedule) {
  char text[1024];
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  snprintf(text, sizeof text,
           "name: A\nseed: s\ntimezone: America/New_York\nwindows: {daily: 09:00-18:00}\njitter: 0s\n"
           "safety: {business_hours_guard: false}\n"
           "retry: {strategy: fixed, every: 1d, max_attempts: 3, max_retry_days: off}\nschedule: {%s}\n",
           schedule);
  if (dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, &error))
    fail_msg("%s: %s", schedule, error.message);
  return campaign;
}

static int64_t at(const char *text) { return atlas_at(zones, ATLAS_NEW_YORK, text); }

/* The first runs of a series begin on these dates at this clock time. */
static void expect(const char *schedule, const char *clock, const char *dates) {
  dialplan_campaign *campaign = campaign_of(schedule);
  dialplan_run runs[16];
  uint64_t count = 0;
  assert_int_equal(dialplan_runs(campaign, 1, INT64_C(7258118400), runs, 16, &count, NULL), DIALPLAN_OK);
  uint64_t n = 0;
  for (const char *p = dates; *p; p += 10 + (p[10] == ' ')) {
    char text[32];
    snprintf(text, sizeof text, "%.10sT%s", p, clock);
    if (n == count || runs[n].from_at != at(text) || runs[n].number != n + 1)
      fail_msg("%s: run %u of %u is not %s", schedule, (unsigned)n + 1, (unsigned)count, text);
    if (n > 0 && runs[n - 1].until_at != runs[n].from_at) fail_msg("%s: a hole before %s", schedule, text);
    n++;
  }
  dialplan_campaign_free(campaign);
}

static void series_are_counted_from_the_start(void **state) {
  expect("start: 2026-03-06T10:30, repeat: daily", "10:30", "2026-03-06 2026-03-07 2026-03-08 2026-03-09");
  expect("start: 2026-03-06T10:30, repeat: weekly", "10:30", "2026-03-06 2026-03-13 2026-03-20");
  expect("start: 2026-02-06, repeat: monthly", "00:00", "2026-02-06 2026-03-06 2026-04-06");
  expect("start: 2026-12-31, repeat: monthly", "00:00", "2026-12-31 2027-01-31 2027-03-31 2027-05-31");
  expect("start: 2027-12-29, repeat: monthly", "00:00", "2027-12-29 2028-01-29 2028-02-29 2028-03-29");
}

static void rules_are_those_of_rfc_5545(void **state) {
  expect("start: 2026-03-02T09:00, repeat: \"FREQ=WEEKLY;BYDAY=MO,TH\"", "09:00",
         "2026-03-02 2026-03-05 2026-03-09 2026-03-12");
  expect("start: 2026-03-02T09:00, repeat: \"RRULE:FREQ=MONTHLY;BYDAY=1MO\"", "09:00",
         "2026-03-02 2026-04-06 2026-05-04");
  expect("start: 2026-01-31, repeat: \"FREQ=MONTHLY;BYMONTHDAY=-1\"", "00:00",
         "2026-01-31 2026-02-28 2026-03-31");
  /* the start's own date counts, though the rule does not name it */
  expect("start: 2026-03-03, repeat: \"FREQ=WEEKLY;BYDAY=MO\"", "00:00", "2026-03-03 2026-03-09 2026-03-16");
}

static void the_end_bounds_the_series(void **state) {
  static const struct {
    const char *schedule;
    uint64_t count;
  } cases[] = {
      {"start: 2026-03-02, end: 2026-03-06, repeat: daily", 5}, /* the end's date counts */
      {"start: 2026-03-02T09:00, end: 2026-03-06T09:00, repeat: daily", 4},
      {"start: 2026-03-02T09:00, end: 2026-03-06T09:01, repeat: daily", 5},
      {"start: 2026-03-02, end: 2026-03-29, repeat: weekly", 4},
      {"start: 2026-03-02, end: 2026-03-30, repeat: weekly", 5},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY;COUNT=3\"", 3},
      {"start: 2026-03-02, end: 2026-03-03, repeat: \"FREQ=DAILY;COUNT=3\"", 2},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY;UNTIL=20260310\"", 9},
      {"start: 2026-03-02, end: 2026-03-31, repeat: FREQ=DAILY", 30},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY;until=20260310\"", 9}, /* names of parts know no case */
      {"start: 2026-03-02, repeat: \"RRULE:freq=daily;count=3\"", 3},
      {"start: 2026-03-02, end: 2026-03-29, repeat: none", 1},
      {"repeat: none", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dialplan_campaign *campaign = campaign_of(cases[i].schedule);
    uint64_t count = 0;
    assert_int_equal(dialplan_runs(campaign, 1, INT64_C(7258118400), NULL, 0, &count, NULL), DIALPLAN_OK);
    if (count != cases[i].count) fail_msg("%s: %u runs", cases[i].schedule, (unsigned)count);
    dialplan_run last;
    assert_int_equal(dialplan_run_at(campaign, INT64_C(7258118399), &last, NULL), DIALPLAN_OK);
    assert_int_equal(last.number, count);
    dialplan_campaign_free(campaign);
  }
}

static void a_series_without_an_end_goes_on_to_the_last_valid_day(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02, repeat: daily");
  dialplan_run last;
  assert_int_equal(dialplan_run_at(campaign, INT64_C(7258118399), &last, NULL), DIALPLAN_OK);
  /* from 2026-03-02 to 2199-12-31, which New York is in until 2200-01-01T05:00Z */
  assert_int_equal(last.number, 84006 - 20514);
  assert_true(last.until_at == INT64_C(7258118400));
  dialplan_campaign_free(campaign);
}

static void every_instant_belongs_to_one_run(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-06T02:30, end: 2026-03-12, repeat: daily");
  /* 2026-03-08T02:30 is skipped in New York: that run begins at 03:00 */
  assert_true(dp_run_of(campaign, 3).from_at == at("2026-03-08T03:00"));
  for (uint32_t n = 1; n <= 7; n++) {
    const dialplan_run run = dp_run_of(campaign, n);
    assert_int_equal(dp_run_at(campaign, run.from_at).number, n);
    assert_int_equal(dp_run_at(campaign, run.from_at - 1).number, n > 1 ? n - 1 : 1);
    assert_int_equal(dp_run_at(campaign, run.until_at - 1).number, n);
  }
  assert_int_equal(dp_run_of(campaign, 0).number, 1);
  assert_int_equal(dp_run_of(campaign, 99).number, 7);
  assert_true(dp_run_of(campaign, 7).until_at == at("2026-03-13T00:00"));
  dialplan_run found[4];
  uint64_t count = 0;
  assert_int_equal(
      dialplan_runs(campaign, at("2026-03-07T02:30"), at("2026-03-08T03:00"), found, 4, &count, NULL), 0);
  assert_int_equal(count, 1);
  assert_int_equal(found[0].number, 2);
  assert_int_equal(
      dialplan_runs(campaign, at("2026-03-07T02:29"), at("2026-03-08T03:01"), found, 1, &count, NULL), 0);
  assert_int_equal(count, 3);
  assert_int_equal(found[0].number, 1);
  assert_int_equal(
      dialplan_runs(campaign, at("2026-03-13T00:00"), at("2026-03-20T00:00"), found, 4, &count, NULL), 0);
  assert_int_equal(count, 0);
  dialplan_campaign_free(campaign);
}

/* ---- contacts ---- */

static dialplan_decision next(const dialplan_campaign *campaign, const dialplan_contact *contact,
                              const dialplan_state *facts, const char *now) {
  dialplan_decision d;
  assert_int_equal(dialplan_next(campaign, contact, facts, at(now), NULL, &d, NULL), DIALPLAN_OK);
  return d;
}

static void call(const dialplan_campaign *campaign, const dialplan_contact *contact, dialplan_state *facts,
                 const char *when, uint8_t outcome) {
  const dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .at = at(when), .ended_at = at(when), .outcome = outcome};
  assert_int_equal(dialplan_apply(campaign, contact, facts, &event, facts, NULL), DIALPLAN_OK);
}

static void a_new_run_starts_afresh(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02, repeat: weekly");
  const dialplan_contact contact = atlas_contact("42", 0, NULL);
  dialplan_state facts = {0};
  call(campaign, &contact, &facts, "2026-03-02T09:00", DIALPLAN_OUTCOME_NO_ANSWER);
  call(campaign, &contact, &facts, "2026-03-03T09:00", DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(next(campaign, &contact, &facts, "2026-03-08T10:00").reason, DIALPLAN_REASON_REACHED);
  /* Monday's run: reached no longer counts, nor do the attempts */
  const dialplan_decision d = next(campaign, &contact, &facts, "2026-03-09T00:00");
  assert_int_equal(d.verdict, DIALPLAN_VERDICT_CALL);
  assert_int_equal(d.reason, DIALPLAN_REASON_FIRST_ATTEMPT);
  assert_int_equal(d.call_class, DIALPLAN_CLASS_PENDING);
  assert_int_equal(d.attempt, 1);
  assert_true(d.at == at("2026-03-09T09:00"));
  /* an attempt of that run begins it in the state */
  call(campaign, &contact, &facts, "2026-03-09T09:00", DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(facts.run, 2);
  assert_int_equal(facts.attempts, 1);
  assert_true(facts.first_at == at("2026-03-09T09:00"));
  assert_int_equal(facts.conversation_at[0], at("2026-03-03T09:00"));
  const dialplan_decision retry = next(campaign, &contact, &facts, "2026-03-09T10:00");
  assert_int_equal(retry.attempt, 2);
  assert_true(retry.at == at("2026-03-10T09:00"));
  dialplan_campaign_free(campaign);
}

static void an_attempt_at_the_runs_first_instant_is_of_the_run(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02T09:00, repeat: daily");
  const dialplan_contact contact = atlas_contact("42", 0, NULL);
  dialplan_state facts = {0};
  call(campaign, &contact, &facts, "2026-03-02T12:00", DIALPLAN_OUTCOME_NO_ANSWER);
  call(campaign, &contact, &facts, "2026-03-03T09:00", DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(facts.run, 2);
  assert_int_equal(facts.attempts, 1);
  dialplan_campaign_free(campaign);
}

static void what_laws_and_people_say_outlives_runs(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02, repeat: weekly");
  const dialplan_contact contact = atlas_contact("42", 0, NULL);
  static const struct {
    uint8_t outcome;
    uint16_t reason;
  } ends[] = {{DIALPLAN_OUTCOME_DNC_REQUEST, DIALPLAN_REASON_DNC},
              {DIALPLAN_OUTCOME_INVALID_NUMBER, DIALPLAN_REASON_FAILED}};
  for (size_t i = 0; i < 2; i++) {
    dialplan_state facts = {0};
    call(campaign, &contact, &facts, "2026-03-02T09:00", ends[i].outcome);
    assert_int_equal(next(campaign, &contact, &facts, "2026-03-09T09:00").reason, ends[i].reason);
  }
  dialplan_state refused = {0};
  call(campaign, &contact, &refused, "2026-03-02T09:00", DIALPLAN_OUTCOME_REFUSED);
  assert_int_equal(next(campaign, &contact, &refused, "2026-03-08T23:00").reason, DIALPLAN_REASON_CLOSED);
  assert_int_equal(next(campaign, &contact, &refused, "2026-03-09T09:00").verdict, DIALPLAN_VERDICT_CALL);
  assert_true(refused.refused_at == at("2026-03-02T09:00"));
  dialplan_campaign_free(campaign);
}

static void a_run_ends_where_the_next_begins(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02, repeat: weekly");
  const dialplan_contact contact = atlas_contact("42", 0, NULL);
  dialplan_state facts = {0};
  call(campaign, &contact, &facts, "2026-03-08T12:00", DIALPLAN_OUTCOME_NO_ANSWER);
  const dialplan_decision d = next(campaign, &contact, &facts, "2026-03-08T13:00");
  assert_int_equal(d.verdict, DIALPLAN_VERDICT_STOP);
  assert_int_equal(d.reason, DIALPLAN_REASON_CAMPAIGN_OVER);
  assert_int_equal(next(campaign, &contact, &facts, "2026-03-09T08:00").verdict, DIALPLAN_VERDICT_CALL);
  dialplan_campaign_free(campaign);
}

static void a_single_day_run_lasts_until_that_days_close(void **state) {
  dialplan_campaign *campaign = campaign_of("mode: single-day, start: 2026-03-02, repeat: weekly");
  const dialplan_contact contact = atlas_contact("42", 0, NULL);
  dialplan_state facts = {0};
  call(campaign, &contact, &facts, "2026-03-02T12:00", DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(next(campaign, &contact, &facts, "2026-03-02T13:00").reason,
                   DIALPLAN_REASON_WINDOW_CLOSED);
  assert_int_equal(next(campaign, &contact, &facts, "2026-03-05T13:00").reason,
                   DIALPLAN_REASON_WINDOW_CLOSED);
  const dialplan_decision d = next(campaign, &contact, &facts, "2026-03-09T08:00");
  assert_int_equal(d.verdict, DIALPLAN_VERDICT_CALL);
  assert_true(d.at == at("2026-03-09T09:00"));
  dialplan_campaign_free(campaign);
}

static void a_contact_may_wait_for_a_later_run(void **state) {
  dialplan_campaign *campaign = campaign_of("start: 2026-03-02, end: 2026-03-22, repeat: weekly");
  dialplan_contact contact = atlas_contact("42", 0, NULL);
  contact.run = 3;
  assert_true(next(campaign, &contact, NULL, "2026-03-02T09:30").at == at("2026-03-16T09:00"));
  contact.run = 9; /* past the series: its last run */
  assert_true(next(campaign, &contact, NULL, "2026-03-02T09:30").at == at("2026-03-16T09:00"));
  contact.run = 1;
  assert_true(next(campaign, &contact, NULL, "2026-03-10T09:30").at == at("2026-03-10T09:30"));
  /* many at once, one of them in a later run */
  dialplan_contact both[3] = {contact, contact, contact};
  both[1].run = 3;
  dialplan_decision d[3];
  assert_int_equal(dialplan_next_batch(campaign, both, sizeof *both, NULL, 0, 3, at("2026-03-02T09:30"), NULL,
                                       d, NULL, NULL),
                   DIALPLAN_OK);
  assert_true(d[0].at == at("2026-03-02T09:30"));
  assert_true(d[1].at == at("2026-03-16T09:00"));
  assert_true(d[2].at == at("2026-03-02T09:30"));
  dialplan_campaign_free(campaign);
}

/* ---- mistakes ---- */

static void what_cannot_repeat_is_refused(void **state) {
  static const struct {
    const char *schedule, *code;
  } wrong[] = {
      {"repeat: daily", "repeat-without-start"},
      {"start: 2026-03-02, repeat: \"FREQ=HOURLY\"", "bad-rule"},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY;BYMONTH=13\"", "bad-rule"},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY\"", "bad-rule"}, /* without an end: too many days */
      {"start: 2026-03-02, repeat: \"RRULE:\\nDTSTART:20260101\"", "bad-text"},
      {"start: 2026-03-02, repeat: \"FREQ=DAILY;COUNT=2\\nRDATE;VALUE=DATE:20270101\"", "bad-text"},
      {"start: 2026-03-02, repeat: sometimes", "bad-text"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[512];
    dialplan_campaign *campaign = NULL;
    dialplan_error error;
    snprintf(text, sizeof text, "name: A\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\nschedule: {%s}\n",
             wrong[i].schedule);
    if (!dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, &error))
      fail_msg("%s is taken", wrong[i].schedule);
    if (strcmp(error.code, wrong[i].code) != 0)
      fail_msg("%s: %s [%s]", wrong[i].schedule, error.message, error.code);
  }
}

static void the_callers_mistakes(void **state) {
  dialplan_campaign *campaign = campaign_of("repeat: none");
  dialplan_run run;
  uint64_t count = 0;
  assert_int_equal(dialplan_runs(NULL, 1, 2, &run, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_runs(campaign, 1, 2, NULL, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_runs(campaign, 1, 2, &run, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_runs(campaign, 0, 2, &run, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_runs(campaign, 3, 2, &run, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_runs(campaign, 1, INT64_C(7258118401), &run, 1, &count, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_run_at(NULL, 1, &run, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_run_at(campaign, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_run_at(campaign, 0, &run, NULL), DIALPLAN_E_RANGE);
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(series_are_counted_from_the_start),
      cmocka_unit_test(rules_are_those_of_rfc_5545),
      cmocka_unit_test(the_end_bounds_the_series),
      cmocka_unit_test(a_series_without_an_end_goes_on_to_the_last_valid_day),
      cmocka_unit_test(every_instant_belongs_to_one_run),
      cmocka_unit_test(a_new_run_starts_afresh),
      cmocka_unit_test(an_attempt_at_the_runs_first_instant_is_of_the_run),
      cmocka_unit_test(what_laws_and_people_say_outlives_runs),
      cmocka_unit_test(a_run_ends_where_the_next_begins),
      cmocka_unit_test(a_single_day_run_lasts_until_that_days_close),
      cmocka_unit_test(a_contact_may_wait_for_a_later_run),
      cmocka_unit_test(what_cannot_repeat_is_refused),
      cmocka_unit_test(the_callers_mistakes),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
