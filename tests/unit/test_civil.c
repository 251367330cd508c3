/* SPDX-License-Identifier: MIT */
/* lib/civil.c: dates and durations, as numbers and as text. */
#include "fixture.h"

#include "date.h"

static void dates_count_like_a_calendar(void **state) {
  /* An independent calendar: one day after the other, by the lengths of the months. */
  static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int32_t date = -719162, year = 1, month = 1, day = 1, weekday = 1; /* 0001-01-01 was a Monday */
  for (; year <= 9999; date++) {
    int32_t made = 0;
    dialplan_civil split;
    assert_int_equal(dialplan_date_make(year, month, day, &made), DIALPLAN_OK);
    assert_int_equal(made, date);
    assert_int_equal(dialplan_date_split(date, &split), DIALPLAN_OK);
    if (split.year != year || split.month != month || split.day != day)
      fail_msg("%d splits wrongly", (int)date);
    assert_int_equal(split.hour + split.minute + split.second, 0);
    assert_int_equal(dialplan_date_weekday(date), weekday);
    weekday = weekday % 7 + 1;
    const int leap = month == 2 && (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0));
    if (++day > length[month - 1] + leap) {
      day = 1;
      if (++month > 12) {
        month = 1;
        year++;
      }
    }
  }
  assert_int_equal(dialplan_date_split(date, &(dialplan_civil){0}), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_date_split(-719163, &(dialplan_civil){0}), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_date_split(0, NULL), DIALPLAN_E_ARGUMENT);
}

static void known_dates(void **state) {
  int32_t date = 0;
  assert_int_equal(dialplan_date_make(1970, 1, 1, &date), DIALPLAN_OK);
  assert_int_equal(date, 0);
  assert_int_equal(dialplan_date_make(2000, 2, 29, &date), DIALPLAN_OK);
  assert_int_equal(date, 11016);
  assert_int_equal(dialplan_date_make(2200, 1, 1, &date), DIALPLAN_OK);
  assert_int_equal(date, DP_DATE_END);
  assert_int_equal((int64_t)date * DP_DAY_S, DP_INSTANT_END);
  assert_int_equal(dialplan_date_weekday(0), 4); /* a Thursday */
  assert_int_equal(dialplan_date_weekday(-1), 3);
  assert_int_equal(dialplan_date_weekday(INT32_MIN) >= 1 && dialplan_date_weekday(INT32_MIN) <= 7, 1);
  assert_int_equal(dialplan_date_weekday(INT32_MAX) >= 1 && dialplan_date_weekday(INT32_MAX) <= 7, 1);
}

static void impossible_dates_are_refused(void **state) {
  static const int32_t wrong[][3] = {{0, 1, 1},     {10000, 1, 1}, {2026, 0, 1},  {2026, 13, 1},
                                     {2026, 1, 0},  {2026, 1, 32}, {2026, 2, 29}, {2100, 2, 29},
                                     {2026, 4, 31}, {2024, 2, 30}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int32_t date = 7;
    assert_int_equal(dialplan_date_make(wrong[i][0], wrong[i][1], wrong[i][2], &date), DIALPLAN_E_RANGE);
    assert_int_equal(date, 7);
  }
  assert_int_equal(dialplan_date_make(2026, 1, 1, NULL), DIALPLAN_E_ARGUMENT);
}

typedef struct bad {
  const char *text;
  int32_t status;
  uint32_t column;
  const char *code;
} bad;

