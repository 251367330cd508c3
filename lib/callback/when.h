/* SPDX-License-Identifier: MIT */
/* Two expressions of time, by their fields alone. */
#ifndef DP_CALLBACK_WHEN_H
#define DP_CALLBACK_WHEN_H

#include "callback/reading.h"

static inline int dp_when_has_time(const dp_when *when) { return when->has_clock || when->part; }

/* Do both say the same kind of thing: two clock times, two days? */
int dp_when_alike(const dp_when *a, const dp_when *b);
/* Do both say a day, both a time, or both a length? */
int dp_when_shares(const dp_when *a, const dp_when *b);
/* Into one what both say; 0: they do not go together, and nothing is changed. beside: only small words stand
 * between them, so that a weekday beside a date is the date's. */
int dp_when_merge(dp_when *into, const dp_when *from, int beside);
/* A correction keeps what it does not name of what it corrects. */
void dp_when_keep(dp_when *now, const dp_when *before);
/* Beside a clock time a part of the day is no more than its half. */
void dp_when_settle(dp_when *when);
/* The ends of a range, or the parts of a choice, share what only one of them says. */
void dp_when_share(dp_when *a, dp_when *b, int choice);

#endif
