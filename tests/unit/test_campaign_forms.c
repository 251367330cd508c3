/* SPDX-License-Identifier: MIT */
/* The forms of values in campaign files: what is just not of a form is an error at its place, and what says
 * the same in other words compiles to the same campaign. */
#include "unit/campaign_errors.h"

/* --- just not of the form ---------------------------------------------------------------------- */

#define RULE "guard: [{id: a, kind: gap, least: 8h, " /* the field that follows begins in column 39 */

static void fields_of_guard_rules_keep_their_forms(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE RULE "purpose: [a]}]\n", "wrong-type", 5, 48, VALUE, "guard[0].purpose"},
      {BASE RULE "regions: {a: b}}]\n", "wrong-type", 5, 48, VALUE, "guard[0].regions"},
      {BASE RULE "regions: []}]\n", "wrong-type", 5, 48, VALUE, "guard[0].regions"},
      {BASE RULE "regions: [[US]]}]\n", "bad-text", 5, 49, VALUE, "guard[0].regions[0]"},
      {BASE RULE "regions: [U]}]\n", "bad-text", 5, 49, VALUE, "guard[0].regions[0]"},
      {BASE RULE "regions: [IN, US-FLOR]}]\n", "bad-text", 5, 53, VALUE, "guard[0].regions[1]"},
      {BASE RULE "regions: USFL}]\n", "bad-text", 5, 48, VALUE, "guard[0].regions"},
      {BASE RULE "checked: [2026-01-01]}]\n", "wrong-type", 5, 48, VALUE, "guard[0].checked"},
      {BASE RULE "effective: [a]}]\n", "bad-date", 5, 50, VALUE, "guard[0].effective"},
      {BASE RULE "effective: soon..2026-01-01}]\n", "bad-date", 5, 50, VALUE, "guard[0].effective"},
      {BASE RULE "effective: 2026-01-01..soon}]\n", "bad-date", 5, 50, VALUE, "guard[0].effective"},
      {BASE "guard: [{id: ~, kind: gap, least: 8h}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: hours, windows: 8-9}]\n", "bad-span", 5, 39, VALUE, "guard[0].windows"},
      {BASE "guard: [{id: a, kind: gap, least: 0s}]\n", "out-of-range", 5, 35, VALUE, "guard[0].least"},
      {BASE "guard: [{id: a, kind: days, weekdays: {a: b}}]\n", "wrong-type", 5, 39, VALUE,
       "guard[0].weekdays"},
      {BASE "guard: [{id: a, kind: days, weekdays: [sun], eve: noon}]\n", "bad-span", 5, 51, VALUE,
       "guard[0].eve"},
      {BASE "guard: [{id: a, kind: days, days: {a: b}}]\n", "wrong-type", 5, 35, VALUE, "guard[0].days"},
      {BASE "guard: [{id: a, kind: limit, per: 24h}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: [24h]}]\n", "wrong-type", 5, 43, VALUE,
       "guard[0].per"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: ''}]\n", "bad-duration", 5, 43, VALUE, "guard[0].per"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: 3661 days}]\n", "out-of-range", 5, 43, VALUE,
       "guard[0].per"},
      {BASE "guard: [{id: a, kind: limit, max: 3, per: 24h, count: calls}]\n", "unknown-word", 5, 55, VALUE,
       "guard[0].count"},
      {BASE "guard: [{id: a, kind: quiet, days: 3}]\n", "missing-key", 5, 9, DIALPLAN_E_KEY, "guard[0]"},
      {BASE "guard: [{id: a, kind: quiet, after: never, days: 3}]\n", "unknown-word", 5, 37, VALUE,
       "guard[0].after"},
      {BASE "guard: [{id: a, kind: quiet, after: refusal, days: 0}]\n", "out-of-range", 5, 52, VALUE,
       "guard[0].days"},
      {BASE "guard: [{id: a, kind: quiet, after: refusal, for: 0s}]\n", "out-of-range", 5, 51, VALUE,
       "guard[0].for"},
      {BASE "guard: [{id: a, id: b, kind: gap, least: 8h}]\n", "repeated-key", 5, 17, DIALPLAN_E_KEY,
       "guard[0].id"},
      {BASE "guard: [{id: a, '': b, kind: gap, least: 8h}]\n", "unknown-key", 5, 17, DIALPLAN_E_KEY, NULL},
  };
  EXPECT_ALL(table);
}

