/* SPDX-License-Identifier: MIT */
/* How are the mistakes of a document collected, each with its place and its key path?
 * Uses nodes and text. Invariant: entries are kept whole or not at all; without `collect` the one that is
 * kept is the first by source, line and column, so that compiling and checking agree on which error is first.
 */
#include "report.h"

#include "mem.h"

#include <string.h>

/* Key path of a node, written from the root down: "retry.phases[1].calls". */
static void write_path(dp_text *text, const dp_node *node) {
  const dp_node *chain[2 * 64 + 2];
  size_t n = 0;
  for (; node; node = node->key ? node->key : node->parent)
    if (n < sizeof chain / sizeof *chain) chain[n++] = node;
  while (n--) {
    const dp_node *part = chain[n];
    if (part->value) {
      if (text->len) dp_text_char(text, '.');
      dp_text_bytes(text, part->text, part->len);
    } else if (part->parent && part->parent->kind == DP_NODE_LIST) {
      int64_t index = 0;
      for (const dp_node *item = part->parent->first; item != part; item = item->next) index++;
      dp_text_char(text, '[');
      dp_text_int(text, index);
      dp_text_char(text, ']');
    }
  }
}

static void set_path(dialplan_error *entry, const dp_node *node) {
  char whole[1024];
  dp_text text = {whole, sizeof whole, 0};
  write_path(&text, node);
  dp_text_end(&text);
  const size_t len = strlen(whole);
  size_t from = 0;
  if (len >= sizeof entry->path) {
    from = len - (sizeof entry->path - 1);
    while (((unsigned char)whole[from] & 0xC0) == 0x80) from++;
  }
  memcpy(entry->path, whole + from, len - from + 1);
}

dp_text *dp_report_begin(dp_report *report, int32_t status, uint32_t severity, const char *code,
                         const dp_node *node) {
  report->message = dp_fail_begin(&report->draft, status, code);
  report->draft.severity = severity;
  report->draft.source = report->source;
  if (node) {
    report->draft.line = node->line;
    report->draft.column = node->column;
    report->draft.offset = node->offset;
  }
  report->node = node;
  return &report->message;
}

static int before(const dialplan_error *a, const dialplan_error *b) {
  if (a->source != b->source) return a->source < b->source;
  if (a->line != b->line) return a->line < b->line;
  return a->column < b->column;
}

static int make_room(dp_report *report) {
  if (report->count < report->room) return 1;
  const uint32_t room = report->room ? report->room * 4 : report->collect ? 16 : 1;
  dialplan_error *entries = dp_mem_resize(report->entries, room, sizeof *entries);
  if (!entries) {
    report->no_memory = 1;
    return 0;
  }
  report->entries = entries;
  report->room = room;
  return 1;
}

void dp_report_end(dp_report *report) {
  dp_text_end(&report->message);
  const int error = report->draft.severity == DIALPLAN_SEVERITY_ERROR;
  report->errors += (uint32_t)error;
  if (!report->collect) {
    if (!error) return;
    if (report->count && !before(&report->draft, report->entries)) return;
    report->count = 0;
  }
  if (report->count == DP_REPORT_MAX || !make_room(report)) return;
  if (report->node) set_path(&report->draft, report->node);
  report->entries[report->count++] = report->draft;
}

void dp_report_error(dp_report *report, int32_t status, const char *code, const dp_node *node,
                     const char *message) {
  dp_text_str(dp_report_begin(report, status, DIALPLAN_SEVERITY_ERROR, code, node), message);
  dp_report_end(report);
}

void dp_report_found(dp_report *report, int32_t status, const char *code, const dp_node *node,
                     const char *message) {
  dp_text *text = dp_report_begin(report, status, DIALPLAN_SEVERITY_ERROR, code, node);
  dp_text_str(text, message);
  dp_text_str(text, ", found ");
  dp_report_node(text, node);
  dp_report_end(report);
}

void dp_report_at(dp_report *report, const dialplan_error *error, const dp_node *node) {
  dp_text_str(dp_report_begin(report, error->status, error->severity, error->code, node), error->message);
  dp_report_end(report);
}

void dp_report_node(dp_text *text, const dp_node *node) {
  if (node->kind == DP_NODE_LIST) {
    dp_text_str(text, node->count ? "a list" : "an empty list");
  } else if (node->kind == DP_NODE_MAP) {
    dp_text_str(text, "a mapping");
  } else if (node->len == 0 && !node->quoted) {
    dp_text_str(text, "nothing");
  } else {
    if (node->quoted) dp_text_str(text, "the text ");
    dp_text_quoted(text, node->text, node->len);
  }
}

void dp_report_nearest(dp_text *text, const dp_node *node, const char *const *words, size_t count) {
  const char *word = dp_text_nearest(node->text, node->len, words, count);
  if (!word) return;
  dp_text_str(text, ", did you mean \"");
  dp_text_str(text, word);
  dp_text_str(text, "\"?");
}

void dp_report_sort(dp_report *report) {
  /* Insertion sort: the entries of one pass come nearly in order. */
  for (uint32_t i = 1; i < report->count; i++) {
    uint32_t j = i;
    while (j && before(&report->entries[i], &report->entries[j - 1])) j--;
    if (j == i) continue;
    const dialplan_error moved = report->entries[i];
    memmove(&report->entries[j + 1], &report->entries[j], (i - j) * sizeof moved);
    report->entries[j] = moved;
  }
}

dialplan_status dp_report_first(const dp_report *report, dialplan_error *err) {
  if (report->no_memory || report->count == 0)
    return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
  if (err) *err = report->entries[0];
  return report->entries[0].status;
}

void dp_report_free(dp_report *report) {
  dp_mem_free(report->entries);
  report->entries = NULL;
  report->count = report->room = 0;
}
