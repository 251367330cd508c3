/* SPDX-License-Identifier: MIT */
/* What `next` and `queue` have in common. */
#ifndef LEASING_H
#define LEASING_H

#include "app.h"

/* Rows of all --campaign in lease order. is_queue: whoever waits, by view; else the next calls alone. An exit
 * status. */
int leasing_run(app *a, int is_queue);

#endif
