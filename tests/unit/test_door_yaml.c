/* SPDX-License-Identifier: MIT */
/* The door to libyaml: nodes with their places, and everything that is refused. */
#include "unit/fixture.h"

#include "door_yaml.h"

static dp_arena arena;

static const dp_node *read_bytes(const char *text, size_t len) {
  const dp_node *root = NULL;
  dialplan_error error;
  dp_arena_free(&arena);
  if (dp_yaml_read(&arena, text, len, &root, &error))
    fail_msg("%u:%u: %s", error.line, error.column, error.message);
  return root;
}

static const dp_node *read_text(const char *text) { return read_bytes(text, strlen(text)); }

static void refused_bytes(const char *text, size_t len, dialplan_status status, const char *code,
                          uint32_t line, uint32_t column, uint32_t offset) {
  const dp_node *root = NULL;
  dialplan_error error;
  memset(&error, 0, sizeof error);
  dp_arena_free(&arena);
  assert_int_equal(dp_yaml_read(&arena, text, len, &root, &error), status);
  assert_null(root);
  assert_string_equal(error.code, code);
  assert_int_equal(error.line, line);
  assert_int_equal(error.column, column);
  assert_int_equal(error.offset, offset);
}

static void refused(const char *text, dialplan_status status, const char *code, uint32_t line,
                    uint32_t column, uint32_t offset) {
  refused_bytes(text, strlen(text), status, code, line, column, offset);
}

static void at(const dp_node *node, uint32_t line, uint32_t column, uint32_t offset) {
  assert_non_null(node);
  assert_int_equal(node->line, line);
  assert_int_equal(node->column, column);
  assert_int_equal(node->offset, offset);
}

static int done(void **state) {
  (void)state;
  dp_arena_free(&arena);
  return 0;
}

static void a_map_has_keys_with_values_and_places(void **state) {
  (void)state;
  const dp_node *root = read_text("name: March\nwindows:\n  sat: [10:00-13:00, 'x']\n");
  assert_int_equal(root->kind, DP_NODE_MAP);
  assert_int_equal(root->count, 2);
  const dp_node *name = root->first, *windows = name->next;
  at(name, 1, 1, 0);
  assert_string_equal(name->text, "name");
  at(name->value, 1, 7, 6);
  assert_string_equal(name->value->text, "March");
  assert_int_equal(name->value->quoted, 0);
  assert_ptr_equal(name->value->key, name);
  assert_ptr_equal(name->value->parent, root);
  at(windows, 2, 1, 12);
  const dp_node *sat = windows->value->first;
  at(sat, 3, 3, 23);
  const dp_node *list = sat->value;
  assert_int_equal(list->kind, DP_NODE_LIST);
  assert_int_equal(list->count, 2);
  at(list, 3, 8, 28);
  at(list->first, 3, 9, 29);
  at(list->first->next, 3, 22, 42);
  assert_int_equal(list->first->next->quoted, 1);
  assert_null(list->first->next->next);
  assert_ptr_equal(list->first->parent, list);
}

static void json_is_read_too(void **state) {
  (void)state;
  const dp_node *root = read_text("{\"a\": {\"b\": [1, null, \"x\\u00e9\"]}}");
  const dp_node *list = root->first->value->first->value;
  assert_int_equal(list->count, 3);
  assert_int_equal(list->first->quoted, 0);
  assert_string_equal(list->first->next->text, "null");
  assert_string_equal(list->first->next->next->text, "x\xC3\xA9");
  assert_int_equal(list->first->next->next->len, 3);
}

static void blocks_count_as_quoted(void **state) {
  (void)state;
  const dp_node *root = read_text("a: |\n  off\nb: off\n");
  assert_int_equal(root->first->value->quoted, 1);
  assert_string_equal(root->first->value->text, "off\n");
  assert_int_equal(root->first->next->value->quoted, 0);
}

static void an_empty_value_has_its_keys_place(void **state) {
  (void)state;
  const dp_node *root = read_text("a: 1\n  \nlong_key:\n");
  at(root->first->next->value, 3, 1, 8);
  assert_int_equal(root->first->next->value->len, 0);
}

static void columns_count_characters_and_offsets_bytes(void **state) {
  (void)state;
  const dp_node *root = read_text("{\xE0\xA4\x95: \xF0\x9F\x93\x9E, b: c}");
  at(root->first->value, 1, 5, 6);
  at(root->first->next, 1, 8, 12);
  at(root->first->next->value, 1, 11, 15);
}

static void all_line_ends_are_lines(void **state) {
  (void)state;
  const dp_node *root = read_text("a: 1\r\nb: 2\rc: 3\nd: 4\n");
  const dp_node *b = root->first->next, *c = b->next;
  at(b, 2, 1, 6);
  at(c, 3, 1, 11);
  at(c->next, 4, 1, 16);
}

