/* SPDX-License-Identifier: MIT */
/* Reading civil values, for the readers of texts that begin with one. */
#ifndef DP_CIVIL_H
#define DP_CIVIL_H

#include <dialplan/civil.h>

#include <stddef.h>

enum { DP_DATE_LEN = 10 }; /* of "2026-03-02" */

/* The number of two digits; -1: they are none. */
static inline int32_t dp_civil_pair(const char *text) {
  const uint32_t tens = (uint32_t)(unsigned char)text[0] - '0', ones = (uint32_t)(unsigned char)text[1] - '0';
  return tens > 9 || ones > 9 ? -1 : (int32_t)(tens * 10 + ones);
}

/* The date at the beginning of text, of any year from 1 to 9999; what follows it is not looked at. */
dialplan_status dp_civil_read_date(const char *text, size_t len, int32_t *date, dialplan_error *err);

/* dp_fail_found() with the column: at is the byte of text at which reading ended. */
dialplan_status dp_civil_fail(dialplan_error *err, dialplan_status status, const char *code,
                              const char *message, const char *text, size_t len, size_t at);

#endif
