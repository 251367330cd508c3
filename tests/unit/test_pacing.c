/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

/* A campaign whose pacing is managed, with every limit off but the channels. */
static desk paced(void) {
  desk d = desk_open("1111111");
  dp_pacing *p = &d.settings.pacing;
  d.settings.status = DP_STATUS_ACTIVE;
  p->managed = 1;
  p->channels = 100000;
  p->channel_cap = p->seats = p->daily_limit = p->calls_per_minute = p->rate_per_second = DP_OFF;
  p->spacing_ms = 0;
  return d;
}

static const dialplan_campaign *ready(desk *d) { return d->campaign ? d->campaign : desk_campaign(d); }

static dialplan_admission admit_ms(desk *d, const dialplan_load *load, int64_t now, uint32_t ms) {
  dialplan_admission out;
  dialplan_error err = {0};
  if (dialplan_pacing_admit(ready(d), load, now, ms, &out, &err)) fail_msg("%s", err.message);
  return out;
}

static dialplan_admission admit(desk *d, const dialplan_load *load, int64_t now) {
  return admit_ms(d, load, now, 0);
}

static void started(desk *d, dialplan_load *load, int64_t at, uint32_t count) {
  assert_int_equal(dialplan_load_started(ready(d), load, at, 0, count, NULL), DIALPLAN_OK);
}

static void ended(desk *d, dialplan_load *load, int64_t at, int64_t ended_at, uint8_t outcome) {
  const dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = outcome, .at = at, .ended_at = ended_at};
  assert_int_equal(dialplan_load_ended(ready(d), load, &event, 0, NULL), DIALPLAN_OK);
}

static void says(dialplan_admission a, uint32_t starts, int32_t limit, int64_t next_at) {
  assert_string_equal(dialplan_pacing_name(a.limit), dialplan_pacing_name(limit));
  assert_int_equal(a.starts, starts);
  assert_int_equal(a.next_at, next_at);
}

static const int64_t NOW = INT64_C(1772445600); /* Monday, 2026-03-02T10:00:00Z */

static void without_the_key_nothing_limits(void **state) {
  desk d = paced();
  const dialplan_load load = {.in_flight = 7};
  d.settings.pacing.managed = 0;
  d.settings.pacing.channels = 0;
  says(admit(&d, &load, NOW), UINT32_MAX, DIALPLAN_PACING_NONE, NOW);
  desk_close(&d);
}

static void only_an_active_campaign_dials(void **state) {
  static const struct {
    int32_t status, reason;
  } all[] = {{DP_STATUS_DRAFT, DIALPLAN_REASON_CAMPAIGN_DRAFT},
             {DP_STATUS_PAUSED, DIALPLAN_REASON_CAMPAIGN_PAUSED},
             {DP_STATUS_COMPLETED, DIALPLAN_REASON_CAMPAIGN_COMPLETED},
             {DP_STATUS_CANCELLED, DIALPLAN_REASON_CAMPAIGN_CANCELLED}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    desk d = paced();
    const dialplan_load load = {0};
    d.settings.status = all[i].status;
    const dialplan_admission a = admit(&d, &load, NOW);
    says(a, 0, DIALPLAN_PACING_STATUS, 0);
    assert_string_equal(dialplan_reason_name(a.reason), dialplan_reason_name(all[i].reason));
    desk_close(&d);
  }
}

static void start_and_end_always_count(void **state) {
  desk d = paced();
  const dialplan_load load = {0};
  d.settings.start_at = NOW;
  d.settings.end_at = NOW + HOUR;
  const dialplan_admission before = admit(&d, &load, NOW - 1);
  says(before, 0, DIALPLAN_PACING_OPEN_TIME, NOW);
  assert_int_equal(before.reason, DIALPLAN_REASON_BEFORE_START);
  assert_int_equal(admit(&d, &load, NOW).starts, 100000);
  assert_int_equal(admit(&d, &load, NOW + HOUR - 1).starts, 100000);
  const dialplan_admission past = admit(&d, &load, NOW + HOUR);
  says(past, 0, DIALPLAN_PACING_OPEN_TIME, 0);
  assert_int_equal(past.reason, DIALPLAN_REASON_CAMPAIGN_OVER);
  desk_close(&d);
}

