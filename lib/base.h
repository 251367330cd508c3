/* SPDX-License-Identifier: MIT */
/* Filling the error record, and the size rule of structures that may grow. */
#ifndef DP_BASE_H
#define DP_BASE_H

#include <dialplan/base.h>

#include "text.h"

/* Writes a failure and returns status, so that a function can end with `return dp_fail(...)`. err may be
 * NULL. */
dialplan_status dp_fail(dialplan_error *err, dialplan_status status, const char *code, const char *message);
/* The same, with what was found quoted behind the message: message "text". */
dialplan_status dp_fail_found(dialplan_error *err, dialplan_status status, const char *code,
                              const char *message, const char *found, size_t len);
/* Begins a failure whose message the caller writes itself through the writer; dp_text_end() it. err is not
 * NULL. */
dp_text dp_fail_begin(dialplan_error *err, dialplan_status status, const char *code);

/* Whether a structure that is longer than its known bytes has a zero tail. */
int dp_size_longer(const void *structure, uint32_t size, size_t known);

/* Whether a structure that begins with its size can be read: 0, or at least known bytes with a zero tail. */
static inline int dp_size_fits(const void *structure, uint32_t size, size_t known) {
  return size == 0 || size == known || dp_size_longer(structure, size, known);
}

/* The failure where it cannot; what: "the state". */
dialplan_status dp_size_unknown(dialplan_error *err, const char *what);

/* Whether a span lies inside a text of so many bytes. */
static inline int dp_span_inside(dialplan_text_span span, uint64_t len) {
  return span.from <= span.until && span.until <= len;
}

#endif
