/* SPDX-License-Identifier: MIT */
/* Random streams of events. In the order of their instants, the state is at every step the one that a plain
 * model reads off the whole list of events so far; the stored form brings it back and keeps within its limit;
 * the same event again changes nothing; applying is a function. In any other order, counts, limits and ends
 * come out the same.
 *
 * usage: prop_state [CASES [SEED]]; from the environment too; 3,000 by default. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "oracle/chance.h"
#include "support/apply_world.h"

enum { EVENTS_MAX = 48, KOLKATA_S = 19800 };

typedef struct stream {
  dialplan_event event[EVENTS_MAX];
  int count;
} stream;

/* --- the model --- */

/* An attempt as read off the list: a start that was given up is one, too. */
typedef struct call {
  int64_t at, ended_at;
  int outcome;
  int in_run;
} call;

typedef struct model {
  const dp_settings *settings;
  call calls[2 * EVENTS_MAX];
  int call_count;
  int64_t conversations[2 * EVENTS_MAX];
  int conversation_count;
  int64_t run_at, under_way_at, ended_at, moved_at, moved_due_at;
  uint32_t run;
  int dnc, failed, cancelled, closed, reached, inbound, manual;
  /* the wish */
  int wish, recorded, no_clear_time, tries, by, confidence;
  int64_t wish_at, wish_asked_at, wish_due_at, wish_tried_at;
} model;

static int64_t end_of(const call *c) { return c->ended_at ? c->ended_at : c->at; }

static int64_t in_kolkata(int64_t at, dialplan_duration d) {
  return at + d.days * INT64_C(86400) + d.seconds;
}

static int64_t normal_delay(const model *m) {
  const call *last = NULL;
  int n = 0;
  for (int i = 0; i < m->call_count; i++)
    if (m->calls[i].in_run) {
      last = &m->calls[i];
      n++;
    }
  if (!last) return 86400;
  const dp_row *row = &m->settings->retry.rows[last->outcome];
  if (row->kind == DP_ROW_STOP) return 86400;
  if (row->kind == DP_ROW_AFTER) return in_kolkata(0, row->after);
  if (m->settings->retry.strategy == DP_STRATEGY_FIXED) return in_kolkata(0, m->settings->retry.every);
  return 86400;
}

static int stands(const model *m) {
  return m->wish == DIALPLAN_WISH_SCHEDULED && m->tries <= m->settings->callbacks.max_reschedules;
}

static int64_t present_due(const model *m) {
  if (m->moved_due_at) return m->moved_due_at > m->moved_at ? m->moved_due_at : m->moved_at;
  if (m->tries == 0) return m->wish_due_at;
  const dp_callbacks *c = &m->settings->callbacks;
  const uint32_t step = (uint32_t)m->tries < c->retry_count ? (uint32_t)m->tries : c->retry_count;
  return in_kolkata(m->wish_tried_at, c->retry[step - 1]);
}

static void end_wish(model *m, int status) {
  if (!stands(m)) return;
  m->wish = status;
  m->moved_due_at = 0;
}

static void end_contact(model *m, int *flag, int wish_status, int64_t at) {
  *flag = 1;
  if (at > m->ended_at) m->ended_at = at;
  end_wish(m, wish_status);
}