static void of_those_that_allow_none_the_longest_is_told(void **state) {
  desk d = paced();
  dialplan_load load = {.at = NOW, .last_at = NOW - 1, .breaker_until_at = NOW + MINUTE};
  d.settings.pacing.spacing_ms = 10000;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_BREAKER, NOW + MINUTE);
  d.settings.pacing.spacing_ms = 120000;
  desk_campaign(&d);
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_SPACING, NOW - 1 + 2 * MINUTE);
  d.settings.pacing.channels = 1;
  desk_campaign(&d);
  load.in_flight = 1; /* until that call ends, whenever that is */
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_CHANNELS, 0);
  desk_close(&d);
}

/* Windows are 09:00-18:00: whether they count is a matter of whose zone they are judged in. */
static void windows_count_in_the_campaigns_zone_alone(void **state) {
  desk d = paced();
  const dialplan_load load = {0};
  assert_int_equal(admit(&d, &load, NOW - 2 * HOUR).starts, 100000);
  desk_close(&d);
  d = paced();
  d.settings.zone_policy = DP_ZONE_POLICY_CAMPAIGN;
  const dialplan_admission early = admit(&d, &load, NOW - 2 * HOUR);
  says(early, 0, DIALPLAN_PACING_OPEN_TIME, NOW - HOUR);
  assert_int_equal(early.reason, DIALPLAN_REASON_NO_WINDOW);
  assert_int_equal(admit(&d, &load, NOW).starts, 100000);
  desk_close(&d);
}

/* The table of presets: channels, spacing, per day, per minute. */
static void presets_are_those_of_the_table(void **state) {
  static const struct {
    const char *name;
    uint32_t channels, spacing_s, per_day, per_minute;
  } presets[] = {
      {"conservative", 2, 10, 200, 6}, {"balanced", 4, 5, 400, 12}, {"aggressive", 10, 2, 1000, 30}};
  dialplan_zones *zones = atlas_zones();
  for (size_t i = 0; i < 3; i++) {
    char text[200];
    dialplan_campaign *campaign = NULL;
    dialplan_admission a;
    snprintf(text, sizeof text,
             "name: a\nseed: s\ntimezone: UTC\nwindows: 09:00-18:00\npacing: {preset: %s}\n",
             presets[i].name);
    assert_int_equal(
        dialplan_campaign_compile(text, strlen(text), zones, NULL, NULL, NULL, 0, &campaign, NULL), 0);
    const dialplan_load idle = {0}, full = {.in_flight = presets[i].channels},
                        spaced = {.last_at = NOW - presets[i].spacing_s + 1},
                        day = {.started_today = presets[i].per_day},
                        minute = {.started_minute = presets[i].per_minute};
    dialplan_pacing_admit(campaign, &idle, NOW, 0, &a, NULL);
    says(a, 1, DIALPLAN_PACING_SPACING, NOW + presets[i].spacing_s);
    dialplan_pacing_admit(campaign, &full, NOW, 0, &a, NULL);
    says(a, 0, DIALPLAN_PACING_CHANNELS, 0);
    dialplan_pacing_admit(campaign, &spaced, NOW, 0, &a, NULL);
    says(a, 0, DIALPLAN_PACING_SPACING, NOW + 1);
    dialplan_pacing_admit(campaign, &day, NOW, 0, &a, NULL);
    says(a, 0, DIALPLAN_PACING_DAILY_LIMIT, NOW + 14 * HOUR);
    dialplan_pacing_admit(campaign, &minute, NOW, 0, &a, NULL);
    says(a, 0, DIALPLAN_PACING_CALLS_PER_MINUTE, NOW + 1); /* asked again a second later */
    dialplan_campaign_free(campaign);
  }
  dialplan_zones_free(zones);
}

