/* SPDX-License-Identifier: MIT */
#include "support/decide.h"
#include "trace.h"

#define NO_ANSWER DIALPLAN_OUTCOME_NO_ANSWER

typedef struct told {
  dialplan_decision decision;
  dialplan_step steps[64];
  uint64_t count;
} told;

static told explain(desk *d, int64_t now) {
  told t;
  dialplan_error err = {0};
  if (dialplan_explain(desk_campaign(d), &d->contact, &d->state, now, NULL, &t.decision, t.steps, 64,
                       &t.count, &err))
    fail_msg("%s", err.message);
  return t;
}

static const char *sentence_of(const desk *d, const dialplan_step *step) {
  static char text[257];
  uint64_t len = 0;
  assert_int_equal(dialplan_step_format(d->campaign, step, text, 256, &len), DIALPLAN_OK);
  assert_true(len <= 256);
  text[len] = 0;
  return text;
}

/* The i-th step: its name, its sentence, where it leads. */
static void says(const desk *d, const told *t, uint64_t i, const char *name, const char *sentence,
                 int64_t after) {
  assert_true(i < t->count);
  assert_string_equal(dialplan_reason_name(t->steps[i].reason), name);
  assert_string_equal(sentence_of(d, &t->steps[i]), sentence);
  assert_int_equal(t->steps[i].after, after);
}

/* The example of the manual, in London, where the clock changes on that Sunday too: UTC + 1 from then
 * on. */
static void the_example_reads_as_written(void **state) {
  desk d = desk_open("1111100");
  d.settings.zone = ATLAS_LONDON;
  d.settings.jitter_s = 900;
  dp_settings_standard(&d.settings.retry);
  d.settings.retry.cooldown.seconds = 4 * HOUR;
  desk_call(&d, day_at(25, 10, 0), NO_ANSWER);
  desk_call(&d, day_at(26, 16, 40), NO_ANSWER); /* Friday, 2026-03-27 */
  const told t = explain(&d, day_at(26, 17, 0));
  char buffer[40];
  snprintf(buffer, sizeof buffer, "+%lld s of 900", (long long)(t.decision.at - day_at(29, 8, 0)));
  assert_int_equal(t.count, 6);
  says(&d, &t, 0, "last_attempt", "no_answer", day_at(26, 16, 40));
  says(&d, &t, 1, "outcome_row", "no_answer: 24 h, retry 2 of 3", day_at(27, 16, 40));
  says(&d, &t, 2, "cooldown", "4 h, not binding", day_at(27, 16, 40));
  says(&d, &t, 3, "no_window", "Sat, Sun: off", day_at(29, 8, 0));
  says(&d, &t, 4, "clock_change", "Sun 2026-03-29 01:00 \xE2\x86\x92 02:00 lies between", 0);
  says(&d, &t, 5, "buffer", buffer, t.decision.at);
  assert_int_equal(t.steps[3].before, day_at(27, 16, 40));
  assert_int_equal(t.steps[5].before, day_at(29, 8, 0));
  desk_close(&d);
}

static void bounds_that_bind_move_on(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.every.seconds = HOUR;
  d.settings.retry.wait.seconds = 90 * MINUTE;
  d.settings.retry.not_picked_cooldown.days = 1;
  d.settings.retry.cap_count = 2;
  d.settings.retry.caps[0] = (dp_cap){.max = 1, .per = {.seconds = 2 * HOUR + 15}};
  d.settings.retry.caps[1] = (dp_cap){.max = 3, .per = {.days = 7}};
  d.settings.skip_recently_completed = (dialplan_duration){.days = 2, .seconds = HOUR};
  d.contact.other_last_conversation_at = day_at(1, 8, 0);
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  const told t = explain(&d, day_at(1, 10, 1));
  assert_int_equal(t.count, 7);
  says(&d, &t, 1, "fixed", "every 1 h", day_at(1, 11, 0));
  says(&d, &t, 2, "wait", "1 h 30 min", day_at(1, 11, 30));
  says(&d, &t, 3, "not_picked_cooldown", "1 d", day_at(2, 10, 0));
  says(&d, &t, 4, "recently_completed", "2 d 1 h", day_at(3, 9, 0));
  says(&d, &t, 5, "cap", "1 of 1 in 2 h 15 s, not binding", day_at(3, 9, 0));
  says(&d, &t, 6, "cap", "1 of 3 in 7 d, not binding", day_at(3, 9, 0));
  assert_int_equal(t.steps[6].rule, 2);
  desk_close(&d);
}

