/* SPDX-License-Identifier: MIT */
/* When does the smart strategy call next, after an attempt that did not reach?
 * Uses open time and draws. Invariant: what it proposes is open, lies after the last start and not before the
 * bound, keeps the quota of the date on which it falls, and depends on nothing but campaign, contact and
 * state: asking at another instant changes nothing. */
#include "smart.h"

#include "draw.h"

enum {
  NOON_S = 12 * 3600,
  EVENING_S = 17 * 3600,
  DAYPART_LEAST_S = 5400,                    /* open seconds; a shorter daypart is joined to its neighbour */
  LEAST_GAP_S = 7200,                        /* between two calls of a spread date */
  SHORT_GAP_S = 3600,                        /* where the former leaves nothing of a daypart */
  OFFSET_MOST_S = 93600,                     /* no zone is farther from UTC */
  DATE_MOST_S = DP_DAY_S + 2 * OFFSET_MOST_S /* instants so far apart have different dates */
};

/* A part of a civil date: its instants whose clock reads [from_s, until_s) and that lie in [from_at,
 * until_at). */
typedef struct dp_part {
  int32_t from_s, until_s;
  int64_t from_at, until_at;
  int64_t seconds; /* open ones; counted in dayparts() and halves() */
} dp_part;

typedef struct dp_parts {
  dp_part part[3];
  uint32_t count;
} dp_parts;

/* One date being planned. */
typedef struct dp_plan {
  const dp_view *view;
  const dialplan_state *state;
  const dp_phase *phase;
  int64_t bound;             /* the later of the asked one and the second after the last start */
  int64_t from_at, until_at; /* all instants of the date lie between */
  int32_t date;
  int32_t calls;       /* attempts of that date so far */
  int32_t last_second; /* clock time of the last attempt */
  int32_t reserved;
} dp_plan;

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

static const dp_part whole_date = {0, DP_DAY_S, 0, DP_INSTANT_END, 0};

static dp_stretch pieces_of(const dp_view *view, int32_t date, const dp_part *part) {
  const int64_t midnight = (int64_t)date * DP_DAY_S;
  return dp_zone_stretches(view->home, midnight + part->from_s, midnight + part->until_s);
}

/* The next piece of a part that has instants from the given one on: those of it. */
static int next_piece(dp_stretch *piece, const dp_part *part, int64_t from) {
  while (dp_stretch_next(piece)) {
    piece->from_at = later(piece->from_at, later(part->from_at, from));
    piece->until_at = earlier(piece->until_at, part->until_at);
    if (piece->from_at < piece->until_at) return 1;
  }
  return 0;
}

/* Open seconds of a part from an instant on, and the n-th of them. */
static int64_t part_seconds(const dp_view *view, int32_t date, const dp_part *part, int64_t from) {
  int64_t seconds = 0;
  for (dp_stretch piece = pieces_of(view, date, part); next_piece(&piece, part, from);)
    seconds += dp_view_seconds(view, piece.from_at, piece.until_at);
  return seconds;
}

static int64_t part_nth(const dp_view *view, int32_t date, const dp_part *part, int64_t from, int64_t n) {
  int64_t at = 0;
  for (dp_stretch piece = pieces_of(view, date, part); !at && next_piece(&piece, part, from);) {
    at = dp_view_nth(view, piece.from_at, piece.until_at, n);
    if (!at) n -= dp_view_seconds(view, piece.from_at, piece.until_at);
  }
  return at;
}

/* The pieces of a part from an instant on, cut at the hours of the home zone's clock: each has one weight. */
typedef struct dp_hours {
  dp_stretch piece;
  const dp_part *part;
  const uint32_t *weights;   /* of the date's 24 hours */
  int64_t midnight;          /* of the date, on the wall */
  int64_t start_at;          /* nothing before it */
  int64_t from_at, until_at; /* the present hour's piece */
  int64_t weight;
} dp_hours;

static int hours_next(dp_hours *h) {
  if (h->until_at >= h->piece.until_at) {
    if (!next_piece(&h->piece, h->part, h->start_at)) return 0;
    h->until_at = h->piece.from_at;
  }
  h->from_at = h->until_at;
  const int64_t second = h->from_at + dp_zone_offset(h->piece.zone, h->from_at) - h->midnight;
  h->until_at = earlier(h->piece.until_at, h->from_at + 3600 - second % 3600);
  h->weight = h->weights[second / 3600];
  return 1;
}

static dp_hours hours_of(const dp_plan *p, const dp_part *part, int64_t from) {
  const uint32_t *week = p->view->campaign->settings.retry.weights;
  return (dp_hours){.piece = pieces_of(p->view, p->date, part),
                    .part = part,
                    .weights = week + (dp_date_weekday(p->date) - 1) * 24,
                    .midnight = (int64_t)p->date * DP_DAY_S,
                    .start_at = from};
}