static void no_channels_dial_nothing(void **state) {
  desk d = paced();
  const dialplan_load load = {0};
  d.settings.pacing.channels = 0;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_CHANNELS, 0);
  desk_close(&d);
  d = paced();
  d.settings.pacing.channel_cap = 0;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_CHANNEL_CAP, 0);
  desk_close(&d);
}

/* Where several allow none, the one that lasts longest is named; where several allow as many, the first. */
static void the_longest_of_what_forbids_is_named(void **state) {
  desk d = paced();
  d.settings.pacing.channels = 3;
  d.settings.pacing.channel_cap = 3;
  d.settings.pacing.daily_limit = 1;
  d.settings.pacing.spacing_ms = 5000;
  dialplan_load load = {0};
  started(&d, &load, NOW, 1);
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_DAILY_LIMIT, NOW + 14 * HOUR);
  load.in_flight = 3;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_CHANNELS, 0);
  desk_close(&d);
  d = paced();
  d.settings.pacing.channels = d.settings.pacing.channel_cap = 3;
  const dialplan_load idle = {0};
  says(admit(&d, &idle, NOW), 3, DIALPLAN_PACING_CHANNELS, 0);
  desk_close(&d);
}

static void spacing_is_kept_to_the_millisecond(void **state) {
  desk d = paced();
  d.settings.pacing.spacing_ms = 1250;
  dialplan_load load = {0};
  assert_int_equal(dialplan_load_started(ready(&d), &load, NOW, 900, 1, NULL), DIALPLAN_OK);
  dialplan_admission a = admit_ms(&d, &load, NOW + 2, 149);
  says(a, 0, DIALPLAN_PACING_SPACING, NOW + 2);
  assert_int_equal(a.next_ms, 150);
  a = admit_ms(&d, &load, NOW + 2, 150);
  says(a, 1, DIALPLAN_PACING_SPACING, NOW + 3);
  assert_int_equal(a.next_ms, 400);
  desk_close(&d);
}

static void a_bucket_holds_a_burst_and_fills_at_its_rate(void **state) {
  desk d = paced();
  d.settings.pacing.rate_per_second = 2;
  d.settings.pacing.rate_burst = 5;
  dialplan_load load = {0};
  says(admit(&d, &load, NOW), 5, DIALPLAN_PACING_CALLS_PER_SECOND, NOW);
  started(&d, &load, NOW, 5);
  assert_int_equal(load.bucket_debt, 5000);
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_CALLS_PER_SECOND, NOW);
  assert_int_equal(admit(&d, &load, NOW).next_ms, 500);
  assert_int_equal(admit_ms(&d, &load, NOW, 499).starts, 0);
  assert_int_equal(admit_ms(&d, &load, NOW, 500).starts, 1);
  assert_int_equal(admit(&d, &load, NOW + 2).starts, 4);
  assert_int_equal(admit(&d, &load, NOW + 3).starts, 5);
  assert_int_equal(admit(&d, &load, NOW + 100000000).starts, 5);
  d.settings.pacing.rate_per_second = 3;
  desk_campaign(&d);
  assert_int_equal(admit(&d, &load, NOW).next_ms, 334); /* a third of a second, and no less */
  assert_int_equal(admit_ms(&d, &load, NOW, 333).starts, 0);
  assert_int_equal(admit_ms(&d, &load, NOW, 334).starts, 1);
  desk_close(&d);
}

