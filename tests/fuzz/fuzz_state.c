/* SPDX-License-Identifier: MIT */
/* Bytes as a stored state: whatever is taken is written back to the same bytes. Then the same bytes as a
 * state in memory, such as a caller may hand in, and the rest as events: nothing of that crashes, and what
 * apply answers can be stored. */
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"

static void must(int holds) {
  if (!holds) abort();
}

static void stored(const uint8_t *data, size_t size) {
  dialplan_state state;
  if (dialplan_state_decode(data, size, &state, NULL) != DIALPLAN_OK) return;
  uint8_t again[256];
  uint64_t len = 0;
  must(dialplan_state_encode(&state, again, sizeof again, &len, NULL) == DIALPLAN_OK);
  if (size == 0) return; /* no bytes and the byte 1 are both the zero state */
  must(len == size && memcmp(again, data, size) == 0);
}

/* Made once and kept. */
static const dialplan_campaign *the_campaign(void) {
  static dialplan_campaign *campaign;
  if (campaign) return campaign;
  const char *name = "UTC";
  const uint64_t name_len = 3, size = 0;
  const uint8_t *data = NULL;
  dialplan_zones *zones = NULL;
  must(dialplan_zones_compile(&name, &name_len, &data, &size, 1, NULL, &zones, NULL) == DIALPLAN_OK);
  dp_settings settings;
  dp_settings_init(&settings);
  settings.name = "fuzz";
  settings.callbacks.detection = settings.callbacks.bot = 1;
  settings.callbacks.max_ahead.days = 400;
  settings.windows.week[0].count = 1;
  settings.windows.week[0].span[0] = (dp_span){540, 1080};
  dp_arena arena = {0};
  must(dp_campaign_build(&arena, &settings, zones, &campaign, NULL) == DIALPLAN_OK);
  dialplan_zones_free(zones); /* the campaign holds its own reference */
  return campaign;
}

/* The bytes as they are: a state in memory, and events behind it. */
static void in_memory(const dialplan_campaign *campaign, const uint8_t *data, size_t size) {
  dialplan_contact contact;
  dialplan_state state;
  dialplan_event event;
  memset(&contact, 0, sizeof contact);
  memset(&state, 0, sizeof state);
  memcpy(&state, data, size < sizeof state ? size : sizeof state);
  state.size = 0;
  for (size_t at = size < sizeof state ? 0 : sizeof state; size - at >= sizeof event; at += sizeof event) {
    memcpy(&event, data + at, sizeof event);
    event.size = 0;
    const dialplan_status status = dialplan_apply(campaign, &contact, &state, &event, &state, NULL);
    if (status != DIALPLAN_OK && status < DIALPLAN_W_STALE) continue;
    uint8_t code[256];
    uint64_t len = 0;
    dialplan_state back;
    must(dialplan_state_encode(&state, code, sizeof code, &len, NULL) == DIALPLAN_OK && len <= sizeof code);
    must(dialplan_state_decode(code, len, &back, NULL) == DIALPLAN_OK);
    back.size = state.size;
    must(memcmp(&back, &state, sizeof back) == 0);
  }
}

/* The same as a log: it is audited or refused. */
static void as_log(const dialplan_campaign *campaign, const uint8_t *data, size_t size) {
  enum { EVENTS = 32 };
  dialplan_contact contact;
  dialplan_state state;
  dialplan_event events[EVENTS];
  memset(&contact, 0, sizeof contact);
  memset(&state, 0, sizeof state);
  memcpy(&state, data, size < sizeof state ? size : sizeof state);
  state.size = 0;
  uint64_t count = 0, found = 0, measured = 0;
  for (size_t at = size < sizeof state ? size : sizeof state; count < EVENTS && size - at >= sizeof *events;
       at += sizeof *events) {
    memcpy(&events[count], data + at, sizeof *events);
    events[count++].size = 0;
  }
  dialplan_violation out[8];
  const dialplan_status status =
      dialplan_audit(campaign, &contact, &state, events, sizeof *events, count, NULL, out, 8, &found, NULL);
  if (status != DIALPLAN_OK) return;
  must(dialplan_audit(campaign, &contact, &state, events, sizeof *events, count, NULL, NULL, 0, &measured,
                      NULL) == DIALPLAN_OK);
  must(found == measured);
  for (uint64_t i = 0; i < found && i < 8; i++) {
    char text[256];
    uint64_t len = 0;
    must(dialplan_violation_format(campaign, &out[i], text, sizeof text, &len) == DIALPLAN_OK);
    must(len > 0 && len <= sizeof text);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  stored(data, size);
  in_memory(the_campaign(), data, size);
  as_log(the_campaign(), data, size);
  return 0;
}
