/* SPDX-License-Identifier: MIT */
/* How are shares, and numbers over time, drawn?
 * Uses the shapes and the page. Invariant: every number of a picture stands in its table, axes begin at 0,
 * and series differ by more than their colour. */
#include "chart.h"

#include "numbers.h"
#include "plot.h"

static slice whole(const buffer *b) { return (slice){b->data, b->len}; }

void plot_open(buffer *b, const chart *c, int64_t height) {
  page_section_open(b, slice_of(c->title));
  svg_open(b, c->id, slice_of(c->title), slice_of(c->desc), height);
}

void plot_close(buffer *b) {
  page_instead_close(b);
  page_section_close(b);
}

void plot_row_number(buffer *b, uint64_t number) {
  char text[24];
  buffer digits = {text, 0, sizeof text};
  buffer_int(&digits, number > INT64_MAX ? INT64_MAX : (int64_t)number);
  page_cell(b, whole(&digits));
}

/* --- bars -------------------------------------------------------------------------------------- */

enum { BAR_X = 1160, BAR_WIDTH = 1720, BAR_STEP = 210, BAR_HEIGHT = 150, NAME_HALVES = 29 };

/* How wide a letter is, in halves of a usual one. */
static int halves_of(unsigned char c) {
  return c >= 0x80 || (c >= 'A' && c <= 'Z') || strchr("mwMW@%&<>=+", c) ? 3 : 2;
}

/* The first letters of a name that is too long for its place. */
static void put_short(buffer *b, slice name) {
  size_t end = 0;
  for (int halves = 0; end < name.len; end++) {
    const unsigned char c = (unsigned char)name.at[end];
    if ((c & 0xC0) != 0x80 && (halves += halves_of(c)) > NAME_HALVES) break;
  }
  buffer_text(b, (slice){name.at, end});
  if (end < name.len) buffer_str(b, "…");
}

static void put_bar(buffer *b, const chart_bar *bar, int64_t y) {
  buffer name = {0}, value = {0};
  put_short(&name, slice_of(bar->name));
  buffer_int(&value, bar->part > INT64_MAX ? INT64_MAX : (int64_t)bar->part);
  buffer_str(&value, " · ");
  put_percent(&value, bar->part, bar->all);
  const int64_t share = bar->all ? share_ppm(bar->part, bar->all) : 0;
  const int64_t width = share * BAR_WIDTH / 1000000;
  svg_text(b, "end", BAR_X - 60, y + 115, whole(&name));
  svg_rect(b, "track", BAR_X, y, BAR_WIDTH, BAR_HEIGHT, slice_of(""));
  svg_rect(b, "a", BAR_X, y, width || !bar->part ? width : 5, BAR_HEIGHT, whole(&value));
  svg_text(b, "", BAR_X + BAR_WIDTH + 60, y + 115, whole(&value));
  buffer_free(&name);
  buffer_free(&value);
}

void chart_bars(buffer *b, const chart *c, const char *what, const chart_bar *bars, size_t count) {
  const char *const heads[] = {"", what, "share"};
  plot_open(b, c, (int64_t)count * BAR_STEP);
  for (size_t i = 0; i < count; i++) put_bar(b, &bars[i], (int64_t)i * BAR_STEP + 30);
  svg_close(b);
  page_instead_open(b, heads, 3);
  for (size_t i = 0; i < count; i++) {
    buffer share = {0};
    put_percent(&share, bars[i].part, bars[i].all);
    page_row_open(b, slice_of(bars[i].name));
    plot_row_number(b, bars[i].part);
    page_cell(b, whole(&share));
    page_row_close(b);
    buffer_free(&share);
  }
  plot_close(b);
}

/* --- numbers over time ------------------------------------------------------------------------- */

enum { PLOT_TOP = 260, PLOT_HEIGHT = 1300, PLOT_BOTTOM = 240, PLOT_RIGHT = 3960, TICKS = 4, LABELS = 4 };

