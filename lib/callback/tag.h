/* SPDX-License-Identifier: MIT */
/* Tokens as words with one meaning each. */
#ifndef DP_CALLBACK_TAG_H
#define DP_CALLBACK_TAG_H

#include "callback/normalise.h"
#include "callback/reading.h"
#include "callback/vocabulary.h"

enum {
  DP_TAG_GLUED = 1,    /* nothing stands between it and the tag before */
  DP_TAG_MISSPELT = 2, /* taken for its nearest word */
  DP_TAG_DIGITS = 4,   /* a number in digits; `digits` says how many */
  DP_TAG_FREE = 8      /* not settled yet: entries [entry, entry + entries) are possible */
};

typedef struct dp_tag {
  uint8_t meaning; /* DP_W_* */
  uint8_t book;
  uint8_t flags; /* DP_TAG_* */
  uint8_t digits;
  uint8_t group; /* parse.c: the group that it helped to make, from 1 */
  uint8_t spare;
  int16_t value;
  uint16_t from; /* bytes of the part that is read */
  uint16_t until;
  uint16_t entry;
  uint16_t entries;
} dp_tag;

/* Two more than there are, so that every tag can look at its neighbours: the ends are stops. */
enum { DP_TAGS_MAX = DP_TEXT_MAX + 2 };

typedef struct dp_tags {
  uint32_t count; /* with the stop at the end; tag[0] is a stop, too */
  uint8_t votes[DP_BOOKS_MAX + 1];
  dp_tag tag[DP_TAGS_MAX];
} dp_tags;

void dp_callback_tags(const dp_tokens *tokens, const uint8_t *books, uint32_t book_count, dp_tags *out);

#endif
