/* SPDX-License-Identifier: MIT */
/* Day tables: every minute of every date from 1970 to 2199 against the rules, the edges, the tables of
 * regions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>

#include "date.h"
#include "daytable.h"
#include "support/atlas.h"

enum { DAY_MIN = 1440, FIRST = -1, LAST = DP_DATE_END + 1, MODEL = LAST + 30, DATES = MODEL - FIRST + 1 };

static dp_arena arena;

static dp_daytables build(const dp_settings *settings) {
  dp_daytables tables;
  dialplan_error err = {0};
  if (dp_daytables_build(&arena, settings, &tables, &err) != DIALPLAN_OK) fail_msg("%s", err.message);
  return tables;
}

static int rule_permits(const dp_guard_rule *rule, int32_t date, int32_t minute) {
  if (rule->kind != DP_GUARD_DAYS) return dp_guard_permits(rule, date, 0, minute * 60);
  if (!dp_guard_effective(rule, date)) return 1;
  if (rule->weekdays >> (dp_date_weekday(date) - 1) & 1 || dp_dayset_find(&rule->days, date)) return 0;
  return !rule->eve.count || !dp_dayset_find(&rule->days, date + 1) || dp_spans_hold(&rule->eve, minute * 60);
}

/* The dates of which every minute is looked at: the first years, the present ones, the last. Of the others it
 * is every eleventh, another one each day. */
static int32_t stride_of(int32_t date) {
  enum { YEAR = 366, PRESENT = 20089, ELEVENTH = 11 }; /* 2025-01-01 */
  const int closely =
      date < FIRST + 3 * YEAR || (date >= PRESENT && date < PRESENT + 4 * YEAR) || date > LAST - YEAR;
  return closely ? 1 : ELEVENTH;
}

/* The minutes of all dates, by the rules as they stand; margins in whole minutes. */
static void check_all_dates(const dp_settings *settings) {
  uint8_t *open = calloc(DATES + 1, DAY_MIN);
  assert_non_null(open);
  for (int32_t date = FIRST - 1; date <= MODEL; date++) {
    const dp_spans *spans = dp_window_spans(&settings->windows, date);
    for (uint32_t i = 0; i < spans->count; i++)
      for (int32_t minute = spans->span[i].from_min; minute < spans->span[i].until_min; minute++)
        if (date >= FIRST || minute >= DAY_MIN) open[(date - FIRST) * DAY_MIN + minute] = 1;
  }
  for (int32_t date = FIRST; date <= MODEL; date++)
    if (dp_dayset_find(&settings->no_call_days, date)) memset(open + (date - FIRST) * DAY_MIN, 0, DAY_MIN);
  int64_t left = 0; /* the model's last run is cut by its end, which the margins do not reach back from */
  for (int32_t i = DATES * DAY_MIN; i-- > 0;) {
    left = open[i] ? left + 60 : 0;
    open[i] = left > settings->close_margin_s;
  }
  const dp_daytables tables = build(settings);
  for (int32_t date = FIRST; date <= LAST; date++)
    for (int32_t step = stride_of(date), minute = (date - FIRST) % step; minute < DAY_MIN; minute += step) {
      int permitted = open[(date - FIRST) * DAY_MIN + minute];
      for (uint32_t i = 0; permitted && i < settings->guard.count; i++)
        permitted = rule_permits(&settings->guard.rules[i], date, minute);
      const int64_t local = (int64_t)date * DP_DAY_S + minute * 60;
      if (dp_daytable_open(&tables.table[0], local) != permitted)
        fail_msg("date %d minute %d: %d expected", date, minute, permitted);
    }
  for (int32_t date = FIRST; date <= LAST; date++)
    assert_int_equal(dp_daytables_no_call(&tables, date),
                     dp_dayset_find(&settings->no_call_days, date) != NULL);
  free(open);
}

