/* SPDX-License-Identifier: MIT */
/* lib/phones.c: tables of numbers, made by hand. */
#include "fixture.h"

/* +1 followed by two digits: 0 and then anything is UTC, 1 and then 5 to 9 is either of two zones. */
static const char table[] = "dialplan-phones 1\n"
                            "# a comment\n"
                            "version by hand\n"
                            "zones 2\n"
                            "UTC\n"
                            "Asia/Tokyo|Asia/Seoul\n"
                            "nodes 7\n"
                            "0 0x10\n"
                            "1 0x10\n"
                            "2 0x10\n"
                            "0 1x10\n"
                            "0 0x5 2x5\n"
                            "0 3 4 0x8\n"
                            "0 0 5 0x8\n";

static dialplan_phones *compiled(const char *text) {
  dialplan_phones *phones = NULL;
  dialplan_error error;
  if (dialplan_phones_compile(text, strlen(text), &phones, &error)) fail_msg("%s", error.message);
  return phones;
}

static void assert_number(const dialplan_phones *phones, const char *number, const char *expected) {
  const char *zones = NULL;
  uint64_t len = 99;
  assert_int_equal(dialplan_phones_zones(phones, number, strlen(number), &zones, &len, NULL), DIALPLAN_OK);
  assert_string_equal(zones, expected);
  assert_int_equal(len, strlen(expected));
}

static void digits_lead_to_zones(void **state) {
  dialplan_phones *phones = compiled(table);
  assert_string_equal(dialplan_phones_version(phones), "by hand");
  assert_number(phones, "+100", "UTC");
  assert_number(phones, "+109", "UTC");
  assert_number(phones, "+114", "");
  assert_number(phones, "+115", "Asia/Tokyo|Asia/Seoul");
  dialplan_phones_free(phones);
}

static void a_number_too_short_or_too_long_has_none(void **state) {
  dialplan_phones *phones = compiled(table);
  assert_number(phones, "+1", "");
  assert_number(phones, "+11", "");
  assert_number(phones, "+1150", "");
  assert_number(phones, "+2", "");
  assert_number(phones, "+115000000000000000000000000000000000000", "");
  dialplan_phones_free(phones);
}

static void what_is_no_number_is_refused(void **state) {
  static const char *const wrong[] = {"", "+", "115", "+1 15", "+11a", "+115 ", "++115", "\uFF0B115"};
  dialplan_phones *phones = compiled(table);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const char *zones = "as before";
    uint64_t len = 7;
    dialplan_error error;
    assert_int_equal(dialplan_phones_zones(phones, wrong[i], strlen(wrong[i]), &zones, &len, &error),
                     DIALPLAN_E_SYNTAX);
    assert_string_equal(error.code, "phone");
    assert_string_equal(zones, "as before");
    assert_int_equal(len, 7);
  }
  assert_int_equal(dialplan_phones_zones(phones, NULL, 0, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_phones_free(phones);
}

static void zones_feed_a_contact(void **state) {
  dialplan_phones *phones =
      compiled("dialplan-phones 1\nversion x\nzones 1\nEurope/Berlin|Asia/Tokyo\nnodes 3\n"
               "0 0x10\n1 0x10\n0 1x10\n");
  dialplan_zones *zones = fixture_zones(FIXTURE_FAT, NULL);
  dialplan_contact contact = {.size = 0};
  const char *names;
  uint64_t len;
  assert_int_equal(dialplan_phones_zones(phones, "+5", 2, &names, &len, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_contact_zones(&contact, zones, names, len, NULL), DIALPLAN_OK);
  assert_int_equal(contact.zone_count, 2);
  assert_string_equal(dialplan_zones_name(zones, contact.zones[0]), "Europe/Berlin");
  dialplan_phones_free(phones);
  dialplan_zones_free(zones);
}

#define HEAD "dialplan-phones 1\nversion x\nzones 1\nUTC\n"

static void a_damaged_table_is_refused_with_its_line(void **state) {
  static const struct {
    const char *text;
    uint32_t line;
  } wrong[] = {
      {"", 0},
      {"dialplan-phones 2\n", 1},
      {"dialplan-phones 11\n", 1},
      {"# only\n# comments\n", 2},
      {"dialplan-phones 1\nzones 1\n", 2},
      {"dialplan-phones 1\nversion \n", 2},
      {"dialplan-phones 1\nversion x\n", 2},
      {"dialplan-phones 1\nversion x\nzones 0\n", 3},
      {"dialplan-phones 1\nversion x\nzones 4096\n", 3},
      {"dialplan-phones 1\nversion x\nzones 1 \n", 3},
      {"dialplan-phones 1\nversion x\nzones 9999999999\n", 3},
      {"dialplan-phones 1\nversion x\nzones -1\n", 3},
      {"dialplan-phones 1\nversion x\nzones 2\nUTC\n", 4},
      {"dialplan-phones 1\nversion x\nzones 1\n\nnodes 1\n0 0x10\n", 4},
      {"dialplan-phones 1\nversion x\nzones 1\nUTC UTC\nnodes 1\n0 0x10\n", 4},
      {"dialplan-phones 1\nversion x\nzones 1\nUTC\r\nnodes 1\n0 0x10\n", 4},
      {HEAD "nodes 0\n", 5},
      {HEAD "nodes 65536\n", 5},
      {HEAD "nodes 1\n", 5},
      {HEAD "nodes 1\n\n", 6},
      {HEAD "nodes 1\n2 0x10\n", 6}, /* no such list */
      {HEAD "nodes 1\n0 1x10\n", 6}, /* a child ahead of its parent */
      {HEAD "nodes 2\n0 0x10\n0 1x10\n", 7},
      {HEAD "nodes 1\n0 0x9\n", 6},
      {HEAD "nodes 1\n0 0x11\n", 6},
      {HEAD "nodes 1\n0 0x0 0x10\n", 6},
      {HEAD "nodes 1\n0 0x10 0\n", 6},
      {HEAD "nodes 1\n0  0x10\n", 6},
      {HEAD "nodes 1\n0 0x10 \n", 6},
      {HEAD "nodes 1\n0 0x10\n0 0x10\n", 7},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dialplan_phones *phones = NULL;
    dialplan_error error;
    const dialplan_status status =
        dialplan_phones_compile(wrong[i].text, strlen(wrong[i].text), &phones, &error);
    if (status != DIALPLAN_E_DOCUMENT || error.line != wrong[i].line)
      fail_msg("%s: status %d, line %u, %s", wrong[i].text, (int)status, error.line, error.message);
    assert_null(phones);
    assert_int_equal(dialplan_phones_compile(wrong[i].text, strlen(wrong[i].text), &phones, NULL), status);
  }
}

static void the_callers_mistakes(void **state) {
  dialplan_phones *phones = NULL;
  assert_int_equal(dialplan_phones_compile(NULL, 0, &phones, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_phones_compile(table, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_phones_compile(table, UINT64_C(5) << 20, &phones, NULL), DIALPLAN_E_LIMIT);
  assert_null(phones);
  dialplan_phones_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(digits_lead_to_zones),
      cmocka_unit_test(a_number_too_short_or_too_long_has_none),
      cmocka_unit_test(what_is_no_number_is_refused),
      cmocka_unit_test(zones_feed_a_contact),
      cmocka_unit_test(a_damaged_table_is_refused_with_its_line),
      cmocka_unit_test(the_callers_mistakes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
