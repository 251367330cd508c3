/* SPDX-License-Identifier: MIT */
/* The floor of questions about time: flat tables made for one job, without checks, reasons or generality.
 * What the library takes more is the price of those. */
#ifndef TESTS_BENCH_FLOOR_H
#define TESTS_BENCH_FLOOR_H

#include <dialplan.h>

enum { FLOOR_ZONES = 60, FLOOR_DAY_S = 86400 };

/* The job's years, 2024 to 2028; tables reach a year further on both sides. */
#define FLOOR_FROM INT64_C(1704067200)
#define FLOOR_UNTIL INT64_C(1861920000)

/* 60 zones in which people are called, one a line, as dialplan_zones_load() takes them. */
extern const char floor_zone_names[];

typedef struct floor_zone {
  int32_t count;
  int64_t at[64];      /* offset[i] holds from at[i] */
  int64_t reading[64]; /* the reading below which offset[i - 1] is used */
  int32_t offset[64];
  uint8_t bucket[256]; /* of 2^20 seconds: the segment of its first instant */
} floor_zone;

/* Tables of the zones 1 to 60 of a table that was loaded with floor_zone_names. */
void floor_zones(const dialplan_zones *zones, floor_zone *out);

/* The campaigns of the same rules, as text. */
extern const char floor_one_window[];  /* Monday to Friday 09:00-18:00, ten no-call days a year */
extern const char floor_two_windows[]; /* 09:00-12:00 and 13:00-18:00 */
extern const char floor_overnight[];   /* daily 20:00-04:00: no floor of its own */

void floor_days(void); /* makes the tables of days; once */

int32_t floor_offset(const floor_zone *zone, int64_t at);
int64_t floor_instant(const floor_zone *zone, int64_t reading);
int64_t floor_clip(const floor_zone *zone, int64_t at);         /* floor_one_window */
int64_t floor_clip_windows(const floor_zone *zone, int64_t at); /* floor_two_windows */

/* A contact to be played, and of how many drawn calls so many are answered, or end it as invalid. */
typedef struct floor_contact {
  uint64_t key;
  uint8_t zone;
} floor_contact;
enum { FLOOR_DRAWN = 1024, FLOOR_ANSWERED = 120, FLOOR_INVALID = 10 };

/* Plays 15 attempts a contact over 400 days, under floor_one_window; a_minute 0: no limit. The number of
 * calls. */
int64_t floor_play(const floor_zone *zones, const floor_contact *contacts, int64_t count, int64_t from_at,
                   int64_t a_minute);

/* Loads the machine's zones, or ends the program with a word about the package. */
dialplan_zones *floor_load(const char *names);
/* Compiles a campaign, or ends the program. */
dialplan_campaign *floor_compile(const char *text, dialplan_zones *zones);
/* Random instants of the job's years. */
void floor_instants(int64_t *at, int64_t count);

#endif