static void days_of_many_kinds(void **state) {
  (void)state;
  const dp_day_entry days[] = {
      {.month = 1, .day = 1},
      {.month = 1, .day = 26},
      {.month = 2, .day = 29},
      {.month = 12, .day = 31},
      {.from_date = atlas_date("1999-12-20"), .until_date = atlas_date("2000-03-01")},
      {.from_date = atlas_date("2026-12-27"), .until_date = atlas_date("2026-12-31")},
      {.from_date = 0, .until_date = 0},
      {.from_date = DP_DATE_END - 1, .until_date = DP_DATE_END - 1}};
  const dp_special_day specials[] = {{atlas_date("1970-01-01"), atlas_spans("10:00-04:00")},
                                     {atlas_date("2026-03-01"), atlas_spans("22:00-06:00")}, /* a Sunday */
                                     {atlas_date("2026-03-07"), atlas_spans("")},
                                     {atlas_date("2026-03-08"), atlas_spans("00:00-24:00")},
                                     {atlas_date("2026-12-30"), atlas_spans("01:00-02:00")},
                                     {atlas_date("2199-12-30"), atlas_spans("20:00-19:59")}};
  dp_settings settings = atlas_settings("1111100", "09:00-12:00 13:00-18:00");
  atlas_week(settings.windows.week, "0000011", "21:00-01:30");
  settings.no_call_days = (dp_dayset){days, 8};
  settings.windows.specials = specials;
  settings.windows.special_count = 6;
  check_all_dates(&settings);
}

static void margins_over_weeks_and_rules_that_come_and_go(void **state) {
  (void)state;
  uint32_t count;
  dp_guard_rule rules[3];
  for (int i = 0; i < 3; i++) rules[i] = *dp_guard_business_hours(&count);
  rules[0].effective_until = atlas_date("1990-07-02"); /* a Monday */
  rules[1].effective_from = atlas_date("2026-05-20");
  rules[1].effective_until = atlas_date("2026-05-22");
  rules[2].effective_from = atlas_date("2150-01-03");
  atlas_week(rules[2].week, "0011001", "22:00-03:00");
  const dp_day_entry days[] = {{.month = 3, .day = 9}, {.month = 11, .day = 2}};
  dp_settings settings = atlas_settings("1111111", "00:00-24:00"); /* runs of months */
  settings.no_call_days = (dp_dayset){days, 2};
  settings.guard = (dp_guard){rules, 3};
  settings.close_margin_s = 17 * DP_DAY_S + 60;
  check_all_dates(&settings);
}

static void days_of_rules_and_their_eves(void **state) {
  (void)state;
  const dp_day_entry no_call[] = {{.month = 5, .day = 1}, {.month = 12, .day = 24}};
  const dp_day_entry holidays[] = {
      {.month = 1, .day = 1},
      {.month = 12, .day = 25},
      {.month = 12, .day = 26},
      {.from_date = atlas_date("2026-03-30"), .until_date = atlas_date("2026-03-30")}, /* a Monday */
      {.from_date = atlas_date("2030-02-01"), .until_date = atlas_date("2030-03-10")},
      {.from_date = DP_DATE_END - 1, .until_date = DP_DATE_END + 1}};
  const dp_day_entry others[] = {{.month = 12, .day = 26}, {.month = 7, .day = 4}};
  dp_guard_rule rules[4] = {{.id = "sundays", .kind = DP_GUARD_DAYS, .weekdays = 1u << 6}};
  rules[1] = (dp_guard_rule){.id = "holidays", .kind = DP_GUARD_DAYS, .days = {holidays, 6}};
  rules[1].eve = atlas_spans("08:00-12:00 13:00-14:30");
  rules[1].effective_from = atlas_date("1999-12-30");
  rules[2] = (dp_guard_rule){.id = "others", .kind = DP_GUARD_DAYS, .days = {others, 2}};
  rules[2].effective_until = atlas_date("2100-07-04");
  rules[2].eve = atlas_spans("10:00-20:00");
  rules[3] = (dp_guard_rule){.id = "gap", .kind = DP_GUARD_GAP, .effective_from = atlas_date("2020-02-20")};
  for (int i = 0; i < 4; i++)
    if (!rules[i].effective_until) rules[i].effective_until = DP_DATE_END;
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  settings.no_call_days = (dp_dayset){no_call, 2};
  settings.guard = (dp_guard){rules, 4};
  settings.close_margin_s = 600;
  check_all_dates(&settings);
}

