/* SPDX-License-Identifier: MIT */
/* How does a table of zones come to be? From the changes of each zone, checked by tzif.c or by a door.
 * Uses tzif, text, mem. Invariants: zone 0 is UTC; no name stands twice; zones of equal offsets share one set
 * of arrays, so that comparing twins is comparing numbers. */
#include "zones_make.h"

#include "base.h"

#include <string.h>

enum { DP_ZONE_NAME_MAX = 255 };

static const char no_memory[] = "no memory for the zone table";

void dp_zones_drop(dp_zones_make *make) {
  if (make->table) dp_zones_release(make->table);
  dp_mem_free(make->twins);
  dp_mem_free(make->changes);
  *make = (dp_zones_make){0};
}

static dialplan_status fail_memory(dp_zones_make *make, dialplan_error *err) {
  dp_zones_drop(make);
  return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", no_memory);
}

dialplan_status dp_zones_begin(dp_zones_make *make, uint64_t count, const char *version, size_t version_len,
                               const char *origin, size_t origin_len, dialplan_error *err) {
  *make = (dp_zones_make){0};
  if (count > DP_ZONES_MAX)
    return dp_fail(err, DIALPLAN_E_LIMIT, "zones-many", "a table holds at most 65,000 zones");
  const size_t room = (size_t)count + 1;
  size_t places = 64;
  while (places < 2 * room) places *= 2;

  dialplan_zones *table = make->table = dp_mem_new(sizeof *table);
  make->changes = dp_mem_new(sizeof *make->changes);
  make->twins = dp_mem_new(places * sizeof *make->twins);
  if (!table || !make->changes || !make->twins) return fail_memory(make, err);
  make->room = (uint32_t)room;
  table->slot_mask = (uint32_t)places - 1;
  atomic_init(&table->references, 1);
  table->zone = dp_arena_new(&table->segments, room * sizeof *table->zone);
  table->slots = dp_arena_new(&table->segments, places * sizeof *table->slots);
  table->names = dp_arena_new(&table->segments, room * sizeof *table->names);
  table->version = dp_arena_text(&table->texts, version, version_len);
  table->origin = dp_arena_text(&table->texts, origin, origin_len);
  if (!table->zone || !table->slots || !table->names || !table->version || !table->origin)
    return fail_memory(make, err);
  for (size_t i = 0; i < places; i++) {
    table->slots[i].index = DIALPLAN_ZONE_NONE;
    make->twins[i] = DIALPLAN_ZONE_NONE;
  }
  dp_changes_init(make->changes, 0);
  const dialplan_status status = dp_zones_add(make, "UTC", 3, err);
  if (status) dp_zones_drop(make);
  return status;
}

static int same_changes(const dp_zone *zone, const dp_changes *changes) {
  return zone->count == changes->count &&
         memcmp(zone->offset, changes->offset, changes->count * sizeof *changes->offset) == 0 &&
         memcmp(zone->at, changes->at, changes->count * sizeof *changes->at) == 0;
}

static uint32_t hash_changes(const dp_changes *changes) {
  uint64_t hash = changes->count;
  for (uint32_t i = 0; i < changes->count; i++)
    hash = (hash ^ ((uint64_t)changes->at[i] << 20 ^ (uint32_t)changes->offset[i])) *
               UINT64_C(0x9E3779B97F4A7C15) ^
           (hash >> 29);
  return (uint32_t)(hash >> 32);
}

/* The place in the table of twins of a zone with these changes, or the free place for it. */
static uint16_t *find_twin(const dp_zones_make *make) {
  const uint32_t mask = make->table->slot_mask;
  uint32_t i = hash_changes(make->changes) & mask;
  while (make->twins[i] != DIALPLAN_ZONE_NONE &&
         !same_changes(&make->table->zone[make->twins[i]], make->changes))
    i = (i + 1) & mask;
  return &make->twins[i];
}

/* Copies the changes into the zone and marks, for every bucket, the segment of its first instant. */
static int fill_zone(dialplan_zones *table, dp_zone *zone, const dp_changes *changes) {
  const uint32_t count = changes->count;
  const size_t times = (count + 1) * sizeof(int64_t), offsets = count * sizeof(int32_t);
  char *memory = dp_arena_new(&table->segments, times + offsets + DP_ZONE_BUCKETS * sizeof(uint16_t));
  if (!memory) return 0;
  int64_t *at = (int64_t *)(void *)memory;
  int32_t *offset = (int32_t *)(void *)(memory + times);
  uint16_t *bucket = (uint16_t *)(void *)(memory + times + offsets);
  memcpy(at, changes->at, count * sizeof *at);
  memcpy(offset, changes->offset, count * sizeof *offset);
  at[count] = INT64_MAX;
  int64_t b = 0;
  for (uint32_t i = 0; i < count;
       i++) { /* up to the last bucket whose first instant is before the next change */
    int64_t end = i + 1 < count ? ((at[i + 1] - 1) >> DP_ZONE_SHIFT) + 1 : DP_ZONE_BUCKETS;
    for (; b < end; b++) bucket[b] = (uint16_t)i;
  }
  zone->at = at;
  zone->offset = offset;
  zone->bucket = bucket;
  zone->count = count;
  return 1;
}

