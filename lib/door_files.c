/* SPDX-License-Identifier: MIT */
/* Which zones does this machine have? The one file of the library that opens files: it reads a directory of
 * TZif files and makes a table of them. Uses zones_make and POSIX. Invariants: nothing is opened outside of
 * the directory; names are read in sorted order, so that the same files give the same indexes; a file that
 * cannot be read is an error, never a missing zone. */
#define _POSIX_C_SOURCE 200809L

#include "door_files.h"

#include "base.h"
#include "zones_make.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  DP_PATH_MAX = 4096,
  DP_DIR_MAX = 2048,
  DP_NAME_MAX = 512,
  DP_FILE_MAX = 1 << 18,
  DP_DEPTH_MAX = 4,
  DP_FILES_MAX = 5000,
  DP_VERSION_MAX = 64
};

static const char default_dir[] = "/usr/share/zoneinfo";

/* What a load works with. */
typedef struct loader {
  char path[DP_PATH_MAX]; /* the directory, a '/', and the name at hand */
  size_t base;            /* where the name begins */
  uint8_t *data;          /* of the file at hand, DP_FILE_MAX bytes of room */
  size_t size;
  const char **names; /* of the zones to load, or those that the directory has */
  size_t count, room;
  dp_arena texts; /* owns the names that were found */
  dialplan_error *err;
} loader;

static dialplan_status fail_memory(const loader *in) {
  return dp_fail(in->err, DIALPLAN_E_MEMORY, "no-memory", "no memory to load zones");
}

static dialplan_status fail_file(const loader *in, dialplan_status status, const char *message) {
  return dp_fail_found(in->err, status, "zone-file", message, in->path, strlen(in->path));
}

static dialplan_status fail_no_data(loader *in) {
  in->path[in->base - 1] = 0;
  if (in->err) {
    dp_text text = dp_fail_begin(in->err, DIALPLAN_E_ZONE_DATA, "zone-none");
    dp_text_str(&text, "there are no zone data in ");
    dp_text_quoted(&text, in->path, strlen(in->path));
    dp_text_str(
        &text,
        "; install the package tzdata (apt-get install tzdata, dnf install tzdata, apk add tzdata), or "
        "name another directory");
    dp_text_end(&text);
  }
  return DIALPLAN_E_ZONE_DATA;
}

_Static_assert(DP_DIR_MAX + 1 + DP_NAME_MAX <= DP_PATH_MAX, "every path fits");

/* Sets the path to that of a name, which with its end has at most DP_NAME_MAX bytes. */
static void set_name(loader *in, const char *name) { memcpy(in->path + in->base, name, strlen(name) + 1); }

static dialplan_status add_name(loader *in, const char *name) {
  if (in->count == DP_FILES_MAX)
    return dp_fail(in->err, DIALPLAN_E_LIMIT, "zones-many", "the directory holds more than 5,000 files");
  if (in->count == in->room) {
    const size_t room = in->room ? 2 * in->room : 512;
    const char **names = dp_mem_resize(in->names, room, sizeof *names);
    if (!names) return fail_memory(in);
    in->names = names;
    in->room = room;
  }
  in->names[in->count++] = name;
  return DIALPLAN_OK;
}

/* Reads the file at the path, at most `most` bytes of it; DP_FILE_MAX: all. *found: 0 where there is no
 * regular file. */
static dialplan_status read_file(loader *in, size_t most, int *found) {
  struct stat about;
  *found = 0;
  if (stat(in->path, &about) != 0 || !S_ISREG(about.st_mode)) return DIALPLAN_OK;
  if (most == DP_FILE_MAX && about.st_size >= DP_FILE_MAX)
    return fail_file(in, DIALPLAN_E_LIMIT, "larger than 256 KiB:");
  if (about.st_size < (off_t)most) most = (size_t)about.st_size;
  const int fd = open(in->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) return fail_file(in, DIALPLAN_E_IO, "cannot open");
  ssize_t got = 1;
  for (in->size = 0; got > 0 && in->size < most;) {
    got = read(fd, in->data + in->size, most - in->size);
    if (got > 0) in->size += (size_t)got;
  }
  close(fd);
  if (got < 0) return fail_file(in, DIALPLAN_E_IO, "cannot read");
  *found = 1;
  return DIALPLAN_OK;
}

