/* SPDX-License-Identifier: MIT */
/* When may the next call of a contact start, or which rule ends the matter?
 * Uses the view, the wish, the wait after the last attempt, smart, the lower bounds and the guard's limits.
 * Invariant: steps come in the order of the manual; `at` is open and not before now; a stop leaves the
 * instants to the caller to drop. */
#include "walk.h"

#include "bounds.h"
#include "facts.h"
#include "frequency.h"
#include "smart.h"

#define NEVER INT64_MAX

static uint32_t attempt(const dp_walk *w) { return w->state->attempts + 1; }

static void step(const dp_walk *w, dialplan_step it) {
  it.zone = w->view.zone[0];
  dp_trace_add(w->trace, &it);
}

/* 1. Ends: facts about the contact, which nearly all have none of. */
static int may_have_ended(const dp_walk *w) {
  const uint32_t listed = DIALPLAN_CONTACT_DNC_LISTED | DIALPLAN_CONTACT_INBOUND_FIRST;
  return ((w->state->flags & DP_FACTS_ENDS) | (w->contact->flags & listed)) != 0;
}

uint16_t dp_walk_ended(const dp_walk *w) {
  const uint32_t is = w->state->flags;
  if (is & DIALPLAN_STATE_DNC) return DIALPLAN_REASON_DNC;
  if (w->contact->flags & DIALPLAN_CONTACT_DNC_LISTED && w->settings->respect_dnc) return DIALPLAN_REASON_DNC;
  if (is & DIALPLAN_STATE_FAILED) return DIALPLAN_REASON_FAILED;
  if (is & DIALPLAN_STATE_REACHED) return DIALPLAN_REASON_REACHED;
  if (is & DIALPLAN_STATE_CLOSED) return DIALPLAN_REASON_CLOSED;
  if (is & DIALPLAN_STATE_CANCELLED) return DIALPLAN_REASON_CANCELLED;
  return w->contact->flags & DIALPLAN_CONTACT_INBOUND_FIRST ? DIALPLAN_REASON_INBOUND_FIRST : 0;
}

static void drop_wish(dp_walk *w, int32_t status) {
  w->wish.stands = 0;
  w->wish.status = status;
  w->reschedule_at = 0;
}

/* An end takes the wish with it, even one that the state does not know of (a suppression list). */
static void end_wish(dp_walk *w) {
  if (w->wish.status == DIALPLAN_WISH_SCHEDULED && w->stop != DIALPLAN_REASON_INBOUND_FIRST)
    drop_wish(w, w->stop == DIALPLAN_REASON_CLOSED ? DIALPLAN_WISH_CLOSED : DIALPLAN_WISH_CANCELLED);
}

int dp_walk_attempts_used(const dp_walk *w) {
  const uint32_t allowed = dp_walk_allowed(w);
  return allowed && w->state->attempts >= allowed;
}

int dp_walk_errors_used(const dp_walk *w) {
  const int32_t errors = w->settings->retry.max_consecutive_errors;
  return errors != DP_OFF && w->state->consecutive_errors >= errors;
}

uint16_t dp_walk_retries_used(const dp_walk *w) {
  if (w->wish.stands || w->reschedule_at) return 0;
  return w->wait.kind == DP_WAIT_END ? w->wait.reason : 0;
}

/* 2. Stop rules on counts. */
static uint16_t used_up(const dp_walk *w) {
  if (dp_walk_attempts_used(w)) return DIALPLAN_REASON_MAX_ATTEMPTS;
  if (dp_walk_errors_used(w)) return DIALPLAN_REASON_CONSECUTIVE_ERRORS;
  return dp_walk_retries_used(w);
}

static int zone_holds(dp_walk *w) {
  w->hold = w->view.hold;
  if (!w->hold && w->view.zone_count > 1 && dp_view_ambiguous(&w->view, w->now)) {
    if (w->settings->ambiguous_zone == DP_ZONE_HOLD)
      w->hold = DIALPLAN_REASON_ZONE_AMBIGUOUS;
    else
      dp_view_campaign_zone(&w->view);
  }
  return w->hold != 0;
}

