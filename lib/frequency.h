/* SPDX-License-Identifier: MIT */
/* How often the guard lets a contact be called: its rules of the kinds limit, gap and quiet. They bound
 * attempts by what has happened before, each in every zone that counts, and each only where it is in force on
 * the civil date of the instant that is looked at. */
#ifndef DP_FREQUENCY_H
#define DP_FREQUENCY_H

#include <dialplan/state.h>

#include "open.h"

/* Whether any of a campaign's rules is of these kinds. */
int dp_frequency_any(const dp_settings *settings);

/* Whether the facts that these rules count from are instants. */
int dp_frequency_valid(const dialplan_state *state);

/* A rule that forbids an instant. */
typedef struct dp_hold {
  int64_t until_at; /* the first instant after it at which the rule does not; 0: no rule forbids it */
  uint16_t rule;    /* 1 + its index */
  uint16_t zone;    /* in which */
  int32_t reserved;
} dp_hold;

/* The rule that forbids an instant the longest. No instant between the two is permitted, so that asking again
 * at until_at, and so on, finds the first that is. */
dp_hold dp_frequency_hold(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                          int64_t at);

/* The same of one rule, by its index. */
dp_hold dp_frequency_hold_by(const dp_view *view, const dialplan_contact *contact,
                             const dialplan_state *state, uint32_t rule, int64_t at);

/* Of one rule at an instant, for answers in words: how many attempts or conversations count against a limit
 * (at most its max); 1 where a gap or a quiet period has something to count from, 0 where not.
 * DP_FREQUENCY_NONE: the rule has no say, being of another kind, not in force, or not for the contact. */
enum { DP_FREQUENCY_NONE = -1 };
int32_t dp_frequency_count(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                           uint32_t rule, int64_t at);
/* The same, counting past a limit's max as far as the state remembers. */
int32_t dp_frequency_made(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                          uint32_t rule, int64_t at);

#endif
