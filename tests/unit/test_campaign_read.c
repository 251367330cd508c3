/* SPDX-License-Identifier: MIT */
/* Reading campaign and account files: every value, and how the two merge. */
#include "unit/campaign_fixture.h"

static void a_bare_span_is_monday_to_friday(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(HEAD "windows: [9:00-12:00, 13:00 - 18:00]\n");
  const dp_windows *windows = &campaign->settings.windows;
  for (int day = 0; day < 7; day++) assert_int_equal(windows->week[day].count, day < 5 ? 2 : 0);
  assert_int_equal(windows->week[4].span[0].from_min, 540);
  assert_int_equal(windows->week[4].span[1].until_min, 1080);
  dialplan_campaign_free(campaign);
}

static void narrower_day_keys_override_broader_ones(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(HEAD "windows:\n"
                                              "  daily: 00:00-24:00\n"
                                              "  fri-mon: 10:00-11:00\n"  /* four days */
                                              "  weekends: 12:00-13:00\n" /* two */
                                              "  sun: off\n");
  const dp_spans *week = campaign->settings.windows.week;
  static const int from[7] = {600, 0, 0, 0, 600, 720, -1};
  for (int day = 0; day < 7; day++) {
    assert_int_equal(week[day].count, from[day] >= 0);
    if (from[day] >= 0) assert_int_equal(week[day].span[0].from_min, from[day]);
  }
  assert_int_equal(week[1].span[0].until_min, 1440);
  dialplan_campaign_free(campaign);
}

static void spans_may_cross_midnight(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(HEAD "windows: {mon: 20:00-02:00, tue: 22:00-00:00, wed: 09:00-09:00, "
                    "thu: 00:00-00:00, fri: 18:00-24:00}\n");
  static const int spans[5][2] = {{1200, 1560}, {1320, 1440}, {540, 1980}, {0, 1440}, {1080, 1440}};
  for (int day = 0; day < 5; day++) {
    assert_int_equal(campaign->settings.windows.week[day].span[0].from_min, spans[day][0]);
    assert_int_equal(campaign->settings.windows.week[day].span[0].until_min, spans[day][1]);
  }
  dialplan_campaign_free(campaign);
}

static void days_are_read_in_all_their_forms(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "special_days: {2026-12-31: [10:00-11:00, 12:00-13:00], "
                                              "2026-12-24: off}\n"
                                              "no_call_days:\n"
                                              "  - 2026-12-25\n"
                                              "  - 2026-12-27..2026-12-31: Works holiday\n"
                                              "  - every 02-29\n"
                                              "  - {ics: a.ics, only: x, except: [y, z], lenient: yes}\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->windows.special_count, 2);
  assert_int_equal(s->windows.specials[0].date, atlas_date("2026-12-24"));
  assert_int_equal(s->windows.specials[0].spans.count, 0);
  assert_int_equal(s->windows.specials[1].date, atlas_date("2026-12-31"));
  assert_int_equal(s->windows.specials[1].spans.count, 2);
  const dp_day_entry *entries = s->no_call_days.entries;
  assert_int_equal(s->no_call_days.count, 3);
  assert_int_equal(entries[0].from_date, atlas_date("2026-12-25"));
  assert_int_equal(entries[0].until_date, atlas_date("2026-12-25"));
  assert_null(entries[0].label);
  assert_int_equal(entries[1].until_date, atlas_date("2026-12-31"));
  assert_string_equal(entries[1].label, "Works holiday");
  assert_int_equal(entries[2].month, 2);
  assert_int_equal(entries[2].day, 29);
  assert_int_equal(s->calendar_count, 1);
  assert_string_equal(s->calendars[0].file, "a.ics");
  assert_int_equal(s->calendars[0].only_count, 1);
  assert_int_equal(s->calendars[0].except_count, 2);
  assert_string_equal(s->calendars[0].except[1], "z");
  assert_int_equal(s->calendars[0].lenient, 1);
  dialplan_campaign_free(campaign);
}

