/* SPDX-License-Identifier: MIT */
/* On which dates does a repeated campaign begin again?
 * Uses the settings as read, start and end above all, and the reader of calendars for rules. Invariant: the
 * start's own date is the first occurrence, dates ascend, and none lies behind the end. A month without the
 * start's day is passed over, as RFC 5545 has it. */
#include "campaign_file.h"

#include "date.h"
#include "ical_file.h"
#include "ical_rule.h"

#include <string.h>

/* ---- daily, weekly, monthly ---- */

/* The date n months later; 0: that month has no such day. */
static int32_t month_date(int32_t first, int32_t n) {
  dialplan_civil civil;
  dp_date_split(first, &civil);
  const int32_t month = civil.month - 1 + n, year = civil.year + month / 12;
  return civil.day <= dp_month_days(year, month % 12 + 1) ? dp_date_make(year, month % 12 + 1, civil.day) : 0;
}

/* Fills dates, or with NULL counts them. */
static uint32_t fill(const char *repeat, int32_t first, int32_t last, int32_t *dates) {
  const int32_t days = strcmp(repeat, "weekly") == 0 ? 7 : 1;
  uint32_t count = 0;
  for (int32_t n = 0;; n++) {
    const int32_t date = strcmp(repeat, "monthly") == 0 ? month_date(first, n) : first + n * days;
    if (date > last) return count;
    if (date == 0) continue;
    if (dates) dates[count] = date;
    count++;
  }
}

static void by_word(dp_reader *reader, int32_t first, int32_t last) {
  dp_runs *runs = &reader->settings->runs;
  const char *repeat = reader->settings->repeat;
  int32_t *dates = dp_reader_new(reader, fill(repeat, first, last, NULL), sizeof *dates);
  if (!dates) return;
  runs->count = fill(repeat, first, last, dates);
  runs->dates = dates;
}

/* ---- rules ---- */

static void refuse(dp_reader *reader, dialplan_status status, const char *code, const char *message) {
  dp_report_error(reader->report, status, code, dp_at_value(reader, DP_KEY_schedule_repeat), message);
}

static void write_date(dp_text *text, int32_t date) {
  dialplan_civil civil;
  dp_date_split(date, &civil);
  dp_text_pad(text, civil.year, 4);
  dp_text_pad(text, civil.month, 2);
  dp_text_pad(text, civil.day, 2);
}

/* Whether a rule goes on for ever. One that cannot be read is refused where it is looked at as a whole. */
static int endless(const char *text) {
  dp_ical_rule rule;
  return !dp_ical_rule_parse(text, strlen(text), &rule) && !rule.count && rule.until == INT32_MAX;
}

/* The rule as the only event of a calendar that begins on the first date; without an end of its own, it ends
 * with the campaign. */
static size_t write_event(char *out, size_t cap, const char *rule, int32_t first, int32_t last) {
  dp_text text = {.out = out, .cap = cap};
  dp_text_str(&text, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:");
  write_date(&text, first);
  dp_text_str(&text, "\r\nRRULE:");
  dp_text_str(&text, rule);
  if (endless(rule)) {
    dp_text_str(&text, ";UNTIL=");
    write_date(&text, last);
  }
  dp_text_str(&text, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  return text.len;
}

static void by_rule(dp_reader *reader, int32_t first, int32_t last) {
  dp_runs *runs = &reader->settings->runs;
  const char *rule = reader->settings->repeat;
  if (strncmp(rule, "RRULE:", 6) == 0) rule += 6;
  const size_t len = write_event(NULL, 0, rule, first, last);
  char *event = dp_reader_new(reader, len, 1);
  dp_ical_found found;
  dialplan_error error = {0};
  if (!event) return;
  write_event(event, len, rule, first, last);
  const dialplan_status status =
      dp_ical_read(reader->arena, event, len, &(dp_ical_choice){0}, &found, &error);
  if (status != DIALPLAN_OK) {
    refuse(reader, status == DIALPLAN_E_LIMIT ? DIALPLAN_E_VALUE : status, "bad-rule", error.message);
    return;
  }
  if (found.faults->count > 0) {
    refuse(reader, DIALPLAN_E_VALUE, "bad-rule", found.faults->at[0].message);
    return;
  }
  int32_t *dates = dp_reader_new(reader, found.day_count, sizeof *dates);
  if (!dates) return;
  for (uint32_t i = 0; i < found.day_count && found.days[i].from_date <= last; i++)
    dates[runs->count++] = found.days[i].from_date;
  runs->dates = dates;
}

void dp_finish_runs(dp_reader *reader) {
  dp_settings *settings = reader->settings;
  if (!settings->repeat || reader->report->errors) return;
  if (!settings->start_at) {
    refuse(reader, DIALPLAN_E_CONFLICT, "repeat-without-start",
           "a campaign that repeats needs schedule.start: the series is counted from it");
    return;
  }
  const dp_zone *zone = dp_zones_at(reader->zones, settings->zone);
  const int32_t first = dp_zone_date(zone, settings->start_at, &settings->runs.second);
  const int64_t end_at = settings->end_at ? settings->end_at : DP_INSTANT_END;
  int32_t second, last = dp_zone_date(zone, end_at - 1, &second);
  if (second < settings->runs.second) last--;
  if (strcmp(settings->repeat, "daily") == 0 || strcmp(settings->repeat, "weekly") == 0 ||
      strcmp(settings->repeat, "monthly") == 0)
    by_word(reader, first, last);
  else
    by_rule(reader, first, last);
}
