/* SPDX-License-Identifier: MIT */
/* Writing text into a caller's buffer, and small questions about text. No locale, no varargs, no allocation.
 */
#ifndef DP_TEXT_H
#define DP_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* A writer. What does not fit is counted and dropped, so that a first pass with cap 0 measures. */
typedef struct dp_text {
  char *out;
  size_t cap, len; /* len counts everything, also what was dropped */
} dp_text;

void dp_text_bytes(dp_text *text, const char *bytes, size_t len);
void dp_text_str(dp_text *text, const char *str); /* NUL-terminated; NULL writes nothing */
void dp_text_char(dp_text *text, char c);
void dp_text_int(dp_text *text, int64_t value);
void dp_text_pad(dp_text *text, int64_t value, int width); /* zero-padded, value >= 0 */
void dp_text_date(dp_text *text, int32_t date);            /* 2026-03-02 */
void dp_text_quoted(dp_text *text, const char *bytes,
                    size_t len); /* "…", at most 40 bytes, controls as '?' */
/* Ends the text with NUL inside cap, cut at a UTF-8 boundary if it was too long. cap >= 1. */
void dp_text_end(dp_text *text);

/* A letter of ASCII in lower case; any other byte as it is. */
static inline char dp_text_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

int dp_text_is(const char *text, size_t len, const char *word); /* equal to a NUL-terminated word */
/* Whole decimal number of len digits, at most 18 of them; -1: anything else. */
int64_t dp_text_digits(const char *text, size_t len);
/* Edit distance with swaps of neighbours, ASCII case ignored; stops counting at limit + 1. Words of up to 63
 * bytes. */
int dp_text_distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit);
/* The word of the list that is nearest to text and near enough to be meant; NULL: none. */
const char *dp_text_nearest(const char *text, size_t len, const char *const *words, size_t count);
/* Bytes of the first invalid UTF-8 sequence's offset, or len when all is valid (no overlongs, no surrogates).
 */
size_t dp_text_utf8(const char *text, size_t len);

#endif
