/* SPDX-License-Identifier: MIT */
/* How is a diagnostic written?
 * Writes to standard error, one write a message. Invariant: every message has a place, a severity and a
 * stable code; nobody's words in it steer a terminal. */
#include "diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char *const severities[] = {"error", "warning", "note"};

static void write_plain(const diag *d, buffer *out, int severity, place where, const char *code,
                        slice message) {
  static const char *const colors[] = {"\033[1;31m", "\033[1;33m", "\033[1;36m"};
  buffer_plain(out, slice_of(where.file ? where.file : "dialplan"));
  if (where.line) buffer_format(out, ":%llu", (unsigned long long)where.line);
  if (where.line && where.column) buffer_format(out, ":%llu", (unsigned long long)where.column);
  buffer_str(out, ": ");
  if (d->color) buffer_str(out, colors[severity]);
  buffer_str(out, severities[severity]);
  if (d->color) buffer_str(out, "\033[0m");
  buffer_str(out, ": ");
  buffer_plain(out, message);
  if (code && *code) buffer_format(out, " [%s]", code);
  buffer_char(out, '\n');
}

static void write_json(buffer *out, int severity, place where, const char *code, slice message) {
  buffer_format(out, "{\"severity\":\"%s\",\"file\":", severities[severity]);
  if (where.file)
    buffer_json(out, slice_of(where.file));
  else
    buffer_str(out, "null");
  if (where.line) buffer_format(out, ",\"line\":%llu", (unsigned long long)where.line);
  if (where.line && where.column) buffer_format(out, ",\"column\":%llu", (unsigned long long)where.column);
  buffer_str(out, ",\"code\":");
  buffer_json(out, slice_of(code));
  buffer_str(out, ",\"message\":");
  buffer_json(out, message);
  buffer_str(out, "}\n");
}

static void write_all(const buffer *out) {
  for (size_t done = 0; done < out->len;) {
    const ssize_t n = write(STDERR_FILENO, out->data + done, out->len - done);
    if (n <= 0) return;
    done += (size_t)n;
  }
}

static void put(diag *d, int severity, place where, const char *code, slice message) {
  buffer out = {0};
  if (d->json)
    write_json(&out, severity, where, code, message);
  else
    write_plain(d, &out, severity, where, code, message);
  uint64_t *const counts[] = {&d->errors, &d->warnings, &d->notes};
  ++*counts[severity];
  if (d->kept)
    buffer_bytes(d->kept, out.data, out.len);
  else
    write_all(&out);
  buffer_free(&out);
}

void diag_take(diag *d, diag *other) {
  write_all(other->kept);
  other->kept->len = 0;
  d->errors += other->errors;
  d->warnings += other->warnings;
  d->notes += other->notes;
  d->rows += other->rows;
  other->errors = other->warnings = other->notes = other->rows = 0;
}

static void say(diag *d, int severity, place where, const char *code, const char *format, va_list args) {
  char message[1024];
  const int len = vsnprintf(message, sizeof message, format, args);
  size_t shown = len < 0 ? 0 : (size_t)len;
  if (shown >= sizeof message) {
    shown = sizeof message - 1;
    while (shown && ((unsigned char)message[shown] & 0xC0) == 0x80) shown--;
  }
  put(d, severity, where, code, (slice){message, shown});
}

void diag_say(diag *d, int severity, place where, const char *code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(d, severity, where, code, format, args);
  va_end(args);
}

int diag_fail(diag *d, int status, const char *code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  say(d, DIALPLAN_SEVERITY_ERROR, (place){0}, code, format, args);
  va_end(args);
  return status;
}

void diag_record(diag *d, const char *file, const dialplan_error *err) {
  const int severity = err->severity <= DIALPLAN_SEVERITY_NOTE ? (int)err->severity : DIALPLAN_SEVERITY_ERROR;
  put(d, severity, (place){file, err->line, err->column}, err->code, slice_of(err->message));
}
