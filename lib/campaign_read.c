/* SPDX-License-Identifier: MIT */
/* How do the texts of a campaign and its account become settings, and settings a campaign?
 * Uses the door to libyaml, the key table and the rooms that read single kinds of values. Invariant: the
 * account is read first and the campaign over it, so that a key's last value is the campaign's; one pass
 * finds every error. */
#include "campaign_read.h"

#include <string.h>

/* Readers of the types that are no scalars. */
static dp_key_read *const reads[DP_TYPES] = {
    [DP_TYPE_DNC] = dp_read_dnc,
    [DP_TYPE_WINDOWS] = dp_read_windows,
    [DP_TYPE_SPECIAL_DAYS] = dp_read_special_days,
    [DP_TYPE_NO_CALL_DAYS] = dp_read_no_call_days,
    [DP_TYPE_GUARD] = dp_read_guard,
    [DP_TYPE_HOLIDAYS] = dp_read_holidays,
    [DP_TYPE_PHASES] = dp_read_phases,
    [DP_TYPE_INTERVALS] = dp_read_intervals,
    [DP_TYPE_OUTCOMES] = dp_read_outcomes,
    [DP_TYPE_CAPS] = dp_read_caps,
    [DP_TYPE_LANGUAGES] = dp_read_languages,
    [DP_TYPE_CALLBACK_RETRY] = dp_read_callback_retry,
    [DP_TYPE_PACING_MODE] = dp_read_pacing_mode,
    [DP_TYPE_OUTCOME_NAMES] = dp_read_outcome_names,
    [DP_TYPE_VARIANTS] = dp_read_variants,
    [DP_TYPE_LEASE_ORDER] = dp_read_lease_order,
};

/* --- sections ---------------------------------------------------------------------------------- */

static void unknown_key(dp_reader *reader, const dp_node *key, const char *section, size_t section_len) {
  const char *names[DP_KEYS];
  const size_t count = dp_key_names(section, section_len, names, DP_KEYS);
  const dp_key *elsewhere = dp_key_elsewhere(key->text, key->len);
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_KEY, DIALPLAN_SEVERITY_ERROR, "unknown-key", key);
  dp_text_str(text, "unknown key ");
  dp_text_quoted(text, key->text, key->len);
  const size_t before = text->len;
  if (!elsewhere) dp_report_nearest(text, key, names, count);
  if (elsewhere) {
    dp_text_str(text, ", did you mean \"");
    dp_text_str(text, elsewhere->path);
    dp_text_str(text, "\"?");
  } else if (text->len == before && section_len) {
    dp_text_str(text, ", expected ");
    for (size_t i = 0; i < count; i++) {
      if (i) dp_text_str(text, i + 1 == count ? " or " : ", ");
      dp_text_str(text, names[i]);
    }
  }
  dp_report_end(reader->report);
}

static void read_map(dp_reader *reader, const dp_node *map, const char *section, size_t section_len);

/* The keys of an optional section begin with their defaults, whether it was opened or closed. */
static void default_section(dp_settings *settings, const dp_key *section) {
  for (const dp_key *key = section + 1; key < dp_keys + DP_KEYS; key++) {
    if (key->section <= section->len || memcmp(key->path, section->path, section->len) != 0) break;
    dp_key_default(settings, key);
  }
}

static void open_section(dp_settings *settings, const dp_key *section) {
  default_section(settings, section);
  if (section == &dp_keys[DP_KEY_pacing]) settings->pacing.managed = 1;
}

static void close_section(dp_settings *settings, const dp_key *section) {
  default_section(settings, section);
  dp_section_set_off(settings, section);
}

static void read_section(dp_reader *reader, const dp_key *section, const dp_node *node) {
  char prefix[64];
  if (node->kind == DP_NODE_MAP) {
    if (section->size && dp_section_off(reader->settings, section)) open_section(reader->settings, section);
    memcpy(prefix, section->path, section->len);
    prefix[section->len] = '.';
    read_map(reader, node, prefix, section->len + 1u);
  } else if ((section->flags & DP_KEY_OFF) && dp_node_off(node)) {
    close_section(reader->settings, section);
  } else if (!dp_node_null(node)) { /* a section whose keys are all commented out is nothing */
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "wrong-type", node,
                    section->flags & DP_KEY_OFF ? "expected keys and values, or off"
                                                : "expected keys and values");
  }
}

static void read_key(dp_reader *reader, const dp_key *key, const dp_node *node) {
  reader->written[key - dp_keys] = (dp_written){node, node->value, reader->report->source};
  if (key->type == DP_TYPE_SECTION)
    read_section(reader, key, node->value);
  else if (reads[key->type])
    reads[key->type](reader, key, node->value);
  else
    dp_read_scalar(reader, key, node->value);
}

static void read_map(dp_reader *reader, const dp_node *map, const char *section, size_t section_len) {
  for (const dp_node *node = map->first; node; node = node->next) {
    const dp_key *key = dp_key_find(section, section_len, node->text, node->len);
    if (dp_repeated(reader, node)) continue;
    if (!key) {
      unknown_key(reader, node, section, section_len);
    } else if (reader->account && !(key->flags & DP_KEY_ACCOUNT)) {
      dp_report_error(reader->report, DIALPLAN_E_KEY, "not-in-account", node,
                      "this key belongs to campaigns, not into an account file");
    } else {
      read_key(reader, key, node);
    }
  }
}

