/* SPDX-License-Identifier: MIT */
/* The table from numbers to zones, found and compiled. */
#ifndef PHONEBOOK_H
#define PHONEBOOK_H

#include "app.h"

/* Of --phones, else the first dialplan/phones.txt of the directories of data. 0, or an exit status with a message. */
int phonebook_open(app *a, dialplan_phones **out);

#endif
