/* SPDX-License-Identifier: MIT */
/* Which dates do special days and no-call days name?
 * Uses nodes, spans and civil dates. Invariant: special days come out sorted, no date twice; lists of days
 * keep the order of the files, the account's first. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

/* --- special days ------------------------------------------------------------------------------ */

void dp_read_special_days(dp_reader *reader, const dp_key *key, const dp_node *node) {
  (void)key;
  if (dp_node_off(node) ||
      !dp_take_map(reader, node, "expected spans by date like {2026-12-24: 09:00-12:00}"))
    return;
  dp_special_day *days = dp_reader_new(reader, node->count, sizeof *days);
  if (!days) return;
  uint32_t count = 0;
  for (const dp_node *item = node->first; item; item = item->next) {
    dp_special_day day;
    if (dp_repeated(reader, item) || !dp_take_date(reader, item, item->text, item->len, &day.date) ||
        !dp_take_spans(reader, item->value, &day.spans))
      continue;
    uint32_t place = count++;
    for (; place && days[place - 1].date > day.date; place--) days[place] = days[place - 1];
    days[place] = day;
  }
  reader->settings->windows.specials = days;
  reader->settings->windows.special_count = count;
}

/* --- lists of days ----------------------------------------------------------------------------- */

/* "01-26": a month and a day that some year has. */
static int take_yearly(dp_reader *reader, const dp_node *node, const char *text, size_t len,
                       dp_day_entry *entry) {
  const int64_t month = len == 5 && text[2] == '-' ? dp_text_digits(text, 2) : -1;
  const int64_t day = len == 5 ? dp_text_digits(text + 3, 2) : -1;
  if (month < 0 || day < 0) {
    return dp_reader_fault(reader, node, "bad-date", "expected a yearly date like every 01-26");
  }
  if (month < 1 || month > 12 || day < 1 || day > dp_month_days(2000, (int32_t)month)) {
    return dp_reader_fault(reader, node, "impossible-date", "there is no such month and day");
  }
  entry->month = (uint8_t)month;
  entry->day = (uint8_t)day;
  return 1;
}

static int take_entry(dp_reader *reader, const dp_node *node, dp_day_entry *entry) {
  static const char every[] = "every ", dots[] = "..";
  memset(entry, 0, sizeof *entry);
  entry->account = (uint8_t)reader->account;
  if (node->kind != DP_NODE_SCALAR || dp_node_null(node)) {
    return dp_reader_fault(reader, node, "wrong-type",
                           "expected a date, a range like 2026-12-27..2026-12-31, or every 01-26");
  }
  const char *text = node->text;
  size_t len = node->len;
  if (len > sizeof every - 1 && memcmp(text, every, sizeof every - 1) == 0)
    return take_yearly(reader, node, text + sizeof every - 1, len - (sizeof every - 1), entry);
  const char *until = strstr(text, dots);
  if (!until) {
    if (!dp_take_date(reader, node, text, len, &entry->from_date)) return 0;
    entry->until_date = entry->from_date;
    return 1;
  }
  const size_t from_len = (size_t)(until - text);
  if (!dp_take_date(reader, node, text, from_len, &entry->from_date) ||
      !dp_take_date(reader, node, until + 2, len - from_len - 2, &entry->until_date))
    return 0;
  if (entry->from_date <= entry->until_date) return 1;
  dp_report_found(reader->report, DIALPLAN_E_CONFLICT, "end-before-start", node,
                  "expected a range whose end is not before its start");
  return 0;
}

static int take_pattern(dp_reader *reader, const dp_node *node, const char **out) {
  enum { DP_PATTERN_MAX = 200 };
  if (!dp_take_text(reader, node, "expected a pattern as text", out)) return 0;
  if (node->len <= DP_PATTERN_MAX) return 1;
  return dp_reader_fault(reader, node, "bad-text", "expected a pattern of at most 200 bytes");
}

