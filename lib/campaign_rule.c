/* SPDX-License-Identifier: MIT */
/* What does one guard rule say?
 * Uses nodes, windows and days. Invariant: a rule is kept whole or refused; what is written reads back as the
 * same rule. */
#include "campaign_file.h"

#include "date.h"

#include <string.h>

static const char kind_words[] = "hours|days|limit|gap|quiet";
static const char count_words[] = "attempts|conversations";
static const char after_words[] = "conversation|refusal|abandoned|silent";

/* Fields that every kind has, then those of single kinds. */
static const char field_words[] = "id|kind|jurisdiction|purpose|regions|source|checked|effective|"
                                  "windows|weekdays|days|holidays|eve|max|per|count|least|after|for";
enum {
  FIELD_ID,
  FIELD_KIND,
  FIELD_JURISDICTION,
  FIELD_PURPOSE,
  FIELD_REGIONS,
  FIELD_SOURCE,
  FIELD_CHECKED,
  FIELD_EFFECTIVE,
  FIELD_WINDOWS,
  FIELD_WEEKDAYS,
  FIELD_DAYS,
  FIELD_HOLIDAYS,
  FIELD_EVE,
  FIELD_MAX,
  FIELD_PER,
  FIELD_COUNT,
  FIELD_LEAST,
  FIELD_AFTER,
  FIELD_FOR,
  FIELDS
};

static int missing(dp_reader *reader, const dp_node *rule, const char *message) {
  dp_report_error(reader->report, DIALPLAN_E_KEY, "missing-key", rule, message);
  return 0;
}

/* --- what every rule has --------------------------------------------------------------------------- */

static int take_optional(dp_reader *reader, const dp_node *node, const char *unset, const char **text) {
  *text = unset;
  return !node || dp_node_null(node) || dp_take_text(reader, node, "expected a text", text);
}

/* Countries and regions: NULL where none are written. */
static int take_countries(dp_reader *reader, const dp_node *node, const char *const **out, uint32_t *count) {
  if (!node || dp_node_null(node)) return 1;
  const int single = node->kind == DP_NODE_SCALAR;
  if (!single && !dp_take_list(reader, node, "expected a list of regions like [US-FL]", 300)) return 0;
  if (!single && node->count == 0)
    return dp_reader_fault(reader, node, "wrong-type", "expected at least one region");
  const char **regions = dp_reader_new(reader, single ? 1 : node->count, sizeof *regions);
  if (!regions) return 0;
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next) {
    if (item->kind != DP_NODE_SCALAR || item->len < 2 || item->len > 6 ||
        (item->len > 2 && item->text[2] != '-'))
      return dp_reader_fault(reader, item, "bad-text", "expected a region by ISO 3166-2 like US-FL or IN");
    regions[*count] = dp_reader_text(reader, item);
    if (!regions[(*count)++]) return 0;
  }
  *out = regions;
  return 1;
}

static int take_checked(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  rule->checked_text = "";
  if (!node || dp_node_null(node)) return 1;
  if (node->kind != DP_NODE_SCALAR) return dp_reader_fault(reader, node, "wrong-type", "expected a date");
  if (!dp_take_date(reader, node, node->text, node->len, &rule->checked)) return 0;
  rule->checked_text = dp_reader_text(reader, node);
  return rule->checked_text != NULL;
}

/* FROM..UNTIL, UNTIL exclusive, either side may be empty. */
static int take_effective(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  rule->effective_until = DP_DATE_END;
  if (!node || dp_node_null(node)) return 1;
  const char *dots = node->kind == DP_NODE_SCALAR ? strstr(node->text, "..") : NULL;
  if (!dots)
    return dp_reader_fault(reader, node, "bad-date",
                           "expected a range like 2026-01-01..2027-01-01, its end exclusive");
  const size_t from_len = (size_t)(dots - node->text), until_len = node->len - from_len - 2;
  if (from_len && !dp_take_date(reader, node, node->text, from_len, &rule->effective_from)) return 0;
  if (until_len && !dp_take_date(reader, node, dots + 2, until_len, &rule->effective_until)) return 0;
  if (rule->effective_from < rule->effective_until) return 1;
  dp_report_found(reader->report, DIALPLAN_E_CONFLICT, "end-before-start", node,
                  "expected a range that ends after its start");
  return 0;
}

/* --- kinds ----------------------------------------------------------------------------------------- */