static void model_attempt(model *m, int64_t at, int64_t ended_at, int outcome) {
  const call c = {at, ended_at, outcome, at >= m->run_at};
  m->calls[m->call_count++] = c;
  if (outcome == DIALPLAN_OUTCOME_COMPLETED) m->conversations[m->conversation_count++] = at;
  if (m->under_way_at && at >= m->under_way_at) m->under_way_at = m->manual = 0;
  const int answers = stands(m) && at > m->wish_at && at >= present_due(m);
  if (outcome == DIALPLAN_OUTCOME_DNC_REQUEST)
    end_contact(m, &m->dnc, DIALPLAN_WISH_CANCELLED, at);
  else if (outcome == DIALPLAN_OUTCOME_INVALID_NUMBER || outcome == DIALPLAN_OUTCOME_WRONG_PERSON)
    end_contact(m, &m->failed, DIALPLAN_WISH_CANCELLED, at);
  else if (outcome == DIALPLAN_OUTCOME_REFUSED)
    end_contact(m, &m->closed, DIALPLAN_WISH_CLOSED, at);
  else if (outcome == DIALPLAN_OUTCOME_COMPLETED) {
    if (!(m->wish_due_at && m->wish_at >= at)) end_contact(m, &m->reached, DIALPLAN_WISH_COMPLETED, at);
  } else if (answers) {
    if (outcome == DIALPLAN_OUTCOME_ABANDONED ||
        (outcome == DIALPLAN_OUTCOME_VOICEMAIL && m->settings->callbacks.on_voicemail == DP_VOICEMAIL_CLOSE))
      end_wish(m, DIALPLAN_WISH_CLOSED);
    else {
      m->tries++;
      if (end_of(&c) > m->wish_tried_at) m->wish_tried_at = end_of(&c);
    }
  }
  if (m->moved_due_at && at >= m->moved_due_at && at >= m->moved_at) m->moved_due_at = 0;
}

static dialplan_status model_wish(model *m, const dialplan_event *e) {
  const dp_callbacks *c = &m->settings->callbacks;
  const int confidence = e->flags & DIALPLAN_EVENT_HAS_CONFIDENCE ? e->confidence : 1000;
  if (e->flags & DIALPLAN_EVENT_NOT_REQUESTED) return DIALPLAN_W_NOT_COUNTED;
  if ((e->by == DIALPLAN_BY_BOT && !(c->detection && c->bot)) || confidence < c->min_confidence) {
    m->recorded = 1;
    return DIALPLAN_W_NOT_COUNTED;
  }
  if (m->dnc || m->failed || m->cancelled || m->closed) return DIALPLAN_W_NO_EFFECT;
  const int64_t asked = e->due_at ? e->due_at : e->earliest_at;
  const int far = asked && c->max_ahead.days != DP_OFF && asked > in_kolkata(e->at, c->max_ahead);
  const int clear = asked && !far;
  const int64_t soonest = in_kolkata(e->at, c->least_delay), due = clear ? asked : e->at + normal_delay(m);
  m->wish = DIALPLAN_WISH_SCHEDULED;
  m->wish_at = e->at;
  m->wish_asked_at = asked;
  m->wish_due_at = due < soonest ? soonest : due;
  m->wish_tried_at = 0;
  m->tries = m->recorded = 0;
  m->no_clear_time = !clear;
  m->by = e->by;
  m->confidence = confidence;
  m->moved_at = m->moved_due_at = 0;
  m->reached = 0;
  m->ended_at = 0;
  return far ? DIALPLAN_W_TOO_FAR : DIALPLAN_OK;
}

static void model_begin(model *m, const dialplan_event *e, int restart) {
  for (int i = 0; i < m->call_count; i++) m->calls[i].in_run = 0;
  m->run_at = e->at;
  m->cancelled = m->closed = m->reached = m->inbound = 0;
  if (restart) m->failed = 0;
  if (!m->dnc && !m->failed) m->ended_at = 0;
  m->wish = m->recorded = m->no_clear_time = m->tries = m->by = m->confidence = 0;
  m->wish_at = m->wish_asked_at = m->wish_due_at = m->wish_tried_at = 0;
  m->moved_at = m->moved_due_at = 0;
}

static dialplan_status model_start(model *m, const dialplan_event *e) {
  for (int i = 0; i < m->call_count; i++)
    if (m->calls[i].at >= e->at) return DIALPLAN_OK;
  if (m->under_way_at && e->at - m->under_way_at >= m->settings->stale_call_s)
    model_attempt(m, m->under_way_at, 0, DIALPLAN_OUTCOME_ERROR);
  m->under_way_at = e->at;
  m->manual = (e->flags & DIALPLAN_EVENT_MANUAL) != 0;
  return DIALPLAN_OK;
}

