/* SPDX-License-Identifier: MIT */
/* What must hold of every audit: whoever calls as decisions say breaks no rule, in campaigns of all kinds,
 * with wishes, reschedules and calls under way; and whatever is then done wrong in such a log is found, at
 * its place, with its reason. What is wrong is told by open seconds and by counting, not by the audit.
 *
 * usage: prop_audit [ROUNDS [SEED]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dialplan.h>

#include "campaign.h"
#include "oracle/chance.h"
#include "support/atlas.h"
#include "support/properties.h"

enum { EVENTS = 128, CALLS = 20, FOUND = 2048, RULES = 4 };
enum { ROUNDS = 4000, PROPERTIES = 11 }; /* in so many rounds each property is asked */

/* ---- a case ---- */

typedef struct world {
  dialplan_campaign *campaign;
  dp_settings settings;
  dp_guard_rule rules[RULES];
  dp_day_entry no_call[2];
  dialplan_contact contact;
  dialplan_event log[EVENTS];
  int count;
  int wishes; /* the log holds wishes or reschedules */
} world;

static int64_t epoch(void) { return INT64_C(1262304000); }

static dialplan_duration chance_duration(chance *c, int64_t most_s) {
  if (chance_percent(c, 25)) return (dialplan_duration){(int32_t)chance_in(c, 1, 3), 0};
  return (dialplan_duration){0, (int32_t)chance_in(c, 60, most_s)};
}

static dp_guard_rule chance_rule(chance *c) {
  dp_guard_rule rule = {.id = "chance",
                        .jurisdiction = "",
                        .purpose = "any",
                        .source = "",
                        .effective_until = DP_DATE_END,
                        .kind = (uint8_t)chance_in(c, DP_GUARD_LIMIT, DP_GUARD_QUIET),
                        .duration = chance_duration(c, 100000)};
  rule.count = chance_percent(c, 70) ? DP_GUARD_ATTEMPTS : DP_GUARD_CONVERSATIONS;
  rule.per = (uint8_t)chance_in(c, DP_GUARD_PER_DURATION, DP_GUARD_PER_MONTH);
  rule.max = (int32_t)chance_in(c, 1, 4);
  rule.after = (uint8_t)chance_in(c, DP_GUARD_AFTER_CONVERSATION, DP_GUARD_AFTER_SILENT);
  if (rule.kind == DP_GUARD_LIMIT && rule.per == DP_GUARD_PER_DAYS)
    rule.per_days = (int32_t)chance_in(c, 1, 7);
  if (rule.kind == DP_GUARD_QUIET && chance_percent(c, 50)) rule.per_days = (int32_t)chance_in(c, 1, 7);
  if (chance_percent(c, 20)) rule.effective_from = (int32_t)(epoch() / DP_DAY_S + chance_below(c, 400));
  if (chance_percent(c, 20))
    rule.effective_until = (int32_t)(epoch() / DP_DAY_S + 400 + chance_below(c, 400));
  return rule;
}

static void chance_guard(chance *c, world *w) {
  uint32_t count = 0;
  const dp_guard_rule *hours = dp_guard_business_hours(&count);
  w->rules[0] = hours[0];
  count = (uint32_t)chance_percent(c, 50);
  while (count < RULES && chance_percent(c, 40)) w->rules[count++] = chance_rule(c);
  w->settings.guard = (dp_guard){w->rules, count};
}

static void chance_windows(chance *c, world *w) {
  static const char *const usual[] = {"09:00-18:00", "09:00-12:00 14:00-18:00", "10:00-20:00", "20:00-02:00",
                                      "00:00-24:00", "09:00-10:00 15:00-15:10"};
  dp_settings *s = &w->settings;
  for (int day = 0; day < 7; day++) s->windows.week[day] = atlas_spans(usual[chance_below(c, 6)]);
  if (chance_percent(c, 50)) s->windows.week[6].count = 0;
  for (int i = 0; i < 2; i++) {
    const int32_t date = (int32_t)(epoch() / DP_DAY_S + chance_below(c, 500));
    w->no_call[i] = (dp_day_entry){.from_date = date, .until_date = date + (int32_t)chance_in(c, 1, 30)};
  }
  s->no_call_days = (dp_dayset){w->no_call, (uint32_t)chance_below(c, 2)};
  if (chance_percent(c, 20)) s->close_margin_s = (int32_t)chance_in(c, 1, 1800);
  if (chance_percent(c, 50)) s->jitter_s = (int32_t)chance_in(c, 0, 3600);
}

