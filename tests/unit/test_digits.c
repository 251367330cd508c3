/* SPDX-License-Identifier: MIT */
/* cli/digits.h, and the quick readings of phones and instants that use it, beside the slow ones. */
#include "fixture.h"

#include "digits.h"
#include "phone.h"
#include "values.h"

static uint64_t seed = 5;

static uint32_t draw(uint32_t below) {
  seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
  return (uint32_t)((seed >> 33) % below);
}

static void every_byte_at_every_place(void **state) {
  for (int i = 0; i < 8; i++)
    for (int byte = 0; byte < 256; byte++) {
      char text[9] = "12345678";
      text[i] = (char)byte;
      const int is_digit = byte >= '0' && byte <= '9';
      assert_int_equal(digits_wrong(digits_load_as(text, "00000000")) == 0, is_digit);
    }
}

static void numbers_of_eight_digits(void **state) {
  static const uint32_t some[] = {0, 1, 9, 10, 99, 100, 9999, 10000, 12345678, 87654321, 99999999};
  for (uint32_t i = 0; i < 100000; i++) {
    const uint32_t number = i < 11 ? some[i] : draw(100000000);
    char text[16];
    snprintf(text, sizeof text, "%08u", (unsigned)number);
    const uint64_t digits = digits_load_as(text, "00000000"), pairs = digits_pairs(digits);
    assert_int_equal(digits_number(digits), number);
    assert_int_equal(pairs & 0xFF, number / 1000000);
    assert_int_equal(pairs >> 16 & 0xFF, number / 10000 % 100);
    assert_int_equal(pairs >> 32 & 0xFF, number / 100 % 100);
    assert_int_equal(pairs >> 48 & 0xFF, number % 100);
  }
}

/* A space makes no other number of it, and is read byte by byte. */
static void plain_phones_are_read_as_spaced_ones(void **state) {
  for (int i = 0; i < 100000; i++) {
    char plain[24] = "+", spaced[24];
    const int count = 5 + (int)draw(13);
    for (int k = 1; k <= count; k++) plain[k] = (char)('0' + draw(10));
    if (draw(8) == 0) plain[1 + draw((uint32_t)count)] = "x:/+"[draw(4)];
    memcpy(spaced, "+ ", 2);
    memcpy(spaced + 2, plain + 1, (size_t)count);
    uint64_t a = 0, b = 0;
    const int got = phone_read((slice){plain, (size_t)count + 1}, NULL, &a);
    assert_int_equal(got, phone_read((slice){spaced, (size_t)count + 2}, NULL, &b));
    if (got == PHONE_OK) assert_int_equal(a, b);
  }
}

/* What the program reads of a field is what the library reads of its text. */
static void instants_are_read_as_the_library_does(void **state) {
  for (int i = 0; i < 300000; i++) {
    char text[40];
    snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:%02uZ", 1960 + draw(250), draw(14), draw(33),
             draw(25), draw(61), draw(61));
    if (draw(4) == 0) text[draw(20)] = "0:-TZtz+/ 9\xB0"[draw(12)];
    slice field = {text, 20};
    uint8_t kind = FIELD_TEXT;
    const records r = {.fields = &field, .kinds = &kind, .count = 1};
    static const char *const known[] = {"at"};
    columns c;
    columns_init(&c, known, 1, 0);
    c.field[0] = 0;
    const world w = {.zone = DIALPLAN_ZONE_NONE};
    int64_t expected = 0, found = 0;
    fault f;
    const slice trimmed = slice_trim(field);
    const int good = !dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, trimmed.at, trimmed.len,
                                             DIALPLAN_EDGE_START, &expected, NULL);
    assert_int_equal(value_instant(&w, &c, &r, 0, &found, &f), good ? 1 : -1);
    if (good) assert_int_equal(found, expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_byte_at_every_place),
      cmocka_unit_test(numbers_of_eight_digits),
      cmocka_unit_test(plain_phones_are_read_as_spaced_ones),
      cmocka_unit_test(instants_are_read_as_the_library_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
