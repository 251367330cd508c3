/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

/* The settings as they are lie in the desk; those to come are a copy that a test changes. */
typedef struct pair {
  desk d;
  dp_settings to_come;
  dialplan_campaign *a, *b;
} pair;

static pair pair_open(void) {
  pair p = {.d = desk_open("1111100")};
  p.to_come = p.d.settings;
  return p;
}

static void pair_forget(pair *p) {
  dialplan_campaign_free(p->a);
  dialplan_campaign_free(p->b);
  p->a = p->b = NULL;
}

static void pair_compile(pair *p) {
  pair_forget(p);
  p->a = atlas_campaign(&p->d.settings, p->d.zones);
  p->b = atlas_campaign(&p->to_come, p->d.zones);
}

static void pair_close(pair *p) {
  pair_forget(p);
  desk_close(&p->d);
}

/* The desk's contact, asked about at an instant. */
static dialplan_change changed(pair *p, int64_t now) {
  dialplan_change out;
  dialplan_error err = {0};
  pair_compile(p);
  if (dialplan_diff(p->a, p->b, &p->d.contact, 0, &p->d.state, 0, 1, now, NULL, &out, NULL, NULL, &err))
    fail_msg("%s", err.message);
  return out;
}

static void is(dialplan_change c, int32_t change, int64_t at_a, int64_t at_b) {
  assert_string_equal(dialplan_change_name(c.change), dialplan_change_name(change));
  assert_int_equal(c.at_a, at_a);
  assert_int_equal(c.at_b, at_b);
  assert_int_equal(c.moved_s, at_a && at_b ? at_b - at_a : 0);
}

static const dp_day_entry first_monday = {.from_date = 20514, .until_date = 20514}; /* 2026-03-02 */

/* ---- one contact ---- */

static void a_wider_window_is_earlier_and_a_narrower_one_later(void **state) {
  pair p = pair_open();
  atlas_week(p.to_come.windows.week, "1111100", "08:00-18:00");
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_EARLIER, day_at(1, 9, 0), day_at(1, 8, 0));
  atlas_week(p.to_come.windows.week, "1111100", "11:30-18:00");
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_LATER, day_at(1, 9, 0), day_at(1, 11, 30));
  pair_close(&p);
}

static void a_no_call_day_is_later(void **state) {
  pair p = pair_open();
  p.to_come.no_call_days = (dp_dayset){&first_monday, 1};
  const dialplan_change c = changed(&p, day_at(1, 10, 0));
  is(c, DIALPLAN_CHANGE_LATER, day_at(1, 10, 0), day_at(2, 9, 0));
  assert_int_equal(c.moved_s, 23 * HOUR);
  assert_int_equal(c.key, p.d.contact.key);
  pair_close(&p);
}

static void fewer_attempts_stop_and_more_allow(void **state) {
  pair p = pair_open();
  for (int day = 1; day <= 3; day++) desk_call(&p.d, day_at(day, 9, 0), DIALPLAN_OUTCOME_BUSY);
  p.to_come.retry.max_attempts = 3;
  const dialplan_change less = changed(&p, day_at(3, 12, 0));
  is(less, DIALPLAN_CHANGE_STOPPED, day_at(4, 9, 0), 0);
  assert_int_equal(less.verdict_a, DIALPLAN_VERDICT_CALL);
  assert_int_equal(less.verdict_b, DIALPLAN_VERDICT_STOP);
  assert_int_equal(less.reason_a, DIALPLAN_REASON_FIXED);
  assert_int_equal(less.reason_b, DIALPLAN_REASON_MAX_ATTEMPTS);
  assert_int_equal(less.class_a, DIALPLAN_CLASS_RETRY);
  p.d.settings.retry.max_attempts = 3;
  p.to_come.retry.max_attempts = 4;
  const dialplan_change more = changed(&p, day_at(3, 12, 0));
  is(more, DIALPLAN_CHANGE_ALLOWED, 0, day_at(4, 9, 0));
  assert_int_equal(more.reason_a, DIALPLAN_REASON_MAX_ATTEMPTS);
  pair_close(&p);
}

