/* SPDX-License-Identifier: MIT */
/* Random campaigns for the oracle of open time: each is made twice at once, as the text that the library
 * compiles and as the plain model that the oracle reads. */
#ifndef ORACLE_OPEN_CASES_H
#define ORACLE_OPEN_CASES_H

#include <stdarg.h>
#include <string.h>

#include "chance.h"
#include "model.h"

typedef struct pad {
  char text[16384];
  int len;
} pad;

static inline void pad_add(pad *p, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(p->text + p->len, sizeof p->text - (size_t)p->len, format, args);
  va_end(args);
  p->len += n;
  if (n < 0 || p->len >= (int)sizeof p->text) {
    fprintf(stderr, "oracle: a campaign is too long\n");
    exit(2);
  }
}

/* Zones that are awkward in one way or another: half hours, no hours, lost days, negative summer time,
 * changes at midnight or next to it, offsets with seconds, many changes a year. Those that a directory has
 * are used. */
static const char *const case_zone_candidates[] = {
    "UTC",
    "+05:30",
    "-09:30",
    "+14:00",
    "America/New_York",
    "Europe/London",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Monrovia",
    "Europe/Dublin",
    "America/Sao_Paulo",
    "Pacific/Kiritimati",
    "America/Caracas",
    "Africa/Casablanca",
    "Antarctica/Troll",
    "America/Santiago",
    "Asia/Gaza",
    "America/Havana",
    "America/St_Johns",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Nuuk",
    "Test/Close",
    "Test/Far",
    "Test/Once",
    "Test/Fixed",
};
enum { CASE_ZONES = sizeof case_zone_candidates / sizeof *case_zone_candidates };

/* A directory of zone files, and the zones that it has. */
typedef struct case_atlas {
  char dir[4096]; /* absolute: the C library looks for other names in a place of its own */
  int count;
  clock_zone zone[CASE_ZONES];
} case_atlas;

static inline void case_atlas_open(case_atlas *atlas, const char *dir) {
  memset(atlas, 0, sizeof *atlas);
  if (!realpath(dir, atlas->dir)) return;
  for (int i = 0; i < CASE_ZONES; i++)
    atlas->count += clock_open(&atlas->zone[atlas->count], atlas->dir, case_zone_candidates[i]);
}

/* The names of all zones, a line each, as dialplan_zones_load() takes them. */
typedef struct case_names {
  char text[CASE_ZONES * 40];
} case_names;

static inline case_names case_atlas_names(const case_atlas *atlas) {
  case_names names = {""};
  for (int i = 0; i < atlas->count; i++) {
    if (i) strcat(names.text, "\n");
    strcat(names.text, atlas->zone[i].name);
  }
  return names;
}

/* The zones of a directory twice: as the oracle reads them, and as the library does. NULL: said why not. */
static inline dialplan_zones *case_atlas_load(case_atlas *atlas, const char *dir) {
  dialplan_zones *zones = NULL;
  dialplan_error err;
  case_atlas_open(atlas, dir);
  const case_names names = case_atlas_names(atlas);
  if (dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, names.text, strlen(names.text), &zones,
                          &err))
    printf("%s\n", err.message);
  return zones;
}

static inline void case_atlas_close(case_atlas *atlas) {
  for (int i = 0; i < atlas->count; i++) free(atlas->zone[i].blocks);
}

typedef struct open_case {
  model m;
  pad campaign, account; /* account.len 0: none */
  int campaign_zone;
  int zone[MODEL_ZONES], zone_count; /* of the contact; 0: it has none */
  char region[8];
  char id[24];
  int64_t about; /* the instant around which questions are asked */
} open_case;

static inline void case_date(pad *p, int64_t date) {
  int y, m, d;
  clock_split(date, &y, &m, &d);
  pad_add(p, "%04d-%02d-%02d", y, m, d);
}

/* One span that none of the list equals, as text and as minutes. */
static inline void case_span(chance *c, model_spans *spans, pad *p) {
  for (;;) {
    const int kind = (int)chance_below(c, 12);
    const int grain = chance_percent(c, 70) ? 30 : 1;
    int from = (int)chance_below(c, 1440 / grain) * grain;
    int until = (int)chance_below(c, 1440 / grain) * grain;
    if (kind < 5 && until < from) { /* within the day */
      const int swap = from;
      from = until;
      until = swap;
    }
    if (kind == 5) until = 1440;
    if (kind == 6) until = 0;
    if (kind == 7) until = from;
    if (kind == 8) from = 0;
    if (kind == 9) until = from + (int)chance_in(c, 1, 20);
    if (kind == 10 && spans->count) from = spans->until[spans->count - 1] % 1440; /* touches the one before */
    if (until > 1440) continue;
    const int last = until > from ? until : until + 1440; /* over midnight; equal ends are 24 hours */
    int again = 0;
    for (int i = 0; i < spans->count; i++) again |= spans->from[i] == from && spans->until[i] == last;
    if (again) continue;
    spans->from[spans->count] = from;
    spans->until[spans->count++] = last;
    pad_add(p, "%02d:%02d-%02d:%02d", from / 60, from % 60, until / 60, until % 60);
    return;
  }
}

