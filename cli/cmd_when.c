/* SPDX-License-Identifier: MIT */
/* dialplan when: a time in somebody's words, and how it was read; a line out for a line in. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asking.h"
#include "interrupt.h"
#include "lines.h"
#include "when.h"

static const char *const when_fields[] = {"text",  "status", "at",        "fitted",  "earliest", "latest",
                                          "grain", "kind",   "certainty", "reasons", "reading"};
enum { WHEN_FIELDS = 11 };

typedef struct when {
  asking q; /* its world; with --contact the list too */
  app *a;
  writer out;               /* of formats with fields */
  dialplan_contact contact; /* of --zone, or of --contact */
  dialplan_contact own;     /* of a line with a zone */
  int has_contact;          /* 1: contact counts */
  int64_t asked, now;
  phrase p;
  fault fault;
  uint64_t unresolved;
} when;

static int fault_from(when *s, const dialplan_error *err) {
  fault_take(&s->fault, ROW_FIELD_NONE, err);
  return -1;
}

static int read_zones(when *s, dialplan_contact *contact, slice t) {
  dialplan_error err;
  world *const w = &s->q.w;
  dialplan_zones *old = NULL;
  dialplan_status status = dialplan_contact_zones(contact, w->zones, t.at, t.len, &err);
  if (status == DIALPLAN_E_ZONE_UNKNOWN && world_more_zones(w, t, &old)) {
    /* The zones of the contact are indexes too. */
    if (contact != &s->contact) {
      buffer names = {0};
      for (uint16_t i = 0; i < s->contact.zone_count; i++) {
        if (i) buffer_char(&names, '|');
        buffer_str(&names, dialplan_zones_name(old, s->contact.zones[i]));
      }
      dialplan_contact_zones(&s->contact, w->zones, names.data, names.len, NULL);
      buffer_free(&names);
    }
    dialplan_zones_free(old);
    status = dialplan_contact_zones(contact, w->zones, t.at, t.len, &err);
  }
  return status ? fault_from(s, &err) : 0;
}

/* ---- a line ---- */

typedef struct request {
  slice text, now;
  int now_seconds, has_text; /* now is a JSON number */
  const dialplan_contact *contact;
} request;

static int read_member(when *s, const json_member *m, request *r) {
  if (slice_is(m->key, "text") && m->kind == FIELD_TEXT) {
    r->text = m->value;
    r->has_text = 1;
  } else if (slice_is(m->key, "now") && (m->kind == FIELD_TEXT || m->kind == FIELD_NUMBER)) {
    r->now = m->value;
    r->now_seconds = m->kind == FIELD_NUMBER;
  } else if (slice_is(m->key, "zone") && m->kind == FIELD_TEXT) {
    r->contact = &s->own;
    return read_zones(s, &s->own, m->value);
  } else if (m->kind != FIELD_NULL || !(slice_is(m->key, "now") || slice_is(m->key, "zone"))) {
    fault_set(&s->fault, ROW_FIELD_NONE, "key",
              "\"%.*s\" is no key of such a line, or not of its type: text, now, zone",
              (int)(m->key.len < 40 ? m->key.len : 40), m->key.at);
    return -1;
  }
  return 0;
}

static int read_now(when *s, const request *r, int64_t *now) {
  world *const w = &s->q.w;
  dialplan_error err;
  if (!r->now.at) return 0;
  if (r->now_seconds) {
    if (slice_integer(r->now, 1, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 1, now)) return 0;
    fault_set(&s->fault, ROW_FIELD_NONE, "instant-range", "now is a whole number of seconds since 1970");
    return -1;
  }
  const uint16_t zone = world_home(w, r->contact);
  return dialplan_instant_parse(w->zones, zone, r->now.at, r->now.len, DIALPLAN_EDGE_START, now, &err)
             ? fault_from(s, &err)
             : 0;
}

/* Takes a phrase's parts; what lies in scratch lives as long as that. */
static int read_object(when *s, slice text, json_member *members, char *scratch, request *r) {
  size_t count, offset;
  const char *what;
  if (slice_utf8(text) < text.len) {
    fault_set(&s->fault, ROW_FIELD_NONE, "not-utf8", "the line is not UTF-8");
    return -1;
  }
  if (!json_object(text.at, text.len, NULL, members, &count, scratch, &what, &offset)) {
    fault_set(&s->fault, ROW_FIELD_NONE, "json", "%s", what);
    s->fault.offset = offset;
    return -1;
  }
  *r = (request){.contact = r->contact};
  for (size_t i = 0; i < count; i++)
    if (read_member(s, &members[i], r)) return -1;
  if (r->has_text) return 0;
  fault_set(&s->fault, ROW_FIELD_NONE, "text", "the line has no \"text\"");
  return -1;
}