static void dates_are_read(void **state) {
  static const struct {
    const char *text;
    int32_t date;
  } good[] = {
      {"1970-01-01", 0}, {"2024-02-29", 19782}, {"2026-03-02", 20514}, {"2199-12-31", DP_DATE_END - 1}};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    int32_t date = -1;
    assert_int_equal(dialplan_date_parse(good[i].text, 10, &date, NULL), DIALPLAN_OK);
    assert_int_equal(date, good[i].date);
  }
  static const bad wrong[] = {
      {"", DIALPLAN_E_SYNTAX, 1, "date-form"},
      {"2026", DIALPLAN_E_SYNTAX, 5, "date-form"},
      {"2026-3-02", DIALPLAN_E_SYNTAX, 7, "date-form"},
      {"2026/03/02", DIALPLAN_E_SYNTAX, 5, "date-form"},
      {"20260302", DIALPLAN_E_SYNTAX, 5, "date-form"},
      {" 2026-03-02", DIALPLAN_E_SYNTAX, 11, "date-form"},
      {"2026-03-02T", DIALPLAN_E_SYNTAX, 11, "date-form"},
      {"0000-01-01", DIALPLAN_E_RANGE, 1, "date-impossible"},
      {"2026-00-02", DIALPLAN_E_RANGE, 6, "date-impossible"},
      {"2026-13-02", DIALPLAN_E_RANGE, 6, "date-impossible"},
      {"2026-02-29", DIALPLAN_E_RANGE, 9, "date-impossible"},
      {"2026-02-00", DIALPLAN_E_RANGE, 9, "date-impossible"},
      {"1969-12-31", DIALPLAN_E_RANGE, 1, "date-range"},
      {"2200-01-01", DIALPLAN_E_RANGE, 1, "date-range"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    int32_t date = -1;
    dialplan_error error;
    assert_int_equal(dialplan_date_parse(wrong[i].text, strlen(wrong[i].text), &date, &error),
                     wrong[i].status);
    assert_int_equal(date, -1);
    assert_int_equal(error.status, wrong[i].status);
    assert_string_equal(error.code, wrong[i].code);
    assert_int_equal(error.line, 1);
    assert_int_equal(error.column, wrong[i].column);
    assert_int_equal(error.offset, wrong[i].column - 1);
  }
  assert_int_equal(dialplan_date_parse("2026-03-02", 10, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_date_parse(NULL, 10, &(int32_t){0}, NULL), DIALPLAN_E_ARGUMENT);
}

static void durations_are_read(void **state) {
  static const struct {
    const char *text;
    int32_t days, seconds;
  } good[] = {
      {"0s", 0, 0},
      {"90s", 0, 90},
      {"20m", 0, 1200},
      {"1h30m", 0, 5400},
      {"1d12h", 1, 43200},
      {"24h", 0, 86400},
      {"1d", 1, 0},
      {"2w", 14, 0},
      {"1w1d1h1m1s", 8, 3661},
      {"3660d", 3660, 0},
      {"316224000s", 0, 316224000},
      {"522w5d23h59m60s", 3659, 86400},
      {"007s", 0, 7},
      {"0w0d0h0m0s", 0, 0},
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    dialplan_duration duration = {-1, -1};
    assert_int_equal(dialplan_duration_parse(good[i].text, strlen(good[i].text), &duration, NULL),
                     DIALPLAN_OK);
    assert_int_equal(duration.days, good[i].days);
    assert_int_equal(duration.seconds, good[i].seconds);
  }
}

static void wrong_durations_are_refused(void **state) {
  static const bad wrong[] = {
      {"", DIALPLAN_E_SYNTAX, 1, "duration-form"},
      {"h", DIALPLAN_E_SYNTAX, 1, "duration-form"},
      {"-1h", DIALPLAN_E_SYNTAX, 1, "duration-form"},
      {"1h ", DIALPLAN_E_SYNTAX, 3, "duration-form"},
      {"1h 30m", DIALPLAN_E_SYNTAX, 3, "duration-form"},
      {"15", DIALPLAN_E_SYNTAX, 3, "duration-unit"},
      {"1h30", DIALPLAN_E_SYNTAX, 5, "duration-unit"},
      {"1.5h", DIALPLAN_E_SYNTAX, 2, "duration-unit"},
      {"1H", DIALPLAN_E_SYNTAX, 2, "duration-unit"},
      {"1y", DIALPLAN_E_SYNTAX, 2, "duration-unit"},
      {"1h1h", DIALPLAN_E_SYNTAX, 4, "duration-order"},
      {"1m1h", DIALPLAN_E_SYNTAX, 4, "duration-order"},
      {"1d1w", DIALPLAN_E_SYNTAX, 4, "duration-order"},
      {"3661d", DIALPLAN_E_RANGE, 1, "duration-range"},
      {"3660d1s", DIALPLAN_E_RANGE, 6, "duration-range"},
      {"523w", DIALPLAN_E_RANGE, 1, "duration-range"},
      {"316224001s", DIALPLAN_E_RANGE, 1, "duration-range"},
      {"99999999999999999999999999w", DIALPLAN_E_RANGE, 1, "duration-range"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    dialplan_duration duration = {-1, -1};
    dialplan_error error;
    assert_int_equal(dialplan_duration_parse(wrong[i].text, strlen(wrong[i].text), &duration, &error),
                     wrong[i].status);
    assert_int_equal(duration.days, -1);
    assert_string_equal(error.code, wrong[i].code);
    assert_int_equal(error.column, wrong[i].column);
  }
  assert_int_equal(dialplan_duration_parse("1h\0", 3, &(dialplan_duration){0}, NULL), DIALPLAN_E_SYNTAX);
  assert_int_equal(dialplan_duration_parse("1h", 2, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_duration_parse(NULL, 2, &(dialplan_duration){0}, NULL), DIALPLAN_E_ARGUMENT);
}

static void durations_are_written(void **state) {
  static const struct {
    dialplan_duration duration;
    const char *text;
  } cases[] = {
      {{0, 0}, "0s"},        {{0, 90}, "1m30s"},     {{0, 86400}, "24h"},
      {{1, 0}, "1d"},        {{7, 0}, "1w"},         {{14, 0}, "2w"},
      {{15, 0}, "15d"},      {{7, 3600}, "7d1h"},    {{1, 43200}, "1d12h"},
      {{0, 3661}, "1h1m1s"}, {{3660, 1}, "3660d1s"}, {{INT32_MAX, INT32_MAX}, "2147483647d596523h14m7s"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[33] = {0};
    uint64_t len = 0, measured = 0;
    assert_int_equal(dialplan_duration_format(cases[i].duration, NULL, 0, &measured), DIALPLAN_OK);
    assert_int_equal(dialplan_duration_format(cases[i].duration, text, 32, &len), DIALPLAN_OK);
    assert_string_equal(text, cases[i].text);
    assert_int_equal(len, strlen(cases[i].text));
    assert_int_equal(measured, len);
  }
  char three[4] = "...";
  uint64_t len = 0;
  assert_int_equal(dialplan_duration_format((dialplan_duration){1, 43200}, three, 2, &len), DIALPLAN_OK);
  assert_string_equal(three, "1d.");
  assert_int_equal(len, 5);
  assert_int_equal(dialplan_duration_format((dialplan_duration){-1, 0}, three, 3, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_duration_format((dialplan_duration){0, -1}, three, 3, &len), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_duration_format((dialplan_duration){0, 0}, NULL, 3, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_duration_format((dialplan_duration){0, 0}, three, 3, NULL), DIALPLAN_E_ARGUMENT);
}

static void what_is_written_is_read_back(void **state) {
  for (int32_t days = 0; days <= 3660; days += days < 30 ? 1 : 211)
    for (int32_t seconds = 0; seconds <= 200000 && days + seconds / 86400 < 3660; seconds += 599) {
      char text[32];
      uint64_t len = 0;
      dialplan_duration back = {-1, -1};
      assert_int_equal(dialplan_duration_format((dialplan_duration){days, seconds}, text, sizeof text, &len),
                       DIALPLAN_OK);
      assert_int_equal(dialplan_duration_parse(text, len, &back, NULL), DIALPLAN_OK);
      assert_int_equal(back.days, days);
      assert_int_equal(back.seconds, seconds);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_count_like_a_calendar),  cmocka_unit_test(known_dates),
      cmocka_unit_test(impossible_dates_are_refused), cmocka_unit_test(dates_are_read),
      cmocka_unit_test(durations_are_read),           cmocka_unit_test(wrong_durations_are_refused),
      cmocka_unit_test(durations_are_written),        cmocka_unit_test(what_is_written_is_read_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
