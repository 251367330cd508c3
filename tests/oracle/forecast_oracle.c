/* SPDX-License-Identifier: MIT */
/* A slow reading of a forecast, against the library's, call for call: small campaigns by chance are played
 * second by second. In each second the model looks through all contacts for the first in lease order, as
 * often as pacing admits a call; it knows no queue, no backlog and no wake-up, and draws by its own hand. The
 * limits are then counted once more in the list of calls. A campaign without limits is played once more
 * without a list of its calls, which the library does contact by contact: all the rest must be the same.
 *
 * usage: forecast_oracle [CASES [SEED]]: calls to compare; CASES from the environment too; 2,000 by default.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "oracle/chance.h"
#include "support/atlas.h"

enum { CONTACTS_MAX = 24, CALLS_MAX = 4000, DAYS = 3, DAYS_MAX = 8, DAY_S = 86400 };

typedef struct call {
  int64_t at, ended_at, free_at;
  uint32_t row;
  uint8_t outcome, conversation, ended;
} call;

typedef struct game {
  chance c;
  dialplan_zones *zones;
  dialplan_campaign *campaign;
  char text[1600];
  uint64_t seed;
  int contacts, days;
  int64_t channels, seats, daily, minute, spacing, ring, now;
  dialplan_contact contact[CONTACTS_MAX];
  dialplan_state state[CONTACTS_MAX];
  dialplan_state played[CONTACTS_MAX];
  dialplan_decision plan[CONTACTS_MAX];
  uint32_t tries[CONTACTS_MAX];
  dialplan_model model;
  call calls[CALLS_MAX];
  int count;
  int64_t compared, failed;
} game;

static void wrong(game *g, const char *what, int64_t expected, int64_t got) {
  if (g->failed++ > 3) return;
  printf("\nWRONG: %s: expected %lld, got %lld; seed %llu\n%s", what, (long long)expected, (long long)got,
         (unsigned long long)g->seed, g->text);
}

/* ---- draws, as the man page gives them ---- */

static uint64_t mix(uint64_t x) {
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return x ^ x >> 31;
}

static uint64_t draw(const game *g, uint32_t row, uint64_t purpose, uint64_t n) {
  const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15),
                 parts[] = {g->contact[row].key, g->tries[row], purpose, 0};
  uint64_t h = 99; /* the seed that the forecast is given */
  for (int i = 0; i < 4; i++) h = mix(h + golden + parts[i]);
  uint64_t high = 0; /* the upper half of h * n, a bit of h at a time; n is small */
  for (int bit = 0; bit < 64; bit++) high = (high + (h >> bit & 1 ? n : 0)) >> 1;
  return high;
}

static int64_t from_to(const game *g, uint32_t row, uint64_t purpose, const uint32_t span[2]) {
  return span[0] + (int64_t)draw(g, row, purpose, (uint64_t)span[1] - span[0] + 1);
}

static int talks(int outcome) {
  return outcome == DIALPLAN_OUTCOME_COMPLETED || outcome == DIALPLAN_OUTCOME_CALL_LATER ||
         outcome == DIALPLAN_OUTCOME_REFUSED;
}

static call toss(game *g, uint32_t row, int64_t at) {
  call it = {.at = at, .row = row};
  uint64_t sum = 0;
  int64_t ring, talk = 0, wrap = 0;
  for (int i = 0; i < 16; i++) sum += g->model.outcomes[i];
  uint64_t drawn = draw(g, row, 16, sum);
  while (drawn >= g->model.outcomes[it.outcome]) drawn -= g->model.outcomes[it.outcome++];
  it.conversation = (uint8_t)talks(it.outcome);
  if (it.outcome == DIALPLAN_OUTCOME_NO_ANSWER)
    ring = g->ring;
  else
    ring = from_to(g, row, 18, g->model.ring_s);
  if (it.conversation) {
    talk = from_to(g, row, 19, g->model.talk_s);
    wrap = from_to(g, row, 20, g->model.wrap_s);
  }
  if (it.outcome == DIALPLAN_OUTCOME_VOICEMAIL) talk = from_to(g, row, 19, g->model.voicemail_s);
  if (ring + talk == 0) ring = 1;
  it.ended_at = at + ring + talk;
  it.free_at = it.ended_at + wrap;
  return it;
}

