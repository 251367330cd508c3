/* SPDX-License-Identifier: MIT */
/* Lines of a file or a pipe, one after the other. */
#ifndef LINES_H
#define LINES_H

#include "records.h"

typedef struct lines {
  input in;
  uint64_t line;
} lines;

/* RECORD_OK; RECORD_BAD: the line is longer than 1 MiB (it is passed over); RECORD_END; RECORD_FAILED. */
int lines_next(lines *l, slice *out, diag *d);

#endif
