/* SPDX-License-Identifier: MIT */
/* Is this row part of the view?
 * Uses dialplan_view_shows(). Invariant: `next` has calls alone. */
#include "queue_view.h"

/* The place of a flag's word in a list, from 1; 0: not given. */
static int choose(app *a, const char *flag_name, const char *value, const char *const *words, size_t count,
                  uint8_t *out) {
  int chosen = 0;
  if (!value) return 0;
  const int status = options_choose(flag_name, value, words, count, &chosen, &a->diag);
  *out = (uint8_t)(chosen + 1);
  return status;
}

int queue_view_open(queue_view *v, app *a, int is_queue) {
  static const char *const views[] = {"overdue", "today", "week", "all"},
                           *const classes[] = {"pending", "retry", "callback"},
                           *const callbacks[] = {"requested", "pending", "completed", "cancelled", "missed"};
  const char *statuses[DIALPLAN_STATUS_CLOSED];
  for (int i = 0; i < DIALPLAN_STATUS_CLOSED; i++) statuses[i] = dialplan_standing_name(i + 1);
  const options *const o = &a->options;
  *v = (queue_view){.calls_only = !is_queue};
  if (choose(a, "view", o->view, views, 4, &v->view.whom) ||
      choose(a, "class", o->call_class, classes, 3, &v->view.call_class) ||
      choose(a, "status", o->status, statuses, DIALPLAN_STATUS_CLOSED, &v->view.status) ||
      choose(a, "callback", o->callback, callbacks, 5, &v->view.callbacks))
    return EXIT_USAGE;
  /* Who asks for a status or for callbacks that are over wants to see them. */
  if (!v->view.whom && (v->view.status || v->view.callbacks)) v->view.whom = DIALPLAN_VIEW_ALL;
  return 0;
}

int queue_view_shows(const queue_view *v, const world *w, const dialplan_decision *d) {
  int32_t shown = 0;
  if (v->calls_only && d->verdict != DIALPLAN_VERDICT_CALL) return 0;
  (void)dialplan_view_shows(w->campaign, &v->view, d, w->now, &shown,
                            NULL); /* fails for foreign decisions alone */
  return shown;
}
