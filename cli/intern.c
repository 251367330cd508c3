/* SPDX-License-Identifier: MIT */
/* Has this text, or this number, been seen before?
 * Open addressing with doubling. Invariant: at most two slots of three are taken, so that every search ends.
 */
#include "intern.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"

static size_t find_slot(const intern *set, slice t, uint64_t hash) {
  const size_t mask = set->slot_count - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    const uint64_t slot = set->slots[i];
    if (!slot) return i;
    if (slot >> 32 == hash >> 32 && slice_same(intern_text(set, (uint32_t)slot - 1), t)) return i;
  }
}

static void intern_grow(intern *set) {
  const size_t count = set->slot_count ? set->slot_count * 2 : 256;
  uint64_t *const old = set->slots;
  set->slots = memory_new(count, sizeof *set->slots);
  const size_t before = set->slot_count;
  set->slot_count = count;
  for (size_t k = 0; k < before; k++) {
    if (!old[k]) continue;
    const uint64_t hash = slice_hash(intern_text(set, (uint32_t)old[k] - 1));
    size_t i = hash & (count - 1);
    while (set->slots[i]) i = (i + 1) & (count - 1);
    set->slots[i] = old[k];
  }
  free(old);
}

slice intern_text(const intern *set, uint32_t number) {
  const uint64_t from = set->starts[number];
  return (slice){set->bytes.data + from, set->starts[number + 1] - from};
}

uint32_t intern_find(const intern *set, slice t) {
  if (!set->count) return INTERN_NONE;
  const uint64_t slot = set->slots[find_slot(set, t, slice_hash(t))];
  return slot ? (uint32_t)slot - 1 : INTERN_NONE;
}

uint32_t intern_add(intern *set, slice t, int *fresh) {
  if (set->count * (size_t)3 >= set->slot_count * 2) intern_grow(set);
  const uint64_t hash = slice_hash(t);
  const size_t i = find_slot(set, t, hash);
  if (fresh) *fresh = !set->slots[i];
  if (set->slots[i]) return (uint32_t)set->slots[i] - 1;
  if (set->count + (size_t)2 > set->starts_cap) {
    set->starts_cap = set->starts_cap ? set->starts_cap * 2 : 256;
    set->starts = memory_resize(set->starts, set->starts_cap, sizeof *set->starts);
    if (!set->count) set->starts[0] = 0;
  }
  buffer_room(&set->bytes, t.len + 1);
  buffer_text(&set->bytes, t);
  set->starts[++set->count] = set->bytes.len;
  set->slots[i] = (hash >> 32) << 32 | set->count;
  return set->count - 1;
}

void intern_free(intern *set) {
  free(set->slots);
  free(set->starts);
  buffer_free(&set->bytes);
  *set = (intern){0};
}

static size_t number_slot(const uint64_t *slots, size_t slot_count, uint64_t value) {
  uint64_t hash = value * UINT64_C(0x9E3779B97F4A7C15);
  hash ^= hash >> 32;
  size_t i = hash & (slot_count - 1);
  while (slots[i] && slots[i] != value) i = (i + 1) & (slot_count - 1);
  return i;
}

int numbers_has(const numbers *set, uint64_t value) {
  return set->count && set->slots[number_slot(set->slots, set->slot_count, value)] == value;
}

int numbers_add(numbers *set, uint64_t value) {
  if (set->count * 3 >= set->slot_count * 2) {
    const size_t count = set->slot_count ? set->slot_count * 2 : 1024;
    uint64_t *const slots = memory_new(count, sizeof *slots);
    for (size_t i = 0; i < set->slot_count; i++)
      if (set->slots[i]) slots[number_slot(slots, count, set->slots[i])] = set->slots[i];
    free(set->slots);
    set->slots = slots;
    set->slot_count = count;
  }
  const size_t i = number_slot(set->slots, set->slot_count, value);
  if (set->slots[i]) return 0;
  set->slots[i] = value;
  set->count++;
  return 1;
}

void numbers_free(numbers *set) {
  free(set->slots);
  *set = (numbers){0};
}
