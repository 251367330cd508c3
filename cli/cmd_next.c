/* SPDX-License-Identifier: MIT */
/* dialplan next: who to call now or next, in lease order. */
#include "leasing.h"

int cmd_next(app *a) { return leasing_run(a, 0); }
