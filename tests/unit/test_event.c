/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <dialplan.h>

/* The table of the manual, in the order of the numbers. */
static const char *const words[] = {"enqueue",         "attempt",      "start",   "callback", "reschedule",
                                    "cancel",          "done",         "inbound", "dnc",      "restart",
                                    "campaign_status", "breaker_reset"};

static void every_kind_has_its_name(void **state) {
  for (int i = 0; i < 12; i++) assert_string_equal(dialplan_event_name(i + 1), words[i]);
  assert_int_equal(DIALPLAN_EVENT_ENQUEUE, 1);
  assert_int_equal(DIALPLAN_EVENT_BREAKER_RESET, 12);
}

static void numbers_of_no_kind_have_no_name(void **state) {
  assert_null(dialplan_event_name(0));
  assert_null(dialplan_event_name(13));
  assert_null(dialplan_event_name(-1));
  assert_null(dialplan_event_name(INT32_MAX));
  assert_null(dialplan_event_name(INT32_MIN));
}

static void names_are_read_back(void **state) {
  for (int i = 0; i < 12; i++) {
    uint8_t kind = 0;
    assert_int_equal(dialplan_event_parse(words[i], strlen(words[i]), &kind, NULL), DIALPLAN_OK);
    assert_int_equal(kind, i + 1);
  }
}

static void case_is_ignored(void **state) {
  uint8_t kind = 0;
  assert_int_equal(dialplan_event_parse("Campaign_Status", 15, &kind, NULL), DIALPLAN_OK);
  assert_int_equal(kind, DIALPLAN_EVENT_CAMPAIGN_STATUS);
}

static void an_unknown_name_is_refused_with_the_nearest(void **state) {
  uint8_t kind = 99;
  dialplan_error error;
  assert_int_equal(dialplan_event_parse("atempt", 6, &kind, &error), DIALPLAN_E_VALUE);
  assert_int_equal(kind, 99);
  assert_int_equal(error.status, DIALPLAN_E_VALUE);
  assert_string_equal(error.code, "unknown-event");
  assert_string_equal(error.message, "there is no event \"atempt\", did you mean \"attempt\"?");
  assert_int_equal(dialplan_event_parse("quinquereme", 11, &kind, &error), DIALPLAN_E_VALUE);
  assert_string_equal(error.message, "there is no event \"quinquereme\"");
}

static void only_the_whole_name_counts(void **state) {
  uint8_t kind = 99;
  assert_int_equal(dialplan_event_parse("dnc", 2, &kind, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_event_parse("dnc\0", 4, &kind, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_event_parse("", 0, &kind, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_event_parse(NULL, 0, &kind, NULL), DIALPLAN_E_VALUE);
  const char *name = "a-name-that-is-longer-than-any-word-that-we-know-of";
  assert_int_equal(dialplan_event_parse(name, strlen(name), &kind, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(kind, 99);
}

static void missing_arguments_are_told(void **state) {
  uint8_t kind;
  assert_int_equal(dialplan_event_parse("dnc", 3, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_event_parse(NULL, 3, &kind, NULL), DIALPLAN_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_has_its_name),
      cmocka_unit_test(numbers_of_no_kind_have_no_name),
      cmocka_unit_test(names_are_read_back),
      cmocka_unit_test(case_is_ignored),
      cmocka_unit_test(an_unknown_name_is_refused_with_the_nearest),
      cmocka_unit_test(only_the_whole_name_counts),
      cmocka_unit_test(missing_arguments_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
