/* SPDX-License-Identifier: MIT */
/* The circuit breaker's rule, for the load that counts call by call. */
#ifndef DP_BREAKER_H
#define DP_BREAKER_H

#include <dialplan/pacing.h>

#include "settings.h"

/* Whether an outcome counts as a failure of the line, rather than of the person to be there. */
int dp_breaker_failure(int32_t outcome);
/* How many of the last `of_last` outcomes open it; at least 1; 0: there is no breaker. */
uint32_t dp_breaker_least(const dp_settings *settings);
/* The end of the pause of a breaker that opens at an instant; INT64_MAX: until a reset. */
int64_t dp_breaker_until(const dp_settings *settings, int64_t at);

#endif
