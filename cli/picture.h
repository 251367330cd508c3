/* SPDX-License-Identifier: MIT */
/* Pieces of pictures in lines of text: titles, numbers, shares as bars, numbers over time. */
#ifndef PICTURE_H
#define PICTURE_H

#include "world.h"

typedef struct picture {
  buffer *b;
  const world *w;
  int ascii, color;
} picture;

/* On standard output, as the flags and the terminal ask for it. */
picture picture_of(buffer *b, const world *w);
/* The campaign and the instant of asking. */
void picture_head(const picture *p);
void picture_title(const picture *p, const char *title);
void picture_label(const picture *p, const char *label);
void picture_count(const picture *p, const char *label, uint64_t count);
/* "  dialled        1200   40.0 %  ██████████" */
void picture_share(const picture *p, const char *label, uint64_t part, uint64_t all);
/* A mean of seconds as a duration; nothing where there is no count. */
void picture_seconds(const picture *p, const char *label, uint64_t sum, uint64_t count);
void picture_amount(const picture *p, const char *label, uint64_t millionths);
void picture_instant(const picture *p, const char *label, int64_t at);

/* A week of calls as a heatmap, with its legend; shade as heatmap_put() takes it, most: of the darkest cell.
 */
void picture_calls(const picture *p, const char *title, const int32_t *shade, uint64_t most);

typedef struct picture_mark {
  size_t place;
  slice words;
} picture_mark;

/* Numbers over time, a column for each place. */
typedef struct picture_columns {
  const uint64_t *values;
  size_t count; /* 1 to PICTURE_PLACES */
  uint64_t top; /* what a full column stands for; not 0 */
  slice scale;  /* and how it is said */
  slice first, last;
  const picture_mark *marks; /* pointed at below, a line each */
  size_t mark_count;
} picture_columns;

enum { PICTURE_PLACES = 60 };

void picture_put_columns(const picture *p, const picture_columns *c);

#endif
