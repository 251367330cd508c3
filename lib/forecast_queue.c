/* SPDX-License-Identifier: MIT */
/* Who is planned for which second, who is due, and whose call ends next?
 * Uses memory alone. Invariant: a contact stands in one list of the calendar, or in the heap, or its call in
 * the wheel; each step of it costs a constant (the heap: a logarithm of those who are due), whatever the
 * backlog. */
#include "forecast.h"

#include "mem.h"

/* ---- lists ---- */

enum { BLOCK = 7, ROOM_FIRST = 64 };

/* So many items follow, the oldest first. */
typedef struct block {
  uint32_t next, count;
} block;

static inline size_t block_size(size_t size) { return sizeof(block) + BLOCK * size; }

static inline block *block_at(const dp_lists *lists, uint32_t i, size_t size) {
  return (void *)(lists->blocks + i * block_size(size));
}

static int make_room(dp_lists *lists, size_t size) {
  const uint32_t room = lists->room ? lists->room * 2 : ROOM_FIRST;
  char *const blocks = room > lists->room ? dp_mem_resize(lists->blocks, room, block_size(size)) : NULL;
  if (!blocks) {
    lists->no_memory = 1;
    return 0;
  }
  lists->blocks = blocks;
  lists->room = room;
  return 1;
}

/* An empty block in front of a list. */
static block *add_block(dp_lists *lists, uint32_t *list, size_t size) {
  uint32_t i = lists->free;
  if (i != DP_NOBODY)
    lists->free = block_at(lists, i, size)->next;
  else if (lists->used < lists->room || make_room(lists, size))
    i = lists->used++;
  else
    return NULL;
  block *const added = block_at(lists, i, size);
  *added = (block){*list, 0};
  *list = i;
  return added;
}

/* Room for one more item in a list; NULL: there is no memory. */
static inline void *put(dp_lists *lists, uint32_t *list, size_t size) {
  block *b = *list == DP_NOBODY ? NULL : block_at(lists, *list, size);
  if (!b || b->count == BLOCK) b = add_block(lists, list, size);
  return b ? (char *)(b + 1) + b->count++ * size : NULL;
}

/* The newest item of a list, which is not empty; to be copied before anything is put. */
static inline const void *take(dp_lists *lists, uint32_t *list, size_t size) {
  block *const b = block_at(lists, *list, size);
  const void *const item = (char *)(b + 1) + --b->count * size;
  if (b->count == 0) {
    const uint32_t emptied = *list;
    *list = b->next;
    b->next = lists->free;
    lists->free = emptied;
  }
  return item;
}

static uint32_t *empty_lists(dp_lists *lists, int64_t count) {
  uint32_t *const heads = dp_mem_resize(NULL, (size_t)count, sizeof *heads);
  for (int64_t i = 0; i < count && heads; i++) heads[i] = DP_NOBODY;
  lists->free = DP_NOBODY;
  return heads;
}

/* ---- the calendar ---- */

