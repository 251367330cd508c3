/* SPDX-License-Identifier: MIT */
/* dialplan diff: what does a change of settings do to the list?
 * The list and the log of NEW are read by the settings of both, a row at a time, side by side. Invariant:
 * what is said of a contact is what `plan` says by either campaign; memory grows with the log and the moves,
 * not with the list. */
#include <stdlib.h>
#include <sys/stat.h>

#include "asking.h"
#include "changes.h"

enum { BY_CONTACT, BY_CHANGE, BY_REASON };

typedef struct diffing {
  asking now; /* by NEW's settings, which has the say: which rows are bad, which are duplicates, what is
                 reported */
  asking was; /* by OLD's */
  app was_app;
  buffer said, rejected; /* of OLD's reading: the same has been said of NEW's */
  selection s;
  slice extra[SELECTION_MAX];
  writer out;
  changes all;
  int by;
  int64_t rows; /* still to be written */
} diffing;

/* ---- what is asked ---- */

/* A pipe cannot be read twice. */
static int is_pipe(const char *path) {
  struct stat st;
  return path && (!strcmp(path, "-") || (!stat(path, &st) && !S_ISREG(st.st_mode)));
}

static int read_flags(diffing *d, app *a) {
  static const char *const by[] = {"contact", "change", "reason"};
  const options *const o = &a->options;
  int pipes = is_pipe(o->contacts) || is_pipe(o->events);
  for (size_t i = 0; i < o->dnc.count; i++) pipes |= is_pipe(o->dnc.at[i]);
  if (pipes)
    return diag_fail(
        &a->diag, EXIT_USAGE, "no-file",
        "`dialplan diff` reads contacts, events and suppression lists twice: they must be files");
  if (!strcmp(o->words[0], "-") && !strcmp(o->words[1], "-"))
    return diag_fail(&a->diag, EXIT_USAGE, "stdin-twice", "standard input can be only one of the files");
  return o->by ? options_choose("by", o->by, by, 3, &d->by, &a->diag) : 0;
}

