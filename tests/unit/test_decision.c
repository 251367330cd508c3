/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

#define NO_ANSWER DIALPLAN_OUTCOME_NO_ANSWER

/* ---- never called ---- */

static void a_new_contact_is_called_now(void **state) {
  desk d = desk_open("1111100");
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 10, 0));
  assert_int_equal(now.due_at, 0);
  assert_int_equal(now.attempt, 1);
  assert_int_equal(now.of, 100);
  assert_int_equal(now.call_class, DIALPLAN_CLASS_PENDING);
  assert_int_equal(now.status, DIALPLAN_STATUS_PENDING);
  assert_int_equal(now.key, d.contact.key);
  desk_close(&d);
}

static void the_later_of_enqueued_and_start_is_due(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 7, 0);
  dialplan_decision now = desk_ask(&d, day_at(2, 10, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(2, 10, 0));
  assert_int_equal(now.due_at, day_at(1, 9, 0));
  d.settings.start_at = day_at(3, 12, 0);
  now = desk_ask(&d, day_at(2, 10, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(3, 12, 0));
  assert_int_equal(now.due_at, day_at(3, 12, 0));
  desk_close(&d);
}

static void an_overdue_call_waits_for_the_next_opening(void **state) {
  desk d = desk_open("1111100");
  d.contact.enqueued_at = day_at(5, 17, 0); /* Friday */
  const dialplan_decision now = desk_ask(&d, day_at(5, 19, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(8, 9, 0)); /* Monday */
  assert_int_equal(now.due_at, day_at(5, 17, 0));
  desk_close(&d);
}

/* ---- ends ---- */

static void facts_that_end_a_contact_stop_it_in_their_order(void **state) {
  static const struct {
    uint32_t flag;
    int32_t reason, status;
  } ends[] = {{DIALPLAN_STATE_CANCELLED, DIALPLAN_REASON_CANCELLED, DIALPLAN_STATUS_CANCELLED},
              {DIALPLAN_STATE_CLOSED, DIALPLAN_REASON_CLOSED, DIALPLAN_STATUS_CLOSED},
              {DIALPLAN_STATE_REACHED, DIALPLAN_REASON_REACHED, DIALPLAN_STATUS_REACHED},
              {DIALPLAN_STATE_FAILED, DIALPLAN_REASON_FAILED, DIALPLAN_STATUS_FAILED},
              {DIALPLAN_STATE_DNC, DIALPLAN_REASON_DNC, DIALPLAN_STATUS_DNC}};
  desk d = desk_open("1111111");
  d.contact.flags = DIALPLAN_CONTACT_INBOUND_FIRST;
  dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  stops(now, DIALPLAN_REASON_INBOUND_FIRST);
  assert_int_equal(now.status, DIALPLAN_STATUS_PENDING);
  for (int i = 0; i < 5; i++) {
    d.state.flags |= ends[i].flag; /* the earlier ones stay */
    now = desk_ask(&d, day_at(1, 10, 0));
    stops(now, ends[i].reason);
    assert_int_equal(now.status, ends[i].status);
  }
  d.settings.status = DP_STATUS_COMPLETED;
  now = desk_ask(&d, day_at(1, 10, 0));
  stops(now, DIALPLAN_REASON_CAMPAIGN_COMPLETED);
  assert_int_equal(now.status, DIALPLAN_STATUS_DNC);
  d.settings.status = DP_STATUS_CANCELLED;
  stops(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_CAMPAIGN_CANCELLED);
  desk_close(&d);
}

static void a_list_counts_when_it_is_respected(void **state) {
  desk d = desk_open("1111111");
  desk_wish(&d, day_at(1, 9, 0), day_at(1, 12, 0));
  d.contact.flags = DIALPLAN_CONTACT_DNC_LISTED;
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  stops(now, DIALPLAN_REASON_DNC);
  assert_int_equal(now.wish_status, DIALPLAN_WISH_CANCELLED);
  d.settings.respect_dnc = 0;
  calls(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_CALLBACK, day_at(1, 12, 0));
  d.state.flags |= DIALPLAN_STATE_DNC;
  stops(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_DNC);
  desk_close(&d);
}

/* ---- holds ---- */

static void holds_keep_the_instants(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 8, 0);
  d.settings.pacing.channels = 0;
  calls(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 10, 0)); /* not written */
  d.settings.pacing.channels_written = 1;
  holds(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_NO_CHANNELS, day_at(1, 10, 0));
  d.settings.status = DP_STATUS_PAUSED;
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  holds(now, DIALPLAN_REASON_CAMPAIGN_PAUSED, day_at(1, 10, 0));
  assert_int_equal(now.due_at, day_at(1, 9, 0));
  d.settings.status = DP_STATUS_DRAFT;
  holds(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_CAMPAIGN_DRAFT, day_at(1, 10, 0));
  desk_close(&d);
}

