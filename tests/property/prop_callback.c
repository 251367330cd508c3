/* SPDX-License-Identifier: MIT */
/* What must hold of times in words whatever the campaign, the zone and the instant of asking, clock changes
 * included: a time that is written out in words reads back; nothing resolved lies in the past; what is fitted
 * is open. Campaigns and zones are those of the oracle's generator (tests/oracle/open_cases.h).
 *
 * usage: prop_callback [CASES [SEED]]; CASES from the environment too; 20,000 by default. */
#define _DEFAULT_SOURCE
#include <dialplan.h>

#include "oracle/open_cases.h"

enum { PER_CAMPAIGN = 40, TEXT = 128 };

typedef struct prover {
  chance c;
  case_atlas atlas;
  dialplan_zones *zones;
  open_case o;
  dialplan_campaign *campaign;
  dialplan_contact contact;
  uint64_t seed, number;
  int64_t cases, laws, failed, resolved;
} prover;

static void law(prover *p, int holds, const char *what, const char *text, int64_t asked) {
  p->laws++;
  if (holds) return;
  p->failed++;
  if (p->failed > 20) return;
  printf("\nBROKEN: %s; \"%s\" asked at %lld; seed %llu, campaign %llu\n", what, text, (long long)asked,
         (unsigned long long)p->seed, (unsigned long long)p->number);
  if (p->failed <= 3) printf("%s--- account\n%s", p->o.campaign.text, p->o.account.text);
}

/* ---- what holds of every answer ---- */

static int is_open(prover *p, int64_t at) {
  dialplan_clipped clipped = {0};
  return dialplan_clip(p->campaign, &p->contact, at, NULL, &clipped, NULL) == DIALPLAN_OK &&
         clipped.verdict == DIALPLAN_CLIP_OPEN;
}

static void laws_of_line(prover *p, const dialplan_resolution *r, const char *text, int64_t asked) {
  char line[256];
  uint64_t len = 0;
  law(p,
      dialplan_callback_format(p->campaign, r, line, sizeof line, &len, NULL) == DIALPLAN_OK && len > 0 &&
          len <= 256,
      "the line has its length", text, asked);
  for (uint64_t i = 0; i < len && i < sizeof line; i++)
    law(p, (unsigned char)line[i] >= 32, "the line has no controls", text, asked);
}

static dialplan_resolution resolve(prover *p, const char *text, int64_t asked, int64_t now) {
  dialplan_resolution r = {.size = sizeof r}, again = {.size = sizeof r};
  const uint64_t len = strlen(text);
  law(p,
      dialplan_callback_resolve(p->campaign, &p->contact, text, len, asked, now, NULL, &r, NULL) ==
          DIALPLAN_OK,
      "words are answered", text, asked);
  dialplan_callback_resolve(p->campaign, &p->contact, text, len, asked, now, NULL, &again, NULL);
  law(p, memcmp(&r, &again, sizeof r) == 0, "the same words give the same bytes", text, asked);
  laws_of_line(p, &r, text, asked);
  law(p, (r.status == DIALPLAN_CALLBACK_RESOLVED) == (r.at != 0), "an instant, or none", text, asked);
  law(p, (r.status == DIALPLAN_CALLBACK_RESOLVED) == (r.kind != 0 && r.grain != 0), "kind and grain", text,
      asked);
  law(p, r.certainty <= 1000 && r.span_count <= 8, "certainty and spans", text, asked);
  for (uint8_t i = 0; i < r.span_count; i++)
    law(p,
        r.spans[i].from < r.spans[i].until && r.spans[i].until <= len &&
            (i == 0 || r.spans[i - 1].until <= r.spans[i].from),
        "spans lie in the text, in order", text, asked);
  if (!r.at) {
    law(p, !r.fitted_at && !r.earliest_at && !r.latest_at && !r.alternative_at, "no instant at all", text,
        asked);
    return r;
  }
  p->resolved++;
  law(p, r.at > now, "nothing lies in the past", text, asked);
  law(p, !r.alternative_at || r.alternative_at > now, "nor does the second choice", text, asked);
  law(p, !r.earliest_at || !r.latest_at || r.earliest_at < r.latest_at, "an interval has a length", text,
      asked);
  law(p, !r.fitted_at || (is_open(p, r.fitted_at) && r.fitted_at >= r.at),
      "what is fitted is open, and not before", text, asked);
  law(p, !is_open(p, r.at) || r.fitted_at == r.at, "what is open stays", text, asked);
  const uint64_t moved = 1u << DIALPLAN_CALLBACK_MOVED_OPEN_DAY | 1u << DIALPLAN_CALLBACK_CLIPPED;
  law(p, !r.fitted_at || (r.fitted_at != r.at) == ((r.reasons & moved) != 0), "what is moved says why", text,
      asked);
  return r;
}