static int take_hours(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule) {
  if (!fields[FIELD_WINDOWS]) return missing(reader, node, "a rule of kind hours needs windows");
  return dp_take_week(reader, fields[FIELD_WINDOWS], rule->week);
}

static int take_weekdays(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  static const char words[] = "mon|tue|wed|thu|fri|sat|sun";
  const int single = node->kind == DP_NODE_SCALAR;
  if (!single && !dp_take_list(reader, node, "expected a list of weekdays like [sun]", 7)) return 0;
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next) {
    int32_t day;
    if (!dp_take_word(reader, item, words, &day)) return 0;
    rule->weekdays |= 1u << day;
  }
  return 1;
}

/* Hours of an eve end with the day. */
static int take_eve(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  if (!dp_take_spans(reader, node, &rule->eve)) return 0;
  for (uint32_t i = 0; i < rule->eve.count; i++)
    if (rule->eve.span[i].until_min > 1440)
      return dp_reader_fault(reader, node, "bad-span", "expected hours of an eve that end by 24:00");
  return 1;
}

static int take_days(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule) {
  if (!fields[FIELD_WEEKDAYS] && !fields[FIELD_DAYS] && !fields[FIELD_HOLIDAYS])
    return missing(reader, node, "a rule of kind days needs weekdays, days or holidays");
  dp_days days = {0};
  if (fields[FIELD_WEEKDAYS] && !take_weekdays(reader, fields[FIELD_WEEKDAYS], rule)) return 0;
  if (fields[FIELD_DAYS] && !dp_take_days(reader, fields[FIELD_DAYS], 0, &days)) return 0;
  if (fields[FIELD_HOLIDAYS] &&
      !take_countries(reader, fields[FIELD_HOLIDAYS], &rule->holidays, &rule->holiday_count))
    return 0;
  if (fields[FIELD_EVE] && !take_eve(reader, fields[FIELD_EVE], rule)) return 0;
  rule->days = (dp_dayset){days.entries, days.count};
  if (rule->eve.count && !days.count && !rule->holiday_count)
    return missing(reader, node, "an eve needs days that it comes before");
  return 1;
}

/* 24h, "7 days", day, week or month. */
static int take_per(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  static const char days[] = " days";
  const int32_t place =
      node->kind == DP_NODE_SCALAR && node->len ? dp_words_find("day|week|month", node->text, node->len) : -1;
  if (place >= 0) {
    rule->per = (uint8_t)(DP_GUARD_PER_DAY + place);
    return 1;
  }
  const size_t tail = sizeof days - 1;
  if (node->kind == DP_NODE_SCALAR && node->len > tail &&
      memcmp(node->text + node->len - tail, days, tail) == 0) {
    const int64_t count = dp_text_digits(node->text, node->len - tail);
    if (count < 1 || count > 3660)
      return dp_reader_fault(reader, node, "out-of-range", "expected 1 to 3660 consecutive days");
    rule->per = DP_GUARD_PER_DAYS;
    rule->per_days = (int32_t)count;
    return 1;
  }
  rule->per = DP_GUARD_PER_DURATION;
  return dp_take_duration(reader, node, 1, 3660 * INT64_C(86400), &rule->duration);
}

static int take_limit(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule) {
  int64_t max;
  int32_t count = 0;
  if (!fields[FIELD_MAX] || !fields[FIELD_PER])
    return missing(reader, node, "a rule of kind limit needs max and per");
  if (fields[FIELD_COUNT] && !dp_take_word(reader, fields[FIELD_COUNT], count_words, &count)) return 0;
  rule->count = (uint8_t)(count + 1);
  /* A state remembers 16 attempts and 4 conversations. */
  if (!dp_take_int(reader, fields[FIELD_MAX], 1, rule->count == DP_GUARD_ATTEMPTS ? 16 : 4, 0, &max))
    return 0;
  rule->max = (int32_t)max;
  return take_per(reader, fields[FIELD_PER], rule);
}

static int take_gap(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule) {
  if (!fields[FIELD_LEAST]) return missing(reader, node, "a rule of kind gap needs least");
  return dp_take_duration(reader, fields[FIELD_LEAST], 1, 3660 * INT64_C(86400), &rule->duration);
}

