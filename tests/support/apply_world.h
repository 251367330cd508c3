/* SPDX-License-Identifier: MIT */
/* A small campaign, one contact and its state, for tests that apply events. Settings are changed through
 * world.settings, which is the campaign's own. Times are UTC unless a test says otherwise: world_at(d, h, m)
 * is minute m of hour h of day d, where day 1 is Monday, 2026-03-02. */
#ifndef APPLY_WORLD_H
#define APPLY_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <dialplan.h>

#include "campaign.h"

typedef struct world {
  dialplan_zones *zones;
  dialplan_campaign *campaign;
  dp_settings *settings;
  dialplan_contact contact;
  dialplan_state state;
  dialplan_error error;
} world;

static inline int64_t world_at(int day, int hour, int minute) {
  return INT64_C(1772409600) + ((day - 1) * 24 + hour) * INT64_C(3600) +
         minute * 60; /* date -ud 2026-03-02 +%s */
}

/* Zones: one name, of the campaign and of the contact alike. */
static inline void world_open_in(world *w, const char *zone) {
  memset(w, 0, sizeof *w);
  const char *dir = "tests/data/tz/slim";
  assert_int_equal(
      dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, zone, strlen(zone), &w->zones, NULL), 0);
  dp_settings settings;
  dp_settings_init(&settings);
  settings.name = "world";
  settings.timezone = zone;
  assert_int_equal(dialplan_zones_find(w->zones, zone, strlen(zone), &settings.zone, NULL), 0);
  for (int day = 0; day < 7; day++) {
    settings.windows.week[day].count = 1;
    settings.windows.week[day].span[0] = (dp_span){540, 1080};
  }
  dp_arena arena = {0};
  assert_int_equal(dp_campaign_build(&arena, &settings, w->zones, &w->campaign, NULL), 0);
  w->settings = &w->campaign->settings;
  w->contact.key = 42;
}

static inline void world_open(world *w) { world_open_in(w, "UTC"); }

static inline void world_close(world *w) {
  dialplan_campaign_free(w->campaign);
  dialplan_zones_free(w->zones);
}

static inline dialplan_status world_apply(world *w, dialplan_event event) {
  return dialplan_apply(w->campaign, &w->contact, &w->state, &event, &w->state, &w->error);
}

static inline dialplan_event world_attempt(int64_t at, int64_t ended_at, uint8_t outcome) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT, .at = at, .ended_at = ended_at, .outcome = outcome};
}

/* A wish that counts whatever the gates. */
static inline dialplan_event world_wish(int64_t at, int64_t due_at) {
  return (dialplan_event){
      .kind = DIALPLAN_EVENT_CALLBACK, .at = at, .due_at = due_at, .by = DIALPLAN_BY_CUSTOMER, .ref = 7};
}

static inline dialplan_event world_event(uint8_t kind, int64_t at) {
  return (dialplan_event){.kind = kind, .at = at};
}

#endif
