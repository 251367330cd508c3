/* SPDX-License-Identifier: MIT */
/* Which day, or part of one, do these words say? Days by name, by distance and by date; and meals and work,
 * which are parts of the day only together with after, before or at. */
#include "callback/pieces.h"

static int is_unit(const dp_tag *tag, int unit) { return tag->meaning == DP_W_UNIT && tag->value == unit; }
static int joins(const dp_tag *tag) { return tag->meaning == DP_W_LINK || tag->meaning == DP_W_OF; }
static int glued(const dp_tag *tag) { return tag->flags & DP_TAG_GLUED; }

static uint32_t day(dp_piece *out, uint32_t took, uint8_t kind, int32_t n) {
  out->kind = DP_PIECE_DAY;
  out->when.day = kind;
  out->when.n = (int16_t)n;
  return took;
}

static uint32_t past(dp_piece *out, uint32_t took) {
  out->kind = DP_PIECE_PAST;
  return took;
}

/* --- dates --- */

static int16_t full_year(const dp_tag *tag) {
  return (int16_t)(tag->digits == 2 ? 2000 + tag->value : tag->value);
}

static int day_number(const dp_tag *tag) {
  return tag->meaning == DP_W_NUMBER && tag->value >= 1 && tag->value <= 31 && tag->digits <= 2;
}

/* 3/4, 3/4/2026, 3-4-2026, 2026-03-15, 20.3., 20.3.2026 */
static uint32_t numbers(const dp_tag *tag, int german, dp_piece *out) {
  const dp_tag *sign = tag + 1, *second = tag + 2, *sign2 = tag + 3, *third = tag + 4;
  if (!(tag->flags & DP_TAG_DIGITS) || sign->meaning != DP_W_MARK || !glued(sign) ||
      second->meaning != DP_W_NUMBER || !glued(second) || second->digits > 2)
    return 0;
  const int more = sign2->meaning == DP_W_MARK && sign2->value == sign->value && glued(sign2) &&
                   third->meaning == DP_W_NUMBER && glued(third);
  dp_when *when = &out->when;
  if (dp_tag_is_year(tag) && more && (sign->value == '-' || sign->value == '/') && day_number(third)) {
    when->year = tag->value;
    when->month = (uint8_t)second->value;
    if (second->value < 1 || second->value > 12) return 0;
    return day(out, 5, DP_DAY_DATE, third->value);
  }
  if (!day_number(tag) || second->value < 1 || second->value > 31) return 0;
  const int year = more && (third->digits == 4 ? dp_tag_is_year(third) : third->digits == 2);
  if (more && !year) return 0;
  if (sign->value == '-' && !year) return 0;
  if (sign->value == '.') {
    if (!year && !german) return 0;
    if (!year && sign2->meaning == DP_W_NUMBER) return 0;
    if (second->value > 12) return 0;
  } else if (sign->value != '-' && sign->value != '/') {
    return 0;
  }
  if (tag->value > 12 && second->value > 12) return 0;
  if (sign->value == '/' && !more && tag[3].meaning == DP_W_UNIT) return 0;
  if (sign->value == '/' && !more && tag->value == 24 && second->value == 7) return 0; /* around the clock */
  if (year) when->year = full_year(third);
  when->month = (uint8_t)second->value;
  const uint32_t took = year ? 5 : dp_tag_is_mark(sign2, '.') && sign->value == '.' ? 4 : 3;
  return day(out, took, sign->value == '.' ? DP_DAY_DATE : DP_DAY_NUMBERS, tag->value);
}

/* A day of a month as it is said: 15, 15th, fifth. Returns the tags taken. */
static uint32_t date_number(const dp_tag *tag, int32_t *n, int *ordinal) {
  *ordinal = tag->meaning == DP_W_ORDINAL;
  *n = tag->value;
  if (tag->meaning == DP_W_ORDINAL) return 1;
  dp_number number;
  const uint32_t took = dp_read_number(tag, &number);
  if (!took || !number.whole || number.digits > 2 || number.sixtieths < 60 || number.sixtieths > 31 * 60)
    return 0;
  *n = number.sixtieths / 60;
  const dp_tag *end = tag + took;
  if (end->meaning == DP_W_ORDINAL && end->value < 10 && *n % 10 == 0) {
    *n += end->value;
    *ordinal = 1;
    return took + 1;
  }
  *ordinal = end->meaning == DP_W_ORDINAL_END;
  return took + (uint32_t)*ordinal;
}

