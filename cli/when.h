/* SPDX-License-Identifier: MIT */
/* A phrase and what it came to, for people. */
#ifndef WHEN_H
#define WHEN_H

#include "world.h"
#include "writer.h"

typedef struct phrase {
  const world *w;
  slice text;
  dialplan_resolution words;
  int fits;  /* 1: there is a campaign, so that fitted_at means something */
  int color; /* 1: a terminal, which underlines */
  int utc;
} phrase;

/* The phrase, without controls. */
void when_words(buffer *b, const phrase *p);
/* The reasons that count: without a campaign none of fitting. */
uint64_t when_reasons(const phrase *p);
/* The reading in one line, as the library tells it. */
void when_reading(buffer *b, const phrase *p);
/* "kal 5 baje → tomorrow, 17:00 → Thu 2026-03-12 17:00 Asia/Kolkata" and the end of the line. */
void when_line(buffer *b, const phrase *p);
/* What else there is to know, indented: open time, interval, second choice, reasons in words. */
void when_details(buffer *b, const phrase *p);
/* Which words it was, and how sure that is. */
void when_marks(buffer *b, const phrase *p);

#endif
