/* SPDX-License-Identifier: MIT */
/* What does each word mean here?
 *
 * A word is looked up as it is spelt, then by its fold, then as two words without a gap, then as a
 * misspelling of a long word. Phrases win over words, the longest first. Where several meanings remain, the
 * one whose conditions the neighbours meet wins, then the book for which most other words speak, then the
 * book that was listed first. */
#include "callback/tag.h"

#include <string.h>

#include "callback/fold.h"
#include "text.h"

enum { PHRASE_WORDS_MAX = 6, NEAR_MIN = 5, LAST_FREE = 8, SPLIT_MIN = 5, SPLIT_WORDS_MAX = 3, FOLD_MIN = 5 };

/* Entries [first, first + count) of the vocabulary. */
typedef struct found {
  uint32_t first, count;
} found;

typedef struct tagger {
  const dp_tokens *tokens;
  dp_tags *out;
  uint32_t books; /* bits of the books to be read */
} tagger;

static int is(const dp_entry *entry, const char *fold, uint32_t len) {
  return entry->fold_len == len && !memcmp(dp_vocabulary_text + entry->fold, fold, len);
}

static found neighbours(uint32_t first) {
  const dp_entry *entry = &dp_vocabulary[first];
  uint32_t until = first + 1;
  while (until < dp_vocabulary_count &&
         is(&dp_vocabulary[until], dp_vocabulary_text + entry->fold, entry->fold_len))
    until++;
  return (found){first, until - first};
}

static found by_fold(const char *fold, uint32_t len, uint32_t hash) {
  for (uint32_t slot = hash & dp_vocabulary_mask; dp_vocabulary_slots[slot];
       slot = (slot + 1) & dp_vocabulary_mask) {
    const uint32_t entry = dp_vocabulary_slots[slot] - 1u;
    if (is(&dp_vocabulary[entry], fold, len)) return neighbours(entry);
  }
  return (found){0, 0};
}

static int spelt(const dp_entry *entry, const dp_fold *spelling) {
  return entry->spelling_len == spelling->len &&
         !memcmp(dp_vocabulary_text + entry->spelling, spelling->text, spelling->len);
}

/* May the entry be meant by another spelling with its fold? */
static int loose(const dp_entry *entry) {
  return !(entry->only & DP_ONLY_EXACT) && (entry->book == DP_BOOK_HI || entry->fold_len >= FOLD_MIN);
}

/* Narrows entries with one fold to those that the spelling allows, which are neighbours too: those that are
 * spelt so, else those that need not be; of the books that are read. */
static found narrow(const tagger *t, found in, const dp_fold *spelling) {
  for (int exact = 1; exact >= 0; exact--) {
    found out = {0, 0};
    for (uint32_t i = in.first; i < in.first + in.count; i++) {
      const dp_entry *entry = &dp_vocabulary[i];
      if (entry->meaning == DP_W_PREFIX || !(t->books >> entry->book & 1)) continue;
      if (exact ? !spelt(entry, spelling) : !loose(entry)) continue;
      if (!out.count) out.first = i;
      out.count = i + 1 - out.first;
      if (!exact) break;
    }
    if (out.count) return out;
  }
  return (found){0, 0};
}

static found look_up(const tagger *t, const dp_fold *fold, const dp_fold *spelling) {
  const found all = by_fold(fold->text, fold->len, dp_callback_hash(fold->text, fold->len));
  found out = all.count ? narrow(t, all, spelling) : all;
  /* A nasal at the end is optional: parson, nahin. */
  const uint32_t len = fold->len;
  if (!out.count && len > 3 && fold->text[len - 1] == 'n' && strchr("aeiou", fold->text[len - 2])) {
    out = by_fold(fold->text, len - 1, dp_callback_hash(fold->text, len - 1));
    if (out.count) out = narrow(t, out, spelling);
  }
  return out;
}

static dp_tag *add(tagger *t, uint32_t from, uint32_t until, uint8_t flags) {
  dp_tag *tag = &t->out->tag[t->out->count++];
  *tag = (dp_tag){.meaning = DP_W_UNKNOWN, .flags = flags, .from = (uint16_t)from, .until = (uint16_t)until};
  return tag;
}

