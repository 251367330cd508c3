/* SPDX-License-Identifier: MIT */
/* How are the rules of a campaign compiled into tables of weeks?
 * Uses week for single weeks, guard for whom a rule binds. Invariant: each table covers every reading that a
 * valid instant can have in any zone.
 *
 * Most weeks are alike. The line is therefore filled from its end backwards, each week's row made from what
 * is special about it (its look: no-call days, days of guard rules; how the week behind it begins) and looked
 * up among those made before; weeks with special days, or in which a guard rule begins or ends, are composed
 * one by one. */
#include "daytable.h"

#include "base.h"
#include "date.h"
#include "daymarks.h"
#include "week.h"

#include <string.h>

enum {
  DP_MARK_SINGLE = 0x80, /* composed by itself: special days, guard rules that begin or end */
  DP_LOOKS = 0x80,       /* those below: the no-call days of a week, or the number of its look */
  DP_BEHIND_MAX = 32,
  DP_REGIONS_MAX = 256
};

/* How the line goes on behind the end of a week. */
typedef struct dp_behind {
  dp_run next;  /* the first run of the week behind */
  int32_t head; /* for how long the merged run goes on there, before the margin is cut */
} dp_behind;

/* A row, and how the line goes on behind the week before one that has it. */
typedef struct dp_draft {
  dp_week week;
  uint32_t before; /* in dp_builder.behind */
} dp_draft;

/* A table under construction. */
typedef struct dp_builder {
  dp_week_rules rules;
  const uint8_t *look; /* by week: what tells it apart from others, 0: nothing; DP_MARK_SINGLE: all */
  dp_draft *rows;
  dp_run *runs;
  uint32_t row_count, row_room, run_count, run_room;
  uint32_t behind_count;
  dp_behind behind[DP_BEHIND_MAX];
  uint16_t made[DP_BEHIND_MAX]
               [DP_LOOKS]; /* by what is behind a week and by its look: 1 + its row; 0: not yet */
} dp_builder;

static const dp_run never = {INT32_MAX, INT32_MAX};

/* Room for more items in a list that doubles. */
static int grow(void **list, uint32_t *room, uint32_t needed, size_t size) {
  if (needed <= *room) return 1;
  uint32_t more = *room ? *room : 32;
  while (more < needed) more *= 2;
  void *larger = dp_mem_resize(*list, more, size);
  if (!larger) return 0;
  *list = larger;
  *room = more;
  return 1;
}

/* The number of a way to go on. Where there is no more room for numbers, the rows made so far are not found
 * again. */
static uint32_t number_of(dp_builder *builder, dp_behind behind) {
  for (uint32_t i = 0; i < builder->behind_count; i++)
    if (builder->behind[i].head == behind.head && builder->behind[i].next.from_s == behind.next.from_s &&
        builder->behind[i].next.until_s == behind.next.until_s)
      return i;
  if (builder->behind_count == DP_BEHIND_MAX) {
    builder->behind_count = 0;
    memset(builder->made, 0, sizeof builder->made);
  }
  builder->behind[builder->behind_count] = behind;
  return builder->behind_count++;
}

/* Appends the runs that were composed as a row. */
static int add_row(dp_builder *builder, uint32_t count, dp_run next) {
  if (!grow((void **)&builder->rows, &builder->row_room, builder->row_count + 1, sizeof *builder->rows) ||
      !grow((void **)&builder->runs, &builder->run_room, builder->run_count + count + 1,
            sizeof *builder->runs))
    return 0;
  dp_week *week = &builder->rows[builder->row_count++].week;
  dp_run *runs = builder->runs + builder->run_count;
  week->first = builder->run_count;
  week->count = count;
  memcpy(runs, builder->rules.line, count * sizeof *runs);
  runs[count] = next;
  if (next.from_s != INT32_MAX) runs[count] = (dp_run){next.from_s + DP_WEEK_S, next.until_s + DP_WEEK_S};
  builder->run_count += count + 1;
  uint32_t run = 0;
  for (int32_t slot = 0; slot < DP_WEEK_SLOTS; slot++) {
    while (runs[run].until_s <= slot << DP_WEEK_SHIFT) run++;
    week->slot[slot] = (uint16_t)run;
  }
  return 1;
}

