/* SPDX-License-Identifier: MIT */
/* What is the decision for each contact of a list?
 * Uses dialplan_next_batch() on some rows at a time: what is the same for all of them is looked at once.
 * Invariant: a row that cannot be answered is answered with its reason, so that the others keep their places.
 */
#include "planning.h"

#include <stdlib.h>

enum { TEXTS_LEAST = 16 << 10 };

/* Rows that wait keep their zones by name where the table is a new one. */
static void on_zones(void *context, const dialplan_zones *old, const dialplan_zones *now) {
  planning *const p = context;
  for (size_t i = p->first; i < p->next; i++)
    for (uint16_t k = 0; k < p->contacts[i].zone_count; k++)
      p->contacts[i].zones[k] = zone_renumbered(p->contacts[i].zones[k], old, now);
}

void planning_open(planning *p, asking *q, writer *out, const selection *s) {
  *p = (planning){.q = q, .out = out, .s = s};
  p->contacts = memory_new(PLANNING_ROWS, sizeof *p->contacts);
  p->states = memory_new(PLANNING_ROWS, sizeof *p->states);
  p->decisions = memory_new(PLANNING_ROWS, sizeof *p->decisions);
  p->statuses = memory_new(PLANNING_ROWS, sizeof *p->statuses);
  p->lines = memory_new(PLANNING_ROWS, sizeof *p->lines);
  p->people = memory_new(PLANNING_ROWS, sizeof *p->people);
  p->extra = memory_new(PLANNING_ROWS * s->extra_count, sizeof *p->extra);
  q->cs.on_zones = on_zones;
  q->cs.context = p;
}

void planning_close(planning *p) {
  p->q->cs.on_zones = NULL;
  free(p->contacts);
  free(p->states);
  free(p->decisions);
  free(p->statuses);
  free(p->lines);
  free(p->people);
  free(p->extra);
  buffer_free(&p->texts);
  answer_cells_close(&p->cells);
}

/* ---- rows that were read ---- */

/* A row that was read well, and yet cannot be asked about. */
static int refuse_asked(planning *p, size_t i) {
  const asking *const q = p->q;
  dialplan_decision decision;
  dialplan_error err;
  fault f;
  dialplan_next(q->w.campaign, &p->contacts[i], &p->states[i], q->w.now, &q->w.options, &decision, &err);
  fault_take(&f, ROW_FIELD_NONE, &err);
  writer_error(p->out, p->people[i].id, f.code, slice_of(f.message));
  return reject_line(q->a, (place){q->cs.r.in.path, p->lines[i], 0}, &f);
}

/* Decides and writes the rows that wait. */
static void decide(planning *p) {
  const asking *const q = p->q;
  const size_t first = p->first, next = p->next;
  if (first == next) return;
  p->first = next;
  const dialplan_status all = dialplan_next_batch(
      q->w.campaign, &p->contacts[first], sizeof *p->contacts, &p->states[first], sizeof *p->states,
      next - first, q->w.now, &q->w.options, &p->decisions[first], &p->statuses[first], NULL);
  for (size_t i = first; i < next && !p->status; i++) {
    if (all || p->statuses[i])
      p->status = refuse_asked(p, i);
    else {
      answer_write(p->out, p->s, &q->w, &p->decisions[i], &p->people[i], &p->cells);
      p->calls += p->decisions[i].verdict == DIALPLAN_VERDICT_CALL;
    }
  }
}

void planning_flush(void *context) {
  planning *const p = context;
  decide(p);
  writer_flush(p->out);
}

/* ---- reading ---- */

/* The row that was read waits; what it is called is copied, since the next one is read over it. */
static void add(planning *p) {
  const size_t i = p->next, extra_count = p->s->extra_count;
  person *const who = &p->people[i];
  slice *const extra = p->extra + i * extra_count;
  person_of(who, &p->q->cs, p->s, &p->states[i], extra);
  const size_t len = person_len(who, extra_count);
  if (p->texts.cap - p->texts.len < len) {
    decide(p);
    p->texts.len = 0;
    buffer_room(&p->texts, len < TEXTS_LEAST ? TEXTS_LEAST : len);
  }
  person_keep(who, who, extra_count, extra, p->texts.data + p->texts.len, len);
  p->texts.len += len;
  p->lines[i] = p->q->cs.r.line;
  p->next++;
}

static int refuse(planning *p) {
  contacts *const cs = &p->q->cs;
  writer_error(p->out, cs->id, cs->fault.code, slice_of(cs->fault.message));
  return contacts_reject(cs);
}

static int refuse_empty(planning *p) {
  contacts *const cs = &p->q->cs;
  if (!cs->r.in.standard) return 0; /* a file may end with an empty line; of a pipe every line is answered */
  fault_set(&cs->fault, ROW_FIELD_NONE, "empty-line", "the line is empty");
  return refuse(p);
}

/* A record that is no contact: the rows before it come first. */
static int answer_other(planning *p, int got) {
  decide(p);
  if (p->status) return p->status;
  return got == RECORD_FAILED ? EXIT_IO : got == RECORD_EMPTY ? refuse_empty(p) : refuse(p);
}

int planning_run(planning *p) {
  int status = 0;
  p->status = 0;
  while (!status && !p->status && !p->out->failed) {
    if (p->next == PLANNING_ROWS) decide(p);
    if (p->first == p->next) p->first = p->next = p->texts.len = 0;
    const int got = asking_read(p->q, &p->contacts[p->next], &p->states[p->next]);
    if (got == RECORD_END) break;
    if (got == RECORD_OK)
      add(p);
    else
      status = answer_other(p, got);
  }
  decide(p);
  return status ? status : p->status;
}
