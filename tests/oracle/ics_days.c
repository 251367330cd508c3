/* SPDX-License-Identifier: MIT */
/* Do iCalendar files name the dates that another reader finds in them (python3-icalendar, and dateutil for
 * rules)? ics_days.py writes calendars, the ones of tests/data/ics and random ones, each with the dates that
 * it finds; this program reads them with the library's own reader.
 *
 * CASES random calendars (default 150), SEED; PYTHON names the interpreter; 77 where it has not the modules.
 */
#include "ical_file.h"

#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { DAYS = DP_DATE_END };

static uint8_t theirs[DAYS], ours[DAYS];

static void mark(const dp_ical_found *found) {
  memset(ours, 0, sizeof ours);
  for (uint32_t i = 0; i < found->day_count; i++)
    for (int32_t date = found->days[i].from_date; date <= found->days[i].until_date; date++) ours[date] = 1;
}

/* "name length dates", the bytes, and a line of so many dates as days since 1970. */
static int next(FILE *in, char *name, char **bytes, size_t *len) {
  size_t dates;
  int date;
  if (fscanf(in, "%255s %zu %zu", name, len, &dates) != 3) return 0;
  fgetc(in);
  *bytes = malloc(*len + 1);
  if (!*bytes || fread(*bytes, 1, *len, in) != *len) abort();
  memset(theirs, 0, sizeof theirs);
  while (dates--) {
    if (fscanf(in, "%d", &date) != 1 || date < 0 || date >= DAYS) abort();
    theirs[date] = 1;
  }
  return 1;
}

static int agree(const char *name, const char *bytes, size_t len) {
  static const dp_ical_choice all;
  dp_arena arena = {0};
  dp_ical_found found;
  dialplan_error error;
  int good = dp_ical_read(&arena, bytes, len, &all, &found, &error) == DIALPLAN_OK;
  if (!good) printf("%s: line %u: %s\n", name, error.line, error.message);
  if (good && found.faults->grave) {
    printf("%s: line %u: %s\n", name, found.faults->at[0].line, found.faults->at[0].message);
    good = 0;
  }
  if (good) {
    mark(&found);
    for (int32_t date = 0; date < DAYS && good; date++) {
      if (ours[date] == theirs[date]) continue;
      dialplan_civil civil;
      dp_date_split(date, &civil);
      printf("%s: %04d-%02d-%02d is %s\n%.*s", name, civil.year, civil.month, civil.day,
             ours[date] ? "ours alone" : "theirs alone", (int)(len < 2000 ? len : 2000), bytes);
      good = 0;
    }
  }
  dp_arena_free(&arena);
  return good;
}

int main(void) {
  const char *python = getenv("PYTHON"), *cases = getenv("CASES"), *seed = getenv("SEED");
  char command[512], name[256], *bytes;
  size_t len;
  int passed = 0, failed = 0;
  snprintf(command, sizeof command, "'%s' tests/oracle/ics_days.py %d %d", python ? python : "python3",
           cases ? atoi(cases) : 150, seed ? atoi(seed) : 20260302);
  FILE *in = popen(command, "r");
  if (!in) return 1;
  while (next(in, name, &bytes, &len)) {
    const int good = agree(name, bytes, len);
    passed += good;
    failed += !good;
    free(bytes);
  }
  const int status = pclose(in);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
    printf("skipped: no Python modules icalendar and dateutil\n");
    return 77;
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed || status ? 1 : 0;
}
