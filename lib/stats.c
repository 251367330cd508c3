/* SPDX-License-Identifier: MIT */
/* What can be said of a campaign in numbers?
 * Uses open time for civil dates, the wish's gates, outcomes and variants. Invariant: every number is a count
 * or a sum of parts that no two events or contacts share, and adding stops at the largest value, so that
 * parts may be added in any order. */
#include <dialplan/stats.h>

#include "base.h"
#include "date.h"
#include "event.h"
#include "facts.h"
#include "open.h"
#include "wish.h"

enum { OUTCOMES = 16, HOURS = 7 * 24, VARIANTS = DP_VARIANTS_MAX + 1, STATUSES = 16, WISHES = 8 };

_Static_assert(sizeof(((dialplan_stats *)0)->variants) / sizeof(dialplan_tally) == VARIANTS,
               "there is room for every variant, and for none");

static void add(uint64_t *sum, uint64_t more) { *sum = *sum > UINT64_MAX - more ? UINT64_MAX : *sum + more; }

static void add_each(uint64_t *sums, const uint64_t *more, int count) {
  for (int i = 0; i < count; i++) add(&sums[i], more[i]);
}

static void add_tally(dialplan_tally *sum, const dialplan_tally *more) {
  add(&sum->calls, more->calls);
  add(&sum->connected, more->connected);
  add(&sum->completed, more->completed);
}

static void add_funnel(dialplan_funnel *sum, const dialplan_funnel *more) {
  add(&sum->contacts, more->contacts);
  add(&sum->scheduled, more->scheduled);
  add(&sum->dialled, more->dialled);
  add(&sum->connected, more->connected);
}

static int64_t first_of(int64_t a, int64_t b) { return !b || (a && a < b) ? a : b; }
static int64_t last_of(int64_t a, int64_t b) { return a > b ? a : b; }

static dialplan_status check_stats(const dialplan_stats *stats, dialplan_error *err) {
  if (dp_size_fits(stats, stats->size, sizeof *stats)) return DIALPLAN_OK;
  return dp_size_unknown(err, "the statistics");
}

/* --- events ------------------------------------------------------------------------------------ */

static dialplan_status check_call(const dialplan_event *event, dialplan_error *err) {
  if (event->cost_millionths < 0)
    return dp_fail(err, DIALPLAN_E_RANGE, "event-cost", "the cost of the attempt is below 0");
  if (event->sentiment < -1000 || event->sentiment > 1000)
    return dp_fail(err, DIALPLAN_E_RANGE, "event-sentiment", "the sentiment is not from -1000 to 1000");
  return DIALPLAN_OK;
}

static uint32_t variant_of(const dp_view *view, const dialplan_contact *contact,
                           const dialplan_event *event) {
  const uint16_t variant = event->variant     ? event->variant
                           : contact->variant ? contact->variant
                                              : dialplan_variant(view->campaign, contact->key);
  return variant < VARIANTS ? variant : 0;
}

static int32_t hour_of(const dp_view *view, int64_t at, int32_t *date) {
  int32_t second;
  *date = dp_view_date(view, at, &second);
  return (dp_date_weekday(*date) - 1) * 24 + second / 3600;
}

static void add_sentiment(dialplan_stats *stats, const dialplan_event *event) {
  const int32_t sentiment = event->sentiment;
  if (!sentiment && !(event->flags & DIALPLAN_EVENT_HAS_SENTIMENT)) return;
  add(&stats->rated, 1);
  add(sentiment < 0 ? &stats->sentiment_down : &stats->sentiment_up,
      (uint64_t)(sentiment < 0 ? -sentiment : sentiment));
}

static void add_duration(dialplan_stats *stats, const dialplan_event *event, uint64_t connected) {
  if (!event->ended_at) return;
  const uint64_t seconds = (uint64_t)(event->ended_at - event->at);
  add(&stats->timed, 1);
  add(&stats->timed_s, seconds);
  add(&stats->talks, connected);
  add(&stats->talk_s, connected ? seconds : 0);
}

