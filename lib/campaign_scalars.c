/* SPDX-License-Identifier: MIT */
/* How does a scalar of the key table get from a node into its field, and back into text?
 * Uses the key table and nodes. Invariant: what dp_write_scalar() writes, dp_read_scalar() reads back into
 * the same bytes of the field. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

static void *field(dp_settings *settings, const dp_key *key) { return (char *)settings + key->offset; }

static const void *field_of(const dp_settings *settings, const dp_key *key) {
  return (const char *)settings + key->offset;
}

static void set_number(dp_settings *settings, const dp_key *key, int64_t value) {
  switch (key->size) {
  case 1: *(uint8_t *)field(settings, key) = (uint8_t)value; break;
  case 4: *(int32_t *)field(settings, key) = (int32_t)value; break;
  default: *(int64_t *)field(settings, key) = value; break;
  }
}

static int64_t number(const dp_settings *settings, const dp_key *key) {
  switch (key->size) {
  case 1: return *(const uint8_t *)field_of(settings, key);
  case 4: return *(const int32_t *)field_of(settings, key);
  default: return *(const int64_t *)field_of(settings, key);
  }
}

int dp_section_off(const dp_settings *settings, const dp_key *section) {
  return section->size && number(settings, section) <= 0;
}

void dp_section_set_off(dp_settings *settings, const dp_key *section) {
  set_number(settings, section, section == &dp_keys[DP_KEY_pacing] ? 0 : DP_OFF);
}

static const dp_key *section_of(const dp_key *key) {
  return key->section ? dp_key_path(key->path, key->section - 1u) : NULL;
}

int dp_key_closed(const dp_settings *settings, const dp_key *key) {
  for (const dp_key *section = section_of(key); section; section = section_of(section))
    if (dp_section_off(settings, section)) return 1;
  return 0;
}

static void set_text(dp_settings *settings, const dp_key *key, const char *text) {
  *(const char **)field(settings, key) = text;
}

static const char *text_of(const dp_settings *settings, const dp_key *key) {
  return *(const char *const *)field_of(settings, key);
}

/* --- texts ------------------------------------------------------------------------------------- */

static int capitals(const dp_node *node, uint32_t count) {
  if (node->len != count) return 0;
  for (uint32_t i = 0; i < count; i++)
    if (node->text[i] < 'A' || node->text[i] > 'Z') return 0;
  return 1;
}