dialplan_status dp_calendar_make(dp_forecast_calendar *calendar, int64_t from_at, int64_t until_at) {
  calendar->first = from_at / 60;
  calendar->count = until_at / 60 - calendar->first + 1;
  calendar->open = calendar->first - 1; /* none */
  calendar->seek = calendar->first;
  calendar->minutes = empty_lists(&calendar->lists, calendar->count);
  for (int i = 0; i < 60; i++) calendar->seconds[i] = DP_NOBODY;
  return calendar->minutes ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

void dp_calendar_free(dp_forecast_calendar *calendar) {
  dp_mem_free(calendar->lists.blocks);
  dp_mem_free(calendar->minutes);
}

void dp_calendar_put(dp_forecast_calendar *calendar, int64_t at, dp_due due) {
  const int64_t minute = at / 60;
  due.second = (uint16_t)(at % 60);
  uint32_t *const list = minute == calendar->open ? &calendar->seconds[due.second]
                                                  : &calendar->minutes[minute - calendar->first];
  if (minute < calendar->seek) calendar->seek = minute;
  dp_due *const item = put(&calendar->lists, list, sizeof due);
  if (item) *item = due;
}

/* Deals the contacts of a minute out to its seconds. */
static void open_minute(dp_forecast_calendar *calendar, int64_t minute) {
  uint32_t *const list = &calendar->minutes[minute - calendar->first];
  calendar->open = minute;
  while (*list != DP_NOBODY) {
    const dp_due due = *(const dp_due *)take(&calendar->lists, list, sizeof due);
    dp_due *const item = put(&calendar->lists, &calendar->seconds[due.second], sizeof due);
    if (item) *item = due;
  }
  calendar->met = calendar->ahead = 0;
}

/* Far enough ahead for memory to come near, and no further than it stays there. */
static void tell_ahead(dp_forecast_calendar *calendar) {
  enum { AHEAD = 32 };
  for (; calendar->met < 60 && calendar->ahead < AHEAD; calendar->met++)
    for (uint32_t i = calendar->seconds[calendar->met]; i != DP_NOBODY;) {
      const block *const b = block_at(&calendar->lists, i, sizeof(dp_due));
      const dp_due *const items = (const void *)(b + 1);
      for (uint32_t k = 0; k < b->count; k++) calendar->meet(calendar->context, items[k].row);
      calendar->ahead += b->count;
      i = b->next;
    }
}

int64_t dp_calendar_next(dp_forecast_calendar *calendar, int64_t at) {
  const int64_t minute = at / 60, end = calendar->first + calendar->count;
  if (calendar->open != minute) open_minute(calendar, minute);
  tell_ahead(calendar);
  for (int64_t second = at % 60; second < 60; second++)
    if (calendar->seconds[second] != DP_NOBODY) return minute * 60 + second;
  if (calendar->seek <= minute) calendar->seek = minute + 1;
  while (calendar->seek < end && calendar->minutes[calendar->seek - calendar->first] == DP_NOBODY)
    calendar->seek++;
  return calendar->seek < end ? calendar->seek * 60 : INT64_MAX;
}

int dp_calendar_take(dp_forecast_calendar *calendar, int64_t at, dp_due *due) {
  if (calendar->open != at / 60) open_minute(calendar, at / 60);
  uint32_t *const list = &calendar->seconds[at % 60];
  if (*list == DP_NOBODY) return 0;
  *due = *(const dp_due *)take(&calendar->lists, list, sizeof *due);
  calendar->ahead -= calendar->ahead > 0;
  return 1;
}

/* ---- the heap ---- */

/* The order of dialplan_lease_compare() among contacts of one campaign that may be called now. */
static int before(const dp_due *a, const dp_due *b) {
  if (a->class_rank != b->class_rank) return a->class_rank < b->class_rank;
  if (a->rank != b->rank) return a->rank < b->rank;
  if (a->rank != INT64_MAX && a->key != b->key) return a->key < b->key;
  return a->row < b->row;
}

static void rise(dp_due_heap *heap, uint64_t i, dp_due item) {
  for (; i && before(&item, &heap->items[(i - 1) / 2]); i = (i - 1) / 2)
    heap->items[i] = heap->items[(i - 1) / 2];
  heap->items[i] = item;
}

int dp_due_push(dp_due_heap *heap, dp_due item) {
  if (heap->count == heap->room) {
    const uint64_t room = heap->room ? heap->room * 2 : 1024;
    dp_due *items = dp_mem_resize(heap->items, (size_t)room, sizeof *items);
    if (!items) return 0;
    heap->items = items;
    heap->room = room;
  }
  rise(heap, heap->count++, item);
  return 1;
}

/* The last item nearly always belongs near the bottom again: the hole sinks there unasked, and it rises from
 * it. */
dp_due dp_due_pop(dp_due_heap *heap) {
  const dp_due top = heap->items[0], last = heap->items[--heap->count];
  uint64_t hole = 0;
  for (uint64_t child; (child = 2 * hole + 1) < heap->count; hole = child) {
    child += child + 1 < heap->count && before(&heap->items[child + 1], &heap->items[child]);
    heap->items[hole] = heap->items[child];
  }
  if (heap->count) rise(heap, hole, last);
  return top;
}

/* ---- the wheel ---- */

dialplan_status dp_wheel_make(dp_wheel *wheel, int64_t at) {
  wheel->at = at;
  wheel->seconds = empty_lists(&wheel->lists, DP_WHEEL_S);
  return wheel->seconds ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

void dp_wheel_free(dp_wheel *wheel) {
  dp_mem_free(wheel->lists.blocks);
  dp_mem_free(wheel->seconds);
}

void dp_wheel_put(dp_wheel *wheel, int64_t at, dp_ending ending) {
  dp_ending *const item = put(&wheel->lists, &wheel->seconds[at % DP_WHEEL_S], sizeof ending);
  if (!item) return;
  if (wheel->count++ == 0 || at < wheel->at) wheel->at = at;
  *item = ending;
}

int64_t dp_wheel_next(dp_wheel *wheel) {
  if (wheel->count == 0) return INT64_MAX;
  while (wheel->seconds[wheel->at % DP_WHEEL_S] == DP_NOBODY) wheel->at++;
  return wheel->at;
}

int dp_wheel_take(dp_wheel *wheel, int64_t at, dp_ending *ending) {
  uint32_t *const list = &wheel->seconds[at % DP_WHEEL_S];
  if (*list == DP_NOBODY) return 0;
  *ending = *(const dp_ending *)take(&wheel->lists, list, sizeof *ending);
  wheel->count--;
  return 1;
}
