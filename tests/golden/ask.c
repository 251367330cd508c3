/* SPDX-License-Identifier: MIT */
/* What does the library say to one golden question? Compiles what is given, applies the events that have
 * happened by the question's time, in the order in which they stand, asks, and compares what the expected
 * answer names. */
#include "ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct asking {
  const dialplan_zones *zones;
  dialplan_campaign *campaign;
  uint16_t zone; /* the campaign's: that of times without an offset */
  dialplan_contact contact;
  dialplan_state state;
  dialplan_options options;
  const char *question;
  char *answer;
  size_t len;
} asking;

static void say(asking *a, const char *format, ...) {
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(a->answer + a->len, ANSWER_TEXT - a->len, format, args);
  va_end(args);
  if (n > 0 && a->len + (size_t)n < ANSWER_TEXT) a->len += (size_t)n;
}

/* ---- words and times ---- */

/* The next word of a text, up to a space or the end; "" at the end. */
static const char *word(const char *text, char out[160]) {
  text += strspn(text, " ");
  const size_t len = strcspn(text, " ");
  snprintf(out, 160, "%.*s", (int)len, text);
  return text + len;
}

/* The word behind a key; 0: there is no such key. */
static int word_after(const char *text, const char *key, char out[160]) {
  char w[160];
  for (text = word(text, w); w[0]; text = word(text, w)) {
    if (strcmp(w, key) != 0) continue;
    word(text, out);
    return 1;
  }
  return 0;
}

/* An instant as golden files write it; 0 for "none"; -1: unreadable. */
static int64_t instant(const asking *a, const char *text) {
  int64_t at = -1;
  if (strcmp(text, "none") == 0) return 0;
  dialplan_instant_parse(a->zones, a->zone, text, strlen(text), DIALPLAN_EDGE_START, &at, NULL);
  return at;
}

static int64_t instant_after(const asking *a, const char *text, const char *key) {
  char w[160];
  return word_after(text, key, w) ? instant(a, w) : 0;
}

static const char *written(const asking *a, int64_t at, char out[64]) {
  uint64_t len = 0;
  if (at == 0 || dialplan_instant_format(a->zones, a->zone, at, out, 63, &len) != DIALPLAN_OK) return "none";
  out[len] = 0;
  return out;
}

static const char *reason_name(const asking *a, uint16_t reason, uint16_t rule, char out[160]) {
  const char *id = "";
  if (reason != DIALPLAN_REASON_GUARD) return dialplan_reason_name(reason);
  if (rule) dialplan_campaign_rule(a->campaign, rule - 1u, &id, NULL, NULL, NULL);
  snprintf(out, 160, "guard:%s", id);
  return out;
}

/* ---- what is given ---- */

static int compile(asking *a, const given *g) {
  const char *const names[] = {"account.yaml"}, *const texts[] = {g->account};
  const uint64_t lengths[] = {strlen(g->account)};
  dialplan_error err = {0};
  if (dialplan_campaign_compile(g->campaign, strlen(g->campaign), (dialplan_zones *)a->zones, names, texts,
                                lengths, g->account[0] != 0, &a->campaign, &err) != DIALPLAN_OK) {
    say(a, "campaign:%u:%u: %s\n", err.line, err.column, err.message);
    return 0;
  }
  a->zone = dialplan_campaign_zone(a->campaign);
  return 1;
}

