/* SPDX-License-Identifier: MIT */
/* Calendars in campaigns: their days in the settings, what is asked of them, and what is said about them. */
#include "unit/campaign_fixture.h"

static const char *texts[BESIDE];

static uint64_t say(const char *text, const char *calendar, dialplan_error *out, uint64_t cap) {
  beside files = beside_with("timezone: UTC\nno_call_days: [{ics: a.ics}]\n");
  uint64_t count = 0;
  files.texts[1] = calendar;
  files.lengths[1] = calendar ? strlen(calendar) : 0;
  memcpy(texts, files.texts, sizeof texts);
  assert_int_equal(dialplan_campaign_check(text, strlen(text), zones, files.names, texts, files.lengths,
                                           BESIDE, 0, out, cap, &count, NULL),
                   DIALPLAN_OK);
  return count;
}

static void days_stand_behind_those_of_the_lists(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled_with(WITH_ACCOUNT "windows: 09:00-18:00\n"
                                                           "no_call_days: [{ics: a.ics}, 2026-05-01]\n",
                                              "timezone: UTC\nno_call_days: [{ics: de.ics}, 2026-05-02]\n");
  const dp_dayset *days = &campaign->settings.no_call_days;
  assert_int_equal(days->count, 4);
  static const struct {
    const char *date;
    int account, calendar;
  } expected[] = {{"2026-05-02", 1, 0}, {"2026-05-01", 0, 0}, {"2026-01-26", 1, 1}, {"2026-01-26", 0, 1}};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(days->entries[i].from_date, atlas_date(expected[i].date));
    assert_int_equal(days->entries[i].account, expected[i].account);
    assert_int_equal(days->entries[i].calendar, expected[i].calendar);
  }
  assert_string_equal(days->entries[2].label, "xyz");
  dialplan_campaign_free(campaign);
}

