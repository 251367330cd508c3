/* SPDX-License-Identifier: MIT */
/* dialplan show: what a campaign's settings come to: open time as a picture, next open windows, no-call days,
 * rules. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "asking.h"
#include "chart.h"
#include "grid.h"
#include "sheet.h"

enum { NEXT_WINDOWS = 7, NEXT_RUNS = 5 };

typedef struct showing {
  app *a;
  world w;
  dialplan_contact contact;   /* of --zone */
  const dialplan_contact *as; /* NULL: the campaign's zone */
  buffer out;
  sheet sheet;
} showing;

/* A line of settings; those that are not set are left out. */
static void put_setting(showing *s, const char *path) {
  char *const value = world_setting(&s->w, path);
  if (value) sheet_fact(&s->sheet, path, value);
  free(value);
}

/* What has been put together for a fact. */
static void put_fact(showing *s, const char *name, buffer *value) {
  buffer_char(value, 0);
  sheet_fact(&s->sheet, name, value->data);
  buffer_free(value);
}

static void put_dates(showing *s) {
  char *const start = world_setting(&s->w, "schedule.start"),
              *const end = world_setting(&s->w, "schedule.end"),
              *const mode = world_setting(&s->w, "schedule.mode");
  buffer text = {0};
  if (!start && !end)
    buffer_str(&text, "at once, without an end");
  else if (end)
    buffer_format(&text, "from %s until %s", start ? start : "the start", end);
  else
    buffer_format(&text, "from %s, without an end", start);
  if (mode) buffer_format(&text, ", %s", mode);
  put_fact(s, "runs", &text);
  free(mode);
  free(end);
  free(start);
}

static void put_retry(showing *s) {
  static const char *const limits[] = {"max_retry_days", "max_attempts", "max_consecutive_errors"};
  char *const strategy = world_setting(&s->w, "retry.strategy"), *const intensity =
                                                                     world_setting(&s->w, "retry.intensity");
  buffer text = {0};
  buffer_str(&text, strategy ? strategy : "smart");
  if (intensity && strategy && !strcmp(strategy, "smart")) buffer_format(&text, ", %s", intensity);
  put_fact(s, "strategy", &text);
  free(intensity);
  free(strategy);
  for (size_t i = 0; i < 3; i++) {
    char path[48];
    buffer name = {path, 0, sizeof path};
    buffer_format(&name, "retry.%s", limits[i]);
    char *const value = world_setting(&s->w, path);
    buffer_format(&text, "%s%s %s", i ? ", " : "", limits[i], value ? value : "off");
    free(value);
  }
  put_fact(s, "stops", &text);
}

static void put_settings(showing *s) {
  world *const w = &s->w;
  sheet_title(&s->sheet, s->sheet.html ? "Settings" : w->name ? w->name : w->file.path);
  sheet_fact(&s->sheet, "file", w->file.path);
  put_setting(s, "status");
  sheet_fact(&s->sheet, "timezone", dialplan_zones_name(w->zones, w->zone));
  put_setting(s, "zone_policy");
  put_dates(s);
  put_retry(s);
  put_setting(s, "jitter");
  put_setting(s, "close_margin");
  if (w->contacts) sheet_fact(&s->sheet, "contacts", w->contacts);
  if (w->events) sheet_fact(&s->sheet, "events", w->events);
  if (s->sheet.html) return;
  buffer_str(&s->sheet.line, "every setting with its default: dialplan show --yaml");
  sheet_line(&s->sheet);
}

static const char *zone_name(const showing *s) {
  return dialplan_zones_name(s->w.zones, world_home(&s->w, s->as));
}

static int32_t date_of(const showing *s, int64_t at) {
  return world_date(&s->w, world_home(&s->w, s->as), at);
}

static void put_length(buffer *b, int64_t seconds) {
  char text[32];
  uint64_t len = 0;
  dialplan_duration_format((dialplan_duration){0, (int32_t)seconds}, text, sizeof text, &len);
  buffer_format(b, "%.*s", (int)len, text);
}