/* ---- the slow game ---- */

static void apply(game *g, const call *it) {
  dialplan_event event = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = it->outcome, .at = it->at, .ended_at = it->ended_at};
  dialplan_state *state = &g->played[it->row];
  dialplan_apply(g->campaign, &g->contact[it->row], state, &event, state, NULL);
  if (it->outcome != DIALPLAN_OUTCOME_CALL_LATER) return;
  event = (dialplan_event){.kind = DIALPLAN_EVENT_CALLBACK, .by = DIALPLAN_BY_CUSTOMER, .at = it->ended_at};
  if (g->model.callback_s[1]) event.due_at = it->ended_at + from_to(g, it->row, 21, g->model.callback_s);
  dialplan_apply(g->campaign, &g->contact[it->row], state, &event, state, NULL);
}

static void go_on(game *g, dialplan_load *load, int64_t now) {
  for (int i = 0; i < g->count; i++) {
    call *it = &g->calls[i];
    if (it->ended) continue;
    if (it->free_at > now) continue;
    const dialplan_event event = {
        .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = it->outcome, .at = it->at, .ended_at = it->ended_at};
    it->ended = 1;
    dialplan_load_ended(g->campaign, load, &event, 0, NULL);
  }
}

/* A decision is made when the last call has ended, and kept. */
static void decide(game *g, int row, int64_t now) {
  dialplan_decision *d = &g->plan[row];
  memset(d, 0, sizeof *d);
  dialplan_next(g->campaign, &g->contact[row], &g->played[row], now, NULL, d, NULL);
}

static int ready(const game *g, int row, int64_t now) {
  return g->plan[row].verdict == DIALPLAN_VERDICT_CALL && g->plan[row].at <= now;
}

/* One that was held for a call is asked again when that is settled. */
static void settle(game *g, int64_t now) {
  for (int i = 0; i < g->contacts; i++) {
    const dialplan_decision *d = &g->plan[i];
    if (d->verdict != DIALPLAN_VERDICT_HOLD || d->reason != DIALPLAN_REASON_IN_CALL) continue;
    if (d->at && d->at <= now) decide(g, i, now);
  }
}

/* The best contact whose decision says that it may be called; -1: none. */
static int best(const game *g, int64_t now) {
  int found = -1;
  for (int i = 0; i < g->contacts; i++) {
    if (!ready(g, i, now)) continue;
    if (found >= 0 &&
        dialplan_lease_compare(&g->plan[i], (uint64_t)i, &g->plan[found], (uint64_t)found, now) > 0)
      continue;
    found = i;
  }
  return found;
}

static void place_call(game *g, dialplan_load *load, int row, int64_t now) {
  dialplan_load_started(g->campaign, load, now, 0, 1, NULL);
  g->tries[row]++;
  call *it = &g->calls[g->count++];
  *it = toss(g, (uint32_t)row, now);
  apply(g, it);
  decide(g, row, it->free_at);
}

static void play(game *g) {
  dialplan_load load = {0};
  memcpy(g->played, g->state, sizeof g->played);
  memset(g->tries, 0, sizeof g->tries);
  g->count = 0;
  for (int i = 0; i < g->contacts; i++) decide(g, i, g->now);
  for (int64_t now = g->now; now < g->now + (int64_t)g->days * DAY_S; now++) {
    go_on(g, &load, now);
    settle(g, now);
    for (int row; (row = best(g, now)) >= 0 && g->count < CALLS_MAX;) {
      dialplan_admission admission;
      dialplan_pacing_admit(g->campaign, &load, now, 0, &admission, NULL);
      if (!admission.starts) break;
      if (g->plan[row].at < now) decide(g, row, now);
      if (ready(g, row, now)) place_call(g, &load, row, now);
    }
  }
}

/* ---- a campaign by chance ---- */

static void put(game *g, const char *format, int64_t value) {
  const size_t len = strlen(g->text);
  snprintf(g->text + len, sizeof g->text - len, format, (long long)value);
}

