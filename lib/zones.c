/* SPDX-License-Identifier: MIT */
/* Which zone is meant, what does its wall clock show at an instant, and at which instant does it show
 * something? Uses text and date.h; the table was made by zones_make.c. Invariants: nothing is written but the
 * count of references; nothing is allocated; every answer is exact in [1, DP_INSTANT_END). */
#include "zones.h"

#include "base.h"

#include <string.h>

enum { DP_OFFSET_BOUND_S = 26 * 3600 }; /* no offset is so large, east or west */

dialplan_zones *dp_zones_keep(const dialplan_zones *zones) {
  dialplan_zones *table = (dialplan_zones *)(uintptr_t)zones;
  atomic_fetch_add_explicit(&table->references, 1, memory_order_relaxed);
  return table;
}

void dp_zones_release(dialplan_zones *table) {
  dp_arena_free(&table->texts);
  dp_arena_free(&table->segments);
  dp_mem_free(table);
}

void dialplan_zones_free(dialplan_zones *zones) {
  if (zones && atomic_fetch_sub_explicit(&zones->references, 1, memory_order_acq_rel) == 1)
    dp_zones_release(zones);
}

uint64_t dialplan_zones_count(const dialplan_zones *zones) { return zones->count; }

const char *dialplan_zones_version(const dialplan_zones *zones) { return zones->version; }

const char *dialplan_zones_origin(const dialplan_zones *zones) { return zones->origin; }

const char *dialplan_zones_name(const dialplan_zones *zones, uint16_t index) {
  return index < zones->count ? zones->zone[index].name : NULL;
}

int32_t dialplan_zones_equal(const dialplan_zones *zones, uint16_t a, uint16_t b) {
  return a < zones->count && b < zones->count && zones->zone[a].twin == zones->zone[b].twin;
}

int dp_zones_fixed(const char *name, size_t len, int32_t *offset) {
  if (dp_text_is(name, len, "UTC")) {
    *offset = 0;
    return 1;
  }
  if (len != 6 || (name[0] != '+' && name[0] != '-') || name[3] != ':') return 0;
  const int64_t hours = dp_text_digits(name + 1, 2), minutes = dp_text_digits(name + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return 0;
  const int32_t seconds = (int32_t)(hours * 3600 + minutes * 60);
  *offset = name[0] == '-' ? -seconds : seconds;
  return 1;
}

/* The beginning, the middle and the end of a name tell it from nearly all others; the rest is compared
 * anyway. */
uint32_t dp_zones_hash(const char *name, size_t len) {
  uint64_t parts[3] = {0, 0, 0};
  if (len >= 8) {
    memcpy(&parts[0], name, 8);
    memcpy(&parts[1], name + len / 2 - 4, 8);
    memcpy(&parts[2], name + len - 8, 8);
  } else {
    for (size_t i = 0; i < len; i++) parts[0] = parts[0] << 8 | (unsigned char)name[i];
  }
  uint64_t hash = (parts[0] ^ len) * UINT64_C(0x9E3779B97F4A7C15);
  hash = (hash ^ (hash >> 29) ^ parts[1]) * UINT64_C(0xBF58476D1CE4E5B9);
  hash = (hash ^ (hash >> 32) ^ parts[2]) * UINT64_C(0x94D049BB133111EB);
  return (uint32_t)(hash >> 32);
}

uint16_t dp_zones_index(const dialplan_zones *zones, const char *name, size_t len) {
  const uint32_t hash = dp_zones_hash(name, len);
  for (uint32_t i = hash & zones->slot_mask;; i = (i + 1) & zones->slot_mask) {
    const dp_zone_slot slot = zones->slots[i];
    if (slot.index == DIALPLAN_ZONE_NONE) return DIALPLAN_ZONE_NONE;
    if (slot.hash == hash && slot.len == len && memcmp(zones->zone[slot.index].name, name, len) == 0)
      return slot.index;
  }
}

/* Where the part of a name behind its last '/' begins. */
static size_t tail_of(const char *name, size_t len) {
  while (len && name[len - 1] != '/') len--;
  return len;
}

/* Keeps a candidate that is nearer than *best, its distance so far. */
static int is_nearer(const char *name, size_t len, const char *candidate, size_t candidate_len, int *best) {
  const size_t apart = len < candidate_len ? candidate_len - len : len - candidate_len;
  if (*best == 0 || apart >= (size_t)*best) return 0;
  const int distance = dp_text_distance(name, len, candidate, candidate_len, *best - 1);
  if (distance >= *best) return 0;
  *best = distance;
  return 1;
}

/* The nearest of all names, and the name with the nearest tail: people write the city alone, or beside the
 * wrong continent. */
void dp_zones_suggest(dp_text *text, const char *name, size_t len, const char *const *names, size_t count) {
  if (len == 0) return;
  const size_t tail = tail_of(name, len), tail_len = len - tail;
  int whole_best = len < 4 ? 1 : 3, city_best = tail_len < 4 ? 1 : tail_len < 8 ? 2 : 3;
  const char *whole = NULL, *city = NULL;
  for (size_t i = 0; i < count; i++) {
    const size_t all = strlen(names[i]), at = tail_of(names[i], all);
    if (is_nearer(name, len, names[i], all, &whole_best)) whole = names[i];
    if (is_nearer(name + tail, tail_len, names[i] + at, all - at, &city_best)) city = names[i];
  }
  if (!whole && !city) return;
  dp_text_str(text, "; did you mean ");
  dp_text_str(text, whole ? whole : city);
  if (whole && city && strcmp(whole, city) != 0) {
    dp_text_str(text, " or ");
    dp_text_str(text, city);
  }
  dp_text_char(text, '?');
}

dialplan_status dialplan_zones_find(const dialplan_zones *zones, const char *name, uint64_t len,
                                    uint16_t *index, dialplan_error *err) {
  if (!zones || (!name && len) || !index)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "zones, name or index is NULL");
  const uint16_t found = dp_zones_index(zones, name, (size_t)len);
  if (found != DIALPLAN_ZONE_NONE) {
    *index = found;
    return DIALPLAN_OK;
  }
  if (err) {
    int32_t offset;
    dp_text text = dp_fail_begin(err, DIALPLAN_E_ZONE_UNKNOWN, "zone-unknown");
    dp_text_str(&text, dp_zones_fixed(name, (size_t)len, &offset)
                           ? "this table was made without the fixed offset "
                           : "there is no zone ");
    dp_text_quoted(&text, name, (size_t)len);
    dp_zones_suggest(&text, name, (size_t)len, zones->names, zones->count);
    dp_text_end(&text);
  }
  return DIALPLAN_E_ZONE_UNKNOWN;
}

