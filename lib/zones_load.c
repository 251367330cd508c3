/* SPDX-License-Identifier: MIT */
/* Where do zones come from? Chooses the door. */
#include "base.h"
#include "door_files.h"
#include "door_icu.h"

dialplan_status dialplan_zones_load(const char *dir, uint64_t dir_len, int32_t source, const char *names,
                                    uint64_t names_len, dialplan_zones **out, dialplan_error *err) {
  if (!out || (!names && names_len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "out or names is NULL");
  switch (source) {
  case DIALPLAN_ZONES_SYSTEM: return dp_files_zones(dir, (size_t)dir_len, names, (size_t)names_len, out, err);
  case DIALPLAN_ZONES_ICU: return dp_icu_zones(names, (size_t)names_len, out, err);
  default: return dp_fail(err, DIALPLAN_E_ARGUMENT, "zone-source", "the source is none of DIALPLAN_ZONES_*");
  }
}
