/* SPDX-License-Identifier: MIT */
/* The files that a document names. */
#include "unit/campaign_fixture.h"

static void files_are_listed_in_the_order_of_the_document(void **state) {
  (void)state;
  static const struct {
    int32_t kind;
    uint32_t line, column;
    const char *name;
  } expected[] = {
      {DIALPLAN_REFERENCE_ACCOUNT, 2, 10, "account.yaml"},
      {DIALPLAN_REFERENCE_CONTACTS, 3, 11, "contacts.csv"},
      {DIALPLAN_REFERENCE_EVENTS, 4, 9, "events.ndjson"},
      {DIALPLAN_REFERENCE_DNC, 5, 7, "a.txt"},
      {DIALPLAN_REFERENCE_DNC, 5, 14, "b.txt"},
      {DIALPLAN_REFERENCE_CALENDAR, 8, 11, "in.ics"},
      {DIALPLAN_REFERENCE_CALENDAR, 9, 16, "fr.ics"},
      {DIALPLAN_REFERENCE_WEIGHTS, 10, 17, "hours.csv"},
  };
  const char *text = "name: A\n"
                     "account: account.yaml\n"
                     "contacts: contacts.csv\n"
                     "events: events.ndjson\n"
                     "dnc: [a.txt, b.txt]\n"
                     "no_call_days:\n"
                     "  - 2026-12-25\n"
                     "  - {ics: in.ics, only: [x]}\n"
                     "holidays: {FR: fr.ics}\n"
                     "retry: {prefer: hours.csv}\n";
  enum { COUNT = sizeof expected / sizeof *expected };
  dialplan_reference out[COUNT];
  uint64_t count = 0;
  assert_int_equal(dialplan_campaign_references(text, strlen(text), NULL, 0, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, COUNT);
  assert_int_equal(dialplan_campaign_references(text, strlen(text), out, COUNT, &count, NULL), DIALPLAN_OK);
  for (int i = 0; i < COUNT; i++) {
    assert_int_equal(out[i].kind, expected[i].kind);
    assert_int_equal(out[i].line, expected[i].line);
    assert_int_equal(out[i].column, expected[i].column);
    assert_string_equal(out[i].name, expected[i].name);
    assert_int_equal(out[i].len, strlen(expected[i].name));
  }
}

static void a_single_list_and_off_are_seen(void **state) {
  (void)state;
  const char *text = "dnc: a.txt\nretry: {prefer: off}\naccount:\n";
  dialplan_reference out[4];
  uint64_t count = 0;
  assert_int_equal(dialplan_campaign_references(text, strlen(text), out, 4, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 1);
  assert_string_equal(out[0].name, "a.txt");
}

static void what_names_no_file_is_no_reference(void **state) {
  (void)state;
  static const char *const texts[] = {
      "account: [a]\n",           "account: ''\n",      "contacts: {a: b}\n",
      "holidays: [a.ics]\n",      "holidays: a.ics\n",  "no_call_days: a.ics\n",
      "no_call_days: {ics: a}\n", "retry: hours.csv\n", "retry: [prefer]\n",
      "retry: {prefer: [a]}\n",   "dnc: off\n",         "unknown: a.txt\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    uint64_t count = 77;
    assert_int_equal(dialplan_campaign_references(texts[i], strlen(texts[i]), NULL, 0, &count, NULL),
                     DIALPLAN_OK);
    if (count != 0) fail_msg("%d references in %s", (int)count, texts[i]);
  }
}

static void references_need_a_document_that_can_be_read(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
    int32_t status;
    uint32_t line, column;
  } cases[] = {
      {"account: a\naccount: b\n", "repeated-key", DIALPLAN_E_KEY, 2, 1},
      {"retry:\n  outcomes: {a: 1, b: {c: 1, c: 2}}\n", "repeated-key", DIALPLAN_E_KEY, 2, 30},
      {"- a\n", "wrong-type", DIALPLAN_E_VALUE, 1, 1},
      {"account: *x\n", "alias", DIALPLAN_E_DOCUMENT, 1, 10},
      {"", "empty-document", DIALPLAN_E_DOCUMENT, 1, 1},
  };
  uint64_t count = 77;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    dialplan_error error;
    dialplan_reference out[2];
    memset(out, 0x55, sizeof out);
    assert_int_equal(
        dialplan_campaign_references(cases[i].text, strlen(cases[i].text), out, 2, &count, &error),
        cases[i].status);
    assert_string_equal(error.code, cases[i].code);
    assert_int_equal(error.line, cases[i].line);
    assert_int_equal(error.column, cases[i].column);
    assert_int_equal(out[0].kind, 0x55555555); /* untouched */
  }
  assert_int_equal(count, 77);
  char text[600] = "account: ";
  memset(text + 9, 'x', 496);
  assert_int_equal(dialplan_campaign_references(text, 9 + 495, NULL, 0, &count, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_campaign_references(text, 9 + 496, NULL, 0, &count, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_campaign_references(NULL, 4, NULL, 0, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_references("a: b", 4, NULL, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_references("a: b", 4, NULL, 0, NULL, NULL), DIALPLAN_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_are_listed_in_the_order_of_the_document),
      cmocka_unit_test(a_single_list_and_off_are_seen),
      cmocka_unit_test(what_names_no_file_is_no_reference),
      cmocka_unit_test(references_need_a_document_that_can_be_read),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
