/* SPDX-License-Identifier: MIT */
/* Which seconds of a civil week are open?
 * Uses windows, guard and dates. Invariant: lists of runs are sorted and merged, so that runs neither touch
 * nor overlap; the end of the week cuts them, and what goes on behind it is told by a number of seconds. */
#include "week.h"

#include "date.h"
#include "daymarks.h"

#include <string.h>

uint32_t dp_week_room(uint32_t rule_count) { return DP_WEEK_RUNS * (rule_count + 1); }

static int32_t monday(uint32_t week) { return DP_DAYTABLE_FIRST + (int32_t)week * 7; }

/* Adds a run to a sorted list; those that begin later move up. */
static uint32_t put(dp_run *line, uint32_t count, int32_t from_s, int32_t until_s) {
  uint32_t i = count;
  for (; i > 0 && line[i - 1].from_s > from_s; i--) line[i] = line[i - 1];
  line[i] = (dp_run){from_s, until_s};
  return count + 1;
}

/* Adds what falls on day 0 (Monday) to 6 of the spans that start on it and of those that started the day
 * before. */
static uint32_t put_day(dp_run *line, uint32_t count, int32_t day, const dp_spans *own,
                        const dp_spans *before) {
  const int32_t midnight = day * DP_DAY_S;
  for (uint32_t i = 0; i < before->count; i++)
    if (before->span[i].until_min > 1440)
      count = put(line, count, midnight, midnight + (before->span[i].until_min - 1440) * 60);
  for (uint32_t i = 0; i < own->count; i++) {
    const int32_t until_min = own->span[i].until_min < 1440 ? own->span[i].until_min : 1440;
    count = put(line, count, midnight + own->span[i].from_min * 60, midnight + until_min * 60);
  }
  return count;
}

/* Makes one run of those that touch or overlap. */
static uint32_t merge(dp_run *line, uint32_t count) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (kept && line[i].from_s <= line[kept - 1].until_s) {
      if (line[kept - 1].until_s < line[i].until_s) line[kept - 1].until_s = line[i].until_s;
    } else
      line[kept++] = line[i];
  return kept;
}

/* Windows and special days of the dates that are no no-call days. */
static uint32_t windows(const dp_week_rules *rules, uint32_t week, uint32_t closed) {
  const int32_t date = monday(week);
  const dp_spans *before = dp_window_spans(rules->windows, date - 1);
  uint32_t count = 0;
  for (int32_t day = 0; day < 7; day++) {
    const dp_spans *own = dp_window_spans(rules->windows, date + day);
    if (!(closed >> day & 1)) count = put_day(rules->line, count, day, own, before);
    before = own;
  }
  return merge(rules->line, count);
}

/* For how long the first run of a week's windows goes on from the start of the week. */
static int32_t head_of(const dp_week_rules *rules, uint32_t count, int32_t next_head) {
  if (!count || rules->line[0].from_s > 0) return 0;
  int64_t until_s = rules->line[0].until_s;
  if (until_s == DP_WEEK_S) until_s += next_head;
  return until_s < rules->margin_s ? (int32_t)until_s : rules->margin_s;
}

/* Takes the close margin off the end of each run; one that is no longer vanishes. */
static uint32_t cut_margin(const dp_week_rules *rules, uint32_t count, int32_t next_head) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    dp_run run = rules->line[i];
    int64_t close_s = run.until_s;
    if (close_s == DP_WEEK_S) close_s += next_head;
    close_s -= rules->margin_s;
    if (run.until_s > close_s) run.until_s = close_s > run.from_s ? (int32_t)close_s : run.from_s;
    if (run.from_s < run.until_s) rules->line[kept++] = run;
  }
  return kept;
}

/* What a rule on hours or days permits in a week: all of the dates on which it is not in force. */
static uint32_t permitted(const dp_guard_rule *rule, const uint8_t *days, uint32_t week, dp_run *line) {
  static const dp_spans whole = {.count = 1, .span = {{0, 1440}}}, none = {.count = 0};
  const int32_t date = monday(week);
  uint32_t count = 0;
  for (int32_t day = 0; day < 7; day++)
    if (!dp_guard_effective(rule, date + day))
      count = put_day(line, count, day, &whole, &none);
    else if (rule->kind == DP_GUARD_HOURS)
      count = put_day(line, count, day, &rule->week[day], &rule->week[(day + 6) % 7]);
    else
      count = put_day(line, count, day, dp_guard_left(rule, date + day, dp_daymarks_which(days, date + day)),
                      &none);
  return merge(line, count);
}

static uint32_t intersect(const dp_run *a, uint32_t a_count, const dp_run *b, uint32_t b_count, dp_run *out) {
  uint32_t count = 0;
  for (uint32_t i = 0, k = 0; i < a_count && k < b_count;) {
    const int32_t from_s = a[i].from_s > b[k].from_s ? a[i].from_s : b[k].from_s;
    const int32_t until_s = a[i].until_s < b[k].until_s ? a[i].until_s : b[k].until_s;
    if (from_s < until_s) out[count++] = (dp_run){from_s, until_s};
    if (a[i].until_s < b[k].until_s)
      i++;
    else
      k++;
  }
  return count;
}

uint32_t dp_week_compose(const dp_week_rules *rules, uint32_t week, int32_t next_head, int32_t *head) {
  uint32_t count = windows(rules, week, rules->mark[week]);
  *head = head_of(rules, count, next_head);
  if (rules->margin_s) count = cut_margin(rules, count, next_head);
  for (uint32_t i = 0; i < rules->rule_count; i++) {
    dp_run line[DP_WEEK_RUNS];
    const uint32_t line_count = permitted(rules->rule[i], rules->day[i], week, line);
    count = intersect(rules->line, count, line, line_count, rules->spare);
    memcpy(rules->line, rules->spare, count * sizeof *rules->line);
  }
  return count;
}
