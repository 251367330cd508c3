/* SPDX-License-Identifier: MIT */
/* Canonical YAML: every default spelt out, texts that every reader takes alike, and the way back. */
#include "unit/campaign_fixture.h"

enum { ROOM = 65536 };

static void written(const dialplan_campaign *campaign, char *out) {
  uint64_t len = 0, again = 0;
  assert_int_equal(dialplan_campaign_format(campaign, NULL, 0, &len, NULL), DIALPLAN_OK);
  assert_true(len < ROOM);
  assert_int_equal(dialplan_campaign_format(campaign, out, ROOM, &again, NULL), DIALPLAN_OK);
  assert_true(len == again);
  out[len] = 0;
}

/* --- equality, field by field ------------------------------------------------------------------ */

static void same_text(const char *a, const char *b) {
  assert_int_equal(a == NULL, b == NULL);
  if (a) assert_string_equal(a, b);
}

static void same_texts(const char *const *a, uint32_t count_a, const char *const *b, uint32_t count_b) {
  assert_int_equal(count_a, count_b);
  for (uint32_t i = 0; i < count_a; i++) same_text(a[i], b[i]);
}

static void same_rule(const dp_guard_rule *a, const dp_guard_rule *b) {
  same_text(a->id, b->id);
  same_text(a->jurisdiction, b->jurisdiction);
  same_text(a->purpose, b->purpose);
  same_text(a->source, b->source);
  same_text(a->checked_text, b->checked_text);
  same_text(a->pack, b->pack);
  same_texts(a->regions, a->region_count, b->regions, b->region_count);
  dp_guard_rule x = *a, y = *b;
  x.id = x.jurisdiction = x.purpose = x.source = x.checked_text = x.pack = NULL;
  y.id = y.jurisdiction = y.purpose = y.source = y.checked_text = y.pack = NULL;
  x.regions = y.regions = NULL;
  assert_int_equal(x.days.count, y.days.count);
  for (uint32_t i = 0; i < x.days.count; i++) {
    assert_int_equal(x.days.entries[i].from_date, y.days.entries[i].from_date);
    assert_int_equal(x.days.entries[i].until_date, y.days.entries[i].until_date);
    assert_int_equal(x.days.entries[i].month, y.days.entries[i].month);
    assert_int_equal(x.days.entries[i].day, y.days.entries[i].day);
    same_text(x.days.entries[i].label, y.days.entries[i].label);
  }
  x.days.entries = y.days.entries = NULL;
  assert_memory_equal(&x, &y, sizeof x);
}

static void same_days(const dp_settings *a, const dp_settings *b) {
  assert_int_equal(a->no_call_days.count, b->no_call_days.count);
  for (uint32_t i = 0; i < a->no_call_days.count; i++) {
    dp_day_entry x = a->no_call_days.entries[i], y = b->no_call_days.entries[i];
    same_text(x.label, y.label);
    x.label = y.label = NULL;
    x.account = y.account = 0; /* the canonical form is one file */
    assert_memory_equal(&x, &y, sizeof x);
  }
  assert_int_equal(a->calendar_count, b->calendar_count);
  for (uint32_t i = 0; i < a->calendar_count; i++) {
    same_text(a->calendars[i].file, b->calendars[i].file);
    same_texts(a->calendars[i].only, a->calendars[i].only_count, b->calendars[i].only,
               b->calendars[i].only_count);
    same_texts(a->calendars[i].except, a->calendars[i].except_count, b->calendars[i].except,
               b->calendars[i].except_count);
    assert_int_equal(a->calendars[i].lenient, b->calendars[i].lenient);
  }
  assert_memory_equal(a->windows.week, b->windows.week, sizeof a->windows.week);
  assert_int_equal(a->windows.special_count, b->windows.special_count);
  if (a->windows.special_count)
    assert_memory_equal(a->windows.specials, b->windows.specials,
                        a->windows.special_count * sizeof *a->windows.specials);
}

