/* SPDX-License-Identifier: MIT */
/* What becomes of contacts under other settings, as rows: one by one, and in sums. */
#ifndef CHANGES_H
#define CHANGES_H

#include "answer.h"

enum {
  CHANGE_CONTACT,
  CHANGE_CHANGE,
  CHANGE_MOVED,
  CHANGE_MOVED_S,
  CHANGE_REASON,
  CHANGE_OLD_VERDICT,
  CHANGE_OLD_AT,
  CHANGE_OLD_CLASS,
  CHANGE_OLD_REASON,
  CHANGE_OLD_ZONE,
  CHANGE_NEW_VERDICT,
  CHANGE_NEW_AT,
  CHANGE_NEW_CLASS,
  CHANGE_NEW_REASON,
  CHANGE_NEW_ZONE,
  CHANGE_FIELDS
};

extern const char *const change_names[CHANGE_FIELDS];
extern const char *const change_fields[], *const change_table_fields[];

/* One contact; sides: OLD and NEW, whose zones have indexes of their own. extra: the columns of the list that
 * the selection names. */
void change_write(writer *out, const selection *s, const world *sides[2], slice id, const dialplan_change *c,
                  const slice *extra);

/* By how many seconds, in the order of the list. */
typedef struct moves {
  int64_t *by_s;
  size_t count, cap;
} moves;

/* Sums as they grow: those of the library, and what needs every contact. */
typedef struct changes {
  dialplan_diff_sum sum;
  moves earlier, later;
  uint64_t *pairs; /* contacts by change, old reason and new reason; NULL: not asked for */
} changes;

enum { CHANGE_KINDS = 9, CHANGE_REASONS = 64 };

void changes_open(changes *all, int with_pairs);
/* One contact, which is in all->sum already. */
void changes_take(changes *all, const dialplan_change *c);
/* How many are not as they were. */
uint64_t changes_count(const changes *all);
/* A row for each kind of change; people are spared those that do not come up, unless all are wanted.
 * 0, or EXIT_IO with a message. */
int changes_put(changes *all, app *a, int every);
/* A row for each change and its reasons. Likewise. */
int changes_put_pairs(const changes *all, app *a);
/* For people: a line that sums up. Likewise. */
int changes_put_line(const changes *all, app *a);
void changes_close(changes *all);

#endif
