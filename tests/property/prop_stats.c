/* SPDX-License-Identifier: MIT */
/* The statistics of the whole are those of its parts: campaigns, contacts and events by chance, cut in parts
 * by events and by contacts, merged in every order; sums that are full included.
 *
 * usage: prop_stats [ROUNDS [SEED]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"
#include "oracle/chance.h"
#include "support/atlas.h"

enum { EVENTS = 60, PARTS = 5, CONTACTS = 6 };

static dialplan_event some_event(chance *c, int64_t from) {
  dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .at = from + chance_below(c, 40 * 86400)};
  if (chance_percent(c, 20)) {
    event.kind = DIALPLAN_EVENT_CALLBACK;
    event.due_at = event.at + chance_below(c, 90000);
    event.by = (uint8_t)chance_below(c, 3);
    return event;
  }
  event.outcome = (uint8_t)chance_in(c, 1, 15);
  if (chance_percent(c, 70)) event.ended_at = event.at + chance_below(c, 900);
  event.cost_millionths = chance_below(c, 200000);
  event.sentiment = (int16_t)chance_in(c, -1000, 1000);
  event.variant = (uint16_t)chance_below(c, 4);
  event.flags = (uint8_t)(chance_percent(c, 20) ? DIALPLAN_EVENT_MANUAL : 0);
  return event;
}

/* What is already there: now and then so much that sums are full soon. */
static void fill(chance *c, dialplan_stats *stats) {
  if (!chance_percent(c, 30)) return;
  stats->all.calls = UINT64_MAX - (uint64_t)chance_below(c, 30);
  stats->timed_s = UINT64_MAX - (uint64_t)chance_below(c, 5000);
  stats->outcomes[1] = UINT64_MAX;
  stats->sentiment_down = UINT64_MAX - (uint64_t)chance_below(c, 3000);
}

static int take(const dialplan_campaign *campaign, const dialplan_contact *contact,
                const dialplan_event *event, dialplan_stats *whole, dialplan_stats *part) {
  return dialplan_stats_add(campaign, contact, event, whole, NULL) == DIALPLAN_OK &&
         dialplan_stats_add(campaign, contact, event, part, NULL) == DIALPLAN_OK;
}

/* Merges the parts pair by pair, in an order by chance. */
static dialplan_stats together(chance *c, dialplan_stats *part) {
  for (int left = PARTS; left > 1; left--) {
    const int a = (int)chance_below(c, left);
    const dialplan_stats taken = part[a];
    part[a] = part[left - 1];
    const int b = (int)chance_below(c, left - 1);
    const int turned = chance_percent(c, 50);
    dialplan_stats_merge(turned ? &taken : &part[b], turned ? &part[b] : &taken, &part[b], NULL);
  }
  return part[0];
}

static int round_holds(chance *c, dialplan_zones *zones) {
  dp_settings settings = atlas_settings("1111100", "09:00-18:00");
  settings.variants[0] = (dp_variant){.name = "a", .weight = 2};
  settings.variants[1] = (dp_variant){.name = "b", .weight = 1};
  settings.variant_count = 2;
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  static dialplan_stats whole, part[PARTS];
  memset(&whole, 0, sizeof whole);
  memset(part, 0, sizeof part);
  fill(c, &whole);
  part[0] = whole;
  int good = 1;
  const int64_t from = INT64_C(1767225600) + chance_below(c, 1000) * 86400;
  for (int i = 0; i < CONTACTS; i++) {
    const int zone = (int)chance_below(c, ATLAS_ZONES);
    char id[2] = {(char)('a' + i), 0};
    const dialplan_contact contact = atlas_contact(id, 1, &zone);
    dialplan_state state = {0};
    for (int k = 0; k < EVENTS / CONTACTS; k++) {
      const dialplan_event event = some_event(c, from);
      const dialplan_status status = dialplan_apply(campaign, &contact, &state, &event, &state, NULL);
      good &= status == DIALPLAN_OK || (status >= DIALPLAN_W_STALE && status <= DIALPLAN_W_TOO_FAR);
      good &= take(campaign, &contact, &event, &whole, &part[chance_below(c, PARTS)]);
    }
    dialplan_decision decision;
    good &=
        dialplan_next(campaign, &contact, &state, from + 50 * 86400, NULL, &decision, NULL) == DIALPLAN_OK;
    good &= dialplan_stats_add_contact(&state, &decision, &whole, NULL) == DIALPLAN_OK;
    good &= dialplan_stats_add_contact(&state, &decision, &part[chance_below(c, PARTS)], NULL) == DIALPLAN_OK;
  }
  const dialplan_stats sum = together(c, part);
  whole.size = sizeof whole;
  dialplan_campaign_free(campaign);
  const dialplan_funnel *f = &sum.funnel;
  good &= f->contacts >= f->scheduled && f->scheduled >= f->dialled && f->dialled >= f->connected;
  return good && f->contacts == CONTACTS && memcmp(&sum, &whole, sizeof sum) == 0;
}

int main(int argc, char **argv) {
  const int64_t rounds = argc > 1 ? atoll(argv[1]) : 3000;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  chance c = chance_of(seed);
  dialplan_zones *zones = atlas_zones();
  int64_t failed = 0;
  printf("prop_stats: seed %llu\n", (unsigned long long)seed);
  for (int64_t round = 0; round < rounds; round++)
    if (!round_holds(&c, zones) && failed++ == 0) printf("fails: round %lld\n", (long long)round);
  dialplan_zones_free(zones);
  printf("%lld rounds, %lld failed\n", (long long)rounds, (long long)failed);
  return failed != 0;
}
