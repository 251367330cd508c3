/* SPDX-License-Identifier: MIT */
/* Makes the one table of words from the books of words: lib/callback/words_<language>.inc to a C source on
 * standard output. Runs when the library is built, with the library's own normalising and folding, so that
 * the table and the questions agree by construction. The same books give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "callback/fold.h"
#include "callback/reading.h"
#include "callback/vocabulary.h"

typedef struct book_word {
  int book, meaning, value, only;
  const char *spellings;
} book_word;

#define WORD(meaning, value, only, spellings) {BOOK, DP_W_##meaning, value, only, spellings},
static const book_word book_words[] = {
#define BOOK DP_BOOK_EN
#include "callback/words_en.inc"
#undef BOOK
#define BOOK DP_BOOK_HI
#include "callback/words_hi.inc"
#undef BOOK
#define BOOK DP_BOOK_DE
#include "callback/words_de.inc"
#undef BOOK
#define BOOK DP_BOOK_ES
#include "callback/words_es.inc"
#undef BOOK
};

typedef struct entry {
  char fold[DP_WORD_BYTES], spelling[DP_WORD_BYTES];
  uint32_t fold_len, spelling_len, fold_at, spelling_at;
  const book_word *word;
  int phrase;
} entry;

enum { ENTRIES_MAX = 8192 };
static entry entries[ENTRIES_MAX];
static uint32_t count;

static void fail(const char *what, const char *spelling) {
  fprintf(stderr, "make_words: %s: %s\n", what, spelling);
  exit(1);
}

static void append(char *to, uint32_t *len, const char *from, uint32_t from_len, const char *spelling) {
  if (*len + from_len > DP_WORD_BYTES) fail("too long", spelling);
  memcpy(to + *len, from, from_len);
  *len += from_len;
}

/* A spelling: words joined by '_', each as the tokens and folds of a text would have it. */
static void add(const book_word *word, const char *spelling, uint32_t len) {
  static dp_tokens tokens;
  if (count == ENTRIES_MAX) fail("too many words", spelling);
  entry *out = &entries[count++];
  memset(out, 0, sizeof *out);
  out->word = word;
  for (uint32_t from = 0; from <= len;) {
    uint32_t until = from;
    while (until < len && spelling[until] != '_') until++;
    dp_callback_tokens(spelling + from, until - from, &tokens);
    char plain[DP_WORD_BYTES];
    uint32_t plain_len = 0;
    for (uint32_t i = 0; i < tokens.count; i++) {
      const dp_token *token = &tokens.token[i];
      const char digits[2] = {(char)('0' + token->value % 10), 0};
      if (token->kind == DP_TOKEN_NUMBER) append(plain, &plain_len, digits, 1, spelling);
      if (token->kind == DP_TOKEN_WORD)
        append(plain, &plain_len, tokens.chars + token->at, token->len, spelling);
    }
    const dp_fold fold = dp_callback_fold(plain, plain_len);
    if (out->fold_len) {
      append(out->fold, &out->fold_len, "_", 1, spelling);
      append(out->spelling, &out->spelling_len, "_", 1, spelling);
      out->phrase = 1;
    }
    append(out->fold, &out->fold_len, fold.text, fold.len, spelling);
    append(out->spelling, &out->spelling_len, plain, plain_len, spelling);
    from = until + 1;
  }
  if (!out->fold_len) fail("not a word", spelling);
  if (!out->phrase || word->meaning == DP_W_PREFIX) return;
  /* The beginnings of a phrase, so that a reader knows when to go on; and the phrase without its gaps. */
  static const book_word prefix = {0, DP_W_PREFIX, 0, 0, ""};
  for (uint32_t i = len; i-- > 1;)
    if (spelling[i] == '_' && memchr(spelling, '_', i)) add(&prefix, spelling, i);
  char joined[DP_WORD_BYTES * 2];
  uint32_t joined_len = 0;
  for (uint32_t i = 0; i < len; i++)
    if (spelling[i] != '_') joined[joined_len++] = spelling[i];
  if (joined_len >= 6 && joined_len < DP_WORD_BYTES) add(word, joined, joined_len);
}

static int by_fold(const void *a, const void *b) {
  const entry *x = a, *y = b;
  int order = strncmp(x->fold, y->fold, DP_WORD_BYTES);
  if (!order) order = strncmp(x->spelling, y->spelling, DP_WORD_BYTES);
  if (!order) order = (x->word > y->word) - (x->word < y->word);
  return order;
}

static int same(const entry *a, const entry *b) {
  return !strncmp(a->spelling, b->spelling, DP_WORD_BYTES) && a->word->book == b->word->book &&
         a->word->meaning == b->word->meaning && a->word->value == b->word->value &&
         a->word->only == b->word->only;
}

/* Only words that name a time: a misspelt preposition or number would turn other words into times. */
static int may_be_misspelt(int meaning) {
  switch (meaning) {
  case DP_W_AHEAD:
  case DP_W_WEEKDAY:
  case DP_W_WEEKEND:
  case DP_W_MONTH:
  case DP_W_PART:
  case DP_W_TODAY_PART:
  case DP_W_UNIT:
  case DP_W_CLOCK:
  case DP_W_DATE:
  case DP_W_MEAL: return 1;
  default: return 0;
  }
}

