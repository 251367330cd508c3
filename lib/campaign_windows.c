/* SPDX-License-Identifier: MIT */
/* What spans do windows give to the days of the week?
 * Uses nodes. Invariant: a span begins on its day and ends on it or on the next one; a weekday gets its spans
 * from one key alone, the narrowest that names it. */
#include "campaign_file.h"

#include <string.h>

static const char day_words[] = "mon|tue|wed|thu|fri|sat|sun";

/* --- spans ------------------------------------------------------------------------------------- */

/* "9:00" at the front of text, blanks around it left out: minutes, 1440 for 24:00; -1: no clock time. */
static int32_t clock_of(const char *text, size_t len) {
  while (len && text[0] == ' ') {
    text++;
    len--;
  }
  while (len && text[len - 1] == ' ') len--;
  const size_t hour_len = len < 3 ? 0 : len - 3;
  if (hour_len < 1 || hour_len > 2 || text[hour_len] != ':') return -1;
  const int32_t hour = (int32_t)dp_text_digits(text, hour_len);
  const int32_t minute = (int32_t)dp_text_digits(text + hour_len + 1, 2);
  if (hour < 0 || minute < 0 || minute > 59 || hour * 60 + minute > 1440) return -1;
  return hour * 60 + minute;
}

static int take_span(dp_reader *reader, const dp_node *node, dp_span *span) {
  const char *dash = node->kind == DP_NODE_SCALAR ? memchr(node->text, '-', node->len) : NULL;
  const int32_t from = dash ? clock_of(node->text, (size_t)(dash - node->text)) : -1;
  const int32_t until = dash ? clock_of(dash + 1, node->len - (size_t)(dash - node->text) - 1) : -1;
  if (from < 0 || until < 0 || from == 1440) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "bad-span", node,
                    from == 1440 ? "24:00 can only end a span" : "expected a span like 09:00-18:00");
    return 0;
  }
  span->from_min = (uint16_t)from;
  span->until_min = (uint16_t)(until <= from ? until + 1440 : until); /* over midnight, or 24 hours */
  return 1;
}

static int repeated_span(dp_reader *reader, const dp_node *node, const dp_spans *spans) {
  const dp_span *last = &spans->span[spans->count - 1];
  for (const dp_span *span = spans->span; span < last; span++)
    if (span->from_min == last->from_min && span->until_min == last->until_min) {
      dp_report_found(reader->report, DIALPLAN_E_VALUE, "repeated-window", node,
                      "a span is written once a day");
      return 1;
    }
  return 0;
}

int dp_take_spans(dp_reader *reader, const dp_node *node, dp_spans *spans) {
  memset(spans, 0, sizeof *spans);
  if (dp_node_off(node)) return 1;
  if (node->kind == DP_NODE_SCALAR) {
    spans->count = 1;
    return take_span(reader, node, spans->span);
  }
  if (!dp_take_list(reader, node, "expected a span like 09:00-18:00, a list of spans, or off", DP_SPANS_MAX))
    return 0;
  int good = 1;
  for (const dp_node *item = node->first; item; item = item->next) {
    if (take_span(reader, item, &spans->span[spans->count])) {
      spans->count++;
      good &= !repeated_span(reader, item, spans);
    } else {
      good = 0;
    }
  }
  return good;
}

/* --- weeks ------------------------------------------------------------------------------------- */

/* The weekdays that a key names, bit 0 for Monday; 0: none. */
static uint32_t days_of(const dp_node *key) {
  static const char *const groups[] = {"weekdays", "weekends", "daily"};
  static const uint32_t bits[] = {0x1F, 0x60, 0x7F};
  for (size_t i = 0; i < 3; i++)
    if (dp_node_is(key, groups[i])) return bits[i];
  if (key->len != 3 && !(key->len == 7 && key->text[3] == '-')) return 0;
  const int32_t from = dp_words_find(day_words, key->text, 3);
  const int32_t until = key->len == 3 ? from : dp_words_find(day_words, key->text + 4, 3);
  if (from < 0 || until < 0) return 0;
  uint32_t days = 0;
  for (int32_t day = from;; day = (day + 1) % 7) { /* fri-mon goes on over Sunday */
    days |= 1u << day;
    if (day == until) return days;
  }
}

static int breadth(uint32_t days) {
  int count = 0;
  for (; days; days &= days - 1) count++;
  return count;
}

static void equal_breadth(dp_reader *reader, const dp_node *key, const dp_node *other, uint32_t shared) {
  const char *word;
  size_t day = 0;
  while (!(shared >> day & 1)) day++;
  const size_t len = dp_words_at(day_words, day, &word);
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_CONFLICT, DIALPLAN_SEVERITY_ERROR, "equal-breadth", key);
  dp_text_quoted(text, key->text, key->len);
  dp_text_str(text, " and ");
  dp_text_quoted(text, other->text, other->len);
  dp_text_str(text, " (line ");
  dp_text_int(text, other->line);
  dp_text_str(text, ") both name ");
  dp_text_bytes(text, word, len);
  dp_text_str(text, " and are equally broad; give that day a key of its own");
  dp_report_end(reader->report);
}