static dialplan_status model_cancel(model *m, const dialplan_event *e) {
  if (!(e->flags & DIALPLAN_EVENT_SCOPE_CALLBACK)) {
    end_contact(m, &m->cancelled, DIALPLAN_WISH_CANCELLED, e->at);
    return DIALPLAN_OK;
  }
  if (m->wish == DIALPLAN_WISH_SCHEDULED) {
    end_wish(m, DIALPLAN_WISH_CANCELLED);
    m->wish = DIALPLAN_WISH_CANCELLED;
    return DIALPLAN_OK;
  }
  if (m->wish == DIALPLAN_WISH_NONE) {
    m->wish = DIALPLAN_WISH_CANCELLED;
    m->wish_at = e->at;
  }
  return DIALPLAN_W_NO_EFFECT;
}

/* Takes the next event of a list that is in order. */
static dialplan_status model_take(model *m, const dialplan_event *e) {
  switch (e->kind) {
  case DIALPLAN_EVENT_ENQUEUE:
    if (e->run < m->run) return DIALPLAN_W_STALE;
    if (e->run > m->run) model_begin(m, e, 0);
    m->run = e->run;
    return DIALPLAN_OK;
  case DIALPLAN_EVENT_RESTART: model_begin(m, e, 1); return DIALPLAN_OK;
  case DIALPLAN_EVENT_ATTEMPT: model_attempt(m, e->at, e->ended_at, e->outcome); return DIALPLAN_OK;
  case DIALPLAN_EVENT_START: return model_start(m, e);
  case DIALPLAN_EVENT_CALLBACK: return model_wish(m, e);
  case DIALPLAN_EVENT_RESCHEDULE:
    if (m->dnc || m->failed || m->cancelled || m->closed || m->reached) return DIALPLAN_W_NO_EFFECT;
    m->moved_at = e->at;
    m->moved_due_at = e->due_at;
    return DIALPLAN_OK;
  case DIALPLAN_EVENT_CANCEL: return model_cancel(m, e);
  case DIALPLAN_EVENT_DONE: end_contact(m, &m->closed, DIALPLAN_WISH_CLOSED, e->at); return DIALPLAN_OK;
  case DIALPLAN_EVENT_DNC: end_contact(m, &m->dnc, DIALPLAN_WISH_CANCELLED, e->at); return DIALPLAN_OK;
  case DIALPLAN_EVENT_INBOUND:
    m->inbound = 1;
    if (e->flags & DIALPLAN_EVENT_CONVERSATION) {
      m->conversations[m->conversation_count++] = e->at;
      if (m->settings->on_inbound == DP_INBOUND_CLOSE)
        end_contact(m, &m->closed, DIALPLAN_WISH_CLOSED, e->at);
    }
    return DIALPLAN_OK;
  default: return DIALPLAN_OK;
  }
}

static int by_start(const void *a, const void *b) {
  const call *x = a, *y = b;
  return (x->at > y->at) - (x->at < y->at);
}

