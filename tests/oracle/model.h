/* SPDX-License-Identifier: MIT */
/* The oracle's own idea of a campaign's open time: plain lists, as the generator wrote them, and a reading of
 * the rules that looks at one civil minute, then one second, at a time. Nothing of libdialplan is used. */
#ifndef ORACLE_MODEL_H
#define ORACLE_MODEL_H

#include "clock.h"

enum { MODEL_SPANS = 6, MODEL_SPECIALS = 8, MODEL_NO_CALLS = 16, MODEL_RULES = 8, MODEL_ZONES = 4 };

/* Minutes of the day on which the span starts; until may lie past 1440. */
typedef struct model_spans {
  int count;
  int from[MODEL_SPANS], until[MODEL_SPANS];
} model_spans;

typedef struct model_week {
  model_spans day[7]; /* Monday first */
} model_week;

typedef struct model_special {
  int64_t date;
  model_spans spans;
} model_special;

typedef struct model_no_call {
  int64_t from, until; /* both inside */
  int month, day;      /* month > 0: every year */
} model_no_call;

typedef struct model_rule {
  char id[24];
  int of_days; /* kind days: no calls on these weekdays and dates, and before the dates some hours alone */
  int weekday[7];
  int no_call_count;
  model_no_call no_call[3];
  model_spans eve;
  model_week week;     /* kind hours */
  int64_t from, until; /* in force on civil dates [from, until) */
  char purpose[12];
  int region_count;
  char region[2][8];
} model_rule;

typedef struct model {
  char seed[24];
  char purpose[12];
  model_week week;
  int special_count, no_call_count, rule_count;
  model_special special[MODEL_SPECIALS];
  model_no_call no_call[MODEL_NO_CALLS];
  model_rule rule[MODEL_RULES];
  int64_t margin, jitter, horizon;
  int64_t start, end; /* 0: none */
  /* what was found out about civil minutes, so that it need not be found out again; minute + 1, 0: nothing */
  int64_t known_minute[16384];
  unsigned char known[16384];
} model;

static inline int model_spans_hold(const model_spans *spans, int minute) {
  for (int i = 0; i < spans->count; i++)
    if (minute >= spans->from[i] && minute < spans->until[i]) return 1;
  return 0;
}

static inline const model_spans *model_starts_on(const model *m, int64_t date) {
  for (int i = 0; i < m->special_count; i++)
    if (m->special[i].date == date) return &m->special[i].spans;
  return &m->week.day[clock_weekday(date)];
}

static inline int model_is_listed(const model_no_call *list, int count, int64_t date) {
  int year, month, day;
  clock_split(date, &year, &month, &day);
  for (int i = 0; i < count; i++) {
    const model_no_call *n = &list[i];
    if (n->month ? n->month == month && n->day == day : date >= n->from && date <= n->until) return 1;
  }
  return 0;
}

static inline int model_is_no_call(const model *m, int64_t date) {
  return model_is_listed(m->no_call, m->no_call_count, date);
}

/* Whether a civil minute of a date lies in a window, its own day's or the tail of the day before's. */
static inline int model_in_window(const model *m, int64_t date, int minute) {
  return model_spans_hold(model_starts_on(m, date), minute) ||
         model_spans_hold(model_starts_on(m, date - 1), minute + 1440);
}

static inline int model_minute_has_window(model *m, int64_t date, int minute) {
  const int64_t number = date * 1440 + minute + 100000; /* never negative */
  if (m->known_minute[number % 16384] != number + 1) {
    m->known_minute[number % 16384] = number + 1;
    m->known[number % 16384] = !model_is_no_call(m, date) && model_in_window(m, date, minute);
  }
  return m->known[number % 16384];
}

static inline int model_rule_in_region(const model_rule *rule, const char *region) {
  if (rule->region_count == 0 || !region || !region[0]) return 1;
  for (int i = 0; i < rule->region_count; i++) {
    const size_t len = strlen(rule->region[i]);
    if (strncmp(rule->region[i], region, len) == 0 && (region[len] == 0 || region[len] == '-')) return 1;
  }
  return 0;
}

/* Whether a rule forbids a civil minute. */
static inline int model_rule_forbids(const model *m, const model_rule *rule, const char *region, int64_t date,
                                     int minute) {
  if (strcmp(rule->purpose, "any") != 0 && strcmp(m->purpose, "any") != 0 &&
      strcmp(rule->purpose, m->purpose) != 0)
    return 0;
  if (!model_rule_in_region(rule, region) || date < rule->from || date >= rule->until) return 0;
  if (rule->of_days) {
    if (rule->weekday[clock_weekday(date)] || model_is_listed(rule->no_call, rule->no_call_count, date))
      return 1;
    return rule->eve.count && model_is_listed(rule->no_call, rule->no_call_count, date + 1) &&
           !model_spans_hold(&rule->eve, minute);
  }
  return !model_spans_hold(&rule->week.day[clock_weekday(date)], minute) &&
         !model_spans_hold(&rule->week.day[clock_weekday(date - 1)], minute + 1440);
}