static void same_lists(const dp_settings *a, const dp_settings *b) {
  same_texts(a->dnc, a->dnc_count, b->dnc, b->dnc_count);
  same_texts(a->callbacks.languages, a->callbacks.language_count, b->callbacks.languages,
             b->callbacks.language_count);
  same_texts(a->guard_packs, a->guard_pack_count, b->guard_packs, b->guard_pack_count);
  assert_int_equal(a->guard.count, b->guard.count);
  for (uint32_t i = 0; i < a->guard.count; i++) same_rule(&a->guard.rules[i], &b->guard.rules[i]);
  assert_int_equal(a->guard_rule_count, b->guard_rule_count);
  for (uint32_t i = 0; i < a->guard_rule_count; i++) same_rule(&a->guard_rules[i], &b->guard_rules[i]);
  assert_int_equal(a->holiday_count, b->holiday_count);
  for (uint32_t i = 0; i < a->holiday_count; i++) {
    same_text(a->holidays[i].country, b->holidays[i].country);
    same_text(a->holidays[i].file, b->holidays[i].file);
  }
  assert_int_equal(a->outcome_name_count, b->outcome_name_count);
  for (uint32_t i = 0; i < a->outcome_name_count; i++) {
    same_text(a->outcome_names[i].name, b->outcome_names[i].name);
    assert_int_equal(a->outcome_names[i].outcome, b->outcome_names[i].outcome);
  }
  assert_int_equal(a->variant_count, b->variant_count);
  for (uint32_t i = 0; i < a->variant_count; i++) {
    same_text(a->variants[i].name, b->variants[i].name);
    same_text(a->variants[i].agent, b->variants[i].agent);
    assert_int_equal(a->variants[i].weight, b->variants[i].weight);
  }
}

/* Every scalar of the table by its field; texts by their letters. */
static void same_scalars(const dp_settings *a, const dp_settings *b) {
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) {
    const char *x = (const char *)a + key->offset, *y = (const char *)b + key->offset;
    if (key->type >= DP_TYPE_DNC || key->size == 0 || key == &dp_keys[DP_KEY_account]) continue;
    if (key->type == DP_TYPE_VERSION) continue;
    if (key->type >= DP_TYPE_TEXT && key->type <= DP_TYPE_ZONE)
      same_text(*(const char *const *)x, *(const char *const *)y);
    else
      assert_memory_equal(x, y, key->size);
  }
}

static void same_settings(const dp_settings *a, const dp_settings *b) {
  same_scalars(a, b);
  same_days(a, b);
  same_lists(a, b);
  assert_int_equal(a->zone, b->zone);
  assert_memory_equal(a->lease_order, b->lease_order, sizeof a->lease_order);
  dp_retry x = a->retry, y = b->retry;
  x.prefer = y.prefer = NULL;
  assert_true(!x.weights == !y.weights);
  if (x.weights) assert_memory_equal(x.weights, y.weights, 7 * 24 * sizeof *x.weights);
  x.weights = y.weights = NULL;
  assert_memory_equal(&x, &y, sizeof x);
  dp_callbacks c = a->callbacks, d = b->callbacks;
  c.languages = d.languages = NULL;
  assert_memory_equal(&c, &d, sizeof c);
  assert_memory_equal(&a->pacing, &b->pacing, sizeof a->pacing);
}

/* Written, compiled, and written again. */
static void round_trip(const dialplan_campaign *campaign) {
  static char text[ROOM], again[ROOM];
  written(campaign, text);
  dialplan_campaign *second = compiled(text);
  written(second, again);
  assert_string_equal(text, again);
  same_settings(&campaign->settings, &second->settings);
  assert_true(campaign->seed == second->seed);
  dialplan_campaign_free(second);
}

static void round_trip_of(const char *text) {
  dialplan_campaign *campaign = compiled(text);
  round_trip(campaign);
  dialplan_campaign_free(campaign);
}

/* --- round trips ------------------------------------------------------------------------------- */

