/* SPDX-License-Identifier: MIT */
/* The campaign object: defaults, presets, building, what it tells of itself. */
#include "unit/fixture.h"

#include "callback/reading.h"
#include "campaign_file.h"
#include "draw.h"
#include "support/atlas_group.h"

/* The defaults as the manual's listing has them, by hand. */
static void settings_begin_with_the_defaults(void **state) {
  (void)state;
  dp_settings s;
  memset(&s, 0xAA, sizeof s);
  dp_settings_init(&s);
  assert_null(s.name);
  assert_null(s.timezone);
  assert_null(s.seed);
  assert_null(s.repeat);
  assert_string_equal(s.purpose, "any");
  assert_int_equal(s.status, DP_STATUS_ACTIVE);
  assert_int_equal(s.priority, 0);
  assert_int_equal(s.zone_policy, DP_ZONE_POLICY_CONTACT);
  assert_int_equal(s.unknown_zone, DP_ZONE_CAMPAIGN);
  assert_int_equal(s.ambiguous_zone, DP_ZONE_HOLD);
  assert_int_equal(s.infer_zone, DP_INFER_NONE);
  assert_int_equal(s.horizon_s, 400 * 86400);
  assert_int_equal(s.mode, DP_MODE_MULTI_DAY);
  assert_int_equal(s.start_at, 0);
  assert_int_equal(s.end_at, 0);
  for (int day = 0; day < 7; day++) assert_int_equal(s.windows.week[day].count, 0);
  assert_int_equal(s.windows.special_count, 0);
  assert_int_equal(s.no_call_days.count, 0);
  assert_int_equal(s.guard.count, 0);
  assert_int_equal(s.close_margin_s, 0);
  assert_int_equal(s.jitter_s, 900);
  assert_int_equal(s.ring_timeout_s, 30);
  assert_int_equal(s.max_duration_s, 600);
  assert_int_equal(s.stale_call_s, 7200);
  assert_int_equal(s.respect_dnc, 1);
  assert_int_equal(s.business_hours_guard, 1);
  assert_int_equal(s.record_calls, 0);
  assert_int_equal(s.on_inbound, DP_INBOUND_IGNORE);
  assert_int_equal(s.breaker_ppm, DP_OFF);
  assert_int_equal(s.skip_recently_completed.days, DP_OFF);
  assert_int_equal(s.budget, DP_OFF);
  assert_int_equal(s.lease_order[0], DIALPLAN_CLASS_CALLBACK);
  assert_int_equal(s.lease_order[1], DIALPLAN_CLASS_PENDING);
  assert_int_equal(s.lease_order[2], DIALPLAN_CLASS_RETRY);
  assert_int_equal(s.lease_then, DP_LEASE_DUE);
}

static void assert_duration(dialplan_duration duration, int32_t days, int32_t seconds) {
  assert_int_equal(duration.days, days);
  assert_int_equal(duration.seconds, seconds);
}

static void retry_begins_with_the_defaults(void **state) {
  (void)state;
  dp_settings s;
  dp_settings_init(&s);
  assert_int_equal(s.retry.strategy, DP_STRATEGY_SMART);
  assert_int_equal(s.retry.intensity, DP_INTENSITY_MODERATE);
  assert_int_equal(s.retry.own_phases, 0);
  assert_int_equal(s.retry.after_last, DP_AFTER_LAST_REPEAT);
  assert_int_equal(s.retry.max_retry_days, 7);
  assert_int_equal(s.retry.max_attempts, DP_OFF);
  assert_int_equal(s.retry.max_consecutive_errors, 2);
  assert_duration(s.retry.wait, 0, 0);
  assert_duration(s.retry.cooldown, 0, 0);
  assert_duration(s.retry.not_picked_cooldown, 0, 0);
  assert_int_equal(s.retry.cap_count, 0);
  assert_null(s.retry.prefer);
  for (int outcome = 0; outcome < DP_OUTCOMES; outcome++)
    assert_int_equal(s.retry.rows[outcome].kind,
                     outcome == DIALPLAN_OUTCOME_NETWORK_ERROR ? DP_ROW_AFTER : DP_ROW_NONE);
  assert_duration(s.retry.rows[DIALPLAN_OUTCOME_NETWORK_ERROR].after, 0, 1800);
  assert_int_equal(s.retry.rows[DIALPLAN_OUTCOME_NETWORK_ERROR].retries, DP_OFF);
}

