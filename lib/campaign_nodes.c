/* SPDX-License-Identifier: MIT */
/* What value does a node of a campaign file hold: a number, a word, a time, a share?
 * Uses civil values and the report. Invariant: either a value within its range comes out, or exactly one
 * error with what was found and what was expected goes to the report. No floats: decimals are whole
 * millionths. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

void *dp_reader_new(dp_reader *reader, size_t count, size_t size) {
  void *memory = dp_arena_new(reader->arena, count * size);
  if (!memory) reader->report->no_memory = 1;
  return memory;
}

const char *dp_reader_text(dp_reader *reader, const dp_node *node) {
  const char *text = dp_arena_text(reader->arena, node->text, node->len);
  if (!text) reader->report->no_memory = 1;
  return text;
}

const dp_node *dp_at_value(dp_reader *reader, int key) {
  reader->report->source = reader->written[key].source;
  return dp_is_written(reader, key) ? reader->written[key].value : reader->root;
}

const dp_node *dp_at_key(dp_reader *reader, int key) {
  reader->report->source = reader->written[key].source;
  return dp_is_written(reader, key) ? reader->written[key].key : reader->root;
}

static int among(const dp_node *node, const char *const *words, size_t count) {
  if (node->kind != DP_NODE_SCALAR) return 0;
  for (size_t i = 0; i < count; i++)
    if (dp_text_is(node->text, node->len, words[i])) return 1;
  return 0;
}

#define AMONG(node, words) among(node, words, sizeof(words) / sizeof *(words))

int dp_node_plain(const dp_node *node) { return node->kind == DP_NODE_SCALAR && !node->quoted; }

int dp_node_is(const dp_node *node, const char *word) {
  return node->kind == DP_NODE_SCALAR && dp_text_is(node->text, node->len, word);
}

int dp_node_null(const dp_node *node) {
  static const char *const words[] = {"", "~", "null", "Null", "NULL"};
  return dp_node_plain(node) && AMONG(node, words);
}

static int is_false(const dp_node *node) {
  static const char *const words[] = {"false", "off", "no", "False", "FALSE", "Off", "OFF", "No", "NO"};
  return dp_node_plain(node) && AMONG(node, words);
}

static int is_true(const dp_node *node) {
  static const char *const words[] = {"true", "on", "yes", "True", "TRUE", "On", "ON", "Yes", "YES"};
  return dp_node_plain(node) && AMONG(node, words);
}

int dp_node_off(const dp_node *node) {
  return is_false(node) || dp_node_null(node) || dp_node_is(node, "off");
}

int dp_reader_fault(dp_reader *reader, const dp_node *node, const char *code, const char *expected) {
  dp_report_found(reader->report, DIALPLAN_E_VALUE, code, node, expected);
  return 0;
}

static int wrong_type(dp_reader *reader, const dp_node *node, const char *expected) {
  return dp_reader_fault(reader, node, "wrong-type", expected);
}

static void write_range(dp_text *text, int64_t low, int64_t high) {
  dp_text_int(text, low);
  dp_text_str(text, " to ");
  dp_text_int(text, high);
}

static int out_of_range(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int off) {
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "out-of-range", node);
  dp_text_str(text, "expected a whole number from ");
  write_range(text, low, high);
  if (off) dp_text_str(text, ", or off");
  dp_text_str(text, ", found ");
  dp_report_node(text, node);
  dp_report_end(reader->report);
  return 0;
}

int dp_take_text(dp_reader *reader, const dp_node *node, const char *expected, const char **text) {
  if (node->kind != DP_NODE_SCALAR || dp_node_null(node) || node->len == 0)
    return wrong_type(reader, node, expected);
  *text = dp_reader_text(reader, node);
  return *text != NULL;
}

int dp_take_bool(dp_reader *reader, const dp_node *node, uint8_t *value) {
  if (!is_true(node) && !is_false(node)) return wrong_type(reader, node, "expected true or false");
  *value = (uint8_t)is_true(node);
  return 1;
}

int dp_take_int(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int off, int64_t *value) {
  if (off && dp_node_off(node)) {
    *value = DP_OFF;
    return 1;
  }
  const int plain = dp_node_plain(node) && node->len;
  const int negative = plain && node->len > 1 && node->text[0] == '-';
  const char *digits = plain ? node->text + negative : "";
  const size_t len = plain ? node->len - (size_t)negative : 0;
  const int64_t number = dp_text_digits(digits, len > 18 ? 18 : len);
  if (number < 0 || (len > 1 && digits[0] == '0')) /* leading zeros are octal to other readers of YAML */
    return wrong_type(reader, node, off ? "expected a whole number, or off" : "expected a whole number");
  *value = negative ? -number : number;
  if (len > 18 || *value < low || *value > high) return out_of_range(reader, node, low, high, off);
  return 1;
}

