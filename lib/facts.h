/* SPDX-License-Identifier: MIT */
/* The fields of a state: their ranges and lists. */
#ifndef DP_FACTS_H
#define DP_FACTS_H

#include <dialplan/state.h>

enum {
  DP_FACTS_ATTEMPTS = 16,
  DP_FACTS_OUTCOMES = 16,
  DP_FACTS_CONVERSATIONS = 4,
  DP_FACTS_RECENT = 8,
  DP_FACTS_DIGEST_BITS = 44, /* so that the stored form keeps within its limit */
  DP_FACTS_DATE_FIRST =
      -2 /* the earliest civil date of any instant in any zone; DP_DATE_END + 1 is the last */
};

/* The flags that end a contact. */
enum {
  DP_FACTS_ENDS = DIALPLAN_STATE_REACHED | DIALPLAN_STATE_FAILED | DIALPLAN_STATE_DNC |
                  DIALPLAN_STATE_CANCELLED | DIALPLAN_STATE_CLOSED
};

/* Whether every field is in its range, lists are newest first without gaps, and unknown bits are 0. Size
 * apart. */
int dp_facts_valid(const dialplan_state *state);

/* Whether a person answered any attempt of this run. */
int dp_facts_connected(const dialplan_state *state);

/* Puts an instant into a list that is newest first, before its equals; the oldest falls out. Its place;
 * count: it is older than all. */
int dp_facts_insert(int64_t *list, int count, int64_t at);

#endif
