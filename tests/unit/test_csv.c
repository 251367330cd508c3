/* SPDX-License-Identifier: MIT */
/* cli/csv.c: both ways of splitting a record; the masks at every place of a block of 64 bytes. */
#include "fixture.h"

#include "csv.h"

enum { FIELDS = 300, PAD = 64 };

typedef struct split {
  slice at[FIELDS];
  uint32_t starts[FIELDS];
  csv_fields fields;
  char scratch[4096];
  long used;
  int ascii;
  const char *what;
  size_t offset;
} split;

/* The record at text, behind others of the same bytes. */
static void next(split *s, csv_block *block, const char *text, size_t len) {
  s->fields = (csv_fields){s->at, s->starts, FIELDS, 0};
  s->ascii = -1;
  s->used = csv_quick(block, text, len, &s->fields, &s->ascii);
}

static void quick(split *s, const char *text, size_t len) {
  csv_block none = {.from = NULL};
  next(s, &none, text, len);
}

static void careful(split *s, const char *text, int last) {
  s->fields = (csv_fields){s->at, s->starts, FIELDS, 0};
  s->used = csv_careful(text, strlen(text), last, &s->fields, s->scratch, &s->what, &s->offset);
}

static void assert_field(const split *s, size_t i, const char *expected) {
  assert_true(i < s->fields.count);
  assert_int_equal(s->at[i].len, strlen(expected));
  assert_memory_equal(s->at[i].at, expected, strlen(expected));
}

static void a_record_ends_at_its_line_end(void **state) {
  static const char text[4 + 8 + PAD] = "a,,c\r\nd,e\n";
  split s;
  quick(&s, text, 10);
  assert_int_equal(s.used, 6);
  assert_int_equal(s.fields.count, 3);
  assert_field(&s, 0, "a");
  assert_field(&s, 1, "");
  assert_field(&s, 2, "c");
  assert_int_equal(s.ascii, 1);
}

static void without_a_line_end_more_is_wanted(void **state) {
  static const char text[8 + PAD] = "a,b\nc";
  split s;
  quick(&s, text + 4, 1);
  assert_int_equal(s.used, CSV_MORE);
  /* A line end behind the end does not count. */
  quick(&s, text, 3);
  assert_int_equal(s.used, CSV_MORE);
}

static void every_place_of_a_block(void **state) {
  for (size_t len = 1; len < 200; len++)
    for (size_t comma = 0; comma < len; comma++) {
      char text[256 + PAD];
      memset(text, 'x', sizeof text);
      text[comma] = ',';
      text[len] = '\n';
      split s;
      quick(&s, text, len + 1);
      assert_int_equal(s.used, len + 1);
      assert_int_equal(s.fields.count, 2);
      assert_int_equal(s.at[0].len, comma);
      assert_int_equal(s.at[1].len, len - comma - 1);
    }
}

static void a_quote_before_the_line_end_asks_for_care(void **state) {
  for (size_t place = 0; place < 140; place++) {
    char text[256 + PAD];
    memset(text, 'x', sizeof text);
    text[70] = '\n';
    text[place] = '"';
    split s;
    quick(&s, text, 200);
    /* On the line end's own place there is no line end left within 200 bytes. */
    assert_int_equal(s.used, place <= 70 ? CSV_CAREFUL : 71);
  }
}

static void bytes_above_127_are_seen(void **state) {
  static const char text[16 + PAD] = "caf\xC3\xA9,x\nascii\n";
  split s;
  quick(&s, text, 14);
  assert_int_equal(s.ascii, 0);
  quick(&s, text + 8, 6);
  assert_int_equal(s.ascii, 1);
}

static void fields_past_the_room_are_counted(void **state) {
  char text[512 + PAD] = {0};
  memset(text, ',', 400);
  text[400] = '\n';
  split s;
  quick(&s, text, 401);
  assert_int_equal(s.fields.count, 401);
  s.fields.count = 0;
  careful(&s, text, 0);
  assert_int_equal(s.fields.count, 401);
}

static void quoted_fields(void **state) {
  split s;
  careful(&s, "\"a,\n\"\"b\"\"\",\"\",c\"d,\"\"\"\"\r\nrest", 0);
  assert_int_equal(s.used, 24);
  assert_int_equal(s.fields.count, 4);
  assert_field(&s, 0, "a,\n\"b\"");
  assert_field(&s, 1, "");
  assert_field(&s, 2, "c\"d");
  assert_field(&s, 3, "\"");
  assert_int_equal(s.starts[2], 14);
}