static void add_found(tagger *t, found what, uint32_t from, uint32_t until, uint8_t flags) {
  dp_tag *tag = add(t, from, until, flags);
  const dp_entry *entry = &dp_vocabulary[what.first];
  tag->entry = (uint16_t)what.first;
  tag->entries = (uint16_t)what.count;
  tag->meaning = entry->meaning;
  tag->book = entry->book;
  tag->value = entry->value;
  if (what.count > 1 || entry->only & ~DP_ONLY_EXACT) tag->flags |= DP_TAG_FREE;
}

static int append(dp_fold *to, const dp_fold *more) {
  if (to->len + 1 + more->len > sizeof to->text) return 0;
  to->text[to->len++] = '_';
  memcpy(to->text + to->len, more->text, more->len);
  to->len += more->len;
  return 1;
}

static dp_fold spelling_of(const tagger *t, const dp_token *token) {
  return dp_callback_trim(t->tokens->chars + token->at, token->len);
}

/* The next word after token i of a phrase, over a hyphen or the point of "p.m."; 0: none. */
static uint32_t next_word(const dp_tokens *tokens, uint32_t i) {
  if (++i < tokens->count && tokens->token[i].kind == DP_TOKEN_MARK && tokens->token[i].glued &&
      (tokens->token[i].mark == '-' || tokens->token[i].mark == '.') && i + 1 < tokens->count &&
      tokens->token[i + 1].glued)
    i++;
  return i < tokens->count && tokens->token[i].kind == DP_TOKEN_WORD ? i : 0;
}

/* The longest phrase that begins with token i: the last of its tokens, or i when there is none. */
static uint32_t phrase_at(tagger *t, uint32_t i, const dp_fold *fold, const dp_fold *spelling) {
  const uint32_t hash = dp_callback_hash(fold->text, fold->len);
  if (!(dp_vocabulary_starts[hash >> 5 & 31] >> (hash & 31) & 1)) return i;
  dp_fold folds = *fold, spellings = *spelling;
  uint32_t last = i;
  found best = {0, 0};
  uint32_t at = i;
  for (uint32_t words = 1; words < PHRASE_WORDS_MAX; words++) {
    at = next_word(t->tokens, at);
    if (!at) break;
    const dp_fold word = spelling_of(t, &t->tokens->token[at]), more = dp_callback_fold(word.text, word.len);
    if (!more.len || !append(&folds, &more) || !append(&spellings, &word)) break;
    const found all = by_fold(folds.text, folds.len, dp_callback_hash(folds.text, folds.len));
    if (!all.count) break;
    const found here = narrow(t, all, &spellings);
    if (!here.count) continue;
    best = here;
    last = at;
  }
  if (best.count)
    add_found(t, best, t->tokens->token[i].from, t->tokens->token[last].until,
              t->tokens->token[i].glued ? DP_TAG_GLUED : 0);
  return last;
}

/* Words that people write together with others. */
static int joins(const dp_entry *entry) {
  return entry->meaning != DP_W_OTHER && entry->meaning != DP_W_PREFIX && entry->meaning != DP_W_EVENT &&
         entry->meaning != DP_W_AMOUNT && entry->meaning != DP_W_HOW_MUCH && !entry->phrase &&
         (!(entry->only & ~DP_ONLY_EXACT) || (entry->meaning == DP_W_PART && entry->book == DP_BOOK_HI));
}

static int opens(const dp_entry *entry) {
  return joins(entry) &&
         (entry->meaning == DP_W_AHEAD || entry->meaning == DP_W_PART || entry->meaning == DP_W_WEEKDAY ||
          entry->meaning == DP_W_THIS || entry->meaning == DP_W_NEXT || entry->meaning == DP_W_OCLOCK ||
          entry->meaning == DP_W_UNIT || entry->meaning == DP_W_NUMBER || entry->meaning == DP_W_BEHIND_IT ||
          entry->meaning == DP_W_EVERY);
}

static int closes(const dp_entry *entry) {
  return joins(entry) && (opens(entry) || entry->meaning == DP_W_LINK || entry->meaning == DP_W_IN ||
                          entry->meaning == DP_W_UNTIL || entry->meaning == DP_W_FROM ||
                          entry->meaning == DP_W_WEEKEND || entry->meaning == DP_W_FIRST);
}

