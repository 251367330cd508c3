/* SPDX-License-Identifier: MIT */
/* Which spellings are the same word to somebody who listens?
 *
 * Latin letters: long vowels and doubled letters are short and single, w is v, ph is f, z is j, and an h at
 * the end after a vowel is silent. Devanagari: long i and u are short, a nasal before a consonant is an
 * anusvara, and so is a chandrabindu. A fold is for look-up only: what must not be confused is told apart by
 * the spelling. */
#include "callback/fold.h"

#include <string.h>

static int vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/* Letters of Devanagari stand as E0 A4/A5 xx; 0: anything else. */
static uint32_t devanagari(const char *text, uint32_t left) {
  const unsigned char *byte = (const unsigned char *)text;
  if (left < 3 || byte[0] != 0xE0 || (byte[1] & 0xFE) != 0xA4) return 0;
  return 0x900u | (byte[1] & 1u) << 6 | (byte[2] & 0x3F);
}

static uint32_t fold_devanagari(const char *word, uint32_t left, uint32_t *used) {
  uint32_t c = devanagari(word, left);
  *used = 3;
  if (c == 0x901) return 0x902;
  if (c == 0x940) return 0x93F;
  if (c == 0x942) return 0x941;
  if (c == 0x908) return 0x907;
  if (c == 0x90A) return 0x909;
  const int nasal = c == 0x919 || c == 0x91E || c == 0x923 || c == 0x928 || c == 0x92E;
  const uint32_t next =
      left >= 9 && devanagari(word + 3, left - 3) == 0x94D ? devanagari(word + 6, left - 6) : 0;
  /* न् before न, म and य is sounded as written */
  if (nasal && next >= 0x915 && next <= 0x939 && next != 0x928 && next != 0x92E && next != 0x92F) {
    *used = 6;
    return 0x902;
  }
  return c;
}

dp_fold dp_callback_trim(const char *word, uint32_t len) {
  dp_fold out;
  out.len = 0;
  uint32_t run = 0;
  for (uint32_t i = 0; i < len; i++) {
    run = i && word[i] == word[i - 1] && (unsigned char)word[i] < 0x80 ? run + 1 : 1;
    if (run > 2) continue;
    if (out.len == sizeof out.text) {
      out.len = 0;
      return out;
    }
    out.text[out.len++] = word[i];
  }
  return out;
}

/* The letter for word[*i], which moves past all that it stands for. */
static char fold_latin(const char *word, uint32_t len, uint32_t *i) {
  const char c = word[(*i)++];
  const uint32_t start = *i;
  while (*i < len && word[*i] == c) (*i)++;
  if (*i > start && c == 'e') return 'i';
  if (*i > start && c == 'o') return 'u';
  switch (c) {
  case 'w': return 'v';
  case 'z': return 'j';
  case 'p':
    if (*i == len || word[*i] != 'h') return c;
    (*i)++;
    return 'f';
  default: return c;
  }
}

dp_fold dp_callback_fold(const char *word, uint32_t len) {
  dp_fold out;
  out.len = 0;
  for (uint32_t i = 0; i < len;) {
    if (out.len + 3 > sizeof out.text) {
      out.len = 0;
      return out;
    }
    if ((unsigned char)word[i] < 0x80) {
      const char c = fold_latin(word, len, &i);
      if (!out.len || out.text[out.len - 1] != c) out.text[out.len++] = c;
    } else if (devanagari(word + i, len - i)) {
      uint32_t used;
      const uint32_t c = fold_devanagari(word + i, len - i, &used);
      out.text[out.len++] = (char)0xE0;
      out.text[out.len++] = (char)(0xA4 | (c >> 6 & 1));
      out.text[out.len++] = (char)(0x80 | (c & 0x3F));
      i += used;
    } else {
      out.text[out.len++] = word[i++];
    }
  }
  if (out.len > 2 && out.text[out.len - 1] == 'h' && vowel(out.text[out.len - 2])) out.len--;
  return out;
}

uint32_t dp_callback_hash(const char *text, uint32_t len) {
  uint32_t hash = DP_HASH_START;
  for (uint32_t i = 0; i < len; i++) hash = dp_callback_hash_more(hash, text[i]);
  return dp_callback_hash_end(hash);
}
