/* SPDX-License-Identifier: MIT */
/* Zones: UTC to civil and back, names to indexes, loading. Link: *
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "floor.h"
#include "zones.h"

enum { COUNT = 200000 };

static dialplan_zones *zones;
static floor_zone flat[FLOOR_ZONES];
static int64_t at[COUNT];
static uint8_t zone_of[COUNT];
static char files[FLOOR_ZONES][96];
static char names[FLOOR_ZONES][64];

static void by_floor(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    const floor_zone *zone = &flat[zone_of[i]];
    sum += floor_instant(zone, at[i] + floor_offset(zone, at[i]));
  }
  bench_sink = sum;
}

static void by_segments(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    const dp_zone *zone = dp_zones_at(zones, (uint16_t)(zone_of[i] + 1));
    sum += dp_zone_instant(zone, at[i] + dp_zone_offset(zone, at[i]), NULL, NULL);
  }
  bench_sink = sum;
}

static void by_library(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    dialplan_civil civil;
    int64_t back = 0;
    dialplan_zone_civil(zones, (uint16_t)(zone_of[i] + 1), at[i], &civil, NULL);
    dialplan_zone_instant(zones, (uint16_t)(zone_of[i] + 1), &civil, NULL, &back, NULL);
    sum += back;
  }
  bench_sink = sum;
}

static void there_and_back(void) {
  for (int64_t i = 0; i < COUNT; i++) {
    const floor_zone *zone = &flat[zone_of[i]];
    const dp_zone *ours = dp_zones_at(zones, (uint16_t)(zone_of[i] + 1));
    const int32_t offset = floor_offset(zone, at[i]);
    bench_same("offset of", i, offset, dp_zone_offset(ours, at[i]));
    bench_same("instant of", i, floor_instant(zone, at[i] + offset),
               dp_zone_instant(ours, at[i] + offset, NULL, NULL));
  }
  const bench_row rows[] = {
      {"flat table to seconds and back (floor)", by_floor, NULL, COUNT},
      {"the library's segments to seconds and back", by_segments, NULL, COUNT},
      {"dialplan_zone_civil, _instant (year to second)", by_library, NULL, COUNT},
  };
  bench_table("UTC to local to UTC, 60 zones", "trip", rows, 3);
}

static void write_instants(void *with, int64_t items) {
  char text[32];
  uint64_t sum = 0, len;
  for (int64_t i = 0; i < items; i++) {
    dialplan_instant_format(zones, (uint16_t)(zone_of[i] + 1), at[i], text, sizeof text, &len);
    sum += len + (uint8_t)text[18];
  }
  bench_sink = (int64_t)sum;
}

static void read_instants(void *with, int64_t items) {
  static const char text[] = "2026-03-02T09:00:00+05:30";
  int64_t sum = 0, found = 0;
  for (int64_t i = 0; i < items; i++) {
    dialplan_instant_parse(zones, 0, text, sizeof text - 1, DIALPLAN_EDGE_START, &found, NULL);
    sum += found;
  }
  bench_sink = sum;
}

static void read_digits(void *with, int64_t items) { /* no check, no calendar: what any reader must do */
  static const char text[] = "2026-03-02T09:00:00+05:30";
  const volatile char *from = text;
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++)
    for (int k = 0; k < 24; k++) sum += (from[k] - '0') * k;
  bench_sink = sum;
}

static void find_names(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    uint16_t index = 0;
    const char *name = names[zone_of[i]];
    dialplan_zones_find(zones, name, strlen(name), &index, NULL);
    sum += index;
  }
  bench_sink = sum;
}

static void texts(void) {
  const bench_row rows[] = {
      {"24 characters looked at (floor)", read_digits, NULL, COUNT},
      {"dialplan_instant_parse", read_instants, NULL, COUNT},
      {"dialplan_instant_format", write_instants, NULL, COUNT},
      {"dialplan_zones_find", find_names, NULL, COUNT},
  };
  bench_table("Texts", "text", rows, 4);
}

static void read_files(void *with, int64_t items) {
  static uint8_t bytes[65536];
  for (int64_t k = 0; k < items; k++)
    for (int i = 0; i < FLOOR_ZONES; i++) {
      const int fd = open(files[i], O_RDONLY);
      if (fd < 0) continue;
      bench_sink += read(fd, bytes, sizeof bytes);
      close(fd);
    }
}

static void load_60(void *with, int64_t items) {
  while (items--) dialplan_zones_free(floor_load(floor_zone_names));
}

static void load_all(void *with, int64_t items) {
  while (items--) dialplan_zones_free(floor_load(NULL));
}

static void loading(void) {
  const bench_row rows[] = {
      {"open and read 60 files (floor)", read_files, NULL, 20},
      {"dialplan_zones_load, 60 zones", load_60, NULL, 20},
      {"dialplan_zones_load, all there are", load_all, NULL, 2},
  };
  bench_table("Loading", "load", rows, 3);
}

int main(void) {
  zones = floor_load(floor_zone_names);
  floor_zones(zones, flat);
  floor_instants(at, COUNT);
  uint64_t state = 9;
  for (int i = 0; i < COUNT; i++) zone_of[i] = (uint8_t)(bench_random(&state) % FLOOR_ZONES);
  for (int i = 0; i < FLOOR_ZONES; i++) {
    snprintf(names[i], sizeof names[i], "%s", dialplan_zones_name(zones, (uint16_t)(i + 1)));
    snprintf(files[i], sizeof files[i], "%s/%s", dialplan_zones_origin(zones), names[i]);
  }
  there_and_back();
  texts();
  loading();
  dialplan_zones_free(zones);
  return 0;
}
