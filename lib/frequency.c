/* SPDX-License-Identifier: MIT */
/* Until when do the guard's limits, gaps and quiet periods forbid a call?
 * Uses the guard, the view's zones and the facts of a state. Invariant: what is not known counts as late as
 * it can have been; civil days are counted in each zone that counts, and all must permit.
 *
 * A rule that has something to count from forbids the instants before one (elapsed time), or those whose
 * civil date lies before one (civil days). Either way it lets go of a zone once, or earlier, where it ceases
 * to be in force; so asking again where the longest hold ends comes to an end after as many turns as there
 * are rules and zones, but for clocks put back over midnight. */
#include "frequency.h"

#include "facts.h"

#include <string.h>

/* What a rule forbids in one zone. */
typedef struct dp_until {
  int64_t at;   /* the instants before it; 0: see date */
  int32_t date; /* those of the civil dates before it */
  int32_t set;  /* 0: there is nothing to count from */
} dp_until;

int dp_frequency_any(const dp_settings *settings) {
  for (uint32_t i = 0; i < settings->guard.count; i++)
    if (!dp_guard_on_time(&settings->guard.rules[i])) return 1;
  return 0;
}

static int wrong(int64_t at) { return (uint64_t)at >= DP_INSTANT_END; }

int dp_frequency_valid(const dialplan_state *state) {
  int bad = wrong(state->refused_at) | wrong(state->abandoned_at) | wrong(state->silent_at) |
            wrong(state->first_end_at);
  for (int i = 0; i < DP_FACTS_ATTEMPTS; i++) bad |= wrong(state->attempt_at[i]);
  for (int i = 0; i < DP_FACTS_CONVERSATIONS; i++) bad |= wrong(state->conversation_at[i]);
  return !bad;
}

/* ---- what has happened ---- */

/* The start of an attempt, from 0, the last one; 0: there was none. A run may count more attempts than there
 * are starts, in a snapshot made by hand: the first of them is known, the others are taken to be as late as
 * they can have been. */
static int64_t attempt_start(const dialplan_state *state, uint32_t i) {
  uint32_t listed = 0;
  while (listed < DP_FACTS_ATTEMPTS && state->attempt_at[listed] &&
         state->attempt_at[listed] >= state->run_at)
    listed++;
  const uint32_t missing = state->attempts > listed ? state->attempts - listed : 0;
  if (i >= listed && i - listed < missing) {
    if (i - listed == missing - 1) return state->first_at;
    return listed ? state->attempt_at[listed - 1] : state->last_at;
  }
  if (i >= listed) i -= missing;
  return i < DP_FACTS_ATTEMPTS ? state->attempt_at[i] : 0;
}

static int64_t conversation_start(const dialplan_state *state, uint32_t i) {
  return i < DP_FACTS_CONVERSATIONS ? state->conversation_at[i] : 0;
}

/* The n-th last one, from 1, the last one elsewhere counted in; 0: there were not so many. */
static int64_t nth_last(const dialplan_contact *contact, const dialplan_state *state, uint8_t count,
                        int32_t n) {
  const int talks = count == DP_GUARD_CONVERSATIONS;
  int64_t elsewhere = talks ? contact->other_last_conversation_at : contact->other_last_attempt_at, at = 0;
  for (uint32_t i = 0; n > 0; n--) {
    at = talks ? conversation_start(state, i) : attempt_start(state, i);
    if (elsewhere && elsewhere >= at) {
      at = elsewhere;
      elsewhere = 0;
    } else
      i++;
  }
  return at;
}

/* The end of the last conversation, where it is known, else its start. */
static int64_t last_conversation(const dialplan_contact *contact, const dialplan_state *state) {
  const int64_t start = state->conversation_at[0];
  int64_t end = start;
  if (start && start == state->first_at && state->first_end_at > end) end = state->first_end_at;
  if (start && start == state->last_at && state->last_end_at > end) end = state->last_end_at;
  return end > contact->other_last_conversation_at ? end : contact->other_last_conversation_at;
}

static int64_t last_event(const dp_guard_rule *rule, const dialplan_contact *contact,
                          const dialplan_state *state) {
  switch (rule->after) {
  case DP_GUARD_AFTER_CONVERSATION: return last_conversation(contact, state);
  case DP_GUARD_AFTER_REFUSAL: return state->refused_at;
  case DP_GUARD_AFTER_ABANDONED: return state->abandoned_at;
  default: return state->silent_at;
  }
}

/* ---- one rule in one zone ---- */

/* The first date on which an attempt of this one no longer counts. */
static int32_t counts_until(const dp_guard_rule *rule, int32_t date) {
  dialplan_civil civil;
  switch (rule->per) {
  case DP_GUARD_PER_DAYS: return date + rule->per_days;
  case DP_GUARD_PER_DAY: return date + 1;
  case DP_GUARD_PER_WEEK: return date + 8 - dp_date_weekday(date);
  default: dp_date_split(date, &civil); return date + dp_month_days(civil.year, civil.month) - civil.day + 1;
  }
}

static dp_until elapsed(const dp_zone *zone, int64_t at, dialplan_duration duration) {
  return (dp_until){.at = dp_zone_add(zone, at, duration), .set = 1};
}

