/* SPDX-License-Identifier: MIT */
/* What has happened to this contact?
 * Reads a log in a stream and keeps 32 bytes an event. Invariant: events of a contact are applied in the
 * order of their instants, equal ones in file order; none is dropped without being counted. */
#include "events.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SAID_STALE, SAID_REPEATED, SAID_NOT_COUNTED, SAID_NO_EFFECT, SAID_TOO_FAR };

/* Ids that are numbers written with + are the same however they are spaced. */
static slice canonical(slice id, char out[PHONE_TEXT]) {
  uint64_t number;
  if (!id.len || id.at[0] != '+' || phone_read(id, NULL, &number)) return id;
  return (slice){out, phone_write(number, out)};
}

static uint32_t keep_words(events *e, uint64_t ref, const slice words[3]) {
  buffer all = {0};
  for (int i = 0; i < 3; i++) {
    if (i) buffer_char(&all, 0);
    buffer_text(&all, words[i]);
  }
  int fresh;
  const uint32_t number = intern_add(&e->refs, (slice){(const char *)&ref, sizeof ref}, &fresh);
  if (fresh) {
    /* One text a reference: the number behind keeps equal texts of different references apart. */
    buffer_bytes(&all, (const char *)&ref, sizeof ref);
    intern_add(&e->words, (slice){all.data, all.len}, NULL);
  }
  buffer_free(&all);
  return number;
}

uint64_t events_words_ref(slice text, slice reason, slice notes) {
  if (!text.len && !reason.len && !notes.len) return 0;
  buffer all = {0};
  buffer_text(&all, text);
  buffer_char(&all, 0);
  buffer_text(&all, reason);
  buffer_char(&all, 0);
  buffer_text(&all, notes);
  const uint64_t ref = dialplan_key(all.data, all.len);
  buffer_free(&all);
  return ref;
}

void events_words(const events *e, uint64_t ref, slice out[3]) {
  out[0] = out[1] = out[2] = (slice){NULL, 0};
  const uint32_t number = ref ? intern_find(&e->refs, (slice){(const char *)&ref, sizeof ref}) : INTERN_NONE;
  if (number == INTERN_NONE) return;
  slice all = intern_text(&e->words, number);
  all.len -= sizeof ref;
  for (int i = 0; i < 3; i++) {
    const char *const end = i < 2 ? memchr(all.at, 0, all.len) : all.at + all.len;
    out[i] = (slice){all.at, (size_t)(end - all.at)};
    if (i < 2) all = (slice){end + 1, all.len - out[i].len - 1};
  }
}

static int needs_more(const dialplan_event *e) {
  return e->ended_at || e->due_at || e->earliest_at || e->latest_at || e->cost_millionths || e->ref ||
         e->run || e->confidence || e->variant || e->sentiment;
}

static void push(events *e, const dialplan_event *event, uint32_t contact, uint64_t line) {
  if (e->count == e->cap) {
    e->cap = e->cap ? e->cap + e->cap / 2 : 1024;
    e->lines = memory_resize(e->lines, e->cap, sizeof *e->lines);
  }
  uint32_t more = 0;
  if (needs_more(event)) {
    if (e->more_count == e->more_cap) {
      e->more_cap = e->more_cap ? e->more_cap + e->more_cap / 2 : 1024;
      e->more = memory_resize(e->more, e->more_cap, sizeof *e->more);
    }
    e->more[e->more_count++] = (event_more){event->ended_at,
                                            event->due_at,
                                            event->earliest_at,
                                            event->latest_at,
                                            event->cost_millionths,
                                            event->ref,
                                            event->run,
                                            (uint16_t)(event->confidence | event->variant),
                                            event->sentiment};
    more = (uint32_t)e->more_count;
  }
  e->lines[e->count++] =
      (event_line){event->at,   contact,        more,      line < UINT32_MAX ? (uint32_t)line : UINT32_MAX,
                   event->kind, event->outcome, event->by, event->flags};
}

