/* SPDX-License-Identifier: MIT */
/* In which zones may the contact of a row be?
 * Uses the row's own zones, else those of its number, and a memo by their text. Invariant: a name that the
 * table lacks loads more zones before it is called unknown; one that is unknown is told and never guessed.
 */
#include <stdlib.h>
#include <string.h>

#include "contacts.h"

/* "A | B" and a JSON list as the library reads them: "A|B". */
static slice zone_text(contacts *cs, slice t, int nested) {
  buffer *const made = &cs->zone_made;
  made->len = 0;
  if (nested) return json_join(t, made) ? (slice){made->data, made->len} : t;
  if (!memchr(t.at, ' ', t.len)) return t;
  for (size_t i = 0; i < t.len; i++)
    if (t.at[i] != ' ') buffer_char(made, t.at[i]);
  return (slice){made->data, made->len};
}

/* Where the list names no zone: those of the number, if there is a table. */
static slice zones_of_phone(contacts *cs) {
  const char *names = "";
  uint64_t len = 0;
  if (cs->phones)
    dialplan_phones_zones(cs->phones, cs->number, phone_write(cs->phone, cs->number), &names, &len, NULL);
  return (slice){names, len};
}

/* The beginning and the end of a name tell it from nearly all others; the rest is compared anyway. */
static uint64_t zone_hash(slice t) {
  uint64_t first = 0, last = 0;
  if (t.len >= sizeof first) {
    memcpy(&first, t.at, sizeof first);
    memcpy(&last, t.at + t.len - sizeof last, sizeof last);
  } else
    for (size_t i = 0; i < t.len; i++) first = first << 8 | (unsigned char)t.at[i];
  const uint64_t hash = (first ^ last << 1 ^ t.len) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 32;
}

static void forget_entry(zone_entry *e) {
  free(e->written);
  free(e->text);
  *e = (zone_entry){.written = NULL};
}

void contact_zones_forget(contacts *cs) {
  for (size_t i = 0; i < ZONE_ENTRIES; i++) forget_entry(&cs->zones[i]);
}

static dialplan_status find_zones(contacts *cs, dialplan_contact *contact, slice t, dialplan_error *err) {
  dialplan_status status = dialplan_contact_zones(contact, cs->w->zones, t.at, t.len, err);
  const dialplan_zones *const before = cs->w->zones;
  dialplan_zones *old = NULL; /* the same, where it is this world's own */
  if (status == DIALPLAN_E_ZONE_UNKNOWN && world_more_zones(cs->w, t, &old)) {
    contact_zones_forget(cs);
    if (cs->on_zones) cs->on_zones(cs->context, before, cs->w->zones);
    dialplan_zones_free(old);
    status = dialplan_contact_zones(contact, cs->w->zones, t.at, t.len, err);
  }
  return status;
}

/* The entry of zones as they are written. NULL: a fault of the field. */
static const zone_entry *zone_entry_of(contacts *cs, dialplan_contact *contact, slice t, int nested,
                                       int field) {
  const uint64_t hash = zone_hash(t);
  zone_entry *const e = &cs->zones[hash % ZONE_ENTRIES];
  if (e->written && e->hash == hash && e->nested == nested && slice_same(t, (slice){e->written, e->len}))
    return e;
  const slice text = zone_text(cs, t, nested);
  dialplan_error err;
  contact->flags &= ~(uint32_t)DIALPLAN_CONTACT_ZONE_UNKNOWN;
  const dialplan_status status = find_zones(cs, contact, text, &err);
  if (status && status != DIALPLAN_E_ZONE_UNKNOWN) {
    fault_take(&cs->fault, field, &err);
    return NULL;
  }
  forget_entry(e);
  *e = (zone_entry){.hash = hash,
                    .written = memory_text(t),
                    .text = memory_text(text),
                    .len = t.len,
                    .text_len = text.len,
                    .count = contact->zone_count,
                    .nested = nested,
                    .unknown = status != 0};
  memcpy(e->zones, contact->zones, sizeof e->zones);
  return e;
}

static void tell_unknown_zone(contacts *cs, slice text, int field) {
  dialplan_error err;
  fault f;
  dialplan_contact *const spare = memory_new(1, sizeof *spare);
  dialplan_contact_zones(spare, cs->w->zones, text.at, text.len, &err);
  free(spare);
  fault_take(&f, field, &err);
  report_row(cs->w->a, &cs->r, &f);
}

/* A name that is not known is told, and the contact is held: it is not lost. */
int contact_zones_read(contacts *cs, dialplan_contact *contact) {
  slice t = slice_trim(columns_text(&cs->c, &cs->r, CONTACT_TIMEZONE));
  const size_t column = t.len ? CONTACT_TIMEZONE : CONTACT_PHONE;
  const int field = cs->c.field[column], nested = t.len && cs->r.kinds[field] == FIELD_NESTED;
  contact->zone_count = 0;
  cs->zone = (slice){NULL, 0};
  if (!t.len) t = zones_of_phone(cs);
  if (!t.len) return 0;
  const zone_entry *const e = zone_entry_of(cs, contact, t, nested, field);
  if (!e) return -1;
  const slice text = {e->text, e->text_len};
  if (column == CONTACT_TIMEZONE) cs->zone = text;
  contact->zone_count = e->count;
  if (e->count == 1)
    contact->zones[0] = e->zones[0];
  else
    memcpy(contact->zones, e->zones, e->count * sizeof *e->zones);
  if (e->unknown) {
    contact->flags |= DIALPLAN_CONTACT_ZONE_UNKNOWN;
    tell_unknown_zone(cs, text, field);
  }
  return 0;
}