/* Zones begin with a capital letter and have no dot in their names; beside them lie tables (zone.tab,
 * tzdata.zi) and second copies of everything (posix/, right/, posixrules, localtime). */
static int is_zone_name(const char *name) { return name[0] >= 'A' && name[0] <= 'Z' && !strchr(name, '.'); }

/* Adds what lies in one directory, given by its name below the base ("" or "America"): files as zones,
 * directories to the list as well, behind those found already, with a '/' at their end. Links to directories
 * are not followed: they would only lead in circles. */
static dialplan_status list_directory(loader *in, const char *below) {
  set_name(in, below);
  DIR *directory = opendir(in->path);
  if (!directory) return *below ? fail_file(in, DIALPLAN_E_IO, "cannot list") : fail_no_data(in);
  dialplan_status status = DIALPLAN_OK;
  for (const struct dirent *entry; !status && (entry = readdir(directory));) {
    if (!is_zone_name(entry->d_name)) continue;
    char name[DP_NAME_MAX];
    dp_text text = {name, sizeof name, 0};
    dp_text_str(&text, below);
    dp_text_str(&text, entry->d_name);
    if (text.len > sizeof name - 2) continue;
    dp_text_end(&text);
    struct stat about;
    set_name(in, name);
    if (lstat(in->path, &about) != 0) continue;
    if (S_ISDIR(about.st_mode))
      dp_text_char(&text, '/');
    else if (!S_ISREG(about.st_mode) && !S_ISLNK(about.st_mode))
      continue;
    const char *copy = dp_arena_text(&in->texts, name, text.len);
    status = copy ? add_name(in, copy) : fail_memory(in);
  }
  closedir(directory);
  return status;
}

static int depth_of(const char *name) {
  int depth = 0;
  for (; *name; name++) depth += *name == '/';
  return depth;
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of all files that may be zones, sorted. The list is its own queue of directories. */
static dialplan_status list_all(loader *in) {
  dialplan_status status = list_directory(in, "");
  size_t kept = 0;
  for (size_t i = 0; i < in->count && !status; i++) {
    const char *name = in->names[i];
    if (name[strlen(name) - 1] != '/')
      in->names[kept++] = name;
    else if (depth_of(name) < DP_DEPTH_MAX)
      status = list_directory(in, name);
  }
  if (status) return status;
  in->count = kept;
  if (kept == 0) return fail_no_data(in);
  qsort(in->names, kept, sizeof *in->names, compare_names);
  return DIALPLAN_OK;
}

static int is_tzif(const loader *in) { return in->size >= 4 && memcmp(in->data, "TZif", 4) == 0; }

/* The version as the data themselves tell it: "# version 2025b" in tzdata.zi, or the text of +VERSION. */
static dialplan_status read_version(loader *in, char *version, size_t cap) {
  static const char mark[] = "# version ";
  static const char *const names[] = {"tzdata.zi", "+VERSION"};
  dp_text text = {version, cap, 0};
  for (size_t i = 0; i < 2 && text.len == 0; i++) {
    int found = 0;
    set_name(in, names[i]);
    const dialplan_status status = read_file(in, DP_VERSION_MAX, &found);
    if (status) return status;
    if (!found) continue;
    size_t at = 0;
    if (i == 0) {
      if (in->size < sizeof mark || memcmp(in->data, mark, sizeof mark - 1) != 0) continue;
      at = sizeof mark - 1;
    }
    for (; at < in->size && in->data[at] > ' ' && in->data[at] <= '~'; at++)
      dp_text_char(&text, (char)in->data[at]);
  }
  if (text.len == 0) dp_text_str(&text, "unknown");
  dp_text_end(&text);
  return DIALPLAN_OK;
}

static dialplan_status fail_unknown(loader *in, const char *name, size_t len) {
  const dialplan_status status = list_all(in);
  if (status || !in->err) return status ? status : DIALPLAN_E_ZONE_UNKNOWN;
  dp_text text = dp_fail_begin(in->err, DIALPLAN_E_ZONE_UNKNOWN, "zone-unknown");
  dp_text_str(&text, "there is no zone ");
  dp_text_quoted(&text, name, len);
  dp_zones_suggest(&text, name, len, in->names, in->count);
  dp_text_end(&text);
  return DIALPLAN_E_ZONE_UNKNOWN;
}

/* Whether a name that a caller gave stays inside the directory: letters, digits, _ + - and single '/' between
 * parts that begin with none of "./". */
static int is_safe(const char *name, size_t len) {
  for (size_t i = 0; i < len; i++) {
    const char c = name[i];
    const int first = i == 0 || name[i - 1] == '/';
    if (c == '/' ? first || i + 1 == len : c == '.' && first) return 0;
    if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !strchr("_+-./", c))
      return 0;
  }
  return len > 0 && len < 256;
}

