/* SPDX-License-Identifier: MIT */
/* The plan of a list: a row out for a row in. */
#ifndef PLANNING_H
#define PLANNING_H

#include "deciding.h"

typedef struct planning {
  asking *q;
  writer *out;
  const selection *s;
  answer_cells cells;
  uint64_t calls; /* verdicts that are one */
  deciding rows;
} planning;

void planning_open(planning *p, asking *q, writer *out, const selection *s);
/* Plans until the list ends, the work is interrupted, or writing fails. 0, or an exit status with a message.
 */
int planning_run(planning *p);
/* Decides and writes all that was read: nothing waits for a pipe that has nothing more to give yet. */
void planning_flush(void *planning);
void planning_close(planning *p);
/* Like planning_run, by several threads; the rows, and what is told, are the same. Not for tables, nor where
 * second contacts with a phone are looked for. */
int planning_run_beside(planning *p, size_t threads);

#endif
