/* SPDX-License-Identifier: MIT */
/* Is this contact part of the view?
 * Uses decisions, and civil dates of the campaign's zone. Invariant: what is due belongs to the date of its
 * due, be it past or ahead. */
#include <dialplan/queue.h>

#include "base.h"
#include "campaign.h"
#include "date.h"
#include "zones.h"

/* On today's date, or (week) from today to Sunday. */
static int due_on(const dialplan_campaign *campaign, const dialplan_decision *d, int64_t now, int week) {
  enum { DAYS = 7 };
  const dp_zone *zone = dp_zones_at(campaign->zones, campaign->settings.zone);
  const int64_t due = d->due_at ? d->due_at : d->at;
  if (!due) return 0;
  const int32_t today = dp_zone_date(zone, now, NULL), date = dp_zone_date(zone, due, NULL);
  return date >= today && date <= (week ? today + DAYS - dp_date_weekday(today) : today);
}

static int is_overdue(const dialplan_decision *d, int64_t now) {
  return d->verdict != DIALPLAN_VERDICT_STOP && d->reason != DIALPLAN_REASON_IN_CALL && d->due_at &&
         d->due_at < now;
}

static int shows_whom(const dialplan_campaign *campaign, uint8_t whom, const dialplan_decision *d,
                      int64_t now) {
  switch (whom) {
  case DIALPLAN_VIEW_OVERDUE: return is_overdue(d, now);
  case DIALPLAN_VIEW_TODAY: return due_on(campaign, d, now, 0);
  case DIALPLAN_VIEW_WEEK: return due_on(campaign, d, now, 1);
  case DIALPLAN_VIEW_ALL: return 1;
  default: return d->verdict != DIALPLAN_VERDICT_STOP;
  }
}

static int shows_callbacks(uint8_t callbacks, uint8_t wish) {
  switch (callbacks) {
  case DIALPLAN_CALLBACKS_REQUESTED: return wish != DIALPLAN_WISH_NONE;
  case DIALPLAN_CALLBACKS_PENDING: return wish == DIALPLAN_WISH_SCHEDULED;
  case DIALPLAN_CALLBACKS_COMPLETED:
    return wish == DIALPLAN_WISH_COMPLETED || wish == DIALPLAN_WISH_EXHAUSTED || wish == DIALPLAN_WISH_CLOSED;
  case DIALPLAN_CALLBACKS_CANCELLED: return wish == DIALPLAN_WISH_CANCELLED;
  case DIALPLAN_CALLBACKS_MISSED: return wish == DIALPLAN_WISH_MISSED;
  default: return 1;
  }
}

dialplan_status dialplan_view_shows(const dialplan_campaign *campaign, const dialplan_view *view,
                                    const dialplan_decision *decision, int64_t now, int32_t *shown,
                                    dialplan_error *err) {
  if (!campaign || !view || !decision || !shown)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, view, decision or shown is missing");
  if (view->whom > DIALPLAN_VIEW_ALL || view->callbacks > DIALPLAN_CALLBACKS_MISSED)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "there is no such view");
  if (!dp_instant_valid(now) || !dp_instant_or_none(decision->due_at) || !dp_instant_or_none(decision->at))
    return dp_fail(err, DIALPLAN_E_RANGE, "instant", "now or an instant of the decision is not a valid one");
  *shown = shows_whom(campaign, view->whom, decision, now) &&
           (!view->call_class || view->call_class == decision->call_class) &&
           (!view->status || view->status == decision->status) &&
           shows_callbacks(view->callbacks, decision->wish_status);
  return DIALPLAN_OK;
}