static void closed_time_is_told_reason_by_reason(void **state) {
  desk d = desk_open("1111100");
  const dp_day_entry christmas = {.from_date = (int32_t)(day_at(8, 0, 0) / DAY),
                                  .until_date = (int32_t)(day_at(8, 0, 0) / DAY),
                                  .label = "Founder's Day"};
  const dp_special_day special = {(int32_t)(day_at(9, 0, 0) / DAY), {0}};
  d.settings.no_call_days = (dp_dayset){&christmas, 1};
  d.settings.windows.specials = &special;
  d.settings.windows.special_count = 1;
  d.contact.enqueued_at = day_at(5, 19, 0); /* Friday evening; Monday is a no-call day, Tuesday off */
  const told t = explain(&d, day_at(5, 19, 0));
  assert_int_equal(t.count, 4);
  says(&d, &t, 0, "first_attempt", "never called, from when it was enqueued", day_at(5, 19, 0));
  says(&d, &t, 1, "no_window", "Fri 09:00-18:00; Sat, Sun: off", day_at(8, 9, 0));
  says(&d, &t, 2, "no_call_day", "2026-03-09: Founder's Day", day_at(9, 0, 0));
  says(&d, &t, 3, "special_day", "2026-03-10: off", day_at(10, 9, 0));
  assert_int_equal(t.decision.at, day_at(10, 9, 0));
  desk_close(&d);
}

/* Asked when it has long been open again: the night between is of no account. */
static void what_was_closed_before_now_is_not_told(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 20, 0);
  const told t = explain(&d, day_at(2, 11, 0));
  assert_int_equal(t.count, 1);
  says(&d, &t, 0, "first_attempt", "never called, from when it was enqueued", day_at(1, 20, 0));
  assert_int_equal(t.decision.at, day_at(2, 11, 0));
  desk_close(&d);
}

static void start_guard_and_margin_are_told(void **state) {
  desk d = desk_open("1111111");
  memset(d.settings.windows.week, 0, sizeof d.settings.windows.week);
  atlas_week(d.settings.windows.week, "1111111", "07:00-21:30");
  d.settings.guard.rules = dp_guard_business_hours(&d.settings.guard.count);
  d.settings.start_at = day_at(2, 0, 0);
  d.contact.enqueued_at = day_at(1, 10, 0);
  told t = explain(&d, day_at(1, 10, 0));
  assert_int_equal(t.count, 3); /* due at the start: before it, nothing was asked */
  says(&d, &t, 0, "first_attempt", "never called, from the campaign's start", day_at(2, 0, 0));
  says(&d, &t, 1, "no_window", "Tue 07:00-21:30", day_at(2, 7, 0));
  assert_int_equal(t.steps[2].reason, DIALPLAN_REASON_GUARD);
  assert_int_equal(t.steps[2].after, day_at(2, 8, 0));
  assert_non_null(strstr(sentence_of(&d, &t.steps[2]), ": Tue 08:00-21:00"));

  desk_reschedule(&d, day_at(1, 10, 0), day_at(1, 12, 0));
  t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, 0, "rescheduled", "moved by a person", day_at(1, 12, 0));
  says(&d, &t, 1, "before_start", "the campaign has not started", day_at(2, 0, 0));

  d.settings.guard.count = 0;
  d.settings.close_margin_s = 10 * MINUTE;
  desk_reschedule(&d, day_at(2, 10, 0), day_at(2, 21, 25));
  t = explain(&d, day_at(2, 10, 0));
  says(&d, &t, 1, "close_margin", "no start in the last 10 min", day_at(3, 7, 0));
  desk_close(&d);
}

