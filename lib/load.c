/* SPDX-License-Identifier: MIT */
/* What has a campaign been doing, up to an instant?
 * Uses settings, the campaign's zone and the breaker's rule. Invariant: a load is always of one instant;
 * moving it forward drops what no window holds any longer, and nothing else ever forgets a start. */
#include "load.h"

#include "base.h"
#include "breaker.h"

#include <string.h>

enum { RING_S = DP_LOAD_MINUTE_S + 1, FAILED_BITS = 10000, BRAKE_FROM = 30 };

#define DEBT_MAX (INT64_C(1) << 60)

static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- what can be ---- */

static int rings_valid(const dialplan_load *load) {
  for (int i = 0; i < RING_S; i++)
    if (load->starts_ms[i] > 999) return 0;
  return 1;
}

dialplan_status dp_load_check(const dialplan_load *load, int64_t at, uint32_t at_ms, dialplan_error *err) {
  if (!dp_size_fits(load, load->size, sizeof *load)) return dp_size_unknown(err, "the load");
  if (!dp_instant_valid(at) || at_ms > 999)
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "the instant is not a valid one");
  if (!dp_instant_or_none(load->at) || !dp_instant_or_none(load->last_at) || load->at_ms > 999 ||
      load->last_ms > 999 || load->breaker_until_at < 0)
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "an instant of the load is not a valid one");
  if (load->connected > load->in_flight || load->spent_millionths < 0 || load->target_debt_us < 0 ||
      load->target_debt_us > DEBT_MAX || load->outcomes >= 2 * FAILED_BITS || !rings_valid(load))
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "a count of the load is out of its range");
  return DIALPLAN_OK;
}

/* ---- time goes on ---- */

static const dp_zone *zone_of(const dialplan_campaign *campaign) {
  return dp_zones_at(campaign->zones, campaign->settings.zone);
}

static int32_t date_of(const dialplan_campaign *campaign, int64_t at) {
  return dp_zone_date(zone_of(campaign), at, NULL);
}

/* A clock that is put back over midnight leads back to the date before: so two dates are kept. */
static void turn_date(dialplan_load *load, int32_t from, int32_t to) {
  if (from == to) return;
  const uint32_t back = to == load->beside_date ? load->started_beside : 0;
  load->started_beside = load->started_today;
  load->beside_date = from;
  load->started_today = back;
}

static void clear_seconds(dialplan_load *load, int64_t from, int64_t until) {
  for (int64_t at = most(from + 1, until - DP_LOAD_ANSWERS_S + 1); at <= until; at++) {
    load->starts[at % RING_S] = 0;
    load->starts_ms[at % RING_S] = 0;
    load->answered_in[at % DP_LOAD_ANSWERS_S] = 0;
    load->abandoned_in[at % DP_LOAD_ANSWERS_S] = 0;
  }
}

/* A thousandth of a token a millisecond for each token a second. */
static uint32_t drained(uint32_t debt, int32_t rate, int64_t elapsed) {
  if (rate == DP_OFF || elapsed >= UINT32_MAX) return 0;
  const int64_t rest = debt - elapsed * rate;
  return rest > 0 ? (uint32_t)rest : 0;
}

int64_t dp_load_move(const dialplan_campaign *campaign, dialplan_load *load, int64_t moment) {
  const int64_t at = moment / 1000, from = load->at, elapsed = from ? moment - dp_load_moment(load) : 0;
  if (elapsed < 0) return dp_load_moment(load);
  if (from) {
    load->bucket_debt = drained(load->bucket_debt, campaign->settings.pacing.rate_per_second, elapsed);
    load->target_debt_us = most(load->target_debt_us - elapsed * 1000, 0);
    if (elapsed >= DP_LOAD_MINUTE_S * 1000) load->started_minute = 0;
    if (elapsed >= DP_LOAD_ANSWERS_S * 1000) load->answered = load->abandoned = 0;
    if (at > from) turn_date(load, date_of(campaign, from), date_of(campaign, at));
    clear_seconds(load, from, at);
  }
  load->at = at;
  load->at_ms = (uint16_t)(moment % 1000);
  return moment;
}