/* max: that of a limit, or a smaller one. */
static dp_until until_of(const dp_guard_rule *rule, const dp_zone *zone, const dialplan_contact *contact,
                         const dialplan_state *state, int32_t max) {
  if (rule->kind == DP_GUARD_QUIET) {
    const int64_t event = last_event(rule, contact, state);
    if (!event) return (dp_until){0};
    if (!rule->per_days) return elapsed(zone, event, rule->duration);
    return (dp_until){.date = dp_zone_date(zone, event, NULL) + rule->per_days, .set = 1};
  }
  const int gap = rule->kind == DP_GUARD_GAP;
  const int64_t start = nth_last(contact, state, gap ? DP_GUARD_ATTEMPTS : rule->count, gap ? 1 : max);
  if (!start) return (dp_until){0};
  if (gap || rule->per == DP_GUARD_PER_DURATION) return elapsed(zone, start, rule->duration);
  return (dp_until){.date = counts_until(rule, dp_zone_date(zone, start, NULL)), .set = 1};
}

static int forbids(dp_until until, int64_t at, int32_t date) {
  return until.set && (until.at ? at < until.at : date < until.date);
}

/* The first instant after one whose date lies before `date` at which it does not: midnight, or, where the
 * clock was put back over it, midnight once more. */
static int64_t begins(const dp_zone *zone, int64_t at, int32_t date) {
  const int64_t midnight = (int64_t)date * DP_DAY_S, first = dp_zone_instant(zone, midnight, NULL, NULL);
  return first > at ? first : midnight - dp_zone_offset(zone, at);
}

/* Until when a rule forbids an instant that it does forbid: until it lets go, or is no longer in force. */
static int64_t holds_until(const dp_guard_rule *rule, const dp_zone *zone, dp_until until, int64_t at) {
  const int64_t free_at = until.at ? until.at : begins(zone, at, until.date);
  if (rule->effective_until == DP_DATE_END) return free_at;
  const int64_t repealed_at = begins(zone, at, rule->effective_until);
  return repealed_at < free_at ? repealed_at : free_at;
}

/* ---- all of them ---- */

static int binds(const dp_guard_rule *rule, const dialplan_contact *contact) {
  if (dp_guard_on_time(rule)) return 0;
  if (!rule->regions) return 1;
  char region[sizeof contact->region + 1] = {0};
  memcpy(region, contact->region, sizeof contact->region);
  return dp_guard_binds(rule, region);
}

dp_hold dp_frequency_hold_by(const dp_view *view, const dialplan_contact *contact,
                             const dialplan_state *state, uint32_t index, int64_t at) {
  const dp_guard_rule *rule = &view->campaign->settings.guard.rules[index];
  dp_hold hold = {0};
  if (!binds(rule, contact)) return hold;
  for (uint32_t k = 0; k < view->zone_count; k++) {
    const dp_zone *zone = dp_zones_at(view->campaign->zones, view->zone[k]);
    const int32_t date = dp_zone_date(zone, at, NULL);
    const dp_until until = until_of(rule, zone, contact, state, rule->max);
    if (!dp_guard_effective(rule, date) || !forbids(until, at, date)) continue;
    const int64_t until_at = holds_until(rule, zone, until, at);
    if (until_at > hold.until_at) hold = (dp_hold){until_at, (uint16_t)(index + 1), view->zone[k], 0};
  }
  return hold;
}

dp_hold dp_frequency_hold(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                          int64_t at) {
  const dp_guard *guard = &view->campaign->settings.guard;
  dp_hold longest = {0};
  for (uint32_t i = 0; i < guard->count; i++) {
    const dp_hold hold = dp_frequency_hold_by(view, contact, state, i, at);
    if (hold.until_at > longest.until_at) longest = hold;
  }
  return longest;
}

/* How many count, looking no further than at so many. */
static int32_t count_to(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                        const dp_guard_rule *rule, int32_t limit, int64_t at) {
  int32_t most = DP_FREQUENCY_NONE;
  if (!binds(rule, contact)) return most;
  for (uint32_t k = 0; k < view->zone_count; k++) {
    const dp_zone *zone = dp_zones_at(view->campaign->zones, view->zone[k]);
    const int32_t date = dp_zone_date(zone, at, NULL);
    if (!dp_guard_effective(rule, date)) continue;
    int32_t n = rule->kind == DP_GUARD_LIMIT ? limit : 1;
    while (n > 0) {
      const dp_until until = until_of(rule, zone, contact, state, n);
      if (rule->kind == DP_GUARD_LIMIT ? forbids(until, at, date) : until.set) break;
      n--;
    }
    if (n > most) most = n;
  }
  return most;
}

int32_t dp_frequency_count(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                           uint32_t index, int64_t at) {
  const dp_guard_rule *rule = &view->campaign->settings.guard.rules[index];
  return count_to(view, contact, state, rule, rule->max, at);
}

int32_t dp_frequency_made(const dp_view *view, const dialplan_contact *contact, const dialplan_state *state,
                          uint32_t index, int64_t at) {
  const dp_guard_rule *rule = &view->campaign->settings.guard.rules[index];
  return count_to(view, contact, state, rule, DP_FACTS_ATTEMPTS + 1, at);
}