static void the_schedule_is_read_in_the_campaigns_zone(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled("name: A\nseed: s\nwindows: 09:00-18:00\n"
                                         "schedule: {mode: single-day, start: 2026-03-02T09:00, "
                                         "end: 2026-03-31, repeat: FREQ=WEEKLY}\n"
                                         "timezone: Asia/Kolkata\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->mode, DP_MODE_SINGLE_DAY);
  assert_int_equal(s->start_at, atlas_at(zones, ATLAS_UTC, "2026-03-02T03:30:00Z"));
  assert_int_equal(s->end_at, atlas_at(zones, ATLAS_UTC, "2026-03-31T18:30:00Z")); /* to the date's end */
  assert_string_equal(s->repeat, "FREQ=WEEKLY");
  dialplan_campaign_free(campaign);
  campaign = compiled(BASE "schedule: {start: 1772442000, end: 2026-03-02T15:00:00+05:30}\n");
  assert_int_equal(campaign->settings.start_at, 1772442000);
  assert_int_equal(campaign->settings.end_at, atlas_at(zones, ATLAS_UTC, "2026-03-02T09:30:00Z"));
  dialplan_campaign_free(campaign);
}

static void off_false_and_null_are_the_same(void **state) {
  (void)state;
  static const char *const words[] = {"off", "false", "null", "Off", "no", "~", "", "\"off\"", "NULL"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char text[256];
    sprintf(text, BASE "retry:\n  max_attempts: 3\n  max_retry_days: %s\n  max_consecutive_errors: %s\n",
            words[i], words[i]);
    dialplan_campaign *campaign = compiled(text);
    assert_int_equal(campaign->settings.retry.max_retry_days, DP_OFF);
    assert_int_equal(campaign->settings.retry.max_consecutive_errors, DP_OFF);
    dialplan_campaign_free(campaign);
  }
}

static void a_list_of_one_may_be_bare(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled(BASE "retry: {strategy: intervals, intervals: 20m}\ncallbacks: {retry: 1d, languages: de}\n"
                    "no_call_days: 2026-12-25\ndnc: off\npacing: {mode: fixed}\n");
  assert_int_equal(campaign->settings.retry.interval_count, 1);
  assert_int_equal(campaign->settings.retry.intervals[0].seconds, 1200);
  assert_int_equal(campaign->settings.callbacks.retry_count, 1);
  assert_int_equal(campaign->settings.callbacks.retry[0].days, 1);
  assert_string_equal(campaign->settings.callbacks.languages[0], "de");
  assert_int_equal(campaign->settings.no_call_days.count, 1);
  assert_int_equal(campaign->settings.dnc_count, 0);
  assert_int_equal(campaign->settings.pacing.predictive, 0);
  dialplan_campaign_free(campaign);
}

static void booleans_have_the_words_of_yaml(void **state) {
  (void)state;
  static const struct {
    const char *word;
    int value;
  } words[] = {{"true", 1},  {"yes", 1}, {"on", 1},  {"True", 1}, {"ON", 1},
               {"false", 0}, {"no", 0},  {"off", 0}, {"False", 0}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char text[256];
    sprintf(text, BASE "safety: {record_calls: %s}\ncallbacks: {ignore_cooldown: %s}\n", words[i].word,
            words[i].word);
    dialplan_campaign *campaign = compiled(text);
    assert_int_equal(campaign->settings.record_calls, words[i].value);
    assert_int_equal(campaign->settings.callbacks.ignore_cooldown, words[i].value);
    dialplan_campaign_free(campaign);
  }
}

static void texts_are_texts(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "country: NO\nagent: off\nproject: 007\nobjective: ''\n"
                                              "description: null\ncontext: \"null\"\n");
  assert_string_equal(campaign->settings.country, "NO"); /* Norway */
  assert_string_equal(campaign->settings.agent, "off");
  assert_string_equal(campaign->settings.project, "007");
  assert_null(campaign->settings.objective);
  assert_null(campaign->settings.description);
  assert_string_equal(campaign->settings.context, "null");
  dialplan_campaign_free(campaign);
}