static uint32_t year_behind(const dp_tag *tag, dp_when *when) {
  const uint32_t skip = dp_tag_is_mark(tag, ',') ? 1 : 0;
  if (!dp_tag_is_year(tag + skip) || tag[skip + 1].meaning == DP_W_OCLOCK) return 0;
  when->year = tag[skip].value;
  return skip + 1;
}

/* 15 March 2026, the 15th of March, 15 tarikh, 15th */
static uint32_t date(const dp_tag *tag, int german, dp_piece *out) {
  int32_t n;
  int ordinal;
  uint32_t i = date_number(tag, &n, &ordinal);
  if (!i) return 0;
  const uint32_t skip = joins(tag + i) ||
                        (dp_tag_is_mark(tag + i, '.') && tag[i + 1].meaning == DP_W_MONTH) ||
                        dp_tag_is_mark(tag + i, '-');
  if (tag[i + skip].meaning == DP_W_MONTH) {
    out->when.month = (uint8_t)tag[i + skip].value;
    i += skip + 1;
    i += year_behind(tag + i, &out->when);
    return day(out, i, DP_DAY_DATE, n);
  }
  /* am 20. */
  if (german && dp_tag_is_mark(tag + i, '.') && tag[-1].meaning == DP_W_LINK && !glued(tag + i + 1))
    return day(out, i + 1, DP_DAY_DATE, n);
  if (tag[i].meaning == DP_W_DATE) return day(out, i + 1, DP_DAY_DATE, n);
  if (!ordinal || tag->meaning == DP_W_ORDINAL || tag[i].meaning == DP_W_AMOUNT ||
      tag[i].meaning == DP_W_FRACTION || tag[i].meaning == DP_W_UNKNOWN)
    return 0;
  return day(out, i, DP_DAY_DATE, n);
}

/* March 15th, march 15 2026; a month alone is its first day. */
static uint32_t month(const dp_tag *tag, dp_piece *out) {
  int32_t n;
  int ordinal;
  if (tag->meaning != DP_W_MONTH) return 0;
  out->when.month = (uint8_t)tag->value;
  const uint32_t link = joins(tag + 1) ? 1 : 0;
  if (tag[1 + link].meaning == DP_W_END) return day(out, 2 + link, DP_DAY_MONTH_END, 0);
  const uint32_t skip = link && tag[1].meaning == DP_W_LINK && tag[1].book == DP_BOOK_EN;
  uint32_t i = date_number(tag + 1 + skip, &n, &ordinal);
  const dp_tag *end = tag + 1 + skip + i;
  const int clock = end->meaning == DP_W_OCLOCK || end->meaning == DP_W_HALF_DAY ||
                    end->meaning == DP_W_UNIT || dp_tag_is_mark(end, ':');
  if (!i || clock) {
    const uint32_t year = year_behind(tag + 1, &out->when); /* in May 2024 */
    return year ? day(out, 1 + year, DP_DAY_DATE, 1) : day(out, 1, DP_DAY_MONTH, 0);
  }
  i += 1 + skip;
  if (tag[i].meaning == DP_W_DATE) i++;
  i += year_behind(tag + i, &out->when);
  return day(out, i, DP_DAY_DATE, n);
}

/* --- weeks and months --- */

/* next week, is mahine: which one (0 this, 1 next), and its unit. */
static uint32_t which_unit(const dp_tag *tag, int32_t *which, int32_t *unit) {
  /* la semana que viene */
  if (tag->meaning == DP_W_UNIT && tag->book == DP_BOOK_ES && tag->value >= DP_UNIT_DAY &&
      tag[1].meaning == DP_W_NEXT) {
    *which = tag[1].value;
    *unit = tag->value;
    return 2;
  }
  if (tag->meaning != DP_W_NEXT && tag->meaning != DP_W_THIS) return 0;
  if (tag[1].meaning != DP_W_UNIT || tag[1].value < DP_UNIT_DAY) return 0;
  *which = tag->meaning == DP_W_NEXT ? tag->value : 0;
  *unit = tag[1].value;
  return 2;
}

