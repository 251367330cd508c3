/* SPDX-License-Identifier: MIT */
/* The flags of the command line. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "cli.h"
#include "diag.h"

enum { OUTPUT_DEFAULT, OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_NDJSON, OUTPUT_ICS };
enum { LIST_MAX = 64, JOBS_MAX = 256 };

typedef struct list {
  const char *at[LIST_MAX];
  size_t count;
} list;

typedef struct options {
  list campaigns, dnc;
  const char *contacts, *events, *only, *now, *output_name, *columns, *horizon, *tzdir, *tz_source, *rejects,
      *errors, *phones;
  const char *view, *status, *call_class, *callback, *zone, *asked, *cycle, *html;
  int explain, utc, no_buffer, dedupe, keep_duplicates, strict, quiet, verbose, exit_status, yaml, ascii,
      best_hours, help;
  const char *limit_text, *jobs_text;
  /* record */
  const char *contact, *outcome, *at, *event, *ended_at, *duration, *due, *earliest, *latest, *confidence,
      *by;
  const char *text, *reason, *notes, *requested, *scope, *run, *variant, *cost, *sentiment, *runs, *seed,
      *model;
  int manual, conversation;
  /* read from the texts above */
  int output;            /* OUTPUT_* */
  int64_t limit;         /* -1: not given */
  int64_t jobs;          /* threads; 0: one for each processor */
  uint32_t horizon_days; /* 0: the campaign's */
  const char **words;    /* what is no flag */
  size_t word_count;
} options;

typedef struct flag {
  const char *name;
  char letter;       /* 0: none */
  const char *value; /* name of its value; NULL: it has none */
  const char *help;
  int list;
  size_t offset; /* in options: const char *, int (no value), or list */
} flag;

extern const flag flags[]; /* ends with a NULL name */
int command_takes(const command *c, const char *flag_name);

/* Reads the words behind the subcommand. 0, or EXIT_USAGE with a message. */
int options_read(options *o, const command *c, int count, char **words, diag *d);
/* The place of a word in a list of choices: 0, or EXIT_USAGE with a message that names the nearest one. */
int options_choose(const char *flag_name, const char *value, const char *const *choices, size_t count,
                   int *out, diag *d);
void options_close(options *o);

#endif