static void write_campaign(game *g) {
  static const char *const strategies[] = {"fixed\n  every: 3h", "intervals\n  intervals: [10m, 2h, 1d]",
                                           "smart"};
  static const char *const thens[] = {"due", "fewest_attempts", "newest", "random", "closing_first"};
  static const char *const guards[] = {
      "[]", "[{id: cap, kind: limit, count: attempts, max: 2, per: day}]",
      "[{id: gap, kind: gap, least: 5h}]",
      "[{id: fl, kind: hours, windows: {daily: 10:00-16:00}, regions: [US-FL]}]"};
  chance *c = &g->c;
  g->days = chance_percent(c, 20) ? DAYS_MAX : DAYS;
  g->channels = chance_in(c, 1, 4);
  g->daily = chance_percent(c, 50) ? chance_in(c, 2, chance_percent(c, 50) ? 6 : 30) : 0;
  g->minute = chance_percent(c, 40) ? chance_in(c, 1, 3) : 0;
  g->spacing = chance_percent(c, 40) ? chance_in(c, 1, 90) : 0;
  g->seats = chance_percent(c, 25) ? chance_in(c, 1, 3) : 0;
  g->ring = chance_in(c, 10, 60);
  snprintf(g->text, sizeof g->text,
           "name: game\nseed: s\ntimezone: %s\nguard: %s\nsafety: {business_hours_guard: false}\n"
           "jitter: %dm\nlease_then: %s\n"
           "call: {ring_timeout: %ds}\nretry:\n  strategy: %s\n  max_attempts: %d\n",
           dialplan_zones_name(g->zones, ATLAS_NEW_YORK),
           guards[chance_percent(c, 70) ? 0 : chance_in(c, 1, 3)],
           (int)(chance_percent(c, 70) ? chance_below(c, chance_percent(c, 30) ? 240 : 20) : 0),
           thens[chance_below(c, 5)], (int)g->ring, strategies[chance_below(c, 3)], (int)chance_in(c, 1, 6));
  put(g, chance_percent(c, 40) ? "  max_retry_days: %lld\n" : "", chance_in(c, 1, 9));
  if (chance_percent(c, 20)) put(g, "zone_policy: campaign\n", 0);
  if (chance_percent(c, 40)) {
    put(g, chance_percent(c, 50) ? "callbacks: {late: next_day, " : "callbacks: {late: close, ", 0);
    put(g, "late_after: %lldh}\n", chance_in(c, 1, 20));
  }
  if (chance_percent(c, 15))
    put(g, "windows: {tue-sat: [00:00-24:00]}\n", 0);
  else if (chance_percent(c, 20))
    put(g, "windows: {daily: [2%lld:15-03:00]}\n", chance_below(c, 4));
  else {
    put(g, "windows: {daily: [0%lld:07-12:00, ", chance_in(c, 7, 9));
    put(g, "13:00-%lld:00]}\n", chance_in(c, 14, 19));
  }
  if (chance_percent(c, 25))
    put(g, "schedule: {start: \"2026-03-05T%02lld:30\", repeat: daily}\n", chance_in(c, 0, 23));
  else if (chance_percent(c, 20))
    put(g, "schedule: {mode: single-day}\n", 0);
  if (chance_percent(c, 20)) {
    g->channels = CONTACTS_MAX;
    g->daily = g->minute = g->spacing = g->seats = 0;
    return;
  }
  put(g, "pacing:\n  channels: %lld\n", g->channels);
  put(g, g->daily ? "  daily_limit: %lld\n" : "  daily_limit: off\n", g->daily);
  put(g, g->minute ? "  calls_per_minute: %lld\n" : "  calls_per_minute: off\n", g->minute);
  put(g, "  spacing: %llds\n", g->spacing);
  put(g, g->seats ? "  seats: %lld\n" : "  seats: off\n", g->seats);
}