static void every_sixty_seconds_hold_the_minute(void **state) {
  desk d = paced();
  d.settings.pacing.calls_per_minute = 12;
  dialplan_load load = {0};
  started(&d, &load, NOW, 5);
  started(&d, &load, NOW + 30, 7);
  says(admit(&d, &load, NOW + 59), 0, DIALPLAN_PACING_CALLS_PER_MINUTE, NOW + 60);
  says(admit(&d, &load, NOW + 60), 5, DIALPLAN_PACING_CALLS_PER_MINUTE, NOW + 90);
  assert_int_equal(admit(&d, &load, NOW + 90).starts, 12);
  assert_int_equal(dialplan_load_started(ready(&d), &load, NOW + 90, 400, 12, NULL), DIALPLAN_OK);
  assert_int_equal(admit_ms(&d, &load, NOW + 150, 399).starts, 0);
  assert_int_equal(admit_ms(&d, &load, NOW + 150, 400).starts, 12);
  desk_close(&d);
}

static void a_budget_pays_for_calls_of_full_length(void **state) {
  desk d = paced();
  d.settings.budget = 1000000;
  d.settings.budget_per_call = 80000;
  d.settings.budget_per_minute = 20000;
  d.settings.max_duration_s = 600; /* 0.28 a call at most */
  dialplan_load load = {0};
  says(admit(&d, &load, NOW), 3, DIALPLAN_PACING_BUDGET, 0);
  started(&d, &load, NOW, 2);
  says(admit(&d, &load, NOW), 1, DIALPLAN_PACING_BUDGET, 0);
  ended(&d, &load, NOW, NOW + 90, DIALPLAN_OUTCOME_COMPLETED); /* 0.08 + 1.5 * 0.02 */
  assert_int_equal(load.spent_millionths, 110000);
  ended(&d, &load, NOW, NOW + 30, DIALPLAN_OUTCOME_NO_ANSWER); /* no talk */
  assert_int_equal(load.spent_millionths, 190000);
  ended(&d, &load, NOW, NOW + 31, DIALPLAN_OUTCOME_VOICEMAIL); /* 31/60 of 0.02, rounded up */
  assert_int_equal(load.spent_millionths, 280334);
  says(admit(&d, &load, NOW), 2, DIALPLAN_PACING_BUDGET, 0);
  load.spent_millionths = 720001;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_BUDGET, 0);
  load.spent_millionths = 1000001;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_BUDGET, 0);
  desk_close(&d);
}

static void without_a_tariff_a_budget_is_what_calls_report(void **state) {
  desk d = paced();
  d.settings.budget = 1000000;
  d.settings.budget_per_call = d.settings.budget_per_minute = 0;
  dialplan_load load = {0};
  started(&d, &load, NOW, 1);
  assert_int_equal(admit(&d, &load, NOW).starts, 99999);
  const dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT,
                                .outcome = DIALPLAN_OUTCOME_COMPLETED,
                                .at = NOW,
                                .cost_millionths = 1000000};
  assert_int_equal(dialplan_load_ended(ready(&d), &load, &event, 0, NULL), DIALPLAN_OK);
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_BUDGET, 0);
  desk_close(&d);
}

static void costs_beyond_all_money_stay_there(void **state) {
  desk d = paced();
  d.settings.budget = d.settings.budget_per_call = d.settings.budget_per_minute =
      INT64_C(1000000000000000000);
  d.settings.max_duration_s = 1800;
  dialplan_load load = {0};
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_BUDGET, 0);
  ended(&d, &load, NOW, NOW + 1800, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(load.spent_millionths, INT64_MAX);
  desk_close(&d);
}

/* ---- predictive ---- */

static desk predictive(void) {
  desk d = paced();
  dp_pacing *p = &d.settings.pacing;
  p->predictive = 1;
  p->seats = 10;
  p->handle_time_s = 120;
  p->answer_rate_ppm = 300000;
  p->abandon_limit_ppm = 30000;
  p->poll_ms = 10000;
  return d;
}

/* 10 seats, 120 s, 30 %: a call each 3.6 s; what accrues in a poll of 10 s may start at once, and one more.
 */
