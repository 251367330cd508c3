/* SPDX-License-Identifier: MIT */
/* How is a list planned by several threads?
 * Each plans pieces of the list into memory of its own; batch.c keeps their order. Invariant: what comes out
 * does not tell how many threads there were. A piece of JSON Lines with a key that none before it had waits
 * for those before it, since of two spellings of a key the first in the file counts. */
#include <stdlib.h>

#include "batch.h"
#include "interrupt.h"
#include "planning.h"

typedef struct whole {
  planning *p;
  diag reading; /* told while the list is read, and so behind the rows */
  buffer told;
  int status;
} whole;

typedef struct unit {
  app a;
  buffer told, rejected;
  asking q;
  writer out;
  planning p;
  uint64_t taken; /* bytes of the list, up to this piece */
  int status, cut_short;
} unit;

static int take(void *shared, void *mine) {
  whole *const w = shared;
  unit *const u = mine;
  records *const r = &w->p->q->cs.r;
  if (interrupted()) return 0;
  const int got = records_take(r, &u->q.cs.r);
  if (got == RECORD_FAILED) w->status = EXIT_IO;
  u->taken = r->in.taken;
  return got == RECORD_OK;
}

static void learn_names(contacts *cs, const contacts *of) {
  records_learn(&cs->r, &of->r);
  cs->c = of->c;
}

static int work(void *shared, void *mine, int in_turn) {
  const whole *const w = shared;
  unit *const u = mine;
  if (in_turn) {
    asking_forget(&u->q);
    writer_forget(&u->out);
    u->p.calls = 0;
    records_rewind(&u->q.cs.r);
    learn_names(&u->q.cs, &w->p->q->cs);
  }
  const size_t names = u->q.cs.r.count;
  u->status = planning_run(&u->p);
  u->cut_short = interrupted();
  return u->q.cs.r.count == names ? BATCH_DONE : BATCH_AGAIN;
}

static int give(void *shared, void *mine) {
  whole *const w = shared;
  unit *const u = mine;
  asking *const q = w->p->q;
  asking_take(q, &u->q);
  writer_take(w->p->out, &u->out);
  w->p->calls += u->p.calls;
  u->p.calls = 0;
  if (u->q.cs.r.count > q->cs.r.count) learn_names(&q->cs, &u->q.cs);
  progress_show(&q->bar, q->cs.rows, u->taken, q->cs.r.in.size);
  if (u->status) w->status = u->status;
  return !u->status && !u->cut_short && !w->p->out->failed;
}

static unit *unit_new(const whole *w) {
  unit *const u = memory_new(1, sizeof *u);
  asking_share(&u->q, w->p->q, &u->a, &u->told, &u->rejected);
  writer_open_beside(&u->out, &u->a, w->p->out);
  planning_open(&u->p, &u->q, &u->out, w->p->s);
  return u;
}

static void unit_free(unit *u) {
  planning_close(&u->p);
  writer_close(&u->out);
  asking_unshare(&u->q);
  buffer_free(&u->told);
  buffer_free(&u->rejected);
  free(u);
}

int planning_run_beside(planning *p, size_t threads) {
  static const batch_job job = {take, work, give};
  whole w = {.p = p};
  diag *const d = p->q->cs.r.d;
  w.reading = (diag){.json = d->json, .color = d->color, .kept = &w.told};
  p->q->cs.r.d = &w.reading;
  void **const units = memory_new(threads, sizeof *units);
  for (size_t i = 0; i < threads; i++) units[i] = unit_new(&w);
  writer_flush(p->out); /* the header does not wait for a row */
  batch_run(&job, &w, units, threads);
  p->q->cs.r.d = d;
  diag_take(d, &w.reading);
  for (size_t i = 0; i < threads; i++) unit_free(units[i]);
  free(units);
  buffer_free(&w.told);
  return w.status;
}