static void callbacks_and_pacing_begin_with_the_defaults(void **state) {
  (void)state;
  dp_settings s;
  dp_settings_init(&s);
  assert_int_equal(s.callbacks.detection, 0);
  assert_int_equal(s.callbacks.bot, 0);
  assert_int_equal(s.callbacks.language_count, 2);
  assert_string_equal(s.callbacks.languages[0], "en");
  assert_string_equal(s.callbacks.languages[1], "hi");
  assert_int_equal(s.callbacks.book_count, 2);
  assert_int_equal(s.callbacks.books[0], DP_BOOK_EN);
  assert_int_equal(s.callbacks.books[1], DP_BOOK_HI);
  assert_int_equal(s.callbacks.daypart_min[0], 10 * 60);
  assert_int_equal(s.callbacks.daypart_min[1], 14 * 60);
  assert_int_equal(s.callbacks.daypart_min[2], 18 * 60);
  assert_int_equal(s.callbacks.daypart_min[3], 20 * 60);
  assert_int_equal(s.callbacks.day_only_min, DP_OFF);
  assert_duration(s.callbacks.least_delay, 0, 300);
  assert_int_equal(s.callbacks.ignore_cooldown, 1);
  assert_int_equal(s.callbacks.retry_count, 3);
  assert_duration(s.callbacks.retry[0], 0, 900);
  assert_duration(s.callbacks.retry[1], 0, 3600);
  assert_duration(s.callbacks.retry[2], 1, 0);
  assert_int_equal(s.callbacks.max_reschedules, 5);
  assert_int_equal(s.callbacks.extra_attempts, 0);
  assert_int_equal(s.callbacks.on_voicemail, DP_VOICEMAIL_CLOSE);
  assert_int_equal(s.callbacks.on_window_close, DP_WINDOW_CLOSE_AUTO);
  assert_int_equal(s.callbacks.late, DP_LATE_ASAP);
  assert_int_equal(s.callbacks.late_after.days, DP_OFF);
  assert_int_equal(s.callbacks.max_ahead.days, DP_OFF);
  assert_int_equal(s.callbacks.min_confidence, 0);
  assert_int_equal(s.callbacks.date_order, DP_DATES_AUTO);
  assert_int_equal(s.pacing.managed, 0);
  assert_int_equal(s.pacing.channels_written, 0);
  assert_int_equal(s.pacing.channels, 4);
  assert_int_equal(s.pacing.daily_limit, 400);
  assert_int_equal(s.pacing.calls_per_minute, 12);
  assert_int_equal(s.pacing.spacing_ms, 5000);
  assert_int_equal(s.pacing.poll_ms, 10000);
  assert_int_equal(s.pacing.channel_cap, DP_OFF);
  assert_int_equal(s.pacing.seats, DP_OFF);
  assert_int_equal(s.pacing.rate_per_second, DP_OFF);
  assert_int_equal(s.pacing.predictive, 0);
}

/* The table's default column, which the man page prints, is what dp_settings_init() fills in. */
static void the_tables_defaults_are_the_settings(void **state) {
  (void)state;
  static dp_key_write *const lists[] = {dp_write_languages, dp_write_callback_retry, dp_write_lease_order,
                                        dp_write_pacing_mode};
  static const int rows[] = {DP_KEY_callbacks_languages, DP_KEY_callbacks_retry, DP_KEY_lease_order,
                             DP_KEY_pacing_mode};
  dp_settings s;
  dp_settings_init(&s);
  char text[200];
  int compared = 0;
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++) {
    dp_writer writer = {.text = {text, sizeof text, 0}, .settings = &s, .zones = zones, .bare = 1};
    if (key->type >= DP_TYPE_DNC || key->type == DP_TYPE_SECTION || dp_key_closed(&s, key)) continue;
    const int written = dp_write_scalar(&writer, key);
    assert_int_equal(written, key->fallback != NULL);
    dp_text_end(&writer.text);
    if (written) assert_string_equal(text, key->fallback);
    compared += written;
  }
  assert_true(compared > 40);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    dp_writer writer = {.text = {text, sizeof text, 0}, .settings = &s};
    lists[i](&writer, &dp_keys[rows[i]]);
    dp_text_end(&writer.text);
    assert_string_equal(text + 1, dp_keys[rows[i]].fallback);
  }
}

