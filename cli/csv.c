/* SPDX-License-Identifier: MIT */
/* Where do the fields of a CSV record begin and end?
 * Marks a span of bytes, 64 at a time through masks where SSE2 is at hand (always on x86-64), and cuts
 * records out of it; one with a quote, or longer than the span, is read again, byte by byte. Invariant: both
 * ways split a record without quotes alike. */
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
static inline __m128i marks_of(__m128i v) {
  const __m128i ends =
      _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(',')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
  return _mm_or_si128(ends, _mm_cmpeq_epi8(v, _mm_set1_epi8('"')));
}

/* The highest bits of 64 bytes. */
static inline uint64_t high_bits(__m128i a, __m128i b, __m128i c, __m128i d) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(a) | (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16 |
         (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 | (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

/* Written out, since a loop over the four quarters is kept as one by the compiler, which costs half as much
 * again. */
static inline csv_block look(const char *p) {
  const __m128i *const at = (const __m128i *)(const void *)p;
  const __m128i a = _mm_loadu_si128(at), b = _mm_loadu_si128(at + 1), c = _mm_loadu_si128(at + 2),
                d = _mm_loadu_si128(at + 3);
  return (csv_block){p, high_bits(marks_of(a), marks_of(b), marks_of(c), marks_of(d)), high_bits(a, b, c, d)};
}
#else
static csv_block look(const char *p) {
  csv_block b = {p, 0, 0};
  for (int i = 0; i < 64; i++) {
    b.marks |= (uint64_t)(p[i] == ',' || p[i] == '\n' || p[i] == '"') << i;
    b.high |= (uint64_t)((unsigned char)p[i] >> 7) << i;
  }
  return b;
}
#endif

/* Bits below n, which may be 64 or more. */
static inline uint64_t below(size_t n) { return n < 64 ? (UINT64_C(1) << n) - 1 : ~UINT64_C(0); }

long csv_quick(csv_block *block, const char *p, size_t len, csv_fields *out, int *ascii) {
  csv_fields here = *out, *const fields = &here; /* in registers: what is written to a slice may be *out */
  csv_block b = (uintptr_t)p - (uintptr_t)block->from < 64 ? *block : look(p);
  uint64_t of_record = ~below((size_t)(p - b.from)), high = 0;
  const char *start = p;
  fields->count = 0;
  for (;; b = look(b.from + 64), of_record = ~UINT64_C(0)) {
    const size_t left = (size_t)(p + len - b.from);
    of_record &= below(left);
    for (uint64_t marks = b.marks & of_record; marks; marks &= marks - 1) {
      const char *const at = b.from + __builtin_ctzll(marks);
      if (*at == ',') {
        put(fields, start, at);
        start = at + 1;
        continue;
      }
      *block = b;
      if (*at == '"') return CSV_CAREFUL;
      put_last(fields, start, at);
      out->count = here.count;
      *ascii = !(high | (b.high & of_record & below((size_t)(at - b.from))));
      return at + 1 - p;
    }
    high |= b.high & of_record;
    if (left <= 64) return CSV_MORE;
  }
}

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
