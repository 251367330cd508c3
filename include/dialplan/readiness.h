/* SPDX-License-Identifier: MIT */
/** @file readiness.h
 *  Readiness: will it dial? Estimate: how long does it take?
 */
#ifndef DIALPLAN_READINESS_H
#define DIALPLAN_READINESS_H

#include <dialplan/decision.h>
#include <dialplan/open.h>
#include <dialplan/pacing.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Flags of dialplan_facts. */
enum {
  DIALPLAN_FACTS_LOG = 1,      /**< there is a log, so that the checks of health are made */
  DIALPLAN_FACTS_ADMISSION = 2 /**< `admission` is given */
};

/** What the caller has counted in its contacts and its log. May grow. */
typedef struct dialplan_facts {
  uint32_t size;                /**< sizeof, or 0 */
  uint32_t flags;               /**< DIALPLAN_FACTS_* */
  uint64_t contacts;            /**< contacts in the list */
  uint64_t callable;            /**< of these, with the verdict call */
  uint64_t held;                /**< of these, with the verdict hold */
  uint64_t no_zone;             /**< of these, held because no zone is known, or not which (zone_unknown,
                                     zone_ambiguous) */
  int64_t due_since_at;         /**< since when a call has been due that is not under way; 0: none is due */
  int64_t last_start_at;        /**< the last start of a call; 0: none */
  uint32_t attempts;            /**< attempts that are judged: those of the last day, say */
  uint32_t errors;              /**< of these, error or network_error */
  uint32_t invalid;             /**< of these, invalid_number */
  uint32_t answered;            /**< of these, answered by a person */
  uint32_t abandoned;           /**< of these, abandoned */
  uint32_t reserved;            /**< 0 */
  dialplan_admission admission; /**< what dialplan_pacing_admit() says at the same instant */
  uint64_t zoneless;            /**< contacts without a zone of their own that are not known to lack one: the
                                     campaign's counts for them, unless unknown_zone says hold */
} dialplan_facts;

/** Counts a contact in the facts: contacts, zoneless; by its decision callable, held, no_zone, and due_since_at, which
 *  is no earlier than the opening of the open span that holds now.
 *  @param campaign  the campaign
 *  @param facts     in and out
 *  @param contact   a contact
 *  @param decision  what dialplan_next() says of it at @p now; NULL: not asked, and not counted
 *  @param now       a valid instant
 *  @param options   those of the decision; NULL: defaults
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Constant time but for a search of open time where a call is due;
 *  no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_facts_contact(const dialplan_campaign *campaign, dialplan_facts *facts,
                                                    const dialplan_contact *contact,
                                                    const dialplan_decision *decision, int64_t now,
                                                    const dialplan_options *options, dialplan_error *err);

/** Counts an attempt in the facts: attempts, errors, invalid, answered, abandoned.
 *  @param facts    facts
 *  @param outcome  DIALPLAN_OUTCOME_*
 *  @return DIALPLAN_OK; E_ARGUMENT: no such outcome; E_SIZE. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_facts_attempt(dialplan_facts *facts, int32_t outcome);

/** The checks, in their order. Numbers are pinned. */
enum {
  DIALPLAN_CHECK_STATUS = 1,          /**< the campaign is active */
  DIALPLAN_CHECK_AGENT = 2,           /**< an agent is set, for the campaign or for every variant */
  DIALPLAN_CHECK_CALLER_ID = 3,       /**< the caller's number is set */
  DIALPLAN_CHECK_CONTACTS = 4,        /**< there are contacts */
  DIALPLAN_CHECK_CALLABLE = 5,        /**< some can be dialled */
  DIALPLAN_CHECK_CHANNELS = 6,        /**< channels, the cap and the seats are above zero */
  DIALPLAN_CHECK_WINDOWS = 7,         /**< there is open time within the horizon */
  DIALPLAN_CHECK_NOW = 8,             /**< the campaign's own zone is open now, or when next */
  DIALPLAN_CHECK_END = 9,             /**< the end is not past */
  DIALPLAN_CHECK_ZONE_DATA = 10,      /**< zone data are of this year or the one before */
  DIALPLAN_CHECK_STOP_RULES = 11,     /**< max_retry_days or max_attempts ends contacts */
  DIALPLAN_CHECK_CALLBACK_GATES = 12, /**< both gates of callbacks, or neither */
  DIALPLAN_CHECK_GUARD = 13,          /**< guard rules bind */
  DIALPLAN_CHECK_ZONES = 14,          /**< every contact has a zone by which it can be called: none is held for want
                                           of one, and where a guard rule of the United States goes by the called
                                           person's clock, none is called by the campaign's (limit: 1) */
  DIALPLAN_CHECK_PACING = 15,         /**< calls may start now; with an admission */
  DIALPLAN_CHECK_STALLED = 16,        /**< calls that are due and admitted start; with a log, like what follows */
  DIALPLAN_CHECK_ERROR_RATE = 17,     /**< 10 % of 20 calls and more are a warning, half of them a failure */
  DIALPLAN_CHECK_INVALID_RATE = 18,   /**< likewise */
  DIALPLAN_CHECK_ABANDONED_RATE = 19, /**< of 30 answered calls: above abandon_limit (3 %), two points above it */
  DIALPLAN_CHECK_COMPLETE = 20        /**< somebody is left with the verdict call or hold */
};

