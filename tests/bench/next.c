/* SPDX-License-Identifier: MIT */
/* The next attempt for many contacts in memory, in 60 zones: the library's whole decision beside "delay, *
 * random spread, clip" by hand, over flat tables and over ICU. CONTACTS=1000000 for more of them. Link: *
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "bench.h"
#include "floor.h"

#define NOW INT64_C(1782892800) /* 2026-07-01T08:00:00Z */

static const char campaign_text[] =
    "name: Next\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\nseed: bench\njitter: 10m\n"
    "safety: {business_hours_guard: false}\n"
    "no_call_days: [every 01-01, every 01-26, every 03-08, every 05-01, every 06-19, every 07-04, every "
    "08-15,\n"
    "  every 10-03, every 12-25, every 12-26]\n"
    "retry:\n  max_retry_days: off\n  max_attempts: 20\n  strategy: intervals\n"
    "  intervals: [15m, 30m, 1h, 2h, 4h, 8h, 12h, 24h, 24h, 48h, 48h, 72h, 72h, 120h, 168h]\n";

static const int32_t delays[16] = {0,     900,   1800,   3600,   7200,   14400,  28800,  43200,
                                   86400, 86400, 172800, 172800, 259200, 259200, 432000, 604800};

typedef struct flat_contact {
  uint64_t key;
  int64_t last_at;
  uint8_t zone, attempts;
} flat_contact;

static floor_zone flat[FLOOR_ZONES];
static flat_contact *rows;
static int64_t *out;
static dialplan_contact *contacts;
static dialplan_state *states;
static dialplan_decision *decisions;
static UCalendar *calendars[FLOOR_ZONES];
static UChar ids[FLOOR_ZONES][64];

static int64_t due(const flat_contact *row) {
  uint64_t state = row->key + row->attempts;
  const int64_t at = row->attempts ? row->last_at + delays[row->attempts] : NOW;
  const int64_t later = at + (int64_t)(bench_random(&state) % 600);
  return later < NOW ? NOW : later;
}

static void by_floor(void *with, int64_t items) {
  for (int64_t i = 0; i < items; i++) out[i] = floor_clip(&flat[rows[i].zone], due(&rows[i]));
}

static int field(UCalendar *calendar, UCalendarDateFields which) {
  UErrorCode code = U_ZERO_ERROR;
  return ucal_get(calendar, which, &code);
}

static int is_day(UCalendar *calendar) { /* weekends only: in ICU's favour */
  const int weekday = field(calendar, UCAL_DAY_OF_WEEK);
  return weekday >= UCAL_MONDAY && weekday <= UCAL_FRIDAY;
}

static int64_t clip_icu(UCalendar *calendar, int64_t at) {
  UErrorCode code = U_ZERO_ERROR;
  ucal_setMillis(calendar, (double)at * 1000, &code);
  const int hour = field(calendar, UCAL_HOUR_OF_DAY);
  if (is_day(calendar) && hour >= 9 && hour < 18) return at;
  if (!is_day(calendar) || hour >= 18) do
      ucal_add(calendar, UCAL_DATE, 1, &code);
    while (!is_day(calendar));
  ucal_set(calendar, UCAL_HOUR_OF_DAY, 9);
  ucal_set(calendar, UCAL_MINUTE, 0);
  ucal_set(calendar, UCAL_SECOND, 0);
  ucal_set(calendar, UCAL_MILLISECOND, 0);
  return (int64_t)(ucal_getMillis(calendar, &code) / 1000);
}

static void by_icu(void *with, int64_t items) {
  for (int64_t i = 0; i < items; i++) out[i] = clip_icu(calendars[rows[i].zone], due(&rows[i]));
}

static void by_icu_opened(void *with, int64_t items) {
  for (int64_t i = 0; i < items; i++) {
    UErrorCode code = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(ids[rows[i].zone], -1, "en", UCAL_GREGORIAN, &code);
    out[i] = clip_icu(calendar, due(&rows[i]));
    ucal_close(calendar);
  }
}

