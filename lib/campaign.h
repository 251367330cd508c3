/* SPDX-License-Identifier: MIT */
/* A compiled campaign from inside. */
#ifndef DP_CAMPAIGN_H
#define DP_CAMPAIGN_H

#include <dialplan/campaign.h>

#include "daytable.h"
#include "mem.h"
#include "settings.h"
#include "zones.h"

struct dialplan_campaign {
  dp_settings settings;
  dp_daytables tables;   /* open time on the civil time line */
  dialplan_zones *zones; /* one reference of our own */
  uint64_t seed;         /* dp_draw_hash of settings.seed, else of settings.name */
  dp_arena arena;        /* owns everything else */
};

/* A campaign of settings made by hand or by campaign_read.c. Takes the arena over (freed on failure too); takes a
 * reference to zones. Builds the day tables. */
dialplan_status dp_campaign_build(dp_arena *arena, const dp_settings *settings, const dialplan_zones *zones,
                                  dialplan_campaign **out, dialplan_error *err);

/* The defaults of every key; name, timezone and windows are unset. */
void dp_settings_init(dp_settings *settings);

/* The phases of a preset, and the rows of `standard`. */
void dp_settings_phases(dp_retry *retry, int32_t intensity);
void dp_settings_standard(dp_retry *retry);

#endif
