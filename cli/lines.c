/* SPDX-License-Identifier: MIT */
/* What is the next line?
 * Uses the block reader. Invariant: memory stays bounded however long a line is. */
#include "lines.h"

#include <string.h>

int lines_next(lines *l, slice *out, diag *d) {
  int too_long = 0;
  for (;;) {
    const char *const p = l->in.data + l->in.from;
    const size_t have = l->in.until - l->in.from;
    const char *const end = have ? memchr(p, '\n', have) : NULL;
    if (end || (l->in.ended && (have || too_long))) {
      size_t len = end ? (size_t)(end - p) : have;
      l->in.from += len + (end != NULL);
      l->line++;
      if (len && p[len - 1] == '\r') len--;
      *out = (slice){p, len};
      return too_long || len > RECORD_BYTES ? RECORD_BAD : RECORD_OK;
    }
    if (l->in.ended) return RECORD_END;
    if (have > RECORD_BYTES) {
      too_long = 1;
      l->in.from = l->in.until;
    }
    if (input_more(&l->in, d)) return RECORD_FAILED;
  }
}