void events_get(const events *e, const event_line *line, dialplan_event *out) {
  *out = (dialplan_event){.size = sizeof *out,
                          .kind = line->kind,
                          .outcome = line->outcome,
                          .by = line->by,
                          .flags = line->flags,
                          .at = line->at};
  if (!line->more) return;
  const event_more *const m = &e->more[line->more - 1];
  out->ended_at = m->ended_at;
  out->due_at = m->due_at;
  out->earliest_at = m->earliest_at;
  out->latest_at = m->latest_at;
  out->cost_millionths = m->cost_millionths;
  out->ref = m->ref;
  out->run = m->run;
  if (out->kind == DIALPLAN_EVENT_ATTEMPT)
    out->variant = m->number;
  else
    out->confidence = m->number;
  out->sentiment = m->sentiment;
}

/* ---- reading ---- */

/* A log that is CSV says so by its header; anything else is no log, and an empty answer would hide that. */
static int check_header(const columns *c, const records *r) {
  static const int needed[] = {EVENT_AT, EVENT_CONTACT, EVENT_EVENT};
  for (size_t i = 0; !r->json && r->count && i < sizeof needed / sizeof *needed; i++)
    if (c->field[needed[i]] < 0) {
      diag_say(
          r->d, DIALPLAN_SEVERITY_ERROR, (place){r->in.path, 1, 1}, "no-log",
          "this is neither JSON Lines nor CSV with a header that names at, contact and event: %s is missing",
          event_columns[needed[i]]);
      return EXIT_INPUT;
    }
  return 0;
}

static int read_lines(events *e, records *r) {
  columns c;
  columns_init(&c, event_columns, EVENT_COLUMNS, 1);
  if (columns_update(&c, r) || check_header(&c, r)) return EXIT_INPUT;
  for (;;) {
    const int got = records_next(r);
    if (got == RECORD_END) return 0;
    if (got == RECORD_FAILED) return EXIT_IO;
    if (got == RECORD_EMPTY) continue;
    fault f;
    dialplan_event event;
    slice contact, words[3];
    if (got == RECORD_BAD) {
      fault_of_record(&f, r);
      if (reject_row(e->w->a, r, &f)) return EXIT_INPUT;
      continue;
    }
    if (columns_update(&c, r)) return EXIT_INPUT;
    if (event_read(e->w, &c, r, &event, &contact, words, &f)) {
      if (reject_row(e->w->a, r, &f)) return EXIT_INPUT;
      continue;
    }
    if (event.at > e->w->now) {
      e->later += contact.len > 0;
      continue;
    }
    if (event.kind == DIALPLAN_EVENT_BREAKER_RESET && event.at > e->reset_at) e->reset_at = event.at;
    if (!contact.len) continue;
    if (event.ref) keep_words(e, event.ref, words);
    char number[PHONE_TEXT];
    push(e, &event, intern_add(&e->ids, canonical(contact, number), NULL), r->line);
  }
}

static int by_instant(const event_line *a, const event_line *b) {
  return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : (a->line > b->line) - (a->line < b->line);
}

static int compare_lines(const void *a, const void *b) { return by_instant(a, b); }

/* By contact, then by instant, then by place in the file. */
static void sort(events *e) {
  const uint32_t contacts = e->ids.count;
  e->first = memory_new((size_t)contacts + 1, sizeof *e->first);
  e->met = memory_new((size_t)contacts + 1, 1);
  for (uint64_t i = 0; i < e->count; i++) e->first[e->lines[i].contact]++;
  uint64_t from = 0;
  for (uint32_t i = 0; i <= contacts; i++) {
    const uint64_t count = i < contacts ? e->first[i] : 0;
    e->first[i] = from;
    from += count;
  }
  event_line *const sorted = memory_resize(NULL, e->count, sizeof *sorted);
  for (uint64_t i = 0; i < e->count; i++) sorted[e->first[e->lines[i].contact]++] = e->lines[i];
  for (uint32_t i = contacts; i > 0; i--) e->first[i] = e->first[i - 1];
  e->first[0] = 0;
  free(e->lines);
  e->lines = sorted;
  for (uint32_t i = 0; i < contacts; i++) {
    event_line *const mine = sorted + e->first[i];
    const uint64_t count = e->first[i + 1] - e->first[i];
    int in_order = 1;
    for (uint64_t k = 1; k < count && in_order; k++) in_order = by_instant(&mine[k - 1], &mine[k]) <= 0;
    if (!in_order) qsort(mine, count, sizeof *mine, compare_lines);
  }
}

