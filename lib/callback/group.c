/* SPDX-License-Identifier: MIT */
/* How do the pieces of time in a text belong together, and what is left at the end?
 *
 * A group is one expression: at most one day, one time, one length, one bound. A piece goes into the last
 * group while its place there is free; else, or after a word that joins groups, it begins a new one. */
#include "callback/group.h"

#include <string.h>

static uint64_t bit(uint32_t reason) { return UINT64_C(1) << reason; }

dp_group *dp_groups_last(dp_groups *groups) {
  return groups->count ? &groups->group[groups->count - 1] : NULL;
}

dp_group *dp_groups_before(dp_groups *groups, const dp_group *group) {
  const uint32_t i = (uint32_t)(group - groups->group);
  return i ? &groups->group[i - 1] : NULL;
}

static int has_time(const dp_when *when) { return when->has_clock || when->part; }
static int whole_days(const dp_when *when) {
  return when->has_span && !when->span_min && !when->span_months && !when->span_low;
}

/* --- a piece into a group --- */

/* next month and the 5th; next week and Tuesday: two pieces that say one day. */
static int merge_days(dp_when *into, const dp_when *from, int beside) {
  const dp_when *week = into->day == DP_DAY_WEEK ? into : from, *other = week == into ? from : into;
  if (week->day == DP_DAY_WEEK && (other->day == DP_DAY_WEEKDAY || other->day == DP_DAY_WEEKEND)) {
    const int16_t weeks = week->weeks;
    dp_when merged = *other;
    merged.weeks = weeks;
    if (merged.day == DP_DAY_WEEKDAY) merged.which = DP_WHICH_WEEK;
    into->day = merged.day;
    into->which = merged.which;
    into->n = merged.n;
    into->weeks = merged.weeks;
    return 1;
  }
  const dp_when *month = into->day == DP_DAY_MONTH ? into : from, *date = month == into ? from : into;
  if (month->day == DP_DAY_MONTH && date->day == DP_DAY_DATE && !date->month) {
    const int16_t months = month->months, n = date->n;
    const uint8_t number = month->month;
    into->day = DP_DAY_DATE;
    into->n = n;
    into->months = months;
    into->month = number;
    return 1;
  }
  if (into->day == from->day && into->n == from->n && into->which == from->which &&
      into->month == from->month && into->weeks == from->weeks && into->months == from->months &&
      into->year == from->year)
    return 1;
  if (!beside) return 0;
  /* a weekday beside a date: the date counts */
  if (into->day == DP_DAY_DATE && from->day == DP_DAY_WEEKDAY) return 1;
  if (into->day == DP_DAY_WEEKDAY &&
      (from->day == DP_DAY_DATE || from->day == DP_DAY_NUMBERS || from->day == DP_DAY_AHEAD)) {
    const uint8_t flags = (uint8_t)from->flags;
    into->day = from->day;
    into->which = 0;
    into->n = from->n;
    into->month = from->month;
    into->months = from->months;
    into->year = from->year;
    into->weeks = 0;
    into->flags |= flags;
    return 1;
  }
  if (into->day == DP_DAY_AHEAD && from->day == DP_DAY_WEEKDAY) return 1;
  return 0;
}

static void copy_day(dp_when *into, const dp_when *from) {
  into->day = from->day;
  into->which = from->which;
  into->n = from->n;
  into->month = from->month;
  into->year = from->year;
  into->weeks = from->weeks;
  into->months = from->months;
  into->flags |= from->flags & (DP_WHEN_TODAY_SAID | DP_WHEN_LATER_TODAY);
}

static void copy_clock(dp_when *into, const dp_when *from) {
  into->has_clock = 1;
  into->minute = from->minute;
  into->half = from->half;
  into->flags = (uint16_t)((into->flags & ~DP_WHEN_HOURS) | (from->flags & DP_WHEN_HOURS));
}

static void copy_span(dp_when *into, const dp_when *from) {
  into->has_span = 1;
  into->span_days = from->span_days;
  into->span_months = from->span_months;
  into->span_min = from->span_min;
  into->span_low = from->span_low;
  into->flags |= from->flags & DP_WHEN_HOURS;
}

/* Two days later, at five: a length of whole days is a day, when a time is said. */
static void span_to_day(dp_when *when) {
  if (!whole_days(when) || when->day || !has_time(when)) return;
  when->day = DP_DAY_AHEAD;
  when->n = (int16_t)when->span_days;
  when->has_span = 0;
  when->span_days = 0;
}

