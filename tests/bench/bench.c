/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* wait4 */
#include "bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

volatile int64_t bench_sink;

static uint64_t allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
  allocations++;
  return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  allocations++;
  return __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
  allocations++;
  return __real_realloc(old, size);
}

uint64_t bench_allocations(void) { return allocations; }

static double read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double bench_now(void) { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

double bench_wall(void) { return read_clock(CLOCK_MONOTONIC); }

uint64_t bench_random(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

int64_t bench_count(const char *variable, int64_t usual) {
  const char *text = getenv(variable);
  const long long count = text ? atoll(text) : 0;
  return count > 0 ? count : usual;
}

void *bench_new(int64_t count, uint64_t size) {
  void *memory = calloc((size_t)count, size);
  if (!memory) {
    fprintf(stderr, "no memory for the benchmark\n");
    exit(1);
  }
  memset(memory, 0, (size_t)count * size); /* pages are taken now, not while measuring */
  return memory;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double bench_median(double *values) {
  qsort(values, BENCH_ROUNDS, sizeof *values, compare);
  return values[BENCH_ROUNDS / 2];
}

void bench_table(const char *title, const char *what, const bench_row *rows, int count) {
  double ns[BENCH_ROWS_MAX][BENCH_ROUNDS], floor = 0;
  uint64_t made[BENCH_ROWS_MAX] = {0};
  for (int round = -1; round < BENCH_ROUNDS; round++) /* round -1 warms up */
    for (int i = 0; i < count && i < BENCH_ROWS_MAX; i++) {
      const uint64_t before = allocations;
      const double start = bench_now();
      rows[i].body(rows[i].with, rows[i].items);
      const double seconds = bench_now() - start;
      made[i] = allocations - before;
      if (round >= 0) ns[i][round] = seconds * 1e9 / (double)rows[i].items;
    }
  printf("\n%s\n", title);
  for (int i = 0; i < count && i < BENCH_ROWS_MAX; i++) {
    const double median = bench_median(ns[i]);
    if (i == 0) floor = median;
    printf("  %-46s %12.1f ns/%s  x%-8.2f %llu allocations\n", rows[i].label, median, what, median / floor,
           (unsigned long long)made[i]);
  }
  fflush(stdout);
}

void bench_same(const char *what, int64_t item, int64_t floor, int64_t library) {
  if (floor == library) return;
  printf("%s %lld: the floor says %lld, the library %lld\n", what, (long long)item, (long long)floor,
         (long long)library);
  exit(1);
}

static double seconds_of(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec * 1e-6; }

int bench_spawn(char *const *arguments, bench_child *out) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  const double start = bench_wall();
  pid_t child;
  int status = -1;
  struct rusage usage = {.ru_maxrss = 0};
  const int lost = posix_spawnp(&child, arguments[0], &files, NULL, arguments, environ) != 0 ||
                   wait4(child, &status, 0, &usage) != child;
  out->wall = bench_wall() - start;
  out->cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  out->peak_kib = usage.ru_maxrss;
  posix_spawn_file_actions_destroy(&files);
  return !lost && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
