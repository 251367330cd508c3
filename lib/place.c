/* SPDX-License-Identifier: MIT */
/* Where in open time does an attempt start, and which zone bound it there?
 * Uses the view's searches and the draws. Invariant: the answer is open, and stays the same whenever it is
 * asked before that instant, because the buffer hangs on the span's opening and not on the moment of asking.
 */
#include "open.h"

#include "draw.h"

/* Whether bound, at or before at, lies in the open span that holds at. */
static int same_span(const dp_view *view, int64_t bound, int64_t at) {
  return bound >= view->start_at && dp_view_close(view, bound, at + 1) > at;
}

int64_t dp_view_place(const dp_view *view, int64_t bound, int64_t now, uint32_t attempt, int64_t *opening,
                      int64_t *buffer, int64_t *most) {
  int64_t unused[3];
  if (!opening) opening = &unused[0];
  if (!buffer) buffer = &unused[1];
  if (!most) most = &unused[2];
  *opening = *buffer = *most = 0;

  const int64_t asked = bound > now ? bound : now;
  const int64_t at = asked < DP_INSTANT_END ? dp_view_clip(view, asked) : 0;
  if (at == 0 || (at == asked && same_span(view, bound, at))) return at;
  const int64_t jitter = view->campaign->settings.jitter_s;
  if (jitter == 0 || view->flags & DIALPLAN_OPTION_NO_BUFFER) return at;

  *opening = at == asked ? dp_view_opening(view, at) : at;
  const int64_t last = *opening + jitter < DP_INSTANT_END ? *opening + jitter : DP_INSTANT_END - 1;
  *most = dp_view_close(view, *opening, last + 1) - 1 - *opening;
  const uint64_t draw =
      dp_draw(view->campaign->seed, view->key, attempt, DP_DRAW_BUFFER, dp_view_date(view, *opening, 0));
  *buffer = (int64_t)dp_draw_below(draw, (uint64_t)*most + 1);
  return at > *opening + *buffer ? at : *opening + *buffer;
}

uint16_t dp_view_binding(const dp_view *view, int64_t asked, int64_t answer) {
  if (view->zone_count == 1 || answer == asked || !answer) return view->zone[0];
  const int64_t before = dp_view_opening(view, answer) - 1;
  for (uint32_t k = 0; before > 0 && k < view->zone_count; k++)
    if (!dp_view_zone_open(view, k, before)) return view->zone[k];
  return view->zone[0];
}