static void by_batch(void *with, int64_t items) {
  dialplan_next_batch(with, contacts, sizeof *contacts, states, sizeof *states, (uint64_t)items, NOW, NULL,
                      decisions, NULL, NULL);
}

static void by_single(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    dialplan_decision decision;
    dialplan_next(with, &contacts[i], &states[i], NOW, NULL, &decision, NULL);
    sum += decision.at;
  }
  bench_sink = sum;
}

static void by_explain(void *with, int64_t items) {
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    dialplan_decision decision;
    dialplan_step steps[64];
    uint64_t count = 0;
    dialplan_explain(with, &contacts[i], &states[i], NOW, NULL, &decision, steps, 64, &count, NULL);
    sum += decision.at + (int64_t)count;
  }
  bench_sink = sum;
}

static void touch(void *with, int64_t items) { /* the bytes that any decision must load, and nothing else */
  int64_t sum = 0;
  for (int64_t i = 0; i < items; i++) {
    sum += contacts[i].zones[0] + (int64_t)contacts[i].key + states[i].wish_at + states[i].attempt_at[0];
    decisions[i].at = sum;
  }
  bench_sink = sum;
}

/* The state of a contact after its attempts, made by the library's own events. */
static void live(dialplan_campaign *campaign, int64_t i) {
  for (int k = 0; k < rows[i].attempts; k++) {
    dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_NO_ANSWER};
    event.at = rows[i].last_at - (rows[i].attempts - 1 - k) * INT64_C(90000);
    dialplan_error error;
    if (dialplan_apply(campaign, &contacts[i], &states[i], &event, &states[i], &error)) {
      printf("event %d of contact %lld: %s\n", k, (long long)i, error.message);
      bench_same("apply", i, 0, 1);
    }
  }
}

int main(void) {
  const int64_t count = bench_count("CONTACTS", 200000);
  dialplan_zones *zones = floor_load(floor_zone_names);
  dialplan_campaign *campaign = floor_compile(campaign_text, zones);
  floor_zones(zones, flat);
  floor_days();
  rows = bench_new(count, sizeof *rows);
  out = bench_new(count, sizeof *out);
  contacts = bench_new(count, sizeof *contacts);
  states = bench_new(count, sizeof *states);
  decisions = bench_new(count, sizeof *decisions);
  for (int z = 0; z < FLOOR_ZONES; z++) {
    UErrorCode code = U_ZERO_ERROR;
    u_uastrcpy(ids[z], dialplan_zones_name(zones, (uint16_t)(z + 1)));
    calendars[z] = ucal_open(ids[z], -1, "en", UCAL_GREGORIAN, &code);
  }
  uint64_t state = 4;
  for (int64_t i = 0; i < count; i++) {
    const uint64_t random = bench_random(&state);
    rows[i] = (flat_contact){bench_random(&state), NOW - (int64_t)((random >> 20) % (90 * FLOOR_DAY_S)),
                             (uint8_t)(random % FLOOR_ZONES), (uint8_t)((random >> 8) % 15)};
    contacts[i].key = rows[i].key;
    contacts[i].zone_count = 1;
    contacts[i].zones[0] = (uint16_t)(rows[i].zone + 1);
    live(campaign, i);
  }
  const bench_row table[] = {
      {"flat tables: delay, spread, clip (floor)", by_floor, NULL, count},
      {"the library's arrays touched, nothing more", touch, NULL, count},
      {"dialplan_next_batch", by_batch, campaign, count},
      {"dialplan_next, one call at a time", by_single, campaign, count},
      {"dialplan_explain", by_explain, campaign, count / 10},
      {"ICU, a calendar of each zone kept", by_icu, NULL, count / 10},
      {"ICU, a calendar opened for each contact", by_icu_opened, NULL, count / 50},
  };
  char title[96];
  snprintf(title, sizeof title, "Next attempt, %lld contacts in 60 zones (%d bytes of state each)",
           (long long)count, (int)sizeof *states);
  bench_table(title, "contact", table, 7);
  for (int z = 0; z < FLOOR_ZONES; z++) ucal_close(calendars[z]);
  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return 0;
}
