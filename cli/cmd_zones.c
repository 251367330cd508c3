/* SPDX-License-Identifier: MIT */
/* dialplan zones: the zone data in use; a zone's offset now and its next changes; the zones of a number. */
#include <string.h>

#include "clock.h"
#include "interrupt.h"
#include "lines.h"
#include "phone.h"
#include "phonebook.h"
#include "writer.h"
#include "world.h"

static const char *const data_fields[] = {"version", "source", "zones"};
static const char *const zone_fields[] = {"zone", "status", "at", "offset", "next_change", "next_offset"};
static const char *const change_fields[] = {"zone", "change", "offset_before", "offset_after", "clocks"};
enum { CHANGES = 6 };

typedef struct zoning {
  app *a;
  dialplan_zones *zones;
  dialplan_phones *phones; /* NULL: no number was met yet */
  int64_t now;
  writer out;
} zoning;

/* "+05:30", "-00:44:30". */
static void put_offset(writer *out, int32_t offset) {
  char text[16];
  buffer b = {text, 0, sizeof text};
  const int32_t size = offset < 0 ? -offset : offset;
  buffer_char(&b, offset < 0 ? '-' : '+');
  buffer_clock(&b, size);
  writer_text(out, (slice){b.data, b.len});
}

static int put_data(zoning *z) {
  writer_open(&z->out, z->a, OUTPUT_TABLE, data_fields, 3);
  writer_text(&z->out, slice_of(dialplan_zones_version(z->zones)));
  writer_text(&z->out, slice_of(dialplan_zones_origin(z->zones)));
  writer_int(&z->out, (int64_t)dialplan_zones_count(z->zones));
  writer_end(&z->out);
  return writer_close(&z->out);
}

static void put_clocks(writer *out, int32_t before, int32_t after) {
  char text[48];
  buffer b = {text, 0, sizeof text};
  const int32_t by = after > before ? after - before : before - after;
  buffer_str(&b, after > before ? "forward by " : "back by ");
  uint64_t len = 0;
  dialplan_duration_format((dialplan_duration){0, by}, buffer_room(&b, 24), 24, &len);
  b.len += len;
  writer_text(out, (slice){b.data, b.len});
}

static int put_changes(zoning *z, uint16_t zone) {
  const int64_t wanted = z->a->options.limit >= 0 ? z->a->options.limit : CHANGES;
  int64_t at = z->now;
  int32_t before = 0, after = 0;
  writer_open(&z->out, z->a, OUTPUT_TABLE, change_fields, 5);
  if (dialplan_zone_offset(z->zones, zone, at, &before)) at = 0;
  for (int64_t i = 0; at && i < wanted; i++) {
    if (dialplan_zone_next_change(z->zones, zone, at, &at, &after) || !at) break;
    writer_text(&z->out, slice_of(dialplan_zones_name(z->zones, zone)));
    writer_instant(&z->out, z->zones, zone, at);
    put_offset(&z->out, before);
    put_offset(&z->out, after);
    put_clocks(&z->out, before, after);
    writer_end(&z->out);
    before = after;
  }
  /* A table without rows would leave open whether the zone has no changes or was not found. */
  if (!z->out.rows && z->out.format == OUTPUT_TABLE) {
    writer_text(&z->out, slice_of(dialplan_zones_name(z->zones, zone)));
    writer_text(&z->out, slice_of("none any more"));
    put_offset(&z->out, before);
    writer_null(&z->out);
    writer_null(&z->out);
    writer_end(&z->out);
  }
  return writer_close(&z->out);
}

/* A fixed offset begins like a number, but has two digits before its colon. */
static int is_number(slice name) {
  uint64_t number;
  return name.len && name.at[0] == '+' && !phone_read(name, NULL, &number) && !memchr(name.at, ':', name.len);
}

/* The zones that a number may be in: 0, or an exit status with a message about the table. */
static int find_number(zoning *z, slice text, slice *found) {
  const int status = z->phones ? 0 : phonebook_open(z->a, &z->phones);
  if (status) return status;
  uint64_t number = 0, len;
  char e164[PHONE_TEXT];
  phone_read(text, NULL, &number);
  dialplan_phones_zones(z->phones, e164, phone_write(number, e164), &found->at, &len, NULL);
  found->len = len;
  return 0;
}

/* The first of several zones, which becomes *rest. */
static slice first_zone(slice *rest) {
  const char *const bar = rest->len ? memchr(rest->at, '|', rest->len) : NULL;
  const slice name = {rest->at, bar ? (size_t)(bar - rest->at) : rest->len};
  const size_t taken = name.len + (bar != NULL);
  *rest = (slice){rest->at + taken, rest->len - taken};
  return name;
}

static void put_now(zoning *z, uint16_t zone) {
  int64_t change = 0;
  int32_t offset = 0, next = 0;
  dialplan_zone_offset(z->zones, zone, z->now, &offset);
  dialplan_zone_next_change(z->zones, zone, z->now, &change, &next);
  writer_text(&z->out, slice_of("ok"));
  writer_instant(&z->out, z->zones, zone, z->now);
  put_offset(&z->out, offset);
  writer_instant(&z->out, z->zones, zone, change);
  if (change)
    put_offset(&z->out, next);
  else
    writer_null(&z->out);
  writer_end(&z->out);
}

