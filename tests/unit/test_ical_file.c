/* SPDX-License-Identifier: MIT */
/* iCalendar files as days: what counts, what is taken, what is wrong. Dates are reckoned from RFC 5545 by
 * hand. */
#include "unit/ical_fixture.h"

static void all_day_events_of_any_length(void **state) {
  (void)state;
  static const dated table[] = {
      {EVENT("DTSTART;VALUE=DATE:20260126"), "2026-01-26 x"},
      {EVENT("DTSTART:20260126"), "2026-01-26 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260103"),
       "2026-01-01..2026-01-02 x"}, /* exclusive */
      {EVENT("DTEND;VALUE=DATE:20260301\nDTSTART;VALUE=DATE:20260228"), "2026-02-28 x"},
      {EVENT("DTSTART;VALUE=DATE:20280228\nDTEND;VALUE=DATE:20280301"), "2028-02-28..2028-02-29 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20260101"), "2026-01-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDURATION:P3D"), "2026-01-01..2026-01-03 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDURATION:P1W"), "2026-01-01..2026-01-07 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDURATION:PT24H"), "2026-01-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nDURATION:P0D"), "2026-01-01 x"},
      {EVENT("DTSTART;TZID=Europe/Berlin;VALUE=DATE:20260101"), "2026-01-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nTRANSP:TRANSPARENT"), "2026-01-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nSTATUS:TENTATIVE"), "2026-01-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nSTATUS:CANCELLED"), ""},
      {EVENT("DTSTART;VALUE=DATE:19691231\nDTEND;VALUE=DATE:19700103"), "1970-01-01..1970-01-02 x"},
      {EVENT("DTSTART;VALUE=DATE:21991231\nDTEND;VALUE=DATE:22000103"), "2199-12-31 x"},
      {EVENT("DTSTART;VALUE=DATE:22000101"), ""},
      {EVENT("DTSTART;VALUE=DATE:19691231"), ""},
  };
  EXPECT_ALL(table);
}

static void recurrence_counts(void **state) {
  (void)state;
  static const dated table[] = {
      {EVENT("DTSTART;VALUE=DATE:20260126\nRRULE:FREQ=YEARLY;COUNT=3"),
       "2026-01-26 x, 2027-01-26 x, 2028-01-26 x"},
      {EVENT("DTSTART;VALUE=DATE:20260126\nRRULE:FREQ=YEARLY;UNTIL=20270126"), "2026-01-26 x, 2027-01-26 x"},
      {EVENT("DTSTART;VALUE=DATE:20260126\nRRULE:FREQ=YEARLY;UNTIL=20270126T000000Z"),
       "2026-01-26 x, 2027-01-26 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2"),
       "2026-01-01 x, 2026-01-30 x, 2026-02-27 x"}, /* the start is one, whatever the rule says */
      {EVENT("DTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260107\nRRULE:FREQ=WEEKLY;COUNT=2"),
       "2026-01-05..2026-01-06 x, 2026-01-12..2026-01-13 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20260102,20260103"),
       "2026-01-01 x, 2026-01-04 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260101T000000Z"),
       "2026-01-02 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRDATE;VALUE=DATE:20260301,20260201\nRDATE:20260101"),
       "2026-01-01 x, 2026-02-01 x, 2026-03-01 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=2;BYHOUR=9,10;BYMINUTE=0"),
       "2026-01-01 x, 2026-01-02 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2"),
       "2026-01-01 x, 2026-01-02 x, 2026-01-08 x"},
      /* libical 3 alone would begin with the week of 2026-05-17 */
      {EVENT("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=SU;COUNT=2"),
       "2026-05-01 x, 2026-05-03 x, 2026-05-24 x"},
      {EVENT("DTSTART;VALUE=DATE:21980704\nRRULE:FREQ=YEARLY"), "2198-07-04 x, 2199-07-04 x"},
      {EVENT("DTSTART;VALUE=DATE:16010101\nRRULE:FREQ=YEARLY;UNTIL=19710101"), "1970-01-01 x, 1971-01-01 x"},
  };
  EXPECT_ALL(table);
}

