/* SPDX-License-Identifier: MIT */
/* Where does memory come from? From malloc, here and nowhere else in lib/.
 * Zeroed always, so that padding and unset fields are the same in every run. */
#include "mem.h"

#include <stdlib.h>
#include <string.h>

struct dp_arena_block {
  struct dp_arena_block *next;
  uint64_t align; /* keeps the payload, which follows, on 16 bytes */
};

enum { DP_ARENA_ROOM = 16384 - (int)sizeof(struct dp_arena_block) };

void *dp_mem_new(size_t size) { return calloc(1, size ? size : 1); }

void *dp_mem_resize(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  const size_t bytes = count * size;
  return realloc(old, bytes ? bytes : 1);
}

void *dp_mem_grown(void *old, uint64_t count, uint64_t *room, size_t size) {
  enum { ROOM_FIRST = 64 };
  if (count <= *room) return old;
  uint64_t more = *room ? *room * 2 : ROOM_FIRST;
  if (more < count) more = count;
  void *const memory = dp_mem_resize(old, (size_t)more, size);
  if (memory) *room = more;
  return memory;
}

void dp_mem_free(void *memory) { free(memory); }

void *dp_arena_new(dp_arena *arena, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + 15) & ~(size_t)15;
  if (!arena->blocks || arena->room - arena->used < size) {
    const size_t room = size > DP_ARENA_ROOM ? size : (size_t)DP_ARENA_ROOM;
    struct dp_arena_block *block = dp_mem_new(sizeof *block + room);
    if (!block) return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->room = room;
    arena->used = 0;
  }
  void *memory = (char *)(arena->blocks + 1) + arena->used;
  arena->used += size;
  return memory;
}

char *dp_arena_text(dp_arena *arena, const char *text, size_t len) {
  char *copy = dp_arena_new(arena, len + 1);
  if (copy && len) memcpy(copy, text, len);
  return copy;
}

void dp_arena_free(dp_arena *arena) {
  while (arena->blocks) {
    struct dp_arena_block *next = arena->blocks->next;
    dp_mem_free(arena->blocks);
    arena->blocks = next;
  }
  arena->used = arena->room = 0;
}
