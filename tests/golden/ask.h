/* SPDX-License-Identifier: MIT */
/* One golden question, asked through the C interface. */
#ifndef GOLDEN_ASK_H
#define GOLDEN_ASK_H

#include <dialplan.h>

enum { GIVEN_EVENTS = 64, GIVEN_TEXT = 16384, ANSWER_TEXT = 65536 };

/* What stands before a question in its file. */
typedef struct given {
  char campaign[GIVEN_TEXT], account[GIVEN_TEXT];
  char contact[512];
  char event[GIVEN_EVENTS][256];
  int event_count;
} given;

/* Asks; writes the answer as it is, in the form of the expected one, lines ended by '\n'.
 * Returns 1 if it is the expected one (lines ended by '\n', too). A question that cannot be asked is answered
 * by what is wrong, and never equal. */
int ask(const given *g, const dialplan_zones *zones, const char *question, const char *expected,
        char answer[ANSWER_TEXT]);

#endif
