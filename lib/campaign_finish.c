/* SPDX-License-Identifier: MIT */
/* What follows from several keys together, once all documents are read?
 * Uses the settings as read, the places of keys, zones and the guard. Invariant: settings without an error
 * are whole: the zone has its index, presets are spelt out, the guard holds exactly the rules that bind. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

static void missing(dp_reader *reader, const dp_node *place, const char *message, const char *path) {
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_KEY, DIALPLAN_SEVERITY_ERROR, "missing-key", place);
  dp_text_str(text, message);
  dp_text_quoted(text, path, strlen(path));
  dp_report_end(reader->report);
}

static int says_nothing(const dp_written *written) {
  return !written->value || (written->value->kind == DP_NODE_SCALAR && written->value->len == 0);
}

/* Keys that must be written: those of the campaign in one of its files, those of a section where it is on. */
static void finish_required(dp_reader *reader) {
  for (int i = 0; i < DP_KEYS; i++) {
    const dp_key *key = &dp_keys[i];
    if (!(key->flags & DP_KEY_REQUIRED)) continue;
    if (key->section == 0) {
      if (says_nothing(&reader->written[i]))
        missing(reader, dp_at_key(reader, i), "a campaign needs the key ", key->path);
      continue;
    }
    const int section = (int)(dp_key_path(key->path, key->section - 1u) - dp_keys);
    const dp_node *value = reader->written[section].value;
    if (value && value->kind == DP_NODE_MAP && !dp_is_written(reader, i))
      missing(reader, dp_at_key(reader, section), "this section needs the key ", key->path);
  }
}

static void finish_zone(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  dialplan_error error = {0};
  if (!settings->timezone) return;
  const uint64_t len = strlen(settings->timezone);
  const dialplan_status status =
      dialplan_zones_find(reader->zones, settings->timezone, len, &settings->zone, &error);
  if (status == DIALPLAN_OK) return;
  const dp_node *place = dp_at_value(reader, DP_KEY_timezone);
  dp_text_str(dp_report_begin(reader->report, status, DIALPLAN_SEVERITY_ERROR, "unknown-zone", place),
              error.message);
  dp_report_end(reader->report);
}

/* 20260302 is a slip for 2026-03-02, and an instant of 1970. */
static void doubt_number(dp_reader *reader, const dp_node *node, int64_t at) {
  enum { YEAR_2000 = 946684800 };
  char out[32];
  uint64_t len = 0;
  if (at >= YEAR_2000) return;
  (void)dialplan_instant_format(reader->zones, DIALPLAN_ZONE_NONE, at, out, sizeof out, &len);
  dp_text *text = dp_report_begin(reader->report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "early-time", node);
  dp_text_str(text, "a bare number is seconds since 1970, here ");
  dp_text_bytes(text, out, (size_t)len);
  dp_text_str(text, "; dates are written like 2026-03-02");
  dp_report_end(reader->report);
}

static void finish_instant(dp_reader *reader, int key, int32_t edge, int64_t *at) {
  const dp_node *node = dp_at_value(reader, key);
  dialplan_error error = {0};
  *at = 0;
  if (!dp_is_written(reader, key) || dp_node_null(node)) return;
  if (node->kind != DP_NODE_SCALAR) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "wrong-type", node,
                    "expected a time like 2026-03-02T09:00, or a date");
    return;
  }
  const int64_t seconds = dp_node_plain(node) ? dp_text_digits(node->text, node->len) : -1;
  if (seconds >= 0 && dp_instant_valid(seconds)) {
    *at = seconds; /* as JSON gives them */
    doubt_number(reader, node, seconds);
    return;
  }
  const dialplan_status status =
      dialplan_instant_parse(reader->zones, reader->settings->zone, node->text, node->len, edge, at, &error);
  if (status == DIALPLAN_OK) return;
  dp_text_str(dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR,
                              status == DIALPLAN_E_RANGE ? "impossible-time" : "bad-time", node),
              error.message);
  dp_report_end(reader->report);
}

static void finish_dates(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  finish_instant(reader, DP_KEY_schedule_start, DIALPLAN_EDGE_START, &settings->start_at);
  finish_instant(reader, DP_KEY_schedule_end, DIALPLAN_EDGE_END, &settings->end_at);
  if (settings->start_at && settings->end_at && settings->end_at <= settings->start_at)
    dp_report_error(reader->report, DIALPLAN_E_CONFLICT, "end-not-after-start",
                    dp_at_value(reader, DP_KEY_schedule_end), "the end must be later than the start");
}

/* --- retry ------------------------------------------------------------------------------------- */

