/* SPDX-License-Identifier: MIT */
/* Words that belong together as one piece of time: a number, a length, a clock time, a day. Each reader looks
 * at the tags from `tag` on (the list ends with a stop) and returns how many it took; 0: there is none of its
 * kind. */
#ifndef DP_CALLBACK_PIECES_H
#define DP_CALLBACK_PIECES_H

#include "callback/tag.h"

/* A number in sixtieths, so that quarters and halves are whole. */
typedef struct dp_number {
  int32_t sixtieths;
  uint8_t whole;  /* 1: a number without a fraction, sixtieths / 60 */
  uint8_t digits; /* how many, when it was written in digits */
} dp_number;

enum {
  DP_PIECE_NONE,
  DP_PIECE_DAY,
  DP_PIECE_PART,
  DP_PIECE_CLOCK,
  DP_PIECE_HOUR,
  DP_PIECE_SPAN,
  DP_PIECE_PAST
};

typedef struct dp_piece {
  uint8_t kind;  /* DP_PIECE_*; HOUR: a number that is a clock time if its neighbours say so */
  uint8_t unit;  /* of a span: the unit of its last number */
  uint8_t weak;  /* of a span: "for 10 minutes", which gives way to anything else */
  uint8_t range; /* of a span: two numbers */
  dp_when when;
} dp_piece;

static inline int dp_tag_is_mark(const dp_tag *tag, char mark) {
  return tag->meaning == DP_W_MARK && tag->value == mark;
}

/* 1900 to 2199, in four digits. */
static inline int dp_tag_is_year(const dp_tag *tag) {
  return tag->meaning == DP_W_NUMBER && tag->digits == 4 && tag->value >= 1900 && tag->value < 2200;
}

uint32_t dp_read_number(const dp_tag *tag, dp_number *out);
uint32_t dp_read_span(const dp_tag *tag, dp_piece *out);
uint32_t dp_read_clock(const dp_tag *tag, dp_piece *out);
uint32_t dp_read_day(const dp_tag *tag, int german, dp_piece *out);
uint32_t dp_read_part(const dp_tag *tag, int bound, dp_piece *out);
/* A length of n sixtieths of a unit. */
void dp_span_set(dp_when *when, uint32_t unit, int32_t sixtieths);

#endif