typedef struct plot {
  buffer *b;
  const chart_axis *axis;
  const chart_series *series;
  size_t count;
  uint64_t step, top; /* between lines of the grid; the uppermost */
  int64_t left;
} plot;

/* 1, 2 or 5 with zeros, so that TICKS of them reach the largest number. */
static uint64_t step_for(uint64_t most) {
  uint64_t step = 1;
  while (step < UINT64_MAX / 100) {
    if (step * TICKS >= most) return step;
    if (step * 2 * TICKS >= most) return step * 2;
    if (step * 5 * TICKS >= most) return step * 5;
    step *= 10;
  }
  return most / TICKS + 1;
}

static plot plot_of(buffer *b, const chart_axis *axis, const chart_series *series, size_t count) {
  plot p = {.b = b, .axis = axis, .series = series, .count = count};
  uint64_t most = 1;
  for (size_t s = 0; s < count; s++)
    for (size_t i = 0; i < axis->count; i++)
      if (series[s].values[i] > most) most = series[s].values[i];
  p.step = step_for(most);
  p.top = (most - 1) / p.step * p.step + p.step;
  int64_t digits = 1;
  for (uint64_t rest = p.top; rest >= 10; rest /= 10) digits++;
  p.left = digits * SVG_LETTER + 120;
  return p;
}

static int64_t y_of(const plot *p, uint64_t value) {
  return PLOT_TOP + PLOT_HEIGHT - share_ppm(value, p->top) * PLOT_HEIGHT / 1000000;
}

/* The left edge of a place; that of the one behind the last is the right end. */
static int64_t x_of(const plot *p, size_t i) {
  return p->left + (int64_t)i * (PLOT_RIGHT - p->left) / (int64_t)p->axis->count;
}

static int64_t middle_of(const plot *p, size_t i) { return (x_of(p, i) + x_of(p, i + 1)) / 2; }

static void put_legend(const plot *p) {
  static const char *const marks[] = {"a", "b", "c"};
  int64_t x = p->left;
  for (size_t s = 0; s < p->count; s++) {
    svg_rect(p->b, marks[s], x, 40, 90, 90, slice_of(""));
    svg_text(p->b, "", x + 130, 125, slice_of(p->series[s].name));
    x += 330 + (int64_t)slice_chars(slice_of(p->series[s].name)) * SVG_LETTER;
  }
}

static void put_scale(const plot *p) {
  for (uint64_t value = 0; value <= p->top; value += p->step) {
    char text[24];
    buffer digits = {text, 0, sizeof text};
    buffer_int(&digits, (int64_t)value);
    const int64_t y = y_of(p, value);
    svg_line(p->b, value ? "grid" : "axis", p->left, y, PLOT_RIGHT, y);
    svg_text(p->b, "dim end", p->left - 50, y + 40, whole(&digits));
    if (p->top - value < p->step) break;
  }
}

/* A few labels, the first and the last among them; those at the ends do not stick out. */
static void put_labels(const plot *p) {
  const size_t count = p->axis->count, labels = count < LABELS ? count : LABELS;
  for (size_t k = 0; k < labels; k++) {
    const size_t i = labels > 1 ? k * (count - 1) / (labels - 1) : 0;
    buffer text = {0};
    p->axis->words(&text, p->axis->context, i);
    const int64_t x = middle_of(p, i), half = (int64_t)slice_chars(whole(&text)) * SVG_LETTER / 2;
    const char *const class_name = x + half > PLOT_RIGHT ? "dim end" : x < half ? "dim" : "dim mid";
    svg_text(p->b, class_name,
             x + half > PLOT_RIGHT ? PLOT_RIGHT
             : x < half            ? 0
                                   : x,
             PLOT_TOP + PLOT_HEIGHT + SVG_LINE + 20, whole(&text));
    buffer_free(&text);
  }
}

