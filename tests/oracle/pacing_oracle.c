/* SPDX-License-Identifier: MIT */
/* A slow reading of the rules of pacing, against the library's: campaigns by chance are played second by
 * second (half of them millisecond by millisecond) around midnights and clock changes, greedily, with calls
 * that last and fail as they like. The model remembers every start and counts in lists; it shares nothing
 * with the library.
 *
 * usage: pacing_oracle [CASES [SEED]]: moments to ask at; CASES from the environment too; 60,000 by default.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "oracle/chance.h"
#include "support/atlas.h"

enum { CASES = 60000, ASKS_A_CAMPAIGN = 1500, CALLS_MAX = 200000, NO_LIMIT = -1 };

typedef struct call {
  int64_t start_ms, end_ms; /* end 0: under way */
  int32_t date, outcome;
  int connected;
} call;

typedef struct game {
  chance c;
  dialplan_zones *zones;
  dialplan_campaign *campaign;
  char text[1200];
  int zone, milliseconds;
  int64_t channels, cap, seats, daily, minute, rate, burst, spacing, poll; /* NO_LIMIT */
  int64_t handle, answer_ppm;                                              /* predictive; handle 0: fixed */
  int64_t failures, of_last, pause;                                        /* failures 0: no breaker */
  int64_t budget, per_call, per_minute, max_duration;
  int64_t start_at, end_at, open_from,
      open_until; /* seconds of the day; the last two with zone_policy: campaign */
  int windows;
  call *calls;
  int count, first_under_way;
  int64_t spent, completed;
  int64_t outcome_end[CALLS_MAX];
  uint8_t outcome_failed[CALLS_MAX];
  int outcomes;
  uint64_t seed;
  int64_t asked, failed, admitted, bound[14];
} game;

static void wrong(game *g, int64_t ms, const char *what, int64_t expected, int64_t got) {
  if (g->failed++ > 5) return;
  printf("\nWRONG: %s at %lld.%03lld: expected %lld, got %lld; seed %llu\n%s", what, (long long)(ms / 1000),
         (long long)(ms % 1000), (long long)expected, (long long)got, (unsigned long long)g->seed, g->text);
}

/* ---- the model ---- */

static int32_t date_of(const game *g, int64_t at) {
  dialplan_civil civil;
  int32_t date = 0;
  dialplan_zone_civil(g->zones, (uint16_t)g->zone, at, &civil, NULL);
  dialplan_date_make(civil.year, civil.month, civil.day, &date);
  return date;
}

static int open_at(const game *g, int64_t at) {
  dialplan_civil civil;
  if (at < g->start_at || at >= g->end_at) return 0;
  if (!g->windows) return 1;
  dialplan_zone_civil(g->zones, (uint16_t)g->zone, at, &civil, NULL);
  const int64_t second = civil.hour * 3600 + civil.minute * 60 + civil.second;
  return second >= g->open_from && second < g->open_until;
}

static int64_t least(int64_t a, int64_t b) { return b < a ? b : a; }

/* starts in [u, now] + k <= burst + (now - u) / each, for every earlier start u; in thousandths of each's
 * unit. */
static int64_t bucket(const game *g, int64_t now, int64_t burst_num, int64_t num_per_ms, int64_t unit) {
  int64_t room = burst_num / unit, in_window = 0;
  for (int i = g->count - 1; i >= 0; i--) {
    const int64_t u = g->calls[i].start_ms;
    in_window++;
    if (i && g->calls[i - 1].start_ms == u) continue;
    if (in_window * unit > burst_num + (now - u) * num_per_ms && now - u > 7200000) break;
    room = least(room, (burst_num + (now - u) * num_per_ms) / unit - in_window);
    if (now - u > 3600000) break;
  }
  return room;
}

static int64_t breaker_until(const game *g, int64_t now) {
  int64_t until = 0;
  for (int i = 0; i < g->outcomes && g->failures; i++) {
    int64_t failed = 0;
    for (int k = i; k >= 0 && k > i - g->of_last; k--) failed += g->outcome_failed[k];
    if (!g->outcome_failed[i] || failed < g->failures || g->outcome_end[i] > now) continue;
    const int64_t end = g->pause == NO_LIMIT ? INT64_MAX : g->outcome_end[i] + g->pause;
    if (end > until) until = end;
  }
  return until;
}

