/* SPDX-License-Identifier: MIT */
/* What are the kinds of events called?
 * Uses words alone. Invariant: what dialplan_event_name() gives, dialplan_event_parse() reads back. */
#include <dialplan/event.h>

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