static void put(uint32_t *slots, uint32_t mask, uint32_t hash, uint32_t number) {
  uint32_t at = hash & mask;
  for (; slots[at]; at = (at + 1) & mask)
    if (slots[at] == number) return;
  slots[at] = number;
}

static void print_slots(const char *name, const uint32_t *slots, uint32_t size) {
  printf("const uint16_t %s[%u] = {", name, size);
  for (uint32_t i = 0; i < size; i++) printf("%s%u,", i % 16 ? "" : "\n", slots[i]);
  printf("\n};\n");
}

static uint32_t write_text(const char *text, uint32_t len, uint32_t offset) {
  if (offset + len > 0xFFFF) fail("too much text", text);
  printf("\n\"");
  for (uint32_t i = 0; i < len; i++) printf("\\%03o", (unsigned char)text[i]);
  printf("\"");
  return offset + len;
}

int main(void) {
  for (size_t i = 0; i < sizeof book_words / sizeof *book_words; i++) {
    const char *at = book_words[i].spellings;
    while (*at) {
      const size_t len = strcspn(at, " ");
      if (len) add(&book_words[i], at, (uint32_t)len);
      at += len + (at[len] == ' ');
    }
  }
  qsort(entries, count, sizeof *entries, by_fold);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++)
    if (!kept || !same(&entries[kept - 1], &entries[i])) entries[kept++] = entries[i];
  count = kept;

  uint32_t size = 1024;
  while (size < count * 2) size *= 2;
  uint32_t *slots = calloc(size, sizeof *slots);
  uint32_t near_count = 0;
  for (uint32_t i = 0; i < count; i++) near_count += entries[i].fold_len + 1;
  uint32_t near_size = 1024;
  while (near_size < near_count) near_size *= 2;
  uint32_t *near = calloc(near_size, sizeof *near), starts[32] = {0};
  if (!slots || !near) fail("no memory", "");

  printf("/* Made by tools/make_words.c. */\n#include \"callback/vocabulary.h\"\n\n");
  printf("const char dp_vocabulary_text[] =");
  uint32_t fold_at = 0, offset = 0;
  for (uint32_t i = 0; i < count; i++) {
    /* Folds and spellings that are the same as their neighbours' are written once. */
    if (!i || strncmp(entries[i].fold, entries[i - 1].fold, DP_WORD_BYTES)) {
      fold_at = offset;
      offset = write_text(entries[i].fold, entries[i].fold_len, offset);
    }
    entries[i].fold_at = entries[i].spelling_at = fold_at;
    if (!strncmp(entries[i].fold, entries[i].spelling, DP_WORD_BYTES)) continue;
    entries[i].spelling_at = offset;
    offset = write_text(entries[i].spelling, entries[i].spelling_len, offset);
  }
  printf(";\n\nconst dp_entry dp_vocabulary[] = {\n");
  for (uint32_t i = 0; i < count; i++) {
    const entry *e = &entries[i];
    const book_word *w = e->word;
    printf("{%u,%u,%u,%u,%d,%d,%d,%d,%d},\n", e->fold_at, e->spelling_at, e->fold_len, e->spelling_len,
           w->book, w->meaning, w->value, w->only, e->phrase);
    const int first = !i || strncmp(e->fold, entries[i - 1].fold, DP_WORD_BYTES);
    if (first) put(slots, size - 1, dp_callback_hash(e->fold, e->fold_len), i + 1);
    if (e->phrase) {
      const char *end = memchr(e->fold, '_', e->fold_len);
      const uint32_t hash = dp_callback_hash(e->fold, (uint32_t)(end - e->fold));
      starts[hash >> 5 & 31] |= 1u << (hash & 31);
    }
    if (!may_be_misspelt(w->meaning) || e->phrase || e->fold_len < 5 || (w->only & DP_ONLY_EXACT) ||
        (unsigned char)e->fold[0] >= 0x80)
      continue;
    put(near, near_size - 1, dp_callback_hash(e->fold, e->fold_len), i + 1);
    for (uint32_t j = 1; j < e->fold_len; j++) {
      char less[DP_WORD_BYTES];
      memcpy(less, e->fold, j);
      memcpy(less + j, e->fold + j + 1, e->fold_len - j - 1);
      put(near, near_size - 1, dp_callback_hash(less, e->fold_len - 1), i + 1);
    }
  }
  printf("};\n\nconst uint32_t dp_vocabulary_count = %u, dp_vocabulary_mask = %u, dp_vocabulary_near_mask = "
         "%u;\n",
         count, size - 1, near_size - 1);
  printf("const uint32_t dp_vocabulary_starts[32] = {");
  for (uint32_t i = 0; i < 32; i++) printf("%uu,", starts[i]);
  printf("};\n");
  print_slots("dp_vocabulary_slots", slots, size);
  print_slots("dp_vocabulary_near", near, near_size);
  free(slots);
  free(near);
  return 0;
}
