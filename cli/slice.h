/* SPDX-License-Identifier: MIT */
/* Slices of text, small questions about them, and a buffer that grows. */
#ifndef SLICE_H
#define SLICE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* UTF-8 that belongs to somebody else. */
typedef struct slice {
  const char *at;
  size_t len;
} slice;

slice slice_of(const char *str); /* NULL: empty */
static inline int slice_blank(char c) { return c == ' ' || c == '\t'; }

/* Without spaces and tabs at both ends. */
static inline slice slice_trim(slice t) {
  while (t.len && slice_blank(t.at[0])) t.at++, t.len--;
  while (t.len && slice_blank(t.at[t.len - 1])) t.len--;
  return t;
}

int slice_is(slice t, const char *word);

/* Word by word, of which the last may overlap the one before: texts are short, and a call takes as long. */
static inline int slice_same(slice a, slice b) {
  uint64_t x, y;
  if (a.len != b.len) return 0;
  if (a.len < sizeof x) {
    size_t i = 0;
    while (i < a.len && a.at[i] == b.at[i]) i++;
    return i == a.len;
  }
  for (size_t i = 0; i + sizeof x <= a.len; i += sizeof x) {
    memcpy(&x, a.at + i, sizeof x);
    memcpy(&y, b.at + i, sizeof y);
    if (x != y) return 0;
  }
  memcpy(&x, a.at + a.len - sizeof x, sizeof x);
  memcpy(&y, b.at + b.len - sizeof y, sizeof y);
  return x == y;
}

int slice_equal_fold(slice t, const char *word); /* ASCII case ignored */
uint64_t slice_hash(slice t);
/* A whole number in [least, most]; 0: it is none. */
int slice_integer(slice t, int64_t least, int64_t most, int64_t *out);
/* true, yes, 1, false, no, 0; 0: none of them. */
int slice_boolean(slice t, int *out);
/* Offset of the first invalid UTF-8 sequence, or the length. */
size_t slice_utf8(slice t);
size_t slice_chars(slice t);
/* Columns of a terminal; wide East Asian characters take two, combining ones none. */
size_t slice_width(slice t);
/* The word that was probably meant; NULL: none is near. */
const char *slice_nearest(slice t, const char *const *words, size_t count);

typedef struct buffer {
  char *data;
  size_t len, cap;
} buffer;

/* Room for more bytes behind the present ones; ends the program with status 4 when there is no memory. */
char *buffer_room(buffer *b, size_t more);
void buffer_str(buffer *b, const char *str);

/* The same, inline as long as there is room. */
static inline char *buffer_need(buffer *b, size_t more) {
  return b->cap - b->len < more ? buffer_room(b, more) : b->data + b->len;
}

static inline void buffer_bytes(buffer *b, const char *bytes, size_t len) {
  if (!len) return;
  memcpy(buffer_need(b, len), bytes, len);
  b->len += len;
}

static inline void buffer_text(buffer *b, slice t) { buffer_bytes(b, t.at, t.len); }

static inline void buffer_char(buffer *b, char c) {
  if (b->len == b->cap) buffer_room(b, 1);
  b->data[b->len++] = c;
}

void buffer_fill(buffer *b, char c, size_t count);
void buffer_int(buffer *b, int64_t value);
void buffer_pad(buffer *b, int64_t value, int width); /* with zeros in front */
/* Seconds as a clock or a length: "09:07", "24:00", "09:07:41". */
void buffer_clock(buffer *b, int32_t seconds);
void buffer_format(buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_json(buffer *b, slice t); /* quoted and escaped */
void buffer_csv(buffer *b, slice t);  /* quoted where RFC 4180 asks for it */
/* Anybody's text on a terminal: each control character, U+0080 to U+009F among them, is a blank. */
void buffer_plain(buffer *b, slice t);
void buffer_free(buffer *b);

/* Memory that ends the program with status 4 when there is none. */
void *memory_resize(void *old, size_t count, size_t size);
void *memory_new(size_t count, size_t size); /* zeroed */
char *memory_text(slice t);                  /* a NUL-terminated copy */

#endif
