/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

enum { CHECKS = 20 };

static const int64_t NOW = INT64_C(1772445600); /* Monday, 2026-03-02T10:00:00Z; windows 09:00-18:00 */

/* A campaign and facts that pass every check but zone data, of which the atlas does not tell the year. */
static desk ready(void) {
  desk d = desk_open("1111111");
  d.settings.status = DP_STATUS_ACTIVE;
  d.settings.agent = "anna";
  d.settings.caller_id = "+912212345678";
  d.settings.timezone = "UTC";
  d.settings.retry.max_retry_days = 7;
  static const dp_guard_rule rule = {.id = "hours", .jurisdiction = ""};
  d.settings.guard = (dp_guard){&rule, 1};
  d.settings.pacing.managed = 1;
  return d;
}

static dialplan_facts facts_of(void) {
  return (dialplan_facts){.flags = DIALPLAN_FACTS_LOG | DIALPLAN_FACTS_ADMISSION,
                          .contacts = 300,
                          .callable = 200,
                          .held = 20,
                          .last_start_at = NOW - 5,
                          .due_since_at = NOW - 3600,
                          .attempts = 100,
                          .answered = 40,
                          .admission = {.starts = 3, .limit = DIALPLAN_PACING_CHANNELS, .next_at = NOW}};
}

static uint64_t checked(desk *d, const dialplan_facts *facts, dialplan_check out[CHECKS]) {
  uint64_t count = 0;
  dialplan_error err = {0};
  if (dialplan_readiness(desk_campaign(d), facts, NOW, NULL, out, CHECKS, &count, &err))
    fail_msg("%s", err.message);
  return count;
}

/* One check comes to this, in these words. */
static void expect(desk *d, const dialplan_facts *facts, int32_t check, int32_t result,
                   const char *sentence) {
  dialplan_check all[CHECKS];
  char text[256];
  uint64_t len = 0;
  const uint64_t count = checked(d, facts, all);
  for (uint64_t i = 0; i < count; i++) {
    if (all[i].check != check) continue;
    assert_int_equal(dialplan_check_format(d->campaign, &all[i], text, sizeof text - 1, &len), DIALPLAN_OK);
    text[len] = 0;
    assert_string_equal(text, sentence);
    assert_string_equal(dialplan_result_name(all[i].result), dialplan_result_name(result));
    return;
  }
  fail_msg("there is no check %s", dialplan_check_name(check));
}

#define OK DIALPLAN_RESULT_OK
#define WARNING DIALPLAN_RESULT_WARNING
#define FAILED DIALPLAN_RESULT_FAILED

static void every_check_has_its_row(void **state) {
  desk d = ready();
  dialplan_check all[CHECKS];
  dialplan_facts facts = facts_of();
  assert_int_equal(checked(&d, &facts, all), 20);
  for (int i = 0; i < 20; i++) {
    assert_int_equal(all[i].check, i + 1);
    if (all[i].check != DIALPLAN_CHECK_ZONE_DATA) assert_int_equal(all[i].result, OK);
  }
  facts.flags = DIALPLAN_FACTS_LOG;
  assert_int_equal(checked(&d, &facts, all), 19);
  facts.flags = 0;
  assert_int_equal(checked(&d, &facts, all), 14);
  uint64_t count = 0;
  assert_int_equal(dialplan_readiness(d.campaign, &facts, NOW, NULL, NULL, 0, &count, NULL), DIALPLAN_OK);
  assert_int_equal(count, 14);
  desk_close(&d);
}

static void the_status_is_active(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_STATUS, OK, "the campaign is active");
  d.settings.status = DP_STATUS_PAUSED;
  expect(&d, &facts, DIALPLAN_CHECK_STATUS, FAILED, "the campaign is paused");
  d.settings.status = DP_STATUS_DRAFT;
  expect(&d, &facts, DIALPLAN_CHECK_STATUS, FAILED, "the campaign is a draft");
  desk_close(&d);
}

