/* SPDX-License-Identifier: MIT */
/* Windows as values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/atlas.h"
#include "window.h"

static void a_special_day_takes_the_weekdays_place(void **state) {
  (void)state;
  const dp_special_day specials[] = {{atlas_date("2026-12-24"), atlas_spans("09:00-12:00")},
                                     {atlas_date("2026-12-26"), atlas_spans("")},
                                     {atlas_date("2026-12-31"), atlas_spans("22:00-02:00")}};
  dp_windows windows = {.specials = specials, .special_count = 3};
  atlas_week(windows.week, "1111100", "09:00-18:00");
  for (int i = 0; i < 3; i++)
    assert_ptr_equal(dp_window_spans(&windows, specials[i].date), &specials[i].spans);
  assert_ptr_equal(dp_window_spans(&windows, atlas_date("2026-12-23")), &windows.week[2]); /* a Wednesday */
  assert_ptr_equal(dp_window_spans(&windows, atlas_date("2026-12-25")), &windows.week[4]);
  assert_ptr_equal(dp_window_spans(&windows, atlas_date("2026-12-27")), &windows.week[6]);
  assert_ptr_equal(dp_window_spans(&windows, atlas_date("2027-01-01")), &windows.week[4]);
  windows.special_count = 0;
  assert_ptr_equal(dp_window_spans(&windows, specials[0].date), &windows.week[3]);
}

static void every_special_day_of_a_list_is_found(void **state) {
  (void)state;
  dp_special_day specials[9];
  dp_windows windows = {.specials = specials};
  for (int32_t i = 0; i < 9; i++) specials[i].date = 20000 + 2 * i;
  for (windows.special_count = 0; windows.special_count <= 9; windows.special_count++)
    for (int32_t date = 19999; date < 20019; date++) {
      const int32_t i = (date - 20000) / 2;
      const int special = date >= 20000 && date % 2 == 0 && i < (int32_t)windows.special_count;
      const dp_spans *expected =
          special ? &specials[i].spans : &windows.week[dialplan_date_weekday(date) - 1];
      assert_ptr_equal(dp_window_spans(&windows, date), expected);
    }
}

static void spans_are_half_open_and_reach_over_midnight(void **state) {
  (void)state;
  const dp_spans spans = atlas_spans("09:00-12:00 20:00-02:00");
  assert_false(dp_spans_hold(&spans, 9 * 3600 - 1));
  assert_true(dp_spans_hold(&spans, 9 * 3600));
  assert_true(dp_spans_hold(&spans, 12 * 3600 - 1));
  assert_false(dp_spans_hold(&spans, 12 * 3600));
  assert_true(dp_spans_hold(&spans, 24 * 3600));
  assert_true(dp_spans_hold(&spans, 26 * 3600 - 1));
  assert_false(dp_spans_hold(&spans, 26 * 3600));
  assert_false(dp_spans_hold(&spans, 1 * 3600)); /* that would be the tail of the day before */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_special_day_takes_the_weekdays_place),
      cmocka_unit_test(every_special_day_of_a_list_is_found),
      cmocka_unit_test(spans_are_half_open_and_reach_over_midnight),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
