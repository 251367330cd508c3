/* SPDX-License-Identifier: MIT */
/* dialplan queue: everybody who waits, in lease order, by view, class and status. */
#include "leasing.h"

int cmd_queue(app *a) { return leasing_run(a, 1); }
