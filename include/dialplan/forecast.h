/* SPDX-License-Identifier: MIT */
/** @file forecast.h
 *  Forecast: a whole campaign, played.
 *
 *  A forecast calls every contact at its own instants, in lease order, as far as pacing lets calls start; a model
 *  draws how each call ends; the contact is asked again, until nobody is left, the horizon is reached or no call can
 *  start any more. It is a run and no question: beside compilers and readers of files, dialplan_forecast() is the only
 *  function that allocates. Same inputs and seed, same forecast, on every machine.
 */
#ifndef DIALPLAN_FORECAST_H
#define DIALPLAN_FORECAST_H

#include <dialplan/pacing.h>
#include <dialplan/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How calls end and how long they take. Times are whole seconds, drawn evenly from [0] to [1], both at most 43,200.
 *  May grow. */
typedef struct dialplan_model {
  uint32_t size;           /**< sizeof, or 0 */
  uint32_t reserved;       /**< 0 */
  uint32_t outcomes[16];   /**< weights by DIALPLAN_OUTCOME_*; [0] is 0; some are above 0 */
  uint32_t hours[168];     /**< share of calls that a person answers, by hour of the week in the home zone, in
                                millionths (Monday 00:00 first); 0: as `outcomes` say */
  uint32_t ring_s[2];      /**< ringing; where nobody answers (no_answer, ringing) it is the campaign's ring_timeout */
  uint32_t talk_s[2];      /**< a conversation, up to the campaign's max_duration */
  uint32_t voicemail_s[2]; /**< a call that a machine answers, likewise */
  uint32_t wrap_s[2];      /**< after a conversation: channel and seat are kept so long */
  uint32_t callback_s[2];  /**< call_later: the callback is asked for so long after the call; both 0: no clear time */
} dialplan_model;

/** What is to be played. May grow. */
typedef struct dialplan_forecast_options {
  uint32_t size;         /**< sizeof, or 0 */
  uint32_t flags;        /**< DIALPLAN_FORECAST_* */
  uint64_t seed;         /**< of the draws; 0: the campaign's own */
  uint32_t runs;         /**< how often, 1 to 1,000; 0: once */
  uint32_t horizon_days; /**< days of 86,400 s to play, 1 to 3,660; 0: the campaign's `horizon` */
} dialplan_forecast_options;

/** Flags of dialplan_forecast_options. */
enum {
  DIALPLAN_FORECAST_CALLS = 1 /**< keep the calls of the first run: dialplan_forecast_calls() */
};

/** Seen and set from other threads while a forecast runs. Each field has one writer and is read and written whole,
 *  by relaxed atomic accesses of 32 bits (in C: __atomic_load_n, __atomic_store_n). Frozen. 8 bytes. */
typedef struct dialplan_progress {
  uint32_t done; /**< written by the forecast: contacts that have ended, of all runs, in millionths */
  uint32_t stop; /**< written by the caller: not 0 ends the forecast soon, with what it has */
} dialplan_progress;

/** A forecast: owns all it needs, points into nothing of the caller's. */
typedef struct dialplan_forecast_result dialplan_forecast_result;

/** The first run in numbers, and the finish of all. "connected": a person answered. May grow. */
typedef struct dialplan_forecast_summary {
  uint32_t size;               /**< sizeof, or 0 */
  uint32_t runs;               /**< runs that were played to their end */
  int64_t finish_at;           /**< end of the last call, if everybody has ended; else 0. Without a call: now */
  int64_t p10_at;              /**< of the finishes of all runs, by the nearest rank; 0: that run leaves somebody */
  int64_t p50_at;              /**< likewise */
  int64_t p90_at;              /**< likewise */
  dialplan_tally all;          /**< calls */
  uint64_t contacts;           /**< all contacts: stopped, held, unfinished and refused together */
  uint64_t stopped;            /**< ended by a verdict stop */
  uint64_t held;               /**< ended by a verdict hold that no call of the forecast changes */
  uint64_t unfinished;         /**< still to be called when the run ended */
  uint64_t refused;            /**< could not be asked: an instant or a size is out of its range */
  uint64_t reached;            /**< stopped, with a conversation in this run of the campaign */
  uint64_t reasons[64];        /**< stopped and held contacts by DIALPLAN_REASON_* */
  uint64_t never[64];          /**< of these, the ones that got no call in the forecast */
  uint64_t outcomes[16];       /**< calls by DIALPLAN_OUTCOME_* */
  dialplan_tally hours[168];   /**< calls by hour of the week in the home zone; 0: Monday, 00:00 to 00:59 */
  uint64_t channel_s;          /**< seconds for which calls kept a channel, together */
  uint64_t limit_s[16];        /**< seconds for which contacts were due and DIALPLAN_PACING_* let none start */
  uint64_t callbacks;          /**< first calls to callbacks */
  uint64_t callback_late_s;    /**< from the instant asked for (none: the one planned) to their start, together */
  uint64_t callback_latest_s;  /**< the longest of these */
  uint64_t late[5];            /**< callbacks late by up to 1 min, 15 min, 1 h, 1 day, and by more */
  int64_t cost_millionths;     /**< what the calls cost by the campaign's tariff */
  uint32_t channels;           /**< most calls under way at once */
  uint16_t blocked;            /**< DIALPLAN_PACING_* that let nobody start ever again; 0: none */
  uint16_t interrupted;        /**< 1: ended by dialplan_progress: the calls so far are there, or where contacts are
                                    played one after another those of the first contacts */
  dialplan_funnel funnel;      /**< the contacts as the run left them, earlier calls of the campaign's run included */
} dialplan_forecast_summary;

