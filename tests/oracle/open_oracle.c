/* SPDX-License-Identifier: MIT */
/* Does the library's open time agree with a brute-force reading of the rules? Random campaigns are given to
 * the library as text and to the oracle as plain lists (open_cases.h); questions crowd around changes of
 * offset, midnights and the edges of open time; the oracle answers by walking over instants (model.h) with
 * offsets from the C library (clock.h). Of libdialplan it uses the public interface alone.
 *
 * usage: open_oracle [CASES [SEED [ZONE-DIRECTORY]]]; CASES from the environment too; 10,000 by default. */
#define _DEFAULT_SOURCE
#include <dialplan.h>

#include "open_cases.h"

enum { PER_CAMPAIGN = 80 };

typedef struct asker {
  chance c;
  case_atlas atlas;
  dialplan_zones *table;
  open_case o;
  eyes e;
  dialplan_campaign *campaign;
  dialplan_contact contact;
  dialplan_options options;
  int no_buffer;
  int64_t horizon;
  uint64_t seed, number; /* of the campaign */
  int64_t asked, failed;
} asker;

static void say_instant(const char *what, int64_t at) {
  const time_t t = (time_t)at;
  struct tm tm;
  char text[40];
  gmtime_r(&t, &tm);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ %a", &tm);
  printf("  %s %lld (%s)\n", what, (long long)at, text);
}

static void disagree(asker *a, const char *question) {
  a->failed++;
  printf("\nDISAGREEMENT: %s; seed %llu, campaign %llu\n", question, (unsigned long long)a->seed,
         (unsigned long long)a->number);
  if (a->failed > 3) return;
  printf("--- campaign.yaml\n%s", a->o.campaign.text);
  if (a->o.account.len) printf("--- account.yaml\n%s", a->o.account.text);
  printf("--- contact: id %s, region \"%s\", zones", a->o.id, a->o.region);
  for (int i = 0; i < a->o.zone_count; i++) printf(" %s", a->atlas.zone[a->o.zone[i]].name);
  printf("; horizon of the question: %d days%s\n", (int)(a->horizon / 86400),
         a->no_buffer ? ", no buffer" : "");
}

static void expect_at(asker *a, const char *question, int64_t at, int64_t library, int64_t oracle) {
  a->asked++;
  if (library == oracle) return;
  disagree(a, question);
  if (a->failed > 20) return;
  say_instant("asked at", at);
  say_instant("library ", library);
  say_instant("oracle  ", oracle);
}

/* What the library says about success counts as an answer, too. */
static void expect_ok(asker *a, const char *question, int64_t at, dialplan_status status) {
  if (status == DIALPLAN_OK) return;
  disagree(a, question);
  say_instant("asked at", at);
  printf("  status %s\n", dialplan_status_name(status));
}

/* ---- the questions ---- */

/* The first listed zone that is closed at an instant; -1: none. */
static int closed_zone(asker *a, int64_t at) {
  for (int z = 0; z < a->e.zone_count; z++)
    if (model_wall(&a->o.m, a->o.region, at + clock_offset(a->e.zone[z], a->atlas.dir, at)) != WALL_OPEN)
      return z;
  return -1;
}

static int binding_zone(asker *a, int64_t asked, int64_t answer) {
  if (answer == 0 || answer == asked) return 0;
  const int64_t closed = eyes_walk_back(&a->e, answer, asked - 1, 0);
  const int zone = closed > 0 ? closed_zone(a, closed) : -1;
  return zone < 0 ? 0 : zone;
}

static uint16_t reason_at(asker *a, int64_t at, int *rule) {
  if (eyes_open(&a->e, at)) return DIALPLAN_REASON_OPEN;
  if (a->o.m.start && at < a->o.m.start) return DIALPLAN_REASON_BEFORE_START;
  const int zone = closed_zone(a, at);
  if (zone < 0) return DIALPLAN_REASON_AFTER_END;
  const int64_t wall = at + clock_offset(a->e.zone[zone], a->atlas.dir, at), date = clock_floor_day(wall);
  switch (model_wall(&a->o.m, a->o.region, wall)) {
  case WALL_NO_WINDOW: return DIALPLAN_REASON_NO_WINDOW;
  case WALL_NO_CALL_DAY: return DIALPLAN_REASON_NO_CALL_DAY;
  case WALL_CLOSE_MARGIN: return DIALPLAN_REASON_CLOSE_MARGIN;
  default: break;
  }
  for (int i = 0; i < a->o.m.rule_count; i++)
    if (model_rule_forbids(&a->o.m, &a->o.m.rule[i], a->o.region, date, (int)((wall - date * 86400) / 60))) {
      *rule = i;
      break;
    }
  return DIALPLAN_REASON_GUARD;
}

