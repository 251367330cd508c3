/* SPDX-License-Identifier: MIT */
/* What is wrong, doubtful or without effect in a campaign that may well compile?
 * Uses what was read, with its places, and open time. Invariant: warnings and notes never change what is
 * compiled; the list is sorted by source, line and column. */
#include "campaign_read.h"

#include "date.h"
#include "open.h"

#include <string.h>

static dp_text *begin(dp_reader *reader, uint32_t severity, const char *code, const dp_node *place) {
  return dp_report_begin(reader->report, DIALPLAN_OK, severity, code, place);
}

static void say(dp_reader *reader, uint32_t severity, const char *code, const dp_node *place,
                const char *message) {
  dp_text_str(begin(reader, severity, code, place), message);
  dp_report_end(reader->report);
}

static void warn(dp_reader *reader, const char *code, const dp_node *place, const char *message) {
  say(reader, DIALPLAN_SEVERITY_WARNING, code, place, message);
}

/* Whether a scalar key says what its default says. */
static int says_default(const dp_reader *reader, const dp_key *key) {
  char value[128];
  dp_writer writer = {.text = {value, sizeof value, 0}, .settings = reader->settings, .bare = 1};
  (void)dp_write_scalar(&writer, key);
  const size_t blank = writer.text.len && value[0] == ' ';
  return writer.text.len <= sizeof value && dp_text_is(value + blank, writer.text.len - blank, key->fallback);
}

/* --- retry ------------------------------------------------------------------------------------- */

/* A key of a strategy that is not chosen, unless an account offers it to all its campaigns. */
static void check_other_strategy(dp_reader *reader) {
  static const struct {
    int key;
    int32_t strategy;
  } keys[] = {
      {DP_KEY_retry_intensity, DP_STRATEGY_SMART},      {DP_KEY_retry_phases, DP_STRATEGY_SMART},
      {DP_KEY_retry_prefer, DP_STRATEGY_SMART},         {DP_KEY_retry_intervals, DP_STRATEGY_INTERVALS},
      {DP_KEY_retry_after_last, DP_STRATEGY_INTERVALS}, {DP_KEY_retry_every, DP_STRATEGY_FIXED},
  };
  const int32_t chosen = reader->settings->retry.strategy;
  const char *word;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const dp_key *key = &dp_keys[keys[i].key];
    if (!dp_is_written(reader, keys[i].key) || keys[i].strategy == chosen) continue;
    if (key->fallback && says_default(reader, key)) continue; /* the canonical form spells defaults out */
    if (reader->written[keys[i].key].source && !reader->written[DP_KEY_retry_strategy].source) continue;
    dp_text *text =
        begin(reader, DIALPLAN_SEVERITY_WARNING, "other-strategy", dp_at_key(reader, keys[i].key));
    dp_text_str(text, "belongs to the strategy ");
    size_t len = dp_words_at(dp_keys[DP_KEY_retry_strategy].words, (size_t)keys[i].strategy, &word);
    dp_text_bytes(text, word, len);
    dp_text_str(text, " and has no effect with ");
    len = dp_words_at(dp_keys[DP_KEY_retry_strategy].words, (size_t)chosen, &word);
    dp_text_bytes(text, word, len);
    dp_report_end(reader->report);
  }
}

/* The n-th interval follows the n-th attempt, and begins no sooner than all before it have passed. */
static void check_intervals(dp_reader *reader) {
  const dp_retry *retry = &reader->settings->retry;
  int64_t passed = 0;
  if (retry->strategy != DP_STRATEGY_INTERVALS) return;
  for (uint32_t i = 0; i < retry->interval_count; i++) {
    passed += (int64_t)retry->intervals[i].days * DP_DAY_S + retry->intervals[i].seconds;
    const int by_attempts = retry->max_attempts != DP_OFF && (int64_t)i + 2 > retry->max_attempts;
    const int by_days = retry->max_retry_days != DP_OFF && passed / DP_DAY_S + 1 > retry->max_retry_days;
    if (!by_attempts && !by_days) continue;
    const dp_node *list = dp_at_value(reader, DP_KEY_retry_intervals);
    const dp_node *item = list->first;
    for (uint32_t k = 0; item && k < i; k++) item = item->next;
    dp_text *text = begin(reader, DIALPLAN_SEVERITY_WARNING, "unused-interval", item ? item : list);
    dp_text_str(text, "this interval can never be used: ");
    dp_text_str(text, by_attempts ? "max_attempts is " : "max_retry_days is ");
    dp_text_int(text, by_attempts ? retry->max_attempts : retry->max_retry_days);
    dp_report_end(reader->report);
    return;
  }
}

