/* SPDX-License-Identifier: MIT */
/* Bytes as a table of numbers: whatever is taken answers every number with one of its own lists. */
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  dialplan_phones *phones = NULL;
  dialplan_error error;
  if (dialplan_phones_compile((const char *)data, size, &phones, &error)) return 0;
  char number[17] = "+";
  for (size_t i = 0; i < size; i++) {
    const size_t len = 1 + i % 15;
    number[len] = (char)('0' + data[i] % 10);
    const char *zones = NULL;
    uint64_t zones_len = 0;
    if (dialplan_phones_zones(phones, number, len + 1, &zones, &zones_len, &error)) abort();
    if (strlen(zones) != zones_len) abort();
  }
  dialplan_phones_free(phones);
  return 0;
}
