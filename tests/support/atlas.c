/* SPDX-License-Identifier: MIT */
/* Zone files are written here from the changes that the zones' laws made, so that no test depends on a
 * machine's data. */
#include "support/atlas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "zones.h"

typedef struct change {
  int64_t at;
  int32_t offset; /* from then on */
} change;

typedef struct place {
  const char *name;
  int32_t offset;     /* before the first change */
  change changes[8];  /* at 0: no more */
  const char *footer; /* what holds after the last one */
} place;

static const place places[ATLAS_ZONES - 1] = {
    {"America/New_York", -18000, {{0}}, "EST5EDT,M3.2.0,M11.1.0"},
    {"Europe/London", 3600, {{57722400, 0}}, "GMT0BST,M3.5.0/1,M10.5.0"},
    {"Australia/Lord_Howe", 37800, {{0}}, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"},
    {"Pacific/Apia", -39600, {{1316872800, -36000}, {1325239200, 50400}, {1333202400, 46800}}, "<+13>-13"},
    {"America/Caracas", -14400, {{1197183600, -16200}, {1462086000, -14400}}, "<-04>4"},
    {"Asia/Kathmandu", 19800, {{504901800, 20700}}, "<+0545>-5:45"},
    {"Africa/Casablanca", 3600, {{1771120800, 0}, {1774144800, 3600}}, "<+01>-1"},
    {"America/St_Johns", -9000, {{1289097060, -12600}}, "<-0330>3:30"},
    {"Africa/Monrovia", -2670, {{63593070, 0}}, "GMT0"},
    {"Asia/Kolkata", 19800, {{0}}, "IST-5:30"},
    {"Pacific/Kiritimati", 50400, {{0}}, "<+14>-14"},
    {"Pacific/Niue", -39600, {{0}}, "<-11>11"},
};

static uint8_t *put32(uint8_t *out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) *out++ = (uint8_t)(value >> shift);
  return out;
}

/* The header of one block (RFC 9636): only version, transitions, types and one byte of names are counted. */
static uint8_t *put_header(uint8_t *out, uint32_t changes, uint32_t types) {
  memcpy(out, "TZif2", 5);
  memset(out + 5, 0, 27);
  out = put32(out + 32, changes);
  out = put32(out, types);
  return put32(out, 1);
}

static uint8_t *put_type(uint8_t *out, int32_t offset) {
  out = put32(out, (uint32_t)offset);
  *out++ = 0; /* whether it is summer time */
  *out++ = 0; /* its name */
  return out;
}

static uint64_t write_tzif(const place *from, uint8_t *out) {
  uint32_t count = 0;
  while (count < 8 && from->changes[count].at) count++;
  uint8_t *end = put_type(put_header(out, 0, 1), 0);
  *end++ = 0;
  end = put_header(end, count, count + 1);
  for (uint32_t i = 0; i < count; i++) {
    end = put32(end, (uint32_t)((uint64_t)from->changes[i].at >> 32));
    end = put32(end, (uint32_t)from->changes[i].at);
  }
  for (uint32_t i = 0; i < count; i++) *end++ = (uint8_t)(i + 1);
  end = put_type(end, from->offset);
  for (uint32_t i = 0; i < count; i++) end = put_type(end, from->changes[i].offset);
  *end++ = 0;
  end += sprintf((char *)end, "\n%s\n", from->footer);
  return (uint64_t)(end - out);
}

static void stop(const char *what, const char *text, const char *why) {
  fprintf(stderr, "atlas: %s \"%s\": %s\n", what, text, why);
  abort();
}

dialplan_zones *atlas_zones(void) {
  static uint8_t bytes[ATLAS_ZONES][512];
  const char *names[ATLAS_ZONES] = {"UTC"};
  const uint8_t *data[ATLAS_ZONES] = {NULL};
  uint64_t lengths[ATLAS_ZONES] = {3}, sizes[ATLAS_ZONES] = {0};
  for (int i = 1; i < ATLAS_ZONES; i++) {
    names[i] = places[i - 1].name;
    lengths[i] = strlen(names[i]);
    data[i] = bytes[i];
    sizes[i] = write_tzif(&places[i - 1], bytes[i]);
  }
  dialplan_zones *zones = NULL;
  dialplan_error err = {0};
  if (dialplan_zones_compile(names, lengths, data, sizes, ATLAS_ZONES, "atlas", &zones, &err) != DIALPLAN_OK)
    stop("zones", "", err.message);
  for (int i = 0; i < ATLAS_ZONES; i++)
    if (strcmp(dialplan_zones_name(zones, (uint16_t)i), names[i]) != 0)
      stop("index", names[i], "another zone's");
  return zones;
}

int64_t atlas_at(const dialplan_zones *zones, int zone, const char *text) {
  int64_t at = 0;
  dialplan_error err = {0};
  if (dialplan_instant_parse(zones, (uint16_t)zone, text, strlen(text), DIALPLAN_EDGE_START, &at, &err) !=
      DIALPLAN_OK)
    stop("instant", text, err.message);
  return at;
}

int32_t atlas_date(const char *text) {
  int32_t date = 0;
  dialplan_error err = {0};
  if (dialplan_date_parse(text, strlen(text), &date, &err) != DIALPLAN_OK) stop("date", text, err.message);
  return date;
}

dp_spans atlas_spans(const char *text) {
  dp_spans spans = {0};
  int from_h, from_m, until_h, until_m, used;
  for (; *text; text += used) {
    if (sscanf(text, " %2d:%2d-%2d:%2d%n", &from_h, &from_m, &until_h, &until_m, &used) != 4)
      stop("spans", text, "HH:MM-HH:MM expected");
    const int from = from_h * 60 + from_m, until = until_h * 60 + until_m;
    dp_span *span = &spans.span[spans.count++];
    span->from_min = (uint16_t)from;
    span->until_min = (uint16_t)(until <= from ? until + 1440 : until);
  }
  return spans;
}

void atlas_week(dp_spans week[7], const char *days, const char *spans) {
  for (int day = 0; day < 7; day++)
    if (days[day] == '1') week[day] = atlas_spans(spans);
}

dp_settings atlas_settings(const char *days, const char *spans) {
  dp_settings settings;
  dp_settings_init(&settings);
  atlas_week(settings.windows.week, days, spans);
  return settings;
}

dialplan_campaign *atlas_campaign(const dp_settings *settings, const dialplan_zones *zones) {
  dp_arena arena = {0};
  dialplan_campaign *campaign = NULL;
  dialplan_error err = {0};
  if (dp_campaign_build(&arena, settings, zones, &campaign, &err) != DIALPLAN_OK)
    stop("campaign", "", err.message);
  return campaign;
}

dialplan_contact atlas_contact(const char *id, int count, const int *zones) {
  dialplan_contact contact = {.key = dp_draw_hash(id, strlen(id)), .zone_count = (uint16_t)count};
  for (int i = 0; i < count; i++) contact.zones[i] = (uint16_t)zones[i];
  return contact;
}
