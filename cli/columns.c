/* SPDX-License-Identifier: MIT */
/* Which field of a record is which?
 * Uses the header of a file. Invariant: a column means one field for the whole file. */
#include "columns.h"

#include "cli.h"

void columns_init(columns *c, const char *const *known, size_t count, int warn_unknown) {
  *c = (columns){.known = known, .count = count, .warn_unknown = warn_unknown};
  for (size_t i = 0; i < COLUMNS_MAX; i++) c->field[i] = -1;
}

int columns_update(columns *c, const records *r) {
  for (; c->seen < r->count; c->seen++) {
    const slice name = slice_of(r->names[c->seen]);
    size_t i = 0;
    while (i < c->count && !records_same_name(name, c->known[i])) i++;
    const place where = {r->in.path, r->json ? r->line : 1, 0};
    if (i < c->count && c->field[i] >= 0 && r->json) {
      diag_say(r->d, DIALPLAN_SEVERITY_WARNING, where, "duplicate-column",
               "the key \"%s\" is not looked at: \"%s\" came before", name.at, r->names[c->field[i]]);
    } else if (i < c->count && c->field[i] >= 0) {
      diag_say(r->d, DIALPLAN_SEVERITY_ERROR, where, "duplicate-column",
               "the column %s comes twice, as \"%s\" too", c->known[i], name.at);
      return EXIT_INPUT;
    } else if (i < c->count) {
      c->field[i] = (int16_t)c->seen;
      c->present |= UINT64_C(1) << i;
    } else if (c->warn_unknown) {
      const char *const nearest = slice_nearest(name, c->known, c->count);
      diag_say(r->d, DIALPLAN_SEVERITY_WARNING, where, "unknown-field",
               "the field \"%s\" is not known and not looked at%s%s%s", name.at,
               nearest ? ", did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
    }
  }
  return 0;
}
