/* SPDX-License-Identifier: MIT */
/* Random histories of attempts and a wish, told as events and as a snapshot. What a snapshot can express
 * comes out the same: of one attempt and a wish, the whole state but the digests of events; of many attempts,
 * whatever does not ask for those between the first and the last; where they are all of one date, their
 * number on it too.
 *
 * usage: prop_snapshot [CASES [SEED]]; from the environment too; 20,000 by default. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "oracle/chance.h"
#include "support/apply_world.h"

enum { ATTEMPTS_MAX = 15 };

typedef struct history {
  dialplan_event attempt[ATTEMPTS_MAX];
  int count;
  int64_t callback_due_at;
} history;

static unsigned long checks;
static uint64_t seed;

static void demand(int holds, const char *what, int number) {
  checks++;
  if (holds) return;
  printf("prop_snapshot: %s: seed %llu, case %d\n0 passed, 1 failed\n", what, (unsigned long long)seed,
         number);
  exit(1);
}

static void some_settings(chance *c, dp_settings *s) {
  s->callbacks.max_ahead = (dialplan_duration){chance_percent(c, 50) ? 1 : DP_OFF, 0};
  s->retry.rows[DIALPLAN_OUTCOME_REFUSED].kind = chance_percent(c, 50) ? DP_ROW_STOP : DP_ROW_NONE;
  s->retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = chance_percent(c, 50) ? DP_ROW_STOP : DP_ROW_NONE;
}

/* Outcomes between the first and the last neither end the contact nor leave a mark of their own. */
static history some_history(chance *c, int single) {
  history h = {.count = single ? (int)chance_below(c, 2) : (int)chance_in(c, 2, ATTEMPTS_MAX)};
  int64_t at = world_at(1, 0, 0) + chance_below(c, 40 * 86400);
  const int64_t step = chance_percent(c, 50) ? 3600 : 5 * 86400;
  for (int i = 0; i < h.count; i++) {
    const int last = i + 1 == h.count;
    h.attempt[i] = world_attempt(at, 0, last ? (uint8_t)chance_in(c, 1, 15) : DIALPLAN_OUTCOME_NO_ANSWER);
    if (!last) at += 1 + chance_below(c, step);
  }
  if (chance_percent(c, 40)) h.callback_due_at = at + chance_below(c, 4 * 86400);
  return h;
}

static dialplan_snapshot told(const history *h) {
  dialplan_snapshot s = {.attempts = (uint32_t)h->count, .callback_due_at = h->callback_due_at};
  if (!h->count) return s;
  const dialplan_event *last = &h->attempt[h->count - 1];
  s.first_attempt_at = h->attempt[0].at;
  s.last_attempt_at = last->at;
  s.last_outcome = last->outcome;
  return s;
}

static dialplan_status replay(world *w, const history *h) {
  memset(&w->state, 0, sizeof w->state);
  w->state.size = sizeof w->state;
  for (int i = 0; i < h->count; i++) world_apply(w, h->attempt[i]);
  if (!h->callback_due_at) return DIALPLAN_OK;
  dialplan_event wish = {
      .kind = DIALPLAN_EVENT_CALLBACK, .by = DIALPLAN_BY_CUSTOMER, .due_at = h->callback_due_at};
  wish.at = h->count ? h->attempt[h->count - 1].at : h->callback_due_at - 86400;
  return world_apply(w, wish);
}

static int32_t kolkata_date(int64_t at) { return (int32_t)((at + 19800) / 86400); }

/* What the snapshot cannot know of the attempts before the last one. */
static void forget_between(dialplan_state *state, const history *h) {
  memset(state->outcome_counts, 0, sizeof state->outcome_counts);
  memset(&state->attempt_at[1], 0, sizeof state->attempt_at - sizeof state->attempt_at[0]);
  memset(&state->attempt_outcome[1], 0, sizeof state->attempt_outcome - 1);
  state->first_outcome = 0;
  const int64_t first = h->attempt[0].at, last = h->attempt[h->count - 1].at;
  if (kolkata_date(first) != kolkata_date(last)) state->last_date_attempts = 0;
}

int main(int argc, char **argv) {
  const char *cases_text = argc > 1 ? argv[1] : getenv("CASES"),
             *seed_text = argc > 2 ? argv[2] : getenv("SEED");
  const int cases = cases_text ? atoi(cases_text) : 20000;
  seed = seed_text ? strtoull(seed_text, NULL, 10) : 20260307;
  printf("prop_snapshot: %d cases, seed %llu\n", cases, (unsigned long long)seed);
  world w;
  world_open_in(&w, "Asia/Kolkata");
  chance c = chance_of(seed);
  for (int i = 0; i < cases; i++) {
    some_settings(&c, w.settings);
    const history h = some_history(&c, i % 2);
    const dialplan_snapshot s = told(&h);
    dialplan_state made;
    memset(&made, 0x5A, sizeof made);
    const dialplan_status expected = replay(&w, &h);
    demand(dialplan_state_of_snapshot(w.campaign, &w.contact, &s, &made, NULL) == expected, "the status", i);
    uint8_t code[256];
    uint64_t len = 0;
    demand(dialplan_state_encode(&made, code, sizeof code, &len, NULL) == DIALPLAN_OK,
           "a state that can be stored", i);
    memset(w.state.recent, 0, sizeof w.state.recent);
    if (h.count > 1) {
      forget_between(&w.state, &h);
      forget_between(&made, &h);
    }
    demand(memcmp(&made, &w.state, sizeof made) == 0, "the facts", i);
  }
  world_close(&w);
  printf("%lu demands\n1 passed, 0 failed\n", checks);
  return 0;
}
