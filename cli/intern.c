/* SPDX-License-Identifier: MIT */
/* Has this text, or this number, been seen before?
 * Open addressing with doubling. Invariant: at most two slots of three are taken, so that every search ends.
 * A million numbers lie in far memory, and most are met once: a filter in near memory says that a number is
 * new, and its slot is written when it has come near. */
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

/* ---- numbers ---- */

enum { SLOTS_OF_MARKS = 16 }; /* that a word of marks stands for */

static uint64_t number_hash(uint64_t value) {
  const uint64_t hash = value * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 32;
}

static size_t number_slot(const numbers *set, uint64_t value) {
  const size_t mask = set->slot_count - 1;
  size_t i = number_hash(value) & mask;
  while (set->slots[i] && set->slots[i] != value) i = (i + 1) & mask;
  return i;
}

static uint64_t *marks_of(const numbers *set, uint64_t hash) {
  return &set->marks[hash & (set->slot_count / SLOTS_OF_MARKS - 1)];
}

static uint64_t mark_bits(uint64_t hash) {
  return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 52 & 63);
}

static int is_marked(const numbers *set, uint64_t hash) { return !(mark_bits(hash) & ~*marks_of(set, hash)); }

/* The waiting ones into their slots. */
static void settle(numbers *set) {
  for (size_t i = 0; i < set->waiting_count; i++)
    set->slots[number_slot(set, set->waiting[i])] = set->waiting[i];
  set->waiting_count = 0;
}

static void numbers_grow(numbers *set) {
  const numbers old = *set;
  set->slot_count = old.slot_count ? old.slot_count * 2 : 1024;
  set->slots = memory_new(set->slot_count, sizeof *set->slots);
  set->marks = memory_new(set->slot_count / SLOTS_OF_MARKS, sizeof *set->marks);
  for (size_t i = 0; i < old.slot_count; i++) {
    if (!old.slots[i]) continue;
    set->slots[number_slot(set, old.slots[i])] = old.slots[i];
    const uint64_t hash = number_hash(old.slots[i]);
    *marks_of(set, hash) |= mark_bits(hash);
  }
  free(old.slots);
  free(old.marks);
}

int numbers_has(const numbers *set, uint64_t value) {
  if (!set->count || !is_marked(set, number_hash(value))) return 0;
  for (size_t i = 0; i < set->waiting_count; i++)
    if (set->waiting[i] == value) return 1;
  return set->slots[number_slot(set, value)] == value;
}

int numbers_add(numbers *set, uint64_t value) {
  if (numbers_has(set, value)) return 0;
  if (set->waiting_count == NUMBERS_WAITING) settle(set);
  if (set->count * 3 >= set->slot_count * 2) {
    settle(set);
    numbers_grow(set);
  }
  const uint64_t hash = number_hash(value);
  *marks_of(set, hash) |= mark_bits(hash);
  __builtin_prefetch(&set->slots[hash & (set->slot_count - 1)], 1);
  set->waiting[set->waiting_count++] = value;
  set->count++;
  return 1;
}

void numbers_free(numbers *set) {
  free(set->slots);
  free(set->marks);
  *set = (numbers){0};
}