/* 3. Anchor: a manual reschedule. */
static int64_t rescheduled(dp_walk *w) {
  w->reason = DIALPLAN_REASON_RESCHEDULED;
  const int64_t at = w->next_day_at ? w->next_day_at : w->reschedule_at;
  if (w->trace)
    step(w, (dialplan_step){.reason = w->reason,
                            .before = w->reschedule_at,
                            .after = at,
                            .value = w->next_day_at ? DP_STEP_WISH_NEXT_DAY : DP_STEP_WISH_ASKED});
  return at;
}

/* 3. Anchor: the wish's due time. */
static int64_t wished(dp_walk *w) {
  const dp_callbacks *callbacks = &w->settings->callbacks;
  const int64_t at = w->next_day_at ? w->next_day_at : w->wish.due_at;
  const int clear = !(w->state->wish_flags & DIALPLAN_WISH_NO_CLEAR_TIME);
  w->reason = w->wish.tried ? DIALPLAN_REASON_CALLBACK_RETRY
              : clear       ? DIALPLAN_REASON_CALLBACK
                            : DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME;
  if (!w->trace) return at;
  dialplan_step it = {.reason = w->reason, .after = at};
  if (w->wish.tried) {
    const uint32_t failed = w->state->wish_reschedules;
    uint32_t i = failed ? failed - 1 : 0;
    if (i >= callbacks->retry_count) i = callbacks->retry_count - 1;
    it.before = w->state->wish_tried_at;
    it.value = failed;
    it.limit = callbacks->max_reschedules;
    it.extra[0] = callbacks->retry[i].days;
    it.extra[1] = callbacks->retry[i].seconds;
  } else {
    it.before = w->wish.asked_at ? w->wish.asked_at : w->state->wish_at;
    it.value = w->next_day_at ? DP_STEP_WISH_NEXT_DAY : DP_STEP_WISH_ASKED;
    it.extra[0] = w->state->wish_by;
  }
  step(w, it);
  return at;
}

/* The campaign's start, or its run's; 0: it has none. */
static int64_t start_of(const dp_walk *w) { return w->view.start_at > 1 ? w->view.start_at : 0; }

/* 3. Anchor: never called. 0: nothing to count from. */
static int64_t first(dp_walk *w) {
  const int64_t start = start_of(w), enqueued = w->contact->enqueued_at;
  const int64_t at = start > enqueued ? start : enqueued;
  w->reason = DIALPLAN_REASON_FIRST_ATTEMPT;
  if (w->trace)
    step(w, (dialplan_step){.reason = w->reason,
                            .after = at,
                            .value = !at                ? DP_FIRST_NOW
                                     : start > enqueued ? DP_FIRST_START
                                                        : DP_FIRST_ENQUEUED});
  return at;
}

/* What waits count from, and before which smart proposes nothing: no call is planned into the last one. */
static int64_t last_end(const dialplan_state *state) {
  return state->last_end_at ? state->last_end_at : state->last_at;
}

/* 3. Anchor: the outcome row of the last attempt, intervals, fixed. */
static int64_t waited(dp_walk *w) {
  const dialplan_state *state = w->state;
  const int64_t from = last_end(state);
  const int64_t at = dp_view_add(&w->view, from, w->wait.duration);
  w->reason = w->wait.reason;
  if (!w->trace) return at;
  dialplan_step it = {.reason = w->reason,
                      .before = from,
                      .after = at,
                      .outcome = state->last_outcome,
                      .extra = {w->wait.duration.days, w->wait.duration.seconds}};
  if (w->reason == DIALPLAN_REASON_OUTCOME_ROW) {
    it.extra[0] = w->wait.retry;
    it.extra[1] = w->wait.retries;
  } else if (w->reason == DIALPLAN_REASON_INTERVALS) {
    it.value = state->attempts;
    it.limit = w->settings->retry.interval_count;
  }
  step(w, it);
  return at;
}

