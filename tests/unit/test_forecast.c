/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

enum { PEOPLE = 400 };

static const int64_t NINE = INT64_C(1772442000); /* Monday, 2026-03-02T09:00:00Z */

static dialplan_contact people[PEOPLE];

/* A paced desk, and people without a zone of their own. */
static desk paced(const char *days, int32_t channels) {
  desk d = desk_paced(days, channels);
  for (int i = 0; i < PEOPLE; i++) {
    char id[16];
    snprintf(id, sizeof id, "p%d", i);
    people[i] = atlas_contact(id, 0, NULL);
  }
  return d;
}

/* A call takes 180 s of a channel: 20 s of ringing, 100 s of talk, 60 s of wrap time. */
static dialplan_model always(uint8_t outcome) {
  dialplan_model model = {
      .ring_s = {20, 20}, .talk_s = {100, 100}, .voicemail_s = {30, 30}, .wrap_s = {60, 60}};
  model.outcomes[outcome] = 1;
  return model;
}

static dialplan_forecast_result *played(desk *d, uint64_t count, int64_t now, const dialplan_model *model,
                                        const dialplan_forecast_options *options) {
  dialplan_forecast_result *result = NULL;
  dialplan_error err = {0};
  if (dialplan_forecast(desk_campaign(d), people, sizeof *people, NULL, 0, count, NULL, now, model, options,
                        NULL, &result, &err))
    fail_msg("%s", err.message);
  return result;
}

static dialplan_forecast_summary sum_of(const dialplan_forecast_result *result) {
  dialplan_forecast_summary sum = {0};
  assert_int_equal(dialplan_forecast_sum(result, &sum, NULL), DIALPLAN_OK);
  return sum;
}

static dialplan_forecast_summary forecast(desk *d, uint64_t count, int64_t now, const dialplan_model *model,
                                          const dialplan_forecast_options *options) {
  dialplan_forecast_result *result = played(d, count, now, model, options);
  const dialplan_forecast_summary sum = sum_of(result);
  dialplan_forecast_free(result);
  assert_int_equal(sum.stopped + sum.held + sum.unfinished + sum.refused, sum.contacts);
  uint64_t outcomes = 0, hours = 0, reasons = 0;
  for (int i = 0; i < 16; i++) outcomes += sum.outcomes[i];
  for (int i = 0; i < 168; i++) hours += sum.hours[i].calls;
  for (int i = 0; i < 64; i++) reasons += sum.reasons[i];
  assert_int_equal(outcomes, sum.all.calls);
  assert_int_equal(hours, sum.all.calls);
  assert_int_equal(reasons, sum.stopped + sum.held);
  assert_int_equal(sum.funnel.contacts, sum.contacts);
  assert_true(sum.funnel.connected <= sum.funnel.dialled && sum.funnel.dialled <= sum.funnel.scheduled);
  assert_true(sum.reached <= sum.funnel.connected);
  return sum;
}