static int take_patterns(dp_reader *reader, const dp_node *node, const char *const **out, uint32_t *count) {
  if (!node || dp_node_off(node)) return 1;
  const uint32_t n = node->kind == DP_NODE_SCALAR ? 1 : node->count;
  if (node->kind != DP_NODE_SCALAR && !dp_take_list(reader, node, "expected a list of patterns", 100))
    return 0;
  const char **texts = dp_reader_new(reader, n ? n : 1, sizeof *texts);
  if (!texts) return 0;
  const dp_node *item = node->kind == DP_NODE_SCALAR ? node : node->first;
  for (uint32_t i = 0; i < n; i++, item = item->next)
    if (!take_pattern(reader, item, &texts[i])) return 0;
  *out = texts;
  *count = n;
  return 1;
}

/* {ics: file, only: [...], except: [...], lenient: true}, and the days that the file gives. */
static int take_calendar(dp_reader *reader, const dp_node *node, dp_calendar *calendar) {
  enum { DP_FILE_MAX = 495 };
  const dp_node *fields[4] = {0};
  uint8_t lenient = 0;
  memset(calendar, 0, sizeof *calendar);
  calendar->account = (uint32_t)reader->account;
  if (!dp_take_fields(reader, node, "ics|only|except|lenient", 1, fields)) return 0;
  if (!dp_take_text(reader, fields[0], "expected the name of an iCalendar file", &calendar->file) ||
      !take_patterns(reader, fields[1], &calendar->only, &calendar->only_count) ||
      !take_patterns(reader, fields[2], &calendar->except, &calendar->except_count) ||
      (fields[3] && !dp_take_bool(reader, fields[3], &lenient)))
    return 0;
  calendar->lenient = lenient;
  if (fields[0]->len <= DP_FILE_MAX) return dp_take_calendar(reader, fields[0], calendar, &calendar->days);
  return dp_reader_fault(reader, fields[0], "bad-text", "expected a file name of at most 495 bytes");
}

static int is_calendar(const dp_node *item) {
  for (const dp_node *key = item->kind == DP_NODE_MAP ? item->first : NULL; key; key = key->next)
    if (dp_node_is(key, "ics")) return 1;
  return 0;
}

/* {2026-12-25: Christmas Day} */
static int take_labelled(dp_reader *reader, const dp_node *item, dp_day_entry *entry) {
  const dp_node *key = item->first;
  if (item->count != 1) {
    return dp_reader_fault(reader, item, "wrong-type", "expected one date with its label in an entry");
  }
  if (!take_entry(reader, key, entry)) return 0;
  if (dp_node_null(key->value)) return 1;
  return dp_take_text(reader, key->value, "expected a label as text", &entry->label);
}

static void take_day_item(dp_reader *reader, const dp_node *item, int calendars, dp_days *days) {
  if (is_calendar(item) && calendars) {
    days->calendar_count += (uint32_t)take_calendar(reader, item, &days->calendars[days->calendar_count]);
  } else if (is_calendar(item)) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "wrong-type", item,
                    "expected dates, no calendars here");
  } else if (item->kind == DP_NODE_MAP) {
    days->count += (uint32_t)take_labelled(reader, item, &days->entries[days->count]);
  } else {
    days->count += (uint32_t)take_entry(reader, item, &days->entries[days->count]);
  }
}

int dp_take_days(dp_reader *reader, const dp_node *node, int calendars, dp_days *days) {
  memset(days, 0, sizeof *days);
  if (dp_node_off(node)) return 1;
  const uint32_t errors = reader->report->errors;
  const int single = node->kind == DP_NODE_SCALAR;
  if (!single && !dp_take_list(reader, node, "expected a list of days", DP_NODES_MAX)) return 0;
  const uint32_t most = single ? 1 : node->count;
  days->entries = dp_reader_new(reader, most ? most : 1, sizeof *days->entries);
  if (calendars) days->calendars = dp_reader_new(reader, most ? most : 1, sizeof *days->calendars);
  if (!days->entries || (calendars && !days->calendars)) return 0;
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next)
    take_day_item(reader, item, calendars, days);
  return reader->report->errors == errors;
}

