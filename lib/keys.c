/* SPDX-License-Identifier: MIT */
/* Which keys are there, and what is known of each?
 * Uses the table alone. Invariant: a section's row stands before its keys' rows, and a path occurs once. */
#include "keys.h"

#include "text.h"

#include <string.h>

#define KEY(id, section, name, type, flags, field, low, high, words, fallback, doc)                          \
  {section name,                                                                                             \
   words,                                                                                                    \
   fallback,                                                                                                 \
   doc,                                                                                                      \
   low,                                                                                                      \
   high,                                                                                                     \
   (uint16_t)offsetof(dp_settings, field),                                                                   \
   (uint16_t)sizeof(((dp_settings *)0)->field),                                                              \
   DP_TYPE_##type,                                                                                           \
   flags,                                                                                                    \
   sizeof(section name) - 1,                                                                                 \
   sizeof(section) - 1},
#define KEY_SECTION(id, section, name, flags, doc)                                                           \
  {section name,       NULL, NULL, doc, 0, 0, 0, 0, DP_TYPE_SECTION, flags, sizeof(section name) - 1,        \
   sizeof(section) - 1},

const dp_key dp_keys[DP_KEYS] = {
#include "campaign_keys.inc"
};

static int in_section(const dp_key *key, const char *section, size_t section_len) {
  return key->section == section_len && memcmp(key->path, section, section_len) == 0;
}

const dp_key *dp_key_find(const char *section, size_t section_len, const char *name, size_t len) {
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (key->len == section_len + len && in_section(key, section, section_len) &&
        memcmp(key->path + section_len, name, len) == 0)
      return key;
  return NULL;
}

const dp_key *dp_key_path(const char *path, size_t len) {
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (key->len == len && memcmp(key->path, path, len) == 0) return key;
  return NULL;
}

size_t dp_key_names(const char *section, size_t section_len, const char **names, size_t cap) {
  size_t count = 0;
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (in_section(key, section, section_len) && count < cap) names[count++] = dp_key_name(key);
  return count;
}

const dp_key *dp_key_elsewhere(const char *name, size_t len) {
  for (const dp_key *key = dp_keys; key < dp_keys + DP_KEYS; key++)
    if (dp_text_is(name, len, dp_key_name(key))) return key;
  return NULL;
}

size_t dp_words_at(const char *words, size_t i, const char **word) {
  for (; i && words; i--) {
    words = strchr(words, '|');
    if (words) words++;
  }
  if (!words) return 0;
  *word = words;
  return strcspn(words, "|");
}

int32_t dp_words_find(const char *words, const char *text, size_t len) {
  const char *word;
  size_t word_len;
  for (int32_t i = 0; (word_len = dp_words_at(words, (size_t)i, &word)) != 0; i++)
    if (word_len == len && memcmp(word, text, len) == 0) return i;
  return -1;
}
