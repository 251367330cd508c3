/* SPDX-License-Identifier: MIT */
/* Who is the next contact of the list, and in what state?
 * Reads records and the log. Invariant: a contact is answered for or is a fault with its place; its zones are
 * indexes of the present zone table. */
#include "contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "phonebook.h"
#include "values.h"

const char *const contact_columns[] = {
    "id",
    "phone",
    "timezone",
    "region",
    "first_name",
    "last_name",
    "agent",
    "variant",
    "enqueued_at",
    "run",
    "dnc",
    "inbound_first",
    "other_last_attempt_at",
    "other_last_conversation_at",
    "state",
    "as_of",
    "attempts",
    "first_attempt_at",
    "last_attempt_at",
    "last_outcome",
    "consecutive_errors",
    "callback_due",
    "callback_text",
    "callback_reason",
    "notes",
};

/* ---- opening ---- */

static int read_dnc_rows(contacts *cs, records *r, long phone_field) {
  for (;;) {
    const int got = records_next(r);
    if (got == RECORD_END) return 0;
    if (got == RECORD_FAILED) return EXIT_IO;
    if (got == RECORD_EMPTY) continue;
    if (got == RECORD_BAD) {
      fault f;
      fault_of_record(&f, r);
      if (reject_row(cs->w->a, r, &f)) return EXIT_INPUT;
      continue;
    }
    if (r->json) phone_field = records_find(r, "phone");
    const slice entry = slice_trim(r->fields[phone_field < 0 ? 0 : phone_field]);
    uint64_t number;
    if (entry.len && !phone_read(entry, cs->w->country, &number)) numbers_add(&cs->dnc_phones, number);
    if (entry.len) intern_add(&cs->dnc_ids, entry, NULL);
  }
}

/* One number or id a line, or a CSV with a column phone. */
static int read_dnc(contacts *cs, const char *path) {
  records r;
  int status = records_open(&r, path, &cs->w->a->diag);
  if (status) return status;
  const long phone_field = records_find(&r, "phone");
  if (phone_field < 0 && r.count) {
    const slice first = slice_of(r.names[0]);
    uint64_t number;
    if (!phone_read(first, cs->w->country, &number)) numbers_add(&cs->dnc_phones, number);
    intern_add(&cs->dnc_ids, first, NULL);
  }
  status = read_dnc_rows(cs, &r, phone_field);
  records_close(&r);
  return status;
}

static void want_zones(void *context, const records *r) {
  contacts *const cs = context;
  const int field = cs->c.field[CONTACT_TIMEZONE];
  if (field >= 0)
    world_want_zones(cs->w, r->fields[field]);
  else if (r->json) {
    const long found = records_find(r, "timezone");
    if (found >= 0) world_want_zones(cs->w, r->fields[found]);
  }
}

static int check_header(contacts *cs) {
  records *const r = &cs->r;
  diag *const d = &cs->w->a->diag;
  const place where = {r->in.path, 1, 1};
  if (r->json) return 0;
  if (!r->count) {
    diag_say(d, DIALPLAN_SEVERITY_ERROR, where, "empty-file",
             "the file is empty: a header line is expected, with a column phone");
    return EXIT_INPUT;
  }
  if (columns_update(&cs->c, r)) return EXIT_INPUT;
  if (cs->c.field[CONTACT_PHONE] >= 0) return 0;
  const char *const nearest = slice_nearest(slice_of("phone"), (const char *const *)r->names, r->count);
  diag_say(d, DIALPLAN_SEVERITY_ERROR, where, "no-phone-column", "the header has no column phone%s%s%s%s",
           nearest ? "; is it \"" : "", nearest ? nearest : "", nearest ? "\"?" : "",
           r->count == 1 && strchr(r->names[0], ';')
               ? "; its fields are separated by semicolons, and commas are expected"
               : "");
  return EXIT_INPUT;
}

/* `infer_zone: phone`. Which zones the numbers of a list are in is known when they have been read: all are
 * loaded at once. */
static int open_phones(contacts *cs) {
  world *const w = cs->w;
  dialplan_zones *old = NULL;
  char *const infer = world_setting(w, "infer_zone");
  const int wanted = infer && !strcmp(infer, "phone");
  free(infer);
  if (!wanted) return 0;
  if (world_more_zones(w, (slice){NULL, 0}, &old)) dialplan_zones_free(old);
  return phonebook_open(w->a, &cs->phones);
}