static int64_t under_way(const game *g, int connected) {
  int64_t count = 0;
  for (int i = g->first_under_way; i < g->count; i++)
    count += !g->calls[i].end_ms && (!connected || g->calls[i].connected);
  return count;
}

static int64_t model(const game *g, int64_t now) {
  const int64_t flying = under_way(g, 0);
  int64_t room = INT64_MAX, today = 0, minute = 0;
  if (!open_at(g, now / 1000) || now / 1000 < breaker_until(g, now / 1000)) return 0;
  if (g->budget != NO_LIMIT) {
    const int64_t worst = g->per_call + (g->per_minute * g->max_duration + 59) / 60;
    room = least(room, (g->budget - g->spent) < 0 ? 0 : (g->budget - g->spent) / worst - flying);
  }
  room = least(room, g->channels - flying);
  if (g->cap != NO_LIMIT) room = least(room, g->cap - flying);
  if (g->seats != NO_LIMIT && (!g->handle || g->completed < 20)) room = least(room, g->seats - flying);
  if (g->seats != NO_LIMIT && under_way(g, 1) >= g->seats) room = 0;
  for (int i = 0; i < g->count; i++) {
    today += g->calls[i].date == date_of(g, now / 1000);
    minute += g->calls[i].start_ms > now - 60000;
  }
  if (g->daily != NO_LIMIT) room = least(room, g->daily - today);
  if (g->minute != NO_LIMIT) room = least(room, g->minute - minute);
  if (g->rate != NO_LIMIT) room = least(room, bucket(g, now, g->burst * 1000, g->rate, 1000));
  if (g->spacing && g->count && now - g->calls[g->count - 1].start_ms < g->spacing) room = 0;
  if (g->spacing) room = least(room, 1);
  if (g->handle) {
    int64_t seats = g->seats != NO_LIMIT ? g->seats
                    : g->cap != NO_LIMIT ? least(g->channels, g->cap)
                                         : g->channels;
    const int64_t each = seats ? (g->handle * g->answer_ppm + seats - 1) / seats : 0;
    room = seats ? least(room, bucket(g, now, each + g->poll * 1000, 1000, each)) : 0;
  }
  return room < 0 ? 0 : room;
}

/* ---- a campaign by chance ---- */

static int64_t maybe(chance *c, int percent, int64_t low, int64_t high) {
  return chance_percent(c, percent) ? chance_in(c, low, high) : NO_LIMIT;
}

static void put(game *g, const char *format, int64_t value) {
  const size_t len = strlen(g->text);
  snprintf(g->text + len, sizeof g->text - len, format, (long long)value);
}

static void put_or_off(game *g, const char *key, int64_t value) {
  put(g, "  ", 0);
  put(g, key, 0);
  put(g, value == NO_LIMIT ? ": off\n" : ": %lld\n", value);
}

static void make_settings(game *g) {
  chance *c = &g->c;
  g->channels = chance_percent(c, 5) ? 0 : chance_in(c, 1, 40);
  g->cap = maybe(c, 30, 1, 40);
  g->seats = maybe(c, 40, 1, 12);
  g->daily = maybe(c, 60, 0, 400);
  g->minute = maybe(c, 60, 1, 60);
  g->rate = maybe(c, 40, 1, 7);
  g->burst = chance_in(c, 1, 9);
  g->spacing = chance_percent(c, 40) ? chance_in(c, 1, 9000) : 0;
  g->poll = chance_in(c, 1, 15) * 1000;
  g->handle = chance_percent(c, 35) ? chance_in(c, 5, 200) : 0;
  g->answer_ppm = chance_in(c, 1, 100) * 10000;
  g->of_last = chance_in(c, 1, 12);
  g->failures = chance_percent(c, 40) ? chance_in(c, 1, g->of_last) : 0;
  g->pause = chance_percent(c, 80) ? chance_in(c, 5, 300) : NO_LIMIT;
  g->budget = chance_percent(c, 30) ? chance_in(c, 1, 200) * 1000000 : NO_LIMIT;
  g->per_call = chance_in(c, 1, 90) * 10000;
  g->per_minute = chance_in(c, 0, 40) * 10000;
  g->max_duration = chance_in(c, 10, 200);
  g->windows = chance_percent(c, 50);
  g->open_from = chance_below(c, 12) * 3600;
  g->open_until = g->open_from + chance_in(c, 8, 12) * 3600;
}

