/* SPDX-License-Identifier: MIT */
/* What becomes of one contact that is asked, called and asked again?
 * Uses decisions, the state's events, runs and the model's draws. Invariant: a contact is called at an
 * instant that a decision gave or gives at that very second, and ends in exactly one way. */
#include "forecast_play.h"

#include "apply.h"
#include "base.h"
#include "facts.h"
#include "mem.h"
#include "run.h"

enum { WHOLE = 1000000, REASONS = 64 };

/* ---- the whole ---- */

void dp_play_begin(dp_play *p, const dp_run_question *question, dp_run_answer *answer) {
  p->q = question;
  p->out = answer;
  p->settings = &question->campaign->settings;
  p->counts.campaign = question->campaign;
  p->counts.sum = &answer->sum;
  p->counts.from_at = question->now;
  (void)dp_question_init(&p->question, question->campaign, question->now, NULL,
                         NULL); /* fails for options alone */
  p->question.view.outlook = p->outlook;
}

static void tell(const dp_play *p) {
  if (!p->q->progress) return;
  const uint64_t each = (uint64_t)p->q->count, all = each * (uint64_t)p->q->runs;
  const uint64_t done = each * (uint64_t)p->q->run + p->ended, told = all ? done * WHOLE / all : WHOLE;
  __atomic_store_n(&p->q->progress->done, (uint32_t)told, __ATOMIC_RELAXED);
}

int dp_play_stopped(dp_play *p) {
  if (!p->q->progress || !__atomic_load_n(&p->q->progress->stop, __ATOMIC_RELAXED)) return 0;
  p->out->sum.interrupted = 1;
  return 1;
}

dialplan_status dp_play_close(dp_play *p) {
  dialplan_forecast_summary *sum = &p->out->sum;
  sum->contacts = p->q->count;
  sum->unfinished = p->q->count - p->ended;
  if (sum->unfinished)
    sum->finish_at = 0;
  else if (!sum->finish_at)
    sum->finish_at = p->q->now;
  tell(p);
  return dp_counts_close(&p->counts, &p->out->days);
}

void dp_play_free(dp_play *p) { dp_mem_free(p->counts.days); }

/* ---- how contacts end ---- */

static void write_end(dp_play *p, const dp_player *player, int64_t at) {
  const dp_line *line = player->line;
  if (!p->out->ends) return;
  p->out->ends[player->row] = (dialplan_forecast_end){.at = at,
                                                      .calls = line->calls,
                                                      .reason = line->reason,
                                                      .verdict = line->verdict,
                                                      .outcome = player->state->last_outcome,
                                                      .key = player->contact->key};
}

static void add_to_funnel(dp_play *p, const dp_player *player) {
  dialplan_funnel *funnel = &p->out->sum.funnel;
  const dialplan_state *state = player->state;
  const int dialled = state->attempts || state->call_at;
  funnel->contacts++;
  funnel->scheduled += dialled || player->line->verdict == DIALPLAN_VERDICT_CALL;
  funnel->dialled += (uint64_t)dialled;
  funnel->connected += (uint64_t)dp_facts_connected(state);
}

dialplan_status dp_play_end(dp_play *p, const dp_player *player, int64_t at, int64_t moment) {
  enum { TELL_EVERY = 1024 };
  dialplan_forecast_summary *sum = &p->out->sum;
  dp_counted_day *const counted = dp_counts_day(&p->counts, moment);
  dp_line *line = player->line;
  if (!counted) return DIALPLAN_E_MEMORY;
  counted->day.ended++;
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
  write_end(p, player, at);
  add_to_funnel(p, player);
  if (++p->ended % TELL_EVERY == 0) tell(p);
  return DIALPLAN_OK;
}

void dp_play_leave(dp_play *p, const dp_player *player) {
  write_end(p, player, player->line->at);
  add_to_funnel(p, player);
}

/* ---- asking ---- */

