/* SPDX-License-Identifier: MIT */
/* Titled lists of lines for people: as text for a terminal, or as sections of a page. */
#ifndef SHEET_H
#define SHEET_H

#include "page.h"

typedef struct sheet {
  buffer *b;
  int html, color;
  int open; /* SHEET_*: what stands open in a page */
  buffer line;
} sheet;

void sheet_open(sheet *s, buffer *b, int html, int color);
/* The next section. */
void sheet_title(sheet *s, const char *title);
/* A name and its value. */
void sheet_fact(sheet *s, const char *name, const char *value);
/* What is in `line` is the next line. */
void sheet_line(sheet *s);
/* Ends the section under way: what follows is written by others. */
void sheet_rest(sheet *s);
void sheet_close(sheet *s);

#endif