/* ---- times that are written out read back ---- */

static int64_t civil_at(prover *p, uint16_t zone, const dialplan_civil *c) {
  char text[64];
  int64_t at = 0;
  snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", c->year, c->month, c->day, c->hour, c->minute);
  dialplan_instant_parse(p->zones, zone, text, strlen(text), DIALPLAN_EDGE_START, &at, NULL);
  return at;
}

/* 24 hours where that says the half of the day: from 13 on, and before 10 with its zero. */
static void write_clock(prover *p, char *out, int hour, int minute) {
  if (hour >= 13 || hour == 0 || (hour < 10 && chance_percent(&p->c, 30)))
    sprintf(out, "%02d:%02d", hour, minute);
  else
    sprintf(out, "%d:%02d %s", hour, minute, hour == 12 ? "pm" : "am");
  if (hour >= 13 && chance_percent(&p->c, 40)) sprintf(out, "%d:%02d pm", hour - 12, minute);
}

/* A day so many days ahead, and the words for it; 0: no words for it here. */
static int write_day(prover *p, char *out, const dialplan_civil *day, int ahead) {
  static const char *const near[][3] = {{"tomorrow", "kal", "कल"}, {"day after tomorrow", "parso", "परसों"}};
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  switch (chance_below(&p->c, 4)) {
  case 0:
    if (ahead > 2) return 0;
    return sprintf(out, "%s", near[ahead - 1][chance_below(&p->c, 3)]);
  case 1: return sprintf(out, "%04d-%02d-%02d", day->year, day->month, day->day);
  case 2: return sprintf(out, "on %d %s %d at", day->day, months[day->month - 1], day->year);
  default: return sprintf(out, "%s %d, %d,", months[day->month - 1], day->day, day->year);
  }
}

static void reads_back(prover *p, int64_t asked) {
  char text[TEXT] = "", clock[32], day_text[64];
  const uint16_t zone = resolve(p, "ok", asked, asked).zone;
  dialplan_civil today, day;
  int32_t date = 0;
  if (dialplan_zone_civil(p->zones, zone, asked, &today, NULL) || today.year < 2001 || today.year > 2090)
    return;
  const int ahead = (int)chance_in(&p->c, 1, 40);
  dialplan_date_make(today.year, today.month, today.day, &date);
  dialplan_date_split(date + ahead, &day);
  day.hour = (int32_t)chance_below(&p->c, 24);
  day.minute = (int32_t)chance_below(&p->c, 60);
  if (!write_day(p, day_text, &day, ahead)) return;
  write_clock(p, clock, day.hour, day.minute);
  snprintf(text, sizeof text, "%s%s %s", chance_percent(&p->c, 30) ? "please call " : "", day_text, clock);
  const dialplan_resolution r = resolve(p, text, asked, asked);
  law(p, r.at == civil_at(p, zone, &day), "a time that is written out reads back", text, asked);
  law(p, r.zone == zone, "in the home zone", text, asked);
}

static void durations_read_back(prover *p, int64_t asked) {
  static const struct {
    const char *form;
    int seconds, most;
  } forms[] = {{"in %d minutes", 60, 59},
               {"%d minute baad", 60, 59},
               {"call me after %d hours", 3600, 23},
               {"%d ghante baad call karna", 3600, 23},
               {"%d मिनट बाद", 60, 59},
               {"%d min me", 60, 59}};
  char text[TEXT];
  const int i = (int)chance_below(&p->c, sizeof forms / sizeof *forms),
            n = (int)chance_in(&p->c, 2, forms[i].most);
  snprintf(text, sizeof text, forms[i].form, n);
  const dialplan_resolution r = resolve(p, text, asked, asked);
  const int64_t end = asked + (int64_t)n * forms[i].seconds;
  law(p, r.at == (end < CLOCK_END ? end : 0), "a duration is elapsed time", text, asked);
}

static void days_keep_the_clock(prover *p, int64_t asked) {
  const int days = (int)chance_in(&p->c, 1, 30);
  char text[TEXT];
  dialplan_civil then;
  int32_t date = 0;
  snprintf(text, sizeof text, "in %d days", days);
  const dialplan_resolution r = resolve(p, text, asked, asked);
  if (!r.at || dialplan_zone_civil(p->zones, r.zone, asked, &then, NULL)) return;
  const int32_t second = then.second;
  dialplan_date_make(then.year, then.month, then.day, &date);
  dialplan_civil day;
  dialplan_date_split(date + days, &day);
  day.hour = then.hour;
  day.minute = then.minute;
  dialplan_zone_civil(p->zones, r.zone, r.at, &then, NULL);
  const int same =
      then.hour == day.hour && then.minute == day.minute && then.second == second && then.day == day.day;
  law(p, same || r.at == civil_at(p, r.zone, &day), "days keep the clock time, unless it is skipped", text,
      asked);
}

