/* SPDX-License-Identifier: MIT */
/* What is left of the groups at the end, and how sure is it?
 *
 * Groups that are past or denied fall away; the others are put together one after the other, joined as the
 * words between them say, and the last word wins. Invariant: what is resolved says at least one thing; what
 * is vague or none says nothing. */
#include <string.h>

#include "callback/group.h"
#include "callback/when.h"

/* A number beside a clock time or a length that it is joined to is one, too. */
static void settle_bare(dp_groups *groups) {
  for (uint32_t i = 0; i + 1 < groups->count; i++) {
    dp_group *a = &groups->group[i], *b = a + 1;
    if (b->join != DP_JOIN_OR && b->join != DP_JOIN_RANGE && b->join != DP_JOIN_CORRECT) continue;
    if (b->bare && a->when.has_clock && !a->bare) b->bare = 0;
    if (!a->bare) continue;
    if (b->when.has_clock && !b->bare) a->bare = 0;
    if (b->when.has_span && b->unit) {
      const int32_t n = a->when.minute / 60;
      memset(&a->when, 0, sizeof a->when);
      dp_span_set(&a->when, b->unit, n * 60);
      a->bare = 0;
    }
  }
  for (uint32_t i = groups->count; i-- > 1;) {
    dp_group *b = &groups->group[i], *a = b - 1;
    if (a->bare && !b->bare && b->when.has_clock && b->join >= DP_JOIN_OR) a->bare = 0;
  }
}

static void remember_denied(const dp_group *group, dp_reading *out) {
  out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_NEGATED);
  out->excluded = 1;
  out->other = group->when;
}

static uint32_t minutes(const dp_when *when) {
  return when->span_min + when->span_days * 1440u + when->span_months * 43200u;
}

static void start_over(dp_reading *out, const dp_when *when) {
  out->when = *when;
  out->then = DP_THEN_NONE;
  memset(&out->other, 0, sizeof out->other);
}

static void put(dp_reading *out, const dp_group *group, uint8_t join, const dp_group *denied) {
  dp_when next = group->when;
  if (!out->found) {
    out->found = DIALPLAN_CALLBACK_RESOLVED;
    if (denied && dp_when_shares(&denied->when, &next)) dp_when_keep(&next, &denied->when);
    start_over(out, &next);
    return;
  }
  switch (join) {
  case DP_JOIN_OR:
    if (out->then != DP_THEN_NONE) return;
    if (out->when.has_span && next.has_span) {
      const uint32_t low = minutes(&out->when), high = minutes(&next);
      start_over(out, high > low ? &next : &out->when);
      out->when.span_low = high > low ? low : high;
      out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_RANGE_UPPER);
      return;
    }
    out->then = DP_THEN_OR;
    out->other = next;
    out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_CHOICE);
    dp_when_share(&out->when, &out->other, 1);
    return;
  case DP_JOIN_RANGE:
    if (out->then != DP_THEN_NONE) return;
    if (out->when.has_span && next.has_span) {
      const uint32_t low = minutes(&out->when);
      start_over(out, &next);
      out->when.span_low = low;
      out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_RANGE_UPPER);
      return;
    }
    out->then = DP_THEN_UNTIL;
    out->other = next;
    dp_when_share(&out->when, &out->other, 0);
    if ((group->busy && !group->called) || group->thereafter) { /* a meeting from 2 to 4: from 4 */
      next = out->other;
      next.bound = DP_BOUND_FROM;
      start_over(out, &next);
    }
    return;
  case DP_JOIN_CORRECT: {
    const dp_when before = out->when;
    dp_when_keep(&next, &before);
    start_over(out, &next);
    out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_CORRECTED);
    return;
  }
  default: break;
  }
  if (out->then != DP_THEN_NONE && !dp_when_shares(&out->when, &next)) {
    dp_when_merge(&out->when, &next, 0);
    dp_when_merge(&out->other, &next, 0);
    return;
  }
  if (dp_when_merge(&out->when, &next, 0)) return;
  const dp_when before = out->when;
  if (dp_when_shares(&before, &next)) dp_when_keep(&next, &before);
  start_over(out, &next);
  out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_LAST_OF_TWO);
}

/* What is left of certainty, in thousandths, for each doubt. */
enum {
  DOUBT_MISSPELT = 150,
  DOUBT_LAST = 400,
  DOUBT_LEFT_OUT = 100,
  DOUBT_CHOICE = 100,
  DOUBT_CORRECTED = 50,
  DOUBT_EVENT = 200
};

