/* SPDX-License-Identifier: MIT */
/* Planning a large list, and finding the first to call in it: the program beside the least that reading the
 * same file takes: of CSV finding its fields with memchr(3), of JSON Lines a scanner of flat objects that
 * trusts its input. DIALPLAN names the program; ROWS=1000000 rows; the files are made below TMPDIR and
 * removed. */
/* Link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"
#include "floor.h"

#define NOW "2025-07-08T18:40:00Z"

static char directory[256];

typedef struct list {
  char path[300];
  double megabytes;
} list;

static char campaign[300];

static FILE *create(char *path, const char *name) {
  snprintf(path, 300, "%s/%s", directory, name);
  FILE *file = fopen(path, "w");
  if (!file) exit(1);
  return file;
}

static double size_of(const char *path) {
  struct stat about;
  if (stat(path, &about) != 0) exit(1);
  return (double)about.st_size / 1e6;
}

/* Contacts with their own snapshots, the last attempts of half a year: one row in eight never called, one in
 * a hundred of the CSV quoted. A column `state` that is somebody else's stands beside. */
static void generate(const dialplan_zones *zones, int64_t rows, list *csv, list *json) {
  static const char *const states[] = {"active", "active",   "active", "active",
                                       "new",    "callback", "done",   "opted_out"};
  static const char *const outcomes[] = {"no_answer", "busy",      "voicemail", "error",
                                         "completed", "no_answer", "no_answer", "busy"};
  FILE *const c = create(csv->path, "contacts.csv"), *const j = create(json->path, "contacts.ndjson");
  fputs("id,phone,timezone,state,attempts,last_attempt_at,last_outcome\n", c);
  uint64_t seed = 7;
  for (int64_t i = 0; i < rows; i++) {
    const uint64_t random = bench_random(&seed);
    const char *state = states[random & 7], *outcome = outcomes[random >> 3 & 7];
    const char *zone = dialplan_zones_name(zones, (uint16_t)(1 + (random >> 8) % FLOOR_ZONES));
    const int attempts = state[0] == 'n' ? 0 : 1 + (int)((random >> 24) % 14);
    const long long id = 100000000 + (long long)i;
    const unsigned long long phone = 12000000000 + bench_random(&seed) % 7999999999;
    const char *quote = attempts && random % 100 == 0 ? "\"" : "";
    char at[32] = "";
    uint64_t len = 0;
    if (attempts)
      dialplan_instant_format(NULL, DIALPLAN_ZONE_NONE,
                              INT64_C(1735689600) + (int64_t)((random >> 32) % (180 * FLOOR_DAY_S)), at, 31,
                              &len);
    at[len] = 0;
    if (!attempts) outcome = "";
    fprintf(c, "%09lld,%s+%llu%s,%s,%s,%d,%s,%s%s%s\n", id, quote, phone, quote, zone, state, attempts, at,
            quote, outcome, quote);
    fprintf(j, "{\"id\":\"%09lld\",\"phone\":\"+%llu\",\"timezone\":\"%s\",\"state\":\"%s\",\"attempts\":%d",
            id, phone, zone, state, attempts);
    if (attempts) fprintf(j, ",\"last_attempt_at\":\"%s\",\"last_outcome\":\"%s\"", at, outcome);
    fputs("}\n", j);
  }
  fclose(c);
  fclose(j);
  csv->megabytes = size_of(csv->path);
  json->megabytes = size_of(json->path);
}

/* ---- floors ---- */

static int64_t fields, lengths;

static void split_line(const char *line, const char *end) {
  for (const char *field = line; field <= end;) {
    const char *comma = memchr(field, ',', (size_t)(end - field));
    if (!comma) comma = end;
    fields++;
    lengths += comma - field;
    field = comma + 1;
  }
}

/* A flat object of texts without escapes and of plain values. */
static void scan_line(const char *line, const char *end) {
  const char *p = line + 1;
  while (p < end && *p != '}') {
    if (*p == ',') p++;
    const char *const key = p + 1;
    p = memchr(key, '"', (size_t)(end - key));
    if (!p) return;
    fields++;
    lengths += p - key;
    p += 2;
    const char *const value = p;
    if (*p == '"') {
      p = memchr(p + 1, '"', (size_t)(end - p - 1));
      if (!p) return;
      p++;
    } else
      while (p < end && *p != ',' && *p != '}') p++;
    lengths += p - value;
  }
}

/* Blocks, and not the whole file: the memory of this program would count as its child's. */
static double read_lines(const char *path, void (*see)(const char *line, const char *end)) {
  enum { BLOCK = 1 << 18 };
  static char bytes[2 * BLOCK];
  const double start = bench_now();
  const int fd = open(path, O_RDONLY);
  if (fd < 0) exit(1);
  size_t kept = 0; /* the beginning of a line, from the block before */
  for (ssize_t got; (got = read(fd, bytes + kept, BLOCK)) > 0;) {
    const char *line = bytes, *const end = bytes + kept + got;
    for (const char *next; (next = memchr(line, '\n', (size_t)(end - line))); line = next + 1)
      see(line, next);
    kept = (size_t)(end - line);
    memmove(bytes, line, kept);
  }
  close(fd);
  bench_sink = fields + lengths;
  return bench_now() - start;
}

