/* SPDX-License-Identifier: MIT */
/* Which time of the clock do these words say? "5:30", "530 pm", "half past five", "sadhe paanch baje",
 * "noon".
 *
 * A number alone is DP_PIECE_HOUR: whether it is a clock time depends on its neighbours. */
#include "callback/pieces.h"

enum { ONE = 60, DAY = 1440, NOON = 720, NO_MINUTE = -1 };

static int said_number(const dp_tag *tag, int32_t low, int32_t high) {
  return tag->meaning == DP_W_NUMBER && tag->value >= low && tag->value <= high && tag->digits <= 2;
}

static int ends_clock(const dp_tag *tag) {
  return tag->meaning == DP_W_OCLOCK || tag->meaning == DP_W_HALF_DAY;
}

/* Hour and minute as said, and the tags behind them that settle the half of the day. */
static uint32_t finish(const dp_tag *tag, int32_t hour, int32_t minute, int zero, dp_piece *out) {
  dp_when *when = &out->when;
  uint32_t i = 0;
  int half = 0;
  if (tag[i].meaning == DP_W_OCLOCK) i++;
  if (minute != NO_MINUTE && tag[i].meaning == DP_W_UNIT && tag[i].value == DP_UNIT_HOUR) i++;
  if (tag[i].meaning == DP_W_HALF_DAY) {
    half = tag[i].value;
    i++;
    if (dp_tag_is_mark(tag + i, '.')) i++;
    if (tag[i].meaning == DP_W_OCLOCK) i++;
  }
  if (minute == NO_MINUTE) {
    minute = 0;
    when->flags |= DP_WHEN_HOURS;
  }
  out->kind = DP_PIECE_CLOCK;
  when->has_clock = 1;
  when->half = DP_HALF_OPEN;
  if (hour > 12 || hour == 0 || zero) {
    when->half = DP_HALF_EXACT;
  } else if (half) {
    hour = hour % 12 + (half == 2 ? 12 : 0);
    when->half = half == 2 ? DP_HALF_PM : DP_HALF_AM;
  }
  when->minute = (int16_t)(hour * 60 + minute);
  return i;
}

/* "Ten to six" are minutes, "two to three" is a range; so are "10 to 6" and "from ten to six". */
static int said_in_fives(const dp_tag *minutes, const dp_tag *hour) {
  return !(minutes->flags & DP_TAG_DIGITS) && minutes->value % 5 == 0 && minutes->value > hour->value &&
         !(hour->flags & DP_TAG_DIGITS) && minutes[-1].meaning != DP_W_BEFORE_IT &&
         minutes[-1].meaning != DP_W_BETWEEN;
}

/* quarter past five, ten minutes to six, 20 past 4 */
static uint32_t around_hour(const dp_tag *tag, dp_piece *out) {
  dp_number n;
  const uint32_t took = dp_read_number(tag, &n);
  if (!took) return 0;
  const int fraction = tag->meaning == DP_W_FRACTION;
  if (fraction ? n.sixtieths > 30 : !n.whole || n.sixtieths < ONE || n.sixtieths > 59 * ONE) return 0;
  const int32_t minutes = fraction ? n.sixtieths : n.sixtieths / ONE;
  uint32_t i = took;
  const int unit = tag[i].meaning == DP_W_UNIT && tag[i].value == DP_UNIT_MINUTE;
  if (unit) i++;
  /* Viertel nach fünf, zehn vor sechs */
  const int german = tag[i].meaning == DP_W_BEFORE_IT && tag[i].book == DP_BOOK_DE;
  const int past =
      (tag[i].meaning == DP_W_PAST_HOUR && tag[i].value == 1) || (german && tag[i].value == DP_BOUND_AFTER);
  const int before = german && tag[i].value == DP_BOUND_BEFORE;
  const int to = before || (tag[i].meaning == DP_W_TO && tag[i].book == DP_BOOK_EN);
  const dp_tag *const next = tag + i + 1;
  const int sure = fraction || unit || minutes > 12 || before || tag[-1].meaning == DP_W_AT;
  if (!past && !(to && (sure || said_in_fives(tag, next)))) return 0;
  i++;
  if (!said_number(tag + i, 1, past ? 23 : 24) || tag[i + 1].meaning == DP_W_UNIT) return 0;
  const int32_t hour = tag[i].value;
  i++;
  if (past) return i + finish(tag + i, hour, minutes, 0, out);
  const uint32_t rest = finish(tag + i, hour == 1 ? 12 : hour - 1, 60 - minutes, 0, out);
  return i + rest;
}