/* Phases and an intensity exclude one another in one file; the campaign's choice wins over the account's. */
static void finish_phases(dp_reader *reader) {
  dp_retry *retry = &reader->settings->retry;
  const dp_written *phases = &reader->written[DP_KEY_retry_phases];
  const dp_written *intensity = &reader->written[DP_KEY_retry_intensity];
  if (phases->value && intensity->value && phases->source == intensity->source)
    dp_report_error(reader->report, DIALPLAN_E_CONFLICT, "conflict", dp_at_key(reader, DP_KEY_retry_phases),
                    "phases stand instead of an intensity; write one of them");
  const int own = phases->value && (!intensity->value || intensity->source > phases->source);
  if (!own)
    dp_settings_phases(retry, retry->intensity);
  else
    retry->intensity = DP_INTENSITY_MODERATE; /* without meaning beside phases; as when unwritten */
}

static void finish_retry(dp_reader *reader) {
  dp_retry *retry = &reader->settings->retry;
  finish_phases(reader);
  if (retry->standard && !dp_is_written(reader, DP_KEY_retry_max_consecutive_errors))
    retry->max_consecutive_errors = DP_OFF;
  const int strategy_place =
      dp_is_written(reader, DP_KEY_retry_strategy) ? DP_KEY_retry_strategy : DP_KEY_retry;
  if (retry->strategy == DP_STRATEGY_INTERVALS && !dp_is_written(reader, DP_KEY_retry_intervals))
    missing(reader, dp_at_key(reader, strategy_place), "the strategy intervals needs the key ",
            "retry.intervals");
  if (retry->strategy == DP_STRATEGY_FIXED && !dp_is_written(reader, DP_KEY_retry_every))
    missing(reader, dp_at_key(reader, strategy_place), "the strategy fixed needs the key ", "retry.every");
  if (retry->max_retry_days == DP_OFF && retry->max_attempts == DP_OFF)
    dp_report_error(reader->report, DIALPLAN_E_CONFLICT, "no-stop-rule",
                    dp_at_key(reader, DP_KEY_retry_max_retry_days),
                    "max_retry_days and max_attempts are both off: nothing would ever end a contact");
}

/* --- pacing, safety, seed ---------------------------------------------------------------------- */

static void finish_pacing(dp_reader *reader) {
  static const struct {
    int32_t channels, spacing_ms, daily_limit, calls_per_minute;
  } presets[] = {{2, 10000, 200, 6}, {4, 5000, 400, 12}, {10, 2000, 1000, 30}};
  dp_pacing *pacing = &reader->settings->pacing;
  if (!pacing->managed) return;
  const int preset = pacing->preset;
  pacing->channels_written = 1;
  if (!dp_is_written(reader, DP_KEY_pacing_channels)) pacing->channels = presets[preset].channels;
  if (!dp_is_written(reader, DP_KEY_pacing_spacing)) pacing->spacing_ms = presets[preset].spacing_ms;
  if (!dp_is_written(reader, DP_KEY_pacing_daily_limit)) pacing->daily_limit = presets[preset].daily_limit;
  if (!dp_is_written(reader, DP_KEY_pacing_calls_per_minute))
    pacing->calls_per_minute = presets[preset].calls_per_minute;
}

/* What the account says yes to stays on. */
static void finish_both(dp_reader *reader, int key, uint8_t account, uint8_t *flag) {
  if (!account || *flag) return;
  *flag = 1;
  dp_text_str(dp_report_begin(reader->report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "no-effect",
                              dp_at_value(reader, key)),
              "has no effect: the account file says true, and either file can switch it on");
  dp_report_end(reader->report);
}

static int purpose_binds(const char *rule, const char *campaign) {
  return strcmp(rule, "any") == 0 || strcmp(campaign, "any") == 0 || strcmp(rule, campaign) == 0;
}

static void missing_holidays(dp_reader *reader, const dp_guard_rule *rule, const char *country) {
  dp_text *text = dp_report_begin(reader->report, DIALPLAN_E_REFERENCE, DIALPLAN_SEVERITY_ERROR,
                                  "missing-holidays", dp_at_key(reader, DP_KEY_guard));
  dp_text_str(text, "the guard rule ");
  dp_text_quoted(text, rule->id, strlen(rule->id));
  dp_text_str(text, " asks for public holidays: write holidays: {");
  dp_text_str(text, country);
  dp_text_str(text, ": FILE.ics}");
  dp_report_end(reader->report);
}

