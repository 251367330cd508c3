/* SPDX-License-Identifier: MIT */
/* Bytes as what a customer said: nothing is read beyond them, and a reading keeps its promises. */
#include <dialplan.h>

#include <stdlib.h>
#include <string.h>

#include "support/reading_laws.h"

static void check(int holds) {
  if (!holds) abort();
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
    check(!broken_law(&one, size));
    dp_callback_parse((const char *)data, size, books[i], counts[i], &two);
    check(memcmp(&one, &two, sizeof one) == 0);
  }
  return 0;
}
