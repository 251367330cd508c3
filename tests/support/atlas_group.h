/* SPDX-License-Identifier: MIT */
/* For programs of cmocka whose tests share one table of the atlas: hand setup and teardown to the group. */
#ifndef TESTS_SUPPORT_ATLAS_GROUP_H
#define TESTS_SUPPORT_ATLAS_GROUP_H

#include "support/atlas.h"

static dialplan_zones *zones;

static int setup(void **state) {
  (void)state;
  zones = atlas_zones();
  return 0;
}

static int teardown(void **state) {
  (void)state;
  dialplan_zones_free(zones);
  return 0;
}

#endif