static void assert_phase(const dp_phase *phase, int32_t from, int32_t until, int32_t calls, int32_t per,
                         int32_t gap, int dayparts) {
  assert_int_equal(phase->from_day, from);
  assert_int_equal(phase->until_day, until);
  assert_int_equal(phase->calls, calls);
  assert_int_equal(phase->per_days, per);
  assert_int_equal(phase->has_gap, gap != 0);
  assert_duration(phase->gap, 0, gap);
  assert_int_equal(phase->dayparts, dayparts);
}

static void intensities_are_phases(void **state) {
  (void)state;
  dp_retry retry;
  memset(&retry, 0xAA, sizeof retry);
  dp_settings_phases(&retry, DP_INTENSITY_AGGRESSIVE);
  assert_int_equal(retry.phase_count, 3);
  assert_phase(&retry.phases[0], 1, 1, 3, 1, 3600, DP_DAYPARTS_ANY);
  assert_phase(&retry.phases[1], 2, 10, 2, 1, 0, DP_DAYPARTS_SPREAD);
  assert_phase(&retry.phases[2], 11, 0, 1, 1, 0, DP_DAYPARTS_ANY);
  dp_settings_phases(&retry, DP_INTENSITY_MODERATE);
  assert_int_equal(retry.phase_count, 4);
  assert_phase(&retry.phases[0], 1, 1, 3, 1, 3600, DP_DAYPARTS_ANY);
  assert_phase(&retry.phases[1], 2, 4, 2, 1, 0, DP_DAYPARTS_SPREAD);
  assert_phase(&retry.phases[2], 5, 11, 1, 1, 0, DP_DAYPARTS_ANY);
  assert_phase(&retry.phases[3], 12, 0, 1, 7, 0, DP_DAYPARTS_ANY);
  dp_settings_phases(&retry, DP_INTENSITY_CONSERVATIVE);
  assert_int_equal(retry.phase_count, 3);
  assert_int_equal(retry.own_phases, 0);
  assert_phase(&retry.phases[0], 1, 1, 2, 1, 14400, DP_DAYPARTS_ANY);
  assert_phase(&retry.phases[1], 2, 4, 1, 1, 0, DP_DAYPARTS_ANY);
  assert_phase(&retry.phases[2], 5, 0, 1, 7, 0, DP_DAYPARTS_ANY);
}

static void standard_is_five_rows(void **state) {
  (void)state;
  static const struct {
    int outcome, seconds, retries;
  } rows[] = {{DIALPLAN_OUTCOME_VOICEMAIL, 86400, 3},
              {DIALPLAN_OUTCOME_NO_ANSWER, 86400, 3},
              {DIALPLAN_OUTCOME_BUSY, 3600, 5},
              {DIALPLAN_OUTCOME_ERROR, 1800, 3},
              {DIALPLAN_OUTCOME_NETWORK_ERROR, 1800, 3}};
  dp_settings s;
  dp_settings_init(&s);
  dp_settings_standard(&s.retry);
  assert_int_equal(s.retry.max_consecutive_errors, DP_OFF);
  int count = 0;
  for (int outcome = 0; outcome < DP_OUTCOMES; outcome++) count += s.retry.rows[outcome].kind != DP_ROW_NONE;
  assert_int_equal(count, 5);
  for (int i = 0; i < 5; i++) {
    assert_int_equal(s.retry.rows[rows[i].outcome].kind, DP_ROW_AFTER);
    assert_duration(s.retry.rows[rows[i].outcome].after, 0, rows[i].seconds);
    assert_int_equal(s.retry.rows[rows[i].outcome].retries, rows[i].retries);
  }
}

static dialplan_campaign *compiled(const char *text) {
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  if (dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, &error))
    fail_msg("%u:%u: %s", error.line, error.column, error.message);
  return campaign;
}

static void a_campaign_outlives_its_text_and_the_callers_zones(void **state) {
  (void)state;
  char text[] = "name: A\nseed: s\ntimezone: Asia/Kolkata\nwindows: 09:00-18:00\ndescription: kept\n";
  dialplan_zones *own = atlas_zones();
  dialplan_campaign *campaign = NULL;
  assert_int_equal(dialplan_campaign_compile(text, strlen(text), own, NULL, NULL, NULL, 0, &campaign, NULL),
                   DIALPLAN_OK);
  memset(text, 'x', sizeof text);
  dialplan_zones_free(own);
  char out[16];
  uint64_t len = 0;
  assert_int_equal(dialplan_campaign_setting(campaign, "description", out, sizeof out, &len), DIALPLAN_OK);
  assert_int_equal(len, 4);
  assert_memory_equal(out, "kept", 4);
  assert_string_equal(
      dialplan_zones_name(dialplan_campaign_zones(campaign), dialplan_campaign_zone(campaign)),
      "Asia/Kolkata");
  dialplan_campaign_free(campaign);
  dialplan_campaign_free(NULL);
}