static uint32_t add(uint32_t a, uint32_t b) { return a < UINT32_MAX - b ? a + b : UINT32_MAX; }

void dp_load_start(const dialplan_campaign *campaign, dialplan_load *load, uint32_t count) {
  if (count == 0) return;
  const dp_settings *settings = &campaign->settings;
  int32_t brake;
  const int64_t target_us = dp_load_target_us(settings, load, &brake);
  const int64_t room = target_us ? (DEBT_MAX - load->target_debt_us) / target_us : 0;
  load->target_debt_us = count < room ? load->target_debt_us + count * target_us : target_us ? DEBT_MAX : 0;
  if (settings->pacing.rate_per_second != DP_OFF)
    load->bucket_debt = add(load->bucket_debt, count < UINT32_MAX / 1000 ? count * 1000 : UINT32_MAX);
  load->in_flight = add(load->in_flight, count);
  load->started_today = add(load->started_today, count);
  load->starts[load->at % RING_S] = add(load->starts[load->at % RING_S], count);
  load->starts_ms[load->at % RING_S] = load->at_ms;
  load->last_at = load->at;
  load->last_ms = load->at_ms;
}

/* ---- what windows hold ---- */

/* Starts of a second that lie in the 60 s up to the load's instant. Of the first second of these only those
 * count that are later in it; where some are and some are not, all do. */
static uint32_t starts_of(const dialplan_load *load, int64_t second) {
  if (second < 1) return 0;
  const int i = (int)(second % RING_S);
  return second > load->at - DP_LOAD_MINUTE_S || load->starts_ms[i] > load->at_ms ? load->starts[i] : 0;
}

/* All of the ring; of its first second, whose place the load's next one takes, what still counts. */
uint64_t dp_load_minute(const dialplan_load *load) {
  uint64_t count = load->started_minute, even = 0, odd = 0;
  for (int i = 0; i + 1 < RING_S; i += 2) { /* one sum would wait for itself */
    even += load->starts[i];
    odd += load->starts[i + 1];
  }
  count += even + odd + load->starts[RING_S - 1];
  return count - load->starts[(load->at + 1) % RING_S] + starts_of(load, load->at - DP_LOAD_MINUTE_S);
}

int64_t dp_load_minute_free(const dialplan_load *load, uint64_t count, uint64_t limit) {
  int64_t free_at = dp_load_moment(load);
  int i = (int)((load->at + 1) % RING_S); /* the place of the first second, which is the next one's, too */
  for (int64_t second = load->at - DP_LOAD_MINUTE_S; count >= limit && second <= load->at; second++) {
    const uint32_t starts = load->starts[i] ? starts_of(load, second) : 0;
    count -= starts;
    if (starts) free_at = (second + DP_LOAD_MINUTE_S) * 1000 + load->starts_ms[i];
    i = i + 1 < RING_S ? i + 1 : 0;
  }
  /* The caller's own count does not say when: ask again a second later. */
  return count >= limit ? dp_load_moment(load) + 1000 : free_at;
}

int64_t dp_load_next_date(const dialplan_campaign *campaign, int64_t at) {
  int64_t last;
  const int64_t local = ((int64_t)date_of(campaign, at) + 1) * DP_DAY_S;
  const int64_t first = dp_zone_instant(zone_of(campaign), local, NULL, &last);
  return first > at ? first : last > at ? last : at + 1;
}

int64_t dp_load_day_free(const dialplan_campaign *campaign, const dialplan_load *load, int64_t moment,
                         int64_t limit) {
  if (limit == 0) return DP_LOAD_NEVER;
  const int32_t today = date_of(campaign, load->at);
  for (int64_t at = moment / 1000;; moment = at * 1000) {
    const int32_t date = date_of(campaign, at);
    const uint32_t started = date == today               ? load->started_today
                             : date == load->beside_date ? load->started_beside
                                                         : 0;
    if (started < limit) return moment;
    at = dp_load_next_date(campaign, at);
    if (at >= DP_INSTANT_END) return DP_LOAD_NEVER;
  }
}

/* ---- the target rate ---- */

static void answers(const dialplan_load *load, int64_t *answered, int64_t *abandoned) {
  *answered = load->answered;
  *abandoned = load->abandoned;
  for (int i = 0; i < DP_LOAD_ANSWERS_S; i++) {
    *answered += load->answered_in[i];
    *abandoned += load->abandoned_in[i];
  }
}

