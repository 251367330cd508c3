/* SPDX-License-Identifier: MIT */
/* Shared by unit tests: cmocka, and the zone files of tests/data/tz (tests run from the root of the tree). */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dialplan.h>

#define FIXTURE_FAT "tests/data/tz/fat"
#define FIXTURE_SLIM "tests/data/tz/slim"

/* Zones of a fixture directory; names separated by '\n', NULL: all. */
static inline dialplan_zones *fixture_zones(const char *dir, const char *names) {
  dialplan_zones *zones = NULL;
  dialplan_error error;
  if (dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, names, names ? strlen(names) : 0, &zones,
                          &error))
    fail_msg("%s", error.message);
  return zones;
}

static inline uint16_t fixture_zone(const dialplan_zones *zones, const char *name) {
  uint16_t index = DIALPLAN_ZONE_NONE;
  if (dialplan_zones_find(zones, name, strlen(name), &index, NULL))
    fail_msg("no zone %s in the fixture", name);
  return index;
}

/* The bytes of a file; free() them. */
static inline uint8_t *fixture_bytes(const char *dir, const char *name, size_t *size) {
  enum { FIXTURE_MAX = 65536 };
  char path[512];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(FIXTURE_MAX);
  if (!file || !bytes) fail_msg("cannot read %s: tests run from the root of the tree", path);
  *size = fread(bytes, 1, FIXTURE_MAX, file);
  fclose(file);
  return bytes;
}

#endif