static int slug(const dp_node *node) {
  for (uint32_t i = 0; i < node->len; i++) {
    const char c = node->text[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-') return 0;
  }
  return 1;
}

/* A rule is one line of a calendar: what breaks lines would write others into it. */
static int repeats(const dp_node *node) {
  static const char rule[] = "FREQ=", prefix[] = "RRULE:";
  for (uint32_t i = 0; i < node->len; i++)
    if ((unsigned char)node->text[i] <= ' ') return 0;
  return dp_words_find("daily|weekly|monthly", node->text, node->len) >= 0 ||
         (node->len > sizeof rule && memcmp(node->text, rule, sizeof rule - 1) == 0) ||
         (node->len > sizeof prefix && memcmp(node->text, prefix, sizeof prefix - 1) == 0);
}

/* What a text must be; NULL: node is that. */
static const char *text_fault(const dp_key *key, const dp_node *node) {
  enum { DP_FILE_MAX = 495 };
  if (node->kind != DP_NODE_SCALAR) return "expected a text";
  switch (key->type) {
  case DP_TYPE_FILE: return node->len > DP_FILE_MAX ? "expected a file name of at most 495 bytes" : NULL;
  case DP_TYPE_COUNTRY: return capitals(node, 2) ? NULL : "expected a country as two capital letters like IN";
  case DP_TYPE_CURRENCY:
    return capitals(node, 3) ? NULL : "expected a currency as three capital letters like INR";
  case DP_TYPE_SLUG: return slug(node) ? NULL : "expected a word of small letters, digits, - and _";
  case DP_TYPE_REPEAT:
    return repeats(node) ? NULL : "expected none, daily, weekly, monthly or a rule like FREQ=WEEKLY";
  default: return NULL;
  }
}

static void read_text(dp_reader *reader, const dp_key *key, const dp_node *node) {
  if (dp_node_null(node) || (node->kind == DP_NODE_SCALAR && node->len == 0) ||
      ((key->flags & DP_KEY_OFF) && dp_node_off(node)) ||
      (key->type == DP_TYPE_REPEAT && (dp_node_is(node, "none") || dp_node_off(node)))) {
    set_text(reader->settings, key, key->type == DP_TYPE_SLUG ? key->fallback : NULL);
    return;
  }
  const char *fault = text_fault(key, node);
  if (fault) {
    dp_report_found(reader->report, DIALPLAN_E_VALUE,
                    node->kind == DP_NODE_SCALAR ? "bad-text" : "wrong-type", node, fault);
    return;
  }
  if (key->type == DP_TYPE_NAME && dp_words_find(key->words, node->text, node->len) < 0) {
    dp_report_word(reader->report, DIALPLAN_E_VALUE, "unknown-word", node, key->words);
    return;
  }
  const char *text = dp_reader_text(reader, node);
  if (text) set_text(reader->settings, key, text);
}

/* --- reading ----------------------------------------------------------------------------------- */

static void read_duration(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dialplan_duration value = {DP_OFF, 0};
  if (!((key->flags & DP_KEY_OFF) && dp_node_off(node)) &&
      !dp_take_duration(reader, node, key->low, key->high, &value))
    return;
  *(dialplan_duration *)field(reader->settings, key) = value;
}

/* A number of whatever unit; 0: it was none. */
static int read_number(dp_reader *reader, const dp_key *key, const dp_node *node, int64_t *value) {
  dialplan_duration duration;
  uint8_t flag;
  int32_t place;
  switch (key->type) {
  case DP_TYPE_WORD:
    if (!dp_take_word(reader, node, key->words, &place)) return 0;
    *value = place;
    return 1;
  case DP_TYPE_BOOL:
    if (!dp_take_bool(reader, node, &flag)) return 0;
    *value = flag;
    return 1;
  case DP_TYPE_DAYS:
    if (!dp_take_duration(reader, node, key->low, key->high, &duration)) return 0;
    *value = (int64_t)duration.days * DP_DAY_S + duration.seconds;
    return 1;
  case DP_TYPE_INT: return dp_take_int(reader, node, key->low, key->high, key->flags & DP_KEY_OFF, value);
  case DP_TYPE_SECONDS: return dp_take_seconds(reader, node, key->low, key->high, value);
  case DP_TYPE_MILLIS: return dp_take_millis(reader, node, key->low, key->high, value);
  case DP_TYPE_CLOCK: return dp_take_clock(reader, node, value);
  case DP_TYPE_PERCENT: return dp_take_percent(reader, node, key->low, key->high, value);
  default: return dp_take_money(reader, node, key->low, key->high, value);
  }
}

/* Types whose words are one name for off. */
static int named_off(const dp_key *key) { return key->type == DP_TYPE_SECONDS || key->type == DP_TYPE_CLOCK; }

void dp_read_scalar(dp_reader *reader, const dp_key *key, const dp_node *node) {
  int64_t value = DP_OFF;
  if (key->type == DP_TYPE_VERSION) {
    (void)dp_take_int(reader, node, key->low, key->high, 0, &value);
  } else if (key->type == DP_TYPE_INSTANT) {
    return; /* read by dp_reader_finish(), when the zone is known */
  } else if (key->type < DP_TYPE_INSTANT) {
    read_text(reader, key, node);
  } else if (key->type == DP_TYPE_DURATION) {
    read_duration(reader, key, node);
  } else if ((named_off(key) && key->words && (dp_node_is(node, key->words))) ||
             (named_off(key) && (key->flags & DP_KEY_OFF) && dp_node_off(node)) ||
             read_number(reader, key, node, &value)) {
    set_number(reader->settings, key, value);
  }
}

void dp_key_default(dp_settings *settings, const dp_key *key) {
  if (key->type == DP_TYPE_PACING_MODE) {
    settings->pacing.predictive = settings->pacing.handle_time_s = 0;
    settings->pacing.answer_rate_ppm = settings->pacing.abandon_limit_ppm = 0;
  }
  if (!key->fallback || key->type >= DP_TYPE_DNC || key->type == DP_TYPE_VERSION) return;
  if (key->type == DP_TYPE_SECTION) {
    dp_section_set_off(settings, key);
  } else if (key->type == DP_TYPE_SLUG) {
    set_text(settings, key, key->fallback);
  } else {
    dp_report report = {0};
    dp_reader reader = {.settings = settings, .report = &report};
    const dp_node node = {.text = key->fallback,
                          .len = (uint32_t)strlen(key->fallback),
                          .kind = DP_NODE_SCALAR,
                          .quoted = key->type == DP_TYPE_CLOCK};
    dp_read_scalar(&reader, key, &node);
  }
}

/* --- writing ----------------------------------------------------------------------------------- */

static void write_clock(dp_writer *writer, int64_t minute) {
  if (!writer->bare) dp_text_char(&writer->text, '"');
  dp_text_pad(&writer->text, minute / 60, 2);
  dp_text_char(&writer->text, ':');
  dp_text_pad(&writer->text, minute % 60, 2);
  if (!writer->bare) dp_text_char(&writer->text, '"');
}

static void write_instant(dp_writer *writer, int64_t at) {
  char out[32];
  uint64_t len = 0;
  (void)dialplan_instant_format(writer->zones, writer->settings->zone, at, out, sizeof out, &len);
  if (!writer->bare) dp_text_char(&writer->text, '"');
  dp_text_bytes(&writer->text, out, (size_t)len);
  if (!writer->bare) dp_text_char(&writer->text, '"');
}

static void write_number(dp_writer *writer, const dp_key *key, int64_t value) {
  const char *word;
  size_t len;
  switch (key->type) {
  case DP_TYPE_WORD:
    len = dp_words_at(key->words, (size_t)value, &word);
    dp_text_bytes(&writer->text, word, len);
    break;
  case DP_TYPE_BOOL: dp_text_str(&writer->text, value ? "true" : "false"); break;
  case DP_TYPE_DAYS:
    dp_write_duration(writer, (dialplan_duration){(int32_t)(value / DP_DAY_S), (int32_t)(value % DP_DAY_S)});
    break;
  case DP_TYPE_SECONDS: dp_write_duration(writer, (dialplan_duration){0, (int32_t)value}); break;
  case DP_TYPE_MILLIS:
    if (value % 1000 == 0) {
      dp_write_duration(writer, (dialplan_duration){0, (int32_t)(value / 1000)});
    } else {
      dp_text_int(&writer->text, value);
      dp_text_str(&writer->text, "ms");
    }
    break;
  case DP_TYPE_CLOCK: write_clock(writer, value); break;
  case DP_TYPE_PERCENT:
    dp_write_decimal(&writer->text, value, 4);
    dp_text_char(&writer->text, '%');
    break;
  case DP_TYPE_MONEY: dp_write_decimal(&writer->text, value, 6); break;
  default: dp_text_int(&writer->text, value); break;
  }
}

int dp_write_scalar(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (key->type == DP_TYPE_VERSION) {
    dp_text_str(&writer->text, key->fallback);
    return 1;
  }
  if (key->type < DP_TYPE_INSTANT) {
    const char *text = text_of(settings, key);
    if (text)
      dp_write_text(writer, text);
    else if (key->fallback)
      dp_text_str(&writer->text, key->fallback);
    return text || key->fallback;
  }
  if (key->type == DP_TYPE_DURATION) {
    const dialplan_duration value = *(const dialplan_duration *)field_of(settings, key);
    const int written = key->fallback || value.days || value.seconds;
    if (value.days == DP_OFF)
      dp_text_str(&writer->text, "off");
    else if (written)
      dp_write_duration(writer, value);
    return written;
  }
  const int64_t value = number(settings, key);
  if (key->type == DP_TYPE_INSTANT) {
    if (value) write_instant(writer, value);
    return value != 0;
  }
  if (value == DP_OFF && named_off(key) && key->words)
    dp_text_str(&writer->text, key->words);
  else if (value == DP_OFF && (key->flags & DP_KEY_OFF))
    dp_text_str(&writer->text, "off");
  else
    write_number(writer, key, value);
  return 1;
}
