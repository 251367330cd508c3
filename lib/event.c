/* SPDX-License-Identifier: MIT */
/* What are the kinds of events called, and is an event one that can be?
 * Uses words and the names of outcomes. Invariant: what dialplan_event_name() gives, dialplan_event_parse()
 * reads back; who takes events (apply, statistics) refuses the same ones. */
#include "event.h"

#include "base.h"
#include "date.h"
#include "word.h"

static const char *const kinds[] = {
    "enqueue", "attempt", "start", "callback", "reschedule",      "cancel",
    "done",    "inbound", "dnc",   "restart",  "campaign_status", "breaker_reset",
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *dialplan_event_name(int32_t kind) { return kind >= 1 && kind <= KINDS ? kinds[kind - 1] : NULL; }

dialplan_status dialplan_event_parse(const char *name, uint64_t len, uint8_t *kind, dialplan_error *err) {
  if (!kind || (!name && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "name or kind is missing");
  const dp_word word = dp_word_lower(name, len);
  for (uint8_t i = 0; i < KINDS; i++)
    if (dp_text_is(word.text, word.len, kinds[i])) {
      *kind = (uint8_t)(i + 1);
      return DIALPLAN_OK;
    }
  return dp_word_unknown(err, "unknown-event", "there is no event", name, len, kinds, KINDS);
}

dialplan_status dp_event_check(const dialplan_event *event, dialplan_error *err) {
  if (!dp_size_fits(event, event->size, sizeof *event)) return dp_size_unknown(err, "the event");
  if (!dialplan_event_name(event->kind))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "event-kind", "the event is of no known kind");
  if (!dp_instant_valid(event->at) || !dp_instant_or_none(event->ended_at) ||
      !dp_instant_or_none(event->due_at) || !dp_instant_or_none(event->earliest_at) ||
      !dp_instant_or_none(event->latest_at) || !dp_instant_or_none(event->fitted_at))
    return dp_fail(err, DIALPLAN_E_RANGE, "event-instant", "an instant of the event is out of range");
  switch (event->kind) {
  case DIALPLAN_EVENT_ATTEMPT:
    if (!dialplan_outcome_name(event->outcome))
      return dp_fail(err, DIALPLAN_E_ARGUMENT, "event-outcome", "the attempt has no known outcome");
    if (event->ended_at && event->ended_at < event->at)
      return dp_fail(err, DIALPLAN_E_RANGE, "event-end", "the attempt ends before it starts");
    break;
  case DIALPLAN_EVENT_CALLBACK:
    if (event->by > DIALPLAN_BY_AGENT)
      return dp_fail(err, DIALPLAN_E_ARGUMENT, "event-by", "the wish is by nobody that is known");
    if (event->confidence > 1000)
      return dp_fail(err, DIALPLAN_E_RANGE, "event-confidence", "the confidence is not from 0 to 1000");
    if (event->fitted_at && (!event->due_at || event->fitted_at < event->due_at))
      return dp_fail(err, DIALPLAN_E_RANGE, "event-fitted",
                     "the wish is fitted to before what was asked for");
    break;
  case DIALPLAN_EVENT_RESCHEDULE:
    if (!event->due_at) return dp_fail(err, DIALPLAN_E_RANGE, "event-due", "the reschedule names no instant");
    break;
  default: break;
  }
  return DIALPLAN_OK;
}