static int of_first_callback(const dialplan_decision *d) {
  return d->reason == DIALPLAN_REASON_CALLBACK || d->reason == DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* What a decision says of a contact. */
static void note(dp_line *line, const dialplan_decision *d) {
  const int stale = d->verdict == DIALPLAN_VERDICT_HOLD && d->reason == DIALPLAN_REASON_IN_CALL && d->at;
  line->planned = stale ? DP_PLANNED_STALE : d->due_at ? DP_PLANNED_DUE : DP_PLANNED_NOW;
  line->at = d->at;
  line->asked_at = !of_first_callback(d) ? 0 : d->asked_at ? d->asked_at : d->due_at;
  line->reason = d->reason;
  line->call_class = d->call_class;
  line->verdict = stale ? DIALPLAN_VERDICT_CALL : d->verdict;
}

/* From one instant to another, which may lie before it, as far as the number goes. */
static int64_t between(int64_t at, int64_t until_at, int64_t unit_s, int64_t most) {
  return until_at > at ? earlier((until_at - at) / unit_s, most) : 0;
}

/* seen: its view, if it has been asked before. 0: it cannot be asked. */
static int ask(dp_play *p, dp_player *player, const dp_view *seen, int64_t now, dialplan_decision *d) {
  dp_patience patience;
  if (p->question.now != now) dp_question_at(&p->question, now);
  if (dp_decision_keep(&p->question, seen, player->contact, player->state, d, &patience)) return 0;
  note(player->line, d);
  player->line->open_s = (uint32_t)between(d->at, patience.open_until, 1, UINT32_MAX);
  player->line->safe_days = (uint16_t)between(d->at, patience.safe_until, DP_DAY_S, DP_LINE_SAFE);
  return 1;
}

void dp_play_ask(dp_play *p, dp_player *player, int64_t now, dialplan_decision *d) {
  (void)ask(p, player, &player->view, now, d);
}

/* Ranks that count from the instant of the call. */
static int rank_moves(const dp_settings *settings) {
  return settings->lease_then == DP_LEASE_CLOSING_FIRST || settings->lease_then == DP_LEASE_RANDOM;
}

int dp_play_wait(dp_play *p, dp_player *player, int64_t now) {
  dp_line *line = player->line;
  int64_t until;
  if (now - line->at < line->open_s) return 1;
  if (!line->safe_days) return 0;
  const int64_t bound = line->planned == DP_PLANNED_NOW ? now : line->at;
  const int64_t at = dp_view_place_late(&player->view, bound, now, player->state->attempts + 1, &until);
  const int64_t days = (at - line->at) / DP_DAY_S + 1;
  if (!at || days >= line->safe_days || (at > now && rank_moves(p->settings))) return 0;
  if (line->safe_days < DP_LINE_SAFE) line->safe_days = (uint16_t)(line->safe_days - days);
  line->at = at;
  line->open_s = (uint32_t)between(at, until, 1, (int64_t)line->safe_days * DP_DAY_S);
  return 1;
}

static void take_in_hand(const dp_play *p, dp_player *player, uint32_t row, dp_line *line,
                         dialplan_state *state) {
  player->contact = dp_play_contact(p, row);
  player->line = line;
  player->state = state;
  player->row = row;
  player->view = p->question.view;
}

void dp_play_meet(const dp_play *p, dp_player *player, uint32_t row, dp_line *line, dialplan_state *state) {
  take_in_hand(p, player, row, line, state);
  dp_view_known(&player->view, player->contact);
}

/* The caller's state, as far as it could be applied to. */
static int take_state(const dp_play *p, uint32_t row, dialplan_state *state) {
  if (!p->q->states) return 1;
  const dialplan_state *from = (const void *)(p->q->states + row * p->q->state_stride);
  if (!dp_size_fits(from, from->size, sizeof *from) || !dp_facts_valid(from)) return 0;
  *state = *from;
  state->size = sizeof *state;
  return 1;
}

void dp_play_enter(dp_play *p, dp_player *player, uint32_t row, dp_line *line, dialplan_state *state,
                   dialplan_decision *d) {
  take_in_hand(p, player, row, line, state);
  if (take_state(p, row, state) && ask(p, player, NULL, p->q->now, d))
    dp_view_known(&player->view, player->contact);
}

/* ---- a call ---- */

/* The hour of the week in a contact's home zone. */
static int32_t hour_of(const dp_zone *home, int64_t at) {
  enum { MONDAY_AFTER = 10, WEEK = 7, DAY_H = 24, HOUR_S = 3600 }; /* 1970-01-01 was a Thursday */
  int32_t second;
  const int32_t date = dp_zone_date(home, at, &second);
  return (date + MONDAY_AFTER) % WEEK * DAY_H + second / HOUR_S;
}

static void count_callback(dialplan_forecast_summary *sum, dialplan_forecast_day *day, int64_t late_s) {
  static const int32_t up_to[] = {60, 900, 3600, 86400};
  int i = 0;
  while (i < 4 && late_s > up_to[i]) i++;
  sum->late[i]++;
  day->callbacks++;
  sum->callback_late_s += (uint64_t)late_s;
  if ((uint64_t)late_s > sum->callback_latest_s) sum->callback_latest_s = (uint64_t)late_s;
}

/* As dialplan_apply(), without its checks and its look for repeats: these events are new. The remarks on them
 * change nothing for a forecast. */
static void take(const dp_play *p, const dp_player *player, const dialplan_event *event) {
  if (p->settings->runs.count) {
    const dialplan_run run = dp_run_at(p->q->campaign, event->at);
    dp_run_enter(player->view.home, player->state, &run);
  }
  (void)dp_apply_event(p->settings, player->view.home, event, player->state, NULL);
}

static void apply(const dp_play *p, const dp_player *player, const dialplan_event *attempt,
                  const dp_toss *toss) {
  take(p, player, attempt);
  if (attempt->outcome != DIALPLAN_OUTCOME_CALL_LATER) return;
  const dialplan_event wish = {.kind = DIALPLAN_EVENT_CALLBACK,
                               .by = DIALPLAN_BY_CUSTOMER,
                               .at = attempt->ended_at,
                               .due_at = dp_model_callback(p->q->odds.model, toss, attempt->ended_at)};
  take(p, player, &wish);
}

dp_counted_day *dp_play_call(dp_play *p, dp_player *player, int64_t at, dp_drawn *drawn) {
  const dp_toss toss = {p->q->seed, player->contact->key, ++player->line->calls, p->q->run};
  const int32_t hour = hour_of(player->view.home, at);
  *drawn = dp_model_draw(&p->q->odds, p->settings, &toss, hour);
  const dialplan_event attempt = {
      .kind = DIALPLAN_EVENT_ATTEMPT, .outcome = drawn->outcome, .at = at, .ended_at = at + drawn->length_s};
  dp_counted_day *const counted = dp_counts_call(&p->counts, &attempt, drawn, hour);
  const int64_t asked_at = player->line->asked_at;
  if (!counted) return NULL;
  if (asked_at) count_callback(&p->out->sum, &counted->day, at > asked_at ? at - asked_at : 0);
  apply(p, player, &attempt, &toss);
  return counted;
}