static void the_other_zone_is_named(void **state) {
  static const int zones[] = {ATLAS_UTC, ATLAS_NEW_YORK};
  desk d = desk_open("1111111");
  d.contact = atlas_contact("42", 2, zones);
  const told t = explain(&d, day_at(1, 10, 0));
  assert_int_equal(t.count, 2);
  says(&d, &t, 0, "first_attempt", "never called", 0);
  says(&d, &t, 1, "other_zone", "America/New_York: no_window", day_at(1, 14, 0));
  assert_int_equal(t.steps[1].zone, ATLAS_NEW_YORK);
  desk_close(&d);
}

static void wishes_are_told(void **state) {
  desk d = desk_open("1111111");
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 10, 0));
  told t = explain(&d, day_at(1, 9, 30));
  assert_int_equal(t.count, 1);
  says(&d, &t, 0, "callback", "asked for, by customer", day_at(1, 10, 0));
  assert_int_equal(t.steps[0].before, day_at(1, 10, 0));

  d.settings.callbacks.late = DP_LATE_NEXT_DAY;
  d.settings.callbacks.late_after = (dialplan_duration){.seconds = HOUR};
  t = explain(&d, day_at(1, 12, 0));
  assert_int_equal(t.count, 1);
  says(&d, &t, 0, "callback", "late: moved to the next day", day_at(2, 10, 0));
  d.settings.callbacks.late = DP_LATE_CLOSE;
  t = explain(&d, day_at(1, 12, 0));
  says(&d, &t, 0, "callback", "missed: called too late", day_at(1, 10, 0));
  says(&d, &t, 1, "first_attempt", "never called", 0);
  d.settings.callbacks.late = DP_LATE_ASAP;
  d.settings.callbacks.on_window_close = DP_WINDOW_CLOSE_CANCEL;
  t = explain(&d, day_at(1, 18, 0));
  says(&d, &t, 0, "callback", "cancelled: its windows have closed", day_at(1, 10, 0));

  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  t = explain(&d, day_at(1, 10, 1));
  says(&d, &t, 1, "callback_retry", "15 min, reschedule 1 of 5", day_at(1, 10, 15));
  d.settings.callbacks.retry_count = 1; /* the last of the list counts from then on */
  desk_call(&d, day_at(1, 10, 15), NO_ANSWER);
  t = explain(&d, day_at(1, 10, 16));
  says(&d, &t, 1, "callback_retry", "15 min, reschedule 2 of 5", day_at(1, 10, 30));
  d.settings.retry.every.seconds = HOUR;
  desk_wish(&d, day_at(1, 10, 20), 0);
  t = explain(&d, day_at(1, 10, 21));
  says(&d, &t, 1, "callback_no_clear_time", "no clear time: the normal delay", day_at(1, 11, 20));
  desk_close(&d);
}

static void strategies_are_told(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.strategy = DP_STRATEGY_INTERVALS;
  d.settings.retry.interval_count = 1;
  d.settings.retry.intervals[0].seconds = 20 * MINUTE;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  told t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, 1, "intervals", "20 min after attempt 1", day_at(1, 10, 20));
  d.settings.retry.strategy = DP_STRATEGY_SMART;
  t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, 1, "smart", "day 1: call 2 of 3", t.decision.at);
  dp_settings_phases(&d.settings.retry, DP_INTENSITY_CONSERVATIVE);
  desk_call(&d, day_at(6, 10, 0), NO_ANSWER);
  t = explain(&d, day_at(6, 10, 0));
  says(&d, &t, 1, "smart", "day 13: call 1 of 1 every 7 d", t.decision.at);
  memset(d.settings.windows.week, 0, sizeof d.settings.windows.week);
  t = explain(&d, day_at(6, 10, 0));
  says(&d, &t, 1, "smart", "no date has open time and calls left", 0);
  says(&d, &t, 2, "never_open", "nothing open within 400 d", 0);
  desk_close(&d);
}