static void the_target_rate_follows_seats_and_answers(void **state) {
  desk d = predictive();
  dialplan_load load = {.completed = 20};
  dialplan_admission a = admit(&d, &load, NOW);
  says(a, 3, DIALPLAN_PACING_TARGET, NOW);
  assert_int_equal(a.next_ms, 800); /* 3 starts are worth 10.8 s */
  started(&d, &load, NOW, 3);
  assert_int_equal(admit_ms(&d, &load, NOW, 799).starts, 0);
  assert_int_equal(admit_ms(&d, &load, NOW, 800).starts, 1);
  uint32_t all = 3;
  for (int64_t at = NOW + 10; at < NOW + 3600; at += 10) {
    a = admit(&d, &load, at);
    started(&d, &load, at, a.starts);
    all += a.starts;
  }
  assert_in_range(all, 1000, 1002); /* 3600 / 3.6 */
  desk_close(&d);
}

static void the_target_counts_channels_where_there_are_no_seats(void **state) {
  desk d = predictive();
  d.settings.pacing.seats = DP_OFF;
  d.settings.pacing.channels = 40;
  d.settings.pacing.channel_cap = 10;
  dialplan_load load = {.completed = 20};
  says(admit(&d, &load, NOW), 3, DIALPLAN_PACING_TARGET, NOW);
  desk_close(&d);
  d = predictive();
  d.settings.pacing.seats = 0;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_SEATS, 0);
  desk_close(&d);
}

static void nobody_is_overdialled_before_twenty_conversations(void **state) {
  desk d = predictive();
  dialplan_load load = {.completed = 19, .in_flight = 9, .connected = 5};
  says(admit(&d, &load, NOW), 1, DIALPLAN_PACING_SEATS, 0);
  load.in_flight = 10;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_SEATS, 0);
  load.completed = 20;
  says(admit(&d, &load, NOW), 3, DIALPLAN_PACING_TARGET, NOW);
  load.connected = 10;
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_SEATS, 0);
  desk_close(&d);
  d = paced(); /* and never in fixed mode */
  d.settings.pacing.seats = 10;
  load = (dialplan_load){.completed = 1000, .in_flight = 9};
  says(admit(&d, &load, NOW), 1, DIALPLAN_PACING_SEATS, 0);
  desk_close(&d);
}

/* After one start, the next may be one poll earlier than its time: 3.6 s, divided by what the brake leaves.
 */
static void braked(uint32_t answered, uint32_t abandoned, int64_t each_us) {
  desk d = predictive();
  dialplan_load load = {.completed = 20, .answered = answered, .abandoned = abandoned};
  started(&d, &load, NOW, 1);
  assert_int_equal(load.target_debt_us, each_us);
  assert_string_equal(dialplan_pacing_name(admit(&d, &load, NOW).limit),
                      each_us > 3600000 ? "abandon" : "target");
  desk_close(&d);
}

static void abandoned_calls_brake_the_target(void **state) {
  braked(29, 29, 3600000); /* too few to judge */
  braked(100, 3, 3600000); /* at the limit */
  braked(30, 0, 3600000);
  braked(100, 4, 4800000);   /* one point above: three quarters */
  braked(1000, 35, 4114286); /* half a point: seven eighths */
  braked(100, 5, 7200000);   /* two points: half */
  braked(100, 50, 7200000);  /* and no less */
}

static void abandoned_calls_are_forgotten_after_five_minutes(void **state) {
  desk d = predictive();
  dialplan_load load = {.completed = 20};
  for (int i = 0; i < 30; i++)
    ended(&d, &load, NOW, NOW, i % 3 ? DIALPLAN_OUTCOME_COMPLETED : DIALPLAN_OUTCOME_ABANDONED);
  ended(&d, &load, NOW, NOW, DIALPLAN_OUTCOME_VOICEMAIL); /* a machine answered */
  assert_int_equal(load.answered_in[NOW % 300], 30);
  assert_int_equal(load.abandoned_in[NOW % 300], 10);
  assert_string_equal(dialplan_pacing_name(admit(&d, &load, NOW + 299).limit), "abandon");
  assert_string_equal(dialplan_pacing_name(admit(&d, &load, NOW + 300).limit), "target");
  load = (dialplan_load){.at = NOW, .completed = 20, .answered = 40, .abandoned = 40};
  assert_string_equal(dialplan_pacing_name(admit(&d, &load, NOW + 299).limit), "abandon");
  assert_string_equal(dialplan_pacing_name(admit(&d, &load, NOW + 300).limit), "target");
  desk_close(&d);
}