/* The first day on which a phase can have a call: a phase with `per` waits so long even after the first day.
 */
static int32_t phase_reached(const dp_phase *phase) {
  const int32_t earliest = phase->per_days > 1 ? 1 + phase->per_days : 1;
  return phase->from_day > earliest ? phase->from_day : earliest;
}

/* A phase that never makes a call. A preset's longer steps are its character, so losing them is worth a
 * warning; losing its daily ones is not. The defaults together are taken for what they are. */
static void check_phases(dp_reader *reader) {
  const dp_retry *retry = &reader->settings->retry;
  const int key = retry->own_phases                               ? DP_KEY_retry_phases
                  : dp_is_written(reader, DP_KEY_retry_intensity) ? DP_KEY_retry_intensity
                                                                  : DP_KEY_retry_max_retry_days;
  const int defaults = !retry->own_phases && says_default(reader, &dp_keys[DP_KEY_retry_intensity]) &&
                       says_default(reader, &dp_keys[DP_KEY_retry_max_retry_days]);
  if (retry->strategy != DP_STRATEGY_SMART || retry->max_retry_days == DP_OFF || defaults) return;
  const dp_node *place = dp_at_value(reader, key);
  const dp_node *item = retry->own_phases ? place->first : NULL;
  for (uint32_t i = 0; i < retry->phase_count; i++, item = item ? item->next : NULL) {
    const dp_phase *phase = &retry->phases[i];
    if (phase_reached(phase) <= retry->max_retry_days) continue;
    const uint32_t severity =
        retry->own_phases || phase->per_days > 1 ? DIALPLAN_SEVERITY_WARNING : DIALPLAN_SEVERITY_NOTE;
    dp_text *text = begin(reader, severity, "unreached-phase", item ? item : place);
    dp_text_str(text, "the phase from day ");
    dp_text_int(text, phase->from_day);
    dp_text_str(text, " on never makes a call: max_retry_days is ");
    dp_text_int(text, retry->max_retry_days);
    dp_report_end(reader->report);
    return;
  }
}

static void check_rows(dp_reader *reader) {
  static const uint8_t open[] = {DIALPLAN_OUTCOME_CALL_LATER, DIALPLAN_OUTCOME_VOICEMAIL,
                                 DIALPLAN_OUTCOME_NO_ANSWER,  DIALPLAN_OUTCOME_BUSY,
                                 DIALPLAN_OUTCOME_ERROR,      DIALPLAN_OUTCOME_NETWORK_ERROR,
                                 DIALPLAN_OUTCOME_RINGING,    DIALPLAN_OUTCOME_ABANDONED,
                                 DIALPLAN_OUTCOME_REJECTED,   DIALPLAN_OUTCOME_SILENT};
  const dp_row *rows = reader->settings->retry.rows;
  for (size_t i = 0; i < sizeof open; i++)
    if (rows[open[i]].kind == DP_ROW_NONE || rows[open[i]].kind == DP_ROW_RETRY) return;
  warn(reader, "nothing-to-decide", dp_at_key(reader, DP_KEY_retry_outcomes),
       "rows for every outcome leave the strategy nothing to decide");
}

/* --- guard ------------------------------------------------------------------------------------- */

enum { WEEK_MIN = 7 * 1440 };

/* Minutes of the week, Monday 00:00 first, that spans cover. */
static void cover(uint8_t *week, const dp_spans days[7]) {
  memset(week, 0, WEEK_MIN);
  for (int day = 0; day < 7; day++)
    for (uint32_t i = 0; i < days[day].count; i++)
      for (int32_t min = days[day].span[i].from_min; min < days[day].span[i].until_min; min++)
        week[(day * 1440 + min) % WEEK_MIN] = 1;
}

static void write_clock(dp_text *text, int32_t minute) {
  dp_text_pad(text, minute / 60, 2);
  dp_text_char(text, ':');
  dp_text_pad(text, minute % 60, 2);
}

