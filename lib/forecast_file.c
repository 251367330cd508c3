/* SPDX-License-Identifier: MIT */
/* What does a model file say of how calls end and how long they take?
 * Uses the door to libyaml and the values of campaign files. Invariant: a model comes out whole or not at
 * all; shares in percent are 100 % together, and an hour has one share. */
#include <string.h>

#include "base.h"
#include "campaign_file.h"
#include "forecast.h"

enum { OUTCOMES = 16, DAY_H = 24, WEEK_H = 7 * DAY_H, LONGEST_S = 43200, WHOLE = 1000000 };

enum { KEY_OUTCOMES, KEY_ANSWER_RATE, KEY_RING, KEY_TALK, KEY_VOICEMAIL, KEY_WRAP, KEY_CALLBACK, KEYS };
static const char keys[] = "outcomes|answer_rate|ring|talk|voicemail|wrap|callback";

/* ---- outcomes ---- */

static int is_percent(const dp_node *node) {
  return node->kind == DP_NODE_SCALAR && node->len && node->text[node->len - 1] == '%';
}

static int not_whole(dp_reader *reader, const dp_node *map, int64_t ppm) {
  dp_text *text =
      dp_report_begin(reader->report, DIALPLAN_E_CONFLICT, DIALPLAN_SEVERITY_ERROR, "bad-shares", map->key);
  dp_text_str(text, "the shares add up to ");
  dp_write_decimal(text, ppm, 4);
  dp_text_str(text, "%, not to 100%; weights without % may add up to anything");
  dp_report_end(reader->report);
  return 0;
}

static int take_weight(dp_reader *reader, const dp_node *key, int percent, uint32_t *outcomes, int64_t *sum) {
  uint8_t outcome = 0;
  int64_t weight = 0;
  if (dp_repeated(reader, key) || !dp_take_outcome(reader, key, &outcome)) return 0;
  if (is_percent(key->value) != percent)
    return dp_reader_fault(reader, key->value, "bad-shares",
                           "expected shares like 25% alone, or weights like 25 alone");
  if (!(percent ? dp_take_percent(reader, key->value, 0, WHOLE, &weight)
                : dp_take_int(reader, key->value, 0, UINT32_MAX, 0, &weight)))
    return 0;
  outcomes[outcome] += (uint32_t)weight; /* of two names for it, one is refused below */
  *sum += weight;
  return 1;
}

/* An outcome under two of its names. */
static int named_twice(dp_reader *reader, const dp_node *map) {
  uint32_t seen = 0;
  for (const dp_node *key = map->first; key; key = key->next) {
    uint8_t outcome = 0;
    (void)dialplan_outcome_parse(key->text, key->len, &outcome, NULL);
    if (seen >> outcome & 1)
      return !dp_reader_fault(reader, key, "repeated-outcome", "expected each outcome once");
    seen |= 1u << outcome;
  }
  return 0;
}

static int take_outcomes(dp_reader *reader, const dp_node *map, dialplan_model *model) {
  static const char expected[] = "expected outcomes with their shares, like {completed: 25%, no_answer: 75%}";
  int64_t sum = 0;
  int good = 1;
  if (!dp_take_map(reader, map, expected)) return 0;
  memset(model->outcomes, 0, sizeof model->outcomes);
  const int percent = map->first && is_percent(map->first->value);
  for (const dp_node *key = map->first; key; key = key->next)
    good &= take_weight(reader, key, percent, model->outcomes, &sum);
  if (!good || named_twice(reader, map)) return 0;
  if (sum == 0)
    return dp_reader_fault(reader, map->key, "no-outcome", "expected an outcome with a share above 0");
  return !percent || sum == WHOLE || not_whole(reader, map, sum);
}

/* ---- answer rates ---- */

/* 0 in a model means that the outcomes' shares hold. */
static int take_rate(dp_reader *reader, const dp_node *node, uint32_t *rate) {
  int64_t ppm;
  if (!dp_take_percent(reader, node, 0, WHOLE, &ppm)) return 0;
  *rate = ppm ? (uint32_t)ppm : 1;
  return 1;
}

static int take_span(dp_reader *reader, const dp_node *key, uint32_t hours[DAY_H]) {
  dp_spans spans;
  uint32_t rate = 0;
  if (dp_repeated(reader, key) || !dp_take_spans(reader, key, &spans) ||
      !take_rate(reader, key->value, &rate))
    return 0;
  const dp_span *span = spans.span;
  if (spans.count != 1 || span->from_min % 60 || span->until_min % 60 || span->until_min > DAY_H * 60)
    return dp_reader_fault(reader, key, "bad-span", "expected whole hours of one day like 09:00-12:00");
  for (int hour = span->from_min / 60; hour < span->until_min / 60; hour++) {
    if (hours[hour]) return dp_reader_fault(reader, key, "repeated-hour", "expected each hour of a day once");
    hours[hour] = rate;
  }
  return 1;
}