static void campaigns_come_back_equal(void **state) {
  (void)state;
  round_trip_of("name: A\ntimezone: UTC\nwindows: 09:00-18:00\n");
  round_trip_of(
      "name: A\ntimezone: Asia/Kolkata\nwindows: {daily: 20:00-02:00, sun: 09:00-09:00, sat: 00:00-24:00}\n"
      "schedule: {mode: single-day, start: 2026-03-02T09:00, end: 2026-03-31, repeat: FREQ=DAILY}\n"
      "special_days: {2027-01-01: [10:00-11:00, 23:00-01:00], 2026-12-24: off}\n");
  round_trip_of(BASE
                "retry: {strategy: intervals, intervals: [20m, 1h, 2h30m, 1d12h, 1w], after_last: stop, "
                "max_attempts: 9, max_retry_days: off, caps: [{max: 3, per: 24h}, {max: 7, per: 7d}]}\n");
  round_trip_of(BASE "retry: {strategy: fixed, every: 90m, outcomes: {base: standard, busy: {after: 2h, "
                     "retries: 3}, rejected: stop, voicemail: retry}, prefer: off}\n");
  round_trip_of(BASE
                "retry: {intensity: aggressive, max_consecutive_errors: off, prefer: \"on\"}\n"
                "callbacks: {day_only: \"09:30\", late_after: 2h, max_ahead: 30d, languages: [hi, en-IN]}\n");
  round_trip_of(BASE "retry: {phases: [{days: 1-1, calls: 3, gap: 1h}, {days: 2-, calls: 1, per: 7d}]}\n");
  round_trip_of(BASE
                "pacing: {preset: aggressive, channels: 0, channel_cap: 9, daily_limit: off, spacing: "
                "1500ms, calls_per_second: {rate: 2, burst: 3}, mode: {predictive: {average_handle_time: "
                "121s, answer_rate: 30.05%, abandon_limit: 0%}}}\n");
  round_trip_of(BASE "safety: {business_hours_guard: off, respect_dnc: off, record_calls: on, on_inbound: "
                     "close, skip_recently_completed: 30d, circuit_breaker: {failures: 2.5%, pause: "
                     "until_reset}, budget: {amount: 500.25, per_minute: 0.000001, currency: INR}}\n");
  round_trip_of(BASE "variants: [{name: A, weight: 50, agent: x}, {name: \"no\"}]\nlease_order: [retry, "
                     "pending, callback]\nlease_then: newest\n"
                     "outcome_names: {ANSWERED: completed, \"a: b\": busy, \"yes\": error}\n"
                     "dnc: [a.txt, \"#b\"]\nholidays: {FR: fr.ics, \"NO\": no.ics}\n");
}

static void guards_and_days_come_back_equal(void **state) {
  (void)state;
  round_trip_of(
      BASE "purpose: debt\nno_call_days:\n  - 2026-12-25\n  - 2026-12-25: \"Christmas: Day\"\n"
           "  - 2026-12-27..2026-12-31: Works\n  - every 02-29: Leap\n"
           "  - {ics: \"a b.ics\", only: [\"x, y\"], except: [z], lenient: true}\n"
           "guard:\n  - us-debt\n  - business-hours\n"
           "  - {id: \"1\", kind: hours, windows: {mon-sat: [08:00-12:00, 13:00-21:00]}, purpose: sales}\n"
           "  - {id: b, kind: days, weekdays: [sun, sat], days: [2026-12-25, {every 05-01: \"L, x\"}], eve: "
           "08:00-12:00, source: \"law: § 3 {a}\"}\n"
           "  - {id: c, kind: days, days: []}\n"
           "  - {id: d, kind: limit, max: 3, per: 24h}\n"
           "  - {id: e, kind: limit, max: 3, per: 7 days, count: conversations}\n"
           "  - {id: f, kind: limit, max: 3, per: month, jurisdiction: FR}\n"
           "  - {id: g, kind: gap, least: 8h, regions: [US-FL, \"NO\"], checked: 2026-11-21}\n"
           "  - {id: h, kind: quiet, after: silent, for: 72h, effective: ..2027-01-01}\n"
           "  - {id: i, kind: quiet, after: abandoned, days: 3, effective: 2026-01-01..2027-01-01}\n");
}

static void an_account_is_merged_into_the_text(void **state) {
  (void)state;
  static char text[ROOM];
  dialplan_campaign *campaign = compiled_with(
      WITH_ACCOUNT "no_call_days: [2026-12-26]\npacing: off\n",
      "timezone: Asia/Kolkata\nwindows: 09:00-18:00\nno_call_days: [2026-12-25]\npacing: {channels: 3}\n");
  round_trip(campaign);
  written(campaign, text);
  assert_null(strstr(text, "account"));
  assert_non_null(strstr(text, "\ntimezone: Asia/Kolkata\n"));
  assert_non_null(strstr(text, "\nno_call_days:\n  - \"2026-12-25\"\n  - \"2026-12-26\"\n"));
  assert_non_null(strstr(text, "\npacing: off\n"));
  dialplan_campaign_free(campaign);
}

static void texts_of_every_kind_come_back(void **state) {
  (void)state;
  static const char *const texts[] = {
      "plain text",
      "no",
      "\\\"quoted\\\"",
      "a: b",
      "a #b",
      "- x",
      "2026-03-02",
      "9:00",
      "1e3",
      "~",
      "null",
      "x y ",
      "tab\\tand\\nbreak",
      "\\u2028\\u0085\\ufeff\\u0007",
      "\xE0\xA4\xA8\xE0\xA4\xAE\xE0\xA4\xB8",
      "\\\\",
      "'",
      "\xF0\x9F\x93\x9E",
      "[a]",
      "{a}",
      "a, b",
      "%x",
      "@x",
      "Y",
      "off",
      "!x",
      "&x",
      "*x",
      "?",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char document[512];
    sprintf(document, BASE "description: \"%s\"\n", texts[i]);
    round_trip_of(document);
  }
}