static found known(const tagger *t, const char *text, uint32_t len) {
  dp_fold spelling;
  memcpy(spelling.text, text, len);
  spelling.len = len;
  const dp_fold fold = dp_callback_fold(text, len);
  const found all = by_fold(fold.text, fold.len, dp_callback_hash(fold.text, fold.len));
  return all.count ? narrow(t, all, &spelling) : all;
}

/* Words without gaps between them, at most `depth` of them: "kalsubah", "kalshaamko". */
static int split(tagger *t, const char *text, uint32_t len, uint32_t from, uint32_t until, int depth) {
  for (uint32_t at = len - 2; at >= 2 && len >= SPLIT_MIN; at--) {
    const found left = known(t, text, at);
    if (!left.count || !opens(&dp_vocabulary[left.first])) continue;
    if (at < 3 && len - at < 5) continue;
    const uint32_t count = t->out->count;
    add_found(t, left, from, from + at, count > 1 ? DP_TAG_GLUED : 0);
    const found right = known(t, text + at, len - at);
    if (right.count && closes(&dp_vocabulary[right.first])) {
      add_found(t, right, from + at, until, DP_TAG_GLUED);
      return 1;
    }
    if (depth > 2 && split(t, text + at, len - at, from + at, until, depth - 1)) return 1;
    t->out->count = count;
  }
  return 0;
}

static int split_word(tagger *t, const dp_token *token, const dp_fold *spelling) {
  if (spelling->len != token->len || (unsigned char)spelling->text[0] >= 0x80) return 0;
  const uint32_t first = t->out->count;
  if (!split(t, spelling->text, spelling->len, token->from, token->until, SPLIT_WORDS_MAX)) return 0;
  t->out->tag[first].flags = token->glued ? t->out->tag[first].flags | DP_TAG_GLUED
                                          : t->out->tag[first].flags & (uint8_t)~DP_TAG_GLUED;
  return 1;
}

static found near_by(const tagger *t, const dp_fold *fold, uint32_t hash, const dp_fold *spelling) {
  for (uint32_t slot = hash & dp_vocabulary_near_mask; dp_vocabulary_near[slot];
       slot = (slot + 1) & dp_vocabulary_near_mask) {
    const uint32_t at = dp_vocabulary_near[slot] - 1u;
    const dp_entry *entry = &dp_vocabulary[at];
    if (entry->fold_len + 1u < fold->len || fold->len + 1u < entry->fold_len) continue;
    if (dp_vocabulary_text[entry->fold] != fold->text[0] || entry->meaning == DP_W_OTHER) continue;
    if (dp_text_distance(dp_vocabulary_text + entry->fold, entry->fold_len, fold->text, fold->len, 1) > 1)
      continue;
    /* Of short words the last letter is right, too: sundar is no sunday. */
    if (entry->fold_len == fold->len && fold->len < LAST_FREE &&
        dp_vocabulary_text[entry->fold + fold->len - 1] != fold->text[fold->len - 1] &&
        dp_vocabulary_text[entry->fold + fold->len - 2] == fold->text[fold->len - 2])
      continue;
    const found out = narrow(t, neighbours(at), spelling);
    if (out.count) return out;
  }
  return (found){0, 0};
}

/* The long word from which this one differs by one letter. The first letter is never wrong. */
static found nearest(const tagger *t, const dp_fold *fold, const dp_fold *spelling) {
  if (fold->len < NEAR_MIN || (unsigned char)fold->text[0] >= 0x80) return (found){0, 0};
  found out = near_by(t, fold, dp_callback_hash(fold->text, fold->len), spelling);
  char less[DP_WORD_BYTES];
  memcpy(less, fold->text, fold->len);
  for (uint32_t i = fold->len - 1; i >= 1 && !out.count; i--) {
    /* less is the fold without letter i: the letters behind it moved up one by one. */
    memcpy(less, fold->text, i);
    memcpy(less + i, fold->text + i + 1, fold->len - i - 1);
    out = near_by(t, fold, dp_callback_hash(less, fold->len - 1), spelling);
  }
  return out;
}

/* "Debited", "promised": a word that no book knows and that ends like an English verb in the past, unless
 * somebody is it now ("i am stranded till five"). Names like Rasheed end otherwise. */
