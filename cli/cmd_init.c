/* SPDX-License-Identifier: MIT */
/* dialplan init: a commented campaign to start from. Never writes over a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "writer.h"

static const char before_name[] =
#include "template_head.inc"
    ;
static const char after_name[] =
#include "template_body.inc"
    ;

/* The name as a double-quoted YAML scalar, which JSON's quoting is. */
static void compose(buffer *b, slice name) {
  buffer_str(b, before_name);
  buffer_str(b, "name: ");
  buffer_json(b, name);
  buffer_str(b, "\nseed: ");
  buffer_json(b, name);
  buffer_str(b, after_name);
}

static int write_file(app *a, const char *path, const buffer *text) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
  if (fd < 0 && errno == EEXIST)
    return diag_fail(&a->diag, EXIT_IO, "exists", "%s is there already and is left as it is", path);
  if (fd < 0) return diag_fail(&a->diag, EXIT_IO, "write", "%s cannot be written: %s", path, strerror(errno));
  size_t done = 0;
  while (done < text->len) {
    const ssize_t n = write(fd, text->data + done, text->len - done);
    if (n < 0 && errno != EINTR) break;
    if (n > 0) done += (size_t)n;
  }
  const int failed = done < text->len || fsync(fd), number = errno;
  close(fd);
  if (!failed) return 0;
  unlink(path);
  return diag_fail(&a->diag, EXIT_IO, "write", "%s cannot be written: %s", path, strerror(number));
}

static int ends_with(slice t, const char *suffix) {
  const size_t len = strlen(suffix);
  return t.len > len && !memcmp(t.at + t.len - len, suffix, len);
}

int cmd_init(app *a) {
  buffer text = {0}, path = {0};
  int status;
  if (!a->options.word_count) {
    compose(&text, slice_of("My campaign"));
    status = write_out(&a->diag, text.data, text.len);
  } else {
    slice name = slice_of(a->options.words[0]);
    if (slice_utf8(name) < name.len || !name.len)
      return diag_fail(&a->diag, EXIT_USAGE, "flag-value", "the name is not UTF-8");
    if (ends_with(name, ".yaml")) name.len -= 5;
    buffer_text(&path, name);
    buffer_str(&path, ".yaml");
    buffer_char(&path, 0);
    const char *const slash = strrchr(path.data, '/');
    const size_t skip = slash ? (size_t)(slash + 1 - path.data) : 0;
    compose(&text, (slice){name.at + skip, name.len - skip});
    status = write_file(a, path.data, &text);
    if (!status && !a->options.quiet) {
      text.len = 0;
      buffer_format(&text, "%s is written; look at it, then: dialplan check %s\n", path.data, path.data);
      status = write_out(&a->diag, text.data, text.len);
    }
  }
  buffer_free(&text);
  buffer_free(&path);
  return app_exit(a, status);
}