static uint32_t end_of(const dp_tag *tag, dp_piece *out) {
  uint32_t i = 0;
  int32_t which = 0, unit;
  int found = 0;
  if (tag->meaning == DP_W_END) {
    i = 1;
    while (joins(tag + i)) i++;
    if (tag[i].meaning == DP_W_MONTH) {
      out->when.month = (uint8_t)tag[i].value;
      return day(out, i + 1, DP_DAY_MONTH_END, 0);
    }
    const uint32_t took = which_unit(tag + i, &which, &unit);
    if (took) {
      i += took;
      found = 1;
    } else if (tag[i].meaning == DP_W_UNIT) {
      unit = tag[i++].value;
      found = 1;
    }
  } else {
    i = which_unit(tag, &which, &unit);
    if (!i && tag->meaning == DP_W_UNIT) {
      unit = tag->value;
      i = 1;
    }
    if (!i) return 0;
    while (joins(tag + i)) i++;
    found = tag[i++].meaning == DP_W_END;
  }
  if (!found) return 0;
  if (unit == DP_UNIT_WEEK) {
    out->when.weeks = (int16_t)which;
    return day(out, i, DP_DAY_WEEK_END, 0);
  }
  if (unit == DP_UNIT_MONTH) {
    out->when.months = (int16_t)which;
    return day(out, i, DP_DAY_MONTH_END, 0);
  }
  if (unit != DP_UNIT_DAY) return 0;
  out->when.part = DP_PART_END_OF_DAY;
  if (which) return day(out, i, DP_DAY_AHEAD, which);
  out->kind = DP_PIECE_PART;
  return i;
}

/* agle mahine [ki] 5 tarikh, 5th of next month are put together by the groups. */
static uint32_t week_or_month(const dp_tag *tag, dp_piece *out) {
  int32_t which, unit;
  uint32_t i = which_unit(tag, &which, &unit);
  if (!i) return 0;
  /* the week after next */
  if (unit == DP_UNIT_DAY) return which ? day(out, i, DP_DAY_AHEAD, 1) : day(out, i, DP_DAY_AHEAD, 0);
  if (unit == DP_UNIT_WEEK) {
    out->when.weeks = (int16_t)which;
    return day(out, i, DP_DAY_WEEK, 0);
  }
  out->when.months = (int16_t)which;
  return day(out, i, DP_DAY_MONTH, 0);
}

static uint32_t after_next(const dp_tag *tag, dp_piece *out) {
  if (tag->meaning != DP_W_UNIT || tag[1].meaning != DP_W_BEFORE_IT || tag[1].value != DP_BOUND_AFTER ||
      tag[2].meaning != DP_W_NEXT)
    return 0;
  if (tag->value == DP_UNIT_WEEK) {
    out->when.weeks = 2;
    return day(out, 3, DP_DAY_WEEK, 0);
  }
  if (tag->value != DP_UNIT_MONTH) return 0;
  out->when.months = 2;
  return day(out, 3, DP_DAY_MONTH, 0);
}

/* --- weekdays --- */

static uint32_t weekday(const dp_tag *tag, dp_piece *out) {
  dp_when *when = &out->when;
  uint32_t i = 0;
  when->which = DP_WHICH_BARE;
  if (tag->meaning == DP_W_NEXT) {
    when->which = DP_WHICH_NEXT;
    i = 1;
  } else if (tag->meaning == DP_W_THIS) {
    when->which = DP_WHICH_THIS;
    i = 1;
  } else if (tag->meaning == DP_W_EVERY) {
    i = 1;
  }
  while (i && tag[i].meaning == DP_W_THIS) i++;
  if (tag[i].meaning != DP_W_WEEKDAY) return 0;
  const int32_t n = tag[i++].value;
  if (tag[i].meaning == DP_W_NEXT && tag[i].book == DP_BOOK_ES) i++; /* el martes que viene */
  if (is_unit(tag + i, DP_UNIT_DAY)) i++;                            /* somvar ke din, som din */
  if (joins(tag + i) && is_unit(tag + i + 1, DP_UNIT_DAY)) i += 2;
  if (is_unit(tag + i, DP_UNIT_WEEK) && when->which == DP_WHICH_BARE) { /* Monday week */
    when->weeks = 1;
    i++;
  }
  return day(out, i, DP_DAY_WEEKDAY, n);
}