/* ---- time and dates ---- */

static void a_callers_own_counts_age(void **state) {
  desk d = paced();
  d.settings.pacing.calls_per_minute = 5;
  d.settings.pacing.daily_limit = 9;
  const dialplan_load load = {.at = NOW, .started_minute = 5, .started_today = 6};
  says(admit(&d, &load, NOW + 59), 0, DIALPLAN_PACING_CALLS_PER_MINUTE, NOW + 60);
  says(admit(&d, &load, NOW + 60), 3, DIALPLAN_PACING_DAILY_LIMIT, NOW + 14 * HOUR);
  says(admit(&d, &load, NOW + 14 * HOUR), 5, DIALPLAN_PACING_CALLS_PER_MINUTE, NOW + 14 * HOUR + 60);
  desk_close(&d);
}

static void an_earlier_instant_counts_as_the_loads(void **state) {
  desk d = paced();
  d.settings.pacing.spacing_ms = 5000;
  dialplan_load load = {0};
  started(&d, &load, NOW, 1);
  says(admit(&d, &load, NOW - 100), 0, DIALPLAN_PACING_SPACING, NOW + 5);
  started(&d, &load, NOW - 100, 1);
  assert_int_equal(load.last_at, NOW);
  desk_close(&d);
}

/* St John's, 2010-11-07: at 00:01 the clock goes back to 23:01 of the 6th. */
static void a_date_that_comes_back_is_still_full(void **state) {
  desk d = paced();
  d.settings.zone = ATLAS_ST_JOHNS;
  d.settings.pacing.daily_limit = 2;
  const int64_t midnight = atlas_at(d.zones, ATLAS_UTC, "2010-11-07T02:30:00Z"), back = midnight + 60;
  dialplan_load load = {0};
  started(&d, &load, midnight - 10, 2);
  says(admit(&d, &load, midnight - 5), 0, DIALPLAN_PACING_DAILY_LIMIT, midnight);
  started(&d, &load, midnight, 1);
  assert_int_equal(admit(&d, &load, midnight + 30).starts, 1);
  says(admit(&d, &load, back), 0, DIALPLAN_PACING_DAILY_LIMIT, back + 59 * 60);
  started(&d, &load, midnight + 59, 1); /* now both are full */
  says(admit(&d, &load, back), 0, DIALPLAN_PACING_DAILY_LIMIT, back + 59 * 60 + DAY);
  assert_int_equal(admit(&d, &load, back + 59 * 60 + DAY).starts, 2);
  desk_close(&d);
}

/* The windows of the 6th are open again when the first minute of the 7th is over: the next start waits on. */
static void windows_and_dates_are_settled_together(void **state) {
  desk d = desk_open("0000000");
  const dp_pacing limits = {.managed = 1,
                            .channels = 9,
                            .channel_cap = DP_OFF,
                            .seats = DP_OFF,
                            .daily_limit = 1,
                            .calls_per_minute = DP_OFF,
                            .rate_per_second = DP_OFF,
                            .poll_ms = 10000};
  d.settings.pacing = limits;
  d.settings.status = DP_STATUS_ACTIVE;
  d.settings.zone = ATLAS_ST_JOHNS;
  d.settings.zone_policy = DP_ZONE_POLICY_CAMPAIGN;
  atlas_week(d.settings.windows.week, "1111111", "23:00-24:00");
  const int64_t midnight = atlas_at(d.zones, ATLAS_UTC, "2010-11-07T02:30:00Z");
  dialplan_load load = {0};
  started(&d, &load, midnight - 10, 1);
  says(admit(&d, &load, midnight - 5), 0, DIALPLAN_PACING_DAILY_LIMIT, midnight + HOUR + 23 * HOUR);
  desk_close(&d);
}

