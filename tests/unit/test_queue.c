/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include "oracle/chance.h"

enum { NOW = 1000000, ROWS = 500 };

static dialplan_decision call(int64_t at, int64_t rank) {
  return (dialplan_decision){
      .verdict = DIALPLAN_VERDICT_CALL, .at = at, .due_at = at, .rank = rank, .key = 5};
}

/* a before b, whatever their rows, and b after a. */
static void first(const dialplan_decision *a, const dialplan_decision *b) {
  assert_true(dialplan_lease_compare(a, 9, b, 1, NOW) < 0);
  assert_true(dialplan_lease_compare(b, 1, a, 9, NOW) > 0);
}

static void what_is_due_goes_first(void **state) {
  (void)state;
  dialplan_decision due = call(NOW, 7), later = call(NOW + 1, 1);
  later.priority = 100;
  first(&due, &later);
}

static void priority_goes_before_class(void **state) {
  (void)state;
  dialplan_decision high = call(NOW, 7), low = call(NOW, 1);
  high.priority = 1;
  high.class_rank = 2;
  first(&high, &low);
  low.priority = -100;
  high.priority = 0;
  first(&high, &low);
}

static void class_goes_before_rank_and_rank_before_key(void **state) {
  (void)state;
  dialplan_decision a = call(NOW, 7), b = call(NOW, 1);
  b.class_rank = 1;
  first(&a, &b);
  b.class_rank = 0;
  first(&b, &a);
  a.rank = 1;
  a.key = 6;
  first(&b, &a);
}

static void keys_are_compared_as_unsigned(void **state) {
  (void)state;
  dialplan_decision a = call(NOW, 1), b = call(NOW, 1);
  b.key = UINT64_MAX;
  first(&a, &b);
}

static void without_a_rank_rows_decide(void **state) {
  (void)state;
  dialplan_decision a = call(NOW, INT64_MAX), b = call(NOW, INT64_MAX);
  a.key = 9;
  b.key = 1;
  assert_true(dialplan_lease_compare(&a, 0, &b, 1, NOW) < 0);
  assert_true(dialplan_lease_compare(&a, 2, &b, 1, NOW) > 0);
}

static void what_comes_later_goes_by_at(void **state) {
  (void)state;
  dialplan_decision soon = call(NOW + 5, 9), late = call(NOW + 6, 1), held = call(NOW + 4, 1);
  late.priority = 3;
  held.verdict = DIALPLAN_VERDICT_HOLD;
  first(&soon, &late);
  first(&held, &soon);
}

static void a_hold_is_not_leased_even_at_now(void **state) {
  (void)state;
  dialplan_decision held = call(NOW, 1), due = call(NOW, 9);
  held.verdict = DIALPLAN_VERDICT_HOLD;
  first(&due, &held);
}

static void holds_without_at_go_before_stops(void **state) {
  (void)state;
  dialplan_decision held = {.verdict = DIALPLAN_VERDICT_HOLD, .rank = 9},
                    stopped = {.verdict = DIALPLAN_VERDICT_STOP, .priority = 9}, late = call(NOW + 99, 1);
  first(&held, &stopped);
  first(&late, &held);
}

static void only_the_same_row_is_equal(void **state) {
  (void)state;
  const dialplan_decision a = call(NOW, 1);
  assert_int_equal(dialplan_lease_compare(&a, 3, &a, 3, NOW), 0);
  assert_true(dialplan_lease_compare(&a, 3, &a, 4, NOW) < 0);
}

static dialplan_decision by_chance(chance *c) {
  static const int64_t ranks[] = {1, 2, INT64_MAX};
  dialplan_decision d = call(NOW - 2 + chance_below(c, 5), ranks[chance_below(c, 3)]);
  d.verdict = (uint8_t)chance_in(c, 1, 3);
  d.priority = (int16_t)chance_in(c, -1, 1);
  d.class_rank = (uint8_t)chance_below(c, 3);
  d.key = (uint64_t)chance_below(c, 3);
  if (d.verdict == DIALPLAN_VERDICT_STOP || chance_percent(c, 10)) d.at = 0;
  return d;
}

