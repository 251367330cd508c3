/* SPDX-License-Identifier: MIT */
/* What do the lists say that no other room reads: suppression lists, languages, waits of callbacks, the mode
 * of pacing, names of outcomes, variants, the order of leasing? Uses nodes. Invariant: a list is taken whole
 * or not at all; names are unique. */
#include "campaign_file.h"

#include <dialplan/decision.h>

#include <string.h>

/* --- suppression lists ------------------------------------------------------------------------- */

static void add_dnc(dp_reader *reader, const dp_node *node, const char **names, uint32_t *count) {
  enum { DP_FILE_MAX = 495 };
  if (node->kind == DP_NODE_SCALAR && node->len > DP_FILE_MAX) {
    (void)dp_reader_fault(reader, node, "bad-text", "expected a file name of at most 495 bytes");
    return;
  }
  for (uint32_t i = 0; i < *count; i++)
    if (dp_node_is(node, names[i])) return;
  *count += (uint32_t)dp_take_text(reader, node, "expected the name of a file", &names[*count]);
}

void dp_read_dnc(dp_reader *reader, const dp_key *key, const dp_node *node) {
  enum { DP_DNC_MAX = 100 };
  (void)key;
  dp_settings *settings = reader->settings;
  if (dp_node_off(node)) return;
  const int single = node->kind == DP_NODE_SCALAR;
  if (!single && !dp_take_list(reader, node, "expected the name of a file, or a list of names", DP_DNC_MAX))
    return;
  uint32_t count = settings->dnc_count;
  const char **names = dp_reader_new(reader, count + (single ? 1 : node->count) + 1, sizeof *names);
  if (!names) return;
  if (count) memcpy(names, settings->dnc, count * sizeof *names);
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next)
    add_dnc(reader, item, names, &count);
  settings->dnc = names;
  settings->dnc_count = count;
}

/* --- callbacks --------------------------------------------------------------------------------- */

/* A language tag: two or three small letters, subtags behind hyphens. */
static int is_language(const dp_node *node) {
  uint32_t i = 0;
  if (node->kind != DP_NODE_SCALAR || node->len > 35) return 0;
  while (i < node->len && node->text[i] >= 'a' && node->text[i] <= 'z') i++;
  if (i < 2 || i > 3) return 0;
  for (; i < node->len; i++) {
    const char c = node->text[i];
    const int subtag = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!subtag && !(c == '-' && i + 1 < node->len && node->text[i + 1] != '-')) return 0;
  }
  return 1;
}

/* Adds the book of words of a language; a region behind it ("en-IN") says nothing more. */
static int add_book(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_callbacks *callbacks = &reader->settings->callbacks;
  size_t len = 0;
  while (node->kind == DP_NODE_SCALAR && len < node->len && node->text[len] != '-') len++;
  const int32_t place = len ? dp_words_find(key->words, node->text, len) : -1;
  if (place < 0) {
    dp_report_word(reader->report, DIALPLAN_E_VALUE, "unknown-word", node, key->words);
    return 0;
  }
  if (!is_language(node))
    return dp_reader_fault(reader, node, "bad-text", "expected a language like en or en-IN");
  for (uint32_t i = 0; i < callbacks->book_count; i++)
    if (callbacks->books[i] == place + 1) return 1;
  callbacks->books[callbacks->book_count++] = (uint8_t)(place + 1);
  return 1;
}

void dp_read_languages(dp_reader *reader, const dp_key *key, const dp_node *node) {
  static const char expected[] = "expected a list of languages like [en, hi]";
  const int single = node->kind == DP_NODE_SCALAR && !dp_node_null(node);
  if (!single && !dp_take_list(reader, node, expected, (uint32_t)key->high)) return;
  if (!single && node->count == 0) {
    (void)dp_reader_fault(reader, node, "wrong-type", expected);
    return;
  }
  const char **languages = dp_reader_new(reader, single ? 1 : node->count, sizeof *languages);
  if (!languages) return;
  dp_callbacks *callbacks = &reader->settings->callbacks;
  uint32_t count = 0;
  callbacks->book_count = 0;
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next) {
    if (!add_book(reader, key, item)) return;
    languages[count] = dp_reader_text(reader, item);
    if (!languages[count++]) return;
  }
  callbacks->languages = languages;
  callbacks->language_count = count;
}

void dp_read_callback_retry(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_callbacks *callbacks = &reader->settings->callbacks;
  dialplan_duration waits[DP_INTERVALS_MAX] = {{0, 0}};
  uint32_t count;
  if (!dp_take_durations(reader, node, waits, (uint32_t)key->high, &count)) return;
  memcpy(callbacks->retry, waits, sizeof waits);
  callbacks->retry_count = count;
}

