/* SPDX-License-Identifier: MIT */
/* lib/text.c: the writer, numbers, distances between words, UTF-8. */
#include "fixture.h"

#include "text.h"

static char room[64];

static dp_text writer(size_t cap) {
  memset(room, '.', sizeof room);
  return (dp_text){room, cap, 0};
}

static void assert_written(dp_text *text, const char *expected) {
  assert_int_equal(text->len, strlen(expected));
  dp_text_end(text);
  assert_string_equal(room, expected);
}

static void the_writer_writes(void **state) {
  dp_text text = writer(64);
  dp_text_str(&text, "a");
  dp_text_char(&text, '-');
  dp_text_bytes(&text, "bcd", 2);
  dp_text_str(&text, NULL);
  assert_written(&text, "a-bc");
  static const struct {
    int64_t value;
    const char *text;
  } numbers[] = {{0, "0"},
                 {-1, "-1"},
                 {10, "10"},
                 {INT64_MAX, "9223372036854775807"},
                 {INT64_MIN, "-9223372036854775808"}};
  for (size_t i = 0; i < 5; i++) {
    text = writer(64);
    dp_text_int(&text, numbers[i].value);
    assert_written(&text, numbers[i].text);
  }
  text = writer(64);
  dp_text_pad(&text, 7, 2);
  dp_text_pad(&text, 0, 4);
  dp_text_pad(&text, 12345, 4);
  dp_text_pad(&text, 10, 2);
  dp_text_pad(&text, 9, 1);
  assert_written(&text, "07000012345109");
  text = writer(64);
  dp_text_date(&text, 0);
  dp_text_char(&text, ' ');
  dp_text_date(&text, 20514);
  dp_text_char(&text, ' ');
  dp_text_date(&text, -719162);
  assert_written(&text, "1970-01-01 2026-03-02 0001-01-01");
}

static void the_writer_stops_at_its_room(void **state) {
  dp_text text = writer(5);
  dp_text_str(&text, "abcdefgh");
  assert_int_equal(text.len, 8);
  assert_memory_equal(room, "abcde.", 6);
  dp_text_end(&text);
  assert_string_equal(room, "abcd");
  text = (dp_text){NULL, 0, 0};
  dp_text_str(&text, "measured");
  assert_int_equal(text.len, 8);
  text = writer(5);
  dp_text_str(&text, "abc\xC3\xA9"); /* the end falls into the last character */
  dp_text_end(&text);
  assert_string_equal(room, "abc");
  text = writer(1);
  dp_text_str(&text, "\xE2\x82\xAC");
  dp_text_end(&text);
  assert_string_equal(room, "");
}

static void found_text_is_quoted(void **state) {
  dp_text text = writer(64);
  dp_text_quoted(&text, "win\tdos\x7F", 8);
  assert_written(&text, "\"win?dos?\"");
  text = writer(64);
  dp_text_quoted(&text, "", 0);
  assert_written(&text, "\"\"");
  text = writer(64);
  dp_text_quoted(&text, "caf\xC3\xA9", 5);
  assert_written(&text, "\"caf\xC3\xA9\"");
  text = writer(64);
  dp_text_quoted(&text, "caf\xE9", 4);
  assert_written(&text, "\"caf?\"");
  text = writer(64);
  dp_text_quoted(&text, "1234567890123456789012345678901234567890!", 41);
  assert_written(&text, "\"1234567890123456789012345678901234567890...\"");
  text = writer(64);
  dp_text_quoted(&text, "123456789012345678901234567890123456789\xC3\xA9", 41);
  assert_written(&text, "\"123456789012345678901234567890123456789...\"");
}

