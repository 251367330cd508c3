/* SPDX-License-Identifier: MIT */
/* Attempts, starts and runs through dialplan_apply(); wishes are test_apply's. */
#include "support/apply_world.h"

#include "attempt.h"

#define T world_at
#define OK(status) assert_int_equal(status, DIALPLAN_OK)

static void attempt(world *w, int64_t at, int64_t ended_at, uint8_t outcome) {
  OK(world_apply(w, world_attempt(at, ended_at, outcome)));
}

static void the_first_attempt_is_first_and_last(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_NO_ANSWER);
  const dialplan_state *s = &w.state;
  assert_int_equal(s->size, sizeof *s);
  assert_int_equal(s->attempts, 1);
  assert_int_equal(s->first_at, T(1, 10, 0));
  assert_int_equal(s->first_end_at, T(1, 10, 5));
  assert_int_equal(s->first_outcome, DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(s->last_at, T(1, 10, 0));
  assert_int_equal(s->last_end_at, T(1, 10, 5));
  assert_int_equal(s->last_outcome, DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(s->last_date, 20514); /* 2026-03-02 */
  assert_int_equal(s->last_date_attempts, 1);
  assert_int_equal(s->outcome_counts[DIALPLAN_OUTCOME_NO_ANSWER], 1);
  assert_int_equal(s->attempt_at[0], T(1, 10, 0));
  assert_int_equal(s->attempt_outcome[0], DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(s->attempt_at[1], 0);
  assert_int_equal(s->flags, 0);
  world_close(&w);
}

static void an_older_attempt_counts_but_leaves_the_last_outcome(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(2, 10, 0), 0, DIALPLAN_OUTCOME_BUSY);
  attempt(&w, T(2, 9, 0), T(2, 9, 1), DIALPLAN_OUTCOME_VOICEMAIL);
  attempt(&w, T(1, 9, 0), T(1, 9, 2), DIALPLAN_OUTCOME_NO_ANSWER);
  const dialplan_state *s = &w.state;
  assert_int_equal(s->attempts, 3);
  assert_int_equal(s->last_at, T(2, 10, 0));
  assert_int_equal(s->last_outcome, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(s->last_end_at, 0);
  assert_int_equal(s->last_date_attempts, 2);
  assert_int_equal(s->first_at, T(1, 9, 0));
  assert_int_equal(s->first_end_at, T(1, 9, 2));
  assert_int_equal(s->first_outcome, DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(s->attempt_at[0], T(2, 10, 0));
  assert_int_equal(s->attempt_at[1], T(2, 9, 0));
  assert_int_equal(s->attempt_at[2], T(1, 9, 0));
  assert_int_equal(s->attempt_outcome[1], DIALPLAN_OUTCOME_VOICEMAIL);
  world_close(&w);
}

static void the_day_is_the_home_zones(void **unused) {
  world w;
  world_open_in(&w, "Asia/Kolkata");
  attempt(&w, T(1, 18, 29), 0, DIALPLAN_OUTCOME_BUSY); /* 23:59 on the 2nd */
  attempt(&w, T(1, 18, 30), 0, DIALPLAN_OUTCOME_BUSY); /* 00:00 on the 3rd */
  assert_int_equal(w.state.last_date, 20515);
  assert_int_equal(w.state.last_date_attempts, 1);
  attempt(&w, T(2, 5, 0), 0, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(w.state.last_date_attempts, 2);
  world_close(&w);
}

static void sixteen_starts_are_remembered_the_newest(void **unused) {
  world w;
  world_open(&w);
  for (int i = 0; i < 20; i++) attempt(&w, T(1, 0, i), 0, DIALPLAN_OUTCOME_BUSY);
  for (int i = 0; i < 16; i++) assert_int_equal(w.state.attempt_at[i], T(1, 0, 19 - i));
  attempt(&w, T(1, 0, 0) - 1, 0, DIALPLAN_OUTCOME_NO_ANSWER); /* older than all: counted alone */
  assert_int_equal(w.state.attempt_at[15], T(1, 0, 4));
  assert_int_equal(w.state.attempt_outcome[15], DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(w.state.attempts, 21);
  world_close(&w);
}

static void counts_stop_at_their_ends(void **unused) {
  world w;
  world_open(&w);
  for (int i = 0; i < 300; i++) attempt(&w, T(1, 0, 0) + i, 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.attempts, 300);
  assert_int_equal(w.state.outcome_counts[DIALPLAN_OUTCOME_ERROR], 255);
  assert_int_equal(w.state.last_date_attempts, 255);
  assert_int_equal(w.state.consecutive_errors, 255);
  attempt(&w, T(1, 0, 0) - 1, 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.last_date_attempts, 255);
  w.state.attempts = UINT32_MAX;
  attempt(&w, T(2, 0, 0), 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.attempts, UINT32_MAX);
  world_close(&w);
}

static void errors_in_a_row_look_through_network_errors(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(1, 10, 0), 0, DIALPLAN_OUTCOME_NETWORK_ERROR);
  assert_int_equal(w.state.consecutive_errors, 1);
  attempt(&w, T(1, 11, 0), 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.consecutive_errors, 2);
  attempt(&w, T(1, 12, 0), 0, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(w.state.consecutive_errors, 0);
  world_close(&w);
}

static void a_late_attempt_parts_or_joins_a_row_of_errors(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(1, 11, 0), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(1, 10, 0), 0, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(w.state.consecutive_errors, 1);
  attempt(&w, T(1, 10, 30), 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.consecutive_errors, 2);
  attempt(&w, T(1, 8, 0), 0, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(w.state.consecutive_errors, 2);
  world_close(&w);
}

static void a_long_row_of_errors_outlives_the_remembered_starts(void **unused) {
  world w;
  world_open(&w);
  for (int i = 1; i <= 20; i++) attempt(&w, T(1, 0, i), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(1, 0, 0), 0, DIALPLAN_OUTCOME_NETWORK_ERROR);
  assert_int_equal(w.state.consecutive_errors, 20);
  world_close(&w);
}

static void outcomes_that_end(void **unused) {
  static const struct {
    uint8_t outcome;
    uint32_t flag;
  } ends[] = {{DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_STATE_REACHED},
              {DIALPLAN_OUTCOME_REFUSED, DIALPLAN_STATE_CLOSED},
              {DIALPLAN_OUTCOME_INVALID_NUMBER, DIALPLAN_STATE_FAILED},
              {DIALPLAN_OUTCOME_WRONG_PERSON, DIALPLAN_STATE_FAILED},
              {DIALPLAN_OUTCOME_DNC_REQUEST, DIALPLAN_STATE_DNC}};
  for (uint8_t outcome = 1; outcome <= DIALPLAN_OUTCOME_DNC_REQUEST; outcome++) {
    uint32_t flag = 0;
    for (int i = 0; i < 5; i++)
      if (ends[i].outcome == outcome) flag = ends[i].flag;
    for (int late = 0; late < 2; late++) {
      world w;
      world_open(&w);
      if (late) attempt(&w, T(1, 12, 0), 0, DIALPLAN_OUTCOME_BUSY);
      attempt(&w, T(1, 10, 0), T(1, 10, 5), outcome);
      assert_int_equal(w.state.flags, flag);
      assert_int_equal(w.state.ended_at, flag ? T(1, 10, 0) : 0);
      assert_int_equal(w.state.last_outcome, late ? DIALPLAN_OUTCOME_BUSY : outcome);
      world_close(&w);
    }
  }
}

static void a_row_hands_refused_back_unless_it_says_stop(void **unused) {
  static const uint32_t flags[] = {[DP_ROW_NONE] = DIALPLAN_STATE_CLOSED,
                                   [DP_ROW_AFTER] = 0,
                                   [DP_ROW_STOP] = DIALPLAN_STATE_CLOSED,
                                   [DP_ROW_RETRY] = 0};
  for (int kind = DP_ROW_NONE; kind <= DP_ROW_RETRY; kind++) {
    world w;
    world_open(&w);
    w.settings->retry.rows[DIALPLAN_OUTCOME_REFUSED].kind = kind;
    attempt(&w, T(1, 10, 0), 0, DIALPLAN_OUTCOME_REFUSED);
    assert_int_equal(w.state.flags, flags[kind]);
    assert_int_equal(w.state.refused_at, T(1, 10, 0)); /* the quiet period begins all the same */
    world_close(&w);
  }
}

static void ends_of_quiet_outcomes_are_remembered_the_last(void **unused) {
  world w;
  world_open(&w);
  w.settings->retry.rows[DIALPLAN_OUTCOME_REFUSED].kind = DP_ROW_RETRY;
  attempt(&w, T(2, 10, 0), T(2, 10, 1), DIALPLAN_OUTCOME_ABANDONED);
  attempt(&w, T(1, 10, 0), T(1, 10, 1), DIALPLAN_OUTCOME_ABANDONED);
  attempt(&w, T(2, 11, 0), 0, DIALPLAN_OUTCOME_SILENT);
  attempt(&w, T(1, 11, 0), 0, DIALPLAN_OUTCOME_SILENT);
  attempt(&w, T(2, 12, 0), T(2, 12, 1), DIALPLAN_OUTCOME_REFUSED);
  attempt(&w, T(1, 12, 0), T(1, 12, 1), DIALPLAN_OUTCOME_REFUSED);
  assert_int_equal(w.state.abandoned_at, T(2, 10, 1));
  assert_int_equal(w.state.silent_at, T(2, 11, 0));
  assert_int_equal(w.state.refused_at, T(2, 12, 1));
  world_close(&w);
}

static void four_conversations_are_remembered_of_calls_out_and_in(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_COMPLETED);
  attempt(&w, T(3, 10, 0), 0, DIALPLAN_OUTCOME_COMPLETED);
  dialplan_event inbound = world_event(DIALPLAN_EVENT_INBOUND, T(2, 10, 0));
  OK(world_apply(&w, inbound)); /* no conversation */
  assert_int_equal(w.state.conversation_at[2], 0);
  inbound.flags = DIALPLAN_EVENT_CONVERSATION;
  OK(world_apply(&w, inbound));
  attempt(&w, T(4, 10, 0), 0, DIALPLAN_OUTCOME_COMPLETED);
  attempt(&w, T(5, 10, 0), 0, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(w.state.conversation_at[0], T(5, 10, 0));
  assert_int_equal(w.state.conversation_at[1], T(4, 10, 0));
  assert_int_equal(w.state.conversation_at[2], T(3, 10, 0));
  assert_int_equal(w.state.conversation_at[3], T(2, 10, 0));
  assert_true(w.state.flags & DIALPLAN_STATE_INBOUND);
  world_close(&w);
}

static void an_inbound_conversation_closes_where_the_campaign_says_so(void **unused) {
  world w;
  world_open(&w);
  w.settings->on_inbound = DP_INBOUND_CLOSE;
  dialplan_event inbound = world_event(DIALPLAN_EVENT_INBOUND, T(2, 10, 0));
  OK(world_apply(&w, inbound));
  assert_int_equal(w.state.flags, DIALPLAN_STATE_INBOUND);
  inbound.flags = DIALPLAN_EVENT_CONVERSATION;
  OK(world_apply(&w, inbound));
  assert_int_equal(w.state.flags, DIALPLAN_STATE_INBOUND | DIALPLAN_STATE_CLOSED);
  assert_int_equal(w.state.ended_at, T(2, 10, 0));
  assert_int_equal(w.state.attempts, 0);
  world_close(&w);
}

static dialplan_event start_of(int64_t at, uint8_t flags) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = at, .flags = flags};
}

static void a_start_stands_until_an_attempt_at_or_after_it(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, start_of(T(1, 10, 0), DIALPLAN_EVENT_MANUAL)));
  assert_int_equal(w.state.call_at, T(1, 10, 0));
  assert_int_equal(w.state.flags, DIALPLAN_STATE_CALL_MANUAL);
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_BUSY); /* an earlier call */
  assert_int_equal(w.state.call_at, T(1, 10, 0));
  attempt(&w, T(1, 10, 0), T(1, 10, 4), DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(w.state.call_at, 0);
  assert_int_equal(w.state.flags, 0);
  OK(world_apply(&w, start_of(T(1, 9, 30), 0))); /* told late: answered already */
  assert_int_equal(w.state.call_at, 0);
  world_close(&w);
}

static void a_later_start_takes_over_from_a_fresh_one(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, start_of(T(1, 10, 0), DIALPLAN_EVENT_MANUAL)));
  OK(world_apply(&w, start_of(T(1, 11, 59), 0)));
  assert_int_equal(w.state.call_at, T(1, 11, 59));
  assert_int_equal(w.state.flags, 0);
  assert_int_equal(w.state.attempts, 0);
  OK(world_apply(&w, start_of(T(1, 10, 30), 0))); /* told late */
  assert_int_equal(w.state.call_at, T(1, 11, 59));
  assert_int_equal(w.state.attempts, 0);
  world_close(&w);
}

