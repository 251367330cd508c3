/* SPDX-License-Identifier: MIT */
/* The table of hours that retry.prefer names: its forms, its errors with their places, and what smart makes
 * of it. */
#include "unit/campaign_fixture.h"

#define PREFERS BASE "retry: {prefer: hours.csv}\n"
#define HEADER "weekday,hour,weight\n"

static dialplan_error error;

static dialplan_campaign *compile_with_table(const char *text, const char *account, const char *table) {
  const char *const names[] = {"account.yaml", "hours.csv"}, *const texts[] = {account, table};
  const uint64_t lengths[] = {account ? strlen(account) : 0, table ? strlen(table) : 0};
  dialplan_campaign *campaign = NULL;
  (void)dialplan_campaign_compile(text, strlen(text), zones, names, texts, lengths, 2, &campaign, &error);
  return campaign;
}

static void tables_are_read(void **state) {
  (void)state;
  static const char *const tables[] = {
      HEADER "mon,9,3\nsun,23,1000000\nwed,0,0\n",
      "\xEF\xBB\xBFweekday,hour,weight\r\nMon,9,3\r\n\r\n SUN , 23 ,1000000\r\nwed,0,0",
      "rate,weight,\"hour\",x,weekday\n0.5,3,9,,1\n,1000000,23,,\"7\"\n,0,0,,3,more\n",
  };
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    dialplan_campaign *campaign = compile_with_table(PREFERS, NULL, tables[i]);
    if (!campaign) fail_msg("%s", error.message);
    const uint32_t *weights = campaign->settings.retry.weights;
    uint64_t sum = 0;
    for (int k = 0; k < 168; k++) sum += weights[k];
    assert_int_equal(weights[9], 3);
    assert_int_equal(weights[167], 1000000);
    assert_int_equal(weights[48], 0);
    assert_int_equal(sum, 1000003 + 165 * 100);
    dialplan_campaign_free(campaign);
  }
  dialplan_campaign *empty = compile_with_table(PREFERS, NULL, HEADER);
  for (int k = 0; k < 168; k++) assert_int_equal(empty->settings.retry.weights[k], 100);
  dialplan_campaign_free(empty);
}

static void without_a_table_there_is_none(void **state) {
  (void)state;
  dialplan_campaign *campaign = compiled(BASE "retry: {prefer: off}\n");
  assert_null(campaign->settings.retry.weights);
  dialplan_campaign_free(campaign);
  campaign = compile_with_table(WITH_ACCOUNT "retry: {prefer: off}\n",
                                "timezone: UTC\nwindows: 09:00-18:00\nretry: {prefer: hours.csv}\n", NULL);
  assert_non_null(campaign);
  assert_null(campaign->settings.retry.weights);
  dialplan_campaign_free(campaign);
}

static void an_account_may_name_it(void **state) {
  (void)state;
  static const char account[] = "timezone: UTC\nwindows: 09:00-18:00\nretry: {prefer: hours.csv}\n";
  dialplan_campaign *campaign = compile_with_table(WITH_ACCOUNT, account, HEADER "tue,0,5\n");
  assert_int_equal(campaign->settings.retry.weights[24], 5);
  dialplan_campaign_free(campaign);
  assert_null(compile_with_table(WITH_ACCOUNT, account, NULL));
  assert_string_equal(error.code, "missing-file");
  assert_int_equal(error.source, 1);
  assert_int_equal(error.line, 3);
}

static void a_table_that_is_not_there_is_an_error(void **state) {
  (void)state;
  assert_null(compile_with_table(PREFERS, NULL, NULL));
  assert_int_equal(error.status, DIALPLAN_E_REFERENCE);
  assert_string_equal(error.code, "missing-file");
  assert_string_equal(error.message, "expected the table of hours to be there, found \"hours.csv\"");
  assert_int_equal(error.source, 0);
  assert_int_equal(error.line, 5);
  assert_int_equal(error.column, 17);
}