static int put_number(zoning *z, slice text) {
  slice rest;
  int status = find_number(z, text, &rest);
  if (status) return status;
  if (!rest.len)
    return diag_fail(&z->a->diag, EXIT_INPUT, "phone-zone",
                     "%.*s is no valid number, or of no known place, by %s", (int)text.len, text.at,
                     dialplan_phones_version(z->phones));
  writer_open(&z->out, z->a, OUTPUT_TABLE, zone_fields, 6);
  while (rest.len) {
    uint16_t zone;
    dialplan_error err;
    const slice name = first_zone(&rest);
    if (!dialplan_zones_find(z->zones, name.at, name.len, &zone, &err)) {
      writer_text(&z->out, name);
      put_now(z, zone);
      continue;
    }
    writer_error(&z->out, name, err.code, slice_of(err.message));
    status = diag_fail(&z->a->diag, EXIT_INPUT, err.code, "%s", err.message);
  }
  const int closed = writer_close(&z->out);
  return closed ? closed : status;
}

static int put_zone(zoning *z, const char *name) {
  uint16_t zone;
  dialplan_error err;
  if (is_number(slice_of(name))) return put_number(z, slice_of(name));
  if (!dialplan_zones_find(z->zones, name, strlen(name), &zone, &err)) return put_changes(z, zone);
  return diag_fail(&z->a->diag, EXIT_INPUT, err.code, "%s", err.message);
}

static int put_wrong_line(zoning *z, slice name, place where, const char *code, const char *message) {
  writer_error(&z->out, name, code, slice_of(message));
  diag_say(&z->a->diag, DIALPLAN_SEVERITY_ERROR, where, code, "%s", message);
  z->a->diag.rows++;
  return z->a->options.strict ? EXIT_INPUT : 0;
}

/* Several zones are one line: the clock is told of where they agree on one. */
static int put_number_line(zoning *z, slice text, place where) {
  slice found, rest;
  uint16_t zone = DIALPLAN_ZONE_NONE;
  int agree = 1;
  const int status = find_number(z, text, &found);
  if (status) return status;
  if (!found.len)
    return put_wrong_line(z, text, where, "phone-zone", "no valid number, or of no known place");
  for (rest = found; rest.len;) {
    uint16_t next;
    dialplan_error err;
    const slice name = first_zone(&rest);
    if (dialplan_zones_find(z->zones, name.at, name.len, &next, &err))
      return put_wrong_line(z, text, where, err.code, err.message);
    agree = zone == DIALPLAN_ZONE_NONE || (agree && dialplan_zones_equal(z->zones, zone, next));
    if (zone == DIALPLAN_ZONE_NONE) zone = next;
  }
  writer_text(&z->out, found);
  if (agree) {
    put_now(z, zone);
    return 0;
  }
  writer_text(&z->out, slice_of("ok"));
  for (int i = 0; i < 4; i++) writer_null(&z->out);
  writer_end(&z->out);
  return 0;
}

static int put_line(zoning *z, slice line, place where) {
  uint16_t zone;
  dialplan_error err;
  const slice name = slice_trim(line);
  if (is_number(name)) return put_number_line(z, name, where);
  if (dialplan_zones_find(z->zones, name.at, name.len, &zone, &err))
    return put_wrong_line(z, name, where, err.code, err.message);
  writer_text(&z->out, name);
  put_now(z, zone);
  return 0;
}

static int put_lines(zoning *z) {
  lines l = {0};
  slice line;
  int status = input_open(&l.in, "-", &z->a->diag);
  writer_open(&z->out, z->a, OUTPUT_TABLE, zone_fields, 6);
  l.in.wait = writer_flush;
  l.in.wait_for = &z->out;
  while (!status && !z->out.failed && !interrupted()) {
    const int got = lines_next(&l, &line, &z->a->diag);
    if (got == RECORD_END) break;
    if (got == RECORD_FAILED)
      status = EXIT_IO;
    else
      status =
          put_line(z, got == RECORD_BAD ? (slice){"(too long)", 10} : line, (place){l.in.path, l.line, 0});
  }
  input_close(&l.in);
  const int closed = writer_close(&z->out);
  return status ? status : closed;
}

static int read_now(zoning *z) {
  const char *const text = z->a->options.now;
  dialplan_error err;
  if (!text)
    z->now = clock_now();
  else if (text[0] == '@' &&
           slice_integer(slice_of(text + 1), 1, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 1, &z->now))
    return 0;
  else if (dialplan_instant_parse(z->zones, 0, text, strlen(text), DIALPLAN_EDGE_START, &z->now, &err))
    return diag_fail(&z->a->diag, EXIT_USAGE, err.code, "--now: %s", err.message);
  return 0;
}

int cmd_zones(app *a) {
  zoning z = {.a = a};
  const char *const name = a->options.word_count ? a->options.words[0] : NULL;
  const int one = name && strcmp(name, "-");
  /* One zone is one file; a number, and a name that is none, need the others. */
  int status =
      one && !is_number(slice_of(name)) ? zones_open(a, name, strlen(name), 1, &z.zones) : EXIT_INPUT;
  if (status) status = zones_open(a, NULL, 0, 0, &z.zones);
  if (!status) status = read_now(&z);
  if (!status) status = one ? put_zone(&z, name) : name ? put_lines(&z) : put_data(&z);
  dialplan_phones_free(z.phones);
  dialplan_zones_free(z.zones);
  return app_exit(a, status);
}
