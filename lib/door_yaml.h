/* SPDX-License-Identifier: MIT */
/* The door to libyaml: a document as a tree of nodes, every one with its place in the text. */
#ifndef DP_DOOR_YAML_H
#define DP_DOOR_YAML_H

#include <dialplan/base.h>

#include "mem.h"
#include "text.h"

enum { DP_NODE_SCALAR = 1, DP_NODE_LIST, DP_NODE_MAP };
enum { DP_NODES_MAX = 50000 }; /* per document: a tree of a few MiB, built within milliseconds */

/* A node. A map's items are its keys, each a scalar whose `value` is set. */
typedef struct dp_node {
  const char *text; /* scalar: NUL-terminated, no NUL inside */
  uint32_t len;
  uint32_t line, column,
      offset;     /* from 1, from 1 in characters, from 0 in bytes; an empty value has its key's */
  uint32_t count; /* list, map: items */
  uint8_t kind;   /* DP_NODE_* */
  uint8_t quoted; /* scalar: in quotes or as a block, so a text whatever it says */
  uint16_t reserved;
  struct dp_node *first;  /* list, map: the first item */
  struct dp_node *next;   /* the next item of the same list or map */
  struct dp_node *parent; /* the list or map that this item or value lies in; NULL: the root */
  struct dp_node *value;  /* key: its value */
  struct dp_node *key;    /* value: its key */
  struct dp_node *same;   /* key: an earlier key of its map with the same text; NULL: none */
} dp_node;

/* Reads one document into the arena. Refused: other encodings than UTF-8, aliases, anchors, tags, directives
 * other than %YAML, keys that are no scalars, a second document, an empty document, and what is over a limit.
 * Repeated keys are marked (`same`), not refused. */
dialplan_status dp_yaml_read(dp_arena *arena, const char *text, size_t len, const dp_node **root,
                             dialplan_error *err);

/* Writes libyaml's version, "0.2.5". */
void dp_yaml_version(dp_text *text);

#endif
