/* SPDX-License-Identifier: MIT */
/* Wishes, reschedules, ends, repeats and bad events through dialplan_apply(); attempts by themselves are
 * test_attempt's. */
#include "support/apply_world.h"

#define T world_at
#define OK(status) assert_int_equal(status, DIALPLAN_OK)
#define IS(status, expected) assert_int_equal(status, expected)

static dialplan_event move(int64_t at, int64_t due_at) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_RESCHEDULE, .at = at, .due_at = due_at};
}

static dialplan_event cancel_wish(int64_t at) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_CANCEL, .at = at, .flags = DIALPLAN_EVENT_SCOPE_CALLBACK};
}

/* A wish of 9:00 for 10:00, on day 1. */
static void open_with_wish(world *w) {
  world_open(w);
  OK(world_apply(w, world_wish(T(1, 9, 0), T(1, 10, 0))));
}

/* --- taking a wish --- */

static void a_wish_is_kept_as_it_was_said(void **unused) {
  world w;
  world_open(&w);
  const dialplan_event event = {.kind = DIALPLAN_EVENT_CALLBACK,
                                .at = T(1, 9, 0),
                                .due_at = T(1, 10, 0),
                                .earliest_at = T(1, 9, 50),
                                .latest_at = T(1, 11, 0),
                                .by = DIALPLAN_BY_AGENT,
                                .flags = DIALPLAN_EVENT_HAS_CONFIDENCE,
                                .confidence = 640,
                                .ref = UINT64_MAX};
  OK(world_apply(&w, event));
  const dialplan_state *s = &w.state;
  assert_int_equal(s->wish_at, T(1, 9, 0));
  assert_int_equal(s->wish_asked_at, T(1, 10, 0));
  assert_int_equal(s->wish_due_at, T(1, 10, 0));
  assert_int_equal(s->wish_earliest_at, T(1, 9, 50));
  assert_int_equal(s->wish_latest_at, T(1, 11, 0));
  assert_int_equal(s->wish_confidence, 640);
  assert_int_equal(s->wish_by, DIALPLAN_BY_AGENT);
  assert_true(s->wish_ref == UINT64_MAX);
  assert_int_equal(s->wish_status, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(s->wish_flags, 0);
  world_close(&w);
}

static void confidence_is_whole_unless_it_is_given(void **unused) {
  world w;
  open_with_wish(&w);
  assert_int_equal(w.state.wish_confidence, 1000);
  dialplan_event sure = world_wish(T(1, 9, 1), T(1, 10, 0));
  sure.flags = DIALPLAN_EVENT_HAS_CONFIDENCE;
  sure.confidence = 1000;
  OK(world_apply(&w, sure));
  assert_int_equal(w.state.wish_confidence, 1000);
  world_close(&w);
}

static void a_bots_wish_needs_both_gates(void **unused) {
  for (int gates = 0; gates < 4; gates++) {
    world w;
    world_open(&w);
    w.settings->callbacks.detection = gates & 1;
    w.settings->callbacks.bot = gates >> 1;
    dialplan_event event = world_wish(T(1, 9, 0), T(1, 10, 0));
    event.by = DIALPLAN_BY_BOT;
    IS(world_apply(&w, event), gates == 3 ? DIALPLAN_OK : DIALPLAN_W_NOT_COUNTED);
    IS(w.state.wish_status, gates == 3 ? DIALPLAN_WISH_SCHEDULED : DIALPLAN_WISH_NONE);
    IS(w.state.wish_flags, gates == 3 ? 0 : DIALPLAN_WISH_RECORDED);
    if (gates != 3) assert_non_null(strstr(w.error.message, "callbacks.detection"));
    world_close(&w);
  }
}

static void customers_and_agents_need_no_gate(void **unused) {
  for (uint8_t by = DIALPLAN_BY_CUSTOMER; by <= DIALPLAN_BY_AGENT; by++) {
    world w;
    world_open(&w);
    dialplan_event event = world_wish(T(1, 9, 0), T(1, 10, 0));
    event.by = by;
    OK(world_apply(&w, event));
    world_close(&w);
  }
}

static void a_wish_below_min_confidence_is_recorded_only(void **unused) {
  world w;
  world_open(&w);
  w.settings->callbacks.min_confidence = 500;
  dialplan_event event = world_wish(T(1, 9, 0), T(1, 10, 0));
  event.flags = DIALPLAN_EVENT_HAS_CONFIDENCE;
  event.confidence = 499;
  IS(world_apply(&w, event), DIALPLAN_W_NOT_COUNTED);
  IS(w.error.status, DIALPLAN_W_NOT_COUNTED);
  assert_non_null(strstr(w.error.message, "min_confidence"));
  IS(w.state.wish_status, DIALPLAN_WISH_NONE);
  IS(w.state.wish_flags, DIALPLAN_WISH_RECORDED);
  event.confidence = 500;
  OK(world_apply(&w, event));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_flags, 0); /* nothing was said since */
  event = world_wish(T(1, 9, 30), T(1, 15, 0));
  event.flags = DIALPLAN_EVENT_HAS_CONFIDENCE; /* 0, given */
  IS(world_apply(&w, event), DIALPLAN_W_NOT_COUNTED);
  IS(w.state.wish_due_at, T(1, 10, 0));
  IS(w.state.wish_flags, DIALPLAN_WISH_RECORDED);
  world_close(&w);
}

static void one_that_was_not_requested_never_counts(void **unused) {
  world w;
  world_open(&w);
  dialplan_event event = world_wish(T(1, 9, 0), T(1, 10, 0));
  event.flags = DIALPLAN_EVENT_NOT_REQUESTED;
  IS(world_apply(&w, event), DIALPLAN_W_NOT_COUNTED);
  assert_string_equal(w.error.code, "not-requested");
  IS(w.state.wish_status, DIALPLAN_WISH_NONE);
  IS(w.state.wish_flags, 0);
  world_close(&w);
}

static void a_due_sooner_than_least_delay_is_moved_there(void **unused) {
  static const int due_minutes[] = {-60, 0, 4, 5, 6};
  for (int i = 0; i < 5; i++) {
    world w;
    world_open(&w);
    OK(world_apply(&w, world_wish(T(1, 9, 0), T(1, 9, due_minutes[i]))));
    IS(w.state.wish_asked_at, T(1, 9, due_minutes[i])); /* what the customer said */
    IS(w.state.wish_due_at, T(1, 9, due_minutes[i] < 5 ? 5 : due_minutes[i]));
    world_close(&w);
  }
}

