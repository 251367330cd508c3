/* SPDX-License-Identifier: MIT */
/** @file pacing.h
 *  Pacing: how many calls may start now, and when the next one could. The load that a dialler counts, the circuit
 *  breaker.
 *
 *  A dialler keeps one load a campaign. It tells each start, conversation and end to it, and asks:
 *
 *      dialplan_pacing_admit(campaign, &load, now, ms, &admission, &err);
 *      start up to admission.starts calls, dialplan_load_started() for them;
 *      sleep until admission.next_at, or until a call ends: dialplan_load_ended().
 *
 *  A dialler that counts otherwise (in SQL, say) fills in the first half of a load before it asks, and leaves the
 *  second half 0.
 */
#ifndef DIALPLAN_PACING_H
#define DIALPLAN_PACING_H

#include <dialplan/campaign.h>
#include <dialplan/event.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a campaign is doing: counts alone. The caller stores it. All zero: nothing yet. May grow. */
typedef struct dialplan_load {
  uint32_t size;              /**< sizeof, or 0 */
  uint32_t in_flight;         /**< calls that have started and not ended, conversations included */
  uint32_t connected;         /**< of those, conversations */
  uint32_t completed;         /**< calls so far that ended `completed` */
  int64_t at;                 /**< when all this was counted; 0: at the instant of asking */
  int64_t last_at;            /**< the last start; 0: none */
  uint16_t at_ms;             /**< milliseconds of at, 0 to 999 */
  uint16_t last_ms;           /**< milliseconds of last_at, 0 to 999 */
  uint32_t started_today;     /**< starts on the civil date of at, in the campaign's zone */
  uint32_t started_minute;    /**< starts in the 60 s up to at, those of `starts` apart */
  uint32_t bucket_debt;       /**< thousandths of a token that the bucket lacks: 1,000 a start, less the rate a ms */
  uint32_t answered;          /**< calls that a person answered in the 300 s up to at, those of the rings apart */
  uint32_t abandoned;         /**< of those, abandoned */
  int64_t spent_millionths;   /**< what ended calls have cost, in millionths of the currency */
  int64_t breaker_until_at;   /**< the breaker is open before this instant; INT64_MAX: until a reset; 0: closed */
  /* kept by the functions below */
  int64_t target_debt_us;     /**< predictive: by how many microseconds the target rate is ahead of the clock */
  int32_t beside_date;        /**< the civil date before that of at, or the one that a clock change led back from */
  uint32_t started_beside;    /**< starts on it */
  uint32_t outcomes;          /**< outcomes in `failed`; goes on at 10,000 when 20,000 is reached */
  uint32_t reserved;          /**< 0 */
  uint32_t starts[61];        /**< starts in each of the last 61 s; a second's place is its remainder by 61 */
  uint16_t starts_ms[61];     /**< milliseconds of the last of them */
  uint16_t answered_in[300];  /**< answered calls in each of the last 300 s */
  uint16_t abandoned_in[300]; /**< abandoned ones */
  uint8_t failed[1250];       /**< the last 10,000 outcomes, a bit each: 1 is a failure by the breaker's rule */
} dialplan_load;

/** What decides how many calls may start, in the order in which equal ones are named. Numbers are pinned. */
enum {
  DIALPLAN_PACING_NONE = 0,             /**< nothing: pacing is not managed by the campaign file */
  DIALPLAN_PACING_STATUS = 1,           /**< the campaign is not active */
  DIALPLAN_PACING_OPEN_TIME = 2,        /**< before its start, past its end, outside its windows */
  DIALPLAN_PACING_BREAKER = 3,          /**< the circuit breaker is open */
  DIALPLAN_PACING_BUDGET = 4,           /**< what is left pays for no more calls of full length */
  DIALPLAN_PACING_CHANNELS = 5,         /**< `channels` */
  DIALPLAN_PACING_CHANNEL_CAP = 6,      /**< `channel_cap` */
  DIALPLAN_PACING_SEATS = 7,            /**< `seats` */
  DIALPLAN_PACING_DAILY_LIMIT = 8,      /**< `daily_limit` */
  DIALPLAN_PACING_CALLS_PER_MINUTE = 9, /**< `calls_per_minute`, in every 60 s */
  DIALPLAN_PACING_CALLS_PER_SECOND = 10, /**< `calls_per_second`, a token bucket */
  DIALPLAN_PACING_SPACING = 11,         /**< `spacing` */
  DIALPLAN_PACING_TARGET = 12,          /**< predictive: the target rate */
  DIALPLAN_PACING_ABANDON = 13          /**< predictive: the target rate, held back by abandoned calls */
};

