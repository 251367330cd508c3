/* SPDX-License-Identifier: MIT */
/* Phrases that the sentences of the library share. */
#ifndef DP_WORDING_H
#define DP_WORDING_H

#include "guard.h"
#include "text.h"

/* A number between two words. */
void dp_wording_number(dp_text *text, const char *before, int64_t number, const char *after);
void dp_wording_duration(dp_text *text, int32_t days, int32_t seconds); /* "1 d 2 h 5 min"; "0 s" */
void dp_wording_clock(dp_text *text, int32_t second); /* "09:00", with seconds where there are some */
const char *dp_wording_weekday(int32_t date);         /* "Mon" */
/* The time in which a limit counts: " a day", " in 7 days", " in 24 h". */
void dp_wording_per(dp_text *text, const dp_guard_rule *rule);
void dp_wording_quiet(dp_text *text, const dp_guard_rule *rule); /* "7 days after a conversation" */

#endif