static void the_end_of_the_input_is_a_line_end(void **state) {
  split s;
  careful(&s, "a,\"b\"", 1);
  assert_int_equal(s.used, 5);
  assert_field(&s, 1, "b");
  careful(&s, "a,b", 1);
  assert_int_equal(s.used, 3);
  careful(&s, "a,b", 0);
  assert_int_equal(s.used, CSV_MORE);
  careful(&s, "a,\"b\"", 0);
  assert_int_equal(s.used, CSV_MORE);
}

static void faults_have_a_place(void **state) {
  split s;
  careful(&s, "a,\"b\"c\n", 0);
  assert_int_equal(s.used, CSV_BAD);
  assert_int_equal(s.offset, 5);
  careful(&s, "a,\"b\n", 1);
  assert_int_equal(s.used, CSV_BAD);
  assert_int_equal(s.offset, 2);
  careful(&s, "a,\"b\n", 0);
  assert_int_equal(s.used, CSV_MORE);
}

static void both_ways_agree_without_quotes(void **state) {
  uint64_t seed = 7;
  for (int round = 0; round < 20000; round++) {
    char text[160 + PAD] = {0};
    size_t len = 0;
    for (; len < 150; len++) {
      seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
      text[len] = "ab,,c\n\r\xC3"[seed >> 61];
      if (text[len] == '\n') break;
    }
    text[len < 150 ? len + 1 : len] = 0;
    split a, b;
    quick(&a, text, strlen(text));
    careful(&b, text, 0);
    assert_int_equal(a.used, b.used);
    if (a.used <= 0) continue;
    assert_int_equal(a.fields.count, b.fields.count);
    for (size_t i = 0; i < a.fields.count; i++) {
      assert_ptr_equal(a.at[i].at, b.at[i].at);
      assert_int_equal(a.at[i].len, b.at[i].len);
    }
  }
}

/* Records that lie in the same 64 bytes, or begin in those and end in others, are split as each of them
 * alone; one with a quote, which another reader passes over, and a step back change nothing. */
static void records_of_one_text(void **state) {
  uint64_t seed = 11;
  for (int round = 0; round < 2000; round++) {
    char text[500 + PAD] = {0};
    for (size_t i = 0; i < 499; i++) {
      seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
      text[i] = "abcdef,,gh\n\r\xC3i\"k"[seed >> 60];
    }
    text[499] = '\n';
    csv_block block = {.from = NULL};
    split a, b;
    for (size_t at = 0; at < 500;) {
      next(&a, &block, text + at, 500 - at);
      quick(&b, text + at, 500 - at);
      assert_int_equal(a.used, b.used);
      if (a.used > 0) {
        assert_int_equal(a.ascii, b.ascii);
        assert_int_equal(a.fields.count, b.fields.count);
        assert_memory_equal(a.at, b.at, a.fields.count * sizeof *a.at);
        next(&b, &block, text + at, 500 - at);
        assert_memory_equal(a.at, b.at, a.fields.count * sizeof *a.at);
      }
      at = (size_t)(strchr(text + at, '\n') + 1 - text);
    }
  }
}

static void a_block_that_is_forgotten_is_looked_at_again(void **state) {
  char text[8 + PAD] = "a,b\n";
  csv_block block = {.from = NULL};
  split s;
  next(&s, &block, text, 4);
  memcpy(text, "abc\n", 4);
  csv_forget(&block);
  next(&s, &block, text, 4);
  assert_int_equal(s.fields.count, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_record_ends_at_its_line_end),
      cmocka_unit_test(without_a_line_end_more_is_wanted),
      cmocka_unit_test(every_place_of_a_block),
      cmocka_unit_test(a_quote_before_the_line_end_asks_for_care),
      cmocka_unit_test(bytes_above_127_are_seen),
      cmocka_unit_test(fields_past_the_room_are_counted),
      cmocka_unit_test(quoted_fields),
      cmocka_unit_test(the_end_of_the_input_is_a_line_end),
      cmocka_unit_test(faults_have_a_place),
      cmocka_unit_test(both_ways_agree_without_quotes),
      cmocka_unit_test(records_of_one_text),
      cmocka_unit_test(a_block_that_is_forgotten_is_looked_at_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