static void write_settings(game *g, int64_t about) {
  chance *c = &g->c;
  char instant[40] = {0};
  uint64_t len = 0;
  g->start_at = chance_percent(c, 20) ? about - chance_below(c, 4000) : 1;
  g->end_at = chance_percent(c, 20) ? about + chance_in(c, 600, 6000) : INT64_MAX;
  snprintf(g->text, sizeof g->text,
           "name: game\nseed: s\ntimezone: %s\nzone_policy: %s\nguard: []\nsafety:\n  business_hours_guard: "
           "false\n",
           dialplan_zones_name(g->zones, (uint16_t)g->zone), g->windows ? "campaign" : "contact");
  if (g->failures) { /* written as a share that comes to this number again */
    put(g, "  circuit_breaker: {failures: %lld", g->failures * 10000 * 100 / g->of_last / 10000);
    put(g, "%%, of_last: %lld, pause: ", g->of_last);
    put(g, g->pause == NO_LIMIT ? "until_reset}\n" : "%llds}\n", g->pause);
    const int64_t percent = g->failures * 100 / g->of_last;
    g->failures = (percent * g->of_last + 99) / 100;
  }
  if (g->budget != NO_LIMIT) {
    put(g, "  budget: {amount: %lld", g->budget / 1000000);
    put(g, ", per_call: 0.%02lld", g->per_call / 10000);
    put(g, ", per_minute: 0.%02lld}\n", g->per_minute / 10000);
  }
  put(g, "call: {ring_timeout: 10s, max_duration: %llds}\nwindows: {daily: ", g->max_duration);
  put(g, "%02lld:00-", g->open_from / 3600);
  put(g, "%02lld:00}\npacing:\n", g->open_until / 3600);
  put(g, "  channels: %lld\n", g->channels);
  put_or_off(g, "channel_cap", g->cap);
  put_or_off(g, "seats", g->seats);
  put_or_off(g, "daily_limit", g->daily);
  put_or_off(g, "calls_per_minute", g->minute);
  if (g->rate != NO_LIMIT) {
    put(g, "  calls_per_second: {rate: %lld", g->rate);
    put(g, ", burst: %lld}\n", g->burst);
  }
  put(g, "  spacing: %lldms\n", g->spacing);
  put(g, "  poll: %lldms\n", g->poll);
  if (g->handle) {
    put(g, "  mode: {predictive: {average_handle_time: %llds", g->handle);
    put(g, ", answer_rate: %lld%%, abandon_limit: 100%%}}\n", g->answer_ppm / 10000);
  }
  if (g->start_at > 1 || g->end_at < INT64_MAX) put(g, "schedule:\n", 0);
  if (g->start_at > 1) {
    dialplan_instant_format(g->zones, DIALPLAN_ZONE_NONE, g->start_at, instant, sizeof instant - 1, &len);
    put(g, "  start: ", 0);
    strcat(g->text, instant);
    put(g, "\n", 0);
  }
  if (g->end_at < INT64_MAX) {
    dialplan_instant_format(g->zones, DIALPLAN_ZONE_NONE, g->end_at, instant, sizeof instant - 1, &len);
    put(g, "  end: ", 0);
    strcat(g->text, instant);
    put(g, "\n", 0);
  }
}

static void compile(game *g) {
  dialplan_error err = {0};
  if (!dialplan_campaign_compile(g->text, strlen(g->text), g->zones, NULL, NULL, NULL, 0, &g->campaign, &err))
    return;
  printf("%u:%u %s\n%s", err.line, err.column, err.message, g->text);
  exit(1);
}

/* ---- the game ---- */

