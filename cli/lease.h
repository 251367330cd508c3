/* SPDX-License-Identifier: MIT */
/* Rows that wait for their order: the first so many in lease order, or all. */
#ifndef LEASE_H
#define LEASE_H

#include "answer.h"

typedef struct lease_row {
  const world *w;
  person p;
  char *text; /* owns what p points to */
} lease_row;

typedef struct lease {
  int64_t now;
  size_t want;  /* how many are wanted; 0: all. Only calls are kept then */
  size_t extra; /* extra columns of each row */
  dialplan_decision *decisions;
  lease_row *rows;
  size_t count, room;
  int bounded; /* a cut was made: worst is the last that is kept */
  dialplan_decision worst;
} lease;

void lease_open(lease *l, int64_t now, size_t want, size_t extra);
/* Takes copies. Rows of a file come in its order. */
void lease_add(lease *l, const dialplan_decision *d, const person *p, const world *w);
/* The zone indexes of a world's rows have changed. */
void lease_rezone(lease *l, const world *w, const dialplan_zones *old, const dialplan_zones *now);
/* Row numbers in lease order, all of them (or the wanted ones); to be freed. */
uint64_t *lease_order(lease *l, size_t *count);
void lease_close(lease *l);

#endif