/* "42, zone A|B, enqueued T, region US-FL, dnc, inbound_first, other_attempt T, other_conversation T" */
static void read_contact(asking *a, const char *text) {
  char item[512], value[160];
  for (int first = 1; *text; first = 0) {
    text += strspn(text, ", ");
    const size_t len = strcspn(text, ",");
    snprintf(item, sizeof item, "%.*s", (int)len, text);
    text += len;
    if (first)
      a->contact.key = dialplan_key(item, strlen(item));
    else if (word_after(item, "zone", value))
      dialplan_contact_zones(&a->contact, a->zones, value, strlen(value), NULL);
    else if (word_after(item, "enqueued", value))
      a->contact.enqueued_at = instant(a, value);
    else if (word_after(item, "region", value))
      memcpy(a->contact.region, value, sizeof a->contact.region - 1);
    else if (word_after(item, "other_attempt", value))
      a->contact.other_last_attempt_at = instant(a, value);
    else if (word_after(item, "other_conversation", value))
      a->contact.other_last_conversation_at = instant(a, value);
    else if (strcmp(item, "dnc") == 0)
      a->contact.flags |= DIALPLAN_CONTACT_DNC_LISTED;
    else if (strcmp(item, "inbound_first") == 0)
      a->contact.flags |= DIALPLAN_CONTACT_INBOUND_FIRST;
    else
      say(a, "contact: \"%s\"\n", item);
  }
}

static void read_event(asking *a, const char *text, dialplan_event *event) {
  char w[160];
  memset(event, 0, sizeof *event);
  event->size = sizeof *event;
  text = word(text, w);
  event->at = instant(a, w);
  text = word(text, w);
  if (event->at <= 0 || dialplan_event_parse(w, strlen(w), &event->kind, NULL) != DIALPLAN_OK)
    say(a, "event: \"%s\"\n", w);
  if (event->kind == DIALPLAN_EVENT_ATTEMPT) {
    text = word(text, w);
    if (dialplan_campaign_outcome(a->campaign, w, strlen(w), &event->outcome, NULL) == DIALPLAN_E_VALUE)
      say(a, "outcome: \"%s\"\n", w);
  }
  event->ended_at = instant_after(a, text, "ended");
  event->due_at = instant_after(a, text, "due");
  event->earliest_at = instant_after(a, text, "earliest");
  event->latest_at = instant_after(a, text, "latest");
  if (word_after(text, "by", w))
    event->by = strcmp(w, "customer") == 0 ? DIALPLAN_BY_CUSTOMER
                : strcmp(w, "agent") == 0  ? DIALPLAN_BY_AGENT
                                           : 0;
  if (word_after(text, "confidence", w)) {
    event->confidence = (uint16_t)atoi(w);
    event->flags |= DIALPLAN_EVENT_HAS_CONFIDENCE;
  }
  if (word_after(text, "run", w)) event->run = (uint32_t)atoi(w);
  if (strstr(text, "manual")) event->flags |= DIALPLAN_EVENT_MANUAL;
  if (strstr(text, "not_requested")) event->flags |= DIALPLAN_EVENT_NOT_REQUESTED;
  if (strstr(text, "conversation")) event->flags |= DIALPLAN_EVENT_CONVERSATION;
  if (event->kind == DIALPLAN_EVENT_CANCEL && strstr(text, "callback"))
    event->flags |= DIALPLAN_EVENT_SCOPE_CALLBACK;
}

/* text "kal 5 baje" of a callback is resolved as the program does it. */
static void read_words(asking *a, const char *line, dialplan_event *event) {
  const char *const text = strstr(line, " text \"");
  const char *const end = text ? strrchr(line, '"') : NULL;
  dialplan_error err = {0};
  if (end &&
      dialplan_callback_wish(a->campaign, &a->contact, text + 7, (uint64_t)(end - text - 7), event, &err))
    say(a, "event \"%s\": %s\n", line, err.message);
}

static void apply(asking *a, const given *g, int64_t now) {
  a->state.size = sizeof a->state;
  for (int i = 0; i < g->event_count; i++) {
    dialplan_event event;
    dialplan_error err = {0};
    read_event(a, g->event[i], &event);
    if (event.at > now) continue;
    /* entering is the caller's to note: for the first time, or in a higher run */
    if (event.kind == DIALPLAN_EVENT_ENQUEUE && (a->contact.enqueued_at == 0 || event.run > a->state.run))
      a->contact.enqueued_at = event.at;
    read_words(a, g->event[i], &event);
    const dialplan_status status =
        dialplan_apply(a->campaign, &a->contact, &a->state, &event, &a->state, &err);
    if (status != DIALPLAN_OK && (status < DIALPLAN_W_STALE || status > DIALPLAN_W_TOO_FAR))
      say(a, "event \"%s\": %s\n", g->event[i], err.message);
  }
}