/* Writes "a, b or c" from words. */
static void write_words(dp_text *text, const char *words) {
  const char *word, *next;
  size_t len = dp_words_at(words, 0, &word);
  for (size_t i = 1; len; i++) {
    const size_t next_len = dp_words_at(words, i, &next);
    if (i > 1) dp_text_str(text, next_len ? ", " : " or ");
    dp_text_bytes(text, word, len);
    word = next;
    len = next_len;
  }
}

void dp_report_word(dp_report *report, int32_t status, const char *code, const dp_node *node,
                    const char *words) {
  enum { DP_WORDS_MAX = 32 };
  char copy[512];
  const char *list[DP_WORDS_MAX];
  dp_text written = {copy, sizeof copy, 0};
  size_t count = 0, len;
  const char *word;
  while (count < DP_WORDS_MAX && (len = dp_words_at(words, count, &word)) != 0) {
    list[count++] = copy + written.len;
    dp_text_bytes(&written, word, len);
    dp_text_char(&written, 0);
  }
  dp_text *text = dp_report_begin(report, status, DIALPLAN_SEVERITY_ERROR, code, node);
  dp_text_str(text, "expected ");
  write_words(text, words);
  dp_text_str(text, ", found ");
  dp_report_node(text, node);
  if (node->kind == DP_NODE_SCALAR) dp_report_nearest(text, node, list, count);
  dp_report_end(report);
}

int dp_take_word(dp_reader *reader, const dp_node *node, const char *words, int32_t *place) {
  *place = node->kind == DP_NODE_SCALAR && node->len ? dp_words_find(words, node->text, node->len) : -1;
  if (*place < 0) dp_report_word(reader->report, DIALPLAN_E_VALUE, "unknown-word", node, words);
  return *place >= 0;
}

static int forward(dp_reader *reader, const dialplan_error *error, const char *code, const dp_node *node) {
  dp_text_str(dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, code, node),
              error->message);
  dp_report_end(reader->report);
  return 0;
}

static int duration_range(dp_reader *reader, const dp_node *node, int64_t low_s, int64_t high_s) {
  const int64_t ends[2] = {low_s, high_s};
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "out-of-range", node);
  dp_text_str(text, "expected a duration from ");
  for (int i = 0; i < 2; i++) {
    char out[32];
    uint64_t len = 0;
    const dialplan_duration end = {(int32_t)(ends[i] / DP_DAY_S), (int32_t)(ends[i] % DP_DAY_S)};
    (void)dialplan_duration_format(end, out, sizeof out, &len);
    if (i) dp_text_str(text, " to ");
    dp_text_bytes(text, out, (size_t)len);
  }
  dp_text_str(text, ", found ");
  dp_report_node(text, node);
  dp_report_end(reader->report);
  return 0;
}

int dp_take_duration(dp_reader *reader, const dp_node *node, int64_t low_s, int64_t high_s,
                     dialplan_duration *value) {
  if (node->kind != DP_NODE_SCALAR || dp_node_null(node))
    return wrong_type(reader, node, "expected a duration like 90s, 20m or 1d12h");
  dialplan_error error;
  dialplan_duration duration;
  const dialplan_status status = dialplan_duration_parse(node->text, node->len, &duration, &error);
  if (status != DIALPLAN_OK)
    return forward(reader, &error, status == DIALPLAN_E_RANGE ? "out-of-range" : "bad-duration", node);
  const int64_t seconds = (int64_t)duration.days * DP_DAY_S + duration.seconds;
  if (seconds < low_s || seconds > high_s) return duration_range(reader, node, low_s, high_s);
  *value = duration;
  return 1;
}