/** How many calls may start. Frozen. 24 bytes. */
typedef struct dialplan_admission {
  int64_t next_at;   /**< when one more could start, if `starts` start now and nothing else happens; 0: not by time
                          alone (a call has to end, a setting has to change) */
  uint32_t starts;   /**< how many may start now; 4294967295: as many as there are */
  uint16_t next_ms;  /**< milliseconds of next_at */
  uint16_t limit;    /**< DIALPLAN_PACING_*: what allows the fewest; among those that allow none, the longest */
  uint16_t reason;   /**< of STATUS and OPEN_TIME, why: a DIALPLAN_REASON_*; else 0 */
  uint16_t rule;     /**< of DIALPLAN_REASON_GUARD: 1 + the index of the rule; else 0 */
  uint32_t reserved; /**< 0 */
} dialplan_admission;

/** Where the circuit breaker stands. Frozen. 32 bytes. */
typedef struct dialplan_circuit {
  int64_t tripped_at; /**< end of the last call that opened it; 0: none did */
  int64_t until_at;   /**< it is open before this instant; INT64_MAX: until a reset; 0: closed */
  uint32_t failures;  /**< failed ones among the outcomes that count */
  uint32_t outcomes;  /**< how many count: `of_last`, or fewer where there are no more since the reset */
  uint32_t least;     /**< failures that open it; 0: the campaign has no breaker */
  int32_t open;       /**< 1: open */
} dialplan_circuit;

/** How many calls may start at an instant.
 *
 *  The smallest limit wins. Status, start and end of the campaign, the breaker and the budget always count; windows
 *  and guard only with `zone_policy: campaign`, because else each contact's decision knows them. The rest needs
 *  `pacing` in the file. With a spacing at most one starts at a time; `calls_per_minute` holds in every span of 60 s,
 *  `calls_per_second` in every span of w seconds (burst + rate * w starts), `daily_limit` on every civil date of the
 *  campaign's zone. Each call in flight is taken to cost what it does at `max_duration`.
 *  @param campaign  a campaign
 *  @param load      what it is doing; counts of a later instant than @p now count as of now
 *  @param now       a valid instant
 *  @param now_ms    milliseconds of it, 0 to 999
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK (none is an answer); E_ARGUMENT; E_RANGE: an instant or a count that cannot be; E_SIZE. Some
 *  2 us; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_pacing_admit(const dialplan_campaign *campaign, const dialplan_load *load,
                                                   int64_t now, uint32_t now_ms, dialplan_admission *out,
                                                   dialplan_error *err);

/** Calls start. Unchanged on errors.
 *  @param campaign  the campaign
 *  @param load      its load; an instant before the load's counts as the load's
 *  @param at        a valid instant
 *  @param at_ms     milliseconds of it, 0 to 999
 *  @param count     how many
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Constant time; no allocation; one thread at a time for a load.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_started(const dialplan_campaign *campaign, dialplan_load *load, int64_t at,
                                                   uint32_t at_ms, uint32_t count, dialplan_error *err);

/** A call in flight becomes a conversation: it takes a seat.
 *  @param load  a load
 *  @param err   may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: all calls in flight are conversations; E_SIZE. Constant time; one thread
 *  at a time for a load.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_connected(dialplan_load *load, dialplan_error *err);

/** A call ends: its outcome, its cost, its channel and its seat.
 *  A person answered where the outcome is completed, call_later, abandoned, silent, refused, wrong_person or
 *  dnc_request. Without a cost of its own the call costs `per_call` and, from an answer (voicemail too), `per_minute`
 *  for its length, to the second, rounded up to a millionth.
 *  @param campaign   the campaign
 *  @param load       its load
 *  @param event      the attempt, ended at its ended_at (else at); before the load's instant counts as the load's
 *  @param connected  1: it was told to dialplan_load_connected(); 0: it was not
 *  @param err        may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT: no attempt, no such outcome; E_RANGE; E_SIZE. Constant time; no allocation; one
 *  thread at a time for a load.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_ended(const dialplan_campaign *campaign, dialplan_load *load,
                                                 const dialplan_event *event, int32_t connected,
                                                 dialplan_error *err);

/** Closes the breaker (a `breaker_reset` event): what failed before does not count any more.
 *  @param load  a load
 *  @param err   may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_SIZE. Constant time; one thread at a time for a load.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_reset(dialplan_load *load, dialplan_error *err);

/** The kinds of a step. Numbers are pinned; at the same second they happen in their order. */
enum {
  DIALPLAN_LOAD_STEP_START = 1, /**< a call starts */
  DIALPLAN_LOAD_STEP_END = 2,   /**< a call ends */
  DIALPLAN_LOAD_STEP_RESET = 3  /**< the breaker is reset */
};

