/* SPDX-License-Identifier: MIT */
/* Pacing from inside: asked of a load that has been moved to the instant, which is not copied. */
#ifndef DP_PACING_H
#define DP_PACING_H

#include "load.h"
#include "open.h"

typedef struct dp_room {
  int64_t starts; /* how many may start; INT64_MAX: as many as there are */
  int64_t next;   /* with none: the first instant, in milliseconds, at which one may; 0: not by time alone */
  uint16_t limit; /* DIALPLAN_PACING_* */
} dp_room;

/* The view is the campaign's own, without a contact. */
dp_room dp_pacing_room(const dp_view *view, const dialplan_load *load);

/* Whether from now on no limit ever keeps a contact from being called when its own decision says so, whoever
 * else is called. load may be NULL. */
int dp_pacing_unlimited(const dialplan_campaign *campaign, const dialplan_load *load, int64_t now);

#endif
