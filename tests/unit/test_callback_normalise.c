/* SPDX-License-Identifier: MIT */
/* lib/callback/normalise.c and fold.c: tokens of every script and every mess, and the shape of words. */
#include "fixture.h"

#include "callback/fold.h"
#include "callback/normalise.h"

static dp_tokens tokens;

/* The tokens as one line: words, numbers, marks, each behind a space unless it is glued to the one before. */
static const char *line(const char *text, uint64_t len) {
  static char out[8192];
  size_t used = 0;
  dp_callback_tokens(text, len, &tokens);
  for (uint32_t i = 0; i < tokens.count; i++) {
    const dp_token *token = &tokens.token[i];
    if (i && !token->glued) out[used++] = ' ';
    if (token->kind == DP_TOKEN_WORD)
      used += (size_t)sprintf(out + used, "%.*s", token->len, tokens.chars + token->at);
    else if (token->kind == DP_TOKEN_NUMBER)
      used += (size_t)sprintf(out + used, "%u", token->value);
    else
      out[used++] = (char)token->mark;
  }
  out[used] = 0;
  return out;
}

#define assert_tokens(text, expected) assert_string_equal(line(text, strlen(text)), expected)

static void words_numbers_and_marks(void **state) {
  assert_tokens("", "");
  assert_tokens("  \t ", "");
  assert_tokens("Call me TOMORROW", "call me tomorrow");
  assert_tokens("kal11baje", "kal11baje");
  assert_int_equal(tokens.count, 3);
  assert_tokens("5:30", "5:30");
  assert_int_equal(tokens.count, 3);
  assert_tokens("5 : 30", "5 : 30");
  assert_tokens("don't o'clock today’s", "dont oclock todays");
  assert_tokens("yes! no? so; so", "yes! no! so! so");
  assert_tokens("a~b (c) \"d\"", "a-b c d");
  assert_tokens("4\xE2\x80\x93 6", "4- 6");
  assert_tokens("09", "9");
  assert_int_equal(tokens.token[0].len, 2);
}

static void scripts_and_accents(void **state) {
  assert_tokens("Übermorgen MAÑANA früh", "ubermorgen manana fruh");
  assert_tokens("man\xCC\x83"
                "ana u\xCC\x88"
                "ber",
                "manana uber"); /* decomposed */
  assert_tokens("straße", "strase");
  assert_tokens("११ बजे", "11 बजे");
  assert_tokens("साढ़े", "साढे");                         /* a letter with a nukta of its own, U+095D */
  assert_tokens("साढ\xE0\xA4\xBC\xE0\xA5\x87", "साढे"); /* and with the sign */
  assert_tokens("कल।परसों", "कल!परसों");
  assert_tokens("５ｐｍ", "5pm"); /* full width */
  assert_tokens("завтра", "завтра");
}

static void what_is_not_text(void **state) {
  assert_tokens("kal\xE2\x80\x8B"
                "ko",
                "kalko"); /* a zero-width space */
  assert_tokens("k\xE2\x80\x8D"
                "al \xE2\x80\x8F"
                "5",
                "kal 5"); /* a joiner, a direction mark */
  assert_tokens("kal\xF0\x9F\x98\x80"
                "5",
                "kal 5"); /* an emoji */
  assert_tokens("\xEF\xBB\xBFkal", "kal");
  assert_tokens("a\xFF"
                "b \xE0\xA4 c \xC0\x80 d",
                "a b c d");
  assert_tokens("\xF4\x90\x80\x80 a \xF5 b \xED", "a b");
  assert_tokens("a\xC2\xA0"
                "b\xC2\xAD"
                "c \xC3\x97",
                "a bc");
  assert_string_equal(line("a\0b", 3), "a b");
}

