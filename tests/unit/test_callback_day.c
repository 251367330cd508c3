/* SPDX-License-Identifier: MIT */
/* Days: which date they mean, and the time of a day that was said without one. */
#include "unit/callback_fixture.h"

#define DATE(day_, month_) .day = DP_DAY_DATE, .n = (day_), .month = (month_)
#define NUMBERS(first, second) .day = DP_DAY_NUMBERS, .n = (first), .month = (second)

/* The day at 11:00, so that the date alone speaks. */
static void same_date(const char *asked, dp_when when, const char *date) {
  when.has_clock = 1;
  when.half = DP_HALF_AM;
  when.minute = 11 * 60;
  const dp_reading reading = said(when);
  const dialplan_resolution r = resolve(&reading, asked);
  char wanted[32];
  if (date) snprintf(wanted, sizeof wanted, "%sT11:00", date);
  if (r.at != (date ? moment(wanted) : 0)) fail_msg("asked %s: %s, not %s", asked, shown(r.at), date);
  if (!date) assert_int_equal(r.status, DIALPLAN_CALLBACK_VAGUE);
}

static void weekdays(void **state) {
  (void)state;
  world_of(SHOP);
  const char *const wed = "2026-03-11T12:00", *const early = "2026-03-11T10:00";
  same_date(wed, (dp_when){WEEKDAY(5)}, "2026-03-13");
  same_date(wed, (dp_when){WEEKDAY(1)}, "2026-03-16");
  same_date(wed, (dp_when){WEEKDAY(3)}, "2026-03-18");
  same_date(early, (dp_when){WEEKDAY(3)}, "2026-03-11");
  same_date(early, (dp_when){WEEKDAY(3), .which = DP_WHICH_THIS}, "2026-03-11");
  same_date(wed, (dp_when){WEEKDAY(5), .weeks = 1}, "2026-03-20"); /* Friday week */
  same_date(early, (dp_when){WEEKDAY(3), .weeks = 1}, "2026-03-25");
  same_date(wed, (dp_when){WEEKDAY(5), .which = DP_WHICH_NEXT}, "2026-03-20");
  same_date(wed, (dp_when){WEEKDAY(1), .which = DP_WHICH_NEXT}, "2026-03-16");
  same_date(wed, (dp_when){WEEKDAY(2), .which = DP_WHICH_WEEK, .weeks = 1}, "2026-03-17");
  same_date(wed, (dp_when){WEEKDAY(5), .which = DP_WHICH_WEEK}, "2026-03-13");
  same_date(wed, (dp_when){WEEKDAY(1), .which = DP_WHICH_WEEK}, "2026-03-16"); /* this week's is behind */
}

static void weeks_and_weekends(void **state) {
  (void)state;
  world_of(SHOP);
  const char *const wed = "2026-03-11T12:00", *const sat = "2026-03-14T10:00",
                    *const sun = "2026-03-15T12:00";
  same_date(wed, (dp_when){.day = DP_DAY_WEEK, .weeks = 1}, "2026-03-16");
  same_date(wed, (dp_when){.day = DP_DAY_WEEKEND}, "2026-03-14");
  same_date(wed, (dp_when){.day = DP_DAY_WEEKEND, .weeks = 1}, "2026-03-21");
  same_date(sat, (dp_when){.day = DP_DAY_WEEKEND}, "2026-03-14");
  same_date("2026-03-14T12:00", (dp_when){.day = DP_DAY_WEEKEND}, "2026-03-15");
  same_date(sun, (dp_when){.day = DP_DAY_WEEKEND}, "2026-03-21");
  same_date(wed, (dp_when){.day = DP_DAY_WEEK_END}, "2026-03-13");
  same_date(sun, (dp_when){.day = DP_DAY_WEEK_END}, "2026-03-20");
  same_date("2026-03-13T10:00", (dp_when){.day = DP_DAY_WEEK_END}, "2026-03-13");
}

