/* SPDX-License-Identifier: MIT */
/* What must hold of open time whatever the campaign: no oracle, only laws that tie the questions to one
 * another. Campaigns and zones are those of the oracle's generator (tests/oracle/open_cases.h).
 *
 * usage: prop_open [CASES [SEED]]; CASES from the environment too; 20,000 by default. */
#define _DEFAULT_SOURCE
#include <dialplan.h>

#include "oracle/open_cases.h"

enum { PER_CAMPAIGN = 40 };

typedef struct prover {
  chance c;
  case_atlas atlas;
  dialplan_zones *zones;
  open_case o;
  dialplan_campaign *campaign;
  dialplan_contact contact;
  uint64_t seed, number;
  int64_t cases, laws, failed;
} prover;

/* A law: counts it, and says which one was broken, where. */
static void law(prover *p, int holds, const char *what, int64_t at) {
  p->laws++;
  if (holds) return;
  p->failed++;
  if (p->failed > 20) return;
  printf("\nBROKEN: %s; at %lld; seed %llu, campaign %llu\n", what, (long long)at,
         (unsigned long long)p->seed, (unsigned long long)p->number);
  if (p->failed <= 3) printf("%s--- account\n%s", p->o.campaign.text, p->o.account.text);
}

/* ---- the questions, which never fail here ---- */

static dialplan_clipped clip_of(prover *p, const dialplan_campaign *campaign, const dialplan_contact *contact,
                                int64_t at) {
  dialplan_clipped out = {0};
  law(p, dialplan_clip(campaign, contact, at, NULL, &out, NULL) == DIALPLAN_OK, "clip answers", at);
  return out;
}

static int64_t clip(prover *p, int64_t at) { return clip_of(p, p->campaign, &p->contact, at).at; }

static int64_t close_of(prover *p, int64_t at) {
  int64_t out = -1;
  law(p, dialplan_close(p->campaign, &p->contact, at, NULL, &out, NULL) == DIALPLAN_OK, "close answers", at);
  return out;
}

static int64_t prev(prover *p, int64_t at) {
  int64_t out = -1;
  law(p, dialplan_prev_open(p->campaign, &p->contact, at, NULL, &out, NULL) == DIALPLAN_OK,
      "prev_open answers", at);
  return out;
}

static int64_t seconds_of(prover *p, const dialplan_campaign *campaign, int64_t from, int64_t until) {
  int64_t out = -1;
  law(p, dialplan_open_seconds(campaign, &p->contact, from, until, &out, NULL) == DIALPLAN_OK,
      "open_seconds answers", from);
  return out;
}

static int64_t seconds(prover *p, int64_t from, int64_t until) {
  return seconds_of(p, p->campaign, from, until);
}

static int64_t place(prover *p, int64_t bound, int64_t now, uint32_t attempt, int no_buffer) {
  const dialplan_options options = {.size = sizeof options,
                                    .flags = no_buffer ? DIALPLAN_OPTION_NO_BUFFER : 0};
  int64_t out = -1;
  law(p, dialplan_place(p->campaign, &p->contact, bound, now, attempt, &options, &out, NULL) == DIALPLAN_OK,
      "place answers", bound);
  return out;
}

/* ---- laws ---- */

static int64_t valid(int64_t at) { return at < 1 ? 1 : at >= CLOCK_END ? CLOCK_END - 1 : at; }