/* What other tools would misread is in quotes; what is safe is not. */
static void texts_are_quoted_where_tools_differ(void **state) {
  (void)state;
  static const struct {
    const char *text, *line;
  } cases[] = {
      {"March renewals", "\ndescription: March renewals\n"},
      {"no", "\ndescription: \"no\"\n"},
      {"Yes", "\ndescription: \"Yes\"\n"},
      {"9:00", "\ndescription: \"9:00\"\n"},
      {"2026", "\ndescription: \"2026\"\n"},
      {"a: b", "\ndescription: \"a: b\"\n"},
      {"say \\\"x\\\"", "\ndescription: \"say \\\"x\\\"\"\n"},
      {"two\\nlines", "\ndescription: \"two\\nlines\"\n"},
      {"\\u2028", "\ndescription: \"\\u2028\"\n"},
      {"sales@acme.example", "\ndescription: sales@acme.example\n"},
  };
  static char text[ROOM];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char document[512];
    sprintf(document, BASE "description: \"%s\"\n", cases[i].text);
    dialplan_campaign *campaign = compiled(document);
    written(campaign, text);
    if (!strstr(text, cases[i].line)) fail_msg("expected %s in\n%s", cases[i].line, text);
    dialplan_campaign_free(campaign);
  }
}

/* The form itself, for a campaign whose every line is known beforehand. */
static void every_default_is_spelt_out(void **state) {
  (void)state;
  static char text[ROOM];
  static const char *const keys[] = {
      "\nstatus: active\n",
      "\npurpose: any\n",
      "\nseed: s\n",
      "\nhorizon: 400d\n",
      "\nschedule:\n  mode: multi-day\n  repeat: none\nwindows:\n  mon: 09:00-18:00\n",
      "\n  sat: off\n  sun: off\nspecial_days: {}\nno_call_days: []\nguard: []\nholidays: {}\n",
      "\njitter: 15m\nretry:\n  strategy: smart\n  intensity: moderate\n  after_last: repeat\n",
      "\n  outcomes:\n    network_error: {after: 30m, retries: off}\n  max_retry_days: 7\n",
      "\n  max_retry_days: 7\n  max_attempts: off\n",
      "\n  dayparts:\n    morning: \"10:00\"\n    afternoon: \"14:00\"\n",
      "\n  retry: [15m, 1h, 1d]\n  max_reschedules: 5\n",
      "\npacing: off\ncall:\n  ring_timeout: 30s\n",
      "\n  circuit_breaker: off\n  skip_recently_completed: off\n",
      "\nlease_order: [callback, pending, retry]\nlease_then: due\n",
  };
  dialplan_campaign *campaign = compiled(BASE);
  written(campaign, text);
  assert_memory_equal(text, "dialplan: 1\nname: A\n", 20);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (!strstr(text, keys[i])) fail_msg("expected %s in\n%s", keys[i], text);
  assert_null(strstr(text, "phases"));
  assert_null(strstr(text, "description"));
  dialplan_campaign_free(campaign);
}

