/* SPDX-License-Identifier: MIT */
/* A progress bar with rate and remaining time, on standard error when that is a terminal, and only then. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "app.h"

typedef struct progress {
  int on;
  uint64_t steps;
  int64_t started, shown; /* milliseconds */
  int drawn;
} progress;

void progress_open(progress *p, const app *a);
/* total 0: not known. Cheap enough to call for every row. */
void progress_step(progress *p, uint64_t rows, uint64_t done, uint64_t total);
/* The same for many rows at once. */
void progress_show(progress *p, uint64_t rows, uint64_t done, uint64_t total);
void progress_close(progress *p);

#endif
