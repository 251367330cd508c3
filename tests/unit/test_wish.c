/* SPDX-License-Identifier: MIT */
#include "support/apply_world.h"

#include "wish.h"

static dialplan_state scheduled(int64_t due_at) {
  return (dialplan_state){.wish_at = due_at - 3600,
                          .wish_asked_at = due_at,
                          .wish_due_at = due_at,
                          .wish_status = DIALPLAN_WISH_SCHEDULED};
}

static dp_wish wish_in(world *w, const dialplan_state *state) {
  return dp_wish_of(w->settings, dp_zones_at(w->zones, w->settings->zone), state);
}

static void without_a_wish_nothing_stands(void **unused) {
  world w;
  world_open(&w);
  const dp_wish wish = wish_in(&w, &w.state);
  assert_int_equal(wish.status, DIALPLAN_WISH_NONE);
  assert_int_equal(wish.stands, 0);
  assert_int_equal(wish.due_at, 0);
  world_close(&w);
}

static void an_untried_wish_is_due_when_it_was_applied_to_be(void **unused) {
  world w;
  world_open(&w);
  dialplan_state state = scheduled(world_at(1, 10, 0));
  state.wish_asked_at = world_at(1, 9, 1);
  const dp_wish wish = wish_in(&w, &state);
  assert_int_equal(wish.status, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(wish.stands, 1);
  assert_int_equal(wish.tried, 0);
  assert_int_equal(wish.moved, 0);
  assert_int_equal(wish.due_at, world_at(1, 10, 0));
  assert_int_equal(wish.asked_at, world_at(1, 9, 1));
  world_close(&w);
}

static void failures_walk_along_the_retries_and_the_last_repeats(void **unused) {
  static const int minutes[] = {15, 60, 24 * 60, 24 * 60, 24 * 60}; /* [15m, 1h, 1d] */
  world w;
  world_open(&w);
  dialplan_state state = scheduled(world_at(1, 10, 0));
  state.wish_tried_at = world_at(1, 10, 7);
  for (uint8_t n = 1; n <= 5; n++) {
    state.wish_reschedules = n;
    const dp_wish wish = wish_in(&w, &state);
    assert_int_equal(wish.stands, 1);
    assert_int_equal(wish.tried, 1);
    assert_int_equal(wish.due_at, world_at(1, 10, 7) + minutes[n - 1] * 60);
  }
  world_close(&w);
}

static void past_max_reschedules_it_is_exhausted(void **unused) {
  world w;
  world_open(&w);
  dialplan_state state = scheduled(world_at(1, 10, 0));
  state.wish_tried_at = world_at(1, 10, 7);
  state.wish_reschedules = 6;
  dp_wish wish = wish_in(&w, &state);
  assert_int_equal(wish.status, DIALPLAN_WISH_EXHAUSTED);
  assert_int_equal(wish.stands, 0);
  w.settings->callbacks.max_reschedules = 6; /* a change of settings revives it */
  wish = wish_in(&w, &state);
  assert_int_equal(wish.stands, 1);
  w.settings->callbacks.max_reschedules = 0;
  state.wish_reschedules = 0;
  assert_int_equal(wish_in(&w, &state).stands, 1);
  state.wish_reschedules = 1;
  assert_int_equal(wish_in(&w, &state).stands, 0);
  world_close(&w);
}

static void a_day_is_a_civil_day_in_the_home_zone(void **unused) {
  world w;
  world_open_in(&w, "Europe/Berlin");
  /* Saturday, 2026-03-28 12:00 +01:00; the clocks go forward on Sunday: a day later is 23 hours. */
  dialplan_state state = scheduled(INT64_C(1774695600));
  state.wish_tried_at = INT64_C(1774695600);
  state.wish_reschedules = 3;
  assert_int_equal(wish_in(&w, &state).due_at, INT64_C(1774695600) + 23 * 3600);
  world_close(&w);
}

static void a_due_past_the_end_of_time_is_never(void **unused) {
  world w;
  world_open(&w);
  dialplan_state state = scheduled(DP_INSTANT_END - 10);
  state.wish_tried_at = DP_INSTANT_END - 1;
  state.wish_reschedules = 1;
  assert_int_equal(wish_in(&w, &state).due_at, DP_INSTANT_END);
  world_close(&w);
}

static void a_standing_reschedule_beside_it_moves_it(void **unused) {
  world w;
  world_open(&w);
  dialplan_state state = scheduled(world_at(1, 10, 0));
  state.reschedule_at = world_at(1, 9, 30);
  state.reschedule_due_at = world_at(1, 15, 0);
  const dp_wish wish = wish_in(&w, &state);
  assert_int_equal(wish.moved, 1);
  assert_int_equal(wish.due_at, world_at(1, 10, 0));
  state.wish_status = DIALPLAN_WISH_CLOSED; /* now it stands by itself */
  assert_int_equal(wish_in(&w, &state).moved, 0);
  assert_int_equal(wish_in(&w, &state).status, DIALPLAN_WISH_CLOSED);
  world_close(&w);
}

static void ending_a_wish_drops_the_reschedule_that_moved_it(void **unused) {
  world w;
  world_open(&w);
  dialplan_state state = scheduled(world_at(1, 10, 0));
  state.reschedule_at = world_at(1, 9, 30);
  state.reschedule_due_at = world_at(1, 15, 0);
  dialplan_state exhausted = state;
  dp_wish_end(w.settings, &state, DIALPLAN_WISH_COMPLETED);
  assert_int_equal(state.wish_status, DIALPLAN_WISH_COMPLETED);
  assert_int_equal(state.reschedule_due_at, 0);
  exhausted.wish_reschedules = 6;
  dp_wish_end(w.settings, &exhausted, DIALPLAN_WISH_COMPLETED);
  assert_int_equal(exhausted.wish_status, DIALPLAN_WISH_SCHEDULED);
  assert_int_equal(exhausted.reschedule_due_at, world_at(1, 15, 0));
  world_close(&w);
}

static void the_end_of_the_contact_ends_its_wish(void **unused) {
  static const struct {
    uint32_t flag;
    uint8_t status;
  } ends[] = {{DIALPLAN_STATE_REACHED, DIALPLAN_WISH_COMPLETED},
              {DIALPLAN_STATE_FAILED, DIALPLAN_WISH_CANCELLED},
              {DIALPLAN_STATE_DNC, DIALPLAN_WISH_CANCELLED},
              {DIALPLAN_STATE_CANCELLED, DIALPLAN_WISH_CANCELLED},
              {DIALPLAN_STATE_CLOSED, DIALPLAN_WISH_CLOSED}};
  world w;
  world_open(&w);
  for (int i = 0; i < 5; i++) {
    dialplan_state state = scheduled(world_at(1, 10, 0));
    dp_wish_end_contact(w.settings, &state, ends[i].flag, world_at(1, 11, 0));
    assert_int_equal(state.flags, ends[i].flag);
    assert_int_equal(state.ended_at, world_at(1, 11, 0));
    assert_int_equal(state.wish_status, ends[i].status);
    dp_wish_end_contact(w.settings, &state, DIALPLAN_STATE_DNC, world_at(1, 10, 0));
    assert_int_equal(state.flags, ends[i].flag | DIALPLAN_STATE_DNC);
    assert_int_equal(state.ended_at, world_at(1, 11, 0)); /* the last of them */
    assert_int_equal(state.wish_status, ends[i].status);
  }
  world_close(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_wish_nothing_stands),
      cmocka_unit_test(an_untried_wish_is_due_when_it_was_applied_to_be),
      cmocka_unit_test(failures_walk_along_the_retries_and_the_last_repeats),
      cmocka_unit_test(past_max_reschedules_it_is_exhausted),
      cmocka_unit_test(a_day_is_a_civil_day_in_the_home_zone),
      cmocka_unit_test(a_due_past_the_end_of_time_is_never),
      cmocka_unit_test(a_standing_reschedule_beside_it_moves_it),
      cmocka_unit_test(ending_a_wish_drops_the_reschedule_that_moved_it),
      cmocka_unit_test(the_end_of_the_contact_ends_its_wish),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
