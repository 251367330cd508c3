/* SPDX-License-Identifier: MIT */
/* Which files does a campaign or account document name?
 * Uses the door to libyaml. Invariant: opens nothing and judges nothing but the document's form and the
 * names' length: whether a value belongs where it stands is told by compiling. */
#include "campaign_file.h"

#include <string.h>

typedef struct lister {
  dialplan_reference *out;
  uint64_t cap, count;
  dp_report *report;
} lister;

static void add(lister *list, int32_t kind, const dp_node *node) {
  if (node->kind != DP_NODE_SCALAR || node->len == 0 || dp_node_off(node)) return;
  dialplan_reference reference = {.kind = kind, .line = node->line, .column = node->column, .len = node->len};
  if (node->len >= sizeof reference.name) {
    dp_report_error(list->report, DIALPLAN_E_VALUE, "bad-text", node, "a file name has at most 495 bytes");
    return;
  }
  memcpy(reference.name, node->text, node->len);
  if (list->count < list->cap) list->out[list->count] = reference;
  list->count++;
}

static void add_each(lister *list, int32_t kind, const dp_node *node) {
  if (node->kind == DP_NODE_SCALAR) add(list, kind, node);
  for (const dp_node *item = node->first; item; item = item->next)
    add(list, kind, node->kind == DP_NODE_MAP ? item->value : item);
}

/* The calendars among no-call days. */
static void add_calendars(lister *list, const dp_node *days) {
  for (const dp_node *item = days->kind == DP_NODE_LIST ? days->first : NULL; item; item = item->next)
    for (const dp_node *key = item->kind == DP_NODE_MAP ? item->first : NULL; key; key = key->next)
      if (dp_node_is(key, "ics")) add(list, DIALPLAN_REFERENCE_CALENDAR, key->value);
}

static void add_weights(lister *list, const dp_node *retry) {
  for (const dp_node *key = retry->kind == DP_NODE_MAP ? retry->first : NULL; key; key = key->next)
    if (dp_node_is(key, "prefer")) add(list, DIALPLAN_REFERENCE_WEIGHTS, key->value);
}

static void add_key(lister *list, const dp_node *key) {
  const dp_node *value = key->value;
  if (dp_node_is(key, "account"))
    add(list, DIALPLAN_REFERENCE_ACCOUNT, value);
  else if (dp_node_is(key, "contacts"))
    add(list, DIALPLAN_REFERENCE_CONTACTS, value);
  else if (dp_node_is(key, "events"))
    add(list, DIALPLAN_REFERENCE_EVENTS, value);
  else if (dp_node_is(key, "dnc"))
    add_each(list, DIALPLAN_REFERENCE_DNC, value);
  else if (dp_node_is(key, "holidays") && value->kind == DP_NODE_MAP)
    add_each(list, DIALPLAN_REFERENCE_CALENDAR, value);
  else if (dp_node_is(key, "no_call_days"))
    add_calendars(list, value);
  else if (dp_node_is(key, "retry"))
    add_weights(list, value);
}

static void add_keys(lister *list, const dp_node *root) {
  for (const dp_node *key = root->first; key; key = key->next) add_key(list, key);
}

/* Reports every repeated key. The walk needs no stack: every node knows its parent. */
static void find_repeated(dp_report *report, const dp_node *root) {
  dp_reader reader = {.report = report};
  const dp_node *node = root;
  while (node) {
    if (node->same) (void)dp_repeated(&reader, node);
    const dp_node *down = node->value ? node->value : node->first;
    while (!down && node) {
      if (node->key) node = node->key; /* a value is done: so is its key */
      down = node->next;
      if (!down) node = node->parent;
    }
    node = down;
  }
}

dialplan_status dialplan_campaign_references(const char *text, uint64_t len, dialplan_reference *out,
                                             uint64_t cap, uint64_t *count, dialplan_error *err) {
  if ((!text && len) || (!out && cap) || !count)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text, out or count is missing");
  dp_arena nodes = {0};
  dp_report report = {0};
  lister list = {NULL, 0, 0, &report};
  const dp_node *root = NULL;
  dialplan_status status = dp_yaml_read(&nodes, text ? text : "", (size_t)len, &root, err);
  if (status == DIALPLAN_OK) {
    find_repeated(&report, root);
    if (root->kind != DP_NODE_MAP)
      dp_report_found(&report, DIALPLAN_E_VALUE, "wrong-type", root, "expected keys and values");
    else
      add_keys(&list, root);
    status = report.errors || report.no_memory ? dp_report_first(&report, err) : DIALPLAN_OK;
  }
  if (status == DIALPLAN_OK) { /* only now, so that a failure leaves the caller's room alone */
    list = (lister){out, cap, 0, &report};
    add_keys(&list, root);
    *count = list.count;
  }
  dp_arena_free(&nodes);
  dp_report_free(&report);
  return status;
}
