/* SPDX-License-Identifier: MIT */
/* Which event does a line of the log tell of?
 * Uses the names of the library. Invariant: a field that a kind of event needs is there, or the line is a
 * fault. */
#include <string.h>

#include "events.h"
#include "values.h"

const char *const event_columns[] = {
    "at",   "contact",   "event",     "outcome", "ended_at",     "duration", "manual",     "variant",
    "cost", "sentiment", "requested", "due",     "earliest",     "latest",   "confidence", "by",
    "text", "reason",    "notes",     "scope",   "conversation", "run",      "status",
};

typedef struct line {
  const world *w;
  const columns *c;
  const records *r;
  dialplan_event *e;
  fault *f;
} line;

static int missing(const line *l, const char *what) {
  fault_set(l->f, ROW_FIELD_NONE, "event-field", "%s", what);
  return -1;
}

static int set_flag(const line *l, size_t column, uint8_t bit) {
  int on = 0;
  if (value_boolean(l->c, l->r, column, &on, l->f) < 0) return -1;
  if (on) l->e->flags = (uint8_t)(l->e->flags | bit);
  return 0;
}

static int read_instant(const line *l, size_t column, int64_t *out) {
  return value_instant(l->w, l->c, l->r, column, out, l->f) < 0 ? -1 : 0;
}

/* duration: a JSON number is seconds, a text is like 90s or 2m30s. */
static int read_duration(const line *l) {
  slice t = {NULL, 0};
  const int got = value_text(l->c, l->r, EVENT_DURATION, &t, l->f);
  if (got <= 0) return got;
  const int field = l->c->field[EVENT_DURATION];
  int64_t seconds = 0;
  if (l->r->kinds[field] == FIELD_NUMBER) {
    if (value_integer(l->c, l->r, EVENT_DURATION, 0, 86400 * 7, &seconds, l->f) < 0) return -1;
  } else {
    dialplan_duration d;
    dialplan_error err;
    if (dialplan_duration_parse(t.at, t.len, &d, &err)) {
      fault_take(l->f, field, &err);
      return -1;
    }
    if (d.days > 7) {
      fault_set(l->f, field, "number", "duration is at most 7 days");
      return -1;
    }
    seconds = d.days * INT64_C(86400) + d.seconds;
  }
  l->e->ended_at = l->e->at + seconds;
  return 0;
}

static int read_outcome(const line *l) {
  slice t = {NULL, 0};
  const int got = value_text(l->c, l->r, EVENT_OUTCOME, &t, l->f);
  if (got < 0) return -1;
  if (!got) return missing(l, "an attempt needs its outcome");
  dialplan_error err;
  const dialplan_status status = dialplan_campaign_outcome(l->w->campaign, t.at, t.len, &l->e->outcome, &err);
  if (!status || status == DIALPLAN_W_NOT_COUNTED) return 0;
  fault_take(l->f, l->c->field[EVENT_OUTCOME], &err);
  return -1;
}

/* An attempt is not lost for a variant that the campaign no longer has: it counts as without one. */
static int read_variant(const line *l) {
  slice t = {NULL, 0};
  fault unknown;
  if (value_text(l->c, l->r, EVENT_VARIANT, &t, l->f) < 0) return -1;
  if (value_variant(l->w, l->c, l->r, EVENT_VARIANT, &l->e->variant, &unknown) < 0 &&
      l->w->a->options.verbose)
    diag_say(&l->w->a->diag, DIALPLAN_SEVERITY_NOTE, records_place(l->r, 0), unknown.code, "%s",
             unknown.message);
  return 0;
}

static int read_attempt(const line *l) {
  int64_t number = 0;
  if (read_outcome(l) || read_duration(l) || read_instant(l, EVENT_ENDED_AT, &l->e->ended_at)) return -1;
  if (l->e->ended_at && l->e->ended_at < l->e->at) {
    fault_set(l->f, l->c->field[EVENT_ENDED_AT], "event-end", "the attempt ends before it starts");
    return -1;
  }
  if (set_flag(l, EVENT_MANUAL, DIALPLAN_EVENT_MANUAL) || read_variant(l)) return -1;
  if (value_millionths(l->c, l->r, EVENT_COST, &l->e->cost_millionths, l->f) < 0) return -1;
  const int sentiment = value_integer(l->c, l->r, EVENT_SENTIMENT, -1000, 1000, &number, l->f);
  if (sentiment > 0) {
    l->e->sentiment = (int16_t)number;
    l->e->flags |= DIALPLAN_EVENT_HAS_SENTIMENT;
  }
  return sentiment < 0 ? -1 : 0;
}

