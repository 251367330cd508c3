/* SPDX-License-Identifier: MIT */
/* Planning a large CSV: the program, rows in and rows out, beside finding the fields of the same file with
 * memchr(3). DIALPLAN names the program; ROWS=1000000 rows; the file is made below TMPDIR and removed. */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"
#include "floor.h"

static char directory[256], campaign[300], contacts[300];
static double megabytes;

/* Contacts with their own snapshots: one row in eight never called, one in a hundred quoted. */
static void generate(const dialplan_zones *zones, int64_t rows) {
  static const char *const outcomes[] = {"no_answer", "busy",       "voicemail",
                                         "rejected",  "call_later", "no_answer"};
  FILE *file = fopen(contacts, "w");
  if (!file) exit(1);
  fputs("id,phone,timezone,attempts,first_attempt_at,last_attempt_at,last_outcome\n", file);
  uint64_t state = 7;
  for (int64_t i = 0; i < rows; i++) {
    const uint64_t random = bench_random(&state);
    const char *zone = dialplan_zones_name(zones, (uint16_t)(1 + random % FLOOR_ZONES));
    const int attempts = (int)((random >> 8) % 8);
    const int64_t last = INT64_C(1771000000) + (int64_t)((random >> 20) % (14 * FLOOR_DAY_S));
    const char *quote = random >> 56 < 3 ? "\"" : "";
    char at[2][32] = {"", ""};
    uint64_t len;
    for (int k = 0; k < 2 && attempts; k++)
      dialplan_instant_format(NULL, DIALPLAN_ZONE_NONE, last - (k ? 0 : (attempts - 1) * FLOOR_DAY_S), at[k],
                              32, &len);
    fprintf(file, "%09lld,%s+49%llu%s,%s,%d,%s,%s,%s\n", 100000000 + (long long)i, quote,
            2000000000 + (unsigned long long)i * 7, quote, zone, attempts, at[0], at[1],
            attempts ? outcomes[(random >> 16) % 6] : "");
  }
  fclose(file);
}

/* Blocks, and not the whole file: the memory of this program would count as its child's. */
static double split(void) {
  enum { BLOCK = 1 << 18 };
  static char bytes[2 * BLOCK];
  const double start = bench_now();
  const int fd = open(contacts, O_RDONLY);
  if (fd < 0) exit(1);
  int64_t fields = 0, lengths = 0;
  size_t kept = 0; /* the beginning of a line, from the block before */
  for (ssize_t got; (got = read(fd, bytes + kept, BLOCK)) > 0;) {
    const char *line = bytes, *const end = bytes + kept + got;
    for (const char *next; (next = memchr(line, '\n', (size_t)(end - line))); line = next + 1)
      for (const char *field = line; field <= next;) {
        const char *comma = memchr(field, ',', (size_t)(next - field));
        if (!comma) comma = next;
        fields++;
        lengths += comma - field;
        field = comma + 1;
      }
    kept = (size_t)(end - line);
    memmove(bytes, line, kept);
  }
  close(fd);
  bench_sink = fields + lengths;
  return bench_now() - start;
}

static void compare(char *program, int64_t rows) {
  enum { ROUNDS = BENCH_ROUNDS };
  char *arguments[] = {program,      "plan",   "--campaign", campaign,
                       "--contacts", contacts, "--now",      "2026-03-02T09:30:00Z",
                       "-o",         "csv",    "-q",         NULL};
  double floor[ROUNDS], whole[ROUNDS];
  long peak = 0;
  split();
  for (int round = 0; round < ROUNDS; round++) {
    floor[round] = split();
    bench_child child;
    if (bench_spawn(arguments, &child) != 0) {
      printf("dialplan plan failed\n");
      return;
    }
    whole[round] = child.cpu;
    if (child.peak_kib > peak) peak = child.peak_kib;
  }
  const double least = bench_median(floor), median = bench_median(whole);
  printf("\nPlan of a CSV, %lld rows, %.0f MB, processor time, one thread, to /dev/null\n", (long long)rows,
         megabytes);
  printf("  %-46s %12.1f ns/row   x%-8.2f\n", "read(2) and memchr(3) over lines and fields (floor)",
         least * 1e9 / (double)rows, 1.0);
  printf("  %-46s %12.1f ns/row   x%-8.2f %.1f MiB at most\n", "dialplan plan -o csv",
         median * 1e9 / (double)rows, median / least, (double)peak / 1024);
}

int main(void) {
  char *program = getenv("DIALPLAN");
  const char *tmp = getenv("TMPDIR");
  if (!program || access(program, X_OK) != 0) {
    printf("\nPlan of a CSV: DIALPLAN does not name the program\n");
    return 0;
  }
  const int64_t rows = bench_count("ROWS", 1000000);
  dialplan_zones *zones = floor_load(floor_zone_names);
  snprintf(directory, sizeof directory, "%s/dialplan-bench-XXXXXX", tmp ? tmp : "/tmp");
  if (!mkdtemp(directory)) return 1;
  snprintf(campaign, sizeof campaign, "%s/campaign.yaml", directory);
  snprintf(contacts, sizeof contacts, "%s/contacts.csv", directory);
  FILE *file = fopen(campaign, "w");
  if (!file) return 1;
  fputs(
      "name: Plan\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\nseed: bench\nretry: {max_retry_days: 30}\n",
      file);
  fclose(file);
  generate(zones, rows);
  struct stat about;
  if (stat(contacts, &about) != 0) return 1;
  megabytes = (double)about.st_size / 1e6;
  compare(program, rows);
  unlink(contacts);
  unlink(campaign);
  rmdir(directory);
  dialplan_zones_free(zones);
  return 0;
}