static void make_people(game *g) {
  static const int zones[] = {ATLAS_NEW_YORK, ATLAS_LONDON, ATLAS_KOLKATA, ATLAS_KATHMANDU};
  chance *c = &g->c;
  g->contacts = (int)chance_in(c, 1, CONTACTS_MAX);
  memset(g->state, 0, sizeof g->state);
  for (int i = 0; i < g->contacts; i++) {
    char id[24];
    snprintf(id, sizeof id, "c%d", i);
    g->contact[i] = atlas_contact(id, chance_percent(c, 80), &zones[chance_below(c, 4)]);
    if (chance_percent(c, 10)) g->contact[i].run = (uint32_t)chance_in(c, 1, 4);
    if (chance_percent(c, 50)) g->contact[i].enqueued_at = g->now - chance_in(c, 1, 100000);
    if (chance_percent(c, 60)) memcpy(g->contact[i].region, chance_percent(c, 50) ? "US-FL" : "US-TX", 5);
    if (chance_percent(c, 10)) {
      g->contact[i].zone_count = 2;
      g->contact[i].zones[1] = ATLAS_KATHMANDU;
    }
    if (chance_percent(c, 5)) {
      const dialplan_event event = {.kind = DIALPLAN_EVENT_START, .at = g->now - chance_in(c, 0, 9000)};
      dialplan_apply(g->campaign, &g->contact[i], &g->state[i], &event, &g->state[i], NULL);
      continue;
    }
    if (!chance_percent(c, 30)) continue;
    const int64_t at = g->now - chance_in(c, 100, 90000);
    const dialplan_event event = {
        .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_BUSY, .at = at, .ended_at = at + 9};
    dialplan_apply(g->campaign, &g->contact[i], &g->state[i], &event, &g->state[i], NULL);
  }
  g->model =
      (dialplan_model){.ring_s = {0, 20}, .talk_s = {5, 400}, .voicemail_s = {3, 30}, .wrap_s = {0, 60}};
  for (int i = 0; i < 8; i++) g->model.outcomes[chance_in(c, 1, 6)] += (uint32_t)chance_in(c, 1, 9);
  g->model.outcomes[DIALPLAN_OUTCOME_REFUSED] = 1;
  if (chance_percent(c, 70)) g->model.callback_s[1] = (uint32_t)chance_in(c, 60, 40000);
}

/* ---- the comparison ---- */

static void compare(game *g, const dialplan_forecast_result *result) {
  static dialplan_forecast_call calls[CALLS_MAX];
  uint64_t count = 0;
  dialplan_forecast_calls(result, calls, CALLS_MAX, &count, NULL);
  if (count != (uint64_t)g->count) wrong(g, "calls", g->count, (int64_t)count);
  for (int i = 0; i < g->count && i < (int)count; i++, g->compared++) {
    const call *it = &g->calls[i];
    const int64_t before = g->failed;
    if (calls[i].at != it->at) wrong(g, "start", it->at, calls[i].at);
    if (calls[i].row != it->row) wrong(g, "row", it->row, (int64_t)calls[i].row);
    if (calls[i].outcome != it->outcome) wrong(g, "outcome", it->outcome, calls[i].outcome);
    if (calls[i].ended_at != it->ended_at) wrong(g, "end", it->ended_at, calls[i].ended_at);
    if (calls[i].at + calls[i].kept_s != it->free_at)
      wrong(g, "free", it->free_at, calls[i].at + calls[i].kept_s);
    if (g->failed > before) break;
  }
}

/* In the library's own list: no limit is exceeded at any start, and no contact is in two calls. */
static void check_limits(game *g, const dialplan_forecast_result *result) {
  static dialplan_forecast_call calls[CALLS_MAX];
  uint64_t count = 0;
  dialplan_forecast_calls(result, calls, CALLS_MAX, &count, NULL);
  for (uint64_t i = 0; i < count; i++) {
    int64_t flying = 0, minute = 0, date = 0;
    dialplan_clipped clipped;
    dialplan_clip(g->campaign, &g->contact[calls[i].row], calls[i].at, NULL, &clipped, NULL);
    if (clipped.verdict != DIALPLAN_CLIP_OPEN) wrong(g, "open at a start", 0, clipped.verdict);
    for (uint64_t k = 0; k <= i; k++) {
      const int64_t free_at = calls[k].at + calls[k].kept_s;
      dialplan_civil a, b;
      flying += free_at > calls[i].at;
      minute += calls[k].at > calls[i].at - 60;
      dialplan_zone_civil(g->zones, ATLAS_NEW_YORK, calls[i].at, &a, NULL);
      dialplan_zone_civil(g->zones, ATLAS_NEW_YORK, calls[k].at, &b, NULL);
      date += a.day == b.day;
      if (k < i && calls[k].row == calls[i].row && free_at > calls[i].at)
        wrong(g, "calls of one contact", 1, 2);
    }
    if (flying > g->channels) wrong(g, "channels", g->channels, flying);
    if (g->seats && flying > g->seats) wrong(g, "seats", g->seats, flying);
    if (g->minute && minute > g->minute) wrong(g, "calls a minute", g->minute, minute);
    if (g->daily && date > g->daily) wrong(g, "calls a day", g->daily, date);
    if (g->spacing && i && calls[i].at - calls[i - 1].at < g->spacing)
      wrong(g, "spacing", g->spacing, calls[i].at - calls[i - 1].at);
  }
}

