/* SPDX-License-Identifier: MIT */
/* Contacts of a list: each with its state, made of the list's own columns and of the log. */
#ifndef CONTACTS_H
#define CONTACTS_H

#include "columns.h"
#include "events.h"

extern const char *const contact_columns[];
enum {
  CONTACT_ID,
  CONTACT_PHONE,
  CONTACT_TIMEZONE,
  CONTACT_REGION,
  CONTACT_FIRST_NAME,
  CONTACT_LAST_NAME,
  CONTACT_AGENT,
  CONTACT_VARIANT,
  CONTACT_ENQUEUED_AT,
  CONTACT_RUN,
  CONTACT_DNC,
  CONTACT_INBOUND_FIRST,
  CONTACT_OTHER_LAST_ATTEMPT_AT,
  CONTACT_OTHER_LAST_CONVERSATION_AT,
  CONTACT_STATE,
  CONTACT_AS_OF,
  CONTACT_ATTEMPTS,
  CONTACT_FIRST_ATTEMPT_AT,
  CONTACT_LAST_ATTEMPT_AT,
  CONTACT_LAST_OUTCOME,
  CONTACT_CONSECUTIVE_ERRORS,
  CONTACT_CALLBACK_DUE,
  CONTACT_CALLBACK_TEXT,
  CONTACT_CALLBACK_REASON,
  CONTACT_NOTES,
  CONTACT_COLUMNS
};

/* Zones by their text as it is written, so that a name is looked up once. */
typedef struct zone_entry {
  uint64_t hash;
  char *written; /* NULL: free */
  char *text;    /* as the library reads it */
  size_t len, text_len;
  int nested; /* it is a JSON list */
  uint16_t count, unknown;
  uint16_t zones[64];
} zone_entry;

/* Outcomes by their text, likewise. */
typedef struct outcome_entry {
  char text[24]; /* zeros behind it; longer ones are not kept */
  uint8_t outcome;
} outcome_entry;

enum { ZONE_ENTRIES = 1024, OUTCOME_ENTRIES = 64 };

typedef struct contacts {
  world *w;
  records r;
  columns c;
  events *log;  /* NULL: none */
  numbers seen; /* phones, where duplicates are looked for */
  int look_for_duplicates;
  uint64_t duplicates, rows;
  numbers dnc_phones;
  intern dnc_ids;
  dialplan_phones *phones; /* where numbers tell zones; NULL: they do not */
  zone_entry *zones;
  outcome_entry outcomes[OUTCOME_ENTRIES];
  void (*on_zones)(void *context, const dialplan_zones *old,
                   const dialplan_zones *now); /* indexes have changed */
  void *context;
  dialplan_state *before; /* room for the present contact's state without its events; NULL: not asked for */
  uint64_t guessed_first; /* snapshots without first_attempt_at */
  /* the present contact */
  slice id; /* the id, or the number */
  uint64_t phone;
  char number[PHONE_TEXT]; /* the phone as text, where it was asked for */
  slice zone;              /* its own zones as the library reads them: "A|B" */
  buffer zone_made;
  uint32_t events; /* its number in the log; INTERN_NONE: none */
  int64_t as_of;   /* of its stored state; 0: none */
  int duplicate;   /* 1: a second contact with this phone */
  fault fault;     /* of CONTACT_BAD */
} contacts;

/* Opens the list of a campaign, which is compiled here with the zones that its first contacts need, and reads
 * the suppression lists and the log. 0, or an exit status with messages. */
int contacts_open(contacts *cs, world *w, events *log);
/* RECORD_*. RECORD_BAD: fault says why. */
int contacts_next(contacts *cs, dialplan_contact *contact, dialplan_state *state);
/* Tells a bad contact, and a second one with the same phone. 0, or EXIT_INPUT with --strict. */
int contacts_reject(contacts *cs);
/* A field of the present contact by its index in the header. */
slice contacts_field(const contacts *cs, long field);
/* Whether --only names the present contact. */
int contacts_is(const contacts *cs, const char *only);
/* Closing remarks: duplicates, events of unknown contacts. */
void contacts_report(contacts *cs);
void contacts_close(contacts *cs);

/* Pieces of the same list, for another thread with a world and a log of its own. */
void contacts_share(contacts *cs, const contacts *of, world *w, events *log);
/* What a piece has counted. */
void contacts_take(contacts *cs, contacts *shared);
void contacts_unshare(contacts *cs);

/* The zones of a contact, from its columns; contacts.c alone uses them. 0, or -1 with a fault. */
int contact_zones_read(contacts *cs, dialplan_contact *contact);
void contact_zones_forget(contacts *cs); /* the memo: indexes have changed, or it is not needed any more */

/* A state from the columns of a hand-made snapshot; contacts.c alone uses it. 1: there is one; 0: none; -1: a
 * fault. */
int snapshot_read(contacts *cs, const dialplan_contact *contact, dialplan_state *state);

#endif
