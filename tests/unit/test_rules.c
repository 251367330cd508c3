/* SPDX-License-Identifier: MIT */
/* The built-in guard packs: all of them read, are cited, and compile; the files of examples/guards compile,
 * too. */
#include <dirent.h>

#include "unit/campaign_fixture.h"

static dialplan_rules *loaded(void) {
  dialplan_rules *rules = NULL;
  assert_int_equal(dialplan_rules_load(&rules, NULL), DIALPLAN_OK);
  return rules;
}

static uint64_t index_of(const dialplan_rules *rules, const char *name) {
  uint64_t pack = 0;
  assert_int_equal(dialplan_rules_find(rules, name, strlen(name), &pack, NULL), DIALPLAN_OK);
  return pack;
}

static void every_pack_is_whole(void **state) {
  (void)state;
  dialplan_rules *rules = loaded();
  const char *name, *title, *about, *last = "";
  uint64_t count;
  assert_int_equal(dialplan_rules_packs(rules), 8);
  for (uint64_t i = 0; i < dialplan_rules_packs(rules); i++) {
    assert_int_equal(dialplan_rules_pack(rules, i, &name, &title, &about, &count), DIALPLAN_OK);
    assert_true(strcmp(last, name) < 0);
    last = name;
    assert_true(*title && *about && count > 0);
    assert_non_null(dialplan_rules_not_covered(rules, i, 0));
    for (uint64_t k = 0; k < count; k++) {
      const char *id, *jurisdiction, *purpose, *source, *checked;
      assert_int_equal(dialplan_rules_rule(rules, i, k, &id, &jurisdiction, &purpose, &source, &checked),
                       DIALPLAN_OK);
      assert_int_equal(strncmp(id, name, strlen(name)), 0);
      assert_true(*source && *purpose && checked);
      assert_true(*jurisdiction || strcmp(name, "business-hours") == 0);
    }
  }
  dialplan_rules_free(rules);
}

/* Each rule that is shown is one that a campaign compiles, and what it compiles to is what it was shown as.
 */
static void what_is_shown_can_be_copied(void **state) {
  (void)state;
  dialplan_rules *rules = loaded();
  for (uint64_t i = 0; i < dialplan_rules_packs(rules); i++) {
    const char *name;
    uint64_t count;
    assert_int_equal(dialplan_rules_pack(rules, i, &name, NULL, NULL, &count), DIALPLAN_OK);
    for (uint64_t k = 0; k < count; k++) {
      char rule[2048], document[4096], canonical[65536];
      uint64_t len;
      if (strcmp(name, "business-hours") == 0) continue; /* its id is the library's own */
      assert_int_equal(dialplan_rules_format(rules, i, k, rule, sizeof rule, &len), DIALPLAN_OK);
      sprintf(document, BASE "holidays: {US: a.ics, US-RI: fr.ics, ZA: de.ics}\nguard:\n  - %.*s\n", (int)len,
              rule);
      dialplan_campaign *campaign = compiled(document);
      assert_int_equal(dialplan_campaign_format(campaign, canonical, sizeof canonical - 1, &len, NULL),
                       DIALPLAN_OK);
      canonical[len] = 0;
      assert_non_null(strstr(canonical, strstr(document, "\n  - ")));
      dialplan_campaign_free(campaign);
    }
  }
  dialplan_rules_free(rules);
}

static void business_hours_are_the_same_by_name_and_by_default(void **state) {
  (void)state;
  uint32_t count;
  const dp_guard_rule *own = dp_guard_business_hours(&count);
  dp_arena arena = {0};
  dp_settings settings = {0};
  dp_report report = {0};
  dp_reader reader = {.arena = &arena, .settings = &settings, .report = &report};
  dp_pack_rules pack;
  assert_int_equal(count, 1);
  assert_true(dp_pack_read(&reader, dp_packs_find("business-hours", 14), &pack));
  assert_int_equal(pack.rule_count, 1);
  assert_string_equal(pack.rules[0].id, own->id);
  assert_string_equal(pack.rules[0].source, own->source);
  assert_string_equal(pack.rules[0].purpose, own->purpose);
  assert_int_equal(pack.rules[0].kind, own->kind);
  assert_memory_equal(pack.rules[0].week, own->week, sizeof own->week);
  dp_arena_free(&arena);
}

static void packs_that_are_not_whole_are_told(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
  } cases[] = {
      {"a: [", "syntax"},
      {"- a", "wrong-type"},
      {"pack: a", "missing-key"},
      {"{pack: a, title: [], about: x, not_covered: [], rules: []}", "wrong-type"},
      {"{pack: a, title: x, about: [], not_covered: [], rules: []}", "wrong-type"},
      {"{pack: a, title: x, about: x, not_covered: y, rules: []}", "wrong-type"},
      {"{pack: a, title: x, about: x, not_covered: [[]], rules: []}", "wrong-type"},
      {"{pack: a, title: x, about: x, not_covered: [], rules: y}", "wrong-type"},
      {"{pack: a, title: x, about: x, not_covered: [], rules: [{id: a}]}", "missing-key"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const dp_pack pack = {"a", (const unsigned char *)cases[i].text, strlen(cases[i].text)};
    dp_arena arena = {0};
    dp_settings settings = {0};
    dp_report report = {0};
    dp_reader reader = {.arena = &arena, .settings = &settings, .report = &report};
    dp_pack_rules out;
    dialplan_error error;
    assert_false(dp_pack_read(&reader, &pack, &out));
    dp_report_first(&report, &error);
    assert_string_equal(error.code, cases[i].code);
    dp_report_free(&report);
    dp_arena_free(&arena);
  }
}

