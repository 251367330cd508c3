/* SPDX-License-Identifier: MIT */
/* What happens if the campaign is played once?
 * Uses decisions, the state's events, pacing, the queues, and the model's draws. Invariant: time only goes
 * on; at one moment calls end first, then contacts become due, then calls start, each admitted by pacing and
 * asked for at that very second; every contact ends in exactly one way. */
#include <string.h>

#include "apply.h"
#include "base.h"
#include "decision.h"
#include "draw.h"
#include "facts.h"
#include "forecast.h"
#include "mem.h"
#include "pacing.h"
#include "run.h"

enum { SECOND_MS = 1000, WHOLE = 1000000, REASONS = 64 };

typedef struct play {
  const dp_run_question *q;
  dp_run_answer *out;
  const dp_settings *settings;
  dp_question question; /* of its `now` */
  dp_outlook outlook[DP_OUTLOOKS];
  dp_view own; /* the campaign's, without a contact */
  dialplan_load load;
  dp_line *lines;
  dialplan_state *states;
  dp_forecast_calendar calendar;
  dp_due_heap due;
  dp_wheel wheel;
  int64_t moment; /* milliseconds */
  int64_t wake;   /* when pacing lets the next call start; INT64_MAX: not by time alone */
  int64_t limit_ms[16];
  uint64_t ended; /* contacts */
  uint16_t limit; /* that keeps those who are due from starting; 0: nobody waits */
  uint32_t under_way;
} play;

static const dialplan_contact *contact_of(const play *p, uint32_t row) {
  return (const void *)(p->q->contacts + row * p->q->contact_stride);
}

static dialplan_forecast_day *day_of(play *p) {
  return dp_days_at(&p->out->days, p->q->campaign, p->moment / SECOND_MS);
}

/* ---- how contacts end ---- */

static void tell(play *p) {
  if (!p->q->progress) return;
  const uint64_t each = (uint64_t)p->q->count, all = each * (uint64_t)p->q->runs;
  const uint64_t done = each * (uint64_t)p->q->run + p->ended, told = all ? done * WHOLE / all : WHOLE;
  __atomic_store_n(&p->q->progress->done, (uint32_t)told, __ATOMIC_RELAXED);
}

static int told_to_stop(const play *p) {
  return p->q->progress && __atomic_load_n(&p->q->progress->stop, __ATOMIC_RELAXED);
}

static void write_end(play *p, uint32_t row, int64_t at) {
  const dp_line *line = &p->lines[row];
  if (!p->out->ends) return;
  p->out->ends[row] = (dialplan_forecast_end){.at = at,
                                              .calls = line->calls,
                                              .reason = line->reason,
                                              .verdict = line->verdict,
                                              .outcome = p->states[row].last_outcome,
                                              .key = contact_of(p, row)->key};
}

static void add_to_funnel(play *p, uint32_t row) {
  dialplan_funnel *funnel = &p->out->sum.funnel;
  const dialplan_state *state = &p->states[row];
  const int dialled = state->attempts || state->call_at;
  funnel->contacts++;
  funnel->scheduled += dialled || p->lines[row].verdict == DIALPLAN_VERDICT_CALL;
  funnel->dialled += (uint64_t)dialled;
  funnel->connected += (uint64_t)dp_facts_connected(state);
}

static dialplan_status end(play *p, uint32_t row, int64_t at) {
  enum { TELL_EVERY = 1024 };
  dialplan_forecast_summary *sum = &p->out->sum;
  dialplan_forecast_day *const day = day_of(p);
  dp_line *line = &p->lines[row];
  if (!day) return DIALPLAN_E_MEMORY;
  day->ended++;
  line->at = 0;
  if (line->verdict == DIALPLAN_VERDICT_STOP) {
    sum->stopped++;
    sum->reached += line->reason == DIALPLAN_REASON_REACHED;
  } else if (line->verdict == DIALPLAN_VERDICT_HOLD)
    sum->held++;
  else
    sum->refused++;
  if (line->verdict) {
    sum->reasons[line->reason % REASONS]++;
    if (!line->calls) sum->never[line->reason % REASONS]++;
  }
  write_end(p, row, at);
  add_to_funnel(p, row);
  if (++p->ended % TELL_EVERY == 0) tell(p);
  return DIALPLAN_OK;
}