/* --- pacing.mode ------------------------------------------------------------------------------- */

void dp_read_pacing_mode(dp_reader *reader, const dp_key *key, const dp_node *node) {
  static const char expected[] =
      "expected fixed, or {predictive: {average_handle_time: 120s, answer_rate: 30%}}";
  (void)key;
  dp_pacing *pacing = &reader->settings->pacing;
  const dp_node *modes[1] = {0}, *fields[3] = {0};
  int64_t handle, answered, limit = 30000; /* abandoned calls: 3 % where nothing is written */
  if (dp_node_is(node, "fixed")) {
    pacing->predictive = pacing->handle_time_s = pacing->answer_rate_ppm = pacing->abandon_limit_ppm = 0;
    return;
  }
  if (!dp_take_map(reader, node, expected) || !dp_take_fields(reader, node, "predictive", 1, modes) ||
      !dp_take_map(reader, modes[0], expected) ||
      !dp_take_fields(reader, modes[0], "average_handle_time|answer_rate|abandon_limit", 2, fields) ||
      !(dp_take_seconds(reader, fields[0], 1, 86400, &handle) &
        dp_take_percent(reader, fields[1], 1, 1000000, &answered)) ||
      (fields[2] && !dp_take_percent(reader, fields[2], 0, 1000000, &limit)))
    return;
  pacing->predictive = 1;
  pacing->handle_time_s = (int32_t)handle;
  pacing->answer_rate_ppm = (int32_t)answered;
  pacing->abandon_limit_ppm = (int32_t)limit;
}

/* --- names of outcomes ------------------------------------------------------------------------- */

static int take_name_outcome(dp_reader *reader, const dp_node *key, dp_name_outcome *out) {
  enum { DP_NAME_MAX = 128 };
  uint8_t outcome;
  dialplan_error error = {0};
  const dp_node *value = key->value;
  if (dp_repeated(reader, key)) return 0;
  if (key->len == 0 || key->len > DP_NAME_MAX)
    return dp_reader_fault(reader, key, "bad-text", "expected a name of 1 to 128 bytes");
  if (value->kind != DP_NODE_SCALAR)
    return dp_reader_fault(reader, value, "unknown-outcome", "expected the name of an outcome");
  if (dialplan_outcome_parse(value->text, value->len, &outcome, &error) != DIALPLAN_OK) {
    dp_text *text =
        dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "unknown-outcome", value);
    dp_text_str(text, error.message);
    dp_report_end(reader->report);
    return 0;
  }
  out->name = dp_reader_text(reader, key);
  out->outcome = outcome;
  return out->name != NULL;
}

void dp_read_outcome_names(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_settings *settings = reader->settings;
  if (dp_node_off(node) || !dp_take_map(reader, node, "expected outcomes by name like {ANSWERED: completed}"))
    return;
  if (node->count > key->high) {
    dp_report_error(reader->report, DIALPLAN_E_LIMIT, "too-many", node, "expected at most 1000 names");
    return;
  }
  uint32_t count = settings->outcome_name_count;
  dp_name_outcome *all = dp_reader_new(reader, count + node->count + 1, sizeof *all);
  if (!all) return;
  if (count) memcpy(all, settings->outcome_names, count * sizeof *all);
  for (const dp_node *item = node->first; item; item = item->next) {
    uint32_t place = 0;
    if (!take_name_outcome(reader, item, &all[count])) continue;
    while (strcmp(all[place].name, all[count].name) != 0) place++; /* the campaign's wins */
    all[place] = all[count];
    if (place == count) count++;
  }
  settings->outcome_names = all;
  settings->outcome_name_count = count;
}

/* --- variants ---------------------------------------------------------------------------------- */

static int take_variant(dp_reader *reader, const dp_node *node, dp_variant *variants, uint32_t count) {
  const dp_node *fields[3] = {0};
  dp_variant *variant = &variants[count];
  int64_t weight = 1;
  if (!dp_take_map(reader, node, "expected a variant like {name: A, weight: 50}") ||
      !dp_take_fields(reader, node, "name|weight|agent", 1, fields) ||
      !dp_take_text(reader, fields[0], "expected the variant's name", &variant->name) ||
      (fields[1] && !dp_take_int(reader, fields[1], 0, 1000000, 0, &weight)) ||
      (fields[2] && !dp_node_null(fields[2]) &&
       !dp_take_text(reader, fields[2], "expected the agent's name", &variant->agent)))
    return 0;
  variant->weight = (int32_t)weight;
  for (uint32_t i = 0; i < count; i++)
    if (variants[i].name && strcmp(variants[i].name, variant->name) == 0)
      return dp_reader_fault(reader, fields[0], "repeated-variant",
                             "expected a name of its own for each variant");
  return 1;
}

