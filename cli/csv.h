/* SPDX-License-Identifier: MIT */
/* Splitting CSV: RFC 4180, with LF as well as CRLF. A quote inside a field that does not begin with one
 * stands for itself, as spreadsheets write it. */
#ifndef CSV_H
#define CSV_H

#include "slice.h"

typedef struct csv_fields {
  slice *at;        /* room for cap fields; those past it are only counted */
  uint32_t *starts; /* offset of each field in the record, its quote included; set by csv_careful alone */
  size_t cap, count;
} csv_fields;

enum { CSV_MORE = 0, CSV_CAREFUL = -1, CSV_BAD = -2 };

/* 64 bytes that were looked at: a record begins where the one before ended, most often among them. */
typedef struct csv_block {
  const char *from; /* NULL: none */
  uint64_t marks;   /* bit i: byte i is a comma, a line end or a quote */
  uint64_t high;    /* bit i: byte i is above 127 */
} csv_block;

/* The bytes have moved, or there are more of them. */
static inline void csv_forget(csv_block *block) { block->from = NULL; }

/* A record without a quote, at p. Bytes consumed, the line end included; CSV_MORE: no line end within len;
 * CSV_CAREFUL: there is a quote before it. INPUT_PAD bytes behind p + len are readable. *ascii: no byte above
 * 127. */
long csv_quick(csv_block *block, const char *p, size_t len, csv_fields *fields, int *ascii);

/* Any record. last: the input ends with p[len], so that the end is a line end. Quoted fields with doubled
 * quotes are written to scratch, which has room for len bytes. CSV_MORE: no line end outside quotes. CSV_BAD:
 * *what and *offset say why and where. */
long csv_careful(const char *p, size_t len, int last, csv_fields *fields, char *scratch, const char **what,
                 size_t *offset);

#endif
