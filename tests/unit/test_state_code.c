/* SPDX-License-Identifier: MIT */
#include "support/apply_world.h"

#include "facts.h"

#define T world_at
#define OK(status) assert_int_equal(status, DIALPLAN_OK)
#define LAST (DP_INSTANT_END - 1)

/* Every field at the largest value that it may hold. */
static dialplan_state largest(void) {
  dialplan_state s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  s.flags = 127;
  s.run = s.attempts = UINT32_MAX;
  s.run_at = s.first_at = s.first_end_at = s.last_at = s.last_end_at = LAST;
  s.last_date = DP_DATE_END + 1;
  s.last_date_attempts = s.consecutive_errors = 255;
  s.first_outcome = s.last_outcome = 15;
  for (int i = 0; i < 16; i++) {
    s.outcome_counts[i] = i ? 255 : 0;
    s.attempt_at[i] = LAST - i;
    s.attempt_outcome[i] = 15;
  }
  for (int i = 0; i < 4; i++) s.conversation_at[i] = LAST - i;
  s.refused_at = s.abandoned_at = s.silent_at = s.call_at = s.ended_at = LAST;
  s.reschedule_at = s.reschedule_due_at = LAST;
  s.wish_at = s.wish_asked_at = s.wish_due_at = s.wish_earliest_at = s.wish_latest_at = s.wish_tried_at =
      LAST;
  s.wish_ref = UINT64_MAX;
  s.wish_confidence = 1000;
  s.wish_by = DIALPLAN_BY_AGENT;
  s.wish_status = DIALPLAN_WISH_CLOSED;
  s.wish_reschedules = 255;
  s.wish_flags = 3;
  for (int i = 0; i < 8; i++) s.recent[i] = (UINT64_C(1) << 44) - 1;
  return s;
}

/* A usual one: three attempts, and a wish. */
static dialplan_state usual(void) {
  world w;
  world_open(&w);
  OK(world_apply(&w, world_attempt(T(1, 9, 0), T(1, 9, 1), DIALPLAN_OUTCOME_NO_ANSWER)));
  OK(world_apply(&w, world_attempt(T(1, 15, 0), T(1, 15, 1), DIALPLAN_OUTCOME_BUSY)));
  OK(world_apply(&w, world_attempt(T(2, 9, 0), T(2, 9, 4), DIALPLAN_OUTCOME_CALL_LATER)));
  OK(world_apply(&w, world_wish(T(2, 9, 3), T(2, 15, 0))));
  world_close(&w);
  return w.state;
}

static uint64_t encoded(const dialplan_state *state, uint8_t out[256]) {
  uint64_t len = 0;
  dialplan_error error;
  OK(dialplan_state_encode(state, out, 256, &len, &error));
  return len;
}

static void round_trip(const dialplan_state *state) {
  uint8_t code[256];
  const uint64_t len = encoded(state, code);
  dialplan_state back;
  memset(&back, 0xAA, sizeof back);
  OK(dialplan_state_decode(code, len, &back, NULL));
  assert_memory_equal(state, &back, sizeof back);
}

static void the_zero_state_is_one_byte(void **unused) {
  dialplan_state zero;
  memset(&zero, 0, sizeof zero);
  uint8_t code[256];
  assert_int_equal(encoded(&zero, code), 1);
  assert_int_equal(code[0], 1);
  round_trip(&zero);
  zero.size = sizeof zero;
  assert_int_equal(encoded(&zero, code), 1);
}

static void no_bytes_are_the_zero_state(void **unused) {
  dialplan_state zero, state;
  memset(&zero, 0, sizeof zero);
  memset(&state, 0xAA, sizeof state);
  OK(dialplan_state_decode(NULL, 0, &state, NULL));
  assert_memory_equal(&state, &zero, sizeof zero);
}