static void a_fitted_due_counts_and_what_was_asked_for_is_kept(void **unused) {
  world w;
  world_open(&w);
  dialplan_event event = world_wish(T(1, 9, 0), T(4, 16, 0));
  event.fitted_at = T(5, 16, 0);
  OK(world_apply(&w, event));
  IS(w.state.wish_asked_at, T(4, 16, 0));
  IS(w.state.wish_due_at, T(5, 16, 0));
  IS(w.state.wish_flags, 0);
  w.settings->callbacks.max_ahead = (dialplan_duration){.days = 4, .seconds = 0};
  event.at = T(1, 9, 1); /* how far ahead it is, goes by what was asked for */
  OK(world_apply(&w, event));
  IS(w.state.wish_due_at, T(5, 16, 0));
  event.at = T(1, 9, 2);
  event.due_at = event.fitted_at = T(1, 9, 4); /* too soon, moved or not */
  OK(world_apply(&w, event));
  IS(w.state.wish_due_at, T(1, 9, 7));
  w.settings->callbacks.max_ahead.days = 3;
  event.at = T(1, 9, 3);
  event.due_at = T(4, 16, 0);
  event.fitted_at = T(5, 16, 0);
  IS(world_apply(&w, event), DIALPLAN_W_TOO_FAR);
  IS(w.state.wish_due_at, T(2, 9, 3));
  world_close(&w);
}

static void earliest_stands_in_for_a_missing_due(void **unused) {
  world w;
  world_open(&w);
  dialplan_event event = world_wish(T(1, 9, 0), 0);
  event.earliest_at = T(1, 14, 0);
  OK(world_apply(&w, event));
  IS(w.state.wish_asked_at, T(1, 14, 0));
  IS(w.state.wish_due_at, T(1, 14, 0));
  IS(w.state.wish_flags, 0);
  world_close(&w);
}

static void without_a_time_it_is_due_after_the_normal_delay(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_wish(T(1, 9, 0), 0)));
  IS(w.state.wish_asked_at, 0);
  IS(w.state.wish_due_at, T(2, 9, 0)); /* never called: 24 h */
  IS(w.state.wish_flags, DIALPLAN_WISH_NO_CLEAR_TIME);
  w.settings->retry.strategy = DP_STRATEGY_FIXED;
  w.settings->retry.every = (dialplan_duration){.days = 0, .seconds = 4 * 3600};
  OK(world_apply(&w, world_attempt(T(2, 9, 30), 0, DIALPLAN_OUTCOME_CALL_LATER)));
  OK(world_apply(&w, world_wish(T(2, 9, 31), 0)));
  IS(w.state.wish_due_at, T(2, 13, 31));
  w.settings->retry.every.seconds = 3600; /* fixed when it was applied */
  IS(w.state.wish_due_at, T(2, 13, 31));
  world_close(&w);
}

static void the_normal_delay_counts_civil_days_in_the_home_zone(void **unused) {
  world w;
  world_open_in(&w, "Europe/Berlin");
  w.settings->retry.strategy = DP_STRATEGY_FIXED;
  w.settings->retry.every = (dialplan_duration){.days = 1, .seconds = 0};
  const int64_t noon =
      INT64_C(1774695600); /* 2026-03-28 12:00 +01:00, the day before the clocks go forward */
  OK(world_apply(&w, world_attempt(noon - 60, 0, DIALPLAN_OUTCOME_CALL_LATER)));
  OK(world_apply(&w, world_wish(noon, 0)));
  IS(w.state.wish_due_at, noon + 23 * 3600);
  world_close(&w);
}

static void beyond_max_ahead_is_no_clear_time(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_wish(T(1, 9, 0), T(100, 9, 0)))); /* off */
  w.settings->callbacks.max_ahead = (dialplan_duration){.days = 3, .seconds = 0};
  OK(world_apply(&w, world_wish(T(1, 9, 1), T(4, 9, 1))));
  IS(w.state.wish_due_at, T(4, 9, 1));
  IS(world_apply(&w, world_wish(T(1, 9, 2), T(4, 9, 3))), DIALPLAN_W_TOO_FAR);
  assert_string_equal(w.error.code, "too-far");
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_asked_at, T(4, 9, 3)); /* what the customer said is kept */
  IS(w.state.wish_due_at, T(2, 9, 2));
  IS(w.state.wish_flags, DIALPLAN_WISH_NO_CLEAR_TIME);
  world_close(&w);
}

static void a_due_stays_inside_the_valid_range(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_wish(DP_INSTANT_END - 10, 0)));
  IS(w.state.wish_due_at, DP_INSTANT_END - 1);
  world_close(&w);
}

/* --- a newer and an older wish --- */

