/* SPDX-License-Identifier: MIT */
/* Who is planned for which second, who is due, and whose call ends next?
 * Uses memory alone. Invariant: a contact stands in one list of the calendar, or in the heap, or in the
 * wheel; each step of it costs a constant (the heap: a logarithm of those who are due), whatever the backlog.
 */
#include "forecast.h"
#include "mem.h"

/* ---- the calendar ---- */

dialplan_status dp_calendar_make(dp_forecast_calendar *calendar, int64_t from_at, int64_t until_at) {
  calendar->first = from_at / 60;
  calendar->count = until_at / 60 - calendar->first + 1;
  calendar->open = calendar->first - 1; /* none */
  calendar->seek = calendar->first;
  calendar->minutes = dp_mem_resize(NULL, (size_t)calendar->count, sizeof *calendar->minutes);
  if (!calendar->minutes) return DIALPLAN_E_MEMORY;
  for (int64_t i = 0; i < calendar->count; i++) calendar->minutes[i] = DP_NOBODY;
  for (int i = 0; i < 60; i++) calendar->seconds[i] = DP_NOBODY;
  return DIALPLAN_OK;
}

void dp_calendar_free(dp_forecast_calendar *calendar) { dp_mem_free(calendar->minutes); }

void dp_calendar_put(dp_forecast_calendar *calendar, dp_line *lines, uint32_t row) {
  const int64_t at = lines[row].at, minute = at / 60;
  uint32_t *const list =
      minute == calendar->open ? &calendar->seconds[at % 60] : &calendar->minutes[minute - calendar->first];
  if (minute < calendar->seek) calendar->seek = minute;
  lines[row].next = *list;
  *list = row;
}

/* Deals the contacts of a minute out to its seconds. */
static void open_minute(dp_forecast_calendar *calendar, dp_line *lines, int64_t minute) {
  uint32_t row = calendar->minutes[minute - calendar->first];
  calendar->minutes[minute - calendar->first] = DP_NOBODY;
  calendar->open = minute;
  while (row != DP_NOBODY) {
    const uint32_t next = lines[row].next;
    dp_calendar_put(calendar, lines, row);
    row = next;
  }
}

int64_t dp_calendar_next(dp_forecast_calendar *calendar, dp_line *lines, int64_t at) {
  const int64_t minute = at / 60, end = calendar->first + calendar->count;
  if (calendar->open != minute) open_minute(calendar, lines, minute);
  for (int64_t second = at % 60; second < 60; second++)
    if (calendar->seconds[second] != DP_NOBODY) return minute * 60 + second;
  if (calendar->seek <= minute) calendar->seek = minute + 1;
  while (calendar->seek < end && calendar->minutes[calendar->seek - calendar->first] == DP_NOBODY)
    calendar->seek++;
  return calendar->seek < end ? calendar->seek * 60 : INT64_MAX;
}

uint32_t dp_calendar_take(dp_forecast_calendar *calendar, dp_line *lines, int64_t at) {
  if (calendar->open != at / 60) open_minute(calendar, lines, at / 60);
  const uint32_t row = calendar->seconds[at % 60];
  calendar->seconds[at % 60] = DP_NOBODY;
  return row;
}

/* ---- the heap ---- */

/* The order of dialplan_lease_compare() among contacts of one campaign that may be called now. */
static int before(const dp_due *a, const dp_due *b) {
  if (a->class_rank != b->class_rank) return a->class_rank < b->class_rank;
  if (a->rank != b->rank) return a->rank < b->rank;
  if (a->rank != INT64_MAX && a->key != b->key) return a->key < b->key;
  return a->row < b->row;
}

int dp_due_push(dp_due_heap *heap, dp_due item) {
  if (heap->count == heap->room) {
    const uint64_t room = heap->room ? heap->room * 2 : 1024;
    dp_due *items = dp_mem_resize(heap->items, (size_t)room, sizeof *items);
    if (!items) return 0;
    heap->items = items;
    heap->room = room;
  }
  uint64_t i = heap->count++;
  for (; i && before(&item, &heap->items[(i - 1) / 2]); i = (i - 1) / 2)
    heap->items[i] = heap->items[(i - 1) / 2];
  heap->items[i] = item;
  return 1;
}

dp_due dp_due_pop(dp_due_heap *heap) {
  const dp_due top = heap->items[0], last = heap->items[--heap->count];
  uint64_t i = 0;
  for (;;) {
    uint64_t child = 2 * i + 1;
    if (child >= heap->count) break;
    if (child + 1 < heap->count && before(&heap->items[child + 1], &heap->items[child])) child++;
    if (!before(&heap->items[child], &last)) break;
    heap->items[i] = heap->items[child];
    i = child;
  }
  heap->items[i] = last;
  return top;
}

/* ---- the wheel ---- */

dialplan_status dp_wheel_make(dp_wheel *wheel, int64_t at) {
  wheel->at = at;
  wheel->seconds = dp_mem_resize(NULL, DP_WHEEL_S, sizeof *wheel->seconds);
  if (!wheel->seconds) return DIALPLAN_E_MEMORY;
  for (int i = 0; i < DP_WHEEL_S; i++) wheel->seconds[i] = DP_NOBODY;
  return DIALPLAN_OK;
}

void dp_wheel_put(dp_wheel *wheel, dp_line *lines, uint32_t row, int64_t at) {
  if (wheel->count++ == 0 || at < wheel->at) wheel->at = at;
  lines[row].chain = wheel->seconds[at % DP_WHEEL_S];
  wheel->seconds[at % DP_WHEEL_S] = row;
}

int64_t dp_wheel_next(dp_wheel *wheel) {
  if (wheel->count == 0) return INT64_MAX;
  while (wheel->seconds[wheel->at % DP_WHEEL_S] == DP_NOBODY) wheel->at++;
  return wheel->at;
}

uint32_t dp_wheel_take(dp_wheel *wheel, int64_t at) {
  const uint32_t row = wheel->seconds[at % DP_WHEEL_S];
  wheel->seconds[at % DP_WHEEL_S] = DP_NOBODY;
  return row;
}