static int sign(int32_t value) { return (value > 0) - (value < 0); }

static void the_order_is_total_and_strict(void **state) {
  (void)state;
  chance c = chance_of(20261121);
  dialplan_decision d[40];
  for (int i = 0; i < 40; i++) d[i] = by_chance(&c);
  for (uint64_t i = 0; i < 40; i++)
    for (uint64_t j = 0; j < 40; j++) {
      const int ij = sign(dialplan_lease_compare(&d[i], i, &d[j], j, NOW));
      assert_int_equal(ij, -sign(dialplan_lease_compare(&d[j], j, &d[i], i, NOW)));
      if (i != j) assert_int_not_equal(ij, 0);
      for (uint64_t k = 0; k < 40; k++)
        if (ij < 0 && dialplan_lease_compare(&d[j], j, &d[k], k, NOW) < 0)
          assert_true(dialplan_lease_compare(&d[i], i, &d[k], k, NOW) < 0);
    }
}

/* Sorts all rows that may be called, one by one. */
static uint64_t sorted(const dialplan_decision *d, uint64_t *rows) {
  uint64_t n = 0;
  for (uint64_t row = 0; row < ROWS; row++) {
    if (d[row].verdict != DIALPLAN_VERDICT_CALL) continue;
    uint64_t i = n++;
    for (; i && dialplan_lease_compare(&d[row], row, &d[rows[i - 1]], rows[i - 1], NOW) < 0; i--)
      rows[i] = rows[i - 1];
    rows[i] = row;
  }
  return n;
}

static void select_takes_the_first_of_the_order(void **state) {
  (void)state;
  static const uint64_t caps[] = {0, 1, 2, 3, 7, 100, ROWS, ROWS + 5};
  chance c = chance_of(7);
  dialplan_decision d[ROWS];
  for (int i = 0; i < ROWS; i++) d[i] = by_chance(&c);
  uint64_t all[ROWS], rows[ROWS + 5], selected = 0;
  const uint64_t calls = sorted(d, all);
  for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
    assert_int_equal(dialplan_lease_select(d, ROWS, NOW, rows, caps[i], &selected, NULL), DIALPLAN_OK);
    assert_int_equal(selected, caps[i] < calls ? caps[i] : calls);
    for (uint64_t k = 0; k < selected; k++) assert_int_equal(rows[k], all[k]);
  }
}

static void select_refuses_missing_arguments(void **state) {
  (void)state;
  const dialplan_decision d = call(NOW, 1);
  uint64_t rows[1], selected = 77;
  dialplan_error err;
  assert_int_equal(dialplan_lease_select(NULL, 1, NOW, rows, 1, &selected, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(err.status, DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_lease_select(&d, 1, NOW, NULL, 1, &selected, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_lease_select(&d, 1, NOW, rows, 1, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(selected, 77);
  assert_int_equal(dialplan_lease_select(NULL, 0, NOW, NULL, 0, &selected, NULL), DIALPLAN_OK);
  assert_int_equal(selected, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_due_goes_first),
      cmocka_unit_test(priority_goes_before_class),
      cmocka_unit_test(class_goes_before_rank_and_rank_before_key),
      cmocka_unit_test(keys_are_compared_as_unsigned),
      cmocka_unit_test(without_a_rank_rows_decide),
      cmocka_unit_test(what_comes_later_goes_by_at),
      cmocka_unit_test(a_hold_is_not_leased_even_at_now),
      cmocka_unit_test(holds_without_at_go_before_stops),
      cmocka_unit_test(only_the_same_row_is_equal),
      cmocka_unit_test(the_order_is_total_and_strict),
      cmocka_unit_test(select_takes_the_first_of_the_order),
      cmocka_unit_test(select_refuses_missing_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
