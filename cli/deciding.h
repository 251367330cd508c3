/* SPDX-License-Identifier: MIT */
/* Rows of a list that are decided together: what is the same for all of them is looked at once. */
#ifndef DECIDING_H
#define DECIDING_H

#include "asking.h"

enum { DECIDING_ROWS = 256 };

/* What becomes of rows, in their order. */
typedef struct deciding_use {
  void (*answer)(void *context, size_t i); /* row i is decided */
  /* Row i cannot be asked about, as was told. NULL: it is left out. */
  void (*refuse)(void *context, size_t i, const fault *f);
  /* Zone indexes have changed, those of rows that wait as well. May be NULL. */
  void (*rezone)(void *context, const dialplan_zones *old, const dialplan_zones *now);
} deciding_use;

typedef struct deciding {
  asking *q;
  const selection *s;
  const deciding_use *use;
  void *context;
  int status; /* of rows that were decided: 0, or an exit status that ends the work */
  /* rows that were read, of which [first, next) wait to be decided */
  size_t first, next;
  dialplan_contact *contacts;
  dialplan_state *states;
  dialplan_decision *decisions;
  int32_t *statuses;
  uint64_t *lines;
  person *people;
  slice *extra; /* selection.extra_count for each of people */
  buffer texts; /* of people; it grows only while no row waits */
} deciding;

/* context: of what is done with the rows. */
void deciding_open(deciding *d, asking *q, const selection *s, const deciding_use *use, void *context);
/* Reads a row: RECORD_*, and RECORD_OK says that it waits. Of any other one those before it were decided, so
 * that it is told in its turn. */
int deciding_read(deciding *d);
/* Decides all that was read. */
void deciding_settle(deciding *d);
void deciding_close(deciding *d);

#endif
