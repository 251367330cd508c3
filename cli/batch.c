/* SPDX-License-Identifier: MIT */
/* How do several threads work through one stream, so that nobody can tell?
 * Uses POSIX threads, which the library never does. Invariant: batches are given out in the order in which
 * they were taken, each whole; every batch that is waited for belongs to a thread that works on it, so that
 * no two wait for each other. */
#include "batch.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "interrupt.h"
#include "slice.h"

typedef struct line {
  const batch_job *job;
  void *shared;
  pthread_mutex_t taking, giving; /* the first is held while waiting for input, the second never for long */
  pthread_cond_t turn;
  uint64_t taken; /* under taking */
  int over;       /* under taking: no more is taken */
  uint64_t given; /* under giving */
  int stopped;    /* under giving: no more is given */
} line;

typedef struct worker {
  line *l;
  void *unit;
  pthread_t thread;
} worker;

static int is_stopped(line *l) {
  pthread_mutex_lock(&l->giving);
  const int stopped = l->stopped;
  pthread_mutex_unlock(&l->giving);
  return stopped;
}

/* 1: a batch was taken, and *number is its place in the order. */
static int take(line *l, void *unit, uint64_t *number) {
  pthread_mutex_lock(&l->taking);
  if (!l->over && (is_stopped(l) || !l->job->take(l->shared, unit))) l->over = 1;
  const int got = !l->over;
  if (got) *number = l->taken++;
  pthread_mutex_unlock(&l->taking);
  return got;
}

/* Until all that was taken earlier is given. The turn is the caller's alone then, without a lock. */
static int wait_for_turn(line *l, uint64_t number) {
  pthread_mutex_lock(&l->giving);
  while (l->given != number) pthread_cond_wait(&l->turn, &l->giving);
  const int go = !l->stopped;
  pthread_mutex_unlock(&l->giving);
  return go;
}

static void end_turn(line *l, int go) {
  pthread_mutex_lock(&l->giving);
  l->given++;
  if (!go) l->stopped = 1;
  pthread_cond_broadcast(&l->turn);
  pthread_mutex_unlock(&l->giving);
}

static void *run(void *argument) {
  const worker *const w = argument;
  line *const l = w->l;
  for (uint64_t number; take(l, w->unit, &number);) {
    const int again = l->job->work(l->shared, w->unit, 0) == BATCH_AGAIN;
    int go = wait_for_turn(l, number);
    if (go && again) l->job->work(l->shared, w->unit, 1);
    if (go) go = l->job->give(l->shared, w->unit);
    end_turn(l, go);
  }
  return NULL;
}

void batch_run(const batch_job *job, void *shared, void *const *units, size_t count) {
  line l = {.job = job, .shared = shared};
  worker *const workers = memory_new(count, sizeof *workers);
  pthread_mutex_init(&l.taking, NULL);
  pthread_mutex_init(&l.giving, NULL);
  pthread_cond_init(&l.turn, NULL);
  interrupt_hold();
  size_t started = 1;
  workers[0] = (worker){.l = &l, .unit = units[0]};
  for (; started < count; started++) {
    workers[started] = (worker){.l = &l, .unit = units[started]};
    if (pthread_create(&workers[started].thread, NULL, run, &workers[started])) break;
  }
  run(&workers[0]);
  for (size_t i = 1; i < started; i++) pthread_join(workers[i].thread, NULL);
  interrupt_release();
  pthread_cond_destroy(&l.turn);
  pthread_mutex_destroy(&l.giving);
  pthread_mutex_destroy(&l.taking);
  free(workers);
}