/* More looks of weeks than the builder numbers: seven-day patterns that all differ. */
static void more_looks_than_numbers(void **state) {
  (void)state;
  static dp_day_entry days[800];
  uint32_t count = 0;
  for (uint32_t look = 1; look < 128; look++)
    for (uint32_t day = 0; day < 7; day++)
      if (look >> day & 1) days[count++].from_date = atlas_date("2024-01-01") + (int32_t)(look * 14 + day);
  for (uint32_t i = 0; i < count; i++) days[i].until_date = days[i].from_date;
  const dp_day_entry no_call[] = {{.month = 6, .day = 6}};
  dp_guard_rule rule = {.id = "many", .kind = DP_GUARD_DAYS, .days = {days, count}};
  rule.effective_until = DP_DATE_END;
  rule.eve = atlas_spans("10:00-11:00");
  dp_settings settings = atlas_settings("1111111", "08:00-20:00");
  settings.no_call_days = (dp_dayset){no_call, 1};
  settings.guard = (dp_guard){&rule, 1};
  check_all_dates(&settings);
}

/* More ways for a week to go on than the builder remembers at a time. */
static void many_different_weeks(void **state) {
  (void)state;
  static dp_special_day specials[600];
  for (int32_t i = 0; i < 600; i++) {
    const uint16_t from_min = (uint16_t)(i * 2);
    specials[i] = (dp_special_day){atlas_date("2020-01-06") + i * 11,
                                   {.count = 1, .span = {{from_min, from_min + 90}}}};
  }
  const dp_day_entry days[] = {{.month = 6, .day = 6}};
  dp_settings settings = atlas_settings("1000001", "23:00-23:30");
  settings.no_call_days = (dp_dayset){days, 1};
  settings.windows.specials = specials;
  settings.windows.special_count = 600;
  check_all_dates(&settings);
}

static void as_many_spans_as_a_day_may_have(void **state) {
  (void)state;
  dp_settings settings = atlas_settings("0000000", "");
  for (int day = 0; day < 7; day++) {
    dp_spans *spans = &settings.windows.week[day];
    for (spans->count = 0; spans->count < DP_SPANS_MAX; spans->count++) {
      const uint16_t from_min = (uint16_t)(1439 - spans->count * 90);                /* the last one first */
      const uint16_t minutes = spans->count % 5 == 0 ? 1440 - 1 - from_min + 17 : 1; /* some over midnight */
      spans->span[spans->count] = (dp_span){from_min, (uint16_t)(from_min + minutes)};
    }
  }
  check_all_dates(&settings);
}

