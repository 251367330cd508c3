/* SPDX-License-Identifier: MIT */
/* Which instants are open for one contact?
 * Uses the day tables and the zones' segments. Invariant: inside a segment the wall runs evenly, so that what
 * holds on the civil time line holds shifted by the offset; each search goes from segment to segment and from
 * run to run, and several zones are searched in turn until all agree. Never second by second; never past the
 * valid range. */
#include "open.h"

#include "base.h"

#include <string.h>

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- one zone ---- */

/* The smallest open instant in [at, until); until: none. */
static int64_t zone_next(const dp_daytable *table, const dp_zone *zone, int64_t at, int64_t until) {
  if (at >= until) return until;
  for (uint32_t i = dp_zone_segment(zone, at);; i++) {
    const int64_t found = dp_daytable_next(table, at + zone->offset[i]) - zone->offset[i];
    const int64_t segment_end = zone->at[i + 1];
    if (found < segment_end) return least(found, until);
    if (segment_end >= until) return until;
    at = segment_end;
  }
}

/* The smallest instant in [at, until) that is not open; until: none. */
static int64_t zone_end(const dp_daytable *table, const dp_zone *zone, int64_t at, int64_t until) {
  if (at >= until) return until;
  for (uint32_t i = dp_zone_segment(zone, at);; i++) {
    const int64_t limit = least(zone->at[i + 1], until);
    const int64_t found =
        dp_daytable_end(table, at + zone->offset[i], limit + zone->offset[i]) - zone->offset[i];
    if (found < limit || limit == until) return found;
    at = limit;
  }
}

/* The largest open instant in [floor, at]; floor - 1: none. */
static int64_t zone_prev(const dp_daytable *table, const dp_zone *zone, int64_t at, int64_t floor) {
  if (at < floor) return floor - 1;
  for (uint32_t i = dp_zone_segment(zone, at);; i--) {
    const int64_t found = dp_daytable_prev(table, at + zone->offset[i]) - zone->offset[i];
    if (found >= zone->at[i]) return most(found, floor - 1);
    if (zone->at[i] <= floor) return floor - 1;
    at = zone->at[i] - 1;
  }
}

/* The first instant of the open run that holds at, which is open, no earlier than floor. */
static int64_t zone_begin(const dp_daytable *table, const dp_zone *zone, int64_t at, int64_t floor) {
  for (uint32_t i = dp_zone_segment(zone, at);; i--) {
    const int64_t limit = most(zone->at[i], floor);
    const int64_t found =
        dp_daytable_begin(table, at + zone->offset[i], limit + zone->offset[i]) - zone->offset[i];
    if (found > limit || limit == floor) return found;
    at = limit - 1; /* the last second before a clock change */
  }
}

/* The open instant in [at, until) before which there are *n; 0: there are no more than *n, which is reduced
 * by them. */
static int64_t zone_nth(const dp_daytable *table, const dp_zone *zone, int64_t at, int64_t until,
                        int64_t *n) {
  if (at >= until) return 0;
  for (uint32_t i = dp_zone_segment(zone, at); at < until; i++) {
    const int64_t limit = least(zone->at[i + 1], until), offset = zone->offset[i];
    const int64_t found = dp_daytable_nth(table, at + offset, limit + offset, n) - offset;
    if (found < limit) return found;
    at = limit;
  }
  return 0;
}

/* ---- all zones that count ---- */

static const dp_zone *zone_of(const dp_view *view, uint32_t k) {
  return dp_zones_at(view->campaign->zones, view->zone[k]);
}

/* The smallest instant in [at, until) that is open in all zones; until: none. */
static int64_t common_next(const dp_view *view, const dp_daytable *table, int64_t at, int64_t until) {
  if (view->zone_count == 1) return zone_next(table, view->home, at, until);
  uint32_t agreed = 0;
  for (uint32_t k = 0; agreed < view->zone_count && at < until; k = k + 1 < view->zone_count ? k + 1 : 0) {
    const int64_t found = zone_next(table, zone_of(view, k), at, until);
    agreed = found == at ? agreed + 1 : 1;
    at = found;
  }
  return at;
}

static int64_t common_end(const dp_view *view, const dp_daytable *table, int64_t at, int64_t until) {
  for (uint32_t k = 0; k < view->zone_count; k++) until = zone_end(table, zone_of(view, k), at, until);
  return until;
}