static dialplan_forecast_result *played(game *g, uint32_t flags) {
  dialplan_error err = {0};
  dialplan_forecast_result *result = NULL;
  const dialplan_forecast_options options = {.seed = 99, .horizon_days = (uint32_t)g->days, .flags = flags};
  if (!dialplan_forecast(g->campaign, g->contact, sizeof *g->contact, g->state, sizeof *g->state,
                         (uint64_t)g->contacts, NULL, g->now, &g->model, &options, NULL, &result, &err))
    return result;
  printf("%s\n", err.message);
  exit(1);
}

static void compare_ways(game *g, const dialplan_forecast_result *a, const dialplan_forecast_result *b) {
  enum { DATES_MAX = DAYS_MAX + 4 };
  static dialplan_forecast_summary sums[2];
  static dialplan_forecast_day days[2][DATES_MAX];
  static dialplan_forecast_end ends[2][CONTACTS_MAX];
  const dialplan_forecast_result *results[2] = {a, b};
  for (int i = 0; i < 2; i++) {
    uint64_t count;
    memset(days[i], 0, sizeof days[i]);
    dialplan_forecast_sum(results[i], &sums[i], NULL);
    dialplan_forecast_days(results[i], days[i], DATES_MAX, &count, NULL);
    dialplan_forecast_ends(results[i], ends[i], CONTACTS_MAX, &count, NULL);
  }
  if (memcmp(&sums[0], &sums[1], sizeof sums[0]))
    wrong(g, "sums", (int64_t)sums[0].all.calls, (int64_t)sums[1].all.calls);
  if (memcmp(days[0], days[1], sizeof days[0])) wrong(g, "days", days[0][0].channels, days[1][0].channels);
  if (memcmp(ends[0], ends[1], sizeof ends[0][0] * (size_t)g->contacts))
    wrong(g, "ends", ends[0][0].at, ends[1][0].at);
}

static void one(game *g) {
  dialplan_error err = {0};
  write_campaign(g);
  if (dialplan_campaign_compile(g->text, strlen(g->text), g->zones, NULL, NULL, NULL, 0, &g->campaign,
                                &err)) {
    printf("%u:%u %s\n%s", err.line, err.column, err.message, g->text);
    exit(1);
  }
  make_people(g);
  play(g);
  dialplan_forecast_result *const result = played(g, DIALPLAN_FORECAST_CALLS), *const without = played(g, 0);
  compare(g, result);
  check_limits(g, result);
  compare_ways(g, result, without);
  dialplan_forecast_free(result);
  dialplan_forecast_free(without);
  dialplan_campaign_free(g->campaign);
}

int main(int argc, char **argv) {
  const char *env = getenv("CASES");
  const int64_t cases = argc > 1 ? atoll(argv[1]) : env ? atoll(env) / 30 : 2000;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  static const char *const about[] = {"2026-03-07T06:00", "2026-10-31T20:00", "2026-06-10T11:59:30"};
  game *g = calloc(1, sizeof *g);
  if (!g) return 1;
  g->zones = atlas_zones();
  printf("seed %llu, %lld calls\n", (unsigned long long)seed, (long long)cases);
  for (uint64_t n = 0; g->compared < cases && g->failed < 5; n++) {
    g->seed = seed + n;
    g->c = chance_of(g->seed);
    g->now = atlas_at(g->zones, ATLAS_NEW_YORK, about[chance_below(&g->c, 3)]) + chance_below(&g->c, 3600);
    one(g);
  }
  printf("%lld passed, %lld failed\n", (long long)g->compared, (long long)g->failed);
  const int failed = g->failed != 0;
  dialplan_zones_free(g->zones);
  free(g);
  return failed;
}