static void laws_of_clip(prover *p, int64_t at) {
  const dialplan_clipped c = clip_of(p, p->campaign, &p->contact, at);
  law(p, (c.at == 0) == (c.verdict == DIALPLAN_CLIP_NEVER), "never has no instant", at);
  law(p, (c.at == at) == (c.verdict == DIALPLAN_CLIP_OPEN), "open is not moved", at);
  law(p, (c.verdict == DIALPLAN_CLIP_OPEN) == (c.reason == DIALPLAN_REASON_OPEN),
      "only what is closed has a reason", at);
  if (c.at == 0) return;
  law(p, c.at >= at, "clip never goes back", at);
  law(p, clip(p, c.at) == c.at, "clip is idempotent", at);
  law(p, seconds(p, at, c.at) == 0, "nothing is open before the first open instant", at);
  law(p, close_of(p, c.at) == c.close_at, "close of the clipped instant", at);
  law(p, prev(p, c.at) == c.at, "an open instant is the last open one up to itself", at);
  const int64_t later = valid(at + chance_in(&p->c, 0, 2 * 86400));
  const int64_t clipped = clip(p, later);
  law(p, clipped == 0 || clipped >= c.at, "clip is monotone", at);
  if (c.close_at == 0) return;
  law(p, c.close_at > c.at, "close lies after", at);
  law(p, seconds(p, c.at, c.close_at) == c.close_at - c.at, "all is open up to the close", at);
  law(p, c.close_at >= CLOCK_END || clip(p, c.close_at) != c.close_at, "the close is not open", at);
  law(p, c.close_at >= CLOCK_END || prev(p, c.close_at) == c.close_at - 1,
      "the second before the close is open", at);
}

static void laws_of_prev(prover *p, int64_t at) {
  const int64_t before = prev(p, at);
  law(p, before <= at, "prev_open never goes forward", at);
  if (before == 0) return;
  law(p, clip(p, before) == before, "prev_open is open", at);
  if (before < at) law(p, seconds(p, before + 1, at + 1) == 0, "nothing is open since", at);
}

static void laws_of_seconds(prover *p, int64_t a) {
  const int64_t b = valid(a + chance_in(&p->c, 0, 86400)), c = valid(b + chance_in(&p->c, 0, 5 * 86400));
  const int64_t ab = seconds(p, a, b), bc = seconds(p, b, c);
  law(p, ab >= 0 && ab <= b - a, "not more open seconds than seconds", a);
  law(p, seconds(p, a, a) == 0, "an empty range is empty", a);
  law(p, ab + bc == seconds(p, a, c), "open_seconds is additive", a);
}

/* The spans of neighbouring dates hold exactly the open seconds between their ends. */
static void laws_of_spans(prover *p, int64_t at) {
  clock_zone *home = &p->atlas.zone[case_home(&p->o)];
  const int64_t middle = clock_floor_day(at + clock_offset(home, p->atlas.dir, at));
  int64_t sum = 0, first = 0, last = 0;
  for (int64_t date = middle - 2; date <= middle + 2; date++) {
    dialplan_span spans[64];
    uint64_t count = 0;
    if (date < 0 || date >= 84006) return;
    law(p,
        dialplan_spans(p->campaign, &p->contact, (int32_t)date, spans, 64, &count, NULL) == DIALPLAN_OK &&
            count <= 64,
        "spans answers", at);
    for (uint64_t i = 0; i < count; i++) {
      const int64_t length = spans[i].until_at - spans[i].from_at;
      law(p, length > 0 && seconds(p, spans[i].from_at, spans[i].until_at) == length, "a span is open", at);
      law(p, i == 0 || spans[i].from_at > spans[i - 1].until_at, "spans are in order and maximal", at);
      law(p, clock_floor_day(spans[i].from_at + clock_offset(home, p->atlas.dir, spans[i].from_at)) == date,
          "a span lies on its date", at);
      sum += length;
      if (first == 0 || spans[i].from_at < first) first = spans[i].from_at;
      if (spans[i].until_at > last) last = spans[i].until_at;
    }
  }
  /* Where the clock goes back over midnight the outermost dates mingle with their neighbours. */
  if (sum == 0 ||
      clock_piece_at(home, p->atlas.dir, first - 86400).offset !=
          clock_piece_at(home, p->atlas.dir, first + 86400).offset ||
      clock_piece_at(home, p->atlas.dir, last - 86400).offset !=
          clock_piece_at(home, p->atlas.dir, last + 86400).offset)
    return;
  law(p, seconds(p, first, last) == sum, "spans add up to open_seconds", at);
}

