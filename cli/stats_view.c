/* SPDX-License-Identifier: MIT */
/* How do the numbers of a campaign look to people?
 * Uses the statistics and the heatmap. Invariant: shares are of the whole that stands beside them, and what
 * is not known is left out, not drawn as nothing. */
#include "stats_view.h"

#include "heatmap.h"
#include "numbers.h"
#include "picture.h"

int64_t mean_sentiment(const dialplan_stats *stats) {
  const uint64_t up = stats->sentiment_up, down = stats->sentiment_down;
  return up >= down ? mean_of(up - down, stats->rated) : -mean_of(down - up, stats->rated);
}

uint64_t stats_busy_hours(const dialplan_tally *hours, int32_t *shade) {
  uint64_t most = 1;
  for (int i = 0; i < HEATMAP_CELLS; i++)
    if (hours[i].calls > most) most = hours[i].calls;
  for (int i = 0; i < HEATMAP_CELLS; i++) {
    const uint64_t calls = hours[i].calls;
    shade[i] = calls ? (int32_t)share_ppm(calls, most) : HEATMAP_NONE;
  }
  return most;
}

int64_t stats_good_hours(const dialplan_stats *stats, int32_t *shade) {
  int64_t best = 0;
  for (int i = 0; i < HEATMAP_CELLS; i++) {
    const dialplan_tally *const hour = &stats->hours[i];
    shade[i] =
        hour->calls >= STATS_RATE_LEAST ? (int32_t)share_ppm(hour->connected, hour->calls) : HEATMAP_NONE;
    if (shade[i] > best) best = shade[i];
  }
  for (int i = 0; best && i < HEATMAP_CELLS; i++)
    if (shade[i] != HEATMAP_NONE) shade[i] = (int32_t)(shade[i] * (int64_t)HEATMAP_FULL / best);
  return best;
}

uint64_t stats_callbacks_done(const dialplan_stats *stats) {
  const uint64_t *const wishes = stats->wishes;
  return wishes[DIALPLAN_WISH_COMPLETED] + wishes[DIALPLAN_WISH_EXHAUSTED] + wishes[DIALPLAN_WISH_CLOSED];
}

int stats_has_callbacks(const dialplan_stats *stats) {
  return stats->requested || stats->wishes[DIALPLAN_WISH_NONE] != stats->funnel.contacts;
}

/* --- sections ---------------------------------------------------------------------------------- */

static void put_funnel(const picture *p, const dialplan_stats *s) {
  const dialplan_funnel *const f = &s->funnel;
  picture_title(p, "Contacts");
  picture_share(p, "all", f->contacts, f->contacts);
  picture_share(p, "scheduled", f->scheduled, f->contacts);
  picture_share(p, "dialled", f->dialled, f->contacts);
  picture_share(p, "connected", f->connected, f->contacts);
}

static void put_progress(const picture *p, const dialplan_stats *s, int64_t finish_at) {
  picture_title(p, "Progress");
  picture_share(p, "called", s->funnel.dialled, s->funnel.contacts);
  picture_share(p, "remaining", s->remaining, s->funnel.contacts);
  if (!finish_at || !s->remaining) return;
  picture_instant(p, "done about", finish_at);
}

static void put_calls(const picture *p, const dialplan_stats *s) {
  picture_title(p, "Calls");
  picture_count(p, "all", s->all.calls);
  if (!s->all.calls) return;
  picture_share(p, "connected", s->all.connected, s->all.calls);
  picture_share(p, "completed", s->all.completed, s->all.calls);
  if (s->manual) picture_share(p, "manual", s->manual, s->all.calls);
  picture_seconds(p, "mean, connected", s->talk_s, s->talks);
  picture_seconds(p, "mean, all", s->timed_s, s->timed);
  if (s->cost_millionths) picture_amount(p, "cost", (uint64_t)s->cost_millionths);
  if (s->rated)
    buffer_format(p->b, "  %-16s %9lld of 1000\n", "mean sentiment", (long long)mean_sentiment(s));
}

static void put_outcomes(const picture *p, const dialplan_stats *s) {
  if (!s->all.calls) return;
  picture_title(p, "Outcomes");
  for (int32_t outcome = 1; outcome < 16; outcome++)
    if (s->outcomes[outcome])
      picture_share(p, dialplan_outcome_name(outcome), s->outcomes[outcome], s->all.calls);
}

static void put_variants(const picture *p, const dialplan_stats *s) {
  const uint16_t count = dialplan_variant_count(p->w->campaign);
  if (!count) return;
  picture_title(p, "Variants: contacts connected, of those dialled");
  for (uint16_t i = 0; i <= count; i++) {
    const dialplan_funnel *const f = &s->variant_funnels[i];
    if (i || f->contacts)
      picture_share(p, i ? dialplan_variant_name(p->w->campaign, i) : "none", f->connected, f->dialled);
  }
}

static void put_callbacks(const picture *p, const dialplan_stats *s) {
  const uint64_t *const wishes = s->wishes;
  if (!stats_has_callbacks(s)) return;
  picture_title(p, "Callbacks");
  picture_count(p, "requested", s->requested);
  picture_count(p, "pending", wishes[DIALPLAN_WISH_SCHEDULED]);
  picture_count(p, "completed", stats_callbacks_done(s));
  picture_count(p, "cancelled", wishes[DIALPLAN_WISH_CANCELLED]);
  picture_count(p, "missed", wishes[DIALPLAN_WISH_MISSED]);
  picture_seconds(p, "mean delay", s->delay_s, s->delays);
}

static void put_busy_hours(const picture *p, const dialplan_stats *s) {
  int32_t shade[HEATMAP_CELLS];
  const uint64_t most = stats_busy_hours(s->hours, shade);
  picture_calls(p, "Calls by hour of the contact's week", shade, most);
}

static void put_good_hours(const picture *p, const dialplan_stats *s) {
  int32_t shade[HEATMAP_CELLS];
  const int64_t best = stats_good_hours(s, shade);
  if (!best) return;
  picture_title(p, "Share of calls that a person answered");
  heatmap_put(p->b, shade, p->ascii, p->color);
  buffer_str(p->b, "  ");
  heatmap_put_full(p->b, p->ascii, p->color);
  buffer_str(p->b, " is ");
  put_percent(p->b, (uint64_t)best, 1000000);
  buffer_format(p->b, ", blank has fewer than %d calls\n", STATS_RATE_LEAST);
}

void stats_view_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at) {
  const picture p = picture_of(b, w);
  picture_head(&p);
  put_funnel(&p, stats);
  put_progress(&p, stats, finish_at);
  put_calls(&p, stats);
  put_outcomes(&p, stats);
  put_variants(&p, stats);
  put_callbacks(&p, stats);
  if (!stats->all.calls) return;
  put_busy_hours(&p, stats);
  put_good_hours(&p, stats);
}