/* A share for the whole day, or shares by spans of it; hours that none names stay as they are. */
static int take_day(dp_reader *reader, const dp_node *node, uint32_t hours[DAY_H]) {
  uint32_t written[DAY_H] = {0}, rate = 0;
  int good = 1;
  if (node->kind == DP_NODE_MAP) {
    for (const dp_node *key = node->first; key; key = key->next) good &= take_span(reader, key, written);
  } else {
    good = take_rate(reader, node, &rate);
    for (int hour = 0; hour < DAY_H; hour++) written[hour] = rate;
  }
  memcpy(hours, written, sizeof written);
  return good;
}

static int take_rates(dp_reader *reader, const dp_node *node, uint32_t hours[WEEK_H]) {
  const dp_node *counts[7];
  uint32_t unused[DAY_H];
  if (node->kind != DP_NODE_MAP) {
    for (int day = 0; day < 7; day++)
      if (!take_day(reader, node, hours + day * DAY_H)) return 0;
    return 1;
  }
  int good = dp_take_weekdays(reader, node, counts);
  for (const dp_node *key = node->first; key; key = key->next) good &= take_day(reader, key->value, unused);
  for (int day = 0; day < 7 && good; day++)
    if (counts[day]) (void)take_day(reader, counts[day]->value, hours + day * DAY_H);
  return good;
}

/* Shares by hour choose between outcomes of both kinds. */
static int check_rates(dp_reader *reader, const dp_node *node, const dialplan_model *model) {
  const dp_odds odds = dp_model_odds(model);
  if (odds.answered && odds.unanswered) return 1;
  dp_report_error(reader->report, DIALPLAN_E_CONFLICT, "answer-rate", node->key,
                  odds.answered ? "with a rate of answered calls, outcomes need one that is not answered"
                                : "with a rate of answered calls, outcomes need one that a person answers");
  return 0;
}

/* ---- times ---- */

static dp_node part_of(const dp_node *node, size_t from, size_t until) {
  dp_node part = *node;
  while (from < until && node->text[from] == ' ') from++;
  while (until > from && node->text[until - 1] == ' ') until--;
  part.text = node->text + from;
  part.len = (uint32_t)(until - from);
  return part;
}

static int take_times(dp_reader *reader, const dp_node *node, uint32_t times[2]) {
  int64_t low, high;
  const char *dash = node->kind == DP_NODE_SCALAR ? memchr(node->text, '-', node->len) : NULL;
  const size_t cut = dash ? (size_t)(dash - node->text) : 0;
  const dp_node first = dash ? part_of(node, 0, cut) : *node;
  const dp_node last = dash ? part_of(node, cut + 1, node->len) : *node;
  if (!dp_take_seconds(reader, &first, 0, LONGEST_S, &low)) return 0;
  if (dash && !dp_take_seconds(reader, &last, 0, LONGEST_S, &high)) return 0;
  if (!dash) high = low;
  if (low > high)
    return dp_reader_fault(reader, node, "bad-duration", "expected the shorter time first, like 5s-25s");
  times[0] = (uint32_t)low;
  times[1] = (uint32_t)high;
  return 1;
}

static int take_callback(dp_reader *reader, const dp_node *node, uint32_t times[2]) {
  if (!dp_node_off(node)) return take_times(reader, node, times);
  times[0] = times[1] = 0;
  return 1;
}

/* ---- the file ---- */

static void read_model(dp_reader *reader, const dp_node *root, dialplan_model *model) {
  uint32_t *const times[KEYS] = {[KEY_RING] = model->ring_s,
                                 [KEY_TALK] = model->talk_s,
                                 [KEY_VOICEMAIL] = model->voicemail_s,
                                 [KEY_WRAP] = model->wrap_s};
  const dp_node *fields[KEYS] = {0};
  if (!dp_take_map(reader, root, "expected keys and values")) return;
  int good = dp_take_fields(reader, root, keys, 0, fields);
  for (int key = 0; key < KEYS; key++)
    if (times[key] && fields[key]) good &= take_times(reader, fields[key], times[key]);
  if (fields[KEY_CALLBACK]) good &= take_callback(reader, fields[KEY_CALLBACK], model->callback_s);
  if (fields[KEY_OUTCOMES]) good &= take_outcomes(reader, fields[KEY_OUTCOMES], model);
  const dp_node *const rates = fields[KEY_ANSWER_RATE];
  if (rates && take_rates(reader, rates, model->hours) && good) (void)check_rates(reader, rates, model);
}

dialplan_status dialplan_model_parse(const char *text, uint64_t len, dialplan_model *model,
                                     dialplan_error *err) {
  if ((!text && len) || !model)
    return dp_fail(err, DIALPLAN_E_ARGUMENT, "argument", "text or model is missing");
  dialplan_model read;
  (void)dialplan_model_init(&read);
  dp_arena nodes = {0};
  dp_report report = {0};
  dp_reader reader = {.report = &report};
  const dp_node *root = NULL;
  dialplan_status status = dp_yaml_read(&nodes, text ? text : "", (size_t)len, &root, err);
  if (!status) {
    read_model(&reader, root, &read);
    if (report.errors || report.no_memory) status = dp_report_first(&report, err);
  }
  if (!status) *model = read;
  dp_arena_free(&nodes);
  dp_report_free(&report);
  return status;
}