static void retry_is_read(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(
      BASE "retry:\n"
           "  phases: [{days: 1, calls: 3, gap: 1h}, {days: 2-10, calls: 2, dayparts: spread}, "
           "{days: 11-, calls: 1, per: 7d}]\n"
           "  outcomes: {busy: {after: 2h, retries: 3}, rejected: stop, machine: retry, "
           "network_error: retry}\n"
           "  max_retry_days: 30\n  wait: 1d12h\n  caps: [{max: 3, per: 24h}, {max: 16, per: 1w}]\n");
  const dp_retry *retry = &campaign->settings.retry;
  assert_int_equal(retry->own_phases, 1);
  assert_int_equal(retry->phase_count, 3);
  assert_int_equal(retry->phases[0].until_day, 1);
  assert_int_equal(retry->phases[0].gap.seconds, 3600);
  assert_int_equal(retry->phases[0].has_gap, 1);
  assert_int_equal(retry->phases[1].dayparts, DP_DAYPARTS_SPREAD);
  assert_int_equal(retry->phases[1].per_days, 1);
  assert_int_equal(retry->phases[2].until_day, 0);
  assert_int_equal(retry->phases[2].per_days, 7);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_BUSY].retries, 3);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_BUSY].after.seconds, 7200);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_REJECTED].kind, DP_ROW_STOP);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_VOICEMAIL].kind, DP_ROW_RETRY);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_NETWORK_ERROR].kind, DP_ROW_RETRY);
  assert_int_equal(retry->wait.days, 1);
  assert_int_equal(retry->wait.seconds, 43200);
  assert_int_equal(retry->cap_count, 2);
  assert_int_equal(retry->caps[1].max, 16);
  assert_int_equal(retry->caps[1].per.days, 7);
  assert_null(retry->prefer);
  assert_int_equal(retry->max_consecutive_errors, 2);
  dialplan_campaign_free(campaign);
}

static void standard_rows_stand_below_ones_own(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "retry: {outcomes: standard}\n");
  assert_int_equal(campaign->settings.retry.standard, 1);
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_BUSY].retries, 5);
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_NETWORK_ERROR].retries, 3);
  assert_int_equal(campaign->settings.retry.max_consecutive_errors, DP_OFF);
  dialplan_campaign_free(campaign);
  campaign = compiled(BASE "retry:\n  max_consecutive_errors: 4\n"
                           "  outcomes: {busy: {after: 2h}, base: standard, voicemail: retry}\n");
  const dp_retry *retry = &campaign->settings.retry;
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_BUSY].after.seconds, 7200);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_BUSY].retries, DP_OFF);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_VOICEMAIL].kind, DP_ROW_RETRY);
  assert_int_equal(retry->rows[DIALPLAN_OUTCOME_NO_ANSWER].retries, 3);
  assert_int_equal(retry->max_consecutive_errors, 4);
  dialplan_campaign_free(campaign);
}

static void pacing_has_presets(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "pacing: {preset: aggressive, spacing: 400ms, seats: 3, "
                                              "calls_per_second: {rate: 2}}\n");
  const dp_pacing *pacing = &campaign->settings.pacing;
  assert_int_equal(pacing->managed, 1);
  assert_int_equal(pacing->channels, 10);
  assert_int_equal(pacing->daily_limit, 1000);
  assert_int_equal(pacing->calls_per_minute, 30);
  assert_int_equal(pacing->spacing_ms, 400);
  assert_int_equal(pacing->seats, 3);
  assert_int_equal(pacing->rate_per_second, 2);
  assert_int_equal(pacing->rate_burst, 1);
  dialplan_campaign_free(campaign);
  campaign = compiled(BASE "pacing: {channels: 0, preset: conservative, mode: {predictive: "
                           "{average_handle_time: 120s, answer_rate: 30.5%}}}\n");
  pacing = &campaign->settings.pacing;
  assert_int_equal(pacing->channels, 0);
  assert_int_equal(pacing->channels_written, 1);
  assert_int_equal(pacing->spacing_ms, 10000);
  assert_int_equal(pacing->predictive, 1);
  assert_int_equal(pacing->handle_time_s, 120);
  assert_int_equal(pacing->answer_rate_ppm, 305000);
  assert_int_equal(pacing->abandon_limit_ppm, 30000);
  dialplan_campaign_free(campaign);
}

