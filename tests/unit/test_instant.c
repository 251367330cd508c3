/* SPDX-License-Identifier: MIT */
/* lib/instant.c: instants as text. Expected instants are those of date(1). */
#include "fixture.h"

static dialplan_zones *zones;

static int open_zones(void **state) {
  zones = fixture_zones(FIXTURE_SLIM, NULL);
  return 0;
}

static int close_zones(void **state) {
  dialplan_zones_free(zones);
  return 0;
}

static void instants_are_read(void **state) {
  static const struct {
    const char *text, *zone;
    int64_t at;
  } cases[] = {
      {"2026-03-02T09:00:00+05:30", "UTC", 1772422200},
      {"2026-03-02T03:30:00Z", "UTC", 1772422200},
      {"2026-03-02t03:30:00z", "UTC", 1772422200},
      {"2026-03-02 03:30:00Z", "UTC", 1772422200},
      {"2026-03-02T03:30Z", "UTC", 1772422200},
      {"2026-03-01T22:30-05:00", "Europe/Berlin", 1772422200},
      {"2026-03-02T03:30-00:00", "Europe/Berlin", 1772422200},
      {"2026-03-03T03:29:00+23:59", "UTC", 1772422200},
      {"2026-03-02T04:30", "Europe/Berlin", 1772422200},
      {"2026-03-02 04:30:01", "Europe/Berlin", 1772422201},
      {"2026-03-29T02:30", "Europe/Berlin", 1774746000}, /* skipped: the first instant after the gap */
      {"2026-10-25T02:30", "Europe/Berlin", 1792888200}, /* repeated: the first pass */
      {"2011-12-30T12:00", "Pacific/Apia", 1325239200},
      {"1970-01-01T00:00:01Z", "UTC", 1},
      {"1969-12-31T19:00:01-05:00", "UTC", 1},
      {"1969-12-31T19:00:01", "America/New_York", 1},
      {"2199-12-31T23:59:59Z", "UTC", 7258118399},
      {"2200-01-01T00:59:59+01:00", "UTC", 7258118399},
      {"2200-01-01T00:59:59", "Europe/Berlin", 7258118399},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t at = 0;
    dialplan_error error;
    if (dialplan_instant_parse(zones, fixture_zone(zones, cases[i].zone), cases[i].text,
                               strlen(cases[i].text), DIALPLAN_EDGE_START, &at, &error))
      fail_msg("%s: %s", cases[i].text, error.message);
    if (at != cases[i].at) fail_msg("%s: %lld", cases[i].text, (long long)at);
  }
}

static void bare_dates_have_two_edges(void **state) {
  static const struct {
    const char *text, *zone;
    int64_t start, end;
  } cases[] = {
      {"2026-03-29", "Europe/Berlin", 1774738800, 1774821600},     /* 23 hours */
      {"2026-10-25", "Europe/Berlin", 1792879200, 1792969200},     /* 25 hours */
      {"2018-11-04", "America/Sao_Paulo", 1541300400, 1541383200}, /* begins at 01:00 */
      {"2011-12-29", "Pacific/Apia", 1325152800, 1325239200},
      {"2011-12-30", "Pacific/Apia", 1325239200, 1325239200}, /* a date that never was */
      {"2026-10-24", "Asia/Beirut", 1792789200, 1792879200},  /* its last hour comes twice */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t start = 0, end = 0;
    const uint16_t zone = fixture_zone(zones, cases[i].zone);
    assert_int_equal(
        dialplan_instant_parse(zones, zone, cases[i].text, 10, DIALPLAN_EDGE_START, &start, NULL),
        DIALPLAN_OK);
    assert_int_equal(dialplan_instant_parse(zones, zone, cases[i].text, 10, DIALPLAN_EDGE_END, &end, NULL),
                     DIALPLAN_OK);
    if (start != cases[i].start || end != cases[i].end)
      fail_msg("%s: %lld to %lld", cases[i].text, (long long)start, (long long)end);
  }
}