static void numbers_of_any_length(void **state) {
  char digits[400];
  memset(digits, '9', sizeof digits);
  dp_callback_tokens(digits, sizeof digits, &tokens);
  assert_int_equal(tokens.count, 1);
  assert_int_equal(tokens.token[0].value, DP_NUMBER_HUGE);
  assert_int_equal(tokens.token[0].len, 255);
  char word[400];
  memset(word, 'x', sizeof word);
  dp_callback_tokens(word, sizeof word, &tokens);
  assert_int_equal(tokens.token[0].len, 255);
  assert_int_equal(dp_callback_fold(word, 255).len, 1); /* one letter again and again */
  assert_int_equal(dp_callback_trim(word, 255).len, 2);
  for (size_t i = 0; i < sizeof word; i++) word[i] = (char)('a' + i % 7);
  assert_int_equal(dp_callback_fold(word, 255).len, 0);
  assert_int_equal(dp_callback_trim(word, 255).len, 0);
}

static void long_texts_keep_their_end(void **state) {
  static char text[3000];
  memset(text, 'a', sizeof text);
  for (size_t i = 9; i < sizeof text; i += 10) text[i] = ' ';
  memcpy(text + 2990, "tomorrow  ", 10);
  dp_callback_tokens(text, sizeof text, &tokens);
  assert_int_equal(tokens.shortened, 1);
  assert_int_equal(tokens.base, 1980); /* 3,000 - 1,024 is inside a word: the next one */
  const dp_token *last = &tokens.token[tokens.count - 1];
  assert_int_equal(tokens.base + last->from, 2990);
  assert_int_equal(tokens.base + last->until, 2998);
  memset(text, 'b', sizeof text); /* one word: cut where it must be */
  dp_callback_tokens(text, sizeof text, &tokens);
  assert_int_equal(tokens.base, 3000 - DP_TEXT_MAX);
  dp_callback_tokens(text, DP_TEXT_MAX, &tokens);
  assert_int_equal(tokens.shortened, 0);
}

static void bytes_are_kept(void **state) {
  dp_callback_tokens("  Úno\xCC\x81 7", 10, &tokens);
  assert_int_equal(tokens.token[0].from, 2);
  assert_int_equal(tokens.token[0].until, 8); /* with the accent behind it */
  assert_int_equal(tokens.token[1].from, 9);
  assert_int_equal(tokens.token[1].until, 10);
}

static void assert_fold(const char *word, const char *expected) {
  const dp_fold fold = dp_callback_fold(word, (uint32_t)strlen(word));
  char text[DP_WORD_BYTES + 1] = "";
  memcpy(text, fold.text, fold.len);
  assert_string_equal(text, expected);
}

static void spellings_fold_together(void **state) {
  static const char *const same[][3] = {
      {"shaam", "sham", "shaaam"},        {"somvaar", "somwar", "sommvar"},
      {"subah", "suba", "subaah"},        {"teen", "tin", "tiin"},
      {"phir", "fir", "phirr"},           {"roz", "roj", "rozz"},
      {"dopahar", "dopahar", "doppahar"}, {"घण्टा", "घंटा", "घँटा"},
      {"हिन्दी", "हिंदी", "हिंदि"},          {"दूसरे", "दुसरे", "दूसरे"},
  };
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    for (size_t j = 1; j < 3; j++) {
      const dp_fold a = dp_callback_fold(same[i][0], (uint32_t)strlen(same[i][0])),
                    b = dp_callback_fold(same[i][j], (uint32_t)strlen(same[i][j]));
      assert_int_equal(a.len, b.len);
      assert_memory_equal(a.text, b.text, a.len);
      assert_int_equal(dp_callback_hash(a.text, a.len), dp_callback_hash(b.text, b.len));
    }
  assert_fold("week", "vik");
  assert_fold("ah", "ah"); /* too short to lose its h */
  assert_fold("ईऊ", "इउ");
  assert_fold("उन्नीस", "उन्निस"); /* a doubled n is no nasal */
  assert_fold("\xD0\xB4"
              "a",
              "\xD0\xB4"
              "a");
  const dp_fold trim = dp_callback_trim("soooon", 6);
  assert_int_equal(trim.len, 4);
  assert_memory_equal(trim.text, "soon", 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_numbers_and_marks),   cmocka_unit_test(scripts_and_accents),
      cmocka_unit_test(what_is_not_text),          cmocka_unit_test(numbers_of_any_length),
      cmocka_unit_test(long_texts_keep_their_end), cmocka_unit_test(bytes_are_kept),
      cmocka_unit_test(spellings_fold_together),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