static void searches_end_at_the_edges(void **state) {
  (void)state;
  const dp_special_day special = {atlas_date("2026-03-04"), atlas_spans("09:00-10:00")};
  dp_settings settings = atlas_settings("0000000", "");
  settings.windows.specials = &special;
  settings.windows.special_count = 1;
  const dp_daytables tables = build(&settings);
  const dp_daytable *table = &tables.table[0];
  const int64_t open = (int64_t)special.date * DP_DAY_S + 9 * 3600;
  const int64_t first = -DP_DAY_S, last = (int64_t)DP_DATE_END * DP_DAY_S + DP_DAY_S;
  assert_int_equal(dp_daytable_next(table, first), open);
  assert_int_equal(dp_daytable_next(table, open + 3600), DP_LOCAL_NEVER);
  assert_int_equal(dp_daytable_next(table, last), DP_LOCAL_NEVER);
  assert_int_equal(dp_daytable_prev(table, last), open + 3599);
  assert_int_equal(dp_daytable_prev(table, open - 1), -DP_LOCAL_NEVER);
  assert_int_equal(dp_daytable_end(table, open + 5, last), open + 3600);
  assert_int_equal(dp_daytable_end(table, open + 5, open + 7), open + 7);
  assert_int_equal(dp_daytable_end(table, open + 3600, last), open + 3600);
  assert_int_equal(dp_daytable_begin(table, open + 3599, first), open);
  assert_int_equal(dp_daytable_begin(table, open + 3599, open + 9), open + 9);
  assert_int_equal(dp_daytable_begin(table, open + 3600, first), open + 3601);
  for (int32_t day = 0; day < 30; day++) {
    assert_int_equal(dp_daytable_next(table, open - day * DP_DAY_S), open);
    assert_int_equal(dp_daytable_prev(table, open + 3599 + day * DP_DAY_S), open + 3599);
  }
  /* the same without the special day: never */
  assert_int_equal(dp_daytable_next(&tables.plain[0], first), DP_LOCAL_NEVER);
}

static void an_endless_run_has_no_end(void **state) {
  (void)state;
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  settings.close_margin_s = 3660 * DP_DAY_S;
  const dp_daytables tables = build(&settings);
  const int64_t first = -2 * DP_DAY_S, last = ((int64_t)DP_DATE_END + 2) * DP_DAY_S;
  assert_int_equal(dp_daytable_end(&tables.table[0], first, last), last);
  assert_int_equal(dp_daytable_begin(&tables.table[0], last - 1, first), first);
}

static void the_plain_table_knows_neither_special_nor_no_call_days(void **state) {
  (void)state;
  uint32_t count;
  dp_guard_rule rule = *dp_guard_business_hours(&count);
  rule.effective_from = atlas_date("2026-03-04");
  const dp_special_day special = {atlas_date("2026-03-05"), atlas_spans("12:00-13:00")};
  const dp_day_entry closed = {.from_date = 0, .until_date = atlas_date("2026-03-04")};
  dp_settings settings = atlas_settings("1111111", "06:00-09:00");
  settings.windows.specials = &special;
  settings.windows.special_count = 1;
  settings.no_call_days = (dp_dayset){&closed, 1};
  settings.guard = (dp_guard){&rule, 1};
  settings.close_margin_s = 60;
  const dp_daytables tables = build(&settings);
  for (int32_t date = rule.effective_from - 2; date < rule.effective_from + 3; date++) {
    const int64_t midnight = (int64_t)date * DP_DAY_S;
    const int64_t opening = midnight + (date < rule.effective_from ? 6 : 8) * 3600;
    assert_int_equal(dp_daytable_next(&tables.plain[0], midnight), opening);
    assert_int_equal(dp_daytable_end(&tables.plain[0], opening, midnight + DP_DAY_S),
                     midnight + 9 * 3600 - 60);
  }
}

static int opens_at(const dp_daytables *tables, const char *region) {
  const dp_daytable *table = &tables->table[dp_daytables_region(tables, region)];
  return (int)(dp_daytable_next(table, 20000 * (int64_t)DP_DAY_S) - 20000 * (int64_t)DP_DAY_S) / 3600;
}

