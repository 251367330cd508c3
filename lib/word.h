/* SPDX-License-Identifier: MIT */
/* Words of a fixed vocabulary (events, outcomes), as people and their tools write them: ASCII case is
 * ignored. */
#ifndef DP_WORD_H
#define DP_WORD_H

#include "base.h"

enum { DP_WORD_MAX = 32 };

/* A word in lower case. len 0: it was empty, or longer than any word that we know. */
typedef struct dp_word {
  char text[DP_WORD_MAX];
  size_t len;
} dp_word;

dp_word dp_word_lower(const char *text, uint64_t len);
/* Fails with E_VALUE: `message "text"`, and the nearest of the words. */
dialplan_status dp_word_unknown(dialplan_error *err, const char *code, const char *message, const char *text,
                                uint64_t len, const char *const *words, size_t count);

#endif
