/* SPDX-License-Identifier: MIT */
/* Where do the steps of a walk go; why was the time before an opening closed, and did a clock change lie in
 * it? Uses open time. A trace only listens. Looks at the instants at which the answer can change: the asked
 * one, the campaign's start, the window starts of each civil date. Invariant: the steps join on to one
 * another, from the asked instant to the opening. */
#include "trace.h"

void dp_trace_add(dp_trace *trace, const dialplan_step *step) {
  if (!trace || trace->count >= DP_TRACE_MAX) return;
  if (trace->count < trace->cap) trace->steps[trace->count] = *step;
  trace->count++;
}

/* Reasons may take turns day after day: the last of so many stands for the rest, and leaves room for other
 * steps. */
enum { CLOSED_MAX = 16, CHANGES_MAX = 4 };

/* One reason and the time for which it holds so far. */
typedef struct dp_closed {
  dp_trace *trace;
  const dp_view *view;
  dialplan_step step;
  int32_t begun;
  int32_t reserved;
} dp_closed;

static int is_special(const dp_windows *windows, int32_t date) {
  return dp_window_spans(windows, date) != &windows->week[dp_date_weekday(date) - 1];
}

static dialplan_step closed_at(const dp_view *view, int64_t at) {
  const int32_t date = dp_view_date(view, at, NULL);
  dialplan_step step = {.before = at, .value = date};
  step.reason = dp_view_reason(view, at, &step.rule, &step.zone);
  if (step.zone != view->zone[0]) {
    step.extra[0] = step.reason;
    step.reason = DIALPLAN_REASON_OTHER_ZONE;
    step.rule = 0;
  } else if (step.reason == DIALPLAN_REASON_NO_WINDOW && is_special(&view->campaign->settings.windows, date))
    step.reason = DIALPLAN_REASON_SPECIAL_DAY;
  return step;
}

static void look(dp_closed *s, int64_t at) {
  const dialplan_step step = closed_at(s->view, at);
  const int same = step.reason == s->step.reason && step.rule == s->step.rule && step.zone == s->step.zone;
  if (same || step.reason == DIALPLAN_REASON_OPEN || s->begun == CLOSED_MAX) return;
  s->step.after = at;
  s->step.limit = step.value;
  if (s->step.reason) dp_trace_add(s->trace, &s->step);
  s->step = step;
  s->begun++;
}

static void look_at_date(dp_closed *s, int32_t date, int64_t from, int64_t until) {
  const dp_spans *spans = dp_window_spans(&s->view->campaign->settings.windows, date);
  const int64_t midnight = dp_view_midnight(s->view, date);
  if (spans->count == 0 && midnight > from && midnight < until) look(s, midnight);
  for (uint32_t i = 0; i < spans->count; i++) {
    const int64_t at = dp_view_clock(s->view, date, spans->span[i].from_min * 60);
    if (at > from && at < until) look(s, at);
  }
}

void dp_trace_closed(dp_trace *trace, const dp_view *view, int64_t at, int64_t opening) {
  if (!trace || at >= opening) return;
  dp_closed s = {.trace = trace, .view = view};
  look(&s, at);
  if (view->start_at > at && view->start_at < opening) look(&s, view->start_at);
  const int64_t from = view->start_at > at ? view->start_at : at;
  const int32_t last = dp_view_date(view, opening, NULL);
  int32_t date = dp_view_date(view, from, NULL);
  while (date <= last && s.begun < CLOSED_MAX) look_at_date(&s, date++, from, opening);
  s.step.after = opening;
  s.step.limit = last;
  if (s.step.reason) dp_trace_add(trace, &s.step);
}

void dp_trace_changes(dp_trace *trace, const dp_view *view, int64_t from, int64_t until) {
  if (!trace) return;
  const dp_zone *home = view->home;
  uint32_t i = dp_zone_segment(home, from) + 1;
  for (int n = 0; n < CHANGES_MAX && i < home->count && home->at[i] <= until; n++, i++) {
    const dialplan_step step = {.reason = DIALPLAN_REASON_CLOCK_CHANGE,
                                .zone = view->zone[0],
                                .value = home->at[i],
                                .extra = {home->offset[i - 1], home->offset[i]}};
    dp_trace_add(trace, &step);
  }
}