/* Whether the rule that clip names is one that forbids the instant. */
static int rule_is_one(asker *a, int64_t at, uint16_t rule) {
  const char *id = NULL;
  if (rule == 0 || dialplan_campaign_rule(a->campaign, rule - 1u, &id, NULL, NULL, NULL) != DIALPLAN_OK)
    return 0;
  const int zone = closed_zone(a, at);
  const int64_t wall = at + clock_offset(a->e.zone[zone], a->atlas.dir, at), date = clock_floor_day(wall);
  for (int i = 0; i < a->o.m.rule_count; i++)
    if (strcmp(a->o.m.rule[i].id, id) == 0 &&
        model_rule_forbids(&a->o.m, &a->o.m.rule[i], a->o.region, date, (int)((wall - date * 86400) / 60)))
      return 1;
  return 0;
}

static void ask_clip(asker *a, int64_t at) {
  dialplan_clipped got = {0};
  expect_ok(a, "clip", at, dialplan_clip(a->campaign, &a->contact, at, &a->options, &got, NULL));
  const int64_t clipped = eyes_clip(&a->e, at, a->horizon);
  expect_at(a, "clip", at, got.at, clipped);
  if (got.at != clipped) return;
  expect_at(a, "clip's close", at, got.close_at, clipped ? eyes_close_of(&a->e, clipped, a->horizon) : 0);
  const int verdict = clipped == at ? DIALPLAN_CLIP_OPEN
                      : clipped     ? DIALPLAN_CLIP_MOVED
                                    : DIALPLAN_CLIP_NEVER;
  const int zone = case_home(&a->o), bound = binding_zone(a, at, clipped);
  const char *name = dialplan_zones_name(a->table, got.zone);
  const char *expected = a->atlas.zone[a->o.zone_count ? a->o.zone[bound] : zone].name;
  int rule = -1;
  const uint16_t reason = reason_at(a, at, &rule);
  if (got.verdict != verdict || !name || strcmp(name, expected) != 0 || got.reason != reason ||
      (reason == DIALPLAN_REASON_GUARD ? !rule_is_one(a, at, got.rule) : got.rule != 0)) {
    disagree(a, "clip's verdict, zone, reason, rule");
    say_instant("asked at", at);
    say_instant("clipped to", clipped);
    printf("  library: %d %s %s %d; oracle: %d %s %s %s\n", got.verdict, name ? name : "none",
           dialplan_reason_name(got.reason), got.rule, verdict, expected, dialplan_reason_name(reason),
           rule < 0 ? "-" : a->o.m.rule[rule].id);
  }
}

static void ask_close(asker *a, int64_t at) {
  int64_t got = -1;
  expect_ok(a, "close", at, dialplan_close(a->campaign, &a->contact, at, &a->options, &got, NULL));
  expect_at(a, "close", at, got, eyes_open(&a->e, at) ? eyes_close_of(&a->e, at, a->horizon) : at);
}

static void ask_prev_open(asker *a, int64_t at) {
  int64_t got = -1;
  expect_ok(a, "prev_open", at, dialplan_prev_open(a->campaign, &a->contact, at, &a->options, &got, NULL));
  const int64_t after = at > a->horizon ? at - a->horizon : 0;
  expect_at(a, "prev_open", at, got, eyes_walk_back(&a->e, at, after, 1));
}

static void ask_open_seconds(asker *a, int64_t at) {
  const int64_t far = at + chance_below(&a->c, chance_percent(&a->c, 50) ? 3 * 86400 : 7200);
  const int64_t until = far < CLOCK_END ? far : CLOCK_END;
  int64_t got = -1, count = 0;
  expect_ok(a, "open_seconds", at, dialplan_open_seconds(a->campaign, &a->contact, at, until, &got, NULL));
  for (int64_t t = at; t < until; t++) count += eyes_open(&a->e, t);
  a->asked++;
  if (got == count) return;
  disagree(a, "open_seconds");
  say_instant("from    ", at);
  say_instant("until   ", until);
  printf("  library %lld, oracle %lld\n", (long long)got, (long long)count);
}

