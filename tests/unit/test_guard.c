/* SPDX-License-Identifier: MIT */
/* Guard rules: whom they bind, when, and what those on hours permit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date.h"
#include "guard.h"
#include "support/atlas.h"

static const dp_guard_rule *business_hours(void) {
  uint32_t count;
  const dp_guard_rule *rules = dp_guard_business_hours(&count);
  assert_int_equal(count, 1);
  return rules;
}

static void business_hours_are_those_of_the_manual(void **state) {
  (void)state;
  const dp_guard_rule *rule = business_hours();
  assert_string_equal(rule->id, "business-hours");
  assert_string_equal(rule->pack, "business-hours");
  assert_string_equal(rule->purpose, "any");
  assert_non_null(strstr(rule->source, "not a law"));
  const int32_t monday = atlas_date("2026-03-02");
  for (int32_t day = 0; day < 7; day++) {
    const int32_t from_s = (day < 6 ? 8 : 10) * 3600, until_s = (day < 6 ? 21 : 20) * 3600;
    for (int32_t second = 0; second < DP_DAY_S; second += 600)
      assert_int_equal(dp_guard_permits(rule, monday + day, 0, second), from_s <= second && second < until_s);
    assert_false(dp_guard_permits(rule, monday + day, 0, from_s - 1));
    assert_false(dp_guard_permits(rule, monday + day, 0, until_s));
    assert_true(dp_guard_permits(rule, monday + day, 0, until_s - 1));
  }
}

static void tails_belong_to_the_weekday_on_which_they_start(void **state) {
  (void)state;
  dp_guard_rule rule = *business_hours();
  memset(rule.week, 0, sizeof rule.week);
  atlas_week(rule.week, "0000001", "22:00-02:00");
  const int32_t sunday = atlas_date("2026-03-08");
  assert_false(dp_guard_permits(&rule, sunday, 0, 3600));
  assert_true(dp_guard_permits(&rule, sunday, 0, 22 * 3600));
  assert_true(dp_guard_permits(&rule, sunday + 1, 0, 2 * 3600 - 1));
  assert_false(dp_guard_permits(&rule, sunday + 1, 0, 2 * 3600));
  assert_false(dp_guard_permits(&rule, sunday + 1, 0, 22 * 3600));
}

static void a_rule_has_no_say_outside_its_dates(void **state) {
  (void)state;
  dp_guard_rule rule = *business_hours();
  const int32_t monday = atlas_date("2026-03-02");
  assert_true(
      dp_guard_effective(&rule, -1)); /* open at both sides: readings just outside the valid range too */
  assert_true(dp_guard_effective(&rule, DP_DATE_END));
  rule.effective_from = monday;
  rule.effective_until = monday + 7;
  assert_false(dp_guard_effective(&rule, monday - 1));
  assert_true(dp_guard_effective(&rule, monday));
  assert_true(dp_guard_effective(&rule, monday + 6));
  assert_false(dp_guard_effective(&rule, monday + 7));
  assert_true(dp_guard_permits(&rule, monday - 1, 0, 0));
  assert_false(dp_guard_permits(&rule, monday, 0, 0));
}

static void rules_of_other_kinds_permit_all_hours(void **state) {
  (void)state;
  dp_guard_rule rule = *business_hours();
  for (int kind = DP_GUARD_DAYS; kind <= DP_GUARD_QUIET; kind++) {
    rule.kind = (uint8_t)kind;
    assert_true(dp_guard_permits(&rule, atlas_date("2026-03-02"), 0, 0));
  }
}

static void regions_bind(void **state) {
  (void)state;
  static const char *const regions[] = {"US", "CA-QC"};
  static const struct {
    const char *region;
    int binds;
  } cases[] = {
      {"", 1},      {"US", 1},   {"US-FL", 1}, {"CA-QC", 1}, {"CA", 1}, /* it may be Quebec */
      {"CA-ON", 0}, {"CA-Q", 0}, {"USA", 0},   {"DE", 0},    {"U", 0},
  };
  dp_guard_rule rule = *business_hours();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(dp_guard_binds(&rule, cases[i].region)); /* everywhere */
    dp_guard_rule local = rule;
    local.regions = regions;
    local.region_count = 2;
    assert_int_equal(dp_guard_binds(&local, cases[i].region), cases[i].binds);
  }
  rule.regions = regions;
  rule.region_count = 2;
  assert_true(dp_guard_binds(&rule, NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(business_hours_are_those_of_the_manual),
      cmocka_unit_test(tails_belong_to_the_weekday_on_which_they_start),
      cmocka_unit_test(a_rule_has_no_say_outside_its_dates),
      cmocka_unit_test(rules_of_other_kinds_permit_all_hours),
      cmocka_unit_test(regions_bind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