static void safety_is_read(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(
      BASE "safety: {circuit_breaker: {of_last: 30, pause: until_reset}, skip_recently_completed: 30d, "
           "budget: {amount: 500, per_call: 0.08, per_minute: 0.000001, currency: INR}}\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->breaker_ppm, 500000);
  assert_int_equal(s->breaker_of_last, 30);
  assert_int_equal(s->breaker_pause_s, DP_OFF);
  assert_int_equal(s->skip_recently_completed.days, 30);
  assert_int_equal(s->budget, 500000000);
  assert_int_equal(s->budget_per_call, 80000);
  assert_int_equal(s->budget_per_minute, 1);
  assert_string_equal(s->budget_currency, "INR");
  dialplan_campaign_free(campaign);
}

static void guards_bind_by_purpose(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(
      BASE "purpose: debt\nguard:\n"
           "  - us-debt\n"
           "  - {id: a, kind: hours, windows: {mon-sat: 08:00-21:00}, purpose: debt}\n"
           "  - {id: b, kind: hours, windows: {mon-sat: 08:00-21:00}, purpose: sales}\n"
           "  - {id: c, kind: limit, max: 3, per: 7 days, count: conversations}\n"
           "  - {id: d, kind: quiet, after: refusal, days: 30, effective: 2026-01-01..}\n"
           "  - {id: e, kind: days, weekdays: [sat, sun], days: [every 05-01: Labour], eve: 08:00-12:00}\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->guard.count, 6); /* business-hours, that of us-debt, a, c, d, e */
  assert_string_equal(s->guard.rules[0].id, "business-hours");
  assert_string_equal(s->guard.rules[1].id, "us-debt-hours");
  assert_string_equal(s->guard.rules[1].pack, "us-debt");
  assert_string_equal(s->guard.rules[2].id, "a");
  const dp_guard_rule *limit = &s->guard.rules[3], *quiet = &s->guard.rules[4], *days = &s->guard.rules[5];
  assert_int_equal(limit->kind, DP_GUARD_LIMIT);
  assert_int_equal(limit->per, DP_GUARD_PER_DAYS);
  assert_int_equal(limit->per_days, 7);
  assert_int_equal(limit->count, DP_GUARD_CONVERSATIONS);
  assert_int_equal(quiet->after, DP_GUARD_AFTER_REFUSAL);
  assert_int_equal(quiet->per_days, 30);
  assert_int_equal(quiet->effective_from, atlas_date("2026-01-01"));
  assert_int_equal(quiet->effective_until, DP_DATE_END);
  assert_int_equal(days->weekdays, 0x60);
  assert_int_equal(days->days.count, 1);
  assert_int_equal(days->eve.count, 1);
  assert_int_equal(s->guard_rule_count, 5); /* as written */
  assert_int_equal(s->guard_pack_count, 1);
  dialplan_campaign_free(campaign);
}

static void business_hours_can_be_named_or_left_out(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "safety: {business_hours_guard: off}\n");
  assert_int_equal(campaign->settings.guard.count, 0);
  dialplan_campaign_free(campaign);
  campaign = compiled(BASE "safety: {business_hours_guard: off}\nguard: business-hours\n");
  assert_int_equal(campaign->settings.guard.count, 1);
  dialplan_campaign_free(campaign);
}

static void json_compiles_like_yaml(void **state) {
  (void)state;
  dialplan_campaign *json = compiled(
      "{\"name\":\"A\",\"seed\":\"s\",\"timezone\":\"UTC\",\"windows\":{\"mon-fri\":[\"09:00-12:00\"]},"
      "\"retry\":{\"max_retry_days\":null,\"max_attempts\":5,\"outcomes\":{\"busy\":{\"after\":\"2h\"}}},"
      "\"safety\":{\"record_calls\":true}}");
  dialplan_campaign *yaml = compiled("name: A\nseed: s\ntimezone: UTC\nwindows: {mon-fri: 09:00-12:00}\n"
                                     "retry: {max_retry_days: off, max_attempts: 5, outcomes: {busy: {after: "
                                     "2h}}}\nsafety: {record_calls: yes}\n");
  char a[8192], b[8192];
  uint64_t a_len, b_len;
  assert_int_equal(dialplan_campaign_format(json, a, sizeof a, &a_len, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_campaign_format(yaml, b, sizeof b, &b_len, NULL), DIALPLAN_OK);
  assert_int_equal(a_len, b_len);
  assert_memory_equal(a, b, a_len);
  dialplan_campaign_free(json);
  dialplan_campaign_free(yaml);
}

/* --- the account -------------------------------------------------------------------------------- */

static void the_account_gives_what_the_campaign_leaves_out(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled_with(WITH_ACCOUNT, "timezone: Asia/Kolkata\nwindows: {mon: 09:00-10:00}\ncountry: IN\n"
                                  "retry: {max_retry_days: 3}\nholidays: {FR: fr.ics}\ndnc: all.txt\n"
                                  "outcome_names: {A: busy}\n");
  const dp_settings *s = &campaign->settings;
  assert_string_equal(s->timezone, "Asia/Kolkata");
  assert_int_equal(s->windows.week[0].count, 1);
  assert_int_equal(s->windows.week[1].count, 0);
  assert_string_equal(s->country, "IN");
  assert_int_equal(s->retry.max_retry_days, 3);
  assert_int_equal(s->holiday_count, 1);
  assert_int_equal(s->dnc_count, 1);
  assert_int_equal(s->outcome_name_count, 1);
  assert_string_equal(s->account, "account.yaml");
  dialplan_campaign_free(campaign);
}

static void mappings_merge_windows_replace_lists_unite(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled_with(WITH_ACCOUNT "windows: {tue: 09:00-10:00}\n"
                                 "no_call_days: [2026-12-26]\ndnc: [b.txt, c.txt]\n"
                                 "guard: [us-fl, {id: b, kind: gap, least: 1h}]\n"
                                 "retry: {max_attempts: 9, outcomes: {busy: stop}}\n"
                                 "callbacks: {dayparts: {night: \"21:00\"}}\n"
                                 "outcome_names: {B: error}\nholidays: {FR: own.ics, DE: de.ics}\n",
                    "timezone: UTC\nwindows: {mon: 09:00-10:00}\nno_call_days: [2026-12-25]\n"
                    "dnc: [a.txt, b.txt]\nguard: [us-debt, us-fl, {id: a, kind: gap, least: 2h}]\n"
                    "retry: {max_attempts: 5, max_retry_days: 20, outcomes: {base: standard, error: stop}}\n"
                    "callbacks: {dayparts: {morning: \"09:00\", night: \"22:00\"}}\n"
                    "outcome_names: {A: busy, B: busy}\nholidays: {FR: fr.ics}\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->windows.week[0].count, 0);
  assert_int_equal(s->windows.week[1].count, 1);
  assert_int_equal(s->no_call_days.count, 2);
  assert_int_equal(s->no_call_days.entries[0].from_date, atlas_date("2026-12-25"));
  assert_int_equal(s->no_call_days.entries[0].account, 1);
  assert_int_equal(s->no_call_days.entries[1].account, 0);
  assert_int_equal(s->dnc_count, 3);
  assert_string_equal(s->dnc[2], "c.txt");
  assert_int_equal(s->guard_pack_count, 2);
  assert_int_equal(s->guard_rule_count, 2);
  assert_string_equal(s->guard_rules[0].id, "a");
  assert_int_equal(s->retry.max_attempts, 9);
  assert_int_equal(s->retry.max_retry_days, 20);
  assert_int_equal(s->retry.rows[DIALPLAN_OUTCOME_BUSY].kind, DP_ROW_STOP);
  assert_int_equal(s->retry.rows[DIALPLAN_OUTCOME_ERROR].kind, DP_ROW_STOP);
  assert_int_equal(s->retry.rows[DIALPLAN_OUTCOME_VOICEMAIL].retries, 3);
  assert_int_equal(s->callbacks.daypart_min[0], 9 * 60);
  assert_int_equal(s->callbacks.daypart_min[3], 21 * 60);
  assert_int_equal(s->outcome_name_count, 2);
  assert_int_equal(s->outcome_names[1].outcome, DIALPLAN_OUTCOME_ERROR);
  assert_int_equal(s->holiday_count, 2);
  assert_string_equal(s->holidays[0].file, "own.ics");
  dialplan_campaign_free(campaign);
}

static void an_account_row_stays_above_a_campaigns_base(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled_with(WITH_ACCOUNT "retry: {outcomes: {base: standard}}\n",
                    "timezone: UTC\nwindows: 09:00-10:00\n"
                    "retry: {outcomes: {busy: stop, network_error: {after: 5m}}}\n");
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_BUSY].kind, DP_ROW_STOP);
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_NETWORK_ERROR].after.seconds, 300);
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_NO_ANSWER].kind, DP_ROW_AFTER);
  dialplan_campaign_free(campaign);
  campaign = compiled_with(WITH_ACCOUNT "retry: {outcomes: standard}\n", /* not a mapping: replaces */
                           "timezone: UTC\nwindows: 09:00-10:00\nretry: {outcomes: {busy: stop}}\n");
  assert_int_equal(campaign->settings.retry.rows[DIALPLAN_OUTCOME_BUSY].kind, DP_ROW_AFTER);
  dialplan_campaign_free(campaign);
}

