/* SPDX-License-Identifier: MIT */
/* How is a state stored in a column or a file?
 * Uses facts alone. Invariant: one walk over the fields both writes and reads, so that the two cannot differ;
 * reading takes nothing but what writing makes, byte for byte.
 *
 * Version 1: the byte 1; the fields, bit-packed from the lowest bit of the first byte on, in the order of
 * walk(); zero bits up to a whole byte; CRC-16/CCITT-FALSE of all that, low byte first. The all-zero state is
 * the byte 1 alone. An instant takes 33 bits. At most 255 bytes; dialplan-events(5) has the table. */
#include <dialplan/state.h>

#include <string.h>

#include "base.h"
#include "date.h"
#include "facts.h"

enum { VERSION = 1, INSTANT_BITS = 33, DATE_BITS = 17, HEAD = 1, TAIL = 2, ROOM = 256 };

/* A row of bits that is written, or read. Past the end there are zeros, which writing would not have left
 * out. */
typedef struct bits {
  uint8_t *out; /* NULL: reading; zeroed before */
  const uint8_t *in;
  size_t at, end; /* in bits */
} bits;

static uint64_t pass(bits *b, uint64_t value, unsigned count) {
  if (count > b->end - b->at) return 0;
  uint64_t passed = 0;
  for (unsigned done = 0; done < count;) {
    const unsigned shift = b->at % 8;
    const unsigned step = 8 - shift < count - done ? 8 - shift : count - done;
    const uint64_t mask = (UINT64_C(1) << step) - 1;
    if (b->out)
      b->out[b->at / 8] |= (uint8_t)(((value >> done) & mask) << shift);
    else
      passed |= ((uint64_t)(b->in[b->at / 8] >> shift) & mask) << done;
    b->at += step;
    done += step;
  }
  return b->out ? value : passed;
}

static void pass8(bits *b, uint8_t *field, unsigned count) { *field = (uint8_t)pass(b, *field, count); }
static void pass16(bits *b, uint16_t *field, unsigned count) { *field = (uint16_t)pass(b, *field, count); }
static void pass32(bits *b, uint32_t *field, unsigned count) { *field = (uint32_t)pass(b, *field, count); }
static void pass64(bits *b, uint64_t *field, unsigned count) { *field = pass(b, *field, count); }
static void pass_at(bits *b, int64_t *at) { *at = (int64_t)pass(b, (uint64_t)*at, INSTANT_BITS); }

static void pass_date(bits *b, int32_t *date) {
  *date = (int32_t)pass(b, (uint64_t)(*date - DP_FACTS_DATE_FIRST), DATE_BITS) + DP_FACTS_DATE_FIRST;
}

/* One bit: whether the fields that follow are there. */
static int section(bits *b, int present) { return (int)pass(b, (uint64_t)(present != 0), 1); }

static void optional_at(bits *b, int64_t *at) {
  if (section(b, *at != 0)) pass_at(b, at);
}

static unsigned pass_count(bits *b, unsigned present, unsigned most, unsigned count) {
  const unsigned n = (unsigned)pass(b, present, count);
  return n <= most ? n : 0;
}

static unsigned instants_in(const int64_t *at, unsigned most) {
  unsigned n = 0;
  while (n < most && at[n]) n++;
  return n;
}

static unsigned digests_in(const uint64_t *digest) {
  unsigned n = 0;
  while (n < DP_FACTS_RECENT && digest[n]) n++;
  return n;
}

static unsigned outcomes_in(const uint8_t counts[DIALPLAN_OUTCOME_DNC_REQUEST + 1]) {
  unsigned n = DIALPLAN_OUTCOME_DNC_REQUEST;
  while (n && !counts[n]) n--;
  return n;
}

