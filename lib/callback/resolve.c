/* SPDX-License-Identifier: MIT */
/* Which instant do the words mean, now that it is known when they were spoken, and where?
 * Uses the rooms beside it: day, moment, daypart, pair, fit. Invariant: a function of reading, campaign,
 * zones and the two instants alone; what is resolved lies ahead of now. */
#include "resolve.h"

#include <string.h>

enum {
  CERTAINTY_DATE_ASSUMED = 600,    /* "3/4": at most */
  CERTAINTY_MERIDIEM_ASSUMED = 800 /* "at 8" with nothing open at either: at most */
};

_Static_assert(offsetof(dp_reading, spans) <= sizeof((dialplan_resolution *)0)->reading,
               "the fields of a reading fit into a resolution");
_Static_assert(sizeof((dp_reading *)0)->spans == sizeof((dialplan_resolution *)0)->spans, "spans are alike");

/* --- one expression --- */

static int64_t after_span(const dp_asked *asked, const dp_when *when, uint32_t minutes) {
  const dp_view *view = asked->view;
  int64_t at = asked->at;
  if (when->span_months)
    at = dp_view_clock(view, dp_day_add_months(asked->date, when->span_months), asked->second);
  const dialplan_duration days = {.days = when->span_days};
  at = dp_view_add(view, at, days) + (int64_t)minutes * 60;
  return at < DP_INSTANT_END ? at : 0;
}

/* The lower end of a range: of days, so many civil days. */
static int64_t low_end(const dp_asked *asked, const dp_when *when) {
  enum { DAY_MIN = 1440 };
  const int civil = when->span_days || when->span_months;
  const dialplan_duration low = {.days = civil ? (int32_t)(when->span_low / DAY_MIN) : 0};
  const uint32_t minutes = civil ? when->span_low % DAY_MIN : when->span_low;
  return dp_view_add(asked->view, asked->at, low) + (int64_t)minutes * 60;
}

static dp_found duration(const dp_asked *asked, const dp_when *when) {
  dp_found found = {.kind = DIALPLAN_KIND_RELATIVE, .move = DP_MOVE_NOT};
  found.grain = when->span_min == 0           ? DIALPLAN_GRAIN_DAY
                : when->flags & DP_WHEN_HOURS ? DIALPLAN_GRAIN_HOUR
                                              : DIALPLAN_GRAIN_MINUTE;
  const int64_t at = after_span(asked, when, when->span_min);
  found.at = at;
  if (!at) return found;
  if (when->span_low) {
    found.earliest_at = low_end(asked, when);
    found.reasons |= dp_reason_bit(DIALPLAN_CALLBACK_RANGE_UPPER);
  }
  if (when->bound == DP_BOUND_FROM) found.earliest_at = at;
  if (when->bound == DP_BOUND_BY || when->bound == DP_BOUND_BEFORE) {
    found.at = dp_moment_before(asked, at);
    found.latest_at = at;
    found.deadline = 1;
  }
  return found;
}

/* "in two days at 5": the days are a day. */
static dp_when span_as_day(const dp_asked *asked, const dp_when *when) {
  dp_when out = *when;
  const int32_t date = dp_day_add_months(asked->date, when->span_months) + when->span_days;
  out.has_span = 0;
  out.day = DP_DAY_AHEAD;
  if (date - asked->date > INT16_MAX)
    out.day = DP_DAY_DATE; /* no day of any month: beyond all that is meant */
  else
    out.n = (int16_t)(date - asked->date);
  return out;
}

dp_found dp_resolve_when(const dp_asked *asked, const dp_when *when) {
  dp_found found = {0};
  dp_day_choice days;
  const int has_time = when->has_clock || when->part;
  if (when->has_span && (!has_time || when->span_min)) return duration(asked, when);
  const dp_when own = when->has_span ? span_as_day(asked, when) : *when;
  if (own.flags & DP_WHEN_LATER_TODAY) return dp_day_later_today(asked);
  if (!has_time && own.day == DP_DAY_NONE) return dp_day_today(&own) ? dp_day_later_today(asked) : found;
  if (!has_time) return dp_day_alone(asked, &own);
  if (!dp_day_of(asked, &own, &days, &found.reasons)) return found;
  const uint64_t reasons = found.reasons;
  found = own.has_clock ? dp_moment_found(asked, &own, days) : dp_daypart_found(asked, &own, days);
  found.reasons |= reasons;
  return found;
}

/* --- two of them --- */

