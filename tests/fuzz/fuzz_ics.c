/* SPDX-License-Identifier: MIT */
/* Bytes as an iCalendar file, chosen from by patterns and not. Nothing crashes; days come in order, in the
 * valid years, none twice, and no more than the limit; what patterns choose is among the whole; reading again
 * gives the same. */
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "door_ical.h"
#include "ical_file.h"

static void must(int holds) {
  if (!holds) abort();
}

static int same(const dp_ical_days *a, const dp_ical_days *b) {
  return a->from_date == b->from_date && a->until_date == b->until_date && !a->label == !b->label &&
         (!a->label || strcmp(a->label, b->label) == 0);
}

static void sound(const dp_ical_found *found) {
  for (uint32_t i = 0; i < found->day_count; i++) {
    const dp_ical_days *days = &found->days[i];
    must(days->from_date >= 0 && days->from_date <= days->until_date && days->until_date < DP_DATE_END);
    if (i) must(days[-1].from_date <= days->from_date && !same(days - 1, days));
  }
  must(found->day_count <= DP_ICAL_DAYS_MAX && found->faults->grave <= found->faults->count);
}

static void among(const dp_ical_found *few, const dp_ical_found *all) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < few->day_count; i++, k++) {
    while (k < all->day_count && !same(&few->days[i], &all->days[k])) k++;
    must(k < all->day_count);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const only[] = {"*a*", "day"}, *const except[] = {"?b*"};
  const dp_ical_choice whole = {0}, some = {only, except, 2, 1};
  dp_arena arena = {0};
  dp_ical_found all, again, few;
  dialplan_error error = {0};
  const char *text = (const char *)data;
  const dialplan_status status = dp_ical_read(&arena, text, size, &whole, &all, &error);
  must(status == DIALPLAN_OK || error.status == status);
  if (status == DIALPLAN_OK) {
    sound(&all);
    must(dp_ical_read(&arena, text, size, &whole, &again, NULL) == DIALPLAN_OK);
    must(again.day_count == all.day_count);
    among(&again, &all);
    must(dp_ical_read(&arena, text, size, &some, &few, NULL) == DIALPLAN_OK);
    among(&few, &all);
  }
  dp_arena_free(&arena);
  return 0;
}
