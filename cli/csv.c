/* SPDX-License-Identifier: MIT */
/* Where do the fields of a CSV record begin and end?
 * Looks at 64 bytes at a time through masks where SSE2 is at hand (always on x86-64); a record with a quote
 * is read again, byte by byte. Invariant: both ways split a record without quotes alike. */
#include "csv.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static void put(csv_fields *fields, const char *at, const char *until) {
  if (fields->count < fields->cap) fields->at[fields->count] = (slice){at, (size_t)(until - at)};
  fields->count++;
}

/* The last field of a line, whose CR belongs to the line end. */
static void put_last(csv_fields *fields, const char *at, const char *until) {
  if (until > at && until[-1] == '\r') until--;
  put(fields, at, until);
}

#ifdef __SSE2__
typedef struct masks {
  uint64_t comma, line, quote, high;
} masks;

/* The highest bits of 64 bytes. */
static inline uint64_t high_bits(const __m128i v[4]) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(v[0]) | (uint64_t)(uint32_t)_mm_movemask_epi8(v[1]) << 16 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(v[2]) << 32 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(v[3]) << 48;
}

static inline uint64_t places_of(char c, const __m128i v[4]) {
  const __m128i wanted = _mm_set1_epi8(c);
  const __m128i same[4] = {_mm_cmpeq_epi8(v[0], wanted), _mm_cmpeq_epi8(v[1], wanted),
                           _mm_cmpeq_epi8(v[2], wanted), _mm_cmpeq_epi8(v[3], wanted)};
  return high_bits(same);
}

/* Written out, since a loop over the four quarters is kept as one by the compiler, which costs half as much
 * again. */
static inline masks look(const char *p) {
  const __m128i *const at = (const __m128i *)(const void *)p;
  const __m128i v[4] = {_mm_loadu_si128(at), _mm_loadu_si128(at + 1), _mm_loadu_si128(at + 2),
                        _mm_loadu_si128(at + 3)};
  return (masks){places_of(',', v), places_of('\n', v), places_of('"', v), high_bits(v)};
}

long csv_quick(const char *p, size_t len, csv_fields *out, int *ascii) {
  csv_fields here = *out, *const fields = &here; /* in registers: what is written to a slice may be *out */
  const char *start = p;
  uint64_t high = 0;
  fields->count = 0;
  for (size_t base = 0; base < len; base += 64) {
    masks m = look(p + base);
    const uint64_t known = len - base < 64 ? (UINT64_C(1) << (len - base)) - 1 : ~UINT64_C(0);
    const uint64_t line = m.line & known & (0 - (m.line & known));
    const uint64_t before = line ? line - 1 : known;
    if (m.quote & before) return CSV_CAREFUL;
    high |= m.high & before;
    for (uint64_t commas = m.comma & before; commas; commas &= commas - 1) {
      const char *const at = p + base + __builtin_ctzll(commas);
      put(fields, start, at);
      start = at + 1;
    }
    if (line) {
      const size_t end = base + (size_t)__builtin_ctzll(line);
      put_last(fields, start, p + end);
      out->count = here.count;
      *ascii = !high;
      return (long)end + 1;
    }
  }
  return CSV_MORE;
}
#else
long csv_quick(const char *p, size_t len, csv_fields *fields, int *ascii) {
  const char *start = p;
  fields->count = 0;
  unsigned char high = 0;
  for (size_t i = 0; i < len; i++) {
    const char c = p[i];
    high |= (unsigned char)c;
    if (c == '"') return CSV_CAREFUL;
    if (c == ',') {
      put(fields, start, p + i);
      start = p + i + 1;
    } else if (c == '\n') {
      put_last(fields, start, p + i);
      *ascii = !(high & 0x80);
      return (long)i + 1;
    }
  }
  return CSV_MORE;
}
#endif

/* A field that begins with a quote, at p[i]. Offset behind its closing quote; 0: it is not closed within len.
 * The field is appended; its text is taken to *scratch if it holds doubled quotes. */
static size_t quoted(const char *p, size_t len, size_t i, csv_fields *fields, char **scratch) {
  const char *start = p + i + 1;
  char *const copy = *scratch;
  size_t copied = 0;
  for (size_t from = i + 1;;) {
    const char *const close = from < len ? memchr(p + from, '"', len - from) : NULL;
    if (!close) return 0;
    const size_t at = (size_t)(close - p);
    if (at + 1 < len && p[at + 1] == '"') {
      memcpy(copy + copied, start, (size_t)(close + 1 - start));
      copied += (size_t)(close + 1 - start);
      start = close + 2;
      from = at + 2;
      continue;
    }
    if (copied) {
      memcpy(copy + copied, start, (size_t)(close - start));
      copied += (size_t)(close - start);
      put(fields, copy, copy + copied);
      *scratch += copied;
    } else
      put(fields, start, close);
    return at + 1;
  }
}

long csv_careful(const char *p, size_t len, int last, csv_fields *fields, char *scratch, const char **what,
                 size_t *offset) {
  fields->count = 0;
  for (size_t i = 0;;) {
    if (fields->count < fields->cap) fields->starts[fields->count] = (uint32_t)i;
    if (i < len && p[i] == '"') {
      const size_t after = quoted(p, len, i, fields, &scratch);
      if (!after) {
        *what = "a quote is opened here and never closed";
        *offset = i;
        return last ? CSV_BAD : CSV_MORE;
      }
      i = after;
      if (i + 1 < len && p[i] == '\r' && p[i + 1] == '\n') i++;
      if (i == len || (i + 1 == len && p[i] == '\r')) return last ? (long)len : CSV_MORE;
      if (p[i] == '\n') return (long)i + 1;
      if (p[i] != ',') {
        *what = "text follows a closing quote";
        *offset = i;
        return CSV_BAD;
      }
      i++;
      continue;
    }
    size_t end = i;
    while (end < len && p[end] != ',' && p[end] != '\n') end++;
    if (end == len && !last) return CSV_MORE;
    if (end == len || p[end] == '\n') {
      put_last(fields, p + i, p + end);
      return (long)(end == len ? len : end + 1);
    }
    put(fields, p + i, p + end);
    i = end + 1;
  }
}
