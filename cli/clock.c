/* SPDX-License-Identifier: MIT */
/* What time is it?
 * The only file of the program that reads a clock. Invariant: answers depend on it only where --now is not
 * given. */
#include "clock.h"

#include <time.h>

int64_t clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec;
}

int64_t clock_millis(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
