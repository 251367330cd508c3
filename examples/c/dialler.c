/* SPDX-License-Identifier: MIT */
/* A dialler in small: leases who is due, starts as many calls as pacing allows, records how they end. Clock
 * and telephone are made up: nobody answers at first, everybody the second time. The campaign is standard
 * input. */
#include <dialplan.h>
#include <stdio.h>

enum { PEOPLE = 4, CALL_S = 40 };
static dialplan_contact people[PEOPLE];
static dialplan_state states[PEOPLE];
static dialplan_load load;
static dialplan_error err;

static int ok(dialplan_status status) {
  if (status) fprintf(stderr, "%u:%u: %s [%s]\n", err.line, err.column, err.message, err.code);
  return status == DIALPLAN_OK;
}

/* Tells an event of a person to its state, and prints it. */
static int record(const dialplan_campaign *campaign, int row, const dialplan_event *event) {
  char at[32];
  uint64_t len = 0;
  const int64_t when = event->ended_at ? event->ended_at : event->at;
  const char *what = event->ended_at ? dialplan_outcome_name(event->outcome) : "start";
  dialplan_instant_format(dialplan_campaign_zones(campaign), dialplan_campaign_zone(campaign), when, at, 32,
                          &len);
  printf("%.*s %d %s\n", (int)len, at, row + 1, what);
  return ok(dialplan_apply(campaign, &people[row], &states[row], event, &states[row], &err));
}

/* Ends the calls that are over. */
static int hang_up(const dialplan_campaign *campaign, int64_t now) {
  for (int row = 0; row < PEOPLE; row++) {
    const int64_t at = states[row].call_at;
    if (!at || at + CALL_S > now) continue;
    dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .at = at, .ended_at = at + CALL_S};
    event.outcome = states[row].attempts ? DIALPLAN_OUTCOME_COMPLETED : DIALPLAN_OUTCOME_NO_ANSWER;
    if (!ok(dialplan_load_ended(campaign, &load, &event, 0, &err)) || !record(campaign, row, &event))
      return 0;
  }
  return 1;
}

/* Starts the calls that are due, in lease order, as many as pacing allows. */
static int dial(const dialplan_campaign *campaign, int64_t now) {
  dialplan_decision decisions[PEOPLE];
  dialplan_admission admission;
  uint64_t rows[PEOPLE], count = 0;
  if (!ok(dialplan_next_batch(campaign, people, sizeof *people, states, sizeof *states, PEOPLE, now, NULL,
                              decisions, NULL, &err)) ||
      !ok(dialplan_pacing_admit(campaign, &load, now, 0, &admission, &err)))
    return 0;
  const uint64_t most = admission.starts < PEOPLE ? admission.starts : PEOPLE;
  if (!ok(dialplan_lease_select(decisions, PEOPLE, now, rows, most, &count, &err))) return 0;
  for (uint64_t i = 0; i < count && decisions[rows[i]].at <= now; i++) {
    const dialplan_event event = {.kind = DIALPLAN_EVENT_START, .at = now};
    if (!ok(dialplan_load_started(campaign, &load, now, 0, 1, &err))) return 0;
    if (!record(campaign, (int)rows[i], &event)) return 0;
  }
  return 1;
}

int main(void) {
  static char text[1 << 20];
  const size_t len = fread(text, 1, sizeof text, stdin);
  dialplan_zones *zones = NULL;
  dialplan_campaign *campaign = NULL;
  int64_t now = 0;
  int good = ok(dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, "Asia/Kolkata", 12, &zones, &err)) &&
             ok(dialplan_campaign_compile(text, len, zones, NULL, NULL, NULL, 0, &campaign, &err)) &&
             ok(dialplan_instant_parse(NULL, DIALPLAN_ZONE_NONE, "2026-03-02T03:30:00Z", 20, 0, &now, &err));
  for (int row = 0; row < PEOPLE; row++) people[row].key = dialplan_key(&"1234"[row], 1);
  /* A dialler with a clock sleeps until admission.next_at, or until a call ends. */
  for (const int64_t until = now + 300; good && now < until; now++)
    good = hang_up(campaign, now) && dial(campaign, now);
  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return !good;
}