static void wrong_texts_are_refused_with_their_place(void **state) {
  static const struct {
    const char *text;
    int32_t status;
    uint32_t column;
    const char *code;
  } cases[] = {
      {"", DIALPLAN_E_SYNTAX, 1, "date-form"},
      {"tomorrow", DIALPLAN_E_SYNTAX, 1, "date-form"},
      {"1772422200", DIALPLAN_E_SYNTAX, 5, "date-form"},
      {"2026-3-2", DIALPLAN_E_SYNTAX, 7, "date-form"},
      {"2026-02-30T09:00Z", DIALPLAN_E_RANGE, 9, "date-impossible"},
      {"2026-03-02X09:00Z", DIALPLAN_E_SYNTAX, 11, "instant-form"},
      {"2026-03-02T", DIALPLAN_E_SYNTAX, 12, "instant-form"},
      {"2026-03-02  09:00", DIALPLAN_E_SYNTAX, 12, "instant-form"},
      {"2026-03-02T9:00Z", DIALPLAN_E_SYNTAX, 12, "instant-form"},
      {"2026-03-02T09", DIALPLAN_E_SYNTAX, 14, "instant-form"},
      {"2026-03-02T0900Z", DIALPLAN_E_SYNTAX, 14, "instant-form"},
      {"2026-03-02T09:0Z", DIALPLAN_E_SYNTAX, 15, "instant-form"},
      {"2026-03-02T09:00:", DIALPLAN_E_SYNTAX, 18, "instant-form"},
      {"2026-03-02T09:00:0Z", DIALPLAN_E_SYNTAX, 18, "instant-form"},
      {"2026-03-02T09:00:00.5Z", DIALPLAN_E_SYNTAX, 20, "instant-form"},
      {"2026-03-02T09:00:00,5Z", DIALPLAN_E_SYNTAX, 20, "instant-form"},
      {"2026-03-02T09:00:60Z", DIALPLAN_E_RANGE, 18, "time-impossible"},
      {"2026-03-02T24:00:00Z", DIALPLAN_E_RANGE, 12, "time-impossible"},
      {"2026-03-02T09:60:00Z", DIALPLAN_E_RANGE, 15, "time-impossible"},
      {"2026-13-02T09:00:00Z", DIALPLAN_E_RANGE, 6, "date-impossible"},
      {"2026-00-02T09:00:00Z", DIALPLAN_E_RANGE, 6, "date-impossible"},
      {"2026-02-29T09:00:00Z", DIALPLAN_E_RANGE, 9, "date-impossible"},
      {"2026-03-00T09:00:00Z", DIALPLAN_E_RANGE, 9, "date-impossible"},
      {"2026-03-02T09:00:0xZ", DIALPLAN_E_SYNTAX, 18, "instant-form"},
      {"2026-03-02T09-00:00Z", DIALPLAN_E_SYNTAX, 14, "instant-form"},
      {"2026-03-02T24:00Z", DIALPLAN_E_RANGE, 12, "time-impossible"},
      {"2026-03-02T09:60Z", DIALPLAN_E_RANGE, 15, "time-impossible"},
      {"2026-03-02T09:00+0530", DIALPLAN_E_SYNTAX, 20, "instant-form"},
      {"2026-03-02T09:00+05", DIALPLAN_E_SYNTAX, 20, "instant-form"},
      {"2026-03-02T09:00+", DIALPLAN_E_SYNTAX, 18, "instant-form"},
      {"2026-03-02T09:00+24:00", DIALPLAN_E_RANGE, 18, "time-impossible"},
      {"2026-03-02T09:00+05:60", DIALPLAN_E_RANGE, 21, "time-impossible"},
      {"2026-03-02T09:00+05:30:00", DIALPLAN_E_SYNTAX, 23, "instant-form"},
      {"2026-03-02T09:00 Z", DIALPLAN_E_SYNTAX, 17, "instant-form"},
      {"2026-03-02T09:00Z ", DIALPLAN_E_SYNTAX, 18, "instant-form"},
      {"2026-03-02T09:00[Europe/Berlin]", DIALPLAN_E_SYNTAX, 17, "instant-form"},
      {"2026-03-02Z", DIALPLAN_E_SYNTAX, 11, "instant-form"},
      {"1970-01-01T00:00:00Z", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"1970-01-01T00:59:00+01:00", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"2200-01-01T00:00:00Z", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"2199-12-31T23:00:00-01:00", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"9999-12-31T23:59:59-23:59", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"0001-01-01T00:00", DIALPLAN_E_RANGE, 1, "instant-range"},
      {"9999-12-31", DIALPLAN_E_RANGE, 1, "instant-range"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t at = -7;
    dialplan_error error;
    const dialplan_status status = dialplan_instant_parse(zones, 0, cases[i].text, strlen(cases[i].text),
                                                          DIALPLAN_EDGE_START, &at, &error);
    if (status != cases[i].status || error.column != cases[i].column ||
        strcmp(error.code, cases[i].code) != 0)
      fail_msg("%s: %d, column %u, %s: %s", cases[i].text, (int)status, error.column, error.code,
               error.message);
    assert_int_equal(error.line, 1);
    assert_int_equal(error.offset, error.column - 1);
    assert_int_equal(at, -7);
    assert_int_equal(dialplan_instant_parse(zones, 0, cases[i].text, strlen(cases[i].text),
                                            DIALPLAN_EDGE_START, &at, NULL),
                     cases[i].status);
  }
}

static void a_zone_is_needed_where_the_text_has_none(void **state) {
  int64_t at = 0;
  dialplan_error error;
  assert_int_equal(dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, "2026-03-02T03:30Z", 17, 0, &at, NULL),
                   DIALPLAN_OK);
  assert_int_equal(at, 1772422200);
  assert_int_equal(dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, "2026-03-02T03:30", 16, 0, &at, &error),
                   DIALPLAN_E_SYNTAX);
  assert_string_equal(error.code, "instant-offset");
  assert_int_equal(error.column, 17);
  assert_int_equal(dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, "2026-03-02", 10, 0, &at, &error),
                   DIALPLAN_E_SYNTAX);
  assert_string_equal(error.code, "instant-offset");
  assert_int_equal(dialplan_instant_parse(NULL, 0, "2026-03-02T03:30Z", 17, 0, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_parse(zones, 999, "2026-03-02T03:30Z", 17, 0, &at, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_parse(zones, 0, "2026-03-02T03:30Z", 17, 2, &at, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_instant_parse(zones, 0, NULL, 17, 0, &at, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_instant_parse(zones, 0, "2026-03-02T03:30Z", 17, 0, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
}

static void instants_are_written(void **state) {
  static const struct {
    const char *zone;
    int64_t at;
    const char *text;
  } cases[] = {
      {"Asia/Kolkata", 1772422200, "2026-03-02T09:00:00+05:30"},
      {"UTC", 1772422200, "2026-03-02T03:30:00+00:00"},
      {NULL, 1772422200, "2026-03-02T03:30:00Z"},
      {"America/St_Johns", 1772422200, "2026-03-02T00:00:00-03:30"},
      {"Europe/Berlin", 1792888200, "2026-10-25T02:30:00+02:00"},
      {"Europe/Berlin", 1792891800, "2026-10-25T02:30:00+01:00"},
      {"Africa/Monrovia", 1000000, "1970-01-12T13:46:40Z"}, /* -00:44:30 there */
      {"Africa/Monrovia", 1772422200, "2026-03-02T03:30:00+00:00"},
      {"America/New_York", 1, "1969-12-31T19:00:01-05:00"},
      {"Pacific/Auckland", 7258118399, "2200-01-01T12:59:59+13:00"},
      {NULL, 7258118399, "2199-12-31T23:59:59Z"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const uint16_t zone = cases[i].zone ? fixture_zone(zones, cases[i].zone) : DIALPLAN_ZONE_NONE;
    char text[26] = {0};
    uint64_t len = 0, measured = 0;
    assert_int_equal(dialplan_instant_format(cases[i].zone ? zones : NULL, zone, cases[i].at, text, 25, &len),
                     DIALPLAN_OK);
    assert_string_equal(text, cases[i].text);
    assert_int_equal(len, strlen(cases[i].text));
    assert_int_equal(dialplan_instant_format(zones, zone, cases[i].at, NULL, 0, &measured), DIALPLAN_OK);
    assert_int_equal(measured, len);
  }
  char more[26];
  memset(more, '.', sizeof more);
  uint64_t written = 0; /* with room enough, no more is written than is said */
  assert_int_equal(dialplan_instant_format(NULL, DIALPLAN_ZONE_NONE, 1772422200, more, 26, &written),
                   DIALPLAN_OK);
  assert_memory_equal(more, "2026-03-02T03:30:00Z......", 26);
  char five[6] = ".....";
  uint64_t len = 0;
  assert_int_equal(dialplan_instant_format(zones, 0, 1772422200, five, 4, &len), DIALPLAN_OK);
  assert_string_equal(five, "2026.");
  assert_int_equal(len, 25);
  assert_int_equal(dialplan_instant_format(zones, 0, 0, five, 4, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_format(zones, 0, 7258118400, five, 4, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_format(zones, 999, 5, five, 4, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_format(NULL, 0, 5, five, 4, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_format(zones, 0, 5, NULL, 4, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_instant_format(zones, 0, 5, five, 4, NULL), DIALPLAN_E_ARGUMENT);
}

static void what_is_written_is_read_back(void **state) {
  for (uint16_t zone = 0; zone < dialplan_zones_count(zones); zone++)
    for (int64_t at = 1 + zone; at < 7258118400; at += 7654321) {
      char text[25];
      uint64_t len = 0;
      int64_t back = 0;
      assert_int_equal(dialplan_instant_format(zones, zone, at, text, sizeof text, &len), DIALPLAN_OK);
      assert_int_equal(dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, text, len, 0, &back, NULL),
                       DIALPLAN_OK);
      assert_int_equal(back, at);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(instants_are_read),
      cmocka_unit_test(bare_dates_have_two_edges),
      cmocka_unit_test(wrong_texts_are_refused_with_their_place),
      cmocka_unit_test(a_zone_is_needed_where_the_text_has_none),
      cmocka_unit_test(instants_are_written),
      cmocka_unit_test(what_is_written_is_read_back),
  };
  return cmocka_run_group_tests(tests, open_zones, close_zones);
}