/* 5. Place. */
static void place(dp_walk *w) {
  w->due = w->at = w->until = 0;
  if (w->bound >= DP_INSTANT_END) return;
  w->at = dp_view_place_due(&w->view, w->bound, w->now, attempt(w), &w->due, &w->until);
}

/* 4. once more: the limits, gaps and quiet periods in force on the date of an instant that was found. 1: one
 * of them forbids it, and the bound is where that ends. */
static int held(dp_walk *w, int64_t at) {
  if (!at) return 0;
  const dp_hold hold = dp_frequency_hold(&w->view, w->contact, w->state, at);
  if (!hold.until_at) return 0;
  if (w->trace) {
    const int32_t count = dp_frequency_count(&w->view, w->contact, w->state, hold.rule - 1u, at);
    dp_trace_add(w->trace, &(dialplan_step){.reason = DIALPLAN_REASON_GUARD,
                                            .rule = hold.rule,
                                            .zone = hold.zone,
                                            .before = w->bound,
                                            .after = hold.until_at,
                                            .value = count});
    if (w->trace->held_count < DP_TRACE_MAX) w->trace->held[w->trace->held_count++] = hold.rule;
  }
  w->bound = hold.until_at;
  w->rule = hold.rule;
  return 1;
}

/* Why `at` is later than the bound (and now). */
static void trace_place(const dp_walk *w) {
  const int64_t from = w->bound > w->now ? w->bound : w->now;
  const int64_t open = w->bound < DP_INSTANT_END ? dp_view_clip(&w->view, from) : 0;
  if (!open) return;
  dp_trace_closed(w->trace, &w->view, from, open);
  dp_trace_changes(w->trace, &w->view, from, w->at);
  dp_buffer buffer;
  const int64_t at = dp_view_place(&w->view, w->bound, w->now, attempt(w), &buffer);
  if (buffer.opening && at == buffer.opening + buffer.seconds)
    step(w, (dialplan_step){.reason = DIALPLAN_REASON_BUFFER,
                            .before = buffer.opening,
                            .after = at,
                            .value = buffer.seconds,
                            .limit = buffer.most});
}

/* 3 to 5 for smart, which is asked with the bounds already known and proposes what is open. */
static void propose_smart(dp_walk *w, int64_t bound) {
  dp_smart_step how = {0};
  const int64_t at = bound < DP_INSTANT_END ? dp_smart_next(&w->view, w->state, bound, &how) : 0;
  w->reason = DIALPLAN_REASON_SMART;
  if (w->trace)
    step(w, (dialplan_step){.reason = w->reason,
                            .before = bound,
                            .after = at,
                            .value = how.day,
                            .limit = how.calls,
                            .extra = {how.call, how.per_days}});
  w->bound = at ? at : DP_INSTANT_END;
}

/* 4. and 5., again until nothing moves. The bound rises with each turn, past all instants that the rule
 * forbids for a while at least; none is left at last, or no instant. */
static void settle(dp_walk *w, int smart) {
  do {
    if (smart) propose_smart(w, w->bound);
    place(w);
  } while (w->guarded && held(w, w->due));
  if (!w->guarded) return;
  const int64_t due = w->due;
  while (w->at != due && held(w, w->at)) place(w);
  w->due = due;
}

static int has_held(const dp_trace *trace, uint32_t rule) {
  uint64_t i = 0;
  while (i < trace->held_count && trace->held[i] != rule) i++;
  return i < trace->held_count;
}

/* The rules that have something to count and let the instant be. */
static void trace_guard(const dp_walk *w) {
  for (uint32_t i = 0; i < w->settings->guard.count; i++) {
    const int32_t count = dp_frequency_count(&w->view, w->contact, w->state, i, w->at);
    if (count > 0 && !has_held(w->trace, i + 1))
      step(w, (dialplan_step){.reason = DIALPLAN_REASON_GUARD,
                              .rule = (uint16_t)(i + 1),
                              .before = w->bound,
                              .after = w->bound,
                              .value = count});
  }
}

