/* SPDX-License-Identifier: MIT */
/* What of an event does libical get to see?
 * Uses content lines and rules. Invariant: the properties that make days, and no other; every date in them
 * exists and has no time of day, so that libical opens no zone file; what cannot be read is left out and
 * named. */
#include "ical_event.h"

#include <string.h>

/* --- faults ------------------------------------------------------------------------------------ */

static dp_ical_fault *add(dp_ical_faults *faults, uint32_t line, const dp_ical_event *event) {
  if (faults->count++ >= DP_ICAL_FAULTS_MAX) return NULL;
  dp_ical_fault *fault = &faults->at[faults->count - 1];
  *fault = (dp_ical_fault){.event = event, .message = "", .line = line};
  return fault;
}

void dp_ical_fault_add(dp_ical_faults *faults, uint32_t line, const dp_ical_event *event, const char *message,
                       const char *found, size_t len) {
  char whole[160];
  dp_text text = {whole, sizeof whole, 0};
  dp_ical_fault *fault = add(faults, line, event);
  faults->grave++;
  if (!fault) return;
  dp_text_str(&text, message);
  if (found) dp_text_str(&text, ", found ");
  if (found) dp_text_quoted(&text, found, len);
  dp_text_end(&text);
  fault->message = dp_arena_text(faults->arena, whole, strlen(whole));
  if (!fault->message) faults->no_memory = 1;
}

void dp_ical_fault_harmless(dp_ical_faults *faults, uint32_t line, const dp_ical_event *event,
                            const char *message) {
  dp_ical_fault *fault = add(faults, line, event);
  if (!fault) return;
  fault->message = message;
  fault->harmless = 1;
}

static void wrong(dp_ical_draft *draft, const dp_ical_line *line, const char *message) {
  dp_ical_fault_add(draft->faults, line->line, draft->event, message, line->value, line->value_len);
}

/* --- the text for libical ---------------------------------------------------------------------- */

static int make_room(dp_text *text, size_t more) {
  if (text->cap - text->len >= more) return 1;
  size_t cap = text->cap ? text->cap : 1024;
  while (cap - text->len < more) cap *= 2;
  char *larger = dp_mem_resize(text->out, cap, 1);
  if (!larger) return 0;
  text->out = larger;
  text->cap = cap;
  return 1;
}

static int put_line(dp_ical_draft *draft, const char *name, const char *value, size_t len) {
  if (draft->put == DP_ICAL_PUT_MAX) {
    draft->too_long = 1;
    return 0;
  }
  draft->put++;
  if (!make_room(&draft->text, strlen(name) + len + 3)) return 0;
  dp_text_str(&draft->text, name);
  dp_text_char(&draft->text, ':');
  dp_text_bytes(&draft->text, value, len);
  dp_text_str(&draft->text, "\r\n");
  return 1;
}

int dp_ical_draft_begin(dp_ical_draft *draft, dp_ical_event *event) {
  draft->event = event;
  draft->text.len = 0;
  draft->rule_count = draft->started = draft->put = 0;
  draft->count_before = draft->faults->count;
  draft->grave_before = draft->faults->grave;
  return put_line(draft, "BEGIN", "VEVENT", 6);
}

int dp_ical_draft_end(dp_ical_draft *draft) {
  if (draft->event->timed) { /* it is skipped, and its faults with it */
    draft->faults->count = draft->count_before;
    draft->faults->grave = draft->grave_before;
  }
  if (!put_line(draft, "END", "VEVENT", 6) || !make_room(&draft->text, 1)) return 0;
  draft->text.out[draft->text.len] = 0;
  return 1;
}

/* --- properties -------------------------------------------------------------------------------- */

/* The name with VALUE=DATE, and one date; a time of day behind it is cut off where that is the custom. */
static int put_date(dp_ical_draft *draft, const dp_ical_line *line, const char *name, const char *item,
                    size_t len, int cut) {
  int32_t date;
  const char *time = cut ? memchr(item, 'T', len) : NULL;
  if (time) len = (size_t)(time - item);
  if (dp_ical_date(item, len, &date)) return put_line(draft, name, item, len);
  dp_ical_fault_add(draft->faults, line->line, draft->event, "expected a date like 20260302", item, len);
  return 1;
}