static void what_is_not_there_is_refused(void **state) {
  (void)state;
  dialplan_error error;
  dialplan_rules *rules = loaded();
  const uint64_t packs = dialplan_rules_packs(rules), za = index_of(rules, "za");
  uint64_t out = 7;
  char text[8];
  assert_int_equal(dialplan_rules_load(NULL, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_rules_find(rules, "us-fk", 5, &out, &error), DIALPLAN_E_VALUE);
  assert_string_equal(error.message, "there is no built-in pack \"us-fk\", did you mean \"us-fl\"?");
  assert_int_equal(dialplan_rules_find(rules, "atlantis", 8, &out, &error), DIALPLAN_E_VALUE);
  assert_string_equal(error.message, "there is no built-in pack \"atlantis\"");
  assert_int_equal(dialplan_rules_find(rules, "za", 3, &out, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_rules_find(NULL, "za", 2, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_rules_find(rules, NULL, 2, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_rules_find(rules, "za", 2, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(out, 7);
  assert_int_equal(dialplan_rules_pack(rules, packs, NULL, NULL, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_rules_pack(rules, za, NULL, NULL, NULL, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_rules_rule(rules, packs, 0, NULL, NULL, NULL, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_rules_rule(rules, za, 2, NULL, NULL, NULL, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_rules_rule(rules, za, 1, NULL, NULL, NULL, NULL, NULL), DIALPLAN_OK);
  assert_null(dialplan_rules_not_covered(rules, packs, 0));
  assert_null(dialplan_rules_not_covered(rules, za, 100));
  assert_int_equal(dialplan_rules_format(rules, za, 2, text, 8, &out), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_rules_format(rules, za, 0, NULL, 8, &out), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_rules_format(rules, za, 0, text, 8, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_rules_free(rules);
  dialplan_rules_free(NULL);
}

/* An account file and the calendars that it names, all of them without events. */
static void compile_example(const char *path) {
  static const char calendar[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nEND:VCALENDAR\r\n";
  static char account[65536];
  dialplan_reference references[32];
  const char *names[33] = {"guard.yaml"}, *texts[33] = {account};
  uint64_t lengths[33], count = 0;
  FILE *file = fopen(path, "rb");
  if (!file) fail_msg("%s", path);
  lengths[0] = fread(account, 1, sizeof account - 1, file);
  fclose(file);
  assert_int_equal(dialplan_campaign_references(account, lengths[0], references, 32, &count, NULL),
                   DIALPLAN_OK);
  for (uint64_t i = 0; i < count; i++) {
    names[i + 1] = references[i].name;
    texts[i + 1] = calendar;
    lengths[i + 1] = sizeof calendar - 1;
  }
  static const char text[] = HEAD "account: guard.yaml\nwindows: 09:00-18:00\n";
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  if (dialplan_campaign_compile(text, sizeof text - 1, zones, names, texts, lengths, count + 1, &campaign,
                                &error))
    fail_msg("%s:%u:%u: %s [%s]", path, error.line, error.column, error.message, error.code);
  assert_true(dialplan_campaign_rules(campaign) > 1);
  account[lengths[0]] = 0;
  assert_non_null(strstr(account, "secondary sources"));
  dialplan_campaign_free(campaign);
}

static void examples_compile(void **state) {
  (void)state;
  DIR *directory = opendir("examples/guards");
  assert_non_null(directory);
  int count = 0;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    char path[512];
    if (!strstr(entry->d_name, ".yaml")) continue;
    snprintf(path, sizeof path, "examples/guards/%s", entry->d_name);
    compile_example(path);
    count++;
  }
  closedir(directory);
  assert_int_equal(count, 20);
}

/* The calendars beside the documents name one day, 2026-01-26, a Monday. */
static void holidays_close_what_a_pack_closes_on_them(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(
      "name: A\nseed: s\ntimezone: America/New_York\nwindows: {daily: 00:00-24:00}\n"
      "safety: {business_hours_guard: false}\nholidays: {US: a.ics, US-RI: fr.ics}\nguard: [us-ri]\n");
  dialplan_clipped found;
  assert_int_equal(
      dialplan_clip(campaign, NULL, atlas_at(zones, ATLAS_NEW_YORK, "2026-01-26T10:00"), NULL, &found, NULL),
      DIALPLAN_OK);
  assert_int_equal(found.reason, DIALPLAN_REASON_GUARD);
  assert_true(found.at == atlas_at(zones, ATLAS_NEW_YORK, "2026-01-27T09:00"));
  assert_true(found.close_at == atlas_at(zones, ATLAS_NEW_YORK, "2026-01-27T18:00"));
  const char *id;
  assert_int_equal(dialplan_campaign_rule(campaign, found.rule - 1u, &id, NULL, NULL, NULL), DIALPLAN_OK);
  assert_string_equal(id, "us-ri-holidays");
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_pack_is_whole),
      cmocka_unit_test(what_is_shown_can_be_copied),
      cmocka_unit_test(business_hours_are_the_same_by_name_and_by_default),
      cmocka_unit_test(packs_that_are_not_whole_are_told),
      cmocka_unit_test(what_is_not_there_is_refused),
      cmocka_unit_test(examples_compile),
      cmocka_unit_test(holidays_close_what_a_pack_closes_on_them),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