static void names_of_packs_are_small_letters_digits_and_hyphens(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "''",      "~",       "1us",     "-us",
      "us_tcpa", "us/tcpa", "us:tcpa", "usTCPA",
      "'us`'",   "'us{'",   "'{us'",   "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[256];
    snprintf(text, sizeof text, BASE "guard: [%s]\n", wrong[i]);
    const bad b = {text, "bad-text", 5, 9, VALUE, "guard[0]"};
    expect(&b, NULL, 0);
  }
}

static void days_keep_their_forms(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "no_call_days: [every 01/26]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every 01-xx]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every 00-10]\n", "impossible-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [every 01-00]\n", "impossible-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [xmas]\n", "bad-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [~]\n", "wrong-type", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [2026-02-30..2026-03-01]\n", "impossible-date", 5, 16, VALUE, "no_call_days[0]"},
      {BASE "no_call_days: [{2026-13-25: x}]\n", "impossible-date", 5, 17, VALUE, NULL},
      {BASE "no_call_days: [{ics: a.ics, except: {a: b}}]\n", "wrong-type", 5, 37, VALUE,
       "no_call_days[0].except"},
      {BASE "holidays: {FR: a, FR: b}\n", "repeated-key", 5, 19, DIALPLAN_E_KEY, "holidays.FR"},
      {BASE "holidays: {FRANCE1: a}\n", "bad-text", 5, 12, VALUE, "holidays.FRANCE1"},
      {HEAD "windows: \"   -18:00\"\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 123:00-18:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: 0900-1800\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: x9:00-18:00\n", "bad-span", 4, 10, VALUE, "windows"},
      {HEAD "windows: {mon_fri: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.mon_fri"},
      {HEAD "windows: {xxx: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.xxx"},
      {HEAD "windows: {xxx-fri: 09:00-18:00}\n", "unknown-day", 4, 11, DIALPLAN_E_KEY, "windows.xxx-fri"},
  };
  EXPECT_ALL(table);
}