static void put_window(showing *s, const dialplan_clipped *c) {
  world *const w = &s->w;
  const uint16_t zone = world_home(w, s->as);
  buffer *const line = &s->sheet.line;
  put_human(line, w->zones, zone, c->at, s->a->options.utc);
  if (c->close_at) {
    buffer_str(line, "  to  ");
    put_human(line, w->zones, zone, c->close_at, s->a->options.utc);
    if (c->close_at - c->at <= INT32_MAX) {
      buffer_str(line, "  ");
      put_length(line, c->close_at - c->at);
    }
    if (c->at == w->now) buffer_str(line, "  (now)");
  } else
    buffer_str(line, "  and on, beyond the horizon");
  sheet_line(&s->sheet);
}

static int put_windows(showing *s) {
  world *const w = &s->w;
  const int64_t wanted = s->a->options.limit >= 0 ? s->a->options.limit : NEXT_WINDOWS;
  sheet_title(&s->sheet, "Next open windows");
  dialplan_clipped c = {.close_at = w->now};
  for (int64_t i = 0; i < wanted && c.close_at; i++) {
    dialplan_error err;
    if (dialplan_clip(w->campaign, s->as, c.close_at, &w->options, &c, &err)) {
      diag_record(&s->a->diag, NULL, &err);
      return EXIT_INPUT;
    }
    if (c.verdict == DIALPLAN_CLIP_NEVER) {
      buffer_str(&s->sheet.line, i ? "none after that within the horizon"
                                   : "none within the horizon: nothing is ever called");
      sheet_line(&s->sheet);
      break;
    }
    put_window(s, &c);
  }
  return 0;
}

/* The run of now and the next ones, of a campaign that repeats. */
static void put_runs(showing *s) {
  world *const w = &s->w;
  buffer *const line = &s->sheet.line;
  char *const repeat = world_setting(w, "schedule.repeat");
  dialplan_run runs[NEXT_RUNS];
  uint64_t count = 0;
  if (repeat && strcmp(repeat, "none") &&
      !dialplan_runs(w->campaign, w->now, dialplan_limit(DIALPLAN_LIMIT_INSTANT), runs, NEXT_RUNS, &count,
                     NULL)) {
    sheet_title(&s->sheet, "Runs");
    for (uint64_t i = 0; i < count && i < NEXT_RUNS; i++) {
      buffer_format(line, "%-5u from ", (unsigned)runs[i].number);
      put_human(line, w->zones, w->zone, runs[i].from_at, s->a->options.utc);
      if (runs[i].from_at <= w->now) buffer_str(line, "  (now)");
      sheet_line(&s->sheet);
    }
    if (count > NEXT_RUNS) buffer_format(line, "and %llu more", (unsigned long long)(count - NEXT_RUNS));
    if (!count) buffer_str(line, "none any more");
    if (line->len) sheet_line(&s->sheet);
  }
  free(repeat);
}

static int canonical(showing *s, buffer *yaml) {
  uint64_t len = 0;
  dialplan_error err;
  if (dialplan_campaign_format(s->w.campaign, NULL, 0, &len, &err) ||
      dialplan_campaign_format(s->w.campaign, buffer_room(yaml, len), len, &len, &err)) {
    diag_record(&s->a->diag, NULL, &err);
    return EXIT_INPUT;
  }
  yaml->len = len;
  return 0;
}

/* The lines of one key of the canonical form, without its quotes and dashes. */
static int put_block(showing *s, const buffer *yaml, const char *key, const char *title) {
  const char *const end = yaml->data + yaml->len;
  const size_t key_len = strlen(key);
  for (const char *line = yaml->data; line < end;) {
    const char *next = memchr(line, '\n', (size_t)(end - line));
    next = next ? next + 1 : end;
    if ((size_t)(next - line) > key_len && !memcmp(line, key, key_len) && line[key_len] == ':') {
      const char *from = next;
      while (next < end && (*next == ' ' || *next == '-')) {
        next = memchr(next, '\n', (size_t)(end - next));
        next = next ? next + 1 : end;
      }
      if (from == next) return 0;
      sheet_title(&s->sheet, title);
      while (from < next) {
        const char *const stop = memchr(from, '\n', (size_t)(next - from));
        const char *text = from;
        while (*text == ' ' || *text == '-') text++;
        for (; text < (stop ? stop : next); text++)
          if (*text != '"') buffer_char(&s->sheet.line, *text);
        sheet_line(&s->sheet);
        from = stop ? stop + 1 : next;
      }
      return 1;
    }
    line = next;
  }
  return 0;
}

