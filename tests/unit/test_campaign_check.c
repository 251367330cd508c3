/* SPDX-License-Identifier: MIT */
/* Warnings and notes: what compiles and is doubtful all the same. */
#include "unit/campaign_fixture.h"

enum { LIST_MAX = 100, W = DIALPLAN_SEVERITY_WARNING, N = DIALPLAN_SEVERITY_NOTE };

static dialplan_error list[LIST_MAX];

static uint64_t checked_from(const char *text, const char *account, int64_t now) {
  const beside files = beside_with(account);
  uint64_t count = 0;
  assert_int_equal(dialplan_campaign_check(text, strlen(text), zones, files.names, files.texts, files.lengths,
                                           BESIDE, now, list, LIST_MAX, &count, NULL),
                   DIALPLAN_OK);
  return count;
}

typedef struct doubt {
  const char *text, *code;
  uint32_t severity, line, column;
} doubt;

/* One document, one diagnostic (code NULL: none), and the document compiles. */
static void expect(const doubt *d, const char *account) {
  const uint64_t count = checked_from(d->text, account, 0);
  if (count != (d->code != NULL))
    fail_msg("%u diagnostics, the first %s (%s), for\n%s", (unsigned)count, list[0].code, list[0].message,
             d->text);
  if (!d->code) return;
  if (strcmp(list[0].code, d->code) != 0 || list[0].line != d->line || list[0].column != d->column)
    fail_msg("%s at %u:%u (%s) for\n%s", list[0].code, list[0].line, list[0].column, list[0].message,
             d->text);
  assert_int_equal(list[0].severity, d->severity);
  documented(list[0].code);
  assert_int_equal(list[0].status, DIALPLAN_OK);
  dialplan_campaign_free(compiled_with(d->text, account));
}

static void expect_all(const doubt *table, size_t count) {
  for (size_t i = 0; i < count; i++) expect(&table[i], NULL);
}

#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof *(table))

static void a_plain_campaign_is_clean(void **state) {
  (void)state;
  static const doubt table[] = {
      {BASE, NULL, 0, 0, 0},
      {BASE "retry: {intensity: moderate, max_retry_days: 7, prefer: off}\n", NULL, 0, 0, 0},
      {BASE "safety: {circuit_breaker: off, budget: off}\nvariants: []\npacing: off\n", NULL, 0, 0, 0},
  };
  EXPECT_ALL(table);
}

static void seeds_and_times(void **state) {
  (void)state;
  static const doubt table[] = {
      {"name: A\ntimezone: UTC\nwindows: 09:00-18:00\n", "no-seed", W, 1, 1},
      {"timezone: UTC\nname: A\nseed: null\nwindows: 09:00-18:00\n", "no-seed", W, 2, 1},
      {BASE "callbacks: {dayparts: {morning: 10:00}}\n", "unquoted-time", W, 5, 33},
      {BASE "callbacks: {dayparts: {morning: '10:00'}}\n", NULL, 0, 0, 0},
      {BASE "schedule: {start: 20260302}\n", "early-time", W, 5, 19},
      {BASE "schedule: {start: 946684800}\n", NULL, 0, 0, 0},
      {BASE "call: {stale_call: 10m}\n", "short-stale-call", W, 5, 20},
      {BASE "call: {stale_call: 630s}\n", NULL, 0, 0, 0},
  };
  EXPECT_ALL(table);
}

