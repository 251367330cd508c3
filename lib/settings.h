/* SPDX-License-Identifier: MIT */
/* The settings of a campaign as plain values, account merged in. Filled by campaign_read.c from the key table, read by
 * everything that decides. Durations are (civil days, seconds). DP_OFF in a number means `off`. */
#ifndef DP_SETTINGS_H
#define DP_SETTINGS_H

#include <dialplan/event.h>

#include "guard.h"

#define DP_OFF (-1)

enum { DP_STATUS_DRAFT, DP_STATUS_ACTIVE, DP_STATUS_PAUSED, DP_STATUS_COMPLETED, DP_STATUS_CANCELLED };
enum { DP_ZONE_POLICY_CONTACT, DP_ZONE_POLICY_CAMPAIGN };
enum { DP_ZONE_CAMPAIGN, DP_ZONE_HOLD }; /* unknown_zone, ambiguous_zone */
enum { DP_INFER_NONE, DP_INFER_PHONE };
enum { DP_MODE_MULTI_DAY, DP_MODE_SINGLE_DAY };
enum { DP_STRATEGY_SMART, DP_STRATEGY_INTERVALS, DP_STRATEGY_FIXED };
enum { DP_INTENSITY_AGGRESSIVE, DP_INTENSITY_MODERATE, DP_INTENSITY_CONSERVATIVE };
enum { DP_AFTER_LAST_REPEAT, DP_AFTER_LAST_STOP };
enum { DP_ROW_NONE, DP_ROW_AFTER, DP_ROW_STOP, DP_ROW_RETRY };
enum { DP_DAYPARTS_ANY, DP_DAYPARTS_SPREAD };
enum { DP_VOICEMAIL_CLOSE, DP_VOICEMAIL_KEEP };
enum { DP_WINDOW_CLOSE_AUTO, DP_WINDOW_CLOSE_CANCEL, DP_WINDOW_CLOSE_CARRY };
enum { DP_LATE_ASAP, DP_LATE_NEXT_DAY, DP_LATE_CLOSE };
enum { DP_DATES_AUTO, DP_DATES_DMY, DP_DATES_MDY };
enum { DP_INBOUND_IGNORE, DP_INBOUND_CLOSE };
enum { DP_LEASE_DUE, DP_LEASE_FEWEST_ATTEMPTS, DP_LEASE_NEWEST, DP_LEASE_CLOSING_FIRST, DP_LEASE_RANDOM };
enum { DP_PHASES_MAX = 16, DP_INTERVALS_MAX = 32, DP_CAPS_MAX = 8, DP_OUTCOMES = 16, DP_VARIANTS_MAX = 16 };

typedef struct dp_phase {
  int32_t from_day, until_day; /* inclusive; until_day 0: open-ended */
  int32_t calls;
  int32_t per_days;            /* 1: a quota per day */
  dialplan_duration gap;       /* zero: no gap phase unless has_gap */
  uint8_t has_gap, dayparts;   /* DP_DAYPARTS_* */
  uint16_t reserved;
} dp_phase;

typedef struct dp_row {
  dialplan_duration after;
  int32_t retries; /* DP_OFF: unlimited */
  int32_t kind;    /* DP_ROW_* */
} dp_row;

typedef struct dp_cap {
  int32_t max;
  dialplan_duration per;
} dp_cap;

typedef struct dp_retry {
  int32_t strategy, intensity, after_last;
  uint32_t phase_count;    /* always > 0: a preset is spelt out here too */
  uint32_t own_phases;     /* 1: written in the file */
  uint32_t interval_count;
  uint32_t cap_count;
  int32_t max_retry_days;  /* 0 … 365, DP_OFF */
  int32_t max_attempts;    /* 1 … 100, DP_OFF */
  int32_t max_consecutive_errors; /* DP_OFF */
  uint32_t standard;       /* 1: `standard` or `base: standard` was written */
  dp_phase phases[DP_PHASES_MAX];
  dialplan_duration intervals[DP_INTERVALS_MAX];
  dialplan_duration every;
  dialplan_duration wait, cooldown, not_picked_cooldown;
  dp_cap caps[DP_CAPS_MAX];
  dp_row rows[DP_OUTCOMES]; /* by DIALPLAN_OUTCOME_*; network_error has its default row here */
  const char *prefer;       /* NULL: off */
  const uint32_t *weights;  /* of the 168 hours of the week, Monday 00:00 first; NULL: no table */
} dp_retry;

