/* SPDX-License-Identifier: MIT */
/* The table of keys: its own order, looking keys up, and that dialplan-campaign(5) says what it says. With
 * GOLDEN_UPDATE=1 the page's list is written anew from the table. */
#include "unit/fixture.h"

#include "keys.h"
#include "text.h"

enum { PAGE_MAX = 131072 };

static const char page_name[] = "man/dialplan-campaign.5";
static const char list_begin[] =
    ".\\\" The list of keys begins: made by tests/unit/test_keys.c from the table.\n";
static const char list_end[] = ".\\\" The list of keys ends.\n";

static void rows_are_sound(void **state) {
  (void)state;
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) {
    assert_int_equal(strlen(key->path), key->len);
    assert_true(key->type > 0 && key->type < DP_TYPES);
    assert_true(key->doc[0] != 0 && key->doc[strlen(key->doc) - 1] != '.');
    assert_true(key->low <= key->high);
    assert_ptr_equal(dp_key_path(key->path, key->len), key); /* once */
    if (key->section) {
      const dp_key *section = dp_key_path(key->path, key->section - 1u);
      assert_non_null(section);
      assert_true(section < key && section->type == DP_TYPE_SECTION);
      assert_int_equal(section->flags & DP_KEY_ACCOUNT, key->flags & DP_KEY_ACCOUNT & section->flags);
    }
  }
}

/* Keys of account files, as campaign-file documents list them, and the version. */
static void account_files_have_their_keys(void **state) {
  (void)state;
  static const char *const names[] = {"dialplan", "timezone", "windows", "no_call_days", "guard",
                                      "holidays", "dnc",      "retry",   "callbacks",    "pacing",
                                      "call",     "safety",   "country", "outcome_names"};
  size_t count = 0;
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    count += !key->section && (key->flags & DP_KEY_ACCOUNT);
  assert_int_equal(count, sizeof names / sizeof *names);
  for (size_t i = 0; i < count; i++)
    assert_true(dp_key_path(names[i], strlen(names[i]))->flags & DP_KEY_ACCOUNT);
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (key->section && (dp_key_path(key->path, key->section - 1u)->flags & DP_KEY_ACCOUNT))
      assert_true(key->flags & DP_KEY_ACCOUNT);
}

static void keys_are_found_in_their_section(void **state) {
  (void)state;
  assert_ptr_equal(dp_key_find("", 0, "windows", 7), &dp_keys[DP_KEY_windows]);
  assert_ptr_equal(dp_key_find("retry.", 6, "wait", 4), &dp_keys[DP_KEY_retry_wait]);
  assert_null(dp_key_find("", 0, "wait", 4));
  assert_null(dp_key_find("", 0, "retry.wait", 10));
  assert_null(dp_key_find("callbacks.", 10, "wait", 4));
  assert_null(dp_key_find("", 0, "", 0));
  assert_ptr_equal(dp_key_find("callbacks.", 10, "retry", 5), &dp_keys[DP_KEY_callbacks_retry]);
  assert_ptr_equal(dp_key_elsewhere("max_attempts", 12), &dp_keys[DP_KEY_retry_max_attempts]);
  assert_null(dp_key_elsewhere("nothing", 7));
  const char *names[4];
  assert_int_equal(dp_key_names("call.", 5, names, 4), 3);
  assert_string_equal(names[0], "ring_timeout");
  assert_string_equal(names[2], "stale_call");
}

static void words_are_found_by_place(void **state) {
  (void)state;
  const char *word;
  assert_int_equal(dp_words_find("smart|intervals|fixed", "smart", 5), 0);
  assert_int_equal(dp_words_find("smart|intervals|fixed", "fixed", 5), 2);
  assert_int_equal(dp_words_find("smart|intervals|fixed", "interval", 8), -1);
  assert_int_equal(dp_words_find("smart|intervals|fixed", "", 0), -1);
  assert_int_equal(dp_words_at("a|bc", 1, &word), 2);
  assert_memory_equal(word, "bc", 2);
  assert_int_equal(dp_words_at("a|bc", 2, &word), 0);
}

/* --- the man page -------------------------------------------------------------------------------- */

static void write_duration(dp_text *text, int64_t seconds) {
  char out[32];
  uint64_t len = 0;
  const dialplan_duration duration = {(int32_t)(seconds / 86400), (int32_t)(seconds % 86400)};
  assert_int_equal(dialplan_duration_format(duration, out, sizeof out, &len), DIALPLAN_OK);
  dp_text_bytes(text, out, len);
}

static void write_range(dp_text *text, const dp_key *key) {
  dp_text_str(text, "a duration from ");
  write_duration(text, key->low);
  dp_text_str(text, " to ");
  write_duration(text, key->high);
}

