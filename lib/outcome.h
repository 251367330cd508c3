/* SPDX-License-Identifier: MIT */
/* The words that name an outcome, for lists of what may be written. */
#ifndef DP_OUTCOME_H
#define DP_OUTCOME_H

#include <stdint.h>

/* The i-th name of an outcome, the fifteen own names first, then the aliases; NULL: there are not so many. */
const char *dp_outcome_word(uint32_t i);

#endif
