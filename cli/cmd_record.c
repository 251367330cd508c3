/* SPDX-License-Identifier: MIT */
/* dialplan record: one event more in the log. The line is checked as it would be read before it is written.
 */
#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "columns.h"
#include "log.h"
#include "values.h"
#include "writer.h"

typedef struct entry {
  world w;
  app *a;
  buffer line;
} entry;

static void put_key(buffer *b, const char *key) {
  buffer_char(b, b->len ? ',' : '{');
  buffer_json(b, slice_of(key));
  buffer_char(b, ':');
}

static void put_text(buffer *b, const char *key, const char *value) {
  if (!value) return;
  put_key(b, key);
  buffer_json(b, slice_of(value));
}

/* A number as JSON has it; other texts stay texts, and are refused when the line is read. */
static void put_number(buffer *b, const char *key, const char *value) {
  if (!value) return;
  int64_t number;
  const slice t = slice_of(value);
  if (!slice_integer(t, INT64_MIN / 2, INT64_MAX / 2, &number)) {
    put_text(b, key, value);
    return;
  }
  put_key(b, key);
  buffer_int(b, number);
}

/* Written with the offset of the campaign's zone, whatever the flag said. */
static int put_time(entry *e, const char *key, const char *flag_name, const char *value) {
  int64_t at;
  if (!value) return 0;
  if (world_instant(&e->w, flag_name, value, DIALPLAN_EDGE_START, &at)) return EXIT_USAGE;
  put_key(&e->line, key);
  buffer_char(&e->line, '"');
  put_instant(&e->line, e->w.zones, e->w.zone, at, 0);
  buffer_char(&e->line, '"');
  return 0;
}

static void put_now(entry *e) {
  put_key(&e->line, "at");
  buffer_char(&e->line, '"');
  put_instant(&e->line, e->w.zones, e->w.zone, e->w.now, 0);
  buffer_char(&e->line, '"');
}

static void put_true(buffer *b, const char *key, int on) {
  if (!on) return;
  put_key(b, key);
  buffer_str(b, "true");
}

static int put_requested(entry *e) {
  const char *const value = e->a->options.requested;
  int on;
  if (!value) return 0;
  if (!slice_boolean(slice_of(value), &on))
    return diag_fail(&e->a->diag, EXIT_USAGE, "flag-value", "--requested is yes or no, not \"%s\"", value);
  put_key(&e->line, "requested");
  buffer_str(&e->line, on ? "true" : "false");
  return 0;
}

static int compose(entry *e) {
  const options *const o = &e->a->options;
  buffer *const b = &e->line;
  if (o->at) {
    if (put_time(e, "at", "at", o->at)) return EXIT_USAGE;
  } else
    put_now(e);
  put_text(b, "contact", o->contact);
  put_text(b, "event", o->event ? o->event : o->outcome ? "attempt" : NULL);
  put_text(b, "outcome", o->outcome);
  if (put_time(e, "ended_at", "ended-at", o->ended_at)) return EXIT_USAGE;
  put_text(b, "duration", o->duration);
  put_true(b, "manual", o->manual);
  put_text(b, "variant", o->variant);
  put_text(b, "cost", o->cost);
  put_number(b, "sentiment", o->sentiment);
  if (put_requested(e)) return EXIT_USAGE;
  if (put_time(e, "due", "due", o->due) || put_time(e, "earliest", "earliest", o->earliest) ||
      put_time(e, "latest", "latest", o->latest))
    return EXIT_USAGE;
  put_number(b, "confidence", o->confidence);
  put_text(b, "by", o->by);
  put_text(b, "text", o->text);
  put_text(b, "reason", o->reason);
  put_text(b, "notes", o->notes);
  put_text(b, "scope", o->scope);
  put_true(b, "conversation", o->conversation);
  put_number(b, "run", o->run);
  put_text(b, "status", o->status);
  buffer_char(b, '}');
  return 0;
}

/* Reads the line back as a log would be read. */
static int check(entry *e) {
  diag *const d = &e->a->diag;
  const slice line = {e->line.data, e->line.len};
  const size_t wrong = slice_utf8(line);
  if (wrong < line.len) return diag_fail(d, EXIT_USAGE, "not-utf8", "a value is not UTF-8");
  if (line.len >= RECORD_BYTES) return diag_fail(d, EXIT_USAGE, "too-long", "the event is longer than 1 MiB");
  records r;
  records_of_line(&r, line, d);
  columns c;
  columns_init(&c, event_columns, EVENT_COLUMNS, 0);
  dialplan_event event;
  slice contact, words[3];
  fault f;
  int status = records_next(&r) == RECORD_OK && !columns_update(&c, &r) ? 0 : EXIT_USAGE;
  if (!status && event_read(&e->w, &c, &r, &event, &contact, words, &f))
    status = diag_fail(d, EXIT_USAGE, f.code, "%s", f.message);
  if (!status && event.at > e->w.now && e->a->options.at)
    diag_say(d, DIALPLAN_SEVERITY_WARNING, (place){0}, "later",
             "the event is later than now: it counts from then on");
  records_close(&r);
  return status;
}

/* A log may name a variant of before; who writes to it today is told of a slip. */
static int check_variant(const entry *e) {
  uint16_t variant;
  dialplan_error err;
  const char *const name = e->a->options.variant;
  if (!name || !dialplan_variant_find(e->w.campaign, name, strlen(name), &variant, &err)) return 0;
  return diag_fail(&e->a->diag, EXIT_USAGE, "flag-value", "--variant: %s", err.message);
}

static int record(entry *e) {
  app *const a = e->a;
  if (!e->w.events)
    return diag_fail(&a->diag, EXIT_USAGE, "no-events",
                     "%s names no log: write `events:` in it, or give --events", e->w.file.path);
  if (!strcmp(e->w.events, "-"))
    return diag_fail(&a->diag, EXIT_USAGE, "flag-value", "standard input is no log to append to");
  int status = check_variant(e);
  if (!status) status = compose(e);
  if (!status) status = check(e);
  if (!status) status = log_append(e->w.events, (slice){e->line.data, e->line.len}, &a->diag);
  if (!status && !a->options.quiet) {
    buffer_char(&e->line, '\n');
    status = write_out(&a->diag, e->line.data, e->line.len);
  }
  return status;
}

int cmd_record(app *a) {
  entry *const e = memory_new(1, sizeof *e);
  const char *name = NULL;
  e->a = a;
  int status = one_campaign(a, &name);
  if (!status) {
    status = world_open(&e->w, a, name);
    if (!status) status = world_compile(&e->w);
    if (!status) status = record(e);
    world_close(&e->w);
  }
  buffer_free(&e->line);
  free(e);
  return app_exit(a, status);
}
