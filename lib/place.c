/* SPDX-License-Identifier: MIT */
/* Where in open time does an attempt start, and which zone bound it there?
 * Uses the view's searches and the draws. Invariant: the answer is open, and stays the same whenever it is
 * asked before that instant, because the buffer hangs on the span's opening and not on the moment of asking.
 */
#include "open.h"

#include "draw.h"

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* Settles most placings with one look at one table in place of the searches for an open instant, its opening
 * and its close: measured, that is a quarter of a decision's time. What lies at an edge (a clock change, the
 * turn of a week, start, end, horizon) is left to those, and so is the run behind the last one, which begins
 * beyond all horizons. 0: nothing is known. */
static inline int look(const dp_view *view, int64_t at, dp_look *span) {
  if (view->zone_count > 1) return 0;
  at = later(at, view->start_at);
  const dp_zone *zone = view->home;
  const uint32_t i = dp_zone_segment(zone, at);
  const int64_t offset = zone->offset[i];
  const dp_spot spot = dp_daytable_spot(view->table, at + offset);
  const int64_t week_at = at - spot.second;
  span->from_at = week_at + spot.run->from_s;
  span->until_at = week_at + spot.run->until_s;
  span->date = dp_date_of(span->from_at + offset, NULL);
  const int inside_week =
      spot.run->from_s > 0 && spot.run->until_s != DP_WEEK_S && spot.run->until_s != 2 * DP_WEEK_S;
  return inside_week && span->from_at > zone->at[i] && span->until_at < zone->at[i + 1] &&
         span->from_at >= view->start_at && span->until_at <= view->end_at &&
         span->from_at - at < view->horizon_s;
}

/* Whether bound, at or before at, lies in the open span that holds at. */
static int same_span(const dp_view *view, int64_t bound, int64_t at) {
  return bound >= view->start_at && dp_view_close(view, bound, at + 1) > at;
}

/* What one look did not settle. Where bound lies in the span itself, from there on is enough: the opening of
 * windows that never close lies as far back as the table goes. */
static int search(const dp_view *view, int64_t bound, int64_t asked, dp_look *span) {
  const int64_t at = dp_view_clip(view, asked);
  if (at == 0) return 0;
  if (at == asked && same_span(view, bound, at)) {
    *span = (dp_look){.from_at = bound, .until_at = at + 1};
    return 1;
  }
  if (!view->jitter_s) { /* nothing hangs on the opening */
    *span = (dp_look){.from_at = at, .until_at = at + 1};
    return 1;
  }
  span->from_at = at == asked ? dp_view_opening(view, at) : at;
  span->until_at = dp_view_close(view, span->from_at, span->from_at + view->jitter_s + 1);
  span->date = dp_zone_date(view->home, span->from_at, NULL);
  return 1;
}

/* What all dates share of the draws of an attempt's buffer. */
static inline uint64_t stem_of(const dp_view *view, uint32_t attempt) {
  return view->jitter_s ? dp_draw_stem(view->campaign->seed, view->key, attempt, DP_DRAW_BUFFER) : 0;
}

/* An attempt that was due before its span opened starts behind the opening. */
static inline int64_t most_of(const dp_view *view, const dp_look *span) {
  return earlier(view->jitter_s, span->until_at - 1 - span->from_at);
}

static inline int64_t buffer_of(const dp_look *span, uint64_t stem, int64_t most) {
  const uint64_t draw = dp_draw_on(stem, span->date);
  return (int64_t)dp_draw_below(draw, (uint32_t)most + 1);
}

static inline int find(const dp_view *view, int64_t bound, int64_t asked, dp_look *span) {
  return asked < DP_INSTANT_END && (look(view, asked, span) || search(view, bound, asked, span));
}

/* find() for the instant at which many contacts are asked about: one look for each zone settles most of them.
 */
static inline int find_now(const dp_view *view, int64_t bound, int64_t now, dp_look *span) {
  if (!view->outlook || view->zone_count > 1) return find(view, bound, now, span);
  dp_outlook *known = &view->outlook[view->zone[0] % DP_OUTLOOKS];
  if (known->home == view->home && known->table == view->table && known->now == now) {
    *span = known->span;
    return 1;
  }
  if (!look(view, now, span)) return search(view, bound, now, span);
  *known = (dp_outlook){now, view->home, view->table, *span};
  return 1;
}

/* Half of all attempts are due before their span opens, in no pattern: a buffer that is drawn for every one
 * and masked costs less than a branch which is guessed wrongly so often. */
static inline int64_t put(const dp_view *view, int64_t bound, int64_t asked, uint64_t stem,
                          const dp_look *span) {
  const int64_t behind = span->from_at + (view->jitter_s ? buffer_of(span, stem, most_of(view, span)) : 0);
  const int64_t if_before = -(int64_t)(bound < span->from_at); /* all bits, or none */
  return later(asked, behind & if_before);
}

int64_t dp_view_place(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, dp_buffer *buffer) {
  if (buffer) *buffer = (dp_buffer){0};
  const int64_t asked = later(bound, now);
  if (!view->jitter_s) return dp_view_clip(view, asked);
  const uint64_t stem = stem_of(view, attempt);
  dp_look span;
  if (!find(view, bound, asked, &span)) return 0;
  if (buffer && bound < span.from_at) {
    const int64_t most = most_of(view, &span);
    *buffer = (dp_buffer){span.from_at, buffer_of(&span, stem, most), most};
  }
  return put(view, bound, asked, stem, &span);
}

static inline int64_t place_late(const dp_view *view, int64_t bound, int64_t now, uint64_t stem,
                                 int64_t *until) {
  dp_look span;
  if (!find_now(view, bound, now, &span)) return 0;
  *until = span.until_at;
  return put(view, bound, now, stem, &span);
}

int64_t dp_view_place_late(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt,
                           int64_t *until) {
  return place_late(view, bound, now, stem_of(view, attempt), until);
}

/* Where the open span in which an attempt is due holds now, or begins behind it, it is placed there whenever
 * it is asked for. */
int64_t dp_view_place_due(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, int64_t *due,
                          int64_t *until) {
  const uint64_t stem = stem_of(view, attempt);
  dp_look span;
  *due = *until = 0;
  if (find(view, bound, bound, &span)) {
    *due = put(view, bound, bound, stem, &span);
    *until = span.until_at;
    if (now < span.until_at) return later(*due, now);
  }
  return bound < now ? place_late(view, bound, now, stem, until) : 0;
}

uint16_t dp_view_binding(const dp_view *view, int64_t asked, int64_t answer) {
  if (view->zone_count == 1 || answer == asked || !answer) return view->zone[0];
  const int64_t before = dp_view_opening(view, answer) - 1;
  for (uint32_t k = 0; before > 0 && k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, before)) return view->zone[k];
  return view->zone[0];
}