static inline int model_guard_allows(const model *m, const char *region, int64_t date, int minute) {
  for (int i = 0; i < m->rule_count; i++)
    if (model_rule_forbids(m, &m->rule[i], region, date, minute)) return 0;
  return 1;
}

/* Why a wall reading is closed, in the order in which clip names reasons. */
enum { WALL_OPEN, WALL_NO_WINDOW, WALL_NO_CALL_DAY, WALL_CLOSE_MARGIN, WALL_GUARD };

static inline int model_wall(model *m, const char *region, int64_t wall) {
  const int64_t date = clock_floor_day(wall);
  const int minute = (int)((wall - date * 86400) / 60);
  if (!model_minute_has_window(m, date, minute))
    return model_in_window(m, date, minute) ? WALL_NO_CALL_DAY : WALL_NO_WINDOW;
  /* The margin: is there an end of the run within so many seconds? */
  for (int64_t end = (date * 1440 + minute + 1) * 60; end <= wall + m->margin; end += 60) {
    const int64_t end_date = clock_floor_day(end);
    if (!model_minute_has_window(m, end_date, (int)((end - end_date * 86400) / 60))) return WALL_CLOSE_MARGIN;
  }
  return model_guard_allows(m, region, date, minute) ? WALL_OPEN : WALL_GUARD;
}

/* A campaign through the eyes of one contact. Chunks of instants are painted when first looked at. */
#define EYES_CHUNK (3 * 86400)
#define EYES_CHUNKS ((CLOCK_END + EYES_CHUNK - 1) / EYES_CHUNK)

typedef struct eyes {
  model *m;
  const char *dir, *region;
  clock_zone *zone[MODEL_ZONES];
  int zone_count;
  unsigned char *paint[EYES_CHUNKS]; /* one byte an instant */
  int64_t painted[4096];
  int painted_count;
  unsigned char *spare[4096]; /* paint of eyes that were closed, to be used again */
  int spare_count;
} eyes;

static inline void eyes_close(eyes *e) {
  for (int i = 0; i < e->painted_count; i++) {
    e->spare[e->spare_count++] = e->paint[e->painted[i]];
    e->paint[e->painted[i]] = NULL;
  }
  e->painted_count = 0;
}

/* Takes out of a chunk what is closed in one zone: minute by minute of the wall, then second by second. */
static inline void eyes_paint_zone(const eyes *e, clock_zone *zone, int64_t from, unsigned char *paint) {
  for (int64_t at = from; at < from + EYES_CHUNK;) {
    const clock_piece piece = clock_piece_at(zone, e->dir, at);
    const int64_t until = piece.until < from + EYES_CHUNK ? piece.until : from + EYES_CHUNK;
    int64_t minute = INT64_MIN;
    int state = 0; /* of that minute: 0 closed, 1 open, 2: look at each second */
    for (; at < until; at++) {
      const int64_t wall = at + piece.offset;
      const int64_t this_minute = wall - ((wall % 60) + 60) % 60;
      if (this_minute != minute) {
        minute = this_minute;
        const int first = model_wall(e->m, e->region, minute) == WALL_OPEN;
        const int last = model_wall(e->m, e->region, minute + 59) == WALL_OPEN;
        state = first == last ? first : 2; /* windows change with the minute, the margin once in a minute */
      }
      if (state == 0 || (state == 2 && model_wall(e->m, e->region, wall) != WALL_OPEN)) paint[at - from] = 0;
    }
  }
}

static inline unsigned char *eyes_chunk(eyes *e, int64_t index) {
  if (e->paint[index]) return e->paint[index];
  if (e->painted_count == 4096) {
    fprintf(stderr, "oracle: looked at too much\n");
    exit(2);
  }
  unsigned char *paint = e->spare_count ? e->spare[--e->spare_count] : malloc(EYES_CHUNK);
  if (!paint) exit(2);
  memset(paint, 1, EYES_CHUNK);
  const int64_t from = index * EYES_CHUNK;
  for (int64_t at = from; at < from + EYES_CHUNK; at++)
    if (at < 1 || at >= CLOCK_END || (e->m->start && at < e->m->start) || (e->m->end && at >= e->m->end))
      paint[at - from] = 0;
  if (memchr(paint, 1, EYES_CHUNK))
    for (int z = 0; z < e->zone_count; z++) eyes_paint_zone(e, e->zone[z], from, paint);
  e->painted[e->painted_count++] = index;
  return e->paint[index] = paint;
}

