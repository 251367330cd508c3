/* SPDX-License-Identifier: MIT */
/* What is the decision for each contact of a list?
 * Uses deciding.c for rows some at a time. Invariant: a row that cannot be answered is answered with its
 * reason, so that the others keep their places. */
#include "planning.h"

static void answer(void *context, size_t i) {
  planning *const p = context;
  const dialplan_decision *const d = &p->rows.decisions[i];
  answer_write(p->out, p->s, &p->q->w, d, &p->rows.people[i], &p->cells);
  p->calls += d->verdict == DIALPLAN_VERDICT_CALL;
}

static void answer_refused(void *context, size_t i, const fault *f) {
  planning *const p = context;
  writer_error(p->out, p->rows.people[i].id, f->code, slice_of(f->message));
}

void planning_open(planning *p, asking *q, writer *out, const selection *s) {
  static const deciding_use use = {answer, answer_refused, NULL};
  *p = (planning){.q = q, .out = out, .s = s};
  deciding_open(&p->rows, q, s, &use, p);
}

void planning_close(planning *p) {
  deciding_close(&p->rows);
  answer_cells_close(&p->cells);
}

void planning_flush(void *context) {
  planning *const p = context;
  deciding_settle(&p->rows);
  writer_flush(p->out);
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

/* A record that is no contact. */
static int answer_other(planning *p, int got) {
  return got == RECORD_FAILED ? EXIT_IO : got == RECORD_EMPTY ? refuse_empty(p) : refuse(p);
}

int planning_run(planning *p) {
  int status = 0;
  p->rows.status = 0;
  while (!status && !p->out->failed) {
    const int got = deciding_read(&p->rows);
    if (p->rows.status || got == RECORD_END) break;
    if (got != RECORD_OK) status = answer_other(p, got);
  }
  deciding_settle(&p->rows);
  return status ? status : p->rows.status;
}
