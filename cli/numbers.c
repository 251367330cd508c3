/* SPDX-License-Identifier: MIT */
/* What is a share, a mean, an amount?
 * Whole numbers alone. Invariant: nothing overflows, and rounding is the same wherever a number is shown. */
#include "numbers.h"

#include <dialplan.h>

int64_t share_ppm(uint64_t part, uint64_t all) {
  while (all >> 43) { /* so that a million times the part fits */
    all >>= 1;
    part >>= 1;
  }
  return (int64_t)(part * 1000000 / all);
}

void put_percent(buffer *b, uint64_t part, uint64_t all) {
  if (!all) {
    buffer_char(b, '-');
    return;
  }
  const int64_t tenths = (share_ppm(part, all) + 500) / 1000;
  buffer_format(b, "%lld.%lld %%", (long long)(tenths / 10), (long long)(tenths % 10));
}

void put_amount(buffer *b, uint64_t millionths) {
  buffer_format(b, "%llu.%06u", (unsigned long long)(millionths / 1000000), (unsigned)(millionths % 1000000));
  for (int i = 0; i < 4 && b->data[b->len - 1] == '0'; i++) b->len--;
}

void put_length(buffer *b, int64_t seconds) {
  enum { ROOM = 32 };
  const dialplan_duration length = {(int32_t)(seconds / 86400), (int32_t)(seconds % 86400)};
  uint64_t len = 1;
  char *const room = buffer_room(b, ROOM);
  if (dialplan_duration_format(length, room, ROOM, &len)) room[0] = '-';
  b->len += len;
}

int64_t mean_of(uint64_t sum, uint64_t count) {
  return (int64_t)(sum / count + (sum % count >= count - count / 2));
}