/** A civil date of the campaign's zone, on which something happened. Frozen. 192 bytes. */
typedef struct dialplan_forecast_day {
  dialplan_tally calls;  /**< calls that started on it */
  uint64_t ended;        /**< contacts whose end was settled on it: by their last call, or by asking */
  uint64_t channel_s;    /**< seconds for which its calls kept a channel, beyond midnight too */
  int64_t cost_millionths; /**< of its calls */
  uint64_t limit_s[16];  /**< seconds for which contacts were due and DIALPLAN_PACING_* let none start */
  uint32_t channels;     /**< most calls under way at once */
  int32_t date;          /**< days since 1970-01-01 */
  uint64_t callbacks;    /**< first calls to callbacks */
} dialplan_forecast_day;

/** How a contact ended in the first run. Frozen. 24 bytes. */
typedef struct dialplan_forecast_end {
  int64_t at;       /**< when the verdict was given; of the unfinished, when the next call is planned, 0: not known */
  uint32_t calls;   /**< calls in the forecast */
  uint16_t reason;  /**< DIALPLAN_REASON_*; 0: refused */
  uint8_t verdict;  /**< DIALPLAN_VERDICT_*: call for the unfinished; 0: refused */
  uint8_t outcome;  /**< DIALPLAN_OUTCOME_* of the last attempt; 0: none */
  uint64_t key;     /**< the contact's */
} dialplan_forecast_end;

/** A call of the first run. Frozen. 32 bytes. */
typedef struct dialplan_forecast_call {
  int64_t at;         /**< its start */
  int64_t ended_at;   /**< its end, without wrap time */
  uint64_t row;       /**< which contact, from 0 */
  uint32_t kept_s;    /**< seconds for which its channel was kept, from at */
  uint16_t at_ms;     /**< milliseconds of at, 0 to 999 */
  uint8_t outcome;    /**< DIALPLAN_OUTCOME_* */
  uint8_t call_class; /**< DIALPLAN_CLASS_* */
} dialplan_forecast_call;

