/* SPDX-License-Identifier: MIT */
/* What content lines is an iCalendar text made of?
 * Uses text alone; libical has no limits of its own, reads long lines in quadratic time and nested components
 * by recursion, so that nothing reaches it unseen. Invariant: time is linear in the text; a line is at most
 * 64 KiB, components nest at most 4 deep, and each END ends what began last. */
#include "ical_lines.h"

#include "base.h"

#include <string.h>

int dp_ical_is(const char *text, size_t len, const char *word) {
  for (size_t i = 0; i < len; i++)
    if (!word[i] || dp_text_lower(text[i]) != dp_text_lower(word[i])) return 0;
  return word[len] == 0;
}

static dialplan_status fail(const dp_ical_lines *lines, dialplan_status status, const char *code,
                            uint32_t line, const char *message) {
  dp_fail(lines->err, status, code, message);
  if (lines->err) lines->err->line = line;
  return status;
}

/* --- the text as a whole ----------------------------------------------------------------------- */

static uint32_t line_at(const char *text, size_t offset) {
  uint32_t line = 1;
  for (size_t i = 0; i < offset; i++)
    line += text[i] == '\n' || (text[i] == '\r' && !(i + 1 < offset && text[i + 1] == '\n'));
  return line;
}

static size_t skip_blanks(const char *text, size_t len) {
  size_t i = 0;
  while (i < len && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n')) i++;
  return i;
}

dialplan_status dp_ical_lines_begin(dp_ical_lines *lines, const char *text, size_t len, char *buffer,
                                    dialplan_error *err) {
  static const char begin[] = "BEGIN:VCALENDAR";
  *lines = (dp_ical_lines){.text = text, .len = len, .line = 1, .buffer = buffer, .err = err};
  if (len > DP_ICAL_BYTES_MAX)
    return fail(lines, DIALPLAN_E_LIMIT, "calendar-too-long", 0, "the calendar is longer than 4 MiB");
  if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) lines->offset = 3;
  const size_t blanks = skip_blanks(text + lines->offset, len - lines->offset);
  const size_t first = lines->offset + blanks;
  if (first == len)
    return fail(lines, DIALPLAN_E_REFERENCE, "empty-calendar", 0, "the file is empty, not a calendar");
  const size_t valid = dp_text_utf8(text, len);
  const char *nul = memchr(text, 0, valid);
  if (valid < len || nul)
    return fail(lines, DIALPLAN_E_REFERENCE, "not-utf8", line_at(text, nul ? (size_t)(nul - text) : valid),
                "a byte here is no UTF-8 text; save the calendar as UTF-8");
  lines->line = line_at(text, first);
  lines->offset = first;
  if (text[first] == '<')
    return fail(lines, DIALPLAN_E_REFERENCE, "web-page", lines->line,
                "this is a web page or XML, not a calendar; was it downloaded from an address that asks for "
                "a login?");
  if (len - first < sizeof begin - 1 || !dp_ical_is(text + first, sizeof begin - 1, begin))
    return fail(lines, DIALPLAN_E_REFERENCE, "not-a-calendar", lines->line,
                "this is no calendar: expected BEGIN:VCALENDAR at its start");
  return DIALPLAN_OK;
}

/* --- lines ------------------------------------------------------------------------------------- */

/* Steps over a line break. */
static void step_break(dp_ical_lines *lines) {
  if (lines->offset == lines->len) return;
  const char c = lines->text[lines->offset++];
  if (c == '\r' && lines->offset < lines->len && lines->text[lines->offset] == '\n') lines->offset++;
  lines->line++;
}

/* Copies a line and those that continue it: its length; -1: too long. */
static int64_t unfold(dp_ical_lines *lines) {
  size_t len = 0;
  for (;;) {
    const char *from = lines->text + lines->offset;
    size_t n = 0;
    while (lines->offset + n < lines->len && from[n] != '\n' && from[n] != '\r') n++;
    if (len + n > DP_ICAL_LINE_MAX) return -1;
    memcpy(lines->buffer + len, from, n);
    len += n;
    lines->offset += n;
    step_break(lines);
    if (lines->offset == lines->len) break;
    const char c = lines->text[lines->offset];
    if (c != ' ' && c != '\t') break;
    lines->offset++;
  }
  lines->buffer[len] = 0;
  return (int64_t)len;
}

