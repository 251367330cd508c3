/* SPDX-License-Identifier: MIT */
/* dialplan audit: the log, replayed: every attempt that broke a rule, with the rule, its citation and by how
 * much. A contact at a time: memory grows with the longest history, not with the list. */
#include <stdlib.h>

#include "asking.h"

static const char *const audit_fields[] = {"contact", "at",    "rule",  "by",      "manual", "source",
                                           "by_s",    "value", "limit", "allowed", "zone",   "checked"};
enum { AUDIT_TABLE = 6, AUDIT_ALL = 12 };

typedef struct auditing {
  asking q;
  dialplan_state before;
  dialplan_event *events;
  dialplan_violation *found;
  uint64_t events_cap, found_cap;
  uint64_t contacts, attempts, violations, manual; /* contacts with a violation */
  writer out;
  int table;
} auditing;

/* ---- asking ---- */

static int refuse(auditing *u, const dialplan_error *err) {
  fault_take(&u->q.cs.fault, ROW_FIELD_NONE, err);
  return contacts_reject(&u->q.cs);
}

static dialplan_status ask(auditing *u, uint64_t asked, uint64_t *count, dialplan_error *err) {
  const world *const w = &u->q.w;
  return dialplan_audit(w->campaign, &u->q.contact, &u->before, u->events, sizeof *u->events, asked,
                        &w->options, u->found, u->found_cap, count, err);
}

static dialplan_status find(auditing *u, uint64_t asked, uint64_t *count, dialplan_error *err) {
  const dialplan_status status = ask(u, asked, count, err);
  if (status || *count <= u->found_cap) return status;
  u->found = memory_resize(u->found, *count, sizeof *u->found);
  u->found_cap = *count;
  return ask(u, asked, count, err);
}

/* ---- rows ---- */

static void put_buffer(writer *out, buffer *b) {
  if (b->len)
    writer_text(out, (slice){b->data, b->len});
  else
    writer_null(out);
  buffer_free(b);
}

static void put_text(writer *out, const char *text) {
  if (text && *text)
    writer_text(out, slice_of(text));
  else
    writer_null(out);
}

static void put_by(writer *out, const world *w, const dialplan_violation *v) {
  buffer text = {0};
  uint64_t len = 0;
  dialplan_violation_format(w->campaign, v, NULL, 0, &len);
  dialplan_violation_format(w->campaign, v, buffer_room(&text, len), len, &len);
  text.len += len;
  put_buffer(out, &text);
}

static void put_manual(auditing *u, const dialplan_violation *v) {
  const int manual = v->flags & DIALPLAN_VIOLATION_MANUAL;
  if (!u->table)
    writer_json(&u->out, slice_of(manual ? "true" : "false"));
  else if (manual)
    writer_text(&u->out, slice_of("manual"));
  else
    writer_null(&u->out);
}

static void put_number(writer *out, int has, int64_t number) {
  if (has)
    writer_int(out, number);
  else
    writer_null(out);
}

static void put_row(auditing *u, const dialplan_violation *v) {
  const world *const w = &u->q.w;
  const char *source = NULL, *checked = NULL;
  if (v->reason == DIALPLAN_REASON_GUARD)
    dialplan_campaign_rule(w->campaign, v->rule - 1u, NULL, NULL, &source, &checked);
  buffer rule = {0};
  put_reason(&rule, w, v->reason, v->rule);
  writer_text(&u->out, u->q.cs.id);
  writer_instant(&u->out, w->zones, v->zone, v->at);
  put_buffer(&u->out, &rule);
  put_by(&u->out, w, v);
  put_manual(u, v);
  put_text(&u->out, source);
  if (!u->table) {
    put_number(&u->out, v->edge_at != 0, v->by);
    put_number(&u->out, v->value != 0, v->value);
    put_number(&u->out, v->value != 0, v->limit);
    writer_instant(&u->out, w->zones, v->zone, v->allowed_at);
    writer_name(&u->out, dialplan_zones_name(w->zones, v->zone));
    put_text(&u->out, checked);
  }
  writer_end(&u->out);
}

/* ---- contacts ---- */

static void count_attempts(auditing *u) {
  const uint64_t count = events_of(&u->q.log, u->q.cs.events);
  for (uint64_t i = 0; i < count; i++) {
    dialplan_event event;
    u->attempts += events_fresh(&u->q.log, u->q.cs.events, i, &event) &&
                   event.kind == DIALPLAN_EVENT_ATTEMPT && event.at > u->q.cs.as_of;
  }
}

static int audit_contact(auditing *u) {
  const contacts *const cs = &u->q.cs;
  uint64_t count = 0;
  dialplan_error err;
  if (cs->events == INTERN_NONE || !events_of(&u->q.log, cs->events)) return 0;
  const uint64_t asked =
      events_list(&u->q.log, cs->events, cs->as_of, &u->q.contact, &u->events, &u->events_cap);
  if (find(u, asked, &count, &err)) return refuse(u, &err);
  count_attempts(u);
  for (uint64_t i = 0; i < count; i++) {
    u->manual += u->found[i].flags & DIALPLAN_VIOLATION_MANUAL;
    put_row(u, &u->found[i]);
  }
  u->violations += count;
  u->contacts += count > 0;
  return u->out.failed ? EXIT_IO : 0;
}

static void put_count(buffer *b, uint64_t count, const char *what) {
  buffer_format(b, "%llu %s%s", (unsigned long long)count, what, count == 1 ? "" : "s");
}

/* For people, below the table. */
static int put_summary(auditing *u) {
  buffer b = {0};
  put_count(&b, u->attempts, "attempt");
  buffer_str(&b, ", ");
  put_count(&b, u->violations, "violation");
  if (u->violations) {
    buffer_str(&b, " by calls to ");
    put_count(&b, u->contacts, "contact");
  }
  if (u->manual) buffer_format(&b, ", %llu of them by manual calls", (unsigned long long)u->manual);
  buffer_char(&b, '\n');
  const int status = write_out(&u->q.a->diag, b.data, b.len);
  buffer_free(&b);
  return status;
}

static int audit_all(auditing *u) {
  app *const a = u->q.a;
  int status = 0;
  u->table = !a->options.output || a->options.output == OUTPUT_TABLE;
  u->q.cs.before = &u->before;
  writer_open(&u->out, a, OUTPUT_TABLE, audit_fields, u->table ? AUDIT_TABLE : AUDIT_ALL);
  while (asking_good(&u->q, &status)) status = audit_contact(u);
  const int closed = writer_close(&u->out);
  if (!status) status = closed;
  if (!status && u->table) status = put_summary(u);
  return !status && a->options.exit_status && u->violations ? EXIT_NO : status;
}

int cmd_audit(app *a) {
  auditing u = {.table = 0};
  int status = asking_open_one(&u.q, a);
  if (!status) status = audit_all(&u);
  status = asking_close(&u.q, status);
  free(u.events);
  free(u.found);
  return status;
}
