/* SPDX-License-Identifier: MIT */
/* What does a contact cost in C? batch CAMPAIGN ZONES: see README.md. */
#define _POSIX_C_SOURCE 200809L
#include <dialplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOW INT64_C(1782892800) /* 2026-07-01T08:00:00Z */

enum { PEOPLE = 1000, TIMES = 1000, ROWS = PEOPLE * TIMES, RUNS = 5 };

static dialplan_error err;

static void must(dialplan_status status) {
  if (!status) return;
  fprintf(stderr, "%u:%u: %s\n", err.line, err.column, err.message);
  exit(1);
}

static char *read_file(const char *path, uint64_t *len) {
  static char room[2][1 << 16];
  static int used;
  FILE *const file = fopen(path, "rb");
  if (!file) exit(1);
  char *const text = room[used++];
  *len = fread(text, 1, sizeof *room, file);
  fclose(file);
  return text;
}

static uint64_t nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* The first thousand; every other one was called some hours ago. */
static void invite(const dialplan_campaign *campaign, const char *zones, dialplan_contact *contacts,
                   dialplan_state *states) {
  const char *zone = zones;
  for (int i = 0; i < PEOPLE; i++) {
    char id[16];
    contacts[i].key = dialplan_key(id, (uint64_t)snprintf(id, sizeof id, "%d", i));
    must(dialplan_contact_zones(&contacts[i], dialplan_campaign_zones(campaign), zone, strcspn(zone, "\n"),
                                &err));
    zone += strcspn(zone, "\n") + 1;
    if (!*zone) zone = zones;
    const dialplan_event event = {.kind = DIALPLAN_EVENT_ATTEMPT,
                                  .at = NOW - 3600 * (1 + i % 48),
                                  .outcome = DIALPLAN_OUTCOME_NO_ANSWER};
    if (i % 4) must(dialplan_apply(campaign, &contacts[i], &states[i], &event, &states[i], &err));
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 1;
  uint64_t len = 0, names_len = 0;
  char *const text = read_file(argv[1], &len), *const names = read_file(argv[2], &names_len);
  dialplan_zones *zones = NULL;
  dialplan_campaign *campaign = NULL;
  must(dialplan_zones_load(NULL, 0, DIALPLAN_ZONES_SYSTEM, names, names_len - 1, &zones, &err));
  must(dialplan_campaign_compile(text, len, zones, NULL, NULL, NULL, 0, &campaign, &err));

  dialplan_contact *const contacts = calloc(ROWS, sizeof *contacts);
  dialplan_state *const states = calloc(ROWS, sizeof *states);
  dialplan_decision *const out = calloc(ROWS, sizeof *out);
  if (!contacts || !states || !out) return 1;
  invite(campaign, names, contacts, states);
  for (size_t i = PEOPLE; i < ROWS; i++) {
    contacts[i] = contacts[i % PEOPLE];
    states[i] = states[i % PEOPLE];
  }

  uint64_t best = UINT64_MAX, at = 0, reasons = 0;
  for (int run = 0; run < RUNS; run++) {
    const uint64_t start = nanoseconds();
    must(dialplan_next_batch(campaign, contacts, sizeof *contacts, states, sizeof *states, ROWS, NOW, NULL,
                             out, NULL, &err));
    const uint64_t took = nanoseconds() - start;
    if (took < best) best = took;
  }
  for (size_t i = 0; i < ROWS; i++) at += (uint64_t)out[i].at, reasons += out[i].reason;
  printf("%.1f %llu %llu\n", (double)best / ROWS, (unsigned long long)at, (unsigned long long)reasons);
  free(contacts);
  free(states);
  free(out);
  dialplan_campaign_free(campaign);
  dialplan_zones_free(zones);
  return 0;
}