/* Up to the limit all, two points above it half, in between in proportion, further on half. */
static int32_t brake_of(const dp_pacing *pacing, const dialplan_load *load) {
  enum { WHOLE = 1000000, POINTS = 20000 };
  int64_t answered, abandoned;
  answers(load, &answered, &abandoned);
  if (answered < BRAKE_FROM) return WHOLE;
  const int64_t over = abandoned * WHOLE / answered - pacing->abandon_limit_ppm;
  return over <= 0 ? WHOLE : over >= POINTS ? WHOLE / 2 : (int32_t)(WHOLE - over * (WHOLE / 2 / POINTS));
}

int64_t dp_load_target_us(const dp_settings *settings, const dialplan_load *load, int32_t *brake) {
  const dp_pacing *pacing = &settings->pacing;
  *brake = 1000000;
  if (!pacing->managed || !pacing->predictive) return 0;
  int64_t seats = pacing->channels;
  if (pacing->channel_cap != DP_OFF && pacing->channel_cap < seats) seats = pacing->channel_cap;
  if (pacing->seats != DP_OFF) seats = pacing->seats;
  if (seats == 0) return 0;
  *brake = brake_of(pacing, load);
  const int64_t plain = ((int64_t)pacing->handle_time_s * pacing->answer_rate_ppm + seats - 1) / seats;
  return (plain * 1000000 + *brake - 1) / *brake;
}

/* ---- what the caller tells ---- */

static dialplan_status missing(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the campaign, the load or the event is missing");
}

dialplan_status dialplan_load_started(const dialplan_campaign *campaign, dialplan_load *load, int64_t at,
                                      uint32_t at_ms, uint32_t count, dialplan_error *err) {
  if (!campaign || !load) return missing(err);
  const dialplan_status status = dp_load_check(load, at, at_ms, err);
  if (status) return status;
  dp_load_move(campaign, load, at * 1000 + at_ms);
  dp_load_start(campaign, load, count);
  return DIALPLAN_OK;
}

dialplan_status dialplan_load_connected(dialplan_load *load, dialplan_error *err) {
  if (!load) return missing(err);
  const dialplan_status status = dp_load_check(load, 1, 0, err);
  if (status) return status;
  if (load->connected == load->in_flight)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "all calls in flight are conversations already");
  load->connected++;
  return DIALPLAN_OK;
}

dialplan_status dialplan_load_reset(dialplan_load *load, dialplan_error *err) {
  if (!load) return missing(err);
  const dialplan_status status = dp_load_check(load, 1, 0, err);
  if (status) return status;
  load->breaker_until_at = 0;
  load->outcomes = 0;
  return DIALPLAN_OK;
}

int dp_load_answered(int32_t outcome) {
  switch (outcome) {
  case DIALPLAN_OUTCOME_COMPLETED:
  case DIALPLAN_OUTCOME_CALL_LATER:
  case DIALPLAN_OUTCOME_ABANDONED:
  case DIALPLAN_OUTCOME_SILENT:
  case DIALPLAN_OUTCOME_REFUSED:
  case DIALPLAN_OUTCOME_WRONG_PERSON:
  case DIALPLAN_OUTCOME_DNC_REQUEST: return 1;
  default: return 0;
  }
}

static int64_t sum(int64_t a, int64_t b) { return a < INT64_MAX - b ? a + b : INT64_MAX; }

int64_t dp_load_cost(const dp_settings *settings, int64_t talk_s) {
  const int64_t minutes = talk_s / 60, rest_s = talk_s % 60, tariff = settings->budget_per_minute;
  if (tariff == 0) return settings->budget_per_call;
  const int64_t whole = minutes > INT64_MAX / tariff ? INT64_MAX : minutes * tariff;
  const int64_t rest = rest_s * (tariff / 60) + (rest_s * (tariff % 60) + 59) / 60;
  return sum(settings->budget_per_call, sum(whole, rest));
}

