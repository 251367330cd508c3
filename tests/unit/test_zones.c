/* SPDX-License-Identifier: MIT */
/* lib/zones.c, lib/zones_make.c: tables of zones, and the two ways between instants and civil times. Expected
 * instants are those of date(1) and zdump(8). */
#include "fixture.h"

#include "zones_make.h"

static dialplan_civil civil(int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute,
                            int32_t second) {
  return (dialplan_civil){year, month, day, hour, minute, second};
}

/* --- tables --- */

static void utc_is_always_zone_0(void **state) {
  dialplan_zones *zones = NULL;
  assert_int_equal(dialplan_zones_compile(NULL, NULL, NULL, NULL, 0, NULL, &zones, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_zones_count(zones), 1);
  assert_string_equal(dialplan_zones_name(zones, 0), "UTC");
  assert_null(dialplan_zones_name(zones, 1));
  assert_string_equal(dialplan_zones_version(zones), "unknown");
  assert_string_equal(dialplan_zones_origin(zones), "memory");
  assert_int_equal(fixture_zone(zones, "UTC"), 0);
  int32_t offset = 7;
  assert_int_equal(dialplan_zone_offset(zones, 0, 1, &offset), DIALPLAN_OK);
  assert_int_equal(offset, 0);
  dialplan_zones_free(zones);
  dialplan_zones_free(NULL);
}

static void zones_are_made_from_bytes_and_names(void **state) {
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(FIXTURE_SLIM, "Europe/Berlin", &size);
  const char *names[] = {"Europe/Berlin", "+05:30", "UTC", "-00:00", "My/Berlin", "-23:59", "+05:30"};
  const uint64_t lengths[] = {13, 6, 3, 6, 9, 6, 6};
  const uint8_t *data[] = {bytes, NULL, NULL, NULL, bytes, NULL, NULL};
  const uint64_t sizes[] = {size, 0, 0, 0, size, 0, 0};
  dialplan_zones *zones = NULL;
  assert_int_equal(dialplan_zones_compile(names, lengths, data, sizes, 7, "2026f", &zones, NULL),
                   DIALPLAN_OK);
  assert_int_equal(dialplan_zones_count(zones), 6); /* UTC is there already, and one offset came twice */
  assert_string_equal(dialplan_zones_version(zones), "2026f");
  assert_int_equal(fixture_zone(zones, "UTC"), 0);
  assert_int_equal(fixture_zone(zones, "Europe/Berlin"), 1);
  assert_int_equal(fixture_zone(zones, "+05:30"), 2);
  int32_t offset = 0;
  assert_int_equal(dialplan_zone_offset(zones, fixture_zone(zones, "+05:30"), 1, &offset), DIALPLAN_OK);
  assert_int_equal(offset, 19800);
  assert_int_equal(dialplan_zone_offset(zones, fixture_zone(zones, "-23:59"), 7258118399, &offset),
                   DIALPLAN_OK);
  assert_int_equal(offset, -86340);
  assert_true(
      dialplan_zones_equal(zones, fixture_zone(zones, "My/Berlin"), fixture_zone(zones, "Europe/Berlin")));
  assert_true(dialplan_zones_equal(zones, fixture_zone(zones, "-00:00"), 0));
  assert_false(dialplan_zones_equal(zones, fixture_zone(zones, "+05:30"), 0));
  assert_false(dialplan_zones_equal(zones, 0, 6));
  assert_false(dialplan_zones_equal(zones, 6, 6));
  dialplan_zones_free(zones);
  free(bytes);
}

static dialplan_status compile_one(const char *name, uint64_t len, const uint8_t *data, uint64_t size,
                                   dialplan_error *error) {
  dialplan_zones *zones = (dialplan_zones *)error; /* must stay as it is */
  const dialplan_status status = dialplan_zones_compile(&name, &len, &data, &size, 1, NULL, &zones, error);
  if (status)
    assert_ptr_equal(zones, error);
  else
    dialplan_zones_free(zones);
  return status;
}

static void wrong_input_is_refused(void **state) {
  size_t size = 0;
  uint8_t *bytes = fixture_bytes(FIXTURE_SLIM, "Europe/Berlin", &size);
  dialplan_error error;
  assert_int_equal(compile_one("Europe/Berlin", 13, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_string_equal(error.message, "no data were given for the zone \"Europe/Berlin\"");
  assert_int_equal(compile_one("+24:00", 6, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("+05:60", 6, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("+05:xx", 6, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("+0530", 5, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("05:30", 5, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("+5:30x", 6, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("+-5:30", 6, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("utc", 3, NULL, 0, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(compile_one("Europe/Berlin", 13, bytes, size - 1, &error), DIALPLAN_E_ZONE_DATA);
  assert_string_equal(error.message, "the zone file of \"Europe/Berlin\" cannot be used: it has no footer");
  assert_string_equal(error.code, "zone-data");
  assert_int_equal(compile_one("", 0, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("A\x7F", 2, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("A", 1, bytes, size - 1, NULL), DIALPLAN_E_ZONE_DATA);
  assert_int_equal(compile_one("A|B", 3, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("A B", 3, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("A\0B", 3, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("\xC3\xA9", 2, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one(NULL, 0, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(compile_one("UTC", 3, bytes, size, &error),
                   DIALPLAN_E_ARGUMENT); /* Berlin's bytes are not UTC's */
  assert_string_equal(error.code, "zone-repeated");
  char name[257];
  memset(name, 'n', sizeof name);
  assert_int_equal(compile_one(name, 255, bytes, size, &error), DIALPLAN_OK);
  assert_int_equal(compile_one(name, 256, bytes, size, &error), DIALPLAN_E_ARGUMENT);
  dialplan_zones *zones = NULL;
  const char *none = NULL;
  assert_int_equal(dialplan_zones_compile(&none, &(uint64_t){0}, &(const uint8_t *){NULL}, &(uint64_t){0},
                                          65001, NULL, &zones, &error),
                   DIALPLAN_E_LIMIT);
  assert_int_equal(dialplan_zones_compile(NULL, NULL, NULL, NULL, 1, NULL, &zones, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_compile(NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_null(zones);
  free(bytes);
}

static void a_missing_argument_is_told(void **state) {
  static const char *const names[] = {"+05:30"};
  static const uint64_t lengths[] = {6}, sizes[] = {0};
  static const uint8_t *const data[] = {NULL};
  dialplan_zones *zones = NULL;
  for (int without = 0; without < 5; without++)
    if (dialplan_zones_compile(without == 1 ? NULL : names, without == 2 ? NULL : lengths,
                               without == 3 ? NULL : data, without == 4 ? NULL : sizes, 1, "", &zones,
                               NULL) != (without ? DIALPLAN_E_ARGUMENT : DIALPLAN_OK))
      fail_msg("without argument %d", without);
  assert_string_equal(dialplan_zones_version(zones), "unknown");
  uint16_t index = 7;
  int32_t offset = 7;
  int64_t at = 7;
  dialplan_civil civil = {0};
  assert_int_equal(dialplan_zones_find(zones, NULL, 3, &index, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_find(zones, "UTC", 3, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_find(NULL, "UTC", 3, &index, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_offset(NULL, 0, 1, &offset), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_offset(zones, 0, 1, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_next_change(NULL, 0, 1, &at, &offset), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_next_change(zones, 0, 1, NULL, &offset), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_instant_add(NULL, 0, 1, (dialplan_duration){1, 0}, &at), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_civil(NULL, 0, 1, &civil, &offset), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_civil(zones, 0, 1, NULL, &offset), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_instant(NULL, 0, &civil, NULL, &at, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_instant(zones, 0, NULL, NULL, &at, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_instant(zones, 0, &civil, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(index, 7);
  assert_int_equal(offset, 7);
  assert_int_equal(at, 7);
  dialplan_zones_free(zones);
}

static void the_same_offsets_at_other_times_are_another_zone(void **state) {
  dp_zones_make make;
  dialplan_error error;
  assert_int_equal(dp_zones_begin(&make, 3, "x", 1, "here", 4, &error), DIALPLAN_OK);
  for (int i = 0; i < 2; i++) {
    dp_changes_init(make.changes, 0);
    assert_true(dp_changes_add(make.changes, 1000000 + i, 3600));
    assert_int_equal(dp_zones_add(&make, i ? "B" : "A", 1, &error), DIALPLAN_OK);
  }
  assert_int_equal(dp_zones_add(&make, "A", 1, &error), DIALPLAN_E_ARGUMENT);
  assert_string_equal(error.code, "zone-repeated");
  dialplan_zones *zones = dp_zones_end(&make);
  assert_int_equal(dialplan_zones_count(zones), 3);
  assert_false(dialplan_zones_equal(zones, 1, 2));
  int32_t offset = 7;
  assert_int_equal(dialplan_zone_offset(zones, 1, 1000000, &offset), DIALPLAN_OK);
  assert_int_equal(offset, 3600);
  assert_int_equal(dialplan_zone_offset(zones, 2, 1000000, &offset), DIALPLAN_OK);
  assert_int_equal(offset, 0);
  dialplan_zones_free(zones);
}

static void many_zones_are_all_found(void **state) {
  enum { MANY = 2878 }; /* every fixed offset of whole minutes but +00:00 and -00:00 */
  static char text[MANY][16];
  const char *names[MANY];
  uint64_t lengths[MANY], sizes[MANY] = {0};
  const uint8_t *data[MANY] = {NULL};
  for (int i = 0; i < MANY; i++) {
    const int minutes = i / 2 + 1;
    snprintf(text[i], sizeof text[i], "%c%02d:%02d", i % 2 ? '-' : '+', minutes / 60 % 24, minutes % 60);
    names[i] = text[i];
    lengths[i] = 6;
  }
  dialplan_zones *zones = NULL;
  assert_int_equal(dialplan_zones_compile(names, lengths, data, sizes, MANY, NULL, &zones, NULL),
                   DIALPLAN_OK);
  assert_int_equal(dialplan_zones_count(zones), MANY + 1);
  for (uint16_t i = 0; i < MANY; i++) {
    int32_t offset = 0;
    assert_int_equal(fixture_zone(zones, text[i]), i + 1);
    assert_string_equal(dialplan_zones_name(zones, (uint16_t)(i + 1)), text[i]);
    assert_int_equal(dialplan_zone_offset(zones, (uint16_t)(i + 1), 1000000000, &offset), DIALPLAN_OK);
    assert_int_equal(offset, (i % 2 ? -60 : 60) * (i / 2 + 1));
    for (uint16_t k = 0; k < i; k += 97) assert_false(dialplan_zones_equal(zones, k, (uint16_t)(i + 1)));
  }
  dialplan_zones_free(zones);
}

static void no_more_zones_than_announced(void **state) {
  dp_zones_make make;
  dialplan_error error;
  assert_int_equal(dp_zones_begin(&make, 1, "v", 1, "o", 1, NULL), DIALPLAN_OK);
  dp_changes_init(make.changes, 3600);
  assert_int_equal(dp_zones_add(&make, "One", 3, NULL), DIALPLAN_OK);
  assert_int_equal(dp_zones_add(&make, "One", 3, NULL), DIALPLAN_OK); /* the same again takes no room */
  assert_int_equal(dp_zones_add(&make, "Two", 3, &error), DIALPLAN_E_INTERNAL);
  dialplan_zones *zones = dp_zones_end(&make);
  assert_int_equal(dialplan_zones_count(zones), 2);
  dialplan_zones_free(zones);
  dp_zones_drop(&make); /* nothing is left to drop */
}

static void links_are_names_and_twins(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  const uint16_t london = fixture_zone(zones, "Europe/London"), gb = fixture_zone(zones, "GB");
  assert_int_not_equal(london, gb);
  assert_true(dialplan_zones_equal(zones, london, gb));
  assert_true(
      dialplan_zones_equal(zones, london, fixture_zone(zones, "Europe/Dublin"))); /* apart before 1970 only */
  assert_false(dialplan_zones_equal(zones, london, fixture_zone(zones, "Europe/Berlin")));
  assert_true(
      dialplan_zones_equal(zones, fixture_zone(zones, "Asia/Calcutta"), fixture_zone(zones, "Asia/Kolkata")));
  dialplan_zones_free(zones);
}

static void unknown_names_get_suggestions(void **state) {
  static const struct {
    const char *name, *message;
  } cases[] = {
      {"Berlin", "there is no zone \"Berlin\"; did you mean Europe/Berlin?"},
      {"Asia/Calcuta", "there is no zone \"Asia/Calcuta\"; did you mean Asia/Calcutta?"},
      {"europe/berlin", "there is no zone \"europe/berlin\"; did you mean Europe/Berlin?"},
      {"Europe/New_York", "there is no zone \"Europe/New_York\"; did you mean America/New_York?"},
      {"Europe/Dubai", "there is no zone \"Europe/Dubai\"; did you mean Europe/Dublin or Asia/Dubai?"},
      {"new york", "there is no zone \"new york\"; did you mean America/New_York?"},
      {"Mars/Olympus_Mons", "there is no zone \"Mars/Olympus_Mons\""},
      {"", "there is no zone \"\""},
      {"+05:30", "this table was made without the fixed offset \"+05:30\""},
  };
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint16_t index = 77;
    dialplan_error error;
    assert_int_equal(dialplan_zones_find(zones, cases[i].name, strlen(cases[i].name), &index, &error),
                     DIALPLAN_E_ZONE_UNKNOWN);
    assert_int_equal(index, 77);
    assert_string_equal(error.code, "zone-unknown");
    assert_string_equal(error.message, cases[i].message);
  }
  uint16_t index = 0;
  assert_int_equal(dialplan_zones_find(zones, "UTC\0x", 5, &index, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(dialplan_zones_find(zones, "Europe/Berlin", 12, &index, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  assert_int_equal(dialplan_zones_find(NULL, "UTC", 3, &index, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_find(zones, NULL, 3, &index, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zones_find(zones, "UTC", 3, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_zones_free(zones);
}

static void the_table_lives_as_long_as_a_reference(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, "Europe/Berlin");
  assert_ptr_equal(dp_zones_keep(zones), zones);
  dialplan_zones_free(zones);
  assert_string_equal(dialplan_zones_name(zones, 1), "Europe/Berlin"); /* the sanitizer would tell */
  dialplan_zones_free(zones);
}

/* --- instants to civil times --- */

static void the_wall_clock_is_read(void **state) {
  static const struct {
    const char *zone;
    int64_t at;
    dialplan_civil civil;
    int32_t offset;
  } cases[] = {
      {"Europe/Berlin", 1774745999, {2026, 3, 29, 1, 59, 59}, 3600},
      {"Europe/Berlin", 1774746000, {2026, 3, 29, 3, 0, 0}, 7200},
      {"Asia/Kathmandu", 1000000000, {2001, 9, 9, 7, 31, 40}, 20700},
      {"Pacific/Apia", 1325239199, {2011, 12, 29, 23, 59, 59}, -36000},
      {"Pacific/Apia", 1325239200, {2011, 12, 31, 0, 0, 0}, 50400},
      {"America/New_York", 1, {1969, 12, 31, 19, 0, 1}, -18000},
      {"Pacific/Auckland", 7258118399, {2200, 1, 1, 12, 59, 59}, 46800},
      {"Africa/Monrovia", 1, {1969, 12, 31, 23, 15, 31}, -2670},
  };
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dialplan_civil seen;
    int32_t offset = 0;
    const uint16_t zone = fixture_zone(zones, cases[i].zone);
    assert_int_equal(dialplan_zone_civil(zones, zone, cases[i].at, &seen, &offset), DIALPLAN_OK);
    assert_memory_equal(&seen, &cases[i].civil, sizeof seen);
    assert_int_equal(offset, cases[i].offset);
    assert_int_equal(dialplan_zone_civil(zones, zone, cases[i].at, &seen, NULL), DIALPLAN_OK);
    assert_int_equal(dialplan_zone_offset(zones, zone, cases[i].at, &offset), DIALPLAN_OK);
    assert_int_equal(offset, cases[i].offset);
  }
  dialplan_civil seen;
  int32_t offset = 0;
  assert_int_equal(dialplan_zone_civil(zones, 0, 0, &seen, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_civil(zones, 0, 7258118400, &seen, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_civil(zones, 999, 1, &seen, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_civil(zones, 0, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_offset(zones, 0, -1, &offset), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_offset(zones, DIALPLAN_ZONE_NONE, 1, &offset), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_offset(NULL, 0, 1, &offset), DIALPLAN_E_ARGUMENT);
  dialplan_zones_free(zones);
}

static void changes_are_told_in_order(void **state) {
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, NULL);
  const uint16_t berlin = fixture_zone(zones, "Europe/Berlin");
  int64_t at = 0;
  int32_t offset = 0;
  assert_int_equal(dialplan_zone_next_change(zones, berlin, 1774745999, &at, &offset), DIALPLAN_OK);
  assert_int_equal(at, 1774746000);
  assert_int_equal(offset, 7200);
  assert_int_equal(dialplan_zone_next_change(zones, berlin, 1774746000, &at, &offset), DIALPLAN_OK);
  assert_int_equal(at, 1792890000);
  assert_int_equal(offset, 3600);
  assert_int_equal(dialplan_zone_next_change(zones, berlin, 0, &at, NULL), DIALPLAN_OK);
  assert_int_equal(at, 323830800); /* 1980-04-06T01:00Z */
  assert_int_equal(dialplan_zone_next_change(zones, berlin, 7252419600, &at, &offset), DIALPLAN_OK);
  assert_int_equal(at, 0); /* the next would be in 2200 */
  assert_int_equal(offset, 3600);
  assert_int_equal(dialplan_zone_next_change(zones, 0, 5, &at, NULL), DIALPLAN_OK);
  assert_int_equal(at, 0);
  assert_int_equal(dialplan_zone_next_change(zones, 0, -1, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_next_change(zones, 0, 7258118400, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_next_change(zones, 999, 5, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_next_change(zones, 0, 5, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_zones_free(zones);
}

/* --- civil times to instants --- */

static void civil_times_have_one_two_or_no_instants(void **state) {
  static const struct {
    const char *zone;
    dialplan_civil civil;
    int32_t kind;
    int64_t first, last;
  } cases[] = {
      {"Europe/Berlin", {2026, 3, 29, 1, 59, 59}, DIALPLAN_CIVIL_UNIQUE, 1774745999, 1774745999},
      {"Europe/Berlin", {2026, 3, 29, 2, 0, 0}, DIALPLAN_CIVIL_SKIPPED, 1774746000, 1774746000},
      {"Europe/Berlin", {2026, 3, 29, 2, 59, 59}, DIALPLAN_CIVIL_SKIPPED, 1774746000, 1774746000},
      {"Europe/Berlin", {2026, 3, 29, 3, 0, 0}, DIALPLAN_CIVIL_UNIQUE, 1774746000, 1774746000},
      {"Europe/Berlin", {2026, 10, 25, 1, 59, 59}, DIALPLAN_CIVIL_UNIQUE, 1792886399, 1792886399},
      {"Europe/Berlin", {2026, 10, 25, 2, 0, 0}, DIALPLAN_CIVIL_REPEATED, 1792886400, 1792890000},
      {"Europe/Berlin", {2026, 10, 25, 2, 59, 59}, DIALPLAN_CIVIL_REPEATED, 1792889999, 1792893599},
      {"Europe/Berlin", {2026, 10, 25, 3, 0, 0}, DIALPLAN_CIVIL_UNIQUE, 1792893600, 1792893600},
      /* half an hour */
      {"Australia/Lord_Howe", {2026, 10, 4, 2, 15, 0}, DIALPLAN_CIVIL_SKIPPED, 1791041400, 1791041400},
      {"Australia/Lord_Howe", {2026, 4, 5, 1, 45, 0}, DIALPLAN_CIVIL_REPEATED, 1775313900, 1775315700},
      /* a whole date */
      {"Pacific/Apia", {2011, 12, 30, 0, 0, 0}, DIALPLAN_CIVIL_SKIPPED, 1325239200, 1325239200},
      {"Pacific/Apia", {2011, 12, 30, 23, 59, 59}, DIALPLAN_CIVIL_SKIPPED, 1325239200, 1325239200},
      /* midnight */
      {"America/Sao_Paulo", {2018, 11, 4, 0, 0, 0}, DIALPLAN_CIVIL_SKIPPED, 1541300400, 1541300400},
      {"Asia/Beirut", {2026, 3, 29, 0, 0, 0}, DIALPLAN_CIVIL_SKIPPED, 1774735200, 1774735200},
      {"Asia/Beirut", {2026, 10, 24, 23, 0, 0}, DIALPLAN_CIVIL_REPEATED, 1792872000, 1792875600},
      /* changes within hours: +00:00, at 2020-01-01T00:00Z +03:00, at 01:00Z -05:00 */
      {"Test/Close", {2019, 12, 31, 19, 59, 59}, DIALPLAN_CIVIL_UNIQUE, 1577822399, 1577822399},
      {"Test/Close", {2019, 12, 31, 20, 0, 0}, DIALPLAN_CIVIL_REPEATED, 1577822400, 1577840400},
      {"Test/Close", {2020, 1, 1, 0, 30, 0}, DIALPLAN_CIVIL_UNIQUE, 1577856600, 1577856600},
      {"Test/Close", {2020, 1, 1, 3, 30, 0}, DIALPLAN_CIVIL_REPEATED, 1577838600, 1577867400},
      {"Test/Close", {2020, 1, 1, 4, 0, 0}, DIALPLAN_CIVIL_UNIQUE, 1577869200, 1577869200},
      /* the ends */
      {"UTC", {1970, 1, 1, 0, 0, 1}, DIALPLAN_CIVIL_UNIQUE, 1, 1},
      {"UTC", {2199, 12, 31, 23, 59, 59}, DIALPLAN_CIVIL_UNIQUE, 7258118399, 7258118399},
      {"Asia/Tokyo", {2199, 12, 31, 23, 59, 59}, DIALPLAN_CIVIL_UNIQUE, 7258085999, 7258085999},
  };
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t kind = -1;
    int64_t first = 0, last = 0;
    const uint16_t zone = fixture_zone(zones, cases[i].zone);
    assert_int_equal(dialplan_zone_instant(zones, zone, &cases[i].civil, &kind, &first, &last), DIALPLAN_OK);
    if (kind != cases[i].kind || first != cases[i].first || last != cases[i].last)
      fail_msg("case %zu: kind %d, %lld, %lld", i, (int)kind, (long long)first, (long long)last);
    assert_int_equal(dialplan_zone_instant(zones, zone, &cases[i].civil, NULL, &first, NULL), DIALPLAN_OK);
    assert_int_equal(first, cases[i].first);
  }
  dialplan_zones_free(zones);
}

static void impossible_civil_times_are_refused(void **state) {
  const dialplan_civil wrong[] = {
      civil(1969, 12, 31, 23, 0, 0), civil(2200, 1, 1, 0, 0, 0),      civil(2026, 0, 1, 0, 0, 0),
      civil(2026, 13, 1, 0, 0, 0),   civil(2026, 2, 29, 0, 0, 0),     civil(2026, 2, 0, 0, 0, 0),
      civil(2026, 2, 1, 24, 0, 0),   civil(2026, 2, 1, -1, 0, 0),     civil(2026, 2, 1, 0, 60, 0),
      civil(2026, 2, 1, 0, -1, 0),   civil(2026, 2, 1, 0, 0, 60),     civil(2026, 2, 1, 0, 0, -1),
      civil(1970, 1, 1, 0, 0, 0),    civil(INT32_MIN, 1, 1, 0, 0, 0), civil(INT32_MAX, 1, 1, 0, 0, 0)};
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, "Asia/Kolkata\nAmerica/New_York");
  int64_t at = 5;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(dialplan_zone_instant(zones, 0, &wrong[i], NULL, &at, NULL), DIALPLAN_E_RANGE);
  const dialplan_civil early = civil(1970, 1, 1, 5, 30, 0), late = civil(2199, 12, 31, 19, 0, 0);
  assert_int_equal(dialplan_zone_instant(zones, 1, &early, NULL, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_instant(zones, 2, &late, NULL, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_zone_instant(zones, 3, &late, NULL, &at, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(at, 5);
  assert_int_equal(dialplan_zone_instant(zones, 0, NULL, NULL, &at, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_zone_instant(zones, 0, &early, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_zones_free(zones);
}

/* A slow reading of the same rule: the wall clock of every instant of four days is written down, and for
 * every reading the first and last instant that showed it, or the first that showed more. */
static void civil_times_agree_with_a_walk_over_instants(void **state) {
  enum { DAYS = 4, READINGS = (DAYS + 4) * DP_DAY_S };
  static const struct {
    const char *zone;
    int64_t at;
  } around[] = {
      {"Europe/Berlin", 1774746000}, {"Europe/Berlin", 1792890000}, {"Australia/Lord_Howe", 1775314800},
      {"Pacific/Apia", 1325239200},  {"Test/Close", 1577838600},    {"Africa/Monrovia", 63593070},
      {"America/Nuuk", 1679792400},  {"Test/Once", 801961077},      {"America/St_Johns", 1793509200}};
  int64_t *first = malloc(READINGS * sizeof *first), *last = malloc(READINGS * sizeof *last);
  int64_t *after = malloc(READINGS * sizeof *after);
  int *passes = malloc(READINGS * sizeof *passes);
  assert_true(first && last && after && passes);
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, NULL);
  for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
    const dp_zone *zone = dp_zones_at(zones, fixture_zone(zones, around[i].zone));
    const int64_t from = around[i].at - DAYS / 2 * DP_DAY_S, until = from + DAYS * DP_DAY_S;
    const int64_t base = from - 2 * DP_DAY_S; /* the reading with index 0 */
    int64_t high = 0;
    memset(passes, 0, READINGS * sizeof *passes);
    for (int64_t at = from; at < until; at++) {
      const int64_t reading = at + dp_zone_offset(zone, at) - base;
      last[reading] = at;
      if (!passes[reading]++) first[reading] = at;
      for (; high < reading; high++) after[high] = at;
    }
    const int64_t middle = around[i].at + dp_zone_offset(zone, around[i].at) - base;
    for (int64_t reading = middle - 90000; reading < middle + 90000; reading++) {
      const int count = passes[reading];
      const int64_t want = count ? first[reading] : after[reading], want_last = count ? last[reading] : want;
      const int32_t want_kind = count == 0   ? DIALPLAN_CIVIL_SKIPPED
                                : count == 1 ? DIALPLAN_CIVIL_UNIQUE
                                             : DIALPLAN_CIVIL_REPEATED;
      int32_t kind = -1;
      int64_t second = 0;
      if (dp_zone_instant(zone, base + reading, &kind, &second) != want || second != want_last ||
          kind != want_kind)
        fail_msg("%s: reading %lld is not %lld", around[i].zone, (long long)(base + reading),
                 (long long)want);
    }
  }
  dialplan_zones_free(zones);
  free(first);
  free(last);
  free(after);
  free(passes);
}

static void durations_are_added_civil_days_first(void **state) {
  static const struct {
    const char *zone;
    int64_t at;
    dialplan_duration duration;
    int64_t sum;
  } cases[] = {
      {"Europe/Berlin", 1774692000, {1, 0}, 1774774800},     /* Saturday 11:00 to Sunday 11:00: 23 hours */
      {"Europe/Berlin", 1774692000, {0, 86400}, 1774778400}, /* 24 hours: 12:00 */
      {"Europe/Berlin", 1774661400, {1, 0}, 1774746000},     /* Saturday 02:30: Sunday has none, 03:00 */
      {"Europe/Berlin", 1774661400, {1, 1800}, 1774747800},
      {"Europe/Berlin", 1792801800, {1, 0}, 1792888200}, /* Saturday 02:30 to the first 02:30 of Sunday */
      {"Europe/Berlin", 1792891800, {0, 0}, 1792891800}, /* the second 02:30 stays the second */
      {"Europe/Berlin", 1792891800, {0, 60}, 1792891860},
      {"Europe/Berlin", 1792891800, {7, 0}, 1793496600},
      {"Pacific/Apia", 1325196000, {1, 0}, 1325239200}, /* the 29th at 12:00; the 30th was skipped */
      {"UTC", 1, {3660, 0}, 316224001},
      {"UTC", 6941894399, {3660, 0}, 7258118399},
  };
  dialplan_zones *zones = fixture_zones(FIXTURE_SLIM, NULL);
  int64_t sum = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const uint16_t zone = fixture_zone(zones, cases[i].zone);
    assert_int_equal(dialplan_instant_add(zones, zone, cases[i].at, cases[i].duration, &sum), DIALPLAN_OK);
    if (sum != cases[i].sum) fail_msg("case %zu: %lld, not %lld", i, (long long)sum, (long long)cases[i].sum);
  }
  sum = 7;
  assert_int_equal(dialplan_instant_add(zones, 0, 6941894400, (dialplan_duration){3660, 0}, &sum),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 0, 7258118399, (dialplan_duration){0, 1}, &sum),
                   DIALPLAN_E_RANGE);
  assert_int_equal(
      dialplan_instant_add(zones, 0, 7258118399, (dialplan_duration){INT32_MAX, INT32_MAX}, &sum),
      DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 0, 1, (dialplan_duration){-1, 86400}, &sum), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 0, 1, (dialplan_duration){1, -1}, &sum), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 0, 0, (dialplan_duration){1, 0}, &sum), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 999, 1, (dialplan_duration){1, 0}, &sum), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_instant_add(zones, 0, 1, (dialplan_duration){1, 0}, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(sum, 7);
  dialplan_zones_free(zones);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utc_is_always_zone_0),
      cmocka_unit_test(zones_are_made_from_bytes_and_names),
      cmocka_unit_test(wrong_input_is_refused),
      cmocka_unit_test(a_missing_argument_is_told),
      cmocka_unit_test(the_same_offsets_at_other_times_are_another_zone),
      cmocka_unit_test(many_zones_are_all_found),
      cmocka_unit_test(no_more_zones_than_announced),
      cmocka_unit_test(links_are_names_and_twins),
      cmocka_unit_test(unknown_names_get_suggestions),
      cmocka_unit_test(the_table_lives_as_long_as_a_reference),
      cmocka_unit_test(the_wall_clock_is_read),
      cmocka_unit_test(changes_are_told_in_order),
      cmocka_unit_test(civil_times_have_one_two_or_no_instants),
      cmocka_unit_test(impossible_civil_times_are_refused),
      cmocka_unit_test(civil_times_agree_with_a_walk_over_instants),
      cmocka_unit_test(durations_are_added_civil_days_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
