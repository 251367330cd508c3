/* SPDX-License-Identifier: MIT */
/* Rows that cannot be read: told with their place, counted, and kept with --rejects. */
#ifndef REJECTS_H
#define REJECTS_H

#include "app.h"
#include "records.h"

enum { ROW_FIELD_NONE = -1 };

/* What is wrong with a row. */
typedef struct fault {
  char code[32];
  long field;    /* of the record; ROW_FIELD_NONE: see offset */
  size_t offset; /* in the record */
  char message[420];
} fault;

void fault_set(fault *f, long field, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* From the library, about a field. */
void fault_take(fault *f, long field, const dialplan_error *err);
/* From a record that could not be split. */
void fault_of_record(fault *f, const records *r);

/* Tells, counts and keeps a row. 0, or EXIT_INPUT with --strict: no row after it is to be read. */
int reject_row(app *a, const records *r, const fault *f);
/* Tells and counts a row that is no longer in memory, and so is not kept. As above. */
int reject_line(app *a, place where, const fault *f);
/* Tells and counts, though the row is answered all the same. */
void report_row(app *a, const records *r, const fault *f);
/* Rows of a list that another one has kept: written now. */
void rejects_take(app *a, const records *r, buffer *kept);
/* Closes the file of --rejects. 0, or EXIT_IO with a message. */
int rejects_close(app *a);

#endif