static void a_pause_holds_and_its_end_releases(void **state) {
  pair p = pair_open();
  p.to_come.status = DP_STATUS_PAUSED;
  const dialplan_change held = changed(&p, day_at(1, 6, 0));
  is(held, DIALPLAN_CHANGE_HELD, day_at(1, 9, 0), day_at(1, 9, 0));
  assert_int_equal(held.reason_b, DIALPLAN_REASON_CAMPAIGN_PAUSED);
  p.d.settings.status = DP_STATUS_PAUSED;
  p.to_come.status = DP_STATUS_ACTIVE;
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_RELEASED, day_at(1, 9, 0), day_at(1, 9, 0));
  pair_close(&p);
}

/* Settings are changed while a campaign rests: what it will do counts. */
static void a_paused_campaign_moves_as_one_that_runs(void **state) {
  pair p = pair_open();
  p.d.settings.status = p.to_come.status = DP_STATUS_PAUSED;
  atlas_week(p.to_come.windows.week, "1111100", "08:00-18:00");
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_EARLIER, day_at(1, 9, 0), day_at(1, 8, 0));
  pair_close(&p);
}

static void stops_are_stops_whatever_was_held(void **state) {
  pair p = pair_open();
  p.d.settings.status = DP_STATUS_PAUSED;
  p.to_come.status = DP_STATUS_CANCELLED;
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_STOPPED, day_at(1, 9, 0), 0);
  p.d.settings.status = DP_STATUS_CANCELLED;
  p.to_come.status = DP_STATUS_PAUSED;
  is(changed(&p, day_at(1, 6, 0)), DIALPLAN_CHANGE_ALLOWED, 0, day_at(1, 9, 0));
  pair_close(&p);
}

static void the_same_instant_for_another_reason_is_no_move(void **state) {
  pair p = pair_open();
  desk_call(&p.d, day_at(1, 9, 0), DIALPLAN_OUTCOME_BUSY);
  p.to_come.retry.strategy = DP_STRATEGY_INTERVALS;
  p.to_come.retry.intervals[0] = (dialplan_duration){0, DAY};
  p.to_come.retry.interval_count = 1;
  is(changed(&p, day_at(1, 12, 0)), DIALPLAN_CHANGE_REASON, day_at(2, 9, 0), day_at(2, 9, 0));
  p.d.settings.status = DP_STATUS_CANCELLED;
  p.to_come.status = DP_STATUS_COMPLETED;
  is(changed(&p, day_at(1, 12, 0)), DIALPLAN_CHANGE_REASON, 0, 0);
  pair_close(&p);
}

/* A call under way is held; what comes when it was never reported, may be nothing. */
static void a_hold_may_have_an_instant_on_one_side_alone(void **state) {
  pair p = pair_open();
  desk_apply(&p.d, (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = day_at(1, 9, 0)});
  p.to_come.retry.max_attempts = 1;
  const dialplan_change c = changed(&p, day_at(1, 9, 1));
  /* The start counts as an attempt that ended when it was made, and the next is 24 h behind it. */
  is(c, DIALPLAN_CHANGE_REASON, day_at(2, 9, 0), 0);
  assert_int_equal(c.reason_a, DIALPLAN_REASON_IN_CALL);
  assert_int_equal(c.reason_b, DIALPLAN_REASON_IN_CALL);
  pair_close(&p);
}

static void what_moves_nobody_is_unchanged(void **state) {
  pair p = pair_open();
  p.to_come.retry.max_attempts = 50;
  p.to_come.priority = 7;
  p.to_come.lease_then = DP_LEASE_RANDOM;
  is(changed(&p, day_at(1, 12, 0)), DIALPLAN_CHANGE_UNCHANGED, day_at(1, 12, 0), day_at(1, 12, 0));
  pair_close(&p);
}

static void each_side_has_its_own_zone(void **state) {
  pair p = pair_open();
  p.d.contact = atlas_contact("42", 1, (int[]){ATLAS_KOLKATA});
  p.to_come.zone_policy = DP_ZONE_POLICY_CAMPAIGN;
  const dialplan_change c = changed(&p, day_at(1, 0, 0));
  is(c, DIALPLAN_CHANGE_LATER, day_at(1, 3, 30), day_at(1, 9, 0)); /* 09:00 in India, in UTC */
  assert_int_equal(c.zone_a, ATLAS_KOLKATA);
  assert_int_equal(c.zone_b, ATLAS_UTC);
  pair_close(&p);
}

/* A log that is applied anew may leave another state: here a wish that counts by the settings to come alone.
 */
