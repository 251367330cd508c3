/* SPDX-License-Identifier: MIT */
/* What is a compiled campaign made of, and what are its settings when nothing is written?
 * Uses the table of keys, the day tables, the zone table's counted reference and the arena. Invariant: a
 * campaign owns all it points to, and nothing in it changes once it is built. */
#include "campaign.h"

#include <dialplan/decision.h>

#include "base.h"
#include "campaign_file.h"
#include "date.h"
#include "draw.h"

#include <string.h>

void dp_settings_phases(dp_retry *retry, int32_t intensity) {
  static const dp_phase aggressive[] = {
      {.from_day = 1, .until_day = 1, .calls = 3, .per_days = 1, .gap = {0, 3600}, .has_gap = 1},
      {.from_day = 2, .until_day = 10, .calls = 2, .per_days = 1, .dayparts = DP_DAYPARTS_SPREAD},
      {.from_day = 11, .calls = 1, .per_days = 1},
  };
  static const dp_phase moderate[] = {
      {.from_day = 1, .until_day = 1, .calls = 3, .per_days = 1, .gap = {0, 3600}, .has_gap = 1},
      {.from_day = 2, .until_day = 4, .calls = 2, .per_days = 1, .dayparts = DP_DAYPARTS_SPREAD},
      {.from_day = 5, .until_day = 11, .calls = 1, .per_days = 1},
      {.from_day = 12, .calls = 1, .per_days = 7},
  };
  static const dp_phase conservative[] = {
      {.from_day = 1, .until_day = 1, .calls = 2, .per_days = 1, .gap = {0, 4 * 3600}, .has_gap = 1},
      {.from_day = 2, .until_day = 4, .calls = 1, .per_days = 1},
      {.from_day = 5, .calls = 1, .per_days = 7},
  };
  static const struct {
    const dp_phase *phases;
    uint32_t count;
  } presets[] = {{aggressive, 3}, {moderate, 4}, {conservative, 3}};
  retry->intensity = intensity;
  retry->own_phases = 0;
  retry->phase_count = presets[intensity].count;
  memset(retry->phases, 0, sizeof retry->phases);
  memcpy(retry->phases, presets[intensity].phases, presets[intensity].count * sizeof(dp_phase));
}

static void row(dp_retry *retry, int32_t outcome, int32_t seconds, int32_t retries) {
  retry->rows[outcome] = (dp_row){{0, seconds}, retries, DP_ROW_AFTER};
}

void dp_settings_standard(dp_retry *retry) {
  retry->standard = 1;
  retry->max_consecutive_errors = DP_OFF;
  row(retry, DIALPLAN_OUTCOME_VOICEMAIL, 24 * 3600, 3);
  row(retry, DIALPLAN_OUTCOME_NO_ANSWER, 24 * 3600, 3);
  row(retry, DIALPLAN_OUTCOME_BUSY, 3600, 5);
  row(retry, DIALPLAN_OUTCOME_ERROR, 1800, 3);
  row(retry, DIALPLAN_OUTCOME_NETWORK_ERROR, 1800, 3);
}

/* What the table of keys gives as a list, and its scalars cannot. */
static void lists_init(dp_settings *settings) {
  static const char *const languages[] = {"en", "hi"};
  static const uint8_t order[] = {DIALPLAN_CLASS_CALLBACK, DIALPLAN_CLASS_PENDING, DIALPLAN_CLASS_RETRY};
  dp_callbacks *callbacks = &settings->callbacks;
  callbacks->languages = languages;
  callbacks->language_count = 2;
  callbacks->books[0] = 1;
  callbacks->books[1] = 2;
  callbacks->book_count = 2;
  callbacks->retry[0].seconds = 900;
  callbacks->retry[1].seconds = 3600;
  callbacks->retry[2].days = 1;
  callbacks->retry_count = 3;
  memcpy(settings->lease_order, order, sizeof order);
  dp_settings_phases(&settings->retry, DP_INTENSITY_MODERATE);
  row(&settings->retry, DIALPLAN_OUTCOME_NETWORK_ERROR, 1800, DP_OFF);
}

void dp_settings_init(dp_settings *settings) {
  memset(settings, 0, sizeof *settings);
  /* From the end, because an optional section is off whatever defaults its keys have. */
  for (const dp_key *key = dp_keys + DP_KEYS; key-- > dp_keys;) dp_key_default(settings, key);
  lists_init(settings);
}