/* ---- answers ---- */

static void put_reasons(when *s) {
  buffer b = {0};
  const int json = s->out.format != OUTPUT_CSV;
  int any = 0;
  if (json) buffer_char(&b, '[');
  for (int32_t i = 0; dialplan_callback_reason_name(i); i++) {
    if (!(when_reasons(&s->p) >> i & 1)) continue;
    if (any) buffer_char(&b, json ? ',' : '|');
    if (json) buffer_char(&b, '"');
    buffer_str(&b, dialplan_callback_reason_name(i));
    if (json) buffer_char(&b, '"');
    any = 1;
  }
  if (json) buffer_char(&b, ']');
  writer_json(&s->out, (slice){b.data, b.len});
  buffer_free(&b);
}

/* As it came; bytes that are no UTF-8 are replaced, so that the line can be read. */
static void put_phrase(when *s) {
  buffer b = {0};
  slice rest = s->p.text;
  for (size_t good; (good = slice_utf8(rest)) < rest.len;
       rest = (slice){rest.at + good + 1, rest.len - good - 1}) {
    buffer_bytes(&b, rest.at, good);
    buffer_str(&b, "\xEF\xBF\xBD");
  }
  buffer_text(&b, rest);
  writer_text(&s->out, (slice){b.data, b.len});
  buffer_free(&b);
}

static void put_row(when *s) {
  writer *const out = &s->out;
  const dialplan_resolution *const r = &s->p.words;
  const dialplan_zones *const zones = s->q.w.zones;
  put_phrase(s);
  writer_name(out, dialplan_callback_status_name(r->status));
  writer_instant(out, zones, r->zone, r->at);
  writer_instant(out, zones, r->zone, s->p.fits ? r->fitted_at : 0);
  writer_instant(out, zones, r->zone, r->earliest_at);
  writer_instant(out, zones, r->zone, r->latest_at);
  writer_name(out, dialplan_callback_grain_name(r->grain));
  writer_name(out, dialplan_callback_kind_name(r->kind));
  writer_int(out, r->certainty);
  put_reasons(s);
  buffer line = {0};
  when_reading(&line, &s->p);
  writer_text(out, (slice){line.data, line.len});
  buffer_free(&line);
  writer_end(out);
}

/* For people: the line alone in a pipe, else with what else there is to know. */
static void put_text(when *s, int piped) {
  buffer *const b = &s->out.out;
  if (s->a->options.explain)
    when_marks(b, &s->p);
  else
    when_line(b, &s->p);
  if (!piped) when_details(b, &s->p);
}

static int refuse(when *s, slice line, place where) {
  if (s->out.format == OUTPUT_TABLE) {
    buffer_str(&s->out.out, "error: ");
    buffer_str(&s->out.out, s->fault.message);
    buffer_char(&s->out.out, '\n');
  } else {
    writer_error(&s->out, line, s->fault.code, slice_of(s->fault.message));
  }
  diag_say(&s->a->diag, DIALPLAN_SEVERITY_ERROR, where, s->fault.code, "%s", s->fault.message);
  s->a->diag.rows++;
  return s->a->options.strict ? EXIT_INPUT : 0;
}

static int resolve(when *s, const request *r) {
  int64_t asked = s->asked, now = s->now;
  dialplan_error err;
  s->p.text = r->text;
  s->p.words = (dialplan_resolution){.size = sizeof s->p.words};
  if (r->now.at) {
    if (read_now(s, r, &now)) return -1;
    asked = now;
  }
  return dialplan_callback_resolve(s->q.w.campaign, r->contact, r->text.at, r->text.len, asked, now,
                                   &s->q.w.options, &s->p.words, &err)
             ? fault_from(s, &err)
             : 0;
}

/* One phrase: an answer, or an error in its place. EXIT_INPUT with --strict. */
static int answer(when *s, slice line, place where, int piped) {
  const slice text = slice_trim(line);
  request r = {.text = text, .contact = s->has_contact ? &s->contact : NULL};
  json_member *members = NULL;
  char *scratch = NULL;
  int failed = 0;
  if (piped && text.len && text.at[0] == '{') {
    members = memory_resize(NULL, JSON_MEMBERS, sizeof *members);
    scratch = memory_resize(NULL, text.len, 1);
    failed = read_object(s, text, members, scratch, &r);
  }
  if (!failed) failed = resolve(s, &r);
  int status = 0;
  if (failed)
    status = refuse(s, line, where);
  else if (s->out.format == OUTPUT_TABLE)
    put_text(s, piped);
  else
    put_row(s);
  if (!failed) s->unresolved += s->p.words.status != DIALPLAN_CALLBACK_RESOLVED;
  free(members);
  free(scratch);
  return status;
}