static void put_rules(showing *s) {
  const uint64_t count = dialplan_campaign_rules(s->w.campaign);
  buffer *const line = &s->sheet.line;
  sheet_title(&s->sheet, "Guard");
  if (!count) {
    buffer_str(line, "off: no rule narrows the windows");
    sheet_line(&s->sheet);
  }
  for (uint64_t i = 0; i < count; i++) {
    const char *id, *jurisdiction, *source, *checked;
    if (dialplan_campaign_rule(s->w.campaign, i, &id, &jurisdiction, &source, &checked)) continue;
    buffer_str(line, id);
    if (*jurisdiction) buffer_format(line, " (%s)", jurisdiction);
    if (*source) buffer_format(line, ": %s", source);
    if (*checked) buffer_format(line, ", checked %s", checked);
    sheet_line(&s->sheet);
  }
}

/* A calendar: its name, and the days of the year that begins today; a rule may name them up to 2199. */
static uint64_t put_calendar(showing *s, uint64_t index) {
  enum { YEAR = 366 };
  const dialplan_campaign *const campaign = s->w.campaign;
  const char *file = NULL, *country = NULL, *next_file = NULL, *next_country = NULL, *label;
  const int32_t today = date_of(s, s->w.now);
  uint64_t others = 0;
  int32_t from, until;
  buffer *const line = &s->sheet.line;
  dialplan_campaign_calendar_day(campaign, index, NULL, NULL, NULL, &file, &country);
  buffer title = {0};
  buffer_format(&title, *country ? "Public holidays of %s, from %s" : "No-call days from %s%s",
                *country ? country : file, *country ? file : "");
  buffer_char(&title, 0);
  sheet_title(&s->sheet, title.data);
  buffer_free(&title);
  for (; !dialplan_campaign_calendar_day(campaign, index, &from, &until, &label, &next_file, &next_country);
       index++) {
    if (next_file != file || next_country != country) break;
    if (until < today || from > today + YEAR) {
      others++;
      continue;
    }
    put_date(line, from);
    if (until > from) buffer_str(line, " to ");
    if (until > from) put_date(line, until);
    buffer_format(line, "%s%s", *label ? "  " : "", label);
    sheet_line(&s->sheet);
  }
  if (others) buffer_format(line, "and %llu in other years", (unsigned long long)others);
  if (others) sheet_line(&s->sheet);
  return index;
}

static void put_calendars(showing *s) {
  const uint64_t count = dialplan_campaign_calendar_days(s->w.campaign);
  for (uint64_t i = 0; i < count;) i = put_calendar(s, i);
}

/* The week as a picture in the page: seven days from a Monday. */
static int put_week(showing *s, const char *title, int32_t monday) {
  char names[7][16];
  const char *days[7];
  chart_span spans[7 * GRID_SPANS];
  size_t count = 0;
  for (int32_t day = 0; day < 7; day++) {
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    grid_span found[GRID_SPANS];
    size_t many = 0;
    if (grid_day(&s->w, s->as, monday + day, found, &many)) return EXIT_INPUT;
    for (size_t i = 0; i < many; i++) spans[count++] = (chart_span){day, found[i].from_s, found[i].until_s};
    dialplan_civil c;
    dialplan_date_split(monday + day, &c);
    buffer name = {names[day], 0, sizeof names[day]};
    buffer_format(&name, "%s %d", weekdays[day], c.day);
    days[day] = names[day];
  }
  const chart c = {"week", title, "The hours of each day at which calls may start, Monday to Sunday."};
  chart_week(&s->out, &c, days, spans, count);
  return 0;
}

