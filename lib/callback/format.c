/* SPDX-License-Identifier: MIT */
/* How is a reading told to people in one line?
 * Uses the fields of the reading, and zones for the instant. Invariant: what was left open by the words and
 * settled by asking, as the half of the day, is shown as it was settled. */
#include "../base.h"
#include "resolve.h"

#include <string.h>

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

typedef struct writing {
  dp_text text;
  const dp_zone *zone;
  const dialplan_resolution *resolution;
  size_t begun; /* length before the expression */
} writing;

static void blank(writing *w) {
  if (w->text.len > w->begun) dp_text_char(&w->text, ' ');
}

static void put(writing *w, const char *word) {
  blank(w);
  dp_text_str(&w->text, word);
}

static void put_count(writing *w, int64_t count, const char *one, const char *many) {
  blank(w);
  dp_text_int(&w->text, count);
  dp_text_char(&w->text, ' ');
  dp_text_str(&w->text, count == 1 ? one : many);
}

static void put_clock(dp_text *text, int32_t minute) {
  dp_text_pad(text, minute / 60, 2);
  dp_text_char(text, ':');
  dp_text_pad(text, minute % 60, 2);
}

/* --- days --- */

static void put_weekday(writing *w, const dp_when *when) {
  if (when->which == DP_WHICH_NEXT) put(w, "next");
  put(w, weekdays[(uint32_t)(when->n + 6) % 7]);
  if (when->which == DP_WHICH_WEEK) put(w, when->weeks ? "of next week" : "of this week");
  if (when->which != DP_WHICH_WEEK && when->weeks) put(w, "a week later");
}

/* "next week", "weekend", "end of the week": what, and in which week. */
static void put_week(writing *w, const dp_when *when, const char *what) {
  if (what) put(w, what);
  if (when->weeks == 0 && !what) put(w, "this week");
  if (when->weeks == 1) put(w, what ? "of next week" : "next week");
  if (when->weeks > 1) {
    put(w, "in");
    put_count(w, when->weeks, "week", "weeks");
  }
}

static void put_months(writing *w, const dp_when *when) {
  if (when->month)
    put(w, months[(when->month - 1) % 12]);
  else
    put(w, when->months == 0 ? "this month" : when->months == 1 ? "next month" : "a later month");
}

static void put_year(writing *w, const dp_when *when) {
  if (!when->year) return;
  blank(w);
  dp_text_int(&w->text, when->year);
}

static const char *ordinal(int32_t n) {
  static const char *const endings[] = {"th", "st", "nd", "rd"};
  return n % 10 > 3 || n < 0 || (n > 10 && n < 14) ? endings[0] : endings[n % 10];
}

static void put_date(writing *w, const dp_when *when) {
  put(w, "the");
  blank(w);
  dp_text_int(&w->text, when->n);
  dp_text_str(&w->text, ordinal(when->n));
  if (when->month || when->months) put(w, "of");
  if (when->month || when->months) put_months(w, when);
  put_year(w, when);
}

static void put_numbers(writing *w, const dp_when *when) {
  blank(w);
  dp_text_int(&w->text, when->n);
  dp_text_char(&w->text, '/');
  dp_text_int(&w->text, when->month);
  if (!when->year) return;
  dp_text_char(&w->text, '/');
  dp_text_int(&w->text, when->year);
}

static void put_ahead(writing *w, const dp_when *when) {
  static const char *const near[] = {"today", "tomorrow", "the day after tomorrow"};
  if (when->n >= 0 && when->n <= 2) {
    put(w, near[when->n]);
    return;
  }
  put(w, "in");
  put_count(w, when->n, "day", "days");
}

static void put_day(writing *w, const dp_when *when) {
  switch (when->day) {
  case DP_DAY_AHEAD: put_ahead(w, when); break;
  case DP_DAY_WEEKDAY: put_weekday(w, when); break;
  case DP_DAY_WEEK: put_week(w, when, NULL); break;
  case DP_DAY_WEEKEND: put_week(w, when, "weekend"); break;
  case DP_DAY_WEEK_END: put(w, "end of"), put_week(w, when, NULL); break;
  case DP_DAY_DATE: put_date(w, when); break;
  case DP_DAY_NUMBERS: put_numbers(w, when); break;
  case DP_DAY_MONTH: put(w, "start of"), put_months(w, when); break;
  case DP_DAY_MONTH_END: put(w, "end of"), put_months(w, when); break;
  case DP_DAY_EVERY: put(w, "the next day"); break;
  default:
    if (when->flags & DP_WHEN_LATER_TODAY)
      put(w, "later today");
    else if (when->flags & DP_WHEN_TODAY_SAID)
      put(w, "today");
  }
}

/* --- times --- */

/* A bare hour as it was settled: among the instants of the resolution the first that reads so. */
static int32_t settled(const writing *w, const dp_when *when) {
  const dialplan_resolution *r = w->resolution;
  const int64_t instants[] = {r->earliest_at, r->latest_at, r->at, r->alternative_at};
  if (when->half != DP_HALF_OPEN) return when->minute;
  for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
    int32_t second;
    if (!instants[i]) continue;
    (void)dp_date_of(instants[i] + dp_zone_offset(w->zone, instants[i]), &second);
    if (second / 60 % 720 == when->minute % 720) return second / 60;
  }
  return when->minute;
}

