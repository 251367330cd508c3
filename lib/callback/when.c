/* SPDX-License-Identifier: MIT */
/* How do two expressions of time become one, or share what only one of them says?
 *
 * Works on the fields alone: no words, no groups, no clock. Invariant: an expression says at most one day,
 * one time and one length; two that contradict each other are never mixed. */
#include "callback/when.h"

static int whole_days(const dp_when *when) {
  return when->has_span && !when->span_min && !when->span_months && !when->span_low;
}

/* --- two that say one thing --- */

static void copy_day(dp_when *into, const dp_when *from) {
  into->day = from->day;
  into->which = from->which;
  into->n = from->n;
  into->month = from->month;
  into->year = from->year;
  into->weeks = from->weeks;
  into->months = from->months;
  into->flags |= from->flags & (DP_WHEN_TODAY_SAID | DP_WHEN_LATER_TODAY);
}

/* next month and the 5th; next week and Tuesday: two pieces that say one day. */
static int merge_days(dp_when *into, const dp_when *from, int beside) {
  const dp_when *week = into->day == DP_DAY_WEEK ? into : from, *other = week == into ? from : into;
  if (week->day == DP_DAY_WEEK && (other->day == DP_DAY_WEEKDAY || other->day == DP_DAY_WEEKEND)) {
    const int16_t weeks = week->weeks;
    dp_when merged = *other;
    merged.weeks = weeks;
    if (merged.day == DP_DAY_WEEKDAY) merged.which = DP_WHICH_WEEK;
    into->day = merged.day;
    into->which = merged.which;
    into->n = merged.n;
    into->weeks = merged.weeks;
    return 1;
  }
  const dp_when *month = into->day == DP_DAY_MONTH ? into : from, *date = month == into ? from : into;
  if (month->day == DP_DAY_MONTH && date->day == DP_DAY_DATE && !date->month) {
    const int16_t months = month->months, n = date->n;
    const uint8_t number = month->month;
    into->day = DP_DAY_DATE;
    into->n = n;
    into->months = months;
    into->month = number;
    return 1;
  }
  if (into->day == from->day && into->n == from->n && into->which == from->which &&
      into->month == from->month && into->weeks == from->weeks && into->months == from->months &&
      into->year == from->year)
    return 1;
  /* the weekend, on Saturday */
  if (into->day == DP_DAY_WEEKEND && from->day == DP_DAY_WEEKDAY && from->n > 5 && !into->weeks) {
    copy_day(into, from);
    return 1;
  }
  if (!beside) return 0;
  /* a weekday beside a date: the date counts */
  if (into->day == DP_DAY_DATE && from->day == DP_DAY_WEEKDAY) return 1;
  if (into->day == DP_DAY_WEEKDAY &&
      (from->day == DP_DAY_DATE || from->day == DP_DAY_NUMBERS || from->day == DP_DAY_AHEAD)) {
    copy_day(into, from);
    into->which = 0;
    into->weeks = 0;
    return 1;
  }
  if (into->day == DP_DAY_AHEAD && from->day == DP_DAY_WEEKDAY) return 1;
  return 0;
}

static void copy_clock(dp_when *into, const dp_when *from) {
  into->has_clock = 1;
  into->minute = from->minute;
  into->half = from->half;
  into->flags = (uint16_t)((into->flags & ~DP_WHEN_HOURS) | (from->flags & DP_WHEN_HOURS));
}

static void copy_span(dp_when *into, const dp_when *from) {
  into->has_span = 1;
  into->span_days = from->span_days;
  into->span_months = from->span_months;
  into->span_min = from->span_min;
  into->span_low = from->span_low;
  into->flags |= from->flags & DP_WHEN_HOURS;
}

/* Two days later, at five: a length of whole days is a day, when a time is said. */
static void span_to_day(dp_when *when) {
  if (!whole_days(when) || when->day || !dp_when_has_time(when)) return;
  when->day = DP_DAY_AHEAD;
  when->n = (int16_t)when->span_days;
  when->has_span = 0;
  when->span_days = 0;
}

/* "First thing in the morning" is one part of the day. */
static int parts_agree(dp_when *into, const dp_when *from) {
  if (!into->part || (into->part == DP_PART_MORNING && from->part == DP_PART_OPENING))
    into->part = from->part;
  return into->part == from->part || (into->part == DP_PART_OPENING && from->part == DP_PART_MORNING);
}

int dp_when_merge(dp_when *into, const dp_when *from, int beside) {
  dp_when tried = *into;
  if (from->day) {
    if (tried.day && !merge_days(&tried, from, beside)) return 0;
    if (!tried.day) copy_day(&tried, from);
    tried.flags |= from->flags & (DP_WHEN_TODAY_SAID | DP_WHEN_LATER_TODAY);
  }
  if (from->has_clock) {
    if (tried.has_clock) return 0;
    copy_clock(&tried, from);
  }
  if (from->part) {
    if (!parts_agree(&tried, from)) return 0;
  }
  if (from->has_span) {
    if (tried.has_span) return 0;
    copy_span(&tried, from);
  }
  span_to_day(&tried);
  if (tried.has_span && (dp_when_has_time(&tried) || (tried.day && !(tried.day == DP_DAY_AHEAD && !tried.n))))
    return 0;
  if (from->bound) tried.bound = from->bound;
  *into = tried;
  return 1;
}

