/* SPDX-License-Identifier: MIT */
/* For property tests whose properties have names: each is counted, and says in which round it fails first. */
#ifndef TESTS_SUPPORT_PROPERTIES_H
#define TESTS_SUPPORT_PROPERTIES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROPERTIES_MAX = 64 };

typedef struct property {
  const char *name;
  int64_t asked, failed;
} property;

static property properties[PROPERTIES_MAX];
static int property_count;
static uint64_t round_number;

static property *find(const char *name) {
  for (int i = 0; i < property_count; i++)
    if (!strcmp(properties[i].name, name)) return &properties[i];
  if (property_count == PROPERTIES_MAX) abort();
  properties[property_count].name = name;
  return &properties[property_count++];
}

/* One instance of a property; says where it fails first. */
static int holds(int condition, const char *name) {
  property *p = find(name);
  p->asked++;
  if (condition) return 1;
  if (p->failed++ == 0) printf("fails: %s (round %llu)\n", name, (unsigned long long)round_number);
  return 0;
}

/* The closing: every property with how often it was asked; 1: one failed, or there are not `expected` ones,
 * as when one is never asked any more. */
static int properties_close(int expected) {
  int passed = 0, failed = property_count != expected;
  if (failed) printf("fails: %d properties were asked, not %d\n", property_count, expected);
  for (int i = 0; i < property_count; i++) {
    const property *p = &properties[i];
    printf("%8lld %s%s\n", (long long)p->asked, p->name, p->failed ? "  FAILED" : "");
    if (p->failed)
      failed++;
    else
      passed++;
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}

#endif