static void ask_spans(asker *a, int64_t at) {
  clock_zone *home = a->e.zone[0];
  const int64_t date = clock_floor_day(at + clock_offset(home, a->atlas.dir, at));
  if (date < 0 || date >= 84006) return;
  dialplan_span got[256], walked[256];
  uint64_t got_count = 0, count = 0;
  expect_ok(a, "spans", at,
            dialplan_spans(a->campaign, &a->contact, (int32_t)date, got, 256, &got_count, NULL));
  int inside = 0;
  for (int64_t t = (date - 2) * 86400; t <= (date + 3) * 86400; t++) {
    const int in = eyes_open(&a->e, t) && clock_floor_day(t + clock_offset(home, a->atlas.dir, t)) == date;
    if (in && !inside) walked[count++].from_at = t;
    if (!in && inside) walked[count - 1].until_at = t;
    inside = in;
  }
  a->asked++;
  int same = got_count == count;
  for (uint64_t i = 0; same && i < count; i++)
    same = got[i].from_at == walked[i].from_at && got[i].until_at == walked[i].until_at;
  if (same) return;
  disagree(a, "spans");
  say_instant("the date of", at);
  for (uint64_t i = 0; i < got_count && i < 8; i++)
    printf("  library [%lld, %lld)\n", (long long)got[i].from_at, (long long)got[i].until_at);
  for (uint64_t i = 0; i < count && i < 8; i++)
    printf("  oracle  [%lld, %lld)\n", (long long)walked[i].from_at, (long long)walked[i].until_at);
}

static void ask_place(asker *a, int64_t at) {
  const int64_t reach = chance_percent(&a->c, 50) ? 86400 : 1800;
  int64_t bound = at + chance_in(&a->c, -reach, reach);
  if (chance_percent(&a->c, 20))
    bound = eyes_walk(&a->e, at, at + 86400, !eyes_open(&a->e, at)); /* an edge */
  if (bound < 1 || bound >= CLOCK_END || chance_percent(&a->c, 10)) bound = at;
  if (chance_percent(&a->c, 30))
    at = bound + chance_in(&a->c, 0, 900); /* asked when it is due, or a little later */
  at = at < CLOCK_END ? at : CLOCK_END - 1;
  const uint32_t attempt = (uint32_t)chance_in(&a->c, 1, 20);
  int64_t got = -1;
  expect_ok(a, "place", at,
            dialplan_place(a->campaign, &a->contact, bound, at, attempt, &a->options, &got, NULL));
  const int64_t placed = eyes_place(&a->e, a->contact.key, bound, at, attempt, a->horizon, a->no_buffer);
  if (got != placed) {
    say_instant("bound", bound);
    printf("  attempt %u\n", attempt);
  }
  expect_at(a, "place", at, got, placed);
}

/* ---- where and how often ---- */

static int64_t valid(int64_t at) { return at < 1 ? 1 : at >= CLOCK_END ? CLOCK_END - 1 : at; }

/* Instants crowd around edges of open time, changes of offset, midnights, and where the horizon just reaches
 * an edge. */
static int64_t some_instant(asker *a) {
  chance *c = &a->c;
  const int64_t near = valid(a->o.about + chance_in(c, -4 * 86400, 4 * 86400));
  clock_zone *zone = a->e.zone[chance_below(c, a->e.zone_count)];
  int64_t at = near;
  const int64_t edge = eyes_walk(&a->e, near, near + 86400, !eyes_open(&a->e, near));
  switch (chance_below(c, 8)) {
  case 0:
  case 1: at = edge; break;
  case 2: at = a->o.about + chance_in(c, -7200, 7200); break;
  case 3: at = clock_floor_day(near) * 86400 - clock_offset(zone, a->atlas.dir, near); break;
  case 4: at = a->o.about; break;
  case 5:
    if (edge && a->horizon <= 10 * 86400) at = edge + (chance_percent(c, 50) ? a->horizon : -a->horizon);
    break;
  case 6: at = chance_percent(c, 50) ? a->o.m.start : a->o.m.end; break;
  default: break;
  }
  return valid((at ? at : near) + (chance_percent(c, 60) ? chance_in(c, -2, 2) : chance_in(c, -90, 90)));
}

static dialplan_status compile(asker *a, dialplan_error *err) {
  const char *const names[] = {"account.yaml"}, *const texts[] = {a->o.account.text};
  const uint64_t lengths[] = {(uint64_t)a->o.account.len};
  return dialplan_campaign_compile(a->o.campaign.text, (uint64_t)a->o.campaign.len, a->table, names, texts,
                                   lengths, a->o.account.len > 0, &a->campaign, err);
}

