/* SPDX-License-Identifier: MIT */
#include "support/apply_world.h"

static uint8_t outcome_of(const char *name) {
  uint8_t outcome = 99;
  assert_int_equal(dialplan_outcome_parse(name, strlen(name), &outcome, NULL), DIALPLAN_OK);
  return outcome;
}

static void refused(const char *name, dialplan_error *error) {
  uint8_t outcome = 99;
  assert_int_equal(dialplan_outcome_parse(name, strlen(name), &outcome, error), DIALPLAN_E_VALUE);
  assert_int_equal(outcome, 99);
}

static const char *const own[] = {"completed",      "call_later",   "voicemail",     "no_answer",
                                  "busy",           "error",        "network_error", "ringing",
                                  "abandoned",      "rejected",     "silent",        "refused",
                                  "invalid_number", "wrong_person", "dnc_request"};

static void every_outcome_has_its_name(void **state) {
  for (int i = 0; i < 15; i++) {
    assert_string_equal(dialplan_outcome_name(i + 1), own[i]);
    assert_int_equal(outcome_of(own[i]), i + 1);
  }
}

static void numbers_of_no_outcome_have_no_name(void **state) {
  assert_null(dialplan_outcome_name(0));
  assert_null(dialplan_outcome_name(16));
  assert_null(dialplan_outcome_name(-1));
}

static void aliases_mean_what_the_table_says(void **state) {
  static const struct {
    const char *name;
    uint8_t outcome;
  } aliases[] = {
      {"reached", DIALPLAN_OUTCOME_COMPLETED},
      {"answered", DIALPLAN_OUTCOME_CALL_LATER},
      {"callback_requested", DIALPLAN_OUTCOME_CALL_LATER},
      {"machine", DIALPLAN_OUTCOME_VOICEMAIL},
      {"amd_machine", DIALPLAN_OUTCOME_VOICEMAIL},
      {"not_reached", DIALPLAN_OUTCOME_NO_ANSWER},
      {"not_picked", DIALPLAN_OUTCOME_NO_ANSWER},
      {"rna", DIALPLAN_OUTCOME_NO_ANSWER},
      {"failed_call", DIALPLAN_OUTCOME_ERROR},
      {"initiated", DIALPLAN_OUTCOME_RINGING},
      {"unconnected", DIALPLAN_OUTCOME_RINGING},
      {"declined", DIALPLAN_OUTCOME_REJECTED},
      {"not_interested", DIALPLAN_OUTCOME_REFUSED},
      {"unallocated", DIALPLAN_OUTCOME_INVALID_NUMBER},
      {"opt_out", DIALPLAN_OUTCOME_DNC_REQUEST},
  };
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    assert_int_equal(outcome_of(aliases[i].name), aliases[i].outcome);
}

/* All codes from `least` to `most`; expected gives the listed ones. */
static void check_codes(const char *prefix, int least, int most, const uint8_t *expected, int connected) {
  for (int code = least; code <= most; code++) {
    char name[16];
    dp_text text = {name, sizeof name, 0};
    dp_text_str(&text, prefix);
    dp_text_int(&text, code);
    uint8_t outcome = 99;
    dialplan_error error = {0};
    const dialplan_status status = dialplan_outcome_parse(name, text.len, &outcome, &error);
    if (code == connected) {
      assert_int_equal(status, DIALPLAN_E_VALUE);
      assert_non_null(strstr(error.message, "says that the call connected, not how it ended"));
      assert_int_equal(outcome, 99);
    } else if (expected[code]) {
      assert_int_equal(status, DIALPLAN_OK);
      assert_int_equal(outcome, expected[code]);
    } else {
      assert_int_equal(status, DIALPLAN_W_NOT_COUNTED);
      assert_int_equal(error.status, DIALPLAN_W_NOT_COUNTED);
      assert_int_equal(outcome, DIALPLAN_OUTCOME_ERROR);
    }
  }
}

static void sip_codes_are_complete(void **state) {
  uint8_t expected[700] = {0};
  expected[404] = expected[410] = expected[604] = DIALPLAN_OUTCOME_INVALID_NUMBER;
  expected[408] = expected[480] = expected[487] = DIALPLAN_OUTCOME_NO_ANSWER;
  expected[486] = expected[600] = DIALPLAN_OUTCOME_BUSY;
  expected[603] = expected[607] = expected[608] = DIALPLAN_OUTCOME_REJECTED;
  expected[403] = expected[484] = expected[488] = DIALPLAN_OUTCOME_ERROR;
  expected[429] = DIALPLAN_OUTCOME_NETWORK_ERROR;
  for (int code = 500; code <= 599; code++) expected[code] = DIALPLAN_OUTCOME_NETWORK_ERROR;
  check_codes("sip:", 100, 699, expected, 200);
}

