/* SPDX-License-Identifier: MIT */
/* Do the golden cases hold through the C interface? Reads the files (README.md here says what stands in
 * them), asks each question (ask.c), prints what differs; with GOLDEN_UPDATE=1 writes the answers as they are
 * into the files instead.
 *
 * usage: run_api [FILE...]; by default all of tests/golden, from the root of the tree. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "when.h"

enum { LINES = 4096, LINE = 1024 };

typedef struct run {
  dialplan_zones *zones;
  const char *path;
  char line[LINES][LINE];
  int count;
  FILE *update; /* NULL: only compare */
  given given;
  char title[LINE];
  int passed, failed;
} run;

static int read_file(run *r, const char *path) {
  FILE *file = fopen(path, "r");
  r->path = path;
  r->count = 0;
  if (!file) return 0;
  while (r->count < LINES && fgets(r->line[r->count], LINE, file)) {
    r->line[r->count][strcspn(r->line[r->count], "\n")] = 0;
    r->count++;
  }
  fclose(file);
  return r->count < LINES;
}

static void keep(char *out, size_t size, const char *text) {
  const size_t len = strlen(text);
  if (len >= size) {
    fprintf(stderr, "too long: %s\n", text);
    exit(2);
  }
  memcpy(out, text, len + 1);
}

/* Whether line i is indented, or an empty one between indented ones. */
static int inside(const run *r, int i) {
  if (i >= r->count) return 0;
  if (strncmp(r->line[i], "  ", 2) == 0) return 1;
  return r->line[i][0] == 0 && i + 1 < r->count && strncmp(r->line[i + 1], "  ", 2) == 0;
}

/* The indented lines from i on, joined; returns the number of the line behind them. */
static int take(const run *r, int i, char *out, size_t size) {
  size_t len = 0;
  for (out[0] = 0; inside(r, i); i++) {
    const char *text = r->line[i][0] ? r->line[i] + 2 : "";
    const int n = snprintf(out + len, size - len, "%s\n", text);
    if (n < 0 || len + (size_t)n >= size) {
      fprintf(stderr, "%s:%d: too long\n", r->path, i + 1);
      exit(2);
    }
    len += (size_t)n;
  }
  return i;
}

static int take_events(run *r, int i) {
  for (r->given.event_count = 0; inside(r, i); i++) {
    const char *text = r->line[i][0] ? r->line[i] + 2 : "";
    if (!text[0] || text[0] == '#') continue;
    if (r->given.event_count == GIVEN_EVENTS) {
      fprintf(stderr, "%s:%d: too many events\n", r->path, i + 1);
      exit(2);
    }
    keep(r->given.event[r->given.event_count++], sizeof r->given.event[0], text);
  }
  return i;
}

/* Writes an answer into the file that is being updated, indented. */
static void put_answer(run *r, const char *answer) {
  while (*answer) {
    const int len = (int)strcspn(answer, "\n");
    fprintf(r->update, "  %.*s\n", len, answer);
    answer += len + (answer[len] == '\n');
  }
}

static int question(run *r, int i) {
  static char expected[ANSWER_TEXT], answer[ANSWER_TEXT];
  const char *text = r->line[i];
  const int next = take(r, i + 1, expected, sizeof expected);
  const int equal = ask(&r->given, r->zones, text, expected, answer);
  r->passed += equal;
  r->failed += !equal;
  if (r->update) {
    put_answer(r, equal ? expected : answer);
  } else if (!equal) {
    printf("%s:%d: %s: %s\n%sexpected\n%s\n", r->path, i + 1, r->title, text, answer, expected);
  }
  return next;
}

/* A question about words: each line is a phrase with its answer, and a case of its own. */
static int phrases(run *r, int i) {
  static char answer[ANSWER_TEXT];
  const char *text = r->line[i++];
  for (; inside(r, i); i++) {
    const char *line = r->line[i];
    const int phrase = line[0] && line[2] != '#';
    const int equal = !phrase || ask_when(&r->given, r->zones, text, line + 2, answer);
    r->passed += phrase && equal;
    r->failed += !equal;
    if (r->update)
      fprintf(r->update, "%s%s\n", equal ? "" : "  ", equal ? line : answer);
    else if (!equal)
      printf("%s:%d: %s: %s\n  %s\nexpected\n%s\n", r->path, i + 1, r->title, text, answer, line);
  }
  return i;
}

static void copy(const run *r, int from, int until) {
  for (int i = from; r->update && i < until; i++) fprintf(r->update, "%s\n", r->line[i]);
}

static void run_lines(run *r) {
  for (int i = 0; i < r->count;) {
    const char *text = r->line[i];
    const int at = i++;
    copy(r, at, i);
    if (text[0] == 0 || text[0] == '#') continue;
    if (text[0] == '[') {
      keep(r->title, sizeof r->title, text);
      keep(r->given.contact, sizeof r->given.contact, "c");
      r->given.event_count = 0;
    } else if (strcmp(text, "campaign:") == 0) {
      i = take(r, i, r->given.campaign, sizeof r->given.campaign);
      r->given.account[0] = 0;
      copy(r, at + 1, i);
    } else if (strcmp(text, "account:") == 0) {
      i = take(r, i, r->given.account, sizeof r->given.account);
      copy(r, at + 1, i);
    } else if (strcmp(text, "events:") == 0) {
      i = take_events(r, i);
      copy(r, at + 1, i);
    } else if (strncmp(text, "contact: ", 9) == 0) {
      keep(r->given.contact, sizeof r->given.contact, text + 9);
    } else if (strncmp(text, "when ", 5) == 0) {
      i = phrases(r, at);
    } else {
      i = question(r, at);
    }
  }
}

static void run_file(run *r, const char *path) {
  char temporary[LINE];
  if (!read_file(r, path)) {
    printf("%s: cannot be read\n", path);
    r->failed++;
    return;
  }
  if (getenv("GOLDEN_UPDATE")) {
    snprintf(temporary, sizeof temporary, "%s.new", path);
    r->update = fopen(temporary, "w");
    if (!r->update) exit(2);
  }
  run_lines(r);
  if (!r->update) return;
  if (fclose(r->update) != 0 || rename(temporary, path) != 0) exit(2);
  r->update = NULL;
}

int main(int argc, char **argv) {
  static run r;
  static const char dir[] = "tests/data/tz/fat";
  dialplan_error err = {0};
  if (dialplan_zones_load(dir, strlen(dir), DIALPLAN_ZONES_SYSTEM, NULL, 0, &r.zones, &err) != DIALPLAN_OK) {
    printf("%s\n", err.message);
    return 1;
  }
  if (argc > 1) {
    for (int i = 1; i < argc; i++) run_file(&r, argv[i]);
  } else {
    glob_t found;
    if (glob("tests/golden/*.txt", 0, NULL, &found) != 0) return 1;
    for (size_t i = 0; i < found.gl_pathc; i++) run_file(&r, found.gl_pathv[i]);
    globfree(&found);
  }
  dialplan_zones_free(r.zones);
  printf("%d passed, %d failed\n", r.passed, r.failed);
  return getenv("GOLDEN_UPDATE") ? 0 : r.failed != 0;
}
