/* SPDX-License-Identifier: MIT */
/* How many calls may start now, which limit says so, and when could the next one start?
 * Uses the load, moved to now, and open time. Invariant: each limit is asked alone, for a number and for the
 * first instant at which it would allow one; the smallest number wins, and the next start waits for all of
 * them. */
#include "pacing.h"

#include "base.h"
#include "breaker.h"

#include <string.h>

#define UNBOUND INT64_MAX

/* What one limit says. */
typedef struct dp_bound {
  int64_t starts; /* 0: none now; UNBOUND: it does not limit */
  int64_t free;   /* the first instant, in milliseconds, at which it allows one; NEVER: not by time alone */
} dp_bound;

/* What is asked: a campaign, its load at an instant, its open time. */
typedef struct dp_asked {
  const dialplan_campaign *campaign;
  const dp_settings *settings;
  const dp_pacing *pacing;
  const dialplan_load *load;
  int64_t moment; /* the load's */
  int64_t now;    /* the instant of asking, which open time is judged at */
} dp_asked;

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

static dp_bound unbound(const dp_asked *q) { return (dp_bound){UNBOUND, q->moment}; }

/* A number that grows when a call ends. */
static dp_bound left_of(const dp_asked *q, int64_t left) {
  return left > 0 ? (dp_bound){left, q->moment} : (dp_bound){0, DP_LOAD_NEVER};
}

static dp_bound from(const dp_asked *q, int64_t starts, int64_t free) {
  return starts > 0 ? (dp_bound){starts, q->moment} : (dp_bound){0, free};
}

/* ---- the limits ---- */

static dp_bound status(const dp_asked *q) {
  return q->settings->status == DP_STATUS_ACTIVE ? unbound(q) : (dp_bound){0, DP_LOAD_NEVER};
}

/* Calls in flight may grow as long as they are allowed to. */
static dp_bound budget(const dp_asked *q) {
  const dp_settings *settings = q->settings;
  const int64_t left = settings->budget - q->load->spent_millionths;
  const int64_t each = dp_load_cost(settings, settings->max_duration_s);
  if (left <= 0) return left_of(q, 0);
  return each ? left_of(q, left / each - q->load->in_flight) : unbound(q);
}

static dp_bound breaker(const dp_asked *q) {
  const int64_t until = q->load->breaker_until_at;
  if (q->moment >= (until < DP_INSTANT_END ? until * 1000 : INT64_MAX)) return unbound(q);
  return (dp_bound){0, until < DP_INSTANT_END ? until * 1000 : DP_LOAD_NEVER};
}

static dp_bound channels(const dp_asked *q) {
  return left_of(q, (int64_t)q->pacing->channels - q->load->in_flight);
}

static dp_bound channel_cap(const dp_asked *q) {
  return left_of(q, (int64_t)q->pacing->channel_cap - q->load->in_flight);
}

/* A seat for each call, but for a predictive dialler that has learnt how many are answered. */
static dp_bound seats(const dp_asked *q) {
  enum { LEARNT = 20 };
  const int64_t all = q->pacing->seats;
  if (!q->pacing->predictive || q->load->completed < LEARNT) return left_of(q, all - q->load->in_flight);
  return q->load->connected < all ? unbound(q) : left_of(q, 0);
}

static dp_bound daily_limit(const dp_asked *q) {
  const int64_t limit = q->pacing->daily_limit;
  const int64_t left = limit - q->load->started_today;
  return from(q, left, left > 0 ? 0 : dp_load_day_free(q->campaign, q->load, q->moment, limit));
}

static dp_bound calls_per_minute(const dp_asked *q) {
  const int64_t limit = q->pacing->calls_per_minute;
  const uint64_t started = dp_load_minute(q->load);
  const int64_t left = limit - (int64_t)started;
  return from(q, left, left > 0 ? 0 : dp_load_minute_free(q->load, started, (uint64_t)limit));
}

static dp_bound calls_per_second(const dp_asked *q) {
  const int64_t rate = q->pacing->rate_per_second;
  const int64_t tokens = (int64_t)q->pacing->rate_burst * 1000 - q->load->bucket_debt;
  return from(q, tokens / 1000, q->moment + (1000 - tokens + rate - 1) / rate);
}

static dp_bound spacing(const dp_asked *q) {
  const int64_t last = q->load->last_at * 1000 + q->load->last_ms;
  const int64_t free = q->load->last_at ? last + q->pacing->spacing_ms : q->moment;
  return from(q, free <= q->moment, free);
}

/* What has accrued in one poll may start at once, and one call more. */
static dp_bound target_rate(const dp_asked *q, int braked) {
  int32_t brake;
  const int64_t each_us = dp_load_target_us(q->settings, q->load, &brake);
  if (each_us == 0 || braked != (brake < 1000000)) return unbound(q);
  const int64_t room_us = (int64_t)q->pacing->poll_ms * 1000 - q->load->target_debt_us;
  return from(q, room_us < 0 ? 0 : room_us / each_us + 1, q->moment + (999 - room_us) / 1000);
}

