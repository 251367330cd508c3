/* SPDX-License-Identifier: MIT */
/* Draws: all randomness of the library, from a seed and the contact's key, reproducible by other implementations. */
#ifndef DP_DRAW_H
#define DP_DRAW_H

#include <stddef.h>
#include <stdint.h>

enum {
  DP_DRAW_BUFFER = 1,       /* buffer behind an opening */
  DP_DRAW_GAP = 2,          /* spread of a gap */
  DP_DRAW_PAIR = 3,         /* pair of dayparts */
  DP_DRAW_INSTANT = 4,      /* instant in a daypart */
  DP_DRAW_DAYPART = 5,      /* daypart of a single call */
  DP_DRAW_VARIANT = 6,
  DP_DRAW_LEASE = 7,        /* lease_then: random */
  DP_DRAW_FORECAST = 16     /* and up */
};

static inline uint64_t dp_draw_mix(uint64_t x) {
  x ^= x >> 30;
  x *= UINT64_C(0xBF58476D1CE4E5B9);
  x ^= x >> 27;
  x *= UINT64_C(0x94D049BB133111EB);
  return x ^ (x >> 31);
}

static inline uint64_t dp_draw_hash(const char *text, size_t len) {
  uint64_t h = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001B3);
  return dp_draw_mix(h);
}

#define DP_DRAW_STEP UINT64_C(0x9E3779B97F4A7C15)

/* What the draws for one attempt and purpose share on all dates. */
static inline uint64_t dp_draw_stem(uint64_t seed, uint64_t key, uint64_t attempt, uint64_t purpose) {
  uint64_t h = dp_draw_mix(seed + DP_DRAW_STEP + key);
  h = dp_draw_mix(h + DP_DRAW_STEP + attempt);
  return dp_draw_mix(h + DP_DRAW_STEP + purpose);
}

static inline uint64_t dp_draw_on(uint64_t stem, int32_t date) {
  return dp_draw_mix(stem + DP_DRAW_STEP + (uint64_t)(int64_t)date);
}

static inline uint64_t dp_draw(uint64_t seed, uint64_t key, uint64_t attempt, uint64_t purpose, int32_t date) {
  return dp_draw_on(dp_draw_stem(seed, key, attempt, purpose), date);
}

/* 0 … n - 1: the high 64 bits of draw * n, in 32-bit pieces so that it needs no 128-bit type. */
static inline uint64_t dp_draw_below(uint64_t draw, uint64_t n) {
  const uint64_t a = draw >> 32, b = draw & 0xFFFFFFFFu, c = n >> 32, d = n & 0xFFFFFFFFu;
  const uint64_t low = b * d, mid1 = a * d + (low >> 32), mid2 = b * c + (mid1 & 0xFFFFFFFFu);
  return a * c + (mid1 >> 32) + (mid2 >> 32);
}

#endif
