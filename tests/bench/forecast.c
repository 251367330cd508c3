/* SPDX-License-Identifier: MIT */
/* A whole campaign, played: what a call costs beside a simulation by minute buckets over flat tables, and
 * what a limit of calls a minute adds. CONTACTS=1000000 for more of them.
 *
 * Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "floor.h"

#define NOW INT64_C(1741305600) /* 2025-03-07T00:00:00Z: clocks change on the way */

/* The same ladder, spread and shares as floor_play(). */
static const char rules[] =
    "name: Forecast\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\nseed: bench\njitter: 10m\nhorizon: 400d\n"
    "safety: {business_hours_guard: false}\n"
    "no_call_days: [every 01-01, every 01-26, every 03-08, every 05-01, every 06-19, every 07-04, every "
    "08-15,\n"
    "  every 10-03, every 12-25, every 12-26]\n"
    "retry:\n  max_retry_days: off\n  max_attempts: 15\n  strategy: intervals\n"
    "  intervals: [15m, 30m, 1h, 2h, 4h, 8h, 12h, 24h, 24h, 48h, 48h, 72h, 72h, 120h, 168h]\n";
static const char a_minute[] =
    "pacing: {channels: 100000, seats: off, daily_limit: off, calls_per_minute: %d, spacing: 0s}\n";

typedef struct job {
  dialplan_campaign *campaign; /* NULL: the floor's */
  int64_t limit;               /* calls a minute; 0: none */
  int64_t calls;               /* of the last run */
} job;

static floor_zone flat[FLOOR_ZONES];
static floor_contact *rows;
static dialplan_contact *contacts;
static int64_t count;
static dialplan_model model;

static void by_floor(void *with, int64_t items) {
  job *j = with;
  (void)items;
  j->calls = floor_play(flat, rows, count, NOW, j->limit);
}

static void by_library(void *with, int64_t items) {
  job *j = with;
  dialplan_forecast_result *result = NULL;
  dialplan_forecast_summary sum;
  dialplan_error error;
  (void)items;
  if (dialplan_forecast(j->campaign, contacts, sizeof *contacts, NULL, 0, (uint64_t)count, NULL, NOW, &model,
                        NULL, NULL, &result, &error)) {
    printf("%s\n", error.message);
    exit(1);
  }
  dialplan_forecast_sum(result, &sum, NULL);
  j->calls = (int64_t)sum.all.calls;
  bench_sink = sum.finish_at;
  dialplan_forecast_free(result);
}

static bench_row row_of(const char *label, void (*body)(void *, int64_t), job *j) {
  body(j, 0); /* how many calls there are is seen when they have been played */
  return (bench_row){label, body, j, j->calls};
}

int main(void) {
  static const int64_t limits[3] = {0, 2000, 500};
  job floors[3], jobs[3];
  count = bench_count("CONTACTS", 200000);
  dialplan_zones *zones = floor_load(floor_zone_names);
  floor_zones(zones, flat);
  floor_days();
  rows = bench_new(count, sizeof *rows);
  contacts = bench_new(count, sizeof *contacts);
  uint64_t state = 9;
  for (int64_t i = 0; i < count; i++) {
    rows[i] =
        (floor_contact){.key = bench_random(&state), .zone = (uint8_t)(bench_random(&state) % FLOOR_ZONES)};
    contacts[i].key = rows[i].key;
    contacts[i].zone_count = 1;
    contacts[i].zones[0] = (uint16_t)(rows[i].zone + 1);
  }
  dialplan_model_init(&model);
  memset(model.outcomes, 0, sizeof model.outcomes);
  model.outcomes[DIALPLAN_OUTCOME_COMPLETED] = FLOOR_ANSWERED;
  model.outcomes[DIALPLAN_OUTCOME_INVALID_NUMBER] = FLOOR_INVALID;
  model.outcomes[DIALPLAN_OUTCOME_NO_ANSWER] = FLOOR_DRAWN - FLOOR_ANSWERED - FLOOR_INVALID;
  for (int i = 0; i < 3; i++) {
    char text[1400];
    size_t len = (size_t)snprintf(text, sizeof text, "%s", rules);
    if (limits[i]) snprintf(text + len, sizeof text - len, a_minute, (int)(limits[i] * count / 1000000));
    floors[i] = (job){.limit = limits[i] * count / 1000000};
    jobs[i] = (job){.campaign = floor_compile(text, zones)};
  }
  const bench_row table[] = {
      row_of("minute buckets over flat tables (floor)", by_floor, &floors[0]),
      row_of("- 2000 calls a minute of a million", by_floor, &floors[1]),
      row_of("- 500 calls a minute of a million", by_floor, &floors[2]),
      row_of("dialplan_forecast", by_library, &jobs[0]),
      row_of("- 2000 calls a minute of a million", by_library, &jobs[1]),
      row_of("- 500 calls a minute of a million", by_library, &jobs[2]),
  };
  char title[128];
  snprintf(title, sizeof title, "Forecast, %lld contacts in 60 zones, %.1f calls each (the floor's %.1f)",
           (long long)count, (double)jobs[0].calls / (double)count, (double)floors[0].calls / (double)count);
  bench_table(title, "call", table, 6);
  for (int i = 0; i < 3; i++) dialplan_campaign_free(jobs[i].campaign);
  dialplan_zones_free(zones);
  return 0;
}
