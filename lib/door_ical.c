/* SPDX-License-Identifier: MIT */
/* Which days does an all-day event name?
 * The only file that includes libical's header. libical parses the event and steps through its rules; the
 * dates are ours, because libical 3 takes ends for inclusive. Invariant: libical sees bounded text without
 * times of day, asks for no zone, and searches for no longer than the budget; a property that it removes
 * (X-LIC-ERROR) is a fault and no silence. */
#include "door_ical.h"

#include "base.h"
#include "date.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#if ICAL_MAJOR_VERSION != 3
#error "libical 3 is needed: the rules of libical 4 are other types"
#endif

enum { DP_ICAL_LAST = DP_DATE_END - 1 };

typedef struct dp_occurrences {
  int32_t *at;
  uint32_t count, room;
} dp_occurrences;

typedef struct dp_ical_door {
  dp_arena *arena;
  dp_ical_draft *draft;
  dp_ical_event *event;
  dp_ical_budget *budget;
  icalcomponent *component;
  dp_occurrences found, without; /* what DTSTART, RDATE and RRULE name, and what EXDATE does */
  dialplan_error *err;
} dp_ical_door;

static dialplan_status no_memory(const dp_ical_door *door) {
  return dp_fail(door->err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
}

static void fault(dp_ical_door *door, const char *message, const char *found) {
  dp_ical_fault_add(door->draft->faults, door->event->line, door->event, message, found,
                    found ? strlen(found) : 0);
}

static int32_t date_of(struct icaltimetype time) { return dp_date_make(time.year, time.month, time.day); }

static int add(dp_occurrences *list, int32_t date) {
  if (list->count == list->room) {
    const uint32_t room = list->room ? list->room * 2 : 64;
    int32_t *larger = dp_mem_resize(list->at, room, sizeof *larger);
    if (!larger) return 0;
    list->at = larger;
    list->room = room;
  }
  list->at[list->count++] = date;
  return 1;
}

/* --- texts ------------------------------------------------------------------------------------- */

static icalproperty *property(const dp_ical_door *door, icalproperty_kind kind) {
  return icalcomponent_get_first_property(door->component, kind);
}

static icalproperty *next(const dp_ical_door *door, icalproperty_kind kind) {
  return icalcomponent_get_next_property(door->component, kind);
}

/* A copy in one line: what would break one is a blank. */
static const char *copy(dp_ical_door *door, const char *text) {
  if (!text) return "";
  char *out = dp_arena_text(door->arena, text, strlen(text));
  for (char *c = out; c && *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7F) *c = ' ';
  return out;
}

static int read_categories(dp_ical_door *door) {
  const int count = icalcomponent_count_properties(door->component, ICAL_CATEGORIES_PROPERTY);
  const char **all = dp_arena_new(door->arena, (size_t)count * sizeof *all);
  uint32_t n = 0;
  if (!all) return 0;
  for (icalproperty *p = property(door, ICAL_CATEGORIES_PROPERTY); p;
       p = next(door, ICAL_CATEGORIES_PROPERTY)) {
    all[n] = copy(door, icalproperty_get_categories(p));
    if (!all[n++]) return 0;
  }
  door->event->categories = all;
  door->event->category_count = n;
  return 1;
}

static int read_texts(dp_ical_door *door) {
  icalproperty *uid = property(door, ICAL_UID_PROPERTY), *summary = property(door, ICAL_SUMMARY_PROPERTY);
  icalproperty *status = property(door, ICAL_STATUS_PROPERTY);
  door->event->uid = copy(door, uid ? icalproperty_get_uid(uid) : NULL);
  door->event->summary = copy(door, summary ? icalproperty_get_summary(summary) : NULL);
  door->event->cancelled = status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED;
  return door->event->uid && door->event->summary && read_categories(door);
}

/* What libical put in the place of a property that it could not read, or another program before us. */
static void read_errors(dp_ical_door *door) {
  for (icalproperty *p = property(door, ICAL_XLICERROR_PROPERTY); p; p = next(door, ICAL_XLICERROR_PROPERTY))
    fault(door, "libical cannot read a property", icalproperty_get_xlicerror(p));
}

/* --- dates ------------------------------------------------------------------------------------- */

static int32_t length_of(dp_ical_door *door, int32_t start) {
  icalproperty *end = property(door, ICAL_DTEND_PROPERTY), *lasts = property(door, ICAL_DURATION_PROPERTY);
  if (end) {
    const int32_t days = date_of(icalproperty_get_dtend(end)) - start;
    if (days < 0) fault(door, "DTEND is before DTSTART", NULL);
    return days < 1 ? 1 : days;
  }
  if (!lasts) return 1;
  const struct icaldurationtype length = icalproperty_get_duration(lasts);
  const int64_t seconds = length.hours * INT64_C(3600) + length.minutes * INT64_C(60) + length.seconds;
  const int64_t days = length.weeks * INT64_C(7) + length.days + seconds / DP_DAY_S;
  if (length.is_neg || seconds % DP_DAY_S || days > DP_DATE_END) {
    fault(door, "DURATION is not a number of whole days", NULL);
    return 1;
  }
  return days < 1 ? 1 : (int32_t)days;
}

/* Adds an occurrence, as far as it lies in the valid years. */
static dialplan_status occur(dp_ical_door *door, int32_t date) {
  const int64_t until = (int64_t)date + door->event->days; /* exclusive */
  if (until <= 0 || date > DP_ICAL_LAST) return DIALPLAN_OK;
  door->budget->days -= (until > DP_DATE_END ? DP_DATE_END : until) - (date < 0 ? 0 : date);
  if (door->budget->days < 0)
    return dp_fail(door->err, DIALPLAN_E_LIMIT, "too-many-days",
                   "the events come to more than 20,000 days up to 2199; give endless rules an UNTIL");
  return add(&door->found, date) ? DIALPLAN_OK : no_memory(door);
}

static dialplan_status step_through(dp_ical_door *door, icalrecur_iterator *dates, int32_t until) {
  for (;;) {
    const struct icaltimetype time = icalrecur_iterator_next(dates);
    if (icaltime_is_null_time(time) || date_of(time) > until) return DIALPLAN_OK;
    const dialplan_status status = occur(door, date_of(time));
    if (status != DIALPLAN_OK) return status;
  }
}

static struct icaltimetype time_of(int32_t date) {
  struct icaltimetype time = ICALTIMETYPE_INITIALIZER; /* icaltime_null_date() has hours of -1 */
  dialplan_civil civil;
  dp_date_split(date, &civil);
  time.is_date = 1;
  time.year = civil.year;
  time.month = civil.month;
  time.day = civil.day;
  return time;
}

static dialplan_status read_rule(dp_ical_door *door, icalproperty *written, uint32_t which, int32_t start) {
  dp_ical_rule *rule = &door->draft->rules[which];
  struct icalrecurrencetype recurrence = icalproperty_get_rrule(written);
  /* What libical must not search for is found out first, and what is to be paid for it. */
  const dp_ical_survey survey = dp_ical_rule_survey(rule, start, DP_ICAL_LAST);
  door->budget->periods -= survey.periods;
  if (door->budget->periods < 0)
    return dp_fail(door->err, DIALPLAN_E_LIMIT, "too-many-rules",
                   "the rules ask for too long a search up to 2199; give endless ones an UNTIL");
  if (rule->until > DP_ICAL_LAST) rule->until = DP_ICAL_LAST;
  recurrence.until = time_of(rule->until);
  /* From a start that is no occurrence, libical 3 counts every second week from a wrong one. */
  if (rule->freq == DP_ICAL_WEEKLY) start = survey.first;
  icalrecur_iterator *dates = survey.happens ? icalrecur_iterator_new(recurrence, time_of(start)) : NULL;
  if (!dates) {
    dp_ical_fault_harmless(door->draft->faults, door->draft->rule_line[which], door->event,
                           "this rule never happens");
    return DIALPLAN_OK;
  }
  const dialplan_status status = step_through(door, dates, rule->until);
  icalrecur_iterator_free(dates);
  return status;
}

static dialplan_status read_rules(dp_ical_door *door, int32_t start) {
  const int left = icalcomponent_count_properties(door->component, ICAL_RRULE_PROPERTY);
  dialplan_status status = DIALPLAN_OK;
  uint32_t which = 0;
  if (left != (int)door->draft->rule_count) {
    fault(door, "libical cannot read its rule", NULL);
    return DIALPLAN_OK;
  }
  icalproperty *p = property(door, ICAL_RRULE_PROPERTY);
  for (; p && status == DIALPLAN_OK; p = next(door, ICAL_RRULE_PROPERTY))
    status = read_rule(door, p, which++, start);
  return status;
}

static dialplan_status read_lists(dp_ical_door *door) {
  dialplan_status status = DIALPLAN_OK;
  icalproperty *p = property(door, ICAL_RDATE_PROPERTY);
  for (; p && status == DIALPLAN_OK; p = next(door, ICAL_RDATE_PROPERTY))
    status = occur(door, date_of(icalproperty_get_rdate(p).time));
  for (p = property(door, ICAL_EXDATE_PROPERTY); p && status == DIALPLAN_OK;
       p = next(door, ICAL_EXDATE_PROPERTY))
    if (!add(&door->without, date_of(icalproperty_get_exdate(p)))) status = no_memory(door);
  return status;
}

static int by_date(const void *a, const void *b) {
  const int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
  return (left > right) - (left < right);
}

/* The dates that were found, sorted, each once, but for those without. */
static dialplan_status keep(dp_ical_door *door) {
  dp_occurrences *found = &door->found, *without = &door->without;
  int32_t *starts = dp_arena_new(door->arena, found->count * sizeof *starts);
  uint32_t count = 0;
  if (!starts) return no_memory(door);
  if (found->count) qsort(found->at, found->count, sizeof *found->at, by_date);
  if (without->count) qsort(without->at, without->count, sizeof *without->at, by_date);
  for (uint32_t i = 0, k = 0; i < found->count; i++) {
    while (k < without->count && without->at[k] < found->at[i]) k++;
    if (k < without->count && without->at[k] == found->at[i]) continue;
    if (!count || starts[count - 1] != found->at[i]) starts[count++] = found->at[i];
  }
  door->event->starts = starts;
  door->event->start_count = count;
  return DIALPLAN_OK;
}

static dialplan_status read_days(dp_ical_door *door) {
  icalproperty *begins = property(door, ICAL_DTSTART_PROPERTY),
               *instead = property(door, ICAL_RECURRENCEID_PROPERTY);
  if (instead) {
    door->event->instead = 1;
    door->event->instead_of = date_of(icalproperty_get_recurrenceid(instead));
  }
  if (door->event->timed) return DIALPLAN_OK;
  if (!begins && !door->draft->started) fault(door, "it has no date to begin on", NULL);
  if (!begins) return DIALPLAN_OK;
  const int32_t start = date_of(icalproperty_get_dtstart(begins));
  door->event->days = length_of(door, start);
  dialplan_status status = occur(door, start);
  if (status == DIALPLAN_OK) status = read_rules(door, start);
  if (status == DIALPLAN_OK) status = read_lists(door);
  return status == DIALPLAN_OK ? keep(door) : status;
}

dialplan_status dp_ical_event_read(dp_arena *arena, dp_ical_draft *draft, dp_ical_budget *budget,
                                   dialplan_error *err) {
  dp_ical_door door = {.arena = arena, .draft = draft, .event = draft->event, .budget = budget, .err = err};
  const int fatal = icalerror_get_errors_are_fatal(); /* a setting of the process: an error would end it */
  icalerror_set_errors_are_fatal(0);
  door.component = icalcomponent_new_from_string(draft->text.out);
  dialplan_status status = DIALPLAN_OK;
  if (!door.component || !read_texts(&door)) {
    status = no_memory(&door);
  } else {
    read_errors(&door);
    status = read_days(&door);
  }
  if (door.component) icalcomponent_free(door.component);
  icalerror_set_errors_are_fatal(fatal);
  dp_mem_free(door.found.at);
  dp_mem_free(door.without.at);
  return status;
}

void dp_ical_version(dp_text *text) {
  dp_text_str(text, ICAL_VERSION ".");
  dp_text_int(text, ICAL_PATCH_VERSION);
}