static void a_stale_start_that_another_follows_is_an_attempt_for_good(void **unused) {
  for (int swapped = 0; swapped < 2; swapped++) {
    world w;
    world_open(&w);
    OK(world_apply(&w, start_of(swapped ? T(1, 12, 0) : T(1, 10, 0), 0)));
    OK(world_apply(&w, start_of(swapped ? T(1, 10, 0) : T(1, 12, 0), 0)));
    assert_int_equal(w.state.call_at, T(1, 12, 0));
    assert_int_equal(w.state.attempts, 1);
    assert_int_equal(w.state.last_at, T(1, 10, 0));
    assert_int_equal(w.state.last_outcome, DIALPLAN_OUTCOME_ERROR);
    assert_int_equal(w.state.consecutive_errors, 1);
    world_close(&w);
  }
}

static const dialplan_state *settled(world *w, int64_t now, dialplan_state *room) {
  return dp_attempt_settled(w->settings, dp_zones_at(w->zones, w->settings->zone), &w->state, now, room);
}

static void a_stale_call_is_judged_as_an_error(void **unused) {
  world w;
  world_open(&w);
  dialplan_state room;
  assert_ptr_equal(settled(&w, T(9, 0, 0), &room), &w.state); /* no call */
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_ERROR);
  OK(world_apply(&w, start_of(T(1, 10, 0), DIALPLAN_EVENT_MANUAL)));
  assert_ptr_equal(settled(&w, T(1, 12, 0) - 1, &room), &w.state);
  const dialplan_state *judged = settled(&w, T(1, 12, 0), &room);
  assert_ptr_equal(judged, &room);
  assert_int_equal(judged->attempts, 2);
  assert_int_equal(judged->consecutive_errors, 2);
  assert_int_equal(judged->last_at, T(1, 10, 0));
  assert_int_equal(judged->call_at, 0);
  assert_int_equal(judged->flags, 0);
  assert_int_equal(w.state.attempts, 1);                        /* the facts are as they were */
  attempt(&w, T(1, 10, 0), T(1, 14, 0), DIALPLAN_OUTCOME_BUSY); /* and its attempt still answers it */
  assert_int_equal(w.state.attempts, 2);
  assert_int_equal(w.state.consecutive_errors, 0);
  assert_ptr_equal(settled(&w, T(9, 0, 0), &room), &w.state);
  world_close(&w);
}

