/* SPDX-License-Identifier: MIT */
/* cli/json.c: one object a line; places of faults; nothing read past the end. */
#include "fixture.h"

#include "json.h"

static json_member members[JSON_MEMBERS];
static char scratch[4096];
static size_t count, offset;
static const char *what;

/* The text is copied to the end of a block of its own, so that a sanitizer sees a byte read past it. */
static int reads(const char *text) {
  const size_t len = strlen(text);
  static char *copy;
  free(copy);
  copy = malloc(len ? len : 1);
  memcpy(copy, text, len);
  return json_object(copy, len, NULL, members, &count, scratch, &what, &offset);
}

static void assert_member(size_t i, const char *key, uint8_t kind, const char *value) {
  assert_true(i < count);
  assert_true(slice_is(members[i].key, key));
  assert_int_equal(members[i].kind, kind);
  assert_true(slice_is(members[i].value, value));
}

static void members_and_kinds(void **state) {
  assert_true(
      reads(" { \"a\" : \"x\" ,\"b\":-1.5e+3, \"c\":true,\"d\":null,\"e\":[1,{\"f\":[]}],\"g\":{} } \r"));
  assert_int_equal(count, 6);
  assert_member(0, "a", FIELD_TEXT, "x");
  assert_member(1, "b", FIELD_NUMBER, "-1.5e+3");
  assert_member(2, "c", FIELD_BOOLEAN, "true");
  assert_member(3, "d", FIELD_NULL, "null");
  assert_member(4, "e", FIELD_NESTED, "[1,{\"f\":[]}]");
  assert_member(5, "g", FIELD_NESTED, "{}");
  assert_true(reads("{}"));
  assert_int_equal(count, 0);
}

static void escapes(void **state) {
  assert_true(reads("{\"\\u0061\\\"\\\\\\/\\b\\f\\n\\r\\t\":\"\\u00e9\\u20AC\\ud83d\\ude00!\"}"));
  assert_member(0, "a\"\\/\b\f\n\r\t", FIELD_TEXT, "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!");
  assert_true(reads("{\"a\":\"\\n\",\"b\":\"plain\",\"c\":\"\\t\"}"));
  assert_member(0, "a", FIELD_TEXT, "\n");
  assert_member(1, "b", FIELD_TEXT, "plain");
  assert_member(2, "c", FIELD_TEXT, "\t");
}

static void what_is_no_object(void **state) {
  static const struct {
    const char *text;
    size_t offset;
  } cases[] = {
      {"", 0},
      {"[]", 0},
      {"{", 1},
      {"{\"a\"}", 4},
      {"{\"a\":}", 5},
      {"{\"a\":1,}", 7},
      {"{\"a\":1 \"b\":2}", 7},
      {"{\"a\":01}", 6},
      {"{\"a\":1.}", 7},
      {"{\"a\":1e}", 7},
      {"{\"a\":-}", 6},
      {"{\"a\":+1}", 5},
      {"{\"a\":tru}", 5},
      {"{\"a\":nul", 5},
      {"{\"a\":\"x", 7},
      {"{\"a\":\"\\", 7},
      {"{\"a\":\"\\u12", 8},
      {"{\"a\":\"\\x\"}", 7},
      {"{\"a\":\"\t\"}", 6},
      {"{a:1}", 1},
      {"{\"a\":1}x", 7},
      {"{\"a\":[1,]}", 8},
      {"{\"a\":[1}", 7},
      {"{\"a\":{\"b\":1]}", 11},
      {"{\"a\":{1:1}}", 6},
      {"{\"a\":\"\\ud800\"}", 12},
      {"{\"a\":\"\\udc00\"}", 12},
      {"{\"a\":\"\\ud800\\u0041\"}", 18},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (reads(cases[i].text)) fail_msg("%s is read", cases[i].text);
    if (offset != cases[i].offset)
      fail_msg("%s fails at %zu, not %zu", cases[i].text, offset, cases[i].offset);
    assert_non_null(what);
  }
}

static void depth_and_number_are_bounded(void **state) {
  char text[1024];
  for (int depth = JSON_DEPTH; depth <= JSON_DEPTH + 1; depth++) {
    size_t n = (size_t)sprintf(text, "{\"a\":");
    for (int i = 0; i < depth; i++) text[n++] = '[';
    for (int i = 0; i < depth; i++) text[n++] = ']';
    text[n++] = '}';
    text[n] = 0;
    assert_int_equal(reads(text), depth == JSON_DEPTH);
  }
  char *many = malloc(16 * 300);
  size_t n = 0;
  for (int i = 0; i <= JSON_MEMBERS; i++) n += (size_t)sprintf(many + n, "%c\"%d\":0", i ? ',' : '{', i);
  strcpy(many + n, "}");
  assert_false(reads(many));
  free(many);
}

static void lists_of_texts(void **state) {
  slice parts[2];
  size_t n;
  assert_true(json_texts(slice_of("[\"a\", \"b\\n\"]"), parts, 2, &n, scratch));
  assert_int_equal(n, 2);
  assert_true(slice_is(parts[1], "b\n"));
  assert_false(json_texts(slice_of("[\"a\",1]"), parts, 2, &n, scratch));
  assert_false(json_texts(slice_of("[\"a\",\"b\",\"c\"]"), parts, 2, &n, scratch));
  assert_false(json_texts(slice_of("{}"), parts, 2, &n, scratch));
  assert_true(json_texts(slice_of("[]"), parts, 2, &n, scratch));
  assert_int_equal(n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(members_and_kinds), cmocka_unit_test(escapes),
      cmocka_unit_test(what_is_no_object), cmocka_unit_test(depth_and_number_are_bounded),
      cmocka_unit_test(lists_of_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