static void stops_and_holds_close_the_trace(void **state) {
  desk d = desk_open("1111111");
  d.settings.status = DP_STATUS_PAUSED;
  told t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, t.count - 1, "campaign_paused", "the campaign is paused", 0);
  d.settings.status = DP_STATUS_ACTIVE;
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_REJECTED);
  d.settings.retry.max_attempts = 1;
  t = explain(&d, day_at(1, 10, 0));
  assert_int_equal(t.count, 2);
  says(&d, &t, 0, "last_attempt", "rejected", day_at(1, 10, 0));
  says(&d, &t, 1, "max_attempts", "1 of 1", 0);
  d.settings.retry.max_attempts = 9;
  d.settings.retry.max_retry_days = 1;
  t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, t.count - 1, "max_retry_days", "day 2 of 1", 0);
  d.settings.retry.rows[DIALPLAN_OUTCOME_REJECTED] =
      (dp_row){.kind = DP_ROW_AFTER, .after = {0, HOUR}, .retries = 0};
  t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, 1, "outcome_retries", "rejected: 0 retries used up", 0);
  d.settings.retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = DP_ROW_STOP;
  t = explain(&d, day_at(1, 10, 0));
  says(&d, &t, 1, "outcome_stop", "rejected: stop", 0);
  desk_close(&d);
}

static void a_call_under_way_is_told_first(void **state) {
  desk d = desk_open("1111111");
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = day_at(1, 10, 0)});
  const told t = explain(&d, day_at(1, 10, 5));
  assert_int_equal(t.count, 3);
  says(&d, &t, 0, "in_call", "a call is under way", day_at(1, 10, 0));
  says(&d, &t, 1, "last_attempt", "error", day_at(1, 10, 0));
  assert_int_equal(t.steps[0].value, day_at(1, 12, 0));
  desk_close(&d);
}