static void an_event_may_stand_for_one_occurrence_of_another(void **state) {
  (void)state;
#define MASTER                                                                                               \
  "BEGIN:VEVENT\nUID:u\nSUMMARY:x\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;COUNT=3\nEND:VEVENT\n"
  static const dated table[] = {
      {CALENDAR(MASTER "BEGIN:VEVENT\nUID:u\nSUMMARY:y\nRECURRENCE-ID;VALUE=DATE:20260201\n"
                       "DTSTART;VALUE=DATE:20260203\nEND:VEVENT\n"),
       "2026-01-01 x, 2026-02-03 y, 2026-03-01 x"},
      {CALENDAR("BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260201T000000Z\nDTSTART;VALUE=DATE:20260203\n"
                "STATUS:CANCELLED\nEND:VEVENT\n" MASTER),
       "2026-01-01 x, 2026-03-01 x"},
      {CALENDAR(MASTER "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;VALUE=DATE:20260201\nDTSTART:20260201T090000Z\n"
                       "END:VEVENT\n"),
       "2026-01-01 x, 2026-03-01 x"},
      {CALENDAR(MASTER "BEGIN:VEVENT\nUID:v\nSUMMARY:y\nRECURRENCE-ID;VALUE=DATE:20260201\n"
                       "DTSTART;VALUE=DATE:20260203\nEND:VEVENT\n"),
       "2026-01-01 x, 2026-02-01 x, 2026-02-03 y, 2026-03-01 x"},
      {CALENDAR("BEGIN:VEVENT\nSUMMARY:x\nDTSTART;VALUE=DATE:20260101\nEND:VEVENT\n"
                "BEGIN:VEVENT\nSUMMARY:y\nRECURRENCE-ID;VALUE=DATE:20260101\nDTSTART;VALUE=DATE:20260102\n"
                "END:VEVENT\n"),
       "2026-01-01 x, 2026-01-02 y"},
  };
  EXPECT_ALL(table);
}

static void files_are_read_as_they_come(void **state) {
  (void)state;
  static const dated table[] = {
      {EVENT("DTSTART;VALUE=DATE:20260102") EVENT("DTSTART;VALUE=DATE:20260101"),
       "2026-01-01 x, 2026-01-02 x"},
      {EVENT("DTSTART;VALUE=DATE:20260101") EVENT("DTSTART;VALUE=DATE:20260101"), "2026-01-01 x"},
      {"\xEF\xBB\xBF\r\n\r\nbegin:vcalendar\rBegin:vEvent\rdtstart;value=date:20260101\rend:vevent\rend:"
       "vcalendar",
       "2026-01-01 -"},
      {CALENDAR("BEGIN:VEVENT\nSUMM\n ARY:a \n b\\, c\\nd\nDTSTART;VALUE=DA\n\tTE:20260101\nEND:VEVENT\n"),
       "2026-01-01 a b, c d"},
      {CALENDAR("BEGIN:VEVENT\nSUMMARY;X=\"a:b;c\":x\nDTSTART;VALUE=DATE:20260101\nBEGIN:VALARM\n"
                "SUMMARY:no\nTRIGGER:broken\nno property\nEND:VALARM\nEND:VEVENT\n"),
       "2026-01-01 x"},
      {CALENDAR("BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:16010101T000000\nRRULE:FREQ=HOURLY\nEND:STANDARD\n"
                "END:VTIMEZONE\nBEGIN:VTODO\nDTSTART:20261301\nEND:VTODO\n"),
       ""},
      {CALENDAR(
           "BEGIN:VEVENT\nDTSTART:20260101T090000Z\nDTEND:20260101T100000Z\nRRULE:FREQ=HOURLY\nEND:VEVENT\n"),
       ""},
      {CALENDAR(""), ""},
  };
  EXPECT_ALL(table);
}