static void somebody_calls_from_somewhere(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_AGENT, OK, "the agent is anna");
  expect(&d, &facts, DIALPLAN_CHECK_CALLER_ID, OK, "calls come from +912212345678");
  d.settings.agent = d.settings.caller_id = NULL;
  expect(&d, &facts, DIALPLAN_CHECK_AGENT, WARNING, "no agent is set");
  expect(&d, &facts, DIALPLAN_CHECK_CALLER_ID, WARNING, "no caller_id is set");
  d.settings.variant_count = 2;
  d.settings.variants[0] = (dp_variant){.name = "A", .agent = "anna", .weight = 50};
  d.settings.variants[1] = (dp_variant){.name = "B", .weight = 50};
  expect(&d, &facts, DIALPLAN_CHECK_AGENT, WARNING, "no agent is set");
  d.settings.variants[1].agent = "bert";
  expect(&d, &facts, DIALPLAN_CHECK_AGENT, OK, "every variant has its agent");
  desk_close(&d);
}

static void there_are_contacts_to_dial(void **state) {
  desk d = ready();
  dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_CONTACTS, OK, "300 contacts are in the list");
  expect(&d, &facts, DIALPLAN_CHECK_CALLABLE, OK, "200 of 300 contacts can be dialled");
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, OK, "0 contacts are held for want of a usable zone");
  expect(&d, &facts, DIALPLAN_CHECK_COMPLETE, OK, "220 contacts are still to be called, or held");
  facts.no_zone = 1;
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, WARNING, "1 contact is held for want of a usable zone");
  facts.no_zone = facts.callable = facts.held = 0;
  expect(&d, &facts, DIALPLAN_CHECK_CALLABLE, FAILED, "0 of 300 contacts can be dialled");
  expect(&d, &facts, DIALPLAN_CHECK_COMPLETE, WARNING, "complete: nobody is left to call");
  facts.contacts = 0;
  expect(&d, &facts, DIALPLAN_CHECK_CONTACTS, FAILED, "0 contacts are in the list");
  facts.contacts = facts.held = 1;
  expect(&d, &facts, DIALPLAN_CHECK_CALLABLE, FAILED, "0 of 1 contact can be dialled");
  expect(&d, &facts, DIALPLAN_CHECK_COMPLETE, OK, "1 contact is still to be called, or held");
  desk_close(&d);
}

static void rules_of_the_united_states_go_by_the_called_persons_clock(void **state) {
  desk d = ready();
  static const dp_guard_rule rule = {.id = "fl", .jurisdiction = "US-FL"};
  dialplan_facts facts = facts_of();
  facts.zoneless = 2;
  const char *const held = "0 contacts are held for want of a usable zone";
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, OK, held);
  d.settings.guard = (dp_guard){&rule, 1};
  expect(
      &d, &facts, DIALPLAN_CHECK_ZONES, WARNING,
      "2 contacts without a zone are called by the campaign's, and a guard rule of the United States goes by "
      "the called person's clock; write unknown_zone: hold, or infer_zone: phone");
  d.settings.infer_zone = DP_INFER_PHONE;
  facts.zoneless = 1;
  expect(
      &d, &facts, DIALPLAN_CHECK_ZONES, WARNING,
      "1 contact without a zone is called by the campaign's, and a guard rule of the United States goes by "
      "the called person's clock; write unknown_zone: hold");
  d.settings.unknown_zone = DP_ZONE_HOLD;
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, OK, held);
  d.settings.unknown_zone = DP_ZONE_CAMPAIGN;
  d.settings.zone_policy = DP_ZONE_POLICY_CAMPAIGN;
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, OK, held);
  d.settings.zone_policy = DP_ZONE_POLICY_CONTACT;
  facts.zoneless = 0;
  expect(&d, &facts, DIALPLAN_CHECK_ZONES, OK, held);
  desk_close(&d);
}

static void counted(desk *d, dialplan_facts *facts, const dialplan_decision *decision) {
  dialplan_error err = {0};
  if (dialplan_facts_contact(desk_campaign(d), facts, &d->contact, decision, NOW, NULL, &err))
    fail_msg("%s", err.message);
}

