/* SPDX-License-Identifier: MIT */
/* Bytes as a campaign document, behind a byte 0x1E as the account file "account.yaml", and behind another one
 * as the table "hours.csv". Nothing crashes; checking and compiling agree on whether there is an error and on
 * the first one; diagnostics come sorted; what compiles is written, compiled again and written to the same
 * bytes, and its canonical text has no error. */
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

enum { LIST_MAX = 1000 };

static void must(int holds) {
  if (!holds) abort();
}

/* Made once and kept: zones that need no data. */
static dialplan_zones *the_zones(void) {
  static dialplan_zones *zones;
  if (zones) return zones;
  const char *names[] = {"UTC", "+05:30"};
  const uint64_t lengths[] = {3, 6}, sizes[] = {0, 0};
  const uint8_t *data[] = {NULL, NULL};
  must(dialplan_zones_compile(names, lengths, data, sizes, 2, NULL, &zones, NULL) == DIALPLAN_OK);
  return zones;
}

static int before(const dialplan_error *a, const dialplan_error *b) {
  if (a->source != b->source) return a->source < b->source;
  if (a->line != b->line) return a->line < b->line;
  return a->column < b->column;
}

/* The files beside the document. */
typedef struct files {
  const char *names[2], *texts[2];
  uint64_t lengths[2];
} files;

static void round_trip(const dialplan_campaign *campaign, const files *beside) {
  dialplan_campaign *again = NULL;
  dialplan_error error;
  uint64_t len = 0, len_again = 0;
  must(dialplan_campaign_format(campaign, NULL, 0, &len, NULL) == DIALPLAN_OK);
  char *text = malloc(len), *text_again = malloc(len);
  must(text && text_again);
  must(dialplan_campaign_format(campaign, text, len, &len, NULL) == DIALPLAN_OK);
  const dialplan_status status = dialplan_campaign_compile(text, len, the_zones(), beside->names,
                                                           beside->texts, beside->lengths, 2, &again, &error);
  /* Defaults spelt out may pass the limits of a document that is nearly as long as it may be. */
  must(status == DIALPLAN_OK || status == DIALPLAN_E_LIMIT);
  if (status == DIALPLAN_OK) {
    must(dialplan_campaign_format(again, text_again, len, &len_again, NULL) == DIALPLAN_OK);
    must(len == len_again && memcmp(text, text_again, len) == 0);
  }
  dialplan_campaign_free(again);
  free(text);
  free(text_again);
}

static void list_references(const char *text, uint64_t len) {
  uint64_t count = 0, again = 0;
  if (dialplan_campaign_references(text, len, NULL, 0, &count, NULL) != DIALPLAN_OK || count > 64) return;
  static dialplan_reference out[64];
  must(dialplan_campaign_references(text, len, out, 64, &again, NULL) == DIALPLAN_OK && again == count);
  for (uint64_t i = 0; i < count; i++) must(strlen(out[i].name) == out[i].len && out[i].line > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static dialplan_error list[LIST_MAX];
  const char *text = (const char *)data;
  files beside = {.names = {"account.yaml", "hours.csv"}};
  uint64_t len = size;
  uint64_t *last = &len; /* the length of the part that the next mark ends */
  const uint8_t *mark = size ? memchr(data, 0x1E, size) : NULL;
  for (int i = 0; i < 2 && mark; i++) {
    const uint8_t *from = mark + 1;
    const size_t rest = (size_t)(data + size - from);
    *last -= rest + 1;
    beside.texts[i] = (const char *)from;
    beside.lengths[i] = rest;
    last = &beside.lengths[i];
    mark = rest ? memchr(from, 0x1E, rest) : NULL;
  }
  dialplan_campaign *campaign = NULL;
  dialplan_error error;
  uint64_t count = 0;
  const dialplan_error *first = NULL;
  list_references(text, len);
  must(dialplan_campaign_check(text, len, the_zones(), beside.names, beside.texts, beside.lengths, 2, 0, list,
                               LIST_MAX, &count, NULL) == DIALPLAN_OK);
  must(count <= LIST_MAX);
  for (uint64_t i = 0; i < count; i++) {
    must(i == 0 || !before(&list[i], &list[i - 1]));
    must(list[i].code[0] && list[i].message[0] && (list[i].severity == 0) == (list[i].status != 0));
    if (!first && list[i].severity == DIALPLAN_SEVERITY_ERROR) first = &list[i];
  }
  const dialplan_status status = dialplan_campaign_compile(text, len, the_zones(), beside.names, beside.texts,
                                                           beside.lengths, 2, &campaign, &error);
  if (count < LIST_MAX) must((status != DIALPLAN_OK) == (first != NULL));
  if (first && count < LIST_MAX)
    must(error.line == first->line && error.column == first->column && strcmp(error.code, first->code) == 0);
  if (status == DIALPLAN_OK) round_trip(campaign, &beside);
  dialplan_campaign_free(campaign);
  return 0;
}
