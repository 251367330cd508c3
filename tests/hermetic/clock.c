/* SPDX-License-Identifier: MIT */
/* A clock that stands where CLOCK_AT says, in seconds since 1970: loaded in front of the C library, it shows whether
 * an answer depends on the clock of the machine. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t stands_at(void) {
  const char *at = getenv("CLOCK_AT");
  return at ? (time_t)strtoll(at, NULL, 10) : 0;
}

time_t time(time_t *out) {
  const time_t at = stands_at();
  if (out) *out = at;
  return at;
}

int clock_gettime(clockid_t id, struct timespec *out) {
  (void)id;
  out->tv_sec = stands_at();
  out->tv_nsec = 0;
  return 0;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
  (void)zone;
  out->tv_sec = stands_at();
  out->tv_usec = 0;
  return 0;
}
