/* SPDX-License-Identifier: MIT */
/* A week as a picture of shades: a line a day, a cell an hour. */
#ifndef HEATMAP_H
#define HEATMAP_H

#include "slice.h"

enum { HEATMAP_CELLS = 7 * 24, HEATMAP_NONE = -1, HEATMAP_FULL = 1000000 };

/* shade: by hour of the week, Monday 00:00 first; 0 to HEATMAP_FULL, or HEATMAP_NONE for a blank. */
void heatmap_put(buffer *b, const int32_t shade[HEATMAP_CELLS], int ascii, int color);
/* The darkest cell, for a legend. */
void heatmap_put_full(buffer *b, int ascii, int color);

#endif
