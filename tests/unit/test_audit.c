/* SPDX-License-Identifier: MIT */
/* Audits: each rule that an attempt can break, by how much and in what words; what is exempt, what is
 * refused. */
#include "support/decide.h"

enum { EVENTS = 40, FOUND = 40 };

/* A desk and a log for it. */
typedef struct bench {
  desk d;
  dialplan_event log[EVENTS];
  uint64_t events;
  dialplan_violation found[FOUND];
  uint64_t count, next; /* rows, and how many were looked at */
} bench;

static bench bench_open(void) {
  bench b = {.d = desk_open("1111111")};
  return b;
}

static void put(bench *b, dialplan_event event) {
  assert_true(b->events < EVENTS);
  b->log[b->events++] = event;
}

static void call(bench *b, int64_t at, uint8_t outcome) {
  put(b, (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT, .at = at, .ended_at = at, .outcome = outcome});
}

static void happen(bench *b, int64_t at, uint8_t kind) { put(b, (dialplan_event){.kind = kind, .at = at}); }

static void audit(bench *b) {
  dialplan_error err = {0};
  b->next = 0;
  if (dialplan_audit(desk_campaign(&b->d), &b->d.contact, &b->d.state, b->log, sizeof *b->log, b->events,
                     NULL, b->found, FOUND, &b->count, &err))
    fail_msg("%s", err.message);
}

/* The next row. */
static const dialplan_violation *row(bench *b, uint64_t event, uint16_t reason, const char *words) {
  assert_true(b->next < b->count);
  const dialplan_violation *v = &b->found[b->next++];
  char text[256];
  uint64_t len = 0;
  assert_int_equal(dialplan_violation_format(b->d.campaign, v, text, sizeof text - 1, &len), DIALPLAN_OK);
  text[len] = 0;
  assert_string_equal(dialplan_reason_name(v->reason), dialplan_reason_name(reason));
  assert_string_equal(text, words);
  assert_int_equal(v->event, event);
  assert_int_equal(v->at, b->log[event].at);
  return v;
}

static void no_more(bench *b) {
  assert_int_equal(b->next, b->count);
  desk_close(&b->d);
}

/* ---- open time ---- */

static void closed_hours_are_measured_from_the_nearer_edge(void **state) {
  (void)state;
  bench b = bench_open();
  call(&b, day_at(1, 8, 48), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 18, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(3, 18, 3) + 7, DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(5, 0, 30), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  const dialplan_violation *v = row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "12 min before 09:00");
  assert_int_equal(v->by, 12 * MINUTE);
  assert_int_equal(v->allowed_at, day_at(1, 9, 0));
  assert_int_equal(v->edge_at, day_at(1, 9, 0));
  assert_int_equal(v->zone, ATLAS_UTC);
  v = row(&b, 1, DIALPLAN_REASON_NO_WINDOW, "0 s after 18:00");
  assert_int_equal(v->edge_at, day_at(2, 18, 0));
  assert_int_equal(v->allowed_at, day_at(3, 9, 0));
  v = row(&b, 2, DIALPLAN_REASON_NO_WINDOW, "3 min 7 s after 18:00");
  assert_int_equal(v->outcome, DIALPLAN_OUTCOME_BUSY);
  row(&b, 3, DIALPLAN_REASON_NO_WINDOW, "6 h 30 min after Thu 2026-03-05 18:00");
  no_more(&b);
}

static void every_rule_that_closes_an_instant_has_a_row(void **state) {
  (void)state;
  static const dp_day_entry holi = {.from_date = 20514, .until_date = 20514}; /* 2026-03-02 */
  bench b = bench_open();
  b.d.settings.no_call_days = (dp_dayset){&holi, 1};
  b.d.settings.guard.rules = dp_guard_business_hours(&b.d.settings.guard.count);
  b.d.settings.close_margin_s = 600;
  assert_int_equal(holi.from_date, atlas_date("2026-03-02"));
  call(&b, day_at(1, 6, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 17, 55), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "12 h 10 min after Sun 2026-03-01 17:50");
  assert_int_equal(row(&b, 0, DIALPLAN_REASON_NO_CALL_DAY, "12 h 10 min after Sun 2026-03-01 17:50")->rule,
                   0);
  assert_int_equal(row(&b, 0, DIALPLAN_REASON_GUARD, "12 h 10 min after Sun 2026-03-01 17:50")->rule, 1);
  row(&b, 1, DIALPLAN_REASON_CLOSE_MARGIN, "5 min after 17:50");
  no_more(&b);
}

