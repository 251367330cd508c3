/* SPDX-License-Identifier: MIT */
/* What a text says about time, as fields with holes: made from words alone (parse.c), without knowing the
 * time, the zone or the campaign; filled by resolve.c. Everything fits into dialplan_resolution.reading. */
#ifndef DP_CALLBACK_READING_H
#define DP_CALLBACK_READING_H

#include <dialplan/callback.h>

/* Books of words. */
enum { DP_BOOK_EN = 1, DP_BOOK_HI, DP_BOOK_DE, DP_BOOK_ES, DP_BOOKS_MAX = 4 };

/* What is said about the day. */
enum {
  DP_DAY_NONE,
  DP_DAY_AHEAD,    /* n civil days after today: 0 today, 1 tomorrow, 2, 3 */
  DP_DAY_WEEKDAY,  /* weekday n (Monday 1), by `which`, and `weeks` more */
  DP_DAY_WEEK,     /* Monday of the ISO week `weeks` after this one: "next week" is 1 */
  DP_DAY_WEEKEND,  /* Saturday of the week `weeks` after this one; weeks 0 said on a weekend: today */
  DP_DAY_WEEK_END, /* Friday of the week `weeks` after this one: "end of the week" */
  DP_DAY_DATE,     /* day n; month 1-12, or 0: by `months`; year, or 0: the next such date after today */
  DP_DAY_NUMBERS,  /* 3/4, 3/4/2026: n and month as written, in an order that the campaign settles; year or 0
                    */
  DP_DAY_MONTH, /* the 1st of `month`, next occurrence; month 0: the 1st of the month `months` after this one
                 */
  DP_DAY_MONTH_END, /* the last day of the month `months` after this one, or of `month` where that is not 0 */
  DP_DAY_EVERY      /* "every day", "roz": the next one. (A weekday with every/har is DP_DAY_WEEKDAY.) */
};

/* Which occurrence of a weekday. */
enum {
  DP_WHICH_BARE, /* the next after today; today's own name is +7 unless its time is still ahead */
  DP_WHICH_THIS, /* this, coming, is, aane wale: the next occurrence, today's name as a bare weekday */
  DP_WHICH_NEXT, /* next, agle: of the next ISO week */
  DP_WHICH_WEEK  /* of the ISO week `weeks` after this one: "Tuesday next week" */
};

/* The half of the day of a clock time. */
enum {
  DP_HALF_OPEN,  /* a bare hour 1-12: both halves are possible */
  DP_HALF_AM,    /* said: am, subah; minute is 0-719 */
  DP_HALF_PM,    /* said: pm, shaam; minute is 720-1439 */
  DP_HALF_EXACT, /* 24-hour, noon (720), midnight (1440: the end of the day named): as written */
  DP_HALF_NIGHT  /* raat 12:01-4:59: minute 1-299 of the civil day after the one named ("aaj raat 2 baje") */
};

/* Dayparts, with the intervals and preferred times that resolve.c gives them. Noon is a clock time. Beside a
 * clock time a daypart only settles its half, and is not kept: part is DP_PART_NONE where has_clock is set.
 */
enum {
  DP_PART_NONE,
  DP_PART_EARLY_MORNING,
  DP_PART_MORNING,
  DP_PART_LATE_MORNING,
  DP_PART_AFTERNOON,
  DP_PART_DOPAHAR,
  DP_PART_LUNCH,
  DP_PART_AFTER_LUNCH, /* also "khana ke baad"; said after 17:00 that is DP_PART_NIGHT: see `meal` */
  DP_PART_BEFORE_LUNCH,
  DP_PART_EVENING,
  DP_PART_AFTER_WORK,
  DP_PART_NIGHT,
  DP_PART_LATE_NIGHT,
  DP_PART_END_OF_DAY,
  DP_PART_OPENING, /* first thing, as soon as you open */
  DP_PART_AFTER_BREAKFAST,
  DP_PART_DAYTIME,
  DP_PART_MEAL /* "khana ke baad": after lunch, or after dinner when said after 17:00 */
};

/* Bounds. */
enum {
  DP_BOUND_NONE,
  DP_BOUND_AFTER,  /* X ke baad: of a daypart its end, of a day the day after */
  DP_BOUND_FROM,   /* X se, not before X: X itself */
  DP_BOUND_BY,     /* by X, X tak: X minus 30 min; of a day or daypart: itself */
  DP_BOUND_BEFORE, /* before X: X minus 30 min; of a daypart its start minus 30 min, of a day the day before
                    */
  DP_BOUND_AROUND  /* around X, X-ish: X */
};

/* How `then` belongs to `when`. */
enum {
  DP_THEN_NONE,
  DP_THEN_UNTIL, /* between when and then, when se then */
  DP_THEN_OR     /* when, or then */
};

/* One expression of time. All zero: nothing said. */
typedef struct dp_when {
  uint8_t day;       /* DP_DAY_* */
  uint8_t which;     /* DP_WHICH_* */
  uint8_t part;      /* DP_PART_* */
  uint8_t half;      /* DP_HALF_*, with has_clock */
  uint8_t bound;     /* DP_BOUND_* */
  uint8_t month;     /* 1-12; 0: not said */
  uint8_t has_clock; /* 1: minute and half are said */
  uint8_t has_span;  /* 1: a duration from the asking is said: span_months, span_days, span_min */
  int16_t n;         /* day number, weekday, or days ahead */
  int16_t year;      /* 0: not said; two digits were made four */
  int16_t weeks;     /* see the days */
  int16_t months;    /* see the days */
  int16_t minute;    /* of the day: 0-1440 */
  uint16_t span_days;
  uint16_t span_months;
  uint16_t flags;    /* DP_WHEN_* */
  uint32_t span_min; /* minutes */
  uint32_t span_low; /* lower bound in minutes of "10-15 minutes", 0: no range; span_min is the upper */
} dp_when;

enum {
  DP_WHEN_LATER_TODAY = 1, /* "later today": now + 3 h, not past an hour before closing */
  DP_WHEN_TODAY_SAID = 2, /* "today", "aaj" was said, so that a time that has passed does not mean tomorrow */
  DP_WHEN_HOURS = 4       /* the clock time has no minutes, or the duration only hours: grain hour */
};

/* What the whole text says. */
typedef struct dp_reading {
  uint8_t found;    /* DIALPLAN_CALLBACK_NONE; _VAGUE; _RESOLVED: when is filled */
  uint8_t then;     /* DP_THEN_*: how the second expression belongs to the first */
  uint8_t excluded; /* 1: other_when is a day or time that was denied ("not tomorrow") and nothing else was
                       said */
  uint8_t span_count;
  uint16_t certainty; /* 0 to 1000, as far as the words tell */
  uint16_t reserved;
  uint64_t reasons; /* bits of DIALPLAN_CALLBACK_*: those that words alone give */
  dp_when when, other;
  dialplan_text_span spans[8];
} dp_reading;

/* A reason as a bit of the reasons. */
static inline uint64_t dp_reason_bit(uint32_t reason) { return UINT64_C(1) << reason; }

/* Reads a text by the books named, in their order: the first wins a tie. Never fails; linear in len; no
 * allocation. */
void dp_callback_parse(const char *text, uint64_t len, const uint8_t *books, uint32_t book_count,
                       dp_reading *out);

#endif
