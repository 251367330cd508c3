/* SPDX-License-Identifier: MIT */
/* How is a week drawn, as open time and as numbers by hour?
 * Uses the shapes and the page. Invariant: a row is a civil day from 0 to 24 whatever the clocks do, a darker
 * cell never stands for less, and a blank is no number at all. */
#include "plot.h"

enum { LEFT = 520, HOUR = 140, TOP = 200, ROW = 200, CELL = 180, DAYS = 7, DAY_S = 86400, SHADES = 8 };

static const char *const weekdays[DAYS] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static void put_hours(buffer *b) {
  for (int hour = 0; hour <= 24; hour += 3) {
    char text[4];
    buffer digits = {text, 0, sizeof text};
    buffer_int(&digits, hour);
    svg_text(b, "dim mid", LEFT + hour * HOUR, TOP - 60, (slice){text, digits.len});
  }
}

static void put_span(buffer *b, const chart_span *span) {
  buffer_clock(b, span->from_s);
  buffer_char(b, '-');
  buffer_clock(b, span->until_s);
}

/* --- open time --------------------------------------------------------------------------------- */

static void draw_span(buffer *b, const chart_span *span, const char *day) {
  const int64_t from = (int64_t)span->from_s * 24 * HOUR / DAY_S,
                until = (int64_t)span->until_s * 24 * HOUR / DAY_S;
  buffer tip = {0};
  buffer_format(&tip, "%s ", day);
  put_span(&tip, span);
  svg_rect(b, "open", LEFT + from, TOP + span->day * ROW, until - from, CELL, (slice){tip.data, tip.len});
  buffer_free(&tip);
}

static void tell_day(buffer *b, const char *day, int32_t number, const chart_span *spans, size_t count) {
  buffer text = {0};
  for (size_t i = 0; i < count; i++) {
    if (spans[i].day != number) continue;
    if (text.len) buffer_str(&text, ", ");
    put_span(&text, &spans[i]);
  }
  page_row_open(b, slice_of(day));
  page_cell(b, text.len ? (slice){text.data, text.len} : slice_of("closed"));
  page_row_close(b);
  buffer_free(&text);
}

void chart_week(buffer *b, const chart *c, const char *const *days, const chart_span *spans, size_t count) {
  static const char *const heads[] = {"day", "open"};
  plot_open(b, c, TOP + DAYS * ROW);
  put_hours(b);
  for (int day = 0; day < DAYS; day++) {
    svg_text(b, "", 20, TOP + day * ROW + 130, slice_of(days[day]));
    svg_rect(b, "track", LEFT, TOP + day * ROW, 24 * HOUR, CELL, slice_of(""));
  }
  for (size_t i = 0; i < count; i++) draw_span(b, &spans[i], days[spans[i].day]);
  for (int hour = 3; hour < 24; hour += 3)
    svg_line(b, "grid", LEFT + hour * HOUR, TOP, LEFT + hour * HOUR, TOP + DAYS * ROW - (ROW - CELL));
  svg_close(b);
  page_instead_open(b, heads, 2);
  for (int32_t day = 0; day < DAYS; day++) tell_day(b, days[day], day, spans, count);
  plot_close(b);
}

/* --- numbers by hour --------------------------------------------------------------------------- */

static int shade_of(int32_t share) {
  const int64_t shade = (int64_t)share * SHADES / CHART_FULL;
  return shade < SHADES ? (int)shade : SHADES - 1;
}

static void put_cell(buffer *b, int hour, int32_t share, chart_words *words, const void *context) {
  char class_name[] = "h0";
  buffer tip = {0};
  if (share != CHART_BLANK) {
    class_name[1] = (char)('1' + shade_of(share));
    buffer_format(&tip, "%s %02d:00: ", weekdays[hour / 24], hour % 24);
    words(&tip, context, (size_t)hour);
  }
  svg_rect(b, class_name, LEFT + hour % 24 * HOUR, TOP + hour / 24 * ROW, HOUR - 10, ROW - 10,
           (slice){tip.data, tip.len});
  buffer_free(&tip);
}

static void put_key(buffer *b, int64_t y, const char *blank, const char *full) {
  const int64_t after = LEFT + (int64_t)slice_chars(slice_of(blank)) * SVG_LETTER + 260;
  svg_rect(b, "h0", LEFT, y, HOUR - 10, HOUR - 10, slice_of(""));
  svg_text(b, "dim", LEFT + HOUR + 30, y + 110, slice_of(blank));
  for (int shade = 0; shade < SHADES; shade++) {
    const char class_name[] = {'h', (char)('1' + shade), 0};
    svg_rect(b, class_name, after + shade * HOUR, y, HOUR - 10, HOUR - 10, slice_of(""));
  }
  svg_text(b, "dim", after + SHADES * HOUR + 30, y + 110, slice_of(full));
}

static void tell_hours(buffer *b, const int32_t *shade, chart_words *words, const void *context) {
  for (int hour = 0; hour < 24; hour++) {
    char text[8];
    buffer clock = {text, 0, sizeof text};
    buffer_clock(&clock, hour * 3600);
    page_row_open(b, (slice){text, clock.len});
    for (int day = 0; day < DAYS; day++) {
      const int i = day * 24 + hour;
      buffer cell = {0};
      if (shade[i] != CHART_BLANK) words(&cell, context, (size_t)i);
      page_cell(b, (slice){cell.data, cell.len});
      buffer_free(&cell);
    }
    page_row_close(b);
  }
}

void chart_hours(buffer *b, const chart *c, const int32_t *shade, chart_words *words, const void *context,
                 const char *blank, const char *full) {
  const char *heads[1 + DAYS] = {"hour"};
  for (int day = 0; day < DAYS; day++) heads[1 + day] = weekdays[day];
  plot_open(b, c, TOP + DAYS * ROW + 200);
  put_hours(b);
  for (int day = 0; day < DAYS; day++) svg_text(b, "", 20, TOP + day * ROW + 140, slice_of(weekdays[day]));
  for (int hour = 0; hour < CHART_HOURS; hour++) put_cell(b, hour, shade[hour], words, context);
  put_key(b, TOP + DAYS * ROW + 40, blank, full);
  svg_close(b);
  page_instead_open(b, heads, 1 + DAYS);
  tell_hours(b, shade, words, context);
  plot_close(b);
}
