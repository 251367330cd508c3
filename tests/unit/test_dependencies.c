/* SPDX-License-Identifier: MIT */
/* lib/dependencies.c: the versions of ICU, libical and libyaml. */
#include "fixture.h"

static void versions_are_told(void **state) {
  char text[64] = {0};
  uint64_t len = 0, measured = 0;
  int icu[2], ical[3], yaml[3], read = 0;
  assert_int_equal(dialplan_dependencies(NULL, 0, &measured), DIALPLAN_OK);
  assert_int_equal(dialplan_dependencies(text, sizeof text - 1, &len), DIALPLAN_OK);
  assert_int_equal(len, measured);
  assert_int_equal(sscanf(text, "ICU %d.%d, libical %d.%d.%d, libyaml %d.%d.%d%n", &icu[0], &icu[1], &ical[0],
                          &ical[1], &ical[2], &yaml[0], &yaml[1], &yaml[2], &read),
                   8);
  assert_int_equal(ical[0], 3);
  assert_int_equal(read, len);
  assert_int_equal(dialplan_dependencies(text, 4, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_dependencies(NULL, 4, &len), DIALPLAN_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(versions_are_told)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