static void mistakes_have_their_place(void **state) {
  (void)state;
  static const struct {
    const char *table, *message;
    uint32_t line, column;
  } cases[] = {
      {"", "expected a line with the columns weekday, hour and weight, found nothing", 1, 1},
      {"weekday,hour\n", "expected a line with the columns weekday, hour and weight, found \"weekday,hour\"",
       1, 1},
      {"weekday,hour,weight, hour\n", "expected each column once, found \"hour\"", 1, 22},
      {"weekday,,hour,weight\nmon,,9,x\n", "expected a whole number from 0 to 1000000, found \"x\"", 2, 8},
      {HEADER "moon,9,1\n", "expected a weekday, mon to sun or 1 to 7, found \"moon\"", 2, 1},
      {HEADER "xyz,9,1\n", "expected a weekday, mon to sun or 1 to 7, found \"xyz\"", 2, 1},
      {HEADER "0,9,1\n", "expected a weekday, mon to sun or 1 to 7, found \"0\"", 2, 1},
      {HEADER "8,9,1\n", "expected a weekday, mon to sun or 1 to 7, found \"8\"", 2, 1},
      {HEADER "mon,24,1\n", "expected an hour from 0 to 23, found \"24\"", 2, 5},
      {HEADER "mon,-1,1\n", "expected an hour from 0 to 23, found \"-1\"", 2, 5},
      {HEADER "mon,9,1000001\n", "expected a whole number from 0 to 1000000, found \"1000001\"", 2, 7},
      {HEADER "mon,9,1\n\nmon,10\n", "expected a whole number from 0 to 1000000, found nothing", 4, 7},
      {HEADER "mon,9,1\n1, 09,1\n", "expected each hour of the week once, found \"09\"", 3, 4},
      {HEADER "mon,9,\"\n", "expected a whole number from 0 to 1000000, found \"\"\"", 2, 7},
      {HEADER "mon,9,\xFF\n", "the table of hours is not UTF-8", 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_null(compile_with_table(PREFERS, NULL, cases[i].table));
    assert_string_equal(error.message, cases[i].message);
    assert_string_equal(error.code, "bad-weights");
    documented(error.code);
    assert_int_equal(error.status, DIALPLAN_E_VALUE);
    assert_int_equal(error.source, 2);
    assert_int_equal(error.line, cases[i].line);
    assert_int_equal(error.column, cases[i].column);
  }
}

static void all_mistakes_are_told(void **state) {
  (void)state;
  static const char text[] = PREFERS, table[] = HEADER "a,9,1\nmon,9,1\nmon,99,1\n";
  const char *const names[] = {"hours.csv"}, *const texts[] = {table};
  const uint64_t lengths[] = {sizeof table - 1};
  dialplan_error list[8];
  uint64_t count = 0;
  assert_int_equal(dialplan_campaign_check(text, sizeof text - 1, zones, names, texts, lengths, 1, 0, list, 8,
                                           &count, NULL),
                   DIALPLAN_OK);
  assert_int_equal(count, 2);
  assert_int_equal(list[0].line, 2);
  assert_int_equal(list[1].line, 4);
}

/* --- what smart draws -------------------------------------------------------------------------- */

enum { DAY = 86400 };

static int64_t monday(void) { return INT64_C(1772409600); } /* date -ud 2026-03-02 +%s */

/* The instant planned after one attempt on Monday at 10:00, for a contact. */
static int64_t planned(const dialplan_campaign *campaign, uint64_t key) {
  dialplan_contact contact = {.key = key};
  dialplan_state state = {0};
  dialplan_event call = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .at = monday() + 10 * 3600, .outcome = DIALPLAN_OUTCOME_BUSY};
  dialplan_decision decision;
  assert_int_equal(dialplan_apply(campaign, &contact, &state, &call, &state, NULL), 0);
  assert_int_equal(dialplan_next(campaign, &contact, &state, monday() + 11 * 3600, NULL, &decision, NULL), 0);
  assert_int_equal(decision.reason, DIALPLAN_REASON_SMART);
  return decision.at;
}

#define ONCE                                                                                                 \
  BASE "safety: {business_hours_guard: false}\nretry: {phases: [{days: 1-, calls: 1}], prefer: %s}\n"