/* sadhe 5 [baje], paune chhe, dedh baje, British half 4, halb fünf */
static uint32_t fraction_hour(const dp_tag *tag, dp_piece *out) {
  if (tag->meaning != DP_W_FRACTION) return 0;
  dp_number n;
  uint32_t took = dp_read_number(tag, &n);
  switch (tag->value) {
  case DP_FRACTION_HALF:
  case DP_FRACTION_HALF_TO:
    if (tag->book == DP_BOOK_HI || !said_number(tag + 1, 1, 12) || tag[2].meaning == DP_W_UNIT) return 0;
    took = 2;
    n.sixtieths = tag[1].value * ONE + (tag->value == DP_FRACTION_HALF ? 30 : -30);
    break;
  case DP_FRACTION_DEDH:
  case DP_FRACTION_DHAI:
    if (!ends_clock(tag + took)) return 0;
    break;
  case DP_FRACTION_PAUN:
  case DP_FRACTION_SAVA:
    if (took < 2 && tag[took].meaning != DP_W_OCLOCK) return 0;
    break;
  case DP_FRACTION_SADHE:
    if (took < 2) return 0;
    break;
  default: return 0;
  }
  if (tag[took].meaning == DP_W_UNIT || tag[took].meaning == DP_W_AMOUNT) return 0;
  if (n.sixtieths < 30 || n.sixtieths >= 24 * 60) return 0;
  const int32_t hour = n.sixtieths / 60;
  return took + finish(tag + took, hour ? hour : 12, n.sixtieths % 60, 0, out);
}

/* 5:30, 5.30, 5-30 baje, 5 30 pm, five thirty: the minutes behind an hour. Returns the tags taken. */
static uint32_t minutes_behind(const dp_tag *tag, int32_t hour, int32_t *minute) {
  const dp_tag *next = tag + 1;
  if (next->meaning == DP_W_MARK && next->flags & DP_TAG_GLUED && tag->flags & DP_TAG_DIGITS) {
    const dp_tag *m = tag + 2;
    if (m->meaning != DP_W_NUMBER || !(m->flags & DP_TAG_GLUED) || m->digits != 2 || m->value > 59) return 0;
    *minute = m->value;
    const int more = m[1].meaning == DP_W_MARK && m[1].flags & DP_TAG_GLUED && m[2].meaning == DP_W_NUMBER &&
                     m[2].flags & DP_TAG_GLUED;
    if (next->value == ':') return more && m[1].value == ':' ? 4 : 2;
    if (next->value == '.') return more || m[1].meaning == DP_W_UNIT ? 0 : 2;
    if (next->value == '-' && ends_clock(m + 1) && (m->value <= hour || m->value > hour + 3)) return 2;
    return 0;
  }
  dp_number n;
  const uint32_t took = dp_read_number(next, &n);
  if (!took || next->meaning != DP_W_NUMBER || !n.whole || n.sixtieths < 10 * ONE || n.sixtieths > 59 * ONE)
    return 0;
  if (next->flags & DP_TAG_DIGITS && next->digits != 2) return 0;
  *minute = n.sixtieths / ONE;
  if (tag[1 + took].meaning == DP_W_UNIT || (*minute <= hour + 3 && *minute % 15)) return 0;
  if (ends_clock(tag + 1 + took)) return took;
  /* five thirty, 5 30; of Hindi the half hour and the quarter to */
  const int digits = (tag->flags & DP_TAG_DIGITS) != 0;
  if (*minute % 5 || digits != ((next->flags & DP_TAG_DIGITS) != 0) || tag[1 + took].meaning == DP_W_AMOUNT)
    return 0;
  return tag->book != DP_BOOK_HI || *minute == 30 || *minute == 45 ? took : 0;
}

/* las cinco y media, menos cuarto; 17 Uhr 30 */
static uint32_t fraction_behind(const dp_tag *tag, int32_t *hour, int32_t *minute) {
  const dp_tag *next = tag + 1;
  if (next->meaning == DP_W_FRACTION && next->book == DP_BOOK_ES) {
    if (next[1].meaning == DP_W_UNIT) return 0;
    switch (next->value) {
    case DP_FRACTION_AND_HALF: *minute = 30; return 1;
    case DP_FRACTION_AND_QUARTER: *minute = 15; return 1;
    case DP_FRACTION_LESS_QUARTER:
      if (!*hour) return 0;
      *minute = 45;
      *hour = *hour == 1 ? 12 : *hour - 1;
      return 1;
    default: return 0;
    }
  }
  dp_number n;
  if (next->meaning != DP_W_OCLOCK || next->book != DP_BOOK_DE) return 0;
  const uint32_t took = dp_read_number(next + 1, &n);
  if (!took || !n.whole || n.sixtieths > 59 * ONE || next[1 + took].meaning == DP_W_UNIT) return 0;
  *minute = n.sixtieths / ONE;
  return 1 + took;
}

