/* SPDX-License-Identifier: MIT */
/* Lists of days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dayset.h"
#include "support/atlas.h"

static void ranges_hold_both_ends(void **state) {
  (void)state;
  const dp_day_entry entries[] = {
      {.from_date = atlas_date("2026-12-27"),
       .until_date = atlas_date("2026-12-31"),
       .label = "works holiday"},
      {.from_date = atlas_date("2026-12-25"), .until_date = atlas_date("2026-12-25")}};
  const dp_dayset set = {entries, 2};
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("2026-12-25")), &entries[1]);
  assert_null(dp_dayset_find(&set, atlas_date("2026-12-24")));
  assert_null(dp_dayset_find(&set, atlas_date("2026-12-26")));
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("2026-12-27")), &entries[0]);
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("2026-12-31")), &entries[0]);
  assert_null(dp_dayset_find(&set, atlas_date("2027-01-01")));
}

static void yearly_dates_are_every_year(void **state) {
  (void)state;
  const dp_day_entry entries[] = {{.month = 1, .day = 26}, {.month = 2, .day = 29}};
  const dp_dayset set = {entries, 2};
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("1970-01-26")), &entries[0]);
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("2199-01-26")), &entries[0]);
  assert_null(dp_dayset_find(&set, atlas_date("2199-01-27")));
  assert_null(dp_dayset_find(&set, atlas_date("2199-02-26")));
}

static void the_29th_of_february_counts_in_leap_years_only(void **state) {
  (void)state;
  const dp_day_entry entry = {.month = 2, .day = 29};
  const dp_dayset set = {&entry, 1};
  assert_ptr_equal(dp_dayset_find(&set, atlas_date("2028-02-29")), &entry);
  assert_null(dp_dayset_find(&set, atlas_date("2027-02-28")));
  assert_null(dp_dayset_find(&set, atlas_date("2027-03-01")));
  assert_null(dp_dayset_find(&set, atlas_date("2100-03-01")));
}

static void the_first_entry_answers(void **state) {
  (void)state;
  const int32_t date = atlas_date("2026-05-01");
  const dp_day_entry entries[] = {{.month = 5, .day = 1, .label = "Labour Day", .account = 1},
                                  {.from_date = date, .until_date = date, .label = "again"}};
  const dp_dayset both = {entries, 2}, none = {entries, 0};
  assert_string_equal(dp_dayset_find(&both, date)->label, "Labour Day");
  assert_null(dp_dayset_find(&none, date));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranges_hold_both_ends),
      cmocka_unit_test(yearly_dates_are_every_year),
      cmocka_unit_test(the_29th_of_february_counts_in_leap_years_only),
      cmocka_unit_test(the_first_entry_answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
