/* SPDX-License-Identifier: MIT */
/* Phone numbers, compared as E.164. */
#ifndef PHONE_H
#define PHONE_H

#include "slice.h"

enum { PHONE_TEXT = 17 };

/* How national numbers of a country are read; NULL: there is no such country, or none is set. */
typedef struct phone_country phone_country;
const phone_country *phone_country_find(slice iso);

enum { PHONE_OK, PHONE_NATIONAL, PHONE_INVALID };

/* Reads a number: separators and brackets do not count, 00 is +, a number without either is of the country.
 * *number: its digits, 7 to 15 of them, as an integer. */
int phone_read(slice t, const phone_country *country, uint64_t *number);
/* Writes "+" and the digits; the length. */
size_t phone_write(uint64_t number, char out[PHONE_TEXT]);

/* The stable code and the sentence of PHONE_NATIONAL and PHONE_INVALID. */
const char *phone_code(int result);
const char *phone_message(int result);

#endif