/* 5 bajke 20 minute, 5 bajne mein das minute */
static uint32_t bajke(const dp_tag *tag, int32_t hour, dp_piece *out) {
  if (!((tag->meaning == DP_W_PAST_HOUR || tag->meaning == DP_W_TO_HOUR) && tag->value == 0)) return 0;
  if (hour < 1 || hour > 23) return 0;
  dp_number n;
  uint32_t took = dp_read_number(tag + 1, &n);
  const int said = took && n.whole && n.sixtieths < 60 * ONE;
  if (tag->meaning == DP_W_PAST_HOUR) {
    if (!said) return 1 + finish(tag + 1, hour, NO_MINUTE, 0, out);
    took += tag[1 + took].meaning == DP_W_UNIT;
    return 1 + took + finish(tag + 1 + took, hour, n.sixtieths / ONE, 0, out);
  }
  if (!said || n.sixtieths < ONE) return 0;
  took += tag[1 + took].meaning == DP_W_UNIT;
  return 1 + took + finish(tag + 1 + took, hour == 1 ? 12 : hour - 1, 60 - n.sixtieths / ONE, 0, out);
}

/* The year of 15 July 2026, of July 15, 2026, of 15/7/2026. */
static int ends_date(const dp_tag *tag) {
  return dp_tag_is_year(tag) && (tag[-1].meaning == DP_W_MONTH || tag[-1].meaning == DP_W_MARK);
}

/* A number that counts something else, or is part of a longer one. */
static int counts(const dp_tag *tag, uint32_t took) {
  const dp_tag *before = tag - 1, *after = tag + took;
  if (after->meaning == DP_W_AMOUNT || after->meaning == DP_W_ORDINAL_END || after->meaning == DP_W_UNIT ||
      after->meaning == DP_W_DATE)
    return 1;
  if (before->meaning == DP_W_AMOUNT || dp_tag_is_mark(before, '+')) return 1;
  if (after->meaning == DP_W_NUMBER && after->digits > 2) return 1;
  if (after->meaning == DP_W_MARK && after->flags & DP_TAG_GLUED &&
      (after->value == '/' || after->value == '.') && after[1].meaning == DP_W_NUMBER &&
      after[1].flags & DP_TAG_GLUED)
    return 1;
  if (before->meaning == DP_W_MARK && tag->flags & DP_TAG_GLUED && before->flags & DP_TAG_GLUED &&
      (before->value == '/' || before->value == '.' || before->value == ':'))
    return 1;
  /* the last of 2026-13-01 */
  if (dp_tag_is_mark(before, '-') && before[-1].meaning == DP_W_NUMBER && dp_tag_is_mark(before - 2, '-'))
    return 1;
  return before->meaning == DP_W_NUMBER && before->digits > 2 && !ends_date(before);
}

uint32_t dp_read_clock(const dp_tag *tag, dp_piece *out) {
  *out = (dp_piece){.kind = DP_PIECE_CLOCK};
  if (tag->meaning == DP_W_CLOCK || (said_number(tag, 12, 12) && tag[1].meaning == DP_W_CLOCK)) {
    const uint32_t skip = tag->meaning == DP_W_CLOCK ? 0 : 1;
    out->when.has_clock = 1;
    out->when.half = DP_HALF_EXACT;
    out->when.minute = tag[skip].value;
    out->when.flags = DP_WHEN_HOURS;
    return skip + 1;
  }
  uint32_t took = around_hour(tag, out);
  if (took) return took;
  took = fraction_hour(tag, out);
  if (took) return took;
  if (tag->meaning != DP_W_NUMBER) return 0;
  int32_t hour = tag->value, minute = NO_MINUTE;
  if (tag->digits > 2) {
    const int end = ends_clock(tag + 1) || (tag[1].meaning == DP_W_UNIT && tag[1].value == DP_UNIT_HOUR) ||
                    (tag[-1].meaning == DP_W_AT && !counts(tag, 1));
    if (!end || hour / 100 > 24 || hour % 100 > 59 || hour > 2400) return 0;
    return 1 + finish(tag + 1, hour / 100, hour % 100, tag->digits == 4 && hour < 1000, out);
  }
  if (hour > 24) return 0;
  took = bajke(tag + 1, hour, out);
  if (took) return 1 + took;
  took = fraction_behind(tag, &hour, &minute);
  if (!took) took = minutes_behind(tag, hour, &minute);
  if (hour == 24 && minute > 0) return 0;
  const int strong = minute != NO_MINUTE && took;
  const int spaced = strong && tag->flags & DP_TAG_DIGITS && tag[1].meaning == DP_W_NUMBER &&
                     !(tag[1].flags & DP_TAG_GLUED) && !ends_clock(tag + 1 + took);
  if (!took) minute = NO_MINUTE;
  if (!strong && !ends_clock(tag + 1)) {
    if (counts(tag, 1)) return 0;
    const uint32_t rest = finish(tag + 1, hour, NO_MINUTE, 0, out);
    out->kind = DP_PIECE_HOUR;
    return 1 + rest;
  }
  if (counts(tag, 1 + took) && !ends_clock(tag + 1 + took) &&
      !(tag[1 + took].meaning == DP_W_UNIT && tag[1 + took].value == DP_UNIT_HOUR))
    return 0;
  took += finish(tag + 1 + took, hour, minute, strong && tag->digits == 2 && hour < 10, out);
  if (spaced) out->kind = DP_PIECE_HOUR; /* 5 30: as 5 alone */
  return 1 + took;
}
