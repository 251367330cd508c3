/* SPDX-License-Identifier: MIT */
/* What happened, by hour of the week and by civil date?
 * Uses the campaign's zone. Invariant: a call is counted once, by its hour and by its date, and all sums are
 * made of these when the run is over; dates follow one another without a gap, so that calls may be told in
 * any order. */
#include <string.h>

#include "forecast_play.h"
#include "mem.h"

enum { OUTCOMES = 16, HOURS = 168, SECOND_MS = 1000 };

/* ---- dates ---- */

static int add_day(dp_counts *counts) {
  dp_counted_day *const days = dp_mem_grown(counts->days, counts->count + 1, &counts->room, sizeof *days);
  if (!days) return 0;
  counts->days = days;
  const int64_t at = counts->count ? days[counts->count - 1].until_at : counts->from_at;
  const dp_zone *zone = dp_zones_at(counts->campaign->zones, counts->campaign->settings.zone);
  dp_counted_day *const added = &days[counts->count++];
  memset(added, 0, sizeof *added);
  added->day.date = dp_zone_date(zone, at, NULL);
  added->until_at = dp_load_next_date(counts->campaign, at);
  return 1;
}

static int64_t start_of(const dp_counts *counts, uint64_t i) {
  return i ? counts->days[i - 1].until_at : counts->from_at;
}

/* Most often it is the same again. Dates are some 24 hours long: as many further on as that gives, or beside
 * it. */
dp_counted_day *dp_counts_day(dp_counts *counts, int64_t at) {
  if (counts->count && at < counts->days[counts->last].until_at && at >= start_of(counts, counts->last))
    return &counts->days[counts->last];
  while (!counts->count || at >= counts->days[counts->count - 1].until_at)
    if (!add_day(counts)) return NULL;
  const dp_counted_day *const days = counts->days;
  uint64_t i = at < days[0].until_at ? 0 : 1 + (uint64_t)(at - days[0].until_at) / DP_DAY_S;
  if (i >= counts->count) i = counts->count - 1;
  while (at >= days[i].until_at) i++;
  while (i && at < days[i - 1].until_at) i--;
  counts->last = i;
  return &counts->days[i];
}

/* ---- calls ---- */

dp_counted_day *dp_counts_call(dp_counts *counts, const dialplan_event *attempt, const dp_drawn *drawn,
                               int32_t hour) {
  dp_counted_day *const day = dp_counts_day(counts, attempt->at);
  if (!day) return NULL;
  counts->hours[hour][drawn->outcome]++;
  day->outcomes[drawn->outcome]++;
  day->day.channel_s += drawn->kept_s;
  day->day.cost_millionths += dp_load_cost_of(&counts->campaign->settings, attempt);
  if (attempt->ended_at > counts->sum->finish_at) counts->sum->finish_at = attempt->ended_at;
  return day;
}

int dp_calls_add(dp_calls *calls, const dialplan_forecast_call *call) {
  dialplan_forecast_call *const items =
      dp_mem_grown(calls->items, calls->count + 1, &calls->room, sizeof *items);
  if (!items) return 0;
  calls->items = items;
  items[calls->count++] = *call;
  return 1;
}

/* ---- sums ---- */

static void add_tally(dialplan_tally *tally, const dialplan_tally *more) {
  tally->calls += more->calls;
  tally->connected += more->connected;
  tally->completed += more->completed;
}

static dialplan_tally tally_of(const uint64_t outcomes[OUTCOMES]) {
  dialplan_tally tally = {.completed = outcomes[DIALPLAN_OUTCOME_COMPLETED]};
  for (int i = 0; i < OUTCOMES; i++) {
    tally.calls += outcomes[i];
    if (dialplan_outcome_connected(i)) tally.connected += outcomes[i];
  }
  return tally;
}

static int is_empty(const dp_counted_day *counted) {
  uint64_t any = counted->day.calls.calls | counted->day.ended;
  for (int i = 0; i < 16; i++) any |= counted->day.limit_s[i];
  return !any;
}

static void close_day(dp_counts *counts, dp_counted_day *counted) {
  dialplan_forecast_summary *sum = counts->sum;
  dialplan_forecast_day *day = &counted->day;
  day->calls = tally_of(counted->outcomes);
  for (int i = 0; i < OUTCOMES; i++) sum->outcomes[i] += counted->outcomes[i];
  for (int i = 0; i < 16; i++) sum->limit_s[i] += day->limit_s[i];
  sum->channel_s += day->channel_s;
  sum->cost_millionths += day->cost_millionths;
  sum->callbacks += day->callbacks;
  if (day->channels > sum->channels) sum->channels = day->channels;
}

dialplan_status dp_counts_close(dp_counts *counts, dp_forecast_days *out) {
  dialplan_forecast_summary *sum = counts->sum;
  for (uint64_t i = 0; i < counts->count; i++) close_day(counts, &counts->days[i]);
  for (int i = 0; i < HOURS; i++) {
    sum->hours[i] = tally_of(counts->hours[i]);
    add_tally(&sum->all, &sum->hours[i]);
  }
  out->items = dp_mem_resize(NULL, (size_t)counts->count + 1, sizeof *out->items);
  if (!out->items) return DIALPLAN_E_MEMORY;
  for (uint64_t i = 0; i < counts->count; i++) {
    if (is_empty(&counts->days[i])) continue;
    dialplan_forecast_day *const day = &out->items[out->count++];
    *day = counts->days[i].day;
    for (int k = 0; k < 16; k++) day->limit_s[k] /= SECOND_MS;
  }
  for (int i = 0; i < 16; i++) sum->limit_s[i] /= SECOND_MS;
  return DIALPLAN_OK;
}