/* The value of a day: a span, a list of spans, or off. */
static inline void case_day(chance *c, model_spans *spans, pad *p, int may_be_off) {
  static const char *const off[] = {"off", "false", "null"};
  spans->count = 0;
  if (may_be_off && chance_percent(c, 25)) {
    pad_add(p, "%s", off[chance_below(c, 3)]);
    return;
  }
  const int count = chance_percent(c, 60) ? 1 : (int)chance_in(c, 2, 4);
  const int quoted = chance_percent(c, 20);
  if (count > 1) pad_add(p, "[");
  for (int i = 0; i < count; i++) {
    if (i) pad_add(p, ", ");
    if (quoted) pad_add(p, "\"");
    case_span(c, spans, p);
    if (quoted) pad_add(p, "\"");
  }
  if (count > 1) pad_add(p, "]");
}

static const char *const case_days[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* A mapping of day keys, narrower ones over broader ones, no two of one breadth on a day. */
static inline void case_week(chance *c, model_week *week, pad *p) {
  int breadth[7] = {8, 8, 8, 8, 8, 8, 8};
  unsigned taken[8] = {0};
  memset(week, 0, sizeof *week);
  pad_add(p, "{");
  const int keys = (int)chance_in(c, 1, 5);
  for (int k = 0, written = 0; k < keys || !written; k++) {
    const int kind = (int)chance_below(c, 8);
    char name[16];
    unsigned days = 0;
    if (kind == 0)
      snprintf(name, sizeof name, "daily"), days = 0x7f;
    else if (kind == 1)
      snprintf(name, sizeof name, "weekdays"), days = 0x1f;
    else if (kind == 2)
      snprintf(name, sizeof name, "weekends"), days = 0x60;
    else if (kind < 5) {
      const int d = (int)chance_below(c, 7);
      snprintf(name, sizeof name, "%s", case_days[d]);
      days = 1u << d;
    } else {
      const int from = (int)chance_below(c, 7), more = (int)chance_in(c, 1, 6);
      for (int i = 0; i <= more; i++) days |= 1u << (from + i) % 7;
      snprintf(name, sizeof name, "%s-%s", case_days[from], case_days[(from + more) % 7]);
    }
    int n = 0;
    for (int d = 0; d < 7; d++) n += (days & 1u << d) != 0;
    if (taken[n] & days) continue;
    taken[n] |= days;
    model_spans spans;
    pad_add(p, "%s%s: ", written ? ", " : "", name);
    case_day(c, &spans, p, k > 0);
    written = 1;
    for (int d = 0; d < 7; d++) {
      if (!((days >> d) & 1) || breadth[d] < n) continue;
      breadth[d] = n;
      week->day[d] = spans;
    }
  }
  pad_add(p, "}");
}

static inline void case_windows(chance *c, model_week *week, pad *p) {
  pad_add(p, "windows: ");
  if (chance_percent(c, 75)) {
    case_week(c, week, p);
  } else { /* a bare span, or a list of them: Monday to Friday */
    model_spans spans;
    case_day(c, &spans, p, 0);
    memset(week, 0, sizeof *week);
    for (int d = 0; d < 5; d++) week->day[d] = spans;
  }
  pad_add(p, "\n");
}

/* A date, a range of dates, or a yearly date. */
static inline model_no_call case_listed(chance *c, pad *p, int64_t about) {
  model_no_call n = {0};
  n.from = n.until = about + chance_in(c, -9, 9);
  const int kind = (int)chance_below(c, 3);
  if (kind == 0) {
    case_date(p, n.from);
  } else if (kind == 1) {
    n.until += chance_in(c, 0, 3);
    case_date(p, n.from);
    pad_add(p, "..");
    case_date(p, n.until);
  } else {
    int year;
    clock_split(n.from, &year, &n.month, &n.day);
    pad_add(p, "every %02d-%02d", n.month, n.day);
  }
  return n;
}

static inline void case_no_call_days(chance *c, model *m, pad *p, int64_t about) {
  pad_add(p, "no_call_days:\n");
  const int count = (int)chance_in(c, 1, 6);
  for (int i = 0; i < count; i++) {
    pad_add(p, "  - ");
    const model_no_call n = case_listed(c, p, about);
    if (chance_percent(c, 40)) pad_add(p, ": Day of rest");
    pad_add(p, "\n");
    m->no_call[m->no_call_count++] = n;
  }
}

/* The fields of a rule on days: weekdays, dates, hours of their eves. */
static inline void case_rule_days(chance *c, model_rule *rule, pad *p, int64_t about) {
  rule->of_days = 1;
  pad_add(p, "days");
  const int weekdays = chance_percent(c, 50) ? (int)chance_in(c, 1, 3) : 0;
  if (weekdays) pad_add(p, ", weekdays: [");
  for (int i = 0; i < weekdays; i++) {
    const int64_t day = chance_below(c, 7);
    rule->weekday[day] = 1;
    pad_add(p, "%s%s", i ? ", " : "", case_days[day]);
  }
  if (weekdays) pad_add(p, "]");
  if (weekdays && chance_percent(c, 40)) return;
  rule->no_call_count = (int)chance_in(c, 1, 3);
  pad_add(p, ", days: [");
  for (int i = 0; i < rule->no_call_count; i++) {
    if (i) pad_add(p, ", ");
    rule->no_call[i] = case_listed(c, p, about);
  }
  pad_add(p, "]");
  if (chance_percent(c, 50)) return;
  const int from = (int)chance_in(c, 0, 14) * 60 + (int)chance_below(c, 60),
            until = (int)chance_in(c, 15, 24) * 60;
  rule->eve = (model_spans){1, {from}, {until}};
  pad_add(p, ", eve: \"%02d:%02d-%02d:00\"", from / 60, from % 60, until / 60);
}

/* The fields of a rule on hours: mostly wide ones, so that something is left. */
static inline void case_rule_hours(chance *c, model_rule *rule, pad *p) {
  pad_add(p, "hours, windows: ");
  if (chance_percent(c, 60)) {
    const int from = (int)chance_in(c, 0, 10) * 60, until = (int)chance_in(c, 17, 24) * 60;
    for (int d = 0; d < 7; d++) rule->week.day[d] = (model_spans){1, {from}, {until}};
    pad_add(p, "{daily: \"%02d:00-%02d:00\"}", from / 60, until / 60);
  } else {
    case_week(c, &rule->week, p);
  }
}

static inline void case_rules(chance *c, open_case *o, pad *p, const char *prefix, int64_t about) {
  static const char *const purposes[] = {"any", "sales", "debt"};
  static const char *const regions[] = {"US", "US-FL", "US-TX", "FR"};
  pad_add(p, "guard:\n");
  const int count = (int)chance_in(c, 1, 3);
  for (int i = 0; i < count; i++) {
    model_rule *rule = &o->m.rule[o->m.rule_count++];
    memset(rule, 0, sizeof *rule);
    snprintf(rule->id, sizeof rule->id, "%s%d", prefix, i);
    pad_add(p, "  - {id: %s, kind: ", rule->id);
    if (chance_percent(c, 40))
      case_rule_days(c, rule, p, about);
    else
      case_rule_hours(c, rule, p);
    snprintf(rule->purpose, sizeof rule->purpose, "%s", purposes[chance_below(c, 3)]);
    if (strcmp(rule->purpose, "any") != 0 || chance_percent(c, 30))
      pad_add(p, ", purpose: %s", rule->purpose);
    rule->from = -1000;
    rule->until = 100000;
    if (chance_percent(c, 50)) {
      pad_add(p, ", effective: ");
      if (chance_percent(c, 60)) {
        rule->from = about + chance_in(c, -6, 3);
        case_date(p, rule->from);
      }
      pad_add(p, "..");
      if (rule->from < 0 || chance_percent(c, 50)) {
        rule->until = (rule->from < 0 ? about - 3 : rule->from) + chance_in(c, 1, 7);
        case_date(p, rule->until);
      }
    }
    if (chance_percent(c, 50)) {
      rule->region_count = (int)chance_in(c, 1, 2);
      const int first = (int)chance_below(c, 4);
      for (int r = 0; r < rule->region_count; r++)
        snprintf(rule->region[r], sizeof rule->region[r], "%s", regions[(first + r) % 4]);
      pad_add(p, ", regions: [%s%s%s]", rule->region[0], rule->region_count > 1 ? ", " : "", rule->region[1]);
    }
    pad_add(p, "}\n");
  }
}

static inline void case_business_hours(model *m) {
  model_rule *rule = &m->rule[m->rule_count++];
  memset(rule, 0, sizeof *rule);
  snprintf(rule->id, sizeof rule->id, "business-hours");
  snprintf(rule->purpose, sizeof rule->purpose, "any");
  rule->from = -1000;
  rule->until = 100000;
  for (int d = 0; d < 7; d++)
    rule->week.day[d] = (model_spans){1, {d == 6 ? 600 : 480}, {d == 6 ? 1200 : 1260}};
}

static inline void case_instant(chance *c, open_case *o, clock_zone *zone, const char *dir, const char *key,
                                int is_end, int64_t about, int64_t *out) {
  int y, m, d;
  const int kind = (int)chance_below(c, 3);
  if (kind == 0) { /* a bare date: its first instant, as an end that of the next date */
    const int64_t date = clock_floor_day(about);
    pad_add(&o->campaign, "  %s: ", key);
    case_date(&o->campaign, date);
    pad_add(&o->campaign, "\n");
    *out = clock_instant(zone, dir, (date + is_end) * 86400);
    return;
  }
  /* a wall time of the campaign's zone, or one with an offset of its own */
  const int64_t shift = kind == 1 ? 0 : chance_in(c, -40, 40) * 900;
  const int64_t date = clock_floor_day(about);
  const int second = (int)(about - date * 86400);
  clock_split(date, &y, &m, &d);
  pad_add(&o->campaign, "  %s: %04d-%02d-%02dT%02d:%02d:%02d", key, y, m, d, second / 3600, second / 60 % 60,
          second % 60);
  if (kind == 1) {
    *out = clock_instant(zone, dir, about);
  } else if (shift == 0) {
    pad_add(&o->campaign, "Z");
    *out = about;
  } else {
    const int64_t size = shift < 0 ? -shift : shift;
    pad_add(&o->campaign, "%c%02d:%02d", shift < 0 ? '-' : '+', (int)(size / 3600), (int)(size / 60 % 60));
    *out = about - shift;
  }
  pad_add(&o->campaign, "\n");
}

static inline void case_schedule(chance *c, open_case *o, clock_zone *zone, const char *dir) {
  const int has_start = chance_percent(c, 60);
  pad_add(&o->campaign, "schedule:\n");
  if (has_start)
    case_instant(c, o, zone, dir, "start", 0, o->about + chance_in(c, -4 * 86400, 2 * 86400), &o->m.start);
  if (!has_start || chance_percent(c, 50))
    case_instant(c, o, zone, dir, "end", 1, o->about + chance_in(c, 4 * 86400, 9 * 86400), &o->m.end);
}

/* An instant to ask around: near a change of one of the zones, near a wonder of history, near the ends of the
 * valid range, or anywhere. */
static inline int64_t case_about(chance *c, case_atlas *atlas, int zone) {
  static const int64_t wonders[] = {
      63593070,   /* Monrovia leaves -00:44:30 for UTC, 1972-01-07 */
      1325239200, /* Apia skips 2011-12-30 */
      788868000,  /* Kiritimati skips the turn of 1994 */
      1197183600, /* Caracas goes to -04:30, 2007-12-09 */
      1462086000, /* and back, 2016-05-01 */
      504901800,  /* Kathmandu goes to +05:45, 1986 */
      1,          7258118399,
  };
  const int kind = (int)chance_below(c, 10);
  const int64_t anywhere =
      chance_percent(c, 60) ? chance_in(c, 1577836800, 1893456000) : chance_in(c, 1, CLOCK_END - 1);
  if (kind == 0) return wonders[chance_below(c, sizeof wonders / sizeof *wonders)];
  if (kind < 8) {
    const clock_piece piece = clock_piece_at(&atlas->zone[zone], atlas->dir, anywhere);
    return piece.from < 1 ? 1 : piece.from >= CLOCK_END ? CLOCK_END - 1 : piece.from;
  }
  return anywhere;
}

/* The home zone counts first: the contact's first zone, else the campaign's. */
static inline int case_home(const open_case *o) { return o->zone_count ? o->zone[0] : o->campaign_zone; }

static inline void case_make(chance *c, open_case *o, case_atlas *atlas) {
  static const char *const regions[] = {"", "", "US-FL", "US-TX", "US-NY", "FR-75", "DE-BE"};
  memset(o, 0, sizeof *o);
  o->campaign_zone = (int)chance_below(c, atlas->count);
  o->zone_count = chance_percent(c, 25) ? 0 : chance_percent(c, 60) ? 1 : (int)chance_in(c, 2, MODEL_ZONES);
  for (int i = 0; i < o->zone_count; i++) {
    o->zone[i] = (int)chance_below(c, atlas->count);
    for (int k = 0; k < i; k++)
      if (o->zone[k] == o->zone[i]) o->zone[i] = (o->zone[i] + 1) % atlas->count, k = -1;
  }
  o->about = case_about(c, atlas, case_home(o));
  snprintf(o->region, sizeof o->region, "%s", regions[chance_below(c, 7)]);
  snprintf(o->id, sizeof o->id, "contact-%d", (int)chance_below(c, 1000000));

  model *m = &o->m;
  pad *p = &o->campaign;
  int64_t date = clock_floor_day(o->about); /* dates of the file lie in the valid years */
  date = date < 20 ? 20 : date > 83960 ? 83960 : date;
  const int account = chance_percent(c, 30);
  snprintf(m->seed, sizeof m->seed, "campaign %d", (int)chance_below(c, 100000));
  snprintf(m->purpose, sizeof m->purpose, "%s",
           chance_percent(c, 50)   ? "any"
           : chance_percent(c, 50) ? "sales"
                                   : "debt");
  if (chance_percent(c, 50)) {
    pad_add(p, "name: %s\n", m->seed);
  } else {
    pad_add(p, "name: oracle\nseed: %s\n", m->seed);
  }
  pad_add(p, "purpose: %s\n", m->purpose);
  if (account) pad_add(p, "account: account.yaml\n");
  const int zone_in_account = account && chance_percent(c, 50);
  pad_add(zone_in_account ? &o->account : p, "timezone: \"%s\"\n", atlas->zone[o->campaign_zone].name);

  if (account && chance_percent(c, 60)) case_windows(c, &m->week, &o->account);
  if (o->account.len == 0 || m->week.day[0].count + m->week.day[5].count == 0 || chance_percent(c, 50))
    case_windows(c, &m->week, p);

  const int days = (int)chance_in(c, 7, 30); /* an own horizon, mostly, so that "never" is found */
  m->horizon = 400 * 86400;
  if (chance_percent(c, 85)) {
    m->horizon = days * 86400;
    pad_add(p, "horizon: %dd\n", days);
  }
  if (chance_percent(c, 40)) {
    pad_add(p, "special_days: {");
    m->special_count = (int)chance_in(c, 1, 4);
    for (int i = 0; i < m->special_count; i++) {
      m->special[i].date = date - 8 + i * 4 + chance_below(c, 4);
      if (i) pad_add(p, ", ");
      case_date(p, m->special[i].date);
      pad_add(p, ": ");
      case_day(c, &m->special[i].spans, p, 1);
    }
    pad_add(p, "}\n");
  }
  if (chance_percent(c, 40)) case_no_call_days(c, m, p, date);
  if (account && chance_percent(c, 50)) case_no_call_days(c, m, &o->account, date);
  if (chance_percent(c, 40)) {
    m->margin = chance_percent(c, 70) ? chance_in(c, 1, 30) * 60 : chance_in(c, 1, 7200);
    if (m->margin % 60 == 0 && chance_percent(c, 50))
      pad_add(p, "close_margin: %dm\n", (int)(m->margin / 60));
    else
      pad_add(p, "close_margin: %ds\n", (int)m->margin);
  }
  m->jitter = 900;
  if (chance_percent(c, 50)) {
    m->jitter = chance_percent(c, 30) ? 0 : chance_in(c, 1, 7200);
    pad_add(p, "jitter: %ds\n", (int)m->jitter);
  }
  if (date > 30 && date < 83950 && chance_percent(c, 40))
    case_schedule(c, o, &atlas->zone[o->campaign_zone], atlas->dir);

  /* the guard: on if either file says so, or neither says anything */
  if (account && chance_percent(c, 50)) case_rules(c, o, &o->account, "account-rule", date);
  if (chance_percent(c, 35)) case_rules(c, o, p, "own-rule", date);
  int said[2] = {-1, -1}; /* by the campaign, by the account */
  if (chance_percent(c, 70)) said[0] = chance_percent(c, 20);
  if (account && chance_percent(c, 50)) said[1] = chance_percent(c, 30);
  if (said[0] >= 0) pad_add(p, "safety: {business_hours_guard: %s}\n", said[0] ? "true" : "false");
  if (said[1] >= 0) pad_add(&o->account, "safety: {business_hours_guard: %s}\n", said[1] ? "true" : "false");
  if (said[0] == 1 || said[1] == 1 || (said[0] < 0 && said[1] < 0)) case_business_hours(m);
  if (account && o->account.len == 0) pad_add(&o->account, "country: US\n");
}

#endif
