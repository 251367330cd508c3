/* SPDX-License-Identifier: MIT */
/* Eight decimal digits at a time, in one register: byte i of a word is the i-th digit. On any machine; header
 * only. */
#ifndef DIGITS_H
#define DIGITS_H

#include <stdint.h>

/* The word of eight characters, the first in the lowest byte; a compiler makes one load of it. */
static inline uint64_t digits_load(const char *at) {
  const unsigned char *const p = (const unsigned char *)at;
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
         (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* The same of characters of which some are known to be others than digits: with their text, and 0 for each
 * digit, they become 0 and the digits 0 to 9. */
static inline uint64_t digits_load_as(const char *at, const char *text) {
  return digits_load(at) ^ digits_load(text);
}

/* 0: each byte is 0 to 9. */
static inline uint64_t digits_wrong(uint64_t digits) {
  const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F), up = UINT64_C(0x7676767676767676); /* 10 becomes 0x80 */
  return (((digits & low) + up) | digits) & ~low;
}

/* Bytes 0, 2, 4, 6: the numbers that digits 0 and 1, 2 and 3 … make; those between are of no use. */
static inline uint64_t digits_pairs(uint64_t digits) { return digits * 10 + (digits >> 8); }

/* All eight as one number. */
static inline uint32_t digits_number(uint64_t digits) {
  const uint64_t every_second = UINT64_C(0x000000FF000000FF), pairs = digits_pairs(digits);
  const uint64_t high = (pairs & every_second) * (100 + (UINT64_C(1000000) << 32));
  const uint64_t low = (pairs >> 16 & every_second) * (1 + (UINT64_C(10000) << 32));
  return (uint32_t)((high + low) >> 32);
}

#endif
