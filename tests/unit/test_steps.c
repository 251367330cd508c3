/* SPDX-License-Identifier: MIT */
/* The steps of closed time and of clock changes, up to how many of them a trace tells. */
#include "open.h"
#include "support/decide.h"
#include "trace.h"

enum { CLOSED_DATES = 24, ROOM = 64 };

static int32_t date_of(int day) { return (int32_t)(day_at(day, 0, 0) / DAY); }

static void look(desk *d, dp_view *view) {
  assert_int_equal(dp_view_init(view, desk_campaign(d), NULL, NULL, NULL), DIALPLAN_OK);
}

/* No-call days and special days without hours take turns for 24 dates, so that there are 24 stretches: each
 * of the former from its window at 09:00 to midnight, each of the latter from midnight to 09:00 of the next
 * but one. */
static void the_sixteenth_stretch_stands_for_the_rest(void **state) {
  desk d = desk_open("1111111");
  dp_day_entry no_call[CLOSED_DATES / 2] = {{0}};
  dp_special_day off[CLOSED_DATES / 2] = {{0}};
  for (int i = 0; i < CLOSED_DATES / 2; i++) {
    no_call[i].from_date = no_call[i].until_date = date_of(1 + 2 * i);
    off[i].date = date_of(2 + 2 * i);
  }
  d.settings.no_call_days = (dp_dayset){no_call, CLOSED_DATES / 2};
  d.settings.windows.specials = off;
  d.settings.windows.special_count = CLOSED_DATES / 2;
  const int64_t opening = day_at(CLOSED_DATES + 1, 9, 0);
  dp_view view;
  look(&d, &view);
  dialplan_step steps[ROOM];
  dp_trace trace = {.steps = steps, .cap = ROOM};
  dp_trace_closed(&trace, &view, day_at(1, 9, 0), opening);
  assert_int_equal(trace.count, 16);
  for (int i = 0; i < 16; i++) {
    const int day = i + 1, is_off = day % 2 == 0, last = i == 15;
    assert_int_equal(steps[i].reason, is_off ? DIALPLAN_REASON_SPECIAL_DAY : DIALPLAN_REASON_NO_CALL_DAY);
    assert_int_equal(steps[i].before, day_at(day, is_off ? 0 : 9, 0));
    assert_int_equal(steps[i].after, last ? opening : day_at(day + 1, is_off ? 9 : 0, 0));
    assert_int_equal(steps[i].value, date_of(day));
    assert_int_equal(steps[i].limit, date_of(last ? CLOSED_DATES + 1 : day + 1));
  }
  desk_close(&d);
}

/* Changes of New York (02:00 local): 2026-03-08, 2026-11-01, 2027-03-14, 2027-11-07, 2028-03-12. */
static const int64_t change[] = {1772953200, 1793512800, 1805007600, 1825567200, 1836457200};

static uint64_t changes(desk *d, int64_t from, int64_t until, dialplan_step *steps) {
  d->settings.zone = ATLAS_NEW_YORK;
  dp_view view;
  look(d, &view);
  dp_trace trace = {.steps = steps, .cap = ROOM};
  dp_trace_changes(&trace, &view, from, until);
  return trace.count;
}

static void four_clock_changes_are_told(void **state) {
  desk d = desk_open("1111111");
  dialplan_step steps[ROOM];
  assert_int_equal(changes(&d, day_at(1, 0, 0), change[4], steps), 4);
  for (int i = 0; i < 4; i++) {
    const int32_t winter = -5 * HOUR, summer = -4 * HOUR, forward = i % 2 == 0;
    assert_int_equal(steps[i].reason, DIALPLAN_REASON_CLOCK_CHANGE);
    assert_int_equal(steps[i].zone, ATLAS_NEW_YORK);
    assert_int_equal(steps[i].value, change[i]);
    assert_int_equal(steps[i].extra[0], forward ? winter : summer);
    assert_int_equal(steps[i].extra[1], forward ? summer : winter);
  }
  desk_close(&d);
}

static void a_change_counts_behind_the_start_and_at_the_end(void **state) {
  desk d = desk_open("1111111");
  dialplan_step steps[ROOM];
  assert_int_equal(changes(&d, change[0] - 1, change[0], steps), 1);
  assert_int_equal(changes(&d, change[0] - 1, change[0] - 1, steps), 0);
  assert_int_equal(changes(&d, change[0], change[1] - 1, steps), 0);
  assert_int_equal(changes(&d, change[0], change[1], steps), 1);
  assert_int_equal(steps[0].value, change[1]);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_sixteenth_stretch_stands_for_the_rest),
      cmocka_unit_test(four_clock_changes_are_told),
      cmocka_unit_test(a_change_counts_behind_the_start_and_at_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
