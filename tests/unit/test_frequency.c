/* SPDX-License-Identifier: MIT */
/* Limits, gaps and quiet periods: what they count where starts are not known, and how they read in a trace.
 */
#include "unit/campaign_fixture.h"

#include "date.h"

enum { HOUR = 3600 };

#define RULES(list)                                                                                          \
  "name: A\nseed: s\ntimezone: UTC\nwindows: {daily: 00:00-24:00}\njitter: 0s\n"                             \
  "safety: {business_hours_guard: off}\nretry: {strategy: fixed, every: 1h, max_retry_days: off, "           \
  "max_attempts: 100, outcomes: {refused: retry}}\nguard: [" list "]\n"

static int64_t at(int day, int hour) {
  return (int64_t)atlas_date("2026-03-01") * DP_DAY_S + day * DP_DAY_S + hour * HOUR;
}

static dialplan_decision asked(const char *rules, const dialplan_contact *contact,
                               const dialplan_state *state, int64_t now) {
  dialplan_campaign *campaign = compiled(rules);
  dialplan_decision decision;
  assert_int_equal(dialplan_next(campaign, contact, state, now, NULL, &decision, NULL), DIALPLAN_OK);
  dialplan_campaign_free(campaign);
  return decision;
}

static dialplan_state attempts(int count, int64_t first, int64_t last) {
  dialplan_state state = {
      .attempts = (uint32_t)count, .first_at = first, .last_at = last, .attempt_at = {last}};
  state.last_outcome = state.attempt_outcome[0] = DIALPLAN_OUTCOME_NO_ANSWER;
  return state;
}

/* Five attempts, of which the first and the last one's starts are known: the three between count as late as
 * the last. */
static void starts_that_are_not_known_count_as_late_as_can_be(void **state) {
  (void)state;
  const dialplan_contact contact = {.key = 1};
  const dialplan_state five = attempts(5, at(0, 8), at(3, 10));
  assert_int_equal(asked(RULES("{id: a, kind: limit, max: 4, per: 24h}"), &contact, &five, at(3, 11)).at,
                   at(4, 10));
  assert_int_equal(asked(RULES("{id: a, kind: limit, max: 5, per: 96h}"), &contact, &five, at(3, 11)).at,
                   at(4, 8));
  assert_int_equal(asked(RULES("{id: a, kind: limit, max: 6, per: 96h}"), &contact, &five, at(3, 11)).at,
                   at(3, 11));
  /* without any start at all, too; and those of earlier runs lie behind them */
  dialplan_state blind = five;
  blind.attempt_at[0] = blind.attempt_outcome[0] = 0;
  assert_int_equal(asked(RULES("{id: a, kind: limit, max: 4, per: 24h}"), &contact, &blind, at(3, 11)).at,
                   at(4, 10));
  dialplan_state later = five;
  later.run_at = at(0, 7);
  later.attempt_at[1] = at(-1, 9);
  later.attempt_outcome[1] = DIALPLAN_OUTCOME_BUSY;
  assert_int_equal(asked(RULES("{id: a, kind: limit, max: 6, per: 240h}"), &contact, &later, at(3, 11)).at,
                   at(9, 9));
}

static void sixteen_starts_are_enough_for_the_highest_limit(void **state) {
  (void)state;
  const dialplan_contact contact = {.key = 1};
  dialplan_state many = attempts(40, at(-60, 0), at(3, 0));
  for (int i = 0; i < 16; i++) {
    many.attempt_at[i] = at(3, 0) - i * HOUR;
    many.attempt_outcome[i] = DIALPLAN_OUTCOME_NO_ANSWER;
  }
  const dialplan_decision d =
      asked(RULES("{id: a, kind: limit, max: 16, per: 24h}"), &contact, &many, at(3, 1));
  assert_int_equal(d.at, at(3, 9)); /* the 16th last started at 09:00 of the day before */
  assert_int_equal(d.rule, 1);
}

