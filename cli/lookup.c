/* SPDX-License-Identifier: MIT */
/* Which file is meant by this campaign?
 * Looks at the file system and at $DIALPLAN_PATH, $XDG_CONFIG_HOME, $HOME. Invariant: the first hit wins, in
 * the order of the man page; nothing is guessed, a near name is only suggested. */
#include "lookup.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

static int kind_of(const char *path) {
  struct stat st;
  return stat(path, &st) ? 0 : S_ISDIR(st.st_mode) ? 2 : 1;
}

static char *joined(const char *directory, size_t len, const char *name, const char *suffix) {
  buffer path = {0};
  buffer_bytes(&path, directory, len);
  if (len && directory[len - 1] != '/') buffer_char(&path, '/');
  buffer_str(&path, name);
  buffer_str(&path, suffix);
  buffer_char(&path, 0);
  return path.data;
}

static char *look_in(const char *directory, size_t len, const char *name) {
  static const char *const suffixes[] = {"", ".yaml", ".json", "/campaign.yaml"};
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    char *const path = joined(directory, len, name, suffixes[i]);
    if (kind_of(path) == 1) return path;
    free(path);
  }
  return NULL;
}

/* Names of campaign files in a directory that are near the one asked for. */
static void look_near(const char *directory, slice name, char **nearest) {
  DIR *const dir = opendir(directory);
  if (!dir) return;
  for (struct dirent *entry; !*nearest && (entry = readdir(dir));) {
    slice stem = slice_of(entry->d_name);
    if (stem.len < 6 || memcmp(stem.at + stem.len - 5, ".yaml", 5)) continue;
    stem.len -= 5;
    char *const word = memory_text(stem);
    const char *const words[] = {word};
    if (slice_nearest(name, words, 1))
      *nearest = word;
    else
      free(word);
  }
  closedir(dir);
}

char *lookup_campaign(const char *name, diag *d) {
  if (!strcmp(name, "-")) return memory_text(slice_of(name));
  char *found = look_in("", 0, name), *nearest = NULL;
  buffer looked = {0};
  const int bare = !strchr(name, '/');
  buffer_str(&looked, "here");
  for (const char *p = getenv("DIALPLAN_PATH"); !found && bare && p && *p;) {
    const size_t len = strcspn(p, ":");
    if (len) {
      found = look_in(p, len, name);
      buffer_format(&looked, ", in %.*s", (int)len, p);
    }
    p += len + (p[len] == ':');
  }
  if (!found && bare) {
    const char *const config = getenv("XDG_CONFIG_HOME"), *const home = getenv("HOME");
    char *const directory =
        config && *config == '/' ? joined(config, strlen(config), "dialplan/campaigns", "")
        : home && *home == '/'   ? joined(home, strlen(home), ".config/dialplan/campaigns", "")
                                 : NULL;
    if (directory) {
      found = look_in(directory, strlen(directory), name);
      buffer_format(&looked, ", in %s", directory);
      if (!found) look_near(directory, slice_of(name), &nearest);
    }
    free(directory);
  }
  if (!found) {
    if (bare && !nearest) look_near(".", slice_of(name), &nearest);
    buffer_char(&looked, 0);
    if (kind_of(name) == 2)
      diag_fail(d, EXIT_IO, "no-campaign", "%s is a directory without a campaign.yaml", name);
    else
      diag_fail(d, EXIT_IO, "no-campaign", "there is no campaign \"%s\"; looked %s%s%s%s", name,
                bare ? looked.data : "there", nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                nearest ? "\"?" : "");
  }
  free(nearest);
  buffer_free(&looked);
  return found;
}
