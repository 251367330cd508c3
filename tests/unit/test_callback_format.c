/* SPDX-License-Identifier: MIT */
/* The line for people. */
#include "unit/callback_fixture.h"

static const char *line(const dp_reading *reading, const char *asked) {
  static char out[257];
  uint64_t len = 0;
  dialplan_error err;
  const dialplan_resolution r = resolve(reading, asked);
  if (dialplan_callback_format(world, &r, out, sizeof out - 1, &len, &err)) fail_msg("%s", err.message);
  assert_true(len < sizeof out);
  out[len] = 0;
  return out;
}

static void single(void **state) {
  (void)state;
  world_of(SHOP);
  static const struct {
    dp_when when;
    const char *line;
  } rows[] = {
      {{AM(11, 0), AHEAD(1), BOUND(AFTER)}, "tomorrow, from 11:00 → Thu 2026-03-12 11:00 Asia/Kolkata"},
      {{CLOCK(4, 0)}, "16:00 → Wed 2026-03-11 16:00 Asia/Kolkata"},
      {{CLOCK(4, 0), BOUND(BY)}, "by 16:00 → Wed 2026-03-11 15:30 Asia/Kolkata"},
      {{CLOCK(9, 5), AHEAD(0), BOUND(AROUND)}, "today, around 09:05 → Wed 2026-03-11 09:05 Asia/Kolkata"},
      {{MINUTES(5)}, "in 5 minutes → Wed 2026-03-11 08:15 Asia/Kolkata"},
      {{MINUTES(61)}, "in 1 hour 1 minute → Wed 2026-03-11 09:11 Asia/Kolkata"},
      {{MINUTES(15), .span_low = 10}, "in 10 to 15 minutes → Wed 2026-03-11 08:25 Asia/Kolkata"},
      {{.has_span = 1, .span_days = 3, .span_low = 2 * 1440},
       "in 2 to 3 days → Sat 2026-03-14 08:10 Asia/Kolkata"},
      {{.has_span = 1, .span_days = 2, .span_months = 1},
       "in 1 month 2 days → Mon 2026-04-13 08:10 Asia/Kolkata"},
      {{.has_span = 1}, "in 0 minutes → Wed 2026-03-11 08:15 Asia/Kolkata"},
      {{MINUTES(120), BOUND(BY)}, "within 2 hours → Wed 2026-03-11 09:40 Asia/Kolkata"},
      {{PART(EVENING), AHEAD(2)}, "the day after tomorrow, evening → Fri 2026-03-13 17:30 Asia/Kolkata"},
      {{PART(EVENING), .flags = DP_WHEN_TODAY_SAID}, "today, evening → Wed 2026-03-11 17:30 Asia/Kolkata"},
      {{.flags = DP_WHEN_LATER_TODAY}, "later today → Wed 2026-03-11 11:10 Asia/Kolkata"},
      {{AHEAD(3)}, "in 3 days → Sat 2026-03-14 09:00 Asia/Kolkata"},
      {{WEEKDAY(5), BOUND(BEFORE)}, "before Friday → Thu 2026-03-12 09:00 Asia/Kolkata"},
      {{WEEKDAY(5), .which = DP_WHICH_NEXT}, "next Friday → Fri 2026-03-20 09:00 Asia/Kolkata"},
      {{WEEKDAY(5), .which = DP_WHICH_WEEK}, "Friday of this week → Fri 2026-03-13 09:00 Asia/Kolkata"},
      {{WEEKDAY(5), .which = DP_WHICH_WEEK, .weeks = 1},
       "Friday of next week → Fri 2026-03-20 09:00 Asia/Kolkata"},
      {{WEEKDAY(5), .weeks = 1}, "Friday a week later → Fri 2026-03-20 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_WEEK}, "this week → Wed 2026-03-11 11:10 Asia/Kolkata"},
      {{.day = DP_DAY_WEEK, .weeks = 1}, "next week → Mon 2026-03-16 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_WEEK, .weeks = 2}, "in 2 weeks → Mon 2026-03-23 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_WEEKEND}, "weekend → Sat 2026-03-14 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_WEEK_END, .weeks = 1}, "end of next week → Fri 2026-03-20 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_DATE, .n = 15}, "the 15th → Sun 2026-03-15 08:10 Asia/Kolkata"},
      {{.day = DP_DAY_DATE, .n = 22}, "the 22nd → Sun 2026-03-22 08:10 Asia/Kolkata"},
      {{.day = DP_DAY_DATE, .n = 12}, "the 12th → Thu 2026-03-12 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_DATE, .n = 15, .months = 1},
       "the 15th of next month → Wed 2026-04-15 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_DATE, .n = 15, .month = 6, .year = 2027},
       "the 15th of June 2027 → Tue 2027-06-15 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_NUMBERS, .n = 3, .month = 4}, "3/4 → Fri 2026-04-03 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_NUMBERS, .n = 3, .month = 4, .year = 2027},
       "3/4/2027 → Sat 2027-04-03 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_MONTH, .month = 5}, "start of May → Fri 2026-05-01 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_MONTH, .months = 2}, "start of a later month → Fri 2026-05-01 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_MONTH_END}, "end of this month → Tue 2026-03-31 09:00 Asia/Kolkata"},
      {{.day = DP_DAY_EVERY, PM(5, 0)}, "the next day, 17:00 → Wed 2026-03-11 17:00 Asia/Kolkata"},
      {{CLOCK(2, 0), .half = DP_HALF_NIGHT}, "02:00 at night → Thu 2026-03-12 02:00 Asia/Kolkata"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const dp_reading reading = said(rows[i].when);
    assert_string_equal(line(&reading, "2026-03-11T08:10"), rows[i].line);
  }
}

