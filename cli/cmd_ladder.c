/* SPDX-License-Identifier: MIT */
/* dialplan ladder: all further attempts if each of them ended the same way. */
#include <stdlib.h>
#include <string.h>

#include "asking.h"

static const char *const ladder_fields[] = {"contact", "attempt", "day", "at", "reason"};
enum { LADDER_FIELDS = 5, LADDER_MAX = 1000 };

/* Day 1 is the civil date, in the home zone, of the run's first attempt. */
static void put_day(writer *out, const world *w, uint16_t home, int64_t first_at, int64_t at) {
  if (at && first_at)
    writer_int(out, world_date(w, home, at) - world_date(w, home, first_at) + 1);
  else
    writer_null(out);
}

static int put_ladder(const asking *q, slice id, const dialplan_decision *rungs, uint64_t count) {
  const world *const w = &q->w;
  const uint16_t home = world_home(w, &q->contact);
  const int64_t first_at = q->state.first_at ? q->state.first_at : count ? rungs[0].at : 0;
  writer out;
  /* People need no column that says nobody. */
  const int format = q->a->options.output ? q->a->options.output : OUTPUT_TABLE;
  const size_t from = format == OUTPUT_TABLE && !id.len;
  writer_open(&out, q->a, format, ladder_fields + from, LADDER_FIELDS - from);
  for (uint64_t i = 0; i < count; i++) {
    const dialplan_decision *const d = &rungs[i];
    if (id.len)
      writer_text(&out, id);
    else if (!from)
      writer_null(&out);
    if (d->verdict == DIALPLAN_VERDICT_STOP)
      writer_null(&out);
    else
      writer_int(&out, d->attempt);
    put_day(&out, w, home, first_at, d->at);
    writer_instant(&out, w->zones, d->zone, d->at);
    buffer reason = {0};
    put_reason(&reason, w, d->reason, d->rule);
    writer_text(&out, (slice){reason.data, reason.len});
    buffer_free(&reason);
    writer_end(&out);
  }
  return writer_close(&out);
}

static int climb(asking *q, slice id) {
  const char *const name = q->a->options.outcome;
  uint8_t outcome = 0;
  dialplan_error err;
  if (name) {
    const dialplan_status known =
        dialplan_campaign_outcome(q->w.campaign, name, strlen(name), &outcome, &err);
    if (known && known != DIALPLAN_W_NOT_COUNTED)
      return diag_fail(&q->a->diag, EXIT_USAGE, err.code, "--outcome: %s", err.message);
  }
  dialplan_decision *const rungs = memory_new(LADDER_MAX, sizeof *rungs);
  uint64_t count = 0;
  int status = 0;
  if (dialplan_ladder(q->w.campaign, &q->contact, &q->state, q->w.now, outcome, &q->w.options, rungs,
                      LADDER_MAX, &count, &err)) {
    diag_record(&q->a->diag, NULL, &err);
    status = EXIT_INPUT;
  }
  const uint64_t limit = q->a->options.limit >= 0 ? (uint64_t)q->a->options.limit : count;
  if (!status) status = put_ladder(q, id, rungs, count < limit ? count : limit);
  free(rungs);
  return status;
}

/* Somebody who was never called, without a list. */
static int climb_anybody(asking *q) {
  const char *name = NULL;
  app *const a = q->a;
  int status = one_campaign(a, &name);
  if (status) return status;
  status = world_open(&q->w, a, name);
  q->opened = 1;
  if (a->options.zone) {
    q->w.options.flags |= DIALPLAN_OPTION_CONTACT_ZONES;
    if (!status) world_want_zones(&q->w, slice_of(a->options.zone));
  }
  if (!status) status = world_compile(&q->w);
  dialplan_error err;
  if (!status && a->options.zone &&
      dialplan_contact_zones(&q->contact, q->w.zones, a->options.zone, strlen(a->options.zone), &err))
    status = diag_fail(&a->diag, EXIT_USAGE, err.code, "--zone: %s", err.message);
  return status ? status : climb(q, (slice){NULL, 0});
}

int cmd_ladder(app *a) {
  asking q = {.a = a};
  int status;
  if (!a->options.word_count)
    status = climb_anybody(&q);
  else if (a->options.zone)
    status = diag_fail(&a->diag, EXIT_USAGE, "usage", "--zone is for a ladder without a contact");
  else {
    status = asking_open_one(&q, a);
    if (!status) status = asking_find(&q, a->options.words[0]);
    if (!status) status = climb(&q, q.cs.id);
  }
  return asking_close(&q, status);
}
