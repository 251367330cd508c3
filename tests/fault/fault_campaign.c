/* SPDX-License-Identifier: MIT */
/* Every allocation of compiling, checking and listing references fails once: E_MEMORY each time, the outputs
 * as they were, nothing lost. Link: -Wl,--wrap=calloc,--wrap=realloc */
#include "unit/campaign_fixture.h"

#include "support/short_of_memory.h"

static char text[65536], account[16384];
static beside files;

/* Long lists, so that arenas need block after block at every place. */
static void make_texts(void) {
  size_t len = (size_t)sprintf(text, "%s", WITH_ACCOUNT "description: ");
  memset(text + len, 'x', 9000);
  len += 9000;
  len += (size_t)sprintf(text + len, "\nspecial_days:\n");
  for (int day = 1; day <= 28; day++)
    len += (size_t)sprintf(text + len, "  2026-02-%02d: 09:00-10:00\n", day);
  len += (size_t)sprintf(text + len, "no_call_days:\n  - {ics: a.ics, only: [x, y]}\n");
  for (int i = 0; i < 400; i++) len += (size_t)sprintf(text + len, "  - 2026-03-%02d: label\n", i % 31 + 1);
  len += (size_t)sprintf(text + len, "guard:\n  - us-debt\n");
  for (int i = 0; i < 60; i++)
    len += (size_t)sprintf(
        text + len,
        "  - {id: r%d, kind: days, days: [every 05-01: x], regions: [US-FL], checked: 2026-11-21}\n", i);
  len += (size_t)sprintf(
      text + len,
      "holidays: {FR: a}\nvariants: [{name: a}]\ncallbacks: {languages: [en]}\nretry: {prefer: \"on\"}\n"
      "outcome_names:\n");
  for (int i = 0; i < 300; i++) len += (size_t)sprintf(text + len, "  name%d: busy\n", i);
  size_t at = (size_t)sprintf(account, "timezone: UTC\nwindows: 09:00-18:00\ndnc:\n");
  for (int i = 0; i < 100; i++) at += (size_t)sprintf(account + at, "  - list%d.txt\n", i);
}

static void compiling_survives(void **state) {
  (void)state;
  long n = 0;
  for (;; n++) {
    dialplan_campaign *campaign = NULL;
    dialplan_error error;
    left = n;
    const dialplan_status status = dialplan_campaign_compile(
        text, strlen(text), zones, files.names, files.texts, files.lengths, BESIDE, &campaign, &error);
    const int failed = left < 0;
    left = -1;
    if (!failed) {
      assert_int_equal(status, DIALPLAN_OK);
      dialplan_campaign_free(campaign);
      break;
    }
    assert_int_equal(status, DIALPLAN_E_MEMORY);
    assert_int_equal(error.status, DIALPLAN_E_MEMORY);
    assert_null(campaign);
  }
  assert_true(n > 10);
}

static void checking_survives(void **state) {
  (void)state;
  static dialplan_error list[1000];
  char *bad = malloc(sizeof text + 4096);
  size_t end = (size_t)sprintf(bad, "%s", text);
  for (int i = 0; i < 200; i++) end += (size_t)sprintf(bad + end, "x%d: 1\n", i); /* the report grows too */
  for (int with_errors = 0; with_errors < 2; with_errors++) {
    const char *document = with_errors ? bad : text;
    for (long n = 0;; n++) {
      uint64_t count = 77;
      left = n;
      const dialplan_status status =
          dialplan_campaign_check(document, strlen(document), zones, files.names, files.texts, files.lengths,
                                  BESIDE, 0, list, 1000, &count, NULL);
      const int failed = left < 0;
      left = -1;
      assert_int_equal(status, failed ? DIALPLAN_E_MEMORY : DIALPLAN_OK);
      if (!failed) {
        assert_true(count > (with_errors ? 200u : 0u));
        break;
      }
      assert_true(count == 77);
    }
  }
  free(bad);
}

static void listing_survives(void **state) {
  (void)state;
  for (long n = 0;; n++) {
    uint64_t count = 77;
    left = n;
    const dialplan_status status = dialplan_campaign_references(text, strlen(text), NULL, 0, &count, NULL);
    const int failed = left < 0;
    left = -1;
    assert_int_equal(status, failed ? DIALPLAN_E_MEMORY : DIALPLAN_OK);
    if (!failed) {
      assert_true(count == 4);
      break;
    }
    assert_true(count == 77);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(compiling_survives),
      cmocka_unit_test(checking_survives),
      cmocka_unit_test(listing_survives),
  };
  make_texts();
  files = beside_with(account);
  return cmocka_run_group_tests(tests, setup, teardown);
}