static int answer_lines(when *s) {
  lines l = {0};
  slice line;
  int status = input_open(&l.in, "-", &s->a->diag);
  l.in.wait = writer_flush;
  l.in.wait_for = &s->out;
  while (!status && !s->out.failed && !interrupted()) {
    const int got = lines_next(&l, &line, &s->a->diag);
    if (got == RECORD_END) break;
    const place where = {l.in.path, l.line, 0};
    if (got == RECORD_FAILED) {
      status = EXIT_IO;
    } else if (got == RECORD_BAD) {
      fault_set(&s->fault, ROW_FIELD_NONE, "too-long", "the line is longer than 1 MiB");
      status = refuse(s, (slice){NULL, 0}, where);
    } else {
      status = answer(s, line, where, 1);
    }
    if (s->out.out.len >= 1 << 16) writer_flush(&s->out);
  }
  input_close(&l.in);
  return status;
}

/* ---- the world ---- */

/* Words need open time to tell morning from evening: without a campaign it is nine to nine, every day. */
static int open_plain(when *s) {
  const options *const o = &s->a->options;
  slice zone = slice_of(o->zone ? o->zone : "UTC");
  const char *const bar = memchr(zone.at, '|', zone.len);
  if (bar) zone.len = (size_t)(bar - zone.at);
  dialplan_zones *known = NULL;
  const int status = zones_open(s->a, zone.at, zone.len, 0, &known);
  dialplan_zones_free(known);
  if (status) return status == EXIT_INPUT ? EXIT_USAGE : status;
  buffer text = {0};
  buffer_str(&text,
             "name: when\nseed: when\nwindows: {daily: 09:00-21:00}\nsafety: {business_hours_guard: false}\n"
             "timezone: ");
  buffer_json(&text, slice_trim(zone));
  buffer_char(&text, '\n');
  world_of_text(&s->q.w, s->a, &text);
  s->q.opened = 1;
  if (!o->zone && !o->quiet)
    diag_say(&s->a->diag, DIALPLAN_SEVERITY_NOTE, (place){0}, "utc",
             "neither --campaign nor --zone: the words are read in UTC");
  return 0;
}

static int open_world(when *s) {
  app *const a = s->a;
  const char *name = NULL;
  if (a->options.contact) {
    int status = asking_open_one(&s->q, a);
    if (!status) status = asking_find(&s->q, a->options.contact);
    s->contact = s->q.contact;
    s->has_contact = 1;
    return status;
  }
  int status = 0;
  if (!a->options.campaigns.count)
    status = open_plain(s);
  else if (!(status = one_campaign(a, &name))) {
    status = world_open(&s->q.w, a, name);
    s->q.opened = 1;
  }
  if (!status && a->options.zone) world_want_zones(&s->q.w, slice_of(a->options.zone));
  return status ? status : world_compile(&s->q.w);
}

/* The instants of --asked and --now: the one that is missing is the other, or the clock. */
static int read_times(when *s) {
  const options *const o = &s->a->options;
  s->asked = s->now = s->q.w.now;
  if (!o->asked) return 0;
  if (world_instant(&s->q.w, "asked", o->asked, DIALPLAN_EDGE_START, &s->asked)) return EXIT_USAGE;
  if (!o->now) s->now = s->asked;
  return s->asked <= s->now ? 0
                            : diag_fail(&s->a->diag, EXIT_USAGE, "flag-value", "--asked is later than --now");
}

static int run(when *s) {
  const options *const o = &s->a->options;
  int status = read_times(s);
  if (status) return status;
  if (o->zone) {
    s->has_contact = 1;
    s->q.w.options.flags |= DIALPLAN_OPTION_CONTACT_ZONES; /* a zone that is asked for counts */
    if (read_zones(s, &s->contact, slice_of(o->zone)))
      return diag_fail(&s->a->diag, EXIT_USAGE, s->fault.code, "--zone: %s", s->fault.message);
  }
  writer_open(&s->out, s->a, OUTPUT_TABLE, when_fields, WHEN_FIELDS);
  s->p.w = &s->q.w;
  s->p.fits = s->a->options.campaigns.count != 0;
  s->p.color = wants_color(STDOUT_FILENO);
  s->p.utc = o->utc;
  for (size_t i = 0; i < o->word_count && !status; i++)
    status =
        strcmp(o->words[i], "-") ? answer(s, slice_of(o->words[i]), (place){NULL, 0, 0}, 0) : answer_lines(s);
  const int closed = writer_close(&s->out);
  return status ? status : closed ? closed : o->exit_status && s->unresolved ? EXIT_NO : 0;
}

int cmd_when(app *a) {
  when *const s = memory_new(1, sizeof *s);
  s->a = s->q.a = a;
  int status = open_world(s);
  if (!status) status = run(s);
  status = asking_close(&s->q, status);
  free(s);
  return status;
}
