/* SPDX-License-Identifier: MIT */
/* What does this text say, and how wide is it?
 * Uses libc alone. Invariant: nothing here depends on the locale. */
#include "slice.h"

#include <string.h>

slice slice_of(const char *str) { return (slice){str, str ? strlen(str) : 0}; }

int slice_is(slice t, const char *word) {
  return strlen(word) == t.len && (!t.len || !memcmp(t.at, word, t.len));
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

int slice_equal_fold(slice t, const char *word) {
  if (strlen(word) != t.len) return 0;
  for (size_t i = 0; i < t.len; i++)
    if (lower(t.at[i]) != lower(word[i])) return 0;
  return 1;
}

uint64_t slice_hash(slice t) {
  uint64_t h = t.len * UINT64_C(0x9E3779B97F4A7C15), word;
  size_t i = 0;
  for (; i + 8 <= t.len; i += 8) {
    memcpy(&word, t.at + i, 8);
    h = (h ^ word) * UINT64_C(0xFF51AFD7ED558CCD);
    h ^= h >> 32;
  }
  /* The last eight bytes overlap those before; copying a rest of unknown length costs as much as all else. */
  word = 0;
  if (t.len >= 8)
    memcpy(&word, t.at + t.len - 8, 8);
  else
    for (; i < t.len; i++) word = word << 8 | (unsigned char)t.at[i];
  h = (h ^ word) * UINT64_C(0xC4CEB9FE1A85EC53);
  return h ^ h >> 29;
}

int slice_integer(slice t, int64_t least, int64_t most, int64_t *out) {
  size_t i = t.len && t.at[0] == '-';
  if (i == t.len || t.len - i > 18) return 0;
  int64_t value = 0;
  for (; i < t.len; i++) {
    if (t.at[i] < '0' || t.at[i] > '9') return 0;
    value = value * 10 + (t.at[i] - '0');
  }
  if (t.at[0] == '-') value = -value;
  if (value < least || value > most) return 0;
  *out = value;
  return 1;
}

int slice_boolean(slice t, int *out) {
  static const char *const words[] = {"false", "no", "0", "true", "yes", "1"};
  for (size_t i = 0; i < 6; i++)
    if (slice_equal_fold(t, words[i])) {
      *out = i >= 3;
      return 1;
    }
  return 0;
}

/* Length of the valid sequence that begins at s, and its code point; 0: invalid. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *code) {
  static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char c = s[0];
  const size_t n = c < 0x80                 ? 1
                   : c >= 0xC2 && c <= 0xDF ? 2
                   : (c & 0xF0) == 0xE0     ? 3
                   : c >= 0xF0 && c <= 0xF4 ? 4
                                            : 0;
  if (!n || n > len) return 0;
  uint32_t value = n == 1 ? c : c & (0x7Fu >> n);
  for (size_t i = 1; i < n; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (s[i] & 0x3F);
  }
  if (value < least[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *code = value;
  return n;
}

/* How many bytes at the beginning are known to be below 128: nearly all, of most texts. */
static size_t ascii_run(const unsigned char *s, size_t len) {
  const uint64_t high = UINT64_C(0x8080808080808080);
  uint64_t words[4];
  size_t i = 0;
  for (; i + sizeof words <= len; i += sizeof words) {
    memcpy(words, s + i, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & high) break;
  }
  for (; i + sizeof *words <= len; i += sizeof *words) {
    memcpy(words, s + i, sizeof *words);
    if (*words & high) return i;
  }
  if (i == len || len < sizeof *words) return i;
  memcpy(words, s + len - sizeof *words, sizeof *words); /* overlaps the one before */
  return *words & high ? i : len;
}

size_t slice_utf8(slice t) {
  const unsigned char *s = (const unsigned char *)t.at;
  for (size_t i = 0; i < t.len;) {
    uint32_t code;
    i += ascii_run(s + i, t.len - i);
    if (i == t.len) break;
    const size_t n = s[i] < 0x80 ? 1 : decode(s + i, t.len - i, &code);
    if (!n) return i;
    i += n;
  }
  return t.len;
}

size_t slice_chars(slice t) {
  size_t count = 0;
  for (size_t i = 0; i < t.len; i++) count += ((unsigned char)t.at[i] & 0xC0) != 0x80;
  return count;
}

typedef struct range {
  uint32_t first, last;
} range;

static int in_ranges(uint32_t code, const range *ranges, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (code >= ranges[i].first && code <= ranges[i].last) return 1;
  return 0;
}

size_t slice_width(slice t) {
  /* Marks (Unicode's Mn, Me) and what only formats (Cf), from Latin to Lao, and among punctuation. */
  static const range none[] = {
      {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x5BF, 0x5BF},   {0x5C1, 0x5C2},
      {0x5C4, 0x5C5},   {0x5C7, 0x5C7},   {0x610, 0x61A},   {0x61C, 0x61C},   {0x64B, 0x65F},
      {0x670, 0x670},   {0x6D6, 0x6DC},   {0x6DF, 0x6E4},   {0x6E7, 0x6E8},   {0x6EA, 0x6ED},
      {0x900, 0x902},   {0x93A, 0x93A},   {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},
      {0x951, 0x957},   {0x962, 0x963},   {0x981, 0x981},   {0x9BC, 0x9BC},   {0x9C1, 0x9C4},
      {0x9CD, 0x9CD},   {0x9E2, 0x9E3},   {0x9FE, 0x9FE},   {0xA01, 0xA02},   {0xA3C, 0xA3C},
      {0xA41, 0xA51},   {0xA70, 0xA71},   {0xA75, 0xA75},   {0xA81, 0xA82},   {0xABC, 0xABC},
      {0xAC1, 0xAC8},   {0xACD, 0xACD},   {0xAE2, 0xAE3},   {0xAFA, 0xAFF},   {0xB01, 0xB01},
      {0xB3C, 0xB3C},   {0xB3F, 0xB3F},   {0xB41, 0xB44},   {0xB4D, 0xB56},   {0xB62, 0xB63},
      {0xB82, 0xB82},   {0xBC0, 0xBC0},   {0xBCD, 0xBCD},   {0xC00, 0xC00},   {0xC04, 0xC04},
      {0xC3C, 0xC3C},   {0xC3E, 0xC40},   {0xC46, 0xC56},   {0xC62, 0xC63},   {0xC81, 0xC81},
      {0xCBC, 0xCBC},   {0xCBF, 0xCBF},   {0xCC6, 0xCC6},   {0xCCC, 0xCCD},   {0xCE2, 0xCE3},
      {0xD00, 0xD01},   {0xD3B, 0xD3C},   {0xD41, 0xD44},   {0xD4D, 0xD4D},   {0xD62, 0xD63},
      {0xD81, 0xD81},   {0xDCA, 0xDCA},   {0xDD2, 0xDD6},   {0xE31, 0xE31},   {0xE34, 0xE3A},
      {0xE47, 0xE4E},   {0xEB1, 0xEB1},   {0xEB4, 0xEBC},   {0xEC8, 0xECD},   {0x200B, 0x200F},
      {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
      {0xFEFF, 0xFEFF}};
  static const range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},  {0x3400, 0x4DBF},
                               {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                               {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                               {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  const unsigned char *s = (const unsigned char *)t.at;
  size_t width = 0;
  for (size_t i = 0; i < t.len;) {
    uint32_t code = s[i];
    const size_t n = decode(s + i, t.len - i, &code);
    i += n ? n : 1;
    if (code < 0x300)
      width++;
    else if (in_ranges(code, wide, sizeof wide / sizeof *wide))
      width += 2;
    else
      width += !in_ranges(code, none, sizeof none / sizeof *none);
  }
  return width;
}

/* Edit distance with swaps of neighbours, ASCII case ignored, of words of up to 63 bytes. */
static int distance(slice a, slice b) {
  enum { WORD_MAX = 63 };
  if (a.len > WORD_MAX || b.len > WORD_MAX) return WORD_MAX;
  int rows[3][WORD_MAX + 1];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b.len; j++) above[j] = before[j] = (int)j;
  for (size_t i = 1; i <= a.len; i++) {
    row[0] = (int)i;
    for (size_t j = 1; j <= b.len; j++) {
      const char x = lower(a.at[i - 1]), y = lower(b.at[j - 1]);
      int least = above[j - 1] + (x != y);
      if (above[j] + 1 < least) least = above[j] + 1;
      if (row[j - 1] + 1 < least) least = row[j - 1] + 1;
      if (i > 1 && j > 1 && x == lower(b.at[j - 2]) && lower(a.at[i - 2]) == y && before[j - 2] + 1 < least)
        least = before[j - 2] + 1;
      row[j] = least;
    }
    int *spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[b.len];
}

const char *slice_nearest(slice t, const char *const *words, size_t count) {
  int best = t.len < 4 ? 2 : t.len < 8 ? 3 : 4;
  const char *nearest = NULL;
  for (size_t i = 0; i < count; i++) {
    const int d = distance(t, slice_of(words[i]));
    if (d < best) {
      best = d;
      nearest = words[i];
    }
  }
  return nearest;
}