typedef struct dp_callbacks {
  uint8_t detection, bot, ignore_cooldown, on_voicemail, on_window_close, late, date_order, reserved;
  const char *const *languages; /* as written */
  uint32_t language_count;
  uint32_t book_count;
  uint8_t books[4]; /* of words, in order: DP_BOOK_* of callback/reading.h, from 1 by the key's words */
  int32_t daypart_min[4];   /* morning, afternoon, evening, night: minutes of the day */
  int32_t day_only_min;     /* DP_OFF: now */
  dialplan_duration least_delay;
  dialplan_duration retry[DP_INTERVALS_MAX];
  uint32_t retry_count;
  int32_t max_reschedules;  /* 0 … 100 */
  int32_t extra_attempts;   /* 0 … 100 */
  dialplan_duration late_after; /* days DP_OFF: off */
  dialplan_duration max_ahead;  /* days DP_OFF: off */
  int32_t min_confidence;
} dp_callbacks;

typedef struct dp_pacing {
  int32_t managed;          /* 0: absent */
  int32_t preset;           /* 0 conservative, 1 balanced, 2 aggressive */
  int32_t channels;         /* 0: nothing is dialled */
  int32_t channels_written; /* 1: `channels` stands in a file */
  int32_t channel_cap, seats, daily_limit, calls_per_minute; /* DP_OFF */
  int32_t rate_per_second, rate_burst; /* DP_OFF */
  int32_t spacing_ms, poll_ms;
  int32_t predictive;       /* 1: mode predictive, with: */
  int32_t handle_time_s, answer_rate_ppm, abandon_limit_ppm;
} dp_pacing;

typedef struct dp_variant {
  const char *name, *agent;
  uint64_t key; /* dp_draw_hash of the name, once the campaign is built */
  int32_t weight;
  uint32_t reserved;
} dp_variant;

typedef struct dp_name_outcome {
  const char *name;
  int32_t outcome;
} dp_name_outcome;

/* An iCalendar file among the no-call days: {ics: file, only: [...], except: [...], lenient: true}. */
typedef struct dp_calendar {
  const char *file;
  const char *const *only;   /* patterns */
  const char *const *except; /* patterns */
  uint32_t only_count, except_count;
  uint32_t lenient;
  uint32_t account; /* 1: from the account file */
  dp_dayset days;   /* those that are taken, in the order of dates */
} dp_calendar;

/* The public holidays that guard rules ask for by country: {FR: france.ics}. */
typedef struct dp_holidays {
  const char *country, *file;
  dp_dayset days; /* those that the file names, in the order of dates */
} dp_holidays;

/* The occurrences of a repeated campaign: each opens a run. */
typedef struct dp_runs {
  const int32_t *dates; /* ascending, in the campaign's zone */
  uint32_t count;       /* 0: the campaign does not repeat */
  int32_t second;       /* of the day: the start's clock time */
} dp_runs;

typedef struct dp_settings {
  /* carried texts; NULL: not written */
  const char *name, *description, *objective, *agent, *call_type, *context, *project, *caller_id;
  const char *trigger, *purpose, *country, *seed, *account, *contacts, *events, *repeat;
  const char *const *dnc;
  uint32_t dnc_count;
  int32_t status, priority;
  const char *timezone;
  uint16_t zone; /* its index */
  uint8_t zone_policy, unknown_zone, ambiguous_zone, infer_zone, mode, reserved;
  int64_t horizon_s;
  int64_t start_at, end_at; /* instants; 0: none; end exclusive; of a repeated campaign, of the whole series */
  dp_runs runs;
  dp_windows windows;
  dp_dayset no_call_days;
  dp_guard guard;
  /* as written, for the canonical form; what binds is in guard and no_call_days */
  const dp_guard_rule *guard_rules;  /* rules of the files' own, whatever their purpose */
  const char *const *guard_packs;    /* packs by name */
  const dp_calendar *calendars;      /* of no_call_days */
  const dp_holidays *holidays;
  uint32_t guard_rule_count, guard_pack_count, calendar_count, holiday_count;
  int32_t close_margin_s, jitter_s;
  dp_retry retry;
  dp_callbacks callbacks;
  dp_pacing pacing;
  int32_t ring_timeout_s, max_duration_s, stale_call_s;
  uint8_t respect_dnc, business_hours_guard, record_calls, on_inbound;
  int32_t breaker_ppm; /* failures of all; DP_OFF: no breaker */
  int32_t breaker_of_last, breaker_pause_s; /* DP_OFF: until_reset */
  dialplan_duration skip_recently_completed; /* days DP_OFF: off */
  int64_t budget, budget_per_call, budget_per_minute; /* millionths; budget DP_OFF: off */
  const char *budget_currency;
  const dp_name_outcome *outcome_names;
  uint32_t outcome_name_count;
  uint32_t variant_count;
  dp_variant variants[DP_VARIANTS_MAX];
  uint8_t lease_order[3]; /* DIALPLAN_CLASS_* */
  uint8_t lease_then;
  uint32_t reserved2;
} dp_settings;

/* The public holidays of a country as `holidays` spells it ("FR", "DE-BY"); NULL: nothing binds it to a file. */
const dp_dayset *dp_settings_holidays(const dp_settings *settings, const char *country);

#endif
