/* SPDX-License-Identifier: MIT */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

const char floor_zone_names[] =
    "America/New_York\nAmerica/Chicago\nAmerica/Denver\nAmerica/Los_Angeles\nAmerica/Phoenix\nAmerica/"
    "Anchorage\n"
    "Pacific/Honolulu\nAmerica/Toronto\nAmerica/Vancouver\nAmerica/Winnipeg\nAmerica/Halifax\nAmerica/"
    "St_Johns\n"
    "America/Mexico_City\nAmerica/Bogota\nAmerica/Lima\nAmerica/Santiago\nAmerica/Sao_Paulo\n"
    "America/Argentina/Buenos_Aires\nAmerica/Caracas\nAmerica/Havana\nAmerica/Detroit\nAmerica/"
    "Panama\nEurope/London\n"
    "Europe/Dublin\nEurope/Lisbon\nEurope/Madrid\nEurope/Paris\nEurope/Berlin\nEurope/Rome\nEurope/Warsaw\n"
    "Europe/Athens\nEurope/Helsinki\nEurope/Bucharest\nEurope/Istanbul\nEurope/Moscow\nEurope/Kyiv\nAfrica/"
    "Cairo\n"
    "Africa/Casablanca\nAfrica/Lagos\nAfrica/Johannesburg\nAfrica/Nairobi\nAsia/Jerusalem\nAsia/Beirut\nAsia/"
    "Dubai\n"
    "Asia/Tehran\nAsia/Karachi\nAsia/Kolkata\nAsia/Kathmandu\nAsia/Dhaka\nAsia/Bangkok\nAsia/Singapore\n"
    "Asia/Shanghai\nAsia/Tokyo\nAsia/Seoul\nAsia/Manila\nAustralia/Perth\nAustralia/Adelaide\nAustralia/"
    "Sydney\n"
    "Australia/Lord_Howe\nPacific/Auckland";

#define NO_CALL_DAYS                                                                                         \
  "no_call_days: [every 01-01, every 01-26, every 03-08, every 05-01, every 06-19, every 07-04, every "      \
  "08-15,\n"                                                                                                 \
  "  every 10-03, every 12-25, every 12-26]\n"
#define REST "seed: bench\nsafety: {business_hours_guard: false}\n" NO_CALL_DAYS

static const int8_t no_call_days[10][2] = {{1, 1}, {1, 26}, {3, 8},  {5, 1},   {6, 19},
                                           {7, 4}, {8, 15}, {10, 3}, {12, 25}, {12, 26}};

const char floor_one_window[] = "name: One window\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\n" REST;
const char floor_two_windows[] =
    "name: Two windows\ntimezone: Europe/Berlin\nwindows: [09:00-12:00, 13:00-18:00]\n" REST;
const char floor_overnight[] =
    "name: Overnight\ntimezone: Europe/Berlin\nwindows: {daily: 20:00-04:00}\n" REST;

/* Days from FIRST_DAY on, a Monday. */
enum { FIRST_DAY = 19366 - 7 * 15, DAYS = 2600, MINUTES = 7 * 1440 };
static uint8_t days_on[DAYS];        /* to the next open day; 0: it is one */
static uint16_t minutes_on[MINUTES]; /* to the next minute that is open by floor_two_windows */

static int is_open_minute(int minute) {
  const int day = minute / 1440, rest = minute % 1440;
  return day < 5 && ((rest >= 540 && rest < 720) || (rest >= 780 && rest < 1080));
}

void floor_days(void) {
  int next = 0;
  for (int i = DAYS - 1; i >= 0; i--) {
    dialplan_civil civil;
    dialplan_date_split(FIRST_DAY + i, &civil);
    int open = i % 7 < 5;
    for (int k = 0; k < 10; k++)
      open &= !(civil.month == no_call_days[k][0] && civil.day == no_call_days[k][1]);
    next = open ? 0 : next + 1;
    days_on[i] = (uint8_t)next;
  }
  int wait = 0;
  for (int minute = 2 * MINUTES - 1; minute >= 0; minute--) {
    wait = is_open_minute(minute % MINUTES) ? 0 : wait + 1;
    if (minute < MINUTES) minutes_on[minute] = (uint16_t)wait;
  }
}

