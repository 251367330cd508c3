/* SPDX-License-Identifier: MIT */
/* How does a decision stand in a calendar?
 * Uses the decision, the person and the campaign's settings. Invariant: the same decision gives the same
 * bytes; an event keeps its UID however often it is planned anew, so that a calendar moves it and has no
 * two. Lines end with CRLF and are folded at 75 bytes, never inside a character. */
#include "ics.h"

#include <stdlib.h>

#include "phone.h"

enum { FOLD_AT = 75 };

/* Ends a content line that begins at `from`: folds it. */
static void end_line(buffer *b, size_t from) {
  buffer line = {0};
  buffer_bytes(&line, b->data + from, b->len - from);
  b->len = from;
  size_t room = FOLD_AT;
  for (size_t at = 0; at < line.len;) {
    size_t n = line.len - at < room ? line.len - at : room;
    while (at + n < line.len && ((unsigned char)line.data[at + n] & 0xC0) == 0x80) n--;
    if (at) buffer_str(b, "\r\n ");
    buffer_bytes(b, line.data + at, n);
    at += n;
    room = FOLD_AT - 1; /* the blank counts */
  }
  buffer_str(b, "\r\n");
  buffer_free(&line);
}

/* Text as a value: what has a meaning is escaped, a line break is \n, another control a blank. */
static void put_value(buffer *b, slice t) {
  for (size_t i = 0; i < t.len; i++) {
    const char c = t.at[i];
    if (c == '\\' || c == ';' || c == ',') buffer_char(b, '\\');
    if (c == '\n')
      buffer_str(b, "\\n");
    else
      buffer_char(b, (unsigned char)c < 32 || c == 127 ? ' ' : c);
  }
}

/* An instant in UTC: 20260302T090000Z. */
static void put_stamp(buffer *b, const char *name, int64_t at) {
  dialplan_civil c;
  const int64_t second = at % 86400;
  dialplan_date_split((int32_t)(at / 86400), &c);
  buffer_str(b, name);
  buffer_pad(b, c.year, 4);
  buffer_pad(b, c.month, 2);
  buffer_pad(b, c.day, 2);
  buffer_char(b, 'T');
  buffer_pad(b, second / 3600, 2);
  buffer_pad(b, second / 60 % 60, 2);
  buffer_pad(b, second % 60, 2);
  buffer_str(b, "Z\r\n");
}

static slice setting_of(const world *w, const char *path, char **text) {
  *text = world_setting(w, path);
  return slice_of(*text ? *text : "");
}

/* The contact in this campaign: its key, and what feeds the draws, which outlives a change of name. */
static void put_uid(buffer *b, const world *w, const dialplan_decision *d) {
  const size_t from = b->len;
  char *text;
  const slice seed = setting_of(w, "seed", &text);
  buffer_format(b, "UID:%016llx-", (unsigned long long)d->key);
  put_value(b, seed);
  end_line(b, from);
  free(text);
}

static int64_t length_of(const world *w) {
  char *text;
  dialplan_duration d = {0};
  const slice length = setting_of(w, "call.max_duration", &text);
  dialplan_duration_parse(length.at, length.len, &d, NULL);
  free(text);
  return d.seconds;
}

static void put_whom(buffer *b, const person *p) {
  put_value(b, p->first_name);
  if (p->first_name.len && p->last_name.len) buffer_char(b, ' ');
  put_value(b, p->last_name);
  if (!p->first_name.len && !p->last_name.len) put_value(b, p->id);
}

static void put_why(buffer *b, const world *w, const dialplan_decision *d) {
  buffer reason = {0};
  put_reason(&reason, w, d->reason, d->rule);
  put_value(b, (slice){reason.data, reason.len});
  buffer_free(&reason);
}

/* "name: value" and a line break inside a DESCRIPTION; nothing where there is no value. */
static void put_fact(buffer *b, const char *name, slice value) {
  if (!value.len) return;
  buffer_str(b, name);
  put_value(b, value);
  buffer_str(b, "\\n");
}

static void put_description(buffer *b, const world *w, const dialplan_decision *d, const person *p) {
  const size_t from = b->len;
  char number[PHONE_TEXT];
  buffer_str(b, "DESCRIPTION:Reason: ");
  put_why(b, w, d);
  buffer_format(b, "\\nClass: %s\\nAttempt: %u", dialplan_class_name(d->call_class), d->attempt);
  if (d->of) buffer_format(b, " of %u", d->of);
  buffer_str(b, "\\n");
  put_fact(b, "Contact: ", p->id);
  if (p->phone) put_fact(b, "Phone: ", (slice){number, phone_write(p->phone, number)});
  put_fact(b, "Campaign: ", slice_of(w->name ? w->name : ""));
  put_fact(b, "Callback: ", p->words[0]);
  b->len -= 2; /* the last break */
  end_line(b, from);
}

void ics_event(buffer *b, const world *w, const dialplan_decision *d, const person *p) {
  if (!d->at) return;
  buffer_str(b, "BEGIN:VEVENT\r\n");
  put_uid(b, w, d);
  put_stamp(b, "DTSTAMP:", w->now);
  put_stamp(b, "DTSTART:", d->at);
  put_stamp(b, "DTEND:", d->at + length_of(w));
  const size_t from = b->len;
  buffer_str(b, "SUMMARY:Call ");
  put_whom(b, p);
  buffer_str(b, ": ");
  put_why(b, w, d);
  end_line(b, from);
  put_description(b, w, d, p);
  buffer_str(b, "END:VEVENT\r\n");
}