static void timed_events_are_counted(void **state) {
  (void)state;
  static const char text[] = CALENDAR("BEGIN:VEVENT\nDTSTART:20260101T090000Z\nEND:VEVENT\n"
                                      "BEGIN:VEVENT\nDTSTART;TZID=Mars/Olympus:20260101T090000\nEND:VEVENT\n"
                                      "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n");
  const dp_ical_found found = read_good(text, NULL);
  assert_int_equal(found.timed, 2);
  assert_int_equal(found.whole_days, 1);
}

/* --- choosing ---------------------------------------------------------------------------------- */

static void patterns_match_as_people_expect(void **state) {
  (void)state;
  static const struct {
    const char *pattern, *text;
    int match;
  } table[] = {
      {"Observance", "observance", 1},
      {"observ", "US OBSERVANCE day", 1},
      {"observe", "US OBSERVANCE day", 0},
      {"aab", "aaab", 1},
      {"abc", "ab", 0},
      {"Christmas*", "Christmas Eve", 1},
      {"Christmas*", "Old Christmas", 0},
      {"*christmas", "Old Christmas", 1},
      {"*christmas", "Old Christmas Eve", 0},
      {"C*s*e", "Christmas Eve", 1},
      {"*a*b*c", "aXbXbXc", 1},
      {"*a*b*c", "aXbXbX", 0},
      {"?ay Day", "May Day", 1},
      {"?ay Day", "ay Day", 0},
      {"F?te", "F\xC3\xAAte", 1},
      {"F??te", "F\xC3\xAAte", 0},
      {"*", "", 1},
      {"?", "", 0},
      {"x", "", 0},
      {"**x**", "x", 1},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (dp_ical_matches(table[i].pattern, table[i].text) != table[i].match)
      fail_msg("%s and %s", table[i].pattern, table[i].text);
}

static void events_are_chosen_by_summary_or_category(void **state) {
  (void)state;
  static const char text[] = CALENDAR(
      "BEGIN:VEVENT\nSUMMARY:Groundhog Day\nCATEGORIES:fun,Observance\nDTSTART:20260202\nEND:VEVENT\n"
      "BEGIN:VEVENT\nSUMMARY:Labor Day\nCATEGORIES:Public\nCATEGORIES:a\\, b\nDTSTART:20260907\nEND:VEVENT\n"
      "BEGIN:VEVENT\nSUMMARY:Nothing\nDTSTART:20261111\nEND:VEVENT\n");
  static const char *const observance[] = {"observance"}, *const day[] = {"*day"}, *const comma[] = {"a, b"};
  static const char *const two[] = {"nothing", "typo"};
  expect_days(text, &(dp_ical_choice){.except = observance, .except_count = 1},
              "2026-09-07 Labor Day, 2026-11-11 Nothing");
  expect_days(text, &(dp_ical_choice){.only = day, .only_count = 1},
              "2026-02-02 Groundhog Day, 2026-09-07 Labor Day");
  expect_days(text, &(dp_ical_choice){.only = day, .only_count = 1, .except = observance, .except_count = 1},
              "2026-09-07 Labor Day");
  expect_days(text, &(dp_ical_choice){.only = comma, .only_count = 1}, "2026-09-07 Labor Day");
  const dp_ical_found found =
      read_good(text, &(dp_ical_choice){.only = day, .except = two, .only_count = 1, .except_count = 2});
  assert_int_equal(found.idle_count, 1);
  assert_string_equal(found.idle[0], "typo");
}

/* --- what is wrong ----------------------------------------------------------------------------- */

static void what_is_no_calendar_is_told_apart(void **state) {
  (void)state;
  static const refused table[] = {
      {"", "empty-calendar", 0, DIALPLAN_E_REFERENCE},
      {"\xEF\xBB\xBF \r\n", "empty-calendar", 0, DIALPLAN_E_REFERENCE},
      {"<!DOCTYPE html><html></html>", "web-page", 1, DIALPLAN_E_REFERENCE},
      {"\n\n<?xml", "web-page", 3, DIALPLAN_E_REFERENCE},
      {"hello", "not-a-calendar", 1, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCARD\nEND:VCARD\n", "not-a-calendar", 1, DIALPLAN_E_REFERENCE},
      {CALENDAR("") "BEGIN:VCARD\n", "not-a-calendar", 3, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026", "truncated-calendar", 2, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\n", "truncated-calendar", 1, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEV", "truncated-calendar", 2, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEV\nX:y\n", "bad-component", 3, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "bad-component", 3, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:\n", "bad-component", 2, DIALPLAN_E_REFERENCE},
      {CALENDAR("") "END:VCALENDAR\n", "bad-component", 3, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:ABCDEFGHIJKLMNOPQRSTUVWXYZ\n", "bad-component", 2, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\r\nSUMMARY:\xFF\n", "not-utf8", 2, DIALPLAN_E_REFERENCE},
      {"BEGIN:VCALENDAR\nBEGIN:a\nBEGIN:b\nBEGIN:c\nBEGIN:d\n", "calendar-too-deep", 5, DIALPLAN_E_LIMIT},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) expect_refused(&table[i], strlen(table[i].text));
  expect_refused(&(refused){"BEGIN:VCALENDAR\nX:\0\n", "not-utf8", 2, DIALPLAN_E_REFERENCE}, 20);
}

static void faults_are_named_with_their_lines(void **state) {
  (void)state;
  static const faulty table[] = {
      {"DTSTART;VALUE=DATE:20261301", 4, "expected a date like 20260302, found \"20261301\"", ""},
      {"DTSTART;VALUE=DATE:20260229", 4, "expected a date like 20260302, found \"20260229\"", ""},
      {"DTSTART;VALUE=DATE:2026-01-01", 4, "expected a date like 20260302, found \"2026-01-01\"", ""},
      {"DTSTART:00000101", 4, "expected a date like 20260302, found \"00000101\"", ""},
      {"CLASS:PUBLIC", 2, "it has no date to begin on", ""},
      {"DTSTART:20260101\nDTEND:20251231", 2, "DTEND is before DTSTART", "2026-01-01 x"},
      {"DTSTART:20260101\nDTEND:20260102T000000", 5,
       "expected a date like 20260302, found \"20260102T000000\"", "2026-01-01 x"},
      {"DTSTART:20260101\nDURATION:-P1D", 2, "DURATION is not a number of whole days", "2026-01-01 x"},
      {"DTSTART:20260101\nDURATION:PT36H", 2, "DURATION is not a number of whole days", "2026-01-01 x"},
      {"DTSTART:20260101\nDURATION:P900000D", 2, "DURATION is not a number of whole days", "2026-01-01 x"},
      {"DTSTART:20260101\nEXDATE:20260101,x", 5, "expected a date like 20260302, found \"x\"", ""},
      {"DTSTART:20260101\nRDATE:20260230,20260301", 5, "expected a date like 20260302, found \"20260230\"",
       "2026-01-01 x, 2026-03-01 x"},
      {"DTSTART:20260101\nno property", 5, "this line is no property, found \"no property\"", "2026-01-01 x"},
      {"DTSTART:20260101\n:x", 5, "this line is no property, found \":x\"", "2026-01-01 x"},
      {"DTSTART:20260101\nA B:x", 5, "this line is no property, found \"A B:x\"", "2026-01-01 x"},
      {"DTSTART:20260101\nEXRULE:FREQ=DAILY", 5,
       "EXRULE is not read; its days are to be in EXDATE, found \"FREQ=DAILY\"", "2026-01-01 x"},
      {"DTSTART:20260101\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260101", 5,
       "an event that changes all later ones too (RANGE) is not read, found \"20260101\"", "2026-01-01 x"},
      {"DTSTART:20260101\nX-LIC-ERROR:gone", 2, "libical cannot read a property, found \"gone\"",
       "2026-01-01 x"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) expect_fault(&table[i]);
}

static void libical_tells_of_what_it_takes_out(void **state) {
  (void)state;
  const dp_ical_found found = read_any(EVENT("DTSTART:20260101\nDURATION:soon"), NULL);
  assert_int_equal(found.faults->grave, 1);
  assert_non_null(strstr(found.faults->at[0].message, "libical cannot read a property, found \"Can't parse"));
  assert_int_equal(found.day_count, 1);
}

/* A list that is legal, and longer than libical has room for. */
static void a_rule_that_libical_alone_refuses_is_a_fault(void **state) {
  (void)state;
  const dp_ical_found found = read_any(
      EVENT("DTSTART:20260101\nRRULE:FREQ=YEARLY;BYMONTH=1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"), NULL);
  assert_int_equal(found.faults->grave, 2);
  assert_non_null(strstr(found.faults->at[0].message, "libical cannot read a property, found \"Can't parse"));
  assert_string_equal(found.faults->at[1].message, "libical cannot read its rule");
  assert_string_equal(in_words(&found), "2026-01-01 x");
}

static void lines_outside_of_components_are_faults(void **state) {
  (void)state;
  const dp_ical_found found = read_any(CALENDAR("broken\n") "X-A:b\n", NULL);
  assert_int_equal(found.faults->grave, 2);
  assert_int_equal(found.faults->at[0].line, 2);
  assert_null(found.faults->at[0].event);
  assert_int_equal(found.faults->at[1].line, 4);
}

static void a_rule_that_never_happens_is_worth_a_word(void **state) {
  (void)state;
  static const char *const rules[] = {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                                      "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2",
                                      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;UNTIL=20250101"};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    char text[256];
    snprintf(text, sizeof text, EVENT("DTSTART:20260101\nRRULE:%s"), rules[i]);
    const dp_ical_found found = read_good(text, NULL);
    assert_int_equal(found.faults->count, 1);
    assert_int_equal(found.faults->at[0].harmless, 1);
    assert_int_equal(found.faults->at[0].line, 5);
    assert_string_equal(found.faults->at[0].message, "this rule never happens");
    assert_int_equal(found.day_count, 1);
  }
}

static void many_faults_are_counted_and_some_kept(void **state) {
  (void)state;
  char text[8192] = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < DP_ICAL_FAULTS_MAX + 20; i++) strcat(text, "broken\n");
  const char *event = EVENT("DTSTART:20260101\nRRULE:FREQ=DAILY;UNTIL=20250101");
  strcat(text, event + strlen("BEGIN:VCALENDAR\n"));
  const dp_ical_found found = read_any(text, NULL);
  assert_int_equal(found.faults->grave, DP_ICAL_FAULTS_MAX + 20);
  assert_int_equal(found.faults->count, DP_ICAL_FAULTS_MAX + 21);
}

/* libical may be set to end the process on an error; a calendar is no reason to. */
static void errors_are_not_fatal_and_the_setting_comes_back(void **state) {
  (void)state;
  icalerror_set_errors_are_fatal(1);
  const dp_ical_found found = read_any(EVENT("DTSTART:20260101\nDURATION:soon"), NULL);
  assert_int_equal(icalerror_get_errors_are_fatal(), 1);
  icalerror_set_errors_are_fatal(0);
  assert_int_equal(found.faults->grave, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_day_events_of_any_length),
      cmocka_unit_test(recurrence_counts),
      cmocka_unit_test(an_event_may_stand_for_one_occurrence_of_another),
      cmocka_unit_test(files_are_read_as_they_come),
      cmocka_unit_test(timed_events_are_counted),
      cmocka_unit_test(patterns_match_as_people_expect),
      cmocka_unit_test(events_are_chosen_by_summary_or_category),
      cmocka_unit_test(what_is_no_calendar_is_told_apart),
      cmocka_unit_test(faults_are_named_with_their_lines),
      cmocka_unit_test(libical_tells_of_what_it_takes_out),
      cmocka_unit_test(a_rule_that_libical_alone_refuses_is_a_fault),
      cmocka_unit_test(lines_outside_of_components_are_faults),
      cmocka_unit_test(a_rule_that_never_happens_is_worth_a_word),
      cmocka_unit_test(many_faults_are_counted_and_some_kept),
      cmocka_unit_test(errors_are_not_fatal_and_the_setting_comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
