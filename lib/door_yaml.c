/* SPDX-License-Identifier: MIT */
/* What tree of nodes is a YAML (or JSON) text?
 * The only file that includes yaml.h; uses libyaml's events alone, never its document tree, which follows
 * aliases in circles. The text is looked over before libyaml sees it, because libyaml guesses encodings and
 * reads thousands of directives in quadratic time. Invariant: time and memory are linear in the text, and
 * both have a bound. */
#include "door_yaml.h"

#include "base.h"
#include "draw.h"

#include <string.h>
#include <yaml.h>

enum { DP_DEPTH_MAX = 64 };

/* A place in the text. libyaml counts characters; bytes, lines and columns are counted along here, so that
 * lines are those of editors (libyaml ends lines at U+2028 too). */
typedef struct dp_place {
  size_t index; /* characters from the start, libyaml's mark */
  size_t offset;
  uint32_t line, column;
} dp_place;

typedef struct dp_level {
  dp_node *node; /* the open list or map */
  dp_node *last; /* its last item */
  int value_due; /* map: last is a key without value */
} dp_level;

typedef struct dp_door {
  dp_arena *arena;
  const char *text;
  size_t len;
  dp_place at;
  dp_node *root;
  uint32_t depth, nodes;
  dp_level levels[DP_DEPTH_MAX];
  dialplan_error *err;
} dp_door;

static void step(const char *text, size_t len, dp_place *at) {
  const unsigned char c = (unsigned char)text[at->offset];
  at->offset++;
  at->index++;
  at->column++;
  if (c == '\n' || (c == '\r' && !(at->offset < len && text[at->offset] == '\n'))) {
    at->line++;
    at->column = 1;
  } else if (c >= 0xC0) {
    while (at->offset < len && ((unsigned char)text[at->offset] & 0xC0) == 0x80) at->offset++;
  }
}

static dp_place place_start(const char *text, size_t len) {
  dp_place at = {0, 0, 1, 1};
  if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) at.offset = 3;
  return at;
}

static dialplan_status fail_at(const dp_door *door, dialplan_status status, const char *code,
                               const char *message, dp_place at) {
  if (door->err) {
    dp_fail(door->err, status, code, message);
    door->err->line = at.line;
    door->err->column = at.column;
    door->err->offset = (uint32_t)at.offset;
  }
  return status;
}

static dialplan_status fail_offset(const dp_door *door, dialplan_status status, const char *code,
                                   const char *message, size_t offset) {
  dp_place at = place_start(door->text, door->len);
  while (at.offset < offset) step(door->text, door->len, &at);
  return fail_at(door, status, code, message, at);
}