static void a_newer_wish_replaces_the_older_and_starts_afresh(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, world_attempt(T(1, 10, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  OK(world_apply(&w, move(T(1, 10, 1), T(1, 16, 0))));
  IS(w.state.wish_reschedules, 1);
  OK(world_apply(&w, world_wish(T(1, 10, 30), T(2, 10, 0))));
  IS(w.state.wish_reschedules, 0);
  IS(w.state.wish_tried_at, 0);
  IS(w.state.reschedule_due_at, 0); /* dropped */
  IS(w.state.wish_due_at, T(2, 10, 0));
  world_close(&w);
}

static void an_older_wish_is_stale(void **unused) {
  world w;
  open_with_wish(&w);
  IS(world_apply(&w, world_wish(T(1, 8, 59), T(1, 12, 0))), DIALPLAN_W_STALE);
  assert_string_equal(w.error.code, "stale");
  IS(w.state.wish_due_at, T(1, 10, 0));
  OK(world_apply(&w, world_wish(T(1, 9, 0), T(1, 12, 0)))); /* of the same second: the later told */
  IS(w.state.wish_due_at, T(1, 12, 0));
  world_close(&w);
}

static void a_wish_told_late_is_answered_by_the_attempts_since(void **unused) {
  static const struct {
    uint8_t outcome, status, reschedules;
  } cases[] = {{DIALPLAN_OUTCOME_NO_ANSWER, DIALPLAN_WISH_SCHEDULED, 1},
               {DIALPLAN_OUTCOME_VOICEMAIL, DIALPLAN_WISH_CLOSED, 0}};
  for (int i = 0; i < 2; i++) {
    world w;
    world_open(&w);
    OK(world_apply(&w, world_attempt(T(1, 9, 30), 0, DIALPLAN_OUTCOME_VOICEMAIL))); /* before its due */
    OK(world_apply(&w, world_attempt(T(1, 10, 5), T(1, 10, 6), cases[i].outcome)));
    OK(world_apply(&w, world_wish(T(1, 9, 0), T(1, 10, 0))));
    IS(w.state.wish_status, cases[i].status);
    IS(w.state.wish_reschedules, cases[i].reschedules);
    if (cases[i].reschedules) IS(w.state.wish_tried_at, T(1, 10, 6));
    world_close(&w);
  }
}

/* --- which attempt answers it --- */

static void an_attempt_at_its_due(void **unused) {
  static const uint8_t becomes[16] = {[DIALPLAN_OUTCOME_COMPLETED] = DIALPLAN_WISH_COMPLETED,
                                      [DIALPLAN_OUTCOME_CALL_LATER] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_VOICEMAIL] = DIALPLAN_WISH_CLOSED,
                                      [DIALPLAN_OUTCOME_NO_ANSWER] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_BUSY] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_ERROR] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_NETWORK_ERROR] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_RINGING] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_ABANDONED] = DIALPLAN_WISH_CLOSED,
                                      [DIALPLAN_OUTCOME_REJECTED] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_SILENT] = DIALPLAN_WISH_SCHEDULED,
                                      [DIALPLAN_OUTCOME_REFUSED] = DIALPLAN_WISH_CLOSED,
                                      [DIALPLAN_OUTCOME_INVALID_NUMBER] = DIALPLAN_WISH_CANCELLED,
                                      [DIALPLAN_OUTCOME_WRONG_PERSON] = DIALPLAN_WISH_CANCELLED,
                                      [DIALPLAN_OUTCOME_DNC_REQUEST] = DIALPLAN_WISH_CANCELLED};
  static const uint8_t ends_when_early[] = {DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_OUTCOME_REFUSED,
                                            DIALPLAN_OUTCOME_INVALID_NUMBER, DIALPLAN_OUTCOME_WRONG_PERSON,
                                            DIALPLAN_OUTCOME_DNC_REQUEST};
  for (uint8_t outcome = 1; outcome <= DIALPLAN_OUTCOME_DNC_REQUEST; outcome++) {
    world w;
    open_with_wish(&w);
    OK(world_apply(&w, world_attempt(T(1, 10, 0), T(1, 10, 3), outcome)));
    IS(w.state.wish_status, becomes[outcome]);
    const int failed = becomes[outcome] == DIALPLAN_WISH_SCHEDULED;
    IS(w.state.wish_reschedules, failed);
    IS(w.state.wish_tried_at, failed ? T(1, 10, 3) : 0);
    world_close(&w);
    open_with_wish(&w);
    OK(world_apply(&w, world_attempt(T(1, 10, 0) - 1, 0, outcome))); /* a second too early */
    const int ends = memchr(ends_when_early, outcome, sizeof ends_when_early) != NULL;
    IS(w.state.wish_status, ends ? becomes[outcome] : DIALPLAN_WISH_SCHEDULED);
    IS(w.state.wish_reschedules, 0);
    world_close(&w);
  }
}

static void voicemail_may_be_kept(void **unused) {
  world w;
  open_with_wish(&w);
  w.settings->callbacks.on_voicemail = DP_VOICEMAIL_KEEP;
  OK(world_apply(&w, world_attempt(T(1, 10, 0), 0, DIALPLAN_OUTCOME_VOICEMAIL)));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_reschedules, 1);
  IS(w.state.wish_tried_at, T(1, 10, 0));
  world_close(&w);
}

static void a_handed_back_refusal_closes_it_at_its_due_alone(void **unused) {
  world w;
  open_with_wish(&w);
  w.settings->retry.rows[DIALPLAN_OUTCOME_REFUSED].kind = DP_ROW_RETRY;
  OK(world_apply(&w, world_attempt(T(1, 9, 30), 0, DIALPLAN_OUTCOME_REFUSED)));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  OK(world_apply(&w, world_attempt(T(1, 10, 30), 0, DIALPLAN_OUTCOME_REFUSED)));
  IS(w.state.wish_status, DIALPLAN_WISH_CLOSED);
  IS(w.state.flags, 0);
  world_close(&w);
}