static dp_found either(const dp_asked *asked, const dp_reading *reading, int64_t *alternative) {
  dp_found first = dp_resolve_when(asked, &reading->when), second = dp_resolve_when(asked, &reading->other);
  const int second_wins = second.at && (!first.at || second.at < first.at);
  dp_found found = second_wins ? second : first;
  *alternative = second_wins ? first.at : second.at;
  if (*alternative == found.at) *alternative = 0;
  found.reasons |= dp_reason_bit(DIALPLAN_CALLBACK_CHOICE);
  return found;
}

static dp_found found_of(const dp_asked *asked, const dp_reading *reading, int64_t *alternative) {
  switch (reading->then) {
  case DP_THEN_UNTIL: return dp_pair_until(asked, reading);
  case DP_THEN_OR: return either(asked, reading, alternative);
  default: return dp_resolve_when(asked, &reading->when);
  }
}

/* --- the resolution --- */

static uint16_t certainty_of(const dialplan_resolution *out) {
  uint16_t most = 1000;
  if (out->reasons & dp_reason_bit(DIALPLAN_CALLBACK_MERIDIEM_ASSUMED)) most = CERTAINTY_MERIDIEM_ASSUMED;
  if (out->reasons & dp_reason_bit(DIALPLAN_CALLBACK_DATE_ORDER_ASSUMED)) most = CERTAINTY_DATE_ASSUMED;
  return out->certainty < most ? out->certainty : most;
}

/* What is not ahead of now is done as soon as may be. */
static void ahead_of(const dp_asked *asked, int64_t now, dp_found *found) {
  if (found->at > now) return;
  found->at = dp_view_add(asked->view, now, asked->settings->callbacks.least_delay);
  if (found->at <= now) found->at = now + 1;
  found->move = DP_MOVE_NOT;
  found->reasons |= dp_reason_bit(DIALPLAN_CALLBACK_LEAST_DELAY);
}

static int64_t valid_or_none(int64_t at) { return dp_instant_valid(at) ? at : 0; }

static void vague(dialplan_resolution *out, uint64_t reasons) {
  out->status = DIALPLAN_CALLBACK_VAGUE;
  out->reasons |= reasons | dp_reason_bit(DIALPLAN_CALLBACK_NO_CLEAR_TIME);
}

static void resolved(const dp_asked *asked, int64_t now, const dp_reading *reading,
                     dialplan_resolution *out) {
  int64_t alternative = 0;
  dp_found found = found_of(asked, reading, &alternative);
  if (found.at) ahead_of(asked, now, &found);
  if (!dp_instant_valid(found.at)) {
    vague(out, found.reasons);
    return;
  }
  out->at = found.at;
  out->fitted_at = dp_fit(asked, &found, &found.reasons);
  out->kind = found.kind;
  out->grain = found.grain;
  out->earliest_at = valid_or_none(found.earliest_at);
  out->latest_at = valid_or_none(found.latest_at);
  /* On a date that the zone skips an interval shrinks to its first instant, and is none. */
  if (out->earliest_at && out->latest_at && out->latest_at <= out->earliest_at)
    out->earliest_at = out->latest_at = 0;
  out->alternative_at = alternative > now ? valid_or_none(alternative) : 0;
  if (found.deadline && found.latest_at && out->fitted_at >= found.latest_at)
    found.reasons |= dp_reason_bit(DIALPLAN_CALLBACK_BOUND_MISSED);
  out->reasons |= found.reasons;
  out->certainty = certainty_of(out);
}

/* The day that is denied, where nothing else was said. */
static int32_t excluded_date(const dp_asked *asked, const dp_when *when) {
  dp_day_choice days;
  uint64_t ignored = 0;
  if (!dp_day_said(when) || !dp_day_of(asked, when, &days, &ignored)) return 0;
  return days.date;
}

void dp_resolve(const dp_view *view, const dp_reading *reading, int64_t asked_at, int64_t now,
                dialplan_resolution *out) {
  dp_asked asked = {.view = view, .settings = &view->campaign->settings, .at = asked_at};
  asked.date = dp_view_date(view, asked_at, &asked.second);
  const uint32_t size = out->size;
  memset(out, 0, sizeof *out);
  out->size = size;
  out->status = reading->found;
  out->zone = view->zone[0];
  out->certainty = reading->certainty;
  out->reasons = reading->reasons;
  out->span_count = reading->span_count;
  memcpy(out->spans, reading->spans, sizeof out->spans);
  memcpy(out->reading, reading, offsetof(dp_reading, spans));

  if (reading->excluded) out->excluded_date = excluded_date(&asked, &reading->other);
  if (reading->found == DIALPLAN_CALLBACK_VAGUE) vague(out, 0);
  if (reading->found != DIALPLAN_CALLBACK_RESOLVED) return;
  resolved(&asked, now, reading, out);
}
