/* SPDX-License-Identifier: MIT */
/* Bytes as text: base64url without padding (RFC 4648, section 5). */
#ifndef BASE64_H
#define BASE64_H

#include "slice.h"

void buffer_base64(buffer *b, const uint8_t *bytes, size_t len);
/* At most cap bytes; -1: it is none, or there are more. */
long base64_read(slice t, uint8_t *out, size_t cap);

#endif
