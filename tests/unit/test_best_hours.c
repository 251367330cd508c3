/* SPDX-License-Identifier: MIT */
/* The hours at which people answer: the bound against Wilson's formula in floating point, the order, the
 * weights. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dialplan.h>

#include "oracle/chance.h"

static void set(dialplan_stats *stats, int i, uint64_t calls, uint64_t connected) {
  stats->hours[i] = (dialplan_tally){calls, connected, 0};
}

static double wilson(double k, double n) {
  const double z = 1.96, p = k / n;
  return (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n);
}

static void the_bound_is_wilsons(void **state) {
  (void)state;
  chance c = chance_of(7);
  for (int round = 0; round < 200000; round++) {
    const int64_t most = INT64_C(1) << chance_in(&c, 1, 50);
    const uint64_t n = (uint64_t)chance_in(&c, 1, most), k = (uint64_t)chance_in(&c, 0, (int64_t)n);
    dialplan_stats stats = {0};
    dialplan_hour hour;
    uint64_t count = 0;
    set(&stats, 30, n, k);
    assert_int_equal(dialplan_best_hours(&stats, 1, &hour, 1, &count, NULL), 0);
    assert_int_equal(count, 1);
    assert_int_equal(hour.weekday, 2);
    assert_int_equal(hour.hour, 6);
    assert_true(hour.calls == n && hour.connected == k);
    /* Beyond 2^25 calls counts are halved: the interval is that of fewer calls, lower by less than 2^-12. */
    const double off = wilson((double)k, (double)n) * 1e6 - hour.lower_ppm;
    assert_true(off > -0.01 && off < (n >> 25 ? 250 : 2));
    assert_true(fabs((double)k / (double)n * 1e6 - hour.rate_ppm) < 1.1);
  }
}

static void none_and_all_are_exact(void **state) {
  (void)state;
  dialplan_stats stats = {0};
  dialplan_hour hour;
  uint64_t count;
  set(&stats, 0, 1000000, 0);
  assert_int_equal(dialplan_best_hours(&stats, 0, &hour, 1, &count, NULL), 0);
  assert_int_equal(hour.lower_ppm, 0);
  set(&stats, 0, 25, 25); /* 1 / (1 + 3.8416 / 25) = 0.866803... */
  assert_int_equal(dialplan_best_hours(&stats, 0, &hour, 1, &count, NULL), 0);
  assert_int_equal(hour.rate_ppm, 1000000);
  assert_in_range(hour.lower_ppm, 866802, 866803);
  set(&stats, 0, 5, 9); /* no events make this: the share is whole */
  assert_int_equal(dialplan_best_hours(&stats, 0, &hour, 1, &count, NULL), 0);
  assert_int_equal(hour.rate_ppm, 1000000);
}

static void hours_with_few_calls_are_left_out(void **state) {
  (void)state;
  dialplan_stats stats = {0};
  dialplan_hour list[168];
  uint64_t count = 9;
  assert_int_equal(dialplan_best_hours(&stats, 0, NULL, 0, &count, NULL), 0);
  assert_int_equal(count, 0);
  set(&stats, 3, 4, 4);
  set(&stats, 4, 5, 1);
  assert_int_equal(dialplan_best_hours(&stats, 0, list, 168, &count, NULL), 0);
  assert_int_equal(count, 1);
  assert_int_equal(list[0].hour, 4);
  assert_int_equal(dialplan_best_hours(&stats, 4, list, 168, &count, NULL), 0);
  assert_int_equal(count, 2);
  assert_int_equal(list[0].hour, 3);
}

static void the_best_come_first_and_equals_in_the_order_of_the_week(void **state) {
  (void)state;
  dialplan_stats stats = {0};
  dialplan_hour list[168];
  uint64_t count;
  set(&stats, 167, 10, 9);     /* a high rate, few calls */
  set(&stats, 100, 1000, 700); /* a lower rate, and more certain */
  set(&stats, 20, 10, 0);
  set(&stats, 10, 10, 0);
  assert_int_equal(dialplan_best_hours(&stats, 0, list, 168, &count, NULL), 0);
  assert_int_equal(count, 4);
  assert_int_equal(list[0].weekday, 5);
  assert_int_equal(list[0].hour, 4);
  assert_int_equal(list[1].weekday, 7);
  assert_int_equal(list[1].hour, 23);
  assert_int_equal(list[2].hour, 10);
  assert_int_equal(list[3].hour, 20);
  dialplan_hour two[2];
  assert_int_equal(dialplan_best_hours(&stats, 0, two, 2, &count, NULL), 0);
  assert_int_equal(count, 4);
  assert_memory_equal(two, list, sizeof two);
}

/* 100 is the mean: with the bounds of 0, 0 and some, the last weighs 300, and nobody less than 1. */
static void weights_are_shares_of_the_mean(void **state) {
  (void)state;
  dialplan_stats stats = {0};
  dialplan_hour list[168];
  uint64_t count;
  set(&stats, 1, 50, 0);
  set(&stats, 2, 50, 25);
  set(&stats, 3, 50, 0);
  assert_int_equal(dialplan_best_hours(&stats, 0, list, 168, &count, NULL), 0);
  assert_int_equal(list[0].weight, 300);
  assert_int_equal(list[1].weight, 1);
  set(&stats, 2, 50, 0);
  assert_int_equal(dialplan_best_hours(&stats, 0, list, 168, &count, NULL), 0);
  for (int i = 0; i < 3; i++) assert_int_equal(list[i].weight, 100);
}

static void arguments_are_checked(void **state) {
  (void)state;
  const dialplan_stats stats = {0};
  dialplan_error err;
  uint64_t count;
  assert_int_equal(dialplan_best_hours(NULL, 0, NULL, 0, &count, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_best_hours(&stats, 0, NULL, 1, &count, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_best_hours(&stats, 0, NULL, 0, NULL, &err), DIALPLAN_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bound_is_wilsons),
      cmocka_unit_test(none_and_all_are_exact),
      cmocka_unit_test(hours_with_few_calls_are_left_out),
      cmocka_unit_test(the_best_come_first_and_equals_in_the_order_of_the_week),
      cmocka_unit_test(weights_are_shares_of_the_mean),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
