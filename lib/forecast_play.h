/* SPDX-License-Identifier: MIT */
/* What the two kinds of runs share: a contact that is asked and called, and what is counted of it. */
#ifndef DP_FORECAST_PLAY_H
#define DP_FORECAST_PLAY_H

#include "decision.h"
#include "forecast.h"

/* ---- counts ---- */

/* A civil date of the campaign's zone. */
typedef struct dp_counted_day {
  dialplan_forecast_day day; /* without its calls; limit_s in milliseconds */
  int64_t until_at;
  uint64_t outcomes[16]; /* its calls */
} dp_counted_day;

typedef struct dp_counts {
  const dialplan_campaign *campaign;
  dialplan_forecast_summary *sum;
  dp_counted_day *days;       /* one after the other, those on which nothing happens among them */
  uint64_t count, room, last; /* last: the one that was asked for */
  int64_t from_at;
  uint64_t hours[168][16]; /* calls by hour of the week and outcome */
} dp_counts;

/* The date of an instant, which is not before the run, until the next one is asked for; NULL: no memory. */
dp_counted_day *dp_counts_day(dp_counts *counts, int64_t at);
/* hour: of the week in the contact's home zone. Its date; NULL: no memory. */
dp_counted_day *dp_counts_call(dp_counts *counts, const dialplan_event *attempt, const dp_drawn *drawn,
                               int32_t hour);
/* Sums up, and gives the dates on which something happened. */
dialplan_status dp_counts_close(dp_counts *counts, dp_forecast_days *days);
/* 0: no memory. */
int dp_calls_add(dp_calls *calls, const dialplan_forecast_call *call);

/* ---- calls under way in each second, told in any order ---- */

typedef struct dp_channels_minute {
  int32_t change[60]; /* by how many there are more than in the second before */
  uint32_t reserved;
  uint64_t starts; /* the seconds in which a call starts, as bits */
} dp_channels_minute;

typedef struct dp_channels {
  dp_channels_minute *minutes; /* those in which calls start or end, as they were told */
  uint64_t used, room;
  uint32_t *places;     /* of each minute of the run among them, from 1; 0: it has none */
  int64_t first, count; /* minutes of the run, since 1970 */
} dp_channels;

dialplan_status dp_channels_make(dp_channels *channels, int64_t from_at, int64_t until_at);
void dp_channels_free(dp_channels *channels);
/* A call keeps its channel from an instant of the run until a later one. */
dialplan_status dp_channels_add(dp_channels *channels, int64_t at, int64_t until_at);
/* The most of them at once on each date, as a call starts. */
dialplan_status dp_channels_count(const dp_channels *channels, dp_counts *counts);

/* ---- one contact on its way ---- */

enum { DP_LINE_SAFE = UINT16_MAX };

/* What a contact is planned by: an instant that it is due at; what held before a call was settled, so that it
 * is asked again; the instant of asking, since it has nothing to count from. */
enum { DP_PLANNED_DUE, DP_PLANNED_STALE, DP_PLANNED_NOW };

typedef struct dp_line {
  int64_t at;       /* when it is planned; 0: not waiting */
  int64_t asked_at; /* of a callback's first call: the instant asked for; else 0 */
  uint32_t calls;   /* in this run */
  uint32_t open_s;  /* for so long from `at` on it may be called without being asked again */
  uint16_t reason;
  uint16_t safe_days; /* and for so long it need only be placed again; DP_LINE_SAFE: always */
  uint8_t call_class, verdict;
  uint8_t planned;  /* DP_PLANNED_* */
  uint8_t has_rest; /* kept for those who hold its state */
} dp_line;

/* What all contacts of a run share. */
typedef struct dp_play {
  const dp_run_question *q;
  dp_run_answer *out;
  const dp_settings *settings;
  dp_question question; /* of its `now` */
  dp_outlook outlook[DP_OUTLOOKS];
  dp_counts counts;
  uint64_t ended; /* contacts */
} dp_play;

/* A contact at hand. It is not copied: the view may point into itself. */
typedef struct dp_player {
  const dialplan_contact *contact;
  dp_line *line;
  dialplan_state *state;
  dp_view view;
  uint32_t row;
} dp_player;

static inline const dialplan_contact *dp_play_contact(const dp_play *play, uint32_t row) {
  return (const void *)(play->q->contacts + row * play->q->contact_stride);
}

void dp_play_begin(dp_play *play, const dp_run_question *question, dp_run_answer *answer);
/* Sums up. */
dialplan_status dp_play_close(dp_play *play);
void dp_play_free(dp_play *play);
/* Whether the caller wants it to end: what has been played is what there is. */
int dp_play_stopped(dp_play *play);

/* Takes a contact in hand whose line and state are all zero: with the caller's state, asked at the run's
 * start. One that cannot be asked has no verdict. */
void dp_play_enter(dp_play *play, dp_player *player, uint32_t row, dp_line *line, dialplan_state *state,
                   dialplan_decision *decision);
/* Takes one in hand that has entered, and could be asked. */
void dp_play_meet(const dp_play *play, dp_player *player, uint32_t row, dp_line *line, dialplan_state *state);
void dp_play_ask(dp_play *play, dp_player *player, int64_t now, dialplan_decision *decision);
/* At an instant after the one that it is planned for: places it again. 0: it has to be asked. */
int dp_play_wait(dp_play *play, dp_player *player, int64_t now);
/* Calls it: its state has the call's end. The date of its start; NULL: no memory. */
dp_counted_day *dp_play_call(dp_play *play, dp_player *player, int64_t at, dp_drawn *drawn);
/* It ends: settled at one instant, by what happened at another one, `moment`. */
dialplan_status dp_play_end(dp_play *play, const dp_player *player, int64_t at, int64_t moment);
/* The run ends before it does. */
void dp_play_leave(dp_play *play, const dp_player *player);

#endif
