/* SPDX-License-Identifier: MIT */
/* Does a job that is done in batches look as if one thread had done it? Numbers are taken, squared by several
 * threads that take uneven times, and given out; some have to wait for those before them; the work ends early
 * or not. ThreadSanitizer (SANITIZE=thread) sees every access that the turns do not order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "batch.h"

enum { THREADS = 5, NUMBERS = 3000, AGAIN_EVERY = 7 };

/* Nothing in it is atomic, nor under a lock of its own: the turns have to keep it. */
typedef struct numbers_shared {
  uint64_t next, until;    /* of take */
  uint64_t given, sum;     /* of give, and of work in its turn */
  uint64_t stop_at;        /* give says stop at this number */
  uint64_t again, in_turn; /* how often */
} numbers_shared;

typedef struct numbers_unit {
  uint64_t number, square;
  uint64_t before; /* of a number that waited: the sum of all squares before it */
  uint64_t again;
} numbers_unit;

static int take(void *shared, void *mine) {
  numbers_shared *s = shared;
  numbers_unit *u = mine;
  if (s->next == s->until) return 0;
  u->number = s->next++;
  return 1;
}

static int work(void *shared, void *mine, int in_turn) {
  numbers_shared *s = shared;
  numbers_unit *u = mine;
  /* Units take a while, each its own. */
  for (volatile uint64_t left = u->number * 2654435761u % 1000; left > 0; left--) continue;
  u->square = u->number * u->number;
  u->again = u->number % AGAIN_EVERY == 0;
  if (!in_turn) return u->again ? BATCH_AGAIN : BATCH_DONE;
  s->in_turn++;
  u->before = s->sum;
  return BATCH_DONE;
}

static uint64_t squares_below(uint64_t n) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < n; i++) sum += i * i;
  return sum;
}

static int give(void *shared, void *mine) {
  numbers_shared *s = shared;
  const numbers_unit *u = mine;
  assert_true(u->number == s->given);
  assert_true(u->square == u->number * u->number);
  if (u->again) assert_true(u->before == squares_below(u->number));
  s->again += u->again;
  s->sum += u->square;
  return s->given++ != s->stop_at;
}

static numbers_shared run(size_t threads, uint64_t until, uint64_t stop_at) {
  static const batch_job job = {take, work, give};
  numbers_unit units[THREADS] = {{0}};
  void *mine[THREADS];
  for (size_t i = 0; i < THREADS; i++) mine[i] = &units[i];
  numbers_shared s = {.until = until, .stop_at = stop_at};
  batch_run(&job, &s, mine, threads);
  return s;
}

static void batches_are_given_in_order(void **unused) {
  (void)unused;
  for (size_t threads = 1; threads <= THREADS; threads++) {
    const numbers_shared s = run(threads, NUMBERS, UINT64_MAX);
    assert_true(s.given == NUMBERS && s.sum == squares_below(NUMBERS));
    assert_true(s.again == (NUMBERS + AGAIN_EVERY - 1) / AGAIN_EVERY && s.in_turn == s.again);
  }
}

static void nothing_is_given_behind_a_stop(void **unused) {
  (void)unused;
  for (size_t threads = 1; threads <= THREADS; threads++)
    for (uint64_t stop_at = 0; stop_at < 40; stop_at += 13) {
      const numbers_shared s = run(threads, NUMBERS, stop_at);
      assert_true(s.given == stop_at + 1 && s.sum == squares_below(stop_at + 1));
      assert_true(s.next <= stop_at + 1 + threads); /* nor taken, but by those that were at it */
    }
}

static void no_work_is_none(void **unused) {
  (void)unused;
  assert_true(run(THREADS, 0, UINT64_MAX).given == 0);
  assert_true(run(THREADS, 1, UINT64_MAX).given == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(batches_are_given_in_order),
      cmocka_unit_test(nothing_is_given_behind_a_stop),
      cmocka_unit_test(no_work_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