/* ---- asking ---- */

static int of_first_callback(const dialplan_decision *d) {
  return d->reason == DIALPLAN_REASON_CALLBACK || d->reason == DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME;
}

/* The contact's decision, and what the calendar is to hold of it. */
static dialplan_status ask(play *p, uint32_t row, int64_t now, dp_due *due) {
  dialplan_decision d;
  dp_line *line = &p->lines[row];
  if (p->question.now != now) dp_question_at(&p->question, now);
  const dialplan_status status =
      dp_decision_make(&p->question, contact_of(p, row), &p->states[row], &d, NULL, NULL);
  if (status) return status;
  line->stale = d.verdict == DIALPLAN_VERDICT_HOLD && d.reason == DIALPLAN_REASON_IN_CALL && d.at;
  line->at = d.at;
  line->asked_at = !of_first_callback(&d) ? 0 : d.asked_at ? d.asked_at : d.due_at;
  line->reason = d.reason;
  line->call_class = d.call_class;
  line->verdict = line->stale ? DIALPLAN_VERDICT_CALL : d.verdict;
  *due = (dp_due){.rank = d.rank, .key = d.key, .row = row, .class_rank = d.class_rank};
  return DIALPLAN_OK;
}

/* Puts a contact where its decision says. */
static dialplan_status place(play *p, const dp_due *due, int64_t now) {
  const dp_line *line = &p->lines[due->row];
  if (line->verdict != DIALPLAN_VERDICT_CALL) return end(p, due->row, now);
  if (line->at < p->q->until_at) dp_calendar_put(&p->calendar, line->at, *due);
  return DIALPLAN_OK;
}

/* ---- a call ---- */

/* The hour of the week in a contact's home zone. */
static int32_t hour_of(const dp_zone *home, int64_t at) {
  enum { MONDAY_AFTER = 10, WEEK = 7, DAY_H = 24, HOUR_S = 3600 }; /* 1970-01-01 was a Thursday */
  int32_t second;
  const int32_t date = dp_zone_date(home, at, &second);
  return (date + MONDAY_AFTER) % WEEK * DAY_H + second / HOUR_S;
}

static void add_tally(dialplan_tally *tally, const dialplan_tally *call) {
  tally->calls += call->calls;
  tally->connected += call->connected;
  tally->completed += call->completed;
}

static void count_callback(dialplan_forecast_summary *sum, dialplan_forecast_day *day, int64_t late_s) {
  static const int32_t up_to[] = {60, 900, 3600, 86400};
  int i = 0;
  while (i < 4 && late_s > up_to[i]) i++;
  sum->late[i]++;
  sum->callbacks++;
  day->callbacks++;
  sum->callback_late_s += (uint64_t)late_s;
  if ((uint64_t)late_s > sum->callback_latest_s) sum->callback_latest_s = (uint64_t)late_s;
}

