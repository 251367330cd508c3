/* SPDX-License-Identifier: MIT */
/* What must hold of every change of settings: two campaigns, contacts and histories by chance. Nobody is
 * moved by settings that are the same; a change turned round is its mirror; a row is what two decisions say;
 * the sums are those of the rows.
 *
 * usage: prop_diff [ROUNDS [SEED]] */
#include <dialplan.h>

#include "campaign.h"
#include "oracle/chance.h"
#include "support/atlas.h"
#include "support/properties.h"

enum { PEOPLE = 12, DAYS = 60 };
enum { ROUNDS = 3000, PROPERTIES = 9 }; /* in so many rounds each property is asked */

typedef struct world {
  dialplan_campaign *a, *b;
  dialplan_contact contacts[PEOPLE];
  dialplan_state states[PEOPLE];
  int64_t now;
} world;

static const int64_t epoch = INT64_C(1772409600); /* 2026-03-02 */

/* ---- a case ---- */

static void chance_settings(chance *c, dp_settings *s) {
  static const char *const spans[] = {"09:00-18:00", "08:00-18:00", "09:00-12:00 14:00-20:00", "20:00-02:00"};
  static const char *const days[] = {"1111100", "1111111", "1010100", "0000011"};
  *s = atlas_settings(days[chance_below(c, 4)], spans[chance_below(c, 4)]);
  s->name = "chance";
  s->zone = (uint16_t)chance_below(c, ATLAS_ZONES);
  s->jitter_s = chance_percent(c, 50) ? 0 : 900;
  s->retry.strategy = (int32_t)chance_below(c, 3);
  s->retry.every.seconds = (int32_t)chance_in(c, 600, 200000);
  s->retry.intervals[0].seconds = (int32_t)chance_in(c, 600, 200000);
  s->retry.interval_count = 1;
  s->retry.after_last = (int32_t)chance_below(c, 2);
  s->retry.max_attempts = (int32_t)chance_in(c, 1, 8);
  s->retry.max_retry_days = chance_percent(c, 50) ? DP_OFF : (int32_t)chance_below(c, 20);
  s->status = (uint8_t)(chance_percent(c, 60) ? DP_STATUS_ACTIVE : chance_below(c, 5));
  s->zone_policy = (uint8_t)chance_percent(c, 20);
  s->ambiguous_zone = (uint8_t)chance_below(c, 2);
  if (chance_percent(c, 20)) s->start_at = epoch + chance_below(c, DAYS * DP_DAY_S);
  if (chance_percent(c, 20)) s->end_at = epoch + DAYS * DP_DAY_S + chance_below(c, DAYS * DP_DAY_S);
}

static dialplan_event chance_event(chance *c, int64_t at) {
  dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .at = at};
  const int64_t kind = chance_below(c, 10);
  if (kind == 0) {
    event.kind = DIALPLAN_EVENT_CALLBACK;
    event.by = DIALPLAN_BY_CUSTOMER;
    event.due_at = at + chance_below(c, 3 * DP_DAY_S);
  } else if (kind == 1)
    event.kind = DIALPLAN_EVENT_START;
  else
    event.outcome =
        (uint8_t)chance_in(c, kind == 2 ? 1 : DIALPLAN_OUTCOME_VOICEMAIL, DIALPLAN_OUTCOME_SILENT);
  return event;
}

static void chance_person(chance *c, world *w, int i) {
  const int zones[] = {(int)chance_below(c, ATLAS_ZONES), (int)chance_below(c, ATLAS_ZONES)};
  char id[24];
  snprintf(id, sizeof id, "%llu", (unsigned long long)chance_next(c));
  w->contacts[i] = atlas_contact(id, (int)chance_below(c, 3), zones);
  memset(&w->states[i], 0, sizeof w->states[i]);
  int64_t at = epoch + chance_below(c, DAYS * DP_DAY_S);
  for (int64_t n = chance_below(c, 7); n > 0; n--) {
    const dialplan_event event = chance_event(c, at);
    dialplan_apply(w->a, &w->contacts[i], &w->states[i], &event, &w->states[i], NULL);
    at += chance_below(c, 2 * DP_DAY_S);
  }
  if (chance_percent(c, 3)) w->states[i].size = 5; /* no size of any publication */
}