static void where_nothing_is_ever_open_there_is_no_size(void **state) {
  (void)state;
  bench b = bench_open();
  for (int day = 0; day < 7; day++) b.d.settings.windows.week[day].count = 0;
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  const dialplan_violation *v = row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "nothing open near");
  assert_int_equal(v->by, 0);
  assert_int_equal(v->allowed_at, 0);
  no_more(&b);
}

static void start_and_end_bound_a_campaign(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.start_at = day_at(2, 10, 0);
  b.d.settings.end_at = day_at(3, 12, 0);
  call(&b, day_at(2, 9, 30), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(3, 12, 30), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  assert_int_equal(row(&b, 0, DIALPLAN_REASON_BEFORE_START, "30 min before 10:00")->allowed_at,
                   day_at(2, 10, 0));
  assert_int_equal(row(&b, 1, DIALPLAN_REASON_CAMPAIGN_OVER, "30 min after that")->allowed_at, 0);
  no_more(&b);
}

static void each_zone_counts_and_the_first_closed_one_is_told(void **state) {
  (void)state;
  static const int zones[2] = {ATLAS_LONDON, ATLAS_KOLKATA};
  bench b = bench_open();
  b.d.contact = atlas_contact("42", 2, zones);
  call(&b, day_at(1, 13, 0), DIALPLAN_OUTCOME_BUSY); /* 18:30 in Kolkata */
  audit(&b);
  assert_int_equal(row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "30 min after 18:00")->zone, ATLAS_KOLKATA);
  no_more(&b);
}

/* Zones without a common hour: whoever falls back to the campaign's own zone is judged by it. */
static void ambiguous_zones_are_judged_as_they_are_called(void **state) {
  (void)state;
  static const int zones[2] = {ATLAS_KIRITIMATI, ATLAS_LONDON};
  bench b = bench_open();
  b.d.contact = atlas_contact("42", 2, zones);
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  b.d.settings.ambiguous_zone = DP_ZONE_CAMPAIGN;
  audit(&b);
  assert_int_equal(b.count, 0);
  b.d.settings.ambiguous_zone = DP_ZONE_HOLD;
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "nothing open near");
  no_more(&b);
}

static void nobody_knows_the_hours_of_an_unknown_zone(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.contact.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN;
  call(&b, day_at(1, 3, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_ZONE_UNKNOWN, "its hours are not known");
  no_more(&b);
}

/* ---- ends ---- */

static void each_end_that_stands_has_a_row(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.contact.flags = DIALPLAN_CONTACT_INBOUND_FIRST;
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_INVALID_NUMBER);
  call(&b, day_at(1, 11, 0), DIALPLAN_OUTCOME_COMPLETED);
  happen(&b, day_at(1, 12, 0), DIALPLAN_EVENT_DONE);
  happen(&b, day_at(1, 13, 0), DIALPLAN_EVENT_CANCEL);
  happen(&b, day_at(1, 14, 0), DIALPLAN_EVENT_DNC);
  call(&b, day_at(1, 15, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_INBOUND_FIRST, "waits for the person to call in");
  row(&b, 1, DIALPLAN_REASON_FAILED, "1 h after that");
  row(&b, 1, DIALPLAN_REASON_INBOUND_FIRST, "waits for the person to call in");
  assert_int_equal(row(&b, 5, DIALPLAN_REASON_DNC, "1 h after that")->edge_at, day_at(1, 14, 0));
  row(&b, 5, DIALPLAN_REASON_FAILED, "1 h after that");
  row(&b, 5, DIALPLAN_REASON_REACHED, "1 h after that");
  row(&b, 5, DIALPLAN_REASON_CLOSED, "1 h after that");
  row(&b, 5, DIALPLAN_REASON_CANCELLED, "1 h after that");
  row(&b, 5, DIALPLAN_REASON_INBOUND_FIRST, "waits for the person to call in");
  no_more(&b);
}

static void a_list_bears_no_date_but_the_log_does(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.contact.flags = DIALPLAN_CONTACT_DNC_LISTED;
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_DNC, "on a list");
  assert_int_equal(b.count, 1);
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_DNC_REQUEST);
  call(&b, day_at(3, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 2, DIALPLAN_REASON_DNC, "1 d after that");
  no_more(&b);
}

