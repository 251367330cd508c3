/* SPDX-License-Identifier: MIT */
/* lib/draw.h: draws. Expected values were made by another implementation (Python's integers) of DRAWS in
 * libdialplan(3). */
#include "fixture.h"

#include "draw.h"

static void draws_are_as_published(void **state) {
  const uint64_t draw = dp_draw(dp_draw_hash("renewals", 8), dp_draw_hash("42", 2), 1, DP_DRAW_BUFFER, 20514);
  assert_true(draw == UINT64_C(0x2646A58C1E3F1BC3));
  assert_true(dp_draw(0, 0, 0, 0, -1) == UINT64_C(0x2A4F111B3BE57715));
  assert_true(dp_draw_below(draw, 1) == 0);
  assert_true(dp_draw_below(draw, 2) == 0);
  assert_true(dp_draw_below(draw, 901) == 134);
  assert_true(dp_draw_below(draw, UINT64_C(1) << 63) == UINT64_C(1379036921516232161));
  assert_true(dp_draw_below(draw, UINT64_MAX) == UINT64_C(2758073843032464322));
}

static void below_is_below(void **state) {
  assert_true(dp_draw_below(UINT64_MAX, 1) == 0);
  assert_true(dp_draw_below(UINT64_MAX, 901) == 900);
  assert_true(dp_draw_below(UINT64_MAX, UINT64_MAX) == UINT64_MAX - 1);
  assert_true(dp_draw_below(0, UINT64_MAX) == 0);
  assert_true(dp_draw_below(5, 0) == 0);
}

static void draws_fill_their_range(void **state) {
  int seen[16] = {0};
  for (int32_t date = 0; date < 1600; date++) seen[dp_draw_below(dp_draw(1, 2, 3, 4, date), 16)]++;
  for (int i = 0; i < 16; i++) assert_in_range(seen[i], 60, 140);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(draws_are_as_published),
      cmocka_unit_test(below_is_below),
      cmocka_unit_test(draws_fill_their_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
