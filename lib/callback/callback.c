/* SPDX-License-Identifier: MIT */
/* The question of words: a text is read by the campaign's books, and the reading resolved for a contact.
 * Uses parse and resolve. Invariant: outputs are written on success only; nothing is allocated. */
#include <dialplan/callback.h>

#include "../base.h"
#include "resolve.h"

_Static_assert(DP_BOOK_EN == 1 && DP_BOOK_HI == 2 && DP_BOOK_DE == 3 && DP_BOOK_ES == 4,
               "books are numbered as the words of callbacks.languages");
_Static_assert(DP_BOOKS_MAX == sizeof((dp_callbacks *)0)->books, "a campaign may name all of them");

static dialplan_status check(const dialplan_resolution *out, int64_t asked_at, int64_t now,
                             dialplan_error *err) {
  if (!dp_size_fits(out, out->size, sizeof *out)) return dp_size_unknown(err, "the resolution");
  if (!dp_instant_valid(asked_at) || !dp_instant_valid(now) || now < asked_at)
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "asked_at and now are valid instants, in this order");
  return DIALPLAN_OK;
}

/* All that can be wrong has been looked at. */
static void resolve(const dp_view *view, const char *text, uint64_t len, int64_t asked_at, int64_t now,
                    dialplan_resolution *out) {
  const dp_callbacks *callbacks = &view->campaign->settings.callbacks;
  dp_reading reading;
  dp_callback_parse(text, len, callbacks->books, callbacks->book_count, &reading);
  dp_resolve(view, &reading, asked_at, now, out);
}

dialplan_status dialplan_callback_resolve(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                          const char *text, uint64_t len, int64_t asked_at, int64_t now,
                                          const dialplan_options *options, dialplan_resolution *out,
                                          dialplan_error *err) {
  if (!campaign || !out || (!text && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, text or output is missing");
  dp_view view;
  dialplan_status status = check(out, asked_at, now, err);
  if (!status) status = dp_view_init(&view, campaign, contact, options, err);
  if (status) return status;
  resolve(&view, text, len, asked_at, now, out);
  return DIALPLAN_OK;
}

/* The phrases of a batch: bytes of one text, and what is known of each. */
typedef struct phrases {
  const char *text;
  uint64_t len;
  const dialplan_text_span *spans;
  const int64_t *asked_at;
  int64_t now; /* 0: each is resolved as it was spoken */
  const void *contacts;
  uint64_t contact_stride, out_stride;
} phrases;

static dialplan_status resolve_row(dp_view *view, const phrases *p, uint64_t i, dialplan_resolution *out) {
  const dialplan_text_span span = p->spans[i];
  const int64_t asked_at = p->asked_at[i], now = p->now ? p->now : asked_at;
  const void *contact = p->contacts ? (const char *)p->contacts + i * p->contact_stride : NULL;
  if (!dp_span_inside(span, p->len)) return DIALPLAN_E_RANGE;
  dialplan_status status = out->size > p->out_stride ? DIALPLAN_E_SIZE : check(out, asked_at, now, NULL);
  if (!status) status = dp_view_contact(view, contact, NULL);
  if (!status) resolve(view, p->text + span.from, span.until - span.from, asked_at, now, out);
  return status;
}

static dialplan_status check_batch(const phrases *p, uint64_t count, const void *out, dialplan_error *err) {
  if (count && (!p->spans || !p->asked_at || !out))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "spans, asked_at or output is missing");
  if (p->now && !dp_instant_valid(p->now))
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now is not a valid instant");
  const int contacts_short = p->contacts && p->contact_stride && p->contact_stride < sizeof(dialplan_contact);
  if (contacts_short || (count && p->out_stride < sizeof(dialplan_resolution)))
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "a stride is shorter than what it leads over");
  return DIALPLAN_OK;
}

dialplan_status dialplan_callback_resolve_batch(const dialplan_campaign *campaign,
                                                const dialplan_contact *contacts, uint64_t contact_stride,
                                                const char *text, uint64_t len,
                                                const dialplan_text_span *spans, const int64_t *asked_at,
                                                uint64_t count, int64_t now, const dialplan_options *options,
                                                dialplan_resolution *out, uint64_t out_stride,
                                                int32_t *statuses, dialplan_error *err) {
  if (!campaign || (!text && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign or text is missing");
  const phrases rows = {text ? text : "", len, spans, asked_at, now, contacts, contact_stride, out_stride};
  dp_view view;
  dialplan_status status = check_batch(&rows, count, out, err);
  if (!status) status = dp_view_campaign(&view, campaign, options, err);
  if (status) return status;
  for (uint64_t i = 0; i < count; i++) {
    dialplan_resolution *row = (void *)((char *)out + i * out_stride);
    const dialplan_status said = resolve_row(&view, &rows, i, row);
    if (said) *row = (dialplan_resolution){.size = row->size};
    if (statuses) statuses[i] = said;
  }
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
