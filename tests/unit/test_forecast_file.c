/* SPDX-License-Identifier: MIT */
/* Model files: their forms, and their mistakes with places. */
#include "unit/fixture.h"

#include <dialplan.h>

static dialplan_error error;

static dialplan_model parsed(const char *text) {
  dialplan_model model;
  memset(&model, 0x55, sizeof model);
  if (dialplan_model_parse(text, strlen(text), &model, &error))
    fail_msg("%u:%u: %s [%s] in\n%s", error.line, error.column, error.message, error.code, text);
  return model;
}

static void what_is_not_written_is_as_usual(void **state) {
  (void)state;
  dialplan_model usual, model = parsed("{}");
  assert_int_equal(dialplan_model_init(&usual), DIALPLAN_OK);
  assert_memory_equal(&model, &usual, sizeof model);
  model = parsed("# only a time\nwrap: 1m\n");
  assert_int_equal(model.wrap_s[0], 60);
  assert_int_equal(model.wrap_s[1], 60);
  memcpy(usual.wrap_s, model.wrap_s, sizeof usual.wrap_s);
  assert_memory_equal(&model, &usual, sizeof model);
}

static void the_example_spells_the_usual_model_out(void **state) {
  (void)state;
  char text[4096];
  FILE *file = fopen("examples/models/usual.yaml", "rb");
  assert_non_null(file);
  const size_t len = fread(text, 1, sizeof text - 1, file);
  text[len] = 0;
  assert_int_equal(fclose(file), 0);
  dialplan_model usual, model = parsed(text);
  assert_int_equal(dialplan_model_init(&usual), DIALPLAN_OK);
  for (int i = 0; i < 16; i++) usual.outcomes[i] *= 10000; /* of a million, as percent are */
  assert_memory_equal(&model, &usual, sizeof model);
}

static void everything_is_read(void **state) {
  (void)state;
  const dialplan_model model =
      parsed("outcomes: {reached: 20%, rna: 79.5%, busy: 0.5%}\n"
             "answer_rate:\n"
             "  weekdays: {09:00-12:00: 22.5%, 17:00-24:00: 0%}\n"
             "  sat: 12%\n"
             "  fri: {}\n"
             "ring: 5s-25s\ntalk: 30s - 4m\nvoicemail: 0s\nwrap: \"10s-30s\"\ncallback: 1h-12h\n");
  assert_int_equal(model.size, sizeof model);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_CALL_LATER], 0);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_COMPLETED], 200000);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_NO_ANSWER], 795000);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_BUSY], 5000);
  for (int day = 0; day < 7; day++)
    for (int hour = 0; hour < 24; hour++) {
      const uint32_t expected = day == 5                            ? 120000
                                : day < 4 && hour >= 9 && hour < 12 ? 225000
                                : day < 4 && hour >= 17             ? 1 /* never, as far as it can be said */
                                                                    : 0;
      assert_int_equal(model.hours[day * 24 + hour], expected);
    }
  const uint32_t times[] = {5, 25, 30, 240, 0, 0, 10, 30, 3600, 43200};
  assert_memory_equal(model.ring_s, times, sizeof times);
}

static void json_is_yaml(void **state) {
  (void)state;
  const dialplan_model model = parsed(
      "{\"outcomes\": {\"completed\": 3, \"no_answer\": 4294967295}, \"answer_rate\": \"30%\", \"callback\": "
      "\"off\"}");
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_COMPLETED], 3);
  assert_int_equal(model.outcomes[DIALPLAN_OUTCOME_NO_ANSWER], UINT32_MAX);
  for (int hour = 0; hour < 168; hour++) assert_int_equal(model.hours[hour], 300000);
  assert_int_equal(model.callback_s[1], 0);
}

typedef struct bad {
  const char *text, *code;
  uint32_t line, column;
  int32_t status;
  const char *message; /* a part of it; NULL: any */
} bad;

