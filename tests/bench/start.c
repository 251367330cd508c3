/* SPDX-License-Identifier: MIT */
/* How long does the program take from start to exit? Beside an empty main that is linked with the same
 * libraries. DIALPLAN names the program. */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

typedef struct command {
  const char *label;
  char *arguments[12];
} command;

static char directory[] = "/tmp/dialplan-bench-XXXXXX";
static char campaign[64], contacts[64];

static void put_file(char *path, size_t cap, const char *name, const char *text) {
  snprintf(path, cap, "%s/%s", directory, name);
  FILE *file = fopen(path, "w");
  if (!file) exit(1);
  fputs(text, file);
  fclose(file);
}

/* The least of some starts, a median of such: starting is at the mercy of everything else that runs. */
static void measure(const command *commands, int count, int starts) {
  double floor = 0;
  for (int i = 0; i < count; i++) {
    double ms[BENCH_ROUNDS];
    long peak = 0;
    for (int round = 0; round < BENCH_ROUNDS; round++) {
      bench_child child;
      ms[round] = 1e9;
      for (int k = 0; k < starts; k++) {
        const int status = bench_spawn(commands[i].arguments, &child);
        if (status) {
          printf("%s: exit status %d\n", commands[i].label, status);
          exit(1);
        }
        if (child.wall * 1e3 < ms[round]) ms[round] = child.wall * 1e3;
        if (child.peak_kib > peak) peak = child.peak_kib;
      }
    }
    const double median = bench_median(ms);
    if (i == 0) floor = median;
    printf("  %-46s %12.3f ms      x%-8.2f %.1f MiB\n", commands[i].label, median, median / floor,
           (double)peak / 1024);
    fflush(stdout);
  }
}

int main(int argc, char **argv) {
  char *program = getenv("DIALPLAN"), empty[4096];
  const char *slash = strrchr(argv[0], '/');
  if (!program || access(program, X_OK) != 0) {
    printf("\nStart: DIALPLAN does not name the program\n");
    return 0;
  }
  snprintf(empty, sizeof empty, "%.*sstart_floor", slash ? (int)(slash - argv[0]) + 1 : 0, argv[0]);
  if (!mkdtemp(directory)) return 1;
  put_file(campaign, sizeof campaign, "campaign.yaml",
           "name: Start\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\nseed: s\n");
  put_file(contacts, sizeof contacts, "contacts.csv", "id,phone,timezone\n1,+4930123456,Europe/Berlin\n");
  const command commands[] = {
      {"an empty main with the same libraries (floor)", {empty}},
      {"dialplan --version", {program, "--version"}},
      {"dialplan next, one contact",
       {program, "next", "--campaign", campaign, "--contacts", contacts, "--now", "2026-03-02T09:30:00Z"}},
      {"dialplan clip", {program, "clip", "--campaign", campaign, "2026-03-02T23:30:00Z"}},
      {"python3 -c pass", {"python3", "-c", "pass"}},
  };
  printf("\nStart to exit, wall time\n");
  measure(commands, 5, 10);
  unlink(campaign);
  unlink(contacts);
  rmdir(directory);
  return 0;
}
