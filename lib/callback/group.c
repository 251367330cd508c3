/* SPDX-License-Identifier: MIT */
/* Which pieces of time are one expression, and what do the words beside it say about it?
 *
 * A group is one expression: at most one day, one time, one length, one bound. A piece goes into the last
 * group while its place there is free; else, or after a word that joins groups, it begins a new one. */
#include "callback/group.h"

#include <string.h>

#include "callback/when.h"

dp_group *dp_groups_last(dp_groups *groups) {
  return groups->count ? &groups->group[groups->count - 1] : NULL;
}

dp_group *dp_groups_before(dp_groups *groups, const dp_group *group) {
  const uint32_t i = (uint32_t)(group - groups->group);
  return i ? &groups->group[i - 1] : NULL;
}

/* --- a piece into a group --- */

dp_group *dp_groups_add(dp_groups *groups, const dp_piece *piece, uint8_t join, int place, uint32_t from,
                        uint32_t until) {
  dp_group *last = dp_groups_last(groups);
  const int beside = place == DP_BESIDE;
  const int bare = piece->kind == DP_PIECE_HOUR, past = piece->kind == DP_PIECE_PAST;
  if (!last) join = DP_JOIN_NONE;
  if (join == DP_JOIN_AND || join == DP_JOIN_RANGE_OR_NOT) {
    dp_when tried = last->when;
    const int same = dp_when_alike(&last->when, &piece->when) ||
                     (last->bare && (piece->when.has_clock || piece->when.has_span)) ||
                     !dp_when_merge(&tried, &piece->when, beside);
    join = !same || last->past || last->denied ? DP_JOIN_NONE
           : join == DP_JOIN_AND               ? DP_JOIN_OR
                                               : DP_JOIN_RANGE;
  }
  const int open = last && place != DP_APART && join == DP_JOIN_NONE && !last->denied && !bare &&
                   !last->bare && !piece->weak && !last->weak;
  if (open && (past || last->past)) {
    /* Yesterday at five, at five yesterday: the time is past, too. */
    if (beside && !(past ? last->when.day || last->when.has_span : piece->when.day || piece->when.has_span) &&
        dp_when_merge(&last->when, &piece->when, beside)) {
      last->until = (uint16_t)until;
      last->past = 1;
      return last;
    }
  } else if (open && dp_when_merge(&last->when, &piece->when, beside)) {
    last->until = (uint16_t)until;
    last->busy |= groups->busy;
    return last;
  }
  if (groups->count == DP_GROUPS_MAX) {
    memmove(groups->group, groups->group + 1, sizeof(dp_group) * (DP_GROUPS_MAX - 1));
    groups->group[0].join = DP_JOIN_NONE;
    groups->count--;
  }
  dp_group *group = &groups->group[groups->count++];
  memset(group, 0, sizeof *group);
  group->when = piece->when;
  group->from = (uint16_t)from;
  group->until = (uint16_t)until;
  group->clause = groups->clause;
  groups->next_id = (uint8_t)(groups->next_id == 255 ? 1 : groups->next_id + 1);
  group->id = groups->next_id;
  group->join = join;
  group->bare = (uint8_t)bare;
  group->past = (uint8_t)past;
  group->weak = piece->weak;
  group->range = piece->range;
  group->unit = piece->unit;
  group->busy = groups->busy;
  group->called = groups->called;
  group->asked = groups->asked;
  return group;
}

/* --- words about groups --- */

void dp_group_deny(dp_group *group) {
  if (group->weak)
    group->busy = 1;
  else
    group->denied = 1;
}

void dp_groups_deny(dp_groups *groups) {
  for (uint32_t i = groups->count;
       i-- > 0 && groups->group[i].clause == groups->clause && !groups->group[i].denied;)
    dp_group_deny(&groups->group[i]);
}

void dp_groups_past(dp_groups *groups, int reach, uint32_t from) {
  for (uint32_t i = groups->count; i-- > 0 && groups->group[i].clause == groups->clause;) {
    dp_group *group = &groups->group[i];
    const dp_when *when = &group->when;
    const int weekday = when->day == DP_DAY_WEEKDAY && when->which == DP_WHICH_BARE;
    if (group->from < from || (reach == DP_PAST_LENGTHS && group->wish)) continue;
    if ((when->has_span && !when->bound) ||
        (reach >= DP_PAST_DAYS && ((when->day == DP_DAY_AHEAD && when->n > 0) || weekday || when->part)) ||
        (reach >= DP_PAST_ALL && !when->bound))
      group->past = 1;
  }
}

void dp_groups_busy(dp_groups *groups) {
  groups->busy = 1;
  for (uint32_t i = groups->count; i-- > 0 && groups->group[i].clause == groups->clause;)
    groups->group[i].busy = 1;
}

void dp_groups_called(dp_groups *groups) {
  groups->called = 1;
  for (uint32_t i = groups->count; i-- > 0 && groups->group[i].clause == groups->clause;)
    groups->group[i].called = 1;
}

void dp_groups_asked(dp_groups *groups) {
  groups->asked = 1;
  for (uint32_t i = groups->count; i-- > 0 && groups->group[i].clause == groups->clause;)
    groups->group[i].asked = 1;
}

void dp_groups_thereafter(dp_groups *groups) {
  dp_group *last = dp_groups_last(groups);
  if (!last) return;
  if (last->join == DP_JOIN_RANGE)
    last->thereafter = last->busy;
  else if (last->busy && !last->when.bound && last->when.has_clock)
    last->when.bound = DP_BOUND_AFTER;
  last->busy = 1;
}

void dp_groups_between(dp_groups *groups) {
  if (groups->count < 2) return;
  dp_group *last = dp_groups_last(groups);
  if (last->join == DP_JOIN_OR) last->join = DP_JOIN_RANGE;
}

void dp_groups_drop_number(dp_groups *groups) {
  const dp_group *last = dp_groups_last(groups);
  const int hour = last && last->when.has_clock && last->when.half == DP_HALF_OPEN &&
                   last->when.flags & DP_WHEN_HOURS && last->until == last->from + 1;
  if (hour && !last->when.day && !last->when.part) groups->count--;
}

void dp_groups_clause(dp_groups *groups) {
  groups->clause++;
  groups->busy = groups->called = groups->asked = 0;
}