/* open(t) */
static inline int eyes_open(eyes *e, int64_t at) {
  if (at < 1 || at >= CLOCK_END) return 0;
  return eyes_chunk(e, at / EYES_CHUNK)[at % EYES_CHUNK];
}

/* The first instant of [at, until) that is (not) open; 0: none. */
static inline int64_t eyes_walk(eyes *e, int64_t at, int64_t until, int open) {
  while (at < until && at < CLOCK_END) {
    const unsigned char *paint = eyes_chunk(e, at / EYES_CHUNK);
    const int64_t base = at - at % EYES_CHUNK;
    const unsigned char *found = memchr(paint + (at - base), open, (size_t)(EYES_CHUNK - (at - base)));
    if (found) return base + (found - paint) < until ? base + (found - paint) : 0;
    at = base + EYES_CHUNK;
  }
  return 0;
}

/* The last instant of (after, at] that is (not) open; 0: none. */
static inline int64_t eyes_walk_back(eyes *e, int64_t at, int64_t after, int open) {
  while (at > after && at > 0) {
    const unsigned char *paint = eyes_chunk(e, at / EYES_CHUNK);
    const int64_t base = at - at % EYES_CHUNK;
    for (; at >= base && at > after; at--)
      if (paint[at - base] == open) return at;
  }
  return 0;
}

static inline int64_t eyes_end_of_search(const eyes *e, int64_t at, int64_t horizon) {
  const int64_t from = e->m->start > at ? e->m->start : at;
  return from + horizon < CLOCK_END ? from + horizon : CLOCK_END;
}

static inline int64_t eyes_clip(eyes *e, int64_t at, int64_t horizon) {
  const int64_t until = eyes_end_of_search(e, at, horizon);
  /* what lies before the start is closed: skip it, so that far starts need no painting */
  return eyes_walk(e, e->m->start > at ? e->m->start : at, until, 1);
}

/* The first instant after an open one that is not open; 0: none within the horizon. */
static inline int64_t eyes_close_of(eyes *e, int64_t at, int64_t horizon) {
  const int64_t until = at + horizon < CLOCK_END ? at + horizon : CLOCK_END;
  return eyes_walk(e, at, until, 0);
}

/* The draws. */
static inline uint64_t model_mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9u;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBu;
  x ^= x >> 31;
  return x;
}

static inline uint64_t model_hash(const char *text) {
  uint64_t h = 0xCBF29CE484222325u;
  for (; *text; text++) {
    h ^= (unsigned char)*text;
    h *= 0x100000001B3u;
  }
  return model_mix(h);
}

static inline uint64_t model_draw(uint64_t seed, uint64_t key, uint64_t attempt, uint64_t purpose,
                                  int64_t date) {
  const uint64_t values[4] = {key, attempt, purpose, (uint64_t)date};
  uint64_t h = seed;
  for (int i = 0; i < 4; i++) h = model_mix(h + 0x9E3779B97F4A7C15u + values[i]);
  return h;
}

/* The high half of draw * n, by long multiplication bit by bit. */
static inline uint64_t model_below(uint64_t draw, uint64_t n) {
  uint64_t high = 0, low = 0;
  for (int bit = 63; bit >= 0; bit--) {
    high = high << 1 | low >> 63;
    low <<= 1;
    if (draw >> bit & 1) {
      low += n;
      if (low < n) high++;
    }
  }
  return high;
}

/* place(bound, now) */
static inline int64_t eyes_place(eyes *e, uint64_t key, int64_t bound, int64_t now, uint32_t attempt,
                                 int64_t horizon, int no_buffer) {
  const int64_t m = bound > now ? bound : now;
  int64_t opening = m;
  if (eyes_open(e, m)) {
    const int64_t closed = bound < m ? eyes_walk_back(e, m, bound - 1, 0) : 0;
    if (closed == 0) return m;
    opening = closed + 1;
  } else {
    opening = eyes_clip(e, m, horizon);
    if (opening == 0) return 0;
  }
  if (no_buffer || e->m->jitter == 0) return opening > m ? opening : m;
  /* how long the span is matters up to the jitter alone */
  const int64_t closed = eyes_walk(e, opening, opening + e->m->jitter + 1, 0);
  const int64_t length = (closed ? closed : CLOCK_END) - opening;
  const int64_t most = e->m->jitter < length - 1 ? e->m->jitter : length - 1;
  const int64_t date = clock_floor_day(opening + clock_offset(e->zone[0], e->dir, opening));
  const uint64_t draw = model_draw(model_hash(e->m->seed), key, attempt, 1, date);
  const int64_t at = opening + (int64_t)model_below(draw, (uint64_t)most + 1);
  return at > m ? at : m;
}

#endif