/** The model that a forecast without one takes: 25 % completed, 45 % no_answer, 15 % voicemail, 8 % busy, 3 %
 *  call_later, 2 % rejected, 1 % each of error and invalid_number; 5 to 25 s of ringing, 30 to 240 s of talk, 20 to 40 s
 *  of voicemail, 10 to 30 s of wrap time, callbacks in 1 to 12 hours.
 *  @param model  out
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_model_init(dialplan_model *model);

/** Learns shares from statistics: the outcomes, the share of answered calls in each hour of the week with 20 calls and
 *  more. Times stay.
 *  @param stats  calls of a campaign; without any the model stays as it is
 *  @param model  in and out
 *  @param err    may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SIZE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_model_learn(const dialplan_stats *stats, dialplan_model *model,
                                                  dialplan_error *err);

/** Reads a model from a file's text: YAML or JSON. Its keys, each of which may be left out: `outcomes`, weights or
 *  shares by name; `answer_rate`, the share of calls that a person answers, one for all hours or by weekday and span
 *  of whole hours; `ring`, `talk`, `voicemail`, `wrap` and `callback`, a time like 30s or two like 30s-4m, up to 12h.
 *  dialplan-forecast(1) describes them.
 *  @param text   UTF-8, at most as long as a campaign's
 *  @param len    bytes of @p text
 *  @param model  out: what the text leaves out is as dialplan_model_init() gives it
 *  @param err    may be NULL: the first mistake, with line, column and key
 *  @return DIALPLAN_OK; E_ARGUMENT; E_DOCUMENT; E_KEY; E_VALUE; E_CONFLICT; E_LIMIT; E_MEMORY. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_model_parse(const char *text, uint64_t len, dialplan_model *model,
                                                  dialplan_error *err);

/** Plays a campaign. The caller's values are only read. Where no limit can keep calls from starting (no pacing, budget or
 *  circuit breaker, and calls are not kept) contacts are played one after another, some four times as fast; 24 bytes a
 *  contact and 250 a minute with calls are allocated then, else some 550 a contact. The numbers are the same.
 *  Calls start at whole seconds, or at milliseconds where pacing says so, and end at whole seconds; none is shorter than
 *  1 s. A contact is asked at first and when its channel is free again, and is called when that decision says; where
 *  pacing makes it wait longer it keeps its place in lease order, and is asked again as its turn comes. A call under way
 *  in a state counts as settled when it is stale.
 *  @param campaign        a campaign
 *  @param contacts        the first contact
 *  @param contact_stride  bytes from one to the next
 *  @param states          the first state; NULL: never called
 *  @param state_stride    bytes from one to the next
 *  @param count           how many, below 4,294,967,295
 *  @param load            starts, outcomes and costs so far; its calls in flight are left out. NULL: nothing yet
 *  @param now             a valid instant, from which it is played
 *  @param model           NULL: as dialplan_model_init()
 *  @param options         NULL: once, with the campaign's seed, as far as its horizon
 *  @param progress        NULL: not wanted
 *  @param out             out: release it with dialplan_forecast_free()
 *  @param err             may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE; E_MEMORY; E_LIMIT: too many contacts. O(n log n) in the calls;
 *  any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                               uint64_t contact_stride, const dialplan_state *states,
                                               uint64_t state_stride, uint64_t count, const dialplan_load *load,
                                               int64_t now, const dialplan_model *model,
                                               const dialplan_forecast_options *options, dialplan_progress *progress,
                                               dialplan_forecast_result **out, dialplan_error *err);

/** Releases a forecast. NULL is fine. Constant time; any thread.
 *  @param result  a forecast, or NULL
 *  @since 0.1 */
DIALPLAN_API void dialplan_forecast_free(dialplan_forecast_result *result);

/** A forecast in numbers.
 *  @param result  a forecast
 *  @param out     out
 *  @param err     may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast_sum(const dialplan_forecast_result *result,
                                                   dialplan_forecast_summary *out, dialplan_error *err);

/** The days of the first run, in the order of time.
 *  @param result  a forecast
 *  @param out     room for @p cap days
 *  @param cap     entries in @p out; 0 measures
 *  @param count   out: how many there are
 *  @param err     may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast_days(const dialplan_forecast_result *result, dialplan_forecast_day *out,
                                                    uint64_t cap, uint64_t *count, dialplan_error *err);

/** How each contact ended in the first run, in the order of the contacts.
 *  @param result  a forecast
 *  @param out     room for @p cap ends
 *  @param cap     entries in @p out; 0 measures
 *  @param count   out: how many there are: one a contact
 *  @param err     may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast_ends(const dialplan_forecast_result *result, dialplan_forecast_end *out,
                                                    uint64_t cap, uint64_t *count, dialplan_error *err);

/** The calls of the first run in the order of their starts; none without DIALPLAN_FORECAST_CALLS.
 *  @param result  a forecast
 *  @param out     room for @p cap calls
 *  @param cap     entries in @p out; 0 measures
 *  @param count   out: how many there are
 *  @param err     may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast_calls(const dialplan_forecast_result *result,
                                                     dialplan_forecast_call *out, uint64_t cap, uint64_t *count,
                                                     dialplan_error *err);

/** The finishes of all runs, the earliest first; those that leave somebody are DIALPLAN_LIMIT_INSTANT and last.
 *  @param result  a forecast
 *  @param out     room for @p cap instants
 *  @param cap     entries in @p out; 0 measures
 *  @param count   out: how many there are: one a run
 *  @param err     may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT. Linear; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_forecast_finishes(const dialplan_forecast_result *result, int64_t *out,
                                                        uint64_t cap, uint64_t *count, dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