/** Results of a check. */
enum { DIALPLAN_RESULT_OK = 0, DIALPLAN_RESULT_WARNING = 1, DIALPLAN_RESULT_FAILED = 2 };

/** One check. Frozen. 32 bytes. */
typedef struct dialplan_check {
  int64_t value;  /**< what was found: a count, a share in millionths, a code; see dialplan_check_format() */
  int64_t limit;  /**< what it was compared with */
  int64_t at;     /**< an instant: when open next, the end, since when stalled; 0: none */
  int32_t check;  /**< DIALPLAN_CHECK_* */
  int32_t result; /**< DIALPLAN_RESULT_* */
} dialplan_check;

/** Whether a campaign will dial: one row a check.
 *  @param campaign  a campaign
 *  @param facts     what the caller has counted
 *  @param now       a valid instant
 *  @param options   NULL: defaults; the horizon counts
 *  @param out       room for @p cap checks, in the order of their numbers
 *  @param cap       entries in @p out; 0 measures
 *  @param count     out: how many there are, at most 20
 *  @param err       may be NULL
 *  @return DIALPLAN_OK (not ready is an answer); E_ARGUMENT; E_RANGE; E_SIZE. Constant time; no allocation; any
 *  thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_readiness(const dialplan_campaign *campaign, const dialplan_facts *facts,
                                                int64_t now, const dialplan_options *options, dialplan_check *out,
                                                uint64_t cap, uint64_t *count, dialplan_error *err);

/** A check as an English sentence without a full stop ("12 of 300 contacts can be dialled").
 *  @param campaign  the campaign that was asked
 *  @param check     one of its checks
 *  @param out       room for @p cap bytes; no NUL is written
 *  @param cap       bytes in @p out; 0 measures
 *  @param len       out: the whole length, at most 256 but for texts of the campaign's own
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_check_format(const dialplan_campaign *campaign, const dialplan_check *check,
                                                   char *out, uint64_t cap, uint64_t *len);

/** The name of a check ("stalled"); NULL for a number that is none. Static text; constant time; any thread.
 *  @param check  DIALPLAN_CHECK_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_check_name(int32_t check);
/** @copydoc dialplan_check_name
 *  @param result  DIALPLAN_RESULT_*: "ok", "warning", "failed" */
DIALPLAN_API const char *dialplan_result_name(int32_t result);

/** How long calling everybody once takes. Frozen. 40 bytes. */
typedef struct dialplan_estimated {
  int64_t finish_at;      /**< when all have been called; 0: not within the horizon and before the campaign's end */
  int64_t per_hour_milli; /**< thousandths of calls in an open hour, rounded down */
  int64_t open_s;         /**< open seconds from now to finish_at, or to where it ended without */
  uint64_t called;        /**< how many have been called by then */
  uint32_t days;          /**< civil dates with calls */
  uint16_t limit;         /**< DIALPLAN_PACING_*: what holds the rate down; NONE: `pacing` is not in the file, and
                               nothing is estimated */
  uint16_t reserved;      /**< 0 */
} dialplan_estimated;

/** How many calls an hour, and when so many contacts will all have been called once.
 *  Calls an hour are the least of channels * 3600 / cycle (with the cap; in fixed mode with the seats), of
 *  3600 / spacing, of 60 * calls_per_minute, of 3600 * rate and of the target rate; dates of the campaign's zone have
 *  their daily limit. The status does not count, nor the breaker, nor the budget.
 *  @param campaign  a campaign
 *  @param load      what was started today; NULL: nothing
 *  @param eligible  how many contacts, at most 1,000,000,000
 *  @param cycle_s   seconds that a call keeps its channel: ring, talk and wrap time, 1 to 86,400
 *  @param now       a valid instant
 *  @param options   NULL: defaults; the horizon counts
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK; E_ARGUMENT; E_RANGE; E_SIZE. Linear in the days; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_estimate(const dialplan_campaign *campaign, const dialplan_load *load,
                                               uint64_t eligible, uint32_t cycle_s, int64_t now,
                                               const dialplan_options *options, dialplan_estimated *out,
                                               dialplan_error *err);

#ifdef __cplusplus
}
#endif
#endif
