/* SPDX-License-Identifier: MIT */
/* Who is planned for which second, who is due, and whose call ends next?
 * Uses memory alone. Invariant: a contact stands in one list of the calendar, or in the backlog, or its call
 * in the wheel; each step of it costs a constant (the backlog: a logarithm at most), however many there are.
 */
#include "forecast_queue.h"

#include <string.h>

#include "mem.h"

/* ---- lists ---- */

enum { BLOCK = 7, ROOM_FIRST = 64 };

/* Its items follow. */
typedef struct block {
  uint32_t next; /* with older items; DP_NOBODY: none */
  uint32_t reserved;
} block;

static inline size_t block_size(size_t size) { return sizeof(block) + BLOCK * size; }

static inline block *block_at(const dp_lists *lists, uint32_t i, size_t size) {
  return (void *)(lists->blocks + i * block_size(size));
}

static inline void *item_at(const dp_lists *lists, uint32_t i, uint32_t k, size_t size) {
  return lists->blocks + i * block_size(size) + sizeof(block) + k * size;
}

static int make_room(dp_lists *lists, size_t size) {
  const uint32_t room = lists->room ? lists->room * 2 : ROOM_FIRST;
  if (room < lists->room) return 0;
  char *const blocks = dp_mem_resize(lists->blocks, room, block_size(size));
  if (!blocks) return 0;
  lists->blocks = blocks;
  uint32_t *const freed = dp_mem_resize(lists->freed, room, sizeof *freed);
  if (!freed) return 0;
  lists->freed = freed;
  lists->room = room;
  return 1;
}

/* An empty block in front of a list; 0: no memory. */
static int add_block(dp_lists *lists, dp_list *list, size_t size) {
  uint32_t i;
  if (lists->free)
    i = lists->freed[--lists->free];
  else if (lists->used < lists->room || make_room(lists, size))
    i = lists->used++;
  else {
    lists->no_memory = 1;
    return 0;
  }
  *block_at(lists, i, size) = (block){.next = list->count ? list->block : DP_NOBODY};
  *list = (dp_list){i, 0};
  return 1;
}

/* Room for one more item in a list; NULL: there is no memory. */
static inline void *put(dp_lists *lists, dp_list *list, size_t size) {
  if ((list->count == 0 || list->count == BLOCK) && !add_block(lists, list, size)) return NULL;
  return item_at(lists, list->block, list->count++, size);
}

/* The newest item of a list, which is not empty; to be copied before anything is put. */
static inline const void *take(dp_lists *lists, dp_list *list, size_t size) {
  const void *const item = item_at(lists, list->block, --list->count, size);
  if (list->count == 0) {
    const uint32_t next = block_at(lists, list->block, size)->next;
    lists->freed[lists->free++] = list->block;
    if (next != DP_NOBODY) *list = (dp_list){next, BLOCK};
  }
  return item;
}

static void free_lists(dp_lists *lists) {
  dp_mem_free(lists->blocks);
  dp_mem_free(lists->freed);
}

/* A block is going to be looked at. */
static inline void send_for(const dp_lists *lists, uint32_t i, size_t size) {
  enum { LINE = 64 };
  const char *const b = (const void *)block_at(lists, i, size);
  for (size_t k = 0; k < block_size(size); k += LINE) __builtin_prefetch(b + k);
}

/* Room for so many; 0: no memory. */
static int make_places(dp_due **items, uint64_t count, uint64_t *room) {
  dp_due *const memory = dp_mem_grown(*items, count, room, sizeof *memory);
  if (count && !memory) return 0;
  *items = memory;
  return 1;
}

/* ---- the calendar ---- */

