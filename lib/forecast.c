/* SPDX-License-Identifier: MIT */
/* When will a campaign be done, and how does it come there?
 * Uses runs and the model. Invariant: a result owns all that it holds; the first run is the one that is told
 * of in full, the others give their finish alone. */
#include "forecast.h"

#include <string.h>

#include "base.h"
#include "forecast_queue.h"
#include "mem.h"
#include "pacing.h"

enum { RUNS_MAX = 1000, HORIZON_DAYS_MAX = 3660 };

struct dialplan_forecast_result {
  dp_run_answer first;
  int64_t *finishes; /* in order; DP_INSTANT_END: somebody is left */
  uint64_t runs, count;
};

static void release(dp_run_answer *answer) {
  dp_mem_free(answer->days.items);
  dp_mem_free(answer->calls.items);
  dp_mem_free(answer->ends);
}

void dialplan_forecast_free(dialplan_forecast_result *result) {
  if (!result) return;
  release(&result->first);
  dp_mem_free(result->finishes);
  dp_mem_free(result);
}

/* ---- the finishes ---- */

static void insert(dialplan_forecast_result *result, int64_t finish_at) {
  uint64_t i = result->runs++;
  for (; i && result->finishes[i - 1] > finish_at; i--) result->finishes[i] = result->finishes[i - 1];
  result->finishes[i] = finish_at;
}

/* By the nearest rank. */
static int64_t percentile(const dialplan_forecast_result *result, uint64_t percent) {
  if (result->runs == 0) return 0;
  const int64_t at = result->finishes[(result->runs * percent + 99) / 100 - 1];
  return at < DP_INSTANT_END ? at : 0;
}

static dialplan_status run(const dp_run_question *question, dp_run_answer *answer) {
  const int apart =
      !question->keep_calls && dp_pacing_unlimited(question->campaign, question->load, question->now);
  return apart ? dp_forecast_unlimited(question, answer) : dp_forecast_paced(question, answer);
}

static dialplan_status play_all(dp_run_question *question, dialplan_forecast_result *result) {
  for (question->run = 0; question->run < question->runs; question->run++) {
    dp_run_answer other = {0}, *answer = question->run ? &other : &result->first;
    dialplan_status status = run(question, answer);
    if (!status && !answer->sum.interrupted)
      insert(result, answer->sum.finish_at ? answer->sum.finish_at : DP_INSTANT_END);
    if (answer->sum.interrupted) result->first.sum.interrupted = 1;
    release(&other);
    if (status || answer->sum.interrupted) return status;
    question->keep_calls = 0;
  }
  return DIALPLAN_OK;
}

static dialplan_status make(dp_run_question *question, dialplan_forecast_result *result) {
  result->count = question->count;
  result->finishes = dp_mem_new(sizeof *result->finishes * (size_t)question->runs);
  result->first.ends = dp_mem_new(sizeof *result->first.ends * question->count);
  if (!result->finishes || !result->first.ends) return DIALPLAN_E_MEMORY;
  const dialplan_status status = play_all(question, result);
  dialplan_forecast_summary *sum = &result->first.sum;
  sum->size = sizeof *sum;
  sum->runs = (uint32_t)result->runs;
  sum->p10_at = percentile(result, 10);
  sum->p50_at = percentile(result, 50);
  sum->p90_at = percentile(result, 90);
  return status;
}

/* ---- what is asked ---- */

static dialplan_status check_options(const dialplan_forecast_options *options, dialplan_error *err) {
  if (!dp_size_fits(options, options->size, sizeof *options))
    return dp_fail(err, DIALPLAN_E_SIZE, "size",
                   "the size of the options is not one that this library knows");
  if (options->flags & ~(uint32_t)DIALPLAN_FORECAST_CALLS)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the options have a flag that is not known");
  if (options->runs > RUNS_MAX || options->horizon_days > HORIZON_DAYS_MAX)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "1 to 1,000 runs are played, over 1 to 3,660 days");
  return DIALPLAN_OK;
}

