/* SPDX-License-Identifier: MIT */
/* A decision as a row: the fields that --columns can name. */
#ifndef ANSWER_H
#define ANSWER_H

#include "contacts.h"
#include "writer.h"

enum {
  ANSWER_CONTACT,
  ANSWER_VERDICT,
  ANSWER_AT,
  ANSWER_DUE,
  ANSWER_ASKED,
  ANSWER_CLASS,
  ANSWER_ATTEMPT,
  ANSWER_OF,
  ANSWER_REASON,
  ANSWER_ZONE,
  ANSWER_VARIANT,
  ANSWER_PHONE,
  ANSWER_NAME,
  ANSWER_CAMPAIGN,
  ANSWER_AGENT,
  ANSWER_LAST_OUTCOME,
  ANSWER_RETRY,
  ANSWER_OVERDUE_S,
  ANSWER_CALLBACK_STATUS,
  ANSWER_CALLBACK_TEXT,
  ANSWER_CALLBACK_REASON,
  ANSWER_NOTES,
  ANSWER_STATUS,
  ANSWER_FIELDS,
  ANSWER_STEPS = -1 /* of `explain`: not for --columns */
};

enum { SELECTION_MAX = 128, KNOWN_MAX = 32, ANSWER_KEPT = 128 };

/* What is known of the person beside the decision; copied for rows that wait. */
typedef struct person {
  uint64_t phone;
  slice id, first_name, last_name, agent, words[3]; /* words: of the callback */
  slice steps;                                      /* JSON, of `explain` */
  slice *extra;                                     /* columns of the list that --columns names */
} person;

/* Cells that were written before: a plan repeats most of them row by row. */
typedef struct answer_cells {
  writer_cell *at;       /* ANSWER_KEPT for each field of a selection; NULL: none yet */
  uint32_t zones_number; /* of the world's table that zones were named by */
} answer_cells;

void answer_cells_close(answer_cells *cells);

/* The fields of each row, in order. */
typedef struct selection {
  const char *const *known; /* the fields that there are */
  size_t known_count;
  const char *names[SELECTION_MAX];
  int field[SELECTION_MAX];    /* index in known (of a decision: ANSWER_*), or known_count + that of an extra
                                  column */
  uint8_t told[SELECTION_MAX]; /* the same, with known_count for all extra columns */
  size_t count;
  const char *extra[SELECTION_MAX];
  long extra_field[SELECTION_MAX]; /* in the present list; -1: not there */
  size_t extra_count;
  int personal; /* it names fields of the person beside id and phone */
  char *text;
} selection;

/* From --columns; else fields, or in a table those of table_fields. NULL-terminated names. 0, or EXIT_USAGE.
 */
int selection_open(selection *s, app *a, const char *const *fields, const char *const *table_fields,
                   int format);
/* The same of an answer that is no decision: known_count fields, at most KNOWN_MAX. */
int selection_open_of(selection *s, app *a, const char *const *known, size_t known_count,
                      const char *const *fields, const char *const *table_fields, int format);
/* Finds the extra columns in a list. A CSV that has none of a name is EXIT_USAGE with a message. */
int selection_bind(selection *s, const contacts *cs);
void selection_close(selection *s);

extern const char *const plan_fields[], *const plan_table_fields[], *const queue_fields[],
                                                                        *const queue_table_fields[];

/* What the present contact of a list is called, as far as a selection asks. extra: room for
 * selection.extra_count. */
void person_of(person *p, const contacts *cs, const selection *s, const dialplan_state *state, slice *extra);

/* The bytes of a person's texts, and a copy of them all at `text`, which has room for so many. p may be `to`,
 * and its extra columns `extra`. */
size_t person_len(const person *p, size_t extra_count);
void person_keep(person *to, const person *p, size_t extra_count, slice *extra, char *text, size_t len);

/* Writes one row. cells: begin all zero, for this writer and selection alone; may be NULL. */
void answer_write(writer *out, const selection *s, const world *w, const dialplan_decision *d,
                  const person *p, answer_cells *cells);
/* The reason of a decision or a step: "guard:hours" with its rule. */
void put_reason(buffer *b, const world *w, uint16_t reason, uint16_t rule);

#endif
