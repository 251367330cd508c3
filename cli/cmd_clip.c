/* SPDX-License-Identifier: MIT */
/* dialplan clip: the first permitted instant at or after another one, a line out for a line in. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "asking.h"
#include "interrupt.h"
#include "lines.h"

static const char *const clip_fields[] = {"at", "status", "clipped", "close", "zone", "reason"};
enum { CLIP_FIELDS = 6 };

typedef struct clipping {
  app *a;
  world w;
  writer out;
  dialplan_contact contact; /* of --zone */
  dialplan_contact own;     /* of a line with a zone */
  fault fault;
  uint64_t never;
} clipping;

static int fault_from(clipping *c, const dialplan_error *err) {
  fault_take(&c->fault, ROW_FIELD_NONE, err);
  return -1;
}

static int read_zones(clipping *c, dialplan_contact *contact, slice t) {
  dialplan_error err;
  dialplan_zones *old = NULL;
  dialplan_status status = dialplan_contact_zones(contact, c->w.zones, t.at, t.len, &err);
  if (status == DIALPLAN_E_ZONE_UNKNOWN && world_more_zones(&c->w, t, &old)) {
    /* The zones of --zone are indexes too. */
    if (contact != &c->contact && c->a->options.zone)
      dialplan_contact_zones(&c->contact, c->w.zones, c->a->options.zone, strlen(c->a->options.zone), NULL);
    dialplan_zones_free(old);
    status = dialplan_contact_zones(contact, c->w.zones, t.at, t.len, &err);
  }
  return status ? fault_from(c, &err) : 0;
}

/* {"at": ..., "zone": ...}: a name, or a list of names. */
static int read_members(clipping *c, const json_member *members, size_t count, slice *at, int *seconds) {
  *at = (slice){NULL, 0};
  for (size_t i = 0; i < count; i++) {
    const json_member *const m = &members[i];
    if (slice_is(m->key, "at") && (m->kind == FIELD_TEXT || m->kind == FIELD_NUMBER)) {
      *at = m->value;
      *seconds = m->kind == FIELD_NUMBER;
    } else if (slice_is(m->key, "zone") && m->kind == FIELD_TEXT) {
      if (read_zones(c, &c->own, m->value)) return -1;
    } else if (slice_is(m->key, "zone") && m->kind == FIELD_NESTED) {
      buffer names = {0};
      const int ok = json_join(m->value, &names);
      if (!ok) fault_set(&c->fault, ROW_FIELD_NONE, "zone", "zone is a name or a list of at most 64 names");
      const int failed = !ok || read_zones(c, &c->own, (slice){names.data, names.len});
      buffer_free(&names);
      if (failed) return -1;
    } else if (!slice_is(m->key, "zone") || m->kind != FIELD_NULL) {
      fault_set(&c->fault, ROW_FIELD_NONE, "key",
                "\"%.*s\" is no key of such a line, or not of its type: at, zone",
                (int)(m->key.len < 40 ? m->key.len : 40), m->key.at);
      return -1;
    }
  }
  if (at->len) return 0;
  fault_set(&c->fault, ROW_FIELD_NONE, "at", "the line has no \"at\"");
  return -1;
}

static int read_line(clipping *c, slice line, const dialplan_contact **contact, int64_t *at) {
  slice text = slice_trim(line);
  int seconds = 0, failed = 0;
  *contact = c->a->options.zone ? &c->contact : NULL;
  if (text.len && text.at[0] == '{') {
    json_member *const members = memory_resize(NULL, JSON_MEMBERS, sizeof *members);
    char *const scratch = memory_resize(NULL, text.len, 1);
    size_t count, offset;
    const char *what;
    c->own.zone_count = 0;
    if (slice_utf8(text) < text.len) {
      fault_set(&c->fault, ROW_FIELD_NONE, "not-utf8", "the line is not UTF-8");
      failed = -1;
    } else if (!json_object(text.at, text.len, NULL, members, &count, scratch, &what, &offset)) {
      fault_set(&c->fault, ROW_FIELD_NONE, "json", "%s", what);
      c->fault.offset = offset;
      failed = -1;
    } else
      failed = read_members(c, members, count, &text, &seconds);
    if (c->own.zone_count) *contact = &c->own;
    free(members);
    free(scratch);
  }
  if (failed) return -1;
  if (!text.len) {
    fault_set(&c->fault, ROW_FIELD_NONE, "empty-line", "the line is empty");
    return -1;
  }
  if (seconds) {
    if (slice_integer(text, 1, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 1, at)) return 0;
    fault_set(&c->fault, ROW_FIELD_NONE, "instant-range", "at is a whole number of seconds since 1970");
    return -1;
  }
  dialplan_error err;
  const uint16_t zone = world_home(&c->w, *contact);
  return dialplan_instant_parse(c->w.zones, zone, text.at, text.len, DIALPLAN_EDGE_START, at, &err)
             ? fault_from(c, &err)
             : 0;
}