static void mistakes_have_their_place(void **state) {
  (void)state;
  static const bad table[] = {
      {"", "empty-document", 1, 1, DIALPLAN_E_DOCUMENT, NULL},
      {"ring: [", "syntax", 1, 8, DIALPLAN_E_DOCUMENT, NULL},
      {"[]", "wrong-type", 1, 1, DIALPLAN_E_VALUE, "expected keys and values"},
      {"ring: 5s\nvoicmail: 3s\n", "unknown-key", 2, 1, DIALPLAN_E_KEY, "did you mean \"voicemail\"?"},
      {"ring: 5s\nring: 6s\n", "repeated-key", 2, 1, DIALPLAN_E_KEY, NULL},
      {"ring: 25\n", "bad-duration", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"ring: 25s-5s\n", "bad-duration", 1, 7, DIALPLAN_E_VALUE, "the shorter time first"},
      {"ring: -5s\n", "wrong-type", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"ring: 5s-\n", "wrong-type", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"ring: {a: 1}\n", "wrong-type", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"talk: 13h\n", "out-of-range", 1, 7, DIALPLAN_E_VALUE, "0s to 12h"},
      {"talk: 1d\n", "out-of-range", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"talk: off\n", "bad-duration", 1, 7, DIALPLAN_E_VALUE, NULL},
      {"outcomes: 5\n", "wrong-type", 1, 11, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {}\n", "no-outcome", 1, 1, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 0}\n", "no-outcome", 1, 1, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {bussy: 1}\n", "unknown-outcome", 1, 12, DIALPLAN_E_VALUE, "\"busy\""},
      {"outcomes: {sip:486: 1}\n", "unknown-outcome", 1, 12, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 1, busy: 1}\n", "repeated-key", 1, 21, DIALPLAN_E_KEY, NULL},
      {"outcomes: {no_answer: 1, rna: 1}\n", "repeated-outcome", 1, 26, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 1.5}\n", "wrong-type", 1, 18, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: -1}\n", "out-of-range", 1, 18, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 4294967296}\n", "out-of-range", 1, 18, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 101%}\n", "out-of-range", 1, 18, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 1%, silent: 1}\n", "bad-shares", 1, 30, DIALPLAN_E_VALUE, NULL},
      {"outcomes: {busy: 33.3%, silent: 33.3%}\n", "bad-shares", 1, 1, DIALPLAN_E_CONFLICT,
       "add up to 66.6%"},
      {"answer_rate: 5\n", "bad-percent", 1, 14, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: [5%]\n", "bad-percent", 1, 14, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mo: 5%}\n", "unknown-day", 1, 15, DIALPLAN_E_KEY, NULL},
      {"answer_rate: {mon: 5}\n", "bad-percent", 1, 20, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: 5%, mon: 6%}\n", "repeated-key", 1, 24, DIALPLAN_E_KEY, NULL},
      {"answer_rate: {mon-tue: 5%, tue-wed: 6%}\n", "equal-breadth", 1, 28, DIALPLAN_E_CONFLICT, NULL},
      {"answer_rate: {mon: {9:00-10:30: 5%}}\n", "bad-span", 1, 21, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {9:30-10:00: 5%}}\n", "bad-span", 1, 21, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {22:00-02:00: 5%}}\n", "bad-span", 1, 21, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {off: 5%}}\n", "bad-span", 1, 21, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {noon: 5%}}\n", "bad-span", 1, 21, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {9:00-10:00: 5}}\n", "bad-percent", 1, 33, DIALPLAN_E_VALUE, NULL},
      {"answer_rate: {mon: {9:00-11:00: 5%, 10:00-12:00: 6%}}\n", "repeated-hour", 1, 37, DIALPLAN_E_VALUE,
       NULL},
      {"answer_rate: {mon: {9:00-11:00: 5%, 9:00-11:00: 5%}}\n", "repeated-key", 1, 37, DIALPLAN_E_KEY, NULL},
      {"outcomes: {busy: 1}\nanswer_rate: 5%\n", "answer-rate", 2, 1, DIALPLAN_E_CONFLICT,
       "a person answers"},
      {"outcomes: {refused: 1}\nanswer_rate: 5%\n", "answer-rate", 2, 1, DIALPLAN_E_CONFLICT, "not answered"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const bad *b = &table[i];
    dialplan_model model, before;
    memset(&model, 0x55, sizeof model);
    before = model;
    const dialplan_status status = dialplan_model_parse(b->text, strlen(b->text), &model, &error);
    if (strcmp(error.code, b->code) != 0 || error.line != b->line || error.column != b->column ||
        status != b->status || error.status != b->status ||
        (b->message && !strstr(error.message, b->message)))
      fail_msg("expected %s at %u:%u, found %s at %u:%u (%s) in\n%s", b->code, b->line, b->column, error.code,
               error.line, error.column, error.message, b->text);
    assert_memory_equal(&model, &before, sizeof model);
    assert_int_equal(dialplan_model_parse(b->text, strlen(b->text), &model, NULL), b->status);
  }
}

static void arguments_are_checked(void **state) {
  (void)state;
  dialplan_model model;
  assert_int_equal(dialplan_model_parse(NULL, 1, &model, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_model_parse("{}", 2, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_model_parse(NULL, 0, &model, NULL), DIALPLAN_E_DOCUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_not_written_is_as_usual),
      cmocka_unit_test(the_example_spells_the_usual_model_out),
      cmocka_unit_test(everything_is_read),
      cmocka_unit_test(json_is_yaml),
      cmocka_unit_test(mistakes_have_their_place),
      cmocka_unit_test(arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