static void regions_have_the_rules_that_bind_them(void **state) {
  (void)state;
  static const char *const us[] = {"US"}, *const florida[] = {"US-FL", "US-GA"}, *const quebec[] = {"CA-QC"};
  uint32_t count;
  dp_guard_rule rules[5];
  for (int i = 0; i < 5; i++) {
    rules[i] = *dp_guard_business_hours(&count);
    rules[i].region_count = i == 2 ? 2 : 1;
    memset(rules[i].week, 0, sizeof rules[i].week);
  }
  atlas_week(rules[0].week, "1111111", "05:00-20:00"); /* everywhere */
  rules[0].regions = NULL;
  atlas_week(rules[1].week, "1111111", "06:00-20:00");
  rules[1].regions = us;
  atlas_week(rules[2].week, "1111111", "07:00-20:00");
  rules[2].regions = florida;
  atlas_week(rules[3].week, "1111111", "08:00-20:00");
  rules[3].regions = quebec;
  rules[4].kind = DP_GUARD_GAP; /* has no hours, so no table of its own */
  static const char *const germany[] = {"DE"};
  rules[4].regions = germany;
  dp_settings settings = atlas_settings("1111111", "00:00-24:00");
  settings.guard = (dp_guard){rules, 5};
  const dp_daytables tables = build(&settings);
  assert_int_equal(opens_at(&tables, NULL), 8); /* not known: all bind */
  assert_int_equal(opens_at(&tables, ""), 8);
  assert_int_equal(opens_at(&tables, "DE"), 5);
  assert_int_equal(opens_at(&tables, "US-TX"), 6);
  assert_int_equal(opens_at(&tables, "US-FL"), 7);
  assert_int_equal(opens_at(&tables, "US-GA"), 7);
  assert_int_equal(opens_at(&tables, "US"), 7); /* may be Florida */
  assert_int_equal(opens_at(&tables, "CA-QC"), 8);
  assert_int_equal(opens_at(&tables, "CA-ON"), 5);
  assert_int_equal(opens_at(&tables, "CA"), 8);
  assert_int_equal(opens_at(&tables, "USA"), 5);
  /* equal rules, one table */
  assert_ptr_equal(tables.table[dp_daytables_region(&tables, "US-FL")].week,
                   tables.table[dp_daytables_region(&tables, "US-GA")].week);
  /* a question asked of a table is the one that the guard answers */
  for (uint32_t i = 0; i < tables.count; i++) {
    const char *region = tables.region[i];
    int32_t opening = 0;
    for (int k = 0; k < 4; k++)
      if (dp_guard_binds(&rules[k], region)) opening = 5 + k;
    assert_int_equal(opens_at(&tables, region), opening);
  }
}

static void too_many_regions_are_refused(void **state) {
  (void)state;
  static char names[100][8];
  static const char *regions[100];
  for (int i = 0; i < 100; i++) {
    names[i][0] = (char)('A' + i / 26);
    names[i][1] = (char)('A' + i % 26);
    memcpy(names[i] + 2, "-XX", 4);
    regions[i] = names[i];
  }
  uint32_t count;
  dp_guard_rule rule = *dp_guard_business_hours(&count);
  rule.regions = regions;
  rule.region_count = 100; /* each makes three tables: itself, its country, the rest of that */
  dp_settings settings = atlas_settings("1111111", "09:00-18:00");
  settings.guard = (dp_guard){&rule, 1};
  dp_daytables tables;
  dialplan_error err;
  assert_int_equal(dp_daytables_build(&arena, &settings, &tables, &err), DIALPLAN_E_LIMIT);
  assert_string_equal(err.code, "too-many-regions");
  rule.region_count = 80;
  tables = build(&settings);
  assert_int_equal(opens_at(&tables, "AA-XX"), 9);
}

static int teardown(void **state) {
  (void)state;
  dp_arena_free(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_of_many_kinds),
      cmocka_unit_test(margins_over_weeks_and_rules_that_come_and_go),
      cmocka_unit_test(days_of_rules_and_their_eves),
      cmocka_unit_test(more_looks_than_numbers),
      cmocka_unit_test(many_different_weeks),
      cmocka_unit_test(as_many_spans_as_a_day_may_have),
      cmocka_unit_test(searches_end_at_the_edges),
      cmocka_unit_test(an_endless_run_has_no_end),
      cmocka_unit_test(the_plain_table_knows_neither_special_nor_no_call_days),
      cmocka_unit_test(regions_have_the_rules_that_bind_them),
      cmocka_unit_test(too_many_regions_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, teardown);
}