static int read_by(const line *l) {
  static const char *const words[] = {"bot", "customer", "agent"};
  slice t = {NULL, 0};
  const int got = value_text(l->c, l->r, EVENT_BY, &t, l->f);
  for (uint8_t i = 0; got > 0 && i < 3; i++)
    if (slice_is(t, words[i])) {
      l->e->by = i;
      return 0;
    }
  if (got > 0)
    fault_set(l->f, l->c->field[EVENT_BY], "value", "by is bot, customer or agent, not \"%.*s\"", (int)t.len,
              t.at);
  return got ? -1 : 0;
}

static int read_callback(const line *l, slice words[3]) {
  int requested = 1;
  int64_t confidence = 0;
  if (value_boolean(l->c, l->r, EVENT_REQUESTED, &requested, l->f) < 0) return -1;
  if (!requested) l->e->flags |= DIALPLAN_EVENT_NOT_REQUESTED;
  if (read_instant(l, EVENT_DUE, &l->e->due_at) || read_instant(l, EVENT_EARLIEST, &l->e->earliest_at) ||
      read_instant(l, EVENT_LATEST, &l->e->latest_at) || read_by(l))
    return -1;
  const int sure = value_integer(l->c, l->r, EVENT_CONFIDENCE, 0, 1000, &confidence, l->f);
  if (sure < 0) return -1;
  if (sure) {
    l->e->confidence = (uint16_t)confidence;
    l->e->flags |= DIALPLAN_EVENT_HAS_CONFIDENCE;
  }
  for (size_t i = 0; i < 3; i++)
    if (value_text(l->c, l->r, EVENT_TEXT + i, &words[i], l->f) < 0) return -1;
  l->e->ref = events_words_ref(words[0], words[1], words[2]);
  return 0;
}

static int read_scope(const line *l) {
  slice t = {NULL, 0};
  const int got = value_text(l->c, l->r, EVENT_SCOPE, &t, l->f);
  if (got < 0) return -1;
  if (got && slice_is(t, "callback"))
    l->e->flags |= DIALPLAN_EVENT_SCOPE_CALLBACK;
  else if (got && !slice_is(t, "contact")) {
    fault_set(l->f, l->c->field[EVENT_SCOPE], "value", "scope is contact or callback, not \"%.*s\"",
              (int)t.len, t.at);
    return -1;
  }
  return 0;
}

static int read_kind(const line *l) {
  slice t = {NULL, 0};
  const int got = value_text(l->c, l->r, EVENT_EVENT, &t, l->f);
  if (got < 0) return -1;
  if (!got) return missing(l, "the line has no `event`: attempt, callback, start, ...");
  dialplan_error err;
  if (!dialplan_event_parse(t.at, t.len, &l->e->kind, &err)) return 0;
  fault_take(l->f, l->c->field[EVENT_EVENT], &err);
  return -1;
}

static int read_fields(const line *l, slice words[3]) {
  int64_t run = 0;
  switch (l->e->kind) {
  case DIALPLAN_EVENT_ENQUEUE:
    if (value_integer(l->c, l->r, EVENT_RUN, 0, UINT32_MAX, &run, l->f) < 0) return -1;
    l->e->run = (uint32_t)run;
    return 0;
  case DIALPLAN_EVENT_ATTEMPT: return read_attempt(l);
  case DIALPLAN_EVENT_START: return set_flag(l, EVENT_MANUAL, DIALPLAN_EVENT_MANUAL);
  case DIALPLAN_EVENT_CALLBACK: return read_callback(l, words);
  case DIALPLAN_EVENT_RESCHEDULE:
    if (read_instant(l, EVENT_DUE, &l->e->due_at)) return -1;
    return l->e->due_at ? 0 : missing(l, "a reschedule needs `due`");
  case DIALPLAN_EVENT_CANCEL: return read_scope(l);
  case DIALPLAN_EVENT_INBOUND: return set_flag(l, EVENT_CONVERSATION, DIALPLAN_EVENT_CONVERSATION);
  default: return 0;
  }
}

int event_read(const world *w, const columns *c, const records *r, dialplan_event *out, slice *contact,
               slice words[3], fault *f) {
  memset(out, 0, sizeof *out);
  words[0] = words[1] = words[2] = *contact = (slice){NULL, 0};
  const line l = {w, c, r, out, f};
  const int at = value_instant(w, c, r, EVENT_AT, &out->at, f);
  if (at < 0) return -1;
  if (!at) return missing(&l, "the line has no `at`");
  if (value_text(c, r, EVENT_CONTACT, contact, f) < 0 || read_kind(&l)) return -1;
  const int own = out->kind == DIALPLAN_EVENT_CAMPAIGN_STATUS || out->kind == DIALPLAN_EVENT_BREAKER_RESET;
  if (!contact->len && !own) return missing(&l, "the line has no `contact`");
  if (own) *contact = (slice){NULL, 0};
  return read_fields(&l, words);
}