int dp_view_open(const dp_view *view, int64_t at) {
  if (at < view->start_at || at >= view->end_at) return 0;
  for (uint32_t k = 0; k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, at)) return 0;
  return 1;
}

int dp_view_zone_open(const dp_view *view, uint32_t k, int64_t at) {
  return dp_daytable_open(view->table, at + dp_zone_offset(zone_of(view, k), at));
}

int64_t dp_view_clip(const dp_view *view, int64_t at) {
  at = most(at, view->start_at);
  const int64_t until = least(at + view->horizon_s, view->end_at);
  const int64_t found = common_next(view, view->table, at, until);
  return found < until ? found : 0;
}

int64_t dp_view_clip_until(const dp_view *view, int64_t at, int64_t until) {
  until = least(until, view->end_at);
  const int64_t found = common_next(view, view->table, most(at, view->start_at), until);
  return found < until ? found : 0;
}

int64_t dp_view_close(const dp_view *view, int64_t at, int64_t until) {
  return common_end(view, view->table, at, least(until, view->end_at));
}

int64_t dp_view_opening(const dp_view *view, int64_t at) {
  int64_t opening = view->start_at;
  for (uint32_t k = 0; k < view->zone_count; k++)
    opening = zone_begin(view->table, zone_of(view, k), at, opening);
  return opening;
}

int64_t dp_view_prev(const dp_view *view, int64_t at) {
  const int64_t floor = most(at - view->horizon_s + 1, view->start_at);
  at = least(at, view->end_at - 1);
  uint32_t agreed = 0;
  for (uint32_t k = 0; agreed < view->zone_count && at >= floor; k = k + 1 < view->zone_count ? k + 1 : 0) {
    const int64_t found = zone_prev(view->table, zone_of(view, k), at, floor);
    agreed = found == at ? agreed + 1 : 1;
    at = found;
  }
  return at >= floor ? at : 0;
}

/* The n-th open instant in [from, until); 0: there are not so many, and *n is what is left of it. One zone's
 * are counted run by run, without a search for each. */
static int64_t count_to(const dp_view *view, int64_t from, int64_t until, int64_t *n) {
  if (view->zone_count == 1)
    return zone_nth(view->table, view->home, most(from, view->start_at), least(until, view->end_at), n);
  for (int64_t at = dp_view_clip_until(view, from, until); at; at = dp_view_clip_until(view, at, until)) {
    const int64_t close = dp_view_close(view, at, until);
    if (*n < close - at) return at + *n;
    *n -= close - at;
    at = close;
  }
  return 0;
}

int64_t dp_view_seconds(const dp_view *view, int64_t from, int64_t until) {
  int64_t rest = INT64_MAX;
  count_to(view, from, until, &rest);
  return INT64_MAX - rest;
}

int64_t dp_view_nth(const dp_view *view, int64_t from, int64_t until, int64_t n) {
  return count_to(view, from, until, &n);
}

int dp_view_ambiguous(const dp_view *view, int64_t now) {
  enum { DP_COMMON_S = 3600, DP_WITHIN_S = 7 * DP_DAY_S };
  uint32_t others = 0;
  for (uint32_t k = 1; k < view->zone_count; k++) others += zone_of(view, k)->twin != view->home->twin;
  if (!others) return 0;
  const dp_daytable *plain = &view->campaign->tables.plain[view->table_index];
  const int64_t until = least(now + DP_WITHIN_S, DP_INSTANT_END);
  for (int64_t at = common_next(view, plain, now, until); at < until;
       at = common_next(view, plain, at, until)) {
    const int64_t close = common_end(view, plain, at, until);
    if (close - at >= DP_COMMON_S) return 0;
    at = close;
  }
  return 1;
}

/* ---- who asks ---- */

static dialplan_status check_options(const dialplan_options *options, dialplan_error *err) {
  if (!dp_size_fits(options, options->size, sizeof *options)) return dp_size_unknown(err, "the options");
  if (options->flags & ~(uint32_t)(DIALPLAN_OPTION_NO_BUFFER | DIALPLAN_OPTION_CONTACT_ZONES))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument",
                   "the options have a flag that this library does not know");
  if ((int64_t)options->horizon_days > dialplan_limit(DIALPLAN_LIMIT_HORIZON_DAYS))
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "the horizon is longer than 3,660 days");
  return DIALPLAN_OK;
}

