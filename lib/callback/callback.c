/* SPDX-License-Identifier: MIT */
/* The question of words: a text is read by the campaign's books, and the reading resolved for a contact.
 * Uses parse and resolve. Invariant: outputs are written on success only; nothing is allocated. */
#include <dialplan/callback.h>

#include "../base.h"
#include "resolve.h"

_Static_assert(DP_BOOK_EN == 1 && DP_BOOK_HI == 2 && DP_BOOK_DE == 3 && DP_BOOK_ES == 4,
               "books are numbered as the words of callbacks.languages");
_Static_assert(DP_BOOKS_MAX == sizeof((dp_callbacks *)0)->books, "a campaign may name all of them");

dialplan_status dialplan_callback_resolve(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                          const char *text, uint64_t len, int64_t asked_at, int64_t now,
                                          const dialplan_options *options, dialplan_resolution *out,
                                          dialplan_error *err) {
  if (!campaign || !out || (!text && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, text or output is missing");
  if (!dp_size_fits(out, out->size, sizeof *out)) return dp_size_unknown(err, "the resolution");
  if (!dp_instant_valid(asked_at) || !dp_instant_valid(now) || now < asked_at)
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "asked_at and now are valid instants, in this order");
  dp_view view;
  const dialplan_status status = dp_view_init(&view, campaign, contact, options, err);
  if (status != DIALPLAN_OK) return status;
  const dp_callbacks *callbacks = &campaign->settings.callbacks;
  dp_reading reading;
  dp_callback_parse(text, len, callbacks->books, callbacks->book_count, &reading);
  dp_resolve(&view, &reading, asked_at, now, out);
  return DIALPLAN_OK;
}

static void fill(dialplan_event *event, const dialplan_resolution *words) {
  const uint64_t moved = UINT64_C(1) << DIALPLAN_CALLBACK_MOVED_OPEN_DAY;
  event->due_at = words->at;
  if (words->reasons & moved) event->fitted_at = words->fitted_at;
  if (words->earliest_at > event->at) event->earliest_at = words->earliest_at;
  if (!event->latest_at && words->latest_at > event->at) event->latest_at = words->latest_at;
  if (event->flags & DIALPLAN_EVENT_HAS_CONFIDENCE) return;
  event->confidence = words->certainty;
  event->flags |= DIALPLAN_EVENT_HAS_CONFIDENCE;
}

dialplan_status dialplan_callback_wish(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                       const char *text, uint64_t len, dialplan_event *event,
                                       dialplan_error *err) {
  if (!event) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the event is missing");
  if (!dp_size_fits(event, event->size, sizeof *event)) return dp_size_unknown(err, "the event");
  if (event->kind != DIALPLAN_EVENT_CALLBACK || event->due_at || event->earliest_at) return DIALPLAN_OK;
  dialplan_resolution words = {.size = sizeof words};
  const dialplan_status status =
      dialplan_callback_resolve(campaign, contact, text, len, event->at, event->at, NULL, &words, err);
  if (status == DIALPLAN_OK && words.status == DIALPLAN_CALLBACK_RESOLVED) fill(event, &words);
  return status;
}

dialplan_status dialplan_callback_of_snapshot(const dialplan_campaign *campaign,
                                              const dialplan_contact *contact,
                                              const dialplan_snapshot *snapshot, const char *text,
                                              uint64_t len, dialplan_state *state, dialplan_error *err) {
  if (!snapshot || !state)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the snapshot or the state is missing");
  if (!dp_size_fits(snapshot, snapshot->size, sizeof *snapshot)) return dp_size_unknown(err, "the snapshot");
  if (snapshot->callback_due_at || !snapshot->last_attempt_at) return DIALPLAN_OK;
  dialplan_event wish = {
      .kind = DIALPLAN_EVENT_CALLBACK, .by = DIALPLAN_BY_CUSTOMER, .at = snapshot->last_attempt_at};
  const dialplan_status status = dialplan_callback_wish(campaign, contact, text, len, &wish, err);
  if (status || !wish.due_at) return status;
  return dialplan_apply(campaign, contact, state, &wish, state, err);
}
