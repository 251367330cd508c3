/* SPDX-License-Identifier: MIT */
/* Shares, means and amounts of whole numbers, and how people read them. */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "slice.h"

/* part / all in millionths, rounded down; all is not 0. */
int64_t share_ppm(uint64_t part, uint64_t all);
/* "20.7 %" of a whole; "-" of nothing. */
void put_percent(buffer *b, uint64_t part, uint64_t all);
/* An amount of millionths: "12.34". */
void put_amount(buffer *b, uint64_t millionths);
/* A length of time in days of 24 hours: "1d2h". Longer than a duration can be: "-". */
void put_length(buffer *b, int64_t seconds);
/* sum / count to the nearest whole number, halves up; count is not 0. */
int64_t mean_of(uint64_t sum, uint64_t count);

#endif
