/* SPDX-License-Identifier: MIT */
/* Bytes as what a customer said: nothing is read beyond them, and a reading keeps its promises. */
#include <dialplan.h>

#include <stdlib.h>
#include <string.h>

#include "callback/reading.h"

static void check(int holds) {
  if (!holds) abort();
}

static void check_when(const dp_when *when) {
  check(when->day <= DP_DAY_EVERY && when->which <= DP_WHICH_WEEK && when->part <= DP_PART_MEAL);
  check(when->bound <= DP_BOUND_AROUND && when->month <= 31 && when->has_clock <= 1 && when->has_span <= 1);
  check(when->half <= DP_HALF_NIGHT && !(when->has_clock && when->part));
  check(when->minute >= 0 && when->minute <= 1440);
  if (!when->has_clock) return;
  if (when->half == DP_HALF_AM || when->half == DP_HALF_OPEN) check(when->minute < 780);
  if (when->half == DP_HALF_PM) check(when->minute >= 720 && when->minute < 1440);
  if (when->half == DP_HALF_NIGHT) check(when->minute < 300);
}

static int says(const dp_when *when) { return when->day || when->part || when->has_clock || when->has_span; }

static void check_reading(const dp_reading *reading, size_t size) {
  check(reading->found <= DIALPLAN_CALLBACK_RESOLVED && reading->then <= DP_THEN_OR &&
        reading->span_count <= 8);
  check(reading->certainty <= 1000 && reading->reasons >> 22 == 0);
  check((reading->found == DIALPLAN_CALLBACK_RESOLVED) == says(&reading->when));
  if (reading->then) check(reading->found == DIALPLAN_CALLBACK_RESOLVED && says(&reading->other));
  check_when(&reading->when);
  check_when(&reading->other);
  uint32_t last = 0;
  for (uint32_t i = 0; i < reading->span_count; i++) {
    check(reading->spans[i].from >= last && reading->spans[i].from < reading->spans[i].until);
    last = reading->spans[i].until;
  }
  check(last <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint8_t books[][4] = {{DP_BOOK_EN, DP_BOOK_HI},
                                     {DP_BOOK_HI},
                                     {DP_BOOK_DE, DP_BOOK_EN},
                                     {DP_BOOK_ES, DP_BOOK_EN, DP_BOOK_HI, DP_BOOK_DE}};
  static const uint32_t counts[] = {2, 1, 2, 4};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    dp_reading one, two;
    dp_callback_parse((const char *)data, size, books[i], counts[i], &one);
    check_reading(&one, size);
    dp_callback_parse((const char *)data, size, books[i], counts[i], &two);
    check(memcmp(&one, &two, sizeof one) == 0);
  }
  return 0;
}
