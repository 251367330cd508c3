/* SPDX-License-Identifier: MIT */
/* The open time of a week as a picture: a line a day, a cell half an hour. */
#ifndef GRID_H
#define GRID_H

#include "world.h"

/* The week (Monday to Sunday) of a civil date in the home zone. contact NULL: the campaign's zone. */
int grid_put(buffer *b, const world *w, const dialplan_contact *contact, int32_t date, int ascii);

#endif
