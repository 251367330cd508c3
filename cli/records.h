/* SPDX-License-Identifier: MIT */
/* Records of a CSV or JSON Lines file, whichever it is: fields in the order of a header. */
#ifndef RECORDS_H
#define RECORDS_H

#include "csv.h"
#include "input.h"
#include "json.h"

enum { RECORD_BYTES = 1 << 20, RECORD_FIELDS = 1024 };
enum { RECORD_END, RECORD_OK, RECORD_BAD, RECORD_EMPTY, RECORD_FAILED };

typedef struct records {
  input in;
  diag *d;
  int json;     /* JSON Lines */
  char **names; /* the header; with JSON Lines it grows as keys appear */
  size_t count; /* fields of the header */
  /* the present record */
  slice raw;               /* without its line end */
  uint64_t line;           /* its first line, from 1 */
  slice *fields;           /* count of them; those of a record that lacks a key are empty */
  uint8_t *kinds;          /* FIELD_*: always FIELD_TEXT in CSV */
  const char *code, *what; /* of RECORD_BAD */
  size_t offset;           /* where in raw */
  /* further */
  uint32_t *starts;
  size_t room; /* entries of fields, kinds, starts, names */
  char *scratch;
  size_t scratch_cap;
  uint64_t next_line;
  size_t consumed; /* bytes of the present record in the input */
  csv_block block; /* of the input */
  json_member *members;
  slice *keys; /* names that are written without escapes */
  int within;  /* nothing is read from the file: RECORD_END where a record's end is not in memory */
  int broken;  /* the present record could not be split: it ends where a line does, whatever its quotes */
  int given;   /* of a piece: its one record is broken, and still to be returned */
  size_t first_from; /* of a piece: where it began */
  uint64_t first_line;
} records;

/* Opens and reads the header line of CSV. 0, or an exit status with a message. */
int records_open(records *r, const char *path, diag *d);
/* One line of JSON Lines that is in memory already; it is copied. */
void records_of_line(records *r, slice line, diag *d);
void records_close(records *r);

/* For reading in pieces, side by side. A piece has the header of its file. */
void records_open_piece(records *piece, const records *whole, diag *d);
/* The names of another one, in its order: keys of JSON Lines that it has met. */
void records_learn(records *r, const records *other);
/* Moves whole records, as many as are in memory or else come with the next read, from a file to a piece,
 * which then gives them as the file would have. RECORD_OK; RECORD_END; RECORD_FAILED. */
int records_take(records *whole, records *piece);
/* Back to the first record of a piece. */
void records_rewind(records *piece);
/* For pieces.c alone. */
int records_more(records *r);
void records_prepare(records *r);
void records_add_name(records *r, slice name);
int records_read_one(records *r);
void records_consume(records *r);
/* RECORD_*. RECORD_BAD: code, what, offset say why; raw and line say where; the next call goes on behind it.
 */
int records_next(records *r);
/* Like records_next, within what is already in memory, without consuming it: for a look ahead. 0: no more. */
void records_look_ahead(records *r, void (*see)(void *context, const records *r), void *context);

/* Line and column (in characters) of a byte of the present record, or of a field of it. */
place records_place(const records *r, size_t offset);
place records_field_place(const records *r, size_t field);

/* The index of a field by its name, as header names match: without regard to case, spaces, hyphens; -1: none.
 */
long records_find(const records *r, const char *name);
int records_same_name(slice name, const char *known);

#endif
