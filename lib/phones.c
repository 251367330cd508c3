/* SPDX-License-Identifier: MIT */
/* Which zones may a telephone number be in?
 * Uses memory and text. A table is an automaton: a number's digits lead from its last node to one whose
 * answer is a list of zones; data/phones.py says how it is made. Invariant: every child stands before its
 * parent and every answer names a list, so that no question can leave the table; list 0 is empty, node 0
 * leads nowhere else. */
#include <dialplan/phones.h>

#include "base.h"
#include "mem.h"

#include <string.h>

enum { BYTES_MAX = 4 << 20, LISTS_MAX = 4096, NODES_MAX = 65535, VERSION_MAX = 100 };

typedef struct dp_phone_node {
  uint16_t answer; /* a list of zones */
  uint16_t child[10];
} dp_phone_node;

typedef struct dp_phone_list {
  const char *names;
  uint64_t len;
} dp_phone_list;

struct dialplan_phones {
  dp_arena arena; /* owns everything, this too */
  const char *version;
  dp_phone_list *lists;
  dp_phone_node *nodes;
  uint32_t list_count, node_count;
};

/* ---- reading ---- */

typedef struct dp_phone_reader {
  const char *at, *end; /* what is not read yet */
  const char *line;     /* the present line */
  size_t len;
  uint32_t number; /* of the present line, from 1 */
  dialplan_error *err;
} dp_phone_reader;

static dialplan_status refuse(const dp_phone_reader *r, const char *message) {
  const dialplan_status status =
      dp_fail_found(r->err, DIALPLAN_E_DOCUMENT, "phones-table", message, r->line, r->len);
  if (r->err) r->err->line = r->number;
  return status;
}

static dialplan_status no_memory(dialplan_error *err) {
  return dp_fail(err, DIALPLAN_E_MEMORY, "no-memory", "no memory");
}

/* The next line that is no comment. */
static int next_line(dp_phone_reader *r) {
  do {
    if (r->at == r->end) {
      r->line = r->end;
      r->len = 0;
      return 0;
    }
    const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
    r->line = r->at;
    r->len = (size_t)((stop ? stop : r->end) - r->at);
    r->at = stop ? stop + 1 : r->end;
    r->number++;
  } while (r->len > 0 && r->line[0] == '#');
  return 1;
}

/* A decimal number from the line's front; -1: there is none. */
static int64_t take_number(dp_phone_reader *r) {
  size_t digits = 0;
  while (digits < r->len && r->line[digits] >= '0' && r->line[digits] <= '9') digits++;
  if (digits == 0 || digits > 9) return -1;
  const int64_t value = dp_text_digits(r->line, digits);
  r->line += digits;
  r->len -= digits;
  return value;
}

static int take(dp_phone_reader *r, const char *word) {
  const size_t len = strlen(word);
  if (r->len < len || memcmp(r->line, word, len) != 0) return 0;
  r->line += len;
  r->len -= len;
  return 1;
}

/* "zones 316": how many lines follow. */
static dialplan_status take_count(dp_phone_reader *r, const char *word, int64_t most, uint32_t *count) {
  next_line(r);
  if (!take(r, word)) return refuse(r, "a heading with a count was expected, found");
  const int64_t value = take_number(r);
  if (value < 1 || value > most || r->len > 0) return refuse(r, "the count of a heading is out of range, at");
  *count = (uint32_t)value;
  return DIALPLAN_OK;
}

static dialplan_status read_head(dp_phone_reader *r, dialplan_phones *phones) {
  next_line(r);
  if (!take(r, "dialplan-phones 1") || r->len > 0)
    return refuse(r, "\"dialplan-phones 1\" was expected in the first line, found");
  next_line(r);
  if (!take(r, "version ") || r->len == 0 || r->len > VERSION_MAX)
    return refuse(r, "\"version\" and its text was expected, found");
  phones->version = dp_arena_text(&phones->arena, r->line, r->len);
  return phones->version ? DIALPLAN_OK : no_memory(r->err);
}

