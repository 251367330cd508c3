/* SPDX-License-Identifier: MIT */
/* What a database keeps of libdialplan for a connection: all zones, and the campaigns that were asked last.
 * Not shared: one thread at a time. */
#ifndef DIALPLAN_EXAMPLES_SQL_ENGINE_H
#define DIALPLAN_EXAMPLES_SQL_ENGINE_H

#include <dialplan.h>

#include "text.h"

typedef struct sql_engine sql_engine;

/* NULL: no memory. Zones are read with the first campaign. */
sql_engine *sql_engine_new(void);
/* NULL is fine. */
void sql_engine_free(sql_engine *e);

/* The campaign of a document, compiled now or before; NULL: err says why not. It lives until 15 others were
 * asked, or the engine goes: use it at once. */
const dialplan_campaign *sql_engine_campaign(sql_engine *e, sql_bytes document, dialplan_error *err);

/* How many campaigns were given up so far: while it stays the same, those that were handed out live. */
uint64_t sql_engine_forgotten(const sql_engine *e);

/* A contact of these zones ("A|B", not empty) and nothing else, read now or before; NULL: err, which may be
 * NULL, says why not. It lives until others are asked for; a campaign was asked for before. */
const dialplan_contact *sql_engine_zones(sql_engine *e, sql_bytes zones, dialplan_error *err);

/* Room for an answer, empty. */
sql_text *sql_engine_text(sql_engine *e);

#endif
