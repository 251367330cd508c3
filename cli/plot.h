/* SPDX-License-Identifier: MIT */
/* What all pictures of a page have in common: a section, the shapes, then the table that says the same. */
#ifndef PLOT_H
#define PLOT_H

#include "chart.h"

/* Opens the section and the picture; svg_close() ends the picture, page_instead_open() follows. */
void plot_open(buffer *b, const chart *c, int64_t height);
void plot_close(buffer *b);
void plot_row_number(buffer *b, uint64_t number);

#endif