static void contacts_are_counted_by_their_decisions(void **state) {
  desk d = ready();
  dialplan_facts facts = {0};
  counted(&d, &facts, NULL);
  assert_int_equal(facts.contacts, 1);
  assert_int_equal(facts.zoneless, 1); /* the desk's contact has no zone */
  assert_int_equal(facts.callable + facts.held + facts.no_zone, 0);
  const dialplan_decision later = {.verdict = DIALPLAN_VERDICT_CALL, .at = NOW + 1, .due_at = NOW},
                          stop = {.verdict = DIALPLAN_VERDICT_STOP},
                          hold = {.verdict = DIALPLAN_VERDICT_HOLD, .reason = DIALPLAN_REASON_IN_CALL},
                          lost = {.verdict = DIALPLAN_VERDICT_HOLD, .reason = DIALPLAN_REASON_ZONE_UNKNOWN},
                          torn = {.verdict = DIALPLAN_VERDICT_HOLD, .reason = DIALPLAN_REASON_ZONE_AMBIGUOUS};
  const dialplan_decision *const all[] = {&later, &stop, &hold, &lost, &torn};
  for (int i = 0; i < 5; i++) counted(&d, &facts, all[i]);
  assert_int_equal(facts.contacts, 6);
  assert_int_equal(facts.callable, 1);
  assert_int_equal(facts.held, 3);
  assert_int_equal(facts.no_zone, 2);
  assert_int_equal(facts.due_since_at, 0);
  d.contact.flags = DIALPLAN_CONTACT_ZONE_UNKNOWN; /* a zone is named, and there is none such */
  counted(&d, &facts, &lost);
  assert_int_equal(facts.zoneless, 6);
  desk_close(&d);
}

/* Windows open at nine; it is ten. */
static void calls_are_due_since_they_could_start(void **state) {
  desk d = ready();
  dialplan_facts facts = {0};
  dialplan_decision due = {.verdict = DIALPLAN_VERDICT_CALL, .at = NOW, .due_at = NOW - 5};
  counted(&d, &facts, &due);
  assert_int_equal(facts.due_since_at, NOW - 5);
  due.due_at = NOW - 60;
  counted(&d, &facts, &due);
  assert_int_equal(facts.due_since_at, NOW - 60);
  due.due_at = NOW - 2;
  counted(&d, &facts, &due);
  assert_int_equal(facts.due_since_at, NOW - 60);
  due.due_at = NOW - DAY;
  counted(&d, &facts, &due);
  assert_int_equal(facts.due_since_at, NOW - HOUR);
  facts.due_since_at = 0;
  d.settings.start_at = NOW + HOUR; /* closed: whoever says it is due, it is due now */
  counted(&d, &facts, &due);
  assert_int_equal(facts.due_since_at, NOW);
  desk_close(&d);
}

