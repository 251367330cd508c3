/* SPDX-License-Identifier: MIT */
/* Work in batches on several threads: taken in order, done side by side, given out in order. */
#ifndef BATCH_H
#define BATCH_H

#include <stddef.h>

enum { BATCH_DONE, BATCH_AGAIN };

/* How a job is cut up. A unit is one thread's own: what it took, what it made of it. */
typedef struct batch_job {
  /* The next piece of the work into a unit; one thread at a time. 1: there is one; 0: there is no more. */
  int (*take)(void *shared, void *unit);
  /* Does it. in_turn 0: beside others; BATCH_AGAIN: it cannot be done before all that was taken earlier is
   * given, and is called once more then, with in_turn 1. */
  int (*work)(void *shared, void *unit, int in_turn);
  /* Gives out what was made; one thread at a time, in the order of taking. 1: go on; 0: whatever was taken
   * behind it is dropped, and nothing is taken any more. */
  int (*give)(void *shared, void *unit);
} batch_job;

/* Runs a job to its end on as many threads as there are units; the caller's is one of them. Fewer will do
 * where the system gives no more. Signals are noted by threads that wait for input, and by no others. */
void batch_run(const batch_job *job, void *shared, void *const *units, size_t count);

#endif