static void a_stop_goes_before_a_hold(void **state) {
  desk d = desk_open("1111111");
  d.settings.status = DP_STATUS_PAUSED;
  d.settings.retry.max_attempts = 1;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  stops(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_MAX_ATTEMPTS);
  desk_close(&d);
}

static void an_unknown_zone_holds_without_instants(void **state) {
  desk d = desk_open("1111111");
  d.contact.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  holds(now, DIALPLAN_REASON_ZONE_UNKNOWN, 0);
  assert_int_equal(now.due_at, 0);
  d.settings.status = DP_STATUS_PAUSED;
  holds(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_CAMPAIGN_PAUSED, 0);
  desk_close(&d);
}

static void zones_without_a_common_hour_hold_or_leave_the_campaigns(void **state) {
  static const int zones[] = {ATLAS_KIRITIMATI, ATLAS_UTC}; /* 14 hours apart: never 9 to 18 in both */
  desk d = desk_open("1111111");
  d.contact = atlas_contact("42", 2, zones);
  d.settings.zone = ATLAS_LONDON;
  holds(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_ZONE_AMBIGUOUS, 0);
  d.settings.ambiguous_zone = DP_ZONE_CAMPAIGN;
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 10, 0));
  assert_int_equal(now.zone, ATLAS_LONDON);
  desk_close(&d);
}

static void the_zone_that_binds_is_told(void **state) {
  static const int zones[] = {ATLAS_UTC, ATLAS_NEW_YORK}; /* five hours behind */
  desk d = desk_open("1111111");
  d.contact = atlas_contact("42", 2, zones);
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  calls(now, DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 14, 0)); /* nine in New York */
  assert_int_equal(now.zone, ATLAS_NEW_YORK);
  desk_close(&d);
}

/* ---- a call under way ---- */

static void under_way(desk *d, int64_t at) {
  desk_apply(d, (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = at});
}

static void a_call_under_way_holds_until_it_is_stale(void **state) {
  desk d = desk_open("1111111");
  under_way(&d, day_at(1, 10, 0));
  dialplan_decision now = desk_ask(&d, day_at(1, 11, 59));
  holds(now, DIALPLAN_REASON_IN_CALL, day_at(2, 10, 0)); /* an error at 10:00, and 24 h more */
  assert_int_equal(now.status, DIALPLAN_STATUS_IN_CALL);
  assert_int_equal(now.attempt, 2);
  assert_int_equal(now.last_outcome, DIALPLAN_OUTCOME_NONE);
  now = desk_ask(&d, day_at(1, 12, 0)); /* two hours: stale */
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 10, 0));
  assert_int_equal(now.status, DIALPLAN_STATUS_RETRY);
  assert_int_equal(now.last_outcome, DIALPLAN_OUTCOME_ERROR);
  desk_close(&d);
}

static void a_call_under_way_holds_even_a_stop(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_attempts = 1;
  under_way(&d, day_at(1, 10, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 10, 5));
  holds(now, DIALPLAN_REASON_IN_CALL, 0);
  assert_int_equal(now.due_at, 0);
  stops(desk_ask(&d, day_at(1, 12, 0)), DIALPLAN_REASON_MAX_ATTEMPTS);
  d.settings.status = DP_STATUS_PAUSED;
  d.settings.retry.max_attempts = 5;
  holds(desk_ask(&d, day_at(1, 10, 5)), DIALPLAN_REASON_IN_CALL, day_at(2, 10, 0));
  desk_close(&d);
}

/* ---- stop rules ---- */