static dp_bound target(const dp_asked *q) { return target_rate(q, 0); }
static dp_bound abandon(const dp_asked *q) { return target_rate(q, 1); }

/* ---- open time ---- */

/* The first instant from one on at which the campaign runs; NEVER: it does not within the horizon. */
static int64_t open_from(const dp_view *view, int64_t moment) {
  const int64_t at = moment / 1000;
  if (at >= DP_INSTANT_END) return DP_LOAD_NEVER;
  int64_t open = later(at, view->start_at);
  if (view->campaign->settings.zone_policy == DP_ZONE_POLICY_CAMPAIGN) open = dp_view_clip(view, at);
  if (open == 0 || open >= view->end_at) return DP_LOAD_NEVER;
  return open > at ? open * 1000 : moment;
}

static uint16_t closed_reason(const dp_view *view, int64_t now, uint16_t *rule) {
  uint16_t zone;
  if (now < view->start_at) return DIALPLAN_REASON_BEFORE_START;
  if (now >= view->end_at) return DIALPLAN_REASON_CAMPAIGN_OVER;
  return dp_view_reason(view, now, rule, &zone);
}

static uint16_t status_reason(const dp_settings *settings) {
  static const uint16_t reasons[] = {[DP_STATUS_DRAFT] = DIALPLAN_REASON_CAMPAIGN_DRAFT,
                                     [DP_STATUS_PAUSED] = DIALPLAN_REASON_CAMPAIGN_PAUSED,
                                     [DP_STATUS_COMPLETED] = DIALPLAN_REASON_CAMPAIGN_COMPLETED,
                                     [DP_STATUS_CANCELLED] = DIALPLAN_REASON_CAMPAIGN_CANCELLED};
  return reasons[settings->status];
}

/* ---- all of them ---- */

/* By DIALPLAN_PACING_*; open time is asked apart. */
static dp_bound (*const limits[])(const dp_asked *) = {
    [DIALPLAN_PACING_STATUS] = status,
    [DIALPLAN_PACING_BREAKER] = breaker,
    [DIALPLAN_PACING_BUDGET] = budget,
    [DIALPLAN_PACING_CHANNELS] = channels,
    [DIALPLAN_PACING_CHANNEL_CAP] = channel_cap,
    [DIALPLAN_PACING_SEATS] = seats,
    [DIALPLAN_PACING_DAILY_LIMIT] = daily_limit,
    [DIALPLAN_PACING_CALLS_PER_MINUTE] = calls_per_minute,
    [DIALPLAN_PACING_CALLS_PER_SECOND] = calls_per_second,
    [DIALPLAN_PACING_SPACING] = spacing,
    [DIALPLAN_PACING_TARGET] = target,
    [DIALPLAN_PACING_ABANDON] = abandon,
};

/* Those that may bind, as bits: the others are not set. */
static uint32_t binding(const dp_settings *settings) {
  enum {
    ALWAYS = 1 << DIALPLAN_PACING_STATUS | 1 << DIALPLAN_PACING_OPEN_TIME | 1 << DIALPLAN_PACING_BREAKER
  };
  const dp_pacing *pacing = &settings->pacing;
  const uint32_t always = ALWAYS | (uint32_t)(settings->budget != DP_OFF) << DIALPLAN_PACING_BUDGET;
  if (!pacing->managed) return always;
  return always | 1u << DIALPLAN_PACING_CHANNELS |
         (uint32_t)(pacing->channel_cap != DP_OFF) << DIALPLAN_PACING_CHANNEL_CAP |
         (uint32_t)(pacing->seats != DP_OFF) << DIALPLAN_PACING_SEATS |
         (uint32_t)(pacing->daily_limit != DP_OFF) << DIALPLAN_PACING_DAILY_LIMIT |
         (uint32_t)(pacing->calls_per_minute != DP_OFF) << DIALPLAN_PACING_CALLS_PER_MINUTE |
         (uint32_t)(pacing->rate_per_second != DP_OFF) << DIALPLAN_PACING_CALLS_PER_SECOND |
         (uint32_t)(pacing->spacing_ms != 0) << DIALPLAN_PACING_SPACING |
         (uint32_t)(pacing->predictive != 0) << DIALPLAN_PACING_TARGET |
         (uint32_t)(pacing->predictive != 0) << DIALPLAN_PACING_ABANDON;
}

/* The bound that wins, and in its `free` the first instant at which all allow one, open time among them. */
static dp_bound least_of(const dp_asked *q, const dp_view *view, uint16_t *limit) {
  dp_bound least = unbound(q);
  int64_t all_free = q->moment;
  *limit = DIALPLAN_PACING_NONE;
  for (uint32_t bits = binding(q->settings); bits; bits &= bits - 1) {
    const int i = __builtin_ctz(bits);
    dp_bound bound = unbound(q);
    if (limits[i])
      bound = limits[i](q);
    else if (open_from(view, q->now * 1000) != q->now * 1000)
      bound = (dp_bound){0, open_from(view, q->now * 1000)};
    all_free = later(all_free, bound.free);
    if (bound.starts > least.starts || (bound.starts == least.starts && bound.free <= least.free)) continue;
    least = bound;
    *limit = (uint16_t)i;
  }
  least.free = all_free;
  return least;
}

