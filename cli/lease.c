/* SPDX-License-Identifier: MIT */
/* Which contacts come first?
 * Uses dialplan_lease_select() on a few thousand rows at a time. Invariant: what is kept are the first rows
 * in lease order of all that were added, in the order of their arrival, so that memory follows what is wanted
 * and not the list. */
#include "lease.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_LEAST = 4096 };

void lease_open(lease *l, int64_t now, size_t want, size_t extra) {
  *l = (lease){.now = now, .want = want, .extra = extra};
}

/* One block: the slices of the extra columns, then all texts. */
static void copy_person(const lease *l, lease_row *row, const person *p) {
  const size_t slices = l->extra * sizeof(slice), len = person_len(p, l->extra);
  row->text = memory_resize(NULL, slices + len, 1);
  person_keep(&row->p, p, l->extra, (slice *)(void *)row->text, row->text + slices, len);
}

static int compare_rows(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* Drops all but the first `want`. */
static void cut(lease *l) {
  uint64_t *const rows = memory_resize(NULL, l->want, sizeof *rows);
  uint64_t selected = 0;
  dialplan_lease_select(l->decisions, l->count, l->now, rows, l->want, &selected, NULL);
  if (selected == l->want) {
    l->worst = l->decisions[rows[selected - 1]];
    l->bounded = 1;
  }
  qsort(rows, selected, sizeof *rows, compare_rows);
  size_t kept = 0;
  for (size_t i = 0; i < l->count; i++) {
    if (kept == selected || rows[kept] != i) {
      free(l->rows[i].text);
      continue;
    }
    l->decisions[kept] = l->decisions[i];
    l->rows[kept] = l->rows[i];
    kept++;
  }
  l->count = kept;
  free(rows);
}

void lease_add(lease *l, const dialplan_decision *d, const person *p, const world *w) {
  if (l->want && d->verdict != DIALPLAN_VERDICT_CALL) return;
  /* The worst kept row came before this one, so it also comes first among equals. */
  if (l->bounded && dialplan_lease_compare(&l->worst, 0, d, 1, l->now) < 0) return;
  if (l->want && l->count >= ROOM_LEAST && l->count >= l->want * 4) cut(l);
  if (l->count == l->room) {
    l->room = l->room ? l->room * 2 : 256;
    l->decisions = memory_resize(l->decisions, l->room, sizeof *l->decisions);
    l->rows = memory_resize(l->rows, l->room, sizeof *l->rows);
  }
  l->decisions[l->count] = *d;
  l->rows[l->count].w = w;
  copy_person(l, &l->rows[l->count], p);
  l->count++;
}

void lease_rezone(lease *l, const world *w, const dialplan_zones *old, const dialplan_zones *now) {
  for (size_t i = 0; i < l->count; i++)
    if (l->rows[i].w == w) l->decisions[i].zone = zone_renumbered(l->decisions[i].zone, old, now);
}

typedef struct sorted_row {
  const lease *l;
  uint64_t row;
} sorted_row;

static int compare_sorted(const void *a, const void *b) {
  const sorted_row *const x = a, *const y = b;
  return dialplan_lease_compare(&x->l->decisions[x->row], x->row, &y->l->decisions[y->row], y->row,
                                x->l->now);
}

uint64_t *lease_order(lease *l, size_t *count) {
  if (l->want) {
    uint64_t *const rows = memory_resize(NULL, l->want, sizeof *rows);
    uint64_t selected = 0;
    dialplan_lease_select(l->decisions, l->count, l->now, rows, l->want, &selected, NULL);
    *count = selected;
    return rows;
  }
  sorted_row *const sorted = memory_resize(NULL, l->count, sizeof *sorted);
  uint64_t *const rows = memory_resize(NULL, l->count, sizeof *rows);
  for (size_t i = 0; i < l->count; i++) sorted[i] = (sorted_row){l, i};
  qsort(sorted, l->count, sizeof *sorted, compare_sorted);
  for (size_t i = 0; i < l->count; i++) rows[i] = sorted[i].row;
  free(sorted);
  *count = l->count;
  return rows;
}

void lease_close(lease *l) {
  for (size_t i = 0; i < l->count; i++) free(l->rows[i].text);
  free(l->rows);
  free(l->decisions);
}