/* Days that two keys of equal breadth share and that no narrower key settles. */
static int check_breadths(dp_reader *reader, const dp_node *map) {
  int good = 1;
  for (const dp_node *key = map->first; key; key = key->next) {
    for (const dp_node *other = map->first; other != key; other = other->next) {
      uint32_t shared = days_of(key) & days_of(other);
      if (!shared || breadth(days_of(key)) != breadth(days_of(other))) continue;
      for (const dp_node *third = map->first; third; third = third->next)
        if (breadth(days_of(third)) < breadth(days_of(key))) shared &= ~days_of(third);
      if (!shared) continue;
      equal_breadth(reader, key, other, shared);
      good = 0;
    }
  }
  return good;
}

/* The key that gives a weekday its spans: the one that names the fewest days, among those that name it. */
static const dp_node *winner(const dp_node *map, int day) {
  const dp_node *best = NULL;
  for (const dp_node *key = map->first; key; key = key->next)
    if (days_of(key) >> day & 1 && (!best || breadth(days_of(key)) < breadth(days_of(best)))) best = key;
  return best;
}

int dp_take_weekdays(dp_reader *reader, const dp_node *map, const dp_node *keys[7]) {
  int good = 1;
  for (const dp_node *key = map->first; key; key = key->next) {
    if (dp_repeated(reader, key)) {
      good = 0;
    } else if (!days_of(key)) {
      dp_report_word(reader->report, DIALPLAN_E_KEY, "unknown-day", key,
                     "mon|tue|wed|thu|fri|sat|sun|a range like mon-fri|weekdays|weekends|daily");
      good = 0;
    }
  }
  /* Without repeated and unknown keys there are at most 52, so that pairs and triples are few. */
  if (!good || !check_breadths(reader, map)) return 0;
  for (int day = 0; day < 7; day++) keys[day] = winner(map, day);
  return 1;
}

static int take_week_map(dp_reader *reader, const dp_node *node, dp_spans week[7]) {
  const dp_node *keys[7];
  dp_spans spans;
  int good = dp_take_weekdays(reader, node, keys);
  for (const dp_node *key = node->first; key; key = key->next)
    if (!key->same && days_of(key)) good &= dp_take_spans(reader, key->value, &spans);
  for (int day = 0; day < 7 && good; day++)
    if (keys[day]) (void)dp_take_spans(reader, keys[day]->value, &week[day]);
  return good;
}

int dp_take_week(dp_reader *reader, const dp_node *node, dp_spans week[7]) {
  memset(week, 0, 7 * sizeof *week);
  if (node->kind == DP_NODE_MAP) return take_week_map(reader, node, week);
  if (node->kind == DP_NODE_SCALAR && dp_node_off(node)) {
    return dp_reader_fault(reader, node, "wrong-type",
                           "expected spans by weekday, or spans for Monday to Friday");
  }
  if (!dp_take_spans(reader, node, &week[0])) return 0;
  for (int day = 1; day < 5; day++) week[day] = week[0];
  return 1;
}

void dp_read_windows(dp_reader *reader, const dp_key *key, const dp_node *node) {
  (void)key;
  dp_spans week[7];
  if (dp_take_week(reader, node, week)) memcpy(reader->settings->windows.week, week, sizeof week);
}

/* --- writing ----------------------------------------------------------------------------------- */

static void write_clock(dp_text *text, int32_t minute) {
  dp_text_pad(text, minute / 60, 2);
  dp_text_char(text, ':');
  dp_text_pad(text, minute % 60, 2);
}

static void write_span(dp_text *text, const dp_span *span) {
  write_clock(text, span->from_min);
  dp_text_char(text, '-');
  /* 24:00 reads back as itself, but 24 hours from midnight are 00:00-24:00 and others end where they begin.
   */
  write_clock(text, span->until_min > 1440 ? span->until_min - 1440 : span->until_min);
}

void dp_write_spans(dp_writer *writer, const dp_spans *spans) {
  dp_text *text = &writer->text;
  if (spans->count == 0) dp_text_str(text, "off");
  if (spans->count > 1) dp_text_char(text, '[');
  for (uint32_t i = 0; i < spans->count; i++) {
    if (i) dp_text_str(text, ", ");
    write_span(text, &spans->span[i]);
  }
  if (spans->count > 1) dp_text_char(text, ']');
}

static void write_day_key(dp_writer *writer, int day) {
  const char *word;
  const size_t len = dp_words_at(day_words, (size_t)day, &word);
  dp_text_bytes(&writer->text, word, len);
  dp_text_str(&writer->text, ": ");
}

void dp_write_week(dp_writer *writer, const dp_spans week[7]) {
  dp_text_char(&writer->text, '{');
  for (int day = 0; day < 7; day++) {
    if (day) dp_text_str(&writer->text, ", ");
    write_day_key(writer, day);
    dp_write_spans(writer, &week[day]);
  }
  dp_text_char(&writer->text, '}');
}

void dp_write_windows(dp_writer *writer, const dp_key *key) {
  (void)key;
  for (int day = 0; day < 7; day++) {
    dp_write_line(writer, 1);
    write_day_key(writer, day);
    dp_write_spans(writer, &writer->settings->windows.week[day]);
  }
}