static void numbers_and_times_keep_their_forms(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "retry: {max_attempts: many}\n", "wrong-type", 5, 23, VALUE, "retry.max_attempts"},
      {BASE "priority: -x\n", "wrong-type", 5, 11, VALUE, "priority"},
      {BASE "retry: {wait: [1h]}\n", "wrong-type", 5, 15, VALUE, "retry.wait"},
      {BASE "retry: {strategy: intervals, intervals: ~}\n", "wrong-type", 5, 41, VALUE, "retry.intervals"},
      {BASE "pacing: {spacing: [5s]}\n", "wrong-type", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {spacing: xms}\n", "wrong-type", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {spacing: 1h1s}\n", "out-of-range", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {spacing: 3600001ms}\n", "out-of-range", 5, 19, VALUE, "pacing.spacing"},
      {BASE "pacing: {poll: 0ms}\n", "out-of-range", 5, 16, VALUE, "pacing.poll"},
      {BASE "callbacks: {day_only: \"100:00\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \":00\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"9:000\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"xx:00\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"09:xx\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"24:01\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: \"25:00\"}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "callbacks: {day_only: [a]}\n", "bad-time", 5, 23, VALUE, "callbacks.day_only"},
      {BASE "safety: {circuit_breaker: {failures: [5%]}}\n", "bad-percent", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
      {BASE "safety: {circuit_breaker: {failures: '%'}}\n", "bad-percent", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
      {BASE "safety: {circuit_breaker: {failures: x%}}\n", "bad-percent", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
      {BASE "safety: {circuit_breaker: {failures: 100.1%}}\n", "out-of-range", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
      {BASE "safety: {circuit_breaker: {failures: 0%}}\n", "out-of-range", 5, 38, VALUE,
       "safety.circuit_breaker.failures"},
  };
  EXPECT_ALL(table);
}

static void amounts_are_decimals_of_at_most_six_places(void **state) {
  (void)state;
  static const char *const wrong[] = {"1.",        ".5",      "05", "1.2.3", "1.2a",          "1.2/",
                                      "1.1234567", "\"500\"", "-1", "[5]",   "1234567890123", "1e3"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[256];
    snprintf(text, sizeof text, BASE "safety: {budget: {amount: %s, currency: INR}}\n", wrong[i]);
    const bad b = {text, "bad-amount", 5, 27, VALUE, "safety.budget.amount"};
    expect(&b, NULL, 0);
  }
  static const bad none = {BASE "safety: {budget: {amount: 0, currency: INR}}\n",
                           "out-of-range",
                           5,
                           27,
                           VALUE,
                           "safety.budget.amount"};
  expect(&none, NULL, 0);
}

static void texts_keep_their_forms(void **state) {
  (void)state;
  static const char *const slugs[] = {"a/b", "a:b", "'a`'", "'a{'", "a b", "Ab", "caf\xC3\xA9"};
  static const char *const countries[] = {"i1", "iN", "I1", "'I['", "IND", "'I{'"};
  static const char *const repeats[] = {"FREQ=", "XXXX=DAILY", "'RRULE:'", "'XXXXX:FREQ=DAILY'"};
  const struct {
    const char *key;
    const char *const *wrong;
    size_t count;
    uint32_t column;
  } kinds[] = {
      {"purpose: %s\n", slugs, sizeof slugs / sizeof *slugs, 10},
      {"country: %s\n", countries, sizeof countries / sizeof *countries, 10},
      {"schedule: {repeat: %s}\n", repeats, sizeof repeats / sizeof *repeats, 20},
  };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    for (size_t i = 0; i < kinds[k].count; i++) {
      char text[256] = BASE;
      snprintf(text + strlen(BASE), sizeof text - strlen(BASE), kinds[k].key, kinds[k].wrong[i]);
      const bad b = {text, "bad-text", 5, kinds[k].column, VALUE, NULL};
      expect(&b, NULL, 0);
    }
}

static void bad_languages(const char *code, const char *const *wrong, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char text[256];
    snprintf(text, sizeof text, BASE "callbacks: {languages: [hi, %s]}\n", wrong[i]);
    const bad b = {text, code, 5, 29, VALUE, "callbacks.languages[1]"};
    expect(&b, NULL, 0);
  }
}

static void languages_are_tags(void **state) {
  (void)state;
  static const char *const unknown[] = {"e",   "engl",  "EN",    "'{n'",  "[en]",
                                        "pt-", "pt-BR", "en_GB", "'en{'", "''"};
  static const char *const wrong[] = {"en-",    "en--GB", "'en-`'",
                                      "'en-['", "'en-:'", "'en-/'",
                                      "'en-{'", "'en-@'", "en-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  bad_languages("unknown-word", unknown, sizeof unknown / sizeof *unknown);
  bad_languages("bad-text", wrong, sizeof wrong / sizeof *wrong);
  static const bad table[] = {
      {BASE "callbacks: {languages: ~}\n", "wrong-type", 5, 24, VALUE, "callbacks.languages"},
      {BASE "callbacks: {languages: []}\n", "wrong-type", 5, 24, VALUE, "callbacks.languages"},
      {BASE "callbacks: {languages: {a: b}}\n", "wrong-type", 5, 24, VALUE, "callbacks.languages"},
  };
  EXPECT_ALL(table);
  dialplan_campaign *campaign = compiled(BASE "callbacks: {languages: [en-IN, es-419, de-AT-1996, en]}\n");
  const dp_callbacks *callbacks = &campaign->settings.callbacks;
  assert_int_equal(callbacks->language_count, 4);
  assert_string_equal(callbacks->languages[0], "en-IN");
  assert_string_equal(callbacks->languages[2], "de-AT-1996");
  assert_int_equal(callbacks->book_count, 3); /* English once */
  assert_int_equal(callbacks->books[0], 1);
  assert_int_equal(callbacks->books[1], 4);
  assert_int_equal(callbacks->books[2], 3);
  dialplan_campaign_free(campaign);
}

static void lists_and_modes_keep_their_forms(void **state) {
  (void)state;
  static const bad table[] = {
      {BASE "pacing: {mode: {}}\n", "missing-key", 5, 16, DIALPLAN_E_KEY, "pacing.mode"},
      {BASE "pacing: {mode: {predictive: fixed}}\n", "wrong-type", 5, 29, VALUE, "pacing.mode.predictive"},
      {BASE "pacing: {mode: {predictive: {answer_rate: 30%}}}\n", "missing-key", 5, 29, DIALPLAN_E_KEY,
       "pacing.mode.predictive"},
      {BASE
       "pacing: {mode: {predictive: {average_handle_time: 2m, answer_rate: 30%, abandon_limit: 101%}}}\n",
       "out-of-range", 5, 88, VALUE, "pacing.mode.predictive.abandon_limit"},
      {BASE "variants: [a]\n", "wrong-type", 5, 12, VALUE, "variants[0]"},
      {BASE "variants: [{weight: 1}]\n", "missing-key", 5, 12, DIALPLAN_E_KEY, "variants[0]"},
      {BASE "variants: [{weight: 1}, {name: A}]\n", "missing-key", 5, 12, DIALPLAN_E_KEY, "variants[0]"},
      {BASE "variants: [{name: [A]}]\n", "wrong-type", 5, 19, VALUE, "variants[0].name"},
      {BASE "variants: [{name: A, weight: -1}]\n", "out-of-range", 5, 30, VALUE, "variants[0].weight"},
      {BASE "variants: [{name: A, agent: [x]}]\n", "wrong-type", 5, 29, VALUE, "variants[0].agent"},
      {BASE "lease_order: pending\n", "wrong-type", 5, 14, VALUE, "lease_order"},
      {BASE "retry: {phases: smart}\n", "wrong-type", 5, 17, VALUE, "retry.phases"},
      {BASE "retry: {phases: [a]}\n", "wrong-type", 5, 18, VALUE, "retry.phases[0]"},
      {BASE "retry: {phases: [{days: [1], calls: 1}]}\n", "wrong-type", 5, 25, VALUE, "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: x, calls: 1}]}\n", "bad-phase", 5, 25, VALUE, "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 0-, calls: 1}]}\n", "bad-phase", 5, 25, VALUE, "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 3661-, calls: 1}]}\n", "bad-phase", 5, 25, VALUE,
       "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 1-x, calls: 1}]}\n", "bad-phase", 5, 25, VALUE, "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 1-3661, calls: 1}]}\n", "bad-phase", 5, 25, VALUE,
       "retry.phases[0].days"},
      {BASE "retry: {phases: [{days: 1-, calls: 0}]}\n", "out-of-range", 5, 36, VALUE,
       "retry.phases[0].calls"},
      {BASE "retry: {phases: [{days: 1-, calls: 1, per: x}]}\n", "bad-duration", 5, 44, VALUE,
       "retry.phases[0].per"},
      {BASE "retry: {phases: [{days: 1-, calls: 1, dayparts: never}]}\n", "unknown-word", 5, 49, VALUE,
       "retry.phases[0].dayparts"},
      {BASE "retry: {outcomes: {invalid_number: stop}}\n", "fixed-outcome", 5, 20, VALUE,
       "retry.outcomes.invalid_number"},
      {BASE "retry: {outcomes: {wrong_person: stop}}\n", "fixed-outcome", 5, 20, VALUE,
       "retry.outcomes.wrong_person"},
      {BASE "retry: {outcomes: {dnc_request: retry}}\n", "fixed-outcome", 5, 20, VALUE,
       "retry.outcomes.dnc_request"},
      {BASE "retry: {outcomes: {busy: {after: 0s}}}\n", "out-of-range", 5, 34, VALUE,
       "retry.outcomes.busy.after"},
      {BASE "retry: {outcomes: {busy: stop, busy: retry}}\n", "repeated-key", 5, 32, DIALPLAN_E_KEY,
       "retry.outcomes.busy"},
      {BASE "retry: {caps: [3]}\n", "wrong-type", 5, 16, VALUE, "retry.caps[0]"},
      {BASE "dnc: ['']\n", "wrong-type", 5, 7, VALUE, "dnc[0]"},
  };
  EXPECT_ALL(table);
}

/* --- the same in other words ------------------------------------------------------------------- */

/* The canonical text of a document. */
static void canonical(const char *text, char *out, uint64_t room) {
  dialplan_campaign *campaign = compiled(text);
  uint64_t len = 0;
  assert_int_equal(dialplan_campaign_format(campaign, out, room, &len, NULL), DIALPLAN_OK);
  assert_true(len < room);
  out[len] = 0;
  dialplan_campaign_free(campaign);
}

/* Both documents say the same; so does what either is written as. */
static void same_meaning(const char *text, const char *other) {
  static char first[65536], second[65536], again[65536];
  canonical(text, first, sizeof first);
  canonical(other, second, sizeof second);
  if (strcmp(first, second) != 0) fail_msg("these differ:\n%s\n%s\n%s\n%s", text, other, first, second);
  canonical(first, again, sizeof again);
  assert_string_equal(again, first);
}

typedef struct pair {
  const char *text, *other;
} pair;

#define SAME_MEANING(table)                                                                                  \
  for (size_t i = 0; i < sizeof(table) / sizeof *(table); i++) same_meaning((table)[i].text, (table)[i].other)

static void what_is_off_or_null_is_as_if_not_written(void **state) {
  (void)state;
  static const pair table[] = {
      {BASE "special_days: off\n", BASE},
      {BASE "no_call_days: off\n", BASE},
      {BASE "no_call_days: []\n", BASE},
      {BASE "guard: off\n", BASE},
      {BASE "guard: []\n", BASE},
      {BASE "holidays: off\n", BASE},
      {BASE "outcome_names: off\n", BASE},
      {BASE "outcome_names: {}\n", BASE},
      {BASE "variants: off\n", BASE},
      {BASE "variants: []\n", BASE},
      {BASE "dnc: off\n", BASE},
      {BASE "retry:\n", BASE},
      {BASE "retry: {caps: off}\n", BASE},
      {BASE "retry: {caps: []}\n", BASE},
      {BASE "schedule: {repeat: off}\n", BASE},
      {BASE "schedule: {start: ~, end: ~}\n", BASE},
      {BASE "agent: ''\n", BASE},
      {BASE "account:\n", BASE},
      {BASE RULE "purpose: ~, jurisdiction: ~, source: ~, regions: ~, checked: ~, effective: ~}]\n",
       BASE "guard: [{id: a, kind: gap, least: 8h}]\n"},
      {BASE "guard: [{id: a, kind: days, weekdays: [sun], days: off, eve: off}]\n",
       BASE "guard: [{id: a, kind: days, weekdays: [sun]}]\n"},
      {BASE "no_call_days: [{ics: a.ics, only: off, except: [], lenient: false}]\n",
       BASE "no_call_days: [{ics: a.ics}]\n"},
      {BASE "no_call_days: [{2026-12-25: }]\n", BASE "no_call_days: [2026-12-25]\n"},
      {BASE "variants: [{name: A, agent: ~}]\n", BASE "variants: [{name: A, weight: 1}]\n"},
  };
  SAME_MEANING(table);
}

static void one_needs_no_list(void **state) {
  (void)state;
  static const pair table[] = {
      {BASE "guard: us-fl\n", BASE "guard: [us-fl]\n"},
      {BASE "guard: [us-fl, us-fl]\n", BASE "guard: [us-fl]\n"},
      {BASE RULE "regions: US-FL}]\n", BASE RULE "regions: [US-FL]}]\n"},
      {BASE "guard: [{id: a, kind: days, weekdays: sun}]\n",
       BASE "guard: [{id: a, kind: days, weekdays: [sun]}]\n"},
      {BASE "guard: [{id: a, kind: days, days: 2026-12-25}]\n",
       BASE "guard: [{id: a, kind: days, days: [2026-12-25]}]\n"},
      {BASE "no_call_days: every 12-25\n", BASE "no_call_days: [every 12-25]\n"},
      {BASE "no_call_days: [{ics: a.ics, only: x, lenient: true}]\n",
       BASE "no_call_days: [{ics: a.ics, only: [x], lenient: true}]\n"},
      {BASE "no_call_days: [{ics: a.ics, except: x}]\n", BASE "no_call_days: [{ics: a.ics, except: [x]}]\n"},
      {BASE "callbacks: {languages: en}\n", BASE "callbacks: {languages: [en]}\n"},
      {BASE "callbacks: {retry: 1h}\n", BASE "callbacks: {retry: [1h]}\n"},
      {BASE "dnc: a.txt\n", BASE "dnc: [a.txt, a.txt]\n"},
  };
  SAME_MEANING(table);
}

static void the_narrowest_key_gives_a_day_its_windows(void **state) {
  (void)state;
  static const char spelt_out[] = HEAD "windows: {mon: 09:00-18:00, tue: 09:00-18:00, wed: off,\n"
                                       "  thu: 09:00-18:00, fri: 09:00-18:00, sat: 10:00-12:00,\n"
                                       "  sun: 10:00-12:00}\n";
  static const pair table[] = {
      {HEAD "windows: {wed: off, mon-fri: 09:00-18:00, daily: 10:00-12:00}\n", spelt_out},
      {HEAD "windows: {daily: 10:00-12:00, mon-fri: 09:00-18:00, wed: off}\n", spelt_out},
      {HEAD "windows: {weekdays: 09:00 - 18:00, weekends: 10:00-12:00, wed: []}\n", spelt_out},
  };
  SAME_MEANING(table);
}

static void windows_that_begin_together_are_two(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(HEAD "windows: [09:00-12:00, 09:00-13:00]\n");
  assert_int_equal(campaign->settings.windows.week[0].count, 2);
  dialplan_campaign_free(campaign);
}

static void open_sides_of_a_rule_reach_to_the_ends_of_time(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(BASE "guard:\n"
                    "  - {id: a, kind: hours, windows: 08:00-20:00, effective: ..2027-01-01}\n"
                    "  - {id: b, kind: hours, windows: 08:00-20:00, effective: 2027-01-01..}\n");
  const dp_guard_rule *rules = campaign->settings.guard_rules;
  assert_int_equal(rules[0].effective_from, 0);
  assert_int_equal(rules[0].effective_until, atlas_date("2027-01-01"));
  assert_int_equal(rules[1].effective_from, atlas_date("2027-01-01"));
  assert_int_equal(rules[1].effective_until, DP_DATE_END);
  dialplan_campaign_free(campaign);
}

static void the_first_and_the_last_dates_can_be_closed(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(BASE "no_call_days: [1970-01-01..1970-01-02, 2199-12-30..2199-12-31]\n"
                    "special_days: {1970-01-05: off, 2199-12-27: off}\n");
  const int64_t day = 86400;
  const struct {
    const char *date;
    int opens;
  } expected[] = {{"1970-01-01", 0}, {"1970-01-02", 0}, {"1970-01-05", 0}, {"1970-01-06", 1},
                  {"2199-12-26", 1}, {"2199-12-27", 0}, {"2199-12-30", 0}, {"2199-12-31", 0}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const int64_t noon = atlas_date(expected[i].date) * day + day / 2;
    int64_t seconds = -1;
    assert_int_equal(dialplan_open_seconds(campaign, NULL, noon, noon + 60, &seconds, NULL), DIALPLAN_OK);
    if (seconds != (expected[i].opens ? 60 : 0)) fail_msg("%s: %d", expected[i].date, (int)seconds);
  }
  dialplan_campaign_free(campaign);
}

/* --- arguments --------------------------------------------------------------------------------- */

static void a_missing_argument_is_told_and_nothing_is_written(void **state) {
  (void)state;
  static const char *const names[] = {"account.yaml"}, *const texts[] = {"timezone: UTC\n"};
  static const uint64_t lengths[] = {14};
  dialplan_campaign *campaign = NULL;
  uint64_t count = 77;
  dialplan_error error;
  const uint64_t len = strlen(BASE);
  for (int without = 0; without < 4; without++) {
    const char *const *n = without == 1 ? NULL : names, *const *t = without == 2 ? NULL : texts;
    const uint64_t *l = without == 3 ? NULL : lengths;
    const dialplan_status expected = without ? DIALPLAN_E_ARGUMENT : DIALPLAN_OK;
    assert_int_equal(dialplan_campaign_compile(BASE, len, zones, n, t, l, 1, &campaign, &error), expected);
    if (without) assert_null(campaign);
    dialplan_campaign_free(campaign);
    campaign = NULL;
    assert_int_equal(dialplan_campaign_check(BASE, len, zones, n, t, l, 1, 0, NULL, 0, &count, &error),
                     expected);
    assert_int_equal(count, without ? 77 : 0);
    count = 77;
  }
  assert_int_equal(dialplan_campaign_compile(NULL, 5, zones, NULL, NULL, NULL, 0, &campaign, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile(BASE, len, NULL, NULL, NULL, NULL, 0, &campaign, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile(BASE, len, zones, NULL, NULL, NULL, 0, NULL, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_check(NULL, 5, zones, NULL, NULL, NULL, 0, 0, NULL, 0, &count, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_check(BASE, len, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, &count, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_check(BASE, len, zones, NULL, NULL, NULL, 0, 0, NULL, 5, &count, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_check(BASE, len, zones, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, &error),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(
      dialplan_campaign_check(BASE, len, zones, NULL, NULL, NULL, 0, -5, NULL, 0, &count, &error),
      DIALPLAN_E_ARGUMENT);
  assert_int_equal(count, 77);
  assert_null(campaign);
}

static void the_account_is_found_by_its_name_among_the_files(void **state) {
  (void)state;
  static const char text[] = "name: A\nseed: s\naccount: b.yaml\ntimezone: UTC\nwindows: 09:00-18:00\n";
  static const char *const names[] = {"a.yaml", NULL, "b.yaml"};
  static const uint64_t lengths[] = {3, 0, 12};
  const char *texts[] = {"- x", NULL, "country: IN\n"};
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  if (dialplan_campaign_compile(text, strlen(text), zones, names, texts, lengths, 3, &campaign, &error))
    fail_msg("%s", error.message);
  assert_string_equal(campaign->settings.country, "IN");
  dialplan_campaign_free(campaign);
  campaign = NULL;
  texts[2] = NULL; /* asked for, and not there */
  assert_int_equal(
      dialplan_campaign_compile(text, strlen(text), zones, names, texts, lengths, 3, &campaign, &error),
      DIALPLAN_E_REFERENCE);
  assert_string_equal(error.code, "missing-file");
  assert_int_equal(error.line, 3);
  assert_int_equal(error.column, 10);
  assert_int_equal(
      dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, &error),
      DIALPLAN_E_REFERENCE);
  assert_null(campaign);
}

static void answers_about_a_campaign_need_a_place(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(BASE "guard: [{id: own, kind: hours, windows: 08:00-20:00, source: s}]\n");
  uint8_t outcome = 77;
  uint64_t len = 77;
  assert_int_equal(dialplan_campaign_outcome(campaign, "busy", 4, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_outcome(campaign, NULL, 4, &outcome, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_outcome(NULL, NULL, 4, &outcome, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_outcome_parse(NULL, 4, &outcome, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(outcome, 77);
  assert_int_equal(dialplan_campaign_setting(NULL, "name", NULL, 0, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_setting(campaign, NULL, NULL, 0, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_setting(campaign, "name", NULL, 0, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_setting(campaign, "name", NULL, 5, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(len, 77);
  const char *source = NULL;
  const uint64_t rules = dialplan_campaign_rules(campaign);
  int found = 0;
  for (uint64_t i = 0; i < rules; i++) {
    assert_int_equal(dialplan_campaign_rule(campaign, i, NULL, NULL, &source, NULL), DIALPLAN_OK);
    found += strcmp(source, "s") == 0;
  }
  assert_int_equal(found, 1);
  assert_int_equal(dialplan_campaign_rule(campaign, rules, NULL, NULL, &source, NULL), DIALPLAN_E_RANGE);
  dialplan_campaign_free(campaign);
}

static void texts_at_the_edges_are_written_so_that_they_come_back(void **state) {
  (void)state;
  char longest[512] = BASE "agent: ";
  memset(longest + strlen(longest), 'x', 121); /* longer than what is written without quotes */
  strcat(longest, "\n");
  const char *const texts[] = {BASE "agent: 'ends with a blank '\n",
                               BASE "agent: \"\\uFFFD\\uFFFE\\uFEFF\\u2028\\u2029\\x7F\"\n",
                               BASE "agent: 'a`b{c}[d]'\n", BASE "agent: \"\\U0001F600\"\n", longest};
  static char first[65536], again[65536];
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    dialplan_campaign *campaign = compiled(texts[i]);
    canonical(texts[i], first, sizeof first);
    dialplan_campaign *other = compiled(first);
    assert_string_equal(campaign->settings.agent, other->settings.agent);
    canonical(first, again, sizeof again);
    assert_string_equal(again, first);
    dialplan_campaign_free(campaign);
    dialplan_campaign_free(other);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_of_guard_rules_keep_their_forms),
      cmocka_unit_test(names_of_packs_are_small_letters_digits_and_hyphens),
      cmocka_unit_test(days_keep_their_forms),
      cmocka_unit_test(numbers_and_times_keep_their_forms),
      cmocka_unit_test(amounts_are_decimals_of_at_most_six_places),
      cmocka_unit_test(texts_keep_their_forms),
      cmocka_unit_test(languages_are_tags),
      cmocka_unit_test(lists_and_modes_keep_their_forms),
      cmocka_unit_test(what_is_off_or_null_is_as_if_not_written),
      cmocka_unit_test(one_needs_no_list),
      cmocka_unit_test(the_narrowest_key_gives_a_day_its_windows),
      cmocka_unit_test(windows_that_begin_together_are_two),
      cmocka_unit_test(open_sides_of_a_rule_reach_to_the_ends_of_time),
      cmocka_unit_test(the_first_and_the_last_dates_can_be_closed),
      cmocka_unit_test(a_missing_argument_is_told_and_nothing_is_written),
      cmocka_unit_test(the_account_is_found_by_its_name_among_the_files),
      cmocka_unit_test(answers_about_a_campaign_need_a_place),
      cmocka_unit_test(texts_at_the_edges_are_written_so_that_they_come_back),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
