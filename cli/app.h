/* SPDX-License-Identifier: MIT */
/* One run of the program: what was asked, and what was said. */
#ifndef APP_H
#define APP_H

#include "options.h"

typedef struct app {
  const command *command;
  options options;
  diag diag;
  int64_t now;    /* --now, or the clock, read once; 0: not yet */
  int rejects_fd; /* -1: not open yet; -2: failed */
  buffer *kept;   /* rows for --rejects are kept here; NULL: written at once */
} app;

/* The exit status of work that ended with `status`: some bad rows, an interruption count too. */
int app_exit(const app *a, int status);

int cmd_check(app *a), cmd_show(app *a), cmd_next(app *a), cmd_plan(app *a), cmd_explain(app *a),
    cmd_ladder(app *a);
int cmd_queue(app *a), cmd_clip(app *a), cmd_record(app *a), cmd_fold(app *a), cmd_dnc(app *a),
    cmd_init(app *a);
int cmd_ready(app *a), cmd_estimate(app *a), cmd_forecast(app *a), cmd_stats(app *a), cmd_audit(app *a),
    cmd_diff(app *a);
int cmd_when(app *a), cmd_rules(app *a), cmd_schema(app *a), cmd_zones(app *a);
int cmd_completion(app *a), cmd_version(app *a), cmd_help(app *a);

#endif
