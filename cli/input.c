/* SPDX-License-Identifier: MIT */
/* How do bytes come in?
 * read(2) in blocks of 256 KiB. Invariant: before a read that would block, the owner may flush what it has
 * answered. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "interrupt.h"

static int fail(const input *in, diag *d, int number) {
  const char *const code = number == ENOENT ? "no-file" : number == EISDIR ? "is-directory" : "read";
  const char *const what = number == EISDIR ? "is a directory, not a file" : strerror(number);
  diag_say(d, DIALPLAN_SEVERITY_ERROR, (place){in->path, 0, 0}, code, "cannot be read: %s", what);
  return EXIT_IO;
}

int input_open(input *in, const char *path, diag *d) {
  *in = (input){.path = path, .fd = -1};
  if (!strcmp(path, "-")) {
    in->path = "standard input";
    in->standard = 1;
    in->fd = STDIN_FILENO;
  } else
    in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (in->fd < 0) return fail(in, d, errno);
  struct stat st;
  if (fstat(in->fd, &st) == 0) {
    if (S_ISDIR(st.st_mode)) {
      input_close(in);
      return fail(in, d, EISDIR);
    }
    if (S_ISREG(st.st_mode)) in->size = (uint64_t)st.st_size;
  }
  return 0;
}

static void make_room(input *in) {
  const size_t tail = in->until - in->from;
  if (in->from) memmove(in->data, in->data + in->from, tail);
  in->from = 0;
  in->until = tail;
  size_t cap = in->cap ? in->cap : INPUT_BLOCK + 4096;
  while (cap < tail + INPUT_BLOCK) cap *= 2;
  if (cap != in->cap) {
    in->data = memory_resize(in->data, cap + INPUT_PAD, 1);
    in->cap = cap;
  }
}

int input_more(input *in, diag *d) {
  make_room(in);
  if (in->ended) return 0;
  for (;;) {
    if (in->wait) {
      struct pollfd ready = {in->fd, POLLIN, 0};
      if (poll(&ready, 1, 0) == 0) in->wait(in->wait_for);
    }
    interrupt_wait(in->fd);
    if (interrupted()) {
      in->until = in->from; /* a record that is not here as a whole is none */
      in->ended = 1;
      return 0;
    }
    const ssize_t n = read(in->fd, in->data + in->until, INPUT_BLOCK);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(in, d, errno);
    if (n == 0) in->ended = 1;
    in->until += (size_t)n;
    in->taken += (size_t)n;
    memset(in->data + in->until, 0, INPUT_PAD);
    return 0;
  }
}

void input_close(input *in) {
  if (in->fd > STDIN_FILENO) close(in->fd);
  free(in->data);
  in->fd = -1;
  in->data = NULL;
}

int input_whole(const char *path, size_t limit, buffer *out, diag *d) {
  input in;
  int status = input_open(&in, path, d);
  while (!status && !in.ended) {
    status = input_more(&in, d);
    if (!status && in.until > limit) {
      diag_say(d, DIALPLAN_SEVERITY_ERROR, (place){in.path, 0, 0}, "too-long", "is longer than %zu KiB",
               limit >> 10);
      status = EXIT_INPUT;
    }
  }
  if (!status) buffer_bytes(out, in.data + in.from, in.until - in.from);
  if (in.fd >= 0) input_close(&in);
  return status;
}