/* The days of a rule, with the public holidays that it asks for. */
static void join_holidays(dp_reader *reader, dp_guard_rule *rule) {
  uint32_t count = rule->days.count;
  for (uint32_t i = 0; i < rule->holiday_count; i++) {
    const dp_dayset *set = dp_settings_holidays(reader->settings, rule->holidays[i]);
    if (!set) {
      missing_holidays(reader, rule, rule->holidays[i]);
      return;
    }
    count += set->count;
  }
  dp_day_entry *days = dp_reader_new(reader, count + 1, sizeof *days);
  if (!days) return;
  count = rule->days.count;
  if (count) memcpy(days, rule->days.entries, count * sizeof *days);
  for (uint32_t i = 0; i < rule->holiday_count; i++) {
    const dp_dayset *set = dp_settings_holidays(reader->settings, rule->holidays[i]);
    if (set->count) memcpy(days + count, set->entries, set->count * sizeof *days);
    count += set->count;
  }
  rule->days = (dp_dayset){days, count};
}

/* The rules of a pack; ids that a rule of the files' own has, too, are told. */
static int read_pack(dp_reader *reader, const char *name, dp_pack_rules *pack) {
  const dp_settings *settings = reader->settings;
  if (!dp_pack_read(reader, dp_packs_find(name, strlen(name)), pack)) return 0;
  for (uint32_t i = 0; i < pack->rule_count; i++)
    for (uint32_t k = 0; k < settings->guard_rule_count; k++)
      if (strcmp(pack->rules[i].id, settings->guard_rules[k].id) == 0)
        dp_repeated_rule(reader, dp_at_key(reader, DP_KEY_guard), pack->rules[i].id);
  return 1;
}

static uint32_t bind_rules(dp_reader *reader, const dp_guard_rule *rules, uint32_t count,
                           dp_guard_rule *out) {
  uint32_t bound = 0;
  for (uint32_t i = 0; i < count; i++) {
    out[bound] = rules[i];
    if (rules[i].holiday_count) join_holidays(reader, &out[bound]);
    bound += (uint32_t)purpose_binds(rules[i].purpose, reader->settings->purpose);
  }
  return bound;
}

/* The rules that bind: business hours, those of the packs, then those of the files. */
static void finish_guard(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  const uint32_t pack_count = settings->guard_pack_count;
  dp_pack_rules *packs = dp_reader_new(reader, pack_count + 1, sizeof *packs);
  uint32_t hours_count, room = settings->guard_rule_count + 1, count = 0;
  const dp_guard_rule *hours = dp_guard_business_hours(&hours_count);
  int with_hours = settings->business_hours_guard;
  for (uint32_t i = 0; packs && i < pack_count; i++) {
    if (strcmp(settings->guard_packs[i], hours->pack) == 0) {
      with_hours = 1;
    } else if (!read_pack(reader, settings->guard_packs[i], &packs[i])) {
      return;
    }
    room += packs[i].rule_count;
  }
  dp_guard_rule *rules = packs ? dp_reader_new(reader, room + hours_count, sizeof *rules) : NULL;
  if (!rules) return;
  if (with_hours) count += bind_rules(reader, hours, hours_count, rules);
  for (uint32_t i = 0; i < pack_count; i++)
    count += bind_rules(reader, packs[i].rules, packs[i].rule_count, rules + count);
  count += bind_rules(reader, settings->guard_rules, settings->guard_rule_count, rules + count);
  settings->guard = (dp_guard){rules, count};
}

/* The days that calendars name, behind those of the lists: a label written by hand comes first. */
static void finish_days(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  dp_dayset *set = &settings->no_call_days;
  size_t count = set->count;
  for (uint32_t i = 0; i < settings->calendar_count; i++) count += settings->calendars[i].days.count;
  if (count == set->count) return;
  dp_day_entry *all = dp_reader_new(reader, count, sizeof *all);
  if (!all) return;
  if (set->count) memcpy(all, set->entries, set->count * sizeof *all);
  set->entries = all;
  for (uint32_t i = 0; i < settings->calendar_count; i++) {
    const dp_dayset *days = &settings->calendars[i].days;
    if (days->count) memcpy(all + set->count, days->entries, days->count * sizeof *all);
    set->count += days->count;
  }
}

void dp_reader_finish(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  finish_required(reader);
  finish_zone(reader);
  finish_dates(reader);
  finish_days(reader);
  finish_retry(reader);
  finish_pacing(reader);
  finish_both(reader, DP_KEY_safety_respect_dnc, reader->account_dnc, &settings->respect_dnc);
  finish_both(reader, DP_KEY_safety_business_hours_guard, reader->account_guard,
              &settings->business_hours_guard);
  finish_guard(reader);
  dp_finish_runs(reader);
  if (!settings->seed) settings->seed = settings->name;
  reader->report->source = 0;
}
