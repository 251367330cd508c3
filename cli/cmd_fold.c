/* SPDX-License-Identifier: MIT */
/* dialplan fold: contacts and events as one list with the state of each.
 * plan(fold(contacts, events)) is plan(contacts, events). */
#include "asking.h"
#include "base64.h"

enum {
  COLUMN_OF_LIST,
  COLUMN_KNOWN,
  COLUMN_ID,
  COLUMN_ENQUEUED_AT,
  COLUMN_RUN,
  COLUMN_TEXT,
  COLUMN_REASON,
  COLUMN_NOTES,
  COLUMN_STATE,
  COLUMN_AS_OF
};

typedef struct folded {
  const char *names[SELECTION_MAX];
  int kind[SELECTION_MAX];
  size_t field[SELECTION_MAX]; /* of COLUMN_OF_LIST; COLUMN_KNOWN: CONTACT_* */
  size_t count;
  size_t seen; /* names of the list when the columns were chosen */
} folded;

static void add(folded *f, const char *name, int kind, size_t field) {
  if (f->count == SELECTION_MAX) return;
  f->names[f->count] = name;
  f->kind[f->count] = kind;
  f->field[f->count++] = field;
}

/* Columns that `fold` writes itself, and those of hand-made snapshots, which the state replaces. */
static int is_replaced(size_t known) {
  return known == CONTACT_ID || known == CONTACT_ENQUEUED_AT || known == CONTACT_RUN ||
         known >= CONTACT_STATE;
}

static int is_known(const contacts *cs, size_t field) {
  for (size_t i = 0; i < CONTACT_COLUMNS; i++)
    if (cs->c.field[i] == (int)field) return 1;
  return 0;
}

/* JSON Lines tell their keys as they come, a header cannot wait: known columns have their place from the
 * start. */
static int choose_columns(folded *f, const contacts *cs) {
  add(f, "id", COLUMN_ID, 0);
  for (size_t i = 0; i < CONTACT_COLUMNS; i++)
    if (!is_replaced(i) && (cs->r.json || cs->c.field[i] >= 0)) add(f, contact_columns[i], COLUMN_KNOWN, i);
  for (size_t i = 0; i < cs->r.count; i++)
    if (!is_known(cs, i)) add(f, cs->r.names[i], COLUMN_OF_LIST, i);
  static const char *const own[] = {"enqueued_at", "run",   "callback_text", "callback_reason",
                                    "notes",       "state", "as_of"};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) add(f, own[i], COLUMN_ENQUEUED_AT + (int)i, 0);
  f->seen = cs->r.count;
  if (f->count < SELECTION_MAX) return 0;
  return diag_fail(&cs->w->a->diag, EXIT_INPUT, "too-many", "%s has more than %d columns", cs->r.in.path,
                   SELECTION_MAX - 1);
}

static void put_text(writer *out, slice t) {
  if (t.len)
    writer_text(out, t);
  else
    writer_null(out);
}

/* Dates of the file itself: in the campaign's zone, never in words. */
static void put_file_instant(writer *out, const world *w, int64_t at) {
  if (!at) {
    writer_null(out);
    return;
  }
  buffer text = {0};
  put_instant(&text, w->zones, w->zone, at, out->utc);
  writer_text(out, (slice){text.data, text.len});
  buffer_free(&text);
}

static int put_state(writer *out, asking *q) {
  uint8_t bytes[256];
  uint64_t len = 0;
  dialplan_error err;
  if (dialplan_state_encode(&q->state, bytes, sizeof bytes, &len, &err)) {
    fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
    writer_null(out);
    return reject_row(q->a, &q->cs.r, &q->cs.fault);
  }
  buffer text = {0};
  buffer_base64(&text, bytes, (size_t)len);
  writer_text(out, (slice){text.data, text.len});
  buffer_free(&text);
  return 0;
}

static int put_row(writer *out, const folded *f, asking *q) {
  static const selection nothing = {.personal = 1};
  person p = {0};
  int status = 0;
  person_of(&p, &q->cs, &nothing, &q->state, NULL);
  for (size_t i = 0; i < f->count; i++) switch (f->kind[i]) {
    case COLUMN_OF_LIST: put_text(out, contacts_field(&q->cs, (long)f->field[i])); break;
    case COLUMN_KNOWN:
      put_text(out,
               f->field[i] == CONTACT_TIMEZONE ? q->cs.zone : columns_text(&q->cs.c, &q->cs.r, f->field[i]));
      break;
    case COLUMN_ID: writer_text(out, q->cs.id); break;
    case COLUMN_ENQUEUED_AT: put_file_instant(out, &q->w, q->contact.enqueued_at); break;
    case COLUMN_RUN:
      if (q->contact.run)
        writer_int(out, q->contact.run);
      else
        writer_null(out);
      break;
    case COLUMN_STATE: status = put_state(out, q); break;
    case COLUMN_AS_OF: put_file_instant(out, &q->w, q->w.now); break;
    default: put_text(out, p.words[f->kind[i] - COLUMN_TEXT]); break;
    }
  writer_end(out);
  return status;
}

/* A key that comes after the header was written has no column any more; the contact has its row all the same.
 */
static void tell_late_keys(asking *q, folded *f) {
  for (; f->seen < q->cs.r.count; f->seen++)
    if (!is_known(&q->cs, f->seen))
      diag_say(&q->a->diag, DIALPLAN_SEVERITY_WARNING, records_place(&q->cs.r, 0), "late-key",
               "\"%s\" comes too late in the file to have a column: it is not in the snapshot",
               q->cs.r.names[f->seen]);
}

static int fold_all(asking *q) {
  folded f = {.count = 0};
  writer out;
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  int status = choose_columns(&f, &q->cs);
  writer_open(&out, q->a, OUTPUT_CSV, f.names, f.count);
  while (asking_good(q, &status)) {
    tell_late_keys(q, &f);
    status = put_row(&out, &f, q);
    if (out.failed) status = EXIT_IO;
  }
  const int closed = writer_close(&out);
  return status ? status : closed;
}

int cmd_fold(app *a) {
  asking q;
  int status = asking_open_one(&q, a);
  if (!status) status = fold_all(&q);
  return asking_close(&q, status);
}
