/* SPDX-License-Identifier: MIT */
/* Variants: names, agents, the decision's field; and the choice held against the definition in floating
 * point. */
#include <math.h>

#include "oracle/chance.h"
#include "support/decide.h"

static void add(desk *d, const char *name, int32_t weight, const char *agent) {
  d->settings.variants[d->settings.variant_count++] =
      (dp_variant){.name = name, .weight = weight, .agent = agent};
}

static void a_campaign_without_variants_has_none(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  const dialplan_campaign *c = desk_campaign(&d);
  assert_int_equal(dialplan_variant_count(c), 0);
  assert_int_equal(dialplan_variant(c, 42), 0);
  assert_null(dialplan_variant_name(c, 0));
  assert_null(dialplan_variant_name(c, 1));
  assert_null(dialplan_variant_agent(c, 1));
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).variant, 0);
  desk_close(&d);
}

static void variants_have_names_and_agents(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  add(&d, "formal", 1, NULL);
  add(&d, "short", 0, "ada");
  const dialplan_campaign *c = desk_campaign(&d);
  uint16_t variant = 9;
  dialplan_error err = {0};
  assert_int_equal(dialplan_variant_count(c), 2);
  assert_string_equal(dialplan_variant_name(c, 2), "short");
  assert_null(dialplan_variant_name(c, 3));
  assert_null(dialplan_variant_agent(c, 1));
  assert_string_equal(dialplan_variant_agent(c, 2), "ada");
  assert_int_equal(dialplan_variant_find(c, "short", 5, &variant, &err), DIALPLAN_OK);
  assert_int_equal(variant, 2);
  assert_int_equal(dialplan_variant_find(c, "shorts", 6, &variant, &err), DIALPLAN_E_VALUE);
  assert_string_equal(err.message, "the campaign has no variant \"shorts\", did you mean \"short\"?");
  assert_string_equal(err.code, "unknown-variant");
  assert_int_equal(variant, 2);
  assert_int_equal(dialplan_variant_find(c, "", 0, &variant, NULL), DIALPLAN_E_VALUE);
  assert_int_equal(dialplan_variant_find(NULL, "a", 1, &variant, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_variant_find(c, NULL, 1, &variant, &err), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_variant_find(c, "a", 1, NULL, &err), DIALPLAN_E_ARGUMENT);
  desk_close(&d);
}

static void the_decision_carries_it_and_the_callers_wins(void **state) {
  (void)state;
  desk d = desk_open("1111111");
  add(&d, "formal", 0, NULL);
  add(&d, "short", 1, NULL);
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).variant, 2);
  d.contact.variant = 1;
  assert_int_equal(desk_ask(&d, day_at(1, 10, 0)).variant, 1);
  d.state.flags = DIALPLAN_STATE_DNC;
  d.contact.variant = 0;
  const dialplan_decision stop = desk_ask(&d, day_at(1, 10, 0));
  stops(stop, DIALPLAN_REASON_DNC);
  assert_int_equal(stop.variant, 2);
  desk_close(&d);
}

/* The draw as DRAWS in libdialplan(3) gives it, written down once more: attempt is the hash of the name, date
 * 0. */
static uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

static uint64_t draw(const char *seed, uint64_t key, const char *name) {
  const uint64_t values[] = {key, dialplan_key(name, strlen(name)), 6, 0};
  uint64_t h = dialplan_key(seed, strlen(seed));
  for (int i = 0; i < 4; i++) h = mix(h + 0x9E3779B97F4A7C15u + values[i]);
  return h;
}

/* -ln(u) / weight, the least wins: in floating point, where the two best are far enough apart to tell. */
static void the_choice_is_that_of_rendezvous_hashing(void **state) {
  (void)state;
  static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
  chance c = chance_of(20261121);
  int told = 0;
  for (int round = 0; round < 40; round++) {
    desk d = desk_open("1111111");
    const int count = (int)chance_in(&c, 1, 6);
    for (int i = 0; i < count; i++)
      add(&d, names[i], (int32_t)(i ? chance_in(&c, 0, round % 2 ? 100 : 1000000) : 1), NULL);
    const dialplan_campaign *campaign = desk_campaign(&d);
    for (uint64_t key = 0; key < 2000; key++) {
      int best = -1;
      double least = 0, second = INFINITY;
      for (int i = 0; i < count; i++) {
        const double weight = d.settings.variants[i].weight;
        if (weight == 0) continue;
        const double cost = -log1p((double)(0 - draw("desk", key, names[i])) * -0x1p-64) / weight;
        if (best < 0 || cost < least) {
          second = best < 0 ? INFINITY : least;
          least = cost;
          best = i;
        } else if (cost < second)
          second = cost;
      }
      if (second - least < second * 1e-4) continue;
      told++;
      assert_int_equal(dialplan_variant(campaign, key), best + 1);
    }
    desk_close(&d);
  }
  assert_true(told > 79000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_campaign_without_variants_has_none),
      cmocka_unit_test(variants_have_names_and_agents),
      cmocka_unit_test(the_decision_carries_it_and_the_callers_wins),
      cmocka_unit_test(the_choice_is_that_of_rendezvous_hashing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