dialplan_status dp_campaign_build(dp_arena *arena, const dp_settings *settings, const dialplan_zones *zones,
                                  dialplan_campaign **out, dialplan_error *err) {
  dialplan_campaign *campaign = dp_arena_new(arena, sizeof *campaign);
  dialplan_status status = campaign ? DIALPLAN_OK : dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
  if (status == DIALPLAN_OK) {
    campaign->settings = *settings;
    status = dp_daytables_build(arena, &campaign->settings, &campaign->tables, err);
  }
  if (status != DIALPLAN_OK) {
    dp_arena_free(arena);
    return status;
  }
  for (uint32_t i = 0; i < settings->variant_count; i++) {
    dp_variant *variant = &campaign->settings.variants[i];
    variant->key = dp_draw_hash(variant->name, strlen(variant->name));
  }
  const char *seed = settings->seed ? settings->seed : settings->name ? settings->name : "";
  campaign->seed = dp_draw_hash(seed, strlen(seed));
  campaign->zones = dp_zones_keep(zones);
  campaign->arena = *arena;
  memset(arena, 0, sizeof *arena);
  *out = campaign;
  return DIALPLAN_OK;
}

void dialplan_campaign_free(dialplan_campaign *campaign) {
  if (!campaign) return;
  dialplan_zones_free(campaign->zones);
  dp_arena arena = campaign->arena; /* the campaign lies in its own arena */
  dp_arena_free(&arena);
}

const dialplan_zones *dialplan_campaign_zones(const dialplan_campaign *campaign) { return campaign->zones; }

uint16_t dialplan_campaign_zone(const dialplan_campaign *campaign) { return campaign->settings.zone; }

dialplan_status dialplan_campaign_outcome(const dialplan_campaign *campaign, const char *name, uint64_t len,
                                          uint8_t *outcome, dialplan_error *err) {
  if (!outcome || (!name && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "name or outcome is missing");
  if (campaign)
    for (uint32_t i = 0; i < campaign->settings.outcome_name_count; i++) {
      const dp_name_outcome *own = &campaign->settings.outcome_names[i];
      if (dp_text_is(name, len, own->name)) {
        *outcome = (uint8_t)own->outcome;
        return DIALPLAN_OK;
      }
    }
  return dialplan_outcome_parse(name, len, outcome, err);
}

uint64_t dialplan_campaign_rules(const dialplan_campaign *campaign) { return campaign->settings.guard.count; }

dialplan_status dialplan_campaign_rule(const dialplan_campaign *campaign, uint64_t index, const char **id,
                                       const char **jurisdiction, const char **source, const char **checked) {
  if (index >= campaign->settings.guard.count) return DIALPLAN_E_RANGE;
  const dp_guard_rule *rule = &campaign->settings.guard.rules[index];
  if (id) *id = rule->id;
  if (jurisdiction) *jurisdiction = rule->jurisdiction;
  if (source) *source = rule->source;
  if (checked) *checked = rule->checked_text ? rule->checked_text : "";
  return DIALPLAN_OK;
}

uint64_t dialplan_campaign_calendar_days(const dialplan_campaign *campaign) {
  const dp_settings *settings = &campaign->settings;
  uint64_t count = 0;
  for (uint32_t i = 0; i < settings->calendar_count; i++) count += settings->calendars[i].days.count;
  for (uint32_t i = 0; i < settings->holiday_count; i++) count += settings->holidays[i].days.count;
  return count;
}

/* The entry of a list, with the lists before it taken off the index; NULL: it lies behind this one. */
static const dp_day_entry *entry_at(const dp_dayset *days, uint64_t *index) {
  if (*index < days->count) return &days->entries[*index];
  *index -= days->count;
  return NULL;
}

dialplan_status dialplan_campaign_calendar_day(const dialplan_campaign *campaign, uint64_t index,
                                               int32_t *from_date, int32_t *until_date, const char **label,
                                               const char **file, const char **country) {
  const dp_settings *settings = &campaign->settings;
  const dp_day_entry *entry = NULL;
  const char *from = NULL, *of = "";
  for (uint32_t i = 0; i < settings->calendar_count && !entry; i++) {
    entry = entry_at(&settings->calendars[i].days, &index);
    from = settings->calendars[i].file;
  }
  for (uint32_t i = 0; i < settings->holiday_count && !entry; i++) {
    entry = entry_at(&settings->holidays[i].days, &index);
    from = settings->holidays[i].file;
    of = settings->holidays[i].country;
  }
  if (!entry) return DIALPLAN_E_RANGE;
  if (from_date) *from_date = entry->from_date;
  if (until_date) *until_date = entry->until_date;
  if (label) *label = entry->label ? entry->label : "";
  if (file) *file = from;
  if (country) *country = of;
  return DIALPLAN_OK;
}