/* "First thing in the morning" is one part of the day. */
static int parts_agree(dp_when *into, const dp_when *from) {
  if (!into->part || (into->part == DP_PART_MORNING && from->part == DP_PART_OPENING))
    into->part = from->part;
  return into->part == from->part || (into->part == DP_PART_OPENING && from->part == DP_PART_MORNING);
}

static int merge(dp_when *into, const dp_when *from, int beside) {
  dp_when tried = *into;
  if (from->day) {
    if (tried.day && !merge_days(&tried, from, beside)) return 0;
    if (!tried.day) copy_day(&tried, from);
    tried.flags |= from->flags & (DP_WHEN_TODAY_SAID | DP_WHEN_LATER_TODAY);
  }
  if (from->has_clock) {
    if (tried.has_clock) return 0;
    copy_clock(&tried, from);
  }
  if (from->part) {
    if (!parts_agree(&tried, from)) return 0;
  }
  if (from->has_span) {
    if (tried.has_span) return 0;
    copy_span(&tried, from);
  }
  span_to_day(&tried);
  if (tried.has_span && (has_time(&tried) || (tried.day && !(tried.day == DP_DAY_AHEAD && !tried.n))))
    return 0;
  if (from->bound) tried.bound = from->bound;
  *into = tried;
  return 1;
}

/* Do both say the same kind of thing? */
static int alike(const dp_when *a, const dp_when *b) {
  return (a->has_clock && b->has_clock) || (a->part && b->part && !a->has_clock && !b->has_clock) ||
         (a->has_span && b->has_span) || (a->day && b->day && !has_time(a));
}

static int shares(const dp_when *a, const dp_when *b) {
  return (a->day && b->day) || (has_time(a) && has_time(b)) || (a->has_span && b->has_span);
}

