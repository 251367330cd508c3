/* SPDX-License-Identifier: MIT */
/* Which variant of the campaign does a contact belong to?
 * Weighted rendezvous hashing: each variant draws -log(u) / weight for the contact, the least wins.
 * Invariant: what a variant draws depends on seed, contact, its name and its weight alone, so that another
 * contact moves nobody, and a changed weight moves nobody between two others. Whole numbers only: libm
 * differs between machines. */
#include "base.h"
#include "campaign.h"
#include "draw.h"
#include "word.h"

enum { LOG_BITS = 40, KEPT_BITS = 38, LEADING_BITS = 6 };

static const uint64_t logs[1 << LEADING_BITS] = {
#include "variant_logs.inc"
};

/* -log2(u / 2^64) in units of 2^-38, at most 2^44; off by at most 8 units. With m the bits of u from the
 * leading one on and c the middle of the table's part that m lies in, log2(m) = log2(c) + 2 / ln(2) * (s +
 * s^3 / 3 + ...) where s = (m - c) / (m + c), which is below 2^-8: what follows s^3 is lost in the unit. */
static uint64_t minus_log2(uint64_t u) {
  const uint64_t two_over_ln2 = 774541002; /* 2^28 * 2 / ln(2), rounded */
  uint32_t zeros = 0;
  u |= u == 0;
  while (!(u >> 63)) {
    u <<= 1;
    zeros++;
  }
  const uint32_t part = (uint32_t)(u >> (63 - LEADING_BITS)) & ((1u << LEADING_BITS) - 1);
  const uint64_t middle = (UINT64_C(1) << 63) + ((2 * (uint64_t)part + 1) << (62 - LEADING_BITS));
  const uint64_t apart = u > middle ? u - middle : middle - u;
  const uint64_t s = (apart << 7) / ((u >> 33) + (middle >> 33));
  const uint64_t cube = s * (s * s >> LOG_BITS) / 3 >> LOG_BITS;
  const uint64_t rest = (s + cube) * two_over_ln2 >> 28;
  const uint64_t whole = (uint64_t)(zeros + 1) << LOG_BITS;
  const uint64_t fraction = u > middle ? logs[part] + rest : logs[part] - rest;
  return (whole > fraction ? whole - fraction : 0) >> (LOG_BITS - KEPT_BITS);
}

uint16_t dialplan_variant(const dialplan_campaign *campaign, uint64_t key) {
  const dp_settings *settings = &campaign->settings;
  uint64_t least = 0, weight = 0; /* of the best so far */
  uint16_t best = 0;
  for (uint16_t i = 0; i < settings->variant_count; i++) {
    const dp_variant *variant = &settings->variants[i];
    const uint64_t own = (uint64_t)variant->weight;
    if (own == 0) continue;
    const uint64_t drawn = minus_log2(dp_draw(campaign->seed, key, variant->key, DP_DRAW_VARIANT, 0));
    if (best && drawn * weight >= least * own) continue; /* 2^44 times at most 10^6 */
    least = drawn;
    weight = own;
    best = (uint16_t)(i + 1);
  }
  return best;
}

uint16_t dialplan_variant_count(const dialplan_campaign *campaign) {
  return (uint16_t)campaign->settings.variant_count;
}

static const dp_variant *variant_at(const dialplan_campaign *campaign, uint16_t variant) {
  return variant && variant <= campaign->settings.variant_count ? &campaign->settings.variants[variant - 1]
                                                                : NULL;
}

const char *dialplan_variant_name(const dialplan_campaign *campaign, uint16_t variant) {
  const dp_variant *found = variant_at(campaign, variant);
  return found ? found->name : NULL;
}

const char *dialplan_variant_agent(const dialplan_campaign *campaign, uint16_t variant) {
  const dp_variant *found = variant_at(campaign, variant);
  return found ? found->agent : NULL;
}

dialplan_status dialplan_variant_find(const dialplan_campaign *campaign, const char *name, uint64_t len,
                                      uint16_t *variant, dialplan_error *err) {
  if (!campaign || !variant || (!name && len))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, name or variant is missing");
  const dp_settings *settings = &campaign->settings;
  for (uint16_t i = 0; i < settings->variant_count; i++)
    if (dp_text_is(name, (size_t)len, settings->variants[i].name)) {
      *variant = (uint16_t)(i + 1);
      return DIALPLAN_OK;
    }
  const char *names[DP_VARIANTS_MAX];
  for (uint32_t i = 0; i < settings->variant_count; i++) names[i] = settings->variants[i].name;
  return dp_word_unknown(err, "unknown-variant", "the campaign has no variant", name, len, names,
                         settings->variant_count);
}