/* The zone of an index if that and the instant are valid; else NULL. */
static const dp_zone *zone_for(const dialplan_zones *zones, uint16_t zone, int64_t at) {
  return zone < zones->count && dp_instant_valid(at) ? &zones->zone[zone] : NULL;
}

dialplan_status dialplan_zone_offset(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                     int32_t *offset) {
  if (!zones || !offset) return DIALPLAN_E_ARGUMENT;
  const dp_zone *it = zone_for(zones, zone, at);
  if (!it) return DIALPLAN_E_RANGE;
  *offset = dp_zone_offset(it, at);
  return DIALPLAN_OK;
}

dialplan_status dialplan_zone_civil(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                    dialplan_civil *civil, int32_t *offset) {
  if (!zones || !civil) return DIALPLAN_E_ARGUMENT;
  const dp_zone *it = zone_for(zones, zone, at);
  if (!it) return DIALPLAN_E_RANGE;
  const int32_t east = dp_zone_offset(it, at);
  int32_t second;
  dp_date_split(dp_date_of(at + east, &second), civil);
  civil->hour = second / 3600;
  civil->minute = second / 60 % 60;
  civil->second = second % 60;
  if (offset) *offset = east;
  return DIALPLAN_OK;
}

/* Around a change: all segments that can hold the reading are asked in turn, however close their changes lie.
 */
static int64_t instant_near(const dp_zone *zone, uint32_t i, int64_t local, int32_t *kind, int64_t *last) {
  int64_t first = 0, second = 0, after = 0;
  int passes = 0, gap = 0;
  for (; i < zone->count && zone->at[i] <= local + DP_OFFSET_BOUND_S; i++) {
    const int64_t at = local - zone->offset[i];
    if (at < zone->at[i]) { /* the segment begins with a later reading */
      if (!gap++) after = zone->at[i];
    } else if (at < zone->at[i + 1]) {
      if (!passes++) first = at;
      second = at;
    }
  }
  if (kind)
    *kind = passes == 0  ? DIALPLAN_CIVIL_SKIPPED
            : passes > 1 ? DIALPLAN_CIVIL_REPEATED
                         : DIALPLAN_CIVIL_UNIQUE;
  if (passes == 0) first = second = after;
  if (last) *last = second;
  return first;
}

