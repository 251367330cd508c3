/* SPDX-License-Identifier: MIT */
/* How is a decision written as a row?
 * Uses the names of the library. Invariant: every format shows the same fields; a table puts two together
 * where people read them together ("3 of 12", "now"). */
#include "answer.h"

#include <stdlib.h>
#include <string.h>

#include "ics.h"

static const char *const answer_names[ANSWER_FIELDS] = {
    "contact", "verdict",      "at",    "due",       "asked",           "class",         "attempt",
    "of",      "reason",       "zone",  "variant",   "phone",           "name",          "campaign",
    "agent",   "last_outcome", "retry", "overdue_s", "callback_status", "callback_text", "callback_reason",
    "notes",   "status",
};

const char *const plan_fields[] = {"contact", "verdict", "at",     "due",  "asked",   "class",
                                   "attempt", "of",      "reason", "zone", "variant", NULL};
const char *const plan_table_fields[] = {"contact", "verdict", "at",   "class",
                                         "attempt", "reason",  "zone", NULL};
const char *const queue_fields[] = {"contact",
                                    "verdict",
                                    "at",
                                    "due",
                                    "asked",
                                    "class",
                                    "attempt",
                                    "of",
                                    "reason",
                                    "zone",
                                    "variant",
                                    "phone",
                                    "name",
                                    "campaign",
                                    "agent",
                                    "last_outcome",
                                    "retry",
                                    "overdue_s",
                                    "callback_status",
                                    "callback_text",
                                    "callback_reason",
                                    "notes",
                                    NULL};
const char *const queue_table_fields[] = {"contact", "phone",        "name",   "at",   "class",
                                          "attempt", "last_outcome", "reason", "zone", NULL};

static int add_field(selection *s, app *a, const char *name) {
  if (s->count + 1 == SELECTION_MAX)
    return diag_fail(&a->diag, EXIT_USAGE, "too-many", "--columns names more than %d fields", SELECTION_MAX);
  size_t i = 0;
  while (i < s->known_count && !records_same_name(slice_of(name), s->known[i])) i++;
  s->names[s->count] = i < s->known_count ? s->known[i] : name;
  s->told[s->count] = (uint8_t)i;
  if (i == s->known_count) {
    s->extra_field[s->extra_count] = -1;
    s->extra[s->extra_count] = name;
    s->field[s->count++] = (int)(s->known_count + s->extra_count++);
    return 0;
  }
  s->field[s->count++] = (int)i;
  if (s->known != answer_names) return 0;
  s->personal |= i == ANSWER_NAME || i == ANSWER_AGENT || (i >= ANSWER_CALLBACK_TEXT && i <= ANSWER_NOTES);
  return 0;
}

int selection_open(selection *s, app *a, const char *const *fields, const char *const *table_fields,
                   int format) {
  return selection_open_of(s, a, answer_names, ANSWER_FIELDS, fields, table_fields, format);
}

int selection_open_of(selection *s, app *a, const char *const *known, size_t known_count,
                      const char *const *fields, const char *const *table_fields, int format) {
  *s = (selection){.known = known,
                   .known_count = known_count,
                   .personal = format == OUTPUT_ICS}; /* a calendar says whom to call */
  int status = 0;
  if (!a->options.columns) {
    for (const char *const *p = format == OUTPUT_TABLE ? table_fields : fields; *p && !status; p++)
      status = add_field(s, a, *p);
    return status;
  }
  s->text = memory_text(slice_of(a->options.columns));
  for (char *p = s->text; p && !status;) {
    char *const comma = strchr(p, ',');
    if (comma) *comma = 0;
    while (*p == ' ') p++;
    if (!*p)
      return diag_fail(&a->diag, EXIT_USAGE, "flag-value",
                       "--columns is a list of names with commas between them");
    status = add_field(s, a, p);
    p = comma ? comma + 1 : NULL;
  }
  return status;
}