int dp_walk_waits(const dp_walk *w) {
  if (w->reschedule_at) return 0;
  return !w->wish.stands || !w->settings->callbacks.ignore_cooldown;
}

/* 3. to 5. */
static void propose(dp_walk *w) {
  int64_t anchor;
  if (w->reschedule_at)
    anchor = rescheduled(w);
  else if (w->wish.stands)
    anchor = wished(w);
  else if (w->state->attempts == 0)
    anchor = first(w);
  else
    anchor = w->wait.kind == DP_WAIT_SMART ? last_end(w->state) : waited(w);
  w->bound = anchor ? anchor : w->now;
  if (w->bounded)
    w->bound = dp_bounds_latest(&w->view, w->contact, w->state, dp_walk_waits(w), w->bound, w->trace);
  w->rule = 0;
  if (w->trace) w->trace->held_count = 0;
  settle(w, w->wait.kind == DP_WAIT_SMART && !w->wish.stands && !w->reschedule_at);
  if (!anchor) w->due = 0;
  if (!w->trace) return;
  if (w->guarded && w->at) trace_guard(w);
  trace_place(w);
}

/* A wish whose due is long past: the instant from which it is late; NEVER. */
static int64_t late_from(const dp_walk *w) {
  const dp_callbacks *callbacks = &w->settings->callbacks;
  if (callbacks->late == DP_LATE_ASAP || callbacks->late_after.days == DP_OFF) return NEVER;
  if (w->wish.tried || w->next_day_at) return NEVER;
  return dp_view_add(&w->view, w->due, callbacks->late_after);
}

/* The last close of the windows that start on the date of a wish's due; NEVER: it is carried on. */
static int64_t closed_from(const dp_walk *w) {
  if (w->settings->mode != DP_MODE_MULTI_DAY ||
      w->settings->callbacks.on_window_close != DP_WINDOW_CLOSE_CANCEL)
    return NEVER;
  const int64_t close = dp_view_last_close(&w->view, dp_view_date(&w->view, w->due, NULL));
  return close ? close : NEVER;
}

/* The asked clock time on the first date with open time after that on which the wish became late; 0: there is
 * none. */
static int64_t next_day(const dp_walk *w, int64_t late) {
  const dp_view *view = &w->view;
  const int64_t asked = w->reschedule_at   ? w->reschedule_at
                        : w->wish.asked_at ? w->wish.asked_at
                                           : w->wish.due_at;
  if (late >= DP_INSTANT_END) return 0;
  const int64_t midnight = dp_view_midnight(view, dp_view_date(view, late, NULL) + 1);
  const int64_t open = midnight < DP_INSTANT_END ? dp_view_clip(view, midnight) : 0;
  if (!open) return 0;
  int32_t second;
  dp_view_date(view, asked, &second);
  return dp_view_clock(view, dp_view_date(view, open, NULL), second);
}

/* What time does to a standing wish: whichever comes first, it is late, or its windows have closed. 1: it
 * changed, and the walk is to be done again; its steps so far, from `mark` on, are void. */
static int wish_fell(dp_walk *w, uint64_t mark) {
  if (!w->wish.stands || !w->due) return 0;
  const int64_t late = late_from(w), closed = closed_from(w);
  if (w->now < late && w->now < closed) return 0;
  const int missed = late <= closed;
  if (missed && w->settings->callbacks.late == DP_LATE_NEXT_DAY) {
    w->next_day_at = next_day(w, late);
    if (!w->next_day_at) return 0;
  } else
    drop_wish(w, missed ? DIALPLAN_WISH_MISSED : DIALPLAN_WISH_CANCELLED);
  if (!w->trace) return 1;
  w->trace->count = mark;
  if (!w->wish.stands)
    step(w, (dialplan_step){.reason = DIALPLAN_REASON_CALLBACK,
                            .before = w->due,
                            .after = w->due,
                            .value = missed ? DP_STEP_WISH_MISSED : DP_STEP_WISH_CANCELLED});
  return 1;
}