static void narrowed(dp_reader *reader, const dp_guard_rule *rule, int32_t from, int32_t until) {
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  dp_text *text =
      begin(reader, DIALPLAN_SEVERITY_WARNING, "guard-narrows", dp_at_key(reader, DP_KEY_windows));
  dp_text_str(text, "the guard rule ");
  dp_text_quoted(text, rule->id, strlen(rule->id));
  dp_text_str(text, " narrows these windows, first on ");
  dp_text_str(text, days[from / 1440]);
  dp_text_char(text, ' ');
  write_clock(text, from % 1440);
  dp_text_char(text, '-');
  write_clock(text, until - from / 1440 * 1440);
  dp_report_end(reader->report);
}

/* What a rule on days leaves of the week: all but its weekdays. */
static void cover_weekdays(uint8_t *week, uint32_t off) {
  for (int32_t min = 0; min < WEEK_MIN; min++) week[min] = !(off >> min / 1440 & 1);
}

/* The first span of the week that the windows permit and a rule on hours or weekdays does not. */
static void check_narrowing(dp_reader *reader) {
  const dp_settings *settings = reader->settings;
  uint8_t windows[WEEK_MIN], permitted[WEEK_MIN];
  cover(windows, settings->windows.week);
  for (uint32_t i = 0; i < settings->guard.count; i++) {
    const dp_guard_rule *rule = &settings->guard.rules[i];
    if (!dp_guard_on_time(rule)) continue;
    if (rule->kind == DP_GUARD_HOURS)
      cover(permitted, rule->week);
    else
      cover_weekdays(permitted, rule->weekdays);
    for (int32_t min = 0; min < WEEK_MIN; min++) {
      if (!windows[min] || permitted[min]) continue;
      const int32_t midnight = (min / 1440 + 1) * 1440;
      int32_t until = min;
      while (until < midnight && windows[until] && !permitted[until]) until++;
      narrowed(reader, rule, min, until);
      break;
    }
  }
}

/* The built-in rules are off; with other rules on hours in force, that is a choice. */
static void check_business_hours(dp_reader *reader) {
  const dp_guard *guard = &reader->settings->guard;
  int hours = 0;
  for (uint32_t i = 0; i < guard->count; i++) {
    const dp_guard_rule *rule = &guard->rules[i];
    if (rule->pack && strcmp(rule->pack, "business-hours") == 0) return;
    hours |= rule->kind == DP_GUARD_HOURS;
  }
  say(reader, hours ? DIALPLAN_SEVERITY_NOTE : DIALPLAN_SEVERITY_WARNING, "guard-off",
      dp_at_value(reader, DP_KEY_safety_business_hours_guard),
      hours ? "the built-in guard on hours is off; the rules of the file bind alone"
            : "no guard on hours is in force: a slip in the windows would be dialled");
}

static void check_guard(dp_reader *reader) {
  const dp_settings *settings = reader->settings;
  check_business_hours(reader);
  check_narrowing(reader);
  for (uint32_t i = 0; i < settings->guard_pack_count; i++)
    if (strncmp(settings->guard_packs[i], "us-", 3) == 0 && settings->unknown_zone == DP_ZONE_CAMPAIGN &&
        settings->zone_policy == DP_ZONE_POLICY_CONTACT) {
      warn(
          reader, "us-pack-without-zone", dp_at_key(reader, DP_KEY_guard),
          "rules of the United States go by the called person's clock; write unknown_zone: hold, or contacts "
          "without a zone are called by the campaign's");
      return;
    }
}

/* A citation that nobody has looked at for a year may be of a law that has changed; of a pack one warning for
 * all. */
static void old_citation(dp_reader *reader, const dp_guard_rule *rule) {
  dp_text *text = begin(reader, DIALPLAN_SEVERITY_WARNING, "old-citation", dp_at_key(reader, DP_KEY_guard));
  dp_text_str(text, rule->pack ? "the guard pack " : "the guard rule ");
  const char *name = rule->pack ? rule->pack : rule->id;
  dp_text_quoted(text, name, strlen(name));
  if (rule->checked) {
    dp_text_str(text, " repeats a citation that was last checked on ");
    dp_text_date(text, rule->checked);
  } else
    dp_text_str(text, " repeats a citation that bears no date of checking");
  dp_text_str(text, ": look whether it still holds");
  dp_report_end(reader->report);
}

static void check_citations(dp_reader *reader, int64_t now) {
  const dp_guard *guard = &reader->settings->guard;
  const int32_t today = dp_date_of(now, NULL);
  const char *told = NULL;
  for (uint32_t i = 0; i < guard->count; i++) {
    const dp_guard_rule *rule = &guard->rules[i];
    const int undated = !rule->checked && rule->pack && strcmp(rule->pack, "business-hours") != 0;
    const int old = rule->checked && today - rule->checked > 366;
    if (!(undated || old) || (rule->pack && rule->pack == told)) continue;
    told = rule->pack;
    old_citation(reader, rule);
  }
}