static void retries(void **state) {
  (void)state;
  static const doubt table[] = {
      {BASE "retry: {every: 1h}\n", "other-strategy", W, 5, 9},
      {BASE "retry: {strategy: fixed, every: 1h, after_last: stop}\n", "other-strategy", W, 5, 37},
      {BASE "retry: {strategy: fixed, every: 1h, after_last: repeat}\n", NULL, 0, 0, 0},
      {BASE "retry: {strategy: fixed, every: 1h, intensity: aggressive}\n", "other-strategy", W, 5, 37},
      {BASE "retry: {strategy: intervals, intervals: [1h, 1h], max_attempts: 3}\n", NULL, 0, 0, 0},
      {BASE "retry: {strategy: intervals, intervals: [1h, 1h, 2h], max_attempts: 3}\n", "unused-interval", W,
       5, 50},
      {BASE "retry: {strategy: intervals, intervals: [1h, 6d, 1d]}\n", "unused-interval", W, 5, 50},
      {BASE "retry: {strategy: intervals, intervals: [23h, 6d]}\n", NULL, 0, 0,
       0}, /* on day 7, if begun early */
      {BASE "retry: {intensity: conservative}\n", "unreached-phase", W, 5, 20},
      {BASE "retry: {intensity: conservative, max_retry_days: 8}\n", NULL, 0, 0, 0},
      {BASE "retry: {intensity: aggressive}\n", "unreached-phase", N, 5, 20},
      {BASE "retry: {max_retry_days: 11}\n", "unreached-phase", W, 5, 25},
      {BASE "retry: {max_retry_days: 12}\n", NULL, 0, 0, 0},
      {BASE "retry:\n  phases: [{days: 1-7, calls: 1}, {days: 8-, calls: 1}]\n", "unreached-phase", W, 6, 35},
      {BASE "retry:\n  phases: [{days: 1-6, calls: 1}, {days: 7-, calls: 1}]\n", NULL, 0, 0, 0},
      {BASE "retry: {intensity: conservative, max_retry_days: off, max_attempts: 5}\n", NULL, 0, 0, 0},
      {BASE "retry: {outcomes: {base: standard, call_later: stop, ringing: stop, abandoned: stop, rejected: "
            "stop, silent: stop}}\n",
       "nothing-to-decide", W, 5, 9},
      {BASE "retry: {outcomes: {base: standard, call_later: stop, ringing: stop, abandoned: stop, rejected: "
            "stop, silent: retry}}\n",
       NULL, 0, 0, 0},
  };
  EXPECT_ALL(table);
}

static void guards(void **state) {
  (void)state;
  static const doubt table[] = {
      {BASE "safety: {business_hours_guard: off}\n", "guard-off", W, 5, 32},
      {BASE "safety: {business_hours_guard: off}\nguard: [{id: a, kind: hours, windows: 08:00-21:00}]\n",
       "guard-off", N, 5, 32},
      {BASE "safety: {business_hours_guard: off}\nguard: business-hours\n", NULL, 0, 0, 0},
      {HEAD "windows: {daily: 10:00-20:00}\n", NULL, 0, 0, 0},
      {HEAD "windows: {daily: 08:00-20:00}\n", "guard-narrows", W, 4, 1},
      {HEAD "windows: {sat: 20:00-21:01}\n", "guard-narrows", W, 4, 1},
      {HEAD "windows: {sat: 20:00-21:00}\n", NULL, 0, 0, 0},
      {BASE "guard: [{id: a, kind: hours, windows: {mon-fri: 10:00-12:00}}]\n", "guard-narrows", W, 4, 1},
      {HEAD "windows: {daily: 11:00-12:00}\nguard: [{id: a, kind: days, weekdays: [sun]}]\n", "guard-narrows",
       W, 4, 1},
      {BASE "guard: [{id: a, kind: days, weekdays: [sun], days: [2026-03-02]}]\n", NULL, 0, 0, 0},
      {BASE "guard: [{id: a, kind: hours, purpose: debt, windows: 10:00-12:00}]\npurpose: sales\n", NULL, 0,
       0, 0},
  };
  EXPECT_ALL(table);
  const doubt narrow = {HEAD "windows: {sun: 09:00-22:00}\n", "guard-narrows", W, 4, 1};
  expect(&narrow, NULL);
  assert_string_equal(list[0].message,
                      "the guard rule \"business-hours\" narrows these windows, first on Sun 09:00-10:00");
}

static void packs_of_the_united_states_ask_for_zones(void **state) {
  (void)state;
  static const doubt table[] = {
      {BASE "guard: [us-debt]\n", "us-pack-without-zone", W, 5, 1},
      {BASE "guard: [us-debt]\nunknown_zone: hold\n", NULL, 0, 0, 0},
  };
  EXPECT_ALL(table);
}

