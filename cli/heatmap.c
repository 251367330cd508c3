/* SPDX-License-Identifier: MIT */
/* How is a number for each hour of the week drawn?
 * Uses text alone. Invariant: a darker cell never stands for less, a blank is no number at all, and colour
 * only repeats what the characters say. */
#include "heatmap.h"

#include "writer.h"

enum { SHADES = 8 };

static const char *const blocks[SHADES] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const digits[SHADES] = {"1", "2", "3", "4", "5", "6", "7", "8"};

/* Of the 256 colours of terminals, from dark green to yellow: legible on black and on white. */
static const uint8_t colors[SHADES] = {22, 28, 34, 70, 106, 142, 178, 214};

static void put_shade(buffer *b, int shade, int ascii, int color) {
  const char *const mark = ascii ? digits[shade] : blocks[shade];
  if (color) buffer_format(b, "\033[38;5;%um", (unsigned)colors[shade]);
  buffer_str(b, mark);
  if (!ascii) buffer_str(b, mark); /* a cell is two columns wide */
  if (color) buffer_str(b, "\033[0m");
}

static int shade_of(int32_t share) {
  const int shade = (int)((int64_t)share * SHADES / HEATMAP_FULL);
  return shade < SHADES ? shade : SHADES - 1;
}

void heatmap_put(buffer *b, const int32_t shade[HEATMAP_CELLS], int ascii, int color) {
  buffer_str(b, "      0     3     6     9     12    15    18    21    24\n");
  for (int day = 0; day < 7; day++) {
    buffer_format(b, "  %s ", weekday_name(day + 1));
    size_t kept = b->len; /* lines end with their last number */
    for (int hour = 0; hour < 24; hour++) {
      const int32_t share = shade[day * 24 + hour];
      if (share == HEATMAP_NONE) {
        buffer_str(b, "  ");
        continue;
      }
      put_shade(b, shade_of(share), ascii, color);
      kept = b->len;
      if (ascii) buffer_char(b, ' ');
    }
    b->len = kept;
    while (b->data[b->len - 1] == ' ') b->len--; /* of a day without any */
    buffer_char(b, '\n');
  }
}

void heatmap_put_full(buffer *b, int ascii, int color) { put_shade(b, SHADES - 1, ascii, color); }
