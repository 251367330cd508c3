/* SPDX-License-Identifier: MIT */
/* Zone tables from inside: segments of constant offset, found in constant time. */
#ifndef DP_ZONES_H
#define DP_ZONES_H

#include <dialplan/zones.h>

#include <stdatomic.h>

#include "date.h"
#include "mem.h"
#include "text.h"

/* One zone. Segment i holds [at[i], at[i + 1]); at[0] is INT64_MIN, at[count] is INT64_MAX. Explicit and
 * rule-made changes alike, from the first to the last valid instant; outside, the nearest valid offset goes
 * on. Neighbours always differ in offset. Zones that never differ share these arrays. */
typedef struct dp_zone {
  const char *name;
  const int64_t *at;      /* count + 1 entries */
  const int32_t *offset;  /* count entries: seconds east of UTC */
  const uint16_t *bucket; /* segment that holds the bucket's first instant; bucket = at >> DP_ZONE_SHIFT */
  uint32_t count;
  uint32_t twin; /* lowest index of a zone of the table that never differs in the valid range */
} dp_zone;

enum {
  DP_ZONE_SHIFT = 20, /* about 12 days; no zone changes so often that scanning on would be long */
  DP_ZONE_BUCKETS = (int)((DP_INSTANT_END + 2 * DP_DAY_S) >> DP_ZONE_SHIFT) + 1,
  DP_ZONES_MAX = 65000
};

/* A place of the names' hash table. */
typedef struct dp_zone_slot {
  uint32_t hash;
  uint16_t len;   /* of the name */
  uint16_t index; /* DIALPLAN_ZONE_NONE: a free place */
} dp_zone_slot;

struct dialplan_zones {
  dp_zone *zone; /* count of them, [0] is UTC */
  uint32_t count, slot_mask;
  dp_zone_slot *slots; /* slot_mask + 1, a power of 2, never full */
  const char **names;  /* by index */
  const char *version, *origin;
  atomic_uint_least64_t references; /* the only part that is written after the table is made */
  dp_arena texts, segments;
};

/* index < count */
static inline const dp_zone *dp_zones_at(const dialplan_zones *zones, uint16_t index) {
  return &zones->zone[index];
}

dialplan_zones *dp_zones_keep(const dialplan_zones *zones); /* one reference more */

/* Releases a table whatever its count of references. */
void dp_zones_release(dialplan_zones *table);

/* Whether a name is "UTC" or a fixed offset from -23:59 to +23:59, which need no data. */
int dp_zones_fixed(const char *name, size_t len, int32_t *offset);

/* The index of a name, or DIALPLAN_ZONE_NONE. */
uint16_t dp_zones_index(const dialplan_zones *zones, const char *name, size_t len);
uint32_t dp_zones_hash(const char *name, size_t len);

/* Writes what an unknown name could have meant behind an error's message: up to two of the names, or nothing.
 */
void dp_zones_suggest(dp_text *text, const char *name, size_t len, const char *const *names, size_t count);

/* The segment that holds an instant; any instant below DP_INSTANT_END + 2 * DP_DAY_S, before 1970 too. */
static inline uint32_t dp_zone_segment(const dp_zone *zone, int64_t at) {
  uint32_t i = at < 0 ? 0 : zone->bucket[at >> DP_ZONE_SHIFT];
  while (zone->at[i + 1] <= at) i++;
  return i;
}

static inline int32_t dp_zone_offset(const dp_zone *zone, int64_t at) {
  return zone->offset[dp_zone_segment(zone, at)];
}

/* The civil date of an instant, and through *second, which may be NULL, the second of the day. */
static inline int32_t dp_zone_date(const dp_zone *zone, int64_t at, int32_t *second) {
  return dp_date_of(at + dp_zone_offset(zone, at), second);
}

/* The instant of a civil second count ("local": seconds since 1970-01-01 on the wall, any below 2^62): first
 * pass where repeated, first instant after the gap where skipped. *kind: DIALPLAN_CIVIL_*; *last: the second
 * pass. Both may be NULL. */
int64_t dp_zone_instant(const dp_zone *zone, int64_t local, int32_t *kind, int64_t *last);

/* The valid instants whose reading lies in [from, until) of a zone's wall: one run of them for each stretch
 * of constant offset, so that skipped and repeated hours, midnights among them, need no thought anywhere
 * else. */
typedef struct dp_stretch {
  const dp_zone *zone;
  int64_t from, until;       /* local */
  int64_t from_at, until_at; /* the present run */
  uint32_t segment;          /* the next one to look at */
} dp_stretch;

/* Before the first run. */
dp_stretch dp_zone_stretches(const dp_zone *zone, int64_t from, int64_t until);
/* 1: there is one more, in the order of instants. */
int dp_stretch_next(dp_stretch *stretch);

/* The same clock time so many civil days later. */
int64_t dp_zone_add_days(const dp_zone *zone, int64_t at, int32_t days);

/* at moved by a duration: civil days first. Without any, the second pass of a repeated hour stays the second.
 * Not clamped to the valid range. */
static inline int64_t dp_zone_add(const dp_zone *zone, int64_t at, dialplan_duration duration) {
  return (duration.days ? dp_zone_add_days(zone, at, duration.days) : at) + duration.seconds;
}

#endif
