/* SPDX-License-Identifier: MIT */
/* The built-in guard packs, as the texts of lib/rules/. */
#ifndef DP_PACKS_H
#define DP_PACKS_H

#include <stddef.h>
#include <stdint.h>

typedef struct dp_pack {
  const char *name;
  const unsigned char *text; /* YAML, not NUL-terminated */
  size_t len;
} dp_pack;

enum { DP_PACKS_MAX = 64 };

/* All of them, sorted by name. */
const dp_pack *dp_packs(uint32_t *count);
/* NULL: there is none of this name. */
const dp_pack *dp_packs_find(const char *name, size_t len);

#endif
