/* SPDX-License-Identifier: MIT */
/* Text that grows, and JSON in it. A text without memory stays broken until it is reset, and is asked about
 * once, at the end. */
#ifndef DIALPLAN_EXAMPLES_SQL_TEXT_H
#define DIALPLAN_EXAMPLES_SQL_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of somebody else; at may be NULL where there are none. */
typedef struct sql_bytes {
  const char *at;
  size_t len;
} sql_bytes;

/* All zero: empty. The owner gives data to free(). */
typedef struct sql_text {
  char *data;
  size_t len, cap;
  int broken; /* 1: there was no memory */
} sql_text;

void sql_text_reset(sql_text *t);
void sql_text_free(sql_text *t);

void sql_put(sql_text *t, const char *bytes, size_t len);
void sql_put_str(sql_text *t, const char *text);
void sql_put_int(sql_text *t, int64_t value);
/* A JSON string, in quotes; as the program writes them. */
void sql_put_json(sql_text *t, const char *bytes, size_t len);
/* A JSON string, or null for NULL and "". */
void sql_put_name(sql_text *t, const char *name);

#endif