static void after_a_failure_its_present_due_decides(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, world_attempt(T(1, 10, 0), T(1, 10, 1), DIALPLAN_OUTCOME_BUSY))); /* again at 10:16 */
  OK(world_apply(&w, world_attempt(T(1, 10, 15), 0, DIALPLAN_OUTCOME_VOICEMAIL)));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_reschedules, 1);
  OK(world_apply(&w, world_attempt(T(1, 10, 16), 0, DIALPLAN_OUTCOME_NO_ANSWER))); /* again at 11:16 */
  IS(w.state.wish_reschedules, 2);
  IS(w.state.wish_tried_at, T(1, 10, 16));
  OK(world_apply(&w, world_attempt(T(1, 11, 16), 0, DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.wish_status, DIALPLAN_WISH_COMPLETED);
  IS(w.state.flags, DIALPLAN_STATE_REACHED);
  world_close(&w);
}

static void past_max_reschedules_attempts_leave_it(void **unused) {
  world w;
  open_with_wish(&w);
  w.settings->callbacks.max_reschedules = 1;
  OK(world_apply(&w, world_attempt(T(1, 10, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  OK(world_apply(&w, world_attempt(T(1, 12, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  IS(w.state.wish_reschedules, 2); /* exhausted, by these settings */
  OK(world_apply(&w, world_attempt(T(1, 14, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  IS(w.state.wish_reschedules, 2);
  OK(world_apply(&w, world_attempt(T(1, 15, 0), 0, DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  world_close(&w);
}

static void a_wish_spoken_in_a_completed_call_stands_in_either_order(void **unused) {
  for (int swapped = 0; swapped < 2; swapped++) {
    for (int minute = 0; minute <= 65; minute += 5) { /* the call lasts five minutes; an hour later still */
      world w;
      world_open(&w);
      const dialplan_event call = world_attempt(T(1, 9, 0), T(1, 9, 5), DIALPLAN_OUTCOME_COMPLETED);
      const dialplan_event wish = world_wish(T(1, 9, minute), T(1, 15, 0));
      OK(world_apply(&w, swapped ? wish : call));
      OK(world_apply(&w, swapped ? call : wish));
      IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
      IS(w.state.flags, 0); /* re-opened */
      IS(w.state.ended_at, 0);
      IS(w.state.conversation_at[0], T(1, 9, 0));
      IS(w.state.attempts, 1);
      world_close(&w);
    }
  }
}

static void an_attempt_that_starts_as_the_wish_is_asked_is_the_call_it_was_spoken_in(void **unused) {
  for (int late = 0; late < 2; late++) {
    world w;
    world_open(&w);
    w.settings->callbacks.least_delay.seconds = 0;
    const dialplan_event call = world_attempt(T(1, 9, 0), 0, DIALPLAN_OUTCOME_VOICEMAIL);
    const dialplan_event wish = world_wish(T(1, 9, 0), T(1, 9, 0));
    OK(world_apply(&w, late ? call : wish));
    OK(world_apply(&w, late ? wish : call));
    IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
    OK(world_apply(&w, world_attempt(T(1, 9, 0) + 1, 0, DIALPLAN_OUTCOME_VOICEMAIL)));
    IS(w.state.wish_status, DIALPLAN_WISH_CLOSED);
    world_close(&w);
  }
}

static void a_call_that_completes_one_wish_may_bring_the_next(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, world_attempt(T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.wish_status, DIALPLAN_WISH_COMPLETED);
  OK(world_apply(&w, world_wish(T(1, 10, 4), T(2, 10, 0))));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_due_at, T(2, 10, 0));
  IS(w.state.flags, 0);
  world_close(&w);
}

static void call_later_with_a_new_wish_is_no_failure_of_it(void **unused) {
  for (int swapped = 0; swapped < 2; swapped++) {
    world w;
    open_with_wish(&w);
    const dialplan_event call = world_attempt(T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_CALL_LATER);
    const dialplan_event wish = world_wish(T(1, 10, 4), T(2, 10, 0));
    OK(world_apply(&w, swapped ? wish : call));
    OK(world_apply(&w, swapped ? call : wish));
    IS(w.state.wish_due_at, T(2, 10, 0));
    IS(w.state.wish_reschedules, 0);
    IS(w.state.wish_tried_at, 0);
    world_close(&w);
  }
}

/* --- after the end --- */

static void a_wish_at_or_after_the_last_conversation_re_opens(void **unused) {
  for (int minute = -1; minute <= 1; minute++) {
    world w;
    world_open(&w);
    OK(world_apply(&w, world_attempt(T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_COMPLETED)));
    IS(world_apply(&w, world_wish(T(1, 10, minute), T(3, 10, 0))),
       minute < 0 ? DIALPLAN_W_NO_EFFECT : DIALPLAN_OK);
    IS(w.state.flags, minute < 0 ? DIALPLAN_STATE_REACHED : 0);
    IS(w.state.ended_at, minute < 0 ? T(1, 10, 0) : 0);
    world_close(&w);
  }
}

static void after_other_ends_a_wish_and_a_reschedule_have_no_effect(void **unused) {
  static const uint8_t kinds[] = {DIALPLAN_EVENT_DNC, DIALPLAN_EVENT_CANCEL, DIALPLAN_EVENT_DONE};
  for (int i = 0; i < 4; i++) {
    world w;
    world_open(&w);
    OK(world_apply(&w, i < 3 ? world_event(kinds[i], T(1, 10, 0))
                             : world_attempt(T(1, 10, 0), 0, DIALPLAN_OUTCOME_WRONG_PERSON)));
    IS(world_apply(&w, world_wish(T(1, 11, 0), T(3, 10, 0))), DIALPLAN_W_NO_EFFECT);
    assert_string_equal(w.error.code, "no-effect");
    IS(w.state.wish_status, DIALPLAN_WISH_NONE);
    IS(world_apply(&w, move(T(1, 11, 0), T(3, 10, 0))), DIALPLAN_W_NO_EFFECT);
    IS(w.state.reschedule_due_at, 0);
    world_close(&w);
  }
}

static void a_late_completed_call_does_not_undo_a_later_wish(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, cancel_wish(T(1, 9, 30))));
  OK(world_apply(&w, world_attempt(T(1, 8, 0), 0, DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.flags, 0); /* the wish of 9:00 had re-opened it */
  OK(world_apply(&w, world_attempt(T(1, 9, 1), 0, DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.flags, DIALPLAN_STATE_REACHED);
  world_close(&w);
}

/* --- ends --- */

static void ends_hold_whatever_their_order(void **unused) {
  static const struct {
    uint8_t kind, wish_status;
    uint32_t flag;
  } ends[] = {{DIALPLAN_EVENT_DNC, DIALPLAN_WISH_CANCELLED, DIALPLAN_STATE_DNC},
              {DIALPLAN_EVENT_CANCEL, DIALPLAN_WISH_CANCELLED, DIALPLAN_STATE_CANCELLED},
              {DIALPLAN_EVENT_DONE, DIALPLAN_WISH_CLOSED, DIALPLAN_STATE_CLOSED}};
  for (int i = 0; i < 3; i++) {
    world w;
    open_with_wish(&w);
    OK(world_apply(&w, world_attempt(T(1, 11, 0), 0, DIALPLAN_OUTCOME_BUSY)));
    OK(world_apply(&w, world_event(ends[i].kind, T(1, 8, 0))));
    IS(w.state.flags, ends[i].flag);
    IS(w.state.ended_at, T(1, 8, 0));
    IS(w.state.wish_status, ends[i].wish_status);
    IS(w.state.last_at, T(1, 11, 0));
    world_close(&w);
  }
}

static void a_cancelled_wish_leaves_the_contact(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, move(T(1, 9, 10), T(1, 16, 0))));
  IS(world_apply(&w, cancel_wish(T(1, 8, 30))), DIALPLAN_W_STALE); /* older than the wish */
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  OK(world_apply(&w, cancel_wish(T(1, 9, 30))));
  IS(w.state.wish_status, DIALPLAN_WISH_CANCELLED);
  IS(w.state.reschedule_due_at, 0); /* the one that moved it goes with it */
  IS(w.state.flags, 0);
  IS(world_apply(&w, cancel_wish(T(1, 9, 40))), DIALPLAN_W_NO_EFFECT);
  world_close(&w);
}

static void cancelling_an_exhausted_wish_keeps_the_reschedule_beside_it(void **unused) {
  world w;
  open_with_wish(&w);
  w.state.wish_reschedules = 6;
  w.state.wish_tried_at = T(1, 12, 0);
  OK(world_apply(&w, move(T(1, 13, 0), T(1, 16, 0))));
  OK(world_apply(&w, cancel_wish(T(1, 13, 30))));
  IS(w.state.wish_status, DIALPLAN_WISH_CANCELLED);
  IS(w.state.reschedule_due_at, T(1, 16, 0));
  world_close(&w);
}

static void a_cancel_told_before_its_wish_holds(void **unused) {
  world w;
  world_open(&w);
  IS(world_apply(&w, cancel_wish(T(1, 9, 30))), DIALPLAN_W_NO_EFFECT);
  IS(world_apply(&w, world_wish(T(1, 9, 0), T(1, 10, 0))), DIALPLAN_W_STALE);
  IS(w.state.wish_status, DIALPLAN_WISH_CANCELLED);
  OK(world_apply(&w, world_attempt(T(1, 9, 10), 0, DIALPLAN_OUTCOME_COMPLETED)));
  IS(w.state.flags, DIALPLAN_STATE_REACHED); /* no wish had re-opened it */
  OK(world_apply(&w, world_wish(T(1, 9, 40), T(1, 10, 0))));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  world_close(&w);
}

/* --- reschedules --- */

static void a_reschedule_is_spent_by_the_first_attempt_at_or_after_its_due(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, move(T(1, 9, 0), T(1, 12, 0))));
  IS(w.state.reschedule_at, T(1, 9, 0));
  IS(w.state.reschedule_due_at, T(1, 12, 0));
  OK(world_apply(&w, world_attempt(T(1, 12, 0) - 1, 0, DIALPLAN_OUTCOME_BUSY)));
  IS(w.state.reschedule_due_at, T(1, 12, 0));
  OK(world_apply(&w, world_attempt(T(1, 12, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  IS(w.state.reschedule_due_at, 0);
  IS(w.state.reschedule_at, T(1, 9, 0));
  world_close(&w);
}

static void a_newer_reschedule_replaces_an_older_is_stale(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, move(T(1, 9, 0), T(1, 12, 0))));
  OK(world_apply(&w, move(T(1, 9, 30), T(1, 11, 0))));
  IS(w.state.reschedule_due_at, T(1, 11, 0));
  IS(world_apply(&w, move(T(1, 9, 10), T(1, 15, 0))), DIALPLAN_W_STALE);
  IS(w.state.reschedule_due_at, T(1, 11, 0));
  OK(world_apply(&w, world_wish(T(1, 9, 50), T(2, 9, 0))));
  IS(world_apply(&w, move(T(1, 9, 40), T(1, 15, 0))), DIALPLAN_W_STALE); /* the wish dropped it */
  IS(w.state.reschedule_due_at, 0);
  world_close(&w);
}

static void beside_a_wish_it_takes_the_place_of_its_due(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, move(T(1, 9, 10), T(1, 16, 0))));
  OK(world_apply(&w,
                 world_attempt(T(1, 11, 0), 0, DIALPLAN_OUTCOME_VOICEMAIL))); /* past the wish's own due */
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.reschedule_due_at, T(1, 16, 0));
  OK(world_apply(&w, world_attempt(T(1, 16, 0), 0, DIALPLAN_OUTCOME_NO_ANSWER)));
  IS(w.state.reschedule_due_at, 0);
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(w.state.wish_reschedules, 1);
  IS(w.state.wish_tried_at, T(1, 16, 0));
  world_close(&w);
}

static void it_may_move_a_wish_forward(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, move(T(1, 9, 10), T(1, 9, 20))));
  OK(world_apply(&w, world_attempt(T(1, 9, 20), 0, DIALPLAN_OUTCOME_ABANDONED)));
  IS(w.state.wish_status, DIALPLAN_WISH_CLOSED);
  IS(w.state.reschedule_due_at, 0);
  world_close(&w);
}

static void a_reschedule_into_the_past_waits_for_an_attempt_after_it(void **unused) {
  world w;
  open_with_wish(&w);
  OK(world_apply(&w, move(T(1, 12, 0), T(1, 11, 0))));
  OK(world_apply(
      &w, world_attempt(T(1, 11, 30), 0, DIALPLAN_OUTCOME_VOICEMAIL))); /* told late: before the move */
  IS(w.state.reschedule_due_at, T(1, 11, 0));
  IS(w.state.wish_status, DIALPLAN_WISH_SCHEDULED);
  OK(world_apply(&w, world_attempt(T(1, 12, 0), 0, DIALPLAN_OUTCOME_VOICEMAIL)));
  IS(w.state.reschedule_due_at, 0);
  IS(w.state.wish_status, DIALPLAN_WISH_CLOSED);
  world_close(&w);
}

static void a_reschedule_told_after_its_attempt_is_spent(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_attempt(T(1, 12, 0), 0, DIALPLAN_OUTCOME_BUSY)));
  OK(world_apply(&w, move(T(1, 9, 0), T(1, 11, 0))));
  IS(w.state.reschedule_due_at, 0);
  OK(world_apply(&w, move(T(1, 9, 20), T(1, 12, 0)))); /* due as it started */
  IS(w.state.reschedule_due_at, 0);
  OK(world_apply(&w, move(T(1, 9, 30), T(1, 12, 1))));
  IS(w.state.reschedule_due_at, T(1, 12, 1));
  OK(world_apply(&w, move(T(1, 12, 0), T(1, 11, 0)))); /* made as it started: told later, so it is later */
  IS(w.state.reschedule_due_at, T(1, 11, 0));
  world_close(&w);
}

static void a_wish_told_late_leaves_a_newer_reschedule_beside_it(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, move(T(1, 9, 30), T(1, 16, 0))));
  OK(world_apply(&w, world_wish(T(1, 9, 0), T(1, 10, 0))));
  IS(w.state.reschedule_due_at, T(1, 16, 0));
  world_close(&w);
}

/* --- repeats and the campaign's log --- */

static void the_same_event_among_the_last_eight_changes_nothing(void **unused) {
  world w;
  world_open(&w);
  for (int i = 0; i < 8; i++) OK(world_apply(&w, world_attempt(T(1, 9, i), 0, DIALPLAN_OUTCOME_BUSY)));
  for (int i = 0; i < 8; i++) {
    const dialplan_state before = w.state;
    IS(world_apply(&w, world_attempt(T(1, 9, i), 0, DIALPLAN_OUTCOME_BUSY)), DIALPLAN_W_REPEATED);
    assert_string_equal(w.error.code, "repeated");
    assert_memory_equal(&before, &w.state, sizeof before);
  }
  OK(world_apply(&w, world_attempt(T(1, 9, 8), 0, DIALPLAN_OUTCOME_BUSY)));
  OK(world_apply(&w, world_attempt(T(1, 9, 0), 0, DIALPLAN_OUTCOME_BUSY))); /* the ninth last is forgotten */
  IS(w.state.attempts, 10);
  world_close(&w);
}

static void an_event_that_differs_in_any_field_is_another(void **unused) {
  const dialplan_event base = {.kind = DIALPLAN_EVENT_ATTEMPT,
                               .at = T(1, 9, 0),
                               .ended_at = T(1, 9, 5),
                               .outcome = DIALPLAN_OUTCOME_BUSY};
  for (int field = 0; field < 16; field++) {
    dialplan_event other = base;
    switch (field) {
    case 0: other.kind = DIALPLAN_EVENT_START; break;
    case 1: other.outcome++; break;
    case 2: other.by++; break;
    case 3: other.flags = DIALPLAN_EVENT_MANUAL; break;
    case 4: other.at++; break;
    case 5: other.ended_at++; break;
    case 6: other.due_at = 1; break;
    case 7: other.earliest_at = 1; break;
    case 8: other.latest_at = 1; break;
    case 9: other.ref++; break;
    case 10: other.cost_millionths--; break;
    case 11: other.run++; break;
    case 12: other.confidence++; break;
    case 13: other.variant++; break;
    case 14: other.fitted_at = 1; break;
    default: other.sentiment--; break;
    }
    world w;
    world_open(&w);
    OK(world_apply(&w, base));
    OK(world_apply(&w, other));
    assert_int_not_equal(w.state.recent[0], w.state.recent[1]);
    assert_true(w.state.recent[0] >> 44 == 0);
    IS(world_apply(&w, other), DIALPLAN_W_REPEATED);
    world_close(&w);
  }
}

static void an_event_that_was_ignored_is_a_repeat_the_second_time(void **unused) {
  world w;
  open_with_wish(&w);
  IS(world_apply(&w, world_wish(T(1, 8, 59), T(1, 12, 0))), DIALPLAN_W_STALE);
  IS(world_apply(&w, world_wish(T(1, 8, 59), T(1, 12, 0))), DIALPLAN_W_REPEATED);
  world_close(&w);
}

static void the_campaigns_own_log_concerns_no_contact(void **unused) {
  world w;
  open_with_wish(&w);
  const dialplan_state before = w.state;
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_CAMPAIGN_STATUS, T(1, 9, 0))));
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_BREAKER_RESET, T(1, 9, 0))));
  assert_memory_equal(&before, &w.state, sizeof before);
  world_close(&w);
}