static int put_dates(dp_ical_draft *draft, const dp_ical_line *line, const char *name) {
  size_t from = 0;
  while (from <= line->value_len) {
    const char *item = line->value + from, *comma = memchr(item, ',', line->value_len - from);
    const size_t len = comma ? (size_t)(comma - item) : line->value_len - from;
    if (!put_date(draft, line, name, item, len, 1)) return 0;
    from += len + 1;
  }
  return 1;
}

/* One line a category: libical splits them at commas that are part of a name, too. */
static int put_categories(dp_ical_draft *draft, const dp_ical_line *line) {
  size_t from = 0;
  for (size_t i = 0; i <= line->value_len; i++) {
    if (i < line->value_len && line->value[i] == '\\') {
      i++;
    } else if (i == line->value_len || line->value[i] == ',') {
      if (i > from && !put_line(draft, "CATEGORIES", line->value + from, i - from)) return 0;
      from = i + 1;
    }
  }
  return 1;
}

static int put_start(dp_ical_draft *draft, const dp_ical_line *line) {
  draft->started = 1;
  if (memchr(line->value, 'T', line->value_len)) {
    draft->event->timed = 1;
    return 1;
  }
  return put_date(draft, line, "DTSTART;VALUE=DATE", line->value, line->value_len, 0);
}

static int put_rule(dp_ical_draft *draft, const dp_ical_line *line) {
  dp_ical_rule rule;
  const char *fault = dp_ical_rule_parse(line->value, line->value_len, &rule);
  if (!fault && draft->rule_count == DP_ICAL_RULES_MAX) fault = "the event has more than 8 rules";
  if (fault) {
    char whole[128];
    dp_text text = {whole, sizeof whole, 0};
    dp_text_str(&text, "this rule cannot be read: ");
    dp_text_str(&text, fault);
    dp_text_end(&text);
    wrong(draft, line, whole);
    return 1;
  }
  draft->rule_line[draft->rule_count] = line->line;
  draft->rules[draft->rule_count++] = rule;
  if (!make_room(&draft->text, line->value_len + 16)) return 0;
  dp_text_str(&draft->text, "RRULE:");
  dp_ical_rule_write(&draft->text, line->value, line->value_len);
  dp_text_str(&draft->text, "\r\n");
  return 1;
}

static int contains(const char *text, size_t len, const char *word) {
  const size_t n = strlen(word);
  for (size_t i = 0; i + n <= len; i++)
    if (dp_ical_is(text + i, n, word)) return 1;
  return 0;
}

static int put_instead(dp_ical_draft *draft, const dp_ical_line *line) {
  if (contains(line->params, line->params_len, ";RANGE="))
    wrong(draft, line, "an event that changes all later ones too (RANGE) is not read");
  return put_date(draft, line, "RECURRENCE-ID;VALUE=DATE", line->value, line->value_len, 1);
}

static int put_of_days(dp_ical_draft *draft, const dp_ical_line *line) {
  const char *name = line->name;
  const size_t len = line->name_len;
  if (dp_ical_is(name, len, "DTEND"))
    return put_date(draft, line, "DTEND;VALUE=DATE", line->value, line->value_len, 0);
  if (dp_ical_is(name, len, "DURATION")) return put_line(draft, "DURATION", line->value, line->value_len);
  if (dp_ical_is(name, len, "RRULE")) return put_rule(draft, line);
  if (dp_ical_is(name, len, "RDATE")) return put_dates(draft, line, "RDATE;VALUE=DATE");
  if (dp_ical_is(name, len, "EXDATE")) return put_dates(draft, line, "EXDATE;VALUE=DATE");
  if (dp_ical_is(name, len, "EXRULE")) wrong(draft, line, "EXRULE is not read; its days are to be in EXDATE");
  return 1;
}

int dp_ical_draft_line(dp_ical_draft *draft, const dp_ical_line *line) {
  static const char *const texts[] = {"UID", "SUMMARY", "STATUS", "X-LIC-ERROR"};
  const char *name = line->name;
  const size_t len = line->name_len;
  if (line->kind == DP_ICAL_BROKEN) {
    wrong(draft, line, "this line is no property");
    return 1;
  }
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (dp_ical_is(name, len, texts[i]))
      return !line->value_len || put_line(draft, texts[i], line->value, line->value_len);
  if (dp_ical_is(name, len, "CATEGORIES")) return put_categories(draft, line);
  if (dp_ical_is(name, len, "DTSTART")) return put_start(draft, line);
  if (dp_ical_is(name, len, "RECURRENCE-ID")) return put_instead(draft, line);
  return put_of_days(draft, line);
}