static void put_part(writing *w, uint8_t part) {
  static const char *const names[] = {
      "",           "early morning",  "morning",      "late morning",    "afternoon",      "afternoon",
      "lunch time", "after lunch",    "before lunch", "evening",         "after work",     "night",
      "late night", "end of the day", "opening",      "after breakfast", "in the daytime", "after the meal"};
  if (part && part < sizeof names / sizeof *names) put(w, names[part]);
}

static void put_span(writing *w, const dp_when *when) {
  put(w, when->bound == DP_BOUND_BY || when->bound == DP_BOUND_BEFORE ? "within" : "in");
  if (when->span_low) {
    blank(w);
    dp_text_int(&w->text, when->span_days ? when->span_low / 1440 : when->span_low);
    put(w, "to");
  }
  if (when->span_months) put_count(w, when->span_months, "month", "months");
  if (when->span_days) put_count(w, when->span_days, "day", "days");
  const uint32_t minutes = when->span_min;
  if (minutes >= 60 && !when->span_low) {
    put_count(w, minutes / 60, "hour", "hours");
    if (minutes % 60) put_count(w, minutes % 60, "minute", "minutes");
  } else if (minutes || !(when->span_days || when->span_months)) {
    put_count(w, minutes, "minute", "minutes");
  }
}

static const char *bound_word(const dp_when *when) {
  static const char *const words[] = {
      [DP_BOUND_NONE] = NULL, [DP_BOUND_AFTER] = "after",   [DP_BOUND_FROM] = "from",
      [DP_BOUND_BY] = "by",   [DP_BOUND_BEFORE] = "before", [DP_BOUND_AROUND] = "around"};
  if (when->bound == DP_BOUND_AFTER && when->has_clock) return "from"; /* from that minute on */
  return when->bound < sizeof words / sizeof *words ? words[when->bound] : NULL;
}

static void put_when(writing *w, const dp_when *when) {
  w->begun = w->text.len;
  const int has_time = when->has_clock || when->part;
  const char *bound = bound_word(when);
  if (!has_time && bound && !when->has_span) put(w, bound);
  if (when->has_span) put_span(w, when);
  put_day(w, when);
  if (!has_time) return;
  if (w->text.len > w->begun) dp_text_char(&w->text, ',');
  if (bound) put(w, bound);
  if (!when->has_clock) {
    put_part(w, when->part);
    return;
  }
  blank(w);
  put_clock(&w->text, settled(w, when));
  if (when->half == DP_HALF_NIGHT) put(w, "at night");
}

static void put_reading(writing *w, dp_reading *reading) {
  put_when(w, &reading->when);
  if (reading->then == DP_THEN_NONE) return;
  dp_text_str(&w->text, reading->then == DP_THEN_OR ? ", or " : " until ");
  if (reading->other.day == reading->when.day && reading->other.n == reading->when.n) {
    reading->other.day = DP_DAY_NONE; /* said once is enough */
    reading->other.flags &= (uint16_t)~DP_WHEN_TODAY_SAID;
  }
  put_when(w, &reading->other);
}

/* Thu 2026-03-12 11:00 Asia/Kolkata */
static void put_instant(writing *w, int64_t at) {
  int32_t second;
  const int32_t date = dp_date_of(at + dp_zone_offset(w->zone, at), &second);
  dp_text_bytes(&w->text, weekdays[dp_date_weekday(date) - 1], 3);
  dp_text_char(&w->text, ' ');
  dp_text_date(&w->text, date);
  dp_text_char(&w->text, ' ');
  put_clock(&w->text, second / 60);
  if (second % 60) {
    dp_text_char(&w->text, ':');
    dp_text_pad(&w->text, second % 60, 2);
  }
  dp_text_char(&w->text, ' ');
  dp_text_str(&w->text, w->zone->name);
}

static void put_resolution(writing *w) {
  dp_reading reading;
  memset(&reading, 0, sizeof reading);
  memcpy(&reading, w->resolution->reading, offsetof(dp_reading, spans));
  if (w->resolution->status == DIALPLAN_CALLBACK_RESOLVED) {
    put_reading(w, &reading);
    dp_text_str(&w->text, " → ");
    put_instant(w, w->resolution->at);
  } else if (w->resolution->excluded_date) {
    dp_text_str(&w->text, "not ");
    dp_text_date(&w->text, w->resolution->excluded_date);
  } else {
    dp_text_str(&w->text, w->resolution->status == DIALPLAN_CALLBACK_VAGUE ? "no clear time" : "no time");
  }
}

dialplan_status dialplan_callback_format(const dialplan_campaign *campaign,
                                         const dialplan_resolution *resolution, char *out, uint64_t cap,
                                         uint64_t *len, dialplan_error *err) {
  if (!campaign || !resolution || !len || (!out && cap))
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "campaign, resolution or output is missing");
  if (!dp_size_fits(resolution, resolution->size, sizeof *resolution))
    return dp_size_unknown(err, "the resolution");
  if (resolution->zone >= campaign->zones->count)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "zone", "the resolution is of another campaign");
  writing w = {.text = {out, (size_t)cap, 0},
               .zone = dp_zones_at(campaign->zones, resolution->zone),
               .resolution = resolution};
  put_resolution(&w);
  *len = w.text.len;
  return DIALPLAN_OK;
}