/* ---- answers ---- */

/* A named value of an answer: an instant, or text. */
typedef struct field {
  const char *key; /* "": the first word */
  int64_t at;
  char text[160];
  int is_instant;
} field;

/* Compares the fields that a line of the expected answer names, and says them as they are. */
static int compare_fields(asking *a, const field *fields, int count, const char *expected) {
  int equal = 1, first = 1;
  char item[256], key[160], value[160], at[64];
  for (; *expected && *expected != '\n'; first = 0) {
    expected += strspn(expected, ", ");
    const size_t len = strcspn(expected, ",\n");
    snprintf(item, sizeof item, "%.*s", (int)len, expected);
    expected += len;
    word(word(item, key), value);
    if (!value[0]) snprintf(value, sizeof value, "%s", key), key[0] = 0;
    int i = 0;
    while (i < count && strcmp(fields[i].key, key) != 0) i++;
    if (i == count) {
      say(a, "%sno field \"%s\"", first ? "" : ", ", key);
      equal = 0;
      continue;
    }
    equal &= fields[i].is_instant ? instant(a, value) == fields[i].at : strcmp(value, fields[i].text) == 0;
    say(a, "%s%s%s%s", first ? "" : ", ", key, key[0] ? " " : "",
        fields[i].is_instant ? written(a, fields[i].at, at) : fields[i].text);
  }
  say(a, "\n");
  return equal;
}

static field text_field(const char *key, const char *text) {
  field f = {.key = key};
  snprintf(f.text, sizeof f.text, "%s", text ? text : "?");
  return f;
}

static field number_field(const char *key, int64_t n) {
  field f = {.key = key};
  snprintf(f.text, sizeof f.text, "%lld", (long long)n);
  return f;
}

static field instant_field(const char *key, int64_t at) {
  return (field){.key = key, .at = at, .is_instant = 1};
}

static int failed(asking *a, dialplan_status status, const dialplan_error *err) {
  say(a, "%s: %s\n", dialplan_status_name(status), err->message);
  return 0;
}

