/* SPDX-License-Identifier: MIT */
/* Where in open time does an attempt start, and which zone bound it there?
 * Uses the view's searches and the draws. Invariant: the answer is open, and stays the same whenever it is
 * asked before that instant, because the buffer hangs on the span's opening and not on the moment of asking.
 */
#include "open.h"

#include "draw.h"

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

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
  span->from_at = at == asked ? dp_view_opening(view, at) : at;
  span->until_at = dp_view_close(view, span->from_at, span->from_at + view->campaign->settings.jitter_s + 1);
  span->local = span->from_at + dp_zone_offset(view->home, span->from_at);
  return 1;
}

int64_t dp_view_place(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, int64_t *opening,
                      int64_t *buffer, int64_t *most) {
  int64_t unused[3];
  if (!opening) opening = &unused[0];
  if (!buffer) buffer = &unused[1];
  if (!most) most = &unused[2];
  *opening = *buffer = *most = 0;

  const int64_t asked = later(bound, now), jitter = view->campaign->settings.jitter_s;
  if (asked >= DP_INSTANT_END) return 0;
  if (jitter == 0 || view->flags & DIALPLAN_OPTION_NO_BUFFER) return dp_view_clip(view, asked);
  dp_look span;
  if (!dp_view_look(view, asked, &span) && !search(view, bound, asked, &span)) return 0;
  const int64_t at = later(asked, span.from_at);
  if (bound >= span.from_at) return at;

  *opening = span.from_at;
  *most = earlier(jitter, span.until_at - 1 - span.from_at);
  const uint64_t draw =
      dp_draw(view->campaign->seed, view->key, attempt, DP_DRAW_BUFFER, dp_date_of(span.local, NULL));
  *buffer = (int64_t)dp_draw_below(draw, (uint64_t)*most + 1);
  return later(at, span.from_at + *buffer);
}

uint16_t dp_view_binding(const dp_view *view, int64_t asked, int64_t answer) {
  if (view->zone_count == 1 || answer == asked || !answer) return view->zone[0];
  const int64_t before = dp_view_opening(view, answer) - 1;
  for (uint32_t k = 0; before > 0 && k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, before)) return view->zone[k];
  return view->zone[0];
}