static void a_utf8_mark_is_passed_over(void **state) {
  (void)state;
  at(read_text("\xEF\xBB\xBF"
               "a: 1\n")
         ->first,
     1, 1, 3);
}

static void one_yaml_directive_and_one_end_mark_are_fine(void **state) {
  (void)state;
  assert_int_equal(read_text("%YAML 1.2\n--- # begins\na: 1\n...\n\n# bye\n")->count, 1);
  assert_int_equal(read_text("%YAML 1.1\r\n---\r\na: 1\r\n")->count, 1);
}

static void repeated_keys_are_marked(void **state) {
  (void)state;
  const dp_node *root = read_text("a: 1\nb: {a: 1}\nc: 3\na: 4\na: 5\n");
  const dp_node *a = root->first, *fourth = a->next->next->next;
  assert_null(a->same);
  assert_null(a->next->same);
  assert_null(a->next->value->first->same);
  assert_ptr_equal(fourth->same, a);
  assert_ptr_equal(fourth->next->same, a);
}

static void many_keys_are_told_apart(void **state) {
  (void)state;
  enum { KEYS = 20000 };
  char *text = malloc(KEYS * 12 + 16);
  size_t len = 0;
  for (int i = 0; i < KEYS; i++) len += (size_t)sprintf(text + len, "k%d: 1\n", i);
  len += (size_t)sprintf(text + len, "k%d: 2\n", KEYS / 2);
  const dp_node *root = read_bytes(text, len);
  assert_int_equal(root->count, KEYS + 1);
  int marked = 0;
  for (const dp_node *key = root->first; key; key = key->next)
    if (key->same) {
      marked++;
      assert_null(key->next);
      assert_int_equal(key->same->line, KEYS / 2 + 1);
    }
  assert_int_equal(marked, 1);
  free(text);
}

static void constructs_that_are_refused(void **state) {
  (void)state;
  refused("a: &x 1\n", DIALPLAN_E_DOCUMENT, "anchor", 1, 4, 3);
  refused("a: [1, &x [2]]\n", DIALPLAN_E_DOCUMENT, "anchor", 1, 8, 7);
  refused("a: &x {b: c}\n", DIALPLAN_E_DOCUMENT, "anchor", 1, 4, 3);
  refused("a: 1\nb: *a\n", DIALPLAN_E_DOCUMENT, "alias", 2, 4, 8);
  refused("a: !!str 1\n", DIALPLAN_E_DOCUMENT, "tag", 1, 4, 3);
  refused("a: ! 1\n", DIALPLAN_E_DOCUMENT, "tag", 1, 4, 3);
  refused("[a]: 1\n", DIALPLAN_E_DOCUMENT, "complex-key", 1, 1, 0);
  refused("? {a: 1}\n: 2\n", DIALPLAN_E_DOCUMENT, "complex-key", 1, 3, 2);
  refused("%TAG ! tag:x,2000:\n---\na: 1\n", DIALPLAN_E_DOCUMENT, "directive", 1, 1, 0);
  refused("# x\n%YAML 1.1\n%YAML 1.1\n---\na: 1\n", DIALPLAN_E_DOCUMENT, "directive", 3, 1, 14);
  refused("%YAML 2.0\n---\na: 1\n", DIALPLAN_E_DOCUMENT, "directive", 1, 1, 0);
  refused("a: 1\n---\nb: 2\n", DIALPLAN_E_DOCUMENT, "several-documents", 2, 1, 5);
  refused("---\na: 1\n---\n", DIALPLAN_E_DOCUMENT, "several-documents", 3, 1, 9);
  refused("a: 1\n...\nb: 2\n", DIALPLAN_E_DOCUMENT, "several-documents", 3, 1, 9);
  refused("a: 1\n...\n%TAG ! x\n---\n", DIALPLAN_E_DOCUMENT, "several-documents", 3, 1, 9);
  refused("a: \"x\\0y\"\n", DIALPLAN_E_DOCUMENT, "nul", 1, 4, 3);
  refused("a: [1\n", DIALPLAN_E_DOCUMENT, "syntax", 2, 1, 6);
  refused("a: \"open\n", DIALPLAN_E_DOCUMENT, "syntax", 2, 1, 9);
  refused("a: 1\n\tb: 2\n", DIALPLAN_E_DOCUMENT, "syntax", 2, 1, 5);
}