static int by_instant(const void *a, const void *b) {
  const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static int64_t latest_end(const model *m, int outcome) {
  int64_t latest = 0;
  for (int i = 0; i < m->call_count; i++)
    if (m->calls[i].outcome == outcome && end_of(&m->calls[i]) > latest) latest = end_of(&m->calls[i]);
  return latest;
}

/* What the attempts of the list come to. */
static void read_calls(const model *m, dialplan_state *s) {
  call calls[2 * EVENTS_MAX];
  const int n = m->call_count;
  memcpy(calls, m->calls, sizeof calls);
  /* Attempts are told in order, all but those that were given up; of equal starts the later told is the
   * later. */
  for (int i = 1; i < n; i++)
    for (int k = i; k > 0 && by_start(&calls[k - 1], &calls[k]) > 0; k--) {
      const call moved = calls[k];
      calls[k] = calls[k - 1];
      calls[k - 1] = moved;
    }
  for (int i = 0; i < n; i++) {
    if (n - 1 - i < 16) {
      s->attempt_at[n - 1 - i] = calls[i].at;
      s->attempt_outcome[n - 1 - i] = (uint8_t)calls[i].outcome;
    }
    if (!calls[i].in_run) continue;
    if (!s->attempts++) {
      s->first_at = calls[i].at;
      s->first_end_at = calls[i].ended_at;
      s->first_outcome = (uint8_t)calls[i].outcome;
    }
    s->outcome_counts[calls[i].outcome]++;
    s->last_at = calls[i].at;
    s->last_end_at = calls[i].ended_at;
    s->last_outcome = (uint8_t)calls[i].outcome;
    s->last_date = (int32_t)((calls[i].at + KOLKATA_S) / 86400);
    if (calls[i].outcome == DIALPLAN_OUTCOME_ERROR)
      s->consecutive_errors++;
    else if (calls[i].outcome != DIALPLAN_OUTCOME_NETWORK_ERROR)
      s->consecutive_errors = 0;
  }
  for (int i = 0; i < n; i++)
    s->last_date_attempts += calls[i].in_run && (calls[i].at + KOLKATA_S) / 86400 == s->last_date;
}

static dialplan_state read_model(const model *m) {
  dialplan_state s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  read_calls(m, &s);
  int64_t conversations[2 * EVENTS_MAX];
  const int n = m->conversation_count;
  memcpy(conversations, m->conversations, sizeof conversations);
  qsort(conversations, (size_t)n, sizeof *conversations, by_instant);
  for (int i = 0; i < 4 && i < n; i++) s.conversation_at[i] = conversations[n - 1 - i];
  s.flags = (uint32_t)(m->reached | m->failed << 1 | m->dnc << 2 | m->cancelled << 3 | m->closed << 4 |
                       m->manual << 5 | m->inbound << 6);
  s.run = m->run;
  s.run_at = m->run_at;
  s.refused_at = latest_end(m, DIALPLAN_OUTCOME_REFUSED);
  s.abandoned_at = latest_end(m, DIALPLAN_OUTCOME_ABANDONED);
  s.silent_at = latest_end(m, DIALPLAN_OUTCOME_SILENT);
  s.call_at = m->under_way_at;
  s.ended_at = m->ended_at;
  s.reschedule_at = m->moved_at;
  s.reschedule_due_at = m->moved_due_at;
  s.wish_at = m->wish_at;
  s.wish_asked_at = m->wish_asked_at;
  s.wish_due_at = m->wish_due_at;
  s.wish_tried_at = m->wish_tried_at;
  s.wish_confidence = (uint16_t)m->confidence;
  s.wish_by = (uint8_t)m->by;
  s.wish_status = (uint8_t)m->wish;
  s.wish_reschedules = (uint8_t)m->tries;
  s.wish_flags = (uint8_t)((m->no_clear_time ? DIALPLAN_WISH_NO_CLEAR_TIME : 0) |
                           (m->recorded ? DIALPLAN_WISH_RECORDED : 0));
  return s;
}

/* --- streams --- */

static int64_t step(chance *c) {
  switch (chance_below(c, 4)) {
  case 0: return chance_below(c, 3);
  case 1: return chance_in(c, 1, 1200);
  case 2: return chance_in(c, 1, 6 * 3600);
  default: return chance_in(c, 1, 3 * 86400);
  }
}

static uint8_t some_outcome(chance *c) {
  /* Those that end are rare, so that streams live long. */
  static const uint8_t usual[] = {
      DIALPLAN_OUTCOME_CALL_LATER, DIALPLAN_OUTCOME_VOICEMAIL, DIALPLAN_OUTCOME_NO_ANSWER,
      DIALPLAN_OUTCOME_BUSY,       DIALPLAN_OUTCOME_ERROR,     DIALPLAN_OUTCOME_NETWORK_ERROR,
      DIALPLAN_OUTCOME_RINGING,    DIALPLAN_OUTCOME_ABANDONED, DIALPLAN_OUTCOME_REJECTED,
      DIALPLAN_OUTCOME_SILENT,     DIALPLAN_OUTCOME_ERROR,     DIALPLAN_OUTCOME_COMPLETED};
  if (chance_percent(c, 4)) return (uint8_t)chance_in(c, 1, 15);
  return usual[chance_below(c, sizeof usual)];
}

static uint8_t some_kind(chance *c, int ends) {
  const int64_t n = chance_below(c, 100);
  if (n < 48) return DIALPLAN_EVENT_ATTEMPT;
  if (n < 66) return DIALPLAN_EVENT_CALLBACK;
  if (n < 76) return DIALPLAN_EVENT_START;
  if (n < 86) return DIALPLAN_EVENT_RESCHEDULE;
  if (n < 90) return DIALPLAN_EVENT_INBOUND;
  if (n < 94) return DIALPLAN_EVENT_ENQUEUE;
  if (n < 96) return DIALPLAN_EVENT_RESTART;
  if (n < 98 || !ends) return DIALPLAN_EVENT_CANCEL;
  return (uint8_t)chance_in(c, DIALPLAN_EVENT_DONE, DIALPLAN_EVENT_BREAKER_RESET);
}

static dialplan_event some_event(chance *c, uint8_t kind, int64_t at) {
  dialplan_event e;
  memset(&e, 0, sizeof e);
  e.kind = kind;
  e.at = at;
  switch (kind) {
  case DIALPLAN_EVENT_ATTEMPT:
    e.outcome = some_outcome(c);
    if (chance_percent(c, 70)) e.ended_at = at + chance_below(c, 900);
    break;
  case DIALPLAN_EVENT_START: e.flags = chance_percent(c, 30) ? DIALPLAN_EVENT_MANUAL : 0; break;
  case DIALPLAN_EVENT_CALLBACK:
    e.by = (uint8_t)chance_below(c, 3);
    e.flags = chance_percent(c, 5) ? DIALPLAN_EVENT_NOT_REQUESTED : 0;
    if (chance_percent(c, 30)) {
      e.flags |= DIALPLAN_EVENT_HAS_CONFIDENCE;
      e.confidence = (uint16_t)chance_in(c, 300, 1000);
    }
    if (chance_percent(c, 80)) e.due_at = at + chance_in(c, -600, 2 * 86400);
    break;
  case DIALPLAN_EVENT_RESCHEDULE: e.due_at = at + chance_in(c, -3600, 2 * 86400); break;
  case DIALPLAN_EVENT_CANCEL: e.flags = chance_percent(c, 85) ? DIALPLAN_EVENT_SCOPE_CALLBACK : 0; break;
  case DIALPLAN_EVENT_INBOUND: e.flags = chance_percent(c, 50) ? DIALPLAN_EVENT_CONVERSATION : 0; break;
  case DIALPLAN_EVENT_ENQUEUE: e.run = (uint32_t)chance_below(c, 4); break;
  default: break;
  }
  return e;
}

/* In order. A run begins at an instant of its own: within one second only the order of the file tells. */
static stream some_stream(chance *c) {
  stream s = {.count = (int)chance_in(c, 1, EVENTS_MAX)};
  int64_t at = world_at(1, 0, 0);
  int apart = 0;
  for (int i = 0; i < s.count; i++) {
    const uint8_t kind = some_kind(c, chance_percent(c, 30));
    const int begins = kind == DIALPLAN_EVENT_RESTART || kind == DIALPLAN_EVENT_ENQUEUE;
    at += step(c) + apart + begins;
    s.event[i] = some_event(c, kind, at);
    apart = begins;
  }
  return s;
}

static void some_settings(chance *c, dp_settings *s) {
  s->callbacks.detection = (uint8_t)chance_percent(c, 80);
  s->callbacks.bot = (uint8_t)chance_percent(c, 80);
  s->callbacks.min_confidence = chance_percent(c, 50) ? 0 : 500;
  s->callbacks.on_voicemail = chance_percent(c, 50) ? DP_VOICEMAIL_KEEP : DP_VOICEMAIL_CLOSE;
  s->callbacks.max_reschedules = (int32_t)chance_below(c, 6);
  s->callbacks.max_ahead = (dialplan_duration){chance_percent(c, 50) ? 1 : DP_OFF, 0};
  s->on_inbound = chance_percent(c, 30) ? DP_INBOUND_CLOSE : DP_INBOUND_IGNORE;
  s->retry.strategy = chance_percent(c, 50) ? DP_STRATEGY_FIXED : DP_STRATEGY_SMART;
  s->retry.every = (dialplan_duration){1, 3600};
  s->retry.rows[DIALPLAN_OUTCOME_BUSY] = (dp_row){.after = {0, 7200}, .retries = 1, .kind = DP_ROW_AFTER};
  s->retry.rows[DIALPLAN_OUTCOME_REJECTED].kind = chance_percent(c, 50) ? DP_ROW_STOP : DP_ROW_NONE;
}

/* --- the properties --- */

static unsigned long checks;
static uint64_t seed;

static void demand(int holds, const char *what, int case_number, int event_number) {
  checks++;
  if (holds) return;
  printf("prop_state: %s: seed %llu, case %d, event %d\n", what, (unsigned long long)seed, case_number,
         event_number);
  printf("0 passed, 1 failed\n");
  exit(1);
}

static int same(const dialplan_state *a, const dialplan_state *b) { return memcmp(a, b, sizeof *a) == 0; }

static int comes_back(const dialplan_state *state) {
  uint8_t code[256];
  uint64_t len = 0;
  dialplan_state back;
  return dialplan_state_encode(state, code, sizeof code, &len, NULL) == DIALPLAN_OK && len <= sizeof code &&
         dialplan_state_decode(code, len, &back, NULL) == DIALPLAN_OK && same(state, &back);
}

/* Whether an event equals one of the last eight that were taken. */
static int seen(const dialplan_event *taken, int count, const dialplan_event *event) {
  for (int i = count - 1; i >= 0 && i >= count - 8; i--)
    if (memcmp(&taken[i], event, sizeof *event) == 0) return 1;
  return 0;
}

static int of_campaign(const dialplan_event *e) { return e->kind >= DIALPLAN_EVENT_CAMPAIGN_STATUS; }

static void in_order(world *w, chance *c, int number) {
  const stream s = some_stream(c);
  dialplan_event taken[EVENTS_MAX];
  int taken_count = 0;
  model m;
  memset(&m, 0, sizeof m);
  m.settings = w->settings;
  memset(&w->state, 0, sizeof w->state);
  w->state.size = sizeof w->state;
  for (int i = 0; i < s.count; i++) {
    const dialplan_state before = w->state;
    const dialplan_status status = world_apply(w, s.event[i]);
    if (of_campaign(&s.event[i])) {
      demand(status == DIALPLAN_OK && same(&before, &w->state), "the campaign's log", number, i);
      continue;
    }
    if (seen(taken, taken_count, &s.event[i])) {
      demand(status == DIALPLAN_W_REPEATED && same(&before, &w->state), "a repeat by chance", number, i);
      continue;
    }
    taken[taken_count++] = s.event[i];
    demand(status == model_take(&m, &s.event[i]), "the status", number, i);
    dialplan_state expected = read_model(&m);
    memcpy(expected.recent, w->state.recent, sizeof expected.recent);
    if (m.wish != DIALPLAN_WISH_NONE && m.wish_due_at) expected.wish_ref = w->state.wish_ref;
    demand(same(&expected, &w->state), "the facts", number, i);
    demand(comes_back(&w->state), "the stored form", number, i);
    dialplan_state again;
    demand(dialplan_apply(w->campaign, &w->contact, &before, &s.event[i], &again, NULL) == status &&
               same(&again, &w->state),
           "applying is a function", number, i);
    const int back = (int)chance_below(c, taken_count < 8 ? taken_count : 8);
    demand(world_apply(w, taken[taken_count - 1 - back]) == DIALPLAN_W_REPEATED && same(&again, &w->state),
           "the same event again", number, i);
  }
}

static void shuffle(chance *c, stream *s) {
  for (int i = s->count - 1; i > 0; i--) {
    const int k = (int)chance_below(c, i + 1);
    const dialplan_event moved = s->event[i];
    s->event[i] = s->event[k];
    s->event[k] = moved;
  }
}

/* At most 16 attempts, each event at an instant of its own, one run. */
static stream mergeable_stream(chance *c, int wishes) {
  static const uint8_t kinds[] = {DIALPLAN_EVENT_ATTEMPT, DIALPLAN_EVENT_ATTEMPT,  DIALPLAN_EVENT_INBOUND,
                                  DIALPLAN_EVENT_ATTEMPT, DIALPLAN_EVENT_CALLBACK, DIALPLAN_EVENT_RESCHEDULE};
  stream s = {.count = (int)chance_in(c, 2, 16)};
  int64_t at = world_at(1, 0, 0);
  for (int i = 0; i < s.count; i++) {
    uint8_t kind = kinds[chance_below(c, wishes ? 6 : 4)];
    if (chance_percent(c, 5)) kind = DIALPLAN_EVENT_DNC;
    if (chance_percent(c, 5)) kind = DIALPLAN_EVENT_DONE;
    at += 1 + step(c);
    s.event[i] = some_event(c, kind, at);
  }
  return s;
}

static dialplan_state apply_all(world *w, const stream *s) {
  memset(&w->state, 0, sizeof w->state);
  for (int i = 0; i < s->count; i++) world_apply(w, s->event[i]);
  return w->state;
}

static void in_any_order(world *w, chance *c, int number) {
  const int wishes = number % 2;
  stream s = mergeable_stream(c, wishes);
  dialplan_state sorted = apply_all(w, &s);
  shuffle(c, &s);
  dialplan_state shuffled = apply_all(w, &s);
  memset(sorted.recent, 0, sizeof sorted.recent);
  memset(shuffled.recent, 0, sizeof shuffled.recent);
  if (!wishes) {
    demand(same(&sorted, &shuffled), "any order, without wishes", number, 0);
    return;
  }
  const uint32_t for_good =
      DIALPLAN_STATE_DNC | DIALPLAN_STATE_FAILED | DIALPLAN_STATE_CANCELLED | DIALPLAN_STATE_CLOSED;
  demand((sorted.flags & for_good) == (shuffled.flags & for_good), "ends in any order", number, 0);
  const size_t from = offsetof(dialplan_state, run), until = offsetof(dialplan_state, ended_at);
  demand(memcmp((char *)&sorted + from, (char *)&shuffled + from, until - from) == 0,
         "counts and limits in any order", number, 0);
  demand(comes_back(&shuffled), "the stored form in any order", number, 0);
}

int main(int argc, char **argv) {
  const char *cases_text = argc > 1 ? argv[1] : getenv("CASES"),
             *seed_text = argc > 2 ? argv[2] : getenv("SEED");
  const int cases = cases_text ? atoi(cases_text) : 3000;
  seed = seed_text ? strtoull(seed_text, NULL, 10) : 20260302;
  printf("prop_state: %d cases, seed %llu\n", cases, (unsigned long long)seed);
  world w;
  world_open_in(&w, "Asia/Kolkata");
  chance c = chance_of(seed);
  for (int i = 0; i < cases; i++) {
    some_settings(&c, w.settings);
    in_order(&w, &c, i);
    in_any_order(&w, &c, i);
  }
  world_close(&w);
  printf("%lu demands\n1 passed, 0 failed\n", checks);
  return 0;
}
