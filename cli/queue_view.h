/* SPDX-License-Identifier: MIT */
/* Views of the queue: overdue, today, this week, all; by class, status and callback. */
#ifndef QUEUE_VIEW_H
#define QUEUE_VIEW_H

#include "world.h"

typedef struct queue_view {
  dialplan_view view;
  int calls_only; /* dialplan next */
} queue_view;

/* From the flags. 0, or EXIT_USAGE with a message. */
int queue_view_open(queue_view *v, app *a, int is_queue);
int queue_view_shows(const queue_view *v, const world *w, const dialplan_decision *d);

#endif