static dialplan_event enqueue_of(int64_t at, uint32_t run) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_ENQUEUE, .at = at, .run = run};
}

static void restart_and_a_higher_run_begin_afresh(void **unused) {
  for (int restart = 0; restart < 2; restart++) {
    world w;
    world_open(&w);
    attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_ERROR);
    attempt(&w, T(1, 9, 30), T(1, 9, 40), DIALPLAN_OUTCOME_REFUSED);
    attempt(&w, T(1, 10, 0), T(1, 10, 5), DIALPLAN_OUTCOME_COMPLETED);
    OK(world_apply(&w, world_event(DIALPLAN_EVENT_INBOUND, T(1, 11, 0))));
    assert_int_equal(world_apply(&w, world_wish(T(1, 12, 0), 0)), DIALPLAN_W_NO_EFFECT); /* closed: refused */
    OK(world_apply(&w,
                   restart ? world_event(DIALPLAN_EVENT_RESTART, T(2, 9, 0)) : enqueue_of(T(2, 9, 0), 1)));
    const dialplan_state *s = &w.state;
    assert_int_equal(s->run, restart ? 0 : 1);
    assert_int_equal(s->run_at, T(2, 9, 0));
    assert_int_equal(s->flags, 0);
    assert_int_equal(s->ended_at, 0);
    assert_int_equal(s->attempts, 0);
    assert_int_equal(s->first_at, 0);
    assert_int_equal(s->last_at, 0);
    assert_int_equal(s->last_end_at, 0);
    assert_int_equal(s->last_outcome, 0);
    assert_int_equal(s->consecutive_errors, 0);
    assert_int_equal(s->last_date_attempts, 0);
    for (int i = 0; i < 16; i++) assert_int_equal(s->outcome_counts[i], 0);
    assert_int_equal(s->attempt_at[0], T(1, 10, 0)); /* kept */
    assert_int_equal(s->attempt_at[2], T(1, 9, 0));
    assert_int_equal(s->conversation_at[0], T(1, 10, 0));
    assert_int_equal(s->refused_at, T(1, 9, 40));
    world_close(&w);
  }
}