int contacts_open(contacts *cs, world *w, events *log) {
  *cs = (contacts){.w = w, .log = log, .events = INTERN_NONE};
  app *const a = w->a;
  if (!w->contacts) {
    /* A campaign that cannot be read names nothing: its own mistakes come first. */
    const int wrong = world_compile(w);
    return wrong
               ? wrong
               : diag_fail(&a->diag, EXIT_USAGE, "no-contacts",
                           "%s names no contacts: write `contacts:` in it, or give --contacts", w->file.path);
  }
  columns_init(&cs->c, contact_columns, CONTACT_COLUMNS, 0);
  int status = records_open(&cs->r, w->contacts, &a->diag);
  if (status) return status;
  cs->zones = memory_new(ZONE_ENTRIES, sizeof *cs->zones);
  status = check_header(cs);
  if (!status) {
    records_look_ahead(&cs->r, want_zones, cs);
    status = columns_update(&cs->c, &cs->r);
    if (!status) status = world_compile(w);
  }
  if (!status) status = open_phones(cs);
  for (size_t i = 0; !status && i < w->dnc_count; i++) status = read_dnc(cs, w->dnc[i]);
  if (!status) status = events_read(log, w, w->events, w->events_given);
  if (status) contacts_close(cs);
  return status;
}

/* ---- one contact ---- */

static int bad(contacts *cs, size_t column, const char *code, const char *message) {
  fault_set(&cs->fault, cs->c.field[column], code, "%s", message);
  return -1;
}

static int read_identity(contacts *cs, dialplan_contact *contact) {
  slice phone = {NULL, 0};
  fault *const f = &cs->fault;
  if (value_text(&cs->c, &cs->r, CONTACT_PHONE, &phone, f) < 0) return -1;
  cs->id = (slice){NULL, 0};
  if (value_text(&cs->c, &cs->r, CONTACT_ID, &cs->id, f) < 0) return -1;
  if (!phone.len) return bad(cs, CONTACT_PHONE, "phone-missing", "the contact has no phone");
  const int result = phone_read(phone, cs->w->country, &cs->phone);
  if (result) {
    fault_set(f, cs->c.field[CONTACT_PHONE], phone_code(result), "%s: \"%.*s\"", phone_message(result),
              (int)(phone.len < 60 ? phone.len : 60), phone.at);
    return -1;
  }
  if (!cs->id.len) cs->id = (slice){cs->number, phone_write(cs->phone, cs->number)};
  contact->key = dialplan_key(cs->id.at, cs->id.len);
  return 0;
}

/* "US-FL", or "US": ISO 3166-2 and -1. */
static int read_region(contacts *cs, dialplan_contact *contact) {
  slice t = {NULL, 0};
  if (!columns_any(&cs->c, CONTACT_REGION, CONTACT_REGION)) return 0; /* empty, as it was */
  memset(contact->region, 0, sizeof contact->region);
  if (value_text(&cs->c, &cs->r, CONTACT_REGION, &t, &cs->fault) < 0) return -1;
  int good = t.len == 0 || t.len == 2 || (t.len >= 4 && t.len <= 6 && t.at[2] == '-');
  for (size_t i = 0; good && i < t.len; i++)
    good = i == 2 || (t.at[i] >= 'A' && t.at[i] <= 'Z') || (i > 2 && t.at[i] >= '0' && t.at[i] <= '9');
  if (!good) return bad(cs, CONTACT_REGION, "region", "region is an ISO 3166-2 code, like US-FL");
  if (t.len) memcpy(contact->region, t.at, t.len);
  return 0;
}

static int read_flag(contacts *cs, size_t column, uint32_t bit, dialplan_contact *contact) {
  int on = 0;
  if (value_boolean(&cs->c, &cs->r, column, &on, &cs->fault) < 0) return -1;
  if (on) contact->flags |= bit;
  return 0;
}

/* Where the campaign has no variants, the column is somebody else's. */
static int read_variant(contacts *cs, dialplan_contact *contact) {
  contact->variant = 0;
  if (!dialplan_variant_count(cs->w->campaign)) return 0;
  const int got = value_variant(cs->w, &cs->c, &cs->r, CONTACT_VARIANT, &contact->variant, &cs->fault);
  return got < 0 ? -1 : 0;
}

