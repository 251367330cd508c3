/* SPDX-License-Identifier: MIT */
/* What happens if the campaign is played once, and no call waits for another?
 * Uses contacts on their way and channels. Invariant: what is played is what the paced run plays, but each
 * contact goes its whole way before the next one is looked at, so that memory holds one contact at a time. */
#include "forecast_play.h"
#include "mem.h"

typedef struct unlimited {
  dp_play play;
  dp_channels channels;
} unlimited;

static dialplan_status call(unlimited *u, dp_player *player) {
  const int64_t at = player->line->at;
  dp_drawn drawn;
  dialplan_decision next;
  if (!dp_play_call(&u->play, player, at, &drawn)) return DIALPLAN_E_MEMORY;
  const dialplan_status status = dp_channels_add(&u->channels, at, at + drawn.kept_s);
  if (status) return status;
  dp_play_ask(&u->play, player, at + drawn.kept_s, &next);
  return player->line->verdict == DIALPLAN_VERDICT_CALL
             ? DIALPLAN_OK
             : dp_play_end(&u->play, player, at + drawn.kept_s, at);
}

/* One that was planned by what held before a call was settled. */
static dialplan_status ask_again(unlimited *u, dp_player *player) {
  const int64_t at = player->line->at;
  dialplan_decision next;
  dp_play_ask(&u->play, player, at, &next);
  return player->line->verdict == DIALPLAN_VERDICT_CALL ? DIALPLAN_OK : dp_play_end(&u->play, player, at, at);
}

static dialplan_status play_contact(unlimited *u, uint32_t row, int stopped) {
  dp_play *p = &u->play;
  dialplan_decision first;
  dialplan_state state = {0};
  dp_line line = {0};
  dp_player player;
  dp_play_enter(p, &player, row, &line, &state, &first);
  if (line.verdict != DIALPLAN_VERDICT_CALL) return dp_play_end(p, &player, p->q->now, p->q->now);
  dialplan_status status = DIALPLAN_OK;
  while (!status && !stopped && line.verdict == DIALPLAN_VERDICT_CALL && line.at < p->q->until_at)
    status = line.planned == DP_PLANNED_STALE ? ask_again(u, &player) : call(u, &player);
  if (!status && line.verdict == DIALPLAN_VERDICT_CALL) dp_play_leave(p, &player);
  return status;
}

/* Once it is told to stop, the contacts that are left are asked, and nobody is called. */
static dialplan_status play_all(unlimited *u) {
  dialplan_status status = DIALPLAN_OK;
  int stopped = 0;
  for (uint32_t row = 0; row < u->play.q->count && !status; row++) {
    stopped = stopped || dp_play_stopped(&u->play);
    status = play_contact(u, row, stopped);
  }
  return status;
}

dialplan_status dp_forecast_unlimited(const dp_run_question *question, dp_run_answer *answer) {
  unlimited *const u = dp_mem_new(sizeof *u);
  if (!u) return DIALPLAN_E_MEMORY;
  dp_play_begin(&u->play, question, answer);
  dialplan_status status = dp_channels_make(&u->channels, question->now, question->until_at);
  if (!status) status = play_all(u);
  if (!status) status = dp_channels_count(&u->channels, &u->play.counts);
  if (!status) status = dp_play_close(&u->play);
  dp_channels_free(&u->channels);
  dp_play_free(&u->play);
  dp_mem_free(u);
  return status;
}
