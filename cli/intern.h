/* SPDX-License-Identifier: MIT */
/* Sets: texts with small numbers of their own, and plain numbers. */
#ifndef INTERN_H
#define INTERN_H

#include "slice.h"

#define INTERN_NONE UINT32_MAX

/* Distinct texts, numbered from 0 in the order of their arrival. All zero: empty. */
typedef struct intern {
  uint64_t *slots;   /* hash in the high half, number + 1 in the low; 0: free */
  size_t slot_count; /* a power of two */
  uint64_t *starts;  /* count + 1 offsets into bytes */
  size_t starts_cap;
  buffer bytes;
  uint32_t count;
} intern;

uint32_t intern_add(intern *set, slice t, int *fresh); /* fresh may be NULL */
uint32_t intern_find(const intern *set, slice t);      /* INTERN_NONE: not there */
slice intern_text(const intern *set, uint32_t number); /* valid until the next intern_add */
void intern_free(intern *set);

enum { NUMBERS_WAITING = 16 };

/* Distinct numbers other than 0. All zero: empty. */
typedef struct numbers {
  uint64_t *slots;
  uint64_t *marks; /* two bits of a word for each number: a filter that stays in near memory */
  size_t slot_count, count;
  size_t waiting_count;
  uint64_t waiting[NUMBERS_WAITING]; /* in the set, but not in slots yet: far memory takes its time */
} numbers;

int numbers_add(numbers *set, uint64_t value); /* 1: it was not there */
int numbers_has(const numbers *set, uint64_t value);
void numbers_free(numbers *set);

#endif