int selection_bind(selection *s, const contacts *cs) {
  for (size_t i = 0; i < s->extra_count; i++) {
    s->extra_field[i] = records_find(&cs->r, s->extra[i]);
    if (s->extra_field[i] >= 0 || cs->r.json) continue;
    const char *near[KNOWN_MAX + 256];
    size_t count = 0;
    for (; count < s->known_count; count++) near[count] = s->known[count];
    for (size_t k = 0; k < cs->r.count && k < 256; k++) near[count++] = cs->r.names[k];
    const char *const nearest = slice_nearest(slice_of(s->extra[i]), near, count);
    return diag_fail(&cs->w->a->diag, EXIT_USAGE, "unknown-column",
                     "there is no field or column \"%s\"%s%s%s", s->extra[i],
                     nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
  }
  return 0;
}

void selection_close(selection *s) { free(s->text); }

static slice column_of(const contacts *cs, size_t column) { return columns_text(&cs->c, &cs->r, column); }

/* What most lists lack is not asked for row by row. */
static int any_words(const contacts *cs) {
  return columns_any(&cs->c, CONTACT_CALLBACK_TEXT, CONTACT_NOTES) || (cs->log && cs->log->refs.count);
}

void person_of(person *p, const contacts *cs, const selection *s, const dialplan_state *state, slice *extra) {
  p->phone = cs->phone;
  p->id = cs->id;
  p->extra = extra;
  if (s->personal && columns_any(&cs->c, CONTACT_FIRST_NAME, CONTACT_AGENT)) {
    p->first_name = column_of(cs, CONTACT_FIRST_NAME);
    p->last_name = column_of(cs, CONTACT_LAST_NAME);
    p->agent = column_of(cs, CONTACT_AGENT);
  }
  if (s->personal && any_words(cs)) {
    events_words(cs->log, state->wish_ref, p->words);
    for (size_t i = 0; i < 3; i++)
      if (!p->words[i].len) p->words[i] = column_of(cs, CONTACT_CALLBACK_TEXT + i);
  }
  for (size_t i = 0; i < s->extra_count; i++) {
    long field = s->extra_field[i];
    if (cs->r.json && field < 0) field = records_find(&cs->r, s->extra[i]);
    extra[i] = contacts_field(cs, field);
  }
}

size_t person_len(const person *p, size_t extra_count) {
  size_t len = p->id.len + p->first_name.len + p->last_name.len + p->agent.len;
  for (size_t i = 0; i < 3; i++) len += p->words[i].len;
  for (size_t i = 0; i < extra_count; i++) len += p->extra[i].len;
  return len;
}

static slice keep(char **at, slice t) {
  if (t.len) memcpy(*at, t.at, t.len);
  const slice kept = {*at, t.len};
  *at += t.len;
  return kept;
}

void person_keep(person *to, const person *p, size_t extra_count, slice *extra, char *text, size_t len) {
  if (to != p) *to = *p;
  to->id = keep(&text, p->id);
  for (size_t i = 0; i < extra_count; i++) extra[i] = keep(&text, p->extra[i]);
  to->extra = extra;
  if (len == p->id.len) return; /* most often nothing else is asked for */
  to->first_name = keep(&text, p->first_name);
  to->last_name = keep(&text, p->last_name);
  to->agent = keep(&text, p->agent);
  for (size_t i = 0; i < 3; i++) to->words[i] = keep(&text, p->words[i]);
}

static void write_text(writer *out, slice t) {
  if (t.len)
    writer_text(out, t);
  else
    writer_null(out);
}

static void write_name(writer *out, const person *p) {
  buffer name = {0};
  buffer_text(&name, p->first_name);
  if (p->first_name.len && p->last_name.len) buffer_char(&name, ' ');
  buffer_text(&name, p->last_name);
  write_text(out, (slice){name.data, name.len});
  buffer_free(&name);
}

void put_reason(buffer *b, const world *w, uint16_t reason, uint16_t rule) {
  const char *const name = dialplan_reason_name(reason), *id = NULL;
  if (reason == DIALPLAN_REASON_GUARD && rule &&
      !dialplan_campaign_rule(w->campaign, rule - 1u, &id, NULL, NULL, NULL) && id)
    buffer_format(b, "guard:%s", id);
  else
    buffer_str(b, name ? name : "unknown");
}

/* ---- cells ---- */

static void write_count(writer *out, uint32_t number, uint32_t of) {
  char text[32];
  buffer b = {text, 0, sizeof text};
  buffer_int(&b, number);
  if (of) {
    buffer_str(&b, " of ");
    buffer_int(&b, of);
  }
  writer_text(out, (slice){b.data, b.len});
}

static void write_at(writer *out, const world *w, const dialplan_decision *d) {
  if (out->format == OUTPUT_TABLE && d->verdict == DIALPLAN_VERDICT_CALL && d->at && d->at <= w->now)
    writer_text(out, slice_of("now"));
  else
    writer_instant(out, w->zones, d->zone, d->at);
}

static void write_phone(writer *out, uint64_t phone) {
  char number[PHONE_TEXT];
  writer_text(out, (slice){number, phone_write(phone, number)});
}

static void write_reason(writer *out, const world *w, const dialplan_decision *d) {
  buffer text = {0};
  put_reason(&text, w, d->reason, d->rule);
  writer_text(out, (slice){text.data, text.len});
  buffer_free(&text);
}

/* The contact's own, the variant's, the campaign's. */
static slice agent_of(const world *w, const dialplan_decision *d, const person *p) {
  const char *const agent = dialplan_variant_agent(w->campaign, d->variant);
  return p->agent.len ? p->agent : slice_of(agent ? agent : w->agent);
}

static void write_field(writer *out, int field, const world *w, const dialplan_decision *d, const person *p) {
  const int called_for = d->verdict != DIALPLAN_VERDICT_STOP;
  switch (field) {
  case ANSWER_CONTACT: writer_text(out, p->id); break;
  case ANSWER_VERDICT: writer_name(out, dialplan_verdict_name(d->verdict)); break;
  case ANSWER_AT: write_at(out, w, d); break;
  case ANSWER_DUE: writer_instant(out, w->zones, d->zone, d->due_at); break;
  case ANSWER_ASKED: writer_instant(out, w->zones, d->zone, d->asked_at); break;
  case ANSWER_CLASS: writer_name(out, dialplan_class_name(d->call_class)); break;
  case ANSWER_ATTEMPT:
    if (out->format == OUTPUT_TABLE)
      write_count(out, d->attempt, d->of);
    else
      writer_int(out, d->attempt);
    break;
  case ANSWER_OF:
    if (d->of)
      writer_int(out, d->of);
    else
      writer_null(out);
    break;
  case ANSWER_REASON: write_reason(out, w, d); break;
  case ANSWER_ZONE: writer_name(out, dialplan_zones_name(w->zones, d->zone)); break;
  case ANSWER_VARIANT: write_text(out, slice_of(dialplan_variant_name(w->campaign, d->variant))); break;
  case ANSWER_PHONE: write_phone(out, p->phone); break;
  case ANSWER_NAME: write_name(out, p); break;
  case ANSWER_CAMPAIGN: write_text(out, slice_of(w->name)); break;
  case ANSWER_AGENT: write_text(out, agent_of(w, d, p)); break;
  case ANSWER_LAST_OUTCOME:
    writer_name(out, d->last_outcome ? dialplan_outcome_name(d->last_outcome) : NULL);
    break;
  case ANSWER_RETRY:
    if (d->retry)
      write_count(out, d->retry, d->retries);
    else
      writer_null(out);
    break;
  case ANSWER_OVERDUE_S:
    if (called_for && d->due_at && d->due_at < w->now)
      writer_int(out, w->now - d->due_at);
    else
      writer_null(out);
    break;
  case ANSWER_CALLBACK_STATUS:
    writer_name(out, d->wish_status ? dialplan_wish_name(d->wish_status) : NULL);
    break;
  case ANSWER_CALLBACK_TEXT: write_text(out, p->words[0]); break;
  case ANSWER_CALLBACK_REASON: write_text(out, p->words[1]); break;
  case ANSWER_NOTES: write_text(out, p->words[2]); break;
  case ANSWER_STATUS: writer_name(out, dialplan_standing_name(d->status)); break;
  case ANSWER_STEPS: writer_json(out, p->steps); break;
  default: write_text(out, p->extra[field - ANSWER_FIELDS]); break;
  }
}

/* ---- rows ---- */

/* For each field the number that alone tells what stands in it; TOLD_BY_MORE: none does. The last is for
 * columns of the list. */
#define TOLD_BY_MORE UINT32_MAX

static void tell(const dialplan_decision *d, uint32_t by[ANSWER_FIELDS + 1]) {
  memset(by, 0xFF, (ANSWER_FIELDS + 1) * sizeof *by);
  by[ANSWER_VERDICT] = d->verdict;
  if (!d->at) by[ANSWER_AT] = 0;
  if (!d->due_at) by[ANSWER_DUE] = 0;
  if (!d->asked_at) by[ANSWER_ASKED] = 0;
  by[ANSWER_CLASS] = d->call_class;
  by[ANSWER_ATTEMPT] = d->attempt;
  by[ANSWER_OF] = d->of;
  by[ANSWER_REASON] = (uint32_t)d->rule << 16 | d->reason;
  by[ANSWER_ZONE] = d->zone;
  by[ANSWER_VARIANT] = d->variant;
}

static void forget_cells(answer_cells *cells, const selection *s, const world *w) {
  free(cells->at);
  cells->at = memory_new(s->count * ANSWER_KEPT, sizeof *cells->at);
  cells->zones_number = w->zones_number;
}

/* A row of which most cells are copied from rows before: their texts are put one behind the other here, and
 * the writer is told where they end when it has to write one anew. */
static void write_kept(writer *out, const selection *s, const world *w, const dialplan_decision *d,
                       const person *p, answer_cells *cells) {
  if (!cells->at || cells->zones_number != w->zones_number) forget_cells(cells, s, w);
  uint32_t by[ANSWER_FIELDS + 1];
  tell(d, by);
  writer_cell *column = cells->at;
  char *to = writer_room(out, s->count);
  for (size_t i = 0; i < s->count; i++, column += ANSWER_KEPT) {
    const uint32_t of = by[s->told[i]];
    writer_cell *const cell = &column[of % ANSWER_KEPT];
    if (cell->of == of && cell->len) {
      memcpy(to, cell->text, sizeof cell->text);
      to += cell->len;
      continue;
    }
    writer_move(out, to, i);
    const size_t from = out->out.len;
    write_field(out, s->field[i], w, d, p);
    if (of != TOLD_BY_MORE) writer_keep(out, from, of, cell);
    to = writer_room(out, s->count - i);
  }
  writer_move(out, to, s->count);
}

void answer_write(writer *out, const selection *s, const world *w, const dialplan_decision *d,
                  const person *p, answer_cells *cells) {
  if (out->format == OUTPUT_ICS) {
    ics_event(&out->out, w, d, p);
    writer_event(out);
    return;
  }
  if (cells && writer_keeps(out))
    write_kept(out, s, w, d, p, cells);
  else
    for (size_t i = 0; i < s->count; i++) write_field(out, s->field[i], w, d, p);
  writer_end(out);
}

void answer_cells_close(answer_cells *cells) { free(cells->at); }