/* Names stand one below the other, so that near ones do not meet, on the side where there is room. */
static void put_marks(const plot *p) {
  for (size_t k = 0; k < p->axis->mark_count; k++) {
    const chart_mark *const mark = &p->axis->marks[k];
    const int64_t x = middle_of(p, mark->place), y = PLOT_TOP + PLOT_HEIGHT - 60 - (int64_t)k * SVG_LINE;
    const int left = x > (p->left + PLOT_RIGHT) / 2;
    svg_line(p->b, "mark", x, PLOT_TOP, x, PLOT_TOP + PLOT_HEIGHT);
    svg_text(p->b, left ? "end" : "", x + (left ? -50 : 50), y, slice_of(mark->name));
  }
}

static void put_mark_words(const plot *p, buffer *text, size_t i) {
  for (size_t k = 0; k < p->axis->mark_count; k++)
    if (p->axis->marks[k].place == i) buffer_format(text, " (%s)", p->axis->marks[k].name);
}

static void put_numbers(const plot *p) {
  const char *heads[1 + CHART_SERIES] = {p->axis->name};
  for (size_t s = 0; s < p->count; s++) heads[1 + s] = p->series[s].name;
  page_instead_open(p->b, heads, 1 + p->count);
  for (size_t i = 0; i < p->axis->count; i++) {
    buffer text = {0};
    p->axis->words(&text, p->axis->context, i);
    put_mark_words(p, &text, i);
    page_row_open(p->b, whole(&text));
    for (size_t s = 0; s < p->count; s++) plot_row_number(p->b, p->series[s].values[i]);
    page_row_close(p->b);
    buffer_free(&text);
  }
}

static plot plot_begin(buffer *b, const chart *c, const chart_axis *axis, const chart_series *series,
                       size_t count) {
  const plot p = plot_of(b, axis, series, count);
  plot_open(b, c, PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM);
  put_legend(&p);
  put_scale(&p);
  put_labels(&p);
  return p;
}

static void plot_end(const plot *p) {
  svg_close(p->b);
  put_numbers(p);
  plot_close(p->b);
}

static void put_column(const plot *p, size_t s, size_t i) {
  static const char *const marks[] = {"a", "b", "c"};
  const uint64_t value = p->series[s].values[i];
  if (!value) return;
  const int64_t room = x_of(p, i + 1) - x_of(p, i), gap = room / 6, inset = gap + (int64_t)s * room / 6;
  const int64_t width = room - inset - gap > 300 ? 300 : room - inset - gap, y = y_of(p, value);
  const int64_t height = PLOT_TOP + PLOT_HEIGHT - y;
  buffer tip = {0};
  p->axis->words(&tip, p->axis->context, i);
  buffer_format(&tip, ": %llu %s", (unsigned long long)value, p->series[s].name);
  svg_rect(p->b, marks[s], middle_of(p, i) - width / 2 + (int64_t)s * width / 8, y, width,
           height ? height : 5, whole(&tip));
  buffer_free(&tip);
}

void chart_columns(buffer *b, const chart *c, const chart_axis *axis, const chart_series *series,
                   size_t count) {
  const plot p = plot_begin(b, c, axis, series, count);
  for (size_t i = 0; i < axis->count; i++)
    for (size_t s = 0; s < count; s++) put_column(&p, s, i);
  plot_end(&p);
}

void chart_curve(buffer *b, const chart *c, const chart_axis *axis, const chart_series *series,
                 size_t count) {
  static const char *const lines[] = {"la", "lb", "lc"};
  const plot p = plot_begin(b, c, axis, series, count);
  for (size_t s = 0; s < count; s++) {
    svg_points_open(b, lines[s]);
    for (size_t i = 0; i < axis->count; i++) svg_point(b, middle_of(&p, i), y_of(&p, series[s].values[i]));
    svg_points_close(b);
  }
  put_marks(&p);
  plot_end(&p);
}