static int ask_next(asking *a, int64_t now, const char *expected) {
  dialplan_decision d = {0};
  dialplan_error err = {0};
  char rule[160];
  const dialplan_status status =
      dialplan_next(a->campaign, &a->contact, &a->state, now, &a->options, &d, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  const field fields[] = {
      text_field("", dialplan_verdict_name(d.verdict)),
      instant_field("at", d.at),
      instant_field("due", d.due_at),
      instant_field("asked", d.asked_at),
      text_field("class", dialplan_class_name(d.call_class)),
      number_field("attempt", d.attempt),
      number_field("of", d.of),
      text_field("reason", reason_name(a, d.reason, d.rule, rule)),
      text_field("zone", dialplan_zones_name(a->zones, d.zone)),
  };
  return compare_fields(a, fields, sizeof fields / sizeof *fields, expected);
}

static int ask_clip(asking *a, int64_t at, const char *expected) {
  static const char *const words[] = {"open", "moved", "never"};
  dialplan_clipped c = {0};
  dialplan_error err = {0};
  char w[160];
  if (word_after(a->question, "zone", w) &&
      dialplan_contact_zones(&a->contact, a->zones, w, strlen(w), &err) != DIALPLAN_OK)
    return failed(a, DIALPLAN_E_ZONE_UNKNOWN, &err);
  const dialplan_status status = dialplan_clip(a->campaign, &a->contact, at, &a->options, &c, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  const field fields[] = {
      text_field("", words[c.verdict]),
      instant_field("to", c.at),
      instant_field("until", c.close_at),
      text_field("zone", dialplan_zones_name(a->zones, c.zone)),
      text_field("reason", reason_name(a, c.reason, c.rule, w)),
  };
  return compare_fields(a, fields, sizeof fields / sizeof *fields, expected);
}

static int ask_standing(asking *a, int64_t now, const char *expected) {
  int32_t standing = 0, wish = 0;
  dialplan_error err = {0};
  const dialplan_status status =
      dialplan_standing(a->campaign, &a->contact, &a->state, now, &standing, &wish, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  const field fields[] = {text_field("status", dialplan_standing_name(standing)),
                          text_field("callback", dialplan_wish_name(wish))};
  return compare_fields(a, fields, 2, expected);
}

/* The expected names have to be among the steps, in this order. */
static int ask_explain(asking *a, int64_t now, const char *expected) {
  dialplan_decision d = {0};
  dialplan_error err = {0};
  dialplan_step steps[64];
  uint64_t count = 0;
  const dialplan_status status =
      dialplan_explain(a->campaign, &a->contact, &a->state, now, &a->options, &d, steps, 64, &count, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  for (uint64_t i = 0; i < count; i++) {
    char rule[160];
    const char *name = reason_name(a, steps[i].reason, steps[i].rule, rule);
    const size_t len = strcspn(expected, ",\n");
    say(a, "%s%s", i ? ", " : "", name);
    if (*expected != '\n' && strlen(name) == len && strncmp(name, expected, len) == 0) {
      expected += len;
      expected += strspn(expected, ", ");
    }
  }
  say(a, "\n");
  return *expected == '\n';
}

/* Takes one line "T words" or "words" off the expected answer; 1 if it says the same. */
static int same_line(asking *a, const char **expected, int64_t at, const char *words, const char *separator) {
  char line[400], w[160], text[64];
  const size_t len = strcspn(*expected, "\n");
  say(a, "%s%s%s\n", at ? written(a, at, text) : "", at ? separator : "", words);
  if (len == 0 || len >= sizeof line) return 0;
  snprintf(line, sizeof line, "%.*s", (int)len, *expected);
  *expected += len + 1;
  if (!at) return strcmp(line, words) == 0;
  const char *rest = word(line, w);
  return instant(a, w) == at && strlen(rest) >= strlen(separator) &&
         strcmp(rest + strlen(separator), words) == 0;
}

static int ask_ladder(asking *a, int64_t now, const char *expected) {
  static dialplan_decision rungs[1000];
  uint64_t count = 0;
  uint8_t outcome = 0;
  dialplan_error err = {0};
  char w[160], rule[160], line[200];
  if (word_after(a->question, "outcome", w))
    dialplan_campaign_outcome(a->campaign, w, strlen(w), &outcome, NULL);
  const dialplan_status status = dialplan_ladder(a->campaign, &a->contact, &a->state, now, outcome,
                                                 &a->options, rungs, 1000, &count, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  int equal = 1;
  for (uint64_t i = 0; i < count; i++) {
    if (strcmp(expected, "...\n") == 0) { /* the rest is not looked at */
      say(a, "...\n");
      return equal;
    }
    const char *reason = reason_name(a, rungs[i].reason, rungs[i].rule, rule);
    if (rungs[i].at) {
      equal &= same_line(a, &expected, rungs[i].at, reason, " ");
    } else {
      snprintf(line, sizeof line, "stop %s", reason);
      equal &= same_line(a, &expected, 0, line, "");
    }
  }
  return equal && *expected == 0;
}

static int ask_spans(asking *a, const char *date_text, const char *expected) {
  int32_t date = 0;
  dialplan_span spans[256];
  uint64_t count = 0;
  dialplan_error err = {0};
  char until[64], line[200];
  dialplan_status status = dialplan_date_parse(date_text, strlen(date_text), &date, &err);
  if (status == DIALPLAN_OK)
    status = dialplan_spans(a->campaign, &a->contact, date, spans, 256, &count, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  if (count == 0) return same_line(a, &expected, 0, "none", "") && *expected == 0;
  int equal = 1;
  for (uint64_t i = 0; i < count; i++) {
    /* "until" is compared as an instant, too */
    const char *end = strstr(expected, " until ");
    char w[160] = "";
    if (end) snprintf(w, sizeof w, "%.*s", (int)strcspn(end + 7, "\n"), end + 7);
    const int same = end && instant(a, w) == spans[i].until_at;
    snprintf(line, sizeof line, "until %s", same ? w : written(a, spans[i].until_at, until));
    equal &= same_line(a, &expected, spans[i].from_at, line, " ") && same;
  }
  return equal && *expected == 0;
}

/* Questions whose answer is one instant, or one number. */
static int ask_single(asking *a, const char *kind, int64_t at, const char *expected) {
  int64_t value = -1;
  char w[160], text[64];
  dialplan_error err = {0};
  dialplan_status status = DIALPLAN_E_ARGUMENT;
  if (strcmp(kind, "close") == 0)
    status = dialplan_close(a->campaign, &a->contact, at, &a->options, &value, &err);
  else if (strcmp(kind, "prev") == 0)
    status = dialplan_prev_open(a->campaign, &a->contact, at, &a->options, &value, &err);
  else if (strcmp(kind, "seconds") == 0)
    status = dialplan_open_seconds(a->campaign, &a->contact, at, instant_after(a, a->question, "until"),
                                   &value, &err);
  else if (strcmp(kind, "place") == 0 && word_after(a->question, "attempt", w))
    status = dialplan_place(a->campaign, &a->contact, at, instant_after(a, a->question, "now"),
                            (uint32_t)atoi(w), &a->options, &value, &err);
  if (status != DIALPLAN_OK) return failed(a, status, &err);
  word(expected, w);
  w[strcspn(w, "\n")] = 0;
  if (strcmp(kind, "seconds") == 0) {
    say(a, "%lld\n", (long long)value);
    return atoll(w) == value;
  }
  say(a, "%s\n", written(a, value, text));
  return instant(a, w) == value;
}

int ask(const given *g, const dialplan_zones *zones, const char *question, const char *expected,
        char answer[ANSWER_TEXT]) {
  asking a = {.zones = zones, .question = question, .answer = answer};
  char kind[160], time[160];
  int equal = 0;
  answer[0] = 0;
  word(word(question, kind), time);
  if (!compile(&a, g)) return 0;
  read_contact(&a, g->contact);
  const size_t tail = strlen(" no buffer"), len = strlen(question);
  if (len > tail && strcmp(question + len - tail, " no buffer") == 0)
    a.options.flags = DIALPLAN_OPTION_NO_BUFFER;
  const int64_t at = strcmp(kind, "spans") == 0 ? 1 : instant(&a, time);
  if (at > 0) apply(&a, g, at);
  if (a.len > 0)
    equal = 0; /* something given could not be read, and has been said */
  else if (at <= 0)
    say(&a, "no time \"%s\"\n", time);
  else if (strcmp(kind, "next") == 0)
    equal = ask_next(&a, at, expected);
  else if (strcmp(kind, "clip") == 0)
    equal = ask_clip(&a, at, expected);
  else if (strcmp(kind, "explain") == 0)
    equal = ask_explain(&a, at, expected);
  else if (strcmp(kind, "ladder") == 0)
    equal = ask_ladder(&a, at, expected);
  else if (strcmp(kind, "standing") == 0)
    equal = ask_standing(&a, at, expected);
  else if (strcmp(kind, "spans") == 0)
    equal = ask_spans(&a, time, expected);
  else
    equal = ask_single(&a, kind, at, expected);
  dialplan_campaign_free(a.campaign);
  return equal;
}
