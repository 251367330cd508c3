/* SPDX-License-Identifier: MIT */
/* What must hold of reading words, whatever is said: how a phrase is cased, spaced and decorated changes
 * nothing, every spelling that the books know reads like the first of its meaning, words without time
 * stay without, and any words in any order come to a reading that keeps the laws of readings.
 *
 * usage: prop_words [SEED] */
#include <dialplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "callback/reading.h"
#include "callback/vocabulary.h"
#include "oracle/chance.h"
#include "support/reading_laws.h"

static long long passed, failed;

static dp_reading read_bytes(const char *text, size_t len) {
  static const uint8_t books[] = {DP_BOOK_EN, DP_BOOK_HI};
  dp_reading out;
  dp_callback_parse(text, len, books, 2, &out);
  return out;
}

static dp_reading read_text(const char *text) { return read_bytes(text, strlen(text)); }

/* The fields, without where they stand and how they were spelt. */
static int same(const dp_reading *a, const dp_reading *b) {
  const uint64_t spelt = UINT64_C(1) << DIALPLAN_CALLBACK_MISSPELT;
  return a->found == b->found && a->then == b->then && a->excluded == b->excluded &&
         (a->reasons & ~spelt) == (b->reasons & ~spelt) && !memcmp(&a->when, &b->when, sizeof a->when) &&
         !memcmp(&a->other, &b->other, sizeof a->other);
}

static void law(int holds, const char *what, const char *text, const char *plain) {
  holds ? passed++ : failed++;
  if (!holds && failed <= 20) printf("BROKEN: %s: \"%s\" is not read like \"%s\"\n", what, text, plain);
}

static const char *const phrases[] = {"kal subah 11 baje ke baad",
                                      "parso shaam ko",
                                      "in half an hour",
                                      "next tuesday morning",
                                      "not before 6",
                                      "5 minute baad",
                                      "kal nahi parso",
                                      "4 baje se pehle mat karna",
                                      "kal 5 baje nahi ho payega",
                                      "kal ya parso",
                                      "kal 4 ya 5 baje",
                                      "between 2 and 4",
                                      "10-15 minutes",
                                      "ek do ghante baad",
                                      "sadhe paanch baje",
                                      "dedh ghante mein",
                                      "half past 5",
                                      "5.30 pm",
                                      "17:30",
                                      "15 tarikh",
                                      "the 15th of march",
                                      "end of the month",
                                      "agle hafte mangalvar ko",
                                      "tonight at 1",
                                      "aaj raat 12 baje",
                                      "day after tomorrow at noon",
                                      "baad mein",
                                      "diwali ke baad",
                                      "abhi busy hu",
                                      "कल सुबह ११ बजे के बाद",
                                      "आधे घंटे बाद",
                                      "परसों शाम को",
                                      "tomorrow after lunch",
                                      "by end of day",
                                      "in 2 weeks",
                                      "last monday",
                                      "3 pm est",
                                      "busy till 5",
                                      "somvar ko",
                                      "every evening at 6",
                                      "this weekend",
                                      "20/3 at 4 pm"};

/* What stands around a phrase and says nothing about time. */
static const char *const before[] = {"hello ", "ok ", "haan bhai ", "ji sir, ", "😀 ", "  ", "please "};
static const char *const after[] = {" please", " bhai",   " sir",       "!!", " 🙏",
                                    "   ",     " thanks", " theek hai", "।"};

static void dressed(const char *phrase) {
  const dp_reading plain = read_text(phrase);
  char text[512];
  size_t n = 0;
  for (; phrase[n]; n++) text[n] = phrase[n] >= 'a' && phrase[n] <= 'z' ? (char)(phrase[n] - 32) : phrase[n];
  text[n] = 0;
  dp_reading now = read_text(text);
  law(same(&plain, &now), "upper case", text, phrase);
  n = 0;
  for (const char *at = phrase; *at; at++) {
    text[n++] = *at;
    if (*at == ' ') n += (size_t)sprintf(text + n, " \t\xE2\x80\x8F");
  }
  text[n] = 0;
  now = read_text(text);
  law(same(&plain, &now), "spaces", text, phrase);
  for (size_t i = 0; i < sizeof before / sizeof *before; i++)
    for (size_t j = 0; j < sizeof after / sizeof *after; j++) {
      sprintf(text, "%s%s%s", before[i], phrase, after[j]);
      now = read_text(text);
      law(same(&plain, &now), "chatter", text, phrase);
    }
}

/* A sentence into which a word of a meaning fits; NULL: none that would tell spellings apart. */
static const char *carrier(const dp_entry *entry) {
  const int hindi = entry->book == DP_BOOK_HI;
  switch (entry->meaning) {
  case DP_W_AHEAD: return hindi ? "%s 5 baje" : "%s at 5";
  case DP_W_WEEKDAY: return hindi ? "%s ko 5 baje" : "on %s at 5";
  case DP_W_MONTH: return "15 %s";
  case DP_W_PART: return hindi ? "kal %s ko" : "tomorrow %s";
  case DP_W_NUMBER: return entry->value <= 12 && !(entry->only & DP_ONLY_UNIT) ? "%s baje" : NULL;
  case DP_W_UNIT: return entry->value == DP_UNIT_SECOND ? NULL : "in 20 %s";
  case DP_W_OCLOCK: return "kal 5 %s";
  case DP_W_DATE: return hindi ? "15 %s ko" : NULL;
  case DP_W_FRACTION: return hindi ? "%s 2 ghante" : NULL;
  default: return NULL;
  }
}

static void say(const dp_entry *entry, const char *with, char *text, size_t size) {
  char word[64];
  memcpy(word, dp_vocabulary_text + entry->spelling, entry->spelling_len);
  word[entry->spelling_len] = 0;
  for (char *at = word; *at; at++)
    if (*at == '_') *at = ' ';
  snprintf(text, size, with, word);
}