int dp_take_seconds(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *value) {
  dialplan_duration duration;
  if (!dp_take_duration(reader, node, low, high, &duration)) return 0;
  if (duration.days) {
    return dp_reader_fault(reader, node, "bad-duration",
                           "expected a duration in h, m and s: days differ in length when clocks change");
  }
  *value = duration.seconds;
  return 1;
}

int dp_take_millis(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *value) {
  if (node->kind == DP_NODE_SCALAR && node->len > 2 && memcmp(node->text + node->len - 2, "ms", 2) == 0) {
    const int64_t number = dp_text_digits(node->text, node->len - 2);
    if (number < 0) return wrong_type(reader, node, "expected a duration like 500ms or 5s");
    *value = number;
  } else {
    int64_t seconds;
    if (!dp_take_seconds(reader, node, 0, 3660 * INT64_C(86400), &seconds)) return 0;
    *value = seconds * 1000;
  }
  if (*value >= low && *value <= high) return 1;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "out-of-range", node);
  dp_text_str(text, "expected a duration from ");
  dp_text_int(text, low);
  dp_text_str(text, "ms to ");
  dp_text_int(text, high / 1000);
  dp_text_str(text, "s, found ");
  dp_report_node(text, node);
  dp_report_end(reader->report);
  return 0;
}

/* "9:00" or "09:00" at text: minutes of the day; -1: not of that form, or no such time. */
static int64_t clock_minute(const char *text, size_t len) {
  const char *colon = memchr(text, ':', len);
  if (!colon) return -1;
  const size_t hour_len = (size_t)(colon - text);
  if (hour_len < 1 || hour_len > 2 || len - hour_len != 3) return -1;
  const int64_t hour = dp_text_digits(text, hour_len), minute = dp_text_digits(colon + 1, 2);
  return hour < 0 || hour > 24 || minute < 0 || minute > 59 || (hour == 24 && minute) ? -1
                                                                                      : hour * 60 + minute;
}

int dp_take_clock(dp_reader *reader, const dp_node *node, int64_t *minute) {
  *minute = node->kind == DP_NODE_SCALAR ? clock_minute(node->text, node->len) : -1;
  if (*minute < 0 || *minute == 1440) {
    return dp_reader_fault(reader, node, "bad-time", "expected a clock time like \"10:00\"");
  }
  if (!node->quoted) {
    dp_text *text =
        dp_report_begin(reader->report, DIALPLAN_OK, DIALPLAN_SEVERITY_WARNING, "unquoted-time", node);
    dp_text_str(text, "write \"");
    dp_text_str(text, node->text);
    dp_text_str(text, "\" in quotes: other YAML tools read it as the number ");
    dp_text_int(text, *minute);
    dp_report_end(reader->report);
  }
  return 1;
}

/* A decimal of at most `places` decimals as a whole number of 10^-places; -1: not of that form, or too long.
 */
static int64_t decimal(const char *text, size_t len, size_t places) {
  const char *dot = memchr(text, '.', len);
  const size_t whole_len = dot ? (size_t)(dot - text) : len;
  const size_t rest_len = dot ? len - whole_len - 1 : 0;
  int64_t value = whole_len > 12 ? -1 : dp_text_digits(text, whole_len);
  if (value < 0 || (whole_len > 1 && text[0] == '0') || (dot && rest_len < 1) || rest_len > places) return -1;
  for (size_t i = 0; i < places; i++) {
    const char digit = i < rest_len ? dot[1 + i] : '0';
    if (digit < '0' || digit > '9') return -1;
    value = value * 10 + (digit - '0');
  }
  return value;
}

int dp_take_percent(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *ppm) {
  static const char expected[] = "expected a share like 30% or 2.5%, up to 100%";
  *ppm = -1;
  if (node->kind == DP_NODE_SCALAR && node->len > 1 && node->text[node->len - 1] == '%')
    *ppm = decimal(node->text, node->len - 1u, 4);
  if (*ppm < 0) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "bad-percent", node, expected);
  } else if (*ppm < low || *ppm > high) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "out-of-range", node, expected);
  } else {
    return 1;
  }
  return 0;
}