/* --- single keys ------------------------------------------------------------------------------- */

static void check_values(dp_reader *reader) {
  const dp_settings *settings = reader->settings;
  if (!dp_is_written(reader, DP_KEY_seed) || dp_node_null(reader->written[DP_KEY_seed].value))
    warn(reader, "no-seed", dp_at_key(reader, DP_KEY_name),
         "there is no seed, so the name feeds the draws and a new name would move every random time");
  if (settings->pacing.managed && settings->pacing.spacing_ms < 500)
    warn(reader, "short-spacing", dp_at_value(reader, DP_KEY_pacing_spacing),
         "carriers throttle bursts; expected a spacing of 500ms or more");
  if (settings->stale_call_s < settings->ring_timeout_s + settings->max_duration_s)
    warn(
        reader, "short-stale-call", dp_at_value(reader, DP_KEY_call_stale_call),
        "calls may last longer than stale_call (ring_timeout + max_duration), and would be judged as errors");
}

/* Warnings and notes of what was read. */
static void look_for_doubts(dp_reader *reader) {
  check_other_strategy(reader);
  check_intervals(reader);
  check_phases(reader);
  check_rows(reader);
  check_guard(reader);
  check_values(reader);
  reader->report->source = 0;
}

/* --- open time --------------------------------------------------------------------------------- */

static void never_open(dp_reader *reader, const dialplan_campaign *campaign, int64_t at) {
  char out[32];
  uint64_t len = 0;
  dp_text *text = begin(reader, DIALPLAN_SEVERITY_WARNING, "never-open", dp_at_key(reader, DP_KEY_windows));
  (void)dialplan_instant_format(campaign->zones, campaign->settings.zone, at, out, sizeof out, &len);
  dp_text_str(text, "no call is permitted from ");
  dp_text_bytes(text, out, (size_t)len);
  dp_text_str(text, " on, within the horizon");
  dp_report_end(reader->report);
}

/* Compiles, and asks whether there is any open time. */
static void check_open(dp_reader *reader, int64_t now) {
  enum { DATE_2026 = 20454 }; /* 2026-01-01 */
  dialplan_campaign *campaign = NULL;
  dp_view view;
  dp_campaign_make(reader, &campaign);
  if (!campaign) return;
  const int64_t start = reader->settings->start_at;
  const int64_t at = now ? now : start ? start : DATE_2026 * INT64_C(86400);
  if (dp_view_init(&view, campaign, NULL, NULL, NULL) == DIALPLAN_OK && !dp_view_clip(&view, at))
    never_open(reader, campaign, at);
  dialplan_campaign_free(campaign);
}

dialplan_status dialplan_campaign_check(const char *text, uint64_t len, dialplan_zones *zones,
                                        const char *const *names, const char *const *texts,
                                        const uint64_t *lengths, uint64_t files, int64_t now,
                                        dialplan_error *out, uint64_t cap, uint64_t *count,
                                        dialplan_error *err) {
  const dp_files handed = {names, texts, lengths, files};
  if ((!text && len) || !zones || !dp_files_valid(&handed) || (!out && cap) || !count ||
      (now && !dp_instant_valid(now)))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text, zones, the files, now, out or count");
  dp_arena arena = {0}, nodes = {0};
  dp_settings settings;
  dp_report report = {.collect = 1};
  dp_reader reader = {
      .arena = &arena, .files = &handed, .settings = &settings, .zones = zones, .report = &report};
  dialplan_status status = DIALPLAN_OK;
  dp_campaign_read(&reader, &nodes, text, len);
  if (reader.root && !report.no_memory) look_for_doubts(&reader);
  if (reader.root && !report.no_memory && now) check_citations(&reader, now);
  if (report.errors == 0 && !report.no_memory) check_open(&reader, now);
  if (report.no_memory) {
    status = dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
  } else {
    dp_report_sort(&report);
    if (report.count && cap)
      memcpy(out, report.entries, (report.count < cap ? report.count : (size_t)cap) * sizeof *out);
    *count = report.count;
  }
  dp_arena_free(&arena);
  dp_arena_free(&nodes);
  dp_report_free(&report);
  return status;
}
