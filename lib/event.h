/* SPDX-License-Identifier: MIT */
/* Events that come from outside: sizes, codes, instants. */
#ifndef DP_EVENT_H
#define DP_EVENT_H

#include <dialplan/event.h>

/* E_SIZE, E_ARGUMENT (no such kind, outcome or speaker) or E_RANGE (an instant, an order, a confidence). err
 * may be NULL. */
dialplan_status dp_event_check(const dialplan_event *event, dialplan_error *err);

#endif