/* --- bad input --- */

static void refused(world *w, dialplan_event event, dialplan_status status, const char *code) {
  const dialplan_state before = w->state;
  IS(world_apply(w, event), status);
  IS(w->error.status, status);
  assert_string_equal(w->error.code, code);
  assert_memory_equal(&before, &w->state, sizeof before);
}

static void bad_events_are_errors_and_change_nothing(void **unused) {
  world w;
  open_with_wish(&w);
  refused(&w, world_event(0, T(1, 9, 0)), DIALPLAN_E_ARGUMENT, "event-kind");
  refused(&w, world_event(13, T(1, 9, 0)), DIALPLAN_E_ARGUMENT, "event-kind");
  refused(&w, world_event(DIALPLAN_EVENT_DNC, 0), DIALPLAN_E_RANGE, "event-instant");
  refused(&w, world_event(DIALPLAN_EVENT_DNC, DP_INSTANT_END), DIALPLAN_E_RANGE, "event-instant");
  refused(&w, world_attempt(T(1, 9, 0), 0, 0), DIALPLAN_E_ARGUMENT, "event-outcome");
  refused(&w, world_attempt(T(1, 9, 0), 0, 16), DIALPLAN_E_ARGUMENT, "event-outcome");
  refused(&w, world_attempt(T(1, 9, 0), T(1, 9, 0) - 1, DIALPLAN_OUTCOME_BUSY), DIALPLAN_E_RANGE,
          "event-end");
  refused(&w, world_attempt(T(1, 9, 0), -1, DIALPLAN_OUTCOME_BUSY), DIALPLAN_E_RANGE, "event-instant");
  refused(&w, world_wish(T(1, 9, 0), -1), DIALPLAN_E_RANGE, "event-instant");
  refused(&w, move(T(1, 9, 0), 0), DIALPLAN_E_RANGE, "event-due");
  dialplan_event event = world_wish(T(1, 9, 0), 0);
  event.earliest_at = DP_INSTANT_END;
  refused(&w, event, DIALPLAN_E_RANGE, "event-instant");
  event = world_wish(T(1, 9, 0), 0);
  event.latest_at = -5;
  refused(&w, event, DIALPLAN_E_RANGE, "event-instant");
  event = world_wish(T(1, 9, 0), 0);
  event.by = 3;
  refused(&w, event, DIALPLAN_E_ARGUMENT, "event-by");
  event = world_wish(T(1, 9, 0), 0);
  event.confidence = 1001;
  refused(&w, event, DIALPLAN_E_RANGE, "event-confidence");
  event = world_wish(T(1, 9, 0), T(1, 12, 0));
  event.fitted_at = DP_INSTANT_END;
  refused(&w, event, DIALPLAN_E_RANGE, "event-instant");
  event.fitted_at = T(1, 12, 0) - 1;
  refused(&w, event, DIALPLAN_E_RANGE, "event-fitted");
  event = world_wish(T(1, 9, 0), 0);
  event.fitted_at = T(1, 12, 0);
  refused(&w, event, DIALPLAN_E_RANGE, "event-fitted");
  event = world_wish(T(1, 9, 0), 0);
  event.size = sizeof event - 1;
  refused(&w, event, DIALPLAN_E_SIZE, "size");
  world_close(&w);
}

