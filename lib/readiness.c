/* SPDX-License-Identifier: MIT */
/* Will it dial?
 * Uses settings, open time and what the caller has counted. Invariant: every check of the list gives one row,
 * in the order of the numbers; a check that cannot be made for want of facts gives none. */
#include <dialplan/readiness.h>

#include "base.h"
#include "load.h"
#include "open.h"

#include <string.h>

enum { OK = DIALPLAN_RESULT_OK, WARNING = DIALPLAN_RESULT_WARNING, FAILED = DIALPLAN_RESULT_FAILED };

enum {
  POLLS = 3,
  JUDGED_CALLS = 20,     /* fewer say nothing about a line */
  JUDGED_ANSWERS = 30,   /* nor about abandoned calls */
  RATE_WARNS = 100000,   /* 10 % */
  RATE_FAILS = 500000,   /* half of them */
  ABANDON_LIMIT = 30000, /* 3 %, where the file does not say */
  ABANDON_POINTS = 20000
};

/* The list under way. */
typedef struct dp_checks {
  const dialplan_campaign *campaign;
  const dp_settings *settings;
  const dialplan_facts *facts;
  const dp_view *view;
  int64_t now;
  dialplan_check *out;
  uint64_t cap, count;
} dp_checks;

static void put(dp_checks *c, int32_t check, int32_t result, int64_t value, int64_t limit, int64_t at) {
  if (c->count < c->cap) c->out[c->count] = (dialplan_check){value, limit, at, check, result};
  c->count++;
}

/* ---- settings ---- */

static int has_agent(const dp_settings *settings) {
  uint32_t with = 0;
  for (uint32_t i = 0; i < settings->variant_count; i++) with += settings->variants[i].agent != NULL;
  return settings->agent || (with && with == settings->variant_count);
}

static int64_t channels_of(const dp_pacing *pacing) {
  if (!pacing->managed) return DP_OFF;
  int64_t channels = pacing->channels;
  if (pacing->channel_cap != DP_OFF && pacing->channel_cap < channels) channels = pacing->channel_cap;
  return pacing->seats != DP_OFF && pacing->seats < channels ? pacing->seats : channels;
}

static void check_settings(dp_checks *c) {
  const dp_settings *s = c->settings;
  const dialplan_facts *f = c->facts;
  const int64_t channels = channels_of(&s->pacing);
  put(c, DIALPLAN_CHECK_STATUS, s->status == DP_STATUS_ACTIVE ? OK : FAILED, s->status, DP_STATUS_ACTIVE, 0);
  put(c, DIALPLAN_CHECK_AGENT, has_agent(s) ? OK : WARNING, has_agent(s), 1, 0);
  put(c, DIALPLAN_CHECK_CALLER_ID, s->caller_id ? OK : WARNING, s->caller_id != NULL, 1, 0);
  put(c, DIALPLAN_CHECK_CONTACTS, f->contacts ? OK : FAILED, (int64_t)f->contacts, 1, 0);
  put(c, DIALPLAN_CHECK_CALLABLE, f->callable ? OK : FAILED, (int64_t)f->callable, (int64_t)f->contacts, 0);
  put(c, DIALPLAN_CHECK_CHANNELS, channels ? OK : FAILED, channels, 1, 0);
}

/* ---- time ---- */

/* The year of "2025b"; 0: the version does not say. */
static int64_t year_of(const char *version) {
  int64_t year = 0;
  for (int i = 0; i < 4; i++) {
    if (version[i] < '0' || version[i] > '9') return 0;
    year = year * 10 + (version[i] - '0');
  }
  return year;
}

static void check_time(dp_checks *c) {
  dialplan_civil civil;
  const int64_t open = dp_view_clip(c->view, c->now), end = c->settings->end_at;
  const int64_t year = year_of(dialplan_zones_version(c->campaign->zones));
  dp_date_split(dp_view_date(c->view, c->now, NULL), &civil);
  put(c, DIALPLAN_CHECK_WINDOWS, open ? OK : FAILED, open != 0, c->view->horizon_s / DP_DAY_S, open);
  put(c, DIALPLAN_CHECK_NOW, open == c->now ? OK : WARNING, open == c->now, 1, open);
  put(c, DIALPLAN_CHECK_END, end && c->now >= end ? FAILED : OK, end && c->now >= end, 0, end);
  put(c, DIALPLAN_CHECK_ZONE_DATA, year && year >= civil.year - 1 ? OK : WARNING, year, civil.year - 1, 0);
}

/* ---- rules ---- */

