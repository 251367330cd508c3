/* SPDX-License-Identifier: MIT */
/* One phrase of a golden question `when T`, asked through the C interface. */
#ifndef GOLDEN_WHEN_H
#define GOLDEN_WHEN_H

#include "ask.h"

/* line: "phrase => answer", without indentation; question: "when T". Writes "phrase => answer" as it is, with
 * what the expected one names. Returns 1 if it is the expected one. */
int ask_when(const given *g, const dialplan_zones *zones, const char *question, const char *line,
             char answer[ANSWER_TEXT]);

#endif