int64_t dp_load_cost_of(const dp_settings *settings, const dialplan_event *event) {
  if (event->cost_millionths) return event->cost_millionths;
  const int talk = dp_load_answered(event->outcome) || event->outcome == DIALPLAN_OUTCOME_VOICEMAIL;
  return dp_load_cost(settings, talk && event->ended_at ? event->ended_at - event->at : 0);
}

static uint16_t one_more(uint16_t count) { return count < UINT16_MAX ? (uint16_t)(count + 1) : count; }

static void count_answer(dialplan_load *load, int32_t outcome) {
  uint16_t *const answered = &load->answered_in[load->at % DP_LOAD_ANSWERS_S];
  uint16_t *const abandoned = &load->abandoned_in[load->at % DP_LOAD_ANSWERS_S];
  if (dp_load_answered(outcome)) *answered = one_more(*answered);
  if (outcome == DIALPLAN_OUTCOME_ABANDONED) *abandoned = one_more(*abandoned);
}

/* Puts an outcome into the ring of bits: *failures among the last `last` of them. */
static uint32_t count_failure(dialplan_load *load, int failure, uint32_t last) {
  const uint32_t place = load->outcomes % FAILED_BITS;
  const uint8_t bit = (uint8_t)(1u << place % 8);
  load->failed[place / 8] =
      (uint8_t)(failure ? load->failed[place / 8] | bit : load->failed[place / 8] & ~bit);
  load->outcomes++;
  if (load->outcomes == 2 * FAILED_BITS) load->outcomes = FAILED_BITS;
  if (last > load->outcomes) last = load->outcomes;
  uint32_t failures = 0;
  for (uint32_t i = 0; i < last; i++) {
    const uint32_t back = (place + FAILED_BITS - i) % FAILED_BITS;
    failures += (uint32_t)load->failed[back / 8] >> back % 8 & 1u;
  }
  return failures;
}

static void judge(const dp_settings *settings, dialplan_load *load, int32_t outcome, int64_t ended_at) {
  const uint32_t least = dp_breaker_least(settings);
  if (!least) return;
  const int failure = dp_breaker_failure(outcome);
  const uint32_t failures = count_failure(load, failure, (uint32_t)settings->breaker_of_last);
  if (failure && failures >= least)
    load->breaker_until_at = most(load->breaker_until_at, dp_breaker_until(settings, ended_at));
}

void dp_load_end(const dialplan_campaign *campaign, dialplan_load *load, const dialplan_event *event,
                 int connected) {
  const dp_settings *settings = &campaign->settings;
  const int64_t ended_at = event->ended_at ? event->ended_at : event->at,
                cost = dp_load_cost_of(settings, event);
  dp_load_move(campaign, load, ended_at * 1000);
  if (connected && load->connected) load->connected--;
  if (load->in_flight > load->connected) load->in_flight--;
  if (event->outcome == DIALPLAN_OUTCOME_COMPLETED) load->completed = add(load->completed, 1);
  load->spent_millionths = sum(load->spent_millionths, cost);
  count_answer(load, event->outcome);
  judge(settings, load, event->outcome, ended_at);
}

static dialplan_status check_event(const dialplan_event *event, dialplan_error *err) {
  if (!dp_size_fits(event, event->size, sizeof *event)) return dp_size_unknown(err, "the event");
  if (event->kind != DIALPLAN_EVENT_ATTEMPT || event->outcome < DIALPLAN_OUTCOME_COMPLETED ||
      event->outcome > DIALPLAN_OUTCOME_DNC_REQUEST)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the event is no attempt with an outcome");
  if (!dp_instant_valid(event->at) || !dp_instant_or_none(event->ended_at) ||
      (event->ended_at && event->ended_at < event->at) || event->cost_millionths < 0)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "an instant or the cost of the event is out of its range");
  return DIALPLAN_OK;
}

dialplan_status dialplan_load_ended(const dialplan_campaign *campaign, dialplan_load *load,
                                    const dialplan_event *event, int32_t connected, dialplan_error *err) {
  if (!campaign || !load || !event) return missing(err);
  dialplan_status status = check_event(event, err);
  if (!status) status = dp_load_check(load, event->at, 0, err);
  if (status) return status;
  dp_load_end(campaign, load, event, connected);
  return DIALPLAN_OK;
}
