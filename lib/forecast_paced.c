/* SPDX-License-Identifier: MIT */
/* What happens if the campaign is played once, and calls wait for one another?
 * Uses contacts on their way, pacing and the queues. Invariant: time only goes on; at one moment calls end
 * first, then contacts become due, then calls start, each admitted by pacing and asked for at that very
 * second. */
#include <stddef.h>
#include <string.h>

#include "forecast_play.h"
#include "forecast_queue.h"
#include "mem.h"
#include "pacing.h"

enum { SECOND_MS = 1000, LINE = 64, FRONT = offsetof(dialplan_state, conversation_at) };

/* A contact while others are called: its line, and of its state what nearly all of them have. The rest of it
 * stands apart, since it is all zero for most: memory is far away, and this takes four lines of it. */
typedef struct seat {
  dp_line line;
  unsigned char front[FRONT];
} seat;

typedef struct rest {
  unsigned char bytes[sizeof(dialplan_state) - FRONT];
} rest;

typedef struct paced {
  dp_play play;
  dp_view own; /* the campaign's, without a contact */
  dialplan_load load;
  void *seat_memory;
  seat *seats;
  rest *rests;
  dp_forecast_calendar calendar;
  dp_backlog due;
  dp_wheel wheel;
  int64_t moment; /* milliseconds */
  int64_t wake;   /* when pacing lets the next call start; INT64_MAX: not by time alone */
  uint16_t limit; /* that keeps those who are due from starting; 0: nobody waits */
  uint32_t under_way;
} paced;

static int64_t now_of(const paced *p) { return p->moment / SECOND_MS; }

static const dialplan_campaign *campaign_of(const paced *p) { return p->play.q->campaign; }

/* ---- contacts ---- */

static int is_zero(const unsigned char *bytes, size_t size) {
  static const unsigned char zero[sizeof(rest)];
  return !memcmp(bytes, zero, size);
}

/* One who has ended does not come back. */
static void sit_down(paced *p, const dp_player *player) {
  if (player->line->verdict != DIALPLAN_VERDICT_CALL) return;
  const unsigned char *const state = (const void *)player->state;
  seat *s = &p->seats[player->row];
  memcpy(s->front, state, FRONT);
  if (!player->line->has_rest && is_zero(state + FRONT, sizeof(rest))) return;
  memcpy(p->rests[player->row].bytes, state + FRONT, sizeof(rest));
  player->line->has_rest = 1;
}

/* Takes one in hand who has sat down. */
static void stand_up(paced *p, dp_player *player, uint32_t row, dialplan_state *state) {
  seat *s = &p->seats[row];
  memcpy(state, s->front, FRONT);
  unsigned char *const behind = (unsigned char *)state + FRONT;
  if (s->line.has_rest)
    memcpy(behind, p->rests[row].bytes, sizeof(rest));
  else
    memset(behind, 0, sizeof(rest));
  dp_play_meet(&p->play, player, row, &s->line, state);
}

static void ask(paced *p, dp_player *player, int64_t now, dp_due *due) {
  dialplan_decision d;
  dp_play_ask(&p->play, player, now, &d);
  *due = dp_due_of(&d, player->row);
}

/* Puts a contact where its decision says. */
static dialplan_status place(paced *p, const dp_player *player, const dp_due *due, int64_t now) {
  const dp_line *line = player->line;
  if (line->verdict != DIALPLAN_VERDICT_CALL) return dp_play_end(&p->play, player, now, now_of(p));
  if (line->at < p->play.q->until_at) dp_calendar_put(&p->calendar, line->at, *due);
  return DIALPLAN_OK;
}

/* A conversation is told to pacing when it begins, if pacing asks how many there are. */
static void follow(paced *p, int64_t at, const dp_drawn *d) {
  const uint32_t ring_s = d->connected && p->play.settings->pacing.predictive ? d->ring_s : d->kept_s;
  const dp_ending ending = {.left_s = d->kept_s - ring_s,
                            .length_s = d->length_s,
                            .wrap_s = d->kept_s - d->length_s,
                            .outcome = d->outcome};
  dp_wheel_put(&p->wheel, at + ring_s, ending);
}

