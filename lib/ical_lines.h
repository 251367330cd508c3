/* SPDX-License-Identifier: MIT */
/* The content lines of an iCalendar text (RFC 5545, 3.1), unfolded, and the limits that hold before anything else
 * looks at them. */
#ifndef DP_ICAL_LINES_H
#define DP_ICAL_LINES_H

#include <dialplan/base.h>

#include <stddef.h>

enum { DP_ICAL_BYTES_MAX = 4 << 20, DP_ICAL_LINE_MAX = 64 << 10, DP_ICAL_DEPTH_MAX = 4 };
enum { DP_ICAL_PROPERTY = 1, DP_ICAL_BEGIN, DP_ICAL_END, DP_ICAL_BROKEN }; /* broken: no content line at all */

/* A line. Texts lie in the reader's buffer until the next one is read; value is NUL-terminated. */
typedef struct dp_ical_line {
  int32_t kind;       /* DP_ICAL_* */
  uint32_t line;      /* where it begins, from 1 */
  const char *name;   /* of the property, or of the component that begins or ends */
  const char *params; /* with their first ';' */
  const char *value;
  size_t name_len, params_len, value_len;
} dp_ical_line;

typedef struct dp_ical_lines {
  const char *text;
  size_t len, offset;
  uint32_t line, depth;
  char *buffer;               /* DP_ICAL_LINE_MAX + 1 bytes */
  struct {
    char name[24];
    uint32_t line;
  } open[DP_ICAL_DEPTH_MAX]; /* the components that have begun */
  dialplan_error *err;
} dp_ical_lines;

/* Looks the text over: its length, its encoding, what it is when it is no calendar. The buffer is the caller's. */
dialplan_status dp_ical_lines_begin(dp_ical_lines *lines, const char *text, size_t len, char *buffer,
                                    dialplan_error *err);
/* The next line; *more 0: there is none, and every component has ended. depth counts a line's own BEGIN, and no more
 * its END. */
dialplan_status dp_ical_lines_next(dp_ical_lines *lines, dp_ical_line *out, int *more);

/* Equal, ASCII case ignored. */
int dp_ical_is(const char *text, size_t len, const char *word);

#endif
