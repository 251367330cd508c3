/* SPDX-License-Identifier: MIT */
/* The clock: read in this file alone. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

int64_t clock_now(void);    /* the instant: whole seconds since 1970 */
int64_t clock_millis(void); /* milliseconds since some moment, for progress */

#endif
