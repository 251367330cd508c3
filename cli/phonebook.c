/* SPDX-License-Identifier: MIT */
/* Where is the table from numbers to zones?
 * Looks at --phones, $XDG_DATA_HOME, $HOME, $XDG_DATA_DIRS. Invariant: the first hit wins, in the order of
 * the man page; a file that is named must be there. */
#include "phonebook.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input.h"

#define TABLE "dialplan/phones.txt"
enum { TABLE_MAX = 4 << 20 };

/* A file below a directory; NULL: it is not there. XDG wants directories that are not absolute to be left
 * out. */
static char *look_in(const char *directory, size_t len, const char *name) {
  if (len == 0 || directory[0] != '/') return NULL;
  buffer path = {0};
  buffer_format(&path, "%.*s/%s", (int)len, directory, name);
  buffer_char(&path, 0);
  if (access(path.data, F_OK) == 0) return path.data;
  buffer_free(&path);
  return NULL;
}

static char *look(void) {
  const char *const own = getenv("XDG_DATA_HOME"), *const home = getenv("HOME");
  char *found = own && *own ? look_in(own, strlen(own), TABLE)
                : home      ? look_in(home, strlen(home), ".local/share/" TABLE)
                            : NULL;
  const char *p = getenv("XDG_DATA_DIRS");
  if (!p || !*p) p = "/usr/local/share:/usr/share";
  while (!found && *p) {
    const size_t len = strcspn(p, ":");
    found = look_in(p, len, TABLE);
    p += len + (p[len] == ':');
  }
  return found;
}

int phonebook_open(app *a, dialplan_phones **out) {
  const char *const named = a->options.phones;
  char *const path = named ? memory_text(slice_of(named)) : look();
  if (!path)
    return diag_fail(&a->diag, EXIT_IO, "no-phones",
                     "there is no table of numbers: " TABLE
                     " is in none of the directories of $XDG_DATA_DIRS; "
                     "`make install` puts it there, and --phones names another file");
  buffer text = {0};
  dialplan_error err;
  int status = input_whole(path, TABLE_MAX, &text, &a->diag);
  if (!status && dialplan_phones_compile(text.data ? text.data : "", text.len, out, &err)) {
    diag_record(&a->diag, path, &err);
    status = EXIT_INPUT;
  }
  buffer_free(&text);
  free(path);
  return status;
}