static void add_call(const dp_view *view, const dialplan_contact *contact, const dialplan_event *event,
                     dialplan_stats *stats) {
  int32_t date;
  const dialplan_tally call = {1, (uint64_t)dialplan_outcome_connected(event->outcome),
                               event->outcome == DIALPLAN_OUTCOME_COMPLETED};
  stats->first_at = first_of(stats->first_at, event->at);
  stats->last_at = last_of(stats->last_at, event->at);
  add_tally(&stats->all, &call);
  add_tally(&stats->hours[hour_of(view, event->at, &date)], &call);
  add_tally(&stats->variants[variant_of(view, contact, event)], &call);
  add(&stats->outcomes[event->outcome], 1);
  add(&stats->manual, (event->flags & DIALPLAN_EVENT_MANUAL) != 0);
  add(&stats->cost_millionths, (uint64_t)event->cost_millionths);
  add_duration(stats, event, call.connected);
  add_sentiment(stats, event);
}

dialplan_status dialplan_stats_add(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                   const dialplan_event *event, dialplan_stats *stats, dialplan_error *err) {
  if (!campaign || !contact || !event || !stats)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contact, event or stats is missing");
  dp_view view;
  dialplan_status status = check_stats(stats, err);
  if (!status) status = dp_event_check(event, err);
  if (!status) status = check_call(event, err);
  if (!status) status = dp_view_init(&view, campaign, contact, NULL, err);
  if (status) return status;
  stats->size = sizeof *stats;
  if (event->kind == DIALPLAN_EVENT_ATTEMPT)
    add_call(&view, contact, event, stats);
  else if (event->kind == DIALPLAN_EVENT_CALLBACK)
    add(&stats->requested, (uint64_t)dp_wish_counts(&campaign->settings, event));
  return DIALPLAN_OK;
}

dialplan_status dialplan_stats_hour(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                    int64_t at, int32_t *date, int32_t *hour, dialplan_error *err) {
  if (!campaign) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the campaign is missing");
  if (!dp_instant_valid(at)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "at is not a valid instant");
  dp_view view;
  const dialplan_status status = dp_view_init(&view, campaign, contact, NULL, err);
  if (status) return status;
  int32_t there;
  const int32_t found = hour_of(&view, at, &there);
  if (date) *date = there;
  if (hour) *hour = found;
  return DIALPLAN_OK;
}

/* --- contacts ---------------------------------------------------------------------------------- */

static void add_delay(dialplan_stats *stats, const dialplan_state *state) {
  if (state->wish_status == DIALPLAN_WISH_NONE || state->wish_due_at < state->wish_at) return;
  add(&stats->delays, 1);
  add(&stats->delay_s, (uint64_t)(state->wish_due_at - state->wish_at));
}

dialplan_status dialplan_stats_add_contact(const dialplan_state *state, const dialplan_decision *decision,
                                           dialplan_stats *stats, dialplan_error *err) {
  static const dialplan_state never_called = {0};
  if (!decision || !stats)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "decision or stats is missing");
  if (!state) state = &never_called;
  if (!dp_size_fits(state, state->size, sizeof *state)) return dp_size_unknown(err, "the state");
  const dialplan_status status = check_stats(stats, err);
  if (status) return status;
  if (!dialplan_verdict_name(decision->verdict) || !dialplan_standing_name(decision->status) ||
      !dialplan_wish_name(decision->wish_status))
    return dp_fail(err, DIALPLAN_E_RANGE, "decision", "the decision is none that dialplan_next() makes");
  const int dialled = state->attempts || state->call_at;
  const dialplan_funnel one = {1, dialled || decision->at, (uint64_t)dialled, (uint64_t)dp_facts_connected(state)};
  const int stopped = decision->verdict == DIALPLAN_VERDICT_STOP;
  stats->size = sizeof *stats;
  add_funnel(&stats->funnel, &one);
  add_funnel(&stats->variant_funnels[decision->variant < VARIANTS ? decision->variant : 0], &one);
  add(&stats->remaining, !stopped);
  add(&stats->finished, stopped && dialled);
  add(&stats->statuses[decision->status], 1);
  add(&stats->wishes[decision->wish_status], 1);
  add_delay(stats, state);
  return DIALPLAN_OK;
}

