/* SPDX-License-Identifier: MIT */
/* lib/base.c: statuses, the error record, limits, sizes of structures that grow. */
#include "fixture.h"

#include "base.h"

#include "callback/normalise.h"
#include "ical_file.h"
#include "ical_lines.h"

static const struct {
  int32_t status, number;
  const char *name;
} pinned[] = {
    /* numbers are for ever: a caller may have stored them */
    {DIALPLAN_OK, 0, "OK"},
    {DIALPLAN_E_ARGUMENT, 1, "E_ARGUMENT"},
    {DIALPLAN_E_RANGE, 2, "E_RANGE"},
    {DIALPLAN_E_SIZE, 3, "E_SIZE"},
    {DIALPLAN_E_SYNTAX, 4, "E_SYNTAX"},
    {DIALPLAN_E_MEMORY, 10, "E_MEMORY"},
    {DIALPLAN_E_LIMIT, 11, "E_LIMIT"},
    {DIALPLAN_E_IO, 12, "E_IO"},
    {DIALPLAN_E_DOCUMENT, 20, "E_DOCUMENT"},
    {DIALPLAN_E_KEY, 21, "E_KEY"},
    {DIALPLAN_E_VALUE, 22, "E_VALUE"},
    {DIALPLAN_E_CONFLICT, 23, "E_CONFLICT"},
    {DIALPLAN_E_REFERENCE, 24, "E_REFERENCE"},
    {DIALPLAN_E_STATE, 25, "E_STATE"},
    {DIALPLAN_E_ZONE_UNKNOWN, 30, "E_ZONE_UNKNOWN"},
    {DIALPLAN_E_ZONE_DATA, 31, "E_ZONE_DATA"},
    {DIALPLAN_W_STALE, 50, "W_STALE"},
    {DIALPLAN_W_REPEATED, 51, "W_REPEATED"},
    {DIALPLAN_W_NOT_COUNTED, 52, "W_NOT_COUNTED"},
    {DIALPLAN_W_NO_EFFECT, 53, "W_NO_EFFECT"},
    {DIALPLAN_W_TOO_FAR, 54, "W_TOO_FAR"},
    {DIALPLAN_E_INTERNAL, 90, "E_INTERNAL"},
};

static void statuses_are_pinned_and_named(void **state) {
  int named = 0;
  for (size_t i = 0; i < sizeof pinned / sizeof *pinned; i++) {
    assert_int_equal(pinned[i].status, pinned[i].number);
    assert_string_equal(dialplan_status_name(pinned[i].status), pinned[i].name);
    assert_true(strlen(dialplan_status_message(pinned[i].status)) > 3);
  }
  for (int32_t status = -10; status < 200; status++)
    named += strcmp(dialplan_status_name(status), "E_UNKNOWN") != 0;
  assert_int_equal(named, sizeof pinned / sizeof *pinned);
  assert_string_equal(dialplan_status_message(-1), "a status that this library does not know");
}

static void the_version_is_that_of_the_headers(void **state) {
  char version[32];
  snprintf(version, sizeof version, "%d.%d.%d", DIALPLAN_VERSION_MAJOR, DIALPLAN_VERSION_MINOR,
           DIALPLAN_VERSION_PATCH);
  assert_string_equal(dialplan_version(), version);
}

static void limits_are_as_documented(void **state) {
  static const int64_t limits[] = {0, 7258118400, 64, 3660, 1 << 20, 64, 65536, 256, 16, 1000, 64, 16, 3660};
  for (int32_t i = 0; i < 13; i++) assert_int_equal(dialplan_limit(i), limits[i]);
  assert_int_equal(dialplan_limit(-1), 0);
  assert_int_equal(dialplan_limit(99), 0);
}

static void errors_are_written_whole(void **state) {
  dialplan_error error;
  memset(&error, 255, sizeof error);
  assert_int_equal(sizeof error, 512);
  assert_int_equal(dp_fail(&error, DIALPLAN_E_RANGE, "some-code", "a sentence"), DIALPLAN_E_RANGE);
  assert_int_equal(error.status, DIALPLAN_E_RANGE);
  assert_int_equal(error.severity, DIALPLAN_SEVERITY_ERROR);
  assert_int_equal(error.line + error.column + error.offset + error.source, 0);
  assert_string_equal(error.code, "some-code");
  assert_string_equal(error.message, "a sentence");
  assert_string_equal(error.path, "");
  assert_int_equal(dp_fail_found(&error, DIALPLAN_E_VALUE, "code", "found", "a\nb", 3), DIALPLAN_E_VALUE);
  assert_string_equal(error.message, "found \"a?b\"");
  assert_int_equal(dp_fail(NULL, DIALPLAN_E_KEY, "code", "sentence"), DIALPLAN_E_KEY);
  assert_int_equal(dp_fail_found(NULL, DIALPLAN_E_KEY, "code", "sentence", "x", 1), DIALPLAN_E_KEY);
}

static void long_errors_are_cut_at_a_character(void **state) {
  dialplan_error error;
  char long_text[601];
  for (int i = 0; i < 600; i += 2) memcpy(long_text + i, "\xC3\xA9", 2);
  long_text[600] = 0;
  dp_fail(&error, DIALPLAN_E_VALUE, "a-code-that-is-longer-than-the-room-for-codes", long_text);
  assert_int_equal(strlen(error.code), sizeof error.code - 1);
  assert_int_equal(strlen(error.message), 358); /* of 359, since two bytes make a character */
  assert_int_equal(dp_text_utf8(error.message, 358), 358);
}

static void sizes_may_grow_with_zeroes(void **state) {
  unsigned char structure[32] = {0};
  assert_true(dp_size_fits(structure, 0, 16));
  assert_true(dp_size_fits(structure, 16, 16));
  assert_true(dp_size_fits(structure, 32, 16));
  assert_false(dp_size_fits(structure, 15, 16));
  structure[31] = 1;
  assert_false(dp_size_fits(structure, 32, 16));
  assert_true(dp_size_fits(structure, 31, 16));
}

/* What is enforced is what is told. */
static void limits_are_those_that_hold(void **state) {
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_CALENDAR_BYTES), DP_ICAL_BYTES_MAX);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_CALENDAR_EVENTS), DP_ICAL_EVENTS_MAX);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_WORDS_BYTES), DP_TEXT_MAX);
  dialplan_phones *phones = NULL;
  const uint64_t most = (uint64_t)dialplan_limit(DIALPLAN_LIMIT_PHONES_BYTES);
  char *text = calloc(most + 1, 1);
  assert_non_null(text);
  assert_int_equal(dialplan_phones_compile(text, most, &phones, NULL), DIALPLAN_E_DOCUMENT);
  assert_int_equal(dialplan_phones_compile(text, most + 1, &phones, NULL), DIALPLAN_E_LIMIT);
  free(text);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_FORECAST_RUNS), 1000);
  assert_int_equal(dialplan_limit(DIALPLAN_LIMIT_FORECAST_RUNS + 1), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_those_that_hold),
      cmocka_unit_test(statuses_are_pinned_and_named),
      cmocka_unit_test(the_version_is_that_of_the_headers),
      cmocka_unit_test(limits_are_as_documented),
      cmocka_unit_test(errors_are_written_whole),
      cmocka_unit_test(long_errors_are_cut_at_a_character),
      cmocka_unit_test(sizes_may_grow_with_zeroes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