static void the_end_of_time_is_never_reached(void **state) {
  desk d = paced();
  d.settings.pacing.daily_limit = 1;
  d.settings.pacing.spacing_ms = 5000;
  dialplan_load load = {0};
  const int64_t last = INT64_C(7258118399);
  says(admit(&d, &load, last), 1, DIALPLAN_PACING_DAILY_LIMIT, 0);
  d.settings.pacing.daily_limit = DP_OFF;
  desk_campaign(&d);
  says(admit(&d, &load, last), 1, DIALPLAN_PACING_SPACING, 0);
  d.settings.pacing.daily_limit = 0;
  desk_campaign(&d);
  says(admit(&d, &load, NOW), 0, DIALPLAN_PACING_DAILY_LIMIT, 0);
  desk_close(&d);
}

/* ---- arguments ---- */

static void arguments_are_checked(void **state) {
  desk d = paced();
  const dialplan_load load = {0};
  dialplan_admission out = {.starts = 77};
  dialplan_error err;
  const dialplan_campaign *campaign = ready(&d);
  assert_int_equal(dialplan_pacing_admit(NULL, &load, NOW, 0, &out, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_pacing_admit(campaign, NULL, NOW, 0, &out, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_pacing_admit(campaign, &load, NOW, 0, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_pacing_admit(campaign, &load, 0, 0, &out, &err), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_pacing_admit(campaign, &load, NOW, 1000, &out, &err), DIALPLAN_E_RANGE);
  assert_int_equal(out.starts, 77);
  desk_close(&d);
}

static void names_are_those_of_the_keys(void **state) {
  assert_string_equal(dialplan_pacing_name(DIALPLAN_PACING_CALLS_PER_MINUTE), "calls_per_minute");
  assert_string_equal(dialplan_pacing_name(DIALPLAN_PACING_NONE), "none");
  assert_null(dialplan_pacing_name(-1));
  assert_null(dialplan_pacing_name(DIALPLAN_PACING_ABANDON + 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_the_key_nothing_limits),
      cmocka_unit_test(only_an_active_campaign_dials),
      cmocka_unit_test(start_and_end_always_count),
      cmocka_unit_test(of_those_that_allow_none_the_longest_is_told),
      cmocka_unit_test(windows_count_in_the_campaigns_zone_alone),
      cmocka_unit_test(presets_are_those_of_the_table),
      cmocka_unit_test(no_channels_dial_nothing),
      cmocka_unit_test(the_longest_of_what_forbids_is_named),
      cmocka_unit_test(spacing_is_kept_to_the_millisecond),
      cmocka_unit_test(a_bucket_holds_a_burst_and_fills_at_its_rate),
      cmocka_unit_test(every_sixty_seconds_hold_the_minute),
      cmocka_unit_test(a_budget_pays_for_calls_of_full_length),
      cmocka_unit_test(without_a_tariff_a_budget_is_what_calls_report),
      cmocka_unit_test(costs_beyond_all_money_stay_there),
      cmocka_unit_test(the_target_rate_follows_seats_and_answers),
      cmocka_unit_test(the_target_counts_channels_where_there_are_no_seats),
      cmocka_unit_test(nobody_is_overdialled_before_twenty_conversations),
      cmocka_unit_test(abandoned_calls_brake_the_target),
      cmocka_unit_test(abandoned_calls_are_forgotten_after_five_minutes),
      cmocka_unit_test(a_callers_own_counts_age),
      cmocka_unit_test(an_earlier_instant_counts_as_the_loads),
      cmocka_unit_test(a_date_that_comes_back_is_still_full),
      cmocka_unit_test(windows_and_dates_are_settled_together),
      cmocka_unit_test(the_end_of_time_is_never_reached),
      cmocka_unit_test(arguments_are_checked),
      cmocka_unit_test(names_are_those_of_the_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