static void write_words(dp_text *text, const dp_key *key) {
  const char *word;
  size_t len;
  for (size_t i = 0; (len = dp_words_at(key->words, i, &word)) != 0; i++) {
    if (i) dp_text_str(text, " | ");
    dp_text_bytes(text, word, len);
  }
}

static void write_form(dp_text *text, const dp_key *key) {
  switch (key->type) {
  case DP_TYPE_SECTION: dp_text_str(text, "keys and values"); break;
  case DP_TYPE_VERSION: dp_text_str(text, "1"); break;
  case DP_TYPE_TEXT: dp_text_str(text, "a text"); break;
  case DP_TYPE_FILE: dp_text_str(text, "a file name"); break;
  case DP_TYPE_SLUG: dp_text_str(text, "a word of small letters"); break;
  case DP_TYPE_COUNTRY: dp_text_str(text, "two capital letters"); break;
  case DP_TYPE_CURRENCY: dp_text_str(text, "three capital letters"); break;
  case DP_TYPE_REPEAT: dp_text_str(text, "a word or a rule"); break;
  case DP_TYPE_ZONE: dp_text_str(text, "a name of the zone table"); break;
  case DP_TYPE_INSTANT: dp_text_str(text, "a time or a date"); break;
  case DP_TYPE_NAME:
  case DP_TYPE_WORD: write_words(text, key); break;
  case DP_TYPE_BOOL: dp_text_str(text, "true | false"); break;
  case DP_TYPE_INT:
    dp_text_int(text, key->low);
    dp_text_str(text, " to ");
    dp_text_int(text, key->high);
    break;
  case DP_TYPE_DURATION:
  case DP_TYPE_DAYS: write_range(text, key); break;
  case DP_TYPE_SECONDS:
    write_range(text, key);
    dp_text_str(text, ", in h, m and s");
    break;
  case DP_TYPE_MILLIS: dp_text_str(text, "a duration in ms, or in h, m and s"); break;
  case DP_TYPE_CLOCK: dp_text_str(text, "a clock time in quotes"); break;
  case DP_TYPE_PERCENT: dp_text_str(text, "a share like 30%"); break;
  case DP_TYPE_MONEY: dp_text_str(text, "an amount like 0.08"); break;
  default: dp_text_str(text, "a list or mapping"); break;
  }
  if (key->words && key->type == DP_TYPE_CLOCK) dp_text_str(text, ", or now");
  if (key->words && key->type == DP_TYPE_SECONDS)
    dp_text_str(text, ", or until_reset");
  else if (key->flags & DP_KEY_OFF)
    dp_text_str(text, ", or off");
}

static void write_entry(dp_text *text, const dp_key *key) {
  dp_text_str(text, ".It Cm ");
  dp_text_str(text, key->path);
  dp_text_str(text, "\n(");
  write_form(text, key);
  if (key->fallback) {
    dp_text_str(text, "; default ");
    dp_text_str(text, key->fallback);
  }
  if (key->flags & DP_KEY_REQUIRED) dp_text_str(text, "; required");
  if (key->flags & DP_KEY_ACCOUNT) dp_text_str(text, "; account too");
  dp_text_str(text, ")\n");
  dp_text_str(text, key->doc);
  dp_text_str(text, ".\n");
}

static char *read_page(void) {
  char *page = calloc(1, PAGE_MAX);
  FILE *file = fopen(page_name, "rb");
  if (!file) fail_msg("cannot read %s: tests run from the root of the tree", page_name);
  assert_true(fread(page, 1, PAGE_MAX - 1, file) > 0);
  fclose(file);
  return page;
}

static void the_page_lists_every_key(void **state) {
  (void)state;
  static char expected[PAGE_MAX];
  dp_text text = {expected, sizeof expected, 0};
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) write_entry(&text, key);
  dp_text_end(&text);
  assert_true(text.len < sizeof expected);
  char *page = read_page();
  char *begin = strstr(page, list_begin), *end = strstr(page, list_end);
  assert_true(begin && end && begin < end);
  begin += sizeof list_begin - 1;
  if (getenv("GOLDEN_UPDATE")) {
    FILE *file = fopen(page_name, "wb");
    assert_non_null(file);
    fwrite(page, 1, (size_t)(begin - page), file);
    fputs(expected, file);
    fputs(end, file);
    assert_int_equal(fclose(file), 0);
  } else {
    *end = 0;
    assert_string_equal(begin, expected);
  }
  free(page);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_sound),
      cmocka_unit_test(account_files_have_their_keys),
      cmocka_unit_test(keys_are_found_in_their_section),
      cmocka_unit_test(words_are_found_by_place),
      cmocka_unit_test(the_page_lists_every_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