static void a_short_room_is_filled_and_measured(void **state) {
  (void)state;
  char whole[ROOM], part[32];
  uint64_t len = 0;
  dialplan_campaign *campaign = compiled(BASE);
  written(campaign, whole);
  memset(part, 'x', sizeof part);
  assert_int_equal(dialplan_campaign_format(campaign, part, 20, &len, NULL), DIALPLAN_OK);
  assert_true(len == strlen(whole));
  assert_memory_equal(part, whole, 20);
  assert_int_equal(part[20], 'x');
  assert_int_equal(dialplan_campaign_format(NULL, part, 20, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_format(campaign, NULL, 20, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_format(campaign, part, 20, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_campaign_free(campaign);
}

static void settings_can_be_asked_for_by_path(void **state) {
  (void)state;
  static const struct {
    const char *path, *text;
  } cases[] = {
      {"name", "no: thing"},
      {"seed", "s"},
      {"description", ""},
      {"account", ""},
      {"retry.max_retry_days", "7"},
      {"retry.max_attempts", "off"},
      {"retry.intensity", ""}, /* phases stand instead */
      {"retry.every", ""},
      {"retry.wait", "1d12h"},
      {"timezone", "Asia/Kolkata"},
      {"schedule.start", "2026-03-02T09:00:00+05:30"},
      {"schedule.end", ""},
      {"schedule.repeat", "none"},
      {"callbacks.dayparts.morning", "09:05"},
      {"callbacks.day_only", "now"},
      {"pacing.channels", ""}, /* pacing is off */
      {"safety.budget.amount", "12.5"},
      {"safety.circuit_breaker.failures", ""},
      {"dialplan", "1"},
  };
  dialplan_campaign *campaign =
      compiled("name: \"no: thing\"\nseed: s\ntimezone: Asia/Kolkata\nwindows: 09:00-18:00\n"
               "schedule: {start: 2026-03-02T09:00}\nsafety: {budget: {amount: 12.5}}\n"
               "retry: {phases: [{days: 1-, calls: 2}], wait: 1d12h}\n"
               "callbacks: {dayparts: {morning: \"9:05\"}}\n");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[64] = "";
    uint64_t len = 99;
    assert_int_equal(dialplan_campaign_setting(campaign, cases[i].path, out, sizeof out - 1, &len),
                     DIALPLAN_OK);
    assert_int_equal(len, strlen(cases[i].text));
    assert_string_equal(out, cases[i].text);
  }
  static const char *const none[] = {"", "nam", "retry", "windows", "retry.phases", "retry.", "pacing.mode"};
  uint64_t len = 99;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_int_equal(dialplan_campaign_setting(campaign, none[i], NULL, 0, &len), DIALPLAN_E_KEY);
  assert_int_equal(len, 99);
  assert_int_equal(dialplan_campaign_setting(campaign, "name", NULL, 0, &len), DIALPLAN_OK);
  assert_int_equal(len, 9);
  assert_int_equal(dialplan_campaign_setting(NULL, "name", NULL, 0, &len), DIALPLAN_E_ARGUMENT);
  dialplan_campaign_free(campaign);
}

/* --- the examples ------------------------------------------------------------------------------- */

static char *file_text(const char *name) {
  char path[256];
  snprintf(path, sizeof path, "examples/campaigns/%s", name);
  FILE *file = fopen(path, "rb");
  if (!file) fail_msg("cannot read %s: tests run from the root of the tree", path);
  char *text = calloc(1, ROOM);
  const size_t len = fread(text, 1, ROOM - 1, file);
  fclose(file);
  assert_true(len > 100 && len < ROOM - 1);
  return text;
}

static void examples_compile_come_back_and_are_clean(void **state) {
  (void)state;
  static const char *const files[] = {"hot-leads.yaml", "follow-ups.yaml",
                                      "nurture.yaml",   "same-day-urgent.yaml",
                                      "b2b.yaml",       "appointment-reminders.yaml",
                                      "b2c.yaml",       "standard.yaml"};
  static const char *const account_name = "account.yaml";
  char *account = file_text(account_name);
  const uint64_t account_len = strlen(account);
  dialplan_zones *tz = fixture_zones(FIXTURE_FAT, NULL);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    static dialplan_error list[100];
    char *text = file_text(files[i]);
    uint64_t count = 0;
    dialplan_campaign *campaign = NULL, *again = NULL;
    assert_int_equal(dialplan_campaign_check(text, strlen(text), tz, &account_name,
                                             (const char *const *)&account, &account_len, 1, 0, list, 100,
                                             &count, NULL),
                     DIALPLAN_OK);
    for (uint64_t k = 0; k < count; k++)
      if (list[k].severity != DIALPLAN_SEVERITY_NOTE)
        fail_msg("%s:%u:%u: %s", files[i], list[k].line, list[k].column, list[k].message);
    assert_int_equal(dialplan_campaign_compile(text, strlen(text), tz, &account_name,
                                               (const char *const *)&account, &account_len, 1, &campaign,
                                               NULL),
                     DIALPLAN_OK);
    static char first[ROOM], second[ROOM];
    written(campaign, first);
    assert_int_equal(dialplan_campaign_compile(first, strlen(first), tz, NULL, NULL, NULL, 0, &again, NULL),
                     DIALPLAN_OK);
    written(again, second);
    assert_string_equal(first, second);
    same_settings(&campaign->settings, &again->settings);
    dialplan_campaign_free(campaign);
    dialplan_campaign_free(again);
    free(text);
  }
  dialplan_zones_free(tz);
  free(account);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(campaigns_come_back_equal),
      cmocka_unit_test(guards_and_days_come_back_equal),
      cmocka_unit_test(an_account_is_merged_into_the_text),
      cmocka_unit_test(texts_of_every_kind_come_back),
      cmocka_unit_test(texts_are_quoted_where_tools_differ),
      cmocka_unit_test(every_default_is_spelt_out),
      cmocka_unit_test(a_short_room_is_filled_and_measured),
      cmocka_unit_test(settings_can_be_asked_for_by_path),
      cmocka_unit_test(examples_compile_come_back_and_are_clean),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
