/* SPDX-License-Identifier: MIT */
/* The open time of a week as a picture: a line a day, a cell half an hour. */
#ifndef GRID_H
#define GRID_H

#include "world.h"

/* An open span of one civil day, in seconds of that day as they read: [from_s, until_s). */
typedef struct grid_span {
  int32_t from_s, until_s;
} grid_span;

enum { GRID_SPANS = 128 };

/* The spans of a civil date in the home zone, room for GRID_SPANS. 0, or EXIT_INPUT with a message. */
int grid_day(const world *w, const dialplan_contact *contact, int32_t date, grid_span *out, size_t *count);

/* The week (Monday to Sunday) of a civil date in the home zone. contact NULL: the campaign's zone. */
int grid_put(buffer *b, const world *w, const dialplan_contact *contact, int32_t date, int ascii);

#endif