void dp_read_variants(dp_reader *reader, const dp_key *key, const dp_node *node) {
  dp_variant variants[DP_VARIANTS_MAX] = {{0}};
  uint32_t count = 0;
  int64_t weights = 0;
  int good = 1;
  if (dp_node_off(node)) return;
  if (!dp_take_list(reader, node, "expected a list of variants", (uint32_t)key->high)) return;
  for (const dp_node *item = node->first; item; item = item->next) {
    good &= take_variant(reader, item, variants, count);
    weights += variants[count++].weight;
  }
  if (!good) return;
  if (count && weights == 0) {
    dp_report_error(reader->report, DIALPLAN_E_CONFLICT, "conflict", node,
                    "the weights of all variants are 0");
    return;
  }
  memcpy(reader->settings->variants, variants, sizeof variants);
  reader->settings->variant_count = count;
}

/* --- order of leasing -------------------------------------------------------------------------- */

void dp_read_lease_order(dp_reader *reader, const dp_key *key, const dp_node *node) {
  static const char expected[] = "expected each of pending, retry and callback once";
  uint8_t order[3];
  uint32_t count = 0, seen = 0;
  if (!dp_take_list(reader, node, expected, 3)) return;
  for (const dp_node *item = node->first; item; item = item->next) {
    int32_t place;
    if (!dp_take_word(reader, item, key->words, &place)) return;
    order[count++] = (uint8_t)(place + DIALPLAN_CLASS_PENDING);
    seen |= 1u << place;
  }
  if (seen != 7) {
    dp_report_error(reader->report, DIALPLAN_E_VALUE, "bad-list", node, expected);
    return;
  }
  memcpy(reader->settings->lease_order, order, sizeof order);
}

/* --- writing ----------------------------------------------------------------------------------- */

void dp_write_dnc(dp_writer *writer, const dp_key *key) {
  (void)key;
  dp_text_char(&writer->text, ' ');
  dp_write_texts(writer, writer->settings->dnc, writer->settings->dnc_count);
}

void dp_write_languages(dp_writer *writer, const dp_key *key) {
  (void)key;
  dp_text_char(&writer->text, ' ');
  dp_write_texts(writer, writer->settings->callbacks.languages, writer->settings->callbacks.language_count);
}

void dp_write_callback_retry(dp_writer *writer, const dp_key *key) {
  (void)key;
  dp_text_char(&writer->text, ' ');
  dp_write_durations(writer, writer->settings->callbacks.retry, writer->settings->callbacks.retry_count);
}

void dp_write_pacing_mode(dp_writer *writer, const dp_key *key) {
  const dp_pacing *pacing = &writer->settings->pacing;
  dp_text *text = &writer->text;
  dp_text_char(text, ' ');
  if (!pacing->predictive) {
    dp_text_str(text, key->fallback);
    return;
  }
  dp_text_str(text, "{predictive: {average_handle_time: ");
  dp_write_duration(writer, (dialplan_duration){0, pacing->handle_time_s});
  dp_text_str(text, ", answer_rate: ");
  dp_write_decimal(text, pacing->answer_rate_ppm, 4);
  dp_text_str(text, "%, abandon_limit: ");
  dp_write_decimal(text, pacing->abandon_limit_ppm, 4);
  dp_text_str(text, "%}}");
}

void dp_write_outcome_names(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (settings->outcome_name_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  for (uint32_t i = 0; i < settings->outcome_name_count; i++) {
    dp_write_line(writer, 1);
    dp_write_text(writer, settings->outcome_names[i].name);
    dp_text_str(&writer->text, ": ");
    dp_text_str(&writer->text, dialplan_outcome_name(settings->outcome_names[i].outcome));
  }
}

void dp_write_variants(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (settings->variant_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  for (uint32_t i = 0; i < settings->variant_count; i++) {
    const dp_variant *variant = &settings->variants[i];
    dp_write_line(writer, 1);
    dp_text_str(&writer->text, "- {name: ");
    dp_write_text(writer, variant->name);
    dp_text_str(&writer->text, ", weight: ");
    dp_text_int(&writer->text, variant->weight);
    if (variant->agent) {
      dp_text_str(&writer->text, ", agent: ");
      dp_write_text(writer, variant->agent);
    }
    dp_text_char(&writer->text, '}');
  }
}

void dp_write_lease_order(dp_writer *writer, const dp_key *key) {
  const char *word;
  dp_text_str(&writer->text, " [");
  for (int i = 0; i < 3; i++) {
    const size_t len = dp_words_at(key->words, writer->settings->lease_order[i] - 1u, &word);
    if (i) dp_text_str(&writer->text, ", ");
    dp_text_bytes(&writer->text, word, len);
  }
  dp_text_char(&writer->text, ']');
}
