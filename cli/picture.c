/* SPDX-License-Identifier: MIT */
/* How do numbers look in lines of text?
 * Uses text alone. Invariant: bars and columns are no longer than their share of the whole, what is there is
 * never drawn as nothing, and colour only repeats what the characters say. */
#include "picture.h"

#include <stdlib.h>
#include <string.h>

#include "heatmap.h"
#include "numbers.h"
#include "writer.h"

enum { BAR_MAX = 24 };

picture picture_of(buffer *b, const world *w) {
  const char *const term = getenv("TERM");
  const int ascii = w->a->options.ascii || (term && !strcmp(term, "dumb"));
  return (picture){b, w, ascii, wants_color(1)};
}

void picture_head(const picture *p) {
  const world *const w = p->w;
  buffer_format(p->b, p->color ? "\033[1m%s\033[0m, " : "%s, ", w->name ? w->name : w->file.path);
  put_human(p->b, w->zones, w->zone, w->now, w->a->options.utc);
  buffer_format(p->b, w->a->options.utc ? "\n" : " (%s)\n", dialplan_zones_name(w->zones, w->zone));
}

void picture_title(const picture *p, const char *title) {
  buffer_format(p->b, p->color ? "\n\033[1m%s\033[0m\n" : "\n%s\n", title);
}

static void put_bar(const picture *p, uint64_t part, uint64_t all) {
  const int64_t width = all ? share_ppm(part, all) * BAR_MAX / 1000000 : 0;
  if (width) buffer_str(p->b, "  ");
  for (int64_t i = 0; i < width; i++) buffer_str(p->b, p->ascii ? "#" : "█");
}

void picture_share(const picture *p, const char *label, uint64_t part, uint64_t all) {
  buffer percent = {0};
  put_percent(&percent, part, all);
  buffer_format(p->b, "  %-16s %9llu  %8.*s", label, (unsigned long long)part, (int)percent.len,
                percent.data);
  put_bar(p, part, all);
  buffer_char(p->b, '\n');
  buffer_free(&percent);
}

void picture_count(const picture *p, const char *label, uint64_t count) {
  buffer_format(p->b, "  %-16s %9llu\n", label, (unsigned long long)count);
}

void picture_label(const picture *p, const char *label) { buffer_format(p->b, "  %-16s ", label); }

void picture_seconds(const picture *p, const char *label, uint64_t sum, uint64_t count) {
  buffer text = {0};
  if (!count) return;
  put_length(&text, mean_of(sum, count));
  buffer_format(p->b, "  %-16s %9.*s\n", label, (int)text.len, text.data);
  buffer_free(&text);
}

void picture_amount(const picture *p, const char *label, uint64_t millionths) {
  buffer amount = {0};
  put_amount(&amount, millionths);
  buffer_format(p->b, "  %-16s %9.*s\n", label, (int)amount.len, amount.data);
  buffer_free(&amount);
}

void picture_instant(const picture *p, const char *label, int64_t at) {
  picture_label(p, label);
  put_human(p->b, p->w->zones, p->w->zone, at, p->w->a->options.utc);
  buffer_char(p->b, '\n');
}

void picture_calls(const picture *p, const char *title, const int32_t *shade, uint64_t most) {
  picture_title(p, title);
  heatmap_put(p->b, shade, p->ascii, p->color);
  buffer_str(p->b, "  ");
  heatmap_put_full(p->b, p->ascii, p->color);
  buffer_format(p->b, " is %llu call%s, blank is none\n", (unsigned long long)most, most == 1 ? "" : "s");
}

/* --- columns over time ------------------------------------------------------------------------- */

enum { LINES = 6, STEPS = 8, WIDTH = 60, WIDEST = 6, LEFT = 12 };

static const char *const steps[STEPS + 1] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/* The height of a column in steps. */
static int64_t height_of(const picture_columns *c, size_t i) {
  const int64_t height = share_ppm(c->values[i], c->top) * LINES * STEPS / 1000000;
  return c->values[i] && !height ? 1 : height;
}

static const char *cell_of(const picture *p, int64_t height, int line) {
  const int64_t left = height - (int64_t)line * STEPS;
  const int64_t step = left < 0 ? 0 : left < STEPS ? left : STEPS;
  if (!p->ascii) return steps[step];
  return step == 0 ? " " : step == STEPS ? "#" : step * 2 >= STEPS ? ":" : ".";
}

static void end_line(buffer *b) {
  while (b->len && b->data[b->len - 1] == ' ') b->len--;
  buffer_char(b, '\n');
}

static void put_line(const picture *p, const picture_columns *c, int width, int line) {
  const slice scale = line == LINES - 1 ? c->scale : line == 0 ? (slice){"0", 1} : (slice){"", 0};
  const size_t wide = slice_width(scale);
  buffer_fill(p->b, ' ', wide < LEFT - 2 ? LEFT - 2 - wide : 0);
  buffer_text(p->b, scale);
  buffer_str(p->b, p->ascii ? " |" : " │");
  for (size_t i = 0; i < c->count; i++)
    for (int k = 0; k < width; k++) buffer_str(p->b, cell_of(p, height_of(c, i), line));
  end_line(p->b);
}

/* "^ words" below a place, or "words ^" where they would stick out. */
static void put_mark(const picture *p, const picture_mark *mark, int width) {
  const char *const arrow = p->ascii ? "^" : "▲";
  const size_t at = LEFT + mark->place * (size_t)width + (size_t)(width - 1) / 2;
  const size_t words = slice_width(mark->words);
  if (at + 2 + words <= LEFT + WIDTH + 6 || at < words + 1) {
    buffer_fill(p->b, ' ', at);
    buffer_format(p->b, "%s %.*s\n", arrow, (int)mark->words.len, mark->words.at);
  } else {
    buffer_fill(p->b, ' ', at - words - 1);
    buffer_format(p->b, "%.*s %s\n", (int)mark->words.len, mark->words.at, arrow);
  }
}

void picture_put_columns(const picture *p, const picture_columns *c) {
  const int room = WIDTH / (int)c->count, width = room < WIDEST ? room : WIDEST;
  const size_t wide = c->count * (size_t)width, words = slice_width(c->first) + slice_width(c->last);
  for (int line = LINES - 1; line >= 0; line--) put_line(p, c, width, line);
  buffer_fill(p->b, ' ', LEFT);
  buffer_text(p->b, c->first);
  if (c->count > 1) {
    buffer_fill(p->b, ' ', wide > words + 2 ? wide - words : 2);
    buffer_text(p->b, c->last);
  }
  buffer_char(p->b, '\n');
  for (size_t i = 0; i < c->mark_count; i++) put_mark(p, &c->marks[i], width);
}