static void a_short_list_gets_the_first_steps(void **state) {
  desk d = desk_open("1111111");
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  dialplan_decision decision;
  dialplan_step step[2] = {{0}, {.reason = 7777}};
  uint64_t count = 0;
  assert_int_equal(dialplan_explain(desk_campaign(&d), &d.contact, &d.state, day_at(1, 11, 0), NULL,
                                    &decision, step, 1, &count, NULL),
                   DIALPLAN_OK);
  assert_int_equal(count, 2);
  assert_int_equal(step[0].reason, DIALPLAN_REASON_LAST_ATTEMPT);
  assert_int_equal(step[1].reason, 7777);
  assert_int_equal(dialplan_explain(d.campaign, &d.contact, NULL, day_at(1, 11, 0), NULL, &decision, NULL, 1,
                                    &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  desk_close(&d);
}

/* ---- dialplan_step_format alone ---- */

static void every_reason_of_a_trace_has_a_sentence(void **state) {
  desk d = desk_open("1111111");
  desk_campaign(&d);
  for (uint16_t reason = 1; reason <= DIALPLAN_REASON_AFTER_END; reason++) {
    if (!dialplan_reason_name(reason) || reason == DIALPLAN_REASON_GUARD) continue;
    const dialplan_step step = {.reason = reason, .value = 20000, .limit = 20001};
    assert_true(strlen(sentence_of(&d, &step)) > 0);
  }
  desk_close(&d);
}

static void a_long_label_is_cut_between_characters(void **state) {
  desk d = desk_open("1111111");
  char label[400] = "";
  for (int i = 0; i < 130; i++) strcat(label, "\xE0\xA4\xA6"); /* three bytes each */
  const dp_day_entry day = {.from_date = 20000, .until_date = 20000, .label = label};
  d.settings.no_call_days = (dp_dayset){&day, 1};
  desk_campaign(&d);
  const dialplan_step step = {.reason = DIALPLAN_REASON_NO_CALL_DAY, .value = 20000, .limit = 20001};
  const char *text = sentence_of(&d, &step);
  assert_int_equal(strlen(text), 12 + 81 * 3); /* "2024-10-04: " and as many whole ones as fit */
  uint64_t len = 0;
  assert_int_equal(dialplan_step_format(d.campaign, &step, NULL, 0, &len), DIALPLAN_OK);
  assert_int_equal(len, 12 + 81 * 3);
  desk_close(&d);
}

static void steps_of_other_campaigns_read_without_harm(void **state) {
  desk d = desk_open("1111111");
  desk_campaign(&d);
  dialplan_step step = {.reason = DIALPLAN_REASON_GUARD, .value = 20000, .limit = 20001, .rule = 999};
  assert_string_equal(sentence_of(&d, &step), ""); /* a rule that this campaign does not have */
  step.rule = 0;
  assert_string_equal(sentence_of(&d, &step), "");
  step = (dialplan_step){.reason = DIALPLAN_REASON_OUTCOME_ROW, .outcome = 200, .extra = {1, 3}};
  assert_string_equal(sentence_of(&d, &step), "unknown, retry 1 of 3");
  step = (dialplan_step){.reason = DIALPLAN_REASON_WAIT, .before = 5, .after = 6};
  assert_string_equal(sentence_of(&d, &step), "0 s");
  desk_close(&d);
}

static void a_week_off_names_each_weekday_once(void **state) {
  desk d = desk_open("0000000");
  desk_campaign(&d);
  /* Monday, 2026-03-02 to three weeks later. */
  const int32_t monday = (int32_t)(day_at(1, 0, 0) / DAY);
  const dialplan_step step = {.reason = DIALPLAN_REASON_NO_WINDOW, .value = monday, .limit = monday + 21};
  assert_string_equal(sentence_of(&d, &step), "Mon, Tue, Wed, Thu, Fri, Sat, Sun: off");
  desk_close(&d);
}

static void a_trace_counts_to_its_limit(void **state) {
  dialplan_step steps[2] = {{0}};
  dp_trace trace = {.steps = steps, .cap = 2};
  for (int64_t i = 1; i <= DP_TRACE_MAX + 5; i++)
    dp_trace_add(&trace, &(dialplan_step){.reason = DIALPLAN_REASON_WAIT, .value = i});
  assert_int_equal(trace.count, DP_TRACE_MAX);
  assert_int_equal(steps[1].value, 2);
}

static void what_is_no_step_is_refused(void **state) {
  desk d = desk_open("1111111");
  char text[8];
  uint64_t len = 3;
  const dialplan_step none = {.reason = 12}, step = {.reason = DIALPLAN_REASON_DNC};
  assert_int_equal(dialplan_step_format(desk_campaign(&d), &none, text, 8, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_step_format(NULL, &step, text, 8, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_step_format(d.campaign, NULL, text, 8, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_step_format(d.campaign, &step, NULL, 8, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_step_format(d.campaign, &step, text, 8, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(len, 3);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_example_reads_as_written),
      cmocka_unit_test(bounds_that_bind_move_on),
      cmocka_unit_test(closed_time_is_told_reason_by_reason),
      cmocka_unit_test(what_was_closed_before_now_is_not_told),
      cmocka_unit_test(start_guard_and_margin_are_told),
      cmocka_unit_test(the_other_zone_is_named),
      cmocka_unit_test(wishes_are_told),
      cmocka_unit_test(strategies_are_told),
      cmocka_unit_test(stops_and_holds_close_the_trace),
      cmocka_unit_test(a_call_under_way_is_told_first),
      cmocka_unit_test(a_short_list_gets_the_first_steps),
      cmocka_unit_test(every_reason_of_a_trace_has_a_sentence),
      cmocka_unit_test(a_long_label_is_cut_between_characters),
      cmocka_unit_test(steps_of_other_campaigns_read_without_harm),
      cmocka_unit_test(a_week_off_names_each_weekday_once),
      cmocka_unit_test(a_trace_counts_to_its_limit),
      cmocka_unit_test(what_is_no_step_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
