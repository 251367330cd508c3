/* SPDX-License-Identifier: MIT */
/* Values of fields: instants, numbers, yes and no. */
#ifndef VALUES_H
#define VALUES_H

#include "columns.h"
#include "rejects.h"
#include "world.h"

/* Each reads a known column. 1: there is a value; 0: the field is absent or empty, *out is as before; -1: a
 * fault. */
int value_instant(const world *w, const columns *c, const records *r, size_t column, int64_t *out, fault *f);
int value_integer(const columns *c, const records *r, size_t column, int64_t least, int64_t most,
                  int64_t *out, fault *f);
int value_boolean(const columns *c, const records *r, size_t column, int *out, fault *f);
/* The text of a plain value; an object or an array is a fault. */
int value_nested(const columns *c, const records *r, size_t column, fault *f);
static inline int value_text(const columns *c, const records *r, size_t column, slice *out, fault *f) {
  const int field = c->field[column];
  const slice t = field < 0 ? (slice){NULL, 0} : slice_trim(r->fields[field]);
  if (!t.len) return 0;
  if (r->kinds[field] == FIELD_NESTED) return value_nested(c, r, column, f);
  *out = t;
  return 1;
}
/* A variant of the campaign by its name, or by its number where no name is meant. */
int value_variant(const world *w, const columns *c, const records *r, size_t column, uint16_t *out, fault *f);
/* A decimal number in millionths. */
int value_millionths(const columns *c, const records *r, size_t column, int64_t *out, fault *f);

#endif