static void the_last_attempt_allowed_is_the_last(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_attempts = 2;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  calls(now, DIALPLAN_REASON_FIXED, day_at(2, 10, 0));
  assert_int_equal(now.attempt, 2);
  assert_int_equal(now.of, 2);
  desk_call(&d, day_at(2, 10, 0), NO_ANSWER);
  const dialplan_decision end = desk_ask(&d, day_at(2, 11, 0));
  stops(end, DIALPLAN_REASON_MAX_ATTEMPTS);
  assert_int_equal(end.status, DIALPLAN_STATUS_EXHAUSTED);
  desk_close(&d);
}

static void errors_in_a_row_stop(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_consecutive_errors = 2;
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_ERROR);
  desk_call(&d, day_at(2, 10, 0), DIALPLAN_OUTCOME_NETWORK_ERROR); /* neither counts nor resets */
  calls(desk_ask(&d, day_at(2, 10, 1)), DIALPLAN_REASON_OUTCOME_ROW, day_at(2, 10, 30));
  desk_call(&d, day_at(3, 10, 0), DIALPLAN_OUTCOME_ERROR);
  stops(desk_ask(&d, day_at(3, 11, 0)), DIALPLAN_REASON_CONSECUTIVE_ERRORS);
  desk_close(&d);
}

static void rows_count_over_the_whole_run(void **state) {
  desk d = desk_open("1111111");
  dp_settings_standard(&d.settings.retry);
  for (int day = 1; day <= 3; day++) {
    desk_call(&d, day_at(day, 10, 0), NO_ANSWER);
    desk_call(&d, day_at(day, 11, 0), DIALPLAN_OUTCOME_RINGING); /* no row: between, and not reset by it */
  }
  desk_call(&d, day_at(4, 10, 0), NO_ANSWER);
  stops(desk_ask(&d, day_at(4, 11, 0)), DIALPLAN_REASON_OUTCOME_RETRIES); /* 3 retries: the 4th ends it */
  desk_close(&d);
}

static void a_row_says_how_often(void **state) {
  desk d = desk_open("1111111");
  dp_settings_standard(&d.settings.retry);
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  desk_call(&d, day_at(1, 11, 0), DIALPLAN_OUTCOME_BUSY);
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 1));
  calls(now, DIALPLAN_REASON_OUTCOME_ROW, day_at(1, 12, 0));
  assert_int_equal(now.retry, 2);
  assert_int_equal(now.retries, 5);
  assert_int_equal(now.last_outcome, DIALPLAN_OUTCOME_BUSY);
  desk_close(&d);
}

static void a_row_can_stop_unless_a_person_moved_the_call(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = DP_ROW_STOP;
  desk_call(&d, day_at(1, 10, 0), DIALPLAN_OUTCOME_REJECTED);
  stops(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_OUTCOME_STOP);
  desk_reschedule(&d, day_at(1, 11, 0), day_at(1, 15, 0));
  const dialplan_decision now = desk_ask(&d, day_at(1, 11, 0));
  calls(now, DIALPLAN_REASON_RESCHEDULED, day_at(1, 15, 0));
  assert_int_equal(now.asked_at, day_at(1, 15, 0));
  assert_int_equal(now.call_class, DIALPLAN_CLASS_RETRY);
  desk_close(&d);
}

static void intervals_are_used_up_or_repeat(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.strategy = DP_STRATEGY_INTERVALS;
  d.settings.retry.interval_count = 2;
  d.settings.retry.intervals[0].seconds = 20 * MINUTE;
  d.settings.retry.intervals[1].seconds = HOUR;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_INTERVALS, day_at(1, 10, 20));
  desk_call(&d, day_at(1, 11, 0), NO_ANSWER);
  desk_call(&d, day_at(1, 13, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 13, 0)), DIALPLAN_REASON_INTERVALS, day_at(1, 14, 0));
  d.settings.retry.after_last = DP_AFTER_LAST_STOP;
  stops(desk_ask(&d, day_at(1, 13, 0)), DIALPLAN_REASON_INTERVALS_USED_UP);
  desk_close(&d);
}

