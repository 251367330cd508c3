/* SPDX-License-Identifier: MIT */
/* The door to ICU: its zone data into a zone table, for comparisons. */
#ifndef DP_DOOR_ICU_H
#define DP_DOOR_ICU_H

#include <dialplan/zones.h>

#include <stddef.h>

#include "text.h"

/* dialplan_zones_load() for DIALPLAN_ZONES_ICU. */
dialplan_status dp_icu_zones(const char *names, size_t names_len, dialplan_zones **out, dialplan_error *err);

/* Writes ICU's version, "72.1". */
void dp_icu_version(dp_text *text);

#endif