/* Names are printable ASCII without '|', which separates them in a contact's field. */
static int name_fits(const char *name, size_t len) {
  if (len == 0 || len > DP_ZONE_NAME_MAX) return 0;
  for (size_t i = 0; i < len; i++)
    if (name[i] <= ' ' || name[i] > '~' || name[i] == '|') return 0;
  return 1;
}

static void add_name(dialplan_zones *table, const char *name, size_t len, uint16_t index) {
  table->names[index] = name;
  const uint32_t hash = dp_zones_hash(name, len);
  uint32_t i = hash & table->slot_mask;
  while (table->slots[i].index != DIALPLAN_ZONE_NONE) i = (i + 1) & table->slot_mask;
  table->slots[i] = (dp_zone_slot){hash, (uint16_t)len, index};
}

dialplan_status dp_zones_add(dp_zones_make *make, const char *name, size_t len, dialplan_error *err) {
  dialplan_zones *table = make->table;
  if (!name_fits(name, len))
    return dp_fail_found(err, DIALPLAN_E_ARGUMENT, "zone-name",
                         "a zone's name is 1 to 255 printable ASCII characters without '|', not", name, len);
  const uint16_t known = dp_zones_index(table, name, len);
  if (known != DIALPLAN_ZONE_NONE) {
    if (same_changes(&table->zone[known], make->changes)) return DIALPLAN_OK;
    return dp_fail_found(err, DIALPLAN_E_ARGUMENT, "zone-repeated", "two different zones have the name", name,
                         len);
  }
  if (table->count == make->room)
    return dp_fail(err, DIALPLAN_E_INTERNAL, "zones-room", "more zones were added than announced");
  const uint16_t index = (uint16_t)table->count;
  dp_zone *zone = &table->zone[index];
  uint16_t *twin = find_twin(make);
  if (*twin != DIALPLAN_ZONE_NONE)
    *zone = table->zone[*twin];
  else if (fill_zone(table, zone, make->changes))
    zone->twin = *twin = index;
  else
    return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", no_memory);
  zone->name = dp_arena_text(&table->texts, name, len);
  if (!zone->name) return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", no_memory);
  add_name(table, zone->name, len, index);
  table->count++;
  return DIALPLAN_OK;
}

dialplan_status dp_zones_add_tzif(dp_zones_make *make, const char *name, size_t len, const uint8_t *data,
                                  size_t size, dialplan_error *err) {
  const char *wrong = dp_tzif_read(data, size, make->changes);
  if (!wrong) return dp_zones_add(make, name, len, err);
  if (err) {
    dp_text text = dp_fail_begin(err, DIALPLAN_E_ZONE_DATA, "zone-data");
    dp_text_str(&text, "the zone file of ");
    dp_text_quoted(&text, name, len);
    dp_text_str(&text, " cannot be used: ");
    dp_text_str(&text, wrong);
    dp_text_end(&text);
  }
  return DIALPLAN_E_ZONE_DATA;
}

dialplan_zones *dp_zones_end(dp_zones_make *make) {
  dialplan_zones *table = make->table;
  make->table = NULL;
  dp_zones_drop(make);
  return table;
}

static dialplan_status add_input(dp_zones_make *make, const char *name, size_t len, const uint8_t *data,
                                 size_t size, dialplan_error *err) {
  int32_t offset = 0;
  if (data) return dp_zones_add_tzif(make, name, len, data, size, err);
  if (!dp_zones_fixed(name, len, &offset))
    return dp_fail_found(err, DIALPLAN_E_ZONE_UNKNOWN, "zone-unknown", "no data were given for the zone",
                         name, len);
  dp_changes_init(make->changes, offset);
  return dp_zones_add(make, name, len, err);
}

dialplan_status dialplan_zones_compile(const char *const *names, const uint64_t *lengths,
                                       const uint8_t *const *data, const uint64_t *sizes, uint64_t count,
                                       const char *version, dialplan_zones **out, dialplan_error *err) {
  if (!out || (count && (!names || !lengths || !data || !sizes)))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "names, lengths, data, sizes or out is NULL");
  if (!version || !*version) version = "unknown";
  dp_zones_make make;
  dialplan_status status = dp_zones_begin(&make, count, version, strlen(version), "memory", 6, err);
  if (status) return status;
  for (uint64_t i = 0; i < count && !status; i++) {
    if (!names[i])
      status = dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "a name is NULL");
    else
      status = add_input(&make, names[i], (size_t)lengths[i], data[i], (size_t)sizes[i], err);
  }
  if (status)
    dp_zones_drop(&make);
  else
    *out = dp_zones_end(&make);
  return status;
}
