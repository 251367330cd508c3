/* SPDX-License-Identifier: MIT */
/* Looking things up in the settings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "settings.h"

static void holidays_are_found_by_their_country_spelt_exactly(void **state) {
  (void)state;
  const dp_holidays both[] = {{.country = "FR", .file = "france.ics"},
                              {.country = "DE-BY", .file = "by.ics"}};
  const dp_settings settings = {.holidays = both, .holiday_count = 2};
  assert_ptr_equal(dp_settings_holidays(&settings, "FR"), &both[0].days);
  assert_ptr_equal(dp_settings_holidays(&settings, "DE-BY"), &both[1].days);
  assert_null(dp_settings_holidays(&settings, "DE"));
  assert_null(dp_settings_holidays(&settings, "fr"));
}

static void a_country_that_nothing_binds_has_no_holidays(void **state) {
  (void)state;
  const dp_settings settings = {0};
  assert_null(dp_settings_holidays(&settings, "FR"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(holidays_are_found_by_their_country_spelt_exactly),
      cmocka_unit_test(a_country_that_nothing_binds_has_no_holidays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
