/* SPDX-License-Identifier: MIT */
/* For tests of decisions: a campaign made by hand, one contact, its state. Everything is in UTC unless a test
 * says otherwise; day_at(d, h, m) is minute m of hour h of day d, where day 1 is Monday, 2026-03-02. */
#ifndef TESTS_SUPPORT_DECIDE_H
#define TESTS_SUPPORT_DECIDE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dialplan.h>

#include "campaign.h"
#include "support/atlas.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

typedef struct desk {
  dialplan_zones *zones;
  dialplan_campaign *campaign; /* of settings, as they are when something is asked */
  dp_settings settings;
  dialplan_contact contact;
  dialplan_state state;
} desk;

static inline int64_t day_at(int day, int hour, int minute) {
  return INT64_C(1772409600) + (int64_t)(day - 1) * DAY + hour * HOUR +
         minute * MINUTE; /* date -ud 2026-03-02 +%s */
}

/* Windows 09:00-18:00 on the days of the mask (Monday first), no buffer, fixed retries every 24 h, no limits.
 */
static inline desk desk_open(const char *days) {
  desk d = {.zones = atlas_zones(), .settings = atlas_settings(days, "09:00-18:00")};
  d.settings.name = "desk";
  d.settings.jitter_s = 0;
  d.settings.retry.strategy = DP_STRATEGY_FIXED;
  d.settings.retry.every.seconds = DAY;
  d.settings.retry.max_retry_days = DP_OFF;
  d.settings.retry.max_attempts = 100;
  d.settings.retry.max_consecutive_errors = DP_OFF;
  d.contact = atlas_contact("42", 0, NULL);
  return d;
}

/* Pacing by channels alone; windows 09:00-18:00 on the days of the mask. */
static inline desk desk_paced(const char *days, int32_t channels) {
  desk d = desk_open(days);
  d.settings.pacing = (dp_pacing){.managed = 1,
                                  .channels = channels,
                                  .channel_cap = DP_OFF,
                                  .seats = DP_OFF,
                                  .daily_limit = DP_OFF,
                                  .calls_per_minute = DP_OFF,
                                  .rate_per_second = DP_OFF,
                                  .rate_burst = 1,
                                  .poll_ms = 10000};
  return d;
}

static inline void desk_close(desk *d) {
  dialplan_campaign_free(d->campaign);
  dialplan_zones_free(d->zones);
  d->campaign = NULL;
}

static inline const dialplan_campaign *desk_campaign(desk *d) {
  dialplan_campaign_free(d->campaign);
  return d->campaign = atlas_campaign(&d->settings, d->zones);
}

static inline void desk_apply(desk *d, dialplan_event event) {
  dialplan_error err = {0};
  const dialplan_status status =
      dialplan_apply(desk_campaign(d), &d->contact, &d->state, &event, &d->state, &err);
  if (status) fail_msg("%s", err.message);
}

/* An attempt that ended at once. */
static inline void desk_call(desk *d, int64_t at, uint8_t outcome) {
  desk_apply(d,
             (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT, .at = at, .ended_at = at, .outcome = outcome});
}

/* A wish of the customer's own, which counts whatever the gates. */
static inline void desk_wish(desk *d, int64_t at, int64_t due_at) {
  desk_apply(d, (dialplan_event){.kind = DIALPLAN_EVENT_CALLBACK,
                                 .at = at,
                                 .due_at = due_at,
                                 .by = DIALPLAN_BY_CUSTOMER,
                                 .ref = 77});
}

static inline void desk_reschedule(desk *d, int64_t at, int64_t due_at) {
  desk_apply(d, (dialplan_event){.kind = DIALPLAN_EVENT_RESCHEDULE, .at = at, .due_at = due_at});
}

static inline dialplan_decision desk_ask(desk *d, int64_t now) {
  dialplan_decision out;
  dialplan_error err = {0};
  if (dialplan_next(desk_campaign(d), &d->contact, &d->state, now, NULL, &out, &err))
    fail_msg("%s", err.message);
  return out;
}

static inline void calls(dialplan_decision d, int32_t reason, int64_t at) {
  assert_string_equal(dialplan_verdict_name(d.verdict), "call");
  assert_string_equal(dialplan_reason_name(d.reason), dialplan_reason_name(reason));
  assert_int_equal(d.at, at);
}

static inline void holds(dialplan_decision d, int32_t reason, int64_t at) {
  assert_string_equal(dialplan_verdict_name(d.verdict), "hold");
  assert_string_equal(dialplan_reason_name(d.reason), dialplan_reason_name(reason));
  assert_int_equal(d.at, at);
}

static inline void stops(dialplan_decision d, int32_t reason) {
  assert_string_equal(dialplan_verdict_name(d.verdict), "stop");
  assert_string_equal(dialplan_reason_name(d.reason), dialplan_reason_name(reason));
  assert_int_equal(d.at, 0);
  assert_int_equal(d.due_at, 0);
  assert_int_equal(d.asked_at, 0);
}

#endif
