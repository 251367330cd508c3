/* SPDX-License-Identifier: MIT */
/* Pieces of time gathered into groups, and groups put together to what the text says. */
#ifndef DP_CALLBACK_GROUP_H
#define DP_CALLBACK_GROUP_H

#include "callback/pieces.h"

enum { DP_GROUPS_MAX = 12 };

/* How a group belongs to the one before it. */
enum {
  DP_JOIN_NONE,
  DP_JOIN_AND, /* a choice, when both say the same kind of thing */
  DP_JOIN_OR,
  DP_JOIN_RANGE,
  DP_JOIN_RANGE_OR_NOT, /* to, se, a hyphen: a range when both say the same kind of thing */
  DP_JOIN_CORRECT
};

typedef struct dp_group {
  dp_when when;
  uint16_t from, until; /* its tags */
  uint16_t clause;
  uint8_t id;   /* of the tags that made it */
  uint8_t join; /* DP_JOIN_*: to the group before */
  uint8_t bare; /* a number that nothing makes a clock time yet */
  uint8_t denied;
  uint8_t past;
  uint8_t turned;     /* its bound was turned by a denial, which is used up */
  uint8_t until_word; /* bound by until, tak: from, beside being busy */
  uint8_t since;      /* bound by se: past, beside being busy */
  uint8_t misspelt;
  uint8_t weak;
  uint8_t range;      /* a length with two bounds */
  uint8_t unit;       /* of a length */
  uint8_t busy;       /* its clause says busy */
  uint8_t called;     /* its clause says call */
  uint8_t asked;      /* its clause asks how much */
  uint8_t told;       /* past for the verb before it alone */
  uint8_t wish;       /* it stands beside a call */
  uint8_t thereafter; /* of a range in which somebody is busy: what is behind it is meant */
} dp_group;

typedef struct dp_groups {
  uint32_t count;
  uint16_t clause;
  uint8_t next_id;
  uint8_t busy;   /* the clause says busy */
  uint8_t called; /* the clause says call */
  uint8_t asked;  /* the clause asks how much */
  uint8_t vague;
  uint8_t event;
  uint8_t zone;
  dp_group group[DP_GROUPS_MAX];
} dp_groups;

dp_group *dp_groups_last(dp_groups *groups);
dp_group *dp_groups_before(dp_groups *groups, const dp_group *group);
/* How a piece stands to the last group: never one with it; behind other words; behind small words alone. */
enum { DP_APART = -1, DP_BEHIND, DP_BESIDE };
/* Puts a piece into the last group, or into a new one. */
dp_group *dp_groups_add(dp_groups *groups, const dp_piece *piece, uint8_t join, int place, uint32_t from,
                        uint32_t until);
/* A group is not meant; not free for two hours is being busy for so long. */
void dp_group_deny(dp_group *group);
void dp_groups_deny(dp_groups *groups); /* the groups of this clause are not meant */
/* What a verb in the past takes with it: lengths; days and their parts, too; dates and clock times, too. */
enum { DP_PAST_LENGTHS, DP_PAST_DAYS, DP_PAST_ALL };
/* That much of this clause, from a tag on, is past. */
void dp_groups_past(dp_groups *groups, int reach, uint32_t from);
void dp_groups_busy(dp_groups *groups);
void dp_groups_called(dp_groups *groups);
void dp_groups_asked(dp_groups *groups);
void dp_groups_thereafter(dp_groups *groups);
void dp_groups_between(dp_groups *groups);     /* the last two are the ends of a range */
void dp_groups_drop_number(dp_groups *groups); /* the last one, if it is an hour alone, is none */
void dp_groups_clause(dp_groups *groups);      /* a new clause begins */

/* --- phrase.c: all groups together --- */

void dp_phrase_finish(dp_groups *groups, dp_reading *out);
/* The bytes of the words that were read, on top of base. */
void dp_phrase_spans(const dp_groups *groups, const dp_tags *tags, uint32_t base, dp_reading *out);

#endif