static void a_single_channel_is_a_row_of_cycles(void **state) {
  desk d = paced("1111111", 1);
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  const dialplan_forecast_options options = {.flags = DIALPLAN_FORECAST_CALLS};
  dialplan_forecast_result *result = played(&d, 10, NINE, &model, &options);
  dialplan_forecast_call calls[10];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_calls(result, calls, 10, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 10);
  for (int i = 0; i < 10; i++) {
    assert_int_equal(calls[i].at, NINE + i * 180);
    assert_int_equal(calls[i].ended_at, NINE + i * 180 + 120);
    assert_int_equal(calls[i].kept_s, 180);
    assert_int_equal(calls[i].call_class, DIALPLAN_CLASS_PENDING);
  }
  const dialplan_forecast_summary sum = sum_of(result);
  assert_int_equal(sum.finish_at, NINE + 9 * 180 + 120);
  assert_int_equal(sum.p10_at, sum.finish_at);
  assert_int_equal(sum.p90_at, sum.finish_at);
  assert_int_equal(sum.reached, 10);
  assert_int_equal(sum.reasons[DIALPLAN_REASON_REACHED], 10);
  assert_int_equal(sum.channels, 1);
  assert_int_equal(sum.channel_s, 1800);
  assert_int_equal(sum.limit_s[DIALPLAN_PACING_CHANNELS], 9 * 180);
  assert_int_equal(sum.hours[9].calls, 10);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void it_agrees_with_the_estimate(void **state) {
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  for (int32_t channels = 1; channels <= 5; channels += 2) {
    desk d = paced("1111100", channels);
    dialplan_estimated estimated;
    assert_int_equal(dialplan_estimate(desk_campaign(&d), NULL, PEOPLE, 180, NINE, NULL, &estimated, NULL),
                     DIALPLAN_OK);
    const dialplan_forecast_summary sum = forecast(&d, PEOPLE, NINE, &model, NULL);
    assert_in_range(sum.finish_at, estimated.finish_at - 180 * channels, estimated.finish_at + 180);
    desk_close(&d);
  }
}

static void without_pacing_everybody_is_called_at_once(void **state) {
  desk d = paced("1111111", 1);
  d.settings.pacing.managed = 0;
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  const dialplan_forecast_summary sum = forecast(&d, PEOPLE, NINE - 5000, &model, NULL);
  assert_int_equal(sum.channels, PEOPLE);
  assert_int_equal(sum.finish_at, NINE + 120);
  desk_close(&d);
}

static void days_have_limits(void **state) {
  desk d = paced("1111111", 100);
  d.settings.pacing.daily_limit = 150;
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  dialplan_forecast_result *result = played(&d, PEOPLE, NINE, &model, NULL);
  dialplan_forecast_day days[8];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_days(result, days, 8, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 3);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(days[i].date, 20514 + i); /* 2026-03-02 */
    assert_int_equal(days[i].calls.calls, i < 2 ? 150 : 100);
    assert_int_equal(days[i].ended, i < 2 ? 150 : 100);
  }
  /* From 09:03 on, when the second fifty have started, to midnight. */
  assert_int_equal(days[0].limit_s[DIALPLAN_PACING_DAILY_LIMIT], 15 * HOUR - 180);
  assert_int_equal(days[0].limit_s[DIALPLAN_PACING_CHANNELS], 180);
  assert_int_equal(days[0].channels, 100);
  assert_int_equal(sum_of(result).finish_at, NINE + 2 * DAY + 120);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void the_same_seed_is_the_same_forecast(void **state) {
  desk d = paced("1111111", 3);
  dialplan_forecast_options options = {.seed = 5, .runs = 9};
  const dialplan_forecast_summary a = forecast(&d, 100, NINE, NULL, &options),
                                  b = forecast(&d, 100, NINE, NULL, &options);
  assert_memory_equal(&a, &b, sizeof a);
  assert_int_equal(a.runs, 9);
  assert_true(a.p10_at <= a.p50_at && a.p50_at <= a.p90_at && a.p10_at < a.p90_at);
  options.seed = 6;
  const dialplan_forecast_summary c = forecast(&d, 100, NINE, NULL, &options);
  assert_memory_not_equal(&a, &c, sizeof a);
  dialplan_forecast_result *result = played(&d, 100, NINE, NULL, &options);
  int64_t finishes[9];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_finishes(result, finishes, 9, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 9);
  assert_int_equal(finishes[0], c.p10_at); /* of nine: the first, the fifth, the ninth */
  assert_int_equal(finishes[4], c.p50_at);
  assert_int_equal(finishes[8], c.p90_at);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void shares_are_those_of_the_model(void **state) {
  desk d = paced("1111111", 1);
  d.settings.pacing.managed = 0;
  d.settings.retry.max_attempts = 20;
  dialplan_model model = always(DIALPLAN_OUTCOME_NO_ANSWER);
  model.outcomes[DIALPLAN_OUTCOME_BUSY] = 3;
  dialplan_forecast_summary sum = forecast(&d, PEOPLE, NINE, &model, NULL);
  assert_int_equal(sum.all.calls, PEOPLE * 20);
  assert_in_range(sum.outcomes[DIALPLAN_OUTCOME_BUSY], 5800, 6200); /* 6,000; 5 standard deviations are 194 */
  model.outcomes[DIALPLAN_OUTCOME_SILENT] = 1;
  model.outcomes[DIALPLAN_OUTCOME_ABANDONED] = 1000000;
  for (int i = 0; i < 168; i++) model.hours[i] = 250000;
  sum = forecast(&d, PEOPLE, NINE, &model, NULL);
  assert_in_range(sum.all.connected, sum.all.calls / 4 - 200, sum.all.calls / 4 + 200);
  assert_int_equal(sum.outcomes[DIALPLAN_OUTCOME_ABANDONED], sum.all.connected);
  assert_true(sum.outcomes[DIALPLAN_OUTCOME_SILENT] > 0);
  desk_close(&d);
}

static void callbacks_are_counted_from_what_was_asked_for(void **state) {
  desk d = paced("1111111", 1);
  dialplan_model model = always(DIALPLAN_OUTCOME_CALL_LATER);
  model.callback_s[0] = model.callback_s[1] = 600;
  d.settings.retry.max_attempts = 2;
  dialplan_forecast_summary sum = forecast(&d, 1, NINE, &model, NULL);
  assert_true(sum.callbacks >= 1);
  assert_int_equal(sum.late[0], sum.callbacks);
  /* Asked for 500 s after a call of 120 s: the channel is free every 180 s, so 100 s late at least. */
  model.callback_s[0] = model.callback_s[1] = 500;
  const dialplan_forecast_options options = {.flags = DIALPLAN_FORECAST_CALLS};
  dialplan_forecast_result *result = played(&d, 10, NINE, &model, &options);
  sum = sum_of(result);
  assert_true(sum.callback_latest_s >= 100);
  assert_true(sum.late[1] + sum.late[2] + sum.late[3] > 0);
  assert_int_equal(sum.late[0] + sum.late[1] + sum.late[2] + sum.late[3] + sum.late[4], sum.callbacks);
  dialplan_forecast_free(result);
  model.callback_s[0] = model.callback_s[1] = 0; /* no clear time */
  sum = forecast(&d, 5, NINE, &model, NULL);
  assert_true(sum.callbacks >= 5);
  desk_close(&d);
}

static void some_are_never_dialled(void **state) {
  desk d = paced("1111111", 4);
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  people[0].flags = DIALPLAN_CONTACT_INBOUND_FIRST;
  people[1].flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
  d.settings.unknown_zone = DP_ZONE_HOLD;
  people[2].enqueued_at = -7;
  people[3] = atlas_contact("p3", 1, (const int[]){ATLAS_UTC});
  people[2].zone_count = 1;
  dialplan_forecast_result *result = played(&d, 4, NINE, &model, NULL);
  const dialplan_forecast_summary sum = sum_of(result);
  dialplan_forecast_end ends[4];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_ends(result, ends, 4, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 4);
  assert_int_equal(ends[0].verdict, DIALPLAN_VERDICT_STOP);
  assert_int_equal(ends[0].reason, DIALPLAN_REASON_INBOUND_FIRST);
  assert_int_equal(ends[0].at, NINE);
  assert_int_equal(ends[1].verdict, DIALPLAN_VERDICT_HOLD);
  assert_int_equal(ends[1].reason, DIALPLAN_REASON_ZONE_UNKNOWN);
  assert_int_equal(ends[2].verdict, 0);
  assert_int_equal(ends[3].verdict, DIALPLAN_VERDICT_STOP);
  assert_int_equal(ends[3].reason, DIALPLAN_REASON_REACHED);
  assert_int_equal(ends[3].calls, 1);
  assert_int_equal(ends[3].outcome, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(ends[3].at, NINE + 180);
  assert_int_equal(sum.never[DIALPLAN_REASON_INBOUND_FIRST], 1);
  assert_int_equal(sum.never[DIALPLAN_REASON_ZONE_UNKNOWN], 1);
  assert_int_equal(sum.never[DIALPLAN_REASON_REACHED], 0);
  assert_int_equal(sum.refused, 1);
  assert_int_equal(sum.held, 1);
  assert_int_equal(sum.stopped, 2);
  assert_int_equal(sum.funnel.contacts, 4);
  assert_int_equal(sum.funnel.scheduled, 1);
  assert_int_equal(sum.funnel.dialled, 1);
  assert_int_equal(sum.funnel.connected, 1);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void days_without_anything_are_not_told(void **state) {
  desk d = paced("1010000", 4);
  d.settings.pacing.daily_limit = 5;
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  people[9].enqueued_at = NINE + 9 * DAY; /* for Wednesday of next week, all by itself */
  dialplan_forecast_result *result = played(&d, 10, NINE, &model, NULL);
  people[9].enqueued_at = 0;
  dialplan_forecast_day days[8];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_days(result, days, 8, &count, NULL), DIALPLAN_OK);
  for (uint64_t i = 0; i < count; i++)
    assert_true(days[i].calls.calls || days[i].limit_s[DIALPLAN_PACING_DAILY_LIMIT]);
  assert_int_equal(days[count - 1].date - days[0].date, 9);
  assert_int_equal(days[count - 1].calls.calls, 1);
  assert_true(count < 10);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void a_spent_budget_blocks_for_ever(void **state) {
  desk d = paced("1111111", 4);
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  d.settings.budget = 5000000;
  d.settings.budget_per_call = 1000000;
  const dialplan_forecast_summary sum = forecast(&d, 9, NINE, &model, NULL);
  assert_int_equal(sum.all.calls, 5);
  assert_int_equal(sum.cost_millionths, 5000000);
  assert_int_equal(sum.unfinished, 4);
  assert_int_equal(sum.blocked, DIALPLAN_PACING_BUDGET);
  assert_int_equal(sum.finish_at, 0);
  assert_int_equal(sum.p50_at, 0);
  desk_close(&d);
}

/* Neither needs the key `pacing`. */
static void a_breaker_and_a_budget_bind_without_pacing(void **state) {
  desk d = paced("1111111", 4);
  d.settings.pacing.managed = 0;
  d.settings.budget = 5000000;
  d.settings.budget_per_call = 1000000;
  dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  dialplan_forecast_summary sum = forecast(&d, 9, NINE, &model, NULL);
  assert_int_equal(sum.all.calls, 5);
  assert_int_equal(sum.blocked, DIALPLAN_PACING_BUDGET);
  d.settings.budget = DP_OFF;
  d.settings.breaker_ppm = 500000;
  d.settings.breaker_of_last = 4;
  d.settings.breaker_pause_s = DP_OFF;
  model = always(DIALPLAN_OUTCOME_INVALID_NUMBER);
  people[8].enqueued_at = NINE + 600; /* when the others have failed */
  sum = forecast(&d, 9, NINE, &model, NULL);
  people[8].enqueued_at = 0;
  assert_int_equal(sum.all.calls, 8);
  assert_int_equal(sum.unfinished, 1);
  assert_int_equal(sum.blocked, DIALPLAN_PACING_BREAKER);
  desk_close(&d);
}

static void a_breaker_that_is_open_holds_everybody(void **state) {
  desk d = paced("1111111", 4);
  d.settings.pacing.managed = 0;
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  dialplan_forecast_result *result = NULL;
  const dialplan_load load = {.breaker_until_at = NINE + 1000};
  assert_int_equal(dialplan_forecast(desk_campaign(&d), people, sizeof *people, NULL, 0, 9, &load, NINE,
                                     &model, NULL, NULL, &result, NULL),
                   DIALPLAN_OK);
  const dialplan_forecast_summary sum = sum_of(result);
  assert_int_equal(sum.finish_at, NINE + 1000 + 120);
  assert_int_equal(sum.limit_s[DIALPLAN_PACING_BREAKER], 1000);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void those_who_wait_past_their_window_are_asked_again(void **state) {
  desk d = paced("1111111", 1);
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  const dialplan_forecast_options options = {.flags = DIALPLAN_FORECAST_CALLS};
  dialplan_forecast_result *result = played(&d, 200, NINE, &model, &options); /* 180 a day */
  dialplan_forecast_call calls[200];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_calls(result, calls, 200, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 200);
  assert_int_equal(calls[179].at, NINE + 9 * HOUR - 180);
  assert_int_equal(calls[180].at, NINE + DAY);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void a_predictive_dialler_counts_conversations(void **state) {
  desk d = paced("1111111", 20);
  dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  model.outcomes[DIALPLAN_OUTCOME_BUSY] = 1;
  model.ring_s[0] = model.ring_s[1] = 90;
  d.settings.retry.max_attempts = 3;
  d.settings.pacing.seats = 2;
  d.settings.pacing.predictive = 1;
  d.settings.pacing.handle_time_s = 180;
  d.settings.pacing.answer_rate_ppm = 500000;
  const dialplan_forecast_summary sum = forecast(&d, 200, NINE, &model, NULL);
  assert_int_equal(sum.unfinished, 0);
  assert_true(sum.channels > 2 && sum.channels <= 20);
  assert_true(sum.limit_s[DIALPLAN_PACING_TARGET] > 0 && sum.limit_s[DIALPLAN_PACING_SEATS] > 0);
  desk_close(&d);
}

static void it_goes_on_from_states_and_a_load(void **state) {
  desk d = paced("1111111", 4);
  dialplan_state states[3] = {{0}};
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  dialplan_load load = {.at = NINE - 60, .in_flight = 4, .started_today = 9};
  dialplan_forecast_result *result = NULL;
  d.settings.pacing.daily_limit = 10;
  const dialplan_campaign *campaign = desk_campaign(&d);
  dialplan_event event = {.kind = DIALPLAN_EVENT_DNC, .at = NINE - 60};
  assert_int_equal(dialplan_apply(campaign, &people[0], &states[0], &event, &states[0], NULL), DIALPLAN_OK);
  event.kind = DIALPLAN_EVENT_START; /* under way until it is stale */
  assert_int_equal(dialplan_apply(campaign, &people[1], &states[1], &event, &states[1], NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, states, sizeof *states, 3, &load, NINE,
                                     &model, NULL, NULL, &result, NULL),
                   DIALPLAN_OK);
  const dialplan_forecast_summary sum = sum_of(result);
  dialplan_forecast_free(result);
  assert_int_equal(sum.never[DIALPLAN_REASON_DNC], 1);
  assert_int_equal(sum.all.calls, 2);
  assert_int_equal(sum.reached, 2);
  assert_int_equal(sum.limit_s[DIALPLAN_PACING_CHANNELS], 0); /* the load's own calls keep no channel */
  states[2].wish_status = 99;
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, states, sizeof *states, 3, &load, NINE,
                                     &model, NULL, NULL, &result, NULL),
                   DIALPLAN_OK);
  assert_int_equal(sum_of(result).refused, 1);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void the_horizon_ends_it(void **state) {
  desk d = paced("1111111", 1);
  const dialplan_model model = always(DIALPLAN_OUTCOME_NO_ANSWER);
  const dialplan_forecast_options options = {.horizon_days = 3};
  dialplan_forecast_result *result = played(&d, 2, NINE, &model, &options);
  const dialplan_forecast_summary sum = sum_of(result);
  dialplan_forecast_end ends[2];
  uint64_t count;
  assert_int_equal(dialplan_forecast_ends(result, ends, 2, &count, NULL), DIALPLAN_OK);
  assert_int_equal(sum.unfinished, 2);
  assert_int_equal(sum.blocked, 0);
  assert_int_equal(sum.funnel.scheduled, 2);
  assert_int_equal(sum.funnel.dialled, 2);
  assert_int_equal(sum.funnel.connected, 0);
  assert_int_equal(ends[0].verdict, DIALPLAN_VERDICT_CALL);
  assert_true(ends[0].at >= NINE + 3 * DAY);
  assert_int_equal(ends[0].calls, 3);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void nobody_is_done_at_once(void **state) {
  desk d = paced("1111111", 1);
  const dialplan_forecast_summary sum = forecast(&d, 0, NINE, NULL, NULL);
  assert_int_equal(sum.finish_at, NINE);
  dialplan_progress progress = {0};
  dialplan_forecast_result *result = NULL;
  assert_int_equal(dialplan_forecast(desk_campaign(&d), NULL, 0, NULL, 0, 0, NULL, NINE, NULL, NULL,
                                     &progress, &result, NULL),
                   DIALPLAN_OK);
  assert_int_equal(progress.done, 1000000);
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void stopped_with(int32_t managed) {
  desk d = paced("1111111", 1);
  d.settings.pacing.managed = managed;
  dialplan_progress progress = {0};
  dialplan_forecast_result *result = NULL;
  const dialplan_campaign *campaign = desk_campaign(&d);
  const dialplan_model model = always(DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, NULL, 0, 9, NULL, NINE, &model, NULL,
                                     &progress, &result, NULL),
                   DIALPLAN_OK);
  assert_int_equal(progress.done, 1000000);
  dialplan_forecast_free(result);
  progress.stop = 1;
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, NULL, 0, 9, NULL, NINE, &model, NULL,
                                     &progress, &result, NULL),
                   DIALPLAN_OK);
  const dialplan_forecast_summary sum = sum_of(result);
  assert_int_equal(sum.interrupted, 1);
  assert_int_equal(sum.unfinished, 9);
  assert_int_equal(sum.funnel.scheduled, 9);
  assert_int_equal(sum.runs, 0);
  assert_int_equal(sum.p50_at, 0);
  assert_int_equal(progress.done, 0);
  dialplan_forecast_end ends[9];
  uint64_t count = 0;
  assert_int_equal(dialplan_forecast_ends(result, ends, 9, &count, NULL), DIALPLAN_OK);
  for (int i = 0; i < 9; i++) {
    assert_int_equal(ends[i].verdict, DIALPLAN_VERDICT_CALL);
    assert_int_equal(ends[i].at, NINE);
  }
  dialplan_forecast_free(result);
  desk_close(&d);
}

static void it_can_be_stopped(void **state) {
  stopped_with(1);
  stopped_with(0);
}

static void a_model_learns_from_statistics(void **state) {
  dialplan_stats stats = {0};
  dialplan_model model;
  assert_int_equal(dialplan_model_init(&model), DIALPLAN_OK);
  assert_int_equal(dialplan_model_learn(&stats, &model, NULL), DIALPLAN_OK);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_NO_ANSWER], 45); /* nothing to learn from */
  stats.all.calls = 70;
  stats.outcomes[DIALPLAN_OUTCOME_BUSY] = 60;
  stats.outcomes[DIALPLAN_OUTCOME_COMPLETED] = UINT64_C(1) << 40;
  stats.hours[9] = (dialplan_tally){40, 10, 10};
  stats.hours[10] = (dialplan_tally){20, 0, 0};
  stats.hours[11] = (dialplan_tally){10, 10, 10}; /* too few calls */
  assert_int_equal(dialplan_model_learn(&stats, &model, NULL), DIALPLAN_OK);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_BUSY], 60);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_COMPLETED], UINT32_MAX);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_NO_ANSWER], 0);
  assert_int_equal(model.hours[9], 250000);
  assert_int_equal(model.hours[10], 1);
  assert_int_equal(model.hours[11], 0);
  assert_int_equal(model.ring_s[1], 25);
  stats.size = 4;
  assert_int_equal(dialplan_model_learn(&stats, &model, NULL), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_model_learn(NULL, &model, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_model_init(NULL), DIALPLAN_E_ARGUMENT);
}