/* Composes a week: 1 + its row; 0: no memory. */
static uint32_t make_row(dp_builder *builder, uint32_t week, uint32_t behind) {
  const dp_behind after = builder->behind[behind];
  const uint8_t look = builder->look[week];
  dp_behind before;
  const uint32_t count = dp_week_compose(&builder->rules, week, after.head, &before.head);
  before.next = count ? builder->rules.line[0] : never;
  if (!add_row(builder, count, after.next)) return 0;
  const uint32_t made = builder->row_count;
  if (!(look & DP_MARK_SINGLE)) builder->made[behind][look] = (uint16_t)made;
  builder->rows[made - 1].before = number_of(builder, before);
  return made;
}

/* Whether a date on which a rule begins or ends is one, and no open side. */
static int is_change(int32_t date) { return date != 0 && date != DP_DATE_END; }

/* Whether a guard rule begins or ends inside a week, so that weeks before it have other rows. */
static int changes(const dp_week_rules *rules, uint32_t week) {
  for (uint32_t i = 0; i < rules->rule_count; i++) {
    const int32_t dates[2] = {rules->rule[i]->effective_from, rules->rule[i]->effective_until};
    for (int side = 0; side < 2; side++)
      if (is_change(dates[side]) && (dates[side] - DP_DAYTABLE_FIRST) / 7 == (int32_t)week) return 1;
  }
  return 0;
}

/* Gives the plain weeks before one the same row, and returns the first of them. */
static uint32_t repeat(const uint8_t *look, uint16_t *line, uint32_t week) {
  static const uint8_t plain[8] = {0};
  const uint16_t row = line[week];
  while (week >= 8 && memcmp(look + week - 8, plain, 8) == 0)
    for (int i = 0; i < 8; i++) line[--week] = row;
  while (week > 0 && !look[week - 1]) line[--week] = row;
  return week;
}

/* Fills the weeks of a table, the last one first. */
static int fill(dp_builder *builder, uint16_t *line, uint32_t weeks) {
  const dp_week_rules *rules = &builder->rules;
  dp_behind end = {never, 0};
  while (weeks > DP_DAYTABLE_WEEKS) dp_week_compose(rules, --weeks, end.head, &end.head);
  uint32_t behind = number_of(builder, end);
  for (uint32_t week = weeks; week-- > 0;) {
    const uint8_t look = builder->look[week];
    uint32_t made = look & DP_MARK_SINGLE ? 0 : builder->made[behind][look];
    if (!made) made = make_row(builder, week, behind);
    if (!made) return 0;
    line[week] = (uint16_t)(made - 1);
    const uint32_t before = builder->rows[made - 1].before;
    if (!look && before == behind) week = repeat(builder->look, line, week);
    behind = before;
    if (look & DP_MARK_SINGLE && changes(rules, week)) memset(builder->made, 0, sizeof builder->made);
  }
  return 1;
}

/* Builds one table into the arena. */
static int build_table(dp_arena *arena, const dp_week_rules *rules, const uint8_t *look, uint32_t weeks,
                       dp_daytable *out) {
  uint16_t *line = dp_arena_new(arena, DP_DAYTABLE_WEEKS * sizeof *line);
  if (!line) return 0;
  dp_builder builder = {.rules = *rules, .look = look};
  int done = fill(&builder, line, weeks);
  if (done) {
    dp_week *rows = dp_arena_new(arena, builder.row_count * sizeof *rows);
    dp_run *runs = dp_arena_new(arena, builder.run_count * sizeof *runs);
    done = rows && runs;
    if (done) {
      for (uint32_t i = 0; i < builder.row_count; i++) rows[i] = builder.rows[i].week;
      memcpy(runs, builder.runs, builder.run_count * sizeof *runs);
      *out = (dp_daytable){line, rows, runs};
    }
  }
  dp_mem_free(builder.rows);
  dp_mem_free(builder.runs);
  return done;
}