static int past_verb(const tagger *t, const dp_fold *spelling) {
  enum { LEAST = 6 };
  const uint32_t len = spelling->len;
  const dp_tag *before = &t->out->tag[t->out->count - 1];
  if (before->meaning == DP_W_OTHER && before->value == DP_OTHER_I_AM) return 0;
  if (!(t->books >> DP_BOOK_EN & 1) || len < LEAST) return 0;
  return !memcmp(spelling->text + len - 2, "ed", 2) && spelling->text[len - 3] != 'e';
}

static void add_unknown(tagger *t, const dp_token *token, const dp_fold *spelling, uint8_t flags) {
  const int past = past_verb(t, spelling);
  dp_tag *tag = add(t, token->from, token->until, flags);
  if (!past) return;
  tag->meaning = DP_W_PAST;
  tag->book = DP_BOOK_EN;
  tag->value = DP_PAST_BEHIND;
}

static uint32_t tag_word(tagger *t, uint32_t i) {
  const dp_token *token = &t->tokens->token[i];
  const uint8_t glued = token->glued ? DP_TAG_GLUED : 0;
  const dp_fold spelling = spelling_of(t, token), fold = dp_callback_fold(spelling.text, spelling.len);
  if (!fold.len) {
    add(t, token->from, token->until, glued);
    return i;
  }
  const uint32_t last = phrase_at(t, i, &fold, &spelling);
  if (last > i) return last;
  found what = look_up(t, &fold, &spelling);
  if (what.count) {
    add_found(t, what, token->from, token->until, glued);
  } else if (!split_word(t, token, &spelling)) {
    what = nearest(t, &fold, &spelling);
    if (what.count)
      add_found(t, what, token->from, token->until, glued | DP_TAG_MISSPELT);
    else
      add_unknown(t, token, &spelling, glued);
  }
  return i;
}

/* "2moro", "b4" and "l8r" are words of the books, though they are made of letters and one digit. The last of
 * their tokens, or i where there is no such word; at most three tokens, of which words before the digit are
 * short. */
static uint32_t mixed_word(tagger *t, uint32_t i) {
  enum { TOKENS = 3, SHORT = 2 };
  dp_fold spelling = {.len = 0};
  uint32_t last = i, digits = 0;
  found best = {0, 0};
  for (uint32_t at = i; at < t->tokens->count && at < i + TOKENS; at++) {
    const dp_token *token = &t->tokens->token[at];
    const char *chars = t->tokens->chars + token->at;
    const char digit = (char)('0' + token->value);
    const int number = token->kind == DP_TOKEN_NUMBER;
    if ((at > i && !token->glued) || (number && token->len != 1) || token->kind == DP_TOKEN_MARK) break;
    if ((!number && !digits && token->len > SHORT) || spelling.len + token->len > sizeof spelling.text) break;
    memcpy(spelling.text + spelling.len, number ? &digit : chars, token->len);
    spelling.len += token->len;
    digits += (uint32_t)number;
    if (at == i || !digits) continue;
    const dp_fold fold = dp_callback_fold(spelling.text, spelling.len);
    const found what = fold.len ? look_up(t, &fold, &spelling) : (found){0, 0};
    if (!what.count) continue;
    best = what;
    last = at;
  }
  const dp_token *first = &t->tokens->token[i];
  if (best.count)
    add_found(t, best, first->from, t->tokens->token[last].until, first->glued ? DP_TAG_GLUED : 0);
  return last;
}

static void tag_tokens(tagger *t) {
  for (uint32_t i = 0; i < t->tokens->count; i++) {
    const dp_token *token = &t->tokens->token[i];
    const uint8_t glued = token->glued ? DP_TAG_GLUED : 0;
    const uint32_t mixed = mixed_word(t, i);
    if (mixed > i) {
      i = mixed;
    } else if (token->kind == DP_TOKEN_WORD) {
      i = tag_word(t, i);
    } else if (token->kind == DP_TOKEN_NUMBER) {
      dp_tag *tag = add(t, token->from, token->until, glued | DP_TAG_DIGITS);
      tag->meaning = token->len > 4 ? DP_W_UNKNOWN : DP_W_NUMBER;
      tag->digits = token->len;
      tag->value = (int16_t)(token->len > 4 ? 0 : token->value);
    } else {
      dp_tag *tag = add(t, token->from, token->until, glued);
      tag->meaning = token->mark == '!' ? DP_W_STOP : DP_W_MARK;
      tag->value = token->mark;
    }
  }
}