int events_read(events *e, world *w, const char *path, int given) {
  *e = (events){.w = w, .path = path};
  if (path && !given && strcmp(path, "-") && access(path, F_OK) && errno == ENOENT) {
    /* A campaign names its log before the first call. */
    if (w->a->options.verbose)
      diag_say(&w->a->diag, DIALPLAN_SEVERITY_NOTE, (place){path, 0, 0}, "no-file", "there is no log yet");
    path = NULL;
  }
  int status = 0;
  if (path) {
    records r;
    status = records_open(&r, path, &w->a->diag);
    if (!status) {
      status = read_lines(e, &r);
      records_close(&r);
    }
  }
  if (!status) sort(e);
  if (status) events_close(e);
  return status;
}

uint32_t events_find(events *e, slice id) {
  if (!e->count) return INTERN_NONE;
  char number[PHONE_TEXT];
  const uint32_t found = intern_find(&e->ids, canonical(id, number));
  if (found != INTERN_NONE) atomic_store_explicit(&e->met[found], 1, memory_order_relaxed);
  return found;
}

uint64_t events_of(const events *e, uint32_t number) { return e->first[number + 1] - e->first[number]; }

int events_fresh(const events *e, uint32_t number, uint64_t i, dialplan_event *out) {
  const event_line *const line = &e->lines[e->first[number] + i];
  events_get(e, line, out);
  for (uint64_t k = 1; k <= i && line[-(int64_t)k].at == line->at; k++) {
    dialplan_event before;
    events_get(e, &line[-(int64_t)k], &before);
    if (!memcmp(&before, out, sizeof before)) return 0;
  }
  return 1;
}

/* ---- applying ---- */

static void remark(events *e, const event_line *line, dialplan_status status, const dialplan_error *err) {
  const app *const a = e->w->a;
  const int kind = status == DIALPLAN_W_STALE         ? SAID_STALE
                   : status == DIALPLAN_W_REPEATED    ? SAID_REPEATED
                   : status == DIALPLAN_W_NOT_COUNTED ? SAID_NOT_COUNTED
                   : status == DIALPLAN_W_NO_EFFECT   ? SAID_NO_EFFECT
                                                      : SAID_TOO_FAR;
  e->said[kind]++;
  if (a->options.verbose)
    diag_say(&e->w->a->diag, DIALPLAN_SEVERITY_NOTE, (place){e->path, line->line, 0}, err->code, "%s",
             err->message);
}

static void take_entry(dialplan_contact *contact, const dialplan_event *event) {
  if (event->kind != DIALPLAN_EVENT_ENQUEUE) return;
  if (!contact->enqueued_at || event->run > contact->run) contact->enqueued_at = event->at;
  if (event->run > contact->run) contact->run = event->run;
}

/* The customer's words become instants before the event is applied. What is wrong with the event, apply
 * tells. */
static void read_words(const events *e, const dialplan_contact *contact, dialplan_event *event) {
  slice words[3];
  if (event->kind != DIALPLAN_EVENT_CALLBACK) return;
  events_words(e, event->ref, words);
  if (words[0].len) dialplan_callback_wish(e->w->campaign, contact, words[0].at, words[0].len, event, NULL);
}