static void what_restart_and_a_higher_run_keep(void **unused) {
  for (int restart = 0; restart < 2; restart++) {
    world w;
    world_open(&w);
    attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_INVALID_NUMBER);
    OK(world_apply(&w, world_event(DIALPLAN_EVENT_DNC, T(1, 10, 0))));
    OK(world_apply(&w, world_event(DIALPLAN_EVENT_CANCEL, T(1, 11, 0))));
    OK(world_apply(&w, world_event(DIALPLAN_EVENT_DONE, T(1, 12, 0))));
    OK(world_apply(&w,
                   restart ? world_event(DIALPLAN_EVENT_RESTART, T(2, 9, 0)) : enqueue_of(T(2, 9, 0), 1)));
    assert_int_equal(w.state.flags,
                     restart ? DIALPLAN_STATE_DNC : DIALPLAN_STATE_DNC | DIALPLAN_STATE_FAILED);
    world_close(&w);
  }
}

static void the_same_or_a_lower_run_changes_nothing(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, enqueue_of(T(1, 8, 0), 3)));
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_BUSY);
  OK(world_apply(&w, enqueue_of(T(1, 10, 0), 3)));
  assert_int_equal(w.state.attempts, 1);
  assert_int_equal(world_apply(&w, enqueue_of(T(1, 10, 0), 2)), DIALPLAN_W_STALE);
  assert_int_equal(w.state.attempts, 1);
  assert_int_equal(w.state.run, 3);
  world_close(&w);
}