static void others(void **state) {
  (void)state;
  world_of(SHOP);
  dp_reading reading = both((dp_when){CLOCK(2, 0)}, DP_THEN_UNTIL, (dp_when){CLOCK(4, 0)});
  assert_string_equal(line(&reading, "2026-03-11T08:10"),
                      "14:00 until 16:00 → Wed 2026-03-11 14:00 Asia/Kolkata");
  reading = both((dp_when){CLOCK(4, 0), AHEAD(1)}, DP_THEN_OR, (dp_when){CLOCK(5, 0)});
  assert_string_equal(line(&reading, "2026-03-11T08:10"),
                      "tomorrow, 16:00, or 17:00 → Thu 2026-03-12 16:00 Asia/Kolkata");
  reading = said((dp_when){MINUTES(5)});
  assert_string_equal(line(&reading, "2026-03-11T08:10:07"),
                      "in 5 minutes → Wed 2026-03-11 08:15:07 Asia/Kolkata");
  /* settled so that it reads no longer as it was said: too late for today's five */
  reading = said((dp_when){CLOCK(5, 0), AHEAD(0)});
  assert_string_equal(line(&reading, "2026-03-11T17:30"), "today, 05:00 → Wed 2026-03-11 17:35 Asia/Kolkata");
  reading = (dp_reading){.found = DIALPLAN_CALLBACK_NONE};
  assert_string_equal(line(&reading, "2026-03-11T08:10"), "no time");
  reading.found = DIALPLAN_CALLBACK_VAGUE;
  assert_string_equal(line(&reading, "2026-03-11T08:10"), "no clear time");
  reading = (dp_reading){.excluded = 1, .other = {AHEAD(1)}};
  assert_string_equal(line(&reading, "2026-03-11T08:10"), "not 2026-03-12");
}

static void arguments(void **state) {
  (void)state;
  world_of(SHOP);
  const dp_reading reading = said((dp_when){MINUTES(5)});
  dialplan_resolution r = resolve(&reading, "2026-03-11T08:10");
  char out[8];
  uint64_t len = 0;
  assert_int_equal(dialplan_callback_format(world, &r, NULL, 0, &len, NULL), DIALPLAN_OK);
  assert_int_equal(len, strlen("in 5 minutes → Wed 2026-03-11 08:15 Asia/Kolkata"));
  assert_int_equal(dialplan_callback_format(world, &r, out, sizeof out, &len, NULL), DIALPLAN_OK);
  assert_memory_equal(out, "in 5 min", 8);
  assert_int_equal(dialplan_callback_format(NULL, &r, out, sizeof out, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_format(world, NULL, out, sizeof out, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_callback_format(world, &r, NULL, 1, &len, NULL), DIALPLAN_E_ARGUMENT);
  r.zone = 60000;
  assert_int_equal(dialplan_callback_format(world, &r, out, sizeof out, &len, NULL), DIALPLAN_E_ARGUMENT);
  r.size = 9;
  assert_int_equal(dialplan_callback_format(world, &r, out, sizeof out, &len, NULL), DIALPLAN_E_SIZE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(single), cmocka_unit_test(others),
                                     cmocka_unit_test(arguments)};
  return cmocka_run_group_tests(tests, setup, world_end);
}
