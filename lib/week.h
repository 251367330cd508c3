/* SPDX-License-Identifier: MIT */
/* The open seconds of one civil week, composed from the rules: windows, no-call days, close margin, guard. */
#ifndef DP_WEEK_H
#define DP_WEEK_H

#include "daytable.h"

/* Runs that the spans of one rule can make in a week: those that start on a date and the tails of the date
 * before. */
enum { DP_WEEK_RUNS = 7 * 2 * DP_SPANS_MAX };

/* What a table is composed from, and room to work in. */
typedef struct dp_week_rules {
  const dp_windows *windows;
  const uint8_t *mark;              /* by week: bits 0 to 6 are set on no-call days */
  const dp_guard_rule *const *rule; /* those on hours and days that bind */
  const uint8_t *const *day;        /* of each of them: its dates by week, like mark; NULL: has none */
  uint32_t rule_count;
  int32_t margin_s;
  dp_run *line, *spare; /* dp_week_room() runs each */
} dp_week_rules;

/* Runs that a week can have. */
uint32_t dp_week_room(uint32_t rule_count);

/* Composes a week into rules->line and returns how many runs it has. next_head: for how many seconds the
 * merged run goes on behind the end of the week, at most the margin; *head gets the same for the end of the
 * week before. */
uint32_t dp_week_compose(const dp_week_rules *rules, uint32_t week, int32_t next_head, int32_t *head);

#endif