static void dates_of_months(void **state) {
  (void)state;
  world_of(SHOP);
  const char *const wed = "2026-03-11T12:00";
  same_date(wed, (dp_when){DATE(15, 0)}, "2026-03-15");
  same_date(wed, (dp_when){DATE(11, 0)}, "2026-04-11"); /* after today */
  same_date(wed, (dp_when){DATE(5, 0)}, "2026-04-05");
  same_date("2026-01-31T12:00", (dp_when){DATE(30, 0)}, "2026-03-30"); /* February has none */
  same_date(wed, (dp_when){DATE(15, 0), .months = 1}, "2026-04-15");
  same_date(wed, (dp_when){DATE(15, 6)}, "2026-06-15");
  same_date(wed, (dp_when){DATE(11, 3)}, "2027-03-11"); /* eleven has passed */
  same_date("2026-03-11T10:00", (dp_when){DATE(11, 3)}, "2026-03-11");
  same_date("2026-03-11T10:00", (dp_when){DATE(11, 3), .year = 2026}, "2026-03-11");
  same_date(wed, (dp_when){DATE(1, 3)}, "2027-03-01");
  same_date(wed, (dp_when){DATE(29, 2)}, "2028-02-29");
  same_date("2096-03-01T12:00", (dp_when){DATE(29, 2)}, "2104-02-29");
  same_date(wed, (dp_when){DATE(15, 6), .year = 2027}, "2027-06-15");
  same_date(wed, (dp_when){DATE(31, 6), .year = 2027}, NULL);
  same_date(wed, (dp_when){DATE(31, 6)}, NULL);
  same_date(wed, (dp_when){DATE(15, 6), .year = 9999}, NULL);
  same_date(wed, (dp_when){.day = DP_DAY_MONTH, .month = 5}, "2026-05-01");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH, .month = 3}, "2027-03-01");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH, .months = 1}, "2026-04-01");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH}, NULL); /* the 1st of this month is behind */
  same_date(wed, (dp_when){.day = DP_DAY_MONTH_END}, "2026-03-31");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH_END, .months = 1}, "2026-04-30");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH_END, .month = 2}, "2027-02-28");
  same_date(wed, (dp_when){.day = DP_DAY_MONTH_END, .month = 6}, "2026-06-30");
  same_date(wed, (dp_when){.day = 99}, NULL);
  const dp_reading past = said((dp_when){DATE(1, 3), .year = 2026});
  assert_true(resolve(&past, wed).reasons & BIT(PAST));
}

static void numeric_dates(void **state) {
  (void)state;
  const char *const wed = "2026-03-11T12:00";
  world_of(SHOP);
  same_date(wed, (dp_when){NUMBERS(3, 4)}, "2026-04-03");
  same_date(wed, (dp_when){NUMBERS(4, 13)}, "2026-04-13"); /* one order alone gives a date */
  same_date(wed, (dp_when){NUMBERS(13, 13)}, NULL);
  same_date(wed, (dp_when){NUMBERS(29, 2)}, "2028-02-29");
  const dp_reading twice = said((dp_when){NUMBERS(3, 4)}), once = said((dp_when){NUMBERS(13, 4)}),
                   same = said((dp_when){NUMBERS(4, 4)});
  assert_true(resolve(&twice, wed).reasons & BIT(DATE_ORDER_ASSUMED));
  assert_int_equal(resolve(&twice, wed).certainty, 600);
  assert_false(resolve(&once, wed).reasons & BIT(DATE_ORDER_ASSUMED));
  assert_int_equal(resolve(&once, wed).certainty, 1000);
  assert_false(resolve(&same, wed).reasons & BIT(DATE_ORDER_ASSUMED));
  world_of(SHOP "country: US\n");
  same_date(wed, (dp_when){NUMBERS(4, 3), .year = 2027}, "2027-04-03");
  same_date(wed, (dp_when){NUMBERS(13, 4)}, "2026-04-13");
  world_of(SHOP "country: IN\n");
  same_date(wed, (dp_when){NUMBERS(4, 3), .year = 2027}, "2027-03-04");
  world_of(SHOP "country: IN\ncallbacks: {date_order: mdy}\n");
  same_date(wed, (dp_when){NUMBERS(4, 3), .year = 2027}, "2027-04-03");
  assert_false(resolve(&twice, wed).reasons & BIT(DATE_ORDER_ASSUMED));
}

