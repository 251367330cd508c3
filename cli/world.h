/* SPDX-License-Identifier: MIT */
/* A campaign, found, read and compiled, with the zones that are needed. */
#ifndef WORLD_H
#define WORLD_H

#include "app.h"
#include "intern.h"
#include "phone.h"

enum { FILES_MAX = 32 };

typedef struct document {
  char *path; /* NULL: not found */
  char *name; /* as it is written where it is named */
  buffer text;
} document;

typedef struct world {
  app *a;
  document file;            /* the campaign file */
  document refs[FILES_MAX]; /* what it and its account name, to be compiled with it */
  size_t ref_count;
  char *contacts, *events;   /* paths; NULL: none named */
  int events_given;          /* 1: by a flag, so that it must exist */
  const char *dnc[LIST_MAX]; /* paths: the files', then the flags' */
  size_t dnc_count;
  intern wanted; /* zone names to load */
  int all_zones; /* the table holds every name there is */
  dialplan_zones *zones;
  uint32_t zones_number; /* grows with each new table: their indexes differ */
  dialplan_campaign *campaign;
  int lent;      /* zones and campaign are another world's */
  uint16_t zone; /* the campaign's */
  int64_t now;
  dialplan_options options;
  const phone_country *country;
  char *name, *agent; /* settings of the campaign; NULL: not set */
} world;

/* Finds and reads the files. 0, or an exit status with messages. */
int world_open(world *w, app *a, const char *campaign);
/* The contacts and the log of another one, whatever its own file names. Before world_compile. */
void world_take_lists(world *w, const world *of);
/* A campaign without a file, of a text that is taken over. */
void world_of_text(world *w, app *a, buffer *text);
/* A zone that contacts have: one name, or several with '|'. Before world_compile. */
void world_want_zones(world *w, slice text);
/* Compiles; reads --now, or the clock. 0, or an exit status with messages. */
int world_compile(world *w);
/* Tells all diagnostics of the campaign's documents, from errors to those of severity `least`. now 0: the
 * campaign's start. 0, or EXIT_IO when there is no list. */
int world_tell(world *w, dialplan_zones *zones, int64_t now, int least, uint64_t *told);
/* A zone that the table may lack, met later. 1: there is a new table and campaign, and `old` holds the table
 * before, to be released; indexes have changed. 0: the table is as good as it gets. */
int world_more_zones(world *w, slice text, dialplan_zones **old);
/* The index of a zone of an old table in a new one, which has it too. */
uint16_t zone_renumbered(uint16_t zone, const dialplan_zones *old, const dialplan_zones *now);
/* The home zone of a contact; NULL: the campaign's. */
uint16_t world_home(const world *w, const dialplan_contact *contact);
/* The civil date of an instant in a zone. */
int32_t world_date(const world *w, uint16_t zone, int64_t at);
/* A setting as text; NULL where it is not set. */
char *world_setting(const world *w, const char *path);
/* Reads an instant, in the campaign's zone where it has no offset; "@1760000000" is seconds. 0, or EXIT_USAGE
 * with a message about --flag. */
int world_instant(world *w, const char *flag_name, const char *text, int edge, int64_t *at);
void world_close(world *w);
/* The same campaign for another thread, which may need more zones than this one. */
void world_share(world *w, const world *of, app *a);
void world_unshare(world *w);

/* Loads zones as the flags say. names NULL: all. 0, or an exit status with a message (silent: without). */
int zones_open(app *a, const char *names, size_t len, int silent, dialplan_zones **out);
/* The path of a file named in another one. */
char *path_beside(const char *file, const char *name);

#endif
