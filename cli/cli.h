/* SPDX-License-Identifier: MIT */
/* What every part of the program knows: exit statuses, and the table of subcommands. */
#ifndef CLI_H
#define CLI_H

#include <stddef.h>

enum {
  EXIT_ANSWERED = 0, /* answered, "never" included; some rows may still turn it into EXIT_INPUT */
  EXIT_NO = 1,       /* with -e: the answer is no */
  EXIT_USAGE = 2,
  EXIT_INPUT = 3, /* bad input, some rows too */
  EXIT_IO = 4,    /* a file, the disk, memory */
  EXIT_INTERRUPTED = 130
};

struct app;

typedef struct command {
  const char *name;
  const char *arguments; /* behind "dialplan NAME", for help */
  const char *summary;   /* one line */
  const char *example;   /* one line */
  const char *flags;     /* names of the flags that it takes, separated by spaces */
  int (*run)(struct app *app);
  int least, most; /* words that are no flags; most -1: any number */
} command;

extern const command commands[]; /* ends with a NULL name */
const command *command_find(const char *name);

#endif
