/* SPDX-License-Identifier: MIT */
/* lib/callback/parse.c and its pieces: from words to fields. The golden lists hold what comes of them; here
 * are the fields that the lists can't tell apart, the spans, and the certainty. */
#include "fixture.h"

#include "callback/reading.h"

static dp_reading reading;

static void read_text(const char *text) {
  static const uint8_t books[] = {DP_BOOK_EN, DP_BOOK_HI};
  dp_callback_parse(text, strlen(text), books, 2, &reading);
}

static void assert_reason(uint32_t reason) { assert_true(reading.reasons >> reason & 1); }

static void assert_spans(const char *text, const char *expected) {
  char out[256] = "";
  read_text(text);
  for (uint32_t i = 0; i < reading.span_count; i++)
    sprintf(out + strlen(out), "[%.*s]", (int)(reading.spans[i].until - reading.spans[i].from),
            text + reading.spans[i].from);
  assert_string_equal(out, expected);
}

static void clock_times(void **state) {
  static const struct {
    const char *text;
    int32_t minute;
    uint8_t half;
  } cases[] = {{"5 baje", 300, DP_HALF_OPEN},
               {"5 pm", 1020, DP_HALF_PM},
               {"12 am", 0, DP_HALF_AM},
               {"12 pm", 720, DP_HALF_PM},
               {"17:30", 1050, DP_HALF_EXACT},
               {"09:00", 540, DP_HALF_EXACT},
               {"9:00", 540, DP_HALF_OPEN},
               {"noon", 720, DP_HALF_EXACT},
               {"midnight", 1440, DP_HALF_EXACT},
               {"1730 hrs", 1050, DP_HALF_EXACT},
               {"530 pm", 1050, DP_HALF_PM},
               {"0900 hrs", 540, DP_HALF_EXACT},
               {"quarter to one", 765, DP_HALF_OPEN},
               {"half 4", 270, DP_HALF_OPEN},
               {"10 minutes to 5", 290, DP_HALF_OPEN},
               {"sava 4 baje", 255, DP_HALF_OPEN},
               {"paune ek baje", 765, DP_HALF_OPEN},
               {"5 bajne mein 10 minute", 290, DP_HALF_OPEN},
               {"1 bajne mein 10 minute", 770, DP_HALF_OPEN},
               {"4 bajke 20 minute", 260, DP_HALF_OPEN},
               {"4 bajkar", 240, DP_HALF_OPEN},
               {"raat 2 baje", 120, DP_HALF_NIGHT},
               {"raat 12 baje", 1440, DP_HALF_EXACT},
               {"raat 12:30 baje", 30, DP_HALF_NIGHT},
               {"subah 12 baje", 720, DP_HALF_PM},
               {"subah 3 baje", 180, DP_HALF_AM},
               {"din mein 11 baje", 660, DP_HALF_AM},
               {"dopahar 11 baje", 660, DP_HALF_AM},
               {"dopahar 3 baje", 900, DP_HALF_PM},
               {"five thirty", 330, DP_HALF_OPEN},
               {"10:15:30", 615, DP_HALF_OPEN},
               {"5-30 baje", 330, DP_HALF_OPEN},
               {"24:00", 1440, DP_HALF_EXACT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    read_text(cases[i].text);
    if (reading.found != DIALPLAN_CALLBACK_RESOLVED || reading.when.minute != cases[i].minute ||
        reading.when.half != cases[i].half || !reading.when.has_clock || reading.when.part)
      fail_msg("%s: found %u, %d, half %u", cases[i].text, reading.found, reading.when.minute,
               reading.when.half);
  }
}

static void lengths(void **state) {
  static const struct {
    const char *text;
    uint32_t minutes, low;
    uint16_t days, months;
  } cases[] = {{"in 20 minutes", 20, 0, 0, 0},
               {"in an hour and a half", 90, 0, 0, 0},
               {"1h30", 90, 0, 0, 0},
               {"in 2.5 hours", 150, 0, 0, 0},
               {"in 1.25 hours", 75, 0, 0, 0},
               {"in 1/2 hour", 30, 0, 0, 0},
               {"an hour or two", 120, 60, 0, 0},
               {"10-15 minutes", 15, 10, 0, 0},
               {"ek do ghante", 120, 60, 0, 0},
               {"5 ya 10 minute", 10, 5, 0, 0},
               {"5 minutes or 10 minutes", 10, 5, 0, 0},
               {"dedh ghanta", 90, 0, 0, 0},
               {"paun ghanta", 45, 0, 0, 0},
               {"in a few hours", 180, 0, 0, 0},
               {"few minutes", 15, 0, 0, 0},
               {"in a couple of days", 0, 0, 2, 0},
               {"in a week", 0, 0, 7, 0},
               {"in one and a half days", 720, 0, 1, 0},
               {"in 2 months", 0, 0, 0, 2},
               {"in 1.5 months", 0, 0, 15, 1},
               {"hafte baad", 0, 0, 7, 0},
               {"in the next hour", 60, 0, 0, 0},
               {"2 din mein", 0, 0, 2, 0},
               {"twenty five minutes", 25, 0, 0, 0},
               {"thodi der baad", 30, 0, 0, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    read_text(cases[i].text);
    const dp_when *when = &reading.when;
    if (!when->has_span || when->span_min != cases[i].minutes || when->span_low != cases[i].low ||
        when->span_days != cases[i].days || when->span_months != cases[i].months)
      fail_msg("%s: %u minutes, low %u, %u days, %u months", cases[i].text, when->span_min, when->span_low,
               when->span_days, when->span_months);
  }
}

static void days(void **state) {
  read_text("the week after next");
  assert_int_equal(reading.when.day, DP_DAY_WEEK);
  assert_int_equal(reading.when.weeks, 2);
  read_text("the month after next");
  assert_int_equal(reading.when.months, 2);
  read_text("a week on Friday");
  assert_int_equal(reading.when.day, DP_DAY_WEEKDAY);
  assert_int_equal(reading.when.weeks, 1);
  read_text("a week from tomorrow");
  assert_int_equal(reading.when.n, 8);
  read_text("Tuesday next week");
  assert_int_equal(reading.when.which, DP_WHICH_WEEK);
  read_text("Friday, 20 March 2026");
  assert_int_equal(reading.when.day, DP_DAY_DATE);
  assert_int_equal(reading.when.year, 2026);
  assert_int_equal(reading.when.month, 3);
  read_text("twenty first of april");
  assert_int_equal(reading.when.n, 21);
  read_text("3/4/26");
  assert_int_equal(reading.when.day, DP_DAY_NUMBERS);
  assert_int_equal(reading.when.year, 2026);
  read_text("end of next month");
  assert_int_equal(reading.when.day, DP_DAY_MONTH_END);
  assert_int_equal(reading.when.months, 1);
  read_text("end of april");
  assert_int_equal(reading.when.month, 4);
  read_text("2 days later in the evening");
  assert_int_equal(reading.when.day, DP_DAY_AHEAD);
  assert_int_equal(reading.when.has_span, 0);
  read_text("2026-13-01");
  assert_int_equal(reading.found, DIALPLAN_CALLBACK_NONE);
  read_text("24/7 support");
  assert_int_equal(reading.found, DIALPLAN_CALLBACK_NONE);
}

static void doubts_lower_certainty(void **state) {
  read_text("tomorrow at 5");
  assert_int_equal(reading.certainty, 1000);
  read_text("tomorow at 5 on Monday at 6");
  assert_reason(DIALPLAN_CALLBACK_LAST_OF_TWO);
  assert_int_equal(reading.certainty, 600);
  read_text("tomorrov at 5");
  const uint32_t plain = reading.certainty;
  read_text("tomorriw at 5");
  assert_reason(DIALPLAN_CALLBACK_MISSPELT);
  assert_int_equal(plain, 1000); /* v for w is the same word by ear */
  assert_int_equal(reading.certainty, 850);
  read_text("not tomorrow");
  assert_int_equal(reading.excluded, 1);
  assert_int_equal(reading.other.day, DP_DAY_AHEAD);
  assert_int_equal(reading.certainty, 0);
}

static void spans_are_the_words(void **state) {
  assert_spans("please call me tomorrow at 5 pm, ok?", "[tomorrow at 5 pm]");
  assert_spans("kal nahi parso", "[kal][parso]");
  assert_spans("अच्छा कल सुबह ११ बजे करो", "[कल सुबह ११ बजे]");
  assert_spans("hello", "");
  assert_spans("kal11baje", "[kal11baje]");
  assert_spans(
      "1 baje x 2 baje x 3 baje x 4 baje x 5 baje x 6 baje x 7 baje x 8 baje x 9 baje x 10 baje x 11 baje x "
      "12 baje x 1 baje x 2 baje",
      "[3 baje][4 baje][5 baje][6 baje][7 baje][8 baje][9 baje][10 baje x 11 baje x 12 baje x 1 baje x 2 "
      "baje]");
}

static void long_texts(void **state) {
  static char text[4000];
  memset(text, 'x', sizeof text);
  for (size_t i = 7; i < sizeof text; i += 8) text[i] = ' ';
  memcpy(text + 3980, " kal 5 baje ", 12);
  static const uint8_t books[] = {DP_BOOK_HI};
  dp_callback_parse(text, sizeof text, books, 1, &reading);
  assert_reason(DIALPLAN_CALLBACK_SHORTENED);
  assert_int_equal(reading.when.n, 1);
  assert_int_equal(reading.spans[0].from, 3981);
  assert_int_equal(reading.spans[0].until, 3991);
}

static void books_decide(void **state) {
  static const uint8_t english[] = {DP_BOOK_EN}, german[] = {DP_BOOK_DE}, none[] = {0};
  dp_callback_parse("kal 5 baje", 10, english, 1, &reading);
  assert_int_equal(reading.found, DIALPLAN_CALLBACK_NONE); /* 5 of something */
  dp_callback_parse("20.3.", 5, german, 1, &reading);
  assert_int_equal(reading.when.day, DP_DAY_DATE);
  dp_callback_parse("tomorrow", 8, none, 0, &reading);
  assert_int_equal(reading.found, DIALPLAN_CALLBACK_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clock_times),
      cmocka_unit_test(lengths),
      cmocka_unit_test(days),
      cmocka_unit_test(doubts_lower_certainty),
      cmocka_unit_test(spans_are_the_words),
      cmocka_unit_test(long_texts),
      cmocka_unit_test(books_decide),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
