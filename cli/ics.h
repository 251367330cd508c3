/* SPDX-License-Identifier: MIT */
/* Decisions as a calendar (RFC 5545) that any calendar program opens. */
#ifndef ICS_H
#define ICS_H

#include "answer.h"

/* One event, for a decision that has an instant; others leave none. */
void ics_event(buffer *b, const world *w, const dialplan_decision *d, const person *p);

#endif