static void make(chance *c, world *w, const dialplan_zones *zones) {
  dp_settings a, b;
  chance_settings(c, &a);
  chance_settings(c, &b);
  w->a = atlas_campaign(&a, zones);
  w->b = atlas_campaign(&b, zones);
  for (int i = 0; i < PEOPLE; i++) chance_person(c, w, i);
  w->now = epoch + chance_below(c, 2 * DAYS * DP_DAY_S);
}

/* ---- what must hold ---- */

static dialplan_diff_sum ask(const world *w, const dialplan_campaign *a, const dialplan_campaign *b,
                             dialplan_change out[PEOPLE], int32_t statuses[PEOPLE]) {
  dialplan_diff_sum sum = {0};
  if (dialplan_diff(a, b, w->contacts, sizeof *w->contacts, w->states, sizeof *w->states, PEOPLE, w->now,
                    NULL, out, statuses, &sum, NULL))
    abort();
  return sum;
}

static void check_itself(const world *w) {
  dialplan_change out[PEOPLE];
  int32_t statuses[PEOPLE];
  const dialplan_diff_sum sum = ask(w, w->a, w->a, out, statuses);
  holds(sum.changes[DIALPLAN_CHANGE_UNCHANGED] + sum.refused == PEOPLE, "the same settings change nobody");
  holds(sum.now_a == sum.now_b && !memcmp(sum.verdicts_a, sum.verdicts_b, sizeof sum.verdicts_a),
        "nor the sums of the two sides");
}

/* The words of the header, in an order of their own. */
static int32_t kind_by_hand(const dialplan_decision *a, const dialplan_decision *b) {
  const int stop_a = a->verdict == DIALPLAN_VERDICT_STOP, stop_b = b->verdict == DIALPLAN_VERDICT_STOP;
  const int call_a = a->verdict == DIALPLAN_VERDICT_CALL, call_b = b->verdict == DIALPLAN_VERDICT_CALL;
  if (stop_a && !stop_b) return DIALPLAN_CHANGE_ALLOWED;
  if (stop_b && !stop_a) return DIALPLAN_CHANGE_STOPPED;
  if (!stop_a && call_a && !call_b) return DIALPLAN_CHANGE_HELD;
  if (!stop_a && call_b && !call_a) return DIALPLAN_CHANGE_RELEASED;
  if (a->at && b->at && b->at > a->at) return DIALPLAN_CHANGE_LATER;
  if (a->at && b->at && b->at < a->at) return DIALPLAN_CHANGE_EARLIER;
  if (a->reason != b->reason || a->call_class != b->call_class || a->at != b->at)
    return DIALPLAN_CHANGE_REASON;
  return DIALPLAN_CHANGE_UNCHANGED;
}

static void check_row(const world *w, int i, const dialplan_change *c, int32_t status) {
  dialplan_decision a, b;
  dialplan_status asked = dialplan_next(w->a, &w->contacts[i], &w->states[i], w->now, NULL, &a, NULL);
  if (!asked) asked = dialplan_next(w->b, &w->contacts[i], &w->states[i], w->now, NULL, &b, NULL);
  holds(asked == status, "a row has the status of two decisions");
  if (asked) return;
  holds(c->change == kind_by_hand(&a, &b), "a change is what two decisions say");
  holds(c->key == a.key && c->at_a == a.at && c->at_b == b.at && c->reason_a == a.reason &&
            c->reason_b == b.reason && c->zone_a == a.zone && c->zone_b == b.zone &&
            c->verdict_a == a.verdict && c->verdict_b == b.verdict && c->class_a == a.call_class &&
            c->class_b == b.call_class,
        "and holds both");
}

static int32_t mirror_of(int32_t change) {
  switch (change) {
  case DIALPLAN_CHANGE_EARLIER: return DIALPLAN_CHANGE_LATER;
  case DIALPLAN_CHANGE_LATER: return DIALPLAN_CHANGE_EARLIER;
  case DIALPLAN_CHANGE_STOPPED: return DIALPLAN_CHANGE_ALLOWED;
  case DIALPLAN_CHANGE_ALLOWED: return DIALPLAN_CHANGE_STOPPED;
  case DIALPLAN_CHANGE_HELD: return DIALPLAN_CHANGE_RELEASED;
  case DIALPLAN_CHANGE_RELEASED: return DIALPLAN_CHANGE_HELD;
  default: return change;
  }
}

