/* SPDX-License-Identifier: MIT */
/* Answers on standard output: rows of named cells as an aligned table, CSV, JSON or JSON Lines; or a
 * calendar. */
#ifndef WRITER_H
#define WRITER_H

#include "app.h"

/* A cell as it was written once, with what stands in front of it. To write it again all of text is copied: a
 * copy of a known length takes a tenth of the time of one that is asked for. */
typedef struct writer_cell {
  char text[56];
  uint32_t of;  /* what it was written of: the keeper's */
  uint32_t len; /* 0: there is none */
} writer_cell;

typedef struct writer {
  int format; /* OUTPUT_*, never OUTPUT_DEFAULT */
  int utc, color, failed;
  int beside; /* rows are kept until they are taken */
  int whole;  /* table: long texts are not cut */
  diag *d;
  buffer out; /* not written yet */
  const char *const *names;
  size_t columns, column; /* of the row under way */
  uint64_t rows;
  slice *keys; /* what stands in front of a cell: JSON {"name": or ,"name":, CSV a comma */
  buffer key_text;
  /* table: cells wait until the widths are known */
  buffer cells;
  uint32_t *ends; /* of each cell in cells */
  size_t waiting, ends_cap;
  size_t *widths;
  uint8_t *worded; /* a column that holds words is aligned to the left */
  int laid_out;
} writer;

/* names stay the caller's. default_format stands where -o is not given. */
void writer_open(writer *w, app *a, int default_format, const char *const *names, size_t columns);
/* The cells of a row, one after the other. */
void writer_text(writer *w, slice t);
void writer_name(writer *w, const char *name); /* a word of the library, without quotes; NULL: null */
/* Whether cells may be kept: not of tables, nor of an array, whose rows begin differently. */
int writer_keeps(const writer *w);
/* Keeps the cell that was written last, and began at out.len = from, if it is short. */
void writer_keep(const writer *w, size_t from, uint32_t of, writer_cell *cell);
/* Where so many cells that were kept may be copied to, and what stands there is counted in: the row goes on
 * at `to`, with the cell of a column. */
static inline char *writer_room(writer *w, size_t cells) {
  return buffer_need(&w->out, cells * sizeof((writer_cell *)NULL)->text);
}

static inline void writer_move(writer *w, const char *to, size_t column) {
  w->out.len = (size_t)(to - w->out.data);
  w->column = column;
}

void writer_int(writer *w, int64_t value);
void writer_null(writer *w);
/* 0: null. In a table with its weekday. */
void writer_instant(writer *w, const dialplan_zones *zones, uint16_t zone, int64_t at);
/* A value that is JSON already; other formats take it as text. */
void writer_json(writer *w, slice json);
void writer_end(writer *w);
/* Of a calendar: an event stands at the end of `out`. */
void writer_event(writer *w);
/* A row that could not be answered. id: what stands in the first column of formats with columns; may be
 * empty. */
void writer_error(writer *w, slice id, const char *code, slice message);
void writer_flush(void *w);
/* A writer of rows for another one, which takes them in their turn; not of tables. */
void writer_open_beside(writer *w, app *a, const writer *other);
void writer_take(writer *w, writer *beside);
void writer_forget(writer *beside); /* rows that nobody has taken */
/* 0, or EXIT_IO with a message. */
int writer_close(writer *w);

/* Writes all bytes to standard output. 0, or EXIT_IO with a message. */
int write_out(diag *d, const char *data, size_t len);
int wants_color(int fd);

/* An instant as RFC 3339 in a zone, or with Z. */
void put_instant(buffer *b, const dialplan_zones *zones, uint16_t zone, int64_t at, int utc);
/* An instant for people: "Mon 2026-03-30 09:07:41"; with Z at the end in UTC. */
void put_human(buffer *b, const dialplan_zones *zones, uint16_t zone, int64_t at, int utc);
void put_date(buffer *b, int32_t date);     /* "Mon 2026-03-30" */
void put_iso_date(buffer *b, int32_t date); /* "2026-03-30" */
const char *weekday_name(int32_t weekday);  /* "Mon": 1 to 7 */

#endif
