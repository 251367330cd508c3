/* SPDX-License-Identifier: MIT */
/* How many calls are under way at once, when they are told contact by contact?
 * Uses memory and the counts. Invariant: of one second, calls end before others start. */
#include "forecast_play.h"
#include "mem.h"

dialplan_status dp_channels_make(dp_channels *channels, int64_t from_at, int64_t until_at) {
  channels->first = from_at / 60;
  channels->count = (until_at - 1) / 60 - channels->first + 1;
  channels->places = dp_mem_new(sizeof *channels->places * (size_t)channels->count);
  return channels->places ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

void dp_channels_free(dp_channels *channels) {
  dp_mem_free(channels->minutes);
  dp_mem_free(channels->places);
}

static dp_channels_minute *minute_of(dp_channels *channels, int64_t at) {
  uint32_t *const place = &channels->places[at / 60 - channels->first];
  if (*place) return &channels->minutes[*place - 1];
  dp_channels_minute *const minutes =
      dp_mem_grown(channels->minutes, channels->used + 1, &channels->room, sizeof *minutes);
  if (!minutes) return NULL;
  channels->minutes = minutes;
  *place = (uint32_t)++channels->used;
  minutes[*place - 1] = (dp_channels_minute){.starts = 0};
  return &minutes[*place - 1];
}

dialplan_status dp_channels_add(dp_channels *channels, int64_t at, int64_t until_at) {
  dp_channels_minute *minute = minute_of(channels, at);
  if (!minute) return DIALPLAN_E_MEMORY;
  minute->change[at % 60]++;
  minute->starts |= UINT64_C(1) << at % 60;
  if (until_at / 60 >= channels->first + channels->count) return DIALPLAN_OK; /* nothing starts any more */
  if (until_at / 60 != at / 60) minute = minute_of(channels, until_at);
  if (!minute) return DIALPLAN_E_MEMORY;
  minute->change[until_at % 60]--;
  return DIALPLAN_OK;
}

dialplan_status dp_channels_count(const dp_channels *channels, dp_counts *counts) {
  int64_t under_way = 0;
  dp_counted_day *day = NULL;
  for (int64_t i = 0; i < channels->count; i++) {
    if (!channels->places[i]) continue;
    const dp_channels_minute *minute = &channels->minutes[channels->places[i] - 1];
    for (int second = 0; second < 60; second++) {
      under_way += minute->change[second];
      if (!(minute->starts >> second & 1)) continue;
      const int64_t at = (channels->first + i) * 60 + second;
      if (!day || at >= day->until_at) day = dp_counts_day(counts, at);
      if (!day) return DIALPLAN_E_MEMORY;
      if (under_way > day->day.channels) day->day.channels = (uint32_t)under_way;
    }
  }
  return DIALPLAN_OK;
}
