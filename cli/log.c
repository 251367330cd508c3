/* SPDX-License-Identifier: MIT */
/* How does an event get into the log, and stay there?
 * One write under flock(2), then fsync(2). Invariant: a line is in the log whole or not at all, whoever else
 * writes and whenever the program is killed; a torn line is never merged into the next one. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "json.h"
#include "records.h"

typedef struct log_file {
  const char *path;
  int fd;
  off_t size;
  diag *d;
} log_file;

static int fail(const log_file *l, const char *path, const char *what) {
  diag_say(l->d, DIALPLAN_SEVERITY_ERROR, (place){path, 0, 0}, "write", "%s: %s", what, strerror(errno));
  return EXIT_IO;
}

/* All bytes, in one write where the system takes them so; 0, or -1. */
static int write_all(int fd, const char *data, size_t len) {
  while (len) {
    const ssize_t n = write(fd, data, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    data += n;
    len -= (size_t)n;
  }
  return 0;
}

/* The name of a new file is on the disk once its directory is. */
static int sync_directory(const log_file *l, const char *path) {
  const char *const slash = strrchr(path, '/');
  char *const directory = slash ? memory_text((slice){path, slash == path ? 1 : (size_t)(slash - path)})
                                : memory_text(slice_of("."));
  const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  free(directory);
  if (fd < 0) return fail(l, path, "its directory cannot be opened");
  const int failed = fsync(fd);
  close(fd);
  return failed ? fail(l, path, "its directory cannot be written") : 0;
}

static int set_aside(const log_file *l, slice torn) {
  buffer path = {0};
  buffer_format(&path, "%s.torn", l->path);
  buffer_char(&path, 0);
  const int fd = open(path.data, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  int status = fd < 0 ? fail(l, path.data, "cannot be opened") : 0;
  if (!status && (write_all(fd, torn.at, torn.len) || write_all(fd, "\n", 1) || fsync(fd)))
    status = fail(l, path.data, "cannot be written");
  if (fd >= 0) close(fd);
  if (!status) status = sync_directory(l, path.data);
  if (!status && ftruncate(l->fd, l->size - (off_t)torn.len)) status = fail(l, l->path, "cannot be cut");
  if (!status)
    diag_say(l->d, DIALPLAN_SEVERITY_WARNING, (place){l->path, 0, 0}, "torn-line",
             "the last line was torn by a crash; its %zu bytes are now in %s", torn.len, path.data);
  buffer_free(&path);
  return status;
}

static int is_whole(slice line) {
  json_member *const members = memory_resize(NULL, JSON_MEMBERS, sizeof *members);
  char *const scratch = memory_resize(NULL, line.len, 1);
  size_t count, offset;
  const char *what;
  const int whole = slice_utf8(line) == line.len &&
                    json_object(line.at, line.len, NULL, members, &count, scratch, &what, &offset);
  free(members);
  free(scratch);
  return whole;
}

/* Looks at what stands behind the last line end. *joint: a line end must come first, since the last line is
 * whole and only lacks its own. */
static int mend(const log_file *l, int *joint) {
  char *const tail = memory_resize(NULL, RECORD_BYTES + 1, 1);
  const size_t want = l->size < RECORD_BYTES + 1 ? (size_t)l->size : RECORD_BYTES + 1;
  const ssize_t have = pread(l->fd, tail, want, l->size - (off_t)want);
  int status = have < 0 || (size_t)have < want ? fail(l, l->path, "cannot be read") : 0;
  size_t from = want;
  while (!status && from && tail[from - 1] != '\n') from--;
  const slice last = {tail + from, want - from};
  *joint = 0;
  if (status || !last.len) {
    free(tail);
    return status;
  }
  if (is_whole(last))
    *joint = 1;
  else if (!from && want > RECORD_BYTES) {
    diag_say(l->d, DIALPLAN_SEVERITY_ERROR, (place){l->path, 0, 0}, "too-long",
             "the last line is longer than 1 MiB: this is no log");
    status = EXIT_INPUT;
  } else
    status = set_aside(l, last);
  free(tail);
  return status;
}

static int check_format(const log_file *l) {
  char first = '{';
  if (l->size && pread(l->fd, &first, 1, 0) != 1) return fail(l, l->path, "cannot be read");
  if (first == '{' || first == '\n') return 0;
  diag_say(l->d, DIALPLAN_SEVERITY_ERROR, (place){l->path, 1, 1}, "not-json-lines",
           "the log does not begin like JSON Lines; `record` appends to no other file");
  return EXIT_INPUT;
}

static int append(log_file *l, slice line, int is_new) {
  int joint = 0, status = check_format(l);
  if (!status && l->size) status = mend(l, &joint);
  if (status) return status;
  struct stat st;
  if (fstat(l->fd, &st)) return fail(l, l->path, "cannot be read");
  buffer out = {0};
  if (joint) buffer_char(&out, '\n');
  buffer_text(&out, line);
  buffer_char(&out, '\n');
  if (write_all(l->fd, out.data, out.len)) {
    status = fail(l, l->path, "cannot be written");
    /* A part that the disk had room for is taken back. */
    if (ftruncate(l->fd, st.st_size)) fail(l, l->path, "cannot be cut");
  } else if (fsync(l->fd))
    status = fail(l, l->path, "cannot be written to the disk");
  buffer_free(&out);
  return status || !is_new ? status : sync_directory(l, l->path);
}

int log_append(const char *path, slice line, diag *d) {
  log_file l = {
      .path = path, .fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666), .d = d};
  if (l.fd < 0) return fail(&l, path, "cannot be opened");
  int status = 0;
  while (flock(l.fd, LOCK_EX))
    if (errno != EINTR) {
      status = fail(&l, path, "cannot be locked");
      break;
    }
  struct stat st;
  if (!status && fstat(l.fd, &st)) status = fail(&l, path, "cannot be read");
  if (!status) {
    l.size = st.st_size;
    status = append(&l, line, st.st_size == 0);
  }
  if (close(l.fd) && !status) status = fail(&l, path, "cannot be written");
  return status;
}