int64_t dp_zone_instant(const dp_zone *zone, int64_t local, int32_t *kind, int64_t *last) {
  const int64_t earliest = local - DP_OFFSET_BOUND_S; /* no instant before has this reading */
  const uint32_t i = earliest < DP_INSTANT_END ? dp_zone_segment(zone, earliest) : zone->count - 1;
  if (zone->at[i + 1] <= local + DP_OFFSET_BOUND_S) return instant_near(zone, i, local, kind, last);
  const int64_t at = local - zone->offset[i];
  if (kind) *kind = DIALPLAN_CIVIL_UNIQUE;
  if (last) *last = at;
  return at;
}

dp_stretch dp_zone_stretches(const dp_zone *zone, int64_t from, int64_t until) {
  const uint32_t segment = dp_zone_segment(zone, dp_instant_clamp(from - DP_OFFSET_BOUND_S));
  return (dp_stretch){.zone = zone, .from = from, .until = until, .segment = segment};
}

int dp_stretch_next(dp_stretch *stretch) {
  const dp_zone *zone = stretch->zone;
  while (stretch->segment < zone->count && zone->at[stretch->segment] < stretch->until + DP_OFFSET_BOUND_S) {
    const uint32_t i = stretch->segment++;
    const int64_t from_at = dp_instant_clamp(stretch->from - zone->offset[i]);
    const int64_t until_at = dp_instant_clamp(stretch->until - zone->offset[i]);
    stretch->from_at = from_at > zone->at[i] ? from_at : zone->at[i];
    stretch->until_at = until_at < zone->at[i + 1] ? until_at : zone->at[i + 1];
    if (stretch->from_at < stretch->until_at) return 1;
  }
  return 0;
}

int64_t dp_zone_add_days(const dp_zone *zone, int64_t at, int32_t days) {
  return dp_zone_instant(zone, at + dp_zone_offset(zone, at) + (int64_t)days * DP_DAY_S, NULL, NULL);
}

static int civil_valid(const dialplan_civil *civil) {
  return civil->year >= 1970 && civil->year <= 2199 && civil->month >= 1 && civil->month <= 12 &&
         civil->day >= 1 && civil->day <= dp_month_days(civil->year, civil->month) && civil->hour >= 0 &&
         civil->hour <= 23 && civil->minute >= 0 && civil->minute <= 59 && civil->second >= 0 &&
         civil->second <= 59;
}

dialplan_status dialplan_zone_instant(const dialplan_zones *zones, uint16_t zone, const dialplan_civil *civil,
                                      int32_t *kind, int64_t *first, int64_t *last) {
  if (!zones || !civil || !first) return DIALPLAN_E_ARGUMENT;
  if (zone >= zones->count || !civil_valid(civil)) return DIALPLAN_E_RANGE;
  const int64_t local = (int64_t)dp_date_make(civil->year, civil->month, civil->day) * DP_DAY_S +
                        civil->hour * 3600 + civil->minute * 60 + civil->second;
  int32_t what;
  int64_t second;
  const int64_t at = dp_zone_instant(&zones->zone[zone], local, &what, &second);
  if (!dp_instant_valid(at) || !dp_instant_valid(second)) return DIALPLAN_E_RANGE;
  *first = at;
  if (kind) *kind = what;
  if (last) *last = second;
  return DIALPLAN_OK;
}

dialplan_status dialplan_zone_next_change(const dialplan_zones *zones, uint16_t zone, int64_t after,
                                          int64_t *at, int32_t *offset) {
  if (!zones || !at) return DIALPLAN_E_ARGUMENT;
  if (zone >= zones->count || after < 0 || after >= DP_INSTANT_END) return DIALPLAN_E_RANGE;
  const dp_zone *it = &zones->zone[zone];
  const uint32_t now = dp_zone_segment(it, after), next = now + 1 < it->count ? now + 1 : now;
  *at = next == now ? 0 : it->at[next];
  if (offset) *offset = it->offset[next];
  return DIALPLAN_OK;
}

dialplan_status dialplan_instant_add(const dialplan_zones *zones, uint16_t zone, int64_t at,
                                     dialplan_duration duration, int64_t *out) {
  if (!zones || !out) return DIALPLAN_E_ARGUMENT;
  const dp_zone *it = zone_for(zones, zone, at);
  if (!it || duration.days < 0 || duration.seconds < 0) return DIALPLAN_E_RANGE;
  const int64_t moved = dp_zone_add(it, at, duration);
  if (!dp_instant_valid(moved)) return DIALPLAN_E_RANGE;
  *out = moved;
  return DIALPLAN_OK;
}
