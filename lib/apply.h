/* SPDX-License-Identifier: MIT */
/* What an event changes, for those that have checked it already. */
#ifndef DP_APPLY_H
#define DP_APPLY_H

#include <dialplan/state.h>

#include "settings.h"
#include "zones.h"

/* Takes a valid event into a valid state without looking for a repeat: DIALPLAN_OK, or a remark W_*. home: the
 * contact's home zone. */
dialplan_status dp_apply_event(const dp_settings *settings, const dp_zone *home, const dialplan_event *event,
                               dialplan_state *state, dialplan_error *err);

#endif