int dp_take_money(dp_reader *reader, const dp_node *node, int64_t low, int64_t high, int64_t *millionths) {
  *millionths = dp_node_plain(node) ? decimal(node->text, node->len, 6) : -1;
  if (*millionths >= low && *millionths <= high) return 1;
  dp_report_found(reader->report, DIALPLAN_E_VALUE, *millionths < 0 ? "bad-amount" : "out-of-range", node,
                  low ? "expected an amount above 0 like 500 or 0.08, of at most six decimals"
                      : "expected an amount like 500 or 0.08, of at most six decimals");
  return 0;
}

int dp_take_list(dp_reader *reader, const dp_node *node, const char *expected, uint32_t most) {
  if (node->kind != DP_NODE_LIST) return wrong_type(reader, node, expected);
  if (node->count <= most) return 1;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_LIMIT, DIALPLAN_SEVERITY_ERROR, "too-many", node);
  dp_text_str(text, "expected at most ");
  dp_text_int(text, most);
  dp_text_str(text, " entries, found ");
  dp_text_int(text, node->count);
  dp_report_end(reader->report);
  return 0;
}

int dp_take_map(dp_reader *reader, const dp_node *node, const char *expected) {
  return node->kind == DP_NODE_MAP ? 1 : wrong_type(reader, node, expected);
}

int dp_take_date(dp_reader *reader, const dp_node *node, const char *text, size_t len, int32_t *date) {
  dialplan_error error;
  const dialplan_status status = dialplan_date_parse(text, len, date, &error);
  if (status == DIALPLAN_OK) return 1;
  return forward(reader, &error, status == DIALPLAN_E_RANGE ? "impossible-date" : "bad-date", node);
}

int dp_take_durations(dp_reader *reader, const dp_node *node, dialplan_duration *out, uint32_t cap,
                      uint32_t *count) {
  static const char expected[] = "expected a list of durations like [20m, 1h, 1d]";
  const int64_t longest = 3660 * INT64_C(86400);
  if (node->kind == DP_NODE_SCALAR && !dp_node_null(node)) {
    if (!dp_take_duration(reader, node, 1, longest, out)) return 0;
    *count = 1;
    return 1;
  }
  if (!dp_take_list(reader, node, expected, cap)) return 0;
  if (node->count == 0) return wrong_type(reader, node, expected);
  int good = 1;
  uint32_t n = 0;
  for (const dp_node *item = node->first; item; item = item->next)
    good &= dp_take_duration(reader, item, 1, longest, &out[n++]);
  *count = n;
  return good;
}

int dp_repeated(dp_reader *reader, const dp_node *key) {
  if (!key->same) return 0;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_KEY, DIALPLAN_SEVERITY_ERROR, "repeated-key", key);
  dp_text_str(text, "the key ");
  dp_text_quoted(text, key->text, key->len);
  dp_text_str(text, " is written twice, on line ");
  dp_text_int(text, key->same->line);
  dp_text_str(text, " and on line ");
  dp_text_int(text, key->line);
  dp_report_end(reader->report);
  return 1;
}

int dp_take_fields(dp_reader *reader, const dp_node *node, const char *words, uint32_t required,
                   const dp_node **fields) {
  int good = 1;
  for (const dp_node *key = node->first; key; key = key->next) {
    const int32_t place = dp_words_find(words, key->text, key->len);
    if (place < 0 || key->len == 0) {
      dp_report_word(reader->report, DIALPLAN_E_KEY, "unknown-key", key, words);
      good = 0;
    } else if (dp_repeated(reader, key)) {
      good = 0;
    } else {
      fields[place] = key->value;
    }
  }
  for (uint32_t i = 0; i < required; i++) {
    if (fields[i]) continue;
    const char *word;
    const size_t len = dp_words_at(words, i, &word);
    dp_text *text =
        dp_report_begin(reader->report, DIALPLAN_E_KEY, DIALPLAN_SEVERITY_ERROR, "missing-key", node);
    dp_text_str(text, "the key ");
    dp_text_quoted(text, word, len);
    dp_text_str(text, " is missing here");
    dp_report_end(reader->report);
    good = 0;
  }
  return good;
}