#define BUCKET_FROM (FLOOR_FROM - 366 * FLOOR_DAY_S)

void floor_zones(const dialplan_zones *zones, floor_zone *out) {
  for (uint16_t z = 0; z < FLOOR_ZONES; z++, out++) {
    int64_t at = BUCKET_FROM;
    int32_t offset = 0;
    dialplan_zone_offset(zones, (uint16_t)(z + 1), at, &offset);
    out->count = 0;
    out->at[0] = out->reading[0] = INT64_MIN / 2;
    out->offset[out->count++] = offset;
    for (;;) {
      dialplan_zone_next_change(zones, (uint16_t)(z + 1), at, &at, &offset);
      if (!at || at > FLOOR_UNTIL + 731 * FLOOR_DAY_S) break;
      const int32_t before = out->offset[out->count - 1];
      out->at[out->count] = at;
      out->reading[out->count] = at + (offset > before ? offset : before);
      out->offset[out->count++] = offset;
    }
    out->at[out->count] = out->reading[out->count] = INT64_MAX;
    int i = 0;
    for (int b = 0; b < 256; b++) {
      while (out->at[i + 1] <= BUCKET_FROM + ((int64_t)b << 20)) i++;
      out->bucket[b] = (uint8_t)i;
    }
  }
}

int32_t floor_offset(const floor_zone *zone, int64_t at) {
  int i = zone->bucket[(at - BUCKET_FROM) >> 20];
  i += zone->at[i + 1] <= at;
  return zone->offset[i];
}

int64_t floor_instant(const floor_zone *zone, int64_t reading) {
  int i = zone->bucket[(reading - 15 * 3600 - BUCKET_FROM) >> 20];
  while (zone->reading[i + 1] <= reading) i++;
  return reading - zone->offset[i];
}

int64_t floor_clip(const floor_zone *zone, int64_t at) {
  enum { OPEN = 9 * 3600, CLOSE = 18 * 3600 };
  const int64_t reading = at + floor_offset(zone, at) - (int64_t)FIRST_DAY * FLOOR_DAY_S;
  int day = (int)((uint64_t)reading / FLOOR_DAY_S);
  const int second = (int)(reading - (int64_t)day * FLOOR_DAY_S);
  if ((days_on[day] == 0) & (second >= OPEN) & (second < CLOSE)) return at;
  day += second >= OPEN;
  day += days_on[day];
  return floor_instant(zone, ((int64_t)FIRST_DAY + day) * FLOOR_DAY_S + OPEN);
}

int64_t floor_clip_windows(const floor_zone *zone, int64_t at) {
  const int64_t line = at + floor_offset(zone, at) - (int64_t)FIRST_DAY * FLOOR_DAY_S;
  const uint32_t first = (uint32_t)((uint64_t)line / 60);
  for (uint32_t minute = first;;) {
    const uint32_t day = minute / 1440;
    if (days_on[day]) {
      minute = (day + days_on[day]) * 1440;
      continue;
    }
    if (minutes_on[minute % MINUTES] == 0)
      return minute == first ? at
                             : floor_instant(zone, (int64_t)FIRST_DAY * FLOOR_DAY_S + (int64_t)minute * 60);
    minute += minutes_on[minute % MINUTES];
  }
}

/* ---- a campaign, played ---- */

typedef struct floor_game {
  const floor_zone *zones;
  const floor_contact *contacts;
  int64_t from_at, *due;
  int32_t *minutes, *next; /* lists of contacts: the first of each minute, and the one behind each contact */
  uint8_t *attempts;
  int64_t by_hour[400 * 24];
} floor_game;

enum { GAME_MINUTES = 400 * 1440, NO_CONTACT = -1 };

static void plan(floor_game *g, int32_t i, int64_t at) {
  const int64_t minute = (at - g->from_at) / 60;
  if (minute >= GAME_MINUTES) return;
  g->due[i] = at;
  g->next[i] = g->minutes[minute];
  g->minutes[minute] = i;
}

