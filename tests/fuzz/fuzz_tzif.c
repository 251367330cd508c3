/* SPDX-License-Identifier: MIT */
/* Bytes as a zone file: nothing is read beyond them, and what is taken makes a table that keeps its promises.
 */
#include <dialplan.h>

#include <stdlib.h>

#include "tzif.h"
#include "zones.h"

static void check(int holds) {
  if (!holds) abort();
}

static void check_changes(const dp_changes *changes) {
  check(changes->count >= 1 && changes->count <= DP_CHANGES_MAX && changes->at[0] == INT64_MIN);
  for (uint32_t i = 0; i < changes->count; i++)
    check(changes->offset[i] >= -93599 && changes->offset[i] <= 93599);
  for (uint32_t i = 1; i < changes->count; i++)
    check(changes->at[i] > changes->at[i - 1] && changes->at[i] > 1 && changes->at[i] < DP_INSTANT_END &&
          changes->offset[i] != changes->offset[i - 1]);
}

/* Around an instant: its offset is the one of its segment; its reading leads back to it, or to an earlier
 * pass; and what is told about readings agrees with itself. */
static void check_instant(const dp_zone *zone, const dp_changes *changes, uint32_t segment, int64_t at) {
  if (at < 1 || at >= DP_INSTANT_END) return;
  check(dp_zone_segment(zone, at) == segment);
  check(dp_zone_offset(zone, at) == changes->offset[segment]);
  int32_t kind = -1;
  int64_t last = 0;
  const int64_t first = dp_zone_instant(zone, at + changes->offset[segment], &kind, &last);
  check(kind == DIALPLAN_CIVIL_UNIQUE || kind == DIALPLAN_CIVIL_REPEATED);
  check(first <= at && at <= last && (kind == DIALPLAN_CIVIL_REPEATED) == (first != last));
  check(dp_zone_instant(zone, at + 90000, &kind, &last) <= last);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static dp_changes changes;
  const char *wrong = dp_tzif_read(data, size, &changes);
  const char *name = "Fuzz/Zone";
  dialplan_zones *zones = NULL;
  dialplan_error error;
  const dialplan_status status =
      dialplan_zones_compile(&name, &(uint64_t){9}, &data, &(uint64_t){size}, 1, NULL, &zones, &error);
  if (wrong) {
    check(status == (data ? DIALPLAN_E_ZONE_DATA : DIALPLAN_E_ZONE_UNKNOWN));
    return 0;
  }
  check(status == DIALPLAN_OK);
  check_changes(&changes);
  const dp_zone *zone = dp_zones_at(zones, 1);
  check(zone->count == changes.count);
  for (uint32_t i = 0; i < changes.count; i++) {
    check_instant(zone, &changes, i, i ? changes.at[i] : 1);
    check_instant(zone, &changes, i, (i + 1 < changes.count ? changes.at[i + 1] : DP_INSTANT_END) - 1);
  }
  dialplan_zones_free(zones);
  return 0;
}
