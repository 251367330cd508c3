/* SPDX-License-Identifier: MIT */
/* lib/campaign_schema.c: the document as a text. What it means is held to account by tests/program/schema.py.
 */
#include "fixture.h"

#include "keys.h"
#include "outcome.h"

static char text[65536];

static void written(int32_t kind) {
  uint64_t len = 0, measured = 0;
  assert_int_equal(dialplan_campaign_schema(kind, NULL, 0, &measured), DIALPLAN_OK);
  assert_true(measured > 10000 && measured < sizeof text);
  memset(text, 0, sizeof text);
  assert_int_equal(dialplan_campaign_schema(kind, text, sizeof text - 1, &len), DIALPLAN_OK);
  assert_int_equal(len, measured);
  assert_int_equal(strlen(text), len);
}

static void holds(const char *part) {
  if (!strstr(text, part)) fail_msg("the schema lacks %s", part);
}

static void every_key_is_a_property(void **state) {
  (void)state;
  for (int32_t kind = DIALPLAN_SCHEMA_CAMPAIGN; kind <= DIALPLAN_SCHEMA_ACCOUNT; kind++) {
    written(kind);
    const char *at = text;
    for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) {
      if (kind == DIALPLAN_SCHEMA_ACCOUNT && !(key->flags & DP_KEY_ACCOUNT)) continue;
      char name[96];
      snprintf(name, sizeof name, "\n%*s\"%s\": {\"description\": ", key->section ? 6 : 4, "",
               dp_key_name(key));
      const char *found = strstr(at, name);
      if (!found && key->section) { /* a section in a section is indented once more */
        snprintf(name, sizeof name, "\n        \"%s\": {\"description\": ", dp_key_name(key));
        found = strstr(at, name);
      }
      if (!found) fail_msg("%s is not there, or not in the order of the table", key->path);
      at = found;
    }
  }
}

static void values_are_written_by_the_table(void **state) {
  (void)state;
  written(DIALPLAN_SCHEMA_CAMPAIGN);
  holds("\n  \"required\": [\"name\"],\n");
  holds("\"priority\": {\"description\": \"higher is leased first\", \"default\": 0, \"anyOf\": [{\"type\": "
        "\"integer\", \"minimum\": -100, \"maximum\": 100}]}");
  holds("\"default\": 7, \"anyOf\": [{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 365}, {\"$ref\": "
        "\"#/definitions/off\"}]");
  holds("\"default\": \"off\", \"anyOf\": [{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 100}");
  holds("\"what \\\"morning\\\" means\"");
  holds("{\"enum\": [\"smart\", \"intervals\", \"fixed\"]}");
  holds("{\"enum\": [\"until_reset\"]}");
  holds("\"phone: a contact without a zone has the zones of its number; unknown_zone binds where these are unknown too\"");
  holds("\"exclusiveMinimum\": 0, \"maximum\": 1000000000000}");
  holds("(en|hi|de|es)(-[A-Za-z0-9]+)*$");
  holds("\"us-fl\"");
  holds("[bB][uU][sS][yY]");
  written(DIALPLAN_SCHEMA_ACCOUNT);
  assert_null(strstr(text, "\"name\": {\"description\""));
  assert_null(strstr(text, "\n  \"required\""));
}

static void the_list_of_outcomes_ends(void **state) {
  (void)state;
  uint32_t count = 0;
  while (dp_outcome_word(count)) {
    uint8_t outcome = 0;
    const char *word = dp_outcome_word(count++);
    if (strcmp(word, "answered") != 0)
      assert_int_equal(dialplan_outcome_parse(word, strlen(word), &outcome, NULL), DIALPLAN_OK);
  }
  assert_int_equal(count, 30);
}

static void what_fits_is_written(void **state) {
  (void)state;
  char out[8] = "#######";
  uint64_t len = 0;
  assert_int_equal(dialplan_campaign_schema(DIALPLAN_SCHEMA_ACCOUNT, out, 4, &len), DIALPLAN_OK);
  assert_true(len > 10000);
  assert_memory_equal(out, "{\n  ###", 8);
}

static void wrong_arguments(void **state) {
  (void)state;
  uint64_t len = 7;
  assert_int_equal(dialplan_campaign_schema(DIALPLAN_SCHEMA_ACCOUNT, NULL, 0, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_schema(DIALPLAN_SCHEMA_ACCOUNT, NULL, 1, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_schema(0, NULL, 0, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_schema(3, NULL, 0, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(len, 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_key_is_a_property),   cmocka_unit_test(values_are_written_by_the_table),
      cmocka_unit_test(the_list_of_outcomes_ends), cmocka_unit_test(what_fits_is_written),
      cmocka_unit_test(wrong_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
