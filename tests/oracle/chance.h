/* SPDX-License-Identifier: MIT */
/* Chance for tests: a small generator of its own (xorshift*), so that a printed seed replays a run anywhere.
 * It shares nothing with the library's draws. */
#ifndef ORACLE_CHANCE_H
#define ORACLE_CHANCE_H

#include <stdint.h>

typedef struct chance {
  uint64_t state;
} chance;

static inline chance chance_of(uint64_t seed) {
  return (chance){seed * UINT64_C(2862933555777941757) + 3037000493u};
}

static inline uint64_t chance_next(chance *c) {
  if (c->state == 0) c->state = 88172645463325252u;
  c->state ^= c->state >> 12;
  c->state ^= c->state << 25;
  c->state ^= c->state >> 27;
  return c->state * UINT64_C(2685821657736338717);
}

/* 0 … n - 1; n >= 1. */
static inline int64_t chance_below(chance *c, int64_t n) {
  return (int64_t)((chance_next(c) >> 11) % (uint64_t)n);
}
/* low … high, both inside. */
static inline int64_t chance_in(chance *c, int64_t low, int64_t high) {
  return low + chance_below(c, high - low + 1);
}
/* 1 with so many percent. */
static inline int chance_percent(chance *c, int percent) { return chance_below(c, 100) < percent; }

#endif
