/* SPDX-License-Identifier: MIT */
/* Shared by the tests of iCalendar files: reading, and the days in words. */
#ifndef TESTS_UNIT_ICAL_FIXTURE_H
#define TESTS_UNIT_ICAL_FIXTURE_H

#include "unit/fixture.h"

#include "ical_file.h"

#include <libical/ical.h>

#define CALENDAR(inside) "BEGIN:VCALENDAR\n" inside "END:VCALENDAR\n"
/* One event: its BEGIN is line 2, its SUMMARY line 3, the first of what is inside line 4. */
#define EVENT(inside) CALENDAR("BEGIN:VEVENT\nSUMMARY:x\n" inside "\nEND:VEVENT\n")

static dp_arena arena;

static int teardown(void **state) {
  (void)state;
  dp_arena_free(&arena);
  return 0;
}

static inline dp_ical_found read_any(const char *text, const dp_ical_choice *choice) {
  const dp_ical_choice all = {0};
  dp_ical_found found;
  dialplan_error error;
  if (dp_ical_read(&arena, text, strlen(text), choice ? choice : &all, &found, &error))
    fail_msg("line %u: %s [%s] in\n%s", error.line, error.message, error.code, text);
  return found;
}

static inline dp_ical_found read_good(const char *text, const dp_ical_choice *choice) {
  const dp_ical_found found = read_any(text, choice);
  if (found.faults->grave) fail_msg("%s in\n%s", found.faults->at[0].message, text);
  return found;
}

/* "2026-01-01..2026-01-02 label, …"; - for none. */
static const char *in_words(const dp_ical_found *found) {
  static char words[4096];
  dp_text text = {words, sizeof words, 0};
  for (uint32_t i = 0; i < found->day_count; i++) {
    const dp_ical_days *days = &found->days[i];
    if (i) dp_text_str(&text, ", ");
    dp_text_date(&text, days->from_date);
    if (days->until_date != days->from_date) {
      dp_text_str(&text, "..");
      dp_text_date(&text, days->until_date);
    }
    dp_text_char(&text, ' ');
    dp_text_str(&text, days->label ? days->label : "-");
  }
  dp_text_end(&text);
  return words;
}

static inline void expect_days(const char *text, const dp_ical_choice *choice, const char *days) {
  const dp_ical_found found = read_good(text, choice);
  const char *words = in_words(&found);
  if (strcmp(words, days) != 0) fail_msg("expected %s\nfound %s in\n%s", days, words, text);
}

typedef struct dated {
  const char *text, *days;
} dated;

#define EXPECT_ALL(table)                                                                                    \
  for (size_t i_ = 0; i_ < sizeof(table) / sizeof *(table); i_++)                                            \
  expect_days((table)[i_].text, NULL, (table)[i_].days)

typedef struct refused {
  const char *text, *code;
  uint32_t line;
  int32_t status;
} refused;

/* A file that is refused as a whole: its code and line; without an error record too, and nothing is written.
 */
static inline void expect_refused(const refused *r, size_t len) {
  const dp_ical_choice all = {0};
  dp_ical_found found;
  dialplan_error error = {0};
  memset(&found, 7, sizeof found);
  const dp_ical_found before = found;
  assert_int_equal(dp_ical_read(&arena, r->text, len, &all, &found, &error), r->status);
  if (strcmp(error.code, r->code) != 0 || error.line != r->line)
    fail_msg("expected %s on line %u, found %s on line %u for\n%.200s", r->code, r->line, error.code,
             error.line, r->text);
  assert_int_equal(dp_ical_read(&arena, r->text, len, &all, &found, NULL), r->status);
  assert_memory_equal(&found, &before, sizeof found);
}

typedef struct faulty {
  const char *inside;
  uint32_t line;
  const char *message, *days; /* what is taken all the same */
} faulty;

/* An event with one fault. */
static inline void expect_fault(const faulty *f) {
  char text[512];
  snprintf(text, sizeof text, EVENT("%s"), f->inside);
  const dp_ical_found found = read_any(text, NULL);
  assert_int_equal(found.faults->count, 1);
  const dp_ical_fault *fault = &found.faults->at[0];
  if (strcmp(fault->message, f->message) != 0 || fault->line != f->line)
    fail_msg("expected %s on line %u, found %s on line %u for\n%s", f->message, f->line, fault->message,
             fault->line, text);
  assert_string_equal(fault->event->summary, "x");
  assert_string_equal(in_words(&found), f->days);
}

#endif
