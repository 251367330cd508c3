/* SPDX-License-Identifier: MIT */
/* What does the library read out of one golden phrase? Compiles the campaign, resolves the phrase as spoken
 * at the question's time, and compares what the expected answer names. */
#include "when.h"

#include <stdio.h>
#include <string.h>

enum { ITEM = 160 };

typedef struct asking {
  const dialplan_zones *zones;
  dialplan_campaign *campaign;
  uint16_t zone;
  dialplan_resolution r;
  char *answer;
  size_t len;
  int equal, items;
} asking;

static void say(asking *a, const char *text) {
  const int n = snprintf(a->answer + a->len, ANSWER_TEXT - a->len, "%s", text);
  if (n > 0 && a->len + (size_t)n < ANSWER_TEXT) a->len += (size_t)n;
}

/* One item of the answer: "key value". */
static void say_item(asking *a, const char *key, const char *value) {
  if (a->items++) say(a, ", ");
  say(a, key);
  if (key[0] && value[0]) say(a, " ");
  say(a, value);
}

/* 0 for "none"; -1: unreadable. */
static int64_t instant(const asking *a, const char *text) {
  int64_t at = -1;
  if (strcmp(text, "none") == 0) return 0;
  dialplan_instant_parse(a->zones, a->zone, text, strlen(text), DIALPLAN_EDGE_START, &at, NULL);
  return at;
}

static const char *written(const asking *a, int64_t at, char out[64]) {
  uint64_t len = 0;
  if (at == 0 || dialplan_instant_format(a->zones, a->zone, at, out, 63, &len) != DIALPLAN_OK) return "none";
  out[len] = 0;
  return out;
}

static void compare_instant(asking *a, const char *key, const char *value, int64_t got) {
  char text[64];
  const int same = instant(a, value) == got;
  a->equal &= same;
  say_item(a, key, same ? value : written(a, got, text));
}

/* The instant as read, or none, or vague. */
static void compare_first(asking *a, const char *value) {
  const char *const status = dialplan_callback_status_name(a->r.status);
  if (a->r.status == DIALPLAN_CALLBACK_RESOLVED) {
    compare_instant(a, "", value, a->r.at);
  } else {
    a->equal &= strcmp(value, status) == 0;
    say_item(a, "", status);
  }
}

static void compare_reason(asking *a, const char *name) {
  for (int i = 0; dialplan_callback_reason_name(i); i++)
    if (strcmp(name, dialplan_callback_reason_name(i)) == 0 && a->r.reasons >> i & 1) {
      say_item(a, "", name);
      return;
    }
  a->equal = 0;
}

/* What is written is compared; what is fitted where nothing is written must be the instant itself. */
static void compare(asking *a, const char *expected) {
  int first = 1, fitted = 0;
  for (; *expected; first = 0) {
    char item[ITEM], key[ITEM] = "";
    const size_t len = strcspn(expected, ",");
    snprintf(item, sizeof item, "%.*s", (int)len, expected);
    expected += len;
    expected += strspn(expected, ", ");
    const char *value = strchr(item, ' ');
    if (value) snprintf(key, sizeof key, "%.*s", (int)(value++ - item), item);
    if (first) {
      compare_first(a, item);
    } else if (strcmp(key, "fitted") == 0) {
      compare_instant(a, key, value, a->r.fitted_at);
      fitted = 1;
    } else if (strcmp(key, "from") == 0) {
      compare_instant(a, key, value, a->r.earliest_at);
    } else if (strcmp(key, "until") == 0) {
      compare_instant(a, key, value, a->r.latest_at);
    } else if (strcmp(key, "or") == 0) {
      compare_instant(a, key, value, a->r.alternative_at);
    } else {
      compare_reason(a, item);
    }
  }
  if (fitted || a->r.fitted_at == a->r.at) return;
  char text[64];
  a->equal = 0;
  say_item(a, "fitted", written(a, a->r.fitted_at, text));
}

static int compile(asking *a, const given *g) {
  const char *const names[] = {"account.yaml"}, *const texts[] = {g->account};
  const uint64_t lengths[] = {strlen(g->account)};
  dialplan_error err = {0};
  if (dialplan_campaign_compile(g->campaign, strlen(g->campaign), (dialplan_zones *)a->zones, names, texts,
                                lengths, g->account[0] != 0, &a->campaign, &err) != DIALPLAN_OK) {
    say(a, err.message);
    return 0;
  }
  a->zone = dialplan_campaign_zone(a->campaign);
  return 1;
}

int ask_when(const given *g, const dialplan_zones *zones, const char *question, const char *line,
             char answer[ANSWER_TEXT]) {
  asking a = {.zones = zones, .answer = answer, .equal = 1, .r = {.size = sizeof a.r}};
  dialplan_error err = {0};
  const char *const arrow = strstr(line, " => ");
  const char *const phrase_end = arrow ? arrow : line + strlen(line);
  snprintf(answer, ANSWER_TEXT, "%.*s => ", (int)(phrase_end - line), line);
  a.len = strlen(answer);
  if (!compile(&a, g)) return 0;
  const int64_t asked = instant(&a, question + strlen("when "));
  if (dialplan_callback_resolve(a.campaign, NULL, line, (uint64_t)(phrase_end - line), asked, asked, NULL,
                                &a.r, &err)) {
    say(&a, err.message);
    a.equal = 0;
  } else {
    compare(&a, arrow ? arrow + 4 : "");
  }
  dialplan_campaign_free(a.campaign);
  return a.equal && arrow;
}
