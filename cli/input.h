/* SPDX-License-Identifier: MIT */
/* Reading a file or a pipe in blocks. */
#ifndef INPUT_H
#define INPUT_H

#include "diag.h"

enum { INPUT_BLOCK = 256 << 10, INPUT_PAD = 64 };

typedef struct input {
  const char *path; /* for messages: "-" is "standard input" */
  int fd;
  int standard; /* standard input, and not a file */
  int ended;
  char *data; /* [from, until) is not consumed yet; INPUT_PAD bytes behind until may be read */
  size_t from, until, cap;
  uint64_t taken;       /* bytes read so far */
  uint64_t size;        /* of a regular file; 0: not known */
  void (*wait)(void *); /* called before a read that would block */
  void *wait_for;
} input;

/* path "-": standard input. 0, or EXIT_IO with a message. */
int input_open(input *in, const char *path, diag *d);
/* Appends a block to what is not consumed. 0 (in->ended says whether the end was met), or EXIT_IO with a
 * message. */
int input_more(input *in, diag *d);
void input_close(input *in);

/* A whole file of at most limit bytes. 0, EXIT_IO, or EXIT_INPUT when it is longer; with a message. */
int input_whole(const char *path, size_t limit, buffer *out, diag *d);

#endif