static void contacts_that_cannot_be_counted_are_refused(void **state) {
  desk d = ready();
  const dialplan_campaign *const c = desk_campaign(&d);
  dialplan_facts facts = {0}, torn = {.callable = 1};
  const dialplan_options far = {.horizon_days = 4000};
  assert_int_equal(dialplan_facts_contact(NULL, &facts, &d.contact, NULL, NOW, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_facts_contact(c, NULL, &d.contact, NULL, NOW, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_facts_contact(c, &facts, NULL, NULL, NOW, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_facts_contact(c, &facts, &d.contact, NULL, 0, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_facts_contact(c, &torn, &d.contact, NULL, NOW, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_facts_contact(c, &facts, &d.contact, NULL, NOW, &far, NULL), DIALPLAN_E_RANGE);
  torn = (dialplan_facts){.zoneless = 1};
  assert_int_equal(dialplan_facts_contact(c, &torn, &d.contact, NULL, NOW, NULL, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(facts.contacts, 0);
  desk_close(&d);
}

static void channels_are_above_zero(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_CHANNELS, OK, "4 calls at a time");
  d.settings.pacing.channel_cap = 1;
  expect(&d, &facts, DIALPLAN_CHECK_CHANNELS, OK, "1 call at a time");
  d.settings.pacing.seats = 0;
  expect(&d, &facts, DIALPLAN_CHECK_CHANNELS, FAILED, "no channels: nothing is dialled");
  d.settings.pacing.seats = 9;
  d.settings.pacing.channel_cap = 9;
  expect(&d, &facts, DIALPLAN_CHECK_CHANNELS, OK, "4 calls at a time");
  d.settings.pacing.managed = 0;
  expect(&d, &facts, DIALPLAN_CHECK_CHANNELS, OK, "pacing is not managed here: whoever dials says how many");
  desk_close(&d);
}

static void windows_open(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_WINDOWS, OK, "there is open time within 400 days");
  expect(&d, &facts, DIALPLAN_CHECK_NOW, OK, "calls may start now");
  expect(&d, &facts, DIALPLAN_CHECK_END, OK, "no end is set");
  d.settings.start_at = NOW + 2 * HOUR;
  d.settings.end_at = NOW + 3 * HOUR;
  expect(&d, &facts, DIALPLAN_CHECK_NOW, WARNING, "closed now, open next at 2026-03-02T12:00:00+00:00");
  expect(&d, &facts, DIALPLAN_CHECK_END, OK, "it ends at 2026-03-02T13:00:00+00:00");
  d.settings.start_at = 0;
  d.settings.end_at = NOW;
  d.settings.horizon_s = DAY;
  expect(&d, &facts, DIALPLAN_CHECK_END, FAILED, "it has ended at 2026-03-02T10:00:00+00:00");
  expect(&d, &facts, DIALPLAN_CHECK_WINDOWS, FAILED, "nothing is open within 1 day");
  expect(&d, &facts, DIALPLAN_CHECK_NOW, WARNING, "closed now");
  desk_close(&d);
}

/* A table of zones whose version is this. */
static void zone_data(const char *version, int32_t result, const char *sentence) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  const char *name = "UTC";
  const uint64_t len = 3, size = 0;
  const uint8_t *data = NULL;
  dialplan_zones_free(d.zones);
  assert_int_equal(dialplan_zones_compile(&name, &len, &data, &size, 1, version, &d.zones, NULL), 0);
  expect(&d, &facts, DIALPLAN_CHECK_ZONE_DATA, result, sentence);
  desk_close(&d);
}

static void zone_data_are_fresh(void **state) {
  zone_data("2026a", OK, "zone data are of version 2026a");
  zone_data("2025c", OK, "zone data are of version 2025c");
  zone_data("2024b", WARNING, "zone data are of version 2024b: update them");
  zone_data("20", WARNING, "zone data are of version 20: update them");
  zone_data(NULL, WARNING, "zone data are of version unknown: update them");
}

static void rules_are_set(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_STOP_RULES, OK, "contacts end after 7 days or 100 attempts");
  d.settings.retry.max_attempts = DP_OFF;
  d.settings.retry.max_retry_days = 1;
  expect(&d, &facts, DIALPLAN_CHECK_STOP_RULES, OK, "contacts end after 1 day");
  d.settings.retry.max_retry_days = DP_OFF;
  expect(&d, &facts, DIALPLAN_CHECK_STOP_RULES, FAILED, "nothing ever ends a contact");
  expect(&d, &facts, DIALPLAN_CHECK_GUARD, OK, "1 guard rule binds");
  d.settings.guard = (dp_guard){NULL, 0};
  expect(&d, &facts, DIALPLAN_CHECK_GUARD, WARNING, "0 guard rules bind");
  desk_close(&d);
}

static void both_gates_or_neither(void **state) {
  desk d = ready();
  const dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_CALLBACK_GATES, OK,
         "wishes found by analysis do not count, by both gates");
  d.settings.callbacks.detection = 1;
  expect(&d, &facts, DIALPLAN_CHECK_CALLBACK_GATES, WARNING,
         "callbacks.detection is on and callbacks.bot is off: wishes found by analysis do not count");
  d.settings.callbacks.bot = 1;
  expect(&d, &facts, DIALPLAN_CHECK_CALLBACK_GATES, OK, "wishes found by analysis count");
  d.settings.callbacks.detection = 0;
  expect(&d, &facts, DIALPLAN_CHECK_CALLBACK_GATES, WARNING,
         "callbacks.bot is on and callbacks.detection is off: wishes found by analysis do not count");
  desk_close(&d);
}

static void pacing_admits(void **state) {
  desk d = ready();
  dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_PACING, OK, "3 calls may start now (channels)");
  facts.admission = (dialplan_admission){.limit = DIALPLAN_PACING_DAILY_LIMIT, .next_at = NOW + 14 * HOUR};
  expect(&d, &facts, DIALPLAN_CHECK_PACING, WARNING,
         "no call may start before 2026-03-03T00:00:00+00:00 (daily_limit)");
  facts.admission = (dialplan_admission){.limit = DIALPLAN_PACING_BUDGET};
  expect(&d, &facts, DIALPLAN_CHECK_PACING, FAILED, "no call may start (budget)");
  facts.admission = (dialplan_admission){.limit = DIALPLAN_PACING_CHANNELS};
  expect(&d, &facts, DIALPLAN_CHECK_PACING, OK, "no call may start (channels)"); /* all are in use */
  d.settings.pacing.channels = 0;
  expect(&d, &facts, DIALPLAN_CHECK_PACING, FAILED, "no call may start (channels)");
  facts.admission = (dialplan_admission){.starts = UINT32_MAX};
  expect(&d, &facts, DIALPLAN_CHECK_PACING, OK, "any number of calls may start now");
  desk_close(&d);
}

/* Three polls are 30 s. */
static void calls_that_are_due_start(void **state) {
  static const char stalled[] =
      "calls have been due since 2026-03-02T09:00:00+00:00 and admitted, and none has started for 3 polls";
  desk d = ready();
  dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, OK, "calls that are due start");
  facts.last_start_at = NOW - 30;
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, OK, "calls that are due start");
  facts.last_start_at = NOW - 31;
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, FAILED, stalled);
  facts.admission.starts = 0;
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, OK, "calls that are due start");
  facts.flags = DIALPLAN_FACTS_LOG; /* nobody asked whether they are admitted */
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, FAILED, stalled);
  facts.due_since_at = NOW - 30;
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, OK, "calls that are due start");
  facts.due_since_at = 0;
  expect(&d, &facts, DIALPLAN_CHECK_STALLED, OK, "no call is due");
  desk_close(&d);
}

