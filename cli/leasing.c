/* SPDX-License-Identifier: MIT */
/* Which contacts of one or several campaigns come first?
 * What `next` and `queue` have in common. Invariant: a phone is leased at most once across campaigns, and not
 * at all while one of them has it in a call. */
#include "leasing.h"

#include <stdlib.h>

#include "deciding.h"
#include "lease.h"
#include "queue_view.h"

enum { NEXT_ROWS = 10 };

typedef struct gathering {
  asking *all; /* of each campaign */
  size_t count;
  deciding deciding; /* of the campaign that is read */
  lease rows;
  numbers in_call; /* phones with a call under way, where there are several campaigns */
  queue_view view;
} gathering;

static void answer(void *context, size_t i) {
  gathering *const g = context;
  const deciding *const rows = &g->deciding;
  const world *const w = &rows->q->w;
  const dialplan_decision *const d = &rows->decisions[i];
  const person *const who = &rows->people[i];
  if (g->count > 1 && d->reason == DIALPLAN_REASON_IN_CALL) numbers_add(&g->in_call, who->phone);
  if (queue_view_shows(&g->view, w, d)) lease_add(&g->rows, d, who, w);
}

static void rezone(void *context, const dialplan_zones *old, const dialplan_zones *now) {
  gathering *const g = context;
  lease_rezone(&g->rows, &g->deciding.q->w, old, now);
}

static int gather(gathering *g, asking *q, const selection *s) {
  static const deciding_use use = {answer, NULL, rezone};
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  deciding_open(&g->deciding, q, s, &use, g);
  int status = 0;
  while (!status) {
    const int got = deciding_read(&g->deciding);
    status = g->deciding.status;
    if (status || got == RECORD_END) break;
    if (got == RECORD_FAILED) status = EXIT_IO;
    if (got == RECORD_BAD) status = contacts_reject(&q->cs);
  }
  deciding_close(&g->deciding);
  return status;
}

/* Rows in order, each phone once across campaigns. now_too: how many of them may be called now. */
static int put_rows(gathering *g, app *a, const selection *s, int format, uint64_t limit, uint64_t *now_too) {
  writer out;
  numbers leased = {0};
  size_t count = 0;
  uint64_t *const order = lease_order(&g->rows, &count), put = 0;
  writer_open(&out, a, format, s->names, s->count);
  for (size_t i = 0; i < count && put < limit && !out.failed; i++) {
    const dialplan_decision *const d = &g->rows.decisions[order[i]];
    const lease_row *const row = &g->rows.rows[order[i]];
    const int leases = g->count > 1 && d->verdict == DIALPLAN_VERDICT_CALL;
    if (leases && (numbers_has(&g->in_call, row->p.phone) || !numbers_add(&leased, row->p.phone))) continue;
    answer_write(&out, s, row->w, d, &row->p, NULL);
    *now_too += d->verdict == DIALPLAN_VERDICT_CALL && d->at <= row->w->now;
    put++;
  }
  free(order);
  numbers_free(&leased);
  return writer_close(&out);
}

int leasing_run(app *a, int is_queue) {
  const list *const campaigns = &a->options.campaigns;
  if (!campaigns->count)
    return diag_fail(&a->diag, EXIT_USAGE, "usage", "`dialplan %s` needs --campaign", a->command->name);
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  const uint64_t limit = a->options.limit >= 0 ? (uint64_t)a->options.limit
                         : is_queue            ? UINT64_MAX
                                               : NEXT_ROWS;
  selection s = {0};
  gathering g = {.all = memory_new(campaigns->count, sizeof *g.all)};
  uint64_t now_too = 0;
  int status = selection_open(&s, a, queue_fields, queue_table_fields, format);
  if (!status) status = queue_view_open(&g.view, a, is_queue);
  const size_t want = !is_queue && campaigns->count == 1 && limit && limit <= 100000 ? (size_t)limit : 0;
  g.count = campaigns->count;
  size_t opened = 0;
  while (!status && opened < g.count) {
    asking *const q = &g.all[opened++];
    status = asking_open(q, a, campaigns->at[opened - 1]);
    if (!status && opened == 1) lease_open(&g.rows, q->w.now, want, s.extra_count);
    if (!status) status = selection_bind(&s, &q->cs);
    if (!status) status = gather(&g, q, &s);
  }
  if (!status) status = put_rows(&g, a, &s, format, limit, &now_too);
  if (!status && a->options.exit_status && !now_too) status = EXIT_NO;
  lease_close(&g.rows);
  numbers_free(&g.in_call);
  selection_close(&s);
  int exit_status = status;
  for (size_t i = 0; i < opened; i++) exit_status = asking_close(&g.all[i], status);
  free(g.all);
  return exit_status;
}