static int take_quiet(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule) {
  int64_t days = 0;
  int32_t after;
  if (!fields[FIELD_AFTER]) return missing(reader, node, "a rule of kind quiet needs after");
  if (!fields[FIELD_DAYS] == !fields[FIELD_FOR])
    return missing(reader, node, "a rule of kind quiet needs either days or for");
  if (!dp_take_word(reader, fields[FIELD_AFTER], after_words, &after)) return 0;
  rule->after = (uint8_t)(after + 1);
  if (fields[FIELD_FOR])
    return dp_take_duration(reader, fields[FIELD_FOR], 1, 3660 * INT64_C(86400), &rule->duration);
  if (!dp_take_int(reader, fields[FIELD_DAYS], 1, 3660, 0, &days)) return 0;
  rule->per_days = (int32_t)days;
  return 1;
}

typedef int take_kind(dp_reader *reader, const dp_node *node, const dp_node **fields, dp_guard_rule *rule);

static const struct {
  take_kind *take;
  uint32_t fields; /* bits of the fields that a kind has beside the common ones */
} kinds[] = {
    {take_hours, 1u << FIELD_WINDOWS},
    {take_days, 1u << FIELD_WEEKDAYS | 1u << FIELD_DAYS | 1u << FIELD_HOLIDAYS | 1u << FIELD_EVE},
    {take_limit, 1u << FIELD_MAX | 1u << FIELD_PER | 1u << FIELD_COUNT},
    {take_gap, 1u << FIELD_LEAST},
    {take_quiet, 1u << FIELD_AFTER | 1u << FIELD_DAYS | 1u << FIELD_FOR},
};

/* --- rules and packs --------------------------------------------------------------------------- */

static int take_common(dp_reader *reader, const dp_node **fields, dp_guard_rule *rule) {
  return take_optional(reader, fields[FIELD_ID], "", &rule->id) &
         take_optional(reader, fields[FIELD_JURISDICTION], "", &rule->jurisdiction) &
         take_optional(reader, fields[FIELD_PURPOSE], "any", &rule->purpose) &
         take_optional(reader, fields[FIELD_SOURCE], "", &rule->source) &
         take_countries(reader, fields[FIELD_REGIONS], &rule->regions, &rule->region_count) &
         take_checked(reader, fields[FIELD_CHECKED], rule) &
         take_effective(reader, fields[FIELD_EFFECTIVE], rule);
}

static int foreign_fields(dp_reader *reader, const dp_node **fields, int32_t kind) {
  int foreign = 0;
  const char *word;
  for (uint32_t i = FIELD_WINDOWS; i < FIELDS; i++) {
    if (!fields[i] || kinds[kind].fields >> i & 1) continue;
    const size_t len = dp_words_at(kind_words, (size_t)kind, &word);
    dp_text *text = dp_report_begin(reader->report, DIALPLAN_E_KEY, DIALPLAN_SEVERITY_ERROR, "unknown-key",
                                    fields[i]->key);
    dp_text_str(text, "a rule of kind ");
    dp_text_bytes(text, word, len);
    dp_text_str(text, " has no key ");
    dp_text_quoted(text, fields[i]->key->text, fields[i]->key->len);
    dp_report_end(reader->report);
    foreign = 1;
  }
  return foreign;
}

int dp_take_rule(dp_reader *reader, const dp_node *node, dp_guard_rule *rule) {
  const dp_node *fields[FIELDS] = {0};
  int32_t kind;
  memset(rule, 0, sizeof *rule);
  if (!dp_take_fields(reader, node, field_words, 2, fields)) return 0;
  if (!dp_take_word(reader, fields[FIELD_KIND], kind_words, &kind)) return 0;
  if (foreign_fields(reader, fields, kind)) return 0;
  rule->kind = (uint8_t)(kind + DP_GUARD_HOURS);
  if (!(take_common(reader, fields, rule) & kinds[kind].take(reader, node, fields, rule))) return 0;
  return rule->id[0] ? 1 : missing(reader, node, "a rule needs an id");
}
/* --- writing ----------------------------------------------------------------------------------- */

static void write_field(dp_writer *writer, const char *name) {
  dp_text_str(&writer->text, ", ");
  dp_text_str(&writer->text, name);
  dp_text_str(&writer->text, ": ");
}

static void write_text_field(dp_writer *writer, const char *name, const char *value) {
  if (!value[0]) return;
  write_field(writer, name);
  dp_write_text(writer, value);
}

static void write_word_field(dp_writer *writer, const char *name, const char *words, uint32_t place) {
  const char *word;
  const size_t len = dp_words_at(words, place, &word);
  write_field(writer, name);
  dp_text_bytes(&writer->text, word, len);
}

