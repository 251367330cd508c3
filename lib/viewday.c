/* SPDX-License-Identifier: MIT */
/* What does a contact's open time look like on the wall: dates, the spans of a date, the windows that hold an
 * instant, the reason why it is closed?
 * Uses the view, and the settings as they were written. Invariant: a date's instants are those that read so,
 * be they in several stretches where a clock is put back over midnight, or none where a zone skips the date.
 */
#include "open.h"

#include "daymarks.h"

int32_t dp_view_date(const dp_view *view, int64_t at, int32_t *second) {
  return dp_zone_date(view->home, at, second);
}

int64_t dp_view_clock(const dp_view *view, int32_t date, int32_t second) {
  return dp_instant_clamp(dp_zone_instant(view->home, (int64_t)date * DP_DAY_S + second, 0, 0));
}

int64_t dp_view_midnight(const dp_view *view, int32_t date) { return dp_view_clock(view, date, 0); }

int64_t dp_view_add(const dp_view *view, int64_t at, dialplan_duration duration) {
  return dp_instant_clamp(dp_zone_add(view->home, at, duration));
}

uint64_t dp_view_spans(const dp_view *view, int32_t date, dialplan_span *out, uint64_t cap) {
  uint64_t count = 0;
  int64_t last = 0; /* end of the last span */
  dp_stretch stretch =
      dp_zone_stretches(view->home, (int64_t)date * DP_DAY_S, ((int64_t)date + 1) * DP_DAY_S);
  while (dp_stretch_next(&stretch)) {
    int64_t at = dp_view_clip_until(view, stretch.from_at, stretch.until_at);
    for (; at; at = dp_view_clip_until(view, last, stretch.until_at)) {
      if (at != last) { /* else a clock change lies between */
        if (count < cap) out[count].from_at = at;
        count++;
      }
      last = dp_view_close(view, at, stretch.until_at);
      if (count <= cap) out[count - 1].until_at = last;
    }
  }
  return count;
}

/* The end of the last stretch of a zone that reads [from, until); 0: it skips all of it. */
static int64_t last_end(const dp_zone *zone, int64_t from, int64_t until) {
  int64_t end = 0;
  for (dp_stretch stretch = dp_zone_stretches(zone, from, until); dp_stretch_next(&stretch);)
    end = stretch.until_at;
  return end;
}

int64_t dp_view_last_close(const dp_view *view, int32_t date) {
  const dp_settings *settings = &view->campaign->settings;
  const dp_spans *spans = dp_window_spans(&settings->windows, date);
  int64_t close = 0;
  for (int32_t day = 0; day < 2; day++) { /* the date, and the tails on the next one */
    if (dp_daytables_no_call(&view->campaign->tables, date + day)) continue;
    const int64_t midnight = (int64_t)date * DP_DAY_S;
    for (uint32_t i = 0; i < spans->count; i++) {
      int32_t from_min = spans->span[i].from_min, until_min = spans->span[i].until_min;
      if (day == 0 && until_min > 1440) until_min = 1440;
      if (day == 1 && from_min < 1440) from_min = 1440;
      const int64_t end = last_end(view->home, midnight + from_min * 60, midnight + until_min * 60);
      if (close < end) close = end;
    }
  }
  return close;
}

int32_t dp_view_window_date(const dp_view *view, int64_t at) {
  int32_t second;
  const int32_t date = dp_view_date(view, at, &second);
  const dp_spans *before = dp_window_spans(&view->campaign->settings.windows, date - 1);
  return dp_spans_hold(before, second + DP_DAY_S) ? date - 1 : date;
}

/* Whether a second of a date lies in a window, of the date or of the evening before. */
static int in_window(const dp_windows *windows, int32_t date, int32_t second) {
  return dp_spans_hold(dp_window_spans(windows, date), second) ||
         dp_spans_hold(dp_window_spans(windows, date - 1), second + DP_DAY_S);
}

/* How far, within its date, the windows that hold a second go on: the largest end among them; 0: none holds
 * it. */
static int32_t reach(const dp_windows *windows, int32_t date, int32_t second) {
  int32_t farthest = 0;
  for (int32_t day = 0; day < 2; day++) {
    const dp_spans *spans = dp_window_spans(windows, date - day);
    for (uint32_t i = 0; i < spans->count; i++) {
      const int32_t from_s = spans->span[i].from_min * 60 - day * DP_DAY_S;
      const int32_t until_s = spans->span[i].until_min * 60 - day * DP_DAY_S;
      if (from_s <= second && second < until_s && farthest < until_s) farthest = until_s;
    }
  }
  return farthest < DP_DAY_S ? farthest : DP_DAY_S;
}

