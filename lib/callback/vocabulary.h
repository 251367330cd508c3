/* SPDX-License-Identifier: MIT */
/* What words can mean. The books of words (words_<language>.inc) are lines of
 *
 *   WORD(meaning, value, conditions, "spelling spelling two_words ...")
 *
 * from which tools/make_words.c makes one read-only table when the library is built. A new language is a new
 * book. */
#ifndef DP_CALLBACK_VOCABULARY_H
#define DP_CALLBACK_VOCABULARY_H

#include <stdint.h>

/* Meanings. The value is given in brackets. */
enum {
  DP_W_OTHER,       /* known, and no word about time: it never is a misspelling, and it speaks for its book;
                       [DP_OTHER_*, 0 for most] */
  DP_W_NUMBER,      /* [the number] */
  DP_W_ORDINAL,     /* [the number]: a day of a month */
  DP_W_ORDINAL_END, /* the th of 15th */
  DP_W_FRACTION,    /* [DP_FRACTION_*] */
  DP_W_FEW,         /* [how many: 2, or 0 for some] */
  DP_W_UNIT,        /* [DP_UNIT_*] */
  DP_W_OCLOCK,      /* [0, or 1 where four digits may stand before it] baje, o'clock, hrs */
  DP_W_PAST_HOUR,   /* bajke, past: [0] h minutes, [1] minutes h */
  DP_W_TO_HOUR,     /* bajne mein, to: [0] h minutes, [1] minutes h */
  DP_W_HALF_DAY,    /* [1 am, 2 pm] */
  DP_W_CLOCK,       /* [minute] noon, midnight */
  DP_W_PART,        /* [DP_PART_*] */
  DP_W_TODAY_PART,  /* [DP_PART_*] tonight */
  DP_W_MEAL,        /* [DP_MEAL_*]: a time only with after, before, at */
  DP_W_AHEAD,       /* [days] */
  DP_W_PAST_DAY,    /* yesterday */
  DP_W_WEEKDAY,     /* [1 Monday] */
  DP_W_MONTH,       /* [1 January] */
  DP_W_WEEKEND,
  DP_W_DATE, /* tarikh */
  DP_W_EVERY_DAY,
  DP_W_NEXT, /* [weeks] */
  DP_W_THIS,
  DP_W_EVERY,
  DP_W_LAST,
  DP_W_END,
  DP_W_LATER_TODAY,
  DP_W_SOON,  /* [minutes] a length of its own: in a bit */
  DP_W_VAGUE, /* later, some time */
  DP_W_NOW,
  DP_W_BEFORE_IT, /* [DP_BOUND_*] stands before what it binds: after, by, around */
  DP_W_BEHIND_IT, /* [DP_BOUND_*] stands behind it: ke baad, tak, onwards */
  DP_W_FROM,      /* se: from, or to */
  DP_W_UNTIL,     /* [0 before it, 1 behind it] */
  DP_W_BETWEEN,   /* [0 before it, 1 behind it] */
  DP_W_TO,        /* a to b */
  DP_W_AND,
  DP_W_OR,
  DP_W_OR_TWO, /* an hour or so, or two: [upper number] */
  DP_W_NOT,    /* not: denies what follows */
  DP_W_NAHI,   /* nahi: denies what went before */
  DP_W_NO,
  DP_W_SORRY,
  DP_W_INSTEAD, /* [0: of what follows, 1: of what went before] */
  DP_W_PAST,    /* a verb in the past: [DP_PAST_BEFORE or DP_PAST_BEHIND] */
  DP_W_AGO,
  DP_W_SINCE,
  DP_W_BUSY,
  DP_W_THEREAFTER, /* after that */
  DP_W_EVENT,      /* Diwali, the meeting */
  DP_W_ZONE,
  DP_W_AMOUNT,   /* rupees, times, years: a number with it is none of ours */
  DP_W_HOW_MUCH, /* asks for a number: a length in its clause is none of ours */
  DP_W_CALL,
  DP_W_BUT,
  DP_W_LINK, /* ko, the, of: stands between words about time without parting them; [DP_LINK_*, 0 for most] */
  DP_W_OF,   /* ka, ki: joins a length to a thing */
  DP_W_AT,
  DP_W_IN,      /* [DP_IN_*] */
  DP_W_A,       /* an */
  DP_W_FIRST,   /* pehle: first, before, ago */
  DP_W_EARLY,   /* makes the morning that follows an early one */
  DP_W_PREFIX,  /* made by the tool: the beginning of a phrase */
  DP_W_UNKNOWN, /* in no book */
  DP_W_MARK,    /* [the character] punctuation */
  DP_W_STOP     /* the end of a sentence */
};