static void the_campaigns_choice_of_phases_wins(void **state) {
  (void)state;
  static const char account[] =
      "timezone: UTC\nwindows: 09:00-10:00\nretry: {phases: [{days: 1-, calls: 2}]}\n";
  dialplan_campaign *campaign = compiled_with(WITH_ACCOUNT, account);
  assert_int_equal(campaign->settings.retry.own_phases, 1);
  dialplan_campaign_free(campaign);
  campaign = compiled_with(WITH_ACCOUNT "retry: {intensity: aggressive}\n", account);
  assert_int_equal(campaign->settings.retry.own_phases, 0);
  assert_int_equal(campaign->settings.retry.phase_count, 3);
  dialplan_campaign_free(campaign);
}

static void protections_are_on_if_either_file_says_so(void **state) {
  (void)state;
  static const struct {
    const char *campaign, *account;
    int on;
  } cases[] = {{"", "", 1},          {"false", "", 0},     {"", "false", 0},
               {"false", "true", 1}, {"true", "false", 1}, {"false", "false", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256], account[256];
    sprintf(text, WITH_ACCOUNT "%s%s%s\n", *cases[i].campaign ? "safety: {respect_dnc: " : "",
            cases[i].campaign, *cases[i].campaign ? ", business_hours_guard: off}" : "");
    sprintf(account, "timezone: UTC\nwindows: 09:00-10:00\n%s%s%s\n",
            *cases[i].account ? "safety: {respect_dnc: " : "", cases[i].account,
            *cases[i].account ? "}" : "");
    dialplan_campaign *campaign = compiled_with(text, account);
    assert_int_equal(campaign->settings.respect_dnc, cases[i].on);
    assert_int_equal(campaign->settings.business_hours_guard, *cases[i].campaign == 0);
    dialplan_campaign_free(campaign);
  }
}