static dialplan_admission admit(game *g, const dialplan_load *load, int64_t ms) {
  dialplan_admission out = {0};
  dialplan_error err = {0};
  if (dialplan_pacing_admit(g->campaign, load, ms / 1000, (uint32_t)(ms % 1000), &out, &err)) {
    printf("%s\n", err.message);
    exit(1);
  }
  return out;
}

static void end_calls(game *g, dialplan_load *load, int64_t ms) {
  static const uint8_t outcomes[] = {DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_OUTCOME_NO_ANSWER,
                                     DIALPLAN_OUTCOME_ERROR, DIALPLAN_OUTCOME_INVALID_NUMBER};
  for (int i = g->first_under_way; i < g->count; i++) {
    call *it = &g->calls[i];
    if (it->end_ms) continue;
    if (!it->connected && chance_percent(&g->c, 10)) {
      it->connected = 1;
      if (dialplan_load_connected(load, NULL)) wrong(g, ms, "connected", 0, 1);
    }
    const int64_t talk = ms / 1000 - it->start_ms / 1000;
    if (talk < g->max_duration && !chance_percent(&g->c, 8)) continue;
    it->end_ms = ms;
    it->outcome = outcomes[chance_below(&g->c, 4)];
    /* told to the second: the instant of the load goes on to the next ask */
    const dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT,
                                  .outcome = (uint8_t)it->outcome,
                                  .at = it->start_ms / 1000,
                                  .ended_at = it->start_ms / 1000 + least(talk, g->max_duration)};
    g->completed += it->outcome == DIALPLAN_OUTCOME_COMPLETED;
    if (g->budget != NO_LIMIT) {
      g->spent += g->per_call;
      if (it->outcome == DIALPLAN_OUTCOME_COMPLETED)
        g->spent += (g->per_minute * (event.ended_at - event.at) + 59) / 60;
    }
    g->outcome_end[g->outcomes] = event.ended_at;
    g->outcome_failed[g->outcomes++] = it->outcome >= DIALPLAN_OUTCOME_ERROR;
    if (dialplan_load_ended(g->campaign, load, &event, it->connected, NULL)) wrong(g, ms, "ended", 0, 1);
  }
  while (g->first_under_way < g->count && g->calls[g->first_under_way].end_ms) g->first_under_way++;
}

/* next is the first moment at which there is room again if `starts` start now and nothing else happens. */
static void check_next(game *g, const dialplan_load *load, int64_t ms, const dialplan_admission *a) {
  dialplan_load after = *load;
  if (a->starts)
    dialplan_load_started(g->campaign, &after, ms / 1000, (uint32_t)(ms % 1000), a->starts, NULL);
  const int64_t next = a->next_at * 1000 + a->next_ms;
  if (a->next_at == 0) { /* never by time alone: not in a day either */
    const int64_t later = ms + chance_in(&g->c, 1, 86400) * 1000;
    if (admit(g, &after, later).starts) wrong(g, later, "starts where there is no next", 0, 1);
    return;
  }
  if (next < ms) wrong(g, ms, "next lies before", ms, next);
  if (!admit(g, &after, next).starts) wrong(g, next, "no start at next", 1, 0);
  if (next <= ms) return;
  const int64_t before = chance_percent(&g->c, 50) ? next - 1 : chance_in(&g->c, ms, next - 1);
  const dialplan_admission none = admit(g, &after, before);
  if (none.starts) wrong(g, before, "starts before next", 0, none.starts);
  if (none.next_at * 1000 + none.next_ms != next)
    wrong(g, before, "next moves", next, none.next_at * 1000 + none.next_ms);
}