/* ---- the program ---- */

static bench_child run(char *const *arguments) {
  bench_child child;
  if (bench_spawn(arguments, &child) != 0) {
    printf("dialplan %s failed\n", arguments[1]);
    exit(1);
  }
  return child;
}

static bench_child plan(char *program, const list *contacts, char *format, char *jobs) {
  char *const arguments[] = {
      program, "plan", "--campaign", campaign, "--contacts", (char *)(uintptr_t)contacts->path,
      "--now", NOW,    "-o",         format,   "--jobs",     jobs,
      "-q",    NULL};
  return run(arguments);
}

static bench_child plan_alone(char *program, const list *contacts, char *format) {
  return plan(program, contacts, format, "1");
}

/* The first thousand, each phone once. */
static bench_child next(char *program, const list *contacts, char *format) {
  char *const arguments[] = {
      program, "next", "--campaign", campaign, "--contacts", (char *)(uintptr_t)contacts->path,
      "--now", NOW,    "-o",         format,   "-n",         "1000",
      "-q",    NULL};
  return run(arguments);
}

typedef struct job {
  const char *title, *command;
  bench_child (*start)(char *program, const list *contacts, char *format);
} job;

static void compare(const job *j, char *program, const list *contacts, char *format, int64_t rows,
                    const char *floor_label, void (*see)(const char *line, const char *end)) {
  double floor[BENCH_ROUNDS], whole[BENCH_ROUNDS];
  char label[64];
  long peak = 0;
  read_lines(contacts->path, see);
  for (int round = 0; round < BENCH_ROUNDS; round++) {
    floor[round] = read_lines(contacts->path, see);
    const bench_child child = j->start(program, contacts, format);
    whole[round] = child.cpu;
    if (child.peak_kib > peak) peak = child.peak_kib;
  }
  const double least = bench_median(floor), median = bench_median(whole);
  snprintf(label, sizeof label, "%s -o %s", j->command, format);
  printf("\n%s of %s, %lld rows, %.0f MB, processor time, one thread, to /dev/null\n", j->title, format,
         (long long)rows, contacts->megabytes);
  printf("  %-46s %12.1f ns/row   x%-8.2f\n", floor_label, least * 1e9 / (double)rows, 1.0);
  printf("  %-46s %12.1f ns/row   x%-8.2f %.1f MiB at most\n", label, median * 1e9 / (double)rows,
         median / least, (double)peak / 1024);
}

static void compare_jobs(char *program, const list *contacts, int64_t rows) {
  double one[BENCH_ROUNDS], two[BENCH_ROUNDS];
  long peak = 0;
  for (int round = 0; round < BENCH_ROUNDS; round++) {
    one[round] = plan(program, contacts, "csv", "1").wall;
    const bench_child child = plan(program, contacts, "csv", "2");
    two[round] = child.wall;
    if (child.peak_kib > peak) peak = child.peak_kib;
  }
  const double alone = bench_median(one), beside = bench_median(two);
  printf("\nPlan of csv by several threads, from start to end; what else runs on the machine counts\n");
  printf("  %-46s %12.1f ns/row   x%-8.2f\n", "--jobs 1", alone * 1e9 / (double)rows, 1.0);
  printf("  %-46s %12.1f ns/row   x%-8.2f (1/%.2f) %.1f MiB at most\n", "--jobs 2",
         beside * 1e9 / (double)rows, beside / alone, alone / beside, (double)peak / 1024);
}

int main(void) {
  char *program = getenv("DIALPLAN");
  const char *tmp = getenv("TMPDIR");
  if (!program || access(program, X_OK) != 0) {
    printf("\nPlan of a list: DIALPLAN does not name the program\n");
    return 0;
  }
  const int64_t rows = bench_count("ROWS", 1000000);
  dialplan_zones *zones = floor_load(floor_zone_names);
  snprintf(directory, sizeof directory, "%s/dialplan-bench-XXXXXX", tmp ? tmp : "/tmp");
  if (!mkdtemp(directory)) return 1;
  FILE *file = create(campaign, "campaign.yaml");
  fputs("name: Plan\ntimezone: Europe/Berlin\nwindows: 09:00-18:00\nseed: bench\n"
        "retry: {strategy: intervals, max_attempts: 16, max_retry_days: 365,\n"
        "  intervals: [15m, 30m, 1h, 2h, 4h, 8h, 12h, 1d, 1d, 2d, 2d, 3d, 3d, 5d, 7d]}\n",
        file);
  fclose(file);
  list csv, json;
  generate(zones, rows, &csv, &json);
  static const char split[] = "read(2) and memchr(3) over lines and fields (floor)",
                    scan[] = "read(2) and a scanner of flat objects (floor)";
  static const job planning = {"Plan", "dialplan plan", plan_alone},
                   leasing = {"First calls", "dialplan next -n 1000", next};
  compare(&planning, program, &csv, "csv", rows, split, split_line);
  compare(&planning, program, &json, "ndjson", rows, scan, scan_line);
  compare(&leasing, program, &csv, "csv", rows, split, split_line);
  compare_jobs(program, &csv, rows);
  unlink(csv.path);
  unlink(json.path);
  unlink(campaign);
  rmdir(directory);
  dialplan_zones_free(zones);
  return 0;
}
