/* SPDX-License-Identifier: MIT */
/* Which campaign does a row mean, and which zones?
 * Uses libdialplan. A campaign is known by its whole text, so that a changed one is another campaign at once;
 * the one that was asked last stands first. Zones are known by their text, each in the one place that it may
 * have. Invariant: what is kept is bounded, and what failed is not kept. */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

enum { CAMPAIGNS = 16, PLACES_BITS = 6, PLACES = 1 << PLACES_BITS, WEST = -12 * 4, EAST = 14 * 4 };

typedef struct known {
  char *document;
  size_t len;
  dialplan_campaign *campaign;
} known;

/* A contact of some zones, and their text; longer ones are read each time. */
typedef struct place {
  char text[40];
  size_t len; /* 0: nobody's yet */
  dialplan_contact contact;
} place;

struct sql_engine {
  dialplan_zones *zones;
  sql_text text;
  known campaigns[CAMPAIGNS]; /* the last one asked first */
  size_t count;
  uint64_t forgotten;
  place places[PLACES], other;
};

sql_engine *sql_engine_new(void) { return calloc(1, sizeof(sql_engine)); }

static void forget(known *k) {
  dialplan_campaign_free(k->campaign);
  free(k->document);
  *k = (known){.document = NULL};
}

void sql_engine_free(sql_engine *e) {
  if (!e) return;
  for (size_t i = 0; i < e->count; i++) forget(&e->campaigns[i]);
  dialplan_zones_free(e->zones);
  sql_text_free(&e->text);
  free(e);
}

uint64_t sql_engine_forgotten(const sql_engine *e) { return e->forgotten; }

sql_text *sql_engine_text(sql_engine *e) {
  sql_text_reset(&e->text);
  return &e->text;
}

static int no_memory(dialplan_error *err) {
  *err = (dialplan_error){.status = DIALPLAN_E_MEMORY, .code = "memory", .message = "there is no memory"};
  return -1;
}

/* "+05:30": tables hold such names only if they are asked for. */
static void put_offset(sql_text *names, int quarters) {
  const int minutes = abs(quarters) * 15;
  const char text[] = {quarters < 0 ? '-' : '+',
                       (char)('0' + minutes / 600),
                       (char)('0' + minutes / 60 % 10),
                       ':',
                       (char)('0' + minutes % 60 / 10),
                       (char)('0' + minutes % 10),
                       '\n'};
  sql_put(names, text, sizeof text);
}

/* Every zone of the system, and every whole quarter of an hour from -12:00 to +14:00. */
static int load_zones(sql_engine *e, dialplan_error *err) {
  dialplan_zones *all = NULL;
  sql_text names = {.data = NULL};
  if (dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, NULL, 0, &all, err)) return -1;
  for (int quarters = WEST; quarters <= EAST; quarters++) put_offset(&names, quarters);
  for (uint64_t i = 0; i < dialplan_zones_count(all); i++) {
    if (i) sql_put_str(&names, "\n");
    sql_put_str(&names, dialplan_zones_name(all, (uint16_t)i));
  }
  const int failed = names.broken ? no_memory(err)
                                  : dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, names.data, names.len,
                                                        &e->zones, err) != 0;
  dialplan_zones_free(all);
  sql_text_free(&names);
  return failed;
}

static int compile(sql_engine *e, sql_bytes document, known *out, dialplan_error *err) {
  *out = (known){.document = malloc(document.len + 1), .len = document.len};
  if (!out->document) return no_memory(err);
  if (document.len) memcpy(out->document, document.at, document.len);
  if (!dialplan_campaign_compile(out->document, out->len, e->zones, NULL, NULL, NULL, 0, &out->campaign, err))
    return 0;
  forget(out);
  return -1;
}

/* By its end, where names of zones differ most. */
static place *place_of(sql_engine *e, sql_bytes zones) {
  uint64_t end = 0;
  if (zones.len > sizeof e->other.text) return &e->other;
  const size_t len = zones.len < sizeof end ? zones.len : sizeof end;
  memcpy(&end, zones.at + zones.len - len, len);
  return &e->places[(end + zones.len) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - PLACES_BITS)];
}

const dialplan_contact *sql_engine_zones(sql_engine *e, sql_bytes zones, dialplan_error *err) {
  place *const p = place_of(e, zones);
  if (p->len && p->len == zones.len && !memcmp(p->text, zones.at, zones.len)) return &p->contact;
  p->len = 0;
  p->contact = (dialplan_contact){.size = sizeof p->contact};
  if (dialplan_contact_zones(&p->contact, e->zones, zones.at, zones.len, err)) return NULL;
  if (p != &e->other) {
    memcpy(p->text, zones.at, zones.len);
    p->len = zones.len;
  }
  return &p->contact;
}

static int is_document(const known *k, sql_bytes document) {
  return k->len == document.len && (!document.len || !memcmp(k->document, document.at, document.len));
}

const dialplan_campaign *sql_engine_campaign(sql_engine *e, sql_bytes document, dialplan_error *err) {
  size_t i = 0;
  while (i < e->count && !is_document(&e->campaigns[i], document)) i++;
  known found;
  if (i < e->count)
    found = e->campaigns[i];
  else {
    if (!e->zones && load_zones(e, err)) return NULL;
    if (compile(e, document, &found, err)) return NULL;
    if (e->count == CAMPAIGNS) {
      forget(&e->campaigns[--i]);
      e->forgotten++;
    } else
      e->count++;
  }
  if (i) memmove(&e->campaigns[1], &e->campaigns[0], i * sizeof *e->campaigns);
  e->campaigns[0] = found;
  return found.campaign;
}
