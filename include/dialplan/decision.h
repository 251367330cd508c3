/* SPDX-License-Identifier: MIT */
/** @file decision.h
 *  The one decision: when may this contact be called next, and why then. The trace, the ladder, the standing.
 */
#ifndef DIALPLAN_DECISION_H
#define DIALPLAN_DECISION_H

#include <dialplan/open.h>
#include <dialplan/state.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Verdicts. */
enum {
  DIALPLAN_VERDICT_CALL = 1, /**< may be dialled at `at` */
  DIALPLAN_VERDICT_HOLD = 2, /**< nothing against the contact, but not while the reason lasts */
  DIALPLAN_VERDICT_STOP = 3  /**< not again in this run, as things stand */
};

/** Classes of calls. */
enum { DIALPLAN_CLASS_PENDING = 1, DIALPLAN_CLASS_RETRY = 2, DIALPLAN_CLASS_CALLBACK = 3 };

/** Reasons, in the words of the program's output. Numbers are pinned. */
enum {
  /* call */
  DIALPLAN_REASON_FIRST_ATTEMPT = 1,
  DIALPLAN_REASON_SMART = 2,
  DIALPLAN_REASON_INTERVALS = 3,
  DIALPLAN_REASON_FIXED = 4,
  DIALPLAN_REASON_OUTCOME_ROW = 5,
  DIALPLAN_REASON_CALLBACK = 6,
  DIALPLAN_REASON_CALLBACK_NO_CLEAR_TIME = 7,
  DIALPLAN_REASON_CALLBACK_RETRY = 8,
  DIALPLAN_REASON_RESCHEDULED = 9,
  /* hold, in this precedence */
  DIALPLAN_REASON_IN_CALL = 20,
  DIALPLAN_REASON_CAMPAIGN_DRAFT = 21,
  DIALPLAN_REASON_CAMPAIGN_PAUSED = 22,
  DIALPLAN_REASON_NO_CHANNELS = 23,
  DIALPLAN_REASON_ZONE_UNKNOWN = 24,
  DIALPLAN_REASON_ZONE_AMBIGUOUS = 25,
  /* stop, in this precedence */
  DIALPLAN_REASON_CAMPAIGN_COMPLETED = 40,
  DIALPLAN_REASON_CAMPAIGN_CANCELLED = 41,
  DIALPLAN_REASON_DNC = 42,
  DIALPLAN_REASON_FAILED = 43,
  DIALPLAN_REASON_REACHED = 44,
  DIALPLAN_REASON_CLOSED = 45,
  DIALPLAN_REASON_CANCELLED = 46,
  DIALPLAN_REASON_INBOUND_FIRST = 47,
  DIALPLAN_REASON_MAX_ATTEMPTS = 48,
  DIALPLAN_REASON_CONSECUTIVE_ERRORS = 49,
  DIALPLAN_REASON_OUTCOME_STOP = 50,
  DIALPLAN_REASON_OUTCOME_RETRIES = 51,
  DIALPLAN_REASON_INTERVALS_USED_UP = 52,
  DIALPLAN_REASON_MAX_RETRY_DAYS = 53,
  DIALPLAN_REASON_CAMPAIGN_OVER = 54,
  DIALPLAN_REASON_WINDOW_CLOSED = 55,
  DIALPLAN_REASON_NEVER_OPEN = 56,
  /* steps of the trace, beside all of the above */
  DIALPLAN_REASON_LAST_ATTEMPT = 70,
  DIALPLAN_REASON_WAIT = 71,
  DIALPLAN_REASON_COOLDOWN = 72,
  DIALPLAN_REASON_NOT_PICKED_COOLDOWN = 73,
  DIALPLAN_REASON_CAP = 74,
  DIALPLAN_REASON_RECENTLY_COMPLETED = 75,
  DIALPLAN_REASON_GUARD = 76, /**< written "guard:<rule>" */
  DIALPLAN_REASON_BEFORE_START = 77,
  DIALPLAN_REASON_NO_WINDOW = 78,
  DIALPLAN_REASON_NO_CALL_DAY = 79,
  DIALPLAN_REASON_SPECIAL_DAY = 80,
  DIALPLAN_REASON_CLOSE_MARGIN = 81,
  DIALPLAN_REASON_OTHER_ZONE = 82,
  DIALPLAN_REASON_BUFFER = 83,
  DIALPLAN_REASON_CLOCK_CHANGE = 84,
  /* answers of dialplan_clip() alone */
  DIALPLAN_REASON_OPEN = 90,
  DIALPLAN_REASON_AFTER_END = 91
};