static dialplan_status count_call(play *p, uint32_t row, const dialplan_event *e, const dp_drawn *d,
                                  int32_t hour) {
  dialplan_forecast_summary *sum = &p->out->sum;
  dialplan_forecast_day *const day = day_of(p);
  const dp_line *line = &p->lines[row];
  const int64_t cost = dp_load_cost_of(p->settings, e);
  if (!day) return DIALPLAN_E_MEMORY;
  const dialplan_tally one = {1, dialplan_outcome_connected(d->outcome) != 0,
                              d->outcome == DIALPLAN_OUTCOME_COMPLETED};
  add_tally(&sum->all, &one);
  add_tally(&sum->hours[hour], &one);
  add_tally(&day->calls, &one);
  sum->outcomes[d->outcome]++;
  sum->channel_s += d->kept_s;
  day->channel_s += d->kept_s;
  sum->cost_millionths += cost;
  day->cost_millionths += cost;
  if (p->under_way > sum->channels) sum->channels = p->under_way;
  if (p->under_way > day->channels) day->channels = p->under_way;
  if (line->asked_at) count_callback(sum, day, e->at > line->asked_at ? e->at - line->asked_at : 0);
  if (e->ended_at > sum->finish_at) sum->finish_at = e->ended_at;
  const dialplan_forecast_call call = {.at = e->at,
                                       .ended_at = e->ended_at,
                                       .row = row,
                                       .kept_s = d->kept_s,
                                       .at_ms = (uint16_t)(p->moment % SECOND_MS),
                                       .outcome = d->outcome,
                                       .call_class = line->call_class};
  return !p->q->keep_calls || dp_calls_add(&p->out->calls, &call) ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

/* As dialplan_apply(), without its checks and its look for repeats: these events are new. The remarks on them
 * change nothing for a forecast. */
static void take(play *p, const dp_zone *home, const dialplan_event *event, dialplan_state *state) {
  if (p->settings->runs.count) {
    const dialplan_run run = dp_run_at(p->q->campaign, event->at);
    dp_run_enter(home, state, &run);
  }
  (void)dp_apply_event(p->settings, home, event, state, NULL);
}

static void apply(play *p, uint32_t row, const dp_zone *home, const dialplan_event *attempt,
                  const dp_toss *toss) {
  dialplan_state *state = &p->states[row];
  take(p, home, attempt, state);
  if (attempt->outcome != DIALPLAN_OUTCOME_CALL_LATER) return;
  const dialplan_event wish = {.kind = DIALPLAN_EVENT_CALLBACK,
                               .by = DIALPLAN_BY_CUSTOMER,
                               .at = attempt->ended_at,
                               .due_at = dp_model_callback(p->q->odds.model, toss, attempt->ended_at)};
  take(p, home, &wish, state);
}

/* A conversation is told to pacing when it begins, if pacing asks how many there are. */
static void follow(play *p, int64_t at, const dp_drawn *d) {
  const uint32_t ring_s = d->connected && p->settings->pacing.predictive ? d->ring_s : d->kept_s;
  const dp_ending ending = {.left_s = d->kept_s - ring_s,
                            .length_s = d->length_s,
                            .wrap_s = d->kept_s - d->length_s,
                            .outcome = d->outcome};
  dp_wheel_put(&p->wheel, at + ring_s, ending);
}

static dialplan_status start(play *p, const dp_due *due) {
  const uint32_t row = due->row;
  const int64_t at = p->moment / SECOND_MS;
  const dp_zone *const home = dp_zones_at(p->q->campaign->zones, p->lines[row].home);
  const int32_t hour = hour_of(home, at);
  const dp_toss toss = {p->q->seed, due->key, ++p->lines[row].calls, p->q->run};
  const dp_drawn d = dp_model_draw(&p->q->odds, p->settings, &toss, hour);
  const dialplan_event attempt = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = d.outcome, .at = at, .ended_at = at + d.length_s};
  p->under_way++;
  dp_load_start(p->q->campaign, &p->load, 1);
  dialplan_status status = count_call(p, row, &attempt, &d, hour);
  if (status) return status;
  apply(p, row, home, &attempt, &toss);
  follow(p, at, &d);
  dp_due next;
  status = ask(p, row, at + d.kept_s, &next);
  return status ? status : place(p, &next, at + d.kept_s);
}

/* ---- one moment ---- */

static void end_call(play *p, dp_ending ending, int64_t now) {
  if (ending.left_s) { /* it is answered */
    p->load.connected++;
    const int64_t ends_at = now + ending.left_s;
    ending.connected = 1;
    ending.left_s = 0;
    dp_wheel_put(&p->wheel, ends_at, ending);
    return;
  }
  const int64_t ended_at = now - ending.wrap_s;
  const dialplan_event attempt = {.kind = DIALPLAN_EVENT_ATTEMPT,
                                  .outcome = ending.outcome,
                                  .at = ended_at - ending.length_s,
                                  .ended_at = ended_at};
  p->under_way--;
  dp_load_end(p->q->campaign, &p->load, &attempt, ending.connected);
}