static void a_call_may_end_in_the_second_it_began(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_attempt(T(1, 9, 0), T(1, 9, 0), DIALPLAN_OUTCOME_BUSY)));
  world_close(&w);
}

static void bad_states_and_contacts_are_errors(void **unused) {
  world w;
  world_open(&w);
  w.state.last_outcome = 16;
  refused(&w, world_event(DIALPLAN_EVENT_DNC, T(1, 9, 0)), DIALPLAN_E_RANGE, "state");
  w.state.last_outcome = 0;
  w.state.size = 12;
  refused(&w, world_event(DIALPLAN_EVENT_DNC, T(1, 9, 0)), DIALPLAN_E_SIZE, "size");
  w.state.size = 0;
  w.contact.zone_count = 65;
  const dialplan_state before = w.state;
  IS(world_apply(&w, world_event(DIALPLAN_EVENT_DNC, T(1, 9, 0))), DIALPLAN_E_RANGE);
  assert_memory_equal(&before, &w.state, sizeof before);
  world_close(&w);
}

static void missing_arguments_are_told(void **unused) {
  world w;
  world_open(&w);
  const dialplan_event event = world_event(DIALPLAN_EVENT_DNC, T(1, 9, 0));
  IS(dialplan_apply(NULL, &w.contact, &w.state, &event, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply(w.campaign, NULL, &w.state, &event, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply(w.campaign, &w.contact, NULL, &event, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply(w.campaign, &w.contact, &w.state, NULL, &w.state, NULL), DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply(w.campaign, &w.contact, &w.state, &event, NULL, NULL), DIALPLAN_E_ARGUMENT);
  world_close(&w);
}

static void the_state_before_may_be_elsewhere(void **unused) {
  world w;
  world_open(&w);
  const dialplan_event event = world_event(DIALPLAN_EVENT_DNC, T(1, 9, 0));
  dialplan_state out;
  memset(&out, 0xAA, sizeof out);
  OK(dialplan_apply(w.campaign, &w.contact, &w.state, &event, &out, NULL));
  IS(w.state.flags, 0);
  IS(out.flags, DIALPLAN_STATE_DNC);
  IS(out.size, sizeof out);
  OK(world_apply(&w, event));
  assert_memory_equal(&out, &w.state, sizeof out);
  world_close(&w);
}

/* --- a log --- */

enum { PEOPLE = 3, LOG = 9 };

/* Rows of a caller: longer than the library knows them, with something of its own behind. */
typedef struct person {
  dialplan_contact contact;
  uint64_t own;
} person;

typedef struct kept_state {
  dialplan_state state;
  uint64_t own[3];
} kept_state;

typedef struct line {
  dialplan_event event;
  uint64_t own;
} line;

typedef struct day_log {
  person people[PEOPLE];
  kept_state states[PEOPLE];
  line lines[LOG];
  uint64_t rows[LOG];
} day_log;

static void write_log(day_log *l) {
  const dialplan_event events[LOG] = {
      world_attempt(T(1, 9, 0), T(1, 9, 1), DIALPLAN_OUTCOME_NO_ANSWER),
      world_wish(T(1, 9, 30), T(1, 15, 0)),
      world_attempt(T(1, 9, 40), T(1, 9, 42), DIALPLAN_OUTCOME_BUSY),
      world_attempt(T(1, 9, 0), T(1, 9, 1), DIALPLAN_OUTCOME_NO_ANSWER),
      world_event(DIALPLAN_EVENT_START, T(1, 10, 0)),
      world_wish(T(1, 8, 0), T(1, 14, 0)),
      cancel_wish(T(1, 10, 30)),
      world_attempt(T(1, 11, 0), T(1, 11, 5), DIALPLAN_OUTCOME_COMPLETED),
      world_event(DIALPLAN_EVENT_DNC, T(1, 12, 0)),
  };
  const uint64_t rows[LOG] = {0, 1, 0, 0, 2, 1, 1, 2, 0};
  memset(l, 0, sizeof *l);
  for (int i = 0; i < LOG; i++) l->lines[i] = (line){events[i], UINT64_MAX};
  memcpy(l->rows, rows, sizeof rows);
  for (uint64_t i = 0; i < PEOPLE; i++) {
    l->people[i] = (person){{.key = i}, UINT64_MAX};
    l->states[i].own[0] = l->states[i].own[2] = UINT64_MAX;
  }
}

static dialplan_status apply_log(const world *w, day_log *l, const uint64_t *rows, uint64_t events,
                                 int32_t *statuses) {
  return dialplan_apply_batch(w->campaign, &l->people->contact, sizeof *l->people, &l->lines->event,
                              sizeof *l->lines, rows, events, &l->states->state, sizeof *l->states, PEOPLE,
                              statuses, NULL);
}

/* The same, one by one; events of nobody are refused. */
static void apply_singly(const world *w, day_log *l, int32_t statuses[LOG]) {
  for (int i = 0; i < LOG; i++) {
    const uint64_t row = l->rows[i];
    dialplan_state *state = row < PEOPLE ? &l->states[row].state : NULL;
    statuses[i] =
        state ? dialplan_apply(w->campaign, &l->people[row].contact, state, &l->lines[i].event, state, NULL)
              : DIALPLAN_E_RANGE;
  }
}

static void a_log_is_taken_as_its_events_are_singly(void **unused) {
  world w;
  world_open(&w);
  day_log together, singly;
  int32_t statuses[LOG], expected[LOG];
  write_log(&together);
  write_log(&singly);
  OK(apply_log(&w, &together, together.rows, LOG, statuses));
  apply_singly(&w, &singly, expected);
  assert_memory_equal(&together, &singly, sizeof together);
  assert_memory_equal(statuses, expected, sizeof statuses);
  IS(statuses[3], DIALPLAN_W_REPEATED);
  IS(statuses[5], DIALPLAN_W_STALE);
  IS(together.states[0].state.attempts, 2);
  IS(together.states[1].state.wish_status, DIALPLAN_WISH_CANCELLED);
  IS(together.states[2].state.flags & DIALPLAN_STATE_REACHED, DIALPLAN_STATE_REACHED);
  write_log(&together);
  OK(apply_log(&w, &together, together.rows, LOG, NULL));
  assert_memory_equal(&together, &singly, sizeof together);
  world_close(&w);
}

static void a_bad_event_does_not_shift_the_others(void **unused) {
  world w;
  world_open(&w);
  day_log together, singly;
  int32_t statuses[LOG], expected[LOG];
  write_log(&together);
  together.lines[2].event.kind = 0;
  together.lines[4].event.size = 7;
  together.rows[6] = PEOPLE;
  together.rows[8] = UINT64_MAX;
  together.people[2].contact.zone_count = 65; /* so that its last event is refused */
  singly = together;
  OK(apply_log(&w, &together, together.rows, LOG, statuses));
  apply_singly(&w, &singly, expected);
  assert_memory_equal(&together, &singly, sizeof together);
  assert_memory_equal(statuses, expected, sizeof statuses);
  IS(statuses[2], DIALPLAN_E_ARGUMENT);
  IS(statuses[4], DIALPLAN_E_SIZE);
  IS(statuses[7], DIALPLAN_E_RANGE);
  IS(together.states[0].state.attempts, 1);
  IS(together.states[1].state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(together.states[2].state.size, 0); /* nothing was taken into it */
  world_close(&w);
}

static void without_rows_each_contact_has_an_event(void **unused) {
  world w;
  world_open(&w);
  day_log l;
  int32_t statuses[LOG];
  write_log(&l);
  OK(apply_log(&w, &l, NULL, PEOPLE + 1, statuses));
  IS(l.states[0].state.attempts, 1);
  IS(l.states[1].state.wish_status, DIALPLAN_WISH_SCHEDULED);
  IS(l.states[2].state.last_outcome, DIALPLAN_OUTCOME_BUSY);
  IS(statuses[PEOPLE], DIALPLAN_E_RANGE);

  dialplan_state states[2] = {{0}}; /* one contact stands for all */
  OK(dialplan_apply_batch(w.campaign, &w.contact, 0, &l.lines->event, sizeof *l.lines, NULL, 2, states,
                          sizeof *states, 2, NULL, NULL));
  IS(states[0].attempts, 1);
  IS(states[1].wish_status, DIALPLAN_WISH_SCHEDULED);
  world_close(&w);
}

static void what_holds_for_a_whole_log(void **unused) {
  world w;
  world_open(&w);
  day_log l;
  write_log(&l);
  const dialplan_contact *people = &l.people->contact;
  const dialplan_event *events = &l.lines->event;
  dialplan_state *states = &l.states->state;
  const uint64_t p = sizeof *l.people, e = sizeof *l.lines, s = sizeof *l.states;
  dialplan_error *const err = &w.error;
  IS(dialplan_apply_batch(NULL, people, p, events, e, l.rows, LOG, states, s, PEOPLE, NULL, err),
     DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply_batch(w.campaign, NULL, p, events, e, l.rows, LOG, states, s, PEOPLE, NULL, err),
     DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply_batch(w.campaign, people, p, NULL, e, l.rows, LOG, states, s, PEOPLE, NULL, err),
     DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply_batch(w.campaign, people, p, events, e, l.rows, LOG, NULL, s, PEOPLE, NULL, err),
     DIALPLAN_E_ARGUMENT);
  IS(dialplan_apply_batch(w.campaign, people, 8, events, e, l.rows, LOG, states, s, PEOPLE, NULL, err),
     DIALPLAN_E_SIZE);
  IS(dialplan_apply_batch(w.campaign, people, p, events, 0, l.rows, LOG, states, s, PEOPLE, NULL, err),
     DIALPLAN_E_SIZE);
  IS(dialplan_apply_batch(w.campaign, people, p, events, e, l.rows, LOG, states, 0, PEOPLE, NULL, err),
     DIALPLAN_E_SIZE);
  assert_string_equal(err->code, "size");
  OK(dialplan_apply_batch(w.campaign, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0, NULL, err));
  world_close(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wish_is_kept_as_it_was_said),
      cmocka_unit_test(confidence_is_whole_unless_it_is_given),
      cmocka_unit_test(a_bots_wish_needs_both_gates),
      cmocka_unit_test(customers_and_agents_need_no_gate),
      cmocka_unit_test(a_wish_below_min_confidence_is_recorded_only),
      cmocka_unit_test(one_that_was_not_requested_never_counts),
      cmocka_unit_test(a_due_sooner_than_least_delay_is_moved_there),
      cmocka_unit_test(a_fitted_due_counts_and_what_was_asked_for_is_kept),
      cmocka_unit_test(earliest_stands_in_for_a_missing_due),
      cmocka_unit_test(without_a_time_it_is_due_after_the_normal_delay),
      cmocka_unit_test(the_normal_delay_counts_civil_days_in_the_home_zone),
      cmocka_unit_test(beyond_max_ahead_is_no_clear_time),
      cmocka_unit_test(a_due_stays_inside_the_valid_range),
      cmocka_unit_test(a_newer_wish_replaces_the_older_and_starts_afresh),
      cmocka_unit_test(an_older_wish_is_stale),
      cmocka_unit_test(a_wish_told_late_is_answered_by_the_attempts_since),
      cmocka_unit_test(an_attempt_at_its_due),
      cmocka_unit_test(voicemail_may_be_kept),
      cmocka_unit_test(a_handed_back_refusal_closes_it_at_its_due_alone),
      cmocka_unit_test(after_a_failure_its_present_due_decides),
      cmocka_unit_test(past_max_reschedules_attempts_leave_it),
      cmocka_unit_test(a_wish_spoken_in_a_completed_call_stands_in_either_order),
      cmocka_unit_test(an_attempt_that_starts_as_the_wish_is_asked_is_the_call_it_was_spoken_in),
      cmocka_unit_test(a_call_that_completes_one_wish_may_bring_the_next),
      cmocka_unit_test(call_later_with_a_new_wish_is_no_failure_of_it),
      cmocka_unit_test(a_wish_at_or_after_the_last_conversation_re_opens),
      cmocka_unit_test(after_other_ends_a_wish_and_a_reschedule_have_no_effect),
      cmocka_unit_test(a_late_completed_call_does_not_undo_a_later_wish),
      cmocka_unit_test(ends_hold_whatever_their_order),
      cmocka_unit_test(a_cancelled_wish_leaves_the_contact),
      cmocka_unit_test(cancelling_an_exhausted_wish_keeps_the_reschedule_beside_it),
      cmocka_unit_test(a_cancel_told_before_its_wish_holds),
      cmocka_unit_test(a_reschedule_is_spent_by_the_first_attempt_at_or_after_its_due),
      cmocka_unit_test(a_newer_reschedule_replaces_an_older_is_stale),
      cmocka_unit_test(beside_a_wish_it_takes_the_place_of_its_due),
      cmocka_unit_test(it_may_move_a_wish_forward),
      cmocka_unit_test(a_reschedule_into_the_past_waits_for_an_attempt_after_it),
      cmocka_unit_test(a_reschedule_told_after_its_attempt_is_spent),
      cmocka_unit_test(a_wish_told_late_leaves_a_newer_reschedule_beside_it),
      cmocka_unit_test(the_same_event_among_the_last_eight_changes_nothing),
      cmocka_unit_test(an_event_that_differs_in_any_field_is_another),
      cmocka_unit_test(an_event_that_was_ignored_is_a_repeat_the_second_time),
      cmocka_unit_test(the_campaigns_own_log_concerns_no_contact),
      cmocka_unit_test(bad_events_are_errors_and_change_nothing),
      cmocka_unit_test(a_call_may_end_in_the_second_it_began),
      cmocka_unit_test(bad_states_and_contacts_are_errors),
      cmocka_unit_test(missing_arguments_are_told),
      cmocka_unit_test(the_state_before_may_be_elsewhere),
      cmocka_unit_test(a_log_is_taken_as_its_events_are_singly),
      cmocka_unit_test(a_bad_event_does_not_shift_the_others),
      cmocka_unit_test(without_rows_each_contact_has_an_event),
      cmocka_unit_test(what_holds_for_a_whole_log),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