static dialplan_status keep(paced *p, const dp_player *player, const dp_drawn *d) {
  const int64_t at = now_of(p);
  const dialplan_forecast_call call = {.at = at,
                                       .ended_at = at + d->length_s,
                                       .row = player->row,
                                       .kept_s = d->kept_s,
                                       .at_ms = (uint16_t)(p->moment % SECOND_MS),
                                       .outcome = d->outcome,
                                       .call_class = player->line->call_class};
  return dp_calls_add(&p->play.out->calls, &call) ? DIALPLAN_OK : DIALPLAN_E_MEMORY;
}

static dialplan_status start(paced *p, dp_player *player) {
  const int64_t at = now_of(p);
  dp_drawn d;
  p->under_way++;
  dp_load_start(campaign_of(p), &p->load, 1);
  dp_counted_day *const counted = dp_play_call(&p->play, player, at, &d);
  if (!counted) return DIALPLAN_E_MEMORY;
  if (p->under_way > counted->day.channels) counted->day.channels = p->under_way;
  const dialplan_status status = p->play.q->keep_calls ? keep(p, player, &d) : DIALPLAN_OK;
  if (status) return status;
  follow(p, at, &d);
  dp_due next;
  ask(p, player, at + d.kept_s, &next);
  sit_down(p, player);
  return place(p, player, &next, at + d.kept_s);
}

/* ---- one moment ---- */

static void end_call(paced *p, dp_ending ending, int64_t now) {
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
  dp_load_end(campaign_of(p), &p->load, &attempt, ending.connected);
}

static void end_calls(paced *p) {
  const int64_t now = now_of(p);
  dp_ending ending;
  if (dp_wheel_next(&p->wheel) > now) return;
  while (dp_wheel_take(&p->wheel, now, &ending)) end_call(p, ending, now);
}

static dialplan_status become_due(paced *p) {
  dp_due *items;
  for (uint64_t count; (count = dp_calendar_take(&p->calendar, now_of(p), &items));)
    if (!dp_backlog_add(&p->due, items, count)) return DIALPLAN_E_MEMORY;
  return DIALPLAN_OK;
}

/* A contact's memory is far away: it is sent for while others are called. */
static void fetch(const void *context, uint32_t row) {
  const paced *p = context;
  const char *const s = (const void *)&p->seats[row];
  const dialplan_contact *const contact = dp_play_contact(&p->play, row);
  for (size_t i = 0; i < sizeof(seat); i += LINE) __builtin_prefetch(s + i);
  __builtin_prefetch(contact);
  __builtin_prefetch(contact->zones);
}

/* Of those who become due soon: of no use where others wait before them. */
static void fetch_early(const void *context, uint32_t row) {
  const paced *p = context;
  if (p->due.count == 0) fetch(p, row);
}

/* The first in lease order: called, or put elsewhere because it waited too long; *called: 1 or 0. */
static dialplan_status lease(paced *p, int64_t *called) {
  dp_due due = dp_backlog_take(&p->due);
  const int64_t now = now_of(p);
  dialplan_state state;
  dp_player player;
  stand_up(p, &player, due.row, &state);
  const dp_line *line = player.line;
  *called = 0;
  if (line->planned == DP_PLANNED_STALE || (line->at < now && !dp_play_wait(&p->play, &player, now)))
    ask(p, &player, now, &due);
  if (line->verdict != DIALPLAN_VERDICT_CALL || line->at > now || line->planned == DP_PLANNED_STALE)
    return place(p, &player, &due, now);
  *called = 1;
  return start(p, &player);
}

