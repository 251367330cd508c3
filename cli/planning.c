/* SPDX-License-Identifier: MIT */
/* What is the decision for each contact of a list?
 * Uses dialplan_next(). Invariant: a row that cannot be answered is answered with its reason, so that the
 * others keep their places. */
#include "planning.h"

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

static int decide(planning *p) {
  asking *const q = p->q;
  dialplan_decision decision;
  dialplan_error err;
  if (dialplan_next(q->w.campaign, &q->contact, &q->state, q->w.now, &q->w.options, &decision, &err)) {
    fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
    return refuse(p);
  }
  person_of(&p->who, &q->cs, p->s, &q->state, p->extra);
  answer_write(p->out, p->s, &q->w, &decision, &p->who, &p->cells);
  p->calls += decision.verdict == DIALPLAN_VERDICT_CALL;
  return 0;
}

int planning_run(planning *p) {
  int status = 0;
  while (!status && !p->out->failed) {
    const int got = asking_next(p->q);
    if (got == RECORD_END) break;
    if (got == RECORD_FAILED)
      status = EXIT_IO;
    else if (got == RECORD_EMPTY)
      status = refuse_empty(p);
    else if (got == RECORD_BAD)
      status = refuse(p);
    else
      status = decide(p);
  }
  return status;
}
