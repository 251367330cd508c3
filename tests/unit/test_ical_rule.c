/* SPDX-License-Identifier: MIT */
/* Recurrence rules: what is read, what is refused, whether and when they happen first. */
#include "unit/fixture.h"

#include "ical_rule.h"
#include "support/atlas.h"

static dp_ical_rule good(const char *text) {
  dp_ical_rule rule;
  const char *fault = dp_ical_rule_parse(text, strlen(text), &rule);
  if (fault) fail_msg("%s: %s", text, fault);
  return rule;
}

static void wrong_rules_are_told_apart(void **state) {
  (void)state;
  static const struct {
    const char *text, *fault;
  } table[] = {
      {"", "it has no FREQ"},
      {"INTERVAL=2", "it has no FREQ"},
      {"FREQ=HOURLY", "FREQ is none of DAILY, WEEKLY, MONTHLY and YEARLY"},
      {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ is none of DAILY, WEEKLY, MONTHLY and YEARLY"},
      {"FREQ=YEARLY;BYEASTER=0", "a part of it is none of RFC 5545"},
      {"RSCALE=HEBREW;FREQ=YEARLY", "a part of it is none of RFC 5545"},
      {"FREQ=YEARLY;BYMONTH", "a part of it is none of RFC 5545"},
      {"FREQ=YEARLY;=3", "a part of it is none of RFC 5545"},
      {"FREQ=YEARLY;FREQ=YEARLY", "a part of it is written twice"},
      {"FREQ=YEARLY;BYMONTH=13", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTH=-1", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTH=", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTH=1,,2", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTH=x", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTHDAY=0", "a number in it is out of range"},
      {"FREQ=YEARLY;BYMONTHDAY=32", "a number in it is out of range"},
      {"FREQ=YEARLY;BYYEARDAY=-367", "a number in it is out of range"},
      {"FREQ=YEARLY;BYWEEKNO=54", "a number in it is out of range"},
      {"FREQ=YEARLY;BYDAY=54MO", "a number in it is out of range"},
      {"FREQ=YEARLY;BYDAY=0MO", "a number in it is out of range"},
      {"FREQ=YEARLY;BYDAY=MX", "a weekday in it has none of the names MO TU WE TH FR SA SU"},
      {"FREQ=YEARLY;BYDAY=M", "a weekday in it has none of the names MO TU WE TH FR SA SU"},
      {"FREQ=YEARLY;INTERVAL=0", "a number in it is out of range"},
      {"FREQ=YEARLY;INTERVAL=70000", "a number in it is out of range"},
      {"FREQ=YEARLY;COUNT=0", "a number in it is out of range"},
      {"FREQ=YEARLY;COUNT=99999999999", "a number in it is out of range"},
      {"FREQ=YEARLY;UNTIL=20260230", "UNTIL is no date"},
      {"FREQ=YEARLY;WKST=XX", "WKST is no weekday"},
      {"FREQ=YEARLY;WKST=MON", "WKST is no weekday"},
      {"FREQ=WEEKLY;BYDAY=1MO", "weekdays with a number belong to MONTHLY and YEARLY, without BYWEEKNO"},
      {"FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO",
       "weekdays with a number belong to MONTHLY and YEARLY, without BYWEEKNO"},
      {"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not belong to WEEKLY"},
      {"FREQ=DAILY;BYMONTHDAY=-1", "days from the end of the month are read with MONTHLY and YEARLY alone"},
      {"FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY belongs to YEARLY"},
      {"FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO belongs to YEARLY"},
      {"FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1", "BYSETPOS is read with MONTHLY and YEARLY alone"},
      {"FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS stands without another BY part"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    dp_ical_rule rule;
    const char *fault = dp_ical_rule_parse(table[i].text, strlen(table[i].text), &rule);
    if (!fault || strcmp(fault, table[i].fault) != 0)
      fail_msg("%s: expected %s, found %s", table[i].text, table[i].fault, fault ? fault : "nothing");
  }
}

static void lists_have_a_limit(void **state) {
  (void)state;
  char months[256] = "FREQ=YEARLY;BYMONTH=1", days[256] = "FREQ=YEARLY;BYDAY=MO";
  dp_ical_rule rule;
  for (int i = 0; i < 63; i++) strcat(months, ",1");
  for (int i = 0; i < 63; i++) strcat(days, ",MO");
  good(months);
  good(days);
  strcat(months, ",1");
  strcat(days, ",MO");
  assert_string_equal(dp_ical_rule_parse(months, strlen(months), &rule),
                      "a list in it is longer than 64 numbers");
  assert_string_equal(dp_ical_rule_parse(days, strlen(days), &rule),
                      "a list in it is longer than 64 weekdays");
}

static void rules_are_written_without_ends_and_hours(void **state) {
  (void)state;
  static const char text[] = ";freq=daily;UNTIL=20270101T000000Z;BYHOUR=9;INTERVAL=2;;BYMINUTE=0;BYDAY=MO";
  char out[128];
  dp_text written = {out, sizeof out, 0};
  const dp_ical_rule rule = good(text);
  assert_int_equal(rule.until, atlas_date("2027-01-01"));
  dp_ical_rule_write(&written, text, sizeof text - 1);
  dp_text_end(&written);
  assert_string_equal(out, "freq=daily;INTERVAL=2;BYDAY=MO");
}

static void the_first_date_is_found(void **state) {
  (void)state;
  static const struct {
    const char *start, *rule, *first; /* NULL: never before 2200 */
  } table[] = {
      {"2026-01-01", "FREQ=DAILY", "2026-01-01"},
      {"2026-01-01", "FREQ=DAILY;BYMONTH=3;BYDAY=SU", "2026-03-01"},
      {"2026-01-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", NULL},
      {"2026-01-01", "FREQ=WEEKLY", "2026-01-01"},
      {"2026-05-01", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU", "2026-05-03"},
      {"2026-05-03", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-05-11"}, /* weeks begin on Monday */
      {"2026-05-03", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU", "2026-05-04"},
      {"2026-01-31", "FREQ=MONTHLY", "2026-01-31"},
      {"2026-01-01", "FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30"},
      {"2026-01-01", "FREQ=MONTHLY;BYDAY=5SU", "2026-03-29"},
      {"2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2", "2026-02-28"},
      {"2026-01-01", "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2", NULL},
      {"2026-01-01", "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", NULL},
      {"2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"},
      {"2026-01-01", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2,4", NULL},
      {"2028-02-29", "FREQ=YEARLY", "2028-02-29"},
      {"2026-01-01", "FREQ=YEARLY;BYDAY=20MO", "2026-05-18"},
      {"2026-01-01", "FREQ=YEARLY;BYDAY=-1MO", "2026-12-28"},
      {"2026-01-01", "FREQ=YEARLY;BYYEARDAY=366", "2028-12-31"},
      {"2026-01-01", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", NULL},
      {"2026-01-05", "FREQ=YEARLY;BYWEEKNO=1",
       "2027-01-04"}, /* Mondays: 2025-12-29 lies in the year before */
      {"2026-01-01", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH", "2026-12-31"},
      {"2026-01-01", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR", "2027-01-01"},
      {"2021-01-01", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", "2021-01-01"}, /* of week 53 of 2020 */
      {"2026-01-01", "FREQ=YEARLY;UNTIL=20251231", NULL},
      {"2026-01-02", "FREQ=YEARLY;BYMONTH=3;UNTIL=20260301", NULL},
      {"2199-12-31", "FREQ=DAILY;BYMONTH=1", NULL},
      {"2026-01-01", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-2", "2026-01-06"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const dp_ical_rule rule = good(table[i].rule);
    const dp_ical_survey survey =
        dp_ical_rule_survey(&rule, atlas_date(table[i].start), atlas_date("2199-12-31"));
    if (survey.happens != (table[i].first != NULL) ||
        (survey.happens && survey.first != atlas_date(table[i].first)))
      fail_msg("%s from %s: %d, day %d", table[i].rule, table[i].start, survey.happens, survey.first);
  }
}

static void searching_is_counted_in_periods(void **state) {
  (void)state;
  static const struct {
    const char *rule;
    int64_t periods;
  } table[] = {
      {"FREQ=DAILY", 366},
      {"FREQ=DAILY;INTERVAL=100", 4},
      {"FREQ=WEEKLY", 53},
      {"FREQ=MONTHLY", 14},
      {"FREQ=YEARLY", 2},
      {"FREQ=DAILY;UNTIL=20260110", 10},
      {"FREQ=DAILY;UNTIL=20250110", 0},
      {"FREQ=DAILY;COUNT=3", 3},
      {"FREQ=DAILY;COUNT=1000000", 366},
      {"FREQ=DAILY;BYDAY=SU;COUNT=2", 11}, /* the 4th and the 11th */
      {"FREQ=MONTHLY;BYMONTHDAY=1,2,3;COUNT=4", 2},
      {"FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1;COUNT=4", 4}, /* counted as one a month at least */
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 2},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const dp_ical_rule rule = good(table[i].rule);
    assert_int_equal(dp_ical_rule_survey(&rule, atlas_date("2026-01-01"), atlas_date("2027-01-01")).periods,
                     table[i].periods);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wrong_rules_are_told_apart),
      cmocka_unit_test(lists_have_a_limit),
      cmocka_unit_test(rules_are_written_without_ends_and_hours),
      cmocka_unit_test(the_first_date_is_found),
      cmocka_unit_test(searching_is_counted_in_periods),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
