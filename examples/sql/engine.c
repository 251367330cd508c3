/* SPDX-License-Identifier: MIT */
/* Which campaign does a row mean?
 * Uses libdialplan. A campaign is known by its whole text, so that a changed one is another campaign at once;
 * the one that was asked last stands first. Invariant: what is kept is bounded, and what failed is not kept.
 */
#include "engine.h"

#include <stdlib.h>
#include <string.h>

enum { CAMPAIGNS = 16, QUARTER = 15 * 60, WEST = -12 * 4, EAST = 14 * 4 };

typedef struct known {
  char *document;
  size_t len;
  dialplan_campaign *campaign;
} known;

struct sql_engine {
  dialplan_zones *zones;
  sql_text text;
  known campaigns[CAMPAIGNS]; /* the last one asked first */
  size_t count;
  uint64_t forgotten;
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