static void chance_retry(chance *c, dp_retry *retry) {
  retry->strategy = (int32_t)chance_below(c, 3);
  dp_settings_phases(retry, (int32_t)chance_below(c, 3));
  retry->every = chance_duration(c, 100000);
  retry->interval_count = (uint32_t)chance_in(c, 1, 5);
  for (uint32_t i = 0; i < retry->interval_count; i++) retry->intervals[i] = chance_duration(c, 50000);
  retry->after_last = (int32_t)chance_below(c, 2);
  retry->max_retry_days = chance_percent(c, 50) ? (int32_t)chance_below(c, 20) : DP_OFF;
  retry->max_attempts = (int32_t)chance_in(c, 1, 20);
  if (chance_percent(c, 20)) dp_settings_standard(retry);
  if (chance_percent(c, 20)) retry->wait = chance_duration(c, 20000);
  if (chance_percent(c, 30)) retry->cooldown = chance_duration(c, 50000);
  if (chance_percent(c, 20)) retry->not_picked_cooldown = chance_duration(c, 50000);
  retry->cap_count = chance_percent(c, 40) ? 0 : (uint32_t)chance_in(c, 1, 2);
  for (uint32_t i = 0; i < retry->cap_count; i++)
    retry->caps[i] = (dp_cap){(int32_t)chance_in(c, 1, 5), chance_duration(c, 200000)};
}

static void chance_settings(chance *c, world *w) {
  dp_settings *s = &w->settings;
  dp_settings_init(s);
  s->name = "chance";
  s->zone = (uint16_t)chance_below(c, ATLAS_ZONES);
  chance_windows(c, w);
  chance_guard(c, w);
  chance_retry(c, &s->retry);
  s->callbacks.ignore_cooldown = (uint8_t)chance_percent(c, 70);
  s->callbacks.on_window_close = (uint8_t)chance_below(c, 3);
  s->callbacks.late = (uint8_t)chance_below(c, 3);
  if (chance_percent(c, 50)) s->callbacks.late_after = chance_duration(c, 20000);
  s->callbacks.extra_attempts = (int32_t)chance_below(c, 3);
  s->callbacks.max_reschedules = (int32_t)chance_below(c, 4);
  if (chance_percent(c, 30)) s->start_at = epoch() + chance_below(c, 100 * DP_DAY_S);
  if (chance_percent(c, 30)) s->end_at = epoch() + chance_in(c, 101 * DP_DAY_S, 400 * DP_DAY_S);
  if (chance_percent(c, 20)) s->mode = DP_MODE_SINGLE_DAY;
  if (chance_percent(c, 20)) s->skip_recently_completed = chance_duration(c, 300000);
  s->ambiguous_zone = (uint8_t)chance_below(c, 2);
}

static void chance_contact(chance *c, world *w) {
  int zones[3];
  const int count = (int)chance_below(c, 4);
  for (int i = 0; i < count; i++) zones[i] = (int)chance_below(c, ATLAS_ZONES);
  char id[24];
  snprintf(id, sizeof id, "%llu", (unsigned long long)chance_next(c));
  w->contact = atlas_contact(id, count, zones);
  if (chance_percent(c, 60)) w->contact.enqueued_at = epoch() + chance_below(c, 100 * DP_DAY_S);
  if (chance_percent(c, 20)) w->contact.other_last_attempt_at = epoch() + chance_below(c, 200 * DP_DAY_S);
  if (chance_percent(c, 20))
    w->contact.other_last_conversation_at = epoch() + chance_below(c, 200 * DP_DAY_S);
}

