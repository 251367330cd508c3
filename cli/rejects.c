/* SPDX-License-Identifier: MIT */
/* What becomes of a row that cannot be read?
 * Tells, counts, keeps. Invariant: no row is dropped without a message that names its line. */
#include "rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void fault_set(fault *f, long field, const char *code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(f->message, sizeof f->message, format, args);
  va_end(args);
  snprintf(f->code, sizeof f->code, "%s", code);
  f->field = field;
  f->offset = 0;
}

void fault_take(fault *f, long field, const dialplan_error *err) {
  fault_set(f, field, err->code, "%s", err->message);
}

void fault_of_record(fault *f, const records *r) {
  fault_set(f, ROW_FIELD_NONE, r->code, "%s", r->what);
  f->offset = r->offset;
}

static void tell_at(app *a, place where, const fault *f) {
  diag_say(&a->diag, DIALPLAN_SEVERITY_ERROR, where, f->code, "%s", f->message);
  a->diag.rows++;
}

static void tell(app *a, const records *r, const fault *f) {
  tell_at(a, f->field >= 0 ? records_field_place(r, (size_t)f->field) : records_place(r, f->offset), f);
}

static void keep(app *a, const char *bytes, size_t len) {
  while (len && a->rejects_fd >= 0) {
    const ssize_t n = write(a->rejects_fd, bytes, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      diag_fail(&a->diag, EXIT_IO, "write", "%s cannot be written: %s", a->options.rejects, strerror(errno));
      close(a->rejects_fd);
      a->rejects_fd = -2;
      return;
    }
    bytes += n;
    len -= (size_t)n;
  }
}

static void open_rejects(app *a, const records *r) {
  a->rejects_fd = open(a->options.rejects, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
  if (a->rejects_fd < 0) {
    diag_fail(&a->diag, EXIT_IO, "write", "%s cannot be written: %s", a->options.rejects, strerror(errno));
    a->rejects_fd = -2;
    return;
  }
  buffer header = {0};
  for (size_t i = 0; !r->json && i < r->count; i++) {
    if (i) buffer_char(&header, ',');
    buffer_csv(&header, slice_of(r->names[i]));
  }
  if (header.len) buffer_char(&header, '\n');
  keep(a, header.data, header.len);
  buffer_free(&header);
}

int reject_row(app *a, const records *r, const fault *f) {
  tell(a, r, f);
  if (a->options.rejects && a->kept) {
    buffer_text(a->kept, r->raw);
    buffer_char(a->kept, '\n');
  } else if (a->options.rejects) {
    if (a->rejects_fd == -1) open_rejects(a, r);
    keep(a, r->raw.at, r->raw.len);
    keep(a, "\n", 1);
  }
  return a->options.strict ? EXIT_INPUT : 0;
}

int reject_line(app *a, place where, const fault *f) {
  tell_at(a, where, f);
  return a->options.strict ? EXIT_INPUT : 0;
}

void report_row(app *a, const records *r, const fault *f) { tell(a, r, f); }

void rejects_take(app *a, const records *r, buffer *kept) {
  if (!kept->len) return;
  if (a->rejects_fd == -1) open_rejects(a, r);
  keep(a, kept->data, kept->len);
  kept->len = 0;
}

int rejects_close(app *a) {
  if (a->rejects_fd == -2) return EXIT_IO;
  const int fd = a->rejects_fd;
  a->rejects_fd = -1;
  if (fd >= 0 && close(fd))
    return diag_fail(&a->diag, EXIT_IO, "write", "%s cannot be written: %s", a->options.rejects,
                     strerror(errno));
  return 0;
}
