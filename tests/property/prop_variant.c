/* SPDX-License-Identifier: MIT */
/* What must hold of variants: shares by weight, and who moves when a weight changes, when a variant comes,
 * when the order of the list changes. Bounds are binomial, six standard deviations wide.
 *
 * usage: prop_variant [ROUNDS [SEED]] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"
#include "oracle/chance.h"
#include "support/atlas.h"

enum { CONTACTS = 20000 };

static int64_t failures, asked;

static void holds(int condition, const char *what, int64_t round) {
  asked++;
  if (condition) return;
  if (failures++ == 0) printf("fails: %s (round %lld)\n", what, (long long)round);
}

static int near(int64_t count, double share, int64_t of) {
  return fabs((double)count - share * (double)of) <= 6 * sqrt(share * (1 - share) * (double)of) + 1e-9;
}

typedef struct list {
  dp_variant variant[16];
  int count;
} list;

static double share_of(const list *l, int i) {
  double all = 0;
  for (int k = 0; k < l->count; k++) all += l->variant[k].weight;
  return l->variant[i].weight / all;
}

/* The name of everybody's variant, as its first letter; the names are single letters. */
static void choose(const dialplan_zones *zones, const list *l, uint64_t first_key, char *out) {
  dp_settings settings = atlas_settings("1111111", "09:00-18:00");
  settings.seed = "variants";
  settings.variant_count = (uint32_t)l->count;
  memcpy(settings.variants, l->variant, sizeof settings.variants);
  dialplan_campaign *campaign = atlas_campaign(&settings, zones);
  for (uint64_t i = 0; i < CONTACTS; i++)
    out[i] = *dialplan_variant_name(campaign, dialplan_variant(campaign, first_key + i));
  dialplan_campaign_free(campaign);
}

static int64_t count_of(const char *chosen, char name) {
  int64_t count = 0;
  for (int i = 0; i < CONTACTS; i++) count += chosen[i] == name;
  return count;
}

/* Everybody who moved did so from or to the one variant whose weight changed, all in one direction. */
static void moved(const char *before, const char *after, char changed, int grew, int64_t *count,
                  int64_t *astray) {
  *count = *astray = 0;
  for (int i = 0; i < CONTACTS; i++) {
    if (before[i] == after[i]) continue;
    ++*count;
    *astray += (grew ? after[i] : before[i]) != changed;
  }
}

int main(int argc, char **argv) {
  static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
  static char before[CONTACTS], after[CONTACTS];
  const int64_t rounds = argc > 1 ? atoll(argv[1]) : 60;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  chance c = chance_of(seed);
  dialplan_zones *zones = atlas_zones();
  printf("prop_variant: seed %llu\n", (unsigned long long)seed);
  for (int64_t round = 0; round < rounds; round++) {
    list l = {.count = (int)chance_in(&c, 2, 7)};
    for (int i = 0; i < l.count; i++)
      l.variant[i] = (dp_variant){.name = names[i], .weight = (int32_t)chance_in(&c, i ? 0 : 1, 100)};
    const uint64_t first_key = chance_next(&c);
    choose(zones, &l, first_key, before);
    for (int i = 0; i < l.count; i++)
      holds(near(count_of(before, *names[i]), share_of(&l, i), CONTACTS), "each has its share", round);

    list other = l; /* one weight changes */
    const int k = (int)chance_below(&c, l.count);
    other.variant[k].weight = (int32_t)chance_in(&c, k ? 0 : 1, 100);
    const double change = share_of(&other, k) - share_of(&l, k);
    int64_t count, astray;
    choose(zones, &other, first_key, after);
    moved(before, after, *names[k], change > 0, &count, &astray);
    holds(astray == 0, "nobody moves between two variants whose weights stayed", round);
    holds(near(count, fabs(change), CONTACTS), "as many move as the share changes", round);

    list longer = l; /* one more comes */
    longer.variant[longer.count++] = (dp_variant){.name = "H", .weight = (int32_t)chance_in(&c, 1, 100)};
    choose(zones, &longer, first_key, after);
    moved(before, after, 'H', 1, &count, &astray);
    holds(astray == 0, "a new variant takes, and nobody moves between the others", round);

    list turned = l; /* another order */
    for (int i = 0; i < l.count; i++) turned.variant[i] = l.variant[l.count - 1 - i];
    choose(zones, &turned, first_key, after);
    holds(memcmp(before, after, sizeof before) == 0, "the order of the list moves nobody", round);
  }
  dialplan_zones_free(zones);
  printf("%lld asked, %lld failed\n", (long long)asked, (long long)failures);
  return failures != 0;
}