static void mark_specials(uint8_t *mark, uint32_t weeks, const dp_windows *windows) {
  for (uint32_t i = 0; i < windows->special_count; i++) {
    dp_daymarks_week(mark, weeks, windows->specials[i].date, DP_MARK_SINGLE);
    dp_daymarks_week(mark, weeks, windows->specials[i].date + 1, DP_MARK_SINGLE); /* its tail */
  }
}

static void mark_rules(uint8_t *mark, uint32_t weeks, const dp_guard *guard) {
  for (uint32_t i = 0; i < guard->count; i++) {
    const dp_guard_rule *rule = &guard->rules[i];
    if (!dp_guard_on_time(rule)) continue;
    if (is_change(rule->effective_from)) dp_daymarks_week(mark, weeks, rule->effective_from, DP_MARK_SINGLE);
    if (is_change(rule->effective_until))
      dp_daymarks_week(mark, weeks, rule->effective_until, DP_MARK_SINGLE);
  }
}

/* The days of rules, by rule: NULL where it has none; and no list at all where no rule has any. One week more
 * than the line has, for the eve at its end. 0: no memory. */
static int mark_rule_days(dp_arena *arena, uint32_t weeks, const dp_guard *guard,
                          const uint8_t *const **out) {
  const uint8_t **day = NULL;
  *out = NULL;
  for (uint32_t i = 0; i < guard->count; i++) {
    const dp_guard_rule *rule = &guard->rules[i];
    if (rule->kind != DP_GUARD_DAYS || !rule->days.count) continue;
    if (!day) day = dp_arena_new(arena, guard->count * sizeof *day);
    uint8_t *mark = day ? dp_arena_new(arena, weeks + 1) : NULL;
    if (!mark) return 0;
    dp_daymarks_set(mark, weeks + 1, &rule->days);
    day[i] = mark;
  }
  *out = day;
  return 1;
}

/* Whether two weeks have the same no-call days and the same days of the rules, eves at their end included. */
static int alike(const dp_week_rules *rules, uint32_t week, uint32_t other) {
  if (rules->mark[week] != rules->mark[other]) return 0;
  for (uint32_t i = 0; i < rules->rule_count; i++) {
    const uint8_t *day = rules->day[i];
    if (day && (day[week] != day[other] || (day[week + 1] ^ day[other + 1]) & 1)) return 0;
  }
  return 1;
}

/* Numbers the looks of weeks, those without any days 0. The rules' days can be combined in more ways than
 * there are numbers: weeks of further looks are composed one by one. */
static void number_looks(const dp_week_rules *rules, uint32_t weeks, uint8_t *look) {
  uint32_t like[DP_LOOKS] = {0}, count = 1;
  for (uint32_t week = 0; week < weeks; week++) {
    uint32_t i = 0;
    int plain = !rules->mark[week];
    if (rules->mark[week] & DP_MARK_SINGLE) {
      look[week] = DP_MARK_SINGLE;
      continue;
    }
    for (uint32_t k = 0; plain && k < rules->rule_count; k++)
      plain = !rules->day[k] || !(rules->day[k][week] | (rules->day[k][week + 1] & 1));
    if (!plain)
      for (i = 1; i < count && !alike(rules, week, like[i]); i++) continue;
    if (i == count && count < DP_LOOKS) like[count++] = week;
    look[week] = (uint8_t)(i < DP_LOOKS ? i : DP_MARK_SINGLE);
  }
}

/* The regions that are told apart. */
typedef struct dp_names {
  const char **name; /* DP_REGIONS_MAX of them */
  uint32_t count;
} dp_names;

static dialplan_status no_memory(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
}

