/* SPDX-License-Identifier: MIT */
/* dialplan plan: the decision for every contact, a line out for a line in, in order.
 * Streams: what is held in memory does not grow with the contacts, but for the log and --dedupe. */
#include <stdlib.h>
#include <unistd.h>

#include "planning.h"

/* Threads to work on it. A table is laid out by its first rows, and of contacts with one phone the first
 * counts: these are made in one go. */
static size_t threads_for(const app *a, const writer *out, const contacts *cs) {
  if (out->format == OUTPUT_TABLE || cs->look_for_duplicates) return 1;
  if (a->options.jobs) return (size_t)a->options.jobs;
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  return processors < 1 ? 1 : processors < JOBS_MAX ? (size_t)processors : JOBS_MAX;
}

static int plan(asking *q, writer *out, const selection *s, uint64_t *calls) {
  planning *const p = memory_new(1, sizeof *p);
  planning_open(p, q, out, s);
  const size_t threads = threads_for(q->a, out, &q->cs);
  int status;
  if (threads > 1)
    status = planning_run_beside(p, threads);
  else {
    q->cs.r.in.wait = planning_flush;
    q->cs.r.in.wait_for = p;
    status = planning_run(p);
  }
  *calls = p->calls;
  planning_close(p);
  free(p);
  return status;
}

int cmd_plan(app *a) {
  asking q;
  selection s = {0};
  writer out;
  uint64_t calls = 0;
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  int status = selection_open(&s, a, plan_fields, plan_table_fields, format);
  if (status) {
    selection_close(&s);
    return status;
  }
  status = asking_open_one(&q, a);
  if (!status) status = selection_bind(&s, &q.cs);
  if (!status) {
    writer_open(&out, a, format, s.names, s.count);
    q.cs.look_for_duplicates = a->options.dedupe && !a->options.keep_duplicates;
    status = plan(&q, &out, &s, &calls);
    const int closed = writer_close(&out);
    if (!status) status = closed;
    if (!status && a->options.exit_status && !calls) status = EXIT_NO;
  }
  selection_close(&s);
  return asking_close(&q, status);
}