static void the_seed_is_hashed_and_the_name_stands_in(void **state) {
  (void)state;
  dialplan_campaign *a = compiled("name: A\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\n");
  dialplan_campaign *b = compiled("name: s\ntimezone: UTC\nwindows: 09:00-18:00\n");
  assert_true(a->seed == dp_draw_hash("s", 1));
  assert_true(b->seed == a->seed);
  dialplan_campaign_free(a);
  dialplan_campaign_free(b);
}

static void own_names_of_outcomes_go_first(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled("name: A\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\n"
                                         "outcome_names: {ANSWERED: completed, busy: no_answer}\n");
  uint8_t outcome = 99;
  dialplan_error error;
  assert_int_equal(dialplan_campaign_outcome(campaign, "ANSWERED", 8, &outcome, &error), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(dialplan_campaign_outcome(campaign, "busy", 4, &outcome, &error), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(dialplan_campaign_outcome(campaign, "sip:486", 7, &outcome, &error), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(dialplan_campaign_outcome(NULL, "busy", 4, &outcome, &error), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_BUSY);
  outcome = 99;
  assert_int_equal(dialplan_campaign_outcome(NULL, "ANSWERED", 8, &outcome, &error), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_campaign_outcome(NULL, "busy", 4, NULL, &error), DIALPLAN_E_ARGUMENT);
  assert_int_equal(outcome, 99);
  dialplan_campaign_free(campaign);
}

static void rules_can_be_asked_for(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      compiled("name: A\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\npurpose: sales\nguard:\n"
               "  - {id: mine, kind: hours, windows: {mon-sat: 08:00-21:00}, jurisdiction: IN,\n"
               "     source: a circular, checked: 2026-11-21, purpose: sales}\n"
               "  - {id: theirs, kind: hours, windows: {mon-sat: 08:00-21:00}, purpose: debt}\n");
  const char *id, *jurisdiction, *source, *checked;
  assert_int_equal(dialplan_campaign_rules(campaign), 2); /* business-hours, and what binds sales */
  assert_int_equal(dialplan_campaign_rule(campaign, 0, &id, NULL, NULL, &checked), DIALPLAN_OK);
  assert_string_equal(id, "business-hours");
  assert_string_equal(checked, "");
  assert_int_equal(dialplan_campaign_rule(campaign, 1, &id, &jurisdiction, &source, &checked), DIALPLAN_OK);
  assert_string_equal(id, "mine");
  assert_string_equal(jurisdiction, "IN");
  assert_string_equal(source, "a circular");
  assert_string_equal(checked, "2026-11-21");
  assert_int_equal(dialplan_campaign_rule(campaign, 2, &id, NULL, NULL, NULL), DIALPLAN_E_RANGE);
  dialplan_campaign_free(campaign);
}

static void compiling_needs_its_arguments(void **state) {
  (void)state;
  dialplan_campaign *campaign = NULL;
  const char *name = "account.yaml";
  assert_int_equal(dialplan_campaign_compile(NULL, 1, zones, NULL, NULL, NULL, 0, &campaign, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile("a", 1, NULL, NULL, NULL, NULL, 0, &campaign, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile("a", 1, zones, &name, NULL, NULL, 1, &campaign, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile("a", 1, zones, NULL, NULL, NULL, 0, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_campaign_compile(NULL, 0, zones, NULL, NULL, NULL, 0, &campaign, NULL),
                   DIALPLAN_E_DOCUMENT);
  assert_null(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(settings_begin_with_the_defaults),
      cmocka_unit_test(retry_begins_with_the_defaults),
      cmocka_unit_test(callbacks_and_pacing_begin_with_the_defaults),
      cmocka_unit_test(the_tables_defaults_are_the_settings),
      cmocka_unit_test(intensities_are_phases),
      cmocka_unit_test(standard_is_five_rows),
      cmocka_unit_test(a_campaign_outlives_its_text_and_the_callers_zones),
      cmocka_unit_test(the_seed_is_hashed_and_the_name_stands_in),
      cmocka_unit_test(own_names_of_outcomes_go_first),
      cmocka_unit_test(rules_can_be_asked_for),
      cmocka_unit_test(compiling_needs_its_arguments),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