static void end_calls(play *p) {
  const int64_t now = p->moment / SECOND_MS;
  dp_ending ending;
  if (dp_wheel_next(&p->wheel) > now) return;
  while (dp_wheel_take(&p->wheel, now, &ending)) end_call(p, ending, now);
}

static dialplan_status become_due(play *p) {
  dp_due due;
  while (dp_calendar_take(&p->calendar, p->moment / SECOND_MS, &due))
    if (!dp_due_push(&p->due, due)) return DIALPLAN_E_MEMORY;
  return DIALPLAN_OK;
}

/* A contact's memory is far away: it is sent for while others are called. */
static void fetch(const void *context, uint32_t row) {
  enum { LINE = 64 };
  const play *p = context;
  const char *const state = (const void *)&p->states[row], *const contact = (const void *)contact_of(p, row);
  for (size_t i = 0; i < offsetof(dialplan_state, recent); i += LINE) __builtin_prefetch(state + i);
  __builtin_prefetch(&p->lines[row]);
  __builtin_prefetch(contact);
  __builtin_prefetch(contact + offsetof(dialplan_contact, zones));
}

/* The first in lease order: called, or put elsewhere because it waited too long; *called: 1 or 0. */
static dialplan_status lease(play *p, int64_t *called) {
  dp_due due = dp_due_pop(&p->due);
  if (p->due.count > 1) fetch(p, p->due.items[0].row); /* in a backlog */
  const int64_t now = p->moment / SECOND_MS;
  const dp_line *line = &p->lines[due.row];
  *called = 0;
  if (line->at < now || line->stale) {
    const dialplan_status status = ask(p, due.row, now, &due);
    if (status) return status;
  }
  if (line->verdict != DIALPLAN_VERDICT_CALL || line->at > now || line->stale) return place(p, &due, now);
  *called = 1;
  return start(p, &due);
}

static dialplan_status start_calls(play *p) {
  p->limit = 0;
  p->wake = INT64_MAX;
  while (p->due.count) {
    const dp_room room = dp_pacing_room(&p->own, &p->load);
    if (!room.starts) {
      p->limit = room.limit;
      if (room.next) p->wake = room.next > p->moment ? room.next : p->moment + 1;
      return DIALPLAN_OK;
    }
    for (int64_t left = room.starts, called; left > 0 && p->due.count; left -= called) {
      const dialplan_status status = lease(p, &called);
      if (status) return status;
    }
  }
  return DIALPLAN_OK;
}

/* ---- time goes on ---- */

/* Those who are due wait: for what, on each date? */
static dialplan_status count_waiting(play *p, int64_t until) {
  while (p->limit && p->moment < until) {
    dialplan_forecast_day *const day = day_of(p);
    if (!day) return DIALPLAN_E_MEMORY;
    const int64_t midnight = p->out->days.until_at * SECOND_MS;
    const int64_t next = midnight < until ? midnight : until;
    p->limit_ms[p->limit] += next - p->moment;
    day->limit_s[p->limit] += (uint64_t)(next - p->moment); /* milliseconds until the run is closed */
    p->moment = next;
  }
  return DIALPLAN_OK;
}

static int64_t soonest(play *p) {
  const int64_t now = p->moment / SECOND_MS, ends = dp_wheel_next(&p->wheel);
  const int64_t due = dp_calendar_next(&p->calendar, now), next = ends < due ? ends : due;
  const int64_t moment = next < p->q->until_at ? next * SECOND_MS : INT64_MAX;
  return p->wake < moment ? p->wake : moment > p->moment ? moment : p->moment;
}

static dialplan_status run(play *p) {
  for (;;) {
    const int64_t next = soonest(p);
    if (p->calendar.lists.no_memory || p->wheel.lists.no_memory) return DIALPLAN_E_MEMORY;
    if (next >= p->q->until_at * SECOND_MS) break;
    if (told_to_stop(p)) {
      p->out->sum.interrupted = 1;
      break;
    }
    dialplan_status status = count_waiting(p, next);
    if (status) return status;
    p->moment = next;
    dp_load_move(p->q->campaign, &p->load, next);
    end_calls(p);
    status = become_due(p);
    if (!status) status = start_calls(p);
    if (status) return status;
  }
  if (p->due.count && p->wake == INT64_MAX && !p->wheel.count && !p->out->sum.interrupted)
    p->out->sum.blocked = p->limit;
  return DIALPLAN_OK;
}