/* --- which meaning --- */

static int one_of(const dp_tag *tag, const uint8_t *meanings) {
  for (; *meanings; meanings++)
    if (tag->meaning == *meanings) return 1;
  return 0;
}

static int counted(const dp_tag *tag) {
  static const uint8_t meanings[] = {DP_W_UNIT, DP_W_OCLOCK, DP_W_DATE, DP_W_PAST_HOUR, DP_W_TO_HOUR, 0};
  if (tag->meaning == DP_W_PART && tag->value == DP_PART_DAYTIME)
    return tag->book == DP_BOOK_HI; /* din mein */
  return one_of(tag, meanings);
}

/* Over the words that may stand between two numbers. */
static const dp_tag *over(const dp_tag *tag) {
  static const uint8_t between[] = {DP_W_OR, DP_W_FROM, DP_W_TO, DP_W_AND, DP_W_NUMBER, DP_W_FRACTION, 0};
  for (int i = 0; i < 3; i++, tag++)
    if (!one_of(tag, between) && !(tag->meaning == DP_W_MARK && tag->value == '-')) break;
  return tag;
}

static int with_unit(const dp_tag *tag) {
  if (counted(tag + 1) || tag[1].meaning == DP_W_HALF_DAY || tag[1].meaning == DP_W_MONTH) return 1;
  if (tag[-1].meaning == DP_W_FRACTION) return 1;
  const dp_tag *next = over(tag + 1);
  if (next > tag + 1 && (counted(next) || next->meaning == DP_W_BETWEEN)) return 1;
  if (tag[-1].meaning == DP_W_FROM && tag[1].meaning == DP_W_BETWEEN) return 1; /* gyarah se ek ke beech */
  return tag[-1].meaning == DP_W_NUMBER && counted(next);
}

static int name_of_month(const dp_tag *tag) {
  static const uint8_t before[] = {
      DP_W_NUMBER, DP_W_ORDINAL, DP_W_ORDINAL_END, DP_W_IN, DP_W_NEXT, DP_W_THIS, 0};
  if (tag[1].meaning == DP_W_NUMBER) return !counted(tag + 2) && tag[2].meaning != DP_W_AMOUNT;
  if (tag[1].meaning == DP_W_ORDINAL || one_of(tag - 1, before)) return 1;
  if (tag[1].book == DP_BOOK_HI && (tag[1].meaning == DP_W_IN || tag[1].meaning == DP_W_LINK)) return 1;
  if (tag[1].meaning == DP_W_UNIT && tag[1].value == DP_UNIT_MONTH) return 1;
  return tag[-1].meaning == DP_W_LINK &&
         (tag[-2].meaning == DP_W_ORDINAL_END || tag[-2].meaning == DP_W_NUMBER ||
          tag[-2].meaning == DP_W_ORDINAL || tag[-2].meaning == DP_W_UNIT || tag[-2].meaning == DP_W_END);
}