static inline dialplan_status check_contact(const dialplan_campaign *campaign,
                                            const dialplan_contact *contact, dialplan_error *err) {
  if (!dp_size_fits(contact, contact->size, sizeof *contact)) return dp_size_unknown(err, "the contact");
  if (contact->zone_count > sizeof contact->zones / sizeof *contact->zones)
    return dp_fail(err, DIALPLAN_E_RANGE, "range", "the contact has more than 64 zones");
  for (uint32_t k = 0; k < contact->zone_count; k++)
    if (contact->zones[k] >= campaign->zones->count)
      return dp_fail(err, DIALPLAN_E_RANGE, "range",
                     "a zone of the contact is none of the campaign's zone table");
  return DIALPLAN_OK;
}

static void set_zones(dp_view *view, const uint16_t *zone, uint32_t count) {
  view->zone = zone;
  view->zone_count = count;
  view->home = zone_of(view, 0);
}

void dp_view_campaign_zone(dp_view *view) {
  view->own = view->campaign->settings.zone;
  set_zones(view, &view->own, 1);
}

/* Which zones count: zone_policy, unknown_zone. */
static inline void choose_zones(dp_view *view, const dialplan_contact *contact) {
  const dp_settings *settings = &view->campaign->settings;
  const int asked = contact && (settings->zone_policy != DP_ZONE_POLICY_CAMPAIGN ||
                                view->flags & DIALPLAN_OPTION_CONTACT_ZONES);
  const int known = asked && !(contact->flags & DIALPLAN_CONTACT_ZONE_UNKNOWN);
  view->hold = 0;
  if (known && contact->zone_count) {
    set_zones(view, contact->zones, contact->zone_count);
    return;
  }
  dp_view_campaign_zone(view);
  if (asked && (!known || settings->unknown_zone == DP_ZONE_HOLD)) view->hold = DIALPLAN_REASON_ZONE_UNKNOWN;
}

static uint32_t table_of(const dp_daytables *tables, const dialplan_contact *contact) {
  if (!dp_daytables_regional(tables) || !contact || !contact->region[0]) return 0;
  char region[sizeof contact->region + 1] = {0};
  memcpy(region, contact->region, sizeof contact->region);
  return dp_daytables_region(tables, region);
}

dialplan_status dp_view_campaign(dp_view *view, const dialplan_campaign *campaign,
                                 const dialplan_options *options, dialplan_error *err) {
  const dialplan_status status = options ? check_options(options, err) : DIALPLAN_OK;
  if (status != DIALPLAN_OK) return status;
  const dp_settings *settings = &campaign->settings;
  view->campaign = campaign;
  view->outlook = NULL;
  view->start_at = settings->start_at ? settings->start_at : 1;
  view->end_at = settings->end_at ? settings->end_at : DP_INSTANT_END;
  view->horizon_s = settings->horizon_s;
  if (options && options->horizon_days) view->horizon_s = (int64_t)options->horizon_days * DP_DAY_S;
  view->flags = options ? options->flags : 0;
  view->jitter_s = view->flags & DIALPLAN_OPTION_NO_BUFFER ? 0 : settings->jitter_s;
  return DIALPLAN_OK;
}

static inline void see(dp_view *view, const dialplan_contact *contact) {
  const dp_daytables *tables = &view->campaign->tables;
  view->table_index = table_of(tables, contact);
  view->table = &tables->table[view->table_index];
  view->key = contact ? contact->key : 0;
  choose_zones(view, contact);
}

dialplan_status dp_view_contact(dp_view *view, const dialplan_contact *contact, dialplan_error *err) {
  const dialplan_status status = contact ? check_contact(view->campaign, contact, err) : DIALPLAN_OK;
  if (status == DIALPLAN_OK) see(view, contact);
  return status;
}

void dp_view_known(dp_view *view, const dialplan_contact *contact) { see(view, contact); }

dialplan_status dp_view_init(dp_view *view, const dialplan_campaign *campaign,
                             const dialplan_contact *contact, const dialplan_options *options,
                             dialplan_error *err) {
  const dialplan_status status = dp_view_campaign(view, campaign, options, err);
  return status == DIALPLAN_OK ? dp_view_contact(view, contact, err) : status;
}

dialplan_status dp_view_home(const dialplan_campaign *campaign, const dialplan_contact *contact,
                             const dp_zone **home, dialplan_error *err) {
  const dialplan_status status = check_contact(campaign, contact, err);
  if (status != DIALPLAN_OK) return status;
  dp_view view;
  view.campaign = campaign;
  view.flags = 0;
  choose_zones(&view, contact);
  *home = view.home;
  return DIALPLAN_OK;
}
