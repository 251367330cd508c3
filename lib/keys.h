/* SPDX-License-Identifier: MIT */
/* The table of keys of campaign and account files. Reading, defaults, canonical writing, suggestions,
 * settings by path and the table of dialplan-campaign(5) all follow from it. */
#ifndef DP_KEYS_H
#define DP_KEYS_H

#include <stddef.h>

#include "settings.h"

/* Types: scalars first, then those that have a reader and a writer of their own. */
enum {
  DP_TYPE_SECTION =
      1, /* a mapping whose keys are rows; with a field, an optional one: `off` where the field is off */
  DP_TYPE_VERSION,  /* 1 */
  DP_TYPE_TEXT,     /* const char * */
  DP_TYPE_FILE,     /* const char *: a name of at most 495 bytes */
  DP_TYPE_NAME,     /* const char *: one of words */
  DP_TYPE_SLUG,     /* const char *: lower-case letters, digits, - and _ */
  DP_TYPE_COUNTRY,  /* const char *: two capital letters */
  DP_TYPE_CURRENCY, /* const char *: three capital letters */
  DP_TYPE_REPEAT,   /* const char *: none (NULL), daily, weekly, monthly, or an RRULE */
  DP_TYPE_ZONE,     /* const char *: an IANA name; its index is found when all is read */
  DP_TYPE_INSTANT,  /* int64_t; read when the zone is known; words: the edge of a bare date, start or end */
  DP_TYPE_WORD,     /* uint8_t or int32_t: place in words */
  DP_TYPE_BOOL,     /* uint8_t */
  DP_TYPE_INT,      /* int32_t */
  DP_TYPE_DURATION, /* dialplan_duration */
  DP_TYPE_SECONDS,  /* int32_t: elapsed; words: what off is called instead */
  DP_TYPE_DAYS,     /* int64_t: seconds, a day being 86,400 */
  DP_TYPE_MILLIS,   /* int32_t: elapsed, ms too */
  DP_TYPE_CLOCK,    /* int32_t: minute of the day; words: what off is called instead */
  DP_TYPE_PERCENT,  /* int32_t: millionths */
  DP_TYPE_MONEY,    /* int64_t: millionths */
  DP_TYPE_DNC,
  DP_TYPE_WINDOWS,
  DP_TYPE_SPECIAL_DAYS,
  DP_TYPE_NO_CALL_DAYS,
  DP_TYPE_GUARD,
  DP_TYPE_HOLIDAYS,
  DP_TYPE_PHASES,
  DP_TYPE_INTERVALS,
  DP_TYPE_OUTCOMES,
  DP_TYPE_CAPS,
  DP_TYPE_LANGUAGES,
  DP_TYPE_CALLBACK_RETRY,
  DP_TYPE_PACING_MODE,
  DP_TYPE_OUTCOME_NAMES,
  DP_TYPE_VARIANTS,
  DP_TYPE_LEASE_ORDER,
  DP_TYPES
};

enum {
  DP_KEY_OFF = 1,      /* `off` is a value */
  DP_KEY_ACCOUNT = 2,  /* allowed in account files too */
  DP_KEY_REQUIRED = 4, /* in a section: whenever the section is written */
  DP_KEY_OPEN = 8      /* a mapping whose keys the file's author chooses */
};

typedef struct dp_key {
  const char *path;     /* "retry.max_retry_days" */
  const char *words;    /* "smart|intervals|fixed"; NULL: none */
  const char *fallback; /* the default, as text; NULL: unset */
  const char *doc;      /* one line for the man page */
  int64_t low, high;    /* range of numbers: of the value in its stored unit, durations in seconds */
  uint16_t offset;      /* of the field in dp_settings */
  uint16_t size;        /* of the field; 0: none */
  uint8_t type;         /* DP_TYPE_* */
  uint8_t flags;        /* DP_KEY_* */
  uint8_t len;          /* of path */
  uint8_t section;      /* bytes of path before the key's own name: 6 for "retry.wait" */
} dp_key;

/* Row numbers: DP_KEY_retry_wait and the like. */
enum {
#define KEY(id, section, name, type, flags, field, low, high, words, fallback, doc) DP_KEY_##id,
#define KEY_SECTION(id, section, name, flags, doc) DP_KEY_##id,
#include "campaign_keys.inc"
#undef KEY
#undef KEY_SECTION
  DP_KEYS
};

extern const dp_key dp_keys[DP_KEYS];

/* The row of a key in a section ("" or "retry."); NULL: none. */
const dp_key *dp_key_find(const char *section, size_t section_len, const char *name, size_t len);
/* The row of a whole path; NULL: none. */
const dp_key *dp_key_path(const char *path, size_t len);
/* The keys of a section by name: at most cap of them into names. */
size_t dp_key_names(const char *section, size_t section_len, const char **names, size_t cap);
/* The key's own name, without its section. */
static inline const char *dp_key_name(const dp_key *key) { return key->path + key->section; }
/* Another row of that name somewhere below a section, for a key that was written in the wrong place; NULL:
 * none. */
const dp_key *dp_key_elsewhere(const char *name, size_t len);

/* The i-th of words "a|b|c": its length, through *word its start; 0: there are not so many. */
size_t dp_words_at(const char *words, size_t i, const char **word);
/* The place of a word in words; -1: not among them. */
int32_t dp_words_find(const char *words, const char *text, size_t len);

#endif
