/* SPDX-License-Identifier: MIT */
/* Memory: one allocator in front of malloc, and an arena that a compiled object owns.
 * Questions never allocate; only compiling does. */
#ifndef DP_MEM_H
#define DP_MEM_H

#include <stddef.h>
#include <stdint.h>

/* size bytes, zeroed; NULL: no memory. */
void *dp_mem_new(size_t size);
/* Room for count items of size bytes each, the old ones kept; NULL: no memory (or overflow), old is still there. */
void *dp_mem_resize(void *old, size_t count, size_t size);
/* Room for count items, and for more of them than the last time where it has to grow: old, or where it lies now; NULL:
 * no memory, old is still there. count > 0. */
void *dp_mem_grown(void *old, uint64_t count, uint64_t *room, size_t size);
void dp_mem_free(void *memory);

/* A list of blocks, freed together. All zero: empty. */
typedef struct dp_arena {
  struct dp_arena_block *blocks;
  size_t used, room; /* of the newest block */
} dp_arena;

/* size bytes, zeroed, aligned for any of our types; NULL: no memory. */
void *dp_arena_new(dp_arena *arena, size_t size);
/* A NUL-terminated copy of text; NULL: no memory. */
char *dp_arena_text(dp_arena *arena, const char *text, size_t len);
void dp_arena_free(dp_arena *arena);

#endif
