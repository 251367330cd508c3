/* SPDX-License-Identifier: MIT */
/* Statistics: what each event and each contact adds, what is refused, when a campaign will have ended. */
#include "support/decide.h"

static dialplan_error err;

static dialplan_status put(desk *d, dialplan_stats *stats, dialplan_event event) {
  return dialplan_stats_add(desk_campaign(d), &d->contact, &event, stats, &err);
}

static dialplan_event call(int64_t at, int32_t seconds, uint8_t outcome) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                          .at = at,
                          .ended_at = seconds < 0 ? 0 : at + seconds,
                          .outcome = outcome};
}

static void answered_outcomes_are_listed(void **state) {
  (void)state;
  static const int32_t answered[] = {DIALPLAN_OUTCOME_COMPLETED,    DIALPLAN_OUTCOME_CALL_LATER,
                                     DIALPLAN_OUTCOME_ABANDONED,    DIALPLAN_OUTCOME_REFUSED,
                                     DIALPLAN_OUTCOME_WRONG_PERSON, DIALPLAN_OUTCOME_DNC_REQUEST};
  int32_t sum = 0, listed = 0;
  for (int32_t outcome = -1; outcome < 300; outcome++) sum += dialplan_outcome_connected(outcome);
  for (size_t i = 0; i < sizeof answered / sizeof *answered; i++)
    listed += dialplan_outcome_connected(answered[i]);
  assert_int_equal(listed, 6);
  assert_int_equal(sum, 6);
}

static void calls_are_counted(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  dialplan_event paid = call(day_at(1, 10, 0), 90, DIALPLAN_OUTCOME_COMPLETED);
  paid.cost_millionths = 80000;
  paid.sentiment = 700;
  paid.flags = DIALPLAN_EVENT_HAS_SENTIMENT | DIALPLAN_EVENT_MANUAL;
  dialplan_event sour = call(day_at(2, 23, 59), 10, DIALPLAN_OUTCOME_REFUSED);
  sour.sentiment = -200;
  dialplan_event mild = call(day_at(7, 0, 0), -1, DIALPLAN_OUTCOME_CALL_LATER);
  mild.flags = DIALPLAN_EVENT_HAS_SENTIMENT;
  assert_int_equal(put(&d, &s, sour), 0);
  assert_int_equal(put(&d, &s, paid), 0);
  assert_int_equal(put(&d, &s, mild), 0);
  assert_int_equal(put(&d, &s, call(day_at(8, 10, 30), 30, DIALPLAN_OUTCOME_NO_ANSWER)), 0);
  assert_int_equal(s.size, sizeof s);
  assert_int_equal(s.first_at, day_at(1, 10, 0));
  assert_int_equal(s.last_at, day_at(8, 10, 30));
  assert_int_equal(s.all.calls, 4);
  assert_int_equal(s.all.connected, 3);
  assert_int_equal(s.all.completed, 1);
  assert_int_equal(s.manual, 1);
  assert_int_equal(s.timed, 3);
  assert_int_equal(s.timed_s, 130);
  assert_int_equal(s.talks, 2);
  assert_int_equal(s.talk_s, 100);
  assert_int_equal(s.cost_millionths, 80000);
  assert_int_equal(s.rated, 3);
  assert_int_equal(s.sentiment_up, 700);
  assert_int_equal(s.sentiment_down, 200);
  assert_int_equal(s.outcomes[DIALPLAN_OUTCOME_REFUSED], 1);
  assert_int_equal(s.hours[10].calls, 2); /* both Mondays */
  assert_int_equal(s.hours[10].connected, 1);
  assert_int_equal(s.hours[24 + 23].calls, 1);
  assert_int_equal(s.hours[6 * 24].connected, 1);
  assert_int_equal(s.variants[0].calls, 4);
  desk_close(&d);
}

