/* SPDX-License-Identifier: MIT */
/* dialplan show: what a campaign's settings come to: open time as a picture, next open windows, no-call days,
 * rules. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "asking.h"
#include "grid.h"

enum { NEXT_WINDOWS = 7, NEXT_RUNS = 5 };

typedef struct showing {
  app *a;
  world w;
  dialplan_contact contact;   /* of --zone */
  const dialplan_contact *as; /* NULL: the campaign's zone */
  buffer out;
  int color;
} showing;

static void put_title(showing *s, const char *title) {
  buffer_format(&s->out, s->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", title);
}

/* A line of settings; those that are not set are left out. */
static void put_setting(showing *s, const char *label, const char *path, const char *without) {
  char *const value = world_setting(&s->w, path);
  if (value || without) buffer_format(&s->out, "  %-12s %s\n", label, value ? value : without);
  free(value);
}

static void put_dates(showing *s) {
  static const char *const paths[] = {"schedule.start", "schedule.end"};
  buffer_str(&s->out, "  runs         ");
  char *texts[2];
  for (int i = 0; i < 2; i++) texts[i] = world_setting(&s->w, paths[i]);
  if (!texts[0] && !texts[1])
    buffer_str(&s->out, "at once, without an end");
  else {
    buffer_format(&s->out, "from %s", texts[0] ? texts[0] : "the start");
    if (texts[1])
      buffer_format(&s->out, " until %s", texts[1]);
    else
      buffer_str(&s->out, ", without an end");
  }
  char *const mode = world_setting(&s->w, "schedule.mode");
  if (mode) buffer_format(&s->out, ", %s", mode);
  buffer_char(&s->out, '\n');
  free(mode);
  free(texts[0]);
  free(texts[1]);
}

static void put_retry(showing *s) {
  char *const strategy = world_setting(&s->w, "retry.strategy"), *const intensity =
                                                                     world_setting(&s->w, "retry.intensity");
  buffer_format(&s->out, "  strategy     %s", strategy ? strategy : "smart");
  if (intensity && strategy && !strcmp(strategy, "smart")) buffer_format(&s->out, ", %s", intensity);
  buffer_char(&s->out, '\n');
  free(strategy);
  free(intensity);
  static const struct {
    const char *path, *label;
  } limits[] = {{"retry.max_retry_days", "max_retry_days"},
                {"retry.max_attempts", "max_attempts"},
                {"retry.max_consecutive_errors", "max_consecutive_errors"}};
  buffer_str(&s->out, "  stops");
  for (size_t i = 0; i < 3; i++) {
    char *const value = world_setting(&s->w, limits[i].path);
    buffer_format(&s->out, "%s%s %s", i ? ", " : "        ", limits[i].label, value ? value : "off");
    free(value);
  }
  buffer_char(&s->out, '\n');
}

static void put_settings(showing *s) {
  world *const w = &s->w;
  buffer_format(&s->out, s->color ? "\033[1m%s\033[0m\n" : "%s\n", w->name ? w->name : w->file.path);
  buffer_format(&s->out, "  file         %s\n", w->file.path);
  put_setting(s, "status", "status", NULL);
  buffer_format(&s->out, "  timezone     %s\n", dialplan_zones_name(w->zones, w->zone));
  put_setting(s, "zone_policy", "zone_policy", NULL);
  put_dates(s);
  put_retry(s);
  put_setting(s, "jitter", "jitter", NULL);
  put_setting(s, "close_margin", "close_margin", NULL);
  if (w->contacts) buffer_format(&s->out, "  contacts     %s\n", w->contacts);
  if (w->events) buffer_format(&s->out, "  events       %s\n", w->events);
  buffer_str(&s->out, "  every setting with its default: dialplan show --yaml\n");
}

static const char *zone_name(const showing *s) {
  return dialplan_zones_name(s->w.zones, s->as && s->as->zone_count ? s->as->zones[0] : s->w.zone);
}

static int32_t date_of(const showing *s, int64_t at) {
  dialplan_civil c;
  int32_t date = 0;
  const uint16_t zone = s->as && s->as->zone_count ? s->as->zones[0] : s->w.zone;
  if (!dialplan_zone_civil(s->w.zones, zone, at, &c, NULL)) dialplan_date_make(c.year, c.month, c.day, &date);
  return date;
}

static void put_length(buffer *b, int64_t seconds) {
  char text[32];
  uint64_t len = 0;
  dialplan_duration_format((dialplan_duration){0, (int32_t)seconds}, text, sizeof text, &len);
  buffer_format(b, "%.*s", (int)len, text);
}

static int put_windows(showing *s) {
  world *const w = &s->w;
  const uint16_t zone = s->as && s->as->zone_count ? s->as->zones[0] : w->zone;
  const int64_t wanted = s->a->options.limit >= 0 ? s->a->options.limit : NEXT_WINDOWS;
  put_title(s, "Next open windows");
  int64_t at = w->now;
  for (int64_t i = 0; i < wanted; i++) {
    dialplan_clipped c;
    dialplan_error err;
    if (dialplan_clip(w->campaign, s->as, at, &w->options, &c, &err)) {
      diag_record(&s->a->diag, NULL, &err);
      return EXIT_INPUT;
    }
    if (c.verdict == DIALPLAN_CLIP_NEVER) {
      buffer_str(&s->out, i ? "  none after that within the horizon\n"
                            : "  none within the horizon: nothing is ever called\n");
      break;
    }
    buffer_str(&s->out, "  ");
    put_human(&s->out, w->zones, zone, c.at, s->a->options.utc);
    if (!c.close_at) {
      buffer_str(&s->out, "  and on, beyond the horizon\n");
      break;
    }
    buffer_str(&s->out, "  to  ");
    put_human(&s->out, w->zones, zone, c.close_at, s->a->options.utc);
    if (c.close_at - c.at <= INT32_MAX) {
      buffer_str(&s->out, "  ");
      put_length(&s->out, c.close_at - c.at);
    }
    buffer_str(&s->out, c.at == w->now ? "  (now)\n" : "\n");
    at = c.close_at;
  }
  return 0;
}

/* The run of now and the next ones, of a campaign that repeats. */
static void put_runs(showing *s) {
  world *const w = &s->w;
  char *const repeat = world_setting(w, "schedule.repeat");
  dialplan_run runs[NEXT_RUNS];
  uint64_t count = 0;
  if (repeat && !dialplan_runs(w->campaign, w->now, dialplan_limit(DIALPLAN_LIMIT_INSTANT), runs, NEXT_RUNS,
                               &count, NULL)) {
    put_title(s, "Runs");
    for (uint64_t i = 0; i < count && i < NEXT_RUNS; i++) {
      buffer_format(&s->out, "  %-5u from ", (unsigned)runs[i].number);
      put_human(&s->out, w->zones, w->zone, runs[i].from_at, s->a->options.utc);
      buffer_str(&s->out, runs[i].from_at <= w->now ? "  (now)\n" : "\n");
    }
    if (count > NEXT_RUNS)
      buffer_format(&s->out, "  and %llu more\n", (unsigned long long)(count - NEXT_RUNS));
    if (!count) buffer_str(&s->out, "  none any more\n");
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
      put_title(s, title);
      while (from < next) {
        const char *const stop = memchr(from, '\n', (size_t)(next - from));
        const char *text = from;
        while (*text == ' ' || *text == '-') text++;
        buffer_str(&s->out, "  ");
        for (; text < (stop ? stop : next); text++)
          if (*text != '"') buffer_char(&s->out, *text);
        buffer_char(&s->out, '\n');
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
  put_title(s, "Guard");
  if (!count) buffer_str(&s->out, "  off: no rule narrows the windows\n");
  for (uint64_t i = 0; i < count; i++) {
    const char *id, *jurisdiction, *source, *checked;
    if (dialplan_campaign_rule(s->w.campaign, i, &id, &jurisdiction, &source, &checked)) continue;
    buffer_format(&s->out, "  %s", id);
    if (*jurisdiction) buffer_format(&s->out, " (%s)", jurisdiction);
    if (*source) buffer_format(&s->out, ": %s", source);
    if (*checked) buffer_format(&s->out, ", checked %s", checked);
    buffer_char(&s->out, '\n');
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
  dialplan_campaign_calendar_day(campaign, index, NULL, NULL, NULL, &file, &country);
  buffer title = {0};
  buffer_format(&title, *country ? "Public holidays of %s, from %s" : "No-call days from %s%s",
                *country ? country : file, *country ? file : "");
  buffer_char(&title, 0);
  put_title(s, title.data);
  buffer_free(&title);
  for (; !dialplan_campaign_calendar_day(campaign, index, &from, &until, &label, &next_file, &next_country);
       index++) {
    if (next_file != file || next_country != country) break;
    if (until < today || from > today + YEAR) {
      others++;
      continue;
    }
    buffer_str(&s->out, "  ");
    put_date(&s->out, from);
    if (until > from) buffer_str(&s->out, " to ");
    if (until > from) put_date(&s->out, until);
    buffer_format(&s->out, "%s%s\n", *label ? "  " : "", label);
  }
  if (others) buffer_format(&s->out, "  and %llu in other years\n", (unsigned long long)others);
  return index;
}

static void put_calendars(showing *s) {
  const uint64_t count = dialplan_campaign_calendar_days(s->w.campaign);
  for (uint64_t i = 0; i < count;) i = put_calendar(s, i);
}

static int draw(showing *s) {
  world *const w = &s->w;
  const char *const term = getenv("TERM");
  const int ascii = s->a->options.ascii || (term && !strcmp(term, "dumb"));
  dialplan_clipped first;
  buffer yaml = {0};
  put_settings(s);
  /* The week in which it is open next: one before the start would be empty. */
  int status = dialplan_clip(w->campaign, s->as, w->now, &w->options, &first, NULL) ? EXIT_INPUT : 0;
  const int32_t date = date_of(s, !status && first.at ? first.at : w->now);
  buffer title = {0};
  buffer_str(&title, "Open time in the week of ");
  put_date(&title, date - dialplan_date_weekday(date) + 1);
  buffer_format(&title, " (%s)", zone_name(s));
  buffer_char(&title, 0);
  put_title(s, title.data);
  buffer_free(&title);
  if (!status) status = grid_put(&s->out, w, s->as, date, ascii);
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
  s->color = wants_color(1);
  int status = a->options.yaml ? canonical(s, &s->out) : draw(s);
  if (!status) status = write_out(&a->diag, s->out.data, s->out.len);
  return status;
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
