/* SPDX-License-Identifier: MIT */
/* Is this row part of the view?
 * Uses names and civil dates of the library. Invariant: without a view, the queue is whoever waits: calls and
 * holds. */
#include "queue_view.h"

enum { VIEW_WAITING, VIEW_OVERDUE, VIEW_TODAY, VIEW_WEEK, VIEW_ALL };
enum {
  CALLBACK_ANY,
  CALLBACK_REQUESTED,
  CALLBACK_PENDING,
  CALLBACK_COMPLETED,
  CALLBACK_CANCELLED,
  CALLBACK_MISSED
};

/* The place of a flag's word in a list, from 1; 0: not given. */
static int choose(app *a, const char *flag_name, const char *value, const char *const *words, size_t count,
                  int *out) {
  if (!value) return 0;
  const int status = options_choose(flag_name, value, words, count, out, &a->diag);
  ++*out;
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
  if (choose(a, "view", o->view, views, 4, &v->view) ||
      choose(a, "class", o->call_class, classes, 3, &v->call_class) ||
      choose(a, "status", o->status, statuses, DIALPLAN_STATUS_CLOSED, &v->status) ||
      choose(a, "callback", o->callback, callbacks, 5, &v->callback))
    return EXIT_USAGE;
  /* Who asks for a status or for callbacks that are over wants to see them. */
  if (!v->view && (v->status || v->callback)) v->view = VIEW_ALL;
  return 0;
}

static int shows_callback(int callback, uint8_t wish) {
  switch (callback) {
  case CALLBACK_REQUESTED: return wish != DIALPLAN_WISH_NONE;
  case CALLBACK_PENDING: return wish == DIALPLAN_WISH_SCHEDULED;
  case CALLBACK_COMPLETED:
    return wish == DIALPLAN_WISH_COMPLETED || wish == DIALPLAN_WISH_EXHAUSTED || wish == DIALPLAN_WISH_CLOSED;
  case CALLBACK_CANCELLED: return wish == DIALPLAN_WISH_CANCELLED;
  case CALLBACK_MISSED: return wish == DIALPLAN_WISH_MISSED;
  default: return 1;
  }
}

/* Due on today's civil date in the campaign's zone, or (week) from today to Sunday. What never was due before
 * is due when it may be called. */
static int due_on(const world *w, const dialplan_decision *d, int week) {
  const int64_t due = d->due_at ? d->due_at : d->at;
  if (!due) return 0;
  const int32_t today = world_date(w, w->zone, w->now), date = world_date(w, w->zone, due);
  return date >= today && date <= (week ? today + 7 - dialplan_date_weekday(today) : today);
}

/* Due in the past and still waiting: on hold too, but for whoever is being called. */
static int is_overdue(const world *w, const dialplan_decision *d) {
  return d->verdict != DIALPLAN_VERDICT_STOP && d->reason != DIALPLAN_REASON_IN_CALL && d->due_at &&
         d->due_at < w->now;
}

static int shows_view(int view, const world *w, const dialplan_decision *d) {
  switch (view) {
  case VIEW_OVERDUE: return is_overdue(w, d);
  case VIEW_TODAY: return due_on(w, d, 0);
  case VIEW_WEEK: return due_on(w, d, 1);
  case VIEW_ALL: return 1;
  default: return d->verdict != DIALPLAN_VERDICT_STOP;
  }
}

int queue_view_shows(const queue_view *v, const world *w, const dialplan_decision *d) {
  if (v->calls_only && d->verdict != DIALPLAN_VERDICT_CALL) return 0;
  return shows_view(v->view, w, d) && (!v->call_class || v->call_class == d->call_class) &&
         (!v->status || v->status == d->status) && shows_callback(v->callback, d->wish_status);
}
