/* SPDX-License-Identifier: MIT */
/* Shared by the benchmarks: rounds in turn, medians, ratios to a floor, allocations counted.
 *
 * Machines drift, so only ratios of one run count: the rows of a table are run in turn, several rounds, and
 * each shows its median. The first row is the floor: what the machine needs for the bare job, written by
 * hand.
 *
 * Every program is linked with -Wl,--wrap for malloc, calloc and realloc, so that the library's own
 * allocations are counted (those of shared libraries are not). */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdint.h>

enum { BENCH_ROUNDS = 7, BENCH_ROWS_MAX = 16 };

typedef struct bench_row {
  const char *label;
  void (*body)(void *with, int64_t items); /* does the job `items` times */
  void *with;
  int64_t items;
} bench_row;

/* Runs all rows in turn and prints a line for each. what: the item, "clip". */
void bench_table(const char *title, const char *what, const bench_row *rows, int count);
/* The median of BENCH_ROUNDS values, which it sorts. */
double bench_median(double *values);

/* A check that both sides of a comparison do the same job: says so and ends the program where they do not. */
void bench_same(const char *what, int64_t item, int64_t floor, int64_t library);

double bench_now(void);  /* processor seconds of this program: what else runs on the machine does not count */
double bench_wall(void); /* seconds of a clock that only goes forward */
uint64_t bench_random(uint64_t *state);
uint64_t bench_allocations(void);                         /* so far */
int64_t bench_count(const char *variable, int64_t usual); /* from the environment */
void *bench_new(int64_t count, uint64_t size); /* zeroed; ends the program where there is no memory */

/* Takes a result, so that the compiler cannot leave out the work that made it. */
extern volatile int64_t bench_sink;

typedef struct bench_child {
  double wall, cpu; /* seconds from start to exit, and of the processor */
  long peak_kib;    /* the most memory */
} bench_child;

/* Starts a program with its outputs to /dev/null and waits for it; its exit status. */
int bench_spawn(char *const *arguments, bench_child *out);

#endif