static dialplan_status read_lists(dp_phone_reader *r, dialplan_phones *phones) {
  const dialplan_status status = take_count(r, "zones ", LISTS_MAX - 1, &phones->list_count);
  if (status) return status;
  phones->lists = dp_arena_new(&phones->arena, ++phones->list_count * sizeof(dp_phone_list));
  if (!phones->lists) return no_memory(r->err);
  phones->lists[0] = (dp_phone_list){"", 0};
  for (uint32_t i = 1; i < phones->list_count; i++) {
    if (!next_line(r) || r->len == 0) return refuse(r, "a line of zones was expected, found");
    for (size_t k = 0; k < r->len; k++)
      if (r->line[k] <= ' ' || r->line[k] > '~') return refuse(r, "zone names are printable ASCII, found");
    phones->lists[i] = (dp_phone_list){dp_arena_text(&phones->arena, r->line, r->len), r->len};
    if (!phones->lists[i].names) return no_memory(r->err);
  }
  return DIALPLAN_OK;
}

/* "3 0x4 17 0x5": the answer, and ten children, equal neighbours written once. */
static dialplan_status read_node(dp_phone_reader *r, const dialplan_phones *phones, uint32_t index) {
  dp_phone_node *n = &phones->nodes[index];
  if (!next_line(r)) return refuse(r, "the table ends before its last node");
  const int64_t answer = take_number(r);
  if (answer < 0 || answer >= phones->list_count) return refuse(r, "a node's list is not in the table, at");
  n->answer = (uint16_t)answer;
  for (uint32_t filled = 0; filled < 10;) {
    const int64_t child = take(r, " ") ? take_number(r) : -1;
    if (child < 0 || child >= (index ? index : 1))
      return refuse(r, "a node's child must stand before it, at");
    const int64_t times = take(r, "x") ? take_number(r) : 1;
    if (times < 1 || times > 10 - filled) return refuse(r, "a node has ten children, at");
    for (int64_t i = 0; i < times; i++) n->child[filled++] = (uint16_t)child;
  }
  return r->len > 0 ? refuse(r, "a node has ten children, at") : DIALPLAN_OK;
}

static dialplan_status read_nodes(dp_phone_reader *r, dialplan_phones *phones) {
  dialplan_status status = take_count(r, "nodes ", NODES_MAX, &phones->node_count);
  if (status) return status;
  phones->nodes = dp_arena_new(&phones->arena, phones->node_count * sizeof(dp_phone_node));
  if (!phones->nodes) return no_memory(r->err);
  for (uint32_t i = 0; !status && i < phones->node_count; i++) status = read_node(r, phones, i);
  if (!status && next_line(r)) status = refuse(r, "nothing was expected behind the last node, found");
  return status;
}

dialplan_status dialplan_phones_compile(const char *text, uint64_t len, dialplan_phones **out,
                                        dialplan_error *err) {
  if (!text || !out) return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text and out must not be NULL");
  if (len > BYTES_MAX) return dp_fail(err, DIALPLAN_E_LIMIT, "limit", "a table of numbers has at most 4 MiB");
  dp_phone_reader r = {.at = text, .end = text + len, .line = text, .err = err};
  dp_arena arena = {0};
  dialplan_phones *phones = dp_arena_new(&arena, sizeof *phones);
  if (!phones) return no_memory(err);
  phones->arena = arena;
  dialplan_status status = read_head(&r, phones);
  if (!status) status = read_lists(&r, phones);
  if (!status) status = read_nodes(&r, phones);
  if (status)
    dialplan_phones_free(phones);
  else
    *out = phones;
  return status;
}

void dialplan_phones_free(dialplan_phones *phones) {
  if (!phones) return;
  dp_arena arena = phones->arena;
  dp_arena_free(&arena);
}

/* ---- asking ---- */

const char *dialplan_phones_version(const dialplan_phones *phones) { return phones->version; }

dialplan_status dialplan_phones_zones(const dialplan_phones *phones, const char *number, uint64_t len,
                                      const char **zones, uint64_t *zones_len, dialplan_error *err) {
  if (!phones || !number || !zones || !zones_len)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "a pointer is NULL");
  if (len < 2 || number[0] != '+')
    return dp_fail_found(err, DIALPLAN_E_SYNTAX, "phone", "a number is '+' and digits, not", number, len);
  uint32_t at = phones->node_count - 1;
  for (uint64_t i = 1; i < len; i++) {
    if (number[i] < '0' || number[i] > '9')
      return dp_fail_found(err, DIALPLAN_E_SYNTAX, "phone", "a number is '+' and digits, not", number, len);
    at = phones->nodes[at].child[number[i] - '0'];
  }
  const dp_phone_list *answer = &phones->lists[phones->nodes[at].answer];
  *zones = answer->names;
  *zones_len = answer->len;
  return DIALPLAN_OK;
}