/* a week on Monday, a week from tomorrow */
static uint32_t week_on(const dp_tag *tag, dp_piece *out) {
  const uint32_t i = tag->meaning == DP_W_A;
  if (!is_unit(tag + i, DP_UNIT_WEEK)) return 0;
  const dp_tag *on = tag + i + 1;
  if (on->meaning != DP_W_LINK &&
      !(on->meaning == DP_W_BEFORE_IT && (on->value == DP_BOUND_FROM || on->value == DP_BOUND_AFTER)))
    return 0;
  if (on[1].meaning == DP_W_WEEKDAY) {
    out->when.weeks = 1;
    return day(out, i + 3, DP_DAY_WEEKDAY, on[1].value);
  }
  if (on[1].meaning == DP_W_AHEAD && on->book == DP_BOOK_EN)
    return day(out, i + 3, DP_DAY_AHEAD, on[1].value + 7);
  return 0;
}

static uint32_t weekend(const dp_tag *tag, dp_piece *out) {
  const uint32_t i = tag->meaning == DP_W_NEXT || tag->meaning == DP_W_THIS || tag->meaning == DP_W_EVERY;
  if (tag[i].meaning != DP_W_WEEKEND) return 0;
  out->when.weeks = tag->meaning == DP_W_NEXT ? tag->value : 0;
  return day(out, i + 1, DP_DAY_WEEKEND, 0);
}

/* --- the rest --- */

static uint32_t today(const dp_tag *tag, dp_piece *out) {
  dp_when *when = &out->when;
  when->flags = DP_WHEN_TODAY_SAID;
  if (tag->meaning == DP_W_TODAY_PART) {
    when->part = (uint8_t)tag->value;
    return day(out, 1, DP_DAY_AHEAD, 0);
  }
  if (tag->meaning == DP_W_THIS && tag[1].meaning == DP_W_PART) {
    when->part = (uint8_t)tag[1].value;
    return day(out, 2, DP_DAY_AHEAD, 0);
  }
  if (tag->meaning == DP_W_LATER_TODAY) {
    when->flags |= DP_WHEN_LATER_TODAY;
    return day(out, 1, DP_DAY_AHEAD, 0);
  }
  when->flags = 0;
  return 0;
}

static uint32_t ahead(const dp_tag *tag, dp_piece *out) {
  if (tag->meaning != DP_W_AHEAD) return 0;
  if (!tag->value) out->when.flags = DP_WHEN_TODAY_SAID;
  if (!tag->value && tag[1].meaning == DP_W_VAGUE && tag[1].book == DP_BOOK_EN) {
    out->when.flags |= DP_WHEN_LATER_TODAY;
    return day(out, 2, DP_DAY_AHEAD, 0);
  }
  return day(out, 1, DP_DAY_AHEAD, tag->value);
}

static uint32_t every_day(const dp_tag *tag, dp_piece *out) {
  if (tag->meaning == DP_W_EVERY_DAY) return day(out, 1, DP_DAY_EVERY, 0);
  if (tag->meaning != DP_W_EVERY) return 0;
  if (is_unit(tag + 1, DP_UNIT_DAY)) return day(out, 2, DP_DAY_EVERY, 0);
  if (tag[1].meaning != DP_W_PART) return 0;
  out->when.part = (uint8_t)tag[1].value;
  return day(out, 2, DP_DAY_EVERY, 0);
}

static uint32_t past_day(const dp_tag *tag, dp_piece *out) {
  if (tag->meaning == DP_W_PAST_DAY) return past(out, 1);
  if (tag->meaning != DP_W_LAST) return 0;
  switch (tag[1].meaning) {
  case DP_W_UNIT:
  case DP_W_WEEKDAY:
  case DP_W_PART:
  case DP_W_WEEKEND:
  case DP_W_MONTH: return past(out, 2);
  default: break;
  }
  dp_piece span;
  const uint32_t took = dp_read_span(tag + 1, &span);
  return took ? past(out, 1 + took) : 0;
}

uint32_t dp_read_day(const dp_tag *tag, int german, dp_piece *out) {
  *out = (dp_piece){.kind = DP_PIECE_DAY};
  uint32_t took = numbers(tag, german, out);
  if (!took) took = date(tag, german, out);
  if (!took && tag->meaning == DP_W_DATE) {
    dp_number n;
    const uint32_t number = dp_read_number(tag + 1, &n);
    if (number && n.whole && n.sixtieths <= 31 * 60 && n.sixtieths > 0)
      took = day(out, 1 + number, DP_DAY_DATE, n.sixtieths / 60);
  }
  if (!took) took = past_day(tag, out);
  if (!took) took = end_of(tag, out);
  if (!took) took = week_on(tag, out);
  if (!took) took = after_next(tag, out);
  if (!took) took = week_or_month(tag, out);
  if (!took) took = weekday(tag, out);
  if (!took) took = weekend(tag, out);
  if (!took && (tag->meaning == DP_W_NEXT || tag->meaning == DP_W_THIS) && tag[1].meaning == DP_W_MONTH) {
    took = month(tag + 1, out);
    if (took) took++;
  }
  if (!took) took = month(tag, out);
  if (!took) took = today(tag, out);
  if (!took) took = ahead(tag, out);
  if (!took) took = every_day(tag, out);
  return took;
}

