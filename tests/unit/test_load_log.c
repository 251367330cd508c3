/* SPDX-License-Identifier: MIT */
#include "support/decide.h"

enum { T = 1772445600, STALE = 7200 }; /* Monday, 2026-03-02T10:00:00Z */
enum { START = DIALPLAN_LOAD_STEP_START, END = DIALPLAN_LOAD_STEP_END, RESET = DIALPLAN_LOAD_STEP_RESET };
enum { BUSY = DIALPLAN_OUTCOME_BUSY, LOST = DIALPLAN_OUTCOME_ERROR };

static desk any(void) {
  desk d = desk_open("1111111");
  d.settings.stale_call_s = STALE;
  d.settings.pacing.managed = 1;
  desk_campaign(&d);
  return d;
}

static dialplan_event begun(int64_t at) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = T + at};
}

static dialplan_event ended(int64_t at, int64_t ended_at, uint8_t outcome) {
  return (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                          .outcome = outcome,
                          .at = T + at,
                          .ended_at = ended_at ? T + ended_at : 0};
}

typedef struct wanted {
  int kind, at, began_at, outcome;
} wanted;

static int compare(const void *a, const void *b) { return dialplan_load_step_compare(a, b); }

/* The steps, once they are sorted; instants count from T. */
static void expect(const dialplan_event *events, uint64_t count, int64_t now, const wanted *steps,
                   uint64_t wanted_count) {
  desk d = any();
  dialplan_load_step got[16];
  dialplan_error err = {0};
  uint64_t n = 77;
  assert_int_equal(dialplan_load_steps(d.campaign, events, sizeof *events, count, T + now, NULL, 0, &n, &err),
                   0);
  assert_int_equal(n, wanted_count);
  assert_true(n <= 2 * count);
  assert_int_equal(dialplan_load_steps(d.campaign, events, sizeof *events, count, T + now, got, 16, &n, &err),
                   0);
  assert_int_equal(n, wanted_count);
  qsort(got, (size_t)n, sizeof *got, compare);
  for (uint64_t i = 0; i < n; i++) {
    assert_int_equal(got[i].kind, steps[i].kind);
    assert_int_equal(got[i].at, T + steps[i].at);
    assert_int_equal(got[i].began_at, steps[i].kind == END ? T + steps[i].began_at : 0);
    assert_int_equal(got[i].outcome, steps[i].outcome);
  }
  desk_close(&d);
}

#define EXPECT(events, now, ...)                                                                             \
  do {                                                                                                       \
    const wanted steps[] = {__VA_ARGS__};                                                                    \
    expect(events, sizeof(events) / sizeof *(events), now, steps, sizeof steps / sizeof *steps);             \
  } while (0)

static void an_attempt_starts_and_ends(void **state) {
  const dialplan_event with[] = {ended(0, 60, BUSY)}, without[] = {ended(0, 0, BUSY)};
  EXPECT(with, 60, {START, 0, 0, 0}, {END, 60, 0, BUSY});
  EXPECT(without, 60, {START, 0, 0, 0}, {END, 0, 0, BUSY});
}

static void a_start_and_its_attempt_are_one_call(void **state) {
  const dialplan_event at_once[] = {begun(0), ended(0, 30, BUSY)}, later[] = {begun(0), ended(5, 30, BUSY)},
                       long_after[] = {begun(0), ended(STALE + 5, STALE + 30, BUSY)};
  EXPECT(at_once, 100, {START, 0, 0, 0}, {END, 30, 0, BUSY});
  EXPECT(later, 100, {START, 0, 0, 0}, {END, 30, 5, BUSY});
  EXPECT(long_after, 2 * STALE, {START, 0, 0, 0}, {END, STALE + 30, STALE + 5, BUSY});
}

static void a_start_alone_is_under_way_until_it_is_stale(void **state) {
  const dialplan_event alone[] = {begun(0)};
  EXPECT(alone, 0, {START, 0, 0, 0});
  EXPECT(alone, STALE - 1, {START, 0, 0, 0});
  EXPECT(alone, STALE, {START, 0, 0, 0}, {END, STALE, 0, LOST});
}

static void a_start_told_again_is_the_same_call(void **state) {
  const dialplan_event again[] = {begun(0), begun(STALE - 1), ended(STALE, STALE + 9, BUSY)},
                       another[] = {begun(0), begun(STALE)};
  EXPECT(again, 2 * STALE, {START, STALE - 1, 0, 0}, {END, STALE + 9, STALE, BUSY});
  EXPECT(another, STALE, {START, 0, 0, 0}, {START, STALE, 0, 0}, {END, STALE, 0, LOST});
}

static void what_has_not_happened_is_left_out(void **state) {
  const dialplan_event events[] = {begun(0), ended(10, 50, BUSY), begun(100)};
  EXPECT(events, 9, {START, 0, 0, 0});
  EXPECT(events, 49, {START, 0, 0, 0});
  EXPECT(events, 99, {START, 0, 0, 0}, {END, 50, 10, BUSY});
}

static void other_events_tell_nothing(void **state) {
  const dialplan_event events[] = {{.kind = DIALPLAN_EVENT_ENQUEUE, .at = T},
                                   {.kind = DIALPLAN_EVENT_CALLBACK, .at = T + 1, .due_at = T + 9},
                                   {.kind = DIALPLAN_EVENT_BREAKER_RESET, .at = T + 2}};
  EXPECT(events, 9, {RESET, 2, 0, 0});
  expect(NULL, 0, 9, NULL, 0);
}

