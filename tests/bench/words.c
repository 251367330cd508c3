/* SPDX-License-Identifier: MIT */
/* Times in words: every phrase of the golden lists, read and resolved, beside one pass over the same bytes
 * that hashes each word and looks it up in a table of a few hundred. */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "callback/resolve.h"
#include "floor.h"

enum { PHRASES = 8192, SLOTS = 4096, ASKED = 1773203400 /* Wednesday, 2026-03-11T10:00 in India */ };

static char *phrase[PHRASES];
static size_t length[PHRASES];
static dp_reading reading[PHRASES];
static int64_t count;
static uint32_t known[SLOTS]; /* the hashes of words that are met often */
static dialplan_campaign *campaign;

static void load(const char *path) {
  char line[1024];
  FILE *file = fopen(path, "r");
  while (file && count < PHRASES && fgets(line, sizeof line, file)) {
    char *const arrow = strstr(line, " => ");
    if (!arrow || strncmp(line, "  ", 2) != 0) continue;
    length[count] = (size_t)(arrow - line) - 2;
    phrase[count] = bench_new((int64_t)length[count] + 1, 1);
    memcpy(phrase[count], line + 2, length[count]);
    count++;
  }
  if (!file) bench_same("golden lists: run from the root of the tree", 0, 1, 0);
  fclose(file);
}

static uint32_t step(uint32_t hash, char c) { return (hash ^ (uint8_t)c) * 16777619u; }

/* Words of a phrase that the table knows. */
static int64_t look_up(const char *text, size_t len, int learn) {
  int64_t found = 0;
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i <= len; i++) {
    if (i < len && text[i] != ' ') {
      hash = step(hash, text[i]);
      continue;
    }
    uint32_t *const slot = &known[hash % SLOTS];
    if (learn) *slot = hash;
    found += *slot == hash;
    hash = 2166136261u;
  }
  return found;
}

static void floor_words(void *with, int64_t items) {
  (void)with;
  for (int64_t i = 0; i < items; i++) bench_sink += look_up(phrase[i], length[i], 0);
}

static void parse(void *with, int64_t items) {
  const dp_callbacks *const callbacks = &campaign->settings.callbacks;
  (void)with;
  for (int64_t i = 0; i < items; i++) {
    dp_callback_parse(phrase[i], length[i], callbacks->books, callbacks->book_count, &reading[i]);
    bench_sink += reading[i].found;
  }
}

static void fill(void *with, int64_t items) {
  dialplan_resolution out = {.size = sizeof out};
  dp_view view;
  (void)with;
  dp_view_init(&view, campaign, NULL, NULL, NULL);
  for (int64_t i = 0; i < items; i++) {
    dp_resolve(&view, &reading[i], ASKED, ASKED, &out);
    bench_sink += out.at;
  }
}

static void resolve(void *with, int64_t items) {
  dialplan_resolution out = {.size = sizeof out};
  (void)with;
  for (int64_t i = 0; i < items; i++) {
    dialplan_callback_resolve(campaign, NULL, phrase[i], length[i], ASKED, ASKED, NULL, &out, NULL);
    bench_sink += out.at;
  }
}

int main(void) {
  static const char *const lists[] = {"en", "hinglish", "hindi", "de", "es", "traps"};
  dialplan_zones *zones = floor_load(floor_zone_names);
  char path[64], title[64];
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    snprintf(path, sizeof path, "tests/golden/callback-%s.txt", lists[i]);
    load(path);
  }
  for (int64_t i = 0; i < count; i++) look_up(phrase[i], length[i], 1);
  campaign = floor_compile("name: A\nseed: s\ntimezone: Asia/Kolkata\nwindows: {mon-sat: 09:00-18:00}\n"
                           "callbacks: {languages: [en, hi, de, es]}\n",
                           zones);
  parse(NULL, count);
  const bench_row rows[] = {
      {"words hashed and looked up (floor)", floor_words, NULL, count},
      {"reading the words", parse, NULL, count},
      {"filling the holes, fitting", fill, NULL, count},
      {"dialplan_callback_resolve", resolve, NULL, count},
  };
  snprintf(title, sizeof title, "Words, the %lld phrases of the golden lists", (long long)count);
  bench_table(title, "phrase", rows, 4);
  for (int64_t i = 0; i < count; i++) free(phrase[i]);
  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return 0;
}