static dialplan_status start_calls(paced *p) {
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
static dialplan_status count_waiting(paced *p, int64_t until) {
  while (p->limit && p->moment < until) {
    dp_counted_day *const counted = dp_counts_day(&p->play.counts, now_of(p));
    if (!counted) return DIALPLAN_E_MEMORY;
    const int64_t midnight = counted->until_at * SECOND_MS;
    const int64_t next = midnight < until ? midnight : until;
    counted->day.limit_s[p->limit] += (uint64_t)(next - p->moment); /* milliseconds until the run is closed */
    p->moment = next;
  }
  return DIALPLAN_OK;
}

static int64_t soonest(paced *p) {
  const int64_t now = now_of(p), ends = dp_wheel_next(&p->wheel);
  const int64_t due = dp_calendar_next(&p->calendar, now), next = ends < due ? ends : due;
  const int64_t moment = next < p->play.q->until_at ? next * SECOND_MS : INT64_MAX;
  return p->wake < moment ? p->wake : moment > p->moment ? moment : p->moment;
}

static dialplan_status run(paced *p) {
  for (;;) {
    const int64_t next = soonest(p);
    if (p->calendar.lists.no_memory || p->wheel.lists.no_memory) return DIALPLAN_E_MEMORY;
    if (next >= p->play.q->until_at * SECOND_MS) break;
    if (dp_play_stopped(&p->play)) break;
    dialplan_status status = count_waiting(p, next);
    if (status) return status;
    p->moment = next;
    dp_load_move(campaign_of(p), &p->load, next);
    end_calls(p);
    status = become_due(p);
    if (!status) status = start_calls(p);
    if (status) return status;
  }
  if (p->due.count && p->wake == INT64_MAX && !p->wheel.count && !p->play.out->sum.interrupted)
    p->play.out->sum.blocked = p->limit;
  return DIALPLAN_OK;
}

/* ---- begin and close ---- */

static dialplan_status enter(paced *p, uint32_t row) {
  dialplan_decision d;
  dialplan_state state = {0};
  dp_player player;
  dp_play_enter(&p->play, &player, row, &p->seats[row].line, &state, &d);
  sit_down(p, &player);
  const dp_due due = player.line->verdict ? dp_due_of(&d, row) : (dp_due){0};
  return place(p, &player, &due, p->play.q->now);
}

static void begin_load(paced *p) {
  if (p->play.q->load) p->load = *p->play.q->load;
  p->load.in_flight = p->load.connected = 0;
  dp_load_move(campaign_of(p), &p->load, p->moment);
}

static dialplan_status begin(paced *p) {
  const dp_run_question *q = p->play.q;
  p->seat_memory = dp_mem_new(sizeof *p->seats * q->count + LINE);
  p->rests = dp_mem_new(sizeof *p->rests * q->count);
  if (!p->seat_memory || !p->rests) return DIALPLAN_E_MEMORY;
  p->seats = (void *)((char *)p->seat_memory + LINE - (uintptr_t)p->seat_memory % LINE);
  dialplan_status status = dp_calendar_make(&p->calendar, q->now, q->until_at, fetch_early, p);
  dp_backlog_make(&p->due, fetch, p);
  if (!status) status = dp_wheel_make(&p->wheel, q->now);
  if (status) return status;
  (void)dp_view_init(&p->own, q->campaign, NULL, NULL, NULL); /* fails for contacts and options alone */
  begin_load(p);
  for (uint32_t row = 0; row < q->count && !status; row++) status = enter(p, row);
  return p->calendar.lists.no_memory ? DIALPLAN_E_MEMORY : status;
}

static dialplan_status close_run(paced *p) {
  const uint32_t count = p->play.q->count;
  for (uint32_t row = 0; row < count && p->play.ended < count; row++) {
    if (p->seats[row].line.verdict != DIALPLAN_VERDICT_CALL) continue;
    dialplan_state state;
    dp_player player;
    stand_up(p, &player, row, &state);
    dp_play_leave(&p->play, &player);
  }
  return dp_play_close(&p->play);
}

dialplan_status dp_forecast_paced(const dp_run_question *question, dp_run_answer *answer) {
  paced *const p = dp_mem_new(sizeof *p);
  if (!p) return DIALPLAN_E_MEMORY;
  dp_play_begin(&p->play, question, answer);
  p->moment = question->now * SECOND_MS;
  p->wake = INT64_MAX;
  dialplan_status status = begin(p);
  if (!status) status = run(p);
  if (!status) status = close_run(p);
  dp_calendar_free(&p->calendar);
  dp_wheel_free(&p->wheel);
  dp_backlog_free(&p->due);
  dp_mem_free(p->rests);
  dp_mem_free(p->seat_memory);
  dp_play_free(&p->play);
  dp_mem_free(p);
  return status;
}
