/* SPDX-License-Identifier: MIT */
/* What is decided for the rows of a list, some at a time?
 * Uses dialplan_next_batch(). Invariant: rows are answered in their order, each once, and before anything
 * that is told of a later one. */
#include "deciding.h"

#include <stdlib.h>

enum { TEXTS_LEAST = 16 << 10 };

/* Rows that wait keep their zones by name where the table is a new one. */
static void on_zones(void *context, const dialplan_zones *old, const dialplan_zones *now) {
  deciding *const d = context;
  for (size_t i = d->first; i < d->next; i++)
    for (uint16_t k = 0; k < d->contacts[i].zone_count; k++)
      d->contacts[i].zones[k] = zone_renumbered(d->contacts[i].zones[k], old, now);
  if (d->use->rezone) d->use->rezone(d->context, old, now);
}

void deciding_open(deciding *d, asking *q, const selection *s, const deciding_use *use, void *context) {
  *d = (deciding){.q = q, .s = s, .use = use, .context = context};
  d->contacts = memory_new(DECIDING_ROWS, sizeof *d->contacts);
  d->states = memory_new(DECIDING_ROWS, sizeof *d->states);
  d->decisions = memory_new(DECIDING_ROWS, sizeof *d->decisions);
  d->statuses = memory_new(DECIDING_ROWS, sizeof *d->statuses);
  d->lines = memory_new(DECIDING_ROWS, sizeof *d->lines);
  d->people = memory_new(DECIDING_ROWS, sizeof *d->people);
  d->extra = memory_new(DECIDING_ROWS * s->extra_count, sizeof *d->extra);
  q->cs.on_zones = on_zones;
  q->cs.context = d;
}

void deciding_close(deciding *d) {
  d->q->cs.on_zones = NULL;
  free(d->contacts);
  free(d->states);
  free(d->decisions);
  free(d->statuses);
  free(d->lines);
  free(d->people);
  free(d->extra);
  buffer_free(&d->texts);
}

/* A row that was read well, and yet cannot be asked about. */
static void refuse(deciding *d, size_t i) {
  const asking *const q = d->q;
  dialplan_decision decision;
  dialplan_error err;
  fault f;
  dialplan_next(q->w.campaign, &d->contacts[i], &d->states[i], q->w.now, &q->w.options, &decision, &err);
  fault_take(&f, ROW_FIELD_NONE, &err);
  if (d->use->refuse) d->use->refuse(d->context, i, &f);
  d->status = reject_line(q->a, (place){q->cs.r.in.path, d->lines[i], 0}, &f);
}

void deciding_settle(deciding *d) {
  const asking *const q = d->q;
  const size_t first = d->first, next = d->next;
  if (first == next) return;
  d->first = next;
  const dialplan_status all = dialplan_next_batch(
      q->w.campaign, &d->contacts[first], sizeof *d->contacts, &d->states[first], sizeof *d->states,
      next - first, q->w.now, &q->w.options, &d->decisions[first], &d->statuses[first], NULL);
  for (size_t i = first; i < next && !d->status; i++) {
    if (all || d->statuses[i])
      refuse(d, i);
    else
      d->use->answer(d->context, i);
  }
}

/* The row that was read waits; what it is called is copied, since the next one is read over it. */
static void add(deciding *d) {
  const size_t i = d->next, extra_count = d->s->extra_count;
  person *const who = &d->people[i];
  slice *const extra = d->extra + i * extra_count;
  person_of(who, &d->q->cs, d->s, &d->states[i], extra);
  const size_t len = person_len(who, extra_count);
  if (d->texts.cap - d->texts.len < len) {
    deciding_settle(d);
    d->texts.len = 0;
    buffer_room(&d->texts, len < TEXTS_LEAST ? TEXTS_LEAST : len);
  }
  person_keep(who, who, extra_count, extra, d->texts.data + d->texts.len, len);
  d->texts.len += len;
  d->lines[i] = d->q->cs.r.line;
  d->next++;
}

int deciding_read(deciding *d) {
  if (d->next == DECIDING_ROWS) deciding_settle(d);
  if (d->first == d->next) d->first = d->next = d->texts.len = 0;
  const int got = asking_read(d->q, &d->contacts[d->next], &d->states[d->next]);
  if (got == RECORD_OK)
    add(d);
  else
    deciding_settle(d);
  return got;
}