static void two_decisions_may_be_of_two_states(void **state) {
  pair p = pair_open();
  dialplan_change c;
  const int64_t now = day_at(1, 12, 0);
  desk_call(&p.d, day_at(1, 9, 0), DIALPLAN_OUTCOME_CALL_LATER);
  const dialplan_decision a = desk_ask(&p.d, now);
  desk_wish(&p.d, day_at(1, 9, 0), day_at(1, 16, 0));
  dialplan_decision b = desk_ask(&p.d, now);
  assert_int_equal(dialplan_diff_decisions(&a, &b, now, &c, NULL, NULL), DIALPLAN_OK);
  is(c, DIALPLAN_CHANGE_EARLIER, day_at(2, 9, 0), day_at(1, 16, 0));
  assert_int_equal(c.class_a, DIALPLAN_CLASS_RETRY);
  assert_int_equal(c.class_b, DIALPLAN_CLASS_CALLBACK);
  /* At the instant of the retry, for its reason, it is of another class and nothing else. */
  b = a;
  b.call_class = DIALPLAN_CLASS_CALLBACK;
  assert_int_equal(dialplan_diff_decisions(&a, &b, now, &c, NULL, NULL), DIALPLAN_OK);
  is(c, DIALPLAN_CHANGE_REASON, day_at(2, 9, 0), day_at(2, 9, 0));
  pair_close(&p);
}

static void two_decisions_are_a_list_of_one(void **state) {
  pair p = pair_open();
  dialplan_diff_sum of_two = {0}, of_list = {0};
  dialplan_change two, one;
  dialplan_decision a, b;
  const int64_t now = day_at(1, 10, 0);
  p.to_come.no_call_days = (dp_dayset){&first_monday, 1};
  pair_compile(&p);
  dialplan_next(p.a, &p.d.contact, NULL, now, NULL, &a, NULL);
  dialplan_next(p.b, &p.d.contact, NULL, now, NULL, &b, NULL);
  assert_int_equal(dialplan_diff_decisions(&a, &b, now, &two, &of_two, NULL), DIALPLAN_OK);
  assert_int_equal(
      dialplan_diff(p.a, p.b, &p.d.contact, 0, NULL, 0, 1, now, NULL, &one, NULL, &of_list, NULL),
      DIALPLAN_OK);
  assert_memory_equal(&one, &two, sizeof one);
  assert_memory_equal(&of_list, &of_two, sizeof of_list);
  assert_int_equal(of_two.now_a, 1);
  assert_int_equal(of_two.now_b, 0);
  assert_int_equal(dialplan_diff_decisions(&a, &b, now, NULL, &of_two, NULL), DIALPLAN_OK);
  assert_int_equal(of_two.contacts, 2);
  pair_close(&p);
}