dp_group *dp_groups_add(dp_groups *groups, const dp_piece *piece, uint8_t join, int beside, uint32_t from,
                        uint32_t until) {
  dp_group *last = dp_groups_last(groups);
  const int bare = piece->kind == DP_PIECE_HOUR, past = piece->kind == DP_PIECE_PAST;
  if (!last) join = DP_JOIN_NONE;
  if (join == DP_JOIN_AND || join == DP_JOIN_RANGE_OR_NOT) {
    dp_when tried = last->when;
    const int same = alike(&last->when, &piece->when) ||
                     (last->bare && (piece->when.has_clock || piece->when.has_span)) ||
                     !merge(&tried, &piece->when, beside);
    join = !same || last->past || last->denied ? DP_JOIN_NONE
           : join == DP_JOIN_AND               ? DP_JOIN_OR
                                               : DP_JOIN_RANGE;
  }
  const int open =
      last && join == DP_JOIN_NONE && !last->denied && !bare && !last->bare && !piece->weak && !last->weak;
  if (open && (past || last->past)) {
    /* Yesterday at five, at five yesterday: the time is past, too. */
    if (beside && !(past ? last->when.day || last->when.has_span : piece->when.day || piece->when.has_span) &&
        merge(&last->when, &piece->when, beside)) {
      last->until = (uint16_t)until;
      last->past = 1;
      return last;
    }
  } else if (open && merge(&last->when, &piece->when, beside)) {
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
  return group;
}

/* --- words about groups --- */

void dp_groups_deny(dp_groups *groups) {
  for (uint32_t i = groups->count;
       i-- > 0 && groups->group[i].clause == groups->clause && !groups->group[i].denied;)
    groups->group[i].denied = 1;
}

void dp_groups_past(dp_groups *groups) {
  for (uint32_t i = groups->count; i-- > 0 && groups->group[i].clause == groups->clause;) {
    const dp_when *when = &groups->group[i].when;
    const int weekday = when->day == DP_DAY_WEEKDAY && when->which == DP_WHICH_BARE;
    if ((when->day == DP_DAY_AHEAD && when->n > 0) || weekday || when->part ||
        (when->has_span && !when->bound))
      groups->group[i].past = 1;
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

void dp_groups_thereafter(dp_groups *groups) {
  dp_group *last = dp_groups_last(groups);
  if (!last) return;
  if (last->busy && !last->when.bound && last->when.has_clock) last->when.bound = DP_BOUND_AFTER;
  last->busy = 1;
}

void dp_groups_between(dp_groups *groups) {
  if (groups->count < 2) return;
  dp_group *last = dp_groups_last(groups);
  if (last->join == DP_JOIN_OR) last->join = DP_JOIN_RANGE;
}

void dp_groups_clause(dp_groups *groups) {
  groups->clause++;
  groups->busy = groups->called = 0;
}

/* --- the end --- */

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
  out->reasons |= bit(DIALPLAN_CALLBACK_NEGATED);
  out->excluded = 1;
  out->other = group->when;
}

/* What a correction keeps of what it corrects: the day, the time and the half that it does not name. */
static void keep(dp_when *now, const dp_when *before) {
  if (now->has_span || before->has_span) return;
  if (!now->day && before->day) copy_day(now, before);
  if (!has_time(now)) {
    if (before->has_clock) copy_clock(now, before);
    now->part = before->part;
    if (!now->bound) now->bound = before->bound;
  } else if (now->has_clock && !now->part && before->has_clock && now->half == DP_HALF_OPEN) {
    now->part = before->part;
    if (before->half == DP_HALF_AM || before->half == DP_HALF_PM) {
      now->half = before->half;
      now->minute = (int16_t)(now->minute % 720 + (now->half == DP_HALF_PM ? 720 : 0));
    }
  }
}

static void halve(dp_when *when, uint8_t half) {
  when->half = half;
  when->minute = (int16_t)(when->minute % 720 + (half == DP_HALF_PM ? 720 : 0));
}

/* A part of the day beside a clock time says no more than its half: subah 4-11, dopahar 11-4, shaam 3-9, raat
 * 7-12 and, of the day after, 12-4; outside of that the half that is nearer. */
static void settle_half(dp_when *when) {
  if (!when->has_clock || !when->part) return;
  const int32_t hour = when->minute % 720 / 60; /* 0 is twelve */
  const int night = when->part == DP_PART_NIGHT || when->part == DP_PART_LATE_NIGHT;
  if (night && (when->half == DP_HALF_OPEN || when->half == DP_HALF_AM) && hour <= 4) {
    when->half = DP_HALF_NIGHT;
    when->minute = (int16_t)(when->minute % 720);
    if (!when->minute) {
      when->half = DP_HALF_EXACT;
      when->minute = 1440;
    }
  } else if (when->half == DP_HALF_OPEN) {
    switch (when->part) {
    case DP_PART_EARLY_MORNING:
    case DP_PART_MORNING:
    case DP_PART_LATE_MORNING:
    case DP_PART_BEFORE_LUNCH:
    case DP_PART_OPENING:
    case DP_PART_AFTER_BREAKFAST: halve(when, hour ? DP_HALF_AM : DP_HALF_PM); break;
    case DP_PART_AFTERNOON:
    case DP_PART_DOPAHAR:
    case DP_PART_LUNCH:
    case DP_PART_AFTER_LUNCH: halve(when, hour == 11 ? DP_HALF_AM : DP_HALF_PM); break;
    case DP_PART_DAYTIME: halve(when, hour >= 7 ? DP_HALF_AM : DP_HALF_PM); break;
    default: halve(when, DP_HALF_PM); break;
    }
  }
  when->part = DP_PART_NONE;
}

static uint32_t minutes(const dp_when *when) {
  return when->span_min + when->span_days * 1440u + when->span_months * 43200u;
}

/* The half of one end of a range or choice settles the other's, while the first stays before the second. */
static void share_half(dp_when *a, dp_when *b) {
  if (!a->has_clock || !b->has_clock) return;
  if (a->half == DP_HALF_OPEN && (b->half == DP_HALF_AM || b->half == DP_HALF_PM) && !a->part) {
    const uint8_t half = b->half;
    const uint8_t other = half == DP_HALF_AM ? DP_HALF_PM : DP_HALF_AM;
    halve(a, half);
    if (a->minute >= b->minute) halve(a, other);
  } else if (b->half == DP_HALF_OPEN && (a->half == DP_HALF_AM || a->half == DP_HALF_PM) && !b->part) {
    const uint8_t half = a->half;
    const uint8_t other = half == DP_HALF_AM ? DP_HALF_PM : DP_HALF_AM;
    halve(b, half);
    if (b->minute <= a->minute) halve(b, other);
    if (b->minute == 0) {
      b->half = DP_HALF_EXACT;
      b->minute = 1440;
    }
  }
}

/* Parts of a choice or a range share what only one of them says. */
static void share(dp_when *a, dp_when *b, int choice) {
  if (a->has_span || b->has_span) return;
  if (!b->day && a->day) copy_day(b, a);
  if (!a->day && b->day) copy_day(a, b);
  if (!has_time(a) && has_time(b)) {
    if (b->has_clock) copy_clock(a, b);
    a->part = b->part;
  } else if (!has_time(b) && has_time(a) && choice) {
    if (a->has_clock) copy_clock(b, a);
    b->part = a->part;
  }
  if (a->has_clock && b->has_clock) {
    if (!a->part && b->part && a->half == DP_HALF_OPEN) a->part = b->part;
    if (choice && !b->part && a->part && b->half == DP_HALF_OPEN) b->part = a->part;
  }
  settle_half(a);
  settle_half(b);
  share_half(a, b);
  if (choice && !a->bound) a->bound = b->bound;
  if (choice && !b->bound) b->bound = a->bound;
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
    if (denied && shares(&denied->when, &next)) keep(&next, &denied->when);
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
      out->reasons |= bit(DIALPLAN_CALLBACK_RANGE_UPPER);
      return;
    }
    out->then = DP_THEN_OR;
    out->other = next;
    out->reasons |= bit(DIALPLAN_CALLBACK_CHOICE);
    share(&out->when, &out->other, 1);
    return;
  case DP_JOIN_RANGE:
    if (out->then != DP_THEN_NONE) return;
    if (out->when.has_span && next.has_span) {
      const uint32_t low = minutes(&out->when);
      start_over(out, &next);
      out->when.span_low = low;
      out->reasons |= bit(DIALPLAN_CALLBACK_RANGE_UPPER);
      return;
    }
    out->then = DP_THEN_UNTIL;
    out->other = next;
    share(&out->when, &out->other, 0);
    if (group->busy && !group->called) { /* a meeting from 2 to 4: from 4 */
      next = out->other;
      next.bound = DP_BOUND_FROM;
      start_over(out, &next);
    }
    return;
  case DP_JOIN_CORRECT: {
    const dp_when before = out->when;
    keep(&next, &before);
    start_over(out, &next);
    out->reasons |= bit(DIALPLAN_CALLBACK_CORRECTED);
    return;
  }
  default: break;
  }
  if (out->then != DP_THEN_NONE && !shares(&out->when, &next)) {
    merge(&out->when, &next, 0);
    merge(&out->other, &next, 0);
    return;
  }
  if (merge(&out->when, &next, 0)) return;
  const dp_when before = out->when;
  if (shares(&before, &next)) keep(&next, &before);
  start_over(out, &next);
  out->reasons |= bit(DIALPLAN_CALLBACK_LAST_OF_TWO);
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
    if (out->reasons & bit(doubts[i].reason)) sum += doubts[i].doubt;
  return (uint16_t)(sum < 1000 ? 1000 - sum : 0);
}