static void days_without_a_time(void **state) {
  (void)state;
  world_of(SHOP);
  const uint64_t alone = BIT(DAY_ONLY);
  const expected rows[] = {
      {"2026-03-11T10:00:30",
       {AHEAD(1)},
       "2026-03-12T10:00:30",
       "=",
       NULL,
       NULL,
       alone,
       DIALPLAN_KIND_DAY,
       DIALPLAN_GRAIN_DAY},
      {"2026-03-11T08:00", {AHEAD(1)}, "2026-03-12T09:00", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-11T19:00", {AHEAD(1)}, "2026-03-12T17:30", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-11T17:45", {AHEAD(1)}, "2026-03-12T17:30", "=", NULL, NULL, alone, 0, 0},
      /* a closed day: as asked, and by the same rule on the next open one */
      {"2026-03-14T19:00",
       {AHEAD(1)},
       "2026-03-15T19:00",
       "2026-03-16T17:30",
       NULL,
       NULL,
       alone | BIT(MOVED_OPEN_DAY),
       0,
       0},
      {"2026-03-11T10:00",
       {.day = DP_DAY_WEEK, .weeks = 1},
       "2026-03-16T10:00",
       "=",
       NULL,
       NULL,
       alone,
       0,
       DIALPLAN_GRAIN_WEEK},
      {"2026-03-11T10:00",
       {WEEKDAY(3)},
       "2026-03-18T10:00",
       "=",
       NULL,
       NULL,
       alone | BIT(WEEKDAY_NEXT),
       0,
       0},
      {"2026-03-11T10:00", {.day = DP_DAY_EVERY}, "2026-03-12T10:00", "=", NULL, NULL, alone, 0, 0},
      /* bounds: a day itself, the day before, the day after */
      {"2026-03-11T10:00",
       {AHEAD(1), BOUND(AFTER)},
       "2026-03-13T10:00",
       "=",
       "2026-03-13",
       NULL,
       alone,
       0,
       0},
      {"2026-03-11T10:00", {AHEAD(1), BOUND(FROM)}, "2026-03-12T10:00", "=", "2026-03-12", NULL, alone, 0, 0},
      {"2026-03-11T10:00", {AHEAD(2), BOUND(BY)}, "2026-03-13T10:00", "=", NULL, "2026-03-14", alone, 0, 0},
      {"2026-03-11T10:00",
       {AHEAD(2), BOUND(BEFORE)},
       "2026-03-12T10:00",
       "=",
       NULL,
       "2026-03-13",
       alone,
       0,
       0},
      {"2026-03-11T10:00",
       {.day = DP_DAY_WEEK, .weeks = 1, BOUND(AFTER)},
       "2026-03-23T10:00",
       "=",
       "2026-03-23",
       NULL,
       alone,
       0,
       0},
      {"2026-03-11T10:00",
       {.day = DP_DAY_WEEKEND, BOUND(AFTER)},
       "2026-03-16T10:00",
       "=",
       "2026-03-16",
       NULL,
       alone,
       0,
       0},
      {"2026-03-11T10:00",
       {.day = DP_DAY_MONTH, .months = 1, BOUND(AFTER)},
       "2026-05-01T10:00",
       "=",
       "2026-05-01",
       NULL,
       alone,
       0,
       0},
      /* before a day whose eve is closed */
      {"2026-03-11T10:00",
       {WEEKDAY(1), BOUND(BEFORE)},
       "2026-03-15T10:00",
       "2026-03-16T10:00",
       NULL,
       "2026-03-16",
       alone | BIT(WEEKDAY_NEXT) | BIT(MOVED_OPEN_DAY) | BIT(BOUND_MISSED),
       0,
       0},
  };
  SAME_ROWS(rows);
  world_of(SHOP "callbacks: {day_only: \"11:30\"}\n");
  const expected fixed[] = {
      {"2026-03-11T16:00", {AHEAD(1)}, "2026-03-12T11:30", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-14T16:00",
       {AHEAD(1)},
       "2026-03-15T11:30",
       "2026-03-16T11:30",
       NULL,
       NULL,
       alone | BIT(MOVED_OPEN_DAY),
       0,
       0}};
  SAME_ROWS(fixed);
  world_of(IN_KOLKATA "windows: {mon-sat: [09:00-13:00, 15:00-18:00]}\n");
  const expected gap[] = {{"2026-03-11T14:00", {AHEAD(1)}, "2026-03-12T15:00", "=", NULL, NULL, alone, 0, 0}};
  SAME_ROWS(gap);
}

