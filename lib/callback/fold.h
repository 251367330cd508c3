/* SPDX-License-Identifier: MIT */
/* The shape under which a word is looked up: spellings that people use for the same word fold to the same
 * shape. */
#ifndef DP_CALLBACK_FOLD_H
#define DP_CALLBACK_FOLD_H

#include <stdint.h>

#include "callback/normalise.h"

/* A folded word. len 0: too long to be a word that anybody knows. */
typedef struct dp_fold {
  char text[DP_WORD_BYTES];
  uint32_t len;
} dp_fold;

/* Of a word in the form of a token: lower case, plain letters. */
dp_fold dp_callback_fold(const char *word, uint32_t len);
/* The word with runs of three and more letters cut to two: "sooon" is spelt "soon". */
dp_fold dp_callback_trim(const char *word, uint32_t len);
uint32_t dp_callback_hash(const char *text, uint32_t len);

static inline uint32_t dp_callback_hash_more(uint32_t hash, char c) {
  return (hash ^ (unsigned char)c) * 16777619u;
}
static inline uint32_t dp_callback_hash_end(uint32_t hash) { return hash ^ hash >> 15; }
enum { DP_HASH_START = 0x1000193 };

#endif