/* Open seconds of a part from an instant on, each counted as often as its hour weighs; 0 without a table. */
static int64_t weighted_seconds(const dp_plan *p, const dp_part *part, int64_t from) {
  int64_t sum = 0;
  if (!p->view->campaign->settings.retry.weights) return 0;
  for (dp_hours h = hours_of(p, part, from); hours_next(&h);)
    if (h.weight) sum += h.weight * dp_view_seconds(p->view, h.from_at, h.until_at);
  return sum;
}

/* The second that counts as the n-th of them: n is below weighted_seconds(). */
static int64_t weighted_nth(const dp_plan *p, const dp_part *part, int64_t from, int64_t n) {
  dp_hours h = hours_of(p, part, from);
  for (int64_t here = 0; hours_next(&h); n -= here) {
    here = h.weight * dp_view_seconds(p->view, h.from_at, h.until_at);
    if (n < here) break;
  }
  return dp_view_nth(p->view, h.from_at, h.until_at, n / h.weight);
}

/* From the first instant of a date to the first after it: after its second pass, too, where the clock is put
 * back over midnight. */
static void set_date(dp_plan *p, int32_t date) {
  p->date = date;
  p->from_at = DP_INSTANT_END;
  p->until_at = 0;
  for (dp_stretch day = pieces_of(p->view, date, &whole_date); dp_stretch_next(&day);) {
    p->from_at = earlier(p->from_at, day.from_at);
    p->until_at = day.until_at;
  }
}

/* The dayparts of a date: cut at 12:00 and 17:00; one that is too short goes on into the next, the last one
 * belongs to the one before. */
static dp_parts dayparts(const dp_view *view, int32_t date) {
  static const int32_t cut[4] = {0, NOON_S, EVENING_S, DP_DAY_S};
  dp_parts day = {.count = 0};
  dp_part next = whole_date;
  for (uint32_t i = 0; i < 3; i++) {
    const dp_part piece = {cut[i], cut[i + 1], 0, DP_INSTANT_END, 0};
    next.until_s = piece.until_s;
    next.seconds += part_seconds(view, date, &piece, 0);
    if (next.seconds < DAYPART_LEAST_S) continue;
    day.part[day.count++] = next;
    next.from_s = next.until_s;
    next.seconds = 0;
  }
  if (day.count == 0) day.part[day.count++] = whole_date;
  day.part[day.count - 1].until_s = DP_DAY_S;
  day.part[day.count - 1].seconds += next.seconds;
  return day;
}

/* A date with one daypart, cut in halves by its open seconds. */
static dp_parts halves(const dp_view *view, int32_t date, int64_t n) {
  const int64_t cut = part_nth(view, date, &whole_date, 0, n / 2);
  return (dp_parts){.part = {{0, DP_DAY_S, 0, cut, n / 2}, {0, DP_DAY_S, cut, DP_INSTANT_END, n - n / 2}},
                    .count = 2};
}

/* The part that an attempt belongs to: by its clock time, wherever it fell. Halves are told apart by the
 * instant. */
static uint32_t part_of(const dp_parts *parts, int64_t at, int32_t second) {
  uint32_t i = 0;
  while (i + 1 < parts->count && (second >= parts->part[i].until_s || at >= parts->part[i].until_at)) i++;
  return i;
}

static uint64_t drawn(const dp_plan *p, uint64_t purpose, int64_t n) {
  const uint64_t draw =
      dp_draw(p->view->campaign->seed, p->view->key, (uint64_t)p->state->attempts + 1, purpose, p->date);
  return dp_draw_below(draw, (uint64_t)n);
}

/* Open seconds that are left of a part from an instant on. */
static int64_t left_of(const dp_plan *p, const dp_part *part, int64_t from) {
  return from <= p->from_at ? part->seconds : part_seconds(p->view, p->date, part, from);
}

/* An instant among the n open seconds that are left of a part from an instant on; 0: none are. Where all of
 * them weigh nothing they are alike. */
static int64_t among(const dp_plan *p, const dp_part *part, int64_t from, int64_t n) {
  if (!n) return 0;
  const int64_t weight = weighted_seconds(p, part, from);
  if (weight) return weighted_nth(p, part, from, (int64_t)drawn(p, DP_DRAW_INSTANT, weight));
  return part_nth(p->view, p->date, part, from, (int64_t)drawn(p, DP_DRAW_INSTANT, n));
}

static int64_t uniform(const dp_plan *p, const dp_part *part, int64_t from) {
  return among(p, part, from, left_of(p, part, from));
}

static int64_t gap_seconds(const dp_phase *phase) {
  return (int64_t)phase->gap.days * DP_DAY_S + phase->gap.seconds;
}

static int64_t placed(const dp_plan *p, int64_t bound) {
  return dp_view_place(p->view, bound, bound, p->state->attempts + 1, NULL);
}

/* A date of a gap phase. */
static int64_t on_gap_date(const dp_plan *p) {
  if (p->calls == 0) return placed(p, later(p->bound, dp_view_midnight(p->view, p->date)));
  const int64_t gap = gap_seconds(p->phase), tenth = gap / 10;
  const int64_t spread = p->state->last_at + gap - tenth + (int64_t)drawn(p, DP_DRAW_GAP, 2 * tenth + 1);
  const int64_t at = later(p->bound, spread);
  if (at >= p->until_at || !dp_view_clip_until(p->view, at, p->until_at)) return 0;
  const int64_t answer = placed(p, at);
  return answer && dp_view_date(p->view, answer, NULL) == p->date ? answer : 0;
}

