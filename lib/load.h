/* SPDX-License-Identifier: MIT */
/* A load from inside: moved to an instant, so that its counts are of that instant. Instants are milliseconds
 * here. */
#ifndef DP_LOAD_H
#define DP_LOAD_H

#include <dialplan/pacing.h>

#include "campaign.h"

enum { DP_LOAD_MINUTE_S = 60, DP_LOAD_ANSWERS_S = 300 };

#define DP_LOAD_NEVER INT64_MAX

/* Whether a load can be read, and a question about it asked at an instant. */
dialplan_status dp_load_check(const dialplan_load *load, int64_t at, uint32_t at_ms, dialplan_error *err);

/* The load's instant. */
static inline int64_t dp_load_moment(const dialplan_load *load) { return load->at * 1000 + load->at_ms; }
/* Lets time go on to an instant, which it returns; one before the load's is taken for the load's. */
int64_t dp_load_move(const dialplan_campaign *campaign, dialplan_load *load, int64_t moment);
/* Calls start at the load's own instant. */
void dp_load_start(const dialplan_campaign *campaign, dialplan_load *load, uint32_t count);
/* A call ends, at its ended_at or the load's instant, whichever is later. */
void dp_load_end(const dialplan_campaign *campaign, dialplan_load *load, const dialplan_event *event, int connected);

/* Starts in the 60 s up to the load's instant. */
uint64_t dp_load_minute(const dialplan_load *load);
/* When fewer than `limit`, 1 or more, of so many are left. */
int64_t dp_load_minute_free(const dialplan_load *load, uint64_t count, uint64_t limit);

/* The first instant after one that begins another civil date of the campaign's zone. */
int64_t dp_load_next_date(const dialplan_campaign *campaign, int64_t at);
/* The first instant, from one on, on a civil date with fewer than `limit` starts; NEVER: limit is 0. */
int64_t dp_load_day_free(const dialplan_campaign *campaign, const dialplan_load *load, int64_t moment,
                         int64_t limit);

/* Predictive: the microseconds from one start to the next, for which the share of 1,000,000 that abandoned
 * calls leave of the target rate is *brake. 0: there is no seat. */
int64_t dp_load_target_us(const dp_settings *settings, const dialplan_load *load, int32_t *brake);

/* Whether an outcome says that a person answered. */
int dp_load_answered(int32_t outcome);
/* What a call costs by the budget's tariff, in millionths: talk_s 0 for one that nobody answered. */
int64_t dp_load_cost(const dp_settings *settings, int64_t talk_s);
/* What an attempt costs: its own cost, else by the tariff. */
int64_t dp_load_cost_of(const dp_settings *settings, const dialplan_event *event);

#endif
