/* SPDX-License-Identifier: MIT */
/* Diagnostics: `file:line:column: error: sentence [code]` on standard error, or JSON, and their numbers. */
#ifndef DIAG_H
#define DIAG_H

#include <dialplan.h>

#include "slice.h"

typedef struct diag {
  int json; /* --errors json */
  int color;
  uint64_t errors, warnings, notes;
  uint64_t rows; /* rows that could not be read */
  buffer *kept;  /* messages are kept here; NULL: written at once */
} diag;

typedef struct place {
  const char *file;      /* NULL: the program itself */
  uint64_t line, column; /* 0: none */
} place;

/* severity: DIALPLAN_SEVERITY_*. */
void diag_say(diag *d, int severity, place where, const char *code, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A record of the library, in a document of this name. */
void diag_record(diag *d, const char *file, const dialplan_error *err);
/* What another one has kept: told now, and counted. */
void diag_take(diag *d, diag *other);
/* "dialplan: error: …" without a file; returns status, so that a command can end with it. */
int diag_fail(diag *d, int status, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