/* Rules of the United States go by the called person's clock. */
static int by_the_called(const dp_guard *guard) {
  for (uint32_t i = 0; i < guard->count; i++)
    if (!strncmp(guard->rules[i].jurisdiction, "US", 2)) return 1;
  return 0;
}

static void check_zones(dp_checks *c) {
  const dp_settings *s = c->settings;
  const dialplan_facts *f = c->facts;
  if (f->zoneless && s->unknown_zone == DP_ZONE_CAMPAIGN && s->zone_policy == DP_ZONE_POLICY_CONTACT &&
      by_the_called(&s->guard))
    put(c, DIALPLAN_CHECK_ZONES, WARNING, (int64_t)f->zoneless, 1, 0);
  else
    put(c, DIALPLAN_CHECK_ZONES, f->no_zone ? WARNING : OK, (int64_t)f->no_zone, 0, 0);
}

static void check_rules(dp_checks *c) {
  const dp_settings *s = c->settings;
  const int ends = s->retry.max_retry_days != DP_OFF || s->retry.max_attempts != DP_OFF;
  const int one_gate = s->callbacks.detection != s->callbacks.bot;
  put(c, DIALPLAN_CHECK_STOP_RULES, ends ? OK : FAILED, s->retry.max_retry_days, s->retry.max_attempts, 0);
  put(c, DIALPLAN_CHECK_CALLBACK_GATES, one_gate ? WARNING : OK, s->callbacks.detection, s->callbacks.bot, 0);
  put(c, DIALPLAN_CHECK_GUARD, s->guard.count ? OK : WARNING, s->guard.count, 1, 0);
  check_zones(c);
}

static void check_pacing(dp_checks *c) {
  const dialplan_admission *a = &c->facts->admission;
  const int32_t result = a->starts ? OK : a->next_at ? WARNING : FAILED;
  /* Channels that are all in use are as it should be. */
  const int in_use = a->limit >= DIALPLAN_PACING_CHANNELS && a->limit <= DIALPLAN_PACING_SEATS &&
                     channels_of(&c->settings->pacing) != 0;
  put(c, DIALPLAN_CHECK_PACING, in_use ? OK : result, a->starts, a->limit, a->next_at);
}

/* ---- health ---- */

static void check_stalled(dp_checks *c) {
  const dialplan_facts *f = c->facts;
  const int admitted = !(f->flags & DIALPLAN_FACTS_ADMISSION) || f->admission.starts > 0;
  const int64_t since = f->due_since_at > f->last_start_at ? f->due_since_at : f->last_start_at;
  const int64_t least_ms = (int64_t)c->settings->pacing.poll_ms * POLLS;
  const int stalled = f->due_since_at && admitted && (c->now - since) * 1000 > least_ms;
  put(c, DIALPLAN_CHECK_STALLED, stalled ? FAILED : OK, stalled, POLLS, f->due_since_at);
}

static void check_rate(dp_checks *c, int32_t check, uint32_t part, uint32_t all, uint32_t judged,
                       int64_t warns, int64_t fails) {
  const int64_t share = all ? (int64_t)part * 1000000 / all : 0;
  const int32_t result = all < judged || share < warns ? OK : share < fails ? WARNING : FAILED;
  put(c, check, result, share, all, 0);
}

static void check_health(dp_checks *c) {
  const dialplan_facts *f = c->facts;
  const dp_pacing *pacing = &c->settings->pacing;
  const int64_t limit = pacing->predictive ? pacing->abandon_limit_ppm : ABANDON_LIMIT;
  const uint64_t left = f->callable + f->held;
  check_stalled(c);
  check_rate(c, DIALPLAN_CHECK_ERROR_RATE, f->errors, f->attempts, JUDGED_CALLS, RATE_WARNS, RATE_FAILS);
  check_rate(c, DIALPLAN_CHECK_INVALID_RATE, f->invalid, f->attempts, JUDGED_CALLS, RATE_WARNS, RATE_FAILS);
  check_rate(c, DIALPLAN_CHECK_ABANDONED_RATE, f->abandoned, f->answered, JUDGED_ANSWERS, limit + 1,
             limit + ABANDON_POINTS + 1);
  put(c, DIALPLAN_CHECK_COMPLETE, left ? OK : WARNING, (int64_t)left, (int64_t)f->contacts, 0);
}

/* ---- what the caller counts ---- */

