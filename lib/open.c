/* SPDX-License-Identifier: MIT */
/* The public questions about open time: arguments checked, then asked of a view.
 * Uses the view alone. Invariant: nothing is open for a contact that is held because its zone is not known,
 * and outputs are written on success only. */
#include "open.h"

#include "base.h"

#include <string.h>

static dialplan_status missing(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "the campaign or an output is missing");
}

static dialplan_status out_of_range(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_RANGE, "range", "an instant or a date is out of the valid range");
}

/* A view for a question about an instant. */
static dialplan_status ask(dp_view *view, const dialplan_campaign *campaign, const dialplan_contact *contact,
                           int64_t at, const dialplan_options *options, const void *out,
                           dialplan_error *err) {
  if (!campaign || !out) return missing(err);
  if (!dp_instant_valid(at)) return out_of_range(err);
  return dp_view_init(view, campaign, contact, options, err);
}

/* The end of the open span that holds at; 0: none within the horizon. */
static int64_t close_of(const dp_view *view, int64_t at) {
  const int64_t horizon = at + view->horizon_s < DP_INSTANT_END ? at + view->horizon_s : DP_INSTANT_END;
  const int64_t close = dp_view_close(view, at, horizon);
  return close < horizon ? close : 0;
}

static void clip(const dp_view *view, int64_t at, dialplan_clipped *out) {
  memset(out, 0, sizeof *out);
  out->at = dp_view_clip(view, at);
  out->verdict = out->at == 0    ? DIALPLAN_CLIP_NEVER
                 : out->at == at ? DIALPLAN_CLIP_OPEN
                                 : DIALPLAN_CLIP_MOVED;
  if (out->at) out->close_at = close_of(view, out->at);
  out->reason = DIALPLAN_REASON_OPEN;
  if (out->at != at) out->reason = dp_view_reason(view, at, &out->rule, &out->zone);
  out->zone = dp_view_binding(view, at, out->at);
}

dialplan_status dialplan_clip(const dialplan_campaign *campaign, const dialplan_contact *contact, int64_t at,
                              const dialplan_options *options, dialplan_clipped *out, dialplan_error *err) {
  dp_view view;
  const dialplan_status status = ask(&view, campaign, contact, at, options, out, err);
  if (status != DIALPLAN_OK) return status;
  if (!view.hold)
    clip(&view, at, out);
  else
    *out = (dialplan_clipped){.verdict = DIALPLAN_CLIP_NEVER, .reason = view.hold, .zone = view.zone[0]};
  return DIALPLAN_OK;
}

dialplan_status dialplan_clip_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                    uint64_t stride, const int64_t *at, uint64_t count,
                                    const dialplan_options *options, int64_t *out, int32_t *statuses,
                                    dialplan_error *err) {
  dp_view view;
  if (!campaign || (count && (!at || !out))) return missing(err);
  dialplan_status status = dp_view_init(&view, campaign, NULL, options, err);
  if (status != DIALPLAN_OK) return status;
  if (contacts && stride && stride < sizeof *contacts)
    return dp_fail(err, DIALPLAN_E_SIZE, "size", "the stride is shorter than a contact");
  for (uint64_t i = 0; i < count; i++) {
    if (contacts && (stride || i == 0))
      status = dp_view_contact(&view, (const void *)((const char *)contacts + i * stride), NULL);
    const dialplan_status row = status != DIALPLAN_OK     ? status
                                : dp_instant_valid(at[i]) ? DIALPLAN_OK
                                                          : DIALPLAN_E_RANGE;
    out[i] = row != DIALPLAN_OK || view.hold ? 0 : dp_view_clip(&view, at[i]);
    if (statuses) statuses[i] = row;
  }
  return DIALPLAN_OK;
}

dialplan_status dialplan_close(const dialplan_campaign *campaign, const dialplan_contact *contact, int64_t at,
                               const dialplan_options *options, int64_t *close_at, dialplan_error *err) {
  dp_view view;
  const dialplan_status status = ask(&view, campaign, contact, at, options, close_at, err);
  if (status != DIALPLAN_OK) return status;
  *close_at = view.hold || !dp_view_open(&view, at) ? at : close_of(&view, at);
  return DIALPLAN_OK;
}

dialplan_status dialplan_prev_open(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                   int64_t at, const dialplan_options *options, int64_t *open_at,
                                   dialplan_error *err) {
  dp_view view;
  const dialplan_status status = ask(&view, campaign, contact, at, options, open_at, err);
  if (status != DIALPLAN_OK) return status;
  *open_at = view.hold ? 0 : dp_view_prev(&view, at);
  return DIALPLAN_OK;
}

dialplan_status dialplan_open_seconds(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                      int64_t from_at, int64_t until_at, int64_t *seconds,
                                      dialplan_error *err) {
  dp_view view;
  const dialplan_status status = ask(&view, campaign, contact, from_at, NULL, seconds, err);
  if (status != DIALPLAN_OK) return status;
  if (until_at < from_at || until_at > DP_INSTANT_END) return out_of_range(err);
  *seconds = view.hold ? 0 : dp_view_seconds(&view, from_at, until_at);
  return DIALPLAN_OK;
}

dialplan_status dialplan_spans(const dialplan_campaign *campaign, const dialplan_contact *contact,
                               int32_t date, dialplan_span *out, uint64_t cap, uint64_t *count,
                               dialplan_error *err) {
  dp_view view;
  if (!campaign || !count || (cap && !out)) return missing(err);
  if (date < 0 || date >= DP_DATE_END) return out_of_range(err);
  const dialplan_status status = dp_view_init(&view, campaign, contact, NULL, err);
  if (status != DIALPLAN_OK) return status;
  *count = view.hold ? 0 : dp_view_spans(&view, date, out, cap);
  return DIALPLAN_OK;
}

dialplan_status dialplan_home_zone(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                   const dialplan_options *options, uint16_t *zone, dialplan_error *err) {
  dp_view view;
  if (!campaign || !zone) return missing(err);
  const dialplan_status status = dp_view_init(&view, campaign, contact, options, err);
  if (status == DIALPLAN_OK) *zone = view.zone[0];
  return status;
}

dialplan_status dialplan_place(const dialplan_campaign *campaign, const dialplan_contact *contact,
                               int64_t bound, int64_t now, uint32_t attempt, const dialplan_options *options,
                               int64_t *at, dialplan_error *err) {
  dp_view view;
  const dialplan_status status = ask(&view, campaign, contact, now, options, at, err);
  if (status != DIALPLAN_OK) return status;
  if (!dp_instant_valid(bound)) return out_of_range(err);
  *at = view.hold ? 0 : dp_view_place(&view, bound, now, attempt, NULL);
  return DIALPLAN_OK;
}
