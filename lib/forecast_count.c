/* SPDX-License-Identifier: MIT */
/* On which civil date did it happen, and which calls were there?
 * Uses the campaign's zone. Invariant: days follow one another in time; one is made when something happens on
 * it, and found again without a look at the zone as long as nothing later has happened. */
#include <string.h>

#include "forecast.h"
#include "mem.h"

static void *grown(void *items, uint64_t count, uint64_t *room, size_t size) {
  if (count < *room) return items;
  const uint64_t more = *room ? *room * 2 : 64;
  void *const memory = dp_mem_resize(items, (size_t)more, size);
  if (memory) *room = more;
  return memory;
}

dialplan_forecast_day *dp_days_at(dp_forecast_days *days, const dialplan_campaign *campaign, int64_t at) {
  if (days->count && at < days->until_at) return &days->items[days->count - 1];
  dialplan_forecast_day *const items = grown(days->items, days->count, &days->room, sizeof *items);
  if (!items) return NULL;
  const dp_zone *zone = dp_zones_at(campaign->zones, campaign->settings.zone);
  days->items = items;
  days->until_at = dp_load_next_date(campaign, at);
  memset(&items[days->count], 0, sizeof *items);
  items[days->count].date = dp_date_of(at + dp_zone_offset(zone, at), NULL);
  return &items[days->count++];
}

int dp_calls_add(dp_calls *calls, const dialplan_forecast_call *call) {
  dialplan_forecast_call *const items = grown(calls->items, calls->count, &calls->room, sizeof *items);
  if (!items) return 0;
  calls->items = items;
  items[calls->count++] = *call;
  return 1;
}
