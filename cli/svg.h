/* SPDX-License-Identifier: MIT */
/* Shapes of a picture inside a page: inline SVG. Lengths are whole tenths of a unit, and a picture is
 * SVG_WIDTH of them wide; colours and letters come from the classes of the page. */
#ifndef SVG_H
#define SVG_H

#include "slice.h"

enum { SVG_WIDTH = 4000, SVG_LINE = 160, SVG_LETTER = 70 }; /* a line of text, a letter's usual width */

/* Text for elements and attributes: escaped; bytes that are no UTF-8, and what XML forbids, become U+FFFD. */
void markup_text(buffer *b, slice t);

/* id: unique in the page. title and desc are read out in place of the picture. */
void svg_open(buffer *b, const char *id, slice title, slice desc, int64_t height);
void svg_close(buffer *b);

/* tip: what is shown to who points at it; empty: nothing. */
void svg_rect(buffer *b, const char *class_name, int64_t x, int64_t y, int64_t width, int64_t height,
              slice tip);
void svg_line(buffer *b, const char *class_name, int64_t x, int64_t y, int64_t to_x, int64_t to_y);
/* y is the line that letters stand on. The class says which end x is: "from" none, "mid", "end". */
void svg_text(buffer *b, const char *class_name, int64_t x, int64_t y, slice text);

/* A line through points: open, point by point, close. */
void svg_points_open(buffer *b, const char *class_name);
void svg_point(buffer *b, int64_t x, int64_t y);
void svg_points_close(buffer *b);

#endif
