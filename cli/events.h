/* SPDX-License-Identifier: MIT */
/* The log of events, read whole: sorted by contact and instant, in a few bytes an event. */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdatomic.h>

#include "columns.h"
#include "rejects.h"
#include "world.h"

/* What most events do without. */
typedef struct event_more {
  int64_t ended_at, due_at, earliest_at, latest_at, cost_millionths;
  uint64_t ref;
  uint32_t run;
  uint16_t number; /* callback: confidence; attempt: variant */
  int16_t sentiment;
} event_more;

typedef struct event_line {
  int64_t at;
  uint32_t contact; /* in events.ids */
  uint32_t more;    /* 1 + index in events.more; 0: none */
  uint32_t line;
  uint8_t kind, outcome, by, flags;
} event_line;

typedef struct events {
  world *w;
  const char *path; /* NULL: there is no log */
  intern ids;       /* contacts by id; numbers that begin with + as E.164 */
  event_line *lines;
  uint64_t count, cap;
  event_more *more;
  uint64_t more_count, more_cap;
  uint64_t *first;    /* ids.count + 1 indexes into lines, once sorted */
  atomic_uchar *met;  /* by contact: it was asked for */
  intern refs, words; /* of wishes: the reference's 8 bytes, and text NUL reason NUL notes, alike in number */
  uint64_t later;     /* events after now, left out */
  int64_t reset_at;   /* the last breaker_reset; 0: none */
  uint64_t
      said[6]; /* remarks: stale, repeated, not counted, no effect, too far; and older than a run's state */
} events;

/* Reads a log. path NULL: an empty one. given: it was named by a flag, so that it must exist.
 * 0, or an exit status with messages. */
int events_read(events *e, world *w, const char *path, int given);
/* The number of a contact; INTERN_NONE: no event of it. */
uint32_t events_find(events *e, slice id);
uint64_t events_of(const events *e, uint32_t number);
/* The i-th event of a contact in order, from 0. 0: it is the same again as one before. */
int events_fresh(const events *e, uint32_t number, uint64_t i, dialplan_event *out);
/* The events of a contact after `since` (0: all) as they are applied, in order. *out has room for *cap, and
 * grows. How many. */
uint64_t events_list(const events *e, uint32_t number, int64_t since, const dialplan_contact *contact,
                     dialplan_event **out, uint64_t *cap);
/* Applies the events of a contact after `since` (0: all) to its state, in order, and takes its entry from
 * `enqueue`. 0, or -1 with a fault. */
int events_apply(events *e, uint32_t number, int64_t since, dialplan_contact *contact, dialplan_state *state,
                 fault *f);
/* The words of a wish: text, reason, notes; empty slices where there are none. */
void events_words(const events *e, uint64_t ref, slice out[3]);
uint64_t events_words_ref(slice text, slice reason, slice notes);
/* Tells of events for contacts that are not in the list, and how many changed nothing. */
void events_report(events *e, int unknown_too);
void events_close(events *e);
/* The same log for another world, beside it: read alone. Remarks are counted apart until they are taken. */
void events_share(events *e, const events *log, world *w);
void events_take(events *e, events *shared);

/* An event as dialplan_apply() takes it. */
void events_get(const events *e, const event_line *line, dialplan_event *out);

extern const char *const event_columns[];
enum {
  EVENT_AT,
  EVENT_CONTACT,
  EVENT_EVENT,
  EVENT_OUTCOME,
  EVENT_ENDED_AT,
  EVENT_DURATION,
  EVENT_MANUAL,
  EVENT_VARIANT,
  EVENT_COST,
  EVENT_SENTIMENT,
  EVENT_REQUESTED,
  EVENT_DUE,
  EVENT_EARLIEST,
  EVENT_LATEST,
  EVENT_CONFIDENCE,
  EVENT_BY,
  EVENT_TEXT,
  EVENT_REASON,
  EVENT_NOTES,
  EVENT_SCOPE,
  EVENT_CONVERSATION,
  EVENT_RUN,
  EVENT_STATUS,
  EVENT_COLUMNS
};

/* One record of a log as an event. *contact: its id, empty for an event of the campaign itself; words: as
 * events_words(). 0, or -1 with a fault. */
int event_read(const world *w, const columns *c, const records *r, dialplan_event *out, slice *contact,
               slice words[3], fault *f);

#endif