/* Each kind of difference alone, in the order in which they count. */
static void steps_have_one_order(void **state) {
  const dialplan_load_step one = {.at = 9, .began_at = 5, .cost_millionths = 3, .kind = 2, .outcome = 4};
  dialplan_load_step more[5];
  for (int i = 0; i < 5; i++) more[i] = one;
  more[0].at = 10;
  more[1].kind = 3;
  more[2].began_at = 6;
  more[3].outcome = 5;
  more[4].cost_millionths = 4;
  assert_int_equal(dialplan_load_step_compare(&one, &one), 0);
  for (int i = 0; i < 5; i++) {
    assert_true(dialplan_load_step_compare(&one, &more[i]) < 0);
    assert_true(dialplan_load_step_compare(&more[i], &one) > 0);
    for (int k = i + 1; k < 5; k++) assert_true(dialplan_load_step_compare(&more[k], &more[i]) < 0);
  }
}

/* What a dialler told as it happened, its log tells afterwards. */
static void a_log_gives_the_load_back(void **state) {
  desk d = any();
  dialplan_load told = {0}, read = {0};
  dialplan_load_step steps[16];
  uint64_t count = 0, more = 0;
  const dialplan_event first[] = {begun(0), ended(0, 40, DIALPLAN_OUTCOME_COMPLETED)}, second[] = {begun(10)},
                       reset[] = {{.kind = DIALPLAN_EVENT_BREAKER_RESET, .at = T + 41}};
  assert_int_equal(dialplan_load_started(d.campaign, &told, T, 0, 1, NULL), 0);
  assert_int_equal(dialplan_load_started(d.campaign, &told, T + 10, 0, 1, NULL), 0);
  assert_int_equal(dialplan_load_ended(d.campaign, &told, &first[1], 0, NULL), 0);
  assert_int_equal(dialplan_load_reset(&told, NULL), 0);
  const struct {
    const dialplan_event *events;
    uint64_t count;
  } logs[] = {{reset, 1}, {second, 1}, {first, 2}};
  for (int i = 0; i < 3; i++, count += more)
    assert_int_equal(dialplan_load_steps(d.campaign, logs[i].events, sizeof(dialplan_event), logs[i].count,
                                         T + 50, steps + count, 16 - count, &more, NULL),
                     0);
  qsort(steps, (size_t)count, sizeof *steps, compare);
  for (uint64_t i = 0; i < count; i++)
    assert_int_equal(dialplan_load_apply(d.campaign, &read, &steps[i], NULL), 0);
  assert_memory_equal(&read, &told, sizeof read);
  assert_int_equal(read.in_flight, 1);
  assert_int_equal(read.completed, 1);
  desk_close(&d);
}

static void what_is_wrong_is_refused(void **state) {
  desk d = any();
  dialplan_load_step step = {.kind = START, .at = T};
  dialplan_load load = {0};
  uint64_t count = 77;
  const dialplan_event good[] = {begun(5)}, turned[] = {begun(5), begun(4)}, before[] = {ended(5, 4, BUSY)},
                       cheap[] = {{.kind = DIALPLAN_EVENT_ATTEMPT, .at = T, .cost_millionths = -1}},
                       never[] = {{.kind = DIALPLAN_EVENT_START}},
                       sized[] = {{.size = 4, .kind = DIALPLAN_EVENT_START, .at = T}};
  const struct {
    const dialplan_event *events;
    uint64_t count;
    dialplan_status status;
  } cases[] = {{turned, 2, DIALPLAN_E_RANGE}, {before, 1, DIALPLAN_E_RANGE}, {cheap, 1, DIALPLAN_E_RANGE},
               {never, 1, DIALPLAN_E_RANGE},  {sized, 1, DIALPLAN_E_SIZE},   {NULL, 1, DIALPLAN_E_ARGUMENT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(dialplan_load_steps(d.campaign, cases[i].events, sizeof(dialplan_event), cases[i].count,
                                         T + 9, NULL, 0, &count, NULL),
                     cases[i].status);
  assert_int_equal(dialplan_load_steps(NULL, good, sizeof *good, 1, T, NULL, 0, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_steps(d.campaign, good, sizeof *good, 1, T, NULL, 1, &count, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_steps(d.campaign, good, sizeof *good, 1, T, NULL, 0, NULL, NULL),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_steps(d.campaign, good, sizeof *good, 1, 0, NULL, 0, &count, NULL),
                   DIALPLAN_E_RANGE);
  assert_int_equal(count, 77);
  assert_int_equal(dialplan_load_apply(d.campaign, &load, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_load_apply(NULL, &load, &step, NULL), DIALPLAN_E_ARGUMENT);
  step.kind = 4;
  assert_int_equal(dialplan_load_apply(d.campaign, &load, &step, NULL), DIALPLAN_E_ARGUMENT);
  step.kind = END; /* of no outcome */
  assert_int_equal(dialplan_load_apply(d.campaign, &load, &step, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(load.at, 0);
  desk_close(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_attempt_starts_and_ends),
      cmocka_unit_test(a_start_and_its_attempt_are_one_call),
      cmocka_unit_test(a_start_alone_is_under_way_until_it_is_stale),
      cmocka_unit_test(a_start_told_again_is_the_same_call),
      cmocka_unit_test(what_has_not_happened_is_left_out),
      cmocka_unit_test(other_events_tell_nothing),
      cmocka_unit_test(steps_have_one_order),
      cmocka_unit_test(a_log_gives_the_load_back),
      cmocka_unit_test(what_is_wrong_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
