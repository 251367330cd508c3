/* SPDX-License-Identifier: MIT */
/* Has the line failed so often that no more calls should start?
 * Uses settings and events alone. Invariant: the answer depends on the outcomes since the last reset and on
 * now; a call that fails while the breaker is open prolongs the pause, one that does not never shortens it.
 */
#include "breaker.h"

#include "base.h"
#include "campaign.h"

int dp_breaker_failure(int32_t outcome) {
  return outcome == DIALPLAN_OUTCOME_ERROR || outcome == DIALPLAN_OUTCOME_NETWORK_ERROR ||
         outcome == DIALPLAN_OUTCOME_INVALID_NUMBER;
}

uint32_t dp_breaker_least(const dp_settings *settings) {
  if (settings->breaker_ppm == DP_OFF) return 0;
  return (uint32_t)(((int64_t)settings->breaker_ppm * settings->breaker_of_last + 999999) / 1000000);
}

int64_t dp_breaker_until(const dp_settings *settings, int64_t at) {
  return settings->breaker_pause_s == DP_OFF ? INT64_MAX : at + settings->breaker_pause_s;
}

/* The events as they lie in the caller's memory. */
typedef struct dp_log {
  const char *events;
  uint64_t stride, count;
  int64_t now;
} dp_log;

static const dialplan_event *event_at(const dp_log *log, uint64_t i) {
  return (const dialplan_event *)(const void *)(log->events + i * log->stride);
}

static int64_t end_of(const dialplan_event *event) { return event->ended_at ? event->ended_at : event->at; }

static int counts(const dp_log *log, const dialplan_event *event) {
  return event->kind == DIALPLAN_EVENT_ATTEMPT && end_of(event) <= log->now;
}

static int resets(const dp_log *log, const dialplan_event *event) {
  return event->kind == DIALPLAN_EVENT_BREAKER_RESET && event->at <= log->now;
}

static dialplan_status check(const dp_log *log, dialplan_error *err) {
  for (uint64_t i = 0; i < log->count; i++) {
    const dialplan_event *event = event_at(log, i);
    if (!dp_size_fits(event, event->size, sizeof *event)) return dp_size_unknown(err, "an event");
    if (event->kind != DIALPLAN_EVENT_ATTEMPT) continue;
    if (!dp_instant_valid(end_of(event)))
      return dp_fail(err, DIALPLAN_E_RANGE, "instant", "the end of an attempt is not a valid instant");
  }
  return DIALPLAN_OK;
}

/* One pass; `oldest` follows `of_last` outcomes behind. */
static void judge(const dp_settings *settings, const dp_log *log, dialplan_circuit *out) {
  uint64_t oldest = 0;
  out->least = dp_breaker_least(settings);
  for (uint64_t i = 0; out->least && i < log->count; i++) {
    const dialplan_event *event = event_at(log, i);
    if (resets(log, event)) {
      *out = (dialplan_circuit){.least = out->least};
      oldest = i;
    }
    if (!counts(log, event)) continue;
    for (; out->outcomes == (uint32_t)settings->breaker_of_last; oldest++) {
      const dialplan_event *old = event_at(log, oldest);
      if (!counts(log, old)) continue;
      out->outcomes--;
      out->failures -= (uint32_t)dp_breaker_failure(old->outcome);
    }
    out->outcomes++;
    if (!dp_breaker_failure(event->outcome)) continue;
    out->failures++;
    if (out->failures >= out->least && end_of(event) > out->tripped_at) out->tripped_at = end_of(event);
  }
  const int64_t until = out->tripped_at ? dp_breaker_until(settings, out->tripped_at) : 0;
  out->open = log->now < until;
  out->until_at = out->open ? until : 0;
}

dialplan_status dialplan_breaker(const dialplan_campaign *campaign, const dialplan_event *events,
                                 uint64_t stride, uint64_t count, int64_t now, dialplan_circuit *out,
                                 dialplan_error *err) {
  if (!campaign || !out || (count && !events))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, events or output is missing");
  if (count && stride < sizeof *events)
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "the stride is shorter than an event");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  const dp_log log = {(const char *)events, stride, count, now};
  const dialplan_status status = check(&log, err);
  if (status) return status;
  dialplan_circuit circuit = {0};
  judge(&campaign->settings, &log, &circuit);
  *out = circuit;
  return DIALPLAN_OK;
}
