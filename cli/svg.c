/* SPDX-License-Identifier: MIT */
/* How does a shape stand in a page?
 * Uses text alone. Invariant: what is written is well-formed as HTML and as XML whatever bytes come in, names
 * no other file, and has no colour of its own. */
#include "svg.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* What a byte that begins a valid sequence becomes; NULL: itself. */
static const char *escaped(const char *at) {
  const unsigned char c = (unsigned char)*at;
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  case 0x7F: return REPLACEMENT;
  default: return c < ' ' && c != '\t' && c != '\n' ? REPLACEMENT : NULL;
  }
}

/* U+0080 to U+009F, U+FFFE, U+FFFF: valid UTF-8, but not to be written. */
static size_t forbidden(const char *at, size_t len) {
  const unsigned char *const c = (const unsigned char *)at;
  if (len >= 2 && c[0] == 0xC2 && c[1] < 0xA0) return 2;
  return len >= 3 && c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE ? 3 : 0;
}

static void put_valid(buffer *b, slice t) {
  for (size_t i = 0; i < t.len;) {
    const char *const instead = escaped(t.at + i);
    const size_t skip = forbidden(t.at + i, t.len - i);
    if (instead || skip)
      buffer_str(b, instead ? instead : REPLACEMENT);
    else
      buffer_char(b, t.at[i]);
    i += skip ? skip : 1;
  }
}

void markup_text(buffer *b, slice t) {
  while (t.len) {
    const size_t good = slice_utf8(t);
    put_valid(b, (slice){t.at, good});
    if (good == t.len) break;
    buffer_str(b, REPLACEMENT);
    t = (slice){t.at + good + 1, t.len - good - 1};
  }
}

/* A length of tenths: "12.5". */
static void put_tenths(buffer *b, int64_t tenths) {
  if (tenths < 0) buffer_char(b, '-');
  const int64_t size = tenths < 0 ? -tenths : tenths;
  buffer_int(b, size / 10);
  if (size % 10) {
    buffer_char(b, '.');
    buffer_int(b, size % 10);
  }
}

static void put_length(buffer *b, const char *name, int64_t tenths) {
  buffer_char(b, ' ');
  buffer_str(b, name);
  buffer_str(b, "=\"");
  put_tenths(b, tenths);
  buffer_char(b, '"');
}

static void open_shape(buffer *b, const char *element, const char *class_name) {
  buffer_format(b, "<%s class=\"%s\"", element, class_name);
}

void svg_open(buffer *b, const char *id, slice title, slice desc, int64_t height) {
  buffer_str(b, "<svg viewBox=\"0 0 ");
  put_tenths(b, SVG_WIDTH);
  buffer_char(b, ' ');
  put_tenths(b, height);
  buffer_format(b,
                "\" role=\"img\" aria-labelledby=\"%s-title %s-desc\" xmlns=\"http://www.w3.org/2000/svg\">\n"
                "<title id=\"%s-title\">",
                id, id, id);
  markup_text(b, title);
  buffer_format(b, "</title>\n<desc id=\"%s-desc\">", id);
  markup_text(b, desc);
  buffer_str(b, "</desc>\n");
}

void svg_close(buffer *b) { buffer_str(b, "</svg>\n"); }

void svg_rect(buffer *b, const char *class_name, int64_t x, int64_t y, int64_t width, int64_t height,
              slice tip) {
  open_shape(b, "rect", class_name);
  put_length(b, "x", x);
  put_length(b, "y", y);
  put_length(b, "width", width);
  put_length(b, "height", height);
  if (!tip.len) {
    buffer_str(b, " />\n");
    return;
  }
  buffer_str(b, "><title>");
  markup_text(b, tip);
  buffer_str(b, "</title></rect>\n");
}

void svg_line(buffer *b, const char *class_name, int64_t x, int64_t y, int64_t to_x, int64_t to_y) {
  open_shape(b, "line", class_name);
  put_length(b, "x1", x);
  put_length(b, "y1", y);
  put_length(b, "x2", to_x);
  put_length(b, "y2", to_y);
  buffer_str(b, " />\n");
}

void svg_text(buffer *b, const char *class_name, int64_t x, int64_t y, slice text) {
  open_shape(b, "text", class_name);
  put_length(b, "x", x);
  put_length(b, "y", y);
  buffer_char(b, '>');
  markup_text(b, text);
  buffer_str(b, "</text>\n");
}

void svg_points_open(buffer *b, const char *class_name) {
  open_shape(b, "polyline", class_name);
  buffer_str(b, " points=\"");
}

void svg_point(buffer *b, int64_t x, int64_t y) {
  put_tenths(b, x);
  buffer_char(b, ',');
  put_tenths(b, y);
  buffer_char(b, ' ');
}

void svg_points_close(buffer *b) { buffer_str(b, "\" />\n"); }