/* Whether an open reading lies in the margin: its run, windows without no-call days, does not go on for
 * longer. */
static int in_margin(const dialplan_campaign *campaign, int64_t local) {
  const int64_t needed = local + campaign->settings.close_margin_s;
  while (local <= needed) {
    int32_t second;
    const int32_t date = dp_date_of(local, &second);
    const int32_t until_s =
        dp_daytables_no_call(&campaign->tables, date) ? 0 : reach(&campaign->settings.windows, date, second);
    if (until_s == 0) return 1;
    local += until_s - second;
  }
  return 0;
}

/* Whether a date, or the one after it, is one of a guard rule's days. */
static uint32_t which_day(const dialplan_campaign *campaign, uint32_t rule, int32_t date) {
  const uint8_t *const *day = campaign->tables.rule_day;
  return day ? dp_daymarks_which(day[rule], date) : 0;
}

/* The rules of open time by their numbers: windows, no-call days, close margin, then the guard's. */
enum { BY_WINDOW, BY_NO_CALL_DAY, BY_MARGIN, BY_GUARD };

static int guard_closes(const dp_view *view, uint32_t i, int32_t date, int32_t second) {
  const dp_guard_rule *rule = &view->campaign->settings.guard.rules[i];
  return dp_guard_binds(rule, view->campaign->tables.region[view->table_index]) &&
         !dp_guard_permits(rule, date, which_day(view->campaign, i, date), second);
}

/* Whether a rule closes a reading: its reason, or 0. The margin has no say where there is no window. */
static uint16_t closes(const dp_view *view, uint32_t number, int64_t local) {
  const dialplan_campaign *campaign = view->campaign;
  int32_t second;
  const int32_t date = dp_date_of(local, &second);
  if (number >= BY_GUARD)
    return guard_closes(view, number - BY_GUARD, date, second) ? DIALPLAN_REASON_GUARD : 0;
  const int window = in_window(&campaign->settings.windows, date, second);
  if (number == BY_WINDOW) return window ? 0 : DIALPLAN_REASON_NO_WINDOW;
  const int no_call = dp_daytables_no_call(&campaign->tables, date);
  if (number == BY_NO_CALL_DAY) return no_call ? DIALPLAN_REASON_NO_CALL_DAY : 0;
  return window && !no_call && in_margin(campaign, local) ? DIALPLAN_REASON_CLOSE_MARGIN : 0;
}

static int64_t reading(const dp_view *view, uint32_t k, int64_t at) {
  return at + dp_zone_offset(dp_zones_at(view->campaign->zones, view->zone[k]), at);
}

static uint16_t rule_of(uint32_t number) { return number < BY_GUARD ? 0 : (uint16_t)(number - BY_GUARD + 1); }

uint32_t dp_view_closers(const dp_view *view) { return BY_GUARD + view->campaign->settings.guard.count; }

uint16_t dp_view_closed_by(const dp_view *view, uint32_t number, int64_t at, uint16_t *rule, uint16_t *zone) {
  for (uint32_t k = 0; k < view->zone_count; k++) {
    const uint16_t reason = closes(view, number, reading(view, k, at));
    if (!reason) continue;
    *rule = rule_of(number);
    *zone = view->zone[k];
    return reason;
  }
  return 0;
}

/* Why a reading is closed in one zone, which it is: where no rule before the last says so, the last does. */
static uint16_t zone_reason(const dp_view *view, int64_t local, uint16_t *rule) {
  const uint32_t last = dp_view_closers(view) - 1;
  uint32_t number = 0;
  while (number < last && !closes(view, number, local)) number++;
  *rule = rule_of(number);
  return number < BY_GUARD ? closes(view, number, local) : DIALPLAN_REASON_GUARD;
}

uint16_t dp_view_reason(const dp_view *view, int64_t at, uint16_t *rule, uint16_t *zone) {
  *rule = 0;
  *zone = view->zone[0];
  if (at < view->start_at) return DIALPLAN_REASON_BEFORE_START;
  for (uint32_t k = 0; k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, at)) {
      *zone = view->zone[k];
      return zone_reason(view, reading(view, k, at), rule);
    }
  return at < view->end_at ? DIALPLAN_REASON_OPEN : DIALPLAN_REASON_AFTER_END;
}