static void what_is_older_than_the_run_adds_to_limits_alone(void **unused) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_RESTART, T(3, 9, 0))));
  attempt(&w, T(1, 9, 0), T(1, 9, 1), DIALPLAN_OUTCOME_REFUSED);
  attempt(&w, T(1, 10, 0), T(1, 10, 1), DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(w.state.attempts, 0);
  assert_int_equal(w.state.flags, 0);
  assert_int_equal(w.state.attempt_at[0], T(1, 10, 0));
  assert_int_equal(w.state.conversation_at[0], T(1, 10, 0));
  assert_int_equal(w.state.refused_at, T(1, 9, 1));
  assert_int_equal(world_apply(&w, world_event(DIALPLAN_EVENT_CANCEL, T(1, 11, 0))), DIALPLAN_W_STALE);
  assert_int_equal(world_apply(&w, world_event(DIALPLAN_EVENT_DONE, T(1, 11, 0))), DIALPLAN_W_STALE);
  assert_int_equal(world_apply(&w, world_event(DIALPLAN_EVENT_RESTART, T(1, 11, 0))), DIALPLAN_W_STALE);
  assert_int_equal(world_apply(&w, world_wish(T(1, 11, 0), T(5, 9, 0))), DIALPLAN_W_STALE);
  dialplan_event event = {.kind = DIALPLAN_EVENT_RESCHEDULE, .at = T(1, 11, 0), .due_at = T(5, 9, 0)};
  assert_int_equal(world_apply(&w, event), DIALPLAN_W_STALE);
  event = (dialplan_event){
      .kind = DIALPLAN_EVENT_CANCEL, .at = T(1, 11, 0), .flags = DIALPLAN_EVENT_SCOPE_CALLBACK};
  assert_int_equal(world_apply(&w, event), DIALPLAN_W_STALE);
  event = (dialplan_event){
      .kind = DIALPLAN_EVENT_INBOUND, .at = T(1, 12, 0), .flags = DIALPLAN_EVENT_CONVERSATION};
  OK(world_apply(&w, event));
  assert_int_equal(w.state.conversation_at[0], T(1, 12, 0));
  assert_int_equal(w.state.flags, 0);
  assert_int_equal(w.state.wish_status, DIALPLAN_WISH_NONE);
  assert_int_equal(w.state.run_at, T(3, 9, 0));
  attempt(&w, T(2, 9, 0), 0, DIALPLAN_OUTCOME_DNC_REQUEST); /* holds whatever the order */
  assert_int_equal(w.state.flags, DIALPLAN_STATE_DNC);
  world_close(&w);
}

