/* SPDX-License-Identifier: MIT */
/* How do the numbers of a campaign look to people?
 * Uses the statistics and the heatmap. Invariant: shares are of the whole that stands beside them, and what
 * is not known is left out, not drawn as nothing. */
#include "stats_view.h"

#include "heatmap.h"
#include "numbers.h"
#include "writer.h"

enum { BAR_MAX = 24 };

int64_t mean_sentiment(const dialplan_stats *stats) {
  const uint64_t up = stats->sentiment_up, down = stats->sentiment_down;
  return up >= down ? mean_of(up - down, stats->rated) : -mean_of(down - up, stats->rated);
}

uint64_t stats_busy_hours(const dialplan_stats *stats, int32_t *shade) {
  uint64_t most = 1;
  for (int i = 0; i < HEATMAP_CELLS; i++)
    if (stats->hours[i].calls > most) most = stats->hours[i].calls;
  for (int i = 0; i < HEATMAP_CELLS; i++) {
    const uint64_t calls = stats->hours[i].calls;
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

/* --- pieces ------------------------------------------------------------------------------------ */

typedef struct picture {
  buffer *b;
  const world *w;
  const dialplan_stats *stats;
  int ascii, color;
} picture;

static void put_title(const picture *p, const char *title) {
  buffer_format(p->b, p->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", title);
}

static void put_bar(const picture *p, uint64_t part, uint64_t all) {
  const int64_t width = all ? share_ppm(part, all) * BAR_MAX / 1000000 : 0;
  if (width) buffer_str(p->b, "  ");
  for (int64_t i = 0; i < width; i++) buffer_str(p->b, p->ascii ? "#" : "█");
}

/* "  dialled        1200   40.0 %  ██████████" */
static void put_share(const picture *p, const char *label, uint64_t part, uint64_t all) {
  buffer percent = {0};
  put_percent(&percent, part, all);
  buffer_format(p->b, "  %-16s %9llu  %8.*s", label, (unsigned long long)part, (int)percent.len,
                percent.data);
  put_bar(p, part, all);
  buffer_char(p->b, '\n');
  buffer_free(&percent);
}

static void put_count(const picture *p, const char *label, uint64_t count) {
  buffer_format(p->b, "  %-16s %9llu\n", label, (unsigned long long)count);
}

static void put_label(const picture *p, const char *label) { buffer_format(p->b, "  %-16s ", label); }

static void put_seconds(const picture *p, const char *label, uint64_t sum, uint64_t count) {
  buffer text = {0};
  if (!count) return;
  put_length(&text, mean_of(sum, count));
  buffer_format(p->b, "  %-16s %9.*s\n", label, (int)text.len, text.data);
  buffer_free(&text);
}

/* --- sections ---------------------------------------------------------------------------------- */

static void put_funnel(const picture *p) {
  const dialplan_funnel *const f = &p->stats->funnel;
  put_title(p, "Contacts");
  put_share(p, "all", f->contacts, f->contacts);
  put_share(p, "scheduled", f->scheduled, f->contacts);
  put_share(p, "dialled", f->dialled, f->contacts);
  put_share(p, "connected", f->connected, f->contacts);
}

static void put_progress(const picture *p, int64_t finish_at) {
  put_title(p, "Progress");
  put_share(p, "called", p->stats->funnel.dialled, p->stats->funnel.contacts);
  put_share(p, "remaining", p->stats->remaining, p->stats->funnel.contacts);
  if (!finish_at || !p->stats->remaining) return;
  put_label(p, "done about");
  put_human(p->b, p->w->zones, p->w->zone, finish_at, p->w->a->options.utc);
  buffer_char(p->b, '\n');
}

static void put_calls(const picture *p) {
  const dialplan_stats *const s = p->stats;
  put_title(p, "Calls");
  put_count(p, "all", s->all.calls);
  if (!s->all.calls) return;
  put_share(p, "connected", s->all.connected, s->all.calls);
  put_share(p, "completed", s->all.completed, s->all.calls);
  if (s->manual) put_share(p, "manual", s->manual, s->all.calls);
  put_seconds(p, "mean, connected", s->talk_s, s->talks);
  put_seconds(p, "mean, all", s->timed_s, s->timed);
  if (s->cost_millionths) {
    buffer amount = {0};
    put_amount(&amount, s->cost_millionths);
    buffer_format(p->b, "  %-16s %9.*s\n", "cost", (int)amount.len, amount.data);
    buffer_free(&amount);
  }
  if (s->rated)
    buffer_format(p->b, "  %-16s %9lld of 1000\n", "mean sentiment", (long long)mean_sentiment(s));
}

static void put_outcomes(const picture *p) {
  if (!p->stats->all.calls) return;
  put_title(p, "Outcomes");
  for (int32_t outcome = 1; outcome < 16; outcome++)
    if (p->stats->outcomes[outcome])
      put_share(p, dialplan_outcome_name(outcome), p->stats->outcomes[outcome], p->stats->all.calls);
}

static void put_variants(const picture *p) {
  const uint16_t count = dialplan_variant_count(p->w->campaign);
  if (!count) return;
  put_title(p, "Variants: contacts connected, of those dialled");
  for (uint16_t i = 0; i <= count; i++) {
    const dialplan_funnel *const f = &p->stats->variant_funnels[i];
    if (i || f->contacts)
      put_share(p, i ? dialplan_variant_name(p->w->campaign, i) : "none", f->connected, f->dialled);
  }
}

static void put_callbacks(const picture *p) {
  const dialplan_stats *const s = p->stats;
  const uint64_t *const wishes = s->wishes;
  if (!stats_has_callbacks(s)) return;
  put_title(p, "Callbacks");
  put_count(p, "requested", s->requested);
  put_count(p, "pending", wishes[DIALPLAN_WISH_SCHEDULED]);
  put_count(p, "completed", stats_callbacks_done(s));
  put_count(p, "cancelled", wishes[DIALPLAN_WISH_CANCELLED]);
  put_count(p, "missed", wishes[DIALPLAN_WISH_MISSED]);
  put_seconds(p, "mean delay", s->delay_s, s->delays);
}

static void put_legend(const picture *p) {
  buffer_str(p->b, "  ");
  heatmap_put_full(p->b, p->ascii, p->color);
  buffer_str(p->b, " is ");
}

static void put_busy_hours(const picture *p) {
  int32_t shade[HEATMAP_CELLS];
  const uint64_t most = stats_busy_hours(p->stats, shade);
  put_title(p, "Calls by hour of the contact's week");
  heatmap_put(p->b, shade, p->ascii, p->color);
  put_legend(p);
  buffer_format(p->b, "%llu call%s, blank is none\n", (unsigned long long)most, most == 1 ? "" : "s");
}

static void put_good_hours(const picture *p) {
  int32_t shade[HEATMAP_CELLS];
  const int64_t best = stats_good_hours(p->stats, shade);
  if (!best) return;
  put_title(p, "Share of calls that a person answered");
  heatmap_put(p->b, shade, p->ascii, p->color);
  put_legend(p);
  put_percent(p->b, (uint64_t)best, 1000000);
  buffer_format(p->b, ", blank has fewer than %d calls\n", STATS_RATE_LEAST);
}

void stats_view_put(buffer *b, const world *w, const dialplan_stats *stats, int64_t finish_at, int ascii,
                    int color) {
  const picture p = {b, w, stats, ascii, color};
  buffer_format(b, color ? "\033[1m%s\033[0m, " : "%s, ", w->name ? w->name : w->file.path);
  put_human(b, w->zones, w->zone, w->now, w->a->options.utc);
  buffer_format(b, w->a->options.utc ? "\n" : " (%s)\n", dialplan_zones_name(w->zones, w->zone));
  put_funnel(&p);
  put_progress(&p, finish_at);
  put_calls(&p);
  put_outcomes(&p);
  put_variants(&p);
  put_callbacks(&p);
  if (!stats->all.calls) return;
  put_busy_hours(&p);
  put_good_hours(&p);
}