static void facts_that_are_no_instants_are_refused(void **state) {
  (void)state;
  const dialplan_contact contact = {.key = 1};
  dialplan_campaign *campaign = compiled(RULES("{id: a, kind: gap, least: 1h}"));
  dialplan_decision decision;
  for (int field = 0; field < 6; field++) {
    dialplan_state bad = attempts(1, at(0, 8), at(0, 8));
    int64_t *const fields[] = {&bad.refused_at,   &bad.abandoned_at,  &bad.silent_at,
                               &bad.first_end_at, &bad.attempt_at[3], &bad.conversation_at[2]};
    *fields[field] = -1;
    assert_int_equal(dialplan_next(campaign, &contact, &bad, at(1, 0), NULL, &decision, NULL),
                     DIALPLAN_E_RANGE);
  }
  dialplan_campaign_free(campaign);
}

/* The steps of the guard, each "id: sentence", in order. */
static void told(const char *rules, const dialplan_state *state, int64_t now, const char *const *sentences) {
  const dialplan_contact contact = {.key = 1};
  dialplan_campaign *campaign = compiled(rules);
  dialplan_decision decision;
  dialplan_step steps[64];
  uint64_t count = 0;
  assert_int_equal(dialplan_explain(campaign, &contact, state, now, NULL, &decision, steps, 64, &count, NULL),
                   DIALPLAN_OK);
  for (uint64_t i = 0; i < count; i++) {
    char text[257];
    uint64_t len = 0;
    if (steps[i].reason != DIALPLAN_REASON_GUARD) continue;
    assert_int_equal(dialplan_step_format(campaign, &steps[i], text, 256, &len), DIALPLAN_OK);
    text[len] = 0;
    assert_non_null(*sentences);
    assert_string_equal(text, *sentences++);
    assert_true(steps[i].after >= steps[i].before);
  }
  assert_null(*sentences);
  dialplan_campaign_free(campaign);
}

static void rules_read_with_their_figures(void **state) {
  (void)state;
  dialplan_state s = attempts(2, at(0, 8), at(1, 10));
  s.attempt_at[1] = at(0, 8);
  s.attempt_outcome[1] = DIALPLAN_OUTCOME_COMPLETED;
  s.conversation_at[0] = at(0, 8);
  s.refused_at = s.abandoned_at = s.silent_at = at(0, 8);
  told(RULES("{id: a, kind: limit, max: 2, per: 7 days}, {id: b, kind: limit, max: 3, per: week}, "
             "{id: c, kind: limit, max: 1, per: month, count: conversations}, {id: d, kind: limit, max: 5, "
             "per: day}, "
             "{id: e, kind: limit, max: 1, per: 36h}"),
       &s, at(1, 11), (const char *const[]){"c: 1 of 1 conversations a month", NULL});
  told(RULES("{id: a, kind: limit, max: 2, per: 7 days}, {id: b, kind: limit, max: 3, per: 30 days}"), &s,
       at(1, 11),
       (const char *const[]){"a: 2 of 2 attempts in 7 days", "b: 2 of 3 attempts in 30 days, not binding",
                             NULL});
  told(RULES("{id: a, kind: limit, max: 1, per: day}, {id: b, kind: limit, max: 3, per: week}"), &s,
       at(1, 11),
       (const char *const[]){"a: 1 of 1 attempts a day", "b: 1 of 3 attempts a week, not binding", NULL});
  told(RULES("{id: a, kind: gap, least: 8h}, {id: b, kind: gap, least: 30m}"), &s, at(1, 11),
       (const char *const[]){"a: 8 h between attempts", "b: 30 min between attempts, not binding", NULL});
  told(
      RULES(
          "{id: a, kind: quiet, after: refusal, days: 60}, {id: b, kind: quiet, after: abandoned, for: 72h}, "
          "{id: c, kind: quiet, after: silent, for: 1h}, {id: d, kind: quiet, after: conversation, days: 7}, "
          "{id: e, kind: gap, least: 1h, effective: ..2026-03-02}"),
      &s, at(1, 11),
      (const char *const[]){"a: 60 days after a refusal", "b: 72 h after an abandoned call, not binding",
                            "c: 1 h after a silent call, not binding",
                            "d: 7 days after a conversation, not binding", NULL});
  told(RULES("{id: a, kind: limit, max: 1, per: 36h}"), &s, at(1, 11),
       (const char *const[]){"a: 1 of 1 attempts in 36 h", NULL});
}

