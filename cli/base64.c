/* SPDX-License-Identifier: MIT */
/* How are bytes written as text?
 * RFC 4648, section 5, without padding. Invariant: one text for each sequence of bytes; others are refused.
 */
#include "base64.h"

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void buffer_base64(buffer *b, const uint8_t *bytes, size_t len) {
  for (size_t i = 0; i < len; i += 3) {
    const size_t n = len - i < 3 ? len - i : 3;
    const uint32_t v =
        (uint32_t)bytes[i] << 16 | (n > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) | (n > 2 ? bytes[i + 2] : 0u);
    for (size_t k = 0; k <= n; k++) buffer_char(b, digits[v >> (18 - 6 * k) & 63]);
  }
}

static int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

long base64_read(slice t, uint8_t *out, size_t cap) {
  if (t.len % 4 == 1 || t.len / 4 * 3 + t.len % 4 * 3 / 4 > cap) return -1;
  size_t len = 0;
  uint32_t bits = 0, held = 0;
  for (size_t i = 0; i < t.len; i++) {
    const int v = value_of(t.at[i]);
    if (v < 0) return -1;
    bits = bits << 6 | (uint32_t)v;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[len++] = (uint8_t)(bits >> held);
      bits &= (1u << held) - 1;
    }
  }
  return bits ? -1 : (long)len;
}
