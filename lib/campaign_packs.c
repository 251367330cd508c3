/* SPDX-License-Identifier: MIT */
/* What does a built-in guard pack say?
 * Uses the packs' texts, nodes, and the reader of guard rules. Invariant: a pack's rules are read by what
 * reads a campaign's own; what is wrong in a pack is an error of whoever names it, and none of the built-in
 * ones has any (the tests read them all). */
#include "campaign_file.h"

#include <string.h>

static const char field_words[] = "pack|title|about|not_covered|rules";
enum { FIELD_PACK, FIELD_TITLE, FIELD_ABOUT, FIELD_NOT_COVERED, FIELD_RULES, FIELDS };

static int take_texts(dp_reader *reader, const dp_node *node, dp_pack_rules *out) {
  if (!dp_take_list(reader, node, "expected a list of texts", 100)) return 0;
  const char **texts = dp_reader_new(reader, node->count + 1, sizeof *texts);
  if (!texts) return 0;
  for (const dp_node *item = node->first; item; item = item->next)
    if (!dp_take_text(reader, item, "expected a text", &texts[out->not_covered_count++])) return 0;
  out->not_covered = texts;
  return 1;
}

static int take_rules(dp_reader *reader, const dp_node *node, dp_pack_rules *out) {
  if (!dp_take_list(reader, node, "expected a list of rules", 100)) return 0;
  dp_guard_rule *rules = dp_reader_new(reader, node->count + 1, sizeof *rules);
  if (!rules) return 0;
  for (const dp_node *item = node->first; item; item = item->next) {
    if (!dp_take_rule(reader, item, &rules[out->rule_count])) return 0;
    rules[out->rule_count++].pack = out->name;
  }
  out->rules = rules;
  return 1;
}

static int take_pack(dp_reader *reader, const dp_node *root, dp_pack_rules *out) {
  const dp_node *fields[FIELDS] = {0};
  return dp_take_map(reader, root, "expected keys and values") &&
         dp_take_fields(reader, root, field_words, FIELDS, fields) &&
         dp_take_text(reader, fields[FIELD_TITLE], "expected a text", &out->title) &&
         dp_take_text(reader, fields[FIELD_ABOUT], "expected a text", &out->about) &&
         take_texts(reader, fields[FIELD_NOT_COVERED], out) && take_rules(reader, fields[FIELD_RULES], out);
}

int dp_pack_read(dp_reader *reader, const dp_pack *pack, dp_pack_rules *out) {
  dp_arena nodes = {0};
  dialplan_error error = {0};
  const dp_node *root = NULL;
  int good = 0;
  *out = (dp_pack_rules){.name = pack->name};
  const dialplan_status status = dp_yaml_read(&nodes, (const char *)pack->text, pack->len, &root, &error);
  if (status == DIALPLAN_OK)
    good = take_pack(reader, root, out);
  else if (status == DIALPLAN_E_MEMORY)
    reader->report->no_memory = 1;
  else
    dp_report_at(reader->report, &error, NULL);
  dp_arena_free(&nodes);
  return good;
}