static void citations_grow_old(void **state) {
  (void)state;
  static const char own[] = BASE "guard: [{id: a, kind: gap, least: 8h, checked: 2025-03-02, source: x}, "
                                 "{id: b, kind: gap, least: 1h}]\n";
  const int64_t day = 86400, checked = atlas_date("2025-03-02") * day;
  assert_int_equal(checked_from(own, NULL, checked + 366 * day + day - 1), 0);
  assert_int_equal(checked_from(own, NULL, checked + 367 * day), 1);
  assert_string_equal(list[0].code, "old-citation");
  assert_string_equal(list[0].message, "the guard rule \"a\" repeats a citation that was last checked on "
                                       "2025-03-02: look whether it still holds");
  assert_int_equal(list[0].line, 5);
  documented("old-citation");
  assert_int_equal(checked_from(own, NULL, 0), 0); /* no now, no age */
  /* of a pack, once: one rule bears an old date, one none */
  assert_int_equal(checked_from(BASE "unknown_zone: hold\nguard: [us-fl]\n", NULL, checked), 1);
  assert_string_equal(list[0].message, "the guard pack \"us-fl\" repeats a citation that bears no date of "
                                       "checking: look whether it still holds");
}

static void what_is_meant_is_not_doubted(void **state) {
  (void)state;
  static const doubt table[] = {
      {BASE "infer_zone: phone\n", NULL, 0, 0, 0},
      {BASE "guard: [{id: a, kind: gap, least: 8h}]\n", NULL, 0, 0, 0},
      {BASE "callbacks: {languages: [hi, de], day_only: \"10:00\", date_order: mdy}\n", NULL, 0, 0, 0},
      {BASE "callbacks: {dayparts: {night: \"21:00\"}}\n", NULL, 0, 0, 0},
      {BASE "variants: [{name: a}]\n", NULL, 0, 0, 0},
  };
  EXPECT_ALL(table);
}

static void bursts_are_doubted(void **state) {
  (void)state;
  assert_int_equal(checked_from(BASE "pacing: {spacing: 499ms}\n", NULL, 0), 1);
  assert_string_equal(list[0].code, "short-spacing");
  assert_int_equal(list[0].column, 19);
  assert_int_equal(checked_from(BASE "pacing: {spacing: 500ms}\n", NULL, 0), 0);
}

static void never_open_is_asked_from_now(void **state) {
  (void)state;
  static const char over[] = BASE "schedule: {start: 2026-03-02, end: 2026-03-31}\n";
  const doubt weekend = {HEAD "windows: {sun: 02:00-03:00}\nsafety: {business_hours_guard: on}\n",
                         "never-open", W, 4, 1};
  assert_int_equal(checked_from(weekend.text, NULL, 0), 2); /* the guard narrows, and nothing is left */
  assert_string_equal(list[0].code, "guard-narrows");
  assert_string_equal(list[1].code, "never-open");
  assert_int_equal(checked_from(over, NULL, 0), 0); /* from its start */
  assert_int_equal(checked_from(over, NULL, atlas_at(zones, ATLAS_UTC, "2026-03-31T17:59:59Z")), 0);
  assert_int_equal(checked_from(over, NULL, atlas_at(zones, ATLAS_UTC, "2026-03-31T18:00:00Z")), 1);
  assert_string_equal(list[0].code, "never-open");
  assert_string_equal(list[0].message,
                      "no call is permitted from 2026-03-31T18:00:00+00:00 on, within the horizon");
  const doubt off = {HEAD "windows: {daily: off}\n", "never-open", W, 4, 1};
  expect(&off, NULL);
  const doubt far = {BASE "horizon: 1d\nschedule: {start: 2026-03-07}\n", "never-open", W, 4,
                     1}; /* a Saturday */
  expect(&far, NULL);
  const doubt near = {BASE "horizon: 3d\nschedule: {start: 2026-03-07}\n", NULL, 0, 0, 0};
  expect(&near, NULL);
}

