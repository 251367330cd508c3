/* SPDX-License-Identifier: MIT */
/* How does text get into a caller's buffer, byte for byte the same under every locale?
 * Uses memcpy alone. Invariant: never writes past cap; len is what a large enough buffer would hold. */
#include "text.h"

#include "date.h"

#include <string.h>

void dp_text_bytes(dp_text *text, const char *bytes, size_t len) {
  if (text->len < text->cap) {
    const size_t room = text->cap - text->len;
    memcpy(text->out + text->len, bytes, len < room ? len : room);
  }
  text->len += len;
}

void dp_text_str(dp_text *text, const char *str) {
  if (str) dp_text_bytes(text, str, strlen(str));
}

void dp_text_char(dp_text *text, char c) { dp_text_bytes(text, &c, 1); }

void dp_text_int(dp_text *text, int64_t value) {
  if (value < 0) dp_text_char(text, '-');
  char digits[20];
  size_t n = 0;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do digits[sizeof digits - ++n] = (char)('0' + rest % 10);
  while (rest /= 10);
  dp_text_bytes(text, digits + sizeof digits - n, n);
}

void dp_text_pad(dp_text *text, int64_t value, int width) {
  for (int64_t least = 10; width > 1; width--, least *= 10)
    if (value < least) {
      for (int i = 1; i < width; i++) dp_text_char(text, '0');
      break;
    }
  dp_text_int(text, value);
}

void dp_text_date(dp_text *text, int32_t date) {
  dialplan_civil civil;
  dp_date_split(date, &civil);
  dp_text_pad(text, civil.year, 4);
  dp_text_char(text, '-');
  dp_text_pad(text, civil.month, 2);
  dp_text_char(text, '-');
  dp_text_pad(text, civil.day, 2);
}

void dp_text_quoted(dp_text *text, const char *bytes, size_t len) {
  enum { DP_QUOTED_MAX = 40 };
  size_t shown = len;
  if (shown > DP_QUOTED_MAX) {
    shown = DP_QUOTED_MAX;
    while (shown && ((unsigned char)bytes[shown] & 0xC0) == 0x80) shown--;
  }
  const int valid = dp_text_utf8(bytes, shown) == shown;
  dp_text_char(text, '"');
  for (size_t i = 0; i < shown; i++) {
    const unsigned char c = (unsigned char)bytes[i];
    dp_text_char(text, c < 32 || c == 127 || (c > 127 && !valid) ? '?' : (char)c);
  }
  if (shown < len) dp_text_str(text, "...");
  dp_text_char(text, '"');
}

void dp_text_end(dp_text *text) {
  size_t end = text->len < text->cap ? text->len : text->cap - 1;
  if (end < text->len)
    while (end && ((unsigned char)text->out[end] & 0xC0) == 0x80) end--;
  text->out[end] = 0;
}

int dp_text_is(const char *text, size_t len, const char *word) {
  /* Lists of words are searched with this: most differ in their first byte, which is sooner seen than their
   * length. */
  for (size_t i = 0; i < len; i++)
    if (text[i] != word[i] || !word[i]) return 0;
  return !word[len];
}

int64_t dp_text_digits(const char *text, size_t len) {
  if (len == 0 || len > 18) return -1;
  int64_t value = 0;
  for (size_t i = 0; i < len; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int dp_text_distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit) {
  enum { DP_WORD_MAX = 63 };
  if (a_len > DP_WORD_MAX || b_len > DP_WORD_MAX) return limit + 1;
  int rows[3][DP_WORD_MAX + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2], above_best = 0;
  for (size_t j = 0; j <= b_len; j++) above[j] = before[j] = (int)j;
  for (size_t i = 1; i <= a_len; i++) {
    int best = row[0] = (int)i;
    for (size_t j = 1; j <= b_len; j++) {
      const char x = dp_text_lower(a[i - 1]), y = dp_text_lower(b[j - 1]);
      int least = above[j - 1] + (x != y);
      if (above[j] + 1 < least) least = above[j] + 1;
      if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
      if (i > 1 && j > 1 && x == dp_text_lower(b[j - 2]) && dp_text_lower(a[i - 2]) == y &&
          before[j - 2] + 1 < least)
        least = before[j - 2] + 1;
      row[j] = least;
      if (least < best) best = least;
    }
    if (best > limit && above_best > limit) return limit + 1; /* all further rows build on these two */
    above_best = best;
    int *spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[b_len] > limit ? limit + 1 : above[b_len];
}

const char *dp_text_nearest(const char *text, size_t len, const char *const *words, size_t count) {
  int best = len < 4 ? 1 : len < 8 ? 2 : 3;
  const char *nearest = NULL;
  for (size_t i = 0; i < count; i++) {
    const int limit = nearest ? best - 1 : best;
    const int distance = dp_text_distance(text, len, words[i], strlen(words[i]), limit);
    if (distance <= limit) {
      nearest = words[i];
      best = distance;
    }
  }
  return nearest;
}

size_t dp_text_utf8(const char *text, size_t len) {
  const unsigned char *s = (const unsigned char *)text;
  for (size_t i = 0; i < len;) {
    const unsigned char c = s[i];
    size_t more = 0;
    unsigned char low = 0x80, high = 0xBF;
    if (c < 0x80) {
      i++;
      continue;
    } else if (c >= 0xC2 && c <= 0xDF)
      more = 1;
    else if (c >= 0xE0 && c <= 0xEF) {
      more = 2;
      if (c == 0xE0) low = 0xA0;
      if (c == 0xED) high = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
      more = 3;
      if (c == 0xF0) low = 0x90;
      if (c == 0xF4) high = 0x8F;
    } else
      return i;
    if (len - i <= more) return i;
    if (s[i + 1] < low || s[i + 1] > high) return i;
    for (size_t k = 2; k <= more; k++)
      if ((s[i + k] & 0xC0) != 0x80) return i;
    i += more + 1;
  }
  return len;
}