/* A list behind another one, in memory of its own. */
static const void *joined(dp_reader *reader, const void *old, uint32_t old_count, const void *more,
                          uint32_t count, size_t size) {
  char *both = dp_reader_new(reader, (size_t)old_count + count + 1, size);
  if (!both) return NULL;
  if (old_count) memcpy(both, old, old_count * size);
  if (count) memcpy(both + old_count * size, more, count * size);
  return both;
}

void dp_read_no_call_days(dp_reader *reader, const dp_key *key, const dp_node *node) {
  (void)key;
  dp_settings *settings = reader->settings;
  dp_dayset *set = &settings->no_call_days;
  dp_days days;
  if (!dp_take_days(reader, node, 1, &days)) return;
  const void *entries =
      joined(reader, set->entries, set->count, days.entries, days.count, sizeof *days.entries);
  const void *calendars = joined(reader, settings->calendars, settings->calendar_count, days.calendars,
                                 days.calendar_count, sizeof *days.calendars);
  if (!entries || !calendars) return;
  set->entries = entries;
  set->count += days.count;
  settings->calendars = calendars;
  settings->calendar_count += days.calendar_count;
}

/* --- writing ----------------------------------------------------------------------------------- */

static void write_date(dp_text *text, int32_t date) {
  dp_text_char(text, '"');
  dp_text_date(text, date);
  dp_text_char(text, '"');
}

void dp_write_special_days(dp_writer *writer, const dp_key *key) {
  const dp_windows *windows = &writer->settings->windows;
  if (windows->special_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  for (uint32_t i = 0; i < windows->special_count; i++) {
    dp_write_line(writer, 1);
    write_date(&writer->text, windows->specials[i].date);
    dp_text_str(&writer->text, ": ");
    dp_write_spans(writer, &windows->specials[i].spans);
  }
}

static void write_entry(dp_text *text, const dp_day_entry *entry) {
  dp_text_char(text, '"');
  if (entry->month) {
    dp_text_str(text, "every ");
    dp_text_pad(text, entry->month, 2);
    dp_text_char(text, '-');
    dp_text_pad(text, entry->day, 2);
  } else {
    dp_text_date(text, entry->from_date);
    if (entry->until_date != entry->from_date) {
      dp_text_str(text, "..");
      dp_text_date(text, entry->until_date);
    }
  }
  dp_text_char(text, '"');
}

void dp_write_days(dp_writer *writer, const dp_dayset *days, int32_t depth, int flow) {
  for (uint32_t i = 0; i < days->count; i++) {
    const dp_day_entry *entry = &days->entries[i];
    if (entry->calendar) continue; /* the file's name is written in their place */
    if (!flow) dp_write_line(writer, depth);
    if (!flow) dp_text_str(&writer->text, "- ");
    if (flow && i) dp_text_str(&writer->text, ", ");
    if (flow && entry->label) dp_text_char(&writer->text, '{');
    write_entry(&writer->text, entry);
    if (entry->label) {
      dp_text_str(&writer->text, ": ");
      dp_write_text(writer, entry->label);
    }
    if (flow && entry->label) dp_text_char(&writer->text, '}');
  }
}

static void write_calendar(dp_writer *writer, const dp_calendar *calendar) {
  dp_text_str(&writer->text, "- {ics: ");
  dp_write_text(writer, calendar->file);
  if (calendar->only_count) {
    dp_text_str(&writer->text, ", only: ");
    dp_write_texts(writer, calendar->only, calendar->only_count);
  }
  if (calendar->except_count) {
    dp_text_str(&writer->text, ", except: ");
    dp_write_texts(writer, calendar->except, calendar->except_count);
  }
  dp_text_str(&writer->text, calendar->lenient ? ", lenient: true}" : ", lenient: false}");
}

void dp_write_no_call_days(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (settings->no_call_days.count == 0 && settings->calendar_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  dp_write_days(writer, &settings->no_call_days, 1, 0);
  for (uint32_t i = 0; i < settings->calendar_count; i++) {
    dp_write_line(writer, 1);
    write_calendar(writer, &settings->calendars[i]);
  }
}
