/* SPDX-License-Identifier: MIT */
/* How is a list of lines shown, on a terminal and in a page?
 * Uses the page. Invariant: both show the same lines, and nobody's words steer a terminal. */
#include "sheet.h"

enum { SHEET_NOTHING, SHEET_SECTION, SHEET_FACTS, SHEET_LIST };

void sheet_open(sheet *s, buffer *b, int html, int color) {
  *s = (sheet){.b = b, .html = html, .color = color, .open = SHEET_NOTHING};
}

static void turn(sheet *s, int to) {
  if (s->open == to) return;
  if (s->open == SHEET_FACTS) page_facts_close(s->b);
  if (s->open == SHEET_LIST) page_list_close(s->b);
  if (to == SHEET_FACTS) page_facts_open(s->b);
  if (to == SHEET_LIST) page_list_open(s->b);
  if (to == SHEET_NOTHING) page_section_close(s->b);
  s->open = to;
}

void sheet_title(sheet *s, const char *title) {
  sheet_rest(s);
  if (s->html) {
    page_section_open(s->b, slice_of(title));
    s->open = SHEET_SECTION;
  } else {
    buffer_str(s->b, s->b->len ? "\n" : "");
    buffer_str(s->b, s->color ? "\033[1m" : "");
    buffer_plain(s->b, slice_of(title));
    buffer_str(s->b, s->color ? "\033[0m\n" : "\n");
  }
}

void sheet_fact(sheet *s, const char *name, const char *value) {
  if (s->html) {
    turn(s, SHEET_FACTS);
    page_fact(s->b, slice_of(name), slice_of(value));
  } else {
    buffer_format(s->b, "  %-12s ", name);
    buffer_plain(s->b, slice_of(value));
    buffer_char(s->b, '\n');
  }
}

void sheet_line(sheet *s) {
  const slice text = {s->line.data, s->line.len};
  if (s->html) {
    turn(s, SHEET_LIST);
    page_item(s->b, text);
  } else {
    buffer_str(s->b, "  ");
    buffer_plain(s->b, text);
    buffer_char(s->b, '\n');
  }
  s->line.len = 0;
}

void sheet_rest(sheet *s) {
  if (s->open) turn(s, SHEET_NOTHING);
}

void sheet_close(sheet *s) {
  sheet_rest(s);
  buffer_free(&s->line);
}
