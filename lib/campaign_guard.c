/* SPDX-License-Identifier: MIT */
/* Which guard rules and packs does a file name, and which holidays?
 * Uses rules, packs and calendars. Invariant: ids are unique over both files; packs and rules of the account
 * and of the campaign unite. */
#include "campaign_file.h"

#include "packs.h"

#include <string.h>

static const char business_hours[] = "business-hours";

void dp_repeated_rule(dp_reader *reader, const dp_node *node, const char *id) {
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_CONFLICT, DIALPLAN_SEVERITY_ERROR, "repeated-rule", node);
  dp_text_str(text, "there is another rule with the id ");
  dp_text_quoted(text, id, strlen(id));
  dp_report_end(reader->report);
}

static int known_rule(dp_reader *reader, const dp_node *node, const dp_guard_rule *rules, uint32_t count) {
  for (uint32_t i = 0; i <= count; i++) {
    if (strcmp(i < count ? rules[i].id : business_hours, rules[count].id) != 0) continue;
    dp_repeated_rule(reader, node, rules[count].id);
    return 1;
  }
  return 0;
}

static int unknown_pack(dp_reader *reader, const dp_node *node) {
  const char *names[DP_PACKS_MAX];
  uint32_t count;
  const dp_pack *all = dp_packs(&count);
  for (uint32_t i = 0; i < count; i++) names[i] = all[i].name;
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_VALUE, DIALPLAN_SEVERITY_ERROR, "unknown-pack", node);
  dp_text_str(text, "there is no built-in pack ");
  dp_text_quoted(text, node->text, node->len);
  const size_t before = text->len;
  dp_report_nearest(text, node, names, count);
  if (text->len == before) dp_text_str(text, "; other rules are written out, one by one");
  dp_report_end(reader->report);
  return 0;
}

/* Adds a pack's name, once. */
static int take_pack(dp_reader *reader, const dp_node *node, const char **packs, uint32_t *count) {
  enum { DP_PACK_MAX = 64 };
  int good = !dp_node_null(node) && node->len > 0 && node->len <= DP_PACK_MAX;
  for (uint32_t i = 0; good && i < node->len; i++) {
    const char c = node->text[i];
    good = (c >= 'a' && c <= 'z') || (i && ((c >= '0' && c <= '9') || c == '-'));
  }
  if (!good)
    return dp_reader_fault(reader, node, "bad-text", "expected the name of a pack like us-fl, or a rule");
  if (!dp_packs_find(node->text, node->len)) return unknown_pack(reader, node);
  for (uint32_t i = 0; i < *count; i++)
    if (dp_node_is(node, packs[i])) return 1;
  packs[*count] = dp_reader_text(reader, node);
  *count += packs[*count] != NULL;
  return 1;
}

void dp_read_guard(dp_reader *reader, const dp_key *key, const dp_node *node) {
  enum { DP_RULES_MAX = 1000 };
  (void)key;
  dp_settings *settings = reader->settings;
  if (dp_node_off(node)) return;
  const int single = node->kind == DP_NODE_SCALAR;
  if (!single && !dp_take_list(reader, node, "expected a list of packs and rules", DP_RULES_MAX)) return;
  const uint32_t most = single ? 1 : node->count;
  uint32_t rule_count = settings->guard_rule_count, pack_count = settings->guard_pack_count;
  dp_guard_rule *rules = dp_reader_new(reader, rule_count + most + 1, sizeof *rules);
  const char **packs = dp_reader_new(reader, pack_count + most + 1, sizeof *packs);
  if (!rules || !packs) return;
  if (rule_count) memcpy(rules, settings->guard_rules, rule_count * sizeof *rules);
  if (pack_count) memcpy(packs, settings->guard_packs, pack_count * sizeof *packs);
  for (const dp_node *item = single ? node : node->first; item; item = single ? NULL : item->next) {
    if (item->kind == DP_NODE_SCALAR) {
      (void)take_pack(reader, item, packs, &pack_count);
    } else if (item->kind == DP_NODE_LIST) {
      (void)dp_reader_fault(reader, item, "wrong-type", "expected the name of a pack, or a rule");
    } else if (dp_take_rule(reader, item, &rules[rule_count]) &&
               !known_rule(reader, item, rules, rule_count)) {
      rule_count++;
    }
  }
  settings->guard_rules = rules;
  settings->guard_packs = packs;
  settings->guard_rule_count = rule_count;
  settings->guard_pack_count = pack_count;
}

/* --- holidays ---------------------------------------------------------------------------------- */

static int take_holiday(dp_reader *reader, const dp_node *key, dp_holidays *out) {
  if (dp_repeated(reader, key)) return 0;
  if (key->len < 2 || key->len > 6)
    return dp_reader_fault(reader, key, "bad-text", "expected a country or region like FR");
  out->country = dp_reader_text(reader, key);
  return out->country &&
         dp_take_text(reader, key->value, "expected the name of an iCalendar file", &out->file) &&
         dp_take_calendar(reader, key->value, NULL, &out->days);
}

void dp_read_holidays(dp_reader *reader, const dp_key *key, const dp_node *node) {
  (void)key;
  dp_settings *settings = reader->settings;
  if (dp_node_off(node) || !dp_take_map(reader, node, "expected files by country like {FR: france.ics}"))
    return;
  if (node->count > 300) {
    dp_report_error(reader->report, DIALPLAN_E_LIMIT, "too-many", node, "expected at most 300 countries");
    return;
  }
  uint32_t count = settings->holiday_count;
  dp_holidays *all = dp_reader_new(reader, count + node->count + 1, sizeof *all);
  if (!all) return;
  if (count) memcpy(all, settings->holidays, count * sizeof *all);
  for (const dp_node *item = node->first; item; item = item->next) {
    uint32_t place = 0;
    if (!take_holiday(reader, item, &all[count])) continue;
    while (strcmp(all[place].country, all[count].country) != 0) place++; /* the campaign's wins */
    all[place] = all[count];
    if (place == count) count++;
  }
  settings->holidays = all;
  settings->holiday_count = count;
}
/* --- writing ----------------------------------------------------------------------------------- */

void dp_write_guard(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (settings->guard_rule_count == 0 && settings->guard_pack_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  for (uint32_t i = 0; i < settings->guard_pack_count; i++) {
    dp_write_line(writer, 1);
    dp_text_str(&writer->text, "- ");
    dp_write_text(writer, settings->guard_packs[i]);
  }
  for (uint32_t i = 0; i < settings->guard_rule_count; i++) {
    dp_write_line(writer, 1);
    dp_text_str(&writer->text, "- ");
    dp_write_rule(writer, &settings->guard_rules[i]);
  }
}

void dp_write_holidays(dp_writer *writer, const dp_key *key) {
  const dp_settings *settings = writer->settings;
  if (settings->holiday_count == 0) {
    dp_text_char(&writer->text, ' ');
    dp_text_str(&writer->text, key->fallback);
  }
  for (uint32_t i = 0; i < settings->holiday_count; i++) {
    dp_write_line(writer, 1);
    dp_write_text(writer, settings->holidays[i].country);
    dp_text_str(&writer->text, ": ");
    dp_write_text(writer, settings->holidays[i].file);
  }
}