/* libyaml ends lines at U+0085, U+2028 and U+2029 too, so documents could be hidden behind them. */
static void every_line_break_of_libyaml_is_looked_behind(void **state) {
  (void)state;
  refused("a: 1\r---\rb: 2\r", DIALPLAN_E_DOCUMENT, "several-documents", 2, 1, 5);
  refused("a: 1\xC2\x85---\xC2\x85"
          "b: 2",
          DIALPLAN_E_DOCUMENT, "several-documents", 1, 6, 6);
  refused("a: 1\xE2\x80\xA8...\xE2\x80\xA8%TAG", DIALPLAN_E_DOCUMENT, "several-documents", 1, 10, 13);
}

static void other_encodings_are_refused(void **state) {
  (void)state;
  refused_bytes("\xFF\xFE"
                "a\0:\0 \0"
                "1\0",
                10, DIALPLAN_E_DOCUMENT, "utf-16", 1, 1, 0);
  refused_bytes("\xFE\xFF\0a", 4, DIALPLAN_E_DOCUMENT, "utf-16", 1, 1, 0);
  refused("a: 1\nb: \xE9\n", DIALPLAN_E_DOCUMENT, "not-utf8", 2, 4, 8);
  refused("\xC3\xA9: \xED\xA0\x80\n", DIALPLAN_E_DOCUMENT, "not-utf8", 1, 4, 4);
  refused_bytes("a: x\0y", 6, DIALPLAN_E_DOCUMENT, "syntax", 1, 5, 4);
  refused("\xC3\xA9: \x07\n", DIALPLAN_E_DOCUMENT, "syntax", 1, 4, 4);
}

static void an_empty_document_is_an_error(void **state) {
  (void)state;
  refused("", DIALPLAN_E_DOCUMENT, "empty-document", 1, 1, 0);
  refused("\n  \n# only a comment\n", DIALPLAN_E_DOCUMENT, "empty-document", 1, 1, 0);
  refused("---\n", DIALPLAN_E_DOCUMENT, "empty-document", 1, 1, 0);
  refused("\xEF\xBB\xBF", DIALPLAN_E_DOCUMENT, "empty-document", 1, 1, 3);
}

static char *repeated(const char *head, const char *unit, size_t count, const char *tail) {
  const size_t unit_len = strlen(unit);
  char *text = malloc(strlen(head) + unit_len * count + strlen(tail) + 1);
  char *end = text + sprintf(text, "%s", head);
  for (size_t i = 0; i < count; i++, end += unit_len) memcpy(end, unit, unit_len);
  strcpy(end, tail);
  return text;
}

static void limit(const char *head, const char *unit, size_t count, const char *tail, const char *code,
                  uint32_t line, uint32_t column) {
  char *text = repeated(head, unit, count, tail);
  const dp_node *root = NULL;
  dialplan_error error;
  dp_arena_free(&arena);
  const dialplan_status status = dp_yaml_read(&arena, text, strlen(text), &root, &error);
  if (code) {
    assert_int_equal(status, DIALPLAN_E_LIMIT);
    assert_string_equal(error.code, code);
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
  } else {
    assert_int_equal(status, DIALPLAN_OK);
  }
  free(text);
}

static void limits_hold_at_their_edges(void **state) {
  (void)state;
  limit("", "[", 64, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", NULL, 0, 0);
  limit("", "[", 65, "", "too-deep", 1, 65);
  limit("", "[", 1000000, "", "too-deep", 1, 65);
  limit("", "- ", 100000, "", "too-deep", 1, 129);
  limit("a: ", "x", 65536, "", NULL, 0, 0);
  limit("a: ", "x", 65537, "", "scalar-too-long", 1, 4);
  limit("[", "a,", 49999, "]", NULL, 0, 0);
  limit("[", "a,", 50000, "]", "too-many-nodes", 1, 100000);
  limit("# ", "x", (1 << 20) - 7, "\na: 1", NULL, 0, 0);
  limit("# ", "x", (1 << 20) - 6, "\na: 1", "document-too-long", 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_map_has_keys_with_values_and_places),
      cmocka_unit_test(json_is_read_too),
      cmocka_unit_test(blocks_count_as_quoted),
      cmocka_unit_test(an_empty_value_has_its_keys_place),
      cmocka_unit_test(columns_count_characters_and_offsets_bytes),
      cmocka_unit_test(all_line_ends_are_lines),
      cmocka_unit_test(a_utf8_mark_is_passed_over),
      cmocka_unit_test(one_yaml_directive_and_one_end_mark_are_fine),
      cmocka_unit_test(repeated_keys_are_marked),
      cmocka_unit_test(many_keys_are_told_apart),
      cmocka_unit_test(constructs_that_are_refused),
      cmocka_unit_test(every_line_break_of_libyaml_is_looked_behind),
      cmocka_unit_test(other_encodings_are_refused),
      cmocka_unit_test(an_empty_document_is_an_error),
      cmocka_unit_test(limits_hold_at_their_edges),
  };
  return cmocka_run_group_tests(tests, NULL, done);
}