uint64_t events_list(const events *e, uint32_t number, int64_t since, const dialplan_contact *contact,
                     dialplan_event **out, uint64_t *cap) {
  const uint64_t most = events_of(e, number);
  uint64_t count = 0;
  if (most > *cap) {
    *out = memory_resize(*out, most, sizeof **out);
    *cap = most;
  }
  for (uint64_t i = e->first[number]; i < e->first[number + 1]; i++) {
    if (e->lines[i].at <= since) continue;
    events_get(e, &e->lines[i], &(*out)[count]);
    read_words(e, contact, &(*out)[count++]);
  }
  return count;
}

int events_apply(events *e, uint32_t number, int64_t since, dialplan_contact *contact, dialplan_state *state,
                 fault *f) {
  for (uint64_t i = e->first[number]; i < e->first[number + 1]; i++) {
    const event_line *const line = &e->lines[i];
    if (line->at <= since) continue;
    dialplan_event event;
    dialplan_error err;
    events_get(e, line, &event);
    take_entry(contact, &event);
    read_words(e, contact, &event);
    const dialplan_status status = dialplan_apply(e->w->campaign, contact, state, &event, state, &err);
    if (status >= DIALPLAN_W_STALE && status <= DIALPLAN_W_TOO_FAR)
      remark(e, line, status, &err);
    else if (status) {
      fault_set(f, ROW_FIELD_NONE, err.code, "the event in line %u of %s: %s", line->line, e->path,
                err.message);
      return -1;
    }
  }
  return 0;
}

void events_report(events *e, int unknown_too) {
  enum { TOLD_MAX = 10 };
  app *const a = e->w->a;
  uint64_t unknown = 0;
  for (uint32_t i = 0; unknown_too && i < e->ids.count; i++) {
    if (e->met[i] || !events_of(e, i)) continue;
    const slice id = intern_text(&e->ids, i);
    if (++unknown <= TOLD_MAX)
      diag_say(&a->diag, DIALPLAN_SEVERITY_WARNING, (place){e->path, e->lines[e->first[i]].line, 0},
               "unknown-contact", "there is no contact \"%.*s\" in the list: %llu event%s left out",
               (int)id.len, id.at, (unsigned long long)events_of(e, i), events_of(e, i) == 1 ? "" : "s");
  }
  if (unknown > TOLD_MAX)
    diag_say(&a->diag, DIALPLAN_SEVERITY_WARNING, (place){e->path, 0, 0}, "unknown-contact",
             "%llu contacts of the log are not in the list; the first %d are named",
             (unsigned long long)unknown, TOLD_MAX);
  static const char *const names[] = {"older than what stands", "repeated", "wishes that do not count",
                                      "after the end", "wishes too far ahead"};
  buffer text = {0};
  uint64_t all = 0;
  for (int i = 0; i < 5; i++)
    if (e->said[i]) {
      buffer_format(&text, "%s%llu %s", all ? ", " : "", (unsigned long long)e->said[i], names[i]);
      all += e->said[i];
    }
  if (all && !a->options.quiet)
    diag_say(&a->diag, DIALPLAN_SEVERITY_NOTE, (place){e->path, 0, 0}, "events", "%llu event%s %s: %.*s%s",
             (unsigned long long)all, all == 1 ? "" : "s",
             all == 1 ? "is not taken as it stands" : "are not taken as they stand", (int)text.len, text.data,
             a->options.verbose ? "" : " (-v names them)");
  buffer_free(&text);
}

static void forget_remarks(events *e) { memset(e->said, 0, sizeof e->said); }

void events_share(events *e, const events *log, world *w) {
  *e = *log;
  e->w = w;
  forget_remarks(e);
}

void events_take(events *e, events *shared) {
  for (size_t i = 0; i < sizeof e->said / sizeof *e->said; i++) e->said[i] += shared->said[i];
  forget_remarks(shared);
}

void events_close(events *e) {
  intern_free(&e->ids);
  intern_free(&e->refs);
  intern_free(&e->words);
  free(e->lines);
  free(e->more);
  free(e->first);
  free(e->met);
  *e = (events){.w = e->w, .path = e->path}; /* a log that cannot be read is closed with its list once more */
}