static void laws_of_place(prover *p, int64_t now) {
  const int64_t bound = valid(now + chance_in(&p->c, -2 * 86400, 2 * 86400));
  const uint32_t attempt = (uint32_t)chance_in(&p->c, 1, 30);
  const int64_t m = bound > now ? bound : now;
  const int64_t at = place(p, bound, now, attempt, 0), plain = place(p, bound, now, attempt, 1);
  law(p, plain == clip(p, m), "without a buffer, place is clip", now);
  law(p, (at == 0) == (plain == 0), "a buffer loses nothing", now);
  if (at == 0) return;
  law(p, at >= m, "not before the bound, nor now", now);
  law(p, clip(p, at) == at, "placed in open time", now);
  law(p, at >= plain && at - plain <= p->o.m.jitter, "the buffer is at most the jitter", now);
  law(p, seconds(p, plain, at) == at - plain, "the buffer stays in the span", now);
  law(p, place(p, bound, at, attempt, 0) == at, "asked at the answer, the same answer", now);
  const int64_t between = m + chance_below(&p->c, at - m + 1);
  law(p, place(p, bound, between, attempt, 0) == at, "asked any time before the answer, the same answer",
      now);
}

static void laws_of_batch(prover *p, int64_t at) {
  int64_t asked[5], got[5];
  int32_t statuses[5];
  for (int i = 0; i < 5; i++) asked[i] = valid(at + chance_in(&p->c, -86400, 86400));
  asked[2] = 0; /* not an instant */
  law(p, dialplan_clip_batch(p->campaign, &p->contact, 0, asked, 5, NULL, got, statuses, NULL) == DIALPLAN_OK,
      "clip_batch answers", at);
  for (int i = 0; i < 5; i++) {
    if (i == 2)
      law(p, got[i] == 0 && statuses[i] == DIALPLAN_E_RANGE, "a bad row has a status and no instant", at);
    else
      law(p, got[i] == clip(p, asked[i]) && statuses[i] == DIALPLAN_OK,
          "a batch says what single questions say", at);
  }
}

/* More zones, and another order of them. */
static void laws_of_zones(prover *p, int64_t at) {
  dialplan_contact other = p->contact;
  if (other.zone_count == 0 || other.zone_count >= 4) return;
  const int64_t alone = clip(p, at);
  other.zones[other.zone_count++] = (uint16_t)chance_below(&p->c, p->atlas.count);
  const int64_t more = clip_of(p, p->campaign, &other, at).at;
  law(p, more == 0 || (alone != 0 && more >= alone), "another zone opens nothing", at);
  other = p->contact;
  for (int i = 0; i < other.zone_count; i++) other.zones[i] = p->contact.zones[other.zone_count - 1 - i];
  law(p, clip_of(p, p->campaign, &other, at).at == alone, "the order of zones opens and closes nothing", at);
}

