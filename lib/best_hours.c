/* SPDX-License-Identifier: MIT */
/* At which hours of the week do people answer?
 * Uses the counts alone. Invariant: whole numbers only, so that every machine gives the same list; no bound
 * is above the true one, nor two millionths below it. */
#include <dialplan/stats.h>

#include "base.h"

enum { HOURS = 7 * 24, LEAST_CALLS = 5, PPM = 1000000, WEIGHT_MEAN = 100 };

/* The largest whole number whose square is not above n. */
static uint64_t root(uint64_t n) {
  uint64_t found = 0;
  for (uint64_t bit = UINT64_C(1) << 62; bit; bit >>= 2) {
    const uint64_t tried = found + bit;
    found >>= 1;
    if (n < tried) continue;
    n -= tried;
    found += bit;
  }
  return found;
}

/* part / all in millionths, for part <= all < 2^53. */
static int32_t ppm(uint64_t part, uint64_t all) {
  const uint64_t thousandths = part * 1000 / all, rest = part * 1000 % all;
  return (int32_t)(thousandths * 1000 + rest * 1000 / all);
}

/* Counts of 2^25 and more are halved until they fit: their bound is lower than it need be, by less than 0.025
 * %. */
static void fit(uint64_t *connected, uint64_t *calls) {
  while (*calls >> 25) {
    *calls >>= 1;
    *connected >>= 1;
  }
}

/* Wilson's lower end with z = 1.96 = 49 / 25, k of n: both sides of his fraction times 1250 give
 *   (1250 k + 2401 - 49 sqrt((2401 n + 2500 k (n - k)) / n)) / (1250 n + 4802).
 * The root is taken in units of 2^-14 and rounded up: below 2^25 calls all of it fits in 64 bits. */
static int32_t lower_of(uint64_t k, uint64_t n) {
  enum { SCALE_BITS = 14 };
  const uint64_t under = 2401 * n + 2500 * k * (n - k);
  const uint64_t square = ((under / n) << (2 * SCALE_BITS)) + (((under % n) << (2 * SCALE_BITS)) + n - 1) / n;
  uint64_t up = root(square);
  up += up * up < square;
  const uint64_t sum = (1250 * k + 2401) << SCALE_BITS, away = 49 * up;
  return ppm(sum > away ? sum - away : 0, (1250 * n + 4802) << SCALE_BITS);
}

static dialplan_hour hour_at(const dialplan_stats *stats, int32_t i) {
  uint64_t n = stats->hours[i].calls, k = stats->hours[i].connected;
  dialplan_hour hour = {.calls = n, .connected = k, .weekday = i / 24 + 1, .hour = i % 24};
  if (k > n) k = n;
  fit(&k, &n);
  hour.rate_ppm = ppm(k, n);
  hour.lower_ppm = lower_of(k, n);
  return hour;
}

static int before(const dialplan_hour *a, const dialplan_hour *b) {
  return a->lower_ppm != b->lower_ppm ? a->lower_ppm > b->lower_ppm : a->rate_ppm > b->rate_ppm;
}

/* Equal ones stay in the order of the week. */
static void insert(dialplan_hour *list, uint64_t count, dialplan_hour hour) {
  for (; count && before(&hour, &list[count - 1]); count--) list[count] = list[count - 1];
  list[count] = hour;
}

static void weigh(dialplan_hour *list, uint64_t count) {
  uint64_t sum = 0;
  for (uint64_t i = 0; i < count; i++) sum += (uint64_t)list[i].lower_ppm;
  for (uint64_t i = 0; i < count; i++) {
    const uint64_t share = (uint64_t)list[i].lower_ppm * count * WEIGHT_MEAN;
    const uint64_t weight = sum ? (share + sum / 2) / sum : WEIGHT_MEAN;
    list[i].weight = weight ? (uint32_t)weight : 1;
  }
}

dialplan_status dialplan_best_hours(const dialplan_stats *stats, uint64_t least, dialplan_hour *out,
                                    uint64_t cap, uint64_t *count, dialplan_error *err) {
  if (!stats || (!out && cap) || !count)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "stats, out or count is missing");
  if (!dp_size_fits(stats, stats->size, sizeof *stats)) return dp_size_unknown(err, "the statistics");
  dialplan_hour list[HOURS];
  uint64_t found = 0;
  for (int32_t i = 0; i < HOURS; i++)
    if (stats->hours[i].calls >= (least ? least : LEAST_CALLS)) insert(list, found++, hour_at(stats, i));
  weigh(list, found);
  for (uint64_t i = 0; i < found && i < cap; i++) out[i] = list[i];
  *count = found;
  return DIALPLAN_OK;
}
