/* SPDX-License-Identifier: MIT */
/* Which guard packs are built in?
 * Uses the texts of lib/rules/ alone, which lib/rules/embed.sh makes bytes of while building. Invariant: a
 * pack is its text; whatever reads a campaign's own rules reads it. */
#include "packs.h"

#include "text.h"

#include "rules/packs.inc"

const dp_pack *dp_packs(uint32_t *count) {
  *count = sizeof packs / sizeof *packs;
  return packs;
}

const dp_pack *dp_packs_find(const char *name, size_t len) {
  for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
    if (dp_text_is(name, len, packs[i].name)) return &packs[i];
  return NULL;
}
