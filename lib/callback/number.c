/* SPDX-License-Identifier: MIT */
/* Which number do these words say? Digits, words, tens and ones, decimals, and the fractions of Hindi: sava,
 * sadhe and paune before a number, dedh and dhai instead of one. */
#include "callback/pieces.h"

enum { ONE = 60, HALF = 30, QUARTER = 15 };

static uint32_t whole(const dp_tag *tag, dp_number *out) {
  if (tag->meaning != DP_W_NUMBER) return 0;
  *out = (dp_number){tag->value * ONE, 1, tag->digits};
  if (tag->flags & DP_TAG_DIGITS || tag->value < 20 || tag->value % 10) return 1;
  /* twenty five, twenty-five */
  const int and = tag->book == DP_BOOK_ES && tag[1].meaning == DP_W_AND; /* cuarenta y cinco */
  const uint32_t skip = and || dp_tag_is_mark(tag + 1, '-') ? 2 : 1;
  const dp_tag *ones = tag + skip;
  if (ones->meaning != DP_W_NUMBER || ones->flags & DP_TAG_DIGITS || ones->value > 9) return 1;
  if (tag->book == DP_BOOK_HI || ones->book != tag->book) return 1;
  out->sixtieths += ones->value * ONE;
  return skip + 1;
}

/* 2.5, 1.25: the rest of a decimal, behind its point. */
static uint32_t decimal(const dp_tag *tag, dp_number *out) {
  const dp_tag *rest = tag + 2;
  if (!(tag->flags & DP_TAG_DIGITS) || !dp_tag_is_mark(tag + 1, '.') || !(tag[1].flags & DP_TAG_GLUED))
    return 0;
  if (rest->meaning != DP_W_NUMBER || !(rest->flags & DP_TAG_GLUED) || rest->digits > 2) return 0;
  out->sixtieths += rest->digits == 1 ? rest->value * ONE / 10 : rest->value * ONE / 100;
  out->whole = 0;
  return 2;
}

static uint32_t fraction(const dp_tag *tag, dp_number *out) {
  dp_number number = {ONE, 1, 0};
  const uint32_t more = whole(tag + 1, &number);
  *out = (dp_number){0, 0, 0};
  switch (tag->value) {
  case DP_FRACTION_HALF: out->sixtieths = HALF; return 1;
  case DP_FRACTION_QUARTER: out->sixtieths = QUARTER; return 1;
  case DP_FRACTION_DEDH: out->sixtieths = ONE + HALF; return 1;
  case DP_FRACTION_DHAI: out->sixtieths = 2 * ONE + HALF; return 1;
  case DP_FRACTION_PAUN: out->sixtieths = number.sixtieths - QUARTER; return 1 + more;
  case DP_FRACTION_SAVA: out->sixtieths = number.sixtieths + QUARTER; return 1 + more;
  case DP_FRACTION_SADHE: out->sixtieths = number.sixtieths + HALF; return more ? 1 + more : 0;
  default: return 0;
  }
}

uint32_t dp_read_number(const dp_tag *tag, dp_number *out) {
  if (tag->meaning == DP_W_FRACTION) return fraction(tag, out);
  uint32_t took = whole(tag, out);
  if (!took) return 0;
  took += decimal(tag, out);
  if (tag->value == 1 && dp_tag_is_mark(tag + 1, '/') && tag[2].meaning == DP_W_NUMBER && tag[2].value == 2) {
    *out = (dp_number){HALF, 0, 0};
    return 3;
  }
  if (out->whole && tag[took].meaning == DP_W_FRACTION && tag[took].value == DP_FRACTION_AND_HALF) {
    out->sixtieths += HALF;
    out->whole = 0;
    took++;
  }
  return took;
}