/** What a log tells a load: one step. Frozen. 32 bytes. */
typedef struct dialplan_load_step {
  int64_t at;              /**< when it happened */
  int64_t began_at;        /**< end: when the call started; else 0 */
  int64_t cost_millionths; /**< end: its own cost; 0: by the tariff */
  uint8_t kind;            /**< DIALPLAN_LOAD_STEP_* */
  uint8_t outcome;         /**< end: DIALPLAN_OUTCOME_*; else 0 */
  uint8_t reserved[6];     /**< 0 */
} dialplan_load_step;

/** What one contact's events tell the load of their campaign. A dialler that starts again has its load back from the
 *  log: the steps of all contacts, sorted by dialplan_load_step_compare(), one after the other given to
 *  dialplan_load_apply().
 *  A start and the attempt that reports it are one call, which started when the start says. A start that no attempt
 *  has reported is under way, and after `stale_call` an attempt with the outcome error; one that another start follows
 *  before is the same call, told again.
 *  @param campaign  a campaign
 *  @param events    the events of one contact in the order of their instants, each once; or breaker_reset events
 *  @param stride    bytes from one to the next
 *  @param count     how many
 *  @param now       a valid instant; what happens behind it has not happened yet
 *  @param out       room for @p cap steps, in no certain order
 *  @param cap       entries in @p out; 0 measures; 2 an event are always enough
 *  @param steps     out: how many there are
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE: an instant or a cost that cannot be, or events out of order; E_SIZE.
 *  Linear; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_steps(const dialplan_campaign *campaign, const dialplan_event *events,
                                                 uint64_t stride, uint64_t count, int64_t now,
                                                 dialplan_load_step *out, uint64_t cap, uint64_t *steps,
                                                 dialplan_error *err);

/** The order of steps: by their instants, then by their kinds. Steps that are equal are alike in everything.
 *  @param a  a step
 *  @param b  another one
 *  @return below 0: a is first; above 0: b is; 0: they are alike. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API int32_t dialplan_load_step_compare(const dialplan_load_step *a, const dialplan_load_step *b);

/** Takes a step into a load: as dialplan_load_started(), dialplan_load_ended() without a conversation told, or
 *  dialplan_load_reset().
 *  @param campaign  the campaign
 *  @param load      its load
 *  @param step      a step
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT: no such kind or outcome; E_RANGE; E_SIZE. Constant time; no allocation; one thread
 *  at a time for a load.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_load_apply(const dialplan_campaign *campaign, dialplan_load *load,
                                                 const dialplan_load_step *step, dialplan_error *err);

/** Whether the circuit breaker is open.
 *  It opens at the end of a call that failed (error, network_error, invalid_number) when, with it, at least the share
 *  `failures` of `of_last` calls has failed among the last `of_last` ones; `pause` counts from the last such call, so
 *  that after the pause one more failure opens it again while the others are still among the last. dialplan_load_ended()
 *  keeps the same rule.
 *  @param campaign  a campaign
 *  @param events    attempts in the order of their ends, and breaker_reset events; others are passed over. Those of
 *                   the last `pause` and `of_last` attempts more settle it; with until_reset, those since the reset
 *  @param stride    bytes from one to the next
 *  @param count     how many
 *  @param now       a valid instant; what lies behind it has not happened yet
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Linear; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_breaker(const dialplan_campaign *campaign, const dialplan_event *events,
                                              uint64_t stride, uint64_t count, int64_t now, dialplan_circuit *out,
                                              dialplan_error *err);

/** The name of a limit ("calls_per_minute"); NULL for a number that is none. Static text; constant time; any thread.
 *  @param limit  DIALPLAN_PACING_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_pacing_name(int32_t limit);

#ifdef __cplusplus
}
#endif
#endif