static int same_file(const char *a, const char *b) {
  struct stat one, other;
  if (!a || !b) return a == b;
  if (!strcmp(a, b)) return 1;
  return !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* OLD's own lists are left aside; not in silence. */
static void tell_list(diffing *d, const char *what, const char *was, const char *is) {
  if (!same_file(was, is))
    diag_say(&d->now.a->diag, DIALPLAN_SEVERITY_WARNING, (place){d->was.w.file.path, 0, 0}, "other-lists",
             "its %s are %s, those of %s %s: both are asked about the latter", what, was ? was : "none",
             d->now.w.file.path, is ? is : "none");
}

/* Whether as much was wrong with the log and the lists by OLD as by NEW, which has told it. */
static int as_much(const diag *was, const diag *now) {
  return was->errors == now->errors && was->warnings == now->warnings && was->rows == now->rows;
}

static int open_old(diffing *d, const char *name) {
  app *const a = &d->was_app;
  asking *const q = &d->was;
  diag *const told = &d->now.a->diag;
  const diag of_new = *told;
  *a = *d->now.a;
  a->diag = (diag){.json = told->json, .color = told->color, .kept = &d->said};
  a->kept = &d->rejected;
  a->rejects_fd = -1;
  *q = (asking){.a = a, .opened = 1};
  int status = world_open(&q->w, a, name);
  diag_take(told, &a->diag);
  if (status) return status;
  tell_list(d, "contacts", q->w.contacts, d->now.w.contacts);
  tell_list(d, "events", q->w.events, d->now.w.events);
  world_take_lists(&q->w, &d->now.w);
  status = contacts_open(&q->cs, &q->w, &q->log);
  if (status || !as_much(&a->diag, &of_new)) diag_take(told, &a->diag);
  if (!status) q->opened = 2;
  return status;
}

/* ---- asking ---- */

/* The present row once more, by OLD: *got is RECORD_OK or RECORD_BAD. 0, or an exit status with a message. */
static int read_again(diffing *d, int *got) {
  const records *const now = &d->now.cs.r, *const was = &d->was.cs.r;
  do {
    *got = contacts_next(&d->was.cs, &d->was.contact, &d->was.state);
    d->said.len = d->rejected.len = 0;
  } while (*got != RECORD_END && *got != RECORD_FAILED && was->line < now->line);
  if (*got == RECORD_END || *got == RECORD_FAILED || !slice_same(was->raw, now->raw))
    return diag_fail(&d->now.a->diag, EXIT_IO, "changed", "%s has changed while it was read", now->in.path);
  return 0;
}

/* What only OLD finds wrong with a row. */
static int refuse(diffing *d) {
  const fault *const f = &d->was.cs.fault;
  fault_set(&d->now.cs.fault, f->field, f->code, "by %s: %s", d->was.w.file.path, f->message);
  return contacts_reject(&d->now.cs);
}

static int decide(asking *q, dialplan_decision *out) {
  dialplan_error err;
  if (!dialplan_next(q->w.campaign, &q->contact, &q->state, q->w.now, &q->w.options, out, &err)) return 0;
  fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
  return -1;
}

static int put_row(diffing *d, const dialplan_change *change) {
  const world *sides[2] = {&d->was.w, &d->now.w};
  person p = {0};
  if (d->by != BY_CONTACT || change->change == DIALPLAN_CHANGE_UNCHANGED || !d->rows) return 0;
  person_of(&p, &d->now.cs, &d->s, &d->now.state, d->extra);
  change_write(&d->out, &d->s, sides, d->now.cs.id, change, d->extra);
  d->rows--;
  return d->out.failed ? EXIT_IO : 0;
}

static int take(diffing *d) {
  dialplan_decision was, now;
  dialplan_change change;
  int got = RECORD_END;
  const int status = read_again(d, &got);
  if (status) return status;
  if (got != RECORD_OK || decide(&d->was, &was)) return refuse(d);
  if (decide(&d->now, &now)) return contacts_reject(&d->now.cs);
  (void)dialplan_diff_decisions(&was, &now, d->now.w.now, &change, &d->all.sum, NULL);
  changes_take(&d->all, &change);
  return put_row(d, &change);
}

static int gather(diffing *d) {
  int status = 0;
  d->now.cs.look_for_duplicates = !d->now.a->options.keep_duplicates;
  while (asking_good(&d->now, &status)) status = take(d);
  return status;
}

/* ---- answering ---- */

/* Rows for programs; for people sums below them. */
static int put_contacts(diffing *d) {
  app *const a = d->now.a;
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  d->rows = a->options.limit >= 0 ? a->options.limit : INT64_MAX;
  writer_open(&d->out, a, format, d->s.names, d->s.count);
  int status = gather(d);
  const int rows = d->out.rows > 0, closed = writer_close(&d->out);
  if (!status) status = closed;
  if (status || format != OUTPUT_TABLE) return status;
  if (rows) status = write_out(&a->diag, "\n", 1);
  if (!status) status = changes_put(&d->all, a, 0);
  return status ? status : changes_put_line(&d->all, a);
}

static int put(diffing *d) {
  if (d->by == BY_CONTACT) return put_contacts(d);
  const int status = gather(d);
  if (status) return status;
  return d->by == BY_CHANGE ? changes_put(&d->all, d->now.a, 1) : changes_put_pairs(&d->all, d->now.a);
}

static int ask(diffing *d, app *a) {
  int status = asking_open(&d->now, a, a->options.words[1]);
  if (!status) status = open_old(d, a->options.words[0]);
  if (!status) status = selection_bind(&d->s, &d->now.cs);
  if (!status) status = put(d);
  if (!status && a->options.exit_status && changes_count(&d->all)) status = EXIT_NO;
  if (d->was.opened) asking_close(&d->was, status);
  return asking_close(&d->now, status);
}

int cmd_diff(app *a) {
  diffing *const d = memory_new(1, sizeof *d);
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  d->was.a = &d->was_app;
  int status = read_flags(d, a);
  if (!status)
    status =
        selection_open_of(&d->s, a, change_names, CHANGE_FIELDS, change_fields, change_table_fields, format);
  changes_open(&d->all, d->by == BY_REASON);
  if (!status) status = ask(d, a);
  changes_close(&d->all);
  selection_close(&d->s);
  buffer_free(&d->said);
  buffer_free(&d->rejected);
  free(d);
  return status;
}