/* Do both say the same kind of thing? */
int dp_when_alike(const dp_when *a, const dp_when *b) {
  return (a->has_clock && b->has_clock) || (a->part && b->part && !a->has_clock && !b->has_clock) ||
         (a->has_span && b->has_span) || (a->day && b->day && !dp_when_has_time(a));
}

int dp_when_shares(const dp_when *a, const dp_when *b) {
  return (a->day && b->day) || (dp_when_has_time(a) && dp_when_has_time(b)) || (a->has_span && b->has_span);
}

/* --- the half of the day --- */

static void halve(dp_when *when, uint8_t half) {
  when->half = half;
  when->minute = (int16_t)(when->minute % 720 + (half == DP_HALF_PM ? 720 : 0));
}

/* A part of the day beside a clock time says no more than its half: subah 4-11, dopahar 11-4, shaam 3-9, raat
 * 7-12 and, of the day after, 12-4; outside of that the half that is nearer. */
void dp_when_settle(dp_when *when) {
  if (!when->has_clock || !when->part) return;
  const int32_t hour = when->minute % 720 / 60; /* 0 is twelve */
  const int night = when->part == DP_PART_NIGHT || when->part == DP_PART_LATE_NIGHT;
  if (night && (when->half == DP_HALF_OPEN || when->half == DP_HALF_AM) && hour <= 4) {
    when->half = DP_HALF_NIGHT;
    when->minute = (int16_t)(when->minute % 720);
    if (!when->minute) {
      when->half = DP_HALF_EXACT;
      when->minute = 1440;
    }
  } else if (when->half == DP_HALF_OPEN) {
    switch (when->part) {
    case DP_PART_EARLY_MORNING:
    case DP_PART_MORNING:
    case DP_PART_LATE_MORNING:
    case DP_PART_BEFORE_LUNCH:
    case DP_PART_OPENING:
    case DP_PART_AFTER_BREAKFAST: halve(when, hour ? DP_HALF_AM : DP_HALF_PM); break;
    case DP_PART_AFTERNOON:
    case DP_PART_DOPAHAR:
    case DP_PART_LUNCH:
    case DP_PART_AFTER_LUNCH: halve(when, hour == 11 ? DP_HALF_AM : DP_HALF_PM); break;
    case DP_PART_DAYTIME: halve(when, hour >= 7 ? DP_HALF_AM : DP_HALF_PM); break;
    default: halve(when, DP_HALF_PM); break;
    }
  }
  when->part = DP_PART_NONE;
}

/* The half of one end of a range or choice settles the other's, while the first stays before the second. */
static void share_half(dp_when *a, dp_when *b) {
  if (!a->has_clock || !b->has_clock) return;
  if (a->half == DP_HALF_OPEN && (b->half == DP_HALF_AM || b->half == DP_HALF_PM) && !a->part) {
    const uint8_t half = b->half;
    const uint8_t other = half == DP_HALF_AM ? DP_HALF_PM : DP_HALF_AM;
    halve(a, half);
    if (a->minute >= b->minute) halve(a, other);
  } else if (b->half == DP_HALF_OPEN && (a->half == DP_HALF_AM || a->half == DP_HALF_PM) && !b->part) {
    const uint8_t half = a->half;
    const uint8_t other = half == DP_HALF_AM ? DP_HALF_PM : DP_HALF_AM;
    halve(b, half);
    if (b->minute <= a->minute) halve(b, other);
    if (b->minute == 0) {
      b->half = DP_HALF_EXACT;
      b->minute = 1440;
    }
  }
}

/* --- two that stay two --- */

/* What a correction keeps of what it corrects: the day, the time and the half that it does not name. */
void dp_when_keep(dp_when *now, const dp_when *before) {
  if (now->has_span || before->has_span) return;
  if (!now->day && before->day) copy_day(now, before);
  if (!dp_when_has_time(now)) {
    if (before->has_clock) copy_clock(now, before);
    now->part = before->part;
    if (!now->bound) now->bound = before->bound;
  } else if (now->has_clock && !now->part && before->has_clock && now->half == DP_HALF_OPEN) {
    now->part = before->part;
    if (before->half == DP_HALF_AM || before->half == DP_HALF_PM) {
      now->half = before->half;
      now->minute = (int16_t)(now->minute % 720 + (now->half == DP_HALF_PM ? 720 : 0));
    }
  }
}

/* Parts of a choice or a range share what only one of them says. */
void dp_when_share(dp_when *a, dp_when *b, int choice) {
  if (a->has_span || b->has_span) return;
  if (!b->day && a->day) copy_day(b, a);
  if (!a->day && b->day) copy_day(a, b);
  if (!dp_when_has_time(a) && dp_when_has_time(b)) {
    if (b->has_clock) copy_clock(a, b);
    a->part = b->part;
  } else if (!dp_when_has_time(b) && dp_when_has_time(a) && choice) {
    if (a->has_clock) copy_clock(b, a);
    b->part = a->part;
  }
  if (a->has_clock && b->has_clock) {
    if (!a->part && b->part && a->half == DP_HALF_OPEN) a->part = b->part;
    if (choice && !b->part && a->part && b->half == DP_HALF_OPEN) b->part = a->part;
  }
  dp_when_settle(a);
  dp_when_settle(b);
  share_half(a, b);
  if (choice && !a->bound) a->bound = b->bound;
  if (choice && !b->bound) b->bound = a->bound;
}