static void hours_are_those_of_the_home_zone(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  static const int kolkata = ATLAS_KOLKATA;
  d.contact = atlas_contact("42", 1, &kolkata);
  dialplan_stats s = {0};
  int32_t date = 0, hour = 0;
  assert_int_equal(put(&d, &s, call(day_at(7, 19, 0), 0, DIALPLAN_OUTCOME_BUSY)),
                   0); /* Monday, 00:30 there */
  assert_int_equal(s.hours[0].calls, 1);
  const dialplan_campaign *c = desk_campaign(&d);
  assert_int_equal(dialplan_stats_hour(c, &d.contact, day_at(7, 19, 0), &date, &hour, &err), 0);
  assert_int_equal(hour, 0);
  assert_int_equal(date, atlas_date("2026-03-09"));
  assert_int_equal(dialplan_stats_hour(c, NULL, day_at(7, 19, 0), NULL, &hour, &err), 0);
  assert_int_equal(hour, 6 * 24 + 19);
  assert_int_equal(dialplan_stats_hour(c, NULL, day_at(7, 19, 0), &date, NULL, &err), 0);
  assert_int_equal(date, atlas_date("2026-03-08"));
  assert_int_equal(dialplan_stats_hour(NULL, NULL, day_at(1, 0, 0), &date, &hour, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_hour(c, NULL, 0, &date, &hour, &err), DIALPLAN_E_RANGE);
  d.contact.zone_count = 65;
  assert_int_equal(dialplan_stats_hour(c, &d.contact, day_at(1, 0, 0), &date, &hour, &err), DIALPLAN_E_RANGE);
  desk_close(&d);
}

static void the_variant_is_the_events_then_the_contacts_then_the_drawn_one(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  d.settings.variants[0] = (dp_variant){.name = "a", .weight = 0};
  d.settings.variants[1] = (dp_variant){.name = "b", .weight = 1};
  d.settings.variants[2] = (dp_variant){.name = "c", .weight = 0};
  d.settings.variant_count = 3;
  dialplan_stats s = {0};
  dialplan_event e = call(day_at(1, 10, 0), 0, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(put(&d, &s, e), 0);
  d.contact.variant = 1;
  assert_int_equal(put(&d, &s, e), 0);
  e.variant = 3;
  assert_int_equal(put(&d, &s, e), 0);
  e.variant = 17; /* no campaign has so many */
  assert_int_equal(put(&d, &s, e), 0);
  for (int i = 0; i < 4; i++) assert_int_equal(s.variants[i].completed, 1);
  desk_close(&d);
}

static void wishes_that_count_are_requests(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  dialplan_event wish = {.kind = DIALPLAN_EVENT_CALLBACK, .at = day_at(1, 10, 0), .due_at = day_at(2, 10, 0)};
  assert_int_equal(put(&d, &s, wish), 0);
  assert_int_equal(s.requested, 0); /* the bot's, with the gates closed */
  d.settings.callbacks.detection = d.settings.callbacks.bot = 1;
  assert_int_equal(put(&d, &s, wish), 0);
  assert_int_equal(s.requested, 1);
  wish.flags = DIALPLAN_EVENT_NOT_REQUESTED;
  assert_int_equal(put(&d, &s, wish), 0);
  assert_int_equal(s.requested, 1);
  d.settings.callbacks.min_confidence = 600;
  wish.flags = DIALPLAN_EVENT_HAS_CONFIDENCE;
  wish.confidence = 599;
  assert_int_equal(put(&d, &s, wish), 0);
  assert_int_equal(s.requested, 1);
  assert_int_equal(put(&d, &s, (dialplan_event){.kind = DIALPLAN_EVENT_DNC, .at = day_at(1, 10, 0)}), 0);
  assert_int_equal(s.all.calls, 0);
  desk_close(&d);
}

static void what_cannot_be_is_refused(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  const dialplan_event good = call(day_at(1, 10, 0), 5, DIALPLAN_OUTCOME_BUSY);
  dialplan_event bad = good;
  bad.cost_millionths = -1;
  assert_int_equal(put(&d, &s, bad), DIALPLAN_E_RANGE);
  assert_string_equal(err.code, "event-cost");
  bad = good;
  bad.sentiment = 1001;
  assert_int_equal(put(&d, &s, bad), DIALPLAN_E_RANGE);
  bad.sentiment = -1001;
  assert_int_equal(put(&d, &s, bad), DIALPLAN_E_RANGE);
  assert_string_equal(err.code, "event-sentiment");
  bad = good;
  bad.outcome = 16;
  assert_int_equal(put(&d, &s, bad), DIALPLAN_E_ARGUMENT);
  bad = good;
  bad.ended_at = bad.at - 1;
  assert_int_equal(put(&d, &s, bad), DIALPLAN_E_RANGE);
  const dialplan_campaign *c = desk_campaign(&d);
  assert_int_equal(dialplan_stats_add(NULL, &d.contact, &good, &s, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_add(c, NULL, &good, &s, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_add(c, &d.contact, NULL, &s, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_add(c, &d.contact, &good, NULL, &err), DIALPLAN_E_ARGUMENT);
  d.contact.zone_count = 65;
  assert_int_equal(dialplan_stats_add(c, &d.contact, &good, &s, &err), DIALPLAN_E_RANGE);
  d.contact.zone_count = 0;
  const dialplan_stats nothing = {0};
  assert_memory_equal(&s, &nothing, sizeof s);
  s.size = 8;
  assert_int_equal(dialplan_stats_add(c, &d.contact, &good, &s, &err), DIALPLAN_E_SIZE);
  dialplan_decision decision = desk_ask(&d, day_at(1, 10, 0));
  assert_int_equal(dialplan_stats_add_contact(NULL, &decision, &s, &err), DIALPLAN_E_SIZE);
  int64_t at;
  uint64_t count;
  dialplan_stats out;
  assert_int_equal(dialplan_stats_finish(desk_campaign(&d), &s, day_at(1, 0, 0), &at, &err), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_best_hours(&s, 0, NULL, 0, &count, &err), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_stats_merge(&s, &nothing, &out, &err), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_stats_merge(&nothing, &s, &out, &err), DIALPLAN_E_SIZE);
  s.size = 0;
  assert_int_equal(dialplan_stats_merge(NULL, &s, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_merge(&s, NULL, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_merge(&s, &s, NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_add_contact(NULL, NULL, &s, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_add_contact(NULL, &decision, NULL, &err), DIALPLAN_E_ARGUMENT);
  dialplan_state odd = {.size = 3};
  assert_int_equal(dialplan_stats_add_contact(&odd, &decision, &s, &err), DIALPLAN_E_SIZE);
  dialplan_decision wrong = decision;
  wrong.verdict = 0;
  assert_int_equal(dialplan_stats_add_contact(NULL, &wrong, &s, &err), DIALPLAN_E_RANGE);
  wrong = decision;
  wrong.status = 12;
  assert_int_equal(dialplan_stats_add_contact(NULL, &wrong, &s, &err), DIALPLAN_E_RANGE);
  wrong = decision;
  wrong.wish_status = 7;
  assert_int_equal(dialplan_stats_add_contact(NULL, &wrong, &s, &err), DIALPLAN_E_RANGE);
  assert_memory_equal(&s, &nothing, sizeof s);
  desk_close(&d);
}

/* A contact that was never called, one that talked, one that waits for its callback. */
static void contacts_pass_the_funnel(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  const int64_t now = day_at(3, 12, 0);
  dialplan_stats s = {0};
  dialplan_decision decision = desk_ask(&d, now);
  assert_int_equal(dialplan_stats_add_contact(NULL, &decision, &s, &err), 0);
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  decision = desk_ask(&d, now);
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  desk_wish(&d, day_at(1, 11, 0), day_at(4, 11, 0));
  decision = desk_ask(&d, now);
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  desk_call(&d, day_at(2, 10, 0), DIALPLAN_OUTCOME_COMPLETED);
  decision = desk_ask(&d, now);
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  dialplan_state asked_never = {.flags = DIALPLAN_STATE_DNC};
  d.state = asked_never;
  decision = desk_ask(&d, now);
  decision.variant = 99;
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  assert_int_equal(s.funnel.contacts, 5);
  assert_int_equal(s.funnel.scheduled, 4);
  assert_int_equal(s.funnel.dialled, 3);
  assert_int_equal(s.funnel.connected, 1);
  assert_memory_equal(&s.funnel, &s.variant_funnels[0], sizeof s.funnel);
  assert_int_equal(s.remaining, 3);
  assert_int_equal(s.finished, 1);
  assert_int_equal(s.statuses[DIALPLAN_STATUS_PENDING], 1);
  assert_int_equal(s.statuses[DIALPLAN_STATUS_RETRY], 1);
  assert_int_equal(s.statuses[DIALPLAN_STATUS_CALLBACK], 1);
  assert_int_equal(s.statuses[DIALPLAN_STATUS_REACHED], 1);
  assert_int_equal(s.statuses[DIALPLAN_STATUS_DNC], 1);
  assert_int_equal(s.wishes[DIALPLAN_WISH_NONE], 3);
  assert_int_equal(s.wishes[DIALPLAN_WISH_SCHEDULED], 1);
  assert_int_equal(s.wishes[DIALPLAN_WISH_COMPLETED], 1);
  assert_int_equal(s.delays, 2);
  assert_int_equal(s.delay_s, 2 * 3 * DAY);
  desk_close(&d);
}

static void a_call_under_way_is_dialled(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = day_at(1, 10, 0)});
  const dialplan_decision decision = desk_ask(&d, day_at(1, 10, 1));
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  assert_int_equal(s.funnel.scheduled, 1);
  assert_int_equal(s.funnel.dialled, 1);
  assert_int_equal(s.funnel.connected, 0);
  desk_close(&d);
}

static void a_wish_for_at_once_has_a_delay_of_none(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  d.settings.callbacks.least_delay = (dialplan_duration){0};
  desk_wish(&d, day_at(1, 10, 0), day_at(1, 10, 0));
  const dialplan_decision decision = desk_ask(&d, day_at(1, 10, 0));
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  assert_int_equal(s.delays, 1);
  assert_int_equal(s.delay_s, 0);
  desk_close(&d);
}

static void a_cancel_before_its_wish_has_no_delay(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {0};
  d.state = (dialplan_state){.wish_at = day_at(1, 10, 0), .wish_status = DIALPLAN_WISH_CANCELLED};
  const dialplan_decision decision = desk_ask(&d, day_at(2, 10, 0));
  assert_int_equal(dialplan_stats_add_contact(&d.state, &decision, &s, &err), 0);
  assert_int_equal(s.wishes[DIALPLAN_WISH_CANCELLED], 1);
  assert_int_equal(s.delays, 0);
  desk_close(&d);
}

static void sums_stop_at_the_largest_value(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  dialplan_stats s = {.all = {UINT64_MAX, UINT64_MAX - 1, 0}, .timed_s = UINT64_MAX - 10, .remaining = 5};
  assert_int_equal(put(&d, &s, call(day_at(1, 10, 0), 90, DIALPLAN_OUTCOME_COMPLETED)), 0);
  assert_true(s.all.calls == UINT64_MAX && s.all.connected == UINT64_MAX && s.all.completed == 1);
  assert_true(s.timed_s == UINT64_MAX);
  dialplan_stats more = {.remaining = UINT64_MAX};
  assert_int_equal(dialplan_stats_merge(&s, &more, &s, &err), 0);
  assert_true(s.remaining == UINT64_MAX && s.all.completed == 1);
  desk_close(&d);
}

/* A part in which nobody was called takes nothing away, whichever comes first. */
static void nothing_added_is_nothing_changed(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  const dialplan_stats none = {.size = sizeof none};
  dialplan_stats s = {0}, out;
  assert_int_equal(put(&d, &s, call(day_at(1, 10, 0), 90, DIALPLAN_OUTCOME_COMPLETED)), 0);
  assert_int_equal(s.first_at, day_at(1, 10, 0));
  assert_int_equal(dialplan_stats_merge(&s, &none, &out, &err), 0);
  assert_memory_equal(&out, &s, sizeof s);
  assert_int_equal(dialplan_stats_merge(&none, &s, &out, &err), 0);
  assert_memory_equal(&out, &s, sizeof s);
  desk_close(&d);
}

/* Windows 09:00-18:00 every day: two days of work ended 4 of 10 dialled contacts. */
static void the_rest_ends_as_fast_as_the_first(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  d.settings.horizon_s = 30 * DAY;
  const dialplan_campaign *c = desk_campaign(&d);
  dialplan_stats s = {.first_at = day_at(1, 9, 0), .finished = 4, .remaining = 6};
  int64_t at = 7;
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
  assert_int_equal(at, day_at(5, 18, 0)); /* 18 h for 4, so 27 h for 6 */
  s.remaining = 0;
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
  assert_int_equal(at, day_at(3, 9, 0));
  s.remaining = 6;
  s.finished = 0;
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
  assert_int_equal(at, 0);
  s.finished = 4;
  s.first_at = 0;
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
  assert_int_equal(at, 0);
  s.first_at = day_at(3, 9, 0); /* nothing was open between */
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
  assert_int_equal(at, 0);
  s.first_at = day_at(1, 9, 0);
  for (int i = 0; i < 3; i++) {
    static const uint64_t many[] = {1000, UINT64_C(1) << 40, UINT64_MAX};
    s.remaining = many[i];
    assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
    assert_int_equal(at, 0); /* beyond the horizon */
  }
  for (int i = 0; i < 2; i++) { /* so many a second that the fraction alone counts */
    static const uint64_t many[] = {UINT64_C(1) << 60, UINT64_MAX};
    s.finished = many[i];
    s.remaining = 6;
    assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), &at, &err), 0);
    assert_int_equal(at, day_at(3, 9, 0) + 1);
  }
  assert_int_equal(dialplan_stats_finish(NULL, &s, day_at(3, 9, 0), &at, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_finish(c, NULL, day_at(3, 9, 0), &at, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_finish(c, &s, day_at(3, 9, 0), NULL, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_stats_finish(c, &s, 0, &at, &err), DIALPLAN_E_RANGE);
  s.finished = 4;
  assert_int_equal(dialplan_stats_finish(c, &s, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 10, &at, &err), 0);
  assert_int_equal(at, 0);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answered_outcomes_are_listed),
      cmocka_unit_test(calls_are_counted),
      cmocka_unit_test(hours_are_those_of_the_home_zone),
      cmocka_unit_test(the_variant_is_the_events_then_the_contacts_then_the_drawn_one),
      cmocka_unit_test(wishes_that_count_are_requests),
      cmocka_unit_test(what_cannot_be_is_refused),
      cmocka_unit_test(contacts_pass_the_funnel),
      cmocka_unit_test(a_call_under_way_is_dialled),
      cmocka_unit_test(a_wish_for_at_once_has_a_delay_of_none),
      cmocka_unit_test(a_cancel_before_its_wish_has_no_delay),
      cmocka_unit_test(sums_stop_at_the_largest_value),
      cmocka_unit_test(nothing_added_is_nothing_changed),
      cmocka_unit_test(the_rest_ends_as_fast_as_the_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
