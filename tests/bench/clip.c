/* SPDX-License-Identifier: MIT */
/* Clipping random instants of 2024 to 2028 into open time, beside flat tables made for exactly these
 * windows. * */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>

#include "bench.h"
#include "floor.h"

enum { COUNT = 100000 };

static floor_zone flat[FLOOR_ZONES];
static int64_t at[COUNT], out[COUNT];
static uint8_t zone_of[COUNT];
static dialplan_contact *contacts, *home; /* one a row, in 60 zones; one in a single zone */

typedef int64_t floor_of(const floor_zone *zone, int64_t at);

static void one_zone(void *with, int64_t items) {
  floor_of *clip = *(floor_of **)with;
  for (int64_t i = 0; i < items; i++) out[i] = clip(&flat[27], at[i]);
}

static void sixty_zones(void *with, int64_t items) {
  floor_of *clip = *(floor_of **)with;
  for (int64_t i = 0; i < items; i++) out[i] = clip(&flat[zone_of[i]], at[i]);
}

static void library_one_zone(void *with, int64_t items) {
  dialplan_clip_batch(with, home, 0, at, (uint64_t)items, NULL, out, NULL, NULL);
}

static void library_sixty_zones(void *with, int64_t items) {
  dialplan_clip_batch(with, contacts, sizeof *contacts, at, (uint64_t)items, NULL, out, NULL, NULL);
}

static void library_singly(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    dialplan_clipped clipped;
    dialplan_clip(with, &contacts[i], at[i], NULL, &clipped, NULL);
    sum += clipped.at;
  }
  bench_sink = sum;
}

static void compare(const char *title, dialplan_campaign *campaign, floor_of *clip) {
  floor_of *with = clip;
  library_sixty_zones(campaign, COUNT);
  for (int64_t i = 0; i < COUNT; i++) bench_same("clip", i, clip(&flat[zone_of[i]], at[i]), out[i]);
  const bench_row rows[] = {
      {"flat, 60 zones (floor)", sixty_zones, &with, COUNT},
      {"flat, 1 zone", one_zone, &with, COUNT},
      {"dialplan_clip_batch, 1 zone", library_one_zone, campaign, COUNT},
      {"dialplan_clip_batch, 60 zones", library_sixty_zones, campaign, COUNT},
      {"dialplan_clip (close, reason, zone), 60 zones", library_singly, campaign, COUNT},
  };
  bench_table(title, "clip", rows, 5);
}

int main(void) {
  dialplan_zones *zones = floor_load(floor_zone_names);
  floor_zones(zones, flat);
  floor_days();
  floor_instants(at, COUNT);
  contacts = bench_new(COUNT, sizeof *contacts);
  home = bench_new(1, sizeof *home);
  uint64_t state = 9;
  for (int i = 0; i < COUNT; i++) {
    zone_of[i] = (uint8_t)(bench_random(&state) % FLOOR_ZONES);
    contacts[i].key = (uint64_t)i + 1;
    contacts[i].zone_count = 1;
    contacts[i].zones[0] = (uint16_t)(zone_of[i] + 1);
  }
  home->zone_count = 1;
  home->zones[0] = 28;
  dialplan_campaign *one = floor_compile(floor_one_window, zones),
                    *two = floor_compile(floor_two_windows, zones),
                    *overnight = floor_compile(floor_overnight, zones);
  compare("Clip, Monday to Friday 09:00-18:00, ten no-call days a year", one, floor_clip);
  compare("Clip, 09:00-12:00 and 13:00-18:00", two, floor_clip_windows);
  floor_of *with = floor_clip;
  const bench_row rows[] = {
      {"flat, one window by day (floor)", sixty_zones, &with, COUNT},
      {"one window by day, 60 zones", library_sixty_zones, one, COUNT},
      {"two windows a day, 60 zones", library_sixty_zones, two, COUNT},
      {"daily 20:00-04:00, 60 zones", library_sixty_zones, overnight, COUNT},
  };
  bench_table("Clip, kinds of windows", "clip", rows, 4);
  dialplan_campaign_free(one);
  dialplan_campaign_free(two);
  dialplan_campaign_free(overnight);
  dialplan_zones_free(zones);
  return 0;
}