static void q850_causes_are_complete(void **state) {
  uint8_t expected[128] = {0};
  expected[1] = expected[22] = expected[28] = DIALPLAN_OUTCOME_INVALID_NUMBER;
  expected[17] = DIALPLAN_OUTCOME_BUSY;
  expected[18] = expected[19] = DIALPLAN_OUTCOME_NO_ANSWER;
  expected[21] = DIALPLAN_OUTCOME_REJECTED;
  expected[27] = DIALPLAN_OUTCOME_ERROR;
  expected[34] = expected[38] = expected[41] = expected[42] = DIALPLAN_OUTCOME_NETWORK_ERROR;
  check_codes("q850:", 1, 127, expected, 16);
}

static void numbers_that_are_no_codes_are_refused(void **state) {
  static const char *const names[] = {"sip:99",   "sip:700",  "sip:0486", "sip:",
                                      "sip:48a",  "sip:-486", "sip: 486", "q850:0",
                                      "q850:128", "q850:017", "q850:",    "486",
                                      "17",       "q.850:17", "sip:486 ", "sip:111111111111111111111111111"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    dialplan_error error;
    refused(names[i], &error);
    assert_string_equal(error.code, "unknown-outcome");
  }
}

static void words_that_only_say_connected_are_refused(void **state) {
  static const char *const names[] = {"ANSWER",  "ANSWERED", "answer", "Answered",
                                      "sip:200", "SIP:200",  "q850:16"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    dialplan_error error;
    refused(names[i], &error);
    assert_string_equal(error.code, "outcome-connected");
    assert_non_null(strstr(error.message, "says that the call connected, not how it ended"));
    assert_non_null(strstr(error.message, names[i]));
    refused(names[i], NULL);
  }
}

static void case_is_ignored_elsewhere(void **state) {
  assert_int_equal(outcome_of("BUSY"), DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(outcome_of("No_Answer"), DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(outcome_of("SIP:486"), DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(outcome_of("Q850:17"), DIALPLAN_OUTCOME_BUSY);
}

static void an_unknown_name_is_refused_with_the_nearest(void **state) {
  dialplan_error error;
  refused("no_anwser", &error);
  assert_string_equal(error.message, "there is no outcome \"no_anwser\", did you mean \"no_answer\"?");
  refused("", &error);
  refused("quinquereme", NULL);
}

static void missing_arguments_are_told(void **state) {
  uint8_t outcome;
  assert_int_equal(dialplan_outcome_parse("busy", 4, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_outcome_parse(NULL, 4, &outcome, NULL), DIALPLAN_E_ARGUMENT);
}

static void the_campaigns_own_names_come_first(void **state) {
  static const dp_name_outcome names[] = {{"ANSWERED", DIALPLAN_OUTCOME_COMPLETED},
                                          {"busy", DIALPLAN_OUTCOME_NO_ANSWER},
                                          {"sip:200", DIALPLAN_OUTCOME_COMPLETED}};
  world w;
  world_open(&w);
  w.settings->outcome_names = names;
  w.settings->outcome_name_count = 3;
  uint8_t outcome = 99;
  assert_int_equal(dialplan_campaign_outcome(w.campaign, "ANSWERED", 8, &outcome, NULL), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(dialplan_campaign_outcome(w.campaign, "sip:200", 7, &outcome, NULL), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_COMPLETED);
  assert_int_equal(dialplan_campaign_outcome(w.campaign, "busy", 4, &outcome, NULL), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_NO_ANSWER);
  assert_int_equal(dialplan_campaign_outcome(w.campaign, "BUSY", 4, &outcome, NULL), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_BUSY);
  assert_int_equal(dialplan_campaign_outcome(w.campaign, "Answered", 8, &outcome, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_campaign_outcome(NULL, "answered", 8, &outcome, NULL), DIALPLAN_OK);
  assert_int_equal(outcome, DIALPLAN_OUTCOME_CALL_LATER);
  assert_int_equal(dialplan_campaign_outcome(NULL, "answered", 8, NULL, NULL), DIALPLAN_E_ARGUMENT);
  world_close(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_outcome_has_its_name),
      cmocka_unit_test(numbers_of_no_outcome_have_no_name),
      cmocka_unit_test(aliases_mean_what_the_table_says),
      cmocka_unit_test(sip_codes_are_complete),
      cmocka_unit_test(q850_causes_are_complete),
      cmocka_unit_test(numbers_that_are_no_codes_are_refused),
      cmocka_unit_test(words_that_only_say_connected_are_refused),
      cmocka_unit_test(case_is_ignored_elsewhere),
      cmocka_unit_test(an_unknown_name_is_refused_with_the_nearest),
      cmocka_unit_test(missing_arguments_are_told),
      cmocka_unit_test(the_campaigns_own_names_come_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
