/* SPDX-License-Identifier: MIT */
/* The plan of a list: a row out for a row in. */
#ifndef PLANNING_H
#define PLANNING_H

#include "asking.h"

typedef struct planning {
  asking *q;
  writer *out;
  const selection *s;
  answer_cells cells;
  person who; /* of the present row */
  slice extra[SELECTION_MAX];
  uint64_t calls; /* verdicts that are one */
} planning;

/* Plans until the list ends, the work is interrupted, or writing fails. 0, or an exit status with a message.
 */
int planning_run(planning *p);
/* The same by several threads; the rows, and what is told, are the same. Not for tables, nor where second
 * contacts with a phone are looked for. */
int planning_run_beside(planning *p, size_t threads);

#endif
