/* SPDX-License-Identifier: MIT */
/* How are texts, durations and lines of canonical YAML written?
 * Uses the text writer. Invariant: YAML 1.1 and 1.2 readers and JSON-minded ones take a written text for the
 * same text; whatever might be a number, a date, a boolean or an indicator to one of them is quoted. */
#include "campaign_file.h"

#include <string.h>

void dp_write_line(dp_writer *writer, int32_t depth) {
  dp_text_char(&writer->text, '\n');
  for (int32_t i = 0; i < writer->indent + 2 * depth; i++) dp_text_char(&writer->text, ' ');
}

static int letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Words that some reader takes for a boolean or for nothing, in any case. */
static int reserved(const char *text, size_t len) {
  static const char *const words[] = {"y",    "n",     "yes",  "no",  "on", "off",
                                      "true", "false", "null", "nan", "inf"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == len && dp_text_distance(text, len, words[i], len, 0) == 0) return 1;
  return 0;
}

static int plain(const char *text, size_t len) {
  if (len == 0 || len > 120 || !letter(text[0]) || text[len - 1] == ' ' || reserved(text, len)) return 0;
  for (size_t i = 0; i < len; i++) {
    const char c = text[i];
    if (!letter(c) && !(c >= '0' && c <= '9') && !(c && strchr(" _-./+@=;()", c))) return 0;
  }
  return 1;
}

/* One character, read from valid UTF-8; its length in bytes. */
static size_t decode(const unsigned char *s, uint32_t *c) {
  *c = s[0];
  if (s[0] < 0x80) return 1;
  const size_t len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
  *c = s[0] & (0xFFu >> (len + 1));
  for (size_t i = 1; i < len; i++) *c = *c << 6 | (s[i] & 0x3Fu);
  return len;
}

/* Characters that YAML lets stand in a quoted text of one line. */
static int printable(uint32_t c) {
  return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c < 0xFFFE) ||
         c >= 0x10000;
}

static void write_escape(dp_text *text, uint32_t c) {
  static const char digits[] = "0123456789ABCDEF";
  dp_text_str(text, "\\u");
  for (int shift = 12; shift >= 0; shift -= 4) dp_text_char(text, digits[c >> shift & 15]);
}

static void write_quoted(dp_writer *writer, const char *text) {
  dp_text *out = &writer->text;
  dp_text_char(out, '"');
  for (const unsigned char *s = (const unsigned char *)text; *s;) {
    uint32_t c;
    const size_t len = decode(s, &c);
    if (c == '"' || c == '\\') dp_text_char(out, '\\');
    if (c == '\n')
      dp_text_str(out, "\\n");
    else if (c == '\t')
      dp_text_str(out, "\\t");
    else if (printable(c))
      dp_text_bytes(out, (const char *)s, len);
    else
      write_escape(out, c);
    s += len;
  }
  dp_text_char(out, '"');
}

void dp_write_text(dp_writer *writer, const char *text) {
  if (writer->bare || plain(text, strlen(text)))
    dp_text_str(&writer->text, text);
  else
    write_quoted(writer, text);
}

void dp_write_duration(dp_writer *writer, dialplan_duration duration) {
  char out[32];
  uint64_t len = 0;
  (void)dialplan_duration_format(duration, out, sizeof out, &len);
  dp_text_bytes(&writer->text, out, (size_t)len);
}

void dp_write_texts(dp_writer *writer, const char *const *texts, uint32_t count) {
  dp_text_char(&writer->text, '[');
  for (uint32_t i = 0; i < count; i++) {
    if (i) dp_text_str(&writer->text, ", ");
    dp_write_text(writer, texts[i]);
  }
  dp_text_char(&writer->text, ']');
}

void dp_write_durations(dp_writer *writer, const dialplan_duration *durations, uint32_t count) {
  dp_text_char(&writer->text, '[');
  for (uint32_t i = 0; i < count; i++) {
    if (i) dp_text_str(&writer->text, ", ");
    dp_write_duration(writer, durations[i]);
  }
  dp_text_char(&writer->text, ']');
}

void dp_write_decimal(dp_text *text, int64_t value, int places) {
  int64_t unit = 1;
  for (int i = 0; i < places; i++) unit *= 10;
  dp_text_int(text, value / unit);
  int64_t rest = value % unit;
  if (!rest) return;
  for (; rest % 10 == 0; places--) rest /= 10;
  dp_text_char(text, '.');
  dp_text_pad(text, rest, places);
}