static void a_run_that_is_told_late_keeps_what_is_its_own(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(1, 9, 0), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(2, 10, 0), T(2, 10, 1), DIALPLAN_OUTCOME_BUSY);
  attempt(&w, T(2, 11, 0), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(3, 11, 0), T(3, 11, 1), DIALPLAN_OUTCOME_ERROR);
  OK(world_apply(&w, world_wish(T(3, 12, 0), T(4, 9, 0))));
  dialplan_event move = {.kind = DIALPLAN_EVENT_RESCHEDULE, .at = T(3, 13, 0), .due_at = T(4, 10, 0)};
  OK(world_apply(&w, move));
  OK(world_apply(&w, enqueue_of(T(2, 9, 0), 1)));
  const dialplan_state *s = &w.state;
  assert_int_equal(s->attempts, 3);
  assert_int_equal(s->first_at, T(2, 10, 0));
  assert_int_equal(s->first_outcome, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(s->last_at, T(3, 11, 0));
  assert_int_equal(s->last_end_at, T(3, 11, 1));
  assert_int_equal(s->consecutive_errors, 2);
  assert_int_equal(s->outcome_counts[DIALPLAN_OUTCOME_ERROR], 2);
  assert_int_equal(s->last_date_attempts, 1);
  assert_int_equal(s->wish_status, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(s->reschedule_due_at, T(4, 10, 0));
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_CANCEL, T(5, 9, 0))));
  OK(world_apply(&w, enqueue_of(T(4, 9, 0), 2)));
  assert_int_equal(s->flags, DIALPLAN_STATE_CANCELLED);
  assert_int_equal(s->attempts, 0);
  OK(world_apply(&w, enqueue_of(T(3, 9, 0), 3))); /* a higher run within the present one: its number alone */
  assert_int_equal(s->run, 3);
  assert_int_equal(s->run_at, T(4, 9, 0));
  world_close(&w);
}

/* Within one second the order of telling counts. */
static void in_the_second_that_a_run_begins(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(2, 9, 0), 0, DIALPLAN_OUTCOME_COMPLETED);
  OK(world_apply(&w, world_wish(T(2, 9, 0), T(2, 15, 0))));
  dialplan_event move = {.kind = DIALPLAN_EVENT_RESCHEDULE, .at = T(2, 9, 0), .due_at = T(2, 16, 0)};
  OK(world_apply(&w, move));
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_CANCEL, T(2, 9, 0))));
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_RESTART, T(2, 9, 0))));
  assert_int_equal(w.state.flags, 0);
  assert_int_equal(w.state.attempts, 0);
  assert_int_equal(w.state.wish_status, DIALPLAN_WISH_NONE);
  assert_int_equal(w.state.wish_at, 0);
  assert_true(w.state.wish_ref == 0);
  assert_int_equal(w.state.reschedule_at, 0);
  attempt(&w, T(2, 9, 2), 0, DIALPLAN_OUTCOME_ERROR);
  attempt(&w, T(2, 9, 1), 0, DIALPLAN_OUTCOME_NETWORK_ERROR);
  attempt(&w, T(2, 9, 0), 0, DIALPLAN_OUTCOME_ERROR); /* counts */
  assert_int_equal(w.state.attempts, 3);
  assert_int_equal(w.state.consecutive_errors, 2);
  OK(world_apply(&w, enqueue_of(T(2, 9, 0), 1))); /* within the same second: begins afresh */
  assert_int_equal(w.state.attempts, 2);
  attempt(&w, T(2, 9, 0), 0, DIALPLAN_OUTCOME_REFUSED);
  assert_int_equal(w.state.flags, DIALPLAN_STATE_CLOSED);
  dialplan_event again = world_event(DIALPLAN_EVENT_RESTART, T(2, 9, 0));
  again.ref = 2;
  OK(world_apply(&w, again));
  assert_int_equal(w.state.flags, 0);
  world_close(&w);
}