static dialplan_status no_memory(const dp_door *door) {
  return dp_fail(door->err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
}

/* Moves on to a mark of libyaml. Marks of events never go back. */
static void seek(dp_door *door, size_t index) {
  while (door->at.index < index && door->at.offset < door->len) step(door->text, door->len, &door->at);
}

static int blank_or_comment(const char *line, size_t len) {
  size_t i = 0;
  while (i < len && (line[i] == ' ' || line[i] == '\t')) i++;
  return i == len || line[i] == '#';
}

static int is_marker(const char *line, size_t len, char c) {
  return len >= 3 && line[0] == c && line[1] == c && line[2] == c &&
         (len == 3 || line[3] == ' ' || line[3] == '\t');
}

static int is_yaml_directive(const char *line, size_t len) {
  while (len && line[len - 1] == ' ') len--;
  return dp_text_is(line, len, "%YAML 1.1") || dp_text_is(line, len, "%YAML 1.2");
}

/* Bytes up to the next line break, of any of the five kinds that libyaml knows. */
static size_t line_length(const char *line, size_t len) {
  for (size_t i = 0; i < len; i++) {
    const unsigned char c = (unsigned char)line[i];
    if (c == '\n' || c == '\r') return i;
    if (c == 0xC2 && (unsigned char)line[i + 1] == 0x85) return i;
    if (c == 0xE2 && (unsigned char)line[i + 1] == 0x80 && ((unsigned char)line[i + 2] & 0xFE) == 0xA8)
      return i;
  }
  return len;
}

static size_t break_length(const char *text, size_t len) {
  if (len == 0) return 0;
  const unsigned char c = (unsigned char)text[0];
  return c == 0xE2 ? 3 : c == 0xC2 ? 2 : 1;
}

/* Directives, document markers: one %YAML at most, one --- at most and first, one ... at most and last. */
static dialplan_status check_lines(const dp_door *door) {
  const char *text = door->text;
  int directive = 0, started = 0, ended = 0;
  size_t next = 0;
  for (size_t from = place_start(text, door->len).offset; from < door->len; from = next) {
    const char *line = text + from;
    const size_t len = line_length(line, door->len - from);
    next = from + len + break_length(line + len, door->len - from - len);
    if (blank_or_comment(line, len)) continue;
    if (ended)
      return fail_offset(door, DIALPLAN_E_DOCUMENT, "several-documents",
                         "text after the end of the document (...); one document a file is read", from);
    if (!started && line[0] == '%') {
      if (directive++ || !is_yaml_directive(line, len))
        return fail_offset(door, DIALPLAN_E_DOCUMENT, "directive",
                           "a directive other than one %YAML 1.1 or 1.2 is refused", from);
    } else if (is_marker(line, len, '-')) {
      if (started)
        return fail_offset(door, DIALPLAN_E_DOCUMENT, "several-documents",
                           "a second document begins here (---); one document a file is read", from);
      started = 1;
    } else if (is_marker(line, len, '.')) {
      ended = 1;
    } else {
      started = 1;
    }
  }
  return DIALPLAN_OK;
}

static dialplan_status check_text(const dp_door *door) {
  const unsigned char *bytes = (const unsigned char *)door->text;
  if (door->len > (size_t)dialplan_limit(DIALPLAN_LIMIT_DOCUMENT_BYTES))
    return dp_fail(door->err, DIALPLAN_E_LIMIT, "document-too-long", "the document is longer than 1 MiB");
  if (door->len >= 2 && ((bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0xFF && bytes[1] == 0xFE)))
    return fail_offset(door, DIALPLAN_E_DOCUMENT, "utf-16", "the document is UTF-16; save it as UTF-8", 0);
  const size_t valid = dp_text_utf8(door->text, door->len);
  if (valid < door->len)
    return fail_offset(door, DIALPLAN_E_DOCUMENT, "not-utf8",
                       "a byte here is not valid UTF-8; save it as UTF-8", valid);
  return check_lines(door);
}

/* Links a node in where the parser stands. */
static dialplan_status link_node(dp_door *door, dp_node *node) {
  if (door->depth == 0) {
    door->root = node;
    return DIALPLAN_OK;
  }
  dp_level *level = &door->levels[door->depth - 1];
  node->parent = level->node;
  if (level->value_due) {
    level->value_due = 0;
    level->last->value = node;
    node->key = level->last;
    if (node->kind == DP_NODE_SCALAR && node->len == 0 && !node->quoted) {
      node->line = node->key->line;
      node->column = node->key->column;
      node->offset = node->key->offset;
    }
    return DIALPLAN_OK;
  }
  if (level->node->kind == DP_NODE_MAP) {
    if (node->kind != DP_NODE_SCALAR)
      return fail_at(door, DIALPLAN_E_DOCUMENT, "complex-key", "a key must be a single word or text",
                     door->at);
    level->value_due = 1;
  }
  if (level->last)
    level->last->next = node;
  else
    level->node->first = node;
  level->last = node;
  level->node->count++;
  return DIALPLAN_OK;
}

static dialplan_status add(dp_door *door, uint8_t kind, const yaml_char_t *anchor, const yaml_char_t *tag,
                           dp_node **out) {
  if (anchor) return fail_at(door, DIALPLAN_E_DOCUMENT, "anchor", "anchors (&name) are refused", door->at);
  if (tag) return fail_at(door, DIALPLAN_E_DOCUMENT, "tag", "tags (!name) are refused", door->at);
  if (++door->nodes > DP_NODES_MAX)
    return fail_at(door, DIALPLAN_E_LIMIT, "too-many-nodes",
                   "the document has more than 50,000 keys and values", door->at);
  dp_node *node = dp_arena_new(door->arena, sizeof *node);
  if (!node) return no_memory(door);
  node->kind = kind;
  node->line = door->at.line;
  node->column = door->at.column;
  node->offset = (uint32_t)door->at.offset;
  *out = node;
  return DIALPLAN_OK;
}

static dialplan_status add_scalar(dp_door *door, const yaml_event_t *event) {
  const char *text = (const char *)event->data.scalar.value;
  const size_t len = event->data.scalar.length;
  if (len > (size_t)dialplan_limit(DIALPLAN_LIMIT_SCALAR_BYTES))
    return fail_at(door, DIALPLAN_E_LIMIT, "scalar-too-long", "a text is longer than 64 KiB", door->at);
  if (memchr(text, 0, len))
    return fail_at(door, DIALPLAN_E_DOCUMENT, "nul", "a NUL in a text is refused", door->at);
  dp_node *node;
  dialplan_status status =
      add(door, DP_NODE_SCALAR, event->data.scalar.anchor, event->data.scalar.tag, &node);
  if (status != DIALPLAN_OK) return status;
  node->text = dp_arena_text(door->arena, text, len);
  if (!node->text) return no_memory(door);
  node->len = (uint32_t)len;
  node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  return link_node(door, node);
}

static dialplan_status open_level(dp_door *door, uint8_t kind, const yaml_char_t *anchor,
                                  const yaml_char_t *tag) {
  if (door->depth == DP_DEPTH_MAX)
    return fail_at(door, DIALPLAN_E_LIMIT, "too-deep", "the document is nested deeper than 64 levels",
                   door->at);
  dp_node *node;
  dialplan_status status = add(door, kind, anchor, tag, &node);
  if (status == DIALPLAN_OK) status = link_node(door, node);
  if (status == DIALPLAN_OK) door->levels[door->depth++] = (dp_level){node, NULL, 0};
  return status;
}

/* Marks the repeated keys of a map through a hash table of its own. */
static dialplan_status mark_repeated(dp_door *door, const dp_node *map) {
  uint32_t slots = 4;
  while (slots < 2 * map->count) slots *= 2;
  dp_node **table = dp_arena_new(door->arena, slots * sizeof *table);
  if (!table) return no_memory(door);
  for (dp_node *key = map->first; key; key = key->next) {
    uint32_t slot = (uint32_t)dp_draw_hash(key->text, key->len) & (slots - 1);
    while (table[slot] &&
           !(table[slot]->len == key->len && memcmp(table[slot]->text, key->text, key->len) == 0))
      slot = (slot + 1) & (slots - 1);
    if (table[slot])
      key->same = table[slot];
    else
      table[slot] = key;
  }
  return DIALPLAN_OK;
}

static dialplan_status take(dp_door *door, const yaml_event_t *event) {
  seek(door, event->start_mark.index);
  switch (event->type) {
  case YAML_SCALAR_EVENT: return add_scalar(door, event);
  case YAML_SEQUENCE_START_EVENT:
    return open_level(door, DP_NODE_LIST, event->data.sequence_start.anchor, event->data.sequence_start.tag);
  case YAML_MAPPING_START_EVENT:
    return open_level(door, DP_NODE_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag);
  case YAML_SEQUENCE_END_EVENT: door->depth--; return DIALPLAN_OK;
  case YAML_MAPPING_END_EVENT: return mark_repeated(door, door->levels[--door->depth].node);
  case YAML_ALIAS_EVENT:
    return fail_at(door, DIALPLAN_E_DOCUMENT, "alias", "aliases (*name) are refused", door->at);
  default: return DIALPLAN_OK; /* a second document was refused before libyaml saw the text */
  }
}

static dialplan_status parser_failed(const dp_door *door, const yaml_parser_t *parser) {
  if (parser->error == YAML_MEMORY_ERROR) return no_memory(door);
  char message[200];
  dp_text text = {message, sizeof message, 0};
  dp_text_str(&text, "not well-formed: ");
  dp_text_str(&text, parser->problem ? parser->problem : "unknown problem");
  if (parser->error == YAML_READER_ERROR) {
    dp_text_end(&text);
    return fail_offset(door, DIALPLAN_E_DOCUMENT, "syntax", message,
                       place_start(door->text, door->len).offset + parser->problem_offset);
  }
  if (parser->context) {
    dp_text_str(&text, " ");
    dp_text_str(&text, parser->context);
    if (parser->context_mark.index && parser->context_mark.index != parser->problem_mark.index) {
      dp_text_str(&text, " that begins on line ");
      dp_text_int(&text, (int64_t)parser->context_mark.line + 1);
    }
  }
  dp_text_end(&text);
  dp_place at = place_start(door->text, door->len);
  while (at.index < parser->problem_mark.index && at.offset < door->len) step(door->text, door->len, &at);
  return fail_at(door, DIALPLAN_E_DOCUMENT, "syntax", message, at);
}

static dialplan_status parse(dp_door *door, yaml_parser_t *parser) {
  yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(parser, (const unsigned char *)door->text + door->at.offset,
                               door->len - door->at.offset);
  for (;;) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) return parser_failed(door, parser);
    const dialplan_status status = take(door, &event);
    const int done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    if (status != DIALPLAN_OK || done) return status;
  }
}

dialplan_status dp_yaml_read(dp_arena *arena, const char *text, size_t len, const dp_node **root,
                             dialplan_error *err) {
  dp_door door = {.arena = arena, .text = text, .len = len, .at = place_start(text, len), .err = err};
  dialplan_status status = check_text(&door);
  if (status != DIALPLAN_OK) return status;
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser)) return no_memory(&door);
  status = parse(&door, &parser);
  yaml_parser_delete(&parser);
  if (status != DIALPLAN_OK) return status;
  if (!door.root || (door.root->kind == DP_NODE_SCALAR && door.root->len == 0))
    return fail_offset(&door, DIALPLAN_E_DOCUMENT, "empty-document", "the document is empty", 0);
  *root = door.root;
  return DIALPLAN_OK;
}

void dp_yaml_version(dp_text *text) { dp_text_str(text, yaml_get_version_string()); }