/* A day that stands for no instant: this week, this month. */
static int empty(const dp_when *when) {
  return ((when->day == DP_DAY_WEEK && !when->weeks) ||
          (when->day == DP_DAY_MONTH && !when->months && !when->month)) &&
         !has_time(when) && !when->has_span;
}

void dp_groups_finish(dp_groups *groups, dp_reading *out) {
  settle_bare(groups);

  const dp_group *denied = NULL;
  uint32_t strong = 0;
  for (uint32_t i = 0; i < groups->count; i++) {
    const dp_group *group = &groups->group[i];
    strong += !group->bare && !group->denied && !group->past && !group->weak;
  }
  for (uint32_t i = 0; i < groups->count; i++) {
    dp_group *group = &groups->group[i];
    if (group->since && group->busy && group->when.bound == DP_BOUND_FROM) group->past = 1;
    if (group->past) {
      out->reasons |= bit(DIALPLAN_CALLBACK_PAST);
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
    if (group->range) out->reasons |= bit(DIALPLAN_CALLBACK_RANGE_UPPER);
    if (group->misspelt) out->reasons |= bit(DIALPLAN_CALLBACK_MISSPELT);
    if (!out->found && out->excluded) memset(&out->other, 0, sizeof out->other);
    put(out, group, group->join, denied);
    out->excluded = 0;
    denied = NULL;
  }
  if (groups->zone && out->found) out->reasons |= bit(DIALPLAN_CALLBACK_ZONE_IGNORED);
  if (!out->found) {
    if (groups->event && !out->excluded) out->reasons |= bit(DIALPLAN_CALLBACK_UNKNOWN_EVENT);
    if ((groups->vague || groups->event) && !out->excluded) {
      out->found = DIALPLAN_CALLBACK_VAGUE;
      out->reasons |= bit(DIALPLAN_CALLBACK_NO_CLEAR_TIME);
    }
  }
  settle_half(&out->when);
  settle_half(&out->other);
  if (out->found) out->certainty = certainty(out);
}

void dp_groups_spans(const dp_groups *groups, const dp_tags *tags, uint32_t base, dp_reading *out) {
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