static void write_weekdays(dp_writer *writer, uint32_t weekdays) {
  const char *word;
  const char *before = "";
  dp_text_char(&writer->text, '[');
  for (uint32_t day = 0; day < 7; day++) {
    if (!(weekdays >> day & 1)) continue;
    const size_t len = dp_words_at("mon|tue|wed|thu|fri|sat|sun", day, &word);
    dp_text_str(&writer->text, before);
    dp_text_bytes(&writer->text, word, len);
    before = ", ";
  }
  dp_text_char(&writer->text, ']');
}

static void write_per(dp_writer *writer, const dp_guard_rule *rule) {
  if (rule->per >= DP_GUARD_PER_DAY) {
    write_word_field(writer, "per", "day|week|month", rule->per - (uint32_t)DP_GUARD_PER_DAY);
    return;
  }
  write_field(writer, "per");
  if (rule->per == DP_GUARD_PER_DURATION) {
    dp_write_duration(writer, rule->duration);
  } else {
    dp_text_char(&writer->text, '"');
    dp_text_int(&writer->text, rule->per_days);
    dp_text_str(&writer->text, " days\"");
  }
}

static void write_days_rule(dp_writer *writer, const dp_guard_rule *rule) {
  if (rule->weekdays) {
    write_field(writer, "weekdays");
    write_weekdays(writer, rule->weekdays);
  }
  if (rule->holiday_count) {
    write_field(writer, "holidays");
    dp_write_texts(writer, rule->holidays, rule->holiday_count);
  }
  if (rule->days.count || !(rule->weekdays || rule->holiday_count)) {
    write_field(writer, "days");
    dp_text_char(&writer->text, '[');
    dp_write_days(writer, &rule->days, 0, 1);
    dp_text_char(&writer->text, ']');
  }
  if (rule->eve.count) {
    write_field(writer, "eve");
    dp_write_spans(writer, &rule->eve);
  }
}

static void write_quiet(dp_writer *writer, const dp_guard_rule *rule) {
  write_word_field(writer, "after", after_words, rule->after - 1u);
  write_field(writer, rule->per_days ? "days" : "for");
  if (rule->per_days)
    dp_text_int(&writer->text, rule->per_days);
  else
    dp_write_duration(writer, rule->duration);
}

static void write_kind(dp_writer *writer, const dp_guard_rule *rule) {
  switch (rule->kind) {
  case DP_GUARD_HOURS:
    write_field(writer, "windows");
    dp_write_week(writer, rule->week);
    break;
  case DP_GUARD_DAYS: write_days_rule(writer, rule); break;
  case DP_GUARD_LIMIT:
    write_field(writer, "max");
    dp_text_int(&writer->text, rule->max);
    write_per(writer, rule);
    write_word_field(writer, "count", count_words, rule->count - 1u);
    break;
  case DP_GUARD_GAP:
    write_field(writer, "least");
    dp_write_duration(writer, rule->duration);
    break;
  default: write_quiet(writer, rule); break;
  }
}

static void write_effective(dp_writer *writer, const dp_guard_rule *rule) {
  if (!rule->effective_from && rule->effective_until == DP_DATE_END) return;
  write_field(writer, "effective");
  dp_text_char(&writer->text, '"');
  if (rule->effective_from) dp_text_date(&writer->text, rule->effective_from);
  dp_text_str(&writer->text, "..");
  if (rule->effective_until != DP_DATE_END) dp_text_date(&writer->text, rule->effective_until);
  dp_text_char(&writer->text, '"');
}

void dp_write_rule(dp_writer *writer, const dp_guard_rule *rule) {
  dp_text_str(&writer->text, "{id: ");
  dp_write_text(writer, rule->id);
  write_word_field(writer, "kind", kind_words, rule->kind - (uint32_t)DP_GUARD_HOURS);
  write_kind(writer, rule);
  write_text_field(writer, "jurisdiction", rule->jurisdiction);
  write_text_field(writer, "purpose", rule->purpose);
  if (rule->regions) {
    write_field(writer, "regions");
    dp_write_texts(writer, rule->regions, rule->region_count);
  }
  write_text_field(writer, "source", rule->source);
  write_text_field(writer, "checked", rule->checked_text);
  write_effective(writer, rule);
  dp_text_char(&writer->text, '}');
}