/* ---- counts ---- */

static void stop_rules_on_counts_are_counted(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.max_attempts = 2;
  b.d.settings.retry.max_consecutive_errors = 2;
  b.d.settings.retry.rows[DIALPLAN_OUTCOME_ERROR] = (dp_row){.kind = DP_ROW_AFTER, .retries = 1};
  for (int day = 1; day <= 3; day++) call(&b, day_at(day, 10, 0), DIALPLAN_OUTCOME_ERROR);
  audit(&b);
  const dialplan_violation *v = row(&b, 2, DIALPLAN_REASON_MAX_ATTEMPTS, "attempt 3 of 2");
  assert_int_equal(v->by, 1);
  assert_int_equal(v->value, 3);
  assert_int_equal(v->limit, 2);
  assert_int_equal(v->edge_at, 0);
  row(&b, 2, DIALPLAN_REASON_CONSECUTIVE_ERRORS, "after 2 in a row, 2 are the end");
  row(&b, 2, DIALPLAN_REASON_OUTCOME_RETRIES, "retry 2 of 1 after error");
  no_more(&b);
}

static void used_up_waits_end_a_contact(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.strategy = DP_STRATEGY_INTERVALS;
  b.d.settings.retry.interval_count = 1;
  b.d.settings.retry.intervals[0].seconds = HOUR;
  b.d.settings.retry.after_last = DP_AFTER_LAST_STOP;
  b.d.settings.retry.rows[DIALPLAN_OUTCOME_BUSY].kind = DP_ROW_STOP;
  for (int day = 1; day <= 3; day++) call(&b, day_at(day, 10, 0), DIALPLAN_OUTCOME_NO_ANSWER);
  call(&b, day_at(4, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(4, 12, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  assert_int_equal(row(&b, 2, DIALPLAN_REASON_INTERVALS_USED_UP, "retry 2 of 1")->by, 1);
  row(&b, 3, DIALPLAN_REASON_INTERVALS_USED_UP, "retry 3 of 1");
  assert_int_equal(row(&b, 4, DIALPLAN_REASON_OUTCOME_STOP, "2 h after busy")->edge_at, day_at(4, 10, 0));
  no_more(&b);
}

static void days_of_retries_and_the_single_day_end(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.max_retry_days = 2;
  b.d.settings.mode = DP_MODE_SINGLE_DAY;
  b.d.settings.start_at = day_at(1, 0, 0);
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(3, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  assert_int_equal(row(&b, 1, DIALPLAN_REASON_MAX_RETRY_DAYS, "day 3 of 2")->by, 1);
  const dialplan_violation *v = row(&b, 1, DIALPLAN_REASON_WINDOW_CLOSED, "1 d 16 h after that");
  assert_int_equal(v->edge_at, day_at(1, 18, 0));
  no_more(&b);
}

/* ---- too soon, too often ---- */

static void waits_and_cooldowns_are_short_of_something(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.wait.seconds = HOUR;
  b.d.settings.retry.cooldown.seconds = 2 * HOUR;
  b.d.settings.retry.not_picked_cooldown.seconds = 3 * HOUR;
  b.d.settings.skip_recently_completed.days = 7;
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_NO_ANSWER);
  call(&b, day_at(1, 10, 30), DIALPLAN_OUTCOME_COMPLETED);
  happen(&b, day_at(2, 10, 0), DIALPLAN_EVENT_RESTART);
  call(&b, day_at(3, 10, 30), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  const dialplan_violation *v = row(&b, 1, DIALPLAN_REASON_WAIT, "30 min short of 1 h");
  assert_int_equal(v->allowed_at, day_at(1, 11, 0));
  assert_int_equal(v->by, 30 * MINUTE);
  row(&b, 1, DIALPLAN_REASON_COOLDOWN, "1 h 30 min short of 2 h");
  row(&b, 1, DIALPLAN_REASON_NOT_PICKED_COOLDOWN, "2 h 30 min short of 3 h");
  row(&b, 3, DIALPLAN_REASON_RECENTLY_COMPLETED, "5 d short of 7 d");
  no_more(&b);
}

static void a_wish_and_a_reschedule_skip_what_they_skip_in_a_decision(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.cooldown.seconds = 4 * HOUR;
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  put(&b, (dialplan_event){
              .kind = DIALPLAN_EVENT_RESCHEDULE, .at = day_at(1, 10, 1), .due_at = day_at(1, 10, 30)});
  call(&b, day_at(1, 10, 30), DIALPLAN_OUTCOME_BUSY);
  put(&b, (dialplan_event){.kind = DIALPLAN_EVENT_CALLBACK,
                           .at = day_at(1, 10, 31),
                           .due_at = day_at(1, 11, 0),
                           .by = DIALPLAN_BY_CUSTOMER});
  call(&b, day_at(1, 11, 0), DIALPLAN_OUTCOME_BUSY);
  b.d.settings.callbacks.ignore_cooldown = 1;
  audit(&b);
  assert_int_equal(b.count, 0);
  b.d.settings.callbacks.ignore_cooldown = 0;
  audit(&b);
  row(&b, 4, DIALPLAN_REASON_COOLDOWN, "3 h 30 min short of 4 h");
  no_more(&b);
}

static void what_happened_elsewhere_counts_from_then_on(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.cooldown.seconds = 4 * HOUR;
  b.d.settings.skip_recently_completed.days = 1;
  b.d.contact.other_last_attempt_at = day_at(2, 11, 0);
  b.d.contact.other_last_conversation_at = day_at(2, 11, 30);
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 14, 30), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 1, DIALPLAN_REASON_COOLDOWN, "30 min short of 4 h");
  row(&b, 1, DIALPLAN_REASON_RECENTLY_COMPLETED, "21 h short of 1 d");
  no_more(&b);
}

static void caps_tell_the_number_of_the_call(void **state) {
  (void)state;
  static const char *const words[] = {
      "2nd in 1 d, 1 allowed",  "3rd in 1 d, 1 allowed",  "4th in 1 d, 1 allowed",  "5th in 1 d, 1 allowed",
      "6th in 1 d, 1 allowed",  "7th in 1 d, 1 allowed",  "8th in 1 d, 1 allowed",  "9th in 1 d, 1 allowed",
      "10th in 1 d, 1 allowed", "11th in 1 d, 1 allowed", "12th in 1 d, 1 allowed", "13th in 1 d, 1 allowed"};
  bench b = bench_open();
  b.d.settings.retry.cap_count = 1;
  b.d.settings.retry.caps[0] = (dp_cap){1, {1, 0}};
  for (int i = 0; i < 13; i++) call(&b, day_at(1, 10, i), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  for (uint64_t i = 0; i < 12; i++) {
    const dialplan_violation *v = row(&b, i + 1, DIALPLAN_REASON_CAP, words[i]);
    assert_int_equal(v->rule, 1);
    assert_int_equal(v->by, i + 1);
    assert_int_equal(v->allowed_at, day_at(2, 10, (int)i));
  }
  no_more(&b);
}

static dp_guard_rule rule_of(uint8_t kind) {
  return (dp_guard_rule){.id = "rule",
                         .jurisdiction = "",
                         .purpose = "any",
                         .source = "a law",
                         .effective_until = DP_DATE_END,
                         .kind = kind};
}

static void limits_gaps_and_quiet_periods_of_the_guard(void **state) {
  (void)state;
  dp_guard_rule rules[5];
  for (int i = 0; i < 3; i++) {
    rules[i] = rule_of(DP_GUARD_LIMIT);
    rules[i].max = 1;
    rules[i].count = i ? DP_GUARD_CONVERSATIONS : DP_GUARD_ATTEMPTS;
  }
  rules[0].per = DP_GUARD_PER_DAY;
  rules[1].per = DP_GUARD_PER_DAYS;
  rules[1].per_days = 7;
  rules[2].per = DP_GUARD_PER_DURATION;
  rules[2].duration.seconds = 12 * HOUR;
  rules[3] = rule_of(DP_GUARD_GAP);
  rules[3].duration.seconds = HOUR;
  rules[4] = rule_of(DP_GUARD_QUIET);
  rules[4].after = DP_GUARD_AFTER_CONVERSATION;
  rules[4].duration.seconds = 24 * HOUR;
  bench b = bench_open();
  b.d.settings.guard = (dp_guard){rules, 5};
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(1, 10, 30), DIALPLAN_OUTCOME_COMPLETED);
  happen(&b, day_at(1, 10, 31), DIALPLAN_EVENT_RESTART);
  call(&b, day_at(1, 12, 30), DIALPLAN_OUTCOME_COMPLETED);
  happen(&b, day_at(1, 12, 31), DIALPLAN_EVENT_RESTART);
  call(&b, day_at(3, 12, 30), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  const dialplan_violation *v = row(&b, 1, DIALPLAN_REASON_GUARD, "2nd a day, 1 allowed");
  assert_int_equal(v->rule, 1);
  assert_int_equal(v->allowed_at, day_at(2, 0, 0));
  assert_int_equal(v->edge_at, 0);
  v = row(&b, 1, DIALPLAN_REASON_GUARD, "30 min short of 1 h");
  assert_int_equal(v->rule, 4);
  assert_int_equal(v->edge_at, day_at(1, 11, 0));
  row(&b, 3, DIALPLAN_REASON_GUARD, "3rd a day, 1 allowed");
  row(&b, 3, DIALPLAN_REASON_GUARD, "after 1 conversation in 7 days, 1 allowed");
  row(&b, 3, DIALPLAN_REASON_GUARD, "after 1 conversation in 12 h, 1 allowed");
  row(&b, 3, DIALPLAN_REASON_GUARD, "22 h short of 24 h after a conversation");
  v = row(&b, 5, DIALPLAN_REASON_GUARD, "after 2 conversations in 7 days, 1 allowed");
  assert_int_equal(v->by, 2);
  no_more(&b);
}

/* ---- calls under way ---- */

static void another_call_under_way(void **state) {
  (void)state;
  bench b = bench_open();
  put(&b, (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                           .at = day_at(1, 10, 0),
                           .ended_at = day_at(1, 10, 5),
                           .outcome = DIALPLAN_OUTCOME_CALL_LATER});
  put(&b, (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                           .at = day_at(1, 10, 3),
                           .outcome = DIALPLAN_OUTCOME_BUSY,
                           .flags = DIALPLAN_EVENT_MANUAL});
  happen(&b, day_at(1, 12, 0), DIALPLAN_EVENT_START);
  happen(&b, day_at(1, 12, 30), DIALPLAN_EVENT_START);
  audit(&b);
  const dialplan_violation *v = row(&b, 1, DIALPLAN_REASON_IN_CALL, "2 min before the other call was over");
  assert_int_equal(v->flags, DIALPLAN_VIOLATION_MANUAL);
  assert_int_equal(v->allowed_at, day_at(1, 10, 5));
  v = row(&b, 3, DIALPLAN_REASON_IN_CALL, "1 h 30 min before the other call was over");
  assert_int_equal(v->flags, 0);
  assert_int_equal(v->allowed_at, day_at(1, 14, 0));
  no_more(&b);
}

static void a_call_may_start_in_the_second_in_which_another_ends(void **state) {
  (void)state;
  bench b = bench_open();
  put(&b, (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                           .at = day_at(1, 10, 0),
                           .ended_at = day_at(1, 10, 5),
                           .outcome = DIALPLAN_OUTCOME_CALL_LATER});
  call(&b, day_at(1, 10, 5), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  no_more(&b);
}

/* Two hours after it a start is stale: what comes from then on is another call, and the start an attempt. */
static void a_start_is_answered_until_it_is_stale(void **state) {
  (void)state;
  for (int stale = 0; stale < 2; stale++) {
    bench b = bench_open();
    happen(&b, day_at(1, 8, 30), DIALPLAN_EVENT_START);
    call(&b, day_at(1, 10, 30) - 1 + stale, DIALPLAN_OUTCOME_BUSY);
    audit(&b);
    if (stale) row(&b, 0, DIALPLAN_REASON_NO_WINDOW, "30 min before 09:00");
    no_more(&b);
  }
}

static void what_is_not_permitted_again_has_no_instant(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.cooldown.days = 90000; /* past the last valid instant */
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  assert_true(b.count == 1 && b.found[0].reason == DIALPLAN_REASON_COOLDOWN);
  assert_int_equal(b.found[0].allowed_at, 0);
  desk_close(&b.d);
}

/* A start is judged where it is answered, even by an attempt that began a little later; one that nobody
 * answers in time is an attempt itself, and counts for the next. */
static void starts_are_judged_once(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.cap_count = 1;
  b.d.settings.retry.caps[0] = (dp_cap){2, {2, 0}};
  happen(&b, day_at(1, 8, 0), DIALPLAN_EVENT_START);
  happen(&b, day_at(1, 8, 0), DIALPLAN_EVENT_START);
  put(&b, (dialplan_event){.kind = DIALPLAN_EVENT_INBOUND, .at = day_at(1, 8, 0)});
  call(&b, day_at(1, 8, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(1, 8, 0), DIALPLAN_OUTCOME_BUSY);  /* told twice */
  happen(&b, day_at(1, 8, 0), DIALPLAN_EVENT_START); /* told late: it was answered */
  happen(&b, day_at(1, 19, 0), DIALPLAN_EVENT_START);
  call(&b, day_at(2, 12, 0), DIALPLAN_OUTCOME_BUSY);
  put(&b,
      (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = day_at(6, 7, 0), .flags = DIALPLAN_EVENT_MANUAL});
  audit(&b);
  row(&b, 3, DIALPLAN_REASON_NO_WINDOW, "1 h before 09:00");
  row(&b, 6, DIALPLAN_REASON_NO_WINDOW, "1 h after 18:00");
  row(&b, 7, DIALPLAN_REASON_CAP, "3rd in 2 d, 2 allowed");
  assert_int_equal(row(&b, 8, DIALPLAN_REASON_NO_WINDOW, "2 h before 09:00")->flags,
                   DIALPLAN_VIOLATION_MANUAL);
  no_more(&b);
}

static void a_state_is_where_an_audit_begins(void **state) {
  (void)state;
  bench b = bench_open();
  b.d.settings.retry.max_attempts = 1;
  desk_call(&b.d, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_MAX_ATTEMPTS, "attempt 2 of 1");
  no_more(&b);
}

/* ---- runs ---- */

static void each_run_has_its_own_count_and_start(void **state) {
  (void)state;
  static const int32_t dates[2] = {20515, 20518}; /* days 2 and 5 */
  bench b = bench_open();
  assert_int_equal(dates[0], atlas_date("2026-03-03"));
  b.d.settings.retry.max_attempts = 1;
  b.d.settings.runs = (dp_runs){dates, 2, 9 * HOUR};
  b.d.settings.start_at = day_at(2, 9, 0);
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(5, 10, 0), DIALPLAN_OUTCOME_BUSY);
  audit(&b);
  row(&b, 0, DIALPLAN_REASON_BEFORE_START, "23 h before Tue 2026-03-03 09:00");
  row(&b, 1, DIALPLAN_REASON_MAX_ATTEMPTS, "attempt 2 of 1");
  no_more(&b);
}

/* ---- what is refused ---- */

static void bad_questions_are_refused(void **state) {
  (void)state;
  bench b = bench_open();
  call(&b, day_at(2, 10, 0), DIALPLAN_OUTCOME_BUSY);
  call(&b, day_at(1, 10, 0), DIALPLAN_OUTCOME_BUSY);
  const dialplan_campaign *campaign = desk_campaign(&b.d);
  dialplan_contact contact = b.d.contact;
  const dialplan_options far = {.horizon_days = 100000};
  dialplan_error err;
  uint64_t count = 77;
  const uint64_t stride = sizeof *b.log;
#define AUDIT(campaign, contact, log, n, options, out, cap, count)                                           \
  dialplan_audit(campaign, contact, NULL, log, stride, n, options, out, cap, count, &err)
  assert_int_equal(AUDIT(NULL, &contact, b.log, 1, NULL, b.found, 1, &count), DIALPLAN_E_ARGUMENT);
  assert_int_equal(AUDIT(campaign, NULL, b.log, 1, NULL, b.found, 1, &count), DIALPLAN_E_ARGUMENT);
  assert_int_equal(AUDIT(campaign, &contact, NULL, 1, NULL, b.found, 1, &count), DIALPLAN_E_ARGUMENT);
  assert_int_equal(AUDIT(campaign, &contact, b.log, 1, NULL, NULL, 1, &count), DIALPLAN_E_ARGUMENT);
  assert_int_equal(AUDIT(campaign, &contact, b.log, 1, NULL, b.found, 1, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(AUDIT(campaign, &contact, b.log, 1, &far, b.found, 1, &count), DIALPLAN_E_RANGE);
  assert_int_equal(AUDIT(campaign, &contact, b.log, 2, NULL, b.found, 1, &count), DIALPLAN_E_RANGE);
  assert_string_equal(err.code, "order");
  contact.size = 3;
  assert_int_equal(AUDIT(campaign, &contact, b.log, 1, NULL, b.found, 1, &count), DIALPLAN_E_SIZE);
  contact = b.d.contact;
  contact.other_last_attempt_at = -1;
  assert_int_equal(AUDIT(campaign, &contact, b.log, 1, NULL, b.found, 1, &count), DIALPLAN_E_RANGE);
  b.log[0].outcome = 200;
  assert_int_equal(AUDIT(campaign, &b.d.contact, b.log, 1, NULL, b.found, 1, &count), DIALPLAN_E_ARGUMENT);
  assert_int_equal(count, 77);
  assert_int_equal(AUDIT(campaign, &b.d.contact, NULL, 0, NULL, NULL, 0, &count), DIALPLAN_OK);
  assert_int_equal(count, 0);
#undef AUDIT
  desk_close(&b.d);
}

static void texts_of_strange_violations(void **state) {
  (void)state;
  bench b = bench_open();
  const dialplan_campaign *campaign = desk_campaign(&b.d);
  dialplan_violation v = {.reason = DIALPLAN_REASON_CAP, .rule = 9, .value = 111, .limit = 3};
  char text[64];
  uint64_t len = 0;
  assert_int_equal(dialplan_violation_format(campaign, &v, text, sizeof text, &len), DIALPLAN_OK);
  assert_memory_equal(text, "111th, 3 allowed", len);
  v.reason = DIALPLAN_REASON_GUARD;
  assert_int_equal(dialplan_violation_format(campaign, &v, text, sizeof text, &len), DIALPLAN_OK);
  assert_int_equal(len, 0);
  assert_int_equal(dialplan_violation_format(NULL, &v, text, sizeof text, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_violation_format(campaign, NULL, text, sizeof text, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_violation_format(campaign, &v, NULL, 1, &len), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_violation_format(campaign, &v, text, sizeof text, NULL), DIALPLAN_E_ARGUMENT);
  v.zone = 999;
  assert_int_equal(dialplan_violation_format(campaign, &v, text, sizeof text, &len), DIALPLAN_E_ARGUMENT);
  desk_close(&b.d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(closed_hours_are_measured_from_the_nearer_edge),
      cmocka_unit_test(a_call_may_start_in_the_second_in_which_another_ends),
      cmocka_unit_test(a_start_is_answered_until_it_is_stale),
      cmocka_unit_test(what_is_not_permitted_again_has_no_instant),
      cmocka_unit_test(every_rule_that_closes_an_instant_has_a_row),
      cmocka_unit_test(where_nothing_is_ever_open_there_is_no_size),
      cmocka_unit_test(start_and_end_bound_a_campaign),
      cmocka_unit_test(each_zone_counts_and_the_first_closed_one_is_told),
      cmocka_unit_test(ambiguous_zones_are_judged_as_they_are_called),
      cmocka_unit_test(nobody_knows_the_hours_of_an_unknown_zone),
      cmocka_unit_test(each_end_that_stands_has_a_row),
      cmocka_unit_test(a_list_bears_no_date_but_the_log_does),
      cmocka_unit_test(stop_rules_on_counts_are_counted),
      cmocka_unit_test(used_up_waits_end_a_contact),
      cmocka_unit_test(days_of_retries_and_the_single_day_end),
      cmocka_unit_test(waits_and_cooldowns_are_short_of_something),
      cmocka_unit_test(a_wish_and_a_reschedule_skip_what_they_skip_in_a_decision),
      cmocka_unit_test(what_happened_elsewhere_counts_from_then_on),
      cmocka_unit_test(caps_tell_the_number_of_the_call),
      cmocka_unit_test(limits_gaps_and_quiet_periods_of_the_guard),
      cmocka_unit_test(another_call_under_way),
      cmocka_unit_test(starts_are_judged_once),
      cmocka_unit_test(a_state_is_where_an_audit_begins),
      cmocka_unit_test(each_run_has_its_own_count_and_start),
      cmocka_unit_test(bad_questions_are_refused),
      cmocka_unit_test(texts_of_strange_violations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
