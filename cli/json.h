/* SPDX-License-Identifier: MIT */
/* Reading one JSON object with plain values, one line of JSON Lines.
 *
 * Why not cJSON, which is well kept and in Debian: it turns every number into a double, so that a long id
 * loses digits; it takes a key written twice without a word, and tells no position of a value; and it
 * allocates for each value, while a contact list must be read faster than cJSON alone can. The tests read
 * random lines beside Python's json module. */
#ifndef JSON_H
#define JSON_H

#include "slice.h"

enum { FIELD_TEXT = 0, FIELD_NUMBER = 1, FIELD_BOOLEAN = 2, FIELD_NULL = 3, FIELD_NESTED = 4 };

typedef struct json_member {
  slice key, value; /* a number, an object or an array is its bytes as written */
  uint32_t at;      /* offset of the value, its quote included */
  uint16_t known;   /* 1 + its place among the expected keys; 0: it is none of them */
  uint8_t kind;     /* FIELD_* */
} json_member;

/* Keys that lines before had, in their order. at NULL: one that is written with escapes. */
typedef struct json_keys {
  const slice *at;
  size_t count;
} json_keys;

enum { JSON_MEMBERS = 256, JSON_DEPTH = 64 };

/* The members of the one object in [p, p + len). scratch has room for len bytes: texts with escapes are
 * written there. keys: most lines are written like the one before, and are read faster so; NULL: none. 0: it
 * is none; *what and *offset say why and where. */
int json_object(const char *p, size_t len, const json_keys *keys, json_member members[JSON_MEMBERS],
                size_t *count, char *scratch, const char **what, size_t *offset);
/* Whether a text is written in JSON as it is. */
int json_plain(slice t);
/* The texts of an array of texts, as json_object left it. 0: it is none, or has more than cap. */
int json_texts(slice array, slice *out, size_t cap, size_t *count, char *scratch);
/* The texts of an array of at most 64, with '|' between them, as zones are written. 0: it is none, or is
 * empty. */
int json_join(slice array, buffer *out);

#endif