static void ask(game *g, dialplan_load *load, int64_t ms) {
  const dialplan_admission a = admit(g, load, ms);
  const int64_t expected = model(g, ms);
  g->asked++;
  g->bound[a.limit]++;
  /* To the millisecond the library takes the starts of one second of the minute together: never more, seldom
   * fewer. */
  const int exact = !g->milliseconds || g->minute == NO_LIMIT;
  if (exact ? a.starts != expected : a.starts > expected) wrong(g, ms, "starts", expected, a.starts);
  if (chance_percent(&g->c, 10)) check_next(g, load, ms, &a);
  if (!a.starts || chance_percent(&g->c, 30)) return;
  const int64_t starts = chance_percent(&g->c, 60) ? a.starts : chance_in(&g->c, 1, a.starts);
  if (dialplan_load_started(g->campaign, load, ms / 1000, (uint32_t)(ms % 1000), (uint32_t)starts, NULL))
    wrong(g, ms, "started", 0, 1);
  for (int64_t i = 0; i < starts && g->count < CALLS_MAX; i++)
    g->calls[g->count++] = (call){.start_ms = ms, .date = date_of(g, ms / 1000)};
  g->admitted += starts;
}

static void reset_breaker(game *g, dialplan_load *load) {
  dialplan_load_reset(load, NULL);
  g->outcomes = 0;
}

static void play(game *g, int64_t about, int64_t asks) {
  dialplan_load load = {0};
  int64_t ms = (about - chance_in(&g->c, 0, 1500)) * 1000;
  g->count = g->first_under_way = g->outcomes = 0;
  g->spent = g->completed = 0;
  if (g->milliseconds) ms += chance_below(&g->c, 1000);
  while (asks-- > 0) {
    end_calls(g, &load, ms);
    if (chance_percent(&g->c, 1)) reset_breaker(g, &load);
    ask(g, &load, ms);
    ms += g->milliseconds ? chance_in(&g->c, 1, 2500) : chance_in(&g->c, 1, 3) * 1000;
    if (chance_below(&g->c, 400) == 0) ms += chance_in(&g->c, 1, 30) * 3600000;
  }
}

int main(int argc, char **argv) {
  const char *env = getenv("CASES");
  const int64_t cases = argc > 1 ? atoll(argv[1]) : env ? atoll(env) : CASES;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  static const struct {
    int zone;
    const char *about;
  } places[] = {{ATLAS_NEW_YORK, "2026-03-08T02:00"},    {ATLAS_NEW_YORK, "2026-11-01T01:30"},
                {ATLAS_ST_JOHNS, "2010-11-07T00:00:30"}, {ATLAS_APIA, "2011-12-29T23:55"},
                {ATLAS_KATHMANDU, "1985-12-31T23:55"},   {ATLAS_LORD_HOWE, "2026-04-05T02:00"},
                {ATLAS_KOLKATA, "2026-03-02T23:50"},     {ATLAS_UTC, "2026-03-02T09:00"}};
  game *g = calloc(1, sizeof *g);
  g->calls = malloc(CALLS_MAX * sizeof *g->calls);
  g->zones = atlas_zones();
  printf("seed %llu, %lld cases\n", (unsigned long long)seed, (long long)cases);
  for (uint64_t n = 0; g->asked < cases; n++) {
    g->seed = seed + n;
    g->c = chance_of(g->seed);
    const size_t place = (size_t)chance_below(&g->c, sizeof places / sizeof *places);
    g->zone = places[place].zone;
    g->milliseconds = chance_percent(&g->c, 40);
    const int64_t about = atlas_at(g->zones, g->zone, places[place].about);
    make_settings(g);
    write_settings(g, about);
    compile(g);
    play(g, about, least(ASKS_A_CAMPAIGN, cases - g->asked));
    dialplan_campaign_free(g->campaign);
  }
  for (int i = 0; i <= DIALPLAN_PACING_ABANDON; i++) {
    printf("%9lld decided by %s\n", (long long)g->bound[i], dialplan_pacing_name(i));
    /* A game sets every limit but these: one that never decides has not been looked at. */
    const int set = i != DIALPLAN_PACING_NONE && i != DIALPLAN_PACING_STATUS && i != DIALPLAN_PACING_ABANDON;
    g->failed += set && !g->bound[i] && cases >= CASES;
  }
  printf("%lld calls\n", (long long)g->admitted);
  printf("%lld passed, %lld failed\n", (long long)(g->asked - g->failed), (long long)g->failed);
  const int failed = g->failed != 0;
  dialplan_zones_free(g->zones);
  free(g->calls);
  free(g);
  return failed;
}
