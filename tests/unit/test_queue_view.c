/* SPDX-License-Identifier: MIT */
/* Views of the queue. Day 1 is a Monday; the campaign is in Kolkata, five and a half hours ahead of day_at().
 */
#include "support/decide.h"

static desk kolkata(void) {
  desk d = desk_open("1111111");
  d.settings.timezone = "Asia/Kolkata";
  d.settings.zone = ATLAS_KOLKATA;
  desk_campaign(&d);
  return d;
}

static int shown(const desk *d, dialplan_view view, dialplan_decision decision, int64_t now) {
  int32_t out = 77;
  dialplan_error err = {0};
  if (dialplan_view_shows(d->campaign, &view, &decision, now, &out, &err)) fail_msg("%s", err.message);
  return out;
}

static dialplan_decision due(int64_t at) {
  return (dialplan_decision){.verdict = DIALPLAN_VERDICT_CALL, .at = at, .due_at = at};
}

static void waiting_are_calls_and_holds(void **state) {
  desk d = kolkata();
  const dialplan_view all = {.whom = DIALPLAN_VIEW_ALL}, waiting = {0};
  const int64_t now = day_at(3, 6, 0);
  const uint8_t verdicts[] = {DIALPLAN_VERDICT_CALL, DIALPLAN_VERDICT_HOLD, DIALPLAN_VERDICT_STOP};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(shown(&d, waiting, (dialplan_decision){.verdict = verdicts[i]}, now), i < 2);
    assert_int_equal(shown(&d, all, (dialplan_decision){.verdict = verdicts[i]}, now), 1);
  }
  desk_close(&d);
}

static void overdue_is_due_in_the_past_and_waits(void **state) {
  desk d = kolkata();
  const dialplan_view view = {.whom = DIALPLAN_VIEW_OVERDUE};
  const int64_t now = day_at(3, 6, 0);
  dialplan_decision decision = due(now - 1);
  assert_int_equal(shown(&d, view, decision, now), 1);
  assert_int_equal(shown(&d, view, due(now), now), 0);
  decision.verdict = DIALPLAN_VERDICT_HOLD;
  assert_int_equal(shown(&d, view, decision, now), 1);
  decision.reason = DIALPLAN_REASON_IN_CALL;
  assert_int_equal(shown(&d, view, decision, now), 0);
  decision = due(now - 1);
  decision.verdict = DIALPLAN_VERDICT_STOP;
  assert_int_equal(shown(&d, view, decision, now), 0);
  decision = due(now - 1);
  decision.due_at = 0; /* never due before */
  assert_int_equal(shown(&d, view, decision, now), 0);
  desk_close(&d);
}

/* Midnight in Kolkata is 18:30 of the day before by day_at(). */
static void today_and_the_week_are_dates_of_the_campaigns_zone(void **state) {
  desk d = kolkata();
  const dialplan_view today = {.whom = DIALPLAN_VIEW_TODAY}, week = {.whom = DIALPLAN_VIEW_WEEK};
  const int64_t now = day_at(3, 6, 0), midnight = day_at(2, 18, 30), sunday = day_at(7, 18, 29) + 59;
  assert_int_equal(shown(&d, today, due(midnight), now), 1);
  assert_int_equal(shown(&d, today, due(midnight - 1), now), 0);
  assert_int_equal(shown(&d, today, due(midnight + DAY - 1), now), 1);
  assert_int_equal(shown(&d, today, due(midnight + DAY), now), 0);
  assert_int_equal(shown(&d, week, due(midnight), now), 1);
  assert_int_equal(shown(&d, week, due(midnight - 1), now), 0);
  assert_int_equal(shown(&d, week, due(sunday), now), 1);
  assert_int_equal(shown(&d, week, due(sunday + 1), now), 0);
  assert_int_equal(shown(&d, week, due(sunday), sunday), 1); /* asked on Sunday, the week is today */
  assert_int_equal(shown(&d, week, due(sunday + 1), sunday), 0);
  dialplan_decision first = due(now);
  first.due_at = 0; /* due when it may be called */
  assert_int_equal(shown(&d, today, first, now), 1);
  first.at = 0;
  assert_int_equal(shown(&d, today, first, now), 0);
  desk_close(&d);
}

static void classes_statuses_and_callbacks_narrow_a_view(void **state) {
  desk d = kolkata();
  const int64_t now = day_at(3, 6, 0);
  dialplan_decision decision = due(now);
  decision.call_class = DIALPLAN_CLASS_RETRY;
  decision.status = DIALPLAN_STATUS_RETRY;
  assert_int_equal(shown(&d, (dialplan_view){.call_class = DIALPLAN_CLASS_RETRY}, decision, now), 1);
  assert_int_equal(shown(&d, (dialplan_view){.call_class = DIALPLAN_CLASS_CALLBACK}, decision, now), 0);
  assert_int_equal(shown(&d, (dialplan_view){.status = DIALPLAN_STATUS_RETRY}, decision, now), 1);
  assert_int_equal(shown(&d, (dialplan_view){.status = DIALPLAN_STATUS_PENDING}, decision, now), 0);
  /* a column for each of requested, pending, completed, cancelled, missed */
  static const struct {
    uint8_t wish;
    const char *shown;
  } wishes[] = {{DIALPLAN_WISH_NONE, "00000"},      {DIALPLAN_WISH_SCHEDULED, "11000"},
                {DIALPLAN_WISH_COMPLETED, "10100"}, {DIALPLAN_WISH_EXHAUSTED, "10100"},
                {DIALPLAN_WISH_CLOSED, "10100"},    {DIALPLAN_WISH_CANCELLED, "10010"},
                {DIALPLAN_WISH_MISSED, "10001"}};
  for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
    decision.wish_status = wishes[i].wish;
    assert_int_equal(shown(&d, (dialplan_view){0}, decision, now), 1);
    for (uint8_t k = 0; k < 5; k++)
      assert_int_equal(shown(&d, (dialplan_view){.callbacks = (uint8_t)(k + 1)}, decision, now),
                       wishes[i].shown[k] == '1');
  }
  desk_close(&d);
}

static void what_is_no_view_is_refused(void **state) {
  desk d = kolkata();
  dialplan_view view = {0};
  dialplan_decision decision = due(day_at(3, 6, 0));
  int32_t out = 77;
  const int64_t now = day_at(3, 6, 0);
  assert_int_equal(dialplan_view_shows(NULL, &view, &decision, now, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_view_shows(d.campaign, NULL, &decision, now, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_view_shows(d.campaign, &view, NULL, now, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, now, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, 0, &out, NULL), DIALPLAN_E_RANGE);
  view.whom = DIALPLAN_VIEW_ALL + 1;
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, now, &out, NULL), DIALPLAN_E_ARGUMENT);
  view = (dialplan_view){.callbacks = DIALPLAN_CALLBACKS_MISSED + 1};
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, now, &out, NULL), DIALPLAN_E_ARGUMENT);
  view = (dialplan_view){0};
  decision.due_at = -1;
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, now, &out, NULL), DIALPLAN_E_RANGE);
  decision = due(-1);
  decision.due_at = 0;
  assert_int_equal(dialplan_view_shows(d.campaign, &view, &decision, now, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(out, 77);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(waiting_are_calls_and_holds),
      cmocka_unit_test(overdue_is_due_in_the_past_and_waits),
      cmocka_unit_test(today_and_the_week_are_dates_of_the_campaigns_zone),
      cmocka_unit_test(classes_statuses_and_callbacks_narrow_a_view),
      cmocka_unit_test(what_is_no_view_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
