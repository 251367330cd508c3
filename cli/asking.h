/* SPDX-License-Identifier: MIT */
/* One campaign with its contacts and log, ready to be asked. */
#ifndef ASKING_H
#define ASKING_H

#include "answer.h"
#include "progress.h"

typedef struct asking {
  app *a;
  world w;
  events log;
  contacts cs;
  progress bar;
  dialplan_contact contact;
  dialplan_state state;
  int opened; /* 1: world, 2: contacts too */
} asking;

/* Opens a campaign by name, with its contacts. 0, or an exit status with messages. */
int asking_open(asking *q, app *a, const char *campaign);
/* The one campaign that was given, or a usage error. */
int asking_open_one(asking *q, app *a);
/* The next contact, --only taken into account: RECORD_*. */
int asking_next(asking *q);
/* The same into another place than q->contact and q->state: one that began all zero, and holds such a contact
 * since. */
int asking_read(asking *q, dialplan_contact *contact, dialplan_state *state);
/* The next contact that can be answered for; the others are told. 0: no more, or *status is an exit status.
 */
int asking_good(asking *q, int *status);
/* Closes; gives the exit status that follows from `status` and from the rows. */
int asking_close(asking *q, int status);
/* Reads on until the contact with this id or phone. 0, or an exit status with a message. */
int asking_find(asking *q, const char *id);

/* The same campaign and contacts for another thread: pieces of the list. What is told is kept in told, rows
 * for
 * --rejects in rejected. */
void asking_share(asking *q, const asking *of, app *a, buffer *told, buffer *rejected);
/* What came of a piece, in its turn; and away with it, where it must be done again. */
void asking_take(asking *q, asking *shared);
void asking_forget(asking *shared);
void asking_unshare(asking *q);

int one_campaign(app *a, const char **name);

#endif
