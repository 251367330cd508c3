/* SPDX-License-Identifier: MIT */
/* How is a word of a fixed vocabulary read, and what is said about one that is not in it?
 * Uses base and text alone. Invariant: no locale; bytes other than A to Z are kept as they are. */
#include "word.h"

dp_word dp_word_lower(const char *text, uint64_t len) {
  dp_word word = {.len = 0};
  if (len > sizeof word.text) return word;
  for (; word.len < len; word.len++) word.text[word.len] = dp_text_lower(text[word.len]);
  return word;
}

dialplan_status dp_word_unknown(dialplan_error *err, const char *code, const char *message, const char *text,
                                uint64_t len, const char *const *words, size_t count) {
  if (!err) return DIALPLAN_E_VALUE;
  dp_text out = dp_fail_begin(err, DIALPLAN_E_VALUE, code);
  dp_text_str(&out, message);
  dp_text_char(&out, ' ');
  dp_text_quoted(&out, text, len);
  const char *nearest = dp_text_nearest(text, len, words, count);
  if (nearest) {
    dp_text_str(&out, ", did you mean \"");
    dp_text_str(&out, nearest);
    dp_text_str(&out, "\"?");
  }
  dp_text_end(&out);
  return DIALPLAN_E_VALUE;
}