static int one_line(const dp_entry *a, const dp_entry *b) {
  return a->book == b->book && a->meaning == b->meaning && a->value == b->value && a->only == b->only;
}

static void spellings(void) {
  char text[128], first_text[128];
  for (uint32_t i = 0; i < dp_vocabulary_count; i++) {
    const dp_entry *entry = &dp_vocabulary[i];
    const char *with = entry->book == DP_BOOK_EN || entry->book == DP_BOOK_HI ? carrier(entry) : NULL;
    if (!with) continue;
    uint32_t first = 0;
    while (!one_line(&dp_vocabulary[first], entry)) first++;
    say(entry, with, text, sizeof text);
    say(&dp_vocabulary[first], with, first_text, sizeof first_text);
    const dp_reading now = read_text(text), then = read_text(first_text);
    law(now.found == DIALPLAN_CALLBACK_RESOLVED && same(&now, &then), "spelling", text, first_text);
  }
}

/* Words that say nothing about time, in any order and number. */
static const char *const chatter[] = {
    "hello",   "bhai",     "sir",      "loan",  "kya",        "hai",   "aap",  "kaun",   "bol",
    "rahe",    "ho",       "customer", "told",  "policy",     "mujhe", "nahi", "please", "send",
    "details", "whatsapp", "link",     "mera",  "naam",       "Ravi",  "Guru", "main",   "at",
    "man",     "mat",      "bajao",    "gaana", "zindagi",    "xyzzy", "हाँ",   "जी",     "क्या",
    "काम",     "qwerty",   "computer", "रमेश",   "9876543210", "OTP"};

/* A byte of no plain text. Latin letters with accents are left out: they are read as letters. */
static int64_t noise(chance *c) {
  const int64_t byte = chance_in(c, 0x80, 0xFF);
  return byte >= 0xC3 && byte <= 0xC5 ? 0xFF : byte;
}

static void nothing(chance *c) {
  char text[1024];
  for (int i = 0; i < 20000; i++) {
    size_t n = 0;
    for (int64_t left = chance_in(c, 1, 12); left > 0; left--)
      n += (size_t)sprintf(text + n, "%s ", chatter[chance_below(c, sizeof chatter / sizeof *chatter)]);
    law(read_text(text).found != DIALPLAN_CALLBACK_RESOLVED, "chatter", text, "nothing");
  }
  for (int i = 0; i < 20000; i++) {
    const size_t n = (size_t)chance_below(c, 200);
    for (size_t j = 0; j < n; j++) text[j] = (char)(i % 2 ? noise(c) : chance_below(c, 0x30));
    law(read_bytes(text, n).found != DIALPLAN_CALLBACK_RESOLVED, "noise", "bytes", "nothing");
  }
}

/* --- words of all books in any order --- */

/* A spelling of a meaning, every meaning as often as any other. */
static size_t any_word(chance *c, char *out) {
  const uint32_t start = (uint32_t)chance_below(c, dp_vocabulary_count);
  const int meaning = (int)chance_in(c, DP_W_NUMBER, DP_W_EARLY);
  const dp_entry *entry = &dp_vocabulary[start];
  for (uint32_t i = 0; i < dp_vocabulary_count && entry->meaning != meaning; i++)
    entry = &dp_vocabulary[(start + i) % dp_vocabulary_count];
  for (uint32_t i = 0; i < entry->spelling_len; i++) {
    const char letter = dp_vocabulary_text[entry->spelling + i];
    out[i] = letter == '_' ? ' ' : letter;
  }
  return entry->spelling_len;
}

static size_t any_number(chance *c, char *out) {
  static const int most[] = {12, 12, 31, 60, 2200, 9999, 99999};
  const int n = (int)chance_below(c, most[chance_below(c, sizeof most / sizeof *most)] + 1);
  return (size_t)sprintf(out, chance_percent(c, 20) ? "%02d" : "%d", n);
}

static size_t any_gap(chance *c, char *out) {
  static const char *const gaps[] = {"", "-", ":", "/", ".", ", ", ". ", " xyzzy ", "! "};
  return (size_t)sprintf(out, "%s", chance_percent(c, 75) ? " " : gaps[chance_below(c, 9)]);
}

static void soup(chance *c) {
  static const uint8_t books[] = {DP_BOOK_EN, DP_BOOK_HI, DP_BOOK_DE, DP_BOOK_ES, DP_BOOK_EN};
  char text[1024];
  for (int i = 0; i < 60000; i++) {
    size_t n = 0;
    for (int64_t left = chance_in(c, 1, 8); left > 0; left--) {
      n += chance_percent(c, 30) ? any_number(c, text + n) : any_word(c, text + n);
      n += any_gap(c, text + n);
    }
    text[n] = 0;
    const uint32_t first = (uint32_t)chance_below(c, 4), count = (uint32_t)chance_in(c, 1, first ? 2 : 4);
    dp_reading one, two;
    dp_callback_parse(text, n, books + first, count, &one);
    dp_callback_parse(text, n, books + first, count, &two);
    const char *broken = broken_law(&one, n);
    law(!broken, broken ? broken : "", text, "a lawful reading");
    law(!memcmp(&one, &two, sizeof one), "twice", text, text);
  }
}

int main(int argc, char **argv) {
  const char *seed = argc > 1 ? argv[1] : getenv("SEED");
  chance c = chance_of(seed ? strtoull(seed, NULL, 10) : 20261121);
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) dressed(phrases[i]);
  spellings();
  nothing(&c);
  soup(&c);
  printf("%lld passed, %lld failed\n", passed, failed);
  return failed != 0;
}