static void rates_are_judged(void **state) {
  desk d = ready();
  dialplan_facts facts = facts_of();
  expect(&d, &facts, DIALPLAN_CHECK_ERROR_RATE, OK, "0.0 % of 100 calls failed");
  facts.errors = 9;
  facts.invalid = 10;
  expect(&d, &facts, DIALPLAN_CHECK_ERROR_RATE, OK, "9.0 % of 100 calls failed");
  expect(&d, &facts, DIALPLAN_CHECK_INVALID_RATE, WARNING, "10.0 % of 100 calls had an invalid number");
  facts.attempts = 101;
  facts.invalid = 51;
  expect(&d, &facts, DIALPLAN_CHECK_INVALID_RATE, FAILED, "50.4 % of 101 calls had an invalid number");
  facts.attempts = facts.errors = 19;
  facts.invalid = facts.answered = 0;
  expect(&d, &facts, DIALPLAN_CHECK_ERROR_RATE, OK, "100.0 % of 19 calls failed"); /* too few to judge */
  facts.attempts = facts.errors = 0;
  expect(&d, &facts, DIALPLAN_CHECK_ERROR_RATE, OK, "no calls to judge yet");
  desk_close(&d);
}

static void abandoned_calls_are_judged_by_their_limit(void **state) {
  desk d = ready();
  dialplan_facts facts = facts_of();
  facts.answered = 100;
  facts.abandoned = 3;
  expect(&d, &facts, DIALPLAN_CHECK_ABANDONED_RATE, OK, "3.0 % of 100 answered calls were abandoned");
  facts.abandoned = 4;
  expect(&d, &facts, DIALPLAN_CHECK_ABANDONED_RATE, WARNING, "4.0 % of 100 answered calls were abandoned");
  facts.abandoned = 6;
  expect(&d, &facts, DIALPLAN_CHECK_ABANDONED_RATE, FAILED, "6.0 % of 100 answered calls were abandoned");
  d.settings.pacing.predictive = 1;
  d.settings.pacing.abandon_limit_ppm = 60000;
  expect(&d, &facts, DIALPLAN_CHECK_ABANDONED_RATE, OK, "6.0 % of 100 answered calls were abandoned");
  desk_close(&d);
}

static void attempts_are_counted_by_outcome(void **state) {
  dialplan_facts facts = {0};
  for (int32_t outcome = 1; outcome <= DIALPLAN_OUTCOME_DNC_REQUEST; outcome++)
    assert_int_equal(dialplan_facts_attempt(&facts, outcome), DIALPLAN_OK);
  assert_int_equal(facts.attempts, 15);
  assert_int_equal(facts.errors, 2);
  assert_int_equal(facts.invalid, 1);
  assert_int_equal(facts.answered, 7);
  assert_int_equal(facts.abandoned, 1);
  facts.attempts = UINT32_MAX;
  assert_int_equal(dialplan_facts_attempt(&facts, DIALPLAN_OUTCOME_ERROR), DIALPLAN_OK);
  assert_int_equal(facts.errors, 2);
  assert_int_equal(dialplan_facts_attempt(NULL, 1), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_facts_attempt(&facts, 0), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_facts_attempt(&facts, 16), DIALPLAN_E_ARGUMENT);
  facts.size = 4;
  assert_int_equal(dialplan_facts_attempt(&facts, 1), DIALPLAN_E_SIZE);
}