/* --- all together ------------------------------------------------------------------------------ */

static void merge(dialplan_stats *sum, const dialplan_stats *more) {
  sum->first_at = first_of(sum->first_at, more->first_at);
  sum->last_at = last_of(sum->last_at, more->last_at);
  add_tally(&sum->all, &more->all);
  add(&sum->manual, more->manual);
  add(&sum->timed, more->timed);
  add(&sum->timed_s, more->timed_s);
  add(&sum->talks, more->talks);
  add(&sum->talk_s, more->talk_s);
  add(&sum->cost_millionths, more->cost_millionths);
  add(&sum->rated, more->rated);
  add(&sum->sentiment_up, more->sentiment_up);
  add(&sum->sentiment_down, more->sentiment_down);
  add(&sum->requested, more->requested);
  add_each(sum->outcomes, more->outcomes, OUTCOMES);
  for (int i = 0; i < HOURS; i++) add_tally(&sum->hours[i], &more->hours[i]);
  for (int i = 0; i < VARIANTS; i++) add_tally(&sum->variants[i], &more->variants[i]);
  add_funnel(&sum->funnel, &more->funnel);
  for (int i = 0; i < VARIANTS; i++) add_funnel(&sum->variant_funnels[i], &more->variant_funnels[i]);
  add(&sum->remaining, more->remaining);
  add(&sum->finished, more->finished);
  add_each(sum->statuses, more->statuses, STATUSES);
  add_each(sum->wishes, more->wishes, WISHES);
  add(&sum->delays, more->delays);
  add(&sum->delay_s, more->delay_s);
}

dialplan_status dialplan_stats_merge(const dialplan_stats *a, const dialplan_stats *b, dialplan_stats *out,
                                     dialplan_error *err) {
  if (!a || !b || !out) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "a, b or out is missing");
  dialplan_status status = check_stats(a, err);
  if (!status) status = check_stats(b, err);
  if (status) return status;
  dialplan_stats sum = *a;
  merge(&sum, b);
  sum.size = sizeof sum;
  *out = sum;
  return DIALPLAN_OK;
}

/* done : worked = remaining : the answer, rounded up; at most `most`. */
static int64_t still_needed(int64_t worked, uint64_t done, uint64_t remaining, int64_t most) {
  const uint64_t whole = (uint64_t)worked / done, rest = (uint64_t)worked % done;
  const uint64_t limit = (uint64_t)most + 1;
  if (remaining > limit || (whole && remaining > limit / whole)) return most + 1;
  const uint64_t part = rest * remaining;
  const uint64_t needed = whole * remaining + part / done + (part % done > 0);
  return needed < limit ? (int64_t)needed : most + 1;
}

dialplan_status dialplan_stats_finish(const dialplan_campaign *campaign, const dialplan_stats *stats,
                                      int64_t now, int64_t *at, dialplan_error *err) {
  if (!campaign || !stats || !at)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, stats or at is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  dp_view view;
  dialplan_status status = check_stats(stats, err);
  if (!status) status = dp_view_init(&view, campaign, NULL, NULL, err);
  if (status) return status;
  const int64_t until = now + view.horizon_s < DP_INSTANT_END ? now + view.horizon_s : DP_INSTANT_END;
  const int64_t worked =
      stats->first_at && stats->first_at < now ? dp_view_seconds(&view, stats->first_at, now) : 0;
  int64_t found = 0;
  if (stats->remaining == 0)
    found = now;
  else if (worked && stats->finished) {
    const int64_t needed = still_needed(worked, stats->finished, stats->remaining, until - now);
    const int64_t last = dp_view_nth(&view, now, until, needed - 1);
    found = last ? last + 1 : 0;
  }
  *at = found;
  return DIALPLAN_OK;
}
