/* SPDX-License-Identifier: MIT */
/* What is the canonical text of a campaign, and of one of its settings?
 * Uses the key table and the rooms that write single kinds of values. Invariant: compiling the text gives a
 * campaign whose text is the same, byte for byte. The account is merged in, so its name is left out. */
#include "campaign_file.h"

#include <string.h>

/* Writers of the types that are no scalars. */
static dp_key_write *const writes[DP_TYPES] = {
    [DP_TYPE_DNC] = dp_write_dnc,
    [DP_TYPE_WINDOWS] = dp_write_windows,
    [DP_TYPE_SPECIAL_DAYS] = dp_write_special_days,
    [DP_TYPE_NO_CALL_DAYS] = dp_write_no_call_days,
    [DP_TYPE_GUARD] = dp_write_guard,
    [DP_TYPE_HOLIDAYS] = dp_write_holidays,
    [DP_TYPE_PHASES] = dp_write_phases,
    [DP_TYPE_INTERVALS] = dp_write_intervals,
    [DP_TYPE_OUTCOMES] = dp_write_outcomes,
    [DP_TYPE_CAPS] = dp_write_caps,
    [DP_TYPE_LANGUAGES] = dp_write_languages,
    [DP_TYPE_CALLBACK_RETRY] = dp_write_callback_retry,
    [DP_TYPE_PACING_MODE] = dp_write_pacing_mode,
    [DP_TYPE_OUTCOME_NAMES] = dp_write_outcome_names,
    [DP_TYPE_VARIANTS] = dp_write_variants,
    [DP_TYPE_LEASE_ORDER] = dp_write_lease_order,
};

/* Whether a key says nothing in this campaign: what it would say stands elsewhere, or it has no value. */
static int left_out(const dp_settings *settings, const dp_key *key) {
  switch (key - dp_keys) {
  case DP_KEY_account: return 1;
  case DP_KEY_retry_intensity: return (int)settings->retry.own_phases;
  case DP_KEY_retry_phases: return !settings->retry.own_phases;
  case DP_KEY_retry_intervals: return settings->retry.interval_count == 0;
  default: return dp_key_closed(settings, key);
  }
}

static int32_t depth_of(const dp_key *key) {
  int32_t depth = 0;
  for (uint8_t i = 0; i < key->section; i++) depth += key->path[i] == '.';
  return depth;
}

static void write_key(dp_writer *writer, const dp_key *key) {
  const size_t before = writer->text.len;
  writer->indent = 2 * depth_of(key);
  for (int32_t i = 0; i < writer->indent; i++) dp_text_char(&writer->text, ' ');
  dp_text_str(&writer->text, dp_key_name(key));
  dp_text_char(&writer->text, ':');
  if (key->type == DP_TYPE_SECTION) {
    if (dp_section_off(writer->settings, key)) dp_text_str(&writer->text, " off");
  } else if (writes[key->type]) {
    writes[key->type](writer, key);
  } else {
    dp_text_char(&writer->text, ' ');
    if (!dp_write_scalar(writer, key)) {
      writer->text.len = before; /* not set: as if nothing had been written */
      return;
    }
  }
  dp_text_char(&writer->text, '\n');
}

dialplan_status dialplan_campaign_format(const dialplan_campaign *campaign, char *out, uint64_t cap,
                                         uint64_t *len, dialplan_error *err) {
  if (!campaign || !len || (!out && cap))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, out or len is missing");
  dp_writer writer = {
      .text = {out, (size_t)cap, 0}, .settings = &campaign->settings, .zones = campaign->zones};
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (!left_out(&campaign->settings, key)) write_key(&writer, key);
  *len = writer.text.len;
  return DIALPLAN_OK;
}

dialplan_status dialplan_campaign_setting(const dialplan_campaign *campaign, const char *path, char *out,
                                          uint64_t cap, uint64_t *len) {
  if (!campaign || !path || !len || (!out && cap)) return DIALPLAN_E_ARGUMENT;
  const dp_key *key = dp_key_path(path, strlen(path));
  if (!key || key->type == DP_TYPE_SECTION || writes[key->type]) return DIALPLAN_E_KEY;
  dp_writer writer = {
      .text = {out, (size_t)cap, 0}, .settings = &campaign->settings, .zones = campaign->zones, .bare = 1};
  const int silent = key != &dp_keys[DP_KEY_account] && left_out(&campaign->settings, key);
  if (!silent) (void)dp_write_scalar(&writer, key);
  *len = writer.text.len;
  return DIALPLAN_OK;
}
