/* SPDX-License-Identifier: MIT */
/* When is this campaign open in a week?
 * Uses dialplan_spans(). Invariant: a cell is full only if all its seconds are open, and empty only if none
 * is, so that the picture is legible without colour and never shows more than there is. */
#include "grid.h"

#include "writer.h"

enum { CELLS = 48, DAY_S = 86400, SPANS = GRID_SPANS / 2 };

typedef struct marks {
  const char *empty, *full, *first, *last, *part;
} marks;

static const marks unicode = {"·", "█", "▌", "▐", "▒"}, plain = {".", "#", "+", "+", "+"};

/* Seconds of the day of an instant in the home zone. */
static int32_t second_of(const world *w, uint16_t zone, int64_t at) {
  dialplan_civil c;
  return dialplan_zone_civil(w->zones, zone, at, &c, NULL) ? 0 : c.hour * 3600 + c.minute * 60 + c.second;
}

/* From its first second to behind its last: what the clock shows at the end is of no account, be it midnight
 * or an hour that is read twice. */
static grid_span span_of(const world *w, uint16_t zone, int64_t from_at, int64_t until_at) {
  return (grid_span){second_of(w, zone, from_at), second_of(w, zone, until_at - 1) + 1};
}

/* A span as it reads: two, where a clock that is put back inside of it has its end read before its begin. */
static size_t read_span(const world *w, uint16_t zone, dialplan_span span, grid_span *out) {
  int64_t change_at = 0;
  out[0] = span_of(w, zone, span.from_at, span.until_at);
  if (out[0].from_s < out[0].until_s) return 1;
  dialplan_zone_next_change(w->zones, zone, span.from_at, &change_at, NULL);
  out[0] = span_of(w, zone, span.from_at, change_at);
  out[1] = span_of(w, zone, change_at, span.until_at);
  return 2;
}

static void put_cell(buffer *b, const marks *m, const uint8_t *minutes) {
  int open = 0, first = 0;
  for (int i = 0; i < 30; i++) {
    open += minutes[i];
    if (i < 15) first += minutes[i];
  }
  buffer_str(b, open == 0                   ? m->empty
                : open == 30                ? m->full
                : open == 15 && first == 15 ? m->first
                : open == 15 && !first      ? m->last
                                            : m->part);
}

int grid_day(const world *w, const dialplan_contact *contact, int32_t date, grid_span *out, size_t *count) {
  const uint16_t zone = world_home(w, contact);
  dialplan_span spans[SPANS];
  uint64_t found = 0;
  dialplan_error err;
  if (dialplan_spans(w->campaign, contact, date, spans, SPANS, &found, &err)) {
    diag_record(&w->a->diag, NULL, &err);
    return EXIT_INPUT;
  }
  *count = 0;
  for (uint64_t i = 0; i < found && i < SPANS; i++) *count += read_span(w, zone, spans[i], &out[*count]);
  return 0;
}

static int put_day(buffer *b, const world *w, const dialplan_contact *contact, int32_t date, const marks *m) {
  grid_span spans[GRID_SPANS];
  size_t count = 0;
  const int status = grid_day(w, contact, date, spans, &count);
  if (status) return status;
  uint8_t minutes[DAY_S / 60] = {0};
  for (size_t i = 0; i < count; i++)
    for (int32_t k = (spans[i].from_s + 59) / 60; k < spans[i].until_s / 60; k++) minutes[k] = 1;
  dialplan_civil c;
  dialplan_date_split(date, &c);
  buffer_format(b, "  %s %2d ", weekday_name(dialplan_date_weekday(date)), c.day);
  for (int i = 0; i < CELLS; i++) put_cell(b, m, minutes + i * 30);
  for (size_t i = 0; i < count; i++) {
    buffer_char(b, ' ');
    buffer_clock(b, spans[i].from_s);
    buffer_char(b, '-');
    buffer_clock(b, spans[i].until_s);
  }
  if (!count) buffer_str(b, " closed");
  buffer_char(b, '\n');
  return 0;
}

int grid_put(buffer *b, const world *w, const dialplan_contact *contact, int32_t date, int ascii) {
  const int32_t monday = date - dialplan_date_weekday(date) + 1;
  buffer_str(b, "         0     3     6     9     12    15    18    21    24\n");
  int status = 0;
  for (int32_t day = monday; day < monday + 7 && !status; day++)
    status = put_day(b, w, contact, day, ascii ? &plain : &unicode);
  return status;
}
