/* SPDX-License-Identifier: MIT */
/* How is an answer put together?
 * Uses the C library alone. Invariant: once there was no memory, nothing more is written, so that a broken
 * answer is never taken for a whole one. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

void sql_text_reset(sql_text *t) {
  t->len = 0;
  t->broken = 0;
}

void sql_text_free(sql_text *t) {
  free(t->data);
  *t = (sql_text){.data = NULL};
}

/* Room for some bytes more; NULL: no memory. */
static char *room(sql_text *t, size_t more) {
  if (t->broken) return NULL;
  if (t->cap - t->len < more) {
    const size_t cap = 2 * (t->cap + more) + 256;
    char *const data = realloc(t->data, cap);
    if (!data) {
      t->broken = 1;
      return NULL;
    }
    t->data = data;
    t->cap = cap;
  }
  return t->data + t->len;
}

void sql_put(sql_text *t, const char *bytes, size_t len) {
  char *const at = room(t, len);
  if (!at || !len) return;
  memcpy(at, bytes, len);
  t->len += len;
}

void sql_put_str(sql_text *t, const char *text) { sql_put(t, text, strlen(text)); }

void sql_put_int(sql_text *t, int64_t value) {
  char digits[24];
  size_t i = sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    digits[--i] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) digits[--i] = '-';
  sql_put(t, digits + i, sizeof digits - i);
}

static int is_special(unsigned char c) { return c < 32 || c == '"' || c == '\\'; }

static void put_special(sql_text *t, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  switch (c) {
  case '"': sql_put_str(t, "\\\""); break;
  case '\\': sql_put_str(t, "\\\\"); break;
  case '\n': sql_put_str(t, "\\n"); break;
  case '\r': sql_put_str(t, "\\r"); break;
  case '\t': sql_put_str(t, "\\t"); break;
  default:
    sql_put_str(t, "\\u00");
    sql_put(t, &hex[c >> 4], 1);
    sql_put(t, &hex[c & 15], 1);
  }
}

void sql_put_json(sql_text *t, const char *bytes, size_t len) {
  sql_put_str(t, "\"");
  for (size_t i = 0; i < len;) {
    size_t plain = i;
    while (plain < len && !is_special((unsigned char)bytes[plain])) plain++;
    if (plain > i) sql_put(t, bytes + i, plain - i);
    if (plain < len) put_special(t, (unsigned char)bytes[plain++]);
    i = plain;
  }
  sql_put_str(t, "\"");
}

void sql_put_name(sql_text *t, const char *name) {
  if (name && *name)
    sql_put_json(t, name, strlen(name));
  else
    sql_put_str(t, "null");
}
