/* SPDX-License-Identifier: MIT */
/* dialplan diff: what does a change of settings do to the list?
 * The list and its log are NEW's and read once; the log is applied by the settings of each side. Invariant: a
 * contact at a time, so that memory grows with the moves alone. */
#include <stdlib.h>
#include <sys/stat.h>

#include "asking.h"
#include "changes.h"

enum { BY_CONTACT, BY_CHANGE, BY_REASON };

typedef struct diffing {
  app muted; /* an event that has no effect is told once, of NEW */
  world old;
  events old_log;
  asking q; /* of NEW */
  dialplan_state before, was;
  selection s;
  slice extra[SELECTION_MAX];
  writer out;
  changes all;
  int by, zones_failed;
  int64_t rows;
} diffing;

/* ---- what is asked ---- */

static int read_flags(diffing *d, app *a) {
  static const char *const by[] = {"contact", "change", "reason"};
  const char **const words = a->options.words;
  if (!strcmp(words[0], "-") && !strcmp(words[1], "-"))
    return diag_fail(&a->diag, EXIT_USAGE, "stdin-twice", "standard input can be only one of the files");
  return a->options.by ? options_choose("by", a->options.by, by, 3, &d->by, &a->diag) : 0;
}

static int same_file(const char *a, const char *b) {
  struct stat one, other;
  if (!a || !b) return a == b;
  if (!strcmp(a, b)) return 1;
  return !stat(a, &one) && !stat(b, &other) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static void tell_file(const diffing *d, const char *what, const char *was, const char *is) {
  if (!same_file(was, is))
    diag_say(&d->q.a->diag, DIALPLAN_SEVERITY_WARNING, (place){d->old.file.path, 0, 0}, "other-lists",
             "its %s are %s, those of %s %s: both are asked about the latter", what, was ? was : "none",
             d->q.w.file.path, is ? is : "none");
}

static void tell_lists(const diffing *d) {
  const world *const a = &d->old, *const b = &d->q.w;
  tell_file(d, "contacts", a->contacts, b->contacts);
  tell_file(d, "events", a->events, b->events);
  for (size_t i = 0; i < a->dnc_count || i < b->dnc_count; i++)
    tell_file(d, "suppression lists", i < a->dnc_count ? a->dnc[i] : NULL,
              i < b->dnc_count ? b->dnc[i] : NULL);
}

/* What decides how the list is read, and not what becomes of it. */
static void tell_reading(const diffing *d) {
  static const char *const settings[] = {"country", "infer_zone"};
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    char *const was = world_setting(&d->old, settings[i]), *const is = world_setting(&d->q.w, settings[i]);
    if (strcmp(was ? was : "", is ? is : ""))
      diag_say(&d->q.a->diag, DIALPLAN_SEVERITY_WARNING, (place){d->old.file.path, 0, 0}, "other-reading",
               "its %s is %s, that of %s %s: the list is read by the latter", settings[i],
               was ? was : "not set", d->q.w.file.path, is ? is : "not set");
    free(was);
    free(is);
  }
}

/* ---- asking ---- */

static void on_zones(void *context, const dialplan_zones *old, const dialplan_zones *now) {
  diffing *const d = context;
  (void)old;
  (void)now;
  d->zones_failed = world_compile_beside(&d->old, &d->q.w);
}

static int refuse(diffing *d, dialplan_status status) {
  fault_set(&d->q.cs.fault, ROW_FIELD_NONE, dialplan_status_name(status), "%s",
            dialplan_status_message(status));
  return contacts_reject(&d->q.cs);
}

/* The state as OLD's settings leave it. -1: a fault. */
static int apply_again(diffing *d) {
  const contacts *const cs = &d->q.cs;
  dialplan_contact contact = d->q.contact;
  d->was = d->q.state;
  if (cs->events == INTERN_NONE || !events_of(&d->q.log, cs->events)) return 0;
  d->was = d->before;
  return events_apply(&d->old_log, cs->events, cs->as_of, &contact, &d->was, &d->q.cs.fault);
}

static int take(diffing *d) {
  asking *const q = &d->q;
  dialplan_change change;
  int32_t row;
  dialplan_error err;
  if (d->zones_failed) return d->zones_failed;
  if (apply_again(d)) return contacts_reject(&q->cs);
  if (dialplan_diff(d->old.campaign, q->w.campaign, &q->contact, 0, &d->was, &q->state, 0, 1, q->w.now,
                    &q->w.options, &change, &row, &d->all.sum, &err)) {
    diag_record(&q->a->diag, NULL, &err);
    return EXIT_INPUT;
  }
  if (row) return refuse(d, row);
  changes_take(&d->all, &change);
  if (d->by != BY_CONTACT || change.change == DIALPLAN_CHANGE_UNCHANGED || !d->rows) return 0;
  person p = {0};
  person_of(&p, &q->cs, &d->s, &q->state, d->extra);
  change_write(&d->out, &d->s, &q->w, q->cs.id, &change, d->extra);
  d->rows--;
  return d->out.failed ? EXIT_IO : 0;
}

static int gather(diffing *d) {
  int status = 0;
  d->q.cs.look_for_duplicates = !d->q.a->options.keep_duplicates;
  d->q.cs.before = &d->before;
  d->q.cs.on_zones = on_zones;
  d->q.cs.context = d;
  while (asking_good(&d->q, &status)) status = take(d);
  return status;
}

/* ---- answering ---- */

/* Rows for programs; for people the sums below them. */
static int put_contacts(diffing *d) {
  app *const a = d->q.a;
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
  return d->by == BY_CHANGE ? changes_put(&d->all, d->q.a, 1) : changes_put_pairs(&d->all, d->q.a);
}

static int open_both(diffing *d, app *a) {
  const char **const words = a->options.words;
  int status = world_open(&d->old, a, words[0]);
  if (!status) status = asking_open(&d->q, a, words[1]);
  if (!status) status = world_compile_beside(&d->old, &d->q.w);
  if (status) return status;
  tell_lists(d);
  tell_reading(d);
  d->muted = *a;
  d->muted.options.verbose = 0;
  d->old.a = &d->muted;
  events_share(&d->old_log, &d->q.log, &d->old);
  return selection_bind(&d->s, &d->q.cs);
}

int cmd_diff(app *a) {
  diffing *const d = memory_new(1, sizeof *d);
  const int format = a->options.output ? a->options.output : OUTPUT_TABLE;
  d->q.a = a;
  int status = read_flags(d, a);
  if (!status)
    status =
        selection_open_of(&d->s, a, change_names, CHANGE_FIELDS, change_fields, change_table_fields, format);
  changes_open(&d->all, d->by == BY_REASON);
  if (!status) {
    status = open_both(d, a);
    if (!status) status = put(d);
    if (!status && a->options.exit_status && changes_count(&d->all)) status = EXIT_NO;
    status = asking_close(&d->q, status);
    world_close(&d->old);
  }
  changes_close(&d->all);
  selection_close(&d->s);
  free(d);
  return status;
}