dialplan_status dp_calendar_make(dp_forecast_calendar *calendar, int64_t from_at, int64_t until_at,
                                 dp_meet meet, const void *context) {
  calendar->meet = meet;
  calendar->context = context;
  calendar->first = from_at / 60;
  calendar->count = until_at / 60 - calendar->first + 1;
  calendar->open = calendar->first - 1; /* none */
  calendar->seek = calendar->first;
  calendar->scout = DP_NOBODY;
  calendar->minutes = dp_mem_new((size_t)calendar->count * sizeof *calendar->minutes);
  return calendar->minutes ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

void dp_calendar_free(dp_forecast_calendar *calendar) {
  free_lists(&calendar->lists);
  dp_mem_free(calendar->minutes);
  dp_mem_free(calendar->items);
  dp_mem_free(calendar->late_items);
}

void dp_calendar_put(dp_forecast_calendar *calendar, int64_t at, dp_due due) {
  const int64_t minute = at / 60;
  due.second = (uint32_t)(at % 60);
  dp_list *const list = minute == calendar->open ? &calendar->seconds[due.second]
                                                 : &calendar->minutes[minute - calendar->first];
  if (minute == calendar->open) calendar->late |= UINT64_C(1) << due.second;
  if (minute < calendar->seek) calendar->seek = minute;
  dp_due *const item = put(&calendar->lists, list, sizeof due);
  if (item) *item = due;
}

/* How many contacts of a minute each of its seconds has. */
static uint32_t count_seconds(const dp_forecast_calendar *calendar, dp_list list, uint32_t counts[60]) {
  uint32_t all = 0;
  memset(counts, 0, 60 * sizeof *counts);
  while (list.count) {
    const dp_due *const items = item_at(&calendar->lists, list.block, 0, sizeof *items);
    const uint32_t next = block_at(&calendar->lists, list.block, sizeof *items)->next;
    if (next != DP_NOBODY) send_for(&calendar->lists, next, sizeof *items);
    for (uint32_t k = 0; k < list.count; k++) counts[items[k].second]++;
    all += list.count;
    list = (dp_list){next, next != DP_NOBODY ? BLOCK : 0};
  }
  return all;
}

/* Puts the contacts of a minute in the order of its seconds. */
static void open_minute(dp_forecast_calendar *calendar, int64_t minute) {
  uint32_t counts[60];
  dp_list *const list = &calendar->minutes[minute - calendar->first];
  const uint32_t count = count_seconds(calendar, *list, counts);
  calendar->open = minute;
  calendar->planned = calendar->told = 0;
  if (!make_places(&calendar->items, count, &calendar->room)) {
    calendar->lists.no_memory = 1;
    return;
  }
  calendar->from[0] = 0;
  for (int i = 0; i < 60; i++) {
    calendar->from[i + 1] = calendar->from[i] + counts[i];
    calendar->planned |= (uint64_t)(counts[i] > 0) << i;
  }
  while (list->count) {
    const dp_due *const due = take(&calendar->lists, list, sizeof *due);
    calendar->items[calendar->from[due->second] + --counts[due->second]] = *due;
  }
  const int has_next = minute + 1 < calendar->first + calendar->count && list[1].count;
  calendar->scout = has_next ? list[1].block : DP_NOBODY;
  if (has_next) send_for(&calendar->lists, calendar->scout, sizeof(dp_due));
}

/* Sends for one block more of the next minute; others may have been put in front of it meanwhile. */
static void scout(dp_forecast_calendar *calendar) {
  if (calendar->scout == DP_NOBODY) return;
  calendar->scout = block_at(&calendar->lists, calendar->scout, sizeof(dp_due))->next;
  if (calendar->scout != DP_NOBODY) send_for(&calendar->lists, calendar->scout, sizeof(dp_due));
}

/* Far enough ahead for memory to come near, and no further than it stays there. */
static void tell_ahead(dp_forecast_calendar *calendar, uint32_t taken) {
  enum { AHEAD = 32 };
  for (; calendar->told < calendar->from[60] && calendar->told < taken + AHEAD; calendar->told++)
    calendar->meet(calendar->context, calendar->items[calendar->told].row);
}

int64_t dp_calendar_next(dp_forecast_calendar *calendar, int64_t at) {
  const int64_t minute = at / 60, end = calendar->first + calendar->count;
  if (calendar->open != minute) open_minute(calendar, minute);
  tell_ahead(calendar, calendar->from[at % 60]);
  scout(calendar);
  const uint64_t filled = calendar->planned | calendar->late;
  if (filled) return minute * 60 + __builtin_ctzll(filled);
  if (calendar->seek <= minute) calendar->seek = minute + 1;
  while (calendar->seek < end && calendar->minutes[calendar->seek - calendar->first].count == 0)
    calendar->seek++;
  return calendar->seek < end ? calendar->seek * 60 : INT64_MAX;
}

/* Those who were put into the minute when it was open. */
static uint64_t take_late(dp_forecast_calendar *calendar, uint32_t second, dp_due **items) {
  uint64_t count = 0;
  for (; calendar->seconds[second].count; count++) {
    if (!make_places(&calendar->late_items, count + 1, &calendar->late_room)) {
      calendar->lists.no_memory = 1;
      return 0;
    }
    calendar->late_items[count] =
        *(const dp_due *)take(&calendar->lists, &calendar->seconds[second], sizeof **items);
  }
  *items = calendar->late_items;
  return count;
}

uint64_t dp_calendar_take(dp_forecast_calendar *calendar, int64_t at, dp_due **items) {
  if (calendar->open != at / 60) open_minute(calendar, at / 60);
  const uint32_t second = (uint32_t)(at % 60);
  const uint64_t bit = UINT64_C(1) << second;
  if (calendar->planned & bit) {
    calendar->planned &= ~bit;
    *items = calendar->items + calendar->from[second];
    return calendar->from[second + 1] - calendar->from[second];
  }
  if (!(calendar->late & bit)) return 0;
  calendar->late &= ~bit;
  return take_late(calendar, second, items);
}

/* ---- the backlog ---- */

/* The order of dialplan_lease_compare() among contacts of one campaign that may be called now: class, rank,
 * key where there is a rank, row. Ranks are below 2^62 but for INT64_MAX, which is none; those that are
 * negative are instants, and so are all others of the same campaign then. */
dp_due dp_due_of(const dialplan_decision *d, uint32_t row) {
  const uint64_t last = (UINT64_C(1) << 62) - 1;
  const int64_t negative_from = INT64_C(1) << 40;
  const uint64_t rank =
      d->rank == INT64_MAX ? last : (uint64_t)(d->rank < 0 ? d->rank + negative_from : d->rank);
  return (dp_due){
      .order = (uint64_t)d->class_rank << 62 | rank, .key = d->rank == INT64_MAX ? 0 : d->key, .row = row};
}

static inline int before(const dp_due *a, const dp_due *b) {
  if (a->order != b->order) return a->order < b->order; /* as they nearly all do */
  return (a->key < b->key) | ((a->key == b->key) & (a->row < b->row));
}

void dp_backlog_make(dp_backlog *backlog, dp_meet meet, const void *context) {
  backlog->meet = meet;
  backlog->context = context;
}

void dp_backlog_free(dp_backlog *backlog) {
  free_lists(&backlog->lists);
  dp_mem_free(backlog->runs);
  dp_mem_free(backlog->spare);
}

enum { SHORT = 8 };

static void sort_short(dp_due *items, uint64_t count) {
  for (uint64_t i = 1; i < count; i++) {
    const dp_due item = items[i];
    uint64_t k = i;
    for (; k && before(&item, &items[k - 1]); k--) items[k] = items[k - 1];
    items[k] = item;
  }
}

static void merge(const dp_due *a, const dp_due *a_end, const dp_due *b, const dp_due *b_end, dp_due *out) {
  while (a < a_end && b < b_end) *out++ = before(b, a) ? *b++ : *a++;
  while (a < a_end) *out++ = *a++;
  while (b < b_end) *out++ = *b++;
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* By merging: one of the two arrays, of which the first holds the items. */
static const dp_due *sort(dp_due *items, dp_due *spare, uint64_t count) {
  for (uint64_t i = 0; i < count; i += SHORT) sort_short(items + i, least(SHORT, count - i));
  for (uint64_t width = SHORT; width < count; width *= 2) {
    for (uint64_t i = 0; i < count; i += 2 * width) {
      const uint64_t middle = least(i + width, count), end = least(i + 2 * width, count);
      merge(items + i, items + middle, items + middle, items + end, spare + i);
    }
    dp_due *const sorted = spare;
    spare = items;
    items = sorted;
  }
  return items;
}

static inline void sink(dp_backlog *backlog, const dp_due *first, dp_list rest) {
  dp_backlog_run *const runs = backlog->runs;
  const uint64_t count = backlog->run_count;
  uint64_t hole = 0;
  for (uint64_t child; (child = 2 * hole + 1) < count; hole = child) {
    if (2 * child + 3 < count) { /* theirs */
      __builtin_prefetch(&runs[2 * child + 1]);
      __builtin_prefetch(&runs[2 * child + 3]);
    }
    child += child + 1 < count && before(&runs[child + 1].first, &runs[child].first);
    if (!before(&runs[child].first, first)) break;
    runs[hole] = runs[child];
  }
  runs[hole].first = *first;
  runs[hole].rest = rest;
}

static void rise(dp_backlog *backlog, dp_backlog_run run) {
  dp_backlog_run *const runs = backlog->runs;
  uint64_t hole = backlog->run_count++;
  for (; hole && before(&run.first, &runs[(hole - 1) / 2].first); hole = (hole - 1) / 2)
    runs[hole] = runs[(hole - 1) / 2];
  runs[hole] = run;
}

/* Items in order become a run; 0: no memory. */
static int add_run(dp_backlog *backlog, const dp_due *sorted, uint64_t count) {
  dp_backlog_run *const runs =
      dp_mem_grown(backlog->runs, backlog->run_count + 1, &backlog->run_room, sizeof *runs);
  if (!runs) return 0;
  backlog->runs = runs;
  dp_backlog_run run = {.first = sorted[0]};
  for (uint64_t i = count; --i > 0;) {
    dp_due *const item = put(&backlog->lists, &run.rest, sizeof *item);
    if (!item) return 0;
    *item = sorted[i];
  }
  rise(backlog, run);
  return 1;
}

static dp_due *ahead(dp_backlog *backlog, uint32_t i) {
  return &backlog->ahead[(backlog->ahead_next + i) % DP_BACKLOG_AHEAD];
}

/* Those ahead stand in a run again, where others come before one of them; 0: no memory. */
static int give_back(dp_backlog *backlog, const dp_due *other) {
  dp_due items[DP_BACKLOG_AHEAD];
  const uint32_t count = backlog->ahead_count;
  if (!count || before(ahead(backlog, count - 1), other)) return 1;
  for (uint32_t i = 0; i < count; i++) items[i] = *ahead(backlog, i);
  backlog->ahead_count = 0;
  return add_run(backlog, items, count);
}

int dp_backlog_add(dp_backlog *backlog, dp_due *items, uint64_t count) {
  if (count > SHORT && !make_places(&backlog->spare, count, &backlog->spare_room)) return 0;
  const dp_due *const sorted = sort(items, backlog->spare, count);
  backlog->count += count;
  return give_back(backlog, sorted) && add_run(backlog, sorted, count);
}

/* The next one of a run is most often the next one of all. */
static dp_due take_from_runs(dp_backlog *backlog) {
  dp_backlog_run *const run = &backlog->runs[0];
  const dp_due first = run->first;
  if (run->rest.count) {
    const dp_due *const next = take(&backlog->lists, &run->rest, sizeof first);
    sink(backlog, next, run->rest);
  } else {
    const dp_backlog_run last = backlog->runs[--backlog->run_count];
    sink(backlog, &last.first, last.rest);
  }
  if (backlog->runs[0].rest.count) send_for(&backlog->lists, backlog->runs[0].rest.block, sizeof first);
  return first;
}

dp_due dp_backlog_take(dp_backlog *backlog) {
  while (backlog->run_count && backlog->ahead_count < DP_BACKLOG_AHEAD) {
    dp_due *const next = ahead(backlog, backlog->ahead_count++);
    *next = take_from_runs(backlog);
    backlog->meet(backlog->context, next->row);
  }
  const dp_due first = *ahead(backlog, 0);
  backlog->ahead_next++;
  backlog->ahead_count--;
  backlog->count--;
  return first;
}

/* ---- the wheel ---- */

dialplan_status dp_wheel_make(dp_wheel *wheel, int64_t at) {
  wheel->at = at;
  wheel->seconds = dp_mem_new(DP_WHEEL_S * sizeof *wheel->seconds);
  return wheel->seconds ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

void dp_wheel_free(dp_wheel *wheel) {
  free_lists(&wheel->lists);
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
  while (wheel->seconds[wheel->at % DP_WHEEL_S].count == 0) wheel->at++;
  return wheel->at;
}

int dp_wheel_take(dp_wheel *wheel, int64_t at, dp_ending *ending) {
  dp_list *const list = &wheel->seconds[at % DP_WHEEL_S];
  if (list->count == 0) return 0;
  *ending = *(const dp_ending *)take(&wheel->lists, list, sizeof *ending);
  wheel->count--;
  return 1;
}