static void retry_days_are_counted_on_at(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.max_retry_days = 2;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_FIXED, day_at(2, 10, 0));
  stops(desk_ask(&d, day_at(2, 18, 0)), DIALPLAN_REASON_MAX_RETRY_DAYS); /* it would be day 3 */
  d.settings.retry.max_retry_days = 1;
  stops(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_MAX_RETRY_DAYS);
  d.settings.retry.max_retry_days = 0;
  d.settings.retry.every.seconds = MINUTE;
  stops(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_MAX_RETRY_DAYS);
  desk_close(&d);
}

static void the_campaigns_end_is_told_from_never(void **state) {
  desk d = desk_open("1111100");
  d.settings.end_at = day_at(5, 18, 0);
  desk_call(&d, day_at(5, 10, 0), NO_ANSWER);
  dialplan_decision now = desk_ask(&d, day_at(5, 11, 0));
  stops(now, DIALPLAN_REASON_CAMPAIGN_OVER);
  assert_int_equal(now.status, DIALPLAN_STATUS_WINDOW_CLOSED);
  memset(d.settings.windows.week, 0, sizeof d.settings.windows.week);
  now = desk_ask(&d, day_at(5, 11, 0));
  stops(now, DIALPLAN_REASON_NEVER_OPEN);
  assert_int_equal(now.status, DIALPLAN_STATUS_RETRY);
  desk_close(&d);
}

/* ---- lower bounds ---- */

static void waits_and_cooldowns_count_from_the_end(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.every.seconds = HOUR;
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                                  .at = day_at(1, 10, 0),
                                  .ended_at = day_at(1, 10, 5),
                                  .outcome = NO_ANSWER});
  calls(desk_ask(&d, day_at(1, 10, 6)), DIALPLAN_REASON_FIXED, day_at(1, 11, 5));
  d.settings.retry.wait.seconds = 2 * HOUR;
  calls(desk_ask(&d, day_at(1, 10, 6)), DIALPLAN_REASON_FIXED, day_at(1, 12, 5));
  d.settings.retry.cooldown.seconds = 3 * HOUR;
  calls(desk_ask(&d, day_at(1, 10, 6)), DIALPLAN_REASON_FIXED, day_at(1, 13, 5));
  d.settings.retry.not_picked_cooldown.days = 1;
  calls(desk_ask(&d, day_at(1, 10, 6)), DIALPLAN_REASON_FIXED, day_at(2, 10, 5));
  d.state.last_outcome = DIALPLAN_OUTCOME_BUSY; /* did not ring unanswered */
  calls(desk_ask(&d, day_at(1, 10, 6)), DIALPLAN_REASON_FIXED, day_at(1, 13, 5));
  desk_close(&d);
}

static void a_cooldown_counts_calls_elsewhere(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 9, 0);
  d.contact.other_last_attempt_at = day_at(1, 10, 0);
  d.settings.retry.cooldown.seconds = 4 * HOUR;
  calls(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 14, 0));
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_RESTART, .at = day_at(1, 9, 59)});
  calls(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 14, 0));
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_RESTART, .at = day_at(1, 10, 30)});
  calls(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 11, 0));
  desk_close(&d);
}