/* Dates and windows in turn, until neither moves it: a clock that is put back may lead back to a date that is
 * full. */
static int64_t settle(const dp_asked *q, const dp_view *view, int64_t moment) {
  const int64_t limit = q->pacing->managed ? q->pacing->daily_limit : DP_OFF;
  for (;;) {
    if (moment == DP_LOAD_NEVER) return 0;
    const int64_t open = open_from(view, moment);
    if (open == DP_LOAD_NEVER) return 0;
    moment = limit == DP_OFF ? open : dp_load_day_free(q->campaign, q->load, open, limit);
    if (moment == open) return moment;
  }
}

dp_room dp_pacing_room(const dp_view *view, const dialplan_load *load) {
  const dp_settings *settings = &view->campaign->settings;
  const dp_asked q = {view->campaign, settings, &settings->pacing, load, dp_load_moment(load), load->at};
  dp_room room = {0};
  const dp_bound least = least_of(&q, view, &room.limit);
  room.starts = least.starts;
  if (!least.starts) room.next = settle(&q, view, least.free);
  return room;
}

/* A campaign's own windows bind those of all contacts, unless a contact's region lifts some of their rules.
 */
static int follows_contacts(const dialplan_campaign *campaign) {
  return campaign->settings.zone_policy != DP_ZONE_POLICY_CAMPAIGN ||
         !dp_daytables_regional(&campaign->tables);
}

int dp_pacing_unlimited(const dialplan_campaign *campaign, const dialplan_load *load, int64_t now) {
  const dp_settings *settings = &campaign->settings;
  return !settings->pacing.managed && settings->budget == DP_OFF && !dp_breaker_least(settings) &&
         (!load || load->breaker_until_at <= now) && follows_contacts(campaign);
}

static void admit(const dp_asked *asked, const dp_view *view, dialplan_load *load, dialplan_admission *out) {
  dp_asked q = *asked;
  dp_bound least = least_of(&q, view, &out->limit);
  out->starts = least.starts < UINT32_MAX ? (uint32_t)least.starts : UINT32_MAX;
  if (out->limit == DIALPLAN_PACING_STATUS) out->reason = status_reason(q.settings);
  if (out->limit == DIALPLAN_PACING_OPEN_TIME) out->reason = closed_reason(view, q.now, &out->rule);
  if (out->starts && out->limit) { /* and if they all start? */
    uint16_t limit;
    dp_load_start(q.campaign, load, out->starts);
    least = least_of(&q, view, &limit);
  }
  const int64_t next = settle(&q, view, least.free);
  out->next_at = next / 1000;
  out->next_ms = (uint16_t)(next % 1000);
}

dialplan_status dialplan_pacing_admit(const dialplan_campaign *campaign, const dialplan_load *load,
                                      int64_t now, uint32_t now_ms, dialplan_admission *out,
                                      dialplan_error *err) {
  dp_view view;
  if (!campaign || !load || !out)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, load or output is missing");
  const dialplan_status checked = dp_load_check(load, now, now_ms, err);
  if (checked) return checked;
  (void)dp_view_init(&view, campaign, NULL, NULL, NULL); /* fails for contacts and options alone */
  dialplan_load moved = *load;
  const dp_settings *settings = &campaign->settings;
  const int64_t moment = dp_load_move(campaign, &moved, now * 1000 + now_ms);
  const dp_asked asked = {campaign, settings, &settings->pacing, &moved, moment, now};
  dialplan_admission answer = {0};
  admit(&asked, &view, &moved, &answer);
  *out = answer;
  return DIALPLAN_OK;
}

const char *dialplan_pacing_name(int32_t limit) {
  static const char *const names[] = {[DIALPLAN_PACING_NONE] = "none",
                                      [DIALPLAN_PACING_STATUS] = "status",
                                      [DIALPLAN_PACING_OPEN_TIME] = "open_time",
                                      [DIALPLAN_PACING_BREAKER] = "breaker",
                                      [DIALPLAN_PACING_BUDGET] = "budget",
                                      [DIALPLAN_PACING_CHANNELS] = "channels",
                                      [DIALPLAN_PACING_CHANNEL_CAP] = "channel_cap",
                                      [DIALPLAN_PACING_SEATS] = "seats",
                                      [DIALPLAN_PACING_DAILY_LIMIT] = "daily_limit",
                                      [DIALPLAN_PACING_CALLS_PER_MINUTE] = "calls_per_minute",
                                      [DIALPLAN_PACING_CALLS_PER_SECOND] = "calls_per_second",
                                      [DIALPLAN_PACING_SPACING] = "spacing",
                                      [DIALPLAN_PACING_TARGET] = "target",
                                      [DIALPLAN_PACING_ABANDON] = "abandon"};
  return limit >= 0 && limit <= DIALPLAN_PACING_ABANDON ? names[limit] : NULL;
}