static void what_is_told_in_the_second_after_a_run_began_is_its_own(void **unused) {
  const dialplan_event events[] = {
      world_wish(T(2, 9, 0), T(2, 15, 0)),
      {.kind = DIALPLAN_EVENT_RESCHEDULE, .at = T(2, 9, 0), .due_at = T(2, 16, 0)},
      {.kind = DIALPLAN_EVENT_CANCEL, .at = T(2, 9, 0), .flags = DIALPLAN_EVENT_SCOPE_CALLBACK},
      world_event(DIALPLAN_EVENT_INBOUND, T(2, 9, 0)),
      world_event(DIALPLAN_EVENT_DONE, T(2, 9, 0)),
  };
  world w;
  world_open(&w);
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_RESTART, T(2, 9, 0))));
  for (int i = 0; i < 5; i++) OK(world_apply(&w, events[i]));
  assert_int_equal(w.state.wish_status, DIALPLAN_WISH_CANCELLED);
  assert_int_equal(w.state.flags, DIALPLAN_STATE_INBOUND | DIALPLAN_STATE_CLOSED);
  world_close(&w);
}

static void the_first_attempts_end_is_kept_by_a_run_told_late(void **unused) {
  world w;
  world_open(&w);
  attempt(&w, T(2, 10, 0), T(2, 10, 1), DIALPLAN_OUTCOME_BUSY);
  attempt(&w, T(3, 11, 0), T(3, 11, 1), DIALPLAN_OUTCOME_BUSY);
  OK(world_apply(&w, world_event(DIALPLAN_EVENT_RESTART, T(1, 9, 0))));
  assert_int_equal(w.state.first_end_at, T(2, 10, 1));
  assert_int_equal(w.state.last_end_at, T(3, 11, 1));
  assert_int_equal(w.state.attempts, 2);
  world_close(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_attempt_is_first_and_last),
      cmocka_unit_test(an_older_attempt_counts_but_leaves_the_last_outcome),
      cmocka_unit_test(the_day_is_the_home_zones),
      cmocka_unit_test(sixteen_starts_are_remembered_the_newest),
      cmocka_unit_test(counts_stop_at_their_ends),
      cmocka_unit_test(errors_in_a_row_look_through_network_errors),
      cmocka_unit_test(a_late_attempt_parts_or_joins_a_row_of_errors),
      cmocka_unit_test(a_long_row_of_errors_outlives_the_remembered_starts),
      cmocka_unit_test(outcomes_that_end),
      cmocka_unit_test(a_row_hands_refused_back_unless_it_says_stop),
      cmocka_unit_test(ends_of_quiet_outcomes_are_remembered_the_last),
      cmocka_unit_test(four_conversations_are_remembered_of_calls_out_and_in),
      cmocka_unit_test(an_inbound_conversation_closes_where_the_campaign_says_so),
      cmocka_unit_test(a_start_stands_until_an_attempt_at_or_after_it),
      cmocka_unit_test(a_later_start_takes_over_from_a_fresh_one),
      cmocka_unit_test(a_stale_start_that_another_follows_is_an_attempt_for_good),
      cmocka_unit_test(a_stale_call_is_judged_as_an_error),
      cmocka_unit_test(restart_and_a_higher_run_begin_afresh),
      cmocka_unit_test(what_restart_and_a_higher_run_keep),
      cmocka_unit_test(the_same_or_a_lower_run_changes_nothing),
      cmocka_unit_test(what_is_older_than_the_run_adds_to_limits_alone),
      cmocka_unit_test(a_run_that_is_told_late_keeps_what_is_its_own),
      cmocka_unit_test(in_the_second_that_a_run_begins),
      cmocka_unit_test(what_is_told_in_the_second_after_a_run_began_is_its_own),
      cmocka_unit_test(the_first_attempts_end_is_kept_by_a_run_told_late),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