static int read_fact_columns(contacts *cs, dialplan_contact *contact) {
  fault *const f = &cs->fault;
  int64_t run = 0;
  if (read_flag(cs, CONTACT_DNC, DIALPLAN_CONTACT_DNC_LISTED, contact)) return -1;
  if (read_flag(cs, CONTACT_INBOUND_FIRST, DIALPLAN_CONTACT_INBOUND_FIRST, contact)) return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_ENQUEUED_AT, &contact->enqueued_at, f) < 0) return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_OTHER_LAST_ATTEMPT_AT, &contact->other_last_attempt_at,
                    f) < 0)
    return -1;
  if (value_instant(cs->w, &cs->c, &cs->r, CONTACT_OTHER_LAST_CONVERSATION_AT,
                    &contact->other_last_conversation_at, f) < 0)
    return -1;
  if (value_integer(&cs->c, &cs->r, CONTACT_RUN, 0, UINT32_MAX, &run, f) < 0) return -1;
  contact->run = (uint32_t)run;
  return 0;
}

static int read_facts(contacts *cs, dialplan_contact *contact) {
  contact->flags = contact->run = 0;
  contact->enqueued_at = contact->other_last_attempt_at = contact->other_last_conversation_at = 0;
  if (columns_any(&cs->c, CONTACT_ENQUEUED_AT, CONTACT_OTHER_LAST_CONVERSATION_AT) &&
      read_fact_columns(cs, contact))
    return -1;
  if (numbers_has(&cs->dnc_phones, cs->phone) ||
      (cs->dnc_ids.count && intern_find(&cs->dnc_ids, cs->id) != INTERN_NONE))
    contact->flags |= DIALPLAN_CONTACT_DNC_LISTED;
  return 0;
}

/* The columns state and as_of, which `fold` writes; a column state without as_of is somebody else's. */
static int read_stored(contacts *cs, dialplan_state *state) {
  slice t = {NULL, 0};
  cs->as_of = 0;
  if (cs->c.field[CONTACT_AS_OF] < 0 || cs->c.field[CONTACT_STATE] < 0) return 0;
  if (value_text(&cs->c, &cs->r, CONTACT_STATE, &t, &cs->fault) < 0) return -1;
  const int dated = value_instant(cs->w, &cs->c, &cs->r, CONTACT_AS_OF, &cs->as_of, &cs->fault);
  if (dated < 0) return -1;
  if (!t.len) return 0;
  if (!dated) return bad(cs, CONTACT_STATE, "state-as-of", "a stored state needs as_of");
  if (cs->as_of > cs->w->now)
    return bad(cs, CONTACT_AS_OF, "state-as-of", "the stored state is later than now");
  uint8_t bytes[256];
  const long len = base64_read(t, bytes, sizeof bytes);
  dialplan_error err;
  if (len < 0) return bad(cs, CONTACT_STATE, "state-damaged", "the stored state is damaged");
  if (dialplan_state_decode(bytes, (uint64_t)len, state, &err)) {
    fault_take(&cs->fault, cs->c.field[CONTACT_STATE], &err);
    return -1;
  }
  return 1;
}

static int read_state(contacts *cs, dialplan_contact *contact, dialplan_state *state) {
  const int stored = read_stored(cs, state);
  if (stored < 0) return -1;
  int made = 0;
  if (!stored && columns_any(&cs->c, CONTACT_ATTEMPTS, CONTACT_CALLBACK_DUE))
    made = snapshot_read(cs, contact, state);
  else if (!stored)
    memset(state, 0, sizeof *state);
  if (made < 0) return -1;
  cs->events = events_find(cs->log, cs->id);
  if (cs->events == INTERN_NONE || !events_of(cs->log, cs->events)) return 0;
  if (made)
    return bad(cs, CONTACT_ATTEMPTS, "snapshot-and-events",
               "the contact has a hand-made snapshot and events in the log: one of them must go");
  if (cs->before) *cs->before = *state;
  return events_apply(cs->log, cs->events, cs->as_of, contact, state, &cs->fault);
}