/* Calls a contact; it ends, or waits for its next attempt. */
static void call(floor_game *g, int32_t i, int64_t at) {
  static const int32_t waits[15] = {900,   1800,   3600,   7200,   14400,  28800,  43200, 86400,
                                    86400, 172800, 172800, 259200, 259200, 432000, 604800};
  const int k = g->attempts[i]++;
  uint64_t state = g->contacts[i].key + (uint64_t)k;
  const uint64_t random = bench_random(&state);
  g->by_hour[(at - g->from_at) / 3600]++;
  if (random % FLOOR_DRAWN < FLOOR_ANSWERED + FLOOR_INVALID || k == 14) return;
  const int64_t later = at + waits[k] + (int64_t)((random >> 32) % 600);
  plan(g, i, floor_clip(&g->zones[g->contacts[i].zone], later));
}

/* Those of a minute who find no room wait in line; whoever has waited past a window is planned again. */
static int64_t play(floor_game *g, int64_t a_minute) {
  int32_t first = NO_CONTACT, last = NO_CONTACT;
  int64_t calls = 0;
  for (int64_t minute = 0; minute < GAME_MINUTES; minute++) {
    const int64_t now = g->from_at + minute * 60;
    for (int32_t i = g->minutes[minute], behind; i != NO_CONTACT; i = behind) {
      behind = g->next[i];
      g->next[i] = NO_CONTACT;
      if (first == NO_CONTACT)
        first = i;
      else
        g->next[last] = i;
      last = i;
    }
    for (int64_t used = 0; first != NO_CONTACT && (!a_minute || used < a_minute);) {
      const int32_t i = first;
      first = g->next[i];
      const int64_t at = g->due[i] > now ? g->due[i] : now;
      const int64_t open_at = at == g->due[i] ? at : floor_clip(&g->zones[g->contacts[i].zone], at);
      if (open_at != at) {
        plan(g, i, open_at);
        continue;
      }
      used++;
      calls++;
      call(g, i, at);
    }
  }
  return calls;
}

int64_t floor_play(const floor_zone *zones, const floor_contact *contacts, int64_t count, int64_t from_at,
                   int64_t a_minute) {
  floor_game *g = bench_new(1, sizeof *g);
  *g = (floor_game){.zones = zones, .contacts = contacts, .from_at = from_at};
  g->due = malloc(sizeof *g->due * (size_t)count);
  g->next = malloc(sizeof *g->next * (size_t)count);
  g->minutes = malloc(sizeof *g->minutes * GAME_MINUTES);
  g->attempts = calloc((size_t)count, 1);
  if (!g->due || !g->next || !g->minutes || !g->attempts) exit(1);
  for (int64_t i = 0; i < GAME_MINUTES; i++) g->minutes[i] = NO_CONTACT;
  for (int64_t i = 0; i < count; i++) {
    uint64_t state = contacts[i].key;
    const int64_t at = from_at + (int64_t)(bench_random(&state) % 600);
    plan(g, (int32_t)i, floor_clip(&zones[contacts[i].zone], at));
  }
  const int64_t calls = play(g, a_minute);
  bench_sink = g->by_hour[9];
  free(g->due);
  free(g->next);
  free(g->minutes);
  free(g->attempts);
  free(g);
  return calls;
}

dialplan_zones *floor_load(const char *names) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  if (dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, names, names ? strlen(names) : 0, &zones, &error)) {
    printf("%s\n", error.message);
    exit(1);
  }
  return zones;
}

dialplan_campaign *floor_compile(const char *text, dialplan_zones *zones) {
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  if (dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, &error)) {
    printf("%u:%u: %s\n", error.line, error.column, error.message);
    exit(1);
  }
  return campaign;
}

void floor_instants(int64_t *at, int64_t count) {
  uint64_t state = 4;
  for (int64_t i = 0; i < count; i++)
    at[i] = FLOOR_FROM + (int64_t)(bench_random(&state) % (uint64_t)(FLOOR_UNTIL - FLOOR_FROM));
}
