/* SPDX-License-Identifier: MIT */
/* Which dates does an iCalendar file name, and what does it call them?
 * Uses the lines, the drafts of events and the door to libical. Invariant: nothing is dropped in silence; the
 * order of the answer is that of dates and then of the file. */
#include "ical_file.h"

#include "base.h"
#include "date.h"
#include "door_ical.h"

#include <stdlib.h>
#include <string.h>

typedef struct dp_calendar_file {
  dp_arena *arena;
  dp_ical_event *first, *last; /* in the order of the file */
  uint32_t count;
  dp_ical_faults *faults;
  dp_ical_lines lines;
  dp_ical_draft draft;
  dp_ical_budget budget;
  const dp_ical_event **instead; /* those that stand for one occurrence of another, by UID and date */
  uint32_t instead_count;
  dp_ical_days *days;
  uint32_t day_count, day_room;
  dialplan_error *err;
} dp_calendar_file;

static dialplan_status no_memory(const dp_calendar_file *file) {
  return dp_fail(file->err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
}

static dialplan_status limit(const dp_calendar_file *file, const char *code, const char *message,
                             uint32_t line) {
  dp_fail(file->err, DIALPLAN_E_LIMIT, code, message);
  if (file->err) file->err->line = line;
  return DIALPLAN_E_LIMIT;
}

/* --- events ------------------------------------------------------------------------------------ */

static dialplan_status add_event(dp_calendar_file *file, uint32_t line) {
  dp_ical_event *event = dp_arena_new(file->arena, sizeof *event);
  if (!event) return no_memory(file);
  *event = (dp_ical_event){.uid = "", .summary = "", .line = line, .days = 1};
  if (file->last)
    file->last->next = event;
  else
    file->first = event;
  file->last = event;
  file->count++;
  return dp_ical_draft_begin(&file->draft, event) ? DIALPLAN_OK : no_memory(file);
}

/* Why a draft took no more. */
static dialplan_status draft_failed(const dp_calendar_file *file) {
  if (!file->draft.too_long) return no_memory(file);
  return limit(file, "event-too-long", "the event has more than 20,000 dates and categories",
               file->last->line);
}

static dialplan_status end_event(dp_calendar_file *file) {
  if (!dp_ical_draft_end(&file->draft)) return draft_failed(file);
  const dialplan_status status = dp_ical_event_read(file->arena, &file->draft, &file->budget, file->err);
  if (status == DIALPLAN_E_LIMIT && file->err) file->err->line = file->draft.event->line;
  return status;
}

static int begins_event(const dp_calendar_file *file, const dp_ical_line *line) {
  return line->kind == DP_ICAL_BEGIN && file->lines.depth == 2 &&
         dp_ical_is(line->name, line->name_len, "VEVENT");
}

/* The whole text is looked over before libical sees any of it: its lines, how its components nest and end,
 * and how many events there are. */
static dialplan_status look_over(dp_calendar_file *file) {
  dp_ical_line line;
  uint32_t events = 0;
  for (int more = 1;;) {
    const dialplan_status status = dp_ical_lines_next(&file->lines, &line, &more);
    if (status != DIALPLAN_OK || !more) return status;
    if (begins_event(file, &line) && ++events > DP_ICAL_EVENTS_MAX)
      return limit(file, "too-many-events", "the calendar has more than 10,000 events", line.line);
  }
}

/* An event lies directly in a calendar; what lies deeper (alarms), and what are no events, is not looked at.
 */
static dialplan_status take_line(dp_calendar_file *file, const dp_ical_line *line, int *inside) {
  const uint32_t depth = file->lines.depth;
  if (begins_event(file, line)) {
    *inside = 1;
    return add_event(file, line->line);
  }
  if (line->kind == DP_ICAL_END && depth == 1 && *inside) {
    *inside = 0;
    return end_event(file);
  }
  if (line->kind == DP_ICAL_BEGIN || line->kind == DP_ICAL_END) return DIALPLAN_OK;
  if (*inside && depth == 2) return dp_ical_draft_line(&file->draft, line) ? DIALPLAN_OK : draft_failed(file);
  if (line->kind == DP_ICAL_BROKEN && depth < 2)
    dp_ical_fault_add(file->faults, line->line, NULL, "this line is no property", line->value,
                      line->value_len);
  return DIALPLAN_OK;
}

static dialplan_status read_events(dp_calendar_file *file) {
  dp_ical_line line;
  int more = 1, inside = 0;
  for (;;) {
    dialplan_status status = dp_ical_lines_next(&file->lines, &line, &more);
    if (status == DIALPLAN_OK && more) status = take_line(file, &line, &inside);
    if (status != DIALPLAN_OK || !more) return status;
  }
}

/* --- patterns ---------------------------------------------------------------------------------- */

/* Bytes of the character that begins here. */
static size_t character(const char *text) {
  size_t n = 1;
  while (((unsigned char)text[n] & 0xC0) == 0x80) n++;
  return n;
}

/* Goes back to the last * only, so that the time is the product of the lengths at worst. */
static int glob(const char *pattern, const char *text) {
  const char *star = NULL, *from = NULL;
  while (*text) {
    if (*pattern == '*') {
      star = ++pattern;
      from = text;
    } else if (*pattern == '?') {
      pattern++;
      text += character(text);
    } else if (dp_text_lower(*pattern) == dp_text_lower(*text)) {
      pattern++;
      text++;
    } else if (star) {
      pattern = star;
      text = ++from;
    } else {
      return 0;
    }
  }
  while (*pattern == '*') pattern++;
  return *pattern == 0;
}

int dp_ical_matches(const char *pattern, const char *text) {
  if (strchr(pattern, '*') || strchr(pattern, '?')) return glob(pattern, text);
  const size_t len = strlen(pattern);
  for (; *text; text++) {
    size_t n = 0;
    while (n < len && text[n] && dp_text_lower(text[n]) == dp_text_lower(pattern[n])) n++;
    if (n == len) return 1;
  }
  return len == 0;
}

/* Whether one of the patterns matches; each that does is marked. */
static int any_matches(const char *const *patterns, uint32_t count, uint8_t *used,
                       const dp_ical_event *event) {
  int any = 0;
  for (uint32_t i = 0; i < count; i++) {
    int match = dp_ical_matches(patterns[i], event->summary);
    for (uint32_t k = 0; k < event->category_count && !match; k++)
      match = dp_ical_matches(patterns[i], event->categories[k]);
    any |= match;
    used[i] |= (uint8_t)match;
  }
  return any;
}

static int chosen(const dp_ical_choice *choice, uint8_t *used, const dp_ical_event *event) {
  const int only = any_matches(choice->only, choice->only_count, used, event);
  const int except = any_matches(choice->except, choice->except_count, used + choice->only_count, event);
  return (only || !choice->only_count) && !except;
}

/* --- days -------------------------------------------------------------------------------------- */

static int by_occurrence(const dp_ical_event *a, const dp_ical_event *b) {
  const int order = strcmp(a->uid, b->uid);
  return order ? order : (a->instead_of > b->instead_of) - (a->instead_of < b->instead_of);
}

static int compare_instead(const void *a, const void *b) {
  return by_occurrence(*(const dp_ical_event *const *)a, *(const dp_ical_event *const *)b);
}

/* Sorts the events that stand for one occurrence of another one. */
static int gather_instead(dp_calendar_file *file) {
  file->instead = dp_arena_new(file->arena, file->count * sizeof *file->instead);
  if (!file->instead) return 0;
  for (const dp_ical_event *event = file->first; event; event = event->next)
    if (event->instead && event->uid[0]) file->instead[file->instead_count++] = event;
  if (file->instead_count) qsort(file->instead, file->instead_count, sizeof *file->instead, compare_instead);
  return 1;
}

static int replaced(const dp_calendar_file *file, const dp_ical_event *event, int32_t start) {
  const dp_ical_event occurrence = {.uid = event->uid, .instead_of = start}, *key = &occurrence;
  return !event->instead && file->instead_count &&
         bsearch(&key, file->instead, file->instead_count, sizeof *file->instead, compare_instead) != NULL;
}

static int add_days(dp_calendar_file *file, const dp_ical_event *event, int32_t start) {
  if (file->day_count == file->day_room) {
    const uint32_t room = file->day_room ? file->day_room * 2 : 64;
    dp_ical_days *larger = dp_mem_resize(file->days, room, sizeof *larger);
    if (!larger) return 0;
    file->days = larger;
    file->day_room = room;
  }
  const int64_t until = (int64_t)start + event->days - 1;
  file->days[file->day_count++] =
      (dp_ical_days){start < 0 ? 0 : start, until < DP_DATE_END ? (int32_t)until : DP_DATE_END - 1,
                     event->summary[0] ? event->summary : NULL};
  return 1;
}

static int take_days(dp_calendar_file *file, const dp_ical_choice *choice, uint8_t *used) {
  for (const dp_ical_event *event = file->first; event; event = event->next) {
    if (event->timed || event->cancelled || !chosen(choice, used, event)) continue;
    for (uint32_t k = 0; k < event->start_count; k++)
      if (!replaced(file, event, event->starts[k]) && !add_days(file, event, event->starts[k])) return 0;
  }
  return 1;
}

/* A total order: days that are equal in it are the same. */
static int by_dates(const void *left, const void *right) {
  const dp_ical_days *a = left, *b = right;
  if (a->from_date != b->from_date) return a->from_date < b->from_date ? -1 : 1;
  if (a->until_date != b->until_date) return a->until_date < b->until_date ? -1 : 1;
  return strcmp(a->label ? a->label : "", b->label ? b->label : "");
}

/* The days in their order, none twice. */
static int finish_days(dp_calendar_file *file, dp_ical_found *out) {
  dp_ical_days *days = dp_arena_new(file->arena, file->day_count * sizeof *days);
  uint32_t count = 0;
  if (!days) return 0;
  if (file->day_count) qsort(file->days, file->day_count, sizeof *file->days, by_dates);
  for (uint32_t i = 0; i < file->day_count; i++)
    if (!count || by_dates(&days[count - 1], &file->days[i]) != 0) days[count++] = file->days[i];
  out->days = days;
  out->day_count = count;
  return 1;
}

/* The patterns that no event matches. */
static int find_idle(dp_calendar_file *file, const dp_ical_choice *choice, const uint8_t *used,
                     dp_ical_found *out) {
  const uint32_t all = choice->only_count + choice->except_count;
  const char **idle = dp_arena_new(file->arena, all * sizeof *idle);
  if (!idle) return 0;
  for (uint32_t i = 0; i < all; i++)
    if (!used[i])
      idle[out->idle_count++] =
          i < choice->only_count ? choice->only[i] : choice->except[i - choice->only_count];
  out->idle = idle;
  return 1;
}

static dialplan_status choose(dp_calendar_file *file, const dp_ical_choice *choice, dp_ical_found *out) {
  uint8_t *used = dp_arena_new(file->arena, choice->only_count + choice->except_count);
  for (const dp_ical_event *event = file->first; event; event = event->next) {
    out->timed += event->timed;
    out->whole_days += !event->timed;
  }
  if (!used || !gather_instead(file) || !take_days(file, choice, used) || !finish_days(file, out) ||
      !find_idle(file, choice, used, out) || file->faults->no_memory)
    return no_memory(file);
  out->faults = file->faults;
  return DIALPLAN_OK;
}

dialplan_status dp_ical_read(dp_arena *arena, const char *text, size_t len, const dp_ical_choice *choice,
                             dp_ical_found *out, dialplan_error *err) {
  dp_calendar_file file = {
      .arena = arena, .err = err, .budget = {.periods = DP_ICAL_PERIODS_MAX, .days = DP_ICAL_DAYS_MAX}};
  dp_ical_found found = {0};
  char *buffer = dp_mem_new(DP_ICAL_LINE_MAX + 1);
  file.faults = dp_arena_new(arena, sizeof *file.faults);
  dialplan_status status = DIALPLAN_OK;
  if (!buffer || !file.faults) {
    status = no_memory(&file);
  } else {
    file.faults->arena = arena;
    file.draft.faults = file.faults;
    status = dp_ical_lines_begin(&file.lines, text, len, buffer, err);
  }
  const dp_ical_lines start = file.lines;
  if (status == DIALPLAN_OK) status = look_over(&file);
  file.lines = start;
  if (status == DIALPLAN_OK) status = read_events(&file);
  if (status == DIALPLAN_OK) status = choose(&file, choice, &found);
  if (status == DIALPLAN_OK) *out = found;
  dp_mem_free(file.draft.text.out);
  dp_mem_free(file.days);
  dp_mem_free(buffer);
  return status;
}
