/* SPDX-License-Identifier: MIT */
/* Which length of time do these words say? "20 minutes", "an hour and a half", "dedh ghanta", "ek do ghante",
 * "a few days", with what follows and only says that it lies ahead: later, baad, mein, from now.
 *
 * Of a range the upper bound counts and the lower is kept. A length joined to a thing by ka or ki is none,
 * and one with ago or pehle is past. */
#include "callback/pieces.h"

enum { ONE = 60, HALF = 30, NUMBER_MAX = 1000 };

void dp_span_set(dp_when *when, uint32_t unit, int32_t sixtieths) {
  const uint32_t n = (uint32_t)sixtieths;
  when->has_span = 1;
  switch (unit) {
  case DP_UNIT_MINUTE: when->span_min += (n + ONE - 1) / ONE; break;
  case DP_UNIT_HOUR: when->span_min += n; break;
  case DP_UNIT_DAY:
    when->span_days = (uint16_t)(when->span_days + n / ONE);
    when->span_min += n % ONE * 24;
    break;
  case DP_UNIT_WEEK: when->span_days = (uint16_t)(when->span_days + n * 7 / ONE); break;
  case DP_UNIT_FORTNIGHT: when->span_days = (uint16_t)(when->span_days + n * 14 / ONE); break;
  default:
    when->span_months = (uint16_t)(when->span_months + n / ONE);
    when->span_days = (uint16_t)(when->span_days + n % ONE / 2);
    break;
  }
}

static int32_t minutes_of(uint32_t unit, int32_t sixtieths) {
  static const int32_t minutes[] = {0, 1, 60, 1440, 10080, 20160, 43200};
  return (int32_t)((int64_t)sixtieths * minutes[unit] / ONE);
}

static int32_t few(uint32_t unit) { return (unit == DP_UNIT_MINUTE ? 15 : 3) * ONE; }

/* The unit at a tag; 0: none. "2 din mein" is two days, though din mein alone is the daytime. */
static uint32_t unit_at(const dp_tag *tag) {
  if (tag->meaning == DP_W_PART && tag->value == DP_PART_DAYTIME && tag->book == DP_BOOK_HI)
    return DP_UNIT_DAY;
  return tag->meaning == DP_W_UNIT ? (uint32_t)tag->value : 0;
}

static int separates(const dp_tag *tag) {
  return tag->meaning == DP_W_TO || tag->meaning == DP_W_OR || tag->meaning == DP_W_FROM ||
         (tag->meaning == DP_W_UNTIL && !tag->value) || dp_tag_is_mark(tag, '-');
}

/* Where the unit of a number stands: after an, of an, if it is a fraction. (499 a month is a price.) */
static uint32_t to_unit(const dp_tag *tag, int32_t sixtieths) {
  uint32_t i = 0;
  if (tag[i].meaning == DP_W_LINK && tag[i].book != DP_BOOK_HI) i++;
  if (tag[i].meaning == DP_W_A && sixtieths < ONE) i++;
  return i;
}

/* The numbers of a length: one, or the bounds of a range. */
typedef struct numbers {
  int32_t low, high; /* low 0: no range */
  int quantity;      /* 1: "few", which depends on the unit */
} numbers;

static uint32_t read_numbers(const dp_tag *tag, numbers *out) {
  uint32_t i = tag->meaning == DP_W_A || tag->meaning == DP_W_NEXT;
  if (tag[i].meaning == DP_W_FEW) {
    *out = (numbers){0, tag[i].value * ONE, !tag[i].value};
    i++;
    return i + (tag[i].meaning == DP_W_LINK);
  }
  dp_number first, second;
  const uint32_t one = dp_read_number(tag + i, &first);
  if (!one) {
    if (tag->meaning != DP_W_A) return 0;
    *out = (numbers){0, ONE, 0};
    /* ein oder zwei Stunden */
    const uint32_t other = tag[1].meaning == DP_W_OR ? dp_read_number(tag + 2, &second) : 0;
    if (!other || !unit_at(tag + 2 + other) || second.sixtieths <= ONE) return 1;
    *out = (numbers){ONE, second.sixtieths, 0};
    return 2 + other;
  }
  if (first.digits > 3) return 0; /* 0900 hrs */
  i += one;
  *out = (numbers){0, first.sixtieths, 0};
  const uint32_t skip = separates(tag + i) ? 1 : 0;
  const uint32_t two = dp_read_number(tag + i + skip, &second);
  if (!two || !unit_at(tag + i + skip + two) || second.sixtieths <= first.sixtieths) return i;
  *out = (numbers){first.sixtieths, second.sixtieths, 0};
  return i + skip + two;
}