static dialplan_status read_options(dp_run_question *question, const dialplan_forecast_options *options,
                                    dialplan_error *err) {
  static const dialplan_forecast_options usual = {0};
  if (!options) options = &usual;
  const dialplan_status status = check_options(options, err);
  if (status) return status;
  const int64_t own_s = question->campaign->settings.horizon_s;
  const int64_t until_at =
      question->now + (options->horizon_days ? (int64_t)options->horizon_days * DP_DAY_S : own_s);
  const int64_t last_at = DP_INSTANT_END - DP_WHEEL_S; /* the last call still ends at a valid instant */
  question->until_at = until_at < last_at ? until_at : last_at > question->now ? last_at : question->now;
  question->runs = options->runs ? (int32_t)options->runs : 1;
  question->seed = options->seed ? options->seed : question->campaign->seed;
  question->keep_calls = options->flags & DIALPLAN_FORECAST_CALLS;
  return DIALPLAN_OK;
}

static dialplan_status check(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                             uint64_t count, const dialplan_load *load, int64_t now, const void *out,
                             dialplan_error *err) {
  if (!campaign || (count && !contacts) || !out)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, contacts or output is missing");
  if (!dp_instant_valid(now)) return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  if (count >= DP_NOBODY)
    return dp_fail(err, DIALPLAN_E_LIMIT, "limit", "fewer than 4,294,967,295 contacts can be played");
  return load ? dp_load_check(load, now, 0, err) : DIALPLAN_OK;
}

dialplan_status dialplan_forecast(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                  uint64_t contact_stride, const dialplan_state *states,
                                  uint64_t state_stride, uint64_t count, const dialplan_load *load,
                                  int64_t now, const dialplan_model *model,
                                  const dialplan_forecast_options *options, dialplan_progress *progress,
                                  dialplan_forecast_result **out, dialplan_error *err) {
  dialplan_model usual;
  (void)dialplan_model_init(&usual);
  if (!model) model = &usual;
  dialplan_status status = check(campaign, contacts, count, load, now, out, err);
  if (!status) status = dp_model_check(model, err);
  if (status) return status;
  dp_run_question question = {.campaign = campaign,
                              .contacts = (const char *)contacts,
                              .states = (const char *)states,
                              .contact_stride = contact_stride,
                              .state_stride = state_stride,
                              .count = (uint32_t)count,
                              .load = load,
                              .now = now,
                              .odds = dp_model_odds(model),
                              .progress = progress};
  status = read_options(&question, options, err);
  if (status) return status;
  dialplan_forecast_result *const result = dp_mem_new(sizeof *result);
  status = result ? make(&question, result) : DIALPLAN_E_MEMORY;
  if (!status) {
    *out = result;
    return DIALPLAN_OK;
  }
  dialplan_forecast_free(result);
  return dp_fail(err, status, "memory", "no memory for the forecast");
}

/* ---- what comes out ---- */

static dialplan_status give(const void *items, uint64_t all, size_t size, void *out, uint64_t cap,
                            uint64_t *count, dialplan_error *err) {
  if (!count || (cap && !out))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "out or count is missing");
  if (cap > all) cap = all;
  if (cap) memcpy(out, items, (size_t)cap * size);
  *count = all;
  return DIALPLAN_OK;
}

static dialplan_status missing(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the forecast or the output is missing");
}

dialplan_status dialplan_forecast_sum(const dialplan_forecast_result *result, dialplan_forecast_summary *out,
                                      dialplan_error *err) {
  if (!result || !out) return missing(err);
  *out = result->first.sum;
  return DIALPLAN_OK;
}

dialplan_status dialplan_forecast_days(const dialplan_forecast_result *result, dialplan_forecast_day *out,
                                       uint64_t cap, uint64_t *count, dialplan_error *err) {
  if (!result) return missing(err);
  return give(result->first.days.items, result->first.days.count, sizeof *out, out, cap, count, err);
}

dialplan_status dialplan_forecast_ends(const dialplan_forecast_result *result, dialplan_forecast_end *out,
                                       uint64_t cap, uint64_t *count, dialplan_error *err) {
  if (!result) return missing(err);
  return give(result->first.ends, result->count, sizeof *out, out, cap, count, err);
}

dialplan_status dialplan_forecast_calls(const dialplan_forecast_result *result, dialplan_forecast_call *out,
                                        uint64_t cap, uint64_t *count, dialplan_error *err) {
  if (!result) return missing(err);
  return give(result->first.calls.items, result->first.calls.count, sizeof *out, out, cap, count, err);
}

dialplan_status dialplan_forecast_finishes(const dialplan_forecast_result *result, int64_t *out, uint64_t cap,
                                           uint64_t *count, dialplan_error *err) {
  if (!result) return missing(err);
  return give(result->finishes, result->runs, sizeof *out, out, cap, count, err);
}