static void today_alone(void **state) {
  (void)state;
  world_of(SHOP);
  const uint64_t alone = BIT(DAY_ONLY);
  const expected rows[] = {
      {"2026-03-11T10:00", {AHEAD(0)}, "2026-03-11T13:00", "=", NULL, NULL, alone, DIALPLAN_KIND_DAY, 0},
      {"2026-03-11T10:00", {.flags = DP_WHEN_LATER_TODAY}, "2026-03-11T13:00", "=", NULL, NULL, 0, 0, 0},
      {"2026-03-11T10:00", {.flags = DP_WHEN_TODAY_SAID}, "2026-03-11T13:00", "=", NULL, NULL, 0, 0, 0},
      {"2026-03-11T15:00", {AHEAD(0)}, "2026-03-11T17:00", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-11T16:58", {AHEAD(0)}, "2026-03-11T17:03", "=", NULL, NULL, alone | BIT(PAST_TODAY), 0, 0},
      {"2026-03-11T05:00", {AHEAD(0)}, "2026-03-11T09:00", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-11T18:30",
       {AHEAD(0)},
       "2026-03-11T18:35",
       "2026-03-12T09:00",
       NULL,
       NULL,
       alone | BIT(PAST_TODAY) | BIT(CLIPPED),
       0,
       0},
      {"2026-03-15T10:00",
       {AHEAD(0)},
       "2026-03-15T13:00",
       "2026-03-16T09:00",
       NULL,
       NULL,
       alone | BIT(CLIPPED),
       0,
       0},
      /* days that turn out to be today */
      {"2026-03-31T10:00", {.day = DP_DAY_MONTH_END}, "2026-03-31T13:00", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-11T10:00",
       {AHEAD(1), BOUND(BEFORE)},
       "2026-03-11T13:00",
       "=",
       NULL,
       "2026-03-12",
       alone,
       0,
       0},
      {"2026-03-11T10:00",
       {.day = DP_DAY_WEEK},
       "2026-03-11T13:00",
       "=",
       NULL,
       NULL,
       alone,
       0,
       DIALPLAN_GRAIN_WEEK},
      /* a weekend under way */
      {"2026-03-14T10:00", {.day = DP_DAY_WEEKEND}, "2026-03-14T13:00", "=", NULL, NULL, alone, 0, 0},
      {"2026-03-15T10:00",
       {.day = DP_DAY_WEEKEND},
       "2026-03-15T13:00",
       "2026-03-16T09:00",
       NULL,
       NULL,
       alone | BIT(CLIPPED),
       0,
       0},
  };
  SAME_ROWS(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weekdays),
      cmocka_unit_test(weeks_and_weekends),
      cmocka_unit_test(dates_of_months),
      cmocka_unit_test(numeric_dates),
      cmocka_unit_test(days_without_a_time),
      cmocka_unit_test(today_alone),
  };
  return cmocka_run_group_tests(tests, setup, world_end);
}
