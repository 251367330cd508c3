/* SPDX-License-Identifier: MIT */
/* How does text grow in memory, and how is it escaped?
 * Uses libc alone. Invariant: where there is no memory the program ends with status 4 and says so. */
#include "slice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

void *memory_resize(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) count = SIZE_MAX / 2, size = 1; /* more than there can be */
  void *memory = realloc(old, count && size ? count * size : 1);
  if (!memory) {
    static const char message[] = "dialplan: error: no memory [no-memory]\n";
    if (write(STDERR_FILENO, message, sizeof message - 1)) {
    }
    _exit(EXIT_IO);
  }
  return memory;
}

void *memory_new(size_t count, size_t size) {
  void *memory = memory_resize(NULL, count, size);
  memset(memory, 0, count * size);
  return memory;
}

char *memory_text(slice t) {
  char *copy = memory_resize(NULL, t.len + 1, 1);
  if (t.len) memcpy(copy, t.at, t.len);
  copy[t.len] = 0;
  return copy;
}

char *buffer_room(buffer *b, size_t more) {
  if (b->cap - b->len < more) {
    size_t cap = b->cap ? b->cap * 2 : 256;
    while (cap - b->len < more) cap *= 2;
    b->data = memory_resize(b->data, cap, 1);
    b->cap = cap;
  }
  return b->data + b->len;
}

void buffer_str(buffer *b, const char *str) { buffer_bytes(b, str, strlen(str)); }

void buffer_fill(buffer *b, char c, size_t count) {
  if (!count) return;
  memset(buffer_room(b, count), c, count);
  b->len += count;
}

void buffer_int(buffer *b, int64_t value) {
  char digits[24], *p = digits + sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do *--p = (char)('0' + rest % 10);
  while (rest /= 10);
  if (value < 0) *--p = '-';
  buffer_bytes(b, p, (size_t)(digits + sizeof digits - p));
}

void buffer_pad(buffer *b, int64_t value, int width) {
  int64_t least = 1;
  while (--width > 0) least *= 10;
  for (; value < least && least > 1; least /= 10) buffer_char(b, '0');
  buffer_int(b, value);
}

void buffer_format(buffer *b, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  const int len = vsnprintf(NULL, 0, format, args);
  vsnprintf(buffer_room(b, (size_t)len + 1), (size_t)len + 1, format, again);
  b->len += (size_t)len;
  va_end(again);
  va_end(args);
}

/* Bytes of which something is to be done in a JSON string (1), in CSV (2). */
static const uint8_t special[256] = {
    [0] = 1, 1,          1, 1, 1,        1, 1, 1, 1,         1,         ['\n'] = 3, 1,
    1,       ['\r'] = 3, 1, 1, 1,        1, 1, 1, 1,         1,         1,          1,
    1,       1,          1, 1, [28] = 1, 1, 1, 1, ['"'] = 3, [','] = 2, ['\\'] = 1, [0x7F] = 1,
};

/* Whether a text has none of them; it is short, and looked at whole. */
static int is_plain(slice t, uint8_t kind) {
  uint8_t found = 0;
  for (size_t i = 0; i < t.len; i++) found |= special[(unsigned char)t.at[i]];
  return !(found & kind);
}

void buffer_json(buffer *b, slice t) {
  static const char hex[] = "0123456789abcdef";
  if (is_plain(t, 1)) {
    char *const at = buffer_need(b, t.len + 2);
    at[0] = at[t.len + 1] = '"';
    if (t.len) memcpy(at + 1, t.at, t.len);
    b->len += t.len + 2;
    return;
  }
  buffer_char(b, '"');
  for (size_t i = 0; i < t.len;) {
    size_t run = i;
    while (run < t.len && !(special[(unsigned char)t.at[run]] & 1)) run++;
    buffer_bytes(b, t.at + i, run - i);
    if (run == t.len) break;
    const unsigned char c = (unsigned char)t.at[run];
    const char named = c == '"' || c == '\\' ? (char)c
                       : c == '\n'           ? 'n'
                       : c == '\r'           ? 'r'
                       : c == '\t'           ? 't'
                                             : 0;
    if (named) {
      buffer_char(b, '\\');
      buffer_char(b, named);
    } else {
      buffer_str(b, "\\u00");
      buffer_char(b, hex[c >> 4]);
      buffer_char(b, hex[c & 15]);
    }
    i = run + 1;
  }
  buffer_char(b, '"');
}

void buffer_csv(buffer *b, slice t) {
  if (is_plain(t, 2)) {
    buffer_text(b, t);
    return;
  }
  buffer_char(b, '"');
  for (size_t i = 0; i < t.len; i++) {
    if (t.at[i] == '"') buffer_char(b, '"');
    buffer_char(b, t.at[i]);
  }
  buffer_char(b, '"');
}

void buffer_plain(buffer *b, slice t) {
  for (size_t i = 0; i < t.len; i++) {
    const unsigned char c = (unsigned char)t.at[i];
    const int two = c == 0xC2 && i + 1 < t.len && (unsigned char)t.at[i + 1] - 0x80u < 0x20;
    buffer_char(b, two || c < ' ' || c == 0x7F ? ' ' : t.at[i]);
    i += (size_t)two;
  }
}

void buffer_free(buffer *b) {
  free(b->data);
  *b = (buffer){0};
}

void buffer_clock(buffer *b, int32_t seconds) {
  buffer_pad(b, seconds / 3600, 2);
  buffer_char(b, ':');
  buffer_pad(b, seconds / 60 % 60, 2);
  if (seconds % 60) {
    buffer_char(b, ':');
    buffer_pad(b, seconds % 60, 2);
  }
}