/* Adds the first len bytes of a region and a tail to the names, once. */
static dialplan_status add_name(dp_arena *arena, dp_names *names, const char *region, size_t len,
                                const char *tail, dialplan_error *err) {
  const size_t tail_len = strlen(tail);
  for (uint32_t i = 0; i < names->count; i++)
    if (strlen(names->name[i]) == len + tail_len && memcmp(names->name[i], region, len) == 0 &&
        memcmp(names->name[i] + len, tail, tail_len) == 0)
      return DIALPLAN_OK;
  if (names->count == DP_REGIONS_MAX)
    return dp_fail(err, DIALPLAN_E_LIMIT, "too-many-regions",
                   "guard rules on hours and days name too many different regions");
  char *name = dp_arena_new(arena, len + tail_len + 1);
  if (!name) return no_memory(err);
  memcpy(name, region, len);
  memcpy(name + len, tail, tail_len);
  names->name[names->count++] = name;
  return DIALPLAN_OK;
}

/* For each region that a rule on hours or days names: itself, its country alone ("US"), other parts of it
 * ("US-?").
 */
static dialplan_status add_names(dp_arena *arena, dp_names *names, const dp_guard_rule *rule,
                                 dialplan_error *err) {
  dialplan_status status = DIALPLAN_OK;
  for (uint32_t i = 0; i < rule->region_count && status == DIALPLAN_OK; i++) {
    const char *region = rule->regions[i];
    const size_t country = strcspn(region, "-");
    status = add_name(arena, names, region, strlen(region), "", err);
    if (status == DIALPLAN_OK) status = add_name(arena, names, region, country, "", err);
    if (status == DIALPLAN_OK) status = add_name(arena, names, region, country, "-?", err);
  }
  return status;
}

/* "" (no region known), "?" (none of those that are named), and the named ones. */
static dialplan_status find_names(dp_arena *arena, const dp_guard *guard, dp_names *names,
                                  dialplan_error *err) {
  names->count = 0;
  names->name = dp_arena_new(arena, DP_REGIONS_MAX * sizeof *names->name);
  if (!names->name) return no_memory(err);
  dialplan_status status = add_name(arena, names, "", 0, "", err);
  if (status == DIALPLAN_OK) status = add_name(arena, names, "?", 1, "", err);
  for (uint32_t i = 0; i < guard->count && status == DIALPLAN_OK; i++)
    if (dp_guard_on_time(&guard->rules[i]) && guard->rules[i].regions)
      status = add_names(arena, names, &guard->rules[i], err);
  return status;
}

/* What the tables of all regions are built from. */
typedef struct dp_sources {
  const dp_windows *windows;
  dp_windows plain; /* without special days */
  const uint8_t *mark, *plain_mark;
  uint32_t
      weeks; /* as many as are marked: the table's, and those that a close margin at its end looks into */
  int32_t margin_s;
  const dp_guard_rule **rule;     /* room for those that bind a region */
  const uint8_t **day;            /* room for their days */
  const uint8_t *const *rule_day; /* the days of all rules; NULL: none has any */
  uint8_t *look;                  /* room for looks; NULL: marks tell weeks apart */
  dp_run *line, *spare;
} dp_sources;

static int build_one(dp_arena *arena, const dp_week_rules *rules, const dp_sources *sources,
                     dp_daytable *out) {
  if (sources->look) number_looks(rules, sources->weeks, sources->look);
  return build_table(arena, rules, sources->look ? sources->look : rules->mark, sources->weeks, out);
}

static int build_pair(dp_arena *arena, const dp_sources *sources, uint32_t rule_count, dp_daytable *table,
                      dp_daytable *plain) {
  dp_week_rules rules = {.windows = sources->windows,
                         .mark = sources->mark,
                         .rule = sources->rule,
                         .day = sources->day,
                         .rule_count = rule_count,
                         .margin_s = sources->margin_s,
                         .line = sources->line,
                         .spare = sources->spare};
  if (!build_one(arena, &rules, sources, table)) return 0;
  rules.windows = &sources->plain;
  rules.mark = sources->plain_mark;
  return build_one(arena, &rules, sources, plain);
}

