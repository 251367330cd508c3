/* SPDX-License-Identifier: MIT */
/* A text as tokens: words in lower case without accents and joiners, numbers, marks; each with its bytes. */
#ifndef DP_CALLBACK_NORMALISE_H
#define DP_CALLBACK_NORMALISE_H

#include <stdint.h>

enum { DP_TEXT_MAX = 1024, DP_WORD_BYTES = 48, DP_NUMBER_HUGE = 1000000 };

enum { DP_TOKEN_WORD = 1, DP_TOKEN_NUMBER, DP_TOKEN_MARK };

typedef struct dp_token {
  uint32_t value; /* of a number: at most DP_NUMBER_HUGE, which stands for everything beyond */
  uint16_t from;  /* bytes [from, until) of the part that is read */
  uint16_t until;
  uint16_t at;   /* of a word: chars[at .. at + len) of the tokens */
  uint8_t len;   /* of a word: bytes, 255 for all longer ones; of a number: digits, likewise */
  uint8_t kind;  /* DP_TOKEN_* */
  uint8_t mark;  /* of a mark: one of : . , - / + ; or '!' for all that ends a sentence */
  uint8_t glued; /* 1: nothing stands between it and the token before */
  uint16_t spare;
} dp_token;

typedef struct dp_tokens {
  uint32_t base; /* offset of the part that is read in the text */
  uint32_t count;
  uint32_t shortened; /* 1: the text was longer */
  dp_token token[DP_TEXT_MAX];
  char chars[DP_TEXT_MAX];
} dp_tokens;

/* Fills what it counts and leaves the rest as it is. */
void dp_callback_tokens(const char *text, uint64_t len, dp_tokens *out);

#endif
