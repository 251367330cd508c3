/* SPDX-License-Identifier: MIT */
/* How long does it take to call everybody once?
 * Uses the load's rules, open time and dates of the campaign's zone. Invariant: the rate is a fraction and no
 * call is lost to rounding; no date has more calls than its limit. */
#include <dialplan/readiness.h>

#include "base.h"
#include "load.h"
#include "open.h"

/* So many calls in so many seconds. */
typedef struct dp_rate {
  int64_t calls, seconds;
  uint16_t limit;
} dp_rate;

static void lower(dp_rate *rate, int64_t calls, int64_t seconds, uint16_t limit) {
  if (rate->limit && calls * rate->seconds >= rate->calls * seconds) return;
  *rate = (dp_rate){calls, seconds, limit};
}

static dp_rate rate_of(const dp_settings *settings, int64_t cycle_s) {
  const dp_pacing *p = &settings->pacing;
  const dialplan_load idle = {0};
  dp_rate rate = {0, 1, DIALPLAN_PACING_NONE};
  int32_t brake;
  if (!p->managed) return rate;
  lower(&rate, p->channels, cycle_s, DIALPLAN_PACING_CHANNELS);
  if (p->channel_cap != DP_OFF) lower(&rate, p->channel_cap, cycle_s, DIALPLAN_PACING_CHANNEL_CAP);
  if (p->seats == 0 || (p->seats != DP_OFF && !p->predictive))
    lower(&rate, p->seats, cycle_s, DIALPLAN_PACING_SEATS);
  if (p->calls_per_minute != DP_OFF) lower(&rate, p->calls_per_minute, 60, DIALPLAN_PACING_CALLS_PER_MINUTE);
  if (p->rate_per_second != DP_OFF) lower(&rate, p->rate_per_second, 1, DIALPLAN_PACING_CALLS_PER_SECOND);
  if (p->spacing_ms) lower(&rate, 1000, p->spacing_ms, DIALPLAN_PACING_SPACING);
  const int64_t target_us = dp_load_target_us(settings, &idle, &brake);
  if (target_us) lower(&rate, 1000000, target_us, DIALPLAN_PACING_TARGET);
  return rate;
}

/* What is still to do, and the part of a call that an evening has left over. */
typedef struct dp_work {
  int64_t left, over; /* over: in calls * seconds of the rate */
} dp_work;

/* One date, or what is left of it: calls as long as it is open, up to `most`. */
static void call_day(const dp_view *view, const dp_rate *rate, int64_t from, int64_t until, int64_t most,
                     dp_work *work, dialplan_estimated *out) {
  const int64_t open = dp_view_seconds(view, from, until), all = open * rate->calls + work->over;
  int64_t calls = all / rate->seconds;
  if (calls > most) calls = most;
  if (calls >= work->left) { /* the last one is over when its share of time is */
    calls = work->left;
    const int64_t seconds = (calls * rate->seconds - work->over + rate->calls - 1) / rate->calls;
    out->finish_at = dp_view_nth(view, from, until, seconds - 1) + 1;
    out->open_s += seconds;
  } else
    out->open_s += open;
  work->over = calls < most ? all - calls * rate->seconds : 0;
  work->left -= calls;
  out->called += (uint64_t)calls;
  out->days += calls > 0;
}

static void call_all(const dp_view *view, const dp_rate *rate, int64_t now, int64_t started, int64_t eligible,
                     dialplan_estimated *out) {
  const int64_t daily = view->campaign->settings.pacing.daily_limit;
  const int64_t beyond = now + view->horizon_s, end = beyond < view->end_at ? beyond : view->end_at;
  dp_work work = {eligible, 0};
  for (int64_t at = now; at < end && !out->finish_at;) {
    int64_t next = dp_load_next_date(view->campaign, at);
    if (next > end) next = end;
    int64_t most = daily == DP_OFF ? eligible + 1 : daily - started;
    if (most < 0) most = 0;
    call_day(view, rate, at, next, most, &work, out);
    started = 0;
    at = next;
  }
}

static dialplan_status check(const dialplan_campaign *campaign, uint64_t eligible, uint32_t cycle_s,
                             int64_t now, const dialplan_estimated *out, dialplan_error *err) {
  if (!campaign || !out)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  if (cycle_s < 1 || cycle_s > DP_DAY_S)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "a cycle is 1 to 86,400 seconds");
  if (eligible > 1000000000)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "at most 1,000,000,000 contacts are estimated");
  return DIALPLAN_OK;
}

dialplan_status dialplan_estimate(const dialplan_campaign *campaign, const dialplan_load *load,
                                  uint64_t eligible, uint32_t cycle_s, int64_t now,
                                  const dialplan_options *options, dialplan_estimated *out,
                                  dialplan_error *err) {
  dp_view view;
  dialplan_load moved = {0};
  dialplan_status status = check(campaign, eligible, cycle_s, now, out, err);
  if (!status && load) status = dp_load_check(load, now, 0, err);
  if (!status) status = dp_view_init(&view, campaign, NULL, options, err);
  if (status) return status;
  if (load) moved = *load;
  dp_load_move(campaign, &moved, now * 1000);
  const dp_rate rate = rate_of(&campaign->settings, cycle_s);
  dialplan_estimated answer = {.per_hour_milli = rate.calls * 3600000 / rate.seconds, .limit = rate.limit};
  if (eligible == 0) answer.finish_at = now;
  if (rate.calls && eligible) call_all(&view, &rate, now, moved.started_today, (int64_t)eligible, &answer);
  *out = answer;
  return DIALPLAN_OK;
}