/* The same campaign with one more line, which can only close. */
static void laws_of_closing(prover *p, int64_t at) {
  char line[80];
  pad text = p->o.campaign;
  int year, month, day;
  clock_split(clock_floor_day(at < 20 * 86400               ? 20 * 86400
                              : at > CLOCK_END - 20 * 86400 ? CLOCK_END - 20 * 86400
                                                            : at),
              &year, &month, &day);
  if (!strstr(text.text, "no_call_days:") && chance_percent(&p->c, 60))
    snprintf(line, sizeof line, "no_call_days: [%04d-%02d-%02d]\n", year, month, day);
  else if (!strstr(text.text, "close_margin:"))
    snprintf(line, sizeof line, "close_margin: %dm\n", (int)chance_in(&p->c, 1, 90));
  else
    return;
  pad_add(&text, "%s", line);
  const char *const names[] = {"account.yaml"}, *const texts[] = {p->o.account.text};
  const uint64_t lengths[] = {(uint64_t)p->o.account.len};
  dialplan_campaign *stricter = NULL;
  const dialplan_status status = dialplan_campaign_compile(
      text.text, (uint64_t)text.len, p->zones, names, texts, lengths, p->o.account.len > 0, &stricter, NULL);
  law(p, status == DIALPLAN_OK, "one more line compiles", at);
  if (status != DIALPLAN_OK) return;
  for (int i = 0; i < 8; i++) {
    const int64_t from = valid(at + chance_in(&p->c, -2 * 86400, 2 * 86400)), until = valid(from + 86400);
    law(p, seconds_of(p, stricter, from, until) <= seconds(p, from, until),
        "a stricter campaign opens nothing", from);
    const int64_t strict = clip_of(p, stricter, &p->contact, from).at, loose = clip(p, from);
    law(p, strict == 0 || (loose != 0 && strict >= loose), "a stricter campaign clips no earlier", from);
  }
  dialplan_campaign_free(stricter);
}

/* ---- cases ---- */

static int64_t some_instant(prover *p) {
  const int64_t near = valid(p->o.about + chance_in(&p->c, -6 * 86400, 6 * 86400));
  switch (chance_below(&p->c, 4)) {
  case 0: return valid(p->o.about + chance_in(&p->c, -7200, 7200));
  case 1: {
    const int64_t at = clip(p, near);
    return valid((at ? at : near) + chance_in(&p->c, -3, 3));
  }
  case 2: {
    const int64_t at = clip(p, near), closed = at ? close_of(p, at) : 0;
    return valid((closed ? closed : near) + chance_in(&p->c, -3, 3));
  }
  default: return near;
  }
}

static void one_campaign(prover *p) {
  p->c = chance_of(p->seed + p->number * 104729);
  case_make(&p->c, &p->o, &p->atlas);
  const char *const names[] = {"account.yaml"}, *const texts[] = {p->o.account.text};
  const uint64_t lengths[] = {(uint64_t)p->o.account.len};
  const dialplan_status status =
      dialplan_campaign_compile(p->o.campaign.text, (uint64_t)p->o.campaign.len, p->zones, names, texts,
                                lengths, p->o.account.len > 0, &p->campaign, NULL);
  law(p, status == DIALPLAN_OK, "the campaign compiles", 0);
  if (status != DIALPLAN_OK) return;
  memset(&p->contact, 0, sizeof p->contact);
  p->contact.key = dialplan_key(p->o.id, strlen(p->o.id));
  memcpy(p->contact.region, p->o.region, sizeof p->contact.region);
  p->contact.zone_count = (uint16_t)p->o.zone_count;
  for (int i = 0; i < p->o.zone_count; i++) {
    const char *name = p->atlas.zone[p->o.zone[i]].name;
    law(p, dialplan_zones_find(p->zones, name, strlen(name), &p->contact.zones[i], NULL) == DIALPLAN_OK,
        "zone", 0);
  }
  for (int i = 0; i < PER_CAMPAIGN; i++, p->cases++) {
    const int64_t at = some_instant(p);
    switch (i % 8) {
    case 0:
    case 1: laws_of_clip(p, at); break;
    case 2: laws_of_prev(p, at); break;
    case 3: laws_of_seconds(p, at); break;
    case 4: laws_of_spans(p, at); break;
    case 5: laws_of_place(p, at); break;
    case 6: laws_of_zones(p, at); break;
    default: i % 16 == 7 ? laws_of_batch(p, at) : laws_of_closing(p, at); break;
    }
  }
  dialplan_campaign_free(p->campaign);
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
  printf("%llu campaigns, %lld laws looked at\n%lld passed, %lld failed\n", (unsigned long long)p.number,
         (long long)p.laws, (long long)p.cases, (long long)p.failed);
  return p.failed != 0 || p.cases < wanted;
}