static void an_account_may_offer_what_a_campaign_does_not_use(void **state) {
  (void)state;
  static const char account[] = "timezone: UTC\nwindows: 09:00-18:00\n"
                                "retry: {every: 1h, intervals: [1h]}\nsafety: {respect_dnc: true}\n";
  const doubt chosen = {WITH_ACCOUNT "retry: {strategy: fixed}\n", NULL, 0, 0, 0};
  expect(&chosen, account);
  const doubt refused = {WITH_ACCOUNT "retry: {strategy: fixed}\nsafety: {respect_dnc: false}\n", "no-effect",
                         W, 5, 23};
  expect(&refused, account);
  const doubt offered = {WITH_ACCOUNT, "other-strategy", W, 3, 9};
  static const char same_file[] =
      "timezone: UTC\nwindows: 09:00-18:00\nretry: {every: 1h, strategy: smart}\n";
  expect(&offered, same_file);
  assert_int_equal(list[0].source, 1);
}

static void warnings_stand_beside_errors_in_order(void **state) {
  (void)state;
  assert_int_equal(checked_from("timezone: UTC\nname: A\npriority: 500\nwindows: {daily: 00:00-24:00}\n"
                                "callbacks: {day_only: 9:00}\n",
                                NULL, 0),
                   4);
  static const char *const codes[] = {"no-seed", "out-of-range", "guard-narrows", "unquoted-time"};
  for (int i = 0; i < 4; i++) assert_string_equal(list[i].code, codes[i]);
}

static void the_canonical_form_is_as_clean_as_its_campaign(void **state) {
  (void)state;
  static char text[65536];
  uint64_t len = 0;
  dialplan_campaign *campaign =
      compiled(BASE "retry: {strategy: intervals, intervals: [1h, 2h], max_attempts: 3}\n");
  assert_int_equal(dialplan_campaign_format(campaign, text, sizeof text - 1, &len, NULL), DIALPLAN_OK);
  text[len] = 0;
  assert_int_equal(checked_from(text, NULL, 0), 0);
  dialplan_campaign_free(campaign);
}

static void a_short_list_is_filled_and_counted(void **state) {
  (void)state;
  static const char text[] = BASE "a: 1\nb: 1\nc: 1\n";
  dialplan_error two[2];
  uint64_t count = 0;
  assert_int_equal(
      dialplan_campaign_check(text, strlen(text), zones, NULL, NULL, NULL, 0, 0, NULL, 0, &count, NULL),
      DIALPLAN_OK);
  assert_int_equal(count, 3);
  assert_int_equal(
      dialplan_campaign_check(text, strlen(text), zones, NULL, NULL, NULL, 0, 0, two, 2, &count, NULL),
      DIALPLAN_OK);
  assert_int_equal(count, 3);
  assert_int_equal(two[1].line, 6);
  assert_int_equal(
      dialplan_campaign_check(text, strlen(text), NULL, NULL, NULL, NULL, 0, 0, two, 2, &count, NULL),
      DIALPLAN_E_ARGUMENT);
  assert_int_equal(
      dialplan_campaign_check(text, strlen(text), zones, NULL, NULL, NULL, 0, -5, two, 2, &count, NULL),
      DIALPLAN_E_ARGUMENT);
  assert_int_equal(
      dialplan_campaign_check(text, strlen(text), zones, NULL, NULL, NULL, 0, 0, two, 2, NULL, NULL),
      DIALPLAN_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plain_campaign_is_clean),
      cmocka_unit_test(seeds_and_times),
      cmocka_unit_test(retries),
      cmocka_unit_test(guards),
      cmocka_unit_test(packs_of_the_united_states_ask_for_zones),
      cmocka_unit_test(citations_grow_old),
      cmocka_unit_test(what_is_meant_is_not_doubted),
      cmocka_unit_test(bursts_are_doubted),
      cmocka_unit_test(never_open_is_asked_from_now),
      cmocka_unit_test(an_account_may_offer_what_a_campaign_does_not_use),
      cmocka_unit_test(warnings_stand_beside_errors_in_order),
      cmocka_unit_test(the_canonical_form_is_as_clean_as_its_campaign),
      cmocka_unit_test(a_short_list_is_filled_and_counted),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