static void check_mirror(const world *w, const dialplan_change there[PEOPLE], const dialplan_diff_sum *sum) {
  dialplan_change back[PEOPLE];
  int32_t statuses[PEOPLE];
  const dialplan_diff_sum turned = ask(w, w->b, w->a, back, statuses);
  for (int i = 0; i < PEOPLE; i++)
    holds(back[i].change == mirror_of(there[i].change) && back[i].moved_s == -there[i].moved_s &&
              back[i].at_a == there[i].at_b && back[i].reason_b == there[i].reason_a,
          "turned round, a change is its mirror");
  int same = turned.earlier_s == sum->later_s && turned.most_later_s == sum->most_earlier_s &&
             turned.now_a == sum->now_b && !memcmp(turned.barred, sum->freed, sizeof turned.barred) &&
             !memcmp(turned.verdicts_b, sum->verdicts_a, sizeof turned.verdicts_b);
  for (int i = 0; i < 16; i++) same &= turned.changes[mirror_of(i)] == sum->changes[i];
  holds(same, "and so are the sums");
}

static void check_sums(const world *w, const dialplan_change out[PEOPLE], const int32_t statuses[PEOPLE],
                       const dialplan_diff_sum *sum) {
  dialplan_diff_sum own = {.contacts = PEOPLE};
  for (int i = 0; i < PEOPLE; i++) {
    const dialplan_change *c = &out[i];
    const int64_t by = c->moved_s < 0 ? -c->moved_s : c->moved_s;
    own.refused += statuses[i] != 0;
    if (statuses[i]) continue;
    own.changes[c->change]++;
    own.verdicts_a[c->verdict_a]++;
    own.verdicts_b[c->verdict_b]++;
    own.now_a += c->verdict_a == DIALPLAN_VERDICT_CALL && c->at_a == w->now;
    own.now_b += c->verdict_b == DIALPLAN_VERDICT_CALL && c->at_b == w->now;
    if (c->change == DIALPLAN_CHANGE_EARLIER) {
      own.earlier_s += (uint64_t)by;
      if (own.most_earlier_s < (uint64_t)by) own.most_earlier_s = (uint64_t)by;
    }
    if (c->change == DIALPLAN_CHANGE_LATER) {
      own.later_s += (uint64_t)by;
      if (own.most_later_s < (uint64_t)by) own.most_later_s = (uint64_t)by;
    }
    own.barred[c->reason_b] += c->change == DIALPLAN_CHANGE_STOPPED || c->change == DIALPLAN_CHANGE_HELD;
    own.freed[c->reason_a] += c->change == DIALPLAN_CHANGE_ALLOWED || c->change == DIALPLAN_CHANGE_RELEASED;
  }
  holds(!memcmp(&own, sum, sizeof own), "the sums are those of the rows");
}

static void chance_round(chance *c, const dialplan_zones *zones, uint64_t met[16]) {
  world w;
  dialplan_change out[PEOPLE];
  int32_t statuses[PEOPLE];
  make(c, &w, zones);
  const dialplan_diff_sum sum = ask(&w, w.a, w.b, out, statuses);
  for (int i = 0; i < PEOPLE; i++) check_row(&w, i, &out[i], statuses[i]);
  check_sums(&w, out, statuses, &sum);
  check_mirror(&w, out, &sum);
  check_itself(&w);
  for (int i = 0; i < 16; i++) met[i] += sum.changes[i];
  met[0] += sum.refused;
  dialplan_campaign_free(w.a);
  dialplan_campaign_free(w.b);
}

int main(int argc, char **argv) {
  const uint64_t rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : ROUNDS;
  const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261121;
  chance c = chance_of(seed);
  uint64_t met[16] = {0};
  dialplan_zones *zones = atlas_zones();
  printf("prop_diff: seed %llu\n", (unsigned long long)seed);
  for (round_number = 0; round_number < rounds; round_number++) chance_round(&c, zones, met);
  for (int i = 0; i <= DIALPLAN_CHANGE_UNCHANGED && rounds >= 100; i++)
    holds(met[i] > 0, "every change comes up, and a refused row");
  dialplan_zones_free(zones);
  return properties_close(rounds < ROUNDS ? property_count : PROPERTIES);
}
