/* SPDX-License-Identifier: MIT */
/* cli/slice.c, cli/buffer.c, cli/base64.c, cli/intern.c: text and sets of the program. */
#include "fixture.h"

#include "base64.h"
#include "intern.h"
#include "slice.h"

static void whole_numbers(void **state) {
  int64_t value = 0;
  assert_true(slice_integer(slice_of("-12"), -12, 12, &value));
  assert_int_equal(value, -12);
  assert_false(slice_integer(slice_of("-13"), -12, 12, &value));
  assert_false(slice_integer(slice_of(""), -12, 12, &value));
  assert_false(slice_integer(slice_of("-"), -12, 12, &value));
  assert_false(slice_integer(slice_of("1x"), -12, 12, &value));
  assert_false(slice_integer(slice_of("9999999999999999999"), INT64_MIN, INT64_MAX, &value));
}

static void utf8(void **state) {
  static const struct {
    const char *text;
    size_t valid;
  } cases[] = {
      {"caf\xC3\xA9", 5}, {"\xE2\x82\xAC", 3}, {"\xF0\x9F\x98\x80", 4}, {"a\xC3", 1},
      {"\xC0\x80", 0},    {"\xE0\x80\x80", 0}, {"\xED\xA0\x80", 0},     {"\xF4\x90\x80\x80", 0},
      {"ab\x80", 2},      {"\xFF", 0},         {"\xF0\x80\x80\x80", 0}, {"\xF4\x8F\xBF\xBF", 4},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(slice_utf8(slice_of(cases[i].text)), cases[i].valid);
}

/* Words of eight and of 32 bytes are looked at as a whole: nothing is missed at any place of a text of any
 * length. */
static void utf8_at_every_place(void **state) {
  for (size_t len = 1; len < 100; len++)
    for (size_t i = 0; i < len; i++) {
      char text[101];
      memset(text, 'x', sizeof text);
      text[i] = '\x80';
      assert_int_equal(slice_utf8((slice){text, len}), i);
      text[i] = text[len] = '\xFF';
      if (i + 1 < len) memcpy(text + i, "\xC3\xA9", 2);
      assert_int_equal(slice_utf8((slice){text, len}), i + 1 < len ? len : i);
    }
}

static void texts_are_the_same_to_their_last_byte(void **state) {
  for (size_t len = 0; len < 40; len++) {
    char a[41], b[41];
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    a[len] = '1';
    b[len] = '2';
    assert_true(slice_same((slice){a, len}, (slice){b, len}));
    assert_false(slice_same((slice){a, len}, (slice){b, len + 1}));
    for (size_t i = 0; i < len; i++) {
      b[i] = 'y';
      assert_false(slice_same((slice){a, len}, (slice){b, len}));
      b[i] = 'x';
    }
  }
}

static void widths(void **state) {
  assert_int_equal(slice_width(slice_of("Ada")), 3);
  assert_int_equal(slice_width(slice_of("\xC3\x89milie")), 6);
  assert_int_equal(slice_width(slice_of("e\xCC\x81")), 1);                /* a combining accent */
  assert_int_equal(slice_width(slice_of("\xE7\x94\xB0\xE4\xB8\xAD")), 4); /* two ideographs */
  assert_int_equal(slice_width(slice_of("\xF0\x9F\x98\x80")), 2);
}

static void near_words(void **state) {
  static const char *const words[] = {"plan", "queue", "version"};
  assert_string_equal(slice_nearest(slice_of("paln"), words, 3), "plan");
  assert_string_equal(slice_nearest(slice_of("VERSIO"), words, 3), "version");
  assert_null(slice_nearest(slice_of("forecast"), words, 3));
  assert_null(slice_nearest(slice_of(""), words, 3));
}

static void numbers_as_text(void **state) {
  buffer b = {0};
  buffer_int(&b, INT64_MIN);
  buffer_char(&b, ' ');
  buffer_pad(&b, 7, 2);
  buffer_pad(&b, 0, 3);
  buffer_pad(&b, 12345, 2);
  assert_true(slice_is((slice){b.data, b.len}, "-9223372036854775808 0700012345"));
  buffer_free(&b);
}

static void quoting(void **state) {
  buffer b = {0};
  buffer_json(&b, slice_of("a\"\\\n\x01\xC3\xA9"));
  buffer_csv(&b, slice_of("x,\"y\""));
  buffer_csv(&b, slice_of("plain"));
  assert_true(slice_is((slice){b.data, b.len}, "\"a\\\"\\\\\\n\\u0001\xC3\xA9\"\"x,\"\"y\"\"\"plain"));
  buffer_free(&b);
}

static void controls_are_blanks(void **state) {
  buffer b = {0};
  /* ESC, DEL, U+009B (which some terminals take for ESC [) and U+0080 go; U+00A0, U+00DB and half a character
   * stay. */
  buffer_plain(&b, slice_of("a\x1B[1m\x7F\n\xC2\x9B\x31m\xC2\x80\xC2\xA0\xC3\x9B\xC2"));
  assert_true(slice_is((slice){b.data, b.len}, "a [1m   1m \xC2\xA0\xC3\x9B\xC2"));
  buffer_free(&b);
}

static void base64_of_rfc_4648(void **state) {
  static const char *const texts[][2] = {{"", ""},        {"f", "Zg"},        {"fo", "Zm8"},
                                         {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xFB\xFF", "-_8"}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    buffer b = {0};
    uint8_t back[8];
    buffer_base64(&b, (const uint8_t *)texts[i][0], strlen(texts[i][0]));
    assert_true(slice_is((slice){b.data, b.len}, texts[i][1]));
    assert_int_equal(base64_read(slice_of(texts[i][1]), back, sizeof back), strlen(texts[i][0]));
    assert_memory_equal(back, texts[i][0], strlen(texts[i][0]));
    buffer_free(&b);
  }
  uint8_t back[2];
  assert_int_equal(base64_read(slice_of("Zm9v"), back, 2), -1); /* no room */
  assert_int_equal(base64_read(slice_of("Z"), back, 2), -1);    /* half a byte */
  assert_int_equal(base64_read(slice_of("Zh"), back, 2), -1);   /* bits left over */
  assert_int_equal(base64_read(slice_of("Z+"), back, 2), -1);   /* of the other alphabet */
}

static void texts_have_numbers(void **state) {
  intern set = {0};
  char text[16];
  int fresh;
  assert_int_equal(intern_find(&set, slice_of("x")), INTERN_NONE);
  for (int i = 0; i < 5000; i++) {
    sprintf(text, "%d", i);
    assert_int_equal(intern_add(&set, slice_of(text), &fresh), i);
    assert_true(fresh);
  }
  for (int i = 0; i < 5000; i++) {
    sprintf(text, "%d", i);
    assert_int_equal(intern_add(&set, slice_of(text), &fresh), i);
    assert_false(fresh);
    assert_true(slice_is(intern_text(&set, (uint32_t)i), text));
  }
  assert_int_equal(intern_add(&set, slice_of(""), NULL), 5000);
  assert_int_equal(intern_find(&set, slice_of("")), 5000);
  assert_int_equal(intern_find(&set, slice_of("5000")), INTERN_NONE);
  intern_free(&set);
}

static void numbers_are_kept_once(void **state) {
  numbers set = {0};
  assert_false(numbers_has(&set, 5));
  for (uint64_t i = 1; i < 20000; i++) assert_true(numbers_add(&set, i * 1000003));
  for (uint64_t i = 1; i < 20000; i++) assert_false(numbers_add(&set, i * 1000003));
  assert_true(numbers_has(&set, 1000003));
  assert_false(numbers_has(&set, 1000004));
  numbers_free(&set);
}

/* Numbers that were added a moment ago, those in their slots, and others that are like them. */
static void numbers_are_found_at_every_size(void **state) {
  numbers set = {0};
  for (uint64_t i = 1; i < 5000; i++) {
    assert_true(numbers_add(&set, 2 * i));
    for (uint64_t back = 0; back < 40 && back < i; back++) {
      assert_true(numbers_has(&set, 2 * (i - back)));
      assert_false(numbers_has(&set, 2 * (i - back) + 1));
    }
    assert_true(numbers_has(&set, 2));
  }
  assert_int_equal(set.count, 4999);
  numbers_free(&set);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_numbers),
      cmocka_unit_test(utf8),
      cmocka_unit_test(utf8_at_every_place),
      cmocka_unit_test(texts_are_the_same_to_their_last_byte),
      cmocka_unit_test(widths),
      cmocka_unit_test(near_words),
      cmocka_unit_test(numbers_as_text),
      cmocka_unit_test(quoting),
      cmocka_unit_test(controls_are_blanks),
      cmocka_unit_test(base64_of_rfc_4648),
      cmocka_unit_test(texts_have_numbers),
      cmocka_unit_test(numbers_are_kept_once),
      cmocka_unit_test(numbers_are_found_at_every_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
