/* SPDX-License-Identifier: MIT */
/* Plans one contact: reads a campaign from standard input and says when to call somebody who was tried once.
 * Build it with: cc next.c $(pkg-config --cflags --libs dialplan) */
#include <dialplan.h>

#include <stdio.h>

static int fail(const dialplan_error *err) {
  fprintf(stderr, "%u:%u: %s [%s]\n", err->line, err->column, err->message, err->code);
  return 1;
}

int main(void) {
  static char text[1 << 20];
  const size_t len = fread(text, 1, sizeof text, stdin);
  dialplan_zones *zones = NULL;
  dialplan_campaign *campaign = NULL;
  dialplan_error err;

  /* Compile: zones and campaign, once. */
  if (dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, "Asia/Kolkata\nEurope/Berlin", 26, &zones, &err) ||
      dialplan_campaign_compile(text, len, zones, NULL, NULL, NULL, 0, &campaign, &err))
    return fail(&err);

  /* A contact in Berlin, who did not answer on Monday, 2 March 2026, at 11:00. */
  dialplan_contact contact = {.key = dialplan_key("42", 2)};
  dialplan_state state = {0};
  dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT, .outcome = DIALPLAN_OUTCOME_NO_ANSWER};
  if (dialplan_contact_zones(&contact, zones, "Europe/Berlin", 13, &err) ||
      dialplan_instant_parse(zones, contact.zones[0], "2026-03-02T11:00", 16, 0, &event.at, &err) ||
      dialplan_apply(campaign, &contact, &state, &event, &state, &err))
    return fail(&err);

  /* Ask: as often as you like, from any thread. */
  const int64_t now = event.at + 60;
  dialplan_decision decision;
  if (dialplan_next(campaign, &contact, &state, now, NULL, &decision, &err)) return fail(&err);
  if (decision.verdict == DIALPLAN_VERDICT_CALL) {
    char at[32];
    uint64_t at_len = 0;
    if (dialplan_instant_format(zones, contact.zones[0], decision.at, at, sizeof at, &at_len)) return 1;
    printf("call at %.*s: attempt %u, %s\n", (int)at_len, at, decision.attempt, dialplan_reason_name(decision.reason));
  } else {
    printf("%s: %s\n", dialplan_verdict_name(decision.verdict), dialplan_reason_name(decision.reason));
  }

  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return 0;
}