/* One call a day, or several in any dayparts: not in that of the last attempt, if there is another. */
static int64_t on_any_date(const dp_plan *p) {
  const dp_parts day = dayparts(p->view, p->date);
  const uint32_t last = part_of(&day, p->state->last_at, p->last_second);
  int64_t left[3], others = 0;
  for (uint32_t i = 0; i < day.count; i++) {
    left[i] = left_of(p, &day.part[i], p->bound);
    if (i != last) others += left[i];
  }
  if (others) left[last] = 0;
  int64_t share[3], all = 0;
  for (uint32_t i = 0; i < day.count; i++) {
    share[i] = left[i] ? weighted_seconds(p, &day.part[i], p->bound) : 0;
    all += share[i];
  }
  const int64_t *const parts = all ? share : left;
  int64_t n = (int64_t)drawn(p, DP_DRAW_DAYPART, all ? all : others ? others : left[last]);
  uint32_t i = 0;
  while (i + 1 < day.count && n >= parts[i]) n -= parts[i++];
  return among(p, &day.part[i], p->bound, left[i]);
}

/* Two or three calls a day, each in a daypart of its own. */
static int64_t on_spread_date(const dp_plan *p) {
  dp_parts day = dayparts(p->view, p->date);
  if (p->phase->calls == 2 && day.count == 1) day = halves(p->view, p->date, day.part[0].seconds);
  int64_t at = 0;
  if (p->calls == 0) {
    uint32_t i = p->phase->calls == 2 ? (uint32_t)drawn(p, DP_DRAW_PAIR, day.count - 1) : 0;
    while (!at && i < day.count) at = uniform(p, &day.part[i++], p->bound);
    return at;
  }
  const int64_t gap = p->phase->has_gap ? gap_seconds(p->phase) : LEAST_GAP_S;
  for (uint32_t i = part_of(&day, p->state->last_at, p->last_second) + 1; !at && i < day.count; i++) {
    at = uniform(p, &day.part[i], later(p->bound, p->state->last_at + gap));
    if (!at) at = uniform(p, &day.part[i], later(p->bound, p->state->last_at + SHORT_GAP_S));
  }
  return at;
}

static int64_t on_date(const dp_plan *p) {
  if (p->phase->dayparts == DP_DAYPARTS_SPREAD && p->phase->calls > 1) return on_spread_date(p);
  return p->phase->has_gap ? on_gap_date(p) : on_any_date(p);
}

static const dp_phase *phase_of(const dp_retry *retry, int32_t day) {
  const dp_phase *phase = retry->phases;
  while (phase->until_day && day > phase->until_day && phase + 1 < retry->phases + retry->phase_count)
    phase++;
  return phase;
}

/* Attempts on the date of the last one, manual ones, callbacks and those of earlier runs included. */
static int32_t calls_on(const dp_plan *p, int32_t date) {
  int32_t calls = 0;
  for (uint32_t i = 0; i < 16 && p->state->attempt_at[i]; i++)
    if (p->state->last_at - p->state->attempt_at[i] < DATE_MOST_S)
      calls += dp_view_date(p->view, p->state->attempt_at[i], NULL) == date;
  /* The list ends at 16; the state's own count goes on, as long as the home zone is what it was. */
  if (p->state->last_date == date && p->state->last_date_attempts > calls)
    calls = p->state->last_date_attempts;
  return calls;
}

int64_t dp_smart_next(const dp_view *view, const dialplan_state *state, int64_t bound, dp_smart_step *step) {
  dp_plan p = {.view = view, .state = state, .bound = later(bound, state->last_at + 1)};
  const int64_t limit = earlier(later(p.bound, view->start_at) + view->horizon_s, DP_INSTANT_END);
  const int32_t last_date = dp_view_date(view, state->last_at, &p.last_second);
  const int32_t first_date = dp_view_date(view, state->first_at, NULL);
  const int32_t last_calls = calls_on(&p, last_date);
  for (int64_t from = p.bound; from < limit;) {
    const int64_t open = dp_view_clip_until(view, from, limit);
    if (!open) return 0;
    set_date(&p, dp_view_date(view, open, NULL));
    p.phase = phase_of(&view->campaign->settings.retry, p.date - first_date + 1);
    p.calls = p.date == last_date ? last_calls : 0;
    from = p.until_at;
    if (p.date < last_date) continue; /* begun once more, where the clock was put back over midnight */
    if (p.phase->per_days > 1 && p.date - last_date < p.phase->per_days) continue;
    if (p.calls >= p.phase->calls) continue;
    const int64_t at = on_date(&p);
    if (at == 0 || at >= limit) continue;
    if (step)
      *step = (dp_smart_step){p.date - first_date + 1, p.calls + 1, p.phase->calls, p.phase->per_days};
    return at;
  }
  return 0;
}