/* ---- begin and close ---- */

static void copy_state(const play *p, uint32_t row) {
  const dialplan_state *from = (const void *)(p->q->states + row * p->q->state_stride);
  memcpy(&p->states[row], from, sizeof *from);
  p->states[row].size = sizeof *from;
}

static dialplan_status enter(play *p, uint32_t row) {
  dp_line *line = &p->lines[row];
  dp_view view = p->own;
  dp_due due;
  int valid = 1;
  if (p->q->states) {
    const dialplan_state *from = (const void *)(p->q->states + row * p->q->state_stride);
    valid = dp_size_fits(from, from->size, sizeof *from) && dp_facts_valid(from);
    if (valid) copy_state(p, row);
  }
  if (!valid || ask(p, row, p->q->now, &due)) {
    *line = (dp_line){0};
    return end(p, row, p->q->now);
  }
  (void)dp_view_contact(&view, contact_of(p, row), NULL); /* its decision has been made */
  line->home = view.zone[0];
  return place(p, &due, p->q->now);
}

static void begin_load(play *p) {
  if (p->q->load) p->load = *p->q->load;
  p->load.in_flight = p->load.connected = 0;
  dp_load_move(p->q->campaign, &p->load, p->moment);
}

static dialplan_status begin(play *p) {
  const uint32_t count = p->q->count;
  p->lines = dp_mem_new(sizeof *p->lines * count);
  p->states = dp_mem_new(sizeof *p->states * count);
  if (!p->lines || !p->states) return DIALPLAN_E_MEMORY;
  dialplan_status status = dp_calendar_make(&p->calendar, p->q->now, p->q->until_at);
  p->calendar.meet = fetch;
  p->calendar.context = p;
  if (!status) status = dp_wheel_make(&p->wheel, p->q->now);
  if (status) return status;
  (void)dp_view_init(&p->own, p->q->campaign, NULL, NULL, NULL); /* fails for contacts and options alone */
  status = dp_question_init(&p->question, p->q->campaign, p->q->now, NULL, NULL);
  p->question.view.outlook = p->outlook;
  begin_load(p);
  for (uint32_t row = 0; row < count && !status; row++) status = enter(p, row);
  return p->calendar.lists.no_memory ? DIALPLAN_E_MEMORY : status;
}

static void close_run(play *p) {
  dialplan_forecast_summary *sum = &p->out->sum;
  sum->contacts = p->q->count;
  sum->unfinished = p->q->count - p->ended;
  if (sum->unfinished)
    sum->finish_at = 0;
  else if (!sum->finish_at)
    sum->finish_at = p->q->now;
  for (uint32_t row = 0; row < p->q->count && sum->unfinished; row++) {
    if (p->lines[row].verdict != DIALPLAN_VERDICT_CALL) continue;
    write_end(p, row, p->lines[row].at);
    add_to_funnel(p, row);
  }
  for (int i = 0; i < 16; i++) sum->limit_s[i] = (uint64_t)p->limit_ms[i] / SECOND_MS;
  for (uint64_t day = 0; day < p->out->days.count; day++)
    for (int i = 0; i < 16; i++) p->out->days.items[day].limit_s[i] /= SECOND_MS;
  tell(p);
}

dialplan_status dp_forecast_run(const dp_run_question *question, dp_run_answer *answer) {
  play *const p = dp_mem_new(sizeof *p);
  if (!p) return DIALPLAN_E_MEMORY;
  p->q = question;
  p->out = answer;
  p->settings = &question->campaign->settings;
  p->moment = question->now * SECOND_MS;
  p->wake = INT64_MAX;
  dialplan_status status = begin(p);
  if (!status) status = run(p);
  if (!status) close_run(p);
  dp_calendar_free(&p->calendar);
  dp_wheel_free(&p->wheel);
  dp_mem_free(p->due.items);
  dp_mem_free(p->states);
  dp_mem_free(p->lines);
  dp_mem_free(p);
  return status;
}
