/* SPDX-License-Identifier: MIT */
/* lib/door_icu.c: ICU's zone data. They come with the ICU that is installed, so only rules that have stood
 * unchanged for decades are asked for, and compared with the zone files of tests/data/tz. */
#include "fixture.h"

static dialplan_status load(const char *names, dialplan_zones **zones, dialplan_error *error) {
  return dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_ICU, names, names ? strlen(names) : 0, zones, error);
}

static void icu_agrees_where_nothing_has_changed(void **state) {
  static const char names[] = "Europe/Berlin\nAmerica/New_York\nAsia/Kolkata\nAustralia/Sydney\nUTC\n+05:30";
  enum { FROM = 1230768000 /* 2009 */ };
  dialplan_zones *icu = NULL, *files = fixture_zones(FIXTURE_SLIM, names);
  dialplan_error error;
  if (load(names, &icu, &error)) fail_msg("%s", error.message);
  assert_int_equal(dialplan_zones_count(icu), 6);
  assert_string_equal(dialplan_zones_origin(icu), "icu");
  assert_in_range(atoi(dialplan_zones_version(icu)), 2000, 2200); /* "2022e" */
  for (uint16_t zone = 0; zone < 6; zone++) {
    int64_t ours = FROM, theirs = FROM;
    assert_string_equal(dialplan_zones_name(icu, zone), dialplan_zones_name(files, zone));
    do {
      int32_t our_offset = 0, their_offset = 0;
      assert_int_equal(dialplan_zone_next_change(files, zone, ours, &ours, &our_offset), DIALPLAN_OK);
      assert_int_equal(dialplan_zone_next_change(icu, zone, theirs, &theirs, &their_offset), DIALPLAN_OK);
      assert_int_equal(ours, theirs);
      assert_int_equal(our_offset, their_offset);
    } while (ours);
  }
  dialplan_zones_free(icu);
  dialplan_zones_free(files);
}

static void all_of_icu_is_read(void **state) {
  dialplan_zones *icu = NULL;
  dialplan_error error;
  if (load(NULL, &icu, &error)) fail_msg("%s", error.message);
  assert_in_range(dialplan_zones_count(icu), 400, 2000);
  fixture_zone(icu, "Asia/Calcutta");
  for (uint16_t i = 2; i < dialplan_zones_count(icu); i++)
    assert_true(strcmp(dialplan_zones_name(icu, (uint16_t)(i - 1)), dialplan_zones_name(icu, i)) < 0);
  uint16_t index = 0;
  assert_int_equal(dialplan_zones_find(icu, "Etc/Unknown", 11, &index, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  dialplan_zones_free(icu);
}

static void names_are_taken_in_their_order(void **state) {
  dialplan_zones *icu = NULL;
  assert_int_equal(load("\nAsia/Tokyo\n\nUTC\nEurope/Berlin\n", &icu, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_zones_count(icu), 3);
  assert_string_equal(dialplan_zones_name(icu, 1), "Asia/Tokyo");
  assert_string_equal(dialplan_zones_name(icu, 2), "Europe/Berlin");
  dialplan_zones_free(icu);
  icu = NULL;
  assert_int_equal(load("Asia/Tokyo\nFoo/Bar\nEurope/Berlin", &icu, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  assert_null(icu); /* one unknown name, and there is no table */
}

static void what_icu_would_take_for_gmt_is_refused(void **state) {
  static const char *const wrong[] = {"Foo/Bar",        "europe/berlin", "GMT+3",      "+05:60",
                                      "Europe/Berlin ", "Etc/Unknown",   "Caf\xC3\xA9"};
  dialplan_zones *icu = NULL;
  dialplan_error error;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (load(wrong[i], &icu, &error) != DIALPLAN_E_ZONE_UNKNOWN) fail_msg("%s was taken", wrong[i]);
    assert_string_equal(error.code, "zone-unknown");
    assert_int_equal(load(wrong[i], &icu, NULL), DIALPLAN_E_ZONE_UNKNOWN);
  }
  load("europe/berlin", &icu, &error);
  assert_string_equal(error.message, "ICU has no zone \"europe/berlin\"; did you mean Europe/Berlin?");
  char name[200];
  memset(name, 'n', sizeof name);
  name[sizeof name - 1] = 0;
  assert_int_equal(load(name, &icu, &error), DIALPLAN_E_ZONE_UNKNOWN);
  assert_null(icu);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(icu_agrees_where_nothing_has_changed),
      cmocka_unit_test(all_of_icu_is_read),
      cmocka_unit_test(names_are_taken_in_their_order),
      cmocka_unit_test(what_icu_would_take_for_gmt_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