static void a_campaign_can_close_an_accounts_section(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled_with(
      WITH_ACCOUNT "pacing: off\nsafety: {budget: off}\n",
      "timezone: UTC\nwindows: 09:00-10:00\npacing: {channels: 9, calls_per_second: {rate: 3}, "
      "mode: {predictive: {average_handle_time: 2m, answer_rate: 3%}}}\nsafety: {budget: {amount: 1, "
      "per_call: 1}}\n");
  const dp_settings *s = &campaign->settings;
  assert_int_equal(s->pacing.managed, 0);
  assert_int_equal(s->pacing.channels, 4);
  assert_int_equal(s->pacing.rate_per_second, DP_OFF);
  assert_int_equal(s->pacing.predictive, 0);
  assert_int_equal(s->budget, DP_OFF);
  assert_int_equal(s->budget_per_call, 0);
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_bare_span_is_monday_to_friday),
      cmocka_unit_test(narrower_day_keys_override_broader_ones),
      cmocka_unit_test(spans_may_cross_midnight),
      cmocka_unit_test(days_are_read_in_all_their_forms),
      cmocka_unit_test(the_schedule_is_read_in_the_campaigns_zone),
      cmocka_unit_test(off_false_and_null_are_the_same),
      cmocka_unit_test(a_list_of_one_may_be_bare),
      cmocka_unit_test(booleans_have_the_words_of_yaml),
      cmocka_unit_test(texts_are_texts),
      cmocka_unit_test(retry_is_read),
      cmocka_unit_test(standard_rows_stand_below_ones_own),
      cmocka_unit_test(pacing_has_presets),
      cmocka_unit_test(safety_is_read),
      cmocka_unit_test(guards_bind_by_purpose),
      cmocka_unit_test(business_hours_can_be_named_or_left_out),
      cmocka_unit_test(json_compiles_like_yaml),
      cmocka_unit_test(the_account_gives_what_the_campaign_leaves_out),
      cmocka_unit_test(mappings_merge_windows_replace_lists_unite),
      cmocka_unit_test(an_account_row_stays_above_a_campaigns_base),
      cmocka_unit_test(the_campaigns_choice_of_phases_wins),
      cmocka_unit_test(protections_are_on_if_either_file_says_so),
      cmocka_unit_test(a_campaign_can_close_an_accounts_section),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