static int draw_week(showing *s, int32_t date) {
  const char *const term = getenv("TERM");
  const int ascii = s->a->options.ascii || (term && !strcmp(term, "dumb"));
  const int32_t monday = date - dialplan_date_weekday(date) + 1;
  buffer title = {0};
  buffer_str(&title, "Open time in the week of ");
  put_date(&title, monday);
  buffer_format(&title, " (%s)", zone_name(s));
  buffer_char(&title, 0);
  int status;
  if (s->sheet.html) {
    sheet_rest(&s->sheet);
    status = put_week(s, title.data, monday);
  } else {
    sheet_title(&s->sheet, title.data);
    status = grid_put(&s->out, &s->w, s->as, date, ascii);
  }
  buffer_free(&title);
  return status;
}

static int draw(showing *s) {
  world *const w = &s->w;
  dialplan_clipped first;
  buffer yaml = {0};
  put_settings(s);
  /* The week in which it is open next: one before the start would be empty. */
  int status = dialplan_clip(w->campaign, s->as, w->now, &w->options, &first, NULL) ? EXIT_INPUT : 0;
  if (!status) status = draw_week(s, date_of(s, first.at ? first.at : w->now));
  if (!status) status = put_windows(s);
  if (!status) put_runs(s);
  if (!status) status = canonical(s, &yaml);
  if (!status) {
    put_block(s, &yaml, "special_days", "Special days");
    put_block(s, &yaml, "no_call_days", "No-call days");
    put_calendars(s);
    put_rules(s);
  }
  buffer_free(&yaml);
  sheet_close(&s->sheet);
  return status;
}

static int draw_page(showing *s) {
  world *const w = &s->w;
  buffer about = {0};
  buffer_str(&about, "Settings and open time, as of ");
  put_human(&about, w->zones, w->zone, w->now, s->a->options.utc);
  if (!s->a->options.utc) buffer_format(&about, " (%s)", dialplan_zones_name(w->zones, w->zone));
  page_open(&s->out, slice_of(w->name ? w->name : w->file.path), (slice){about.data, about.len});
  buffer_free(&about);
  const int status = draw(s);
  page_close(&s->out);
  return status;
}

static int show(showing *s) {
  app *const a = s->a;
  dialplan_error err;
  if (a->options.zone) {
    if (dialplan_contact_zones(&s->contact, s->w.zones, a->options.zone, strlen(a->options.zone), &err))
      return diag_fail(&a->diag, EXIT_USAGE, err.code, "--zone: %s", err.message);
    s->as = &s->contact;
    char *const policy = world_setting(&s->w, "zone_policy");
    const int deaf = policy && !strcmp(policy, "campaign");
    free(policy);
    if (deaf)
      return diag_fail(&a->diag, EXIT_USAGE, "zone-policy",
                       "--zone changes nothing: the campaign's zone_policy is campaign");
  }
  if (a->options.html && (a->options.yaml || a->options.ascii))
    return diag_fail(&a->diag, EXIT_USAGE, "usage",
                     "--html writes a page: it goes with neither --yaml nor --ascii");
  sheet_open(&s->sheet, &s->out, a->options.html != NULL, wants_color(1));
  int status = a->options.yaml ? canonical(s, &s->out) : a->options.html ? draw_page(s) : draw(s);
  if (status) return status;
  return a->options.html ? page_write(&a->diag, a->options.html, &s->out)
                         : write_out(&a->diag, s->out.data, s->out.len);
}

int cmd_show(app *a) {
  showing *const s = memory_new(1, sizeof *s);
  const char *name = NULL;
  s->a = a;
  if (a->options.word_count && !a->options.campaigns.count)
    a->options.campaigns.at[a->options.campaigns.count++] = a->options.words[0];
  int status = one_campaign(a, &name);
  if (!status) {
    status = world_open(&s->w, a, name);
    if (!status && a->options.zone) world_want_zones(&s->w, slice_of(a->options.zone));
    if (!status) status = world_compile(&s->w);
    if (!status) status = show(s);
    world_close(&s->w);
  }
  buffer_free(&s->out);
  free(s);
  return app_exit(a, status);
}