static void refused(desk *d, dialplan_facts facts, int32_t status) {
  uint64_t count = 77;
  assert_int_equal(dialplan_readiness(d->campaign, &facts, NOW, NULL, NULL, 0, &count, NULL), status);
  assert_int_equal(count, 77);
}

static void facts_that_cannot_be_are_refused(void **state) {
  desk d = ready();
  desk_campaign(&d);
  refused(&d, (dialplan_facts){.size = 8}, DIALPLAN_E_SIZE);
  refused(&d, (dialplan_facts){.flags = 4}, DIALPLAN_E_ARGUMENT);
  refused(&d, (dialplan_facts){.contacts = UINT64_MAX}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.callable = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.contacts = 2, .callable = 2, .held = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.contacts = 2, .no_zone = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.errors = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.attempts = 1, .errors = 1, .invalid = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.answered = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.abandoned = 1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.due_since_at = -1}, DIALPLAN_E_RANGE);
  refused(&d, (dialplan_facts){.last_start_at = -1}, DIALPLAN_E_RANGE);
  desk_close(&d);
}

static void arguments_are_checked(void **state) {
  desk d = ready();
  const dialplan_campaign *c = desk_campaign(&d);
  const dialplan_facts facts = {0};
  const dialplan_options options = {.flags = 99};
  dialplan_check check = {.check = 99};
  uint64_t n = 0;
  assert_int_equal(dialplan_readiness(NULL, &facts, NOW, NULL, &check, 1, &n, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_readiness(c, NULL, NOW, NULL, &check, 1, &n, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_readiness(c, &facts, NOW, NULL, NULL, 1, &n, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_readiness(c, &facts, NOW, NULL, &check, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_readiness(c, &facts, 0, NULL, &check, 1, &n, NULL), DIALPLAN_E_RANGE);
  assert_int_equal(dialplan_readiness(c, &facts, NOW, &options, &check, 1, &n, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_check_format(c, &check, NULL, 0, &n), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_readiness(c, &facts, NOW, NULL, &check, 1, &n, NULL), DIALPLAN_OK);
  assert_int_equal(dialplan_check_format(NULL, &check, NULL, 0, &n), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_check_format(c, NULL, NULL, 0, &n), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_check_format(c, &check, NULL, 1, &n), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_check_format(c, &check, NULL, 0, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_check_format(c, &check, NULL, 0, &n), DIALPLAN_OK);
  assert_int_equal(n, strlen("the campaign is active"));
  assert_null(dialplan_check_name(0));
  assert_null(dialplan_check_name(21));
  assert_null(dialplan_result_name(-1));
  assert_null(dialplan_result_name(3));
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_check_has_its_row),
      cmocka_unit_test(the_status_is_active),
      cmocka_unit_test(somebody_calls_from_somewhere),
      cmocka_unit_test(there_are_contacts_to_dial),
      cmocka_unit_test(rules_of_the_united_states_go_by_the_called_persons_clock),
      cmocka_unit_test(contacts_are_counted_by_their_decisions),
      cmocka_unit_test(calls_are_due_since_they_could_start),
      cmocka_unit_test(contacts_that_cannot_be_counted_are_refused),
      cmocka_unit_test(channels_are_above_zero),
      cmocka_unit_test(windows_open),
      cmocka_unit_test(zone_data_are_fresh),
      cmocka_unit_test(rules_are_set),
      cmocka_unit_test(both_gates_or_neither),
      cmocka_unit_test(pacing_admits),
      cmocka_unit_test(calls_that_are_due_start),
      cmocka_unit_test(rates_are_judged),
      cmocka_unit_test(abandoned_calls_are_judged_by_their_limit),
      cmocka_unit_test(attempts_are_counted_by_outcome),
      cmocka_unit_test(facts_that_cannot_be_are_refused),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
