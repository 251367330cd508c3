/* SPDX-License-Identifier: MIT */
/* Calendars that mean harm, and memory that runs out. libical spins for minutes, crashes or takes hundreds of
 * megabytes over most of these files: here each is refused, or read, by counting, with 64 MiB of data and
 * some seconds of the processor for all of them together. Link: -Wl,--wrap=calloc,--wrap=realloc */
#include "unit/ical_fixture.h"

#include "support/short_of_memory.h"

#include <sys/resource.h>

/* --- harm -------------------------------------------------------------------------------------- */

static char room[(4 << 20) + 64]; /* more than a file may have */

/* Head, a part again and again, tail. */
static size_t repeated(const char *head, const char *part, size_t times, const char *tail) {
  const size_t n = strlen(part);
  size_t len = (size_t)sprintf(room, "%s", head);
  for (size_t i = 0; i < times; i++, len += n) memcpy(room + len, part, n);
  return len + (size_t)sprintf(room + len, "%s", tail);
}

#define BEGIN "BEGIN:VCALENDAR\n"
#define END "END:VCALENDAR\n"
#define RULED(rule) "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:" rule "\nEND:VEVENT\n"

static void floods_are_refused_at_a_limit(void **state) {
  (void)state;
  static const struct {
    const char *head, *part, *tail;
    size_t times;
    const char *code;
  } table[] = {
      {BEGIN, "x", "\n" END, 4 << 20, "calendar-too-long"},
      {BEGIN "SUMMARY:", "x", "\n" END, 1000000, "calendar-line-too-long"},
      {BEGIN "SUMMARY:", "x\n ", "\n" END, 1000000, "calendar-line-too-long"},
      {BEGIN, "BEGIN:VEVENT\n", "", 300000, "calendar-too-deep"},
      {BEGIN, "BEGIN:VEVENT\nEND:VEVENT\n", END, 170000, "too-many-events"},
      {BEGIN, RULED("FREQ=DAILY"), END, 10000, "too-many-days"},
      {BEGIN, RULED("FREQ=WEEKLY;BYDAY=MO,TU,WE"), END, 1, "too-many-days"},
      {BEGIN, RULED("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"), END, 10000, "too-many-rules"},
      {BEGIN, RULED("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), END, 10000, "too-many-rules"},
      {BEGIN "BEGIN:VEVENT\nDTSTART:00010101\nRRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2\nEND:VEVENT\n", "",
       END, 0, "too-many-rules"},
      {BEGIN "BEGIN:VEVENT\nDTSTART:00010101\nDTEND:99991231\nEND:VEVENT\n", "", END, 0, "too-many-days"},
      {BEGIN "BEGIN:VEVENT\nDTSTART:20260101\n", "RDATE:20260101,20260102\n", "END:VEVENT\n" END, 100000,
       "event-too-long"},
      {BEGIN "BEGIN:VEVENT\nDTSTART:20260101\nDURATION:P3D\n", "RDATE:20260101,20260102\n",
       "END:VEVENT\n" END, 9000, "too-many-days"},
      {BEGIN "BEGIN:VEVENT\nDTSTART:20260101\n", "CATEGORIES:a,b\n", "END:VEVENT\n" END, 100000,
       "event-too-long"},
      {BEGIN "BEGIN:VEVENT\nSUMMARY:x\n", "CATEGORIES:a,b\n", "END:VEVENT\n" END, 9999, "event-too-long"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const dp_ical_choice all = {0};
    const size_t len = repeated(table[i].head, table[i].part, table[i].times, table[i].tail);
    dp_ical_found found;
    dialplan_error error = {0};
    const dialplan_status status = dp_ical_read(&arena, room, len, &all, &found, &error);
    if (status != DIALPLAN_E_LIMIT || strcmp(error.code, table[i].code) != 0)
      fail_msg("%zu: expected %s, found %s on line %u", i, table[i].code, error.code, error.line);
    dp_arena_free(&arena);
  }
}

static void spinning_rules_never_reach_libical(void **state) {
  (void)state;
  static const char *const rules[] = {
      "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",  "FREQ=SECONDLY;BYYEARDAY=366;BYHOUR=3",
      "FREQ=MINUTELY;BYYEARDAY=-366;BYMONTH=3", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
  };
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    char text[256];
    snprintf(text, sizeof text, EVENT("DTSTART:20260101\nRRULE:%s"), rules[i]);
    const dp_ical_found found = read_any(text, NULL);
    assert_int_equal(found.faults->grave, 1);
    assert_int_equal(found.day_count, 1);
  }
}

static void long_but_legal_files_are_read(void **state) {
  (void)state;
  static const struct {
    const char *head, *part, *tail;
    size_t times;
    uint32_t days;
  } table[] = {
      {BEGIN "BEGIN:VEVENT\nDTSTART:20260101\n", "EXDATE:20260101,20260102\n", "END:VEVENT\n" END, 9000, 0},
      {BEGIN "BEGIN:VEVENT\nDTSTART:20260101\n", "CATEGORIES:a,b\n", "END:VEVENT\n" END, 9000, 1},
      {BEGIN, "BEGIN:VEVENT\nUID:a\nDTSTART:20260101\nRECURRENCE-ID:20260101\nEND:VEVENT\n", END, 10000, 1},
      {BEGIN, RULED("FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2"), END, 90, 1},
      {BEGIN, RULED("FREQ=DAILY;COUNT=2"), END, 5000, 2},
      {"", BEGIN END, "", 100000, 0},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const dp_ical_choice all = {0};
    const size_t len = repeated(table[i].head, table[i].part, table[i].times, table[i].tail);
    dp_ical_found found;
    assert_int_equal(dp_ical_read(&arena, room, len, &all, &found, NULL), DIALPLAN_OK);
    assert_int_equal(found.faults->grave, 0);
    assert_int_equal(found.day_count, table[i].days);
    dp_arena_free(&arena);
  }
}

/* --- memory ------------------------------------------------------------------------------------ */

static void reading_survives(void **state) {
  (void)state;
  static const char *const only[] = {"x", "y"};
  const dp_ical_choice choice = {.only = only, .only_count = 2};
  static char text[65536];
  size_t len = (size_t)sprintf(text, "%s", BEGIN "broken\n");
  for (int i = 0; i < 300; i++)
    len += (size_t)sprintf(text + len,
                           "BEGIN:VEVENT\nUID:%d\nSUMMARY:x\nCATEGORIES:a,b\nDTSTART:20260101\n"
                           "RRULE:FREQ=DAILY;COUNT=%d\nEXDATE:20260102\nEND:VEVENT\n",
                           i, i ? 2 : 200);
  len += (size_t)sprintf(text + len, "BEGIN:VEVENT\nUID:0\nDTSTART:20260101\nRECURRENCE-ID:20260101\n");
  for (int i = 0; i < 200; i++) len += (size_t)sprintf(text + len, "EXDATE:20260102\nRDATE:20260102\n");
  len += (size_t)sprintf(text + len, "END:VEVENT\n" END);
  long n = 0;
  for (;; n++) {
    dp_ical_found found;
    dialplan_error error = {0};
    left = n;
    const dialplan_status status = dp_ical_read(&arena, text, len, &choice, &found, &error);
    const int failed = left < 0;
    left = -1;
    dp_arena_free(&arena);
    assert_int_equal(status, failed ? DIALPLAN_E_MEMORY : DIALPLAN_OK);
    if (!failed) break;
    assert_string_equal(error.code, "no-memory");
  }
  assert_true(n > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(floods_are_refused_at_a_limit),
      cmocka_unit_test(spinning_rules_never_reach_libical),
      cmocka_unit_test(long_but_legal_files_are_read),
      cmocka_unit_test(reading_survives),
  };
  const char *sanitize = getenv("SANITIZE");
  if (!sanitize || !sanitize[0]) {
    const struct rlimit data = {64 << 20, 64 << 20}, seconds = {20, 20};
    if (setrlimit(RLIMIT_DATA, &data) || setrlimit(RLIMIT_CPU, &seconds)) return 1;
  }
  return cmocka_run_group_tests(tests, NULL, teardown);
}
