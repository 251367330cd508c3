/* SPDX-License-Identifier: MIT */
/* How does an answer look?
 * Collects rows and writes them in large pieces. Invariant: every format of rows has the same cells in the
 * same order; a table is laid out by its first rows, so that memory stays bounded whatever their number. */
#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* KEY_PAD: bytes that may be read behind any key, and are copied with it; most keys end within them. */
enum { WRITE_AT = 64 << 10, LAYOUT_ROWS = 256, CELL_MAX = 44, KEY_PAD = 16 };

int write_out(diag *d, const char *data, size_t len) {
  while (len) {
    const ssize_t n = write(STDOUT_FILENO, data, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return diag_fail(d, EXIT_IO, "write", "standard output cannot be written: %s", strerror(errno));
    data += n;
    len -= (size_t)n;
  }
  return 0;
}

int wants_color(int fd) {
  const char *const none = getenv("NO_COLOR"), *const term = getenv("TERM");
  return !(none && *none) && !(term && !strcmp(term, "dumb")) && isatty(fd);
}

void put_instant(buffer *b, const dialplan_zones *zones, uint16_t zone, int64_t at, int utc) {
  uint64_t len = 0;
  dialplan_instant_format(zones, utc ? DIALPLAN_ZONE_NONE : zone, at, buffer_room(b, 32), 32, &len);
  b->len += len;
}

const char *weekday_name(int32_t weekday) {
  static const char names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return names[weekday - 1];
}

void put_iso_date(buffer *b, int32_t date) {
  dialplan_civil c;
  dialplan_date_split(date, &c);
  buffer_pad(b, c.year, 4);
  buffer_char(b, '-');
  buffer_pad(b, c.month, 2);
  buffer_char(b, '-');
  buffer_pad(b, c.day, 2);
}

void put_date(buffer *b, int32_t date) {
  buffer_bytes(b, weekday_name(dialplan_date_weekday(date)), 3);
  buffer_char(b, ' ');
  put_iso_date(b, date);
}

void put_human(buffer *b, const dialplan_zones *zones, uint16_t zone, int64_t at, int utc) {
  dialplan_civil c;
  int32_t date = 0;
  if (dialplan_zone_civil(zones, utc ? 0 : zone, at, &c, NULL)) return;
  dialplan_date_make(c.year, c.month, c.day, &date);
  put_date(b, date);
  buffer_char(b, ' ');
  buffer_pad(b, c.hour, 2);
  buffer_char(b, ':');
  buffer_pad(b, c.minute, 2);
  buffer_char(b, ':');
  buffer_pad(b, c.second, 2);
  if (utc) buffer_char(b, 'Z');
}

static void spill(writer *w) {
  if (!w->failed) w->failed = write_out(w->d, w->out.data, w->out.len);
  w->out.len = 0;
}

void writer_open(writer *w, app *a, int default_format, const char *const *names, size_t columns) {
  *w = (writer){
      .format = a->options.output ? a->options.output : default_format, .utc = a->options.utc, .d = &a->diag};
  w->names = names;
  w->columns = columns;
  w->color = w->format == OUTPUT_TABLE && wants_color(STDOUT_FILENO);
  w->keys = memory_new(columns, sizeof *w->keys);
  w->widths = memory_new(columns, sizeof *w->widths);
  w->worded = memory_new(columns, 1);
  size_t *const starts = memory_new(columns + 1, sizeof *starts);
  for (size_t i = 0; i < columns; i++) {
    starts[i] = w->key_text.len;
    if (w->format == OUTPUT_CSV) {
      if (i) buffer_char(&w->key_text, ',');
      continue;
    }
    buffer_char(&w->key_text, i ? ',' : '{');
    buffer_json(&w->key_text, slice_of(names[i]));
    buffer_char(&w->key_text, ':');
  }
  starts[columns] = w->key_text.len;
  buffer_fill(&w->key_text, 0, KEY_PAD);
  for (size_t i = 0; i < columns; i++)
    w->keys[i] = (slice){w->key_text.data + starts[i], starts[i + 1] - starts[i]};
  free(starts);
  if (w->format == OUTPUT_CSV) {
    for (size_t i = 0; i < columns; i++) {
      if (i) buffer_char(&w->out, ',');
      buffer_csv(&w->out, slice_of(names[i]));
    }
    buffer_char(&w->out, '\n');
  }
  if (w->format == OUTPUT_ICS)
    buffer_format(&w->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//libdialplan//dialplan %s//EN\r\n",
                  dialplan_version());
}

/* --- cells
 * ---------------------------------------------------------------------------------------------------------
 */

/* A cell of anything but a table: what stands in front of it, and room for more. The caller adds what it
 * wrote to out.len. */
static inline char *cell(writer *w, size_t more) {
  const size_t i = w->column++;
  if (!i && w->format == OUTPUT_JSON) buffer_str(&w->out, w->rows ? ",\n" : "[");
  const slice key = w->keys[i];
  char *const at = buffer_need(&w->out, KEY_PAD + key.len + more);
  memcpy(at, key.at, KEY_PAD);
  if (key.len > KEY_PAD) memcpy(at + KEY_PAD, key.at + KEY_PAD, key.len - KEY_PAD);
  w->out.len += key.len;
  return at + key.len;
}

static inline void put_cell(writer *w, const char *bytes, size_t len) {
  memcpy(cell(w, len), bytes, len);
  w->out.len += len;
}

static void begin_cell(writer *w) {
  if (w->format == OUTPUT_TABLE)
    w->column++;
  else
    cell(w, 0);
}

/* Ends a cell of a table, whose text stands at the end of w->cells. */
static void end_cell(writer *w) {
  if (w->waiting == w->ends_cap) {
    w->ends_cap = w->ends_cap ? w->ends_cap * 2 : 1024;
    w->ends = memory_resize(w->ends, w->ends_cap, sizeof *w->ends);
  }
  w->ends[w->waiting++] = (uint32_t)w->cells.len;
}

/* Text in a table: no controls, not too long. */
static void put_cell_text(buffer *cells, slice t, size_t longest) {
  size_t shown = 0, len = 0;
  for (; len < t.len; len++)
    if (((unsigned char)t.at[len] & 0xC0) != 0x80 && ++shown > longest) break;
  buffer_plain(cells, (slice){t.at, len});
  if (len < t.len) buffer_str(cells, "…");
}

void writer_text(writer *w, slice t) {
  begin_cell(w);
  if (w->format == OUTPUT_TABLE) {
    if (w->column <= w->columns) w->worded[w->column - 1] = 1;
    put_cell_text(&w->cells, t, w->whole ? SIZE_MAX : CELL_MAX);
    end_cell(w);
  } else if (w->format == OUTPUT_CSV)
    buffer_csv(&w->out, t);
  else
    buffer_json(&w->out, t);
}

void writer_name(writer *w, const char *name) {
  if (!name) {
    writer_null(w);
    return;
  }
  if (w->format == OUTPUT_TABLE) {
    writer_text(w, slice_of(name));
    return;
  }
  /* Names are words of the library: nothing in them asks for quoting. */
  begin_cell(w);
  if (w->format != OUTPUT_CSV) buffer_char(&w->out, '"');
  buffer_str(&w->out, name);
  if (w->format != OUTPUT_CSV) buffer_char(&w->out, '"');
}

int writer_keeps(const writer *w) { return w->format == OUTPUT_CSV || w->format == OUTPUT_NDJSON; }

void writer_keep(const writer *w, size_t from, uint32_t of, writer_cell *cell) {
  const size_t len = w->out.len - from;
  if (len > sizeof cell->text) return;
  *cell = (writer_cell){.of = of, .len = (uint32_t)len};
  memcpy(cell->text, w->out.data + from, len);
}

void writer_int(writer *w, int64_t value) {
  if (w->format == OUTPUT_TABLE) {
    begin_cell(w);
    buffer_int(&w->cells, value);
    end_cell(w);
  } else if (value >= 0 && value < 10) {
    *cell(w, 1) = (char)('0' + value);
    w->out.len++;
  } else {
    begin_cell(w);
    buffer_int(&w->out, value);
  }
}

void writer_null(writer *w) {
  if (w->format == OUTPUT_TABLE) {
    begin_cell(w);
    buffer_char(&w->cells, '-');
    end_cell(w);
  } else if (w->format == OUTPUT_CSV)
    cell(w, 0);
  else
    put_cell(w, "null", 4);
}

void writer_instant(writer *w, const dialplan_zones *zones, uint16_t zone, int64_t at) {
  enum { ROOM = 32 };
  if (!at) {
    writer_null(w);
    return;
  }
  if (w->format == OUTPUT_TABLE) {
    begin_cell(w);
    w->worded[w->column - 1] = 1;
    put_human(&w->cells, zones, zone, at, w->utc);
    end_cell(w);
    return;
  }
  const size_t quote = w->format != OUTPUT_CSV;
  char *const to = cell(w, ROOM);
  uint64_t len = 0;
  to[0] = '"';
  dialplan_instant_format(zones, w->utc ? DIALPLAN_ZONE_NONE : zone, at, to + quote, ROOM - 2, &len);
  to[len + 1] = '"';
  w->out.len += len + 2 * quote;
}

void writer_json(writer *w, slice json) {
  if (w->format == OUTPUT_TABLE || w->format == OUTPUT_CSV) {
    writer_text(w, json);
    return;
  }
  begin_cell(w);
  buffer_text(&w->out, json);
}

/* ---- tables ---- */

static slice cell_at(const writer *w, size_t i) {
  const size_t from = i ? w->ends[i - 1] : 0;
  return (slice){w->cells.data + from, w->ends[i] - from};
}

static void put_table_row(writer *w, size_t first) {
  size_t owed = 0; /* spaces that are due before the next text: a line ends without any */
  for (size_t i = 0; i < w->columns; i++) {
    const slice cell = cell_at(w, first + i);
    const size_t width = slice_width(cell), pad = width < w->widths[i] ? w->widths[i] - width : 0;
    if (!w->worded[i]) owed += pad;
    buffer_fill(&w->out, ' ', owed);
    buffer_text(&w->out, cell);
    owed = (w->worded[i] ? pad : 0) + 2;
  }
  buffer_char(&w->out, '\n');
}

static void put_header(writer *w) {
  size_t owed = 0;
  if (w->color) buffer_str(&w->out, "\033[1m");
  for (size_t i = 0; i < w->columns; i++) {
    const size_t width = strlen(w->names[i]), pad = w->widths[i] - width;
    if (!w->worded[i]) owed += pad;
    buffer_fill(&w->out, ' ', owed);
    for (const char *p = w->names[i]; *p; p++) buffer_char(&w->out, *p == '_' ? ' ' : *p);
    owed = (w->worded[i] ? pad : 0) + 2;
  }
  if (w->color) buffer_str(&w->out, "\033[0m");
  buffer_char(&w->out, '\n');
}

static void put_waiting(writer *w) {
  const size_t rows = w->columns ? w->waiting / w->columns : 0;
  if (!w->laid_out) {
    for (size_t i = 0; i < w->columns; i++) w->widths[i] = strlen(w->names[i]);
    for (size_t i = 0; i < rows * w->columns; i++) {
      const size_t width = slice_width(cell_at(w, i));
      if (width > w->widths[i % w->columns]) w->widths[i % w->columns] = width;
    }
    put_header(w);
    w->laid_out = 1;
  }
  for (size_t i = 0; i < rows; i++) put_table_row(w, i * w->columns);
  w->waiting = 0;
  w->cells.len = 0;
}

void writer_event(writer *w) {
  w->rows++;
  if (w->out.len >= WRITE_AT && !w->beside) spill(w);
}

void writer_end(writer *w) {
  w->column = 0;
  w->rows++;
  if (w->format == OUTPUT_TABLE) {
    if (w->laid_out || w->rows == LAYOUT_ROWS) put_waiting(w);
  } else if (w->format == OUTPUT_CSV)
    buffer_char(&w->out, '\n');
  else
    buffer_str(&w->out, w->format == OUTPUT_JSON ? "}" : "}\n");
  if (w->out.len >= WRITE_AT && !w->beside) spill(w);
}

void writer_error(writer *w, slice id, const char *code, slice message) {
  if (w->format == OUTPUT_ICS) return; /* it has no time; what is wrong with it is told beside */
  if (w->format == OUTPUT_JSON || w->format == OUTPUT_NDJSON) {
    if (w->format == OUTPUT_JSON) buffer_str(&w->out, w->rows ? ",\n" : "[");
    buffer_str(&w->out, "{\"status\":\"error\",\"reason\":");
    buffer_json(&w->out, slice_of(code));
    buffer_str(&w->out, ",\"message\":");
    buffer_json(&w->out, message);
    writer_end(w);
    return;
  }
  for (size_t i = 0; i < w->columns; i++) {
    const char *const name = w->names[i];
    if (!strcmp(name, "status") || !strcmp(name, "verdict"))
      writer_text(w, slice_of("error"));
    else if (!strcmp(name, "reason"))
      writer_text(w, slice_of(code));
    else if (!strcmp(name, "message"))
      writer_text(w, message);
    else if (i == 0 && id.len)
      writer_text(w, id);
    else
      writer_null(w);
  }
  writer_end(w);
}

void writer_flush(void *context) {
  writer *const w = context;
  if (w->format == OUTPUT_TABLE && w->waiting) put_waiting(w);
  spill(w);
}

void writer_forget(writer *beside) {
  beside->out.len = 0;
  beside->rows = 0;
}

void writer_open_beside(writer *w, app *a, const writer *other) {
  writer_open(w, a, other->format, other->names, other->columns);
  w->beside = 1;
  writer_forget(w);
}

void writer_take(writer *w, writer *beside) {
  if (beside->rows && w->rows && w->format == OUTPUT_JSON) {
    /* It began an array of its own. */
    spill(w);
    buffer_str(&w->out, ",\n");
    buffer_bytes(&w->out, beside->out.data + 1, beside->out.len - 1);
  } else {
    spill(w);
    if (!w->failed) w->failed = write_out(w->d, beside->out.data, beside->out.len);
  }
  w->rows += beside->rows;
  writer_forget(beside);
}

int writer_close(writer *w) {
  if (w->format == OUTPUT_TABLE && !w->laid_out && w->rows) put_waiting(w);
  if (w->format == OUTPUT_JSON && !w->beside) buffer_str(&w->out, w->rows ? "]\n" : "[]\n");
  if (w->format == OUTPUT_ICS && !w->beside) buffer_str(&w->out, "END:VCALENDAR\r\n");
  if (!w->beside) spill(w);
  buffer_free(&w->out);
  buffer_free(&w->cells);
  buffer_free(&w->key_text);
  free(w->keys);
  free(w->ends);
  free(w->widths);
  free(w->worded);
  return w->failed;
}