/* ---- a log that follows the decisions ---- */

static void put(world *w, dialplan_state *state, dialplan_event event) {
  if (w->count == EVENTS) abort();
  w->log[w->count++] = event;
  dialplan_apply(w->campaign, &w->contact, state, &event, state, NULL);
}

static dialplan_decision ask(const world *w, const dialplan_state *state, int64_t now) {
  dialplan_decision d;
  dialplan_error err = {0};
  if (dialplan_next(w->campaign, &w->contact, state, now, NULL, &d, &err)) {
    printf("%s\n", err.message);
    abort();
  }
  return d;
}

/* Whether several zones have hours in common hangs on when it is asked: there the call is asked for once
 * more. */
static int64_t next_call(const world *w, const dialplan_state *state, int64_t now) {
  for (int turn = 0; turn < 20; turn++) {
    const dialplan_decision d = ask(w, state, now);
    if (d.verdict != DIALPLAN_VERDICT_CALL) return 0;
    if (w->contact.zone_count < 2 || d.at <= now) return d.at;
    now = d.at;
  }
  return 0;
}

/* What the person wants once the call is over. */
static void chance_wish(chance *c, world *w, dialplan_state *state, int64_t at) {
  if (chance_percent(c, 15)) {
    w->wishes = 1;
    put(w, state,
        (dialplan_event){.kind = DIALPLAN_EVENT_CALLBACK,
                         .at = at,
                         .by = DIALPLAN_BY_CUSTOMER,
                         .ref = 7,
                         .due_at = chance_percent(c, 80) ? at + chance_below(c, 3 * DP_DAY_S) : 0});
  } else if (chance_percent(c, 10)) {
    w->wishes = 1;
    put(w, state,
        (dialplan_event){
            .kind = DIALPLAN_EVENT_RESCHEDULE, .at = at, .due_at = at + chance_below(c, 3 * DP_DAY_S)});
  }
}

static void follow(chance *c, world *w) {
  static const uint8_t outcomes[] = {DIALPLAN_OUTCOME_NO_ANSWER, DIALPLAN_OUTCOME_BUSY,
                                     DIALPLAN_OUTCOME_VOICEMAIL, DIALPLAN_OUTCOME_RINGING,
                                     DIALPLAN_OUTCOME_SILENT,    DIALPLAN_OUTCOME_CALL_LATER,
                                     DIALPLAN_OUTCOME_ERROR,     DIALPLAN_OUTCOME_NETWORK_ERROR,
                                     DIALPLAN_OUTCOME_COMPLETED, DIALPLAN_OUTCOME_ABANDONED};
  dialplan_state state = {0};
  int64_t now = epoch() + chance_below(c, 120 * DP_DAY_S);
  w->count = w->wishes = 0;
  for (int call = 0; call < CALLS; call++) {
    const int64_t at = next_call(w, &state, now);
    if (!at) return;
    if (chance_percent(c, 30)) put(w, &state, (dialplan_event){.kind = DIALPLAN_EVENT_START, .at = at});
    const int64_t end = at + chance_below(c, 300);
    put(w, &state,
        (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                         .at = at,
                         .ended_at = chance_percent(c, 70) ? end : 0,
                         .outcome = outcomes[chance_below(c, 10)]});
    now = end + 1;
    chance_wish(c, w, &state, end);
    if (chance_percent(c, 50)) now += chance_below(c, DP_DAY_S);
  }
}

/* ---- judging ---- */

static dialplan_violation found[FOUND];