static dialplan_status load_one(loader *in, dp_zones_make *make, const char *name, size_t len) {
  int32_t offset = 0;
  if (dp_zones_fixed(name, len, &offset)) {
    dp_changes_init(make->changes, offset);
    return dp_zones_add(make, name, len, in->err);
  }
  int found = 0;
  if (is_safe(name, len)) {
    char copy[256];
    memcpy(copy, name, len);
    copy[len] = 0;
    set_name(in, copy);
    const dialplan_status status = read_file(in, DP_FILE_MAX, &found);
    if (status) return status;
  }
  if (!found || !is_tzif(in)) return fail_unknown(in, name, len);
  return dp_zones_add_tzif(make, name, len, in->data, in->size, in->err);
}

/* names: separated by '\n'. */
static dialplan_status load_named(loader *in, dp_zones_make *make, const char *names, size_t len) {
  dialplan_status status = DIALPLAN_OK;
  for (size_t from = 0; from < len && !status;) {
    const char *end = memchr(names + from, '\n', len - from);
    const size_t until = end ? (size_t)(end - names) : len;
    if (until > from) status = load_one(in, make, names + from, until - from);
    from = until + 1;
  }
  return status;
}

static dialplan_status load_listed(loader *in, dp_zones_make *make) {
  for (size_t i = 0; i < in->count; i++) {
    const char *name = in->names[i];
    int found = 0;
    set_name(in, name);
    dialplan_status status = read_file(in, DP_FILE_MAX, &found);
    if (!status && found && is_tzif(in))
      status = dp_zones_add_tzif(make, name, strlen(name), in->data, in->size, in->err);
    if (status) return status;
  }
  return make->table->count > 1 ? DIALPLAN_OK : fail_no_data(in);
}

static dialplan_status load(loader *in, const char *names, size_t len, dialplan_zones **out) {
  char version[32];
  uint64_t count = 1;
  dialplan_status status = read_version(in, version, sizeof version);
  if (!status && !names) status = list_all(in);
  if (status) return status;
  if (!names)
    count = in->count;
  else
    for (size_t i = 0; i < len; i++) count += names[i] == '\n';
  dp_zones_make make;
  status = dp_zones_begin(&make, count, version, strlen(version), in->path, in->base - 1, in->err);
  if (status) return status;
  status = names ? load_named(in, &make, names, len) : load_listed(in, &make);
  if (status)
    dp_zones_drop(&make);
  else
    *out = dp_zones_end(&make);
  return status;
}

dialplan_status dp_files_zones(const char *dir, size_t dir_len, const char *names, size_t names_len,
                               dialplan_zones **out, dialplan_error *err) {
  if (!dir) {
    dir = default_dir;
    dir_len = sizeof default_dir - 1;
  }
  while (dir_len > 1 && dir[dir_len - 1] == '/') dir_len--;
  if (dir_len == 0 || dir_len > DP_DIR_MAX || memchr(dir, 0, dir_len))
    return dp_fail_found(err, DIALPLAN_E_ARGUMENT, "zone-directory", "not the name of a directory:", dir,
                         dir_len);
  loader *in = dp_mem_new(sizeof *in);
  uint8_t *data = dp_mem_new(DP_FILE_MAX);
  dialplan_status status = DIALPLAN_E_MEMORY;
  if (in && data) {
    memcpy(in->path, dir, dir_len);
    in->path[dir_len] = '/';
    in->base = dir_len + 1;
    in->data = data;
    in->err = err;
    status = load(in, names, names_len, out);
    dp_mem_free(in->names);
    dp_arena_free(&in->texts);
  } else
    dp_fail(err, status, "no-memory", "no memory to load zones");
  dp_mem_free(data);
  dp_mem_free(in);
  return status;
}
