/* SPDX-License-Identifier: MIT */
/* Diagnostics of documents: all of them for `check`, the first for `compile`. */
#ifndef DP_REPORT_H
#define DP_REPORT_H

#include "base.h"
#include "door_yaml.h"

enum { DP_REPORT_MAX = 1000 };

/* A collection. All zero: empty, keeps only the first error by place. */
typedef struct dp_report {
  int32_t collect;         /* 1: keep all, warnings and notes too */
  int32_t no_memory;       /* 1: an entry was lost */
  uint32_t errors;         /* how many errors were reported, kept or not */
  uint32_t count, room;    /* of entries */
  uint32_t source;         /* of the document that is being read */
  dialplan_error *entries; /* without collect: none, or the first error */
  dialplan_error draft;    /* the entry that is being written */
  dp_text message;         /* its message */
  const dp_node *node;     /* and its place; NULL: none */
} dp_report;

/* Begins an entry; write the message to the text that it returns, then dp_report_end(). Warnings and notes
 * have status DIALPLAN_OK. node NULL: no place. */
dp_text *dp_report_begin(dp_report *report, int32_t status, uint32_t severity, const char *code,
                         const dp_node *node);
void dp_report_end(dp_report *report);

/* An error whose message is one text; and one that ends with what was found: message, found "text". */
void dp_report_error(dp_report *report, int32_t status, const char *code, const dp_node *node,
                     const char *message);
void dp_report_found(dp_report *report, int32_t status, const char *code, const dp_node *node,
                     const char *message);
/* A record that another part of the library wrote, at a node. */
void dp_report_at(dp_report *report, const dialplan_error *error, const dp_node *node);

/* What a node is, in words: a list, a mapping, nothing, the text "x". */
void dp_report_node(dp_text *text, const dp_node *node);
/* Writes `, did you mean "…"?` where a word is near. */
void dp_report_nearest(dp_text *text, const dp_node *node, const char *const *words, size_t count);

/* The first entry of a report that holds errors, or that memory was short. */
dialplan_status dp_report_first(const dp_report *report, dialplan_error *err);
/* Puts the entries in the order of source, line, column, and frees what there is. */
void dp_report_sort(dp_report *report);
void dp_report_free(dp_report *report);

#endif
