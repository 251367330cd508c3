/* SPDX-License-Identifier: MIT */
/* How is the reading of a phrase told to people?
 * Uses the names and the line of the library. Invariant: a phrase is shown without controls, so that nobody's
 * words steer a terminal. */
#include "when.h"

enum { LINE_MAX_BYTES = 256 };

/* What each reason says, by its number. */
static const char *const sentences[] = {
    [DIALPLAN_CALLBACK_RANGE_UPPER] = "of a range, the upper end",
    [DIALPLAN_CALLBACK_WEEKDAY_NEXT] = "the next day of that name",
    [DIALPLAN_CALLBACK_DAY_ONLY] = "a day without a time",
    [DIALPLAN_CALLBACK_PAST_TODAY] = "has passed today",
    [DIALPLAN_CALLBACK_MERIDIEM_FROM_WINDOW] = "morning or afternoon by the open time",
    [DIALPLAN_CALLBACK_MERIDIEM_ASSUMED] = "morning or afternoon by custom",
    [DIALPLAN_CALLBACK_DAYPART_FITTED] = "moved into the open part of that part of the day",
    [DIALPLAN_CALLBACK_MOVED_OPEN_DAY] = "closed that day: the same on the next open day",
    [DIALPLAN_CALLBACK_CLIPPED] = "closed then: moved to open time",
    [DIALPLAN_CALLBACK_BOUND_MISSED] = "open time does not allow that deadline",
    [DIALPLAN_CALLBACK_DATE_ORDER_ASSUMED] = "day and month by custom: the other order would do, too",
    [DIALPLAN_CALLBACK_ZONE_IGNORED] = "a zone was said: the home zone counts",
    [DIALPLAN_CALLBACK_NO_CLEAR_TIME] = "no clear time",
    [DIALPLAN_CALLBACK_UNKNOWN_EVENT] = "an event whose time is not known",
    [DIALPLAN_CALLBACK_PAST] = "words about the past were left out",
    [DIALPLAN_CALLBACK_NEGATED] = "what was denied was left out",
    [DIALPLAN_CALLBACK_CORRECTED] = "the correction counts",
    [DIALPLAN_CALLBACK_LAST_OF_TWO] = "two times: the last counts",
    [DIALPLAN_CALLBACK_CHOICE] = "a choice: the earliest ahead",
    [DIALPLAN_CALLBACK_LEAST_DELAY] = "not ahead of now: as soon as may be",
    [DIALPLAN_CALLBACK_MISSPELT] = "a word was taken for its nearest known one",
    [DIALPLAN_CALLBACK_SHORTENED] = "the text is long: its end was read",
};

uint64_t when_reasons(const phrase *p) {
  const uint64_t fitting = UINT64_C(1) << DIALPLAN_CALLBACK_MOVED_OPEN_DAY |
                           UINT64_C(1) << DIALPLAN_CALLBACK_CLIPPED |
                           UINT64_C(1) << DIALPLAN_CALLBACK_BOUND_MISSED;
  return p->fits ? p->words.reasons : p->words.reasons & ~fitting;
}

void when_reading(buffer *b, const phrase *p) {
  uint64_t len = 0;
  if (!dialplan_callback_format(p->w->campaign, &p->words, buffer_room(b, LINE_MAX_BYTES), LINE_MAX_BYTES,
                                &len, NULL))
    b->len += len;
}

void when_words(buffer *b, const phrase *p) { buffer_plain(b, p->text); }

void when_line(buffer *b, const phrase *p) {
  when_words(b, p);
  if (p->text.len) buffer_char(b, ' ');
  buffer_str(b, "→ ");
  when_reading(b, p);
  buffer_char(b, '\n');
}

static void put_time(buffer *b, const phrase *p, const char *label, int64_t at) {
  if (!at) return;
  buffer_format(b, "  %-12s ", label);
  put_human(b, p->w->zones, p->words.zone, at, p->utc);
  buffer_char(b, '\n');
}

void when_details(buffer *b, const phrase *p) {
  const dialplan_resolution *const r = &p->words;
  put_time(b, p, "not before", r->earliest_at);
  put_time(b, p, "before", r->latest_at);
  put_time(b, p, "or", r->alternative_at);
  if (p->fits && r->fitted_at != r->at) {
    if (r->fitted_at)
      put_time(b, p, "in open time", r->fitted_at);
    else
      buffer_str(b, "  in open time never\n");
  }
  const uint64_t reasons = when_reasons(p);
  for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
    if (!(reasons >> i & 1)) continue;
    buffer_str(b, "  · ");
    buffer_str(b, sentences[i]);
    buffer_char(b, '\n');
  }
}

/* The phrase with its words underlined, on a terminal. */
static void put_underlined(buffer *b, const phrase *p) {
  uint32_t at = 0;
  for (uint8_t i = 0; i < p->words.span_count; i++) {
    const dialplan_text_span span = p->words.spans[i];
    buffer_plain(b, (slice){p->text.at + at, span.from - at});
    buffer_str(b, "\033[4m");
    buffer_plain(b, (slice){p->text.at + span.from, span.until - span.from});
    buffer_str(b, "\033[24m");
    at = span.until;
  }
  buffer_plain(b, (slice){p->text.at + at, p->text.len - at});
  buffer_char(b, '\n');
}

/* A line of marks under the phrase; letters that take no column of their own get none. */
static void put_carets(buffer *b, const phrase *p) {
  size_t column = 0;
  buffer_plain(b, p->text);
  buffer_char(b, '\n');
  for (uint8_t i = 0; i < p->words.span_count; i++) {
    const dialplan_text_span span = p->words.spans[i];
    const size_t from = slice_width((slice){p->text.at, span.from}),
                 width = slice_width((slice){p->text.at + span.from, span.until - span.from});
    if (from > column) buffer_fill(b, ' ', from - column);
    buffer_fill(b, '^', width);
    column = from + width;
  }
  if (p->words.span_count) buffer_char(b, '\n');
}

void when_marks(buffer *b, const phrase *p) {
  const dialplan_resolution *const r = &p->words;
  if (p->color)
    put_underlined(b, p);
  else
    put_carets(b, p);
  buffer_str(b, "→ ");
  when_reading(b, p);
  buffer_char(b, '\n');
  buffer_format(b, "  %-12s %s", "status", dialplan_callback_status_name(r->status));
  if (r->status == DIALPLAN_CALLBACK_RESOLVED)
    buffer_format(b, " (%s, to the %s)", dialplan_callback_kind_name(r->kind),
                  dialplan_callback_grain_name(r->grain));
  buffer_format(b, ", certainty %u of 1000\n", r->certainty);
}
