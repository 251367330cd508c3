/* SPDX-License-Identifier: MIT */
/* lib/mem.c: the allocator and the arena. */
#include "fixture.h"

#include "mem.h"

static void memory_is_zeroed(void **state) {
  unsigned char *bytes = dp_mem_new(4096);
  assert_non_null(bytes);
  for (int i = 0; i < 4096; i++) assert_int_equal(bytes[i], 0);
  dp_mem_free(bytes);
  void *nothing = dp_mem_new(0);
  assert_non_null(nothing);
  dp_mem_free(nothing);
  dp_mem_free(NULL);
}

static void resizing_keeps_and_checks(void **state) {
  int *numbers = dp_mem_resize(NULL, 4, sizeof *numbers);
  assert_non_null(numbers);
  for (int i = 0; i < 4; i++) numbers[i] = i;
  numbers = dp_mem_resize(numbers, 4000, sizeof *numbers);
  assert_non_null(numbers);
  for (int i = 0; i < 4; i++) assert_int_equal(numbers[i], i);
  assert_null(dp_mem_resize(numbers, SIZE_MAX / 2, 4)); /* would overflow; the old one is still there */
  assert_int_equal(numbers[3], 3);
  dp_mem_free(numbers);
}

static void an_arena_gives_zeroed_aligned_pieces(void **state) {
  dp_arena arena = {0};
  unsigned char *pieces[300];
  for (size_t i = 0; i < 300; i++) {
    pieces[i] = dp_arena_new(&arena, i * 7 % 400);
    assert_non_null(pieces[i]);
    assert_int_equal((uintptr_t)pieces[i] % 16, 0);
    for (size_t k = 0; k < i * 7 % 400; k++) {
      assert_int_equal(pieces[i][k], 0);
      pieces[i][k] = (unsigned char)i;
    }
  }
  unsigned char *large = dp_arena_new(&arena, 100000);
  assert_non_null(large);
  memset(large, 255, 100000);
  assert_non_null(dp_arena_new(&arena, 16));
  for (size_t i = 0; i < 300; i++) /* nobody wrote into another's */
    for (size_t k = 0; k < i * 7 % 400; k++) assert_int_equal(pieces[i][k], (unsigned char)i);
  assert_null(dp_arena_new(&arena, SIZE_MAX));
  dp_arena_free(&arena);
  assert_null(arena.blocks);
  dp_arena_free(&arena);
}

static void an_arena_copies_text(void **state) {
  dp_arena arena = {0};
  const char text[] = "renewals and more";
  char *copy = dp_arena_text(&arena, text, 8);
  assert_string_equal(copy, "renewals");
  assert_string_equal(dp_arena_text(&arena, NULL, 0), "");
  assert_string_equal(copy, "renewals");
  dp_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed),
      cmocka_unit_test(resizing_keeps_and_checks),
      cmocka_unit_test(an_arena_gives_zeroed_aligned_pieces),
      cmocka_unit_test(an_arena_copies_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