static int same_rules(const dp_guard *guard, const char *region, const char *other) {
  for (uint32_t i = 0; i < guard->count; i++)
    if (dp_guard_on_time(&guard->rules[i]) &&
        dp_guard_binds(&guard->rules[i], region) != dp_guard_binds(&guard->rules[i], other))
      return 0;
  return 1;
}

/* One pair of tables a region; regions that the same rules bind share theirs. */
static int build_regions(dp_arena *arena, const dp_sources *sources, const dp_guard *guard,
                         const dp_names *names, dp_daytable *table, dp_daytable *plain) {
  for (uint32_t i = 0; i < names->count; i++) {
    uint32_t like = 0;
    while (like < i && !same_rules(guard, names->name[like], names->name[i])) like++;
    if (like < i) {
      table[i] = table[like];
      plain[i] = plain[like];
      continue;
    }
    uint32_t rule_count = 0;
    for (uint32_t k = 0; k < guard->count; k++)
      if (dp_guard_on_time(&guard->rules[k]) && dp_guard_binds(&guard->rules[k], names->name[i])) {
        sources->day[rule_count] = sources->rule_day ? sources->rule_day[k] : NULL;
        sources->rule[rule_count++] = &guard->rules[k];
      }
    if (!build_pair(arena, sources, rule_count, &table[i], &plain[i])) return 0;
  }
  return 1;
}

dialplan_status dp_daytables_build(dp_arena *arena, const dp_settings *settings, dp_daytables *out,
                                   dialplan_error *err) {
  const dp_guard *guard = &settings->guard;
  dp_names names;
  const dialplan_status status = find_names(arena, guard, &names, err);
  if (status != DIALPLAN_OK) return status;

  const uint32_t behind = settings->close_margin_s ? (uint32_t)(settings->close_margin_s / DP_WEEK_S) + 2 : 0;
  const uint32_t weeks = DP_DAYTABLE_WEEKS + behind, room = dp_week_room(guard->count);
  uint8_t *mark = dp_arena_new(arena, weeks), *plain_mark = dp_mem_new(weeks);
  dp_run *runs = dp_mem_new(2 * (size_t)room * sizeof *runs);
  const dp_guard_rule **rule = dp_mem_new(guard->count * sizeof *rule);
  const uint8_t **day = dp_mem_new(guard->count * sizeof *day), *const *rule_day = NULL;
  uint8_t *look = NULL;
  dp_daytable *table = dp_arena_new(arena, 2 * names.count * sizeof *table);
  int done = mark && plain_mark && runs && rule && day && table;
  if (done) done = mark_rule_days(arena, weeks, guard, &rule_day);
  if (done && rule_day) done = (look = dp_mem_new(weeks)) != NULL;
  if (done) {
    dp_daymarks_set(mark, weeks, &settings->no_call_days);
    mark_specials(mark, weeks, &settings->windows);
    mark_rules(mark, weeks, guard);
    mark_rules(plain_mark, weeks, guard);
    dp_sources sources = {.windows = &settings->windows,
                          .plain = settings->windows,
                          .mark = mark,
                          .plain_mark = plain_mark,
                          .weeks = weeks,
                          .margin_s = settings->close_margin_s,
                          .rule = rule,
                          .day = day,
                          .rule_day = rule_day,
                          .look = look,
                          .line = runs,
                          .spare = runs + room};
    sources.plain.special_count = 0;
    done = build_regions(arena, &sources, guard, &names, table, table + names.count);
    if (done) *out = (dp_daytables){table, table + names.count, names.name, mark, rule_day, names.count, 0};
  }
  dp_mem_free(plain_mark);
  dp_mem_free(runs);
  dp_mem_free(rule);
  dp_mem_free(day);
  dp_mem_free(look);
  return done ? DIALPLAN_OK : no_memory(err);
}