static void days_are_asked_for_with_their_files(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(BASE "no_call_days: [{ics: a.ics}, {ics: de.ics, except: xyz}, {ics: no.ics}]\n"
                    "holidays: {FR: fr.ics}\n");
  static const struct {
    const char *file, *country;
  } expected[] = {{"a.ics", ""}, {"no.ics", ""}, {"fr.ics", "FR"}};
  assert_int_equal(dialplan_campaign_calendar_days(campaign), 3);
  for (uint64_t i = 0; i < 3; i++) {
    int32_t from = 0, until = 0;
    const char *label, *file, *country;
    assert_int_equal(dialplan_campaign_calendar_day(campaign, i, &from, &until, &label, &file, &country),
                     DIALPLAN_OK);
    assert_int_equal(from, atlas_date("2026-01-26"));
    assert_int_equal(until, from);
    assert_string_equal(label, "xyz");
    assert_string_equal(file, expected[i].file);
    assert_string_equal(country, expected[i].country);
  }
  assert_int_equal(dialplan_campaign_calendar_day(campaign, 0, NULL, NULL, NULL, NULL, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_campaign_calendar_day(campaign, 3, NULL, NULL, NULL, NULL, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dp_settings_holidays(&campaign->settings, "FR")->count, 1);
  dialplan_campaign_free(campaign);
}

static void what_is_said_has_its_place(void **state) {
  (void)state;
#define DAY "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n"
#define HELD "BEGIN:VCALENDAR\n"
#define DONE "END:VCALENDAR\n"
  static const struct {
    const char *key, *calendar;
    const char *codes[2]; /* the campaign's first */
    uint32_t line;        /* of the second, in the file */
    const char *part;     /* of the first message */
  } table[] = {
      {"{ics: a.ics}", HELD DAY DONE, {NULL, NULL}, 0, ""},
      {"{ics: a.ics}", HELD DONE, {"no-days", NULL}, 0, "no day is taken"},
      {"{ics: a.ics, except: [zzz]}", HELD DAY DONE, {"unused-pattern", NULL}, 0, "the pattern \"zzz\""},
      {"{ics: a.ics}",
       HELD DAY "BEGIN:VEVENT\nDTSTART:20260101T090000\nEND:VEVENT\n" DONE,
       {"timed-events", NULL},
       0,
       "1 event has"},
      {"{ics: a.ics}",
       HELD DAY "BEGIN:VEVENT\nDTSTART:20260101T09Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101T09Z\nEND:"
                "VEVENT\n" DONE,
       {"timed-events", NULL},
       0,
       "2 events have"},
      {"{ics: a.ics}",
       HELD "BEGIN:VEVENT\nDTSTART:2026\nEND:VEVENT\n" DONE,
       {"bad-calendar", "bad-event"},
       3,
       "1 fault, on line 3: the event without a name: expected a date"},
      {"{ics: a.ics}",
       HELD
       "BEGIN:VEVENT\nUID:u\nDTSTART:20260101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n" DONE,
       {"never-happens", NULL},
       5,
       "the event \"u\": this rule never happens"},
      {"{ics: a.ics, lenient: true}",
       HELD "x\n" DAY DONE,
       {"bad-event", NULL},
       2,
       "this line is no property"},
      {"{ics: a.ics}",
       "",
       {"empty-calendar", "empty-calendar"},
       0,
       "the calendar cannot be used: the file is empty"},
      {"{ics: a.ics}",
       HELD,
       {"truncated-calendar", "truncated-calendar"},
       1,
       "cannot be used: line 1: the file ends inside"},
      {"{ics: a.ics}", NULL, {"missing-file", NULL}, 0, "expected the calendar to be there"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    dialplan_error list[8];
    char text[256];
    snprintf(text, sizeof text, BASE "no_call_days: [%s]\n", table[i].key);
    const uint64_t count = say(text, table[i].calendar, list, 8);
    const uint64_t expected = !table[i].codes[0] ? 0 : table[i].codes[1] ? 2 : 1;
    if (count != expected) fail_msg("%zu: %d said, the first %s", i, (int)count, list[0].message);
    if (!count) continue;
    const int in_file = list[0].source == 2;
    assert_int_equal(list[0].line, in_file ? table[i].line : 5);
    if (!strstr(list[0].message, table[i].part)) fail_msg("%zu: %s", i, list[0].message);
    for (uint64_t k = 0; k < count; k++) {
      assert_string_equal(list[k].code, table[i].codes[k]);
      documented(list[k].code);
    }
    if (count == 1) continue;
    assert_int_equal(list[1].source, 2);
    assert_int_equal(list[1].line, table[i].line);
  }
}

static void several_faults_are_counted(void **state) {
  (void)state;
  dialplan_error list[8];
  const uint64_t count =
      say(BASE "no_call_days: [{ics: a.ics}]\n",
          HELD "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=YEARLY;UNTIL=20250101\nRRULE:x\nRRULE:y\n"
               "END:VEVENT\n" DONE,
          list, 8);
  assert_int_equal(count, 4);
  assert_non_null(strstr(list[0].message, "the calendar has 2 faults, the first on line 5"));
  assert_string_equal(list[1].code, "never-happens");
  assert_int_equal(list[1].severity, DIALPLAN_SEVERITY_WARNING);
}

static void patterns_have_a_length(void **state) {
  (void)state;
  char text[512], pattern[202];
  dialplan_error list[8];
  memset(pattern, 'x', sizeof pattern - 1);
  for (int over = 0; over < 2; over++) {
    pattern[200 + over] = 0;
    snprintf(text, sizeof text, BASE "no_call_days: [{ics: a.ics, only: [%s]}]\n", pattern);
    assert_true(say(text, HELD DAY DONE, list, 8) > 0);
    assert_string_equal(list[0].code, over ? "bad-text" : "unused-pattern");
    pattern[200 + over] = 'x';
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_stand_behind_those_of_the_lists),
      cmocka_unit_test(days_are_asked_for_with_their_files),
      cmocka_unit_test(what_is_said_has_its_place),
      cmocka_unit_test(several_faults_are_counted),
      cmocka_unit_test(patterns_have_a_length),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
