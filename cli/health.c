/* SPDX-License-Identifier: MIT */
/* What has the campaign as a whole been doing?
 * Plays the log of all contacts in one order, by the library's load. Invariant: what a call is, and what
 * comes of a contact, the library says; here they are gathered and put in order. */
#include "health.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

typedef struct story {
  dialplan_load_step *steps;
  uint64_t count, cap;
  dialplan_event *events; /* of one contact */
  uint64_t events_cap;
} story;

static dialplan_status tell(story *s, const world *w, const dialplan_event *told, uint64_t count,
                            dialplan_error *err) {
  const uint64_t most = s->count + 2 * count;
  uint64_t more = 0;
  if (most > s->cap) {
    s->cap = most > s->cap * 2 ? most + 1024 : s->cap * 2;
    s->steps = memory_resize(s->steps, s->cap, sizeof *s->steps);
  }
  const dialplan_status status = dialplan_load_steps(w->campaign, told, sizeof *told, count, w->now,
                                                     s->steps + s->count, s->cap - s->count, &more, err);
  s->count += more;
  return status;
}

static dialplan_status tell_contact(story *s, const events *log, uint32_t number, dialplan_error *err) {
  const uint64_t most = events_of(log, number);
  uint64_t count = 0;
  if (most > s->events_cap) {
    s->events_cap = most * 2;
    s->events = memory_resize(s->events, s->events_cap, sizeof *s->events);
  }
  for (uint64_t i = 0; i < most; i++) count += (uint64_t)events_fresh(log, number, i, &s->events[count]);
  return tell(s, log->w, s->events, count, err);
}

static dialplan_status tell_all(story *s, const events *log, dialplan_error *err) {
  const dialplan_event reset = {.kind = DIALPLAN_EVENT_BREAKER_RESET, .at = log->reset_at};
  dialplan_status status = DIALPLAN_OK;
  for (uint32_t i = 0; i < log->ids.count && !status; i++) status = tell_contact(s, log, i, err);
  return !status && log->reset_at ? tell(s, log->w, &reset, 1, err) : status;
}

static int compare(const void *a, const void *b) { return dialplan_load_step_compare(a, b); }

static dialplan_status play(const world *w, const story *s, dialplan_load *load, dialplan_facts *facts,
                            dialplan_error *err) {
  dialplan_status status = DIALPLAN_OK;
  for (uint64_t i = 0; i < s->count && !status; i++) {
    const dialplan_load_step *const step = &s->steps[i];
    status = dialplan_load_apply(w->campaign, load, step, err);
    if (!status && facts && step->kind == DIALPLAN_LOAD_STEP_END && step->at > w->now - DAY_S)
      status = dialplan_facts_attempt(facts, step->outcome);
  }
  return status;
}

int health_read(const asking *q, dialplan_load *load, dialplan_facts *facts) {
  story s = {0};
  dialplan_error err;
  *load = (dialplan_load){0};
  dialplan_status status = tell_all(&s, &q->log, &err);
  if (s.count) qsort(s.steps, s.count, sizeof *s.steps, compare);
  if (!status) status = play(&q->w, &s, load, facts, &err);
  free(s.steps);
  free(s.events);
  if (facts) facts->last_start_at = load->last_at;
  if (status) diag_record(&q->a->diag, q->log.path, &err);
  return status ? EXIT_INPUT : 0;
}

int health_contacts(asking *q, dialplan_facts *facts) {
  dialplan_decision d;
  dialplan_error err;
  int status = 0;
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  while (asking_good(q, &status)) {
    const world *const w = &q->w;
    if (!dialplan_next(w->campaign, &q->contact, &q->state, w->now, &w->options, &d, &err) &&
        !dialplan_facts_contact(w->campaign, facts, &q->contact, &d, w->now, &w->options, &err))
      continue;
    fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
    status = contacts_reject(&q->cs);
  }
  return status;
}