#define TWICE                                                                                                \
  BASE "safety: {business_hours_guard: false}\nretry: {phases: [{days: 1-, calls: 2, dayparts: spread}], "   \
       "prefer: %s}\n"

static dialplan_campaign *preferring(const char *form, const char *table) {
  char text[512];
  snprintf(text, sizeof text, form, table ? "hours.csv" : "off");
  dialplan_campaign *campaign = compile_with_table(text, NULL, table);
  if (!campaign) fail_msg("%s", error.message);
  return campaign;
}

/* A weight of 7 for every hour, and of 0 for every hour, are no preference. */
static void equal_weights_change_nothing(void **state) {
  (void)state;
  static const char *const forms[] = {ONCE, TWICE};
  for (int same = 0; same <= 7; same += 7) {
    char table[4096];
    size_t len = (size_t)sprintf(table, HEADER);
    for (int i = 0; i < 168; i++) len += (size_t)sprintf(table + len, "%d,%d,%d\n", i / 24 + 1, i % 24, same);
    for (int form = 0; form < 2; form++) {
      dialplan_campaign *plain = preferring(forms[form], NULL), *weighted = preferring(forms[form], table);
      for (uint64_t key = 1; key <= 500; key++) assert_int_equal(planned(plain, key), planned(weighted, key));
      dialplan_campaign_free(plain);
      dialplan_campaign_free(weighted);
    }
  }
}

/* The afternoon of Tuesday, without its last hour: the attempt was in the morning, and evenings are closed.
 */
static void hours_without_weight_are_left_alone(void **state) {
  (void)state;
  dialplan_campaign *campaign =
      preferring(ONCE, HEADER "tue,12,0\ntue,13,0\ntue,14,1\ntue,15,0\ntue,16,3\ntue,17,0\n");
  int64_t at_14 = 0, at_16 = 0;
  enum { CONTACTS = 4000 };
  for (uint64_t key = 1; key <= CONTACTS; key++) {
    const int64_t at = planned(campaign, key) - monday() - DAY;
    at_14 += at >= 14 * 3600 && at < 15 * 3600;
    at_16 += at >= 16 * 3600 && at < 17 * 3600;
  }
  assert_int_equal(at_14 + at_16, CONTACTS);
  assert_in_range(at_14, CONTACTS / 4 - 165, CONTACTS / 4 + 165); /* six standard deviations */
  dialplan_campaign_free(campaign);
}

/* The daypart is drawn by weight, too: the morning was called, so afternoon and evening share by 5 x 1 to 1
 * x 15. */
static void dayparts_weigh_what_their_hours_weigh(void **state) {
  (void)state;
  dialplan_campaign *campaign = preferring(
      "name: A\nseed: s\ntimezone: UTC\nwindows: 09:00-20:00\nsafety: {business_hours_guard: false}\n"
      "retry: {phases: [{days: 1-, calls: 1}], prefer: %s}\n",
      HEADER "tue,12,1\ntue,13,1\ntue,14,1\ntue,15,1\ntue,16,1\ntue,17,0\ntue,18,15\ntue,19,0\n");
  int64_t evening = 0;
  enum { CONTACTS = 4000 };
  for (uint64_t key = 1; key <= CONTACTS; key++) {
    const int64_t at = planned(campaign, key) - monday() - DAY;
    assert_in_range(at, 12 * 3600, 19 * 3600 - 1);
    evening += at >= 18 * 3600;
  }
  assert_in_range(evening, CONTACTS * 3 / 4 - 165, CONTACTS * 3 / 4 + 165);
  dialplan_campaign_free(campaign);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tables_are_read),
      cmocka_unit_test(without_a_table_there_is_none),
      cmocka_unit_test(an_account_may_name_it),
      cmocka_unit_test(a_table_that_is_not_there_is_an_error),
      cmocka_unit_test(mistakes_have_their_place),
      cmocka_unit_test(all_mistakes_are_told),
      cmocka_unit_test(equal_weights_change_nothing),
      cmocka_unit_test(hours_without_weight_are_left_alone),
      cmocka_unit_test(dayparts_weigh_what_their_hours_weigh),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
