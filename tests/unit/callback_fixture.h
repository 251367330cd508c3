/* SPDX-License-Identifier: MIT */
/* Shared by the tests of readings: readings made by hand, resolved in Kolkata, and what must come out.
 * Wednesday is 2026-03-11, Sunday the 15th. Times are civil, in the zone of the world. */
#ifndef TESTS_UNIT_CALLBACK_FIXTURE_H
#define TESTS_UNIT_CALLBACK_FIXTURE_H

#include "unit/campaign_fixture.h"

#include "callback/resolve.h"
#include "callback/when.h"

/* Six days a week, from nine to six. */
#define IN_KOLKATA "name: A\nseed: s\ntimezone: Asia/Kolkata\nsafety: {business_hours_guard: false}\n"
#define SHOP IN_KOLKATA "windows: {mon-sat: 09:00-18:00}\n"

#define BIT(name) (UINT64_C(1) << DIALPLAN_CALLBACK_##name)

/* Expected: times are NULL for none; fitted "=" is the instant as read. */
typedef struct expected {
  const char *asked;
  dp_when when;
  const char *at, *fitted, *earliest, *latest;
  uint64_t reasons; /* all of them */
  int kind, grain;  /* 0: not looked at */
} expected;

static dialplan_campaign *world;

static inline void world_of(const char *text) {
  dialplan_campaign_free(world);
  world = text ? compiled(text) : NULL;
}

static inline int world_end(void **state) {
  world_of(NULL);
  return teardown(state);
}

static inline int64_t moment(const char *text) {
  int64_t at = 0;
  if (text && dialplan_instant_parse(zones, dialplan_campaign_zone(world), text, strlen(text),
                                     DIALPLAN_EDGE_START, &at, NULL))
    fail_msg("no time: %s", text);
  return at;
}

static inline const char *shown(int64_t at) {
  static char out[8][64];
  static int next;
  char *const room = out[next++ % 8];
  uint64_t len = 0;
  if (!at || dialplan_instant_format(zones, dialplan_campaign_zone(world), at, room, 63, &len)) return "none";
  room[len] = 0;
  return room;
}

static inline dialplan_resolution resolve_at(const dp_reading *reading, const char *asked, int64_t now) {
  dialplan_resolution out = {.size = sizeof out};
  dp_view view;
  assert_int_equal(dp_view_init(&view, world, NULL, NULL, NULL), DIALPLAN_OK);
  dp_resolve(&view, reading, moment(asked), now ? now : moment(asked), &out);
  return out;
}

static inline dialplan_resolution resolve(const dp_reading *reading, const char *asked) {
  return resolve_at(reading, asked, 0);
}

static inline dp_reading said(dp_when when) {
  return (dp_reading){.found = DIALPLAN_CALLBACK_RESOLVED, .certainty = 1000, .when = when};
}

static inline dp_reading both(dp_when when, int then, dp_when other) {
  dp_reading reading = said(when);
  reading.then = (uint8_t)then;
  reading.other = other;
  dp_when_share(&reading.when, &reading.other, then == DP_THEN_OR);
  return reading;
}

static inline void same_time(const expected *e, int row, const char *what, int64_t got, const char *wanted) {
  if (got != moment(wanted))
    fail_msg("row %d, asked %s: %s is %s, not %s", row, e->asked, what, shown(got), wanted ? wanted : "none");
}

static inline void same_reading(const expected *e, int row, const dialplan_resolution *r) {
  if (r->status != (e->at ? DIALPLAN_CALLBACK_RESOLVED : DIALPLAN_CALLBACK_VAGUE))
    fail_msg("row %d: status %d", row, r->status);
  same_time(e, row, "at", r->at, e->at);
  same_time(e, row, "fitted", r->fitted_at, e->fitted && !strcmp(e->fitted, "=") ? e->at : e->fitted);
  same_time(e, row, "earliest", r->earliest_at, e->earliest);
  same_time(e, row, "latest", r->latest_at, e->latest);
  if (r->reasons != e->reasons)
    fail_msg("row %d, asked %s: reasons %llx, not %llx", row, e->asked, (unsigned long long)r->reasons,
             (unsigned long long)e->reasons);
  if (e->kind) assert_int_equal(r->kind, e->kind);
  if (e->grain) assert_int_equal(r->grain, e->grain);
}

static inline void same_rows(const expected *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const dp_reading reading = said(rows[i].when);
    const dialplan_resolution r = resolve(&reading, rows[i].asked);
    same_reading(&rows[i], (int)i, &r);
  }
}

#define SAME_ROWS(rows) same_rows(rows, sizeof(rows) / sizeof *(rows))

/* --- words, as fields --- */

#define CLOCK(hour, minutes) .has_clock = 1, .minute = (hour)*60 + (minutes)
#define PM(hour, minutes) CLOCK((hour) + 12, minutes), .half = DP_HALF_PM
#define AM(hour, minutes) CLOCK(hour, minutes), .half = DP_HALF_AM
#define AHEAD(days) .day = DP_DAY_AHEAD, .n = (days)
#define WEEKDAY(number) .day = DP_DAY_WEEKDAY, .n = (number)
#define PART(name) .part = DP_PART_##name
#define BOUND(name) .bound = DP_BOUND_##name
#define MINUTES(count) .has_span = 1, .span_min = (count)

#endif
