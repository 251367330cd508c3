/* SPDX-License-Identifier: MIT */
/* In which order are contacts handed to whoever dials?
 * Uses decisions alone. Invariant: a strict total order over different rows, so that every way of sorting
 * gives the same list; selecting takes no memory beyond the caller's. */
#include <dialplan/queue.h>

#include "base.h"

enum { GROUP_NOW, GROUP_LATER, GROUP_HOLD, GROUP_STOP };

static int group(const dialplan_decision *d, int64_t now) {
  if (d->at) return d->verdict == DIALPLAN_VERDICT_CALL && d->at <= now ? GROUP_NOW : GROUP_LATER;
  return d->verdict == DIALPLAN_VERDICT_STOP ? GROUP_STOP : GROUP_HOLD;
}

static int32_t order(int64_t a, int64_t b) { return (a > b) - (a < b); }
static int32_t order_keys(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

static int32_t compare(const dialplan_decision *a, uint64_t row_a, const dialplan_decision *b, uint64_t row_b,
                       int64_t now) {
  const int group_a = group(a, now);
  int32_t c = order(group_a, group(b, now));
  if (!c && group_a == GROUP_LATER) c = order(a->at, b->at);
  if (!c) c = order(b->priority, a->priority);
  if (!c) c = order(a->class_rank, b->class_rank);
  if (!c) c = order(a->rank, b->rank);
  if (!c && a->rank != INT64_MAX)
    c = order_keys(a->key, b->key); /* without a value of lease_then: row order */
  return c ? c : order_keys(row_a, row_b);
}

int32_t dialplan_lease_compare(const dialplan_decision *a, uint64_t row_a, const dialplan_decision *b,
                               uint64_t row_b, int64_t now) {
  return compare(a, row_a, b, row_b, now);
}

/* A heap of rows, the one leased last on top: a better row takes its place. */
typedef struct dp_heap {
  const dialplan_decision *decisions;
  uint64_t *rows;
  uint64_t count;
  int64_t now;
} dp_heap;

static int before(const dp_heap *heap, uint64_t a, uint64_t b) {
  return compare(&heap->decisions[a], a, &heap->decisions[b], b, heap->now) < 0;
}

static void sift_up(dp_heap *heap, uint64_t row) {
  uint64_t i = heap->count++;
  while (i && before(heap, heap->rows[(i - 1) / 2], row)) {
    heap->rows[i] = heap->rows[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  heap->rows[i] = row;
}

/* Puts a row in place of the top. */
static void sift_down(dp_heap *heap, uint64_t row) {
  uint64_t i = 0;
  for (;;) {
    uint64_t child = 2 * i + 1;
    if (child >= heap->count) break;
    if (child + 1 < heap->count && before(heap, heap->rows[child], heap->rows[child + 1])) child++;
    if (!before(heap, row, heap->rows[child])) break;
    heap->rows[i] = heap->rows[child];
    i = child;
  }
  heap->rows[i] = row;
}

dialplan_status dialplan_lease_select(const dialplan_decision *decisions, uint64_t count, int64_t now,
                                      uint64_t *rows, uint64_t cap, uint64_t *selected, dialplan_error *err) {
  if ((count && !decisions) || (cap && !rows) || !selected)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "decisions, rows or selected is missing");
  dp_heap heap = {.decisions = decisions, .rows = rows, .now = now};
  for (uint64_t row = 0; cap && row < count; row++) {
    if (decisions[row].verdict != DIALPLAN_VERDICT_CALL) continue;
    if (heap.count < cap)
      sift_up(&heap, row);
    else if (before(&heap, row, rows[0]))
      sift_down(&heap, row);
  }
  *selected = heap.count;
  while (heap.count > 1) { /* the last one goes to the end, until all are in order */
    const uint64_t last = rows[0], moved = rows[heap.count - 1];
    heap.count--;
    sift_down(&heap, moved);
    rows[heap.count] = last;
  }
  return DIALPLAN_OK;
}
