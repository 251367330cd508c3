/* SPDX-License-Identifier: MIT */
/* Which guard packs are built in, and what do they say?
 * Uses the packs as campaigns read them. Invariant: what is shown of a rule is what a campaign that names its
 * pack compiles. */
#include <dialplan/rules.h>

#include "campaign_file.h"

#include <string.h>

struct dialplan_rules {
  dp_arena arena; /* owns everything, this object included */
  uint32_t count, reserved;
  dp_pack_rules pack[DP_PACKS_MAX];
};

dialplan_status dialplan_rules_load(dialplan_rules **out, dialplan_error *err) {
  if (!out) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "out is missing");
  dp_arena arena = {0};
  dp_settings settings = {0};
  dp_report report = {0};
  dp_reader reader = {.arena = &arena, .settings = &settings, .report = &report};
  dialplan_rules *rules = dp_arena_new(&arena, sizeof *rules);
  uint32_t count = 0;
  const dp_pack *packs = dp_packs(&count);
  for (uint32_t i = 0; rules && i < count; i++)
    if (!dp_pack_read(&reader, &packs[i], &rules->pack[i])) rules = NULL;
  dp_report_free(&report);
  if (!rules) { /* built-in texts are whole: all that can be wrong is memory */
    dp_arena_free(&arena);
    return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
  }
  rules->count = count;
  rules->arena = arena;
  *out = rules;
  return DIALPLAN_OK;
}

void dialplan_rules_free(dialplan_rules *rules) {
  if (!rules) return;
  dp_arena arena = rules->arena; /* the packs lie in their own arena */
  dp_arena_free(&arena);
}

uint64_t dialplan_rules_packs(const dialplan_rules *rules) { return rules->count; }

dialplan_status dialplan_rules_find(const dialplan_rules *rules, const char *name, uint64_t len,
                                    uint64_t *pack, dialplan_error *err) {
  if (!rules || !pack || (!name && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "rules, name or pack is missing");
  const char *names[DP_PACKS_MAX];
  for (uint32_t i = 0; i < rules->count; i++) {
    names[i] = rules->pack[i].name;
    if (!dp_text_is(name, (size_t)len, names[i])) continue;
    *pack = i;
    return DIALPLAN_OK;
  }
  if (!err) return DIALPLAN_E_VALUE;
  dp_text text = dp_fail_begin(err, DIALPLAN_E_VALUE, "unknown-pack");
  const char *nearest = dp_text_nearest(name, (size_t)len, names, rules->count);
  dp_text_str(&text, "there is no built-in pack ");
  dp_text_quoted(&text, name, (size_t)len);
  dp_text_str(&text, nearest ? ", did you mean \"" : NULL);
  dp_text_str(&text, nearest);
  dp_text_str(&text, nearest ? "\"?" : NULL);
  dp_text_end(&text);
  return DIALPLAN_E_VALUE;
}

dialplan_status dialplan_rules_pack(const dialplan_rules *rules, uint64_t pack, const char **name,
                                    const char **title, const char **about, uint64_t *count) {
  if (pack >= rules->count) return DIALPLAN_E_RANGE;
  const dp_pack_rules *of = &rules->pack[pack];
  if (name) *name = of->name;
  if (title) *title = of->title;
  if (about) *about = of->about;
  if (count) *count = of->rule_count;
  return DIALPLAN_OK;
}

const char *dialplan_rules_not_covered(const dialplan_rules *rules, uint64_t pack, uint64_t index) {
  if (pack >= rules->count || index >= rules->pack[pack].not_covered_count) return NULL;
  return rules->pack[pack].not_covered[index];
}

static const dp_guard_rule *rule_at(const dialplan_rules *rules, uint64_t pack, uint64_t index) {
  if (pack >= rules->count || index >= rules->pack[pack].rule_count) return NULL;
  return &rules->pack[pack].rules[index];
}

dialplan_status dialplan_rules_rule(const dialplan_rules *rules, uint64_t pack, uint64_t index,
                                    const char **id, const char **jurisdiction, const char **purpose,
                                    const char **source, const char **checked) {
  const dp_guard_rule *rule = rule_at(rules, pack, index);
  if (!rule) return DIALPLAN_E_RANGE;
  if (id) *id = rule->id;
  if (jurisdiction) *jurisdiction = rule->jurisdiction;
  if (purpose) *purpose = rule->purpose;
  if (source) *source = rule->source;
  if (checked) *checked = rule->checked_text;
  return DIALPLAN_OK;
}

dialplan_status dialplan_rules_format(const dialplan_rules *rules, uint64_t pack, uint64_t index, char *out,
                                      uint64_t cap, uint64_t *len) {
  if (!len || (cap && !out)) return DIALPLAN_E_ARGUMENT;
  const dp_guard_rule *rule = rule_at(rules, pack, index);
  if (!rule) return DIALPLAN_E_RANGE;
  dp_writer writer = {.text = {out, (size_t)cap, 0}};
  dp_write_rule(&writer, rule);
  *len = writer.text.len;
  return DIALPLAN_OK;
}
