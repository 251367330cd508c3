/* SPDX-License-Identifier: MIT */
/* What a log says of the campaign as a whole: its load, and the attempts of the last day. */
#ifndef HEALTH_H
#define HEALTH_H

#include "asking.h"

/* Plays all calls of the log up to now, in the order of the clock, into a load; counts those that ended in
 * the last 24 hours in the facts (which may be NULL). 0, or EXIT_INPUT with a message. */
int health_read(const asking *q, dialplan_load *load, dialplan_facts *facts);
/* Asks for every contact and counts the decisions in the facts. 0, or an exit status with messages. */
int health_contacts(asking *q, dialplan_facts *facts);

#endif