static void put_answer(clipping *c, int64_t at, const dialplan_clipped *clipped) {
  static const char *const verdicts[] = {"open", "moved", "never"};
  writer *const out = &c->out;
  writer_instant(out, c->w.zones, clipped->zone, at);
  writer_text(out, slice_of(verdicts[clipped->verdict]));
  writer_instant(out, c->w.zones, clipped->zone, clipped->at);
  writer_instant(out, c->w.zones, clipped->zone, clipped->close_at);
  writer_name(out, dialplan_zones_name(c->w.zones, clipped->zone));
  buffer reason = {0};
  put_reason(&reason, &c->w, clipped->reason, clipped->rule);
  writer_text(out, (slice){reason.data, reason.len});
  buffer_free(&reason);
  writer_end(out);
}

/* One line: an answer, or an error in its place. EXIT_INPUT with --strict. */
static int answer(clipping *c, slice line, place where) {
  const dialplan_contact *contact;
  dialplan_clipped clipped;
  dialplan_error err;
  int64_t at = 0;
  int failed = read_line(c, line, &contact, &at);
  if (!failed && dialplan_clip(c->w.campaign, contact, at, &c->w.options, &clipped, &err))
    failed = fault_from(c, &err);
  if (!failed) {
    put_answer(c, at, &clipped);
    c->never += clipped.verdict == DIALPLAN_CLIP_NEVER;
    return 0;
  }
  writer_error(&c->out, line, c->fault.code, slice_of(c->fault.message));
  diag_say(&c->a->diag, DIALPLAN_SEVERITY_ERROR, where, c->fault.code, "%s", c->fault.message);
  c->a->diag.rows++;
  return c->a->options.strict ? EXIT_INPUT : 0;
}

static int answer_lines(clipping *c) {
  lines l = {0};
  slice line;
  int status = input_open(&l.in, "-", &c->a->diag);
  l.in.wait = writer_flush;
  l.in.wait_for = &c->out;
  while (!status && !c->out.failed && !interrupted()) {
    const int got = lines_next(&l, &line, &c->a->diag);
    if (got == RECORD_END) break;
    if (got == RECORD_FAILED)
      status = EXIT_IO;
    else
      status = answer(c, got == RECORD_BAD ? (slice){"(too long)", 10} : line, (place){l.in.path, l.line, 0});
  }
  input_close(&l.in);
  return status;
}

static int run(clipping *c) {
  const options *const o = &c->a->options;
  if (o->zone && read_zones(c, &c->contact, slice_of(o->zone)))
    return diag_fail(&c->a->diag, EXIT_USAGE, c->fault.code, "--zone: %s", c->fault.message);
  writer_open(&c->out, c->a, OUTPUT_TABLE, clip_fields, CLIP_FIELDS);
  int status = 0;
  for (size_t i = 0; i < o->word_count && !status; i++)
    status =
        strcmp(o->words[i], "-") ? answer(c, slice_of(o->words[i]), (place){NULL, 0, 0}) : answer_lines(c);
  const int closed = writer_close(&c->out);
  return status ? status : closed ? closed : o->exit_status && c->never ? EXIT_NO : 0;
}

int cmd_clip(app *a) {
  clipping *const c = memory_new(1, sizeof *c);
  const char *name = NULL;
  c->a = a;
  int status = one_campaign(a, &name);
  if (!status) {
    status = world_open(&c->w, a, name);
    c->w.options.flags |= DIALPLAN_OPTION_CONTACT_ZONES; /* a zone that is asked for counts */
    if (!status && a->options.zone) world_want_zones(&c->w, slice_of(a->options.zone));
    if (!status) status = world_compile(&c->w);
    if (!status) status = run(c);
    world_close(&c->w);
  }
  free(c);
  return app_exit(a, status);
}