static void digits_are_read(void **state) {
  assert_int_equal(dp_text_digits("0", 1), 0);
  assert_int_equal(dp_text_digits("007", 3), 7);
  assert_int_equal(dp_text_digits("999999999999999999", 18), 999999999999999999);
  assert_int_equal(dp_text_digits("1000000000000000000", 19), -1);
  static const char *const wrong[] = {"", "-1", "+1", " 1", "1 ", "1.5", "a", "/", ":"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(dp_text_digits(wrong[i], strlen(wrong[i])), -1);
  assert_true(dp_text_is("abcd", 3, "abc"));
  assert_false(dp_text_is("abcd", 4, "abc"));
  assert_false(dp_text_is("ab", 2, "abc"));
  assert_false(dp_text_is("abc", 4, "abc")); /* with its NUL, which is a byte like others */
  assert_false(dp_text_is("ab\0c", 4, "ab"));
  assert_false(dp_text_is(NULL, 0, "a"));
  assert_true(dp_text_is(NULL, 0, ""));
}

static void assert_distance(const char *a, const char *b, int distance) {
  assert_int_equal(dp_text_distance(a, strlen(a), b, strlen(b), 9), distance);
  assert_int_equal(dp_text_distance(b, strlen(b), a, strlen(a), 9), distance);
}

static void distances_between_words(void **state) {
  assert_distance("", "", 0);
  assert_distance("windows", "windows", 0);
  assert_distance("windos", "windows", 1);
  assert_distance("wnidows", "windows", 1); /* neighbours swapped */
  assert_distance("WINDOWS", "windows", 0);
  assert_distance("", "abc", 3);
  assert_distance("kitten", "sitting", 3);
  assert_distance("ca", "abc", 3); /* the restricted distance: nothing is edited twice */
  assert_int_equal(dp_text_distance("kitten", 6, "sitting", 7, 2), 3);
  assert_int_equal(dp_text_distance("aaaaaaaa", 8, "bbbbbbbb", 8, 2), 3);
  char word[65];
  memset(word, 'a', sizeof word);
  assert_int_equal(dp_text_distance(word, 63, word, 63, 2), 0);
  assert_int_equal(dp_text_distance(word, 64, word, 64, 2), 3); /* too long to be a word */
}

static void the_nearest_word(void **state) {
  static const char *const words[] = {"windows", "window", "name", "no_call_days", "retry"};
  assert_string_equal(dp_text_nearest("windos", 6, words, 5), "windows");
  assert_string_equal(dp_text_nearest("Window", 6, words, 5), "window");
  assert_string_equal(dp_text_nearest("nocalldays", 10, words, 5), "no_call_days");
  assert_null(dp_text_nearest("xyz", 3, words, 5));
  assert_null(dp_text_nearest("", 0, words, 5));
  assert_null(dp_text_nearest("windos", 6, words, 0));
}

static void utf8_is_checked(void **state) {
  static const char *const good[] = {"",
                                     "abc",
                                     "caf\xC3\xA9",
                                     "\xE2\x82\xAC",
                                     "\xF0\x9F\x93\x9E",
                                     "\xED\x9F\xBF",
                                     "\xEE\x80\x80",
                                     "\xF4\x8F\xBF\xBF",
                                     "\xC2\x80",
                                     "\xE0\xA0\x80",
                                     "\xF0\x90\x80\x80"};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_int_equal(dp_text_utf8(good[i], strlen(good[i])), strlen(good[i]));
  static const char *const bad[] = {"\x80",
                                    "\xBF",
                                    "\xC0\x80",
                                    "\xC1\xBF",
                                    "\xC3",
                                    "\xC3(",
                                    "\xE0\x9F\xBF",
                                    "\xED\xA0\x80",
                                    "\xE2\x82",
                                    "\xE2(\xA1",
                                    "\xE2\x82(",
                                    "\xF0\x8F\xBF\xBF",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "\xFF",
                                    "\xF0\x9F\x93",
                                    "\xF0\x9F(\x9E",
                                    "\xF0\x9F\x93("};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[16] = "ab";
    strcat(text, bad[i]);
    assert_int_equal(dp_text_utf8(text, strlen(text)), 2);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_writer_writes),       cmocka_unit_test(the_writer_stops_at_its_room),
      cmocka_unit_test(found_text_is_quoted),    cmocka_unit_test(digits_are_read),
      cmocka_unit_test(distances_between_words), cmocka_unit_test(the_nearest_word),
      cmocka_unit_test(utf8_is_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
