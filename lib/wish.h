/* SPDX-License-Identifier: MIT */
/* The wish of a contact, derived from its facts and the settings: does it stand, and when is it due? Used by
 * apply (which attempt answers it?) and by the decision alike, so that both always agree. */
#ifndef DP_WISH_H
#define DP_WISH_H

#include <dialplan/state.h>

#include "settings.h"
#include "zones.h"

typedef struct dp_wish {
  int32_t status;   /* DIALPLAN_WISH_NONE … _EXHAUSTED; missed depends on the clock and is the decision's */
  int32_t stands;   /* 1: scheduled, and not exhausted */
  int64_t due_at;   /* wish_due_at, or after a failed attempt the next of callbacks.retry; 0: none */
  int64_t asked_at; /* what the customer said; 0: no clear time */
  int32_t tried;    /* 1: an attempt at it has failed */
  int32_t moved;    /* 1: a standing reschedule beside it: reschedule_due_at counts in place of due_at */
} dp_wish;

/* Exhausted here means by max_reschedules; that max_attempts and consecutive errors exhaust a wish too is the
 * decision's. callbacks.retry has at least one entry. due_at is DP_INSTANT_END where it would be past it. */
dp_wish dp_wish_of(const dp_settings *settings, const dp_zone *home, const dialplan_state *state);
/* Whether a request counts as a wish: it is one, it passes the gates, and it is certain enough. */
int dp_wish_counts(const dp_settings *settings, const dialplan_event *event);
/* A bot's wish needs both gates; a person's none. */
int dp_wish_past_gates(const dp_settings *settings, const dialplan_event *event);
uint16_t dp_wish_confidence(const dialplan_event *event);
/* Ends a wish that stands, and drops the reschedule that moved it; any other is left as it is. */
void dp_wish_end(const dp_settings *settings, dialplan_state *state, uint8_t status);
/* Ends the contact, and its wish: one of DIALPLAN_STATE_REACHED … _CLOSED becomes true at an instant. */
void dp_wish_end_contact(const dp_settings *settings, dialplan_state *state, uint32_t flag, int64_t at);

#endif