int contacts_next(contacts *cs, dialplan_contact *contact, dialplan_state *state) {
  cs->duplicate = 0;
  cs->id = (slice){NULL, 0};
  const int got = records_next(&cs->r);
  if (got == RECORD_BAD) fault_of_record(&cs->fault, &cs->r);
  if (got != RECORD_OK) return got;
  cs->rows++;
  if (cs->r.json && cs->c.seen < cs->r.count && columns_update(&cs->c, &cs->r)) return RECORD_FAILED;
  contact->size = sizeof *contact;
  if (read_identity(cs, contact)) return RECORD_BAD;
  if (cs->look_for_duplicates && !numbers_add(&cs->seen, cs->phone)) {
    cs->duplicate = 1;
    cs->duplicates++;
    events_find(cs->log, cs->id); /* its events are left out with it */
    fault_set(&cs->fault, cs->c.field[CONTACT_PHONE], "duplicate-phone",
              "a contact before has the phone %.*s: this one is not planned",
              (int)phone_write(cs->phone, cs->number), cs->number);
    return RECORD_BAD;
  }
  if (read_facts(cs, contact) || contact_zones_read(cs, contact) || read_region(cs, contact) ||
      read_variant(cs, contact) || read_state(cs, contact, state))
    return RECORD_BAD;
  return RECORD_OK;
}

int contacts_reject(contacts *cs) {
  if (!cs->duplicate) return reject_row(cs->w->a, &cs->r, &cs->fault);
  /* A duplicate is no mistake in the row: told, counted on its own. */
  diag_say(&cs->w->a->diag, DIALPLAN_SEVERITY_WARNING, records_field_place(&cs->r, (size_t)cs->fault.field),
           cs->fault.code, "%s", cs->fault.message);
  return 0;
}

slice contacts_field(const contacts *cs, long field) {
  return field < 0 || (size_t)field >= cs->r.count ? (slice){NULL, 0} : cs->r.fields[field];
}

int contacts_is(const contacts *cs, const char *only) {
  uint64_t number;
  if (slice_is(cs->id, only)) return 1;
  return !phone_read(slice_of(only), cs->w->country, &number) && number == cs->phone;
}

void contacts_report(contacts *cs) {
  const app *const a = cs->w->a;
  const place where = {cs->r.in.path, 0, 0};
  if (cs->guessed_first)
    diag_say(&cs->w->a->diag, DIALPLAN_SEVERITY_WARNING, where, "first-attempt",
             "%llu contacts with several attempts have no first_attempt_at: their days are counted from "
             "last_attempt_at",
             (unsigned long long)cs->guessed_first);
  if (cs->duplicates && !a->options.quiet)
    diag_say(&cs->w->a->diag, DIALPLAN_SEVERITY_NOTE, where, "duplicates",
             "%llu contact%s with a phone of another one %s not planned (--keep-duplicates plans them)",
             (unsigned long long)cs->duplicates, cs->duplicates == 1 ? "" : "s",
             cs->duplicates == 1 ? "is" : "are");
  events_report(cs->log, !a->options.only && !a->options.word_count);
}

void contacts_share(contacts *cs, const contacts *of, world *w, events *log) {
  *cs = (contacts){.w = w,
                   .log = log,
                   .events = INTERN_NONE,
                   .c = of->c,
                   .dnc_phones = of->dnc_phones,
                   .dnc_ids = of->dnc_ids,
                   .phones = of->phones};
  cs->zones = memory_new(ZONE_ENTRIES, sizeof *cs->zones);
  records_open_piece(&cs->r, &of->r, &w->a->diag);
}

void contacts_take(contacts *cs, contacts *shared) {
  cs->rows += shared->rows;
  cs->guessed_first += shared->guessed_first;
  shared->rows = shared->guessed_first = 0;
}

void contacts_unshare(contacts *cs) {
  contact_zones_forget(cs);
  free(cs->zones);
  buffer_free(&cs->zone_made);
  records_close(&cs->r);
}

void contacts_close(contacts *cs) {
  if (cs->zones) contacts_unshare(cs);
  numbers_free(&cs->seen);
  numbers_free(&cs->dnc_phones);
  intern_free(&cs->dnc_ids);
  dialplan_phones_free(cs->phones);
  events_close(cs->log);
}