static void walk_attempts(bits *b, dialplan_state *s) {
  const unsigned outcomes = outcomes_in(s->outcome_counts);
  if (!section(b, s->attempts || s->first_at || s->first_end_at || s->last_at || s->last_end_at ||
                      s->last_date || s->last_date_attempts || s->consecutive_errors || s->first_outcome ||
                      s->last_outcome || outcomes))
    return;
  pass32(b, &s->attempts, 32);
  pass_at(b, &s->first_at);
  pass_at(b, &s->first_end_at);
  pass_at(b, &s->last_at);
  pass_at(b, &s->last_end_at);
  pass_date(b, &s->last_date);
  pass8(b, &s->last_date_attempts, 8);
  pass8(b, &s->consecutive_errors, 8);
  pass8(b, &s->first_outcome, 4);
  pass8(b, &s->last_outcome, 4);
  const unsigned n = pass_count(b, outcomes, DIALPLAN_OUTCOME_DNC_REQUEST, 4);
  for (unsigned i = 1; i <= n; i++) pass8(b, &s->outcome_counts[i], 8);
}

static void walk_lists(bits *b, dialplan_state *s) {
  unsigned n = pass_count(b, instants_in(s->attempt_at, DP_FACTS_ATTEMPTS), DP_FACTS_ATTEMPTS, 5);
  for (unsigned i = 0; i < n; i++) {
    pass_at(b, &s->attempt_at[i]);
    pass8(b, &s->attempt_outcome[i], 4);
  }
  n = pass_count(b, instants_in(s->conversation_at, DP_FACTS_CONVERSATIONS), DP_FACTS_CONVERSATIONS, 3);
  for (unsigned i = 0; i < n; i++) pass_at(b, &s->conversation_at[i]);
  n = pass_count(b, digests_in(s->recent), DP_FACTS_RECENT, 4);
  for (unsigned i = 0; i < n; i++) pass64(b, &s->recent[i], DP_FACTS_DIGEST_BITS);
}

static void walk_wish(bits *b, dialplan_state *s) {
  if (!section(b, s->wish_at || s->wish_asked_at || s->wish_due_at || s->wish_earliest_at ||
                      s->wish_latest_at || s->wish_tried_at || s->wish_ref || s->wish_confidence ||
                      s->wish_by || s->wish_status || s->wish_reschedules || s->wish_flags))
    return;
  pass_at(b, &s->wish_at);
  pass_at(b, &s->wish_asked_at);
  pass_at(b, &s->wish_due_at);
  optional_at(b, &s->wish_earliest_at);
  optional_at(b, &s->wish_latest_at);
  pass_at(b, &s->wish_tried_at);
  pass64(b, &s->wish_ref, 64);
  pass16(b, &s->wish_confidence, 10);
  pass8(b, &s->wish_by, 2);
  pass8(b, &s->wish_status, 3);
  pass8(b, &s->wish_reschedules, 8);
  pass8(b, &s->wish_flags, 2);
}

static void walk(bits *b, dialplan_state *s) {
  pass32(b, &s->flags, 7);
  if (section(b, s->run || s->run_at)) {
    pass32(b, &s->run, 32);
    pass_at(b, &s->run_at);
  }
  walk_attempts(b, s);
  if (section(b, s->refused_at || s->abandoned_at || s->silent_at)) {
    pass_at(b, &s->refused_at);
    pass_at(b, &s->abandoned_at);
    pass_at(b, &s->silent_at);
  }
  optional_at(b, &s->call_at);
  optional_at(b, &s->ended_at);
  if (section(b, s->reschedule_at || s->reschedule_due_at)) {
    pass_at(b, &s->reschedule_at);
    pass_at(b, &s->reschedule_due_at);
  }
  walk_wish(b, s);
  walk_lists(b, s);
}

static uint16_t crc16(const uint8_t *data, size_t len) {
  static const uint16_t table[16] = {0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50A5, 0x60C6, 0x70E7,
                                     0x8108, 0x9129, 0xA14A, 0xB16B, 0xC18C, 0xD1AD, 0xE1CE, 0xF1EF};
  uint16_t crc = 0xFFFF;
  for (size_t i = 0; i < len; i++) {
    crc = (uint16_t)((crc << 4) ^ table[(crc >> 12) ^ (data[i] >> 4)]);
    crc = (uint16_t)((crc << 4) ^ table[(crc >> 12) ^ (data[i] & 15)]);
  }
  return crc;
}

