/* SPDX-License-Identifier: MIT */
/* What do the settings say about one name?
 * Uses the plain values alone. Invariant: names match exactly, and each is there once. */
#include "settings.h"

#include <string.h>

const dp_dayset *dp_settings_holidays(const dp_settings *settings, const char *country) {
  for (uint32_t i = 0; i < settings->holiday_count; i++)
    if (strcmp(settings->holidays[i].country, country) == 0) return &settings->holidays[i].days;
  return NULL;
}