/* "1 hour 30 minutes", "an hour and a half", "1h30", "an hour or two": what belongs to a first number and
 * unit. */
static uint32_t read_more(const dp_tag *tag, uint32_t unit, int32_t n, dp_piece *out) {
  uint32_t i = tag->meaning == DP_W_AND;
  dp_number more;
  if (tag->meaning == DP_W_FRACTION && tag->value == DP_FRACTION_AND_HALF) {
    dp_span_set(&out->when, unit, HALF);
    return 1;
  }
  const uint32_t took = dp_read_number(tag + i, &more);
  if (took && unit_at(tag + i + took) && unit_at(tag + i + took) < unit) {
    dp_span_set(&out->when, unit_at(tag + i + took), more.sixtieths);
    return i + took + 1;
  }
  if (took && unit == DP_UNIT_HOUR && more.digits == 2 && tag->flags & DP_TAG_GLUED) {
    dp_span_set(&out->when, DP_UNIT_MINUTE, more.sixtieths);
    return took;
  }
  if (tag->meaning != DP_W_OR) return 0;
  const uint32_t other = dp_read_number(tag + 1, &more);
  if (!other || !more.whole || more.sixtieths <= n || more.sixtieths > n + 4 * ONE) return 0;
  const dp_tag *next = tag + 1 + other;
  if (next->meaning == DP_W_OCLOCK || next->meaning == DP_W_HALF_DAY || unit_at(next)) return 0;
  out->when.span_low = (uint32_t)minutes_of(unit, n);
  dp_span_set(&out->when, unit, more.sixtieths - n);
  out->range = 1;
  return 1 + other;
}

static int behind(const dp_tag *tag) {
  return (tag->meaning == DP_W_BEHIND_IT && tag->value == DP_BOUND_AFTER) || tag->meaning == DP_W_VAGUE ||
         (tag->meaning == DP_W_IN && tag->value != DP_IN_FOR) ||
         (tag->meaning == DP_W_BEFORE_IT && tag->value == DP_BOUND_AFTER);
}

/* The word before a length, over "the next". */
static const dp_tag *word_before(const dp_tag *tag) {
  tag--;
  while (tag->meaning == DP_W_LINK && tag->book != DP_BOOK_HI) tag--;
  return tag;
}

static int is_in(const dp_tag *tag, int which) { return tag->meaning == DP_W_IN && tag->value == which; }

/* "One minute, please": hold the line. */
static int holds_the_line(const dp_tag *before, uint32_t unit, const numbers *n) {
  const int ahead =
      (before->meaning == DP_W_IN && before->value != DP_IN_FOR) || before->meaning == DP_W_BEFORE_IT;
  return unit == DP_UNIT_MINUTE && n->high == ONE && !n->low && !ahead;
}

/* "8 years and 2 months", "600 for 15 minutes", "each class is 45 minutes", "3 hours of tv". */
static int is_no_wait(const dp_tag *tag, const dp_tag *behind_it, const dp_tag *before) {
  if (tag[-1].meaning == DP_W_AND && tag[-2].meaning == DP_W_AMOUNT) return 1;
  if (is_in(before, DP_IN_FOR) && before[-1].meaning == DP_W_NUMBER) return 1;
  const dp_tag *const is = before->meaning == DP_W_OTHER && !before->value ? before - 1 : before;
  if (is->meaning == DP_W_OTHER && is->value == DP_OTHER_IS) return 1; /* is it 45 minutes */
  return behind_it->meaning == DP_W_LINK && behind_it->value == DP_LINK_OF;
}