static void decisions_are_checked(void **state) {
  pair p = pair_open();
  const dialplan_decision good = desk_ask(&p.d, day_at(1, 9, 0)), none = {0};
  dialplan_decision odd = good;
  dialplan_change out = {.key = 77};
  dialplan_diff_sum sum = {.contacts = 5}, small = {.size = 8};
  assert_int_equal(dialplan_diff_decisions(NULL, &good, 1, &out, &sum, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_diff_decisions(&good, NULL, 1, &out, &sum, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_diff_decisions(&good, &good, 1, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_diff_decisions(&good, &good, 1, &out, &small, NULL), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_diff_decisions(&none, &good, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_diff_decisions(&good, &none, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  odd.reason = DIALPLAN_REASON_LAST_ATTEMPT; /* of a step */
  assert_int_equal(dialplan_diff_decisions(&good, &odd, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  odd.reason = 0;
  assert_int_equal(dialplan_diff_decisions(&odd, &good, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  odd = good;
  odd.at = -1;
  assert_int_equal(dialplan_diff_decisions(&odd, &good, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  odd.at = INT64_MAX;
  assert_int_equal(dialplan_diff_decisions(&good, &odd, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  odd = good;
  odd.verdict = 4;
  assert_int_equal(dialplan_diff_decisions(&odd, &good, 1, &out, &sum, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(out.key, 77);
  assert_int_equal(sum.contacts, 5);
  pair_close(&p);
}

static void options_hold_for_both(void **state) {
  pair p = pair_open();
  const dialplan_options near = {.horizon_days = 1};
  dialplan_change c;
  p.to_come.no_call_days = (dp_dayset){&first_monday, 1};
  pair_compile(&p);
  assert_int_equal(
      dialplan_diff(p.a, p.b, &p.d.contact, 0, NULL, 0, 1, day_at(1, 1, 0), &near, &c, NULL, NULL, NULL),
      DIALPLAN_OK);
  is(c, DIALPLAN_CHANGE_STOPPED, day_at(1, 9, 0), 0); /* Tuesday, 09:00 is more than a day away */
  assert_int_equal(c.reason_b, DIALPLAN_REASON_NEVER_OPEN);
  pair_close(&p);
}

/* ---- many ---- */

enum { CALLED, NEVER, REACHED, BAD_STATE, BAD_SIZE, ROWS };

typedef struct row {
  dialplan_contact contact;
  char of_the_callers_own[24];
} row;

/* Five rows on Tuesday at noon: one attempt on Monday at 09:00; never called; reached; two that cannot be
 * asked. */
static void rows_open(pair *p, row rows[ROWS], dialplan_state states[ROWS]) {
  desk_call(&p->d, day_at(1, 9, 0), DIALPLAN_OUTCOME_BUSY);
  for (int i = 0; i < ROWS; i++) {
    char id[2] = {(char)('0' + i), 0};
    rows[i].contact = atlas_contact(id, 0, NULL);
    states[i] = p->d.state;
  }
  memset(&states[NEVER], 0, sizeof states[NEVER]);
  desk_call(&p->d, day_at(1, 10, 0), DIALPLAN_OUTCOME_COMPLETED);
  states[REACHED] = p->d.state;
  states[BAD_STATE].last_at = -1;
  rows[BAD_SIZE].contact.size = 3;
}

static void sums_are_those_of_the_rows(void **state) {
  pair p = pair_open();
  row rows[ROWS];
  dialplan_state states[ROWS];
  dialplan_change out[ROWS];
  const dialplan_change none = {0};
  int32_t statuses[ROWS];
  dialplan_diff_sum sum = {.size = sizeof sum};
  rows_open(&p, rows, states);
  p.d.settings.retry.every.seconds = 3 * DAY;
  p.to_come.retry.max_attempts = 1;
  p.to_come.start_at = day_at(2, 15, 0);
  pair_compile(&p);
  const int64_t now = day_at(2, 12, 0);
  assert_int_equal(dialplan_diff(p.a, p.b, &rows->contact, sizeof *rows, states, sizeof *states, ROWS, now,
                                 NULL, out, statuses, &sum, NULL),
                   DIALPLAN_OK);
  is(out[CALLED], DIALPLAN_CHANGE_STOPPED, day_at(4, 9, 0), 0);
  is(out[NEVER], DIALPLAN_CHANGE_LATER, now, day_at(2, 15, 0));
  is(out[REACHED], DIALPLAN_CHANGE_UNCHANGED, 0, 0);
  assert_int_equal(statuses[CALLED], DIALPLAN_OK);
  assert_int_equal(statuses[BAD_STATE], DIALPLAN_E_RANGE);
  assert_int_equal(statuses[BAD_SIZE], DIALPLAN_E_SIZE);
  assert_memory_equal(&out[BAD_STATE], &none, sizeof none);
  assert_memory_equal(&out[BAD_SIZE], &none, sizeof none);
  assert_int_equal(sum.contacts, ROWS);
  assert_int_equal(sum.refused, 2);
  assert_int_equal(sum.changes[DIALPLAN_CHANGE_STOPPED], 1);
  assert_int_equal(sum.changes[DIALPLAN_CHANGE_LATER], 1);
  assert_int_equal(sum.changes[DIALPLAN_CHANGE_UNCHANGED], 1);
  assert_int_equal(sum.changes[0], 0);
  assert_int_equal(sum.later_s, 3 * HOUR);
  assert_int_equal(sum.most_later_s, 3 * HOUR);
  assert_int_equal(sum.earlier_s + sum.most_earlier_s, 0);
  assert_int_equal(sum.barred[DIALPLAN_REASON_MAX_ATTEMPTS], 1);
  assert_int_equal(sum.verdicts_a[DIALPLAN_VERDICT_CALL], 2);
  assert_int_equal(sum.verdicts_a[DIALPLAN_VERDICT_STOP], 1);
  assert_int_equal(sum.verdicts_b[DIALPLAN_VERDICT_CALL], 1);
  assert_int_equal(sum.verdicts_b[DIALPLAN_VERDICT_STOP], 2);
  assert_int_equal(sum.now_a, 1);
  assert_int_equal(sum.now_b, 0);
  pair_close(&p);
}

static void a_list_may_come_in_parts(void **state) {
  pair p = pair_open();
  row rows[ROWS];
  dialplan_state states[ROWS];
  dialplan_diff_sum whole = {0}, parts = {0};
  rows_open(&p, rows, states);
  p.d.settings.retry.max_attempts = 1;
  atlas_week(p.to_come.windows.week, "1111100", "08:00-18:00");
  pair_compile(&p);
  const int64_t now = day_at(2, 7, 0);
  assert_int_equal(dialplan_diff(p.a, p.b, &rows->contact, sizeof *rows, states, sizeof *states, ROWS, now,
                                 NULL, NULL, NULL, &whole, NULL),
                   DIALPLAN_OK);
  for (int i = 0; i < ROWS; i++)
    assert_int_equal(
        dialplan_diff(p.a, p.b, &rows[i].contact, 0, &states[i], 0, 1, now, NULL, NULL, NULL, &parts, NULL),
        DIALPLAN_OK);
  assert_memory_equal(&whole, &parts, sizeof whole);
  assert_int_equal(whole.freed[DIALPLAN_REASON_MAX_ATTEMPTS], 1);
  assert_int_equal(whole.changes[DIALPLAN_CHANGE_ALLOWED], 1);
  assert_int_equal(whole.changes[DIALPLAN_CHANGE_EARLIER], 1);
  assert_int_equal(whole.earlier_s, HOUR);
  assert_int_equal(whole.most_earlier_s, HOUR);
  pair_close(&p);
}

static void the_most_of_one_contact_is_kept(void **state) {
  pair p = pair_open();
  dialplan_contact two[] = {p.d.contact, p.d.contact};
  dialplan_diff_sum sum = {0};
  two[1].enqueued_at = day_at(1, 10, 0);
  p.to_come.start_at = day_at(1, 12, 0);
  pair_compile(&p);
  assert_int_equal(
      dialplan_diff(p.a, p.b, two, sizeof *two, NULL, 0, 2, day_at(1, 6, 0), NULL, NULL, NULL, &sum, NULL),
      DIALPLAN_OK);
  assert_int_equal(sum.later_s, 5 * HOUR); /* from 09:00 and from 10:00 to noon */
  assert_int_equal(sum.most_later_s, 3 * HOUR);
  pair_close(&p);
}

static void holds_are_summed_by_what_keeps_them(void **state) {
  pair p = pair_open();
  dialplan_diff_sum sum = {0};
  p.to_come.status = DP_STATUS_DRAFT;
  pair_compile(&p);
  assert_int_equal(
      dialplan_diff(p.a, p.b, &p.d.contact, 0, NULL, 0, 1, day_at(1, 9, 0), NULL, NULL, NULL, &sum, NULL),
      DIALPLAN_OK);
  assert_int_equal(sum.changes[DIALPLAN_CHANGE_HELD], 1);
  assert_int_equal(sum.barred[DIALPLAN_REASON_CAMPAIGN_DRAFT], 1);
  assert_int_equal(sum.now_a, 1);
  assert_int_equal(sum.now_b, 0); /* it could be called at once, if it were not held */
  assert_int_equal(
      dialplan_diff(p.b, p.a, &p.d.contact, 0, NULL, 0, 1, day_at(1, 9, 0), NULL, NULL, NULL, &sum, NULL),
      DIALPLAN_OK);
  assert_int_equal(sum.changes[DIALPLAN_CHANGE_RELEASED], 1);
  assert_int_equal(sum.freed[DIALPLAN_REASON_CAMPAIGN_DRAFT], 1);
  pair_close(&p);
}

static void full_sums_stay_full(void **state) {
  pair p = pair_open();
  dialplan_diff_sum sum = {.contacts = UINT64_MAX, .later_s = UINT64_MAX - 10};
  p.to_come.start_at = day_at(1, 12, 0);
  pair_compile(&p);
  assert_int_equal(
      dialplan_diff(p.a, p.b, &p.d.contact, 0, NULL, 0, 1, day_at(1, 9, 0), NULL, NULL, NULL, &sum, NULL),
      DIALPLAN_OK);
  assert_true(sum.contacts == UINT64_MAX);
  assert_true(sum.later_s == UINT64_MAX);
  assert_int_equal(sum.most_later_s, 3 * HOUR);
  pair_close(&p);
}

/* ---- what is asked ---- */

static void arguments_are_checked(void **state) {
  pair p = pair_open();
  pair_compile(&p);
  const dialplan_contact *who = &p.d.contact;
  const dialplan_options far = {.horizon_days = 99999};
  const int64_t now = day_at(1, 9, 0);
  dialplan_change out = {.key = 77};
  dialplan_diff_sum sum = {.contacts = 5}, odd = {.size = 8};
  dialplan_error err;
#define DIFF(a, b, contacts, count, now, options, out, sum, err)                                             \
  dialplan_diff(a, b, contacts, 0, NULL, 0, count, now, options, out, NULL, sum, err)
  assert_int_equal(DIFF(NULL, p.b, who, 1, now, NULL, &out, &sum, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(DIFF(p.a, NULL, who, 1, now, NULL, &out, &sum, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(DIFF(p.a, p.b, NULL, 1, now, NULL, &out, &sum, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(DIFF(p.a, p.b, who, 1, now, NULL, NULL, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(DIFF(p.a, p.b, who, 1, 0, NULL, &out, &sum, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(DIFF(p.a, p.b, who, 1, now, &far, &out, &sum, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(DIFF(p.a, p.b, who, 1, now, NULL, &out, &odd, &err), DIALPLAN_E_SIZE);
  assert_non_null(strstr(err.message, "the sum"));
  assert_int_equal(out.key, 77);
  assert_int_equal(sum.contacts, 5);
  assert_int_equal(DIFF(p.a, p.b, NULL, 0, now, NULL, NULL, &sum, NULL), DIALPLAN_OK);
  assert_int_equal(sum.contacts, 5);
#undef DIFF
  pair_close(&p);
}

static void two_tables_of_zones_are_refused(void **state) {
  pair p = pair_open();
  dialplan_zones *other = atlas_zones();
  dialplan_change out = {.key = 77};
  dialplan_error err;
  p.a = atlas_campaign(&p.d.settings, p.d.zones);
  p.b = atlas_campaign(&p.to_come, other);
  assert_int_equal(
      dialplan_diff(p.a, p.b, &p.d.contact, 0, NULL, 0, 1, day_at(1, 9, 0), NULL, &out, NULL, NULL, &err),
      DIALPLAN_E_ARGUMENT);
  assert_string_equal(err.code, "two-zone-tables");
  assert_int_equal(out.key, 77);
  dialplan_zones_free(other);
  pair_close(&p);
}

static void changes_have_names(void **state) {
  static const char *const names[] = {"earlier", "later",    "stopped", "allowed",
                                      "held",    "released", "reason",  "unchanged"};
  for (int32_t i = 0; i < 8; i++) assert_string_equal(dialplan_change_name(i + 1), names[i]);
  assert_null(dialplan_change_name(-1));
  assert_null(dialplan_change_name(0));
  assert_null(dialplan_change_name(9));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wider_window_is_earlier_and_a_narrower_one_later),
      cmocka_unit_test(a_no_call_day_is_later),
      cmocka_unit_test(fewer_attempts_stop_and_more_allow),
      cmocka_unit_test(a_pause_holds_and_its_end_releases),
      cmocka_unit_test(a_paused_campaign_moves_as_one_that_runs),
      cmocka_unit_test(stops_are_stops_whatever_was_held),
      cmocka_unit_test(the_same_instant_for_another_reason_is_no_move),
      cmocka_unit_test(a_hold_may_have_an_instant_on_one_side_alone),
      cmocka_unit_test(what_moves_nobody_is_unchanged),
      cmocka_unit_test(each_side_has_its_own_zone),
      cmocka_unit_test(two_decisions_may_be_of_two_states),
      cmocka_unit_test(two_decisions_are_a_list_of_one),
      cmocka_unit_test(decisions_are_checked),
      cmocka_unit_test(options_hold_for_both),
      cmocka_unit_test(sums_are_those_of_the_rows),
      cmocka_unit_test(a_list_may_come_in_parts),
      cmocka_unit_test(the_most_of_one_contact_is_kept),
      cmocka_unit_test(holds_are_summed_by_what_keeps_them),
      cmocka_unit_test(full_sums_stay_full),
      cmocka_unit_test(arguments_are_checked),
      cmocka_unit_test(two_tables_of_zones_are_refused),
      cmocka_unit_test(changes_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
