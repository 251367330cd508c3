/* SPDX-License-Identifier: MIT */
/* Known columns of a file, wherever they stand in it. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "records.h"

enum { COLUMNS_MAX = 40 };

typedef struct columns {
  const char *const *known; /* names in snake_case */
  size_t count;
  int warn_unknown;           /* a name that is none is worth a warning */
  int16_t field[COLUMNS_MAX]; /* index in the record; -1: not there */
  uint64_t present;           /* bit i: known[i] has a field */
  size_t seen;                /* names of the header that were looked at */
} columns;

void columns_init(columns *c, const char *const *known, size_t count, int warn_unknown);
/* Looks at names of the header that are new: at all of them once with CSV. A known one that comes twice is an
 * error in CSV: EXIT_INPUT with a message; of JSON keys the first spelling counts. */
int columns_update(columns *c, const records *r);

/* Whether a column from first to last is there: rows of a list without any are not searched for them. */
static inline int columns_any(const columns *c, size_t first, size_t last) {
  return (c->present >> first & ((UINT64_C(2) << (last - first)) - 1)) != 0;
}

/* The text of a known column; empty where there is none. */
static inline slice columns_text(const columns *c, const records *r, size_t column) {
  const int field = c->field[column];
  return field < 0 ? (slice){NULL, 0} : r->fields[field];
}

#endif
