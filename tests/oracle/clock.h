/* SPDX-License-Identifier: MIT */
/* Offsets and dates for the oracle, from a source of its own: the C library's localtime_r() with TZ pointing
 * at a zone file, probed hour by hour. It uses nothing of libdialplan. One thread only, since TZ is the
 * process's. */
#ifndef ORACLE_CLOCK_H
#define ORACLE_CLOCK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CLOCK_END INT64_C(7258118400) /* 2200-01-01T00:00:00Z */
#define CLOCK_BLOCK (INT64_C(1) << 24)
#define CLOCK_MARGIN (3 * 86400) /* readings are wanted a little outside of the valid range, too */
#define CLOCK_BLOCKS ((CLOCK_END + 2 * CLOCK_MARGIN) / CLOCK_BLOCK + 1)

/* Instants [from, until) have one offset. */
typedef struct clock_piece {
  int64_t from, until;
  int64_t offset;
} clock_piece;

typedef struct clock_block {
  int count; /* 0: not probed yet */
  clock_piece piece[12];
} clock_block;

typedef struct clock_zone {
  char name[40];
  int is_fixed;
  int64_t fixed;
  clock_block *blocks;
} clock_zone;

/* "UTC" and "+05:30" need no file; others are read from dir by the C library. 0: there is no such file. */
static inline int clock_open(clock_zone *zone, const char *dir, const char *name) {
  memset(zone, 0, sizeof *zone);
  snprintf(zone->name, sizeof zone->name, "%s", name);
  if (strcmp(name, "UTC") == 0) zone->is_fixed = 1;
  if (name[0] == '+' || name[0] == '-') {
    zone->is_fixed = 1;
    zone->fixed = ((name[1] - '0') * 10 + name[2] - '0') * 3600 + ((name[4] - '0') * 10 + name[5] - '0') * 60;
    if (name[0] == '-') zone->fixed = -zone->fixed;
  }
  if (zone->is_fixed) return 1;
  char path[4200];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  fclose(file);
  zone->blocks = calloc((size_t)CLOCK_BLOCKS, sizeof *zone->blocks);
  return zone->blocks != NULL;
}

static inline int64_t clock_ask_libc(int64_t at) {
  const time_t t = (time_t)at;
  struct tm tm;
  localtime_r(&t, &tm);
  return tm.tm_gmtoff;
}

static inline void clock_probe(clock_zone *zone, const char *dir, int64_t index) {
  char tz[4200];
  snprintf(tz, sizeof tz, ":%s/%s", dir, zone->name);
  setenv("TZ", tz, 1);
  tzset();
  clock_block *block = &zone->blocks[index];
  const int64_t from = index * CLOCK_BLOCK - CLOCK_MARGIN, until = from + CLOCK_BLOCK;
  int64_t at = from, offset = clock_ask_libc(at);
  block->piece[0] = (clock_piece){from, until, offset};
  block->count = 1;
  while (at < until - 1) {
    const int64_t next = at + 1800 < until - 1 ? at + 1800 : until - 1;
    if (clock_ask_libc(next) == offset) {
      at = next;
      continue;
    }
    int64_t low = at,
            high = next; /* the offset differs between low and high: halve until they are neighbours */
    while (high - low > 1) {
      const int64_t middle = low + (high - low) / 2;
      if (clock_ask_libc(middle) == offset)
        low = middle;
      else
        high = middle;
    }
    if (block->count == 12) {
      fprintf(stderr, "clock: %s changes too often\n", zone->name);
      exit(2);
    }
    block->piece[block->count - 1].until = high;
    offset = clock_ask_libc(high);
    block->piece[block->count++] = (clock_piece){high, until, offset};
    at = high;
  }
}

/* The piece of constant offset that holds an instant (pieces end at block borders, too). */
static inline clock_piece clock_piece_at(clock_zone *zone, const char *dir, int64_t at) {
  if (zone->is_fixed) return (clock_piece){-CLOCK_MARGIN, CLOCK_END + CLOCK_MARGIN, zone->fixed};
  const int64_t index = (at + CLOCK_MARGIN) / CLOCK_BLOCK;
  if (zone->blocks[index].count == 0) clock_probe(zone, dir, index);
  const clock_block *block = &zone->blocks[index];
  int i = 0;
  while (block->piece[i].until <= at) i++;
  return block->piece[i];
}

static inline int64_t clock_offset(clock_zone *zone, const char *dir, int64_t at) {
  return clock_piece_at(zone, dir, at).offset;
}

/* The instant of a wall reading (seconds since 1970 on the wall): the first pass where repeated, the first
 * instant after the gap where skipped. */
static inline int64_t clock_instant(clock_zone *zone, const char *dir, int64_t wall) {
  const int64_t first = wall - 30 * 3600 > -CLOCK_MARGIN ? wall - 30 * 3600 : -CLOCK_MARGIN;
  int64_t after_gap = 0;
  for (int64_t at = first; at < wall + 30 * 3600;) {
    const clock_piece piece = clock_piece_at(zone, dir, at);
    const int64_t pass = wall - piece.offset;
    if (pass >= piece.from && pass < piece.until) return pass;
    if (after_gap == 0 && at > first && at + piece.offset > wall) after_gap = at;
    at = piece.until;
  }
  return after_gap;
}

/* Civil dates, counted by walking over the years: slow and plain. */
static inline int clock_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static inline int clock_month_days(int year, int month) {
  if (month == 2) return clock_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static inline void clock_split(int64_t date, int *year, int *month, int *day) {
  *year = 1970;
  while (date < 0) date += clock_leap(--*year) ? 366 : 365;
  while (date >= (clock_leap(*year) ? 366 : 365)) date -= clock_leap((*year)++) ? 366 : 365;
  *month = 1;
  while (date >= clock_month_days(*year, *month)) date -= clock_month_days(*year, (*month)++);
  *day = (int)date + 1;
}

static inline int64_t clock_floor_day(int64_t wall) {
  return wall >= 0 ? wall / 86400 : -((-wall + 86399) / 86400);
}

/* 0 Monday … 6 Sunday; 1970-01-01 was a Thursday. */
static inline int clock_weekday(int64_t date) { return (int)(((date + 3) % 7 + 7) % 7); }

#endif
