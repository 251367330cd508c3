/* SPDX-License-Identifier: MIT */
/* What are the words, numbers and marks of a text, however it is encoded, cased, accented or glued together?
 *
 * Broken bytes, NULs, emoji and symbols separate; joiners, direction marks, apostrophes, nuktas and combining
 * accents vanish; Latin letters lose their accents (which makes composed and decomposed spellings equal
 * without tables of composition); Devanagari and full-width digits are digits. What comes out is never longer
 * than what went in, and every token knows its bytes in the text. */
#include "callback/normalise.h"

/* Base letters of U+00C0 to U+017F, '?' where there is none; ß, æ, œ are written as one letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
                            "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* One code point of broken or sound UTF-8 at text[*at]; *at moves past it. 0xFFFD: a broken byte. */
static uint32_t decode(const unsigned char *text, uint32_t len, uint32_t *at) {
  const unsigned char first = text[(*at)++];
  if (first < 0x80) return first;
  const uint32_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || len - *at < more) return 0xFFFD;
  uint32_t c = first & (0x3Fu >> more);
  for (uint32_t i = 0; i < more; i++) {
    if ((text[*at + i] & 0xC0) != 0x80) return 0xFFFD;
    c = c << 6 | (text[*at + i] & 0x3F);
  }
  *at += more;
  return c;
}

/* What a code point is to us: a letter or digit (itself, in its plain form), a mark, or one of these. */
enum { GAP = 0x110000, NOTHING };

static uint32_t plain_ascii(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
  switch (c) {
  case '\'':
  case '`': return NOTHING;
  case ':':
  case '.':
  case ',':
  case '-':
  case '/':
  case '+': return c;
  case '~': return '-';
  case '!':
  case '?':
  case ';':
  case '\n':
  case '|': return '!';
  default: return GAP;
  }
}

static uint32_t plain_devanagari(uint32_t c) {
  if (c >= 0x966 && c <= 0x96F) return c - 0x966 + '0';
  if (c == 0x964 || c == 0x965) return '!';
  if (c == 0x93C) return NOTHING; /* nukta */
  /* The letters with a nukta, without it. */
  static const uint16_t bare[8] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F};
  if (c >= 0x958 && c <= 0x95F) return bare[c - 0x958];
  return c;
}

static uint32_t plain(uint32_t c) {
  if (c < 0x80) return plain_ascii(c);
  if (c < 0xC0) return c == 0xAD ? NOTHING : GAP;
  if (c < 0x180) return latin[c - 0xC0] == '?' ? GAP : (uint32_t)(unsigned char)latin[c - 0xC0];
  if (c >= 0x300 && c < 0x370) return NOTHING; /* combining accents */
  if (c >= 0x900 && c < 0x980) return plain_devanagari(c);
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F))
    return NOTHING;
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2018 || c == 0x2019) return NOTHING;
  if (c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F)) return NOTHING;
  if (c >= 0xFF01 && c <= 0xFF5E) return plain_ascii(c - 0xFF01 + '!');
  if ((c >= 0x2000 && c < 0x2C00) || (c >= 0x3000 && c < 0x3040) || c >= 0xFFF0) return GAP;
  return c;
}

static int digit(uint32_t c) { return c >= '0' && c <= '9'; }
static int mark(uint32_t c) { return c < '0' || c == ':'; }

/* Writes c as UTF-8; letters only, and never more bytes than it was read from. */
static uint32_t encode(uint32_t c, char *out) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  const uint32_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  static const unsigned char lead[4] = {0, 0xC0, 0xE0, 0xF0};
  out[0] = (char)(lead[more] | c >> 6 * more);
  for (uint32_t i = 1; i <= more; i++) out[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3F));
  return more + 1;
}

/* A start for the last DP_TEXT_MAX bytes that does not cut a word. */
static uint32_t start_of(const unsigned char *text, uint64_t len) {
  const uint64_t from = len - DP_TEXT_MAX;
  for (uint64_t i = from; i < len; i++)
    if (text[i - 1] <= ' ') return (uint32_t)(i - from);
  return 0;
}

void dp_callback_tokens(const char *text, uint64_t len, dp_tokens *out) {
  const unsigned char *bytes = (const unsigned char *)text;
  out->shortened = len > DP_TEXT_MAX;
  uint64_t base = 0;
  if (out->shortened) base = len - DP_TEXT_MAX + start_of(bytes, len);
  out->base = (uint32_t)base;
  bytes += base;
  const uint32_t end = (uint32_t)(len - base);
  uint32_t count = 0, filled = 0, open = 0, gap = 1;
  for (uint32_t at = 0; at < end;) {
    const uint32_t from = at;
    const uint32_t c = plain(decode(bytes, end, &at));
    if (c == NOTHING) {
      if (open) out->token[count - 1].until = (uint16_t)at;
      continue;
    }
    if (c == GAP) {
      open = 0;
      gap = 1;
      continue;
    }
    const uint8_t kind = digit(c) ? DP_TOKEN_NUMBER : mark(c) ? DP_TOKEN_MARK : DP_TOKEN_WORD;
    dp_token *token = &out->token[count ? count - 1 : 0];
    if (!open || kind != token->kind) {
      token = &out->token[count++];
      *token = (dp_token){0, (uint16_t)from, 0, (uint16_t)filled, 0, kind, 0, (uint8_t)!gap, 0};
      gap = 0;
    }
    token->until = (uint16_t)at;
    open = kind != DP_TOKEN_MARK;
    if (kind == DP_TOKEN_MARK) {
      token->mark = (uint8_t)c;
    } else if (kind == DP_TOKEN_NUMBER) {
      token->value = token->value * 10 + (c - '0');
      if (token->value > DP_NUMBER_HUGE) token->value = DP_NUMBER_HUGE;
      if (token->len < 255) token->len++;
    } else {
      const uint32_t wrote = encode(c, out->chars + filled);
      filled += wrote;
      token->len = (uint8_t)(token->len + wrote > 255 ? 255 : token->len + wrote);
    }
  }
  out->count = count;
}