static void look(asker *a) {
  open_case *o = &a->o;
  char names[200] = "";
  a->e.m = &o->m;
  a->e.dir = a->atlas.dir;
  a->e.region = o->region;
  a->e.zone_count = o->zone_count ? o->zone_count : 1;
  a->e.zone[0] = &a->atlas.zone[o->campaign_zone];
  for (int i = 0; i < o->zone_count; i++) {
    a->e.zone[i] = &a->atlas.zone[o->zone[i]];
    if (i) strcat(names, "|");
    strcat(names, a->atlas.zone[o->zone[i]].name);
  }
  memset(&a->contact, 0, sizeof a->contact);
  a->contact.size = sizeof a->contact;
  a->contact.key = dialplan_key(o->id, strlen(o->id));
  memcpy(a->contact.region, o->region, sizeof a->contact.region);
  expect_ok(a, "zones of a contact", 1,
            dialplan_contact_zones(&a->contact, a->table, names, strlen(names), NULL));
  if (a->contact.key != model_hash(o->id)) disagree(a, "key");
}

static void set_options(asker *a) {
  memset(&a->options, 0, sizeof a->options);
  a->horizon = a->o.m.horizon;
  a->no_buffer = chance_percent(&a->c, 10);
  if (a->no_buffer) a->options.flags = DIALPLAN_OPTION_NO_BUFFER;
  if (chance_percent(&a->c, 20)) {
    a->options.horizon_days = (uint32_t)chance_in(&a->c, 1, 10);
    a->horizon = (int64_t)a->options.horizon_days * 86400;
  }
}

static void one_campaign(asker *a, int64_t questions) {
  dialplan_error err = {0};
  a->c = chance_of(a->seed + a->number * 7919);
  case_make(&a->c, &a->o, &a->atlas);
  if (compile(a, &err) != DIALPLAN_OK) {
    disagree(a, "the campaign does not compile");
    printf("  %u:%u: %s [%s]\n", err.line, err.column, err.message, err.code);
    return;
  }
  look(a);
  for (int64_t i = 0; i < questions && a->failed < 20; i++) {
    set_options(a);
    const int64_t at = some_instant(a);
    switch (chance_below(&a->c, 8)) {
    case 0: ask_close(a, at); break;
    case 1: ask_prev_open(a, at); break;
    case 2: ask_open_seconds(a, at); break;
    case 3: ask_spans(a, at); break;
    case 4:
    case 5: ask_place(a, at); break;
    default: ask_clip(a, at); break;
    }
  }
  eyes_close(&a->e);
  dialplan_campaign_free(a->campaign);
  a->campaign = NULL;
}

static int load(asker *a, const char *dir) {
  a->table = case_atlas_load(&a->atlas, dir);
  if (a->atlas.count < 10) { /* nothing but fixed offsets and a few more */
    printf("no zone files in %s\n", dir);
    return 0;
  }
  if (!a->table) a->failed++;
  return a->table != NULL;
}

/* Asks until so many answers have been compared in all. */
static void run(asker *a, const char *dir, int64_t wanted) {
  if (!load(a, dir)) return;
  printf("%s: %d zones, up to %lld cases\n", dir, a->atlas.count, (long long)wanted);
  while (a->asked < wanted && a->failed < 20) {
    const int64_t left = wanted - a->asked;
    one_campaign(a, left < PER_CAMPAIGN ? left : PER_CAMPAIGN);
    a->number++;
  }
  dialplan_zones_free(a->table);
  case_atlas_close(&a->atlas);
}

int main(int argc, char **argv) {
  static asker a;
  const char *cases = argc > 1 ? argv[1] : getenv("CASES"), *seed = argc > 2 ? argv[2] : getenv("SEED");
  const int64_t wanted = cases ? atoll(cases) : 10000;
  a.seed = seed ? strtoull(seed, NULL, 10) : 20261121;
  printf("seed %llu\n", (unsigned long long)a.seed);
  if (argc > 3) {
    run(&a, argv[3], wanted);
  } else {
    run(&a, "tests/data/tz/fat", wanted / 2);
    run(&a, "/usr/share/zoneinfo", wanted);
  }
  printf("%llu campaigns\n%lld passed, %lld failed\n", (unsigned long long)a.number,
         (long long)(a.asked - a.failed), (long long)a.failed);
  return a.failed != 0 || a.asked < wanted;
}