static void days_read_with_their_labels(void **state) {
  (void)state;
  static const char rules[] =
      RULES("{id: a, kind: days, weekdays: [sun], days: [{2026-03-03: Holi}], eve: 10:00-12:00}");
  dialplan_state s = attempts(1, at(0, 0), at(0, 0)); /* a Sunday */
  told(rules, &s, at(0, 1), (const char *const[]){"a: Sun", NULL});
  s = attempts(1, at(1, 12), at(1, 12));
  told(rules, &s, at(1, 13), (const char *const[]){"a: 10:00-12:00 before 2026-03-03: Holi", NULL});
  s = attempts(1, at(2, 12), at(2, 12));
  told(rules, &s, at(2, 13), (const char *const[]){"a: 2026-03-03: Holi", NULL});
}

/* A quiet period begins when the last conversation was over: the end of the run's first and last attempt is
 * known, that of one between is not, and counts as its start. */
static void quiet_counts_from_the_end_of_the_conversation(void **state) {
  (void)state;
  static const char rules[] = RULES("{id: a, kind: quiet, after: conversation, for: 24h}");
  const dialplan_contact contact = {.key = 1};
  dialplan_state s = attempts(3, at(0, 8), at(0, 10));
  s.first_end_at = at(0, 8) + 300;
  s.last_end_at = at(0, 10) + 600;
  s.attempt_at[1] = at(0, 9);
  s.attempt_at[2] = at(0, 8);
  s.attempt_outcome[1] = s.attempt_outcome[2] = DIALPLAN_OUTCOME_NO_ANSWER;
  s.conversation_at[0] = at(0, 8); /* the first */
  assert_int_equal(asked(rules, &contact, &s, at(0, 12)).at, at(1, 8) + 300);
  s.conversation_at[0] = at(0, 9); /* one between */
  assert_int_equal(asked(rules, &contact, &s, at(0, 12)).at, at(1, 9));
  s.conversation_at[0] = at(0, 10); /* the last */
  assert_int_equal(asked(rules, &contact, &s, at(0, 12)).at, at(1, 10) + 600);
}

/* St John's put its clock back at 00:01 in 2010: the first minute of 2010-11-07 comes twice, with an hour of
 * the 6th between. A rule by civil days holds in that hour, too. */
static void a_date_that_begins_twice_is_held_back_twice(void **state) {
  (void)state;
  const dialplan_contact contact = {.key = 1};
  static const char rules[] =
      "name: A\nseed: s\ntimezone: America/St_Johns\nwindows: {daily: 00:00-24:00}\njitter: 0s\n"
      "safety: {business_hours_guard: off}\nretry: {strategy: fixed, every: 1m, max_retry_days: 7}\n"
      "guard: [{id: a, kind: limit, max: 1, per: day}]\n";
  const int64_t change = atlas_at(zones, ATLAS_UTC, "2010-11-07T02:31:00Z"); /* 00:01 becomes 23:01 */
  dialplan_state s = attempts(1, change - 3 * HOUR, change - 3 * HOUR);      /* 21:01 on the 6th */
  assert_int_equal(asked(rules, &contact, &s, change - 2 * HOUR).at, change - 60);
  assert_int_equal(asked(rules, &contact, &s, change - 1).at, change - 1);
  assert_int_equal(asked(rules, &contact, &s, change).at, change + 59 * 60);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(starts_that_are_not_known_count_as_late_as_can_be),
      cmocka_unit_test(sixteen_starts_are_enough_for_the_highest_limit),
      cmocka_unit_test(facts_that_are_no_instants_are_refused),
      cmocka_unit_test(rules_read_with_their_figures),
      cmocka_unit_test(days_read_with_their_labels),
      cmocka_unit_test(quiet_counts_from_the_end_of_the_conversation),
      cmocka_unit_test(a_date_that_begins_twice_is_held_back_twice),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