static int audit(const world *w, const dialplan_event *log, int count) {
  uint64_t all = 0, measured = 0;
  dialplan_error err = {0};
  if (dialplan_audit(w->campaign, &w->contact, NULL, log, sizeof *log, (uint64_t)count, NULL, found, FOUND,
                     &all, &err)) {
    printf("%s\n", err.message);
    abort();
  }
  dialplan_audit(w->campaign, &w->contact, NULL, log, sizeof *log, (uint64_t)count, NULL, NULL, 0, &measured,
                 NULL);
  holds(measured == all && all < FOUND, "cap 0 measures");
  for (uint64_t i = 0; i < all; i++) {
    char text[256];
    uint64_t len = 0;
    const dialplan_status status = dialplan_violation_format(w->campaign, &found[i], text, sizeof text, &len);
    holds(status == DIALPLAN_OK && len > 0 && len <= sizeof text, "each violation has a text");
    holds(found[i].by >= 0 && (!found[i].allowed_at || found[i].allowed_at > found[i].at),
          "a rule permits the call later, and is broken by no less than nothing");
  }
  return (int)all;
}

static const dialplan_violation *of(int count, int event, uint16_t reason, uint16_t rule) {
  for (int i = 0; i < count; i++)
    if (found[i].event == (uint64_t)event && found[i].reason == reason && (!rule || found[i].rule == rule))
      return &found[i];
  return NULL;
}

static int is_open(const world *w, int64_t at) {
  int64_t seconds = 0;
  dialplan_open_seconds(w->campaign, &w->contact, at, at + 1, &seconds, NULL);
  return seconds == 1;
}

static int of_open_time(const world *w, int count, int event) {
  for (int i = 0; i < count; i++) {
    if (found[i].event != (uint64_t)event) continue;
    switch (found[i].reason) {
    case DIALPLAN_REASON_NO_WINDOW:
    case DIALPLAN_REASON_NO_CALL_DAY:
    case DIALPLAN_REASON_CLOSE_MARGIN:
    case DIALPLAN_REASON_BEFORE_START:
    case DIALPLAN_REASON_CAMPAIGN_OVER: return 1;
    case DIALPLAN_REASON_GUARD:
      if (w->rules[found[i].rule - 1].kind == DP_GUARD_HOURS) return 1;
      break;
    default: break;
    }
  }
  return 0;
}

/* An attempt of the log; -1: there is none. */
static int chance_attempt(chance *c, const world *w) {
  for (int turn = 0; turn < 20 && w->count; turn++) {
    const int i = (int)chance_below(c, w->count);
    if (w->log[i].kind == DIALPLAN_EVENT_ATTEMPT) return i;
  }
  return -1;
}

/* A copy of the log with room for `more` events behind event i. */
static int spread(const world *w, dialplan_event *log, int i, int more) {
  memcpy(log, w->log, (size_t)(i + 1) * sizeof *log);
  memcpy(log + i + 1 + more, w->log + i + 1, (size_t)(w->count - i - 1) * sizeof *log);
  return w->count + more;
}

static void move_out(chance *c, const world *w, int i) {
  static dialplan_event log[EVENTS];
  const int count = spread(w, log, i, 0);
  const int64_t from = log[i].at, until = i + 1 < count ? log[i + 1].at : from + 3 * DP_DAY_S;
  if (until <= from || w->contact.zone_count > 1) return;
  int64_t at = from + chance_below(c, until - from);
  for (int turn = 0; turn < 20 && is_open(w, at); turn++) at = from + chance_below(c, until - from);
  if (is_open(w, at)) return;
  log[i].at = at;
  if (log[i].ended_at) log[i].ended_at = at;
  holds(of_open_time(w, audit(w, log, count), i), "a call moved out of open time is found");
}

/* As many calls as a cap or a limit permits, one a second, behind one that counts. */
static void call_too_often(const world *w, int i, int32_t max, uint16_t reason, uint16_t rule,
                           const char *name) {
  static dialplan_event log[EVENTS + 16];
  if (i + 1 < w->count && w->log[i + 1].at <= w->log[i].at + max) return;
  const int count = spread(w, log, i, max);
  if (log[i].ended_at) log[i].ended_at = log[i].at;
  for (int k = 1; k <= max; k++)
    log[i + k] = (dialplan_event){
        .kind = DIALPLAN_EVENT_ATTEMPT, .at = log[i].at + k, .outcome = DIALPLAN_OUTCOME_NO_ANSWER};
  const dialplan_violation *v = of(audit(w, log, count), i + max, reason, rule);
  if (holds(v != NULL, name)) holds(v->value > max && v->limit == max, "and counts more than are permitted");
}