static uint16_t certainty(const dp_reading *out) {
  static const struct {
    uint32_t reason, doubt;
  } doubts[] = {{DIALPLAN_CALLBACK_MISSPELT, DOUBT_MISSPELT},  {DIALPLAN_CALLBACK_LAST_OF_TWO, DOUBT_LAST},
                {DIALPLAN_CALLBACK_PAST, DOUBT_LEFT_OUT},      {DIALPLAN_CALLBACK_NEGATED, DOUBT_LEFT_OUT},
                {DIALPLAN_CALLBACK_CHOICE, DOUBT_CHOICE},      {DIALPLAN_CALLBACK_CORRECTED, DOUBT_CORRECTED},
                {DIALPLAN_CALLBACK_UNKNOWN_EVENT, DOUBT_EVENT}};
  uint32_t sum = 0;
  for (uint32_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
    if (out->reasons & dp_reason_bit(doubts[i].reason)) sum += doubts[i].doubt;
  return (uint16_t)(sum < 1000 ? 1000 - sum : 0);
}

/* A day that stands for no instant: this week, this month. */
static int empty(const dp_when *when) {
  return ((when->day == DP_DAY_WEEK && !when->weeks) ||
          (when->day == DP_DAY_MONTH && !when->months && !when->month)) &&
         !dp_when_has_time(when) && !when->has_span;
}

/* A length that is no wait: asked about ("how much is it in a day?"), or days for which a thing lasts ("valid
 * for 7 days"), where nobody is busy for so long. */
static int is_quantity(const dp_group *group) {
  if (group->weak && group->unit >= DP_UNIT_DAY && !group->busy) return 1;
  return group->asked && group->when.has_span && !group->called;
}

/* "Call me tomorrow after 5 as my duty is from 8 to 4": a time beside the call outweighs one of the same
 * clause, or of somebody busy, that says something else. */
static int outweighs(const dp_group *wish, const dp_group *group, const dp_reading *out) {
  dp_when tried = out->when;
  if (!wish || group->wish || group->join != DP_JOIN_NONE) return 0;
  if (group->clause != wish->clause && !group->busy) return 0;
  return out->then != DP_THEN_NONE ? dp_when_shares(&tried, &group->when)
                                   : !dp_when_merge(&tried, &group->when, 0);
}

void dp_phrase_finish(dp_groups *groups, dp_reading *out) {
  settle_bare(groups);

  const dp_group *denied = NULL, *wish = NULL;
  int left_out = 0; /* the group before was outweighed, and what is joined to it is, too */
  uint32_t strong = 0;
  for (uint32_t i = 0; i < groups->count; i++) {
    const dp_group *group = &groups->group[i];
    strong += !group->bare && !group->denied && !group->past && !group->weak && !is_quantity(group);
  }
  for (uint32_t i = 0; i < groups->count; i++) {
    dp_group *group = &groups->group[i];
    if (group->since && group->busy && group->when.bound == DP_BOUND_FROM) group->past = 1;
    if (group->past) {
      out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_PAST);
      group->id = 0;
      continue;
    }
    if (is_quantity(group)) {
      group->id = 0;
      continue;
    }
    if (group->denied) {
      remember_denied(group, out);
      denied = group;
      continue;
    }
    if (group->bare || empty(&group->when)) {
      groups->vague = 1;
      if (group->bare) group->id = 0;
      continue;
    }
    if (group->weak && strong) {
      group->id = 0;
      continue;
    }
    if ((group->until_word || group->weak) && group->busy) group->when.bound = DP_BOUND_FROM;
    if (group->range) out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_RANGE_UPPER);
    if (group->misspelt) out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_MISSPELT);
    if (!out->found && out->excluded) memset(&out->other, 0, sizeof out->other);
    left_out = left_out && group->join != DP_JOIN_NONE ? 1 : outweighs(wish, group, out);
    if (left_out) {
      group->id = 0;
      continue;
    }
    put(out, group, group->join, denied);
    if (group->wish) wish = group;
    out->excluded = 0;
    denied = NULL;
  }
  if (groups->zone && out->found) out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_ZONE_IGNORED);
  if (!out->found) {
    if (groups->event && !out->excluded) out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_UNKNOWN_EVENT);
    if ((groups->vague || groups->event) && !out->excluded) {
      out->found = DIALPLAN_CALLBACK_VAGUE;
      out->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_NO_CLEAR_TIME);
    }
  }
  dp_when_settle(&out->when);
  dp_when_settle(&out->other);
  if (out->found) out->certainty = certainty(out);
}

void dp_phrase_spans(const dp_groups *groups, const dp_tags *tags, uint32_t base, dp_reading *out) {
  uint8_t used[256] = {0};
  for (uint32_t i = 0; i < groups->count; i++) used[groups->group[i].id] = 1;
  used[0] = 0;
  if (!out->found) return;
  uint32_t open = 0;
  for (uint32_t i = 1; i + 1 < tags->count; i++) {
    const dp_tag *tag = &tags->tag[i];
    if (!used[tag->group]) {
      open = 0;
      continue;
    }
    if (!open && out->span_count < 8) {
      out->spans[out->span_count++].from = base + tag->from;
      open = 1;
    }
    out->spans[out->span_count - 1].until = base + tag->until;
  }
}