/* The last close of the windows that start on the campaign's day. */
int64_t dp_walk_day_over(const dp_walk *w) {
  if (w->settings->mode != DP_MODE_SINGLE_DAY) return NEVER;
  if (w->wish.stands && w->settings->callbacks.on_window_close == DP_WINDOW_CLOSE_CARRY) return NEVER;
  const dp_view *view = &w->view;
  const int64_t start = start_of(w);
  int64_t from = start > w->contact->enqueued_at ? start : w->contact->enqueued_at;
  if (!from) from = w->state->first_at ? w->state->first_at : w->now;
  const int64_t open = dp_view_clip(view, from);
  return open ? dp_view_last_close(view, dp_view_window_date(view, open)) : 0;
}

int dp_walk_past_retry_days(const dp_walk *w) {
  const int32_t days = w->settings->retry.max_retry_days;
  if (w->at < dp_walk_safe_until(w)) return 0; /* most often that settles it */
  return dp_view_date(&w->view, w->at, NULL) - dp_view_date(&w->view, w->state->first_at, NULL) + 1 > days;
}

/* Whether the call would be placed somewhere if the campaign had no end. */
static int beyond_end(const dp_walk *w) {
  if (w->view.end_at == DP_INSTANT_END) return 0;
  dp_walk other = *w;
  other.view.end_at = DP_INSTANT_END;
  other.view.outlook = NULL; /* it was seen with the end */
  other.trace = NULL;
  propose(&other);
  return other.at != 0;
}

/* 6. Late gates. */
static uint16_t gate(const dp_walk *w) {
  if (!w->at) return beyond_end(w) ? DIALPLAN_REASON_CAMPAIGN_OVER : DIALPLAN_REASON_NEVER_OPEN;
  if (dp_walk_past_retry_days(w)) return DIALPLAN_REASON_MAX_RETRY_DAYS;
  return w->at >= dp_walk_day_over(w) ? DIALPLAN_REASON_WINDOW_CLOSED : 0;
}

/* Steps 2 to 6, again from 2 on where time has changed the wish: at most twice. */
static void go_on(dp_walk *w) {
  const uint64_t mark = w->trace ? w->trace->count : 0;
  do {
    w->stop = used_up(w);
    if (w->stop) {
      if (w->wish.stands) drop_wish(w, DIALPLAN_WISH_EXHAUSTED);
      return;
    }
    if (zone_holds(w)) return;
    propose(w);
  } while (wish_fell(w, mark));
  w->stop = gate(w);
  if (w->stop == DIALPLAN_REASON_WINDOW_CLOSED && w->wish.stands) drop_wish(w, DIALPLAN_WISH_CANCELLED);
}

void dp_walk_begin(dp_walk *w) {
  const dialplan_state *state = w->state;
  w->bound = w->due = w->at = w->until = w->next_day_at = 0;
  w->reason = w->stop = w->hold = w->rule = 0;
  w->reschedule_at = state->reschedule_due_at;
  w->wish = state->wish_status ? dp_wish_of(w->settings, w->view.home, state) : (dp_wish){0};
  w->wait = state->attempts ? dp_retry_wait(w->settings, state) : (dp_wait){0};
}

void dp_walk_go(dp_walk *w) {
  const dialplan_state *state = w->state;
  dp_walk_begin(w);
  if (w->trace && state->attempts)
    step(w, (dialplan_step){.reason = DIALPLAN_REASON_LAST_ATTEMPT,
                            .after = state->last_at,
                            .value = state->last_end_at,
                            .outcome = state->last_outcome});
  if (may_have_ended(w)) w->stop = dp_walk_ended(w);
  if (w->stop)
    end_wish(w);
  else
    go_on(w);
}