static void break_caps(const world *w, int i) {
  const dp_retry *retry = &w->settings.retry;
  for (uint32_t k = 0; k < retry->cap_count; k++)
    call_too_often(w, i, retry->caps[k].max, DIALPLAN_REASON_CAP, (uint16_t)(k + 1),
                   "a call over a cap is found");
  for (uint32_t k = 0; k < w->settings.guard.count; k++) {
    const dp_guard_rule *rule = &w->rules[k];
    if (rule->kind == DP_GUARD_LIMIT && rule->count == DP_GUARD_ATTEMPTS &&
        rule->per == DP_GUARD_PER_DURATION && !rule->effective_from && rule->effective_until == DP_DATE_END)
      call_too_often(w, i, rule->max, DIALPLAN_REASON_GUARD, (uint16_t)(k + 1),
                     "a call over a guard's limit is found");
  }
}

static void call_too_soon(const world *w, int i) {
  static dialplan_event log[EVENTS + 1];
  const dialplan_duration cooldown = w->settings.retry.cooldown;
  const int64_t end = w->log[i].ended_at ? w->log[i].ended_at : w->log[i].at;
  if (w->wishes || (!cooldown.days && !cooldown.seconds) || (i + 1 < w->count && w->log[i + 1].at <= end + 1))
    return;
  const int count = spread(w, log, i, 1);
  log[i + 1] = (dialplan_event){.kind = DIALPLAN_EVENT_ATTEMPT,
                                .at = end + 1,
                                .outcome = DIALPLAN_OUTCOME_BUSY,
                                .flags = DIALPLAN_EVENT_MANUAL};
  const dialplan_violation *v = of(audit(w, log, count), i + 1, DIALPLAN_REASON_COOLDOWN, 0);
  holds(v && v->flags == DIALPLAN_VIOLATION_MANUAL, "a call in the cooldown is found, and marked as manual");
}

static void call_after_dnc(const world *w, int i) {
  static dialplan_event log[EVENTS + 1];
  const int count = spread(w, log, i, 1);
  log[i + 1] = (dialplan_event){.kind = DIALPLAN_EVENT_DNC, .at = log[i].at};
  const int all = audit(w, log, count);
  for (int k = i + 2; k < count; k++)
    if (log[k].kind == DIALPLAN_EVENT_ATTEMPT)
      holds(of(all, k, DIALPLAN_REASON_DNC, 0) != NULL, "a call to who asked never to be called is found");
  for (int k = 0; k < all; k++) holds(found[k].event > (uint64_t)i + 1, "and no earlier one");
}

static void chance_round(chance *c, dialplan_zones *zones) {
  static world w;
  memset(&w, 0, sizeof w);
  chance_settings(c, &w);
  w.campaign = atlas_campaign(&w.settings, zones);
  chance_contact(c, &w);
  follow(c, &w);
  const int all = audit(&w, w.log, w.count);
  if (!holds(all == 0, "who follows the decisions breaks no rule"))
    printf("  event %d: %s\n", (int)found[0].event, dialplan_reason_name(found[0].reason));
  const int i = chance_attempt(c, &w);
  if (i >= 0) {
    move_out(c, &w, i);
    break_caps(&w, i);
    call_too_soon(&w, i);
    call_after_dnc(&w, i);
  }
  dialplan_campaign_free(w.campaign);
}

int main(int argc, char **argv) {
  const int64_t rounds = argc > 1 ? atoll(argv[1]) : ROUNDS;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  printf("seed %llu, %lld rounds\n", (unsigned long long)seed, (long long)rounds);
  dialplan_zones *zones = atlas_zones();
  for (round_number = 0; (int64_t)round_number < rounds; round_number++) {
    chance c = chance_of(seed + round_number);
    chance_round(&c, zones);
  }
  dialplan_zones_free(zones);
  return properties_close(rounds < ROUNDS ? property_count : PROPERTIES);
}