/* ---- anything else ---- */

static void any_words(prover *p, int64_t asked) {
  static const char *const phrases[] = {
      "tomorrow",
      "kal",
      "shaam ko",
      "subah",
      "raat ko",
      "aaj shaam ko",
      "today",
      "later today",
      "at 5",
      "5 baje",
      "12 baje",
      "raat 12 baje",
      "raat 2 baje",
      "by 6",
      "before 9 tomorrow",
      "after 4",
      "between 2 and 4",
      "next week",
      "monday",
      "sunday 4 pm",
      "next friday",
      "weekend",
      "end of month",
      "15 tarikh",
      "3/4",
      "first thing",
      "end of day",
      "lunch ke baad",
      "khana ke baad",
      "kal 4 ya 5 baje",
      "today at 7",
      "9 to 12 tomorrow",
      "tonight",
      "by friday",
      "before evening",
      "after the morning",
      "in a month",
      "wednesday evening",
      "next month",
      "every day at 6",
      "parso ke baad",
      "kal se pehle",
      "half an hour",
      "noon",
      "midnight",
      "30 January",
      "29 February at 10",
  };
  const char *const text = phrases[chance_below(&p->c, sizeof phrases / sizeof *phrases)];
  const int64_t now = asked + (chance_percent(&p->c, 50) ? 0 : chance_in(&p->c, 0, 5 * 86400));
  if (now < CLOCK_END) resolve(p, text, asked, now);
}

static int64_t valid(int64_t at) { return at < 1 ? 1 : at >= CLOCK_END ? CLOCK_END - 1 : at; }

/* Near the instant that the campaign is about: often a clock change. */
static int64_t some_instant(prover *p) {
  const int64_t width = chance_percent(&p->c, 50) ? 7200 : 6 * 86400;
  return valid(p->o.about + chance_in(&p->c, -width, width));
}

static int compile(prover *p) {
  case_make(&p->c, &p->o, &p->atlas);
  const char *const names[] = {"account.yaml"}, *const texts[] = {p->o.account.text};
  const uint64_t lengths[] = {(uint64_t)p->o.account.len};
  if (dialplan_campaign_compile(p->o.campaign.text, (uint64_t)p->o.campaign.len, p->zones, names, texts,
                                lengths, p->o.account.len > 0, &p->campaign, NULL) != DIALPLAN_OK)
    return 0;
  memset(&p->contact, 0, sizeof p->contact);
  p->contact.key = dialplan_key(p->o.id, strlen(p->o.id));
  memcpy(p->contact.region, p->o.region, sizeof p->contact.region);
  p->contact.zone_count = (uint16_t)p->o.zone_count;
  for (int i = 0; i < p->o.zone_count; i++) {
    const char *name = p->atlas.zone[p->o.zone[i]].name;
    if (dialplan_zones_find(p->zones, name, strlen(name), &p->contact.zones[i], NULL) != DIALPLAN_OK)
      return 0;
  }
  return 1;
}

static void one_campaign(prover *p) {
  p->c = chance_of(p->seed + p->number * 104729);
  const int compiled = compile(p);
  law(p, compiled, "the campaign compiles", "", 0);
  for (int i = 0; compiled && i < PER_CAMPAIGN; i++, p->cases++) {
    const int64_t asked = some_instant(p);
    switch (i % 8) {
    case 0:
    case 1:
    case 2: reads_back(p, asked); break;
    case 3: durations_read_back(p, asked); break;
    case 4: days_keep_the_clock(p, asked); break;
    default: any_words(p, asked); break;
    }
  }
  dialplan_campaign_free(p->campaign);
  p->campaign = NULL;
}

int main(int argc, char **argv) {
  static prover p;
  const char *cases = argc > 1 ? argv[1] : getenv("CASES"), *seed = argc > 2 ? argv[2] : getenv("SEED");
  const int64_t wanted = cases ? atoll(cases) : 20000;
  p.seed = seed ? strtoull(seed, NULL, 10) : 20261121;
  p.zones = case_atlas_load(&p.atlas, "tests/data/tz/slim");
  if (!p.zones) return 1;
  printf("seed %llu, %lld cases\n", (unsigned long long)p.seed, (long long)wanted);
  for (; p.cases < wanted && p.failed == 0; p.number++) one_campaign(&p);
  dialplan_zones_free(p.zones);
  case_atlas_close(&p.atlas);
  law(&p, p.resolved * 2 > p.cases, "most words are resolved", "", 0);
  printf("%llu campaigns, %lld laws looked at, %lld instants\n%lld passed, %lld failed\n",
         (unsigned long long)p.number, (long long)p.laws, (long long)p.resolved, (long long)p.cases,
         (long long)p.failed);
  return p.failed != 0 || p.cases < wanted;
}
