/* SPDX-License-Identifier: MIT */
/* What has the campaign as a whole been doing?
 * Plays the log of all contacts in one order, by the library's load. Invariant: a `start` and the attempt
 * that reports it are one call. */
#include "health.h"

#include <stdlib.h>
#include <string.h>

enum { START, END, RESET }; /* in this order at the same second */
enum { DAY_S = 86400, SPANS_MAX = 64 };

typedef struct happening {
  int64_t at;
  dialplan_event event; /* of END */
  size_t place;         /* in the order of telling, so that no two are equal: qsort() keeps no order */
  int kind;
} happening;

typedef struct story {
  happening *all;
  size_t count, cap;
} story;

static void tell(story *s, int kind, int64_t at, const dialplan_event *event) {
  if (s->count == s->cap) {
    s->cap = s->cap ? s->cap * 2 : 1024;
    s->all = memory_resize(s->all, s->cap, sizeof *s->all);
  }
  s->all[s->count] = (happening){.at = at, .place = s->count, .kind = kind};
  if (event) s->all[s->count].event = *event;
  s->count++;
}

static int compare(const void *a, const void *b) {
  const happening *const x = a, *const y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  if (x->kind != y->kind) return x->kind - y->kind;
  return (x->place > y->place) - (x->place < y->place);
}

/* One contact: a start that no attempt has reported yet is under way. */
static void tell_contact(story *s, const events *log, uint32_t number, int64_t stale_at) {
  int64_t under_way = 0;
  for (uint64_t i = log->first[number]; i < log->first[number + 1]; i++) {
    dialplan_event e;
    events_get(log, &log->lines[i], &e);
    if (e.kind == DIALPLAN_EVENT_START) {
      under_way = e.at;
    } else if (e.kind == DIALPLAN_EVENT_ATTEMPT) {
      const int64_t ended_at = e.ended_at ? e.ended_at : e.at;
      tell(s, START, under_way && under_way <= e.at ? under_way : e.at, NULL);
      if (ended_at <= log->w->now) tell(s, END, ended_at, &e);
      under_way = 0;
    }
  }
  if (under_way > stale_at) tell(s, START, under_way, NULL);
}

static int64_t stale_at(const world *w) {
  dialplan_duration d = {0, 7200};
  char *const text = world_setting(w, "call.stale_call");
  if (text) (void)dialplan_duration_parse(text, strlen(text), &d, NULL);
  free(text);
  return w->now - d.days * INT64_C(86400) - d.seconds;
}

static dialplan_status play(const world *w, const story *s, dialplan_load *load, dialplan_facts *facts,
                            dialplan_error *err) {
  dialplan_status status = DIALPLAN_OK;
  for (size_t i = 0; i < s->count && !status; i++) {
    const happening *const h = &s->all[i];
    if (h->kind == START)
      status = dialplan_load_started(w->campaign, load, h->at, 0, 1, err);
    else if (h->kind == RESET)
      status = dialplan_load_reset(load, err);
    else {
      status = dialplan_load_ended(w->campaign, load, &h->event, 0, err);
      if (!status && facts && h->at > w->now - DAY_S)
        status = dialplan_facts_attempt(facts, h->event.outcome);
    }
  }
  return status;
}

int health_read(const asking *q, dialplan_load *load, dialplan_facts *facts) {
  story s = {0};
  dialplan_error err;
  *load = (dialplan_load){0};
  const int64_t stale = stale_at(&q->w);
  for (uint32_t i = 0; i < q->log.ids.count; i++) tell_contact(&s, &q->log, i, stale);
  if (q->log.reset_at) tell(&s, RESET, q->log.reset_at, NULL);
  if (s.count) qsort(s.all, s.count, sizeof *s.all, compare);
  const dialplan_status status = play(&q->w, &s, load, facts, &err);
  free(s.all);
  if (facts) facts->last_start_at = load->last_at;
  if (status) diag_record(&q->a->diag, q->log.path, &err);
  return status ? EXIT_INPUT : 0;
}

/* The opening of the open span that holds now, or the midnight in it; 0: none. */
static int64_t opening(const asking *q, uint16_t zone) {
  dialplan_civil civil;
  dialplan_span spans[SPANS_MAX];
  int32_t date;
  uint64_t count = 0;
  const world *const w = &q->w;
  if (dialplan_zone_civil(w->zones, zone, w->now, &civil, NULL) ||
      dialplan_date_make(civil.year, civil.month, civil.day, &date) ||
      dialplan_spans(w->campaign, &q->contact, date, spans, SPANS_MAX, &count, NULL))
    return 0;
  for (uint64_t i = 0; i < count && i < SPANS_MAX; i++)
    if (spans[i].from_at <= w->now && w->now < spans[i].until_at) return spans[i].from_at;
  return 0;
}

static int is_held_by_zone(const dialplan_decision *d) {
  return d->verdict == DIALPLAN_VERDICT_HOLD &&
         (d->reason == DIALPLAN_REASON_ZONE_UNKNOWN || d->reason == DIALPLAN_REASON_ZONE_AMBIGUOUS);
}

static void count(const asking *q, const dialplan_decision *d, dialplan_facts *facts) {
  facts->contacts++;
  facts->callable += d->verdict == DIALPLAN_VERDICT_CALL;
  facts->held += d->verdict == DIALPLAN_VERDICT_HOLD;
  facts->no_zone += (uint64_t)is_held_by_zone(d);
  if (d->verdict != DIALPLAN_VERDICT_CALL || d->at > q->w.now) return;
  const int64_t opened = opening(q, d->zone), since = d->due_at > opened ? d->due_at : opened;
  if (since && (!facts->due_since_at || since < facts->due_since_at)) facts->due_since_at = since;
}

int health_contacts(asking *q, dialplan_facts *facts) {
  dialplan_decision d;
  dialplan_error err;
  int status = 0;
  q->cs.look_for_duplicates = !q->a->options.keep_duplicates;
  while (asking_good(q, &status)) {
    if (!dialplan_next(q->w.campaign, &q->contact, &q->state, q->w.now, &q->w.options, &d, &err)) {
      count(q, &d, facts);
      continue;
    }
    fault_take(&q->cs.fault, ROW_FIELD_NONE, &err);
    status = contacts_reject(&q->cs);
  }
  return status;
}
