/* SPDX-License-Identifier: MIT */
/* Bytes as a load in memory, such as a caller may hand in, and the rest as what happens next: it is refused,
 * or every question about it is answered, and telling it more makes no load that is refused. */
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"

static void must(int holds) {
  if (!holds) abort();
}

/* Made once and kept: every limit is on. */
static const dialplan_campaign *the_campaign(void) {
  static dialplan_campaign *campaign;
  if (campaign) return campaign;
  static const char text[] =
      "name: fuzz\nseed: s\ntimezone: UTC\nzone_policy: campaign\nwindows: 09:00-18:00\npacing: {preset: "
      "balanced, "
      "channel_cap: 3, seats: 3, calls_per_second: {rate: 3, burst: 7}, mode: {predictive: "
      "{average_handle_time: "
      "1h, answer_rate: 90%}}}\nsafety: {circuit_breaker: {failures: 30%, of_last: 9}, budget: {amount: 90, "
      "per_call: 0.1, per_minute: 900000}}\n";
  const char *name = "UTC";
  const uint64_t name_len = 3, size = 0;
  const uint8_t *data = NULL;
  dialplan_zones *zones = NULL;
  must(dialplan_zones_compile(&name, &name_len, &data, &size, 1, NULL, &zones, NULL) == DIALPLAN_OK);
  must(dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, NULL) ==
       DIALPLAN_OK);
  dialplan_zones_free(zones); /* the campaign holds its own reference */
  return campaign;
}

static void ask(const dialplan_campaign *campaign, const dialplan_load *load, int64_t now, uint32_t ms) {
  dialplan_admission a;
  dialplan_estimated e;
  if (dialplan_pacing_admit(campaign, load, now, ms, &a, NULL)) return;
  must(a.limit != DIALPLAN_PACING_NONE && a.starts <= 1); /* spacing is on */
  must(a.next_ms < 1000 && (!a.next_at || a.next_at >= now));
  must(dialplan_estimate(campaign, load, 1000, 180, now, NULL, &e, NULL) == DIALPLAN_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const dialplan_campaign *campaign = the_campaign();
  dialplan_load load;
  dialplan_event event;
  int64_t now = 1772445600;
  memset(&load, 0, sizeof load);
  memcpy(&load, data, size < sizeof load ? size : sizeof load);
  load.size = 0;
  ask(campaign, &load, now, 0);
  int good = dialplan_load_started(campaign, &load, now, 1, 0, NULL) == DIALPLAN_OK;
  for (size_t at = size < sizeof load ? size : sizeof load; size - at >= sizeof event; at += sizeof event) {
    memcpy(&event, data + at, sizeof event);
    event.size = 0;
    now += event.run % 100000;
    dialplan_status status = dialplan_load_ended(campaign, &load, &event, event.by & 1, NULL);
    must(good || status != DIALPLAN_OK);
    if (event.by & 2) status = dialplan_load_started(campaign, &load, now, event.run % 1000, event.run, NULL);
    must(good || !(event.by & 2) || status != DIALPLAN_OK);
    ask(campaign, &load, now, event.run % 1000);
    if (good) must(dialplan_load_reset(&load, NULL) == DIALPLAN_OK);
  }
  return 0;
}
