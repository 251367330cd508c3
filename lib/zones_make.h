/* SPDX-License-Identifier: MIT */
/* Making a zone table, one zone after the other: for dialplan_zones_compile() and the doors that load zones.
 */
#ifndef DP_ZONES_MAKE_H
#define DP_ZONES_MAKE_H

#include "tzif.h"
#include "zones.h"

typedef struct dp_zones_make {
  dialplan_zones *table;
  uint32_t room;       /* zones that the table can take */
  uint16_t *twins;     /* hash table of the zones that own their arrays, of slot_mask + 1 places */
  dp_changes *changes; /* the offsets of the next zone: fill them, then call dp_zones_add() */
} dp_zones_make;

/* Begins a table of at most `count` zones beside UTC, which it has from the beginning. After a failure the
 * others may not be called; after success either dp_zones_end() or dp_zones_drop() must be. */
dialplan_status dp_zones_begin(dp_zones_make *make, uint64_t count, const char *version, size_t version_len,
                               const char *origin, size_t origin_len, dialplan_error *err);

/* Adds a zone of which make->changes holds the offsets. A name that the table has already adds nothing if it
 * means the same, and is E_ARGUMENT if not. */
dialplan_status dp_zones_add(dp_zones_make *make, const char *name, size_t len, dialplan_error *err);
/* The same, from the bytes of a zone file. */
dialplan_status dp_zones_add_tzif(dp_zones_make *make, const char *name, size_t len, const uint8_t *data,
                                  size_t size, dialplan_error *err);

/* Both release what making needed. */
dialplan_zones *dp_zones_end(dp_zones_make *make);
void dp_zones_drop(dp_zones_make *make);

#endif