/* What follows a length. Returns how many tags; *kind is PAST or NONE where it makes it one. */
static uint32_t read_tail(const dp_tag *tag, dp_piece *out) {
  uint32_t i = tag->meaning == DP_W_LINK && tag->book == DP_BOOK_HI &&
               (behind(tag + 1) || tag[1].meaning == DP_W_FIRST);
  if (tag[i].meaning == DP_W_FROM && tag[i + 1].meaning == DP_W_FIRST) i++;
  if (tag[i].meaning == DP_W_FIRST) out->when.bound = DP_BOUND_BEFORE; /* ... mat karna */
  if (tag[i].meaning == DP_W_AGO || tag[i].meaning == DP_W_FIRST || tag[i].meaning == DP_W_FROM ||
      (tag[i].meaning == DP_W_SINCE && !tag[i].value) ||
      (tag[i].meaning == DP_W_BEFORE_IT && tag[i].value == DP_BOUND_BEFORE &&
       tag[i + 1].meaning == DP_W_STOP)) {
    out->kind = DP_PIECE_PAST;
    return i + 1;
  }
  if (tag[i].meaning == DP_W_BEFORE_IT && tag[i].value == DP_BOUND_FROM &&
      (tag[i + 1].meaning == DP_W_NOW || (tag[i + 1].meaning == DP_W_AHEAD && !tag[i + 1].value)))
    return i + 2;
  if (tag[i].meaning == DP_W_OF) {
    out->kind = DP_PIECE_NONE;
    return i + 1;
  }
  if (is_in(tag + i, DP_IN_FOR)) {
    out->weak = 1;
    return i + 1;
  }
  if (!behind(tag + i)) return 0;
  if (is_in(tag + i, DP_IN_WITHIN)) out->when.bound = DP_BOUND_BY;
  if (tag[i].meaning == DP_W_BEHIND_IT && tag[i + 1].meaning == DP_W_IN) i++;
  return i + 1;
}

uint32_t dp_read_span(const dp_tag *tag, dp_piece *out) {
  *out = (dp_piece){.kind = DP_PIECE_SPAN};
  uint32_t i;
  if (tag->meaning == DP_W_SOON) {
    dp_span_set(&out->when, DP_UNIT_MINUTE, tag->value * ONE);
    i = 1;
    return i + read_tail(tag + i, out);
  }
  numbers n;
  i = read_numbers(tag, &n);
  if (i == 0 && tag->meaning == DP_W_NEXT &&
      (unit_at(tag + 1) == DP_UNIT_MINUTE || unit_at(tag + 1) == DP_UNIT_HOUR)) {
    n = (numbers){0, ONE, 0}; /* in the next hour */
    i = 1;
  }
  if (!i) {
    /* ghante baad: one of them */
    if (!unit_at(tag) || tag->book != DP_BOOK_HI || tag[1].meaning != DP_W_BEHIND_IT) return 0;
    n = (numbers){0, ONE, 0};
  } else {
    i += to_unit(tag + i, n.high);
  }
  if (!unit_at(tag + i)) return 0;
  const uint32_t unit = unit_at(tag + i);
  const int article = tag->meaning == DP_W_A && i == 1;
  if (n.quantity) n.high = few(unit);
  if (n.high > NUMBER_MAX * ONE || n.high <= 0) return 0;
  i++;
  dp_span_set(&out->when, unit, n.high);
  out->unit = (uint8_t)unit;
  if (n.low) {
    out->when.span_low = (uint32_t)minutes_of(unit, n.low);
    out->range = 1;
  } else if (!n.quantity) {
    i += read_more(tag + i, unit, n.high, out);
  }
  if (unit == DP_UNIT_HOUR && out->when.span_min % 60 == 0) out->when.flags |= DP_WHEN_HOURS;
  const uint32_t tail = read_tail(tag + i, out);
  const dp_tag *const before = word_before(tag);
  if (is_in(before, DP_IN_FOR)) out->weak = 1;
  if (is_in(before, DP_IN_WITHIN)) out->when.bound = DP_BOUND_BY;
  if (!tail && (holds_the_line(before, unit, &n) || is_no_wait(tag, tag + i, before)))
    out->kind = DP_PIECE_NONE;
  if (!tail && unit == DP_UNIT_DAY && n.high == ONE && !n.low && before->meaning != DP_W_IN &&
      before->meaning != DP_W_BEFORE_IT)
    out->kind = DP_PIECE_NONE; /* ek din, one day */
  /* an EMI of 12 months, a 12 month plan */
  const int bound = before->meaning == DP_W_IN || before->meaning == DP_W_BEFORE_IT;
  const int of = before->meaning == DP_W_AMOUNT && before < tag - 1;
  if (of || (!tail && !bound && tag[i].meaning == DP_W_AMOUNT)) out->kind = DP_PIECE_NONE;
  /* "twice a day" is no length; "in a day", "a week later" are. */
  if (article && unit >= DP_UNIT_DAY && !tail && tag[-1].meaning != DP_W_IN &&
      tag[-1].meaning != DP_W_BEFORE_IT)
    return 0;
  return i + tail;
}
