/* SPDX-License-Identifier: MIT */
/* Which contacts are asked about?
 * Joins world, log and contacts for the subcommands. Invariant: whatever was opened is closed, and closing
 * remarks are made once. */
#include "asking.h"

#include <string.h>

#include "interrupt.h"

int one_campaign(app *a, const char **name) {
  const list *const given = &a->options.campaigns;
  if (given->count == 1) {
    *name = given->at[0];
    return 0;
  }
  return diag_fail(&a->diag, EXIT_USAGE, "usage",
                   given->count ? "`dialplan %s` takes one --campaign" : "`dialplan %s` needs --campaign",
                   a->command->name);
}

int asking_open(asking *q, app *a, const char *campaign) {
  *q = (asking){.a = a};
  int status = world_open(&q->w, a, campaign);
  q->opened = 1;
  if (!status) status = contacts_open(&q->cs, &q->w, &q->log);
  if (!status) {
    q->opened = 2;
    progress_open(&q->bar, a);
  }
  return status;
}

int asking_open_one(asking *q, app *a) {
  const char *name = NULL;
  *q = (asking){.a = a};
  const int status = one_campaign(a, &name);
  return status ? status : asking_open(q, a, name);
}

int asking_next(asking *q) { return asking_read(q, &q->contact, &q->state); }

int asking_read(asking *q, dialplan_contact *contact, dialplan_state *state) {
  for (;;) {
    if (interrupted()) return RECORD_END;
    const int got = contacts_next(&q->cs, contact, state);
    progress_step(&q->bar, q->cs.rows, q->cs.r.in.taken, q->cs.r.in.size);
    if (got == RECORD_END || got == RECORD_FAILED || got == RECORD_EMPTY) return got;
    if (!q->a->options.only || contacts_is(&q->cs, q->a->options.only)) return got;
  }
}

int asking_good(asking *q, int *status) {
  while (!*status) {
    const int got = asking_next(q);
    if (got == RECORD_OK) return 1;
    if (got == RECORD_END) return 0;
    if (got == RECORD_FAILED) *status = EXIT_IO;
    if (got == RECORD_BAD) *status = contacts_reject(&q->cs);
  }
  return 0;
}

int asking_find(asking *q, const char *id) {
  for (;;) {
    const int got = asking_next(q);
    if (got == RECORD_FAILED) return EXIT_IO;
    if (got == RECORD_END)
      return diag_fail(&q->a->diag, EXIT_INPUT, "unknown-contact", "there is no contact \"%s\" in %s", id,
                       q->w.contacts);
    if (got == RECORD_EMPTY || !contacts_is(&q->cs, id)) continue;
    return got == RECORD_OK ? 0 : (contacts_reject(&q->cs), EXIT_INPUT);
  }
}

void asking_share(asking *q, const asking *of, app *a, buffer *told, buffer *rejected) {
  *q = (asking){.a = a};
  *a = *of->a;
  a->diag = (diag){.json = of->a->diag.json, .color = of->a->diag.color, .kept = told};
  a->kept = rejected;
  world_share(&q->w, &of->w, a);
  events_share(&q->log, &of->log, &q->w);
  contacts_share(&q->cs, &of->cs, &q->w, &q->log);
}

void asking_take(asking *q, asking *shared) {
  diag_take(&q->a->diag, &shared->a->diag);
  rejects_take(q->a, &q->cs.r, shared->a->kept);
  events_take(&q->log, &shared->log);
  contacts_take(&q->cs, &shared->cs);
}

void asking_forget(asking *shared) {
  asking nowhere = {.a = NULL};
  shared->a->diag.kept->len = shared->a->kept->len = 0;
  shared->a->diag.errors = shared->a->diag.warnings = shared->a->diag.notes = shared->a->diag.rows = 0;
  events_take(&nowhere.log, &shared->log);
  contacts_take(&nowhere.cs, &shared->cs);
}

void asking_unshare(asking *q) {
  contacts_unshare(&q->cs);
  world_unshare(&q->w);
}

int asking_close(asking *q, int status) {
  if (q->opened == 2) {
    progress_close(&q->bar);
    if (!status || status == EXIT_NO) contacts_report(&q->cs);
    contacts_close(&q->cs);
  }
  if (q->opened) world_close(&q->w);
  const int kept = rejects_close(q->a);
  return app_exit(q->a, status ? status : kept);
}
