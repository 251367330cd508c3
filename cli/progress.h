/* SPDX-License-Identifier: MIT */
/* A progress bar with rate and remaining time, on standard error when that is a terminal, and only then. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "app.h"

typedef struct progress {
  int on;
  const char *what; /* is counted */
  uint64_t steps;
  int64_t started, shown; /* milliseconds */
  int drawn;
} progress;

/* For rows that are written as they come: not where they go to a terminal too. */
void progress_open(progress *p, const app *a);
/* For work that writes nothing until it is over. */
void progress_open_alone(progress *p, const app *a, const char *what);
/* total 0: not known. Cheap enough to call for every row. */
void progress_step(progress *p, uint64_t rows, uint64_t done, uint64_t total);
/* The same for many rows at once. */
void progress_show(progress *p, uint64_t rows, uint64_t done, uint64_t total);
void progress_close(progress *p);

#endif