static dialplan_status tried(desk *d, const dialplan_model *model, const dialplan_forecast_options *options) {
  dialplan_forecast_result *result = NULL;
  const dialplan_status status = dialplan_forecast(desk_campaign(d), people, sizeof *people, NULL, 0, 1, NULL,
                                                   NINE, model, options, NULL, &result, NULL);
  assert_true((status == DIALPLAN_OK) == (result != NULL));
  dialplan_forecast_free(result);
  return status;
}

static void what_cannot_be_is_refused(void **state) {
  desk d = paced("1111111", 1);
  dialplan_forecast_result *result = NULL;
  const dialplan_campaign *campaign = desk_campaign(&d);
  dialplan_load load = {.in_flight = 1, .connected = 2};
  uint64_t count;
  assert_int_equal(dialplan_forecast(NULL, people, sizeof *people, NULL, 0, 1, NULL, NINE, NULL, NULL, NULL,
                                     &result, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast(campaign, NULL, sizeof *people, NULL, 0, 1, NULL, NINE, NULL, NULL, NULL,
                                     &result, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, NULL, 0, 1, NULL, 0, NULL, NULL, NULL,
                                     &result, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, NULL, 0, UINT32_MAX, NULL, NINE, NULL,
                                     NULL, NULL, &result, NULL),
                   DIALPLAN_E_LIMIT);
  assert_int_equal(dialplan_forecast(campaign, people, sizeof *people, NULL, 0, 1, &load, NINE, NULL, NULL,
                                     NULL, &result, NULL),
                   DIALPLAN_E_RANGE);
  assert_null(result);
  assert_int_equal(tried(&d, NULL, &(dialplan_forecast_options){.size = 3}), DIALPLAN_E_SIZE);
  assert_int_equal(tried(&d, NULL, &(dialplan_forecast_options){.flags = 64}), DIALPLAN_E_ARGUMENT);
  assert_int_equal(tried(&d, NULL, &(dialplan_forecast_options){.runs = 1001}), DIALPLAN_E_RANGE);
  assert_int_equal(tried(&d, NULL, &(dialplan_forecast_options){.horizon_days = 3661}), DIALPLAN_E_RANGE);
  assert_int_equal(tried(&d, NULL, &(dialplan_forecast_options){.horizon_days = 3660}), DIALPLAN_OK);
  dialplan_model model = always(DIALPLAN_OUTCOME_BUSY);
  model.ring_s[0] = model.ring_s[1] = 0; /* a call still takes a second */
  assert_int_equal(tried(&d, &model, NULL), DIALPLAN_OK);
  model.size = 5;
  assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_SIZE);
  model = (dialplan_model){0};
  assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_RANGE);
  model = always(0);
  assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_RANGE);
  model = always(DIALPLAN_OUTCOME_BUSY);
  model.hours[167] = 1000001;
  assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_RANGE);
  uint32_t *const times[] = {model.ring_s, model.talk_s, model.voicemail_s, model.wrap_s, model.callback_s};
  for (int i = 0; i < 5; i++) {
    model = always(DIALPLAN_OUTCOME_BUSY);
    times[i][0] = times[i][1] + 1;
    assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_RANGE);
    times[i][1] = times[i][0] = 43201;
    assert_int_equal(tried(&d, &model, NULL), DIALPLAN_E_RANGE);
  }
  assert_int_equal(dialplan_forecast_sum(NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast_days(NULL, NULL, 0, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast_ends(NULL, NULL, 0, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast_calls(NULL, NULL, 0, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast_finishes(NULL, NULL, 0, &count, NULL), DIALPLAN_E_ARGUMENT);
  result = played(&d, 1, NINE, NULL, NULL);
  assert_int_equal(dialplan_forecast_days(result, NULL, 1, &count, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_forecast_days(result, NULL, 0, NULL, NULL), DIALPLAN_E_ARGUMENT);
  dialplan_forecast_free(result);
  dialplan_forecast_free(NULL);
  desk_close(&d);
}

static void at_the_end_of_time_nothing_starts(void **state) {
  desk d = paced("1111111", 1);
  const dialplan_forecast_summary sum =
      forecast(&d, 3, dialplan_limit(DIALPLAN_LIMIT_INSTANT) - 10 * HOUR, NULL, NULL);
  assert_int_equal(sum.all.calls, 0);
  assert_int_equal(sum.unfinished + sum.stopped, 3);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_single_channel_is_a_row_of_cycles),
      cmocka_unit_test(it_agrees_with_the_estimate),
      cmocka_unit_test(without_pacing_everybody_is_called_at_once),
      cmocka_unit_test(days_have_limits),
      cmocka_unit_test(the_same_seed_is_the_same_forecast),
      cmocka_unit_test(shares_are_those_of_the_model),
      cmocka_unit_test(callbacks_are_counted_from_what_was_asked_for),
      cmocka_unit_test(some_are_never_dialled),
      cmocka_unit_test(days_without_anything_are_not_told),
      cmocka_unit_test(a_spent_budget_blocks_for_ever),
      cmocka_unit_test(a_breaker_and_a_budget_bind_without_pacing),
      cmocka_unit_test(a_breaker_that_is_open_holds_everybody),
      cmocka_unit_test(those_who_wait_past_their_window_are_asked_again),
      cmocka_unit_test(a_predictive_dialler_counts_conversations),
      cmocka_unit_test(it_goes_on_from_states_and_a_load),
      cmocka_unit_test(the_horizon_ends_it),
      cmocka_unit_test(nobody_is_done_at_once),
      cmocka_unit_test(it_can_be_stopped),
      cmocka_unit_test(a_model_learns_from_statistics),
      cmocka_unit_test(what_cannot_be_is_refused),
      cmocka_unit_test(at_the_end_of_time_nothing_starts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
