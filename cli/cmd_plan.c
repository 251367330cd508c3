/* SPDX-License-Identifier: MIT */
/* dialplan plan: the decision for every contact, a line out for a line in, in order.
 * Streams: what is held in memory does not grow with the contacts, but for the log and --dedupe. */
#include "asking.h"

/* A line that cannot be answered is answered with its reason, so that the others keep their places. */
static int refuse(asking *q, writer *out) {
  writer_error(out, q->cs.id, q->cs.fault.code, slice_of(q->cs.fault.message));
  return contacts_reject(&q->cs);
}

static int refuse_empty(asking *q, writer *out) {
  if (q->cs.r.in.fd) return 0; /* a file may end with an empty line; of a pipe every line is answered */
  fault_set(&q->cs.fault, ROW_FIELD_NONE, "empty-line", "the line is empty");
  return refuse(q, out);
}

static int decide(asking *q, writer *out, const selection *s, slice *extra, answer_words *words,
                  uint64_t *calls) {
  dialplan_decision decision;
  dialplan_error err;
  if (dialplan_next(q->w.campaign, &q->contact, &q->state, q->w.now, &q->w.options, &decision, &err)) {
    fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
    return refuse(q, out);
  }
  person p = {0};
  person_of(&p, &q->cs, s, &q->state, extra);
  answer_write(out, s, &q->w, &decision, &p, words);
  *calls += decision.verdict == DIALPLAN_VERDICT_CALL;
  return 0;
}

static int plan_all(asking *q, writer *out, const selection *s, answer_words *words, uint64_t *calls) {
  slice extra[SELECTION_MAX];
  int status = 0;
  while (!status && !out->failed) {
    const int got = asking_next(q);
    if (got == RECORD_END) break;
    if (got == RECORD_FAILED)
      status = EXIT_IO;
    else if (got == RECORD_EMPTY)
      status = refuse_empty(q, out);
    else if (got == RECORD_BAD)
      status = refuse(q, out);
    else
      status = decide(q, out, s, extra, words, calls);
  }
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
    q.cs.r.in.wait = writer_flush;
    q.cs.r.in.wait_for = &out;
    answer_words words = {.zones = NULL};
    status = plan_all(&q, &out, &s, &words, &calls);
    answer_words_close(&words);
    const int closed = writer_close(&out);
    if (!status) status = closed;
    if (!status && a->options.exit_status && !calls) status = EXIT_NO;
  }
  selection_close(&s);
  return asking_close(&q, status);
}