static dialplan_status check_facts(const dialplan_facts *facts, dialplan_error *err) {
  if (!dp_size_fits(facts, facts->size, sizeof *facts)) return dp_size_unknown(err, "the facts");
  if (facts->flags & ~(uint32_t)(DIALPLAN_FACTS_LOG | DIALPLAN_FACTS_ADMISSION))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument",
                   "the facts have a flag that this library does not know");
  if (facts->contacts > INT64_MAX || facts->callable > facts->contacts ||
      facts->held > facts->contacts - facts->callable || facts->no_zone > facts->held ||
      facts->errors > facts->attempts || facts->invalid > facts->attempts - facts->errors ||
      facts->answered > facts->attempts || facts->abandoned > facts->answered ||
      facts->zoneless > facts->contacts)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "a part of the facts is larger than the whole");
  if (!dp_instant_or_none(facts->due_since_at) || !dp_instant_or_none(facts->last_start_at))
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "an instant of the facts is not a valid one");
  return DIALPLAN_OK;
}

dialplan_status dialplan_facts_attempt(dialplan_facts *facts, int32_t outcome) {
  if (!facts || outcome < DIALPLAN_OUTCOME_COMPLETED || outcome > DIALPLAN_OUTCOME_DNC_REQUEST)
    return DIALPLAN_E_ARGUMENT;
  if (!dp_size_fits(facts, facts->size, sizeof *facts)) return DIALPLAN_E_SIZE;
  if (facts->attempts == UINT32_MAX) return DIALPLAN_OK; /* enough to judge */
  facts->attempts++;
  facts->errors += outcome == DIALPLAN_OUTCOME_ERROR || outcome == DIALPLAN_OUTCOME_NETWORK_ERROR;
  facts->invalid += outcome == DIALPLAN_OUTCOME_INVALID_NUMBER;
  facts->answered += (uint32_t)dp_load_answered(outcome);
  facts->abandoned += outcome == DIALPLAN_OUTCOME_ABANDONED;
  return DIALPLAN_OK;
}

static int held_by_zone(const dialplan_decision *d) {
  return d->verdict == DIALPLAN_VERDICT_HOLD &&
         (d->reason == DIALPLAN_REASON_ZONE_UNKNOWN || d->reason == DIALPLAN_REASON_ZONE_AMBIGUOUS);
}

/* A call that is due has been so since its instant, or since it has been open for it. */
static int64_t due_since(const dp_view *view, const dialplan_decision *d, int64_t now) {
  const int64_t opened = dp_view_open(view, now) ? dp_view_opening(view, now) : now;
  return d->due_at > opened ? d->due_at : opened;
}

static void count_decision(dialplan_facts *facts, const dp_view *view, const dialplan_decision *d,
                           int64_t now) {
  facts->callable += d->verdict == DIALPLAN_VERDICT_CALL;
  facts->held += d->verdict == DIALPLAN_VERDICT_HOLD;
  facts->no_zone += (uint64_t)held_by_zone(d);
  if (d->verdict != DIALPLAN_VERDICT_CALL || d->at > now) return;
  const int64_t since = due_since(view, d, now);
  if (!facts->due_since_at || since < facts->due_since_at) facts->due_since_at = since;
}

dialplan_status dialplan_facts_contact(const dialplan_campaign *campaign, dialplan_facts *facts,
                                       const dialplan_contact *contact, const dialplan_decision *decision,
                                       int64_t now, const dialplan_options *options, dialplan_error *err) {
  dp_view view;
  if (!campaign || !facts || !contact)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, facts or contact is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  dialplan_status status = check_facts(facts, err);
  if (!status) status = dp_view_init(&view, campaign, contact, options, err);
  if (status) return status;
  facts->contacts++;
  facts->zoneless += !contact->zone_count && !(contact->flags & DIALPLAN_CONTACT_ZONE_UNKNOWN);
  if (decision) count_decision(facts, &view, decision, now);
  return DIALPLAN_OK;
}

/* ---- the question ---- */

dialplan_status dialplan_readiness(const dialplan_campaign *campaign, const dialplan_facts *facts,
                                   int64_t now, const dialplan_options *options, dialplan_check *out,
                                   uint64_t cap, uint64_t *count, dialplan_error *err) {
  dp_view view;
  if (!campaign || !facts || !count || (cap && !out))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, facts or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  dialplan_status status = check_facts(facts, err);
  if (!status) status = dp_view_init(&view, campaign, NULL, options, err);
  if (status) return status;
  dp_checks c = {campaign, &campaign->settings, facts, &view, now, out, cap, 0};
  check_settings(&c);
  check_time(&c);
  check_rules(&c);
  if (facts->flags & DIALPLAN_FACTS_ADMISSION) check_pacing(&c);
  if (facts->flags & DIALPLAN_FACTS_LOG) check_health(&c);
  *count = c.count;
  return DIALPLAN_OK;
}