enum {
  DP_UNIT_SECOND,
  DP_UNIT_MINUTE,
  DP_UNIT_HOUR,
  DP_UNIT_DAY,
  DP_UNIT_WEEK,
  DP_UNIT_FORTNIGHT,
  DP_UNIT_MONTH
};

enum {
  DP_FRACTION_HALF,     /* of the unit: half an hour */
  DP_FRACTION_QUARTER,  /* of the unit, or before past and to */
  DP_FRACTION_PAUN,     /* paune: a quarter less than the number; of the unit three quarters */
  DP_FRACTION_SAVA,     /* a quarter more */
  DP_FRACTION_SADHE,    /* a half more */
  DP_FRACTION_DEDH,     /* 1.5 */
  DP_FRACTION_DHAI,     /* 2.5 */
  DP_FRACTION_HALF_TO,  /* halb fünf: half an hour before the hour */
  DP_FRACTION_AND_HALF, /* behind the number: and a half, y media */
  DP_FRACTION_AND_QUARTER,
  DP_FRACTION_LESS_QUARTER
};

enum {
  DP_OTHER_PASSED = 1, /* able to: a denial passes over it */
  DP_OTHER_IS,         /* is, works: said of a time now */
  DP_OTHER_I_AM        /* what follows is no verb in the past */
};

enum { DP_LINK_ON = 1, DP_LINK_OF };

/* Takes what was said before it into the past (the call came), or what follows as well (paid on the 5th). */
enum { DP_PAST_BEFORE, DP_PAST_BEHIND };

/* in 2 hours, mein; for 2 hours; within 2 hours, ke andar */
enum { DP_IN, DP_IN_FOR, DP_IN_WITHIN };

enum { DP_MEAL_BREAKFAST, DP_MEAL_LUNCH, DP_MEAL_DINNER, DP_MEAL_ANY, DP_MEAL_WORK };

/* Conditions under which a word means it. */
enum {
  DP_ONLY_EXACT = 1, /* spelt exactly so */
  DP_ONLY_UNIT = 2,  /* a number only before a unit, baje, tarikh, or another number */
  DP_ONLY_DATE = 4,  /* a name of a day or month only where the neighbours speak of dates */
  DP_ONLY_BARE = 8   /* a number only before baje */
};

/* One spelling of one meaning. Spellings with one fold are neighbours. */
typedef struct dp_entry {
  uint16_t fold;     /* offset into dp_vocabulary_text */
  uint16_t spelling; /* likewise */
  uint8_t fold_len;
  uint8_t spelling_len;
  uint8_t book;
  uint8_t meaning;
  int16_t value;
  uint8_t only;   /* DP_ONLY_* */
  uint8_t phrase; /* 1: more than one word */
} dp_entry;

/* Made by tools/make_words.c: entries in the order of their folds, and two tables of open addressing that
 * hold entry numbers plus 1 under the hash of the fold, and under the hashes of the folds without one letter.
 */
extern const uint32_t dp_vocabulary_count, dp_vocabulary_mask, dp_vocabulary_near_mask;
extern const dp_entry dp_vocabulary[];
extern const char dp_vocabulary_text[];
extern const uint16_t dp_vocabulary_slots[], dp_vocabulary_near[];
/* Bits by the low byte of the hash of a fold with which a phrase begins. */
extern const uint32_t dp_vocabulary_starts[32];

#endif