/* Whether all but the size is zero. */
static int never_touched(const dialplan_state *state) {
  static const dialplan_state zero;
  return memcmp((const char *)state + sizeof state->size, (const char *)&zero + sizeof zero.size,
                sizeof zero - sizeof zero.size) == 0;
}

/* A valid state into ROOM bytes; the length. */
static size_t write_state(const dialplan_state *state, uint8_t *out) {
  memset(out, 0, ROOM);
  out[0] = VERSION;
  if (never_touched(state)) return HEAD;
  dialplan_state copy = *state;
  bits b = {.out = out, .at = HEAD * 8, .end = (ROOM - TAIL) * 8};
  walk(&b, &copy);
  const size_t len = (b.at + 7) / 8;
  const uint16_t crc = crc16(out, len);
  out[len] = (uint8_t)(crc & 0xFF);
  out[len + 1] = (uint8_t)(crc >> 8);
  return len + TAIL;
}

dialplan_status dialplan_state_encode(const dialplan_state *state, uint8_t *out, uint64_t cap, uint64_t *len,
                                      dialplan_error *err) {
  if (!state || !len || (!out && cap))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "state, out or len is missing");
  if (!dp_size_fits(state, state->size, sizeof *state)) return dp_size_unknown(err, "the state");
  if (!dp_facts_valid(state))
    return dp_fail(err, DIALPLAN_E_RANGE, "state", "the state holds what no event puts there");
  uint8_t code[ROOM];
  const size_t whole = write_state(state, code);
  if (whole <= cap) memcpy(out, code, whole);
  *len = whole;
  return DIALPLAN_OK;
}

static dialplan_status damaged(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_STATE, "state-damaged", "the encoded state is damaged");
}

dialplan_status dialplan_state_decode(const uint8_t *data, uint64_t len, dialplan_state *state,
                                      dialplan_error *err) {
  if (!state || (!data && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "data or state is missing");
  dialplan_state read;
  memset(&read, 0, sizeof read);
  if (len > 0 && data[0] > VERSION)
    return dp_fail(err, DIALPLAN_E_STATE, "state-version",
                   "the encoded state is of a later version of libdialplan");
  if (len > ROOM || (len > 0 && data[0] != VERSION)) return damaged(err);
  if (len > HEAD) {
    if (len <= HEAD + TAIL) return damaged(err);
    bits b = {.in = data, .at = HEAD * 8, .end = (size_t)(len - TAIL) * 8};
    walk(&b, &read);
    if (!dp_facts_valid(&read)) return damaged(err);
    uint8_t again[ROOM];
    read.size = sizeof read;
    if (write_state(&read, again) != len || memcmp(again, data, len) != 0) return damaged(err);
  }
  *state = read;
  return DIALPLAN_OK;
}

dialplan_status dialplan_state_decode_batch(const uint8_t *data, uint64_t len,
                                            const dialplan_text_span *spans, uint64_t count,
                                            dialplan_state *states, uint64_t state_stride, int32_t *statuses,
                                            dialplan_error *err) {
  if ((!data && len) || (count && (!spans || !states)))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "data, spans or states are missing");
  if (count && state_stride < sizeof *states)
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "the stride is shorter than a state");
  for (uint64_t i = 0; i < count; i++) {
    dialplan_state *state = (void *)((char *)states + i * state_stride);
    const uint64_t size = spans[i].until - spans[i].from;
    dialplan_status status = DIALPLAN_E_RANGE;
    if (dp_span_inside(spans[i], len))
      status = dialplan_state_decode(size ? data + spans[i].from : NULL, size, state, NULL);
    if (status) *state = (dialplan_state){.size = 1}; /* no size of a state */
    if (statuses) statuses[i] = status;
  }
  return DIALPLAN_OK;
}