static void a_restart_lifts_the_cooldown_but_not_the_cap(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 9, 0);
  d.settings.retry.cooldown.days = 3;
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  desk_apply(&d, (dialplan_event){.kind = DIALPLAN_EVENT_RESTART, .at = day_at(1, 11, 0)});
  calls(desk_ask(&d, day_at(1, 12, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 12, 0));
  d.settings.retry.cap_count = 1;
  d.settings.retry.caps[0] = (dp_cap){.max = 1, .per = {.days = 1}};
  calls(desk_ask(&d, day_at(1, 12, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(2, 10, 0));
  desk_close(&d);
}

static void the_last_conversation_keeps_away(void **state) {
  desk d = desk_open("1111111");
  d.contact.enqueued_at = day_at(1, 9, 0);
  d.contact.other_last_conversation_at = day_at(1, 10, 30);
  d.settings.skip_recently_completed = (dialplan_duration){.days = 2};
  calls(desk_ask(&d, day_at(1, 11, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(3, 10, 30));
  desk_close(&d);
}

static void a_cap_waits_for_the_oldest_that_counts(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.every.seconds = HOUR;
  d.settings.retry.cap_count = 2;
  d.settings.retry.caps[0] = (dp_cap){.max = 3, .per = {.seconds = DAY}};
  d.settings.retry.caps[1] = (dp_cap){.max = 4, .per = {.days = 7}};
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  desk_call(&d, day_at(1, 12, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 12, 0)), DIALPLAN_REASON_FIXED, day_at(1, 13, 0));
  desk_call(&d, day_at(1, 13, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 13, 0)), DIALPLAN_REASON_FIXED, day_at(2, 10, 0)); /* three since 10:00 */
  desk_call(&d, day_at(2, 10, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(2, 10, 0)), DIALPLAN_REASON_FIXED, day_at(8, 10, 0)); /* four in the week */
  desk_close(&d);
}

static void a_call_under_way_counts_for_a_cap(void **state) {
  desk d = desk_open("1111111");
  d.settings.retry.every.seconds = HOUR;
  d.settings.retry.cap_count = 1;
  d.settings.retry.caps[0] = (dp_cap){.max = 2, .per = {.days = 3}};
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  under_way(&d, day_at(1, 12, 0));
  holds(desk_ask(&d, day_at(1, 12, 1)), DIALPLAN_REASON_IN_CALL, day_at(4, 10, 0));
  desk_close(&d);
}

/* ---- options, arguments ---- */

static void bad_arguments_are_told(void **state) {
  desk d = desk_open("1111111");
  const dialplan_campaign *campaign = desk_campaign(&d);
  dialplan_decision out;
  memset(&out, 0x55, sizeof out);
  const dialplan_decision untouched = out;
  dialplan_error err;
  assert_int_equal(dialplan_next(NULL, &d.contact, NULL, 1, NULL, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(err.status, DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_next(campaign, NULL, NULL, 1, NULL, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, 1, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, 0, NULL, &out, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, DP_INSTANT_END, NULL, &out, NULL),
                   DIALPLAN_E_RANGE);
  d.contact.enqueued_at = -1;
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  d.contact.enqueued_at = 0;
  d.contact.size = 8;
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, 1, NULL, &out, NULL), DIALPLAN_E_SIZE);
  d.contact.size = sizeof d.contact;
  d.contact.zone_count = 1;
  d.contact.zones[0] = 999;
  assert_int_equal(dialplan_next(campaign, &d.contact, NULL, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  d.contact.zone_count = 0;
  dialplan_state bad = {.attempts = 1}; /* attempts, and none of them at any time */
  assert_int_equal(dialplan_next(campaign, &d.contact, &bad, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  bad = (dialplan_state){.attempts = 1, .first_at = 1, .last_at = DP_INSTANT_END};
  assert_int_equal(dialplan_next(campaign, &d.contact, &bad, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  bad = (dialplan_state){.wish_status = DIALPLAN_WISH_SCHEDULED, .wish_due_at = INT64_MAX};
  assert_int_equal(dialplan_next(campaign, &d.contact, &bad, 1, NULL, &out, NULL), DIALPLAN_E_RANGE);
  bad = (dialplan_state){.size = 3};
  assert_int_equal(dialplan_next(campaign, &d.contact, &bad, 1, NULL, &out, NULL), DIALPLAN_E_SIZE);
  assert_memory_equal(&out, &untouched, sizeof out);
  desk_close(&d);
}

static void lists_are_looked_at_where_they_count(void **state) {
  desk d = desk_open("1111111");
  desk_call(&d, day_at(1, 9, 0), NO_ANSWER);
  d.state.attempt_at[3] = -1;
  calls(desk_ask(&d, day_at(1, 10, 0)), DIALPLAN_REASON_FIXED, day_at(2, 9, 0));
  d.settings.retry.cap_count = 1;
  d.settings.retry.caps[0] = (dp_cap){.max = 4, .per = {.days = 1}};
  dialplan_decision out;
  assert_int_equal(dialplan_next(desk_campaign(&d), &d.contact, &d.state, day_at(1, 10, 0), NULL, &out, NULL),
                   DIALPLAN_E_RANGE);
  desk_close(&d);
}

static void a_batch_goes_on_behind_a_bad_row(void **state) {
  desk d = desk_open("1111111");
  dialplan_contact contacts[3] = {d.contact, d.contact, d.contact};
  contacts[1].enqueued_at = INT64_MAX;
  contacts[2].enqueued_at = day_at(3, 9, 0);
  dialplan_decision out[3];
  int32_t statuses[3];
  const dialplan_campaign *campaign = desk_campaign(&d);
  assert_int_equal(dialplan_next_batch(campaign, contacts, sizeof *contacts, NULL, 0, 3, day_at(1, 10, 0),
                                       NULL, out, statuses, NULL),
                   DIALPLAN_OK);
  calls(out[0], DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1, 10, 0));
  assert_int_equal(statuses[1], DIALPLAN_E_RANGE);
  assert_int_equal(out[1].verdict, 0);
  calls(out[2], DIALPLAN_REASON_FIRST_ATTEMPT, day_at(3, 9, 0));
  assert_int_equal(
      dialplan_next_batch(campaign, NULL, 0, NULL, 0, 0, day_at(1, 10, 0), NULL, NULL, NULL, NULL),
      DIALPLAN_OK);
  assert_int_equal(
      dialplan_next_batch(campaign, contacts, 0, NULL, 0, 1, day_at(1, 10, 0), NULL, NULL, NULL, NULL),
      DIALPLAN_E_ARGUMENT);
  const dialplan_options options = {.size = 3};
  assert_int_equal(dialplan_next_batch(campaign, contacts, sizeof *contacts, NULL, 0, 3, day_at(1, 10, 0),
                                       &options, out, NULL, NULL),
                   DIALPLAN_E_SIZE);
  desk_close(&d);
}

/* What has been seen for one row serves those behind it, where it was seen at the same instant and with the
 * same end. */
static void the_rows_of_a_batch_do_not_meddle(void **state) {
  desk d = desk_open("1111100");
  d.settings.jitter_s = 900;
  d.contact.enqueued_at = day_at(1, 10, 0);
  const dialplan_contact contacts[3] = {d.contact, d.contact, d.contact};
  dialplan_state states[3] = {{0}};
  d.settings.retry.every.seconds = 600;
  states[0].call_at = day_at(5, 17, 30); /* judged on Friday at 19:30, when it is stale */
  dialplan_decision out[3];
  assert_int_equal(dialplan_next_batch(desk_campaign(&d), contacts, sizeof *contacts, states, sizeof *states,
                                       3, day_at(4, 20, 0), NULL, out, NULL, NULL),
                   DIALPLAN_OK);
  holds(out[0], DIALPLAN_REASON_IN_CALL, out[0].at);
  assert_true(out[0].at >= day_at(8, 9, 0) && out[0].at <= day_at(8, 9, 15));
  assert_true(out[1].at >= day_at(5, 9, 0) && out[1].at <= day_at(5, 9, 15));
  assert_memory_equal(&out[2], &out[1], sizeof *out);

  d.settings.end_at =
      day_at(5, 18, 0); /* asked about the time behind it, all rows say why there is no call */
  states[0].call_at = 0;
  assert_int_equal(dialplan_next_batch(desk_campaign(&d), contacts, sizeof *contacts, states, sizeof *states,
                                       3, day_at(5, 19, 0), NULL, out, NULL, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < 3; i++) stops(out[i], DIALPLAN_REASON_CAMPAIGN_OVER);
  desk_close(&d);
}

/* Rows may be longer than this library knows them, and there are enough of them to be fetched ahead. */
static void a_batch_reads_rows_by_their_stride(void **state) {
  enum { ROWS = 20 };
  typedef struct longer_contact {
    dialplan_contact contact;
    uint64_t own;
  } longer_contact;
  typedef struct longer_state {
    dialplan_state state;
    uint64_t own[3];
  } longer_state;
  desk d = desk_open("1111111");
  longer_contact contacts[ROWS];
  longer_state states[ROWS];
  dialplan_decision out[ROWS], never[ROWS];
  for (int i = 0; i < ROWS; i++) {
    d.state = (dialplan_state){0};
    desk_call(&d, day_at(1 + i, 9, 30), NO_ANSWER);
    d.contact.enqueued_at = day_at(1 + i, 9, 15);
    contacts[i] = (longer_contact){d.contact, UINT64_MAX};
    states[i] = (longer_state){d.state, {UINT64_MAX, UINT64_MAX, UINT64_MAX}};
  }
  const dialplan_campaign *campaign = desk_campaign(&d);
  assert_int_equal(dialplan_next_batch(campaign, &contacts->contact, sizeof *contacts, &states->state,
                                       sizeof *states, ROWS, day_at(1, 9, 0), NULL, out, NULL, NULL),
                   DIALPLAN_OK);
  assert_int_equal(dialplan_next_batch(campaign, &contacts->contact, sizeof *contacts, NULL, 0, ROWS,
                                       day_at(1, 9, 0), NULL, never, NULL, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < ROWS; i++) {
    calls(out[i], DIALPLAN_REASON_FIXED, day_at(2 + i, 9, 30));
    calls(never[i], DIALPLAN_REASON_FIRST_ATTEMPT, day_at(1 + i, 9, 15));
  }
  desk_close(&d);
}

static void options_that_are_not_known_are_the_batchs_error(void **state) {
  desk d = desk_open("1111111");
  const dialplan_options options = {.flags = UINT32_C(1) << 31};
  dialplan_decision out = {.at = 7};
  int32_t status = 7;
  assert_int_equal(dialplan_next_batch(desk_campaign(&d), &d.contact, 0, NULL, 0, 1, day_at(1, 10, 0),
                                       &options, &out, &status, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(out.at, 7);
  assert_int_equal(status, 7);
  uint64_t count;
  assert_int_equal(
      dialplan_ladder(d.campaign, &d.contact, NULL, day_at(1, 10, 0), 0, &options, NULL, 0, &count, NULL),
      DIALPLAN_E_ARGUMENT);
  desk_close(&d);
}

/* ---- lease values ---- */

static void the_rank_is_what_lease_then_names(void **state) {
  desk d = desk_open("1111111");
  dialplan_decision now = desk_ask(&d, day_at(1, 10, 0));
  assert_int_equal(now.rank, INT64_MAX); /* no due */
  assert_int_equal(now.class_rank, 1);   /* callback, pending, retry */
  d.contact.enqueued_at = day_at(1, 9, 30);
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).rank, day_at(1, 9, 30));
  d.settings.lease_then = DP_LEASE_NEWEST;
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).rank, -day_at(1, 9, 30));
  d.settings.lease_then = DP_LEASE_CLOSING_FIRST;
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).rank, day_at(1, 18, 0));
  desk_call(&d, day_at(1, 10, 0), NO_ANSWER);
  d.settings.lease_then = DP_LEASE_FEWEST_ATTEMPTS;
  now = desk_ask(&d, day_at(1, 11, 0));
  assert_int_equal(now.rank, 1);
  assert_int_equal(now.class_rank, 2);
  d.settings.lease_then = DP_LEASE_RANDOM;
  now = desk_ask(&d, day_at(1, 11, 0));
  d.contact.key++;
  assert_int_not_equal(now.rank, desk_ask(&d, day_at(1, 11, 0)).rank);
  assert_true(now.rank >= 0);
  desk_close(&d);
}

/* Samoa went from the 29th of December 2011 to the 31st: 25 hours after a call late on the 28th is its fourth
 * date. */
static void retry_days_are_counted_on_the_calendar(void **state) {
  desk d = desk_open("1111111");
  atlas_week(d.settings.windows.week, "1111111", "00:00-24:00");
  const int zone = ATLAS_APIA;
  d.contact = atlas_contact("42", 1, &zone);
  const int64_t first = atlas_at(d.zones, zone, "2011-12-28T23:30"),
                second = atlas_at(d.zones, zone, "2011-12-31T00:30");
  assert_int_equal(second - first, 25 * HOUR);
  d.settings.retry.every.seconds = 25 * HOUR;
  d.settings.retry.max_retry_days = 4;
  desk_call(&d, first, NO_ANSWER);
  calls(desk_ask(&d, first), DIALPLAN_REASON_FIXED, second);
  d.settings.retry.max_retry_days = 3;
  stops(desk_ask(&d, first), DIALPLAN_REASON_MAX_RETRY_DAYS);
  desk_close(&d);
}

/* ---- single-day ---- */

static void a_single_day_ends_with_its_last_close(void **state) {
  desk d = desk_open("1111111");
  d.settings.mode = DP_MODE_SINGLE_DAY;
  d.settings.retry.every.seconds = 2 * HOUR;
  d.contact.enqueued_at = day_at(1, 20, 0); /* after hours: its day is the next */
  calls(desk_ask(&d, day_at(1, 20, 0)), DIALPLAN_REASON_FIRST_ATTEMPT, day_at(2, 9, 0));
  desk_call(&d, day_at(2, 15, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(2, 15, 0)), DIALPLAN_REASON_FIXED, day_at(2, 17, 0));
  desk_call(&d, day_at(2, 17, 0), NO_ANSWER);
  const dialplan_decision end = desk_ask(&d, day_at(2, 17, 0));
  stops(end, DIALPLAN_REASON_WINDOW_CLOSED);
  assert_int_equal(end.status, DIALPLAN_STATUS_WINDOW_CLOSED);
  desk_close(&d);
}

static void a_single_day_goes_on_over_midnight(void **state) {
  desk d = desk_open("1111111");
  atlas_week(d.settings.windows.week, "1111111", "20:00-02:00");
  d.settings.mode = DP_MODE_SINGLE_DAY;
  d.settings.retry.every.seconds = 2 * HOUR;
  desk_call(&d, day_at(1, 23, 0), NO_ANSWER);
  calls(desk_ask(&d, day_at(1, 23, 0)), DIALPLAN_REASON_FIXED, day_at(2, 1, 0));
  desk_call(&d, day_at(2, 1, 0), NO_ANSWER);
  stops(desk_ask(&d, day_at(2, 1, 0)), DIALPLAN_REASON_WINDOW_CLOSED);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_contact_is_called_now),
      cmocka_unit_test(the_later_of_enqueued_and_start_is_due),
      cmocka_unit_test(an_overdue_call_waits_for_the_next_opening),
      cmocka_unit_test(facts_that_end_a_contact_stop_it_in_their_order),
      cmocka_unit_test(a_list_counts_when_it_is_respected),
      cmocka_unit_test(holds_keep_the_instants),
      cmocka_unit_test(a_stop_goes_before_a_hold),
      cmocka_unit_test(an_unknown_zone_holds_without_instants),
      cmocka_unit_test(zones_without_a_common_hour_hold_or_leave_the_campaigns),
      cmocka_unit_test(the_zone_that_binds_is_told),
      cmocka_unit_test(a_call_under_way_holds_until_it_is_stale),
      cmocka_unit_test(a_call_under_way_holds_even_a_stop),
      cmocka_unit_test(the_last_attempt_allowed_is_the_last),
      cmocka_unit_test(errors_in_a_row_stop),
      cmocka_unit_test(rows_count_over_the_whole_run),
      cmocka_unit_test(a_row_says_how_often),
      cmocka_unit_test(a_row_can_stop_unless_a_person_moved_the_call),
      cmocka_unit_test(intervals_are_used_up_or_repeat),
      cmocka_unit_test(retry_days_are_counted_on_at),
      cmocka_unit_test(the_campaigns_end_is_told_from_never),
      cmocka_unit_test(waits_and_cooldowns_count_from_the_end),
      cmocka_unit_test(a_cooldown_counts_calls_elsewhere),
      cmocka_unit_test(a_restart_lifts_the_cooldown_but_not_the_cap),
      cmocka_unit_test(the_last_conversation_keeps_away),
      cmocka_unit_test(a_cap_waits_for_the_oldest_that_counts),
      cmocka_unit_test(a_call_under_way_counts_for_a_cap),
      cmocka_unit_test(bad_arguments_are_told),
      cmocka_unit_test(lists_are_looked_at_where_they_count),
      cmocka_unit_test(a_batch_goes_on_behind_a_bad_row),
      cmocka_unit_test(the_rows_of_a_batch_do_not_meddle),
      cmocka_unit_test(a_batch_reads_rows_by_their_stride),
      cmocka_unit_test(options_that_are_not_known_are_the_batchs_error),
      cmocka_unit_test(the_rank_is_what_lease_then_names),
      cmocka_unit_test(retry_days_are_counted_on_the_calendar),
      cmocka_unit_test(a_single_day_ends_with_its_last_close),
      cmocka_unit_test(a_single_day_goes_on_over_midnight),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