static void the_largest_state_keeps_within_the_limit(void **unused) {
  const dialplan_state state = largest();
  uint8_t code[256];
  const uint64_t len = encoded(&state, code);
  assert_true(len <= 255);
  assert_true((int64_t)len <= dialplan_limit(DIALPLAN_LIMIT_STATE_BYTES));
  round_trip(&state);
}

static void a_usual_state_is_small(void **unused) {
  const dialplan_state state = usual();
  uint8_t code[256];
  assert_true(encoded(&state, code) < 128);
  round_trip(&state);
}

/* Each field alone, at its largest: what one field needs, no other's section brings. */
static void every_field_makes_the_trip_alone(void **unused) {
  const dialplan_state full = largest();
  const unsigned char *bytes = (const unsigned char *)&full;
  int tried = 0;
  for (size_t at = sizeof full.size; at < sizeof full; at++) {
    dialplan_state one;
    memset(&one, 0, sizeof one);
    one.size = sizeof one;
    ((unsigned char *)&one)[at] = bytes[at];
    if (!bytes[at] || !dp_facts_valid(&one))
      continue; /* part of a number or of a list that must begin at 0 */
    round_trip(&one);
    tried++;
  }
  assert_true(tried > 60);
}

static void lists_of_every_length(void **unused) {
  const dialplan_state full = largest();
  for (int n = 0; n <= 16; n++) {
    dialplan_state s = full;
    for (int i = n; i < 16; i++) s.attempt_at[i] = s.attempt_outcome[i] = 0;
    for (int i = n; i < 8; i++) s.recent[i] = 0;
    for (int i = n; i < 4; i++) s.conversation_at[i] = 0;
    for (int i = n; i < 16; i++) s.outcome_counts[i] = 0;
    round_trip(&s);
  }
}

static void the_earliest_dates(void **unused) {
  dialplan_state s = usual();
  for (int32_t date = -2; date <= 1; date++) {
    s.last_date = date;
    round_trip(&s);
  }
}

static void a_small_room_is_measured_and_left_alone(void **unused) {
  const dialplan_state state = usual();
  uint8_t code[256], room[256];
  const uint64_t whole = encoded(&state, code);
  uint64_t len = 0;
  OK(dialplan_state_encode(&state, NULL, 0, &len, NULL));
  assert_int_equal(len, whole);
  memset(room, 0x55, sizeof room);
  OK(dialplan_state_encode(&state, room, whole - 1, &len, NULL));
  assert_int_equal(len, whole);
  for (size_t i = 0; i < sizeof room; i++) assert_int_equal(room[i], 0x55);
  OK(dialplan_state_encode(&state, room, whole, &len, NULL));
  assert_memory_equal(room, code, whole);
  assert_int_equal(room[whole], 0x55);
}

static void damaged(const uint8_t *data, uint64_t len, const char *code) {
  dialplan_state state, before;
  memset(&state, 0xAA, sizeof state);
  before = state;
  dialplan_error error = {0};
  assert_int_equal(dialplan_state_decode(data, len, &state, &error), DIALPLAN_E_STATE);
  assert_string_equal(error.code, code);
  assert_memory_equal(&state, &before, sizeof state);
}