/* --- documents --------------------------------------------------------------------------------- */

/* The tree of one document; NULL: it has none, and the report says why. */
static const dp_node *read_tree(dp_reader *reader, dp_arena *nodes, const char *text, uint64_t len) {
  dialplan_error error = {0};
  const dp_node *root = NULL;
  const dialplan_status status = dp_yaml_read(nodes, text ? text : "", (size_t)len, &root, &error);
  if (status == DIALPLAN_E_MEMORY) {
    reader->report->no_memory = 1;
  } else if (status != DIALPLAN_OK) {
    const dp_node place = {.line = error.line, .column = error.column, .offset = error.offset};
    dp_report_at(reader->report, &error, &place);
  } else if (root->kind == DP_NODE_MAP) {
    return root;
  } else {
    dp_report_found(reader->report, DIALPLAN_E_VALUE, "wrong-type", root, "expected keys and values");
  }
  return NULL;
}

static const dp_node *account_of(const dp_node *root) {
  for (const dp_node *key = root->first; key; key = key->next)
    if (dp_node_is(key, "account") && key->value->kind == DP_NODE_SCALAR && key->value->len &&
        !dp_node_null(key->value))
      return key->value;
  return NULL;
}

int64_t dp_take_file(dp_reader *reader, const dp_node *node, const char *expected) {
  const dp_files *files = reader->files;
  for (uint64_t i = 0; i < files->count; i++)
    if (files->names[i] && files->texts[i] && dp_node_is(node, files->names[i])) return (int64_t)i;
  dp_report_found(reader->report, DIALPLAN_E_REFERENCE, "missing-file", node, expected);
  return -1;
}

static void read_account(dp_reader *reader, dp_arena *nodes, const dp_node *name) {
  const dp_settings *settings = reader->settings;
  const dp_files *files = reader->files;
  const int64_t i = dp_take_file(reader, name, "expected the account file to be there");
  if (i < 0) return;
  reader->report->source = (uint32_t)i + 1;
  const dp_node *root = read_tree(reader, nodes, files->texts[i], files->lengths[i]);
  if (root) {
    reader->account = 1;
    read_map(reader, root, "", 0);
    reader->account = 0;
    reader->account_dnc = dp_is_written(reader, DP_KEY_safety_respect_dnc) && settings->respect_dnc;
    reader->account_guard =
        dp_is_written(reader, DP_KEY_safety_business_hours_guard) && settings->business_hours_guard;
  }
  reader->report->source = 0;
}

/* The table of the campaign, or of its account. */
static void read_weights(dp_reader *reader) {
  if (!reader->settings->retry.prefer) return;
  const int64_t i = dp_take_file(reader, dp_at_value(reader, DP_KEY_retry_prefer),
                                 "expected the table of hours to be there");
  if (i >= 0) {
    reader->report->source = (uint32_t)i + 1;
    dp_read_weights(reader, reader->files->texts[i], reader->files->lengths[i]);
  }
  reader->report->source = 0;
}

void dp_campaign_read(dp_reader *reader, dp_arena *nodes, const char *text, uint64_t len) {
  dp_settings_init(reader->settings);
  reader->root = read_tree(reader, nodes, text, len);
  if (!reader->root) return;
  const dp_node *account = account_of(reader->root);
  if (account) read_account(reader, nodes, account);
  read_map(reader, reader->root, "", 0);
  read_weights(reader);
  dp_reader_finish(reader);
}

/* --- compiling --------------------------------------------------------------------------------- */

int dp_files_valid(const dp_files *files) {
  return files->count == 0 || (files->names && files->texts && files->lengths);
}

void dp_campaign_make(dp_reader *reader, dialplan_campaign **out) {
  dialplan_error error = {0};
  const dialplan_status status =
      dp_campaign_build(reader->arena, reader->settings, reader->zones, out, &error);
  if (status == DIALPLAN_E_MEMORY)
    reader->report->no_memory = 1;
  else if (status != DIALPLAN_OK)
    dp_report_at(reader->report, &error, dp_at_key(reader, DP_KEY_guard));
}

dialplan_status dialplan_campaign_compile(const char *text, uint64_t len, dialplan_zones *zones,
                                          const char *const *names, const char *const *texts,
                                          const uint64_t *lengths, uint64_t files, dialplan_campaign **out,
                                          dialplan_error *err) {
  const dp_files handed = {names, texts, lengths, files};
  if ((!text && len) || !zones || !out || !dp_files_valid(&handed))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text, zones, the files or out is missing");
  dp_arena arena = {0}, nodes = {0};
  dp_settings settings;
  dp_report report = {0};
  dp_reader reader = {
      .arena = &arena, .files = &handed, .settings = &settings, .zones = zones, .report = &report};
  dp_campaign_read(&reader, &nodes, text, len);
  if (report.errors == 0 && !report.no_memory) dp_campaign_make(&reader, out);
  const int failed = report.errors || report.no_memory;
  const dialplan_status status = failed ? dp_report_first(&report, err) : DIALPLAN_OK;
  dp_arena_free(&arena); /* empty when the campaign has taken it over */
  dp_arena_free(&nodes);
  dp_report_free(&report);
  return status;
}
