/* SPDX-License-Identifier: MIT */
/* Shared by the tests of errors in campaign files: documents with one error each, its code and its place. */
#ifndef TESTS_UNIT_CAMPAIGN_ERRORS_H
#define TESTS_UNIT_CAMPAIGN_ERRORS_H

#include "unit/campaign_fixture.h"

enum { LIST_MAX = 1000 };

static dialplan_error list[LIST_MAX];

static uint64_t checked(const char *text, const char *account) {
  const beside files = beside_with(account);
  uint64_t count = 0, errors = 0;
  assert_int_equal(dialplan_campaign_check(text, strlen(text), zones, files.names, files.texts, files.lengths,
                                           BESIDE, 0, list, LIST_MAX, &count, NULL),
                   DIALPLAN_OK);
  for (uint64_t i = 0; i < count; i++)
    if (list[i].severity == DIALPLAN_SEVERITY_ERROR) list[errors++] = list[i];
  return errors;
}

typedef struct bad {
  const char *text, *code;
  uint32_t line, column;
  int32_t status;
  const char *path;
} bad;

/* One document, one error; compiling gives the same one. */
static void expect(const bad *b, const char *account, uint32_t source) {
  const beside files = beside_with(account);
  const uint64_t errors = checked(b->text, account);
  if (errors != 1 || strcmp(list[0].code, b->code) != 0 || list[0].line != b->line ||
      list[0].column != b->column)
    fail_msg("expected %s at %u:%u, found %u errors, the first %s at %u:%u (%s) in\n%s", b->code, b->line,
             b->column, (unsigned)errors, list[0].code, list[0].line, list[0].column, list[0].message,
             b->text);
  assert_int_equal(list[0].status, b->status);
  assert_int_equal(list[0].source, source);
  documented(list[0].code);
  if (b->path) assert_string_equal(list[0].path, b->path);
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  assert_int_equal(dialplan_campaign_compile(b->text, strlen(b->text), zones, files.names, files.texts,
                                             files.lengths, BESIDE, &campaign, &error),
                   b->status);
  assert_null(campaign);
  assert_memory_equal(&error, &list[0], sizeof error);
}

static void expect_all(const bad *table, size_t count) {
  for (size_t i = 0; i < count; i++) expect(&table[i], NULL, 0);
}

#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof *(table))
#define VALUE DIALPLAN_E_VALUE

#endif