/** The answer for one contact. Frozen. 88 bytes. */
typedef struct dialplan_decision {
  int64_t at;            /**< when the call may start, never before now; 0: none */
  int64_t due_at;        /**< the instant planned without regard to now; before now: overdue; 0: none */
  int64_t asked_at;      /**< what a person asked for: the reschedule's due, else the wish's; 0: none */
  int64_t rank;          /**< the value of `lease_then`, lower is leased first; INT64_MAX: none, row order counts */
  uint64_t key;          /**< the contact's key */
  uint64_t callback_ref; /**< the wish's reference; 0: none */
  uint32_t attempt;      /**< number of the coming attempt, from 1 */
  uint32_t of;           /**< attempts allowed; 0: unlimited */
  uint16_t reason;       /**< DIALPLAN_REASON_* */
  uint16_t rule;         /**< 1 + index of the guard's limit, gap or quiet period that bound last; 0: none */
  uint16_t zone;         /**< the binding zone; the home zone when there is no `at` */
  uint16_t variant;      /**< the contact's own, else dialplan_variant(); 0: none */
  uint16_t retry;        /**< "retry 2": number of the coming retry in an outcome row; 0: no such row */
  uint16_t retries;      /**< "of 3": retries of that row; 0: unlimited */
  int16_t priority;      /**< the campaign's */
  uint8_t verdict;       /**< DIALPLAN_VERDICT_* */
  uint8_t call_class;    /**< DIALPLAN_CLASS_* */
  uint8_t class_rank;    /**< place of the class in `lease_order`, from 0 */
  uint8_t wish_status;   /**< DIALPLAN_WISH_*, derived ones included */
  uint8_t status;        /**< DIALPLAN_STATUS_* */
  uint8_t last_outcome;  /**< DIALPLAN_OUTCOME_* of the last attempt */
  uint32_t reserved[3];  /**< 0 */
} dialplan_decision;

/** One step of a trace. Frozen. 48 bytes. */
typedef struct dialplan_step {
  int64_t before;    /**< the instant before the step; 0: none */
  int64_t after;     /**< the instant after it; equal: not binding; 0: none */
  int64_t value;     /**< what was compared: seconds, a count, an instant; see dialplan_step_format() */
  int64_t limit;     /**< what it was compared with */
  uint16_t reason;   /**< DIALPLAN_REASON_* */
  uint16_t rule;     /**< with DIALPLAN_REASON_GUARD: 1 + index of the rule; with _CAP: 1 + index of the cap */
  uint16_t zone;     /**< the zone that the step was judged in */
  uint16_t outcome;  /**< DIALPLAN_OUTCOME_*, where one matters */
  int32_t extra[2];  /**< further numbers of the sentence (retry, retries; days, seconds of a duration) */
} dialplan_step;

