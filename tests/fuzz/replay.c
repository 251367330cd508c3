/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target over its corpus without a fuzzing engine: what was found once is tried in every `make
 * check`. The corpus is tests/fuzz/corpus/<x>/ for a program named fuzz_<x>, or the directories that are
 * given. Every file is tried whole, and empty input always. A crash is the failure; each input counts as one
 * case. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long passed;

static void try_bytes(const uint8_t *data, size_t size) {
  /* A copy of exactly this size, so that the sanitizer sees a read past its end. */
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy) exit(4);
  if (size) memcpy(copy, data, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
  passed++;
}

static void try_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(4);
  }
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  uint8_t *data = malloc((size_t)size + 1);
  if (!data || fread(data, 1, (size_t)size, file) != (size_t)size) {
    perror(path);
    exit(4);
  }
  fclose(file);
  /* Named before it runs: after a crash the last line tells which input it was. */
  fprintf(stderr, "%s\n", path);
  try_bytes(data, (size_t)size);
  free(data);
}

static void try_directory(const char *directory) {
  DIR *dir = opendir(directory);
  if (!dir) {
    perror(directory);
    exit(4);
  }
  for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
    char path[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
    try_file(path);
  }
  closedir(dir);
}

int main(int argc, char **argv) {
  try_bytes((const uint8_t *)"", 0);
  if (argc > 1) {
    for (int i = 1; i < argc; i++) try_directory(argv[i]);
  } else {
    const char *name = strrchr(argv[0], '/');
    char directory[4096];
    name = name ? name + 1 : argv[0];
    snprintf(directory, sizeof directory, "tests/fuzz/corpus/%s",
             strncmp(name, "fuzz_", 5) ? name : name + 5);
    try_directory(directory);
  }
  printf("%lu passed, 0 failed\n", passed);
  return 0;
}