static int in_date(const dp_tag *tag, const dp_entry *entry) {
  static const uint8_t before[] = {DP_W_NEXT, DP_W_THIS, DP_W_EVERY, DP_W_BEFORE_IT, DP_W_OR, DP_W_UNTIL, 0};
  static const uint8_t day_before[] = {DP_W_AHEAD, DP_W_THIS, DP_W_WEEKDAY, DP_W_EVERY, DP_W_NEXT, 0};
  static const uint8_t after[] = {DP_W_NUMBER, DP_W_CLOCK, DP_W_FRACTION, DP_W_PART, 0};
  const dp_tag *next = tag + 1;
  const int link = next->meaning == DP_W_LINK || next->meaning == DP_W_OF;
  switch (entry->meaning) {
  case DP_W_MONTH: return name_of_month(tag);
  case DP_W_BEHIND_IT: return tag[-1].meaning == DP_W_LINK || counted(tag - 1);
  case DP_W_PART:
    if (one_of(tag - 1, day_before)) return 1;
    if (entry->book == DP_BOOK_EN) return tag[-1].meaning == DP_W_STOP && next->meaning == DP_W_STOP;
    if (next->meaning == DP_W_UNTIL || (next->meaning == DP_W_FROM && next[1].meaning == DP_W_FIRST))
      return next->book == DP_BOOK_HI; /* sham tak, sham se pehle */
    return entry->book == DP_BOOK_HI &&
           (next->meaning == DP_W_NUMBER || (next->book == DP_BOOK_HI && (link || next->meaning == DP_W_IN)));
  case DP_W_ORDINAL:
    return next->meaning == DP_W_MONTH || (next->meaning == DP_W_LINK && next[1].meaning == DP_W_MONTH) ||
           tag[-1].meaning == DP_W_MONTH;
  default: break;
  }
  if (entry->book == DP_BOOK_HI)
    return link || next->meaning == DP_W_NUMBER || (next->meaning == DP_W_UNIT && next->value == DP_UNIT_DAY);
  if (one_of(tag - 1, before) || one_of(next, after)) return 1;
  if ((tag[-1].meaning == DP_W_LINK && tag[-1].value == DP_LINK_ON) || next->meaning == DP_W_OR ||
      next->meaning == DP_W_AT)
    return 1;
  if (next->meaning == DP_W_LINK && next->book == DP_BOOK_HI) return 1;
  if (next->meaning == DP_W_MARK && next[1].meaning == DP_W_NUMBER) return 1;
  return tag[-1].meaning == DP_W_STOP && next->meaning == DP_W_STOP;
}

static int holds(const dp_tag *tag, const dp_entry *entry) {
  if (entry->only & DP_ONLY_BARE) return tag[1].meaning == DP_W_OCLOCK || tag[1].meaning == DP_W_PAST_HOUR;
  if (entry->only & DP_ONLY_UNIT) return with_unit(tag);
  if (entry->only & DP_ONLY_DATE) return in_date(tag, entry);
  return 1;
}

static void settle(const tagger *t, dp_tag *tag, const uint8_t *books, uint32_t book_count) {
  const dp_entry *best = NULL;
  uint32_t best_score = 0;
  for (uint32_t i = tag->entry; i < tag->entry + (uint32_t)tag->entries; i++) {
    const dp_entry *entry = &dp_vocabulary[i];
    if (!(t->books >> entry->book & 1) || entry->meaning == DP_W_PREFIX || !holds(tag, entry)) continue;
    uint32_t rank = 0;
    while (rank < book_count && books[rank] != entry->book) rank++;
    const uint32_t conditional = entry->only & ~(uint32_t)DP_ONLY_EXACT ? 1 : 0;
    const uint32_t score =
        1 + (conditional << 16) + ((uint32_t)t->out->votes[entry->book] << 4) + (book_count - rank);
    if (score <= best_score) continue;
    best = entry;
    best_score = score;
  }
  tag->flags &= (uint8_t)~DP_TAG_FREE;
  tag->meaning = best ? best->meaning : DP_W_UNKNOWN;
  tag->value = best ? best->value : 0;
  tag->book = best ? best->book : 0;
}

static void vote(dp_tags *tags) {
  memset(tags->votes, 0, sizeof tags->votes);
  for (uint32_t i = 1; i < tags->count; i++) {
    const dp_tag *tag = &tags->tag[i];
    if (!tag->entries) continue;
    for (uint32_t j = 1; j < tag->entries; j++)
      if (dp_vocabulary[tag->entry + j].book != tag->book) goto shared;
    if (tags->votes[tag->book] < 255) tags->votes[tag->book]++;
  shared:;
  }
}

void dp_callback_tags(const dp_tokens *tokens, const uint8_t *books, uint32_t book_count, dp_tags *out) {
  tagger t = {tokens, out, 0};
  for (uint32_t i = 0; i < book_count; i++) t.books |= 1u << books[i];
  out->count = 0;
  add(&t, 0, 0, 0)->meaning = DP_W_STOP;
  tag_tokens(&t);
  add(&t, 0, 0, 0)->meaning = DP_W_STOP;
  vote(out);
  /* From the end, since most conditions are about what follows. */
  for (uint32_t i = out->count - 2; i > 0; i--)
    if (out->tag[i].flags & DP_TAG_FREE) settle(&t, &out->tag[i], books, book_count);
}