static void every_flipped_bit_is_damage(void **unused) {
  const dialplan_state states[] = {usual(), largest()};
  for (int k = 0; k < 2; k++) {
    uint8_t code[256];
    const uint64_t len = encoded(&states[k], code);
    for (uint64_t bit = 0; bit < len * 8; bit++) {
      code[bit / 8] ^= (uint8_t)(1 << bit % 8);
      damaged(code, len, code[0] > 1 ? "state-version" : "state-damaged");
      code[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
  }
}

static void every_cut_and_every_tail_is_damage(void **unused) {
  const dialplan_state states[] = {usual(), largest()};
  for (int k = 0; k < 2; k++) {
    uint8_t code[300] = {0};
    const uint64_t len = encoded(&states[k], code);
    for (uint64_t cut = 2; cut < len; cut++) damaged(code, cut, "state-damaged");
    for (uint64_t more = 1; more <= 20; more++) damaged(code, len + more, "state-damaged");
  }
  const uint8_t two[2] = {1, 0};
  damaged(two, 2, "state-damaged");
  damaged(two + 1, 1, "state-damaged");
}

static void a_later_version_is_told_as_such(void **unused) {
  const uint8_t later[] = {2, 0, 0, 0};
  damaged(later, sizeof later, "state-version");
  damaged(later, 1, "state-version");
}

/* CRC-16/CCITT-FALSE, bit by bit: the check over "123456789" is 0x29B1. */
static uint16_t crc(const uint8_t *data, size_t len) {
  uint16_t sum = 0xFFFF;
  for (size_t i = 0; i < len; i++)
    for (int bit = 7; bit >= 0; bit--) {
      const int top = (sum >> 15) ^ (data[i] >> bit & 1);
      sum = (uint16_t)(sum << 1 ^ (top ? 0x1021 : 0));
    }
  return sum;
}

static void the_form_is_as_documented(void **unused) {
  assert_int_equal(crc((const uint8_t *)"123456789", 9), 0x29B1);
  /* DNC alone, at instant 5: flags 0000100 (lowest first: 0,0,1,0,0,0,0), no run, no attempts, no stamps, no
   * call, an end: 1 and 33 bits of 5, no reschedule, no wish, 5 + 3 + 4 zero bits of lists. */
  dialplan_state s;
  memset(&s, 0, sizeof s);
  s.flags = DIALPLAN_STATE_DNC;
  s.ended_at = 5;
  uint8_t bits[59] = {0};
  bits[2] = 1;
  bits[11] = 1;
  bits[12] = 1; /* 5 is 101 */
  bits[14] = 1;
  uint8_t expected[11] = {1};
  for (int i = 0; i < 59; i++) expected[1 + i / 8] |= (uint8_t)(bits[i] << i % 8);
  const uint16_t sum = crc(expected, 9);
  expected[9] = (uint8_t)(sum & 255);
  expected[10] = (uint8_t)(sum >> 8);
  uint8_t code[256];
  assert_int_equal(encoded(&s, code), sizeof expected);
  assert_memory_equal(code, expected, sizeof expected);
}

/* With a right sum behind it, whatever the bits say: only what encoding makes is taken. */
static void a_right_sum_alone_does_not_help(void **unused) {
  const dialplan_state states[] = {usual(), largest()};
  for (int k = 0; k < 2; k++) {
    uint8_t code[256];
    const uint64_t len = encoded(&states[k], code);
    int taken = 0;
    for (uint64_t bit = 8; bit < (len - 2) * 8; bit++) {
      uint8_t forged[256], again[256];
      memcpy(forged, code, len);
      forged[bit / 8] ^= (uint8_t)(1 << bit % 8);
      const uint16_t sum = crc(forged, len - 2);
      forged[len - 2] = (uint8_t)(sum & 255);
      forged[len - 1] = (uint8_t)(sum >> 8);
      dialplan_state state;
      if (dialplan_state_decode(forged, len, &state, NULL) != DIALPLAN_OK) continue;
      assert_true(dp_facts_valid(&state));
      assert_int_equal(encoded(&state, again), len);
      assert_memory_equal(forged, again, len);
      taken++;
    }
    assert_true(taken > 0);
  }
}

static void what_no_event_makes_is_refused(void **unused) {
  enum { CASES = 30 };
  for (int i = 0; i < CASES; i++) {
    dialplan_state s = largest();
    switch (i) {
    case 0: s.flags = 128; break;
    case 1: s.run_at = DP_INSTANT_END; break;
    case 2: s.first_at = -1; break;
    case 3: s.first_end_at = INT64_MIN; break;
    case 4: s.last_at = INT64_MAX; break;
    case 5: s.last_end_at = -1; break;
    case 6: s.last_date = DP_DATE_END + 2; break;
    case 7: s.last_date = -3; break;
    case 8: s.first_outcome = 16; break;
    case 9: s.last_outcome = 16; break;
    case 10: s.outcome_counts[0] = 1; break;
    case 11: s.attempt_at[3] = 0; break;
    case 12: s.attempt_at[3] = s.attempt_at[2] + 1; break;
    case 13: s.attempt_outcome[3] = 0; break;
    case 14: s.attempt_outcome[3] = 16; break;
    case 15: s.conversation_at[0] = 0; break;
    case 16: s.conversation_at[3] = DP_INSTANT_END; break;
    case 17: s.wish_confidence = 1001; break;
    case 18: s.wish_by = 3; break;
    case 19: s.wish_status = DIALPLAN_WISH_EXHAUSTED; break;
    case 20: s.wish_flags = 4; break;
    case 21: s.reserved = 1; break;
    case 22: s.recent[7] = UINT64_C(1) << 44; break;
    case 23: s.recent[2] = 0; break;
    case 24: s.wish_tried_at = -1; break;
    case 25: s.attempt_at[15] = 0; break; /* with an outcome */
    case 26: s.silent_at = DP_INSTANT_END; break;
    case 27: s.attempt_at[0] = DP_INSTANT_END; break;
    case 28: s.conversation_at[3] = -1; break;
    default: s.recent[0] = UINT64_MAX; break;
    }
    uint8_t code[256];
    uint64_t len = 77;
    dialplan_error error;
    assert_int_equal(dialplan_state_encode(&s, code, sizeof code, &len, &error), DIALPLAN_E_RANGE);
    assert_int_equal(len, 77);
  }
  /* The same of a contact whose state is otherwise empty, of which less is looked at. */
  const size_t alone[] = {offsetof(dialplan_state, run_at),       offsetof(dialplan_state, first_at),
                          offsetof(dialplan_state, first_end_at), offsetof(dialplan_state, last_at),
                          offsetof(dialplan_state, last_end_at),  offsetof(dialplan_state, attempt_at),
                          offsetof(dialplan_state, refused_at),   offsetof(dialplan_state, wish_tried_at),
                          offsetof(dialplan_state, recent) + 56};
  for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
    dialplan_state s = {0};
    assert_true(dp_facts_valid(&s));
    memset((unsigned char *)&s + alone[i], 0xFF, sizeof(int64_t));
    assert_false(dp_facts_valid(&s));
  }
  dialplan_state s = {0};
  s.first_outcome = 16;
  assert_false(dp_facts_valid(&s));
  s = (dialplan_state){.outcome_counts = {1}};
  assert_false(dp_facts_valid(&s));
  s = (dialplan_state){.attempt_outcome = {DIALPLAN_OUTCOME_BUSY}};
  assert_false(dp_facts_valid(&s));
  s = (dialplan_state){.reserved = 1};
  assert_false(dp_facts_valid(&s));
  s = largest();
  s.size = 8;
  uint64_t len;
  assert_int_equal(dialplan_state_encode(&s, NULL, 0, &len, NULL), DIALPLAN_E_SIZE);
}

static void missing_arguments_are_told(void **unused) {
  dialplan_state s = usual();
  uint64_t len;
  assert_int_equal(dialplan_state_encode(NULL, NULL, 0, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_encode(&s, NULL, 0, NULL, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_encode(&s, NULL, 1, &len, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_decode(NULL, 1, &s, NULL), DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_decode(NULL, 0, NULL, NULL), DIALPLAN_E_ARGUMENT);
}

static void many_are_decoded_as_each_alone(void **unused) {
  enum { ROWS = 6 };
  typedef struct kept {
    dialplan_state state;
    uint64_t own[2];
  } kept;
  uint8_t bytes[600] = {0};
  dialplan_text_span spans[ROWS] = {{0, 0}};
  const dialplan_state some = {.run = 3, .run_at = 1772409600}, others = {.run = 9, .run_at = 1772409601};
  uint64_t at = 0, len = 0;
  for (int i = 0; i < 5; i++) { /* the third is empty, the fourth damaged; the last one lies outside */
    spans[i].from = (uint32_t)at;
    len = 0;
    if (i != 2)
      assert_int_equal(
          dialplan_state_encode(i % 2 ? &some : &others, bytes + at, sizeof bytes - at, &len, NULL),
          DIALPLAN_OK);
    at += len;
    spans[i].until = (uint32_t)at;
  }
  bytes[spans[3].from + 2] ^= 1;
  spans[5] = (dialplan_text_span){(uint32_t)at, (uint32_t)at + 1};

  kept rows[ROWS];
  int32_t statuses[ROWS];
  memset(rows, 0xFF, sizeof rows);
  assert_int_equal(
      dialplan_state_decode_batch(bytes, at, spans, ROWS, &rows->state, sizeof *rows, statuses, NULL),
      DIALPLAN_OK);
  for (int i = 0; i < ROWS; i++) {
    assert_true(rows[i].own[0] == UINT64_MAX && rows[i].own[1] == UINT64_MAX);
    const dialplan_state refused = {.size = 1};
    dialplan_state alone = refused;
    dialplan_status status = DIALPLAN_E_RANGE;
    if (i < 5)
      status = dialplan_state_decode(bytes + spans[i].from, spans[i].until - spans[i].from, &alone, NULL);
    assert_int_equal(statuses[i], status);
    assert_memory_equal(&rows[i].state, &alone, sizeof alone);
  }
  assert_int_equal(statuses[3], DIALPLAN_E_STATE);
  assert_int_equal(dialplan_state_encode(&rows[3].state, NULL, 0, &len, NULL), DIALPLAN_E_SIZE);
  assert_int_equal(rows[4].state.run, 9);
  assert_int_equal(
      dialplan_state_decode_batch(bytes, at, spans, ROWS, &rows->state, sizeof *rows, NULL, NULL),
      DIALPLAN_OK);

  dialplan_error err;
  dialplan_state *states = &rows->state;
  const uint64_t stride = sizeof *rows;
  assert_int_equal(dialplan_state_decode_batch(NULL, 1, spans, 1, states, stride, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_decode_batch(bytes, at, NULL, 1, states, stride, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_decode_batch(bytes, at, spans, 1, NULL, stride, NULL, &err),
                   DIALPLAN_E_ARGUMENT);
  assert_int_equal(dialplan_state_decode_batch(bytes, at, spans, 1, states, 8, NULL, &err), DIALPLAN_E_SIZE);
  assert_int_equal(dialplan_state_decode_batch(NULL, 0, NULL, 0, NULL, 0, NULL, &err), DIALPLAN_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_zero_state_is_one_byte),
      cmocka_unit_test(no_bytes_are_the_zero_state),
      cmocka_unit_test(the_largest_state_keeps_within_the_limit),
      cmocka_unit_test(a_usual_state_is_small),
      cmocka_unit_test(every_field_makes_the_trip_alone),
      cmocka_unit_test(lists_of_every_length),
      cmocka_unit_test(the_earliest_dates),
      cmocka_unit_test(a_small_room_is_measured_and_left_alone),
      cmocka_unit_test(every_flipped_bit_is_damage),
      cmocka_unit_test(every_cut_and_every_tail_is_damage),
      cmocka_unit_test(a_later_version_is_told_as_such),
      cmocka_unit_test(the_form_is_as_documented),
      cmocka_unit_test(a_right_sum_alone_does_not_help),
      cmocka_unit_test(what_no_event_makes_is_refused),
      cmocka_unit_test(missing_arguments_are_told),
      cmocka_unit_test(many_are_decoded_as_each_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