static int is_name_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* NAME;PARAM="a:b":VALUE */
static void split(const char *text, size_t len, dp_ical_line *out) {
  size_t name = 0;
  while (name < len && is_name_char(text[name])) name++;
  size_t colon = name;
  for (int quoted = 0; colon < len && (quoted || text[colon] != ':'); colon++) quoted ^= text[colon] == '"';
  const int good = name && colon < len && (colon == name || text[name] == ';');
  out->kind = good ? DP_ICAL_PROPERTY : DP_ICAL_BROKEN;
  out->name = text;
  out->name_len = name;
  out->params = text + name;
  out->params_len = good ? colon - name : 0;
  out->value = good ? text + colon + 1 : text;
  out->value_len = good ? len - colon - 1 : len;
}

static void trim(dp_ical_line *line) {
  while (line->value_len && line->value[line->value_len - 1] == ' ') line->value_len--;
  line->name = line->value;
  line->name_len = line->value_len;
}

static dialplan_status begin(dp_ical_lines *lines, dp_ical_line *line) {
  trim(line);
  line->kind = DP_ICAL_BEGIN;
  if (lines->depth == DP_ICAL_DEPTH_MAX)
    return fail(lines, DIALPLAN_E_LIMIT, "calendar-too-deep", line->line,
                "components nest deeper than 4 levels");
  if (line->name_len >= sizeof lines->open[0].name || !line->name_len)
    return fail(lines, DIALPLAN_E_REFERENCE, "bad-component", line->line,
                "no name of a component follows BEGIN");
  if (lines->depth == 0 && !dp_ical_is(line->name, line->name_len, "VCALENDAR"))
    return fail(lines, DIALPLAN_E_REFERENCE, "not-a-calendar", line->line, "expected BEGIN:VCALENDAR here");
  memset(lines->open[lines->depth].name, 0, sizeof lines->open[0].name);
  memcpy(lines->open[lines->depth].name, line->name, line->name_len);
  lines->open[lines->depth++].line = line->line;
  return DIALPLAN_OK;
}

static dialplan_status truncated(const dp_ical_lines *lines) {
  const uint32_t line = lines->open[lines->depth - 1].line;
  if (lines->err) {
    dp_text text = dp_fail_begin(lines->err, DIALPLAN_E_REFERENCE, "truncated-calendar");
    lines->err->line = line;
    dp_text_str(&text, "the file ends inside the ");
    dp_text_str(&text, lines->open[lines->depth - 1].name);
    dp_text_str(&text, " that begins on line ");
    dp_text_int(&text, line);
    dp_text_str(&text, ": it was cut off");
    dp_text_end(&text);
  }
  return DIALPLAN_E_REFERENCE;
}

/* Whether the text ends in the middle of an END. */
static int cut_off(const dp_ical_lines *lines, const dp_ical_line *line) {
  const char *open = lines->open[lines->depth - 1].name;
  char part[sizeof lines->open[0].name] = {0};
  if (lines->offset < lines->len || line->name_len >= strlen(open)) return 0;
  memcpy(part, open, line->name_len);
  return dp_ical_is(line->name, line->name_len, part);
}

static dialplan_status end(dp_ical_lines *lines, dp_ical_line *line) {
  trim(line);
  line->kind = DP_ICAL_END;
  if (lines->depth && dp_ical_is(line->name, line->name_len, lines->open[lines->depth - 1].name)) {
    lines->depth--;
    return DIALPLAN_OK;
  }
  if (lines->depth && cut_off(lines, line)) return truncated(lines);
  return fail(lines, DIALPLAN_E_REFERENCE, "bad-component", line->line,
              "this END does not end the component that began last");
}

dialplan_status dp_ical_lines_next(dp_ical_lines *lines, dp_ical_line *out, int *more) {
  *more = 1;
  while (lines->offset < lines->len) {
    const uint32_t line = lines->line;
    const int64_t len = unfold(lines);
    if (len < 0)
      return fail(lines, DIALPLAN_E_LIMIT, "calendar-line-too-long", line, "a line is longer than 64 KiB");
    if (skip_blanks(lines->buffer, (size_t)len) == (size_t)len) continue;
    split(lines->buffer, (size_t)len, out);
    out->line = line;
    if (out->kind == DP_ICAL_PROPERTY && dp_ical_is(out->name, out->name_len, "BEGIN"))
      return begin(lines, out);
    if (out->kind == DP_ICAL_PROPERTY && dp_ical_is(out->name, out->name_len, "END")) return end(lines, out);
    if (lines->depth == 0) out->kind = DP_ICAL_BROKEN;
    return DIALPLAN_OK;
  }
  *more = 0;
  return lines->depth ? truncated(lines) : DIALPLAN_OK;
}