/* --- meals and work --- */

static const uint8_t meal_after[] = {DP_PART_AFTER_BREAKFAST, DP_PART_AFTER_LUNCH, DP_PART_NIGHT,
                                     DP_PART_MEAL, DP_PART_AFTER_WORK};
static const uint8_t meal_before[] = {DP_PART_NONE, DP_PART_BEFORE_LUNCH, DP_PART_NONE, DP_PART_NONE,
                                      DP_PART_NONE};
static const uint8_t meal_at[] = {DP_PART_NONE, DP_PART_LUNCH, DP_PART_NONE, DP_PART_NONE, DP_PART_NONE};

static uint32_t part(dp_piece *out, uint8_t value, uint32_t took) {
  out->kind = DP_PIECE_PART;
  out->when.part = value;
  return value ? took : 0;
}

/* lunch ke baad, khana khane ke baad, office khatam hone se pehle */
static uint32_t meal_behind(const dp_tag *tag, dp_piece *out) {
  uint32_t i = 1;
  while (i < 6 && (tag[i].meaning == DP_W_LINK || tag[i].meaning == DP_W_OF || tag[i].meaning == DP_W_MEAL ||
                   tag[i].meaning == DP_W_CALL || tag[i].meaning == DP_W_END ||
                   (tag[i].meaning == DP_W_OTHER && tag[i].book == DP_BOOK_HI)))
    i++;
  /* khana lunch: the more exact word */
  int32_t meal = tag->value;
  for (uint32_t j = 1; j < i; j++)
    if (tag[j].meaning == DP_W_MEAL && tag[j].value != DP_MEAL_ANY && meal == DP_MEAL_ANY)
      meal = tag[j].value;
  if ((tag[i].meaning == DP_W_BEHIND_IT ||
       (tag[i].meaning == DP_W_BEFORE_IT && tag[i - 1].meaning == DP_W_LINK)) &&
      tag[i].value == DP_BOUND_AFTER)
    return part(out, meal_after[meal], i + 1);
  if (tag[i].meaning == DP_W_FROM && tag[i + 1].meaning == DP_W_FIRST)
    return part(out, meal_before[meal], i + 2);
  if (i == 1 && tag[1].meaning == DP_W_FIRST) return part(out, meal_before[meal], 2);
  if (i == 1 && tag[1].meaning == DP_W_IN) return part(out, meal_at[meal], 2);
  if (i == 2 && meal == DP_MEAL_LUNCH && tag[1].meaning == DP_W_LINK && tag[1].book == DP_BOOK_HI)
    return part(out, DP_PART_LUNCH, 2);
  return 0;
}

uint32_t dp_read_part(const dp_tag *tag, int bound, dp_piece *out) {
  *out = (dp_piece){.kind = DP_PIECE_PART};
  if (tag->meaning == DP_W_PART && tag->value == DP_PART_MORNING && tag[1].meaning == DP_W_PART &&
      tag[1].value == DP_PART_MORNING && tag->book == DP_BOOK_HI && tag[1].book == DP_BOOK_HI)
    return part(out, DP_PART_EARLY_MORNING, 2); /* subah subah, however it is spelt */
  if (tag->meaning == DP_W_PART) return part(out, (uint8_t)tag->value, 1);
  if (tag->meaning != DP_W_MEAL) return 0;
  if (bound == DP_BOUND_AFTER) return part(out, meal_after[tag->value], 1);
  if (bound == DP_BOUND_BEFORE) return part(out, meal_before[tag->value], 1);
  const uint32_t took = meal_behind(tag, out);
  if (took) return took;
  if (tag[-1].meaning == DP_W_AT || (tag[-1].meaning == DP_W_IN && tag[-1].value != DP_IN_FOR))
    return part(out, meal_at[tag->value], 1);
  return 0;
}
