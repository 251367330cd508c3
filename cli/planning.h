/* SPDX-License-Identifier: MIT */
/* The plan of a list: a row out for a row in. */
#ifndef PLANNING_H
#define PLANNING_H

#include "asking.h"

enum { PLANNING_ROWS = 256 };

typedef struct planning {
  asking *q;
  writer *out;
  const selection *s;
  answer_cells cells;
  uint64_t calls; /* verdicts that are one */
  int status;     /* of rows that were decided */
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