/** Decides for one contact.
 *  @param campaign  a campaign
 *  @param contact   the contact
 *  @param state     its state; NULL: never called
 *  @param now       the instant of asking: a valid one
 *  @param options   NULL: defaults
 *  @param out       out
 *  @param err       may be NULL
 *  @return DIALPLAN_OK (stop and hold are answers); E_ARGUMENT; E_RANGE; E_SIZE. Some 100 ns; no allocation; any
 *  thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_next(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                           const dialplan_state *state, int64_t now, const dialplan_options *options,
                                           dialplan_decision *out, dialplan_error *err);

/** dialplan_next() for many contacts. Never stops early: a row that cannot be asked has a status and a zero decision.
 *  @param campaign        a campaign
 *  @param contacts        the first contact
 *  @param contact_stride  bytes from one to the next
 *  @param states          the first state; NULL: never called
 *  @param state_stride    bytes from one to the next
 *  @param count           how many
 *  @param now             the instant of asking
 *  @param options         NULL: defaults
 *  @param out             @p count decisions
 *  @param statuses        @p count statuses; may be NULL
 *  @param err             may be NULL
 *  @return DIALPLAN_OK: every row was asked; E_ARGUMENT; E_RANGE; E_SIZE. No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_next_batch(const dialplan_campaign *campaign, const dialplan_contact *contacts,
                                                 uint64_t contact_stride, const dialplan_state *states,
                                                 uint64_t state_stride, uint64_t count, int64_t now,
                                                 const dialplan_options *options, dialplan_decision *out,
                                                 int32_t *statuses, dialplan_error *err);

/** dialplan_next(), with its steps written down.
 *  @param campaign  as dialplan_next(), like the following
 *  @param contact   the contact
 *  @param state     NULL: never called
 *  @param now       the instant of asking
 *  @param options   NULL: defaults
 *  @param out       out: the decision, equal to dialplan_next()'s
 *  @param steps     room for @p cap steps
 *  @param cap       entries in @p steps; 0 measures
 *  @param count     out: how many there are, at most 64
 *  @param err       may be NULL
 *  @return as dialplan_next(). No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_explain(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                              const dialplan_state *state, int64_t now,
                                              const dialplan_options *options, dialplan_decision *out,
                                              dialplan_step *steps, uint64_t cap, uint64_t *count,
                                              dialplan_error *err);

/** A step as a short English sentence, without the step's name and instants ("no_answer: 24 h, retry 2 of 3").
 *  @param campaign  the campaign that was asked
 *  @param step      one of its steps
 *  @param out       room for @p cap bytes; no NUL is written
 *  @param cap       bytes in @p out; 0 measures
 *  @param len       out: the whole length, at most 256
 *  @return DIALPLAN_OK; E_ARGUMENT. Constant time; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_step_format(const dialplan_campaign *campaign, const dialplan_step *step,
                                                  char *out, uint64_t cap, uint64_t *len);

/** All further attempts of a contact if each started at its `at`, ended at once and with one outcome, until a stop.
 *  @param campaign  as dialplan_next(), like the following
 *  @param contact   the contact
 *  @param state     NULL: never called
 *  @param now       the instant of asking
 *  @param outcome   DIALPLAN_OUTCOME_* of every attempt; 0: no_answer
 *  @param options   NULL: defaults
 *  @param out       room for @p cap decisions; the last one is the stop (or hold), unless there are 1,000
 *  @param cap       entries in @p out; 0 measures
 *  @param count     out: how many there are, at most 1,000
 *  @param err       may be NULL
 *  @return as dialplan_next(). Linear in the attempts; no allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_ladder(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                             const dialplan_state *state, int64_t now, int32_t outcome,
                                             const dialplan_options *options, dialplan_decision *out, uint64_t cap,
                                             uint64_t *count, dialplan_error *err);

/** Where a contact stands: its status and its wish's, the derived ones included.
 *  @param campaign     as dialplan_next(), like the following
 *  @param contact      the contact
 *  @param state        NULL: never called
 *  @param now          the instant of asking
 *  @param status       out: DIALPLAN_STATUS_*; may be NULL
 *  @param wish_status  out: DIALPLAN_WISH_*; may be NULL
 *  @param err          may be NULL
 *  @return as dialplan_next(). No allocation; any thread.
 *  @since 0.1 */
DIALPLAN_API dialplan_status dialplan_standing(const dialplan_campaign *campaign, const dialplan_contact *contact,
                                               const dialplan_state *state, int64_t now, int32_t *status,
                                               int32_t *wish_status, dialplan_error *err);

/** The names of the codes of this header ("call", "callback", "max_retry_days"); NULL for a number that is none.
 *  Static text; constant time; any thread.
 *  @param verdict  DIALPLAN_VERDICT_*
 *  @since 0.1 */
DIALPLAN_API const char *dialplan_verdict_name(int32_t verdict);
/** @copydoc dialplan_verdict_name
 *  @param call_class  DIALPLAN_CLASS_* */
DIALPLAN_API const char *dialplan_class_name(int32_t call_class);
/** @copydoc dialplan_verdict_name
 *  @param reason  DIALPLAN_REASON_*; "guard" for DIALPLAN_REASON_GUARD */
DIALPLAN_API const char *dialplan_reason_name(int32_t reason);
/** @copydoc dialplan_verdict_name
 *  @param status  DIALPLAN_STATUS_* */
DIALPLAN_API const char *dialplan_standing_name(int32_t status);
/** @copydoc dialplan_verdict_name
 *  @param wish_status  DIALPLAN_WISH_* */
DIALPLAN_API const char *dialplan_wish_name(int32_t wish_status);

#ifdef __cplusplus
}
#endif
#endif
